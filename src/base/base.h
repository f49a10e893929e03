/*
 * base/base.h - what every folder builds on: memory, text, numbers, lengths, places and messages.
 *
 * Ownership: one arena per build. Whatever allocates or reports takes an Env first. Nothing is freed
 * singly; library handles hang on the arena with arena_on_free. Running out of memory ends the program
 * with exit code 3 and a line on standard error, so no caller checks for NULL.
 */
#ifndef TRYK_BASE_H
#define TRYK_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- lengths and boxes ------------------------------------------------------------------------ */

/* A length in PostScript points: 1/72 inch, 25.4/72 mm. y runs down everywhere but inside pdf/. */
typedef double Pt;

#define PT_PER_MM (72.0 / 25.4)
#define DEGREE (3.14159265358979323846 / 180) /* in radians, as sines take it */
/* How far the handles of a quarter circle that is one Bezier curve reach, parts of its radius. */
#define QUARTER_HANDLE 0.5522847498

typedef struct Box { Pt x, y, w, h; } Box;
typedef struct Edges { Pt top, right, bottom, left; } Edges;

/* The box grown by the edges (shrunk where an edge is negative). */
Box box_outset(Box box, Edges edges);
Box box_inset(Box box, Edges edges);

/*
 * One step of a path. What is read as SVG path data has lines and cubic curves alone: arcs and quadratic
 * curves have become those. view is what of the path's plane is shown.
 */
