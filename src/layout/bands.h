/*
 * layout/bands.h - text in columns side by side, and what goes over all of them. Private to layout/.
 *
 * A band is a stretch of a galley from one such block to the next: its columns end level, and the next band
 * begins under it.
 */
#ifndef TRYK_LAYOUT_BANDS_H
#define TRYK_LAYOUT_BANDS_H

#include "layout/frames.h"

/*
 * Sets how high the text of each of the columns is, or that floats stand there alone, so that they hold the
 * band, which begins with the strip of the first room, and end as level as its strips and what stands at
 * their feet allow, none higher than the one before it if that can be; false if they cannot hold it.
 */
bool balance_columns(Arena *scratch, const Galley *galley, Room *rooms, size_t count);

/* Whether a strip begins another band, or a page, than the one that began with strip `from`. */
bool bands_end_before(const Galley *galley, size_t from, size_t at);
/* The frame's columns, whose whole inside is the box. */
void bands_fill(PageMaker *maker, const Frame *frame, FlowState *state, Box box);
/* White between two bands, as between two blocks; the next one's capitals begin below it. */
Pt bands_gap(const Galley *galley, size_t strip);

/* ---- feet.c ------------------------------------------------------------------------------------ */

/*
 * What is placed between these two is the foot of the column being filled; its height is set on the way. It
 * stands above all that the column has at its foot so far.
 */
Foot feet_begin(const PageMaker *maker);
void feet_end(PageMaker *maker, Foot foot);
/* Notes of a pour with the rule above them, and its floats; how high that is. */
Pt feet_place_notes(PageMaker *maker, const Pour *pour, Box column);
Pt feet_place_floats(PageMaker *maker, const Pour *pour, Box column);
/* When the frame is full: brings them into their order, floats as they came, then notes by number. */
void feet_sort(const PageMaker *maker, size_t columns);

/* ---- columnblock.c ----------------------------------------------------------------------------- */

/*
 * The inside of a block in columns of its own: each band becomes a strip. A band that is higher than the
 * frame becomes several: what the frame has left, then as high as the highest frame but for the last one.
 */
void columnblock_set_inside(Composer *composer, const Node *node, const Style *style);

#endif
