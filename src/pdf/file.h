/*
 * pdf/file.h - a finished file, read back: its objects, and the tokens of what they hold. Private to pdf/.
 *
 * It knows the plain form that goes to a press, with a table of places at the end and no packed objects.
 * What is broken gives empty texts, never a fault.
 */
#ifndef TRYK_PDF_FILE_H
#define TRYK_PDF_FILE_H

#include "base/base.h"

/* Between "obj" and "endobj": the value, and a stream's bytes as they stand there. */
typedef struct FileObject { Str text, stream; } FileObject;

/* By number; [0] is empty. count 0: there is no table. */
typedef struct File { FileObject *objects; uint32_t count; } File;

File file_open(Arena *arena, Str bytes);
/* The value itself, or what it refers to: "5 0 R". */
Str file_resolve(const File *file, Str value);
uint32_t file_reference(Str value); /* its number; 0: it is none */
/* Value of a dictionary's key, unresolved; empty if it is not there. */
Str file_value(Str dictionary, const char *key);
/* What the stream says, unpacked into the arena. */
Str file_content(Arena *arena, const FileObject *object);

/*
 * The next name, word, number, string or bracket at or behind *at, which moves behind it; empty at the end.
 * Comments are passed over.
 */
Str file_next_token(Str text, size_t *at);

#endif
