/*
 * Imposition: sheets are folded here as hands would fold them, and read leaf by leaf.
 *
 * A sheet is a grid of piles; a pile is leaves from top to bottom, each with the page that it shows upwards
 * and the one that it shows downwards. To fold is to lay one half's piles, turned over, onto the other's.
 */
#include "page/page.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LEAVES = 64, COLUMNS = 8, ROWS = 2 };

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

static int make_arena(void **state) {
    *state = arena_new();
    return 0;
}

static int free_arena(void **state) {
    arena_free(*state);
    return 0;
}

static Pages *make_pages(Arena *arena, size_t count) {
    Pages *pages = pages_new(arena);
    for (size_t i = 0; i < count; i++)
        *pages_add(arena, pages) = (Page){.width = PAGE_WIDTH, .height = PAGE_HEIGHT, .bleed = BLEED};
    return pages;
}

static Pages *impose(Arena *arena, size_t count, SheetRules rules, Diags *diags) {
    Env env = {arena, arena, diags ? diags : diags_new(arena)};
    Design *design = ARENA_NEW(arena, Design);
    FontRequest *font = ARENA_NEW(arena, FontRequest);
    design->sheets = rules;
    if (design->sheets.paper.thickness <= 0)
        design->sheets.paper = (Paper){.thickness = THICKNESS, .grams = 150};
    PrintJob job = {
        .design = design, .shaper = text_fake_shaper_new(arena), .font = font, .title = STR("T")};
    return pages_impose(&env, make_pages(arena, count), &job);
}

/* ---- reading sheets --------------------------------------------------------------------------- */

/* Pages of a side by place, from 1; 0 where nothing stands. The side may lack pages, so places are known
   from where they lie. */
static void read_side(const Page *side, int columns, int rows, int *numbers, bool *turned) {
    memset(numbers, 0, sizeof *numbers * (size_t)(columns * rows));
    for (size_t i = 0; i < side->count; i++) {
        const Item *item = &side->items[i];
        if (item->kind != ITEM_PAGE)
            continue;
        Pt middle = item->page.x + PAGE_WIDTH / 2 - side->width / 2;
        int column = (int)floor(middle / (PAGE_WIDTH + BLEED) + columns / 2.0);
        int row = rows > 1 && item->page.y > side->height / 2 - BLEED;
        assert_in_range(column, 0, columns - 1);
        numbers[row * columns + column] = (int)item->page.index + 1;
        turned[row * columns + column] = item->rotate == 180;
    }
}

static Folded lay_down(const Pages *sheets, size_t sheet, int columns, int rows) {
    int front[COLUMNS * ROWS], back[COLUMNS * ROWS];
    bool turned[COLUMNS * ROWS] = {false}, turned_back[COLUMNS * ROWS] = {false};
    Folded paper = {.columns = columns, .rows = rows};
    read_side(&sheets->pages[2 * sheet], columns, rows, front, turned);
    read_side(&sheets->pages[2 * sheet + 1], columns, rows, back, turned_back);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            int place = row * columns + column, behind = row * columns + columns - 1 - column;
            if (front[place] && back[behind])
                assert_int_equal(turned[place], turned_back[behind]);
            bool over = front[place] ? turned[place] : turned_back[behind];
            paper.piles[row][column] = (Pile){{{front[place], back[behind], over}}, 1};
        }
    return paper;
}

/* ---- folding ---------------------------------------------------------------------------------- */

static Pile turn_over(const Pile *pile, bool heads) {
    Pile turned = {.count = pile->count};
    for (int i = 0; i < pile->count; i++) {
        Leaf leaf = pile->leaves[pile->count - 1 - i];
        turned.leaves[i] = (Leaf){leaf.down, leaf.up, leaf.turned != heads};
    }
    return turned;
}

static void lay_on(Pile *pile, const Pile *upper) {
    Pile both = *upper;
    for (int i = 0; i < pile->count; i++)
        both.leaves[both.count++] = pile->leaves[i];
    *pile = both;
}

