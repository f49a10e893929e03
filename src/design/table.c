/*
 * design/table.c - every key of the layout language, once.
 *
 * The one idea: a row says how a key is written, what it may hold, where it goes and what it is for, so the
 * parser, the hints, the defaults and the reference can not disagree. A new property is a new row. Keys
 * that frames, cards and blocks share are rows of SCOPE_BOX.
 */
#include "design/draft.h"

#define FIELD(Type, field) offsetof(Type, field), sizeof(((Type *)NULL)->field)
#define NO_FIELD 0, 0
/* The longest side that a PDF page can have. */
#define LONGEST 14400

static const ScopeInfo scopes[SCOPE_COUNT] = {
    [SCOPE_LAYOUT] = {"key", "layout", "The keys of a layout file.", false, 0},
    [SCOPE_PAGE] = {"page key", "page", "The sheet, once trimmed, and its grid.", false, 0},
    [SCOPE_EDGES] =
        {"edge", "margins, padding",
         "All four at once (20mm), upright and sideways (20mm 18mm), in the order top right bottom left, "
         "or by name.",
         false, 0},
    [SCOPE_SWATCH] = {"colour key", "palette: a colour", "Or just its screen value: fjord: \"#00677f\".",
                      false, 0},
    [SCOPE_FONT] = {"font key", "fonts: a role", "Or just the family: text: Gentium Plus.", false, 0},
    [SCOPE_PATH] = {"path key", "paths: a path",
                    "Or just its data. It is stretched to the box it is drawn in.", false, 0},
    [SCOPE_STYLE] = {"style property", "styles: a selector", "How what the selector names is set.", true,
                     offsetof(Style, box)},
    [SCOPE_BOX] = {"key", "around a block, a frame or a card", "What surrounds it.", false, 0},
    [SCOPE_BAR] = {"bar key", "bar", "A bar along one side, inside the box.", false, 0},
    [SCOPE_MASTER] = {"key of a page", "pages: a master",
                      "A kind of page. Masters take their turn in this order.", false, 0},
    [SCOPE_FRAME] =
        {"frame key", "frames: a frame",
         "A place on the page: by columns of the grid or by x and width, and by two of top, bottom and "
         "height, counted from the margins. It has one of takes, each, text and contents, or none.",
         true, offsetof(Frame, box)},
    [SCOPE_CARD] = {"card key", "cards: a card", "A template for one section of many.", true,
                    offsetof(Card, box)},
    [SCOPE_ARTWORK] = {"artwork key", "behind, front: a piece of artwork",
                       "One of rect, line, circle, path, picture and text, and where it lies.", false, 0},
    [SCOPE_LANGUAGE] =
        {"language key", "languages: a language",
         "What typed text becomes, by language (da, en-US); the language 'all' is what the others stand "
         "on. In patterns # is a number, ## two figures, @ a capital letter, * any character, and a small "
         "letter also its capital.",
         false, 0},
};

