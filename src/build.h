/*
 * build.h - the pipeline: from Markdown and a layout to PDFs, for every publication in every layout.
 */
#ifndef TRYK_BUILD_H
#define TRYK_BUILD_H

#include "design/design.h"

#define TRYK_VERSION "1.0"

typedef enum BuildMode {
    BUILD_WRITE,
    BUILD_CHECK,      /* all but the last step: no file is written */
    BUILD_DUMP_DOC,   /* the publication as text; layouts are not looked at */
    BUILD_DUMP_PAGES, /* the pages as text */
    BUILD_DUMP_TAGS   /* the structure tree as text */
} BuildMode;

/* Also the exit codes of the program; 2 is wrong usage. Sorted: the worse the higher. */
typedef enum BuildOutcome { BUILD_FINE = 0, BUILD_INPUT_WRONG = 1, BUILD_NO_ROOM = 3 } BuildOutcome;

/* What has become of one publication in one layout and one edition. */
typedef struct BuildResult {
    BuildOutcome outcome;
    Str publication, layout;
    Str path;        /* of the PDF; empty when only checking */
    size_t errors, pages, bytes;
    double seconds;
    Str dump;        /* in the dump modes */
    Str ticket, json; /* when the press edition is checked: for the order, and all that was found */
} BuildResult;

/* Who wants to know. The texts live only during the call. */
typedef struct BuildWatch BuildWatch;
struct BuildWatch {
    void (*on_stage)(BuildWatch *watch, Str publication, Str layout, const char *doing);
    void (*on_messages)(BuildWatch *watch, Str messages);
    void (*on_result)(BuildWatch *watch, const BuildResult *result);
    void (*on_readability)(BuildWatch *watch, Str publication, const Readability *readability);
};

typedef struct BuildWish {
    BuildMode mode;
    bool strict;     /* warnings are errors */
    bool readability; /* measure how hard the text is to read */
    Str *contents;   /* Markdown files or folders of them */
    size_t content_count;
    Str *layouts;    /* layout files */
    size_t layout_count;
    bool guides;     /* the grid and the frames are drawn over the pages */
    bool pictures;   /* of every page, beside the PDF: LAYOUT-1.png */
    bool webpage;    /* out/PUBLICATION/index.html, with the PDFs for the screen */
    Str out;         /* the PDFs are out/PUBLICATION/LAYOUT.pdf, LAYOUT.press.pdf, LAYOUT.sheets.pdf, and
                        LAYOUT.NAME.pdf for further sheets */
    uint32_t editions; /* a bit for each Edition; 0: those that the layout says */
    Str scheme;      /* the sheets of that name alone; empty: all that the layout has */
    Str profile;     /* an ICC file for the inks; empty: the default */
} BuildWish;

/*
 * Builds every publication in every layout; a mistake in one does not stop the others. A publication is
 * read once. Where there is an error no PDF is written and the one of an earlier build stays; warnings
 * stop nothing. Two publications, or two layouts, of one name would overwrite each other: an error.
 */
BuildOutcome build_run(Arena *arena, const BuildWish *wish, BuildWatch *watch);

/* What it means when a file could not be written, by errno. */
BuildOutcome build_write_outcome(int error);

#endif
