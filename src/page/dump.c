/*
 * page/dump.c - pages as text that a person can compare.
 *
 * The one idea: one item is one line and lengths are millimetres with two decimals, so the difference of
 * two dumps names what moved and by how much.
 */
#include "page/page.h"

#include <math.h>

static void add_mm(Buffer *out, Pt length) {
    static const double CENTS_PER_PT = 100 / PT_PER_MM;
    double cents = round(length * CENTS_PER_PT);
    if (cents < 0)
        buffer_add_byte(out, '-');
    long long value = fabs(cents) < 1e15 ? (long long)fabs(cents) : 0;
    buffer_format(out, "%lld.%02lld", value / 100, value % 100);
}

static void add_point(Buffer *out, Pt x, Pt y) {
    buffer_add_byte(out, ' ');
    add_mm(out, x);
    buffer_add_byte(out, ' ');
    add_mm(out, y);
}

static void add_box(Buffer *out, Box box) {
    add_point(out, box.x, box.y);
    add_point(out, box.w, box.h);
}

/* Whole millimetres where they are, for page sizes: "210x297". */
static void add_size(Buffer *out, Pt width, Pt height) {
    buffer_add_number(out, width / PT_PER_MM, 2);
    buffer_add_byte(out, 'x');
    buffer_add_number(out, height / PT_PER_MM, 2);
}

static void add_value(Buffer *out, const char *name, double value, int decimals) {
    buffer_format(out, " %s ", name);
    buffer_add_number(out, value, decimals);
}

static void add_colour(Buffer *out, Colour colour) {
    buffer_add_byte(out, ' ');
    if (colour_is_none(colour)) {
        buffer_add_c(out, "none");
        return;
    }
    buffer_add(out, colour.swatch->name);
    if (colour.tint < 1) {
        buffer_add_byte(out, ' ');
        buffer_add_number(out, (double)colour.tint * 100, 1);
        buffer_add_byte(out, '%');
    }
}

static void add_node(Buffer *out, NodeId node) {
    if (node != 0)
        buffer_format(out, " #%lu", (unsigned long)node);
}

/* A hyphen that the line break put in shows as "\-". */
static void add_words(Buffer *out, const TextItem *text) {
    buffer_add_c(out, " \"");
    for (uint32_t i = 0; i < text->count; i++) {
        const PlacedRun *placed = &text->runs[i];
        if (placed->flags & RUN_SOFT_HYPHEN) {
            buffer_add_c(out, "\\-");
            continue;
        }
        for (const GlyphRun *run = placed->run; run; run = run->next)
            buffer_add_escaped(out, run->text);
        if (placed->flags & RUN_SPACE)
            buffer_add_byte(out, ' ');
    }
    buffer_add_byte(out, '"');
}

static void add_text(Buffer *out, const Item *item) {
    const TextItem *text = &item->text;
    buffer_add_c(out, "text");
    add_point(out, item->box.x, item->box.y);
    buffer_add_c(out, " w ");
    add_mm(out, item->box.w);
    buffer_add_byte(out, ' ');
    buffer_add_number(out, (double)text->size, 2);
    buffer_add_c(out, "pt ");
    if (text->count > 0)
        buffer_add(out, text->runs[0].run->face->name);
    add_colour(out, text->colour);
    if (fabsf(text->tracking) > 0)
        add_value(out, "tracking", (double)text->tracking, 3);
    if (fabsf(text->stretch - 1) > 0)
        add_value(out, "stretch", (double)text->stretch, 3);
    if (item->rotate)
        buffer_format(out, " rotate %d", item->rotate);
    add_node(out, item->node);
    add_words(out, text);
}

