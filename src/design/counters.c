/*
 * design/counters.c - numbers of headings, figures and tables, and of items through the levels of a list.
 *
 * The one idea: a document is gone through once, when some text of the layout first asks for a number, and
 * each heading keeps its own; the number of a chapter at some place in it is that of the heading around. So
 * a layout without numbers pays nothing.
 */
#include "design/cascade.h"

enum { LEVELS = 6 };

/* The counts so far. */
typedef struct Tally {
    Cascade *cascade;
    uint32_t headings[LEVELS], figures, tables;
} Tally;

/* A note has nothing of the list or the box that its reference is in, only what its section has. */
const Style *design_node_style(Cascade *cascade, const Node *node) {
    const Node *above = node->parent;
    if (node->kind == NODE_NOTE)
        above = doc_section(node) ? doc_section(node) : cascade->doc->root;
    const Style *parent = above ? design_node_style(cascade, above) : NULL;
    return design_style(cascade, node, parent);
}

static bool is_left_out(Cascade *cascade, const Node *node) {
    const Selector *omits = cascade->design->omits;
    return omits && cascade_matches(cascade_state(cascade, node), omits);
}

static bool is_counted(Cascade *cascade, const Node *node) {
    const Style *style = design_node_style(cascade, node);
    return style->count && !style->hidden;
}

static void count_heading(Tally *tally, const Node *heading) {
    unsigned level = heading->level;
    for (unsigned i = level; i < LEVELS; i++)
        tally->headings[i] = 0;
    if (is_counted(tally->cascade, heading))
        tally->cascade->numbers[heading->id] = ++tally->headings[level - 1];
}

static const Node *caption_of(const Node *node) {
    const Node *caption = node->kind == NODE_TABLE ? node->first : node->last;
    return caption && caption->kind == NODE_CAPTION ? caption : NULL;
}

static void count_node(Tally *tally, const Node *node) {
    bool heading = node->kind == NODE_HEADING && node->level >= 1 && node->level <= LEVELS;
    bool figure = node->kind == NODE_FIGURE && node->parent->kind != NODE_CELL;
    bool captioned = (figure || node->kind == NODE_TABLE) && caption_of(node);
    if (heading && doc_heading(node->parent) == node)
        count_heading(tally, node);
    if (captioned && is_counted(tally->cascade, node))
        tally->cascade->numbers[node->id] = node->kind == NODE_FIGURE ? ++tally->figures : ++tally->tables;
}

/* The node behind this one and all that is in it. */
static const Node *pass_over(const Node *node, const Node *root) {
    while (node && node != root && !node->next)
        node = node->parent;
    return node && node != root ? node->next : NULL;
}

static void count_all(Cascade *cascade) {
    const Doc *doc = cascade->doc;
    Tally tally = {.cascade = cascade};
    cascade->numbers = ARENA_ARRAY(cascade->env->keep, uint32_t, doc->node_count);
    for (const Node *node = doc->root; node;) {
        bool inside = !doc_is_inline(node) && node->kind != NODE_PARAGRAPH && !is_left_out(cascade, node);
        if (inside)
            count_node(&tally, node);
        node = inside ? doc_next(node, doc->root) : pass_over(node, doc->root);
    }
}

/* The heading of the section of a level around a node, or the figure or table around it. */
static const Node *find_counted(const Node *node, Str name) {
    bool figure = str_equal_c(name, "figure"), table = str_equal_c(name, "table");
    unsigned level = (unsigned)(name.data[name.length - 1] - '0');
    for (; node; node = node->parent) {
        if ((figure && node->kind == NODE_FIGURE) || (table && node->kind == NODE_TABLE))
            return node;
        if (!figure && !table && node->kind == NODE_SECTION && node->level == level)
            return doc_heading(node);
    }
    return NULL;
}

bool counters_know(Str name) {
    bool heading = name.length == 2 && name.data[0] == 'h' && name.data[1] >= '1' && name.data[1] <= '6';
    return heading || str_equal_c(name, "figure") || str_equal_c(name, "table");
}

uint32_t counters_count(Cascade *cascade, const Node *node, Str name) {
    if (node && node->kind == NODE_ENTRY)
        node = node->link.target;
    const Node *counted = find_counted(node, name);
    cascade = cascade->plain ? cascade->plain : cascade;
    if (!counted || counted->id >= cascade->doc->node_count)
        return 0;
    if (!cascade->numbers)
        count_all(cascade);
    return cascade->numbers[counted->id];
}

/* ---- items ------------------------------------------------------------------------------------ */

static long item_number(const Node *item) {
    long number = item->parent->list.start;
    while ((item = item->previous))
        number++;
    return number;
}

static const Node *item_around(const Node *node) {
    while (node && !(node->kind == NODE_ITEM && node->parent && node->parent->ordered))
        node = node->parent;
    return node;
}

Str counters_of_items(Arena *arena, const Node *item, size_t levels) {
    Str numbers = {0};
    item = item_around(item);
    for (; item && levels > 0; item = item_around(item->parent), levels--) {
        Str number =
            numeral_text(arena, item->parent->ordered ? item->parent->list.writing : 0, item_number(item));
        numbers =
            numbers.length ? str_format(arena, "%.*s.%.*s", STR_ARGS(number), STR_ARGS(numbers)) : number;
    }
    return numbers;
}
