/*
 * pdf/structure.c - which elements the structure tree has, and which of them a node's content belongs to.
 *
 * The one idea: the tree follows the document, never the pages. A node has two elements: the one that its
 * own content belongs to, and the one that its children's elements hang from. They differ only where PDF
 * wants elements between (a list item's label and body, a table's head, a contents line's link); a node
 * that is no element, such as emphasis, hands on those of its parent.
 */
#include "pdf/structure.h"

enum {
    ELEMENTS_PER_NODE = 4, /* at most, with a group before it */
    SHOWN = 1,             /* the node, or one inside it, stands on a page */
    OWN_TEXT = 2,          /* text items carry this very node */
};

typedef struct Builder {
    Structure *structure;
    const Doc *doc;
    uint8_t *states;   /* by NodeId */
    uint8_t levels[6]; /* of the headings around this place, as the author wrote them */
    uint32_t depth;
    const Node *begun;   /* the last child of the root that has begun on the pages looked at */
    uint8_t *numberings; /* by NodeId of a list: as its first label shows */
    bool irregular;      /* the table around this place */
    size_t text_count;
    uint32_t *inside;    /* by NodeId: the first text of the layout in a section, index + 1 */
    uint32_t *beside;    /* by text: the next one in its section, index + 1 */
    const Node **behind; /* by the layout's texts, then the contents: what they follow; NULL: none */
} Builder;

static const uint8_t ROLES[NODE_KIND_COUNT] = {
    [NODE_SECTION] = ROLE_SECT,    [NODE_BOX] = ROLE_DIV,           [NODE_PARAGRAPH] = ROLE_PARAGRAPH,
    [NODE_QUOTE] = ROLE_QUOTE,     [NODE_LIST] = ROLE_LIST,         [NODE_TABLE] = ROLE_TABLE,
    [NODE_CAPTION] = ROLE_CAPTION, [NODE_CONTENTS] = ROLE_CONTENTS, [NODE_CODE] = ROLE_CODE,
    [NODE_LINK] = ROLE_LINK,
};

static bool is_group(const Structure *structure, uint32_t element) {
    return structure->elements[element].role <= ROLE_LAST_GROUP;
}

static bool is_shown(const Builder *builder, const Node *node) {
    return builder->states[node->id] & SHOWN;
}

static uint32_t add_element(Builder *builder, uint32_t parent, Role role, const Node *node) {
    Structure *structure = builder->structure;
    uint32_t index = ++structure->element_count;
    structure->elements[index] = (Element){.role = (uint8_t)role, .node = node->id, .parent = parent};
    Element *above = &structure->elements[parent];
    if (parent && above->last_child)
        structure->elements[above->last_child].next = index;
    else if (parent)
        above->first_child = index;
    above->last_child = index;
    return index;
}

static uint32_t add_primary(Builder *builder, uint32_t parent, Role role, const Node *node) {
    uint32_t index = add_element(builder, parent, role, node);
    builder->structure->elements[index].primary = true;
    return index;
}

static void set_elements(Builder *builder, const Node *node, uint32_t content, uint32_t container) {
    builder->structure->content[node->id] = content;
    builder->structure->container[node->id] = container;
}

/* The first node shown in a part of the document, or the contents, tells where that begins. */
static void mark_begun(Builder *builder, const Node *part) {
    const uint32_t *order = builder->structure->order;
    bool later = !builder->begun || order[part->id] > order[builder->begun->id];
    if (part == builder->doc->contents)
        builder->behind[builder->text_count] = builder->begun;
    else if (part->parent == builder->doc->root && later)
        builder->begun = part;
}

static int32_t item_number(const Node *item) {
    int32_t number = item->parent->ordered ? item->parent->list.start : 1;
    while ((item = item->previous))
        number++;
    return number;
}

