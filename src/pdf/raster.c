/*
 * pdf/raster.c - which cells lie inside an outline.
 *
 * The one idea: on the middle of a row every line of the outline is met once or not at all; sorted from
 * left to right, the meetings say where the inside begins and ends. Lines are sorted by their upper end, so
 * that a row looks only at those that reach it.
 */
#include "pdf/raster.h"

#include <math.h>
#include <stdlib.h>

enum { LINES_OF_CURVE = 12 };

typedef struct Meeting {
    double x;
    int turn; /* 1 down, -1 up */
} Meeting;

void region_add_line(Region *region, double x1, double y1, double x2, double y2) {
    Edge edge = {x1, y1, x2, y2};
    bool sound = isfinite(x1) && isfinite(y1) && isfinite(x2) && isfinite(y2);
    if (sound && (y1 < y2 || y2 < y1))
        LIST_PUSH(region->arena, region->edges, region->count, region->capacity, edge);
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

static int compare_tops(const void *a, const void *b) {
    const Edge *first = a, *second = b;
    double top = fmin(first->y1, first->y2), other = fmin(second->y1, second->y2);
    return (top > other) - (top < other);
}

static int compare_meetings(const void *a, const void *b) {
    const Meeting *first = a, *second = b;
    return (first->x > second->x) - (first->x < second->x);
}

static size_t cell_from(double x, size_t width) {
    double cell = ceil(x - 0.5);
    return cell <= 0 ? 0 : cell >= (double)width ? width : (size_t)cell;
}

static size_t meet_row(const Region *region, size_t *first, double middle, Meeting *meetings) {
    size_t count = 0;
    while (*first < region->count && fmax(region->edges[*first].y1, region->edges[*first].y2) <= middle)
        ++*first;
    for (size_t i = *first; i < region->count; i++) {
        const Edge *edge = &region->edges[i];
        double top = fmin(edge->y1, edge->y2), bottom = fmax(edge->y1, edge->y2);
        if (top > middle)
            break;
        if (bottom <= middle)
            continue;
        double x = edge->x1 + (middle - edge->y1) / (edge->y2 - edge->y1) * (edge->x2 - edge->x1);
        meetings[count++] = (Meeting){x, edge->y1 < edge->y2 ? 1 : -1};
    }
    qsort(meetings, count, sizeof *meetings, compare_meetings);
    return count;
}

void region_visit(Region *region, size_t width, size_t height, RegionVisit *visit, void *owner) {
    if (region->count == 0)
        return;
    ArenaMark mark = arena_mark(region->arena);
    Meeting *meetings = ARENA_ARRAY(region->arena, Meeting, region->count);
    qsort(region->edges, region->count, sizeof *region->edges, compare_tops);
    double bottom = 0;
    for (size_t i = 0; i < region->count; i++)
        bottom = fmax(bottom, fmax(region->edges[i].y1, region->edges[i].y2));
    size_t last = cell_from(bottom, height), first_edge = 0;
    double top = fmin(region->edges[0].y1, region->edges[0].y2);
    for (size_t row = cell_from(top, height); row < last; row++) {
        size_t count = meet_row(region, &first_edge, (double)row + 0.5, meetings);
        int winding = 0;
        for (size_t i = 0; i + 1 < count; i++) {
            winding += meetings[i].turn;
            size_t from = cell_from(meetings[i].x, width), to = cell_from(meetings[i + 1].x, width);
            bool inside = region->even_odd ? i % 2 == 0 : winding != 0;
            if (inside && from < to)
                visit(owner, row, from, to);
        }
    }
    arena_reset(region->arena, mark);
}
