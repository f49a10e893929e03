/*
 * layout/flow.c - the galleys of a flow.
 *
 * The one idea: a flow has a galley for each measure and place where it went over to that measure, and
 * keeps them from pass to pass. What a frame of another width takes up begins at the very word, and with
 * the very line of a note, where the frame before ended.
 */
#include "layout/sidenotes.h"

#include <math.h>

/* The setter, with the styles of what is being set. */
Setter flow_setter(const PageMaker *maker, const Setter *setter) {
    Setter own = *setter;
    if (maker->cascade)
        own.cascade = maker->cascade;
    return own;
}

static Galley *new_galley(PageMaker *maker, const FlowState *state, const GalleyWish *wish) {
    Layout *layout = maker->layout;
    bool contents = state->frame->kind == FRAME_CONTENTS;
    Setter setter = flow_setter(maker, contents ? &layout->page_setter : &layout->setter);
    if (contents)
        return galley_set_contents(&setter, state->frame->depth, layout->previous, wish->measure);
    return galley_set(&setter, wish);
}

/* Where another galley has to begin to go on from here; false if what has begun cannot be cut. */
static bool find_resume(const FlowState *state, GalleyWish *wish) {
    const Galley *galley = state->galley;
    const Strip *strip = &galley->strips[state->at];
    const Block *block = &galley->blocks[strip->block];
    if (!block->node || (block->first != state->at && strip->text_start == 0))
        return false;
    wish->resume = block->node;
    wish->resume_text = strip->text_start;
    return true;
}

/* How many blocks of the same node, a marker and a label, stand right before that of a strip. */
static size_t blocks_before(const Galley *galley, size_t strip) {
    size_t block = galley->strips[strip].block, count = 0;
    while (count < block && galley->blocks[block - count - 1].node == galley->blocks[block].node)
        count++;
    return count;
}

static bool same_waiting(const Galley *galley, const GalleyWish *wish) {
    bool same = galley->waiting_count == wish->waiting_count;
    for (size_t i = 0; same && i < wish->waiting_count; i++)
        same = galley->waiting[i] == wish->waiting[i];
    return same;
}

static bool same_carried(const Carried *a, const Carried *b) {
    return a->galley == b->galley && a->from.notes == b->from.notes && a->from.floats == b->from.floats;
}

static bool is_as_wide(const Galley *galley, const GalleyWish *wish) {
    return fabs(galley->measure - wish->measure) < 0.01 && fabs(galley->span - wish->span) < 0.01 &&
           fabs(galley->side - wish->side) < 0.01;
}

static Galley **known_galley(const FlowState *state, const GalleyWish *wish) {
    for (size_t i = 0; i < state->galley_count; i++) {
        const Galley *galley = state->galleys[i];
        if (is_as_wide(galley, wish) && same_waiting(galley, wish) && galley->resume == wish->resume &&
            galley->resume_text == wish->resume_text && same_carried(&galley->carried, &wish->carried) &&
            (!galley_is_cut(galley) || galley->limit >= wish->limit))
            return &state->galleys[i];
    }
    return NULL;
}

static Galley *find_galley(PageMaker *maker, FlowState *state, const GalleyWish *wish) {
    const Setter *setter = &maker->layout->setter;
    Galley **known = known_galley(state, wish);
    if (known && !galley_is_stale(setter, *known))
        return *known;
    GalleyWish own = *wish;
    own.before = known ? *known : NULL;
    Galley *galley = new_galley(maker, state, &own);
    if (known)
        *known = galley;
    else if (state->frame->kind == FRAME_FLOW)
        LIST_PUSH(setter->env->keep, state->galleys, state->galley_count, state->galley_capacity, galley);
    return galley;
}

/* What is left over from the frame before of notes and floats; false if nothing is. */
static bool carry_apart(const FlowState *state, GalleyWish *wish) {
    const Galley *old = state->galley;
    if (apart_is_done(old, state->at, state->placed))
        return false;
    wish->carried = (Carried){old, state->placed, apart_begun(old, state->at)};
    return true;
}

