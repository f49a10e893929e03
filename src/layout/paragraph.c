/*
 * layout/paragraph.c - where the lines of a paragraph end, and the lines in their order.
 *
 * The one idea: what is easy is tried first. A text that fits one line has no breaks to choose; a wide
 * measure may do without hyphens; only what both cannot do is looked at whole.
 */
#include "layout/line.h"

#include <string.h>

/* Up to here a paragraph without hyphens is as good as one with them could be. */
static const double QUICK_TOLERANCE = 0.8;
/* Spaces half as wide again; what is looser is left to the rescue. */
static const double TOLERANCE = 2;
/* In em: narrower lines rarely do without hyphens, so they are not tried without. */
static const double WIDE_JUSTIFIED = 30, WIDE_RAGGED = 24;
static const Pt NARROWEST = 1;

/* ---- choosing breaks -------------------------------------------------------------------------- */

static Align effective_align(const ParagraphWish *wish) {
    Align align = wish->align ? *wish->align : wish->style->align;
    switch (align) {
    case ALIGN_OUTSIDE: return wish->outer_left ? ALIGN_LEFT : ALIGN_RIGHT;
    case ALIGN_INSIDE: return wish->outer_left ? ALIGN_RIGHT : ALIGN_LEFT;
    case ALIGN_JUSTIFY: return wish->balance ? ALIGN_LEFT : ALIGN_JUSTIFY;
    default: return align;
    }
}

/* The whole paragraph in one line, which is most table cells and headings. */
static bool fits_one_line(const Words *words, Pt measure) {
    double width = 0;
    for (size_t i = 0; i < words->count; i++) {
        const Piece *piece = &words->pieces[i];
        if (piece->after & AFTER_LINE)
            return false;
        width += (double)piece->width + (double)piece->glue;
        if (width > measure + 1)
            return false;
    }
    return width - inline_tracking(&words->voices[words->pieces[words->count - 1].voice]) <=
           measure + LINE_ROUNDING;
}

static size_t choose_whole(LineSetter *line, Openings *openings, uint32_t **ends) {
    Arena *scratch = line->setter->env->scratch;
    const Words *words = line->words;
    *openings = (Openings){ARENA_ARRAY(scratch, Opening, 2), 2};
    openings->items[1] = (Opening){.kind = OPENING_END,
                                   .piece = (uint32_t)words->count - 1,
                                   .offset = words->pieces[words->count - 1].length};
    *ends = ARENA_NEW(scratch, uint32_t);
    **ends = 1;
    return 1;
}

static uint32_t text_position(const Words *words, const Opening *opening) {
    return words->pieces[opening->piece].start + opening->offset;
}

/* Drops the openings before the one where an earlier line ended. A label before the text lets none hang. */
static void skip_openings(const LineSetter *line, Openings *openings) {
    if (line->wish->first_indent > 0)
        openings->items[0].start = 0;
    for (size_t i = 1; i + 1 < openings->count && line->wish->from > 0; i++)
        if (text_position(line->words, &openings->items[i]) == line->wish->from) {
            openings->items += i;
            openings->count -= i;
            return;
        }
}

/* The measures of the lines that have another one than the rest; least: the smallest of all. */
static void find_early(const LineSetter *line, TotalFit *fit, Pt *least) {
    uint32_t count = line->wish->indent_count > 1 ? line->wish->indent_count : 1;
    Pt *early = ARENA_ARRAY(line->setter->env->scratch, Pt, count);
    *least = fit->measure;
    for (uint32_t i = 0; i < count; i++) {
        early[i] = fit->measure - line_indent(line, i);
        if (early[i] < *least)
            *least = early[i];
    }
    fit->early = early;
    fit->early_count = count;
}

