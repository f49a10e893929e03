/*
 * design/template.c - texts of a layout with {fields} in them.
 *
 * The one idea: what only the page knows comes first ({page}, {pages}, {section}, {n}); any other name is
 * asked of the section and then of the publication, so whatever key an author writes can be shown.
 */
#include "design/design.h"

static Str field_value(Str name, const TemplateValues *values) {
    if (str_equal_c(name, "page"))
        return values->page;
    if (str_equal_c(name, "pages"))
        return values->pages;
    if (str_equal_c(name, "section"))
        return values->section;
    if (str_equal_c(name, "n"))
        return values->n;
    return values->doc ? doc_field(values->doc, values->node, name) : (Str){0};
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
            buffer_add(&buffer, field_value(str_trim(str_slice(text, i + 1, end)), values));
            i = end;
        } else {
            buffer_add_byte(&buffer, byte);
        }
    }
    return buffer_str(&buffer);
}
