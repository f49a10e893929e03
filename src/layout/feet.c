/*
 * layout/feet.c - what stands at the feet of columns, when several bands have left something there.
 *
 * The one idea: while bands are filled, each puts its floats and notes above those of the bands before, for
 * they hang from the foot of the frame. In the end a column should have its floats first, as they came, and
 * then its notes in one block by their numbers: any two that stand the other way round change places, each
 * moving by the height of the other.
 */
#include "layout/bands.h"

#include <math.h>

Foot feet_begin(const PageMaker *maker) {
    const Pages *pages = maker->layout->pages;
    return (Foot){.column = maker->column,
                  .item = pages->pages[pages->count - 1].count,
                  .anchor = pages->anchor_count};
}

void feet_end(PageMaker *maker, Foot foot) {
    const Pages *pages = maker->layout->pages;
    foot.item_end = pages->pages[pages->count - 1].count;
    foot.anchor_end = pages->anchor_count;
    if (foot.item_end > foot.item)
        LIST_PUSH(maker->layout->page_setter.env->keep, maker->feet, maker->foot_count,
                  maker->foot_capacity, foot);
}

static void move_foot(const PageMaker *maker, const Foot *foot, Pt y) {
    Pages *pages = maker->layout->pages;
    Page *page = &pages->pages[pages->count - 1];
    for (size_t i = foot->item; i < foot->item_end; i++)
        page_move_item(&page->items[i], 0, y);
    for (size_t i = foot->anchor; i < foot->anchor_end; i++)
        pages->anchors[i].y += y;
}

/* What a column has got since a foot was placed. */
static Pt height_above(const PageMaker *maker, size_t foot, size_t column) {
    Pt height = 0;
    for (size_t i = foot + 1; i < maker->foot_count; i++)
        if (maker->feet[i].wide || maker->feet[i].column == column)
            height += maker->feet[i].height;
    return height;
}

/* One over all columns can change places with what stands above it only if that is level. */
static bool is_fixed(const PageMaker *maker, size_t foot, size_t columns) {
    Pt first = height_above(maker, foot, 0);
    for (size_t column = 1; column < columns; column++)
        if (fabs(height_above(maker, foot, column) - first) > 0.01)
            return maker->feet[foot].wide;
    return false;
}

/* Whether two feet, the later one of which stands above the other, must change places. */
static bool are_swapped(const PageMaker *maker, size_t earlier, size_t later, size_t columns) {
    const Foot *below = &maker->feet[earlier], *above = &maker->feet[later];
    bool together = below->wide || above->wide || below->column == above->column;
    if (!together || below->note > above->note || (above->wide && !below->wide))
        return false;
    for (size_t i = earlier; i <= later; i++)
        if (maker->feet[i].wide && is_fixed(maker, i, columns))
            return false;
    return true;
}

/* A column counts only what it has itself, and one over all of them what the first one has. */
static Pt foot_shift(const PageMaker *maker, size_t foot, size_t columns) {
    const Foot *own = &maker->feet[foot];
    Pt shift = 0;
    for (size_t i = 0; i < maker->foot_count; i++) {
        const Foot *other = &maker->feet[i];
        bool counts = !own->wide || other->wide || other->column == 0;
        if (counts && i < foot && are_swapped(maker, i, foot, columns))
            shift += other->height;
        if (counts && i > foot && are_swapped(maker, foot, i, columns))
            shift -= other->height;
    }
    return shift;
}

void feet_sort(const PageMaker *maker, size_t columns) {
    for (size_t i = 0; i < maker->foot_count; i++)
        move_foot(maker, &maker->feet[i], foot_shift(maker, i, columns));
}
