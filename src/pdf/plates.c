/*
 * pdf/plates.c - pictures as amounts of ink, for measuring them.
 *
 * The one idea: whatever a picture is stored as, its samples become the four process inks once, as the
 * press edition converts them.
 */
#include "pdf/coverage.h"

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
        return profile_convert(plates->options->profile, arena, samples);
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
