/*
 * pdf/outlines.h - what shapes cover, as lines of a raster. Private to pdf/.
 */
#ifndef TRYK_PDF_OUTLINES_H
#define TRYK_PDF_OUTLINES_H

#include "page/page.h"
#include "pdf/raster.h"

/*
 * A raster, and how things are drawn in it: cells to a length of 1, across and down, and where 0 is.
 * leaning: a quarter to the left, so that their x runs up.
 */
typedef struct Outlines { Region region; double scale_x, scale_y, x, y; bool leaning; } Outlines;

typedef struct Cell { double x, y; } Cell;

Cell outlines_place(const Outlines *outlines, Pt x, Pt y);
void outlines_add_box(Outlines *outlines, Box box, Pt radius);
/* Open pieces are closed, as filling does. */
void outlines_add_path(Outlines *outlines, const PathStep *steps, size_t count);
/* The area of the line around a shape. */
void outlines_add_stroke(Outlines *outlines, const Shape *shape, Box box);

#endif
