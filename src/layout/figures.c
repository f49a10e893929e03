/*
 * layout/figures.c - what a hyphen or an apostrophe beside figures means: from one number to another, below
 * zero, feet and inches, or only what it is.
 *
 * The one idea: a number is looked at whole, with what stands before and behind it, and everything that may
 * be a date, a telephone number or a name stays as it was typed.
 */
#include "layout/typography.h"

#include <string.h>

enum {
    LONGEST_MEASURE = 3, /* figures of so many feet or inches; a year has more */
    LONGEST_AGE = 3,     /* figures in 4-6-year-olds; a file number has more */
    LONGEST_LINK = 8,    /* bytes of a word between two pairs of a list, with its space */
    LONGEST_LIST = 10,   /* such pairs */
    LAST_HOUR = 24
};

static bool is_blank(uint32_t code) {
    return code <= ' ' || code == 0xA0 || code == 0x202F;
}

static bool is_figure(char byte) {
    return keep_is_digit((unsigned char)byte) || byte == '.' || byte == ',' || byte == ':';
}

static bool has_digit(Str text, size_t offset) {
    return offset < text.length && keep_is_digit((unsigned char)text.data[offset]);
}

static size_t digits_before(Str text, size_t offset) {
    size_t start = offset;
    while (start > 0 && has_digit(text, start - 1))
        start--;
    return offset - start;
}

static size_t digits_behind(Str text, size_t offset) {
    size_t end = offset;
    while (has_digit(text, end))
        end++;
    return end - offset;
}

/* ---- ranges ----------------------------------------------------------------------------------- */

/* With its last separator as the decimal sign, or with none: 8.30 is 8.3 or 830. */
static double number_value(Str figures, bool decimal) {
    double value = 0, unit = 1;
    size_t sign = figures.length;
    while (decimal && sign > 0 && has_digit(figures, sign - 1))
        sign--;
    for (size_t i = 0; i < figures.length; i++)
        if (has_digit(figures, i)) {
            value = value * 10 + (figures.data[i] - '0');
            unit *= sign > 0 && i >= sign ? 10 : 1;
        }
    return value / unit;
}

/* From less to more, as 112-118; or with the front left out, as 2019-22. */
static bool is_rising(Str from, Str to) {
    bool separated = digits_behind(from, 0) < from.length || digits_behind(to, 0) < to.length;
    if (from.data[0] == '0' && has_digit(from, 1) && (from.length > 2 || to.length > 2) && !separated)
        return false; /* 08-123 456 78 */
    if (to.length > 2 && (to.data[0] == '0' || to.length > from.length + 1) && !separated)
        return false; /* a file number: 23-018842, 12-4567 */
    if (separated && number_value(from, true) < number_value(to, true))
        return true;
    if (to.length < from.length)
        return from.length > 2 && from.length <= 4 && to.length <= 2 &&
               number_value(to, false) >
                   number_value(str_slice(from, from.length - to.length, from.length), false);
    return number_value(to, false) > number_value(from, false);
}

/* The word as it is listed, or with a capital where that has a small letter. */
static bool ends_in_word(Str text, Str word) {
    if (word.length > text.length)
        return false;
    size_t at = text.length - word.length, in = 0;
    uint32_t first = utf8_next(text, &at), listed = utf8_next(word, &in);
    return (first == listed || utf8_lower(first) == listed) &&
           str_equal(str_slice(text, at, text.length), str_slice(word, in, word.length));
}

/* Some of the words stands before the number that begins at start, or before the group of figures. */
static bool stands_behind(Str text, size_t start, const Str *words, size_t count) {
    while (start > 0 && (is_blank(utf8_code_before(text, start)) || text.data[start - 1] == ':' ||
                         has_digit(text, start - 1)))
        start = utf8_step_back(text, start);
    Str before = str_slice(text, 0, start);
    for (size_t i = 0; i < count; i++) {
        if (!ends_in_word(before, words[i]))
            continue;
        uint32_t earlier = utf8_code_before(text, start - words[i].length);
        if (is_blank(earlier) || earlier == '(' || earlier == '/' || earlier == '-')
            return true;
    }
    return false;
}

