/*
 * read/tables.c - rows of pipe tables into nodes.
 *
 * The one idea: rows come one by one, as blocks of their own. A header opens a table if a row of dashes
 * follows in the same place; what stands before that is its head. A row or caption that finds no table
 * open, because cmark sees the lines in different lists or quotes, is a paragraph.
 */
#include "read/markdown.h"

/* Cells that are too many go into the last one, pipes and all. */
static Str take_surplus(Builder *builder, RowCells cells, Str cell) {
    const char *end = cells.rest.data + cells.rest.length;
    Str next;
    size_t surplus = 0;
    while (rows_next(&cells, &next))
        surplus++;
    if (surplus == 0)
        return cell;
    REPORT_WARNING(builder->env, builder_span(builder, (size_t)(cell.data - builder->source->text.data)),
                   STR("write \\| for a | that does not part cells"),
                   "the row has %zu more %s than the table has columns", surplus,
                   surplus == 1 ? "cell" : "cells");
    return str_trim((Str){cell.data, (size_t)(end - cell.data)});
}

static void add_row(Builder *builder, Str text, bool header) {
    Env *env = builder->env;
    const char *source = builder->source->text.data;
    uint32_t columns = builder->table->table.columns;
    Span row_span = builder_span(builder, (size_t)(text.data - source));
    Node *row = doc_add(env->keep, builder->doc, builder->table, NODE_ROW, row_span);
    row->header = header;
    RowCells cells = rows_begin(text);
    for (uint32_t column = 0; column < columns; column++) {
        Str cell = {0};
        bool there = rows_next(&cells, &cell);
        if (there && column + 1 == columns)
            cell = take_surplus(builder, cells, cell);
        if (there && cells.joined && row->last && cell.length == 0) {
            row->last->cell.joined++;
            continue;
        }
        Span span = there ? builder_span(builder, (size_t)(cell.data - source)) : row_span;
        Node *node = doc_add(env->keep, builder->doc, row, NODE_CELL, span);
        node->align = builder->aligns[column];
        if (cell.length > 0)
            builder_add_later(builder, node, cell);
    }
}

/* The row of dashes behind the row that begins at offset; its head may have more of those. */
static Str find_delimiter(const Builder *builder, size_t offset) {
    Str row = {0};
    for (int rows = 0; rows <= ROWS_HEAD_MAX && rows_delimiter(row, NULL) == 0; rows++) {
        offset += builder_line_rest(builder, offset).length + 1;
        Str line = builder_line_rest(builder, offset);
        row = str_slice(line, rows_prefix(line, false).length, line.length);
    }
    return row;
}

static void open_table(Builder *builder, Str text, Str delimiter, Span span) {
    builder->table = builder_add(builder, NODE_TABLE, span);
    if (builder->caption)
        doc_append(builder->table, builder->caption);
    builder->caption = NULL;
    builder->delimiter_passed = false;
    builder->table->table.columns = (uint32_t)rows_delimiter(delimiter, builder->aligns);
    add_row(builder, text, true);
}

void builder_table_row(Builder *builder, LineMark mark, size_t offset, bool delimiter) {
    Str text = str_trim(builder_line_rest(builder, offset));
    Span span = builder_span(builder, offset);
    if (mark == LINE_HEADER && delimiter) {
        open_table(builder, text, find_delimiter(builder, offset), span);
        return;
    }
    if (mark == LINE_HEADER)
        builder->table = NULL;
    if (mark == LINE_DELIMITER && builder->table && !builder->delimiter_passed)
        builder->delimiter_passed = true;
    else if (builder->table)
        add_row(builder, text, !builder->delimiter_passed);
    else
        builder_add_later(builder, builder_add(builder, NODE_PARAGRAPH, span), text);
}

/* The first child of its table, wherever it was written. */
static void add_caption_before_rows(Builder *builder, Node *caption) {
    Node *row = builder->table->first;
    builder->table->first = builder->table->last = NULL;
    doc_append(builder->table, caption);
    for (Node *next = NULL; row; row = next) {
        next = row->next;
        doc_append(builder->table, row);
    }
}

void builder_table_caption(Builder *builder, LineMark mark, size_t offset, bool header) {
    Str text = str_trim(builder_line_rest(builder, offset));
    Span span = builder_span(builder, offset);
    Node *table = mark == LINE_CAPTION ? builder->table : NULL;
    bool captioned = table && table->first->kind == NODE_CAPTION;
    if (mark == LINE_LEGEND ? !header : !table || captioned) {
        builder_add_later(builder, builder_add(builder, NODE_PARAGRAPH, span), text);
        return;
    }
    Node *caption = doc_add(builder->env->keep, builder->doc, NULL, NODE_CAPTION, span);
    builder_add_later(builder, caption, str_trim(str_slice(text, 1, text.length)));
    if (table)
        add_caption_before_rows(builder, caption);
    else
        builder->caption = caption;
}
