/*
 * read/yaml.c - YAML into trees with places, by libyaml's events.
 *
 * The one idea: a stack of the sequences and mappings that are open; a value that is complete goes to the
 * topmost. What YAML has beyond plain data (anchors, keys that are no text) is reported and left out, for a
 * layout should read the same to everyone.
 */
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

enum { DEPTH_MAX = 50 };

typedef struct Level {
    Tree tree;
    size_t capacity;
    bool has_key, key_is_text;
    Str key;
    Span key_span;
} Level;

typedef struct Reader {
    Env *env;
    uint16_t file;
    uint32_t first_line;
    Level levels[DEPTH_MAX];
    size_t depth;
    Tree *root;
    bool failed;
} Reader;

static Span span_of(const Reader *reader, yaml_mark_t mark) {
    size_t column = mark.column + 1;
    return (Span){.file = reader->file,
                  .line = (uint32_t)(reader->first_line + mark.line),
                  .column = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX)};
}

static void add_value(Reader *reader, Tree value) {
    if (reader->depth == 0) {
        reader->root = arena_copy(reader->env->keep, &value, sizeof value);
        return;
    }
    Level *level = &reader->levels[reader->depth - 1];
    bool mapping = level->tree.kind == TREE_MAPPING;
    if (mapping && !level->has_key) {
        level->has_key = true;
        level->key_is_text = value.kind == TREE_SCALAR;
        level->key = value.text;
        level->key_span = value.span;
        return;
    }
    value.key = level->key;
    value.key_span = level->key_span;
    if (!mapping || level->key_is_text)
        LIST_PUSH(reader->env->keep, level->tree.items, level->tree.count, level->capacity, value);
    level->has_key = false;
}

static void check_anchor(const Reader *reader, const yaml_char_t *anchor, Span span) {
    if (anchor)
        REPORT_ERROR(reader->env, span, STR("leave it out, and write the value where it is needed"),
                     "the anchor '&%s' is not supported", (const char *)anchor);
}

/* Escapes in quotes can write characters that no text should have. */
static Str copy_text(Arena *arena, const yaml_event_t *event) {
    size_t length = event->data.scalar.length, kept = 0;
    char *copy = arena_copy(arena, event->data.scalar.value, length + 1);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)copy[i] >= 0x20 || copy[i] == '\n' || copy[i] == '\t')
            copy[kept++] = copy[i];
    return (Str){copy, kept};
}

static void take_scalar(Reader *reader, const yaml_event_t *event) {
    Span span = span_of(reader, event->start_mark);
    check_anchor(reader, event->data.scalar.anchor, span);
    Tree scalar = {.kind = TREE_SCALAR, .span = span};
    scalar.quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    scalar.text = copy_text(reader->env->keep, event);
    add_value(reader, scalar);
}

static void take_alias(Reader *reader, const yaml_event_t *event) {
    Span span = span_of(reader, event->start_mark);
    REPORT_ERROR(reader->env, span, STR("write the value itself; text that begins with * goes in quotes"),
                 "the alias '*%s' is not supported", (const char *)event->data.alias.anchor);
    add_value(reader, (Tree){.kind = TREE_SCALAR, .span = span});
}

static void open_level(Reader *reader, TreeKind kind, const yaml_char_t *anchor, Span span) {
    check_anchor(reader, anchor, span);
    if (reader->depth == DEPTH_MAX) {
        REPORT_ERROR(reader->env, span, (Str){0}, "nested more than %d levels deep", DEPTH_MAX);
        reader->failed = true;
        return;
    }
    Level *above = reader->depth > 0 ? &reader->levels[reader->depth - 1] : NULL;
    if (above && above->tree.kind == TREE_MAPPING && !above->has_key)
        REPORT_ERROR(reader->env, span, STR("text with { or [ at its front goes in quotes"),
                     "a key must be text, not a %s", kind == TREE_MAPPING ? "mapping" : "list");
    reader->levels[reader->depth++] = (Level){.tree = {.kind = kind, .span = span}};
}

static int compare_keys(const void *left, const void *right) {
    const Tree *a = *(const Tree *const *)left, *b = *(const Tree *const *)right;
    int order = str_compare(a->key, b->key);
    return order ? order : (a > b) - (a < b);
}

