/*
 * read/attributes.h - {#id .class key=value} and what stands behind ::: ; private to read/.
 */
#ifndef TRYK_READ_ATTRIBUTES_H
#define TRYK_READ_ATTRIBUTES_H

#include "doc/doc.h"

/* Bytes from the { at the front to its }, or 0 if that is not well-formed attributes. */
size_t attributes_length(Str text);
/* The group as attributes_length measured it, braces and all. */
const Attrs *attributes_parse(Arena *arena, Str group, Span span);
/* Names and groups, as in ::: goal {#g1 number=1}. NULL if there is anything else. */
const Attrs *attributes_parse_box(Arena *arena, Str words, Span span);
/* Both together; where both say the same, the first wins. Either may be NULL. */
const Attrs *attributes_merge(Arena *arena, const Attrs *first, const Attrs *second);
/* For making them one by one. */
void attributes_add_class(Arena *arena, Attrs *attrs, Str name);
void attributes_add_field(Arena *arena, Attrs *attrs, Field field);

#endif
