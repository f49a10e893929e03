/*
 * Messages: their shape, order, counts, and what hostile input may not do to them.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const Str no_hint;

typedef struct Fixture {
    Arena *arena;
    Diags *diags;
} Fixture;

static int make_diags(void **state) {
    Arena *arena = arena_new();
    Fixture *fixture = ARENA_NEW(arena, Fixture);
    *fixture = (Fixture){arena, diags_new(arena)};
    *state = fixture;
    return 0;
}

static int free_diags(void **state) {
    arena_free(((Fixture *)*state)->arena);
    return 0;
}

static Span at(uint16_t file, unsigned line, unsigned column) {
    return (Span){line, file, (uint16_t)column};
}

static const char *printed(const Fixture *fixture) {
    return str_to_c(fixture->arena, diags_print(fixture->diags, fixture->arena));
}

static void shows_line_caret_and_hint(void **state) {
    Fixture *fixture = *state;
    uint16_t file = diags_add_source(fixture->diags, STR("a.yaml"), STR("one\n  h1: {colour: red}\nthree"));
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 2, 8), STR("did you mean 'color'?"),
                 "unknown style property '%s'", "colour");
    assert_string_equal(printed(fixture), "a.yaml:2:8: error: unknown style property 'colour'\n"
                                          "    2 |   h1: {colour: red}\n"
                                          "      |        ^\n"
                                          "  hint: did you mean 'color'?\n");
}

static void shows_less_where_less_is_known(void **state) {
    Fixture *fixture = *state;
    uint16_t file = diags_add_source(fixture->diags, STR("a.md"), STR("text\n\nend"));
    assert_string_equal(printed(fixture), "");
    diags_report(fixture->diags, SEVERITY_ERROR, (Span){0}, no_hint, "no place");
    diags_report(fixture->diags, SEVERITY_WARNING, at(77, 3, 3), no_hint, "no such file");
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 0, 0), no_hint, "whole file");
    diags_report(fixture->diags, SEVERITY_WARNING, at(file, 1, 0), no_hint, "whole line");
    diags_report(fixture->diags, SEVERITY_NOTE, at(file, 2, 1), no_hint, "empty line");
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 3, 500), no_hint, "far right");
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 99, 1), no_hint, "far down");
    assert_string_equal(printed(fixture), "tryk: error: no place\n"
                                          "a.md: error: whole file\n"
                                          "a.md:1: warning: whole line\n    1 | text\n"
                                          "a.md:2:1: note: empty line\n    2 |\n"
                                          "a.md:3:500: error: far right\n    3 | end\n      |    ^\n"
                                          "a.md:99:1: error: far down\n"
                                          "tryk: warning: no such file\n");
}

static void counts_columns_in_code_points(void **state) {
    Fixture *fixture = *state;
    Str text = STR("\xEF\xBB\xBF\t\xC3\xA6\xC3\xB8\x1B[31m\xFF!\r\nnext\rlast");
    uint16_t file = diags_add_source(fixture->diags, STR("b.md"), text);
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 1, 10), no_hint, "here");
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 2, 1), no_hint, "here");
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 3, 4), no_hint, "here");
    assert_string_equal(printed(fixture), "b.md:1:10: error: here\n"
                                          "    1 |  \xC3\xA6\xC3\xB8\xEF\xBF\xBD[31m\xEF\xBF\xBD!\n"
                                          "      |          ^\n"
                                          "b.md:2:1: error: here\n    2 | next\n      | ^\n"
                                          "b.md:3:4: error: here\n    3 | last\n      |    ^\n");
}

static void lets_no_control_character_through(void **state) {
    Fixture *fixture = *state;
    uint16_t file = diags_add_source(fixture->diags, STR("a\x1B.md"), STR(""));
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 1, 1), STR("h\x7Fi\nj"),
                 "a\x1B[2J\r\xC2\x9B\xE2\x80\xAE"
                 "b\xC3");
    assert_string_equal(printed(fixture),
                        "a\xEF\xBF\xBD.md:1:1: error: a\xEF\xBF\xBD[2J\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                        "b\xEF\xBF\xBD\n    1 |\n  hint: h\xEF\xBF\xBDi j\n");
}

static void cuts_long_lines_around_the_column(void **state) {
    Fixture *fixture = *state;
    char line[1000];
    memset(line, 'x', sizeof line);
    line[499] = '!';
    uint16_t file = diags_add_source(fixture->diags, STR("l"), (Str){line, sizeof line});
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 1, 500), no_hint, "m");
    const char *text = printed(fixture);
    const char *shown = strchr(text, '|') + 2, *caret = strchr(shown, '|') + 2;
    size_t column = (size_t)(strchr(caret, '^') - caret);
    assert_memory_equal(shown, "\xE2\x80\xA6xxx", 6);
    assert_int_equal(shown[column + 2], '!'); /* the ellipsis has three bytes in one column */
    assert_true(strcspn(shown, "\n") <= 110);
}

