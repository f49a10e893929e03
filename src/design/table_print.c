/*
 * design/table_print.c - rows of the one table: the keys of the press edition and of sheets.
 */
#include "design/table.h"

static const Property rows[] = {
    {SCOPE_PRESS, "marks", VALUE_WORDS, "crop registration bars slug", "crop registration bars slug none",
     0, 0, FIELD(PressRules, marks),
     "What stands outside the trim: crop marks, registration marks, bars of all inks, a line that says "
     "what it is."},
    {SCOPE_PRESS, "paper", VALUE_PAPER, "150gsm coated", NULL, 0.01 * PT_PER_MM, 2 * PT_PER_MM,
     FIELD(PressRules, paper), "For the job ticket, and for how much ink it bears."},
    {SCOPE_PRESS, "ink", VALUE_SHARE, "", "percent", 100, 400, FIELD(PressRules, ink),
     "The most ink in one place; 300% on coated paper and 280% on uncoated if left out."},
    {SCOPE_PRESS, "bleed", VALUE_PT, "3mm", NULL, 0, 50 * PT_PER_MM, FIELD(PressRules, bleed),
     "How far artwork that touches the trim has to go on."},
    {SCOPE_PRESS, "safe", VALUE_PT, "4mm", NULL, 0, 100 * PT_PER_MM, FIELD(PressRules, safe),
     "How far text keeps from the trim and from folds."},
    {SCOPE_PRESS, "fold", VALUE_PANELS, "", NULL, 10 * PT_PER_MM, LONGEST, FIELD(PressRules, fold),
     "Where a page is folded: 97mm 100mm 100mm, as right-hand pages show it."},

    {SCOPE_SHEETS, "name", VALUE_TEXT, "", "name", 0, 0, FIELD(SheetRules, name),
     "What --scheme asks for, and the end of the file's name unless these sheets are the first: office for "
     "LAYOUT.office.pdf. The scheme, or office for an office printer, if left out."},
    {SCOPE_SHEETS, "scheme", VALUE_WORD, "booklet", "booklet office signatures roll zigzag grid repeat", 0,
     0, FIELD(SheetRules, scheme),
     "booklet: sheets nested and stapled; office: the same with 'printer: office'; signatures: sections "
     "for perfect binding; roll and zigzag: a leaflet with a page on each panel; grid: the pages in order; "
     "repeat: one page all over the sheet, the next one on its back. A leaflet is folded as 'page' says, "
     "anything else is a booklet."},
    {SCOPE_SHEETS, "printer", VALUE_WORD, "press", "press office", 0, 0, FIELD(SheetRules, printer),
     "office: for the duplex printer down the hall, which turns the sheet on its short edge: the screen's "
     "colours, no bleed, nothing but a line that says what it is in the border of 4mm."},
    {SCOPE_SHEETS, "sheet", VALUE_PAGE_SIZE, "", NULL, 20 * PT_PER_MM, LONGEST, FIELD(SheetRules, width),
     "Size of the sheet, either way up; cut to the pages, with marks around, if left out; for an office "
     "printer A4, or A3 if the pages need it."},
    {SCOPE_SHEETS, "marks", VALUE_WORDS, "", "crop registration bars slug none", 0, 0,
     FIELD(SheetRules, marks),
     "As for press; folds are marked with the crop. For an office printer slug alone, in its border, and "
     "crop where pages are cut apart."},
    {SCOPE_SHEETS, "paper", VALUE_PAPER, "", NULL, 0.01 * PT_PER_MM, 2 * PT_PER_MM,
     FIELD(SheetRules, paper),
     "Its thickness is how far pages move towards the spine for each sheet, or leaf of a section, around "
     "them; that of press, and 80gsm for an office printer."},
    {SCOPE_SHEETS, "signature", VALUE_COUNT, "16", "4 8 16", 4, 16, FIELD(SheetRules, signature),
     "Pages of a section: a sheet folded once, twice or three times."},
    {SCOPE_SHEETS, "across", VALUE_COUNT, "2", NULL, 1, 40, FIELD(SheetRules, columns),
     "Pages beside each other, for grid and repeat."},
    {SCOPE_SHEETS, "down", VALUE_COUNT, "2", NULL, 1, 40, FIELD(SheetRules, rows),
     "Pages above each other, for grid and repeat."},
    {SCOPE_SHEETS, "gap", VALUE_PT, "", NULL, 0, 100 * PT_PER_MM, FIELD(SheetRules, gap),
     "Between them; room for both bleeds if left out, none for an office printer."},
    {SCOPE_SHEETS, "border", VALUE_PT, "", NULL, 0, 50 * PT_PER_MM, FIELD(SheetRules, border),
     "What the printer leaves white around the sheet; 4mm for an office printer, else 0."},
    {SCOPE_SHEETS, "spine", VALUE_PT, "", NULL, 0, 20 * PT_PER_MM, FIELD(SheetRules, spine),
     "What is milled off each page at the spine; 3mm for signatures, else 0."},
    {SCOPE_SHEETS, "panels", VALUE_PANELS, "", NULL, 10 * PT_PER_MM, LONGEST, FIELD(SheetRules, panels),
     "Their widths on the outside, for roll and zigzag; three as wide as the page if left out, the flap of "
     "a roll 3mm less."},
    {SCOPE_SHEETS, "turn", VALUE_FLAG, "false", NULL, 0, 0, FIELD(SheetRules, turn),
     "Work and turn: front and back side by side on one plate."},
};

const PropertyRows table_print_rows = {rows, sizeof rows / sizeof rows[0]};
