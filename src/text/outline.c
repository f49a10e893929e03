/*
 * text/outline.c - what a glyph looks like, as straight lines.
 *
 * The one idea: HarfBuzz tells an outline stroke by stroke; a curve becomes a few lines, which is as much
 * as anybody needs who only wants to know how much ink there is.
 */
#include "text/faces.h"

enum { LINES_OF_CURVE = 6 };

typedef struct Tracer {
    Arena *arena;
    double (*points)[2];
    size_t count, capacity;
    uint32_t *ends;
    size_t end_count, end_capacity;
    double em;
} Tracer;

static void add_point(Tracer *tracer, double x, double y) {
    size_t old = tracer->capacity * sizeof *tracer->points;
    if (tracer->count == tracer->capacity) {
        tracer->capacity = tracer->capacity ? tracer->capacity * 2 : 32;
        tracer->points =
            arena_grow(tracer->arena, tracer->points, old, tracer->capacity * sizeof *tracer->points);
    }
    tracer->points[tracer->count][0] = x / tracer->em;
    tracer->points[tracer->count++][1] = y / tracer->em;
}

static void trace_point(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                        void *user) {
    (void)funcs, (void)state, (void)user;
    add_point(data, (double)x, (double)y);
}

/* x1 y1 x2 y2: handles of a cubic curve from where the pen is. */
static void trace_cubic(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1,
                        float x2, float y2, float x, float y, void *user) {
    (void)funcs, (void)user;
    double from_x = (double)state->current_x, from_y = (double)state->current_y;
    for (int i = 1; i <= LINES_OF_CURVE; i++) {
        double t = (double)i / LINES_OF_CURVE, s = 1 - t;
        double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
        add_point(data, a * from_x + b * (double)x1 + c * (double)x2 + d * (double)x,
                  a * from_y + b * (double)y1 + c * (double)y2 + d * (double)y);
    }
}

static void end_contour(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user) {
    (void)funcs, (void)state, (void)user;
    Tracer *tracer = data;
    uint32_t end = (uint32_t)tracer->count;
    LIST_PUSH(tracer->arena, tracer->ends, tracer->end_count, tracer->end_capacity, end);
}

GlyphOutline text_outline(Arena *arena, const Face *face, uint16_t glyph) {
    const OpenFace *open = face->handle;
    if (!open)
        return (GlyphOutline){0};
    Tracer tracer = {.arena = arena, .em = (double)open->em};
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, trace_point, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, trace_point, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, trace_cubic, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, end_contour, NULL, NULL);
    hb_font_get_glyph_shape(open->font, glyph, funcs, &tracer);
    hb_draw_funcs_destroy(funcs);
    return (GlyphOutline){(const double(*)[2])tracer.points, tracer.ends, (uint32_t)tracer.end_count};
}
