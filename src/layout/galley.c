/*
 * Sets blocks one under the other. The one idea: every block goes through open_block and close_block, which
 * look after what all blocks have in common (space, box, rules, label, breaks), so that setting one kind of
 * block is only about its inside.
 */
#include "layout/galley.h"

/* What close_block must put back. */
typedef struct OpenBlock {
    const Style *style;
    Pt x, measure;
    int32_t container; /* before */
    int32_t own;       /* its own container, or -1 */
    size_t first;      /* its first strip */
} OpenBlock;

static bool is_decorated(const Style *style) {
    const Decoration *box = &style->box;
    return !colour_is_none(box->fill.from) || !colour_is_none(box->stroke.colour) || box->bar.width > 0 ||
           box->padding.top > 0 || box->padding.bottom > 0 || box->behind.count || box->front.count ||
           style->rule_above.width > 0 || style->rule_below.width > 0;
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

static void mark_node(Composer *composer, const Node *node) {
    bool named = node->attrs && node->attrs->id.length && node->kind != NODE_ENTRY;
    bool always = node->kind == NODE_HEADING || node->kind == NODE_FIGURE || node->kind == NODE_TABLE ||
                  node->kind == NODE_SECTION;
    if (named || always)
        LIST_PUSH(composer->setter->env->keep, composer->galley->marks, composer->galley->mark_count,
                  composer->galley->mark_capacity, (Mark){node->id});
}

static OpenBlock open_block(Composer *composer, const Node *node, const Style *style) {
    OpenBlock open = {
        style, composer->x, composer->measure, composer->container, -1, composer->galley->count};
    bool goes_on = composer->resume || composer->resume_text > 0;
    if (style->space_before > composer->gap)
        composer->gap = style->space_before;
    if (style->break_before > composer->start && !goes_on)
        composer->start = (uint8_t)style->break_before;
    if (!goes_on)
        mark_node(composer, node);
    composer->x += style->inset_left;
    composer->measure -= style->inset_left + style->inset_right;
    if (style->max_width > 0 && composer->measure > style->max_width)
        composer->measure = style->max_width;
    if (is_decorated(style)) {
        open.own = composer->container = add_container(composer, node, style);
        composer->x += style->box.padding.left;
        composer->measure -= style->box.padding.left + style->box.padding.right;
    }
    if (composer->measure < 1)
        composer->measure = 1;
    if (style->label.length && style->label_place == LABEL_ABOVE && !goes_on)
        block_set_label(composer, node, style);
    return open;
}

static void close_block(Composer *composer, const OpenBlock *open) {
    Galley *galley = composer->galley;
    composer->x = open->x;
    composer->measure = open->measure;
    composer->container = open->container;
    if (galley->count == open->first && open->own >= 0)
        galley->containers[open->own].first = UINT32_MAX;
    if (galley->count == open->first)
        return;
    if (open->own >= 0) {
        galley->containers[open->own].last = (uint32_t)galley->count - 1;
        composer->gap = 0;
    }
    for (size_t i = open->first; open->style->keep_together && i + 1 < galley->count; i++)
        galley->strips[i].keep = true;
    if (open->style->keep_with_next)
        galley->strips[galley->count - 1].keep = true;
    if (open->style->space_after > composer->gap)
        composer->gap = open->style->space_after;
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
        .block = galley->block_count ? (uint32_t)galley->block_count - 1 : 0,
    };
    composer->gap = 0;
    composer->start = BREAK_BEFORE_AUTO;
    LIST_PUSH(keep, galley->strips, galley->count, galley->capacity, strip);
    return &galley->strips[galley->count - 1];
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

static void set_node(Composer *composer, const Node *node, const Style *parent) {
    const Style *style = design_style(composer->setter->cascade, node, parent);
    if (style->hidden || is_passed_over(composer, node))
        return;
    OpenBlock open = open_block(composer, node, style);
    block_set_inside(composer, node, style);
    close_block(composer, &open);
}

void galley_set_node(Composer *composer, const Node *node, const Style *parent) {
    if (!composer->placement || !composer->placement->taken[node->id])
        set_node(composer, node, parent);
}

const Style *galley_style(Setter *setter, const Node *node) {
    const Style *parent = node->parent ? galley_style(setter, node->parent) : NULL;
    return design_style(setter->cascade, node, parent);
}

Galley *galley_set(Setter *setter, const GalleyWish *wish) {
    Galley *galley = ARENA_NEW(setter->env->keep, Galley);
    *galley = (Galley){.measure = wish->measure, .resume = wish->resume, .resume_text = wish->resume_text};
    Composer composer = {.setter = setter,
                         .placement = wish->placement,
                         .galley = galley,
                         .measure = wish->measure,
                         .container = -1,
                         .resume = wish->resume,
                         .resume_text = wish->resume_text};
    for (size_t i = 0; i < wish->flow->count; i++) {
        const Node *node = wish->flow->nodes[i];
        const Style *parent = node->parent ? galley_style(setter, node->parent) : NULL;
        if (!wish->children_only) {
            set_node(&composer, node, parent);
            continue;
        }
        mark_node(&composer, node);
        galley_set_children(&composer, node, design_style(setter->cascade, node, parent));
    }
    return galley;
}

Galley *galley_set_text(Setter *setter, const TextWish *text) {
    Galley *galley = ARENA_NEW(setter->env->keep, Galley);
    galley->measure = text->measure;
    const Style *style = text->style;
    Composer composer = {
        .setter = setter, .galley = galley, .measure = text->measure, .container = -1, .x = style->inset_left};
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
