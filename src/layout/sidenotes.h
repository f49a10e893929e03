/*
 * layout/sidenotes.h - blocks in the margin, beside the line that they belong to. Private to layout/.
 *
 * A side note stands in a frame of the layout that lies beside that of the text. Its first baseline is that
 * of the line that its reference stands in; a block has none and stands by the line where the next block
 * of the text begins, or by the line before it if none comes after. Notes push each other down, and those
 * that would run out at the foot move up; what a page has no room for comes first on the next one. Where no
 * such frame is, the block stays in the text, and a note goes to the foot.
 */
#ifndef TRYK_LAYOUT_SIDENOTES_H
#define TRYK_LAYOUT_SIDENOTES_H

#include "layout/frames.h"

/* Its first baseline is so far below its top. */
struct SideNote {
    Float set;
    size_t strip;         /* that it stands beside */
    Pt baseline;
    Pt line;              /* so far below that strip's top is its line; below 0: that is not known */
    const Galley *inside; /* the galley of a block of columns that has the line, as this strip; or NULL */
    size_t inner;
};

/* Takes a block out of the text, if its style wants that and the galley has a frame beside it. */
bool sidenotes_take(Composer *composer, const Node *node, const Style *style, const Style *parent);
/* The same for a note whose reference is in the line that is added to the galley next. */
bool sidenotes_take_note(Composer *composer, const Node *note);
/* Sets anew those that wait, and those beside the strip that a galley of another measure begins with. */
void sidenotes_carry(Composer *composer, const GalleyWish *wish);
/* Strips of a block in columns become part of the strip that is added to its galley next. */
void sidenotes_settle_inside(Composer *composer, const Pour *pour);
/* When all strips are there: a note before a strip that never came stands beside the last one. */
void sidenotes_settle(Galley *galley);

/* Width of side notes on this page beside what stands in a frame; 0: they stay in the text. */
Pt sidenotes_measure(const PageMaker *maker, const Frame *frame);
/* Remembers where the lines have come to that notes stand beside; y is the pour's top on the page. */
void sidenotes_mark(PageMaker *maker, const Pour *pour, Pt y);
/* What still waits when no page follows becomes an overflow. */
void sidenotes_overflow(PageMaker *maker, const FlowState *state);
/* Places what was remembered, after what the page before had no room for. */
void sidenotes_place(PageMaker *maker, const Frame *frame, FlowState *state);

#endif
