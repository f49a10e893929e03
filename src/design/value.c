/*
 * design/value.c - what a key was given, by the type of its row: words, numbers, names.
 *
 * The one idea: one parser for each type, in a table, so whatever a row's type is, value_parse is all that
 * is ever called. Lengths are in measure.c, colours in colour.c, artwork in artwork.c.
 */
#include "design/draft.h"

#include <math.h>
#include <string.h>

Span value_span(const Tree *tree, size_t offset) {
    Span span = tree->span;
    if (str_find(str_slice(tree->text, 0, offset), '\n') < offset && offset <= tree->text.length)
        return span;
    size_t column = span.column + utf8_count(str_slice(tree->text, 0, offset)) + (tree->quoted ? 1 : 0);
    span.column = column < UINT16_MAX ? (uint16_t)column : UINT16_MAX;
    return span;
}

static Str hint_for(Draft *draft, const Property *property) {
    Str words = table_value_words(draft->env->keep, property);
    return words.length ? str_format(draft->env->keep, "it takes: %.*s", STR_ARGS(words)) : words;
}

void value_refuse(Draft *draft, const Property *property, const Tree *tree, Str text) {
    REPORT_ERROR(draft->env, tree->span, hint_for(draft, property), "'%s' cannot be '%.*s'", property->name,
                 STR_ARGS(text));
}

bool value_scalar(Draft *draft, const Property *property, const Tree *tree, Str *text) {
    if (tree->kind != TREE_SCALAR) {
        REPORT_ERROR(draft->env, tree->span, hint_for(draft, property), "'%s' cannot be a %s",
                     property->name, tree->kind == TREE_SEQUENCE ? "list" : "mapping");
        return false;
    }
    *text = str_trim(tree->text);
    if (text->length == 0 && !tree->quoted) {
        REPORT_ERROR(draft->env, tree->span, hint_for(draft, property), "'%s' has no value",
                     property->name);
        return false;
    }
    return true;
}

bool value_in_range(Draft *draft, const Property *property, Span span, double number, const char *unit) {
    if (number >= property->least && number <= property->most)
        return true;
    Buffer buffer = buffer_new(draft->env->keep);
    buffer_add_c(&buffer, "it must lie between ");
    buffer_add_number(&buffer, property->least, 2);
    buffer_add_c(&buffer, unit);
    buffer_add_c(&buffer, " and ");
    buffer_add_number(&buffer, property->most, 2);
    buffer_add_c(&buffer, unit);
    REPORT_ERROR(draft->env, span, buffer_str(&buffer), "'%s' is too %s", property->name,
                 number < property->least ? "small" : "large");
    return false;
}

/* ---- words and numbers ------------------------------------------------------------------------ */

/* Index of a word in the row's words, or -1. */
static int word_index(const Property *property, Str text) {
    Str rest = str_from(property->words);
    int index = 0;
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest), index++)
        if (str_equal(word, text))
            return index;
    return -1;
}

static void refuse_word(Draft *draft, const Property *property, const Tree *tree, Str text) {
    Str words[32];
    size_t count = 0;
    Str rest = str_from(property->words);
    for (Str word = str_next_word(&rest); word.length > 0 && count < 32; word = str_next_word(&rest))
        words[count++] = word;
    Str hint = hint_nearest(draft->env->keep, text, words, count);
    if (hint.length == 0)
        hint = hint_for(draft, property);
    REPORT_ERROR(draft->env, tree->span, hint, "'%s' cannot be '%.*s'", property->name, STR_ARGS(text));
}

static bool parse_flag(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    static const char *const words[] = {"false", "true", "no", "yes", "off", "on"};
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal_c(text, words[i])) {
            value->flag = i % 2 == 1;
            return true;
        }
    value_refuse(draft, property, tree, text);
    return false;
}

static bool parse_word(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    int index = word_index(property, text);
    if (index < 0)
        refuse_word(draft, property, tree, text);
    value->number = index;
    return index >= 0;
}

static bool parse_count(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    size_t used = str_number(text, &value->number);
    if (used == 0 || used != text.length || value->number != floor(value->number)) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    if (property->type == VALUE_COUNT && property->words && word_index(property, text) < 0) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    return value_in_range(draft, property, tree->span, value->number, "");
}

