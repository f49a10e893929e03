/*
 * pdf/syntax.c - numbers, strings, names, dates as PDF and XMP write them.
 *
 * The one idea: a PDF string is bytes, not text. Only four bytes need an escape in a literal string (both
 * brackets, the backslash, and a carriage return, which readers would turn into a line feed); all others
 * stand as they are, so glyph ids take two bytes and not four hexadecimal digits.
 */
#include "pdf/syntax.h"

#include <math.h>
#include <string.h>
#include <time.h>

static const char HEX_DIGITS[] = "0123456789ABCDEF";
static const double LARGEST_ROUNDED = 1e15;
static const int64_t LAST_SECOND = INT64_C(253402300799); /* of the year 9999 */

int64_t syntax_round(double value) {
    if (!(fabs(value) < LARGEST_ROUNDED))
        return 0;
    return (int64_t)(value < 0 ? value - 0.5 : value + 0.5);
}

void syntax_integer(Buffer *out, int64_t value) {
    char digits[24];
    size_t start = sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--start] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0)
        digits[--start] = '-';
    buffer_add(out, (Str){digits + start, sizeof digits - start});
}

void syntax_reference(Buffer *out, uint32_t number) {
    syntax_integer(out, number);
    buffer_add(out, STR(" 0 R"));
}

/* Behind the literal string that begins here. */
static size_t string_end(Str text, size_t at) {
    int depth = 0;
    for (; at < text.length; at++) {
        if (text.data[at] == '\\')
            at++;
        else if (text.data[at] == '(')
            depth++;
        else if (text.data[at] == ')' && --depth == 0)
            return at + 1;
    }
    return text.length;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* References are written in one way only, by syntax_reference, so " 0 R" is all there is to look for. */
uint32_t syntax_next_reference(Str text, size_t *at, size_t *begin) {
    for (size_t i = *at; i < text.length;) {
        if (text.data[i] == '(') {
            i = string_end(text, i);
        } else if (!is_digit(text.data[i])) {
            i++;
        } else {
            uint32_t number = 0;
            for (*begin = i; i < text.length && is_digit(text.data[i]); i++)
                number = number * 10 + (uint32_t)(text.data[i] - '0');
            *at = i + 4;
            if (text.length - i >= 4 && memcmp(text.data + i, " 0 R", 4) == 0)
                return number;
        }
    }
    *at = text.length;
    return 0;
}

void syntax_numbers(Buffer *out, const double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(out, ' ');
        buffer_add_number(out, values[i], 3);
    }
}

void syntax_rectangle(Buffer *out, Box box) {
    buffer_add_byte(out, '[');
    syntax_numbers(out, (double[]){box.x, box.y, box.x + box.w, box.y + box.h}, 4);
    buffer_add_byte(out, ']');
}

void syntax_string_byte(Buffer *out, unsigned char byte) {
    bool escaped = byte == '(' || byte == ')' || byte == '\\' || byte == '\r';
    if (escaped)
        buffer_add_byte(out, '\\');
    buffer_add_byte(out, byte == '\r' ? 'r' : (char)byte);
}

void syntax_bytes(Buffer *out, Str bytes) {
    buffer_add_byte(out, '(');
    for (size_t i = 0; i < bytes.length; i++)
        syntax_string_byte(out, (unsigned char)bytes.data[i]);
    buffer_add_byte(out, ')');
}

static void add_hex(Buffer *out, uint32_t value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        buffer_add_byte(out, HEX_DIGITS[value >> shift & 0xF]);
}

void syntax_utf16(Buffer *out, Str text) {
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code = utf8_next(text, &offset);
        if (code < 0x10000) {
            add_hex(out, code, 4);
        } else {
            add_hex(out, 0xD800 + ((code - 0x10000) >> 10), 4);
            add_hex(out, 0xDC00 + ((code - 0x10000) & 0x3FF), 4);
        }
    }
}

void syntax_text(Buffer *out, Str text) {
    bool plain = true;
    for (size_t i = 0; i < text.length && plain; i++)
        plain = text.data[i] >= 0x20 && text.data[i] < 0x7F;
    if (plain) {
        syntax_bytes(out, text);
        return;
    }
    buffer_add(out, STR("<FEFF"));
    syntax_utf16(out, text);
    buffer_add_byte(out, '>');
}

static bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

void syntax_name(Buffer *out, Str name) {
    buffer_add_byte(out, '/');
    for (size_t i = 0; i < name.length; i++) {
        char c = name.data[i];
        bool plain = is_letter_or_digit(c) || (c && strchr("-_+.,*", c));
        if (plain) {
            buffer_add_byte(out, c);
        } else if (c) {
            buffer_add_byte(out, '#');
            add_hex(out, (unsigned char)c, 2);
        }
    }
}

void syntax_uri(Buffer *out, Str url) {
    buffer_add_byte(out, '(');
    for (size_t i = 0; i < url.length; i++) {
        unsigned char byte = (unsigned char)url.data[i];
        bool plain = byte > ' ' && byte < 0x7F && !strchr("\"<>\\^`{|}", byte);
        if (plain) {
            syntax_string_byte(out, byte);
        } else {
            buffer_add_byte(out, '%');
            add_hex(out, byte, 2);
        }
    }
    buffer_add_byte(out, ')');
}

static struct tm calendar(int64_t seconds) {
    time_t moment = (time_t)(seconds < 0 ? 0 : seconds > LAST_SECOND ? LAST_SECOND : seconds);
    struct tm parts = {0};
    gmtime_r(&moment, &parts);
    parts.tm_year += 1900;
    parts.tm_mon += 1;
    return parts;
}

void syntax_date(Buffer *out, int64_t seconds) {
    struct tm at = calendar(seconds);
    buffer_format(out, "(D:%04d%02d%02d%02d%02d%02dZ)", at.tm_year, at.tm_mon, at.tm_mday, at.tm_hour,
                  at.tm_min, at.tm_sec);
}

void syntax_iso_date(Buffer *out, int64_t seconds) {
    struct tm at = calendar(seconds);
    buffer_format(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", at.tm_year, at.tm_mon, at.tm_mday, at.tm_hour,
                  at.tm_min, at.tm_sec);
}

void syntax_xml(Buffer *out, Str text) {
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code = utf8_next(text, &offset);
        bool allowed = code >= 0x20 || code == '\t' || code == '\n' || code == '\r';
        if (code == '&')
            buffer_add(out, STR("&amp;"));
        else if (code == '<')
            buffer_add(out, STR("&lt;"));
        else if (code == '>')
            buffer_add(out, STR("&gt;"));
        else if (allowed && code != 0xFFFE && code != 0xFFFF)
            buffer_add_code(out, code);
    }
}

Str syntax_language(Arena *arena, Str language) {
    if (str_equal_c(language, "da"))
        return STR("da-DK");
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < language.length; i++)
        if (is_letter_or_digit(language.data[i]) || language.data[i] == '-')
            buffer_add_byte(&out, language.data[i]);
    return buffer_str(&out);
}
