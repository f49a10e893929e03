/*
 * Draws QR codes. The one idea: the dark modules are one shape, the outline of all of them, so that no
 * reader of the page draws hairlines between neighbours; and the quiet zone is part of the code, since none
 * is read without it.
 */
#include "layout/code.h"

/* ISO/IEC 18004, 9.1: light on all sides, in modules. */
enum { QUIET = 4 };
/* Smaller modules are lost by cameras at arm's length, and by ink that spreads. */
static const Pt SMALLEST_MODULE = 0.4 * PT_PER_MM;
static const double LEAST_CONTRAST = 3;

static const Swatch white = {.name = STR_INIT("white"), .red = 1, .green = 1, .blue = 1, .print = true};
static const Swatch black = {.name = STR_INIT("black"), .black = 1, .print = true};

/* Edges run with the dark module at their right hand: right, down, left, up. */
static const int STEP_X[] = {1, 0, -1, 0}, STEP_Y[] = {0, 1, 0, -1};

typedef struct Tracer {
    Arena *arena;
    const Code *code;
    bool *seen; /* by place: the edge that runs right from there is drawn */
    PathStep *steps;
    size_t count, capacity;
    Pt x, y, module; /* of the first module */
} Tracer;

static bool is_dark(const Code *code, int x, int y) {
    int side = (int)code->side;
    return x >= 0 && y >= 0 && x < side && y < side && code->modules[y * side + x];
}

/* Whether an edge runs from a corner in that direction. */
static bool has_edge(const Code *code, int x, int y, int direction) {
    static const int RIGHT_X[] = {0, -1, -1, 0}, RIGHT_Y[] = {0, 0, -1, -1};
    static const int LEFT_X[] = {0, 0, -1, -1}, LEFT_Y[] = {-1, 0, 0, -1};
    return is_dark(code, x + RIGHT_X[direction], y + RIGHT_Y[direction]) &&
           !is_dark(code, x + LEFT_X[direction], y + LEFT_Y[direction]);
}

static void add_corner(Tracer *tracer, PathOp op, int x, int y) {
    PathStep step = {.op = op, .x = tracer->x + x * tracer->module, .y = tracer->y + y * tracer->module};
    LIST_PUSH(tracer->arena, tracer->steps, tracer->count, tracer->capacity, step);
}

/* Around one piece, or one hole in it, back to where it began. */
static void trace(Tracer *tracer, int start_x, int start_y) {
    int x = start_x, y = start_y, direction = 0;
    add_corner(tracer, PATH_MOVE, x, y);
    do {
        if (direction == 0)
            tracer->seen[y * (int)(tracer->code->side + 1) + x] = true;
        x += STEP_X[direction];
        y += STEP_Y[direction];
        int turn = 1; /* right; then straight on; then left */
        while (turn > -1 && !has_edge(tracer->code, x, y, (direction + turn + 4) % 4))
            turn--;
        if (turn != 0 && (x != start_x || y != start_y))
            add_corner(tracer, PATH_LINE, x, y);
        direction = (direction + turn + 4) % 4;
    } while (x != start_x || y != start_y || direction != 0);
    add_corner(tracer, PATH_CLOSE, x, y);
}

static void trace_all(Tracer *tracer) {
    int side = (int)tracer->code->side;
    tracer->seen = ARENA_ARRAY(tracer->arena, bool, (side + 1) * (side + 1));
    for (int y = 0; y <= side; y++)
        for (int x = 0; x < side; x++)
            if (has_edge(tracer->code, x, y, 0) && !tracer->seen[y * (side + 1) + x])
                trace(tracer, x, y);
}

static Item *add_shape(Setter *setter, Page *page, Box box, Shape wanted) {
    Item *item = page_add(setter->env->keep, page, ITEM_SHAPE, 0, box);
    item->shape = arena_copy(setter->env->keep, &wanted, sizeof wanted);
    return item;
}

static void check_code(Setter *setter, const CodeWish *wish, Pt module, size_t modules) {
    Arena *keep = setter->env->keep;
    if (module < SMALLEST_MODULE - 0.001) {
        Str least = str_millimetres(keep, SMALLEST_MODULE * (double)modules, 2);
        REPORT_WARNING(setter->env, wish->span,
                       str_format(keep, "a side of %.*s is enough, or a shorter text", STR_ARGS(least)),
                       "the QR code is too small to be read: its modules are %.*s",
                       STR_ARGS(str_millimetres(keep, module, 2)));
    }
    float ink[3], ground[3] = {1, 1, 1};
    colour_screen(wish->colour, ink);
    if (!colour_is_none(wish->colour) && colour_contrast(ink, ground) < LEAST_CONTRAST)
        REPORT_WARNING(setter->env, wish->span, STR("choose a darker colour"),
                       "the QR code is too light to be read: '%.*s'", STR_ARGS(wish->colour.swatch->name));
}

void code_draw(Setter *setter, Page *page, const CodeWish *wish) {
    Arena *keep = setter->env->keep;
    const Code *code = text_code(keep, wish->text);
    if (!code) {
        REPORT_ERROR(setter->env, wish->span, STR("a QR code holds an address, not a letter"),
                     "the text is too long for a QR code");
        return;
    }
    Box box = wish->box;
    if (box.h <= 0 || box.h > box.w)
        box.h = box.w;
    box.w = box.h;
    size_t modules = code->side + 2 * QUIET;
    Tracer tracer = {.arena = keep, .code = code, .module = box.w / (double)modules};
    tracer.x = box.x + QUIET * tracer.module;
    tracer.y = box.y + QUIET * tracer.module;
    check_code(setter, wish, tracer.module, modules);
    trace_all(&tracer);
    Colour colour = colour_is_none(wish->colour) ? (Colour){&black, 1} : wish->colour;
    Shape ground = {.kind = SHAPE_RECT, .fill = {.from = {&white, 1}, .opacity = 1}, .span = wish->span};
    add_shape(setter, page, box, ground);
    Shape dark = {.kind = SHAPE_PATH,
                  .fill = {.from = colour, .opacity = 1},
                  .steps = tracer.steps,
                  .count = tracer.count,
                  .even_odd = true,
                  .span = wish->span};
    Box inside = {tracer.x, tracer.y, tracer.module * code->side, tracer.module * code->side};
    add_shape(setter, page, inside, dark)->tender = true;
}