static const Property rows[] = {
    {SCOPE_LAYOUT, "use", VALUE_PART, "", "file or list of files", 0, 0, NO_FIELD,
     "What this layout stands on; paths are relative to it."},
    {SCOPE_LAYOUT, "page", VALUE_PART, "", "page keys", 0, 0, NO_FIELD, "Size, margins and grid."},
    {SCOPE_LAYOUT, "palette", VALUE_PART, "", "name: colour", 0, 0, NO_FIELD, "The colours by name."},
    {SCOPE_LAYOUT, "accent", VALUE_COLOUR, "", NULL, 0, 0, FIELD(LayoutDraft, accent),
     "What the colour 'accent' means where no section says otherwise."},
    {SCOPE_LAYOUT, "fonts", VALUE_PART, "", "role: font", 0, 0, NO_FIELD, "The typefaces by role."},
    {SCOPE_LAYOUT, "paths", VALUE_PART, "", "name: path", 0, 0, NO_FIELD, "Drawings for artwork."},
    {SCOPE_LAYOUT, "languages", VALUE_PART, "", "language: keys", 0, 0, NO_FIELD,
     "Quotation marks, dashes and spaces by language."},
    {SCOPE_LAYOUT, "styles", VALUE_PART, "", "selector: properties", 0, 0, NO_FIELD,
     "What elements look like. The more exact selector wins, then the later one."},
    {SCOPE_LAYOUT, "cards", VALUE_PART, "", "name: card", 0, 0, NO_FIELD,
     "Templates for frames with 'each'."},
    {SCOPE_LAYOUT, "pages", VALUE_PART, "", "name: master", 0, 0, NO_FIELD, "The kinds of page, in order."},
    {SCOPE_LAYOUT, "omit", VALUE_SELECTOR, "", NULL, 0, 0, FIELD(LayoutDraft, omits),
     "What this layout leaves out on purpose."},
    {SCOPE_LAYOUT, "blank", VALUE_NAME, "", "name of a master", 0, 0, FIELD(LayoutDraft, blank),
     "The master of pages that stay empty."},

    {SCOPE_PAGE, "size", VALUE_PAGE_SIZE, "A4", NULL, 20 * PT_PER_MM, LONGEST, FIELD(PageGeometry, width),
     "Trim size: a format, a format and 'landscape', or width x height."},
    {SCOPE_PAGE, "margins", VALUE_EDGES, "25mm 20mm", NULL, 0, LONGEST, FIELD(PageGeometry, margins),
     "White around the type area; left and right are inside and outside when pages face."},
    {SCOPE_PAGE, "bleed", VALUE_PT, "0", NULL, 0, 50 * PT_PER_MM, FIELD(PageGeometry, bleed),
     "How far artwork stands over the trim."},
    {SCOPE_PAGE, "columns", VALUE_COUNT, "12", NULL, 1, 96, FIELD(PageGeometry, columns),
     "Columns of the grid that frames are placed on."},
    {SCOPE_PAGE, "gutter", VALUE_PT, "5mm", NULL, 0, 1000, FIELD(PageGeometry, gutter),
     "Between two columns."},
    {SCOPE_PAGE, "baseline", VALUE_PT, "0", NULL, 0, 1000, FIELD(PageGeometry, baseline),
     "Step of the baseline grid; 0 is no grid."},
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

    {SCOPE_STYLE, "font", VALUE_ROLE, "text", NULL, 0, 0, FIELD(StyleState, font.role),
     "A role of 'fonts'."},
    {SCOPE_STYLE, "weight", VALUE_WEIGHT, "regular",
     "thin extralight light regular medium semibold bold extrabold black", 1, 1000,
     FIELD(StyleState, font.weight), "Weight of the face."},
    {SCOPE_STYLE, "italic", VALUE_FLAG, "false", NULL, 0, 0, FIELD(StyleState, font.italic), "Italic."},
    {SCOPE_STYLE, "size", VALUE_SIZED, "10.5pt", NULL, 1, 2000, FIELD(StyleState, style.size),
     "Type size; em and % are of the size around it."},
    {SCOPE_STYLE, "leading", VALUE_SIZED, "14.5pt", NULL, 1, 4000, FIELD(StyleState, style.leading),
     "From baseline to baseline. Where only the size is set, it grows with it."},
    {SCOPE_STYLE, "tracking", VALUE_TRACKING, "0", NULL, -1, 5, FIELD(StyleState, style.tracking),
     "Opens or closes the letters."},
    {SCOPE_STYLE, "color", VALUE_COLOUR, "cmyk(0 0 0 100)", NULL, 0, 0, FIELD(StyleState, style.color),
     "Colour of the text."},
    {SCOPE_STYLE, "align", VALUE_WORD, "left", "left center right justify inside outside", 0, 0,
     FIELD(StyleState, style.align), "How lines stand in the measure."},
    {SCOPE_STYLE, "hyphenate", VALUE_FLAG, "true", NULL, 0, 0, FIELD(StyleState, style.hyphenate),
     "Words may be divided."},
    {SCOPE_STYLE, "case", VALUE_WORD, "none", "none upper lower", 0, 0, FIELD(StyleState, style.caps),
     "Sets all letters in capitals or in small letters."},
    {SCOPE_STYLE, "features", VALUE_NAMES, "", "list of features", 0, 0, FIELD(StyleState, font.features),
     "OpenType features beside those of the font's role."},
    {SCOPE_STYLE, "figures", VALUE_FIGURES, "", "lining oldstyle tabular proportional", 0, 0,
     FIELD(StyleState, font.figures), "Kind of figures; two words may stand together."},
    {SCOPE_STYLE, "small-caps", VALUE_FLAG, "false", NULL, 0, 0, FIELD(StyleState, font.small_caps),
     "Small letters as small capitals."},
    {SCOPE_STYLE, "fractions", VALUE_FLAG, "false", NULL, 0, 0, FIELD(StyleState, font.fractions),
     "1/2 as a fraction: for a span, not for running text."},
    {SCOPE_STYLE, "typography", VALUE_FIGURES, "quotes dashes ellipsis spaces",
     "quotes dashes ellipsis spaces none", 0, 0, FIELD(StyleState, style.typography),
     "What is corrected in typed text, as 'languages' says; some of the words, or none."},
    {SCOPE_STYLE, "accent", VALUE_ACCENT, "accent", NULL, 0, 0, FIELD(StyleState, style.accent),
     "What the colour 'accent' means from here on."},
    {SCOPE_STYLE, "underline", VALUE_FLAG, "false", NULL, 0, 0, FIELD(StyleState, style.underline),
     "Underlined."},
    {SCOPE_STYLE, "shift", VALUE_SIZED, "0", NULL, -1000, 1000, FIELD(StyleState, style.baseline_shift),
     "Raises the baseline; below 0 lowers it."},
    {SCOPE_STYLE, "marker-color", VALUE_COLOUR, "accent", NULL, 0, 0, FIELD(StyleState, style.marker_color),
     "Colour of a list's markers."},
    {SCOPE_STYLE, "space-before", VALUE_SIZED, "0", NULL, 0, 4000, FIELD(StyleState, style.space_before),
     "White above; between two blocks the larger one counts."},
    {SCOPE_STYLE, "space-after", VALUE_SIZED, "0", NULL, 0, 4000, FIELD(StyleState, style.space_after),
     "White below."},
    {SCOPE_STYLE, "indent", VALUE_EM, "0", NULL, -2000, 2000, FIELD(StyleState, style.indent),
     "Of the first line."},
    {SCOPE_STYLE, "inset-left", VALUE_EM, "0", NULL, -4000, 4000, FIELD(StyleState, style.inset_left),
     "Moves the left edge in."},
    {SCOPE_STYLE, "inset-right", VALUE_EM, "0", NULL, -4000, 4000, FIELD(StyleState, style.inset_right),
     "Moves the right edge in."},
    {SCOPE_STYLE, "max-width", VALUE_EM, "0", NULL, 0, LONGEST, FIELD(StyleState, style.max_width),
     "Widest measure; 0 is no limit."},
    {SCOPE_STYLE, "rule-above", VALUE_STROKE, "0.5pt none", NULL, 0, 500,
     FIELD(StyleState, style.rule_above), "A line over the block: 0.5pt ink."},
    {SCOPE_STYLE, "rule-below", VALUE_STROKE, "0.5pt none", NULL, 0, 500,
     FIELD(StyleState, style.rule_below), "A line under the block."},
    {SCOPE_STYLE, "rule-gap", VALUE_EM, "2pt", NULL, 0, 1000, FIELD(StyleState, style.rule_gap),
     "Between such a line and the text."},
    {SCOPE_STYLE, "keep-with-next", VALUE_FLAG, "false", NULL, 0, 0,
     FIELD(StyleState, style.keep_with_next), "Never the last block in a frame."},
    {SCOPE_STYLE, "keep-together", VALUE_FLAG, "false", NULL, 0, 0, FIELD(StyleState, style.keep_together),
     "Never divided between frames."},
    {SCOPE_STYLE, "hidden", VALUE_FLAG, "false", NULL, 0, 0, FIELD(StyleState, style.hidden),
     "Not set at all."},
    {SCOPE_STYLE, "orphans", VALUE_COUNT, "2", NULL, 1, 100, FIELD(StyleState, style.orphans),
     "Fewest lines at the foot of a frame."},
    {SCOPE_STYLE, "widows", VALUE_COUNT, "2", NULL, 1, 100, FIELD(StyleState, style.widows),
     "Fewest lines at the head of a frame."},
    {SCOPE_STYLE, "break-before", VALUE_WORD, "auto", "auto frame page right", 0, 0,
     FIELD(StyleState, style.break_before), "Starts a new frame, page or right-hand page."},
    {SCOPE_STYLE, "marker", VALUE_TEMPLATE, "", "text", 0, 0, FIELD(StyleState, style.marker),
     "Of a list's items, or of one: {n} is its number, {a} {A} {i} {I} the same as a letter or Roman."},
    {SCOPE_STYLE, "marker-align", VALUE_WORD, "left", "left center right", 0, 0,
     FIELD(StyleState, style.marker_align), "Where a list's markers stand in the inset."},
    {SCOPE_STYLE, "marker-gap", VALUE_EM, "0.3em", NULL, 0, 1000, FIELD(StyleState, style.marker_gap),
     "Between marker and text, at least."},
    {SCOPE_STYLE, "label", VALUE_TEMPLATE, "", "text", 0, 0, FIELD(StyleState, style.label),
     "Set with the block: \"{number}\" shows the section's attribute of that name."},
    {SCOPE_STYLE, "label-style", VALUE_CLASS, "", "class", 0, 0, FIELD(StyleState, style.label_style),
     "Class that styles the label."},
    {SCOPE_STYLE, "label-place", VALUE_WORD, "above", "above inline hanging", 0, 0,
     FIELD(StyleState, style.label_place), "Where the label stands."},
    {SCOPE_STYLE, "label-gap", VALUE_EM, "2mm", NULL, 0, 1000, FIELD(StyleState, style.label_gap),
     "Between label and text."},
    {SCOPE_STYLE, "leader", VALUE_WORD, "none", "none dots line", 0, 0, FIELD(StyleState, style.leader),
     "What leads to the page number of a contents entry."},
    {SCOPE_STYLE, "align-figures", VALUE_FLAG, "true", NULL, 0, 0, FIELD(StyleState, style.align_figures),
     "Table: columns of numbers stand right, decimal signs under each other."},
    {SCOPE_STYLE, "caption-place", VALUE_WORD, "above", "above below", 0, 0,
     FIELD(StyleState, style.caption_below), "Where a table's caption stands."},
    {SCOPE_STYLE, "vertical-align", VALUE_WORD, "top", "top middle bottom", 0, 0,
     FIELD(StyleState, style.vertical_align), "Where a table's cell stands in a higher row."},
    {SCOPE_STYLE, "smallest-size", VALUE_PT, "6.5pt", NULL, 1, 2000, FIELD(StyleState, style.smallest_size),
     "A table that is too wide is set smaller, down to this size."},
    {SCOPE_STYLE, "picture-height", VALUE_PT, "0", NULL, 0, LONGEST,
     FIELD(StyleState, style.picture_height), "Tallest picture in a figure; 0 is as the picture is."},
    {SCOPE_STYLE, "columns", VALUE_COUNT, "1", NULL, 1, 12, FIELD(StyleState, style.columns),
     "Text columns inside this block."},
    {SCOPE_STYLE, "column-gap", VALUE_EM, "5mm", NULL, 0, 1000, FIELD(StyleState, style.column_gap),
     "Between those columns."},

    {SCOPE_BOX, "fill", VALUE_PAINT, "none", NULL, 0, 0, FIELD(Decoration, fill),
     "What the box is filled with."},
    {SCOPE_BOX, "opacity", VALUE_SHARE, "100%", NULL, 0, 100, FIELD(Decoration, fill.opacity),
     "Of the fill."},
    {SCOPE_BOX, "stroke", VALUE_STROKE, "0.5pt none", NULL, 0, 500, FIELD(Decoration, stroke),
     "The line around it: ink, or 0.5pt ink."},
    {SCOPE_BOX, "stroke-width", VALUE_PT, "", NULL, 0, 500, FIELD(Decoration, stroke.width),
     "Its width by itself."},
    {SCOPE_BOX, "radius", VALUE_PT, "0", NULL, 0, 2000, FIELD(Decoration, radius), "Of the corners."},
    {SCOPE_BOX, "padding", VALUE_EDGES, "0", NULL, 0, 2000, FIELD(Decoration, padding),
     "White between the edge and what is inside."},
    {SCOPE_BOX, "bar", VALUE_BAR, "", "bar keys", 0, 0, FIELD(Decoration, bar), "A bar along one side."},
    {SCOPE_BOX, "behind", VALUE_ARTWORK, "", "list of artwork", 0, 0, FIELD(Decoration, behind),
     "Artwork under the text."},
    {SCOPE_BOX, "front", VALUE_ARTWORK, "", "list of artwork", 0, 0, FIELD(Decoration, front),
     "Artwork over the text."},

    {SCOPE_BAR, "side", VALUE_WORD, "top", "top right bottom left", 0, 0, FIELD(Bar, side),
     "Along which side."},
    {SCOPE_BAR, "width", VALUE_PT, "2mm", NULL, 0, 500, FIELD(Bar, width), "How thick."},
    {SCOPE_BAR, "fill", VALUE_PAINT, "accent", NULL, 0, 0, FIELD(Bar, fill), "Its colour."},

    {SCOPE_MASTER, "for", VALUE_SELECTOR, "", NULL, 0, 0, FIELD(MasterDraft, master.for_each),
     "One run of pages for each such section; its frames look inside that section only."},
    {SCOPE_MASTER, "then", VALUE_NAME, "", "name of a master, or none", 0, 0, FIELD(MasterDraft, then),
     "The master of the next page when text goes on; this one again if left out."},
    {SCOPE_MASTER, "frames", VALUE_PART, "", "name: frame", 0, 0, NO_FIELD, "Where content goes."},
    {SCOPE_MASTER, "margins", VALUE_EDGES, "", NULL, 0, LONGEST, FIELD(MasterDraft, master.margins),
     "Other margins than the page's."},
    {SCOPE_MASTER, "behind", VALUE_ARTWORK, "", "list of artwork", 0, 0, FIELD(MasterDraft, master.behind),
     "Artwork under the text."},
    {SCOPE_MASTER, "front", VALUE_ARTWORK, "", "list of artwork", 0, 0, FIELD(MasterDraft, master.front),
     "Artwork over the text: running heads and folios."},
    {SCOPE_MASTER, "start", VALUE_WORD, "any", "any right left", 0, 0, FIELD(MasterDraft, master.start),
     "On which side its first page lies."},
    {SCOPE_MASTER, "numbered", VALUE_FLAG, "true", NULL, 0, 0, FIELD(MasterDraft, master.numbered),
     "If false, {page} is empty here, though the page counts."},

    {SCOPE_FRAME, "columns", VALUE_COLUMNS, "", NULL, 1, 96, FIELD(FrameDraft, frame.first_column),
     "Columns of the page's grid; all of them if left out."},
    {SCOPE_FRAME, "x", VALUE_LENGTH, "", NULL, -LONGEST, LONGEST, FIELD(FrameDraft, frame.x),
     "Instead of columns: from the margins' left or inner edge."},
    {SCOPE_FRAME, "width", VALUE_LENGTH, "", NULL, 0, LONGEST, FIELD(FrameDraft, frame.width), "Width."},
    {SCOPE_FRAME, "top", VALUE_LENGTH, "", NULL, -LONGEST, LONGEST, FIELD(FrameDraft, frame.top),
     "From the upper margin."},
    {SCOPE_FRAME, "bottom", VALUE_LENGTH, "", NULL, -LONGEST, LONGEST, FIELD(FrameDraft, frame.bottom),
     "From the lower margin."},
    {SCOPE_FRAME, "height", VALUE_LENGTH, "", NULL, 0, LONGEST, FIELD(FrameDraft, frame.height), "Height."},
    {SCOPE_FRAME, "takes", VALUE_SELECTOR, "", "selector, or rest", 0, 0, FIELD(FrameDraft, takes),
     "The content that flows in. Frames that take the same are threaded."},
    {SCOPE_FRAME, "each", VALUE_SELECTOR, "", NULL, 0, 0, FIELD(FrameDraft, each),
     "A card for each of these."},
    {SCOPE_FRAME, "card", VALUE_CARD, "", "name of a card", 0, 0, FIELD(FrameDraft, frame.card),
     "What such a card looks like."},
    {SCOPE_FRAME, "grid", VALUE_GRID, "2 x 3", NULL, 1, 100, FIELD(FrameDraft, frame.grid_columns),
     "Cards beside each other x cards above each other."},
    {SCOPE_FRAME, "text", VALUE_TEMPLATE, "", "text", 0, 0, FIELD(FrameDraft, frame.text),
     "A text of the layout's own: \"{author}, {date}\"."},
    {SCOPE_FRAME, "style", VALUE_CLASS, "", "class", 0, 0, FIELD(FrameDraft, frame.style),
     "Class that styles that text."},
    {SCOPE_FRAME, "contents", VALUE_COUNT, "", NULL, 1, 6, FIELD(FrameDraft, frame.depth),
     "Table of contents down to this heading level."},
    {SCOPE_FRAME, "split", VALUE_COUNT, "1", NULL, 1, 12, FIELD(FrameDraft, frame.split), "Text columns."},
    {SCOPE_FRAME, "gap", VALUE_PT, "5mm", NULL, 0, 2000, FIELD(FrameDraft, frame.gap),
     "Between text columns, or between cards."},
    {SCOPE_FRAME, "align", VALUE_WORD, "top", "top middle bottom", 0, 0, FIELD(FrameDraft, frame.align),
     "Where content stands in a frame that is higher."},

    {SCOPE_CARD, "align", VALUE_WORD, "top", "top middle bottom", 0, 0, FIELD(Card, align),
     "Where content stands in a card that is higher."},

    {SCOPE_ARTWORK, "rect", VALUE_WORD, "", "page bleed margins self", 0, 0, FIELD(ArtDraft, rect),
     "A rectangle; the word says what its place refers to."},
    {SCOPE_ARTWORK, "line", VALUE_WORD, "", "page bleed margins self", 0, 0, FIELD(ArtDraft, line),
     "A line from one corner of its box to the other; flat without a height."},
    {SCOPE_ARTWORK, "circle", VALUE_WORD, "", "page bleed margins self", 0, 0, FIELD(ArtDraft, circle),
     "An ellipse that fills its box."},
    {SCOPE_ARTWORK, "path", VALUE_PATH, "", "name of a path", 0, 0, FIELD(ArtDraft, path),
     "One of 'paths'."},
    {SCOPE_ARTWORK, "picture", VALUE_PICTURE, "", "file", 0, 0, FIELD(ArtDraft, picture),
     "A PNG or JPEG, relative to the layout."},
    {SCOPE_ARTWORK, "text", VALUE_TEMPLATE, "", "text", 0, 0, FIELD(ArtDraft, text),
     "Text with fields: \"{section}  {page}\"."},
    {SCOPE_ARTWORK, "in", VALUE_WORD, "", "page bleed margins self", 0, 0, FIELD(ArtDraft, in),
     "What place and percentages refer to: the page on pages, else the box itself."},
    {SCOPE_ARTWORK, "at", VALUE_POSITION, "", "top right bottom left", 0, 0, FIELD(ArtDraft, edges),
     "Pushes it to an edge or, with two words, to a corner."},
    {SCOPE_ARTWORK, "x", VALUE_LENGTH, "", NULL, -LONGEST, LONGEST, FIELD(ArtDraft, art.x),
     "From the left edge."},
    {SCOPE_ARTWORK, "y", VALUE_LENGTH, "", NULL, -LONGEST, LONGEST, FIELD(ArtDraft, art.y),
     "From the top."},
    {SCOPE_ARTWORK, "right", VALUE_LENGTH, "", NULL, -LONGEST, LONGEST, FIELD(ArtDraft, art.right),
     "From the right edge."},
    {SCOPE_ARTWORK, "bottom", VALUE_LENGTH, "", NULL, -LONGEST, LONGEST, FIELD(ArtDraft, art.bottom),
     "From the bottom."},
    {SCOPE_ARTWORK, "width", VALUE_LENGTH, "", NULL, 0, LONGEST, FIELD(ArtDraft, art.width), "Width."},
    {SCOPE_ARTWORK, "height", VALUE_LENGTH, "", NULL, 0, LONGEST, FIELD(ArtDraft, art.height), "Height."},
    {SCOPE_ARTWORK, "outside", VALUE_FLAG, "false", NULL, 0, 0, FIELD(ArtDraft, art.outside),
     "x and right count from the outer and the inner edge."},
    {SCOPE_ARTWORK, "fill", VALUE_PAINT, "none", NULL, 0, 0, FIELD(ArtDraft, art.fill),
     "A colour, or a gradient: fjord to sky 45deg."},
    {SCOPE_ARTWORK, "opacity", VALUE_SHARE, "100%", NULL, 0, 100, FIELD(ArtDraft, art.fill.opacity),
     "Of the fill."},
    {SCOPE_ARTWORK, "stroke", VALUE_STROKE, "0.5pt none", NULL, 0, 500, FIELD(ArtDraft, art.stroke),
     "The line: ink, or 0.5pt ink."},
    {SCOPE_ARTWORK, "stroke-width", VALUE_PT, "", NULL, 0, 500, FIELD(ArtDraft, art.stroke.width),
     "Its width by itself."},
    {SCOPE_ARTWORK, "radius", VALUE_PT, "0", NULL, 0, 2000, FIELD(ArtDraft, art.radius),
     "Of a rectangle's corners."},
    {SCOPE_ARTWORK, "fit", VALUE_WORD, "contain", "contain cover stretch", 0, 0, FIELD(ArtDraft, art.fit),
     "How a picture fills its box."},
    {SCOPE_ARTWORK, "style", VALUE_CLASS, "", "class", 0, 0, FIELD(ArtDraft, art.style),
     "Class that styles the text."},
    {SCOPE_ARTWORK, "align", VALUE_WORD, "", "top middle bottom", 0, 0, FIELD(ArtDraft, align),
     "Where text stands in a box that is higher."},
    {SCOPE_ARTWORK, "sides", VALUE_WORD, "all", "all left right", 0, 0, FIELD(ArtDraft, art.sides),
     "Only on left-hand or right-hand pages."},
    {SCOPE_ARTWORK, "rotate", VALUE_ANGLE, "0", NULL, -360, 360, FIELD(ArtDraft, art.rotate),
     "Turns text clockwise about its box's centre."},

    {SCOPE_LANGUAGE, "like", VALUE_NAME, "", "language", 0, 0, FIELD(LanguageDraft, like),
     "Where to look for what is not said here; en for en-US and all for en if left out."},
    {SCOPE_LANGUAGE, "quotes", VALUE_NAMES, "", "[»…«, ›…‹]", 0, 0, FIELD(LanguageDraft, quotes),
     "Outer and inner quotation marks, in place of straight ones."},
    {SCOPE_LANGUAGE, "apostrophe", VALUE_TEXT, "", NULL, 0, 0, FIELD(LanguageDraft, apostrophe),
     "In place of a straight one."},
    {SCOPE_LANGUAGE, "elided", VALUE_NAMES, "", "list of words", 0, 0, FIELD(LanguageDraft, elided),
     "Words that begin with an apostrophe, not with a quotation mark: [tis, twas]."},
    {SCOPE_LANGUAGE, "dash", VALUE_TEXT, "", "text", 0, 0, FIELD(LanguageDraft, dash),
     "In place of a hyphen with a space on both sides: \"~– \", where ~ is a space that does not break."},
    {SCOPE_LANGUAGE, "range", VALUE_TEXT, "", NULL, 0, 0, FIELD(LanguageDraft, range),
     "In place of the hyphen in 2019-22."},
    {SCOPE_LANGUAGE, "ellipsis", VALUE_TEXT, "", NULL, 0, 0, FIELD(LanguageDraft, ellipsis),
     "In place of three full stops."},
    {SCOPE_LANGUAGE, "decimal", VALUE_TEXT, "", NULL, 0, 0, FIELD(LanguageDraft, decimal),
     "What parts a number from its decimals: numbers in tables are aligned on it."},
    {SCOPE_LANGUAGE, "keep", VALUE_NAMES, "", "list of patterns", 0, 0, FIELD(LanguageDraft, keep),
     "Where a space does not break: [\"# kr.\", \"dr. @\"]. Adds to those that are there."},
    {SCOPE_LANGUAGE, "loose", VALUE_NAMES, "", "list of patterns", 0, 0, FIELD(LanguageDraft, loose),
     "Patterns of 'keep' that do not count here."},
};

