/*
 * text/syllables.h - mends what hyphenation patterns give for a Danish or Norwegian word. Private to text/.
 *
 * The patterns of Danish were made in 1990 from a short list of words: they know few seams of compounds
 * ("spro-gindstilling", "alarmk-nap"). Those of Norwegian leave most loanwords and derived words whole
 * ("pålitelighe-ten"). Both languages let a word be divided at its seams, else so that each part begins and
 * ends as a word could (Retskrivningsordbogen, § 15; Språkrådet, "Orddeling").
 */
#ifndef TRYK_TEXT_SYLLABLES_H
#define TRYK_TEXT_SYLLABLES_H

#include "text/text.h"

typedef enum Rank { DIVIDE_NOT, DIVIDE_IF_MUST, DIVIDE_WELL, DIVIDE_AT_SEAM } Rank;

typedef struct Syllables Syllables;

/* NULL for a language without rules of its own. */
const Syllables *syllables_new(Arena *arena, Str language);
/* letters are small; ranks[i] is how good it is to divide behind letter i: the patterns' word, mended. */
void syllables_mend(const Syllables *syllables, const uint32_t *letters, size_t count, uint8_t *ranks);

/* Vowels of all languages that are divided here, with their accents. */
bool syllables_is_vowel(uint32_t letter);

#endif
