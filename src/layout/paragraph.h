/*
 * layout/paragraph.h - inline content set in lines. Private to layout/.
 *
 * inline.c turns nodes into words with styles, linebreak.c finds the best breaks for the whole paragraph,
 * paragraph.c sets the lines.
 */
#ifndef TRYK_LAYOUT_PARAGRAPH_H
#define TRYK_LAYOUT_PARAGRAPH_H

#include "layout/layout.h"

typedef struct References References; /* references.h */

/* What every part of layout needs. */
typedef struct Setter {
    Env *env;
    const Doc *doc;
    const Design *design;
    Cascade *cascade;
    Shaper *shaper;
    Hyphenator *hyphenator;
    References *references; /* NULL: links show the words of their authors alone */
    const Node **note_places; /* by number: the references that they go with; NULL: the first ones */
    uint32_t *note_numbers; /* as they are shown, by those of the document; 0: none. NULL: the same */
    const bool *moved;      /* by node: figures and tables that leave their place in the text; NULL: none */
    bool margin;            /* what is being set has a place for side notes beside it */
} Setter;

/*
 * A line's items relative to the line: x from the measure's left, y from the baseline (0 for most text).
 * Alignment, justification and indents are done: items only have to be moved.
 */
typedef struct Line {
    Item *items;
    uint32_t item_count;
    Pt width;            /* of the ink, from the first item's left */
    Pt above, below;     /* extra height that a picture in the line needs over and under the leading */
    bool hyphenated;     /* ends in a broken word */
    uint32_t start;      /* where in the paragraph's text it begins: for ParagraphWish.from */
    const Node **notes;  /* references to them, with or without a mark that can be seen */
    uint32_t note_count;
} Line;

typedef struct Paragraph {
    Line *lines;
    size_t count;
    size_t together;     /* so many first lines belong in one frame: they stand beside an initial */
    Pt overfull;         /* how far the worst line stands out of the measure; 0 if none does */
    Str torn;            /* the first word divided where none should be: it is wider than the measure */
    Span torn_span;      /* of the text it stands in */
} Paragraph;

typedef struct ParagraphWish {
    const Node *node;    /* its inline children are set; NULL: text is */
    Str text;            /* '\n' breaks the line */
    NodeId shown;        /* node id for items made from text; 0: decoration */
    const Style *style;  /* of the node, from the cascade and no copy; or for the text */
    Pt measure;
    uint32_t from;       /* only what follows this Line.start of the same paragraph in another measure */
    Pt first_indent;     /* beside style->indent */
    const Pt *indents;   /* of the first lines, beside first_indent: what stands to their left */
    uint32_t indent_count;
    uint32_t skip;       /* bytes of the text that are set elsewhere: an initial */
    bool balance;        /* lines of equal length, no hyphens that need not be: headings */
    bool sparing;        /* only words wider than the measure are divided, in two pieces if that will do */
    const Align *align;  /* instead of the style's; NULL: as the style says */
    bool outer_left;     /* what ALIGN_OUTSIDE means here; ALIGN_INSIDE is the other side */
} ParagraphWish;

/* An empty paragraph has no lines. All memory from env->keep but for what scratch gives back. */
Paragraph paragraph_set(Setter *setter, const ParagraphWish *wish);

/* Width of a text in one line, unbroken. */
Pt paragraph_text_width(Setter *setter, Str text, const Style *style);

#endif
