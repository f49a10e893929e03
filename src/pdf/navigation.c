/*
 * pdf/navigation.c - named destinations, the outline, and page labels.
 *
 * The one idea: all three are read off the anchors. A heading that stands on no page is in no outline, and
 * a name exists if and only if its place does.
 */
#include "pdf/writer.h"

#include <stdlib.h>

enum { NAMES_IN_LEAF = 32, OPEN_DEPTH = 2 }; /* entries to this depth show what is below them */

typedef struct Name {
    Str text;
    const Anchor *anchor;
} Name;
typedef struct Names {
    const Writer *writer;
    const Name *names;
    uint32_t count;
} Names;

typedef struct Bookmark {
    const Node *section;
    const Anchor *anchor;
    uint32_t parent, previous, next, first, last; /* index + 1; parent 0: the outline itself */
    uint32_t depth;                               /* from 1 */
    uint32_t shown;                               /* entries below it that show while it is open */
} Bookmark;

typedef struct Outline {
    const Writer *writer;
    Bookmark *marks;      /* [0] stands for the outline itself */
    uint32_t count;       /* without that */
    uint32_t root, first; /* object numbers */
} Outline;

void navigation_collect(Writer *writer) {
    const Pages *pages = writer->pages;
    writer->anchors = ARENA_ARRAY(writer->arena, uint32_t, writer->doc->node_count + 1);
    for (size_t i = pages->anchor_count; i-- > 0;)
        if (pages->anchors[i].node < writer->doc->node_count && pages->anchors[i].page < pages->count)
            writer->anchors[pages->anchors[i].node] = (uint32_t)i + 1;
}

static const Anchor *anchor_of(const Writer *writer, const Node *node) {
    uint32_t index = node && node->id < writer->doc->node_count ? writer->anchors[node->id] : 0;
    return index ? &writer->pages->anchors[index - 1] : NULL;
}

/* The section that a heading opens, or NULL. */
static const Node *opened_section(const Node *node) {
    bool opens = node->kind == NODE_HEADING && node->parent && node->parent->kind == NODE_SECTION;
    return opens && doc_heading(node->parent) == node ? node->parent : NULL;
}

const Anchor *navigation_anchor(const Writer *writer, const Node *node) {
    const Anchor *anchor = anchor_of(writer, node);
    if (anchor)
        return anchor;
    return anchor_of(writer, node->kind == NODE_SECTION ? doc_heading(node) : opened_section(node));
}

Str navigation_name(const Node *node) {
    const Node *section = opened_section(node);
    if (node->attrs && node->attrs->id.length > 0)
        return node->attrs->id;
    return section && section->attrs ? section->attrs->id : (Str){0};
}

void navigation_print(const Writer *writer, const Anchor *anchor, Buffer *out) {
    const Page *page = &writer->pages->pages[anchor->page];
    buffer_add_byte(out, '[');
    syntax_reference(out, writer->first_page + anchor->page);
    buffer_add(out, STR("/XYZ "));
    syntax_numbers(out, (double[]){anchor->x, page->height - anchor->y}, 2);
    buffer_add(out, STR(" null]"));
}

/* ---- names ------------------------------------------------------------------------------------ */

static int compare_names(const void *a, const void *b) {
    const Name *left = a, *right = b;
    int order = str_compare(left->text, right->text);
    return order ? order : (left->anchor > right->anchor) - (left->anchor < right->anchor);
}

static void print_name_leaf(const void *owner, uint32_t index, Buffer *out) {
    const Names *names = owner;
    uint32_t from = index * NAMES_IN_LEAF, end = from + NAMES_IN_LEAF;
    if (end > names->count)
        end = names->count;
    buffer_add(out, STR("/Limits["));
    syntax_bytes(out, names->names[from].text);
    syntax_bytes(out, names->names[end - 1].text);
    buffer_add(out, STR("]/Names["));
    for (uint32_t i = from; i < end; i++) {
        syntax_bytes(out, names->names[i].text);
        navigation_print(names->writer, names->names[i].anchor, out);
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, ']');
}

/* Sorted; the first place of a name counts. */
static Names *sorted_names(Writer *writer) {
    const Pages *pages = writer->pages;
    Names *names = ARENA_NEW(writer->arena, Names);
    Name *list = ARENA_ARRAY(writer->arena, Name, pages->anchor_count);
    size_t count = 0;
    for (size_t i = 0; i < pages->anchor_count; i++) {
        const Anchor *anchor = &pages->anchors[i];
        bool known = anchor->node > 0 && anchor->node < writer->doc->node_count;
        bool placed = known && anchor->page < pages->count;
        Str text = placed ? navigation_name(writer->doc->nodes[anchor->node]) : (Str){0};
        if (text.length > 0)
            list[count++] = (Name){text, anchor};
    }
    qsort(list, count, sizeof *list, compare_names);
    *names = (Names){writer, list, 0};
    for (size_t i = 0; i < count; i++)
        if (names->count == 0 || !str_equal(list[i].text, list[names->count - 1].text))
            list[names->count++] = list[i];
    return names;
}

