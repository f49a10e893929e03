/*
 * text/breaks.c - where a line may end, by libunibreak.
 *
 * The idea: libunibreak knows UAX #14 of 2012. What Danish typography or newer editions of the annex
 * forbid besides is one table of pairs, and what they allow besides one rule. Most of a text is plain words
 * with a space between, where the answer is clear; the library, which is slow, sees only the other pieces.
 */
#include "text/text.h"

#include <linebreak.h>
#include <string.h>

enum { ENOUGH_LETTERS = 3 /* of a part that may stand by itself at the end of a line */ };

typedef enum CharClass {
    CHAR_ANY, /* in a rule: whatever stands there */
    CHAR_INK, /* in a rule: no space */
    CHAR_OTHER,
    CHAR_LETTER,
    CHAR_DIGIT,
    CHAR_SPACE,
    CHAR_HARD_SPACE,
    CHAR_HYPHEN,
    CHAR_QUOTE, /* or bracket */
    CHAR_DASH,
    CHAR_SIGN,
    CHAR_JOINER,
    CHAR_SKIN,
} CharClass;

/* No break between before and after where all four fit. */
typedef struct PairRule {
    CharClass earlier, before, after, later;
} PairRule;

static const PairRule RULES[] = {
    {CHAR_DIGIT, CHAR_DASH, CHAR_DIGIT, CHAR_ANY}, /* 2019–22 */
    {CHAR_OTHER, CHAR_DASH, CHAR_DIGIT, CHAR_ANY}, /* 5.–7. */
    {CHAR_ANY, CHAR_SPACE, CHAR_DASH, CHAR_SPACE}, /* a dash never begins a line */
    {CHAR_ANY, CHAR_INK, CHAR_DASH, CHAR_ANY},     /* nor one that touches what is before it */
    {CHAR_SPACE, CHAR_DASH, CHAR_INK, CHAR_ANY},   /* –en tanke– */
    {CHAR_SPACE, CHAR_HYPHEN, CHAR_ANY, CHAR_ANY}, /* -kassen; LB20a */
    {CHAR_QUOTE, CHAR_HYPHEN, CHAR_ANY, CHAR_ANY},
    {CHAR_HYPHEN, CHAR_HYPHEN, CHAR_ANY, CHAR_ANY},  /* --option */
    {CHAR_ANY, CHAR_ANY, CHAR_HARD_SPACE, CHAR_ANY}, /* 5,- kr. */
    {CHAR_ANY, CHAR_LETTER, CHAR_SIGN, CHAR_ANY},    /* LGBT+; LB24 since 2016 */
    {CHAR_ANY, CHAR_JOINER, CHAR_ANY, CHAR_ANY},     /* emoji made of several; LB8a */
    {CHAR_ANY, CHAR_ANY, CHAR_SKIN, CHAR_ANY},       /* LB30b */
};

/* Most characters are ASCII, and this runs for each of a text. */
static uint32_t next_code(Str text, size_t *offset) {
    unsigned char byte = (unsigned char)text.data[*offset];
    if (byte >= 0x80)
        return utf8_next(text, offset);
    ++*offset;
    return byte;
}

/* Latin; any other script is left to the library. */
static bool is_letter(uint32_t code) {
    if (code < 0x80)
        return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
    return code >= 0xC0 && code < 0x250 && code != 0xD7 && code != 0xF7;
}

static CharClass class_of(uint32_t code) {
    if (code >= '0' && code <= '9')
        return CHAR_DIGIT;
    if (is_letter(code))
        return CHAR_LETTER;
    switch (code) {
    case ' ': return CHAR_SPACE;
    case 0xA0:
    case 0x202F: return CHAR_HARD_SPACE;
    case '-':
    case 0x2010: return CHAR_HYPHEN;
    case '"':
    case '\'':
    case '(':
    case '[':
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A: return CHAR_QUOTE;
    case '+':
    case '\\':
    case '$':
    case 0xA3:
    case 0xB1:
    case 0x20AC: return CHAR_SIGN;
    case 0x2013:
    case 0x2014: return CHAR_DASH;
    case 0x200D: return CHAR_JOINER;
    default: break;
    }
    if (code >= 0x2018 && code <= 0x201F)
        return CHAR_QUOTE;
    return code >= 0x1F3FB && code <= 0x1F3FF ? CHAR_SKIN : CHAR_OTHER;
}

static bool class_fits(CharClass rule, CharClass class) {
    return rule == CHAR_ANY || rule == class || (rule == CHAR_INK && class != CHAR_SPACE);
}

static bool is_forbidden(const CharClass window[4]) {
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        const PairRule *rule = &RULES[i];
        if (class_fits(rule->earlier, window[0]) && class_fits(rule->before, window[1]) &&
            class_fits(rule->after, window[2]) && class_fits(rule->later, window[3]))
            return true;
    }
    return false;
}

/* Letters and figures that stand behind offset, or before it; more than enough if they are part of more. */
static size_t word_behind(Str text, size_t offset) {
    size_t count = 0;
    for (uint32_t code = 'x'; offset < text.length && count < ENOUGH_LETTERS; count++) {
        code = next_code(text, &offset);
        if (!is_letter(code) && !(code >= '0' && code <= '9'))
            return code == '/' || code == '-' || code == '_' ? ENOUGH_LETTERS : count;
    }
    return count;
}

