/*
 * page/impose.c - pages onto sheets that are folded or cut.
 *
 * The one idea: a side of a sheet is columns and rows of slots with gaps between them. A scheme says how
 * many, which gaps are folds, and which page goes into which slot; everything else - backs seen in the
 * mirror, creep, bleed cut at folds, marks, work and turn - follows from that for all schemes alike.
 */
#include "page/imposition.h"

#include <math.h>

static bool is_for_office(const Plan *plan) {
    return plan->rules->printer == PRINTER_OFFICE;
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
    if (!(border > 0))
        return clip;
    Pt left = fmax(clip.x, border), top = fmax(clip.y, border);
    Pt right = fmin(clip.x + clip.w, plan->width - border);
    Pt bottom = fmin(clip.y + clip.h, plan->height - border);
    return (Box){left, top, right - left, bottom - top};
}

/* Blanks stand before the last page, but a single one is a cover. -1: a blank. */
static long page_index(const Plan *plan, uint32_t page) {
    size_t last = plan->pages->count;
    if (last == 1)
        return page == 1 ? 0 : -1;
    if (page == 0 || (page >= last && page < plan->count))
        return -1;
    return page == plan->count ? (long)last - 1 : (long)page - 1;
}

/* Paper that is folded around a page pushes it out, so it moves as far towards the spine. */
static Pt creep_of(const Plan *plan, uint32_t page) {
    return scheme_depth(plan, page) * plan->rules->paper.thickness;
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
        Pt creep = creep_of(plan, slot.page), narrower = box.w - plan->pages->pages[index].width;
        bool spine_left = (slot.page % 2 == 1) != slot.turned;
        bool left = scheme_is_nested(plan) ? spine_left : back;
        item->page.index = (uint32_t)index;
        item->page.x = box.x + (left ? 0 : narrower) + (spine_left ? -creep : creep);
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

/* The innermost page of the sheet. */
static Pt most_creep(const Plan *plan, const Forme *side, uint32_t sheet, int face) {
    Pt most = 0;
    for (uint32_t place = 0; place < side->columns * side->rows; place++) {
        Slot slot = find_slot(plan, side, sheet, face, place);
        most = fmax(most, creep_of(plan, slot.page));
    }
    return most;
}

static void add_slug_paper(Buffer *slug, const Plan *plan, Pt creep) {
    const Paper *paper = &plan->rules->paper;
    if (scheme_is_nested(plan)) {
        buffer_add_c(slug, "  ·  creep ");
        buffer_add_number(slug, creep / PT_PER_MM, 2);
        buffer_add_c(slug, " mm");
    }
    if (paper->grams > 0)
        buffer_format(slug, "  ·  %u gsm %s", (unsigned)paper->grams,
                      paper->uncoated ? "uncoated" : "coated");
}

static Str side_slug(const Plan *plan, const Forme *side, uint32_t sheet, int face) {
    const PrintJob *job = plan->job;
    Buffer slug = buffer_new(plan->env->keep);
    marks_add_title(&slug, job->title);
    buffer_format(&slug, "  ·  sheet %u of %u", (unsigned)sheet + 1, (unsigned)plan->sheets);
    buffer_add_c(&slug, plan->rules->turn ? ", work and turn" : face == FRONT ? ", front" : ", back");
    add_slug_pages(&slug, plan, side, sheet, face);
    buffer_format(&slug, "  ·  %s", plan->scheme->name);
    if (is_for_office(plan) && plan->backs)
        buffer_format(&slug, ", turn on the %s edge", plan->width > plan->height ? "short" : "long");
    add_slug_paper(&slug, plan, most_creep(plan, side, sheet, face));
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
                     .border = is_for_office(plan) ? plan->rules->border : 0,
                     .office = is_for_office(plan),
                     .back = face == BACK,
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

/* As its pages lie, unless they fit it only the other way; in the office across, if they do. */
static bool lay_sheet(Plan *plan, Pt shorter, Pt longer, Pt w, Pt h) {
    bool across = is_for_office(plan) || w > h;
    for (int i = 0; i < 2; i++, across = !across) {
        plan->width = across ? longer : shorter;
        plan->height = across ? shorter : longer;
        if (fits(plan, w, h))
            return true;
    }
    plan->width = w > h ? longer : shorter;
    plan->height = w > h ? shorter : longer;
    return false;
}

static bool lay_office_sheet(Plan *plan, Pt w, Pt h) {
    static const Pt A3[] = {297 * PT_PER_MM, 420 * PT_PER_MM}, A4[] = {210 * PT_PER_MM, 297 * PT_PER_MM};
    return lay_sheet(plan, A4[0], A4[1], w, h) || lay_sheet(plan, A3[0], A3[1], w, h);
}

static void report_sheet(const Plan *plan, bool fitting, Pt w, Pt h) {
    const SheetRules *rules = plan->rules;
    Arena *arena = plan->env->keep;
    uint32_t marks = is_for_office(plan) ? 0 : rules->marks; /* what there is no room for is not missed */
    Pt wide = w + 2 * marks_margin_beside(plan->bleed, marks);
    Pt high = h + 2 * marks_margin_above(plan->bleed, marks);
    Str wanted = size_words(arena, w, h), given = size_words(arena, plan->width, plan->height);
    Str hint = str_format(arena, wide > w ? "with bleed and marks it takes %.*s" : "it takes %.*s",
                          STR_ARGS(size_words(arena, wide, high)));
    if (!fitting)
        REPORT_ERROR(plan->env, rules->span, hint, "pages of %.*s do not fit a sheet of %.*s",
                     STR_ARGS(wanted), STR_ARGS(given));
    else if (marks && !fits(plan, wide, high))
        REPORT_WARNING(plan->env, rules->span, hint, "a sheet of %.*s has no room for all marks",
                       STR_ARGS(given));
}

static void choose_sheet(Plan *plan) {
    const SheetRules *rules = plan->rules;
    Forme side = side_of(plan, 0, FRONT);
    Pt w = side_width(&side), h = side_height(&side);
    if (!(rules->width > 0) && !is_for_office(plan)) {
        plan->width = w;
        plan->height = h;
        plan->margin = marks_margin_above(plan->bleed, rules->marks);
        return;
    }
    bool fitting = rules->width > 0 ? lay_sheet(plan, fmin(rules->width, rules->height),
                                                fmax(rules->width, rules->height), w, h)
                                    : lay_office_sheet(plan, w, h);
    report_sheet(plan, fitting, w, h);
}

static void add_side(const Plan *plan, Pages *sheets, uint32_t sheet, int face) {
    Arena *arena = plan->env->keep;
    Forme side = side_of(plan, sheet, face);
    Page *page = pages_add(arena, sheets);
    page->width = plan->width;
    page->height = plan->height;
    page->bleed = plan->margin > 0 ? plan->bleed : 0;
    page->margin = plan->margin;
    page->master = str_from(plan->scheme->name);
    page->label = str_format(arena, "%u %s", (unsigned)sheet + 1,
                             plan->rules->turn ? "both"
                             : face == FRONT   ? "front"
                                               : "back");
    place_page(plan, &side, page, sheet, face);
    mark_side(plan, &side, page, sheet, face);
}

Pages *pages_impose(Env *env, const Pages *pages, const SheetRules *rules, const PrintJob *job) {
    const Page *first = &pages->pages[0];
    Plan plan = {.env = env, .pages = pages, .job = job, .rules = rules};
    for (size_t i = 0; i < pages->count; i++)
        plan.page_width = fmax(plan.page_width, pages->pages[i].width);
    plan.page_height = first->height;
    plan.bleed = is_for_office(&plan) ? 0 : first->bleed;
    scheme_plan(&plan);
    choose_sheet(&plan);
    for (size_t i = 0; i < pages->count; i++)
        pages_add_inks(env->keep, &pages->pages[i], &plan.inks);
    Pages *sheets = pages_new(env->keep);
    sheets->title = pages->title;
    sheets->placed = pages;
    sheets->backs = plan.backs;
    for (uint32_t i = 0; i < plan.sheets; i++) {
        add_side(&plan, sheets, i, FRONT);
        if (plan.backs)
            add_side(&plan, sheets, i, BACK);
    }
    sheets->run_count = job->shaper->run_count;
    sheets->face_count = job->shaper->face_count;
    return sheets;
}
