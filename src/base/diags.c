/*
 * base/diags.c - collects messages about the input.
 *
 * The one idea: a report is cheap and never fails, since bad input can cause a million of them. Texts are
 * kept for the first few hundred only; of the others there is a hash, so that what is said twice counts
 * once, and a count. Line starts of a source are looked for when the first message needs them.
 */
#include "base/messages.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    KEPT_MAX = 333, /* of each severity: a thousand warnings must not push out an error */
    MESSAGE_SIZE = 2048,
    SEEN_SLOTS_FIRST = 64,
    SEEN_SLOTS_MAX = 1 << 18,
    FIND_LINES = 200,
};

Diags *diags_new(Arena *arena) {
    Diags *diags = ARENA_NEW(arena, Diags);
    diags->arena = arena;
    return diags;
}

uint16_t diags_add_source(Diags *diags, Str path, Str text) {
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        text = str_slice(text, 3, text.length);
    uint64_t hash = str_hash(path);
    for (size_t i = 0; i < diags->source_count; i++)
        if (diags->sources[i].hash == hash && str_equal(diags->sources[i].path, path) &&
            str_equal(diags->sources[i].text, text))
            return (uint16_t)(i + 1);
    if (diags->source_count >= UINT16_MAX)
        return 0;
    Source source = {.hash = hash, .path = str_copy(diags->arena, path), .text = text};
    LIST_PUSH(diags->arena, diags->sources, diags->source_count, diags->source_capacity, source);
    return (uint16_t)diags->source_count;
}

Source *messages_source(const Diags *diags, Span span) {
    return span.file >= 1 && span.file <= diags->source_count ? &diags->sources[span.file - 1] : NULL;
}

Str diags_source_path(const Diags *diags, uint16_t file) {
    const Source *source = messages_source(diags, (Span){.file = file});
    return source ? source->path : (Str){0};
}

/* Lines end where Markdown and YAML end them: at LF, CR, or both. */
static void index_lines(Arena *arena, Source *source) {
    Str text = source->text;
    source->line_count = source->line_capacity = 0;
    LIST_PUSH(arena, source->lines, source->line_count, source->line_capacity, 0);
    for (size_t i = 0; i < text.length && i < UINT32_MAX; i++) {
        bool half = text.data[i] == '\r' && i + 1 < text.length && text.data[i + 1] == '\n';
        if ((text.data[i] == '\n' || text.data[i] == '\r') && !half)
            LIST_PUSH(arena, source->lines, source->line_count, source->line_capacity, (uint32_t)(i + 1));
    }
}

/* The text from the start of a line to the start of another one behind it; false without the first. */
static bool lines_between(const Diags *diags, Span span, size_t count, Str *text) {
    Source *source = messages_source(diags, span);
    if (!source || span.line == 0)
        return false;
    if (!source->lines)
        index_lines(diags->arena, source);
    size_t first = span.line - 1;
    if (first >= source->line_count)
        return false;
    bool inside = count < source->line_count - first;
    size_t end = inside ? source->lines[first + count] : source->text.length;
    *text = str_slice(source->text, source->lines[first], end);
    return true;
}

bool messages_line(const Diags *diags, Span span, Str *line) {
    if (!lines_between(diags, span, 1, line))
        return false;
    if (str_ends(*line, STR("\n")))
        line->length--;
    if (str_ends(*line, STR("\r")))
        line->length--;
    return true;
}

static uint64_t hash_message(Severity severity, Span span, Str text) {
    uint64_t place = (uint64_t)span.line << 32 | (uint64_t)span.file << 16 | span.column;
    uint64_t mixed = (str_hash(text) ^ (place * 4 + severity)) * UINT64_C(0x9E3779B97F4A7C15);
    mixed ^= mixed >> 29;
    return mixed ? mixed : 1;
}

static size_t seen_slot(const Diags *diags, uint64_t hash) {
    size_t slot = hash & (diags->seen_slots - 1);
    while (diags->seen[slot] != 0 && diags->seen[slot] != hash)
        slot = (slot + 1) & (diags->seen_slots - 1);
    return slot;
}

static void enlarge_seen(Diags *diags) {
    uint64_t *old = diags->seen;
    size_t old_slots = diags->seen_slots;
    diags->seen_slots = old_slots ? old_slots * 2 : SEEN_SLOTS_FIRST;
    diags->seen = ARENA_ARRAY(diags->arena, uint64_t, diags->seen_slots);
    for (size_t i = 0; i < old_slots; i++)
        if (old[i] != 0)
            diags->seen[seen_slot(diags, old[i])] = old[i];
}

/* Beyond a hundred thousand messages repetitions are counted: memory matters more than the number. */
static bool seen_before(Diags *diags, uint64_t hash) {
    bool full = diags->seen_count * 2 >= diags->seen_slots;
    if (full && diags->seen_slots < SEEN_SLOTS_MAX) {
        enlarge_seen(diags);
        full = false;
    }
    size_t slot = seen_slot(diags, hash);
    if (diags->seen[slot] == hash)
        return true;
    if (!full) {
        diags->seen[slot] = hash;
        diags->seen_count++;
    }
    return false;
}

void diags_report(Diags *diags, Severity severity, Span span, Str hint, const char *format, ...) {
    char text[MESSAGE_SIZE];
    if (severity == SEVERITY_WARNING && diags->strict)
        severity = SEVERITY_ERROR;
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t length = written < 0 ? 0 : (size_t)written;
    Str message = {text, length < sizeof text ? length : sizeof text - 1};
    if (seen_before(diags, hash_message(severity, span, message)))
        return;
    diags->reported[severity]++;
    if (diags->kept[severity] >= KEPT_MAX)
        return;
    diags->kept[severity]++;
    Message kept = {severity, span, str_copy(diags->arena, message), str_copy(diags->arena, hint)};
    LIST_PUSH(diags->arena, diags->messages, diags->message_count, diags->message_capacity, kept);
}

void diags_be_strict(Diags *diags) {
    diags->strict = true;
}

size_t diags_count(const Diags *diags, Severity severity) {
    return diags->reported[severity];
}

static uint16_t column_at(Str line_up_to_here) {
    size_t before = utf8_count(line_up_to_here);
    return before < UINT16_MAX ? (uint16_t)(before + 1) : UINT16_MAX;
}

/* Bytes of the code points before a column. */
static size_t column_offset(Str text, uint16_t column) {
    size_t offset = 0;
    for (unsigned passed = 1; passed < column && offset < text.length; passed++)
        utf8_next(text, &offset);
    return offset;
}

Span diags_find_character(const Diags *diags, Span span, uint32_t code) {
    Str text;
    if (!lines_between(diags, span, FIND_LINES + 1, &text))
        return span;
    size_t start = column_offset(text, span.column);
    char character[4];
    size_t length = utf8_encode(code, character);
    const char *found =
        start < text.length ? memmem(text.data + start, text.length - start, character, length) : NULL;
    if (!found)
        return span;
    const Source *source = messages_source(diags, span);
    size_t place = (size_t)(found - source->text.data);
    while (span.line < source->line_count && source->lines[span.line] <= place)
        span.line++;
    size_t line_start = source->lines[span.line - 1];
    span.column = column_at(str_slice(source->text, line_start, place));
    return span;
}

void diags_clear(Diags *diags) {
    diags->message_count = 0;
    diags->seen_count = 0;
    memset(diags->reported, 0, sizeof diags->reported);
    memset(diags->kept, 0, sizeof diags->kept);
    if (diags->seen)
        memset(diags->seen, 0, sizeof *diags->seen * diags->seen_slots);
}
