/* SVG drawings: which steps they become, what paints them, and what is refused. */
#include "read_fixture.h"

#include <math.h>

static const Drawing *draw(Fixture *fixture, const char *inside) {
    Str text = str_format(fixture->env.keep, "<svg viewBox='0 0 40 20'>%s</svg>", inside);
    const char *path = put_file(fixture, "a.svg", str_to_c(fixture->env.keep, text));
    const Picture *picture = read_picture(&fixture->env, path, STR("a.svg"), (Span){0});
    return picture ? picture->drawing : NULL;
}

/* The steps of the first path as path data, with two decimals. */
static Str data_of(Fixture *fixture, const char *inside) {
    const Drawing *drawing = draw(fixture, inside);
    Buffer out = buffer_new(fixture->env.keep);
    for (size_t i = 0; drawing && i < drawing->paths[0].count; i++) {
        const PathStep *step = &drawing->paths[0].steps[i];
        const double numbers[] = {step->x1, step->y1, step->x2, step->y2, step->x, step->y};
        buffer_add_byte(&out, "MLCZ"[step->op]);
        for (size_t k = step->op == PATH_CURVE ? 0 : step->op == PATH_CLOSE ? 6 : 4; k < 6; k++) {
            buffer_add_byte(&out, ' ');
            buffer_add_number(&out, numbers[k], 2);
        }
    }
    return buffer_str(&out);
}

static void expect_data(Fixture *fixture, const char *inside, const char *wanted) {
    assert_string_equal(str_to_c(fixture->env.keep, data_of(fixture, inside)), wanted);
}

static void expect_refused(Fixture *fixture, const char *inside, const char *message) {
    diags_clear(fixture->env.diags);
    assert_null(draw(fixture, inside));
    expect_message(fixture, message);
}

static void test_shapes(void **state) {
    Fixture *fixture = *state;
    expect_data(fixture, "<rect x='1' y='2' width='3' height='4'/>", "M 1 2L 4 2L 4 6L 1 6Z");
    expect_data(fixture, "<line x1='1' x2='3' y2='4' stroke='ink'/>", "M 1 0L 3 4");
    expect_data(fixture, "<polyline points='1,2 3,4 5,6'/>", "M 1 2L 3 4L 5 6");
    expect_data(fixture, "<polygon points='1 2 3 4 5 6'/>", "M 1 2L 3 4L 5 6Z");
    expect_data(fixture, "<path d='m1 2h3v4z'/>", "M 1 2L 4 2L 4 6Z");
    expect_data(fixture, "<circle cx='5' cy='5' r='2'/>",
                "M 7 5C 7 6.1 6.1 7 5 7C 3.9 7 3 6.1 3 5C 3 3.9 3.9 3 5 3C 6.1 3 7 3.9 7 5Z");
    /* Corners as round as the sides allow. */
    expect_data(fixture, "<rect width='4' height='2' rx='9'/>",
                "M 2 0L 2 0C 3.1 0 4 0.45 4 1L 4 1C 4 1.55 3.1 2 2 2L 2 2C 0.9 2 0 1.55 0 1L 0 1"
                "C 0 0.45 0.9 0 2 0Z");
}

