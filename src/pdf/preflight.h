/*
 * pdf/preflight.h - what the checks of the press edition share. Private to pdf/.
 */
#ifndef TRYK_PDF_PREFLIGHT_H
#define TRYK_PDF_PREFLIGHT_H

#include "pdf/coverage.h"

/* One thing to mend; the same on several pages is one finding. */
typedef struct Finding {
    const char *code;        /* "bleed", "safe-zone" ... */
    Severity severity;
    uint32_t page, pages;    /* index of the first one, or of the first that is worst; and how many */
    uint32_t last;           /* index */
    Pt x, y;                 /* from the trim's top left */
    Span span;
    Str text, hint;
    Span cause;              /* where it can be mended: of a style, of a colour; file 0: not known */
    bool repeats;            /* with the same cause, or else in the same words, it is the same one */
} Finding;

struct PressReport {
    Finding *findings;
    size_t count, capacity;
    Str ticket;
    double ink;              /* the most in one place, 1 for 100 % */
    uint32_t ink_page;
};

/* Where a colour or a face is first met, and on how many pages. */
typedef struct Use {
    const void *what;
    uint32_t page, pages, last;
    Pt x, y;
    Span span;
} Use;

typedef struct Uses { Use *items; size_t count, capacity; } Uses;

/* What an item covers, from the trim's top left. */
typedef struct Extent { Pt left, top, right, bottom; } Extent;

typedef struct Preflight {
    Env *env;
    const Pages *pages;
    const Doc *doc;
    const Design *design;
    Cascade *cascade;        /* NULL: nothing to blame a style for so far */
    const PdfOptions *options;
    PressReport *report;
    CoverageMaker *maker;
    Coverage *coverage;      /* of the page at hand, painted up to the item at hand */
    uint32_t page;
    const Page *at;
    Uses colours, faces;     /* of Swatch, and of Face */
} Preflight;

/* A finding that knows its page and place. text and hint live in env->keep. */
void preflight_add(Preflight *preflight, Finding finding);
/* One that is where an item of the page at hand is. */
void preflight_add_at(Preflight *preflight, const Item *item, Extent extent, Finding finding);
/* The line of the text or of the layout that an item comes from. */
Span preflight_span(const Preflight *preflight, const Item *item);
bool preflight_same_span(Span a, Span b);
/* What it is, for people: "the text 'Vi vil ...'", "the picture 'a.png'", "a path". */
Str preflight_describe(Preflight *preflight, const Item *item);

/* Where the item's colour has its inks: the cause, and a word in the hint, if a layout sets it. */
void preflight_name_swatch(const Preflight *preflight, Finding *finding, const Item *item);
/* The same of the style that gave a text its size, or a block a line of this width. */
void preflight_blame_size(Preflight *preflight, Finding *finding, const Item *item);
void preflight_blame_line(Preflight *preflight, Finding *finding, const Item *item, Pt width);

Extent preflight_extent(const Item *item);

/* One item before it is painted, and what is on the page when all of it is. */
void preflight_check_item(Preflight *preflight, const Item *item);
void preflight_check_text(Preflight *preflight, const Item *item, Extent extent);
void preflight_check_ink(Preflight *preflight);
/* The job: colours, inks, fonts, number of pages. */
void preflight_check_job(Preflight *preflight);
/* The file as it goes out. */
void preflight_check_file(Preflight *preflight, Str bytes);
/* How the shop folds and binds the job. */
const SheetRules *preflight_sheets(const Preflight *preflight);
/* Folded in the middle and stapled: as these sheets say, or because its pages face. */
bool preflight_is_booklet(const Preflight *preflight, const SheetRules *sheets);
/* The line to send with it. */
Str preflight_ticket(Preflight *preflight);

#endif
