/*
 * pdf/glyphs.c - glyph runs as strings of two-byte glyph ids with kerning between them.
 *
 * The one idea: a run looks the same wherever it stands, so it is encoded once and its bytes are copied
 * from then on. They begin and end inside a string, so runs can be put together with adjustments between
 * them. The pen's true way is kept in whole millionths of an em and an adjustment is always to the true
 * place, so rounding to the thousandths of TJ never adds up.
 */
#include "pdf/fonts.h"

#include <string.h>

typedef struct Encoder {
    Font *font;
    const GlyphRun *run;
    double size;
    Buffer *out;
    int64_t place, pen; /* where the next glyph belongs, and where the pen is */
} Encoder;

static int64_t micro(double em) {
    return syntax_round(em * MICRO);
}

int64_t glyphs_adjust(int64_t wish, Buffer *out) {
    int64_t half = wish < 0 ? -MICRO_PER_MILLI / 2 : MICRO_PER_MILLI / 2;
    int64_t milli = (wish + half) / MICRO_PER_MILLI;
    if (milli == 0)
        return 0;
    buffer_add_byte(out, ')');
    syntax_integer(out, -milli);
    buffer_add_byte(out, '(');
    return milli * MICRO_PER_MILLI;
}

void glyphs_open_actual(Buffer *out, Str text) {
    buffer_add(out, STR(")]TJ/Span<</ActualText<FEFF"));
    syntax_utf16(out, text);
    buffer_add(out, STR(">>>BDC[("));
}

void glyphs_close_actual(Buffer *out) {
    buffer_add(out, STR(")]TJ EMC[("));
}

static uint16_t new_id(const Font *font, uint16_t id) {
    return id < font->face->glyph_count ? font->file->new_ids[id] : 0;
}

static void add_id(Buffer *out, uint16_t id) {
    syntax_string_byte(out, (unsigned char)(id >> 8));
    syntax_string_byte(out, (unsigned char)id);
}

int64_t glyphs_space(const Font *font, Buffer *out) {
    uint16_t id = new_id(font, font->face->space_glyph);
    if (id == 0)
        return 0;
    add_id(out, id);
    return font->widths[id];
}

static void add_glyph(Encoder *encoder, const Glyph *glyph) {
    uint16_t id = new_id(encoder->font, glyph->id);
    bool raised = glyph->dy < 0 || glyph->dy > 0;
    encoder->pen += glyphs_adjust(encoder->place + micro(glyph->dx) - encoder->pen, encoder->out);
    if (raised) {
        buffer_add(encoder->out, STR(")]TJ "));
        buffer_add_number(encoder->out, glyph->dy * encoder->size, 3);
        buffer_add(encoder->out, STR(" Ts[("));
    }
    add_id(encoder->out, id);
    if (raised)
        buffer_add(encoder->out, STR(")]TJ 0 Ts[("));
    encoder->pen += encoder->font->widths[id];
    encoder->place += micro(glyph->advance);
}

/* Glyphs with one cluster belong together; first past them. */
static uint32_t group_end(const GlyphRun *run, uint32_t from) {
    uint32_t end = from + 1;
    while (end < run->glyph_count && run->glyphs[end].cluster == run->glyphs[from].cluster)
        end++;
    return end;
}

/* Up to the next cluster in the text, which stands before this one in text that runs from the right. */
static Str group_text(const GlyphRun *run, uint32_t from, uint32_t end) {
    size_t start = run->glyphs[from].cluster, stop = run->text.length;
    if (end < run->glyph_count && run->glyphs[end].cluster > start)
        stop = run->glyphs[end].cluster;
    else if (from > 0 && run->glyphs[from - 1].cluster > start)
        stop = run->glyphs[from - 1].cluster;
    return str_slice(run->text, start, stop);
}

/* Remembers what a group shows. True: its glyphs do not tell, so the text must stand beside them. */
static bool needs_actual(Encoder *encoder, uint32_t from, uint32_t end, Str text) {
    Font *font = encoder->font;
    const Glyph *glyphs = encoder->run->glyphs;
    uint16_t id = new_id(font, glyphs[from].id);
    if (text.length == 0)
        return false;
    if (end - from > 1) {
        for (uint32_t i = from; i < end; i++)
            font->spares[new_id(font, glyphs[i].id)] = i == from ? text : STR("\xE2\x80\x8B");
        return true;
    }
    if (id == 0)
        return true;
    if (!font->texts[id].data)
        font->texts[id] = text;
    return !str_equal(font->texts[id], text);
}

Encoded glyphs_encode(Font *font, const GlyphRun *run, double size, Buffer *out) {
    Encoder encoder = {font, run, size, out, 0, 0};
    Encoded encoded = {0};
    for (uint32_t from = 0, end; from < run->glyph_count; from = end) {
        end = group_end(run, from);
        Str text = group_text(run, from, end);
        bool actual = needs_actual(&encoder, from, end, text);
        if (actual)
            glyphs_open_actual(out, text);
        for (uint32_t i = from; i < end; i++)
            add_glyph(&encoder, &run->glyphs[i]);
        if (actual)
            glyphs_close_actual(out);
        encoded.actual = encoded.actual || actual;
    }
    encoded.width = encoder.pen;
    return encoded;
}

static bool is_lifted(const GlyphRun *run) {
    for (uint32_t i = 0; i < run->glyph_count; i++)
        if (run->glyphs[i].dy < 0 || run->glyphs[i].dy > 0)
            return true;
    return false;
}

const Piece *glyphs_piece(Arena *arena, Fonts *fonts, const GlyphRun *run) {
    Piece *piece = &fonts->pieces[run->index];
    if (piece->bytes || piece->lifted)
        return piece;
    piece->lifted = is_lifted(run);
    if (piece->lifted)
        return piece;
    fonts->buffer.length = 0;
    Encoded encoded = glyphs_encode(fonts_of(fonts, run->face), run, 0, &fonts->buffer);
    piece->width = encoded.width;
    piece->actual = encoded.actual;
    piece->length = (uint32_t)fonts->buffer.length;
    piece->bytes = arena_copy(arena, fonts->buffer.data, piece->length);
    return piece;
}
