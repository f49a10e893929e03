/*
 * read/letters.c - see letters.h.
 *
 * The one idea: a list that begins is looked for line by line only as far as its first item can reach, so
 * a text of initials costs no more than its length.
 */
#include "read/letters.h"

enum { LINES_AHEAD = 40 };

static bool is_letter(char byte) {
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_capital(char byte) {
    return (byte & 0x20) == 0;
}

/* Something that no mark may stand before: a heading, a quote, a list, a row. */
static bool begins_block(char byte) {
    return str_find(STR("#>-+|:"), byte) < 6;
}

LetterSign letters_sign(Str line) {
    LetterSign sign = {.before = str_starts(line, STR("(")) ? '(' : 0}, none = {0};
    size_t from = sign.before != 0, end = from;
    while (end < line.length && end < LETTERS_LONGEST && is_letter(line.data[end]))
        end++;
    size_t after = end + 1;
    while (after < line.length && line.data[after] == ' ')
        after++;
    if (end == from || after == end + 1 || after >= line.length || begins_block(line.data[after]))
        return none;
    sign.behind = line.data[end];
    if (sign.behind != ')' && (sign.behind != '.' || sign.before))
        return none;
    sign.letters = str_slice(line, from, end);
    sign.written = end + 1;
    sign.length = after;
    return sign;
}

int32_t letters_value(char writing, Str written) {
    Str letters = str_starts(written, STR("(")) ? str_slice(written, 1, written.length) : written;
    if (writing == 'i' || writing == 'I')
        return (int32_t)numeral_roman(letters);
    return letters.length == 1 ? (letters.data[0] | 0x20) - 'a' + 1 : 0;
}

/* Of the same writing, and one more. */
static bool follows_as(char writing, const LetterSign *first, const LetterSign *second) {
    int32_t value = letters_value(writing, first->letters), next = letters_value(writing, second->letters);
    return value > 0 && next == value + 1;
}

bool letters_follow(const LetterSign *first, LetterSign *second) {
    if (first->length == 0 || first->before != second->before || first->behind != second->behind ||
        is_capital(first->letters.data[0]) != is_capital(second->letters.data[0]))
        return false;
    bool capitals = is_capital(first->letters.data[0]);
    char letters = capitals ? 'A' : 'a', roman = capitals ? 'I' : 'i';
    char wanted = first->writing;
    if ((wanted == 0 || wanted == roman) && follows_as(roman, first, second))
        second->writing = roman;
    else if ((wanted == 0 || wanted == letters) && follows_as(letters, first, second))
        second->writing = letters;
    return second->writing != 0;
}

static size_t inset_of(Str line) {
    size_t inset = 0;
    while (inset < line.length && (line.data[inset] == ' ' || line.data[inset] == '>'))
        inset++;
    return inset;
}

bool letters_begin(Str text, size_t at, size_t inset, LetterSign *sign) {
    bool parted = false;
    for (int lines = 0; lines < LINES_AHEAD; lines++) {
        at += str_find(str_slice(text, at, text.length), '\n') + 1;
        if (at >= text.length)
            return false;
        Str rest = str_slice(text, at, text.length), line = str_slice(rest, 0, str_find(rest, '\n'));
        size_t own = inset_of(line);
        LetterSign next = letters_sign(str_slice(line, own, line.length));
        if (own == inset && next.length > 0 && letters_follow(sign, &next)) {
            sign->writing = next.writing;
            return true;
        }
        bool empty = own == line.length;
        if (parted && !empty && own <= inset)
            return false;
        parted = empty;
    }
    return false;
}
