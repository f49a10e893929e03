/*
 * pdf/dump.c - the structure tree as text, for golden tests.
 *
 * The one idea: it is the tree that would be written, built by the same stages from the same pages; only
 * the pieces of marked content are replaced by their words. So a test reads what a screen reader would.
 */
#include "pdf/structure.h"

typedef struct Dump {
    Writer *writer;
    Str *texts; /* by mark */
    size_t count, capacity;
    Buffer out;
} Dump;

/* The words of an item; a word that goes on in the next line is not divided. */
static Str item_words(Arena *arena, const TextItem *text) {
    Buffer words = buffer_new(arena);
    for (uint32_t i = 0; i < text->count; i++) {
        const PlacedRun *placed = &text->runs[i];
        for (const GlyphRun *run = placed->run; run && !(placed->flags & RUN_SOFT_HYPHEN); run = run->next)
            buffer_add(&words, run->text);
        if (placed->flags & RUN_SPACE)
            buffer_add_byte(&words, ' ');
    }
    return buffer_str(&words);
}

static void mark_pages(Dump *dump) {
    Writer *writer = dump->writer;
    for (uint32_t i = 0; i < writer->pages->count; i++) {
        const Page *page = &writer->pages->pages[i];
        structure_begin_page(writer->structure, i);
        for (size_t k = 0; k < page->count; k++) {
            const Item *item = &page->items[k];
            uint32_t element = structure_element(writer->structure, item);
            if (item->kind != ITEM_TEXT || element == 0)
                continue;
            structure_mark(writer, element, i, item->node);
            LIST_PUSH(writer->arena, dump->texts, dump->count, dump->capacity,
                      item_words(writer->arena, &item->text));
        }
    }
}

static void print_attributes(Dump *dump, const Element *element) {
    const Node *node = dump->writer->doc->nodes[element->node];
    if (!element->primary)
        return;
    if (element->role == ROLE_FIGURE)
        buffer_format(&dump->out, " alt \"%.*s\"", STR_ARGS(str_trim(node->picture.alt)));
    if (element->role == ROLE_NOTE && node->attrs)
        buffer_format(&dump->out, " id %.*s", STR_ARGS(node->attrs->id));
    if (element->role == ROLE_LIST)
        buffer_format(&dump->out, " %s", structure_numbering(element->numbering));
    if (element->role == ROLE_HEADER_CELL)
        buffer_add_c(&dump->out, node->parent->header ? " column" : " row");
    if (node->kind == NODE_CELL && node->cell.joined)
        buffer_format(&dump->out, " columns %u", (unsigned)node->cell.joined + 1);
    for (size_t i = 0; node->attrs && i < node->attrs->field_count; i++)
        if (str_equal_c(node->attrs->fields[i].key, "lang"))
            buffer_format(&dump->out, " lang %.*s", STR_ARGS(node->attrs->fields[i].value));
}

static void indent(Dump *dump, size_t depth) {
    for (size_t i = 0; i < depth; i++)
        buffer_add_c(&dump->out, "  ");
}

/* Marks that follow each other, up to the next child in reading order; returns the mark behind them. */
static uint32_t print_words(Dump *dump, uint32_t mark, uint32_t until, size_t depth) {
    const Mark *marks = dump->writer->structure->marks;
    indent(dump, depth);
    buffer_add_byte(&dump->out, '"');
    for (; mark && marks[mark - 1].order <= until; mark = marks[mark - 1].next)
        buffer_add(&dump->out, dump->texts[mark - 1]);
    buffer_add_c(&dump->out, "\"\n");
    return mark;
}

/* Elements nest no deeper than the document, whose depth read/ limits. */
static void print_element(Dump *dump, uint32_t index, size_t depth) {
    const Structure *structure = dump->writer->structure;
    const Element *element = &structure->elements[index];
    indent(dump, depth);
    buffer_add_c(&dump->out, structure_tag(structure, index));
    print_attributes(dump, element);
    buffer_add_byte(&dump->out, '\n');
    uint32_t mark = element->first_mark, child = element->first_child;
    while (mark || child) {
        uint32_t order = child ? structure->order[structure->elements[child].node] : UINT32_MAX;
        if (mark && structure->marks[mark - 1].order <= order) {
            mark = print_words(dump, mark, order, depth + 1);
        } else {
            print_element(dump, child, depth + 1);
            child = structure->elements[child].next;
        }
    }
}

Str pdf_dump_tags(Env *env, const Pages *pages, const Doc *doc) {
    Writer writer = {.env = env, .pages = pages, .doc = doc, .arena = arena_new()};
    Dump dump = {.writer = &writer, .out = buffer_new(env->keep)};
    structure_collect(&writer);
    mark_pages(&dump);
    print_element(&dump, 1, 0);
    arena_free(writer.arena);
    return buffer_str(&dump.out);
}
