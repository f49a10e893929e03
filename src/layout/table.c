/*
 * layout/table.c - sets a table whose columns are known: rows as strips, cells side by side.
 *
 * The one idea: a row is drawn on a page of its own, from the table's left and unscaled, and what then
 * stands on that page is the strip. A row of many lines becomes several strips, one below the other, which
 * only a frame too low for the whole row ever parts; its box is then a container as that of any block.
 */
#include <math.h>

#include "layout/notes.h"
#include "layout/table.h"

enum {
    LINES_TOGETHER = 2 /* of a row that is parted, at the foot and at the head of a frame */
};

const Node *table_next_row(const Node *node) {
    while (node && node->kind != NODE_ROW)
        node = node->next;
    return node;
}

size_t table_cell_end(const Table *table, const Node *cell, size_t column) {
    size_t room = table->count - column, span = (size_t)cell->cell.joined + 1;
    return column + (span < room ? span : room);
}

const Style *table_text_style(const Table *table, const Node *cell, const Style *style) {
    Cascade *cascade = table->composer->setter->cascade;
    return table->division ? design_class_style(cascade, STR("divided"), cell, style) : style;
}

Edges table_padding(const Table *table, const Style *style) {
    Edges padding = style->box.padding;
    padding.left *= table->gaps;
    padding.right *= table->gaps;
    return padding;
}

/* ---- cells ------------------------------------------------------------------------------------ */

/* A cell, set; lengths in the table, before it is scaled. */
typedef struct CellLines {
    Paragraph lines;
    const Node *node;
    const Style *style;
    Pt x, width;
    Pt indent;   /* of a number, to bring its decimal sign under the others */
    Pt baseline; /* of the first line, from the row's top */
    Pt below;    /* from the first baseline to the foot, padding included */
    bool hangs;  /* a picture, which has no baseline */
} CellLines;

typedef struct RowLines {
    const Style *style;
    CellLines *cells;
    size_t count;
    Pt height;
    size_t most; /* lines in a cell */
} RowLines;

static bool is_over_head(const Node *cell) {
    const Node *below = cell->header ? table_next_row(cell->parent->next) : NULL;
    return below && below->header;
}

/* What names several columns stands in the middle over their own heads. */
static Align cell_align(const Node *cell, const Style *style, const Column *column) {
    if (cell->cell.joined && cell->align != CELL_LEFT && is_over_head(cell))
        return ALIGN_CENTER;
    switch ((CellAlign)cell->align) {
    case CELL_LEFT: return ALIGN_LEFT;
    case CELL_CENTER: return ALIGN_CENTER;
    case CELL_RIGHT: return ALIGN_RIGHT;
    case CELL_DEFAULT: break;
    }
    Align align = style->align == ALIGN_JUSTIFY ? ALIGN_LEFT : style->align;
    return align == ALIGN_LEFT && column->numbers && !cell->cell.joined ? ALIGN_RIGHT : align;
}

/* Numbers are a block in their column: on the right, or in the middle. */
static void set_number(Table *table, CellLines *set, const Column *column, Align align) {
    Pt before;
    Edges padding = table_padding(table, set->style);
    set->lines = numbers_set(table->composer->setter, set->node, set->style, &before);
    Pt room = set->width - padding.left - padding.right - column->before - column->behind;
    Pt left = align == ALIGN_RIGHT ? room : align == ALIGN_CENTER ? room / 2 : 0;
    set->indent = left + column->before - before;
}

