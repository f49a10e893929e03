/*
 * layout/dropcap.h - paragraphs that begin with an initial. Private to dropcap.c and blocks.c.
 */
#ifndef TRYK_LAYOUT_DROPCAP_H
#define TRYK_LAYOUT_DROPCAP_H

#include "layout/paragraph.h"

/*
 * The paragraph with its first letter over as many lines as its style says: its capital height reaches from
 * the capitals of the first line down to the baseline of the last of them. Where that cannot be (a narrow
 * measure, no letter to begin with, centred lines) it is set as any other.
 */
Paragraph dropcap_set(Setter *setter, const ParagraphWish *wish);

#endif
