/*
 * layout/openings.c - all the places where a line of a paragraph may end, with what the line then weighs.
 *
 * The one idea: a word gets the gentlest treatment that lets it fit. First its spaces, hyphens and, if they
 * are wanted, hyphenation points; if some part is still wider than the measure, it is hyphenated whatever
 * was wanted; if that is not enough, it may break between any two characters. Each step only adds marks, so
 * a word is simply gone over again.
 */
#include "layout/words.h"

enum {
    FEWEST_AT_EDGE = 3,   /* characters before and behind a break at a hyphen or slash: no "e-" */
    SHORTEST_STUB = 4,    /* letters and figures of an address */
    LONGEST_STRANDED = 2, /* letters of a word that looks lost at the end of a line */
    LONGEST_COUNT = 3,    /* figures in a row; a year has more */
    HUGE_WORD = 4000      /* bytes; beyond it only every filled line gets an opening */
};

/* In em. */
static const double NARROW = 3;
/* Of a name or the first word of a sentence. */
static const float CAPITAL_COST = 4, RAGGED_CAPITAL_COST = 20;
/* Two letters alone on the next line. */
static const float SHORT_PART_COST = 2;
/* A division that a rule of thumb gives. */
static const float POOR_COST = 1.5F;
/* One of an address: rather a line as loose as they come, or, where they end as they will, as short. */
static const float JOINT_COST = 12, RAGGED_JOINT_COST = 40;
/* A word of so few letters that begins a sentence, or of one behind a comma, and then the line ends. */
static const float STRANDED_COST = 1;
/* A figure whose noun begins the next line. */
static const float COUNT_COST = 0.6F;
/* One that leaves next to nothing of it on a line. */
static const float STUB_COST = 100;
/* A fixed space gives way before a word is broken anywhere. */
static const float NO_BREAK_SPACE_COST = 500;

typedef enum Effort { EFFORT_GENTLE, EFFORT_HYPHENS, EFFORT_ANYWHERE } Effort;

typedef struct Finder {
    Setter *setter;
    Words *words;
    const OpeningWish *wish;
    Opening *items;
    size_t count, capacity;
    double width; /* sums up to the current piece */
    Supply supply;
} Finder;

/* The pieces of one word, and how it is treated. */
typedef struct Word {
    size_t first, last;
    Effort effort;
} Word;

/* Walks through a piece's glyphs in step with its text. */
typedef struct Cursor {
    const GlyphRun *run;
    uint32_t glyph;
    size_t run_start;
    double size, tracking;
    double width;    /* of the clusters passed */
    uint32_t passed; /* glyphs */
} Cursor;

static Cursor cursor_at(const Piece *piece, const Voice *voice) {
    return (Cursor){.run = piece->run, .size = voice->style->size, .tracking = inline_tracking(voice)};
}

/* Passes all clusters that begin before offset. */
static void cursor_move(Cursor *cursor, size_t offset) {
    while (cursor->run) {
        const GlyphRun *run = cursor->run;
        for (; cursor->glyph < run->glyph_count; cursor->glyph++) {
            const Glyph *glyph = &run->glyphs[cursor->glyph];
            if (cursor->run_start + glyph->cluster >= offset)
                return;
            cursor->width += (double)glyph->advance * cursor->size + cursor->tracking;
            cursor->passed++;
        }
        cursor->run_start += run->text.length;
        cursor->run = run->next;
        cursor->glyph = 0;
    }
}

static void push_opening(Finder *finder, Opening opening) {
    LIST_PUSH(finder->setter->env->scratch, finder->items, finder->count, finder->capacity, opening);
}

/* ---- marks ------------------------------------------------------------------------------------ */

static bool joins_backward(uint32_t code) {
    return (code >= 0x300 && code <= 0x36F) || code == 0x200C || code == 0x200D ||
           (code >= 0xFE00 && code <= 0xFE0F);
}

/*
 * Behind every character; in a huge word only where a line is full. Where hardly a letter fits, none is
 * wasted on a hyphen.
 */
