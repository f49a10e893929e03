/*
 * UTF-8: every code point there and back, wrong bytes, letter case.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void every_code_comes_back(void **state) {
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char bytes[4];
        size_t length = utf8_encode(code, bytes), offset = 0;
        uint32_t wanted = code >= 0xD800 && code <= 0xDFFF ? 0xFFFD : code;
        Str text = {bytes, length};
        if (utf8_next(text, &offset) != wanted || offset != length || utf8_check(text) != length ||
            utf8_code_before(text, length) != wanted)
            fail_msg("U+%04X", (unsigned)code);
    }
    char bytes[4];
    assert_int_equal(utf8_encode(0x110000, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void wrong_bytes_are_replaced_singly(void **state) {
    static const struct {
        const char *bytes;
        size_t codes, first_wrong;
    } cases[] = {
        {"a\x80z", 3, 1},           {"\xC3", 1, 0},
        {"\xC0\x80", 2, 0},         {"\xE2\x82", 2, 0},
        {"\xE2\x82z", 3, 0},        {"\xED\xA0\x80", 3, 0},
        {"\xF4\x90\x80\x80", 4, 0}, {"\xF8\x88\x80\x80\x80", 5, 0},
        {"\xF0\x8F\xBF\xBF", 4, 0}, {"\xE0\x9F\xBF", 3, 0},
        {"0123456789\xFF", 11, 10}, {"\xC3\xA6\xC3", 2, 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str text = str_from(cases[i].bytes);
        assert_int_equal(utf8_count(text), cases[i].codes);
        assert_int_equal(utf8_check(text), cases[i].first_wrong);
    }
}

static void loops_over_any_bytes_end(void **state) {
    (void)state;
    char bytes[64];
    uint32_t random = 12345;
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            random = random * 1664525 + 1013904223;
            bytes[i] = (char)(random >> 24 | (random & 0x10000 ? 0x80 : 0));
        }
        Str text = {bytes, (size_t)round % sizeof bytes};
        size_t count = 0;
        for (size_t offset = 0; offset < text.length; count++)
            utf8_next(text, &offset);
        assert_int_equal(count, utf8_count(text));
    }
    size_t end = 0;
    assert_int_equal(utf8_next((Str){0}, &end), 0);
    assert_int_equal(utf8_check((Str){0}), 0);
    assert_int_equal(utf8_count((Str){0}), 0);
}

static void case_of_letters(void **state) {
    static const uint32_t pairs[][2] = {
        {'a', 'A'},     {'z', 'Z'},       {0xE6, 0xC6},     {0xF8, 0xD8},   {0xE5, 0xC5},
        {0xFF, 0x178},  {0x101, 0x100},   {0x17E, 0x17D},   {0x142, 0x141}, {0x219, 0x218},
        {0x3B1, 0x391}, {0x3AC, 0x386},   {0x3C9, 0x3A9},   {0x430, 0x410}, {0x451, 0x401},
        {0x4CF, 0x4C0}, {0x1EF9, 0x1EF8}, {0x1F00, 0x1F08}, {0x1C6, 0x1C4},
    };
    static const uint32_t unchanged[] = {
        0, '1', '[', '`', '{', '@', 0xD7, 0xF7, 0x138, 0x5D0, 0x4E00, 0x1F600, 0x110000,
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_int_equal(utf8_upper(pairs[i][0]), pairs[i][1]);
        assert_int_equal(utf8_lower(pairs[i][1]), pairs[i][0]);
        assert_int_equal(utf8_upper(pairs[i][1]), pairs[i][1]);
        assert_int_equal(utf8_lower(pairs[i][0]), pairs[i][0]);
    }
    for (size_t i = 0; i < sizeof unchanged / sizeof *unchanged; i++) {
        assert_int_equal(utf8_upper(unchanged[i]), unchanged[i]);
        assert_int_equal(utf8_lower(unchanged[i]), unchanged[i]);
    }
}

static void case_of_odd_letters(void **state) {
    (void)state;
    assert_int_equal(utf8_upper(0xDF), 0xDF);
    assert_int_equal(utf8_lower(0x1E9E), 0xDF);
    assert_int_equal(utf8_upper(0x131), 'I');
    assert_int_equal(utf8_lower(0x130), 'i');
    assert_int_equal(utf8_upper(0x3C2), 0x3A3);
    assert_int_equal(utf8_lower(0x3A3), 0x3C3);
    assert_int_equal(utf8_upper(0xB5), 0x39C);
    assert_int_equal(utf8_upper(0x17F), 'S');
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_comes_back),    cmocka_unit_test(wrong_bytes_are_replaced_singly),
        cmocka_unit_test(loops_over_any_bytes_end), cmocka_unit_test(case_of_letters),
        cmocka_unit_test(case_of_odd_letters),
    };
    return cmocka_run_group_tests_name("base utf8", tests, NULL, NULL);
}
