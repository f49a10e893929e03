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

/* How a column is filled. */
typedef struct Column {
    Pt height;  /* of text */
    bool alone; /* floats stand in it without text */
} Column;

/* A stretch of columns to be filled. */
typedef struct Band {
    Arena *scratch;
    const Galley *galley;
    const Room *rooms; /* of the columns */
    size_t count;
    bool whole_words; /* none may go on from a column to the next */
} Band;

static Room room_at(const Band *band, size_t column, size_t at, Apart placed) {
    Room room = band->rooms[column];
    room.from = at;
    room.placed = placed;
    return room;
}

/* Whether the band fits columns that are filled so; floats that are left when it ends have one alone. */
static bool fits_columns(const Band *band, const Column *columns) {
    const Galley *galley = band->galley;
    ArenaMark mark = arena_mark(band->scratch);
    bool fits = true;
    size_t from = band->rooms->from, at = from;
    Apart placed = band->rooms->placed;
    for (size_t i = 0; i < band->count; i++) {
        Room room = room_at(band, i, at, placed);
        bool ended = bands_end_before(galley, from, at);
        if (ended && apart_is_settled(galley, &room))
            break;
        room.height = columns[i].height;
        if (ended || columns[i].alone || apart_comes_first(galley, &room)) {
            placed = apart_rest(galley, &room);
            Pt height = apart_stack(galley, room.placed.floats, placed.floats);
            fits = fits && ((!ended && !columns[i].alone) || height <= room.height + 0.01);
            continue;
        }
        Pour pour = pour_fill_room(band->scratch, galley, &room);
        fits = fits && pour.height <= room.height + 0.01 && is_legal_end(galley, room.from, pour.to);
        fits = fits && (!band->whole_words || !galley->strips[pour.to - 1].in_word);
        at = pour.to;
        placed = pour.apart_to;
    }
    arena_reset(band->scratch, mark);
    Room end = room_at(band, band->count - 1, at, placed);
    return fits && apart_is_settled(galley, &end) && bands_end_before(galley, from, at);
}

/* As high as that, if they have the room. */
static void set_all(const Band *band, Column *columns, Pt height) {
    for (size_t i = 0; i < band->count; i++)
        columns[i] = (Column){.height = fmin(height, band->rooms[i].height)};
}