static Folded turn_sheet(const Folded *paper) {
    Folded turned = *paper;
    for (int row = 0; row < paper->rows; row++)
        for (int column = 0; column < paper->columns; column++)
            turned.piles[row][column] = turn_over(&paper->piles[row][paper->columns - 1 - column], false);
    return turned;
}

static void fold_right_over_left(Folded *paper) {
    for (int row = 0; row < paper->rows; row++)
        for (int column = 0; column < paper->columns / 2; column++) {
            Pile over = turn_over(&paper->piles[row][paper->columns - 1 - column], false);
            lay_on(&paper->piles[row][column], &over);
        }
    paper->columns /= 2;
}

static void fold_left_over_right(Folded *paper) {
    int half = paper->columns / 2;
    for (int row = 0; row < paper->rows; row++)
        for (int column = 0; column < half; column++) {
            Pile over = turn_over(&paper->piles[row][half - 1 - column], false);
            lay_on(&paper->piles[row][half + column], &over);
        }
    for (int row = 0; row < paper->rows; row++)
        for (int column = 0; column < half; column++)
            paper->piles[row][column] = paper->piles[row][half + column];
    paper->columns = half;
}

static void fold_top_over_bottom(Folded *paper) {
    for (int column = 0; column < paper->columns; column++) {
        Pile over = turn_over(&paper->piles[0][column], true);
        paper->piles[0][column] = paper->piles[1][column];
        lay_on(&paper->piles[0][column], &over);
    }
    paper->rows = 1;
}

/* The pages of a pile as a reader meets them, blanks as 0. */
static size_t read_pile(const Pile *pile, int *numbers) {
    size_t count = 0;
    for (int i = 0; i < pile->count; i++) {
        assert_false(pile->leaves[i].turned && (pile->leaves[i].up || pile->leaves[i].down));
        numbers[count++] = pile->leaves[i].up;
        numbers[count++] = pile->leaves[i].down;
    }
    return count;
}

/* 1 to pages - 1, blanks, and the last page on the back. */
static void assert_book(const int *numbers, size_t count, size_t pages, size_t multiple) {
    assert_int_equal(count, (pages + multiple - 1) / multiple * multiple);
    for (size_t i = 0; i < count; i++) {
        int wanted = i + 1 == count ? (int)pages : i + 1 < pages ? (int)i + 1 : 0;
        assert_int_equal(numbers[i], wanted);
    }
}

/* ---- booklets --------------------------------------------------------------------------------- */

/* Sheets with their backs up, the outermost below: all folded at once, left over right. */
static size_t fold_booklet(const Pages *sheets, int *numbers) {
    Folded nest = {.columns = 2, .rows = 1};
    for (size_t i = 0; i < sheets->count / 2; i++) {
        Folded paper = lay_down(sheets, i, 2, 1), up = turn_sheet(&paper);
        for (int column = 0; column < 2; column++)
            lay_on(&nest.piles[0][column], &up.piles[0][column]);
    }
    fold_left_over_right(&nest);
    return read_pile(&nest.piles[0][0], numbers);
}

static void booklets_read_in_order(void **state) {
    (void)state;
    for (size_t pages = 4; pages <= 64; pages++)
        for (int office = 0; office < 2; office++) {
            Arena *arena = arena_new();
            SheetRules rules = {.scheme = office ? SCHEME_OFFICE : SCHEME_BOOKLET};
            Pages *sheets = impose(arena, pages, rules, NULL);
            int numbers[2 * LEAVES];
            size_t count = fold_booklet(sheets, numbers);
            assert_book(numbers, count, pages, 4);
            arena_free(arena);
        }
}

static const Item *page_at(const Page *side, bool right) {
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].kind == ITEM_PAGE &&
            (side->items[i].page.x + PAGE_WIDTH / 2 > side->width / 2) == right)
            return &side->items[i];
    return NULL;
}

