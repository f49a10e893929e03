/*
 * pdf/preflight.c - what a print shop would phone about, before it does.
 *
 * The one idea: a page is looked at in the order in which it is printed. Each item meets the ink that lies
 * under it, so it can be told what white type stands on; when all is painted the heaviest spot is known.
 * The same thing on many pages is one finding, which names the line to change.
 */
#include "pdf/preflight.h"

#include <math.h>
#include <string.h>

bool preflight_same_span(Span a, Span b) {
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

static bool is_same(const Finding *known, const Finding *finding) {
    if (known->code != finding->code || !str_equal(known->hint, finding->hint))
        return false;
    if (!finding->repeats)
        return preflight_same_span(known->span, finding->span);
    return finding->cause.file != 0 ? preflight_same_span(known->cause, finding->cause)
                                    : str_equal(known->text, finding->text);
}

/* The worst of them is told. */
static void add_again(Finding *known, const Finding *finding) {
    uint32_t pages = known->pages + (known->last != finding->page);
    if (finding->severity > known->severity)
        *known = *finding;
    known->pages = pages;
    known->last = finding->page;
}

void preflight_add(Preflight *preflight, Finding finding) {
    PressReport *report = preflight->report;
    for (size_t i = 0; i < report->count && finding.span.file != 0; i++) {
        if (!is_same(&report->findings[i], &finding))
            continue;
        add_again(&report->findings[i], &finding);
        return;
    }
    finding.last = finding.page;
    LIST_PUSH(preflight->env->keep, report->findings, report->count, report->capacity, finding);
}

void preflight_add_at(Preflight *preflight, const Item *item, Extent extent, Finding finding) {
    finding.page = preflight->page;
    finding.pages = 1;
    finding.x = extent.left;
    finding.y = extent.top;
    finding.span = preflight_span(preflight, item);
    preflight_add(preflight, finding);
}

static Span find_span(const Preflight *preflight, const Item *item) {
    const Doc *doc = preflight->doc;
    const PictureLook *look = item->kind == ITEM_PICTURE ? item->picture.look : NULL;
    if (look && look->span.file != 0)
        return look->span;
    if (item->kind == ITEM_PICTURE && item->picture.picture)
        return item->picture.picture->span;
    if (item->kind == ITEM_TEXT && item->text.span.file != 0)
        return item->text.span;
    Span written = doc_span(item->node < doc->node_count ? doc->nodes[item->node] : NULL);
    if (written.file != 0)
        return written;
    if (item->kind == ITEM_SHAPE && item->shape->span.file != 0)
        return item->shape->span;
    const Design *design = preflight->design;
    for (size_t i = 0; i < design->master_count; i++)
        if (str_equal(design->masters[i].name, preflight->at->master))
            return design->masters[i].span;
    return (Span){0};
}

/* What the defaults draw follows the layout's page. */
Span preflight_span(const Preflight *preflight, const Item *item) {
    const Design *design = preflight->design;
    Span span = find_span(preflight, item);
    return span.file != 0 && span.file == design->builtin ? design->page.span : span;
}

static Str item_words(Arena *arena, const TextItem *text) {
    enum { WORDS = 4 };
    Buffer words = buffer_new(arena);
    for (uint32_t i = 0; i < text->count && i < WORDS; i++) {
        if (i > 0 && text->runs[i - 1].flags & RUN_SPACE)
            buffer_add_byte(&words, ' ');
        for (const GlyphRun *run = text->runs[i].run; run; run = run->next)
            buffer_add(&words, run->text);
    }
    if (text->count > WORDS)
        buffer_add_c(&words, " ...");
    return buffer_str(&words);
}

Str preflight_describe(Preflight *preflight, const Item *item) {
    Arena *arena = preflight->env->keep;
    if (item->kind == ITEM_TEXT)
        return str_format(arena, "the text '%.*s'", STR_ARGS(item_words(arena, &item->text)));
    if (item->kind == ITEM_PICTURE)
        return str_format(arena, "the picture '%.*s'", STR_ARGS(item->picture.picture->path));
    if (item->tender)
        return STR("the QR code");
    const Paint *fill = &item->shape->fill;
    Colour colour = colour_is_none(fill->from) ? item->shape->stroke.colour : fill->from;
    const char *kind = item->shape->kind == SHAPE_RECT ? "the area in" : "the shape in";
    return colour.swatch ? str_format(arena, "%s '%.*s'", kind, STR_ARGS(colour.swatch->name))
                         : STR("an area");
}

/* ---- what is used where ----------------------------------------------------------------------- */

/* An item of a page, while its colours and faces are noted. */
typedef struct Seen {
    Preflight *preflight;
    const Item *item;
} Seen;

static void note_use(const Seen *seen, Uses *uses, const void *what) {
    Preflight *preflight = seen->preflight;
    for (size_t i = 0; i < uses->count; i++) {
        Use *use = &uses->items[i];
        if (use->what != what)
            continue;
        use->pages += use->last != preflight->page;
        use->last = preflight->page;
        return;
    }
    Extent extent = preflight_extent(seen->item);
    Use use = {what, preflight->page, 1, preflight->page, extent.left, extent.top, {0}};
    use.span = preflight_span(preflight, seen->item);
    LIST_PUSH(preflight->env->keep, uses->items, uses->count, uses->capacity, use);
}

static void note_colour(void *owner, Colour colour) {
    const Seen *seen = owner;
    if (colour.swatch)
        note_use(seen, &seen->preflight->colours, colour.swatch);
}

static void note_item(Preflight *preflight, const Item *item) {
    Seen seen = {preflight, item};
    Page alone = {.items = (Item[]){*item}, .count = 1};
    page_visit_colours(&alone, note_colour, &seen);
    for (uint32_t i = 0; item->kind == ITEM_TEXT && i < item->text.count; i++)
        for (const GlyphRun *run = item->text.runs[i].run; run; run = run->next)
            note_use(&seen, &preflight->faces, run->face);
}

static void check_page(Preflight *preflight, uint32_t index) {
    const Page *page = &preflight->pages->pages[index];
    preflight->page = index;
    preflight->at = page;
    preflight->coverage = coverage_begin(preflight->maker, page);
    for (size_t i = 0; i < page->count; i++) {
        note_item(preflight, &page->items[i]);
        preflight_check_item(preflight, &page->items[i]);
        coverage_paint(preflight->maker, &page->items[i], (uint32_t)i);
    }
    preflight_check_ink(preflight);
}

/* "page 3 and 5 more, 12 x 45 mm: " */
static Str finding_place(Arena *arena, const Finding *finding) {
    Buffer out = buffer_new(arena);
    buffer_format(&out, "page %u", (unsigned)finding->page + 1);
    if (finding->pages > 1)
        buffer_format(&out, " and %u more", (unsigned)finding->pages - 1);
    buffer_add_c(&out, ", ");
    buffer_add_number(&out, finding->x / PT_PER_MM, 0);
    buffer_add_c(&out, " x ");
    buffer_add_number(&out, finding->y / PT_PER_MM, 0);
    buffer_add_c(&out, " mm: ");
    return buffer_str(&out);
}

PressReport *pdf_check_press(Env *env, const PressWork *work, const Doc *doc, const Design *design,
                             const PdfOptions *options) {
    Arena *arena = arena_new();
    PressReport *report = ARENA_NEW(env->keep, PressReport);
    Preflight preflight = {
        .env = env, .pages = work->pages, .doc = doc, .design = design, .options = options};
    preflight.report = report;
    preflight.maker = coverage_maker_new(env, arena, options);
    for (size_t i = 0; i < work->pages->count; i++)
        check_page(&preflight, (uint32_t)i);
    preflight_check_job(&preflight);
    preflight_check_file(&preflight, work->file);
    report->ticket = preflight_ticket(&preflight);
    arena_free(arena);
    for (size_t i = 0; i < report->count; i++) {
        const Finding *finding = &report->findings[i];
        diags_report(env->diags, finding->severity, finding->span, finding->hint, "%.*s%.*s",
                     STR_ARGS(finding_place(env->keep, finding)), STR_ARGS(finding->text));
    }
    return report;
}

/* ---- the report ------------------------------------------------------------------------------- */

Str pdf_report_ticket(const PressReport *report) {
    return report->ticket;
}

static void add_string(Buffer *out, const char *key, Str text) {
    buffer_format(out, "\"%s\": \"", key);
    buffer_add_escaped(out, text);
    buffer_add_byte(out, '"');
}

static void add_number(Buffer *out, const char *key, double value, int decimals) {
    buffer_format(out, ", \"%s\": ", key);
    buffer_add_number(out, value, decimals);
}

static void add_place(Buffer *out, const Diags *diags, Span span) {
    add_string(out, "file", diags_source_path(diags, span.file));
    add_number(out, "line", span.line, 0);
    add_number(out, "column", span.column, 0);
}

static void add_finding(Buffer *out, const Diags *diags, const Finding *finding) {
    buffer_add_byte(out, '{');
    add_string(out, "severity", finding->severity == SEVERITY_ERROR ? STR("error") : STR("warning"));
    buffer_add_c(out, ", ");
    add_string(out, "code", str_from(finding->code));
    add_number(out, "page", finding->page + 1, 0);
    add_number(out, "pages", finding->pages, 0);
    add_number(out, "x", finding->x / PT_PER_MM, 2);
    add_number(out, "y", finding->y / PT_PER_MM, 2);
    buffer_add_c(out, ", ");
    if (finding->span.file != 0) {
        add_place(out, diags, finding->span);
        buffer_add_c(out, ", ");
    }
    if (finding->cause.file != 0) {
        buffer_add_c(out, "\"cause\": {");
        add_place(out, diags, finding->cause);
        buffer_add_c(out, "}, ");
    }
    add_string(out, "message", finding->text);
    buffer_add_c(out, ", ");
    add_string(out, "hint", finding->hint);
    buffer_add_byte(out, '}');
}

Str pdf_report_json(const Env *env, const PressReport *report, const PressJob *job) {
    Buffer out = buffer_new(env->keep);
    buffer_add_byte(&out, '{');
    add_string(&out, "publication", job->publication);
    buffer_add_c(&out, ", ");
    add_string(&out, "layout", job->layout);
    buffer_add_c(&out, ", ");
    add_string(&out, "ticket", report->ticket);
    add_number(&out, "errors", (double)job->errors, 0);
    add_number(&out, "ink", report->ink * 100, 1);
    add_number(&out, "inkPage", report->ink_page + 1, 0);
    buffer_add_c(&out, ", \"findings\": [");
    for (size_t i = 0; i < report->count; i++) {
        if (i > 0)
            buffer_add_c(&out, ", ");
        add_finding(&out, env->diags, &report->findings[i]);
    }
    buffer_add_c(&out, "]}\n");
    return buffer_str(&out);
}
