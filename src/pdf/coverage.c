/*
 * pdf/coverage.c - how much ink lies where, as shops measure it.
 *
 * The one idea: the page is painted once more, item by item, into cells of a hundredth of an inch that hold
 * amounts of ink instead of light. Process colours leave nothing of what was there, a spot ink neither;
 * black text prints over it; what is translucent mixes.
 */
#include "pdf/coverage.h"

#include "pdf/canvas.h"
#include "pdf/outlines.h"

#include <math.h>
#include <string.h>

/* What is painted with, from cell to cell. */
typedef struct Brush {
    CoverageMaker *maker;
    uint8_t from[PLANES], to[PLANES];
    bool gradient, overprint, duotone;
    double opacity;
    double x, y, across, down; /* gradient: start in cells, and its step by cell */
    const Item *item;
    const Plate *plate;
    uint32_t owner;
} Brush;

struct CoverageMaker {
    Env *env;
    Arena *arena;
    const PdfOptions *options;
    Coverage coverage;
    size_t capacity;  /* bytes */
    uint32_t *owners; /* by cell; NULL: nobody asks */
    Outlines outlines;
    Box clip;         /* in cells */
    uint8_t *stencil; /* by cell, where a mask lets paint through; all 0 when there is none */
    size_t stencil_capacity;
    bool masked;
    Resources spots;
    GlyphOutline **glyphs; /* by face and glyph */
    size_t glyph_faces;
    Plates plates;
};

CoverageMaker *coverage_maker_new(Env *env, Arena *arena, const PdfOptions *options) {
    CoverageMaker *maker = ARENA_NEW(arena, CoverageMaker);
    *maker =
        (CoverageMaker){.env = env, .arena = arena, .options = options, .outlines.region.arena = arena};
    maker->plates = (Plates){.env = {arena, env->scratch, env->diags}, .options = options};
    return maker;
}

static void note_spot(void *owner, Colour colour) {
    bool *spot = owner;
    *spot = *spot || (colour.swatch && colour.swatch->spot.length > 0);
}

Coverage *coverage_begin(CoverageMaker *maker, const Page *page) {
    Coverage *coverage = &maker->coverage;
    Pt bleed = fmax(page->bleed, 0);
    bool spot = false;
    page_visit_colours(page, note_spot, &spot);
    coverage->planes = spot ? PLANES : PROCESS_PLANES;
    coverage->left = coverage->top = -bleed;
    coverage->width = (size_t)ceil((page->width + 2 * bleed) * CELLS_PER_PT);
    coverage->height = (size_t)ceil((page->height + 2 * bleed) * CELLS_PER_PT);
    size_t bytes = coverage->width * coverage->height * coverage->planes;
    if (bytes > maker->capacity) {
        maker->capacity = bytes;
        coverage->inks = arena_alloc(maker->arena, bytes);
    }
    memset(coverage->inks, 0, bytes);
    region_begin(&maker->outlines.region, coverage->width, coverage->height);
    return coverage;
}

const uint32_t *coverage_owners(CoverageMaker *maker, const Page *page) {
    const Coverage *coverage = coverage_begin(maker, page);
    maker->owners = ARENA_ARRAY(maker->arena, uint32_t, coverage->width * coverage->height);
    for (size_t i = 0; i < page->count; i++)
        coverage_paint(maker, &page->items[i], (uint32_t)i);
    const uint32_t *owners = maker->owners;
    maker->owners = NULL;
    return owners;
}

/* ---- brushes ---------------------------------------------------------------------------------- */

static uint8_t amount(double ink) {
    return (uint8_t)lround(fmin(fmax(ink, 0), 1) * 255);
}

static void mix_colour(CoverageMaker *maker, Colour colour, uint8_t inks[PLANES]) {
    memset(inks, 0, PLANES);
    if (!colour.swatch)
        return;
    double process[PROCESS_PLANES];
    if (colour.swatch->spot.length > 0) {
        Resource *spot = resources_find(maker->arena, &maker->spots, colour.swatch->spot);
        size_t plane = PROCESS_PLANES + (size_t)(spot - maker->spots.items);
        if (plane < PLANES)
            inks[plane] = amount((double)colour.tint);
        return;
    }
    ink_process(maker->options->profile, colour, process);
    for (int i = 0; i < PROCESS_PLANES; i++)
        inks[i] = amount(process[i]);
}

