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
    Box rest;    /* of the frame; in the column where it is lowest */
    Pt *bottoms; /* where what stands at the foot of each column begins */
    Room *rooms; /* of the columns, for the band at hand */
    bool first;
    bool ahead; /* a float is there that the text must still come to: it is filled, and no plan followed */
} Bands;

/* All columns begin at the height where the band does. */
static void measure_rooms(const Bands *bands) {
    const FlowState *state = bands->state;
    Setter *setter = &bands->maker->layout->page_setter;
    Pt start = grid_start(setter, bands->maker->master, bands->rest.y);
    for (size_t i = 0; i < bands->frame->split; i++) {
        Pt height = bands->bottoms[i] - bands->rest.y;
        bands->rooms[i] = (Room){.from = state->at,
                                 .placed = state->placed,
                                 .height = height,
                                 .whole = height,
                                 .start = start,
                                 .noted = bands->rooms[i].noted,
                                 .lower = !bands->first};
    }
}

Pt bands_gap(const Galley *galley, size_t strip) {
    return strip < galley->count
               ? (double)galley->strips[strip].before + (double)galley->strips[strip].top_trim
               : 0;
}

/* The rest of the frame begins at this height on the page. */
static void move_down(Bands *bands, Pt top) {
    Pt bottom = bands->bottoms[0];
    for (size_t i = 1; i < bands->frame->split; i++)
        bottom = fmin(bottom, bands->bottoms[i]);
    bands->rest.y = top;
    bands->rest.h = bottom - top;
    measure_rooms(bands);
}

/* The next band begins under this one. */
static void end_band(Bands *bands, Pt bottom) {
    bands->first = false;
    move_down(bands, bottom + bands_gap(bands->state->galley, bands->state->at));
}

static Filled place_column(Bands *bands, size_t i, Box box, bool planned) {
    Room *room = &bands->rooms[i];
    box.h = room->whole;
    bands->maker->column = i;
    Filled filled = frames_place_column(bands->maker, bands->frame, bands->state, box, planned);
    bands->maker->column = 0;
    bands->bottoms[i] = fmin(bands->bottoms[i], filled.foot);
    room->noted = room->noted || filled.noted;
    return filled;
}

/*
 * Whether the band that began at a strip has anything for a column. Floats that are left over when it ends,
 * or before text that goes over all columns, stand there alone; text that is too high waits for a page.
 */
static bool has_more(Bands *bands, size_t first, size_t column) {
    const FlowState *state = bands->state;
    const Galley *galley = state->galley;
    Room *room = &bands->rooms[column];
    room->from = state->at;
    room->placed = state->placed;
    bool ended = bands_end_before(galley, first, state->at) || galley->strips[state->at].span;
    room->alone = room->alone || ended;
    return ended ? !apart_is_settled(galley, room) : !pour_waits(galley, room);
}

/* Returns whether another band may follow in this frame. */
static bool fill_columns(Bands *bands) {
    FlowState *state = bands->state;
    size_t columns = bands->frame->split, first = state->at;
    Pt width = frames_column_width(bands->frame, bands->rest.w), bottom = 0;
    bool balanced =
        balance_columns(bands->maker->layout->setter.env->scratch, state->galley, bands->rooms, columns);
    if (!balanced && !bands->first && pour_least(state->galley, bands->rooms) > bands->rest.h)
        return false;
    for (size_t i = 0; i < columns && has_more(bands, first, i); i++) {
        Box column = bands->rest;
        column.x += (width + bands->frame->gap) * (double)i;
        column.w = width;
        bottom = fmax(bottom, place_column(bands, i, column, !balanced && !bands->ahead).bottom);
    }
    bool over = state->at < state->galley->count && state->galley->strips[state->at].span;
    if (!balanced && !over && !bands_end_before(state->galley, first, state->at))
        return false;
    end_band(bands, bottom);
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
    Pt left = room->whole - pour.height;
    apart_fit(galley, end - 1, (ApartRoom){left, left}, &apart);
    bool heads = end < galley->count && galley->strips[end - 1].keep && !galley->strips[end].start;
    if (!heads)
        return pour.height + apart.height;
    Room below = {.from = end, .height = INFINITY};
    return bottom + apart.height + bands_gap(galley, end) + pour_least(galley, &below);
}

static bool fill_wide(Bands *bands) {
    FlowState *state = bands->state;
    const Galley *galley = state->galley;
    Room *room = bands->rooms;
    room->height = bands->rest.h;
    size_t end = state->at + 1;
    while (!bands_end_before(galley, state->at, end))
        end++;
    if (!bands->first && least_below(bands, room, end) > room->height)
        return false;
    end_band(bands, place_column(bands, 0, bands->rest, false).bottom);
    return state->at >= end;
}

/* What notes of a float over all columns take of the first one, where they stand with those of its text. */
static Pt noted_height(const Bands *bands, const Float *set) {
    return set->notes + (set->notes > 0 && !bands->rooms->noted ? set->rule : 0);
}

