/*
 * The made-up font that layout tests build on.
 */
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const FontRequest REQUEST = {.weight = 400, .language = STR_INIT("da")};

static int make_arena(void **state) {
    *state = arena_new();
    return 0;
}

static int free_arena(void **state) {
    arena_free(*state);
    return 0;
}

static void every_character_is_half_an_em(void **state) {
    Shaper *shaper = text_fake_shaper_new(*state);
    const GlyphRun *run = shaper->shape(shaper, &REQUEST, STR("båd"), (Span){0});
    assert_int_equal(run->glyph_count, 3);
    assert_int_equal(run->glyphs[0].id, 'b');
    assert_int_equal(run->glyphs[1].id, 0xE5);
    assert_int_equal(run->glyphs[1].cluster, 1);
    assert_int_equal(run->glyphs[2].cluster, 3);
    assert_true(text_run_advance(run) > 1.499 && text_run_advance(run) < 1.501);
    assert_null(run->next);
    assert_int_equal(shaper->face_count, 1);
}

static void same_word_is_same_run(void **state) {
    Shaper *shaper = text_fake_shaper_new(*state);
    char copy[] = "båd";
    const GlyphRun *first = shaper->shape(shaper, &REQUEST, STR("båd"), (Span){0});
    assert_ptr_equal(shaper->shape(shaper, &REQUEST, str_from(copy), (Span){0}), first);
    FontRequest other = REQUEST;
    assert_ptr_not_equal(shaper->shape(shaper, &other, STR("båd"), (Span){0}), first);
    assert_int_equal(shaper->run_count, 2);
}

static void indices_are_dense(void **state) {
    Shaper *shaper = text_fake_shaper_new(*state);
    for (uint32_t i = 0; i < 5000; i++) {
        Str word = str_format(*state, "w%u", i);
        assert_int_equal(shaper->shape(shaper, &REQUEST, word, (Span){0})->index, i);
    }
    for (uint32_t i = 0; i < 5000; i++) {
        Str word = str_format(*state, "w%u", i);
        assert_int_equal(shaper->shape(shaper, &REQUEST, word, (Span){0})->index, i);
    }
    assert_int_equal(shaper->run_count, 5000);
}

static void takes_any_text(void **state) {
    Shaper *shaper = text_fake_shaper_new(*state);
    assert_int_equal(shaper->shape(shaper, &REQUEST, (Str){0}, (Span){0})->glyph_count, 0);
    assert_int_equal(shaper->shape(shaper, &REQUEST, STR("\xff\xc3"), (Span){0})->glyph_count, 2);
    char *text = arena_alloc(*state, 100000);
    memset(text, 'x', 100000);
    assert_true(shaper->shape(shaper, &REQUEST, (Str){text, 100000}, (Span){0})->glyph_count > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_character_is_half_an_em, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(same_word_is_same_run, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(indices_are_dense, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(takes_any_text, make_arena, free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
