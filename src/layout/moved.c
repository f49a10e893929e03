/*
 * layout/moved.c - figures and tables that leave their place, for their page would be left white.
 *
 * The one idea: what must not be divided and does not fit shows only on the finished page, as white at its
 * foot. So a pass looks for it: where a column ends early, the figure or table that begins one of the next
 * columns is to be a float, and in the pass that follows it is. None ever goes back, so this ends.
 */
#include "layout/cuts.h"
#include "layout/frames.h"

/* Of a column: so much white at its foot is not worth moving anything. */
static const double MOST_WHITE = 0.15;

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

static bool may_leave(Setter *setter, const Node *node) {
    const Node *before = text_before(node);
    bool in_text =
        !node->parent || node->parent->kind == NODE_SECTION || node->parent->kind == NODE_DOCUMENT;
    return in_text && is_followed(node) && galley_style(setter, node)->place == PLACE_AUTO &&
           !(before && cuts_leads_in(setter, before));
}

/* Has the figure moved that is to be a float from the next pass on. */
static void move_node(PageMaker *maker, const Node *node) {
    Layout *layout = maker->layout;
    Setter setter = flow_setter(maker, &layout->setter);
    if (node && !layout->moved[node->id] && may_leave(&setter, node))
        layout->moved[node->id] = layout->moving = true;
}

void moved_see_column(PageMaker *maker, FlowState *state, const Pour *pour, Pt room, Pt height) {
    const Galley *galley = pour->galley;
    bool empty = pour->to == pour->from;
    if (!maker->layout->moved || maker->trying)
        return;
    if (state->white > 0 && !empty) {
        move_node(maker, node_on_top(pour));
        state->white--;
    }
    bool ends = pour->to >= galley->count || (!empty && pour_must_break(galley, pour->to, pour->from));
    if (ends)
        state->white = 0;
    else if (room - pour->height > MOST_WHITE * height)
        state->white = COLUMNS_AHEAD;
}
