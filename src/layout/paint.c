/*
 * Draws artwork and boxes. The one idea: every kind of artwork becomes items in page coordinates, with the
 * accent resolved, so that nothing behind layout needs to know where a colour came from.
 */
#include <math.h>

#include "layout/code.h"
#include "layout/galley.h"
#include "layout/look.h"

static Page *current_page(const Painter *painter) {
    return &painter->pages->pages[painter->pages->count - 1];
}

static const Style *painter_style(Painter *painter) {
    if (!painter->style)
        painter->style = design_class_style(painter->setter->cascade, (Str){0}, painter->node, NULL);
    return painter->style;
}

static Paint resolve_paint(Painter *painter, Paint paint) {
    const Design *design = painter->setter->design;
    paint.from = design_colour(design, paint.from, painter_style(painter));
    paint.to = design_colour(design, paint.to, painter_style(painter));
    return paint;
}

static Stroke resolve_stroke(Painter *painter, Stroke stroke) {
    stroke.colour = design_colour(painter->setter->design, stroke.colour, painter_style(painter));
    return stroke;
}

static bool is_invisible(const Shape *shape) {
    bool no_fill = colour_is_none(shape->fill.from) && !shape->fill.gradient;
    return no_fill && (colour_is_none(shape->stroke.colour) || shape->stroke.width <= 0);
}

static void add_shape(Painter *painter, Box box, Shape wanted) {
    wanted.fill = resolve_paint(painter, wanted.fill);
    wanted.stroke = resolve_stroke(painter, wanted.stroke);
    if (is_invisible(&wanted))
        return;
    wanted.span = painter->span;
    Arena *arena = painter->setter->env->keep;
    Shape *shape = arena_copy(arena, &wanted, sizeof wanted);
    page_add(arena, current_page(painter), ITEM_SHAPE, 0, box)->shape = shape;
}

static void paint_rule(Painter *painter, Box area, Colour colour, const Style *style) {
    Pt free = area.w - style->rule_width;
    if (style->rule_width > 0 && free > 0) {
        area.x += style->align == ALIGN_RIGHT ? free : style->align == ALIGN_CENTER ? free / 2 : 0;
        area.w = style->rule_width;
    }
    add_shape(painter, area, (Shape){.kind = SHAPE_RECT, .fill = {.from = colour, .opacity = 1}});
}

void paint_rules(Painter *painter, Box box, const Style *style) {
    Stroke above = style->rule_above, below = style->rule_below;
    Painter own = *painter;
    own.style = style;
    if (above.width > 0)
        paint_rule(&own, (Box){box.x, box.y, box.w, above.width}, above.colour, style);
    if (below.width > 0)
        paint_rule(&own, (Box){box.x, box.y + box.h - below.width, box.w, below.width}, below.colour,
                   style);
}

/* The view of a path stretched to the box. */
static void add_path(Painter *painter, Box box, const Artwork *art) {
    if (!art->path || !art->path->count)
        return;
    PathStep *steps = path_stretch(painter->setter->env->keep, art->path, box);
    add_shape(painter, box,
              (Shape){.kind = SHAPE_PATH,
                      .fill = art->fill,
                      .stroke = art->stroke,
                      .steps = steps,
                      .count = art->path->count});
}

/* From corner to corner of its box; level if the box has no height. */
static void add_line(Painter *painter, Box box, const Artwork *art) {
    PathStep *steps = ARENA_ARRAY(painter->setter->env->keep, PathStep, 2);
    steps[0] = (PathStep){.op = PATH_MOVE, .x = box.x, .y = box.y};
    steps[1] = (PathStep){.op = PATH_LINE, .x = box.x + box.w, .y = box.y + box.h};
    add_shape(painter, box, (Shape){.kind = SHAPE_PATH, .stroke = art->stroke, .steps = steps, .count = 2});
}

/* An ellipse as a rectangle whose corners are rounded all the way would need two radii; so four curves. */
static void add_circle(Painter *painter, Box box, const Artwork *art) {
    const double k = QUARTER_HANDLE;
    Pt rx = box.w / 2, ry = box.h / 2, cx = box.x + rx, cy = box.y + ry;
    PathStep *steps = ARENA_ARRAY(painter->setter->env->keep, PathStep, 6);
    steps[0] = (PathStep){.op = PATH_MOVE, .x = cx + rx, .y = cy};
    steps[1] = (PathStep){PATH_CURVE, cx + rx, cy + k * ry, cx + k * rx, cy + ry, cx, cy + ry};
    steps[2] = (PathStep){PATH_CURVE, cx - k * rx, cy + ry, cx - rx, cy + k * ry, cx - rx, cy};
    steps[3] = (PathStep){PATH_CURVE, cx - rx, cy - k * ry, cx - k * rx, cy - ry, cx, cy - ry};
    steps[4] = (PathStep){PATH_CURVE, cx + k * rx, cy - ry, cx + rx, cy - k * ry, cx + rx, cy};
    steps[5] = (PathStep){.op = PATH_CLOSE};
    add_shape(
        painter, box,
        (Shape){.kind = SHAPE_PATH, .fill = art->fill, .stroke = art->stroke, .steps = steps, .count = 6});
}

