/*
 * What the tests of sheets share: pages put on sheets, and sheets folded as hands would fold them.
 *
 * A sheet is a grid of piles; a pile is leaves from top to bottom, each with the page that it shows upwards
 * and the one that it shows downwards. To fold is to lay one half's piles, turned over, onto the other's.
 * Which page stands where is known from where it lies, never from how it came there.
 */
#ifndef TRYK_SHEETS_FIXTURE_H
#define TRYK_SHEETS_FIXTURE_H

#include "page/page.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LEAVES = 64, COLUMNS = 16, ROWS = 4, PLACES = COLUMNS * ROWS };

static const Pt PAGE_WIDTH = 100 * PT_PER_MM, PAGE_HEIGHT = 140 * PT_PER_MM, BLEED = 3 * PT_PER_MM;
static const Pt THICKNESS = 0.12 * PT_PER_MM;

typedef struct Leaf {
    int up, down;
    bool turned;
} Leaf;

typedef struct Pile {
    Leaf leaves[LEAVES];
    int count;
} Pile;

typedef struct Folded {
    Pile piles[ROWS][COLUMNS];
    int columns, rows;
} Folded;

static inline int make_arena(void **state) {
    *state = arena_new();
    return 0;
}

static inline int free_arena(void **state) {
    arena_free(*state);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)

static inline Pages *impose(Arena *arena, size_t count, SheetRules rules, Diags *diags) {
    Env env = {arena, arena, diags ? diags : diags_new(arena)};
    Pages *pages = pages_new(arena);
    for (size_t i = 0; i < count; i++)
        *pages_add(arena, pages) = (Page){.width = PAGE_WIDTH, .height = PAGE_HEIGHT, .bleed = BLEED};
    if (rules.paper.thickness <= 0)
        rules.paper = (Paper){.thickness = THICKNESS, .grams = 150};
    PrintJob job = {.design = ARENA_NEW(arena, Design),
                    .shaper = text_fake_shaper_new(arena),
                    .font = ARENA_NEW(arena, FontRequest),
                    .title = STR("T")};
    return pages_impose(&env, pages, arena_copy(arena, &rules, sizeof rules), &job);
}

/* ---- reading sheets --------------------------------------------------------------------------- */

/* Pages of a side by place, from 1; 0 where nothing stands. The side may lack pages, so places are counted
   from its middle. */
static inline void read_side(const Page *side, int columns, int rows, int *numbers, bool *turned) {
    memset(numbers, 0, sizeof *numbers * (size_t)(columns * rows));
    for (size_t i = 0; i < side->count; i++) {
        const Item *item = &side->items[i];
        if (item->kind != ITEM_PAGE)
            continue;
        Pt across = item->page.x + PAGE_WIDTH / 2 - side->width / 2;
        Pt down = item->page.y + PAGE_HEIGHT / 2 - side->height / 2;
        int column = (int)floor(across / (PAGE_WIDTH + BLEED) + columns / 2.0);
        int row = (int)floor(down / (PAGE_HEIGHT + BLEED) + rows / 2.0);
        assert_in_range(column, 0, columns - 1);
        assert_in_range(row, 0, rows - 1);
        assert_int_equal(numbers[row * columns + column], 0);
        numbers[row * columns + column] = (int)item->page.index + 1;
        turned[row * columns + column] = item->rotate == 180;
    }
}

/* The paper with its front up: each place with the one behind it. */
static inline Folded lay_down(const Page *front, const Page *back, int columns, int rows) {
    int up[PLACES], down[PLACES];
    bool turned[PLACES] = {false}, turned_back[PLACES] = {false};
    Folded paper = {.columns = columns, .rows = rows};
    read_side(front, columns, rows, up, turned);
    read_side(back, columns, rows, down, turned_back);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            int place = row * columns + column, behind = row * columns + columns - 1 - column;
            if (up[place] && down[behind])
                assert_int_equal(turned[place], turned_back[behind]);
            bool over = up[place] ? turned[place] : turned_back[behind];
            paper.piles[row][column] = (Pile){{{up[place], down[behind], over}}, 1};
        }
    return paper;
}

