/*
 * layout/code.h - QR codes. Private to layout/.
 */
#ifndef TRYK_LAYOUT_CODE_H
#define TRYK_LAYOUT_CODE_H

#include "layout/paragraph.h"

typedef struct CodeWish {
    Str text;
    Box box;               /* the code with its quiet zone; made square, without a height by its width */
    Colour colour;         /* of the dark modules; none: black */
    Span span;             /* for messages */
} CodeWish;

/*
 * Two shapes: the light square, which is the quiet zone too, and the dark modules. Warns of modules that
 * are too small or too light to be read.
 */
void code_draw(Setter *setter, Page *page, const CodeWish *wish);

#endif
