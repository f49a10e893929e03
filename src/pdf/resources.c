/*
 * pdf/resources.c - a table from keys to resources.
 *
 * The one idea: resources are numbered in the order in which pages ask for them, so the table of hashes
 * never shows in the file and the same pages give the same bytes.
 */
#include "pdf/resources.h"

enum { FIRST_SLOT_COUNT = 64 };

static size_t free_slot(const Resources *resources, Str key) {
    size_t mask = resources->slot_count - 1;
    size_t slot = (size_t)str_hash(key) & mask;
    while (resources->slots[slot] && !str_equal(resources->items[resources->slots[slot] - 1].key, key))
        slot = (slot + 1) & mask;
    return slot;
}

static void grow(Arena *arena, Resources *resources) {
    resources->slot_count = resources->slot_count ? resources->slot_count * 2 : FIRST_SLOT_COUNT;
    resources->slots = ARENA_ARRAY(arena, uint32_t, resources->slot_count);
    for (size_t i = 0; i < resources->count; i++)
        resources->slots[free_slot(resources, resources->items[i].key)] = (uint32_t)i + 1;
}

Resource *resources_find(Arena *arena, Resources *resources, Str key) {
    if (resources->count * 2 >= resources->slot_count)
        grow(arena, resources);
    size_t slot = free_slot(resources, key);
    if (!resources->slots[slot]) {
        Resource made = {.key = str_copy(arena, key)};
        LIST_PUSH(arena, resources->items, resources->count, resources->capacity, made);
        resources->slots[slot] = (uint32_t)resources->count;
    }
    return &resources->items[resources->slots[slot] - 1];
}
