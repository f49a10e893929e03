/*
 * doc/lint.c - what an author should mend before a citizen reads it: missing words for pictures and links,
 * headings and tables that only look like ones, text typed in capitals.
 *
 * The one idea: every rule looks at one node and its neighbours and asks what somebody hears who does not
 * see the page. So the rules are a list of functions by kind of node, in one walk in reading order; the
 * heading above is all that is remembered.
 */
#include "doc/lint.h"

enum {
    SHORTEST_SHOUT = 4,     /* letters: shorter words are abbreviations, such as EU and FN */
    LONGEST_SHORT_FORM = 8, /* letters: a longer word in capitals is none either */
    LONGEST_LABEL = 80,     /* bytes: a bold line as short as this stands in for a heading */
    LONGEST_HEADING = 120   /* bytes: a heading that goes on for longer and ends like one is a sentence */
};

typedef struct Linter {
    Env *env;
    const Doc *doc;
    bool thorough;
    int level; /* of the last heading; 0 before the first */
} Linter;

static Str node_text(const Linter *linter, const Node *node) {
    return doc_text(linter->env->scratch, node);
}

/* ---- headings --------------------------------------------------------------------------------- */

static bool ends_sentence(Str text) {
    return str_ends(text, STR(".")) && !str_ends(text, STR(".."));
}

/* The publication's title is a level of its own: below it the text may begin with level 2. */
static bool is_level_skipped(const Linter *linter, const Node *heading) {
    if (linter->level == 0)
        return heading->level > 2;
    return heading->level > linter->level + 1;
}

static void report_skip(Linter *linter, const Node *heading) {
    Env *env = linter->env;
    Str hint = str_format(env->scratch, "begin it with %.*s; how large it looks is the layout's matter",
                          linter->level + 1, "######");
    if (linter->level == 0)
        REPORT_WARNING(env, heading->span, hint, "the first heading is on level %d", heading->level);
    else
        REPORT_WARNING(env, heading->span, hint, "the heading is on level %d, right under one on level %d",
                       heading->level, linter->level);
}

static void check_heading(Linter *linter, const Node *heading) {
    Env *env = linter->env;
    if (is_level_skipped(linter, heading))
        report_skip(linter, heading);
    linter->level = heading->level;
    Str text = node_text(linter, heading);
    if (text.length == 0)
        REPORT_WARNING(env, heading->span, STR("a heading needs words, if it is only a picture too"),
                       "the heading says nothing");
    if (text.length > LONGEST_HEADING && ends_sentence(text))
        REPORT_WARNING(env, heading->span,
                       STR("write it as a paragraph; a class or a box gives it another look"),
                       "this heading reads like a paragraph");
}

static void check_section(Linter *linter, const Node *section) {
    const Node *heading = doc_heading(section);
    if (heading && section->last == heading)
        REPORT_WARNING(linter->env, heading->span, STR("write the text, or take the heading out"),
                       "nothing stands under this heading");
}

/* A paragraph that is one bold line, with something under it. */
static void check_paragraph(Linter *linter, const Node *paragraph) {
    const Node *only = paragraph->first;
    bool bold = only && !only->next && only->kind == NODE_STRONG;
    bool open = paragraph->parent->kind == NODE_SECTION || paragraph->parent->kind == NODE_DOCUMENT;
    if (!bold || !open || !paragraph->next)
        return;
    Str text = node_text(linter, paragraph);
    if (text.length > LONGEST_LABEL || ends_sentence(text) || str_ends(text, STR("!")))
        return;
    REPORT_WARNING(linter->env, paragraph->span,
                   STR("begin the line with ## or ###: only then it is found as a heading"),
                   "a bold line stands in for a heading");
}

/* ---- pictures and links ----------------------------------------------------------------------- */

/* The name of the file, with or without its ending. */
static bool is_file_name(Str alt, const Node *picture) {
    static const Str endings[] = {STR_INIT(".png"), STR_INIT(".jpg"), STR_INIT(".jpeg"), STR_INIT(".svg")};
    const Picture *file = picture->picture.picture;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(alt, endings[i]))
            return true;
    return file && (str_equal(alt, path_stem(file->path)) || str_equal(alt, path_name(file->path)));
}

static void check_picture(Linter *linter, const Node *picture) {
    Env *env = linter->env;
    Str alt = str_trim(picture->picture.alt);
    bool captioned = picture->parent->kind == NODE_FIGURE && picture->next;
    if (alt.length == 0 && captioned)
        REPORT_WARNING(env, picture->span,
                       STR("say what is to be seen: ![The new quay](quay.jpg \"Caption\")"),
                       "a picture with a caption has no text for those who do not see it");
    else if (alt.length == 0 && linter->thorough)
        diags_report(env->diags, SEVERITY_NOTE, picture->span,
                     STR("if it tells something, say what: ![The new quay](quay.jpg)"),
                     "this picture is decorative: a screen reader passes over it");
    else if (alt.length > 0 && (is_file_name(alt, picture) || lint_is_empty_alt(env->scratch, alt)))
        REPORT_WARNING(env, picture->span, STR("say what is to be seen: ![The new quay](quay.jpg)"),
                       "the text '%.*s' does not tell what the picture shows", STR_ARGS(alt));
}

static bool is_address(Str text, Str url) {
    return str_starts(text, STR("http://")) || str_starts(text, STR("https://")) ||
           str_starts(text, STR("www.")) || (text.length > 0 && str_equal(text, url));
}