/* Each sheet moves in by the paper around it: sheets outside it times thickness. */
static void inner_sheets_creep(void **state) {
    Pages *sheets = impose(*state, 64, (SheetRules){.scheme = SCHEME_BOOKLET}, NULL);
    for (size_t i = 0; i < sheets->count; i++) {
        const Page *side = &sheets->pages[i];
        Pt creep = (Pt)(i / 2) * THICKNESS, spine = side->width / 2;
        assert_true(fabs(page_at(side, false)->page.x + PAGE_WIDTH - (spine + creep)) < 1e-6);
        assert_true(fabs(page_at(side, true)->page.x - (spine - creep)) < 1e-6);
    }
}

/* What a page shows ends at the fold, and reaches into the bleed elsewhere. */
static void pages_are_cut_at_the_fold(void **state) {
    Pages *sheets = impose(*state, 16, (SheetRules){.scheme = SCHEME_BOOKLET}, NULL);
    for (size_t i = 0; i < sheets->count; i++) {
        const Page *side = &sheets->pages[i];
        Box left = page_at(side, false)->box, right = page_at(side, true)->box;
        assert_true(fabs(left.x + left.w - side->width / 2) < 1e-6);
        assert_true(fabs(right.x - side->width / 2) < 1e-6);
        assert_true(fabs(left.x - (side->width / 2 - PAGE_WIDTH - BLEED)) < 1e-6);
        assert_true(fabs(left.h - (PAGE_HEIGHT + 2 * BLEED)) < 1e-6);
    }
}

static void office_sheets_keep_the_border_white(void **state) {
    SheetRules rules = {.scheme = SCHEME_OFFICE, .width = 141 * PT_PER_MM, .height = 201 * PT_PER_MM};
    rules.border = 4 * PT_PER_MM;
    Pages *sheets = impose(*state, 8, rules, NULL);
    assert_true(sheets->pages[0].width > sheets->pages[0].height);
    for (size_t i = 0; i < sheets->count; i++)
        for (size_t k = 0; k < sheets->pages[i].count; k++) {
            const Item *item = &sheets->pages[i].items[k];
            assert_int_equal(item->kind, ITEM_PAGE);
            assert_true(item->box.x >= rules.border - 1e-6 && item->box.y >= rules.border - 1e-6);
            assert_true(item->box.x + item->box.w <= sheets->pages[i].width - rules.border + 1e-6);
        }
}

/* ---- register --------------------------------------------------------------------------------- */

static bool has_mirror(const Page *back, const Item *front) {
    for (size_t i = 0; i < back->count; i++) {
        const Item *item = &back->items[i];
        bool there = item->kind == ITEM_PAGE && fabs(item->page.y - front->page.y) < 1e-6 &&
                     fabs(item->page.x + PAGE_WIDTH - (back->width - front->page.x)) < 1e-6;
        bool cut = fabs(item->box.x + item->box.w - (back->width - front->box.x)) < 1e-6;
        if (there && cut && item->rotate == front->rotate)
            return true;
    }
    return false;
}

/* A back laid on its front in the mirror covers it exactly, creep and cuts included. */
static void backs_register_with_fronts(void **state) {
    (void)state;
    static const SheetRules rules[] = {
        {.scheme = SCHEME_BOOKLET},
        {.scheme = SCHEME_OFFICE},
        {.scheme = SCHEME_SIGNATURES, .signature = 8, .spine = 8},
        {.scheme = SCHEME_SIGNATURES, .signature = 16, .spine = 8},
        {.scheme = SCHEME_REPEAT, .columns = 3, .rows = 2, .gap = 12},
        {.scheme = SCHEME_ZIGZAG, .panels = {{283.5, 283.5, 283.5}, 3}},
        {.scheme = SCHEME_ROLL, .panels = {{275, 283.5, 283.5}, 3}},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        Arena *arena = arena_new();
        bool leaflet = rules[i].scheme == SCHEME_ROLL || rules[i].scheme == SCHEME_ZIGZAG;
        Pages *sheets = impose(arena, leaflet ? 6 : 16, rules[i], NULL);
        for (size_t side = 0; side + 1 < sheets->count; side += 2)
            for (size_t k = 0; k < sheets->pages[side].count; k++) {
                const Item *item = &sheets->pages[side].items[k];
                assert_true(item->kind != ITEM_PAGE || has_mirror(&sheets->pages[side + 1], item));
            }
        arena_free(arena);
    }
}

