/*
 * layout/bands.c - bands of columns, one under the other, in a frame.
 *
 * The one idea: a band takes what room those above it have left. It is balanced if it fits, and another one
 * follows; if not, its columns are filled and the frame is full. What goes over all columns is a band of
 * one wide column, placed only where the text that it heads can begin under it. Each band has its notes and
 * floats below its text; when the frame is full, these are brought into their order.
 */
#include "layout/bands.h"

#include "layout/grid.h"

#include <math.h>

enum { LINES_BEHIND = 2 /* on the page of a float over all columns, behind the one that brings it */ };

typedef struct Bands {
    PageMaker *maker;
    const Frame *frame;
    FlowState *state;
    Box rest; /* of the frame */
    bool first;
    bool ahead; /* a float is there that the text must still come to: it is filled, and no plan followed */
    Pt *feet;   /* how high what stands at the foot is, by band and then by column */
    size_t count, capacity;
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

Pt bands_gap(const Galley *galley, size_t strip) {
    return strip < galley->count
               ? (double)galley->strips[strip].before + (double)galley->strips[strip].top_trim
               : 0;
}

/* Of the columns of a band that is done, which begin at this height. */
static void add_feet(Bands *bands, const Pt *tops) {
    Pt bottom = bands->rest.y + bands->rest.h;
    for (size_t i = 0; i < bands->frame->split; i++)
        LIST_PUSH(bands->maker->layout->page_setter.env->keep, bands->feet, bands->count, bands->capacity,
                  fmax(0, bottom - tops[i]));
    bands->maker->band++;
}

static void add_level_feet(Bands *bands, Pt top) {
    ArenaMark mark = arena_mark(bands->maker->layout->setter.env->scratch);
    Pt *tops = ARENA_ARRAY(bands->maker->layout->setter.env->scratch, Pt, bands->frame->split);
    for (size_t i = 0; i < bands->frame->split; i++)
        tops[i] = top;
    add_feet(bands, tops);
    arena_reset(bands->maker->layout->setter.env->scratch, mark);
}

/* The next band begins under this one. */
static void move_down(Bands *bands, Filled filled) {
    Pt top = filled.bottom + bands_gap(bands->state->galley, bands->state->at);
    Pt bottom = fmin(bands->rest.y + bands->rest.h, filled.foot);
    add_level_feet(bands, bottom);
    bands->rest.h = bottom - top;
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
    Pt *feet = ARENA_ARRAY(scratch, Pt, columns);
    for (size_t i = 0; i < columns; i++)
        feet[i] = all.foot;
    for (size_t i = 0; i < columns && !frames_text_is_done(state); i++) {
        if (bands_end_before(state->galley, first, state->at) &&
            !apart_comes_first(state->galley, state->at, bands->rest.h, state->placed))
            break;
        Box column = bands->rest;
        column.x += (width + bands->frame->gap) * (double)i;
        column.w = width;
        bands->maker->column = i;
        Pt height = balanced ? heights[i] : bands->ahead ? column.h : 0;
        Filled filled = frames_place_column(bands->maker, bands->frame, state, column, height);
        all.bottom = fmax(all.bottom, filled.bottom);
        all.foot = fmin(all.foot, filled.foot);
        feet[i] = filled.foot;
    }
    bands->maker->column = 0;
    if (!balanced && !bands_end_before(state->galley, first, state->at)) {
        add_feet(bands, feet);
        return false;
    }
    move_down(bands, all);
    return true;
}

/* How much room a wide band needs together with what must stand under it. */
static Pt least_below(const Bands *bands, const Room *room, size_t end) {
    const Galley *galley = bands->state->galley;
    Arena *scratch = bands->maker->layout->setter.env->scratch;
    ArenaMark mark = arena_mark(scratch);
    Pour pour = pour_range(scratch, galley, room, end);
    Pt bottom = pour_strip_end(galley, end - 1, pour.tops[end - 1 - room->from]);
    arena_reset(scratch, mark);
    ApartSpan apart = {.first = room->from, .from = room->placed, .to = room->placed};
    apart_fit(galley, end - 1, room->whole - pour.height, &apart);
    bool heads = end < galley->count && galley->strips[end - 1].keep && !galley->strips[end].start;
    if (!heads)
        return pour.height + apart.height;
    Room below = {.from = end, .height = INFINITY};
    return bottom + apart.height + bands_gap(galley, end) + pour_least(galley, &below);
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

/* The next float, over all columns at their head or foot. */
static void place_over(Bands *bands, const Float *set, bool foot) {
    Layout *layout = bands->maker->layout;
    Box box = bands->rest;
    box.y += foot ? box.h - set->height : 0;
    box.h = set->height;
    Foot under = {.item = layout->pages->pages[layout->pages->count - 1].count,
                  .anchor = layout->pages->anchor_count,
                  .wide = true};
    apart_place_float(&layout->page_setter, layout->pages, set, box);
    if (foot) {
        frames_add_foot(bands->maker, under);
        add_level_feet(bands, box.y - set->gap);
    }
    bands->rest.h -= set->height + set->gap;
    bands->rest.y += foot ? 0 : set->height + set->gap;
    bands->maker->progress = true;
    bands->state->placed.floats++;
}

/* Floats over all columns that are waiting, those that fit; the first one in any case. Returns how many. */
static size_t place_waiting(Bands *bands) {
    FlowState *state = bands->state;
    size_t count = 0;
    const Float *set;
    while ((set = apart_next_wide(state->galley, state->at, state->placed)) &&
           (count == 0 || set->height <= bands->rest.h)) {
        place_over(bands, set, set->place == PLACE_BOTTOM && !frames_wants_page(state));
        count++;
    }
    return count;
}

/* Whether columns that are filled from here come so far that a strip and some lines more stand in them. */
static bool reaches(const Bands *bands, Room room, size_t strip) {
    Arena *scratch = bands->maker->layout->setter.env->scratch;
    const Galley *galley = bands->state->galley;
    ArenaMark mark = arena_mark(scratch);
    for (size_t i = 0; i < bands->frame->split; i++) {
        if (apart_comes_first(galley, room.from, room.whole, room.placed)) {
            room.placed = apart_rest(galley, room.from, room.whole, room.placed);
            continue;
        }
        if (bands_end_before(galley, bands->state->at, room.from))
            break;
        Pour pour = pour_fill_room(scratch, galley, &room);
        room.from = pour.to;
        room.placed = pour.apart_to;
    }
    arena_reset(scratch, mark);
    return room.from > strip + LINES_BEHIND || (room.from > strip && room.from >= galley->count);
}

/*
 * Floats over all columns that the text of this band comes to stand on its page, if it still comes to them
 * with what room they leave: at the head, unless that is taken, or a heading begins there.
 */
static void place_ahead(Bands *bands) {
    FlowState *state = bands->state;
    const Galley *galley = state->galley;
    for (size_t strip = state->at; state->placed.floats < galley->float_count;) {
        const Float *set = &galley->floats[state->placed.floats];
        while (strip < galley->count && galley->strips[strip].float_end <= state->placed.floats &&
               !bands_end_before(galley, state->at, strip + 1))
            strip++;
        bool here = strip < galley->count && galley->strips[strip].float_end > state->placed.floats;
        bool foot = set->place == PLACE_BOTTOM || !bands->first || pour_is_heading(galley, state->at);
        Room room = room_of(bands);
        Pt taken = set->height + set->gap;
        room.height = room.whole = room.height - taken;
        room.start += foot ? 0 : taken;
        room.placed.floats++;
        if (!set->wide || set->place == PLACE_PAGE || !here || room.height <= 0 ||
            !reaches(bands, room, strip))
            return;
        place_over(bands, set, foot);
        bands->ahead = true;
    }
}

static void move_foot(PageMaker *maker, const Foot *foot, Pt y) {
    Pages *pages = maker->layout->pages;
    Page *page = &pages->pages[pages->count - 1];
    for (size_t i = foot->item; i < foot->item_end; i++)
        page_move_item(&page->items[i], 0, y);
    for (size_t i = foot->anchor; i < foot->anchor_end; i++)
        pages->anchors[i].y += y;
}

/* What a band has at the foot of a column, or the most of all; columns where it differs: not level. */
static Pt foot_height(const Bands *bands, size_t band, const Foot *foot, bool *level) {
    const Pt *feet = &bands->feet[band * bands->frame->split];
    Pt most = 0;
    for (size_t i = 0; i < bands->frame->split; i++) {
        *level = *level && feet[i] == feet[0];
        most = fmax(most, feet[i]);
    }
    return foot->wide || band < foot->band ? most : feet[foot->column];
}

/* How far down it must go to stand above those of the bands that follow, not below. */
static Pt foot_shift(const Bands *bands, const Foot *foot, bool *possible) {
    Pt shift = 0;
    for (size_t band = 0; band < bands->maker->band; band++) {
        bool level = true;
        Pt height = foot_height(bands, band, foot, &level);
        if (band > foot->band && foot->wide)
            *possible = *possible && level;
        shift += band < foot->band ? height : band > foot->band ? -height : 0;
    }
    return shift;
}

/* Each band has put its foot above that of the band before: the first one's belongs on top. */
static void sort_feet(const Bands *bands) {
    PageMaker *maker = bands->maker;
    bool possible = true;
    for (size_t i = 0; i < maker->foot_count; i++)
        foot_shift(bands, &maker->feet[i], &possible);
    for (size_t i = 0; possible && i < maker->foot_count; i++)
        move_foot(maker, &maker->feet[i], foot_shift(bands, &maker->feet[i], &possible));
}

static void fill_bands(Bands *bands, Box box) {
    FlowState *state = bands->state;
    Arena *scratch = bands->maker->layout->setter.env->scratch;
    bool goes_on = place_waiting(bands) == 0 || !frames_wants_page(state);
    while (goes_on && bands->rest.h > 0 && !frames_text_is_done(state)) {
        const Galley *galley = state->galley;
        bool waiting = apart_comes_first(galley, state->at, box.h, state->placed);
        if (state->at >= galley->count && apart_next_wide(galley, state->at, state->placed))
            return;
        if (!bands->first && frames_wants_page(state) && !waiting)
            return;
        ArenaMark mark = arena_mark(scratch);
        bool wide = state->at < galley->count && galley->strips[state->at].span && !waiting;
        if (!wide && !waiting)
            place_ahead(bands);
        goes_on = wide ? fill_wide(bands) : fill_columns(bands);
        arena_reset(scratch, mark);
    }
}

void bands_fill(PageMaker *maker, const Frame *frame, FlowState *state, Box box) {
    Bands bands = {.maker = maker, .frame = frame, .state = state, .rest = box, .first = true};
    maker->foot_count = maker->band = 0;
    fill_bands(&bands, box);
    sort_feet(&bands);
}
