/*
 * pdf/press_items.c - the checks of the press edition that look at one item, and at the ink of one page.
 *
 * The one idea: every check is a small function that knows one rule and what to change; the numbers stand
 * together here, each with where it comes from.
 */
#include "pdf/canvas.h"
#include "pdf/preflight.h"

#include <math.h>

/* Data sheets of offset printers agree on these; those of the layout are in its press rules. */
static const double LEAST_PPI = 150, GOOD_PPI = 225, WANTED_PPI = 300;
static const double GOOD_LINE_PPI = 600, WANTED_LINE_PPI = 1200; /* of line art */
static const double ROUNDING = 1e-6;
static const Pt HAIRLINE = 0.25;
static const Pt NEAR = 0.2 * PT_PER_MM; /* closer to the trim is at the trim */
static const Pt STEP = PT_PER_MM;       /* between the places where something is looked for */

static void widen(Extent *extent, Pt x, Pt y) {
    extent->left = fmin(extent->left, x);
    extent->top = fmin(extent->top, y);
    extent->right = fmax(extent->right, x);
    extent->bottom = fmax(extent->bottom, y);
}

static Extent path_extent(const Shape *shape) {
    Extent extent = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < shape->count; i++) {
        if (shape->steps[i].op != PATH_CLOSE)
            widen(&extent, shape->steps[i].x, shape->steps[i].y);
        if (shape->steps[i].op == PATH_CURVE) {
            widen(&extent, shape->steps[i].x1, shape->steps[i].y1);
            widen(&extent, shape->steps[i].x2, shape->steps[i].y2);
        }
    }
    return extent;
}

static Extent box_extent(Box box) {
    return (Extent){box.x, box.y, box.x + box.w, box.y + box.h};
}

static Extent item_extent(const Item *item) {
    if (item->kind == ITEM_SHAPE && item->shape->kind == SHAPE_PATH && item->shape->count > 0)
        return path_extent(item->shape);
    if (item->kind == ITEM_PICTURE && !item->clipped)
        return box_extent(pictures_place(item));
    return box_extent(item->box);
}

/* From the cap height to a little under the baseline, turned as the text is. */
static Extent text_extent(const Item *item) {
    const GlyphRun *run = item->text.count > 0 ? item->text.runs[0].run : NULL;
    double size = (double)item->text.size, cap = run ? (double)run->face->cap_height : 0.7;
    double sine = sin(item->rotate * DEGREE), cosine = cos(item->rotate * DEGREE);
    Extent extent = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (int i = 0; i < 4; i++) {
        Pt along = i % 2 ? item->box.w : 0, up = i / 2 ? cap * size : -0.2 * size;
        widen(&extent, item->box.x + along * cosine + up * sine, item->box.y + along * sine - up * cosine);
    }
    return extent;
}

Extent preflight_extent(const Item *item) {
    return item->kind == ITEM_TEXT ? text_extent(item) : item_extent(item);
}

/* ---- bleed ------------------------------------------------------------------------------------ */

/* Paper that ends on paper: no cut can show it. */
static bool is_white_on_white(const Preflight *preflight, const Item *item, Extent strip) {
    const Shape *shape = item->kind == ITEM_SHAPE ? item->shape : NULL;
    bool stroked = shape && !colour_is_none(shape->stroke.colour) && shape->stroke.width > 0;
    if (!shape || stroked || shape->fill.gradient ||
        !ink_is_bare(preflight->options->profile, shape->fill.from))
        return false;
    int rows = (int)((strip.bottom - strip.top) / STEP + 0.5);
    int columns = (int)((strip.right - strip.left) / STEP + 0.5);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++)
            if (coverage_ink_count(preflight->coverage, strip.left + (column + 0.5) * STEP,
                                   strip.top + (row + 0.5) * STEP) > 0)
                return false;
    return true;
}

/* Over which sides something reaches the trim and falls short of the bleed, and how far at the most. */
typedef struct Shortfall {
    Pt missing;
    uint32_t sides; /* a bit for each, as they are named */
} Shortfall;

static const char *const side_names[] = {"left", "upper", "right", "lower"};

static Shortfall find_shortfall(const Preflight *preflight, const Item *item, Extent extent) {
    const Page *page = preflight->at;
    Pt width = page->width, height = page->height, bleed = preflight->design->press.bleed;
    Pt over[] = {-extent.left, -extent.top, extent.right - width, extent.bottom - height};
    Pt left = fmax(extent.left, -bleed), right = fmin(extent.right, width + bleed);
    Pt top = fmax(extent.top, -bleed), bottom = fmin(extent.bottom, height + bleed);
    Extent bare[] = {{-bleed, top, 0, bottom},
                     {left, -bleed, right, 0},
                     {width, top, width + bleed, bottom},
                     {left, height, right, height + bleed}};
    Shortfall shortfall = {0};
    bool outside = extent.right <= 0 || extent.bottom <= 0 || extent.left >= width || extent.top >= height;
    for (int i = 0; i < 4 && !outside; i++) {
        Pt missing = bleed - over[i];
        if (over[i] < -NEAR || missing <= NEAR || is_white_on_white(preflight, item, bare[i]))
            continue;
        shortfall.missing = fmax(shortfall.missing, missing);
        shortfall.sides |= 1u << i;
    }
    return shortfall;
}

