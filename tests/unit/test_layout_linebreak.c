/*
 * Total fit on openings made by hand: words of 10 points with spaces of 4, so a space shrinks by at most
 * 4/3 and a ratio of 1 is a space of 6.
 */
#include "layout/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { WORD = 10, SPACE = 4, MOST = 64 };

/* Spaces alone give: round numbers to work with. */
static const Taste plain_taste = {
    .stretch = 0.5,
    .shrink = 1.0 / 3,
    .ragged = 5,
    .line = 0.1,
    .hyphen = 0.2,
    .second_hyphen = 0.8,
    .third_hyphen = 5e3,
    .ragged_hyphen = 0.2,
    .last_hyphen = 0.4,
    .plain = 0.15,
    .emergency = 1e4,
    .contrast = 0.8,
    .short_last = 1.5,
    .tail_last = 4,
    .overfull = 1e6,
};

static int make_arena(void **state) {
    *state = arena_new();
    return 0;
}

static int free_arena(void **state) {
    arena_free(*state);
    return 0;
}

/* The start, then one opening behind each word of the given widths; 0 ends the list. */
static Openings words_of(Opening *items, const double *widths) {
    size_t count = 0;
    double sum = 0, space = 0;
    items[count++] = (Opening){0};
    for (size_t i = 0; widths[i] > 0; i++) {
        Opening opening = {.end = sum + widths[i], .end_supply = {.space = space}, .kind = OPENING_SPACE};
        sum += widths[i] + SPACE;
        space += SPACE;
        opening.start = sum;
        opening.start_supply.space = space;
        opening.piece = (uint32_t)i;
        items[count++] = opening;
    }
    items[count - 1].kind = OPENING_END;
    return (Openings){items, count};
}

static TotalFit fit_of(FitShape shape, Pt measure) {
    return (TotalFit){.shape = shape, .measure = measure, .em = 10, .taste = &plain_taste, .tolerance = 3};
}

