/*
 * Draws the grid over finished pages. The one idea: guides are items like any others, decoration all of
 * them, put on top when everything else is done, so nothing that is checked or read aloud knows of them.
 */
#include "layout/layout.h"

/* A name's size, as a part of the page's height: the same to the eye in every format. */
static const double NAME_SHARE = 1.0 / 130;

static const Swatch frame_ink = {
    .name = STR_INIT("guide-frame"), .red = 0.85F, .blue = 0.55F, .magenta = 1};
static const Swatch grid_ink = {.name = STR_INIT("guide-grid"), .green = 0.6F, .blue = 0.9F, .cyan = 1};
static const Swatch trim_ink = {.name = STR_INIT("guide-trim"), .red = 0.9F, .magenta = 1, .yellow = 1};
static const Swatch safe_ink = {
    .name = STR_INIT("guide-safe"), .green = 0.6F, .cyan = 0.9F, .yellow = 0.9F};

typedef struct Guides {
    Arena *arena;
    const Design *design;
    Shaper *shaper;
    const FontRequest *font;
    Pt first_baseline; /* below the upper margin */
    Page *page;
    const Master *master;
    bool left;
} Guides;

static void add_shape(Guides *guides, Box box, Shape wanted) {
    Shape *shape = arena_copy(guides->arena, &wanted, sizeof wanted);
    page_add(guides->arena, guides->page, ITEM_SHAPE, 0, box)->shape = shape;
}

static void add_outline(Guides *guides, Box box, const Swatch *ink, Pt width) {
    add_shape(guides, box, (Shape){.kind = SHAPE_RECT, .stroke = {{ink, 1}, width}});
}

static void add_area(Guides *guides, Box box, const Swatch *ink, float opacity) {
    add_shape(guides, box, (Shape){.kind = SHAPE_RECT, .fill = {.from = {ink, 1}, .opacity = opacity}});
}

/* Small, over the upper left corner of what it names. */
static void add_name(Guides *guides, Box box, Str name) {
    const GlyphRun *run = guides->shaper->shape(guides->shaper, guides->font, name, (Span){0});
    PlacedRun *placed = ARENA_NEW(guides->arena, PlacedRun);
    placed->run = run;
    Pt size = guides->page->height * NAME_SHARE, width = text_run_advance(run) * size;
    Box label = {box.x, box.y - size * 1.4, width + size, size * 1.4};
    add_area(guides, label, &frame_ink, 1);
    Box line = {box.x + size / 2, label.y + size * 1.05, width, size};
    Item *item = page_add(guides->arena, guides->page, ITEM_TEXT, 0, line);
    static const Swatch white = {.name = STR_INIT("guide-name"), .red = 1, .green = 1, .blue = 1};
    item->text =
        (TextItem){.runs = placed, .count = 1, .size = (float)size, .stretch = 1, .colour = {&white, 1}};
}

static void add_columns(Guides *guides, Box margins) {
    const PageGeometry *page = &guides->design->page;
    Pt width = (margins.w - page->gutter * (page->columns - 1)) / page->columns;
    for (uint16_t i = 0; i < page->columns; i++)
        add_area(guides, (Box){margins.x + (width + page->gutter) * i, margins.y, width, margins.h},
                 &grid_ink, 0.12F);
}

static void add_baselines(Guides *guides, Box margins) {
    Pt step = guides->design->page.baseline;
    for (Pt y = guides->first_baseline; step > 0 && y <= margins.h + 0.01; y += step) {
        PathStep *steps = ARENA_ARRAY(guides->arena, PathStep, 2);
        steps[0] = (PathStep){.op = PATH_MOVE, .x = margins.x, .y = margins.y + y};
        steps[1] = (PathStep){.op = PATH_LINE, .x = margins.x + margins.w, .y = margins.y + y};
        add_shape(
            guides, (Box){margins.x, margins.y + y, margins.w, 0},
            (Shape){.kind = SHAPE_PATH, .stroke = {{&grid_ink, 1}, 0.25}, .steps = steps, .count = 2});
    }
}

static void draw_page(Guides *guides) {
    const Design *design = guides->design;
    Page *page = guides->page;
    Box trim = {0, 0, page->width, page->height};
    if (guides->master) {
        Box margins = design_area(design, guides->master, AREA_MARGINS, guides->left, trim);
        add_columns(guides, margins);
        add_baselines(guides, margins);
        add_outline(guides, margins, &grid_ink, 0.5);
    }
    Pt keep = design->press.safe;
    Edges safe = {keep, keep, keep, keep};
    Edges bleed = {page->bleed, page->bleed, page->bleed, page->bleed};
    add_outline(guides, box_inset(trim, safe), &safe_ink, 0.5);
    add_outline(guides, trim, &trim_ink, 0.5);
    if (page->bleed > 0)
        add_outline(guides, box_outset(trim, bleed), &trim_ink, 0.25);
    for (size_t i = 0; guides->master && i < guides->master->frame_count; i++) {
        const Frame *frame = &guides->master->frames[i];
        Box box = design_frame_box(design, guides->master, frame, guides->left);
        add_outline(guides, box, &frame_ink, 0.75);
        add_name(guides, box, frame->name);
    }
}

static const Master *find_master(const Design *design, Str name) {
    for (size_t i = 0; i < design->master_count; i++)
        if (str_equal(design->masters[i].name, name))
            return &design->masters[i];
    return NULL;
}

void layout_draw_guides(Env *env, const Doc *doc, const Design *design, Shaper *shaper, Pages *pages) {
    Cascade *cascade = design_cascade_new(env, design, doc);
    const Style *style = design_class_style(cascade, (Str){0}, NULL, NULL);
    const Face *face = shaper->shape(shaper, style->font, STR("x"), style->font->span)->face;
    Guides guides = {.arena = env->keep, .design = design, .shaper = shaper, .font = style->font};
    guides.first_baseline = (double)face->cap_height * style->size;
    for (size_t i = 0; i < pages->count; i++) {
        guides.page = &pages->pages[i];
        guides.master = find_master(design, guides.page->master);
        guides.left = design->page.facing && i % 2 == 1;
        draw_page(&guides);
    }
    pages->run_count = shaper->run_count;
    pages->face_count = shaper->face_count;
}
