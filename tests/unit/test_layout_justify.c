/*
 * How slack is shared, by hand: ten spaces of 2 points, letters that give 4 points and 3 more if they must.
 */
#include "layout/words.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const Supply SUPPLY = {.space = 20, .give = 4, .spare = 3};
/* A whole space is 2 points; along: 5 %, so that letters and spaces give 5 points together. */
static const Taste TASTE = {.stretch = 0.25, .shrink = 0.1, .along = 0.05};

static void expect_near(double value, double wanted) {
    if (!(fabs(value - wanted) < 1e-6))
        fail_msg("%g is not %g", value, wanted);
}

static void expect_share(double slack, double letters, double space) {
    Share share = justify_share(&TASTE, slack, SUPPLY);
    expect_near(share.letters, letters);
    expect_near(share.space, space);
}

static void letters_and_spaces_give_together(void **state) {
    (void)state;
    expect_share(0, 0, 1);
    expect_share(2.5, 0.5, 1.025);
    expect_share(-2.5, -0.5, 0.975);
}

/* Of 9 points the letters give their 4, the spaces the other 5. */
static void then_spaces_give_alone(void **state) {
    (void)state;
    expect_share(9, 1, 1.25);
    expect_share(-5.5, -1, 0.925);
}

/* Spaces of 1.4 take 8 of 13.5 points and the letters 4; the last 1.5 is half of what they have to spare. */
static void where_spaces_get_bad_letters_give_more(void **state) {
    (void)state;
    double whole = justify_share(&TASTE, 15, SUPPLY).letters - 1;
    expect_share(13.5, 1 + whole / 2, 1.4);
    expect_share(17, 1 + whole, 1.5);
}

static void a_line_without_spaces_is_only_squeezed(void **state) {
    (void)state;
    Supply word = {.give = 4, .spare = 3};
    expect_near(justify_share(&TASTE, -2, word).letters, -0.5);
    expect_near(justify_share(&TASTE, -4, word).letters, -1);
    double whole = 1 + justify_share(&TASTE, -7, word).letters;
    expect_near(justify_share(&TASTE, -5.5, word).letters, -1 + whole / 2);
    expect_near(justify_share(&TASTE, -9, word).letters, -1 + whole);
    expect_near(justify_share(&TASTE, -9, word).space, 1);
}

/* What counts is what the spaces change by: a quarter wider is 1, a tenth narrower is -1. */
static void a_line_is_as_bad_as_its_spaces(void **state) {
    (void)state;
    expect_near(justify_ratio(&TASTE, 0, SUPPLY, 0), 0);
    expect_near(justify_ratio(&TASTE, 2.5, SUPPLY, 0), 0.1);
    expect_near(justify_ratio(&TASTE, 9, SUPPLY, 0), 1);
    expect_near(justify_ratio(&TASTE, 14, SUPPLY, 0), 2);
    expect_near(justify_ratio(&TASTE, -6, SUPPLY, 0), -1);
}

/* Once spaces are a tenth narrower, 1.5 of the 3 spare points are as bad as a second tenth. */
static void squeezed_letters_are_bad_too(void **state) {
    (void)state;
    expect_near(justify_ratio(&TASTE, -7.5, SUPPLY, 0), -1.5);
    expect_near(justify_ratio(&TASTE, -9, SUPPLY, 0), -2);
    expect_near(justify_most_shrink(&TASTE, SUPPLY), 9);
}

/* Tracking beside spaces looks like more space: of the 3 points to spare the spaces take 1 back. */
static void spaces_ease_as_letters_give_more(void **state) {
    (void)state;
    Supply supply = {.space = 20, .give = 4, .spare = 3, .ease = 1};
    double whole = justify_share(&TASTE, 99, supply).letters - 1;
    Share half = justify_share(&TASTE, 13, supply);
    expect_near(half.letters, 1 + whole / 2);
    expect_near(half.space, 1.4 - 0.025);
    Share tight = justify_share(&TASTE, -4 - 1.6 - 2, supply);
    expect_near(tight.letters, -1 - whole);
    expect_near(tight.space, 0.92 + 0.05);
    expect_near(justify_most_shrink(&TASTE, supply), 8);
}

/* 40 letters over 200 points, with 2 % of their width and 1 % of 10 points: 4 and 4 points. */
static void what_letters_give_is_a_matter_of_style(void **state) {
    (void)state;
    const Style style = {.size = 10, .expansion = 0.02F, .tracking_range = 0.01F};
    expect_near(round(justify_supply(&style, 200, 40).give * 1e4) / 1e4, 8);
    expect_near(justify_stretch(&style, 0.5), 1.01);
    expect_near(round(justify_supply(&style, 200, 40).spare * 1e4) / 1e4, 10);
    expect_near(justify_stretch(&style, 3), 1.03);
    expect_near(justify_tracking(&style, -0.5), -0.005);
    expect_near(justify_tracking(&style, 2), 0.02);
    const Style stiff = {.size = 10};
    expect_near(justify_supply(&stiff, 200, 40).give, 0);
    expect_near(justify_stretch(&stiff, 1), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_and_spaces_give_together),
        cmocka_unit_test(then_spaces_give_alone),
        cmocka_unit_test(where_spaces_get_bad_letters_give_more),
        cmocka_unit_test(a_line_without_spaces_is_only_squeezed),
        cmocka_unit_test(a_line_is_as_bad_as_its_spaces),
        cmocka_unit_test(squeezed_letters_are_bad_too),
        cmocka_unit_test(spaces_ease_as_letters_give_more),
        cmocka_unit_test(what_letters_give_is_a_matter_of_style),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
