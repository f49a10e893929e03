/*
 * text/face.c - opens a font file at one weight and reads its measures.
 *
 * The idea: tables are mapped, not read, and shared by all weights of a variable font; a face is only an
 * hb_font_t with its axes set. So a face costs next to nothing until its glyphs are used.
 */
#include "text/faces.h"

#include <hb-ot.h>
#include <math.h>
#include <string.h>

/* ---- files ------------------------------------------------------------------------------------ */

static void release_tables(void *tables) {
    hb_face_destroy(tables);
}

static void release_font(void *font) {
    hb_font_destroy(font);
}

/* NULL if the file is no font; remembered too, so that it is tried and reported once. */
static hb_face_t *map_tables(const char *path, unsigned index) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob)
        return NULL;
    hb_face_t *tables = hb_face_create(blob, index);
    hb_blob_destroy(blob);
    if (hb_face_get_glyph_count(tables) > 0)
        return tables;
    hb_face_destroy(tables);
    return NULL;
}

static hb_face_t *find_tables(FontLibrary *library, const FontPlace *place) {
    for (size_t i = 0; i < library->file_count; i++)
        if (library->files[i].index == place->index && strcmp(library->files[i].path, place->path) == 0)
            return library->files[i].tables;
    FontData file = {place->path, place->index, map_tables(place->path, place->index)};
    LIST_PUSH(library->env->keep, library->files, library->file_count, library->file_capacity, file);
    if (file.tables)
        arena_on_free(library->env->keep, release_tables, file.tables);
    return file.tables;
}

/* ---- axes ------------------------------------------------------------------------------------- */

static void set_axis(OpenFace *open, hb_tag_t tag, float value) {
    open->axes[open->axis_count++] = (hb_variation_t){tag, value};
}

/* The lean that an axis for it offers; 0 if it offers none. */
static float axis_lean(hb_face_t *tables, hb_tag_t tag) {
    hb_ot_var_axis_info_t axis;
    if (!hb_ot_var_find_axis_info(tables, tag, &axis))
        return 0;
    /* A slant leans right where it is negative. */
    return tag == HB_OT_TAG_VAR_AXIS_SLANT ? axis.min_value : axis.max_value;
}

static void set_axes(OpenFace *open, bool italic) {
    static const hb_tag_t LEANS[] = {HB_OT_TAG_VAR_AXIS_ITALIC, HB_OT_TAG_VAR_AXIS_SLANT};
    hb_ot_var_axis_info_t axis;
    if (hb_ot_var_find_axis_info(open->tables, HB_OT_TAG_VAR_AXIS_WEIGHT, &axis))
        set_axis(open, HB_OT_TAG_VAR_AXIS_WEIGHT, (float)open->place.weight);
    for (size_t i = 0; italic && !open->place.slanted && i < sizeof LEANS / sizeof *LEANS; i++) {
        float lean = axis_lean(open->tables, LEANS[i]);
        if (lean < 0 || lean > 0) {
            set_axis(open, LEANS[i], lean);
            open->place.slanted = true;
        }
    }
}

/* ---- names ------------------------------------------------------------------------------------ */

static Str read_name(Arena *arena, hb_face_t *tables, hb_ot_name_id_t id) {
    char text[128];
    unsigned size = sizeof text;
    hb_ot_name_get_utf8(tables, id, HB_LANGUAGE_INVALID, &size, text);
    return str_copy(arena, (Str){text, size});
}

static bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static void add_letters(Buffer *name, Str text) {
    for (size_t i = 0; i < text.length; i++)
        if (is_letter(text.data[i]))
            buffer_add_byte(name, text.data[i]);
}

/* "Bold"; weights between the usual ones get two letters more, 650 is "SemiBoldFA". */
static void add_weight_name(Buffer *name, int weight) {
    static const char *const NAMES[] = {"Hairline", "Thin", "ExtraLight", "Light", "Regular",   "Medium",
                                        "SemiBold", "Bold", "ExtraBold",  "Black", "ExtraBlack"};
    weight = weight < 1 ? 1 : weight > 1000 ? 1000 : weight;
    buffer_add_c(name, NAMES[weight / 100]);
    if (weight % 100 == 0)
        return;
    buffer_add_byte(name, (char)('A' + weight / 10 % 10));
    buffer_add_byte(name, (char)('A' + weight % 10));
}

