/*
 * page/pages.c - the growing list of pages, and of items on a page.
 *
 * The one idea: pages and items are plain arrays that double, so a caller keeps an index rather than a
 * pointer over the next addition.
 */
#include "page/page.h"

Pages *pages_new(Arena *arena) {
    return ARENA_NEW(arena, Pages);
}

Page *pages_add(Arena *arena, Pages *pages) {
    LIST_PUSH(arena, pages->pages, pages->count, pages->capacity, (Page){0});
    return &pages->pages[pages->count - 1];
}

Item *page_add(Arena *arena, Page *page, ItemKind kind, NodeId node, Box box) {
    Item item = {.kind = (uint8_t)kind, .node = node, .box = box};
    LIST_PUSH(arena, page->items, page->count, page->capacity, item);
    return &page->items[page->count - 1];
}

void page_move_item(Item *item, Pt x, Pt y) {
    item->box.x += x;
    item->box.y += y;
    if (item->kind != ITEM_PICTURE)
        return;
    item->picture.whole.x += x;
    item->picture.whole.y += y;
}

void page_show(Page *page, size_t first, NodeId node, bool running, Span span) {
    for (size_t i = first; i < page->count; i++) {
        if (page->items[i].kind != ITEM_TEXT)
            continue;
        page->items[i].node = node;
        page->items[i].running = running;
        page->items[i].text.span = span;
    }
}

void pages_show_text(Arena *arena, Pages *pages, size_t first, FrameText text, NodeId node_count) {
    bool again = text.running;
    for (size_t i = 0; i < pages->text_count && !again; i++)
        again = str_equal(pages->texts[i].text, text.text);
    NodeId node = again ? 0 : node_count + (NodeId)pages->text_count;
    page_show(&pages->pages[pages->count - 1], first, node, again, text.span);
    if (!again)
        LIST_PUSH(arena, pages->texts, pages->text_count, pages->text_capacity, text);
}

void pages_index(Arena *arena, Pages *pages, NodeId node_count) {
    pages->page_of = ARENA_ARRAY(arena, uint32_t, node_count);
    pages->page_of_count = node_count;
    for (size_t i = pages->anchor_count; i-- > 0;)
        if (pages->anchors[i].node < node_count)
            pages->page_of[pages->anchors[i].node] = pages->anchors[i].page + 1;
}

long pages_find(const Pages *pages, NodeId node) {
    return node < pages->page_of_count ? (long)pages->page_of[node] - 1 : -1;
}
