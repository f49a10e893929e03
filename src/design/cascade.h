/*
 * design/cascade.h - the cascade of one document. Private to design/.
 *
 * cascade.c says which compounds a node meets and remembers styles; style.c computes one; scale.c sets them
 * at a scale.
 */
#ifndef TRYK_DESIGN_CASCADE_H
#define TRYK_DESIGN_CASCADE_H

#include "design/draft.h"

/* Numbers by hash; who asks compares. 0 is no number. */
typedef struct Index {
    uint64_t *hashes;
    uint32_t *numbers;
    size_t count, capacity;
} Index;

void index_add(Arena *arena, Index *index, uint64_t hash, uint32_t number);
/* The next number under that hash; *slot is 0 at the start and is not to be changed. 0: no more. */
uint32_t index_next(const Index *index, uint64_t hash, size_t *slot);

/* What a node has met. */
typedef struct State {
    uint64_t *here;       /* bits of the positions that the node itself meets */
    uint64_t *above;      /* those that it or an ancestor meets, as far as others build on them */
    uint32_t next[ELEMENT_COUNT]; /* state of a child without attributes; 0: not known yet */
} State;

/* Accent and language of nodes that have their own; the accent's swatch is NULL if there is none. */
typedef struct Tone { Str accent_text, language; Colour accent; } Tone;

typedef struct MemoEntry { const Style *parent, *style; uint32_t state, tone; } MemoEntry;

struct Cascade {
    Env *env;
    const Design *design;
    const Rules *rules;
    const Doc *doc;
    Palette palette;      /* with the accents that authors wrote in place */
    size_t words;         /* of a set of bits */
    uint32_t *state_of;   /* by NodeId; 0: not known yet */
    const bool *moved;    /* as in design_move */
    uint8_t *parity_of;   /* by NodeId; 1 odd, 2 even; 0: not known yet */
    State **states;       /* states[0] is NULL, states[1] stands above the root */
    size_t state_count, state_capacity;
    Index state_index;
    uint64_t *bits;       /* room for two sets */
    Tone *tones;          /* tones[0] is that of a node without its own */
    size_t tone_count, tone_capacity;
    Index tone_index;
    MemoEntry *memo;      /* open addressing; style NULL: free */
    size_t memo_count, memo_capacity;
    StyleState **styles;
    size_t style_count, style_capacity;
    Index style_index;
    FontRequest **fonts;
    size_t font_count, font_capacity;
    Index font_index;
    StyleState initial;   /* above the root */
    Cascade *plain;       /* whose styles this one scales; NULL: none */
    Scale scale;
    StyleState **copies;  /* scaled ones, found by their plain styles */
    size_t copy_count, copy_capacity;
    Index copy_index;
    Cascade **scaled;     /* those made of this one */
    size_t scaled_count, scaled_capacity;
    uint32_t *numbers;    /* by NodeId, of headings, figures and tables; NULL: not counted yet */
};

const State *cascade_state(Cascade *cascade, const Node *node);
/* The node that met the state is one of the selector's. */
bool cascade_matches(const State *state, const Selector *selector);
/* The style that follows from the parent's, the compounds met and the node's own tone. */
const Style *style_compute(Cascade *cascade, const StyleState *parent, const State *state,
                           const Tone *tone);
/* A plain style at the cascade's scale. */
const Style *scale_style(Cascade *cascade, const Style *plain);
/* The style itself, or the one that it is a scaled copy of; NULL of NULL. */
const Style *scale_origin(const Style *style);
/*
 * The number at a node of what a name counts: h1 to h6 the heading of that level that governs it, figure
 * and table the one that it is or stands in, both only with a caption. 0: none. What is hidden, left out by
 * the layout or has the style 'count: false' is not counted.
 */
uint32_t counters_count(Cascade *cascade, const Node *node, Str name);
bool counters_know(Str name);
/* Numbers of the item around a node and of those around that, so many of them: "2.1". */
Str counters_of_items(Arena *arena, const Node *item, size_t levels);

#endif
