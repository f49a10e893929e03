/*
 * Pages and their dump, with the made-up font: every character is half an em wide.
 */
#include "page/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const Swatch INK = {.name = STR_INIT("ink")};
static const Swatch SAND = {.name = STR_INIT("sand")};

static int make_arena(void **state) {
    *state = arena_new();
    return 0;
}

static int free_arena(void **state) {
    arena_free(*state);
    return 0;
}

static void assert_dump(Arena *arena, const Pages *pages, const char *wanted) {
    assert_string_equal(str_to_c(arena, pages_dump(arena, pages)), wanted);
}

static Pages *one_page(Arena *arena) {
    Pages *pages = pages_new(arena);
    Page *page = pages_add(arena, pages);
    *page = (Page){.width = 210 * PT_PER_MM, .height = 297 * PT_PER_MM};
    page->label = STR("iv");
    page->master = STR("cover");
    return pages;
}

static void dumps_a_page(void **state) {
    Pages *pages = one_page(*state);
    pages->pages[0].bleed = 3 * PT_PER_MM;
    assert_dump(*state, pages, "page 1 210x297 cover bleed 3 label \"iv\"\n");
}

static void dumps_words_with_spaces_and_hyphens(void **state) {
    Pages *pages = one_page(*state);
    Shaper *shaper = text_fake_shaper_new(*state);
    FontRequest request = {.weight = 400};
    PlacedRun runs[] = {
        {.run = shaper->shape(shaper, &request, STR("\"Vi\""), (Span){0}), .flags = RUN_SPACE},
        {.run = shaper->shape(shaper, &request, STR("for"), (Span){0})},
        {.run = shaper->shape(shaper, &request, STR("-"), (Span){0}), .flags = RUN_SOFT_HYPHEN},
    };
    Box box = {20 * PT_PER_MM, 45.2 * PT_PER_MM, 8 * PT_PER_MM, 10};
    Item *item = page_add(*state, &pages->pages[0], ITEM_TEXT, 7, box);
    item->text = (TextItem){.runs = runs, .count = 3, .size = 10, .stretch = 1, .colour = {&INK, 1}};
    Buffer wanted = buffer_new(*state);
    buffer_format(&wanted,
                  "page 1 210x297 cover label \"iv\"\ntext 20.00 45.20 w 8.00 10pt %.*s ink #7 %s\n",
                  STR_ARGS(runs[0].run->face->name), "\"\\\"Vi\\\" for\\-\"");
    assert_dump(*state, pages, str_to_c(*state, buffer_str(&wanted)));
}

static void dumps_shapes(void **state) {
    Pages *pages = one_page(*state);
    Shape rect = {
        .kind = SHAPE_RECT, .fill = {.from = {&SAND, 0.2F}, .opacity = 1}, .radius = 2 * PT_PER_MM};
    rect.stroke = (Stroke){{&INK, 1}, 0.5};
    PathStep steps[] = {{.op = PATH_MOVE, .x = PT_PER_MM}, {.op = PATH_CLOSE}};
    Shape path = {.kind = SHAPE_PATH, .steps = steps, .count = 2};
    path.fill = (Paint){{&SAND, 1}, {&INK, 1}, true, 90, 0.5F};
    Box box = {-3 * PT_PER_MM, 0, 10 * PT_PER_MM, 5.006 * PT_PER_MM};
    page_add(*state, &pages->pages[0], ITEM_SHAPE, 0, box)->shape = &rect;
    page_add(*state, &pages->pages[0], ITEM_SHAPE, 0, box)->shape = &path;
    assert_dump(*state, pages,
                "page 1 210x297 cover label \"iv\"\n"
                "rect -3.00 0.00 10.00 5.01 fill sand 20% stroke ink 0.5pt radius 2.00\n"
                "path -3.00 0.00 10.00 5.01 fill sand to ink angle 90 opacity 0.5 M 1.00 0.00 Z\n");
}

static void dumps_links_pictures_and_anchors(void **state) {
    Pages *pages = one_page(*state);
    Node target = {.id = 12};
    Picture picture = {.path = STR("a.png")};
    Anchor anchor = {.node = 12, .page = 0, .x = 0, .y = 10 * PT_PER_MM};
    Box box = {0, 0, PT_PER_MM, PT_PER_MM};
    page_add(*state, &pages->pages[0], ITEM_LINK, 3, box)->link.target = &target;
    page_add(*state, &pages->pages[0], ITEM_LINK, 4, box)->link.url = STR("https://example.org");
    page_add(*state, &pages->pages[0], ITEM_PICTURE, 5, box)->picture.picture = &picture;
    LIST_PUSH((Arena *)*state, pages->anchors, pages->anchor_count, pages->anchor_capacity, anchor);
    assert_dump(*state, pages,
                "page 1 210x297 cover label \"iv\"\n"
                "link 0.00 0.00 1.00 1.00 #3 to #12\n"
                "link 0.00 0.00 1.00 1.00 #4 to \"https://example.org\"\n"
                "picture 0.00 0.00 1.00 1.00 #5 \"a.png\"\n"
                "anchor 0.00 10.00 #12\n");
}

static void finds_the_page_of_a_node(void **state) {
    Pages *pages = one_page(*state);
    for (uint32_t i = 0; i < 100; i++) {
        Anchor anchor = {.node = i * 2 + 1, .page = i};
        LIST_PUSH((Arena *)*state, pages->anchors, pages->anchor_count, pages->anchor_capacity, anchor);
    }
    pages_index(*state, pages, 200);
    assert_int_equal(pages_find(pages, 41), 20);
    assert_int_equal(pages_find(pages, 42), -1);
    assert_int_equal(pages_find(pages, 4000), -1);
}

static void keeps_many_pages_and_items(void **state) {
    Pages *pages = pages_new(*state);
    for (int p = 0; p < 100; p++) {
        pages_add(*state, pages);
        for (int i = 0; i < 100; i++)
            page_add(*state, &pages->pages[p], ITEM_LINK, (NodeId)(p * 100 + i), (Box){0});
    }
    assert_int_equal(pages->count, 100);
    for (size_t p = 0; p < 100; p++)
        for (size_t i = 0; i < 100; i++)
            assert_int_equal(pages->pages[p].items[i].node, p * 100 + i);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(dumps_a_page, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(dumps_words_with_spaces_and_hyphens, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(dumps_shapes, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(dumps_links_pictures_and_anchors, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(finds_the_page_of_a_node, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(keeps_many_pages_and_items, make_arena, free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
