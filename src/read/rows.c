/*
 * read/rows.c - cutting a row of a pipe table into cells.
 *
 * The one idea: a pipe parts cells wherever it stands, in code too, unless a backslash is before it; this
 * is what other programs do, and it lets a row be cut before anyone looks at the markup in it.
 */
#include "read/rows.h"

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

/* Length of a list item's sign with the space behind it, or 0. */
static size_t item_length(Str text) {
    size_t length = 0;
    if (text.length > 0 && (text.data[0] == '-' || text.data[0] == '+' || text.data[0] == '*'))
        length = 1;
    size_t digits = 0;
    while (digits < text.length && digits < 10 && text.data[digits] >= '0' && text.data[digits] <= '9')
        digits++;
    if (digits > 0 && digits < 10 && digits < text.length)
        length = text.data[digits] == '.' || text.data[digits] == ')' ? digits + 1 : 0;
    return length > 0 && length < text.length && is_blank(text.data[length]) ? length + 1 : 0;
}

RowPrefix rows_prefix(Str line, bool items) {
    RowPrefix prefix = {0};
    while (prefix.length < line.length) {
        char byte = line.data[prefix.length];
        size_t item = items ? item_length(str_slice(line, prefix.length, line.length)) : 0;
        if (byte == '>')
            prefix.quotes++;
        if (byte == '>' || item > 0)
            prefix.markers++;
        else if (!is_blank(byte))
            break;
        prefix.length += item > 0 ? item : 1;
    }
    return prefix;
}

/* Index of the first pipe without a backslash before it, or the length. */
static size_t find_pipe(Str text) {
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '|')
            return i;
        if (text.data[i] == '\\' && i + 1 < text.length && text.data[i + 1] == '|')
            i++;
    }
    return text.length;
}

RowCells rows_begin(Str row) {
    row = str_trim(row);
    if (str_starts(row, STR("|")))
        row = str_slice(row, 1, row.length);
    if (str_ends(row, STR("|")) && !str_ends(row, STR("\\|")))
        row.length--;
    return (RowCells){row, false, false};
}

bool rows_next(RowCells *cells, Str *cell) {
    if (cells->done)
        return false;
    size_t pipe = find_pipe(cells->rest);
    cells->joined = pipe == 0;
    *cell = str_trim(str_slice(cells->rest, 0, pipe));
    cells->done = pipe == cells->rest.length;
    /* By hand, so that an empty rest too stands where the row ends. */
    size_t taken = cells->done ? pipe : pipe + 1;
    cells->rest.data += taken;
    cells->rest.length -= taken;
    return true;
}

size_t rows_count(Str row) {
    RowCells cells = rows_begin(row);
    Str cell;
    size_t count = 0;
    while (rows_next(&cells, &cell))
        count++;
    return count;
}

/* False if the cell is anything but dashes with a colon on either side. */
static bool read_align(Str cell, uint8_t *align) {
    bool left = str_starts(cell, STR(":"));
    bool right = cell.length > 1 && str_ends(cell, STR(":"));
    Str dashes = str_slice(cell, left, cell.length - right);
    for (size_t i = 0; i < dashes.length; i++)
        if (dashes.data[i] != '-')
            return false;
    *align = left && right ? CELL_CENTER : left ? CELL_LEFT : right ? CELL_RIGHT : CELL_DEFAULT;
    return dashes.length > 0;
}

size_t rows_delimiter(Str row, uint8_t *aligns) {
    char first = row.length > 0 ? row.data[0] : 0;
    if ((first != '|' && first != '-' && first != ':') || str_find(row, '|') == row.length)
        return 0;
    RowCells cells = rows_begin(row);
    Str cell;
    size_t count = 0;
    while (rows_next(&cells, &cell)) {
        uint8_t align;
        if (count == ROWS_COLUMNS_MAX || !read_align(cell, &align))
            return 0;
        if (aligns)
            aligns[count] = align;
        count++;
    }
    return count;
}
