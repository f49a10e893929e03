/*
 * design/edition.c - what a layout says of the press edition and of sheets.
 *
 * The one idea: a sheet's defaults follow from its scheme and its printer, so what was left out is marked
 * first and filled in when these are known.
 */
#include "design/draft.h"

#include <math.h>

/* Thickness in millimetres of a gram per square metre: 150 gsm coated is 0.12 mm, 80 gsm 0.10 mm. */
static const double COATED_BULK = 0.0008, UNCOATED_BULK = 0.00125;
static const double HEAVIEST = 1000;

static const Pt ROLL_FLAP = 3 * PT_PER_MM; /* that each panel further in is narrower */
static const Pt FOLD_INEXACT = 0.5 * PT_PER_MM;
static const Pt ROLL_LEAST = 1 * PT_PER_MM; /* at the least: paper and fold need some of it */

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

/* The mapping under a key, in every tree that has one. */
static void read_rules(Draft *draft, Scope scope, const char *key, void *base) {
    for (size_t i = 0; i < draft->tree_count; i++) {
        const Tree *part = tree_find(draft->trees[i], key);
        if (part)
            draft_fill(draft, scope, part, base);
    }
}

/* ---- sheets ----------------------------------------------------------------------------------- */

static Pt unless_said(Pt said, Pt otherwise) {
    return isnan(said) ? otherwise : said;
}

/* Each panel of a roll lies in the next one, but for the last two, which are back and cover. */
static void check_roll(Draft *draft, const SheetRules *sheets) {
    const Panels *panels = &sheets->panels;
    for (size_t i = 0; i + 2 < panels->count; i++) {
        Pt room = panels->widths[i + 1] - panels->widths[i];
        if (room > ROLL_LEAST - 0.01)
            continue;
        REPORT_WARNING(draft->env, sheets->span,
                       STR("make each panel that is further in 1 to 3 mm narrower: 97mm 100mm 100mm"),
                       "panel %zu of the roll has no room in panel %zu, which it is folded into", i + 1,
                       i + 2);
        return;
    }
}

static void settle_panels(Draft *draft, SheetRules *sheets) {
    Pt width = draft->design->page.width;
    if (sheets->panels.count == 1)
        REPORT_ERROR(draft->env, sheets->span, STR("list the widths of all: 97mm 100mm 100mm"),
                     "one panel is nothing to fold");
    if (sheets->panels.count > 1) {
        if (sheets->scheme == SCHEME_ROLL)
            check_roll(draft, sheets);
        return;
    }
    sheets->panels = (Panels){{width, width, width}, 3};
    if (sheets->scheme == SCHEME_ROLL)
        sheets->panels.widths[0] -= ROLL_FLAP;
}

static Str scheme_word(Scheme scheme) {
    Str rest = str_from(table_row(SCOPE_SHEETS, "scheme")->words), word = {0};
    for (int i = 0; i <= (int)scheme; i++)
        word = str_next_word(&rest);
    return word;
}

static void settle_sheets(Draft *draft, SheetRules *sheets) {
    if (sheets->scheme == SCHEME_OFFICE)
        sheets->printer = PRINTER_OFFICE;
    bool office = sheets->printer == PRINTER_OFFICE, cut = sheets->scheme >= SCHEME_GRID;
    if (sheets->marks == UNSAID)
        sheets->marks = !office ? MARKS_ALL : cut ? MARKS_CROP | MARKS_SLUG : MARKS_SLUG;
    sheets->marks &= MARKS_ALL;
    if (!(sheets->paper.thickness > 0))
        sheets->paper =
            office ? (Paper){80 * UNCOATED_BULK * PT_PER_MM, 80, true} : draft->design->press.paper;
    sheets->gap = unless_said(sheets->gap, office ? 0 : 2 * draft->design->page.bleed);
    sheets->border = unless_said(sheets->border, office ? 4 * PT_PER_MM : 0);
    sheets->spine = unless_said(sheets->spine, sheets->scheme == SCHEME_SIGNATURES ? 3 * PT_PER_MM : 0);
    settle_panels(draft, sheets);
    if (sheets->turn && sheets->scheme == SCHEME_GRID) {
        REPORT_ERROR(draft->env, sheets->span, STR("leave it out, or take 'scheme: repeat'"),
                     "a grid has no backs that 'turn' could put beside its fronts");
        sheets->turn = false;
    }
    if (sheets->name.length == 0)
        sheets->name = office ? STR("office") : scheme_word(sheets->scheme);
}

