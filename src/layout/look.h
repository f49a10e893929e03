/*
 * layout/look.h - how a picture is shown. Private to layout/.
 */
#ifndef TRYK_LAYOUT_LOOK_H
#define TRYK_LAYOUT_LOOK_H

#include "layout/paragraph.h"

typedef struct LookWish {
    const Picture *picture;
    const Treatment *treatment;
    const Style *style;    /* for accent colours */
    Colour current;        /* what currentColor means in a drawing */
    Span span;             /* the layout's line; file 0: the picture has one */
} LookWish;

/* Fills the picture into an item, whose box is where it may stand; it shrinks to what the picture takes. */
void look_show(Setter *setter, Item *item, const LookWish *wish);

#endif
