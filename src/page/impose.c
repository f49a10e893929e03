/*
 * page/impose.c - pages onto sheets that are folded or cut.
 *
 * The one idea: a side of a sheet is columns and rows of slots with gaps between them. A scheme says how
 * many, which gaps are folds, and which page goes into which slot; everything else - backs seen in the
 * mirror, creep, bleed cut at folds, marks, work and turn - follows from that for all schemes alike.
 */
#include "page/marks.h"

#include <math.h>
#include <string.h>

enum { COLUMNS_MOST = 2 * 40, FRONT = 0, BACK = 1 };

/* Across one side of a sheet; down it all rows and gaps are alike. */
typedef struct Forme {
    uint32_t columns, rows;
    Pt widths[COLUMNS_MOST];
    Pt gaps[COLUMNS_MOST];    /* to the right of a column */
    bool folds[COLUMNS_MOST]; /* that gap is folded, not cut */
    Pt height, gap_down;
    bool fold_down;
} Forme;

/* page counts from 1, as if blanks were there; 0 is none. */
typedef struct Slot {
    uint32_t page;
    bool turned;
} Slot;

typedef struct Plan Plan;

typedef struct SchemeInfo {
    const char *name;
    uint32_t multiple; /* pages are filled up to it */
    void (*measure)(const Plan *plan, uint32_t sheet, Forme *front);
    Slot (*slot)(const Plan *plan, uint32_t sheet, int face, uint32_t place);
} SchemeInfo;

struct Plan {
    Env *env;
    const Pages *pages;
    const PrintJob *job;
    const SheetRules *rules;
    const SchemeInfo *scheme;
    Pt page_width, page_height, bleed;
    uint32_t count; /* of pages, blanks included */
    uint32_t sheets;
    bool backs;
    Pt width, height; /* of the sheet */
    Inks inks;
};

/* ---- schemes ---------------------------------------------------------------------------------- */

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
    front->columns = section_pages(plan, sheet) / 4;
    front->rows = 2;
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
    static const uint8_t eight[2][4] = {{5, 4, 8, 1}, {3, 6, 2, 7}};
    static const uint8_t sixteen[2][8] = {{5, 12, 9, 8, 4, 13, 16, 1}, {7, 10, 11, 6, 2, 15, 14, 3}};
    uint32_t pages = section_pages(plan, sheet), first = sheet * plan->rules->signature;
    uint32_t page = pages == 8 ? eight[face][place] : sixteen[face][place];
    return (Slot){first + page, place < pages / 4};
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

/* The cover is the outside's last panel. A roll opens to 2, 3, 4 and has its back beside the cover; a
   zigzag has its back behind the first panel. */
