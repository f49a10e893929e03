/*
 * page/schemes.c - the ways to fold and cut: how a side is divided, and which page stands where.
 *
 * The one idea: a scheme is one row of a table with two functions. Places count from the upper left, row by
 * row, as the side is seen.
 */
#include "page/imposition.h"

#include <math.h>

static const Pt PANEL_SLACK = 10 * PT_PER_MM;

static void measure_pair(const Plan *plan, uint32_t sheet, Forme *front) {
    (void)sheet;
    front->columns = 2;
    front->gaps[0] = 2 * plan->rules->spine;
    front->folds[0] = true;
}

/* The outermost sheet first: its front is the back cover and the cover. */
static Slot slot_pair(const Plan *plan, uint32_t sheet, int face, uint32_t place) {
    uint32_t low = 2 * sheet + 1 + (face == BACK), high = plan->count - 2 * sheet - (face == BACK);
    return (Slot){(place == 0) == (face == FRONT) ? high : low, false};
}

static uint32_t section_pages(const Plan *plan, uint32_t sheet) {
    uint32_t before = sheet * plan->rules->signature;
    return plan->count - before >= plan->rules->signature ? plan->rules->signature : 8;
}

/* Spine and fore edge take turns; the heads meet at the fold across. */
static void measure_section(const Plan *plan, uint32_t sheet, Forme *front) {
    uint32_t pages = section_pages(plan, sheet);
    front->rows = pages > 4 ? 2 : 1;
    front->columns = pages / 2 / front->rows;
    front->gap_down = 2 * plan->bleed;
    front->fold_down = true;
    for (uint32_t i = 0; i + 1 < front->columns; i++) {
        bool spine = i % 2 == 0;
        front->gaps[i] = 2 * (spine ? plan->rules->spine : plan->bleed);
        front->folds[i] = true;
    }
}

/* With the back up: right over left (16 pages only), top over bottom, then left over right: the spine. */
static Slot slot_section(const Plan *plan, uint32_t sheet, int face, uint32_t place) {
    static const uint8_t four[2][2] = {{4, 1}, {2, 3}};
    static const uint8_t eight[2][4] = {{5, 4, 8, 1}, {3, 6, 2, 7}};
    static const uint8_t sixteen[2][8] = {{5, 12, 9, 8, 4, 13, 16, 1}, {7, 10, 11, 6, 2, 15, 14, 3}};
    uint32_t pages = section_pages(plan, sheet), first = sheet * plan->rules->signature;
    uint32_t page = pages == 4 ? four[face][place] : pages == 8 ? eight[face][place] : sixteen[face][place];
    return (Slot){first + page, pages > 4 && place < pages / 4};
}

static void measure_panels(const Plan *plan, uint32_t sheet, Forme *front) {
    (void)sheet;
    const Panels *panels = &plan->rules->panels;
    front->columns = (uint32_t)panels->count;
    for (uint32_t i = 0; i < front->columns; i++) {
        front->widths[i] = panels->widths[i];
        front->folds[i] = true;
    }
}

/*
 * The cover is the outside's last panel, and opens to 2, 3, 4. A roll, and a zigzag of an even number, has
 * its back on the outside too: beside the cover, or at the far end. Else the back is behind the last panel.
 */
static Slot slot_panel(const Plan *plan, uint32_t sheet, int face, uint32_t place) {
    (void)sheet;
    uint32_t panels = (uint32_t)plan->rules->panels.count, last = panels - 1;
    bool zigzag = plan->rules->scheme == SCHEME_ZIGZAG, odd = panels % 2 == 1;
    if (face == BACK)
        return (Slot){zigzag && odd && place == last ? plan->count : place + 2, false};
    if (place == last)
        return (Slot){1, false};
    if (zigzag && !odd && place == 0)
        return (Slot){plan->count, false};
    return (Slot){panels + 2 + place - zigzag, false};
}

static void measure_grid(const Plan *plan, uint32_t sheet, Forme *front) {
    (void)sheet;
    front->columns = plan->rules->columns;
    front->rows = plan->rules->rows;
    front->gap_down = plan->rules->gap;
    for (uint32_t i = 0; i < front->columns; i++)
        front->gaps[i] = plan->rules->gap;
}

static uint32_t grid_places(const Plan *plan) {
    return (uint32_t)plan->rules->columns * plan->rules->rows;
}

static Slot slot_grid(const Plan *plan, uint32_t sheet, int face, uint32_t place) {
    (void)face;
    uint32_t page = sheet * grid_places(plan) + place + 1;
    return (Slot){page <= plan->count ? page : 0, false};
}

