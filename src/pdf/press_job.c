/*
 * pdf/press_job.c - the checks of the press edition that look at the whole job.
 *
 * The one idea: whatever would make a shop ask back (an ink with two names, pages that do not fold, colours
 * nobody chose) is said here first, each where it is met first.
 */
#include "pdf/preflight.h"

#include <math.h>
#include <string.h>

static const Pt LEAST_SPINE = 3 * PT_PER_MM; /* what binderies ask for, hot melt and PUR alike */

/* Where a colour or a face is first met, with the line that names it or else the one that uses it. */
static Finding finding_of(const Use *use, const char *code, Severity severity, Span declared) {
    return (Finding){.code = code,
                     .severity = severity,
                     .page = use->page,
                     .pages = use->pages,
                     .x = use->x,
                     .y = use->y,
                     .span = declared.file != 0 ? declared : use->span};
}

/* ---- colours ---------------------------------------------------------------------------------- */

static Str ink_words(Arena *arena, const double inks[4]) {
    return str_format(arena, "cmyk(%d %d %d %d)", (int)lround(inks[0] * 100), (int)lround(inks[1] * 100),
                      (int)lround(inks[2] * 100), (int)lround(inks[3] * 100));
}

static void check_chosen(Preflight *preflight, const Use *use) {
    double inks[4];
    Arena *arena = preflight->env->keep;
    const Swatch *swatch = use->what;
    bool bare = swatch->red + swatch->green + swatch->blue >= 3;
    if (swatch->print || bare)
        return;
    pdf_profile_inks(preflight->options->profile, swatch, inks);
    Str words = ink_words(arena, inks), name = swatch->name;
    bool spot = swatch->spot.length > 0;
    Finding finding = finding_of(use, "rgb", SEVERITY_WARNING, swatch->span);
    finding.text = str_format(arena, "the colour '%.*s' has a screen value only; it becomes %.*s",
                              STR_ARGS(name), STR_ARGS(words));
    finding.hint = spot ? str_format(arena, "say what stands for it: spot(\"%.*s\" %.*s)",
                                     STR_ARGS(swatch->spot), STR_ARGS(words))
                        : str_format(arena, "choose the inks in the palette: {screen: ..., print: %.*s}",
                                     STR_ARGS(words));
    preflight_add(preflight, finding);
}

/* How many bytes at the end of a name in capitals are a paper's letters, behind a number: C, U, CVC ... */
static size_t paper_length(Str name) {
    static const char *const papers[] = {"CVC", "CVU", "CV", "CP", "UP", "EC", "C", "U", "M"};
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        Str paper = str_from(papers[i]);
        size_t before = name.length - paper.length;
        if (name.length > paper.length && str_ends(name, paper) && name.data[before - 1] >= '0' &&
            name.data[before - 1] <= '9')
            return paper.length;
    }
    return 0;
}

/* Capital letters and figures alone; a paper's letter at the end does not make another ink. */
static Str plain_name(Arena *arena, Str name) {
    static const Str brand = STR_INIT("PANTONE"), system = STR_INIT("PMS");
    Buffer out = buffer_new(arena);
    Str rest = name;
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest)) {
        bool paper = str_trim(rest).length == 0 && word.length == 1 && out.length > 0;
        for (size_t i = 0; i < word.length && !paper; i++) {
            char c = word.data[i];
            if (c >= 'a' && c <= 'z')
                c = (char)(c - 'a' + 'A');
            if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c > 0x7F)
                buffer_add_byte(&out, c);
        }
    }
    Str plain = buffer_str(&out);
    plain.length -= paper_length(plain);
    Str number = str_starts(plain, brand) ? brand : str_starts(plain, system) ? system : (Str){0};
    return str_slice(plain, number.length, plain.length);
}

/* What is odd about two colours of the palette that are spot inks; NULL: nothing. */
typedef struct PairFault {
    const char *code, *hint;
    Severity severity;
} PairFault;

/* One ink in two ways of writing would be two plates; with two makings, what shows it is left to chance. */
static const PairFault *find_fault(bool same_name, bool like_name, bool same_inks) {
    static const PairFault made = {"spot-made",
                                   "give an ink the same process inks in every colour of the palette",
                                   SEVERITY_ERROR},
                           named = {"spot-name",
                                    "write the same ink the same way in every colour of the palette",
                                    SEVERITY_ERROR},
                           twin = {
                               "spot-name",
                               "if they are one ink give it one name, else what stands for each of them",
                               SEVERITY_WARNING};
    if (same_name)
        return same_inks ? NULL : &made;
    return like_name ? &named : same_inks ? &twin : NULL;
}

