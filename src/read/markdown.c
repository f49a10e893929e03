/*
 * read/markdown.c - runs cmark over a file and hands its events to blocks.c and inlines.c.
 *
 * The one idea: a long file is parsed in pieces, and the texts of table cells, which cmark must see apart,
 * are gathered and parsed together, each as a paragraph. Both kinds of run go through the same loop; only
 * the way back to places in the source differs.
 */
#include "read/markdown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 100, PENDING_BYTES_MAX = 1 << 20, EXIT_NO_MEMORY = 3 };

/* cmark's own allocator would abort. */
static void *check_memory(void *memory) {
    if (memory)
        return memory;
    fputs("tryk: out of memory\n", stderr);
    exit(EXIT_NO_MEMORY);
}

static void *allocate(size_t count, size_t size) {
    return check_memory(calloc(count, size));
}

static void *reallocate(void *memory, size_t size) {
    return check_memory(realloc(memory, size));
}

Open *builder_top(Builder *builder) {
    return &builder->open[builder->open_count - 1];
}

Node *builder_add(Builder *builder, NodeKind kind, Span span) {
    return doc_add(builder->env->keep, builder->doc, builder_top(builder)->node, kind, span);
}

static void push(Builder *builder, Open open) {
    builder->depth += open.created;
    LIST_PUSH(builder->env->scratch, builder->open, builder->open_count, builder->open_capacity, open);
}

void builder_push(Builder *builder, Node *node) {
    push(builder, (Open){.node = node, .created = true, .span = node->span});
}

/* Paragraphs and headings are always made, or their text would lie bare. */
static bool is_too_deep(Builder *builder, NodeKind kind) {
    if (kind == NODE_PARAGRAPH || kind == NODE_HEADING)
        return false;
    return kind == NODE_ITEM || kind == NODE_NOTE ? !builder_top(builder)->created
                                                  : builder->depth >= DEPTH_MAX;
}

void builder_open(Builder *builder, NodeKind kind, Span span) {
    const Open *top = builder_top(builder);
    Open open = {.node = top->node, .quotes = top->quotes, .span = span};
    open.created = !is_too_deep(builder, kind);
    if (open.created)
        open.node = builder_add(builder, kind, span);
    else if (!builder->depth_reported)
        REPORT_WARNING(builder->env, span, STR("what is deeper is shown at this level"),
                       "nested more than %d levels deep", DEPTH_MAX);
    builder->depth_reported = builder->depth_reported || !open.created;
    push(builder, open);
}

void builder_close(Builder *builder) {
    Open *top = builder_top(builder);
    if (top->marked && top->created)
        builder_apply_marks(builder, top->node);
    else if (top->marked)
        top[-1].marked = true;
    builder->depth -= top->created;
    builder->open_count--;
}

static bool is_inline(const cmark_node *node) {
    return cmark_node_get_type((cmark_node *)node) >= CMARK_NODE_FIRST_INLINE;
}

/* Blocks that come of the definitions put in front, in case one of them was none. */
static bool is_in_front(const Builder *builder, cmark_node *node, cmark_event_type event) {
    return event == CMARK_EVENT_ENTER && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
           cmark_node_get_start_line(node) <= builder->skip_lines;
}

static void build(Builder *builder, cmark_parser *parser) {
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    cmark_iter *events = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(events)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(events);
        bool entering = event == CMARK_EVENT_ENTER;
        if (is_in_front(builder, node, event))
            cmark_iter_reset(events, node, CMARK_EVENT_EXIT);
        else if (is_inline(node))
            builder_inline(builder, node, entering);
        else
            builder_block(builder, node, entering);
    }
    cmark_iter_free(events);
    cmark_node_free(root);
}

static Str definitions(Builder *builder) {
    if (!builder->definitions_known)
        builder->definitions = pieces_definitions(builder->env->scratch, builder->source->text);
    builder->definitions_known = true;
    return builder->definitions;
}

static cmark_parser *begin_parser(Builder *builder, Str front) {
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &builder->memory);
    builder->skip_lines = 0;
    for (size_t i = 0; i < front.length; i++)
        builder->skip_lines += front.data[i] == '\n';
    if (front.length > 0)
        cmark_parser_feed(parser, front.data, front.length);
    return parser;
}

static bool has_markup(Str text) {
    for (size_t i = 0; i < text.length; i++)
        if (strchr("*_`[]<>&\\!{\t", text.data[i]))
            return true;
    return false;
}

