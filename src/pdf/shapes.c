/*
 * pdf/shapes.c - rectangles and paths with fills, strokes and gradients.
 *
 * The one idea: a shape is its outline, painted by the operator that follows; a gradient is the outline as
 * a clip and a shading that fills the plane. Gradients and opacities are shared by their text, so the same
 * one on a thousand pages is one object.
 */
#include "pdf/canvas.h"

#include <math.h>

enum { OPACITY_STEPS = 1000 };

static bool is_gradient(const Paint *paint) {
    return paint->gradient && !colour_is_none(paint->from) && !colour_is_none(paint->to);
}

static Colour solid_colour(const Paint *paint) {
    return colour_is_none(paint->from) && paint->gradient ? paint->to : paint->from;
}

static bool has_fill(const Shape *shape) {
    return !colour_is_none(solid_colour(&shape->fill)) && shape->fill.opacity * OPACITY_STEPS >= 0.5F;
}

static bool is_translucent(const Paint *paint) {
    return paint->opacity * OPACITY_STEPS < OPACITY_STEPS - 0.5F;
}

static bool has_stroke(const Shape *shape) {
    return !colour_is_none(shape->stroke.colour) && shape->stroke.width > 0;
}

bool shapes_visible(const Item *item) {
    const Shape *shape = item->shape;
    bool outlined = shape && (shape->kind == SHAPE_RECT || shape->count > 0);
    return outlined && (has_fill(shape) || has_stroke(shape));
}

static void add_rounded(Canvas *canvas, Box box, double radius) {
    double left = box.x, bottom = box.y, right = box.x + box.w, top = box.y + box.h;
    double k = radius * (1 - QUARTER_HANDLE), r = radius;
    canvas_operate(canvas, (double[]){left + r, bottom}, 2, "m");
    canvas_operate(canvas, (double[]){right - r, bottom}, 2, "l");
    canvas_operate(canvas, (double[]){right - k, bottom, right, bottom + k, right, bottom + r}, 6, "c");
    canvas_operate(canvas, (double[]){right, top - r}, 2, "l");
    canvas_operate(canvas, (double[]){right, top - k, right - k, top, right - r, top}, 6, "c");
    canvas_operate(canvas, (double[]){left + r, top}, 2, "l");
    canvas_operate(canvas, (double[]){left + k, top, left, top - k, left, top - r}, 6, "c");
    canvas_operate(canvas, (double[]){left, bottom + r}, 2, "l");
    canvas_operate(canvas, (double[]){left, bottom + k, left + k, bottom, left + r, bottom}, 6, "c");
    canvas_operate(canvas, NULL, 0, "h");
}

static void add_rectangle(Canvas *canvas, const Item *item) {
    Box box = canvas_box(canvas, item->box);
    double radius = fmin(item->shape->radius, fmin(box.w, box.h) / 2);
    if (radius > 0)
        add_rounded(canvas, box, radius);
    else
        canvas_operate(canvas, (double[]){box.x, box.y, box.w, box.h}, 4, "re");
}

static void add_step(Canvas *canvas, const PathStep *step) {
    double x = step->x, y = canvas_y(canvas, step->y);
    double y1 = canvas_y(canvas, step->y1), y2 = canvas_y(canvas, step->y2);
    switch (step->op) {
    case PATH_MOVE: canvas_operate(canvas, (double[]){x, y}, 2, "m"); break;
    case PATH_LINE: canvas_operate(canvas, (double[]){x, y}, 2, "l"); break;
    case PATH_CURVE: canvas_operate(canvas, (double[]){step->x1, y1, step->x2, y2, x, y}, 6, "c"); break;
    case PATH_CLOSE: canvas_operate(canvas, NULL, 0, "h"); break;
    }
}

/* A path has to begin with a move, whatever it was made from. */
void shapes_outline(Canvas *canvas, const Item *item) {
    const Shape *shape = item->shape;
    if (shape->kind == SHAPE_RECT) {
        add_rectangle(canvas, item);
        return;
    }
    if (shape->steps[0].op != PATH_MOVE)
        canvas_operate(canvas, (double[]){item->box.x, canvas_y(canvas, item->box.y)}, 2, "m");
    for (size_t i = 0; i < shape->count; i++)
        add_step(canvas, &shape->steps[i]);
}

static Box outline_bounds(const Item *item) {
    const Shape *shape = item->shape;
    if (shape->kind == SHAPE_RECT || (item->box.w > 0 && item->box.h > 0))
        return item->box;
    double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->steps[i].op == PATH_CLOSE)
            continue;
        left = fmin(left, shape->steps[i].x);
        right = fmax(right, shape->steps[i].x);
        top = fmin(top, shape->steps[i].y);
        bottom = fmax(bottom, shape->steps[i].y);
    }
    return left <= right ? (Box){left, top, right - left, bottom - top} : item->box;
}