static void check_pair(Preflight *preflight, const Swatch *first, const Use *use) {
    Arena *arena = preflight->env->keep;
    const Swatch *second = use->what;
    Str a = first->spot, b = second->spot;
    double inks[2][4];
    pdf_profile_inks(preflight->options->profile, first, inks[0]);
    pdf_profile_inks(preflight->options->profile, second, inks[1]);
    Str made = ink_words(arena, inks[0]), other = ink_words(arena, inks[1]);
    bool same_name = str_equal(a, b);
    const PairFault *fault = find_fault(same_name, str_equal(plain_name(arena, a), plain_name(arena, b)),
                                        str_equal(made, other));
    if (!fault)
        return;
    Finding finding = finding_of(use, fault->code, fault->severity, second->span);
    finding.text =
        same_name
            ? str_format(arena, "'%.*s' is %.*s in '%.*s' and %.*s in '%.*s'", STR_ARGS(a), STR_ARGS(made),
                         STR_ARGS(first->name), STR_ARGS(other), STR_ARGS(second->name))
            : str_format(arena, "'%.*s' and '%.*s' would be two plates%s", STR_ARGS(a), STR_ARGS(b),
                         fault->severity == SEVERITY_WARNING ? " of like colour" : "");
    finding.hint = str_from(fault->hint);
    preflight_add(preflight, finding);
}

static void check_spots(Preflight *preflight) {
    const Uses *colours = &preflight->colours;
    for (size_t i = 0; i < colours->count; i++)
        for (size_t k = 0; k < i; k++) {
            const Swatch *first = colours->items[k].what, *second = colours->items[i].what;
            if (first->spot.length > 0 && second->spot.length > 0)
                check_pair(preflight, first, &colours->items[i]);
        }
}

/* ---- fonts ------------------------------------------------------------------------------------ */

/* What its maker says may be done with a font (OpenType, OS/2 fsType). */
static void check_licence(Preflight *preflight, const Use *use) {
    const Face *face = use->what;
    bool none = (face->licence & LICENCE_NO_EMBEDDING) && !(face->licence & LICENCE_MILDER);
    bool refused = none || (face->licence & LICENCE_BITMAPS_ONLY);
    if (!refused && !(face->licence & LICENCE_WHOLE_ONLY))
        return;
    Arena *arena = preflight->env->keep;
    Finding finding =
        finding_of(use, "font-licence", refused ? SEVERITY_ERROR : SEVERITY_WARNING, (Span){0});
    finding.text = str_format(arena, "the font '%.*s' (%.*s) %s", STR_ARGS(face->name),
                              STR_ARGS(path_name(face->file)),
                              refused ? "forbids to be embedded, and a press file must have its fonts"
                                      : "allows to be embedded whole only, and this file has a part of it");
    finding.hint = STR("ask its maker for a licence, or name another family under 'fonts'");
    preflight_add(preflight, finding);
}

/* ---- the order -------------------------------------------------------------------------------- */

/* The first that go to a shop, else the first of all: what a layout prints by itself is nobody else's. */
const SheetRules *preflight_sheets(const Preflight *preflight) {
    const Design *design = preflight->design;
    for (size_t i = 0; i < design->sheet_count; i++)
        if (design->sheets[i].printer == PRINTER_PRESS)
            return &design->sheets[i];
    return &design->sheets[0];
}

bool preflight_is_booklet(const Preflight *preflight, const SheetRules *sheets) {
    bool stapled = sheets->scheme == SCHEME_BOOKLET || sheets->scheme == SCHEME_OFFICE;
    return stapled && (sheets->span.file != 0 || preflight->design->page.facing);
}

/* Of the whole job: on the last page, at the line that speaks of these sheets, or of pages. */
static void add_count(Preflight *preflight, const SheetRules *sheets, Finding finding) {
    finding.severity = SEVERITY_WARNING;
    finding.page = (uint32_t)preflight->pages->count - 1;
    finding.pages = 1;
    finding.span = sheets->span.file != 0 ? sheets->span : preflight->design->page.span;
    preflight_add(preflight, finding);
}

/* What the pages of a job come in, by how it is folded. */
typedef struct Portion {
    size_t pages;
    const char *what;
} Portion;