static SheetRules default_sheets(Draft *draft) {
    SheetRules sheets = {.span = {0}};
    draft_fill_defaults(draft, SCOPE_SHEETS, &sheets);
    Leaflet leaflet = draft->design->page.leaflet;
    if (leaflet != LEAFLET_NONE)
        sheets.scheme = leaflet == LEAFLET_ROLL ? SCHEME_ROLL : SCHEME_ZIGZAG;
    sheets.marks = UNSAID;
    sheets.gap = sheets.border = sheets.spine = NAN;
    return sheets;
}

/* Sheets as they are being read: all of a layout's, and what goes before a list of them. */
typedef struct SheetsDraft {
    SheetRules *items;
    size_t count, capacity;
    SheetRules base;
} SheetsDraft;

static void add_sheets(Draft *draft, SheetsDraft *sheets, const Tree *tree, Span span) {
    SheetRules rules = sheets->base;
    if (tree->kind != TREE_MAPPING) {
        REPORT_ERROR(draft->env, tree->span, STR("write: {scheme: booklet, sheet: SRA3}"),
                     "sheets must be a mapping, or a list of them");
        return;
    }
    draft_fill(draft, SCOPE_SHEETS, tree, &rules);
    rules.span = span;
    LIST_PUSH(draft->env->keep, sheets->items, sheets->count, sheets->capacity, rules);
}

/* One mapping goes on from those of the layouts beneath; a list stands in place of theirs. */
static void read_sheets(Draft *draft, SheetsDraft *sheets) {
    for (size_t i = 0; i < draft->tree_count; i++) {
        const Tree *part = tree_find(draft->trees[i], "sheets");
        if (!part)
            continue;
        sheets->count = 0;
        bool list = part->kind == TREE_SEQUENCE;
        for (size_t k = 0; list && k < part->count; k++)
            add_sheets(draft, sheets, &part->items[k], part->items[k].span);
        if (list)
            continue;
        add_sheets(draft, sheets, part, part->key_span);
        sheets->base = sheets->count > 0 ? sheets->items[0] : sheets->base;
    }
    if (sheets->count == 0)
        LIST_PUSH(draft->env->keep, sheets->items, sheets->count, sheets->capacity, sheets->base);
}

/* Names become ends of files: NAME.office.pdf. */
static void check_name(Draft *draft, const SheetRules *sheets, size_t index) {
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    const SheetRules *rules = &sheets[index];
    for (size_t i = 0; i < rules->name.length; i++)
        if (str_find(str_from(allowed), rules->name.data[i]) == sizeof allowed - 1) {
            REPORT_ERROR(draft->env, rules->span, STR("it ends a file's name: letters, figures, - and _"),
                         "sheets cannot be named '%.*s'", STR_ARGS(rules->name));
            return;
        }
    bool taken = index > 0 && (str_equal_c(rules->name, "press") || str_equal_c(rules->name, "sheets"));
    for (size_t i = 0; i < index && !taken; i++)
        taken = str_equal(sheets[i].name, rules->name);
    if (taken)
        REPORT_ERROR(draft->env, rules->span, STR("give them a name of their own: name: cards"),
                     "there is a file of the name '%.*s' already", STR_ARGS(rules->name));
}

