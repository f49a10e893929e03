/*
 * The table of rules, and the command line: checker [--profile ua1,a2a,x4] [--text] FILE...
 *
 * Prints a line for each finding, "FILE: rule: what", and ends with 1 if there is any. --text prints what
 * the structure tree says, word for word. --rules prints the table.
 */
#include "checker.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Rule {
    const char *name;
    unsigned profiles;
    const char *wants;
} Rule;

static const Rule RULES[] = {
    {"readable", ALL, "qpdf reads the file without a warning"},
    {"header", ALL,
     "%PDF-1.4 to 1.7 and a line of four high bytes; %%EOF at the end and nothing behind it"},
    {"file-id", ALL, "the trailer has two strings as ID"},
    {"encryption", ALL, "the file is not encrypted"},
    {"filters", ALL, "no stream is LZW, encrypted, or outside the file"},
    {"actions", ALL, "no script and no action but going somewhere"},
    {"attachments", ALL, "no attached files, forms, layers or alternatives"},
    {"xmp", ALL, "the catalog has metadata, a stream of XML in a packet"},
    {"claims-ua", UA1, "the metadata says PDF/UA-1"},
    {"claims-a", A2A, "the metadata says PDF/A-2 level A"},
    {"claims-x", X4, "the metadata says PDF/X-4"},
    {"header-x", X4, "the file stands on PDF 1.6 or an earlier version"},
    {"info-x", X4, "Info says PDF/X-4 and has a title"},
    {"trapped", X4, "Info and the metadata say whether the file is trapped"},
    {"dates", X4, "Info and the metadata have dates"},
    {"identity", X4, "the metadata tells this document and version from others"},
    {"boxes", X4, "media, bleed and trim lie in one another; no art box, and no crop box within the bleed"},
    {"inks", X4, "colours are process inks, grey and separations with alternates in process inks"},
    {"overprint", X4, "nothing but black ink prints over others"},
    {"schema", A2A, "schemas that PDF/A does not know are described"},
    {"info", ALL, "Info and the metadata say the same"},
    {"title", UA1, "there is a title, and the window shows it"},
    {"language", SCREEN, "the document and its elements have languages that can be"},
    {"marked", SCREEN, "the catalog says that the file is tagged, and not that this is doubtful"},
    {"intent", A2A | X4, "one output intent, with a profile that is what it says"},
    {"colour", A2A, "colours are those of the output intent"},
    {"transparency", A2A, "a page with transparency says in which colours it is blended"},
    {"images", ALL, "no picture is smoothed or has alternatives"},
    {"balanced", ALL, "marked content, text objects and saved states are closed in their order"},
    {"operators", ALL, "only operators that PDF knows"},
    {"resources", ALL, "what a content stream names is among its resources"},
    {"untagged", SCREEN, "all that is painted is content or artifact"},
    {"nested", SCREEN, "no content inside artifacts or other content, no artifact inside content"},
    {"artifact-type", SCREEN, "an artifact says what it is"},
    {"tree", SCREEN, "there is a structure tree, with one Document at its root"},
    {"marks", SCREEN,
     "each piece of marked content has one place in the tree, and the tree names no other"},
    {"parent-tree", SCREEN, "the parent tree says what the tree says"},
    {"parents", SCREEN, "an element's parent is the one that has it among its kids"},
    {"roles", SCREEN, "elements have standard types"},
    {"nesting", SCREEN, "lists, tables, contents and notes are built as they must"},
    {"headings", UA1, "levels begin at 1 and none is skipped; no heading is empty"},
    {"lists", UA1, "a list says how its items are marked"},
    {"scopes", UA1, "each head of a table has a scope; rows are equally long"},
    {"heads", UA1, "cells of irregular tables name heads that there are"},
    {"figures", UA1, "a figure has a description, and a box on its page"},
    {"ids", UA1, "ids are there once, and the tree of ids leads to them; a note has one"},
    {"links", SCREEN,
     "a link is tagged, described, printed, and leads somewhere; the tab order is the tree's"},
    {"annotations", ALL, "no annotation but links; none where it prints for the press"},
    {"actual-text", SCREEN, "replacement texts are texts"},
    {"spaces", UA1, "words of one element are kept apart by a space that is a character"},
    {"font-embedded", ALL, "each font that is used is in the file"},
    {"font-kind", ALL, "composite fonts with glyphs by their number, named as subsets"},
    {"font-glyphs", ALL, "each glyph that is shown is in the file, and is not the one for missing glyphs"},
    {"font-unicode", SCREEN, "each glyph that is shown has a text"},
    {"font-widths", ALL, "widths are those of the font file"},
    {"destinations", ALL, "names and bookmarks lead to pages; names are sorted"},
};

enum { RULE_COUNT = sizeof RULES / sizeof *RULES };

static const Rule *find_rule(const char *name) {
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (strcmp(RULES[i].name, name) == 0)
            return &RULES[i];
    fprintf(stderr, "checker: there is no rule '%s'\n", name);
    abort();
}