/* By its first letter or digit: v is Roman for item 5, a letter for item 22. */
static Numbering label_numbering(Str label, int32_t number) {
    for (size_t i = 0; i < label.length; i++) {
        char c = label.data[i];
        bool small = c >= 'a' && c <= 'z';
        if (c >= '0' && c <= '9')
            return NUMBERING_DECIMAL;
        if (!small && !(c >= 'A' && c <= 'Z'))
            continue;
        size_t end = i;
        while (end < label.length && (label.data[end] | 0x20) >= 'a' && (label.data[end] | 0x20) <= 'z')
            end++;
        if (numeral_roman(str_slice(label, i, end)) == number)
            return small ? NUMBERING_LOWER_ROMAN : NUMBERING_UPPER_ROMAN;
        return small ? NUMBERING_LOWER_ALPHA : NUMBERING_UPPER_ALPHA;
    }
    return NUMBERING_DISC;
}

static void mark_label(Builder *builder, const Node *item, const TextItem *text) {
    uint8_t *numbering = &builder->numberings[item->parent->id];
    if (!*numbering && text->count > 0 && text->runs[0].run)
        *numbering = (uint8_t)label_numbering(text->runs[0].run->text, item_number(item));
}

static void mark_node(Builder *builder, const Item *item) {
    const Node *node = builder->doc->nodes[item->node];
    if (item->kind == ITEM_TEXT)
        builder->states[item->node] |= OWN_TEXT;
    if (item->kind == ITEM_TEXT && node->kind == NODE_ITEM && node->parent)
        mark_label(builder, node, &item->text);
    for (; node && !is_shown(builder, node); node = node->parent) {
        builder->states[node->id] |= SHOWN;
        mark_begun(builder, node);
    }
}

/* A text whose frame stands behind that of its section's heading follows the section. */
static void mark_text(Builder *builder, size_t text) {
    const Node *section = builder->structure->writer->pages->texts[text].section;
    const Node *heading = section ? doc_heading(section) : NULL;
    builder->behind[text] = heading && is_shown(builder, heading) ? section : builder->begun;
}

static void mark_shown(Builder *builder, const Item *item) {
    bool content = item->kind == ITEM_TEXT || item->kind == ITEM_PICTURE || item->kind == ITEM_LINK;
    if (!content || item->node == 0)
        return;
    NodeId count = builder->doc->node_count;
    if (item->node < count)
        mark_node(builder, item);
    else if (item->node - count < builder->text_count)
        mark_text(builder, item->node - count);
}

static bool follows_section(const Builder *builder, size_t text) {
    const Node *section = builder->structure->writer->pages->texts[text].section;
    return section && builder->behind[text] == section;
}

static void sort_texts(Builder *builder) {
    const FrameText *texts = builder->structure->writer->pages->texts;
    for (size_t i = builder->text_count; i-- > 0;) {
        if (follows_section(builder, i))
            continue;
        uint32_t *first = &builder->inside[texts[i].section ? texts[i].section->id : 0];
        builder->beside[i] = *first;
        *first = (uint32_t)i + 1;
    }
}

/* Levels count from 1 and none is skipped, whatever the author wrote. */
static Role heading_role(Builder *builder, const Node *node) {
    uint8_t level = node->level < 1 ? 1 : node->level > 6 ? 6 : node->level;
    while (builder->depth > 0 && builder->levels[builder->depth - 1] >= level)
        builder->depth--;
    builder->levels[builder->depth++] = level;
    return (Role)(ROLE_HEADING_1 + builder->depth - 1);
}

static bool has_language(const Node *node) {
    for (size_t i = 0; node->attrs && i < node->attrs->field_count; i++)
        if (str_equal_c(node->attrs->fields[i].key, "lang"))
            return true;
    return false;
}

static void add_item(Builder *builder, uint32_t parent, const Node *node) {
    uint32_t item = add_primary(builder, parent, ROLE_ITEM, node);
    uint32_t label = 0;
    if (builder->states[node->id] & OWN_TEXT)
        label = add_element(builder, item, ROLE_LABEL, node);
    set_elements(builder, node, label, add_element(builder, item, ROLE_ITEM_BODY, node));
}

