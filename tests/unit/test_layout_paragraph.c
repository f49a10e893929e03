/*
 * Paragraphs in the made-up font at 10 points: every character, space and hyphen is 5 points wide, the
 * ascent is 8 and the descent 2.
 */
#include "layout/paragraph.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const FontRequest REQUEST = {.weight = 400, .language = STR_INIT("da")};

static const char DANISH[] =
    "Langsigtet planlægning og byudvikling er en vigtig forudsætning for klog og målrettet vækst. Ved at "
    "bringe byen til vandet ruster vi byen til fremtiden og skaber attraktivt byliv med direkte adgang til "
    "natur, å og fjord. Vi gør det klogt og tænker byudvikling, klimasikring, trafik og adgang til naturen "
    "sammen i én løsning. Uddannelse og beskæftigelse giver den enkelte flere muligheder – for at blive "
    "selvforsørgende, for at hjælpe andre, for øget livskvalitet, for forbedret sundhedstilstand og meget "
    "mere. Idræts- og fritidstilbud samt gode muligheder for børnepasning og skolegang er en forudsætning "
    "for at trække borgere til; se https://www.randers.dk/politik/vision?aar=2019 og 10\u00a0kr./stk.";

typedef struct Fixture {
    Env env;
    Setter setter;
    Style style;
    Doc *doc;
    Node *node;
} Fixture;

static int start(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->env.keep = arena_new();
    fixture->env.scratch = arena_new();
    fixture->env.diags = diags_new(fixture->env.keep);
    fixture->doc = doc_new(fixture->env.keep);
    fixture->doc->meta.language = STR("da");
    fixture->node = doc_add(fixture->env.keep, fixture->doc, fixture->doc->root, NODE_PARAGRAPH, (Span){0});
    fixture->style = (Style){.font = &REQUEST, .size = 10, .leading = 14, .hyphenate = true};
    fixture->setter = (Setter){.env = &fixture->env,
                               .doc = fixture->doc,
                               .shaper = text_fake_shaper_new(fixture->env.keep),
                               .hyphenator = text_hyphenator_new(&fixture->env)};
    *state = fixture;
    return 0;
}

static int stop(void **state) {
    Fixture *fixture = *state;
    arena_free(fixture->env.scratch);
    arena_free(fixture->env.keep);
    free(fixture);
    return 0;
}

/* Elements have styles of their own, from a cascade for the nodes that are there by then. */
static void start_cascade(Fixture *fixture) {
    Tree size = {.kind = TREE_SCALAR, .key = STR("size"), .text = STR("10pt")};
    Tree leading = {.kind = TREE_SCALAR, .key = STR("leading"), .text = STR("14pt")};
    Tree properties[] = {size, leading};
    Tree rules[] = {{.kind = TREE_MAPPING, .key = STR("document"), .items = properties, .count = 2}};
    Tree styles[] = {{.kind = TREE_MAPPING, .key = STR("styles"), .items = rules, .count = 1}};
    const Tree layout = {.kind = TREE_MAPPING, .items = styles, .count = 1}, *tree = &layout;
    Design *design = design_new(&fixture->env, &tree, 1, STR("test"));
    fixture->setter.design = design;
    fixture->setter.cascade = design_cascade_new(&fixture->env, design, fixture->doc);
}

static ParagraphWish wish_for(Fixture *fixture, const char *text, Pt measure) {
    return (ParagraphWish){.text = str_from(text), .style = &fixture->style, .measure = measure};
}

static Paragraph set(Fixture *fixture, const char *text, Pt measure) {
    ParagraphWish wish = wish_for(fixture, text, measure);
    return paragraph_set(&fixture->setter, &wish);
}

static Paragraph set_node(Fixture *fixture, Pt measure) {
    start_cascade(fixture);
    const Style *style = design_style(fixture->setter.cascade, fixture->doc->root, NULL);
    ParagraphWish wish = {.node = fixture->node, .style = style, .measure = measure};
    return paragraph_set(&fixture->setter, &wish);
}

