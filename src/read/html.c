/*
 * read/html.c - raw HTML is not shown; the author hears what to write instead.
 */
#include "read/markdown.h"

#include <string.h>
#include <strings.h>

static bool is_comment(const char *literal) {
    const char *end = strncmp(literal, "<!--", 4) == 0 ? strstr(literal, "-->") : NULL;
    return end && end[3 + strspn(end + 3, " \t\n")] == '\0';
}

static Str hint_instead(const char *literal) {
    static const struct {
        const char *tag, *hint;
    } hints[] = {
        {"<!--", "put the comment on lines of its own"},
        {"<br", "end the line with a backslash"},
        {"<img", "write ![what it shows](picture.png)"},
        {"<a ", "write [text](https://...)"},
        {"<table", "write a table with | between the cells"},
        {"<div", "write ::: name, the text, and :::"},
        {"<span", "write [text]{.class}"},
        {"<strong", "write **text**"},
        {"<b>", "write **text**"},
        {"<em", "write *text*"},
        {"<i>", "write *text*"},
        {"<h", "write ## in front of a heading"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strncasecmp(literal, hints[i].tag, strlen(hints[i].tag)) == 0)
            return str_from(hints[i].hint);
    return (Str){0};
}

/* An end tag says nothing new: what it ends was reported. */
void builder_skip_html(Builder *builder, Span span, const char *literal) {
    bool inside = builder->leaf_line > 0;
    if (is_comment(literal) || (inside && strncmp(literal, "</", 2) == 0))
        return;
    REPORT_WARNING(builder->env, span, hint_instead(literal), "raw HTML is skipped");
}
