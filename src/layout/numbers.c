/*
 * layout/numbers.c - columns of numbers in tables, aligned on the decimal sign.
 *
 * The one idea: a number is set like any cell, in one line, and then looked at glyph by glyph: where its
 * decimal sign stands, or where one would stand, is all that aligning needs to know. So bold sums and
 * numbers with units line up with the others. Columns of them that are about as wide are made as wide.
 */
#include <math.h>

#include "layout/table.h"

enum {
    LONGEST_UNIT = 6, /* characters behind a number */
    THOUSAND = 3,     /* digits in a group */
    WORDS_FEW = 2     /* a column of numbers has more than so many to each word among them */
};
static const Pt ONE_LINE = 100000;
/* Columns of numbers that are at least so wide, of the widest, are made as wide as that. */
static const double ALIKE = 0.7;

static bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

/* Spaces, apostrophes and dots that part thousands; commas and dots that part decimals. */
static bool is_separator(uint32_t code) {
    return code == '.' || code == ',' || code == ' ' || code == '\'' || code == 0xA0 || code == 0x2009 ||
           code == 0x202F || code == 0x2019;
}

static bool is_sign(uint32_t code) {
    return code == '+' || code == '-' || code == 0x2212 || code == 0x2013 || code == 0xB1 || code == '<' ||
           code == '>' || code == '~' || code == 0x2248 || code == '$' || code == 0x20AC || code == 0xA3;
}

/*
 * Behind the last digit of the number that begins at offset. Digits between two separators are three: a
 * date and a telephone number are none, which ends them at once.
 */
static size_t number_end(Str text, size_t offset) {
    size_t start = offset, groups = 0, digits = 0;
    while (offset < text.length) {
        size_t next = offset;
        uint32_t code = utf8_next(text, &next);
        bool separator = is_separator(code) && is_digit(utf8_code_at(text, next));
        if (!is_digit(code) && !separator)
            break;
        if (separator && groups++ > 0 && digits != THOUSAND)
            return start;
        digits = separator ? 0 : digits + 1;
        offset = next;
    }
    return offset;
}

/* (45,2) is below zero, as accountants write it. */
static Str without_brackets(Str text) {
    bool bracketed = str_starts(text, STR("(")) && str_ends(text, STR(")"));
    return bracketed && text.length > 2 ? str_slice(text, 1, text.length - 1) : text;
}

/* As statistics have it: there is none, it is not known. */
static bool stands_for_none(Str text) {
    static const char *const signs[] = {"—", "…", "...", ".", "..", "·", "•"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_equal_c(text, signs[i]))
            return true;
    return false;
}

bool numbers_match(Str text) {
    text = without_brackets(str_trim(text));
    size_t at = 0, next = 0;
    while (at < text.length && (is_sign(utf8_next(text, &next)) || text.data[at] == ' '))
        at = next;
    if (at == text.length)
        return utf8_count(text) <= 1 || str_equal_c(text, "--");
    if (!is_digit(utf8_code_at(text, at)))
        return stands_for_none(text);
    Str unit = str_trim(str_slice(text, number_end(text, at), text.length));
    for (size_t i = 0; i < unit.length; i++)
        if (is_digit((unsigned char)unit.data[i]) || unit.data[i] == '/' || unit.data[i] == ':')
            return false;
    return utf8_count(unit) <= LONGEST_UNIT && !str_starts(unit, STR("–")) && !str_starts(unit, STR("-"));
}

/* ---- columns of numbers ----------------------------------------------------------------------- */

typedef struct Tally {
    size_t numbers, others; /* what is empty or a dash is neither */
    bool left;              /* the author wants it there */
} Tally;

static bool has_digits(Str text) {
    for (size_t i = 0; i < text.length; i++)
        if (is_digit((unsigned char)text.data[i]))
            return true;
    return false;
}

static void tally_cell(const Table *table, const Node *cell, Tally *tally) {
    ArenaMark mark = arena_mark(table->composer->setter->env->scratch);
    Str text = doc_text(table->composer->setter->env->scratch, cell);
    bool number = numbers_match(text);
    tally->left |= cell->align == CELL_LEFT;
    tally->others += !number;
    tally->numbers += number && has_digits(text);
    arena_reset(table->composer->setter->env->scratch, mark);
}

/* The first column names its rows: unless the author says so, years in it stay on the left. */
void numbers_find(Table *table) {
    if (!table->style->align_figures)
        return;
    Env *env = table->composer->setter->env;
    ArenaMark mark = arena_mark(env->scratch);
    Tally *tallies = ARENA_ARRAY(env->scratch, Tally, table->count);
    for (const Node *row = table_next_row(table->node->first); row; row = table_next_row(row->next)) {
        size_t column = 0;
        for (const Node *cell = row->first; cell && column < table->count; cell = cell->next) {
            if (column == 0 && cell->align == CELL_DEFAULT)
                tallies[0].left = true;
            if (!tallies[column].left && !cell->header && !cell->cell.joined)
                tally_cell(table, cell, &tallies[column]);
            column = table_cell_end(table, cell, column);
        }
    }
    for (size_t i = 0; i < table->count; i++) {
        table->columns[i].mixed = tallies[i].others > 0;
        table->columns[i].numbers =
            !tallies[i].left &&
            tallies[i].numbers > (table->columns[i].mixed ? WORDS_FEW * tallies[i].others : 0);
    }
    arena_reset(env->scratch, mark);
}

