/*
 * pdf/outlines.c - what shapes cover, as lines of a raster.
 *
 * The one idea: the area of a line is the slanted boxes of its straight pieces, one over the other, all the
 * same way round; so joins need no care, and a curve is as many pieces as make it round.
 */
#include "pdf/outlines.h"

#include <math.h>
#include <string.h>

enum { PIECES_OF_CURVE = 16 };

Cell outlines_place(const Outlines *outlines, Pt x, Pt y) {
    Pt across = outlines->leaning ? y : x, down = outlines->leaning ? -x : y;
    return (Cell){across * outlines->scale_x + outlines->x, down * outlines->scale_y + outlines->y};
}

static void add_line(Outlines *outlines, Pt x1, Pt y1, Pt x2, Pt y2) {
    Cell from = outlines_place(outlines, x1, y1), to = outlines_place(outlines, x2, y2);
    region_add_line(&outlines->region, from.x, from.y, to.x, to.y);
}

/* Four points, x and y by turns. */
static void place_curve(const Outlines *outlines, double points[8]) {
    for (int i = 0; i < 8; i += 2) {
        Cell at = outlines_place(outlines, points[i], points[i + 1]);
        points[i] = at.x;
        points[i + 1] = at.y;
    }
}

static void add_corner(Outlines *outlines, Pt x, Pt y, Pt right, Pt down) {
    Pt k = 1 - QUARTER_HANDLE;
    double points[] = {x, y + down, x, y + down * k, x + right * k, y, x + right, y};
    place_curve(outlines, points);
    if (right * down < 0) {
        double turned[] = {points[6], points[7], points[4], points[5],
                           points[2], points[3], points[0], points[1]};
        memcpy(points, turned, sizeof points);
    }
    region_add_curve(&outlines->region, points);
}

/* Level lines are met by no row. */
void outlines_add_box(Outlines *outlines, Box box, Pt radius) {
    Pt r = fmin(radius, fmin(box.w, box.h) / 2), right = box.x + box.w, bottom = box.y + box.h;
    add_line(outlines, right, box.y + r, right, bottom - r);
    add_line(outlines, box.x, bottom - r, box.x, box.y + r);
    if (!(r > 0))
        return;
    add_corner(outlines, box.x, box.y, r, r);
    add_corner(outlines, right, box.y, -r, r);
    add_corner(outlines, right, bottom, -r, -r);
    add_corner(outlines, box.x, bottom, r, -r);
}

/* ---- paths ------------------------------------------------------------------------------------ */

/* Where a path has come to, and where its piece began. */
typedef struct Way {
    Pt x, y, start_x, start_y;
} Way;

static void go_on(Way *way, const PathStep *step) {
    way->x = step->op == PATH_CLOSE ? way->start_x : step->x;
    way->y = step->op == PATH_CLOSE ? way->start_y : step->y;
    way->start_x = step->op == PATH_MOVE ? way->x : way->start_x;
    way->start_y = step->op == PATH_MOVE ? way->y : way->start_y;
}

static void add_curve(Outlines *outlines, const Way *way, const PathStep *step) {
    double points[] = {way->x, way->y, step->x1, step->y1, step->x2, step->y2, step->x, step->y};
    place_curve(outlines, points);
    region_add_curve(&outlines->region, points);
}

void outlines_add_path(Outlines *outlines, const PathStep *steps, size_t count) {
    Way way = {0, 0, 0, 0};
    for (size_t i = 0; i < count; i++) {
        const PathStep *step = &steps[i];
        if (step->op == PATH_CURVE)
            add_curve(outlines, &way, step);
        else if (step->op == PATH_LINE)
            add_line(outlines, way.x, way.y, step->x, step->y);
        else
            add_line(outlines, way.x, way.y, way.start_x, way.start_y);
        go_on(&way, step);
    }
    add_line(outlines, way.x, way.y, way.start_x, way.start_y);
}

/* ---- strokes ---------------------------------------------------------------------------------- */

/* From where the way has come to. */
static void stroke_line(Outlines *outlines, Pt width, const Way *way, Pt to_x, Pt to_y) {
    Pt x = way->x, y = way->y;
    Pt length = hypot(to_x - x, to_y - y);
    if (!(length > 0))
        return;
    Pt across = (y - to_y) / length * width / 2, down = (to_x - x) / length * width / 2;
    add_line(outlines, x + across, y + down, to_x + across, to_y + down);
    add_line(outlines, to_x + across, to_y + down, to_x - across, to_y - down);
    add_line(outlines, to_x - across, to_y - down, x - across, y - down);
    add_line(outlines, x - across, y - down, x + across, y + down);
}

static void stroke_curve(Outlines *outlines, Pt width, const Way *way, const PathStep *step) {
    Way at = *way;
    for (int i = 1; i <= PIECES_OF_CURVE; i++) {
        double t = (double)i / PIECES_OF_CURVE, s = 1 - t;
        double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
        Pt next_x = a * way->x + b * step->x1 + c * step->x2 + d * step->x;
        Pt next_y = a * way->y + b * step->y1 + c * step->y2 + d * step->y;
        stroke_line(outlines, width, &at, next_x, next_y);
        at.x = next_x;
        at.y = next_y;
    }
}

static void stroke_path(Outlines *outlines, const Shape *shape) {
    Way way = {0, 0, 0, 0};
    Pt width = shape->stroke.width;
    for (size_t i = 0; i < shape->count; i++) {
        const PathStep *step = &shape->steps[i];
        if (step->op == PATH_CURVE)
            stroke_curve(outlines, width, &way, step);
        else if (step->op == PATH_LINE)
            stroke_line(outlines, width, &way, step->x, step->y);
        else if (step->op == PATH_CLOSE)
            stroke_line(outlines, width, &way, way.start_x, way.start_y);
        go_on(&way, step);
    }
}

void outlines_add_stroke(Outlines *outlines, const Shape *shape, Box box) {
    Pt width = shape->stroke.width, right = box.x + box.w, bottom = box.y + box.h;
    if (shape->kind == SHAPE_PATH) {
        stroke_path(outlines, shape);
        return;
    }
    const Pt corners[][2] = {{box.x, box.y}, {right, box.y}, {right, bottom}, {box.x, bottom}};
    for (int i = 0; i < 4; i++) {
        Way way = {.x = corners[i][0], .y = corners[i][1]};
        stroke_line(outlines, width, &way, corners[(i + 1) % 4][0], corners[(i + 1) % 4][1]);
    }
}
