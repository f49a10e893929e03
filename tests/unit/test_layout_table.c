/*
 * Widths of columns, worked out by hand, words in two pieces, and what counts as a number.
 */
#include "layout/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static Column column(Pt least, Pt natural, double area) {
    return (Column){.least = least, .natural = natural, .area = area};
}

static void assert_widths(const Column *columns, size_t count, const Pt *widths) {
    for (size_t i = 0; i < count; i++)
        assert_float_equal(columns[i].width, widths[i], 0.001);
}

/* 40 more than the two need: 20 for each. */
static void room_is_shared_alike(void **state) {
    (void)state;
    Column columns[] = {column(5, 10, 10), column(5, 30, 90)};
    assert_true(widths_share(columns, 2, 80));
    assert_widths(columns, 2, (Pt[]){30, 50});
}

/* Areas of 100 and 900 are as 10 to 30: 25 and 75 of 100. */
static void want_is_shared_by_the_root_of_the_area(void **state) {
    (void)state;
    Column columns[] = {column(5, 100, 100), column(5, 300, 900)};
    assert_true(widths_share(columns, 2, 100));
    assert_widths(columns, 2, (Pt[]){25, 75});
}

/* By area they would have 25 each; the first needs 40, the second fills no more than 10. */
static void shares_stay_within_least_and_natural(void **state) {
    (void)state;
    Column columns[] = {column(40, 200, 400), column(5, 10, 400), column(5, 200, 400), column(5, 200, 400)};
    assert_true(widths_share(columns, 4, 100));
    assert_widths(columns, 4, (Pt[]){40, 10, 25, 25});
}

static void too_wide_is_said(void **state) {
    (void)state;
    Column columns[] = {column(60, 90, 90), column(20, 90, 90)};
    assert_false(widths_share(columns, 2, 40));
    assert_widths(columns, 2, (Pt[]){30, 10});
}

static void empty_columns_have_a_width(void **state) {
    (void)state;
    Column columns[] = {column(1, 1, 0), column(10, 100, 0)};
    assert_true(widths_share(columns, 2, 50));
    assert_true(columns[0].width > 0 && columns[0].width + columns[1].width <= 50.001);
}

/* ---- even columns and low rows ------------------------------------------------------------------ */

static Column number_column(Pt width) {
    return (Column){.numbers = true, .width = width, .padding = 2};
}

/* 8 and 10 of content are alike, 5 is not; it takes 2 of the room of 3, and a room of 1 is not enough. */
static void numbers_are_even_where_there_is_room(void **state) {
    (void)state;
    Column columns[] = {number_column(10), number_column(12), number_column(7)};
    assert_float_equal(numbers_even_columns(columns, 3, 1), 1, 0.001);
    assert_widths(columns, 3, (Pt[]){10, 12, 7});
    assert_float_equal(numbers_even_columns(columns, 3, 3), 1, 0.001);
    assert_widths(columns, 3, (Pt[]){12, 12, 7});
}

/* A cell of words that are all as wide. */
static Sample sample(LineEnd *ends, uint32_t row, uint32_t column, uint32_t words, Pt width) {
    ends[0] = (LineEnd){0};
    for (uint32_t i = 1; i <= words; i++)
        ends[i] = (LineEnd){.end = (float)(width * i),
                            .start = (float)(width * i),
                            .half = (float)width,
                            .piece = (float)width};
    return (Sample){.ends = ends, .count = words + 1, .row = row, .column = column, .last = column};
}

/*
 * Of 100, three columns of numbers need 20 each, but could take 40 for their heads in one line. The text wants
 * two lines of 40, and gets them, for two of its rows are lower then. What is heads' is broken.
 */
static void text_has_what_it_needs_before_heads_do(void **state) {
    (void)state;
    Column columns[] = {column(20, 80, 160), column(20, 40, 40), column(20, 40, 40), column(20, 40, 40)};
    LineEnd ends[5][5];
    Sample samples[] = {sample(ends[0], 0, 1, 2, 20), sample(ends[1], 0, 2, 2, 20),
                        sample(ends[2], 0, 3, 2, 20), sample(ends[3], 1, 0, 4, 20),
                        sample(ends[4], 2, 0, 4, 20)};
    for (size_t i = 0; i < 3; i++)
        samples[i].head = true;
    Style style = {.size = 10};
    Table table = {.columns = columns, .count = 4, .style = &style, .measure = 100, .scale = 1};
    widths_solve(&table, &(Samples){.items = samples, .count = 5, .row_count = 3});
    assert_widths(columns, 4, (Pt[]){40, 20, 20, 20});
    assert_float_equal(columns[3].x, 80, 0.001);
}

/*
 * The first cell has three lines in 20, with a short part alone on the second, and two in 23. For the rows
 * that is the same, for the last column has three lines anyway, and the second would be a line lower twice.
 */
