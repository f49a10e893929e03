/*
 * pdf/structure.h - the structure tree before it is written. Private to structure.c, tags.c, cells.c,
 * links.c and dump.c.
 */
#ifndef TRYK_PDF_STRUCTURE_H
#define TRYK_PDF_STRUCTURE_H

#include "pdf/writer.h"

typedef enum Role {
    ROLE_NONE, /* a node that is no element: its content belongs to the one around it */
    ROLE_DOCUMENT, ROLE_SECT, ROLE_DIV, ROLE_QUOTE, ROLE_CONTENTS, ROLE_ENTRY, ROLE_LIST, ROLE_ITEM,
    ROLE_TABLE, ROLE_HEAD, ROLE_BODY, ROLE_ROW, ROLE_LAST_GROUP = ROLE_ROW, /* these hold elements only */
    ROLE_NOTE, ROLE_REFERENCE, ROLE_LABEL, ROLE_ITEM_BODY, ROLE_HEADER_CELL, ROLE_CELL,
    ROLE_PARAGRAPH, ROLE_CODE, ROLE_FIGURE, ROLE_CAPTION, ROLE_LINK, ROLE_SPAN,
    ROLE_HEADING_1, ROLE_HEADING_6 = ROLE_HEADING_1 + 5,
    ROLE_COUNT
} Role;

/* How the items of a list are marked, as ISO 32000-1 counts them. */
typedef enum Numbering {
    NUMBERING_NONE, NUMBERING_DISC, NUMBERING_DECIMAL, NUMBERING_UPPER_ROMAN, NUMBERING_LOWER_ROMAN,
    NUMBERING_UPPER_ALPHA, NUMBERING_LOWER_ALPHA
} Numbering;

typedef struct Element {
    uint8_t role;
    bool primary;      /* carries its node's attributes; false for those made to go with another */
    bool named;        /* a cell of a table whose cells name their heads */
    uint8_t numbering; /* of a list */
    NodeId node;
    uint32_t parent, next, first_child, last_child; /* elements */
    uint32_t first_mark, last_mark;                 /* index + 1 */
    uint32_t first_link;                            /* index + 1 */
    uint32_t box;                                   /* index + 1: the place of a figure */
} Element;

/* A piece of marked content: its MCID is its index less that of its page's first. */
typedef struct Mark { uint32_t element, page, order, next; } Mark;

/* "Decimal" */
const char *structure_numbering(Numbering numbering);
/* Whether the cells of a table have to name their heads; the name of a head; a cell's attributes. */
bool cells_are_irregular(const Node *table);
Str cells_id(Arena *arena, const Node *cell);
void cells_print(const Structure *structure, const Element *element, Buffer *out);

struct Structure {
    Writer *writer;
    Element *elements;     /* from 1; 1 is the document */
    uint32_t element_count;
    uint32_t *content;     /* by NodeId: the element of what an item of the node shows; 0: artifact */
    uint32_t *container;   /* by NodeId: the parent of its children's elements */
    uint32_t *order;       /* by NodeId: place in reading order, from 1; 0: not in the document */
    Mark *marks;
    size_t mark_count, mark_capacity;
    uint32_t *page_marks;  /* by page: index of its first mark */
    Box *boxes;
    size_t box_count, box_capacity;
    uint32_t first_object; /* object number of element 1 */
    uint32_t *link_elements; /* by key less the number of pages */
    uint32_t linked;       /* links that have an element */
    uint32_t leaf_count, first_leaf; /* of the parent tree */
};

#endif
