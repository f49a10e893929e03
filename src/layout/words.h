/*
 * layout/words.h - a paragraph on its way from nodes to lines. Private to the files that are
 * named here, to typography.h and line.h, and, for the text in one line, to layout.c and references.c; for
 * what a table's cells would like to measure, to columns.c.
 *
 *     nodes -inline-> pieces -openings-> places to break -linebreak-> the places chosen -paragraph-> lines
 *
 * All of it lies in scratch.
 */
#ifndef TRYK_LAYOUT_WORDS_H
#define TRYK_LAYOUT_WORDS_H

#include "layout/paragraph.h"

/* ---- inline.c: pieces ------------------------------------------------------------------------- */

/* Who speaks: one text node, code or picture, as it looks. */
typedef struct Voice {
    NodeId node;
    Span span;
    const Style *style;
    const Node *link;        /* the link around it, or NULL */
    const Node *picture;     /* it is a picture, not text */
    Str mark;                /* of a note: what is shown for the one character that it is in Words.text;
                                empty: nothing is */
    const Face *face;        /* of its spaces; set when first asked for */
    const GlyphRun *hyphen;  /* likewise */
    uint32_t start;          /* in Words.text */
    bool code;
} Voice;

/* What stands behind a piece; 0: the word goes on. */
enum {
    AFTER_SPACE = 1,    /* a space in the text */
    AFTER_STRETCH = 2,  /* it takes part in justification */
    AFTER_OPEN = 4,     /* the line may end there */
    AFTER_LINE = 8      /* the line must end there */
};

/* A word, or the part of one that has one voice. */
typedef struct Piece {
    const GlyphRun *run; /* NULL: a picture, or nothing, only a space */
    uint32_t start;      /* in Words.text */
    uint32_t voice;
    float width, glue;   /* of itself, of the space behind it: natural */
    uint16_t length;
    uint8_t after;
} Piece;

typedef enum OpeningKind {
    OPENING_NONE,
    OPENING_PLAIN = BREAK_ALLOWED, /* inside a word, nothing added: behind a hyphen, a slash */
    OPENING_SPACE,
    OPENING_HYPHEN,
    OPENING_EMERGENCY,   /* anywhere in a word too wide for the measure */
    OPENING_END,         /* of the paragraph or before a forced break: the last line of its part */
    OPENING_POOR_HYPHEN, /* among the marks: a hyphen where only a rule of thumb divides */
    OPENING_SEAM_HYPHEN, /* likewise: at the seam of a compound, or where the author wants it */
    OPENING_JOINT        /* likewise: plain, between the parts of an address */
} OpeningKind;

typedef struct Words {
    Str text;            /* white space collapsed, no soft hyphens; '\n' a forced break, U+FFFC a picture or
                            the mark of a note */
    uint8_t *marks;      /* OpeningKind behind each byte; begins as what text_find_breaks gives */
    const uint32_t *soft; /* where soft hyphens stood, ascending */
    size_t soft_count;
    Voice *voices;
    size_t voice_count;
    Piece *pieces;
    size_t count;
} Words;

Words inline_collect(Setter *setter, const ParagraphWish *wish);
/* Its text as it is set, in one line. */
Str inline_text(Setter *setter, const ParagraphWish *wish);
/* The face and the hyphen of a voice. */
const Face *inline_face(Setter *setter, Voice *voice);
const GlyphRun *inline_hyphen(Setter *setter, Voice *voice);
const GlyphRun *inline_shape(Setter *setter, const Voice *voice, Str text);
/* Width of a run in a voice, with tracking behind every glyph. */
Pt inline_run_width(const GlyphRun *run, const Voice *voice);
size_t inline_glyph_count(const GlyphRun *run);
/* What tracking puts behind the last glyph of a line. */
Pt inline_tracking(const Voice *voice);

/* ---- openings.c: where lines may end ---------------------------------------------------------- */

/*
 * What a line has, in points: natural spaces; what its letters can give either way, and what beyond that
 * before spaces get bad; by how much spaces then give way, for the tracking in front of each looks like a
 * part of it.
 */
typedef struct Supply { double space, give, spare, ease; } Supply;

/*
 * The sums run over the whole paragraph, so a line from opening a to opening b is b.end - a.start wide, of
 * which the difference of their supplies can change. What hangs over the edges is not counted as width.
 */
typedef struct Opening {
    double end, start;         /* up to here, if the line ends here; up to where the next line begins */
    Supply end_supply, start_supply; /* likewise */
    uint32_t piece;
    uint16_t offset;           /* bytes of the piece that stay on the line */
    uint8_t kind;              /* OpeningKind */
    uint8_t mark;              /* the same; of a hyphen or a joint, which kind of one */
    bool many;                 /* the word would be too wide in two pieces */
    bool hyphen;               /* the line ends in a hyphen, its own or the author's */
    float cost;                /* beside that of its kind */
} Opening;

typedef struct Openings {
    Opening *items;            /* the first is the paragraph's start, the last its end */
    size_t count;
} Openings;

typedef struct OpeningWish {
    Pt measure, first_measure; /* words wider than this may break where others may not */
    bool hyphens;              /* where the style allows them */
    bool sparing;              /* only in words wider than the measure, and then one, if that will do */
    bool joints;               /* addresses may be divided whatever the style says of words */
    bool justified;            /* letters give, and all that can hang does; else only quotes at the left */
    bool flush_left;           /* the left edge is straight */
    uint32_t from;             /* a line ended here in another measure, so one may; 0: none did */
} OpeningWish;

Openings openings_find(Setter *setter, Words *words, const OpeningWish *wish);

