/*
 * pdf/plates.c - pictures as amounts of ink, for measuring them.
 *
 * The one idea: whatever a picture is stored as, its samples become the four process inks once, as the
 * press edition converts them.
 */
#include "pdf/coverage.h"

#include <math.h>
#include <string.h>

enum { BLACK_PLANE = 3 };

static uint8_t *grey_to_inks(Arena *arena, Str samples) {
    uint8_t *inks = arena_alloc(arena, samples.length * PROCESS_PLANES);
    for (size_t i = 0; i < samples.length; i++)
        inks[i * PROCESS_PLANES + BLACK_PLANE] = (uint8_t)(255 - (uint8_t)samples.data[i]);
    return inks;
}

static Str plate_inks(Plates *plates, const Picture *picture) {
    Arena *arena = plates->env.keep;
    Str samples = picture->jpeg ? plates->options->decode(&plates->env, picture) : picture->data;
    size_t pixels = (size_t)picture->width * picture->height;
    if (samples.length < pixels * picture->components)
        return (Str){0};
    samples.length = pixels * picture->components;
    if (picture->components == 3)
        return profile_convert(plates->options->profile, arena, picture, samples);
    if (picture->components == 1)
        return (Str){(const char *)grey_to_inks(arena, samples), pixels * PROCESS_PLANES};
    char *inks = arena_copy(arena, samples.data, samples.length);
    for (size_t i = 0; picture->inverted && i < samples.length; i++)
        inks[i] = (char)(255 - (uint8_t)inks[i]);
    return (Str){inks, samples.length};
}

const Plate *plates_find(Plates *plates, const Picture *picture) {
    for (size_t i = 0; i < plates->count; i++)
        if (plates->items[i].picture == picture)
            return &plates->items[i];
    bool turned = picture->orientation > 4;
    Plate plate = {.picture = picture, .inks = plate_inks(plates, picture)};
    plate.columns = turned ? picture->height : picture->width;
    plate.rows = turned ? picture->width : picture->height;
    LIST_PUSH(plates->env.keep, plates->items, plates->count, plates->capacity, plate);
    return &plates->items[plates->count - 1];
}

/* Orientation turns the stored picture upright. */
double plate_sample(const Plate *plate, unsigned orientation, double u, double v,
                    uint8_t inks[PROCESS_PLANES]) {
    const Picture *picture = plate->picture;
    u = fmin(fmax(u, 0), 0.999999);
    v = fmin(fmax(v, 0), 0.999999);
    double turned = u;
    switch (orientation) {
    case 2: u = 1 - u; break;
    case 3:
        u = 1 - u;
        v = 1 - v;
        break;
    case 4: v = 1 - v; break;
    case 5:
        u = v;
        v = turned;
        break;
    case 6:
        u = v;
        v = 1 - turned;
        break;
    case 7:
        u = 1 - v;
        v = 1 - turned;
        break;
    case 8:
        u = 1 - v;
        v = turned;
        break;
    default: break;
    }
    size_t x = (size_t)fmin(u * plate->columns, plate->columns - 1.0);
    size_t y = (size_t)fmin(v * plate->rows, plate->rows - 1.0);
    size_t pixel = y * plate->columns + x;
    memcpy(inks, plate->inks.data + pixel * PROCESS_PLANES, PROCESS_PLANES);
    return picture->alpha.length > pixel ? (uint8_t)picture->alpha.data[pixel] / 255.0 : 1;
}
