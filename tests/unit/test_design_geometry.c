/*
 * Where frames and artwork lie, and paths.
 */
#include "design_fixture.h"

static void expect_box(Box box, double x, double y, double w, double h) {
    assert_near(box.x / PT_PER_MM, x);
    assert_near(box.y / PT_PER_MM, y);
    assert_near(box.w / PT_PER_MM, w);
    assert_near(box.h / PT_PER_MM, h);
}

static const char facing[] =
    "page: {size: 100mm x 100mm, margins: {top: 10mm, bottom: 20mm, inside: 5mm, outside: 15mm},"
    " columns: 4, gutter: 4mm, bleed: 3mm, facing: true}\n"
    "pages:\n"
    "  a:\n"
    "    frames:\n"
    "      all: {}\n"
    "      grid: {columns: 1-3, top: 10%, height: 20mm}\n"
    "      foot: {x: 50%, width: 10mm, bottom: 5mm, height: 10mm}\n";

static void frames_lie_on_the_grid(void **state) {
    (void)state;
    Fixture fixture = fixture_new(facing);
    const Design *design = fixture.design;
    const Master *master = &design->masters[0];
    assert_int_equal(fixture_mistakes(&fixture), 0);
    expect_box(design_frame_box(design, master, &master->frames[0], false), 5, 10, 80, 70);
    expect_box(design_frame_box(design, master, &master->frames[0], true), 15, 10, 80, 70);
    expect_box(design_frame_box(design, master, &master->frames[1], false), 5, 17, 59, 20);
    expect_box(design_frame_box(design, master, &master->frames[1], true), 36, 17, 59, 20);
    expect_box(design_frame_box(design, master, &master->frames[2], false), 45, 65, 10, 10);
    expect_box(design_frame_box(design, master, &master->frames[2], true), 45, 65, 10, 10);
    expect_box(design_area(design, master, AREA_BLEED, false, (Box){0}), -3, -3, 106, 106);
    expect_box(design_area(design, master, AREA_MARGINS, true, (Box){0}), 15, 10, 80, 70);
    fixture_free(&fixture);
}

static void a_frame_off_the_page_is_put_back(void **state) {
    (void)state;
    Fixture fixture = fixture_new("pages: {a: {frames: {f: {top: -40mm, takes: rest}}}}");
    const Master *master = &fixture.design->masters[0];
    assert_int_equal(fixture_mistakes(&fixture), 1);
    expect_box(design_frame_box(fixture.design, master, &master->frames[0], false), 20, 25, 170, 247);
    fixture_free(&fixture);
}

typedef struct Piece {
    const char *layout;
    double right[4], left[4];
} Piece;

/* In an area of 100 by 50, on a right and on a left page. */
static const Piece pieces[] = {
    {"rect: page", {0, 0, 100, 50}, {0, 0, 100, 50}},
    {"rect: page, at: bottom right, width: 20mm, height: 10%", {80, 45, 20, 5}, {80, 45, 20, 5}},
    {"rect: page, x: 5mm, right: 10mm, y: 1mm, bottom: 2mm", {5, 1, 85, 47}, {5, 1, 85, 47}},
    {"rect: page, x: 5mm, width: 10mm, outside: true", {85, 0, 10, 50}, {5, 0, 10, 50}},
    {"line: page, y: 50%, stroke: ink", {0, 25, 100, 0}, {0, 25, 100, 0}},
    {"line: page, x: 10mm, stroke: ink", {10, 0, 0, 50}, {10, 0, 0, 50}},
    {"line: page, width: 10mm, height: 10mm, stroke: ink", {0, 0, 10, 10}, {0, 0, 10, 10}},
    {"circle: page, right: 0, bottom: 0, width: 20mm", {80, 30, 20, 20}, {80, 30, 20, 20}},
    {"path: wave, width: 40mm, bottom: 0", {0, 40, 40, 10}, {0, 40, 40, 10}},
    {"path: wave, at: bottom, height: 20mm", {0, 30, 100, 20}, {0, 30, 100, 20}},
    {"text: x, bottom: 5mm", {0, 45, 100, 0}, {0, 45, 100, 0}},
};

