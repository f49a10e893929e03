/*
 * Files and folders as publications: front matter, order, titles, and files that are no text.
 */
#include "read_fixture.h"

static const char *field(Fixture *fixture, const Doc *doc, const Node *node, const char *key) {
    return str_to_c(fixture->env.keep, doc_field(doc, node, str_from(key)));
}

static void test_front_matter(void **state) {
    Fixture *fixture = *state;
    Doc *doc =
        read_text(fixture, "---\ntitle: \"Mål: 1\"\nlanguage: en-GB\nclass: [a, b]\nnumber: 01\nphone: ~\n"
                           "room: 12\n---\n# Heading {.c number=2}\n");
    expect_no_messages(fixture);
    assert_true(str_equal_c(doc->meta.title, "Mål: 1"));
    assert_true(str_equal_c(doc->meta.language, "en-GB"));
    const Node *section = doc->root->first;
    assert_true(doc_has_class(section, STR("a")) && doc_has_class(section, STR("b")));
    assert_true(doc_has_class(section, STR("c")));
    assert_string_equal(field(fixture, doc, section, "number"), "2");
    assert_string_equal(field(fixture, doc, NULL, "number"), "");
    assert_string_equal(field(fixture, doc, NULL, "room"), "12");
    assert_string_equal(field(fixture, doc, NULL, "phone"), "");
}

static void test_broken_front_matter(void **state) {
    Fixture *fixture = *state;
    read_text(fixture, "---\ntitle: [a\n---\ntext\n");
    expect_message(fixture, "text.md:3:1: error: this is not YAML");
    diags_clear(fixture->env.diags);
    read_text(fixture, "---\ntitle: [a, b]\nautor: x\nlanguage: dansk\n---\ntext\n");
    expect_message(fixture, "text.md:2:8: error: 'title' must be text, not a list");
    expect_message(fixture, "text.md:3:1: warning: unknown key 'autor'");
    expect_message(fixture, "did you mean 'author'?");
    expect_message(fixture, "'dansk' is no code of a language");
    diags_clear(fixture->env.diags);
    Doc *doc = read_text(fixture, "---\ntitle: a\n\ntext\n");
    expect_message(fixture, "text.md:1:1: error: the front matter that begins here has no end");
    assert_non_null(find_kind(doc, NODE_TEXT));
}

static void test_rules_are_no_front_matter(void **state) {
    expect_doc(*state, "---\nFoo\n\n---\nBar\n",
               "  rule\n  paragraph\n    text \"Foo\"\n  rule\n  paragraph\n    text \"Bar\"\n");
    expect_no_messages(*state);
}

static void test_folder(void **state) {
    Fixture *fixture = *state;
    put_file(fixture, "p/README.md", "# For people\n");
    put_file(fixture, "p/.hidden.md", "# Hidden\n");
    put_file(fixture, "p/02-b.md",
             "---\nclass: goal\naccent: fjord\ntitle: no\n---\nAn introduction.\n\n## B\n");
    put_file(fixture, "p/01-a.md", "# A\n");
    put_file(fixture, "p/03-c.md", "---\nclass: back\n---\nNo heading.\n");
    put_file(fixture, "p/04-empty.md", "");
    put_file(fixture, "p/notes.txt", "# Notes\n");
    put_file(fixture, "p/05.md/x.md", "# In a folder\n");
    Doc *doc = read_publication(&fixture->env, path_of(fixture, "p/"));
    expect_no_messages(fixture);
    assert_true(str_equal_c(doc->name, "p"));
    assert_true(str_equal_c(doc->meta.title, "A"));
    assert_string_equal(str_to_c(fixture->env.keep, doc_dump(fixture->env.keep, doc)),
                        "document\n"
                        "  section 1 #a\n"
                        "    heading 1\n"
                        "      text \"A\"\n"
                        "    paragraph\n"
                        "      text \"An introduction.\"\n"
                        "    section 2 #b .goal accent=\"fjord\" title=\"no\"\n"
                        "      heading 2\n"
                        "        text \"B\"\n"
                        "  section 1 #section .back\n"
                        "    paragraph\n"
                        "      text \"No heading.\"\n"
                        "contents\n"
                        "  entry 1 -> a #a\n"
                        "    text \"A\"\n"
                        "  entry 2 -> b #b .goal accent=\"fjord\" title=\"no\"\n"
                        "    text \"B\"\n");
}

static void test_nothing_to_read(void **state) {
    Fixture *fixture = *state;
    assert_null(read_publication(&fixture->env, path_of(fixture, "none.md")));
    expect_message(fixture, "error: there is no file");
    put_file(fixture, "q/a.txt", "x");
    assert_null(read_publication(&fixture->env, path_of(fixture, "q")));
    expect_message(fixture, "has no Markdown files");
    diags_clear(fixture->env.diags);
    assert_non_null(read_text(fixture, ""));
    expect_message(fixture, "has no text");
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 1);
}

static void test_no_text_files(void **state) {
    Fixture *fixture = *state;
    assert_null(read_publication(&fixture->env, put_bytes(fixture, "a.md", STR("\x89PNG\0\0x"))));
    expect_message(fixture, "is not a text file");
    diags_clear(fixture->env.diags);
    assert_null(read_publication(&fixture->env, put_bytes(fixture, "b.md", STR("\xff\xfe#\0 \0"))));
    expect_message(fixture, "is UTF-16 text");
}

static void test_wrong_bytes(void **state) {
    Fixture *fixture = *state;
    Doc *doc = read_text(fixture, "# B\xe5 og \xe5\n\na\x07"
                                  "b\x7f\xc2\x96 c\xff\n");
    expect_message(fixture, "text.md:1:4: error: the byte 0xE5 is not UTF-8 text");
    expect_message(fixture, "text.md:3:2: error: the control character U+0007 is left out");
    expect_message(fixture, "U+007F");
    expect_message(fixture, "U+0096");
    expect_message(fixture, "text.md:3:5: error: the byte 0xFF is not UTF-8 text");
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 5);
    Str said = doc_text(fixture->env.keep, doc->root);
    assert_string_equal(str_to_c(fixture->env.keep, said),
                        "B\xef\xbf\xbd og \xef\xbf\xbd ab c\xef\xbf\xbd");
}

static void test_line_ends_and_marks(void **state) {
    Doc *doc = read_text(*state, "\xef\xbb\xbf---\r\ntitle: T\r\n---\r\n# A\r\n\r\nx\r\ny\rz\n");
    expect_no_messages(*state);
    assert_true(str_equal_c(doc->meta.title, "T"));
    const Node *paragraph = find_kind(doc, NODE_PARAGRAPH);
    assert_true(str_equal_c(paragraph->first->text, "x\ny\nz"));
    assert_int_equal(paragraph->span.line, 6);
}

static void test_titles(void **state) {
    assert_true(str_equal_c(read_text(*state, "x\n\n## A *b*\n")->meta.title, "A b"));
    assert_true(str_equal_c(read_text(*state, "x\n")->meta.title, "text"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_front_matter), TEST(test_broken_front_matter), TEST(test_rules_are_no_front_matter),
        TEST(test_folder),       TEST(test_nothing_to_read),     TEST(test_no_text_files),
        TEST(test_wrong_bytes),  TEST(test_line_ends_and_marks), TEST(test_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
