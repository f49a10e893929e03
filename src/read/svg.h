/*
 * read/svg.h - one drawing while it is read; private to svg.c and svg_shapes.c.
 */
#ifndef TRYK_READ_SVG_H
#define TRYK_READ_SVG_H

#include "design/design.h"

/* x' = a x + c y + e, y' = b x + d y + f, as SVG writes it. */
typedef struct Matrix { double a, b, c, d, e, f; } Matrix;

Matrix svg_multiply(Matrix outer, Matrix inner);
/* "translate(3 4) rotate(45)" and the like. */
bool svg_read_transform(Str text, Matrix *matrix);
/* A list of at most so many numbers, parted by spaces or commas; gives how many, 0 for anything else. */
size_t svg_read_numbers(Str text, double *numbers, size_t most);

typedef struct Attribute { Str name, value; } Attribute;
typedef struct Attributes { const Attribute *items; size_t count; } Attributes;

/* The steps of a basic shape, of its attributes; false where they are wrong, and *wrong names one. */
bool svg_make_shape(Arena *arena, Str element, const Attributes *attributes, Path *path,
                    Str *wrong);
/* Whether the element is one that svg_make_shape knows. */
bool svg_is_shape(Str element);
/* An attribute's value; empty if it is not there. */
Str svg_attribute(const Attributes *attributes, const char *name);

#endif
