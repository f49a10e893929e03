/*
 * page/page.h - finished pages as display lists: what stands where, nothing about how it got there.
 *
 * Coordinates are points from the top left of the trim, y down. Items are painted in order. Every item
 * carries the node that it shows; 0 is decoration and becomes an artifact. The back end knows this type
 * alone.
 */
#ifndef TRYK_PAGE_H
#define TRYK_PAGE_H

#include "design/design.h"

typedef enum ItemKind { ITEM_TEXT, ITEM_SHAPE, ITEM_PICTURE, ITEM_LINK, ITEM_PAGE } ItemKind;

/* What follows a run in the text, so that copying and speech give the author's words. */
enum {
    RUN_SPACE = 1,       /* a word space, also at a line's end */
    RUN_SOFT_HYPHEN = 2  /* the run is a hyphen that the line break put in; no space */
};

typedef struct PlacedRun {
    const GlyphRun *run; /* its next runs follow in the same place */
    float x;             /* from the item's left */
    uint8_t flags;
} PlacedRun;

/* Consecutive words of one line in one style for one node. */
typedef struct TextItem {
    const PlacedRun *runs;
    uint32_t count;
    float size;
    float tracking;      /* of the size, after each glyph */
    float stretch;       /* horizontal scale of the glyphs; 1 */
    Colour colour;
    Span span;           /* the layout's line, of a text that is no node's; file 0: the node knows */
} TextItem;

typedef enum ShapeKind { SHAPE_RECT, SHAPE_PATH } ShapeKind;

typedef struct Shape {
    ShapeKind kind;
    Paint fill;
    Stroke stroke;
    Pt radius;           /* rectangle */
    const PathStep *steps; /* path, in page coordinates */
    size_t count;
    bool even_odd;       /* path: what is filled */
    uint8_t cap, join;   /* of the stroke: 0 butt, miter; 1 round; 2 square, bevel */
    Span span;           /* the layout's line, for messages; file 0: not known */
} Shape;

/* How a picture is shown otherwise than as it lies in its file. */
typedef struct PictureLook {
    const Shape *shapes; /* of a drawing: its paths, in the coordinates of its view, their colours known */
    size_t count;
    Pt radius;           /* of the corners of the item's box */
    const Path *mask;    /* an outline, stretched from its view to the item's box */
    Colour dark, light;  /* two colours in place of its own, by how bright it is; no dark one: its own */
    Span span;           /* the layout's line that shows it; file 0: the picture knows */
} PictureLook;

typedef struct Item {
    uint8_t kind;        /* ItemKind */
    bool clipped : 1;    /* picture: cut to box */
    bool running : 1;    /* text of no node: a running head, a folio, a head said again on a further page */
    bool tender : 1;     /* shape: of no use once a piece is cut off or folded, as a code is */
    int16_t rotate;      /* degrees clockwise: text about x, baseline; page 0 or 180; picture 0 or -90 */
    NodeId node;         /* from the document's node_count on: a text of the layout, see Pages */
    Box box;             /* text: left, BASELINE, width, size */
    union {
        TextItem text;
        const Shape *shape;
        struct {
            const Picture *picture;
            Box whole;   /* where the uncut picture lies */
            const PictureLook *look; /* NULL: as it is */
        } picture;
        struct { Str url; const Node *target; } link;
        struct { uint32_t index; Pt x, y; } page; /* of Pages.placed, and where its trim lies; cut to box */
    };
} Item;

typedef struct Page {
    Pt width, height;    /* trim */
    Pt bleed;
    Pt margin;           /* that marks take outside the trim, bleed included; 0: none */
    Str label;           /* as the reader counts: "iv", "12" */
    Str master;          /* name, for dumps and messages */
    Item *items;
    size_t count, capacity;
    size_t inside;       /* so many items are cut to the bleed, and marks come behind them; 0: none are */
} Page;

/*
 * Where a node begins: target of links, bookmarks and named destinations. title: a heading's text as it is
 * set, with its number.
 */
typedef struct Anchor { NodeId node; uint32_t page; Pt x, y; Str title; } Anchor;

/* A text of a frame, such as the title on a cover, which is content though no node of the document. */
typedef struct FrameText {
    Str text;
    const Node *section; /* whose pages the frame stands on; NULL: of no section */
    bool title;          /* of the publication */
    bool running;        /* no content after all */
    Span span;           /* the layout's line */
} FrameText;