/* ---- folding ---------------------------------------------------------------------------------- */

static inline Pile turn_over(const Pile *pile, bool heads) {
    Pile turned = {.count = pile->count};
    for (int i = 0; i < pile->count; i++) {
        Leaf leaf = pile->leaves[pile->count - 1 - i];
        turned.leaves[i] = (Leaf){leaf.down, leaf.up, leaf.turned != heads};
    }
    return turned;
}

static inline void lay_on(Pile *pile, const Pile *upper) {
    Pile both = *upper;
    for (int i = 0; i < pile->count; i++)
        both.leaves[both.count++] = pile->leaves[i];
    *pile = both;
}

static inline Folded turn_sheet(const Folded *paper) {
    Folded turned = *paper;
    for (int row = 0; row < paper->rows; row++)
        for (int column = 0; column < paper->columns; column++)
            turned.piles[row][column] = turn_over(&paper->piles[row][paper->columns - 1 - column], false);
    return turned;
}

/* Columns from first on, without the others. */
static inline void keep_columns(Folded *paper, int first, int count) {
    for (int row = 0; row < paper->rows; row++)
        memmove(paper->piles[row], &paper->piles[row][first], sizeof *paper->piles[row] * (size_t)count);
    paper->columns = count;
}

/*
 * A sheet as it comes to the folder: printed on both sides, or with one plate on both and cut in the middle;
 * then it is the left half, or the right one, which lies the other way up.
 */
typedef enum Printing { SHEETWISE, TURNED_LEFT, TURNED_RIGHT, PRINTINGS } Printing;

static inline size_t sheet_count(const Pages *sheets, Printing printing) {
    return printing == SHEETWISE ? sheets->count / 2 : sheets->count;
}

static inline Folded take_sheet(const Pages *sheets, Printing printing, size_t sheet, int columns,
                                int rows) {
    if (printing == SHEETWISE)
        return lay_down(&sheets->pages[2 * sheet], &sheets->pages[2 * sheet + 1], columns, rows);
    Folded paper = lay_down(&sheets->pages[sheet], &sheets->pages[sheet], 2 * columns, rows);
    keep_columns(&paper, printing == TURNED_LEFT ? 0 : columns, columns);
    return printing == TURNED_LEFT ? paper : turn_sheet(&paper);
}

static inline void fold_right_over_left(Folded *paper, int columns) {
    int left = paper->columns - columns;
    for (int row = 0; row < paper->rows; row++)
        for (int i = 0; i < columns; i++) {
            Pile over = turn_over(&paper->piles[row][left + i], false);
            lay_on(&paper->piles[row][left - 1 - i], &over);
        }
    paper->columns = left;
}

static inline void fold_left_over_right(Folded *paper, int columns) {
    for (int row = 0; row < paper->rows; row++)
        for (int i = 0; i < columns; i++) {
            Pile over = turn_over(&paper->piles[row][columns - 1 - i], false);
            lay_on(&paper->piles[row][columns + i], &over);
        }
    keep_columns(paper, columns, paper->columns - columns);
}

static inline void fold_top_over_bottom(Folded *paper) {
    for (int column = 0; column < paper->columns; column++) {
        Pile over = turn_over(&paper->piles[0][column], true);
        paper->piles[0][column] = paper->piles[1][column];
        lay_on(&paper->piles[0][column], &over);
    }
    paper->rows = 1;
}

/* The pages of a pile as a reader meets them, blanks as 0; all stand upright. */
static inline size_t read_pile(const Pile *pile, int *numbers) {
    size_t count = 0;
    for (int i = 0; i < pile->count; i++) {
        assert_false(pile->leaves[i].turned && (pile->leaves[i].up || pile->leaves[i].down));
        numbers[count++] = pile->leaves[i].up;
        numbers[count++] = pile->leaves[i].down;
    }
    return count;
}

#endif
