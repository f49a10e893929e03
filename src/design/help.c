/*
 * design/help.c - the reference of the layout language.
 *
 * The one idea: nothing is known here; every line comes from the table of properties, so the reference can
 * not be out of date.
 */
#include "design/draft.h"

enum { WIDTH = 80 };

/* Words in lines of at most WIDTH, each with so many spaces before it. */
static void add_wrapped(Buffer *buffer, Str text, size_t indent) {
    size_t column = 0;
    for (Str word = str_next_word(&text); word.length > 0; word = str_next_word(&text)) {
        size_t width = utf8_count(word);
        if (column > 0 && column + 1 + width > WIDTH) {
            buffer_add_byte(buffer, '\n');
            column = 0;
        }
        for (; column < indent; column++)
            buffer_add_byte(buffer, ' ');
        if (column > indent) {
            buffer_add_byte(buffer, ' ');
            column++;
        }
        buffer_add(buffer, word);
        column += width;
    }
    buffer_add_byte(buffer, '\n');
}

static void add_property(Arena *arena, Buffer *buffer, const Property *property) {
    Str words = table_value_words(arena, property);
    Str line = str_format(arena, "%s: %.*s", property->name, STR_ARGS(words));
    if (property->initial[0])
        line = str_format(arena, "%.*s (%s)", STR_ARGS(line), property->initial);
    add_wrapped(buffer, line, 2);
    add_wrapped(buffer, str_from(property->help), 6);
}

static void add_scope(Arena *arena, Buffer *buffer, Scope scope) {
    const ScopeInfo *info = table_scope(scope);
    size_t count;
    const Property *rows = table_rows(scope, &count);
    buffer_format(buffer, "\n%s\n", info->heading);
    add_wrapped(buffer, str_from(info->help), 2);
    buffer_add_byte(buffer, '\n');
    for (size_t i = 0; i < count; i++)
        add_property(arena, buffer, &rows[i]);
    if (info->boxed)
        add_wrapped(buffer, str_format(arena, "... and the keys of: %s.", table_scope(SCOPE_BOX)->heading),
                    2);
}

static void add_elements(Arena *arena, Buffer *buffer) {
    Buffer names = buffer_new(arena);
    for (unsigned i = 0; selector_element_name(i).length > 0; i++) {
        buffer_add(&names, selector_element_name(i));
        buffer_add_byte(&names, ' ');
    }
    buffer_add_c(buffer, "\nselectors\n");
    add_wrapped(buffer,
                STR("Elements, .class, #id and * alone or together; a b: inside, a > b: directly inside, "
                    "a + b: right behind, a, b: both; :first, :last, :even and :odd. heading is any of "
                    "h1 to h6. Elements:"),
                2);
    add_wrapped(buffer, buffer_str(&names), 6);
}

Str design_help(Arena *arena) {
    Buffer buffer = buffer_new(arena);
    add_wrapped(&buffer,
                STR("The layout language. Each key is shown with what it takes and, in parentheses, its "
                    "default. Lengths have a unit: mm, cm, pt or in. Colours are names of the palette, a "
                    "name and a tint (fjord 20%), \"#00677f\", cmyk(90 20 20 30), accent or none."),
                0);
    for (int scope = 0; scope < SCOPE_COUNT; scope++)
        add_scope(arena, &buffer, (Scope)scope);
    add_elements(arena, &buffer);
    return buffer_str(&buffer);
}
