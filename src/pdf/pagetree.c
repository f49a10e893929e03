/*
 * pdf/pagetree.c - page objects and the balanced tree above them.
 *
 * The one idea: level 0 are the pages, and node i of a level holds nodes i * FAN and on of the level below;
 * so parents, kids and counts follow from numbers alone and nothing has to be stored.
 */
#include "pdf/writer.h"

enum { FAN = 32, LEVELS_MAX = 8 };

typedef struct Level {
    uint32_t first, count;
} Level; /* object number and number of nodes */

typedef struct PageTree {
    const Writer *writer;
    uint32_t root;
    Level levels[LEVELS_MAX]; /* without the root */
    uint32_t level_count;
} PageTree;

typedef struct TreeLevel {
    const PageTree *tree;
    uint32_t level;
} TreeLevel;

static void print_parent(const PageTree *tree, uint32_t level, uint32_t index, Buffer *out) {
    buffer_add(out, STR("/Parent "));
    bool top = level + 1 == tree->level_count;
    syntax_reference(out, top ? tree->root : tree->levels[level + 1].first + index / FAN);
}

static void print_kids(Level below, uint32_t from, Buffer *out) {
    uint32_t end = from + FAN < below.count ? from + FAN : below.count;
    buffer_add(out, STR("/Kids["));
    for (uint32_t i = from; i < end; i++) {
        if (i > from)
            buffer_add_byte(out, ' ');
        syntax_reference(out, below.first + i);
    }
    buffer_add_byte(out, ']');
}

static void print_node(const void *owner, uint32_t index, Buffer *out) {
    const TreeLevel *at = owner;
    const PageTree *tree = at->tree;
    uint64_t pages_below = FAN;
    for (uint32_t i = 1; i < at->level; i++)
        pages_below *= FAN;
    uint64_t from = index * pages_below, end = from + pages_below;
    if (end > tree->levels[0].count)
        end = tree->levels[0].count;
    buffer_add(out, STR("/Type/Pages"));
    print_parent(tree, at->level, index, out);
    buffer_add(out, STR("/Count "));
    syntax_integer(out, (int64_t)(end - from));
    print_kids(tree->levels[at->level - 1], index * FAN, out);
}

/* What a reader of the screen sees is the trim; a shop sees all that is there. */
static void print_boxes(const Writer *writer, const Page *page, Buffer *out) {
    Box trim = {0, 0, page->width, page->height};
    Pt bleed = page->bleed > 0 ? page->bleed : 0, margin = page->margin > bleed ? page->margin : bleed;
    buffer_add(out, STR("/MediaBox"));
    syntax_rectangle(out, box_outset(trim, (Edges){margin, margin, margin, margin}));
    if (writer->structure) {
        buffer_add(out, STR("/CropBox"));
        syntax_rectangle(out, trim);
    }
    buffer_add(out, STR("/BleedBox"));
    syntax_rectangle(out, box_outset(trim, (Edges){bleed, bleed, bleed, bleed}));
    buffer_add(out, STR("/TrimBox"));
    syntax_rectangle(out, trim);
}

static void print_entries(const char *key, Str entries, Buffer *out) {
    if (entries.length == 0)
        return;
    buffer_add_c(out, key);
    buffer_add(out, STR("<<"));
    buffer_add(out, entries);
    buffer_add(out, STR(">>"));
}

void pagetree_print_resources(const Writer *writer, const PageRecord *record, Buffer *out) {
    buffer_add(out, STR("/Resources<</Font "));
    syntax_reference(out, writer->font_dictionary);
    print_entries("/XObject", record->pictures, out);
    print_entries("/Shading", record->shadings, out);
    print_entries("/ExtGState", record->states, out);
    print_entries("/ColorSpace", record->spaces, out);
    buffer_add(out, STR(">>"));
}

static void print_page(const void *owner, uint32_t index, Buffer *out) {
    const PageTree *tree = owner;
    const Writer *writer = tree->writer;
    const PageRecord *record = &writer->records[index];
    buffer_add(out, STR("/Type/Page"));
    print_parent(tree, 0, index, out);
    print_boxes(writer, &writer->pages->pages[index], out);
    pagetree_print_resources(writer, record, out);
    if (record->transparent)
        buffer_add_c(out, writer->options->profile ? "/Group<</S/Transparency/CS/DeviceCMYK>>"
                                                   : "/Group<</S/Transparency/CS/DeviceRGB>>");
    buffer_add(out, STR("/Contents "));
    syntax_reference(out, record->content);
    if (writer->structure) {
        buffer_add(out, STR("/StructParents "));
        syntax_integer(out, index);
    }
    if (record->link_count == 0)
        return;
    buffer_add(out, STR("/Tabs/S/Annots["));
    for (uint32_t i = 0; i < record->link_count; i++) {
        if (i > 0)
            buffer_add_byte(out, ' ');
        syntax_reference(out, writer->first_link + record->first_link + i);
    }
    buffer_add_byte(out, ']');
}

static void write_root(const PageTree *tree) {
    Arena *arena = tree->writer->arena;
    Buffer out = buffer_new(arena);
    buffer_add(&out, STR("/Count "));
    syntax_integer(&out, tree->levels[0].count);
    print_kids(tree->levels[tree->level_count - 1], 0, &out);
    objects_set_root(tree->writer->objects, ROOT_PAGES, buffer_str(&out));
}

void pagetree_write(Writer *writer) {
    PageTree *tree = ARENA_NEW(writer->arena, PageTree);
    tree->writer = writer;
    tree->root = objects_root(writer->objects, ROOT_PAGES);
    uint32_t count = (uint32_t)writer->pages->count;
    writer->first_page = objects_add_series(writer->objects, count, print_page, tree);
    tree->levels[tree->level_count++] = (Level){writer->first_page, count};
    while (count > FAN && tree->level_count < LEVELS_MAX) {
        count = (count + FAN - 1) / FAN;
        TreeLevel *level = ARENA_NEW(writer->arena, TreeLevel);
        *level = (TreeLevel){tree, tree->level_count};
        uint32_t first = objects_add_series(writer->objects, count, print_node, level);
        tree->levels[tree->level_count++] = (Level){first, count};
    }
    Level top = tree->levels[tree->level_count - 1];
    writer->page_tree_end = top.first + top.count;
    write_root(tree);
}
