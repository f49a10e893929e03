/*
 * design/style.c - one style from its parent's, the rules met, and the node's own accent and language.
 *
 * The one idea: rules lie in the order of their strength, so storing the declarations of each rule that is
 * met, one after the other, leaves the strongest. Only the type size goes first, since em means it. Equal
 * results are the same pointer, for styles and for the fonts they ask for.
 */
#include "design/cascade.h"

#include <string.h>

static const char *const figure_features[] = {"lnum", "onum", "tnum", "pnum"};

static Names join_names(Arena *arena, const Names *parts, size_t count) {
    size_t total = 0;
    for (size_t i = 0; i < count; i++)
        total += parts[i].count;
    Str *items = ARENA_ARRAY(arena, Str, total);
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < parts[i].count; k++)
            items[at++] = parts[i].items[k];
    return (Names){items, total};
}

/* Those of the role, the style's own, its figures, small capitals and fractions. */
static Names collect_features(Arena *arena, const FontState *font) {
    Str own[7];
    size_t count = 0;
    for (size_t i = 0; i < 4; i++)
        if (font->figures >> i & 1)
            own[count++] = str_from(figure_features[i]);
    if (font->small_caps)
        own[count++] = STR("smcp");
    if (font->fractions)
        own[count++] = STR("frac");
    if (font->superscript)
        own[count++] = STR("sups");
    Names parts[3] = {font->role->features, font->features, {own, count}};
    return join_names(arena, parts, 3);
}

static uint64_t hash_strings(uint64_t hash, const Str *items, size_t count) {
    for (size_t i = 0; i < count; i++)
        hash = hash * UINT64_C(0x100000001b3) + str_hash(items[i]);
    return hash;
}

static bool equal_strings(const Str *a, const Str *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (!str_equal(a[i], b[i]))
            return false;
    return true;
}

static bool equal_fonts(const FontRequest *a, const FontRequest *b) {
    return a->weight == b->weight && a->italic == b->italic && a->family_count == b->family_count &&
           a->feature_count == b->feature_count && str_equal(a->language, b->language) &&
           equal_strings(a->families, b->families, a->family_count) &&
           equal_strings(a->features, b->features, a->feature_count);
}

static void fill_spans(Span *spans, size_t count, Span span) {
    for (size_t i = 0; i < count; i++)
        spans[i] = span;
}

/* In the order of collect_features. */
static Span *collect_spans(Arena *arena, const FontState *font, size_t count) {
    Span *spans = ARENA_ARRAY(arena, Span, count), *next = spans;
    size_t figures = count - font->role->features.count - font->features.count - font->small_caps -
                     font->fractions - font->superscript;
    const size_t counts[FEATURE_SOURCES] = {font->features.count, figures, font->small_caps,
                                            font->fractions};
    fill_spans(next, font->role->features.count, font->role->span);
    next += font->role->features.count;
    for (size_t i = 0; i < FEATURE_SOURCES; next += counts[i++])
        fill_spans(next, counts[i], font->asked[i]);
    return spans;
}

static const FontRequest *intern_font(Cascade *cascade, const FontState *font) {
    ArenaMark mark = arena_mark(cascade->env->scratch);
    Names features = collect_features(cascade->env->scratch, font);
    FontRequest wish = {.families = font->role->families.items,
                        .family_count = font->role->families.count,
                        .weight = font->weight,
                        .italic = font->italic,
                        .features = features.items,
                        .feature_count = features.count,
                        .language = font->language,
                        .span = font->role->span};
    uint64_t hash = hash_strings((uint64_t)wish.weight * 2 + wish.italic, wish.families, wish.family_count);
    hash = hash_strings(hash, &wish.language, 1);
    hash = hash_strings(hash, features.items, features.count);
    size_t slot = 0;
    uint32_t found;
    while ((found = index_next(&cascade->font_index, hash, &slot)))
        if (equal_fonts(cascade->fonts[found - 1], &wish))
            break;
    if (!found) {
        Arena *arena = cascade->env->keep;
        wish.features = join_names(arena, &features, 1).items;
        wish.feature_spans = collect_spans(arena, font, features.count);
        FontRequest *request = arena_copy(arena, &wish, sizeof wish);
        LIST_PUSH(arena, cascade->fonts, cascade->font_count, cascade->font_capacity, request);
        found = (uint32_t)cascade->font_count;
        index_add(arena, &cascade->font_index, hash, found);
    }
    arena_reset(cascade->env->scratch, mark);
    return cascade->fonts[found - 1];
}