/* The 4-6 of "4-6-year-olds" goes on behind. */
static bool is_age(Str text, size_t start, size_t offset, size_t end) {
    uint32_t code = utf8_code_at(text, end + 1);
    return text.data[end] == '-' && keep_is_letter(code) && utf8_upper(code) != code &&
           offset - start <= LONGEST_AGE && end - offset - 1 <= LONGEST_AGE;
}

static bool is_side(uint32_t code) {
    return !keep_is_letter(code) &&
           (is_blank(code) || code >= 0x80 || strchr("([\"'%)];!?,.:$", (int)code));
}

/* Day and month with a slash between, which end at offset, or begin there: how long that is, or 0. */
static size_t day_before(Str text, size_t offset) {
    size_t month = digits_before(text, offset), slash = offset - month;
    size_t day = slash > 0 && text.data[slash - 1] == '/' ? digits_before(text, slash - 1) : 0;
    return day > 0 && day <= 2 && month > 0 && month <= 2 ? day + 1 + month : 0;
}

static size_t day_behind(Str text, size_t offset) {
    size_t day = digits_behind(text, offset), slash = offset + day;
    size_t month = slash < text.length && text.data[slash] == '/' ? digits_behind(text, slash + 1) : 0;
    return day > 0 && day <= 2 && month > 0 && month <= 2 ? day + 1 + month : 0;
}

/* 1/1-31/12 */
static bool are_days(Str text, size_t offset) {
    size_t before = day_before(text, offset), behind = day_behind(text, offset + 1);
    return before > 0 && behind > 0 && is_side(utf8_code_before(text, offset - before)) &&
           is_side(utf8_code_at(text, offset + 1 + behind));
}

/* What stands behind a number, with a space or without: "%", "kr.", "maj"; empty if that is none. */
static Str unit_behind(Str text, size_t number_end) {
    size_t start = number_end, end = number_end;
    if (start < text.length && is_blank(utf8_next(text, &end)))
        start = end;
    for (size_t next = end = start; next < text.length; end = next) {
        uint32_t code = utf8_next(text, &next);
        if (!keep_is_letter(code) && code != '%' && !(code == '.' && end > start))
            break;
    }
    return str_slice(text, start, end);
}

/*
 * Where the number ends whose unit ends at offset: in "5 %-10 %", where both have the same, and in
 * "1. maj-3. juni", where both are days. The offset itself if it is no such unit.
 */
static size_t before_unit(Str text, size_t offset, size_t number_end) {
    size_t start = offset;
    while (start > 0 && !is_blank(utf8_code_before(text, start)) &&
           !keep_is_digit(utf8_code_before(text, start)))
        start = utf8_step_back(text, start);
    size_t number = start;
    if (number > 0 && is_blank(utf8_code_before(text, number)))
        number = utf8_step_back(text, number);
    Str unit = str_slice(text, start, offset), other = unit_behind(text, number_end);
    bool day = number > 1 && text.data[number - 1] == '.' && number_end < text.length &&
               text.data[number_end] == '.' && keep_is_letter(utf8_code_at(unit, 0));
    if (day)
        other = unit_behind(text, number_end + 1);
    bool fits = day ? keep_is_letter(utf8_code_at(other, 0)) : str_equal(unit, other);
    return unit.length > 0 && other.length > 0 && fits ? number : offset;
}

/* Past midnight: kl. 22-6, or 22-6 Uhr. */
static bool are_hours(const Language *language, Str text, size_t start, size_t offset, size_t end) {
    Str behind = unit_behind(text, end);
    bool said = stands_behind(text, start, language->hours, language->hour_count);
    for (size_t i = 0; i < language->hour_count; i++)
        said = said || str_equal(behind, language->hours[i]);
    return said && number_value(str_slice(text, start, offset), true) <= LAST_HOUR &&
           number_value(str_slice(text, offset + 1, end), true) <= LAST_HOUR;
}

/*
 * In a list of pairs with the same front, as in 3-1 til 3-6: the hyphen of the pair before this one, which
 * tells what all of them are. The offset itself if there is none.
 */