static bool has_mark(const Page *page, Pt x, Pt y) {
    for (size_t i = 0; i < page->count; i++)
        for (size_t k = 0; page->items[i].kind == ITEM_SHAPE && k < page->items[i].shape->count; k++) {
            const PathStep *step = &page->items[i].shape->steps[k];
            if (step->op != PATH_CLOSE && fabs(step->x - x) < 1e-6 && fabs(step->y - y) < 1e-6)
                return true;
        }
    return false;
}

/* The cross in the middle gives way to the fold on the same side of the paper. */
static void marks_register_too(void **state) {
    SheetRules rules = {.scheme = SCHEME_BOOKLET, .marks = MARKS_CROP | MARKS_REGISTRATION};
    Pages *sheets = impose(*state, 8, rules, NULL);
    const Page *front = &sheets->pages[0], *back = &sheets->pages[1];
    size_t ends = 0;
    for (size_t i = 0; i < front->count; i++)
        for (size_t k = 0; front->items[i].kind == ITEM_SHAPE && k < front->items[i].shape->count; k++) {
            const PathStep *step = &front->items[i].shape->steps[k];
            if (step->op != PATH_MOVE && step->op != PATH_LINE)
                continue;
            /* A circle begins at one end alone. */
            bool circle = k + 1 < front->items[i].shape->count && step[1].op == PATH_CURVE;
            assert_true(circle || has_mark(back, back->width - step->x, step->y));
            ends++;
        }
    assert_true(ends > 2 * 4);
}

/* ---- signatures ------------------------------------------------------------------------------- */

static size_t fold_section(const Pages *sheets, size_t sheet, int pages, int *numbers) {
    Folded paper = lay_down(sheets, sheet, pages / 4, 2), up = turn_sheet(&paper);
    if (pages == 16)
        fold_right_over_left(&up);
    fold_top_over_bottom(&up);
    fold_left_over_right(&up);
    return read_pile(&up.piles[0][0], numbers);
}

static void signatures_read_in_order(void **state) {
    (void)state;
    for (uint32_t signature = 8; signature <= 16; signature += 8)
        for (size_t pages = 4; pages <= 64; pages++) {
            Arena *arena = arena_new();
            SheetRules rules = {.scheme = SCHEME_SIGNATURES, .signature = signature};
            Pages *sheets = impose(arena, pages, rules, NULL);
            size_t total = (pages + 7) / 8 * 8, count = 0;
            int numbers[2 * LEAVES];
            for (size_t i = 0; i < sheets->count / 2; i++)
                count += fold_section(sheets, i, total - count >= signature ? (int)signature : 8,
                                      numbers + count);
            assert_book(numbers, count, pages, 8);
            arena_free(arena);
        }
}

/* ---- leaflets --------------------------------------------------------------------------------- */

/* Leaves of three panels from the cover to the back: the inside up, the cover's panel on the left. */
static void read_leaflet(const Pages *sheets, Leaf panels[3]) {
    Folded paper = lay_down(sheets, 0, 3, 1), up = turn_sheet(&paper);
    for (int i = 0; i < 3; i++)
        panels[i] = up.piles[0][i].leaves[0];
}

