/*
 * Numbers in and out of text, and buffers; all of it once more under a locale that writes 1,5.
 */
#include "base/base.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int make_arena(void **state) {
    *state = arena_new();
    return 0;
}

static int free_arena(void **state) {
    arena_free(*state);
    return 0;
}

static void writes_numbers(void **state) {
    static const struct {
        double value;
        int decimals;
        const char *wanted;
    } cases[] = {
        {0, 3, "0"},
        {-0.0, 3, "0"},
        {1.5, 3, "1.5"},
        {-1.5, 3, "-1.5"},
        {100, 0, "100"},
        {100, 6, "100"},
        {0.05, 2, "0.05"},
        {0.004, 2, "0"},
        {-0.004, 2, "0"},
        {0.006, 2, "0.01"},
        {9.999, 2, "10"},
        {841.8898, 3, "841.89"},
        {1e9, 6, "1000000000"},
        {-1e9, 2, "-1000000000"},
        {1.1e9, 2, "0"},
        {NAN, 3, "0"},
        {INFINITY, 3, "0"},
        {-INFINITY, 3, "0"},
        {123.456789, 6, "123.456789"},
        {0.000001, 6, "0.000001"},
        {0.5, 0, "1"},
        {2.25, 99, "2.25"},
        {2.6, -4, "3"},
        {1.005, 3, "1.005"},
        {10.01, 2, "10.01"},
        {0.1 + 0.2, 6, "0.3"},
        {1e-320, 6, "0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Buffer buffer = buffer_new(*state);
        buffer_add_number(&buffer, cases[i].value, cases[i].decimals);
        if (!str_equal_c(buffer_str(&buffer), cases[i].wanted))
            fail_msg("%.*s is not %s", STR_ARGS(buffer_str(&buffer)), cases[i].wanted);
    }
}

static void reads_numbers(void **state) {
    static const struct {
        const char *text;
        size_t used;
        double value;
    } cases[] = {
        {"0", 1, 0},
        {"12", 2, 12},
        {"-12.5mm", 5, -12.5},
        {"+3", 2, 3},
        {".5", 2, 0.5},
        {"-.5", 3, -0.5},
        {"1.", 1, 1},
        {"1.x", 1, 1},
        {"1,5", 1, 1},
        {"1e5", 1, 1},
        {"0.1", 3, 0.1},
        {"25.4", 4, 25.4},
        {"1.5.5", 3, 1.5},
        {"007", 3, 7},
        {"3.14159265358979", 16, 3.14159265358979},
        {"0.30000000000000004", 19, 0.30000000000000004},
        {"1000000000000000000000", 22, 1e21},
        {"0.000000000000000000000000001", 29, 1e-27},
        {"100.0000000000000000000000", 26, 100},
    };
    static const char *const none[] = {"", "-", "+", ".", "-.", "x1", " 1", "+-1", "nan", "inf", "--1"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = -99;
        assert_int_equal(str_number(str_from(cases[i].text), &value), cases[i].used);
        if (value != cases[i].value)
            fail_msg("%s", cases[i].text);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        double value = -99;
        assert_int_equal(str_number(str_from(none[i]), &value), 0);
        assert_true(value == -99);
    }
}

static void reads_endless_digits(void **state) {
    (void)state;
    char digits[2000];
    double value = 0;
    memset(digits, '9', sizeof digits);
    assert_int_equal(str_number((Str){digits, sizeof digits}, &value), sizeof digits);
    assert_true(isfinite(value) && value > 1e200);
    memset(digits, '0', sizeof digits);
    digits[1] = '.';
    digits[sizeof digits - 1] = '7';
    assert_int_equal(str_number((Str){digits, sizeof digits}, &value), sizeof digits);
    assert_true(value >= 0 && value < 1e-200);
}

static void numbers_survive_a_round_trip(void **state) {
    for (int i = -200000; i <= 200000; i += 37) {
        Buffer buffer = buffer_new(*state);
        ArenaMark mark = arena_mark(*state);
        double back = -1;
        buffer_add_number(&buffer, i / 1000.0, 3);
        assert_int_equal(str_number(buffer_str(&buffer), &back), buffer.length);
        assert_true(back == i / 1000.0);
        arena_reset(*state, mark);
    }
}

static void buffers_grow(void **state) {
    Buffer buffer = buffer_new(*state);
    assert_int_equal(buffer_str(&buffer).length, 0);
    buffer_add(&buffer, (Str){0});
    buffer_add_c(&buffer, NULL);
    for (int i = 0; i < 20000; i++) {
        buffer_add_byte(&buffer, 'a');
        buffer_add_c(&buffer, "bc");
        buffer_add_code(&buffer, 0xE6);
        buffer_format(&buffer, "%d-%s", 7, "x");
    }
    assert_int_equal(buffer.length, 20000 * 8);
    for (size_t i = 0; i < buffer.length; i += 8)
        assert_memory_equal(buffer.data + i,
                            "abc\xC3\xA6"
                            "7-x",
                            8);
}

static void escapes_as_json_does(void **state) {
    Buffer buffer = buffer_new(*state);
    buffer_add_escaped(&buffer, STR("a\"b\\c\nd\te\x01\x1F\x7F\xC3\xA6"));
    assert_true(str_equal_c(buffer_str(&buffer), "a\\\"b\\\\c\\nd\\te\\u0001\\u001f\x7F\xC3\xA6"));
}

static void tells_millimetres(void **state) {
    assert_true(str_equal_c(str_millimetres(*state, 4.56 * PT_PER_MM, 1), "4.6 mm"));
    assert_true(str_equal_c(str_millimetres(*state, 4.56 * PT_PER_MM, 2), "4.56 mm"));
    assert_true(str_equal_c(str_millimetres(*state, 3 * PT_PER_MM, 1), "3 mm"));
}

static void formats_long_text(void **state) {
    char text[5000];
    memset(text, 'x', sizeof text);
    for (size_t length = 0; length < sizeof text; length += length < 200 ? 1 : 700) {
        Buffer buffer = buffer_new(*state);
        buffer_format(&buffer, "<%.*s>", (int)length, text);
        assert_int_equal(buffer.length, length + 2);
        assert_int_equal(buffer.data[length + 1], '>');
    }
}

static int use_comma_locale(void **state) {
    static const char *const names[] = {"da_DK.UTF-8", "da_DK.utf8", "de_DE.UTF-8", "fr_FR.UTF-8"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (setlocale(LC_ALL, names[i]))
            return 0;
    print_message("no locale with a decimal comma here: the second run is like the first\n");
    return 0;
}

static int leave_comma_locale(void **state) {
    (void)state;
    setlocale(LC_ALL, "C");
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_numbers, make_arena, free_arena),
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(reads_endless_digits),
        cmocka_unit_test_setup_teardown(numbers_survive_a_round_trip, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(buffers_grow, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(escapes_as_json_does, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(tells_millimetres, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(formats_long_text, make_arena, free_arena),
    };
    int failed = cmocka_run_group_tests_name("base number", tests, NULL, NULL);
    return failed + cmocka_run_group_tests_name("base number, decimal comma", tests, use_comma_locale,
                                                leave_comma_locale);
}
