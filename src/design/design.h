/*
 * design/design.h - a layout definition, checked, and what it means for a document.
 *
 * read/ turns YAML into Trees; design_new checks them against the one table of properties (table.c) and
 * makes a Design, which does not change any more. A Cascade then answers for one document: which style a
 * node has, which frame takes it, where a frame lies.
 *
 * The words follow page make-up: a *master* is a kind of page, a *frame* a place on it that content flows
 * into, a *card* a template for one section of many, *artwork* what is drawn behind or in front; artwork.h
 * has that, and colours and lengths.
 */
#ifndef TRYK_DESIGN_H
#define TRYK_DESIGN_H

#include "design/artwork.h"
#include "doc/doc.h"
#include "text/text.h"

/* ---- YAML with places ------------------------------------------------------------------------- */

typedef enum TreeKind { TREE_SCALAR, TREE_SEQUENCE, TREE_MAPPING } TreeKind;

typedef struct Tree Tree;
struct Tree {
    TreeKind kind;
    Span span;
    bool quoted;       /* scalar in quotes: never null, true or a number */
    Str text;          /* scalar */
    Str key;           /* when it is a mapping's value: its key, and where that stands */
    Span key_span;
    Tree *items;       /* sequence and mapping */
    size_t count;
};

/* The value of a mapping's key, or NULL. */
const Tree *tree_find(const Tree *mapping, const char *key);

/* ---- styles ----------------------------------------------------------------------------------- */

typedef enum Case { CASE_NONE, CASE_UPPER, CASE_LOWER } Case;
typedef enum BreakBefore {
    BREAK_BEFORE_AUTO, BREAK_BEFORE_FRAME, BREAK_BEFORE_PAGE, BREAK_BEFORE_RIGHT
} BreakBefore;
/* Which lines stand on the baseline grid. AUTO: all that are a step apart; of a heading the last. */
typedef enum GridLock { GRID_AUTO, GRID_ALL, GRID_FIRST, GRID_LAST, GRID_NONE } GridLock;
typedef enum TableTurn { TURN_AUTO, TURN_NEVER, TURN_ALWAYS } TableTurn;
typedef enum LabelPlace { LABEL_ABOVE, LABEL_INLINE, LABEL_HANGING } LabelPlace;
typedef enum LabelAlign { LABEL_BASELINE, LABEL_TOP } LabelAlign;
typedef enum Leader { LEADER_NONE, LEADER_DOTS, LEADER_LINE } Leader;
typedef enum Restart { RESTART_NEVER, RESTART_SECTION, RESTART_PAGE } Restart;
typedef enum FloatPlace {
    PLACE_AUTO,              /* here, or at the top of the next frame where that leaves less white */
    PLACE_HERE,
    PLACE_TOP,
    PLACE_BOTTOM,
    PLACE_PAGE,
    PLACE_SIDE
} FloatPlace;
/* Bits: what is corrected in typed text, as the language has it. */
enum { TYPOGRAPHY_QUOTES = 1, TYPOGRAPHY_DASHES = 2, TYPOGRAPHY_ELLIPSIS = 4, TYPOGRAPHY_SPACES = 8 };

/* A space that must not break, by what stands around it: patterns, in which # is a number, ## two figures
   (### three), @ a capital letter, * any character, a small letter also its capital. */
typedef struct KeepRule { Str before, after; } KeepRule;

/* How typed text is set in a language; what is empty stays as it was typed. */
typedef struct Language {
    Str name;                /* BCP 47, or "all" */
    Str quotes[2][2];        /* outer and inner: opening, closing */
    Str apostrophe, range, minus, ellipsis, decimal;
    Str primes[2];           /* feet or minutes; inches or seconds */
    const Str *elided;       /* words that begin with an apostrophe, in small letters: tis */
    size_t elided_count;
    const Str *codes;        /* words before numbers whose hyphen is no range: ISO */
    size_t code_count;
    const Str *hours;        /* words beside hours, where a range may go past midnight: kl. 22-6 */
    size_t hour_count;
    Str dash[3];             /* for " - ": in place of the space before, the hyphen, the space behind */
    const KeepRule *keep;
    size_t keep_count;
    uint8_t (*pairs)[32];    /* pairs[a] has bit b: a rule may fit a space between the bytes a and b */
} Language;

