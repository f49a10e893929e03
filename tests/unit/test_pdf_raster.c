/*
 * Which cells lie inside an outline, drawn as letters so that a failure can be seen.
 */
#include "pdf/raster.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 8, HEIGHT = 5 };

typedef struct Picture {
    char cells[HEIGHT][WIDTH + 1];
} Picture;

static void mark_cells(void *owner, size_t row, size_t first, size_t last) {
    Picture *picture = owner;
    for (size_t column = first; column < last; column++)
        picture->cells[row][column]++;
}

static void add_box(Region *region, double left, double top, double right, double bottom, bool turned) {
    double first = turned ? left : right, second = turned ? right : left;
    region_add_line(region, first, top, first, bottom);
    region_add_line(region, first, bottom, second, bottom);
    region_add_line(region, second, bottom, second, top);
}

/* Cells that are visited become 'b'; twice would be 'c'. */
static void want(Region *region, const char *const rows[HEIGHT]) {
    Picture picture;
    for (size_t row = 0; row < HEIGHT; row++) {
        memset(picture.cells[row], 'a', WIDTH);
        picture.cells[row][WIDTH] = '\0';
    }
    region_visit(region, mark_cells, &picture);
    for (size_t row = 0; row < HEIGHT; row++)
        assert_string_equal(picture.cells[row], rows[row]);
}

static Region open_region(void) {
    Region region = {.arena = arena_new()};
    region_begin(&region, WIDTH, HEIGHT);
    return region;
}

static void a_cell_counts_by_its_middle(void **state) {
    (void)state;
    Region region = open_region();
    add_box(&region, 1.5, 0.6, 3.4, 2.6, false);
    want(&region, (const char *const[]){"aaaaaaaa", "abbaaaaa", "abbaaaaa", "aaaaaaaa", "aaaaaaaa"});
    want(&region, (const char *const[]){"aaaaaaaa", "aaaaaaaa", "aaaaaaaa", "aaaaaaaa", "aaaaaaaa"});
    arena_free(region.arena);
}

static void holes_depend_on_the_rule_and_the_way_round(void **state) {
    (void)state;
    static const char *const full[] = {"bbbbbbaa", "bbbbbbaa", "bbbbbbaa", "bbbbbbaa", "aaaaaaaa"};
    static const char *const ring[] = {"bbbbbbaa", "bbaabbaa", "bbaabbaa", "bbbbbbaa", "aaaaaaaa"};
    Region region = open_region();
    add_box(&region, 0, 0, 6, 4, false);
    add_box(&region, 2, 1, 4, 3, false);
    want(&region, full);
    add_box(&region, 0, 0, 6, 4, false);
    add_box(&region, 2, 1, 4, 3, true);
    want(&region, ring);
    region.even_odd = true;
    add_box(&region, 2, 1, 4, 3, false);
    add_box(&region, 0, 0, 6, 4, false);
    want(&region, ring);
    arena_free(region.arena);
}

static void slopes_and_pieces_beyond_the_edge(void **state) {
    (void)state;
    Region region = open_region();
    region_add_line(&region, -4, -1, 8, 5);
    region_add_line(&region, -4, 5, -4, -1);
    want(&region, (const char *const[]){"aaaaaaaa", "baaaaaaa", "bbbaaaaa", "bbbbbaaa", "bbbbbbba"});
    arena_free(region.arena);
}

static void what_is_no_number_is_passed_over(void **state) {
    (void)state;
    Region region = open_region();
    region_add_line(&region, NAN, 0, 1, 4);
    region_add_line(&region, 1, -INFINITY, 1, 4);
    region_add_line(&region, 1, 2, INFINITY, 4);
    region_add_line(&region, 1, NAN, 1, 4);
    add_box(&region, -1e300, 1, 1e300, 2, false);
    want(&region, (const char *const[]){"aaaaaaaa", "bbbbbbbb", "aaaaaaaa", "aaaaaaaa", "aaaaaaaa"});
    arena_free(region.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_counts_by_its_middle),
        cmocka_unit_test(holes_depend_on_the_rule_and_the_way_round),
        cmocka_unit_test(slopes_and_pieces_beyond_the_edge),
        cmocka_unit_test(what_is_no_number_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
