/*
 * base/path.c - SVG path data (SVG 1.1, chapter 8) into moves, lines, cubic curves and closes.
 *
 * The one idea: a reader keeps the current point, the start of the subpath and the last control point, in
 * absolute coordinates; every command becomes one of four steps right away, arcs by way of the
 * centre form of appendix F.6.
 */
#include "base/base.h"

#include <math.h>
#include <string.h>

typedef struct Point {
    double x, y;
} Point;

typedef struct Reader {
    Arena *arena;
    Str text;
    size_t at;
    PathStep *steps;
    size_t count, capacity;
    Point now, start, control; /* control: of the last curve */
    char before;               /* the last command as a capital */
} Reader;

static const double LARGEST = 1e6;
static const double TURN = 6.283185307179586;

static void skip_spaces(Reader *reader) {
    while (reader->at < reader->text.length) {
        char byte = reader->text.data[reader->at];
        if (byte != ' ' && byte != ',' && byte != '\n' && byte != '\t' && byte != '\r')
            return;
        reader->at++;
    }
}

static bool read_number(Reader *reader, double *number) {
    skip_spaces(reader);
    Str rest = str_slice(reader->text, reader->at, reader->text.length);
    size_t used = str_number(rest, number);
    double exponent = 0;
    if (used > 0 && used < rest.length && (rest.data[used] == 'e' || rest.data[used] == 'E')) {
        size_t more = str_number(str_slice(rest, used + 1, rest.length), &exponent);
        used += more > 0 ? more + 1 : 0;
    }
    reader->at += used;
    *number *= exponent != 0 ? pow(10, fmin(fmax(exponent, -30), 30)) : 1;
    return used > 0 && fabs(*number) <= LARGEST;
}

/* The flags of an arc may stand without anything between them. */
static bool read_flag(Reader *reader, bool *flag) {
    skip_spaces(reader);
    if (reader->at >= reader->text.length)
        return false;
    char byte = reader->text.data[reader->at++];
    *flag = byte == '1';
    return byte == '0' || byte == '1';
}

static bool read_point(Reader *reader, bool relative, Point *point) {
    if (!read_number(reader, &point->x) || !read_number(reader, &point->y))
        return false;
    point->x += relative ? reader->now.x : 0;
    point->y += relative ? reader->now.y : 0;
    return true;
}

static void add_step(Reader *reader, PathStep step) {
    LIST_PUSH(reader->arena, reader->steps, reader->count, reader->capacity, step);
}

static void add_line(Reader *reader, Point to) {
    add_step(reader, (PathStep){.op = PATH_LINE, .x = to.x, .y = to.y});
    reader->now = to;
}

static void add_curve(Reader *reader, Point first, Point second, Point to) {
    add_step(reader, (PathStep){PATH_CURVE, first.x, first.y, second.x, second.y, to.x, to.y});
    reader->control = second;
    reader->now = to;
}

static void add_quadratic(Reader *reader, Point control, Point to) {
    Point from = reader->now;
    Point first = {from.x + (control.x - from.x) * 2 / 3, from.y + (control.y - from.y) * 2 / 3};
    Point second = {to.x + (control.x - to.x) * 2 / 3, to.y + (control.y - to.y) * 2 / 3};
    add_curve(reader, first, second, to);
    reader->control = control;
}

/* Where the control point before would lie mirrored, if the command before was such a curve. */
static Point mirrored_control(const Reader *reader, char one, char other) {
    if (reader->before != one && reader->before != other)
        return reader->now;
    return (Point){2 * reader->now.x - reader->control.x, 2 * reader->now.y - reader->control.y};
}

/* ---- arcs ------------------------------------------------------------------------------------- */

typedef struct Arc {
    double rx, ry, tilt;
    bool large, sweep;
    Point to;
} Arc;

