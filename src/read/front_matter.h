/*
 * read/front_matter.h - the YAML that a Markdown file may begin with; private to read/.
 */
#ifndef TRYK_READ_FRONT_MATTER_H
#define TRYK_READ_FRONT_MATTER_H

#include "doc/doc.h"
#include "read/source.h"

typedef struct FrontMatter {
    const Attrs *attrs; /* for the file's first section; NULL if there are none */
    size_t offset;      /* where the Markdown begins, and on which line */
    uint32_t line;
} FrontMatter;

/* meta is filled from the publication's first file, and NULL for the others. */
FrontMatter front_matter_read(Env *env, const Source *source, Meta *meta);

#endif
