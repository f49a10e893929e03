/*
 * pdf/raster.c - which cells lie inside an outline.
 *
 * The one idea: on the middle of a row every line of the outline is met once or not at all; sorted from
 * left to right, the meetings say where the inside begins and ends. Lines wait at the row where they are
 * met first, so a row looks only at those that reach it.
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

static int compare_meetings(const void *a, const void *b) {
    const Meeting *first = a, *second = b;
    return (first->x > second->x) - (first->x < second->x);
}

static size_t cell_from(double x, size_t width) {
    double cell = ceil(x - 0.5);
    return cell <= 0 ? 0 : cell >= (double)width ? width : (size_t)cell;
}

/* The lines by the row on whose middle they are met first; those that no middle meets are in none. */
typedef struct Rows {
    uint32_t *first, *next; /* by row and by line: index + 1 */
    uint32_t *ends;         /* by line: the row behind its last */
    uint32_t *active;
    size_t active_count, begin, end;
} Rows;

static Rows sort_rows(const Region *region, size_t height) {
    Rows rows = {.begin = height};
    rows.first = ARENA_ARRAY(region->arena, uint32_t, height);
    rows.next = ARENA_ARRAY(region->arena, uint32_t, region->count);
    rows.ends = ARENA_ARRAY(region->arena, uint32_t, region->count);
    rows.active = ARENA_ARRAY(region->arena, uint32_t, region->count);
    for (size_t i = 0; i < region->count; i++) {
        const Edge *edge = &region->edges[i];
        bool down = edge->y1 < edge->y2;
        size_t first = cell_from(down ? edge->y1 : edge->y2, height);
        size_t end = cell_from(down ? edge->y2 : edge->y1, height);
        if (first >= end)
            continue;
        rows.ends[i] = (uint32_t)end;
        rows.next[i] = rows.first[first];
        rows.first[first] = (uint32_t)i + 1;
        rows.begin = first < rows.begin ? first : rows.begin;
        rows.end = end > rows.end ? end : rows.end;
    }
    return rows;
}

static size_t meet_row(const Region *region, Rows *rows, size_t row, Meeting *meetings) {
    size_t kept = 0;
    for (uint32_t i = rows->first[row]; i; i = rows->next[i - 1])
        rows->active[rows->active_count++] = i - 1;
    for (size_t i = 0; i < rows->active_count; i++) {
        uint32_t index = rows->active[i];
        const Edge *edge = &region->edges[index];
        if (rows->ends[index] <= row)
            continue;
        double down = ((double)row + 0.5 - edge->y1) / (edge->y2 - edge->y1);
        meetings[kept] = (Meeting){edge->x1 + down * (edge->x2 - edge->x1), edge->y1 < edge->y2 ? 1 : -1};
        rows->active[kept++] = index;
    }
    rows->active_count = kept;
    qsort(meetings, kept, sizeof *meetings, compare_meetings);
    return kept;
}

void region_visit(Region *region, size_t width, size_t height, RegionVisit *visit, void *owner) {
    ArenaMark mark = arena_mark(region->arena);
    Meeting *meetings = ARENA_ARRAY(region->arena, Meeting, region->count);
    Rows rows = sort_rows(region, height);
    for (size_t row = rows.begin; row < rows.end; row++) {
        size_t count = meet_row(region, &rows, row, meetings);
        int winding = 0;
        for (size_t i = 0; i + 1 < count; i++) {
            winding += meetings[i].turn;
            bool inside = region->even_odd ? i % 2 == 0 : winding != 0;
            size_t from = cell_from(meetings[i].x, width), to = cell_from(meetings[i + 1].x, width);
            if (inside && from < to)
                visit(owner, row, from, to);
        }
    }
    arena_reset(region->arena, mark);
}
