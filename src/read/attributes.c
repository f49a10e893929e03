/*
 * read/attributes.c - the grammar of attributes.
 *
 * The one idea: one function takes the next word off a group; measuring and parsing both stand on it, so
 * what is measured as well-formed can be parsed.
 */
#include "read/attributes.h"

typedef struct Word {
    char sign;
    Str name, value;
} Word; /* sign: '#', '.', '=', or 0 for the end */

static bool is_name_byte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '-' || byte == '_' || (unsigned char)byte >= 0x80;
}

static size_t name_length(Str text) {
    size_t length = 0;
    while (length < text.length && is_name_byte(text.data[length]))
        length++;
    return length;
}

static Str take(Str *rest, size_t length) {
    Str taken = str_slice(*rest, 0, length);
    *rest = str_slice(*rest, length, rest->length);
    return taken;
}

static void skip_spaces(Str *rest) {
    while (rest->length > 0 && (rest->data[0] == ' ' || rest->data[0] == '\t'))
        take(rest, 1);
}

/* Behind the = sign: in quotes anything but that quote, otherwise up to a space or the closing brace. */
static bool take_value(Str *rest, Str *value) {
    char quote = rest->length > 0 ? rest->data[0] : 0;
    if (quote == '"' || quote == '\'') {
        take(rest, 1);
        size_t length = str_find(*rest, quote);
        if (length == rest->length)
            return false;
        *value = take(rest, length);
        take(rest, 1);
        return true;
    }
    size_t length = 0;
    while (length < rest->length && !str_starts(str_slice(*rest, length, rest->length), STR("}")) &&
           rest->data[length] != ' ' && rest->data[length] != '\t' && rest->data[length] != ']')
        length++;
    *value = take(rest, length);
    return length > 0;
}

/* The next word behind an opening brace; false if it is none. */
static bool take_word(Str *rest, Word *word) {
    skip_spaces(rest);
    *word = (Word){0};
    if (rest->length == 0)
        return false;
    char first = rest->data[0];
    if (first == '}') {
        take(rest, 1);
        return true;
    }
    if (first == '#' || first == '.')
        take(rest, 1);
    word->name = take(rest, name_length(*rest));
    word->sign = first == '#' || first == '.' ? first : '=';
    if (word->name.length == 0)
        return false;
    if (word->sign != '=')
        return rest->length > 0 && !is_name_byte(rest->data[0]);
    if (rest->length == 0 || take(rest, 1).data[0] != '=')
        return false;
    return take_value(rest, &word->value);
}

size_t attributes_length(Str text) {
    if (text.length == 0 || text.data[0] != '{')
        return 0;
    Str rest = str_slice(text, 1, text.length);
    Word word;
    size_t words = 0;
    while (take_word(&rest, &word)) {
        if (!word.sign)
            return words > 0 ? text.length - rest.length : 0;
        words++;
    }
    return 0;
}

void attributes_add_class(Arena *arena, Attrs *attrs, Str name) {
    attrs->classes = arena_grow(arena, attrs->classes, attrs->class_count * sizeof *attrs->classes,
                                (attrs->class_count + 1) * sizeof *attrs->classes);
    attrs->classes[attrs->class_count++] = name;
}

void attributes_add_field(Arena *arena, Attrs *attrs, Field field) {
    attrs->fields = arena_grow(arena, attrs->fields, attrs->field_count * sizeof *attrs->fields,
                               (attrs->field_count + 1) * sizeof *attrs->fields);
    attrs->fields[attrs->field_count++] = field;
}

/* Words are slices of the source, which lives as long as the document. */
static void add_words(Arena *arena, Attrs *attrs, Str group, Span span) {
    Str rest = str_slice(group, 1, group.length);
    Word word;
    while (take_word(&rest, &word) && word.sign) {
        if (word.sign == '#')
            attrs->id = word.name;
        else if (word.sign == '.')
            attributes_add_class(arena, attrs, word.name);
        else
            attributes_add_field(arena, attrs, (Field){word.name, word.value, span});
    }
}

const Attrs *attributes_parse(Arena *arena, Str group, Span span) {
    Attrs *attrs = ARENA_NEW(arena, Attrs);
    add_words(arena, attrs, group, span);
    return attrs;
}

const Attrs *attributes_parse_box(Arena *arena, Str words, Span span) {
    Attrs *attrs = ARENA_NEW(arena, Attrs);
    Str rest = words;
    for (skip_spaces(&rest); rest.length > 0; skip_spaces(&rest)) {
        size_t name = name_length(rest);
        size_t group = attributes_length(rest);
        if (name > 0)
            attributes_add_class(arena, attrs, take(&rest, name));
        else if (group > 0)
            add_words(arena, attrs, take(&rest, group), span);
        else
            return NULL;
    }
    return attrs;
}

static bool has_field(const Attrs *attrs, Str key) {
    for (size_t i = 0; i < attrs->field_count; i++)
        if (str_equal(attrs->fields[i].key, key))
            return true;
    return false;
}

static bool has_class(const Attrs *attrs, Str name) {
    for (size_t i = 0; i < attrs->class_count; i++)
        if (str_equal(attrs->classes[i], name))
            return true;
    return false;
}

const Attrs *attributes_merge(Arena *arena, const Attrs *first, const Attrs *second) {
    if (!first || !second)
        return first ? first : second;
    Attrs *both = ARENA_NEW(arena, Attrs);
    both->id = first->id.length ? first->id : second->id;
    const Attrs *parts[] = {first, second};
    for (size_t part = 0; part < 2; part++) {
        for (size_t i = 0; i < parts[part]->class_count; i++)
            if (!has_class(both, parts[part]->classes[i]))
                attributes_add_class(arena, both, parts[part]->classes[i]);
        for (size_t i = 0; i < parts[part]->field_count; i++)
            if (!has_field(both, parts[part]->fields[i].key))
                attributes_add_field(arena, both, parts[part]->fields[i]);
    }
    return both;
}
