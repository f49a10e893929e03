/*
 * Sets a table: one strip a row, cells side by side. The one idea: each column has a least width (its
 * longest word) and a natural one (its longest cell in one line); what the measure allows is shared out
 * between the two.
 */
#include "layout/galley.h"

typedef struct Column {
    Pt least, natural, x, width;
} Column;

typedef struct TableSetter {
    Composer *composer;
    const Node *node;
    const Style *style;
    Column *columns;
    size_t count;
} TableSetter;

static Pt longest_word(Setter *setter, Str text, const Style *style) {
    Pt longest = 0;
    for (Str word = str_next_word(&text); word.length; word = str_next_word(&text)) {
        Pt width = paragraph_text_width(setter, word, style);
        if (width > longest)
            longest = width;
    }
    return longest;
}

static void measure_cell(TableSetter *table, const Node *cell, const Style *style, Column *column) {
    Setter *setter = table->composer->setter;
    ArenaMark mark = arena_mark(setter->env->scratch);
    Str text = doc_text(setter->env->scratch, cell);
    Pt padding = style->box.padding.left + style->box.padding.right;
    Pt natural = paragraph_text_width(setter, text, style) + padding;
    Pt least = longest_word(setter, text, style) + padding;
    if (natural > column->natural)
        column->natural = natural;
    if (least > column->least)
        column->least = least;
    arena_reset(setter->env->scratch, mark);
}

static void measure_columns(TableSetter *table) {
    Cascade *cascade = table->composer->setter->cascade;
    for (const Node *row = table->node->first; row; row = row->next) {
        const Style *row_style = design_style(cascade, row, table->style);
        size_t i = 0;
        for (const Node *cell = row->first; cell && i < table->count; cell = cell->next, i++)
            measure_cell(table, cell, design_style(cascade, cell, row_style), &table->columns[i]);
    }
}

/* Room beyond the natural widths is shared out in their proportion, so the table fills the measure. */
static void share_width(TableSetter *table) {
    Pt measure = table->composer->measure, least = 0, natural = 0;
    for (size_t i = 0; i < table->count; i++) {
        if (table->columns[i].natural < 1)
            table->columns[i].natural = table->columns[i].least = 1;
        least += table->columns[i].least;
        natural += table->columns[i].natural;
    }
    Pt x = 0;
    for (size_t i = 0; i < table->count; i++) {
        Column *column = &table->columns[i];
        if (natural <= measure)
            column->width = column->natural * measure / natural;
        else if (least >= measure)
            column->width = column->least * measure / least;
        else
            column->width =
                column->least + (measure - least) * (column->natural - column->least) / (natural - least);
        column->x = x;
        x += column->width;
    }
}

static Align cell_align(const Node *cell, const Style *style) {
    switch ((CellAlign)cell->align) {
    case CELL_LEFT: return ALIGN_LEFT;
    case CELL_CENTER: return ALIGN_CENTER;
    case CELL_RIGHT: return ALIGN_RIGHT;
    case CELL_DEFAULT: break;
    }
    return style->align == ALIGN_JUSTIFY ? ALIGN_LEFT : style->align;
}

typedef struct CellLines {
    Paragraph lines;
    const Style *style;
    Pt height;
} CellLines;

static CellLines set_cell(TableSetter *table, const Node *cell, const Style *row_style,
                          const Column *column) {
    Setter *setter = table->composer->setter;
    const Style *style = design_style(setter->cascade, cell, row_style);
    Align align = cell_align(cell, style);
    const Edges *padding = &style->box.padding;
    ParagraphWish wish = {.node = cell,
                          .style = style,
                          .align = &align,
                          .measure = column->width - padding->left - padding->right};
    CellLines set = {paragraph_set(setter, &wish), style, padding->top + padding->bottom};
    for (size_t i = 0; i < set.lines.count; i++)
        set.height += style->leading + set.lines.lines[i].above + set.lines.lines[i].below;
    return set;
}

static void add_fill(Setter *setter, Item **next, Box box, Colour colour, const Style *style) {
    if (colour_is_none(colour))
        return;
    Shape *shape = ARENA_NEW(setter->env->keep, Shape);
    *shape = (Shape){.kind = SHAPE_RECT,
                     .fill = {.from = design_colour(setter->design, colour, style), .opacity = 1}};
    **next = (Item){.kind = ITEM_SHAPE, .box = box, .shape = shape};
    (*next)++;
}

