/*
 * Selectors, specificity, inheritance, accents: which style a node has.
 */
#include "design_fixture.h"

static void more_exact_rule_wins(void **state) {
    (void)state;
    Fixture fixture = fixture_new("styles:\n"
                                  "  section.goal p: {size: 20pt}\n"
                                  "  .goal p: {size: 19pt}\n"
                                  "  p: {size: 12pt, weight: 600}\n"
                                  "  p: {indent: 3pt}\n"
                                  "  h2: {size: 30pt}\n"
                                  "  heading: {size: 31pt, weight: 100}\n");
    Node *goal = fixture_add(&fixture, NULL, NODE_SECTION, "goal", NULL);
    Node *heading = fixture_add(&fixture, goal, NODE_HEADING, NULL, NULL);
    Node *inside = fixture_add(&fixture, goal, NODE_PARAGRAPH, NULL, NULL);
    Node *outside = fixture_add(&fixture, NULL, NODE_PARAGRAPH, NULL, NULL);
    assert_near(fixture_style(&fixture, inside)->size, 20);
    assert_near(fixture_style(&fixture, outside)->size, 12);
    assert_int_equal(fixture_style(&fixture, outside)->font->weight, 600);
    assert_near(fixture_style(&fixture, heading)->size, 30);
    assert_int_equal(fixture_style(&fixture, heading)->font->weight, 100);
    fixture_free(&fixture);
}

static void defaults_lose_to_weaker_selectors(void **state) {
    (void)state;
    Fixture fixture = fixture_new("styles: {'*': {space-after: 1pt}, li: {size: 9pt}}");
    Node *list = fixture_add(&fixture, NULL, NODE_LIST, NULL, NULL);
    Node *item = fixture_add(&fixture, list, NODE_ITEM, NULL, NULL);
    Node *paragraph = fixture_add(&fixture, item, NODE_PARAGRAPH, NULL, NULL);
    assert_near(fixture_style(&fixture, paragraph)->space_after, 1);
    fixture_free(&fixture);
}

static void lengths_follow_the_size(void **state) {
    (void)state;
    Fixture fixture = fixture_new("styles:\n"
                                  "  document: {size: 10pt, leading: 15pt}\n"
                                  "  blockquote: {size: 200%, space-before: 0.5em, tracking: 2%}\n"
                                  "  p: {size: 0.5em, leading: 150%, tracking: 1pt}\n");
    Node *quote = fixture_add(&fixture, NULL, NODE_QUOTE, NULL, NULL);
    Node *paragraph = fixture_add(&fixture, quote, NODE_PARAGRAPH, NULL, NULL);
    const Style *outer = fixture_style(&fixture, quote);
    assert_near(outer->size, 20);
    assert_near(outer->leading, 30);
    assert_near(outer->space_before, 10);
    assert_near(outer->tracking, 0.02);
    const Style *inner = fixture_style(&fixture, paragraph);
    assert_near(inner->size, 10);
    assert_near(inner->leading, 15);
    assert_near(inner->space_before, 0);
    assert_near(inner->tracking, 0.1);
    fixture_free(&fixture);
}

/* The gap of a list's markers is 0.3em of its own size unless a rule says otherwise. */
static void defaults_in_em_follow_the_size(void **state) {
    (void)state;
    Fixture fixture = fixture_new("styles:\n"
                                  "  document: {size: 10pt}\n"
                                  "  blockquote: {size: 200%}\n"
                                  "  .close ul: {marker-gap: 0}\n");
    Node *quote = fixture_add(&fixture, NULL, NODE_QUOTE, NULL, NULL);
    Node *close = fixture_add(&fixture, NULL, NODE_BOX, "close", NULL);
    Node *parents[] = {NULL, quote, close}, *lists[3];
    for (size_t i = 0; i < 3; i++)
        lists[i] = fixture_add(&fixture, parents[i], NODE_LIST, NULL, NULL);
    assert_near(fixture_style(&fixture, lists[0])->marker_gap, 3);
    assert_near(fixture_style(&fixture, lists[1])->marker_gap, 6);
    assert_near(fixture_style(&fixture, lists[2])->marker_gap, 0);
    fixture_free(&fixture);
}

