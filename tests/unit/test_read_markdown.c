/*
 * Markdown to document: CommonMark's blocks and inlines, tables, boxes, attributes, and where things are.
 */
#include "read_fixture.h"

static void test_blocks(void **state) {
    expect_doc(*state, "> quote\n\n3. three\n4. four\n\n* loose\n\n* items\n\n```c\nint\tx;\n```\n\n***\n",
               "  quote\n"
               "    paragraph\n"
               "      text \"quote\"\n"
               "  list from 3 tight\n"
               "    item\n"
               "      paragraph\n"
               "        text \"three\"\n"
               "    item\n"
               "      paragraph\n"
               "        text \"four\"\n"
               "  list\n"
               "    item\n"
               "      paragraph\n"
               "        text \"loose\"\n"
               "    item\n"
               "      paragraph\n"
               "        text \"items\"\n"
               "  code-block \"int x;\" .c\n"
               "  rule\n");
    expect_no_messages(*state);
}

static void test_inlines(void **state) {
    expect_doc(*state, "a *b* **c** `d` &amp; e\nf\\\ng <https://x.dk>\n",
               "  paragraph\n"
               "    text \"a \"\n"
               "    emphasis\n"
               "      text \"b\"\n"
               "    text \" \"\n"
               "    strong\n"
               "      text \"c\"\n"
               "    text \" \"\n"
               "    code \"d\"\n"
               "    text \" & e\\nf\"\n"
               "    line-break\n"
               "    text \"g \"\n"
               "    link \"https://x.dk\"\n"
               "      text \"https://x.dk\"\n");
    expect_no_messages(*state);
}

static void test_table(void **state) {
    expect_doc(*state,
               "Before\n"
               "| A | *B* |\n"
               "|:--|:-:|\n"
               "| - 1 | x \\| `y\\|z` |\n"
               "| [r] |\n"
               "after\n\n"
               "[r]: https://r.dk\n",
               "  paragraph\n"
               "    text \"Before\"\n"
               "  table columns=2\n"
               "    row header\n"
               "      cell left header\n"
               "        text \"A\"\n"
               "      cell center header\n"
               "        emphasis\n"
               "          text \"B\"\n"
               "    row\n"
               "      cell left\n"
               "        text \"- 1\"\n"
               "      cell center\n"
               "        text \"x | \"\n"
               "        code \"y|z\"\n"
               "    row\n"
               "      cell left\n"
               "        link \"https://r.dk\"\n"
               "          text \"r\"\n"
               "      cell center\n"
               "  paragraph\n"
               "    text \"after\"\n");
    expect_no_messages(*state);
}

static void test_surplus_cells_stay(void **state) {
    expect_doc(*state, "a | b\n--|--\n1 | 2 | 3 ||\n",
               "  table columns=2\n"
               "    row header\n"
               "      cell header\n"
               "        text \"a\"\n"
               "      cell header\n"
               "        text \"b\"\n"
               "    row\n"
               "      cell\n"
               "        text \"1\"\n"
               "      cell\n"
               "        text \"2 | 3 |\"\n");
    expect_message(*state, "text.md:3:5: warning: the row has 2 more cells than the table has columns");
}

static void test_rows_in_different_places_are_text(void **state) {
    expect_doc(*state, "- a | b\n\n  x\n\n- c | d\n--|--\n",
               "  list\n"
               "    item\n"
               "      paragraph\n"
               "        text \"a | b\"\n"
               "      paragraph\n"
               "        text \"x\"\n"
               "    item\n"
               "      paragraph\n"
               "        text \"c | d\"\n"
               "  paragraph\n"
               "    text \"--|--\"\n");
}

static void test_boxes_nest_and_end_lists(void **state) {
    expect_doc(
        *state,
        "::: facts\n- a\n- b\n:::: {.inner #i key='two words'}\ntext\n::::\n:::\n> ::: note\n> quoted\n> :::\n",
        "  box .facts\n"
        "    list tight\n"
        "      item\n"
        "        paragraph\n"
        "          text \"a\"\n"
        "      item\n"
        "        paragraph\n"
        "          text \"b\"\n"
        "    box #i .inner key=\"two words\"\n"
        "      paragraph\n"
        "        text \"text\"\n"
        "  quote\n"
        "    box .note\n"
        "      paragraph\n"
        "        text \"quoted\"\n");
    expect_no_messages(*state);
}

