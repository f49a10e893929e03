/*
 * read/inlines.c - text, emphasis, code, links and pictures.
 *
 * The one idea: cmark makes two nodes of every line of a paragraph, its text and its end. Here text is
 * gathered until something else comes and becomes one node, which is a slice of the source if the author
 * wrote it just so: that is nearly all text, and none of it is stored twice.
 */
#include "read/markdown.h"

#include <string.h>
#include <strings.h>

static const size_t UNKNOWN = SIZE_MAX;
enum { CAPTION_REACH = 4000 /* bytes behind the sign of its picture */ };

static Str source_slice(const Builder *builder, Str text) {
    Str source = builder->source->text;
    bool same = builder->text_offset < source.length &&
                source.length - builder->text_offset >= text.length &&
                memcmp(source.data + builder->text_offset, text.data, text.length) == 0;
    return same ? (Str){source.data + builder->text_offset, text.length}
                : str_copy(builder->env->keep, text);
}

void builder_flush_text(Builder *builder) {
    Str text = buffer_str(&builder->text);
    if (text.length == 0)
        return;
    if (marks_any(text))
        builder_top(builder)->marked = true;
    Node *node = builder_add(builder, NODE_TEXT, builder->text_span);
    node->text = source_slice(builder, text);
    builder->text.length = 0;
    builder->text_offset = UNKNOWN;
}

static void add_text(Builder *builder, Str text) {
    for (size_t i = 0; i < text.length; i++)
        buffer_add_byte(&builder->text, text.data[i] == '\t' ? ' ' : text.data[i]);
}

/* Notes where the gathered text begins; a line end that came first has no place of its own. */
static void place_text(Builder *builder, size_t offset) {
    size_t before = builder->text.length;
    if (before > 1 || (before == 1 && builder->text.data[0] != '\n'))
        return;
    builder->text_span = builder_span(builder, offset);
    builder->text_offset = offset >= before ? offset - before : UNKNOWN;
}

/* A line end between two nodes, with no text behind it perhaps, stands where the one before it does. */
static void take_line_end(Builder *builder) {
    const Open *top = builder_top(builder);
    if (builder->text.length == 0)
        builder->text_span = top->node->last ? top->node->last->span : top->span;
    add_text(builder, STR("\n"));
}

static void take_text(Builder *builder, cmark_node *node) {
    Str text = str_from(cmark_node_get_literal(node));
    int column = cmark_node_get_start_column(node);
    if (builder->cell_begins) {
        builder->cell_begins = false;
        text = str_slice(text, 1, text.length);
        column++;
    }
    if (text.length == 0)
        return;
    place_text(builder, builder_offset(builder, cmark_node_get_start_line(node), column));
    add_text(builder, text);
}

static void take_line_break(Builder *builder, cmark_node *node) {
    builder_flush_text(builder);
    cmark_node *next = cmark_node_next(node);
    builder_add(builder, NODE_LINE_BREAK,
                next ? builder_node_span(builder, next) : builder_top(builder)->span);
}

/* As the author wrote it, tabs as spaces. */
static Str plain_copy(Env *env, const char *written) {
    Str text = marks_restore(env->scratch, str_from(written));
    char *copy = str_to_c(env->keep, text);
    for (size_t i = 0; i < text.length; i++)
        if (copy[i] == '\t')
            copy[i] = ' ';
    return (Str){copy, text.length};
}

static void take_code(Builder *builder, cmark_node *node) {
    builder_flush_text(builder);
    Node *code = builder_add(builder, NODE_CODE, builder_node_span(builder, node));
    code->text = plain_copy(builder->env, cmark_node_get_literal(node));
}

static void take_html(Builder *builder, cmark_node *node) {
    const char *literal = cmark_node_get_literal(node);
    if (marks_kind(literal) == LINE_PLAIN) {
        builder_skip_html(builder, builder_node_span(builder, node), literal);
        if (strncasecmp(literal, "<br", 3) == 0)
            take_line_end(builder);
        return;
    }
    place_text(builder,
               builder_offset(builder, cmark_node_get_start_line(node), cmark_node_get_start_column(node)));
    add_text(builder, marks_restore(builder->env->scratch, str_from(literal)));
}

