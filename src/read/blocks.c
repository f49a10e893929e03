/*
 * read/blocks.c - cmark's blocks into nodes, and boxes, which cmark takes for HTML.
 *
 * The one idea: `open` is a stack of the nodes that children go to. cmark's containers push and pop it in
 * step with its events; a line of ::: pushes or pops a box in between. A container that ends while a box
 * is open closes the box with an error, so the tree is always whole.
 */
#include "read/attributes.h"
#include "read/letters.h"
#include "read/markdown.h"

static void report_unclosed(Builder *builder, Span span) {
    REPORT_ERROR(builder->env, span,
                 STR("write ::: on a line of its own where the box ends, as far in as where it begins"),
                 "the box that begins here is never closed");
}

void builder_close_boxes(Builder *builder) {
    while (builder_top(builder)->box) {
        report_unclosed(builder, builder_top(builder)->span);
        builder_close(builder);
    }
}

static void open_box(Builder *builder, Str words, Span span) {
    Env *env = builder->env;
    const Attrs *attrs = attributes_parse_box(env->keep, words, span);
    builder_open(builder, NODE_BOX, span);
    Open *top = builder_top(builder);
    top->box = true;
    if (top->created)
        top->node->attrs = attrs;
    if (attrs)
        return;
    REPORT_ERROR(env, span,
                 STR("write ::: note or ::: {.note #id key=value}; the text goes on the next line"),
                 "'%.*s' is no name for a box", STR_ARGS(words));
    builder_add_later(builder, builder_add(builder, NODE_PARAGRAPH, span), words);
}

static void take_fence(Builder *builder, size_t offset) {
    Span span = builder_span(builder, offset);
    Str words = str_trim(builder_line_rest(builder, offset));
    while (str_starts(words, STR(":")))
        words = str_slice(words, 1, words.length);
    while (str_ends(words, STR(":")))
        words.length--;
    words = str_trim(words);
    if (words.length > 0)
        open_box(builder, words, span);
    else if (builder_top(builder)->box)
        builder_close(builder);
    else
        REPORT_ERROR(builder->env, span, STR("a box begins with ::: and a name, for instance ::: note"),
                     "this ::: closes no box");
}

static LineMark block_mark(cmark_node *node) {
    bool html = node && cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
    return html ? marks_kind(cmark_node_get_literal(node)) : LINE_PLAIN;
}

/* The first row of a head, with the row of dashes behind it and those that it may have more. */
static bool begins_head(cmark_node *node) {
    if (block_mark(node) != LINE_HEADER)
        return false;
    for (node = cmark_node_next(node); block_mark(node) == LINE_ROW;)
        node = cmark_node_next(node);
    return block_mark(node) == LINE_DELIMITER;
}

static void take_html_block(Builder *builder, cmark_node *node) {
    LineMark mark = block_mark(node);
    size_t offset =
        builder_offset(builder, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    if (mark == LINE_HEADER || mark == LINE_DELIMITER || mark == LINE_ROW) {
        builder_table_row(builder, mark, offset, begins_head(node));
        return;
    }
    if (mark == LINE_CAPTION || mark == LINE_LEGEND) {
        builder_table_caption(builder, mark, offset, begins_head(cmark_node_next(node)));
        return;
    }
    builder->table = NULL;
    if (mark == LINE_FENCE)
        take_fence(builder, offset);
    else
        builder_skip_html(builder, builder_span(builder, offset), cmark_node_get_literal(node));
}

/* Tabs become spaces, since a glyph for a tab is in no font. */
static Str expand_tabs(Arena *arena, Str text) {
    if (str_find(text, '\t') == text.length)
        return str_copy(arena, text);
    Buffer out = buffer_new(arena);
    size_t column = 0;
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        size_t spaces = byte == '\t' ? 4 - column % 4 : 0;
        for (size_t k = 0; k < spaces; k++)
            buffer_add_byte(&out, ' ');
        if (!spaces)
            buffer_add_byte(&out, byte);
        column = byte == '\n' ? 0 : column + (spaces ? spaces : ((unsigned char)byte & 0xc0) != 0x80);
    }
    return buffer_str(&out);
}