/* Fill and rules of a row or a cell; at most three items. */
static void decorate(Setter *setter, Item **next, Box box, const Style *style) {
    add_fill(setter, next, box, style->box.fill.from, style);
    if (style->rule_above.width > 0)
        add_fill(setter, next, (Box){box.x, box.y, box.w, style->rule_above.width},
                 style->rule_above.colour, style);
    if (style->rule_below.width > 0)
        add_fill(setter, next,
                 (Box){box.x, box.y + box.h - style->rule_below.width, box.w, style->rule_below.width},
                 style->rule_below.colour, style);
}

static void place_cell(Composer *composer, Item **next, const CellLines *cell, Pt x) {
    const Style *style = cell->style;
    Pt baseline = style->box.padding.top + galley_baseline(composer->setter, style);
    for (size_t i = 0; i < cell->lines.count; i++) {
        const Line *line = &cell->lines.lines[i];
        for (uint32_t k = 0; k < line->item_count; k++) {
            **next = line->items[k];
            (*next)->box.x += x + style->box.padding.left;
            (*next)->box.y += baseline + line->above;
            (*next)++;
        }
        baseline += style->leading + line->above + line->below;
    }
}

static void set_row(TableSetter *table, const Node *row) {
    Composer *composer = table->composer;
    Setter *setter = composer->setter;
    const Style *style = design_style(setter->cascade, row, table->style);
    CellLines *cells = ARENA_ARRAY(setter->env->keep, CellLines, table->count);
    size_t count = 0, items = 3;
    Pt height = 0;
    for (const Node *cell = row->first; cell && count < table->count; cell = cell->next, count++) {
        cells[count] = set_cell(table, cell, style, &table->columns[count]);
        if (cells[count].height > height)
            height = cells[count].height;
        items += 3;
        for (size_t i = 0; i < cells[count].lines.count; i++)
            items += cells[count].lines.lines[i].item_count;
    }
    Strip *strip = galley_add(composer, height);
    strip->items = ARENA_ARRAY(setter->env->keep, Item, items);
    Item *next = strip->items;
    decorate(setter, &next, (Box){composer->x, 0, composer->measure, height}, style);
    for (size_t i = 0; i < count; i++)
        decorate(setter, &next,
                 (Box){composer->x + table->columns[i].x, 0, table->columns[i].width, height},
                 cells[i].style);
    for (size_t i = 0; i < count; i++)
        place_cell(composer, &next, &cells[i], composer->x + table->columns[i].x);
    strip->item_count = (uint32_t)(next - strip->items);
}

/* A container of its own, so that the head is repeated on each page; the block may have one already. */
static Container *table_container(TableSetter *table) {
    Composer *composer = table->composer;
    Galley *galley = composer->galley;
    if (composer->container < 0 || galley->containers[composer->container].node != table->node) {
        Container container = {.parent = composer->container,
                               .style = table->style,
                               .node = table->node,
                               .x = composer->x,
                               .width = composer->measure,
                               .first = (uint32_t)galley->count,
                               .repeat = -1};
        LIST_PUSH(composer->setter->env->keep, galley->containers, galley->container_count,
                  galley->container_capacity, container);
        composer->container = (int32_t)galley->container_count - 1;
    }
    return &galley->containers[composer->container];
}

void galley_set_table(Composer *composer, const Node *node, const Style *style) {
    TableSetter table = {composer, node, style, NULL, node->table.columns};
    if (!table.count || !node->first)
        return;
    table.columns = ARENA_ARRAY(composer->setter->env->keep, Column, table.count);
    measure_columns(&table);
    share_width(&table);
    int32_t outer = composer->container;
    Container *container = table_container(&table);
    galley_start_block(composer, node);
    for (const Node *row = node->first; row; row = row->next) {
        set_row(&table, row);
        composer->galley->strips[composer->galley->count - 1].keep = row->header;
        if (row->header)
            container->repeat = (int32_t)composer->galley->count - 1;
    }
    container->last = (uint32_t)composer->galley->count - 1;
    composer->container = outer;
}
