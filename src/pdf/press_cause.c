/*
 * pdf/press_cause.c - the line of the layout that made an item as it is.
 *
 * The one idea: the author's line says where a fault shows, but a style that is met there made it, and only
 * there can it be mended. The cascade knows which line won, unless a scale or another style came after it;
 * so a line is named only where the style's value is the one that is seen.
 */
#include "pdf/preflight.h"

#include <math.h>
#include <string.h>

static const Pt ALIKE = 0.01;

/* "layout.yaml:12:8"; empty where nobody can change the line. */
static Str name_place(const Preflight *preflight, Span span) {
    if (span.file == 0 || span.file == preflight->design->builtin)
        return (Str){0};
    Str path = diags_source_path(preflight->env->diags, span.file);
    return str_format(preflight->env->keep, "%.*s:%u:%u", STR_ARGS(path), (unsigned)span.line,
                      (unsigned)span.column);
}

/* Something has been set there: the cause, and a word in the hint, if a layout sets it. */
static void name_line(const Preflight *preflight, Finding *finding, const char *what, Span span) {
    Str line = name_place(preflight, span);
    if (line.length == 0)
        return;
    finding->cause = span;
    finding->hint = str_format(preflight->env->keep, "%.*s; '%s' is set in %.*s", STR_ARGS(finding->hint),
                               what, STR_ARGS(line));
}

/* A property of a style that is a length, and where it lies. */
typedef struct Suspect {
    const char *property;
    size_t offset;
} Suspect;

/* Any of these may be to blame for the length that is seen. */
typedef struct Suspects {
    Pt seen;
    size_t count;
    Suspect items[3];
} Suspects;

/* Made when first needed; what is wrong with the styles has been said. */
static Cascade *find_cascade(Preflight *preflight) {
    Arena *arena = preflight->env->keep;
    if (preflight->cascade)
        return preflight->cascade;
    Env *quiet = ARENA_NEW(arena, Env);
    *quiet = (Env){arena, preflight->env->scratch, diags_new(arena)};
    preflight->cascade = design_cascade_new(quiet, preflight->design, preflight->doc);
    return preflight->cascade;
}

static Pt length_of(const Style *style, const Suspect *suspect) {
    Pt value;
    memcpy(&value, (const char *)style + suspect->offset, sizeof value);
    return value;
}

void preflight_name_swatch(const Preflight *preflight, Finding *finding, const Item *item) {
    Colour colour = {0};
    if (item->kind == ITEM_TEXT)
        colour = item->text.colour;
    else if (item->kind == ITEM_SHAPE)
        colour =
            colour_is_none(item->shape->fill.from) ? item->shape->stroke.colour : item->shape->fill.from;
    if (colour.swatch)
        name_line(preflight, finding, str_to_c(preflight->env->keep, colour.swatch->name),
                  colour.swatch->span);
}

/* What a style sets is one fault, however many items show it. False: it is not this style. */
static bool blame_style(Preflight *preflight, Finding *finding, const Node *node, const Suspect *suspect) {
    Span span = design_find_line(preflight->cascade, node, suspect->property);
    if (span.file == 0 || span.file == preflight->design->builtin)
        return false;
    name_line(preflight, finding, suspect->property, span);
    finding->repeats = true;
    return true;
}

/* False: none of them made the node so. */
static bool blame_node(Preflight *preflight, Finding *finding, const Node *node, const Suspects *suspects) {
    const Style *style = design_node_style(find_cascade(preflight), node);
    for (size_t i = 0; i < suspects->count; i++)
        if (fabs(length_of(style, &suspects->items[i]) - suspects->seen) < ALIKE &&
            blame_style(preflight, finding, node, &suspects->items[i]))
            return true;
    return false;
}

/* Of the item's node; of a rule or a head said again, which are no node's, by the author's line. */
static void blame(Preflight *preflight, Finding *finding, const Item *item, const Suspects *suspects) {
    const Doc *doc = preflight->doc;
    Span span = preflight_span(preflight, item);
    NodeId first = item->node > 0 ? item->node : 1, end = item->node > 0 ? item->node + 1 : doc->node_count;
    for (NodeId id = first; id < end && id < doc->node_count; id++) {
        const Node *node = doc->nodes[id];
        bool meant = node && (item->node > 0 || preflight_same_span(doc_span(node), span));
        if (meant && blame_node(preflight, finding, node, suspects))
            return;
    }
}

void preflight_blame_size(Preflight *preflight, Finding *finding, const Item *item) {
    Suspects size = {(double)item->text.size, 1, {{"size", offsetof(Style, size)}}};
    blame(preflight, finding, item, &size);
}

void preflight_blame_line(Preflight *preflight, Finding *finding, const Item *item, Pt width) {
    Suspects lines = {width,
                      3,
                      {{"rule-above", offsetof(Style, rule_above.width)},
                       {"rule-below", offsetof(Style, rule_below.width)},
                       {"stroke", offsetof(Style, box.stroke.width)}}};
    blame(preflight, finding, item, &lines);
}
