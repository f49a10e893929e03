/*
 * layout/grid.h - the baseline grid. Private to layout/.
 *
 * Its lines lie a step apart all over the page. The first is where the document's text has its baseline
 * when its capitals touch the upper margin, so all columns, frames and facing pages share it.
 */
#ifndef TRYK_LAYOUT_GRID_H
#define TRYK_LAYOUT_GRID_H

#include "layout/galley.h"

/* How far a height on the page lies below a line of the grid, for Room.start; 0 without a grid. */
Pt grid_start(Setter *setter, const Master *master, Pt y);
/* Height of the capitals of the document's text; 0 without a grid. */
Pt grid_capital(Setter *setter);
/*
 * The top of the strip that begins a column at y. Its baseline stands on the same line of the grid as the
 * text of the column beside it, even if its capitals are higher and rise over the edge, by less than half a
 * step. Those of a larger heading hang from where the text's capitals have their tops.
 */
Pt grid_first(const Galley *galley, const Strip *strip, Pt y, bool heading);
/*
 * The strip's top so that its baseline stands on the grid, at y or below. `white` of what is above y is
 * white under a heading: less than about half a step of it is given up rather than made a whole one.
 */
Pt grid_snap(const Galley *galley, const Strip *strip, Pt y, Pt white);
/* White over strip i, under a heading, that it can do without; what the heading's leading adds counts. */
Pt grid_spare(const Galley *galley, size_t i);
/* What free space above a column's text can be used up without leaving the grid. */
Pt grid_whole(const Galley *galley, Pt space);
/* So high that text below goes on at the same place on the grid. */
Pt grid_filled(const Galley *galley, Pt height);
/* Locks the lines that have just been set as strips from `first` on, as their style wants it. */
void grid_lock_lines(Galley *galley, size_t first, const Style *style);
/* The same when the whole block is set: one that stands with its last line moves as a whole. */
void grid_lock_block(Galley *galley, size_t first, const Style *style);
/*
 * Once all is set: headings stand as far above text that is on the grid as their styles say, and the white
 * that brings it there is shared out.
 */
void grid_settle(Galley *galley);

#endif
