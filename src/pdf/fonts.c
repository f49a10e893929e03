/*
 * pdf/fonts.c - which glyphs the pages use, and the subset fonts as Type0 fonts.
 *
 * The one idea: two passes. The first marks glyphs, so that every face can be cut and its glyphs renumbered
 * before any text is written; a run seen once is never looked at again. The objects come last, because only
 * encoding tells which text a glyph stands for.
 */
#include "pdf/fonts.h"

#include <string.h>

enum {
    FLAG_FIXED_PITCH = 1 << 0,
    FLAG_SERIF = 1 << 1,
    FLAG_SYMBOLIC = 1 << 2,
    FLAG_ITALIC = 1 << 6,
    CODES_IN_BLOCK = 100, /* of a CMap, at most */
    TAG_LENGTH = 6,
};

typedef struct Marker {
    Writer *writer;
    Fonts *fonts;
    uint8_t *seen; /* bits by GlyphRun.index */
    bool wrong;
} Marker;

Font *fonts_of(const Fonts *fonts, const Face *face) {
    return &fonts->fonts[face->index];
}

static void mark_glyph(Font *font, uint16_t id) {
    if (id < font->face->glyph_count)
        font->used[id / 8] |= (uint8_t)(1u << id % 8);
}

static void mark_run(Marker *marker, const GlyphRun *run) {
    if (run->index >= marker->fonts->piece_count || run->face->index >= marker->fonts->count) {
        marker->wrong = true;
        return;
    }
    uint8_t bit = (uint8_t)(1u << run->index % 8);
    if (marker->seen[run->index / 8] & bit)
        return;
    marker->seen[run->index / 8] |= bit;
    Font *font = fonts_of(marker->fonts, run->face);
    if (!font->face) {
        font->face = run->face;
        font->used = ARENA_ARRAY(marker->writer->arena, uint8_t, run->face->glyph_count / 8 + 1);
    }
    for (uint32_t i = 0; i < run->glyph_count; i++)
        mark_glyph(font, run->glyphs[i].id);
}

static void mark_text(Marker *marker, const TextItem *text) {
    for (uint32_t i = 0; i < text->count; i++) {
        const GlyphRun *run = text->runs[i].run, *last = run;
        for (; run; last = run, run = run->next)
            mark_run(marker, run);
        if (last && !marker->wrong && (text->runs[i].flags & RUN_SPACE))
            mark_glyph(fonts_of(marker->fonts, last->face), last->face->space_glyph);
    }
}

static bool mark_pages(Marker *marker, const Pages *pages) {
    for (size_t i = 0; i < pages->count; i++)
        for (size_t k = 0; k < pages->pages[i].count; k++)
            if (pages->pages[i].items[k].kind == ITEM_TEXT)
                mark_text(marker, &pages->pages[i].items[k].text);
    if (pages->placed)
        return mark_pages(marker, pages->placed);
    if (marker->wrong)
        REPORT_ERROR(marker->writer->env, (Span){0}, (Str){0},
                     "internal error: a run that the pages do not count");
    return !marker->wrong;
}

static bool cut_face(Writer *writer, Font *font) {
    Arena *arena = writer->arena;
    font->file = text_subset(writer->env, arena, font->face, font->used);
    if (!font->file)
        return false;
    uint32_t count = font->file->glyph_count > 0 ? font->file->glyph_count : 1;
    font->widths = ARENA_ARRAY(arena, int32_t, count);
    font->texts = ARENA_ARRAY(arena, Str, count);
    font->spares = ARENA_ARRAY(arena, Str, count);
    for (uint32_t i = 0; i < font->file->glyph_count; i++)
        font->widths[i] = (int32_t)syntax_round(font->file->advances[i] * MICRO);
    uint16_t space = font->file->new_ids[font->face->space_glyph];
    if (space)
        font->texts[space] = STR(" ");
    return true;
}

static void print_dictionary(const void *owner, uint32_t index, Buffer *out) {
    const Fonts *fonts = owner;
    for (size_t i = 0; i < fonts->count; i++) {
        if (!fonts->fonts[i].face)
            continue;
        buffer_format(out, "/F%zu ", i + index);
        syntax_reference(out, fonts->fonts[i].object);
    }
}

bool fonts_collect(Writer *writer) {
    Arena *arena = writer->arena;
    Fonts *fonts = writer->fonts = ARENA_NEW(arena, Fonts);
    fonts->count = writer->pages->face_count;
    fonts->fonts = ARENA_ARRAY(arena, Font, fonts->count);
    fonts->piece_count = writer->pages->run_count;
    fonts->pieces = ARENA_ARRAY(arena, Piece, fonts->piece_count);
    fonts->buffer = buffer_new(arena);
    Marker marker = {writer, fonts, ARENA_ARRAY(arena, uint8_t, fonts->piece_count / 8 + 1), false};
    if (!mark_pages(&marker, writer->pages))
        return false;
    writer->font_dictionary = objects_add_series(writer->objects, 1, print_dictionary, fonts);
    bool all = true;
    for (size_t i = 0; i < fonts->count; i++)
        if (fonts->fonts[i].face)
            all = cut_face(writer, &fonts->fonts[i]) && all;
    return all;
}

/* "ABCDEF+Name": the tag tells subsets of one font apart, and is made from what they hold. */
static Str subset_name(Arena *arena, const Font *font) {
    Str used = {(const char *)font->used, font->face->glyph_count / 8u + 1};
    uint64_t hash = str_hash(used) ^ str_hash(font->file->name);
    Buffer name = buffer_new(arena);
    for (int i = 0; i < TAG_LENGTH; i++) {
        buffer_add_byte(&name, (char)('A' + hash % 26));
        hash /= 26;
    }
    buffer_add_byte(&name, '+');
    buffer_add(&name, font->file->name.length ? font->file->name : STR("Font"));
    return buffer_str(&name);
}