static Portion find_portion(const Preflight *preflight, const SheetRules *sheets) {
    bool leaflet = sheets->scheme == SCHEME_ROLL || sheets->scheme == SCHEME_ZIGZAG;
    bool said = sheets->span.file != 0 || preflight->design->page.leaflet != LEAFLET_NONE;
    if (preflight_is_booklet(preflight, sheets))
        return (Portion){4, "a booklet has a multiple of 4 pages"};
    if (said && sheets->scheme == SCHEME_SIGNATURES)
        return sheets->signature == 4 ? (Portion){4, "perfect binding takes sections of 4 pages"}
                                      : (Portion){8, "perfect binding takes sections of 8 and 16 pages"};
    if (said && leaflet)
        return (Portion){2 * sheets->panels.count, "a leaflet has a page on both sides of each panel"};
    bool folded = preflight->design->press.fold.count > 1 && preflight->pages->count > 1;
    return folded ? (Portion){2, "a folded sheet has two sides"} : (Portion){1, ""};
}

static void check_count(Preflight *preflight, const SheetRules *sheets) {
    Portion portion = find_portion(preflight, sheets);
    Arena *arena = preflight->env->keep;
    size_t count = preflight->pages->count;
    if (count % portion.pages == 0)
        return;
    size_t blank = portion.pages - count % portion.pages;
    Finding finding = {.code = "page-count"};
    finding.text =
        str_format(arena, "%s: of %zu pages %zu would stay blank", portion.what, count + blank, blank);
    finding.hint =
        str_format(arena, "fill them, or write 'count: multiple of %zu' under 'page'", portion.pages);
    add_count(preflight, sheets, finding);
}

/* Glue wants an edge to hold on to. */
static void check_spine(Preflight *preflight, const SheetRules *sheets) {
    Pt thickness = sheets->paper.thickness;
    Pt spine = (double)preflight->pages->count / 2 * thickness;
    bool glued = sheets->span.file != 0 && sheets->scheme == SCHEME_SIGNATURES;
    if (!glued || spine >= LEAST_SPINE || !(thickness > 0))
        return;
    Arena *arena = preflight->env->keep;
    int least = (int)ceil(2 * LEAST_SPINE / thickness / 8) * 8;
    Finding finding = {.code = "spine"};
    finding.text = str_format(arena, "the spine is %.*s, and glue holds from %.*s on",
                              STR_ARGS(str_millimetres(arena, spine, 1)),
                              STR_ARGS(str_millimetres(arena, LEAST_SPINE, 1)));
    finding.hint =
        str_format(arena, "on this paper that takes %d pages: staple it, 'scheme: booklet'", least);
    add_count(preflight, sheets, finding);
}

/* It stands in the front matter, or is missing there. */
static Span date_span(const Doc *doc) {
    for (size_t i = 0; i < doc->meta.field_count; i++)
        if (str_equal_c(doc->meta.fields[i].key, "date"))
            return doc->meta.fields[i].span;
    if (doc->meta.field_count > 0 && doc->meta.fields[0].span.file != 0)
        return doc->meta.fields[0].span;
    for (NodeId id = 1; id < doc->node_count; id++)
        if (doc->nodes[id]->span.file != 0)
            return doc->nodes[id]->span;
    return (Span){0};
}

static void check_date(Preflight *preflight) {
    if (preflight->options->date != 0)
        return;
    Finding finding = {.code = "date", .severity = SEVERITY_WARNING, .pages = 1};
    finding.span = date_span(preflight->doc);
    finding.text = STR("PDF/X-4 wants a date; there is none, and the file says 1970");
    finding.hint = STR("write it in the front matter: date: 2026-03-31");
    preflight_add(preflight, finding);
}

void preflight_check_job(Preflight *preflight) {
    if (preflight->pages->count == 0)
        return;
    for (size_t i = 0; i < preflight->colours.count; i++)
        check_chosen(preflight, &preflight->colours.items[i]);
    check_spots(preflight);
    for (size_t i = 0; i < preflight->faces.count; i++)
        check_licence(preflight, &preflight->faces.items[i]);
    for (size_t i = 0; i < preflight->design->sheet_count; i++) {
        check_count(preflight, &preflight->design->sheets[i]);
        check_spine(preflight, &preflight->design->sheets[i]);
    }
    check_date(preflight);
}