static void looks_at_siblings_and_parents(void **state) {
    (void)state;
    Fixture fixture = fixture_new("styles:\n"
                                  "  h2 + p: {indent: 1pt}\n"
                                  "  section > blockquote > p: {indent: 2pt}\n"
                                  "  li:odd: {indent: 3pt}\n"
                                  "  li:last: {indent: 4pt}\n"
                                  "  '#end, .a.b': {indent: 5pt}\n");
    Node *section = fixture_add(&fixture, NULL, NODE_SECTION, NULL, NULL);
    fixture_add(&fixture, section, NODE_HEADING, NULL, NULL);
    Node *first = fixture_add(&fixture, section, NODE_PARAGRAPH, NULL, NULL);
    Node *second = fixture_add(&fixture, section, NODE_PARAGRAPH, NULL, NULL);
    Node *quote = fixture_add(&fixture, section, NODE_QUOTE, NULL, NULL);
    Node *quoted = fixture_add(&fixture, quote, NODE_PARAGRAPH, NULL, NULL);
    Node *list = fixture_add(&fixture, section, NODE_LIST, NULL, NULL);
    Node *items[4];
    for (size_t i = 0; i < 4; i++)
        items[i] = fixture_add(&fixture, list, NODE_ITEM, i == 1 ? "b" : NULL, NULL);
    assert_near(fixture_style(&fixture, second)->indent, 0);
    assert_near(fixture_style(&fixture, first)->indent, 1);
    assert_near(fixture_style(&fixture, quoted)->indent, 2);
    assert_near(fixture_style(&fixture, items[2])->indent, 3);
    assert_near(fixture_style(&fixture, items[0])->indent, 3);
    assert_near(fixture_style(&fixture, items[1])->indent, 0);
    assert_near(fixture_style(&fixture, items[3])->indent, 4);
    fixture_free(&fixture);
}

static void equal_styles_are_one_pointer(void **state) {
    (void)state;
    Fixture fixture = fixture_new("styles: {.other: {color: ink}}");
    Node *a = fixture_add(&fixture, NULL, NODE_PARAGRAPH, NULL, NULL);
    Node *b = fixture_add(&fixture, NULL, NODE_PARAGRAPH, "unknown", NULL);
    Node *c = fixture_add(&fixture, NULL, NODE_PARAGRAPH, "other", NULL);
    Node *text = fixture_add(&fixture, a, NODE_TEXT, NULL, NULL);
    assert_ptr_equal(fixture_style(&fixture, a), fixture_style(&fixture, b));
    assert_ptr_equal(fixture_style(&fixture, a), fixture_style(&fixture, c));
    assert_ptr_equal(fixture_style(&fixture, a), fixture_style(&fixture, text));
    assert_ptr_equal(fixture_style(&fixture, a)->font, fixture_style(&fixture, fixture.doc->root)->font);
    fixture_free(&fixture);
}

