/*
 * Finding faces and shaping with the default fonts, through the project's own fonts folder.
 */
#include "text/text.h"

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

static const Str INTER[] = {STR_INIT("Inter")};
static const Str GENTIUM[] = {STR_INIT("Gentium Plus")};
static const Str OPEN_CHAIN[] = {STR_INIT("Inter"), STR_INIT("Gentium Plus")};

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

static FontRequest request_of(const Str *families, size_t family_count, int weight) {
    return (FontRequest){
        .families = families, .family_count = family_count, .weight = weight, .language = STR("da")};
}

static const GlyphRun *shape(const FontRequest *request, const char *text) {
    return fixture.shaper->shape(fixture.shaper, request, str_from(text), (Span){0});
}

static void expect_message(const char *part) {
    const char *all = str_to_c(fixture.env.keep, diags_print(fixture.env.diags, fixture.env.keep));
    if (!strstr(all, part))
        fail_msg("\"%s\" is not in:\n%s", part, all);
}

static void expect_silence(void) {
    assert_int_equal(diags_count(fixture.env.diags, SEVERITY_ERROR), 0);
    assert_int_equal(diags_count(fixture.env.diags, SEVERITY_WARNING), 0);
}

static void ligatures_begin_at_their_first_letter(void **state) {
    (void)state;
    FontRequest gentium = request_of(GENTIUM, 1, 400);
    const GlyphRun *run = shape(&gentium, "åffin");
    assert_int_equal(run->glyph_count, 3);
    assert_int_equal(run->glyphs[0].cluster, 0);
    assert_int_equal(run->glyphs[1].cluster, 2);
    assert_int_equal(run->glyphs[2].cluster, 5);
    const Str off[] = {STR_INIT("-liga")};
    FontRequest plain = gentium;
    plain.features = off;
    plain.feature_count = 1;
    assert_int_equal(shape(&plain, "åffin")->glyph_count, 5);
    assert_ptr_equal(shape(&plain, "åffin")->face, run->face);
    assert_int_equal(fixture.shaper->face_count, 1);
    expect_silence();
}

static void kerns(void **state) {
    (void)state;
    FontRequest inter = request_of(INTER, 1, 400);
    double apart = text_run_advance(shape(&inter, "A")) + text_run_advance(shape(&inter, "V"));
    assert_true(text_run_advance(shape(&inter, "AV")) < apart - 0.01);
}

static void each_weight_is_an_instance(void **state) {
    (void)state;
    FontRequest regular = request_of(INTER, 1, 400), bold = request_of(INTER, 1, 700);
    FontRequest odd = request_of(INTER, 1, 650), again = request_of(INTER, 1, 700);
    const Face *face = shape(&regular, "n")->face;
    assert_true(str_equal_c(face->name, "Inter-Regular"));
    assert_true(str_equal_c(shape(&bold, "n")->face->name, "Inter-Bold"));
    assert_true(str_equal_c(shape(&odd, "n")->face->name, "Inter-SemiBoldFA"));
    assert_ptr_equal(shape(&again, "n")->face, shape(&bold, "n")->face);
    assert_true(shape(&bold, "n")->advance > shape(&regular, "n")->advance);
    assert_true(face->cap_height > 0.7F && face->cap_height < 0.75F);
    assert_true(face->ascent > 0.9F && face->descent > 0.2F && face->underline > 0);
    assert_true(face->space > 0.2F && face->space < 0.35F);
    expect_silence();
}

static void italics_are_found(void **state) {
    (void)state;
    FontRequest italic = request_of(GENTIUM, 1, 400);
    italic.italic = true;
    assert_true(str_equal_c(shape(&italic, "n")->face->name, "GentiumPlus-Italic"));
    FontRequest inter = request_of(INTER, 1, 400);
    inter.italic = true;
    assert_true(str_equal_c(shape(&inter, "n")->face->name, "Inter-Italic"));
    expect_silence();
}

