/*
 * pdf/hints.c - the hint tables of a linearized file, ISO 32000-1 annex F.4: how long each page is and
 * which shared objects it needs, so that a reader can ask a web server for one page alone.
 *
 * The one idea: every column is written as its least value and, packed in as few bits as will do, what
 * each row has beyond it. Columns begin at whole bytes.
 */
#include "pdf/linear.h"

typedef struct Bits {
    Buffer *out;
    uint64_t held;
    unsigned count;
} Bits;

typedef struct Column {
    uint64_t least, most;
} Column;

/* A page's row. */
typedef struct PageHints {
    uint64_t objects, length;
    uint32_t first_shared, shared_count; /* into the list of all */
} PageHints;

typedef struct HintMaker {
    Linear *linear;
    Bits bits;
    PageHints *pages;
    uint32_t page_count;
    uint32_t *shared; /* places in the table of shared objects, page after page */
    size_t shared_count, shared_capacity;
} HintMaker;

static void add_bits(Bits *bits, uint64_t value, unsigned width) {
    for (unsigned i = width; i-- > 0;) {
        bits->held = bits->held << 1 | (value >> i & 1);
        if (++bits->count == 8) {
            buffer_add_byte(bits->out, (char)(bits->held & 0xFF));
            bits->count = 0;
        }
    }
}

static void end_column(Bits *bits) {
    if (bits->count > 0)
        add_bits(bits, 0, 8 - bits->count);
}

static unsigned width_of(uint64_t value) {
    unsigned width = 0;
    for (; value > 0; value >>= 1)
        width++;
    return width;
}

static void widen(Column *column, uint64_t value, bool first) {
    if (first || value < column->least)
        column->least = value;
    if (first || value > column->most)
        column->most = value;
}

static unsigned column_width(Column column) {
    return width_of(column.most - column.least);
}

/* ---- pages ------------------------------------------------------------------------------------ */

/* In the table of shared objects: first all of the first page, then the shared ones of the others. */
static uint32_t shared_place(const Linear *linear, uint32_t unit) {
    uint32_t first = linear->starts[PART_FIRST], in_first = linear->starts[PART_PAGE] - first;
    if (linear->units[unit].part == PART_FIRST)
        return unit - first;
    return in_first + unit - linear->starts[PART_SHARED];
}

/* Each unit once; they are few, so looking back is quick. */
static void add_shared(HintMaker *maker, PageHints *page, uint32_t unit) {
    uint32_t place = shared_place(maker->linear, unit);
    for (size_t i = page->first_shared; i < maker->shared_count; i++)
        if (maker->shared[i] == place)
            return;
    LIST_PUSH(maker->linear->arena, maker->shared, maker->shared_count, maker->shared_capacity, place);
    page->shared_count++;
}

static void collect_shared(HintMaker *maker, uint32_t index) {
    Linear *linear = maker->linear;
    PageHints *page = &maker->pages[index];
    page->first_shared = (uint32_t)maker->shared_count;
    linear_reach(linear, index);
    for (uint32_t i = 0; i < linear->reached_count; i++) {
        uint32_t unit = linear->unit_of[linear->reached[i]];
        Part part = linear->units[unit].part;
        if (part == PART_FIRST || part == PART_SHARED)
            add_shared(maker, page, unit);
    }
}

/* The first page counts as needing nothing from elsewhere: all is its own. */
static void collect_pages(HintMaker *maker) {
    const Linear *linear = maker->linear;
    maker->page_count = (uint32_t)linear->writer->pages->count;
    maker->pages = ARENA_ARRAY(linear->arena, PageHints, maker->page_count);
    for (uint32_t i = linear->starts[PART_FIRST]; i < linear->starts[PART_SHARED]; i++) {
        const Unit *unit = &linear->units[i];
        PageHints *page = &maker->pages[unit->part == PART_FIRST ? 0 : unit->page - 1];
        page->objects++;
        page->length += unit->length;
    }
    for (uint32_t i = 1; i < maker->page_count; i++)
        collect_shared(maker, i);
}

static void add_page_header(HintMaker *maker, Column objects, Column length, uint64_t most_shared) {
    const Linear *linear = maker->linear;
    uint64_t places = linear->starts[PART_REST] - linear->starts[PART_SHARED] + linear->starts[PART_PAGE] -
                      linear->starts[PART_FIRST];
    Bits *bits = &maker->bits;
    add_bits(bits, objects.least, 32);
    add_bits(bits, linear->units[linear->starts[PART_FIRST]].offset, 32);
    add_bits(bits, column_width(objects), 16);
    add_bits(bits, length.least, 32);
    add_bits(bits, column_width(length), 16);
    /* A page's content is said to be the whole page, as other writers do too. */
    add_bits(bits, 0, 32);
    add_bits(bits, 0, 16);
    add_bits(bits, length.least, 32);
    add_bits(bits, column_width(length), 16);
    add_bits(bits, width_of(most_shared), 16);
    add_bits(bits, width_of(places), 16);
    /* Where in the page's content a shared object is needed is not told: no numerators. */
    add_bits(bits, 0, 16);
    add_bits(bits, 1, 16);
}

