/*
 * Sets text so that it fits. The one idea: frames are filled on pages that are thrown away, at one scale
 * after another, and all that is asked is whether everything found room. So cards, columns, threads over
 * pages and titles are fitted by the same search, and whatever filling a frame learns is fitted too.
 */
#include <math.h>

#include "layout/frames.h"

/* Scales that a range is parted into. Sizes differ by half a percent: nobody sees it. */
enum { SIZE_STEPS_MAX = 1024, LEADING_STEPS = 32, TRACKING_STEPS = 16 };
static const double SIZE_STEP = 0.005;
/* Pages that a flow goes through within one fit. */
enum { CHAIN_MAX = 8 };
/* Steps tried beyond the first that did not fit. */
enum { STEPS_BEYOND = 2 };

typedef struct Fitter {
    PageMaker *maker;
    const Frame *frame; /* NULL: all of the page that have no fit of their own */
    const Fitting *range;
    Arena *arena;   /* for what is thrown away */
    Scale scale;    /* being tried */
    size_t columns; /* of cards, likewise; 0: no choice */
    bool strained;  /* a word may be wider than its measure */
} Fitter;

static bool has_fit(const Fitting *fit) {
    return fit->size.most > 0;
}

/* ---- one try ---------------------------------------------------------------------------------- */

/* The flows of a run as they are before anything is placed. */
static FlowState *fresh_flows(const Fitter *fitter, const Run *run) {
    const Master *first = run->master;
    FlowState *flows = ARENA_ARRAY(fitter->arena, FlowState, first->frame_count + 1);
    for (size_t i = 0; i < first->frame_count; i++) {
        if (first->frames[i].thread != i)
            continue;
        flows[i].flow = &run->flows[i];
        flows[i].frame = &first->frames[i];
        flows[i].columns = fitter->columns;
    }
    return flows;
}

/* The flow that the fit is about; NULL: all, or none since the frame has a text of its own. */
static const FlowState *wanted_flow(const Fitter *fitter, const PageMaker *page) {
    const Frame *frame = fitter->frame;
    if (!frame || frame->kind == FRAME_TEXT)
        return NULL;
    PageMaker first = *page;
    first.master = fitter->maker->master;
    return frames_find_flow(&first, frame);
}

static bool takes_part(const Fitter *fitter, const PageMaker *page, const Frame *frame) {
    if (!fitter->frame)
        return !has_fit(&frame->fit);
    if (fitter->frame->kind == FRAME_TEXT || frame->kind == FRAME_TEXT)
        return frame == fitter->frame;
    return frames_find_flow(page, frame) == wanted_flow(fitter, page);
}

static bool is_all_placed(const Fitter *fitter, const PageMaker *page) {
    const FlowState *wanted = wanted_flow(fitter, page);
    if (fitter->frame)
        return !wanted || frames_is_done(wanted);
    bool done = true;
    for (size_t i = 0; i < page->run->master->frame_count; i++) {
        const FlowState *state = &page->flows[i];
        done = done && (!state->frame || has_fit(&state->frame->fit) || frames_is_done(state));
    }
    return done;
}

/* Pages of this kind may follow without end. */
static bool is_endless(const PageMaker *maker) {
    return maker->master->then == maker->master && !maker->layout->setter.design->page.count;
}

/* Fills the page, and those that it leads to as long as each is of another kind. */
static bool fill_pages(const Fitter *fitter, PageMaker *page) {
    for (int links = 0; links < CHAIN_MAX; links++) {
        pages_add(fitter->arena, page->layout->pages);
        const Master *master = page->master;
        for (size_t i = 0; i < master->frame_count; i++)
            if (takes_part(fitter, page, &master->frames[i]))
                frames_fill(page, &master->frames[i]);
        if (is_all_placed(fitter, page))
            return true;
        if (!master->then || master->then == master)
            return false;
        page->master = master->then;
    }
    return false;
}

