/*
 * init.h - the beginning of a publication: a brand, a layout and a text, in folders as tryk looks for them.
 */
#ifndef TRYK_INIT_H
#define TRYK_INIT_H

#include "build.h"

/*
 * Writes the files into the folder, which is made if it is missing. Nothing is written where one of them is
 * there already, which is reported.
 */
BuildOutcome init_write(Env *env, Str folder);

#endif
