/*
 * layout/columns.c - how wide the columns of a table are.
 *
 * The one idea: a column gets at least what its longest part needs and at most what its longest cell would
 * fill; what lies between is shared by the root of the columns' areas, as a rectangle's side follows from
 * its area. Then width is moved from column to column as long as some rows, looked at line by line, get
 * lower for it.
 */
#include <math.h>

#include "layout/table.h"
#include "layout/words.h"

enum {
    ROWS_WEIGHED = 100, /* of a long table so many, spread evenly */
    COLUMNS_WEIGHED = 16,
    ROUNDS = 3,
    HALVINGS = 60
};
/* Of the measure: the first and the last width that is moved. */
static const double FIRST_STEP = 1.0 / 8, LAST_STEP = 1.0 / 128;
/* A line more in one cell, if its row gets no higher for it; a row's line is 1. */
static const double CELL_LINE = 0.01;
/* So much of the white beside cells is left before a word is divided. */
static const double CLOSED_GAPS = 0.6;
/* In points: widths that differ by less are the same. */
static const Pt ROUNDING = 0.01;

/* A place where a line of a cell may end: the line's width up to there, and from where the next counts. */
typedef struct LineEnd {
    float end, start;
    bool forced;
} LineEnd;

/* A cell of a row that is weighed. */
typedef struct Sample {
    LineEnd *ends;
    uint32_t count;
    uint32_t row, column, last;
    float padding;
    uint32_t lines, tried;
} Sample;

typedef struct Solver {
    Table *table;
    Pt smallest; /* type size in the table */
    bool spans;
    Sample *samples;
    size_t sample_count, sample_capacity;
    uint32_t row_count; /* of samples */
} Solver;

/* ---- measuring -------------------------------------------------------------------------------- */

static bool has_picture(const Words *words) {
    for (size_t i = 0; i < words->voice_count; i++)
        if (words->voices[i].picture)
            return true;
    return false;
}

/* Of lines that end at each of the openings that count, and of lines that end only where they must. */
static Column extent_of(const Openings *openings) {
    Column extent = {0};
    double line = 0, part = 0, divided = 0;
    for (size_t i = 1; i < openings->count; i++) {
        const Opening *opening = &openings->items[i];
        extent.divided = fmax(extent.divided, opening->end - divided);
        divided = opening->start;
        if (opening->kind == OPENING_HYPHEN)
            continue;
        extent.least = fmax(extent.least, opening->end - part);
        part = opening->start;
        if (opening->kind != OPENING_END)
            continue;
        extent.natural = fmax(extent.natural, opening->end - line);
        extent.area += opening->end - line;
        line = opening->start;
    }
    return extent;
}

static void keep_sample(Solver *solver, const Openings *openings, Sample sample) {
    Arena *keep = solver->table->composer->setter->env->keep;
    sample.count = (uint32_t)openings->count;
    sample.ends = ARENA_ARRAY(keep, LineEnd, openings->count);
    for (size_t i = 0; i < openings->count; i++) {
        const Opening *opening = &openings->items[i];
        sample.ends[i] = (LineEnd){(float)opening->end, (float)opening->start,
                                   opening->kind == OPENING_END && i + 1 < openings->count};
    }
    LIST_PUSH(keep, solver->samples, solver->sample_count, solver->sample_capacity, sample);
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
        OpeningWish opening_wish = {.measure = HUGE_VAL, .first_measure = HUGE_VAL, .hyphens = true};
        Openings openings = openings_find(setter, &words, &opening_wish);
        extent = extent_of(&openings);
        if (has_picture(&words))
            extent.least = extent.divided = fmin(extent.least, table->measure / (double)table->count);
        if (sample)
            keep_sample(solver, &openings, *sample);
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
    Pt width = column->before + column->behind + padding;
    column->natural = fmax(column->natural, width);
    column->least = fmax(column->least, width);
    column->divided = fmax(column->divided, width);
    column->area += paragraph.lines[0].width;
}