static CellLines set_cell(Table *table, const Node *cell, const Style *row_style, size_t first) {
    Setter *setter = table->composer->setter;
    const Column *column = &table->columns[first];
    const Column *last = &table->columns[table_cell_end(table, cell, first) - 1];
    CellLines set = {.node = cell,
                     .style = design_style(setter->cascade, cell, row_style),
                     .x = column->x,
                     .width = last->x + last->width - column->x};
    Edges padding = table_padding(table, set.style);
    Align align = cell_align(cell, set.style, column);
    ParagraphWish wish = {.node = cell,
                          .style = table_text_style(table, cell, set.style),
                          .align = &align,
                          .balance = cell->header,
                          .sparing = table->division != WORDS_WHOLE || !set.style->hyphenate,
                          .measure = set.width - padding.left - padding.right};
    if (numbers_are_in(table, cell, first))
        set_number(table, &set, column, align);
    else
        set.lines = paragraph_set(setter, &wish);
    block_report_torn(table->composer, &set.lines);
    Pt baseline = galley_baseline(setter, set.style);
    set.baseline = padding.top + baseline;
    set.below = padding.bottom - baseline;
    for (size_t i = 0; i < set.lines.count; i++)
        set.below += set.style->leading + set.lines.lines[i].above + set.lines.lines[i].below;
    if (set.lines.count) {
        set.baseline += set.lines.lines[0].above;
        set.below -= set.lines.lines[0].above;
    }
    return set;
}

static bool has_text(const Line *line) {
    for (uint32_t i = 0; i < line->item_count; i++)
        if (line->items[i].kind != ITEM_PICTURE)
            return true;
    return line->item_count == 0;
}

/* All first lines of a row stand on one baseline, but for pictures and cells that want to stand lower. */
static RowLines set_cells(Table *table, const Node *row) {
    Setter *setter = table->composer->setter;
    RowLines set = {.style = design_style(setter->cascade, row, table->style)};
    set.cells = ARENA_ARRAY(setter->env->keep, CellLines, table->count);
    Pt baseline = 0;
    size_t column = 0;
    for (const Node *cell = row->first; cell && column < table->count; cell = cell->next) {
        CellLines *lines = &set.cells[set.count++];
        *lines = set_cell(table, cell, set.style, column);
        lines->hangs = !lines->lines.count || !has_text(&lines->lines.lines[0]);
        baseline = fmax(baseline, lines->hangs ? 0 : lines->baseline);
        set.most = lines->lines.count > set.most ? lines->lines.count : set.most;
        column = table_cell_end(table, cell, column);
    }
    for (size_t i = 0; i < set.count; i++) {
        if (!set.cells[i].hangs)
            set.cells[i].baseline = baseline;
        set.height = fmax(set.height, set.cells[i].baseline + set.cells[i].below);
    }
    for (size_t i = 0; i < set.count; i++) {
        CellLines *cell = &set.cells[i];
        Pt room = set.height - cell->baseline - cell->below;
        VerticalAlign align = cell->style->vertical_align;
        cell->baseline += align == VERTICAL_BOTTOM ? room : align == VERTICAL_MIDDLE ? room / 2 : 0;
    }
    return set;
}

/* ---- the row's page --------------------------------------------------------------------------- */

static Painter canvas_painter(const Table *table, const Node *node, const Style *style) {
    Setter *setter = table->composer->setter;
    return (Painter){.setter = setter,
                     .pages = table->canvas,
                     .node = node,
                     .style = style,
                     .span = doc_span(node),
                     .values = {.doc = setter->doc, .cascade = setter->cascade, .node = node}};
}

static void draw_rules(const Table *table, const Node *node, const Style *style, Box box) {
    Painter painter = canvas_painter(table, node, style);
    paint_rules(&painter, box, style);
}

static void draw_box(const Table *table, const Node *node, const Style *style, Box box) {
    Painter painter = canvas_painter(table, node, style);
    paint_box(&painter, &style->box, box);
}

static Pt table_width(const Table *table) {
    const Column *last = &table->columns[table->count - 1];
    return last->x + last->width;
}

/* In a head of several rows the rules between them stand only under what names several columns. */
static void draw_rules_of_row(const Table *table, const Node *row, const RowLines *set, Box box) {
    if (!set->count || !is_over_head(set->cells[0].node)) {
        draw_rules(table, row, set->style, box);
        return;
    }
    for (size_t i = 0; i < set->count; i++) {
        const CellLines *cell = &set->cells[i];
        Edges padding = table_padding(table, cell->style);
        Pt width = cell->width - padding.left - padding.right;
        if (cell->node->cell.joined)
            draw_rules(table, row, set->style, (Box){cell->x + padding.left, 0, width, set->height});
    }
}

