/*
 * Plans where frames end: total fit for pages.
 *
 * The one idea: as with lines, the cheapest way through all legal breaks is looked for over many frames at
 * once, so that a page may end early to spare the next one a bad break. A break costs what it cuts
 * (Strip.cut) and what it leaves empty; what is never done at all (widows, orphans, a heading at the foot)
 * is no legal break to begin with.
 */
#include <math.h>

#include "layout/floats.h"

enum {
    HORIZON =
        3000 /* strips planned at once: about sixty pages; in columns, where less holds still, fewer */
};

/* In the units of Strip.cut: a paragraph cut in two costs about half of 1. */
static const double EMPTY_COST = 60;   /* of the square of the empty share: a tenth left empty costs 0.6 */
static const double EMPTY_SHARE = 0.2; /* beyond, it grows ever less: rather one frame short than several */
static const double VOID_COST = 20;    /* and besides, of the square of what is empty beyond that share: */
static const double VOID_SHARE = 0.4;
static const double UNEVEN_COST = 120;   /* likewise, of what two frames differ by that should end level */
static const double FACING_SHARE = 0.06; /* likewise, of pages: by more than a few lines, rather one full */
static const double STUB_COST = 12;      /* a last page without a line; less from there to that share */
static const double STUB_SHARE = 0.2;
static const double SPLIT_COST =
    2; /* a note that goes on in the next frame; twice that beside its beginning */
static const double LATE_COST = 400;     /* one that begins there */
static const double VACANT_COST = 120;   /* a column beside text that is left empty */
static const double WAIT_COST = 2;       /* a float that does */
static const double LONG_WAIT_COST = 20; /* and one that waited before this frame */
static const double SAME_COST = 1e-6;    /* costs that differ by less are the same */
static const double FRAME_COST = 0.1;    /* of any frame: fewer are better */

typedef struct Step {
    double cost;     /* of the cheapest way here; INFINITY: none */
    uint32_t before; /* the break that it came from */
    uint32_t frames; /* so far, those without text included */
    uint32_t extra;  /* frames without text, likewise: they are in no plan */
    Apart placed;
    float empty; /* share of the last frame, or of one on the next page if that is higher */
} Step;

typedef struct Planner {
    const PlanWish *wish;
    Step *steps; /* by strip behind the break, from wish->from */
    size_t end;  /* strips that are planned, or are behind a forced break */
    bool open;   /* the horizon cut it off */
    bool apart;  /* the galley has notes or floats */
} Planner;

static size_t planned_end(const PlanWish *wish) {
    const Galley *galley = wish->galley;
    size_t end = wish->from + 1, horizon = wish->columns > 1 ? HORIZON / 4 : HORIZON;
    while (end < galley->count && end - wish->from < horizon && !pour_must_break(galley, end, wish->from))
        end++;
    return end;
}

static const Room *room_of(const PlanWish *wish, size_t frames) {
    size_t column = wish->first_column + frames;
    return column < wish->columns ? &wish->rooms[column] : &wish->next;
}

/* The square of a share; beyond a given one it grows ever less, to no more than thrice what it is there. */
static double bent_square(double share, double beyond) {
    return share <= beyond ? share * share : beyond * beyond * (3 - 2 * beyond / share);
}

static double empty_cost(double empty) {
    double beyond = fmax(0, empty - VOID_SHARE);
    return EMPTY_COST * bent_square(empty, EMPTY_SHARE) + VOID_COST * beyond * beyond;
}

/* All frames of a page, or of a spread, but the first of them should end level with the one before. */
static double uneven_cost(const PlanWish *wish, const Step *from, double empty) {
    size_t together = wish->facing ? 2 * wish->columns : wish->columns;
    size_t first = wish->first_column + (wish->facing && !wish->first_left ? wish->columns : 0);
    size_t place = (first + from->frames) % together;
    double difference = fabs(empty - (double)from->empty);
    if (from->frames == 0 || place == 0)
        return 0;
    bool faces = place == wish->columns;
    return UNEVEN_COST * (faces ? bent_square(difference, FACING_SHARE) : difference * difference);
}

/* A last page with hardly a line on it; in columns these are shared out, and no more for it. */
static double stub_cost(const PlanWish *wish, const Step *from, double empty) {
    bool first = (wish->first_column + from->frames) % wish->columns == 0;
    double lacking = fmax(0, 1 - (1 - empty) / STUB_SHARE);
    return first && from->frames > 0 ? STUB_COST * lacking * lacking : 0;
}

static double frame_cost(const Planner *planner, const Step *from, size_t next, double empty) {
    const PlanWish *wish = planner->wish;
    bool last = next == planner->end && !planner->open;
    if (last)
        return FRAME_COST + stub_cost(wish, from, empty);
    double cut = (double)wish->galley->strips[next - 1].cut;
    return FRAME_COST + empty_cost(empty) + cut + uneven_cost(wish, from, empty);
}

/* A frame that could end before strip `next`. */
typedef struct End {
    size_t next;
    Apart placed;
    uint32_t extra; /* frames without text before it */
    double empty, cost;
} End;

/* What begins behind this frame waits for a page, and the next column is left empty. */
static bool leaves_vacant(const Planner *planner, const End *end, size_t frames) {
    Room room = *room_of(planner->wish, frames + end->extra + 1);
    room.from = end->next;
    return room.lower && end->next < planner->end && pour_waits(planner->wish->galley, &room);
}