static Str instance_name(Arena *arena, const OpenFace *open) {
    static const hb_ot_name_id_t FAMILY_IDS[] = {
        HB_OT_NAME_ID_VARIATIONS_PS_PREFIX,
        HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY,
        HB_OT_NAME_ID_FONT_FAMILY,
    };
    Buffer name = buffer_new(arena);
    for (size_t i = 0; name.length == 0 && i < sizeof FAMILY_IDS / sizeof *FAMILY_IDS; i++)
        add_letters(&name, read_name(arena, open->tables, FAMILY_IDS[i]));
    if (name.length == 0)
        buffer_add_c(&name, "Font");
    buffer_add_byte(&name, '-');
    if (open->place.weight != 400 || !open->place.slanted)
        add_weight_name(&name, open->place.weight);
    if (open->place.slanted)
        buffer_add_c(&name, "Italic");
    return buffer_str(&name);
}

/* Letters, digits and hyphens of the font's own PostScript name. */
static Str static_name(Arena *arena, hb_face_t *tables) {
    Str text = read_name(arena, tables, HB_OT_NAME_ID_POSTSCRIPT_NAME);
    Buffer name = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (is_letter(byte) || (byte >= '0' && byte <= '9') || byte == '-')
            buffer_add_byte(&name, byte);
    }
    return name.length > 0 ? buffer_str(&name) : STR("Font");
}

/* ---- measures --------------------------------------------------------------------------------- */

static float read_metric(const OpenFace *open, hb_ot_metrics_tag_t tag, float otherwise) {
    hb_position_t value;
    if (!hb_ot_metrics_get_position(open->font, tag, &value) || value == 0)
        return otherwise;
    return (float)value / open->em;
}

/* The height of a letter's outline, for fonts that do not state it. */
static float letter_height(const OpenFace *open, char letter, float otherwise) {
    hb_codepoint_t glyph;
    hb_glyph_extents_t extents;
    if (!hb_font_get_nominal_glyph(open->font, (hb_codepoint_t)letter, &glyph) ||
        !hb_font_get_glyph_extents(open->font, glyph, &extents) || extents.y_bearing <= 0)
        return otherwise;
    return (float)extents.y_bearing / open->em;
}

static void read_space(OpenFace *open) {
    hb_codepoint_t glyph = 0;
    open->face.space = 0.25F;
    if (!hb_font_get_nominal_glyph(open->font, ' ', &glyph))
        return;
    open->face.space_glyph = (uint16_t)glyph;
    open->face.space = (float)hb_font_get_glyph_h_advance(open->font, glyph) / open->em;
}

