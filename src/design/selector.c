/*
 * design/selector.c - selectors: elements, classes, ids, and how they nest.
 *
 * The one idea: all compounds of a design lie in one numbered array, an alternative of a selector is a run
 * of neighbours, and a selector knows the number of each alternative's last one. So the cascade can say
 * which compounds a node meets by a set of bits, whatever selector they came from.
 */
#include "design/draft.h"

#include <string.h>

const Selector selector_rest = {.text = STR_INIT("rest")};

/* ---- elements --------------------------------------------------------------------------------- */

/* Where a kind has a level, the words for all levels follow each other. */
enum {
    ELEMENT_H1 = 3,
    ELEMENT_UL = 11,
    ELEMENT_OL = 12,
    ELEMENT_TH = 18,
    ELEMENT_TD = 19,
    ELEMENT_TOC1 = 23,
    ELEMENT_CAPTION = 35,
    ELEMENT_TEXT = 38
};

static const Str element_names[ELEMENT_COUNT] = {
    STR_INIT("document"),   STR_INIT("section"),    STR_INIT("box"),     STR_INIT("h1"),   STR_INIT("h2"),
    STR_INIT("h3"),         STR_INIT("h4"),         STR_INIT("h5"),      STR_INIT("h6"),   STR_INIT("p"),
    STR_INIT("blockquote"), STR_INIT("ul"),         STR_INIT("ol"),      STR_INIT("li"),   STR_INIT("pre"),
    STR_INIT("hr"),         STR_INIT("table"),      STR_INIT("tr"),      STR_INIT("th"),   STR_INIT("td"),
    STR_INIT("figure"),     STR_INIT("figcaption"), STR_INIT("toc"),     STR_INIT("toc1"), STR_INIT("toc2"),
    STR_INIT("toc3"),       STR_INIT("toc4"),       STR_INIT("toc5"),    STR_INIT("toc6"), STR_INIT("em"),
    STR_INIT("strong"),     STR_INIT("code"),       STR_INIT("a"),       STR_INIT("img"),  STR_INIT("span"),
    STR_INIT("caption"),    STR_INIT("note"),       STR_INIT("noteref"), STR_INIT("text"), STR_INIT("br"),
};

static const uint8_t element_of_kind[NODE_KIND_COUNT] = {
    [NODE_DOCUMENT] = 0,
    [NODE_SECTION] = 1,
    [NODE_BOX] = 2,
    [NODE_HEADING] = ELEMENT_H1,
    [NODE_PARAGRAPH] = 9,
    [NODE_QUOTE] = 10,
    [NODE_LIST] = ELEMENT_UL,
    [NODE_ITEM] = 13,
    [NODE_CODE_BLOCK] = 14,
    [NODE_RULE] = 15,
    [NODE_TABLE] = 16,
    [NODE_ROW] = 17,
    [NODE_CELL] = ELEMENT_TD,
    [NODE_FIGURE] = 20,
    [NODE_CAPTION] = 21,
    [NODE_NOTE] = 36,
    [NODE_CONTENTS] = 22,
    [NODE_ENTRY] = ELEMENT_TOC1,
    [NODE_TEXT] = ELEMENT_TEXT,
    [NODE_EMPHASIS] = 29,
    [NODE_STRONG] = 30,
    [NODE_CODE] = 31,
    [NODE_LINK] = 32,
    [NODE_PICTURE] = 33,
    [NODE_LINE_BREAK] = 39,
    [NODE_SPAN] = 34,
    [NODE_NOTE_REFERENCE] = 37,
};

static const uint64_t ALL_HEADINGS = UINT64_C(63) << ELEMENT_H1;
/* Texts and line breaks have no style of their own. */
static const uint64_t ALL_ELEMENTS = (UINT64_C(1) << ELEMENT_TEXT) - 1;