static const char *const type_words[VALUE_TYPE_COUNT] = {
    [VALUE_FLAG] = "true | false",
    [VALUE_COUNT] = "whole number",
    [VALUE_WEIGHT] = "100 to 900, or a word such as bold",
    [VALUE_TEXT] = "text",
    [VALUE_SHARE] = "0% to 100%",
    [VALUE_ANGLE] = "degrees",
    [VALUE_PT] = "length",
    [VALUE_LENGTH] = "length or %",
    [VALUE_EM] = "length or em",
    [VALUE_SIZED] = "length, em or %",
    [VALUE_TRACKING] = "em, % or length",
    [VALUE_EDGES] = "one to four lengths, or by edge",
    [VALUE_PAGE_SIZE] = "A4 | A5 landscape | 210mm x 297mm",
    [VALUE_COLUMNS] = "first-last, such as 1-8",
    [VALUE_GRID] = "number x number",
    [VALUE_PAGE_COUNT] = "number, or multiple of number",
    [VALUE_VIEW] = "four numbers",
    [VALUE_COLOUR] = "colour",
    [VALUE_INK] = "\"#rrggbb\", cmyk() or spot()",
    [VALUE_ACCENT] = "colour",
    [VALUE_PAINT] = "colour, or gradient",
    [VALUE_STROKE] = "colour, or width and colour",
    [VALUE_SELECTOR] = "selector",
    [VALUE_ROLE] = "role",
    [VALUE_STEPS] = "path data",
};