/* Whether the font has figures and letters made for superscript. */
static bool has_superiors(hb_face_t *tables) {
    hb_tag_t tags[32];
    unsigned start = 0, count;
    do {
        count = sizeof tags / sizeof *tags;
        hb_ot_layout_table_get_feature_tags(tables, HB_OT_TAG_GSUB, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            if (tags[i] == HB_TAG('s', 'u', 'p', 's'))
                return true;
        start += count;
    } while (count > 0);
    return false;
}

static void read_metrics(OpenFace *open) {
    Face *face = &open->face;
    face->ascent = read_metric(open, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 0.8F);
    face->descent = -read_metric(open, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -0.2F);
    face->cap_height = read_metric(open, HB_OT_METRICS_TAG_CAP_HEIGHT, letter_height(open, 'H', 0.7F));
    face->x_height = read_metric(open, HB_OT_METRICS_TAG_X_HEIGHT, letter_height(open, 'x', 0.5F));
    face->underline = -read_metric(open, HB_OT_METRICS_TAG_UNDERLINE_OFFSET, -0.1F);
    face->underline_thickness = read_metric(open, HB_OT_METRICS_TAG_UNDERLINE_SIZE, 0.05F);
    face->superiors = has_superiors(open->tables);
    read_space(open);
}

/* ---- opening ---------------------------------------------------------------------------------- */

static bool same_axes(const OpenFace *a, const OpenFace *b) {
    if (a->axis_count != b->axis_count)
        return false;
    for (unsigned i = 0; i < a->axis_count; i++)
        if (a->axes[i].tag != b->axes[i].tag || (int)a->axes[i].value != (int)b->axes[i].value)
            return false;
    return true;
}

static OpenFace *known_face(const FontLibrary *library, const OpenFace *wanted) {
    for (size_t i = 0; i < library->face_count; i++)
        if (library->faces[i]->tables == wanted->tables && same_axes(library->faces[i], wanted))
            return library->faces[i];
    return NULL;
}

static OpenFace *add_face(FontLibrary *library, const OpenFace *wanted) {
    Arena *keep = library->env->keep;
    OpenFace *open = ARENA_NEW(keep, OpenFace);
    *open = *wanted;
    open->font = hb_font_create(open->tables);
    arena_on_free(keep, release_font, open->font);
    hb_font_set_variations(open->font, open->axes, open->axis_count);
    open->em = (float)hb_face_get_upem(open->tables);
    open->face.index = (uint32_t)library->face_count;
    open->face.name = open->axis_count > 0 ? instance_name(keep, open) : static_name(keep, open->tables);
    unsigned glyph_count = hb_face_get_glyph_count(open->tables);
    open->face.glyph_count = (uint16_t)(glyph_count < UINT16_MAX ? glyph_count : UINT16_MAX);
    open->face.handle = open;
    open->face.file = str_from(open->place.path);
    open->face.licence = (uint16_t)text_table_number(open->tables, HB_TAG('O', 'S', '/', '2'), 8, 2);
    read_metrics(open);
    LIST_PUSH(keep, library->faces, library->face_count, library->face_capacity, open);
    return open;
}

OpenFace *text_open_face(FontLibrary *library, const FontPlace *place, bool italic) {
    OpenFace wanted = {.place = *place, .tables = find_tables(library, place)};
    if (!wanted.tables)
        return NULL;
    set_axes(&wanted, italic);
    OpenFace *open = known_face(library, &wanted);
    return open ? open : add_face(library, &wanted);
}

/* ---- features --------------------------------------------------------------------------------- */

static bool lists_feature(hb_face_t *tables, hb_tag_t table, hb_tag_t tag) {
    enum { PORTION = 32 };
    hb_tag_t tags[PORTION];
    unsigned total = hb_ot_layout_table_get_feature_tags(tables, table, 0, NULL, NULL);
    for (unsigned from = 0; from < total; from += PORTION) {
        unsigned count = PORTION;
        hb_ot_layout_table_get_feature_tags(tables, table, from, &count, tags);
        for (unsigned i = 0; i < count; i++)
            if (tags[i] == tag)
                return true;
    }
    return false;
}

bool text_face_has_feature(const OpenFace *open, hb_tag_t tag) {
    return lists_feature(open->tables, HB_OT_TAG_GSUB, tag) ||
           lists_feature(open->tables, HB_OT_TAG_GPOS, tag);
}

bool text_face_is_tabular(const OpenFace *open) {
    hb_position_t width = 0;
    for (hb_codepoint_t figure = '0'; figure <= '9'; figure++) {
        hb_codepoint_t glyph;
        if (!hb_font_get_nominal_glyph(open->font, figure, &glyph))
            return true;
        hb_position_t own = hb_font_get_glyph_h_advance(open->font, glyph);
        if (figure > '0' && own != width)
            return false;
        width = own;
    }
    return true;
}

/* ---- ink -------------------------------------------------------------------------------------- */

static Box join_boxes(Box a, Box b) {
    if (a.w <= 0 || a.h <= 0)
        return b;
    double x = fmin(a.x, b.x), y = fmin(a.y, b.y);
    return (Box){x, y, fmax(a.x + a.w, b.x + b.w) - x, fmax(a.y + a.h, b.y + b.h) - y};
}

static Box glyph_ink(const Face *face, const Glyph *glyph, double x) {
    const OpenFace *open = face->handle;
    hb_glyph_extents_t extents;
    if (!open || !hb_font_get_glyph_extents(open->font, glyph->id, &extents))
        return (Box){x, -(double)face->cap_height, (double)glyph->advance, (double)face->cap_height};
    double em = (double)open->em;
    return (Box){x + (double)glyph->dx + extents.x_bearing / em,
                 -(double)glyph->dy - extents.y_bearing / em, extents.width / em, -extents.height / em};
}

Box text_run_ink(Shaper *shaper, const GlyphRun *run) {
    (void)shaper;
    Box ink = {0};
    double x = 0;
    for (; run; run = run->next)
        for (uint32_t i = 0; i < run->glyph_count; i++) {
            Box glyph = glyph_ink(run->face, &run->glyphs[i], x);
            if (glyph.w > 0 && glyph.h > 0)
                ink = join_boxes(ink, glyph);
            x += (double)run->glyphs[i].advance;
        }
    return ink;
}
