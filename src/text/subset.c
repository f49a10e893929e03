/*
 * text/subset.c - cuts a face down to the glyphs in use, by hb-subset.
 *
 * The idea: a PDF addresses glyphs by number and needs outlines and widths, nothing else. So every other
 * table is dropped beforehand (layout tables would drag further glyphs in), axes are pinned to the
 * instance, and what the descriptor wants to know is measured on the result.
 */
#include "text/faces.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>

static const hb_tag_t KEPT_TABLES[] = {
    HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'), HB_TAG('h', 'e', 'a', 'd'),
    HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('m', 'a', 'x', 'p'),
    HB_TAG('C', 'F', 'F', ' '), HB_TAG('C', 'F', 'F', '2'), HB_TAG('f', 'v', 'a', 'r'),
    HB_TAG('g', 'v', 'a', 'r'), HB_TAG('a', 'v', 'a', 'r'), HB_TAG('H', 'V', 'A', 'R'),
};

static bool is_kept(hb_tag_t tag) {
    for (size_t i = 0; i < sizeof KEPT_TABLES / sizeof *KEPT_TABLES; i++)
        if (KEPT_TABLES[i] == tag)
            return true;
    return false;
}

static void drop_tables(hb_face_t *tables, hb_set_t *dropped) {
    hb_tag_t tags[32];
    unsigned count = sizeof tags / sizeof *tags;
    for (unsigned start = 0; count > 0; start += count) {
        count = sizeof tags / sizeof *tags;
        hb_face_get_table_tags(tables, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            if (!is_kept(tags[i]))
                hb_set_add(dropped, tags[i]);
    }
}

static void pin_axes(hb_subset_input_t *input, const OpenFace *open) {
    unsigned total = hb_ot_var_get_axis_count(open->tables);
    for (unsigned i = 0; i < total; i++) {
        hb_ot_var_axis_info_t axis;
        unsigned one = 1;
        hb_ot_var_get_axis_infos(open->tables, i, &one, &axis);
        float value = axis.default_value;
        for (unsigned k = 0; k < open->axis_count; k++)
            if (open->axes[k].tag == axis.tag)
                value = open->axes[k].value;
        hb_subset_input_pin_axis_location(input, open->tables, axis.tag, value);
    }
}

static hb_subset_input_t *new_input(const OpenFace *open, const uint8_t *used) {
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    hb_set_add(glyphs, 0);
    for (unsigned id = 0; id < open->face.glyph_count; id++)
        if (used[id / 8] >> (id % 8) & 1)
            hb_set_add(glyphs, id);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    drop_tables(open->tables, hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
    pin_axes(input, open);
    return input;
}

/* ---- reading the result ----------------------------------------------------------------------- */

uint32_t text_table_number(hb_face_t *tables, hb_tag_t tag, unsigned offset, unsigned size) {
    hb_blob_t *blob = hb_face_reference_table(tables, tag);
    unsigned length = 0;
    const uint8_t *data = (const uint8_t *)hb_blob_get_data(blob, &length);
    uint32_t value = 0;
    for (unsigned i = 0; i < size && offset + size <= length; i++)
        value = value << 8 | data[offset + i];
    hb_blob_destroy(blob);
    return value;
}

static bool has_table(hb_face_t *tables, hb_tag_t tag) {
    hb_blob_t *blob = hb_face_reference_table(tables, tag);
    bool there = hb_blob_get_length(blob) > 0;
    hb_blob_destroy(blob);
    return there;
}

static Str copy_bytes(Arena *arena, hb_face_t *subset, bool cff) {
    hb_blob_t *blob =
        cff ? hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(subset);
    unsigned length = 0;
    const char *data = hb_blob_get_data(blob, &length);
    Str bytes = str_copy(arena, (Str){data, length});
    hb_blob_destroy(blob);
    return bytes;
}

static const uint16_t *copy_new_ids(Arena *arena, const Face *face, const hb_map_t *map) {
    uint16_t *ids = ARENA_ARRAY(arena, uint16_t, face->glyph_count);
    for (hb_codepoint_t id = 0; id < face->glyph_count; id++) {
        hb_codepoint_t new_id = hb_map_get(map, id);
        ids[id] = (uint16_t)(new_id == HB_MAP_VALUE_INVALID ? 0 : new_id);
    }
    return ids;
}

/* Of the result, not of the face: the widths in the PDF must be those in the embedded file. */
static const float *copy_advances(Arena *arena, hb_font_t *font, uint32_t count, float em) {
    float *advances = ARENA_ARRAY(arena, float, count);
    for (uint32_t id = 0; id < count; id++)
        advances[id] = (float)hb_font_get_glyph_h_advance(font, id) / em;
    return advances;
}

static Box glyph_bounds(hb_font_t *font, uint32_t count, double em) {
    double left = 0, right = 0, bottom = 0, top = 0;
    for (uint32_t id = 0; id < count; id++) {
        hb_glyph_extents_t extents;
        if (!hb_font_get_glyph_extents(font, id, &extents))
            continue;
        left = fmin(left, extents.x_bearing);
        right = fmax(right, extents.x_bearing + extents.width);
        top = fmax(top, extents.y_bearing);
        bottom = fmin(bottom, extents.y_bearing + extents.height);
    }
    return (Box){left / em, bottom / em, (right - left) / em, (top - bottom) / em};
}

/* PANOSE: family kind 2 is Latin text, serif style 2 to 10 has serifs. Else the IBM class, 1 to 5 and 7. */
static bool has_serifs(hb_face_t *tables) {
    hb_tag_t os2 = HB_TAG('O', 'S', '/', '2');
    uint32_t panose_kind = text_table_number(tables, os2, 32, 1),
             style = text_table_number(tables, os2, 33, 1);
    if (panose_kind == 2 && style > 1)
        return style <= 10;
    uint32_t ibm_class = text_table_number(tables, os2, 30, 1);
    return (ibm_class >= 1 && ibm_class <= 5) || ibm_class == 7;
}

/* The usual guess from the weight, for fonts do not tell the width of their stems. */
static float guess_stem(int weight) {
    float relative = (float)weight / 65.0F;
    return (50.0F + relative * relative) / 1000.0F;
}

/* Some fonts state the angle with the wrong sign; italics lean right. */
static float lean_angle(const OpenFace *open) {
    float angle = hb_style_get_value(open->font, HB_STYLE_TAG_SLANT_ANGLE);
    return angle > 0 ? -angle : angle;
}

static FontFile *describe(Arena *arena, const OpenFace *open, hb_face_t *subset) {
    FontFile *file = ARENA_NEW(arena, FontFile);
    hb_font_t *font = hb_font_create(subset);
    file->cff = has_table(subset, HB_TAG('C', 'F', 'F', ' '));
    file->bytes = copy_bytes(arena, subset, file->cff);
    file->glyph_count = hb_face_get_glyph_count(subset);
    file->advances = copy_advances(arena, font, file->glyph_count, open->em);
    file->bounds = glyph_bounds(font, file->glyph_count, (double)open->em);
    hb_font_destroy(font);
    file->name = open->face.name;
    file->italic_angle = lean_angle(open);
    file->weight = open->place.weight;
    file->stem = guess_stem(open->place.weight);
    file->fixed_pitch = text_table_number(open->tables, HB_TAG('p', 'o', 's', 't'), 12, 4) != 0;
    file->serif = has_serifs(open->tables);
    return file;
}

static const FontFile *cut_face(Arena *arena, const OpenFace *open, hb_subset_plan_t *plan) {
    hb_face_t *subset = hb_subset_plan_execute_or_fail(plan);
    if (!subset)
        return NULL;
    FontFile *file = NULL;
    /* CFF2 and leftover axes are no font that a PDF may hold. */
    if (!has_table(subset, HB_TAG('C', 'F', 'F', '2')) && !hb_ot_var_has_data(subset)) {
        file = describe(arena, open, subset);
        file->new_ids = copy_new_ids(arena, &open->face, hb_subset_plan_old_to_new_glyph_mapping(plan));
    }
    hb_face_destroy(subset);
    return file && file->bytes.length > 0 ? file : NULL;
}

const FontFile *text_subset(Env *env, Arena *arena, const Face *face, const uint8_t *used) {
    const OpenFace *open = face->handle;
    const FontFile *file = NULL;
    hb_subset_input_t *input = open ? new_input(open, used) : NULL;
    hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(open->tables, input) : NULL;
    if (plan)
        file = cut_face(arena, open, plan);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    if (!file)
        REPORT_ERROR(env, (Span){0}, STR("use a TrueType font or a static OpenType font instead"),
                     "the font %.*s cannot be embedded", STR_ARGS(face->name));
    return file;
}
