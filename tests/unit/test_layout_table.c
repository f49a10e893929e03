/*
 * Widths of columns, worked out by hand, and what counts as a number.
 */
#include "layout/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static Column column(Pt least, Pt natural, double area) {
    return (Column){.least = least, .divided = least, .natural = natural, .area = area};
}

static void assert_width(const Column *column, Pt x, Pt width) {
    assert_float_equal(column->x, x, 0.001);
    assert_float_equal(column->width, width, 0.001);
}

static void room_is_shared_by_natural_widths(void **state) {
    (void)state;
    Column columns[] = {column(5, 10, 10), column(5, 30, 90)};
    assert_true(columns_share(columns, 2, 80));
    assert_width(&columns[0], 0, 20);
    assert_width(&columns[1], 20, 60);
}

/* Areas of 100 and 900 are as 10 to 30: 25 and 75 of 100. */
static void want_is_shared_by_the_root_of_the_area(void **state) {
    (void)state;
    Column columns[] = {column(5, 100, 100), column(5, 300, 900)};
    assert_true(columns_share(columns, 2, 100));
    assert_width(&columns[0], 0, 25);
    assert_width(&columns[1], 25, 75);
}

/* By area they would have 25 each; the first needs 40, the second fills no more than 10. */
static void shares_stay_within_least_and_natural(void **state) {
    (void)state;
    Column columns[] = {column(40, 200, 400), column(5, 10, 400), column(5, 200, 400), column(5, 200, 400)};
    assert_true(columns_share(columns, 4, 100));
    assert_width(&columns[0], 0, 40);
    assert_width(&columns[1], 40, 10);
    assert_width(&columns[2], 50, 25);
    assert_width(&columns[3], 75, 25);
}

/* 30 too few for whole words: the narrow column stays whole, the others are cut to one width. */
static void words_are_divided_before_a_table_is_scaled(void **state) {
    (void)state;
    Column columns[] = {{.least = 40, .divided = 30, .natural = 90, .area = 90},
                        {.least = 10, .divided = 5, .natural = 90, .area = 90},
                        {.least = 60, .divided = 20, .natural = 90, .area = 90}};
    assert_true(columns_share(columns, 3, 80));
    assert_width(&columns[0], 0, 35);
    assert_width(&columns[1], 35, 10);
    assert_width(&columns[2], 45, 35);
}

static void too_wide_is_said(void **state) {
    (void)state;
    Column columns[] = {column(60, 90, 90), column(20, 90, 90)};
    assert_false(columns_share(columns, 2, 40));
    assert_width(&columns[0], 0, 30);
    assert_width(&columns[1], 30, 10);
}

static void empty_columns_have_a_width(void **state) {
    (void)state;
    Column columns[] = {column(1, 1, 0), column(10, 100, 0)};
    assert_true(columns_share(columns, 2, 50));
    assert_true(columns[0].width > 0 && columns[1].width <= 49.001);
}

static void numbers_are_known(void **state) {
    (void)state;
    static const char *const numbers[] = {
        "1",   "1.200,50", "–3,5",    "+4",   "12 %",        "5 kr.",     "1 200",  "€ 20",
        "< 5", "",         "–",       "—",    "2019",        "0,5 mio.",  ".",      "..",
        "•",   "(45,2)",   "(1.200)", "−3 %", "1.200.300,5", "1 200 300", "5,- kr."};
    static const char *const others[] = {"a",          "2019–22",     "1/2", "kl. 12", "12:30",
                                         "3 ud af 4",  "12 personer", "x1",  "1-2",    "1.5.2019",
                                         "01.05.2019", "89 15 15 15", "(a)", "()"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!numbers_match(str_from(numbers[i])))
            fail_msg("'%s' is a number", numbers[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (numbers_match(str_from(others[i])))
            fail_msg("'%s' is no number", others[i]);
}

/* ---- decimal signs ---------------------------------------------------------------------------- */

static const FontRequest REQUEST = {.weight = 400, .language = STR_INIT("da")};

/* At 10 points every character of the made-up font is 5 points wide. */
static Pt decimal_at(const char *text, const char *sign) {
    Env env = {.keep = arena_new(), .scratch = arena_new()};
    env.diags = diags_new(env.keep);
    Doc *doc = doc_new(env.keep);
    Node *cell = doc_add(env.keep, doc, doc->root, NODE_CELL, (Span){0});
    Language language = {.decimal = str_from(sign)};
    Style style = {.font = &REQUEST, .size = 10, .leading = 14, .language = &language};
    Setter setter = {.env = &env,
                     .doc = doc,
                     .shaper = text_fake_shaper_new(env.keep),
                     .hyphenator = text_hyphenator_new(&env)};
    doc_add(env.keep, doc, cell, NODE_TEXT, (Span){0})->text = str_from(text);
    Pt before = 0;
    numbers_set(&setter, cell, &style, &before);
    arena_free(env.scratch);
    arena_free(env.keep);
    return before;
}

static void decimal_signs_are_found(void **state) {
    (void)state;
    assert_float_equal(decimal_at("12,5", ","), 10, 0.001);
    assert_float_equal(decimal_at("12", ","), 10, 0.001);
    assert_float_equal(decimal_at("1.200,50", ","), 25, 0.001);
    assert_float_equal(decimal_at("1,200.50", "."), 25, 0.001);
    assert_float_equal(decimal_at("97.801", ","), 30, 0.001);
    assert_float_equal(decimal_at("-3,125 kr.", ","), 10, 0.001);
    assert_float_equal(decimal_at("12 %", ","), 10, 0.001);
    assert_float_equal(decimal_at("1 200", ","), 25, 0.001);
    assert_float_equal(decimal_at("-", ","), 5, 0.001);
    assert_float_equal(decimal_at("", ","), 0, 0.001);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(room_is_shared_by_natural_widths),
        cmocka_unit_test(want_is_shared_by_the_root_of_the_area),
        cmocka_unit_test(shares_stay_within_least_and_natural),
        cmocka_unit_test(words_are_divided_before_a_table_is_scaled),
        cmocka_unit_test(too_wide_is_said),
        cmocka_unit_test(empty_columns_have_a_width),
        cmocka_unit_test(numbers_are_known),
        cmocka_unit_test(decimal_signs_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
