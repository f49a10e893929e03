/*
 * pdf/syntax.h - the small change of PDF: numbers, strings, names, references. Private to pdf/.
 *
 * Everything is appended to a buffer. Needs no library and knows no object, so it can be tested alone.
 */
#ifndef TRYK_PDF_SYNTAX_H
#define TRYK_PDF_SYNTAX_H

#include "base/base.h"

/* The nearest whole number; 0 for what is no number or beyond reason. */
int64_t syntax_round(double value);
void syntax_integer(Buffer *out, int64_t value);
/* "12 0 R" */
void syntax_reference(Buffer *out, uint32_t number);
/*
 * The next reference in an object's text at or behind *at, outside strings: its number, and in *begin where
 * it stands; moves *at behind it. 0: there is none.
 */
uint32_t syntax_next_reference(Str text, size_t *at, size_t *begin);
/* Three decimals, one space between. */
void syntax_numbers(Buffer *out, const double *values, size_t count);
/* "[left bottom right top]" of a box whose y is its bottom. */
void syntax_rectangle(Buffer *out, Box box);
/* One byte inside a literal string. */
void syntax_string_byte(Buffer *out, unsigned char byte);
/* "(bytes)" */
void syntax_bytes(Buffer *out, Str bytes);
/* A text string: as it is where ASCII will do, else UTF-16 in hexadecimal with its mark. */
void syntax_text(Buffer *out, Str text);
/* The digits of UTF-16BE in hexadecimal, nothing around them. */
void syntax_utf16(Buffer *out, Str text);
/* "/Name" with whatever must not stand in one as #xx. */
void syntax_name(Buffer *out, Str name);
/* A URI string: what a URI may not hold is percent-encoded. */
void syntax_uri(Buffer *out, Str url);
/* "(D:20260102030405Z)" and "2026-01-02T03:04:05Z"; years outside 1970 to 9999 are brought to the edge. */
void syntax_date(Buffer *out, int64_t seconds);
void syntax_iso_date(Buffer *out, int64_t seconds);
/* "&lt;" and the like; characters that XML forbids are left out. */
void syntax_xml(Buffer *out, Str text);
/* A language tag free of anything but letters, digits and hyphens; "da" alone becomes "da-DK". */
Str syntax_language(Arena *arena, Str language);

#endif
