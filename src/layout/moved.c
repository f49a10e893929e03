/*
 * layout/moved.c - figures and tables that leave their place, for their page would be left white.
 *
 * The one idea: what must not be divided and does not fit shows only on the finished page, as white at its
 * foot. So a pass looks for it: where a column ends early, the figure or table that begins one of the next
 * columns is to be a float, and in the pass that follows it is. None ever goes back, so this ends.
 */
#include "layout/cuts.h"
#include "layout/frames.h"

#include <math.h>

/* Of a column: so much white at its foot is not worth moving anything. */
static const double MOST_WHITE = 0.15;

/* Likewise: a table that is no higher is rather moved than cut. */
static const double MOST_WHOLE = 0.6;

enum {
    COLUMNS_AHEAD = 2 /* the plan of the pages may leave the white in a column before the last one */
};

/* The figure or table that a strip is of, or NULL. */
static const Node *node_at(const Galley *galley, size_t strip) {
    const Node *node = galley->blocks[galley->strips[strip].block].node;
    while (node && node->kind != NODE_FIGURE && node->kind != NODE_TABLE)
        node = node->parent;
    return node;
}

/* The one that a column begins with, if it is whole there. */
static const Node *node_on_top(const Pour *pour) {
    const Galley *galley = pour->galley;
    const Node *node = node_at(galley, pour->from);
    bool begun = pour->from > 0 && node_at(galley, pour->from - 1) == node;
    bool cut = pour->to < galley->count && node_at(galley, pour->to) == node;
    return begun || cut ? NULL : node;
}

static const Node *text_before(const Node *node) {
    const Node *before = node->previous;
    while (before && before->kind == NODE_NOTE)
        before = before->previous;
    return before;
}

/* Whether text of the same section follows, which can take its place. */
static bool is_followed(const Node *node) {
    const Node *next = node->next;
    while (next && next->kind == NODE_NOTE)
        next = next->next;
    return next && (next->kind == NODE_PARAGRAPH || next->kind == NODE_LIST || next->kind == NODE_QUOTE);
}

static bool is_free(Setter *setter, const Node *node) {
    bool in_text =
        !node->parent || node->parent->kind == NODE_SECTION || node->parent->kind == NODE_DOCUMENT;
    return in_text && galley_style(setter, node)->place == PLACE_AUTO;
}

static bool may_leave(Setter *setter, const Node *node) {
    const Node *before = text_before(node);
    return is_free(setter, node) && is_followed(node) && !(before && cuts_leads_in(setter, before));
}

/* Has the figure moved that is to be a float from the next pass on. */
static void move_node(PageMaker *maker, const Node *node) {
    Layout *layout = maker->layout;
    Setter setter = flow_setter(maker, &layout->setter);
    if (node && !layout->moved[node->id] && may_leave(&setter, node))
        layout->moved[node->id] = layout->moving = true;
}

/* Whether all that is behind it up to the end of the text would go into the white: it would stand alone. */
static bool is_left_alone(const Pour *pour, const Node *node, Pt white) {
    size_t behind = pour->from;
    while (behind < pour->to && node_at(pour->galley, behind) == node)
        behind++;
    return behind >= pour->to || pour->height - pour->tops[behind - pour->from] <= white;
}

/* A table that is cut at the column's end, if it began here and another one holds all of it and text. */
static const Node *cut_table(const Pour *pour, Pt height) {
    const Galley *galley = pour->galley;
    const Node *node = pour->to < galley->count ? node_at(galley, pour->to) : NULL;
    if (!node || node->kind != NODE_TABLE || node_at(galley, pour->to - 1) != node ||
        node_at(galley, pour->from) == node)
        return NULL;
    size_t i = pour->to;
    while (i > pour->from && node_at(galley, i - 1) == node)
        i--;
    Pt whole = 0;
    for (; i < galley->count && node_at(galley, i) == node; i++)
        whole += (double)galley->strips[i].before + (double)galley->strips[i].height;
    return whole <= MOST_WHOLE * height ? node : NULL;
}

void moved_see_column(PageMaker *maker, FlowState *state, const Pour *pour, Pt room, Pt height) {
    const Galley *galley = pour->galley;
    bool empty = pour->to == pour->from;
    if (!maker->layout->moved || maker->trying)
        return;
    bool ends = pour->to >= galley->count || (!empty && pour_must_break(galley, pour->to, pour->from));
    if (state->white > 0 && !empty) {
        const Node *node = node_on_top(pour);
        if (node && !(ends && is_left_alone(pour, node, state->white_height)))
            move_node(maker, node);
        state->white--;
    }
    if (!empty && !ends)
        move_node(maker, cut_table(pour, height));
    if (ends) {
        state->white = 0;
    } else if (room - pour->height > MOST_WHITE * height) {
        state->white = COLUMNS_AHEAD;
        state->white_height = room - pour->height;
    }
}

/* By page, column and height. */
static bool precedes(const Anchor *a, const Anchor *b) {
    if (a->page != b->page)
        return a->page < b->page;
    return fabs(a->x - b->x) > 1 ? a->x < b->x : a->y < b->y;
}

void moved_keep_order(Layout *layout) {
    const Doc *doc = layout->setter.doc;
    const Pages *pages = layout->pages;
    ArenaMark mark = arena_mark(layout->setter.env->scratch);
    const Anchor **anchors = ARENA_ARRAY(layout->setter.env->scratch, const Anchor *, doc->node_count);
    for (size_t i = pages->anchor_count; layout->moved && i-- > 0;)
        anchors[pages->anchors[i].node] = &pages->anchors[i];
    const Anchor *last = NULL;
    for (NodeId id = 1; layout->moved && id < doc->node_count; id++) {
        const Node *node = doc->nodes[id];
        if (!node || !anchors[id] || (node->kind != NODE_FIGURE && node->kind != NODE_TABLE))
            continue;
        bool before = last && precedes(anchors[id], last);
        if (layout->moved[id] && !before)
            last = anchors[id];
        if (before && !layout->moved[id] && is_free(&layout->setter, node))
            layout->moved[id] = layout->moving = true;
    }
    arena_reset(layout->setter.env->scratch, mark);
}