static Node *add(Fixture *fixture, Node *parent, NodeKind kind, const char *text) {
    Node *node = doc_add(fixture->env.keep, fixture->doc, parent, kind, (Span){0});
    if (text)
        node->text = str_from(text);
    return node;
}

/* A line as it is read: "~" is a hyphen of the line break. */
static Str line_text(Fixture *fixture, const Line *line) {
    Buffer text = buffer_new(fixture->env.keep);
    for (uint32_t i = 0; i < line->item_count; i++) {
        const TextItem *item = &line->items[i].text;
        for (uint32_t k = 0; line->items[i].kind == ITEM_TEXT && k < item->count; k++) {
            bool hyphen = item->runs[k].flags & RUN_SOFT_HYPHEN;
            buffer_add(&text, hyphen ? STR("~") : item->runs[k].run->text);
            if (item->runs[k].flags & RUN_SPACE)
                buffer_add_byte(&text, ' ');
        }
    }
    return buffer_str(&text);
}

/* Compares all lines, joined by '|', with what is wanted. */
static void expect_lines(Fixture *fixture, Paragraph paragraph, const char *wanted) {
    Buffer text = buffer_new(fixture->env.keep);
    for (size_t i = 0; i < paragraph.count; i++) {
        if (i > 0)
            buffer_add_byte(&text, '|');
        buffer_add(&text, line_text(fixture, &paragraph.lines[i]));
    }
    buffer_add_byte(&text, '\0');
    assert_string_equal(text.data, wanted);
}

static void expect_near(double value, double wanted) {
    if (!(fabs(value - wanted) < 1e-3))
        fail_msg("%g is not %g", value, wanted);
}

/* ---- breaking --------------------------------------------------------------------------------- */

static void lines_break_at_spaces(void **state) {
    expect_lines(*state, set(*state, "aaa bbb ccc ddd", 55), "aaa bbb ccc |ddd");
    expect_lines(*state, set(*state, "aaa bbb ccc ddd", 54), "aaa bbb |ccc ddd");
    expect_lines(*state, set(*state, " \t aaa \n  bbb ", 15), "aaa |bbb");
}

static void nothing_gives_no_lines(void **state) {
    assert_int_equal(set(*state, "", 100).count, 0);
    assert_int_equal(set(*state, " \n ", 100).count, 0);
}

static void line_ends_of_a_text_break(void **state) {
    expect_lines(*state, set(*state, "a b\n\nc\n", 100), "a b ||c");
    expect_lines(*state, set(*state, "\na", 100), "|a");
}

static void a_line_of_plain_text_is_one_item(void **state) {
    Paragraph paragraph = set(*state, "aaa bbb ccc", 100);
    assert_int_equal(paragraph.count, 1);
    assert_int_equal(paragraph.lines[0].item_count, 1);
    assert_int_equal(paragraph.lines[0].items[0].text.count, 3);
    expect_near((double)paragraph.lines[0].items[0].text.runs[2].x, 40);
    expect_near(paragraph.lines[0].width, 55);
    expect_near(paragraph.overfull, 0);
}

static void words_are_hyphenated(void **state) {
    Fixture *fixture = *state;
    Paragraph paragraph = set(fixture, "kommunalbestyrelsen", 70);
    expect_lines(fixture, paragraph, "kommunalbesty~|relsen");
    assert_true(paragraph.lines[0].hyphenated);
    assert_false(paragraph.lines[1].hyphenated);
    fixture->style.hyphenate = false;
    expect_lines(fixture, set(fixture, "en kommunalbestyrelse", 95), "en |kommunalbestyrelse");
}

/* Short by 50 of 95 points costs a ragged line more than a hyphen, and less than one in a name. */
static void names_are_hyphenated_last(void **state) {
    expect_lines(*state, set(*state, "aaaa bbbb kommunalbestyrelse aa bb cc", 95),
                 "aaaa bbbb kom~|munalbestyrelse aa |bb cc");
    expect_lines(*state, set(*state, "aaaa bbbb Kommunalbestyrelse aa bb cc", 95),
                 "aaaa bbbb |Kommunalbestyrelse |aa bb cc");
}

