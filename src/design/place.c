/*
 * design/place.c - which frame takes which content.
 *
 * The one idea: one walk down the document with a current claim. A claim is a subtree and the frame that
 * takes it; a node that some frame names opens a claim of its own inside the one around it, and whatever
 * no frame names stays in the claim around it. So each node goes where its nearest named ancestor goes.
 *
 * A group is a master that begins a run, with the masters that follow it by "then"; a turn is a group at
 * work on the document or, for masters with "for", on one section.
 */
#include "design/cascade.h"

/* A frame that wants content; a thread of frames is one wish, and so is one that goes on over masters. */
typedef struct Wish {
    const Selector *takes;
    bool cards;
    size_t link, frame;
} Wish;

typedef struct Group {
    const Master **chain;
    size_t chain_count, chain_capacity;
    Wish *wishes;
    size_t wish_count, wish_capacity;
    const Wish *rest; /* among the wishes; or NULL */
} Group;

typedef struct Claim {
    const Node *node;
    const Wish *wish; /* NULL: nobody takes it */
    uint32_t turn;    /* whose wish it is */
    uint32_t scope;   /* the turn whose frames look for content here; 0: only those of the whole document */
    uint32_t outer;   /* the claim around it; 0: none */
    uint32_t next;    /* the turn's next claim */
    bool omitted, filled; /* filled: something is in it that no inner claim takes */
} Claim;

typedef struct Turn {
    size_t group;
    const Node *scope;
    uint32_t first, last;
} Turn;

typedef struct Placer {
    Cascade *cascade;
    Arena *arena; /* for the work */
    Group *groups;
    size_t group_count;
    Turn *turns; /* turns[0] is unused */
    size_t turn_count, turn_capacity;
    Claim *claims; /* claims[0] is unused */
    size_t claim_count, claim_capacity;
    uint8_t *taken;
    const Node *reported; /* the last section reported as left over */
} Placer;

/* ---- groups ----------------------------------------------------------------------------------- */

static bool is_in_chain(const Group *group, const Master *master) {
    for (size_t i = 0; i < group->chain_count; i++)
        if (group->chain[i] == master)
            return true;
    return false;
}

/* The master and all that follow it; those with a "for" of their own begin their own groups. */
static Group find_chain(Arena *arena, const Master *master) {
    Group group = {0};
    for (const Master *link = master; link && !is_in_chain(&group, link); link = link->then) {
        if (link != master && link->for_each)
            break;
        LIST_PUSH(arena, group.chain, group.chain_count, group.chain_capacity, link);
    }
    return group;
}

static void add_wishes(Arena *arena, Group *group, size_t link) {
    const Master *master = group->chain[link];
    for (size_t i = 0; i < master->frame_count; i++) {
        const Frame *frame = &master->frames[i];
        bool known = frame->kind != FRAME_FLOW && frame->kind != FRAME_CARDS;
        for (size_t k = 0; k < group->wish_count && !known; k++)
            known = group->wishes[k].takes == frame->takes;
        if (known)
            continue;
        Wish wish = {frame->takes, frame->kind == FRAME_CARDS, link, i};
        LIST_PUSH(arena, group->wishes, group->wish_count, group->wish_capacity, wish);
    }
}

static void add_group(Placer *placer, const Master *master) {
    Group *group = &placer->groups[placer->group_count++];
    *group = find_chain(placer->arena, master);
    for (size_t i = 0; i < group->chain_count; i++)
        add_wishes(placer->arena, group, i);
    for (size_t i = 0; i < group->wish_count; i++)
        if (!group->wishes[i].takes)
            group->rest = &group->wishes[i];
}

/* Masters that another one leads to begin no run, unless they only lead to each other. */
static void find_groups(Placer *placer) {
    const Design *design = placer->cascade->design;
    const Master *masters = design->masters;
    size_t count = design->master_count;
    bool *led = ARENA_ARRAY(placer->arena, bool, count);
    bool *starts = ARENA_ARRAY(placer->arena, bool, count);
    bool *reached = ARENA_ARRAY(placer->arena, bool, count);
    placer->groups = ARENA_ARRAY(placer->arena, Group, count);
    for (size_t i = 0; i < count; i++)
        if (masters[i].then && masters[i].then != &masters[i])
            led[masters[i].then - masters] = true;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < count; i++) {
            bool start = pass == 0 ? !led[i] || masters[i].for_each : !reached[i];
            if (!start || &masters[i] == design->blank)
                continue;
            starts[i] = true;
            Group chain = find_chain(placer->arena, &masters[i]);
            for (size_t k = 0; k < chain.chain_count; k++)
                reached[chain.chain[k] - masters] = true;
        }
    for (size_t i = 0; i < count; i++)
        if (starts[i])
            add_group(placer, &masters[i]);
}

