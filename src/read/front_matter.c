/*
 * read/front_matter.c - title, author and the like, and the attributes of a file's first section.
 *
 * The one idea: every key becomes a field. In the first file those that describe the publication go to its
 * Meta and those that only a section can have go to the section; keys that nobody planned go to both.
 */
#include "read/front_matter.h"

#include "read/attributes.h"
#include "read/read.h"

static const Str known_keys[] = {
    STR_INIT("title"),  STR_INIT("subtitle"), STR_INIT("author"), STR_INIT("language"), STR_INIT("date"),
    STR_INIT("url"),    STR_INIT("subject"),  STR_INIT("class"),  STR_INIT("id"),       STR_INIT("number"),
    STR_INIT("accent"), STR_INIT("icon"),     STR_INIT("lang"),
};

enum { KNOWN_COUNT = sizeof known_keys / sizeof *known_keys, PUBLICATION_COUNT = 7, TYPO_LENGTH_MIN = 4 };

static Str line_at(Str text, size_t at) {
    Str rest = str_slice(text, at, text.length);
    return str_slice(rest, 0, str_find(rest, '\n'));
}

static bool is_border(Str line) {
    return str_starts(line, STR("---")) && str_trim(line).length == 3;
}

/* "key: value", as opposed to text between two rules. */
static bool looks_like_key(Str line) {
    size_t colon = str_find(line, ':');
    if (colon == 0 || colon == line.length)
        return false;
    if (colon + 1 < line.length && line.data[colon + 1] != ' ')
        return false;
    for (size_t i = 0; i < colon; i++)
        if (line.data[i] == ' ' || line.data[i] == '\t')
            return false;
    return true;
}

/* The first line that says something decides whether it is YAML. */
static bool is_yaml(Str text) {
    for (size_t at = 0; at < text.length;) {
        Str line = line_at(text, at);
        Str content = str_trim(line);
        if (content.length > 0 && content.data[0] != '#')
            return looks_like_key(line);
        at += line.length + 1;
    }
    return true;
}

/* Finds the YAML between the borders; false if the file has none. */
static bool find_yaml(Env *env, const Source *source, Str *yaml, FrontMatter *front) {
    Str text = source->text;
    Str first = line_at(text, 0);
    if (!is_border(first))
        return false;
    size_t start = first.length + 1;
    uint32_t lines = 1;
    for (size_t at = start; at < text.length; lines++) {
        Str line = line_at(text, at);
        size_t behind = at + line.length + 1;
        if (is_border(line) || str_equal_c(str_trim(line), "...")) {
            *yaml = str_slice(text, start, at);
            front->offset = behind < text.length ? behind : text.length;
            front->line = lines + 2;
            return is_yaml(*yaml);
        }
        at = behind;
    }
    if (looks_like_key(line_at(text, start)))
        REPORT_ERROR(env, ((Span){.file = source->file, .line = 1, .column = 1}),
                     STR("put --- on a line of its own behind the last key"),
                     "the front matter that begins here has no end");
    return false;
}

static void check_key(Env *env, const Tree *item) {
    for (size_t i = 0; i < KNOWN_COUNT; i++)
        if (str_equal(item->key, known_keys[i]))
            return;
    Str hint = item->key.length < TYPO_LENGTH_MIN
                   ? (Str){0}
                   : hint_nearest(env->scratch, item->key, known_keys, KNOWN_COUNT);
    if (hint.length > 0)
        REPORT_WARNING(env, item->key_span, hint, "unknown key '%.*s'", STR_ARGS(item->key));
}

static bool is_null(const Tree *item) {
    return !item->quoted && (str_equal_c(item->text, "~") || str_equal_c(item->text, "null"));
}

/* The value as text, line ends as spaces; false, and reported, if it is a list or mapping. */
static bool read_text(Env *env, const Tree *item, Str *text) {
    if (item->kind == TREE_SCALAR) {
        char *copy = str_to_c(env->keep, is_null(item) ? (Str){0} : str_trim(item->text));
        for (char *at = copy; *at; at++)
            *at = *at == '\n' || *at == '\t' ? ' ' : *at;
        *text = str_from(copy);
        return true;
    }
    REPORT_ERROR(env, item->span, STR("write one line of text; text with : { or [ in it goes in quotes"),
                 "'%.*s' must be text, not a %s", STR_ARGS(item->key),
                 item->kind == TREE_SEQUENCE ? "list" : "mapping");
    return false;
}

