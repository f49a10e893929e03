/*
 * pdf/raster.c - which cells lie inside an outline.
 *
 * The one idea: on the middle of a row every line of the outline is met once or not at all. Where it is met
 * a turn is noted, down or up; from left to right the sum of turns says where the inside begins and ends.
 * So nothing is sorted, and a line is forgotten as soon as it is drawn.
 */
#include "pdf/raster.h"

#include <math.h>
#include <string.h>

enum { LINES_OF_CURVE = 12 };

void region_begin(Region *region, size_t width, size_t height) {
    size_t cells = (width + 1) * height;
    if (cells > region->capacity) {
        region->capacity = cells;
        region->turns = ARENA_ARRAY(region->arena, int16_t, cells);
    }
    if (height > region->row_capacity) {
        region->row_capacity = height;
        region->first = ARENA_ARRAY(region->arena, uint32_t, height);
        region->last = ARENA_ARRAY(region->arena, uint32_t, height);
    }
    region->width = width;
    region->height = height;
    region->begin = height;
    region->end = 0;
    for (size_t row = 0; row < height; row++) {
        region->first[row] = (uint32_t)width + 1;
        region->last[row] = 0;
    }
}

/* The first cell whose middle is not before a place; places are numbers. */
static size_t cell_from(double place, size_t most) {
    double from = place - 0.5;
    if (!(from > 0))
        return 0;
    if (from >= (double)most)
        return most;
    size_t cell = (size_t)from;
    return cell + ((double)cell < from);
}

static void add_turn(Region *region, size_t row, double x, int turn) {
    size_t cell = cell_from(x, region->width);
    int16_t *turns = &region->turns[row * (region->width + 1) + cell];
    *turns = (int16_t)(*turns + turn);
    if (cell < region->first[row])
        region->first[row] = (uint32_t)cell;
    if (cell > region->last[row])
        region->last[row] = (uint32_t)cell;
}

void region_add_line(Region *region, double x1, double y1, double x2, double y2) {
    bool down = y1 < y2;
    double top = down ? y1 : y2, bottom = down ? y2 : y1;
    size_t begin = cell_from(top, region->height), end = cell_from(bottom, region->height);
    if (begin >= end || !isfinite(top) || !isfinite(bottom) || !isfinite(x1) || !isfinite(x2))
        return;
    double slope = (x2 - x1) / (y2 - y1);
    for (size_t row = begin; row < end; row++)
        add_turn(region, row, x1 + ((double)row + 0.5 - y1) * slope, down ? 1 : -1);
    region->begin = begin < region->begin ? begin : region->begin;
    region->end = end > region->end ? end : region->end;
}

void region_add_curve(Region *region, const double p[8]) {
    double x = p[0], y = p[1];
    for (int i = 1; i <= LINES_OF_CURVE; i++) {
        double t = (double)i / LINES_OF_CURVE, s = 1 - t;
        double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
        double next_x = a * p[0] + b * p[2] + c * p[4] + d * p[6];
        double next_y = a * p[1] + b * p[3] + c * p[5] + d * p[7];
        region_add_line(region, x, y, next_x, next_y);
        x = next_x;
        y = next_y;
    }
}

static void visit_row(Region *region, size_t row, RegionVisit *visit, void *owner) {
    size_t first = region->first[row], last = region->last[row], start = 0;
    int16_t *turns = &region->turns[row * (region->width + 1)];
    int winding = 0;
    bool inside = false;
    for (size_t cell = first; cell <= last; cell++) {
        if (turns[cell] == 0)
            continue;
        winding += turns[cell];
        bool now = region->even_odd ? winding % 2 != 0 : winding != 0;
        if (inside && !now)
            visit(owner, row, start, cell);
        else if (now && !inside)
            start = cell;
        inside = now;
    }
    if (first <= last)
        memset(turns + first, 0, (last - first + 1) * sizeof *turns);
    region->first[row] = (uint32_t)region->width + 1;
    region->last[row] = 0;
}

void region_visit(Region *region, RegionVisit *visit, void *owner) {
    for (size_t row = region->begin; row < region->end; row++)
        visit_row(region, row, visit, owner);
    region->begin = region->height;
    region->end = 0;
}
