/*
 * layout/line.h - one line on its way from words to items. Private to paragraph.c and line.c.
 */
#ifndef TRYK_LAYOUT_LINE_H
#define TRYK_LAYOUT_LINE_H

#include "layout/words.h"

/* One word or fragment, or a picture, on its line. */
typedef struct Part {
    const GlyphRun *run;
    uint32_t voice;
    uint8_t flags; /* of PlacedRun */
    bool stretch;
    double x, width, glue;
    double tracking; /* behind its last glyph; in width */
} Part;

typedef struct LineSetter {
    Setter *setter;
    const ParagraphWish *wish;
    Words *words;
    Align align; /* left, right, center or justify */
    bool free_left; /* nothing stands in the line before it */
    double letters; /* what the letters of this line give, as in Share */
    Part *parts; /* of the line being set */
    size_t count, capacity;
    Item *items; /* likewise */
    size_t item_count, item_capacity;
} LineSetter;

/* What line `index` of the paragraph leaves free at its left. */
Pt line_indent(const LineSetter *line, size_t index);
/* The line between two openings; from: NULL for the paragraph's start. Items live in env->keep. */
Line line_set(LineSetter *line, size_t index, const Opening *from, const Opening *to);

#endif
