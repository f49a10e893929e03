/*
 * page/contrast.c - whether every text stands out from what lies beneath it.
 *
 * The one idea: the display list is all there is to know. What lies under a point is found by painting the
 * items before the text on that point alone; a text is looked at in several points, and its worst counts.
 */
#include "page/page.h"

#include <math.h>

/* WCAG 2.2, 1.4.3: for text, and for large text. */
static const double NEEDED = 4.5, NEEDED_LARGE = 3;
/* From here on text is large; bold text sooner. */
static const double LARGE = 18, LARGE_BOLD = 14;

/* Where a text is looked at: so many points in a line, at heights in em over the baseline. */
enum { POINTS = 5 };
static const double heights[] = {0.1, 0.45};
enum { POINT_COUNT = POINTS * sizeof heights / sizeof heights[0] };
/* Chords that stand for a curve. */
enum { CHORDS = 8 };

typedef struct Point {
    Pt x, y;
} Point;

/* What lies beneath a point. */
typedef struct Ground {
    float rgb[3];
    const Swatch *swatch; /* NULL: a mixture */
    bool unknown;         /* a picture that cannot be looked into */
} Ground;

/* A pair of colours that was reported. */
typedef struct Pair {
    const Swatch *swatch;
    float tint, ground[3];
    bool unknown;
} Pair;

typedef struct Checker {
    Env *env;
    const Pages *pages;
    const Doc *doc;
    Pair *pairs;
    size_t count, capacity;
} Checker;

/* ---- is a point in a shape -------------------------------------------------------------------- */

/* How an edge from a to b winds about a point. */
static int winding(Point point, Point a, Point b) {
    if ((a.y <= point.y) == (b.y <= point.y))
        return 0;
    Pt x = a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x);
    return x <= point.x ? 0 : b.y > a.y ? 1 : -1;
}

static Point on_curve(Point start, const PathStep *step, double t) {
    double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
    return (Point){a * start.x + b * step->x1 + c * step->x2 + d * step->x,
                   a * start.y + b * step->y1 + c * step->y2 + d * step->y};
}

static int step_winding(Point point, Point at, const PathStep *step) {
    if (step->op != PATH_CURVE)
        return winding(point, at, (Point){step->x, step->y});
    int sum = 0;
    Point from = at;
    for (int i = 1; i <= CHORDS; i++) {
        Point to = on_curve(at, step, (double)i / CHORDS);
        sum += winding(point, from, to);
        from = to;
    }
    return sum;
}

/* Open parts are closed, as they are when they are filled. */
static bool is_in_path(const Shape *shape, Point point) {
    int sum = 0;
    Point at = {0}, start = {0};
    for (size_t i = 0; i < shape->count; i++) {
        const PathStep *step = &shape->steps[i];
        if (step->op == PATH_MOVE || step->op == PATH_CLOSE) {
            sum += winding(point, at, start);
            at = start = step->op == PATH_MOVE ? (Point){step->x, step->y} : start;
            continue;
        }
        sum += step_winding(point, at, step);
        at = (Point){step->x, step->y};
    }
    sum += winding(point, at, start);
    return shape->even_odd ? sum % 2 != 0 : sum != 0;
}

static bool is_in_box(Box box, Point point) {
    return point.x >= box.x && point.x <= box.x + box.w && point.y >= box.y && point.y <= box.y + box.h;
}

/* ---- what lies beneath ------------------------------------------------------------------------ */

static void blend(Ground *ground, const float rgb[3], const Swatch *swatch, float opacity) {
    for (int i = 0; i < 3; i++)
        ground->rgb[i] += (rgb[i] - ground->rgb[i]) * opacity;
    ground->swatch = opacity >= 1 ? swatch : NULL;
    ground->unknown = ground->unknown && opacity < 1;
}

/* A gradient runs as pdf/ draws it: through the middle, from corner to corner. */
static double gradient_share(const Paint *paint, Box box, Point point) {
    double angle = (double)paint->angle * DEGREE;
    double right = cos(angle), down = sin(angle);
    double length = fabs(box.w * right) + fabs(box.h * down);
    double along = (point.x - box.x - box.w / 2) * right + (point.y - box.y - box.h / 2) * down;
    return length > 0 ? fmin(1, fmax(0, along / length + 0.5)) : 0;
}

static void lay_shape(Ground *ground, const Shape *shape, Box box, Point point) {
    const Paint *paint = &shape->fill;
    if (colour_is_none(paint->from) || !is_in_box(box, point))
        return;
    if (shape->kind == SHAPE_PATH && !is_in_path(shape, point))
        return;
    float from[3], to[3];
    colour_screen(paint->from, from);
    if (paint->gradient) {
        colour_screen(paint->to, to);
        float share = (float)gradient_share(paint, box, point);
        for (int i = 0; i < 3; i++)
            from[i] += (to[i] - from[i]) * share;
    }
    bool solid = !paint->gradient && paint->from.tint >= 1;
    blend(ground, from, solid ? paint->from.swatch : NULL, paint->opacity);
}