/* The computed style of a node: every length in points. Interned: equal styles are the same pointer. */
typedef struct Style {
    /* inherited */
    const FontRequest *font;
    Pt size, leading;
    float tracking;        /* of the size: 0.02 opens each glyph by 2 % of an em */
    float expansion, tracking_range, protrusion; /* of a glyph's width, of the size, of what can hang */
    Colour color;
    Align align;
    bool hyphenate;
    Case caps;
    const Swatch *accent;  /* what "accent" means here; NULL: the layout's default */
    float accent_tint;
    bool underline;
    Pt baseline_shift;     /* up */
    bool superscript;      /* the face's own figures and letters for it, else smaller and raised */
    Colour marker_color;
    const Language *language; /* that of font->language; NULL: nothing is known of it */
    uint8_t typography;      /* TYPOGRAPHY_ bits */
    GridLock baseline_lock;
    /* the block's own */
    Pt space_before, space_after;  /* between two blocks the larger one counts; none at a frame's top */
    Pt indent;             /* of the first line */
    Pt inset_left, inset_right;
    Pt max_width;          /* 0: no limit */
    Decoration box;
    Stroke rule_above, rule_below;
    Pt rule_gap;           /* between rule and text */
    Pt rule_width;         /* 0: as wide as the block */
    bool keep_with_next, keep_together, hidden;
    uint8_t orphans, widows; /* fewest lines at the foot and at the head of a frame */
    BreakBefore break_before;
    Str marker;            /* of a list's items, or of an item: "•", "–", "{n}." */
    Align marker_align;    /* in the inset */
    Pt marker_gap;         /* to the text, where the marker stands right */
    Str label;             /* template set before the block; empty: none */
    Str label_style;       /* class name of its style */
    LabelPlace label_place;
    LabelAlign label_align;
    Pt label_gap;
    bool count;            /* heading, figure, table: it has a number of its own */
    Leader leader;         /* contents entry */
    Str reference;         /* link: template of what is shown; {text} is what the author wrote */
    FloatPlace place;      /* figure, table; at the side any block or note */
    Restart restart;       /* note: where numbers begin with 1 again */
    Pt picture_height;     /* figure: at most; 0: as the picture is */
    Treatment picture;     /* figure */
    bool align_figures;    /* table: numbers stand right, with their decimal signs under each other */
    bool caption_below;    /* table */
    VerticalAlign vertical_align; /* cell lower than its row */
    Pt smallest_size;      /* table too wide: text is made smaller down to this */
    TableTurn turn;        /* table too wide even then: set across the page */
    uint8_t columns;       /* text columns inside this block; 1 */
    Pt column_gap;
    bool spans;            /* all columns of the frame or block that it is in */
    uint8_t drop_cap;      /* lines that the first letter stands over; below 2: none does */
    Str drop_cap_style;    /* class name of its style */
    Pt drop_cap_gap;       /* to the text beside it */
    bool drop_cap_quote;   /* one before it is as large; else small in the margin */
} Style;

/* ---- pages ------------------------------------------------------------------------------------ */

typedef struct Selector Selector; /* opaque; a list of alternatives */

typedef struct Card { Str name; Span span; Decoration box; VerticalAlign align; } Card;

typedef enum FrameKind { FRAME_FLOW, FRAME_CARDS, FRAME_TEXT, FRAME_CONTENTS } FrameKind;