static void settle_schemes(Draft *draft) {
    SheetRules *schemes = ARENA_ARRAY(draft->env->keep, SheetRules, SCHEME_COUNT);
    for (int scheme = 0; scheme < SCHEME_COUNT; scheme++) {
        schemes[scheme] = default_sheets(draft);
        schemes[scheme].scheme = (Scheme)scheme;
        settle_sheets(draft, &schemes[scheme]);
    }
    draft->design->schemes = schemes;
}

/* Said last, as the tree that wins does. */
static Span fold_span(const Draft *draft) {
    Span span = draft->design->page.span;
    for (size_t i = 0; i < draft->tree_count; i++) {
        const Tree *press = tree_find(draft->trees[i], "press");
        const Tree *fold = press ? tree_find(press, "fold") : NULL;
        span = fold ? fold->key_span : span;
    }
    return span;
}

static void check_fold(Draft *draft) {
    const Panels *fold = &draft->design->press.fold;
    Pt sum = 0, width = draft->design->page.width;
    for (size_t i = 0; i < fold->count; i++)
        sum += fold->widths[i];
    if (fold->count == 0 || fabs(sum - width) < FOLD_INEXACT)
        return;
    Buffer sizes = buffer_new(draft->env->keep);
    buffer_add_number(&sizes, sum / PT_PER_MM, 1);
    buffer_add_c(&sizes, " mm together, the page is ");
    buffer_add_number(&sizes, width / PT_PER_MM, 1);
    REPORT_ERROR(draft->env, fold_span(draft), STR("list the widths of all panels from left to right"),
                 "the panels of 'fold' are %.*s mm wide", STR_ARGS(buffer_str(&sizes)));
}

void edition_read(Draft *draft) {
    PressRules *press = &draft->design->press;
    draft_fill_defaults(draft, SCOPE_PRESS, press);
    read_rules(draft, SCOPE_PRESS, "press", press);
    press->marks &= MARKS_ALL;
    if (!(press->ink > 0))
        press->ink = press->paper.uncoated ? 2.8F : 3.0F;
    check_fold(draft);
    SheetsDraft sheets = {.base = default_sheets(draft)};
    read_sheets(draft, &sheets);
    for (size_t i = 0; i < sheets.count; i++)
        settle_sheets(draft, &sheets.items[i]);
    for (size_t i = 0; i < sheets.count; i++)
        check_name(draft, sheets.items, i);
    draft->design->sheets = sheets.items;
    draft->design->sheet_count = sheets.count;
    settle_schemes(draft);
}

/* Those of that name, else the scheme of that name as it is by itself; NULL: reported. */
static const SheetRules *find_named(Env *env, const Design *design, Str wanted) {
    size_t count = 0, own = design->sheets[0].span.file != 0 ? design->sheet_count : 0;
    Str *names = ARENA_ARRAY(env->keep, Str, own + SCHEME_COUNT);
    for (size_t i = 0; i < own + SCHEME_COUNT; i++) {
        const SheetRules *sheets = i < own ? &design->sheets[i] : &design->schemes[i - own];
        if (str_equal(sheets->name, wanted))
            return sheets;
        names[count++] = sheets->name;
    }
    REPORT_ERROR(env, (Span){0}, hint_nearest(env->keep, wanted, names, count),
                 "the layout '%.*s' has no sheets of the name '%.*s'", STR_ARGS(design->name),
                 STR_ARGS(wanted));
    return NULL;
}

const SheetRules *design_find_sheets(Env *env, const Design *design, Str name, size_t *count) {
    const SheetRules *named = name.length > 0 ? find_named(env, design, name) : NULL;
    bool said = design->sheets[0].span.file != 0 || design->page.leaflet != LEAFLET_NONE;
    *count = name.length > 0 ? 1 : design->sheet_count;
    if (name.length == 0 && !said)
        REPORT_ERROR(
            env, (Span){0},
            STR("write 'sheets: {scheme: booklet}' into it, or ask for --scheme booklet; tryk help "
                "layout has the others"),
            "the layout '%.*s' does not say how its pages stand on sheets", STR_ARGS(design->name));
    return named ? named : design->sheets;
}
