/*
 * Imposition: every scheme with every number of pages from 1 to 64, folded or cut in the test, and read.
 */
#include "sheets_fixture.h"

enum { PAGES_MOST = 64, PANELS_LEAST = 2 };

/* What a reader is to find at a place that counts from 1: blanks stand before the last page. */
static int wanted_page(size_t place, size_t places, size_t pages) {
    if (pages == 1)
        return place == 1;
    return place == places ? (int)pages : place < pages ? (int)place : 0;
}

static void assert_book(const int *numbers, size_t count, size_t pages, size_t multiple) {
    assert_int_equal(count, (pages + multiple - 1) / multiple * multiple);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(numbers[i], wanted_page(i + 1, count, pages));
}

/* ---- booklets --------------------------------------------------------------------------------- */

/* Sheets with their backs up, the outermost below: all folded at once, left over right. */
static size_t fold_booklet(const Pages *sheets, Printing printing, int *numbers) {
    Folded nest = {.columns = 2, .rows = 1};
    for (size_t i = 0; i < sheet_count(sheets, printing); i++) {
        Folded paper = take_sheet(sheets, printing, i, 2, 1), up = turn_sheet(&paper);
        for (int column = 0; column < 2; column++)
            lay_on(&nest.piles[0][column], &up.piles[0][column]);
    }
    fold_left_over_right(&nest, 1);
    return read_pile(&nest.piles[0][0], numbers);
}