static void family_names_are_read_kindly(void **state) {
    (void)state;
    const Str names[] = {STR_INIT("gentiumplus")};
    FontRequest request = request_of(names, 1, 400), exact = request_of(GENTIUM, 1, 400);
    assert_ptr_equal(shape(&request, "n")->face, shape(&exact, "n")->face);
    expect_silence();
}

static void unknown_family_is_an_error(void **state) {
    (void)state;
    const Str names[] = {STR_INIT("Gentum Plus")};
    FontRequest request = request_of(names, 1, 400), other = request_of(names, 1, 700);
    assert_int_equal(shape(&request, "abc")->glyph_count, 3);
    shape(&other, "abc");
    expect_message("there is no font family 'Gentum Plus'");
    expect_message("did you mean 'Gentium Plus'?");
    assert_int_equal(diags_count(fixture.env.diags, SEVERITY_ERROR), 1);
}

static void poor_matches_are_warned_of_once(void **state) {
    (void)state;
    FontRequest heavy = request_of(GENTIUM, 1, 900), again = request_of(GENTIUM, 1, 900);
    shape(&heavy, "abc");
    shape(&again, "abc");
    expect_message("the font 'Gentium Plus' has no weight near 900: 700 is used");
    assert_int_equal(diags_count(fixture.env.diags, SEVERITY_WARNING), 1);
}

static bool same_glyphs(const FontRequest *a, const FontRequest *b, const char *text) {
    const GlyphRun *first = shape(a, text), *second = shape(b, text);
    bool same = first->glyph_count == second->glyph_count;
    for (uint32_t i = 0; same && i < first->glyph_count; i++)
        same = first->glyphs[i].id == second->glyphs[i].id;
    return same;
}

static void only_fractions_are_set_as_such(void **state) {
    (void)state;
    const Str features[] = {STR_INIT("frac")};
    FontRequest plain = request_of(INTER, 1, 400), request = plain;
    request.features = features;
    request.feature_count = 1;
    assert_false(same_glyphs(&plain, &request, "1/2"));
    assert_false(same_glyphs(&plain, &request, "(12/100)"));
    assert_true(same_glyphs(&plain, &request, "2019"));
    assert_true(same_glyphs(&plain, &request, "2019/20"));
    assert_true(same_glyphs(&plain, &request, "a/b"));
    assert_true(same_glyphs(&plain, &request, "24/12"));
    assert_true(same_glyphs(&plain, &request, "1/5/2019"));
    assert_true(same_glyphs(&plain, &request, "a.dk/1/2"));
    assert_true(same_glyphs(&plain, &request, "A4/5"));
    const GlyphRun *whole = shape(&request, "21-1/2"), *other = shape(&plain, "21-1/2");
    assert_int_equal(whole->glyphs[0].id, other->glyphs[0].id);
    assert_int_not_equal(whole->glyphs[3].id, other->glyphs[3].id);
    expect_silence();
}

static void wrong_feature_is_an_error(void **state) {
    (void)state;
    const Str features[] = {STR_INIT("small caps"), STR_INIT("smcp")};
    FontRequest request = request_of(GENTIUM, 1, 400);
    FontRequest plain = request;
    request.features = features;
    request.feature_count = 2;
    assert_int_not_equal(shape(&request, "a")->glyphs[0].id, shape(&plain, "a")->glyphs[0].id);
    expect_message("'small caps' is no OpenType feature");
}

static void other_families_lend_characters(void **state) {
    (void)state;
    /* Inter has no Norse letter ao, Gentium has one. The mark stays with its base. */
    FontRequest request = request_of(OPEN_CHAIN, 2, 400);
    const GlyphRun *run = shape(&request, "aꜵ\u0301b");
    assert_non_null(run->next);
    assert_non_null(run->next->next);
    assert_true(str_equal(run->text, STR("a")));
    assert_true(str_equal(run->next->text, STR("ꜵ\u0301")));
    assert_ptr_not_equal(run->face, run->next->face);
    assert_ptr_equal(run->face, run->next->next->face);
    assert_int_equal(run->next->next->glyphs[0].cluster, 0);
    double sum = (double)run->advance + (double)run->next->advance + (double)run->next->next->advance;
    assert_true(text_run_advance(run) > sum - 1e-6 && text_run_advance(run) < sum + 1e-6);
    expect_silence();
}