/* 22 letters of 5 points give up 2 % of their width and 0.08 of tracking each: nearly 4 points in all. */
static void a_word_alone_is_squeezed_into_its_line(void **state) {
    Fixture *fixture = *state;
    fixture->style.align = ALIGN_JUSTIFY;
    fixture->style.expansion = 0.02F;
    fixture->style.tracking_range = 0.008F;
    Paragraph paragraph = set(fixture, "kommunalbestyrelsernes aaaaaaaaaaaaaaa", 107);
    expect_lines(fixture, paragraph, "kommunalbestyrelsernes |aaaaaaaaaaaaaaa");
    assert_true(paragraph.overfull < 0.1);
    expect_near((double)paragraph.lines[0].items[0].text.stretch, 0.985);
    expect_near((double)paragraph.lines[1].items[0].text.stretch, 1);
}

static void a_word_divided_against_its_style_is_told(void **state) {
    Fixture *fixture = *state;
    assert_int_equal(set(fixture, "en kommunalbestyrelse", 90).torn.length, 0);
    fixture->style.hyphenate = false;
    assert_int_equal(set(fixture, "en kommunalbestyrelse", 95).torn.length, 0);
    Paragraph paragraph = set(fixture, "en kommunalbestyrelse, to", 60);
    assert_true(str_equal_c(paragraph.torn, "kommunalbestyrelse,"));
}

static void addresses_are_not_hyphenated(void **state) {
    expect_lines(*state, set(*state, "aa kommunalbestyrelse@randers", 145),
                 "aa kommunalbestyrelse@randers");
    /* Their parts come apart, with nothing added; not where a part would be next to nothing. */
    expect_lines(*state, set(*state, "aa kommunalbestyrelse@randers", 130),
                 "aa kommunalbestyrelse@|randers");
    expect_lines(*state, set(*state, "aaa bbbbbbbbbb.cccccccccc", 85), "aaa bbbbbbbbbb|.cccccccccc");
    expect_lines(*state, set(*state, "aaa bbb.cccccccccccc", 80), "aaa |bbb.cccccccccccc");
}

static void soft_hyphens_are_where_they_say(void **state) {
    expect_lines(*state, set(*state, "kommunalb\u00adestyrelsen", 70), "kommunalb~|estyrelsen");
    expect_lines(*state, set(*state, "kommunalb\u00adestyrelsen", 100), "kommunalbestyrelsen");
}

static void words_break_behind_their_own_hyphens(void **state) {
    Paragraph paragraph = set(*state, "idræts-fritid", 40);
    expect_lines(*state, paragraph, "idræts-|fritid");
    assert_false(paragraph.lines[0].hyphenated);
    expect_lines(*state, set(*state, "aa e-mail", 40), "aa |e-mail");
}

static void no_break_spaces_hold_and_stretch(void **state) {
    Fixture *fixture = *state;
    fixture->style.align = ALIGN_JUSTIFY;
    Paragraph paragraph = set(fixture, "aa 10\u00a0kr bbbbbb", 43);
    expect_lines(fixture, paragraph, "aa 10 kr |bbbbbb");
    expect_near((double)paragraph.lines[0].items[0].text.runs[2].x, 33);
    expect_lines(fixture, set(fixture, "aaaa 10\u00a0kr", 40), "aaaa |10 kr");
    paragraph = set(fixture, "10\u202fkr", 100);
    expect_near((double)paragraph.lines[0].items[0].text.runs[1].x, 12);
    expect_near(set(fixture, "\u00a0\u00a0aa", 100).lines[0].items[0].box.x, 0);
    expect_near(set(fixture, "\u00a0\u00a0aa", 100).lines[0].width, 20);
}

