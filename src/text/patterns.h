/*
 * text/patterns.h - the hyphenation patterns of one language, by libhyphen. Private to text/.
 */
#ifndef TRYK_TEXT_PATTERNS_H
#define TRYK_TEXT_PATTERNS_H

#include "text/text.h"

/* Longer words are not words; libhyphen has had trouble with them. */
enum { CHARACTER_LIMIT = 100, BYTE_LIMIT = CHARACTER_LIMIT * 4 };

typedef struct Patterns Patterns;

/* NULL: the file cannot be read as patterns. */
Patterns *patterns_load(Env *env, const char *path);
/* The encoding that words must have, as the file names it. */
const char *patterns_encoding(const Patterns *patterns);
/*
 * marks[i] becomes true where the word, of at most BYTE_LIMIT bytes, may be divided behind character i. A
 * division that respells the word, as in older German, is none: it cannot be shown.
 */
void patterns_divide(const Patterns *patterns, Str word, bool marks[CHARACTER_LIMIT]);

#endif
