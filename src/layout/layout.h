/*
 * layout/layout.h - a document, a design and a shaper make pages. Pure: no file, no library, no global;
 * the same input always gives the same pages.
 *
 * Text that does not fit its frame, where the layout lets no further page follow, is an error that says by
 * how much; nothing is clipped or printed over.
 */
#ifndef TRYK_LAYOUT_H
#define TRYK_LAYOUT_H

#include "page/page.h"

Pages *layout_document(Env *env, const Doc *doc, const Design *design, Shaper *shaper,
                       Hyphenator *hyphenator);

/*
 * Draws over the pages what they are built on: columns, baselines and margins, frames with their names, the
 * trim, the bleed, and the zone that text keeps to. All of it is decoration.
 */
void layout_draw_guides(Env *env, const Doc *doc, const Design *design, Shaper *shaper, Pages *pages);

#endif
