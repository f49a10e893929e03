/*
 * webpage.c - the words and the HTML of the page that a publication is handed out with.
 *
 * The one idea: plain HTML in the order in which it is read, which a style sheet of thirty lines lays out
 * from 320 pixels up. What a visitor must know before a download stands beside the link (WCAG 2.1, 2.4.4,
 * 1.4.10, 2.4.7).
 */
#include "webpage.h"

#include "preview.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* Pixels of a cover's longer side. */
enum { COVER_SIDE = 800 };

typedef struct Words {
    Str language;
    const char *cover, *format, *pages, *size, *written, *date, *download, *decimal;
} Words;

static const Words words_known[] = {
    {STR_INIT("en"), "Cover", "Format", "Pages", "Size", "Language", "Date", "Download", "."},
    {STR_INIT("da"), "Forside", "Format", "Sider", "Størrelse", "Sprog", "Dato", "Hent", ","},
    {STR_INIT("de"), "Titelseite", "Format", "Seiten", "Größe", "Sprache", "Datum", "Herunterladen:", ","},
    {STR_INIT("sv"), "Omslag", "Format", "Sidor", "Storlek", "Språk", "Datum", "Hämta", ","},
    {STR_INIT("nb"), "Forside", "Format", "Sider", "Størrelse", "Språk", "Dato", "Last ned", ","},
};

