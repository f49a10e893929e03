/*
 * design/measure.c - lengths with their units, and what is made of several numbers.
 *
 * The one idea: a number without a unit is a mistake, never a guess. A Measure keeps em and % as written;
 * they become points where the value is stored.
 */
#include "design/draft.h"

#include <math.h>
#include <string.h>

typedef struct Unit {
    Str name;
    MeasureUnit unit;
    double factor;
} Unit;

static const Unit units[] = {
    {STR_INIT("mm"), MEASURE_PT, PT_PER_MM}, {STR_INIT("cm"), MEASURE_PT, 10 * PT_PER_MM},
    {STR_INIT("pt"), MEASURE_PT, 1},         {STR_INIT("in"), MEASURE_PT, 72},
    {STR_INIT("em"), MEASURE_EM, 1},         {STR_INIT("%"), MEASURE_PERCENT, 1},
};

enum { UNIT_COUNT = sizeof units / sizeof units[0] };

/* Far beyond any use, so that sums stay finite. */
static const double LARGEST_RATIO = 1000;

static unsigned units_allowed(ValueType type) {
    switch (type) {
    case VALUE_LENGTH: return MEASURE_PT | MEASURE_PERCENT;
    case VALUE_EM: return MEASURE_PT | MEASURE_EM;
    case VALUE_SIZED:
    case VALUE_TRACKING: return MEASURE_PT | MEASURE_EM | MEASURE_PERCENT;
    default: return MEASURE_PT;
    }
}

static bool refuse_unit(Draft *draft, Span span, Str text, Str unit) {
    Str names[UNIT_COUNT];
    for (size_t i = 0; i < UNIT_COUNT; i++)
        names[i] = units[i].name;
    Str hint = hint_nearest(draft->env->keep, unit, names, UNIT_COUNT);
    if (unit.length == 0)
        hint = STR("write the unit, for instance 12pt or 4mm");
    else if (hint.length == 0)
        hint = STR("units are mm, cm, pt, in, em and %");
    if (unit.length == 0)
        REPORT_ERROR(draft->env, span, hint, "'%.*s' has no unit", STR_ARGS(text));
    else
        REPORT_ERROR(draft->env, span, hint, "unknown unit '%.*s'", STR_ARGS(unit));
    return false;
}

/* The row's range is in points; em and % only have to be finite, since they are held to it when stored. */
static bool is_sound(Draft *draft, const Property *property, Span span, const Unit *unit, double value) {
    Property range = {.name = property->name, .least = property->least, .most = property->most};
    if (unit->unit != MEASURE_PT || property->type == VALUE_TRACKING) {
        range.most = unit->unit == MEASURE_PERCENT ? 100 * LARGEST_RATIO : LARGEST_RATIO;
        range.least = property->least < 0 ? -range.most : 0;
    }
    range.least /= unit->factor;
    range.most /= unit->factor;
    return value_in_range(draft, &range, span, value / unit->factor,
                          str_to_c(draft->env->keep, unit->name));
}

/* One measure as the row allows it, in range. */
bool measure_read(Draft *draft, const Property *property, const Tree *tree, Str text, Measure *measure) {
    Span span = value_span(tree, text.data && tree->text.data && text.data >= tree->text.data
                                     ? (size_t)(text.data - tree->text.data)
                                     : 0);
    size_t used = str_number(text, &measure->value);
    if (used == 0) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    measure->unit = MEASURE_PT;
    Str name = str_trim(str_slice(text, used, text.length));
    if (name.length == 0 && measure->value == 0)
        return value_in_range(draft, property, span, 0, "pt");
    const Unit *unit = NULL;
    for (size_t i = 0; i < UNIT_COUNT && !unit; i++)
        if (str_equal(units[i].name, name))
            unit = &units[i];
    if (!unit)
        return refuse_unit(draft, span, text, name);
    if (!(units_allowed(property->type) & unit->unit)) {
        Str hint = str_format(draft->env->keep, "it takes a %.*s",
                              STR_ARGS(table_value_words(draft->env->keep, property)));
        REPORT_ERROR(draft->env, span, hint, "'%s' cannot be in %.*s", property->name, STR_ARGS(name));
        return false;
    }
    measure->unit = unit->unit;
    measure->value *= unit->factor;
    return is_sound(draft, property, span, unit, measure->value);
}

bool measure_parse(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    return value_scalar(draft, property, tree, &text) &&
           measure_read(draft, property, tree, text, &value->measure);
}

