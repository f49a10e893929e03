/*
 * pdf/windows.c - what the cells of a page say: ink in one place, and where there is most of it.
 *
 * The one idea: the most ink is looked for in windows of 4 mm, because a fine line of three inks dries and
 * a square centimetre of them does not.
 */
#include "pdf/coverage.h"

#include <math.h>
#include <string.h>

enum { WINDOW = 16, STEP = WINDOW / 2, TRACE = 6 };

static const uint8_t *cell_at(const Coverage *coverage, Pt x, Pt y) {
    double column = floor((x - coverage->left) * CELLS_PER_PT),
           row = floor((y - coverage->top) * CELLS_PER_PT);
    bool inside =
        column >= 0 && row >= 0 && column < (double)coverage->width && row < (double)coverage->height;
    return inside ? coverage->inks + ((size_t)row * coverage->width + (size_t)column) * coverage->planes
                  : NULL;
}

int coverage_ink_count(const Coverage *coverage, Pt x, Pt y) {
    const uint8_t *cell = cell_at(coverage, x, y);
    int count = 0;
    for (size_t i = 0; cell && i < coverage->planes; i++)
        count += cell[i] > TRACE;
    return count;
}

/* Eight bytes at a time, in four sums of sixteen bits; count is a multiple of eight, at most 256. */
static uint32_t sum_bytes(const uint8_t *bytes, size_t count) {
    static const uint64_t lanes = 0x00FF00FF00FF00FF, ones = 0x0001000100010001;
    uint64_t sums = 0, word;
    for (size_t i = 0; i < count; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        sums += (word & lanes) + (word >> 8 & lanes);
    }
    return (uint32_t)(sums * ones >> 48);
}

/* Of squares of half a window's side, so that a window is four of them. */
static uint32_t *sum_squares(Arena *scratch, const Coverage *coverage, size_t columns, size_t rows) {
    uint32_t *sums = ARENA_ARRAY(scratch, uint32_t, columns * rows);
    size_t stride = coverage->width * coverage->planes, side = STEP * coverage->planes;
    for (size_t row = 0; row < rows * STEP; row++)
        for (size_t column = 0; column < columns; column++)
            sums[row / STEP * columns + column] +=
                sum_bytes(coverage->inks + row * stride + column * side, side);
    return sums;
}

/* row and column are those of the window's middle. */
typedef void WindowVisit(void *owner, double ink, size_t row, size_t column);

static void visit_windows(Arena *scratch, const Coverage *coverage, WindowVisit *visit, void *owner) {
    size_t columns = coverage->width / STEP, rows = coverage->height / STEP;
    const uint32_t *sums = sum_squares(scratch, coverage, columns, rows);
    for (size_t row = 0; row + 1 < rows; row++)
        for (size_t column = 0; column + 1 < columns; column++) {
            const uint32_t *above = sums + row * columns + column, *below = above + columns;
            uint32_t sum = above[0] + above[1] + below[0] + below[1];
            visit(owner, sum / (255.0 * WINDOW * WINDOW), (row + 1) * STEP, (column + 1) * STEP);
        }
}

static Heavy heavy_at(const Coverage *coverage, double ink, size_t row, size_t column) {
    return (Heavy){.ink = ink,
                   .x = coverage->left + (double)column / CELLS_PER_PT,
                   .y = coverage->top + (double)row / CELLS_PER_PT};
}

typedef struct Search {
    Arena *scratch;
    const Coverage *coverage;
    const uint32_t *owners;
    double limit;
    Heavy heaviest;
    HeavySpots spots;
} Search;

static void take_heaviest(void *owner, double ink, size_t row, size_t column) {
    Search *search = owner;
    if (ink > search->heaviest.ink)
        search->heaviest = heavy_at(search->coverage, ink, row, column);
}

Heavy coverage_heaviest(Arena *scratch, const Coverage *coverage) {
    ArenaMark mark = arena_mark(scratch);
    Search search = {.coverage = coverage};
    visit_windows(scratch, coverage, take_heaviest, &search);
    arena_reset(scratch, mark);
    return search.heaviest;
}

static void take_over(void *owner, double ink, size_t row, size_t column) {
    Search *search = owner;
    HeavySpots *spots = &search->spots;
    if (!(ink > search->limit))
        return;
    Heavy heavy = heavy_at(search->coverage, ink, row, column);
    heavy.owner = search->owners[row * search->coverage->width + column];
    size_t at = 0;
    while (at < spots->count && spots->items[at].owner != heavy.owner)
        at++;
    if (at == spots->count)
        LIST_PUSH(search->scratch, spots->items, spots->count, spots->capacity, heavy);
    else if (ink > spots->items[at].ink)
        spots->items[at] = heavy;
}

HeavySpots coverage_over(Arena *scratch, const Coverage *coverage, const uint32_t *owners, double limit) {
    Search search = {.scratch = scratch, .coverage = coverage, .owners = owners, .limit = limit};
    visit_windows(scratch, coverage, take_over, &search);
    return search.spots;
}
