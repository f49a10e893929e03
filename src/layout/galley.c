/*
 * Sets blocks one under the other. The one idea: every block goes through open_block and close_block, which
 * look after what all blocks have in common (space, box, rules, label, breaks), so that setting one kind of
 * block is only about its inside.
 */
#include <math.h>

#include "layout/cuts.h"
#include "layout/grid.h"
#include "layout/sidenotes.h"

/* Narrower than this no block is set for its insets. */
static const Pt LEAST_EMS = 4;
/* What is left of a line's height when its top and bottom are trimmed. */
static const Pt LEAST_SHARE = 0.3;

/* What close_block must put back. */
typedef struct OpenBlock {
    const Node *node;
    const Style *style;
    Pt x, measure;
    Pt box_x, box_measure; /* inside its insets */
    int32_t container;     /* before */
    int32_t own;           /* its own container, or -1 */
    size_t first;          /* its first strip */
    bool spans;            /* it goes over all columns */
} OpenBlock;

static bool is_decorated(const Style *style) {
    const Decoration *box = &style->box;
    return !colour_is_none(box->fill.from) || !colour_is_none(box->stroke.colour) || box->bar.width > 0 ||
           box->padding.top > 0 || box->padding.bottom > 0 || box->padding.left > 0 ||
           box->padding.right > 0 || box->behind.count || box->front.count || style->rule_above.width > 0 ||
           style->rule_below.width > 0;
}

static int32_t add_container(Composer *composer, const Node *node, const Style *style) {
    Galley *galley = composer->galley;
    Pt above = style->rule_above.width > 0 ? style->rule_above.width + style->rule_gap : 0;
    Pt below = style->rule_below.width > 0 ? style->rule_below.width + style->rule_gap : 0;
    Container container = {
        .parent = composer->container,
        .style = style,
        .node = node,
        .x = composer->x,
        .width = composer->measure,
        .pad_top = style->box.padding.top + above,
        .pad_bottom = style->box.padding.bottom + below,
        .first = (uint32_t)galley->count,
        .repeat = -1,
    };
    LIST_PUSH(composer->setter->env->keep, galley->containers, galley->container_count,
              galley->container_capacity, container);
    return (int32_t)galley->container_count - 1;
}

void galley_add_mark(Composer *composer, NodeId node) {
    Galley *galley = composer->galley;
    LIST_PUSH(composer->setter->env->keep, galley->marks, galley->mark_count, galley->mark_capacity,
              (Mark){node});
}

void galley_take_marks(Composer *composer, const Pages *pages) {
    for (size_t i = 0; i < pages->anchor_count; i++)
        galley_add_mark(composer, pages->anchors[i].node);
}

static void mark_node(Composer *composer, const Node *node) {
    bool named = node->attrs && node->attrs->id.length && node->kind != NODE_ENTRY;
    bool always = node->kind == NODE_HEADING || node->kind == NODE_FIGURE || node->kind == NODE_TABLE ||
                  node->kind == NODE_SECTION;
    if (named || always)
        galley_add_mark(composer, node->id);
}

/* However deep things are nested, some room for text is left inside what the parent has. */
static void narrow(Composer *composer, Pt left, Pt right, const Style *style) {
    Pt end = composer->x + composer->measure, least = fmin(composer->measure, LEAST_EMS * style->size);
    composer->x += left;
    composer->measure -= left + right;
    if (composer->measure >= least)
        return;
    composer->measure = least;
    composer->x = fmin(composer->x, end - least);
}

/* Items without space between them have none to a list inside one either. */
static Pt space_before(const Node *node, const Style *style) {
    const Node *item = node && node->kind == NODE_LIST ? node->parent : NULL;
    bool closed_up = item && item->kind == NODE_ITEM && item->parent->tight && node->previous;
    return closed_up ? 0 : style->space_before;
}

static OpenBlock open_block(Composer *composer, const Node *node, const Style *style) {
    OpenBlock open = {.node = node,
                      .style = style,
                      .x = composer->x,
                      .measure = composer->measure,
                      .container = composer->container,
                      .own = -1,
                      .first = composer->galley->count};
    bool goes_on = composer->resume || composer->resume_text > 0;
    composer->gap = fmax(composer->gap, space_before(node, style));
    if (style->break_before > composer->start && !goes_on)
        composer->start = (uint8_t)style->break_before;
    if (!goes_on && node != composer->galley->resume)
        mark_node(composer, node);
    open.spans = style->spans && composer->galley->span > 0 && composer->container < 0;
    if (open.spans) {
        composer->x = 0;
        composer->measure = composer->galley->span;
    }
    narrow(composer, style->inset_left, style->inset_right, style);
    if (style->max_width > 0 && composer->measure > style->max_width)
        composer->measure = style->max_width;
    open.box_x = composer->x;
    open.box_measure = composer->measure;
    galley_set_caption(composer, node, style, false);
    if (is_decorated(style)) {
        open.own = composer->container = add_container(composer, node, style);
        narrow(composer, style->box.padding.left, style->box.padding.right, style);
    }
    if (composer->measure < 1)
        composer->measure = 1;
    if (style->label.length && style->label_place == LABEL_ABOVE && !goes_on)
        block_set_label(composer, node, style);
    return open;
}