static void accent_is_that_of_the_section(void **state) {
    (void)state;
    Fixture fixture = fixture_new("palette: {sky: '#0000ff', sea: '#00ff00'}\n"
                                  "accent: sky\n"
                                  "styles: {p: {color: accent 50%}, .calm: {accent: sea}}\n");
    Node *plain = fixture_add(&fixture, NULL, NODE_PARAGRAPH, NULL, NULL);
    Node *calm = fixture_add(&fixture, NULL, NODE_SECTION, "calm", NULL);
    Node *in_calm = fixture_add(&fixture, calm, NODE_PARAGRAPH, NULL, NULL);
    Node *own = fixture_add(&fixture, NULL, NODE_SECTION, "calm", "ink 50%");
    Node *in_own = fixture_add(&fixture, own, NODE_PARAGRAPH, NULL, NULL);
    Node *wrong = fixture_add(&fixture, NULL, NODE_SECTION, NULL, "skye");
    Node *in_wrong = fixture_add(&fixture, wrong, NODE_PARAGRAPH, NULL, NULL);
    const char *wanted[] = {"sky", "sea", "ink", "sky"};
    const Node *nodes[] = {plain, in_calm, in_own, in_wrong};
    for (size_t i = 0; i < 4; i++) {
        const Style *style = fixture_style(&fixture, nodes[i]);
        Colour colour = design_colour(fixture.design, style->color, style);
        assert_string_equal(str_to_c(fixture.env.keep, colour.swatch->name), wanted[i]);
        assert_near(colour.tint, i == 2 ? 0.25 : 0.5);
    }
    assert_int_equal(fixture_mistakes(&fixture), 1);
    fixture_free(&fixture);
}

static void class_styles_stand_at_a_node(void **state) {
    (void)state;
    Fixture fixture = fixture_new("styles: {.number: {size: 40pt}, section.goal .number: {size: 50pt}}");
    Node *goal = fixture_add(&fixture, NULL, NODE_SECTION, "goal", NULL);
    fixture_style(&fixture, goal);
    assert_near(design_class_style(fixture.cascade, STR("number"), NULL, NULL)->size, 40);
    assert_near(design_class_style(fixture.cascade, STR("number"), goal, NULL)->size, 50);
    assert_near(design_class_style(fixture.cascade, (Str){0}, goal, NULL)->size, 10.5);
    fixture_free(&fixture);
}

static void survives_deep_nesting(void **state) {
    (void)state;
    Fixture fixture = fixture_new("styles: {blockquote blockquote: {color: stone}, p + p: {indent: 1pt}}");
    Node *node = fixture.doc->root;
    for (int i = 0; i < 20000; i++)
        node = fixture_add(&fixture, node, NODE_QUOTE, NULL, NULL);
    fixture.cascade = design_cascade_new(&fixture.env, fixture.design, fixture.doc);
    const Style *style = design_style(fixture.cascade, node, NULL);
    assert_string_equal(str_to_c(fixture.env.keep, style->color.swatch->name), "stone");
    fixture_free(&fixture);
}

static void every_element_has_its_word(void **state) {
    (void)state;
    Fixture fixture =
        fixture_new("styles: {heading: {size: 77pt}, toc2.goal: {size: 78pt}, ol: {size: 79pt},"
                    " th: {size: 80pt}, box.facts: {size: 81pt}}");
    Node *heading = fixture_add(&fixture, NULL, NODE_HEADING, NULL, NULL);
    Node *entry = fixture_add(&fixture, NULL, NODE_ENTRY, "goal", NULL);
    Node *list = fixture_add(&fixture, NULL, NODE_LIST, NULL, NULL);
    Node *cell = fixture_add(&fixture, NULL, NODE_CELL, NULL, NULL);
    Node *box = fixture_add(&fixture, NULL, NODE_BOX, "facts", NULL);
    list->ordered = cell->header = true;
    const Node *nodes[] = {heading, entry, list, cell, box};
    for (size_t i = 0; i < 5; i++)
        assert_near(fixture_style(&fixture, nodes[i])->size, 77.0 + (double)i);
    assert_int_equal(fixture_mistakes(&fixture), 0);
    fixture_free(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_exact_rule_wins),         cmocka_unit_test(defaults_lose_to_weaker_selectors),
        cmocka_unit_test(lengths_follow_the_size),      cmocka_unit_test(looks_at_siblings_and_parents),
        cmocka_unit_test(equal_styles_are_one_pointer), cmocka_unit_test(accent_is_that_of_the_section),
        cmocka_unit_test(class_styles_stand_at_a_node), cmocka_unit_test(survives_deep_nesting),
        cmocka_unit_test(every_element_has_its_word),   cmocka_unit_test(defaults_in_em_follow_the_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
