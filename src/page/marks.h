/*
 * page/marks.h - what stands outside the trim of a page or a sheet. Private to page/.
 */
#ifndef TRYK_PAGE_MARKS_H
#define TRYK_PAGE_MARKS_H

#include "page/page.h"

/* Room for marks beyond the trim, with that bleed; over and under it the line needs more. */
Pt marks_margin_beside(Pt bleed, uint32_t marks);
Pt marks_margin_above(Pt bleed, uint32_t marks);

enum { CUTS_MOST = 256 };

typedef struct Cuts { Pt at[CUTS_MOST]; size_t count; } Cuts;
void cuts_add(Cuts *cuts, Pt at);

/* Marks stand around the area; cuts and folds run across it, in the page's coordinates. */
typedef struct MarkWish {
    const PrintJob *job;
    Page *page;
    Box area;
    Pt bleed;
    bool office;            /* the line stands within the border of the page, which is white */
    Pt border;
    bool back;              /* the line ends at the right, so that it lies under the same leaf */
    uint32_t marks;         /* MARKS_ bits */
    const Cuts *across, *down, *folds_across, *folds_down; /* x of upright lines, y of level ones */
    const Inks *inks;       /* of all pages, for the bars */
    Str slug;
} MarkWish;

void marks_draw(Env *env, const MarkWish *wish);
/* The beginning of a line: a long title by its first words, so that what follows has room. */
void marks_add_title(Buffer *slug, Str title);

#endif
