/*
 * pdf/labels.c - page labels: how the reader of the file counts its pages.
 *
 * The one idea: labels are ranges that count on by themselves, so a range begins only where a page's label
 * is not what the one before it would go on to.
 */
#include "pdf/writer.h"

#include <string.h>

enum { ROMAN_MAX = 3999, DECIMAL_DIGITS_MAX = 9 };

typedef struct Label {
    char style;
    uint32_t number;
    Str text;
} Label; /* style 0: the text alone */

static uint32_t decimal_value(Str text) {
    uint32_t value = 0;
    if (text.length == 0 || text.length > DECIMAL_DIGITS_MAX || text.data[0] == '0')
        return 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return 0;
        value = value * 10 + (uint32_t)(text.data[i] - '0');
    }
    return value;
}

/* The lower case numeral; room for the longest, mmmdccclxxxviii. */
static Str roman_numeral(uint32_t value, char out[16]) {
    static const struct {
        uint32_t value;
        const char *digits;
    } parts[] = {
        {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
        {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"},
    };
    size_t length = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (; value >= parts[i].value; value -= parts[i].value)
            for (const char *digit = parts[i].digits; *digit; digit++)
                out[length++] = *digit;
    return (Str){out, length};
}

/* 0 unless it is the numeral of its value in one case. */
static uint32_t roman_value(Str text, bool upper) {
    static const char digits[] = "ivxlcdm";
    static const uint32_t values[] = {1, 5, 10, 50, 100, 500, 1000};
    char lower[16], again[16];
    uint32_t value = 0, before = 0;
    if (text.length == 0 || text.length > 15)
        return 0;
    for (size_t i = text.length; i-- > 0;) {
        lower[i] = (char)(upper ? text.data[i] + ('a' - 'A') : text.data[i]);
        const char *digit = lower[i] ? strchr(digits, lower[i]) : NULL;
        if (!digit)
            return 0;
        uint32_t one = values[digit - digits];
        value = one < before ? value - one : value + one;
        before = one;
    }
    if (value == 0 || value > ROMAN_MAX)
        return 0;
    return str_equal(roman_numeral(value, again), (Str){lower, text.length}) ? value : 0;
}

static Label read_label(Str text) {
    Label label = {'D', decimal_value(text), text};
    if (label.number)
        return label;
    label = (Label){'r', roman_value(text, false), text};
    if (label.number)
        return label;
    label = (Label){'R', roman_value(text, true), text};
    return label.number ? label : (Label){0, 0, text};
}

static bool goes_on(Label before, Label label) {
    if (before.style != label.style)
        return false;
    return label.style ? label.number == before.number + 1 : str_equal(label.text, before.text);
}

void labels_write(Writer *writer) {
    const Pages *pages = writer->pages;
    Buffer *out = &writer->catalog;
    Label before = {0};
    buffer_add(out, STR("/PageLabels<</Nums["));
    for (size_t i = 0; i < pages->count; i++) {
        Label label = read_label(pages->pages[i].label);
        if (i == 0 || !goes_on(before, label)) {
            buffer_format(out, "%zu<<", i);
            if (label.style)
                buffer_format(out, "/S/%c/St %u", label.style, (unsigned)label.number);
            else if (label.text.length > 0)
                buffer_add(out, STR("/P"));
            if (!label.style && label.text.length > 0)
                syntax_text(out, label.text);
            buffer_add(out, STR(">>"));
        }
        before = label;
    }
    buffer_add(out, STR("]>>"));
}