/* "left, upper and right" */
static Str name_sides(Arena *arena, uint32_t sides) {
    Buffer out = buffer_new(arena);
    for (uint32_t i = 0; i < 4; i++)
        if (sides >> i & 1)
            buffer_format(&out, "%s%s",
                          out.length == 0    ? ""
                          : sides >> (i + 1) ? ", "
                                             : " and ",
                          side_names[i]);
    return buffer_str(&out);
}

static void check_bleed(Preflight *preflight, const Item *item) {
    Extent extent = item_extent(item);
    Shortfall shortfall = find_shortfall(preflight, item, extent);
    if (shortfall.sides == 0)
        return;
    Arena *arena = preflight->env->keep;
    Pt bleed = preflight->design->press.bleed;
    bool page_short = preflight->at->bleed < bleed - NEAR;
    Str wanted = str_millimetres(arena, bleed, 1);
    Finding finding = {.code = "bleed", .severity = SEVERITY_ERROR};
    finding.text = str_format(arena, "%.*s ends at the %.*s trim, %.*s short of the bleed",
                              STR_ARGS(preflight_describe(preflight, item)),
                              STR_ARGS(name_sides(arena, shortfall.sides)),
                              STR_ARGS(str_millimetres(arena, shortfall.missing, 1)));
    finding.hint =
        page_short
            ? str_format(arena,
                         "set 'bleed: %.*s' under 'page', and let it go on: {rect: bleed}, in: bleed",
                         STR_ARGS(wanted))
            : str_format(arena, "let it go on %.*s over the trim: {rect: bleed}, or in: bleed",
                         STR_ARGS(wanted));
    preflight_add_at(preflight, item, extent, finding);
}

/* ---- safe zone and folds ---------------------------------------------------------------------- */

/* Where paper is cut or folded. */
typedef struct Edge {
    const char *code, *name;
} Edge;

static const Edge TRIM = {"safe-zone", "trim"}, FOLD = {"fold", "fold"};

static void report_unsafe(Preflight *preflight, const Item *item, Extent extent, Pt distance,
                          const Edge *edge) {
    Arena *arena = preflight->env->keep;
    Finding finding = {.code = edge->code, .severity = distance < 0 ? SEVERITY_ERROR : SEVERITY_WARNING};
    Str what = preflight_describe(preflight, item);
    finding.text = distance < 0 ? str_format(arena, "%.*s lies across the %s", STR_ARGS(what), edge->name)
                                : str_format(arena, "%.*s is %.*s from the %s", STR_ARGS(what),
                                             STR_ARGS(str_millimetres(arena, distance, 1)), edge->name);
    finding.hint =
        str_format(arena, "keep it %.*s from the %s, which is not exact to the millimetre",
                   STR_ARGS(str_millimetres(arena, preflight->design->press.safe, 1)), edge->name);
    preflight_add_at(preflight, item, extent, finding);
}

static void check_folds(Preflight *preflight, const Item *item, Extent extent) {
    const Panels *fold = &preflight->design->press.fold;
    Pt at = 0, safe = preflight->design->press.safe;
    for (size_t i = 0; i + 1 < fold->count; i++) {
        at += fold->widths[i];
        Pt x = preflight->page % 2 ? preflight->at->width - at : at;
        Pt distance = fmax(extent.left - x, x - extent.right);
        if (distance < safe - NEAR)
            report_unsafe(preflight, item, extent, distance, &FOLD);
    }
}

static void check_safe(Preflight *preflight, const Item *item, Extent extent) {
    const Page *page = preflight->at;
    Pt distance =
        fmin(fmin(extent.left, extent.top), fmin(page->width - extent.right, page->height - extent.bottom));
    if (distance < preflight->design->press.safe - NEAR)
        report_unsafe(preflight, item, extent, distance, &TRIM);
    check_folds(preflight, item, extent);
}

/* A picture that keeps off the trim is as tender as type: a logo. One that does not is artwork. */
static void check_logo(Preflight *preflight, const Item *item) {
    const Page *page = preflight->at;
    Extent extent = item_extent(item);
    bool inside = extent.left > NEAR && extent.top > NEAR && extent.right < page->width - NEAR &&
                  extent.bottom < page->height - NEAR;
    if (inside)
        check_safe(preflight, item, extent);
}