static void add_classes(Env *env, Attrs *attrs, Str words) {
    for (Str word = str_next_word(&words); word.length > 0; word = str_next_word(&words))
        attributes_add_class(env->keep, attrs,
                             str_starts(word, STR(".")) ? str_slice(word, 1, word.length) : word);
}

static void read_classes(Env *env, const Tree *item, Attrs *attrs) {
    Str text;
    bool list = item->kind == TREE_SEQUENCE;
    for (size_t i = 0; list && i < item->count; i++)
        if (read_text(env, &item->items[i], &text))
            add_classes(env, attrs, text);
    if (!list && read_text(env, item, &text))
        add_classes(env, attrs, text);
}

static Str *meta_slot(Meta *meta, Str key) {
    Str *const slots[PUBLICATION_COUNT] = {
        &meta->title, &meta->subtitle, &meta->author,  &meta->language,
        &meta->date,  &meta->url,      &meta->subject,
    };
    for (size_t i = 0; i < PUBLICATION_COUNT; i++)
        if (str_equal(key, known_keys[i]))
            return slots[i];
    return NULL;
}

static bool is_section_key(Str key) {
    for (size_t i = PUBLICATION_COUNT; i < KNOWN_COUNT; i++)
        if (str_equal(key, known_keys[i]))
            return true;
    return false;
}

/* As in BCP 47: da, en-GB. */
static bool is_language(Str text) {
    size_t first = str_find(text, '-');
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (!letter && !(i >= first && ((byte >= '0' && byte <= '9') || byte == '-')))
            return false;
    }
    return first == 2 || first == 3;
}

static void add_to_meta(Env *env, Meta *meta, Field field) {
    Str *slot = meta_slot(meta, field.key);
    bool language = slot == &meta->language;
    if (language && !is_language(field.value)) {
        REPORT_ERROR(env, field.span, STR("da is Danish, en English, kl Greenlandic, fo Faroese"),
                     "'%.*s' is no code of a language", STR_ARGS(field.value));
        return;
    }
    if (slot)
        *slot = field.value;
    size_t size = meta->field_count * sizeof field;
    meta->fields = arena_grow(env->keep, meta->fields, size, size + sizeof field);
    meta->fields[meta->field_count++] = field;
}

static void read_key(Env *env, const Tree *item, Meta *meta, Attrs *attrs) {
    check_key(env, item);
    if (str_equal_c(item->key, "class")) {
        read_classes(env, item, attrs);
        return;
    }
    Field field = {.key = item->key, .span = item->span};
    if (!read_text(env, item, &field.value))
        return;
    bool section = is_section_key(field.key);
    if (meta && !section)
        add_to_meta(env, meta, field);
    if (str_equal_c(field.key, "id"))
        attrs->id = doc_slug(env->keep, field.value);
    else if (section || !meta)
        attributes_add_field(env->keep, attrs, field);
    else if (!meta_slot(meta, field.key))
        attributes_add_field(env->keep, attrs, field);
}

FrontMatter front_matter_read(Env *env, const Source *source, Meta *meta) {
    FrontMatter front = {0};
    Str yaml;
    if (!find_yaml(env, source, &yaml, &front))
        return (FrontMatter){.line = 1};
    const Tree *tree = read_yaml(env, source->file, yaml, 2);
    bool blank = tree->kind == TREE_SCALAR && tree->text.length == 0;
    if (tree->kind != TREE_MAPPING && !blank)
        REPORT_ERROR(env, tree->span, STR("write lines like title: Our vision"),
                     "the front matter must be keys with values");
    if (tree->kind != TREE_MAPPING || tree->count == 0)
        return front;
    Attrs *attrs = ARENA_NEW(env->keep, Attrs);
    for (size_t i = 0; i < tree->count; i++)
        read_key(env, &tree->items[i], meta, attrs);
    bool empty = attrs->id.length == 0 && attrs->class_count == 0 && attrs->field_count == 0;
    front.attrs = empty ? NULL : attrs;
    return front;
}
