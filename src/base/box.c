/*
 * base/box.c - growing and shrinking rectangles by their edges.
 */
#include "base/base.h"

Box box_outset(Box box, Edges edges) {
    return (Box){
        box.x - edges.left,
        box.y - edges.top,
        box.w + edges.left + edges.right,
        box.h + edges.top + edges.bottom,
    };
}

Box box_inset(Box box, Edges edges) {
    return box_outset(box, (Edges){-edges.top, -edges.right, -edges.bottom, -edges.left});
}