/* The first word behind the fence is the language: a class. Attributes may follow. */
static const Attrs *code_attrs(Builder *builder, cmark_node *node, Span span) {
    Arena *keep = builder->env->keep;
    Str info = str_trim(marks_restore(builder->env->scratch, str_from(cmark_node_get_fence_info(node))));
    if (info.length == 0)
        return NULL;
    Str rest = str_copy(keep, info);
    Attrs *language = ARENA_NEW(keep, Attrs);
    size_t brace = str_find(rest, '{');
    Str group = str_slice(rest, brace, rest.length);
    bool has_group = attributes_length(group) > 0;
    Str words = has_group ? str_slice(rest, 0, brace) : rest;
    Str word = str_next_word(&words);
    if (word.length > 0)
        attributes_add_class(keep, language, word);
    return attributes_merge(keep, language, has_group ? attributes_parse(keep, group, span) : NULL);
}

static void take_code_block(Builder *builder, cmark_node *node) {
    Span span = builder_node_span(builder, node);
    Str text = marks_restore(builder->env->scratch, str_from(cmark_node_get_literal(node)));
    if (str_ends(text, STR("\n")))
        text.length--;
    Node *code = builder_add(builder, NODE_CODE_BLOCK, span);
    code->text = expand_tabs(builder->env->keep, text);
    code->attrs = code_attrs(builder, node, span);
}

static void open_block(Builder *builder, cmark_node *node, NodeKind kind) {
    builder_open(builder, kind, builder_node_span(builder, node));
    Open *top = builder_top(builder);
    if (kind == NODE_QUOTE)
        top->quotes++;
    if (!top->created)
        return;
    if (kind == NODE_HEADING)
        top->node->level = (uint8_t)cmark_node_get_heading_level(node);
    if (kind != NODE_LIST)
        return;
    top->node->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    top->node->tight = cmark_node_get_list_tight(node) != 0;
    top->node->list.start = top->node->ordered ? cmark_node_get_list_start(node) : 0;
}

static void open_leaf(Builder *builder, cmark_node *node, NodeKind kind) {
    builder->leaf_line = cmark_node_get_start_line(node);
    builder->leaf_column = cmark_node_get_start_column(node);
    if (!builder->cells) {
        open_block(builder, node, kind);
        return;
    }
    const Pending *cell = &builder->cells[(builder->leaf_line - builder->skip_lines - 1) / 2];
    builder_push(builder, cell->node);
    builder->cell_begins = true;
}

/* A heading that ends in braces was meant to have attributes. */
static void check_heading(Builder *builder, const Node *heading) {
    const Node *last = heading->last;
    if (!last && !heading->attrs)
        REPORT_WARNING(builder->env, heading->span, STR("write its words behind the #, or take the # out"),
                       "the heading has no text");
    if (!last || last->kind != NODE_TEXT || !str_ends(last->text, STR("}")))
        return;
    size_t brace = last->text.length;
    while (brace > 0 && last->text.data[brace - 1] != '{')
        brace--;
    if (brace > 0 && (last->text.data[brace] == '#' || last->text.data[brace] == '.'))
        REPORT_WARNING(builder->env, heading->span, STR("attributes look like {#id .class key=value}"),
                       "the braces at the end of this heading are taken as text");
}

/* "[ ] text" or "[x] text" in a list: the item gets the class task, and done if it is ticked. */
static void take_task(Builder *builder, Node *paragraph) {
    Node *item = paragraph->parent, *first = paragraph->first;
    if (item->kind != NODE_ITEM || item->first != paragraph || !first || first->kind != NODE_TEXT)
        return;
    bool done = str_starts(first->text, STR("[x] ")) || str_starts(first->text, STR("[X] "));
    if (!done && !str_starts(first->text, STR("[ ] ")))
        return;
    first->text = str_slice(first->text, 4, first->text.length);
    Attrs *attrs = ARENA_NEW(builder->env->keep, Attrs);
    attributes_add_class(builder->env->keep, attrs, STR("task"));
    if (done)
        attributes_add_class(builder->env->keep, attrs, STR("done"));
    item->attrs = attributes_merge(builder->env->keep, attrs, item->attrs);
}

/* An item numbered anew is the first of another list, though cmark sees one; so are those behind it. */
static void part_list(Builder *builder, Node *item) {
    Node *list = item->parent;
    Node *other = doc_add(builder->env->keep, builder->doc, NULL, NODE_LIST, item->span);
    other->ordered = true;
    other->tight = list->tight;
    doc_insert_after(list, other);
    doc_detach(item);
    doc_append(other, item);
    for (size_t i = 0; i < builder->open_count; i++)
        if (builder->open[i].node == list)
            builder->open[i].node = other;
}