static void try_end(Planner *planner, size_t from, const End *end) {
    const Step *start = &planner->steps[from - planner->wish->from];
    Step *step = &planner->steps[end->next - planner->wish->from];
    double cost = start->cost + frame_cost(planner, start, end->next, end->empty) + end->cost +
                  (leaves_vacant(planner, end, start->frames) ? VACANT_COST : 0);
    /* Of ways that cost the same the one that fills the earlier frames. */
    if (cost > step->cost + SAME_COST)
        return;
    *step = (Step){.cost = cost,
                   .before = (uint32_t)from,
                   .frames = start->frames + end->extra + 1,
                   .extra = start->extra + end->extra,
                   .placed = end->placed,
                   .empty = (float)end->empty};
}

/* Takes the room for notes and floats off what the frame has when it ends with this strip. */
static bool add_apart(const Planner *planner, ApartSpan span, size_t strip, Pt *free, End *end) {
    const Galley *galley = planner->wish->galley;
    bool fits = apart_fit(galley, strip, (ApartRoom){*free, *free}, &span);
    end->placed = span.to;
    *free -= span.height;
    Apart begun = apart_begun(galley, strip + 1);
    if (begun.notes > end->placed.notes)
        end->cost += !fits ? LATE_COST : planner->wish->columns > 1 ? 2 * SPLIT_COST : SPLIT_COST;
    if (begun.floats > end->placed.floats)
        end->cost += WAIT_COST * (double)(begun.floats - end->placed.floats);
    size_t before = apart_begun(galley, span.first).floats;
    if (before > end->placed.floats && !galley->floats[end->placed.floats].wide)
        end->cost += LONG_WAIT_COST * (double)(before - end->placed.floats);
    return fits;
}

/* Frames without text: for what must stand there alone, or left empty before what waits for a page. */
static void add_extra(const Planner *planner, size_t from, End *end) {
    const Step *start = &planner->steps[from - planner->wish->from];
    for (;; end->extra++) {
        const Galley *galley = planner->wish->galley;
        Room room = *room_of(planner->wish, start->frames + end->extra);
        room.from = from;
        room.placed = end->placed;
        room.whole = room.height;
        if (apart_comes_first(galley, &room))
            end->placed = apart_rest(galley, &room);
        else if (!pour_waits(galley, &room))
            return;
    }
}

/* All frames that begin at a strip; one that holds no legal break ends where it is full. */
static void try_frame(Planner *planner, size_t from) {
    const Galley *galley = planner->wish->galley;
    const Step *start = &planner->steps[from - planner->wish->from];
    End first = {.placed = start->placed};
    if (planner->apart || room_of(planner->wish, start->frames)->lower)
        add_extra(planner, from, &first);
    const Room *room = room_of(planner->wish, start->frames + first.extra);
    ApartSpan apart = {.first = from, .from = first.placed, .to = first.placed, .noted = room->noted};
    bool found = false;
    Pt y = room->start, whole = fmax(1, fmax(room->height, planner->wish->next.height));
    size_t i = from;
    End end = first;
    for (; i < planner->end; i++) {
        Pt top = pour_strip_top(galley, i, from, y);
        Pt free = room->height - (pour_strip_foot(galley, i, top) - room->start);
        End next = {0};
        bool fits = i == from || free >= -0.01;
        if (planner->apart) {
            next = first;
            fits = fits && add_apart(planner, apart, i, &free, &next);
        }
        if (i > from && !fits)
            break;
        if (planner->apart)
            end = next;
        end.next = i + 1;
        y = pour_strip_end(galley, i, top);
        end.empty = fmax(0, free / whole);
        if (i + 1 == planner->end || !galley->strips[i].keep) {
            try_end(planner, from, &end);
            found = true;
        }
    }
    end.next = pour_forced_end(galley, from, i);
    end.empty = 1;
    if (!found)
        try_end(planner, from, &end);
}

static PagePlan take_plan(const Planner *planner, Arena *arena) {
    const PlanWish *wish = planner->wish;
    size_t last = planner->end;
    const Step *step = &planner->steps[last - wish->from];
    PagePlan plan = {.wish = *wish, .count = step->frames - step->extra};
    plan.ends = ARENA_ARRAY(arena, size_t, plan.count);
    plan.aparts = ARENA_ARRAY(arena, Apart, plan.count);
    for (size_t i = plan.count; i-- > 0; last = planner->steps[last - wish->from].before) {
        plan.ends[i] = last;
        plan.aparts[i] = planner->steps[last - wish->from].placed;
    }
    /* What lies near the horizon is planned again from nearer by. */
    if (planner->open && plan.count > 2)
        plan.count = plan.count * 2 / 3;
    return plan;
}

bool pagebreak_holds(const PagePlan *plan, size_t column, const Room *room) {
    const Room *wanted = room_of(&plan->wish, column);
    Apart placed = column > 0 ? plan->aparts[column - 1] : plan->wish.placed;
    return placed.notes == room->placed.notes && placed.floats == room->placed.floats &&
           fabs(wanted->height - room->height) < 0.01 && fabs(wanted->start - room->start) < 0.01 &&
           wanted->noted == room->noted;
}

PagePlan pagebreak_plan(Arena *arena, Arena *scratch, const PlanWish *wish) {
    ArenaMark mark = arena_mark(scratch);
    Planner planner = {.wish = wish, .end = planned_end(wish)};
    planner.apart = wish->galley->notes || wish->galley->float_count > 0;
    planner.open =
        planner.end < wish->galley->count && !pour_must_break(wish->galley, planner.end, wish->from);
    size_t count = planner.end - wish->from + 1;
    planner.steps = ARENA_ARRAY(scratch, Step, count);
    planner.steps[0].placed = wish->placed;
    for (size_t i = 1; i < count; i++)
        planner.steps[i].cost = INFINITY;
    for (size_t i = wish->from; i < planner.end; i++)
        if (planner.steps[i - wish->from].cost < INFINITY)
            try_frame(&planner, i);
    PagePlan plan = take_plan(&planner, arena);
    arena_reset(scratch, mark);
    return plan;
}
