/*
 * layout/sparing.c - words in columns too narrow for them: whole, else in two pieces, else in more.
 *
 * The one idea: in a narrow column a word in many pieces is no word any more. So one that is too wide is
 * divided once, at the seam of a compound rather than elsewhere, and there where the longer piece is the
 * shortest; how wide that piece is, is what the word asks of its column. An address is no word: it comes
 * apart at its joints before any word is divided.
 */
#include "layout/words.h"

#include <math.h>

enum {
    SHORTEST_HALVED = 10, /* letters; shorter words stay whole as long as they can */
    SHORTEST_PIECE = 3
};
/* A seam that makes a piece so much wider than other places would is none that helps. */
static const double LOPSIDED = 1.3;

typedef enum Grade { POOR, GOOD, BEST, NONE } Grade;

/* What stands between two openings that divide nothing. */
typedef struct Part {
    const Words *words;
    const Opening *openings;
    size_t from, to;
} Part;

static Grade grade_of(const Opening *opening) {
    switch ((OpeningKind)opening->mark) {
    case OPENING_POOR_HYPHEN: return POOR;
    case OPENING_HYPHEN:
    case OPENING_JOINT: return GOOD;
    case OPENING_SEAM_HYPHEN: return BEST;
    default: return NONE;
    }
}

bool sparing_divides(const Opening *opening) {
    return grade_of(opening) != NONE;
}

static double whole_width(const Part *part) {
    return part->openings[part->to].end - part->openings[part->from].start;
}

/* Of the wider of two pieces. */
static double halved_width(const Part *part, size_t at) {
    const Opening *openings = part->openings;
    return fmax(openings[at].end - openings[part->from].start, openings[part->to].end - openings[at].start);
}

static double pieces_width(const Part *part) {
    double widest = 0;
    for (size_t i = part->from + 1; i <= part->to; i++)
        widest = fmax(widest, part->openings[i].end - part->openings[i - 1].start);
    return widest;
}

static size_t letters_before(Str text, size_t offset) {
    size_t count = 0;
    while (offset > 0 && division_letter_length(text, utf8_step_back(text, offset)) > 0) {
        offset = utf8_step_back(text, offset);
        count++;
    }
    return count;
}

static size_t letters_behind(Str text, size_t offset) {
    size_t count = 0;
    while (offset < text.length && division_letter_length(text, offset) > 0) {
        offset += division_letter_length(text, offset);
        count++;
    }
    return count;
}

/* The word is long enough to be divided, and what stands on either side long enough to be read. */
static bool leaves_pieces(const Part *part, size_t at) {
    const Opening *opening = &part->openings[at];
    size_t offset = part->words->pieces[opening->piece].start + opening->offset;
    size_t before = letters_before(part->words->text, offset);
    size_t behind = letters_behind(part->words->text, offset);
    return opening->mark == OPENING_JOINT ||
           (before >= SHORTEST_PIECE && behind >= SHORTEST_PIECE && before + behind >= SHORTEST_HALVED);
}

/* The place of a grade at which the wider piece is narrowest; 0 if there is none. */
static size_t best_of(const Part *part, Grade grade) {
    size_t best = 0;
    for (size_t at = part->from + 1; at < part->to; at++)
        if (grade_of(&part->openings[at]) == grade && leaves_pieces(part, at) &&
            (!best || halved_width(part, at) < halved_width(part, best)))
            best = at;
    return best;
}

/* The same for the best of those that are good, or, if they are not lopsided, at seams. */
static double good_width(const Part *part, bool seams) {
    double width = whole_width(part);
    size_t good = best_of(part, GOOD), seam = best_of(part, BEST);
    double at_seam = seam ? fmin(width, halved_width(part, seam)) : width;
    double best = good ? fmin(at_seam, halved_width(part, good)) : at_seam;
    return seams && at_seam < width && at_seam <= LOPSIDED * best ? at_seam : best;
}

static bool is_address(const Part *part) {
    return part->to > part->from + 1 && part->openings[part->from + 1].mark == OPENING_JOINT;
}

double sparing_half(const Words *words, const Opening *openings, size_t from, size_t to,
                    WordDivision division) {
    Part part = {words, openings, from, to};
    if (to == from + 1 || (division == WORDS_WHOLE && !is_address(&part)))
        return whole_width(&part);
    return good_width(&part, division == WORDS_AT_SEAMS);
}

double sparing_width(const Words *words, const Opening *openings, size_t from, size_t to,
                     WordDivision division) {
    Part part = {words, openings, from, to};
    if (is_address(&part) || division == WORDS_IN_PIECES)
        return pieces_width(&part);
    return sparing_half(words, openings, from, to, division);
}

/* The best of the places that let both pieces fit; 0: none does. */
static size_t choose(const Part *part, Pt measure) {
    for (size_t grade = NONE; grade-- > POOR;) {
        size_t best = best_of(part, (Grade)grade);
        if (best && halved_width(part, best) <= measure + LINE_ROUNDING)
            return best;
    }
    return 0;
}

size_t sparing_keep(const Words *words, Opening *openings, size_t first, size_t count, Pt measure) {
    size_t kept = first;
    Part part = {words, openings, first - 1, 0};
    for (part.to = first; part.to < count; part.to++) {
        if (sparing_divides(&openings[part.to]))
            continue;
        bool whole = whole_width(&part) <= measure + LINE_ROUNDING;
        size_t best = whole ? 0 : choose(&part, measure);
        for (size_t at = part.from + 1; at < part.to && !whole; at++) {
            openings[at].many = !best;
            if (!best || at == best)
                openings[kept++] = openings[at];
        }
        openings[kept++] = openings[part.to];
        part.from = part.to;
    }
    return kept;
}