static void draw_decoration(const Table *table, const Node *row, const RowLines *set) {
    Box box = {0, 0, table_width(table), set->height};
    draw_box(table, row, set->style, box);
    for (size_t i = 0; i < set->count; i++)
        draw_box(table, set->cells[i].node, set->cells[i].style,
                 (Box){set->cells[i].x, 0, set->cells[i].width, set->height});
    draw_rules_of_row(table, row, set, box);
    for (size_t i = 0; i < set->count; i++)
        draw_rules(table, set->cells[i].node, set->cells[i].style,
                   (Box){set->cells[i].x, 0, set->cells[i].width, set->height});
}

static void draw_line(const Table *table, const Line *line, Pt x, Pt y) {
    Arena *keep = table->composer->setter->env->keep;
    notes_take_line(table->composer, line);
    for (uint32_t i = 0; i < line->item_count; i++) {
        Box box = line->items[i].box;
        Item *item = page_add(keep, &table->canvas->pages[0], ITEM_TEXT, 0, box);
        *item = line->items[i];
        item->box.x += x;
        item->box.y += y;
        if (item->kind == ITEM_PICTURE) {
            item->picture.whole.x += x;
            item->picture.whole.y += y;
        }
    }
}

/* The lines of a cell whose top lies from..to; the page begins at from. */
static void draw_cell(const Table *table, const CellLines *cell, Pt from, Pt to) {
    Pt left = cell->x + table_padding(table, cell->style).left + cell->indent;
    Pt to_baseline = galley_baseline(table->composer->setter, cell->style);
    Pt top = cell->lines.count ? cell->baseline - to_baseline - cell->lines.lines[0].above : 0;
    for (size_t i = 0; i < cell->lines.count; i++) {
        const Line *line = &cell->lines.lines[i];
        if (top >= from - 0.01 && top < to - 0.01)
            draw_line(table, line, left, top + line->above + to_baseline - from);
        top += cell->style->leading + line->above + line->below;
    }
}

static void scale_text(Arena *keep, TextItem *text, double scale) {
    PlacedRun *runs = arena_copy(keep, text->runs, text->count * sizeof *runs);
    for (uint32_t i = 0; i < text->count; i++)
        runs[i].x *= (float)scale;
    text->runs = runs;
    text->size *= (float)scale;
}

static Box scale_box(Box box, double scale) {
    return (Box){box.x * scale, box.y * scale, box.w * scale, box.h * scale};
}

static void scale_item(Arena *keep, Item *item, double scale) {
    item->box = scale_box(item->box, scale);
    if (item->kind == ITEM_TEXT) {
        scale_text(keep, &item->text, scale);
    } else if (item->kind == ITEM_PICTURE) {
        item->picture.whole = scale_box(item->picture.whole, scale);
    } else if (item->kind == ITEM_SHAPE && item->shape->kind == SHAPE_RECT) {
        Shape *shape = arena_copy(keep, item->shape, sizeof *shape);
        shape->radius *= scale;
        item->shape = shape;
    }
}

/* What stands on the row's page becomes a strip; the page is empty again. */
static Strip *add_strip(Table *table, Pt height) {
    Composer *composer = table->composer;
    Arena *keep = composer->setter->env->keep;
    Page *page = &table->canvas->pages[0];
    Strip *strip = galley_add(composer, height * table->scale);
    strip->items = arena_copy(keep, page->items, page->count * sizeof *page->items);
    strip->item_count = (uint32_t)page->count;
    page->count = 0;
    for (uint32_t i = 0; i < strip->item_count; i++) {
        if (table->scale < 1)
            scale_item(keep, &strip->items[i], table->scale);
        strip->items[i].box.x += composer->x;
        if (strip->items[i].kind == ITEM_PICTURE)
            strip->items[i].picture.whole.x += composer->x;
    }
    return strip;
}

/* ---- rows ------------------------------------------------------------------------------------- */

