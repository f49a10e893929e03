/*
 * The document tree: moving nodes, sections from headings, ids and links, figures, attributes.
 */
#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static Env env;
static Doc *doc;

static int make_doc(void **state) {
    (void)state;
    env = (Env){.keep = arena_new(), .scratch = arena_new()};
    env.diags = diags_new(env.keep);
    doc = doc_new(env.keep);
    return 0;
}

static int free_doc(void **state) {
    (void)state;
    arena_free(env.scratch);
    arena_free(env.keep);
    return 0;
}

static Node *add(Node *parent, NodeKind kind) {
    return doc_add(env.keep, doc, parent, kind, (Span){.line = 1, .column = 1});
}

static Node *add_text(Node *parent, const char *text) {
    Node *node = add(parent, NODE_TEXT);
    node->text = str_from(text);
    return node;
}

static Node *add_heading(Node *parent, int level, const char *text) {
    Node *heading = add(parent, NODE_HEADING);
    heading->level = (uint8_t)level;
    add_text(heading, text);
    return heading;
}

static Node *add_link(Node *parent, const char *url) {
    Node *link = add(parent, NODE_LINK);
    link->link.url = str_from(url);
    return link;
}

static Node *add_picture(Node *parent, const char *alt) {
    Node *picture = add(parent, NODE_PICTURE);
    picture->picture.alt = str_from(alt);
    return picture;
}

static void expect_slug(const char *text, const char *wanted) {
    Str slug = doc_slug(env.keep, str_from(text));
    assert_string_equal(str_to_c(env.keep, slug), wanted);
}

static void expect_dump(const char *wanted) {
    assert_string_equal(str_to_c(env.keep, doc_dump(env.keep, doc)), wanted);
}

static void test_slugs(void **state) {
    (void)state;
    expect_slug("Sådan vil vi arbejde", "saadan-vil-vi-arbejde");
    expect_slug("  Æbler & ØL – 2019/22! ", "aebler-oel-2019-22");
    expect_slug("Café Zürich, Žižkov, Straße", "cafe-zurich-zizkov-strasse");
    expect_slug("e\xcc\x81t", "et");
    expect_slug("日本", "");
    expect_slug("\xff\xfe", "");
    expect_slug("", "");
}

static void test_moving(void **state) {
    (void)state;
    Node *a = add_text(doc->root, "a");
    Node *b = add_text(doc->root, "b");
    Node *c = add_text(doc->root, "c");
    doc_detach(b);
    assert_ptr_equal(a->next, c);
    assert_ptr_equal(c->previous, a);
    assert_null(b->parent);
    doc_detach(b);
    doc_append(doc->root, b);
    doc_detach(a);
    assert_ptr_equal(doc->root->first, c);
    assert_ptr_equal(doc->root->last, b);
    assert_ptr_equal(doc->nodes[b->id], b);
}

static void test_walk_stays_inside(void **state) {
    (void)state;
    Node *list = add(doc->root, NODE_LIST);
    Node *item = add(list, NODE_ITEM);
    add(doc->root, NODE_RULE);
    assert_ptr_equal(doc_next(doc->root, doc->root), list);
    assert_ptr_equal(doc_next(list, list), item);
    assert_null(doc_next(item, list));
    assert_null(doc_next(item, item));
}

static void test_sections_nest_by_level(void **state) {
    (void)state;
    add(doc->root, NODE_RULE);
    add_heading(doc->root, 1, "A");
    add_heading(doc->root, 3, "B");
    add_heading(doc->root, 2, "C");
    add(doc->root, NODE_RULE);
    add_heading(doc->root, 1, "A");
    doc_finish(&env, doc);
    expect_dump("document\n"
                "  rule\n"
                "  section 1 #a\n"
                "    heading 1\n"
                "      text \"A\"\n"
                "    section 3 #b\n"
                "      heading 3\n"
                "        text \"B\"\n"
                "    section 2 #c\n"
                "      heading 2\n"
                "        text \"C\"\n"
                "      rule\n"
                "  section 1 #a-2\n"
                "    heading 1\n"
                "      text \"A\"\n"
                "contents\n"
                "  entry 1 -> a #a\n"
                "    text \"A\"\n"
                "  entry 3 -> b #b\n"
                "    text \"B\"\n"
                "  entry 2 -> c #c\n"
                "    text \"C\"\n"
                "  entry 1 -> a-2 #a-2\n"
                "    text \"A\"\n");
}

static void test_headings_in_boxes_open_no_section(void **state) {
    (void)state;
    Node *box = add(doc->root, NODE_BOX);
    const Node *heading = add_heading(box, 2, "Inside");
    doc_finish(&env, doc);
    assert_ptr_equal(heading->parent, box);
    assert_true(str_equal_c(heading->attrs->id, "inside"));
    assert_null(doc->contents->first);
}

static void test_empty_heading_opens_a_section_without(void **state) {
    (void)state;
    add(doc->root, NODE_HEADING)->level = 1;
    add(doc->root, NODE_RULE);
    doc_finish(&env, doc);
    expect_dump("document\n  section 1 #section\n    rule\n");
    assert_null(doc_heading(doc->root->first));
}

static void test_links_find_headings(void **state) {
    (void)state;
    const Node *heading = add_heading(doc->root, 1, "Vores mål");
    Node *paragraph = add(doc->root, NODE_PARAGRAPH);
    const Node *by_id = add_link(paragraph, "#vores-maal");
    const Node *by_text = add_link(paragraph, "#Vores mål");
    const Node *outside = add_link(paragraph, "https://example.org");
    const Node *unknown = add_link(paragraph, "#vores-mal");
    doc_finish(&env, doc);
    assert_ptr_equal(by_id->link.target, heading);
    assert_ptr_equal(by_text->link.target, heading);
    assert_null(outside->link.target);
    assert_true(str_equal_c(outside->link.url, "https://example.org"));
    assert_null(unknown->link.target);
    assert_int_equal(unknown->link.url.length, 0);
    const char *said = str_to_c(env.keep, diags_print(env.diags, env.keep));
    assert_non_null(strstr(said, "no heading has the id 'vores-mal'"));
    assert_non_null(strstr(said, "did you mean 'vores-maal'?"));
}