static Brush solid_brush(CoverageMaker *maker, Colour colour, uint32_t owner) {
    Brush brush = {.maker = maker, .opacity = 1, .owner = owner, .overprint = ink_overprints(colour)};
    mix_colour(maker, colour, brush.from);
    return brush;
}

/* As a viewer does it: the line of the gradient runs through the middle of the box. */
static void set_gradient(Brush *brush, const Paint *paint, Box box) {
    const Coverage *coverage = &brush->maker->coverage;
    double right = cos((double)paint->angle * DEGREE), down = sin((double)paint->angle * DEGREE);
    double length = (fabs(box.w * right) + fabs(box.h * down)) * CELLS_PER_PT;
    double x = (box.x + box.w / 2 - coverage->left) * CELLS_PER_PT;
    double y = (box.y + box.h / 2 - coverage->top) * CELLS_PER_PT;
    brush->gradient = length > 0;
    brush->x = x - right * length / 2;
    brush->y = y - down * length / 2;
    brush->across = length > 0 ? right / length : 0;
    brush->down = length > 0 ? down / length : 0;
}

static double gradient_place(const Brush *brush, size_t column, size_t row) {
    double x = (double)column + 0.5 - brush->x, y = (double)row + 0.5 - brush->y;
    return fmin(fmax(x * brush->across + y * brush->down, 0), 1);
}

/* Gives how much the picture covers there. */
static double picture_inks(const Brush *brush, size_t column, size_t row, uint8_t inks[PLANES]) {
    const Coverage *coverage = &brush->maker->coverage;
    Box whole = brush->item->picture.whole;
    double u = ((double)column + 0.5) / CELLS_PER_PT + coverage->left - whole.x;
    double v = ((double)row + 0.5) / CELLS_PER_PT + coverage->top - whole.y;
    memset(inks, 0, PLANES);
    return plate_sample(brush->plate, pictures_orientation(brush->item), u / whole.w, v / whole.h, inks);
}

/* ISO 32000-1, 10.3.5: what a soft mask of inks lets through. */
static double brightness(const uint8_t inks[PLANES]) {
    return 1 - fmin((0.3 * inks[0] + 0.59 * inks[1] + 0.11 * inks[2] + inks[3]) / 255, 1);
}

static void blend(const Brush *brush, double t, uint8_t inks[PLANES]) {
    for (size_t i = 0; i < brush->maker->coverage.planes; i++)
        inks[i] = (uint8_t)lround(brush->from[i] * (1 - t) + brush->to[i] * t);
}

static void paint_cell(const Brush *brush, size_t column, size_t row) {
    const Coverage *coverage = &brush->maker->coverage;
    uint8_t *cell = coverage->inks + (row * coverage->width + column) * coverage->planes, inks[PLANES];
    double opacity = brush->opacity;
    memcpy(inks, brush->from, PLANES);
    if (brush->plate)
        opacity = picture_inks(brush, column, row, inks);
    if (brush->duotone)
        blend(brush, brightness(inks), inks);
    if (brush->gradient)
        blend(brush, gradient_place(brush, column, row), inks);
    for (size_t i = 0; i < coverage->planes; i++)
        if (!brush->overprint || inks[i] > 0)
            cell[i] = (uint8_t)lround(inks[i] * opacity + cell[i] * (1 - opacity));
}

static bool is_plain(const Brush *brush) {
    return !brush->plate && !brush->gradient && brush->opacity >= 1;
}

/* One colour that hides what was there, or that of its inks: what nearly all of a page is painted with. */
static void paint_plain(const Brush *brush, size_t row, size_t first, size_t last) {
    const Coverage *coverage = &brush->maker->coverage;
    size_t planes = coverage->planes;
    uint8_t *cell = coverage->inks + (row * coverage->width + first) * planes;
    uint8_t *end = cell + (last - first) * planes;
    if (brush->overprint) {
        for (size_t i = 0; i < planes; i++)
            for (uint8_t *at = cell + i; brush->from[i] > 0 && at < end; at += planes)
                *at = brush->from[i];
    } else if (planes == PROCESS_PLANES) {
        for (; cell < end; cell += PROCESS_PLANES)
            memcpy(cell, brush->from, PROCESS_PLANES);
    } else {
        for (; cell < end; cell += PLANES)
            memcpy(cell, brush->from, PLANES);
    }
}