/* Whether no line of any cell stands on both sides. */
static bool is_free(const Table *table, const RowLines *set, Pt y) {
    for (size_t i = 0; i < set->count; i++) {
        const CellLines *cell = &set->cells[i];
        Pt top = cell->baseline - galley_baseline(table->composer->setter, cell->style);
        top -= cell->lines.count ? cell->lines.lines[0].above : 0;
        for (size_t k = 0; k < cell->lines.count && top < y - 0.01; k++) {
            const Line *line = &cell->lines.lines[k];
            Pt end = top + cell->style->leading + line->above + line->below;
            if (end > y + 0.01)
                return false;
            top = end;
        }
    }
    return true;
}

static int32_t add_container(Table *table, const Node *node, const Style *style, Pt x, Pt width) {
    Composer *composer = table->composer;
    Galley *galley = composer->galley;
    Container container = {.parent = composer->container,
                           .style = style,
                           .node = node,
                           .x = composer->x + x * table->scale,
                           .width = width * table->scale,
                           .first = (uint32_t)galley->count,
                           .repeat = -1};
    LIST_PUSH(composer->setter->env->keep, galley->containers, galley->container_count,
              galley->container_capacity, container);
    composer->container = (int32_t)galley->container_count - 1;
    return composer->container;
}

static Pt least_padding(const RowLines *set, bool top) {
    Pt least = set->height;
    for (size_t i = 0; i < set->count; i++) {
        const Edges *padding = &set->cells[i].style->box.padding;
        least = fmin(least, top ? padding->top : padding->bottom);
    }
    return least;
}

/* The strips of a row: cut wherever that is possible, but for its first and last lines. */
static void add_pieces(Table *table, const RowLines *set, Pt from, Pt end) {
    const CellLines *longest = &set->cells[0];
    for (size_t i = 0; i < set->count; i++)
        if (set->cells[i].lines.count == set->most)
            longest = &set->cells[i];
    Pt y = longest->baseline - galley_baseline(table->composer->setter, longest->style) -
           longest->lines.lines[0].above;
    for (size_t i = 0; i < set->most; i++) {
        const Line *line = &longest->lines.lines[i];
        y += longest->style->leading + line->above + line->below;
        bool last = i + 1 == set->most;
        bool inside = i + 1 >= LINES_TOGETHER && i + 1 + LINES_TOGETHER <= set->most;
        if (!last && !(inside && is_free(table, set, y)))
            continue;
        Pt to = last ? end : y;
        for (size_t k = 0; k < set->count; k++)
            draw_cell(table, &set->cells[k], from, to);
        add_strip(table, to - from)->keep = !last;
        from = to;
    }
}

/*
 * Row and cells are containers, one in the other though they stand side by side: they share their strips,
 * and the padding of the innermost, which is on both sides of a break.
 */
static void add_long_row(Table *table, const Node *row, const RowLines *set) {
    Composer *composer = table->composer;
    int32_t outer = composer->container;
    int32_t first = add_container(table, row, set->style, 0, table_width(table));
    Pt top = least_padding(set, true), bottom = least_padding(set, false);
    for (size_t i = 0; i < set->count; i++)
        add_container(table, set->cells[i].node, set->cells[i].style, set->cells[i].x, set->cells[i].width);
    Container *innermost = &composer->galley->containers[composer->container];
    innermost->pad_top = top * table->scale;
    innermost->pad_bottom = bottom * table->scale;
    add_pieces(table, set, top, set->height - bottom);
    for (int32_t i = first; i <= composer->container; i++)
        composer->galley->containers[i].last = (uint32_t)composer->galley->count - 1;
    composer->container = outer;
}

static bool names_columns(const Node *row) {
    for (const Node *cell = row->first; cell; cell = cell->next)
        if (cell->cell.joined)
            return true;
    return false;
}

