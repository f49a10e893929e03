/*
 * doc/doc.h - the document: a tree of nodes as the author wrote it, free of layout.
 *
 * read/ makes the nodes, doc_finish turns headings into sections, gives ids and resolves links; after
 * that the document does not change. Everything lives in the arena of the build.
 */
#ifndef TRYK_DOC_H
#define TRYK_DOC_H

#include "base/base.h"

/* A node's number, counting from 1 in document order of creation; 0 means "no node", decoration. */
typedef uint32_t NodeId;

typedef enum NodeKind {
    NODE_DOCUMENT,
    NODE_SECTION,     /* made by doc_finish: a heading and what it governs; carries the attributes */
    NODE_BOX,         /* ::: class */
    NODE_HEADING,     /* level 1 to 6 */
    NODE_PARAGRAPH,
    NODE_QUOTE,
    NODE_LIST,
    NODE_ITEM,
    NODE_CODE_BLOCK,  /* text */
    NODE_RULE,        /* thematic break */
    NODE_TABLE,
    NODE_ROW,         /* header set in the head rows */
    NODE_CELL,        /* header set in header cells, align */
    NODE_FIGURE,      /* a picture that is a paragraph of its own: NODE_PICTURE, then NODE_CAPTION if any */
    NODE_CAPTION,
    NODE_NOTE,        /* stands behind the block that its first reference is in; number, reference */
    NODE_CONTENTS,    /* table of contents; hangs on Doc.contents, not on the root */
    NODE_ENTRY,       /* one line of it: level, link.target is the section's heading */
    NODE_TEXT,        /* first of the inline kinds; text, where a line end of the source stays '\n' */
    NODE_EMPHASIS,
    NODE_STRONG,
    NODE_CODE,        /* text */
    NODE_LINK,
    NODE_PICTURE,
    NODE_LINE_BREAK,  /* hard break */
    NODE_SPAN,        /* inline with attributes */
    NODE_NOTE_REFERENCE, /* no text of its own; link.target is the note */
    NODE_KIND_COUNT
} NodeKind;

typedef enum CellAlign { CELL_DEFAULT, CELL_LEFT, CELL_CENTER, CELL_RIGHT } CellAlign;

/*
 * One figure of a drawing, in the coordinates of its view. Colours are as written: a name of the palette,
 * perhaps with a tint, "#00677f", accent, currentColor; empty: none. Caps and joins as SVG and PDF count.
 */
typedef struct DrawnPath {
    PathStep *steps;
    size_t count;
    Str fill, stroke;
    double stroke_width;
    float opacity;          /* of the fill */
    bool even_odd;
    uint8_t cap, join;      /* 0 butt, miter; 1 round; 2 square, bevel */
    Span span;
} DrawnPath;

typedef struct Drawing { Box view; DrawnPath *paths; size_t count, capacity; } Drawing;

/* A picture, read and checked whole before layout begins. */
typedef struct Picture {
    Str path;              /* as written, for messages */
    Span span;
    const Drawing *drawing; /* what an SVG file draws; then there are no samples. NULL: pixels */
    uint32_t width, height; /* pixels, as it is shown; of a drawing hundredths of a point */
    uint8_t components;    /* 1 grey, 3 RGB, 4 CMYK */
    bool jpeg;             /* data is the JPEG file itself; else 8-bit samples, from the top, unpadded */
    bool inverted;         /* CMYK JPEG by Adobe: 0 is full ink */
    uint8_t orientation;   /* of a JPEG, as EXIF counts: 5 to 8 lie on their side in data; 0 or 1 upright */
    bool line_art;         /* of a few plain colours: edges show each pixel */
    double ppi;            /* as the file says; 0 if it does not */
    Str data;
    Str alpha;             /* width * height bytes, or empty */
    Str icc;               /* of RGB: the profile that the file has; empty: none, sRGB */
    bool icc_broken;       /* it has one that cannot be read */
} Picture;

typedef struct Field { Str key, value; Span span; } Field;

/* What an author can attach to a heading, box or file: {#id .class key=value} or front matter. */
typedef struct Attrs {
    Str id;
    Str *classes;
    size_t class_count;
    Field *fields; /* number, accent, icon, lang and whatever else the author named */
    size_t field_count;
} Attrs;

