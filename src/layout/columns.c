/*
 * layout/columns.c - what the columns of a table need, and what is done where that is too much.
 *
 * The one idea: each cell is measured once, with all the places where its lines may end. That gives the
 * widths that its column needs with words whole, in two pieces, in more. The gentlest way to fit is taken:
 * white between columns goes before words are divided, words are divided once before all gets smaller.
 */
#include <math.h>

#include "layout/table.h"

enum { ROWS_WEIGHED = 100 /* of a long table so many, spread evenly */ };

/* How a table is made to fit: the white beside cells, words, and how small its type may get. */
typedef struct Effort {
    double gaps;
    WordDivision division;
    double smallest;
} Effort;

/* Each is tried where those before it do not do; 0: down to the smallest size that the style allows. */
static const Effort EFFORTS[] = {
    {1, WORDS_WHOLE, 1},      {0.6, WORDS_WHOLE, 1},      {0.6, WORDS_AT_SEAMS, 1},
    {0.6, WORDS_IN_TWO, 1},   {0.6, WORDS_AT_SEAMS, 0.9}, {0.6, WORDS_IN_TWO, 0.9},
    {0.6, WORDS_AT_SEAMS, 0}, {0.6, WORDS_IN_TWO, 0},     {0.6, WORDS_IN_PIECES, 0},
};
enum { EFFORT_COUNT = sizeof EFFORTS / sizeof *EFFORTS };

typedef struct Solver {
    Table *table;
    Pt smallest; /* type size in the table */
    bool spans;
    Samples samples;
} Solver;

/* ---- measuring -------------------------------------------------------------------------------- */

static bool has_picture(const Words *words) {
    for (size_t i = 0; i < words->voice_count; i++)
        if (words->voices[i].picture)
            return true;
    return false;
}

/* Of lines that end at each of the openings that count, and of lines that end only where they must. */
static Column extent_of(const Words *words, const Openings *openings) {
    Column extent = {0};
    double line = 0;
    size_t part = 0;
    for (size_t i = 1; i < openings->count; i++) {
        const Opening *opening = &openings->items[i];
        if (sparing_divides(opening))
            continue;
        for (WordDivision division = WORDS_WHOLE; division < DIVISION_COUNT; division++)
            extent.parts[division] =
                fmax(extent.parts[division], sparing_width(words, openings->items, part, i, division));
        part = i;
        if (opening->kind != OPENING_END)
            continue;
        extent.natural = fmax(extent.natural, opening->end - line);
        extent.area += opening->end - line;
        line = opening->start;
    }
    return extent;
}

static void keep_sample(Solver *solver, const Words *words, const Openings *openings, Sample sample) {
    Table *table = solver->table;
    Arena *keep = table->composer->setter->env->keep;
    sample.ends = ARENA_ARRAY(keep, LineEnd, openings->count);
    sample.ends[sample.count++] = (LineEnd){.start = (float)openings->items[0].start};
    for (size_t i = 1, part = 0; i < openings->count; i++) {
        const Opening *opening = &openings->items[i];
        if (sparing_divides(opening))
            continue;
        sample.ends[sample.count++] =
            (LineEnd){.end = (float)opening->end,
                      .start = (float)opening->start,
                      .half = (float)sparing_half(words, openings->items, part, i, table->division),
                      .piece = (float)sparing_width(words, openings->items, part, i, table->division),
                      .forced = opening->kind == OPENING_END && i + 1 < openings->count};
        part = i;
    }
    LIST_PUSH(keep, solver->samples.items, solver->samples.count, solver->samples.capacity, sample);
}

static void extend(Column *column, const Column *extent, Pt padding) {
    column->natural = fmax(column->natural, extent->natural + padding);
    for (WordDivision division = WORDS_WHOLE; division < DIVISION_COUNT; division++)
        column->parts[division] = fmax(column->parts[division], extent->parts[division] + padding);
}

