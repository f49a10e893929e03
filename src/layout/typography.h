/*
 * layout/typography.h - typed text as its language sets it. Private to inline.c, typography.c,
 * figures.c, keep.c and dropcap.c.
 */
#ifndef TRYK_LAYOUT_TYPOGRAPHY_H
#define TRYK_LAYOUT_TYPOGRAPHY_H

#include "layout/words.h"

/* The text of a paragraph as inline.c has gathered it: white space is collapsed. */
typedef struct Gathered {
    Buffer *text;
    Voice *voices;
    size_t voice_count;
    uint32_t *soft;
    size_t soft_count;
} Gathered;

/*
 * Corrects straight quotes, hyphens that are dashes, three full stops, and spaces that must not break,
 * where the style of a voice wants it. Voices and soft hyphens stay where they are in the text.
 */
void typography_correct(const Gathered *gathered);

/* ---- figures.c -------------------------------------------------------------------------------- */

/* The hyphen at offset stands between the two numbers of a range, and for nothing else. */
bool figures_are_range(const Language *language, Str text, size_t offset);
/* The hyphen at offset is the sign of the number behind it. */
bool figures_have_minus(Str text, size_t offset);
/* What the straight mark at offset is in the language if it stands for feet or inches; else nothing. */
Str figures_prime(const Language *language, Str text, size_t offset);
/* It does, whatever is open: 5'10" has the feet before it. */
bool figures_follow_feet(Str text, size_t offset);

/* ---- keep.c ----------------------------------------------------------------------------------- */

/* Some rule of the language wants the space at offset to stay. */
bool keep_wants(const Language *language, Str text, size_t offset);

bool keep_is_digit(uint32_t code);
bool keep_is_letter(uint32_t code);
/* Where a number goes on to from its first digit, or began, up to its last: 1.200,50 10:30 2019–22. */
size_t keep_number_end(Str text, size_t offset);
size_t keep_number_start(Str text, size_t offset);

#endif