typedef struct Frame {
    Str name;
    Span span;
    FrameKind kind;
    uint16_t first_column, last_column; /* of the page's grid, from 1 */
    Length x, width;         /* instead of columns: from the margins box's left */
    Length top, bottom, height; /* from the margins box's edges; two of the three, or fewer */
    const Selector *takes;   /* flow: "rest" is NULL; cards: each. Equal texts are one pointer everywhere */
    size_t thread;           /* index of this master's first frame with the same takes; itself if first */
    uint16_t split;          /* text columns */
    Pt gap;                  /* between text columns or cards */
    uint16_t grid_columns, grid_most; /* fewest and most beside each other; the best is chosen to fit */
    uint16_t grid_rows;      /* 0: as many as share the cards out evenly over the frames of the flow */
    const Card *card;
    Str text, style, beside; /* text frame: template and class; the frame whose side notes it has */
    int depth;               /* contents: deepest heading level */
    Fitting fit;
    Decoration box;
    VerticalAlign align;
} Frame;

typedef enum PageStart { START_ANY, START_RIGHT, START_LEFT } PageStart;

typedef struct Master Master;
struct Master {
    Str name;
    Span span;
    Edges margins;           /* left is inside, right is outside when pages face */
    Frame *frames;
    size_t frame_count;
    ArtList behind, front;
    const Selector *for_each; /* one run of pages for each such section; NULL: one run */
    const Master *then;      /* the page after this one when text goes on; itself by default; NULL: none */
    PageStart start;
    bool flap;               /* a leaflet's panel that is folded in */
    Pt width;                /* of its pages: the trim's */
    Fitting fit;             /* of all text on the page but that of frames with their own */
    bool numbered;           /* false: {page} is empty here, though the page counts */
};

/* A sheet that is folded twice: its pages are the panels, three on each side. */
typedef enum Leaflet { LEAFLET_NONE, LEAFLET_ROLL, LEAFLET_ZIGZAG } Leaflet;

typedef struct PageGeometry {
    Pt width, height;        /* trim; of a leaflet that of a panel that is no flap */
    Leaflet leaflet;
    Edges margins;           /* as in Master */
    Pt bleed;
    uint16_t columns, resolution; /* of the grid; fewest pixels to the inch of a picture */
    Pt gutter;
    Pt baseline;             /* grid step; 0: no grid */
    Pt smallest;             /* no text is fitted below this size */
    bool facing;
    uint32_t count;          /* exactly so many; 0: as many as it takes */
    uint32_t multiple;       /* blank pages are put before the last one until it divides; 1 */
    Span span;               /* where the layout speaks of how many there are, else of pages */
} PageGeometry;

/* ---- editions --------------------------------------------------------------------------------- */

/* What one layout can be written as, all from the same pages. */
typedef enum Edition { EDITION_SCREEN, EDITION_PRESS, EDITION_SHEETS, EDITION_COUNT } Edition;

/* Bits: what stands outside the trim for the print shop. */
enum { MARKS_CROP = 1, MARKS_REGISTRATION = 2, MARKS_BARS = 4, MARKS_SLUG = 8, MARKS_ALL = 15 };

/* Thickness decides the creep; coated or not, how much ink it bears. */
typedef struct Paper { Pt thickness; uint16_t grams; bool uncoated; } Paper; /* grams 0: not said */

enum { PANELS_MOST = 8 };
/* Widths from left to right, as the page or the outside of the sheet shows them. */
typedef struct Panels { Pt widths[PANELS_MOST]; size_t count; } Panels;

typedef struct PressRules {
    uint32_t marks;          /* MARKS_ bits */
    Paper paper;
    Pt safe;                 /* text keeps this far from the trim and from folds */
    Pt bleed;                /* artwork that touches the trim goes on this far */
    float ink;               /* most ink that the paper bears, 1 is 100 % of one ink; 0: by the paper */
    Panels fold;             /* a page that is folded: count 0 for none. Left pages are mirrored */
} PressRules;

typedef enum Scheme {
    SCHEME_BOOKLET,          /* saddle stitch: sheets nested in one another */
    SCHEME_OFFICE,           /* the same for a duplex printer that turns on the short edge */
    SCHEME_SIGNATURES,       /* perfect bound: folded sections of 16, 8 or 4 pages behind each other */
    SCHEME_ROLL, SCHEME_ZIGZAG, /* a leaflet whose panels are the pages */
    SCHEME_GRID,             /* the pages in their order, as many as there is room for */
    SCHEME_REPEAT,           /* one page all over the sheet, the next one on its back */
    SCHEME_COUNT
} Scheme;

