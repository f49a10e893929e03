/*
 * layout/widths.c - how wide the columns of a table are, once it is known what they need.
 *
 * The one idea: a table is good when its rows are low. Columns begin with shares by the root of their
 * areas, as a rectangle's side follows from its area, and width is moved from one to another as long as
 * some rows, looked at line by line, get lower for it. Then each column is closed up to what its lines
 * need, and what that gives is white, which goes between all columns alike.
 */
#include <math.h>

#include "layout/table.h"

enum { COLUMNS_WEIGHED = 16, ROUNDS = 3, HALVINGS = 60, NARROWINGS = 7 };
/* Of the measure: the first and the last width that is moved. */
static const double FIRST_STEP = 1.0 / 4, LAST_STEP = 1.0 / 128;
/* A line more in one cell below the head, if its row gets no higher for it; a row's line is 1. */
static const double CELL_LINE = 0.01;
/* A line of the head, which is there to be broken, and what each beyond the second costs on top of that. */
static const double HEAD_LINE = 0.9, HIGH_HEAD_LINE = 0.5;
static const double DIVIDED_WORD = 0.5;
/* In em: a line between others that is shorter looks as bad as a divided word. */
static const double STUB = 1.2;
/* In em: white between columns beyond their padding. */
static const double AIR = 1;

typedef struct Weighing {
    Table *table;
    Samples *samples;
    double weight; /* of all rows */
} Weighing;

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

/* The factor with which the columns add up to the measure is found by halving. */
static void share_by_area(Column *columns, size_t count, Pt measure) {
    double low = 0, high = 1;
    for (int i = 0; i < HALVINGS && share_at(columns, count, high) < measure; i++)
        high *= 2;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (share_at(columns, count, middle) > measure)
            high = middle;
        else
            low = middle;
    }
    share_at(columns, count, low);
}

/* White goes between all columns alike; what is more than looks well, to cells of several lines. */
static void spread(Column *columns, size_t count, Pt measure, Pt most) {
    Pt room = measure, lacking = 0;
    for (size_t i = 0; i < count; i++)
        room -= columns[i].width;
    room = numbers_even_columns(columns, count, room);
    for (size_t i = 0; i < count; i++)
        lacking += fmax(0, columns[i].natural - columns[i].width);
    Pt each = lacking > 0 ? fmin(most, room / (double)count) : room / (double)count;
    for (size_t i = 0; i < count; i++) {
        double share = lacking > 0 ? fmax(0, columns[i].natural - columns[i].width) / lacking : 0;
        columns[i].width += each + share * (room - each * (double)count);
    }
}

bool widths_share(Column *columns, size_t count, Pt measure) {
    Pt natural = 0, least = 0;
    for (size_t i = 0; i < count; i++) {
        natural += columns[i].natural;
        least += columns[i].least;
    }
    bool fits = least <= measure + ROUNDING;
    if (natural > measure && fits) {
        share_by_area(columns, count, measure);
        return true;
    }
    for (size_t i = 0; i < count; i++)
        columns[i].width = fits ? columns[i].natural : columns[i].least * measure / least;
    if (fits)
        spread(columns, count, measure, measure);
    return fits;
}

/* ---- weighing --------------------------------------------------------------------------------- */

/* A word that is too wide begins a line, and the larger part of it stands on the next one. */
static LineCount count_lines(const Table *table, const Sample *sample) {
    double width = ROUNDING - (double)sample->padding;
    for (uint32_t i = sample->column; i <= sample->last; i++)
        width += table->columns[i].width;
    LineCount count = {.lines = 1};
    float from = sample->ends[0].start;
    for (size_t i = 1; i < sample->count; i++) {
        const LineEnd *end = &sample->ends[i], *before = &sample->ends[i - 1];
        if ((double)(end->end - from) > width && before->start > from) {
            bool stub = (double)(before->end - from) < STUB * table->style->size && count.lines > 1;
            count.divided = (uint16_t)(count.divided + stub);
            from = before->start;
            count.lines++;
        }
        if ((double)(end->end - from) > width) {
            bool once = (double)end->half <= width;
            uint16_t more = once ? 1 : (uint16_t)fmax(2, ceil((double)(end->end - from) / width) - 1);
            from = end->end - (once ? end->half : end->piece);
            count.lines = (uint16_t)(count.lines + more);
            count.divided = (uint16_t)(count.divided + more);
        }
        if (end->forced) {
            from = end->start;
            count.lines++;
        }
    }
    return count;
}

static double height_of(const Sample *sample) {
    double lines = sample->tried.lines;
    return !sample->head ? lines : HEAD_LINE * lines + (lines > 2 ? HIGH_HEAD_LINE * (lines - 2) : 0);
}