static bool parse_weight(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    int index = word_index(property, text);
    if (index >= 0) {
        value->number = 100 * (index + 1);
        return true;
    }
    double number;
    if (str_number(text, &number) == text.length)
        return parse_count(draft, property, tree, value);
    refuse_word(draft, property, tree, text);
    return false;
}

/* Names of positions or kinds of figures that may stand together, or a list of them. */
static bool parse_words(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str rest;
    uint32_t bits = 0;
    for (size_t i = 0; tree->kind == TREE_SEQUENCE && i < tree->count; i++) {
        if (tree->items[i].kind == TREE_SEQUENCE || !parse_words(draft, property, &tree->items[i], value))
            return false;
        bits |= (uint32_t)value->number;
        value->number = bits;
    }
    if (tree->kind == TREE_SEQUENCE && tree->count > 0)
        return true;
    if (!value_scalar(draft, property, tree, &rest))
        return false;
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest)) {
        int index = word_index(property, word);
        if (index < 0) {
            refuse_word(draft, property, tree, word);
            return false;
        }
        bits |= 1u << index;
    }
    value->number = bits;
    return true;
}

/* ---- texts and names -------------------------------------------------------------------------- */

static bool parse_text(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    if (!value_scalar(draft, property, tree, &value->text))
        return false;
    value->text = tree->text.length ? tree->text : STR("");
    return true;
}

static bool parse_template(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    if (!parse_text(draft, property, tree, value))
        return false;
    Str text = value->text;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '{')
            continue;
        if (i + 1 < text.length && text.data[i + 1] == '{') {
            i++;
            continue;
        }
        size_t end = i + str_find(str_slice(text, i, text.length), '}');
        if (end == text.length) {
            REPORT_ERROR(draft->env, value_span(tree, i),
                         STR("a field is written {name}, a brace itself {{"), "'{' without '}'");
            return false;
        }
        i = end;
    }
    return true;
}

static bool parse_class(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    if (!value_scalar(draft, property, tree, &value->text))
        return false;
    Name name = {value->text, tree->span};
    LIST_PUSH(draft->env->keep, draft->classes, draft->class_count, draft->class_capacity, name);
    return true;
}

static bool parse_name(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    value->name.span = tree->span;
    return value_scalar(draft, property, tree, &value->name.text);
}

static bool parse_names(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    size_t count = tree->kind == TREE_SEQUENCE ? tree->count : 1;
    const Tree *items = tree->kind == TREE_SEQUENCE ? tree->items : tree;
    Str *names = ARENA_ARRAY(draft->env->keep, Str, count);
    for (size_t i = 0; i < count; i++)
        if (!value_scalar(draft, property, &items[i], &names[i]))
            return false;
    value->names = (Names){names, count};
    return true;
}

static bool parse_selector(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    size_t count = tree->kind == TREE_SEQUENCE ? tree->count : 1;
    const Tree *items = tree->kind == TREE_SEQUENCE ? tree->items : tree;
    Buffer joined = buffer_new(draft->env->keep);
    for (size_t i = 0; i < count; i++) {
        Str text;
        if (!value_scalar(draft, property, &items[i], &text))
            return false;
        if (property->offset == offsetof(FrameDraft, takes) && property->scope == SCOPE_FRAME &&
            str_equal_c(text, "rest") && count == 1) {
            value->pointer = &selector_rest;
            return true;
        }
        value->pointer = selector_parse(draft, text, value_span(&items[i], 0));
        if (!value->pointer)
            return false;
        if (i > 0)
            buffer_add_c(&joined, ", ");
        buffer_add(&joined, text);
    }
    if (count > 1)
        value->pointer = selector_parse(draft, buffer_str(&joined), tree->span);
    return count > 0;
}

/* The names of what a reference may mean; item gives each one's. */
static bool refuse_name(Draft *draft, const Tree *tree, Str text, const char *kind, const Names *known) {
    Str hint = hint_nearest(draft->env->keep, text, known->items, known->count);
    REPORT_ERROR(draft->env, tree->span, hint, "unknown %s '%.*s'", kind, STR_ARGS(text));
    return false;
}