static void add_step(Buffer *out, const PathStep *step) {
    static const char LETTERS[] = {
        [PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C', [PATH_CLOSE] = 'Z'};
    buffer_format(out, " %c", LETTERS[step->op]);
    if (step->op == PATH_CURVE) {
        add_point(out, step->x1, step->y1);
        add_point(out, step->x2, step->y2);
    }
    if (step->op != PATH_CLOSE)
        add_point(out, step->x, step->y);
}

static void add_fill(Buffer *out, const Paint *fill) {
    if (colour_is_none(fill->from))
        return;
    buffer_add_c(out, " fill");
    add_colour(out, fill->from);
    if (fill->gradient) {
        buffer_add_c(out, " to");
        add_colour(out, fill->to);
        add_value(out, "angle", (double)fill->angle, 1);
    }
    if (fill->opacity < 1)
        add_value(out, "opacity", (double)fill->opacity, 2);
}

static void add_stroke(Buffer *out, const Stroke *stroke) {
    if (colour_is_none(stroke->colour) || stroke->width <= 0)
        return;
    buffer_add_c(out, " stroke");
    add_colour(out, stroke->colour);
    buffer_add_byte(out, ' ');
    buffer_add_number(out, stroke->width, 2);
    buffer_add_c(out, "pt");
}

static void add_shape(Buffer *out, const Item *item) {
    const Shape *shape = item->shape;
    buffer_add_c(out, shape->kind == SHAPE_RECT ? "rect" : "path");
    add_box(out, item->box);
    add_fill(out, &shape->fill);
    add_stroke(out, &shape->stroke);
    if (shape->radius > 0) {
        buffer_add_c(out, " radius ");
        add_mm(out, shape->radius);
    }
    add_node(out, item->node);
    for (size_t i = 0; shape->kind == SHAPE_PATH && i < shape->count; i++)
        add_step(out, &shape->steps[i]);
}

/* Of a drawing each path with what paints it, so that a colour that changed shows. */
static void add_look(Buffer *out, const PictureLook *look) {
    if (look->radius > 0) {
        buffer_add_c(out, " radius ");
        add_mm(out, look->radius);
    }
    buffer_add_c(out, look->mask ? " masked" : "");
    if (!colour_is_none(look->dark)) {
        buffer_add_c(out, " duotone");
        add_colour(out, look->dark);
        buffer_add_c(out, " to");
        add_colour(out, look->light);
    }
    for (size_t i = 0; i < look->count; i++) {
        buffer_add_c(out, i > 0 ? ", path" : " path");
        add_fill(out, &look->shapes[i].fill);
        add_stroke(out, &look->shapes[i].stroke);
    }
}

static void add_picture(Buffer *out, const Item *item) {
    buffer_add_c(out, "picture");
    add_box(out, item->box);
    if (item->clipped) {
        buffer_add_c(out, " of");
        add_box(out, item->picture.whole);
    }
    add_node(out, item->node);
    buffer_add_c(out, " \"");
    if (item->picture.picture)
        buffer_add_escaped(out, item->picture.picture->path);
    buffer_add_byte(out, '"');
    if (item->picture.look)
        add_look(out, item->picture.look);
}

static void add_link(Buffer *out, const Item *item) {
    buffer_add_c(out, "link");
    add_box(out, item->box);
    add_node(out, item->node);
    if (item->link.target) {
        buffer_add_c(out, " to");
        add_node(out, item->link.target->id);
        return;
    }
    buffer_add_c(out, " to \"");
    buffer_add_escaped(out, item->link.url);
    buffer_add_byte(out, '"');
}

static void add_place(Buffer *out, const Item *item) {
    buffer_add_c(out, "place");
    add_box(out, item->box);
    buffer_format(out, " page %lu at", (unsigned long)item->page.index + 1);
    add_point(out, item->page.x, item->page.y);
    if (item->rotate)
        buffer_format(out, " rotate %d", item->rotate);
}

static void add_item(Buffer *out, const Item *item) {
    switch ((ItemKind)item->kind) {
    case ITEM_PAGE: add_place(out, item); break;
    case ITEM_TEXT: add_text(out, item); break;
    case ITEM_SHAPE: add_shape(out, item); break;
    case ITEM_PICTURE: add_picture(out, item); break;
    case ITEM_LINK: add_link(out, item); break;
    }
    buffer_add_byte(out, '\n');
}

static void add_page_line(Buffer *out, const Page *page, size_t number) {
    buffer_format(out, "page %zu ", number);
    add_size(out, page->width, page->height);
    buffer_format(out, " %.*s", STR_ARGS(page->master));
    if (page->bleed > 0)
        add_value(out, "bleed", page->bleed / PT_PER_MM, 2);
    if (page->margin > 0)
        add_value(out, "margin", page->margin / PT_PER_MM, 2);
    buffer_format(out, " label \"%.*s\"\n", STR_ARGS(page->label));
}

Str pages_dump(Arena *arena, const Pages *pages) {
    Buffer out = buffer_new(arena);
    size_t anchor = 0;
    for (size_t p = 0; p < pages->count; p++) {
        const Page *page = &pages->pages[p];
        add_page_line(&out, page, p + 1);
        for (size_t i = 0; i < page->count; i++)
            add_item(&out, &page->items[i]);
        for (; anchor < pages->anchor_count && pages->anchors[anchor].page == p; anchor++) {
            buffer_add_c(&out, "anchor");
            add_point(&out, pages->anchors[anchor].x, pages->anchors[anchor].y);
            add_node(&out, pages->anchors[anchor].node);
            buffer_add_byte(&out, '\n');
        }
    }
    return buffer_str(&out);
}
