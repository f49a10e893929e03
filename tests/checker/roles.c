/*
 * Elements by their types: which there are, what may stand in what, and what each must say about itself.
 * ISO 32000-1, 14.8.4; ISO 14289-1, 7.
 */
#include "checker.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Types with words on both sides, so that a type is found whole. */
static const char TYPES[] =
    " Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 "
    "L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby "
    "RB RT RP Warichu WT WP Figure Formula Form ";

/* A kid and the parents that it may have; or a parent and the kids that it may have. */
typedef struct Nesting {
    const char *type, *others;
} Nesting;

static const Nesting PARENTS[] = {
    {"LI", " L "},
    {"LBody", " LI "},
    {"Lbl", " LI Note Reference TOCI Figure Formula BibEntry Form P H1 H2 H3 H4 H5 H6 "},
    {"TR", " Table THead TBody TFoot "},
    {"TH", " TR "},
    {"TD", " TR "},
    {"THead", " Table "},
    {"TBody", " Table "},
    {"TFoot", " Table "},
    {"TOCI", " TOC "},
};

static const Nesting KIDS[] = {
    {"L", " LI L Caption "},
    {"LI", " Lbl LBody "},
    {"Table", " TR THead TBody TFoot Caption "},
    {"THead", " TR "},
    {"TBody", " TR "},
    {"TFoot", " TR "},
    {"TR", " TH TD "},
    {"TOC", " TOCI TOC Caption "},
    {"TOCI", " Lbl Reference NonStruct P TOC "},
};

/* They hold elements only, never content of their own. */
static const char GROUPS[] =
    " Document Part Art Sect Div BlockQuote TOC TOCI L LI Table TR THead TBody TFoot ";

static bool has_word(const char *list, const char *word) {
    size_t length = strlen(word);
    for (const char *at = strstr(list, word); at && length > 0; at = strstr(at + 1, word))
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

static const char *others_of(const Nesting *table, size_t count, const char *type) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(table[i].type, type) == 0)
            return table[i].others;
    return NULL;
}

static void check_nesting(Checker *checker, const Element *element) {
    const char *parent = element->parent >= 0 ? checker->elements[element->parent].type : "the root";
    const char *parents = others_of(PARENTS, sizeof PARENTS / sizeof *PARENTS, element->type);
    if (parents && !has_word(parents, parent))
        fail(checker, "nesting", "%s %d in %s", element->type, element->id, parent);
    const char *kids = others_of(KIDS, sizeof KIDS / sizeof *KIDS, element->type);
    for (size_t i = 0; kids && i < element->kid_count; i++)
        if (!has_word(kids, checker->elements[element->kids[i]].type))
            fail(checker, "nesting", "%s in %s %d", checker->elements[element->kids[i]].type, element->type,
                 element->id);
    if (element->mark_count > 0 && has_word(GROUPS, element->type))
        fail(checker, "nesting", "%s %d has content of its own", element->type, element->id);
    for (size_t i = 1; i < element->kid_count; i++)
        if (strcmp(checker->elements[element->kids[i]].type, "Caption") == 0 && i + 1 < element->kid_count)
            fail(checker, "nesting", "the caption in %s %d is neither first nor last", element->type,
                 element->id);
}

static Object attribute(Checker *checker, const Element *element, const char *owner, const char *key) {
    Object all = at_key(checker, element->object, "/A");
    if (is_dict(checker, all))
        return is_name(checker, at_key(checker, all, "/O"), owner) ? at_key(checker, all, key)
                                                                   : qpdf_oh_new_null(checker->pdf);
    for (size_t i = 0; i < item_count(checker, all); i++) {
        Object one = item_at(checker, all, i);
        if (is_name(checker, at_key(checker, one, "/O"), owner) && has_key(checker, one, key))
            return at_key(checker, one, key);
    }
    return qpdf_oh_new_null(checker->pdf);
}