static void wide_words_break_anywhere(void **state) {
    Fixture *fixture = *state;
    expect_lines(fixture, set(fixture, "7777777777", 20), "7777|7777|77");
    expect_near(set(fixture, "7777777777", 20).overfull, 0);
    expect_lines(fixture, set(fixture, "77", 4), "7|7");
    expect_near(set(fixture, "77", 4).overfull, 1);
    expect_lines(fixture, set(fixture, "12345\u00a06789", 30), "12345 |6789");
}

static void huge_words_are_cut(void **state) {
    Fixture *fixture = *state;
    enum { LENGTH = 10001 };
    char text[LENGTH + 1];
    memset(text, '7', LENGTH);
    text[LENGTH] = '\0';
    Paragraph paragraph = set(fixture, text, 500);
    size_t glyphs = 0;
    for (size_t i = 0; i < paragraph.count; i++) {
        assert_true(paragraph.lines[i].width <= 500.01);
        glyphs += line_text(fixture, &paragraph.lines[i]).length;
    }
    assert_int_equal(glyphs, LENGTH);
    assert_in_range(paragraph.count, 101, 120);
}

static void balanced_lines_are_even(void **state) {
    Fixture *fixture = *state;
    ParagraphWish wish = wish_for(fixture, "aaaa bbbb cccc dddd eeeee", 100);
    expect_lines(fixture, paragraph_set(&fixture->setter, &wish), "aaaa bbbb cccc dddd |eeeee");
    wish.balance = true;
    expect_lines(fixture, paragraph_set(&fixture->setter, &wish), "aaaa bbbb cccc |dddd eeeee");
    wish = wish_for(fixture, "en kommunalbestyrelse", 95);
    wish.balance = true;
    expect_lines(fixture, paragraph_set(&fixture->setter, &wish), "en |kommunalbestyrelse");
}

/* ---- placing ---------------------------------------------------------------------------------- */

static void alignment_moves_lines(void **state) {
    Fixture *fixture = *state;
    const struct {
        Align align;
        bool outer_left;
        Pt x;
    } cases[] = {
        {ALIGN_LEFT, false, 0},    {ALIGN_RIGHT, false, 80},   {ALIGN_CENTER, false, 40},
        {ALIGN_JUSTIFY, false, 0}, {ALIGN_INSIDE, false, 0},   {ALIGN_INSIDE, true, 80},
        {ALIGN_OUTSIDE, true, 0},  {ALIGN_OUTSIDE, false, 80},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture->style.align = cases[i].align;
        ParagraphWish wish = wish_for(fixture, "aaaa", 100);
        wish.outer_left = cases[i].outer_left;
        expect_near(paragraph_set(&fixture->setter, &wish).lines[0].items[0].box.x, cases[i].x);
    }
}

static void first_line_is_indented(void **state) {
    Fixture *fixture = *state;
    fixture->style.indent = 10;
    ParagraphWish wish = wish_for(fixture, "aaa bbb ccc", 35);
    wish.first_indent = 5;
    Paragraph paragraph = paragraph_set(&fixture->setter, &wish);
    expect_lines(fixture, paragraph, "aaa |bbb ccc");
    expect_near(paragraph.lines[0].items[0].box.x, 15);
    expect_near(paragraph.lines[1].items[0].box.x, 0);
}

/* A hyphen hangs out by 60 % of its 5 points, a stop by 65 %, a guillemet by 35 %. */
static void marks_hang_over_the_edge(void **state) {
    Fixture *fixture = *state;
    fixture->style.align = ALIGN_JUSTIFY;
    fixture->style.protrusion = 1;
    Paragraph paragraph = set(fixture, "kommunalbestyrelsen", 67);
    expect_lines(fixture, paragraph, "kommunalbesty~|relsen");
    expect_near(paragraph.lines[0].items[0].box.w, 70);
    expect_near(paragraph.lines[0].width, 67);
    expect_near(paragraph.overfull, 0);
    paragraph = set(fixture, "\u00bbaaa bb.\u00ab cccccccc", 100);
    expect_near(paragraph.lines[0].items[0].box.x, -1.75);
    fixture->style.align = ALIGN_LEFT;
    expect_near(set(fixture, "\u00bbaaa bb", 100).lines[0].items[0].box.x, -1.75);
    expect_near(set(fixture, "Vaaa bb", 100).lines[0].items[0].box.x, 0);
    fixture->style.protrusion = 0;
    expect_near(set(fixture, "\u00bbaaa bb", 100).lines[0].items[0].box.x, 0);
}

