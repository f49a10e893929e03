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
    LONGEST_AGE = 3      /* figures in 4-6-year-olds; a file number has more */
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

/* From less to more, as 112-118; with the front left out, as 2019-22; or of few figures, as 22-6. */
static bool is_rising(Str from, Str to) {
    bool separated = digits_behind(from, 0) < from.length || digits_behind(to, 0) < to.length;
    if (from.length <= 2 && to.length <= 2)
        return true;
    if (from.data[0] == '0' && has_digit(from, 1) && !separated)
        return false; /* 08-123 456 78 */
    if (to.data[0] == '0' && to.length > 2 && !separated)
        return false; /* a file number: 23-018842 */
    if (separated && number_value(from, true) < number_value(to, true))
        return true;
    if (to.length < from.length)
        return from.length <= 4 && to.length <= 2 &&
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

/* The number that begins at start has a name before it with which hyphens are parts of it: ISO 9001-2. */
static bool is_coded(const Language *language, Str text, size_t start) {
    while (start > 0 && (is_blank(utf8_code_before(text, start)) || text.data[start - 1] == ':'))
        start = utf8_step_back(text, start);
    Str before = str_slice(text, 0, start);
    for (size_t i = 0; i < language->code_count; i++) {
        Str code = language->codes[i];
        if (!ends_in_word(before, code))
            continue;
        uint32_t earlier = utf8_code_before(text, start - code.length);
        if (is_blank(earlier) || earlier == '(' || earlier == '/')
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

bool figures_are_range(const Language *language, Str text, size_t offset) {
    size_t end = offset + 1;
    if (are_days(text, offset))
        return true;
    while (end < text.length && is_figure(text.data[end]))
        end++;
    while (end > offset && !has_digit(text, end - 1))
        end--;
    size_t stop = before_unit(text, offset, end), start = stop;
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
    return behind && is_side(utf8_code_before(text, start)) && !is_coded(language, text, start) &&
           is_rising(str_slice(text, start, stop), str_slice(text, offset + 1, end));
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
