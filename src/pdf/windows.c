/*
 * pdf/windows.c - what the cells of a page say: ink in one place, and where there is most of it.
 *
 * The one idea: the most ink is looked for in windows of 4 mm, because a fine line of three inks dries and
 * a square centimetre of them does not.
 */
#include "pdf/coverage.h"

#include <math.h>

static const double CELLS_PER_PT = COVERAGE_DPI / 72.0;

enum { WINDOW = 16, STEP = WINDOW / 2, TRACE = 6 };

static const uint8_t *cell_at(const Coverage *coverage, Pt x, Pt y) {
    double column = floor((x - coverage->left) * CELLS_PER_PT),
           row = floor((y - coverage->top) * CELLS_PER_PT);
    bool inside =
        column >= 0 && row >= 0 && column < (double)coverage->width && row < (double)coverage->height;
    return inside ? coverage->inks[(size_t)row * coverage->width + (size_t)column] : NULL;
}

double coverage_ink(const Coverage *coverage, Pt x, Pt y) {
    const uint8_t *cell = cell_at(coverage, x, y);
    int sum = 0;
    for (int i = 0; cell && i < PLANES; i++)
        sum += cell[i];
    return sum / 255.0;
}

int coverage_ink_count(const Coverage *coverage, Pt x, Pt y) {
    const uint8_t *cell = cell_at(coverage, x, y);
    int count = 0;
    for (int i = 0; cell && i < PLANES; i++)
        count += cell[i] > TRACE;
    return count;
}

/* Sums of all cells above and to the left, so that a window is four of them. */
static uint64_t *sum_cells(Arena *scratch, const Coverage *coverage) {
    size_t stride = coverage->width + 1;
    uint64_t *sums = ARENA_ARRAY(scratch, uint64_t, stride * (coverage->height + 1));
    for (size_t row = 0; row < coverage->height; row++) {
        uint64_t line = 0;
        for (size_t column = 0; column < coverage->width; column++) {
            const uint8_t *cell = coverage->inks[row * coverage->width + column];
            for (int i = 0; i < PLANES; i++)
                line += cell[i];
            sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + line;
        }
    }
    return sums;
}

Heaviest coverage_heaviest(Arena *scratch, const Coverage *coverage) {
    ArenaMark mark = arena_mark(scratch);
    const uint64_t *sums = sum_cells(scratch, coverage);
    size_t stride = coverage->width + 1, best_row = 0, best_column = 0;
    uint64_t most = 0;
    for (size_t row = 0; row + WINDOW <= coverage->height; row += STEP)
        for (size_t column = 0; column + WINDOW <= coverage->width; column += STEP) {
            const uint64_t *above = sums + row * stride + column, *below = above + WINDOW * stride;
            uint64_t sum = below[WINDOW] - below[0] - above[WINDOW] + above[0];
            if (sum <= most)
                continue;
            most = sum;
            best_row = row + STEP;
            best_column = column + STEP;
        }
    arena_reset(scratch, mark);
    Heaviest heaviest = {.ink = (double)most / (255.0 * WINDOW * WINDOW)};
    heaviest.x = coverage->left + (double)best_column / CELLS_PER_PT;
    heaviest.y = coverage->top + (double)best_row / CELLS_PER_PT;
    heaviest.owner = most > 0 ? coverage->owners[best_row * coverage->width + best_column] : 0;
    return heaviest;
}
