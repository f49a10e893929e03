/*
 * Fonts: whether each glyph that is shown is in the file, as wide as the page thinks, and says its text.
 */
#include "checker.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Widths of both sides may be rounded to a whole thousandth. */
static const double TOLERANCE = 1.0;

/* ---- ToUnicode -------------------------------------------------------------------------------- */

static void add_utf8(char **out, unsigned code) {
    char *at = *out;
    if (code < 0x80) {
        *at++ = (char)code;
    } else if (code < 0x800) {
        *at++ = (char)(0xC0 | code >> 6);
        *at++ = (char)(0x80 | (code & 63));
    } else if (code < 0x10000) {
        *at++ = (char)(0xE0 | code >> 12);
        *at++ = (char)(0x80 | (code >> 6 & 63));
        *at++ = (char)(0x80 | (code & 63));
    } else {
        *at++ = (char)(0xF0 | code >> 18);
        *at++ = (char)(0x80 | (code >> 12 & 63));
        *at++ = (char)(0x80 | (code >> 6 & 63));
        *at++ = (char)(0x80 | (code & 63));
    }
    *out = at;
}

static unsigned hex_at(const char *digits, size_t count) {
    char number[9] = {0};
    memcpy(number, digits, count < 8 ? count : 8);
    return (unsigned)strtoul(number, NULL, 16);
}

/* "00660069" as UTF-8. */
static char *decode_utf16(const char *digits, size_t length) {
    char *text = calloc(1, length + 1), *out = text;
    for (size_t i = 0; i + 4 <= length; i += 4) {
        unsigned code = hex_at(digits + i, 4);
        if (code >= 0xD800 && code < 0xDC00 && i + 8 <= length) {
            code = 0x10000 + ((code - 0xD800) << 10) + (hex_at(digits + i + 4, 4) - 0xDC00);
            i += 4;
        }
        add_utf8(&out, code);
    }
    return text;
}

/* The next "<...>" before the word `until`: its digits. */
static const char *next_digits(const char **at, const char *until, size_t *length) {
    const char *open = strchr(*at, '<');
    const char *close = open ? strchr(open, '>') : NULL;
    if (!close || open > until)
        return NULL;
    *length = (size_t)(close - open - 1);
    *at = close + 1;
    return open + 1;
}

static void set_text(Font *font, unsigned code, char *text) {
    if (code >= GLYPHS) {
        free(text);
        return;
    }
    free(font->texts[code]);
    font->texts[code] = text;
}

static void read_chars(Font *font, const char *at, const char *until) {
    size_t from_length, to_length;
    const char *from, *to;
    while ((from = next_digits(&at, until, &from_length)) && (to = next_digits(&at, until, &to_length)))
        set_text(font, hex_at(from, from_length), decode_utf16(to, to_length));
}

static void read_ranges(Font *font, const char *at, const char *until) {
    size_t a, b, c;
    const char *from, *last, *to;
    while ((from = next_digits(&at, until, &a)) && (last = next_digits(&at, until, &b)) &&
           (to = next_digits(&at, until, &c)))
        for (unsigned code = hex_at(from, a), i = 0; code <= hex_at(last, b) && i < GLYPHS; code++, i++) {
            char text[8] = {0}, *out = text;
            add_utf8(&out, hex_at(to, c) + i);
            set_text(font, code, strdup(text));
        }
}

static void read_to_unicode(Checker *checker, Font *font) {
    size_t length = 0;
    uint8_t *bytes = data_of(checker, at_key(checker, font->object, "/ToUnicode"), &length);
    if (!bytes)
        return;
    char *text = malloc(length + 1);
    memcpy(text, bytes, length);
    text[length] = 0;
    for (const char *at = text; (at = strstr(at, "beginbf"));) {
        const char *until = strstr(at, "endbf");
        if (!until)
            break;
        if (strncmp(at, "beginbfchar", 11) == 0)
            read_chars(font, at, until);
        else
            read_ranges(font, at, until);
        at = until;
    }
    free(text);
    free(bytes);
}

Font *font_of(Checker *checker, Object object) {
    int id = id_of(checker, object);
    for (size_t i = 0; i < checker->font_count; i++)
        if (checker->fonts[i]->id == id)
            return checker->fonts[i];
    checker->fonts = grow(checker->fonts, checker->font_count, &checker->font_capacity, sizeof(Font *));
    Font *font = calloc(1, sizeof *font);
    font->id = id;
    font->object = object;
    read_to_unicode(checker, font);
    checker->fonts[checker->font_count++] = font;
    return font;
}

/* ---- widths ----------------------------------------------------------------------------------- */

static bool is_used(const Font *font, unsigned code) {
    return font->used[code / 8] >> code % 8 & 1;
}

/* /W of a CID font: c [w w w] or first last w. */
static void read_widths(Checker *checker, Object descendant, double *widths) {
    double missing = number_of(checker, at_key(checker, descendant, "/DW"), 1000);
    Object list = at_key(checker, descendant, "/W");
    for (size_t i = 0; i < GLYPHS; i++)
        widths[i] = missing;
    for (size_t i = 0; i + 1 < item_count(checker, list);) {
        int first = int_of(checker, item_at(checker, list, i), 0);
        Object second = item_at(checker, list, i + 1);
        if (is_array(checker, second)) {
            for (size_t k = 0; k < item_count(checker, second); k++)
                if ((size_t)first + k < GLYPHS)
                    widths[(size_t)first + k] = number_of(checker, item_at(checker, second, k), 0);
            i += 2;
        } else {
            double width = number_of(checker, item_at(checker, list, i + 2), 0);
            for (int code = first; code <= int_of(checker, second, 0) && code < GLYPHS; code++)
                widths[code] = width;
            i += 3;
        }
    }
}

