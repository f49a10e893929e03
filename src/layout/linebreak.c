/*
 * layout/linebreak.c - total fit (Knuth and Plass): the cheapest of all ways to cut a paragraph into lines.
 *
 * The one idea: a *trail* is the cheapest way to set everything up to an opening, given how its last line
 * looks (its tightness, how many lines in a row end in a hyphen and, while measures still differ, how many
 * lines there are), for that is all that the next line has to know. Trails are kept in the order of their
 * openings. The lines that can end at an opening begin at trails in a window that only moves forward: those
 * before it would be too long, those behind it too loose. So the work grows with the length of a line, not
 * with that of the paragraph.
 */
#include "layout/words.h"

#include <math.h>
#include <stdlib.h>

enum {
    CLASS_TIGHT,
    CLASS_NORMAL,
    CLASS_LOOSE,
    CLASS_VERY_LOOSE,
    CLASS_COUNT,
    MOST_IN_A_ROW = 3, /* hyphens; longer ladders count as this */
    KEY_COUNT = CLASS_COUNT * (MOST_IN_A_ROW + 1),
    MOST_TRAILS = 1 << 19 /* then what is certain by then is written down */
};

/* Makes a line fewer worth more than any evenness, in squared measures. */
static const double EVEN_LINE = 1e6;
/* What lines without spaces are taken to have in a rescue, in measures, so that they still differ. */
static const double RESCUE_STRETCH = 0.005;
/* From this ratio on a line is bad whatever it costs: that grows no faster than here, so that one line that
   cannot be helped does not spoil its neighbours. */
static const double BAD_RATIO = 1.6, BAD_SLOPE = 60;
/* Of the measure: what a ragged line may be short in a narrow column, where em count for more. */
static const double RAGGED_SHARE = 0.5;
/* Of the measure: of one word, of several. */
static const double SHORT_LAST_WORD = 0.25, SHORT_LAST_LINE = 0.12;

typedef struct Trail {
    double cost;
    uint32_t opening;
    uint32_t before; /* the trail it goes on from */
    uint8_t class;   /* of its last line */
    uint8_t hyphens; /* lines in a row that end in one */
    uint16_t lines;  /* so far; no more are counted than have a measure of their own */
} Trail;

typedef struct Search {
    const TotalFit *fit;
    const Opening *openings;
    Arena *scratch;
    Trail *trails;
    size_t count, capacity;
    size_t front;   /* of the window */
    Trail *best;    /* to the opening being tried: KEY_COUNT for each number of lines */
    size_t rows;    /* numbers of lines that are told apart */
    bool found;     /* there is one of them */
    uint32_t *ends; /* lines that are certain */
    size_t end_count, end_capacity;
} Search;

typedef enum Verdict { LINE_FITS, LINE_LOOSE, LINE_LONG } Verdict;

/* How a line from one opening to another would look. */
typedef struct Look {
    Verdict verdict;
    double ratio;
    double cost;
} Look;

static Supply supply_between(const Opening *a, const Opening *b) {
    const Supply *from = &a->start_supply, *to = &b->end_supply;
    return (Supply){to->space - from->space, to->give - from->give, to->spare - from->spare,
                    to->ease - from->ease};
}

static Look look_justified(const TotalFit *fit, double slack, Supply supply, bool last) {
    const Taste *taste = fit->taste;
    Look look = {.verdict = LINE_FITS};
    if (slack < -justify_most_shrink(fit->taste, supply) - LINE_ROUNDING)
        look.verdict = LINE_LONG;
    else if (slack < 0 || !last)
        look.ratio = justify_ratio(taste, slack, supply, fit->rescue ? RESCUE_STRETCH * fit->measure : 0);
    return look;
}

/* Of the line behind so many. */
static Pt measure_behind(const TotalFit *fit, uint32_t lines) {
    return lines < fit->early_count ? fit->early[lines] : fit->measure;
}

static Look look_at_line(const TotalFit *fit, Pt measure, const Opening *a, const Opening *b) {
    double slack = measure - (b->end - a->start);
    bool last = b->kind == OPENING_END;
    Look look = {.verdict = slack < -LINE_ROUNDING ? LINE_LONG : LINE_FITS};
    if (fit->shape == FIT_EVEN) {
        look.cost = EVEN_LINE + slack / fit->measure * (slack / fit->measure);
        return look;
    }
    if (fit->shape == FIT_JUSTIFIED)
        look = look_justified(fit, slack, supply_between(a, b), last);
    else if (!last && slack > 0)
        look.ratio = slack / fmin(fit->taste->ragged * fit->em, RAGGED_SHARE * fit->measure);
    if (look.ratio > fit->tolerance)
        look.verdict = LINE_LOOSE;
    double ratio = fmin(look.ratio, BAD_RATIO), badness = fit->taste->line + ratio * ratio;
    look.cost = badness * badness + BAD_SLOPE * (look.ratio - ratio);
    return look;
}

