/*
 * layout/bands.c - bands of columns, one under the other, in a frame or in a block.
 *
 * The one idea: a band takes what room those above it have left. It is balanced if it fits, and another one
 * follows; if not, its columns are filled and the frame is full. What goes over all columns is a band of
 * one wide column, placed only where the text that it heads can begin under it.
 */
#include "layout/bands.h"

#include "layout/grid.h"

#include <math.h>

typedef struct Bands {
    PageMaker *maker;
    const Frame *frame;
    FlowState *state;
    Box rest; /* of the frame */
    bool first;
} Bands;

static Room room_of(const Bands *bands) {
    const FlowState *state = bands->state;
    Setter *setter = &bands->maker->layout->page_setter;
    return (Room){.from = state->at,
                  .placed = state->placed,
                  .height = bands->rest.h,
                  .whole = bands->rest.h,
                  .start = grid_start(setter, bands->maker->master, bands->rest.y)};
}

/* White between two bands, as between two blocks; the next one's capitals begin below it. */
static Pt gap_before(const Galley *galley, size_t strip) {
    return strip < galley->count
               ? (double)galley->strips[strip].before + (double)galley->strips[strip].top_trim
               : 0;
}

/* The next band begins under this one. */
static void move_down(Bands *bands, Filled filled) {
    Pt top = filled.bottom + gap_before(bands->state->galley, bands->state->at);
    bands->rest.h = fmin(bands->rest.y + bands->rest.h, filled.foot) - top;
    bands->rest.y = top;
    bands->first = false;
}

/* Returns whether another band may follow in this frame. */
static bool fill_columns(Bands *bands) {
    FlowState *state = bands->state;
    Arena *scratch = bands->maker->layout->setter.env->scratch;
    size_t columns = bands->frame->split, first = state->at;
    Pt width = frames_column_width(bands->frame, bands->rest.w);
    Pt *heights = ARENA_ARRAY(scratch, Pt, columns);
    Room room = room_of(bands);
    bool balanced = balance_columns(scratch, state->galley, &room, columns, heights);
    if (!balanced && !bands->first && pour_least(state->galley, &room) > room.height)
        return false;
    Filled all = {0, bands->rest.y + bands->rest.h};
    for (size_t i = 0; i < columns && !frames_text_is_done(state); i++) {
        if (bands_end_before(state->galley, first, state->at) &&
            !apart_comes_first(state->galley, state->at, bands->rest.h, state->placed))
            break;
        Box column = bands->rest;
        column.x += (width + bands->frame->gap) * (double)i;
        column.w = width;
        bands->maker->column = i;
        Filled filled =
            frames_place_column(bands->maker, bands->frame, state, column, balanced ? heights[i] : 0);
        all.bottom = fmax(all.bottom, filled.bottom);
        all.foot = fmin(all.foot, filled.foot);
    }
    bands->maker->column = 0;
    if (!balanced && !bands_end_before(state->galley, first, state->at))
        return false;
    move_down(bands, all);
    return true;
}

/* How much room a wide band needs together with what must stand under it. */
static Pt least_below(const Bands *bands, const Room *room, size_t end) {
    const Galley *galley = bands->state->galley;
    Arena *scratch = bands->maker->layout->setter.env->scratch;
    ArenaMark mark = arena_mark(scratch);
    Pour pour = pour_range(scratch, galley, room, end);
    arena_reset(scratch, mark);
    bool heads = end < galley->count && galley->strips[end - 1].keep && !galley->strips[end].start;
    if (!heads)
        return pour.height;
    Room below = {.from = end, .height = INFINITY};
    return pour.height + gap_before(galley, end) + pour_least(galley, &below);
}

static bool fill_wide(Bands *bands) {
    FlowState *state = bands->state;
    const Galley *galley = state->galley;
    Room room = room_of(bands);
    size_t end = state->at + 1;
    while (!bands_end_before(galley, state->at, end))
        end++;
    if (!bands->first && least_below(bands, &room, end) > room.height)
        return false;
    move_down(bands, frames_place_column(bands->maker, bands->frame, state, bands->rest, bands->rest.h));
    return state->at >= end;
}

/* Floats over all columns that are waiting, those that fit; the first one in any case. Returns how many. */
static size_t place_wide(Bands *bands) {
    FlowState *state = bands->state;
    Layout *layout = bands->maker->layout;
    size_t count = 0;
    const Float *set;
    while ((set = apart_next_wide(state->galley, state->at, state->placed)) &&
           (count == 0 || set->height <= bands->rest.h)) {
        Box box = bands->rest;
        bool foot = set->place == PLACE_BOTTOM && !frames_wants_page(state);
        box.y += foot ? box.h - set->height : 0;
        box.h = set->height;
        apart_place_float(&layout->page_setter, layout->pages, set, box);
        bands->rest.h -= set->height + set->gap;
        bands->rest.y += foot ? 0 : set->height + set->gap;
        bands->maker->progress = true;
        state->placed.floats++;
        count++;
    }
    return count;
}

