/*
 * layout/keep.c - does a space stay unbroken by one of its language's patterns?
 *
 * The one idea: a rule is read from the space outwards, its earlier half backwards and its later half
 * forwards, so one look at the characters beside the space ends most of them.
 */
#include "layout/typography.h"

static const uint32_t NO_BREAK = 0xA0, NARROW_NO_BREAK = 0x202F;

/* ---- characters ------------------------------------------------------------------------------- */

bool keep_is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

/* Of any script: what is no punctuation, sign or space. */
bool keep_is_letter(uint32_t code) {
    if (code < 0x80)
        return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
    return code >= 0xC0 && code != 0xD7 && code != 0xF7 && (code < 0x2000 || code > 0x303F) &&
           code < 0xFFF0;
}

static bool is_capital(uint32_t code) {
    return keep_is_letter(code) && utf8_lower(code) != code;
}

static bool is_space(uint32_t code) {
    return code == ' ' || code == NO_BREAK || code == NARROW_NO_BREAK;
}

static bool is_number_mark(uint32_t code) {
    return code == '.' || code == ',' || code == ':' || code == '/' || code == '-' || code == 0x2013;
}

size_t keep_number_end(Str text, size_t offset) {
    for (;;) {
        while (offset < text.length && keep_is_digit((unsigned char)text.data[offset]))
            offset++;
        size_t next = offset;
        if (!is_number_mark(utf8_next(text, &next)) || !keep_is_digit(utf8_code_at(text, next)))
            return offset;
        offset = next;
    }
}

size_t keep_number_start(Str text, size_t offset) {
    for (;;) {
        while (offset > 0 && keep_is_digit((unsigned char)text.data[offset - 1]))
            offset--;
        if (offset == 0 || !is_number_mark(utf8_code_before(text, offset)))
            return offset;
        size_t before = utf8_step_back(text, offset);
        if (!keep_is_digit(utf8_code_before(text, before)))
            return offset;
        offset = before;
    }
}

/* ---- halves of a rule ------------------------------------------------------------------------- */

/* A character that stands for itself, a capital letter (@), any character (*) or a space. */
static bool fits_code(uint32_t pattern, uint32_t code) {
    switch (pattern) {
    case '@': return is_capital(code);
    case '*': return code > ' ' && !is_space(code);
    case ' ': return is_space(code);
    default: return code == pattern || (code != 0 && utf8_lower(code) == pattern);
    }
}

/* Ends of figures, so many of them, or of a number where one # stands; the offset itself if none fits. */
static size_t figures_after(Str text, size_t offset, size_t count) {
    if (count == 1)
        return keep_is_digit(utf8_code_at(text, offset)) ? keep_number_end(text, offset) : offset;
    size_t end = offset;
    while (end < text.length && end - offset <= count && keep_is_digit((unsigned char)text.data[end]))
        end++;
    return end - offset == count ? end : offset;
}

static size_t figures_before(Str text, size_t offset, size_t count) {
    if (count == 1)
        return keep_is_digit(utf8_code_before(text, offset)) ? keep_number_start(text, offset) : offset;
    size_t start = offset;
    while (start > 0 && offset - start <= count && keep_is_digit((unsigned char)text.data[start - 1]))
        start--;
    return offset - start == count ? start : offset;
}

/* A pattern's last word is a whole word: "# m" does not fit "5 meter". */
static bool fits_after(Str text, size_t offset, Str pattern) {
    uint32_t wanted = 0;
    for (size_t at = 0; at < pattern.length;) {
        size_t start = at;
        wanted = utf8_next(pattern, &at);
        if (wanted == '#') {
            while (at < pattern.length && pattern.data[at] == '#')
                at++;
            size_t end = figures_after(text, offset, at - start);
            if (end == offset)
                return false;
            offset = end;
        } else if (offset >= text.length || !fits_code(wanted, utf8_next(text, &offset))) {
            return false;
        }
    }
    return !keep_is_letter(wanted) || !keep_is_letter(utf8_code_at(text, offset));
}

static bool fits_before(Str text, size_t offset, Str pattern) {
    uint32_t wanted = 0;
    for (size_t at = pattern.length; at > 0;) {
        size_t end = at;
        at = utf8_step_back(pattern, at);
        wanted = utf8_code_at(pattern, at);
        if (wanted == '#') {
            while (at > 0 && pattern.data[at - 1] == '#')
                at--;
            size_t start = figures_before(text, offset, end - at);
            if (start == offset)
                return false;
            offset = start;
        } else if (offset == 0 || !fits_code(wanted, utf8_code_before(text, offset))) {
            return false;
        } else {
            offset = utf8_step_back(text, offset);
        }
    }
    bool whole = wanted == '#' || wanted == '@' || keep_is_letter(wanted);
    uint32_t before = utf8_code_before(text, offset);
    return !whole || (!keep_is_letter(before) && !keep_is_digit(before));
}

/* Can a character of the pattern that begins, or ends, with this byte be the text's? */
static bool fits_byte(char pattern, char byte) {
    switch (pattern) {
    case '#': return byte >= '0' && byte <= '9';
    case '@': return (byte >= 'A' && byte <= 'Z') || (byte & 0x80);
    case '*': return true;
    default: return (pattern & 0x80) ? (byte & 0x80) != 0 : byte == pattern || (byte | 0x20) == pattern;
    }
}

bool keep_wants(const Language *language, Str text, size_t offset) {
    if (offset == 0 || offset + 1 >= text.length)
        return false;
    unsigned char before = (unsigned char)text.data[offset - 1],
                  after = (unsigned char)text.data[offset + 1];
    if (!(language->pairs[before][after / 8] >> after % 8 & 1))
        return false;
    for (size_t i = 0; i < language->keep_count; i++) {
        const KeepRule *rule = &language->keep[i];
        if (fits_byte(rule->after.data[0], text.data[offset + 1]) &&
            fits_byte(rule->before.data[rule->before.length - 1], text.data[offset - 1]) &&
            fits_after(text, offset + 1, rule->after) && fits_before(text, offset, rule->before))
            return true;
    }
    return false;
}
