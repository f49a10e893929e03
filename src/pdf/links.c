/*
 * pdf/links.c - link annotations. In a head that is only said again, a link is none.
 *
 * The one idea: a link inside leads to a name wherever its target has one, so that it still leads there
 * when pages are taken out of the file or put together anew.
 */
#include "pdf/structure.h"

/* 0: there is none, or the area lies inside another link. */
static uint32_t link_element(const Structure *structure, NodeId node) {
    if (node == 0 || node >= structure->writer->doc->node_count)
        return 0;
    uint32_t element = structure->content[node];
    if (structure->elements[element].role == ROLE_REFERENCE)
        return 0;
    for (uint32_t at = element; at; at = structure->elements[at].parent)
        if (structure->elements[at].role == ROLE_LINK)
            return at;
    return element;
}

void links_add(Writer *writer, const Item *item, uint32_t page) {
    bool outside = !item->link.target && item->link.url.length > 0;
    bool inside = item->link.target && navigation_anchor(writer, item->link.target);
    if (!outside && !inside)
        return;
    LinkArea area = {.item = item, .page = page, .element = link_element(writer->structure, item->node)};
    if (!area.element)
        return;
    LIST_PUSH(writer->arena, writer->links, writer->link_count, writer->link_capacity, area);
}

static void print_target(const Writer *writer, const Item *item, Buffer *out) {
    if (!item->link.target) {
        buffer_add(out, STR("/A<</S/URI/URI"));
        syntax_uri(out, item->link.url);
        buffer_add(out, STR(">>"));
        return;
    }
    Str name = navigation_name(item->link.target);
    buffer_add(out, STR("/Dest"));
    if (name.length > 0)
        syntax_bytes(out, name);
    else
        navigation_print(writer, navigation_anchor(writer, item->link.target), out);
}

/* What is read out for the area: the link's words, or the note's; else where it goes. */
static void print_contents(const Writer *writer, const Item *item, Buffer *out) {
    ArenaMark mark = arena_mark(writer->env->scratch);
    const Node *node = item->node < writer->doc->node_count ? writer->doc->nodes[item->node] : NULL;
    if (node && node->kind == NODE_NOTE_REFERENCE)
        node = node->link.target;
    while (node && node->parent && doc_is_inline(node) && node->kind != NODE_LINK)
        node = node->parent;
    Str text = node ? doc_text(writer->env->scratch, node) : (Str){0};
    if (text.length == 0 && item->link.target)
        text = doc_text(writer->env->scratch, item->link.target);
    buffer_add(out, STR("/Contents"));
    syntax_text(out, text.length > 0 ? text : item->link.url);
    arena_reset(writer->env->scratch, mark);
}

static void print_link(const void *owner, uint32_t index, Buffer *out) {
    const Writer *writer = owner;
    const LinkArea *link = &writer->links[index];
    Box box = link->item->box;
    box.y = writer->pages->pages[link->page].height - box.y - box.h;
    buffer_add(out, STR("/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect"));
    syntax_rectangle(out, box);
    print_contents(writer, link->item, out);
    print_target(writer, link->item, out);
    buffer_add(out, STR("/StructParent "));
    syntax_integer(out, link->key);
}

void links_write(Writer *writer) {
    uint32_t count = (uint32_t)writer->link_count;
    writer->first_link = objects_add_series(writer->objects, count, print_link, writer);
}