static void missing_characters_are_errors_with_a_place(void **state) {
    (void)state;
    uint16_t file = diags_add_source(fixture.env.diags, STR("a.md"), STR("Hej\n\nto \u1234 tre\n"));
    FontRequest request = request_of(INTER, 1, 400);
    Span span = {.line = 3, .file = file, .column = 1};
    fixture.shaper->shape(fixture.shaper, &request, STR("\u1234"), span);
    fixture.shaper->shape(fixture.shaper, &request, STR("x\u1234"), span);
    expect_message("a.md:3:4: error: the font 'Inter' has no character '\u1234' (U+1234)");
    assert_int_equal(diags_count(fixture.env.diags, SEVERITY_ERROR), 1);
}

static void invisible_characters_show_nothing(void **state) {
    (void)state;
    FontRequest request = request_of(INTER, 1, 400);
    assert_int_equal(shape(&request, "a\tb\x01")->glyph_count, 2);
    assert_int_equal(shape(&request, "a\u00adb")->glyph_count, 2);
    assert_int_equal(shape(&request, "\u200b")->glyph_count, 0);
    assert_int_equal(shape(&request, "")->glyph_count, 0);
    assert_int_equal(shape(&request, "x\u2011y")->glyph_count, 3);
    expect_silence();
}

static void danish_text_needs_no_second_font(void **state) {
    (void)state;
    static const Str TEXT_FAMILIES[] = {STR_INIT("Inter"), STR_INIT("Gentium Plus"),
                                        STR_INIT("JetBrains Mono")};
    for (size_t i = 0; i < sizeof TEXT_FAMILIES / sizeof *TEXT_FAMILIES; i++) {
        FontRequest *request = ARENA_NEW(fixture.env.keep, FontRequest);
        *request = request_of(&TEXT_FAMILIES[i], 1, 400);
        assert_null(shape(request, "æøåÆØÅéüöä§»«”“’–—…•½%€©→")->next);
    }
    expect_silence();
}

static void survives_any_bytes(void **state) {
    (void)state;
    FontRequest request = request_of(OPEN_CHAIN, 2, 400);
    uint32_t seed = 7;
    for (size_t round = 0; round < 2000; round++) {
        char bytes[24];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1103515245U + 12345U;
            bytes[i] = (char)(seed >> 16);
        }
        Str text = {bytes, 1 + round % sizeof bytes};
        size_t covered = 0;
        for (const GlyphRun *run = fixture.shaper->shape(fixture.shaper, &request, text, (Span){0}); run;
             run = run->next) {
            covered += run->text.length;
            for (uint32_t i = 0; i < run->glyph_count; i++)
                assert_true(run->glyphs[i].cluster < run->text.length);
        }
        assert_int_equal(covered, text.length);
    }
    char *text = arena_alloc(fixture.env.keep, 200000);
    memset(text, 'x', 200000);
    assert_non_null(shape(&request, str_to_c(fixture.env.keep, (Str){text, 200000})));
}

#define SHAPE_TEST(function) cmocka_unit_test_setup_teardown(function, make_shaper, free_shaper)

int main(void) {
    const struct CMUnitTest tests[] = {
        SHAPE_TEST(ligatures_begin_at_their_first_letter),
        SHAPE_TEST(kerns),
        SHAPE_TEST(each_weight_is_an_instance),
        SHAPE_TEST(italics_are_found),
        SHAPE_TEST(family_names_are_read_kindly),
        SHAPE_TEST(unknown_family_is_an_error),
        SHAPE_TEST(poor_matches_are_warned_of_once),
        SHAPE_TEST(wrong_feature_is_an_error),
        SHAPE_TEST(only_fractions_are_set_as_such),
        SHAPE_TEST(other_families_lend_characters),
        SHAPE_TEST(missing_characters_are_errors_with_a_place),
        SHAPE_TEST(invisible_characters_show_nothing),
        SHAPE_TEST(danish_text_needs_no_second_font),
        SHAPE_TEST(survives_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