void fail(Checker *checker, const char *rule, const char *format, ...) {
    if (!(find_rule(rule)->profiles & checker->profiles))
        return;
    va_list arguments;
    va_start(arguments, format);
    printf("%s: %s: ", checker->path, rule);
    vprintf(format, arguments);
    putchar('\n');
    va_end(arguments);
    checker->findings++;
}

static bool read_bytes(Checker *checker) {
    FILE *file = fopen(checker->path, "rb");
    if (!file)
        return false;
    size_t capacity = 0;
    for (;;) {
        checker->bytes = grow(checker->bytes, checker->length + (1 << 16), &capacity, 1);
        size_t got = fread(checker->bytes + checker->length, 1, 1 << 16, file);
        checker->length += got;
        if (got == 0)
            break;
    }
    fclose(file);
    return checker->length > 0;
}

static void report_warnings(Checker *checker) {
    while (qpdf_more_warnings(checker->pdf)) {
        qpdf_error warning = qpdf_next_warning(checker->pdf);
        fail(checker, "readable", "%s", qpdf_get_error_message_detail(checker->pdf, warning));
    }
    if (qpdf_has_error(checker->pdf)) {
        qpdf_error error = qpdf_get_error(checker->pdf);
        fail(checker, "readable", "%s", qpdf_get_error_message_detail(checker->pdf, error));
    }
}

static void find_pages(Checker *checker) {
    int count = qpdf_get_num_pages(checker->pdf);
    checker->page_count = count > 0 ? (size_t)count : 0;
    checker->pages = calloc(checker->page_count + 1, sizeof(Page));
    for (size_t i = 0; i < checker->page_count; i++) {
        checker->pages[i].object = qpdf_get_page_n(checker->pdf, i);
        checker->pages[i].id = id_of(checker, checker->pages[i].object);
    }
}

static void check_all(Checker *checker) {
    find_pages(checker);
    check_file(checker);
    check_metadata(checker);
    check_content(checker);
    check_fonts(checker);
    if (checker->profiles & SCREEN) {
        check_structure(checker);
        check_roles(checker);
        check_tables(checker);
    }
    check_annotations(checker);
    check_navigation(checker);
    if (checker->profiles & X4)
        check_press(checker);
}

static void free_checker(Checker *checker) {
    for (size_t i = 0; i < checker->page_count; i++) {
        for (size_t k = 0; k < checker->pages[i].mark_count; k++)
            free(checker->pages[i].marks[k].text);
        free(checker->pages[i].marks);
    }
    for (size_t i = 0; i < checker->font_count; i++) {
        for (size_t k = 0; k < GLYPHS; k++)
            free(checker->fonts[i]->texts[k]);
        free(checker->fonts[i]);
    }
    for (size_t i = 0; i < checker->element_count; i++)
        free(checker->elements[i].kids);
    free(checker->pages);
    free(checker->fonts);
    free(checker->elements);
    free(checker->bytes);
    free(checker->text);
    qpdf_cleanup(&checker->pdf);
}

static bool check_path(const char *path, unsigned profiles, bool text) {
    Checker checker = {.path = path, .profiles = profiles, .wants_text = text, .pdf = qpdf_init()};
    qpdf_set_suppress_warnings(checker.pdf, QPDF_TRUE);
    qpdf_silence_errors(checker.pdf);
    if (!read_bytes(&checker))
        fail(&checker, "readable", "it cannot be opened");
    else if (qpdf_read_memory(checker.pdf, path, (const char *)checker.bytes, checker.length, NULL) &
             QPDF_ERRORS)
        report_warnings(&checker);
    else
        check_all(&checker);
    report_warnings(&checker);
    if (text && checker.text)
        fwrite(checker.text, 1, checker.text_length, stdout);
    bool fine = checker.findings == 0;
    free_checker(&checker);
    return fine;
}

static unsigned parse_profiles(const char *list) {
    unsigned profiles = strstr(list, "ua1") ? UA1 : 0;
    profiles |= strstr(list, "a2a") ? A2A : 0;
    return profiles | (strstr(list, "x4") ? X4 : 0);
}

int main(int count, char **words) {
    unsigned profiles = SCREEN;
    bool fine = true, text = false;
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--rules") == 0) {
            for (size_t k = 0; k < RULE_COUNT; k++)
                printf("%-14s %s %s %s  %s\n", RULES[k].name, RULES[k].profiles & UA1 ? "ua1" : "   ",
                       RULES[k].profiles & A2A ? "a2a" : "   ", RULES[k].profiles & X4 ? "x4" : "  ",
                       RULES[k].wants);
        } else if (strcmp(words[i], "--text") == 0) {
            text = true;
        } else if (strcmp(words[i], "--profile") == 0 && i + 1 < count) {
            profiles = parse_profiles(words[++i]);
        } else {
            fine = check_path(words[i], profiles, text) && fine;
        }
    }
    return fine ? 0 : 1;
}
