/*
 * read/marks.c - see marks.h.
 *
 * The one idea: one pass over the lines, with a little foresight for the row of dashes that makes a table,
 * and nothing remembered but whether the line before was in a table. What cmark thinks of a line need not
 * be known here, since every mark can be taken back.
 */
#include "read/marks.h"

#include "read/attributes.h"
#include "read/letters.h"
#include "read/rows.h"

enum { LINE_BEGIN = 0x11, LINE_END = 0x12, CONTROL_END = 0x20, MARKERS_MAX = 20000 };

/* Characters that mean something to cmark, and what stands for them in marked text. */
static const char shields[128] = {
    ['{'] = MARK_OPEN, ['}'] = MARK_CLOSE, ['`'] = 0x03, ['\\'] = 0x04, ['&'] = 0x05, ['<'] = 0x06,
    ['*'] = 0x07,      ['_'] = 0x08,       ['['] = 0x0e, [']'] = 0x0f,  ['!'] = 0x10, ['>'] = 0x13,
};
static const char shielded[CONTROL_END] = {
    [MARK_OPEN] = '{',
    [MARK_CLOSE] = '}',
    [0x03] = '`',
    [0x04] = '\\',
    [0x05] = '&',
    [0x06] = '<',
    [0x07] = '*',
    [0x08] = '_',
    [0x0e] = '[',
    [0x0f] = ']',
    [0x10] = '!',
    [0x13] = '>',
    [MARK_REFERENCE] = '[',
    [MARK_REFERENCE_END] = ']',
    [MARK_INLINE_NOTE] = '^',
};

typedef struct Feed {
    cmark_parser *parser;
    Str text;
    size_t fed; /* bytes of text that the parser has, as they are or marked */
    bool notes; /* there may be some in it */
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

/* Length of the name that stands before the next ], which is what a note may be called; else 0. */
static size_t name_length(Str text) {
    size_t length = str_find(str_slice(text, 0, NOTE_NAME_MAX), ']');
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text.data[i] <= ' ' || text.data[i] == '[' || text.data[i] == '^')
            return 0;
    return length < text.length && text.data[length] == ']' ? length : 0;
}

/* Length of the name in [^name] at the bracket, or 0. What looks like a link or a picture is none. */
static size_t reference_at(Str line, size_t bracket) {
    Str rest = str_slice(line, bracket, line.length);
    bool taken = bracket > 0 && (line.data[bracket - 1] == '!' || is_escaped(line, bracket));
    if (taken || !str_starts(rest, STR("[^")))
        return 0;
    size_t length = name_length(str_slice(rest, 2, rest.length));
    return str_starts(str_slice(rest, length + 3, rest.length), STR("(")) ? 0 : length;
}

static void feed_mark(Feed *feed, char mark, size_t bytes) {
    cmark_parser_feed(feed->parser, &mark, 1);
    feed->fed += bytes;
}

/* Marks what stands at this place of the line, if anything does; returns its length. */
static size_t feed_inline_mark(Feed *feed, Str line, size_t at) {
    size_t from = (size_t)(line.data - feed->text.data) + at;
    size_t length = line.data[at] == '{' ? attributes_at(line, at) : 0;
    size_t name = line.data[at] == '[' ? reference_at(line, at) : 0;
    bool note =
        line.data[at] == '^' && at + 1 < line.length && line.data[at + 1] == '[' && !is_escaped(line, at);
    if (!length && !name && !note)
        return 0;
    feed_until(feed, from);
    if (length > 0) {
        feed_shielded(feed, from + length);
        return length;
    }
    feed_mark(feed, note ? MARK_INLINE_NOTE : MARK_REFERENCE, 1);
    if (note)
        return 1;
    feed_mark(feed, MARK_INLINE_NOTE, 1);
    feed_shielded(feed, from + 2 + name);
    feed_mark(feed, MARK_REFERENCE_END, 1);
    return name + 3;
}

/* Where attributes or a note may begin, from an index on; or the line's length. */
static size_t next_sign(const Feed *feed, Str line, size_t at) {
    if (!feed->notes)
        return at + str_find(str_slice(line, at, line.length), '{');
    while (at < line.length && line.data[at] != '{' && line.data[at] != '[' && line.data[at] != '^')
        at++;
    return at;
}

static bool has_notes(Str text) {
    return str_find(text, '^') < text.length;
}

