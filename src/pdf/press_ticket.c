/*
 * pdf/press_ticket.c - the line to send with a job.
 *
 * The one idea: a job is a few numbers that a shop types into its order form; here they are in a row, as
 * they come out of the pages.
 */
#include "pdf/canvas.h"
#include "pdf/preflight.h"

#include <math.h>

static void add_size(Buffer *out, const Page *page) {
    buffer_add_number(out, page->width / PT_PER_MM, 2);
    buffer_add_c(out, " x ");
    buffer_add_number(out, page->height / PT_PER_MM, 2);
    buffer_add_c(out, " mm");
}

/* Pages from first up to, not including, next: " on 4-5". */
static void add_range(Buffer *out, size_t first, size_t next) {
    buffer_format(out, " on %zu", first + 1);
    if (next > first + 1)
        buffer_format(out, "-%zu", next);
}

static bool same_size(const Page *a, const Page *b) {
    return fabs(a->width - b->width) < 0.01 && fabs(a->height - b->height) < 0.01;
}

/* "100 x 210 mm, but 97 x 210 mm on 4-5, bleed 3 mm" */
static void add_sizes(Buffer *out, const Pages *pages) {
    const Page *all = pages->pages;
    add_size(out, &all[0]);
    for (size_t first = 1, next; first < pages->count; first = next) {
        next = first + 1;
        if (same_size(&all[0], &all[first]))
            continue;
        while (next < pages->count && same_size(&all[first], &all[next]))
            next++;
        buffer_add_c(out, ", but ");
        add_size(out, &all[first]);
        add_range(out, first, next);
    }
    buffer_add_c(out, ", bleed ");
    buffer_add_number(out, all[0].bleed / PT_PER_MM, 1);
    buffer_add_c(out, " mm");
}

/* ---- inks ------------------------------------------------------------------------------------- */

static void add_colour(Preflight *preflight, Inks *inks, Colour colour) {
    double parts[PROCESS_PLANES];
    if (!colour.swatch || !(colour.tint > 0))
        return;
    if (colour.swatch->spot.length > 0) {
        pages_add_spot(preflight->env->keep, inks, colour.swatch);
        return;
    }
    ink_process(preflight->options->profile, colour, parts);
    for (int i = 0; i < PROCESS_PLANES; i++)
        inks->process |= parts[i] > 0 ? 1u << i : 0;
}

static void add_gradient(Preflight *preflight, Inks *inks, const Paint *fill) {
    double parts[PROCESS_PLANES];
    if (!ink_loses_spot(preflight->options->profile, fill)) {
        add_colour(preflight, inks, fill->from);
        add_colour(preflight, inks, fill->to);
        return;
    }
    const Colour ends[] = {fill->from, fill->to};
    for (int end = 0; end < 2; end++) {
        ink_process(preflight->options->profile, ends[end], parts);
        for (int i = 0; i < PROCESS_PLANES; i++)
            inks->process |= parts[i] > 0 ? 1u << i : 0;
    }
}

static void add_shape(Preflight *preflight, Inks *inks, const Item *item, double scale) {
    const PdfProfile *profile = preflight->options->profile;
    const Shape *shape = item->shape;
    bool gradient = shape->fill.gradient && shape->fill.from.swatch && shape->fill.to.swatch;
    if (gradient)
        add_gradient(preflight, inks, &shape->fill);
    else
        add_colour(preflight, inks, ink_of_fill(profile, item));
    if (shape->stroke.width > 0)
        add_colour(preflight, inks, ink_of_stroke(profile, item, scale));
}

static void add_picture(Preflight *preflight, Inks *inks, const Item *item) {
    const Picture *picture = item->picture.picture;
    const PictureLook *look = item->picture.look;
    bool duotone = look && look->dark.swatch;
    for (size_t i = 0; look && i < look->count; i++) {
        Item one = {.kind = ITEM_SHAPE, .box = item->box, .shape = &look->shapes[i]};
        add_shape(preflight, inks, &one, pictures_scale(item));
    }
    if (duotone) {
        add_colour(preflight, inks, look->dark);
        add_colour(preflight, inks, look->light);
    } else if (!picture->drawing) {
        inks->process |= picture->components == 1 ? INK_BLACK : INK_ALL;
    }
}

