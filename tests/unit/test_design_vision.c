/* Contrast, difference, and colours as others see them. */
#include "design/design.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

static const float white[] = {1, 1, 1}, black[] = {0, 0, 0};

static void hex(const char *text, float rgb[3]) {
    for (int i = 0; i < 3; i++) {
        int value = 0;
        for (int k = 0; k < 2; k++) {
            char digit = text[1 + 2 * i + k];
            value = value * 16 + (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        rgb[i] = (float)value / 255;
    }
}

static void near(double value, double wanted, double by) {
    if (fabs(value - wanted) > by)
        fail_msg("%f is not %f", value, wanted);
}

static void contrast_is_that_of_wcag(void **state) {
    (void)state;
    float grey[3], red[3];
    hex("#767676", grey);
    hex("#ff0000", red);
    near(colour_contrast(white, black), 21, 1e-6);
    near(colour_contrast(grey, white), 4.54, 0.005);
    near(colour_contrast(white, red), 3.998, 0.005);
}

/* From the test data of Sharma, Wu and Dalal, 2005. */
static void differences_are_those_of_ciede2000(void **state) {
    (void)state;
    static const double pairs[][7] = {
        {50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425},
        {50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000},
        {50, 2.5, 0, 50, 0, -2.5, 4.3065},
        {50, 2.5, 0, 73, 25, -18, 27.1492},
        {60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644},
        {22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373},
        {90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441},
        {2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        near(colour_lab_difference(&pairs[i][0], &pairs[i][3]), pairs[i][6], 1e-4);
        near(colour_lab_difference(&pairs[i][3], &pairs[i][0]), pairs[i][6], 1e-4);
    }
}

static void red_and_green_need_their_cones(void **state) {
    (void)state;
    float red[3], green[3], blue[3];
    hex("#a02040", red);
    hex("#4a5a20", green);
    hex("#2040a0", blue);
    assert_true(colour_difference(red, green, VISION_FULL) > 30);
    assert_true(colour_difference(red, green, VISION_DEUTAN) < 8);
    assert_true(colour_difference(red, blue, VISION_DEUTAN) > 20);
    assert_true(colour_difference(red, green, VISION_GREY) < 3);
}

static void the_nearest_readable_colour_passes(void **state) {
    (void)state;
    float text[3], ground[3], found[3];
    hex("#8a979d", text);
    hex("#f3eee4", ground);
    assert_true(colour_nearest_readable(text, ground, 4.5, found));
    double contrast = colour_contrast(found, ground);
    assert_true(contrast >= 4.5 && contrast < 4.6);
    assert_true(found[0] < found[1] && found[1] < found[2]);
    hex("#777777", ground);
    assert_false(colour_nearest_readable(text, ground, 7, found));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(differences_are_those_of_ciede2000),
        cmocka_unit_test(red_and_green_need_their_cones),
        cmocka_unit_test(the_nearest_readable_colour_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