/* The first cell whose middle is not left of a place. */
static size_t cell_behind(double place) {
    return place <= 0.5 ? 0 : (size_t)ceil(place - 0.5);
}

/* Black that overprints is not to blame for what it lies on. */
static void take_over(const Brush *brush, size_t row, size_t first, size_t last) {
    uint32_t *owners = brush->maker->owners + row * brush->maker->coverage.width;
    for (size_t column = first; column < last; column++)
        if (!brush->overprint || owners[column] == 0)
            owners[column] = brush->owner;
}

static void paint_span(const Brush *brush, size_t row, size_t first, size_t last) {
    CoverageMaker *maker = brush->maker;
    if (maker->owners)
        take_over(brush, row, first, last);
    if (is_plain(brush))
        paint_plain(brush, row, first, last);
    else
        for (size_t column = first; column < last; column++)
            paint_cell(brush, column, row);
}

static void paint_cells(void *owner, size_t row, size_t first, size_t last) {
    const Brush *brush = owner;
    CoverageMaker *maker = brush->maker;
    Box clip = maker->clip;
    if ((double)row + 0.5 < clip.y || (double)row + 0.5 >= clip.y + clip.h)
        return;
    size_t left = cell_behind(clip.x), right = cell_behind(clip.x + clip.w);
    first = first > left ? first : left;
    last = last < right ? last : right;
    if (first >= last)
        return;
    if (!maker->masked) {
        paint_span(brush, row, first, last);
        return;
    }
    const uint8_t *stencil = maker->stencil + row * maker->coverage.width;
    for (size_t column = first; column < last; column++)
        if (stencil[column])
            paint_span(brush, row, column, column + 1);
}

static void fill(CoverageMaker *maker, Brush *brush) {
    region_visit(&maker->outlines.region, paint_cells, brush);
}

/* What is painted from here on is cut to the box, and in its own units. */
static void place_on_page(CoverageMaker *maker, const Box *clip) {
    const Coverage *coverage = &maker->coverage;
    Outlines *outlines = &maker->outlines;
    outlines->scale_x = outlines->scale_y = CELLS_PER_PT;
    outlines->x = -coverage->left * CELLS_PER_PT;
    outlines->y = -coverage->top * CELLS_PER_PT;
    outlines->leaning = false;
    maker->clip = (Box){0, 0, (double)coverage->width, (double)coverage->height};
    if (!clip)
        return;
    Cell corner = outlines_place(outlines, clip->x, clip->y);
    maker->clip = (Box){corner.x, corner.y, clip->w * CELLS_PER_PT, clip->h * CELLS_PER_PT};
}

/* ---- shapes ----------------------------------------------------------------------------------- */

static void paint_shape(CoverageMaker *maker, const Item *item, uint32_t owner) {
    const Shape *shape = item->shape;
    const Paint *paint = &shape->fill;
    const PdfProfile *profile = maker->options->profile;
    Colour colour = ink_of_fill(profile, item);
    if (!colour_is_none(colour) && paint->opacity > 0) {
        Brush brush = solid_brush(maker, colour, owner);
        brush.opacity = (double)paint->opacity;
        if (paint->gradient && !colour_is_none(paint->from) && !colour_is_none(paint->to)) {
            brush.overprint = ink_gradient_overprints(profile, paint);
            mix_colour(maker, paint->to, brush.to);
            set_gradient(&brush, paint, item->box);
        }
        if (shape->kind == SHAPE_RECT)
            outlines_add_box(&maker->outlines, item->box, shape->radius);
        else
            outlines_add_path(&maker->outlines, shape->steps, shape->count);
        maker->outlines.region.even_odd = shape->even_odd;
        fill(maker, &brush);
        maker->outlines.region.even_odd = false;
    }
    if (!colour_is_none(shape->stroke.colour) && shape->stroke.width > 0) {
        double scale = fmin(maker->outlines.scale_x, maker->outlines.scale_y) / CELLS_PER_PT;
        Brush brush = solid_brush(maker, ink_of_stroke(profile, item, scale), owner);
        outlines_add_stroke(&maker->outlines, shape, item->box);
        fill(maker, &brush);
    }
}

