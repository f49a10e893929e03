/*
 * page/inks.c - which colours and inks a page needs.
 *
 * The one idea: every colour of a page is looked at once, whatever it colours. A picture in colour needs
 * the four process inks.
 */
#include "page/page.h"

static void visit_shape(const Shape *shape, ColourVisit *visit, void *owner) {
    visit(owner, shape->fill.from);
    if (shape->fill.gradient)
        visit(owner, shape->fill.to);
    if (shape->stroke.width > 0)
        visit(owner, shape->stroke.colour);
}

/* A drawing's colours, or the two that a picture is shown in. */
static void visit_look(const PictureLook *look, ColourVisit *visit, void *owner) {
    if (!look)
        return;
    for (size_t i = 0; i < look->count; i++)
        visit_shape(&look->shapes[i], visit, owner);
    visit(owner, look->dark);
    visit(owner, look->light);
}

void page_visit_colours(const Page *page, ColourVisit *visit, void *owner) {
    for (size_t i = 0; i < page->count; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_TEXT)
            visit(owner, item->text.colour);
        else if (item->kind == ITEM_SHAPE)
            visit_shape(item->shape, visit, owner);
        else if (item->kind == ITEM_PICTURE)
            visit_look(item->picture.look, visit, owner);
    }
}

typedef struct InkCounter {
    Arena *arena;
    Inks *inks;
} InkCounter;

void pages_add_spot(Arena *arena, Inks *inks, const Swatch *swatch) {
    for (size_t i = 0; i < inks->spot_count; i++)
        if (str_equal(inks->spots[i]->spot, swatch->spot))
            return;
    LIST_PUSH(arena, inks->spots, inks->spot_count, inks->spot_capacity, swatch);
}

static void add_colour(void *owner, Colour colour) {
    InkCounter *counter = owner;
    const Swatch *swatch = colour.swatch;
    if (!swatch || swatch == &colour_registration || !(colour.tint > 0))
        return;
    if (swatch->spot.length > 0) {
        pages_add_spot(counter->arena, counter->inks, swatch);
        return;
    }
    float parts[] = {swatch->cyan, swatch->magenta, swatch->yellow, swatch->black};
    for (int i = 0; i < 4; i++)
        counter->inks->process |= parts[i] > 0 ? 1u << i : 0;
}

void pages_add_inks(Arena *arena, const Page *page, Inks *inks) {
    InkCounter counter = {arena, inks};
    page_visit_colours(page, add_colour, &counter);
    for (size_t i = 0; i < page->count; i++) {
        const Item *item = &page->items[i];
        const Picture *picture = item->kind == ITEM_PICTURE ? item->picture.picture : NULL;
        bool duotone = picture && item->picture.look && item->picture.look->dark.swatch;
        if (picture && !picture->drawing && !duotone)
            inks->process |= picture->components == 1 ? INK_BLACK : INK_ALL;
    }
}
