/*
 * pdf/resources.h - things that pages share: each is written once and has a name in the pages that use it.
 * Private to pdf/.
 */
#ifndef TRYK_PDF_RESOURCES_H
#define TRYK_PDF_RESOURCES_H

#include "base/base.h"

typedef struct Resource {
    Str key;           /* what makes it the same: a text, or the bytes of a pointer */
    uint32_t object;   /* its number; 0 until it is written */
    uint32_t page;     /* the last page that named it, counting from 1 */
} Resource;

typedef struct Resources {
    Resource *items;
    size_t count, capacity;
    uint32_t *slots;   /* open addressing: index + 1 */
    size_t slot_count; /* a power of two */
} Resources;

/* A new one has object 0. Valid until the next call. */
Resource *resources_find(Arena *arena, Resources *resources, Str key);

#endif
