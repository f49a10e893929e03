/*
 * layout/grid.c - what stands on the baseline grid, and where that is.
 *
 * The one idea: while a column is filled, heights are counted from a line of the grid, so a baseline
 * is on the grid when it is a whole number of steps. A strip knows how far its top is from the baseline
 * that is to be there (Strip.lock): its own, or, for a heading, that of the last line, so that what is
 * kept together moves together and white goes above it.
 */
#include "layout/grid.h"

#include <math.h>

/* Sums of leadings are rarely exact: what is so little off the grid stands on it. */
static const Pt ROUNDING = 0.05;
/* Of a step: so much white is none. */
static const double LEAST_WHITE = 0.4;
/* Likewise: so far the capitals of a column's first line may rise over its edge. */
static const double MOST_OVER = 0.5;

Pt grid_capital(Setter *setter) {
    if (setter->design->page.baseline <= 0)
        return 0;
    const Style *style = design_style(setter->cascade, setter->doc->root, NULL);
    const Face *face =
        setter->shaper->shape(setter->shaper, style->font, STR("x"), style->font->span)->face;
    return (double)face->cap_height * style->size;
}

Pt grid_start(Setter *setter, const Master *master, Pt y) {
    return setter->design->page.baseline > 0 ? y - master->margins.top - grid_capital(setter) : 0;
}

Pt grid_first(const Galley *galley, const Strip *strip, Pt y, bool heading) {
    Pt line = ceil((y + galley->capital - ROUNDING) / galley->grid) * galley->grid;
    Pt baseline = (double)strip->height - (double)strip->bottom_trim;
    bool rises = baseline - (double)strip->top_trim - galley->capital >= MOST_OVER * galley->grid;
    if (galley->capital <= 0 || strip->top_trim <= 0 || (rises && !heading))
        return grid_snap(galley, strip, y - (double)strip->top_trim, 0);
    return rises ? line - galley->capital - (double)strip->top_trim : line - baseline;
}

Pt grid_snap(const Galley *galley, const Strip *strip, Pt y, Pt white) {
    y -= fmin(white, LEAST_WHITE * galley->grid);
    Pt baseline = y + (double)strip->lock;
    return y + ceil((baseline - ROUNDING) / galley->grid) * galley->grid - baseline;
}

Pt grid_whole(const Galley *galley, Pt space) {
    return galley->grid > 0 ? floor((space + ROUNDING) / galley->grid) * galley->grid : space;
}

Pt grid_filled(const Galley *galley, Pt height) {
    return galley->grid > 0 ? ceil((height - ROUNDING) / galley->grid) * galley->grid : height;
}

/* Lines a step apart all stand on the grid; a heading of any leading does with its last line. */
static GridLock lock_of(const Galley *galley, const Style *style) {
    if (galley->grid <= 0)
        return GRID_NONE;
    if (style->baseline_lock != GRID_AUTO)
        return style->baseline_lock;
    if (fabs(style->leading - galley->grid) < ROUNDING)
        return GRID_ALL;
    return style->keep_with_next ? GRID_LAST : GRID_NONE;
}

/* A line with something higher than its leading is locked by its baseline all the same. */
static Pt baseline_of(const Strip *strip, const Style *style) {
    return (double)strip->height -
           (strip->bottom_trim > 0 ? (double)strip->bottom_trim : style->leading / 4);
}

void grid_lock_lines(Galley *galley, size_t first, const Style *style) {
    GridLock lock = lock_of(galley, style);
    size_t end = lock == GRID_ALL ? galley->count : lock == GRID_FIRST ? first + 1 : first;
    for (size_t i = first; i < end && i < galley->count; i++)
        galley->strips[i].lock = (float)baseline_of(&galley->strips[i], style);
}

void grid_lock_block(Galley *galley, size_t first, const Style *style) {
    if (lock_of(galley, style) != GRID_LAST || galley->count == first)
        return;
    Pt lock = baseline_of(&galley->strips[galley->count - 1], style);
    for (size_t i = first; i + 1 < galley->count; i++)
        lock += (double)galley->strips[i].height + (double)galley->strips[i + 1].before;
    galley->strips[first].lock = (float)lock;
}