static size_t word_before(Str text, size_t offset) {
    size_t count = 0;
    while (offset > 0 && count < ENOUGH_LETTERS) {
        size_t at = utf8_step_back(text, offset);
        uint32_t code = utf8_code_at(text, at);
        if (class_of(code) == CHAR_HARD_SPACE)
            return count;
        if (!is_letter(code) && !(code >= '0' && code <= '9'))
            return strchr("/-_.:@", (int)(code < 0x80 ? code : '/')) ? ENOUGH_LETTERS : count;
        offset = at;
        count++;
    }
    return count;
}

/* km/t, A/S and c/o stay whole, and e-mail keeps its first letter; parts of an address may be short. */
static bool leaves_crumb(Str text, size_t end) {
    char sign = text.data[end - 1];
    if (sign != '/' && sign != '-')
        return false;
    size_t least = sign == '/' ? 3 : 2, before = word_before(text, end - 1),
           behind = word_behind(text, end);
    return (before > 0 && before < least) || (behind > 0 && behind < least);
}

/* Behind a quotation, before a bracket or another one: to the library any mark is an opening one; LB15a. */
static bool is_between_quotes(CharClass earliest, const CharClass window[4]) {
    return class_fits(CHAR_INK, earliest) && window[0] == CHAR_QUOTE && window[1] == CHAR_SPACE &&
           window[2] == CHAR_QUOTE;
}

/* Slides a window of four characters over the text; outside it there are spaces. */
static void apply_rules(Str text, uint8_t *breaks) {
    CharClass window[4] = {CHAR_SPACE, CHAR_SPACE, CHAR_SPACE, CHAR_SPACE}, earliest = CHAR_SPACE;
    size_t ends[2] = {0, 0}; /* behind window[1] and window[2]; 0 before the text */
    for (size_t offset = 0; offset < text.length || ends[0] < text.length;) {
        size_t start = offset;
        CharClass class = offset < text.length ? class_of(next_code(text, &offset)) : CHAR_SPACE;
        earliest = window[0];
        memmove(window, window + 1, 3 * sizeof *window);
        window[3] = class;
        ends[0] = ends[1];
        ends[1] = start;
        if (ends[0] > 0 && ends[0] < text.length && breaks[ends[0] - 1] == BREAK_ALLOWED &&
            (is_forbidden(window) || leaves_crumb(text, ends[0])))
            breaks[ends[0] - 1] = BREAK_NONE;
        else if (ends[0] > 0 && ends[0] < text.length && is_between_quotes(earliest, window))
            breaks[ends[0] - 1] = BREAK_ALLOWED;
    }
}

/* U+FFFF, which libunibreak takes for the end of the text, or the length. */
static size_t find_sentinel(Str text, size_t start) {
    while (start < text.length && !str_starts(str_slice(text, start, start + 3), STR("\xEF\xBF\xBF")))
        start++;
    return start;
}

/* libunibreak writes into the same bytes that the caller wants; only the numbers differ. */
static void ask_library(Str piece, const char *language, uint8_t *breaks) {
    /* It leaves the bytes of a character that is cut off at the end as they were. */
    memset(breaks, LINEBREAK_NOBREAK, piece.length);
    for (size_t start = 0; start < piece.length; start += 3) {
        size_t end = find_sentinel(piece, start);
        if (end > start)
            set_linebreaks_utf8((const utf8_t *)piece.data + start, end - start, language,
                                (char *)breaks + start);
        if (end > start && end < piece.length)
            breaks[end - 1] = piece.data[end - 1] == ' ' ? LINEBREAK_ALLOWBREAK : LINEBREAK_NOBREAK;
        start = end;
    }
    for (size_t i = 0; i < piece.length; i++) {
        bool must = breaks[i] == LINEBREAK_MUSTBREAK, allowed = breaks[i] == LINEBREAK_ALLOWBREAK;
        breaks[i] = must ? BREAK_MUST : allowed ? BREAK_ALLOWED : BREAK_NONE;
    }
    apply_rules(piece, breaks);
}

/* ---- pieces ----------------------------------------------------------------------------------- */

/* Where a piece ends, and whether it is of plain characters alone: nothing in it can break. */
typedef struct Piece {
    size_t end;
    bool plain;
} Piece;

static bool is_plain(uint32_t code) {
    return is_letter(code) || (code >= '0' && code <= '9') || code == '.' || code == ',';
}

static bool starts_with_letter(Str text, size_t offset) {
    return offset < text.length && is_letter(next_code(text, &offset));
}

/* Up to and with a single space between a plain character and a letter, where every rule allows a break. */
static Piece next_piece(Str text, size_t start) {
    Piece piece = {text.length, starts_with_letter(text, start)};
    bool plain_before = false;
    for (size_t offset = start; offset < text.length;) {
        uint32_t code = next_code(text, &offset);
        if (code == ' ' && plain_before && starts_with_letter(text, offset)) {
            piece.end = offset;
            return piece;
        }
        plain_before = is_plain(code);
        piece.plain = piece.plain && plain_before;
    }
    return piece;
}

/* The library's table of classes takes longer to make than a paragraph to look at: once, before main. */
__attribute__((constructor)) static void prepare_library(void) {
    init_linebreak();
}

void text_find_breaks(Str text, Str language, uint8_t *breaks) {
    char tag[16] = {0};
    if (language.length > 0 && language.length < sizeof tag)
        memcpy(tag, language.data, language.length);
    for (size_t start = 0; start < text.length;) {
        Piece piece = next_piece(text, start);
        if (piece.plain)
            memset(breaks + start, BREAK_NONE, piece.end - start);
        else
            ask_library(str_slice(text, start, piece.end), tag, breaks + start);
        breaks[piece.end - 1] = piece.end < text.length ? BREAK_ALLOWED : BREAK_MUST;
        start = piece.end;
    }
}
