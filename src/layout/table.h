/*
 * layout/table.h - a table on its way from rows to strips. Private to table.c, columns.c, widths.c and
 * numbers.c.
 *
 *     rows -numbers-> columns of numbers -columns-> what they need -widths-> widths -table-> strips
 */
#ifndef TRYK_LAYOUT_TABLE_H
#define TRYK_LAYOUT_TABLE_H

#include "layout/galley.h"
#include "layout/words.h"

typedef struct Column {
    Pt parts[DIVISION_COUNT]; /* its longest part that is not broken, padding included */
    Pt least;          /* that of the table's division */
    Pt natural;        /* its longest cell in one line */
    double area;       /* sum of its cells' lines */
    Pt x, width;       /* from the table's left */
    bool numbers;      /* what stands under its head are numbers */
    bool mixed;        /* and a few words */
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
    WordDivision division; /* beyond whole words its text is set in the class "divided" */
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
/* Whether the cell, which begins in this column, is set as a number. */
bool numbers_are_in(const Table *table, const Node *cell, size_t column);
/* A number with a sign before it or a unit behind; also what stands for none: empty, or a dash. */
bool numbers_match(Str text);
/* The cell in one line, and how far its decimal sign, or where that would be, is from the left. */
Paragraph numbers_set(Setter *setter, const Node *cell, const Style *style, Pt *before);
/*
 * Columns of numbers side by side that are about as wide are made as wide, if the room there is will do.
 * Returns what is left of it.
 */
Pt numbers_even_columns(Column *columns, size_t count, Pt room);

/* ---- columns.c -------------------------------------------------------------------------------- */

/* Measures all cells and gives the columns their widths; too wide a table is scaled, and reported. */
void columns_solve(Table *table);

/* ---- widths.c --------------------------------------------------------------------------------- */

/* In points: widths that differ by less are the same. */
#define ROUNDING 0.01

/* A place where a line of a cell may end: the line's width up to there, and from where the next counts. */
typedef struct LineEnd {
    float end, start;
    float half, piece;       /* what stands between this end and the one before: in two pieces, in more */
    bool forced;
} LineEnd;

/* Of a cell: its lines, and how many words are divided in them. */
typedef struct LineCount { uint16_t lines, divided; } LineCount;

/* A cell of a row that is weighed. */
typedef struct Sample {
    LineEnd *ends;
    uint32_t count;
    uint32_t row, column, last;
    float padding;
    bool head;
    LineCount now, tried;
} Sample;

typedef struct Samples {
    Sample *items;
    size_t count, capacity;
    uint32_t row_count;
} Samples;

/* Gives the columns widths that add up to the measure: those with which the rows are lowest. */
void widths_solve(Table *table, Samples *samples);
/*
 * Widths that add up to the measure: natural ones with the white that is left shared out, else by the root
 * of the columns' areas, within what each can have. False: they need more than the measure.
 */
bool widths_share(Column *columns, size_t count, Pt measure);

#endif
