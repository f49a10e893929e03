/*
 * PDF's small change: numbers, strings, names, addresses, dates, XML, page labels.
 */
#include "pdf/writer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef void Print(Buffer *out, Str text);

static int make_arena(void **state) {
    *state = arena_new();
    return 0;
}

static int free_arena(void **state) {
    arena_free(*state);
    return 0;
}

static void assert_text(Arena *arena, Str is, const char *wanted) {
    assert_string_equal(str_to_c(arena, is), wanted);
}

static void assert_printed(Arena *arena, Print *print, Str text, const char *wanted) {
    Buffer out = buffer_new(arena);
    print(&out, text);
    assert_text(arena, buffer_str(&out), wanted);
}

static void rounds_anything(void **state) {
    (void)state;
    assert_int_equal(syntax_round(1.5), 2);
    assert_int_equal(syntax_round(-1.5), -2);
    assert_int_equal(syntax_round(-0.4), 0);
    assert_int_equal(syntax_round(1e14), INT64_C(100000000000000));
    assert_int_equal(syntax_round(1e300), 0);
    assert_int_equal(syntax_round(NAN), 0);
    assert_int_equal(syntax_round(-HUGE_VAL), 0);
}

static void writes_numbers(void **state) {
    Buffer out = buffer_new(*state);
    syntax_integer(&out, INT64_MIN);
    buffer_add_byte(&out, ' ');
    syntax_integer(&out, 0);
    buffer_add_byte(&out, ' ');
    syntax_reference(&out, UINT32_MAX);
    syntax_rectangle(&out, (Box){-8.5, 0, 428.5, 595.2756});
    assert_text(*state, buffer_str(&out), "-9223372036854775808 0 4294967295 0 R[-8.5 0 420 595.276]");
}

static void escapes_strings(void **state) {
    assert_printed(*state, syntax_bytes, STR("a(b)\\c"), "(a\\(b\\)\\\\c)");
    assert_printed(*state, syntax_bytes, STR("\r\n\t\xFF"), "(\\r\n\t\xFF)");
    assert_printed(*state, syntax_bytes, (Str){0}, "()");
}

static void writes_text_as_plain_as_it_can(void **state) {
    assert_printed(*state, syntax_text, STR("Side (1)"), "(Side \\(1\\))");
    assert_printed(*state, syntax_text, STR("\xC3\xA6"), "<FEFF00E6>");
    assert_printed(*state, syntax_text, STR("a\n"), "<FEFF0061000A>");
    assert_printed(*state, syntax_text, STR("\xF0\x9F\x98\x80"), "<FEFFD83DDE00>");
    assert_printed(*state, syntax_text, STR("\xFF"), "<FEFFFFFD>");
}

static void writes_names(void **state) {
    assert_printed(*state, syntax_name, STR("ABCDEF+Inter-Bold"), "/ABCDEF+Inter-Bold");
    assert_printed(*state, syntax_name, STR("PANTONE 286 C"), "/PANTONE#20286#20C");
    assert_printed(*state, syntax_name, STR("a/b#(\xC3"), "/a#2Fb#23#28#C3");
}

/* Strings hold what they like, and a name may end in a digit. */
static void finds_references(void **state) {
    (void)state;
    Str text = STR("/A(1 0 R\\) 2 0 R)/F0 33 0 R/N 4/K[5 0 R 6 1 7 0 R]/T(())8 0 R");
    static const uint32_t wanted[] = {33, 5, 7, 8, 0, 0};
    size_t at = 0, begin = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_int_equal(syntax_next_reference(text, &at, &begin), wanted[i]);
    at = 0;
    syntax_next_reference(text, &at, &begin);
    assert_true(str_starts(str_slice(text, begin, text.length), STR("33 0 R/N")));
    assert_true(str_starts(str_slice(text, at, text.length), STR("/N")));
}

static void encodes_addresses(void **state) {
    assert_printed(*state, syntax_uri, STR("https://a.dk/b?c=1&d=%20#e"), "(https://a.dk/b?c=1&d=%20#e)");
    assert_printed(*state, syntax_uri, STR("https://a.dk/\xC3\xA6 (<\n"),
                   "(https://a.dk/%C3%A6%20\\(%3C%0A)");
}

static void writes_dates(void **state) {
    Buffer out = buffer_new(*state);
    syntax_date(&out, 1767323045);
    syntax_iso_date(&out, 1767323045);
    syntax_date(&out, -1);
    syntax_iso_date(&out, INT64_MAX);
    assert_text(*state, buffer_str(&out),
                "(D:20260102030405Z)2026-01-02T03:04:05Z(D:19700101000000Z)9999-12-31T23:59:59Z");
}

static void writes_xml(void **state) {
    assert_printed(*state, syntax_xml, STR("a < b & c > \xC3\xA6\x01\n"),
                   "a &lt; b &amp; c &gt; \xC3\xA6\n");
    assert_printed(*state, syntax_xml, STR("\xEF\xBF\xBF]"), "]");
}

static void cleans_languages(void **state) {
    assert_text(*state, syntax_language(*state, STR("da")), "da-DK");
    assert_text(*state, syntax_language(*state, STR("en-GB")), "en-GB");
    assert_text(*state, syntax_language(*state, STR("e\"n(<")), "en");
}

static Str page_labels(Arena *arena, const char *const *labels, size_t count) {
    Pages *pages = pages_new(arena);
    for (size_t i = 0; i < count; i++)
        pages_add(arena, pages)->label = str_from(labels[i]);
    Writer writer = {.arena = arena, .pages = pages, .catalog = buffer_new(arena)};
    labels_write(&writer);
    return buffer_str(&writer.catalog);
}

static void counts_pages_in_ranges(void **state) {
    const char *labels[] = {"", "", "i", "ii", "iii", "4", "5", "9", "X", "mm", "A-1", "A-1", "iiii", "07"};
    assert_text(*state, page_labels(*state, labels, sizeof labels / sizeof *labels),
                "/PageLabels<</Nums[0<<>>2<</S/r/St 1>>5<</S/D/St 4>>7<</S/D/St 9>>8<</S/R/St 10>>"
                "9<</S/r/St 2000>>10<</P(A-1)>>12<</P(iiii)>>13<</P(07)>>]>>");
}

static void survives_odd_labels(void **state) {
    const char *labels[] = {"mmmmmmmmmmmmmmmm", "\xFF", "99999999999", "0", "MDCCCLXXXVIII", "iI"};
    assert_text(
        *state, page_labels(*state, labels, sizeof labels / sizeof *labels),
        "/PageLabels<</Nums[0<</P(mmmmmmmmmmmmmmmm)>>1<</P<FEFFFFFD>>>2<</P(99999999999)>>3<</P(0)>>"
        "4<</S/R/St 1888>>5<</P(iI)>>]>>");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounds_anything),
        cmocka_unit_test_setup_teardown(writes_numbers, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(escapes_strings, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(writes_text_as_plain_as_it_can, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(writes_names, make_arena, free_arena),
        cmocka_unit_test(finds_references),
        cmocka_unit_test_setup_teardown(encodes_addresses, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(writes_dates, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(writes_xml, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(cleans_languages, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(counts_pages_in_ranges, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(survives_odd_labels, make_arena, free_arena),
    };
    return cmocka_run_group_tests_name("pdf syntax", tests, NULL, NULL);
}