static void booklets_read_in_order(void **state) {
    (void)state;
    static const SheetRules rules[] = {
        {.scheme = SCHEME_BOOKLET},
        {.scheme = SCHEME_OFFICE, .printer = PRINTER_OFFICE, .border = 11},
        {.scheme = SCHEME_BOOKLET, .printer = PRINTER_OFFICE, .width = 1000, .height = 700},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        for (size_t pages = 1; pages <= PAGES_MOST; pages++)
            for (int printing = SHEETWISE; printing < PRINTINGS; printing++) {
                Arena *arena = arena_new();
                SheetRules own = rules[i];
                own.turn = printing != SHEETWISE;
                int numbers[2 * LEAVES];
                Pages *sheets = impose(arena, pages, own, NULL);
                size_t count = fold_booklet(sheets, (Printing)printing, numbers);
                assert_book(numbers, count, pages, 4);
                arena_free(arena);
            }
}

/* ---- signatures ------------------------------------------------------------------------------- */

static size_t fold_section(Folded paper, int pages, int *numbers) {
    Folded up = turn_sheet(&paper);
    if (pages == 16)
        fold_right_over_left(&up, 2);
    if (pages > 4)
        fold_top_over_bottom(&up);
    fold_left_over_right(&up, 1);
    assert_int_equal(up.columns, 1);
    assert_int_equal(up.piles[0][0].count, pages / 2);
    return read_pile(&up.piles[0][0], numbers);
}

static void assert_sections(size_t pages, int signature, Printing printing) {
    Arena *arena = arena_new();
    SheetRules rules = {.scheme = SCHEME_SIGNATURES, .signature = (uint32_t)signature};
    rules.spine = 3 * PT_PER_MM;
    rules.turn = printing != SHEETWISE;
    Pages *sheets = impose(arena, pages, rules, NULL);
    size_t multiple = signature < 8 ? 4 : 8, total = (pages + multiple - 1) / multiple * multiple;
    size_t count = 0;
    int numbers[2 * LEAVES];
    for (size_t i = 0; i < sheet_count(sheets, printing); i++) {
        int section = (int)(total - count) >= signature ? signature : 8;
        int rows = section > 4 ? 2 : 1;
        count += fold_section(take_sheet(sheets, printing, i, section / 2 / rows, rows), section,
                              numbers + count);
    }
    assert_book(numbers, count, pages, multiple);
    arena_free(arena);
}

static void signatures_read_in_order(void **state) {
    (void)state;
    for (int signature = 4; signature <= 16; signature *= 2)
        for (size_t pages = 1; pages <= PAGES_MOST; pages++)
            for (int printing = SHEETWISE; printing < PRINTINGS; printing++)
                assert_sections(pages, signature, (Printing)printing);
}

/* ---- leaflets --------------------------------------------------------------------------------- */

static SheetRules leaflet_rules(Scheme scheme, size_t panels) {
    SheetRules rules = {.scheme = scheme};
    rules.panels.count = panels;
    for (size_t i = 0; i < panels; i++)
        rules.panels.widths[i] = PAGE_WIDTH;
    return rules;
}

/* The inside up: it reads from left to right behind the cover. The outside goes on from its left. */
static void assert_open(const Folded *inside, size_t pages, bool back_inside) {
    size_t panels = (size_t)inside->columns, next = 2;
    for (size_t i = 0; i < panels; i++) {
        size_t place = back_inside && i + 1 == panels ? 2 * panels : next++;
        assert_int_equal(inside->piles[0][i].leaves[0].up, wanted_page(place, 2 * panels, pages));
    }
}

/* From the edge inwards panel after panel, and the cover over all of them. */
static Pile fold_roll(Folded paper) {
    while (paper.columns > 2)
        fold_right_over_left(&paper, 1);
    fold_left_over_right(&paper, 1);
    return paper.piles[0][0];
}

/* The cover over the second panel, both behind the third, and so on to and fro. */
static Pile fold_zigzag(Folded paper) {
    Pile folded = turn_over(&paper.piles[0][0], false);
    for (int i = 1; i < paper.columns; i++) {
        Pile next = i % 2 ? paper.piles[0][i] : turn_over(&paper.piles[0][i], false);
        for (int k = 0; k < next.count; k++)
            folded.leaves[folded.count++] = next.leaves[k];
    }
    return folded;
}

static void assert_leaflet(Scheme scheme, size_t panels, size_t pages, Printing printing) {
    Arena *arena = arena_new();
    SheetRules rules = leaflet_rules(scheme, panels);
    rules.turn = printing != SHEETWISE;
    Pages *sheets = impose(arena, pages, rules, NULL);
    assert_int_equal(sheet_count(sheets, printing), 1);
    Folded paper = take_sheet(sheets, printing, 0, (int)panels, 1), up = turn_sheet(&paper);
    assert_open(&up, pages, scheme == SCHEME_ZIGZAG && panels % 2 == 1);
    Pile closed = scheme == SCHEME_ROLL ? fold_roll(up) : fold_zigzag(up);
    int numbers[2 * LEAVES];
    size_t count = read_pile(&closed, numbers);
    assert_int_equal(count, 2 * panels);
    assert_int_equal(numbers[0], 1);
    assert_int_equal(numbers[1], wanted_page(2, count, pages));
    assert_int_equal(numbers[count - 1], wanted_page(count, count, pages));
    size_t seen = 0;
    for (size_t i = 0; i < count; i++)
        seen += numbers[i] > 0;
    assert_int_equal(seen, pages);
    arena_free(arena);
}

static void leaflets_open_in_order(void **state) {
    (void)state;
    for (int scheme = SCHEME_ROLL; scheme <= SCHEME_ZIGZAG; scheme++)
        for (size_t panels = PANELS_LEAST; panels <= PANELS_MOST; panels++)
            for (size_t pages = 1; pages <= 2 * panels; pages++)
                for (int printing = SHEETWISE; printing < PRINTINGS; printing++)
                    assert_leaflet((Scheme)scheme, panels, pages, (Printing)printing);
}

/* Three panels in the order of a reader who turns them one by one. */
static void three_panels_close_as_drawn(void **state) {
    static const int roll[] = {1, 2, 5, 4, 3, 6}, zigzag[] = {1, 2, 3, 5, 4, 6};
    for (int scheme = SCHEME_ROLL; scheme <= SCHEME_ZIGZAG; scheme++) {
        Pages *sheets = impose(*state, 6, leaflet_rules((Scheme)scheme, 3), NULL);
        Folded paper = take_sheet(sheets, SHEETWISE, 0, 3, 1), up = turn_sheet(&paper);
        Pile closed = scheme == SCHEME_ROLL ? fold_roll(up) : fold_zigzag(up);
        int numbers[2 * LEAVES];
        read_pile(&closed, numbers);
        assert_memory_equal(numbers, scheme == SCHEME_ROLL ? roll : zigzag, sizeof roll);
    }
}

static void a_leaflet_with_too_many_pages_is_an_error(void **state) {
    (void)state;
    for (size_t pages = 7; pages <= PAGES_MOST; pages++) {
        Arena *arena = arena_new();
        Diags *diags = diags_new(arena);
        impose(arena, pages, leaflet_rules(SCHEME_ROLL, 3), diags);
        assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
        arena_free(arena);
    }
}

/* ---- cutting ---------------------------------------------------------------------------------- */

/* Row by row as they are read, sheet after sheet. */
static void grids_show_pages_in_order(void **state) {
    (void)state;
    static const int sizes[][2] = {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {4, 2}, {3, 3}, {5, 4}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (size_t pages = 1; pages <= PAGES_MOST; pages++) {
            Arena *arena = arena_new();
            int columns = sizes[i][0], rows = sizes[i][1], places = columns * rows;
            SheetRules rules = {.scheme = SCHEME_GRID, .gap = 2 * BLEED};
            rules.columns = (uint16_t)columns;
            rules.rows = (uint16_t)rows;
            Pages *sheets = impose(arena, pages, rules, NULL);
            assert_int_equal(sheets->count, (pages + (size_t)places - 1) / (size_t)places);
            for (size_t sheet = 0; sheet < sheets->count; sheet++) {
                int numbers[PLACES];
                bool turned[PLACES] = {false};
                read_side(&sheets->pages[sheet], columns, rows, numbers, turned);
                for (int place = 0; place < places; place++) {
                    int page = (int)sheet * places + place + 1;
                    assert_int_equal(numbers[place], page <= (int)pages ? page : 0);
                    assert_false(turned[place]);
                }
            }
            arena_free(arena);
        }
}

/* Cut up, each card has a page on its front and the next one behind it. */
static void repeats_have_their_back_behind(void **state) {
    (void)state;
    for (size_t pages = 1; pages <= PAGES_MOST; pages++)
        for (int printing = SHEETWISE; printing < PRINTINGS; printing++) {
            Arena *arena = arena_new();
            SheetRules rules = {.scheme = SCHEME_REPEAT, .columns = 3, .rows = 2, .gap = 2 * BLEED};
            rules.turn = printing != SHEETWISE;
            Pages *sheets = impose(arena, pages, rules, NULL);
            if (pages == 1 && printing == SHEETWISE)
                assert_int_equal(sheets->count, 1);
            for (size_t i = 0; i < sheet_count(sheets, (Printing)printing); i++) {
                Folded paper = take_sheet(sheets, (Printing)printing, i, 3, 2);
                for (int place = 0; place < 6; place++) {
                    Leaf card = paper.piles[place / 3][place % 3].leaves[0];
                    assert_int_equal(card.up, 2 * i + 1);
                    assert_int_equal(card.down, 2 * i + 2 <= pages ? 2 * i + 2 : 0);
                }
            }
            arena_free(arena);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(booklets_read_in_order),
        TEST(signatures_read_in_order),
        TEST(leaflets_open_in_order),
        TEST(three_panels_close_as_drawn),
        TEST(a_leaflet_with_too_many_pages_is_an_error),
        TEST(grids_show_pages_in_order),
        TEST(repeats_have_their_back_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