/* Marks attributes and notes in the line from one offset to another; the rest waits to be fed. */
static void feed_inline(Feed *feed, size_t from, size_t to) {
    Str line = str_slice(feed->text, from, to);
    for (size_t at = next_sign(feed, line, 0); at < line.length;) {
        size_t length = feed_inline_mark(feed, line, at);
        at = next_sign(feed, line, at + (length > 0 ? length : 1));
    }
}

void marks_feed_inline(cmark_parser *parser, Str line) {
    Feed feed = {parser, line, 0, has_notes(line)};
    feed_inline(&feed, 0, line.length);
    feed_until(&feed, line.length);
}

/* The line [^name]: text as a list item, whose text begins with the name; not a byte moves. */
static void feed_note(Feed *feed, size_t from, size_t to) {
    Str line = str_slice(feed->text, from, to);
    size_t name = name_length(str_slice(line, 2, line.length));
    feed_until(feed, from);
    cmark_parser_feed(feed->parser, "+ ", 2);
    feed_mark(feed, MARK_NOTE, 2);
    feed_shielded(feed, from + 2 + name);
    feed_mark(feed, MARK_NOTE_END, 2);
    feed_inline(feed, from + name + 4, to);
}

/* The line a) text as an item of a list that cmark knows, and as wide; what was written goes with it. */
static void feed_letter(Feed *feed, const LetterSign *sign, size_t from, size_t to) {
    static const char zeros[LETTERS_LONGEST] = "00000000";
    feed_until(feed, from);
    cmark_parser_feed(feed->parser, zeros, sign->written - 2);
    cmark_parser_feed(feed->parser, "1", 1);
    feed->fed = from + sign->written - 1;
    feed_until(feed, from + sign->length);
    const char begin[] = {MARK_LETTER, sign->writing};
    const char end[] = {MARK_LETTER_END};
    cmark_parser_feed(feed->parser, begin, sizeof begin);
    cmark_parser_feed(feed->parser, feed->text.data + from, sign->written - 1);
    cmark_parser_feed(feed->parser, end, sizeof end);
    feed_inline(feed, from + sign->length, to);
}

typedef struct Lines {
    Str text;
    size_t at;       /* start of the line that is next */
    bool table;      /* the line before belongs to a table */
    bool after;      /* it is empty, and the one before it belongs to a table */
    unsigned quotes; /* > signs before its rows */
    LetterSign sign; /* of the last line that had one */
    size_t inset;    /* where that began in its line */
} Lines;

static Str peek_line(Str text, size_t at) {
    Str rest = str_slice(text, at, text.length);
    return str_slice(rest, 0, str_find(rest, '\n'));
}

static bool is_fence(Str content) {
    return str_starts(content, STR(":::"));
}

/*
 * Lines that make a table: all have equally many cells, and the last has only dashes and colons in them.
 * The rows of a head of several begin with a bar.
 */
