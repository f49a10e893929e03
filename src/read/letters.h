/*
 * read/letters.h - lists that their author numbers in letters or Roman numbers; private to read/.
 *
 *     a) first        i. first        (A) first
 *     b) second       ii. second      (B) second
 *
 * CommonMark knows none of them, and "A. Hansen" may begin any line. So only two signs of which one
 * follows from the other make a list, and that also tells v, the fifth, from v, the twenty-second.
 */
#ifndef TRYK_READ_LETTERS_H
#define TRYK_READ_LETTERS_H

#include "base/base.h"

enum { LETTERS_LONGEST = 9 /* bytes of a number with its bracket: as many figures as CommonMark reads */ };

typedef struct LetterSign {
    Str letters;
    char writing;   /* as numeral_text has it; 0: still open */
    char before, behind; /* ( or 0; ) or . */
    size_t written; /* bytes up to and with the sign behind the letters */
    size_t length;  /* the same with the spaces behind */
} LetterSign;

/* What a line begins with; its length is 0 if that is no such sign. */
LetterSign letters_sign(Str line);
/* Whether the second sign is the one after the first, whose writing it then has. */
bool letters_follow(const LetterSign *first, LetterSign *second);
/*
 * Looks for the sign after this one among the lines behind the one at `at`; gives it its writing. inset:
 * where in its line it stands.
 */
bool letters_begin(Str text, size_t at, size_t inset, LetterSign *sign);
/* Of what stands before the ) or the full stop, in that writing; 0 if it is none. */
int32_t letters_value(char writing, Str written);

#endif
