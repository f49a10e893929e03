/*
 * layout/table.h - a table on its way from rows to strips. Private to table.c, columns.c and numbers.c.
 *
 *     rows -numbers-> columns of numbers -columns-> widths -table-> strips
 */
#ifndef TRYK_LAYOUT_TABLE_H
#define TRYK_LAYOUT_TABLE_H

#include "layout/galley.h"

typedef struct Column {
    Pt least;          /* its longest part that cannot be broken, padding included */
    Pt divided;        /* the same where words may be divided */
    Pt natural;        /* its longest cell in one line */
    double area;       /* sum of its cells' lines */
    Pt x, width;       /* from the table's left */
    bool numbers;      /* all that stands under its head are numbers */
    Pt before, behind; /* numbers: the widest part up to the decimal sign, and from there on */
    Pt padding;        /* numbers: of the cells, left and right */
} Column;

/* Widths are those before it is scaled. */
typedef struct Table {
    Composer *composer;
    const Node *node;
    const Style *style;
    Column *columns;
    size_t count;
    Pt measure;
    double scale;      /* below 1: too wide for its type size */
    double gaps;       /* likewise: too wide for the white beside its cells */
    bool divides;      /* too wide with whole words: they are set in the class "divided" */
    Pages *canvas;     /* one page, for the row being set */
} Table;

/* The node's cells with their columns; a caption is passed over. */
const Node *table_next_row(const Node *node);
size_t table_cell_end(const Table *table, const Node *cell, size_t column);
/* What a cell's text is set in; style is the cell's. */
const Style *table_text_style(const Table *table, const Node *cell, const Style *style);
/* What a cell has around its text; style is the cell's. */
Edges table_padding(const Table *table, const Style *style);

/* ---- numbers.c -------------------------------------------------------------------------------- */

/* Marks the columns of numbers. */
void numbers_find(Table *table);
/* A number with a sign before it or a unit behind; also what stands for none: empty, or a dash. */
bool numbers_match(Str text);
/* The cell in one line, and how far its decimal sign, or where that would be, is from the left. */
Paragraph numbers_set(Setter *setter, const Node *cell, const Style *style, Pt *before);
/*
 * Years side by side stand at even distances, if there is room for that: as wide as their widest head, or,
 * where that would take from text that needs it, as their widest number or word.
 */
void numbers_even_columns(Column *columns, size_t count, Pt measure);

/* ---- columns.c -------------------------------------------------------------------------------- */

/* Measures all cells and gives the columns their widths; too wide a table is scaled, and reported. */
void columns_solve(Table *table);
/*
 * Widths that add up to the measure: natural ones in proportion if there is room, else by the root of the
 * columns' areas, within what each can have; where words must be divided, all that is wider is cut to one
 * width. False: even divided words are too wide.
 */
bool columns_share(Column *columns, size_t count, Pt measure);

#endif