static void feed_cell(Builder *builder, cmark_parser *parser, Str raw) {
    Buffer text = buffer_new(builder->env->scratch);
    for (size_t i = 0; i < raw.length; i++)
        if (!str_starts(str_slice(raw, i, raw.length), STR("\\|")))
            buffer_add_byte(&text, raw.data[i] == '\n' ? ' ' : raw.data[i]);
    /* So that "- 5" is no list. The sign does not keep emphasis from beginning behind it. */
    cmark_parser_feed(parser, ".", 1);
    marks_feed_inline(parser, buffer_str(&text));
    cmark_parser_feed(parser, "\n\n", 2);
}

/* Parses the first texts of a list, a megabyte or so; returns how many. */
static size_t parse_cells(Builder *builder, const Pending *cells, size_t count) {
    size_t bytes = 0, taken = 0;
    bool links = false;
    for (; taken < count && bytes < PENDING_BYTES_MAX; taken++) {
        Str raw = cells[taken].raw;
        bytes += raw.length;
        links = links || str_find(raw, '[') < raw.length;
    }
    cmark_parser *parser = begin_parser(builder, links ? definitions(builder) : (Str){0});
    for (size_t i = 0; i < taken; i++)
        feed_cell(builder, parser, cells[i].raw);
    builder->cells = cells;
    build(builder, parser);
    builder->cells = NULL;
    return taken;
}

static void parse_pending(Builder *builder) {
    for (size_t at = 0; at < builder->pending_count;)
        at += parse_cells(builder, builder->pending + at, builder->pending_count - at);
    builder->pending_count = builder->pending_bytes = 0;
}

void builder_add_later(Builder *builder, Node *node, Str raw) {
    if (has_markup(raw)) {
        LIST_PUSH(builder->env->scratch, builder->pending, builder->pending_count,
                  builder->pending_capacity, ((Pending){node, raw}));
        builder->pending_bytes += raw.length;
        return;
    }
    Node *text = doc_add(builder->env->keep, builder->doc, node, NODE_TEXT, node->span);
    text->text = raw;
}

static void index_lines(Builder *builder) {
    Str text = builder->source->text;
    uint32_t *lines = NULL;
    size_t capacity = 0;
    uint32_t count = 0;
    LIST_PUSH(builder->env->scratch, lines, count, capacity, 0);
    for (size_t i = str_find(text, '\n'); i + 1 < text.length;) {
        LIST_PUSH(builder->env->scratch, lines, count, capacity, (uint32_t)(i + 1));
        i += 1 + str_find(str_slice(text, i + 1, text.length), '\n');
    }
    builder->lines = lines;
    builder->line_count = count;
}

static uint32_t count_lines(Str text) {
    uint32_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += text.data[i] == '\n';
    return count;
}

static void parse_pieces(Builder *builder, Start start) {
    Str text = builder->source->text;
    uint32_t line = start.line;
    for (size_t at = start.offset; at < text.length;) {
        size_t end = pieces_end(text, at);
        bool whole = at == start.offset && end == text.length;
        cmark_parser *parser = begin_parser(builder, whole ? (Str){0} : definitions(builder));
        Str piece = str_slice(text, at, end);
        builder->line_shift = (int32_t)line - 1 - builder->skip_lines;
        marks_feed(parser, piece);
        build(builder, parser);
        if (builder->pending_bytes > PENDING_BYTES_MAX + definitions(builder).length)
            parse_pending(builder);
        line += count_lines(piece);
        at = end;
    }
}

void markdown_read(Env *env, Doc *doc, Gallery *gallery, const Source *source, Start start) {
    ArenaMark mark = arena_mark(env->scratch);
    Builder builder = {
        .env = env,
        .doc = doc,
        .gallery = gallery,
        .source = source,
        .folder = path_folder(diags_source_path(env->diags, source->file)),
        .memory = {allocate, reallocate, free},
        .text = buffer_new(env->scratch),
        .text_offset = SIZE_MAX,
    };
    Node *before = doc->root->last;
    index_lines(&builder);
    builder_push(&builder, doc->root);
    parse_pieces(&builder, start);
    builder_close_boxes(&builder);
    parse_pending(&builder);
    builder_place_notes(&builder, before);
    arena_reset(env->scratch, mark);
}