static uint8_t class_of(double ratio) {
    return ratio < -0.5   ? CLASS_TIGHT
           : ratio <= 0.5 ? CLASS_NORMAL
           : ratio <= 1   ? CLASS_LOOSE
                          : CLASS_VERY_LOOSE;
}

/* What the end of a line costs wherever the line began. */
static double opening_cost(const TotalFit *fit, const Opening *opening) {
    const Taste *taste = fit->taste;
    double cost = (double)opening->cost;
    if (opening->kind == OPENING_HYPHEN)
        cost += fit->shape == FIT_RAGGED ? taste->ragged_hyphen : taste->hyphen;
    else if (opening->kind == OPENING_PLAIN)
        cost += taste->plain;
    else if (opening->kind == OPENING_EMERGENCY)
        cost += taste->emergency;
    return cost;
}

/* A last line of next to nothing, and a hyphen right before the last line. */
static double last_line_cost(const TotalFit *fit, const Opening *a, const Opening *b) {
    const Taste *taste = fit->taste;
    double cost = a->hyphen ? taste->last_hyphen : 0;
    bool one = b->end_supply.space - a->start_supply.space <= 0;
    if (b->end - a->start < (one ? SHORT_LAST_WORD : SHORT_LAST_LINE) * fit->measure)
        cost += taste->short_last;
    if (one && a->kind != OPENING_SPACE && a->kind != OPENING_END && a->kind != OPENING_NONE)
        cost += taste->tail_last;
    return cost;
}

/* Of lines side by side that look very different. */
static double contrast_cost(const TotalFit *fit) {
    return fit->shape == FIT_RAGGED ? fit->taste->step : fit->taste->contrast;
}

static double ladder_cost(const Taste *taste, uint8_t hyphens) {
    return (hyphens >= 2 ? taste->second_hyphen : 0) + (hyphens >= 3 ? taste->third_hyphen : 0);
}

static void start_opening(Search *search) {
    for (size_t i = 0; i < KEY_COUNT * search->rows; i++)
        search->best[i].cost = INFINITY;
    search->found = false;
}

/* Goes on from the trails from..to, which share an opening and its line, to the opening `next`. */
static void extend_trails(Search *search, size_t from, size_t to, size_t next, Look look) {
    const TotalFit *fit = search->fit;
    const Opening *a = &search->openings[search->trails[from].opening], *b = &search->openings[next];
    double cost = look.cost + opening_cost(fit, b);
    if (b->kind == OPENING_END && fit->shape != FIT_EVEN) {
        double last = last_line_cost(fit, a, b);
        if (fit->choosy && last >= fit->taste->short_last)
            return;
        cost += last;
    }
    uint8_t class = class_of(look.ratio);
    uint16_t lines = search->trails[from].lines;
    if (lines < search->rows)
        lines++;
    Trail *best_of = &search->best[(size_t)(lines - 1) * KEY_COUNT];
    for (size_t i = from; i < to; i++) {
        const Trail *trail = &search->trails[i];
        Trail longer = {trail->cost + cost, (uint32_t)next, (uint32_t)i, class, 0, lines};
        if (b->hyphen)
            longer.hyphens = trail->hyphens < MOST_IN_A_ROW ? trail->hyphens + 1 : MOST_IN_A_ROW;
        if (longer.hyphens == MOST_IN_A_ROW && !fit->rescue)
            continue;
        longer.cost += ladder_cost(fit->taste, longer.hyphens);
        if (abs(trail->class - class) > 1)
            longer.cost += contrast_cost(fit);
        search->found = true;
        Trail *best = &best_of[class * (MOST_IN_A_ROW + 1) + longer.hyphens];
        /* Of equals the later trail: a heading's last line is rather the shorter one. */
        if (longer.cost <= best->cost)
            *best = longer;
    }
}

/* Keeps the trails found that may still win: what their last line looks like is worth that much at most. */
static void keep_best(Search *search, const Trail *best) {
    const Taste *taste = search->fit->taste;
    const Trail *least = best;
    for (size_t i = 1; i < KEY_COUNT; i++)
        if (best[i].cost < least->cost || (best[i].cost == least->cost && best[i].hyphens < least->hyphens))
            least = &best[i];
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const Trail *trail = &best[i];
        double worth = contrast_cost(search->fit);
        if (trail->hyphens < least->hyphens)
            worth += taste->second_hyphen + taste->third_hyphen;
        if (trail->cost < INFINITY && trail->cost <= least->cost + worth)
            LIST_PUSH(search->scratch, search->trails, search->count, search->capacity, *trail);
    }
}

