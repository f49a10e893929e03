/*
 * read/source.h - a text file made harmless: UTF-8 without marks, lines that end in LF; private to read/.
 */
#ifndef TRYK_READ_SOURCE_H
#define TRYK_READ_SOURCE_H

#include "base/base.h"

typedef struct Source {
    Str text;
    uint16_t file; /* its number in diags */
} Source;

/*
 * Bytes that are not UTF-8 become U+FFFD and control characters go; both are reported. False, and
 * reported at span, if the file cannot be read or is no text.
 */
bool source_read(Env *env, const char *path, Span span, Source *source);

#endif