/* A link inside without words is given the words of what it leads to. */
static void check_link(Linter *linter, const Node *link) {
    Env *env = linter->env;
    Str text = node_text(linter, link);
    static const Str hint = STR_INIT("let the words say what waits there: [the budget for 2027](...)");
    if (text.length == 0 && !link->link.target && link->link.url.length > 0)
        REPORT_WARNING(env, link->span, hint, "the link has no words");
    else if (is_address(text, link->link.url))
        REPORT_WARNING(env, link->span, hint, "the words of this link are its address");
    else if (lint_is_empty_link(env->scratch, text, doc_language(linter->doc, link)))
        REPORT_WARNING(env, link->span, hint, "'%.*s' does not tell where the link goes", STR_ARGS(text));
}

/* ---- tables ----------------------------------------------------------------------------------- */

static void check_table(Linter *linter, const Node *table) {
    const Node *row = table->first;
    while (row && row->kind != NODE_ROW)
        row = row->next;
    for (const Node *cell = row ? row->first : NULL; cell; cell = cell->next)
        if (cell->header && node_text(linter, cell).length > 0)
            return;
    REPORT_WARNING(linter->env, table->span,
                   STR("name the columns in the first row: a screen reader says the name with each cell"),
                   "the table has no heads");
}

/* ---- capitals --------------------------------------------------------------------------------- */

/* A word of a text, and how many letters it has; capitals: it has no small one. */
typedef struct Shout {
    size_t start, letters;
    bool capitals;
} Shout;

/* Takes the next word; false at the end. */
static bool next_word(Str text, size_t *offset, Shout *word) {
    *word = (Shout){.capitals = true};
    while (*offset < text.length) {
        size_t from = *offset;
        uint32_t code = utf8_next(text, offset);
        bool capital = utf8_lower(code) != code, small = utf8_upper(code) != code;
        if (capital || small) {
            word->start = word->letters++ ? word->start : from;
            word->capitals = word->capitals && capital;
        } else if (word->letters > 0) {
            *offset = from;
            return true;
        }
    }
    return word->letters > 0;
}

Span lint_place(const Node *node, size_t offset) {
    Span span = node->span;
    size_t line_start = 0;
    for (size_t i = 0; i < offset; i++)
        if (node->text.data[i] == '\n') {
            span.line++;
            span.column = 1;
            line_start = i + 1;
        }
    span.column = (uint16_t)(span.column + utf8_count(str_slice(node->text, line_start, offset)));
    return span;
}

/* A quick look: enough bytes in a row that may be capitals. Nearly no text has them. */
static bool may_shout(Str text) {
    size_t row = 0;
    for (size_t i = 0; i < text.length && row < SHORTEST_SHOUT; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        row = (byte >= 'A' && byte <= 'Z') || byte >= 0x80 ? row + 1 : 0;
    }
    return row >= SHORTEST_SHOUT;
}

/* Two long words in a row, or one that is too long to be a short form. */
static void check_capitals(Linter *linter, const Node *node) {
    Shout word, before = {0};
    if (!may_shout(node->text))
        return;
    for (size_t offset = 0; next_word(node->text, &offset, &word); before = word) {
        bool loud = word.capitals && word.letters >= SHORTEST_SHOUT;
        bool again = before.capitals && before.letters >= SHORTEST_SHOUT;
        if (!loud || (!again && word.letters <= LONGEST_SHORT_FORM))
            continue;
        REPORT_WARNING(linter->env, lint_place(node, again ? before.start : word.start),
                       STR("write small letters; the layout sets capitals with case: upper"),
                       "this is typed in capitals, which some screen readers spell out");
        return;
    }
}

/* ---- the publication -------------------------------------------------------------------------- */

static bool has_field(const Meta *meta, const char *key) {
    for (size_t i = 0; i < meta->field_count; i++)
        if (str_equal_c(meta->fields[i].key, key))
            return true;
    return false;
}

static void check_meta(Linter *linter) {
    const Doc *doc = linter->doc;
    Span top =
        doc->root->first ? (Span){.file = doc->root->first->span.file, .line = 1, .column = 1} : (Span){0};
    if (!has_field(&doc->meta, "language"))
        REPORT_WARNING(linter->env, top,
                       STR("write language: da, or another code, between --- lines at the top"),
                       "the language is not said; it is taken to be Danish");
    if (str_equal(doc->meta.title, doc->name))
        REPORT_WARNING(linter->env, top, STR("write title: ... between --- lines at the top"),
                       "there is no title; it is taken from the file's name");
}

static void check_node(Linter *linter, const Node *node) {
    switch ((NodeKind)node->kind) {
    case NODE_SECTION: check_section(linter, node); break;
    case NODE_HEADING: check_heading(linter, node); break;
    case NODE_PARAGRAPH: check_paragraph(linter, node); break;
    case NODE_PICTURE: check_picture(linter, node); break;
    case NODE_LINK: check_link(linter, node); break;
    case NODE_TABLE: check_table(linter, node); break;
    case NODE_TEXT: check_capitals(linter, node); break;
    default: break;
    }
}

void doc_lint(Env *env, const Doc *doc, bool thorough) {
    Linter linter = {.env = env, .doc = doc, .thorough = thorough};
    if (thorough)
        check_meta(&linter);
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        ArenaMark mark = arena_mark(env->scratch);
        check_node(&linter, node);
        arena_reset(env->scratch, mark);
    }
}