/* As in CSS: all · upright, sideways · top, sideways, bottom · top, right, bottom, left. */
bool measure_parse_edges(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    static const uint8_t orders[4][4] = {{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}};
    value->edges = (Edges){NAN, NAN, NAN, NAN};
    if (tree->kind == TREE_MAPPING) {
        draft_fill(draft, SCOPE_EDGES, tree, &value->edges);
        return true;
    }
    Str rest;
    if (!value_scalar(draft, property, tree, &rest))
        return false;
    Pt edges[4];
    size_t count = 0;
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest)) {
        Measure measure;
        if (count == 4) {
            value_refuse(draft, property, tree, tree->text);
            return false;
        }
        if (!measure_read(draft, property, tree, word, &measure))
            return false;
        edges[count++] = measure.value;
    }
    if (count == 0) {
        value_refuse(draft, property, tree, tree->text);
        return false;
    }
    const uint8_t *order = orders[count - 1];
    value->edges = (Edges){edges[order[0]], edges[order[1]], edges[order[2]], edges[order[3]]};
    return true;
}

/* ---- pages ------------------------------------------------------------------------------------ */

typedef struct Format {
    Str name;
    double width, height;
} Format;

/* ISO 216 and, for sheets that are trimmed, ISO 217; upright, in millimetres. */
static const Format formats[] = {
    {STR_INIT("A0"), 841, 1189},  {STR_INIT("A1"), 594, 841}, {STR_INIT("A2"), 420, 594},
    {STR_INIT("A3"), 297, 420},   {STR_INIT("A4"), 210, 297}, {STR_INIT("A5"), 148, 210},
    {STR_INIT("A6"), 105, 148},   {STR_INIT("A7"), 74, 105},  {STR_INIT("B4"), 250, 353},
    {STR_INIT("B5"), 176, 250},   {STR_INIT("DL"), 99, 210},  {STR_INIT("SRA4"), 225, 320},
    {STR_INIT("SRA3"), 320, 450},
};

enum { FORMAT_COUNT = sizeof formats / sizeof formats[0] };

static bool parse_format(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str rest = tree->text;
    Str name = str_next_word(&rest);
    Str turn = str_next_word(&rest);
    Str names[FORMAT_COUNT];
    const Format *format = NULL;
    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        names[i] = formats[i].name;
        if (str_equal(names[i], name))
            format = &formats[i];
    }
    bool landscape = str_equal_c(turn, "landscape");
    if (!format) {
        Str hint = hint_nearest(draft->env->keep, name, names, FORMAT_COUNT);
        if (hint.length == 0)
            hint = STR("write A4, A5 landscape or 210mm x 297mm");
        REPORT_ERROR(draft->env, tree->span, hint, "unknown page size '%.*s'", STR_ARGS(tree->text));
        return false;
    }
    if (str_trim(rest).length > 0 || (turn.length > 0 && !landscape && !str_equal_c(turn, "portrait"))) {
        value_refuse(draft, property, tree, tree->text);
        return false;
    }
    value->numbers[0] = (landscape ? format->height : format->width) * PT_PER_MM;
    value->numbers[1] = (landscape ? format->width : format->height) * PT_PER_MM;
    return true;
}

/* The parts on both sides of a character, trimmed; false if it is not there. */
static bool split_at(Str text, char byte, Str *left, Str *right) {
    size_t at = str_find(text, byte);
    *left = str_trim(str_slice(text, 0, at));
    *right = str_trim(str_slice(text, at + 1, text.length));
    return at < text.length;
}

bool measure_parse_page_size(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text, width, height;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    double number;
    if (str_number(text, &number) == 0)
        return parse_format(draft, property, tree, value);
    if (!split_at(text, 'x', &width, &height)) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    Measure sides[2];
    if (!measure_read(draft, property, tree, width, &sides[0]) ||
        !measure_read(draft, property, tree, height, &sides[1]))
        return false;
    value->numbers[0] = sides[0].value;
    value->numbers[1] = sides[1].value;
    return true;
}

/* A whole number and nothing behind it. */
static bool read_whole(Str text, double *number) {
    size_t used = str_number(text, number);
    return used > 0 && used == text.length && *number == floor(*number);
}

/* One whole number, or two with a hyphen; the second is the first where it is not said. */
static bool read_span(Str text, double *first, double *last) {
    Str left, right;
    if (!split_at(text, '-', &left, &right))
        right = left;
    return read_whole(left, first) && read_whole(right, last);
}

static bool in_order(Draft *draft, const Tree *tree, const double *numbers) {
    if (numbers[0] > numbers[1])
        REPORT_ERROR(draft->env, tree->span, STR("write the left one first"), "columns run backwards");
    return numbers[0] <= numbers[1];
}

