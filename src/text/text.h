/*
 * text/text.h - from characters to glyphs: finding a face, shaping, breaking, subsetting.
 *
 * The only folder that knows fontconfig, HarfBuzz, libhyphen, libunibreak and libqrencode. layout/ sees a
 * Shaper with two functions, so its tests pass a made-up font and link without HarfBuzz.
 *
 * All measures of a face or run are in em (multiply by the size), so one shaped run serves every size.
 */
#ifndef TRYK_TEXT_H
#define TRYK_TEXT_H

#include "base/base.h"

/* What a style asks for. Interned by design/: the same wish is the same pointer. */
typedef struct FontRequest {
    const Str *families;   /* wanted first; the others for characters that the first has not */
    size_t family_count;
    int weight;            /* 100 to 900 as in CSS; a variable font is set to it exactly */
    bool italic;
    const Str *features;   /* OpenType features as HarfBuzz writes them: "smcp", "-liga", "ss01=2" */
    const Span *feature_spans; /* where each of them was asked for */
    size_t feature_count;
    Str language;          /* BCP 47: "da" */
    Span span;             /* the layout's line, for messages */
} FontRequest;

/* Bits of a font's licence, OS/2 fsType: what the maker lets nobody do. */
enum {
    LICENCE_NO_EMBEDDING = 0x002, /* counts if none of the milder ones is there */
    LICENCE_MILDER = 0x00C,
    LICENCE_WHOLE_ONLY = 0x100,
    LICENCE_BITMAPS_ONLY = 0x200
};

typedef struct Face {
    uint32_t index;        /* 0, 1, 2 ... in order of first use */
    Str name;              /* PostScript name, of the instance for a variable font */
    Str file;              /* where it was found */
    uint16_t licence;      /* LICENCE_ bits */
    float ascent, descent; /* descent is positive */
    float cap_height, x_height;
    float underline, underline_thickness; /* below the baseline, positive */
    bool superiors;        /* has figures of its own for superscript (OpenType sups) */
    float space;           /* advance of U+0020 */
    uint16_t space_glyph;
    uint16_t glyph_count;
    void *handle;          /* of text/ */
} Face;

typedef struct Glyph {
    uint16_t id;
    uint16_t cluster;      /* byte offset in the run's text of the first character that it shows */
    float advance;         /* with kerning */
    float dx, dy;          /* offset of the glyph from its place; dy up */
} Glyph;

/* A piece of text in one face. Cached: the same request and text give the same pointer. */
typedef struct GlyphRun GlyphRun;
struct GlyphRun {
    uint32_t index;        /* dense over all runs of a shaper, for tables on the side */
    uint32_t glyph_count;
    const Face *face;
    const Glyph *glyphs;
    Str text;
    float advance;         /* of this part alone */
    const GlyphRun *next;  /* the rest of the word in another face, or NULL */
};

typedef struct Shaper Shaper;
struct Shaper {
    /*
     * Glyphs for a word or a piece of one: no spaces or line ends inside, at most 4,000 bytes. Never NULL.
     * A character that no face has is shown as the first face's .notdef and reported once, at span.
     */
    const GlyphRun *(*shape)(Shaper *shaper, const FontRequest *request, Str text, Span span);
    /* What a run and those behind it cover, from where they start on their baseline; y down. */
    Box (*ink)(Shaper *shaper, const GlyphRun *run);
    uint32_t run_count;    /* indices given out so far */
    uint32_t face_count;
};

/* Sum of the run and those behind it. */
double text_run_advance(const GlyphRun *run);

/*
 * The real shaper. folders are searched first, in order, each with a fonts.conf of its own if it has one
 * (so that a few folders need no scan of the system), then the system's fonts. A family that is nowhere is
 * an error at the request's span with the nearest name that is there; the run is then set in any face.
 */
Shaper *text_shaper_new(Env *env, const Str *folders, size_t folder_count);

/* ---- break points ----------------------------------------------------------------------------- */

typedef enum BreakKind { BREAK_NONE, BREAK_ALLOWED, BREAK_MUST } BreakKind;

/*
 * Line break opportunities after each byte of a paragraph's text (UAX #14): breaks has text.length
 * places. Only the last byte of a character can carry one.
 */
void text_find_breaks(Str text, Str language, uint8_t *breaks);

typedef struct Hyphenator Hyphenator;
/* A place where a word may be divided. */
typedef struct HyphenPoint {
    uint16_t offset; /* in bytes, from the start of the word */
    bool poor;       /* known by a rule of thumb only: for a line that would be bad without it */
    bool seam;       /* known to be the seam of a compound, the best place there is */
} HyphenPoint;
/* Patterns are loaded when a language is first used; one without patterns never hyphenates. */
Hyphenator *text_hyphenator_new(Env *env);
/*
 * Where word may be divided, ascending, at least left_min characters from the start and right_min from the
 * end. word is letters only. The array is cached; *count is 0 for most short words.
 */
const HyphenPoint *text_hyphenate(Hyphenator *hyphenator, Str language, Str word, size_t *count);

/* ---- codes ------------------------------------------------------------------------------------ */

/* A QR code's modules, row by row: 1 is dark. The quiet zone is not part of it. */
typedef struct Code { uint32_t side; const uint8_t *modules; } Code;

/* The smallest code that holds the text; NULL if none does, or if it is empty. */
const Code *text_code(Arena *arena, Str text);

/* ---- subset fonts ----------------------------------------------------------------------------- */

/* A face cut down to the glyphs in use, renumbered densely from 0, which is .notdef. */
typedef struct FontFile {
    Str bytes;
    bool cff;              /* bare CFF table for FontFile3 /CIDFontType0C; else TrueType for FontFile2 */
    uint32_t glyph_count;
    const uint16_t *new_ids; /* by old id, Face.glyph_count of them; 0 for glyphs not in use */
    const float *advances; /* by new id, unkerned, in em */
    Str name;              /* PostScript name without the subset tag */
    Box bounds;            /* in em, y up: FontBBox */
    float italic_angle;    /* degrees, negative leans right */
    float stem;            /* StemV, in em */
    int weight;
    bool fixed_pitch, serif;
} FontFile;

/*
 * used has one bit for each glyph id, lowest bit first. The bytes live in arena. NULL: it cannot be cut,
 * which is reported.
 */
const FontFile *text_subset(Env *env, Arena *arena, const Face *face, const uint8_t *used);

/* ---- outlines --------------------------------------------------------------------------------- */

/* Closed contours as straight lines, in em, y up: point i runs to point i + 1, the last to the first. */
typedef struct GlyphOutline {
    const double (*points)[2];
    const uint32_t *ends;  /* of each contour: index behind its last point */
    uint32_t contour_count;
} GlyphOutline;

/* What a glyph looks like, to a hundredth of an em. The made-up font has no outlines. */
GlyphOutline text_outline(Arena *arena, const Face *face, uint16_t glyph);

/* ---- made-up font for tests ------------------------------------------------------------------- */

/* Every character is one glyph half an em wide; the glyph id is the code point's low 16 bits. */
Shaper *text_fake_shaper_new(Arena *arena);

#endif