static Column measure_text(Solver *solver, const Node *cell, const Style *style, const Sample *sample) {
    Table *table = solver->table;
    Setter *setter = table->composer->setter;
    ArenaMark mark = arena_mark(setter->env->scratch);
    ParagraphWish wish = {
        .node = cell, .style = table_text_style(table, cell, style), .measure = table->measure};
    Words words = inline_collect(setter, &wish);
    Column extent = {0};
    if (words.count > 0) {
        OpeningWish opening_wish = {
            .measure = HUGE_VAL, .first_measure = HUGE_VAL, .hyphens = true, .joints = true};
        Openings openings = openings_find(setter, &words, &opening_wish);
        extent = extent_of(&words, &openings);
        for (size_t i = 0; i < DIVISION_COUNT && has_picture(&words); i++)
            extent.parts[i] = fmin(extent.parts[i], table->measure / (double)table->count);
        if (sample)
            keep_sample(solver, &words, &openings, *sample);
    }
    arena_reset(setter->env->scratch, mark);
    return extent;
}

static Pt padding_of(const Solver *solver, const Style *style) {
    Edges padding = table_padding(solver->table, style);
    return padding.left + padding.right;
}

/* A number is never broken. */
static void measure_number(Solver *solver, const Node *cell, const Style *style, Column *column) {
    Pt before;
    Paragraph paragraph = numbers_set(solver->table->composer->setter, cell, style, &before);
    Pt padding = padding_of(solver, style);
    column->padding = fmax(column->padding, padding);
    if (!paragraph.count)
        return;
    column->before = fmax(column->before, before);
    column->behind = fmax(column->behind, paragraph.lines[0].width - before);
    Pt width = column->before + column->behind;
    extend(column, &(Column){.parts = {width, width, width, width}, .natural = width}, padding);
    column->area += paragraph.lines[0].width;
}

static void measure_cell(Solver *solver, const Node *cell, const Style *style, const Sample *sample) {
    Column *column = &solver->table->columns[sample->column];
    solver->smallest = fmin(solver->smallest, style->size);
    if (numbers_are_in(solver->table, cell, sample->column)) {
        measure_number(solver, cell, style, column);
        return;
    }
    bool weighed = sample->row < solver->samples.row_count;
    Column extent = measure_text(solver, cell, style, weighed ? sample : NULL);
    if (sample->last > sample->column) {
        solver->spans = true;
        return;
    }
    extend(column, &extent, (double)sample->padding);
    column->area += extent.area;
}

static size_t count_rows(const Table *table) {
    size_t rows = 0;
    for (const Node *row = table_next_row(table->node->first); row; row = table_next_row(row->next))
        rows++;
    return rows;
}

static void measure_cells(Solver *solver) {
    Table *table = solver->table;
    Cascade *cascade = table->composer->setter->cascade;
    size_t stride = count_rows(table) / ROWS_WEIGHED + 1, index = 0;
    for (const Node *row = table_next_row(table->node->first); row; row = table_next_row(row->next)) {
        const Style *row_style = design_style(cascade, row, table->style);
        bool weighed = index++ % stride == 0;
        uint32_t number = weighed ? solver->samples.row_count++ : UINT32_MAX;
        size_t column = 0;
        for (const Node *cell = row->first; cell && column < table->count; cell = cell->next) {
            const Style *style = design_style(cascade, cell, row_style);
            size_t end = table_cell_end(table, cell, column);
            Sample sample = {.row = number,
                             .head = row->header,
                             .column = (uint32_t)column,
                             .last = (uint32_t)end - 1,
                             .padding = (float)padding_of(solver, style)};
            measure_cell(solver, cell, style, &sample);
            column = end;
        }
    }
}

/* ---- cells over several columns --------------------------------------------------------------- */

static Pt natural_sum(const Column *columns, size_t count) {
    Pt sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += columns[i].natural;
    return sum;
}

static Pt parts_sum(const Column *columns, size_t count, WordDivision division) {
    Pt sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += columns[i].parts[division];
    return sum;
}

static void widen(Column *columns, size_t count, const Column *wanted, Pt padding) {
    Column lacks = {.natural = wanted->natural + padding - natural_sum(columns, count)};
    for (WordDivision division = WORDS_WHOLE; division < DIVISION_COUNT; division++)
        lacks.parts[division] = wanted->parts[division] + padding - parts_sum(columns, count, division);
    Pt natural = natural_sum(columns, count);
    for (size_t i = 0; i < count; i++) {
        double share = natural > 0 ? columns[i].natural / natural : 1 / (double)count;
        columns[i].natural += share * fmax(0, lacks.natural);
        for (WordDivision division = WORDS_WHOLE; division < DIVISION_COUNT; division++)
            columns[i].parts[division] += share * fmax(0, lacks.parts[division]);
    }
}