static void measure_cell(Solver *solver, const Node *cell, const Style *style, const Sample *sample) {
    Column *column = &solver->table->columns[sample->column];
    solver->smallest = fmin(solver->smallest, style->size);
    if (column->numbers && !cell->header && !cell->parent->header) {
        measure_number(solver, cell, style, column);
        return;
    }
    bool weighed = sample->row < solver->row_count;
    Column extent = measure_text(solver, cell, style, weighed ? sample : NULL);
    if (sample->last > sample->column) {
        solver->spans = true;
        return;
    }
    Pt padding = (double)sample->padding;
    column->natural = fmax(column->natural, extent.natural + padding);
    column->least = fmax(column->least, extent.least + padding);
    column->divided = fmax(column->divided, extent.divided + padding);
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
        uint32_t number = weighed ? solver->row_count++ : UINT32_MAX;
        size_t column = 0;
        for (const Node *cell = row->first; cell && column < table->count; cell = cell->next) {
            const Style *style = design_style(cascade, cell, row_style);
            size_t end = table_cell_end(table, cell, column);
            Sample sample = {.row = number,
                             .column = (uint32_t)column,
                             .last = (uint32_t)end - 1,
                             .padding = (float)padding_of(solver, style)};
            measure_cell(solver, cell, style, &sample);
            column = end;
        }
    }
}

/* ---- cells over several columns --------------------------------------------------------------- */

static Column sum_of(const Column *columns, size_t count) {
    Column sum = {0};
    for (size_t i = 0; i < count; i++) {
        sum.least += columns[i].least;
        sum.divided += columns[i].divided;
        sum.natural += columns[i].natural;
    }
    return sum;
}

static void widen(Column *columns, size_t count, Column wanted) {
    Column sum = sum_of(columns, count);
    for (size_t i = 0; i < count; i++) {
        double share = sum.natural > 0 ? columns[i].natural / sum.natural : 1 / (double)count;
        columns[i].least += share * fmax(0, wanted.least - sum.least);
        columns[i].divided += share * fmax(0, wanted.divided - sum.divided);
        columns[i].natural += share * fmax(0, wanted.natural - sum.natural);
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
                Pt padding = padding_of(solver, style);
                extent.least += padding;
                extent.divided += padding;
                extent.natural += padding;
                widen(&table->columns[column], end - column, extent);
            }
            column = end;
        }
    }
}

/* ---- sharing ---------------------------------------------------------------------------------- */

static Pt share_at(Column *columns, size_t count, double factor) {
    Pt sum = 0;
    for (size_t i = 0; i < count; i++) {
        Column *column = &columns[i];
        double area = fmax(column->area, column->natural);
        column->width =
            fmin(fmax(factor * sqrt(area), column->least), fmax(column->natural, column->least));
        sum += column->width;
    }
    return sum;
}

/* The number below `high` at which the columns add up to the measure is found by halving. */
static void fill_measure(Column *columns, size_t count, Pt measure, double high,
                         Pt (*set_widths)(Column *columns, size_t count, double by)) {
    double low = 0;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (set_widths(columns, count, middle) > measure)
            high = middle;
        else
            low = middle;
    }
    set_widths(columns, count, low);
}

static void share_by_area(Column *columns, size_t count, Pt measure) {
    double high = 1;
    for (int i = 0; i < HALVINGS && share_at(columns, count, high) < measure; i++)
        high *= 2;
    fill_measure(columns, count, measure, high, share_at);
}

static void place_columns(Column *columns, size_t count) {
    Pt x = 0;
    for (size_t i = 0; i < count; i++) {
        columns[i].x = x;
        x += columns[i].width;
    }
}

static Pt cut_to(Column *columns, size_t count, Pt widest) {
    Pt sum = 0;
    for (size_t i = 0; i < count; i++) {
        columns[i].width = fmin(fmax(widest, columns[i].divided), columns[i].least);
        sum += columns[i].width;
    }
    return sum;
}

/* Words are divided where they are longest: narrow columns stay whole, the others are cut to one width. */
static void share_divided(Column *columns, size_t count, Pt measure) {
    fill_measure(columns, count, measure, measure, cut_to);
}

