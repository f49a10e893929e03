/*
 * pdf/objects.h - a PDF file as numbered objects. Private to pdf/; objects.c alone knows libharu and
 * libdeflate.
 *
 * An object is the text between << and >>, and for a stream its bytes. Running out of memory ends the
 * program, as everywhere; any other trouble inside the library sticks until objects_check reports it.
 */
#ifndef TRYK_PDF_OBJECTS_H
#define TRYK_PDF_OBJECTS_H

#include "base/base.h"

typedef struct Objects Objects;

/* Appends the text of the index'th object of a series. */
typedef void (*ObjectPrint)(const void *owner, uint32_t index, Buffer *out);

/* The three objects that every file has from the start. */
typedef enum ObjectRoot { ROOT_CATALOG, ROOT_PAGES, ROOT_INFO, ROOT_COUNT } ObjectRoot;

/* What is added lives in arena, or must live as long. */
Objects *objects_new(Env *env, Arena *arena);
void objects_free(Objects *objects);

/* All give the new object's number. The bytes of a stream are written as they are. */
uint32_t objects_add(Objects *objects, Str fields);
uint32_t objects_add_stream(Objects *objects, Str fields, Str bytes);
/*
 * count objects with consecutive numbers, printed one after the other only when the file is saved: costs
 * some 30 bytes each, so a structure tree of half a million elements does no harm. Gives the first number.
 */
uint32_t objects_add_series(Objects *objects, uint32_t count, ObjectPrint print, const void *owner);
/* Once for each: the text that joins what the library writes by itself (the Type, the catalog's Pages). */
void objects_set_root(Objects *objects, ObjectRoot root, Str fields);
uint32_t objects_root(const Objects *objects, ObjectRoot root);

/* The file is PDF 1.version; 7 unless said. */
void objects_set_version(Objects *objects, int version);

/* zlib format, in the arena of the objects. */
Str objects_deflate(Objects *objects, Str bytes);
/* The same of bytes that lie packed already, in raw deflate format (RFC 1951). */
Str objects_wrap(Objects *objects, Str deflated, Str bytes);
/* From zlib format; empty if it is none, or of more than 256 MB. */
Str objects_inflate(Arena *arena, Str packed);
/* How many bytes that would be. */
size_t objects_deflated_size(Objects *objects, Str bytes);

/* False after any error so far, which is then reported with the name of the stage. */
bool objects_check(Objects *objects, const char *stage);
/*
 * The file in keep, object by object with a table at the end, or an empty Str after an error. size_hint:
 * about how large, better too much.
 */
Str objects_save(Objects *objects, Arena *keep, size_t size_hint);

/* One object as it is written: its text, and from the keyword "stream" on the rest, if it has one. */
typedef struct ObjectBody { Str text, stream; } ObjectBody;
/* All of them, [0] unused, in the arena of the objects; once, instead of saving. NULL after an error. */
ObjectBody *objects_bodies(Objects *objects, size_t size_hint, uint32_t *count);
/* "/ID[<...><...>]", made of the bytes alone. */
void objects_print_id(Buffer *out, Str bytes);

#endif
