/*
 * base/hint.c - "did you mean": the known name nearest to a mistyped one.
 *
 * The one idea: the distance counts letters wrong, missing, too many, or swapped with their neighbour
 * (optimal string alignment). Three rows of its table are enough, and words too long for them are no typos.
 */
#include "base/base.h"

enum { WORD_MAX = 64 };

typedef struct Word {
    uint32_t codes[WORD_MAX];
    size_t length;
} Word;

/* False if the word is longer than anybody types by hand. */
static bool read_word(Str text, Word *word) {
    word->length = 0;
    for (size_t offset = 0; offset < text.length;) {
        if (word->length == WORD_MAX)
            return false;
        word->codes[word->length++] = utf8_next(text, &offset);
    }
    return true;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static size_t word_distance(const Word *a, const Word *b) {
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b->length; j++)
        above[j] = j;
    for (size_t i = 1; i <= a->length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b->length; j++) {
            bool same = a->codes[i - 1] == b->codes[j - 1];
            row[j] = smaller(above[j - 1] + !same, smaller(above[j], row[j - 1]) + 1);
            bool swapped =
                i > 1 && j > 1 && a->codes[i - 1] == b->codes[j - 2] && a->codes[i - 2] == b->codes[j - 1];
            if (swapped)
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b->length];
}

size_t str_distance(Str a, Str b, size_t limit) {
    Word left, right;
    if (str_equal(a, b))
        return 0;
    if (!read_word(a, &left) || !read_word(b, &right))
        return limit + 1;
    return smaller(word_distance(&left, &right), limit + 1);
}

static void lower_word(Word *word) {
    for (size_t i = 0; i < word->length; i++)
        word->codes[i] = utf8_lower(word->codes[i]);
}

/* A third of the letters may be wrong, three at most; capitals do not matter. */
Str hint_nearest(Arena *arena, Str word, const Str *names, size_t count) {
    Word typed, name;
    if (!read_word(word, &typed))
        return (Str){0};
    lower_word(&typed);
    size_t allowed = smaller((typed.length + 1) / 3, 3);
    size_t best = count, best_distance = allowed + 1;
    for (size_t i = 0; i < count; i++) {
        if (!read_word(names[i], &name))
            continue;
        lower_word(&name);
        size_t distance = word_distance(&typed, &name);
        if (distance < best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    if (best == count)
        return (Str){0};
    return str_format(arena, "did you mean '%.*s'?", STR_ARGS(names[best]));
}