/* All rows of the head are one strip, which is kept whole and repeated as one; returns the last of them. */
static const Node *set_head(Table *table, const Node *row) {
    const Page *page = &table->canvas->pages[0];
    Pt top = 0;
    for (;; row = table_next_row(row->next)) {
        RowLines set = set_cells(table, row);
        size_t first = page->count;
        draw_decoration(table, row, &set);
        for (size_t i = 0; i < set.count; i++)
            draw_cell(table, &set.cells[i], 0, INFINITY);
        for (size_t i = first; i < page->count; i++)
            page_move_item(&page->items[i], 0, top);
        const Node *next = table_next_row(row->next);
        if (!next || !next->header) {
            add_strip(table, top + set.height);
            return row;
        }
        top += names_columns(row) ? set.height : set.height - least_padding(&set, false);
    }
}

static void set_row(Table *table, const Node *row) {
    RowLines set = set_cells(table, row);
    if (set.most >= 2 * LINES_TOGETHER) {
        add_long_row(table, row, &set);
        return;
    }
    draw_decoration(table, row, &set);
    for (size_t i = 0; i < set.count; i++)
        draw_cell(table, &set.cells[i], 0, INFINITY);
    add_strip(table, set.height);
}

/* ---- the table -------------------------------------------------------------------------------- */

/* A container of its own, so that the head is repeated on each page; the block may have one already. */
static int32_t table_container(Table *table) {
    Composer *composer = table->composer;
    Galley *galley = composer->galley;
    if (composer->container >= 0 && galley->containers[composer->container].node == table->node)
        return composer->container;
    return add_container(table, table->node, table->style, 0, table->measure / table->scale);
}

/* Rows too have orphans and widows: index counts those below the head. */
static bool is_kept(const Table *table, size_t index, const Node *row) {
    size_t left = 0;
    while (left < table->style->widows && (row = table_next_row(row->next)))
        left++;
    return left > 0 && (index < table->style->orphans || left < table->style->widows);
}

/* Where a table goes on, its head is set only to be repeated. */
static void set_rows(Table *table, int32_t container) {
    Composer *composer = table->composer;
    Galley *galley = composer->galley;
    const Node *row = table_next_row(table->node->first);
    size_t rows = 0;
    for (; row && !galley_is_cut(galley); row = table_next_row(row->next)) {
        if (row == composer->resume)
            composer->resume = NULL;
        if (composer->resume && !row->header)
            continue;
        galley_start_block(composer, row == table->node->first ? table->node : row);
        if (row->header)
            row = set_head(table, row);
        else
            set_row(table, row);
        if (composer->resume)
            galley->begin = galley->count;
        galley->strips[galley->count - 1].keep = row->header || is_kept(table, ++rows, row);
        if (row->header)
            galley->containers[container].repeat = (int32_t)galley->count - 1;
    }
}

void galley_set_caption(Composer *composer, const Node *node, const Style *style, bool below) {
    const Node *caption = node->kind == NODE_TABLE ? node->first : NULL;
    if (!caption || caption->kind != NODE_CAPTION || style->caption_below != below)
        return;
    size_t first = composer->galley->count;
    galley_set_node(composer, caption, style);
    Galley *galley = composer->galley;
    for (size_t i = below && first > 0 ? first - 1 : first; i + below < galley->count; i++)
        galley->strips[i].keep = true;
}

void galley_set_table(Composer *composer, const Node *node, const Style *style) {
    Arena *keep = composer->setter->env->keep;
    Table table = {.composer = composer,
                   .node = node,
                   .style = style,
                   .count = node->table.columns,
                   .measure = composer->measure,
                   .scale = 1,
                   .gaps = 1};
    bool below = composer->resume && composer->resume->kind == NODE_CAPTION;
    if (!table.count || !table_next_row(node->first) || below)
        return;
    table.columns = ARENA_ARRAY(keep, Column, table.count);
    table.canvas = pages_new(keep);
    pages_add(keep, table.canvas);
    columns_solve(&table);
    if (composer->turning == TURNING_WANTED)
        return;
    int32_t outer = composer->container;
    block_place_markers(composer, node);
    int32_t container = table_container(&table);
    set_rows(&table, container);
    composer->galley->containers[container].last = (uint32_t)composer->galley->count - 1;
    composer->container = outer;
}