static uint32_t add_turn(Placer *placer, size_t group, const Node *scope) {
    Turn turn = {.group = group, .scope = scope};
    LIST_PUSH(placer->arena, placer->turns, placer->turn_count, placer->turn_capacity, turn);
    return (uint32_t)placer->turn_count - 1;
}

/* ---- the walk --------------------------------------------------------------------------------- */

static uint32_t add_claim(Placer *placer, Claim claim) {
    LIST_PUSH(placer->arena, placer->claims, placer->claim_count, placer->claim_capacity, claim);
    uint32_t number = (uint32_t)placer->claim_count - 1;
    if (!claim.wish)
        return number;
    Turn *turn = &placer->turns[claim.turn];
    if (turn->last)
        placer->claims[turn->last].next = number;
    else
        turn->first = number;
    turn->last = number;
    return number;
}

static const Wish *find_wish(const Group *group, const State *state) {
    for (size_t i = 0; i < group->wish_count; i++)
        if (group->wishes[i].takes && cascade_matches(state, group->wishes[i].takes))
            return &group->wishes[i];
    return NULL;
}

/* The group that works on one section after the other, if this is one of them. */
static bool begins_scope(Placer *placer, const State *state, Claim *claim) {
    for (size_t i = 0; i < placer->group_count; i++) {
        const Master *master = placer->groups[i].chain[0];
        if (!master->for_each || !cascade_matches(state, master->for_each))
            continue;
        claim->scope = claim->turn = add_turn(placer, i, claim->node);
        const Wish *own = find_wish(&placer->groups[i], state);
        claim->wish = own ? own : placer->groups[i].rest;
        return true;
    }
    return false;
}

/* A frame of the section's own master first, then one of the masters for the whole document. */
static bool find_frame(Placer *placer, const State *state, Claim *claim) {
    if (claim->scope) {
        claim->turn = claim->scope;
        claim->wish = find_wish(&placer->groups[placer->turns[claim->scope].group], state);
    }
    for (uint32_t i = 1; i < placer->turn_count && !claim->wish; i++) {
        if (placer->turns[i].scope != placer->cascade->doc->root)
            continue;
        claim->turn = i;
        claim->wish = find_wish(&placer->groups[placer->turns[i].group], state);
    }
    return claim->wish != NULL;
}

/* The claim that the node opens, or the one that it is in. */
static uint32_t claim_node(Placer *placer, const Node *node, uint32_t current) {
    const Claim *outer = &placer->claims[current];
    const State *state = cascade_state(placer->cascade, node);
    const Design *design = placer->cascade->design;
    Claim claim = {.node = node, .scope = outer->scope, .outer = current};
    if (design->omits && cascade_matches(state, design->omits))
        claim.omitted = true;
    else if (!begins_scope(placer, state, &claim) && !find_frame(placer, state, &claim))
        return current;
    bool same = claim.wish && claim.wish == outer->wish && claim.turn == outer->turn && !claim.wish->cards;
    if (same)
        return current;
    placer->taken[node->id] = 1;
    return add_claim(placer, claim);
}

/* What holds others but shows nothing by itself. */
static bool is_shell(const Node *node) {
    return node->kind == NODE_DOCUMENT || node->kind == NODE_SECTION || node->kind == NODE_BOX;
}

/* Once for a section with all that is in it. */
static void report_leftover(Placer *placer, const Node *node) {
    const Node *section = doc_section(node);
    for (const Node *at = section; at; at = at->parent ? doc_section(at->parent) : NULL)
        if (at == placer->reported)
            return;
    if (!section && placer->reported)
        return;
    placer->reported = section ? section : node;
    REPORT_ERROR(placer->cascade->env, placer->reported->span,
                 STR("give a frame 'takes: rest' or a selector for it, or name it under 'omit'"),
                 "no frame of layout '%.*s' takes this", STR_ARGS(placer->cascade->design->name));
}

/* A note that nobody asks for goes where its reference goes. */
static uint32_t visit_node(Placer *placer, const Node *node, uint32_t current) {
    if (node->parent)
        current = claim_node(placer, node, current);
    Claim *claim = &placer->claims[current];
    bool follows = node->kind == NODE_NOTE && claim->node != node;
    if (is_shell(node) || follows)
        return current;
    claim->filled = true;
    if (!claim->wish && !claim->omitted)
        report_leftover(placer, node);
    return current;
}

static void walk(Placer *placer, uint32_t current) {
    const Node *root = placer->cascade->doc->root;
    for (const Node *node = root; node;) {
        current = visit_node(placer, node, current);
        if (node->first && !doc_is_inline(node->first) && node->kind != NODE_NOTE) {
            node = node->first;
            continue;
        }
        for (; node; node = node->parent) {
            if (placer->claims[current].node == node)
                current = placer->claims[current].outer;
            if (node == root)
                return;
            if (node->next)
                break;
        }
        node = node ? node->next : NULL;
    }
}

