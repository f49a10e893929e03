/*
 * page/resolution.c - whether pictures have pixels enough for the size that they are shown in.
 *
 * The one idea: what counts is the whole picture as it lies on the page, cropped or not, and each picture's
 * largest place, so that one message says all there is to mend.
 */
#include "page/page.h"

#include <math.h>

/* A picture and the fewest pixels to the inch that it is shown with. */
typedef struct Placed {
    const Picture *picture;
    Span span;
    double ppi;
    size_t page;
} Placed;

static Placed *find_placed(Placed *all, size_t count, const Picture *picture) {
    for (size_t i = 0; i < count; i++)
        if (all[i].picture == picture)
            return &all[i];
    return NULL;
}

static void report(Env *env, const Placed *placed, unsigned least) {
    double wanted = placed->picture->width * least / placed->ppi;
    REPORT_WARNING(
        env, placed->span,
        str_format(env->keep, "show it smaller, or take one that is %.0f pixels wide", ceil(wanted)),
        "the picture '%.*s' has only %.0f pixels to the inch on page %zu", STR_ARGS(placed->picture->path),
        floor(placed->ppi), placed->page + 1);
}

void pages_check_resolution(Env *env, const Pages *pages, const Doc *doc, unsigned least) {
    Placed *all = NULL;
    size_t count = 0, capacity = 0;
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->pages[p].count; i++) {
            const Item *item = &pages->pages[p].items[i];
            const Picture *picture = item->kind == ITEM_PICTURE ? item->picture.picture : NULL;
            if (!picture || picture->drawing || item->picture.whole.w <= 0 || item->picture.whole.h <= 0)
                continue;
            Box whole = item->picture.whole;
            double ppi = 72 * fmin(picture->width / whole.w, picture->height / whole.h);
            Placed *known = find_placed(all, count, picture);
            bool authored = item->node > 0 && item->node < doc->node_count;
            Placed placed = {picture, authored ? doc->nodes[item->node]->span : picture->span, ppi, p};
            if (known && ppi < known->ppi)
                *known = placed;
            else if (!known && ppi < least)
                LIST_PUSH(env->keep, all, count, capacity, placed);
        }
    for (size_t i = 0; i < count; i++)
        report(env, &all[i], least);
}
