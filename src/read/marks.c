/*
 * read/marks.c - see marks.h.
 *
 * The one idea: one pass over the lines, with one line of foresight for the row of dashes that makes a
 * table, and nothing remembered but whether the line before was in a table. What cmark thinks of a line
 * need not be known here, since every mark can be taken back.
 */
#include "read/marks.h"

#include "read/attributes.h"
#include "read/rows.h"

enum { LINE_BEGIN = 0x11, LINE_END = 0x12, CONTROL_END = 0x20, MARKERS_MAX = 20000 };

/* Characters that mean something to cmark, and what stands for them in marked text. */
static const char shields[128] = {
    ['{'] = MARK_OPEN, ['}'] = MARK_CLOSE, ['`'] = 0x03, ['\\'] = 0x04, ['&'] = 0x05, ['<'] = 0x06,
    ['*'] = 0x07,      ['_'] = 0x08,       ['['] = 0x0e, [']'] = 0x0f,  ['!'] = 0x10, ['>'] = 0x13,
};
static const char shielded[CONTROL_END] = {
    [MARK_OPEN] = '{', [MARK_CLOSE] = '}', [0x03] = '`', [0x04] = '\\', [0x05] = '&', [0x06] = '<',
    [0x07] = '*',      [0x08] = '_',       [0x0e] = '[', [0x0f] = ']',  [0x10] = '!', [0x13] = '>',
};

typedef struct Feed {
    cmark_parser *parser;
    Str text;
    size_t fed; /* bytes of text that the parser has, as they are or marked */
} Feed;

static void feed_until(Feed *feed, size_t to) {
    if (to > feed->fed)
        cmark_parser_feed(feed->parser, feed->text.data + feed->fed, to - feed->fed);
    feed->fed = to;
}

static void feed_shielded(Feed *feed, size_t to) {
    char piece[256];
    size_t length = 0;
    for (; feed->fed < to; feed->fed++) {
        char byte = feed->text.data[feed->fed];
        char shield = (unsigned char)byte < 128 ? shields[(unsigned char)byte] : 0;
        piece[length++] = shield ? shield : byte;
        if (length == sizeof piece || feed->fed + 1 == to) {
            cmark_parser_feed(feed->parser, piece, length);
            length = 0;
        }
    }
}

static void feed_line_mark(Feed *feed, LineMark mark, size_t to) {
    const char begin[] = {'<', '?', LINE_BEGIN, (char)mark};
    const char end[] = {LINE_END, '?', '>'};
    cmark_parser_feed(feed->parser, begin, sizeof begin);
    feed_shielded(feed, to);
    cmark_parser_feed(feed->parser, end, sizeof end);
}

/* Nothing behind the attributes but the closing #s of a heading. */
static bool ends_line(Str rest) {
    rest = str_trim(rest);
    for (size_t i = 0; i < rest.length; i++)
        if (rest.data[i] != '#')
            return false;
    return true;
}

