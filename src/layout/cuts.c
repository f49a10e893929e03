/*
 * layout/cuts.c - where pages had better not end.
 *
 * The one idea: every block adds to the breaks inside it, and at its edges, what it would lose by them, so
 * whoever looks for breaks sees one sum and needs to know nothing of lists, quotations or addresses.
 */
#include "layout/cuts.h"

enum {
    MANY_ROWS = 8,
    MOST_CLOSED = 6 /* lines of an address or a stanza; more are read as any text */
};

/* Whether a block is a row of a table that is no head. */
static bool is_row(const Block *block) {
    const Node *node = block->node;
    const Node *row = node && node->kind == NODE_TABLE ? node->first : node;
    return row && row->kind == NODE_ROW && !row->header;
}

/* The fewer rows stand on one side of a break, the worse it is. */
static void weigh_rows(Galley *galley, size_t first) {
    size_t block = galley->strips[first].block, rows = 0, above = 0;
    for (size_t i = block; i < galley->block_count; i++)
        rows += is_row(&galley->blocks[i]);
    for (; block < galley->block_count; block++) {
        if (!is_row(&galley->blocks[block]))
            continue;
        size_t fewer = above < rows - above ? above : rows - above;
        if (fewer > 0)
            galley->strips[galley->blocks[block].first - 1].cut += CUT_ROWS / (float)fewer;
        above++;
    }
}

/* One of many rows has to be cut somewhere, and may be so twice. */
static float table_cut(const Galley *galley, size_t first) {
    size_t rows = galley->count - first;
    return rows > MANY_ROWS ? CUT_TABLE * MANY_ROWS / (float)rows : CUT_TABLE;
}

void cuts_weigh_block(Galley *galley, const Node *node, size_t first, bool decorated) {
    float cut = node->kind == NODE_TABLE ? table_cut(galley, first) : decorated ? CUT_BOX : 0;
    if (node->kind == NODE_ITEM || node->kind == NODE_QUOTE)
        cut += CUT_ITEM;
    if (node->kind == NODE_LIST)
        cut += CUT_LIST;
    for (size_t i = first; cut > 0 && i + 1 < galley->count; i++)
        galley->strips[i].cut += cut;
    if (node->kind == NODE_TABLE)
        weigh_rows(galley, first);
}

bool cuts_leads_in(Setter *setter, const Node *node) {
    const Node *next = node->next;
    bool announced =
        next && (next->kind == NODE_LIST || next->kind == NODE_TABLE || next->kind == NODE_FIGURE ||
                 next->kind == NODE_CODE_BLOCK || next->kind == NODE_QUOTE);
    if (node->kind != NODE_PARAGRAPH || !announced)
        return false;
    ArenaMark mark = arena_mark(setter->env->scratch);
    bool colon = str_ends(str_trim(doc_text(setter->env->scratch, node)), STR(":"));
    arena_reset(setter->env->scratch, mark);
    return colon;
}

/* The last line of a quotation, which tells whose it is. */
static bool names_source(const Node *node) {
    return node->parent && node->parent->kind == NODE_QUOTE && node->previous && !node->next;
}

/* Lines end where the author says so. */
static bool has_closed_lines(const Node *node) {
    const Node *child = node->first;
    while (child && child->kind != NODE_LINE_BREAK)
        child = child->next;
    return child != NULL;
}

void cuts_weigh_text(Composer *composer, const Node *node, size_t first) {
    Galley *galley = composer->galley;
    if (galley->count == first)
        return;
    if (cuts_leads_in(composer->setter, node))
        galley->strips[galley->count - 1].cut += CUT_LEAD_IN;
    if (galley->count == first + 1 && first > 0 && names_source(node))
        galley->strips[first - 1].cut += CUT_LEAD_IN;
    bool whole = galley->count <= first + MOST_CLOSED && has_closed_lines(node);
    for (size_t i = first; whole && i + 1 < galley->count; i++)
        galley->strips[i].cut += CUT_CLOSED;
}

void cuts_weigh_item(Galley *galley, const Node *item, size_t first) {
    bool line = galley->count == first + 1;
    if (line && !item->previous && item->next)
        galley->strips[first].cut += CUT_ALONE;
    if (line && item->previous && !item->next && first > 0)
        galley->strips[first - 1].cut += CUT_ALONE;
}

void cuts_weigh_entry(Galley *galley, bool deeper) {
    if (!galley->count)
        return;
    galley->strips[galley->count - 1].keep = deeper;
    galley->strips[galley->count - 1].cut += CUT_CHAPTER;
}
