/*
 * webpage.h - the page that a publication is handed out with: one accessible HTML file that shows what
 * there is, how large it is, and where to get it. No script, nothing from outside its folder.
 */
#ifndef TRYK_WEBPAGE_H
#define TRYK_WEBPAGE_H

#include "design/design.h"

/* One PDF of the publication. */
typedef struct WebEntry {
    Str file;        /* in the page's folder, without its ending; the cover is the PNG of that name */
    Str title;       /* of the format: "Report"; empty: the file's name */
    Pt width, height;
    size_t pages, bytes;
    const Swatch *accent;
    bool cover;      /* there is a picture of it */
} WebEntry;

/* Pixels of a cover's longer side. */
enum { WEBPAGE_COVER_SIDE = 800 };

/* HTML in the publication's language, or in English where its words are not known. */
Str webpage_make(Arena *arena, const Doc *doc, const WebEntry *entries, size_t count);

#endif
