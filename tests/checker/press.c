/*
 * What PDF/X-4 wants beyond what every file must keep: boxes, trapping, dates, identity, inks, overprinting
 * (ISO 15930-7:2010, 6.2 to 6.20).
 */
#include "checker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double SLACK = 0.002; /* points */

typedef struct Rectangle {
    double left, bottom, right, top;
    bool there;
} Rectangle;

static Rectangle box_of(Checker *checker, Object page, const char *key) {
    Object box = at_key(checker, page, key);
    Rectangle read = {.there = item_count(checker, box) == 4};
    double numbers[4] = {0};
    for (size_t i = 0; i < 4; i++)
        numbers[i] = number_of(checker, item_at(checker, box, i), 0);
    read.left = numbers[0];
    read.bottom = numbers[1];
    read.right = numbers[2];
    read.top = numbers[3];
    return read;
}

static bool holds(Rectangle outer, Rectangle inner) {
    return outer.left <= inner.left + SLACK && outer.bottom <= inner.bottom + SLACK &&
           outer.right >= inner.right - SLACK && outer.top >= inner.top - SLACK;
}

static void check_boxes(Checker *checker, const Page *page) {
    Rectangle media = box_of(checker, page->object, "/MediaBox");
    Rectangle bleed = box_of(checker, page->object, "/BleedBox");
    Rectangle trim = box_of(checker, page->object, "/TrimBox");
    Rectangle crop = box_of(checker, page->object, "/CropBox");
    bool nested = holds(media, trim) && (!bleed.there || (holds(media, bleed) && holds(bleed, trim)));
    if (!trim.there || !media.there || !nested)
        fail(checker, "boxes", "page object %d: media, bleed and trim do not lie in one another", page->id);
    if (has_key(checker, page->object, "/ArtBox"))
        fail(checker, "boxes", "page object %d has an art box beside its trim", page->id);
    if (crop.there && !holds(crop, bleed.there ? bleed : trim))
        fail(checker, "boxes", "page object %d: the crop box cuts into the bleed", page->id);
}

static void want_string(Checker *checker, const char *rule, Object info, const char *key) {
    char *text = text_of(checker, at_key(checker, info, key));
    if (!text || !*text)
        fail(checker, rule, "Info has no %s", key + 1);
    free(text);
}

static void check_info(Checker *checker) {
    Object info = at_key(checker, qpdf_get_trailer(checker->pdf), "/Info");
    Object trapped = at_key(checker, info, "/Trapped");
    char *version = text_of(checker, at_key(checker, info, "/GTS_PDFXVersion"));
    if (!is_name(checker, trapped, "/True") && !is_name(checker, trapped, "/False"))
        fail(checker, "trapped", "Info does not say whether it is");
    if (!version || strcmp(version, "PDF/X-4") != 0)
        fail(checker, "info-x", "Info does not say PDF/X-4");
    want_string(checker, "dates", info, "/CreationDate");
    want_string(checker, "dates", info, "/ModDate");
    want_string(checker, "info-x", info, "/Title");
    free(version);
}

static void check_packet(Checker *checker) {
    static const char *const identity[] = {"<xmpMM:DocumentID>", "<xmpMM:VersionID>",
                                           "<xmpMM:RenditionClass>"};
    size_t length = 0;
    uint8_t *bytes = data_of(checker, at_key(checker, qpdf_get_root(checker->pdf), "/Metadata"), &length);
    char *xmp = calloc(length + 1, 1);
    if (bytes)
        memcpy(xmp, bytes, length);
    for (size_t i = 0; i < sizeof identity / sizeof *identity; i++)
        if (!strstr(xmp, identity[i]))
            fail(checker, "identity", "the metadata has no %s", identity[i]);
    if (!strstr(xmp, "<pdf:Trapped>True<") && !strstr(xmp, "<pdf:Trapped>False<"))
        fail(checker, "trapped", "the metadata does not say whether it is");
    if (!strstr(xmp, "<xmp:MetadataDate>"))
        fail(checker, "dates", "the metadata has no date of its own");
    free(bytes);
    free(xmp);
}