static void check_list(Checker *checker, const Element *element) {
    char numbering[NAME_MAX_LENGTH];
    bool labels = false;
    name_of(checker, attribute(checker, element, "/List", "/ListNumbering"), numbering);
    for (size_t i = 0; i < element->kid_count; i++) {
        const Element *item = &checker->elements[element->kids[i]];
        for (size_t k = 0; k < item->kid_count; k++)
            labels = labels || strcmp(checker->elements[item->kids[k]].type, "Lbl") == 0;
    }
    if (!has_word(" None Disc Circle Square Decimal UpperRoman LowerRoman UpperAlpha LowerAlpha ",
                  numbering))
        fail(checker, "lists", "L %d does not say how its items are marked", element->id);
    else if (labels == (strcmp(numbering, "None") == 0))
        fail(checker, "lists", "L %d: its items %s labels, and it says %s", element->id,
             labels ? "have" : "have no", numbering);
}

static void check_figure(Checker *checker, const Element *element) {
    char *alt = text_of(checker, at_key(checker, element->object, "/Alt"));
    char *actual = text_of(checker, at_key(checker, element->object, "/ActualText"));
    Object box = attribute(checker, element, "/Layout", "/BBox");
    if (!(alt && *alt) && !(actual && *actual))
        fail(checker, "figures", "Figure %d has no description", element->id);
    double left = number_of(checker, item_at(checker, box, 0), 0),
           low = number_of(checker, item_at(checker, box, 1), 0);
    double right = number_of(checker, item_at(checker, box, 2), 0),
           high = number_of(checker, item_at(checker, box, 3), 0);
    if (item_count(checker, box) != 4 || right <= left || high <= low)
        fail(checker, "figures", "Figure %d does not say where it is", element->id);
    free(alt);
    free(actual);
}

static bool is_empty(Checker *checker, const Element *element) {
    if (element->mark_count > 0)
        return false;
    for (size_t i = 0; i < element->kid_count; i++)
        if (!is_empty(checker, &checker->elements[element->kids[i]]))
            return false;
    return true;
}

/* Elements are numbered in reading order. */
static void check_headings(Checker *checker) {
    int level = 0;
    for (size_t i = 0; i < checker->element_count; i++) {
        const Element *element = &checker->elements[i];
        bool heading =
            element->type[0] == 'H' && isdigit((unsigned char)element->type[1]) && !element->type[2];
        if (strcmp(element->type, "H") == 0)
            fail(checker, "headings", "H %d has no level", element->id);
        if (!heading)
            continue;
        int own = element->type[1] - '0';
        if (own > level + 1)
            fail(checker, "headings", "%s %d comes behind level %d", element->type, element->id, level);
        if (is_empty(checker, element))
            fail(checker, "headings", "%s %d is empty", element->type, element->id);
        level = own;
    }
}

/* A language tag of BCP 47 in its plain form: letters, then parts of letters and digits. */
static bool is_language(const char *tag) {
    size_t run = 0;
    for (const char *at = tag; *at; at++) {
        if (*at == '-') {
            if (run == 0)
                return false;
            run = 0;
        } else if (!isalnum((unsigned char)*at) || ++run > 8) {
            return false;
        }
    }
    return isalpha((unsigned char)tag[0]) && isalpha((unsigned char)tag[1]) && run > 0;
}

static void check_texts(Checker *checker, const Element *element) {
    if (has_key(checker, element->object, "/Lang")) {
        char *tag = text_of(checker, at_key(checker, element->object, "/Lang"));
        if (!tag || !is_language(tag))
            fail(checker, "language", "%s %d: \"%s\" is no language", element->type, element->id,
                 tag ? tag : "");
        free(tag);
    }
    if (has_key(checker, element->object, "/ActualText") &&
        !is_string(checker, at_key(checker, element->object, "/ActualText")))
        fail(checker, "actual-text", "%s %d: its ActualText is no text", element->type, element->id);
}

void check_roles(Checker *checker) {
    char *tag = text_of(checker, at_key(checker, qpdf_get_root(checker->pdf), "/Lang"));
    if (!tag || !is_language(tag))
        fail(checker, "language", "the document has none");
    free(tag);
    for (size_t i = 0; i < checker->element_count; i++) {
        const Element *element = &checker->elements[i];
        if (!has_word(TYPES, element->type))
            fail(checker, "roles", "%d is of the type \"%s\"", element->id, element->type);
        check_nesting(checker, element);
        check_texts(checker, element);
        if (strcmp(element->type, "L") == 0)
            check_list(checker, element);
        if (strcmp(element->type, "Figure") == 0 || strcmp(element->type, "Formula") == 0)
            check_figure(checker, element);
    }
    check_headings(checker);
}