static Slot slot_panel(const Plan *plan, uint32_t sheet, int face, uint32_t place) {
    (void)sheet;
    uint32_t panels = (uint32_t)plan->rules->panels.count, last = panels - 1;
    bool zigzag = plan->rules->scheme == SCHEME_ZIGZAG;
    if (face == FRONT)
        return (Slot){place == last ? 1 : panels + 2 + place - zigzag, false};
    return (Slot){zigzag && place == last ? plan->count : place + 2, false};
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

static bool is_nested(const Plan *plan) {
    return plan->rules->scheme == SCHEME_BOOKLET || plan->rules->scheme == SCHEME_OFFICE;
}

/* ---- sides ------------------------------------------------------------------------------------ */

static Forme front_side(const Plan *plan, uint32_t sheet) {
    Forme side = {.rows = 1, .height = plan->page_height};
    for (uint32_t i = 0; i < COLUMNS_MOST; i++)
        side.widths[i] = plan->page_width;
    plan->scheme->measure(plan, sheet, &side);
    return side;
}

/* As the turned sheet shows it. */
static Forme mirrored(const Forme *front) {
    Forme back = *front;
    for (uint32_t i = 0; i < front->columns; i++)
        back.widths[i] = front->widths[front->columns - 1 - i];
    for (uint32_t i = 0; i + 1 < front->columns; i++) {
        back.gaps[i] = front->gaps[front->columns - 2 - i];
        back.folds[i] = front->folds[front->columns - 2 - i];
    }
    return back;
}

/* Front and back on one plate, with room for a cut between them. */
static Forme joined(const Forme *front, Pt gap) {
    Forme both = *front, back = mirrored(front);
    uint32_t columns = front->columns;
    both.columns = 2 * columns;
    both.gaps[columns - 1] = gap;
    both.folds[columns - 1] = false;
    for (uint32_t i = 0; i < columns; i++) {
        both.widths[columns + i] = back.widths[i];
        both.gaps[columns + i] = back.gaps[i];
        both.folds[columns + i] = back.folds[i];
    }
    return both;
}

static Forme side_of(const Plan *plan, uint32_t sheet, int face) {
    Forme front = front_side(plan, sheet);
    if (plan->rules->turn)
        return joined(&front, 2 * plan->bleed);
    return face == FRONT ? front : mirrored(&front);
}

static Pt column_left(const Forme *side, uint32_t column) {
    Pt x = 0;
    for (uint32_t i = 0; i < column; i++)
        x += side->widths[i] + side->gaps[i];
    return x;
}

static Pt side_width(const Forme *side) {
    return column_left(side, side->columns - 1) + side->widths[side->columns - 1];
}

static Pt row_step(const Forme *side) {
    return side->height + side->gap_down;
}

static Pt side_height(const Forme *side) {
    return row_step(side) * side->rows - side->gap_down;
}

static Box side_box(const Plan *plan, const Forme *side) {
    Pt w = side_width(side), h = side_height(side);
    return (Box){(plan->width - w) / 2, (plan->height - h) / 2, w, h};
}

/* ---- pages on a side -------------------------------------------------------------------------- */

/* What a slot shows of its page: the bleed, but no more than half a gap and nothing beyond the border. */
static Box slot_clip(const Plan *plan, const Forme *side, Box slot, uint32_t column, uint32_t row) {
    Pt bleed = plan->bleed, down = fmin(bleed, side->gap_down / 2);
    Edges room = {
        .top = row == 0 ? bleed : down,
        .bottom = row + 1 == side->rows ? bleed : down,
        .left = column == 0 ? bleed : fmin(bleed, side->gaps[column - 1] / 2),
        .right = column + 1 == side->columns ? bleed : fmin(bleed, side->gaps[column] / 2),
    };
    Box clip = box_outset(slot, room);
    Pt border = plan->rules->border;
    Pt left = fmax(clip.x, border), top = fmax(clip.y, border);
    Pt right = fmin(clip.x + clip.w, plan->width - border);
    Pt bottom = fmin(clip.y + clip.h, plan->height - border);
    return (Box){left, top, right - left, bottom - top};
}

/* Blanks stand before the last page. -1: a blank. */
static long page_index(const Plan *plan, uint32_t page) {
    size_t last = plan->pages->count;
    if (page == 0 || (page >= last && page < plan->count))
        return -1;
    return page == plan->count ? (long)last - 1 : (long)page - 1;
}

/* Inner sheets of a booklet stand out by the paper that is folded around them, so they move inwards. */
static Pt creep_of(const Plan *plan, uint32_t sheet) {
    return is_nested(plan) ? sheet * plan->rules->paper.thickness : 0;
}

/* Which face of the sheet a column shows, and which column of it that is. */
static int face_of(const Plan *plan, const Forme *side, int face, uint32_t *column) {
    uint32_t half = side->columns / 2;
    if (!plan->rules->turn)
        return face;
    bool back = *column >= half;
    *column -= back ? half : 0;
    return back ? BACK : FRONT;
}

static Slot find_slot(const Plan *plan, const Forme *side, uint32_t sheet, int face, uint32_t place) {
    uint32_t column = place % side->columns, row = place / side->columns;
    int shown = face_of(plan, side, face, &column);
    uint32_t columns = plan->rules->turn ? side->columns / 2 : side->columns;
    return plan->scheme->slot(plan, sheet, shown, row * columns + column);
}

static void place_page(const Plan *plan, const Forme *side, Page *target, uint32_t sheet, int face) {
    Box area = side_box(plan, side);
    for (uint32_t place = 0; place < side->columns * side->rows; place++) {
        Slot slot = find_slot(plan, side, sheet, face, place);
        long index = page_index(plan, slot.page);
        if (index < 0)
            continue;
        uint32_t column = place % side->columns, row = place / side->columns, own = column;
        bool back = face_of(plan, side, face, &own) == BACK;
        Box box = {area.x + column_left(side, column), area.y + row * row_step(side), side->widths[column],
                   side->height};
        Box clip = slot_clip(plan, side, box, column, row);
        Item *item = page_add(plan->env->keep, target, ITEM_PAGE, 0, clip);
        Pt creep = creep_of(plan, sheet);
        item->page.index = (uint32_t)index;
        item->page.x = box.x + (back ? 0 : box.w - plan->page_width) + (own == 0 ? creep : -creep);
        item->page.y = box.y;
        item->rotate = slot.turned ? 180 : 0;
    }
}

/* ---- marks ------------------------------------------------------------------------------------ */

/* An edge between two slots is folded in the middle of its gap, or cut on both sides of it. */
static void add_edge(Cuts *cuts, Cuts *folds, Pt at, Pt gap, bool fold) {
    if (fold) {
        cuts_add(folds, at + gap / 2);
    } else {
        cuts_add(cuts, at);
        cuts_add(cuts, at + gap);
    }
}

static void add_slug_pages(Buffer *slug, const Plan *plan, const Forme *side, uint32_t sheet, int face) {
    buffer_add_c(slug, "  ·  pages");
    for (uint32_t place = 0; place < side->columns * side->rows; place++) {
        if (place > 0 && place % side->columns == 0)
            buffer_add_c(slug, " /");
        long index = page_index(plan, find_slot(plan, side, sheet, face, place).page);
        if (index < 0)
            buffer_add_c(slug, " –");
        else
            buffer_format(slug, " %ld", index + 1);
    }
}

static void add_slug_paper(Buffer *slug, const Plan *plan, uint32_t sheet) {
    const Paper *paper = &plan->rules->paper;
    if (is_nested(plan)) {
        buffer_add_c(slug, "  ·  creep ");
        buffer_add_number(slug, creep_of(plan, sheet) / PT_PER_MM, 2);
        buffer_add_c(slug, " mm");
    }
    if (paper->grams > 0)
        buffer_format(slug, "  ·  %u gsm %s", (unsigned)paper->grams,
                      paper->uncoated ? "uncoated" : "coated");
}

static Str side_slug(const Plan *plan, const Forme *side, uint32_t sheet, int face) {
    const PrintJob *job = plan->job;
    Buffer slug = buffer_new(plan->env->keep);
    buffer_add(&slug, job->title);
    buffer_format(&slug, "  ·  sheet %u of %u", (unsigned)sheet + 1, (unsigned)plan->sheets);
    buffer_add_c(&slug, plan->rules->turn ? ", work and turn" : face == FRONT ? ", front" : ", back");
    add_slug_pages(&slug, plan, side, sheet, face);
    buffer_format(&slug, "  ·  %s", plan->scheme->name);
    add_slug_paper(&slug, plan, sheet);
    if (job->date.length > 0)
        buffer_format(&slug, "  ·  %.*s", STR_ARGS(job->date));
    if (job->profile.length > 0)
        buffer_format(&slug, "  ·  %.*s", STR_ARGS(job->profile));
    return buffer_str(&slug);
}

static void mark_side(const Plan *plan, const Forme *side, Page *target, uint32_t sheet, int face) {
    Box area = side_box(plan, side);
    Cuts across = {{area.x, area.x + area.w}, 2}, down = {{area.y, area.y + area.h}, 2};
    Cuts folds_across = {.count = 0}, folds_down = {.count = 0};
    for (uint32_t i = 0; i + 1 < side->columns; i++)
        add_edge(&across, &folds_across, area.x + column_left(side, i) + side->widths[i], side->gaps[i],
                 side->folds[i]);
    for (uint32_t i = 0; i + 1 < side->rows; i++)
        add_edge(&down, &folds_down, area.y + i * row_step(side) + side->height, side->gap_down,
                 side->fold_down);
    MarkWish wish = {.job = plan->job,
                     .page = target,
                     .area = area,
                     .bleed = plan->bleed,
                     .marks = plan->rules->marks,
                     .across = &across,
                     .down = &down,
                     .folds_across = &folds_across,
                     .folds_down = &folds_down,
                     .inks = &plan->inks,
                     .slug = side_slug(plan, side, sheet, face)};
    marks_draw(plan->env, &wish);
}

/* ---- the plan --------------------------------------------------------------------------------- */

static uint32_t round_up(size_t number, uint32_t step) {
    return (uint32_t)((number + step - 1) / step * step);
}

static void count_sheets(Plan *plan) {
    uint32_t count = round_up(plan->pages->count, plan->scheme->multiple);
    uint32_t panels = 2 * (uint32_t)plan->rules->panels.count;
    plan->backs = !plan->rules->turn;
    plan->count = is_leaflet(plan) ? panels : count;
    plan->sheets = plan->count / 4;
    if (plan->rules->scheme == SCHEME_SIGNATURES)
        plan->sheets = round_up(count, plan->rules->signature) / plan->rules->signature;
    if (is_leaflet(plan))
        plan->sheets = 1;
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

static Str size_words(Arena *arena, Pt w, Pt h) {
    Buffer out = buffer_new(arena);
    buffer_add_number(&out, w / PT_PER_MM, 1);
    buffer_add_c(&out, " x ");
    buffer_add_number(&out, h / PT_PER_MM, 1);
    buffer_add_c(&out, " mm");
    return buffer_str(&out);
}

static bool fits(const Plan *plan, Pt w, Pt h) {
    static const Pt SLACK = 0.01;
    return w <= plan->width + SLACK && h <= plan->height + SLACK;
}

static void turn_sheet(Plan *plan) {
    Pt width = plan->width;
    plan->width = plan->height;
    plan->height = width;
}

/* The sheet lies as its pages do, unless they fit it only the other way. */
static void choose_sheet(Plan *plan) {
    const SheetRules *rules = plan->rules;
    Arena *arena = plan->env->keep;
    Forme side = side_of(plan, 0, FRONT);
    Pt w = side_width(&side), h = side_height(&side);
    Pt margin = fmax(marks_margin(plan->bleed, rules->marks), rules->border);
    plan->width = rules->width > 0 ? rules->width : w + 2 * margin;
    plan->height = rules->width > 0 ? rules->height : h + 2 * margin;
    if ((w > h) != (plan->width > plan->height))
        turn_sheet(plan);
    if (!fits(plan, w, h))
        turn_sheet(plan);
    bool fitting = fits(plan, w, h);
    if (!fitting)
        turn_sheet(plan);
    Str wanted = size_words(arena, w, h), given = size_words(arena, plan->width, plan->height);
    Str hint = str_format(arena, "with bleed and marks it takes %.*s",
                          STR_ARGS(size_words(arena, w + 2 * margin, h + 2 * margin)));
    if (!fitting)
        REPORT_ERROR(plan->env, rules->span, hint, "pages of %.*s do not fit a sheet of %.*s",
                     STR_ARGS(wanted), STR_ARGS(given));
    else if (rules->marks && !fits(plan, w + 2 * margin, h + 2 * margin))
        REPORT_WARNING(plan->env, rules->span, hint, "a sheet of %.*s has no room for all marks",
                       STR_ARGS(given));
}

static void add_side(const Plan *plan, Pages *sheets, uint32_t sheet, int face) {
    Arena *arena = plan->env->keep;
    Forme side = side_of(plan, sheet, face);
    Page *page = pages_add(arena, sheets);
    page->width = plan->width;
    page->height = plan->height;
    page->master = str_from(plan->scheme->name);
    page->label = str_format(arena, "%u %s", (unsigned)sheet + 1,
                             plan->rules->turn ? "both"
                             : face == FRONT   ? "front"
                                               : "back");
    place_page(plan, &side, page, sheet, face);
    mark_side(plan, &side, page, sheet, face);
}

Pages *pages_impose(Env *env, const Pages *pages, const PrintJob *job) {
    const SheetRules *rules = &job->design->sheets;
    const Page *first = &pages->pages[0];
    Plan plan = {.env = env, .pages = pages, .job = job, .rules = rules};
    plan.scheme = &schemes[rules->scheme];
    plan.page_width = first->width;
    plan.page_height = first->height;
    plan.bleed = rules->scheme == SCHEME_OFFICE ? 0 : first->bleed;
    count_sheets(&plan);
    choose_sheet(&plan);
    for (size_t i = 0; i < pages->count; i++)
        pages_add_inks(env->keep, &pages->pages[i], &plan.inks);
    Pages *sheets = pages_new(env->keep);
    sheets->placed = pages;
    for (uint32_t i = 0; i < plan.sheets; i++) {
        add_side(&plan, sheets, i, FRONT);
        if (plan.backs)
            add_side(&plan, sheets, i, BACK);
    }
    sheets->run_count = job->shaper->run_count;
    sheets->face_count = job->shaper->face_count;
    return sheets;
}
