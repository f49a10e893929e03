/*
 * layout/cuts.h - what it costs to end a page or a column after a strip. Private to layout/.
 *
 * The unit: a paragraph cut in two costs about half of 1. pagebreak.c weighs these against white that is
 * left. What is never done at all (widows, orphans, a heading at the foot) is Strip.keep instead.
 */
#ifndef TRYK_LAYOUT_CUTS_H
#define TRYK_LAYOUT_CUTS_H

#include "layout/galley.h"

#define CUT_PARAGRAPH 0.5F
#define CUT_WORD 50.0F   /* inside a word */
#define CUT_ITEM 0.5F    /* inside an item or a quotation, beside what it costs there anyway */
#define CUT_LIST 0.2F
#define CUT_ALONE 1.0F   /* between a list's only line on this side of the break and the others */
#define CUT_CHAPTER 3.0F /* inside a chapter of a table of contents */
#define CUT_BOX 2.0F     /* inside what has a fill, a rule, a frame */
#define CUT_TABLE 2.0F   /* and besides, shared by the rows on the side that has fewer: */
#define CUT_ROWS 6.0F
#define CUT_RULE 2.0F    /* above a rule that parts */
#define CUT_CLOSED 2.5F  /* between lines that their author ended: an address, a stanza */
/* Between a line that ends in a colon and what it leads to, and above the name of who is quoted. */
#define CUT_LEAD_IN 3.0F

/* Adds what a block costs that has been set as the strips from `first` on; decorated: see CUT_BOX. */
void cuts_weigh_block(Galley *galley, const Node *node, size_t first, bool decorated);
/* The same for a text, also with what stands before and behind it. */
void cuts_weigh_text(Composer *composer, const Node *node, size_t first);
/* Words with a colon, and what they announce behind them. */
bool cuts_leads_in(Setter *setter, const Node *node);
void cuts_weigh_item(Galley *galley, const Node *item, size_t first);
/* Before an entry of a table of contents that begins no chapter; deeper: it is the first under another. */
void cuts_weigh_entry(Galley *galley, bool deeper);

#endif
