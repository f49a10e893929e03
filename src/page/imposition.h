/*
 * page/imposition.h - sides of sheets, and how schemes fill them. Private to impose.c and schemes.c.
 */
#ifndef TRYK_PAGE_IMPOSITION_H
#define TRYK_PAGE_IMPOSITION_H

#include "page/marks.h"

enum { COLUMNS_MOST = 2 * 40, FRONT = 0, BACK = 1 };

/* Across one side of a sheet; down it all rows and gaps are alike. */
typedef struct Forme {
    uint32_t columns, rows;
    Pt widths[COLUMNS_MOST];
    Pt gaps[COLUMNS_MOST];    /* to the right of a column */
    bool folds[COLUMNS_MOST]; /* that gap is folded, not cut */
    Pt height, gap_down;
    bool fold_down;
} Forme;

/* page counts from 1, as if blanks were there; 0 is none. */
typedef struct Slot {
    uint32_t page;
    bool turned;
} Slot;

typedef struct Plan Plan;

/* A scheme measures fronts, and says which page goes where. */
typedef struct SchemeInfo {
    const char *name;
    uint32_t multiple; /* pages are filled up to it */
    void (*measure)(const Plan *plan, uint32_t sheet, Forme *front);
    Slot (*slot)(const Plan *plan, uint32_t sheet, int face, uint32_t place);
} SchemeInfo;

struct Plan {
    Env *env;
    const Pages *pages;
    const PrintJob *job;
    const SheetRules *rules;
    const SchemeInfo *scheme;
    Pt page_width, page_height, bleed;
    uint32_t count; /* of pages, blanks included */
    uint32_t sheets;
    bool backs; /* sides are fronts and backs by turns */
    Pt width, height; /* of the sheet, trimmed if its size is not said */
    Pt margin;        /* around that, for marks */
    Inks inks;
};

/* The scheme, and how many sheets and pages it takes. */
void scheme_plan(Plan *plan);
/* Its paper is folded around other paper. */
bool scheme_is_nested(const Plan *plan);
/*
 * How often paper is folded around the leaf of a page: 0 for the outermost. A fold that lies k deep is
 * pushed out by k thicknesses, whether it is a booklet's sheet or a leaf of a section that is folded as one
 * sheet, so with n pages in a section, the first of them 1, page p of it creeps by
 *     (min(p, n + 1 - p) - 1) / 2, whole pairs of pages, times the thickness.
 * That is the print shops' rule, sheets outside times thickness, with n the pages of the whole booklet when
 * it is stapled and those of one section in perfect binding (so also Kodak Preps, under shingling).
 */
uint32_t scheme_depth(const Plan *plan, uint32_t page);

#endif