/* A font file of the TrueType kind. */
typedef struct FontFile {
    const uint8_t *bytes;
    size_t length;
    unsigned em, glyphs, metrics;
    size_t widths;
} FontFile;

static unsigned big_endian(const FontFile *file, size_t offset, int bytes) {
    unsigned value = 0;
    for (int i = 0; i < bytes; i++)
        value = value << 8 | (offset + (size_t)i < file->length ? file->bytes[offset + (size_t)i] : 0);
    return value;
}

static size_t table_offset(const FontFile *file, const char *tag) {
    unsigned count = big_endian(file, 4, 2);
    for (size_t at = 12; count-- > 0 && at + 16 <= file->length; at += 16)
        if (memcmp(file->bytes + at, tag, 4) == 0)
            return big_endian(file, at + 8, 4);
    return 0;
}

static bool open_file(FontFile *file) {
    size_t head = table_offset(file, "head"), hhea = table_offset(file, "hhea");
    size_t maxp = table_offset(file, "maxp");
    file->widths = table_offset(file, "hmtx");
    if (!head || !hhea || !maxp || !file->widths)
        return false;
    file->em = big_endian(file, head + 18, 2);
    file->glyphs = big_endian(file, maxp + 4, 2);
    file->metrics = big_endian(file, hhea + 34, 2);
    return file->em > 0 && file->metrics > 0;
}

static double file_width(const FontFile *file, unsigned glyph) {
    unsigned index = glyph < file->metrics ? glyph : file->metrics - 1;
    return big_endian(file, file->widths + 4 * (size_t)index, 2) * 1000.0 / file->em;
}

static void compare_widths(Checker *checker, const Font *font, Object descendant, const FontFile *file) {
    double *widths = malloc(GLYPHS * sizeof *widths);
    read_widths(checker, descendant, widths);
    for (unsigned code = 0; code < GLYPHS; code++) {
        if (!is_used(font, code))
            continue;
        if (code >= file->glyphs)
            fail(checker, "font-glyphs", "font %d: glyph %u is not in its file", font->id, code);
        else if (fabs(widths[code] - file_width(file, code)) > TOLERANCE)
            fail(checker, "font-widths", "font %d: glyph %u is %.1f wide, in its file %.1f", font->id, code,
                 widths[code], file_width(file, code));
    }
    free(widths);
}

/* ---- rules ------------------------------------------------------------------------------------ */

static bool is_text(const char *text) {
    return text && *text && strcmp(text, "\xEF\xBF\xBD") != 0 && strcmp(text, "\xEF\xBB\xBF") != 0 &&
           strcmp(text, "\xEF\xBF\xBE") != 0;
}

static void check_texts(Checker *checker, const Font *font) {
    for (unsigned code = 0; code < GLYPHS; code++) {
        if (!is_used(font, code))
            continue;
        if (code == 0)
            fail(checker, "font-glyphs", "font %d: the glyph for missing glyphs is shown", font->id);
        else if (!is_text(font->texts[code]))
            fail(checker, "font-unicode", "font %d: glyph %u has no text", font->id, code);
    }
}

static bool is_subset_name(Checker *checker, Object name) {
    char text[NAME_MAX_LENGTH];
    name_of(checker, name, text);
    for (int i = 0; i < 6; i++)
        if (!isupper((unsigned char)text[i]))
            return false;
    return text[6] == '+';
}

static void check_kind(Checker *checker, const Font *font, Object descendant) {
    Object info = at_key(checker, descendant, "/CIDSystemInfo");
    bool composite = is_name(checker, at_key(checker, font->object, "/Subtype"), "/Type0") &&
                     is_name(checker, at_key(checker, font->object, "/Encoding"), "/Identity-H");
    bool outline = is_name(checker, at_key(checker, descendant, "/Subtype"), "/CIDFontType2");
    if (!composite || !is_string(checker, at_key(checker, info, "/Ordering")))
        fail(checker, "font-kind", "font %d is not a composite font by glyph numbers", font->id);
    if (outline && !is_name(checker, at_key(checker, descendant, "/CIDToGIDMap"), "/Identity"))
        fail(checker, "font-kind", "font %d: numbers are not those of its file", font->id);
    if (!is_subset_name(checker, at_key(checker, font->object, "/BaseFont")) ||
        !is_subset_name(checker, at_key(checker, descendant, "/BaseFont")))
        fail(checker, "font-kind", "font %d is not named as a subset", font->id);
}

static void check_font(Checker *checker, const Font *font) {
    Object descendant = item_at(checker, at_key(checker, font->object, "/DescendantFonts"), 0);
    Object descriptor = at_key(checker, descendant, "/FontDescriptor");
    Object truetype = at_key(checker, descriptor, "/FontFile2");
    size_t length = 0;
    check_kind(checker, font, descendant);
    check_texts(checker, font);
    if (!is_stream(checker, truetype)) {
        if (!is_stream(checker, at_key(checker, descriptor, "/FontFile3")))
            fail(checker, "font-embedded", "font %d is not in the file", font->id);
        return;
    }
    uint8_t *bytes = data_of(checker, truetype, &length);
    FontFile file = {.bytes = bytes, .length = length};
    if (bytes && open_file(&file))
        compare_widths(checker, font, descendant, &file);
    else
        fail(checker, "font-embedded", "font %d: its file is not a font", font->id);
    free(bytes);
}

void check_fonts(Checker *checker) {
    for (size_t i = 0; i < checker->font_count; i++)
        check_font(checker, checker->fonts[i]);
}
