/*
 * design/template.c - texts of a layout with {fields} in them.
 *
 * The one idea: what only the page or the place in the document knows comes first ({page}, {section}, {n},
 * {h2}); any other name is asked of the section and then of the publication, so whatever key an author
 * writes can be shown.
 */
#include "design/cascade.h"

/* The number in another writing, or as it is where that has none. */
static Str counted_value(Arena *arena, char style, Str n) {
    double number = 0;
    str_number(n, &number);
    return number < 1 || number > 1e9 ? n : numeral_text(arena, style, (long)number);
}

static bool is_writing(Str name) {
    return name.length == 1 && str_find(STR("aAiI"), name.data[0]) < 4;
}

/* n.n.n: how many; 0 if it is something else. */
static size_t count_levels(Str name) {
    for (size_t i = 0; i < name.length; i++)
        if (name.data[i] != (i % 2 ? '.' : 'n'))
            return 0;
    return name.length % 2 ? name.length / 2 + 1 : 0;
}

/* What only the place in the document decides, or an empty text. */
static Str placed_value(Arena *arena, Str name, const TemplateValues *values) {
    size_t colon = str_find(name, ':'), levels = count_levels(name);
    Str base = str_slice(name, 0, colon), writing = str_slice(name, colon + 1, name.length);
    if (levels > 1 && values->n.length && values->node) {
        Str outer = counters_of_items(arena, values->node->parent, levels - 1);
        return outer.length ? str_format(arena, "%.*s.%.*s", STR_ARGS(outer), STR_ARGS(values->n))
                            : values->n;
    }
    if (!values->cascade || !counters_know(base) || (colon < name.length && !is_writing(writing)))
        return (Str){0};
    uint32_t number = counters_count(values->cascade, values->node, base);
    if (number == 0)
        return (Str){0};
    Str plain = str_format(arena, "%lu", (unsigned long)number);
    return colon < name.length ? counted_value(arena, writing.data[0], plain) : plain;
}

static Str field_value(Str name, const TemplateValues *values) {
    const struct {
        const char *name;
        Str value;
    } known[] = {{"page", values->page}, {"pages", values->pages}, {"section", values->section},
                 {"n", values->n},       {"title", values->title}, {"number", values->number},
                 {"url", values->url}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if ((i < 4 || known[i].value.data) && str_equal_c(name, known[i].name))
            return known[i].value;
    return values->doc ? doc_field(values->doc, values->node, name) : (Str){0};
}

static Str value_of(Arena *arena, Str name, const TemplateValues *values) {
    if (values->n.length && is_writing(name))
        return counted_value(arena, name.data[0], values->n);
    Str placed = placed_value(arena, name, values);
    return placed.length ? placed : field_value(name, values);
}

Str design_expand(Arena *arena, Str text, const TemplateValues *values) {
    if (str_find(text, '{') == text.length && str_find(text, '}') == text.length)
        return text;
    Buffer buffer = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool twice = i + 1 < text.length && text.data[i + 1] == byte;
        size_t end = i + str_find(str_slice(text, i, text.length), '}');
        if ((byte == '{' || byte == '}') && twice) {
            buffer_add_byte(&buffer, byte);
            i++;
        } else if (byte == '{' && end < text.length) {
            Str name = str_trim(str_slice(text, i + 1, end));
            buffer_add(&buffer, value_of(arena, name, values));
            i = end;
        } else {
            buffer_add_byte(&buffer, byte);
        }
    }
    return buffer_str(&buffer);
}

bool design_mentions(Str text, Str field) {
    for (size_t i = 0; i + field.length <= text.length; i++)
        if (str_starts(str_slice(text, i, text.length), field))
            return true;
    return false;
}

bool design_is_running(Str text) {
    return design_mentions(text, STR("{page}")) || design_mentions(text, STR("{pages}")) ||
           design_mentions(text, STR("{section}"));
}
