/*
 * pdf/coverage.h - a page as amounts of ink, small square for small square. Private to pdf/.
 */
#ifndef TRYK_PDF_COVERAGE_H
#define TRYK_PDF_COVERAGE_H

#include "pdf/writer.h"

/* Planes are the process inks, then spots; what is beyond is left out. */
enum { COVERAGE_DPI = 100, PLANES = 12, PROCESS_PLANES = 4 };
#define CELLS_PER_PT (COVERAGE_DPI / 72.0)

/* A picture's samples as the process inks, as they are stored; inks empty: it cannot be read. */
typedef struct Plate { const Picture *picture; Str inks; uint32_t columns, rows; } Plate;
typedef struct Plates {
    Env env;
    const PdfOptions *options;
    Plate *items;
    size_t count, capacity;
} Plates;
const Plate *plates_find(Plates *plates, const Picture *picture);
/* The inks at a place of the picture as it lies, parts of its width and height; gives its opacity there. */
double plate_sample(const Plate *plate, unsigned orientation, double u, double v,
                    uint8_t inks[PROCESS_PLANES]);

/* One page, bleed included. */
typedef struct Coverage {
    size_t width, height;  /* in cells */
    Pt left, top;          /* of the first cell */
    size_t planes;         /* PROCESS_PLANES on a page without spot inks, else PLANES */
    uint8_t *inks;         /* so many for each cell, 255 is full */
} Coverage;

typedef struct CoverageMaker CoverageMaker;

CoverageMaker *coverage_maker_new(Env *env, Arena *arena, const PdfOptions *options);
/* Blank paper of the page's size. The cells of the page before are used again. */
Coverage *coverage_begin(CoverageMaker *maker, const Page *page);
/* Paints the item as a press would, over what is there. */
void coverage_paint(CoverageMaker *maker, const Item *item, uint32_t index);

/* By cell, the item on top that does not overprint: its index + 1; 0: none. Paints the page once more. */
const uint32_t *coverage_owners(CoverageMaker *maker, const Page *page);

/* How many inks there are more than a trace of in one cell; 0 outside. */
int coverage_ink_count(const Coverage *coverage, Pt x, Pt y);

/* The middle of a window of 4 x 4 mm, and the ink in it; windows overlap by half. */
typedef struct Heavy { double ink; Pt x, y; uint32_t owner; } Heavy;
typedef struct HeavySpots { Heavy *items; size_t count, capacity; } HeavySpots;

/* The one with most ink. */
Heavy coverage_heaviest(Arena *scratch, const Coverage *coverage);
/* Of each item that has more than the limit somewhere, the heaviest; found in scratch. */
HeavySpots coverage_over(Arena *scratch, const Coverage *coverage, const uint32_t *owners, double limit);

#endif
