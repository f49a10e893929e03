/*
 * page/inks.c - which inks a page needs.
 *
 * The one idea: every colour of a page is looked at once, whatever it colours. A picture in colour needs
 * the four process inks.
 */
#include "page/page.h"

enum { INK_BLACK = 8, INK_ALL = 15 };

static void add_spot(Arena *arena, Inks *inks, const Swatch *swatch) {
    for (size_t i = 0; i < inks->spot_count; i++)
        if (str_equal(inks->spots[i]->spot, swatch->spot))
            return;
    LIST_PUSH(arena, inks->spots, inks->spot_count, inks->spot_capacity, swatch);
}

static void add_colour(Arena *arena, Inks *inks, Colour colour) {
    const Swatch *swatch = colour.swatch;
    if (!swatch || swatch == &colour_registration || !(colour.tint > 0))
        return;
    if (swatch->spot.length > 0) {
        add_spot(arena, inks, swatch);
        return;
    }
    float parts[] = {swatch->cyan, swatch->magenta, swatch->yellow, swatch->black};
    for (int i = 0; i < 4; i++)
        inks->process |= parts[i] > 0 ? 1u << i : 0;
}

static void add_shape(Arena *arena, Inks *inks, const Shape *shape) {
    add_colour(arena, inks, shape->fill.from);
    if (shape->fill.gradient)
        add_colour(arena, inks, shape->fill.to);
    if (shape->stroke.width > 0)
        add_colour(arena, inks, shape->stroke.colour);
}

/* A drawing has the inks of its shapes, a picture in two colours has theirs. */
static void add_picture(Arena *arena, Inks *inks, const Item *item) {
    const PictureLook *look = item->picture.look;
    for (size_t i = 0; look && i < look->count; i++)
        add_shape(arena, inks, &look->shapes[i]);
    if (look && look->count > 0)
        return;
    if (look && !colour_is_none(look->dark)) {
        add_colour(arena, inks, look->dark);
        add_colour(arena, inks, look->light);
    } else if (item->picture.picture) {
        inks->process |= item->picture.picture->components == 1 ? INK_BLACK : INK_ALL;
    }
}

void pages_add_inks(Arena *arena, const Page *page, Inks *inks) {
    for (size_t i = 0; i < page->count; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_TEXT) {
            add_colour(arena, inks, item->text.colour);
        } else if (item->kind == ITEM_SHAPE) {
            add_shape(arena, inks, item->shape);
        } else if (item->kind == ITEM_PICTURE) {
            add_picture(arena, inks, item);
        }
    }
}
