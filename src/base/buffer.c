/*
 * base/buffer.c - text that grows, and numbers in and out of it.
 *
 * The one idea: the libc's way with numbers depends on the locale (a Danish one writes 1,5), so numbers
 * are read and written here as whole numbers of the last wanted decimal place.
 */
#include "base/base.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SMALLEST_BUFFER = 64, DECIMALS_MAX = 6 };

static const double LARGEST_WRITTEN = 1e9;

Buffer buffer_new(Arena *arena) {
    return (Buffer){.arena = arena};
}

static void buffer_reserve(Buffer *buffer, size_t more) {
    size_t needed = buffer->length + more;
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity ? buffer->capacity * 2 : SMALLEST_BUFFER;
    if (capacity < needed)
        capacity = needed;
    buffer->data = arena_grow(buffer->arena, buffer->data, buffer->capacity, capacity);
    buffer->capacity = capacity;
}

void buffer_add(Buffer *buffer, Str text) {
    if (text.length == 0)
        return;
    buffer_reserve(buffer, text.length);
    memcpy(buffer->data + buffer->length, text.data, text.length);
    buffer->length += text.length;
}

void buffer_add_c(Buffer *buffer, const char *text) {
    buffer_add(buffer, str_from(text));
}

void buffer_add_byte(Buffer *buffer, char byte) {
    buffer_reserve(buffer, 1);
    buffer->data[buffer->length++] = byte;
}

void buffer_add_code(Buffer *buffer, uint32_t code) {
    char bytes[4];
    size_t length = utf8_encode(code, bytes);
    buffer_add(buffer, (Str){bytes, length});
}

void buffer_add_escaped(Buffer *buffer, Str text) {
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte == '\n')
            buffer_add_c(buffer, "\\n");
        else if (byte == '\t')
            buffer_add_c(buffer, "\\t");
        else if (byte < ' ')
            buffer_format(buffer, "\\u%04x", byte);
        else if (byte == '"' || byte == '\\')
            buffer_format(buffer, "\\%c", byte);
        else
            buffer_add_byte(buffer, (char)byte);
    }
}

void buffer_format(Buffer *buffer, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    buffer_reserve(buffer, SMALLEST_BUFFER);
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->data + buffer->length, room, format, arguments);
    if (length > 0 && (size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length + 1);
        vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    }
    if (length > 0)
        buffer->length += (size_t)length;
    va_end(again);
    va_end(arguments);
}

void buffer_add_number(Buffer *buffer, double value, int decimals) {
    static const double scales[DECIMALS_MAX + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    int places = decimals < 0 ? 0 : decimals > DECIMALS_MAX ? DECIMALS_MAX : decimals;
    bool written = fabs(value) <= LARGEST_WRITTEN;
    uint64_t scaled = written ? (uint64_t)(fabs(value) * scales[places] + 0.5) : 0;
    bool negative = value < 0 && scaled > 0;
    while (places > 0 && scaled % 10 == 0) {
        scaled /= 10;
        places--;
    }
    char digits[24];
    size_t start = sizeof digits;
    for (int written_places = 0; scaled > 0 || written_places <= places; written_places++) {
        if (written_places == places && places > 0)
            digits[--start] = '.';
        digits[--start] = (char)('0' + scaled % 10);
        scaled /= 10;
    }
    if (negative)
        digits[--start] = '-';
    buffer_add(buffer, (Str){digits + start, sizeof digits - start});
}

Str buffer_str(const Buffer *buffer) {
    return (Str){buffer->data, buffer->length};
}

Str str_millimetres(Arena *arena, Pt length, int decimals) {
    Buffer out = buffer_new(arena);
    buffer_add_number(&out, length / PT_PER_MM, decimals);
    buffer_add_c(&out, " mm");
    return buffer_str(&out);
}

static bool is_digit(Str text, size_t index) {
    return index < text.length && text.data[index] >= '0' && text.data[index] <= '9';
}

/* Digits as a whole number times a power of ten; digits beyond what a double can tell apart are dropped. */
typedef struct Decimal {
    uint64_t digits;
    int exponent;
} Decimal;

static size_t read_digits(Str text, size_t index, bool fraction, Decimal *number) {
    static const uint64_t full = UINT64_C(100000000000000000);
    for (; is_digit(text, index); index++) {
        bool kept = number->digits < full;
        if (kept)
            number->digits = number->digits * 10 + (uint64_t)(text.data[index] - '0');
        if (kept && fraction)
            number->exponent--;
        if (!kept && !fraction && number->exponent < 300)
            number->exponent++;
    }
    return index;
}

/* One exact division or product by a power of ten up to 1e22 rounds as well as can be. */
static double decimal_value(Decimal number) {
    double value = (double)number.digits;
    double power = 1;
    int left = number.exponent < 0 ? -number.exponent : number.exponent;
    for (; left > 0 && value < 1e270; left--) {
        power *= 10;
        if (power < 1e22 && left > 1)
            continue;
        value = number.exponent < 0 ? value / power : value * power;
        power = 1;
    }
    return value;
}

size_t str_number(Str text, double *value) {
    size_t index = 0;
    bool negative = text.length > 0 && text.data[0] == '-';
    if (negative || (text.length > 0 && text.data[0] == '+'))
        index++;
    bool whole = is_digit(text, index);
    Decimal number = {0};
    index = read_digits(text, index, false, &number);
    bool stop = index < text.length && text.data[index] == '.' && is_digit(text, index + 1);
    if (!whole && !stop)
        return 0;
    if (stop)
        index = read_digits(text, index + 1, true, &number);
    double result = decimal_value(number);
    *value = negative ? -result : result;
    return index;
}
