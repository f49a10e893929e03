/*
 * design/draft.h - a design in the making. Private to design/.
 *
 * Three things pass through here: the table of properties, of which each row says how a key of the layout
 * language is written and which field it fills; Values, which are what a row's key was given; and
 * Selectors, which style rules, frames and masters share.
 */
#ifndef TRYK_DESIGN_DRAFT_H
#define TRYK_DESIGN_DRAFT_H

#include "design/design.h"

/* ---- the table -------------------------------------------------------------------------------- */

typedef enum Scope {
    SCOPE_LAYOUT, SCOPE_PAGE, SCOPE_EDGES, SCOPE_SWATCH, SCOPE_FONT, SCOPE_PATH, SCOPE_STYLE, SCOPE_BOX,
    SCOPE_BAR, SCOPE_MASTER, SCOPE_FRAME, SCOPE_FIT, SCOPE_CARD, SCOPE_ARTWORK, SCOPE_LANGUAGE,
    SCOPE_PRESS, SCOPE_SHEETS, SCOPE_COUNT
} Scope;

typedef enum ValueType {
    VALUE_PART,        /* has keys of its own; the code of its scope reads it */
    VALUE_FLAG, VALUE_COUNT, VALUE_WORD, VALUE_WEIGHT, VALUE_TEXT, VALUE_TEMPLATE,
    VALUE_CLASS,       /* a Str that some style must name */
    VALUE_NAME,        /* Name: resolved when everything is read */
    VALUE_NAMES, VALUE_FIGURES, VALUE_SHARE, VALUE_ANGLE,
    VALUE_PT,          /* length */
    VALUE_LENGTH,      /* length or % of the place it lies in */
    VALUE_EM,          /* length or em */
    VALUE_SIZED,       /* length, em or % of the type size */
    VALUE_TRACKING, VALUE_EDGES, VALUE_PAGE_SIZE, VALUE_COLUMNS, VALUE_GRID, VALUE_PAGE_COUNT, VALUE_VIEW,
    VALUE_COLOUR, VALUE_INK, VALUE_ACCENT, VALUE_PAINT, VALUE_STROKE, VALUE_SELECTOR, VALUE_ROLE,
    VALUE_PATH, VALUE_STEPS, VALUE_RANGE, VALUE_FIT, VALUE_CARD, VALUE_PICTURE, VALUE_BAR, VALUE_ARTWORK,
    VALUE_POSITION,
    VALUE_WORDS,       /* a bit for each word */
    VALUE_PAPER, VALUE_PANELS,
    VALUE_FOCUS, VALUE_DUOTONE,
    VALUE_TYPE_COUNT
} ValueType;

typedef struct Property {
    Scope scope;
    const char *name;
    ValueType type;
    const char *initial;  /* the default as a layout would write it; empty: nothing */
    const char *words;    /* what may be written, in the order of the enum; or NULL */
    double least, most;   /* of a number, or of a length in points */
    size_t offset, size;  /* of the field in the scope's struct */
    const char *help;
} Property;

typedef struct ScopeInfo {
    const char *noun;     /* for "unknown ... 'x'" */
    const char *heading, *help; /* for the reference */
    bool boxed;           /* takes the keys of SCOPE_BOX too */
    size_t box;           /* where its Decoration lies */
} ScopeInfo;

const ScopeInfo *table_scope(Scope scope);
/* Rows of one scope are neighbours. */
const Property *table_rows(Scope scope, size_t *count);
/* NULL if there is none; shift is where the struct of the row's own scope lies in this scope's. */
const Property *table_find(Scope scope, Str key, size_t *shift);
/* A row that is there. */
const Property *table_row(Scope scope, const char *key);
/* What may be written, for people. */
Str table_value_words(Arena *arena, const Property *property);

/* ---- values ----------------------------------------------------------------------------------- */

typedef struct Draft Draft;

typedef struct Name { Str text; Span span; } Name;
typedef struct Names { const Str *items; size_t count; } Names;
typedef enum MeasureUnit { MEASURE_PT = 1, MEASURE_EM = 2, MEASURE_PERCENT = 4 } MeasureUnit;
typedef struct Measure { double value; MeasureUnit unit; } Measure;

/* A family with what stands in for it. */
typedef struct Role { Str name; Span span; Names families, features; } Role;

typedef struct Value {
    union {
        bool flag;
        double number;
        double numbers[4];
        Measure measure;
        Edges edges;          /* NAN where nothing was said */
        Str text;
        Name name;
        Names names;
        Colour colour;
        Swatch ink;
        Paint paint;
        Stroke stroke;        /* width below 0: not said */
        Bar bar;
        Fitting fitting;
        ArtList art;
        Path path;
        Paper paper;
        Panels panels;
        Focus focus;
        Duotone duotone;
        const void *pointer;
        size_t index;
    };
} Value;

/* False: reported, and nothing is to be stored. */
bool value_parse(Draft *draft, const Property *property, const Tree *tree, Value *value);
/* base is the struct of the row's scope; size is the type size that em refers to. */
void value_store(const Property *property, const Value *value, void *base, Pt size);

