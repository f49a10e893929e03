/*
 * Sets the table of contents. The one idea: entries are blocks like any other, with the page number and
 * its leader added to the last line, so styles, labels and page breaks need nothing of their own.
 */
#include <math.h>

#include "layout/cuts.h"

/* The page number at the right end of the entry's last line. */
static Line number_line(Composer *composer, const Node *entry, const Style *style) {
    const Pages *numbers = composer->numbers;
    long page = numbers ? pages_find(numbers, entry->link.target->id) : -1;
    if (page < 0)
        return (Line){0};
    Style own = *style;
    own.align = ALIGN_LEFT;
    own.indent = 0;
    ParagraphWish wish = {.text = numbers->pages[page].label,
                          .shown = entry->id,
                          .style = &own,
                          .measure = composer->measure};
    Paragraph paragraph = paragraph_set(composer->setter, &wish);
    return paragraph.count ? paragraph.lines[0] : (Line){0};
}

static Item leader_rule(Composer *composer, Pt from, Pt to, const Style *style) {
    Arena *keep = composer->setter->env->keep;
    Shape *shape = ARENA_NEW(keep, Shape);
    Colour colour = design_colour(composer->setter->design, style->color, style);
    *shape = (Shape){.kind = SHAPE_RECT, .fill = {.from = colour, .opacity = 1}};
    return (Item){.kind = ITEM_SHAPE, .box = {from, -0.3, to - from, 0.4}, .shape = shape};
}

/* Dots on a raster from the measure's end, so that they stand under each other whatever the numbers. */
static Line leader_dots(Composer *composer, Pt from, Pt to, const Style *style) {
    Setter *setter = composer->setter;
    Pt step = style->size * 0.6;
    Buffer dots = buffer_new(setter->env->keep);
    Style own = *style;
    own.align = ALIGN_RIGHT;
    own.indent = 0;
    own.typography = 0;
    Pt dot = paragraph_text_width(setter, STR("."), &own);
    own.tracking = (float)((step - dot) / style->size + style->tracking);
    to = composer->measure - ceil((composer->measure - to) / step) * step;
    for (Pt x = to; x - dot >= from; x -= step)
        buffer_add_byte(&dots, '.');
    ParagraphWish wish = {.text = buffer_str(&dots), .style = &own, .measure = to};
    Paragraph paragraph = paragraph_set(setter, &wish);
    return paragraph.count ? paragraph.lines[0] : (Line){0};
}

static Line make_leader(Composer *composer, Pt from, Pt to, const Style *style) {
    if (to - from < style->size)
        return (Line){0};
    if (style->leader == LEADER_DOTS)
        return leader_dots(composer, from, to, style);
    if (style->leader == LEADER_NONE)
        return (Line){0};
    Item *item = ARENA_NEW(composer->setter->env->keep, Item);
    *item = leader_rule(composer, from, to, style);
    return (Line){.items = item, .item_count = 1};
}

static size_t append_items(Item *items, size_t count, const Line *line, Pt x) {
    for (uint32_t i = 0; i < line->item_count; i++) {
        items[count] = line->items[i];
        items[count++].box.x += x;
    }
    return count;
}

/* Leader, number and a link over the whole line. */
static void finish_entry(Composer *composer, const Node *entry, const Style *style, Line *last) {
    Line number = number_line(composer, entry, style);
    if (number.item_count)
        block_end_with_space(composer->setter->env->keep, last);
    Pt gap = style->size * 0.5, x = composer->measure - number.width;
    Pt end = 0;
    for (uint32_t i = 0; i < last->item_count; i++)
        if (last->items[i].box.x + last->items[i].box.w > end)
            end = last->items[i].box.x + last->items[i].box.w;
    Line leader = number.item_count ? make_leader(composer, end + gap, x - gap, style) : (Line){0};
    size_t count = last->item_count + number.item_count + leader.item_count + 1;
    Item *items = ARENA_ARRAY(composer->setter->env->keep, Item, count);
    count = append_items(items, 0, last, 0);
    count = append_items(items, count, &leader, 0);
    count = append_items(items, count, &number, x);
    items[count] = (Item){.kind = ITEM_LINK,
                          .node = entry->id,
                          .box = {0, -style->size, composer->measure, style->size * 1.3}};
    items[count++].link.target = entry->link.target;
    last->items = items;
    last->item_count = (uint32_t)count;
}

void contents_set_entry(Composer *composer, const Node *node, const Style *style) {
    Setter *setter = composer->setter;
    Paragraph label;
    Pt indent = block_make_label(composer, node, style, &label);
    ParagraphWish wish = {.text = doc_text(setter->env->keep, node->link.target),
                          .shown = node->id,
                          .style = style,
                          .measure = composer->measure - 3 * style->size,
                          .first_indent = indent};
    Paragraph paragraph = paragraph_set(setter, &wish);
    block_join_label(composer, &paragraph, &label);
    if (paragraph.count)
        finish_entry(composer, node, style, &paragraph.lines[paragraph.count - 1]);
    galley_start_block(composer, node);
    galley_add_lines(composer, &paragraph, style);
}

Galley *galley_set_contents(Setter *setter, int depth, const Pages *numbers, Pt measure) {
    Galley *galley = ARENA_NEW(setter->env->keep, Galley);
    galley->measure = measure;
    Composer composer = {
        .setter = setter, .galley = galley, .measure = measure, .container = -1, .numbers = numbers};
    const Node *contents = setter->doc->contents;
    const Style *root = galley_style(setter, setter->doc->root);
    const Style *style = design_style(setter->cascade, contents, root);
    const Node *before = NULL;
    for (const Node *entry = contents->first; entry; entry = entry->next) {
        bool shown = !numbers || pages_find(numbers, entry->link.target->id) >= 0;
        if (entry->level > depth || !shown)
            continue;
        if (before && entry->level > contents->first->level)
            cuts_weigh_entry(galley, entry->level > before->level);
        galley_set_node(&composer, entry, style);
        before = entry;
    }
    return galley;
}