static void close_block(Composer *composer, const OpenBlock *open) {
    Galley *galley = composer->galley;
    composer->container = open->container;
    if (galley->count == open->first && open->own >= 0)
        galley->containers[open->own].first = UINT32_MAX;
    if (galley->count > open->first && open->own >= 0) {
        galley->containers[open->own].last = (uint32_t)galley->count - 1;
        composer->gap = 0;
    }
    composer->x = open->box_x;
    composer->measure = open->box_measure;
    galley_set_caption(composer, open->node, open->style, true);
    composer->x = open->x;
    composer->measure = open->measure;
    if (galley->count == open->first)
        return;
    for (size_t i = open->first; open->spans && i < galley->count; i++)
        galley->strips[i].span = galley->spans = true;
    cuts_weigh_block(galley, open->node, open->first, open->own >= 0);
    if (!open->node->first || doc_is_inline(open->node->first))
        grid_lock_block(galley, open->first, open->style);
    for (size_t i = open->first; open->style->keep_together && i + 1 < galley->count; i++)
        galley->strips[i].keep = true;
    if (open->style->keep_with_next)
        galley->strips[galley->count - 1].keep = true;
    if (open->style->space_after > composer->gap)
        composer->gap = open->style->space_after;
}

/* Of what is set so far: in a block of columns those that go with the block. */
static size_t count_notes(const Composer *composer) {
    const Galley *owner = composer->owner ? composer->owner : composer->galley;
    return owner->notes ? owner->notes->count : 0;
}

Strip *galley_add(Composer *composer, Pt height) {
    Galley *galley = composer->galley;
    Arena *keep = composer->setter->env->keep;
    Strip strip = {
        .container = composer->container,
        .before = (float)composer->gap,
        .height = (float)height,
        .start = composer->start,
        .mark_end = (uint32_t)galley->mark_count,
        .note_end = (uint32_t)count_notes(composer),
        .float_end = (uint32_t)galley->float_count,
        .block = galley->block_count ? (uint32_t)galley->block_count - 1 : 0,
    };
    composer->gap = 0;
    composer->start = BREAK_BEFORE_AUTO;
    galley->filled += height * LEAST_SHARE;
    LIST_PUSH(keep, galley->strips, galley->count, galley->capacity, strip);
    return &galley->strips[galley->count - 1];
}

bool galley_is_cut(const Galley *galley) {
    return galley->limit > 0 && galley->filled >= galley->limit;
}

void galley_clear_breaks(Galley *galley) {
    for (size_t i = 0; i < galley->count; i++)
        galley->strips[i].start = BREAK_BEFORE_AUTO;
}

void galley_start_block(Composer *composer, const Node *node) {
    Galley *galley = composer->galley;
    Block block = {node, (uint32_t)galley->count};
    LIST_PUSH(composer->setter->env->keep, galley->blocks, galley->block_count, galley->block_capacity,
              block);
}

void galley_set_children(Composer *composer, const Node *node, const Style *style) {
    for (const Node *child = node->first; child; child = child->next)
        galley_set_node(composer, child, style);
}

static bool is_inside(const Node *node, const Node *root) {
    while (node && node != root)
        node = node->parent;
    return node != NULL;
}

/* Whether the node lies before the one to resume at. */
static bool is_passed_over(Composer *composer, const Node *node) {
    if (!composer->resume)
        return false;
    bool before = !is_inside(composer->resume, node);
    if (node == composer->resume)
        composer->resume = NULL;
    return before;
}

void galley_set_block(Composer *composer, const Node *node, const Style *style) {
    OpenBlock open = open_block(composer, node, style);
    block_set_inside(composer, node, style);
    close_block(composer, &open);
}

