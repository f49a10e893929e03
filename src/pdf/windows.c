/*
 * pdf/windows.c - what the cells of a page say: ink in one place, and where there is most of it.
 *
 * The one idea: the most ink is looked for in windows of 4 mm, because a fine line of three inks dries and
 * a square centimetre of them does not.
 */
#include "pdf/coverage.h"

#include <math.h>
#include <string.h>

static const double CELLS_PER_PT = COVERAGE_DPI / 72.0;

enum { WINDOW = 16, STEP = WINDOW / 2, TRACE = 6 };

static const uint8_t *cell_at(const Coverage *coverage, Pt x, Pt y) {
    double column = floor((x - coverage->left) * CELLS_PER_PT),
           row = floor((y - coverage->top) * CELLS_PER_PT);
    bool inside =
        column >= 0 && row >= 0 && column < (double)coverage->width && row < (double)coverage->height;
    return inside ? coverage->inks + ((size_t)row * coverage->width + (size_t)column) * coverage->planes
                  : NULL;
}

double coverage_ink(const Coverage *coverage, Pt x, Pt y) {
    const uint8_t *cell = cell_at(coverage, x, y);
    int sum = 0;
    for (size_t i = 0; cell && i < coverage->planes; i++)
        sum += cell[i];
    return sum / 255.0;
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

Heaviest coverage_heaviest(Arena *scratch, const Coverage *coverage) {
    ArenaMark mark = arena_mark(scratch);
    size_t columns = coverage->width / STEP, rows = coverage->height / STEP;
    const uint32_t *sums = sum_squares(scratch, coverage, columns, rows);
    uint32_t most = 0;
    size_t best_row = 0, best_column = 0;
    for (size_t row = 0; row + 1 < rows; row++)
        for (size_t column = 0; column + 1 < columns; column++) {
            const uint32_t *above = sums + row * columns + column, *below = above + columns;
            uint32_t sum = above[0] + above[1] + below[0] + below[1];
            if (sum <= most)
                continue;
            most = sum;
            best_row = (row + 1) * STEP;
            best_column = (column + 1) * STEP;
        }
    arena_reset(scratch, mark);
    Heaviest heaviest = {.ink = most / (255.0 * WINDOW * WINDOW)};
    heaviest.x = coverage->left + (double)best_column / CELLS_PER_PT;
    heaviest.y = coverage->top + (double)best_row / CELLS_PER_PT;
    return heaviest;
}
