/*
 * layout/division.c - where a word may be divided: with a hyphen, or between the parts of a name.
 *
 * The one idea: hyphens stand between syllables of words. Addresses, and names of files and things, are no
 * words; a hyphen in them would be taken for a part of them, so they come apart at a mark of their own, and
 * so that nobody takes it for the end of a sentence or of the word.
 */
#include "layout/words.h"

#include <string.h>

enum {
    FEWEST_AT_EDGE = 3,   /* characters before such a mark */
    FEWEST_AT_STOP = 3,   /* letters before a full stop inside a name; one fewer behind */
    SHORTEST_DIVIDED = 5, /* letters */
    SHORTEST_SHOUTED = 8  /* bytes of a word in capitals; shorter ones are abbreviations */
};

size_t division_letter_length(Str text, size_t offset) {
    unsigned char byte = (unsigned char)text.data[offset];
    if (byte < 0x80)
        return (byte | 32) >= 'a' && (byte | 32) <= 'z';
    size_t end = offset;
    uint32_t code = utf8_next(text, &end);
    bool letter = (code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7) ||
                  (code >= 0x300 && code <= 0x52F) || (code >= 0x1E00 && code <= 0x1FFF);
    return letter ? end - offset : 0;
}

bool division_is_capital(Str text, size_t offset) {
    uint32_t code = utf8_next(text, &offset);
    return utf8_lower(code) != code;
}

static bool is_letter_at(Str text, size_t offset) {
    return offset < text.length && division_letter_length(text, offset) > 0;
}

/* A full stop inside an address or a name, "randers.dk", but not in "f.eks." */
static bool is_inner_stop(Str text, size_t stop) {
    for (size_t i = 1; i <= FEWEST_AT_STOP; i++)
        if (stop < i || !is_letter_at(text, stop - i) ||
            (i < FEWEST_AT_STOP && !is_letter_at(text, stop + i)))
            return false;
    return true;
}

bool division_is_address(Str text) {
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '@' || byte == '_' || byte == '\\' || byte == '=' ||
            (byte == '.' && is_inner_stop(text, i)))
            return true;
        if (byte == ':' && i + 1 < text.length && text.data[i + 1] == '/')
            return true;
    }
    return str_starts(text, STR("www."));
}

static void mark_joint(Words *words, size_t end) {
    if (words->marks[end - 1] == OPENING_NONE)
        words->marks[end - 1] = OPENING_JOINT;
}

/* Before a mark, even a hyphen, which ends no line here; on both sides of an @. */
bool division_mark_joints(Words *words, const Piece *piece) {
    if (!division_is_address(str_slice(words->text, piece->start, piece->start + piece->length)))
        return false;
    for (size_t i = piece->start + FEWEST_AT_EDGE + 1; i < piece->start + piece->length; i++) {
        char byte = words->text.data[i];
        if (byte == '\0' || !strchr("._@=?&#\\-", byte) || !is_letter_at(words->text, i + 1))
            continue;
        if (byte == '-')
            words->marks[i] = OPENING_NONE;
        mark_joint(words, i);
        if (byte == '@')
            mark_joint(words, i + 1);
    }
    return true;
}

static bool is_upper(Str letters) {
    for (size_t offset = 0; offset < letters.length; offset += division_letter_length(letters, offset))
        if (!division_is_capital(letters, offset))
            return false;
    return true;
}

static void mark_stretch(Setter *setter, Words *words, const Piece *piece, size_t from, size_t to) {
    const Style *style = words->voices[piece->voice].style;
    Str letters = str_slice(words->text, from, to);
    bool shouted = style->caps == CASE_NONE && division_is_capital(letters, 0);
    shouted = shouted && division_is_capital(letters, division_letter_length(letters, 0));
    if (shouted && (letters.length < SHORTEST_SHOUTED || !is_upper(letters)))
        return;
    size_t count = 0;
    const HyphenPoint *points = text_hyphenate(setter->hyphenator, style->font->language, letters, &count);
    for (size_t i = 0; i < count; i++)
        words->marks[from + points[i].offset - 1] = points[i].poor || shouted ? OPENING_POOR_HYPHEN
                                                    : points[i].seam          ? OPENING_SEAM_HYPHEN
                                                                              : OPENING_HYPHEN;
}

bool division_mark_soft(Words *words, const Piece *piece) {
    size_t low = 0, high = words->soft_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (words->soft[middle] <= piece->start)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = false;
    for (; low < words->soft_count && words->soft[low] < piece->start + piece->length; low++) {
        words->marks[words->soft[low] - 1] = OPENING_SEAM_HYPHEN;
        found = true;
    }
    return found;
}

/* Where the word begins whose first letter, an initial, is set elsewhere. */
static size_t word_start(Str text, size_t offset) {
    while (offset > 0) {
        size_t before = utf8_step_back(text, offset);
        if (division_letter_length(text, before) == 0)
            break;
        offset = before;
    }
    return offset;
}

static bool is_digit_at(Str text, size_t offset) {
    return offset < text.length && text.data[offset] >= '0' && text.data[offset] <= '9';
}

void division_mark(Setter *setter, Words *words, const Piece *piece, bool joined_before,
                   bool joined_behind) {
    Str text = str_slice(words->text, 0, piece->start + piece->length);
    if (division_mark_joints(words, piece))
        return;
    for (size_t offset = piece->start; offset < text.length;) {
        bool initial = piece == words->pieces && offset == piece->start;
        size_t from = initial ? word_start(text, offset) : offset, length;
        while (offset < text.length && (length = division_letter_length(text, offset)) > 0)
            offset += length;
        bool whole = !(joined_before && from == piece->start) &&
                     !(joined_behind && offset == text.length) && !is_digit_at(text, offset) &&
                     !(from > piece->start && is_digit_at(text, from - 1));
        if (whole && offset - from >= SHORTEST_DIVIDED)
            mark_stretch(setter, words, piece, from, offset);
        if (offset < text.length && division_letter_length(text, offset) == 0)
            utf8_next(text, &offset);
    }
}
