/*
 * Subset fonts: dense, small, the same each time, and what cannot be cut is said.
 */
#include "text/text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
    Env env;
    Shaper *shaper;
} Fixture;

static Fixture fixture;

static int make_shaper(void **state) {
    Arena *keep = arena_new();
    Str folder = STR("fonts");
    fixture.env = (Env){keep, arena_new(), diags_new(keep)};
    fixture.shaper = text_shaper_new(&fixture.env, &folder, 1);
    *state = &fixture;
    return 0;
}

static int free_shaper(void **state) {
    Fixture *used = *state;
    arena_free(used->env.keep);
    arena_free(used->env.scratch);
    return 0;
}

static const GlyphRun *shape(Str family, int weight, const char *text) {
    FontRequest *request = ARENA_NEW(fixture.env.keep, FontRequest);
    Str *families = arena_copy(fixture.env.keep, &family, sizeof family);
    *request =
        (FontRequest){.families = families, .family_count = 1, .weight = weight, .language = STR("da")};
    return fixture.shaper->shape(fixture.shaper, request, str_from(text), (Span){0});
}

static uint8_t *used_glyphs(const GlyphRun *run) {
    uint8_t *used = ARENA_ARRAY(fixture.env.keep, uint8_t, run->face->glyph_count / 8 + 1);
    for (uint32_t i = 0; i < run->glyph_count; i++)
        used[run->glyphs[i].id / 8] |= (uint8_t)(1U << run->glyphs[i].id % 8);
    return used;
}

static uint32_t read_number(Str bytes, size_t offset, size_t size) {
    uint32_t value = 0;
    for (size_t i = 0; i < size && offset + i < bytes.length; i++)
        value = value << 8 | (uint8_t)bytes.data[offset + i];
    return value;
}

/* Where a table of an sfnt file lies, or 0. */
static size_t find_table(Str bytes, const char *tag) {
    uint32_t count = read_number(bytes, 4, 2);
    for (size_t i = 0; i < count; i++)
        if (memcmp(bytes.data + 12 + i * 16, tag, 4) == 0)
            return read_number(bytes, 12 + i * 16 + 8, 4);
    return 0;
}

static void cuts_a_variable_font_to_an_instance(void **state) {
    (void)state;
    const GlyphRun *run = shape(STR("Inter"), 700, "måls");
    const FontFile *file = text_subset(&fixture.env, fixture.env.keep, run->face, used_glyphs(run));
    assert_non_null(file);
    assert_false(file->cff);
    assert_int_equal(read_number(file->bytes, 0, 4), 0x00010000);
    assert_true(file->bytes.length < 4000);
    size_t maxp = find_table(file->bytes, "maxp");
    assert_int_not_equal(maxp, 0);
    assert_int_equal(read_number(file->bytes, maxp + 4, 2), file->glyph_count);
    static const char *const GONE[] = {"fvar", "gvar", "HVAR", "GSUB", "GPOS",
                                       "GDEF", "name", "post", "cmap"};
    for (size_t i = 0; i < sizeof GONE / sizeof *GONE; i++)
        assert_int_equal(find_table(file->bytes, GONE[i]), 0);
    assert_int_equal(file->weight, 700);
    assert_false(file->fixed_pitch);
    assert_true(str_equal_c(file->name, "Inter-Bold"));
}

static void ids_are_dense_and_widths_kept(void **state) {
    (void)state;
    const GlyphRun *run = shape(STR("Inter"), 650, "mnbo");
    const FontFile *file = text_subset(&fixture.env, fixture.env.keep, run->face, used_glyphs(run));
    assert_non_null(file);
    assert_int_equal(file->glyph_count, 5);
    bool seen[5] = {true};
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        uint16_t id = file->new_ids[run->glyphs[i].id];
        assert_in_range(id, 1, 4);
        assert_false(seen[id]);
        seen[id] = true;
        assert_true(fabs((double)file->advances[id] - (double)run->glyphs[i].advance) < 0.02);
    }
    assert_true(file->bounds.w > 0.5 && file->bounds.h > 0.5);
}

static void same_glyphs_give_same_bytes(void **state) {
    (void)state;
    const GlyphRun *run = shape(STR("Gentium Plus"), 400, "forudsætning");
    const FontFile *a = text_subset(&fixture.env, fixture.env.keep, run->face, used_glyphs(run));
    const FontFile *b = text_subset(&fixture.env, fixture.env.keep, run->face, used_glyphs(run));
    assert_non_null(a);
    assert_non_null(b);
    assert_true(str_equal(a->bytes, b->bytes));
}

static void nothing_in_use_leaves_notdef(void **state) {
    (void)state;
    const GlyphRun *run = shape(STR("JetBrains Mono"), 400, "");
    const FontFile *file = text_subset(&fixture.env, fixture.env.keep, run->face, used_glyphs(run));
    assert_non_null(file);
    assert_true(file->glyph_count >= 1);
    assert_true(file->fixed_pitch);
}

static void made_up_fonts_cannot_be_cut(void **state) {
    (void)state;
    Shaper *fake = text_fake_shaper_new(fixture.env.keep);
    FontRequest request = {.weight = 400};
    const GlyphRun *run = fake->shape(fake, &request, STR("abc"), (Span){0});
    assert_null(text_subset(&fixture.env, fixture.env.keep, run->face, used_glyphs(run)));
    assert_int_equal(diags_count(fixture.env.diags, SEVERITY_ERROR), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cuts_a_variable_font_to_an_instance, make_shaper, free_shaper),
        cmocka_unit_test_setup_teardown(ids_are_dense_and_widths_kept, make_shaper, free_shaper),
        cmocka_unit_test_setup_teardown(same_glyphs_give_same_bytes, make_shaper, free_shaper),
        cmocka_unit_test_setup_teardown(nothing_in_use_leaves_notdef, make_shaper, free_shaper),
        cmocka_unit_test_setup_teardown(made_up_fonts_cannot_be_cut, make_shaper, free_shaper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