bool columns_share(Column *columns, size_t count, Pt measure) {
    Column sum = sum_of(columns, count);
    bool fits = sum.divided <= measure + ROUNDING;
    if (sum.natural > measure && sum.least <= measure)
        share_by_area(columns, count, measure);
    else if (sum.natural > measure && fits)
        share_divided(columns, count, measure);
    else
        for (size_t i = 0; i < count; i++)
            columns[i].width = sum.natural <= measure ? columns[i].natural * measure / sum.natural
                                                      : columns[i].divided * measure / sum.divided;
    place_columns(columns, count);
    return fits;
}

/* ---- weighing --------------------------------------------------------------------------------- */

static uint32_t count_lines(const Solver *solver, const Sample *sample) {
    Pt width = ROUNDING - (double)sample->padding;
    for (uint32_t i = sample->column; i <= sample->last; i++)
        width += solver->table->columns[i].width;
    uint32_t lines = 1;
    size_t begin = 0;
    for (size_t i = 1; i < sample->count; i++) {
        if ((double)(sample->ends[i].end - sample->ends[begin].start) > width && i - 1 > begin) {
            begin = i - 1;
            lines++;
        }
        if (sample->ends[i].forced) {
            begin = i;
            lines++;
        }
    }
    return lines;
}

/* What the rows weigh with the columns' widths; only cells in columns a and b have changed. */
static double weigh(Solver *solver, size_t a, size_t b) {
    double weight = 0;
    uint32_t row = UINT32_MAX, highest = 0;
    for (size_t i = 0; i < solver->sample_count; i++) {
        Sample *sample = &solver->samples[i];
        bool changed =
            (a >= sample->column && a <= sample->last) || (b >= sample->column && b <= sample->last);
        sample->tried = changed ? count_lines(solver, sample) : sample->lines;
        if (sample->row != row) {
            weight += highest;
            highest = 0;
            row = sample->row;
        }
        highest = sample->tried > highest ? sample->tried : highest;
        weight += CELL_LINE * sample->tried;
    }
    return weight + highest;
}

/* Moves a width from one column to another if the rows get lower for it. */
static bool try_move(Solver *solver, size_t from, size_t to, Pt step, double *weight) {
    Column *giver = &solver->table->columns[from], *taker = &solver->table->columns[to];
    step = fmin(step, fmin(giver->width - giver->least, taker->natural - taker->width));
    if (step < ROUNDING)
        return false;
    giver->width -= step;
    taker->width += step;
    double tried = weigh(solver, from, to);
    if (tried < *weight - CELL_LINE / 2) {
        *weight = tried;
        for (size_t i = 0; i < solver->sample_count; i++)
            solver->samples[i].lines = solver->samples[i].tried;
        return true;
    }
    giver->width += step;
    taker->width -= step;
    return false;
}

static double weigh_all(Solver *solver) {
    for (size_t i = 0; i < solver->sample_count; i++)
        solver->samples[i].lines = count_lines(solver, &solver->samples[i]);
    return weigh(solver, SIZE_MAX, SIZE_MAX);
}

/* Gives the columns their mean width, unless one needs more or rows get higher for it. */
static void even_out(Solver *solver, Column *columns, size_t count) {
    double weight = weigh_all(solver);
    Pt *widths = ARENA_ARRAY(solver->table->composer->setter->env->keep, Pt, count);
    Pt mean = 0, least = 0;
    for (size_t i = 0; i < count; i++) {
        widths[i] = columns[i].width;
        mean += columns[i].width / (double)count;
        least = fmax(least, columns[i].least);
    }
    for (size_t i = 0; i < count && least <= mean; i++)
        columns[i].width = mean;
    bool higher = weigh_all(solver) > weight + CELL_LINE * (double)count;
    for (size_t i = 0; i < count && higher; i++)
        columns[i].width = widths[i];
}

/* Columns of numbers that gave width to others, each its own, stand evenly again if that costs nothing. */
static void even_numbers(Solver *solver) {
    Table *table = solver->table;
    for (size_t first = 0, end; first < table->count; first = end + 1) {
        for (end = first; end < table->count && table->columns[end].numbers;)
            end++;
        if (end > first + 1)
            even_out(solver, table->columns + first, end - first);
    }
}

