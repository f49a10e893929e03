/*
 * layout/galley.h - blocks set in one long column, and that column poured into frames. Private to layout/.
 *
 * A galley is what a flow looks like before pages: strips, each an unbreakable slice (a line, a row, a
 * picture), one under the other. Setting it knows the measure alone; pouring knows heights alone. So text
 * that goes on in a frame of the same width is never set twice, nor is it when a second pass only changes
 * page numbers.
 */
#ifndef TRYK_LAYOUT_GALLEY_H
#define TRYK_LAYOUT_GALLEY_H

#include "layout/references.h"

typedef struct Strip {
    Item *items;           /* x from the galley's left, y from the strip's top */
    uint32_t item_count;
    uint32_t block;        /* index of its block */
    uint32_t text_start;   /* Line.start of its line */
    int32_t container;     /* the innermost decorated block around it, or -1 */
    uint32_t mark_end;     /* marks up to here belong to this strip or to those above */
    uint32_t note_end;     /* strips of the galley's notes likewise */
    uint32_t float_end;    /* floats likewise; those that follow the last strip belong to it */
    float before;          /* space to the strip above, if that is in the same frame */
    float height;
    float top_trim;        /* from its top to the cap height, taken off at the top of a frame or box */
    float bottom_trim;     /* from the last baseline to its bottom, taken off above a box's padding */
    float cut;             /* what a break after it costs: see cuts.h */
    float lock;            /* from its top to the baseline that stands on the grid; 0: none does */
    bool keep;             /* do not break after it */
    bool in_word;          /* a break after it is inside a word */
    bool yields;           /* a heading's: the text under it stands on the grid, not itself */
    bool span;             /* it goes over all columns */
    uint8_t start;         /* BreakBefore */
} Strip;

/* A block with a fill, rule, bar, stroke or padding: drawn once for each piece of it on a page. */
typedef struct Container {
    int32_t parent;
    const Style *style;
    const Node *node;
    Pt x, width;           /* of its box, padding included */
    Pt pad_top, pad_bottom; /* padding and rules */
    uint32_t first, last;  /* strips */
    int32_t repeat;        /* strip to repeat at the top of each further piece (table head), or -1 */
} Container;

/* A node that begins at a strip. */
typedef struct Mark { NodeId node; } Mark;

/* A paragraph, table, picture: whatever strips can be set anew from in another measure. */
typedef struct Block { const Node *node; uint32_t first; } Block;

typedef struct Galley Galley;

/* How much of a galley stands apart from its text: strips of notes, and floats. See floats.h. */
typedef struct Apart { size_t notes, floats; } Apart;

typedef struct Float Float;
typedef struct SideNote SideNote; /* see sidenotes.h */

/* What another galley has left of that. */
typedef struct Carried { const Galley *galley; Apart from, until; } Carried;

/* A note and its first strip in the galley of notes. */
typedef struct NoteStart { const Node *note; uint32_t first; } NoteStart;

