/*
 * text/words.c - the cache behind every word on a page.
 *
 * The idea: publications repeat themselves, so nearly every look-up is a hit and a hit must cost no more
 * than one hash and one comparison. A linear probe in a table of slots that carry hash and key does that.
 */
#include "text/words.h"

#include <string.h>

#define FIRST_SLOT_COUNT 1024

WordCache text_words_new(Arena *arena) {
    return (WordCache){
        .arena = arena,
        .slots = ARENA_ARRAY(arena, WordSlot, FIRST_SLOT_COUNT),
        .slot_count = FIRST_SLOT_COUNT,
    };
}

/* Owners are pointers, so this may order the table but must never order output. */
static uint32_t word_hash(const void *owner, Str text) {
    uint64_t hash = str_hash(text) ^ (uint64_t)((uintptr_t)owner >> 3) * UINT64_C(0x9E3779B97F4A7C15);
    hash *= UINT64_C(0xFF51AFD7ED558CCD);
    return (uint32_t)(hash >> 32);
}

const void *text_words_find(const WordCache *words, const void *owner, Str text) {
    uint32_t hash = word_hash(owner, text);
    size_t mask = words->slot_count - 1;
    for (size_t i = hash & mask; words->slots[i].value; i = (i + 1) & mask) {
        const WordSlot *slot = &words->slots[i];
        if (slot->hash == hash && slot->owner == owner && slot->length == text.length &&
            (text.length == 0 || memcmp(slot->text, text.data, text.length) == 0))
            return slot->value;
    }
    return NULL;
}

static void place_slot(WordSlot *slots, size_t slot_count, WordSlot slot) {
    size_t mask = slot_count - 1;
    size_t i = slot.hash & mask;
    while (slots[i].value)
        i = (i + 1) & mask;
    slots[i] = slot;
}

static void grow_words(WordCache *words) {
    size_t count = words->slot_count * 2;
    WordSlot *slots = ARENA_ARRAY(words->arena, WordSlot, count);
    for (size_t i = 0; i < words->slot_count; i++)
        if (words->slots[i].value)
            place_slot(slots, count, words->slots[i]);
    words->slots = slots;
    words->slot_count = count;
}

void text_words_add(WordCache *words, const void *owner, Str text, const void *value) {
    if (words->used * 4 >= words->slot_count * 3)
        grow_words(words);
    WordSlot slot = {owner, text.data, (uint32_t)text.length, word_hash(owner, text), value};
    place_slot(words->slots, words->slot_count, slot);
    words->used++;
}

double text_run_advance(const GlyphRun *run) {
    double advance = 0;
    for (; run; run = run->next)
        advance += (double)run->advance;
    return advance;
}