static bool is_escaped(Str line, size_t index) {
    size_t backslashes = 0;
    while (backslashes < index && line.data[index - backslashes - 1] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

/* Length of attributes at the brace, if they stand behind ] or ) or end the line. */
static size_t attributes_at(Str line, size_t brace) {
    char before = brace > 0 ? line.data[brace - 1] : ' ';
    bool behind = (before == ']' || before == ')') && !is_escaped(line, brace - 1);
    if (!behind && before != ' ' && before != '\t')
        return 0;
    size_t length = attributes_length(str_slice(line, brace, line.length));
    return behind || ends_line(str_slice(line, brace + length, line.length)) ? length : 0;
}

/* Marks the attributes of the line from one offset to another; the rest waits to be fed. */
static void feed_attributes(Feed *feed, size_t from, size_t to) {
    Str line = str_slice(feed->text, from, to);
    size_t brace = str_find(line, '{');
    while (brace < line.length) {
        size_t length = attributes_at(line, brace);
        if (length > 0) {
            feed_until(feed, from + brace);
            feed_shielded(feed, from + brace + length);
        }
        size_t behind = brace + (length > 0 ? length : 1);
        brace = behind + str_find(str_slice(line, behind, line.length), '{');
    }
}

void marks_feed_inline(cmark_parser *parser, Str line) {
    Feed feed = {parser, line, 0};
    feed_attributes(&feed, 0, line.length);
    feed_until(&feed, line.length);
}

typedef struct Lines {
    Str text;
    size_t at;       /* start of the line that is next */
    bool table;      /* the line before belongs to a table */
    bool after;      /* it is empty, and the one before it belongs to a table */
    unsigned quotes; /* > signs before its rows */
} Lines;

static Str peek_line(Str text, size_t at) {
    Str rest = str_slice(text, at, text.length);
    return str_slice(rest, 0, str_find(rest, '\n'));
}

static bool is_fence(Str content) {
    return str_starts(content, STR(":::"));
}

/* Two lines that make a table: equally many cells, and the second has only dashes and colons in them. */
static bool begins_table(const Lines *lines, size_t at, Str line, RowPrefix prefix) {
    Str content = str_slice(line, prefix.length, line.length);
    size_t next_at = at + line.length + 1;
    if (next_at >= lines->text.length || str_find(content, '|') == content.length)
        return false;
    Str next = peek_line(lines->text, next_at);
    RowPrefix next_prefix = rows_prefix(next, false);
    next = str_slice(next, next_prefix.length, next.length);
    size_t columns = rows_delimiter(next, NULL);
    return columns > 0 && next_prefix.quotes == prefix.quotes && rows_count(content) == columns;
}

static bool goes_on_as_table(const Lines *lines, Str line, RowPrefix prefix) {
    Str content = str_slice(line, prefix.length, line.length);
    if (!lines->table || prefix.quotes != lines->quotes || str_find(content, '|') == content.length)
        return false;
    if (rows_delimiter(content, NULL) > 0)
        return true;
    bool item = rows_prefix(line, true).markers > prefix.markers;
    return !item && !is_fence(content) && !str_starts(content, STR("#")) && !str_starts(content, STR(": "));
}

static bool begins_table_below(const Lines *lines, Str line, unsigned quotes) {
    size_t at = lines->at + line.length + 1;
    if (at >= lines->text.length)
        return false;
    Str next = peek_line(lines->text, at);
    RowPrefix prefix = rows_prefix(next, true);
    return prefix.quotes == quotes && begins_table(lines, at, next, prefix);
}

/* A line ": text" right below a table, right above one, or below one and an empty line. */
static LineMark caption_mark(const Lines *lines, Str line, RowPrefix prefix) {
    Str content = str_slice(line, prefix.length, line.length);
    bool wanted = content.length > 2 && content.data[0] == ':' && content.data[1] == ' ';
    if (!wanted || prefix.markers > prefix.quotes)
        return LINE_PLAIN;
    bool same = lines->quotes == prefix.quotes;
    if (lines->table && same)
        return LINE_CAPTION;
    if (begins_table_below(lines, line, prefix.quotes))
        return LINE_LEGEND;
    return lines->after && same ? LINE_CAPTION : LINE_PLAIN;
}

static LineMark classify(Lines *lines, Str line, RowPrefix *prefix) {
    *prefix = rows_prefix(line, false);
    if (goes_on_as_table(lines, line, *prefix)) {
        Str row = str_slice(line, prefix->length, line.length);
        return rows_delimiter(row, NULL) > 0 ? LINE_DELIMITER : LINE_ROW;
    }
    *prefix = rows_prefix(line, true);
    bool begins = begins_table(lines, lines->at, line, *prefix);
    LineMark caption = begins ? LINE_PLAIN : caption_mark(lines, line, *prefix);
    lines->after = lines->table && prefix->length == line.length;
    lines->table = begins;
    lines->quotes = prefix->quotes;
    if (begins || caption)
        return begins ? LINE_HEADER : caption;
    return is_fence(str_slice(line, prefix->length, line.length)) ? LINE_FENCE : LINE_PLAIN;
}

/* Quotes in quotes without end would cost more memory than they are worth: the rest is text. */
static void escape_prefix(Feed *feed, size_t at) {
    feed_until(feed, at + MARKERS_MAX);
    cmark_parser_feed(feed->parser, "\\", 1);
}

void marks_feed(cmark_parser *parser, Str text) {
    Feed feed = {parser, text, 0};
    Lines lines = {.text = text};
    while (lines.at < text.length) {
        Str line = peek_line(text, lines.at);
        RowPrefix prefix;
        LineMark mark = classify(&lines, line, &prefix);
        size_t end = lines.at + line.length;
        if (prefix.markers > MARKERS_MAX) {
            escape_prefix(&feed, lines.at);
        } else if (mark == LINE_PLAIN) {
            feed_attributes(&feed, lines.at + prefix.length, end);
        } else {
            feed_until(&feed, lines.at + prefix.length);
            feed_line_mark(&feed, mark, end);
        }
        lines.at = end + 1;
    }
    feed_until(&feed, text.length);
}

LineMark marks_kind(const char *literal) {
    return literal[0] == '<' && literal[1] == '?' && literal[2] == LINE_BEGIN ? (LineMark)literal[3]
                                                                              : LINE_PLAIN;
}

static bool is_mark(char byte) {
    return (unsigned char)byte < CONTROL_END && byte != '\n' && byte != '\t';
}

static bool has_marks(Str text) {
    for (size_t i = 0; i < text.length; i++)
        if (is_mark(text.data[i]))
            return true;
    return false;
}

bool marks_any(Str text) {
    return has_marks(text) || utf8_check(text) < text.length;
}

static Str restore(Arena *arena, Str text) {
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '<' && i + 3 < text.length && text.data[i + 1] == '?' && text.data[i + 2] == LINE_BEGIN)
            i += 3;
        else if (byte == LINE_END && str_starts(str_slice(text, i + 1, text.length), STR("?>")))
            i += 2;
        else if (!is_mark(byte))
            buffer_add_byte(&out, byte);
        else if (shielded[(unsigned char)byte])
            buffer_add_byte(&out, shielded[(unsigned char)byte]);
    }
    return buffer_str(&out);
}

/* Some cmarks make bytes that are no UTF-8 of &#xFFFE; */
static Str repair(Arena *arena, Str text) {
    Buffer out = buffer_new(arena);
    for (size_t offset = 0; offset < text.length;)
        buffer_add_code(&out, utf8_next(text, &offset));
    return buffer_str(&out);
}

Str marks_restore(Arena *arena, Str text) {
    if (has_marks(text))
        text = restore(arena, text);
    return utf8_check(text) == text.length ? text : repair(arena, text);
}