static void add_picture(Painter *painter, Box box, const Artwork *art, size_t index) {
    Setter *setter = painter->setter;
    const Picture *picture = setter->design->pictures[index].picture;
    if (!picture || box.w <= 0)
        return;
    if (box.h <= 0)
        box.h = box.w * picture->height / picture->width;
    const Style *style = painter_style(painter);
    Colour fill = design_colour(setter->design, art->fill.from, style);
    LookWish wish = {picture, &art->treatment, style, colour_is_none(fill) ? style->color : fill,
                     painter->span};
    Item *item = page_add(setter->env->keep, current_page(painter), ITEM_PICTURE, 0, box);
    look_show(setter, item, &wish);
}

/* Where the author named the icon, else where the layout does. */
static Span icon_span(const Painter *painter, const Artwork *art) {
    for (const Node *node = painter->node; node; node = node->parent)
        for (size_t i = 0; node->attrs && i < node->attrs->field_count; i++)
            if (str_equal_c(node->attrs->fields[i].key, "icon"))
                return node->attrs->fields[i].span;
    return art->span;
}

static void add_icon(Painter *painter, Box box, const Artwork *art) {
    Setter *setter = painter->setter;
    Str name = str_trim(design_expand(setter->env->keep, art->text, &painter->values));
    if (name.length == 0)
        return;
    size_t index = design_find_icon(setter->env, setter->design, name, icon_span(painter, art));
    if (index < setter->design->picture_count)
        add_picture(painter, box, art, index);
}

static void add_code(Painter *painter, Box box, const Artwork *art) {
    Setter *setter = painter->setter;
    Str text = str_trim(design_expand(setter->env->keep, art->text, &painter->values));
    Colour colour = design_colour(setter->design, art->fill.from, painter_style(painter));
    if (text.length > 0)
        code_draw(setter, current_page(painter), &(CodeWish){text, box, colour, art->span});
}

static void rotate_items(Page *page, size_t first, Box box, double degrees) {
    double angle = degrees * DEGREE, cosine = cos(angle), sine = sin(angle);
    Pt cx = box.x + box.w / 2, cy = box.y + box.h / 2;
    for (size_t i = first; i < page->count; i++) {
        Item *item = &page->items[i];
        Pt x = item->box.x - cx, y = item->box.y - cy;
        item->box.x = cx + x * cosine - y * sine;
        item->box.y = cy + x * sine + y * cosine;
        item->rotate = (int16_t)lrint(degrees);
    }
}

static Pt free_above(VerticalAlign align, Pt room, Pt used) {
    if (room <= 0 || align == VERTICAL_TOP)
        return 0;
    return align == VERTICAL_MIDDLE ? (room - used) / 2 : room - used;
}

static void add_text(Painter *painter, Box box, const Artwork *art) {
    Setter *setter = painter->setter;
    Str text = design_expand(setter->env->keep, art->text, &painter->values);
    if (!text.length)
        return;
    const Style *style = design_class_style(setter->cascade, art->style, painter->node, NULL);
    TextWish wish = {.text = text, .style = style, .measure = box.w, .outer_left = painter->left};
    Galley *galley = galley_set_text(setter, &wish);
    ArenaMark mark = arena_mark(setter->env->scratch);
    Pour pour = pour_fill(setter->env->scratch, galley, 0, -1);
    size_t first = current_page(painter)->count;
    pour_place(setter, painter->pages, pour, box.x, box.y + free_above(art->align, box.h, pour.height));
    page_show(current_page(painter), first, 0, painter->master != NULL, art->span);
    if (art->rotate != 0)
        rotate_items(current_page(painter), first, box, art->rotate);
    arena_reset(setter->env->scratch, mark);
}

