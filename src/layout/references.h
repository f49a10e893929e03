/*
 * layout/references.h - links that say where they lead: title, number and page of their target. Private to
 * layout/.
 *
 * A page number comes from the pass before. What is set remembers which numbers it shows, so a galley is
 * set anew only if one of them has changed, and then takes over the paragraphs in which none did.
 */
#ifndef TRYK_LAYOUT_REFERENCES_H
#define TRYK_LAYOUT_REFERENCES_H

#include "layout/paragraph.h"

/* A page number that some text shows: that of the target, -1 where it was not known. */
typedef struct PageUse { NodeId target; long page; } PageUse;

/* From..to of References.uses. */
typedef struct UseRange { size_t from, to; } UseRange;

/* A paragraph as it was set last. */
typedef struct Memory {
    const Node *node;
    const Style *style;
    Pt measure, x;
    uint32_t from;
    UseRange uses;
    Paragraph paragraph;
} Memory;

/* Paragraphs of one galley in the order of setting; those of the galley before are taken from the front. */
typedef struct Recall {
    Memory *items;
    size_t count, capacity;
    const struct Recall *before;
    size_t next;           /* in before */
} Recall;

struct References {
    bool active;           /* some link of the document shows a page */
    bool remembers;        /* paragraphs, for they may have to be set anew */
    Arena *arena;
    const Pages *numbers;  /* of the pass before, or NULL */
    PageUse *uses;
    size_t count, capacity;
};

/* Whether any link of the document shows a page number. */
bool references_wanted(Cascade *cascade, const Doc *doc);

/* What a link says beside the words of its author, which stand between the two if they are wanted. */
typedef struct ReferenceText { Str before, after; bool words; } ReferenceText;

ReferenceText references_text(Setter *setter, const Node *link, const Style *style);

/* The number in front of a heading or a caption as its style has it, without a stop behind; or empty. */
Str references_number(Setter *setter, const Node *target);

/* A heading's text as it is set, with the number before it if that stands in the line or beside it. */
Str references_title(Setter *setter, const Node *heading);

UseRange references_begin(const Setter *setter);
void references_end(const Setter *setter, UseRange *range);
/* Whether some number of the range is another one by now. */
bool references_changed(const Setter *setter, UseRange range);
/* The first target whose page is not the same in both passes, or NULL. */
const Node *references_unsettled(const Setter *setter, const Pages *a, const Pages *b);

/* The paragraph, placed as it was before, if it can be had; else NULL. */
const Memory *references_recall(const Setter *setter, Recall *recall, const Memory *wanted);
void references_remember(const Setter *setter, Recall *recall, const Memory *memory);

#endif
