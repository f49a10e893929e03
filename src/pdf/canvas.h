/*
 * pdf/canvas.h - one page's content stream while it is written; and how pictures lie on it. Private to
 * pdf/.
 */
#ifndef TRYK_PDF_CANVAS_H
#define TRYK_PDF_CANVAS_H

#include "pdf/fonts.h"

/* What the reader of the stream has set, so that only changes are written. Whole numbers compare well. */
typedef struct GraphicsState {
    Colour fill, line;         /* swatch NULL: not known */
    int64_t line_width;        /* thousandths of a point; -1: not known */
    bool fill_overprints, line_overprints;
    uint8_t cap, join;
    const Font *font;
    int64_t size, tracking;    /* ten-thousandths of a point */
    int64_t stretch;           /* ten-thousandths of a percent */
} GraphicsState;

typedef struct Canvas {
    Writer *writer;
    const Page *page;
    uint32_t index;            /* of the page */
    Buffer *out;
    GraphicsState state;
    bool in_text;              /* between BT and ET */
    bool upright;              /* the text matrix is not rotated */
    int64_t line_x, line_y;    /* of the text line matrix, thousandths of a point */
    int64_t mark;              /* what the open marked content is, see content.c */
    bool mark_in_text;         /* it was opened inside this text object */
    bool mark_spent;           /* it holds an ActualText; some readers lose what comes behind that */
    Buffer *pictures, *shadings, *states, *spaces; /* entries of the page's resources */
    bool transparent;
    bool drawing;              /* coordinates are those of a drawing, whose matrix turns y */
    double scale;              /* from its lengths to the page's, else 1 */
} Canvas;

/* y up, from the trim's bottom: the one place that turns it. */
double canvas_y(const Canvas *canvas, double y);
Box canvas_box(const Canvas *canvas, Box box);
/* "1 2 3 4 re\n" */
void canvas_operate(Canvas *canvas, const double *values, size_t count, const char *operator);
/* Between BT and ET from here on, or outside. */
void canvas_enter_text(Canvas *canvas);
void canvas_leave_text(Canvas *canvas);
bool canvas_same_colour(Colour a, Colour b);
void canvas_fill_colour(Canvas *canvas, Colour colour);
void canvas_line_colour(Canvas *canvas, Colour colour);
/* The operator for a colour in inks, "k" or "K" and the like, with what it needs before it. */
void ink_set(Canvas *canvas, Colour colour, bool line);
/* What follows cuts out what is beneath, whatever its colour: a picture, and a gradient of process inks. */
void ink_knock_out(Canvas *canvas);
void ink_set_gradient(Canvas *canvas, const Paint *paint);
/* An object that is the same wherever the text is. */
Resource *canvas_share(Writer *writer, Resources *resources, Str text);
/* "/P3 Do\n": a shared resource by its number, listed with the page. */
void canvas_use(Canvas *canvas, Resource *resource, const char *letter_and_operator, Buffer *entries);

/* One item of a kind; the marked content is open. */
void lines_paint(Canvas *canvas, const Item *item, uint32_t from, uint32_t end); /* these of its runs */
/* Its first run is the rest of a word that the text item before it says whole. */
bool lines_go_on(const Canvas *canvas, const Item *item);
void shapes_paint(Canvas *canvas, const Item *item);
void pictures_paint(Canvas *canvas, const Item *item);
/* Its outline, to be filled, stroked or clipped to. */
void shapes_outline(Canvas *canvas, const Item *item);
/* An ExtGState by its text, from here to the next Q. */
void shapes_use_state(Canvas *canvas, Str text);
/* The unit square that an image fills becomes the picture's place, turned as the camera was held. */
void pictures_place_square(Canvas *canvas, const Item *item);
/* The image object of a picture, written when first asked for. */
Resource *pictures_image(Writer *writer, const Picture *picture);
/* Cuts what follows to the item's box, its corners or its mask; inside q and Q. */
void looks_clip(Canvas *canvas, const Item *item);
/* A drawing, and a picture in two colours; inside q and Q. */
void looks_draw(Canvas *canvas, const Item *item);
void looks_paint_duotone(Canvas *canvas, const Item *item);
/* Whether there is anything to see. */
bool shapes_visible(const Item *item);
bool pictures_visible(const Item *item);
/* From the lengths of a drawing to the page's: the smaller one, should it be stretched. */
double pictures_scale(const Item *item);
/* How it lies there, as EXIF counts; one that leans on a page that is turned included. */
unsigned pictures_orientation(const Item *item);
/* Where a picture lies whole. */
Box pictures_place(const Item *item);

#endif