static void add_art(Painter *painter, Box box, const Artwork *art) {
    switch (art->kind) {
    case ART_RECT:
        add_shape(painter, box,
                  (Shape){.kind = SHAPE_RECT,
                          .fill = art->fill,
                          .stroke = art->stroke,
                          .radius = art->treatment.radius});
        break;
    case ART_LINE: add_line(painter, box, art); break;
    case ART_CIRCLE: add_circle(painter, box, art); break;
    case ART_PATH: add_path(painter, box, art); break;
    case ART_PICTURE: add_picture(painter, box, art, art->picture); break;
    case ART_ICON: add_icon(painter, box, art); break;
    case ART_QR: add_code(painter, box, art); break;
    case ART_TEXT: add_text(painter, box, art); break;
    }
}

void paint_art(Painter *painter, const ArtList *list, Box self) {
    const Design *design = painter->setter->design;
    for (size_t i = 0; i < list->count; i++) {
        const Artwork *art = &list->items[i];
        if (art->sides == (painter->left ? SIDES_RIGHT : SIDES_LEFT))
            continue;
        Box area = self;
        if (painter->master)
            area = design_area(design, painter->master, art->area, painter->left, self);
        painter->span = art->span;
        add_art(painter, design_artwork_box(art, area, painter->left), art);
    }
    painter->span = (Span){0};
}

/* A step of a bar's path, given along its side and across it, from the edge inwards. */
static PathStep bar_step(Box area, Side side, PathStep step) {
    Pt *points[3][2] = {{&step.x1, &step.y1}, {&step.x2, &step.y2}, {&step.x, &step.y}};
    bool upright = side == SIDE_LEFT || side == SIDE_RIGHT;
    for (size_t i = 0; i < 3; i++) {
        Pt along = *points[i][0], across = *points[i][1];
        if (side == SIDE_BOTTOM || side == SIDE_RIGHT)
            across = (upright ? area.w : area.h) - across;
        *points[i][0] = area.x + (upright ? across : along);
        *points[i][1] = area.y + (upright ? along : across);
    }
    return step;
}

/* The part of a box with round corners that lies within the bar's width. */
static void add_round_bar(Painter *painter, const Decoration *box, Box area) {
    const Bar *bar = &box->bar;
    bool upright = bar->side == SIDE_LEFT || bar->side == SIDE_RIGHT;
    Pt length = upright ? area.h : area.w, depth = upright ? area.w : area.h;
    Pt radius = fmin(box->radius, fmin(length, depth) / 2);
    Pt width = fmin(bar->width, depth - radius), down = fmin(width, radius);
    /* The arc from the bar's inner edge, or from the corner's end, to the side. */
    double angle = acos((radius - down) / radius);
    Pt start = radius - radius * sin(angle), handle = 4.0 / 3 * tan(angle / 4) * radius;
    Pt x1 = start + handle * cos(angle), y1 = down - handle * sin(angle), x2 = radius - handle;
    const PathStep steps[] = {
        {.op = PATH_MOVE, .x = start, .y = width},
        {.op = PATH_LINE, .x = start, .y = down},
        {PATH_CURVE, x1, y1, x2, 0, radius, 0},
        {.op = PATH_LINE, .x = length - radius, .y = 0},
        {PATH_CURVE, length - x2, 0, length - x1, y1, length - start, down},
        {.op = PATH_LINE, .x = length - start, .y = width},
        {.op = PATH_CLOSE},
    };
    size_t count = sizeof steps / sizeof *steps;
    PathStep *placed = ARENA_ARRAY(painter->setter->env->keep, PathStep, count);
    for (size_t i = 0; i < count; i++)
        placed[i] = bar_step(area, bar->side, steps[i]);
    add_shape(painter, area,
              (Shape){.kind = SHAPE_PATH, .fill = bar->fill, .steps = placed, .count = count});
}

static void paint_bar(Painter *painter, const Decoration *decoration, Box area) {
    const Bar *bar = &decoration->bar;
    if (bar->width <= 0)
        return;
    if (decoration->radius > 0 && area.w > 0 && area.h > 0) {
        add_round_bar(painter, decoration, area);
        return;
    }
    Box box = area;
    if (bar->side == SIDE_TOP || bar->side == SIDE_BOTTOM)
        box.h = bar->width;
    else
        box.w = bar->width;
    if (bar->side == SIDE_BOTTOM)
        box.y = area.y + area.h - bar->width;
    if (bar->side == SIDE_RIGHT)
        box.x = area.x + area.w - bar->width;
    add_shape(painter, box, (Shape){.kind = SHAPE_RECT, .fill = bar->fill});
}

void paint_box(Painter *painter, const Decoration *box, Box area) {
    add_shape(painter, area,
              (Shape){.kind = SHAPE_RECT, .fill = box->fill, .stroke = box->stroke, .radius = box->radius});
    paint_bar(painter, box, area);
    paint_art(painter, &box->behind, area);
}