static void artwork_lies_in_its_area(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        Arena *arena = arena_new();
        Str layout = str_format(arena,
                                "paths: {wave: {view: 0 0 40 10, d: 'M0 0 L40 10'}}\n"
                                "pages: {a: {front: [{%s}]}}",
                                pieces[i].layout);
        Fixture fixture = fixture_new(str_to_c(arena, layout));
        assert_int_equal(fixture_mistakes(&fixture), 0);
        const Artwork *art = &fixture.design->masters[0].front.items[0];
        Box area = {0, 0, 100 * PT_PER_MM, 50 * PT_PER_MM};
        const double *right = pieces[i].right, *left = pieces[i].left;
        expect_box(design_artwork_box(art, area, false), right[0], right[1], right[2], right[3]);
        expect_box(design_artwork_box(art, area, true), left[0], left[1], left[2], left[3]);
        fixture_free(&fixture);
        arena_free(arena);
    }
}

static const Path *path_of(Fixture *fixture) {
    assert_int_equal(fixture_mistakes(fixture), 0);
    return fixture->design->masters[0].front.items[0].path;
}

static void expect_step(const PathStep *step, PathOp op, double x, double y) {
    assert_int_equal(step->op, op);
    assert_near(step->x, x);
    assert_near(step->y, y);
}

static void paths_are_svg(void **state) {
    (void)state;
    Fixture fixture = fixture_new("paths: {p: 'M1,2l3-1h1V9z m1 1 2 2 c0 0 1 1 2 2s1 1 2 0Q0 0 3 3T9 9'}\n"
                                  "pages: {a: {front: [{path: p}]}}");
    const Path *path = path_of(&fixture);
    assert_int_equal(path->count, 11);
    expect_step(&path->steps[0], PATH_MOVE, 1, 2);
    expect_step(&path->steps[1], PATH_LINE, 4, 1);
    expect_step(&path->steps[2], PATH_LINE, 5, 1);
    expect_step(&path->steps[3], PATH_LINE, 5, 9);
    assert_int_equal(path->steps[4].op, PATH_CLOSE);
    expect_step(&path->steps[5], PATH_MOVE, 2, 3);
    expect_step(&path->steps[6], PATH_LINE, 4, 5);
    expect_step(&path->steps[7], PATH_CURVE, 6, 7);
    expect_step(&path->steps[8], PATH_CURVE, 8, 7);
    assert_near(path->steps[8].x1, 7);
    expect_step(&path->steps[9], PATH_CURVE, 3, 3);
    expect_step(&path->steps[10], PATH_CURVE, 9, 9);
    assert_near(path->steps[10].x1, 5);
    fixture_free(&fixture);
}

static void arcs_become_curves(void **state) {
    (void)state;
    Fixture fixture = fixture_new("paths: {p: {view: 0 0 1 1, d: 'M10 0A10 10 0 01-10 0a10 10 0 0120 0'}}\n"
                                  "pages: {a: {front: [{path: p}]}}");
    const Path *path = path_of(&fixture);
    assert_int_equal(path->count, 5);
    expect_step(&path->steps[1], PATH_CURVE, 0, 10);
    assert_near(path->steps[1].y1, 5.522847);
    expect_step(&path->steps[2], PATH_CURVE, -10, 0);
    expect_step(&path->steps[3], PATH_CURVE, 0, -10);
    expect_step(&path->steps[4], PATH_CURVE, 10, 0);
    fixture_free(&fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_lie_on_the_grid),   cmocka_unit_test(a_frame_off_the_page_is_put_back),
        cmocka_unit_test(artwork_lies_in_its_area), cmocka_unit_test(paths_are_svg),
        cmocka_unit_test(arcs_become_curves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