/* ---- pictures --------------------------------------------------------------------------------- */

/*
 * Line art shows each of its pixels at the edges; of a photograph nobody sees one. What is told is rounded
 * to the side of the limit on which it lies, so that a hint that is followed is enough.
 */
static void check_resolution(Preflight *preflight, const Item *item) {
    const Picture *picture = item->picture.picture;
    if (picture->drawing)
        return;
    Box whole = pictures_place(item);
    double ppi = fmin(picture->width / (whole.w / 72), picture->height / (whole.h / 72));
    double good = picture->line_art ? GOOD_LINE_PPI : GOOD_PPI;
    double wanted = (picture->line_art ? WANTED_LINE_PPI : WANTED_PPI) / 72;
    double largest = picture->width / good * 25.4 + ROUNDING; /* mm */
    if (!(ppi < good))
        return;
    Arena *arena = preflight->env->keep;
    Finding finding = {.code = picture->line_art ? "line-art" : "resolution",
                       .severity = ppi < LEAST_PPI ? SEVERITY_ERROR : SEVERITY_WARNING};
    finding.text = str_format(arena, "the %s '%.*s' has %d ppi at this size",
                              picture->line_art ? "line art" : "picture", STR_ARGS(picture->path),
                              (int)(ppi + ROUNDING));
    finding.hint = str_format(arena, "take one of %d x %d pixels%s, or show it at %.*s wide",
                              (int)ceil(whole.w * wanted), (int)ceil(whole.h * wanted),
                              picture->line_art ? " or an SVG" : "",
                              STR_ARGS(str_millimetres(arena, floor(largest * 10) / 10 * PT_PER_MM, 1)));
    preflight_add_at(preflight, item, item_extent(item), finding);
}

/* Its colours are read as sRGB then, which they may not be. */
static void check_profile(Preflight *preflight, const Item *item) {
    const Picture *picture = item->picture.picture;
    if (picture->components != 3 || profile_knows(preflight->options->profile, picture))
        return;
    Arena *arena = preflight->env->keep;
    Finding finding = {.code = "picture-profile", .severity = SEVERITY_WARNING};
    finding.text =
        str_format(arena, "the profile in the picture '%.*s' is no good; its colours are taken for sRGB",
                   STR_ARGS(picture->path));
    finding.hint = STR("save it anew from a picture editor, with the profile sRGB");
    preflight_add_at(preflight, item, item_extent(item), finding);
}

/* ---- lines and fades --------------------------------------------------------------------------- */

/* Of the author's text, whose style draws the same line at every block. */
static bool is_written(const Preflight *preflight, const Item *item) {
    const Doc *doc = preflight->doc;
    Span span = preflight_span(preflight, item);
    NodeId id = 1;
    while (id < doc->node_count && doc->nodes[id]->span.file != span.file)
        id++;
    return id < doc->node_count;
}

/* The thinnest line of a shape, or HUGE_VAL. */
static Pt thinnest_line(const Shape *shape, Box box) {
    bool stroked = !colour_is_none(shape->stroke.colour) && shape->stroke.width > 0;
    bool filled = !colour_is_none(shape->fill.from) && shape->kind == SHAPE_RECT;
    Pt width = filled ? fmin(box.w, box.h) : HUGE_VAL;
    return stroked ? fmin(width, shape->stroke.width) : width;
}

/* As it is on the page; what a drawing has is made larger or smaller with it. */
static Pt thinnest_of_item(const Item *item) {
    if (item->kind == ITEM_SHAPE)
        return thinnest_line(item->shape, item->box);
    const Drawing *drawing = item->picture.picture->drawing;
    const PictureLook *look = item->picture.look;
    Pt width = HUGE_VAL;
    for (size_t i = 0; drawing && look && i < look->count; i++)
        width = fmin(width, thinnest_line(&look->shapes[i], drawing->view));
    return width * pictures_scale(item);
}

static void check_hairline(Preflight *preflight, const Item *item) {
    Pt width = thinnest_of_item(item);
    if (!(width < HAIRLINE - 0.005) || !(width > 0))
        return;
    Arena *arena = preflight->env->keep;
    Buffer size = buffer_new(arena);
    buffer_add_number(&size, width, 2);
    bool drawn = item->kind == ITEM_PICTURE;
    Finding finding = {.code = "hairline", .severity = SEVERITY_WARNING};
    finding.repeats = !drawn && is_written(preflight, item);
    finding.text = str_format(arena, "a line of %.*s pt%s may not print", STR_ARGS(buffer_str(&size)),
                              drawn ? " in this drawing" : "");
    finding.hint =
        drawn ? STR("show the drawing larger, or make its lines thicker") : STR("make it 0.25pt or more");
    if (!drawn)
        preflight_blame_line(preflight, &finding, item, width);
    preflight_add_at(preflight, item, item_extent(item), finding);
}