/* ---- text ------------------------------------------------------------------------------------- */

static const GlyphOutline *find_outline(CoverageMaker *maker, const Face *face, uint16_t glyph) {
    if (face->index >= maker->glyph_faces) {
        size_t faces = face->index + 8u;
        maker->glyphs = arena_grow(maker->arena, maker->glyphs, maker->glyph_faces * sizeof(GlyphOutline *),
                                   faces * sizeof(GlyphOutline *));
        maker->glyph_faces = faces;
    }
    GlyphOutline **outlines = &maker->glyphs[face->index];
    if (!*outlines)
        *outlines = ARENA_ARRAY(maker->arena, GlyphOutline, (size_t)face->glyph_count + 1);
    GlyphOutline *outline = &(*outlines)[glyph < face->glyph_count ? glyph : face->glyph_count];
    if (!outline->ends)
        *outline = text_outline(maker->arena, face, glyph);
    return outline;
}

/* From em to cells: where the pen is, and one em along the line and up from it. */
typedef struct Placing {
    double x, y, along_x, along_y, up_x, up_y;
} Placing;

static void add_glyph(CoverageMaker *maker, const GlyphOutline *outline, const Placing *at) {
    uint32_t first = 0;
    for (uint32_t contour = 0; contour < outline->contour_count; contour++) {
        uint32_t end = outline->ends[contour];
        double last_x = 0, last_y = 0;
        for (uint32_t i = first; i <= end && end > first; i++) {
            const double *point = outline->points[i == end ? first : i];
            double x = at->x + point[0] * at->along_x + point[1] * at->up_x;
            double y = at->y + point[0] * at->along_y + point[1] * at->up_y;
            if (i > first)
                region_add_line(&maker->outlines.region, last_x, last_y, x, y);
            last_x = x;
            last_y = y;
        }
        first = end;
    }
}

static void move_pen(Placing *pen, double along, double up) {
    pen->x += along * pen->along_x + up * pen->up_x;
    pen->y += along * pen->along_y + up * pen->up_y;
}

static void add_run(CoverageMaker *maker, const GlyphRun *run, double tracking, Placing *pen) {
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        const Glyph *glyph = &run->glyphs[i];
        Placing placing = *pen;
        move_pen(&placing, (double)glyph->dx, (double)glyph->dy);
        add_glyph(maker, find_outline(maker, run->face, glyph->id), &placing);
        move_pen(pen, (double)glyph->advance + tracking, 0);
    }
}

static void paint_text(CoverageMaker *maker, const Item *item, uint32_t owner) {
    const TextItem *text = &item->text;
    if (colour_is_none(text->colour) || !(text->size > 0))
        return;
    Brush brush = solid_brush(maker, ink_of_text(maker->options->profile, text->colour), owner);
    double size = (double)text->size * CELLS_PER_PT, sine = sin(item->rotate * DEGREE);
    double stretch = text->stretch > 0 ? (double)text->stretch : 1, cosine = cos(item->rotate * DEGREE);
    Cell start = outlines_place(&maker->outlines, item->box.x, item->box.y);
    Placing line = {.x = start.x, .y = start.y};
    line.along_x = size * stretch * cosine;
    line.along_y = size * stretch * sine;
    line.up_x = size * sine;
    line.up_y = -size * cosine;
    for (uint32_t i = 0; i < text->count; i++) {
        Placing pen = line;
        double along = (double)text->runs[i].x * CELLS_PER_PT;
        pen.x += along * cosine;
        pen.y += along * sine;
        for (const GlyphRun *run = text->runs[i].run; run; run = run->next)
            add_run(maker, run, (double)text->tracking, &pen);
    }
    fill(maker, &brush);
}

/* ---- pictures --------------------------------------------------------------------------------- */

