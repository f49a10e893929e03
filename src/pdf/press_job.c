/*
 * pdf/press_job.c - the checks of the press edition that look at the whole job, and its job ticket.
 *
 * The one idea: a job is a few numbers that a shop types into its order form; whatever would make it ask
 * back (an ink with two names, pages that do not fold, colours nobody chose) is said here first.
 */
#include "pdf/preflight.h"

#include <math.h>
#include <string.h>

/* Of all pages, at the line to change; file 0: there is none. */
static void add_job(Preflight *preflight, const char *code, Severity severity, Finding finding) {
    finding.code = code;
    finding.severity = severity;
    preflight->page = 0;
    preflight_add(preflight, finding);
}

/* ---- colours ---------------------------------------------------------------------------------- */

typedef struct Swatches {
    Arena *arena;
    const Swatch **items;
    size_t count, capacity;
} Swatches;

static void add_swatch(void *owner, Colour colour) {
    Swatches *swatches = owner;
    if (!colour.swatch)
        return;
    for (size_t i = 0; i < swatches->count; i++)
        if (swatches->items[i] == colour.swatch)
            return;
    LIST_PUSH(swatches->arena, swatches->items, swatches->count, swatches->capacity, colour.swatch);
}

static Str ink_words(Arena *arena, const double inks[4]) {
    return str_format(arena, "cmyk(%d %d %d %d)", (int)lround(inks[0] * 100), (int)lround(inks[1] * 100),
                      (int)lround(inks[2] * 100), (int)lround(inks[3] * 100));
}

static void check_chosen(Preflight *preflight, const Swatch *swatch) {
    double inks[4];
    Arena *arena = preflight->env->keep;
    bool bare = swatch->red + swatch->green + swatch->blue >= 3;
    if (swatch->print || bare)
        return;
    pdf_profile_inks(preflight->options->profile, swatch, inks);
    Str words = ink_words(arena, inks), name = swatch->name;
    bool spot = swatch->spot.length > 0;
    Str hint = spot ? str_format(arena, "say what stands for it: spot(\"%.*s\" %.*s)",
                                 STR_ARGS(swatch->spot), STR_ARGS(words))
                    : str_format(arena, "choose the inks in the palette: {screen: ..., print: %.*s}",
                                 STR_ARGS(words));
    add_job(
        preflight, "rgb", SEVERITY_WARNING,
        (Finding){.span = swatch->span,
                  .text = str_format(arena, "the colour '%.*s' has a screen value only; it becomes %.*s",
                                     STR_ARGS(name), STR_ARGS(words)),
                  .hint = hint});
}

/* Capital letters and figures alone; a paper's letter at the end (C, U, M) does not make another ink. */
static Str plain_name(Arena *arena, Str name) {
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
    return buffer_str(&out);
}

/* One ink in two ways of writing would be two plates; with two makings, what shows it is left to chance. */
static void check_pair(Preflight *preflight, const Swatch *first, const Swatch *second) {
    Arena *arena = preflight->env->keep;
    Str a = first->spot, b = second->spot;
    double inks[2][4];
    pdf_profile_inks(preflight->options->profile, first, inks[0]);
    pdf_profile_inks(preflight->options->profile, second, inks[1]);
    Str made = ink_words(arena, inks[0]), other = ink_words(arena, inks[1]);
    if (!str_equal(plain_name(arena, a), plain_name(arena, b)))
        return;
    if (!str_equal(a, b))
        add_job(preflight, "spot-name", SEVERITY_ERROR,
                (Finding){.span = second->span,
                          .text = str_format(arena, "'%.*s' and '%.*s' would be two plates", STR_ARGS(a),
                                             STR_ARGS(b)),
                          .hint = STR("write the same ink the same way in every colour of the palette")});
    else if (!str_equal(made, other))
        add_job(preflight, "spot-made", SEVERITY_ERROR,
                (Finding){.span = second->span,
                          .text = str_format(arena, "'%.*s' is %.*s in '%.*s' and %.*s in '%.*s'",
                                             STR_ARGS(a), STR_ARGS(made), STR_ARGS(first->name),
                                             STR_ARGS(other), STR_ARGS(second->name)),
                          .hint = STR("give an ink the same process inks in every colour of the palette")});
}

static void check_spots(Preflight *preflight, const Swatches *swatches) {
    for (size_t i = 0; i < swatches->count; i++)
        for (size_t k = 0; k < i; k++)
            if (swatches->items[k]->spot.length > 0 && swatches->items[i]->spot.length > 0)
                check_pair(preflight, swatches->items[k], swatches->items[i]);
}

/* ---- the order -------------------------------------------------------------------------------- */

static bool is_folded_booklet(const Preflight *preflight) {
    const SheetRules *sheets = &preflight->design->sheets;
    bool said = sheets->scheme == SCHEME_BOOKLET && sheets->span.file != 0;
    return said || (preflight->design->page.facing && sheets->scheme <= SCHEME_OFFICE);
}

static void check_count(Preflight *preflight) {
    size_t count = preflight->pages->count;
    if (!is_folded_booklet(preflight) || count % 4 == 0)
        return;
    Arena *arena = preflight->env->keep;
    add_job(
        preflight, "page-count", SEVERITY_WARNING,
        (Finding){.span = preflight->design->sheets.span,
                  .text = str_format(arena, "a booklet has a multiple of 4 pages, this one has %zu", count),
                  .hint = STR("write 'count: multiple of 4' under 'page'")});
}

