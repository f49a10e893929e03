/*
 * layout/dropcap.c - the initial of a paragraph.
 *
 * The one idea: the paragraph is set without its first letter, its first lines with an indent as wide as
 * the initial's ink, and the initial is added to the items of its first line. So its ink, not its glyph,
 * stands on the edge, and the line breaks know of it. In the text it stays part of its word.
 */
#include "layout/dropcap.h"

#include "layout/typography.h"

#include <math.h>

/* A paragraph of fewer has no text for an initial to stand beside. */
enum { LEAST_LINES = 2 };
/* Wider than this share of the measure no initial is set. */
static const double WIDEST = 0.4;
/* In em of the text: between an opening mark in the margin and the initial. */
static const double MARK_GAP = 0.08;
/* In em of the text: how near the ink of an initial may come to the capitals of the line under it. */
static const double CLEARANCE = 0.1;

/* What the paragraph begins with. */
typedef struct Beginning {
    Str marks, letters; /* opening quotes and brackets; the initial */
    uint32_t end;       /* of both, and of the space behind them */
    bool space;         /* there is one: the initial is a word of its own */
    NodeId node;
} Beginning;

typedef struct DropCap {
    Setter *setter;
    const ParagraphWish *wish;
    const Style *style; /* of the initial */
    Beginning beginning;
    const GlyphRun *run;
    Pt size;
    Box ink; /* in points, from the start of its baseline */
} DropCap;

static bool is_opening(uint32_t code) {
    return code == '"' || code == '\'' || code == '(' || code == '[' || code == 0xAB || code == 0xBB ||
           code == 0xA1 || code == 0xBF || (code >= 0x2018 && code <= 0x201F) || code == 0x2039 ||
           code == 0x203A;
}

static bool is_mark(uint32_t code) {
    return code >= 0x300 && code <= 0x36F;
}

/* Where the characters of one kind that begin at offset end. */
static size_t stretch_end(Str text, size_t offset, bool (*is_kind)(uint32_t code)) {
    for (size_t next = offset; offset < text.length; offset = next)
        if (!is_kind(utf8_next(text, &next)))
            break;
    return offset;
}

/* One letter with its accents, or a whole number; nothing else makes an initial. */
static size_t letters_end(Str text, size_t offset) {
    uint32_t code = utf8_code_at(text, offset);
    if (keep_is_digit(code))
        return stretch_end(text, offset, keep_is_digit);
    if (!keep_is_letter(code))
        return offset;
    utf8_next(text, &offset);
    return stretch_end(text, offset, is_mark);
}

static Str with_case(Arena *keep, Str letters, Case caps) {
    Buffer buffer = buffer_new(keep);
    for (size_t offset = 0; offset < letters.length;) {
        uint32_t code = utf8_next(letters, &offset);
        buffer_add_code(&buffer, caps == CASE_UPPER   ? utf8_upper(code)
                                 : caps == CASE_LOWER ? utf8_lower(code)
                                                      : code);
    }
    return buffer_str(&buffer);
}

static NodeId node_at(const Words *words, size_t offset) {
    size_t voice = 0;
    while (voice + 1 < words->voice_count && words->voices[voice + 1].start <= offset)
        voice++;
    return words->voices[voice].node;
}

/* False: there is no letter, or nothing behind it. */
static bool find_beginning(DropCap *cap) {
    Arena *keep = cap->setter->env->keep;
    ArenaMark mark = arena_mark(cap->setter->env->scratch);
    Words words = inline_collect(cap->setter, cap->wish);
    Str text = words.text;
    size_t from = stretch_end(text, 0, is_opening), end = letters_end(text, from);
    bool found = end > from && end < text.length && text.data[end] != '\n';
    if (found) {
        cap->beginning.marks = str_copy(keep, str_slice(text, 0, from));
        cap->beginning.letters = with_case(keep, str_slice(text, from, end), cap->style->caps);
        cap->beginning.space = text.data[end] == ' ';
        cap->beginning.end = (uint32_t)(end + cap->beginning.space);
        cap->beginning.node = node_at(&words, from);
    }
    arena_reset(cap->setter->env->scratch, mark);
    return found;
}

static const GlyphRun *shape(const DropCap *cap, Str text, const Style *style) {
    Shaper *shaper = cap->setter->shaper;
    return shaper->shape(shaper, style->font, text, style->font->span);
}

static bool hangs_marks(const DropCap *cap) {
    return cap->beginning.marks.length > 0 && !cap->wish->style->drop_cap_quote;
}