static void place_over_notes(Bands *bands, size_t set) {
    const FlowState *state = bands->state;
    Pour pour = {.galley = state->galley,
                 .apart_from = {state->placed.notes, set},
                 .apart_to = {state->placed.notes, set + 1},
                 .noted = bands->rooms->noted};
    Box column = bands->rest;
    column.w = frames_column_width(bands->frame, column.w);
    column.h = bands->rooms->whole;
    Pt height = feet_place_notes(bands->maker, &pour, column);
    bands->bottoms[0] -= height;
    bands->rooms->noted = bands->rooms->noted || height > 0;
    move_down(bands, bands->rest.y);
}

/* The next float, over all columns at their head or foot. */
static void place_over(Bands *bands, const Float *set, bool foot) {
    Layout *layout = bands->maker->layout;
    Box box = bands->rest;
    Pt taken = set->height + set->gap, excess = set->height + noted_height(bands, set) - box.h;
    if (excess > 1)
        frames_add_overflow(bands->maker,
                            (Overflow){.span = set->node->span, .frame = bands->frame, .height = excess});
    box.y += foot ? box.h - set->height : 0;
    box.h = set->height;
    Foot under = feet_begin(bands->maker);
    under.wide = true;
    under.height = taken;
    apart_place_float(&layout->page_setter, layout->pages, set, box);
    if (foot)
        feet_end(bands->maker, under);
    for (size_t i = 0; foot && i < bands->frame->split; i++)
        bands->bottoms[i] = box.y - set->gap;
    bands->maker->progress = true;
    bands->state->placed.floats++;
    move_down(bands, bands->rest.y + (foot ? 0 : taken));
    place_over_notes(bands, bands->state->placed.floats - 1);
}

/* Floats over all columns that are waiting, those that fit; the first one in any case. Returns how many. */
static size_t place_waiting(Bands *bands) {
    FlowState *state = bands->state;
    size_t count = 0;
    const Float *set;
    while ((set = apart_next_wide(state->galley, state->at, state->placed)) &&
           (count == 0 || set->height + noted_height(bands, set) <= bands->rest.h)) {
        place_over(bands, set, set->place == PLACE_BOTTOM && !frames_wants_page(state));
        count++;
    }
    return count;
}

/*
 * Whether columns that are filled from here come so far that a strip and some lines more stand in them,
 * when a float over them has taken a part of their height.
 */
static bool reaches(const Bands *bands, const Float *set, bool foot, size_t strip) {
    Arena *scratch = bands->maker->layout->setter.env->scratch;
    const Galley *galley = bands->state->galley;
    ArenaMark mark = arena_mark(scratch);
    size_t at = bands->state->at;
    Apart placed = {bands->state->placed.notes, bands->state->placed.floats + 1};
    for (size_t i = 0; i < bands->frame->split; i++) {
        Room room = bands->rooms[i];
        room.from = at;
        room.placed = placed;
        room.start += foot ? 0 : set->height + set->gap;
        room.height = (foot ? bands->rest.h : room.height) - set->height - set->gap;
        room.height -= i == 0 ? noted_height(bands, set) : 0;
        room.whole = room.height;
        room.noted = room.noted || (i == 0 && set->notes > 0);
        if (apart_comes_first(galley, &room)) {
            placed = apart_rest(galley, &room);
            continue;
        }
        bool begins = i > 0 || bands->first || pour_least(galley, &room) <= room.height;
        if (!begins || bands_end_before(galley, bands->state->at, at))
            break;
        Pour pour = pour_fill_room(scratch, galley, &room);
        at = pour.to;
        placed = pour.apart_to;
    }
    arena_reset(scratch, mark);
    return at > strip + LINES_BEHIND || (at > strip && at >= galley->count);
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
        Pt taken = set->height + set->gap + noted_height(bands, set);
        if (!set->wide || set->place == PLACE_PAGE || !here || bands->rest.h <= taken ||
            !reaches(bands, set, foot, strip))
            return;
        place_over(bands, set, foot);
        bands->ahead = true;
    }
}

static void fill_bands(Bands *bands, Box box) {
    FlowState *state = bands->state;
    Arena *scratch = bands->maker->layout->setter.env->scratch;
    bool goes_on = place_waiting(bands) == 0 || !frames_wants_page(state);
    while (goes_on && bands->rest.h > 0 && !frames_text_is_done(state)) {
        const Galley *galley = state->galley;
        measure_rooms(bands);
        bool waiting = apart_comes_first(
            galley, &(Room){.from = state->at, .placed = state->placed, .height = box.h, .whole = box.h});
        if (waiting && !bands->first && apart_is_too_high(galley, bands->rooms)) {
            if (state->at >= galley->count || frames_wants_page(state))
                return;
            waiting = false;
        }
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
    Arena *keep = maker->layout->page_setter.env->keep;
    Bands bands = {.maker = maker, .frame = frame, .state = state, .rest = box, .first = true};
    bands.bottoms = ARENA_ARRAY(keep, Pt, frame->split);
    for (size_t i = 0; i < frame->split; i++)
        bands.bottoms[i] = box.y + box.h;
    maker->rooms = bands.rooms = ARENA_ARRAY(keep, Room, frame->split);
    maker->foot_count = 0;
    measure_rooms(&bands);
    fill_bands(&bands, box);
    feet_sort(maker, frame->split);
    maker->rooms = NULL;
}
