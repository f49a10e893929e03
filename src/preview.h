/*
 * preview.h - pages of a finished PDF as PNG pictures, drawn by pdftoppm of poppler-utils.
 *
 * A program and not a library: it is there on every desk that looks at PDFs, it costs nothing while no
 * picture is asked for, and what it draws is what readers see, not what our own code believes.
 */
#ifndef TRYK_PREVIEW_H
#define TRYK_PREVIEW_H

#include "base/base.h"

/*
 * folder/name-1.png and so on, one for each page of folder/name.pdf; those of an earlier build go. dpi:
 * pixels to the inch. False: reported, and there are no pictures.
 */
bool preview_pages(Env *env, Str folder, Str name, int dpi);
/* folder/name.png: the first page, its longer side of so many pixels. False: a warning. */
bool preview_cover(Env *env, Str folder, Str name, int pixels);

#endif