static size_t pair_before(Str text, size_t start, size_t offset) {
    Str front = str_slice(text, start, offset);
    size_t at = start;
    while (at > 0 && is_blank(utf8_code_before(text, at)))
        at = utf8_step_back(text, at);
    size_t word = at;
    while (at > 0 && start - at <= LONGEST_LINK && keep_is_letter(utf8_code_before(text, at)))
        at = utf8_step_back(text, at);
    if (at < word && at > 0 && text.data[at - 1] == ' ')
        at--;
    else if (at > 0 && text.data[at - 1] == ',')
        at--;
    at -= digits_before(text, at);
    bool pair = at < start && has_digit(text, at) && at > front.length && text.data[at - 1] == '-' &&
                str_equal(str_slice(text, at - 1 - front.length, at - 1), front);
    return pair && is_side(utf8_code_before(text, at - 1 - front.length)) ? at - 1 : offset;
}

/* earlier: at how many pairs of its list it may still look. */
static bool is_range(const Language *language, Str text, size_t offset, unsigned earlier) {
    size_t end = offset + 1;
    if (are_days(text, offset))
        return true;
    while (end < text.length && is_figure(text.data[end]))
        end++;
    while (end > offset && !has_digit(text, end - 1))
        end--;
    size_t stop = before_unit(text, offset, end), start = stop;
    bool dated = stop > 0 && stop < offset && text.data[stop - 1] == '.'; /* 28. februar-3. marts */
    while (start > 0 && is_figure(text.data[start - 1]))
        start--;
    /* 5.-7. are ordinals, both of them; 1.1.-31.12.2019 are days. */
    bool ordinals = end < text.length && text.data[end] == '.';
    if (stop > start + 1 && text.data[stop - 1] == '.' &&
        (ordinals || str_find(str_slice(text, start, stop), '.') < stop - 1 - start))
        stop--;
    if (!has_digit(text, start) || !has_digit(text, stop - 1) || !has_digit(text, offset + 1))
        return false;
    bool behind =
        is_side(utf8_code_at(text, end)) || (end < text.length && is_age(text, start, offset, end));
    if (!behind || !is_side(utf8_code_before(text, start)) ||
        stands_behind(text, start, language->codes, language->code_count))
        return false;
    size_t before = pair_before(text, start, offset);
    if (before < offset && earlier > 0)
        return is_range(language, text, before, earlier - 1);
    return dated || is_rising(str_slice(text, start, stop), str_slice(text, offset + 1, end)) ||
           are_hours(language, text, start, offset, end);
}

bool figures_are_range(const Language *language, Str text, size_t offset) {
    return is_range(language, text, offset, LONGEST_LIST);
}

/* ---- signs ------------------------------------------------------------------------------------ */

bool figures_have_minus(Str text, size_t offset) {
    uint32_t before = utf8_code_before(text, offset);
    bool begins = is_blank(before) || (before < 0x80 && strchr("([\"'", (int)before));
    if (!has_digit(text, offset + 1) || !begins)
        return false;
    size_t space = offset;
    while (space > 0 && text.data[space - 1] == ' ')
        space--;
    uint32_t behind = utf8_code_at(text, keep_number_end(text, offset + 1));
    return !(space < offset && has_digit(text, space - 1)) && is_side(behind);
}

Str figures_prime(const Language *language, Str text, size_t offset) {
    bool inches = text.data[offset] == '"';
    size_t before = digits_before(text, offset), behind = digits_behind(text, offset + 1);
    bool number = before > 0 && before <= LONGEST_MEASURE;
    if (!number || keep_is_letter(utf8_code_at(text, offset + 1)) || (inches && behind) || behind > 2)
        return (Str){0};
    return language->primes[inches];
}

bool figures_follow_feet(Str text, size_t offset) {
    size_t start = offset - digits_before(text, offset);
    while (start > 0 && text.data[start - 1] == ' ')
        start--;
    return start < offset && start > 1 && text.data[start - 1] == '\'' && has_digit(text, start - 2);
}