static void set_node(Composer *composer, const Node *node, const Style *parent) {
    if (galley_is_cut(composer->galley) || is_passed_over(composer, node))
        return;
    const Style *style = design_style(composer->setter->cascade, node, parent);
    if (style->hidden || floats_take(composer, node, style) ||
        sidenotes_take(composer, node, style, parent))
        return;
    if (node->kind == NODE_TABLE)
        turned_set_table(composer, node, style);
    else
        galley_set_block(composer, node, style);
}

/* Notes are set where their references stand. */
void galley_set_node(Composer *composer, const Node *node, const Style *parent) {
    bool taken = composer->placement && composer->placement->taken[node->id];
    if (!taken && node->kind != NODE_NOTE)
        set_node(composer, node, parent);
}

const Style *galley_style(Setter *setter, const Node *node) {
    return design_node_style(setter->cascade, node);
}

void galley_set_note(Composer *composer, const Node *note) {
    const Node *section = doc_section(note) ? doc_section(note) : composer->setter->doc->root;
    set_node(composer, note, galley_style(composer->setter, section));
}

/* Room for what must be remembered, or NULL where nothing is ever set anew. */
static Recall *new_recall(const Setter *setter, const Galley *before) {
    if (!setter->references || !setter->references->remembers)
        return NULL;
    Recall *recall = ARENA_NEW(setter->env->keep, Recall);
    recall->before = before ? before->recall : NULL;
    return recall;
}

bool galley_is_stale(const Setter *setter, const Galley *galley) {
    return galley->outdated || (galley->recall && references_changed(setter, galley->uses));
}

Galley *galley_set(Setter *setter, const GalleyWish *wish) {
    Setter own = *setter;
    own.margin = wish->side > 0;
    setter = &own;
    Galley *galley = ARENA_NEW(setter->env->keep, Galley);
    *galley = (Galley){.measure = wish->measure,
                       .span = wish->span,
                       .side = wish->side,
                       .beside = wish->beside,
                       .beside_strip = wish->beside_strip,
                       .waiting = wish->waiting,
                       .waiting_count = wish->waiting_count,
                       .grid = wish->children_only ? 0 : setter->design->page.baseline,
                       .capital = wish->children_only ? 0 : grid_capital(setter),
                       .resume = wish->resume,
                       .resume_text = wish->resume_text,
                       .limit = wish->limit,
                       .carried = wish->carried,
                       .highest = wish->highest,
                       .first = wish->first,
                       .uses = references_begin(setter),
                       .recall = new_recall(setter, wish->before)};
    for (size_t i = 0; i < wish->mark_count; i++) {
        const Node *node = setter->doc->nodes[wish->marks[i].node];
        if (node == wish->resume || !is_inside(node, wish->resume))
            LIST_PUSH(setter->env->keep, galley->marks, galley->mark_count, galley->mark_capacity,
                      wish->marks[i]);
    }
    Composer composer = {.setter = setter,
                         .placement = wish->placement,
                         .galley = galley,
                         .owner = galley,
                         .measure = wish->measure,
                         .container = -1,
                         .resume = wish->resume,
                         .resume_text = wish->resume_text,
                         .floats = !wish->children_only,
                         .recall = galley->recall};
    apart_carry(&composer, &wish->carried);
    sidenotes_carry(&composer, wish);
    for (size_t i = 0; i < wish->flow->count; i++) {
        const Node *node = wish->flow->nodes[i];
        if (node->kind == NODE_NOTE) {
            galley_set_note(&composer, node);
            continue;
        }
        const Style *parent = node->parent ? galley_style(setter, node->parent) : NULL;
        if (!wish->children_only) {
            set_node(&composer, node, parent);
            continue;
        }
        mark_node(&composer, node);
        galley_set_children(&composer, node, design_style(setter->cascade, node, parent));
        galley_clear_breaks(galley);
    }
    grid_settle(galley);
    sidenotes_settle(galley);
    references_end(setter, &galley->uses);
    return galley;
}

Galley *galley_set_text(Setter *setter, const TextWish *text) {
    Galley *galley = ARENA_NEW(setter->env->keep, Galley);
    galley->measure = text->measure;
    const Style *style = text->style;
    Composer composer = {.setter = setter,
                         .galley = galley,
                         .measure = text->measure,
                         .container = -1,
                         .x = style->inset_left};
    ParagraphWish wish = {.text = text->text,
                          .shown = text->shown,
                          .style = style,
                          .measure = text->measure - style->inset_left - style->inset_right,
                          .outer_left = text->outer_left,
                          .balance = !style->hyphenate};
    Paragraph paragraph = paragraph_set(setter, &wish);
    galley_start_block(&composer, NULL);
    galley_add_lines(&composer, &paragraph, style);
    return galley;
}