static void test_unbalanced_boxes(void **state) {
    expect_doc(*state, ":::\n\n- ::: a\n  x\n\n::: b\ny\n",
               "  list tight\n"
               "    item\n"
               "      box .a\n"
               "        paragraph\n"
               "          text \"x\"\n"
               "  box .b\n"
               "    paragraph\n"
               "      text \"y\"\n");
    expect_message(*state, "text.md:1:1: error: this ::: closes no box");
    expect_message(*state, "text.md:3:3: error: the box that begins here is never closed");
    expect_message(*state, "text.md:6:1: error: the box that begins here is never closed");
}

static void test_box_with_a_bad_name_keeps_its_words(void **state) {
    expect_doc(*state, "::: see *here*!\nx\n:::\n",
               "  box\n"
               "    paragraph\n"
               "      text \"see \"\n"
               "      emphasis\n"
               "        text \"here\"\n"
               "      text \"!\"\n"
               "    paragraph\n"
               "      text \"x\"\n");
    expect_message(*state, "'see *here*!' is no name for a box");
}

static void test_code_is_left_alone(void **state) {
    expect_doc(
        *state,
        "```\n::: a\n| b | c |\n|---|---|\n[d]{.e} {#f}\n```\n\n    ::: g\n\n`[h]{.i}` <!--\n\n::: no\n-->\n",
        "  code-block \"::: a\\n| b | c |\\n|---|---|\\n[d]{.e} {#f}\"\n"
        "  code-block \"::: g\"\n"
        "  paragraph\n"
        "    code \"[h]{.i}\"\n"
        "    text \" <!--\"\n"
        "  box .no\n"
        "    paragraph\n"
        "      text \"-->\"\n");
}

static void test_attributes(void **state) {
    expect_doc(*state,
               "# One {#first .goal number=1}\n"
               "Two {.b}\n===\n"
               "a [*b* c]{.d lang=en} [e](https://e.dk){.f} g {.h} [i] \\[j\\]{.k}\n",
               "  section 1 #first .goal number=\"1\"\n"
               "    heading 1\n"
               "      text \"One\"\n"
               "  section 1 #two .b\n"
               "    heading 1\n"
               "      text \"Two\"\n"
               "    paragraph\n"
               "      text \"a \"\n"
               "      span .d lang=\"en\"\n"
               "        emphasis\n"
               "          text \"b\"\n"
               "        text \" c\"\n"
               "      text \" \"\n"
               "      link \"https://e.dk\" .f\n"
               "        text \"e\"\n"
               "      text \" g {.h} [i] [j]{.k}\"\n"
               "contents\n"
               "  entry 1 -> first #first .goal number=\"1\"\n"
               "    text \"One\"\n"
               "  entry 1 -> two #two .b\n"
               "    text \"Two\"\n");
    expect_no_messages(*state);
}

static void test_html_is_skipped(void **state) {
    expect_doc(*state, "a <b>c</b> d<br>e <!-- no --> f\n\n<!-- a\ncomment -->\n\n<div>\nx\n</div>\n",
               "  paragraph\n"
               "    text \"a c d\\ne  f\"\n");
    expect_message(*state, "text.md:1:3: warning: raw HTML is skipped");
    expect_message(*state, "text.md:1:13: warning: raw HTML is skipped");
    expect_message(*state, "text.md:6:1: warning: raw HTML is skipped");
    assert_int_equal(diags_count(((Fixture *)*state)->env.diags, SEVERITY_WARNING), 3);
}

static void test_links(void **state) {
    read_text(
        *state,
        "[a](javascript:alert(1)) [b](JAVA\tSCRIPT:x) [c](file:///etc/passwd) [d](www.x.dk) []() [e](#no)\n");
    expect_message(*state, "text.md:1:1: error: a link may not be 'javascript:'");
    expect_message(*state, "a link may not be 'file:'");
    expect_message(*state, "hint: write https://www.x.dk");
    expect_message(*state, "the link leads nowhere");
    expect_message(*state, "no heading has the id 'no'");
}

static void test_links_between_files(void **state) {
    Doc *doc = read_text(*state, "# Mål\n\n[a](other.md#m%C3%A5l)\n");
    expect_no_messages(*state);
    assert_ptr_equal(find_kind(doc, NODE_LINK)->link.target, find_kind(doc, NODE_HEADING));
}

static void expect_place(Fixture *fixture, const char *markdown, unsigned line, unsigned column) {
    const Node *node = find_kind(read_text(fixture, markdown), NODE_STRONG);
    assert_non_null(node);
    assert_int_equal(node->span.line, line);
    assert_int_equal(node->span.column, column);
}