/* Without hyphens if that is likely to be good, else with them; what that cannot do, by any means. */
static size_t choose_breaks(LineSetter *line, Openings *openings, uint32_t **ends) {
    const ParagraphWish *wish = line->wish;
    Setter *setter = line->setter;
    Arena *scratch = setter->env->scratch;
    TotalFit fit = {
        .shape = wish->balance                  ? FIT_EVEN
                 : line->align == ALIGN_JUSTIFY ? FIT_JUSTIFIED
                                                : FIT_RAGGED,
        .measure = wish->measure,
        .em = wish->style->size,
        .taste = &justify_taste,
        .tolerance = QUICK_TOLERANCE,
    };
    Pt least;
    find_early(line, &fit, &least);
    OpeningWish opening_wish = {.measure = fit.early_count > 1 ? least : fit.measure,
                                .first_measure = fit.early_count > 1 ? least : fit.early[0],
                                .justified = fit.shape == FIT_JUSTIFIED,
                                .sparing = wish->sparing,
                                .flush_left = line->align == ALIGN_LEFT || line->align == ALIGN_JUSTIFY,
                                .from = wish->from};
    size_t count = 0;
    double wide = fit.shape == FIT_RAGGED ? WIDE_RAGGED : WIDE_JUSTIFIED;
    bool quick = wish->style->hyphenate && wish->from == 0 && fit.measure > wide * fit.em;
    if (wish->balance || quick) {
        *openings = openings_find(setter, line->words, &opening_wish);
        skip_openings(line, openings);
        fit.choosy = true;
        count = linebreak_choose(scratch, &fit, *openings, ends);
        fit.choosy = false;
    }
    if (count == 0 && !wish->balance) {
        opening_wish.hyphens = true;
        *openings = openings_find(setter, line->words, &opening_wish);
        skip_openings(line, openings);
        fit.tolerance = TOLERANCE;
        count = linebreak_choose(scratch, &fit, *openings, ends);
    }
    if (count == 0) {
        fit.tolerance = 1e9;
        fit.rescue = true;
        count = linebreak_choose(scratch, &fit, *openings, ends);
    }
    return count;
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* What is wider than the measure had to be divided here, though that is not wanted. */
static bool is_torn(const LineSetter *line, const Opening *end) {
    bool wanted = line->wish->sparing ? !end->many : !line->wish->balance;
    bool hyphens = line->wish->style->hyphenate && wanted;
    bool fixed = !(line->words->pieces[end->piece].after & AFTER_OPEN);
    return end->kind == OPENING_EMERGENCY || (end->kind == OPENING_HYPHEN && !hyphens) ||
           (end->kind == OPENING_SPACE && fixed);
}

/* The word around an opening, without the marks of notes behind it. */
static void tell_torn(const LineSetter *line, const Opening *end, Paragraph *paragraph) {
    Str text = line->words->text;
    size_t from = text_position(line->words, end), to = from;
    while (from > 0 && text.data[from - 1] != ' ' && text.data[from - 1] != '\n')
        from--;
    while (to < text.length && text.data[to] != ' ' && text.data[to] != '\n')
        to++;
    Str word = str_slice(text, from, to);
    while (str_ends(word, STR("\uFFFC")))
        word.length -= strlen("\uFFFC");
    paragraph->torn = str_copy(line->setter->env->keep, word);
    paragraph->torn_span = line->words->voices[line->words->pieces[end->piece].voice].span;
}

static Paragraph set_lines(LineSetter *line) {
    Openings openings;
    uint32_t *ends = NULL;
    size_t count =
        line->wish->from == 0 && fits_one_line(line->words, line->wish->measure - line_indent(line, 0))
            ? choose_whole(line, &openings, &ends)
            : choose_breaks(line, &openings, &ends);
    Paragraph paragraph = {.lines = ARENA_ARRAY(line->setter->env->keep, Line, count), .count = count};
    for (size_t i = 0; i < count; i++) {
        bool begun = i > 0 || line->wish->from > 0;
        const Opening *from = begun ? &openings.items[i > 0 ? ends[i - 1] : 0] : NULL;
        paragraph.lines[i] = line_set(line, i, from, &openings.items[ends[i]]);
        paragraph.lines[i].start = begun ? text_position(line->words, from) : 0;
        if (paragraph.torn.length == 0 && is_torn(line, &openings.items[ends[i]]))
            tell_torn(line, &openings.items[ends[i]], &paragraph);
        Pt excess = paragraph.lines[i].width + line_indent(line, i) - line->wish->measure;
        if (excess > paragraph.overfull)
            paragraph.overfull = excess;
    }
    return paragraph;
}

Paragraph paragraph_set(Setter *setter, const ParagraphWish *wish) {
    if (wish->style->hidden)
        return (Paragraph){0};
    ArenaMark mark = arena_mark(setter->env->scratch);
    ParagraphWish own = *wish;
    if (!(own.measure > NARROWEST))
        own.measure = NARROWEST;
    Words words = inline_collect(setter, &own);
    LineSetter line = {.setter = setter, .wish = &own, .words = &words, .align = effective_align(wish)};
    Paragraph paragraph = words.count > 0 ? set_lines(&line) : (Paragraph){0};
    arena_reset(setter->env->scratch, mark);
    return paragraph;
}

Pt paragraph_text_width(Setter *setter, Str text, const Style *style) {
    ArenaMark mark = arena_mark(setter->env->scratch);
    ParagraphWish wish = {.text = text, .style = style, .measure = NARROWEST};
    Words words = inline_collect(setter, &wish);
    Pt width = 0;
    for (size_t i = 0; i < words.count; i++)
        width += (double)words.pieces[i].width + (double)words.pieces[i].glue;
    if (words.count > 0)
        width -= inline_tracking(&words.voices[words.pieces[words.count - 1].voice]);
    arena_reset(setter->env->scratch, mark);
    return width;
}
