/*
 * Slices, hints, paths and boxes.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
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

static void assert_str(Str text, const char *wanted) {
    if (!str_equal_c(text, wanted))
        fail_msg("got '%.*s', wanted '%s'", STR_ARGS(text), wanted);
}

static void compares(void **state) {
    (void)state;
    assert_true(str_equal((Str){0}, STR("")));
    assert_true(str_equal_c((Str){0}, ""));
    assert_false(str_equal_c(STR("ab"), "abc"));
    assert_true(str_starts(STR("abc"), STR("ab")) && str_starts(STR("abc"), (Str){0}));
    assert_false(str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("abc"), STR("bc")) && str_ends((Str){0}, (Str){0}));
    assert_false(str_ends(STR("c"), STR("bc")));
    assert_int_equal(str_compare(STR("a"), STR("b")), -1);
    assert_int_equal(str_compare(STR("ab"), STR("a")), 1);
    assert_int_equal(str_compare((Str){0}, STR("")), 0);
    assert_int_equal(str_compare(STR("\xC3"), STR("z")), 1);
    assert_true(str_hash(STR("a")) != str_hash(STR("b")));
    assert_true(str_hash((Str){0}) == str_hash(STR("")));
}

static void cuts(void **state) {
    (void)state;
    assert_str(str_slice(STR("hello"), 1, 3), "el");
    assert_str(str_slice(STR("hello"), 3, SIZE_MAX), "lo");
    assert_str(str_slice(STR("hello"), 9, 12), "");
    assert_str(str_slice(STR("hello"), 3, 2), "");
    assert_str(str_slice((Str){0}, 0, 4), "");
    assert_str(str_trim(STR(" \t\r\n a b \n")), "a b");
    assert_str(str_trim(STR(" \n ")), "");
    assert_str(str_trim((Str){0}), "");
    assert_int_equal(str_find(STR("a:b:c"), ':'), 1);
    assert_int_equal(str_find(STR("abc"), ':'), 3);
    assert_int_equal(str_find((Str){0}, ':'), 0);
}

static void takes_words(void **state) {
    (void)state;
    Str rest = STR("  one two\tthree ");
    assert_str(str_next_word(&rest), "one");
    assert_str(str_next_word(&rest), "two");
    assert_str(str_next_word(&rest), "three");
    assert_str(str_next_word(&rest), "");
    assert_str(str_next_word(&rest), "");
    Str nothing = {0};
    assert_str(str_next_word(&nothing), "");
}

static void copies_and_formats(void **state) {
    char text[600];
    memset(text, 'x', sizeof text);
    Str long_text = {text, sizeof text};
    assert_string_equal(str_to_c(*state, (Str){0}), "");
    assert_string_equal(str_to_c(*state, str_slice(STR("hello"), 0, 4)), "hell");
    assert_true(str_equal(str_copy(*state, long_text), long_text));
    assert_str(str_format(*state, "%d %s %.*s", 7, "x", STR_ARGS(STR("yz"))), "7 x yz");
    assert_str(str_format(*state, "%s", ""), "");
    assert_str(str_format(*state, "%.*s", STR_ARGS((Str){0})), "");
    assert_true(str_equal(str_format(*state, "%.*s", STR_ARGS(long_text)), long_text));
}

static void measures_distance(void **state) {
    (void)state;
    assert_int_equal(str_distance(STR("colour"), STR("color"), 3), 1);
    assert_int_equal(str_distance(STR("clor"), STR("color"), 3), 1);
    assert_int_equal(str_distance(STR("oclor"), STR("color"), 3), 1);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 5), 3);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 1), 2);
    assert_int_equal(str_distance(STR("farve"), STR("f\xC3\xA5rve"), 3), 1);
    assert_int_equal(str_distance((Str){0}, STR("ab"), 3), 2);
    assert_int_equal(str_distance(STR("ab"), (Str){0}, 3), 2);
    assert_int_equal(str_distance((Str){0}, (Str){0}, 3), 0);
}

static void survives_long_words(void **state) {
    char text[1000];
    memset(text, 'a', sizeof text);
    Str word = {text, sizeof text};
    assert_int_equal(str_distance(word, STR("a"), 3), 4);
    assert_int_equal(str_distance(word, word, 3), 0);
    Str names[] = {STR_INIT("aaa")};
    assert_str(hint_nearest(*state, word, names, 1), "");
}

static void hints(void **state) {
    static const Str names[] = {STR_INIT("color"), STR_INIT("columns"), STR_INIT("size"), STR_INIT("w")};
    assert_str(hint_nearest(*state, STR("colour"), names, 4), "did you mean 'color'?");
    assert_str(hint_nearest(*state, STR("Size"), names, 4), "did you mean 'size'?");
    assert_str(hint_nearest(*state, STR("colmuns"), names, 4), "did you mean 'columns'?");
    assert_str(hint_nearest(*state, STR("hyphenate"), names, 4), "");
    assert_str(hint_nearest(*state, STR("x"), names, 4), "");
    assert_str(hint_nearest(*state, STR("xxxx"), NULL, 0), "");
}

static void joins_paths(void **state) {
    assert_str(path_join(*state, STR("a/b"), STR("c")), "a/b/c");
    assert_str(path_join(*state, STR("a/"), STR("c")), "a/c");
    assert_str(path_join(*state, STR("/"), STR("c")), "/c");
    assert_str(path_join(*state, STR("a"), STR("/c")), "/c");
    assert_str(path_join(*state, STR("."), STR("c")), "c");
    assert_str(path_join(*state, (Str){0}, STR("c")), "c");
    assert_str(path_join(*state, STR("a"), (Str){0}), "a");
}

static void takes_paths_apart(void **state) {
    static const struct {
        const char *path, *folder, *name, *stem;
    } cases[] = {
        {"a/b.md", "a", "b.md", "b"},
        {"b.md", ".", "b.md", "b"},
        {"/b", "/", "b", "b"},
        {"a/b/", "a", "b", "b"},
        {"/", "/", "/", "/"},
        {"a//b", "a", "b", "b"},
        {"x.tar.gz", ".", "x.tar.gz", "x.tar"},
        {"a/.hidden", "a", ".hidden", ".hidden"},
        {"..", ".", "..", ".."},
        {"../x", "..", "x", "x"},
        {".", ".", ".", "."},
        {"", ".", "", ""},
        {"a.b/c", "a.b", "c", "c"},
        {"//", "/", "/", "/"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_str(path_folder(str_from(cases[i].path)), cases[i].folder);
        assert_str(path_name(str_from(cases[i].path)), cases[i].name);
        assert_str(path_stem(str_from(cases[i].path)), cases[i].stem);
    }
    assert_str(path_folder((Str){0}), ".");
    assert_str(path_name((Str){0}), "");
}

static void grows_boxes(void **state) {
    (void)state;
    Box box = box_outset((Box){10, 20, 30, 40}, (Edges){1, 2, 3, 4});
    assert_true(box.x == 6 && box.y == 19 && box.w == 36 && box.h == 44);
    box = box_inset(box, (Edges){1, 2, 3, 4});
    assert_true(box.x == 10 && box.y == 20 && box.w == 30 && box.h == 40);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares),
        cmocka_unit_test(cuts),
        cmocka_unit_test(takes_words),
        cmocka_unit_test_setup_teardown(copies_and_formats, make_arena, free_arena),
        cmocka_unit_test(measures_distance),
        cmocka_unit_test_setup_teardown(survives_long_words, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(hints, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(joins_paths, make_arena, free_arena),
        cmocka_unit_test(takes_paths_apart),
        cmocka_unit_test(grows_boxes),
    };
    return cmocka_run_group_tests_name("base str", tests, NULL, NULL);
}