static Slot slot_repeat(const Plan *plan, uint32_t sheet, int face, uint32_t place) {
    (void)place;
    uint32_t page = 2 * sheet + (uint32_t)face + 1;
    return (Slot){page <= plan->count ? page : 0, false};
}

static const SchemeInfo schemes[] = {
    [SCHEME_BOOKLET] = {"saddle stitch", 4, measure_pair, slot_pair},
    [SCHEME_OFFICE] = {"office booklet", 4, measure_pair, slot_pair},
    [SCHEME_SIGNATURES] = {"perfect binding", 8, measure_section, slot_section},
    [SCHEME_ROLL] = {"roll fold", 1, measure_panels, slot_panel},
    [SCHEME_ZIGZAG] = {"zigzag fold", 1, measure_panels, slot_panel},
    [SCHEME_GRID] = {"grid", 1, measure_grid, slot_grid},
    [SCHEME_REPEAT] = {"repeat", 1, measure_grid, slot_repeat},
};

static bool is_leaflet(const Plan *plan) {
    return plan->rules->scheme == SCHEME_ROLL || plan->rules->scheme == SCHEME_ZIGZAG;
}

static bool is_booklet(const Plan *plan) {
    return plan->rules->scheme == SCHEME_BOOKLET || plan->rules->scheme == SCHEME_OFFICE;
}

bool scheme_is_nested(const Plan *plan) {
    return is_booklet(plan) || plan->rules->scheme == SCHEME_SIGNATURES;
}

uint32_t scheme_depth(const Plan *plan, uint32_t page) {
    if (!scheme_is_nested(plan) || page == 0)
        return 0;
    uint32_t section = is_booklet(plan) ? 0 : (page - 1) / plan->rules->signature;
    uint32_t pages = is_booklet(plan) ? plan->count : section_pages(plan, section);
    uint32_t from_front = page - section * plan->rules->signature, from_back = pages + 1 - from_front;
    return ((from_front < from_back ? from_front : from_back) - 1) / 2;
}

static uint32_t round_up(size_t number, uint32_t step) {
    return (uint32_t)((number + step - 1) / step * step);
}

/* A page is as wide as its panel; a flap is some millimetres narrower and cuts it. */
static void check_panels(const Plan *plan) {
    Arena *arena = plan->env->keep;
    const Panels *panels = &plan->rules->panels;
    for (size_t i = 0; i < panels->count; i++) {
        Str panel = str_millimetres(arena, panels->widths[i], 1);
        Str page = str_millimetres(arena, plan->page_width, 1);
        if (fabs(panels->widths[i] - plan->page_width) < PANEL_SLACK)
            continue;
        REPORT_WARNING(
            plan->env, plan->rules->span,
            str_format(arena, "make panels as wide as the pages, or pages of %.*s", STR_ARGS(panel)),
            "a panel of %.*s does not suit pages of %.*s", STR_ARGS(panel), STR_ARGS(page));
        return;
    }
}

void scheme_plan(Plan *plan) {
    plan->scheme = &schemes[plan->rules->scheme];
    uint32_t multiple = plan->scheme->multiple;
    if (plan->rules->scheme == SCHEME_SIGNATURES && plan->rules->signature < multiple)
        multiple = plan->rules->signature;
    uint32_t count = round_up(plan->pages->count, multiple);
    uint32_t panels = 2 * (uint32_t)plan->rules->panels.count;
    plan->backs = !plan->rules->turn;
    plan->count = is_leaflet(plan) ? panels : count;
    plan->sheets = plan->count / 4;
    if (plan->rules->scheme == SCHEME_SIGNATURES)
        plan->sheets = round_up(count, plan->rules->signature) / plan->rules->signature;
    if (is_leaflet(plan)) {
        plan->sheets = 1;
        check_panels(plan);
    }
    if (plan->rules->scheme == SCHEME_GRID) {
        plan->sheets = round_up(count, grid_places(plan)) / grid_places(plan);
        plan->backs = false;
    }
    if (plan->rules->scheme == SCHEME_REPEAT) {
        plan->sheets = (count + 1) / 2;
        plan->backs = plan->backs && count > 1;
    }
    if (is_leaflet(plan) && count > panels)
        REPORT_ERROR(plan->env, plan->rules->span,
                     STR("give 'panels' as many widths as it needs, or shorten the text"),
                     "%u panels have room for %u pages, and there are %u", (unsigned)panels / 2,
                     (unsigned)panels, (unsigned)count);
}