static bool fits_run(const Fitter *fitter, const Run *run) {
    ArenaMark mark = arena_mark(fitter->arena);
    Env env = *fitter->maker->layout->setter.env;
    env.keep = fitter->arena;
    env.diags = diags_new(fitter->arena);
    Layout layout = *fitter->maker->layout;
    layout.setter.cascade = design_cascade_scale(layout.setter.cascade, fitter->scale);
    layout.setter.env = &env;
    layout.page_setter = layout.setter;
    layout.pages = pages_new(fitter->arena);
    layout.overflows = NULL;
    layout.overflow_count = layout.overflow_capacity = 0;
    layout.strained = false;
    PageMaker page = *fitter->maker;
    page.layout = &layout;
    page.run = run;
    page.flows = fresh_flows(fitter, run);
    page.painter.setter = &layout.page_setter;
    page.painter.pages = layout.pages;
    page.painter.style = NULL;
    if (run != fitter->maker->run)
        page.painter.node = page.painter.values.node = run->scope;
    page.cascade = NULL;
    page.trying = true;
    bool placed = fill_pages(fitter, &page);
    arena_reset(fitter->arena, mark);
    return placed && !layout.overflow_count && (fitter->strained || !layout.strained);
}

/* Pages that are made for each of some sections belong together, as cards do. */
static bool is_shared(const PageMaker *maker, const Frame *frame) {
    return maker->run->master->for_each && !(frame && frame->kind == FRAME_TEXT);
}

static bool fits(const Fitter *fitter) {
    const PageMaker *maker = fitter->maker;
    const Placement *placement = maker->layout->placement;
    bool shared = is_shared(maker, fitter->frame), all = fits_run(fitter, maker->run);
    for (size_t i = 0; i < placement->run_count && shared && all; i++) {
        const Run *run = &placement->runs[i];
        if (run != maker->run && run->master == maker->run->master)
            all = fits_run(fitter, run);
    }
    return all;
}

/* ---- the search ------------------------------------------------------------------------------- */

/*
 * Sets value to the largest one tried that fits, given that the least one does. Lines break anew at every
 * scale, so a larger one may fit where a smaller one does not: a little beyond is looked at too.
 */
static void grow(Fitter *fitter, double *value, Range range, int steps) {
    if (range.most <= range.least)
        return;
    double step = (range.most - range.least) / steps;
    int fitting = 0, failing = steps + 1;
    while (failing - fitting > 1) {
        int middle = failing > steps ? steps : (fitting + failing) / 2;
        *value = range.least + step * middle;
        if (fits(fitter))
            fitting = middle;
        else
            failing = middle;
    }
    for (int beyond = 1; beyond <= STEPS_BEYOND && failing + beyond < steps; beyond++) {
        *value = range.least + step * (failing + beyond);
        if (fits(fitter))
            fitting = failing + beyond;
    }
    *value = range.least + step * fitting;
}

static int size_steps(Range range) {
    return (int)fmin(SIZE_STEPS_MAX, fmax(1, round((range.most - range.least) / SIZE_STEP)));
}

static double clamp(Range range, double value) {
    return fmax(range.least, fmin(range.most, value));
}

/* By size; what room is left by leading, then by tracking; if the least size is too large, likewise. */
static bool search(Fitter *fitter) {
    const Fitting *range = fitter->range;
    Scale *scale = &fitter->scale;
    double leading = clamp(range->leading, 1), tracking = clamp(range->tracking, 0);
    *scale = (Scale){range->size.least, leading, tracking};
    if (fits(fitter)) {
        grow(fitter, &scale->size, range->size, size_steps(range->size));
        grow(fitter, &scale->leading, (Range){leading, range->leading.most}, LEADING_STEPS);
        grow(fitter, &scale->tracking, (Range){tracking, range->tracking.most}, TRACKING_STEPS);
        return true;
    }
    scale->leading = range->leading.least;
    if (fits(fitter)) {
        grow(fitter, &scale->leading, (Range){range->leading.least, leading}, LEADING_STEPS);
        return true;
    }
    scale->tracking = range->tracking.least;
    bool found = fits(fitter);
    if (found)
        grow(fitter, &scale->tracking, (Range){range->tracking.least, tracking}, TRACKING_STEPS);
    return found;
}

/* Whether so many columns take larger type than what was best so far. */
static bool is_better(Fitter *fitter, const Fitter *best) {
    if (best->scale.size >= fitter->range->size.most)
        return false;
    fitter->scale = best->scale;
    fitter->scale.size += SIZE_STEP;
    return fits(fitter);
}