static bool parse_role(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    Str *names = ARENA_ARRAY(draft->env->keep, Str, draft->role_count);
    for (size_t i = 0; i < draft->role_count; i++) {
        names[i] = draft->roles[i]->name;
        if (str_equal(names[i], text)) {
            value->pointer = draft->roles[i];
            return true;
        }
    }
    return refuse_name(draft, tree, text, "font", &(Names){names, draft->role_count});
}

static bool parse_path(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    Str *names = ARENA_ARRAY(draft->env->keep, Str, draft->path_count);
    for (size_t i = 0; i < draft->path_count; i++) {
        names[i] = draft->paths[i]->name;
        if (str_equal(names[i], text)) {
            value->pointer = &draft->paths[i]->path;
            return true;
        }
    }
    return refuse_name(draft, tree, text, "path", &(Names){names, draft->path_count});
}

static bool parse_card(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    Str *names = ARENA_ARRAY(draft->env->keep, Str, draft->card_count);
    for (size_t i = 0; i < draft->card_count; i++) {
        names[i] = draft->cards[i]->name;
        if (str_equal(names[i], text)) {
            value->pointer = draft->cards[i];
            return true;
        }
    }
    return refuse_name(draft, tree, text, "card", &(Names){names, draft->card_count});
}

static bool parse_steps(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    size_t mistake;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    if (path_read(draft->env->keep, tree->text, &value->path, &mistake))
        return true;
    size_t at = mistake > 0 && mistake <= text.length ? mistake - 1 : 0;
    REPORT_ERROR(draft->env, value_span(tree, at),
                 STR("SVG path data: M x y, then L, H, V, C, S, Q, T, A or Z with their numbers"),
                 "a mistake in the path");
    return false;
}

static ValueParser *const parsers[VALUE_TYPE_COUNT] = {
    [VALUE_FLAG] = parse_flag,
    [VALUE_COUNT] = parse_count,
    [VALUE_WORD] = parse_word,
    [VALUE_WEIGHT] = parse_weight,
    [VALUE_TEXT] = parse_text,
    [VALUE_TEMPLATE] = parse_template,
    [VALUE_CLASS] = parse_class,
    [VALUE_NAME] = parse_name,
    [VALUE_NAMES] = parse_names,
    [VALUE_FIGURES] = parse_words,
    [VALUE_SHARE] = measure_parse_share,
    [VALUE_ANGLE] = measure_parse_angle,
    [VALUE_PT] = measure_parse,
    [VALUE_LENGTH] = measure_parse,
    [VALUE_EM] = measure_parse,
    [VALUE_SIZED] = measure_parse,
    [VALUE_TRACKING] = measure_parse,
    [VALUE_EDGES] = measure_parse_edges,
    [VALUE_PAGE_SIZE] = measure_parse_page_size,
    [VALUE_COLUMNS] = measure_parse_columns,
    [VALUE_GRID] = measure_parse_grid,
    [VALUE_PAGE_COUNT] = measure_parse_page_count,
    [VALUE_VIEW] = measure_parse_view,
    [VALUE_COLOUR] = colour_parse_value,
    [VALUE_INK] = colour_parse_ink,
    [VALUE_ACCENT] = colour_parse_value,
    [VALUE_PAINT] = colour_parse_paint,
    [VALUE_STROKE] = colour_parse_stroke,
    [VALUE_SELECTOR] = parse_selector,
    [VALUE_ROLE] = parse_role,
    [VALUE_PATH] = parse_path,
    [VALUE_STEPS] = parse_steps,
    [VALUE_RANGE] = measure_parse_range,
    [VALUE_FIT] = measure_parse_fit,
    [VALUE_CARD] = parse_card,
    [VALUE_PICTURE] = artwork_parse_picture,
    [VALUE_BAR] = artwork_parse_bar,
    [VALUE_ARTWORK] = artwork_parse,
    [VALUE_POSITION] = parse_words,
    [VALUE_WORDS] = parse_words,
    [VALUE_PAPER] = edition_parse_paper,
    [VALUE_PANELS] = edition_parse_panels,
    [VALUE_FOCUS] = measure_parse_focus,
    [VALUE_DUOTONE] = colour_parse_duotone,
};

bool value_parse(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    memset(value, 0, sizeof *value);
    return parsers[property->type](draft, property, tree, value);
}