/* What the rows weigh with the columns' widths; only cells in columns a and b have changed. */
static double weigh(Weighing *weighing, size_t a, size_t b) {
    double weight = 0, highest = 0;
    uint32_t row = UINT32_MAX;
    for (size_t i = 0; i < weighing->samples->count; i++) {
        Sample *sample = &weighing->samples->items[i];
        bool changed =
            (a >= sample->column && a <= sample->last) || (b >= sample->column && b <= sample->last);
        sample->tried = changed ? count_lines(weighing->table, sample) : sample->now;
        if (sample->row != row) {
            weight += highest;
            highest = 0;
            row = sample->row;
        }
        double height = height_of(sample);
        highest = height > highest ? height : highest;
        weight +=
            (sample->head ? 0 : CELL_LINE * sample->tried.lines) + DIVIDED_WORD * sample->tried.divided;
    }
    return weight + highest;
}

static void weigh_all(Weighing *weighing) {
    for (size_t i = 0; i < weighing->samples->count; i++) {
        Sample *sample = &weighing->samples->items[i];
        sample->now = count_lines(weighing->table, sample);
    }
    weighing->weight = weigh(weighing, SIZE_MAX, SIZE_MAX);
}

/* Moves a width from one column to another if the rows get lower for it. */
static bool try_move(Weighing *weighing, size_t from, size_t to, Pt step) {
    Column *giver = &weighing->table->columns[from], *taker = &weighing->table->columns[to];
    step = fmin(step, fmin(giver->width - giver->least, taker->natural - taker->width));
    if (step < ROUNDING)
        return false;
    giver->width -= step;
    taker->width += step;
    double tried = weigh(weighing, from, to);
    if (tried < weighing->weight - CELL_LINE / 2) {
        weighing->weight = tried;
        for (size_t i = 0; i < weighing->samples->count; i++)
            weighing->samples->items[i].now = weighing->samples->items[i].tried;
        return true;
    }
    giver->width += step;
    taker->width -= step;
    return false;
}

static void move_widths(Weighing *weighing, Pt measure) {
    size_t count = weighing->table->count;
    int halvings = (int)lround(log2(FIRST_STEP / LAST_STEP));
    for (int i = 0; i <= halvings; i++) {
        double step = ldexp(FIRST_STEP, -i) * measure;
        bool moved = true;
        for (int round = 0; round < ROUNDS && moved; round++) {
            moved = false;
            for (size_t from = 0; from < count; from++)
                for (size_t to = 0; to < count; to++)
                    moved |= from != to && try_move(weighing, from, to, step);
        }
    }
}

/* The narrowest width with which the rows are no higher. */
static void close_up(Weighing *weighing, size_t index) {
    Column *column = &weighing->table->columns[index];
    Pt low = column->least, high = column->width;
    for (int i = 0; i < NARROWINGS && high - low > ROUNDING; i++) {
        column->width = (low + high) / 2;
        if (weigh(weighing, index, index) > weighing->weight + CELL_LINE / 2)
            low = column->width;
        else
            high = column->width;
    }
    column->width = high;
}

/* What is left of the measure when all columns are closed up. */
static Pt close_all(Weighing *weighing, Pt measure) {
    for (size_t i = 0; i < weighing->table->count; i++) {
        close_up(weighing, i);
        measure -= weighing->table->columns[i].width;
    }
    return measure;
}

/* Gives all of it to the column that does most with it; false: none does anything. */
static bool give_room(Weighing *weighing, Pt room) {
    Table *table = weighing->table;
    size_t best = table->count;
    double least = weighing->weight - CELL_LINE / 2;
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].width += room;
        double weight = weigh(weighing, i, i);
        table->columns[i].width -= room;
        if (weight < least) {
            least = weight;
            best = i;
        }
    }
    if (best == table->count)
        return false;
    table->columns[best].width += room;
    weigh_all(weighing);
    return true;
}

static void improve(Weighing *weighing, Pt measure) {
    Table *table = weighing->table;
    weigh_all(weighing);
    move_widths(weighing, measure);
    Pt room = close_all(weighing, measure);
    for (int round = 0; round < ROUNDS && give_room(weighing, room); round++)
        room = close_all(weighing, measure);
    spread(table->columns, table->count, measure, AIR * table->style->size);
}

void widths_solve(Table *table, Samples *samples) {
    Pt measure = table->measure / table->scale, natural = 0;
    for (size_t i = 0; i < table->count; i++)
        natural += table->columns[i].natural;
    bool fits = widths_share(table->columns, table->count, measure);
    if (fits && natural > measure && table->count > 1 && table->count <= COLUMNS_WEIGHED)
        improve(&(Weighing){.table = table, .samples = samples}, measure);
    Pt x = 0;
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].x = x;
        x += table->columns[i].width;
    }
}
