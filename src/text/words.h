/*
 * text/words.h - private to text/: the cache of words and the made-up face. Needs no library.
 */
#ifndef TRYK_TEXT_WORDS_H
#define TRYK_TEXT_WORDS_H

#include "text/text.h"

/* What was worked out once for a text, by who asked: a request's runs, a dictionary's break points. */
typedef struct WordSlot {
    const void *owner;
    const char *text;
    uint32_t length;
    uint32_t hash;
    const void *value; /* NULL: the slot is free */
} WordSlot;

typedef struct WordCache {
    Arena *arena;
    WordSlot *slots; /* open addressing; slot_count is a power of two */
    size_t slot_count, used;
} WordCache;

WordCache text_words_new(Arena *arena);
/* NULL if it is not there. */
const void *text_words_find(const WordCache *words, const void *owner, Str text);
/* text must live as long as the cache, and not be there yet; value is not NULL. */
void text_words_add(WordCache *words, const void *owner, Str text, const void *value);

/* Text longer than this is cut, so that offsets into it fit 16 bits. */
#define WORD_LENGTH_LIMIT 32000

/* The face of the made-up font, and a run in it; also what stands in where a machine has no font at all. */
Face *text_fake_face(Arena *arena);
GlyphRun *text_fake_run(Arena *arena, const Face *face, Str text);

#endif