/* The text of a scalar; anything else is reported. */
bool value_scalar(Draft *draft, const Property *property, const Tree *tree, Str *text);
/* The place of a byte of a scalar. */
Span value_span(const Tree *tree, size_t offset);
void value_refuse(Draft *draft, const Property *property, const Tree *tree, Str text);
/* Reports and gives false where the number is out of the row's range, which must be in the same unit. */
bool value_in_range(Draft *draft, const Property *property, Span span, double number, const char *unit);

/* One length out of a scalar's text, with a unit that the row allows and in its range. */
bool measure_read(Draft *draft, const Property *property, const Tree *tree, Str text, Measure *measure);

typedef bool ValueParser(Draft *draft, const Property *property, const Tree *tree, Value *value);

ValueParser measure_parse, measure_parse_edges, measure_parse_page_size, measure_parse_columns,
    measure_parse_grid, measure_parse_page_count, measure_parse_view, measure_parse_share,
    measure_parse_angle, measure_parse_range, measure_parse_fit, measure_parse_focus;
ValueParser colour_parse_value, colour_parse_ink, colour_parse_paint, colour_parse_stroke,
    colour_parse_duotone;
ValueParser artwork_parse, artwork_parse_bar, artwork_parse_picture;
ValueParser edition_parse_paper, edition_parse_panels;

/* ---- colour ----------------------------------------------------------------------------------- */

/* What "accent" is until design_colour knows better. */
extern const Swatch colour_accent;

/* Names that a colour can have, and the colours written in place so far, each once. */
typedef struct Palette {
    const Swatch *swatches;
    size_t swatch_count;
    const Swatch **written;
    size_t written_count, written_capacity;
} Palette;

/* A whole text that is one colour. False: reported at span. */
bool colour_read(Env *env, Palette *palette, Span span, Str text, Colour *colour);

/* A colour that a section names as its own, and where. */
typedef struct Accent { Str name; Span span; Colour colour; } Accent;

/* Warns of two that some people cannot tell apart. */
void vision_check_accents(Env *env, const Accent *accents, size_t count);

/* ---- selectors -------------------------------------------------------------------------------- */

typedef enum Joint { JOINT_NONE, JOINT_INSIDE, JOINT_CHILD, JOINT_NEXT } Joint;
enum {
    PSEUDO_FIRST = 1, PSEUDO_LAST = 2, PSEUDO_EVEN = 4, PSEUDO_ODD = 8, PSEUDO_INTERNAL = 16,
    PSEUDO_EXTERNAL = 32
};
enum { ELEMENT_COUNT = 40 };

/* What one node must be, and how it stands to the node of the compound before this one. */
typedef struct Compound {
    uint64_t elements;    /* a bit for each element that will do */
    Str id;
    Names classes;
    uint8_t pseudo;
    uint8_t joint;        /* Joint */
} Compound;

/* The last compound of an alternative: the node that the selector is about. */
typedef struct Subject { uint32_t position, specificity; } Subject;

struct Selector {
    Str text;
    Subject *subjects;
    size_t count;
};

/* All compounds of a design, numbered: a compound's position. Alternatives are runs of neighbours. */
typedef struct SelectorBook {
    Compound *compounds;
    size_t compound_count, compound_capacity;
    Selector **selectors; /* equal texts are one selector */
    size_t selector_count, selector_capacity;
} SelectorBook;

/* NULL: reported. */
const Selector *selector_parse(Draft *draft, Str text, Span span);
/* 0 to ELEMENT_COUNT - 1; the word for it, empty for those that no selector names. */
unsigned selector_element(const Node *node);
Str selector_element_name(unsigned element);

/* ---- styles ----------------------------------------------------------------------------------- */

/* The properties that ask for OpenType features, in the order in which they do. */
typedef enum FeatureSource {
    FEATURE_NAMED, FEATURE_FIGURES, FEATURE_CAPS, FEATURE_FRACTIONS, FEATURE_SOURCES
} FeatureSource;

/* What a FontRequest is made from. */
typedef struct FontState {
    const Role *role;
    Names features;
    Str language;
    int32_t weight;
    uint32_t figures;     /* a bit for each word of the property */
    bool italic, small_caps, fractions, superscript;
    Span asked[FEATURE_SOURCES];
} FontState;

/* Every Style that a cascade hands out is the beginning of one of these. */
typedef struct StyleState {
    Style style;
    FontState font;
    const Style *plain;   /* what this is a scaled copy of; NULL: it is none */
} StyleState;

typedef struct Declaration {
    const Property *property;
    size_t shift;
    Value value;
    const Tree *source;
} Declaration;

/* A block of declarations under one alternative of its selector. */
typedef struct Rule {
    Subject subject;
    const Declaration *items;
    size_t count;
    uint32_t order;
    bool builtin;
    Str selector;         /* as written, all alternatives */
} Rule;

