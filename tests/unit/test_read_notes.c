/*
 * Footnotes: names and notes in the line, where a note comes to stand, and what is no note after all.
 */
#include "read_fixture.h"

static const Node *find_note(const Doc *doc, uint32_t number) {
    const Node *node = doc->root;
    while (node && (node->kind != NODE_NOTE || node->note.number != number))
        node = doc_next(node, doc->root);
    assert_non_null(node);
    return node;
}

static void expect_text(Fixture *fixture, const Node *node, const char *wanted) {
    assert_string_equal(str_to_c(fixture->env.keep, doc_text(fixture->env.keep, node)), wanted);
}

static void test_names(void **state) {
    Doc *doc = read_text(*state, "A[^b-ø_*] b[^1].\n\n[^1]: One\n[^b-ø_*]: *Two*\n");
    assert_int_equal(doc->note_count, 2);
    expect_text(*state, find_note(doc, 1), "Two");
    expect_text(*state, find_note(doc, 2), "One");
    expect_no_messages(*state);
}

static void test_both_ways(void **state) {
    Doc *doc = read_text(*state, "A[^1] b[^1].\n\n[^1]: One\n");
    const Node *note = find_note(doc, 1), *reference = find_kind(doc, NODE_NOTE_REFERENCE);
    assert_ptr_equal(reference->link.target, note);
    assert_ptr_equal(note->note.reference, reference);
    assert_ptr_equal(reference->next->next->link.target, note);
    expect_no_messages(*state);
}

static void test_stands_behind_its_block(void **state) {
    Doc *doc = read_text(*state, "> - A[^1]\n>\n>   B\n\n[^1]: One\n");
    const Node *note = find_note(doc, 1);
    assert_int_equal(note->parent->kind, NODE_ITEM);
    assert_int_equal(note->previous->kind, NODE_PARAGRAPH);
    expect_text(*state, note->next, "B");
    doc = read_text(*state, "# A[^1]\n\n| a |\n|---|\n| b^[Two] |\n\n[^1]: One\n");
    assert_int_equal(find_note(doc, 1)->previous->kind, NODE_HEADING);
    assert_int_equal(find_note(doc, 2)->previous->kind, NODE_TABLE);
    expect_no_messages(*state);
}

static void test_in_the_line(void **state) {
    expect_doc(*state, "A^[one ^[two] *three\nfour* [x](https://x.dk)]{.c} b\n",
               "  paragraph\n"
               "    text \"A\"\n"
               "    note-reference -> note-1 #noteref-1\n"
               "    text \" b\"\n"
               "  note 1 #note-1 .c\n"
               "    paragraph\n"
               "      text \"one \"\n"
               "      note-reference -> note-2 #noteref-2\n"
               "      text \" \"\n"
               "      emphasis\n"
               "        text \"three\\nfour\"\n"
               "      text \" \"\n"
               "      link \"https://x.dk\"\n"
               "        text \"x\"\n"
               "  note 2 #note-2\n"
               "    paragraph\n"
               "      text \"two\"\n");
    expect_no_messages(*state);
}

static void test_what_is_no_note(void **state) {
    Doc *doc =
        read_text(*state, "\\[^1] `[^1] ^[x]` x^[open \\^[x] [^ 1] [^1](https://x.dk)\n\n    [^1]: code\n\n"
                          "```\n[^1]: code ^[x]\n```\n");
    assert_int_equal(doc->note_count, 0);
    expect_text(*state, doc->root, "[^1] [^1] ^[x] x^[open ^[x] [^ 1] ^1 [^1]: code [^1]: code ^[x]");
    expect_no_messages(*state);
}

static void test_mistakes(void **state) {
    Doc *doc = read_text(*state, "A[^x][^one].\n\n[^one]: 1\n[^one]: 2\n[^two]: 3\n");
    expect_message(*state, "text.md:1:2: error: no note of this file is called 'x'");
    expect_message(*state, "text.md:4:1: error: the note 'one' is written twice");
    expect_message(*state, "text.md:5:1: warning: nothing refers to the note 'two'");
    expect_text(*state, find_kind(doc, NODE_PARAGRAPH), "A[^x].");
    expect_text(*state, find_note(doc, 1), "1");
}

static void test_a_note_may_name_itself(void **state) {
    Doc *doc = read_text(*state, "A[^1]\n\n[^1]: One[^1] and [^2]\n[^2]: Two[^1]\n");
    assert_int_equal(doc->note_count, 2);
    expect_no_messages(*state);
}

static void test_names_count_in_one_file(void **state) {
    Fixture *fixture = *state;
    put_file(fixture, "1.md", "A[^1]\n\n[^1]: One\n");
    put_file(fixture, "2.md", "B[^1] c[^2]\n\n[^1]: Two\n");
    put_file(fixture, "3.md", "[^2]: Three\n");
    Doc *doc = read_publication(&fixture->env, fixture->folder);
    expect_text(fixture, find_note(doc, 1), "One");
    expect_text(fixture, find_note(doc, 2), "Two");
    expect_message(fixture, "2.md:1:8: error: no note of this file is called '2'");
    expect_message(fixture, "3.md:1:1: warning: nothing refers to the note '2'");
}

/* The list of notes that cmark sees goes with them; an author's list before it stays. */
static void test_lists_beside_notes(void **state) {
    expect_doc(*state, "A[^1]\n\n- item\n\n[^1]: One\n\n    - in it\n",
               "  paragraph\n"
               "    text \"A\"\n"
               "    note-reference -> note-1 #noteref-1\n"
               "  note 1 #note-1\n"
               "    paragraph\n"
               "      text \"One\"\n"
               "    list tight\n"
               "      item\n"
               "        paragraph\n"
               "          text \"in it\"\n"
               "  list tight\n"
               "    item\n"
               "      paragraph\n"
               "        text \"item\"\n");
    expect_no_messages(*state);
}

static void test_many(void **state) {
    Fixture *fixture = *state;
    Buffer text = buffer_new(fixture->env.keep);
    for (int i = 0; i < 20000; i++)
        buffer_format(&text, "w[^%d]\n\n[^%d]: n\n\n", i, i);
    Doc *doc = read_text(fixture, str_to_c(fixture->env.keep, buffer_str(&text)));
    assert_int_equal(doc->note_count, 20000);
    expect_no_messages(fixture);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_names),
        TEST(test_both_ways),
        TEST(test_stands_behind_its_block),
        TEST(test_in_the_line),
        TEST(test_what_is_no_note),
        TEST(test_mistakes),
        TEST(test_a_note_may_name_itself),
        TEST(test_names_count_in_one_file),
        TEST(test_lists_beside_notes),
        TEST(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