static void mark_anywhere(Finder *finder, const Piece *piece, bool huge) {
    Words *words = finder->words;
    Cursor cursor = cursor_at(piece, &words->voices[piece->voice]);
    Str text = str_slice(words->text, piece->start, piece->start + piece->length);
    bool narrow = finder->wish->measure < NARROW * cursor.size;
    double line_start = 0;
    for (size_t offset = 0; offset < text.length;) {
        size_t from = offset;
        uint32_t code = utf8_next(text, &offset);
        double before = cursor.width;
        if (huge)
            cursor_move(&cursor, offset);
        bool wanted = !huge || cursor.width - cursor.tracking - line_start > finder->wish->measure;
        if (from == 0 || !wanted || joins_backward(code))
            continue;
        uint8_t *mark = &words->marks[piece->start + from - 1];
        if (*mark == OPENING_NONE || narrow || huge)
            *mark = OPENING_EMERGENCY;
        line_start = before;
    }
}

/* Whether the letters of a piece go on in the next one. */
static bool goes_on(const Finder *finder, size_t index, const Word *word) {
    const Words *words = finder->words;
    if (index >= word->last || words->pieces[index].after)
        return false;
    return words->voices[words->pieces[index + 1].voice].mark.length == 0;
}

static void mark_piece(Finder *finder, size_t index, const Word *word, bool huge) {
    const Piece *piece = &finder->words->pieces[index];
    const Voice *voice = &finder->words->voices[piece->voice];
    if (voice->picture || voice->mark.length > 0 || piece->length < 2)
        return;
    bool early = finder->wish->hyphens && !finder->wish->sparing;
    bool wanted = early && voice->style->hyphenate;
    bool hyphens = word->effort == EFFORT_GENTLE ? wanted : word->effort == EFFORT_HYPHENS && !voice->code;
    if ((hyphens || early) && division_mark_soft(finder->words, piece))
        hyphens = false;
    if (hyphens)
        division_mark(finder->setter, finder->words, piece,
                      index > word->first && !finder->words->pieces[index - 1].after,
                      goes_on(finder, index, word));
    else if (finder->wish->joints)
        division_mark_joints(finder->words, piece);
    if (word->effort == EFFORT_ANYWHERE)
        mark_anywhere(finder, piece, huge);
}

/* ---- edges ------------------------------------------------------------------------------------ */

/* What hangs over the left edge if a line begins at this byte of a piece. */
static double hang_left(const Finder *finder, size_t index, size_t offset) {
    if (!finder->wish->flush_left || index >= finder->words->count)
        return 0;
    const Piece *piece = &finder->words->pieces[index];
    if (!piece->run || offset >= piece->length)
        return 0;
    const Voice *voice = &finder->words->voices[piece->voice];
    return protrude_left(finder->setter, voice, utf8_code_at(finder->words->text, piece->start + offset),
                         finder->wish->justified);
}

static double hang_right(const Finder *finder, size_t index, uint32_t code) {
    if (!finder->wish->justified)
        return 0;
    return protrude_right(finder->setter, &finder->words->voices[finder->words->pieces[index].voice], code);
}

/* The supply so far with what letters of that width and number add to it. */
static Supply with_letters(const Finder *finder, const Voice *voice, double width, size_t glyphs) {
    Supply supply = finder->supply;
    if (!finder->wish->justified || voice->picture)
        return supply;
    Supply own = justify_supply(voice->style, width, glyphs);
    return (Supply){supply.space, supply.give + own.give, supply.spare + own.spare, supply.ease};
}

/* ---- openings --------------------------------------------------------------------------------- */

static bool ends_in_hyphen(Str text, size_t end) {
    return end > 0 && text.data[end - 1] == '-';
}

/* Too near the word's edge for a break behind a hyphen or a slash. */
static bool is_at_edge(const Finder *finder, const Word *word, size_t end) {
    const Piece *last = &finder->words->pieces[word->last];
    size_t word_start = finder->words->pieces[word->first].start;
    return end - word_start < FEWEST_AT_EDGE || last->start + last->length - end < FEWEST_AT_EDGE;
}