/* An em as thousandths, the unit of a font's dictionaries. */
static void print_milli(Buffer *out, const char *key, double em) {
    buffer_add_c(out, key);
    syntax_integer(out, syntax_round(em * 1000));
}

static uint32_t write_file(Writer *writer, const FontFile *file) {
    Buffer fields = buffer_new(writer->arena);
    if (file->cff)
        buffer_add(&fields, STR("/Subtype/CIDFontType0C"));
    else
        buffer_format(&fields, "/Length1 %zu", file->bytes.length);
    return writer_add_deflated(writer, buffer_str(&fields), file->bytes);
}

static uint32_t write_descriptor(Writer *writer, const Font *font, Str name) {
    const FontFile *file = font->file;
    bool italic = file->italic_angle < 0 || file->italic_angle > 0;
    int flags = FLAG_SYMBOLIC;
    flags |= file->fixed_pitch ? FLAG_FIXED_PITCH : 0;
    flags |= file->serif ? FLAG_SERIF : 0;
    flags |= italic ? FLAG_ITALIC : 0;
    Buffer out = buffer_new(writer->arena);
    buffer_add(&out, STR("/Type/FontDescriptor/FontName"));
    syntax_name(&out, name);
    buffer_format(&out, "/Flags %d", flags);
    print_milli(&out, "/FontBBox[", file->bounds.x);
    print_milli(&out, " ", file->bounds.y);
    print_milli(&out, " ", file->bounds.x + file->bounds.w);
    print_milli(&out, " ", file->bounds.y + file->bounds.h);
    buffer_add(&out, STR("]/ItalicAngle "));
    buffer_add_number(&out, file->italic_angle, 2);
    print_milli(&out, "/Ascent ", font->face->ascent);
    print_milli(&out, "/Descent ", -font->face->descent);
    print_milli(&out, "/CapHeight ", font->face->cap_height);
    print_milli(&out, "/XHeight ", font->face->x_height);
    print_milli(&out, "/StemV ", file->stem);
    if (file->weight >= 100 && file->weight <= 900)
        buffer_format(&out, "/FontWeight %d", file->weight / 100 * 100);
    buffer_add_c(&out, file->cff ? "/FontFile3 " : "/FontFile2 ");
    syntax_reference(&out, write_file(writer, file));
    return objects_add(writer->objects, buffer_str(&out));
}

static uint32_t write_cid_font(Writer *writer, const Font *font, Str name) {
    Buffer out = buffer_new(writer->arena);
    uint32_t descriptor = write_descriptor(writer, font, name);
    buffer_add(&out, STR("/Type/Font/Subtype"));
    buffer_add_c(&out, font->file->cff ? "/CIDFontType0" : "/CIDFontType2/CIDToGIDMap/Identity");
    buffer_add(&out, STR("/BaseFont"));
    syntax_name(&out, name);
    buffer_add(&out, STR("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"));
    buffer_add(&out, STR("/FontDescriptor "));
    syntax_reference(&out, descriptor);
    buffer_add(&out, STR("/W[0["));
    for (uint32_t i = 0; i < font->file->glyph_count; i++) {
        if (i > 0)
            buffer_add_byte(&out, ' ');
        buffer_add_number(&out, font->widths[i] / 1000.0, 3);
    }
    buffer_add(&out, STR("]]"));
    return objects_add(writer->objects, buffer_str(&out));
}

static Str glyph_text(const Font *font, uint32_t id) {
    if (font->texts[id].data)
        return font->texts[id];
    return font->spares[id].data ? font->spares[id] : STR("\xEF\xBF\xBD");
}

static uint32_t write_unicode(Writer *writer, const Font *font) {
    Buffer out = buffer_new(writer->arena);
    buffer_add(&out, STR("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                         "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n"
                         "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                         "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"));
    uint32_t count = font->file->glyph_count;
    for (uint32_t id = 1; id < count; id++) {
        uint32_t left = count - id;
        if ((id - 1) % CODES_IN_BLOCK == 0)
            buffer_format(&out, "%d beginbfchar\n", left < CODES_IN_BLOCK ? (int)left : CODES_IN_BLOCK);
        buffer_format(&out, "<%04X> <", (unsigned)id);
        syntax_utf16(&out, glyph_text(font, id));
        buffer_add(&out, STR(">\n"));
        if (id % CODES_IN_BLOCK == 0 || left == 1)
            buffer_add(&out, STR("endbfchar\n"));
    }
    buffer_add(&out, STR("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"));
    return writer_add_deflated(writer, (Str){0}, buffer_str(&out));
}

static uint32_t write_font(Writer *writer, const Font *font) {
    Str name = subset_name(writer->arena, font);
    uint32_t descendant = write_cid_font(writer, font, name);
    uint32_t unicode = write_unicode(writer, font);
    Buffer out = buffer_new(writer->arena);
    buffer_add(&out, STR("/Type/Font/Subtype/Type0/BaseFont"));
    syntax_name(&out, name);
    buffer_add(&out, STR("/Encoding/Identity-H/DescendantFonts["));
    syntax_reference(&out, descendant);
    buffer_add(&out, STR("]/ToUnicode "));
    syntax_reference(&out, unicode);
    return objects_add(writer->objects, buffer_str(&out));
}

void fonts_write(Writer *writer) {
    Fonts *fonts = writer->fonts;
    for (size_t i = 0; i < fonts->count; i++)
        if (fonts->fonts[i].face)
            fonts->fonts[i].object = write_font(writer, &fonts->fonts[i]);
}
