/*
 * layout/frames.h - filling the frames of one page. Private to layout/.
 */
#ifndef TRYK_LAYOUT_FRAMES_H
#define TRYK_LAYOUT_FRAMES_H

#include "layout/floats.h"

/* How far a flow has come, and its galleys, which outlive a pass. */
typedef struct FlowState {
    const Flow *flow;
    const Frame *frame;     /* of the run's first master: the head of its thread */
    Galley *galley;         /* of the newest measure */
    Galley **galleys;       /* one for each measure seen */
    size_t galley_count, galley_capacity;
    Galley **cards;         /* by card */
    size_t at;              /* next strip, or next card */
    Apart placed;           /* of its notes and floats */
    const SideNote **waiting; /* for room on the next page */
    size_t waiting_count, waiting_capacity;
    size_t page;            /* number of the last page that it has something on */
    PagePlan plan;          /* where frames end; for its galley, from strip plan_at on */
    size_t plan_next, plan_at;
    unsigned white;         /* columns from here on to look at, for one before them was left white */
    Pt white_height;        /* so high */
    size_t columns;         /* of cards, where the frame leaves a choice; 0: its fewest */
    Cascade *cascade;       /* at the scale that fits, if its frame wants that; found once for all passes */
} FlowState;

/* Content that found no room; reported when the last pass is over. */
typedef struct Overflow {
    Span span;
    const Frame *frame;
    const Master *master;
    const Node *card;       /* whose text it is, or NULL */
    Pt height;              /* 0: no card was left */
    size_t words;           /* 0: it is no text */
} Overflow;

/* The scale that pages of one master for many sections share; frame NULL: that of the page. */
typedef struct SharedFit {
    const Master *master;
    const Frame *frame;
    Cascade *cascade;
    size_t columns;
} SharedFit;

typedef struct Layout {
    Setter setter;          /* allocates what outlives a pass */
    Setter page_setter;     /* allocates what a pass makes */
    const Placement *placement;
    Pages *pages;
    const Pages *previous;  /* of the pass before, or NULL */
    Overflow *overflows;
    size_t overflow_count, overflow_capacity;
    bool *moved;            /* as in Setter, while a pass may add to it, or NULL */
    bool moving;            /* this one has */
    bool strained;          /* some word was wider than its measure */
    SharedFit *fits;
    size_t fit_count, fit_capacity;
} Layout;

/*
 * What stands at the foot of a column, or of all of them (wide): the items and anchors of the page from a
 * first one to an end. height: with the white above. It is a note, with its number, or
 * the rule above all notes of the column, or floats.
 */
typedef struct Foot {
    size_t column, item, item_end, anchor, anchor_end;
    Pt height;
    uint32_t note;
    bool rule, wide;
} Foot;

/* A side note, and where its top should be on the page. */
typedef struct PlacedSide { const SideNote *note; Pt y; } PlacedSide;

/* The page being made. */
typedef struct PageMaker {
    Layout *layout;
    const Run *run;
    const Master *master;
    FlowState *flows;       /* by frame of the run's first master */
    Painter painter;
    bool left;
    bool progress;          /* something was placed */
    PlacedSide *sides;      /* of the frame being filled, from the top */
    size_t side_count, side_capacity;
    Pt side;                /* measure of its side notes; 0: they stay in the text */
    size_t column;          /* being filled, of those of the frame */
    const Room *rooms;      /* of the columns, as the band being filled has them; NULL: no band is */
    Foot *feet;             /* of the frame being filled */
    size_t foot_count, foot_capacity;
    Pt span;                /* measure of all columns of the frame being filled; 0: it has one */
    Pt highest, first;      /* frame that the flow being set comes to; height of the one at hand */
    bool trying;            /* the page will be thrown away: nothing is fitted on it */
    Cascade *cascade;       /* of the text being set, if it is fitted; NULL: the setter's */
} PageMaker;

/* The state that a frame of the current master goes on with, or NULL. */
FlowState *frames_find_flow(const PageMaker *maker, const Frame *frame);
void frames_fill(PageMaker *maker, const Frame *frame);
/* Whether no strip, note or float of the galley is left; whether no side note or card is either. */
bool frames_text_is_done(const FlowState *state);
bool frames_is_done(const FlowState *state);
/* What is left of a flow becomes an overflow. */
void frames_overflow(PageMaker *maker, const FlowState *state);

/* Where the text of a column ends, and where what stands at its foot begins, on the page; with notes? */
typedef struct Filled { Pt bottom, foot; bool noted; } Filled;

void frames_add_overflow(PageMaker *maker, Overflow overflow);
Pt frames_column_width(const Frame *frame, Pt width);
/* Whether the flow goes on with something that begins on a new page. */
bool frames_wants_page(const FlowState *state);
/* The flow goes on in a column, as its band's room says; planned: as a plan of the pages to come has it. */
Filled frames_place_column(PageMaker *maker, const Frame *frame, FlowState *state, Box column,
                           bool planned);

/* ---- flow.c ----------------------------------------------------------------------------------- */

/* The setter, with the styles of what is being set. */
Setter flow_setter(const PageMaker *maker, const Setter *setter);
/* Has the flow go on in a galley of this measure, with strips for so much room at least. */
void flow_use_measure(PageMaker *maker, FlowState *state, Pt measure, Pt room);

/* ---- moved.c ---------------------------------------------------------------------------------- */

/* Looks for figures to move in a column so high that has been filled as planned, with room for its text. */
void moved_see_column(PageMaker *maker, FlowState *state, const Pour *pour, Pt room, Pt height);

/* When all pages are made: what overtakes a figure that has moved is to move too. */
void moved_keep_order(Layout *layout);

/* ---- fit.c ------------------------------------------------------------------------------------ */

/*
 * The cascade for the text of a frame that is about to be filled: at the largest scale within its range at
 * which everything fits, in this frame and those that its flow goes on in. A flow keeps its scale; cards
 * share one, and so do the pages of a master for many sections. Where nothing fits it is the smallest
 * scale, or the text's own size if further pages of the kind may follow. state is the frame's, or NULL.
 */
Cascade *fit_frame(PageMaker *maker, const Frame *frame, FlowState *state);
/* The same for all frames of a page that have no range of their own. */
Cascade *fit_page(PageMaker *maker);
/* Words in the strips from one on; in those of a pour that stand lower than the room. */
size_t fit_words(const Galley *galley, size_t from, size_t to);
size_t fit_excess(const Pour *pour, Pt room);

#endif