struct Galley {
    Pt measure;
    Strip *strips;
    size_t count, capacity;
    Container *containers;
    size_t container_count, container_capacity;
    Mark *marks;
    size_t mark_count, mark_capacity;
    Block *blocks;
    size_t block_count, block_capacity;
    const Node *resume;    /* it begins inside or before this node; NULL: with the flow */
    uint32_t resume_text;  /* and there at this Line.start */
    Pt grid;               /* step of the baseline grid; 0: none */
    Pt capital;            /* height of the capitals that begin a column on the grid; 0: anything does */
    Pt span;               /* measure of what goes over all columns; 0: there is one column */
    bool spans;            /* something does */
    Pt side;               /* measure of side notes; 0: they stay in the text */
    SideNote *sides;
    size_t side_count, side_capacity;
    const Galley *beside;  /* as in GalleyWish */
    size_t beside_strip;
    const Node *const *waiting; /* likewise */
    size_t waiting_count;
    size_t begin;          /* the first strip that was not there before resume */
    Pt limit;              /* nothing is set beyond about this height; 0: all is */
    Pt filled;             /* at least so high are the strips; counted with a limit */
    bool outdated;         /* something moves out of it or into it: it is to be set anew */
    bool strained;         /* some word is wider than its measure */
    UseRange uses;         /* page numbers that it shows */
    Recall *recall;        /* its paragraphs, if it may have to be set anew; or NULL */
    Galley *notes;         /* those that the strips refer to, in order; NULL: none. See notes.h */
    Pt note_measure;       /* of these; 0: its own */
    Pt highest;            /* of the frames that it goes through, as far as is known; 0: it is not */
    Pt first;              /* height of the frame that it begins in; likewise */
    Float *floats;
    size_t float_count, float_capacity;
    Carried carried;       /* comes before its own notes and floats */
    Apart begun;           /* so much of those was carried */
    NoteStart *note_starts; /* of a galley of notes: what is in it, of which so many are set */
    size_t note_count, note_capacity, notes_set;
    Pt gap;                /* likewise: what the last one wants behind it */
    const Style *foot;     /* likewise: the rule above them and the white around it */
};

/* Whether a table may be set in another measure: it may if it asks, it asks, it is being set so. */
typedef enum Turning { TURNING_NOT, TURNING_OFFERED, TURNING_WANTED, TURNING_DONE } Turning;

/* Setting in progress: where the next block goes. */
typedef struct Composer {
    Setter *setter;
    const Placement *placement;
    Galley *galley;
    Galley *owner;         /* the one whose notes are those that are referred to; NULL: notes are not set */
    Pt x, measure;         /* of the block being set, from the galley's left */
    Pt gap;                /* space that the block before wants behind it */
    int32_t container;
    uint8_t start;         /* BreakBefore waiting for the next strip */
    Pt highest;            /* picture; 0: as its style says */
    Turning turning;       /* of the table being set */
    Pt widest;             /* what it is offered; then what it asks for */
    bool floats;           /* figures and tables may leave their place in the text */
    Item *markers;         /* of list items that have just begun: the next line takes them */
    uint32_t marker_count;
    int32_t marker_number; /* of the item to be set next */
    const Node *resume;    /* nodes before this one are passed over; NULL once it is reached */
    uint32_t resume_text;  /* what the paragraph there leaves out */
    const Pages *numbers;  /* contents: the pages of the pass before, or NULL */
    Recall *recall;        /* of the galley */
} Composer;

/* Which part of a flow, and how wide. */
typedef struct GalleyWish {
    const Placement *placement;
    const Flow *flow;
    Pt measure;
    bool children_only;    /* without the roots' own boxes and spaces: cards */
    const Node *resume;    /* as in Galley */
    uint32_t resume_text;
    Pt limit;
    Pt span, side;         /* as in Galley */
    Carried carried;       /* likewise */
    const Galley *beside;  /* the galley before, whose side notes beside this strip are set anew; or NULL */
    size_t beside_strip;
    const Node *const *waiting; /* side notes that no page has had room for yet: they come first */
    size_t waiting_count;
    Pt highest, first;     /* as in Galley */
    const Mark *marks;     /* of nodes around resume that begin there with it */
    size_t mark_count;
    const Galley *before;  /* the same in the pass before: what has not changed is taken from it; or NULL */
} GalleyWish;

/* Subtrees one after the other. */
Galley *galley_set(Setter *setter, const GalleyWish *wish);
/* Whether it shows page numbers that are others by now, so that it must be set anew. */
bool galley_is_stale(const Setter *setter, const Galley *galley);
/* Whether the limit was reached, so that more may follow. */
bool galley_is_cut(const Galley *galley);
/* Unbreakable things have no place for breaks inside. */
void galley_clear_breaks(Galley *galley);
/* The computed style of a node, through all its ancestors. */
const Style *galley_style(Setter *setter, const Node *node);

/* A note, as the style of its section has it, wherever it is set. */
void galley_set_note(Composer *composer, const Node *note);