/* A separation is an array of four: its name, an alternate of process inks, a function. */
static void check_space(Checker *checker, const char *key, Object space, void *data) {
    (void)data;
    char kind[NAME_MAX_LENGTH];
    name_of(checker, is_array(checker, space) ? item_at(checker, space, 0) : space, kind);
    if (strcmp(kind, "DeviceCMYK") == 0 || strcmp(kind, "DeviceGray") == 0)
        return;
    if (strcmp(kind, "Separation") != 0)
        fail(checker, "inks", "the colour space %s is %s", key, kind);
    else if (item_count(checker, space) != 4 ||
             !is_name(checker, item_at(checker, space, 2), "/DeviceCMYK"))
        fail(checker, "inks", "the separation %s has no alternate in process inks", key);
}

static void check_blend(Checker *checker, const Page *page) {
    Object group = at_key(checker, page->object, "/Group");
    Object space = at_key(checker, group, "/CS");
    if (is_dict(checker, group) && !is_name(checker, space, "/DeviceCMYK"))
        fail(checker, "inks", "page object %d is not blended in process inks", page->id);
}

/* The word before a place in a content stream. */
static bool follows(const char *data, const char *at, const char *word) {
    size_t length = strlen(word);
    while (at > data && (at[-1] == ' ' || at[-1] == '\n'))
        at--;
    return (size_t)(at - data) >= length && strncmp(at - length, word, length) == 0;
}

/* Only black ink prints over others: what is white, or of several inks, would vanish or mix. */
static void check_overprint(Checker *checker, const Page *page) {
    size_t length = 0;
    uint8_t *bytes = data_of(checker, at_key(checker, page->object, "/Contents"), &length);
    Object states = at_key(checker, at_key(checker, page->object, "/Resources"), "/ExtGState");
    char *content = calloc(length + 1, 1);
    if (bytes)
        memcpy(content, bytes, length);
    bool over = false;
    for (char *line = content; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        char name[NAME_MAX_LENGTH], operator[NAME_MAX_LENGTH];
        size_t end = strcspn(line, "\n");
        double inks[4];
        if (sscanf(line, "/%60s %60s", name + 1, operator) == 2 && strcmp(operator, "gs") == 0) {
            name[0] = '/';
            Object state = at_key(checker, states, name);
            /* OP without op is for fills too. */
            if (has_key(checker, state, "/op") || has_key(checker, state, "/OP"))
                over = is_true(checker,
                               at_key(checker, state, has_key(checker, state, "/op") ? "/op" : "/OP"));
        } else if (over && follows(content, line + end, "k") &&
                   sscanf(line, "%lf %lf %lf %lf", &inks[0], &inks[1], &inks[2], &inks[3]) == 4 &&
                   (inks[0] > 0 || inks[1] > 0 || inks[2] > 0 || inks[3] < 1)) {
            fail(checker, "overprint", "page object %d: something else than black ink overprints",
                 page->id);
            break;
        }
    }
    free(bytes);
    free(content);
}

void check_press(Checker *checker) {
    if (checker->length > 8 && checker->bytes[7] > '6')
        fail(checker, "header-x", "it stands on a later version than PDF 1.6");
    check_info(checker);
    check_packet(checker);
    if (checker->uses_rgb)
        fail(checker, "inks", "colours of a screen are left");
    for (size_t i = 0; i < checker->page_count; i++) {
        const Page *page = &checker->pages[i];
        check_boxes(checker, page);
        check_blend(checker, page);
        check_overprint(checker, page);
        each_key(checker, at_key(checker, at_key(checker, page->object, "/Resources"), "/ColorSpace"),
                 check_space, NULL);
    }
}