struct Rules {
    SelectorBook book;
    Rule *items;          /* weakest first */
    size_t count, capacity;
    uint64_t *lefts;      /* bits of the positions that have another to their right */
    uint32_t *bare[ELEMENT_COUNT];  /* positions that a node without attributes can meet */
    uint32_t *full[ELEMENT_COUNT];  /* all positions for that element */
    uint32_t bare_count[ELEMENT_COUNT], full_count[ELEMENT_COUNT];
    bool shifting[ELEMENT_COUNT];   /* what such a node meets depends on its siblings */
    bool nexts, parities; /* some compound asks for the sibling before; for even or odd */
    StyleState initial;
    Rule relative;        /* defaults in em of what is not inherited: weaker than any other rule */
};

/* Sorts the rules and builds the indexes. */
void rules_finish(Env *env, Rules *rules);

/* ---- the draft -------------------------------------------------------------------------------- */

typedef struct FrameDraft {
    Frame frame;
    const Selector *takes, *each; /* selector_rest stands for "rest" */
} FrameDraft;

typedef struct MasterDraft { Master master; Name then; } MasterDraft;

/* A word that was not said, where the first of the words is no default. */
enum { UNSAID = 0x7fffffff };

typedef struct ArtDraft {
    Artwork art;
    int32_t rect, line, circle, in; /* Area, or UNSAID */
    int32_t align;        /* VerticalAlign, or UNSAID */
    uint32_t edges;       /* bits of Side that "at" names */
    Str text, icon, qr;
    const Path *path;
    size_t picture;       /* 1 + index */
} ArtDraft;

/* An empty name: not said. */
typedef struct SwatchDraft { Swatch screen, print; bool overprint; } SwatchDraft;
typedef struct FontDraft { Str family; Names fallback, features; } FontDraft;

/* What one language says itself; an empty text: what the language that it is like says. */
typedef struct LanguageDraft {
    Str name;
    Span span;
    Name like;
    Names quotes, primes, elided, codes, hours, keep, loose;
    Str apostrophe, dash, range, minus, ellipsis, decimal;
} LanguageDraft;

typedef struct LayoutDraft {
    Str title;
    Colour accent;
    const Selector *omits;
    Name blank;
    uint32_t editions;
} LayoutDraft;

extern const Selector selector_rest;

typedef struct NamedPath { Str name; Path path; } NamedPath;

struct Draft {
    Env *env;
    Design *design;
    const Tree *const *trees;
    size_t tree_count;
    Palette palette;
    Swatch *swatches;     /* those of the palette, which a later tree may change */
    bool builtin;         /* the styles being read are the defaults */
    Rules *rules;
    LayoutDraft layout;
    const Role **roles;
    size_t role_count, role_capacity;
    const NamedPath **paths;
    size_t path_count, path_capacity;
    LanguageDraft **languages;
    size_t language_count, language_capacity;
    const Card **cards;
    size_t card_count, card_capacity;
    MasterDraft **masters;
    size_t master_count, master_capacity;
    Name *classes;        /* that texts of the layout ask for */
    size_t class_count, class_capacity;
    size_t picture_capacity;
};

/* Fills a struct from the defaults of the table, or from a mapping; VALUE_PART is left to the caller. */
void draft_fill_defaults(Draft *draft, Scope scope, void *base);
void draft_fill(Draft *draft, Scope scope, const Tree *tree, void *base);
void draft_unknown_key(Draft *draft, Scope scope, const Tree *item);
/* A hairline where a colour was given, nothing where none was. */
void draft_settle_box(Decoration *box);

typedef void Visit(Draft *draft, const Tree *item);
/* Every item that the trees have under a key. */
void draft_visit_all(Draft *draft, const char *key, Visit *visit);

void parts_read_palette(Draft *draft);
/* What "accent" is where nothing else is said: a whole colour, never NULL. */
const Swatch *parts_choose_accent(Draft *draft, Colour accent);
void parts_read_font(Draft *draft, const Tree *item);
/* The role that everything starts from, if no tree has it. */
void parts_require_text_role(Draft *draft);
void parts_read_path(Draft *draft, const Tree *item);
void parts_read_icon(Draft *draft, const Tree *item);

void language_read(Draft *draft, const Tree *item);
/* Languages into the design, each with all that it stands on. */
void language_finish_all(Draft *draft);
/* That of the tag, of its longest front part, or "all"; NULL if there is none. */
const Language *language_find(const Design *design, Str tag);
/* Reports a language that is not among them, if it is not one of those told before. */
void language_check(Env *env, const Design *design, const Field *field, Names *told);

/* What the trees say of the press edition and of sheets. */
void edition_read(Draft *draft);

void master_read_card(Draft *draft, const Tree *item);
void master_read(Draft *draft, const Tree *item);
/* What is left of the page when its sheet is folded. */
void master_fold_page(PageGeometry *page);
/* Masters into the design, with what follows them; checks that frames lie on the page. */
void master_finish_all(Draft *draft);

#endif