static void test_transforms(void **state) {
    Fixture *fixture = *state;
    static const char *const cases[][2] = {
        {"translate(3)", "M 4 0L 5 1"},
        {"translate(3, 4)", "M 4 4L 5 5"},
        {"scale(2)", "M 2 0L 4 2"},
        {"scale(2 -1)", "M 2 0L 4 -1"},
        {"rotate(90)", "M 0 1L -1 2"},
        {"rotate(90 1 0)", "M 1 0L 0 1"},
        {"matrix(1 2 3 4 5 6)", "M 6 8L 10 14"},
        {"skewX(45)", "M 1 0L 3 1"},
        {"translate(3) scale(2)", "M 5 0L 7 2"},
        {"scale(2),translate(3)", "M 8 0L 10 2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char inside[256];
        snprintf(inside, sizeof inside, "<line x1='1' x2='2' y2='1' stroke='ink' transform='%s'/>",
                 cases[i][0]);
        expect_data(fixture, inside, cases[i][1]);
    }
    expect_data(fixture, "<g transform='translate(1)'><g transform='scale(2)'><path d='M1 1h1'/></g></g>",
                "M 3 2L 5 2");
}

static void test_paint(void **state) {
    Fixture *fixture = *state;
    const Drawing *drawing =
        draw(fixture, "<g fill='accent' stroke-width='2' transform='scale(3)'><path d='M0 0h1'/>"
                      "<path d='M0 0h1' style='fill:none;stroke:rgb(0,100,122);stroke-linejoin:round'/></g>"
                      "<path d='M0 0h1' fill='black' opacity='.5' fill-opacity='50%'/>"
                      "<path d='M0 0h1' fill='none'/><g display='none'><path d='M0 0h1'/></g>");
    assert_int_equal(drawing->count, 3);
    assert_true(str_equal_c(drawing->paths[0].fill, "accent"));
    assert_int_equal(drawing->paths[0].stroke.length, 0);
    assert_int_equal(drawing->paths[1].fill.length, 0);
    assert_true(str_equal_c(drawing->paths[1].stroke, "#00647a"));
    assert_float_equal(drawing->paths[1].stroke_width, 6, 1e-6);
    assert_int_equal(drawing->paths[1].join, 1);
    assert_true(str_equal_c(drawing->paths[2].fill, "#000000"));
    assert_float_equal(drawing->paths[2].opacity, 0.25, 1e-6);
}

static void test_sizes(void **state) {
    Fixture *fixture = *state;
    static const struct {
        const char *root;
        double width, height; /* in points */
    } cases[] = {
        {"width='20mm' height='10mm' viewBox='0 0 2 1'", 56.69, 28.35},
        {"viewBox='0 0 48 24'", 36, 18},
        {"width='96' height='48'", 72, 36},
        {"width='1in' viewBox='0 0 2 1'", 72, 36},
        {"width='100%' viewBox='0 0 96 96'", 72, 72},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str text = str_format(fixture->env.keep, "<svg %s><path d='M0 0h1'/></svg>", cases[i].root);
        const char *path = put_file(fixture, "a.svg", str_to_c(fixture->env.keep, text));
        const Picture *picture = read_picture(&fixture->env, path, STR("a.svg"), (Span){0});
        assert_non_null(picture);
        assert_true(fabs(picture->width * 72 / picture->ppi - cases[i].width) < 0.01);
        assert_true(fabs(picture->height * 72 / picture->ppi - cases[i].height) < 0.01);
    }
}

static void test_refusals(void **state) {
    Fixture *fixture = *state;
    expect_refused(fixture, "", "there is nothing to see in 'a.svg'");
    expect_refused(fixture, "<image href='a.png'/>", "a drawing cannot have 'image'");
    expect_refused(fixture, "<path d='M0 0 L'/>", "<path> has a mistake in its 'd'");
    expect_refused(fixture, "<path d='L1 1'/>", "<path> has a mistake in its 'd'");
    expect_refused(fixture, "<rect width='1em' height='2'/>", "<rect> has a mistake in its 'width'");
    expect_refused(fixture, "<rect width='1' height='1' fill='url(#x)'/>",
                   "cannot be painted with 'url(#x)'");
    expect_refused(fixture, "<rect width='1' height='1' mask='url(#x)'/>", "a drawing cannot have 'mask'");
    expect_refused(fixture, "<path d='M0 0h1' transform='scale(1,2,3)'/>",
                   "'transform' cannot be 'scale(1,2,3)'");
    expect_refused(fixture, "<path d='M0 0h1'>", "this is not XML");
}

static void test_hostile_files(void **state) {
    Fixture *fixture = *state;
    put_file(
        fixture, "bomb.svg",
        "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><svg viewBox='0 0 1 1'>&b;</svg>");
    assert_null(read_picture(&fixture->env, path_of(fixture, "bomb.svg"), STR("bomb.svg"), (Span){0}));
    expect_message(fixture, "the drawing has entities of its own");
    Buffer deep = buffer_new(fixture->env.keep);
    for (int i = 0; i < 5000; i++)
        buffer_add_c(&deep, "<g>");
    expect_refused(fixture, str_to_c(fixture->env.keep, buffer_str(&deep)), "nested too deep: 'g'");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_shapes, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(test_transforms, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(test_paint, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(test_sizes, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(test_refusals, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(test_hostile_files, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