void bands_fill(PageMaker *maker, const Frame *frame, FlowState *state, Box box) {
    Bands bands = {.maker = maker, .frame = frame, .state = state, .rest = box, .first = true};
    Arena *scratch = maker->layout->setter.env->scratch;
    bool goes_on = place_wide(&bands) == 0 || !frames_wants_page(state);
    while (goes_on && bands.rest.h > 0 && !frames_text_is_done(state)) {
        const Galley *galley = state->galley;
        bool waiting = apart_comes_first(galley, state->at, box.h, state->placed);
        if (state->at >= galley->count && apart_next_wide(galley, state->at, state->placed))
            return;
        if (!bands.first && frames_wants_page(state) && !waiting)
            return;
        ArenaMark mark = arena_mark(scratch);
        bool wide = state->at < galley->count && galley->strips[state->at].span && !waiting;
        goes_on = wide ? fill_wide(&bands) : fill_columns(&bands);
        arena_reset(scratch, mark);
    }
}

/* ---- blocks ----------------------------------------------------------------------------------- */

/* A band set on a page of its own; gives its height. */
typedef struct BlockBand {
    Composer *composer;
    const Galley *galley;
    const Style *style;
    Pages *pages;
    Room room;
} BlockBand;

static void place_inside(BlockBand *band, Pt x, Pt height, Filled *filled) {
    Arena *keep = band->composer->setter->env->keep;
    band->room.height = height;
    Pour pour = pour_fill_room(keep, band->galley, &band->room);
    pour_place(band->composer->setter, band->pages, pour, x, 0);
    size_t last = pour.to - 1;
    filled->foot = fmax(filled->foot, pour.height);
    filled->bottom = fmax(filled->bottom, pour_strip_end(band->galley, last, pour.tops[last - pour.from]));
    band->room.from = pour.to;
    band->room.placed = pour.apart_to;
}

/* The highest frame, without the padding of the boxes around; in such pieces a higher block goes on. */
static Pt highest_piece(const Composer *composer) {
    const Galley *galley = composer->galley;
    Pt highest = galley->highest > 0 ? galley->highest : INFINITY;
    for (int32_t c = composer->container; c >= 0; c = galley->containers[c].parent)
        highest -= galley->containers[c].pad_top + galley->containers[c].pad_bottom;
    return fmax(1, highest);
}

static Filled fill_inside(BlockBand *band) {
    Composer *composer = band->composer;
    const Galley *galley = band->galley;
    size_t first = band->room.from, columns = galley->strips[first].span ? 1 : band->style->columns;
    Arena *keep = composer->setter->env->keep;
    Pt *heights = ARENA_ARRAY(keep, Pt, columns);
    Filled filled = {0};
    band->room.height = fmin(pour_height(keep, galley), highest_piece(composer));
    balance_columns(keep, galley, &band->room, columns, heights);
    for (size_t i = 0; i < columns && !bands_end_before(galley, first, band->room.from); i++)
        place_inside(band, composer->x + (galley->measure + band->style->column_gap) * (double)i,
                     heights[i], &filled);
    return filled;
}

static void take_marks(Composer *composer, const Pages *pages) {
    for (size_t i = 0; i < pages->anchor_count; i++)
        LIST_PUSH(composer->setter->env->keep, composer->galley->marks, composer->galley->mark_count,
                  composer->galley->mark_capacity, (Mark){pages->anchors[i].node});
}

/* Text in the band stands on the grid when its first line does. */
static Pt first_lock(const Strip *strip) {
    return strip->lock > 0 ? (double)strip->lock - (double)strip->top_trim : 0;
}

static void add_band(Composer *composer, const Galley *inner, const Style *style, size_t *at) {
    Arena *keep = composer->setter->env->keep;
    const Strip *first = &inner->strips[*at];
    BlockBand band = {.composer = composer, .galley = inner, .style = style, .pages = pages_new(keep)};
    Page *page = pages_add(keep, band.pages);
    band.room = (Room){.from = *at, .whole = INFINITY, .start = -first_lock(first)};
    if (*at > 0)
        composer->gap += gap_before(inner, *at);
    Filled filled = fill_inside(&band);
    *at = band.room.from;
    bool last = *at >= inner->count;
    take_marks(composer, band.pages);
    Strip *strip = galley_add(composer, last ? filled.foot : filled.bottom);
    strip->items = page->items;
    strip->item_count = (uint32_t)page->count;
    strip->lock = (float)first_lock(first);
    strip->keep = !last && inner->strips[*at - 1].keep;
}

void bands_set_inside(Composer *composer, const Node *node, const Style *style) {
    Arena *keep = composer->setter->env->keep;
    double gaps = style->column_gap * (double)(style->columns - 1);
    Composer inner = *composer;
    inner.measure = fmax(1, (composer->measure - gaps) / (double)style->columns);
    inner.x = inner.gap = 0;
    inner.container = -1;
    block_shift_markers(&inner, -composer->x);
    inner.galley = ARENA_NEW(keep, Galley);
    inner.galley->measure = inner.measure;
    inner.galley->span = composer->measure;
    inner.galley->grid = composer->galley->grid;
    galley_set_children(&inner, node, style);
    galley_clear_breaks(inner.galley);
    composer->marker_count = inner.marker_count;
    if (!inner.galley->count) {
        block_shift_markers(composer, composer->x);
        return;
    }
    galley_start_block(composer, node);
    for (size_t at = 0; at < inner.galley->count;)
        add_band(composer, inner.galley, style, &at);
}
