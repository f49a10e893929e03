/*
 * design/table_layout.c - rows of the one table: the keys of a layout file, of its page, palette, fonts
 * and paths.
 */
#include "design/table.h"

static const Property rows[] = {
    {SCOPE_LAYOUT, "use", VALUE_PART, "", "file or list of files", 0, 0, NO_FIELD,
     "What this layout stands on; paths are relative to it."},
    {SCOPE_LAYOUT, "title", VALUE_TEXT, "", NULL, 0, 0, FIELD(LayoutDraft, title),
     "What readers call the format: Report. It heads the download in index.html."},
    {SCOPE_LAYOUT, "page", VALUE_PART, "", "page keys", 0, 0, NO_FIELD, "Size, margins and grid."},
    {SCOPE_LAYOUT, "palette", VALUE_PART, "", "name: colour", 0, 0, NO_FIELD, "The colours by name."},
    {SCOPE_LAYOUT, "accent", VALUE_COLOUR, "", NULL, 0, 0, FIELD(LayoutDraft, accent),
     "What the colour 'accent' means where no section says otherwise."},
    {SCOPE_LAYOUT, "fonts", VALUE_PART, "", "role: font", 0, 0, NO_FIELD, "The typefaces by role."},
    {SCOPE_LAYOUT, "paths", VALUE_PART, "", "name: path", 0, 0, NO_FIELD, "Drawings for artwork."},
    {SCOPE_LAYOUT, "icons", VALUE_PART, "", "name: file", 0, 0, NO_FIELD,
     "Marks that a section can name and artwork can show: water: marks/water.svg."},
    {SCOPE_LAYOUT, "languages", VALUE_PART, "", "language: keys", 0, 0, NO_FIELD,
     "Quotation marks, dashes and spaces by language."},
    {SCOPE_LAYOUT, "styles", VALUE_PART, "", "selector: properties", 0, 0, NO_FIELD,
     "What elements look like. The more exact selector wins, then the later one."},
    {SCOPE_LAYOUT, "cards", VALUE_PART, "", "name: card", 0, 0, NO_FIELD,
     "Templates for frames with 'each'."},
    {SCOPE_LAYOUT, "pages", VALUE_PART, "", "name: master", 0, 0, NO_FIELD, "The kinds of page, in order."},
    {SCOPE_LAYOUT, "omit", VALUE_SELECTOR, "", NULL, 0, 0, FIELD(LayoutDraft, omits),
     "What this layout leaves out on purpose."},
    {SCOPE_LAYOUT, "editions", VALUE_WORDS, "screen", "screen press sheets", 0, 0,
     FIELD(LayoutDraft, editions), "What is made unless others are asked for: [screen, press, sheets]."},
    {SCOPE_LAYOUT, "press", VALUE_PART, "", "press keys", 0, 0, NO_FIELD, "What the print shop gets."},
    {SCOPE_LAYOUT, "sheets", VALUE_PART, "", "sheets keys", 0, 0, NO_FIELD,
     "How pages stand on sheets that are folded or cut."},
    {SCOPE_LAYOUT, "blank", VALUE_NAME, "", "name of a master", 0, 0, FIELD(LayoutDraft, blank),
     "The master of pages that stay empty."},

    {SCOPE_PAGE, "size", VALUE_PAGE_SIZE, "A4", NULL, 20 * PT_PER_MM, LONGEST, FIELD(PageGeometry, width),
     "Trim size: a format, a format and 'landscape', or width x height."},
    {SCOPE_PAGE, "leaflet", VALUE_WORD, "none", "none roll zigzag", 0, 0, FIELD(PageGeometry, leaflet),
     "The size is that of a sheet folded twice, and its pages are the six panels; those that a roll fold "
     "turns in are narrower."},
    {SCOPE_PAGE, "margins", VALUE_EDGES, "25mm 20mm", NULL, 0, LONGEST, FIELD(PageGeometry, margins),
     "White around the type area; left and right are inside and outside when pages face."},
    {SCOPE_PAGE, "bleed", VALUE_PT, "0", NULL, 0, 50 * PT_PER_MM, FIELD(PageGeometry, bleed),
     "How far artwork stands over the trim."},
    {SCOPE_PAGE, "columns", VALUE_COUNT, "12", NULL, 1, 96, FIELD(PageGeometry, columns),
     "Columns of the grid that frames are placed on."},
    {SCOPE_PAGE, "gutter", VALUE_PT, "5mm", NULL, 0, 1000, FIELD(PageGeometry, gutter),
     "Between two columns."},
    {SCOPE_PAGE, "baseline", VALUE_PT, "0", NULL, 0, 1000, FIELD(PageGeometry, baseline),
     "Step of the baseline grid; 0 is no grid. Its first line is that of text at the upper margin."},
    {SCOPE_PAGE, "smallest", VALUE_PT, "7pt", NULL, 1, 2000, FIELD(PageGeometry, smallest),
     "The smallest size that anybody can read: 'fit' makes no text smaller."},
    {SCOPE_PAGE, "resolution", VALUE_COUNT, "120", NULL, 0, 2400, FIELD(PageGeometry, resolution),
     "Pictures that are shown with fewer pixels to the inch are a warning."},
    {SCOPE_PAGE, "facing", VALUE_FLAG, "false", NULL, 0, 0, FIELD(PageGeometry, facing),
     "Left pages mirror right ones."},
    {SCOPE_PAGE, "count", VALUE_PAGE_COUNT, "", NULL, 1, 9999, FIELD(PageGeometry, count),
     "Exactly so many pages, or 'multiple of 4': blank pages go before the last one."},

    {SCOPE_EDGES, "top", VALUE_PT, "", NULL, 0, LONGEST, FIELD(Edges, top), "Upper edge."},
    {SCOPE_EDGES, "right", VALUE_PT, "", NULL, 0, LONGEST, FIELD(Edges, right), "Right or outer edge."},
    {SCOPE_EDGES, "bottom", VALUE_PT, "", NULL, 0, LONGEST, FIELD(Edges, bottom), "Lower edge."},
    {SCOPE_EDGES, "left", VALUE_PT, "", NULL, 0, LONGEST, FIELD(Edges, left), "Left or inner edge."},
    {SCOPE_EDGES, "inside", VALUE_PT, "", NULL, 0, LONGEST, FIELD(Edges, left), "The edge at the spine."},
    {SCOPE_EDGES, "outside", VALUE_PT, "", NULL, 0, LONGEST, FIELD(Edges, right), "The edge away from it."},

    {SCOPE_SWATCH, "screen", VALUE_INK, "", NULL, 0, 0, FIELD(SwatchDraft, screen),
     "The colour on a screen: \"#00677f\"."},
    {SCOPE_SWATCH, "print", VALUE_INK, "", NULL, 0, 0, FIELD(SwatchDraft, print),
     "The inks: cmyk(90 20 20 30) in percent, or spot(\"PANTONE 3155 C\")."},

    {SCOPE_FONT, "family", VALUE_TEXT, "", NULL, 0, 0, FIELD(FontDraft, family), "The family's name."},
    {SCOPE_FONT, "fallback", VALUE_NAMES, "", "list of families", 0, 0, FIELD(FontDraft, fallback),
     "Families for characters that the first one lacks."},
    {SCOPE_FONT, "features", VALUE_NAMES, "", "list of features", 0, 0, FIELD(FontDraft, features),
     "OpenType features wherever this role is used: [onum, ss01=2, -liga]."},

    {SCOPE_PATH, "d", VALUE_STEPS, "", NULL, 0, 0, FIELD(Path, steps), "SVG path data."},
    {SCOPE_PATH, "view", VALUE_VIEW, "", NULL, -1e6, 1e6, FIELD(Path, view),
     "Left, top, width and height of what is shown; the path's own extent if left out."},
};

const PropertyRows table_layout_rows = {rows, sizeof rows / sizeof rows[0]};