const ScopeInfo *table_scope(Scope scope) {
    return &scopes[scope];
}

const Property *table_rows(Scope scope, size_t *count) {
    size_t first = 0;
    size_t total = sizeof rows / sizeof rows[0];
    while (first < total && rows[first].scope != scope)
        first++;
    size_t end = first;
    while (end < total && rows[end].scope == scope)
        end++;
    *count = end - first;
    return &rows[first];
}

static const Property *find_row(Scope scope, Str key) {
    size_t count;
    const Property *found = table_rows(scope, &count);
    for (size_t i = 0; i < count; i++)
        if (str_equal_c(key, found[i].name))
            return &found[i];
    return NULL;
}

const Property *table_find(Scope scope, Str key, size_t *shift) {
    *shift = 0;
    const Property *found = find_row(scope, key);
    if (found || !scopes[scope].boxed)
        return found;
    *shift = scopes[scope].box;
    return find_row(SCOPE_BOX, key);
}

const Property *table_row(Scope scope, const char *key) {
    return find_row(scope, str_from(key));
}

Str table_value_words(Arena *arena, const Property *property) {
    if (!property->words || property->type == VALUE_WEIGHT)
        return str_from(type_words[property->type]);
    if (property->type != VALUE_WORD && property->type != VALUE_POSITION && property->type != VALUE_FIGURES)
        return str_from(property->words);
    Buffer buffer = buffer_new(arena);
    Str rest = str_from(property->words);
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest)) {
        if (buffer.length > 0)
            buffer_add_c(&buffer, " | ");
        buffer_add(&buffer, word);
    }
    return buffer_str(&buffer);
}