bool measure_parse_grid(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text, columns, rows;
    double *numbers = value->numbers;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    bool both = split_at(text, 'x', &columns, &rows), any = str_equal_c(rows, "any");
    if (!both || !read_span(columns, &numbers[0], &numbers[1]) ||
        (!any && !read_whole(rows, &numbers[2]))) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    for (size_t i = 0; i < (any ? 2 : 3); i++)
        if (!value_in_range(draft, property, tree->span, numbers[i], ""))
            return false;
    return in_order(draft, tree, numbers);
}

bool measure_parse_columns(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    if (!read_span(text, &value->numbers[0], &value->numbers[1])) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    if (!value_in_range(draft, property, tree->span, value->numbers[0], "") ||
        !value_in_range(draft, property, tree->span, value->numbers[1], "") ||
        !in_order(draft, tree, value->numbers))
        return false;
    double most = draft->design->page.columns;
    bool built_in = tree->span.file == draft->trees[0]->span.file;
    if (value->numbers[1] > most && built_in)
        return false; /* the default page on a layout's own grid: its frame takes all columns */
    if (value->numbers[1] > most) {
        REPORT_ERROR(draft->env, tree->span, STR("see 'columns' under 'page'"),
                     "the grid has only %d columns", (int)most);
        return false;
    }
    return true;
}

bool measure_parse_page_count(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    Str prefix = STR("multiple of ");
    bool multiple = str_starts(text, prefix);
    double number;
    if (!read_whole(multiple ? str_trim(str_slice(text, prefix.length, text.length)) : text, &number)) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    value->numbers[0] = multiple ? 0 : number;
    value->numbers[1] = multiple ? number : 1;
    return value_in_range(draft, property, tree->span, number, "");
}

/* ---- plain numbers ---------------------------------------------------------------------------- */

bool measure_parse_view(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    Str rest = text;
    size_t count = 0;
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest), count++)
        if (count == 4 || str_number(word, &value->numbers[count]) != word.length ||
            !value_in_range(draft, property, tree->span, value->numbers[count], ""))
            break;
    if (rest.length > 0 || count != 4 || value->numbers[2] <= 0 || value->numbers[3] <= 0) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    return true;
}

bool measure_parse_share(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    size_t used = str_number(text, &value->number);
    if (used == 0 || !str_equal_c(str_slice(text, used, text.length), "%")) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    return value_in_range(draft, property, tree->span, value->number, "%");
}

static bool read_share(Str text, double *number) {
    size_t used = str_number(text, number);
    return used > 0 && str_equal_c(str_slice(text, used, text.length), "%");
}

/* The first place of .. in a text, or its length. */
static size_t find_dots(Str text) {
    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.data[i] == '.' && text.data[i + 1] == '.')
            return i;
    return text.length;
}

bool measure_parse_range(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    size_t dots = find_dots(text);
    Str least = str_trim(str_slice(text, 0, dots)), most = least;
    if (dots < text.length)
        most = str_trim(str_slice(text, dots + 2, text.length));
    if (!read_share(least, &value->numbers[0]) || !read_share(most, &value->numbers[1])) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    if (value->numbers[0] > value->numbers[1]) {
        REPORT_ERROR(draft->env, tree->span, STR("write the smaller one first"), "'%s' runs backwards",
                     property->name);
        return false;
    }
    return value_in_range(draft, property, tree->span, value->numbers[0], "%") &&
           value_in_range(draft, property, tree->span, value->numbers[1], "%");
}

bool measure_parse_fit(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    (void)property;
    const Property *size = table_row(SCOPE_FIT, "size");
    Value sizes;
    draft_fill_defaults(draft, SCOPE_FIT, &value->fitting);
    if (tree->kind != TREE_SCALAR) {
        draft_fill(draft, SCOPE_FIT, tree, &value->fitting);
        return tree->kind == TREE_MAPPING;
    }
    if (!value_parse(draft, size, tree, &sizes))
        return false;
    value_store(size, &sizes, &value->fitting, 0);
    return true;
}

/* From the left and from the top; the second is the first where it is not said. */
bool measure_parse_focus(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text, rest;
    double parts[2];
    size_t count = 0;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    rest = text;
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest), count++)
        if (count == 2 || !read_share(word, &parts[count])) {
            value_refuse(draft, property, tree, text);
            return false;
        }
    if (count == 0) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    value->focus = (Focus){parts[0] / 100, parts[count - 1] / 100};
    return value_in_range(draft, property, tree->span, parts[0], "%") &&
           value_in_range(draft, property, tree->span, parts[count - 1], "%");
}

bool measure_parse_angle(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    size_t used = str_number(text, &value->number);
    Str unit = str_slice(text, used, text.length);
    if (used == 0 || (unit.length > 0 && !str_equal_c(unit, "deg"))) {
        value_refuse(draft, property, tree, text);
        return false;
    }
    return value_in_range(draft, property, tree->span, value->number, "deg");
}
