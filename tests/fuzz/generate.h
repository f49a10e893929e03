/*
 * fuzz/generate.h - a text and a layout made of choices. The choices are an input's bytes and, when those
 * are used up, numbers that follow from them: so eight bytes are a whole publication, and an engine that
 * changes a byte changes one choice.
 */
#ifndef TRYK_FUZZ_GENERATE_H
#define TRYK_FUZZ_GENERATE_H

#include "base/base.h"

typedef struct Choices { Str bytes; size_t used; uint64_t state; } Choices;

Choices choices_from(Str bytes);
/* 0 to count - 1. */
unsigned choose(Choices *choices, unsigned count);

/* Markdown with every construct there is, in words that look Danish. */
Str generate_text(Arena *arena, Choices *choices);
/* A page of 20 to 300 mm, type of 5 to 90 pt, and styles with any property of the table. */
Str generate_layout(Arena *arena, Choices *choices);

#endif
