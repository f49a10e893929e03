/*
 * layout/balance.c - how high the columns of a band are.
 *
 * The one idea: first the least height at which the band fits is found, by halving. Filled to that height
 * all columns but the last are full, and the last may be short. So of all ways to end them within that
 * height the one is taken whose columns miss it least in squares: what is missing is shared out. Notes and
 * floats stand in the column of their strips and take their room there, so a way knows what it has placed.
 */
#include "layout/bands.h"

#include <math.h>

/* In points: heights that differ by so little are one. */
static const Pt CLOSE = 0.5;
/* Of otherwise equal ways the one whose first columns are higher. */
static const double LATER_COST = 1e-3;
/* In square points, as what a column misses: what is cut by its end, and a note that goes on behind it. */
static const double CUT_COST = 100, SPLIT_COST = 1e4;

bool bands_end_before(const Galley *galley, size_t from, size_t at) {
    if (at >= galley->count)
        return true;
    const Strip *strip = &galley->strips[at];
    return at > from && (strip->start >= BREAK_BEFORE_PAGE || strip->span != galley->strips[at - 1].span);
}

static bool is_legal_end(const Galley *galley, size_t from, size_t end) {
    return end == from || pour_may_break(galley, end - 1) || pour_must_break(galley, end, from);
}

/* A stretch of columns to be filled. */
typedef struct Band {
    Arena *scratch;
    const Galley *galley;
    const Room *rooms; /* of the columns */
    size_t columns;
    bool whole_words; /* none may go on from a column to the next */
} Band;

/* Whether the band fits columns whose text is so high. */
static bool fits_heights(const Band *band, const Pt *heights) {
    const Galley *galley = band->galley;
    ArenaMark mark = arena_mark(band->scratch);
    bool fits = true;
    size_t from = band->rooms->from, at = from;
    Apart placed = band->rooms->placed;
    for (size_t i = 0; i < band->columns; i++) {
        Room room = band->rooms[i];
        room.from = at;
        room.placed = placed;
        if (apart_comes_first(galley, &room)) {
            placed = apart_rest(galley, &room);
            continue;
        }
        if (bands_end_before(galley, from, room.from))
            break;
        room.height = heights[i];
        Pour pour = pour_fill_room(band->scratch, galley, &room);
        fits = fits && pour.height <= room.height + 0.01 && is_legal_end(galley, room.from, pour.to);
        fits = fits && (!band->whole_words || !galley->strips[pour.to - 1].in_word);
        at = pour.to;
        placed = pour.apart_to;
    }
    arena_reset(band->scratch, mark);
    return fits && apart_is_done(galley, at, placed) && bands_end_before(galley, from, at);
}

/* As high as that, if they have the room. */
static void set_all(const Band *band, Pt *heights, Pt height) {
    for (size_t i = 0; i < band->columns; i++)
        heights[i] = fmin(height, band->rooms[i].height);
}

