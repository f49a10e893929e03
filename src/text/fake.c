/*
 * text/fake.c - a made-up font, so that layout can be tested without fonts and without HarfBuzz.
 *
 * The idea: every character is half an em wide, so what a test expects can be worked out by hand.
 */
#include "text/words.h"

typedef struct FakeShaper {
    Shaper shaper; /* first, so that a Shaper pointer is one to this */
    Arena *arena;
    const Face *face;
    WordCache words;
} FakeShaper;

Face *text_fake_face(Arena *arena) {
    Face *face = ARENA_NEW(arena, Face);
    *face = (Face){
        .name = STR("MadeUp"),
        .ascent = 0.8F,
        .descent = 0.2F,
        .cap_height = 0.7F,
        .x_height = 0.5F,
        .underline = 0.1F,
        .underline_thickness = 0.05F,
        .space = 0.5F,
        .space_glyph = ' ',
        .glyph_count = UINT16_MAX,
    };
    return face;
}

GlyphRun *text_fake_run(Arena *arena, const Face *face, Str text) {
    text = str_copy(arena, str_slice(text, 0, WORD_LENGTH_LIMIT));
    size_t count = utf8_count(text);
    Glyph *glyphs = ARENA_ARRAY(arena, Glyph, count);
    size_t used = 0;
    for (size_t offset = 0; offset < text.length && used < count; used++) {
        uint16_t cluster = (uint16_t)offset;
        glyphs[used] =
            (Glyph){.id = (uint16_t)utf8_next(text, &offset), .cluster = cluster, .advance = 0.5F};
    }
    GlyphRun *run = ARENA_NEW(arena, GlyphRun);
    run->glyph_count = (uint32_t)used;
    run->face = face;
    run->glyphs = glyphs;
    run->text = text;
    run->advance = 0.5F * (float)used;
    return run;
}

static const GlyphRun *shape_fake(Shaper *shaper, const FontRequest *request, Str text, Span span) {
    FakeShaper *fake = (FakeShaper *)shaper;
    (void)span;
    const GlyphRun *known = text_words_find(&fake->words, request, text);
    if (known)
        return known;
    GlyphRun *run = text_fake_run(fake->arena, fake->face, text);
    run->index = shaper->run_count++;
    if (run->text.length == text.length)
        text_words_add(&fake->words, request, run->text, run);
    return run;
}

/* Capitals without bearings. */
static Box fake_ink(Shaper *shaper, const GlyphRun *run) {
    const Face *face = ((FakeShaper *)shaper)->face;
    double cap_height = (double)face->cap_height;
    return (Box){0, -cap_height, text_run_advance(run), cap_height};
}

Shaper *text_fake_shaper_new(Arena *arena) {
    FakeShaper *fake = ARENA_NEW(arena, FakeShaper);
    fake->shaper = (Shaper){.shape = shape_fake, .ink = fake_ink, .face_count = 1};
    fake->arena = arena;
    fake->face = text_fake_face(arena);
    fake->words = text_words_new(arena);
    return &fake->shaper;
}