static size_t group_end(const Search *search, size_t first) {
    size_t end = first + 1;
    while (end < search->count && search->trails[end].opening == search->trails[first].opening &&
           search->trails[end].lines == search->trails[first].lines)
        end++;
    return end;
}

/* The shortest line that ends here stands out of the measure; true if it had to be taken all the same. */
static bool take_overfull(Search *search, size_t last_group, size_t next) {
    const TotalFit *fit = search->fit;
    if (!fit->rescue || search->front < search->count)
        return false;
    const Opening *a = &search->openings[search->trails[last_group].opening];
    double excess = search->openings[next].end - a->start - fit->measure;
    Look look = {.cost = fit->taste->overfull * (1 + excess / fit->measure)};
    extend_trails(search, last_group, search->count, next, look);
    return true;
}

/* No line from here can end at this opening or at a later one, where the hyphen of this one is gone. */
static bool is_spent(const TotalFit *fit, Pt measure, const Opening *a, const Opening *b) {
    if (b->kind != OPENING_HYPHEN)
        return true;
    double shrink = fit->shape == FIT_JUSTIFIED ? justify_most_shrink(fit->taste, supply_between(a, b)) : 0;
    return b->start - a->start - shrink > measure + LINE_ROUNDING;
}

/* Tries all lines that end at an opening; false if no trail is left that could go on. */
static bool try_opening(Search *search, size_t next) {
    const TotalFit *fit = search->fit;
    const Opening *b = &search->openings[next];
    start_opening(search);
    size_t last_group = search->front;
    for (size_t from = search->front; from < search->count;) {
        size_t to = group_end(search, from), opening = search->trails[from].opening;
        const Opening *a = &search->openings[opening];
        Pt measure = measure_behind(fit, search->trails[from].lines);
        Look look = look_at_line(fit, measure, a, b);
        if (look.verdict == LINE_LONG && from == search->front && is_spent(fit, measure, a, b))
            search->front = to;
        if (look.verdict == LINE_LOOSE && opening > 0 && search->rows == 1)
            break;
        if (look.verdict == LINE_FITS)
            extend_trails(search, from, to, next, look);
        last_group = from;
        from = to;
    }
    bool found = search->found || take_overfull(search, last_group, next);
    size_t first_new = search->count;
    for (size_t row = 0; row < search->rows; row++)
        keep_best(search, &search->best[row * KEY_COUNT]);
    if (b->kind == OPENING_END)
        search->front = first_new;
    return found || search->front < search->count;
}

/* Writes down the lines of a trail and makes it the only one. */
static void settle(Search *search, size_t trail) {
    size_t lines = 0;
    for (size_t i = trail; i > 0; i = search->trails[i].before)
        lines++;
    size_t needed = search->end_count + lines;
    if (needed > search->end_capacity) {
        search->ends =
            arena_grow(search->scratch, search->ends, search->end_capacity * sizeof *search->ends,
                       needed * sizeof *search->ends);
        search->end_capacity = needed;
    }
    search->end_count = needed;
    for (size_t i = trail; i > 0; i = search->trails[i].before)
        search->ends[--needed] = search->trails[i].opening;
    search->trails[0] = search->trails[trail];
    search->count = 1;
    search->front = 0;
}

static size_t cheapest(const Search *search) {
    size_t best = search->front;
    for (size_t i = best + 1; i < search->count; i++)
        if (search->trails[i].cost < search->trails[best].cost)
            best = i;
    return best;
}

size_t linebreak_choose(Arena *scratch, const TotalFit *fit, Openings openings, uint32_t **ends) {
    Search search = {.fit = fit, .openings = openings.items, .scratch = scratch};
    search.rows = fit->early_count > 1 ? fit->early_count : 1;
    search.best = ARENA_ARRAY(scratch, Trail, search.rows * KEY_COUNT);
    LIST_PUSH(scratch, search.trails, search.count, search.capacity, ((Trail){.class = CLASS_NORMAL}));
    for (size_t next = 1; next < openings.count; next++) {
        if (!try_opening(&search, next))
            return 0;
        if (search.count >= MOST_TRAILS)
            settle(&search, cheapest(&search));
    }
    settle(&search, cheapest(&search));
    *ends = search.ends;
    return search.end_count;
}