static Pt least_height(const Band *band) {
    Pt low = 0, high = 0;
    for (size_t i = 0; i < band->columns; i++)
        high = fmax(high, band->rooms[i].height);
    Pt *heights = ARENA_ARRAY(band->scratch, Pt, band->columns);
    while (high - low > CLOSE) {
        Pt middle = (low + high) / 2;
        set_all(band, heights, middle);
        if (fits_heights(band, heights))
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* The cheapest way to end the columns so far before a strip. */
typedef struct Way {
    double cost;
    Pt height; /* of the last column, with what stands above its text */
    size_t before;
    Apart placed;
} Way;

typedef struct Balancer {
    const Galley *galley;
    const Room *rooms; /* of the columns */
    size_t from;       /* first strip of the band */
    size_t count;      /* strips of the band, and one */
    Pt height;         /* of all columns that have the room */
    Way *ways;         /* by columns so far, then by strip */
} Balancer;

static Way *way_at(const Balancer *balancer, size_t column, size_t strip) {
    return &balancer->ways[column * balancer->count + strip - balancer->from];
}

/* What ending a column with this strip costs beside what it misses. */
static double end_cost(const Balancer *balancer, size_t strip, Apart placed) {
    const Strip *last = &balancer->galley->strips[strip];
    bool split = placed.notes < last->note_end, waits = placed.floats < last->float_end;
    bool ends = strip + 2 == balancer->from + balancer->count;
    return (ends ? 0 : CUT_COST * (double)last->cut) + (split || waits ? SPLIT_COST : 0);
}

/* All ends of a column that begins at a strip; one without text costs as if it were quite empty. */
static void try_column(const Balancer *balancer, size_t column, size_t from) {
    const Galley *galley = balancer->galley;
    const Room *room = &balancer->rooms[column];
    const Way *start = way_at(balancer, column, from);
    ApartSpan apart = {.first = from, .from = start->placed, .to = start->placed, .noted = room->noted};
    size_t end = balancer->from + balancer->count - 1;
    Pt limit = fmin(balancer->height, room->height);
    Pt y = room->start;
    for (size_t i = from; i < end; i++) {
        Pt top = pour_strip_top(galley, i, from, y);
        Pt foot = pour_strip_foot(galley, i, top) - room->start;
        bool fits = apart_fit(galley, i, room->whole - foot, &apart);
        Pt height = foot + apart.top;
        if (!fits || height > limit + 0.01 || (i > from && pour_must_break(galley, i, from)))
            return;
        y = pour_strip_end(galley, i, top);
        if (!is_legal_end(galley, from, i + 1) || (i + 1 == end && !apart_is_done(galley, end, apart.to)))
            continue;
        double missing = balancer->height - height;
        double sum = start->cost + missing * missing + LATER_COST * height * (double)column +
                     end_cost(balancer, i, apart.to);
        Way *way = way_at(balancer, column + 1, i + 1);
        if (sum < way->cost)
            *way = (Way){sum, height, from, apart.to};
    }
}

/* Shares out what the columns miss of the height; false if that fails: one filled by force. */
static bool share_out(const Band *band, Pt height, Pt *heights) {
    const Galley *galley = band->galley;
    Balancer balancer = {
        .galley = galley, .rooms = band->rooms, .from = band->rooms->from, .height = height};
    size_t from = balancer.from, end = from;
    while (end == from || !bands_end_before(galley, from, end))
        end++;
    balancer.count = end - from + 1;
    balancer.ways = ARENA_ARRAY(band->scratch, Way, (band->columns + 1) * balancer.count);
    for (size_t i = 1; i < (band->columns + 1) * balancer.count; i++)
        balancer.ways[i].cost = INFINITY;
    balancer.ways[0].placed = band->rooms->placed;
    for (size_t column = 0; column < band->columns; column++)
        for (size_t at = from; at < end; at++)
            if (way_at(&balancer, column, at)->cost < INFINITY)
                try_column(&balancer, column, at);
    size_t best = band->columns;
    while (best > 0 && !(way_at(&balancer, best, end)->cost < INFINITY))
        best--;
    for (size_t column = best, at = end; column > 0; column--) {
        const Way *way = way_at(&balancer, column, at);
        heights[column - 1] = way->height;
        at = way->before;
    }
    return best > 0;
}

bool balance_columns(Arena *scratch, const Galley *galley, const Room *rooms, size_t columns, Pt *heights) {
    Band band = {scratch, galley, rooms, columns, true};
    set_all(&band, heights, INFINITY);
    if (columns < 2 || rooms->from >= galley->count)
        return false;
    band.whole_words = fits_heights(&band, heights);
    if (!band.whole_words && !fits_heights(&band, heights))
        return false;
    ArenaMark mark = arena_mark(scratch);
    Pt height = least_height(&band);
    set_all(&band, heights, height);
    if (!share_out(&band, height, heights) || !fits_heights(&band, heights))
        set_all(&band, heights, height);
    arena_reset(scratch, mark);
    return true;
}