/* What an ordered item is written to be numbered with, in figures, where that is so. */
static int32_t written_number(const Builder *builder, const Node *item) {
    size_t offset = builder->lines[item->span.line - 1] + item->span.column - 1;
    double number = 0;
    str_number(str_slice(builder->source->text, offset, offset + LETTERS_LONGEST), &number);
    return (int32_t)number;
}

/* The first item of a list tells how all are numbered. */
static void number_list(Builder *builder, Node *item, char writing, int32_t number) {
    const Node *list = item->parent;
    int32_t expected = list->list.start;
    for (const Node *earlier = item->previous; earlier; earlier = earlier->previous)
        expected++;
    bool figures = writing == 0 && list->list.writing == 0;
    if (item->previous && !figures && (list->list.writing != writing || expected != number))
        part_list(builder, item);
    if (!item->previous) {
        item->parent->list.writing = writing;
        item->parent->list.start = number;
    }
}

static void take_letter(Builder *builder, Node *paragraph) {
    Node *item = paragraph->parent, *first = paragraph->first;
    bool begins = item && item->kind == NODE_ITEM && item->first == paragraph && item->parent->ordered;
    bool marked = begins && first && first->kind == NODE_TEXT && first->text.data[0] == MARK_LETTER;
    if (begins && !marked && item->parent->list.writing)
        number_list(builder, item, 0, written_number(builder, item));
    if (!marked)
        return;
    size_t end = str_find(first->text, MARK_LETTER_END);
    char writing = first->text.data[1];
    number_list(builder, item, writing, letters_value(writing, str_slice(first->text, 2, end)));
    first->text = str_slice(first->text, end + 1, first->text.length);
    if (first->text.length == 0)
        doc_detach(first);
}

/* Nothing is left of a paragraph of comments, or of a caption that only held its table's attributes. */
static void close_leaf(Builder *builder) {
    builder_flush_text(builder);
    Node *node = builder_top(builder)->node;
    builder_name_note(builder, node);
    take_letter(builder, node);
    builder_close(builder);
    builder->leaf_line = 0;
    if (node->kind == NODE_HEADING)
        check_heading(builder, node);
    if (node->kind == NODE_PARAGRAPH && !builder->cells)
        take_task(builder, node);
    if ((node->kind == NODE_PARAGRAPH || node->kind == NODE_CAPTION) && !node->first)
        doc_detach(node);
}

static void take_leaf(Builder *builder, cmark_node *node, bool entering, NodeKind kind) {
    if (entering)
        open_leaf(builder, node, kind);
    else
        close_leaf(builder);
}

static void take_container(Builder *builder, cmark_node *node, bool entering, NodeKind kind) {
    if (entering) {
        open_block(builder, node, kind);
        return;
    }
    builder_close_boxes(builder);
    const Open *top = builder_top(builder);
    Node *own = top->created ? top->node : NULL;
    builder_close(builder);
    if (own && own->kind == NODE_NOTE)
        builder_take_note(builder, own);
    else if (own && kind == NODE_LIST && !own->first)
        doc_detach(own); /* all that was in it were notes */
}

void builder_block(Builder *builder, cmark_node *node, bool entering) {
    cmark_node_type type = cmark_node_get_type(node);
    if (type != CMARK_NODE_HTML_BLOCK && !builder->cells)
        builder->table = NULL;
    switch (type) {
    case CMARK_NODE_BLOCK_QUOTE: take_container(builder, node, entering, NODE_QUOTE); break;
    case CMARK_NODE_LIST: take_container(builder, node, entering, NODE_LIST); break;
    case CMARK_NODE_ITEM:
        take_container(builder, node, entering, notes_begins(node) ? NODE_NOTE : NODE_ITEM);
        break;
    case CMARK_NODE_PARAGRAPH: take_leaf(builder, node, entering, NODE_PARAGRAPH); break;
    case CMARK_NODE_HEADING: take_leaf(builder, node, entering, NODE_HEADING); break;
    case CMARK_NODE_CODE_BLOCK: take_code_block(builder, node); break;
    case CMARK_NODE_THEMATIC_BREAK:
        builder_add(builder, NODE_RULE, builder_node_span(builder, node));
        break;
    case CMARK_NODE_HTML_BLOCK: take_html_block(builder, node); break;
    default: break;
    }
}
