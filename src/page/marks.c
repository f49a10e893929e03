/*
 * page/marks.c - crop, fold and registration marks, bars of all inks, and the line that says what it is.
 *
 * The one idea: marks are ordinary items in the colour of registration, which is every ink, so nothing
 * behind this knows of them. They keep 3 mm from the trim and out of the bleed, are 0.25 pt thin and 5 mm
 * long, as shops ask for; outside them is room for one line of text.
 */
#include "page/marks.h"

#include <math.h>

static const Pt OFFSET = 3 * PT_PER_MM, LENGTH = 5 * PT_PER_MM, LINE_ROOM = 3.5 * PT_PER_MM;
static const Pt THIN = 0.25, SLUG_SIZE = 6, SLUG_LEAST = 4, BORDER_SIZE = 5, SLUG_DROP = 2.6 * PT_PER_MM;
static const Pt CROSS = 2.5 * PT_PER_MM, ASIDE = 7.5 * PT_PER_MM, CIRCLE = 1.5 * PT_PER_MM,
                PATCH = 4 * PT_PER_MM;
static const double BORDER_SHARE = 0.6, HALF_CAPITAL = 0.36; /* of the border, of the size of type */
static const float GREY = 0.6F;

enum { FOLD_DASHES = 3, PATCHES_EACH = 2, TITLE_MOST = 48 };

static const Swatch PROCESS[] = {
    {.name = STR_INIT("cyan"), .cyan = 1, .green = 1, .blue = 1, .print = true},
    {.name = STR_INIT("magenta"), .magenta = 1, .red = 1, .blue = 1, .print = true},
    {.name = STR_INIT("yellow"), .yellow = 1, .red = 1, .green = 1, .print = true},
    {.name = STR_INIT("black"), .black = 1, .print = true},
};

enum { PROCESS_COUNT = sizeof PROCESS / sizeof *PROCESS };

Pt marks_margin_beside(Pt bleed, uint32_t marks) {
    return marks ? fmax(bleed, OFFSET) + LENGTH : fmax(bleed, 0);
}

Pt marks_margin_above(Pt bleed, uint32_t marks) {
    return marks_margin_beside(bleed, marks) + (marks & MARKS_SLUG ? LINE_ROOM : 0);
}

void cuts_add(Cuts *cuts, Pt at) {
    for (size_t i = 0; i < cuts->count; i++)
        if (fabs(cuts->at[i] - at) < 0.01)
            return;
    if (cuts->count < CUTS_MOST)
        cuts->at[cuts->count++] = at;
}

/* ---- lines ------------------------------------------------------------------------------------ */

typedef struct Outline {
    Arena *arena;
    PathStep *steps;
    size_t count, capacity;
} Outline;

static void add_step(Outline *outline, PathStep step) {
    LIST_PUSH(outline->arena, outline->steps, outline->count, outline->capacity, step);
}

static void add_line(Outline *outline, Pt x1, Pt y1, Pt x2, Pt y2) {
    add_step(outline, (PathStep){.op = PATH_MOVE, .x = x1, .y = y1});
    add_step(outline, (PathStep){.op = PATH_LINE, .x = x2, .y = y2});
}

static void add_circle(Outline *outline, Pt x, Pt y, Pt r) {
    Pt k = r * QUARTER_HANDLE;
    add_step(outline, (PathStep){.op = PATH_MOVE, .x = x + r, .y = y});
    add_step(outline, (PathStep){PATH_CURVE, x + r, y + k, x + k, y + r, x, y + r});
    add_step(outline, (PathStep){PATH_CURVE, x - k, y + r, x - r, y + k, x - r, y});
    add_step(outline, (PathStep){PATH_CURVE, x - r, y - k, x - k, y - r, x, y - r});
    add_step(outline, (PathStep){PATH_CURVE, x + k, y - r, x + r, y - k, x + r, y});
    add_step(outline, (PathStep){.op = PATH_CLOSE});
}

