/*
 * design/edition.c - what a layout says of the press edition and of sheets.
 *
 * The one idea: a sheet's defaults follow from its scheme, so what was left out is marked first and filled
 * in when the scheme is known.
 */
#include "design/draft.h"

#include <math.h>

/* Thickness in millimetres of a gram per square metre: 150 gsm coated is 0.12 mm, 80 gsm 0.10 mm. */
static const double COATED_BULK = 0.0008, UNCOATED_BULK = 0.00125;
static const double HEAVIEST = 1000;

static const Pt ROLL_FLAP = 3 * PT_PER_MM; /* that each panel further in is narrower */

/* "150gsm coated", "80gsm", "0.12mm" with or without "uncoated". */
bool edition_parse_paper(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str rest;
    if (!value_scalar(draft, property, tree, &rest))
        return false;
    Str size = str_next_word(&rest), kind = str_trim(rest);
    bool coated = str_equal_c(kind, "coated"), uncoated = str_equal_c(kind, "uncoated");
    double number;
    size_t used = str_number(size, &number);
    bool grams = used > 0 && str_equal_c(str_slice(size, used, size.length), "gsm");
    if ((kind.length > 0 && !coated && !uncoated) || (grams && !(number >= 20 && number <= HEAVIEST))) {
        value_refuse(draft, property, tree, tree->text);
        return false;
    }
    Paper *paper = &value->paper;
    Measure measure = {number * (coated ? COATED_BULK : UNCOATED_BULK) * PT_PER_MM, MEASURE_PT};
    if (!grams && !measure_read(draft, property, tree, size, &measure))
        return false;
    *paper = (Paper){.thickness = measure.value, .uncoated = grams ? !coated : uncoated};
    paper->grams = grams ? (uint16_t)number : 0;
    return true;
}

/* Widths as a list or one behind the other. */
bool edition_parse_panels(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    const Tree *items = tree->kind == TREE_SEQUENCE ? tree->items : tree;
    size_t count = tree->kind == TREE_SEQUENCE ? tree->count : 1;
    Panels panels = {.count = 0};
    for (size_t i = 0; i < count; i++) {
        Str rest;
        if (!value_scalar(draft, property, &items[i], &rest))
            return false;
        for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest)) {
            Measure width;
            if (panels.count == PANELS_MOST) {
                value_refuse(draft, property, &items[i], word);
                return false;
            }
            if (!measure_read(draft, property, &items[i], word, &width))
                return false;
            panels.widths[panels.count++] = width.value;
        }
    }
    value->panels = panels;
    return true;
}

/* The mapping under a key, in every tree that has one; gives the place of the last. */
static Span read_rules(Draft *draft, Scope scope, const char *key, void *base) {
    Span span = {0};
    for (size_t i = 0; i < draft->tree_count; i++) {
        const Tree *part = tree_find(draft->trees[i], key);
        if (!part)
            continue;
        draft_fill(draft, scope, part, base);
        span = part->key_span;
    }
    return span;
}

static Pt unless_said(Pt said, Pt otherwise) {
    return isnan(said) ? otherwise : said;
}

static void settle_panels(SheetRules *sheets, Pt page_width) {
    if (sheets->panels.count > 1)
        return;
    sheets->panels = (Panels){{page_width, page_width, page_width}, 3};
    if (sheets->scheme == SCHEME_ROLL)
        sheets->panels.widths[0] -= ROLL_FLAP;
}

static void settle_sheets(Draft *draft, SheetRules *sheets) {
    const PageGeometry *page = &draft->design->page;
    bool office = sheets->scheme == SCHEME_OFFICE;
    if (office && !(sheets->width > 0)) {
        sheets->width = 210 * PT_PER_MM;
        sheets->height = 297 * PT_PER_MM;
    }
    if (sheets->marks == UNSAID)
        sheets->marks = office ? 0 : MARKS_ALL;
    sheets->marks &= MARKS_ALL;
    if (!(sheets->paper.thickness > 0))
        sheets->paper =
            office ? (Paper){80 * UNCOATED_BULK * PT_PER_MM, 80, true} : draft->design->press.paper;
    sheets->gap = unless_said(sheets->gap, 2 * page->bleed);
    sheets->border = unless_said(sheets->border, office ? 4 * PT_PER_MM : 0);
    sheets->spine = unless_said(sheets->spine, sheets->scheme == SCHEME_SIGNATURES ? 3 * PT_PER_MM : 0);
    sheets->signature = sheets->signature < 16 ? 8 : 16;
    settle_panels(sheets, page->width);
}

void edition_read(Draft *draft) {
    PressRules *press = &draft->design->press;
    SheetRules *sheets = &draft->design->sheets;
    draft_fill_defaults(draft, SCOPE_PRESS, press);
    read_rules(draft, SCOPE_PRESS, "press", press);
    press->marks &= MARKS_ALL;
    if (!(press->ink > 0))
        press->ink = press->paper.uncoated ? 2.8F : 3.0F;
    draft_fill_defaults(draft, SCOPE_SHEETS, sheets);
    if (draft->design->page.leaflet != LEAFLET_NONE)
        sheets->scheme = draft->design->page.leaflet == LEAFLET_ROLL ? SCHEME_ROLL : SCHEME_ZIGZAG;
    sheets->marks = UNSAID;
    sheets->gap = sheets->border = sheets->spine = NAN;
    sheets->span = read_rules(draft, SCOPE_SHEETS, "sheets", sheets);
    settle_sheets(draft, sheets);
}