/* By language as above: what stands behind the number of a day, and the months. */
static const struct {
    const char *day_mark, *months;
} dates_known[] = {
    {"", "January February March April May June July August September October November December"},
    {".", "januar februar marts april maj juni juli august september oktober november december"},
    {".", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"},
    {"", "januari februari mars april maj juni juli augusti september oktober november december"},
    {".", "januar februar mars april mai juni juli august september oktober november desember"},
};

/* Languages by their own names. */
static const struct {
    Str code;
    const char *name;
} names_known[] = {
    {STR_INIT("da"), "dansk"},       {STR_INIT("en"), "English"},      {STR_INIT("de"), "Deutsch"},
    {STR_INIT("sv"), "svenska"},     {STR_INIT("nb"), "norsk bokmål"}, {STR_INIT("nn"), "norsk nynorsk"},
    {STR_INIT("kl"), "kalaallisut"}, {STR_INIT("fo"), "føroyskt"},     {STR_INIT("is"), "íslenska"},
    {STR_INIT("fi"), "suomi"},       {STR_INIT("fr"), "français"},     {STR_INIT("es"), "español"},
    {STR_INIT("pl"), "polski"},      {STR_INIT("uk"), "українська"},   {STR_INIT("tr"), "Türkçe"},
};

static const char style[] =
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:#fff;color:#1b2226;font:1.0625rem/1.5 system-ui,sans-serif;"
    "overflow-wrap:anywhere}\n"
    "main{max-width:70rem;margin:0 auto;padding:2rem 1rem 4rem}\n"
    "h1{margin:0;font-size:clamp(1.75rem,6vw,3.25rem);line-height:1.1;"
    "letter-spacing:-.02em;color:var(--accent)}\n"
    ".subtitle{margin:.5rem 0 0;font-size:1.25rem}\n"
    ".by{margin:1rem 0 0}\n"
    "ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:2.5rem 2rem;"
    "margin:2.5rem 0 0;padding:0;list-style:none}\n"
    "li{display:flex;flex-direction:column}\n"
    "img{width:auto;height:auto;max-width:100%;max-height:22rem;margin:0 auto 0 0;"
    "border:1px solid #d5d9db}\n"
    "h2{margin:1rem 0 .5rem;font-size:1.25rem;line-height:1.25}\n"
    "dl{display:grid;grid-template-columns:auto 1fr;gap:0 .75rem;margin:0}\n"
    "dt{color:#56666e}\n"
    "dd{margin:0}\n"
    "li p{margin:1rem 0 0}\n"
    "a{display:inline-block;padding:.7rem 1.1rem;border-radius:.3rem;background:var(--accent);color:#fff;"
    "font-weight:600;text-decoration:none}\n"
    "a:hover{text-decoration:underline}\n"
    "a:focus-visible{outline:3px solid #1b2226;outline-offset:3px}\n"
    "@media (forced-colors:active){a{border:1px solid}}\n";

/* ---- text ------------------------------------------------------------------------------------- */

static void add_escaped(Buffer *out, Str text) {
    for (size_t i = 0; i < text.length; i++) {
        switch (text.data[i]) {
        case '&': buffer_add_c(out, "&amp;"); break;
        case '<': buffer_add_c(out, "&lt;"); break;
        case '>': buffer_add_c(out, "&gt;"); break;
        case '"': buffer_add_c(out, "&quot;"); break;
        default: buffer_add_byte(out, text.data[i]);
        }
    }
}

/* A file of this folder as an address. */
static void add_address(Buffer *out, Str file, const char *ending) {
    for (size_t i = 0; i < file.length; i++) {
        unsigned char byte = (unsigned char)file.data[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.';
        buffer_format(out, plain ? "%c" : "%%%02X", byte);
    }
    buffer_add_c(out, ending);
}

static void add_element(Buffer *out, const char *element, const char *attributes, Str text) {
    if (text.length == 0)
        return;
    buffer_format(out, "<%s%s>", element, attributes);
    add_escaped(out, text);
    buffer_format(out, "</%s>\n", element);
}

/* "da" for "da-DK". */
static Str main_language(const Doc *doc) {
    return str_slice(doc->meta.language, 0, str_find(doc->meta.language, '-'));
}

static const Words *choose_words(const Doc *doc) {
    for (size_t i = 0; i < sizeof words_known / sizeof *words_known; i++)
        if (str_equal(words_known[i].language, main_language(doc)))
            return &words_known[i];
    return &words_known[0];
}

static Str language_name(const Doc *doc) {
    for (size_t i = 0; i < sizeof names_known / sizeof *names_known; i++)
        if (str_equal(names_known[i].code, main_language(doc)))
            return str_from(names_known[i].name);
    return doc->meta.language;
}

/* ---- measures --------------------------------------------------------------------------------- */

/* "A4, ": the format of ISO 216 that a size is, upright or not; nothing for others. */
static void add_format(Buffer *out, Pt width, Pt height) {
    double shorter = fmin(width, height) / PT_PER_MM, longer = fmax(width, height) / PT_PER_MM;
    double w = 841, h = 1189;
    for (int n = 0; n <= 8; n++) {
        if (fabs(w - shorter) < 1 && fabs(h - longer) < 1)
            buffer_format(out, "A%d, ", n);
        double half = floor(h / 2);
        h = w;
        w = half;
    }
}

static Str describe_format(Arena *arena, const PageGeometry *page) {
    Buffer out = buffer_new(arena);
    add_format(&out, page->width, page->height);
    buffer_add_number(&out, page->width / PT_PER_MM, 0);
    buffer_add_c(&out, " × ");
    buffer_add_number(&out, page->height / PT_PER_MM, 0);
    buffer_add_c(&out, " mm");
    return buffer_str(&out);
}

/* "83 kB", "1,2 MB", each on one line. */
static Str describe_size(Arena *arena, const WebEntry *entry, const Words *words) {
    if (entry->bytes < 1000000)
        return str_format(arena, "%zu\u00a0kB", (entry->bytes + 999) / 1000);
    size_t tenths = (entry->bytes + 50000) / 100000;
    return str_format(arena, "%zu%s%zu\u00a0MB", tenths / 10, words->decimal, tenths % 10);
}

static int two_digits(Str text, size_t at) {
    return (text.data[at] - '0') * 10 + text.data[at + 1] - '0';
}

/* "1. januar 2019", "januar 2019" or "2019", as much as the author wrote; no date stays as it is. */
static Str describe_date(Arena *arena, Str date, const Words *words) {
    enum { MONTH_AT = 5, DAY_AT = 8 };
    int64_t seconds;
    if (!str_date(date, &seconds) || date.length < MONTH_AT)
        return date;
    size_t language = (size_t)(words - words_known);
    Buffer out = buffer_new(arena);
    if (date.length > DAY_AT)
        buffer_format(&out, "%d%s\u00a0", two_digits(date, DAY_AT), dates_known[language].day_mark);
    Str months = str_from(dates_known[language].months), month = {0};
    for (int i = two_digits(date, MONTH_AT); i > 0; i--)
        month = str_next_word(&months);
    buffer_format(&out, "%.*s %.4s", STR_ARGS(month), date.data);
    return buffer_str(&out);
}

/* The layout's accent where white can be read on it, else a dark blue. */
static void add_accent(Buffer *out, const Swatch *accent) {
    float rgb[3] = {0, 0.34F, 0.42F}, white[3] = {1, 1, 1}, wanted[3];
    colour_screen((Colour){accent, 1}, wanted);
    for (size_t i = 0; i < 3 && colour_contrast(wanted, white) >= 4.5; i++)
        rgb[i] = wanted[i];
    buffer_format(out, ":root{--accent:#%02lx%02lx%02lx}\n", lrintf(rgb[0] * 255), lrintf(rgb[1] * 255),
                  lrintf(rgb[2] * 255));
}

/* ---- the page --------------------------------------------------------------------------------- */

static void add_fact(Buffer *out, const char *name, Str value) {
    buffer_format(out, "<dt>%s</dt>\n<dd>", name);
    add_escaped(out, value);
    buffer_add_c(out, "</dd>\n");
}

static void add_cover(Buffer *out, const WebEntry *entry, const Words *words, Str title) {
    Pt width = entry->design->page.width, height = entry->design->page.height;
    double longer = fmax(width, height);
    buffer_add_c(out, "<img src=\"");
    add_address(out, entry->design->name, ".png");
    buffer_format(out, "\" width=\"%ld\" height=\"%ld\" alt=\"%s: ", lrint(width / longer * COVER_SIDE),
                  lrint(height / longer * COVER_SIDE), words->cover);
    add_escaped(out, title);
    buffer_add_c(out, "\">\n");
}

static void add_entry(Buffer *out, const Doc *doc, const WebEntry *entry, const Words *words) {
    Arena *arena = out->arena;
    Str title = entry->design->title.length > 0 ? entry->design->title : entry->design->name;
    Str size = describe_size(arena, entry, words);
    buffer_add_c(out, "<li>\n");
    if (entry->cover)
        add_cover(out, entry, words, title);
    add_element(out, "h2", "", title);
    buffer_add_c(out, "<dl>\n");
    add_fact(out, words->format, describe_format(arena, &entry->design->page));
    add_fact(out, words->pages, str_format(arena, "%zu", entry->pages));
    add_fact(out, words->size, str_format(arena, "PDF, %.*s", STR_ARGS(size)));
    add_fact(out, words->written, language_name(doc));
    if (doc->meta.date.length > 0)
        add_fact(out, words->date, describe_date(arena, str_trim(doc->meta.date), words));
    buffer_add_c(out, "</dl>\n<p><a href=\"");
    add_address(out, entry->design->name, ".pdf");
    buffer_format(out, "\" type=\"application/pdf\">%s ", words->download);
    add_escaped(out, title);
    buffer_format(out, " (PDF,\u00a0%.*s)</a></p>\n</li>\n", STR_ARGS(size));
}

static Str make_html(Arena *arena, const Webpage *page) {
    const Meta *meta = &page->doc->meta;
    const Words *words = choose_words(page->doc);
    Buffer out = buffer_new(arena);
    buffer_add_c(&out, "<!DOCTYPE html>\n<html lang=\"");
    add_escaped(&out, meta->language);
    buffer_add_c(&out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add_element(&out, "title", "", meta->title);
    if (meta->subject.length > 0) {
        buffer_add_c(&out, "<meta name=\"description\" content=\"");
        add_escaped(&out, meta->subject);
        buffer_add_c(&out, "\">\n");
    }
    buffer_add_c(&out, "<style>\n");
    add_accent(&out, page->entries[0].design->accent);
    buffer_add_c(&out, style);
    buffer_add_c(&out, "</style>\n</head>\n<body>\n<main>\n");
    add_element(&out, "h1", "", meta->title);
    add_element(&out, "p", " class=\"subtitle\"", meta->subtitle);
    add_element(&out, "p", " class=\"by\"", meta->author);
    buffer_add_c(&out, "<ul>\n");
    for (size_t i = 0; i < page->count; i++)
        add_entry(&out, page->doc, &page->entries[i], words);
    buffer_add_c(&out, "</ul>\n</main>\n</body>\n</html>\n");
    return buffer_str(&out);
}

void webpage_add(Env *env, Webpage *page, WebEntry entry) {
    Str name = entry.design->name;
    Str picture = str_format(env->keep, "%.*s/%.*s.png", STR_ARGS(page->folder), STR_ARGS(name));
    entry.cover = entry.cover && file_kind(str_to_c(env->keep, picture)) == FILE_REGULAR;
    if (!entry.cover)
        entry.cover = preview_cover(env, page->folder, name, COVER_SIDE);
    LIST_PUSH(env->keep, page->entries, page->count, page->capacity, entry);
}

bool webpage_write(Env *env, const Webpage *page) {
    if (page->count == 0)
        return true;
    char *path = str_to_c(env->keep, path_join(env->keep, page->folder, STR("index.html")));
    if (file_write(path, make_html(env->keep, page)))
        return true;
    int error = errno;
    REPORT_ERROR(env, (Span){0}, (Str){0}, "cannot write '%s': %s", path, strerror(error));
    errno = error;
    return false;
}