/* A piece of at most a quarter turn of the unit circle, from one angle to another. */
static void add_arc_piece(Reader *reader, const Arc *arc, Point centre, double from, double to) {
    double reach = 4.0 / 3.0 * tan((to - from) / 4);
    Point unit[3] = {{cos(from) - reach * sin(from), sin(from) + reach * cos(from)},
                     {cos(to) + reach * sin(to), sin(to) - reach * cos(to)},
                     {cos(to), sin(to)}};
    Point points[3];
    for (size_t i = 0; i < 3; i++) {
        double x = unit[i].x * arc->rx, y = unit[i].y * arc->ry;
        points[i].x = centre.x + x * cos(arc->tilt) - y * sin(arc->tilt);
        points[i].y = centre.y + x * sin(arc->tilt) + y * cos(arc->tilt);
    }
    add_curve(reader, points[0], points[1], points[2]);
}

static void add_arc(Reader *reader, Arc arc) {
    Point from = reader->now;
    double half_x = (from.x - arc.to.x) / 2, half_y = (from.y - arc.to.y) / 2;
    double x = cos(arc.tilt) * half_x + sin(arc.tilt) * half_y;
    double y = cos(arc.tilt) * half_y - sin(arc.tilt) * half_x;
    arc.rx = fabs(arc.rx);
    arc.ry = fabs(arc.ry);
    if (arc.rx < 1e-9 || arc.ry < 1e-9 || hypot(half_x, half_y) < 1e-9) {
        add_line(reader, arc.to);
        return;
    }
    double grow = sqrt(x * x / (arc.rx * arc.rx) + y * y / (arc.ry * arc.ry));
    if (grow > 1) {
        arc.rx *= grow;
        arc.ry *= grow;
    }
    double below = arc.rx * arc.rx * y * y + arc.ry * arc.ry * x * x;
    double root = sqrt(fmax(0, arc.rx * arc.rx * arc.ry * arc.ry / below - 1));
    double sign = arc.large == arc.sweep ? -1 : 1;
    double across = sign * root * arc.rx * y / arc.ry, down = -sign * root * arc.ry * x / arc.rx;
    Point centre = {cos(arc.tilt) * across - sin(arc.tilt) * down + (from.x + arc.to.x) / 2,
                    sin(arc.tilt) * across + cos(arc.tilt) * down + (from.y + arc.to.y) / 2};
    double first = atan2((y - down) / arc.ry, (x - across) / arc.rx);
    double last = atan2((-y - down) / arc.ry, (-x - across) / arc.rx);
    if (arc.sweep && last < first)
        last += TURN;
    if (!arc.sweep && last > first)
        last -= TURN;
    int pieces = (int)ceil(fabs(last - first) / (TURN / 4) - 1e-9);
    for (int i = 0; i < pieces; i++)
        add_arc_piece(reader, &arc, centre, first + (last - first) * i / pieces,
                      first + (last - first) * (i + 1) / pieces);
    if (reader->count > 0 && pieces > 0) {
        reader->steps[reader->count - 1].x = arc.to.x;
        reader->steps[reader->count - 1].y = arc.to.y;
    }
    reader->now = arc.to;
}

/* ---- commands --------------------------------------------------------------------------------- */

static bool read_line(Reader *reader, char command, bool relative) {
    Point to = reader->now;
    if (command == 'H') {
        if (!read_number(reader, &to.x))
            return false;
        to.x += relative ? reader->now.x : 0;
    } else if (command == 'V') {
        if (!read_number(reader, &to.y))
            return false;
        to.y += relative ? reader->now.y : 0;
    } else if (!read_point(reader, relative, &to)) {
        return false;
    }
    if (command != 'M') {
        add_line(reader, to);
        return true;
    }
    add_step(reader, (PathStep){.op = PATH_MOVE, .x = to.x, .y = to.y});
    reader->now = reader->start = to;
    return true;
}

static bool read_cubic(Reader *reader, char command, bool relative) {
    Point first, second, to;
    if (command == 'S')
        first = mirrored_control(reader, 'C', 'S');
    else if (!read_point(reader, relative, &first))
        return false;
    if (!read_point(reader, relative, &second) || !read_point(reader, relative, &to))
        return false;
    add_curve(reader, first, second, to);
    return true;
}