static void little_is_left_alone_on_a_line(void **state) {
    (void)state;
    Column columns[] = {column(20, 43, 43), column(20, 40, 80), column(10, 10, 30)};
    LineEnd ends[4][4], parts[] = {{0}, {.end = 20, .start = 20}, {.end = 23, .start = 23}, {.end = 43}};
    Sample samples[] = {{.ends = parts, .count = 4},
                        sample(ends[0], 0, 1, 3, 13.3),
                        sample(ends[1], 0, 2, 3, 10),
                        sample(ends[2], 1, 1, 3, 13.3),
                        sample(ends[3], 1, 2, 3, 10)};
    Style style = {.size = 10};
    Table table = {.columns = columns, .count = 3, .style = &style, .measure = 70, .scale = 1};
    widths_solve(&table, &(Samples){.items = samples, .count = 5, .row_count = 2});
    assert_true(columns[0].width >= 23);
}

/* ---- words in two pieces ------------------------------------------------------------------------ */

/* Each letter is as wide as a hyphen: "energi=renove-ring", and what lines that end in it are. */
typedef struct Divided {
    char text[32];
    Piece piece;
    Words words;
    Opening openings[8];
    size_t count;
} Divided;

static void divide(Divided *word, const char *text) {
    *word = (Divided){.count = 1};
    uint16_t letters = 0;
    for (; *text; text++) {
        uint8_t mark = *text == '='   ? OPENING_SEAM_HYPHEN
                       : *text == '-' ? OPENING_HYPHEN
                       : *text == '~' ? OPENING_POOR_HYPHEN
                       : *text == '|' ? OPENING_JOINT
                                      : OPENING_NONE;
        if (mark == OPENING_NONE) {
            word->text[letters++] = *text;
            continue;
        }
        word->openings[word->count++] =
            (Opening){.end = letters + (mark != OPENING_JOINT),
                      .start = letters,
                      .offset = letters,
                      .kind = mark == OPENING_JOINT ? OPENING_PLAIN : OPENING_HYPHEN,
                      .mark = mark};
    }
    word->openings[word->count++] =
        (Opening){.end = letters, .start = letters, .offset = letters, .kind = OPENING_END};
    word->words = (Words){.text = {word->text, letters}, .pieces = &word->piece, .count = 1};
}

static void assert_divided(const char *text, WordDivision division, double width) {
    Divided word;
    divide(&word, text);
    double found = sparing_width(&word.words, word.openings, 0, word.count - 1, division);
    if (found < width || found > width)
        fail_msg("%s, %d: %g, not %g", text, division, found, width);
}

static void words_ask_for_two_pieces(void **state) {
    (void)state;
    assert_divided("energi=renove-ring", WORDS_WHOLE, 16);
    assert_divided("energi=renove-ring", WORDS_AT_SEAMS, 10);
    assert_divided("ad-mini-stra-tion", WORDS_AT_SEAMS, 8);
    assert_divided("ad-mini-stra-tion", WORDS_IN_PIECES, 5);
    /* The seam would leave fourteen letters in one piece. */
    assert_divided("tilbage-betalings=tid", WORDS_AT_SEAMS, 12);
    /* A rule of thumb is not good enough, two letters are no piece, and a short word stays whole. */
    assert_divided("bygge~marked", WORDS_IN_TWO, 11);
    assert_divided("be-lysningen", WORDS_IN_TWO, 11);
    assert_divided("norre-lund", WORDS_IN_TWO, 9);
    assert_divided("12. sep-tember", WORDS_IN_TWO, 13);
    /* An address is no word. */
    assert_divided("anna|.berg|@by", WORDS_WHOLE, 5);
}

static void assert_kept(const char *text, Pt measure, size_t kept, bool many) {
    Divided word;
    divide(&word, text);
    size_t count = sparing_keep(&word.words, word.openings, 1, word.count, measure);
    if (count != kept + 2 || word.openings[1].many != many)
        fail_msg("%s in %g: %zu divisions", text, measure, count - 2);
}

static void words_are_divided_once_if_that_will_do(void **state) {
    (void)state;
    assert_kept("energi=renove-ring", 16, 0, false);
    assert_kept("energi=renove-ring", 12, 1, false);
    assert_kept("energi=renove-ring", 8, 2, true);
    assert_kept("anna|.berg|@by", 9, 1, false);
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
        cmocka_unit_test(room_is_shared_alike),
        cmocka_unit_test(want_is_shared_by_the_root_of_the_area),
        cmocka_unit_test(shares_stay_within_least_and_natural),
        cmocka_unit_test(too_wide_is_said),
        cmocka_unit_test(empty_columns_have_a_width),
        cmocka_unit_test(numbers_are_even_where_there_is_room),
        cmocka_unit_test(text_has_what_it_needs_before_heads_do),
        cmocka_unit_test(little_is_left_alone_on_a_line),
        cmocka_unit_test(words_ask_for_two_pieces),
        cmocka_unit_test(words_are_divided_once_if_that_will_do),
        cmocka_unit_test(numbers_are_known),
        cmocka_unit_test(decimal_signs_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
