/*
 * layout/frames.h - filling the frames of one page. Private to layout/.
 */
#ifndef TRYK_LAYOUT_FRAMES_H
#define TRYK_LAYOUT_FRAMES_H

#include "layout/galley.h"

/* How far a flow has come, and its galleys, which outlive a pass. */
typedef struct FlowState {
    const Flow *flow;
    const Frame *frame;     /* of the run's first master: the head of its thread */
    Galley *galley;         /* of the newest measure */
    Galley **galleys;       /* one for each measure seen */
    size_t galley_count, galley_capacity;
    Galley **cards;         /* by card */
    size_t at;              /* next strip, or next card */
    size_t page;            /* number of the last page that it has something on */
    PagePlan plan;          /* where frames end; for its galley, from strip plan_at on */
    size_t plan_next, plan_at;
} FlowState;

/* Content that found no room; reported when the last pass is over. */
typedef struct Overflow { Span span; const Frame *frame; const Master *master; Pt height; } Overflow;

typedef struct Layout {
    Setter setter;          /* allocates what outlives a pass */
    Setter page_setter;     /* allocates what a pass makes */
    const Placement *placement;
    Pages *pages;
    const Pages *previous;  /* of the pass before, or NULL */
    Overflow *overflows;
    size_t overflow_count, overflow_capacity;
} Layout;

/* The page being made. */
typedef struct PageMaker {
    Layout *layout;
    const Run *run;
    const Master *master;
    FlowState *flows;       /* by frame of the run's first master */
    Painter painter;
    bool left;
    bool progress;          /* something was placed */
} PageMaker;

/* The state that a frame of the current master goes on with, or NULL. */
FlowState *frames_find_flow(const PageMaker *maker, const Frame *frame);
void frames_fill(PageMaker *maker, const Frame *frame);
/* Whether any strip or card is left. */
bool frames_is_done(const FlowState *state);
/* What is left of a flow becomes an overflow. */
void frames_overflow(PageMaker *maker, const FlowState *state);

#endif
