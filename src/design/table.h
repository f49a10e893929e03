/*
 * design/table.h - how the rows of the table of properties are written. Private to table.c and table_*.c.
 */
#ifndef TRYK_DESIGN_TABLE_H
#define TRYK_DESIGN_TABLE_H

#include "design/draft.h"

/* Where a row's value goes: a field of its scope's struct, or nowhere. */
#define FIELD(Type, field) offsetof(Type, field), sizeof(((Type *)NULL)->field)
#define NO_FIELD 0, 0

/* The longest side that a PDF page can have (ISO 32000-1, annex C: 14,400 units). */
#define LONGEST 14400

/* A part of the table; all rows of a scope stand together in one part. */
typedef struct PropertyRows { const Property *items; size_t count; } PropertyRows;

extern const PropertyRows table_layout_rows, table_style_rows, table_pages_rows, table_print_rows;

#endif