/* Cards stand in so many columns that their type is largest; of equals, in the fewest. */
static bool search_columns(Fitter *fitter, size_t cards) {
    const Frame *frame = fitter->frame;
    size_t most = frame->grid_most < cards ? frame->grid_most : cards;
    fitter->columns = frame->grid_columns < most ? frame->grid_columns : most;
    bool found = search(fitter);
    for (size_t columns = fitter->columns + 1; columns <= most; columns++) {
        Fitter other = *fitter;
        other.columns = columns;
        if (found ? is_better(&other, fitter) && search(&other) : search(&other)) {
            *fitter = other;
            found = true;
        }
    }
    return found;
}

static bool search_any(Fitter *fitter, const FlowState *state) {
    bool choice = state && state->frame->kind == FRAME_CARDS;
    return choice ? search_columns(fitter, state->flow->count) : search(fitter);
}

static Cascade *find(PageMaker *maker, const Frame *frame, FlowState *state) {
    const Fitting *range = frame ? &frame->fit : &maker->master->fit;
    Fitter fitter = {.maker = maker, .frame = frame, .range = range, .arena = arena_new()};
    bool found = search_any(&fitter, state);
    if (!found) {
        fitter.strained = true;
        found = search_any(&fitter, state);
    }
    arena_free(fitter.arena);
    if (!found && is_endless(maker))
        fitter.scale = (Scale){1, 1, 0};
    if (state)
        state->columns = fitter.columns;
    return design_cascade_scale(maker->layout->setter.cascade, fitter.scale);
}

/* What was found for another run of the same pages holds for this one. */
static Cascade *find_shared(PageMaker *maker, const Frame *frame, FlowState *state) {
    if (!is_shared(maker, frame))
        return find(maker, frame, state);
    Layout *layout = maker->layout;
    for (size_t i = 0; i < layout->fit_count; i++) {
        const SharedFit *fit = &layout->fits[i];
        if (fit->master != maker->master || fit->frame != frame)
            continue;
        if (state)
            state->columns = fit->columns;
        return fit->cascade;
    }
    Cascade *cascade = find(maker, frame, state);
    SharedFit fit = {maker->master, frame, cascade, state ? state->columns : 0};
    LIST_PUSH(layout->setter.env->keep, layout->fits, layout->fit_count, layout->fit_capacity, fit);
    return cascade;
}

Cascade *fit_frame(PageMaker *maker, const Frame *frame, FlowState *state) {
    if (maker->trying || !has_fit(&frame->fit) || (frame->kind != FRAME_TEXT && !state))
        return state && state->cascade ? state->cascade : maker->cascade;
    if (!state)
        return find(maker, frame, NULL);
    if (!state->cascade)
        state->cascade = find_shared(maker, frame, state);
    return state->cascade;
}

Cascade *fit_page(PageMaker *maker) {
    if (!has_fit(&maker->master->fit))
        return maker->layout->setter.cascade;
    return find_shared(maker, NULL, NULL);
}

/* ---- what is too long ------------------------------------------------------------------------- */

static size_t strip_words(const Strip *strip) {
    size_t words = 0;
    for (uint32_t i = 0; i < strip->item_count; i++) {
        const Item *item = &strip->items[i];
        for (uint32_t k = 0; item->kind == ITEM_TEXT && k < item->text.count; k++)
            words += (item->text.runs[k].flags & RUN_SPACE) != 0;
    }
    return words;
}

/* A block's last word has no space behind it. */
size_t fit_words(const Galley *galley, size_t from, size_t to) {
    size_t words = 0;
    for (size_t i = from; i < to; i++) {
        bool last = i + 1 == galley->count || galley->strips[i + 1].block != galley->strips[i].block;
        words += strip_words(&galley->strips[i]) + (last && galley->strips[i].item_count > 0);
    }
    return words;
}

size_t fit_excess(const Pour *pour, Pt room) {
    size_t first = pour->from;
    while (first < pour->to &&
           pour_strip_foot(pour->galley, first, pour->tops[first - pour->from]) <= room + 0.01)
        first++;
    return fit_words(pour->galley, first, pour->to);
}