static void sorts_and_shows_twenty_of_each(void **state) {
    Fixture *fixture = *state;
    uint16_t file = diags_add_source(fixture->diags, STR("s"), (Str){0});
    for (unsigned line = 30; line > 1; line--) {
        diags_report(fixture->diags, SEVERITY_WARNING, at(file, line, 1), no_hint, "w");
        diags_report(fixture->diags, SEVERITY_ERROR, at(file, line, 1), no_hint, "e");
    }
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 2, 1), no_hint, "later at the same place");
    const char *text = printed(fixture);
    assert_memory_equal(text, "s:2:1: error: e\ns:2:1: error: later at the same place\n", 53);
    assert_non_null(strstr(text, "same place\ns:2:1: warning: w\ns:3:1: error: e\n"));
    assert_non_null(strstr(text, "s:21:1: warning: w\n"));
    assert_null(strstr(text, "s:21:1: error"));
    assert_null(strstr(text, "s:22:1"));
    const char *end = "tryk: and 10 more errors\ntryk: and 9 more warnings\n";
    assert_string_equal(text + strlen(text) - strlen(end), end);
}

static void counts_the_same_message_once(void **state) {
    Fixture *fixture = *state;
    for (int i = 0; i < 3; i++) {
        diags_report(fixture->diags, SEVERITY_ERROR, at(1, 1, 1), no_hint, "%s", "same");
        diags_report(fixture->diags, SEVERITY_ERROR, at(1, 1, (unsigned)i), no_hint, "other place");
        diags_report(fixture->diags, SEVERITY_WARNING, at(1, 1, 1), no_hint, "same");
        diags_report(fixture->diags, SEVERITY_ERROR, at(1, 1, 1), no_hint, "other text %d", i);
    }
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 7);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 1);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_NOTE), 0);
}

static void survives_a_flood(void **state) {
    Fixture *fixture = *state;
    for (unsigned i = 0; i < 300000; i++)
        diags_report(fixture->diags, SEVERITY_WARNING, at(1, i + 1, 1), no_hint, "flood");
    diags_report(fixture->diags, SEVERITY_ERROR, at(1, 1, 1), no_hint, "the one that matters");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_WARNING), 300000);
    assert_non_null(strstr(printed(fixture), "the one that matters"));
    assert_non_null(strstr(printed(fixture), "tryk: and 299980 more warnings\n"));
}

static void cuts_endless_messages(void **state) {
    Fixture *fixture = *state;
    char *text = arena_alloc(fixture->arena, 100000);
    memset(text, 'x', 99999);
    diags_report(fixture->diags, SEVERITY_ERROR, (Span){0}, no_hint, "%s", text);
    assert_true(strlen(printed(fixture)) < 3000);
}

static void forgets_messages_and_keeps_sources(void **state) {
    Fixture *fixture = *state;
    uint16_t file = diags_add_source(fixture->diags, STR("kept"), STR("x"));
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 1, 1), no_hint, "m");
    diags_clear(fixture->diags);
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 0);
    assert_string_equal(printed(fixture), "");
    assert_true(str_equal_c(diags_source_path(fixture->diags, file), "kept"));
    diags_report(fixture->diags, SEVERITY_ERROR, at(file, 1, 1), no_hint, "m");
    assert_int_equal(diags_count(fixture->diags, SEVERITY_ERROR), 1);
}

