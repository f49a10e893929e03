/*
 * design/artwork.h - colours, lengths and what is drawn with them. Part of the door: read design.h first.
 */
#ifndef TRYK_DESIGN_ARTWORK_H
#define TRYK_DESIGN_ARTWORK_H

#include "base/base.h"

/* ---- colour ----------------------------------------------------------------------------------- */

/*
 * A colour of the palette, or one written in place (then the name is what was written). The inks of a spot
 * colour are what stands for it where there is no such ink.
 */
typedef struct Swatch {
    Str name;
    float red, green, blue;               /* screen, sRGB, 0 to 1 */
    float cyan, magenta, yellow, black;   /* print, 0 to 1; from the screen value if the layout has none */
    bool print;                           /* the layout gave the inks */
    bool overprint;                       /* printed over what lies beneath, which is not cut out */
    Str spot;                             /* name of a spot ink; empty: process */
    Span span;                            /* where the layout says it; file 0: it does not */
} Swatch;

/* A swatch at a tint of 0 to 1 (1: solid). swatch NULL: nothing is painted. */
typedef struct Colour { const Swatch *swatch; float tint; } Colour;

/* A fill: one colour, or a linear gradient from one to another; angle in degrees, 0 runs right, 90 down. */
typedef struct Paint { Colour from, to; bool gradient; float angle, opacity; } Paint;

typedef struct Stroke { Colour colour; Pt width; } Stroke;

/* Every ink there is, spot inks too: for marks that help to register them (ISO 32000-1, 8.6.6.4). */
extern const Swatch colour_registration;

bool colour_is_none(Colour colour);
/* What the screen shows: tints are mixed with white. */
void colour_screen(Colour colour, float rgb[3]);

/* Who looks: with all cones, without those for red, green or blue; a copy in one ink keeps lightness. */
typedef enum Vision { VISION_FULL, VISION_PROTAN, VISION_DEUTAN, VISION_TRITAN, VISION_GREY } Vision;

/* WCAG 2.2: 1 to 21. */
double colour_contrast(const float a[3], const float b[3]);
/* CIEDE2000, of which 1 is hardly seen and 10 at a glance; for grey the difference of CIE L*. */
double colour_difference(const float a[3], const float b[3], Vision vision);
double colour_lab_difference(const double one[3], const double other[3]);
/* The text's colour made darker or lighter until it reaches a contrast; false: no such colour does. */
bool colour_nearest_readable(const float text[3], const float ground[3], double least, float found[3]);

/* ---- lengths that depend on where they are used ----------------------------------------------- */

typedef enum LengthUnit { LENGTH_UNSET, LENGTH_PT, LENGTH_PERCENT } LengthUnit;
typedef struct Length { double value; LengthUnit unit; } Length;

/* whole is what 100 % means; fallback is for an unset one. */
Pt length_resolve(Length length, Pt whole, Pt fallback);

/* ---- fitting ---------------------------------------------------------------------------------- */

typedef struct Range { double least, most; } Range;

/*
 * How far text may be set otherwise than its styles say so that it fits its frame: by size first, with all
 * lengths that belong to it, then by leading, then by tracking, which is added. size.most 0: not at all.
 */
typedef struct Fitting { Range size, leading, tracking; } Fitting;

/* One choice out of a Fitting; {1, 1, 0} changes nothing. */
typedef struct Scale { double size, leading, tracking; } Scale;

/* ---- artwork ---------------------------------------------------------------------------------- */

typedef enum ArtKind {
    ART_RECT, ART_LINE, ART_CIRCLE, ART_PATH, ART_PICTURE, ART_ICON, ART_QR, ART_TEXT
} ArtKind;
typedef enum Area { AREA_PAGE, AREA_BLEED, AREA_MARGINS, AREA_SELF } Area;
typedef enum Align {
    ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_JUSTIFY, ALIGN_INSIDE, ALIGN_OUTSIDE
} Align;
/* Justified: a frame that is full has its white shared out so that its text ends at its foot. */
typedef enum VerticalAlign {
    VERTICAL_TOP, VERTICAL_MIDDLE, VERTICAL_BOTTOM, VERTICAL_JUSTIFY
} VerticalAlign;
typedef enum Fit { FIT_CONTAIN, FIT_COVER, FIT_STRETCH } Fit;

/* The point of a picture that stays in sight when it is cropped: parts of its width and height. */
typedef struct Focus { double x, y; } Focus;
/* Two colours in place of a picture's own, for its dark and its bright parts; no dark one: its own. */
typedef struct Duotone { Colour dark, light; } Duotone;

/* What is done to a picture besides placing it. */
typedef struct Treatment {
    Fit fit;                 /* how it fills its box */
    Focus focus;
    Pt radius;               /* of the corners */
    const Path *mask;        /* an outline that it is cut to, stretched to the box; NULL: none */
    Duotone duotone;
} Treatment;

typedef enum Sides { SIDES_ALL, SIDES_LEFT, SIDES_RIGHT } Sides;

typedef struct Artwork {
    ArtKind kind;
    Span span;
    Area area;               /* what x, y and percentages refer to */
    Length x, y, right, bottom, width, height; /* right and bottom: distances from the area's edges */
    bool outside;            /* x counts from the outer edge: mirrored on left pages of facing ones */
    Paint fill;
    Stroke stroke;
    Treatment treatment;     /* picture, icon; the radius also of a rectangle's corners */
    const Path *path;        /* stretched from its view to the box */
    size_t picture;          /* index into Design.pictures */
    Str text;                /* template, see design_expand: a text, an icon's name, what a QR code says */
    Str style;               /* class name of the text's style */
    VerticalAlign align;     /* text: where it stands in a box that is higher */
    Sides sides;             /* only on these pages */
    Pt rotate;               /* degrees clockwise about the box's centre: text */
} Artwork;

typedef struct ArtList { Artwork *items; size_t count; } ArtList;

/* A bar along one side, inside the box. */
typedef enum Side { SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDE_LEFT } Side;
typedef struct Bar { Side side; Pt width; Paint fill; } Bar;

/* What surrounds a frame, a card or a block. */
typedef struct Decoration {
    Paint fill;
    Stroke stroke;
    Pt radius;
    Bar bar;          /* width 0: none */
    Edges padding;
    ArtList behind, front; /* relative to the box: AREA_SELF */
} Decoration;

#endif
