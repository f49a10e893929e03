/*
 * pdf/tags.c - marked content gathered into the structure tree, and the tree as objects.
 *
 * The one idea: an element's kids are put in order only when it is printed, by merging two lists that are
 * in reading order already: its child elements, and the pieces of marked content, which know the place in
 * the document of what they show. Elements are printed straight into the file, so a large tree costs its
 * table only.
 */
#include "pdf/structure.h"

#include <stdlib.h>

enum { KEYS_IN_LEAF = 64 };

static const char *const TAGS[ROLE_COUNT] = {
    [ROLE_DOCUMENT] = "Document",
    [ROLE_SECT] = "Sect",
    [ROLE_DIV] = "Div",
    [ROLE_QUOTE] = "BlockQuote",
    [ROLE_CONTENTS] = "TOC",
    [ROLE_ENTRY] = "TOCI",
    [ROLE_LIST] = "L",
    [ROLE_ITEM] = "LI",
    [ROLE_TABLE] = "Table",
    [ROLE_HEAD] = "THead",
    [ROLE_BODY] = "TBody",
    [ROLE_ROW] = "TR",
    [ROLE_NOTE] = "Note",
    [ROLE_REFERENCE] = "Reference",
    [ROLE_LABEL] = "Lbl",
    [ROLE_ITEM_BODY] = "LBody",
    [ROLE_HEADER_CELL] = "TH",
    [ROLE_CELL] = "TD",
    [ROLE_PARAGRAPH] = "P",
    [ROLE_CODE] = "Code",
    [ROLE_FIGURE] = "Figure",
    [ROLE_CAPTION] = "Caption",
    [ROLE_LINK] = "Link",
    [ROLE_SPAN] = "Span",
    [ROLE_HEADING_1] = "H1",
    [ROLE_HEADING_1 + 1] = "H2",
    [ROLE_HEADING_1 + 2] = "H3",
    [ROLE_HEADING_1 + 3] = "H4",
    [ROLE_HEADING_1 + 4] = "H5",
    [ROLE_HEADING_6] = "H6",
};

const char *structure_tag(const Structure *structure, uint32_t element) {
    return TAGS[structure->elements[element].role];
}

/* Pages come in order and so does most of their text; only what a layout moved is looked for. */
static void insert_mark(Structure *structure, uint32_t index) {
    Mark *marks = structure->marks, *mark = &marks[index - 1];
    Element *element = &structure->elements[mark->element];
    if (element->last_mark && marks[element->last_mark - 1].order <= mark->order) {
        marks[element->last_mark - 1].next = index;
        element->last_mark = index;
        return;
    }
    uint32_t *link = &element->first_mark;
    while (*link && marks[*link - 1].order <= mark->order)
        link = &marks[*link - 1].next;
    mark->next = *link;
    *link = index;
    if (!mark->next)
        element->last_mark = index;
}

void structure_begin_page(Structure *structure, uint32_t page) {
    structure->page_marks[page] = (uint32_t)structure->mark_count;
}

uint32_t structure_mark(Writer *writer, uint32_t element, uint32_t page, NodeId node) {
    Structure *structure = writer->structure;
    Mark mark = {element, page, structure->order[node], 0};
    LIST_PUSH(writer->arena, structure->marks, structure->mark_count, structure->mark_capacity, mark);
    insert_mark(structure, (uint32_t)structure->mark_count);
    return (uint32_t)structure->mark_count - 1 - structure->page_marks[page];
}

void structure_add_box(Structure *structure, uint32_t element, Box box) {
    Element *figure = &structure->elements[element];
    if (figure->box || figure->role != ROLE_FIGURE)
        return;
    Arena *arena = structure->writer->arena;
    LIST_PUSH(arena, structure->boxes, structure->box_count, structure->box_capacity, box);
    figure->box = (uint32_t)structure->box_count;
}

const char *structure_numbering(Numbering numbering) {
    static const char *const names[] = {
        [NUMBERING_NONE] = "None",
        [NUMBERING_DISC] = "Disc",
        [NUMBERING_DECIMAL] = "Decimal",
        [NUMBERING_UPPER_ROMAN] = "UpperRoman",
        [NUMBERING_LOWER_ROMAN] = "LowerRoman",
        [NUMBERING_UPPER_ALPHA] = "UpperAlpha",
        [NUMBERING_LOWER_ALPHA] = "LowerAlpha",
    };
    return names[numbering];
}

static void print_page(const Structure *structure, uint32_t page, Buffer *out) {
    buffer_add(out, STR("/Pg "));
    syntax_reference(out, structure->writer->first_page + page);
}

