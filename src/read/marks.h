/*
 * read/marks.h - how boxes, tables and attributes get through cmark, which knows none of them; private to
 * read/.
 *
 * Lines that open or close a box and rows of tables are handed to cmark as HTML blocks (an HTML block ends
 * a paragraph, a list item or a quote just as such a line should), and attributes as text without any
 * character that means something in Markdown. Where cmark takes them for something else after all, code
 * for instance, marks_restore gives back what the author wrote. The marks are control characters, which
 * source_read has taken out of the author's text.
 */
#ifndef TRYK_READ_MARKS_H
#define TRYK_READ_MARKS_H

#include "doc/doc.h"

/* Otherwise cmark.h takes names such as NODE_TEXT. */
#define CMARK_NO_SHORT_NAMES
#include <cmark.h>

typedef enum LineMark {
    LINE_PLAIN = 0,
    LINE_FENCE = 'F',     /* ::: */
    LINE_HEADER = 'H',    /* a table's first row */
    LINE_DELIMITER = 'D', /* |---|:-:| */
    LINE_ROW = 'R',
    LINE_CAPTION = 'C',   /* : text, of the table above */
    LINE_LEGEND = 'L',    /* the same, of the table below */
    LINE_NOTE = 'N',      /* [^name]: text; no HTML block but a list item */
    LINE_LETTER = 'A',    /* a) text: likewise, see letters.h */
} LineMark;

/* Around attributes in text, in place of their braces. */
enum { MARK_OPEN = 1, MARK_CLOSE = 2 };

/*
 * Of notes: around the name of one that begins, which cmark takes for a list item, in place of [^ and ]:
 * around the name in a reference, in place of [ and ] (the ^ is a mark too); the ^ of a note in the line.
 */
enum {
    MARK_NOTE = 0x14,
    MARK_NOTE_END = 0x15,
    MARK_REFERENCE = 0x16,
    MARK_REFERENCE_END = 0x17,
    MARK_INLINE_NOTE = 0x18,
    NOTE_NAME_MAX = 200
};

/* Of a list item with a letter or a Roman number, which cmark sees as 1: around its writing and that. */
enum { MARK_LETTER = 0x19, MARK_LETTER_END = 0x1a };

/* Feeds Markdown to the parser with marks. Line numbers stay; columns too, except behind a line's mark. */
void marks_feed(cmark_parser *parser, Str text);
/* Like marks_feed for inline text on one line: attributes only. */
void marks_feed_inline(cmark_parser *parser, Str line);
/* What an HTML block or inline HTML from cmark really is. */
LineMark marks_kind(const char *literal);
/* Whether marks_restore would change the text. */
bool marks_any(Str text);
/* As the author wrote it, and well-formed UTF-8; the same text if it is so already. */
Str marks_restore(Arena *arena, Str text);

#endif
