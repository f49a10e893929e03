/*
 * doc/tree.c - making, moving and walking nodes, and asking them simple things.
 *
 * The one idea: a node knows its parent and both neighbours, so every walk is a loop. Nothing in this
 * folder calls itself, however deep the author nested.
 */
#include "doc/doc.h"

Doc *doc_new(Arena *arena) {
    Doc *doc = ARENA_NEW(arena, Doc);
    LIST_PUSH(arena, doc->nodes, doc->node_count, doc->node_capacity, NULL);
    doc->meta.language = STR("da");
    doc->root = doc_add(arena, doc, NULL, NODE_DOCUMENT, (Span){0});
    return doc;
}

Node *doc_add(Arena *arena, Doc *doc, Node *parent, NodeKind kind, Span span) {
    Node *node = ARENA_NEW(arena, Node);
    node->kind = (uint8_t)kind;
    node->span = span;
    node->id = doc->node_count;
    LIST_PUSH(arena, doc->nodes, doc->node_count, doc->node_capacity, node);
    if (parent)
        doc_append(parent, node);
    return node;
}

void doc_detach(Node *node) {
    Node *parent = node->parent;
    if (!parent)
        return;
    if (node->previous)
        node->previous->next = node->next;
    else
        parent->first = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else
        parent->last = node->previous;
    node->parent = node->previous = node->next = NULL;
}

void doc_append(Node *parent, Node *child) {
    child->parent = parent;
    child->previous = parent->last;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void doc_insert_after(Node *before, Node *node) {
    node->parent = before->parent;
    node->previous = before;
    node->next = before->next;
    if (node->next)
        node->next->previous = node;
    else
        node->parent->last = node;
    before->next = node;
}

Node *doc_next(const Node *node, const Node *root) {
    if (node->first)
        return node->first;
    while (node && node != root) {
        if (node->next)
            return node->next;
        node = node->parent;
    }
    return NULL;
}

bool doc_is_inline(const Node *node) {
    return node->kind >= NODE_TEXT;
}

bool doc_has_class(const Node *node, Str name) {
    for (size_t i = 0; node->attrs && i < node->attrs->class_count; i++)
        if (str_equal(node->attrs->classes[i], name))
            return true;
    return false;
}

static const Field *find_field(const Field *fields, size_t count, Str key) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(fields[i].key, key))
            return &fields[i];
    return NULL;
}

/* The attribute where it is nearest, or NULL. */
static const Field *find_nearest_field(const Node *node, Str key) {
    const Field *found = NULL;
    for (; node && !found; node = node->parent)
        if (node->attrs)
            found = find_field(node->attrs->fields, node->attrs->field_count, key);
    return found;
}

Str doc_field(const Doc *doc, const Node *node, Str key) {
    const Field *found = find_nearest_field(node, key);
    if (!found)
        found = find_field(doc->meta.fields, doc->meta.field_count, key);
    return found ? found->value : (Str){0};
}

Str doc_language(const Doc *doc, const Node *node) {
    const Field *found = find_nearest_field(node, STR("lang"));
    return found && found->value.length ? found->value : doc->meta.language;
}

Span doc_span(const Node *node) {
    while (node && node->span.file == 0)
        node = node->parent;
    return node ? node->span : (Span){0};
}

const Node *doc_section(const Node *node) {
    while (node && node->kind != NODE_SECTION)
        node = node->parent;
    return node;
}

const Node *doc_heading(const Node *section) {
    const Node *first = section ? section->first : NULL;
    return section && section->kind == NODE_SECTION && first && first->kind == NODE_HEADING ? first : NULL;
}

Str doc_element(const Node *node) {
    static const Str headings[] = {
        STR_INIT("h1"), STR_INIT("h2"), STR_INIT("h3"), STR_INIT("h4"), STR_INIT("h5"), STR_INIT("h6"),
    };
    static const Str entries[] = {
        STR_INIT("toc1"), STR_INIT("toc2"), STR_INIT("toc3"),
        STR_INIT("toc4"), STR_INIT("toc5"), STR_INIT("toc6"),
    };
    static const Str names[NODE_KIND_COUNT] = {
        [NODE_DOCUMENT] = STR_INIT("document"),
        [NODE_SECTION] = STR_INIT("section"),
        [NODE_BOX] = STR_INIT("box"),
        [NODE_PARAGRAPH] = STR_INIT("p"),
        [NODE_QUOTE] = STR_INIT("blockquote"),
        [NODE_LIST] = STR_INIT("ul"),
        [NODE_ITEM] = STR_INIT("li"),
        [NODE_CODE_BLOCK] = STR_INIT("pre"),
        [NODE_RULE] = STR_INIT("hr"),
        [NODE_TABLE] = STR_INIT("table"),
        [NODE_ROW] = STR_INIT("tr"),
        [NODE_CELL] = STR_INIT("td"),
        [NODE_FIGURE] = STR_INIT("figure"),
        [NODE_CAPTION] = STR_INIT("figcaption"),
        [NODE_NOTE] = STR_INIT("note"),
        [NODE_CONTENTS] = STR_INIT("toc"),
        [NODE_ENTRY] = STR_INIT("toc1"),
        [NODE_TEXT] = STR_INIT("text"),
        [NODE_EMPHASIS] = STR_INIT("em"),
        [NODE_STRONG] = STR_INIT("strong"),
        [NODE_CODE] = STR_INIT("code"),
        [NODE_LINK] = STR_INIT("a"),
        [NODE_PICTURE] = STR_INIT("img"),
        [NODE_LINE_BREAK] = STR_INIT("br"),
        [NODE_SPAN] = STR_INIT("span"),
        [NODE_NOTE_REFERENCE] = STR_INIT("noteref"),
    };
    size_t level = node->level >= 1 && node->level <= 6 ? node->level - 1 : 0;
    if (node->kind == NODE_HEADING)
        return headings[level];
    if (node->kind == NODE_ENTRY)
        return entries[level];
    if (node->kind == NODE_LIST && node->ordered)
        return STR("ol");
    if (node->kind == NODE_CELL && node->header)
        return STR("th");
    if (node->kind == NODE_CAPTION && node->parent && node->parent->kind == NODE_TABLE)
        return STR("caption");
    return names[node->kind];
}
