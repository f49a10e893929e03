/*
 * doc/readability.c - how long words and sentences are.
 *
 * The one idea: a block's text nodes are read as one text, so that sentences run on over emphasis and
 * links, and the end of a block always ends a sentence.
 */
#include "doc/lint.h"

enum { LONG_WORD = 6, LONG_SENTENCE = 30 };

typedef struct Reader {
    Env *env;
    Readability sum;
    size_t words;             /* of the sentence so far */
    Span begin;               /* where it begins */
    size_t letters;           /* of the word so far, or of the last one */
    bool in_word, short_word; /* short_word: a single letter or a number, whose full stop ends nothing */
} Reader;

static bool is_letter(uint32_t code) {
    return utf8_lower(code) != code || utf8_upper(code) != code || code == 0xDF;
}

static bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

static void end_sentence(Reader *reader) {
    Readability *sum = &reader->sum;
    if (reader->words == 0)
        return;
    sum->sentences++;
    if (reader->words > sum->longest)
        sum->longest = reader->words;
    if (reader->words > LONG_SENTENCE)
        diags_report(reader->env->diags, SEVERITY_NOTE, reader->begin,
                     STR("two sentences are easier to follow"),
                     "the sentence that begins here has %zu words", reader->words);
    reader->words = 0;
}

static void begin_word(Reader *reader, Span span) {
    reader->in_word = true;
    reader->letters = 0;
    if (reader->words == 0)
        reader->begin = span;
}

static void end_word(Reader *reader) {
    if (!reader->in_word)
        return;
    reader->in_word = false;
    reader->short_word = reader->letters <= 1;
    reader->words++;
    reader->sum.words++;
    reader->sum.long_words += reader->letters > LONG_WORD;
}

/* The next character that is no white space, or 0. */
static uint32_t code_behind(Str text, size_t offset) {
    uint32_t code = 0;
    while (offset < text.length && (code = utf8_next(text, &offset)) <= ' ')
        code = 0;
    return code;
}

/* Nothing ends within 5.000, before a small letter as in f.eks. or 5. maj, or behind an initial. */
static bool ends_sentence(const Reader *reader, Str text, size_t offset, uint32_t mark) {
    if (mark != '.' && mark != '!' && mark != '?')
        return false;
    uint32_t next = code_behind(text, offset);
    bool small = is_letter(next) && utf8_upper(next) != next;
    return !small && (mark != '.' || !reader->short_word);
}

/* A hyphen or an apostrophe between two letters. */
static bool joins(Str text, size_t offset, uint32_t code) {
    bool mark = code == '-' || code == '\'' || code == 0x2019;
    return mark && offset < text.length && is_letter(utf8_next(text, &offset));
}

static void read_text(Reader *reader, const Node *node) {
    for (size_t offset = 0; offset < node->text.length;) {
        size_t from = offset;
        uint32_t code = utf8_next(node->text, &offset);
        bool letter = is_letter(code);
        if ((letter || is_digit(code)) && !reader->in_word)
            begin_word(reader, lint_place(node, from));
        if (letter || is_digit(code)) {
            reader->letters += letter;
        } else if (!reader->in_word || !joins(node->text, offset, code)) {
            end_word(reader);
            if (ends_sentence(reader, node->text, offset, code))
                end_sentence(reader);
        }
    }
}

static bool is_running_text(const Node *block) {
    return block->kind == NODE_PARAGRAPH || block->kind == NODE_ITEM;
}

Readability doc_readability(Env *env, const Doc *doc) {
    Reader reader = {.env = env};
    const Node *block = doc->root;
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        if (!doc_is_inline(node)) {
            end_word(&reader);
            end_sentence(&reader);
            block = node;
        } else if (node->kind == NODE_TEXT && is_running_text(block)) {
            read_text(&reader, node);
        } else if (node->kind == NODE_LINE_BREAK) {
            end_word(&reader);
        }
    }
    end_word(&reader);
    end_sentence(&reader);
    return reader.sum;
}

double doc_lix(const Readability *readability) {
    if (readability->words == 0)
        return 0;
    double words = (double)readability->words;
    return words / (double)readability->sentences + 100 * (double)readability->long_words / words;
}
