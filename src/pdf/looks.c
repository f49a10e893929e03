/*
 * pdf/looks.c - pictures that are not shown as they lie in their file: cut to an outline, drawn from paths,
 * or in two colours.
 *
 * The one idea: two colours need no new samples. The place is filled with the dark colour, then with the
 * light one through the picture's own brightness as a soft mask (ISO 32000-1, 11.6.5.2), so a JPEG stays
 * what it is and the colours stay inks of the palette, spot inks too.
 */
#include "pdf/canvas.h"

static Item outline_item(const Item *item, Shape *shape) {
    const PictureLook *look = item->picture.look;
    *shape = (Shape){.kind = SHAPE_RECT, .radius = look ? look->radius : 0};
    return (Item){.kind = ITEM_SHAPE, .box = item->box, .shape = shape};
}

void looks_clip(Canvas *canvas, const Item *item) {
    const PictureLook *look = item->picture.look;
    bool mask = look && look->mask && look->mask->count > 0;
    if (!item->clipped && !mask && !(look && look->radius > 0))
        return;
    ArenaMark mark = arena_mark(canvas->writer->env->scratch);
    Shape shape;
    Item outline = outline_item(item, &shape);
    if (mask) {
        shape.kind = SHAPE_PATH;
        shape.steps = path_stretch(canvas->writer->env->scratch, look->mask, item->box);
        shape.count = look->mask->count;
    }
    shapes_outline(canvas, &outline);
    canvas_operate(canvas, NULL, 0, "W n");
    arena_reset(canvas->writer->env->scratch, mark);
}

/* The view of a drawing, y down, is the unit of all numbers until the next Q; it may lean to the left. */
static void place_view(Canvas *canvas, const Item *item, Box view) {
    Box whole = canvas_box(canvas, pictures_place(item));
    double x = whole.w / view.w, y = whole.h / view.h;
    double upright[] = {x, 0, 0, -y, whole.x - view.x * x, whole.y + whole.h + view.y * y};
    double along = whole.h / view.w, across = whole.w / view.h;
    double leaning[] = {0, along, across, 0, whole.x - view.y * across, whole.y - view.x * along};
    canvas_operate(canvas, item->rotate == -90 ? leaning : upright, 6, "cm");
}

void looks_draw(Canvas *canvas, const Item *item) {
    const PictureLook *look = item->picture.look;
    Box view = item->picture.picture->drawing->view;
    if (!look)
        return;
    place_view(canvas, item, view);
    canvas_operate(canvas, (double[]){view.x, view.y, view.w, view.h}, 4, "re W n");
    canvas->state.line_width = -1;
    canvas->drawing = true;
    canvas->scale = pictures_scale(item);
    for (size_t i = 0; i < look->count; i++) {
        Item one = {.kind = ITEM_SHAPE, .box = view, .shape = &look->shapes[i]};
        if (shapes_visible(&one))
            shapes_paint(canvas, &one);
    }
    canvas->drawing = false;
    canvas->scale = 1;
}

/* The picture as a group whose brightness is the mask: in a square of 1 x 1, as the picture itself is. */
static uint32_t brightness_group(Writer *writer, const Picture *picture) {
    Buffer name = buffer_new(writer->arena);
    buffer_add_c(&name, "brightness ");
    buffer_add(&name, (Str){(const char *)&picture, sizeof picture});
    uint32_t image = pictures_image(writer, picture)->object;
    Resource *group = resources_find(writer->arena, &writer->pictures, buffer_str(&name));
    if (group->object)
        return group->object;
    Buffer fields = buffer_new(writer->arena), content = buffer_new(writer->arena);
    buffer_format(
        &fields,
        "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Group<</Type/Group/S/Transparency/CS/DeviceGray>>"
        "/Resources<</XObject<</P%u %u 0 R>>>>",
        (unsigned)image, (unsigned)image);
    buffer_format(&content, "/P%u Do", (unsigned)image);
    uint32_t object = writer_add_deflated(writer, buffer_str(&fields), buffer_str(&content));
    resources_find(writer->arena, &writer->pictures, buffer_str(&name))->object = object;
    return object;
}

void looks_paint_duotone(Canvas *canvas, const Item *item) {
    const PictureLook *look = item->picture.look;
    Arena *scratch = canvas->writer->env->scratch;
    ArenaMark mark = arena_mark(scratch);
    static const double square[] = {0, 0, 1, 1};
    static const Swatch white = {.name = STR_INIT("white"), .red = 1, .green = 1, .blue = 1};
    pictures_place_square(canvas, item);
    canvas_fill_colour(canvas, look->dark);
    ink_knock_out(canvas);
    canvas_operate(canvas, square, 4, "re f");
    Str state = str_format(scratch, "/Type/ExtGState/SMask<</S/Luminosity/G %u 0 R>>",
                           (unsigned)brightness_group(canvas->writer, item->picture.picture));
    shapes_use_state(canvas, state);
    canvas_fill_colour(canvas, colour_is_none(look->light) ? (Colour){&white, 1} : look->light);
    ink_knock_out(canvas);
    canvas_operate(canvas, square, 4, "re f");
    arena_reset(scratch, mark);
}