/* A plate cannot fade into another: what was to be a spot ink comes out of the four others. */
static void check_gradient(Preflight *preflight, const Item *item) {
    const Paint *fill = &item->shape->fill;
    if (!ink_loses_spot(preflight->options->profile, fill))
        return;
    Colour spot = fill->from.swatch && fill->from.swatch->spot.length > 0 ? fill->from : fill->to;
    Arena *arena = preflight->env->keep;
    Finding finding = {.code = "spot-gradient", .severity = SEVERITY_WARNING};
    finding.text =
        str_format(arena, "a gradient of '%.*s' and another ink is printed without the ink '%.*s'",
                   STR_ARGS(spot.swatch->name), STR_ARGS(spot.swatch->spot));
    finding.hint = str_format(arena, "let it run to a tint of its own ink or to paper: %.*s to %.*s 20%%",
                              STR_ARGS(spot.swatch->name), STR_ARGS(spot.swatch->name));
    preflight_add_at(preflight, item, item_extent(item), finding);
}

/* It is asked for, and cannot be had. */
static void check_overprint(Preflight *preflight, const Item *item) {
    const PdfProfile *profile = preflight->options->profile;
    const Paint *fill = &item->shape->fill;
    if (!fill->gradient || ink_loses_spot(profile, fill) || ink_gradient_overprints(profile, fill))
        return;
    Colour colour = ink_overprints(fill->from) ? fill->from : fill->to;
    if (!ink_overprints(colour))
        return;
    Finding finding = {.code = "overprint", .severity = SEVERITY_WARNING};
    finding.text =
        str_format(preflight->env->keep,
                   "a gradient of '%.*s' cuts out what lies under it, though that colour overprints",
                   STR_ARGS(colour.swatch->name));
    finding.hint = STR("only a spot ink overprints in a gradient: to a tint of its own, or to paper");
    preflight_add_at(preflight, item, item_extent(item), finding);
}

void preflight_check_item(Preflight *preflight, const Item *item) {
    if (item->kind == ITEM_TEXT && item->text.count > 0 && !colour_is_none(item->text.colour)) {
        Extent extent = text_extent(item);
        check_safe(preflight, item, extent);
        preflight_check_text(preflight, item, extent);
    } else if (item->kind == ITEM_SHAPE) {
        check_bleed(preflight, item);
        check_hairline(preflight, item);
        check_gradient(preflight, item);
        check_overprint(preflight, item);
        if (item->tender)
            check_safe(preflight, item, item_extent(item));
    } else if (item->kind == ITEM_PICTURE && item->picture.picture) {
        check_bleed(preflight, item);
        check_logo(preflight, item);
        check_hairline(preflight, item);
        check_resolution(preflight, item);
        check_profile(preflight, item);
    }
}

/* ---- ink -------------------------------------------------------------------------------------- */

static void report_ink(Preflight *preflight, const Heavy *heavy) {
    const Item *item = &preflight->at->items[heavy->owner - 1];
    Arena *arena = preflight->env->keep;
    Finding finding = {.code = "ink", .severity = SEVERITY_ERROR, .page = preflight->page, .pages = 1};
    finding.x = heavy->x;
    finding.y = heavy->y;
    finding.span = preflight_span(preflight, item);
    finding.text = str_format(arena, "%.*s has %d %% of ink, the paper bears %d %%",
                              STR_ARGS(preflight_describe(preflight, item)), (int)lround(heavy->ink * 100),
                              (int)lround((double)preflight->design->press.ink * 100));
    finding.hint = item->kind == ITEM_PICTURE
                       ? STR("convert the picture with the print shop's profile, which knows the limit")
                       : STR("take ink out of its print value, or out of what lies under it");
    preflight_name_swatch(preflight, &finding, item);
    preflight_add(preflight, finding);
}

void preflight_check_ink(Preflight *preflight) {
    static const double rounding = 0.005;
    Arena *scratch = preflight->env->scratch;
    Heavy heaviest = coverage_heaviest(scratch, preflight->coverage);
    PressReport *report = preflight->report;
    double limit = (double)preflight->design->press.ink + rounding;
    if (heaviest.ink > report->ink) {
        report->ink = heaviest.ink;
        report->ink_page = preflight->page;
    }
    if (heaviest.ink <= limit)
        return;
    ArenaMark mark = arena_mark(scratch);
    const uint32_t *owners = coverage_owners(preflight->maker, preflight->at);
    HeavySpots spots = coverage_over(scratch, preflight->coverage, owners, limit);
    for (size_t i = 0; i < spots.count; i++)
        if (spots.items[i].owner > 0)
            report_ink(preflight, &spots.items[i]);
    arena_reset(scratch, mark);
}
