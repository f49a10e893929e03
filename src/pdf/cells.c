/*
 * pdf/cells.c - what a table's cells say about their heads.
 *
 * The one idea: in a plain table the scope of each head says it all. Where cells are joined, or the head
 * has several rows, a cell names its heads one by one, for no rule of geometry would find them
 * (ISO 32000-1, 14.8.5.7).
 */
#include "pdf/structure.h"

static uint32_t first_column(const Node *cell) {
    uint32_t column = 0;
    for (const Node *before = cell->previous; before; before = before->previous)
        column += before->cell.joined + 1;
    return column;
}

/* The first row, for a caption may stand before it. */
static const Node *first_row(const Node *table) {
    const Node *row = table->first;
    while (row && row->kind != NODE_ROW)
        row = row->next;
    return row;
}

bool cells_are_irregular(const Node *table) {
    const Node *first = first_row(table);
    if (first && first->next && first->next->header)
        return true;
    for (const Node *row = first; row; row = row->next)
        for (const Node *cell = row->first; cell; cell = cell->next)
            if (cell->cell.joined)
                return true;
    return false;
}

/* No author can give this id: it has a space in it. */
Str cells_id(Arena *arena, const Node *cell) {
    return str_format(arena, "cell %u", (unsigned)cell->id);
}

static void add_id(Arena *scratch, const Node *cell, bool *any, Buffer *out) {
    ArenaMark mark = arena_mark(scratch);
    buffer_add_c(out, *any ? " " : "/Headers[");
    syntax_bytes(out, cells_id(scratch, cell));
    *any = true;
    arena_reset(scratch, mark);
}

/* Those above in the rows of the head, then those to the left. */
static void print_heads(Arena *scratch, const Node *cell, Buffer *out) {
    uint32_t from = first_column(cell), to = from + cell->cell.joined;
    bool any = false;
    for (const Node *row = first_row(cell->parent->parent); row && row->header; row = row->next) {
        uint32_t column = 0;
        if (row == cell->parent)
            break;
        for (const Node *head = row->first; head && column <= to; head = head->next) {
            if (head->header && column + head->cell.joined >= from)
                add_id(scratch, head, &any, out);
            column += head->cell.joined + 1;
        }
    }
    for (const Node *head = cell->parent->first; head != cell && !cell->parent->header; head = head->next)
        if (head->header)
            add_id(scratch, head, &any, out);
    if (any)
        buffer_add_byte(out, ']');
}

void cells_print(const Structure *structure, const Element *element, Buffer *out) {
    Arena *scratch = structure->writer->env->scratch;
    const Node *cell = structure->writer->doc->nodes[element->node];
    bool header = element->role == ROLE_HEADER_CELL;
    if (header && element->named) {
        ArenaMark mark = arena_mark(scratch);
        buffer_add(out, STR("/ID"));
        syntax_bytes(out, cells_id(scratch, cell));
        arena_reset(scratch, mark);
    }
    if (!header && !element->named)
        return;
    buffer_add(out, STR("/A<</O/Table"));
    if (header)
        buffer_format(out, "/Scope/%s", cell->parent->header ? "Column" : "Row");
    if (cell->cell.joined)
        buffer_format(out, "/ColSpan %u", (unsigned)cell->cell.joined + 1);
    if (element->named)
        print_heads(scratch, cell, out);
    buffer_add(out, STR(">>"));
}
