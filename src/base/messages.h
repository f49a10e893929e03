/*
 * base/messages.h - how messages are kept; for the files that collect and print them.
 */
#ifndef TRYK_MESSAGES_H
#define TRYK_MESSAGES_H

#include "base/base.h"

enum { SEVERITY_COUNT = SEVERITY_ERROR + 1 };

/* A text that messages may point into; a leading byte order mark is left out. */
typedef struct Source {
    uint64_t hash; /* of the path */
    Str path, text;
    uint32_t *lines; /* where each line starts; NULL until somebody asks */
    size_t line_count, line_capacity;
} Source;

typedef struct Message {
    Severity severity;
    Span span;
    Str text, hint;
} Message;

struct Diags {
    Arena *arena;
    Source *sources;
    size_t source_count, source_capacity;
    Message *messages;
    size_t message_count, message_capacity;
    bool strict; /* warnings are errors */
    size_t reported[SEVERITY_COUNT], kept[SEVERITY_COUNT];
    uint64_t *seen; /* open hash table of what was reported; 0 is a free slot */
    size_t seen_count, seen_slots;
};

/* The source, or NULL if the span is nowhere. */
Source *messages_source(const Diags *diags, Span span);
/* The line that the span begins in, without its end; false if there is no such line. */
bool messages_line(const Diags *diags, Span span, Str *line);

#endif