/* In points: a line wider by so little fits. Sums of measures are rarely exact. */
#define LINE_ROUNDING 1e-3

/* ---- justify.c: where the slack of a line goes ------------------------------------------------- */

/* What good setting is worth. Ratios are of lines: spaces stretched by `stretch` are one of 1. */
typedef struct Taste {
    double stretch, shrink;    /* of a space, in natural spaces; in good lines it shrinks no further */
    double along;              /* how much of a space goes along while the letters give all they can */
    double ragged;             /* in em: how far short a ragged line costs 1 */
    double line;               /* of any line: fewer lines are better */
    double hyphen, second_hyphen, third_hyphen; /* in a row; each on top of those before */
    double ragged_hyphen;      /* instead of the first of these, in ragged text */
    double last_hyphen;        /* at the end of the last line but one */
    double plain, emergency;
    double contrast;           /* a tight line next to a loose one */
    double step;               /* instead of that, in ragged text: a short line next to a full one */
    double short_last, tail_last; /* last line of one short word; of the rest of a broken one */
    double overfull;
} Taste;

extern const Taste justify_taste;

/* letters: of what they can give, -1 to 1, beyond that what is spare. space: its width in natural ones. */
typedef struct Share { double letters, space; } Share;

/*
 * How a line is brought to its measure: letters and a little of the spaces together, until the letters have
 * given all; what is left is for the spaces, and where they get bad for the letters again. slack: what
 * is missing, below 0 what is too much.
 */
Share justify_share(const Taste *taste, double slack, Supply supply);
/*
 * How bad the spaces of such a line are: 1 stretched by taste->stretch, -1 shrunk by taste->shrink, less
 * than that what the letters must do instead, to -2 where nothing is spare any more. least:
 * what can stretch even in a line without spaces.
 */
double justify_ratio(const Taste *taste, double slack, Supply supply, double least);

/* By how many points such a line can be narrowed. */
double justify_most_shrink(const Taste *taste, Supply supply);
/* The ease of one space. */
double justify_ease(const Style *style);

/* What letters of that width and number can give. */
Supply justify_supply(const Style *style, double width, size_t glyphs);
/* Giving such a share of it: the scale of their glyphs, and what is added to their tracking. */
double justify_stretch(const Style *style, double letters);
double justify_tracking(const Style *style, double letters);

/* ---- division.c: where words may be divided --------------------------------------------------- */

/* Soft hyphens of the author in a piece; true if there are any, for then nobody else knows better. */
bool division_mark_soft(Words *words, const Piece *piece);
/* An address, or the name of a file or thing, whole or in part. */
bool division_is_address(Str text);
/* The joints of one; false if the piece is none. */
bool division_mark_joints(Words *words, const Piece *piece);
/*
 * A stretch of letters that goes on in the piece before or behind is no word, and the patterns do not know
 * it; nor is one that a figure stands at, as in base64.
 */
void division_mark(Setter *setter, Words *words, const Piece *piece, bool joined_before,
                   bool joined_behind);
/* Bytes of the letter there; 0: there is none. */
size_t division_letter_length(Str text, size_t offset);
bool division_is_capital(Str text, size_t offset);

/* ---- sparing.c: words in two pieces ------------------------------------------------------------ */

/* How far words are divided; each goes further than the one before it. */
typedef enum WordDivision {
    WORDS_WHOLE,               /* but for addresses */
    WORDS_AT_SEAMS,            /* in two pieces: compounds at a seam, others where it is best */
    WORDS_IN_TWO,              /* in two pieces, seam or not */
    WORDS_IN_PIECES,
    DIVISION_COUNT
} WordDivision;

/* Whether a line that ends here divides a word or an address. */
bool sparing_divides(const Opening *opening);
/* How wide a measure must be for what stands between two openings that do not, in two pieces at most. */
double sparing_half(const Words *words, const Opening *openings, size_t from, size_t to,
                    WordDivision division);
/* The same, with addresses, and words if so many pieces are allowed, in all that they can have. */
double sparing_width(const Words *words, const Opening *openings, size_t from, size_t to,
                     WordDivision division);
/*
 * Of the divisions among openings[first..count) keeps the best one in each part that is wider than the
 * measure, or all where none will do. Returns how many openings are left.
 */
size_t sparing_keep(const Words *words, Opening *openings, size_t first, size_t count, Pt measure);

/* ---- protrude.c: optical margins --------------------------------------------------------------- */

/* How far the character hangs over an edge, in points, when it stands there. */
Pt protrude_left(Setter *setter, const Voice *voice, uint32_t code, bool all);
Pt protrude_right(Setter *setter, const Voice *voice, uint32_t code);

/* ---- linebreak.c: total fit ------------------------------------------------------------------- */

typedef enum FitShape {
    FIT_JUSTIFIED,
    FIT_RAGGED,
    FIT_EVEN                   /* fewest lines, then as even as can be, the last one too */
} FitShape;

typedef struct TotalFit {
    FitShape shape;
    Pt measure;
    const Pt *early;           /* measures of the first lines, where they differ: an indent, a drop cap */
    uint32_t early_count;
    Pt em;
    const Taste *taste;
    double tolerance;          /* the loosest line: stretched by so many times taste->stretch */
    bool choosy;               /* rather no way than one with a poor last line */
    bool rescue;               /* take any line rather than none */
} TotalFit;

/*
 * The best way through the openings: ends of lines as indices into them, ascending, the last one included.
 * 0 if there is none within the tolerance; never with rescue.
 */
size_t linebreak_choose(Arena *scratch, const TotalFit *fit, Openings openings, uint32_t **ends);

#endif