static void improve(Solver *solver) {
    Table *table = solver->table;
    double weight = weigh_all(solver);
    int halvings = (int)lround(log2(FIRST_STEP / LAST_STEP));
    for (int i = 0; i <= halvings; i++) {
        double step = ldexp(FIRST_STEP, -i);
        bool moved = true;
        for (int round = 0; round < ROUNDS && moved; round++) {
            moved = false;
            for (size_t from = 0; from < table->count; from++)
                for (size_t to = 0; to < table->count; to++)
                    moved |= from != to && try_move(solver, from, to, step * table->measure, &weight);
        }
    }
    even_numbers(solver);
    place_columns(table->columns, table->count);
}

/* ---- too wide --------------------------------------------------------------------------------- */

static Str number_text(Arena *arena, double number) {
    Buffer buffer = buffer_new(arena);
    buffer_add_number(&buffer, number, 1);
    return buffer_str(&buffer);
}

/* Across the page, if that is offered, it fits where even its smallest size is too wide like this. */
static bool turns(const Table *table, Pt least) {
    const Composer *composer = table->composer;
    return composer->turning == TURNING_OFFERED && least > table->measure + ROUNDING &&
           least <= composer->galley->highest - composer->galley->grid;
}

/* Everything in it is made smaller, padding too, but no smaller than can be read. */
static void scale_table(Solver *solver) {
    Table *table = solver->table;
    Env *env = table->composer->setter->env;
    Pt wanted = sum_of(table->columns, table->count).divided;
    double least = fmin(1, table->style->smallest_size / solver->smallest);
    table->scale = fmax(table->measure / wanted, least);
    Str size = number_text(env->keep, solver->smallest * table->scale);
    if (turns(table, wanted * least)) {
        table->composer->turning = TURNING_WANTED;
        REPORT_WARNING(env, table->node->span, STR("give it more room, or divide it; or say 'turn: never'"),
                       "the table is too wide: it is set across the page");
        return;
    }
    if (columns_share(table->columns, table->count, table->measure / table->scale))
        REPORT_WARNING(env, table->node->span, STR("give it more room, or divide it"),
                       "the table is too wide: its text is set at %.*s pt", STR_ARGS(size));
    else
        REPORT_ERROR(env, table->node->span,
                     STR("give it more room or fewer columns, or allow a smaller 'smallest-size'"),
                     "the table is %.*s mm too wide even at %.*s pt",
                     STR_ARGS(number_text(env->keep, (wanted * table->scale - table->measure) / PT_PER_MM)),
                     STR_ARGS(size));
}

/* False: it is too wide. */
static bool solve(Solver *solver) {
    Table *table = solver->table;
    *solver = (Solver){.table = table, .smallest = table->style->size};
    for (size_t i = 0; i < table->count; i++)
        table->columns[i] = (Column){.numbers = table->columns[i].numbers};
    measure_cells(solver);
    for (size_t i = 0; i < table->count; i++)
        if (table->columns[i].natural < 1)
            table->columns[i].natural = table->columns[i].least = table->columns[i].divided = 1;
    if (solver->spans)
        measure_spans(solver);
    numbers_even_columns(table->columns, table->count, table->measure);
    return columns_share(table->columns, table->count, table->measure);
}

static bool solve_at(Solver *solver, double gaps, bool divides) {
    solver->table->gaps = gaps;
    solver->table->divides = divides;
    return solve(solver);
}

void columns_solve(Table *table) {
    Solver solver = {.table = table};
    numbers_find(table);
    if (!solve_at(&solver, 1, false) && !solve_at(&solver, CLOSED_GAPS, false) &&
        !solve_at(&solver, CLOSED_GAPS, true) && !solve_at(&solver, 1, true)) {
        scale_table(&solver);
        return;
    }
    Pt natural = sum_of(table->columns, table->count).natural;
    if (natural > table->measure && table->count > 1 && table->count <= COLUMNS_WEIGHED)
        improve(&solver);
}
