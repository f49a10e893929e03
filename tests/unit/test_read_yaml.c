/*
 * YAML to trees: values with places, and one clear message for all that is not supported.
 */
#include "read_fixture.h"

static const Tree *read_one(Fixture *fixture, const char *text) {
    uint16_t file = diags_add_source(fixture->env.diags, STR("x.yaml"), str_from(text));
    return read_yaml(&fixture->env, file, str_from(text), 1);
}

static void expect_problem(Fixture *fixture, const char *text, const char *part) {
    diags_clear(fixture->env.diags);
    assert_non_null(read_one(fixture, text));
    expect_message(fixture, part);
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 1);
}

static void expect_scalar(const Tree *tree, const char *key, const char *text, bool quoted) {
    assert_int_equal(tree->kind, TREE_SCALAR);
    assert_true(str_equal_c(tree->key, key));
    assert_true(str_equal_c(tree->text, text));
    assert_int_equal(tree->quoted, quoted);
}

static void test_values(void **state) {
    const Tree *tree = read_one(*state, "a: 1\nb: \"x\\n\"\nc: [d, {e: f}]\n'g': ~\nh:\n");
    assert_int_equal(tree->kind, TREE_MAPPING);
    assert_int_equal(tree->count, 5);
    expect_scalar(&tree->items[0], "a", "1", false);
    expect_scalar(&tree->items[1], "b", "x\n", true);
    const Tree *list = &tree->items[2];
    assert_int_equal(list->kind, TREE_SEQUENCE);
    assert_true(str_equal_c(list->items[0].text, "d"));
    expect_scalar(&list->items[1].items[0], "e", "f", false);
    expect_scalar(&tree->items[4], "h", "", false);
    expect_no_messages(*state);
}

static void test_places(void **state) {
    const Tree *tree = read_one(*state, "æ: ø\n  \nb:\n  c: d\n");
    assert_int_equal(tree->items[0].span.line, 1);
    assert_int_equal(tree->items[0].span.column, 4);
    const Tree *inner = &tree->items[1].items[0];
    assert_int_equal(inner->key_span.line, 4);
    assert_int_equal(inner->key_span.column, 3);
    assert_int_equal(inner->span.column, 6);
    Fixture *fixture = *state;
    const Tree *later = read_yaml(&fixture->env, 1, STR("a: b"), 10);
    assert_int_equal(later->items[0].span.line, 10);
}

static void test_empty(void **state) {
    assert_int_equal(read_one(*state, "")->kind, TREE_MAPPING);
    assert_int_equal(read_one(*state, "# nothing\n")->count, 0);
    expect_no_messages(*state);
}

static void test_problems(void **state) {
    expect_problem(*state, "a: b: c\n",
                   "x.yaml:1:5: error: this is not YAML: mapping values are not allowed");
    expect_problem(*state, "a:\n\tb: c\n", "indent with spaces, not tabs");
    expect_problem(*state, "a: [b\n", "x.yaml:2:1: error: this is not YAML");
    expect_problem(*state, "a: \"b\n", "is a quote or a bracket never closed?");
    expect_problem(*state, "a: &x b\n", "the anchor '&x' is not supported");
    expect_problem(*state, "a: *x\n", "the alias '*x' is not supported");
    expect_problem(*state, "? [a]\n: b\n", "a key must be text, not a list");
    expect_problem(*state, "a: 1\n---\nb: 2\n", "x.yaml:2:1: error: a second document begins here");
    expect_problem(*state, "a: \xff\n", "this is not YAML");
}

static void test_repeated_keys(void **state) {
    const Tree *tree = read_one(*state, "b: 1\na: 2\nb: 3\n");
    expect_message(*state, "x.yaml:3:1: error: the key 'b' is there twice");
    assert_int_equal(tree->count, 2);
    expect_scalar(&tree->items[0], "b", "1", false);
}

static void test_nesting(void **state) {
    Fixture *fixture = *state;
    Buffer text = buffer_new(fixture->env.keep);
    for (int i = 0; i < 10000; i++)
        buffer_add_byte(&text, '[');
    const Tree *tree = read_one(fixture, str_to_c(fixture->env.keep, buffer_str(&text)));
    assert_int_equal(tree->kind, TREE_MAPPING);
    expect_message(fixture, "x.yaml:1:51: error: nested more than 50 levels deep");
}

static void test_no_control_characters(void **state) {
    const Tree *tree = read_one(*state, "a: \"x\\0\\ey\"\n");
    expect_scalar(&tree->items[0], "a", "xy", true);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_values),
        TEST(test_places),
        TEST(test_empty),
        TEST(test_problems),
        TEST(test_repeated_keys),
        TEST(test_nesting),
        TEST(test_no_control_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