/* For the files that set one kind of block. */
void galley_set_node(Composer *composer, const Node *node, const Style *parent);
void galley_set_children(Composer *composer, const Node *node, const Style *style);
Strip *galley_add(Composer *composer, Pt height);
/* The node begins at the strip that is added next; likewise all that have anchors on pages of its own. */
void galley_add_mark(Composer *composer, NodeId node);
void galley_take_marks(Composer *composer, const Pages *pages);
/* The lines of a paragraph as strips, with orphan and widow control. */
void galley_add_lines(Composer *composer, const Paragraph *paragraph, const Style *style);
/* Tells the author of a word that had to be divided where none should be, if there is one. */
void block_report_torn(Composer *composer, const Paragraph *paragraph);
/* Call before a block's first strip; node may be NULL for text of the layout. */
void galley_start_block(Composer *composer, const Node *node);
/* The inside of a block, after its box is open. */
void block_set_inside(Composer *composer, const Node *node, const Style *style);
/* A label above its block, as a strip of its own. */
void block_set_label(Composer *composer, const Node *node, const Style *style);
/* A label in the line or hanging left of it: its line, and what the block's first line must leave free. */
Pt block_make_label(Composer *composer, const Node *node, const Style *style, Paragraph *label);
void block_join_label(Composer *composer, Paragraph *paragraph, const Paragraph *label);
/* A word space behind a line, so that what follows it is another word when it is copied. */
void block_end_with_space(Arena *keep, Line *line);
void contents_set_entry(Composer *composer, const Node *node, const Style *style);
/* Markers that no line has taken yet, at the top of what is set next for this node. */
void block_place_markers(Composer *composer, const Node *node);
/* Those markers are from here on seen from another left edge. */
void block_shift_markers(Composer *composer, Pt x);
/* A block with all that surrounds it. */
void galley_set_block(Composer *composer, const Node *node, const Style *style);
/* The same for a table, across the page if it must be: see turned.c. */
void turned_set_table(Composer *composer, const Node *node, const Style *style);
void galley_set_table(Composer *composer, const Node *node, const Style *style);
/* The caption of a table, if the node has one and its style wants it on this side of the rows. */
void galley_set_caption(Composer *composer, const Node *node, const Style *style, bool below);
/* Distance from a line's top to its baseline: the face stands in the middle of its leading. */
Pt galley_baseline(Setter *setter, const Style *style);

/*
 * The table of contents down to a heading level. numbers: the pages of the pass before; NULL: page numbers
 * are left blank, and all entries are there.
 */
Galley *galley_set_contents(Setter *setter, int depth, const Pages *numbers, Pt measure);

/* A galley with text that the layout adds; shown as in ParagraphWish, outer_left likewise. */
typedef struct TextWish {
    Str text;
    const Style *style;
    NodeId shown;
    Pt measure;
    bool outer_left;
} TextWish;

Galley *galley_set_text(Setter *setter, const TextWish *text);

/* ---- pouring ---------------------------------------------------------------------------------- */

/* Room for the strips from a first one on, and for what stands apart from them. */
typedef struct Room {
    size_t from;
    Apart placed;
    Pt height;             /* for text; below 0: no end */
    Pt whole;              /* for all of it */
    Pt start;              /* its top, counted down from a line of the baseline grid */
    bool noted;            /* notes of a band above stand at its foot */
    bool lower;            /* bands are above it: floats that are too high wait for a page to come */
    bool alone;            /* for floats that are waiting, without text */
} Room;

/* Where strips from..to go when their frame's top is 0. */
typedef struct Pour {
    const Galley *galley;
    size_t from, to;
    Apart apart_from, apart_to; /* in the same frame */
    bool noted;            /* as in Room */
    Pt *tops;              /* of strip from + i */
    Pt height;             /* used */
    Pt x, y;               /* of the frame on its page; set by pour_place */
} Pour;

/*
 * As many strips as fit the height, breaking where it is allowed; at least one, whatever the height. All
 * strips when height is negative. What stands apart is not looked at.
 */
