/*
 * design/table.c - every key of the layout language, once.
 *
 * The one idea: a row says how a key is written, what it may hold, where it goes and what it is for, so the
 * parser, the hints, the defaults and the reference cannot disagree. A new property is a new row, in the
 * file table_*.c of its scope. Keys that frames, cards and blocks share are rows of SCOPE_BOX.
 */
#include "design/table.h"

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
    [SCOPE_FIT] = {"fit key", "fit",
                   "How far text may change so that it fits, in this order. Or just the sizes: "
                   "fit: 70%..140%.",
                   false, 0},
    [SCOPE_CARD] = {"card key", "cards: a card", "A template for one section of many.", true,
                    offsetof(Card, box)},
    [SCOPE_ARTWORK] = {"artwork key", "behind, front: a piece of artwork",
                       "One of rect, line, circle, path, picture, icon, qr and text, and where it "
                       "lies.",
                       false, 0},
    [SCOPE_LANGUAGE] =
        {"language key", "languages: a language",
         "What typed text becomes, by language (da, en-US); the language 'all' is what the others stand "
         "on. In patterns # is a number, ## two figures, @ a capital letter, * any character, and a small "
         "letter also its capital.",
         false, 0},
    [SCOPE_PRESS] = {"press key", "press", "The press edition: NAME.press.pdf, for a print shop.", false,
                     0},
    [SCOPE_SHEETS] = {"sheets key", "sheets",
                      "Pages on sheets, to be folded or cut: NAME.sheets.pdf. A list of such keys makes a "
                      "file of each, the others by their names: NAME.office.pdf; it takes the place of "
                      "what a layout in use says of sheets, while a mapping goes on from there.",
                      false, 0},
};

static const PropertyRows *const parts[] = {&table_layout_rows, &table_style_rows, &table_pages_rows,
                                            &table_print_rows};

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
    [VALUE_GRID] = "number x number, such as 2 x 3, 2 x any, 2-4 x any",
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
    [VALUE_FOCUS] = "two percentages",
    [VALUE_DUOTONE] = "colour, or two colours",
    [VALUE_RANGE] = "percentage, or two: 70%..140%",
    [VALUE_FIT] = "range of sizes, or fit keys",
    [VALUE_PAPER] = "150gsm coated, or a thickness",
    [VALUE_PANELS] = "widths from left to right",
};

const ScopeInfo *table_scope(Scope scope) {
    return &scopes[scope];
}

const Property *table_rows(Scope scope, size_t *count) {
    for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++) {
        const PropertyRows *rows = parts[part];
        size_t first = 0;
        while (first < rows->count && rows->items[first].scope != scope)
            first++;
        size_t end = first;
        while (end < rows->count && rows->items[end].scope == scope)
            end++;
        *count = end - first;
        if (end > first)
            return &rows->items[first];
    }
    *count = 0;
    return NULL;
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
    if (property->type != VALUE_WORD && property->type != VALUE_POSITION &&
        property->type != VALUE_FIGURES && property->type != VALUE_WORDS && property->type != VALUE_COUNT)
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