static Box bounds_of(const Outline *outline) {
    Pt left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;
    for (size_t i = 0; i < outline->count; i++) {
        const PathStep *step = &outline->steps[i];
        if (step->op == PATH_CLOSE)
            continue;
        left = fmin(left, step->x);
        right = fmax(right, step->x);
        top = fmin(top, step->y);
        bottom = fmax(bottom, step->y);
    }
    return (Box){left, top, right - left, bottom - top};
}

/* All lines of one kind are one path. */
static void finish(const MarkWish *wish, Outline *outline) {
    if (outline->count == 0)
        return;
    Shape *shape = ARENA_NEW(outline->arena, Shape);
    *shape = (Shape){.kind = SHAPE_PATH, .steps = outline->steps, .count = outline->count};
    shape->stroke = (Stroke){{&colour_registration, 1}, THIN};
    page_add(outline->arena, wish->page, ITEM_SHAPE, 0, bounds_of(outline))->shape = shape;
}

/* A mark across one side and the one across the opposite side, each in so many dashes. */
static void add_pair(Outline *outline, const MarkWish *wish, Pt at, bool upright, int dashes) {
    Box area = wish->area;
    Pt near = upright ? area.y : area.x, far = near + (upright ? area.h : area.w);
    Pt start = fmax(wish->bleed, OFFSET), dash = LENGTH / (2 * dashes - 1);
    for (int i = 0; i < dashes; i++) {
        Pt from = start + 2 * i * dash, to = from + dash;
        if (upright) {
            add_line(outline, at, near - from, at, near - to);
            add_line(outline, at, far + from, at, far + to);
        } else {
            add_line(outline, near - from, at, near - to, at);
            add_line(outline, far + from, at, far + to, at);
        }
    }
}

static void add_cuts(Outline *outline, const MarkWish *wish, const Cuts *cuts, bool upright, int dashes) {
    for (size_t i = 0; cuts && i < cuts->count; i++)
        add_pair(outline, wish, cuts->at[i], upright, dashes);
}

static void draw_cuts(Env *env, const MarkWish *wish) {
    Outline cuts = {.arena = env->keep}, folds = {.arena = env->keep};
    add_cuts(&cuts, wish, wish->across, true, 1);
    add_cuts(&cuts, wish, wish->down, false, 1);
    add_cuts(&folds, wish, wish->folds_across, true, FOLD_DASHES);
    add_cuts(&folds, wish, wish->folds_down, false, FOLD_DASHES);
    finish(wish, &cuts);
    finish(wish, &folds);
}

/* A fold or cut runs there. */
static bool is_taken(Pt at, const Cuts *cuts, const Cuts *folds) {
    const Cuts *both[] = {cuts, folds};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; both[k] && i < both[k]->count; i++)
            if (fabs(both[k]->at[i] - at) < 2 * CROSS)
                return true;
    return false;
}

static void add_cross(Outline *outline, Pt x, Pt y) {
    add_line(outline, x - CROSS, y, x + CROSS, y);
    add_line(outline, x, y - CROSS, x, y + CROSS);
    add_circle(outline, x, y, CIRCLE);
}

/* In the middle of each side, or on both sides of what runs there: so front and back, and a plate that is
   turned, have theirs on the same places of the paper. */
static void draw_registration(Env *env, const MarkWish *wish) {
    Outline outline = {.arena = env->keep};
    Box area = wish->area;
    Pt out = fmax(wish->bleed, OFFSET) + LENGTH / 2;
    Pt x = area.x + area.w / 2, y = area.y + area.h / 2;
    Pt across = is_taken(x, wish->across, wish->folds_across) ? ASIDE : 0;
    Pt down = is_taken(y, wish->down, wish->folds_down) ? ASIDE : 0;
    for (int side = -1; side < 2; side += 2) {
        if (side < 0 || across > 0) {
            add_cross(&outline, x + side * across, area.y - out);
            add_cross(&outline, x + side * across, area.y + area.h + out);
        }
        if (side < 0 || down > 0) {
            add_cross(&outline, area.x - out, y + side * down);
            add_cross(&outline, area.x + area.w + out, y + side * down);
        }
    }
    finish(wish, &outline);
}

