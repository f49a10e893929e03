/*
 * design/vision.c - colours as people see them: contrast, and whether two can be told apart.
 *
 * The one idea: everything starts from light, which adds up, and not from the numbers of a screen, which do
 * not. An eye that lacks a kind of cone is one matrix on that light (Machado, Oliveira and Fernandes 2009,
 * full severity); a copy in one ink keeps lightness alone.
 */
#include "design/draft.h"

#include <math.h>

/* ---- light ------------------------------------------------------------------------------------ */

/* sRGB to linear light (IEC 61966-2-1). */
static void to_light(const float rgb[3], double light[3]) {
    for (int i = 0; i < 3; i++) {
        double value = (double)rgb[i];
        light[i] = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
    }
}

static double luminance(const float rgb[3]) {
    double light[3];
    to_light(rgb, light);
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

double colour_contrast(const float a[3], const float b[3]) {
    double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
    return one > other ? one / other : other / one;
}

/* ---- difference ------------------------------------------------------------------------------- */

static double lab_curve(double value) {
    return value > 216.0 / 24389 ? cbrt(value) : (24389.0 / 27 * value + 16) / 116;
}

/* CIE L*a*b* under D65. */
static void to_lab(const double light[3], double lab[3]) {
    double x = (0.4124564 * light[0] + 0.3575761 * light[1] + 0.1804375 * light[2]) / 0.95047;
    double y = 0.2126729 * light[0] + 0.7151522 * light[1] + 0.0721750 * light[2];
    double z = (0.0193339 * light[0] + 0.1191920 * light[1] + 0.9503041 * light[2]) / 1.08883;
    lab[0] = 116 * lab_curve(y) - 16;
    lab[1] = 500 * (lab_curve(x) - lab_curve(y));
    lab[2] = 200 * (lab_curve(y) - lab_curve(z));
}

static double hue_of(double a, double b) {
    double hue = a == 0 && b == 0 ? 0 : atan2(b, a) / DEGREE;
    return hue < 0 ? hue + 360 : hue;
}

/* The step from one hue to another, the short way round. */
static double hue_step(double from, double to) {
    double step = to - from;
    return step > 180 ? step - 360 : step < -180 ? step + 360 : step;
}

static double hue_weight(double hue) {
    return 1 - 0.17 * cos((hue - 30) * DEGREE) + 0.24 * cos(2 * hue * DEGREE) +
           0.32 * cos((3 * hue + 6) * DEGREE) - 0.20 * cos((4 * hue - 63) * DEGREE);
}

static double seventh_share(double chroma) {
    double seventh = pow(chroma, 7);
    return sqrt(seventh / (seventh + 6103515625.0));
}

/* CIEDE2000 (CIE 142, 2001). */
double colour_lab_difference(const double one[3], const double other[3]) {
    double mean = (hypot(one[1], one[2]) + hypot(other[1], other[2])) / 2;
    double stretch = 1 + 0.5 * (1 - seventh_share(mean));
    double chroma1 = hypot(one[1] * stretch, one[2]), chroma2 = hypot(other[1] * stretch, other[2]);
    double hue1 = hue_of(one[1] * stretch, one[2]), hue2 = hue_of(other[1] * stretch, other[2]);
    double step = chroma1 * chroma2 == 0 ? 0 : hue_step(hue1, hue2);
    double hue = chroma1 * chroma2 == 0 ? hue1 + hue2 : hue1 + step / 2;
    double light = (one[0] + other[0]) / 2 - 50, chroma = (chroma1 + chroma2) / 2;
    double turn = 60 * exp(-pow((fmod(hue + 360, 360) - 275) / 25, 2)) * DEGREE;
    double lightness = (other[0] - one[0]) / (1 + 0.015 * light * light / sqrt(20 + light * light));
    double colourful = (chroma2 - chroma1) / (1 + 0.045 * chroma);
    double hues =
        2 * sqrt(chroma1 * chroma2) * sin(step / 2 * DEGREE) / (1 + 0.015 * chroma * hue_weight(hue));
    double both = -2 * sin(turn) * seventh_share(chroma) * colourful * hues;
    return sqrt(lightness * lightness + colourful * colourful + hues * hues + both);
}

static const double sights[VISION_GREY][3][3] = {
    [VISION_FULL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    [VISION_PROTAN] = {{0.152286, 1.052583, -0.204868},
                       {0.114503, 0.786281, 0.099216},
                       {-0.003882, -0.048116, 1.051998}},
    [VISION_DEUTAN] = {{0.367322, 0.860646, -0.227968},
                       {0.280085, 0.672501, 0.047413},
                       {-0.011820, 0.042940, 0.968881}},
    [VISION_TRITAN] = {{1.255528, -0.076749, -0.178779},
                       {-0.078411, 0.930809, 0.147602},
                       {0.004733, 0.691367, 0.303900}},
};

static void see(const float rgb[3], Vision vision, double lab[3]) {
    double light[3], seen[3];
    to_light(rgb, light);
    for (int i = 0; i < 3; i++) {
        const double *row = sights[vision == VISION_GREY ? VISION_FULL : vision][i];
        seen[i] = fmin(1, fmax(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2]));
    }
    to_lab(seen, lab);
}

double colour_difference(const float a[3], const float b[3], Vision vision) {
    double one[3], other[3];
    see(a, vision, one);
    see(b, vision, other);
    return vision == VISION_GREY ? fabs(one[0] - other[0]) : colour_lab_difference(one, other);
}

/* ---- the nearest colour that can be read ------------------------------------------------------ */

enum { LIGHTNESS_STEPS = 512 };

/* Mixed with black or white, then as coarse as it can be written. */
static void shade(const float rgb[3], int step, float shaded[3]) {
    double share = (double)step / LIGHTNESS_STEPS;
    for (int i = 0; i < 3; i++) {
        double value = (double)rgb[i];
        value = share < 0 ? value * (1 + share) : value + (1 - value) * share;
        shaded[i] = (float)(round(value * 255) / 255);
    }
}

bool colour_nearest_readable(const float text[3], const float ground[3], double least, float found[3]) {
    for (int step = 1; step <= LIGHTNESS_STEPS; step++)
        for (int sign = -1; sign <= 1; sign += 2) {
            shade(text, sign * step, found);
            if (colour_contrast(found, ground) >= least)
                return true;
        }
    return false;
}

/* ---- accents ---------------------------------------------------------------------------------- */

/* Nearer than this two colours of a document's sections look alike: CIEDE2000; for grey CIE L*. */
static const double ALIKE = 8, ALIKE_GREY = 3;

static const char *const eyes[] = {[VISION_FULL] = "to everybody",
                                   [VISION_PROTAN] = "to people without red cones",
                                   [VISION_DEUTAN] = "to people without green cones",
                                   [VISION_TRITAN] = "to people without blue cones",
                                   [VISION_GREY] = "in greyscale"};

static void compare(Env *env, const Accent *one, const Accent *other) {
    float a[3], b[3];
    colour_screen(one->colour, a);
    colour_screen(other->colour, b);
    Buffer list = buffer_new(env->keep);
    for (Vision vision = VISION_FULL; vision <= VISION_GREY; vision++) {
        if (colour_difference(a, b, vision) >= (vision == VISION_GREY ? ALIKE_GREY : ALIKE))
            continue;
        if (list.length > 0)
            buffer_add_c(&list, ", ");
        buffer_add_c(&list, eyes[vision]);
        if (vision == VISION_FULL)
            break;
    }
    if (list.length > 0)
        REPORT_WARNING(env, other->span, STR("make one of them darker, or of another hue, in the palette"),
                       "the accents '%.*s' and '%.*s' look alike %.*s", STR_ARGS(one->name),
                       STR_ARGS(other->name), STR_ARGS(buffer_str(&list)));
}

void vision_check_accents(Env *env, const Accent *accents, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            compare(env, &accents[k], &accents[i]);
}
