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
    uint32_t page, pages;    /* index of the first one, and how many; pages 0: of the whole job */
    Pt x, y;                 /* from the trim's top left */
    Span span;
    Str text, hint;
} Finding;

struct PressReport {
    Finding *findings;
    size_t count, capacity;
    Str ticket;
    double ink;              /* the most in one place, 1 for 100 % */
    uint32_t ink_page;
};

typedef struct Preflight {
    Env *env;
    const Pages *pages;
    const Doc *doc;
    const Design *design;
    const PdfOptions *options;
    PressReport *report;
    CoverageMaker *maker;
    Coverage *coverage;      /* of the page at hand, painted up to the item at hand */
    uint32_t page;
    const Page *at;
} Preflight;

/* A finding at a place of the page at hand. text and hint live in env->keep. */
void preflight_add(Preflight *preflight, Finding finding);
/* The line of the text or of the layout that an item comes from. */
Span preflight_span(const Preflight *preflight, const Item *item);
/* What it is, for people: "the text 'Vi vil ...'", "the picture 'a.png'", "a path". */
Str preflight_describe(Preflight *preflight, const Item *item);

/* One item before it is painted, and what is on the page when all of it is. */
void preflight_check_item(Preflight *preflight, const Item *item);
void preflight_check_ink(Preflight *preflight);
/* The job: colours, inks, number of pages. */
void preflight_check_job(Preflight *preflight);
/* The line to send with it. */
Str preflight_ticket(Preflight *preflight);

#endif