/* The filled parts of a drawing; its lines are thin. */
static void lay_drawing(Ground *ground, const Item *item, Point point) {
    Box view = item->picture.picture->drawing->view, whole = item->picture.whole;
    const PictureLook *look = item->picture.look;
    Point seen = {view.x + (point.x - whole.x) / whole.w * view.w,
                  view.y + (point.y - whole.y) / whole.h * view.h};
    for (size_t i = 0; look && i < look->count; i++)
        lay_shape(ground, &look->shapes[i], view, seen);
}

/* Samples of one or three components can be read; a JPEG lies as its file. */
static void lay_picture(Ground *ground, const Item *item, Point point) {
    const Picture *picture = item->picture.picture;
    Box whole = item->picture.whole;
    if (!is_in_box(item->box, point) || !is_in_box(whole, point) || whole.w <= 0 || whole.h <= 0)
        return;
    if (picture->drawing) {
        lay_drawing(ground, item, point);
        return;
    }
    size_t x = (size_t)fmin(picture->width - 1.0, (point.x - whole.x) / whole.w * picture->width);
    size_t y = (size_t)fmin(picture->height - 1.0, (point.y - whole.y) / whole.h * picture->height);
    size_t index = y * picture->width + x, components = picture->components;
    bool toned = item->picture.look && !colour_is_none(item->picture.look->dark);
    if (picture->jpeg || toned || components > 3 || (index + 1) * components > picture->data.length) {
        ground->unknown = true;
        return;
    }
    float rgb[3];
    for (size_t i = 0; i < 3; i++) {
        size_t part = components == 3 ? i : 0;
        rgb[i] = (float)(unsigned char)picture->data.data[index * components + part] / 255;
    }
    bool masked = index < picture->alpha.length;
    blend(ground, rgb, NULL, masked ? (float)(unsigned char)picture->alpha.data[index] / 255 : 1);
}

/* What lies before a text in the list and reaches under it. */
typedef struct Layers {
    const Item **items;
    size_t count, capacity;
} Layers;

static Layers layers_under(Arena *scratch, const Page *page, size_t index) {
    const Item *text = &page->items[index];
    Pt left = text->box.x, right = left + text->box.w, foot = text->box.y;
    Pt top = foot - (double)text->text.size;
    Layers layers = {0};
    for (size_t i = 0; i < index; i++) {
        const Item *item = &page->items[i];
        Box box = item->box;
        bool painted = item->kind == ITEM_SHAPE || (item->kind == ITEM_PICTURE && item->picture.picture);
        if (painted && box.x <= right && box.x + box.w >= left && box.y <= foot && box.y + box.h >= top)
            LIST_PUSH(scratch, layers.items, layers.count, layers.capacity, item);
    }
    return layers;
}

static Ground ground_at(const Layers *layers, Point point) {
    Ground ground = {.rgb = {1, 1, 1}};
    for (size_t i = 0; i < layers->count; i++) {
        const Item *item = layers->items[i];
        if (item->kind == ITEM_SHAPE)
            lay_shape(&ground, item->shape, item->box, point);
        else
            lay_picture(&ground, item, point);
    }
    return ground;
}

/* ---- one text --------------------------------------------------------------------------------- */

/* The face's weight is known by its name alone here; a semibold is no bold (WCAG: 700). */
static bool is_bold(const Item *item) {
    if (item->text.count == 0)
        return false;
    Str name = item->text.runs[0].run->face->name;
    for (size_t i = 0; i < name.length; i++) {
        Str rest = str_slice(name, i, name.length);
        if (str_starts(rest, STR("SemiBold")) || str_starts(rest, STR("DemiBold")))
            return false;
        if (str_starts(rest, STR("Bold")) || str_starts(rest, STR("Black")))
            return true;
    }
    return false;
}

static double needed(const Item *item) {
    double size = (double)item->text.size;
    return size >= LARGE || (size >= LARGE_BOLD && is_bold(item)) ? NEEDED_LARGE : NEEDED;
}

/* The points where a text is looked at. */
static Point point_of(const Item *item, size_t index) {
    double along = item->rotate ? 0 : ((double)(index % POINTS) + 0.5) / POINTS;
    return (Point){item->box.x + item->box.w * along,
                   item->box.y - heights[index / POINTS] * (double)item->text.size};
}

static double contrast_with(const float text[3], const Ground *ground) {
    return ground->unknown ? 0 : colour_contrast(text, ground->rgb);
}