static void tracking_opens_all_but_the_end(void **state) {
    Fixture *fixture = *state;
    fixture->style.tracking = 0.1F;
    Paragraph paragraph = set(fixture, "aa bb", 100);
    expect_near(paragraph.lines[0].width, 29);
    expect_near((double)paragraph.lines[0].items[0].text.runs[1].x, 18);
    expect_near(paragraph_text_width(&fixture->setter, STR("aa bb"), &fixture->style), 29);
}

/* Adds up a paragraph's words as they were, checking on the way that full lines are full. */
static void check_lines(Fixture *fixture, Paragraph paragraph, Pt measure, Buffer *text) {
    for (size_t i = 0; i < paragraph.count; i++) {
        const Line *line = &paragraph.lines[i];
        Str words = line_text(fixture, line);
        assert_int_equal(line->item_count, 1);
        const TextItem *item = &line->items[0].text;
        const PlacedRun *last = &item->runs[item->count - 1];
        double right = (double)last->x + text_run_advance(last->run) * 10;
        expect_near(right, line->width);
        assert_true(right <= measure + 0.01);
        bool spaced = str_find(str_slice(words, 0, words.length - 1), ' ') + 1 < words.length;
        if (i + 1 < paragraph.count && spaced)
            expect_near(right, measure);
        if (str_ends(words, STR("~")))
            words.length--;
        buffer_add(text, words);
    }
}

static void no_word_is_lost_and_every_line_is_full(void **state) {
    Fixture *fixture = *state;
    fixture->style.align = ALIGN_JUSTIFY;
    Str wanted = str_from(DANISH);
    for (Pt measure = 20; measure <= 600; measure += 3.7) {
        Paragraph paragraph = set(fixture, DANISH, measure);
        Buffer text = buffer_new(fixture->env.keep);
        check_lines(fixture, paragraph, measure, &text);
        expect_near(paragraph.overfull, 0);
        /* The one no-break space has become a plain one. */
        assert_int_equal(text.length, wanted.length - 1);
        size_t same = 0;
        while (text.data[same] == wanted.data[same])
            same++;
        assert_memory_equal(wanted.data + same, "\u00a0", 2);
        assert_memory_equal(text.data + same + 1, wanted.data + same + 2, wanted.length - same - 2);
    }
}

static double seconds_for(Fixture *fixture, size_t words) {
    Buffer text = buffer_new(fixture->env.keep);
    for (size_t i = 0; i < words; i++)
        buffer_add_c(&text, i % 3 ? "forudsætning " : "vi ");
    buffer_add_byte(&text, '\0');
    clock_t before = clock();
    Paragraph paragraph = set(fixture, text.data, 300);
    assert_true(paragraph.count > words / 8);
    return (double)(clock() - before) / CLOCKS_PER_SEC;
}

static void long_paragraphs_take_linear_time(void **state) {
    Fixture *fixture = *state;
    fixture->style.align = ALIGN_JUSTIFY;
    double some = seconds_for(fixture, 10000), many = seconds_for(fixture, 100000);
    assert_true(many < 40 * some + 0.5);
}

/* ---- elements --------------------------------------------------------------------------------- */