/* A row with nothing in it is still a row, so that the table stays regular. */
static void add_row(Builder *builder, uint32_t parent, const Node *node) {
    Structure *structure = builder->structure;
    Role role = node->header ? ROLE_HEAD : ROLE_BODY;
    uint32_t group = structure->elements[parent].last_child;
    if (!group || structure->elements[group].role != role)
        group = add_element(builder, parent, role, node);
    uint32_t row = add_primary(builder, group, ROLE_ROW, node);
    set_elements(builder, node, row, row);
}

/* A picture without a description is decoration. */
static void add_picture(Builder *builder, uint32_t parent, const Node *node) {
    uint32_t figure = 0;
    if (str_trim(node->picture.alt).length > 0)
        figure = add_primary(builder, parent, ROLE_FIGURE, node);
    set_elements(builder, node, figure, figure ? figure : parent);
}

/* A reader skips whatever is inside a described figure, so the caption stands beside it. */
static void add_captioned(Builder *builder, uint32_t parent, const Node *node) {
    bool captioned = node->last && node->last->kind == NODE_CAPTION && is_shown(builder, node->last);
    uint32_t group = captioned ? add_primary(builder, parent, ROLE_DIV, node) : parent;
    set_elements(builder, node, group, group);
}

/* Contents of its own below the last entry on a higher level: ISO 32000-1, 14.8.4.3.3. */
static uint32_t contents_around(Builder *builder, uint32_t contents, const Node *node) {
    const Element *elements = builder->structure->elements;
    uint32_t above = elements[contents].last_child;
    while (above && builder->doc->nodes[elements[above].node]->level < node->level) {
        contents = elements[above].last_child;
        if (elements[contents].role != ROLE_CONTENTS)
            return add_element(builder, above, ROLE_CONTENTS, node);
        above = elements[contents].last_child;
    }
    return contents;
}

static void add_entry(Builder *builder, uint32_t parent, const Node *node) {
    uint32_t entry = add_primary(builder, contents_around(builder, parent, node), ROLE_ENTRY, node);
    uint32_t reference = add_element(builder, entry, ROLE_REFERENCE, node);
    uint32_t link = add_element(builder, reference, ROLE_LINK, node);
    set_elements(builder, node, link, link);
}

/* Its mark leads back to the reference. */
static void add_note(Builder *builder, uint32_t parent, const Node *node) {
    uint32_t note = add_primary(builder, parent, ROLE_NOTE, node), link = 0;
    if (builder->states[node->id] & OWN_TEXT)
        link = add_element(builder, add_element(builder, note, ROLE_LABEL, node), ROLE_LINK, node);
    set_elements(builder, node, link, note);
}

/* A link holds no other one: a note's mark inside its words leads nowhere by itself. */
static void add_note_reference(Builder *builder, uint32_t parent, const Node *node) {
    uint32_t content = add_primary(builder, parent, ROLE_REFERENCE, node), around = parent;
    while (around && builder->structure->elements[around].role != ROLE_LINK)
        around = builder->structure->elements[around].parent;
    if (!around)
        content = add_element(builder, content, ROLE_LINK, node);
    set_elements(builder, node, content, content);
}

static void add_code(Builder *builder, uint32_t parent, const Node *node) {
    uint32_t paragraph = add_primary(builder, parent, ROLE_PARAGRAPH, node);
    uint32_t code = add_element(builder, paragraph, ROLE_CODE, node);
    set_elements(builder, node, code, code);
}