static void a_roll_opens_in_order(void **state) {
    SheetRules rules = {.scheme = SCHEME_ROLL, .panels = {{97 * PT_PER_MM, PAGE_WIDTH, PAGE_WIDTH}, 3}};
    Pages *sheets = impose(*state, 6, rules, NULL);
    Leaf panels[3];
    read_leaflet(sheets, panels);
    /* The right panel is rolled in over the middle, then the cover over both. */
    Leaf closed[] = {
        {panels[0].down, panels[0].up, false}, {panels[2].down, panels[2].up, false}, panels[1]};
    int wanted[] = {1, 2, 5, 4, 3, 6};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(closed[i].up, wanted[2 * i]);
        assert_int_equal(closed[i].down, wanted[2 * i + 1]);
    }
    /* Opened, the inside reads from left to right. */
    assert_int_equal(panels[0].up, 2);
    assert_int_equal(panels[1].up, 3);
    assert_int_equal(panels[2].up, 4);
}

/* The flap, 5 before 4, is the narrow one, and lies at the outer edge on both sides. */
static void a_roll_has_a_narrow_flap(void **state) {
    SheetRules rules = {.scheme = SCHEME_ROLL, .panels = {{97 * PT_PER_MM, PAGE_WIDTH, PAGE_WIDTH}, 3}};
    Pages *sheets = impose(*state, 6, rules, NULL);
    Pt margin = (sheets->pages[0].width - 297 * PT_PER_MM) / 2;
    for (size_t i = 0; i < sheets->pages[0].count; i++) {
        const Item *item = &sheets->pages[0].items[i];
        if (item->kind == ITEM_PAGE && item->page.index == 4) {
            assert_true(fabs(item->box.x - (margin - BLEED)) < 1e-6);
            assert_true(fabs(item->box.x + item->box.w - (margin + 97 * PT_PER_MM)) < 1e-6);
        }
    }
}

static void a_zigzag_has_its_back_behind(void **state) {
    SheetRules rules = {.scheme = SCHEME_ZIGZAG, .panels = {{PAGE_WIDTH, PAGE_WIDTH, PAGE_WIDTH}, 3}};
    Leaf panels[3];
    read_leaflet(impose(*state, 6, rules, NULL), panels);
    /* The cover over the middle, the right panel behind it. */
    Leaf closed[] = {
        {panels[0].down, panels[0].up, false}, panels[1], {panels[2].down, panels[2].up, false}};
    int wanted[] = {1, 2, 3, 5, 4, 6};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(closed[i].up, wanted[2 * i]);
        assert_int_equal(closed[i].down, wanted[2 * i + 1]);
    }
}

static void a_leaflet_with_too_many_pages_is_an_error(void **state) {
    Diags *diags = diags_new(*state);
    SheetRules rules = {.scheme = SCHEME_ROLL, .panels = {{PAGE_WIDTH, PAGE_WIDTH, PAGE_WIDTH}, 3}};
    impose(*state, 7, rules, diags);
    assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
}

/* ---- cutting ---------------------------------------------------------------------------------- */

static void a_grid_shows_each_page_once(void **state) {
    (void)state;
    for (size_t pages = 4; pages <= 64; pages++) {
        Arena *arena = arena_new();
        SheetRules rules = {.scheme = SCHEME_GRID, .columns = 4, .rows = 2, .gap = 2 * BLEED};
        Pages *sheets = impose(arena, pages, rules, NULL);
        assert_int_equal(sheets->count, (pages + 7) / 8);
        for (size_t i = 0; i < pages; i++)
            assert_int_equal(sheets->pages[i / 8].items[i % 8].page.index, i);
        arena_free(arena);
    }
}

static void repeat_has_one_page_all_over(void **state) {
    SheetRules rules = {.scheme = SCHEME_REPEAT, .columns = 2, .rows = 2, .gap = 2 * BLEED};
    Pages *sheets = impose(*state, 3, rules, NULL);
    assert_int_equal(sheets->count, 4);
    for (size_t side = 0; side < 3; side++)
        for (size_t i = 0; i < 4; i++)
            assert_int_equal(sheets->pages[side].items[i].page.index, side);
    assert_int_equal(sheets->pages[3].count, 0);
}

