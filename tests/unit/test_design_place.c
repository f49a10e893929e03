/*
 * Which frame takes which content.
 */
#include "design_fixture.h"

/* The vision with a box of facts, two goals of which the first has a box of facts, and the way. */
static void add_content(Fixture *fixture) {
    Node *top = fixture_add(fixture, NULL, NODE_SECTION, "vision", NULL);
    fixture_add(fixture, top, NODE_HEADING, NULL, NULL);
    Node *facts = fixture_add(fixture, top, NODE_BOX, "facts", NULL);
    fixture_add(fixture, facts, NODE_PARAGRAPH, NULL, NULL);
    for (int i = 0; i < 2; i++) {
        Node *goal = fixture_add(fixture, NULL, NODE_SECTION, "goal", NULL);
        fixture_add(fixture, goal, NODE_HEADING, NULL, NULL);
        Node *box = i == 0 ? fixture_add(fixture, goal, NODE_BOX, "facts", NULL) : NULL;
        if (box)
            fixture_add(fixture, box, NODE_PARAGRAPH, NULL, NULL);
        fixture_add(fixture, goal, NODE_PARAGRAPH, NULL, NULL);
    }
    Node *way = fixture_add(fixture, NULL, NODE_SECTION, "way", NULL);
    fixture_add(fixture, way, NODE_HEADING, NULL, NULL);
}

static void add_node(Fixture *fixture, Buffer *shown, const Node *node) {
    static const char *const words[NODE_KIND_COUNT] = {
        [NODE_DOCUMENT] = "document", [NODE_SECTION] = "section", [NODE_BOX] = "box",
        [NODE_HEADING] = "heading",   [NODE_PARAGRAPH] = "p",
    };
    (void)fixture;
    buffer_format(shown, " %s", words[node->kind]);
    if (node->attrs)
        buffer_format(shown, ".%.*s", STR_ARGS(node->attrs->classes[0]));
    buffer_format(shown, "#%u", node->id);
}

/* "master@scope frame[ node node] ...; " for each run, then the nodes that are skipped in their parents. */
static void expect_runs(const char *layout, const char *wanted, size_t mistakes) {
    Fixture fixture = fixture_new(layout);
    add_content(&fixture);
    fixture.cascade = design_cascade_new(&fixture.env, fixture.design, fixture.doc);
    const Placement *placement = design_place(fixture.cascade);
    Buffer shown = buffer_new(fixture.env.keep);
    for (size_t i = 0; i < placement->run_count; i++) {
        const Run *run = &placement->runs[i];
        buffer_format(&shown, "%.*s@%u", STR_ARGS(run->master->name), run->scope->id);
        for (size_t k = 0; k < run->master->frame_count; k++) {
            buffer_format(&shown, " %.*s[", STR_ARGS(run->master->frames[k].name));
            for (size_t n = 0; n < run->flows[k].count; n++)
                add_node(&fixture, &shown, run->flows[k].nodes[n]);
            buffer_add_c(&shown, "]");
        }
        buffer_add_c(&shown, "; ");
    }
    buffer_add_c(&shown, "taken");
    for (NodeId id = 1; id < fixture.doc->node_count; id++)
        if (placement->taken[id])
            buffer_format(&shown, " %u", id);
    assert_string_equal(str_to_c(fixture.env.keep, buffer_str(&shown)), wanted);
    assert_int_equal(fixture_mistakes(&fixture), mistakes);
    fixture_free(&fixture);
}

static void rest_takes_all(void **state) {
    (void)state;
    expect_runs("page: {}", "page@1 body[ document#1]; taken", 0);
}

static void named_content_is_carved_out(void **state) {
    (void)state;
    expect_runs("omit: section.way\n"
                "pages:\n"
                "  cover: {frames: {hero: {takes: .vision}, more: {takes: .vision}, title: {text: x}}}\n"
                "  inside: {frames: {body: {takes: rest}, side: {takes: box.facts}}}\n",
                "cover@1 hero[ section.vision#2] more[] title[]; "
                "inside@1 body[ document#1] side[ box.facts#4 box.facts#8]; taken 2 4 8 14",
                0);
}

static void one_run_for_each_section(void **state) {
    (void)state;
    expect_runs("pages:\n"
                "  goal: {for: section.goal, frames: {side: {takes: .facts}, body: {takes: rest}}}\n"
                "  end: {frames: {body: {takes: rest}}}\n",
                "goal@6 side[ box.facts#8] body[ section.goal#6]; goal@11 side[] body[ section.goal#11]; "
                "end@1 body[ document#1]; taken 6 8 11",
                0);
}

static void what_follows_goes_on_with_the_section(void **state) {
    (void)state;
    expect_runs("omit: [.vision, .way]\n"
                "pages:\n"
                "  opener: {for: section.goal, frames: {head: {takes: heading}}, then: text}\n"
                "  text: {frames: {body: {takes: rest}}}\n",
                "opener@6 head[ heading#7]; text@6 body[ section.goal#6]; "
                "opener@11 head[ heading#12]; text@11 body[ section.goal#11]; taken 2 6 7 11 12 14",
                0);
}

static void followers_alone_make_no_run(void **state) {
    (void)state;
    expect_runs("pages:\n"
                "  more: {frames: {body: {takes: rest}}}\n"
                "  first: {then: more, frames: {body: {takes: rest}}}\n"
                "  nothing: {frames: {quotes: {takes: blockquote}}}\n",
                "first@1 body[ document#1]; taken", 0);
}

static void cards_take_one_section_each(void **state) {
    (void)state;
    expect_runs(
        "cards: {goal: {padding: 3mm}}\n"
        "pages: {poster: {frames: {body: {takes: rest}, goals: {each: section.goal, card: goal}}}}\n",
        "poster@1 body[ document#1] goals[ section.goal#6 section.goal#11]; taken 6 11", 0);
}

static void what_nobody_takes_is_reported(void **state) {
    (void)state;
    expect_runs("pages: {poster: {frames: {goals: {takes: section.goal}}}}\n",
                "poster@1 goals[ section.goal#6 section.goal#11]; taken 6 11", 1);
}

static void masters_in_a_circle_begin_at_the_first(void **state) {
    (void)state;
    expect_runs(
        "pages: {a: {then: b, frames: {body: {takes: rest}}}, b: {then: a, frames: {body: {takes: rest}}}}",
        "a@1 body[ document#1]; taken", 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rest_takes_all),
        cmocka_unit_test(named_content_is_carved_out),
        cmocka_unit_test(one_run_for_each_section),
        cmocka_unit_test(what_follows_goes_on_with_the_section),
        cmocka_unit_test(followers_alone_make_no_run),
        cmocka_unit_test(cards_take_one_section_each),
        cmocka_unit_test(what_nobody_takes_is_reported),
        cmocka_unit_test(masters_in_a_circle_begin_at_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
