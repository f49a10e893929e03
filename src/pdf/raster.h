/*
 * pdf/raster.h - areas bounded by straight lines, row by row. Private to pdf/.
 */
#ifndef TRYK_PDF_RASTER_H
#define TRYK_PDF_RASTER_H

#include "base/base.h"

/* Lines of an area in cells; both ends count. Cleared by count = 0. */
typedef struct Edge { double x1, y1, x2, y2; } Edge;
typedef struct Region { Arena *arena; Edge *edges; size_t count, capacity; bool even_odd; } Region;

void region_add_line(Region *region, double x1, double y1, double x2, double y2);
/* A cubic curve. */
void region_add_curve(Region *region, const double points[8]);

/* Cells of one row from first up to, not including, last. */
typedef void RegionVisit(void *owner, size_t row, size_t first, size_t last);

/* Every cell whose middle lies inside, by non-zero winding or even-odd, within width x height. */
void region_visit(Region *region, size_t width, size_t height, RegionVisit *visit, void *owner);

#endif