bool numbers_are_in(const Table *table, const Node *cell, size_t column) {
    if (!table->columns[column].numbers || cell->header || cell->cell.joined)
        return false;
    if (!table->columns[column].mixed)
        return true;
    Arena *scratch = table->composer->setter->env->scratch;
    ArenaMark mark = arena_mark(scratch);
    bool number = numbers_match(doc_text(scratch, cell));
    arena_reset(scratch, mark);
    return number;
}

/* ---- the decimal sign ------------------------------------------------------------------------- */

/* Walks through the glyphs of a line; ends where the decimal sign stands. */
typedef struct Search {
    uint32_t decimal; /* the sign */
    uint32_t before;  /* the character before this one */
    Pt digits;        /* right edge of the number so far */
    Pt sign;          /* left edge of a sign, if the next character is a digit */
    bool begun, pending, ended;
} Search;

static void see_glyph(Search *search, uint32_t code, Pt left, Pt right) {
    if (search->pending && is_digit(code)) {
        search->digits = search->sign;
        search->ended = true;
    }
    if (search->ended)
        return;
    search->pending = code == search->decimal && is_digit(search->before);
    search->sign = left;
    if (is_digit(code)) {
        search->digits = right;
        search->begun = true;
    } else if (search->begun && !is_separator(code)) {
        search->ended = true;
    }
    search->before = code;
}

static void see_run(Search *search, const TextItem *text, const PlacedRun *placed, Pt left) {
    for (const GlyphRun *run = placed->run; run; run = run->next)
        for (uint32_t i = 0; i < run->glyph_count; i++) {
            const Glyph *glyph = &run->glyphs[i];
            Pt advance = ((double)glyph->advance + (double)text->tracking) * (double)text->size;
            see_glyph(search, utf8_code_at(run->text, glyph->cluster), left, left + advance);
            left += advance;
        }
}

/* The mark of a note is no part of the number that it stands behind. */
static bool is_mark(const Doc *doc, const Item *item) {
    return item->node && item->node < doc->node_count &&
           doc->nodes[item->node]->kind == NODE_NOTE_REFERENCE;
}

static Pt find_decimal(const Doc *doc, const Line *line, uint32_t decimal) {
    Search search = {.decimal = decimal};
    for (uint32_t i = 0; i < line->item_count; i++) {
        const Item *item = &line->items[i];
        if (is_mark(doc, item))
            break;
        for (uint32_t k = 0; item->kind == ITEM_TEXT && k < item->text.count; k++)
            see_run(&search, &item->text, &item->text.runs[k], item->box.x + (double)item->text.runs[k].x);
    }
    return search.begun ? search.digits : line->width;
}

Paragraph numbers_set(Setter *setter, const Node *cell, const Style *style, Pt *before) {
    static const Align LEFT = ALIGN_LEFT;
    ParagraphWish wish = {.node = cell, .style = style, .align = &LEFT, .measure = ONE_LINE};
    Paragraph paragraph = paragraph_set(setter, &wish);
    Str decimal = style->language ? style->language->decimal : (Str){0};
    *before =
        paragraph.count ? find_decimal(setter->doc, &paragraph.lines[0], utf8_code_at(decimal, 0)) : 0;
    return paragraph;
}

/* ---- columns that are alike ------------------------------------------------------------------- */

/* Where the columns of numbers from this one on end, none of which is much wider than another. */
static size_t alike_end(const Column *columns, size_t count, size_t first) {
    Pt least = HUGE_VAL, most = 0;
    for (size_t i = first; i < count; i++) {
        least = fmin(least, columns[i].width - columns[i].padding);
        most = fmax(most, columns[i].width - columns[i].padding);
        if (!columns[i].numbers || least < ALIKE * most)
            return i;
    }
    return count;
}

static Pt even_run(Column *columns, size_t count, Pt room) {
    Pt widest = 0, more = 0;
    for (size_t i = 0; i < count; i++)
        widest = fmax(widest, columns[i].width - columns[i].padding);
    for (size_t i = 0; i < count; i++)
        more += widest + columns[i].padding - columns[i].width;
    for (size_t i = 0; i < count && more <= room; i++)
        columns[i].width = widest + columns[i].padding;
    return more <= room ? room - more : room;
}

Pt numbers_even_columns(Column *columns, size_t count, Pt room) {
    size_t first = 0;
    while (first < count) {
        size_t end = alike_end(columns, count, first);
        room = even_run(columns + first, end - first, room);
        first = end > first ? end : first + 1;
    }
    return room;
}