/* As they come onto the plates: text that is meant as black is on one of them, whatever it is made of. */
static Inks find_inks(Preflight *preflight, const Page *page) {
    Inks inks = {0};
    for (size_t i = 0; i < page->count; i++) {
        const Item *item = &page->items[i];
        if (item->kind == ITEM_TEXT)
            add_colour(preflight, &inks, ink_of_text(preflight->options->profile, item->text.colour));
        else if (item->kind == ITEM_SHAPE)
            add_shape(preflight, &inks, item, 1);
        else if (item->kind == ITEM_PICTURE && item->picture.picture)
            add_picture(preflight, &inks, item);
    }
    return inks;
}

static Str inks_of_page(Preflight *preflight, const Page *page) {
    static const char letters[] = "CMYK";
    Inks inks = find_inks(preflight, page);
    Buffer out = buffer_new(preflight->env->keep);
    for (int i = 0; i < 4; i++)
        if (inks.process >> i & 1)
            buffer_add_byte(&out, letters[i]);
    for (size_t i = 0; i < inks.spot_count; i++)
        buffer_format(&out, "%s%.*s", out.length > 0 ? " + " : "", STR_ARGS(inks.spots[i]->spot));
    return out.length > 0 ? buffer_str(&out) : STR("no ink");
}

/* Pages in a row with the same inks stand together: "CMYK 1-2, K 3". */
static void add_inks(Preflight *preflight, Buffer *out) {
    const Pages *pages = preflight->pages;
    for (size_t first = 0, next; first < pages->count; first = next) {
        Str inks = inks_of_page(preflight, &pages->pages[first]);
        for (next = first + 1; next < pages->count; next++)
            if (!str_equal(inks, inks_of_page(preflight, &pages->pages[next])))
                break;
        buffer_format(out, "%s%.*s", first > 0 ? ", " : "", STR_ARGS(inks));
        if (next - first == pages->count)
            return;
        add_range(out, first, next);
    }
}

static void add_paper(const Paper *paper, Buffer *out) {
    if (paper->grams > 0)
        buffer_format(out, "%u gsm %s", (unsigned)paper->grams, paper->uncoated ? "uncoated" : "coated");
    else
        buffer_add_c(out, paper->uncoated ? "uncoated paper" : "coated paper");
}

static void add_fold(const Preflight *preflight, Buffer *out) {
    static const char *const schemes[] = {
        [SCHEME_BOOKLET] = "saddle stitch",
        [SCHEME_OFFICE] = "saddle stitch",
        [SCHEME_SIGNATURES] = "perfect binding",
        [SCHEME_ROLL] = "roll fold",
        [SCHEME_ZIGZAG] = "zigzag fold",
        [SCHEME_GRID] = "no fold",
        [SCHEME_REPEAT] = "no fold",
    };
    const Panels *fold = &preflight->design->press.fold;
    const SheetRules *sheets = preflight_sheets(preflight);
    if (fold->count > 1) {
        buffer_add_c(out, "folded to");
        for (size_t i = 0; i < fold->count; i++) {
            buffer_add_byte(out, ' ');
            buffer_add_number(out, fold->widths[i] / PT_PER_MM, 1);
        }
        buffer_add_c(out, " mm");
    } else if (sheets->span.file != 0 || preflight->design->page.leaflet) {
        buffer_add_c(out, schemes[sheets->scheme]);
    } else {
        buffer_add_c(out, preflight_is_booklet(preflight, sheets) ? "saddle stitch" : "no fold");
    }
}

Str preflight_ticket(Preflight *preflight) {
    Buffer out = buffer_new(preflight->env->keep);
    const Pages *pages = preflight->pages;
    if (pages->count == 0)
        return (Str){0};
    buffer_format(&out, "PDF/X-4, %zu %s of ", pages->count, pages->count == 1 ? "page" : "pages");
    add_sizes(&out, pages);
    buffer_add_c(&out, ", ");
    add_inks(preflight, &out);
    buffer_format(&out, ", at most %d %% of ink (page %u), ", (int)lround(preflight->report->ink * 100),
                  (unsigned)preflight->report->ink_page + 1);
    add_paper(&preflight->design->press.paper, &out);
    buffer_add_c(&out, ", ");
    add_fold(preflight, &out);
    buffer_format(&out, ", %.*s", STR_ARGS(pdf_profile_name(preflight->options->profile)));
    return buffer_str(&out);
}