static bool read_quadratic(Reader *reader, char command, bool relative) {
    Point control, to;
    if (command == 'T')
        control = mirrored_control(reader, 'Q', 'T');
    else if (!read_point(reader, relative, &control))
        return false;
    if (!read_point(reader, relative, &to))
        return false;
    add_quadratic(reader, control, to);
    return true;
}

static bool read_arc(Reader *reader, bool relative) {
    Arc arc;
    double degrees;
    if (!read_number(reader, &arc.rx) || !read_number(reader, &arc.ry) || !read_number(reader, &degrees) ||
        !read_flag(reader, &arc.large) || !read_flag(reader, &arc.sweep) ||
        !read_point(reader, relative, &arc.to))
        return false;
    arc.tilt = degrees * TURN / 360;
    add_arc(reader, arc);
    return true;
}

static bool read_command(Reader *reader, char command, bool relative) {
    switch (command) {
    case 'M':
    case 'L':
    case 'H':
    case 'V': return read_line(reader, command, relative);
    case 'C':
    case 'S': return read_cubic(reader, command, relative);
    case 'Q':
    case 'T': return read_quadratic(reader, command, relative);
    case 'A': return read_arc(reader, relative);
    case 'Z':
        add_step(reader, (PathStep){.op = PATH_CLOSE});
        reader->now = reader->start;
        return true;
    default: return false;
    }
}

/* Everything up to the end, or to the first mistake: false, and at stands behind it. */
static bool read_steps(Reader *reader) {
    char letter = 0;
    for (skip_spaces(reader); reader->at < reader->text.length; skip_spaces(reader)) {
        char byte = reader->text.data[reader->at];
        bool fresh = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
        if (fresh) {
            letter = byte;
            reader->at++;
        }
        bool relative = letter >= 'a';
        char command = (char)(relative ? letter - 'a' + 'A' : letter);
        if (!letter || (reader->count == 0 && command != 'M') || (!fresh && command == 'Z'))
            return false;
        if (!fresh && command == 'M')
            command = 'L';
        if (!read_command(reader, command, relative))
            return false;
        reader->before = command;
    }
    return reader->count > 0;
}

/* Around all points, control points included. */
static Box steps_bounds(const PathStep *steps, size_t count) {
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        const PathStep *step = &steps[i];
        double xs[3] = {step->x, step->x1, step->x2}, ys[3] = {step->y, step->y1, step->y2};
        for (size_t k = 0; step->op != PATH_CLOSE && k < (step->op == PATH_CURVE ? 3 : 1); k++) {
            left = fmin(left, xs[k]);
            right = fmax(right, xs[k]);
            top = fmin(top, ys[k]);
            bottom = fmax(bottom, ys[k]);
        }
    }
    return (Box){left, top, fmax(right - left, 1e-6), fmax(bottom - top, 1e-6)};
}

bool path_read(Arena *arena, Str text, Path *path, size_t *mistake) {
    Reader reader = {.arena = arena, .text = text};
    bool fine = read_steps(&reader);
    *mistake = reader.at;
    *path = (Path){reader.steps, reader.count, steps_bounds(reader.steps, reader.count)};
    return fine;
}

PathStep *path_stretch(Arena *arena, const Path *path, Box box) {
    Pt scale_x = path->view.w > 0 ? box.w / path->view.w : 1;
    Pt scale_y = path->view.h > 0 ? box.h / path->view.h : 1;
    PathStep *steps = arena_copy(arena, path->steps, sizeof *steps * path->count);
    for (size_t i = 0; i < path->count; i++) {
        PathStep *step = &steps[i];
        step->x1 = box.x + (step->x1 - path->view.x) * scale_x;
        step->x2 = box.x + (step->x2 - path->view.x) * scale_x;
        step->x = box.x + (step->x - path->view.x) * scale_x;
        step->y1 = box.y + (step->y1 - path->view.y) * scale_y;
        step->y2 = box.y + (step->y2 - path->view.y) * scale_y;
        step->y = box.y + (step->y - path->view.y) * scale_y;
    }
    return steps;
}