typedef enum PathOp { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathOp;
typedef struct PathStep { PathOp op; double x1, y1, x2, y2, x, y; } PathStep;
typedef struct Path { PathStep *steps; size_t count; Box view; } Path;

/* ---- arena ------------------------------------------------------------------------------------ */

typedef struct Arena Arena;

Arena *arena_new(void);
/* Runs what arena_on_free registered, newest first, then frees all. NULL is fine. */
void arena_free(Arena *arena);
/* Zeroed memory, aligned for any type. A size of 0 gives a valid pointer. */
void *arena_alloc(Arena *arena, size_t size);
void *arena_copy(Arena *arena, const void *data, size_t size);
/* Grows an allocation; in place if it was the newest one. The new part is zeroed. */
void *arena_grow(Arena *arena, void *old, size_t old_size, size_t new_size);
void arena_on_free(Arena *arena, void (*release)(void *), void *handle);
/* Everything allocated since the mark goes at once; handles registered since then are not released. */
typedef struct ArenaMark { void *chunk; size_t used; } ArenaMark;
ArenaMark arena_mark(Arena *arena);
void arena_reset(Arena *arena, ArenaMark mark);

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_ARRAY(arena, Type, count) ((Type *)arena_alloc((arena), sizeof(Type) * (size_t)(count)))

/*
 * Appends to a growing array kept as three variables: LIST_PUSH(arena, items, count, capacity, value).
 * The old storage stays in the arena, so use it for lists that end.
 */
#define LIST_PUSH(arena, items, count, capacity, value)                                                \
    do {                                                                                               \
        if ((count) == (capacity)) {                                                                   \
            size_t list_old = (size_t)(capacity) * sizeof *(items);                                    \
            (capacity) = (capacity) ? (capacity) * 2 : 8;                                              \
            (items) = arena_grow((arena), (items), list_old, (size_t)(capacity) * sizeof *(items));    \
        }                                                                                              \
        (items)[(count)++] = (value);                                                                  \
    } while (0)

/* ---- text ------------------------------------------------------------------------------------- */

/* A slice of UTF-8 text or of bytes; not NUL-terminated, never owned. {0} is the empty one. */
typedef struct Str { const char *data; size_t length; } Str;

#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
/* For a static table. */
#define STR_INIT(literal) {(literal), sizeof(literal) - 1}
/* For "%.*s". */
#define STR_ARGS(str) (int)(str).length, (str).data ? (str).data : ""

Str str_from(const char *text);
bool str_equal(Str a, Str b);
bool str_equal_c(Str a, const char *b);
bool str_starts(Str text, Str prefix);
bool str_ends(Str text, Str suffix);
/* -1, 0 or 1, by bytes. */
int str_compare(Str a, Str b);
/* From byte from up to, not including, byte to; both are clamped. */
Str str_slice(Str text, size_t from, size_t to);
/* Without spaces, tabs and line ends on both sides. */
Str str_trim(Str text);
/* Index of the first such byte, or the length. */
size_t str_find(Str text, char byte);
/* Takes the next word (run without spaces) off the front; empty at the end. */
Str str_next_word(Str *rest);
/* Edit distance with adjacent swaps, for "did you mean"; at most limit + 1. */
size_t str_distance(Str a, Str b, size_t limit);
Str str_copy(Arena *arena, Str text);
char *str_to_c(Arena *arena, Str text);
Str str_format(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
uint64_t str_hash(Str text);

/*
 * The next code point; *offset moves behind it. Wrong bytes give U+FFFD and move by one, so a loop over
 * any bytes ends.
 */
uint32_t utf8_next(Str text, size_t *offset);
/* Where the code point begins that ends before offset, which is not 0. */
size_t utf8_step_back(Str text, size_t offset);
/* The code point that begins at offset, 0 at the end; the one that ends before it, 0 at the start. */
uint32_t utf8_code_at(Str text, size_t offset);
uint32_t utf8_code_before(Str text, size_t offset);
/* Bytes written, 1 to 4. */
size_t utf8_encode(uint32_t code, char out[4]);
/* Index of the first byte that is not well-formed UTF-8, or the length. */
size_t utf8_check(Str text);
size_t utf8_count(Str text);
/* Simple upper and lower case of Latin, Greek and Cyrillic letters; anything else stays. */
uint32_t utf8_upper(uint32_t code);
uint32_t utf8_lower(uint32_t code);

/*
 * The number that text starts with: sign, digits, full stop, digits. Returns the bytes used, 0 if there
 * is none. Never looks at the locale.
 */
size_t str_number(Str text, double *value);
/*
 * In the writing that a letter stands for: 'a' and 'A' letters (a to z, then aa to zz and so on), 'i' and
 * 'I' Roman, up to 3,999; with any other, or for a number that has none, in figures.
 */
Str numeral_text(Arena *arena, char writing, long number);
/* The value of a Roman number, small or in capitals throughout; 0 if the text is none. */
long numeral_roman(Str text);
/* 2026-03-31, 2026-03 or 2026 as seconds since 1970-01-01 UTC; false for anything else. */
bool str_date(Str text, int64_t *seconds);
/* The day as an author would write it: "2026-03-31". */
Str str_from_date(Arena *arena, int64_t seconds);

/* SVG path data (SVG 1.1, chapter 8). False: *mistake is the byte behind what is not understood. */
bool path_read(Arena *arena, Str text, Path *path, size_t *mistake);
/* Its steps when its view is stretched to a box. */
PathStep *path_stretch(Arena *arena, const Path *path, Box box);

/* ---- buffer: text and bytes that grow --------------------------------------------------------- */

typedef struct Buffer { Arena *arena; char *data; size_t length, capacity; } Buffer;

Buffer buffer_new(Arena *arena);
void buffer_add(Buffer *buffer, Str text);
void buffer_add_c(Buffer *buffer, const char *text);
void buffer_add_byte(Buffer *buffer, char byte);
void buffer_add_code(Buffer *buffer, uint32_t code);
void buffer_format(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/*
 * Decimal notation with at most the given decimals (0 to 6), no trailing zeros, no exponent, never the
 * locale's comma; a value that is no number, or beyond 1e9, is written as 0.
 */
void buffer_add_number(Buffer *buffer, double value, int decimals);
/* As it stands between the quotes of a JSON string (RFC 8259): on one line, whatever is in it. */
void buffer_add_escaped(Buffer *buffer, Str text);
Str buffer_str(const Buffer *buffer);
/* "4.5 mm" */
Str str_millimetres(Arena *arena, Pt length, int decimals);

/* ---- places and messages ---------------------------------------------------------------------- */

/* A place in a source: line and column count from 1, column in code points; file 0 means nowhere. */
typedef struct Span { uint32_t line; uint16_t file; uint16_t column; } Span;

typedef enum Severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

typedef struct Diags Diags;

typedef struct Env {
    Arena *keep;    /* lives until the build ends */
    Arena *scratch; /* mark it and reset it around what is not returned */
    Diags *diags;
} Env;

Diags *diags_new(Arena *arena);
/* Registers a text so that messages can show its lines; returns its file number for spans. */
uint16_t diags_add_source(Diags *diags, Str path, Str text);
Str diags_source_path(const Diags *diags, uint16_t file);
/*
 * Reports and goes on. hint may be empty. The same message at the same place counts once. At most a
 * thousand are kept; all are counted.
 */
void diags_report(Diags *diags, Severity severity, Span span, Str hint, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
size_t diags_count(const Diags *diags, Severity severity);
/* From now on a warning is an error. */
void diags_be_strict(Diags *diags);
/*
 * Moves span to the first occurrence of the character at or behind it in its source, within that line
 * and the next 200; leaves it alone if there is none. For errors about one character of a long text.
 */
Span diags_find_character(const Diags *diags, Span span, uint32_t code);
/*
 * All messages, sorted by file, line and column, errors before warnings; 20 errors and 20 warnings, then
 * how many more there are:
 *     path:6:8: error: text
 *         6 |   the line
 *           |   ^
 *       hint: text
 * A message without a place begins with "tryk: ".
 */
Str diags_print(const Diags *diags, Arena *arena);
/* Forgets the messages, keeps the sources. */
void diags_clear(Diags *diags);

#define REPORT_ERROR(env, span, hint, ...) \
    diags_report((env)->diags, SEVERITY_ERROR, (span), (hint), __VA_ARGS__)
#define REPORT_WARNING(env, span, hint, ...) \
    diags_report((env)->diags, SEVERITY_WARNING, (span), (hint), __VA_ARGS__)

/* The nearest of names to a mistyped word as "did you mean 'x'?", or the empty Str if none is near. */
Str hint_nearest(Arena *arena, Str word, const Str *names, size_t count);

/* ---- files ------------------------------------------------------------------------------------ */

typedef enum FileKind { FILE_MISSING, FILE_REGULAR, FILE_FOLDER, FILE_OTHER } FileKind;

FileKind file_kind(const char *path);
/* The whole file, at most 1 GiB. Missing, unreadable, a folder: reported at span, false. */
bool file_read(Env *env, const char *path, Span span, Str *bytes);
/*
 * Writes beside the target and renames when whole; an interrupt removes the part. Makes missing folders.
 * False: the old target is as it was, nothing else is left, and errno tells why.
 */
bool file_write(const char *path, Str bytes);
/* Names of a folder's entries, sorted by bytes, without . and ..; false if it cannot be read. */
bool file_list(Arena *arena, const char *path, Str **names, size_t *count);
/* "a/b" + "c" is "a/b/c"; an absolute second path stays. */
Str path_join(Arena *arena, Str folder, Str name);
/* "a/b.md": "a" (or "."), "b.md", "b". */
Str path_folder(Str path);
Str path_name(Str path);
Str path_stem(Str path);

#endif