unsigned selector_element(const Node *node) {
    unsigned element = element_of_kind[node->kind];
    if (node->kind == NODE_LIST && node->ordered)
        return ELEMENT_OL;
    if (node->kind == NODE_CELL && node->header)
        return ELEMENT_TH;
    if (node->kind == NODE_CAPTION && node->parent && node->parent->kind == NODE_TABLE)
        return ELEMENT_CAPTION;
    if (node->kind == NODE_HEADING || node->kind == NODE_ENTRY)
        element += node->level > 1 ? (node->level < 6 ? node->level - 1u : 5) : 0;
    return element;
}

Str selector_element_name(unsigned element) {
    if (element >= ELEMENT_TEXT)
        return (Str){0};
    return element_names[element];
}

/* ---- reading ---------------------------------------------------------------------------------- */

typedef struct Reader {
    Draft *draft;
    Str text;
    Span span;
    size_t at;
    uint32_t ids, classes, elements; /* of the alternative so far; elements count twice */
} Reader;

static bool refuse(Reader *reader, size_t at, Str hint, const char *message) {
    Span span = reader->span;
    size_t column = span.column + utf8_count(str_slice(reader->text, 0, at));
    span.column = column < UINT16_MAX ? (uint16_t)column : span.column;
    REPORT_ERROR(reader->draft->env, span, hint, "%s", message);
    return false;
}

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '_' || (unsigned char)byte >= 0x80;
}

static Str read_name(Reader *reader) {
    size_t start = reader->at;
    while (reader->at < reader->text.length && is_name_byte(reader->text.data[reader->at]))
        reader->at++;
    return str_slice(reader->text, start, reader->at);
}

static char peek_byte(const Reader *reader) {
    return reader->at < reader->text.length ? reader->text.data[reader->at] : 0;
}

static bool skip_spaces(Reader *reader) {
    size_t start = reader->at;
    while (peek_byte(reader) == ' ' || peek_byte(reader) == '\n' || peek_byte(reader) == '\t')
        reader->at++;
    return reader->at > start;
}

static bool read_element(Reader *reader, Compound *compound) {
    size_t at = reader->at;
    Str name = read_name(reader);
    if (str_equal_c(name, "heading")) {
        compound->elements = ALL_HEADINGS;
        reader->elements += 1;
        return true;
    }
    reader->elements += 2;
    for (unsigned i = 0; i < ELEMENT_TEXT; i++)
        if (str_equal(element_names[i], name)) {
            compound->elements = UINT64_C(1) << i;
            return true;
        }
    Str known[ELEMENT_TEXT + 1];
    memcpy(known, element_names, sizeof element_names[0] * ELEMENT_TEXT);
    known[ELEMENT_TEXT] = STR("heading");
    Arena *arena = reader->draft->env->keep;
    Str hint = hint_nearest(arena, name, known, ELEMENT_TEXT + 1);
    if (hint.length == 0)
        hint = str_format(arena, "a class is written with a full stop: .%.*s", STR_ARGS(name));
    return refuse(reader, at, hint,
                  str_to_c(arena, str_format(arena, "unknown element '%.*s'", STR_ARGS(name))));
}

static bool read_pseudo(Reader *reader, Compound *compound) {
    static const Str words[] = {STR_INIT("first"), STR_INIT("last"),     STR_INIT("even"),
                                STR_INIT("odd"),   STR_INIT("internal"), STR_INIT("external")};
    const unsigned count = sizeof words / sizeof *words;
    size_t at = reader->at;
    Str name = read_name(reader);
    reader->classes++;
    for (unsigned i = 0; i < count; i++)
        if (str_equal(words[i], name)) {
            compound->pseudo |= (uint8_t)(1u << i);
            return true;
        }
    Arena *arena = reader->draft->env->keep;
    Str hint = hint_nearest(arena, name, words, count);
    if (hint.length == 0)
        hint = STR(":first, :last, :even and :odd are known, and of links :internal and :external");
    return refuse(reader, at, hint, str_to_c(arena, str_format(arena, "unknown ':%.*s'", STR_ARGS(name))));
}