static void write_names(Writer *writer) {
    Names *names = sorted_names(writer);
    if (names->count == 0)
        return;
    uint32_t leaves = (names->count + NAMES_IN_LEAF - 1) / NAMES_IN_LEAF;
    uint32_t first = objects_add_series(writer->objects, leaves, print_name_leaf, names);
    Buffer *out = &writer->catalog;
    buffer_add(out, STR("/Names<</Dests<</Kids["));
    for (uint32_t i = 0; i < leaves; i++) {
        syntax_reference(out, first + i);
        buffer_add_byte(out, '\n');
    }
    buffer_add(out, STR("]>>>>"));
}

/* ---- outline ---------------------------------------------------------------------------------- */

static void print_relation(const Outline *outline, const char *key, uint32_t mark, Buffer *out) {
    if (mark == 0)
        return;
    buffer_add_c(out, key);
    syntax_reference(out, outline->first + mark - 1);
}

static void print_bookmark(const void *owner, uint32_t index, Buffer *out) {
    const Outline *outline = owner;
    const Writer *writer = outline->writer;
    const Bookmark *mark = &outline->marks[index + 1];
    buffer_add(out, STR("/Title"));
    syntax_text(out, mark->anchor->title);
    buffer_add(out, STR("/Parent "));
    syntax_reference(out, mark->parent ? outline->first + mark->parent - 1 : outline->root);
    print_relation(outline, "/Prev ", mark->previous, out);
    print_relation(outline, "/Next ", mark->next, out);
    print_relation(outline, "/First ", mark->first, out);
    print_relation(outline, "/Last ", mark->last, out);
    if (mark->shown > 0) {
        buffer_add(out, STR("/Count "));
        syntax_integer(out, mark->depth <= OPEN_DEPTH ? (int64_t)mark->shown : -(int64_t)mark->shown);
    }
    Str name = navigation_name(mark->section);
    buffer_add(out, STR("/Dest"));
    if (name.length > 0)
        syntax_bytes(out, name);
    else
        navigation_print(writer, mark->anchor, out);
}

static void print_outline(const void *owner, uint32_t index, Buffer *out) {
    const Outline *outline = owner;
    (void)index;
    buffer_format(out, "/Type/Outlines/Count %u", (unsigned)outline->marks[0].shown);
    print_relation(outline, "/First ", outline->marks[0].first, out);
    print_relation(outline, "/Last ", outline->marks[0].last, out);
}

/* The bookmark that the next one hangs from: the last one whose section is around it. */
static uint32_t enclosing(const Outline *outline, const Node *section) {
    uint32_t mark = outline->count;
    while (mark) {
        const Bookmark *at = &outline->marks[mark];
        bool inside = false;
        for (const Node *node = section->parent; node && !inside; node = node->parent)
            inside = node == at->section;
        if (inside)
            return mark;
        mark = at->parent;
    }
    return 0;
}

static void add_bookmark(Outline *outline, const Node *section, const Anchor *anchor) {
    uint32_t parent = enclosing(outline, section), index = outline->count + 1;
    Bookmark *above = &outline->marks[parent];
    outline->marks[index] = (Bookmark){.section = section, .anchor = anchor, .parent = parent};
    outline->marks[index].depth = above->depth + 1;
    outline->marks[index].previous = above->last;
    if (above->last)
        outline->marks[above->last].next = index;
    else
        above->first = index;
    above->last = index;
    outline->count = index;
}

static void count_shown(Outline *outline) {
    for (uint32_t i = outline->count; i > 0; i--) {
        const Bookmark *mark = &outline->marks[i];
        outline->marks[mark->parent].shown += 1 + (mark->depth <= OPEN_DEPTH ? mark->shown : 0);
    }
}

static void write_outline(Writer *writer) {
    const Doc *doc = writer->doc;
    Outline *outline = ARENA_NEW(writer->arena, Outline);
    outline->writer = writer;
    outline->marks = ARENA_ARRAY(writer->arena, Bookmark, writer->pages->anchor_count + 1);
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        const Node *heading = node->kind == NODE_SECTION ? doc_heading(node) : NULL;
        const Anchor *anchor = heading ? navigation_anchor(writer, heading) : NULL;
        if (anchor)
            add_bookmark(outline, node, anchor);
    }
    if (outline->count == 0)
        return;
    count_shown(outline);
    outline->root = objects_add_series(writer->objects, 1, print_outline, outline);
    outline->first = objects_add_series(writer->objects, outline->count, print_bookmark, outline);
    writer->first_outline = outline->root;
    writer->outline_end = outline->first + outline->count;
    buffer_add(&writer->catalog, STR("/PageMode/UseOutlines/Outlines "));
    syntax_reference(&writer->catalog, outline->root);
}

void navigation_write(Writer *writer) {
    write_names(writer);
    write_outline(writer);
    labels_write(writer);
}
