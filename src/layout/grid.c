/*
 * layout/grid.c - what stands on the baseline grid, and where that is.
 *
 * The one idea: while a column is filled, heights are counted from a line of the grid, so a baseline
 * is on the grid when it is a whole number of steps. A strip knows how far its top is from the baseline
 * that is to be there (Strip.lock): its own, or, for a heading, that of the text under it. What stands
 * off the grid between two such strips is always as far off it, wherever the column begins, so the white
 * that this costs is shared out once, when all is set: above a heading, which keeps its distance to its
 * text, and on both sides of a table or picture.
 */
#include "layout/grid.h"

#include <math.h>

/* Sums of leadings are rarely exact: what is so little off the grid stands on it. */
static const Pt ROUNDING = 0.05;
/* Of a step: so much white is none. */
static const double LEAST_WHITE = 0.4;
/* Likewise: so far the capitals of a column's first line may rise over its edge. */
static const double MOST_OVER = 0.5;
/* Of a heading's leading: nearer to its baseline no other is pulled. */
static const double HEADING_CLEAR = 0.7;
/* Of the white that is there: more is not taken off it. */
static const double MOST_TAKEN = 0.25;

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

Pt grid_spare(const Galley *galley, size_t i) {
    const Strip *strip = &galley->strips[i], *heading = strip - 1;
    if (strip->yields)
        return MOST_TAKEN * (double)strip->before;
    Pt distance = (double)heading->bottom_trim + (double)strip->before + (double)strip->lock;
    return fmax(0, distance - fmax(galley->grid, HEADING_CLEAR * (double)heading->height));
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
    for (size_t i = first; i < galley->count && style->baseline_lock == GRID_AUTO; i++)
        galley->strips[i].yields = true;
}

/* Strips off the grid between two that stand on it. */
typedef struct OffGrid {
    size_t first, heads, next; /* the headings at its end; the strip below that stands on it again */
} OffGrid;

/* What comes above strip `next`, which stands on the grid. */
static OffGrid off_grid_above(const Galley *galley, size_t next) {
    OffGrid off = {next, next, next};
    while (off.heads > 0 && galley->strips[off.heads - 1].yields && !pour_must_break(galley, off.heads, 0))
        off.heads--;
    off.first = off.heads;
    while (off.first > 0 && galley->strips[off.first - 1].lock <= 0 &&
           !galley->strips[off.first - 1].yields && !pour_must_break(galley, off.first, 0))
        off.first--;
    return off;
}

/* Where strip `next` would stand if strip i went there: its baseline, without the grid. */
static Pt baseline_under(const Galley *galley, size_t i, Pt top, size_t next) {
    Pt y = pour_strip_end(galley, i, top);
    for (size_t at = i + 1; at < next; at++)
        y = pour_strip_end(galley, at, pour_strip_set(galley, at, 0, y));
    return pour_strip_set(galley, next, 0, y) + (double)galley->strips[next].lock;
}

/* From where the strip would stand down to the grid. */
static Pt white_above(const Galley *galley, const OffGrid *off) {
    size_t above = off->first - 1;
    while (above > 0 && galley->strips[above].lock <= 0)
        above--;
    Pt baseline = baseline_under(galley, above, -(double)galley->strips[above].lock, off->next);
    return ceil((baseline - ROUNDING) / galley->grid) * galley->grid - baseline;
}

/* What to add to white; less than nothing where a little less of it comes nearer. */
static Pt nearest(const Galley *galley, Pt more, Pt white) {
    Pt less = galley->grid - more;
    return less <= fmin(LEAST_WHITE * galley->grid, MOST_TAKEN * white) ? -less : more;
}

/* What is added below comes by itself, and less of it at the top of a column. */
static void share_white(Galley *galley, const OffGrid *off) {
    Strip *first = &galley->strips[off->first], *next = &galley->strips[off->next];
    Strip *head = &galley->strips[off->heads];
    Pt more = white_above(galley, off);
    if (off->heads < off->next) {
        head->before += (float)nearest(galley, more, (double)head->before);
        return;
    }
    Pt white = (double)next->before + (first < next ? (double)first->before : 0);
    Pt change = nearest(galley, more, white);
    if (first < next)
        first->before += (float)(change /= 2);
    next->before += (float)fmin(0, change);
}

/* Each heading by the baseline of the text. */
static void lock_heads(Galley *galley, const OffGrid *off) {
    const Strip *strips = galley->strips;
    for (size_t i = off->next; i-- > off->heads;) {
        bool first = i == 0 || strips[i].block != strips[i - 1].block;
        galley->strips[i].lock = first ? (float)baseline_under(galley, i, 0, off->next) : 0;
    }
}

void grid_settle(Galley *galley) {
    for (size_t i = 1; galley->grid > 0 && i < galley->count; i++) {
        if (galley->strips[i].lock <= 0 || galley->strips[i].yields || pour_must_break(galley, i, 0))
            continue;
        OffGrid off = off_grid_above(galley, i);
        lock_heads(galley, &off);
        if (off.first > 0 && !pour_must_break(galley, off.first, 0))
            share_white(galley, &off);
    }
}
