/*
 * layout/floats.h - figures and tables that stand at the top or at the foot of a frame, or on a page of
 * their own, and what stands apart from the text in general: they and the notes. Private to layout/.
 *
 * A float stands in the frame of the strip that it follows in the text, or in a later one: never before
 * another that precedes it, nor behind a page break that the text asks for. In one frame those at the top
 * precede those at the foot. None stands above a heading that begins the frame and comes before it.
 */
#ifndef TRYK_LAYOUT_FLOATS_H
#define TRYK_LAYOUT_FLOATS_H

#include "layout/notes.h"

struct Float {
    const Node *node;
    uint8_t place;         /* FloatPlace */
    bool wide;             /* goes over all columns of its frame, see bands.c */
    Galley *galley;        /* of its own */
    Pt height;
    Pt gap;                /* between it and text */
    Pt notes;              /* height of notes in it, that join others at the foot */
    Pt rule;               /* what they have above them if they are the first */
};

/* Takes a figure or table out of the text, if its style wants that and the place allows it. */
bool floats_take(Composer *composer, const Node *node, const Style *style);
/* Whether what is set here may be a float; makes a table one that stands over all columns of its frame. */
bool floats_may(const Composer *composer);
void floats_widen(Composer *composer, const Node *node, const Style *style);
/*
 * highest: of a picture in it; 0: no limit. turned: of the frames that it may be set across; 0: it may not.
 * note_measure: as in Galley.
 */
typedef struct FloatWish { Pt measure, highest, turned, note_measure; } FloatWish;

/* A block in a galley of its own, and how high it is with its notes; all else is left to the caller. */
Float floats_set(Composer *composer, const Node *node, const Style *parent, FloatWish wish);
/* Sets anew what another galley has left: notes and floats. */
void apart_carry(Composer *composer, const Carried *carried);

/* What strips before this one bring. */
Apart apart_begun(const Galley *galley, size_t at);
/* Whether all that earlier strips bring is placed; in a room, but for floats that wait for another. */
bool apart_is_done(const Galley *galley, size_t at, Apart placed);
bool apart_is_settled(const Galley *galley, const Room *room);
/* What stands in a frame whose text begins with strip `first`; top: of the height, above the text. */
typedef struct ApartSpan { size_t first; Apart from, to; bool noted; Pt height, top; } ApartSpan;

/* What is left of a room below a strip; above: for floats above the text. */
typedef struct ApartRoom { Pt whole, above; } ApartRoom;

/*
 * As much of what this strip and those before it bring as stands in a frame that has so much room left;
 * floats that are in the span already stay there. False if something that must stand there does not fit.
 */
bool apart_fit(const Galley *galley, size_t strip, ApartRoom left, ApartSpan *span);
/* A frame without text, for what is left before its strip; at least something if there is anything. */
Apart apart_rest(const Galley *galley, const Room *room);
/* Whether such a frame must come before the strip: a float there can stand under no text, or text ends. */
bool apart_comes_first(const Galley *galley, const Room *room);
/* The next float is too high for the room, or wants one of its own. */
bool apart_is_too_high(const Galley *galley, const Room *room);
/* Height of floats one under the other, without text. */
Pt apart_stack(const Galley *galley, size_t from, size_t to);
/* The next float that is waiting, if it goes over all columns; else NULL. */
const Float *apart_next_wide(const Galley *galley, size_t at, Apart placed);
/* On the last page; the box is as high as the float. */
void apart_place_float(Setter *setter, Pages *pages, const Float *set, Box box);
/* On the last page, above and below the pour's text; above it tells what box is left for that. */
Box apart_place_top(Setter *setter, Pages *pages, const Pour *pour, Box frame);
/* Floats at the foot, above the notes; how high they are, with the white above. */
Pt apart_place_foot(Setter *setter, Pages *pages, const Pour *pour, Box frame);

/* A note of the text or of a float, or what stands of it here. */
typedef struct Note {
    const Galley *galley;
    NoteSpan span;         /* joins others, whatever stands above it */
    uint32_t number;       /* in the order of the document */
} Note;

/* All notes of a pour by number. */
typedef struct NoteList { Note *items; size_t count; } NoteList;

NoteList apart_notes(Arena *arena, const Pour *pour);
/* On the last page, at the foot of the frame: one of them, and the rule above all. How high each is. */
Pt apart_place_note(Setter *setter, Pages *pages, const NoteList *notes, size_t i, Box frame);
Pt apart_place_rule(Setter *setter, Pages *pages, const NoteList *notes, Box frame);

#endif
