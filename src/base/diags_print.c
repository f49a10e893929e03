/*
 * base/diags_print.c - messages as text for people.
 *
 * The one idea: everything shown may come from a broken or hostile file, so all of it passes through
 * add_clean, which lets no control character reach the terminal and makes one column of each code point.
 * Therefore the caret can be placed by counting.
 */
#include "base/messages.h"

#include <stdlib.h>

enum {
    SHOWN_MAX = 20,   /* messages of each severity */
    LINE_SHOWN = 100, /* code points of a source line */
    LINE_BEFORE = 60, /* of them before the column, if the line is cut there */
    REPLACEMENT = 0xFFFD,
    ELLIPSIS = 0x2026,
    NO_LIMIT = 1 << 20,
};

/* Control characters, and the marks that can turn the order of what follows them around. */
static bool is_unsafe(uint32_t code) {
    bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
    bool turning = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    bool separator = code == 0x2028 || code == 0x2029 || code == 0xFEFF;
    return control || turning || separator;
}

/* Adds at most limit code points; returns how many, and moves text behind them. */
static size_t add_clean(Buffer *buffer, Str *text, size_t limit) {
    size_t count = 0, offset = 0;
    for (; count < limit && offset < text->length; count++) {
        uint32_t code = utf8_next(*text, &offset);
        if (code == '\t' || code == '\n')
            code = ' ';
        buffer_add_code(buffer, is_unsafe(code) ? REPLACEMENT : code);
    }
    *text = str_slice(*text, offset, text->length);
    return count;
}

static size_t skip_columns(Str *text, size_t count) {
    size_t passed = 0, offset = 0;
    for (; passed < count && offset < text->length; passed++)
        utf8_next(*text, &offset);
    *text = str_slice(*text, offset, text->length);
    return passed;
}

static void add_spaces(Buffer *buffer, size_t count) {
    while (count-- > 0)
        buffer_add_byte(buffer, ' ');
}

/* The line of the source, cut around the column, and a caret below it. */
static void print_line(Buffer *buffer, Span span, Str line) {
    size_t caret = span.column ? span.column - 1u : 0;
    bool cut = line.length > LINE_SHOWN && caret > LINE_BEFORE;
    if (line.length == 0) {
        buffer_format(buffer, "%5u |\n", (unsigned)span.line);
        return;
    }
    buffer_format(buffer, "%5u | ", (unsigned)span.line);
    size_t before = 0;
    if (cut) {
        caret -= skip_columns(&line, caret - LINE_BEFORE);
        buffer_add_code(buffer, ELLIPSIS);
        before = 1;
    }
    size_t shown = add_clean(buffer, &line, LINE_SHOWN);
    if (line.length > 0)
        buffer_add_code(buffer, ELLIPSIS);
    buffer_add_c(buffer, "\n");
    if (span.column == 0)
        return;
    buffer_add_c(buffer, "      | ");
    add_spaces(buffer, before + (caret < shown ? caret : shown));
    buffer_add_c(buffer, "^\n");
}

static void print_place(Buffer *buffer, const Diags *diags, Span span) {
    const Source *source = messages_source(diags, span);
    if (!source) {
        buffer_add_c(buffer, "tryk: ");
        return;
    }
    Str path = source->path;
    add_clean(buffer, &path, NO_LIMIT);
    if (span.line)
        buffer_format(buffer, ":%u", (unsigned)span.line);
    if (span.line && span.column)
        buffer_format(buffer, ":%u", (unsigned)span.column);
    buffer_add_c(buffer, ": ");
}

static void print_message(Buffer *buffer, const Diags *diags, const Message *message) {
    static const char *const names[] = {
        [SEVERITY_NOTE] = "note: ",
        [SEVERITY_WARNING] = "warning: ",
        [SEVERITY_ERROR] = "error: ",
    };
    print_place(buffer, diags, message->span);
    buffer_add_c(buffer, names[message->severity]);
    Str text = message->text, hint = message->hint, line;
    add_clean(buffer, &text, NO_LIMIT);
    buffer_add_c(buffer, "\n");
    if (messages_line(diags, message->span, &line))
        print_line(buffer, message->span, line);
    if (hint.length == 0)
        return;
    buffer_add_c(buffer, "  hint: ");
    add_clean(buffer, &hint, NO_LIMIT);
    buffer_add_c(buffer, "\n");
}

static int compare_numbers(size_t a, size_t b) {
    return (a > b) - (a < b);
}

/* Messages lie in one array in the order of reporting, so their addresses settle what is equal. */
static int compare_messages(const void *left, const void *right) {
    const Message *a = *(const Message *const *)left, *b = *(const Message *const *)right;
    int order = compare_numbers(a->span.file, b->span.file);
    if (order == 0)
        order = compare_numbers(a->span.line, b->span.line);
    if (order == 0)
        order = compare_numbers(a->span.column, b->span.column);
    if (order == 0)
        order = compare_numbers(b->severity, a->severity);
    return order ? order : (a > b) - (a < b);
}

static void print_rest(Buffer *buffer, const Diags *diags) {
    static const char *const names[] = {
        [SEVERITY_NOTE] = "note",
        [SEVERITY_WARNING] = "warning",
        [SEVERITY_ERROR] = "error",
    };
    for (int severity = SEVERITY_ERROR; severity >= SEVERITY_NOTE; severity--) {
        size_t count = diags->reported[severity];
        if (count <= SHOWN_MAX)
            continue;
        const char *plural = count == SHOWN_MAX + 1 ? "" : "s";
        buffer_format(buffer, "tryk: and %zu more %s%s\n", count - SHOWN_MAX, names[severity], plural);
    }
}

Str diags_print(const Diags *diags, Arena *arena) {
    size_t count = diags->message_count;
    const Message **sorted = ARENA_ARRAY(arena, const Message *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &diags->messages[i];
    qsort(sorted, count, sizeof *sorted, compare_messages);
    Buffer buffer = buffer_new(arena);
    size_t shown[SEVERITY_COUNT] = {0};
    for (size_t i = 0; i < count; i++)
        if (shown[sorted[i]->severity]++ < SHOWN_MAX)
            print_message(&buffer, diags, sorted[i]);
    print_rest(&buffer, diags);
    return buffer_str(&buffer);
}