/* When the columns are known by themselves: what a cell over several of them still lacks. */
static void measure_spans(Solver *solver) {
    Table *table = solver->table;
    Cascade *cascade = table->composer->setter->cascade;
    for (const Node *row = table_next_row(table->node->first); row; row = table_next_row(row->next)) {
        const Style *row_style = design_style(cascade, row, table->style);
        size_t column = 0;
        for (const Node *cell = row->first; cell && column < table->count; cell = cell->next) {
            size_t end = table_cell_end(table, cell, column);
            if (end > column + 1) {
                const Style *style = design_style(cascade, cell, row_style);
                Column extent = measure_text(solver, cell, style, NULL);
                widen(&table->columns[column], end - column, &extent, padding_of(solver, style));
            }
            column = end;
        }
    }
}

/* ---- too wide --------------------------------------------------------------------------------- */

static Str number_text(Arena *arena, double number) {
    Buffer buffer = buffer_new(arena);
    buffer_add_number(&buffer, number, 1);
    return buffer_str(&buffer);
}

/* Whether it asks for another measure, where even its smallest size is too wide for this one. */
static bool turns(const Table *table, Pt least) {
    Composer *composer = table->composer;
    if (composer->turning != TURNING_OFFERED || least > composer->widest)
        return false;
    composer->turning = TURNING_WANTED;
    composer->widest = least;
    return true;
}

static void report_size(const Solver *solver, Pt least) {
    const Table *table = solver->table;
    Env *env = table->composer->setter->env;
    Str size = number_text(env->keep, solver->smallest * table->scale);
    if (least * table->scale <= table->measure + ROUNDING)
        REPORT_WARNING(env, table->node->span, STR("give it more room, or divide it"),
                       "the table is too wide: its text is set at %.*s pt", STR_ARGS(size));
    else
        REPORT_ERROR(env, table->node->span,
                     STR("give it more room or fewer columns, or allow a smaller 'smallest-size'"),
                     "the table is %.*s mm too wide even at %.*s pt",
                     STR_ARGS(number_text(env->keep, (least * table->scale - table->measure) / PT_PER_MM)),
                     STR_ARGS(size));
}

/* ---- solving ---------------------------------------------------------------------------------- */

static void measure(Solver *solver) {
    Table *table = solver->table;
    *solver = (Solver){.table = table, .smallest = table->style->size};
    for (size_t i = 0; i < table->count; i++)
        table->columns[i] =
            (Column){.numbers = table->columns[i].numbers, .mixed = table->columns[i].mixed};
    measure_cells(solver);
    static const Column EMPTY = {.parts = {1, 1, 1, 1}, .natural = 1};
    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i].natural < 1)
            extend(&table->columns[i], &EMPTY, 0);
    if (solver->spans)
        measure_spans(solver);
}

/* Everything may get so much smaller, padding too, but no smaller than can be read. */
static double smallest_scale(const Solver *solver, double wanted) {
    return fmax(wanted, fmin(1, solver->table->style->smallest_size / solver->smallest));
}

/* Ends with the effort that does, or with the last one; false: the table asks for another measure. */
static bool try_efforts(Solver *solver, Pt *least) {
    Table *table = solver->table;
    for (size_t i = 0; i < EFFORT_COUNT; i++) {
        const Effort *effort = &EFFORTS[i];
        bool last = i + 1 == EFFORT_COUNT;
        bool known = i > 0 && effort->gaps == table->gaps && effort->division != WORDS_WHOLE;
        if (last && turns(table, *least * smallest_scale(solver, 0)))
            return false;
        table->gaps = effort->gaps;
        known = known && table->division != WORDS_WHOLE;
        table->division = effort->division;
        if (!known)
            measure(solver);
        *least = parts_sum(table->columns, table->count, effort->division);
        double scale = smallest_scale(solver, effort->smallest);
        table->scale = fmin(1, fmax(table->measure / *least, scale));
        if (*least * scale <= table->measure + ROUNDING)
            break;
    }
    return true;
}

void columns_solve(Table *table) {
    Solver solver = {.table = table};
    Pt least = 0;
    numbers_find(table);
    if (!try_efforts(&solver, &least))
        return;
    if (table->scale < 1)
        report_size(&solver, least);
    for (size_t i = 0; i < table->count; i++)
        table->columns[i].least = table->columns[i].parts[table->division];
    widths_solve(table, &solver.samples);
}