static void elements_make_items_without_gaps(void **state) {
    Fixture *fixture = *state;
    Node *before = add(fixture, fixture->node, NODE_TEXT, "ab ");
    Node *emphasis = add(fixture, fixture->node, NODE_EMPHASIS, NULL);
    Node *inner = add(fixture, emphasis, NODE_TEXT, "cd");
    Node *behind = add(fixture, fixture->node, NODE_TEXT, "ef, gh");
    Paragraph paragraph = set_node(fixture, 100);
    assert_int_equal(paragraph.count, 1);
    const Line *line = &paragraph.lines[0];
    assert_int_equal(line->item_count, 3);
    assert_int_equal(line->items[0].node, before->id);
    assert_int_equal(line->items[1].node, inner->id);
    assert_int_equal(line->items[2].node, behind->id);
    expect_near(line->items[1].box.x, 15);
    expect_near(line->items[2].box.x, 25);
    expect_lines(fixture, paragraph, "ab cdef, gh");
    expect_lines(fixture, set_node(fixture, 35), "ab |cdef, |gh");
}

static void elements_may_be_nested_deep(void **state) {
    Fixture *fixture = *state;
    Node *node = fixture->node;
    for (int i = 0; i < 10000; i++)
        node = add(fixture, node, NODE_EMPHASIS, NULL);
    add(fixture, node, NODE_TEXT, "a");
    expect_lines(fixture, set_node(fixture, 100), "a");
}

static void hard_breaks_break(void **state) {
    Fixture *fixture = *state;
    add(fixture, fixture->node, NODE_TEXT, "a ");
    add(fixture, fixture->node, NODE_LINE_BREAK, NULL);
    add(fixture, fixture->node, NODE_TEXT, "b\nc");
    expect_lines(fixture, set_node(fixture, 100), "a |b c");
}

static void links_cover_each_line_of_theirs(void **state) {
    Fixture *fixture = *state;
    add(fixture, fixture->node, NODE_TEXT, "aa ");
    Node *link = add(fixture, fixture->node, NODE_LINK, NULL);
    link->link.url = STR("https://randers.dk");
    add(fixture, link, NODE_TEXT, "bb cc");
    Paragraph paragraph = set_node(fixture, 25);
    assert_int_equal(paragraph.count, 2);
    for (size_t i = 0; i < 2; i++) {
        const Item *last = &paragraph.lines[i].items[paragraph.lines[i].item_count - 1];
        assert_int_equal(last->kind, ITEM_LINK);
        assert_int_equal(last->node, link->id);
        assert_true(str_equal_c(last->link.url, "https://randers.dk"));
        expect_near(last->box.x, i == 0 ? 15 : 0);
        expect_near(last->box.w, 10);
        expect_near(last->box.y, -8);
        expect_near(last->box.h, 10);
    }
}

static void underlines_run_on_below_the_text(void **state) {
    Fixture *fixture = *state;
    fixture->style.underline = true;
    Paragraph paragraph = set(fixture, "aa bb", 100);
    assert_int_equal(paragraph.lines[0].item_count, 2);
    const Item *line = &paragraph.lines[0].items[0];
    assert_int_equal(line->kind, ITEM_SHAPE);
    assert_int_equal(line->node, 0);
    expect_near(line->box.w, 25);
    expect_near(line->box.y, 1);
    expect_near(line->box.h, 0.5);
}

static void capitals_are_set(void **state) {
    Fixture *fixture = *state;
    fixture->style.caps = CASE_UPPER;
    expect_lines(fixture, set(fixture, "Vi tør gå", 100), "VI TØR GÅ");
}

static void shifted_text_leaves_the_baseline(void **state) {
    Fixture *fixture = *state;
    fixture->style.baseline_shift = 3;
    expect_near(set(fixture, "aa", 100).lines[0].items[0].box.y, -3);
}

/* 300 by 300 pixels at 150 ppi are 144 points, beside text two lines: 28. The leading gives 10 of them. */
static void pictures_stand_on_the_baseline(void **state) {
    Fixture *fixture = *state;
    Picture picture = {.width = 300, .height = 300, .components = 3, .ppi = 150};
    Node *node = add(fixture, fixture->node, NODE_PICTURE, NULL);
    node->picture.picture = &picture;
    expect_near(set_node(fixture, 500).lines[0].items[0].box.w, 144);
    expect_near(set_node(fixture, 100).lines[0].items[0].box.w, 100);
    add(fixture, fixture->node, NODE_TEXT, " aa");
    Paragraph paragraph = set_node(fixture, 500);
    assert_int_equal(paragraph.lines[0].item_count, 2);
    expect_near(paragraph.lines[0].items[0].box.h, 28);
    expect_near(paragraph.lines[0].items[0].box.y, -28);
    expect_near(paragraph.lines[0].above, 18);
    expect_near(paragraph.lines[0].items[1].box.x, 33);
}

