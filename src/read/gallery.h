/*
 * read/gallery.h - the pictures of one publication; private to read/.
 */
#ifndef TRYK_READ_GALLERY_H
#define TRYK_READ_GALLERY_H

#include "doc/doc.h"

typedef struct GalleryEntry { Str path; const Picture *picture; } GalleryEntry;

/* Pictures by their real path, so that each is read once. */
typedef struct Gallery {
    Str root;       /* no picture may lie outside this folder; its real path */
    GalleryEntry *entries;
    size_t count, capacity;
} Gallery;

/* The picture that a file in folder calls `written`; NULL and reported if it may not be or is not fine. */
const Picture *gallery_find(Env *env, Gallery *gallery, Str folder, Str written, Span span);

#endif