static Pt least_height(const Band *band) {
    Pt low = 0, high = 0;
    for (size_t i = 0; i < band->count; i++)
        high = fmax(high, band->rooms[i].height);
    Column *columns = ARENA_ARRAY(band->scratch, Column, band->count);
    while (high - low > CLOSE) {
        Pt middle = (low + high) / 2;
        set_all(band, columns, middle);
        if (fits_columns(band, columns))
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* The cheapest way to end the columns so far before a strip. */
typedef struct Way {
    double cost;
    Column last; /* column; with what stands above its text */
    size_t before;
    Apart placed;
} Way;

typedef struct Balancer {
    const Band *band;
    size_t from;  /* first strip of the band */
    size_t count; /* strips of the band, and one */
    Pt height;    /* of all columns that have the room */
    Way *ways;    /* by columns so far, then by strip */
} Balancer;

static Way *way_at(const Balancer *balancer, size_t column, size_t strip) {
    return &balancer->ways[column * balancer->count + strip - balancer->from];
}

/* What ending a column with this strip costs beside what it misses. */
static double end_cost(const Balancer *balancer, size_t strip, Apart placed) {
    const Strip *last = &balancer->band->galley->strips[strip];
    bool split = placed.notes < last->note_end, waits = placed.floats < last->float_end;
    bool ends = strip + 2 == balancer->from + balancer->count;
    return (ends ? 0 : CUT_COST * (double)last->cut) + (split || waits ? SPLIT_COST : 0);
}

/* A column that begins at strip way.before could be the last one before another. */
static void try_way(const Balancer *balancer, size_t column, size_t end, Way way) {
    double missing = balancer->height - way.last.height;
    way.cost += missing * missing + LATER_COST * way.last.height * (double)column;
    Way *known = way_at(balancer, column + 1, end);
    if (way.cost < known->cost)
        *known = way;
}

/* A column of floats that are waiting. */
static void try_alone(const Balancer *balancer, size_t column, size_t from) {
    const Galley *galley = balancer->band->galley;
    const Way *start = way_at(balancer, column, from);
    Room room = room_at(balancer->band, column, from, start->placed);
    if (apart_is_settled(galley, &room) || start->placed.floats >= apart_begun(galley, from).floats)
        return;
    Apart placed = apart_rest(galley, &room);
    Pt height = apart_stack(galley, start->placed.floats, placed.floats);
    if (height <= fmin(balancer->height, room.height) + 0.01)
        try_way(balancer, column, from, (Way){start->cost, {height, true}, from, placed});
}

/* All ends of a column that begins at a strip. */
static void try_column(const Balancer *balancer, size_t column, size_t from) {
    const Galley *galley = balancer->band->galley;
    const Way *start = way_at(balancer, column, from);
    Room room = room_at(balancer->band, column, from, start->placed);
    ApartSpan apart = {.first = from, .from = room.placed, .to = room.placed, .noted = room.noted};
    size_t end = balancer->from + balancer->count - 1;
    Pt y = room.start, limit = fmin(balancer->height, room.height);
    for (size_t i = from; i < end; i++) {
        Pt top = pour_strip_top(galley, i, from, y);
        Pt foot = pour_strip_foot(galley, i, top) - room.start;
        bool fits = apart_fit(galley, i, (ApartRoom){room.whole - foot, limit - foot}, &apart);
        if (!fits || (i > from && pour_must_break(galley, i, from)))
            return;
        y = pour_strip_end(galley, i, top);
        if (!is_legal_end(galley, from, i + 1))
            continue;
        double cost = start->cost + end_cost(balancer, i, apart.to);
        try_way(balancer, column, i + 1, (Way){cost, {foot + apart.top, false}, from, apart.to});
    }
}

/* Shares out what the columns miss of the height; false if that fails: one filled by force. */
static bool share_out(const Band *band, Pt height, Column *columns) {
    const Galley *galley = band->galley;
    Balancer balancer = {.band = band, .from = band->rooms->from, .height = height};
    size_t from = balancer.from, end = from;
    while (end == from || !bands_end_before(galley, from, end))
        end++;
    balancer.count = end - from + 1;
    balancer.ways = ARENA_ARRAY(band->scratch, Way, (band->count + 1) * balancer.count);
    for (size_t i = 1; i < (band->count + 1) * balancer.count; i++)
        balancer.ways[i].cost = INFINITY;
    balancer.ways[0].placed = band->rooms->placed;
    for (size_t column = 0; column < band->count; column++)
        for (size_t at = from; at <= end; at++)
            if (way_at(&balancer, column, at)->cost < INFINITY) {
                try_alone(&balancer, column, at);
                try_column(&balancer, column, at);
            }
    size_t best = band->count;
    while (best > 0 && !(way_at(&balancer, best, end)->cost < INFINITY))
        best--;
    for (size_t column = best, at = end; column > 0; column--) {
        const Way *way = way_at(&balancer, column, at);
        columns[column - 1] = way->last;
        at = way->before;
    }
    return best > 0;
}

bool balance_columns(Arena *scratch, const Galley *galley, Room *rooms, size_t count) {
    Band band = {scratch, galley, rooms, count, true};
    if (count < 2 || rooms->from >= galley->count || galley->strips[rooms->from].span)
        return false;
    ArenaMark mark = arena_mark(scratch);
    Column *columns = ARENA_ARRAY(scratch, Column, count);
    set_all(&band, columns, INFINITY);
    band.whole_words = fits_columns(&band, columns);
    bool fits = band.whole_words || fits_columns(&band, columns);
    if (fits) {
        Pt height = least_height(&band);
        set_all(&band, columns, height);
        if (!share_out(&band, height, columns) || !fits_columns(&band, columns))
            set_all(&band, columns, height);
    }
    for (size_t i = 0; fits && i < count; i++) {
        rooms[i].height = columns[i].height;
        rooms[i].alone = columns[i].alone;
    }
    arena_reset(scratch, mark);
    return fits;
}