typedef enum PrinterKind { PRINTER_PRESS, PRINTER_OFFICE } PrinterKind;

typedef struct SheetRules {
    Str name;                /* what it is asked for by; the ending of its file unless it is the first */
    Scheme scheme;
    PrinterKind printer;     /* an office printer has no bleed, and mixes the screen's colours itself */
    Pt width, height;        /* of the sheet, either way up; 0: cut to the pages, for office A4 or A3 */
    uint32_t marks;          /* MARKS_ bits; the line of an office sheet stands in the border */
    Paper paper;
    uint32_t signature;      /* pages of a section: 4, 8 or 16 */
    uint16_t columns, rows;  /* of SCHEME_GRID and SCHEME_REPEAT */
    Pt gap;                  /* between their pages; below 0: room for both bleeds */
    Pt border;               /* that the printer leaves white */
    Pt spine;                /* milled off each page at the spine */
    Panels panels;           /* count 0: three as wide as the page, and flaps of a roll 3 mm narrower */
    bool turn;               /* work and turn: front and back beside each other, two copies a sheet */
    Span span;               /* where the layout speaks of sheets */
} SheetRules;

/* A picture that a layout's artwork shows, or one of its icons by name; read/ fills it in. */
typedef struct DesignPicture { Str name, path; Span span; const Picture *picture; } DesignPicture;

typedef struct Rules Rules; /* opaque: the style rules */

typedef struct Design {
    Str name, title;         /* the layout file's stem; what it calls itself, or empty */
    PageGeometry page;
    const Swatch *palette;
    size_t palette_count;
    const Swatch *accent;    /* default accent */
    const Rules *rules;
    Master *masters;         /* in the order of their runs */
    size_t master_count;
    const Master *blank;     /* for blank pages, or NULL */
    const Selector *omits;   /* what this layout leaves out on purpose, or NULL */
    DesignPicture *pictures;
    size_t picture_count;
    const Language *languages;
    size_t language_count;
    uint32_t editions;       /* a bit for each Edition that is made unless others are asked for */
    PressRules press;
    const SheetRules *sheets; /* as the layout wants them; at least one, its span 0 if nothing was said */
    size_t sheet_count;
    const SheetRules *schemes; /* by Scheme: each as it is where nothing else is said */
    uint16_t builtin;        /* the file of spans in the defaults, where nobody can change a line */
} Design;

/*
 * Checks the trees, the most general first: trees[0] is that of design_defaults, whose style rules lose to
 * all others and whose masters count only if no other tree has any; then brand, layout. Later values win,
 * style rules add up. Always gives a Design that can be laid out; mistakes are in diags.
 */
Design *design_new(Env *env, const Tree *const *trees, size_t count, Str name);
/* YAML texts of the built-in defaults, what every layout stands on: trees[0] and trees[1]. */
extern const char design_defaults[], design_languages[], design_neighbours[];
/*
 * Sheets of a name, which is one of the layout's or that of a scheme; without a name all that the layout
 * has. A leaflet is folded as its pages say; how any other layout is, if it says nothing, nobody guesses.
 * A mistake is reported, and gives some sheets all the same.
 */
const SheetRules *design_find_sheets(Env *env, const Design *design, Str name, size_t *count);
/* The reference of the layout language, from the table of properties. */
Str design_help(Arena *arena);
/* The same as a JSON schema, with which editors complete and check layout files. */
Str design_schema(Arena *arena);
/* Which line sets what on a node that meets a selector and nothing else; span: where mistakes in it are. */
Str design_explain(Env *env, const Design *design, Str text, Span span);

/* ---- answers for one document ----------------------------------------------------------------- */

typedef struct Cascade Cascade;

Cascade *design_cascade_new(Env *env, const Design *design, const Doc *doc);
/*
 * By NodeId, figures and tables that leave their place in the text: like those of the classes .top, .bottom
 * and .page they are then no neighbours of the blocks around them, so 'p + p' meets the text behind one. To
 * be called again when more of them do; the array is not copied.
 */