static uint32_t home_page(const Structure *structure, const Element *element) {
    return element->first_mark ? structure->marks[element->first_mark - 1].page : UINT32_MAX;
}

static void print_mark(const Structure *structure, const Mark *mark, uint32_t home, Buffer *out) {
    int64_t content = mark - structure->marks - structure->page_marks[mark->page];
    if (mark->page == home) {
        syntax_integer(out, content);
        return;
    }
    buffer_add(out, STR("<</Type/MCR"));
    print_page(structure, mark->page, out);
    buffer_add(out, STR("/MCID "));
    syntax_integer(out, content);
    buffer_add(out, STR(">>"));
}

static void print_links(const Structure *structure, const Element *element, Buffer *out) {
    const LinkArea *links = structure->writer->links;
    for (uint32_t index = element->first_link; index; index = links[index - 1].next) {
        buffer_add(out, STR(" <</Type/OBJR/Obj "));
        syntax_reference(out, structure->writer->first_link + index - 1);
        print_page(structure, links[index - 1].page, out);
        buffer_add(out, STR(">>"));
    }
}

static void print_kids(const Structure *structure, const Element *element, Buffer *out) {
    uint32_t mark = element->first_mark, child = element->first_child;
    uint32_t home = home_page(structure, element);
    if (!mark && !child && !element->first_link)
        return;
    buffer_add(out, STR("/K["));
    while (mark || child) {
        const Mark *content = mark ? &structure->marks[mark - 1] : NULL;
        const Element *below = &structure->elements[child];
        bool content_first = content && (!child || content->order <= structure->order[below->node]);
        if (content_first) {
            print_mark(structure, content, home, out);
            mark = content->next;
        } else {
            syntax_reference(out, structure->first_object + child - 1);
            child = below->next;
        }
        if (mark || child)
            buffer_add_byte(out, ' ');
    }
    print_links(structure, element, out);
    buffer_add_byte(out, ']');
}

static void print_figure(const Structure *structure, const Element *element, Buffer *out) {
    const Node *node = structure->writer->doc->nodes[element->node];
    buffer_add(out, STR("/Alt"));
    syntax_text(out, str_trim(node->picture.alt));
    if (element->box == 0)
        return;
    buffer_add(out, STR("/A<</O/Layout/Placement/Block/BBox"));
    syntax_rectangle(out, structure->boxes[element->box - 1]);
    buffer_add(out, STR(">>"));
}

static void print_language(const Structure *structure, const Node *node, Buffer *out) {
    for (size_t i = 0; node->attrs && i < node->attrs->field_count; i++) {
        const Field *field = &node->attrs->fields[i];
        if (!str_equal_c(field->key, "lang") || field->value.length == 0)
            continue;
        buffer_add(out, STR("/Lang"));
        syntax_bytes(out, syntax_language(structure->writer->arena, field->value));
        return;
    }
}

/* doc/ has given every note an id that nothing else has. */
static void print_id(const Node *node, Buffer *out) {
    buffer_add(out, STR("/ID"));
    syntax_bytes(out, node->attrs ? node->attrs->id : (Str){0});
}

static void print_attributes(const Structure *structure, const Element *element, Buffer *out) {
    const Node *node = structure->writer->doc->nodes[element->node];
    if (!element->primary)
        return;
    print_language(structure, node, out);
    if (element->role == ROLE_FIGURE)
        print_figure(structure, element, out);
    else if (element->role == ROLE_LIST)
        buffer_format(out, "/A<</O/List/ListNumbering/%s>>", structure_numbering(element->numbering));
    else if (element->role == ROLE_NOTE)
        print_id(node, out);
    else if (element->role == ROLE_HEADER_CELL || element->role == ROLE_CELL)
        cells_print(structure, element, out);
}

static void print_element(const void *owner, uint32_t index, Buffer *out) {
    const Structure *structure = owner;
    const Element *element = &structure->elements[index + 1];
    uint32_t root = structure->first_object + structure->element_count;
    buffer_add(out, STR("/S/"));
    buffer_add_c(out, TAGS[element->role]);
    buffer_add(out, STR("/P "));
    syntax_reference(out, element->parent ? structure->first_object + element->parent - 1 : root);
    if (element->first_mark)
        print_page(structure, home_page(structure, element), out);
    print_attributes(structure, element, out);
    print_kids(structure, element, out);
}

static uint32_t key_count(const Structure *structure) {
    return (uint32_t)structure->writer->pages->count + structure->linked;
}