/* Whether the hyphen at offset sends only two letters to the next line. */
static bool leaves_little(Str text, size_t offset, const Piece *piece) {
    size_t end = piece->start + piece->length, letters = 0, length;
    Str word = str_slice(text, 0, end);
    for (size_t i = offset; i < end && (length = division_letter_length(word, i)) > 0; i += length)
        letters++;
    return letters <= 2;
}

/* A name, or the first word of a sentence. */
static bool is_capitalised(const Words *words, const Word *word) {
    size_t offset = words->pieces[word->first].start;
    uint32_t code = utf8_code_at(words->text, offset);
    if (code == '"' || code == 0xBB || code == 0xAB || code == '(' || (code >= 0x2018 && code <= 0x201E))
        utf8_next(words->text, &offset);
    return division_is_capital(words->text, offset);
}

static float hyphen_cost(const Finder *finder, const Piece *piece, size_t end, bool capital) {
    float cost = leaves_little(finder->words->text, end, piece) ? SHORT_PART_COST : 0;
    if (finder->words->marks[end - 1] == OPENING_POOR_HYPHEN)
        cost += POOR_COST;
    float name = finder->wish->justified ? CAPITAL_COST : RAGGED_CAPITAL_COST;
    return capital ? cost + name : cost;
}

static size_t count_letters(Str text, size_t from, size_t to) {
    size_t count = 0;
    for (size_t i = from; i < to; i++)
        count += division_letter_length(text, i) > 0 || (text.data[i] >= '0' && text.data[i] <= '9');
    return count;
}

static float joint_cost(const Finder *finder, const Word *word, size_t end) {
    const Piece *first = &finder->words->pieces[word->first], *last = &finder->words->pieces[word->last];
    Str text = finder->words->text;
    bool stub = count_letters(text, first->start, end) < SHORTEST_STUB ||
                count_letters(text, end, last->start + last->length) < SHORTEST_STUB;
    float cost = finder->wish->justified ? JOINT_COST : RAGGED_JOINT_COST;
    char mark = text.data[end - 1]; /* the line shows that more comes */
    return cost + (mark == '/' || mark == '@' ? 0 : POOR_COST) + (stub ? STUB_COST : 0);
}

/* What a break that was there before any division is: inside an address it is one of its joints. */
static uint8_t kind_inside(const Finder *finder, const Piece *piece, size_t offset) {
    const Words *words = finder->words;
    uint8_t kind = words->marks[piece->start + offset - 1];
    Str text = str_slice(words->text, piece->start, piece->start + piece->length);
    return kind == OPENING_PLAIN && division_is_address(text) ? OPENING_JOINT : kind;
}

static void add_inside(Finder *finder, size_t index, const Word *word) {
    const Piece *piece = &finder->words->pieces[index];
    if (piece->length < 2 || !piece->run)
        return;
    Voice *voice = &finder->words->voices[piece->voice];
    Cursor cursor = cursor_at(piece, voice);
    bool capital = is_capitalised(finder->words, word);
    for (size_t offset = 1; offset < piece->length; offset++) {
        uint8_t kind = kind_inside(finder, piece, offset);
        size_t end = piece->start + offset;
        bool plain = kind == OPENING_PLAIN || kind == OPENING_JOINT;
        /* Where words stay whole, for now, addresses do. */
        bool early = kind == OPENING_JOINT && word->effort == EFFORT_GENTLE && !finder->wish->hyphens;
        if (kind == OPENING_NONE || early || (plain && is_at_edge(finder, word, end)))
            continue;
        cursor_move(&cursor, offset);
        bool hyphened =
            kind == OPENING_HYPHEN || kind == OPENING_POOR_HYPHEN || kind == OPENING_SEAM_HYPHEN;
        double width = finder->width + cursor.width;
        Supply supply = with_letters(finder, voice, cursor.width, cursor.passed);
        double hyphen = hyphened ? inline_run_width(inline_hyphen(finder->setter, voice), voice) : 0;
        uint32_t last = hyphened ? '-' : utf8_code_before(finder->words->text, end);
        double left = hang_left(finder, index, offset);
        push_opening(finder,
                     (Opening){.end = width + hyphen - cursor.tracking - hang_right(finder, index, last),
                               .end_supply = supply,
                               .start = width + left,
                               .start_supply = supply,
                               .piece = (uint32_t)index,
                               .offset = (uint16_t)offset,
                               .kind = hyphened ? OPENING_HYPHEN
                                       : plain  ? OPENING_PLAIN
                                                : kind,
                               .mark = kind,
                               .cost = hyphened                ? hyphen_cost(finder, piece, end, capital)
                                       : kind == OPENING_JOINT ? joint_cost(finder, word, end)
                                                               : 0,
                               .hyphen = hyphened || ends_in_hyphen(finder->words->text, end)});
    }
}

