/*
 * pdf/file.c - a finished file, read back.
 *
 * The one idea: everything is a slice of the bytes. An object is where the table says; a dictionary is not
 * taken apart but searched for a key, which for the short ones of our files is as quick as any table.
 */
#include "pdf/file.h"

#include "pdf/objects.h"

#include <string.h>

enum { ENTRY_BYTES = 20, DEPTH_MOST = 64 };

/* ---- tokens ----------------------------------------------------------------------------------- */

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_bound(char c) {
    return is_space(c) || strchr("()<>[]{}/%", c);
}

static size_t skip_blanks(Str text, size_t at) {
    while (at < text.length && (is_space(text.data[at]) || text.data[at] == '%')) {
        bool comment = text.data[at] == '%';
        at++;
        while (comment && at < text.length && text.data[at] != '\n' && text.data[at] != '\r')
            at++;
    }
    return at;
}

/* Behind the parenthesis that closes the one at `at`. */
static size_t skip_string(Str text, size_t at) {
    int depth = 0;
    for (; at < text.length; at++) {
        char c = text.data[at];
        depth += (c == '(') - (c == ')');
        if (c == '\\')
            at++;
        else if (depth == 0)
            return at + 1;
    }
    return text.length;
}

static size_t token_end(Str text, size_t at) {
    char c = text.data[at], next = at + 1 < text.length ? text.data[at + 1] : '\0';
    if (c == '(')
        return skip_string(text, at);
    if ((c == '<' || c == '>') && next == c)
        return at + 2;
    if (c == '<') {
        size_t end = at + str_find(str_slice(text, at, text.length), '>');
        return end < text.length ? end + 1 : end;
    }
    size_t end = at + 1;
    while ((c == '/' || !is_bound(c)) && end < text.length && !is_bound(text.data[end]))
        end++;
    return end;
}

Str file_next_token(Str text, size_t *at) {
    size_t begin = skip_blanks(text, *at);
    *at = begin < text.length ? token_end(text, begin) : begin;
    return str_slice(text, begin, *at);
}

/* One value: what stands between brackets is part of it, and so are the words of a reference. */
static Str next_value(Str text, size_t *at) {
    size_t begin = skip_blanks(text, *at);
    int depth = 0;
    do {
        Str token = file_next_token(text, at);
        if (token.length == 0)
            break;
        depth += str_equal_c(token, "<<") || str_equal_c(token, "[");
        depth -= str_equal_c(token, ">>") || str_equal_c(token, "]");
    } while (depth > 0 && depth < DEPTH_MOST);
    size_t behind = *at;
    Str second = file_next_token(text, &behind), third = file_next_token(text, &behind);
    if (str_equal_c(third, "R") && str_equal_c(second, "0"))
        *at = behind;
    return str_slice(text, begin, *at);
}

Str file_value(Str dictionary, const char *key) {
    size_t at = 0;
    if (!str_equal_c(file_next_token(dictionary, &at), "<<"))
        return (Str){0};
    while (at < dictionary.length) {
        Str name = file_next_token(dictionary, &at);
        if (name.length == 0 || name.data[0] != '/')
            break;
        Str value = next_value(dictionary, &at);
        if (str_equal_c(str_slice(name, 1, name.length), key))
            return value;
    }
    return (Str){0};
}

/* ---- objects ---------------------------------------------------------------------------------- */

uint32_t file_reference(Str value) {
    size_t at = 0;
    double number = 0;
    size_t used = str_number(file_next_token(value, &at), &number);
    file_next_token(value, &at);
    bool reference = used > 0 && str_equal_c(file_next_token(value, &at), "R");
    return reference && number > 0 && number < 1e7 ? (uint32_t)number : 0;
}

Str file_resolve(const File *file, Str value) {
    uint32_t number = file_reference(value);
    if (number == 0)
        return value;
    return number < file->count ? file->objects[number].text : (Str){0};
}

/* "5 0 obj<<...>>stream...": a stream is as long as it says. */
static FileObject read_object(Str bytes, size_t at) {
    FileObject object = {.text = {0}};
    double length = 0;
    for (int i = 0; i < 3; i++)
        if (file_next_token(bytes, &at).length == 0)
            return object;
    object.text = next_value(bytes, &at);
    if (!str_equal_c(file_next_token(bytes, &at), "stream"))
        return object;
    at += at < bytes.length && bytes.data[at] == '\r';
    at += at < bytes.length && bytes.data[at] == '\n';
    if (str_number(file_value(object.text, "Length"), &length) > 0 && length >= 0 && length < 4e9)
        object.stream = str_slice(bytes, at, at + (size_t)length);
    return object;
}

/* The number behind the last "startxref", or the length of it all. */
static size_t find_table(Str bytes) {
    static const Str word = STR_INIT("startxref");
    double place = 0;
    for (size_t i = bytes.length; i-- > 0;)
        if (str_starts(str_slice(bytes, i, bytes.length), word)) {
            Str rest = str_trim(str_slice(bytes, i + word.length, bytes.length));
            bool fine = str_number(rest, &place) > 0 && place >= 0 && place < (double)bytes.length;
            return fine ? (size_t)place : bytes.length;
        }
    return bytes.length;
}

File file_open(Arena *arena, Str bytes) {
    File file = {.count = 0};
    size_t at = find_table(bytes);
    double first = 0, count = 0;
    bool fine = str_equal_c(file_next_token(bytes, &at), "xref") &&
                str_number(file_next_token(bytes, &at), &first) > 0 &&
                str_number(file_next_token(bytes, &at), &count) > 0;
    at = skip_blanks(bytes, at);
    if (!fine || first > 0 || !(count >= 1 && count * ENTRY_BYTES <= (double)(bytes.length - at)))
        return file;
    file.count = (uint32_t)count;
    file.objects = ARENA_ARRAY(arena, FileObject, file.count);
    for (uint32_t i = 1; i < file.count; i++) {
        double place = 0;
        str_number(str_slice(bytes, at + i * ENTRY_BYTES, bytes.length), &place);
        if (place >= 0 && place < (double)bytes.length)
            file.objects[i] = read_object(bytes, (size_t)place);
    }
    return file;
}

Str file_content(Arena *arena, const FileObject *object) {
    if (file_value(object->text, "Filter").length == 0)
        return object->stream;
    return objects_inflate(arena, object->stream);
}
