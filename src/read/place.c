/*
 * read/place.c - from cmark's positions to places in the source.
 *
 * The one idea: cmark is right about where a block begins and about lines, but on the second and later
 * lines of a paragraph it counts columns as if the text began where the first line's did. So the column
 * is taken relative to that, and put behind whatever the line really begins with.
 */
#include "read/markdown.h"

static size_t line_end(const Builder *builder, uint32_t line) {
    return line < builder->line_count ? builder->lines[line] - 1 : builder->source->text.length;
}

/* Spaces and the signs of as many quotes as are open. */
static size_t continuation_length(const Builder *builder, Str line) {
    unsigned quotes = builder->open[builder->open_count - 1].quotes;
    size_t length = 0;
    for (; length < line.length; length++) {
        char byte = line.data[length];
        if (byte == '>' && quotes > 0)
            quotes--;
        else if (byte != ' ' && byte != '\t')
            break;
    }
    return length;
}

/* In a cell: behind the full stop that was put before it, and with the backslashes before pipes. */
static size_t cell_offset(const Builder *builder, int line, int column) {
    const Pending *cell = &builder->cells[(line - builder->skip_lines - 1) / 2];
    size_t at = 0;
    for (int left = column - 2; left > 0 && at < cell->raw.length; left--)
        at += str_starts(str_slice(cell->raw, at, cell->raw.length), STR("\\|")) ? 2 : 1;
    return (size_t)(cell->raw.data - builder->source->text.data) + at;
}

size_t builder_offset(Builder *builder, int line, int column) {
    if (builder->cells)
        return cell_offset(builder, line, column);
    int64_t wanted = (int64_t)line + builder->line_shift;
    uint32_t number = wanted < 1                     ? 1
                      : wanted > builder->line_count ? builder->line_count
                                                     : (uint32_t)wanted;
    size_t start = builder->lines[number - 1];
    size_t end = line_end(builder, number);
    int64_t behind = column - 1;
    if (builder->leaf_line > 0 && line > builder->leaf_line) {
        Str text = str_slice(builder->source->text, start, end);
        behind = (int64_t)continuation_length(builder, text) + column - builder->leaf_column;
    }
    size_t offset = start + (behind > 0 ? (size_t)behind : 0);
    return offset < end ? offset : end;
}

static uint32_t line_at(const Builder *builder, size_t offset) {
    uint32_t low = 0;
    for (uint32_t high = builder->line_count; high - low > 1;) {
        uint32_t middle = low + (high - low) / 2;
        if (builder->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

Str builder_line_rest(const Builder *builder, size_t offset) {
    return str_slice(builder->source->text, offset, line_end(builder, line_at(builder, offset)));
}

/* Columns are counted on from the last one asked for, or a line of a megabyte would take minutes. */
Span builder_span(Builder *builder, size_t offset) {
    uint32_t line = line_at(builder, offset);
    size_t start = builder->lines[line - 1];
    if (builder->span_line_start != start || builder->span_offset > offset || builder->span_column == 0) {
        builder->span_line_start = builder->span_offset = start;
        builder->span_column = 1;
    }
    const char *data = builder->source->text.data;
    for (; builder->span_offset < offset; builder->span_offset++)
        builder->span_column += ((unsigned char)data[builder->span_offset] & 0xc0) != 0x80;
    uint32_t column = builder->span_column;
    return (Span){.file = builder->source->file,
                  .line = line,
                  .column = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX)};
}

/* Links and pictures are what messages point at most, and where cmark errs, their sign is near. */
static size_t find_sign(const Builder *builder, size_t offset, const char *signs) {
    Str rest = builder_line_rest(builder, offset);
    for (size_t i = 0; i < rest.length && i < 200; i++)
        if (rest.data[i] == signs[0] || rest.data[i] == signs[1])
            return offset + i;
    return offset;
}

Span builder_node_span(Builder *builder, cmark_node *node) {
    size_t offset =
        builder_offset(builder, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    if (cmark_node_get_type(node) == CMARK_NODE_LINK)
        offset = find_sign(builder, offset, "[<");
    if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
        offset = find_sign(builder, offset, "!!");
    return builder_span(builder, offset);
}