static const Style *intern_style(Cascade *cascade, const StyleState *work) {
    uint64_t hash = str_hash((Str){(const char *)work, sizeof *work});
    size_t slot = 0;
    for (uint32_t found; (found = index_next(&cascade->style_index, hash, &slot));)
        /* Both were zeroed before they were filled, padding too. */
        /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison) */
        if (memcmp(cascade->styles[found - 1], work, sizeof *work) == 0)
            return &cascade->styles[found - 1]->style;
    Arena *arena = cascade->env->keep;
    StyleState *state = arena_copy(arena, work, sizeof *work);
    LIST_PUSH(arena, cascade->styles, cascade->style_count, cascade->style_capacity, state);
    index_add(arena, &cascade->style_index, hash, (uint32_t)cascade->style_count);
    return &state->style;
}

static bool is_met(const State *state, const Rule *rule) {
    uint32_t position = rule->subject.position;
    return state->here[position / 64] >> position % 64 & 1;
}

static bool is_size(const Property *property) {
    return property->scope == SCOPE_STYLE && property->offset == offsetof(StyleState, style.size);
}

/* Remembers where a feature was asked for. */
static void note_feature(const Declaration *declaration, FontState *font) {
    static const size_t fields[FEATURE_SOURCES] = {
        [FEATURE_NAMED] = offsetof(StyleState, font.features),
        [FEATURE_FIGURES] = offsetof(StyleState, font.figures),
        [FEATURE_CAPS] = offsetof(StyleState, font.small_caps),
        [FEATURE_FRACTIONS] = offsetof(StyleState, font.fractions),
    };
    for (size_t i = 0; declaration->property->scope == SCOPE_STYLE && i < FEATURE_SOURCES; i++)
        if (declaration->property->offset == fields[i])
            font->asked[i] = declaration->source->span;
}

/* The declarations of one rule: the type size alone, or all others. */
static void apply_rule(const Rule *rule, bool sizes, StyleState *work, Pt size) {
    for (size_t i = 0; i < rule->count; i++) {
        const Declaration *declaration = &rule->items[i];
        note_feature(declaration, &work->font);
        if (is_size(declaration->property) == sizes)
            value_store(declaration->property, &declaration->value, (char *)work + declaration->shift,
                        size);
    }
}

static void apply_rules(const Cascade *cascade, const State *state, StyleState *work) {
    const Rules *rules = cascade->rules;
    Pt around = work->style.size;
    for (size_t i = 0; i < rules->count; i++)
        if (is_met(state, &rules->items[i]))
            apply_rule(&rules->items[i], true, work, around);
    if (work->style.size != around)
        work->style.leading *= work->style.size / around;
    apply_rule(&rules->relative, false, work, work->style.size);
    for (size_t i = 0; i < rules->count; i++)
        if (is_met(state, &rules->items[i]))
            apply_rule(&rules->items[i], false, work, work->style.size);
}

static void settle_rule(Stroke *stroke) {
    if (colour_is_none(stroke->colour))
        stroke->width = 0;
}

const Style *style_compute(Cascade *cascade, const StyleState *parent, const State *state,
                           const Tone *tone) {
    StyleState work;
    memcpy(&work, &cascade->initial, sizeof work);
    /* The inherited fields come first in a Style. */
    memcpy(&work.style, &parent->style, offsetof(Style, space_before));
    memcpy(&work.font, &parent->font, sizeof work.font);
    apply_rules(cascade, state, &work);
    if (tone->language.length > 0)
        work.font.language = tone->language;
    if (tone->accent.swatch) {
        work.style.accent = tone->accent.swatch;
        work.style.accent_tint = tone->accent.tint;
    }
    draft_settle_box(&work.style.box);
    settle_rule(&work.style.rule_above);
    settle_rule(&work.style.rule_below);
    work.font.superscript = work.style.superscript;
    work.style.font = intern_font(cascade, &work.font);
    work.font.language = work.style.font->language;
    work.style.language = language_find(cascade->design, work.font.language);
    return intern_style(cascade, &work);
}