/* ---- bars ------------------------------------------------------------------------------------- */

static void add_patch(Env *env, const MarkWish *wish, Box box, Colour colour) {
    Shape *shape = ARENA_NEW(env->keep, Shape);
    *shape = (Shape){.kind = SHAPE_RECT, .fill = {.from = colour, .opacity = 1}};
    page_add(env->keep, wish->page, ITEM_SHAPE, 0, box)->shape = shape;
}

/* Each ink solid and at a half, over the left part of the head. */
static void draw_bars(Env *env, const MarkWish *wish) {
    size_t count = PROCESS_COUNT + wish->inks->spot_count;
    Box area = wish->area;
    Pt room = area.w / 2 - 6 * CROSS;
    Pt width = fmin(PATCH, room / (Pt)(count * PATCHES_EACH));
    Pt top = area.y - fmax(wish->bleed, OFFSET) - LENGTH / 2 - PATCH / 2;
    Pt left = area.x + 2 * CROSS;
    for (size_t i = 0; width > 0 && i < count; i++) {
        const Swatch *ink = i < PROCESS_COUNT ? &PROCESS[i] : wish->inks->spots[i - PROCESS_COUNT];
        for (int half = 0; half < PATCHES_EACH; half++, left += width)
            add_patch(env, wish, (Box){left, top, width, PATCH}, (Colour){ink, half ? 0.5F : 1});
    }
}

/* ---- the line --------------------------------------------------------------------------------- */

void marks_add_title(Buffer *slug, Str title) {
    size_t length = 0;
    for (Str word = str_next_word(&title); word.length > 0; word = str_next_word(&title)) {
        length += utf8_count(word) + 1;
        bool fits = length <= TITLE_MOST || slug->length == 0;
        buffer_format(slug, "%s%.*s", slug->length > 0 ? " " : "", STR_ARGS(fits ? word : STR("…")));
        if (!fits)
            return;
    }
}

/* Words of the line, at a size of 1 and one behind the other. */
typedef struct Line {
    PlacedRun *runs;
    uint32_t count;
    double length;
} Line;

static void add_word(const MarkWish *wish, Line *line, Str word) {
    const GlyphRun *run = wish->job->shaper->shape(wish->job->shaper, wish->job->font, word, (Span){0});
    line->runs[line->count++] = (PlacedRun){.run = run, .x = (float)line->length, .flags = RUN_SPACE};
    line->length += text_run_advance(run) + (double)run->face->space;
}

/* What it is comes first, so what there is no room for at the least size is left out at the end. */
static Line shape_slug(Arena *arena, const MarkWish *wish, double most) {
    Str rest = wish->slug;
    Line line = {.runs = ARENA_ARRAY(arena, PlacedRun, rest.length + 1)};
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest)) {
        double before = line.length;
        add_word(wish, &line, word);
        if (line.length <= most || line.count == 1)
            continue;
        line.count--;
        line.length = before;
        add_word(wish, &line, STR("…"));
        break;
    }
    return line;
}

/* Left, baseline, width and size of the line: under the marks, or in the middle of the border. */
static Box place_slug(const MarkWish *wish, Pt room, double length) {
    Box area = wish->area;
    if (!wish->office) {
        Pt size = fmin(SLUG_SIZE, room / length);
        return (Box){area.x, area.y + area.h + fmax(wish->bleed, OFFSET) + LENGTH + SLUG_DROP,
                     length * size, size};
    }
    const Page *page = wish->page;
    Pt border = wish->border, size = fmin(fmin(BORDER_SIZE, border * BORDER_SHARE), room / length);
    Pt left = wish->back ? page->width - border - length * size : border;
    return (Box){left, page->height - border / 2 + size * HALF_CAPITAL, length * size, size};
}