static void add_plain(Builder *builder, uint32_t parent, const Node *node) {
    Role role = (Role)ROLES[node->kind];
    bool styled = node->kind == NODE_EMPHASIS || node->kind == NODE_STRONG || node->kind == NODE_SPAN;
    if (node->kind == NODE_HEADING)
        role = heading_role(builder, node);
    else if (node->kind == NODE_CELL)
        role = node->header ? ROLE_HEADER_CELL : ROLE_CELL;
    else if (styled && has_language(node))
        role = ROLE_SPAN;
    uint32_t index = role == ROLE_NONE ? parent : add_primary(builder, parent, role, node);
    Element *element = &builder->structure->elements[index];
    if (role == ROLE_TABLE)
        builder->irregular = cells_are_irregular(node);
    if (role == ROLE_LIST)
        element->numbering = builder->numberings[node->id];
    if (node->kind == NODE_CELL)
        element->named = builder->irregular;
    set_elements(builder, node, index, index);
}

static void add_node(Builder *builder, uint32_t parent, const Node *node) {
    switch (node->kind) {
    case NODE_ITEM: add_item(builder, parent, node); break;
    case NODE_ROW: add_row(builder, parent, node); break;
    case NODE_FIGURE: add_captioned(builder, parent, node); break;
    case NODE_PICTURE: add_picture(builder, parent, node); break;
    case NODE_ENTRY: add_entry(builder, parent, node); break;
    case NODE_CODE_BLOCK: add_code(builder, parent, node); break;
    case NODE_RULE: set_elements(builder, node, 0, parent); break;
    case NODE_NOTE: add_note(builder, parent, node); break;
    case NODE_NOTE_REFERENCE: add_note_reference(builder, parent, node); break;
    default: add_plain(builder, parent, node);
    }
}

/* Text that a group shows by itself, such as a section's number, gets a paragraph in it. */
static void wrap_own_text(Builder *builder, const Node *node) {
    uint32_t *content = &builder->structure->content[node->id];
    bool bare = *content && is_group(builder->structure, *content);
    if (bare && (builder->states[node->id] & OWN_TEXT))
        *content = add_element(builder, *content, ROLE_PARAGRAPH, node);
}

/* Whether a heading on the pages says the same. */
static bool is_said_by_heading(const Builder *builder, Str text) {
    Arena *scratch = builder->structure->writer->env->scratch;
    ArenaMark mark = arena_mark(scratch);
    bool said = false;
    for (const Node *node = builder->doc->root; node && !said; node = doc_next(node, builder->doc->root))
        said = node->kind == NODE_HEADING && is_shown(builder, node) &&
               str_equal(str_trim(doc_text(scratch, node)), str_trim(text));
    arena_reset(scratch, mark);
    return said;
}

/* The title is a heading above all others. What a heading says, a frame need not say again. */
static void add_frame_text(Builder *builder, uint32_t parent, size_t index) {
    Structure *structure = builder->structure;
    const FrameText *text = &structure->writer->pages->texts[index];
    if (is_said_by_heading(builder, text->text))
        return;
    Role role = text->title ? ROLE_HEADING_1 : ROLE_PARAGRAPH;
    if (text->title) {
        builder->levels[0] = 1;
        builder->depth = 1;
    }
    NodeId node = builder->doc->node_count + (NodeId)index;
    structure->content[node] = add_element(builder, parent, role, builder->doc->root);
}

static void add_tree(Builder *builder, const Node *root, uint32_t parent) {
    Structure *structure = builder->structure;
    for (const Node *node = root; node; node = doc_next(node, root)) {
        bool cell = node != root && (node->kind == NODE_ROW || node->kind == NODE_CELL);
        if (cell && is_shown(builder, node->parent))
            builder->states[node->id] |= SHOWN;
        if (!is_shown(builder, node))
            continue;
        add_node(builder, node == root ? parent : structure->container[node->parent->id], node);
        wrap_own_text(builder, node);
        for (uint32_t text = builder->inside[node->id]; text; text = builder->beside[text - 1])
            add_frame_text(builder, structure->container[node->id], text - 1);
    }
}

