/*
 * pdf/fonts.h - faces in use, and runs as they stand in a text operator. Private to pdf/.
 */
#ifndef TRYK_PDF_FONTS_H
#define TRYK_PDF_FONTS_H

#include "pdf/writer.h"

/* Positions in text are whole numbers of a millionth of an em, so that sums are exact. */
#define MICRO 1000000.0
/* What one unit of an adjustment in TJ is worth. */
enum { MICRO_PER_MILLI = 1000 };

typedef struct Font {
    const Face *face;          /* NULL: not in use */
    const FontFile *file;
    uint8_t *used;             /* bits by glyph id */
    int32_t *widths;           /* by new id, millionths of an em, as /W says them */
    Str *texts;                /* by new id: the text that a glyph alone shows; data NULL: not known */
    Str *spares;               /* the same where only ActualText can tell; used if nothing else is known */
    uint32_t object;           /* its number, when it is written */
} Font;

/* A run as the inside of a TJ array: begins and ends inside a string. */
typedef struct Piece {
    const char *bytes;         /* NULL: not encoded yet */
    int64_t width;             /* millionths of an em that the pen moves, tracking aside */
    uint32_t length;
    bool actual;               /* holds an ActualText */
    bool lifted;               /* has raised glyphs, so depends on the size and is encoded each time */
} Piece;

struct Fonts {
    Font *fonts;               /* by Face.index */
    size_t count;
    Piece *pieces;             /* by GlyphRun.index */
    size_t piece_count;
    Buffer buffer;             /* for encoding */
};

Font *fonts_of(const Fonts *fonts, const Face *face);
/* The piece of a run; a lifted one has no bytes. */
const Piece *glyphs_piece(Arena *arena, Fonts *fonts, const GlyphRun *run);
/* The pen's way, and whether there is an ActualText on it. */
typedef struct Encoded { int64_t width; bool actual; } Encoded;
/* Encodes a run in place, at a size. */
Encoded glyphs_encode(Font *font, const GlyphRun *run, double size, Buffer *out);
/* A word space; gives its width. */
int64_t glyphs_space(const Font *font, Buffer *out);
/* Moves the pen by whole thousandths of an em, the nearest to the wish; gives the way in millionths. */
int64_t glyphs_adjust(int64_t wish, Buffer *out);
/* Content between these is read as the text. */
void glyphs_open_actual(Buffer *out, Str text);
void glyphs_close_actual(Buffer *out);

#endif