void design_move(Cascade *cascade, const bool *moved);
/*
 * Style of a node; parent is its parent's style (NULL for the root), as this cascade gave it: no copy. Text
 * and line breaks have their parent's style itself.
 */
const Style *design_style(Cascade *cascade, const Node *node, const Style *parent);
/*
 * Style of a text that the layout adds, by class, as if it were a span inside node (NULL: the root). It
 * inherits from parent; NULL: from the root's style, with the accent and language of node's attributes.
 */
const Style *design_class_style(Cascade *cascade, Str name, const Node *node, const Style *parent);
/*
 * The same cascade with its styles at a scale, for setting text so that it fits; equal scales are one
 * pointer. A style that the layout itself has below its smallest size stays as it is. Styles of both are
 * parents for either.
 */
Cascade *design_cascade_scale(Cascade *cascade, Scale scale);
/* Style of a node, through all its ancestors. */
const Style *design_node_style(Cascade *cascade, const Node *node);
/* The line of a layout that sets a property of a node's style, its own or inherited; file 0: none does. */
Span design_find_line(Cascade *cascade, const Node *node, const char *property);
/* A colour as it is at a place, where "accent" means the accent of that style or node. */
Colour design_colour(const Design *design, Colour colour, const Style *style);

/* A colour that an author or a drawing wrote. False: reported at span. */
bool design_read_colour(Cascade *cascade, Str text, Span span, Colour *colour);

/* The index of the icon of that name, or pictures' count, which is reported at span. */
size_t design_find_icon(Env *env, const Design *design, Str name, Span span);

/* One master's turn: its pages follow those of the run before. */
typedef struct Flow {
    const Node **nodes;      /* subtrees in document order; for cards one node a card */
    size_t count;
} Flow;

typedef struct Run {
    const Master *master;
    const Node *scope;       /* the section of a for_each master, else the document */
    Flow *flows;             /* by frame; empty for threads, texts and contents */
} Run;

typedef struct Placement {
    Run *runs;
    size_t run_count;
    const uint8_t *taken;    /* by NodeId: 1 where a subtree starts that another flow takes, or that is left
                                out: skip it when coming from its parent */
} Placement;

/*
 * Which frame takes which node: a node goes where its nearest ancestor or itself is named by a frame's
 * takes or each, or a master's for; what nobody names goes to "rest". A master whose frames get nothing
 * and that wants something makes no run. A master that another one leads to (then) has a run of its own,
 * behind the other's and in the same scope, only if it takes something that the other does not. Content
 * that no frame takes and the layout does not omit is an error at its section. A note that no frame names
 * goes to the foot of wherever its reference goes.
 */
const Placement *design_place(Cascade *cascade);

/* Where a frame lies on a page, from the trim's top left; left: a left-hand page of facing ones. */
Box design_frame_box(const Design *design, const Master *master, const Frame *frame, bool left);
/* The area that artwork refers to; self is the box of its frame or card, ignored for pages. */
Box design_area(const Design *design, const Master *master, Area area, bool left, Box self);
/* Where artwork lies; text without a height gets 0. */
Box design_artwork_box(const Artwork *artwork, Box area, bool left);

/* What a template may name besides fields: {page} {pages} {section}, n for {n}. */
typedef struct TemplateValues {
    const Doc *doc;
    Cascade *cascade;        /* for counters */
    const Node *node;        /* where fields are looked up: a section, or NULL for the publication */
    Str section, page, pages, n;
    Str title, number, url;  /* of a link's target; unset: fields of that name */
} TemplateValues;

/*
 * Replaces {name}; {{ is a brace; unknown and empty fields give nothing. {h2}, {figure} and {table} are
 * counters, {n.n} the numbers of an item and of the one around it; {h1:A} writes a counter as a letter, and
 * so do a, i and I.
 */
Str design_expand(Arena *arena, Str text, const TemplateValues *values);
/* Whether a text has a field, as "{page}", in it. */
bool design_mentions(Str text, Str field);
/* Whether it says where in the publication it stands, as running heads and folios do. */
bool design_is_running(Str text);

#endif
