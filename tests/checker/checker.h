/*
 * checker.h - proves that a finished PDF keeps the rules of PDF/UA-1, PDF/A-2a, or PDF/X-4.
 *
 * It knows nothing of the program that wrote the file: objects come from qpdf, and everything else,
 * content streams, fonts, metadata, is read here. Every finding names a rule of the table in main.c, which
 * says what standards want it; so a new standard is new rows and, where they look at something new, a new
 * function.
 */
#ifndef CHECKER_H
#define CHECKER_H

#include <qpdf/qpdf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef qpdf_oh Object;

enum { UA1 = 1, A2A = 2, X4 = 4, SCREEN = UA1 | A2A, ALL = UA1 | A2A | X4 };

enum { GLYPHS = 65536, NAME_MAX_LENGTH = 64 };

/* A piece of marked content: it has a number on its page, and must have one place in the tree. */
typedef struct Mark {
    int number, owner;
    unsigned uses;
    bool moved;                /* it begins on another line than the text before it */
    bool hyphened;             /* a hyphen that is an artifact stands behind it */
    char *text;
} Mark;

typedef struct Page {
    Object object;
    int id;
    Mark *marks;
    size_t mark_count, mark_capacity;
    bool transparent;
} Page;

typedef struct Font {
    int id;
    Object object;
    uint8_t used[GLYPHS / 8];
    char *texts[GLYPHS];       /* UTF-8 by code, from ToUnicode */
} Font;

/* An element of the structure tree. */
typedef struct Element {
    Object object;
    int id, parent;            /* object number; index of its parent, -1 for the first */
    char type[NAME_MAX_LENGTH];
    int *kids;                 /* indices of elements */
    size_t kid_count, kid_capacity;
    size_t mark_count;         /* own pieces of marked content, and objects */
    size_t object_count;
} Element;

typedef struct Checker {
    qpdf_data pdf;
    const char *path;
    unsigned profiles;
    size_t findings;
    uint8_t *bytes;            /* the whole file */
    size_t length;
    Page *pages;
    size_t page_count;
    Font **fonts;
    size_t font_count, font_capacity;
    Element *elements;
    size_t element_count, element_capacity;
    bool rgb_intent, cmyk_intent;
    bool uses_rgb, uses_cmyk, uses_gray;
    char *text;                /* what the tree says, when asked for */
    size_t text_length, text_capacity;
    bool wants_text;
} Checker;

/* A finding; ignored if no wanted profile has the rule. */
void fail(Checker *checker, const char *rule, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- objects.c: null objects for whatever is not there ----------------------------------------- */

void *grow(void *items, size_t count, size_t *capacity, size_t size);
Object at_key(Checker *checker, Object dict, const char *key);
bool has_key(Checker *checker, Object dict, const char *key);
bool is_null(Checker *checker, Object object);
bool is_name(Checker *checker, Object object, const char *name);
bool is_true(Checker *checker, Object object);
bool is_array(Checker *checker, Object object);
bool is_dict(Checker *checker, Object object);
bool is_stream(Checker *checker, Object object);
bool is_string(Checker *checker, Object object);
bool is_number(Checker *checker, Object object);
size_t item_count(Checker *checker, Object array);
Object item_at(Checker *checker, Object array, size_t index);
double number_of(Checker *checker, Object object, double missing);
int int_of(Checker *checker, Object object, int missing);
int id_of(Checker *checker, Object object);
/* Name without its slash, "" if it is none; copied. */
void name_of(Checker *checker, Object object, char name[NAME_MAX_LENGTH]);
bool begins_with_letter(const char *text);
bool ends_in_letter(const char *text);
/* Text string as UTF-8, NULL if it is none; to be freed. */
char *text_of(Checker *checker, Object object);
/* Decoded; NULL if it cannot be. To be freed. */
uint8_t *data_of(Checker *checker, Object stream, size_t *length);
/* Calls back for each key of a dictionary; the name lives during the call. */
typedef void EachKey(Checker *checker, const char *key, Object value, void *data);
void each_key(Checker *checker, Object dict, EachKey *call, void *data);
/* Through all kids of a name or number tree: key as bytes, or as a number in text. */
typedef void EachLeaf(Checker *checker, const char *key, size_t length, Object value, void *data);
void each_leaf(Checker *checker, Object tree, const char *kind, EachLeaf *call, void *data);

/* ---- the areas, in the order in which they are looked at ---------------------------------------- */

void check_file(Checker *checker);
void check_metadata(Checker *checker);
/* Fills pages with marks and fonts with the glyphs in use. */
void check_content(Checker *checker);
void check_fonts(Checker *checker);
Font *font_of(Checker *checker, Object font);
/* Fills elements. */
void check_structure(Checker *checker);
void check_roles(Checker *checker);
void check_tables(Checker *checker);
void check_annotations(Checker *checker);
void check_navigation(Checker *checker);
void check_press(Checker *checker);

Mark *find_mark(Checker *checker, int page_id, int number);
const Element *element_with_id(const Checker *checker, int id);
/* Whether a destination, as it stands in an annotation or an outline, leads to a page. */
bool leads_somewhere(Checker *checker, Object destination);

#endif
