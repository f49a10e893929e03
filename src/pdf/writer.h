/*
 * pdf/writer.h - what the stages of the PDF writer share. Private to pdf/.
 *
 * The stages run in the order in which they stand here; each leaves its table for those behind it.
 */
#ifndef TRYK_PDF_WRITER_H
#define TRYK_PDF_WRITER_H

#include "pdf/objects.h"
#include "pdf/pdf.h"
#include "pdf/resources.h"
#include "pdf/syntax.h"

typedef struct Fonts Fonts;
typedef struct Structure Structure;

/* What a page's content needs when the page itself is written. */
typedef struct PageRecord {
    uint32_t content;           /* object number */
    uint32_t first_link, link_count;
    Str pictures, shadings, states, spaces; /* entries of its resources */
    bool transparent;
} PageRecord;

/* A link's area on a page. */
typedef struct LinkArea {
    const Item *item;
    uint32_t page;
    uint32_t element;  /* of the structure tree */
    uint32_t key;      /* in the parent tree */
    uint32_t next;     /* of the same element: index + 1, 0: none */
} LinkArea;

typedef struct Writer {
    Env *env;
    Arena *arena;      /* all that is needed until the file is saved */
    Objects *objects;
    const Pages *pages;
    const Doc *doc;
    const PdfOptions *options;

    Fonts *fonts;
    Structure *structure;
    Resources pictures, shadings, states, spaces;
    uint32_t font_dictionary;  /* object number */
    PageRecord *records;       /* one a page */
    Resource *forms;           /* one for each page that stands on sheets */
    bool forms_transparent;
    LinkArea *links;
    size_t link_count, link_capacity;
    uint32_t *anchors;         /* by NodeId: index of its anchor + 1 */
    uint32_t first_page, first_link; /* object numbers */
    uint32_t page_tree_end;    /* behind the pages and the nodes above them, less the root */
    uint32_t first_outline, outline_end; /* object numbers; both 0: there is none */
    uint32_t inks_to_light;    /* object number of the function; 0: not needed yet */
    size_t bytes;              /* of streams so far, for the file's size */
    Buffer catalog;            /* entries gathered on the way */
} Writer;

/* A stream of packed bytes; fields come without Filter and Length. */
uint32_t writer_add_packed(Writer *writer, Str fields, Str packed);
/* The same, packed here. */
uint32_t writer_add_deflated(Writer *writer, Str fields, Str bytes);

/* ---- fonts.c ---------------------------------------------------------------------------------- */

/* Cuts every face down to what the pages show. False: a run or face that cannot be; reported. */
bool fonts_collect(Writer *writer);
/* The objects, when all text is encoded; their dictionary had its number from the start. */
void fonts_write(Writer *writer);

/* ---- structure.c, tags.c ---------------------------------------------------------------------- */

/* Elements for all nodes that the pages show. */
void structure_collect(Writer *writer);
/* The element that an item's content belongs to; 0: it is an artifact. */
uint32_t structure_element(const Structure *structure, const Item *item);
/* "P", "H1" ... */
const char *structure_tag(const Structure *structure, uint32_t element);
/* Called for every page, in order, before its marks. */
void structure_begin_page(Structure *structure, uint32_t page);
/* A new piece of marked content on a page; gives its MCID. */
uint32_t structure_mark(Writer *writer, uint32_t element, uint32_t page, NodeId node);
/* A picture that an element shows, in the page's coordinates with y up. */
void structure_add_box(Structure *structure, uint32_t element, Box box);
/* All links are known: the tree's objects. */
void structure_write(Writer *writer);

/* ---- content.c -------------------------------------------------------------------------------- */

/* Content streams of all pages, and the records. */
void content_write(Writer *writer);

/* ---- ink.c, profile.c, press.c ---------------------------------------------------------------- */

/* Without a profile colours stay. Text and fine lines that print black: black ink alone, overprinting. */
Colour ink_of_text(const PdfProfile *profile, Colour colour);
Colour ink_of_fill(const PdfProfile *profile, const Item *item);
Colour ink_of_stroke(const PdfProfile *profile, const Item *item, double scale); /* of a drawing, else 1 */
bool ink_overprints(Colour colour);
/* No ink at all: none, paper, a tint of nothing. */
bool ink_is_bare(const PdfProfile *profile, Colour colour);
/* A gradient from a spot ink to another ink has no separation: the process inks stand for it. */
bool ink_loses_spot(const PdfProfile *profile, const Paint *paint);
/* Of one ink with a plate of its own, which overprints: process inks in a gradient always cut out. */
bool ink_gradient_overprints(const PdfProfile *profile, const Paint *paint);
/* The process inks of a colour at its tint; of a spot colour, those that stand for it. */
void ink_process(const PdfProfile *profile, Colour colour, double inks[4]);
/* "[...]" that a gradient runs in, or the two ends of it in that. */
void ink_print_space(Writer *writer, const Paint *paint, Buffer *out);
void ink_print_ends(Writer *writer, const Paint *paint, Buffer *out);
/* RGB samples as inks, in the arena: by the picture's own profile, or as sRGB if it has no good one. */
Str profile_convert(const PdfProfile *profile, Arena *arena, const Picture *picture, Str samples);
/* Whether what it has for a profile, if anything, is one of colours of light. */
bool profile_knows(const PdfProfile *profile, const Picture *picture);
/* Info, XMP and output intent of PDF/X-4. */
void press_add_info(Buffer *out);
void press_add_xmp(const Writer *writer, Buffer *out);
void press_write_intent(Writer *writer);

/* ---- pagetree.c, links.c, navigation.c, labels.c, metadata.c ---------------------------------- */

/* "/Resources<<...>>" */
void pagetree_print_resources(const Writer *writer, const PageRecord *record, Buffer *out);
/* Gives all pages and links their object numbers. */
void pagetree_write(Writer *writer);
/* A link's area, if it leads anywhere. */
void links_add(Writer *writer, const Item *item, uint32_t page);
void links_write(Writer *writer);
/* Which anchors there are; before the content. */
void navigation_collect(Writer *writer);
/* The anchor of a node, or of the heading or section that stands for it; NULL if none. */
const Anchor *navigation_anchor(const Writer *writer, const Node *node);
/* Its name as a destination; empty if it has none. */
Str navigation_name(const Node *node);
/* "[page /XYZ x y null]" */
void navigation_print(const Writer *writer, const Anchor *anchor, Buffer *out);
/* Named destinations, outline, page labels. */
void navigation_write(Writer *writer);
void labels_write(Writer *writer);
/* Info, XMP, and the catalog, which is closed with this. */
void metadata_write(Writer *writer);

/* ---- linear_file.c ----------------------------------------------------------------------------- */

/*
 * The file with its first page first, and objects packed: ISO 32000-1 annex F and 7.5.7. Instead of saving
 * the objects.
 */
Str linear_save(Writer *writer, size_t size_hint);

/* ---- srgb.c ------------------------------------------------------------------------------------ */

/* The profile of the screen's colours, IEC 61966-2-1, by ICC.1:2004-10. */
Str srgb_profile(Arena *arena);

#endif
