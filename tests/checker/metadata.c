/*
 * Metadata: what the file claims to be, that Info and XMP agree, and the output intent.
 *
 * XMP is read as text, by looking for elements: the packet is the writer's own and plain.
 */
#include "checker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Without its entities. */
static void unescape(char *text) {
    static const struct {
        const char *entity;
        char letter;
    } all[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
    char *out = text;
    for (char *at = text; *at; out++) {
        size_t i = 0;
        while (i < 5 && strncmp(at, all[i].entity, strlen(all[i].entity)) != 0)
            i++;
        *out = i < 5 ? all[i].letter : *at;
        at += i < 5 ? strlen(all[i].entity) : 1;
    }
    *out = 0;
}

/* The text of the first element of a name, or of the first item in it. To be freed; NULL: there is none. */
static char *element_text(const char *xmp, const char *name) {
    char open[NAME_MAX_LENGTH + 2], close[NAME_MAX_LENGTH + 3];
    snprintf(open, sizeof open, "<%s", name);
    snprintf(close, sizeof close, "</%s>", name);
    const char *begin = strstr(xmp, open), *end = begin ? strstr(begin, close) : NULL;
    if (!end)
        return NULL;
    const char *item = strstr(begin, "<rdf:li");
    if (item && item < end) {
        begin = item;
        end = strstr(item, "</rdf:li>");
    }
    begin = strchr(begin, '>') + 1;
    char *text = strndup(begin, (size_t)(end - begin));
    unescape(text);
    return text;
}

static bool says(const char *xmp, const char *name, const char *wanted) {
    char *text = element_text(xmp, name);
    bool same = text && strcmp(text, wanted) == 0;
    free(text);
    return same;
}

/* ---- Info ------------------------------------------------------------------------------------- */

/* "D:20260102030405Z" as "2026-01-02T03:04:05Z". */
static void iso_date(const char *date, char out[32]) {
    const char *d = strncmp(date, "D:", 2) == 0 ? date + 2 : date;
    if (strlen(d) < 14)
        out[0] = 0;
    else
        snprintf(out, 32, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%s", d, d + 4, d + 6, d + 8, d + 10, d + 12,
                 d + 14);
}

static void compare(Checker *checker, const char *xmp, const char *key, const char *name) {
    Object info = at_key(checker, qpdf_get_trailer(checker->pdf), "/Info");
    char *own = text_of(checker, at_key(checker, info, key)), *other = element_text(xmp, name), date[32];
    const char *said = own;
    if (own && strstr(key, "Date")) {
        iso_date(own, date);
        said = date;
    }
    if (!said != !other || (said && strcmp(said, other) != 0))
        fail(checker, "info", "%s is \"%s\", %s is \"%s\"", key + 1, said ? said : "", name,
             other ? other : "");
    free(own);
    free(other);
}

static void check_info(Checker *checker, const char *xmp) {
    compare(checker, xmp, "/Title", "dc:title");
    compare(checker, xmp, "/Author", "dc:creator");
    compare(checker, xmp, "/Subject", "dc:description");
    compare(checker, xmp, "/Creator", "xmp:CreatorTool");
    compare(checker, xmp, "/Producer", "pdf:Producer");
    compare(checker, xmp, "/CreationDate", "xmp:CreateDate");
    compare(checker, xmp, "/ModDate", "xmp:ModifyDate");
}

/* ---- XMP -------------------------------------------------------------------------------------- */

static void check_claims(Checker *checker, const char *xmp) {
    if (!says(xmp, "pdfuaid:part", "1"))
        fail(checker, "claims-ua", "the metadata does not say PDF/UA-1");
    if (!says(xmp, "pdfaid:part", "2") || !says(xmp, "pdfaid:conformance", "A"))
        fail(checker, "claims-a", "the metadata does not say PDF/A-2a");
    if (!says(xmp, "pdfxid:GTS_PDFXVersion", "PDF/X-4"))
        fail(checker, "claims-x", "the metadata does not say PDF/X-4");
    if (strstr(xmp, "pdfuaid:part>") &&
        !says(xmp, "pdfaSchema:namespaceURI", "http://www.aiim.org/pdfua/ns/id/"))
        fail(checker, "schema", "the schema of pdfuaid is not described");
}

static void check_title(Checker *checker, const char *xmp) {
    Object viewer = at_key(checker, qpdf_get_root(checker->pdf), "/ViewerPreferences");
    Object shown = at_key(checker, viewer, "/DisplayDocTitle");
    char *title = element_text(xmp, "dc:title");
    if (!title || !*title)
        fail(checker, "title", "there is none");
    if (!is_true(checker, shown))
        fail(checker, "title", "the window does not show it");
    free(title);
}

static void check_xmp(Checker *checker) {
    size_t length = 0;
    Object stream = at_key(checker, qpdf_get_root(checker->pdf), "/Metadata");
    uint8_t *bytes = data_of(checker, stream, &length);
    char *xmp = malloc(length + 1);
    if (bytes)
        memcpy(xmp, bytes, length);
    xmp[length] = 0;
    free(bytes);
    if (!is_name(checker, at_key(checker, stream, "/Subtype"), "/XML") ||
        strncmp(xmp, "<?xpacket begin=", 16) != 0 || !strstr(xmp, "<?xpacket end="))
        fail(checker, "xmp", "the catalog has no packet of metadata");
    check_claims(checker, xmp);
    check_info(checker, xmp);
    check_title(checker, xmp);
    free(xmp);
}

/* ---- output intents ---------------------------------------------------------------------------- */

static void check_profile(Checker *checker, Object intent) {
    size_t length = 0;
    Object stream = at_key(checker, intent, "/DestOutputProfile");
    uint8_t *profile = data_of(checker, stream, &length);
    int components = int_of(checker, at_key(checker, stream, "/N"), 0);
    bool whole = profile && length > 128 && memcmp(profile + 36, "acsp", 4) == 0;
    bool output = whole && (memcmp(profile + 12, "mntr", 4) == 0 || memcmp(profile + 12, "prtr", 4) == 0);
    bool rgb = output && memcmp(profile + 16, "RGB ", 4) == 0 && components == 3;
    bool cmyk = output && memcmp(profile + 16, "CMYK", 4) == 0 && components == 4;
    if (!rgb && !cmyk)
        fail(checker, "intent", "its profile is none, or of another space than it says");
    if (whole && length != (size_t)(profile[0] << 24 | profile[1] << 16 | profile[2] << 8 | profile[3]))
        fail(checker, "intent", "its profile has not the length that it says");
    checker->rgb_intent = rgb;
    checker->cmyk_intent = cmyk;
    free(profile);
}

static void check_intents(Checker *checker) {
    Object intents = at_key(checker, qpdf_get_root(checker->pdf), "/OutputIntents");
    const char *kind = checker->profiles & X4 ? "/GTS_PDFX" : "/GTS_PDFA1";
    if (item_count(checker, intents) != 1) {
        fail(checker, "intent", "there are %zu", item_count(checker, intents));
        return;
    }
    Object intent = item_at(checker, intents, 0);
    if (!is_name(checker, at_key(checker, intent, "/S"), kind))
        fail(checker, "intent", "it is not of the kind %s", kind + 1);
    if (!is_string(checker, at_key(checker, intent, "/OutputConditionIdentifier")))
        fail(checker, "intent", "it does not name its condition");
    check_profile(checker, intent);
}

void check_metadata(Checker *checker) {
    Object info = at_key(checker, qpdf_get_root(checker->pdf), "/MarkInfo");
    Object marked = at_key(checker, info, "/Marked"), doubtful = at_key(checker, info, "/Suspects");
    if (!is_true(checker, marked))
        fail(checker, "marked", "the catalog does not say that the file is tagged");
    if (is_true(checker, doubtful))
        fail(checker, "marked", "the tags are said to be doubtful");
    check_xmp(checker);
    check_intents(checker);
}