static void test_written_ids_win_and_are_unique(void **state) {
    (void)state;
    const Attrs first = {.id = STR("b")}, second = {.id = STR("b")};
    add_heading(doc->root, 1, "B");
    add_heading(doc->root, 1, "C")->attrs = &first;
    add(doc->root, NODE_BOX)->attrs = &second;
    doc_finish(&env, doc);
    const Node *b = doc->root->first, *c = b->next;
    assert_true(str_equal_c(c->attrs->id, "b"));
    assert_true(str_equal_c(c->last->attrs->id, "b-2"));
    assert_true(str_equal_c(b->attrs->id, "b-3"));
    assert_int_equal(diags_count(env.diags, SEVERITY_ERROR), 1);
}

static void test_many_equal_headings(void **state) {
    (void)state;
    for (int i = 0; i < 100000; i++)
        add_heading(doc->root, 1, "Bilag");
    doc_finish(&env, doc);
    assert_true(str_equal_c(doc->root->last->attrs->id, "bilag-100000"));
}

static void test_pictures_alone_become_figures(void **state) {
    (void)state;
    Node *paragraph = add(doc->root, NODE_PARAGRAPH);
    Node *one = add_picture(paragraph, "one");
    add_text(add(one, NODE_CAPTION), "Caption");
    add_text(paragraph, "\n");
    add_picture(paragraph, "two");
    Node *text = add(doc->root, NODE_PARAGRAPH);
    add_text(text, "see ");
    Node *inside = add_picture(text, "three");
    add_text(add(inside, NODE_CAPTION), "lost");
    doc_finish(&env, doc);
    expect_dump("document\n"
                "  figure\n"
                "    picture \"one\" missing\n"
                "    caption\n"
                "      text \"Caption\"\n"
                "  figure\n"
                "    picture \"two\" missing\n"
                "  paragraph\n"
                "    text \"see \"\n"
                "    picture \"three\" missing\n");
    assert_int_equal(diags_count(env.diags, SEVERITY_WARNING), 1);
}

static void test_fields_and_languages(void **state) {
    (void)state;
    Field fields[] = {{.key = STR("lang"), .value = STR("en")}, {.key = STR("number"), .value = STR("3")}};
    Str classes[] = {STR("goal"), STR("blue")};
    const Attrs attrs = {.fields = fields, .field_count = 2, .classes = classes, .class_count = 2};
    Field meta = {.key = STR("author"), .value = STR("Byrådet")};
    doc->meta.fields = &meta;
    doc->meta.field_count = 1;
    Node *box = add(doc->root, NODE_BOX);
    box->attrs = &attrs;
    const Node *text = add_text(add(box, NODE_PARAGRAPH), "x");
    assert_true(str_equal_c(doc_field(doc, text, STR("number")), "3"));
    assert_true(str_equal_c(doc_field(doc, text, STR("author")), "Byrådet"));
    assert_int_equal(doc_field(doc, text, STR("nothing")).length, 0);
    assert_true(str_equal_c(doc_language(doc, text), "en"));
    assert_true(str_equal_c(doc_language(doc, doc->root), "da"));
    assert_true(doc_has_class(box, STR("blue")));
    assert_false(doc_has_class(text, STR("blue")));
    assert_true(str_equal_c(doc_field(doc, NULL, STR("author")), "Byrådet"));
}

static void test_text_without_markup(void **state) {
    (void)state;
    Node *item = add(doc->root, NODE_ITEM);
    Node *first = add(item, NODE_PARAGRAPH);
    add_text(first, "one\ntwo ");
    add_text(add(first, NODE_STRONG), "three");
    add(first, NODE_LINE_BREAK);
    add_text(first, "four");
    add_text(add(item, NODE_PARAGRAPH), "five");
    assert_string_equal(str_to_c(env.keep, doc_text(env.keep, item)), "one two three four five");
}

static void test_deep_trees(void **state) {
    (void)state;
    Node *at = doc->root;
    for (int i = 0; i < 200000; i++)
        at = add(at, NODE_QUOTE);
    add_text(at, "deep");
    doc_finish(&env, doc);
    assert_string_equal(str_to_c(env.keep, doc_text(env.keep, doc->root)), "deep");
}

static void test_elements(void **state) {
    (void)state;
    Node *heading = add_heading(doc->root, 4, "x");
    Node *list = add(doc->root, NODE_LIST);
    assert_true(str_equal_c(doc_element(heading), "h4"));
    assert_true(str_equal_c(doc_element(list), "ul"));
    list->ordered = true;
    assert_true(str_equal_c(doc_element(list), "ol"));
    for (int kind = 0; kind < NODE_KIND_COUNT; kind++)
        assert_true(doc_element(add(doc->root, (NodeKind)kind)).length > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_slugs, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_moving, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_walk_stays_inside, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_sections_nest_by_level, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_headings_in_boxes_open_no_section, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_empty_heading_opens_a_section_without, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_links_find_headings, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_written_ids_win_and_are_unique, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_many_equal_headings, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_pictures_alone_become_figures, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_fields_and_languages, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_text_without_markup, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_deep_trees, make_doc, free_doc),
        cmocka_unit_test_setup_teardown(test_elements, make_doc, free_doc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