static void numbers_sources_from_one(void **state) {
    Fixture *fixture = *state;
    assert_int_equal(diags_add_source(fixture->diags, STR("a"), STR("1")), 1);
    assert_int_equal(diags_add_source(fixture->diags, STR("b"), STR("1")), 2);
    assert_int_equal(diags_add_source(fixture->diags, STR("a"), STR("1")), 1);
    assert_int_equal(diags_add_source(fixture->diags, STR("a"), STR("2")), 3);
    assert_int_equal(diags_source_path(fixture->diags, 0).length, 0);
    assert_int_equal(diags_source_path(fixture->diags, 4).length, 0);
}

static void assert_found(const Fixture *fixture, Span from, uint32_t code, Span wanted) {
    Span found = diags_find_character(fixture->diags, from, code);
    if (found.line != wanted.line || found.column != wanted.column || found.file != wanted.file)
        fail_msg("found at %u:%u", (unsigned)found.line, (unsigned)found.column);
}

static void finds_characters(void **state) {
    Fixture *fixture = *state;
    Str text = STR("\xC3\xA6 x \xE2\x82\xAC x\nab\n\xE2\x82\xAC");
    uint16_t file = diags_add_source(fixture->diags, STR("f"), text);
    assert_found(fixture, at(file, 1, 1), 'x', at(file, 1, 3));
    assert_found(fixture, at(file, 1, 3), 'x', at(file, 1, 3));
    assert_found(fixture, at(file, 1, 4), 'x', at(file, 1, 7));
    assert_found(fixture, at(file, 1, 8), 'x', at(file, 1, 8));
    assert_found(fixture, at(file, 1, 0), 0x20AC, at(file, 1, 5));
    assert_found(fixture, at(file, 1, 6), 0x20AC, at(file, 3, 1));
    assert_found(fixture, at(file, 1, 1), 'b', at(file, 2, 2));
    assert_found(fixture, at(file, 9, 9), 'b', at(file, 9, 9));
    assert_found(fixture, at(0, 1, 1), 'b', at(0, 1, 1));
    assert_found(fixture, at(file, 0, 0), 'b', at(file, 0, 0));
}

static void looks_no_further_than_200_lines(void **state) {
    Fixture *fixture = *state;
    char text[203];
    memset(text, '\n', sizeof text);
    text[200] = 'a'; /* in line 201 */
    text[202] = 'b'; /* in line 202 */
    uint16_t file = diags_add_source(fixture->diags, STR("f"), (Str){text, sizeof text});
    assert_found(fixture, at(file, 1, 1), 'a', at(file, 201, 1));
    assert_found(fixture, at(file, 1, 1), 'b', at(file, 1, 1));
    assert_found(fixture, at(file, 2, 1), 'b', at(file, 202, 1));
}

#define DIAGS_TEST(test) cmocka_unit_test_setup_teardown(test, make_diags, free_diags)

int main(void) {
    const struct CMUnitTest tests[] = {
        DIAGS_TEST(shows_line_caret_and_hint),
        DIAGS_TEST(shows_less_where_less_is_known),
        DIAGS_TEST(counts_columns_in_code_points),
        DIAGS_TEST(lets_no_control_character_through),
        DIAGS_TEST(cuts_long_lines_around_the_column),
        DIAGS_TEST(sorts_and_shows_twenty_of_each),
        DIAGS_TEST(counts_the_same_message_once),
        DIAGS_TEST(survives_a_flood),
        DIAGS_TEST(cuts_endless_messages),
        DIAGS_TEST(forgets_messages_and_keeps_sources),
        DIAGS_TEST(numbers_sources_from_one),
        DIAGS_TEST(finds_characters),
        DIAGS_TEST(looks_no_further_than_200_lines),
    };
    return cmocka_run_group_tests_name("base diags", tests, NULL, NULL);
}
