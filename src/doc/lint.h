/*
 * doc/lint.h - shared by what looks at the author's words: lint.c and readability.c. Private to doc/.
 */
#ifndef TRYK_DOC_LINT_H
#define TRYK_DOC_LINT_H

#include "doc/doc.h"

/* "here", "read more": words of a link that tell nothing where it stands alone (WCAG 2.4.4). */
bool lint_is_empty_link(Arena *scratch, Str text, Str language);
/* "picture", "logo": says what it is, not what it shows. In any language. */
bool lint_is_empty_alt(Arena *scratch, Str text);

/* The place of a byte of a text node, whose text keeps the source's line ends. */
Span lint_place(const Node *node, size_t offset);

#endif
