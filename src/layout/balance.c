/*
 * layout/balance.c - how high the columns of a band are.
 *
 * The one idea: first the least height at which the band fits is found, by halving. Filled to that height
 * all columns but the last are full, and the last may be short. So of all ways to end them within that
 * height the one is taken whose columns miss it least in squares: what is missing is shared out.
 */
#include "layout/bands.h"

#include <math.h>

/* In points: heights that differ by so little are one. */
static const Pt CLOSE = 0.5;
/* Of otherwise equal ways the one whose first columns are higher. */
static const double LATER_COST = 1e-3;

bool bands_end_before(const Galley *galley, size_t from, size_t at) {
    if (at >= galley->count)
        return true;
    const Strip *strip = &galley->strips[at];
    return at > from && (strip->start >= BREAK_BEFORE_PAGE || strip->span != galley->strips[at - 1].span);
}

static bool is_legal_end(const Galley *galley, size_t from, size_t end) {
    return end == from || pour_may_break(galley, end - 1) || pour_must_break(galley, end, from);
}

/* Whether the band fits so many columns of the room's height. */
static bool fits_columns(Arena *scratch, const Galley *galley, Room room, size_t columns) {
    ArenaMark mark = arena_mark(scratch);
    bool fits = true;
    size_t from = room.from;
    for (size_t i = 0; i < columns && !bands_end_before(galley, from, room.from); i++) {
        Pour pour = pour_fill_room(scratch, galley, &room);
        fits = fits && pour.height <= room.height + 0.01 && is_legal_end(galley, room.from, pour.to);
        room.from = pour.to;
        room.placed = pour.apart_to;
    }
    arena_reset(scratch, mark);
    return fits && apart_is_done(galley, room.from, room.placed) &&
           bands_end_before(galley, from, room.from);
}

static Pt least_height(Arena *scratch, const Galley *galley, const Room *room, size_t columns) {
    Pt low = 0, high = room->height;
    while (high - low > CLOSE) {
        Room middle = *room;
        middle.height = (low + high) / 2;
        if (fits_columns(scratch, galley, middle, columns))
            high = middle.height;
        else
            low = middle.height;
    }
    return high;
}

/* The cheapest way to end the columns so far before a strip. */
typedef struct Way {
    double cost;
    Pt height; /* of the last column */
    size_t before;
} Way;

typedef struct Balancer {
    const Galley *galley;
    Room room;
    size_t count; /* strips of the band, and one */
    Way *ways;    /* by columns so far, then by strip */
} Balancer;

static Way *way_at(const Balancer *balancer, size_t column, size_t strip) {
    return &balancer->ways[column * balancer->count + strip - balancer->room.from];
}

/* All ends of a column that begins at a strip; one without text costs as if it were quite empty. */
static void try_column(const Balancer *balancer, size_t column, size_t from) {
    const Galley *galley = balancer->galley;
    const Room *room = &balancer->room;
    double cost = way_at(balancer, column, from)->cost;
    size_t end = room->from + balancer->count - 1;
    Pt y = room->start;
    for (size_t i = from; i < end; i++) {
        Pt top = pour_strip_top(galley, i, from, y);
        Pt height = pour_strip_foot(galley, i, top) - room->start;
        if (height > room->height + 0.01 || (i > from && pour_must_break(galley, i, from)))
            return;
        y = pour_strip_end(galley, i, top);
        if (!is_legal_end(galley, from, i + 1))
            continue;
        double missing = room->height - height;
        double sum = cost + missing * missing + LATER_COST * height * (double)column;
        Way *way = way_at(balancer, column + 1, i + 1);
        if (sum < way->cost)
            *way = (Way){sum, height, from};
    }
}

/* Shares out what the columns miss of the height; false if that fails: one filled by force. */
static bool share_out(Arena *scratch, const Galley *galley, const Room *room, size_t columns, Pt *heights) {
    Balancer balancer = {.galley = galley, .room = *room};
    size_t end = room->from;
    while (end == room->from || !bands_end_before(galley, room->from, end))
        end++;
    balancer.count = end - room->from + 1;
    balancer.ways = ARENA_ARRAY(scratch, Way, (columns + 1) * balancer.count);
    for (size_t i = 1; i < (columns + 1) * balancer.count; i++)
        balancer.ways[i].cost = INFINITY;
    for (size_t column = 0; column < columns; column++)
        for (size_t at = room->from; at < end; at++)
            if (way_at(&balancer, column, at)->cost < INFINITY)
                try_column(&balancer, column, at);
    size_t best = columns;
    while (best > 0 && !(way_at(&balancer, best, end)->cost < INFINITY))
        best--;
    for (size_t column = best, at = end; column > 0; column--) {
        const Way *way = way_at(&balancer, column, at);
        heights[column - 1] = way->height;
        at = way->before;
    }
    return best > 0;
}

/* Notes and floats come with their strips, so such a band is only filled. */
static bool is_plain(const Galley *galley, const Room *room) {
    size_t end = room->from;
    while (end == room->from || !bands_end_before(galley, room->from, end))
        end++;
    return apart_is_done(galley, end, room->placed);
}

bool balance_columns(Arena *scratch, const Galley *galley, const Room *room, size_t columns, Pt *heights) {
    for (size_t i = 0; i < columns; i++)
        heights[i] = room->height;
    if (columns < 2 || room->from >= galley->count || !fits_columns(scratch, galley, *room, columns))
        return false;
    ArenaMark mark = arena_mark(scratch);
    Room level = *room;
    level.height = least_height(scratch, galley, room, columns);
    for (size_t i = 0; i < columns; i++)
        heights[i] = level.height;
    if (is_plain(galley, room))
        share_out(scratch, galley, &level, columns, heights);
    arena_reset(scratch, mark);
    return true;
}
