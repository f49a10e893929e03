/*
 * base/numeral.c - whole numbers as letters and as Roman numbers.
 *
 * The one idea: whoever reads a Roman number writes the value that it adds up to again and compares, so
 * "iiii" and "mild" are none.
 */
#include "base/base.h"

#include <string.h>

enum { LONGEST_ROMAN = 15 /* mmmdccclxxxviii */ };

static Str letters_of(Arena *arena, long number, char first) {
    char letters[16];
    size_t at = sizeof letters;
    for (; number > 0 && at > 0; number = (number - 1) / 26)
        letters[--at] = (char)(first + (number - 1) % 26);
    return str_copy(arena, (Str){letters + at, sizeof letters - at});
}

/* Into room for LONGEST_ROMAN letters; returns how many they are. */
static size_t write_roman(long number, bool capitals, char *out) {
    static const struct {
        int value;
        const char *letters;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    size_t length = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (; number >= steps[i].value; number -= steps[i].value)
            for (const char *letter = steps[i].letters; *letter; letter++)
                out[length++] = (char)(capitals ? *letter - 0x20 : *letter);
    return length;
}

Str numeral_text(Arena *arena, char writing, long number) {
    char roman[LONGEST_ROMAN] = "";
    bool small = number >= 1 && number < 4000;
    if ((writing == 'a' || writing == 'A') && number >= 1)
        return letters_of(arena, number, writing);
    if ((writing == 'i' || writing == 'I') && small)
        return str_copy(arena, (Str){roman, write_roman(number, writing == 'I', roman)});
    return str_format(arena, "%ld", number);
}

static int roman_digit(char letter) {
    static const char letters[] = "ivxlcdm";
    static const int values[] = {1, 5, 10, 50, 100, 500, 1000};
    const char *found = letter ? strchr(letters, letter | 0x20) : NULL;
    return found ? values[found - letters] : 0;
}

long numeral_roman(Str text) {
    long value = 0;
    for (size_t i = 0; i < text.length; i++) {
        int digit = roman_digit(text.data[i]);
        int next = i + 1 < text.length ? roman_digit(text.data[i + 1]) : 0;
        if (digit == 0 || text.length > LONGEST_ROMAN)
            return 0;
        value += next > digit ? -digit : digit;
    }
    char again[LONGEST_ROMAN] = "";
    if (value < 1 || value >= 4000)
        return 0;
    bool capitals = (text.data[0] & 0x20) == 0;
    return str_equal(text, (Str){again, write_roman(value, capitals, again)}) ? value : 0;
}