static void lost_pictures_show_their_words(void **state) {
    Fixture *fixture = *state;
    add(fixture, fixture->node, NODE_PICTURE, NULL)->picture.alt = STR("et træ");
    expect_lines(fixture, set_node(fixture, 100), "et træ");
}

static void any_bytes_are_set(void **state) {
    Fixture *fixture = *state;
    expect_lines(fixture, set(fixture, "a\xFF\xC3 b\x01", 100), "a\uFFFD\uFFFD b");
    expect_lines(fixture, set(fixture, "\u00ad a\u00ad \u00ad", 100), "a");
    expect_near(set(fixture, "a", -5).overfull, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_break_at_spaces, start, stop),
        cmocka_unit_test_setup_teardown(nothing_gives_no_lines, start, stop),
        cmocka_unit_test_setup_teardown(line_ends_of_a_text_break, start, stop),
        cmocka_unit_test_setup_teardown(a_line_of_plain_text_is_one_item, start, stop),
        cmocka_unit_test_setup_teardown(words_are_hyphenated, start, stop),
        cmocka_unit_test_setup_teardown(names_are_hyphenated_last, start, stop),
        cmocka_unit_test_setup_teardown(a_word_alone_is_squeezed_into_its_line, start, stop),
        cmocka_unit_test_setup_teardown(a_word_divided_against_its_style_is_told, start, stop),
        cmocka_unit_test_setup_teardown(addresses_are_not_hyphenated, start, stop),
        cmocka_unit_test_setup_teardown(soft_hyphens_are_where_they_say, start, stop),
        cmocka_unit_test_setup_teardown(words_break_behind_their_own_hyphens, start, stop),
        cmocka_unit_test_setup_teardown(no_break_spaces_hold_and_stretch, start, stop),
        cmocka_unit_test_setup_teardown(wide_words_break_anywhere, start, stop),
        cmocka_unit_test_setup_teardown(huge_words_are_cut, start, stop),
        cmocka_unit_test_setup_teardown(balanced_lines_are_even, start, stop),
        cmocka_unit_test_setup_teardown(alignment_moves_lines, start, stop),
        cmocka_unit_test_setup_teardown(first_line_is_indented, start, stop),
        cmocka_unit_test_setup_teardown(marks_hang_over_the_edge, start, stop),
        cmocka_unit_test_setup_teardown(tracking_opens_all_but_the_end, start, stop),
        cmocka_unit_test_setup_teardown(no_word_is_lost_and_every_line_is_full, start, stop),
        cmocka_unit_test_setup_teardown(long_paragraphs_take_linear_time, start, stop),
        cmocka_unit_test_setup_teardown(elements_make_items_without_gaps, start, stop),
        cmocka_unit_test_setup_teardown(elements_may_be_nested_deep, start, stop),
        cmocka_unit_test_setup_teardown(hard_breaks_break, start, stop),
        cmocka_unit_test_setup_teardown(links_cover_each_line_of_theirs, start, stop),
        cmocka_unit_test_setup_teardown(underlines_run_on_below_the_text, start, stop),
        cmocka_unit_test_setup_teardown(capitals_are_set, start, stop),
        cmocka_unit_test_setup_teardown(shifted_text_leaves_the_baseline, start, stop),
        cmocka_unit_test_setup_teardown(pictures_stand_on_the_baseline, start, stop),
        cmocka_unit_test_setup_teardown(lost_pictures_show_their_words, start, stop),
        cmocka_unit_test_setup_teardown(any_bytes_are_set, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