/* How many figures a piece is made of, in groups or not; 0: it is something else. */
static size_t count_figures(Str number) {
    size_t run = 0, count = 0;
    for (size_t i = 0; i < number.length; i++) {
        bool figure = number.data[i] >= '0' && number.data[i] <= '9';
        if (!figure && (run == 0 || (number.data[i] != '.' && number.data[i] != ',')))
            return 0;
        run = figure ? run + 1 : 0;
        count = run > count ? run : count;
    }
    return run > 0 ? count : 0;
}

static bool parts_count(const Words *words, size_t index) {
    const Piece *piece = &words->pieces[index];
    size_t figures = count_figures(str_slice(words->text, piece->start, piece->start + piece->length));
    if (figures == 0 || figures > LONGEST_COUNT || index + 1 == words->count)
        return false;
    size_t next = words->pieces[index + 1].start;
    return next < words->text.length && division_letter_length(words->text, next) > 0 &&
           !division_is_capital(words->text, next);
}

static bool strands_word(Str text, const Piece *piece) {
    size_t letters = 0, end = piece->start + piece->length, length;
    for (size_t at = piece->start; at < end; at += length, letters++)
        if ((length = division_letter_length(text, at)) == 0)
            return false;
    if (letters > LONGEST_STRANDED || text.data[piece->start - 1] != ' ')
        return false;
    char before = text.data[piece->start - 2];
    bool stop = before == '.' || before == '!' || before == '?' || before == ':';
    return stop || (before == ',' && letters == 1);
}

/* What it costs to part a short word, or a figure, from what it belongs to. */
static float parting_cost(const Words *words, size_t index) {
    const Piece *piece = &words->pieces[index];
    char first = words->text.data[piece->start];
    if (first >= '0' && first <= '9')
        return parts_count(words, index) ? COUNT_COST : 0;
    bool brief = piece->length > 0 && piece->length <= 2 * LONGEST_STRANDED && piece->start >= 2;
    return brief && strands_word(words->text, piece) ? STRANDED_COST : 0;
}

/* What a line may do behind a whole piece. */
static OpeningKind kind_behind(const Finder *finder, size_t index, const Word *word) {
    const Piece *piece = &finder->words->pieces[index];
    if (index + 1 == finder->words->count || (piece->after & AFTER_LINE))
        return OPENING_END;
    if (piece->after & AFTER_OPEN)
        return OPENING_SPACE;
    size_t end = piece->start + piece->length;
    if (!piece->after && piece->length > 0 && finder->words->marks[end - 1] == OPENING_PLAIN &&
        !is_at_edge(finder, word, end))
        return OPENING_PLAIN;
    if (word->effort == EFFORT_ANYWHERE || (end > 0 && end == finder->wish->from))
        return piece->after ? OPENING_SPACE : OPENING_EMERGENCY;
    return OPENING_NONE;
}

