/*
 * layout/notes.h - footnotes. Private to layout/.
 *
 * A note stands at the foot of the frame (text column, card) in which its first reference stands, unless a
 * frame of the layout takes it, or its style sends it to the side of a frame that has one. A note there may
 * have no mark; then it is not counted, and has a star where a page has no margin. One at the foot begins
 * with at least as many lines as its paragraph's orphans, and may go on at the foot of the next frame only
 * if it does not fit.
 */
#ifndef TRYK_LAYOUT_NOTES_H
#define TRYK_LAYOUT_NOTES_H

#include "layout/galley.h"

/* Reports a layout that wants notes at the side and has no place for them. */
void notes_check_margin(Setter *setter);
/*
 * Numbers for notes that do not run through the document, in setter->note_numbers. pages: of the pass
 * before; NULL before the first. Returns whether any is another one by now.
 */
bool notes_count(Setter *setter, const Pages *pages);
/*
 * A note whose first reference is on no page goes with the first one that is on one. Returns whether there
 * is such a note now, so that another pass is needed.
 */
bool notes_find_places(Setter *setter, const Placement *placement, const Pages *pages);
/* Whether numbers take further passes. */
bool notes_need_pages(const Setter *setter);
/* The text of a reference: the number of its note, by the marker of its style. */
Str notes_mark(Setter *setter, const Node *reference, const Style *style);
/* What is in a note, with its mark before it. */
void notes_set_inside(Composer *composer, const Node *note, const Style *style);
/* Call before the strip of a line is added: sets the notes that it refers to. */
void notes_take_line(Composer *composer, const Line *line);
/* Sets anew what another galley has left of its notes, from..until. */
void notes_carry(Composer *composer, const Galley *old, size_t from, size_t until);

/*
 * Strips of notes at the foot of one frame; height includes the rule above them. joins: it has notes
 * already, of a band above, and these have no rule of their own.
 */
typedef struct NoteSpan { size_t from, to; Pt height; bool joins; } NoteSpan;

/*
 * How far the notes from span->from on reach in a frame whose text wants them up to a strip of theirs, when
 * so much room is left for them: that far, or as far as they may on this side of a break. False: something
 * that must be here does not fit.
 */
bool notes_fit(const Galley *galley, size_t wanted, Pt room, NoteSpan *span);
/* The same when no text is left: always at least one strip, if there is one. */
NoteSpan notes_rest(const Galley *galley, NoteSpan span, size_t wanted, Pt room);
/* Of the span's strips, whatever its height says; 0 without any. */
Pt notes_height(const Galley *galley, NoteSpan span);
/* The number of the note that a strip of theirs belongs to, in the order of the document. */
uint32_t notes_number(const Galley *galley, size_t strip);
/* How many strips the notes of a galley have. */
size_t notes_end(const Galley *galley);
/* What a first note has above it more than one that joins others. */
Pt notes_rule_height(const Galley *galley, size_t from);
/* Where the first note of a span ends. */
size_t notes_end_of(const Galley *galley, NoteSpan span);
/* On the last page, at the foot of the frame; likewise the rule above them. */
void notes_place(Setter *setter, Pages *pages, const Galley *galley, NoteSpan span, Box frame);
void notes_place_rule(Setter *setter, Pages *pages, const Galley *galley, NoteSpan span, Box frame);

#endif
