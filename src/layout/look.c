/*
 * How pictures are shown: fitted, cropped about a point, cut to an outline, in two colours, drawn.
 *
 * The one idea: a drawing's colours are words until it is placed, since "accent" and "currentColor" depend
 * on where that is; from here on it is shapes like any others.
 */
#include "layout/look.h"

#include <math.h>

/* The uncut picture over the box: its focus as near the middle as it goes without leaving a gap. */
static Box cover_box(Box box, Pt width, Pt height, Focus focus) {
    Box whole = {box.x + box.w / 2 - focus.x * width, box.y + box.h / 2 - focus.y * height, width, height};
    whole.x = fmax(fmin(whole.x, box.x), box.x + box.w - width);
    whole.y = fmax(fmin(whole.y, box.y), box.y + box.h - height);
    return whole;
}

/* Contain shows all of it, cover fills the box, stretch gives up the proportions. */
static void fit_picture(Item *item, const LookWish *wish) {
    Box box = item->box;
    const Treatment *treatment = wish->treatment;
    Pt ratio = (Pt)wish->picture->height / wish->picture->width;
    bool wide = box.w * ratio < box.h; /* than the box, for its height */
    if (treatment->fit == FIT_CONTAIN) {
        Pt width = wide ? box.w : box.h / ratio;
        box = (Box){box.x + (box.w - width) / 2, box.y + (box.h - width * ratio) / 2, width, width * ratio};
        item->box = box;
    }
    item->picture.whole = box;
    item->clipped = treatment->fit == FIT_COVER;
    if (treatment->fit == FIT_COVER) {
        Pt width = wide ? box.h / ratio : box.w;
        item->picture.whole = cover_box(box, width, width * ratio, treatment->focus);
    }
}

/* ---- drawings --------------------------------------------------------------------------------- */

static Colour drawn_colour(Setter *setter, const LookWish *wish, Str text, Span span) {
    Colour colour = {0};
    if (str_equal_c(text, "currentColor"))
        return wish->current;
    if (text.length == 0 || !design_read_colour(setter->cascade, text, span, &colour))
        return (Colour){0};
    return design_colour(setter->design, colour, wish->style);
}

static Shape drawn_shape(Setter *setter, const LookWish *wish, const DrawnPath *path) {
    return (Shape){
        .kind = SHAPE_PATH,
        .fill = {.from = drawn_colour(setter, wish, path->fill, path->span), .opacity = path->opacity},
        .stroke = {drawn_colour(setter, wish, path->stroke, path->span), path->stroke_width},
        .steps = path->steps,
        .count = path->count,
        .even_odd = path->even_odd,
        .cap = path->cap,
        .join = path->join};
}

static void draw(Setter *setter, const LookWish *wish, PictureLook *look) {
    const Drawing *drawing = wish->picture->drawing;
    Shape *shapes = ARENA_ARRAY(setter->env->keep, Shape, drawing->count);
    for (size_t i = 0; i < drawing->count; i++)
        shapes[i] = drawn_shape(setter, wish, &drawing->paths[i]);
    look->shapes = shapes;
    look->count = drawing->count;
}

void look_show(Setter *setter, Item *item, const LookWish *wish) {
    const Treatment *treatment = wish->treatment;
    item->picture.picture = wish->picture;
    fit_picture(item, wish);
    PictureLook look = {.radius = treatment->radius,
                        .mask = treatment->mask,
                        .dark = design_colour(setter->design, treatment->duotone.dark, wish->style),
                        .light = design_colour(setter->design, treatment->duotone.light, wish->style),
                        .span = wish->span};
    bool drawing = wish->picture->drawing != NULL;
    if (drawing) {
        look.dark.swatch = NULL; /* its colours are chosen one by one */
        draw(setter, wish, &look);
    }
    if (drawing || look.radius > 0 || look.mask || !colour_is_none(look.dark) || look.span.file != 0)
        item->picture.look = arena_copy(setter->env->keep, &look, sizeof look);
}