static void test_places(void **state) {
    expect_place(*state, "a **x**\n", 1, 3);
    expect_place(*state, "æøå **x**\n", 1, 5);
    expect_place(*state, "a\n   b **x**\n", 2, 6);
    expect_place(*state, "> a\n>   b **x**\n", 2, 7);
    expect_place(*state, "> a\nb **x**\n", 2, 3);
    expect_place(*state, "- a\n\n  b\n  c **x**\n", 4, 5);
    expect_place(*state, "---\ntitle: T\n---\n\n## a **x** {.b}\n", 5, 6);
    expect_place(*state,
                 "\xef\xbb\xbf"
                 "a\r\nb **x**\r\n",
                 2, 3);
    expect_place(*state, "| a | b |\n|---|---|\n| æ | \\| **x** |\n", 3, 10);
    expect_place(*state, "> | a | b |\n> |---|---|\n> | `c` | d **x** |\n", 3, 13);
    expect_place(*state, "[a b]{.c} **x**\n", 1, 11);
}

static void test_nesting(void **state) {
    Fixture *fixture = *state;
    Buffer text = buffer_new(fixture->env.keep);
    for (int i = 0; i < 10000; i++)
        buffer_add_byte(&text, '>');
    buffer_add_c(&text, " deep\n\n");
    for (int i = 0; i < 10000; i++)
        buffer_add_c(&text, "- ");
    buffer_add_c(&text, "deeper\n\n");
    for (int i = 0; i < 10000; i++)
        buffer_add_c(&text, "::: box\n");
    buffer_add_c(&text, "deepest\n");
    for (int i = 0; i < 10000; i++)
        buffer_add_c(&text, ":::\n");
    Doc *doc = read_publication(&fixture->env, put_bytes(fixture, "deep.md", buffer_str(&text)));
    Str said = doc_text(fixture->env.keep, doc->root);
    assert_string_equal(str_to_c(fixture->env.keep, said), "deep deeper deepest");
    expect_message(fixture, "deep.md:1:100: warning: nested more than 100 levels deep");
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 0);
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_WARNING), 1);
}

/* Long enough to be parsed in pieces: definitions, boxes, code and lines must come through. */
static void test_long_files(void **state) {
    Fixture *fixture = *state;
    Buffer text = buffer_new(fixture->env.keep);
    buffer_add_c(&text, "::: all\n");
    while (text.length < 4 << 20) {
        buffer_add_c(&text, "Some text to fill the file with.\nA [link].\n\n```\ncode\n\nmore\n```\n\n");
        buffer_add_c(&text, "1. a list\n\n   Its text.\n\n");
    }
    size_t lines = 0;
    for (size_t i = 0; i < text.length; i++)
        lines += text.data[i] == '\n';
    buffer_add_c(&text, "[link]: https://x.dk\n\nThe **end**.\n\n:::\n");
    Doc *doc = read_publication(&fixture->env, put_bytes(fixture, "long.md", buffer_str(&text)));
    expect_no_messages(fixture);
    assert_ptr_equal(doc->root->first, doc->root->last);
    assert_int_equal(doc->root->first->kind, NODE_BOX);
    assert_int_equal(find_kind(doc, NODE_STRONG)->span.line, lines + 3);
    size_t links = 0, codes = 0;
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        links += node->kind == NODE_LINK;
        codes += node->kind == NODE_CODE_BLOCK;
    }
    assert_true(links > 1000);
    assert_int_equal(links, codes);
}

static void test_entities_make_no_controls(void **state) {
    expect_doc(*state, "a&#1;b&#17;c&#xFFFE;d &#2;&#x12;e\n",
               "  paragraph\n"
               "    text \"a{bc\xef\xbf\xbd"
               "d }e\"\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_blocks),
        TEST(test_inlines),
        TEST(test_table),
        TEST(test_surplus_cells_stay),
        TEST(test_rows_in_different_places_are_text),
        TEST(test_boxes_nest_and_end_lists),
        TEST(test_unbalanced_boxes),
        TEST(test_box_with_a_bad_name_keeps_its_words),
        TEST(test_code_is_left_alone),
        TEST(test_attributes),
        TEST(test_html_is_skipped),
        TEST(test_links),
        TEST(test_links_between_files),
        TEST(test_places),
        TEST(test_nesting),
        TEST(test_long_files),
        TEST(test_entities_make_no_controls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