typedef struct Pages Pages;
struct Pages {
    Page *pages;
    size_t count, capacity;
    Str title;           /* of the publication, as its language sets it; for the file to be known by */
    const Pages *placed; /* sheets: the pages that stand on them */
    bool backs;          /* sheets: fronts and backs by turns */
    Anchor *anchors;     /* in order of pages; headings, figures, tables and whatever has an id */
    size_t anchor_count, anchor_capacity;
    uint32_t *page_of;   /* by node: page + 1, 0 for no anchor; made by pages_index */
    NodeId page_of_count;
    FrameText *texts;    /* each once; the node of its items is the document's node_count and its index */
    size_t text_count, text_capacity;
    uint32_t run_count, face_count; /* of the shaper, when layout ended: sizes of tables by index */
};

Pages *pages_new(Arena *arena);
Page *pages_add(Arena *arena, Pages *pages);
/* A new item at the end, zeroed but for kind, node and box; valid until the next one. */
Item *page_add(Arena *arena, Page *page, ItemKind kind, NodeId node, Box box);
/* Everything of it that has a place on the page. */
void page_move_item(Item *item, Pt x, Pt y);
/* What the text items from first on show, running or not; span: the line of a layout's text. */
void page_show(Page *page, size_t first, NodeId node, bool running, Span span);
/* The last page's text items from first on are this text: content, or running after an earlier one. */
void pages_show_text(Arena *arena, Pages *pages, size_t first, FrameText text, NodeId node_count);
/* When the last anchor is in: makes pages_find quick. ids are below node_count. */
void pages_index(Arena *arena, Pages *pages, NodeId node_count);
/* Page index of a node's first anchor, or -1. Only after pages_index. */
long pages_find(const Pages *pages, NodeId node);

/*
 * Warns of text that stands out too little from what lies beneath it on a screen (WCAG 2.2, 1.4.3): 4.5:1,
 * or 3:1 from 18 pt, or 14 pt bold. A pair of colours is told once, where it is first met, with the nearest
 * shade that passes; text over a picture that cannot be looked into is a note.
 */
void pages_check_contrast(Env *env, const Pages *pages, const Doc *doc);

/*
 * Warns of pictures that are shown with fewer pixels to the inch than the layout wants on a screen, each
 * once, where it is largest, with the width that would do. Drawings have no pixels.
 */
void pages_check_resolution(Env *env, const Pages *pages, const Doc *doc, unsigned least);

/*
 * All pages as text, lengths in millimetres with two decimals, one item a line, for golden tests and for
 * eyes. A text has its left, baseline, width, size, face, colour, node and words; "\-" is a hyphen that
 * the line break put in. Boxes are left, top, width, height:
 *     page 1 210x297 cover label "1"
 *     text 20.00 45.20 w 80.10 28pt Inter-Bold ink #3 "Vi tør gå"
 *     rect 0.00 0.00 210.00 60.00 fill sand 20%
 *     anchor 20.00 38.00 #3
 *     place 0.00 0.00 148.00 210.00 page 3 at 0.12 0.00 rotate 180
 */
Str pages_dump(Arena *arena, const Pages *pages);

/* ---- for the print shop ----------------------------------------------------------------------- */

/* What a page or sheet says of itself, and in which type. */
typedef struct PrintJob {
    const Design *design;
    Shaper *shaper;
    const FontRequest *font;
    Str title, date, profile; /* empty: not said */
} PrintJob;

/* The same pages with what design->press wants outside the trim. */
Pages *pages_mark(Env *env, const Pages *pages, const PrintJob *job);
/*
 * Sheets, front and back after each other, as the rules want them; where no size is said the pages' outer
 * edge is the trim, and marks stand around it. A back is seen after turning the sheet about its upright
 * axis, so that what lies on x on the front lies on width - x on the back. Pages that are missing to the
 * scheme are left blank before the last one. Pages that do not fit the sheet are an error at the layout's
 * line. A sheet for an office printer, which its pages fill, has its line in the border that they leave
 * white, under the leaf of the back cover: to be read on a screen, and dropped by a printer that cannot
 * print there.
 */
Pages *pages_impose(Env *env, const Pages *pages, const SheetRules *rules, const PrintJob *job);

/* Every colour of a page, as often as it is used; NULL swatches too. */
typedef void ColourVisit(void *owner, Colour colour);
void page_visit_colours(const Page *page, ColourVisit *visit, void *owner);

/* The inks that pages need: process inks as bits 1 cyan, 2 magenta, 4 yellow, 8 black, and spot colours. */
typedef struct Inks { uint32_t process; const Swatch **spots; size_t spot_count, spot_capacity; } Inks;
enum { INK_BLACK = 8, INK_ALL = 15 };
void pages_add_inks(Arena *arena, const Page *page, Inks *inks);
/* The ink of a swatch that is a spot colour, once. */
void pages_add_spot(Arena *arena, Inks *inks, const Swatch *swatch);

#endif