/* From the lengths of its view to its place, which may lean. */
static void place_drawing(Outlines *outlines, const Item *item) {
    Box view = item->picture.picture->drawing->view, whole = item->picture.whole;
    bool leaning = item->rotate == -90;
    double across = whole.w / (leaning ? view.h : view.w), down = whole.h / (leaning ? view.w : view.h);
    Pt left = leaning ? view.y : view.x, top = leaning ? -(view.x + view.w) : view.y;
    Cell corner = outlines_place(outlines, whole.x - left * across, whole.y - top * down);
    outlines->x = corner.x;
    outlines->y = corner.y;
    outlines->scale_x *= across;
    outlines->scale_y *= down;
    outlines->leaning = leaning;
}

static void paint_drawing(CoverageMaker *maker, const Item *item, uint32_t owner) {
    const PictureLook *look = item->picture.look;
    place_drawing(&maker->outlines, item);
    for (size_t i = 0; look && i < look->count; i++) {
        Item one = {
            .kind = ITEM_SHAPE, .box = item->picture.picture->drawing->view, .shape = &look->shapes[i]};
        paint_shape(maker, &one, owner);
    }
}

/* From its dark colour to its light one, by how bright it is. */
static void set_two_colours(Brush *brush, const PictureLook *look) {
    if (!look || colour_is_none(look->dark))
        return;
    brush->duotone = true;
    mix_colour(brush->maker, look->dark, brush->from);
    mix_colour(brush->maker, look->light, brush->to);
}

static void mark_stencil(void *owner, size_t row, size_t first, size_t last) {
    CoverageMaker *maker = owner;
    memset(maker->stencil + row * maker->coverage.width + first, 1, last - first);
}

/* Until it is lifted paint goes through the mask, or the box with its round corners, alone. */
static void lay_stencil(CoverageMaker *maker, const Item *item) {
    const PictureLook *look = item->picture.look;
    size_t cells = maker->coverage.width * maker->coverage.height;
    if (cells > maker->stencil_capacity) {
        maker->stencil_capacity = cells;
        maker->stencil = arena_alloc(maker->arena, cells);
    }
    ArenaMark mark = arena_mark(maker->env->scratch);
    if (look->mask)
        outlines_add_path(&maker->outlines, path_stretch(maker->env->scratch, look->mask, item->box),
                          look->mask->count);
    else
        outlines_add_box(&maker->outlines, item->box, look->radius);
    arena_reset(maker->env->scratch, mark);
    region_visit(&maker->outlines.region, mark_stencil, maker);
    maker->masked = true;
}

static void lift_stencil(CoverageMaker *maker) {
    if (maker->masked)
        memset(maker->stencil, 0, maker->coverage.width * maker->coverage.height);
    maker->masked = false;
}

static void paint_samples(CoverageMaker *maker, const Item *item, uint32_t owner) {
    Brush brush = {.maker = maker, .opacity = 1, .owner = owner, .item = item};
    set_two_colours(&brush, item->picture.look);
    brush.plate = plates_find(&maker->plates, item->picture.picture);
    if (brush.plate->inks.length == 0)
        return;
    outlines_add_box(&maker->outlines, item->picture.whole, 0);
    fill(maker, &brush);
}

static void paint_picture(CoverageMaker *maker, const Item *item, uint32_t owner) {
    if (!item->picture.picture)
        return;
    Item placed = *item;
    placed.picture.whole = pictures_place(item);
    const PictureLook *look = item->picture.look;
    bool masked = look && ((look->mask && look->mask->count > 0) || look->radius > 0);
    bool drawn = item->picture.picture->drawing;
    place_on_page(maker, item->clipped || masked || drawn ? &item->box : NULL);
    if (masked)
        lay_stencil(maker, item);
    if (drawn)
        paint_drawing(maker, &placed, owner);
    else
        paint_samples(maker, &placed, owner);
    lift_stencil(maker);
}

void coverage_paint(CoverageMaker *maker, const Item *item, uint32_t index) {
    place_on_page(maker, NULL);
    switch (item->kind) {
    case ITEM_SHAPE: paint_shape(maker, item, index + 1); break;
    case ITEM_TEXT: paint_text(maker, item, index + 1); break;
    case ITEM_PICTURE: paint_picture(maker, item, index + 1); break;
    default: break;
    }
}