static bool begins_table(const Lines *lines, size_t at, Str line, RowPrefix prefix) {
    Str content = str_slice(line, prefix.length, line.length);
    if (str_find(content, '|') == content.length)
        return false;
    size_t next_at = at + line.length + 1, count = 0;
    for (int rows = 1; rows <= ROWS_HEAD_MAX && next_at < lines->text.length; rows++) {
        Str next = peek_line(lines->text, next_at);
        RowPrefix next_prefix = rows_prefix(next, false);
        next_at += next.length + 1;
        next = str_slice(next, next_prefix.length, next.length);
        size_t columns = rows_delimiter(next, NULL);
        count = count > 0 ? count : rows_count(content);
        if (next_prefix.quotes != prefix.quotes || columns > 0)
            return columns == count && next_prefix.quotes == prefix.quotes;
        if (!str_starts(content, STR("|")) || !str_starts(next, STR("|")) || rows_count(next) != count)
            return false;
    }
    return false;
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

/* apart: with an empty line between. */
static bool begins_table_below(const Lines *lines, Str line, unsigned quotes, bool apart) {
    size_t at = lines->at + line.length + 1;
    if (apart && at < lines->text.length) {
        Str empty = peek_line(lines->text, at);
        RowPrefix prefix = rows_prefix(empty, false);
        if (prefix.length < empty.length || prefix.quotes != quotes)
            return false;
        at += empty.length + 1;
    }
    if (at >= lines->text.length)
        return false;
    Str next = peek_line(lines->text, at);
    RowPrefix prefix = rows_prefix(next, true);
    return prefix.quotes == quotes && begins_table(lines, at, next, prefix);
}

/* A line ": text" right below a table, right above one, or either with an empty line between. */
static LineMark caption_mark(const Lines *lines, Str line, RowPrefix prefix) {
    Str content = str_slice(line, prefix.length, line.length);
    bool wanted = content.length > 2 && content.data[0] == ':' && content.data[1] == ' ';
    if (!wanted || prefix.markers > prefix.quotes)
        return LINE_PLAIN;
    bool same = lines->quotes == prefix.quotes;
    if (lines->table && same)
        return LINE_CAPTION;
    if (begins_table_below(lines, line, prefix.quotes, false))
        return LINE_LEGEND;
    if (lines->after && same)
        return LINE_CAPTION;
    return begins_table_below(lines, line, prefix.quotes, true) ? LINE_LEGEND : LINE_PLAIN;
}

/* [^name]: and the beginning of the note's text. */
static bool begins_note(Str line, RowPrefix prefix) {
    Str content = str_slice(line, prefix.length, line.length);
    size_t name = str_starts(content, STR("[^")) ? name_length(str_slice(content, 2, content.length)) : 0;
    return name > 0 && str_starts(str_slice(content, name + 3, content.length), STR(":"));
}

/* The next of the list that goes on, or the first of another one. */
static bool begins_letter(Lines *lines, Str line, RowPrefix prefix) {
    LetterSign sign = letters_sign(str_slice(line, prefix.length, line.length));
    if (sign.length == 0)
        return false;
    bool next = lines->inset == prefix.length && letters_follow(&lines->sign, &sign);
    if (!next && !letters_begin(lines->text, lines->at, prefix.length, &sign))
        return false;
    lines->sign = sign;
    lines->inset = prefix.length;
    return true;
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
    if (begins_note(line, *prefix))
        return LINE_NOTE;
    if (begins_letter(lines, line, *prefix))
        return LINE_LETTER;
    return is_fence(str_slice(line, prefix->length, line.length)) ? LINE_FENCE : LINE_PLAIN;
}

/* Quotes in quotes without end would cost more memory than they are worth: the rest is text. */
static void escape_prefix(Feed *feed, size_t at) {
    feed_until(feed, at + MARKERS_MAX);
    cmark_parser_feed(feed->parser, "\\", 1);
}

void marks_feed(cmark_parser *parser, Str text) {
    Feed feed = {parser, text, 0, has_notes(text)};
    Lines lines = {.text = text};
    while (lines.at < text.length) {
        Str line = peek_line(text, lines.at);
        RowPrefix prefix;
        LineMark mark = classify(&lines, line, &prefix);
        size_t end = lines.at + line.length;
        if (prefix.markers > MARKERS_MAX) {
            escape_prefix(&feed, lines.at);
        } else if (mark == LINE_PLAIN) {
            feed_inline(&feed, lines.at + prefix.length, end);
        } else if (mark == LINE_LETTER) {
            feed_letter(&feed, &lines.sign, lines.at + prefix.length, end);
        } else if (mark == LINE_NOTE) {
            feed_note(&feed, lines.at + prefix.length, end);
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

/* The sign of the list item has become text too, where cmark takes the line for text. */
static void restore_note(Buffer *out) {
    if (str_ends(buffer_str(out), STR("+ ")))
        out->length -= 2;
    buffer_add_c(out, "[^");
}

/* Likewise its number, up to the sign behind it. */
static void restore_letter(Buffer *out, Str written) {
    size_t length = out->length;
    while (length > 0 && out->data[length - 1] == ' ')
        length--;
    size_t start = length > 0 ? length - 1 : 0;
    while (start > 0 && out->data[start - 1] >= '0' && out->data[start - 1] <= '1')
        start--;
    if (length - start != written.length + 1)
        return;
    for (size_t i = 0; i < written.length; i++)
        out->data[start + i] = written.data[i];
}

static Str restore(Arena *arena, Str text) {
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.data[i];
        if (byte == '<' && i + 3 < text.length && text.data[i + 1] == '?' && text.data[i + 2] == LINE_BEGIN)
            i += 3;
        else if (byte == LINE_END && str_starts(str_slice(text, i + 1, text.length), STR("?>")))
            i += 2;
        else if (byte == MARK_NOTE)
            restore_note(&out);
        else if (byte == MARK_LETTER) {
            size_t end = i + str_find(str_slice(text, i, text.length), MARK_LETTER_END);
            restore_letter(&out, str_slice(text, i + 2, end));
            i = end;
        } else if (byte == MARK_NOTE_END)
            buffer_add_c(&out, "]:");
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