/* Sections beside one that a frame takes out of a section that is left out. */
static void report_neighbours(Placer *placer, const Node *taken) {
    for (Node *node = taken->parent->first; node; node = node->next) {
        if (node->kind != NODE_SECTION || placer->taken[node->id])
            continue;
        REPORT_WARNING(placer->cascade->env, node->span,
                       STR("give it the class of its neighbours, or name it under 'omit' in the layout"),
                       "this section is on no page of layout '%.*s'",
                       STR_ARGS(placer->cascade->design->name));
    }
}

/* What a layout leaves out by its name is meant; what only stands in it may have been forgotten. */
static void report_forgotten(Placer *placer) {
    const Node *last = NULL;
    for (size_t i = 1; i < placer->claim_count; i++) {
        const Claim *claim = &placer->claims[i];
        bool out = claim->wish && claim->node->kind == NODE_SECTION && claim->outer &&
                   placer->claims[claim->outer].omitted && claim->node->parent != last;
        if (!out)
            continue;
        last = claim->node->parent;
        report_neighbours(placer, claim->node);
    }
}

/* ---- runs ------------------------------------------------------------------------------------- */

static bool has_entries(const Doc *doc) {
    return doc->contents && doc->contents->first;
}

/* The flows of one master's turn; false if it wants something and gets nothing. */
static bool fill_run(Placer *placer, const Turn *turn, size_t link, Run *run) {
    Arena *keep = placer->cascade->env->keep;
    bool wants = false, gets = false;
    run->scope = turn->scope;
    run->master = placer->groups[turn->group].chain[link];
    run->flows = ARENA_ARRAY(keep, Flow, run->master->frame_count);
    size_t *capacities = ARENA_ARRAY(placer->arena, size_t, run->master->frame_count);
    for (size_t i = 0; i < run->master->frame_count; i++) {
        FrameKind kind = run->master->frames[i].kind;
        wants = wants || kind != FRAME_TEXT;
        gets = gets || (kind == FRAME_CONTENTS && has_entries(placer->cascade->doc));
    }
    for (uint32_t i = turn->first; i; i = placer->claims[i].next) {
        const Claim *claim = &placer->claims[i];
        if (!claim->filled || claim->wish->link != link)
            continue;
        Flow *flow = &run->flows[claim->wish->frame];
        LIST_PUSH(keep, flow->nodes, flow->count, capacities[claim->wish->frame], claim->node);
        gets = true;
    }
    return gets || !wants;
}

/* A master that is only led to has a run of its own if it wants what those before it do not take. */
static bool has_own_wish(const Group *group, size_t link) {
    for (size_t i = 0; i < group->wish_count; i++)
        if (group->wishes[i].link == link)
            return true;
    return link == 0;
}

static Placement *collect_runs(Placer *placer) {
    Arena *keep = placer->cascade->env->keep;
    Placement *placement = ARENA_NEW(keep, Placement);
    size_t capacity = 0;
    for (size_t group = 0; group < placer->group_count; group++)
        for (size_t turn = 1; turn < placer->turn_count; turn++)
            for (size_t link = 0; link < placer->groups[group].chain_count; link++) {
                Run run;
                if (placer->turns[turn].group == group && has_own_wish(&placer->groups[group], link) &&
                    fill_run(placer, &placer->turns[turn], link, &run))
                    LIST_PUSH(keep, placement->runs, placement->run_count, capacity, run);
            }
    if (placement->run_count == 0 && placer->turn_count > 1) {
        Run run;
        fill_run(placer, &placer->turns[1], 0, &run);
        LIST_PUSH(keep, placement->runs, placement->run_count, capacity, run);
    }
    placement->taken = placer->taken;
    return placement;
}

const Placement *design_place(Cascade *cascade) {
    ArenaMark mark = arena_mark(cascade->env->scratch);
    Placer placer = {.cascade = cascade, .arena = cascade->env->scratch};
    const Node *root = cascade->doc->root;
    placer.taken = ARENA_ARRAY(cascade->env->keep, uint8_t, cascade->doc->node_count);
    add_turn(&placer, 0, NULL);
    LIST_PUSH(placer.arena, placer.claims, placer.claim_count, placer.claim_capacity, (Claim){0});
    find_groups(&placer);
    Claim whole = {.node = root};
    for (size_t i = 0; i < placer.group_count; i++) {
        if (placer.groups[i].chain[0]->for_each)
            continue;
        uint32_t turn = add_turn(&placer, i, root);
        if (!whole.wish && placer.groups[i].rest) {
            whole.wish = placer.groups[i].rest;
            whole.turn = turn;
        }
    }
    walk(&placer, add_claim(&placer, whole));
    report_forgotten(&placer);
    const Placement *placement = collect_runs(&placer);
    arena_reset(cascade->env->scratch, mark);
    return placement;
}
