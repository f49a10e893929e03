/*
 * pdf/linear.h - a linearized file before it is written: which object stands where. Private to linear.c,
 * linear_file.c and hints.c.
 *
 * Parts are counted as ISO 32000-1, annex F, counts them.
 */
#ifndef TRYK_PDF_LINEAR_H
#define TRYK_PDF_LINEAR_H

#include "pdf/writer.h"

typedef enum Part {
    PART_CATALOG, /* 4 */
    PART_FIRST,   /* 6: the first page with all that it needs, and the outline */
    PART_PAGE,    /* 7: what one of the others needs alone */
    PART_SHARED,  /* 8: what several of the others need */
    PART_REST,    /* 9 */
    PART_COUNT
} Part;

/* What stands in the file by itself: an object, or a stream that holds many. */
typedef struct Unit {
    uint32_t object;        /* its number as the writer knows it; 0: it holds others */
    uint32_t first, count;  /* of those it holds: into members */
    uint32_t page, last_page; /* the first and the last that need it, from 1; 0: none */
    bool outline, tagged;   /* it is the outline's; the structure tree needs it too */
    Part part;
    uint32_t number;        /* in the file */
    size_t offset, length;  /* offset: as if there were no hints */
} Unit;

typedef struct Linear {
    Writer *writer;
    Arena *arena;
    ObjectBody *bodies;     /* by number as the writer knows it */
    uint32_t count;
    Unit *units;            /* from 1, and at last in the order of the file */
    uint32_t unit_count;
    uint32_t *unit_of;      /* by object */
    uint32_t *place;        /* by object: its place among those that its unit holds */
    uint32_t *numbers;      /* by object: in the file */
    uint32_t *members;
    uint32_t *page_of, *last_page_of; /* by object: as in a unit */
    uint32_t **references;  /* by object, once a page needs it: how many, then they */
    uint32_t *seen;         /* by object: the last round that came here */
    uint32_t round;
    uint32_t *reached;      /* the objects that a page needs, itself first */
    uint32_t reached_count;
    uint32_t starts[PART_COUNT + 1]; /* units of each part */
    uint32_t first_number;  /* of the first half of the file, which has the higher numbers */
    uint32_t end_number;
    uint32_t first_table, last_table, parameters, hints; /* numbers */
} Linear;

/* Puts all in order and numbers it. */
void linear_plan(Linear *linear);
/* The objects that a page needs, in reached; not the page tree nor other pages. */
void linear_reach(Linear *linear, uint32_t page);
/* The hint tables, not packed yet; where the second and the third begin, 0: there is no third. */
typedef struct Hints { Str bytes; size_t shared, outline; } Hints;
/* Lengths and offsets are known. */
Hints hints_print(Linear *linear);

#endif