/* How large the initial is, and how wide its ink. */
static void measure_initial(DropCap *cap) {
    const Style *style = cap->wish->style;
    Arena *keep = cap->setter->env->keep;
    Str text = cap->beginning.letters;
    if (!hangs_marks(cap))
        text = str_format(keep, "%.*s%.*s", STR_ARGS(cap->beginning.marks), STR_ARGS(text));
    cap->run = shape(cap, text, cap->style);
    Pt caps = (double)shape(cap, STR("x"), style)->face->cap_height * style->size;
    Pt height = (style->drop_cap - 1) * style->leading + caps;
    cap->size = height / fmax((double)cap->run->face->cap_height, 0.1);
    Box ink = cap->setter->shaper->ink(cap->setter->shaper, cap->run);
    cap->ink = (Box){ink.x * cap->size, ink.y * cap->size, ink.w * cap->size, ink.h * cap->size};
}

/* A tail that reaches down into the next line, of a J or a Q, moves that line in too. */
static uint32_t lines_beside(const DropCap *cap) {
    const Style *style = cap->wish->style;
    Pt caps = (double)shape(cap, STR("x"), style)->face->cap_height * style->size;
    Pt free = style->leading - caps - CLEARANCE * style->size;
    return style->drop_cap + (cap->ink.y + cap->ink.h > free ? 1U : 0U);
}

static Item text_item(const DropCap *cap, const GlyphRun *run, const Style *style, uint8_t flags) {
    Pt size = run == cap->run ? cap->size : style->size;
    PlacedRun *placed = ARENA_NEW(cap->setter->env->keep, PlacedRun);
    *placed = (PlacedRun){.run = run, .flags = flags};
    Item item = {.kind = ITEM_TEXT, .node = cap->beginning.node};
    item.box = (Box){0, 0, text_run_advance(run) * size, size};
    item.text = (TextItem){.runs = placed, .count = 1, .size = (float)size, .stretch = 1};
    item.text.colour = design_colour(cap->setter->design, style->color, style);
    return item;
}

/* The rest of the word comes first behind it, if there is one. */
static void add_initial(const DropCap *cap, Line *line) {
    Arena *keep = cap->setter->env->keep;
    const Style *style = cap->wish->style;
    Item *items = ARENA_ARRAY(keep, Item, line->item_count + 2);
    uint32_t count = 0, first = 0;
    while (first < line->item_count && line->items[first].kind != ITEM_TEXT)
        items[count++] = line->items[first++];
    uint8_t space = cap->beginning.space ? RUN_SPACE : 0;
    Item initial = text_item(cap, cap->run, cap->style, space);
    initial.box.x = -cap->ink.x;
    initial.box.y = (style->drop_cap - 1) * style->leading;
    if (hangs_marks(cap)) {
        items[count] = text_item(cap, shape(cap, cap->beginning.marks, style), style, 0);
        items[count].box.x = -items[count].box.w - MARK_GAP * style->size;
        count++;
    }
    items[count++] = initial;
    while (first < line->item_count)
        items[count++] = line->items[first++];
    line->items = items;
    line->item_count = count;
}

/* A paragraph shorter than its initial is as high all the same. */
static void fill_height(const DropCap *cap, Paragraph *paragraph) {
    const Style *style = cap->wish->style;
    size_t lines = style->drop_cap;
    if (paragraph->count < lines)
        paragraph->lines[paragraph->count - 1].below += (double)(lines - paragraph->count) * style->leading;
    paragraph->together = lines < paragraph->count ? lines : paragraph->count;
}

Paragraph dropcap_set(Setter *setter, const ParagraphWish *wish) {
    const Style *style = wish->style;
    DropCap cap = {.setter = setter, .wish = wish};
    cap.style = design_class_style(setter->cascade, style->drop_cap_style, wish->node, style);
    if (style->align == ALIGN_CENTER || style->align == ALIGN_RIGHT || !find_beginning(&cap))
        return paragraph_set(setter, wish);
    measure_initial(&cap);
    Pt indent = cap.ink.w + style->drop_cap_gap;
    if (indent > WIDEST * wish->measure)
        return paragraph_set(setter, wish);
    ParagraphWish own = *wish;
    own.skip = cap.beginning.end;
    own.first_indent -= style->indent;
    own.indent_count = lines_beside(&cap);
    Pt *indents = ARENA_ARRAY(setter->env->keep, Pt, own.indent_count);
    for (uint32_t i = 0; i < own.indent_count; i++)
        indents[i] = indent;
    own.indents = indents;
    Paragraph paragraph = paragraph_set(setter, &own);
    if (paragraph.count < LEAST_LINES)
        return paragraph_set(setter, wish);
    add_initial(&cap, &paragraph.lines[0]);
    fill_height(&cap, &paragraph);
    return paragraph;
}