static void check_date(Preflight *preflight) {
    if (preflight->options->date == 0)
        add_job(preflight, "date", SEVERITY_WARNING,
                (Finding){.text = STR("PDF/X-4 wants a date; there is none, and the file says 1970"),
                          .hint = STR("write it in the front matter: date: 2026-03-31")});
}

void preflight_check_job(Preflight *preflight) {
    Swatches swatches = {.arena = preflight->env->keep};
    for (size_t i = 0; i < preflight->pages->count; i++)
        page_visit_colours(&preflight->pages->pages[i], add_swatch, &swatches);
    for (size_t i = 0; i < swatches.count; i++)
        check_chosen(preflight, swatches.items[i]);
    check_spots(preflight, &swatches);
    check_count(preflight);
    check_date(preflight);
}

/* ---- the ticket ------------------------------------------------------------------------------- */

static void add_size(Buffer *out, const Page *page) {
    buffer_add_number(out, page->width / PT_PER_MM, 2);
    buffer_add_c(out, " x ");
    buffer_add_number(out, page->height / PT_PER_MM, 2);
    buffer_add_c(out, " mm, bleed ");
    buffer_add_number(out, page->bleed / PT_PER_MM, 1);
    buffer_add_c(out, " mm");
}

static Str inks_of_page(Arena *arena, const Page *page) {
    static const char letters[] = "CMYK";
    Inks inks = {0};
    Buffer out = buffer_new(arena);
    pages_add_inks(arena, page, &inks);
    for (int i = 0; i < 4; i++)
        if (inks.process >> i & 1)
            buffer_add_byte(&out, letters[i]);
    for (size_t i = 0; i < inks.spot_count; i++)
        buffer_format(&out, "%s%.*s", out.length > 0 ? " + " : "", STR_ARGS(inks.spots[i]->spot));
    return out.length > 0 ? buffer_str(&out) : STR("no ink");
}

/* Pages in a row with the same inks stand together: "CMYK 1-2, K 3". */
static void add_inks(Preflight *preflight, Buffer *out) {
    const Pages *pages = preflight->pages;
    Arena *arena = preflight->env->keep;
    for (size_t first = 0, next; first < pages->count; first = next) {
        Str inks = inks_of_page(arena, &pages->pages[first]);
        for (next = first + 1; next < pages->count; next++)
            if (!str_equal(inks, inks_of_page(arena, &pages->pages[next])))
                break;
        buffer_format(out, "%s%.*s", first > 0 ? ", " : "", STR_ARGS(inks));
        if (next - first == pages->count)
            return;
        buffer_format(out, " on %zu", first + 1);
        if (next > first + 1)
            buffer_format(out, "-%zu", next);
    }
}

static void add_paper(const Paper *paper, Buffer *out) {
    if (paper->grams > 0)
        buffer_format(out, "%u gsm %s", (unsigned)paper->grams, paper->uncoated ? "uncoated" : "coated");
    else
        buffer_add_c(out, paper->uncoated ? "uncoated paper" : "coated paper");
}

static void add_fold(const Preflight *preflight, Buffer *out) {
    static const char *const schemes[] = {
        [SCHEME_BOOKLET] = "saddle stitch",
        [SCHEME_OFFICE] = "saddle stitch",
        [SCHEME_SIGNATURES] = "perfect binding",
        [SCHEME_ROLL] = "roll fold",
        [SCHEME_ZIGZAG] = "zigzag fold",
        [SCHEME_GRID] = "no fold",
        [SCHEME_REPEAT] = "no fold",
    };
    const Panels *fold = &preflight->design->press.fold;
    if (fold->count > 1) {
        buffer_add_c(out, "folded to");
        for (size_t i = 0; i < fold->count; i++) {
            buffer_add_byte(out, ' ');
            buffer_add_number(out, fold->widths[i] / PT_PER_MM, 1);
        }
        buffer_add_c(out, " mm");
    } else if (preflight->design->sheets.span.file != 0 || preflight->design->page.leaflet) {
        buffer_add_c(out, schemes[preflight->design->sheets.scheme]);
    } else {
        buffer_add_c(out, is_folded_booklet(preflight) ? "saddle stitch" : "no fold");
    }
}

Str preflight_ticket(Preflight *preflight) {
    Buffer out = buffer_new(preflight->env->keep);
    const Pages *pages = preflight->pages;
    if (pages->count == 0)
        return (Str){0};
    buffer_format(&out, "PDF/X-4, %zu %s of ", pages->count, pages->count == 1 ? "page" : "pages");
    add_size(&out, &pages->pages[0]);
    buffer_add_c(&out, ", ");
    add_inks(preflight, &out);
    buffer_format(&out, ", at most %d %% of ink (page %u), ", (int)lround(preflight->report->ink * 100),
                  (unsigned)preflight->report->ink_page + 1);
    add_paper(&preflight->design->press.paper, &out);
    buffer_add_c(&out, ", ");
    add_fold(preflight, &out);
    buffer_format(&out, ", %.*s", STR_ARGS(pdf_profile_name(preflight->options->profile)));
    return buffer_str(&out);
}
