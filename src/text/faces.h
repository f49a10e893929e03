/*
 * text/faces.h - private to text/: from a request to open faces, by fontconfig and HarfBuzz.
 */
#ifndef TRYK_TEXT_FACES_H
#define TRYK_TEXT_FACES_H

#include "text/text.h"

#include <hb.h>

/* ---- find.c ----------------------------------------------------------------------------------- */

typedef struct Finder Finder;

/* A font file that answers a request, and what it offers. */
typedef struct FontPlace {
    const char *path;
    unsigned index; /* in a collection */
    int weight;     /* the nearest to the one wanted */
    bool slanted;
    bool variable;
} FontPlace;

/* Opens nothing yet: a folder is read when a family is first looked for in it. */
Finder *text_finder_new(Env *env, const Str *folders, size_t folder_count);
/* The nearest face of the family, in the first place that has the family; false if none has. */
bool text_find_face(Finder *finder, const FontRequest *request, Str family, FontPlace *place);
/* The nearest face of whatever family that can write Latin letters. */
bool text_find_any_face(Finder *finder, const FontRequest *request, FontPlace *place);
/* For hints; both may have to read the system's whole font list. */
Str text_family_hint(Finder *finder, Str family);
Str text_family_with(Finder *finder, uint32_t code);

/* ---- face.c ----------------------------------------------------------------------------------- */

#define FACE_AXIS_LIMIT 4

/* What Face.handle points at: one file at one weight. Faces of one file share its tables. */
typedef struct OpenFace {
    Face face;
    FontPlace place;
    hb_face_t *tables;
    hb_font_t *font; /* scaled to font units */
    hb_variation_t axes[FACE_AXIS_LIMIT];
    unsigned axis_count;
    float em; /* font units in one em */
    hb_set_t *missing; /* characters reported as not there, or NULL */
} OpenFace;

typedef struct FontData { const char *path; unsigned index; hb_face_t *tables; } FontData;

typedef struct FontLibrary {
    Env *env;
    Finder *finder;
    FontData *files;
    size_t file_count, file_capacity;
    OpenFace **faces;
    size_t face_count, face_capacity;
    Str *complaints; /* said once for all requests alike */
    size_t complaint_count, complaint_capacity;
} FontLibrary;

/*
 * The one face of this place, opened if it is not yet; NULL if the file is no font. italic leans a variable
 * font that can lean; place.slanted of the face says what came of it.
 */
OpenFace *text_open_face(FontLibrary *library, const FontPlace *place, bool italic);
/* Unsigned big-endian number in a table, 0 where the table ends earlier. */
uint32_t text_table_number(hb_face_t *tables, hb_tag_t tag, unsigned offset, unsigned size);
/* See Shaper. A face that is only a stand-in covers what its metrics say. */
Box text_run_ink(Shaper *shaper, const GlyphRun *run);

/* Whether the font substitutes or places glyphs by this feature. */
bool text_face_has_feature(const OpenFace *open, hb_tag_t tag);
/* Whether all figures are equally wide as they are. */
bool text_face_is_tabular(const OpenFace *open);

/* ---- chain.c ---------------------------------------------------------------------------------- */

/* A request made good: its faces in order of wish, each looked for only when the ones before do not do. */
typedef struct FaceChain {
    const FontRequest *request;
    OpenFace **faces;
    size_t face_count;
    size_t tried; /* families */
    hb_feature_t *features;
    Span *spans; /* where each of them was asked for */
    unsigned feature_count;
    bool fractions; /* among the features */
    hb_language_t language;
} FaceChain;

FaceChain *text_chain_new(FontLibrary *library, const FontRequest *request);
/* The face at this place of the chain, or NULL behind the last one. */
OpenFace *text_chain_face(FontLibrary *library, FaceChain *chain, size_t number);

#endif