/* The same of side notes; their galleys are of a width that is no more. */
static bool carry_waiting(const PageMaker *maker, const FlowState *state, GalleyWish *wish) {
    const Node **nodes = ARENA_ARRAY(maker->layout->setter.env->keep, const Node *, state->waiting_count);
    for (size_t i = 0; i < state->waiting_count; i++)
        nodes[i] = state->waiting[i]->set.node;
    wish->waiting = nodes;
    wish->waiting_count = state->waiting_count;
    return state->waiting_count > 0;
}

/* What is left of a flow in another measure: a galley of its own that begins there. */
static void use_measure(PageMaker *maker, FlowState *state, Pt measure, Pt room) {
    static const Flow nothing = {0};
    GalleyWish wish = {.placement = maker->layout->placement,
                       .flow = state->flow,
                       .measure = measure,
                       .span = maker->span,
                       .side = maker->side,
                       .highest = maker->highest,
                       .first = maker->first,
                       .limit = maker->trying ? room : 0};
    const Galley *old = state->galley;
    size_t passed = 0;
    bool stranded = old && state->waiting_count > 0 && maker->side <= 0 && state->at >= old->count;
    if (old && is_as_wide(old, &wish) && !stranded)
        return;
    bool carries = old && carry_apart(state, &wish);
    carries = (old && carry_waiting(maker, state, &wish)) || carries;
    if (carries && state->at >= old->count) {
        wish.flow = &nothing;
    } else if (old) {
        if (state->frame->kind == FRAME_CONTENTS || state->at >= old->count || !find_resume(state, &wish))
            return;
        uint32_t first = state->at ? old->strips[state->at - 1].mark_end : 0;
        wish.marks = old->marks ? &old->marks[first] : NULL;
        wish.mark_count = old->strips[state->at].mark_end - first;
        wish.limit = room;
        wish.beside = old;
        wish.beside_strip = state->at;
        passed = wish.resume_text > 0 ? 0 : blocks_before(old, state->at);
        /* What was there before the break is passed over, and what stands before that with it. */
        if (passed > 0 || wish.resume->kind == NODE_ROW)
            wish.waiting_count = 0;
    }
    state->galley = find_galley(maker, state, &wish);
    bool inside = passed > 0 && passed < state->galley->block_count;
    state->at = inside ? state->galley->blocks[passed].first : state->galley->begin;
    state->placed = (Apart){0};
    if (wish.waiting_count > 0)
        state->waiting_count = 0;
}

/* Without its last strip: a frame takes that, however high it is, if it comes first. */
static bool reaches(const Galley *galley, size_t from, Pt room) {
    Pt height = 0;
    for (size_t i = from; i + 1 < galley->count && height < room; i++)
        height += galley->strips[i].height;
    return height >= room;
}

/*
 * A galley with a limit is set again with a larger one before a frame could reach its end. So text whose
 * frames change in width all the time is not set to its end for each of them.
 */
static void extend_galley(PageMaker *maker, FlowState *state, Pt room) {
    while (galley_is_cut(state->galley) && !reaches(state->galley, state->at, room * 4)) {
        const Galley *old = state->galley;
        GalleyWish wish = {.placement = maker->layout->placement,
                           .flow = state->flow,
                           .measure = old->measure,
                           .span = old->span,
                           .side = old->side,
                           .resume = old->resume,
                           .resume_text = old->resume_text,
                           .limit = old->limit * 2,
                           .carried = old->carried,
                           .waiting = old->waiting,
                           .waiting_count = old->waiting_count,
                           .beside = old->beside,
                           .beside_strip = old->beside_strip,
                           .highest = old->highest,
                           .first = old->first,
                           .marks = old->marks,
                           .mark_count = old->strips[0].mark_end};
        state->galley = find_galley(maker, state, &wish);
    }
}

void flow_use_measure(PageMaker *maker, FlowState *state, Pt measure, Pt room) {
    use_measure(maker, state, measure, room * 2);
    extend_galley(maker, state, room);
}
