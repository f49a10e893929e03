/*
 * read/pictures.h - the decoders behind read_picture; private to read/.
 */
#ifndef TRYK_READ_PICTURES_H
#define TRYK_READ_PICTURES_H

#include "doc/doc.h"

/* For a decoder to say what is wrong; the longest message of libpng or libjpeg fits. */
typedef struct Complaint { char text[256]; bool too_large; } Complaint;

/*
 * Fill all of a picture but path and span from a file's bytes. False: the picture cannot be used, and the
 * complaint says why.
 */
bool png_decode(Env *env, Str bytes, Picture *picture, Complaint *complaint);
bool jpeg_check(Env *env, Str bytes, Picture *picture, Complaint *complaint);
/* The same for a drawing, whose mistakes are reported at their places in the file. */
bool svg_read(Env *env, Str path, Str bytes, Picture *picture);

/* 1 to 8 as EXIF counts them, from the APP1 marker of a JPEG; 1, upright, for any other. */
uint8_t exif_orientation(Str marker);

/* False, with a complaint, for more pixels than anybody prints. */
bool picture_size_fits(uint32_t width, uint32_t height, Complaint *complaint);

#endif