/* What follows a '.', '#' or ':'. */
static bool read_part(Reader *reader, char mark, Compound *compound) {
    Arena *arena = reader->draft->env->keep;
    reader->at++;
    if (!is_name_byte(peek_byte(reader)))
        return refuse(reader, reader->at - 1, STR("for instance section.goal h2"), "a name is missing");
    if (mark == ':')
        return read_pseudo(reader, compound);
    Str name = read_name(reader);
    if (mark == '#') {
        compound->id = name;
        reader->ids++;
        return true;
    }
    Str *classes = ARENA_ARRAY(arena, Str, compound->classes.count + 1);
    if (compound->classes.count > 0)
        memcpy(classes, compound->classes.items, sizeof *classes * compound->classes.count);
    classes[compound->classes.count] = name;
    compound->classes = (Names){classes, compound->classes.count + 1};
    reader->classes++;
    return true;
}

static bool read_compound(Reader *reader, Compound *compound) {
    size_t start = reader->at;
    compound->elements = ALL_ELEMENTS;
    if (peek_byte(reader) == '*')
        reader->at++;
    else if (is_name_byte(peek_byte(reader)) && !read_element(reader, compound))
        return false;
    for (char mark = peek_byte(reader); mark == '.' || mark == '#' || mark == ':'; mark = peek_byte(reader))
        if (!read_part(reader, mark, compound))
            return false;
    if (reader->at == start)
        return refuse(reader, start, STR("for instance section.goal h2, .facts > p"),
                      "a selector needs an element, a .class or an #id here");
    return true;
}

static Joint read_joint(Reader *reader) {
    bool spaces = skip_spaces(reader);
    char mark = peek_byte(reader);
    if (mark == '>' || mark == '+') {
        reader->at++;
        skip_spaces(reader);
        return mark == '>' ? JOINT_CHILD : JOINT_NEXT;
    }
    return spaces && mark != ',' && mark != 0 ? JOINT_INSIDE : JOINT_NONE;
}

static uint32_t specificity_of(const Reader *reader) {
    uint32_t ids = reader->ids < 255 ? reader->ids : 255;
    uint32_t classes = reader->classes < 4095 ? reader->classes : 4095;
    uint32_t elements = reader->elements < 4095 ? reader->elements : 4095;
    return ids << 24 | classes << 12 | elements;
}

static bool read_alternative(Reader *reader, Subject *subject) {
    SelectorBook *book = &reader->draft->rules->book;
    Arena *arena = reader->draft->env->keep;
    Joint joint = JOINT_NONE;
    reader->ids = reader->classes = reader->elements = 0;
    do {
        Compound compound = {.joint = (uint8_t)joint};
        if (!read_compound(reader, &compound))
            return false;
        LIST_PUSH(arena, book->compounds, book->compound_count, book->compound_capacity, compound);
        joint = read_joint(reader);
    } while (joint != JOINT_NONE);
    *subject = (Subject){(uint32_t)book->compound_count - 1, specificity_of(reader)};
    return true;
}

static bool read_selector(Reader *reader, Selector *selector) {
    size_t capacity = 0;
    for (;;) {
        Subject subject;
        skip_spaces(reader);
        if (!read_alternative(reader, &subject))
            return false;
        LIST_PUSH(reader->draft->env->keep, selector->subjects, selector->count, capacity, subject);
        if (reader->at == reader->text.length)
            return true;
        if (peek_byte(reader) != ',')
            return refuse(reader, reader->at, STR("for instance section.goal h2, .facts > p"),
                          "a selector cannot go on like this");
        reader->at++;
    }
}

const Selector *selector_parse(Draft *draft, Str text, Span span) {
    SelectorBook *book = &draft->rules->book;
    text = str_trim(text);
    for (size_t i = 0; i < book->selector_count; i++)
        if (str_equal(book->selectors[i]->text, text))
            return book->selectors[i];
    Selector *selector = ARENA_NEW(draft->env->keep, Selector);
    selector->text = text;
    Reader reader = {.draft = draft, .text = text, .span = span};
    size_t before = book->compound_count;
    if (!read_selector(&reader, selector)) {
        book->compound_count = before;
        return NULL;
    }
    LIST_PUSH(draft->env->keep, book->selectors, book->selector_count, book->selector_capacity, selector);
    return selector;
}