Pour pour_fill(Arena *arena, const Galley *galley, size_t from, Pt height);
/* The same with what the strips bring; notes that begin here do so in this frame if they can. */
Pour pour_fill_room(Arena *arena, const Galley *galley, const Room *room);
/* Whether a column may end after this strip; whether one that begins at `from` ends before this one. */
bool pour_may_break(const Galley *galley, size_t after);
bool pour_must_break(const Galley *galley, size_t before, size_t from);
/* Whether a strip is a line of a heading. */
bool pour_is_heading(const Galley *galley, size_t strip);
/* Where a column ends that is full before the first legal end comes: there, but not inside a heading. */
size_t pour_forced_end(const Galley *galley, size_t from, size_t full);
/* Height up to the first place where a break is allowed; not much more than the room's is looked at. */
Pt pour_least(const Galley *galley, const Room *room);
/* Whether that is more than a room has that lies below bands: it waits for a page to come. */
bool pour_waits(const Galley *galley, const Room *room);
/* Exactly the strips from the room's first up to `until`, which must be one at least. */
Pour pour_range(Arena *arena, const Galley *galley, const Room *room, size_t until);
/*
 * Strip i in a frame that begins with strip from: its top below y, where the next one may go, and where the
 * frame could end. All are counted from a line of the baseline grid, so y is Room.start at first.
 */
Pt pour_strip_top(const Galley *galley, size_t i, size_t from, Pt y);
Pt pour_strip_set(const Galley *galley, size_t i, size_t from, Pt y); /* the same without the grid */
Pt pour_strip_end(const Galley *galley, size_t i, Pt top);
Pt pour_strip_foot(const Galley *galley, size_t i, Pt top);
/* Spreads the white between the blocks of a full frame so that it ends at its foot, if a little will do. */
void pour_feather(Pour *pour, Pt room);
/* Height of the whole galley. */
Pt pour_height(Arena *arena, const Galley *galley);
/* Copies the strips to the last page; x, y: the frame's top left. A box's fill comes before its text. */
void pour_place(Setter *setter, Pages *pages, Pour pour, Pt x, Pt y);

/* ---- page breaks ------------------------------------------------------------------------------ */

/* Columns of pages that a galley goes through; of rooms height, start and noted count. */
typedef struct PlanWish {
    const Galley *galley;
    size_t from;
    Apart placed;
    size_t columns;        /* of a page, one at least; those of a page end level where they can */
    size_t first_column;   /* where the first one stands among them */
    const Room *rooms;     /* of each column of the first page */
    Room next;             /* of any column of further ones */
    bool facing;           /* those of two pages do */
    bool first_left;       /* the first page is a left one */
} PlanWish;

/* The strip that each column ends before, up to the next forced break, or what goes over all columns. */
typedef struct PagePlan {
    PlanWish wish;
    size_t *ends;
    Apart *aparts;         /* what is placed when each frame ends */
    size_t count;
} PagePlan;

/* Whether the plan's column with this number has the room, and as much is placed when it begins. */
bool pagebreak_holds(const PagePlan *plan, size_t column, const Room *room);
PagePlan pagebreak_plan(Arena *arena, Arena *scratch, const PlanWish *wish);

/* ---- painting --------------------------------------------------------------------------------- */

/* What is drawn on the last page, and what its texts and colours depend on. */
typedef struct Painter {
    Setter *setter;
    Pages *pages;
    const Master *master;  /* NULL for the boxes of blocks */
    bool left;             /* a left-hand page */
    const Node *node;      /* for fields and accent; may be NULL */
    const Style *style;    /* for accent colours; NULL: as it is at the node */
    Span span;             /* of the artwork at hand */
    TemplateValues values;
} Painter;

void paint_art(Painter *painter, const ArtList *list, Box self);
/* Fill, bar and stroke of a box, and the artwork behind its content; paint_art(front) follows that. */
void paint_box(Painter *painter, const Decoration *box, Box area);
/* The lines over and under a block, inside its box. */
void paint_rules(Painter *painter, Box box, const Style *style);

#endif