/* The line of the gradient runs through the middle, so long that two corners have its end colours. */
static Str shading_text(Canvas *canvas, const Item *item) {
    const Paint *paint = &item->shape->fill;
    Box box = canvas_box(canvas, outline_bounds(item));
    double right = cos(paint->angle * DEGREE), up = -sin(paint->angle * DEGREE);
    double half = (fabs(box.w * right) + fabs(box.h * up)) / 2;
    double x = box.x + box.w / 2, y = box.y + box.h / 2;
    Buffer out = buffer_new(canvas->writer->env->scratch);
    buffer_add(&out, STR("/ShadingType 2/ColorSpace"));
    ink_print_space(canvas->writer, paint, &out);
    buffer_add(&out, STR("/Extend[true true]/Coords["));
    syntax_numbers(&out, (double[]){x - right * half, y - up * half, x + right * half, y + up * half}, 4);
    buffer_add(&out, STR("]/Function<</FunctionType 2/N 1/Domain[0 1]"));
    ink_print_ends(canvas->writer, paint, &out);
    buffer_add(&out, STR(">>"));
    return buffer_str(&out);
}

static void use_shading(Canvas *canvas, const Item *item) {
    Writer *writer = canvas->writer;
    ArenaMark mark = arena_mark(writer->env->scratch);
    Resource *shading = canvas_share(writer, &writer->shadings, shading_text(canvas, item));
    canvas_use(canvas, shading, "Ssh", canvas->shadings);
    arena_reset(writer->env->scratch, mark);
}

void shapes_use_state(Canvas *canvas, Str text) {
    Writer *writer = canvas->writer;
    canvas_use(canvas, canvas_share(writer, &writer->states, text), "Ggs", canvas->states);
    canvas->transparent = true;
}

static void use_opacity(Canvas *canvas, float opacity) {
    Writer *writer = canvas->writer;
    ArenaMark mark = arena_mark(writer->env->scratch);
    Buffer out = buffer_new(writer->env->scratch);
    buffer_add(&out, STR("/Type/ExtGState/ca "));
    buffer_add_number(&out, opacity, 3);
    shapes_use_state(canvas, buffer_str(&out));
    arena_reset(writer->env->scratch, mark);
}

/* Inside q and Q: a clip or an opacity holds for this shape alone. */
static void fill_specially(Canvas *canvas, const Item *item) {
    const Paint *paint = &item->shape->fill;
    GraphicsState before = canvas->state;
    canvas_operate(canvas, NULL, 0, "q");
    if (is_translucent(paint))
        use_opacity(canvas, paint->opacity);
    if (is_gradient(paint)) {
        shapes_outline(canvas, item);
        canvas_operate(canvas, NULL, 0, "W n");
        ink_set_gradient(canvas, paint);
        use_shading(canvas, item);
    } else {
        canvas_fill_colour(canvas, ink_of_fill(canvas->writer->options->profile, item));
        shapes_outline(canvas, item);
        canvas_operate(canvas, NULL, 0, item->shape->even_odd ? "f*" : "f");
    }
    canvas_operate(canvas, NULL, 0, "Q");
    canvas->state = before;
}

static void set_line_width(Canvas *canvas, Pt width) {
    int64_t thousandths = syntax_round(width * 1000);
    if (canvas->state.line_width == thousandths)
        return;
    canvas->state.line_width = thousandths;
    canvas_operate(canvas, &width, 1, "w");
}

static void set_line_ends(Canvas *canvas, const Shape *shape) {
    if (canvas->state.cap != shape->cap)
        canvas_operate(canvas, (double[]){shape->cap}, 1, "J");
    if (canvas->state.join != shape->join)
        canvas_operate(canvas, (double[]){shape->join}, 1, "j");
    canvas->state.cap = shape->cap;
    canvas->state.join = shape->join;
}

void shapes_paint(Canvas *canvas, const Item *item) {
    const Shape *shape = item->shape;
    bool fill = has_fill(shape), stroke = has_stroke(shape);
    bool special = fill && (is_gradient(&shape->fill) || is_translucent(&shape->fill));
    if (special)
        fill_specially(canvas, item);
    fill = fill && !special;
    if (fill)
        canvas_fill_colour(canvas, ink_of_fill(canvas->writer->options->profile, item));
    if (stroke) {
        canvas_line_colour(canvas, ink_of_stroke(canvas->writer->options->profile, item, canvas->scale));
        set_line_width(canvas, shape->stroke.width);
        set_line_ends(canvas, shape);
    }
    if (!fill && !stroke)
        return;
    shapes_outline(canvas, item);
    if (shape->even_odd)
        canvas_operate(canvas, NULL, 0, fill && stroke ? "B*" : fill ? "f*" : "S");
    else
        canvas_operate(canvas, NULL, 0, fill && stroke ? "B" : fill ? "f" : "S");
}