/* The first of equal keys stays. */
static void drop_repeated_keys(Reader *reader, Tree *mapping) {
    ArenaMark mark = arena_mark(reader->env->scratch);
    const Tree **sorted = ARENA_ARRAY(reader->env->scratch, const Tree *, mapping->count);
    bool *repeated = ARENA_ARRAY(reader->env->scratch, bool, mapping->count);
    for (size_t i = 0; i < mapping->count; i++)
        sorted[i] = &mapping->items[i];
    if (mapping->count > 1)
        qsort(sorted, mapping->count, sizeof *sorted, compare_keys);
    for (size_t i = 1; i < mapping->count; i++) {
        const Tree *item = sorted[i];
        if (!str_equal(item->key, sorted[i - 1]->key))
            continue;
        repeated[item - mapping->items] = true;
        REPORT_ERROR(reader->env, item->key_span, STR("the first one counts; delete one of them"),
                     "the key '%.*s' is there twice", STR_ARGS(item->key));
    }
    size_t kept = 0;
    for (size_t i = 0; i < mapping->count; i++)
        if (!repeated[i])
            mapping->items[kept++] = mapping->items[i];
    mapping->count = kept;
    arena_reset(reader->env->scratch, mark);
}

static void close_level(Reader *reader) {
    Tree done = reader->levels[--reader->depth].tree;
    if (done.kind == TREE_MAPPING)
        drop_repeated_keys(reader, &done);
    add_value(reader, done);
}

static void take_document(Reader *reader, const yaml_event_t *event) {
    if (!reader->root)
        return;
    REPORT_ERROR(reader->env, span_of(reader, event->start_mark), STR("delete the line ---"),
                 "a second document begins here");
    reader->failed = true;
}

static void take_event(Reader *reader, const yaml_event_t *event) {
    Span span = span_of(reader, event->start_mark);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT: take_document(reader, event); break;
    case YAML_ALIAS_EVENT: take_alias(reader, event); break;
    case YAML_SCALAR_EVENT: take_scalar(reader, event); break;
    case YAML_SEQUENCE_START_EVENT:
        open_level(reader, TREE_SEQUENCE, event->data.sequence_start.anchor, span);
        break;
    case YAML_MAPPING_START_EVENT:
        open_level(reader, TREE_MAPPING, event->data.mapping_start.anchor, span);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: close_level(reader); break;
    default: break;
    }
}

static Str hint_for(const char *problem) {
    static const struct {
        const char *part, *hint;
    } hints[] = {
        {"cannot start any token",
         "indent with spaces, not tabs; text that begins with @, ` or % goes in quotes"},
        {"mapping values are not allowed",
         "text with a colon in it goes in quotes; or is the line indented wrong?"},
        {"could not find expected ':'", "a line is 'key: value', with a space behind the colon"},
        {"did not find expected ','", "is a } or ] missing? text with a comma or { in it goes in quotes"},
        {"end of stream", "is a quote or a bracket never closed?"},
        {"did not find expected key",
         "lines that belong together are indented alike; text with { goes in quotes"},
        {"escape", "write text with a backslash in single quotes"},
        {"undefined alias", "text that begins with * goes in quotes"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strstr(problem, hints[i].part))
            return str_from(hints[i].hint);
    return STR("check the indentation; text with : # { or [ in it goes in quotes");
}

static void report_problem(Reader *reader, const yaml_parser_t *parser) {
    const char *problem = parser->problem ? parser->problem : "it cannot be read";
    yaml_mark_t mark = parser->problem_mark;
    if (parser->error == YAML_READER_ERROR)
        mark = parser->mark;
    REPORT_ERROR(reader->env, span_of(reader, mark), hint_for(problem), "this is not YAML: %s", problem);
    reader->failed = true;
}

static void read_events(Reader *reader, yaml_parser_t *parser) {
    bool more = true;
    while (more && !reader->failed) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event)) {
            report_problem(reader, parser);
            return;
        }
        more = event.type != YAML_STREAM_END_EVENT;
        take_event(reader, &event);
        yaml_event_delete(&event);
    }
}

const Tree *read_yaml(Env *env, uint16_t file, Str text, uint32_t first_line) {
    Reader reader = {.env = env, .file = file, .first_line = first_line};
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser)) {
        yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
        const char *data = text.data ? text.data : "";
        yaml_parser_set_input_string(&parser, (const unsigned char *)data, text.length);
        read_events(&reader, &parser);
        yaml_parser_delete(&parser);
    }
    if (reader.root && !reader.failed)
        return reader.root;
    Tree *empty = ARENA_NEW(env->keep, Tree);
    empty->kind = TREE_MAPPING;
    empty->span = (Span){.file = file, .line = first_line, .column = 1};
    return empty;
}