/* Moves the sums over a piece and its space, with an opening between the two if there is one. */
static void add_end(Finder *finder, size_t index, const Word *word) {
    const Piece *piece = &finder->words->pieces[index];
    const Voice *voice = &finder->words->voices[piece->voice];
    double end = finder->width + (double)piece->width;
    finder->width = end + (double)piece->glue;
    finder->supply = with_letters(finder, voice, (double)piece->width, inline_glyph_count(piece->run));
    Supply end_supply = finder->supply;
    if (piece->after & AFTER_STRETCH) {
        finder->supply.space += (double)piece->glue;
        finder->supply.ease += justify_ease(voice->style);
    }
    OpeningKind kind = kind_behind(finder, index, word);
    if (kind == OPENING_NONE)
        return;
    float cost = kind == OPENING_SPACE ? parting_cost(finder->words, index) : 0;
    if (kind == OPENING_SPACE && !(piece->after & AFTER_OPEN))
        cost = NO_BREAK_SPACE_COST;
    double right = 0;
    if (piece->run)
        right =
            hang_right(finder, index, utf8_code_before(finder->words->text, piece->start + piece->length));
    push_opening(finder,
                 (Opening){.end = end - inline_tracking(voice) - right,
                           .end_supply = end_supply,
                           .start = finder->width + hang_left(finder, index + 1, 0),
                           .start_supply = finder->supply,
                           .piece = (uint32_t)index,
                           .offset = piece->length,
                           .kind = (uint8_t)kind,
                           .cost = cost,
                           .hyphen = kind != OPENING_END &&
                                     ends_in_hyphen(finder->words->text, piece->start + piece->length)});
}

/* Whether a part that cannot be broken is wider than its line, among the openings from `first` on. */
static bool is_too_wide(const Finder *finder, size_t first) {
    for (size_t i = first; i < finder->count; i++) {
        Pt measure = i == 1 ? finder->wish->first_measure : finder->wish->measure;
        if (finder->items[i].end - finder->items[i - 1].start > measure + LINE_ROUNDING)
            return true;
    }
    return false;
}

static void add_word(Finder *finder, Word *word) {
    size_t count = finder->count;
    double width = finder->width;
    Supply supply = finder->supply;
    const Piece *first = &finder->words->pieces[word->first], *last = &finder->words->pieces[word->last];
    bool huge = last->start + last->length - first->start > HUGE_WORD;
    for (word->effort = EFFORT_GENTLE;; word->effort++) {
        finder->count = count;
        finder->width = width;
        finder->supply = supply;
        for (size_t i = word->first; i <= word->last; i++) {
            mark_piece(finder, i, word, huge);
            add_inside(finder, i, word);
            add_end(finder, i, word);
        }
        if (word->effort == EFFORT_ANYWHERE || !is_too_wide(finder, count))
            break;
    }
    if (finder->wish->sparing)
        finder->count =
            sparing_keep(finder->words, finder->items, count, finder->count, finder->wish->measure);
}

/* A break that was taken stays one, though this measure would need none there. */
static void keep_line_end(Words *words, uint32_t from) {
    uint8_t *mark = &words->marks[from - 1];
    if (*mark == OPENING_NONE || *mark == OPENING_PLAIN || *mark == OPENING_JOINT)
        *mark = OPENING_EMERGENCY;
}

Openings openings_find(Setter *setter, Words *words, const OpeningWish *wish) {
    Finder finder = {.setter = setter, .words = words, .wish = wish, .capacity = words->count * 2 + 2};
    finder.items = ARENA_ARRAY(setter->env->scratch, Opening, finder.capacity);
    push_opening(&finder, (Opening){.kind = OPENING_NONE, .start = hang_left(&finder, 0, 0)});
    if (wish->from > 0 && wish->from <= words->text.length)
        keep_line_end(words, wish->from);
    for (Word word = {0}; word.first < words->count; word.first = word.last + 1) {
        word.last = word.first;
        while (word.last + 1 < words->count &&
               !(words->pieces[word.last].after & (AFTER_OPEN | AFTER_LINE)))
            word.last++;
        add_word(&finder, &word);
    }
    return (Openings){finder.items, finder.count};
}