/* For a page the elements of its marks in order, for a link its element. */
static void print_key(const Structure *structure, uint32_t key, Buffer *out) {
    uint32_t pages = (uint32_t)structure->writer->pages->count;
    syntax_integer(out, key);
    if (key >= pages) {
        buffer_add_byte(out, ' ');
        syntax_reference(out, structure->first_object + structure->link_elements[key - pages] - 1);
        return;
    }
    buffer_add_byte(out, '[');
    for (uint32_t i = structure->page_marks[key]; i < structure->page_marks[key + 1]; i++) {
        if (i > structure->page_marks[key])
            buffer_add_byte(out, ' ');
        syntax_reference(out, structure->first_object + structure->marks[i].element - 1);
    }
    buffer_add_byte(out, ']');
}

static void print_leaf(const void *owner, uint32_t index, Buffer *out) {
    const Structure *structure = owner;
    uint32_t from = index * KEYS_IN_LEAF, end = from + KEYS_IN_LEAF;
    if (end > key_count(structure))
        end = key_count(structure);
    buffer_format(out, "/Limits[%u %u]/Nums[", (unsigned)from, (unsigned)(end - 1));
    for (uint32_t key = from; key < end; key++) {
        print_key(structure, key, out);
        buffer_add_byte(out, '\n');
    }
    buffer_add_byte(out, ']');
}

typedef struct Identified {
    Str id;
    uint32_t element;
} Identified;

static int compare_ids(const void *a, const void *b) {
    return str_compare(((const Identified *)a)->id, ((const Identified *)b)->id);
}

static Str element_id(const Structure *structure, const Element *element) {
    const Node *node = structure->writer->doc->nodes[element->node];
    if (element->role == ROLE_NOTE && node->attrs)
        return node->attrs->id;
    bool head = element->role == ROLE_HEADER_CELL && element->named;
    return head ? cells_id(structure->writer->arena, node) : (Str){0};
}

/* ISO 32000-1, 14.7.2: elements by their ids. */
static void print_ids(const Structure *structure, Buffer *out) {
    Arena *arena = structure->writer->arena;
    Identified *all = NULL;
    size_t count = 0, capacity = 0;
    for (uint32_t i = 1; i <= structure->element_count; i++) {
        Str id = element_id(structure, &structure->elements[i]);
        if (id.length > 0)
            LIST_PUSH(arena, all, count, capacity, ((Identified){id, i}));
    }
    if (count == 0)
        return;
    qsort(all, count, sizeof *all, compare_ids);
    buffer_add(out, STR("/IDTree<</Names["));
    for (size_t i = 0; i < count; i++) {
        syntax_bytes(out, all[i].id);
        syntax_reference(out, structure->first_object + all[i].element - 1);
    }
    buffer_add(out, STR("]>>"));
}

static void print_root(const void *owner, uint32_t index, Buffer *out) {
    const Structure *structure = owner;
    buffer_add(out, STR("/Type/StructTreeRoot/K["));
    syntax_reference(out, structure->first_object + index);
    buffer_format(out, "]/ParentTreeNextKey %u/ParentTree<</Kids[", (unsigned)key_count(structure));
    for (uint32_t i = 0; i < structure->leaf_count; i++) {
        if (i > 0)
            buffer_add_byte(out, ' ');
        syntax_reference(out, structure->first_leaf + i);
    }
    buffer_add(out, STR("]>>"));
    print_ids(structure, out);
}

/* Gives each link that belongs to an element its key, and the element its links. */
static void connect_links(Writer *writer) {
    Structure *structure = writer->structure;
    uint32_t pages = (uint32_t)writer->pages->count;
    structure->link_elements = ARENA_ARRAY(writer->arena, uint32_t, writer->link_count);
    for (size_t i = 0; i < writer->link_count; i++) {
        LinkArea *link = &writer->links[i];
        link->key = pages + structure->linked;
        structure->link_elements[structure->linked++] = link->element;
        uint32_t *last = &structure->elements[link->element].first_link;
        while (*last)
            last = &writer->links[*last - 1].next;
        *last = (uint32_t)i + 1;
    }
}

void structure_write(Writer *writer) {
    Structure *structure = writer->structure;
    structure_begin_page(structure, (uint32_t)writer->pages->count);
    connect_links(writer);
    Objects *objects = writer->objects;
    structure->leaf_count = (key_count(structure) + KEYS_IN_LEAF - 1) / KEYS_IN_LEAF;
    uint32_t count = structure->element_count;
    structure->first_object = objects_add_series(objects, count, print_element, structure);
    uint32_t root = objects_add_series(objects, 1, print_root, structure);
    structure->first_leaf = objects_add_series(objects, structure->leaf_count, print_leaf, structure);
    buffer_add(&writer->catalog, STR("/MarkInfo<</Marked true>>/StructTreeRoot "));
    syntax_reference(&writer->catalog, root);
}