/* What the layout put behind a part of the document, in the order of the pages. */
static void add_behind(Builder *builder, const Node *part) {
    for (uint32_t text = builder->inside[0]; text; text = builder->beside[text - 1])
        if (builder->behind[text - 1] == part)
            add_frame_text(builder, 1, text - 1);
    if (builder->doc->contents && builder->behind[builder->text_count] == part)
        add_tree(builder, builder->doc->contents, 1);
}

static void add_document(Builder *builder) {
    const Node *root = builder->doc->root;
    uint32_t document = add_element(builder, 0, ROLE_DOCUMENT, root);
    set_elements(builder, root, document, document);
    wrap_own_text(builder, root);
    add_behind(builder, NULL);
    for (const Node *part = root->first; part; part = part->next) {
        add_tree(builder, part, document);
        add_behind(builder, part);
    }
    for (size_t i = 0; i < builder->text_count; i++)
        if (follows_section(builder, i))
            add_frame_text(builder, builder->structure->container[builder->behind[i]->id], i);
}

static void number_nodes(Structure *structure) {
    const Doc *doc = structure->writer->doc;
    const Node *trees[] = {doc->contents, doc->root};
    uint32_t place = 0;
    for (size_t i = 0; i < 2; i++)
        for (const Node *node = trees[i]; node; node = doc_next(node, trees[i]))
            structure->order[node->id] = ++place;
}

static size_t count_shown(const Builder *builder) {
    size_t shown = 0;
    for (NodeId id = 1; id < builder->doc->node_count; id++) {
        const Node *node = builder->doc->nodes[id];
        bool cell = node && (node->kind == NODE_ROW || node->kind == NODE_CELL);
        shown += cell || (builder->states[id] & SHOWN);
    }
    return shown;
}

static Structure *new_structure(Writer *writer) {
    Structure *structure = ARENA_NEW(writer->arena, Structure);
    size_t nodes = writer->doc->node_count + writer->pages->text_count + 1;
    structure->writer = writer;
    structure->content = ARENA_ARRAY(writer->arena, uint32_t, nodes);
    structure->container = ARENA_ARRAY(writer->arena, uint32_t, nodes);
    structure->order = ARENA_ARRAY(writer->arena, uint32_t, nodes);
    structure->page_marks = ARENA_ARRAY(writer->arena, uint32_t, writer->pages->count + 1);
    number_nodes(structure);
    return structure;
}

void structure_collect(Writer *writer) {
    const Doc *doc = writer->doc;
    const Pages *pages = writer->pages;
    Arena *scratch = writer->env->scratch;
    ArenaMark mark = arena_mark(scratch);
    Structure *structure = writer->structure = new_structure(writer);
    Builder builder = {.structure = structure, .doc = doc, .text_count = pages->text_count};
    builder.states = ARENA_ARRAY(scratch, uint8_t, doc->node_count + 1);
    builder.numberings = ARENA_ARRAY(scratch, uint8_t, doc->node_count + 1);
    builder.behind = ARENA_ARRAY(scratch, const Node *, pages->text_count + 1);
    for (size_t i = 0; i < pages->count; i++)
        for (size_t k = 0; k < pages->pages[i].count; k++)
            mark_shown(&builder, &pages->pages[i].items[k]);
    builder.inside = ARENA_ARRAY(scratch, uint32_t, doc->node_count + 1);
    builder.beside = ARENA_ARRAY(scratch, uint32_t, pages->text_count + 1);
    sort_texts(&builder);
    size_t most = count_shown(&builder) * ELEMENTS_PER_NODE + pages->text_count + 2;
    structure->elements = ARENA_ARRAY(writer->arena, Element, most);
    add_document(&builder);
    arena_reset(scratch, mark);
}

uint32_t structure_element(const Structure *structure, const Item *item) {
    const Writer *writer = structure->writer;
    if (item->node == 0 || item->node >= writer->doc->node_count + writer->pages->text_count)
        return 0;
    uint32_t element = structure->content[item->node];
    return element && !is_group(structure, element) ? element : 0;
}