typedef struct Node Node;
struct Node {
    uint8_t kind;   /* NodeKind */
    uint8_t level;  /* heading 1 to 6; entry and section likewise */
    bool header;    /* row, cell */
    bool ordered;   /* list */
    bool tight;     /* list: no space between items */
    uint8_t align;  /* cell: CellAlign */
    NodeId id;
    Span span;
    Node *parent, *first, *last, *next, *previous;
    const Attrs *attrs; /* NULL for most */
    union {
        Str text;                                      /* text, code, code block */
        struct { Str url; const Node *target; } link;  /* target: inside; a heading, not a section */
        struct { const Picture *picture; Str alt; } picture; /* picture NULL: not readable; reported */
        struct { int32_t start; char writing; } list;  /* ordered: the first number; see numeral_text */
        struct { uint32_t columns; } table;            /* its caption, if any, is its first child */
        struct { uint32_t joined; } cell;              /* columns that it spans beside its own */
        struct { const Node *reference; uint32_t number; } note; /* the first reference; 1, 2, 3 ... */
    };
};

/* Front matter of the publication; fields holds every key, these included, for {key} in a layout. */
typedef struct Meta {
    Str title, subtitle, author, language, date, url, subject;
    Field *fields;
    size_t field_count;
} Meta;

typedef struct Doc {
    Str name;       /* of the publication: folder or file without its ending */
    Meta meta;      /* language is never empty: "da" unless the author says otherwise */
    Node *root;
    Node *contents; /* NODE_CONTENTS with entries, one for each section's heading; each has a text */
    Node **nodes;   /* by id; nodes[0] is NULL */
    NodeId node_count; /* ids are below this */
    uint32_t note_count; /* notes in the tree */
    size_t node_capacity;
} Doc;

Doc *doc_new(Arena *arena);
/* A new last child. */
Node *doc_add(Arena *arena, Doc *doc, Node *parent, NodeKind kind, Span span);
/* Takes a node out of its parent; puts it under another as last child. */
void doc_detach(Node *node);
void doc_append(Node *parent, Node *child);
/* Puts a node that is nobody's child behind another. */
void doc_insert_after(Node *before, Node *node);

/*
 * Sections from headings, unique ids, links to headings, pictures that stand alone into figures, header
 * cells, numbers of notes, contents. Unknown targets and repeated ids are reported. Call once, when all
 * files are read.
 *
 * A heading of level n opens a section that ends before the next heading of level n or less, in whatever
 * file that stands; attributes written on the heading move to the section. Headings inside a box, a quote
 * or a list open none.
 */
void doc_finish(Env *env, Doc *doc);

/*
 * The id that a heading gets: lower case, æ ø å as ae oe aa, other letters without their accents, runs of
 * anything else one hyphen. "Sådan vil vi arbejde" is "saadan-vil-vi-arbejde".
 */
Str doc_slug(Arena *arena, Str text);
/* A node's text without markup, line ends as spaces. */
Str doc_text(Arena *arena, const Node *node);
bool doc_is_inline(const Node *node);
bool doc_has_class(const Node *node, Str name);
/* An attribute of the node or of its nearest ancestor that has it, else the publication's field. */
Str doc_field(const Doc *doc, const Node *node, Str key);
/* Where it is written, or the nearest around it that is written somewhere. NULL is nowhere. */
Span doc_span(const Node *node);
/* The section around a node, or NULL; a section is its own. Its heading, or NULL. */
const Node *doc_section(const Node *node);
const Node *doc_heading(const Node *section);
/* The language at a node: the nearest lang attribute, else the publication's. */
Str doc_language(const Doc *doc, const Node *node);
/* Preorder: the node behind this one inside root, or NULL. */
Node *doc_next(const Node *node, const Node *root);
/* The word that selectors use: "section", "h2", "p", "ul", "td", "box", "toc1" ... */
Str doc_element(const Node *node);

/* ---- for authors ------------------------------------------------------------------------------ */

/*
 * What would keep a citizen from reading, as warnings at their places: skipped levels, headings that are
 * none or stand alone, pictures and links whose words tell nothing, tables without heads, text typed in
 * capitals (WCAG 2.1: 1.1.1, 1.3.1, 2.4.4, 2.4.6). thorough: also what goes well by default, a language
 * or a title that is not said (3.1.1, 2.4.2), and as a note each picture marked as decorative, ![](x.png).
 * Call after doc_finish.
 */
void doc_lint(Env *env, const Doc *doc, bool thorough);

/* Running text: paragraphs, list items and quotes, without headings, tables and code. */
typedef struct Readability {
    size_t words, sentences;
    size_t long_words;   /* of more than six letters */
    size_t longest;      /* words in the longest sentence */
} Readability;

/* Sentences of more than thirty words are notes at their places. */
Readability doc_readability(Env *env, const Doc *doc);
/*
 * Läsbarhetsindex (Björnsson 1968): words a sentence, and long words in percent. Below 25 very easy, below
 * 35 easy, below 45 medium, below 55 hard, else very hard. 0 without any words.
 */
double doc_lix(const Readability *readability);

/* ---- for tests -------------------------------------------------------------------------------- */

/* The tree as indented text, one node a line, for golden tests. */
Str doc_dump(Arena *arena, const Doc *doc);

#endif