static void open_link(Builder *builder, cmark_node *node) {
    builder_flush_text(builder);
    Span span = builder_node_span(builder, node);
    builder_open(builder, NODE_LINK, span);
    Open *top = builder_top(builder);
    if (!top->created)
        return;
    Str url = marks_restore(builder->env->scratch, str_from(cmark_node_get_url(node)));
    top->node->link.url = builder_link_url(builder, url, span);
}

/* The words in the source behind an offset; empty where they are written otherwise, with backslashes. */
static Str find_written(const Builder *builder, size_t offset, Str words) {
    Str rest = str_slice(builder->source->text, offset, builder->source->text.length);
    for (size_t i = 0; i + words.length <= rest.length && i < CAPTION_REACH; i++)
        if (str_starts(str_slice(rest, i, rest.length), words))
            return str_slice(rest, i, i + words.length);
    return (Str){0};
}

/* Its words may have marks in them. */
static void add_caption(Builder *builder, cmark_node *node, Node *picture) {
    Env *env = builder->env;
    const char *title = cmark_node_get_title(node);
    if (!title || !*title)
        return;
    Node *caption = doc_add(env->keep, builder->doc, picture, NODE_CAPTION, picture->span);
    size_t offset =
        builder_offset(builder, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    Str words = marks_restore(env->scratch, str_from(title));
    Str written = find_written(builder, offset, words);
    if (written.length > 0)
        builder_add_later(builder, caption, written);
    else
        doc_add(env->keep, builder->doc, caption, NODE_TEXT, picture->span)->text = plain_copy(env, title);
}

static void add_picture(Builder *builder, cmark_node *node) {
    Env *env = builder->env;
    Str alt = str_copy(env->keep, str_trim(marks_restore(env->scratch, buffer_str(&builder->text))));
    builder->text.length = 0;
    builder->text_offset = UNKNOWN;
    Span span = builder_node_span(builder, node);
    Node *picture = builder_add(builder, NODE_PICTURE, span);
    picture->picture.alt = alt;
    Str path = marks_restore(env->keep, str_copy(env->keep, str_from(cmark_node_get_url(node))));
    picture->picture.picture = gallery_find(env, builder->gallery, builder->folder, path, span);
    add_caption(builder, node, picture);
}

static void take_picture(Builder *builder, cmark_node *node, bool entering) {
    if (entering && builder->picture_depth++ == 0)
        builder_flush_text(builder);
    if (!entering && --builder->picture_depth == 0)
        add_picture(builder, node);
}

/* Inside a picture's brackets only text counts. */
static void take_alternative(Builder *builder, cmark_node *node) {
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE: take_text(builder, node); break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: add_text(builder, STR(" ")); break;
    default: break;
    }
}

static void take_container(Builder *builder, cmark_node *node, bool entering) {
    if (!entering) {
        builder_flush_text(builder);
        builder_close(builder);
        return;
    }
    if (cmark_node_get_type(node) == CMARK_NODE_LINK) {
        open_link(builder, node);
        return;
    }
    bool strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;
    builder_flush_text(builder);
    builder_open(builder, strong ? NODE_STRONG : NODE_EMPHASIS, builder_node_span(builder, node));
}

void builder_inline(Builder *builder, cmark_node *node, bool entering) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE) {
        take_picture(builder, node, entering);
        return;
    }
    if (builder->picture_depth > 0) {
        take_alternative(builder, node);
        return;
    }
    switch (type) {
    case CMARK_NODE_TEXT: take_text(builder, node); break;
    case CMARK_NODE_SOFTBREAK: take_line_end(builder); break;
    case CMARK_NODE_LINEBREAK: take_line_break(builder, node); break;
    case CMARK_NODE_CODE: take_code(builder, node); break;
    case CMARK_NODE_HTML_INLINE: take_html(builder, node); break;
    default: take_container(builder, node, entering); break;
    }
}
