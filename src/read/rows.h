/*
 * read/rows.h - what a line with pipes says, without cmark; private to read/.
 */
#ifndef TRYK_READ_ROWS_H
#define TRYK_READ_ROWS_H

#include "doc/doc.h"

/* What stands before a line's own text: spaces, signs of quotes and, if wanted, of list items. */
typedef struct RowPrefix {
    size_t length;
    unsigned quotes;  /* how many > */
    unsigned markers; /* quotes and items */
} RowPrefix;

RowPrefix rows_prefix(Str line, bool items);

/* Takes the cells of a row one by one, without the pipes and spaces around them. */
typedef struct RowCells {
    Str rest;
    bool done;
    bool joined;      /* nothing stood before the last cell's pipe, not even a space */
} RowCells;
RowCells rows_begin(Str row);
bool rows_next(RowCells *cells, Str *cell);
size_t rows_count(Str row);

enum { ROWS_COLUMNS_MAX = 200, ROWS_HEAD_MAX = 3 };

/*
 * How many columns a row of dashes makes, 0 if it is none or makes too many. aligns has room for
 * ROWS_COLUMNS_MAX, or is NULL.
 */
size_t rows_delimiter(Str row, uint8_t *aligns);

#endif
