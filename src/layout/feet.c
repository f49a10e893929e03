/*
 * layout/feet.c - what stands at the feet of columns, when several bands have left something there.
 *
 * The one idea: while bands are filled, each puts its floats and notes above those of the bands before, for
 * they hang from the foot of the frame. In the end a column should have its floats first, as they came,
 * then a rule, and then its notes in one block by their numbers: any two that stand the other way round
 * change places, each moving by the height of the other.
 */
#include "layout/bands.h"

#include <math.h>

Foot feet_begin(const PageMaker *maker) {
    const Pages *pages = maker->layout->pages;
    return (Foot){.column = maker->column,
                  .item = pages->pages[pages->count - 1].count,
                  .anchor = pages->anchor_count};
}

static void close_foot(const PageMaker *maker, Foot *foot) {
    const Pages *pages = maker->layout->pages;
    foot->item_end = pages->pages[pages->count - 1].count;
    foot->anchor_end = pages->anchor_count;
}

static void add_foot(PageMaker *maker, const Foot *foot) {
    if (foot->item_end > foot->item || foot->height > 0)
        LIST_PUSH(maker->layout->page_setter.env->keep, maker->feet, maker->foot_count,
                  maker->foot_capacity, *foot);
}

void feet_end(PageMaker *maker, Foot foot) {
    close_foot(maker, &foot);
    add_foot(maker, &foot);
}

/* From the top, but the last one is there before those above it. */
Pt feet_place_notes(PageMaker *maker, const Pour *pour, Box column) {
    Setter *setter = &maker->layout->page_setter;
    Pages *pages = maker->layout->pages;
    ArenaMark mark = arena_mark(setter->env->scratch);
    NoteList notes = apart_notes(setter->env->scratch, pour);
    Foot *feet = ARENA_ARRAY(setter->env->scratch, Foot, notes.count + 1);
    feet[0] = feet_begin(maker);
    if (notes.count > 0 && !pour->noted)
        feet[0].height = apart_place_rule(setter, pages, &notes, column);
    feet[0].rule = true;
    close_foot(maker, &feet[0]);
    for (size_t i = 0; i < notes.count; i++) {
        Foot *foot = &feet[i + 1];
        *foot = feet_begin(maker);
        foot->note = notes.items[i].number;
        foot->height = apart_place_note(setter, pages, &notes, i, column);
        close_foot(maker, foot);
    }
    Pt height = 0;
    for (size_t i = notes.count + 1; i-- > 0; height += feet[i].height)
        add_foot(maker, &feet[i]);
    arena_reset(setter->env->scratch, mark);
    return height;
}

Pt feet_place_floats(PageMaker *maker, const Pour *pour, Box column) {
    Foot floats = feet_begin(maker);
    floats.height = apart_place_foot(&maker->layout->page_setter, maker->layout->pages, pour, column);
    feet_end(maker, floats);
    return floats.height;
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

static uint32_t rank_of(const Foot *foot) {
    return foot->note > 0 ? foot->note + 1 : foot->rule;
}

/* Whether two feet, the later one of which stands above the other, must change places. */
static bool are_swapped(const PageMaker *maker, size_t earlier, size_t later, size_t columns) {
    const Foot *below = &maker->feet[earlier], *above = &maker->feet[later];
    bool together = below->wide || above->wide || below->column == above->column;
    if (!together || rank_of(below) > rank_of(above) || (above->wide && !below->wide))
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
