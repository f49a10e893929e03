/*
 * base/arena.c - memory that is given back all at once.
 *
 * The one idea: chunks form a list, newest first, and every chunk knows the chunk that small pieces were
 * cut from at the time (`bump`: itself, or for a chunk holding one big piece the cutting chunk before it).
 * So a mark is just the newest chunk and how far its bump chunk was filled. Big pieces come from the
 * system as pages of zeroes that exist only once they are written to: room to grow in costs nothing.
 */
#include "base/base.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#endif

enum {
    FIRST_CHUNK = 64 << 10,
    LARGEST_CHUNK = 8 << 20,
    OWN_CHUNK_FROM = 32 << 10, /* pieces larger than this get a chunk of their own */
    ROOM_TO_GROW = 4,          /* times its size: two more doublings */
    EXIT_NO_MEMORY = 3,
};

static const size_t LARGEST_PIECE = SIZE_MAX / 16;

typedef struct Chunk {
    struct Chunk *before;
    struct Chunk *bump;
    size_t size, used;
    alignas(max_align_t) char data[];
} Chunk;

typedef struct Handle {
    struct Handle *before;
    void (*release)(void *);
    void *handle;
} Handle;

struct Arena {
    Chunk *newest;
    Handle *handles; /* not in the chunks: they outlive a reset */
};

static _Noreturn void out_of_memory(void) {
    fputs("tryk: out of memory\n", stderr);
    exit(EXIT_NO_MEMORY);
}

static size_t aligned(size_t size) {
    return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

/* Puts a fresh chunk on top of the list. A NULL bump makes it the one that small pieces are cut from. */
static Chunk *push_chunk(Arena *arena, Chunk *chunk, size_t size, Chunk *bump) {
    chunk->before = arena->newest;
    chunk->bump = bump ? bump : chunk;
    chunk->size = size;
    chunk->used = 0;
    arena->newest = chunk;
    ASAN_POISON_MEMORY_REGION(chunk->data, size);
    return chunk;
}

static Chunk *add_cutting_chunk(Arena *arena) {
    size_t whole = FIRST_CHUNK;
    if (arena->newest)
        whole = 2 * (sizeof(Chunk) + arena->newest->bump->size);
    if (whole > LARGEST_CHUNK)
        whole = LARGEST_CHUNK;
    Chunk *chunk = malloc(whole);
    if (!chunk)
        out_of_memory();
    return push_chunk(arena, chunk, whole - sizeof *chunk, NULL);
}

static Chunk *map_chunk(size_t room) {
    int access = PROT_READ | PROT_WRITE;
    void *pages = mmap(NULL, sizeof(Chunk) + room, access, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return pages == MAP_FAILED ? NULL : pages;
}

/* A chunk for one piece that may grow up to room, if the system lets us have that much. */
static void *alloc_own_chunk(Arena *arena, size_t size, size_t room) {
    if (size > LARGEST_PIECE)
        out_of_memory();
    Chunk *chunk = map_chunk(aligned(room));
    if (!chunk) {
        room = size;
        chunk = map_chunk(aligned(room));
    }
    if (!chunk)
        out_of_memory();
    push_chunk(arena, chunk, aligned(room), arena->newest->bump)->used = aligned(size);
    ASAN_UNPOISON_MEMORY_REGION(chunk->data, size);
    return chunk->data;
}

static void free_newest_chunk(Arena *arena) {
    Chunk *chunk = arena->newest;
    arena->newest = chunk->before;
    ASAN_UNPOISON_MEMORY_REGION(chunk->data, chunk->size);
    if (chunk->bump == chunk)
        free(chunk);
    else
        munmap(chunk, sizeof *chunk + chunk->size);
}

Arena *arena_new(void) {
    Arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        out_of_memory();
    add_cutting_chunk(arena);
    return arena;
}

void arena_free(Arena *arena) {
    if (!arena)
        return;
    while (arena->handles) {
        Handle *handle = arena->handles;
        arena->handles = handle->before;
        handle->release(handle->handle);
        free(handle);
    }
    while (arena->newest)
        free_newest_chunk(arena);
    free(arena);
}

void *arena_alloc(Arena *arena, size_t size) {
    if (size > OWN_CHUNK_FROM)
        return alloc_own_chunk(arena, size, size);
    size_t taken = aligned(size ? size : 1);
    Chunk *chunk = arena->newest->bump;
    if (chunk->size - chunk->used < taken)
        chunk = add_cutting_chunk(arena);
    void *piece = chunk->data + chunk->used;
    chunk->used += taken;
    ASAN_UNPOISON_MEMORY_REGION(piece, size);
    return memset(piece, 0, size);
}

void *arena_copy(Arena *arena, const void *data, size_t size) {
    void *copy = arena_alloc(arena, size);
    if (size)
        memcpy(copy, data, size);
    return copy;
}

/* The chunk in which `old` can grow where it lies, or NULL. */
static Chunk *chunk_to_grow_in(Arena *arena, const char *old, size_t old_size, size_t new_size) {
    Chunk *newest = arena->newest;
    if (new_size <= OWN_CHUNK_FROM) {
        Chunk *chunk = newest->bump;
        bool on_top = old + aligned(old_size) == chunk->data + chunk->used;
        size_t more = aligned(new_size) - aligned(old_size);
        return on_top && chunk->size - chunk->used >= more ? chunk : NULL;
    }
    bool own = newest->bump != newest && old == newest->data;
    return own && new_size <= newest->size ? newest : NULL;
}

void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size) {
    if (!old || old_size == 0)
        return arena_alloc(arena, new_size);
    if (new_size <= old_size)
        return old;
    Chunk *chunk = chunk_to_grow_in(arena, old, old_size, new_size);
    if (chunk) {
        chunk->used = (size_t)((char *)old - chunk->data) + aligned(new_size);
        ASAN_UNPOISON_MEMORY_REGION(old, new_size);
        if (chunk->bump == chunk)
            memset((char *)old + old_size, 0, new_size - old_size);
        return old;
    }
    if (new_size <= OWN_CHUNK_FROM)
        return memcpy(arena_alloc(arena, new_size), old, old_size);
    return memcpy(alloc_own_chunk(arena, new_size, ROOM_TO_GROW * new_size), old, old_size);
}

void arena_on_free(Arena *arena, void (*release)(void *), void *handle) {
    Handle *entry = malloc(sizeof *entry);
    if (!entry)
        out_of_memory();
    *entry = (Handle){arena->handles, release, handle};
    arena->handles = entry;
}

ArenaMark arena_mark(Arena *arena) {
    return (ArenaMark){arena->newest, arena->newest->bump->used};
}

void arena_reset(Arena *arena, ArenaMark mark) {
    while (arena->newest != mark.chunk)
        free_newest_chunk(arena);
    Chunk *bump = arena->newest->bump;
    bump->used = mark.used;
    ASAN_POISON_MEMORY_REGION(bump->data + bump->used, bump->size - bump->used);
}