static bool is_same_rgb(const float a[3], const float b[3]) {
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

static bool is_same_ground(const Ground *a, const Ground *b) {
    return a->unknown == b->unknown && is_same_rgb(a->rgb, b->rgb);
}

/* The point's ground against which the text stands out least; an unknown one is worst. */
static Ground worst_ground(Arena *scratch, const Page *page, size_t index, const float text[3]) {
    const Item *item = &page->items[index];
    ArenaMark mark = arena_mark(scratch);
    Layers layers = layers_under(scratch, page, index);
    Ground worst = ground_at(&layers, point_of(item, 0));
    double least = contrast_with(text, &worst);
    Ground before = worst;
    for (size_t i = 1; i < POINT_COUNT && layers.count > 0 && !worst.unknown; i++) {
        Ground ground = ground_at(&layers, point_of(item, i));
        double contrast = is_same_ground(&ground, &before) ? least : contrast_with(text, &ground);
        if (contrast < least) {
            least = contrast;
            worst = ground;
        }
        before = ground;
    }
    arena_reset(scratch, mark);
    return worst;
}

static bool is_known(Checker *checker, Colour colour, const Ground *ground) {
    Pair pair = {colour.swatch, colour.tint, {0}, ground->unknown};
    for (int i = 0; i < 3 && !ground->unknown; i++)
        pair.ground[i] = roundf(ground->rgb[i] * 255);
    for (size_t i = 0; i < checker->count; i++) {
        const Pair *other = &checker->pairs[i];
        if (other->swatch == pair.swatch && other->tint == pair.tint && other->unknown == pair.unknown &&
            is_same_rgb(other->ground, pair.ground))
            return true;
    }
    LIST_PUSH(checker->env->keep, checker->pairs, checker->count, checker->capacity, pair);
    return false;
}

static Str hex(Arena *arena, const float rgb[3]) {
    return str_format(arena, "#%02x%02x%02x", (unsigned)lrintf(rgb[0] * 255),
                      (unsigned)lrintf(rgb[1] * 255), (unsigned)lrintf(rgb[2] * 255));
}

/* "sand (#f3eee4)", or the number alone. */
static Str colour_words(Arena *arena, const Swatch *swatch, const float rgb[3]) {
    Str number = hex(arena, rgb);
    if (!swatch || swatch->name.length == 0 || swatch->name.data[0] == '#')
        return number;
    return str_format(arena, "%.*s (%.*s)", STR_ARGS(swatch->name), STR_ARGS(number));
}

static Span item_span(const Checker *checker, const Item *item) {
    return item->node && item->node < checker->doc->node_count ? checker->doc->nodes[item->node]->span
                                                               : (Span){0};
}

static Str one_decimal(Arena *arena, double number) {
    Buffer buffer = buffer_new(arena);
    buffer_add_number(&buffer, floor(number * 10) / 10, 1);
    return buffer_str(&buffer);
}

static void report(Checker *checker, const Page *page, const Item *item, const Ground *ground) {
    Arena *arena = checker->env->keep;
    float text[3], better[3];
    colour_screen(item->text.colour, text);
    Str own = colour_words(arena, item->text.colour.tint < 1 ? NULL : item->text.colour.swatch, text);
    Str where = str_format(arena, "on page %.*s (%.*s)", STR_ARGS(page->label), STR_ARGS(page->master));
    if (ground->unknown) {
        diags_report(checker->env->diags, SEVERITY_NOTE, item_span(checker, item), (Str){0},
                     "text in %.*s lies over a picture %.*s: look whether it can be read", STR_ARGS(own),
                     STR_ARGS(where));
        return;
    }
    bool found = colour_nearest_readable(text, ground->rgb, needed(item), better);
    Str hint =
        found ? str_format(arena, "the nearest colour that passes is %.*s", STR_ARGS(hex(arena, better)))
              : STR("no shade of it passes there: change what lies beneath");
    REPORT_WARNING(checker->env, item_span(checker, item), hint,
                   "text in %.*s on %.*s has a contrast of %.*s:1 and needs %.*s:1, %.*s", STR_ARGS(own),
                   STR_ARGS(colour_words(arena, ground->swatch, ground->rgb)),
                   STR_ARGS(one_decimal(arena, colour_contrast(text, ground->rgb))),
                   STR_ARGS(one_decimal(arena, needed(item))), STR_ARGS(where));
}

static void check_text(Checker *checker, const Page *page, size_t index) {
    const Item *item = &page->items[index];
    if (colour_is_none(item->text.colour))
        return;
    float text[3];
    colour_screen(item->text.colour, text);
    Ground ground = worst_ground(checker->env->scratch, page, index, text);
    if (!ground.unknown && colour_contrast(text, ground.rgb) >= needed(item))
        return;
    if (!is_known(checker, item->text.colour, &ground))
        report(checker, page, item, &ground);
}

void pages_check_contrast(Env *env, const Pages *pages, const Doc *doc) {
    Checker checker = {.env = env, .pages = pages, .doc = doc};
    for (size_t i = 0; i < pages->count; i++)
        for (size_t k = 0; k < pages->pages[i].count; k++)
            if (pages->pages[i].items[k].kind == ITEM_TEXT)
                check_text(&checker, &pages->pages[i], k);
}
