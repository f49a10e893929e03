/*
 * pdf/pdf.h - pages as a PDF file. The only folder that knows libharu, libdeflate and how PDF counts.
 *
 * The structure tree is built from the document, so reading order is the author's whatever the pages look
 * like; items of one node that stand together share one marked-content sequence; items of node 0 are
 * artifacts. Same input, same bytes: the only dates are those handed in.
 */
#ifndef TRYK_PDF_H
#define TRYK_PDF_H

#include "page/page.h"

/* Whom the file is for. The screen's is PDF/UA-1 and PDF/A-2a in one, linearized. */
typedef enum PdfEdition { PDF_SCREEN, PDF_PRESS, PDF_SHEETS } PdfEdition;

typedef struct PdfOptions {
    PdfEdition edition;
    int64_t date;       /* seconds since 1970-01-01 UTC for both dates; 0: none is written */
    Str producer;       /* "tryk 1.0" */
} PdfOptions;

/* The whole file in env->keep, or an empty Str after an error in diags. */
Str pdf_write(Env *env, const Pages *pages, const Doc *doc, const PdfOptions *options);

/* The structure tree as indented text, an element or its words a line, for golden tests. */
Str pdf_dump_tags(Env *env, const Pages *pages, const Doc *doc);

#endif
