/*
 * pdf/pdf.h - pages as a PDF file. The only folder that knows libharu, libdeflate, Little CMS and how PDF
 * counts.
 *
 * The structure tree is built from the document, so reading order is the author's whatever the pages look
 * like; items of one node that stand together share one marked-content sequence; items of node 0 are
 * artifacts. Same input, same bytes: the only dates are those handed in.
 */
#ifndef TRYK_PDF_H
#define TRYK_PDF_H

#include "page/page.h"

/*
 * Whom the file is for. The screen's is PDF/UA-1 and PDF/A-2a in one, linearized. That for the press, and
 * sheets for one, are PDF/X-4 (ISO 15930-7): no tags, no links, only inks. Sheets without a profile are for
 * an office printer and have the screen's colours.
 */
typedef enum PdfEdition { PDF_SCREEN, PDF_PRESS, PDF_SHEETS } PdfEdition;

/* What a press does on a paper, as an ICC profile of four inks. */
typedef struct PdfProfile PdfProfile;

/* ISO Coated v2 with at most 300 % of ink, for offset on coated paper (FOGRA39). Lives in env->keep. */
const PdfProfile *pdf_profile_default(Env *env);
/* A print shop's own. NULL: it cannot be used for output in CMYK, which is reported. */
const PdfProfile *pdf_profile_new(Env *env, Str path, Str bytes);
/* As its maker calls it. */
Str pdf_profile_name(const PdfProfile *profile);
/* The inks of a colour, 0 to 1: as the layout says, else from its screen value. */
void pdf_profile_inks(const PdfProfile *profile, const Swatch *swatch, double inks[4]);

/* The samples of a JPEG as they are stored, a byte for each component; empty if they cannot be read. */
typedef Str PdfDecoder(Env *env, const Picture *picture);
/* Four inks a pixel as a JPEG; empty if they cannot be packed. */
typedef Str PdfEncoder(Arena *arena, Str inks, uint32_t columns, uint32_t rows);

typedef struct PdfOptions {
    PdfEdition edition;
    int64_t date;       /* seconds since 1970-01-01 UTC for both dates; 0: none, but for a press */
    Str producer;       /* "tryk 1.0" */
    const PdfProfile *profile; /* for inks; NULL: the screen's colours */
    PdfDecoder *decode; /* needed with a profile */
    PdfEncoder *encode; /* for photographs in inks; NULL: they are kept without loss */
} PdfOptions;

/* The whole file in env->keep, or an empty Str after an error in diags. */
Str pdf_write(Env *env, const Pages *pages, const Doc *doc, const PdfOptions *options);

/* What a print shop would phone about. */
typedef struct PressReport PressReport;
/* Pages without marks, and the file that was made of them with marks. */
typedef struct PressWork { const Pages *pages; Str file; } PressWork;

/*
 * Looks at pages as they are before marks come to them, as a shop's preflight does: bleed, safe zone and
 * folds, resolution, ink, fine lines, small type, colours, inks and fonts (Ghent Workgroup 2015; ISO
 * 12647-2); and at the file made of them, whatever made it: fonts that are not in it, colours of a screen,
 * white that overprints. What is found goes to env->diags with the line to change, and into the report.
 */
PressReport *pdf_check_press(Env *env, const PressWork *work, const Doc *doc, const Design *design,
                             const PdfOptions *options);
/* For the order: format, pages, bleed, inks, coverage, paper, fold, profile. One line. */
Str pdf_report_ticket(const PressReport *report);
/* What was checked, and how many errors there are in all: those of the text and the layout too. */
typedef struct PressJob { Str publication, layout; size_t errors; } PressJob;
/*
 * All findings and the ticket as a JSON object on a line; env->diags knows the files of their lines.
 * Lengths are in millimetres from the trim's upper left, pages count from 1; layouts/README.md tells every
 * field, and what each code stands for.
 */
Str pdf_report_json(const Env *env, const PressReport *report, const PressJob *job);

/* The structure tree as indented text, an element or its words a line, for golden tests. */
Str pdf_dump_tags(Env *env, const Pages *pages, const Doc *doc);

#endif
