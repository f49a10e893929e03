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

void pages_add_inks(Arena *arena, const Page *page, Inks *inks) {
    for (size_t i = 0; i < page->count; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_TEXT) {
            add_colour(arena, inks, item->text.colour);
        } else if (item->kind == ITEM_SHAPE) {
            add_colour(arena, inks, item->shape->fill.from);
            if (item->shape->fill.gradient)
                add_colour(arena, inks, item->shape->fill.to);
            if (item->shape->stroke.width > 0)
                add_colour(arena, inks, item->shape->stroke.colour);
        } else if (item->kind == ITEM_PICTURE && item->picture.picture) {
            inks->process |= item->picture.picture->components == 1 ? INK_BLACK : INK_ALL;
        }
    }
}
