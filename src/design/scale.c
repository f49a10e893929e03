/*
 * design/scale.c - styles at a scale, for text that is set so that it fits.
 *
 * The one idea: a scaled cascade computes nothing. It asks the plain one and hands out a copy in which the
 * lengths of text are multiplied, so whatever the rules say about em, inheritance and nesting is done once,
 * at its own size, and no style is ever scaled twice. How thick lines are stays as it is.
 */
#include "design/cascade.h"

#include <math.h>
#include <string.h>

const Style *scale_origin(const Style *style) {
    const StyleState *state = (const StyleState *)(const void *)style;
    return state && state->plain ? state->plain : style;
}

/*
 * Not below the smallest size, unless the layout itself wants it so. Other lengths know no such limit: what
 * is set in by the same amount stays flush, whatever its size.
 */
static double size_factor(const Style *plain, double factor, Pt smallest) {
    Pt least = fmin(plain->size, smallest);
    return fmax(plain->size * factor, least) / plain->size;
}

static void scale_edges(Edges *edges, double factor) {
    edges->top *= factor;
    edges->right *= factor;
    edges->bottom *= factor;
    edges->left *= factor;
}

static void scale_length(Length *length, double factor) {
    if (length->unit == LENGTH_PT)
        length->value *= factor;
}

/* What is drawn with a block keeps its place by the text. */
static void scale_artwork(Arena *arena, ArtList *list, double factor) {
    list->items = arena_copy(arena, list->items, list->count * sizeof *list->items);
    for (size_t i = 0; i < list->count; i++) {
        Artwork *art = &list->items[i];
        Length *lengths[] = {&art->x, &art->y, &art->right, &art->bottom, &art->width, &art->height};
        for (size_t k = 0; k < sizeof lengths / sizeof lengths[0]; k++)
            scale_length(lengths[k], factor);
    }
}

static void scale_lengths(Style *style, Scale scale, Pt smallest) {
    double factor = size_factor(style, scale.size, smallest);
    style->size *= factor;
    style->leading *= factor * scale.leading;
    style->tracking += (float)scale.tracking;
    Pt *lengths[] = {&style->baseline_shift, &style->space_before, &style->space_after,
                     &style->indent,         &style->inset_left,   &style->inset_right,
                     &style->max_width,      &style->rule_gap,     &style->marker_gap,
                     &style->label_gap,      &style->column_gap,   &style->picture_height};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++)
        *lengths[i] *= scale.size;
    scale_edges(&style->box.padding, scale.size);
}

const Style *scale_style(Cascade *cascade, const Style *plain) {
    uint64_t hash = ((uint64_t)(uintptr_t)plain >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20;
    size_t slot = 0;
    for (uint32_t found; (found = index_next(&cascade->copy_index, hash, &slot));)
        if (cascade->copies[found - 1]->plain == plain)
            return &cascade->copies[found - 1]->style;
    Arena *arena = cascade->env->keep;
    StyleState *copy = arena_copy(arena, plain, sizeof *copy);
    copy->plain = plain;
    scale_lengths(&copy->style, cascade->scale, cascade->design->page.smallest);
    scale_artwork(arena, &copy->style.box.behind, cascade->scale.size);
    scale_artwork(arena, &copy->style.box.front, cascade->scale.size);
    LIST_PUSH(arena, cascade->copies, cascade->copy_count, cascade->copy_capacity, copy);
    index_add(arena, &cascade->copy_index, hash, (uint32_t)cascade->copy_count);
    return &copy->style;
}

static bool is_same_scale(const Scale *a, const Scale *b) {
    return a->size == b->size && a->leading == b->leading && a->tracking == b->tracking;
}

Cascade *design_cascade_scale(Cascade *cascade, Scale scale) {
    Cascade *plain = cascade->plain ? cascade->plain : cascade;
    if (scale.size == 1 && scale.leading == 1 && scale.tracking == 0)
        return plain;
    for (size_t i = 0; i < plain->scaled_count; i++)
        if (is_same_scale(&plain->scaled[i]->scale, &scale))
            return plain->scaled[i];
    Cascade *scaled = ARENA_NEW(plain->env->keep, Cascade);
    scaled->env = plain->env;
    scaled->design = plain->design;
    scaled->plain = plain;
    scaled->scale = scale;
    LIST_PUSH(plain->env->keep, plain->scaled, plain->scaled_count, plain->scaled_capacity, scaled);
    return scaled;
}