static void draw_slug(Env *env, const MarkWish *wish) {
    Pt room = wish->office ? wish->page->width / 2 - 2 * wish->border : wish->area.w;
    Line line = shape_slug(env->keep, wish, room / SLUG_LEAST);
    Box place = place_slug(wish, room, line.length);
    if (line.count == 0 || !(place.h > 0))
        return;
    for (uint32_t i = 0; i < line.count; i++)
        line.runs[i].x *= (float)place.h;
    Item *item = page_add(env->keep, wish->page, ITEM_TEXT, 0, place);
    item->text = (TextItem){.runs = line.runs, .count = line.count, .size = (float)place.h, .stretch = 1};
    item->text.colour = (Colour){&PROCESS[PROCESS_COUNT - 1], wish->office ? GREY : 1};
}

void marks_draw(Env *env, const MarkWish *wish) {
    if (wish->marks & MARKS_CROP)
        draw_cuts(env, wish);
    if (wish->marks & MARKS_REGISTRATION)
        draw_registration(env, wish);
    if (wish->marks & MARKS_BARS)
        draw_bars(env, wish);
    if (wish->marks & MARKS_SLUG)
        draw_slug(env, wish);
}

/* ---- press pages ------------------------------------------------------------------------------ */

/* On the back of a folded page the panels are seen from the other side. */
static void find_folds(const Panels *fold, const Page *page, bool back, Cuts *folds) {
    Pt at = 0;
    for (size_t i = 0; i + 1 < fold->count; i++) {
        at += fold->widths[i];
        cuts_add(folds, back ? page->width - at : at);
    }
}

static void add_part(Buffer *slug, Str text) {
    if (text.length > 0)
        buffer_format(slug, "%s%.*s", slug->length > 0 ? "  ·  " : "", STR_ARGS(text));
}

static Str page_slug(Arena *arena, const PrintJob *job, const Page *page, size_t number, size_t count) {
    Buffer size = buffer_new(arena), slug = buffer_new(arena);
    buffer_add_number(&size, page->width / PT_PER_MM, 2);
    buffer_add_c(&size, " × ");
    buffer_add_number(&size, page->height / PT_PER_MM, 2);
    buffer_add_c(&size, " mm + ");
    buffer_add_number(&size, page->bleed / PT_PER_MM, 2);
    buffer_add_c(&size, " mm");
    marks_add_title(&slug, job->title);
    add_part(&slug, str_format(arena, "page %zu of %zu", number, count));
    add_part(&slug, buffer_str(&size));
    add_part(&slug, job->date);
    add_part(&slug, job->profile);
    return buffer_str(&slug);
}

static void mark_page(Env *env, const MarkWish *wanted, size_t number, size_t count) {
    MarkWish own = *wanted, *wish = &own;
    Page *page = wish->page;
    Cuts across = {{0, page->width}, 2}, down = {{0, page->height}, 2}, folds = {.count = 0};
    find_folds(&wish->job->design->press.fold, page, number % 2 == 0, &folds);
    wish->across = &across;
    wish->down = &down;
    wish->folds_across = &folds;
    wish->area = (Box){0, 0, page->width, page->height};
    wish->bleed = page->bleed;
    wish->slug = page_slug(env->keep, wish->job, page, number, count);
    page->margin = marks_margin_above(page->bleed, wish->marks);
    page->inside = page->count;
    marks_draw(env, wish);
}

Pages *pages_mark(Env *env, const Pages *pages, const PrintJob *job) {
    Pages *marked = arena_copy(env->keep, pages, sizeof *pages);
    Inks inks = {0};
    for (size_t i = 0; i < pages->count; i++)
        pages_add_inks(env->keep, &pages->pages[i], &inks);
    marked->pages = arena_copy(env->keep, pages->pages, sizeof *pages->pages * pages->count);
    marked->capacity = pages->count;
    MarkWish wish = {.job = job, .marks = job->design->press.marks, .inks = &inks};
    for (size_t i = 0; i < pages->count; i++) {
        wish.page = &marked->pages[i];
        wish.page->items = arena_copy(env->keep, wish.page->items, sizeof(Item) * wish.page->count);
        wish.page->capacity = wish.page->count;
        mark_page(env, &wish, i + 1, pages->count);
    }
    marked->run_count = job->shaper->run_count;
    marked->face_count = job->shaper->face_count;
    return marked;
}