/* Cuts the words and compares with the wanted ends, a list that 0 ends. */
static void expect_ends(Arena *arena, TotalFit fit, const double *widths, const uint32_t *wanted) {
    Opening items[MOST];
    uint32_t *ends = NULL;
    size_t count = linebreak_choose(arena, &fit, words_of(items, widths), &ends);
    size_t wanted_count = 0;
    while (wanted[wanted_count])
        wanted_count++;
    assert_int_equal(count, wanted_count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(ends[i], wanted[i]);
}

static void full_lines_are_filled(void **state) {
    const double six[] = {10, 10, 10, 10, 10, 10, 0};
    expect_ends(*state, fit_of(FIT_JUSTIFIED, 38), six, (uint32_t[]){3, 6, 0});
    expect_ends(*state, fit_of(FIT_RAGGED, 38), six, (uint32_t[]){3, 6, 0});
}

/* 36 points hold three words if the two spaces give up 1 each of the 4/3 that they can, 35 do not. */
static void spaces_shrink_by_a_third(void **state) {
    const double six[] = {10, 10, 10, 10, 10, 10, 0};
    expect_ends(*state, fit_of(FIT_JUSTIFIED, 36), six, (uint32_t[]){3, 6, 0});
    expect_ends(*state, fit_of(FIT_RAGGED, 36), six, (uint32_t[]){2, 4, 6, 0});
    expect_ends(*state, fit_of(FIT_JUSTIFIED, 35), six, (uint32_t[]){0});
}

/*
 * First fit would take 16 16 2 | 15 15 | 20, whose second line is 6 too short with one space: a ratio of 3.
 * Total fit gives up the good first line for 16 16 | 2 15 15 | 20, with a ratio of 2 at most.
 */
static void a_good_line_yields_to_a_good_paragraph(void **state) {
    const double widths[] = {16, 16, 2, 15, 15, 20, 0};
    expect_ends(*state, fit_of(FIT_JUSTIFIED, 40), widths, (uint32_t[]){2, 5, 6, 0});
}

static void first_line_has_its_own_measure(void **state) {
    const double six[] = {10, 10, 10, 10, 10, 10, 0};
    TotalFit fit = fit_of(FIT_RAGGED, 38);
    fit.early = (Pt[]){24};
    fit.early_count = 1;
    expect_ends(*state, fit, six, (uint32_t[]){2, 5, 6, 0});
}

/* Two words beside a drop cap of two lines, three below it. */
static void first_lines_have_their_own_measures(void **state) {
    const double nine[] = {10, 10, 10, 10, 10, 10, 10, 10, 10, 0};
    TotalFit fit = fit_of(FIT_JUSTIFIED, 38);
    fit.early = (Pt[]){24, 24};
    fit.early_count = 2;
    expect_ends(*state, fit, nine, (uint32_t[]){2, 4, 7, 9, 0});
    fit.early = (Pt[]){38, 24, 38, 10};
    fit.early_count = 4;
    expect_ends(*state, fit, nine, (uint32_t[]){3, 5, 8, 9, 0});
}

/* The third line is too narrow for the word of 42, so the first two may not hold all that they could. */
static void lines_are_counted_on_the_way(void **state) {
    const double widths[] = {20, 20, 20, 42, 20, 20, 0};
    TotalFit fit = fit_of(FIT_RAGGED, 44);
    fit.early = (Pt[]){44, 44, 20};
    fit.early_count = 3;
    expect_ends(*state, fit, widths, (uint32_t[]){1, 2, 3, 4, 6, 0});
}

/* Eight words, five fit in a line: not 5 + 3 but 4 + 4. */
static void even_lines_are_even(void **state) {
    const double eight[] = {10, 10, 10, 10, 10, 10, 10, 10, 0};
    expect_ends(*state, fit_of(FIT_EVEN, 66), eight, (uint32_t[]){4, 8, 0});
}

/* 38 + 28 leaves squares of 4 and 14, 24 + 42 of 18 and 0; three lines would be one too many. */
static void even_lines_are_few(void **state) {
    const double five[] = {10, 10, 10, 14, 10, 0};
    expect_ends(*state, fit_of(FIT_EVEN, 42), five, (uint32_t[]){3, 5, 0});
}

static void a_rescue_never_fails(void **state) {
    const double widths[] = {10, 90, 10, 200, 0};
    TotalFit fit = fit_of(FIT_JUSTIFIED, 30);
    fit.tolerance = 1e9;
    expect_ends(*state, fit, widths, (uint32_t[]){0});
    fit.rescue = true;
    expect_ends(*state, fit, widths, (uint32_t[]){1, 2, 3, 4, 0});
}

static void a_forced_break_is_taken(void **state) {
    const double four[] = {10, 10, 10, 10, 0};
    Opening items[MOST];
    Openings openings = words_of(items, four);
    items[1].kind = OPENING_END;
    TotalFit fit = fit_of(FIT_JUSTIFIED, 100);
    uint32_t *ends = NULL;
    assert_int_equal(linebreak_choose(*state, &fit, openings, &ends), 2);
    assert_int_equal(ends[0], 1);
    assert_int_equal(ends[1], 4);
}

/* Every line could end in a hyphen at its best place, and looser at a space behind so many points of 100. */
static void expect_no_ladder(Arena *arena, FitShape shape, double word) {
    enum { LINES = 8 };
    Opening items[2 * LINES + 2] = {{0}};
    size_t count = 1;
    double sum = 0, space = 0;
    for (int i = 0; i < LINES; i++) {
        sum += word;
        space += 16;
        items[count++] = (Opening){.end = sum - 4,
                                   .end_supply = {.space = space - 4},
                                   .start = sum,
                                   .start_supply = {.space = space},
                                   .kind = OPENING_SPACE};
        sum += 100 - word;
        items[count++] = (Opening){.end = sum,
                                   .end_supply = {.space = space},
                                   .start = sum,
                                   .start_supply = {.space = space},
                                   .kind = OPENING_HYPHEN,
                                   .hyphen = true};
    }
    items[count++] = (Opening){.end = sum + 50, .end_supply = {.space = space}, .kind = OPENING_END};
    TotalFit fit = fit_of(shape, 100);
    uint32_t *ends = NULL;
    size_t lines = linebreak_choose(arena, &fit, (Openings){items, count}, &ends);
    assert_true(lines >= LINES);
    int in_a_row = 0, hyphens = 0;
    for (size_t i = 0; i < lines; i++) {
        in_a_row = items[ends[i]].hyphen ? in_a_row + 1 : 0;
        hyphens += items[ends[i]].hyphen;
        assert_true(in_a_row <= 2);
    }
    assert_true(hyphens > 0);
}

static void three_hyphens_in_a_row_are_avoided(void **state) {
    expect_no_ladder(*state, FIT_JUSTIFIED, 90);
    expect_no_ladder(*state, FIT_RAGGED, 45);
}

/* More trails than are kept at a time: the lines written down early and late make one list. */
static void long_paragraphs_settle_on_the_way(void **state) {
    enum { COUNT = 400000 };
    Opening *items = ARENA_ARRAY(*state, Opening, COUNT + 1);
    for (uint32_t i = 1; i <= COUNT; i++) {
        double sum = (double)i * (WORD + SPACE);
        items[i] = (Opening){.end = sum - SPACE,
                             .end_supply = {.space = (double)(i - 1) * SPACE},
                             .start = sum,
                             .start_supply = {.space = (double)i * SPACE},
                             .piece = i - 1,
                             .kind = i < COUNT ? OPENING_SPACE : OPENING_END};
    }
    TotalFit fit = fit_of(FIT_JUSTIFIED, 10 * WORD + 9 * SPACE + 1);
    uint32_t *ends = NULL;
    size_t lines = linebreak_choose(*state, &fit, (Openings){items, COUNT + 1}, &ends);
    assert_int_equal(lines, COUNT / 10);
    for (size_t i = 0; i < lines; i++)
        assert_int_equal(ends[i], 10 * (i + 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(full_lines_are_filled, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(spaces_shrink_by_a_third, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(a_good_line_yields_to_a_good_paragraph, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(first_line_has_its_own_measure, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(first_lines_have_their_own_measures, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(lines_are_counted_on_the_way, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(even_lines_are_even, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(even_lines_are_few, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(a_rescue_never_fails, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(a_forced_break_is_taken, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(three_hyphens_in_a_row_are_avoided, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(long_paragraphs_settle_on_the_way, make_arena, free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
