/*
 * doc/dump.c - the tree as text, for tests and for whoever wonders what was understood.
 *
 * The one idea: one node a line, indented by depth, as `kind details #id .class key="value"`.
 */
#include "doc/doc.h"

static const char *const kind_names[NODE_KIND_COUNT] = {
    [NODE_DOCUMENT] = "document", [NODE_SECTION] = "section",     [NODE_BOX] = "box",
    [NODE_HEADING] = "heading",   [NODE_PARAGRAPH] = "paragraph", [NODE_QUOTE] = "quote",
    [NODE_LIST] = "list",         [NODE_ITEM] = "item",           [NODE_CODE_BLOCK] = "code-block",
    [NODE_RULE] = "rule",         [NODE_TABLE] = "table",         [NODE_ROW] = "row",
    [NODE_CELL] = "cell",         [NODE_FIGURE] = "figure",       [NODE_CAPTION] = "caption",
    [NODE_CONTENTS] = "contents", [NODE_ENTRY] = "entry",         [NODE_TEXT] = "text",
    [NODE_EMPHASIS] = "emphasis", [NODE_STRONG] = "strong",       [NODE_CODE] = "code",
    [NODE_LINK] = "link",         [NODE_PICTURE] = "picture",     [NODE_LINE_BREAK] = "line-break",
    [NODE_SPAN] = "span",         [NODE_NOTE] = "note",           [NODE_NOTE_REFERENCE] = "note-reference",
};

static void add_quoted(Buffer *out, Str text) {
    buffer_add_byte(out, '"');
    buffer_add_escaped(out, text);
    buffer_add_byte(out, '"');
}

static void add_attrs(Buffer *out, const Attrs *attrs) {
    if (!attrs)
        return;
    if (attrs->id.length > 0)
        buffer_format(out, " #%.*s", STR_ARGS(attrs->id));
    for (size_t i = 0; i < attrs->class_count; i++)
        buffer_format(out, " .%.*s", STR_ARGS(attrs->classes[i]));
    for (size_t i = 0; i < attrs->field_count; i++) {
        buffer_format(out, " %.*s=", STR_ARGS(attrs->fields[i].key));
        add_quoted(out, attrs->fields[i].value);
    }
}

static void add_target(Buffer *out, const Node *target) {
    const Node *named = target->kind == NODE_HEADING && !target->attrs ? target->parent : target;
    buffer_add_c(out, " -> ");
    buffer_add(out, named->attrs ? named->attrs->id : STR("?"));
}

static void add_link(Buffer *out, const Node *node) {
    if (node->link.target) {
        add_target(out, node->link.target);
        return;
    }
    buffer_add_byte(out, ' ');
    add_quoted(out, node->link.url);
}

static void add_picture(Buffer *out, const Node *node) {
    const Picture *picture = node->picture.picture;
    buffer_add_byte(out, ' ');
    add_quoted(out, node->picture.alt);
    if (!picture) {
        buffer_add_c(out, " missing");
        return;
    }
    buffer_format(out, " %ux%u %s", (unsigned)picture->width, (unsigned)picture->height,
                  picture->jpeg ? "jpeg" : "samples");
    buffer_format(out, " components=%u%s%s", (unsigned)picture->components,
                  picture->alpha.length ? " alpha" : "", picture->inverted ? " inverted" : "");
}

static void add_list(Buffer *out, const Node *node) {
    if (node->ordered)
        buffer_format(out, " from %d", (int)node->list.start);
    if (node->ordered && node->list.writing)
        buffer_format(out, " as %c", node->list.writing);
    if (node->tight)
        buffer_add_c(out, " tight");
}

static void add_cell(Buffer *out, const Node *node) {
    static const char *const aligns[] = {"", " left", " center", " right"};
    buffer_add_c(out, aligns[node->align]);
    if (node->header)
        buffer_add_c(out, " header");
    if (node->kind == NODE_CELL && node->cell.joined)
        buffer_format(out, " columns=%u", (unsigned)node->cell.joined + 1);
}

static void add_details(Buffer *out, const Node *node) {
    switch (node->kind) {
    case NODE_SECTION:
    case NODE_HEADING:
    case NODE_ENTRY: buffer_format(out, " %u", (unsigned)node->level); break;
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_CODE_BLOCK:
        buffer_add_byte(out, ' ');
        add_quoted(out, node->text);
        break;
    case NODE_LIST: add_list(out, node); break;
    case NODE_ROW:
    case NODE_CELL: add_cell(out, node); break;
    case NODE_TABLE: buffer_format(out, " columns=%u", (unsigned)node->table.columns); break;
    case NODE_PICTURE: add_picture(out, node); break;
    case NODE_NOTE: buffer_format(out, " %u", (unsigned)node->note.number); break;
    default: break;
    }
    if (node->kind == NODE_LINK || node->kind == NODE_ENTRY || node->kind == NODE_NOTE_REFERENCE)
        add_link(out, node);
}

static void add_tree(Buffer *out, const Node *root) {
    size_t depth = 0;
    for (const Node *node = root; node;) {
        for (size_t i = 0; i < depth; i++)
            buffer_add_c(out, "  ");
        buffer_add_c(out, kind_names[node->kind]);
        add_details(out, node);
        add_attrs(out, node->attrs);
        buffer_add_byte(out, '\n');
        const Node *next = doc_next(node, root);
        if (next && next->parent == node)
            depth++;
        for (const Node *at = node; next && next->parent != node && at->parent != next->parent;
             at = at->parent)
            depth--;
        node = next;
    }
}

Str doc_dump(Arena *arena, const Doc *doc) {
    Buffer out = buffer_new(arena);
    add_tree(&out, doc->root);
    if (doc->contents && doc->contents->first)
        add_tree(&out, doc->contents);
    return buffer_str(&out);
}
