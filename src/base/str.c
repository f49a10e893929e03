/*
 * base/str.c - slices of text: comparing, cutting, copying, formatting.
 *
 * The one idea: a Str never owns and never ends in NUL, so cutting is free and nothing here allocates but
 * the functions that take an arena. An empty Str may have a NULL pointer, which the C library's memory
 * functions do not accept: every call of them is behind a test of the length.
 */
#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool is_space(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

Str str_from(const char *text) {
    return text ? (Str){text, strlen(text)} : (Str){0};
}

bool str_equal(Str a, Str b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool str_equal_c(Str a, const char *b) {
    return str_equal(a, str_from(b));
}

bool str_starts(Str text, Str prefix) {
    return text.length >= prefix.length && str_equal(str_slice(text, 0, prefix.length), prefix);
}

bool str_ends(Str text, Str suffix) {
    return text.length >= suffix.length &&
           str_equal(str_slice(text, text.length - suffix.length, text.length), suffix);
}

int str_compare(Str a, Str b) {
    size_t shared = a.length < b.length ? a.length : b.length;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    if (order == 0)
        return (a.length > b.length) - (a.length < b.length);
    return order < 0 ? -1 : 1;
}

Str str_slice(Str text, size_t from, size_t to) {
    if (to > text.length)
        to = text.length;
    if (from >= to)
        return (Str){text.data, 0};
    return (Str){text.data + from, to - from};
}

Str str_trim(Str text) {
    while (text.length > 0 && is_space(text.data[text.length - 1]))
        text.length--;
    while (text.length > 0 && is_space(text.data[0])) {
        text.data++;
        text.length--;
    }
    return text;
}

size_t str_find(Str text, char byte) {
    const char *found = text.length ? memchr(text.data, byte, text.length) : NULL;
    return found ? (size_t)(found - text.data) : text.length;
}

Str str_next_word(Str *rest) {
    size_t start = 0;
    while (start < rest->length && is_space(rest->data[start]))
        start++;
    size_t end = start;
    while (end < rest->length && !is_space(rest->data[end]))
        end++;
    Str word = str_slice(*rest, start, end);
    *rest = str_slice(*rest, end, rest->length);
    return word;
}

Str str_copy(Arena *arena, Str text) {
    return (Str){str_to_c(arena, text), text.length};
}

char *str_to_c(Arena *arena, Str text) {
    char *copy = arena_alloc(arena, text.length + 1);
    if (text.length)
        memcpy(copy, text.data, text.length);
    return copy;
}

Str str_format(Arena *arena, const char *format, ...) {
    char small[256];
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(small, sizeof small, format, arguments);
    Str text = {0};
    if (length > 0 && (size_t)length < sizeof small) {
        text = str_copy(arena, (Str){small, (size_t)length});
    } else if (length > 0) {
        char *large = arena_alloc(arena, (size_t)length + 1);
        vsnprintf(large, (size_t)length + 1, format, again);
        text = (Str){large, (size_t)length};
    }
    va_end(again);
    va_end(arguments);
    return text;
}

/* FNV-1a: short keys, no secret, the same on every machine. */
uint64_t str_hash(Str text) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text.length; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 0x100000001b3u;
    return hash;
}
