/*
 * read/pieces.c - cutting long Markdown into pieces that can be parsed one after another.
 *
 * The one idea: cmark's tree takes many times the room of its text, so a book is parsed a megabyte at a
 * time. A piece ends where a blank line is followed by a line that begins with a letter or a # at the
 * margin: that ends every list and quote, so only code and HTML can reach across, and these are watched.
 * Where a fence might or might not be open still, the rest is one piece.
 */
#include "read/markdown.h"

#include <string.h>
#include <strings.h>

enum { PIECE_MIN = 1 << 20 };

typedef struct Watch {
    char fence; /* ` or ~ while inside fenced code */
    size_t fence_length;
    bool fence_inset; /* it began behind spaces or in a list or quote, which can end it */
    const char *html; /* what ends the HTML block we are in */
    bool lost;
} Watch;

static Str line_at(Str text, size_t at) {
    Str rest = str_slice(text, at, text.length);
    return str_slice(rest, 0, str_find(rest, '\n'));
}

static size_t run_length(Str text, char byte) {
    size_t length = 0;
    while (length < text.length && text.data[length] == byte)
        length++;
    return length;
}

static bool contains(Str text, const char *wanted) {
    size_t length = strlen(wanted);
    for (size_t i = 0; i + length <= text.length; i++)
        if (strncasecmp(text.data + i, wanted, length) == 0)
            return true;
    return false;
}

/* What ends the HTML block that a line begins, if a blank line does not. */
static const char *html_end(Str content) {
    static const struct {
        const char *begin, *end;
    } blocks[] = {
        {"<!--", "-->"},          {"<?", "?>"},       {"<![CDATA[", "]]>"},   {"<!", ">"},
        {"<script", "</script>"}, {"<pre", "</pre>"}, {"<style", "</style>"}, {"<textarea", "</textarea>"},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (contains(str_slice(content, 0, strlen(blocks[i].begin)), blocks[i].begin))
            return contains(content, blocks[i].end) ? NULL : blocks[i].end;
    return NULL;
}

static void watch_fence(Watch *watch, Str content, bool inset) {
    char sign = content.length > 0 ? content.data[0] : 0;
    size_t length = sign == '`' || sign == '~' ? run_length(content, sign) : 0;
    if (!watch->fence && length >= 3) {
        *watch = (Watch){.fence = sign, .fence_length = length, .fence_inset = inset};
    } else if (watch->fence == sign && length >= watch->fence_length) {
        if (str_trim(str_slice(content, length, content.length)).length == 0)
            watch->fence = 0;
    }
}

static void watch_line(Watch *watch, Str line) {
    RowPrefix prefix = rows_prefix(line, true);
    Str content = str_slice(line, prefix.length, line.length);
    if (watch->fence && watch->fence_inset && line.length > 0 && prefix.length == 0)
        watch->lost = true;
    if (watch->html && contains(line, watch->html))
        watch->html = NULL;
    else if (!watch->html && !watch->fence)
        watch->html = html_end(content);
    if (!watch->html)
        watch_fence(watch, content, prefix.length > 0);
}

static bool begins_paragraph(Str line) {
    char first = line.length > 0 ? line.data[0] : 0;
    return first == '#' || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
}

size_t pieces_end(Str text, size_t from) {
    Watch watch = {0};
    bool blank = false;
    for (size_t at = from; at < text.length && !watch.lost;) {
        Str line = line_at(text, at);
        bool inside = watch.fence || watch.html;
        if (at - from >= PIECE_MIN && blank && !inside && begins_paragraph(line))
            return at;
        watch_line(&watch, line);
        blank = str_trim(line).length == 0;
        at += line.length + 1;
    }
    return text.length;
}

Str pieces_definitions(Arena *arena, Str text) {
    Buffer found = buffer_new(arena);
    for (size_t at = 0; at < text.length;) {
        Str line = line_at(text, at);
        RowPrefix prefix = rows_prefix(line, true);
        Str content = str_slice(line, prefix.length, line.length);
        if (str_starts(content, STR("[")) && !str_starts(content, STR("[^")) && contains(content, "]:")) {
            buffer_add(&found, content);
            buffer_add_c(&found, "\n\n");
        }
        at += line.length + 1;
    }
    return buffer_str(&found);
}