/* Printed, turned, printed again with the same plate, cut in the middle: two whole sheets. */
static void work_and_turn_gives_two_copies(void **state) {
    SheetRules plain = {.scheme = SCHEME_BOOKLET}, turned = {.scheme = SCHEME_BOOKLET, .turn = true};
    Pages *sheets = impose(*state, 16, plain, NULL), *plates = impose(*state, 16, turned, NULL);
    assert_int_equal(plates->count, sheets->count / 2);
    for (size_t i = 0; i < plates->count; i++) {
        int plate[COLUMNS], front[2], back[2];
        bool over[COLUMNS] = {false};
        read_side(&plates->pages[i], 4, 1, plate, over);
        read_side(&sheets->pages[2 * i], 2, 1, front, over);
        read_side(&sheets->pages[2 * i + 1], 2, 1, back, over);
        for (int k = 0; k < 2; k++) {
            assert_int_equal(plate[k], front[k]);
            assert_int_equal(plate[2 + k], back[k]);
        }
        for (size_t k = 0; k < plates->pages[i].count; k++) {
            const Item *item = &plates->pages[i].items[k];
            assert_true(item->kind != ITEM_PAGE || has_mirror(&plates->pages[i], item));
        }
    }
}

/* ---- sheets ----------------------------------------------------------------------------------- */

static void a_sheet_lies_as_its_pages_need_it(void **state) {
    SheetRules rules = {.scheme = SCHEME_BOOKLET, .width = 200 * PT_PER_MM, .height = 260 * PT_PER_MM};
    Pages *sheets = impose(*state, 4, rules, NULL);
    assert_true(fabs(sheets->pages[0].width - 260 * PT_PER_MM) < 1e-6);
    assert_true(fabs(sheets->pages[0].height - 200 * PT_PER_MM) < 1e-6);
}

static void a_sheet_that_is_too_small_is_an_error(void **state) {
    Diags *diags = diags_new(*state);
    SheetRules rules = {.scheme = SCHEME_BOOKLET, .width = 150 * PT_PER_MM, .height = 190 * PT_PER_MM};
    impose(*state, 4, rules, diags);
    assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
}

static void every_sheet_says_what_it_is(void **state) {
    SheetRules rules = {.scheme = SCHEME_BOOKLET, .marks = MARKS_ALL};
    Pages *sheets = impose(*state, 8, rules, NULL);
    for (size_t i = 0; i < sheets->count; i++) {
        const Page *side = &sheets->pages[i];
        const Item *slug = &side->items[side->count - 1];
        assert_int_equal(slug->kind, ITEM_TEXT);
        Buffer words = buffer_new(*state);
        for (uint32_t k = 0; k < slug->text.count; k++)
            buffer_format(&words, "%.*s ", STR_ARGS(slug->text.runs[k].run->text));
        const char *text = str_to_c(*state, buffer_str(&words));
        assert_non_null(strstr(text, i % 2 ? "back" : "front"));
        assert_non_null(strstr(text, i < 2 ? "sheet 1 of 2" : "sheet 2 of 2"));
        assert_non_null(strstr(text, "150 gsm coated"));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_arena, free_arena)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(booklets_read_in_order),
        TEST(inner_sheets_creep),
        TEST(pages_are_cut_at_the_fold),
        TEST(office_sheets_keep_the_border_white),
        TEST(backs_register_with_fronts),
        TEST(marks_register_too),
        TEST(signatures_read_in_order),
        TEST(a_roll_opens_in_order),
        TEST(a_roll_has_a_narrow_flap),
        TEST(a_zigzag_has_its_back_behind),
        TEST(a_leaflet_with_too_many_pages_is_an_error),
        TEST(a_grid_shows_each_page_once),
        TEST(repeat_has_one_page_all_over),
        TEST(work_and_turn_gives_two_copies),
        TEST(a_sheet_lies_as_its_pages_need_it),
        TEST(a_sheet_that_is_too_small_is_an_error),
        TEST(every_sheet_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
