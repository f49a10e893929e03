/*
 * pdf/raster.h - areas bounded by straight lines, row by row. Private to pdf/.
 */
#ifndef TRYK_PDF_RASTER_H
#define TRYK_PDF_RASTER_H

#include "base/base.h"

/* How often outlines turn about the cells of a raster; they may be drawn in any order. */
typedef struct Region {
    Arena *arena;
    size_t width, height;  /* in cells */
    int16_t *turns;        /* by row and cell: down less up of the lines just before it; 0 when empty */
    uint32_t *first, *last; /* by row: where its turns lie */
    size_t begin, end;     /* rows that have some */
    size_t capacity, row_capacity;
    bool even_odd;
} Region;

/* An empty one of that size. */
void region_begin(Region *region, size_t width, size_t height);
/* In cells; what is no number is passed over. */
void region_add_line(Region *region, double x1, double y1, double x2, double y2);
/* A cubic curve. */
void region_add_curve(Region *region, const double points[8]);

/* Cells of one row from first up to, not including, last. */
typedef void RegionVisit(void *owner, size_t row, size_t first, size_t last);

/* Every cell whose middle lies inside, by non-zero winding or even-odd; the region is empty after it. */
void region_visit(Region *region, RegionVisit *visit, void *owner);

#endif
