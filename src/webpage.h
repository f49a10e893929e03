/*
 * webpage.h - the page that a publication is handed out with: one accessible HTML file that shows what
 * there is, how large it is, and where to get it. No script, nothing from outside its folder.
 */
#ifndef TRYK_WEBPAGE_H
#define TRYK_WEBPAGE_H

#include "design/design.h"

/* One PDF of the publication in the page's folder: it has the design's name, as has its cover, a PNG. */
typedef struct WebEntry {
    const Design *design;
    size_t pages, bytes;
    bool cover;      /* a picture that is there already still shows it */
} WebEntry;

typedef struct Webpage {
    const Doc *doc;
    Str folder;
    WebEntry *entries;
    size_t count, capacity;
} Webpage;

/* Draws the cover if that has to be: it takes longer than all else. Without pdftoppm: a warning. */
void webpage_add(Env *env, Webpage *page, WebEntry entry);
/*
 * index.html, in the publication's language, or in English where its words are not known; nothing without
 * entries. False: reported, and errno tells why.
 */
bool webpage_write(Env *env, const Webpage *page);

#endif