static void add_lengths(HintMaker *maker, Column length) {
    for (uint32_t i = 0; i < maker->page_count; i++)
        add_bits(&maker->bits, maker->pages[i].length - length.least, column_width(length));
    end_column(&maker->bits);
}

static void add_page_table(HintMaker *maker) {
    const Linear *linear = maker->linear;
    Column objects = {0}, length = {0}, shared = {0};
    for (uint32_t i = 0; i < maker->page_count; i++) {
        widen(&objects, maker->pages[i].objects, i == 0);
        widen(&length, maker->pages[i].length, i == 0);
        widen(&shared, maker->pages[i].shared_count, i == 0);
    }
    unsigned place_width = width_of(linear->starts[PART_REST] - linear->starts[PART_SHARED] +
                                    linear->starts[PART_PAGE] - linear->starts[PART_FIRST]);
    add_page_header(maker, objects, length, shared.most);
    for (uint32_t i = 0; i < maker->page_count; i++)
        add_bits(&maker->bits, maker->pages[i].objects - objects.least, column_width(objects));
    end_column(&maker->bits);
    add_lengths(maker, length);
    for (uint32_t i = 0; i < maker->page_count; i++)
        add_bits(&maker->bits, maker->pages[i].shared_count, width_of(shared.most));
    end_column(&maker->bits);
    for (size_t i = 0; i < maker->shared_count; i++)
        add_bits(&maker->bits, maker->shared[i], place_width);
    end_column(&maker->bits);
    add_lengths(maker, length);
}

/* ---- shared objects, outline ------------------------------------------------------------------- */

static void add_shared_table(HintMaker *maker) {
    const Linear *linear = maker->linear;
    const Part parts[] = {PART_FIRST, PART_SHARED};
    uint32_t first_count = linear->starts[PART_PAGE] - linear->starts[PART_FIRST];
    uint32_t shared_count = linear->starts[PART_REST] - linear->starts[PART_SHARED];
    const Unit *first = &linear->units[linear->starts[PART_SHARED]];
    Column length = {0};
    for (int k = 0; k < 2; k++)
        for (uint32_t i = linear->starts[parts[k]]; i < linear->starts[parts[k] + 1]; i++)
            widen(&length, linear->units[i].length, k == 0 && i == linear->starts[PART_FIRST]);
    Bits *bits = &maker->bits;
    add_bits(bits, shared_count ? first->number : 0, 32);
    add_bits(bits, shared_count ? first->offset : 0, 32);
    add_bits(bits, first_count, 32);
    add_bits(bits, first_count + shared_count, 32);
    add_bits(bits, 0, 16);
    add_bits(bits, length.least, 32);
    add_bits(bits, column_width(length), 16);
    for (int k = 0; k < 2; k++)
        for (uint32_t i = linear->starts[parts[k]]; i < linear->starts[parts[k] + 1]; i++)
            add_bits(bits, linear->units[i].length - length.least, column_width(length));
    end_column(bits);
    /* None has a signature. */
    for (uint32_t i = 0; i < first_count + shared_count; i++)
        add_bits(bits, 0, 1);
    end_column(bits);
}

/* False: there is no outline. */
static bool add_outline(HintMaker *maker) {
    const Linear *linear = maker->linear;
    const Unit *first = NULL;
    size_t count = 0, length = 0;
    for (uint32_t i = linear->starts[PART_FIRST]; i < linear->starts[PART_PAGE]; i++) {
        const Unit *unit = &linear->units[i];
        if (!unit->outline)
            continue;
        first = first ? first : unit;
        count++;
        length += unit->length;
    }
    if (!first)
        return false;
    add_bits(&maker->bits, first->number, 32);
    add_bits(&maker->bits, first->offset, 32);
    add_bits(&maker->bits, count, 32);
    add_bits(&maker->bits, length, 32);
    return true;
}

Hints hints_print(Linear *linear) {
    Buffer out = buffer_new(linear->arena);
    HintMaker maker = {.linear = linear, .bits = {&out, 0, 0}};
    collect_pages(&maker);
    add_page_table(&maker);
    Hints hints = {.shared = out.length};
    add_shared_table(&maker);
    size_t outline = out.length;
    if (add_outline(&maker))
        hints.outline = outline;
    hints.bytes = buffer_str(&out);
    return hints;
}
