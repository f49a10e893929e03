/*
 * layout/paragraph.c - the lines of a paragraph, set.
 *
 * The one idea: breaks are chosen with widths added up from whole words, but a line is set from what it
 * really holds. Its parts, the words or fragments of words as shaped, are measured again and the spaces
 * between them take up exactly what is left. Then neighbours of one voice become one item.
 */
#include "layout/look.h"
#include "layout/words.h"

#include <string.h>

/* Up to here a paragraph without hyphens is as good as one with them could be. */
static const double QUICK_TOLERANCE = 0.8;
/* Spaces of two and a half; what is looser is left to the rescue. */
static const double TOLERANCE = 3;
/* In em: narrower lines rarely do without hyphens, so they are not tried without. */
static const double WIDE_MEASURE = 30;
static const Pt NARROWEST = 1;
/* Fitted with exact widths, a line may turn out a little tighter than planned. */
static const double TIGHTEST_SPACE = 0.5;

/* One word or fragment, or a picture, on its line. */
typedef struct Part {
    const GlyphRun *run;
    uint32_t voice;
    uint8_t flags; /* of PlacedRun */
    bool stretch;
    double x, width, glue;
} Part;

typedef struct LineSetter {
    Setter *setter;
    const ParagraphWish *wish;
    Words *words;
    Align align; /* left, right, center or justify */
    Part *parts; /* of the line being set */
    size_t count, capacity;
    Item *items; /* likewise */
    size_t item_count, item_capacity;
} LineSetter;

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

static Pt line_indent(const LineSetter *line, size_t index) {
    const ParagraphWish *wish = line->wish;
    if (wish->from > 0)
        return 0;
    Pt indent = index == 0 ? wish->first_indent + wish->style->indent : 0;
    return indent + (index < wish->indent_count ? wish->indents[index] : 0);
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

/* Drops the openings before the one where an earlier line ended. */
static void skip_openings(const LineSetter *line, Openings *openings) {
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
        .taste = &linebreak_taste,
        .tolerance = QUICK_TOLERANCE,
    };
    Pt least;
    find_early(line, &fit, &least);
    OpeningWish opening_wish = {.measure = fit.early_count > 1 ? least : fit.measure,
                                .first_measure = fit.early_count > 1 ? least : fit.early[0],
                                .from = wish->from};
    size_t count = 0;
    bool quick = wish->style->hyphenate && wish->from == 0;
    if (wish->balance || (quick && fit.measure > WIDE_MEASURE * fit.em)) {
        *openings = openings_find(setter, line->words, &opening_wish);
        skip_openings(line, openings);
        count = linebreak_choose(scratch, &fit, *openings, ends);
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

/* ---- parts of a line -------------------------------------------------------------------------- */

static void add_part(LineSetter *line, Part part) {
    LIST_PUSH(line->setter->env->scratch, line->parts, line->count, line->capacity, part);
}

static void add_fragment(LineSetter *line, size_t index, size_t from, size_t to) {
    const Piece *piece = &line->words->pieces[index];
    const Voice *voice = &line->words->voices[piece->voice];
    Part part = {.run = piece->run, .voice = piece->voice, .width = (double)piece->width};
    if (to == piece->length) {
        part.glue = (double)piece->glue;
        part.stretch = piece->after & AFTER_STRETCH;
        part.flags = piece->after & AFTER_SPACE ? RUN_SPACE : 0;
    }
    if (piece->run && (from > 0 || to < piece->length)) {
        Str text = str_slice(line->words->text, piece->start + from, piece->start + to);
        part.run = inline_shape(line->setter, voice, text);
        part.width = inline_run_width(part.run, voice);
    }
    add_part(line, part);
}

static void add_hyphen(LineSetter *line, uint32_t voice_index) {
    Voice *voice = &line->words->voices[voice_index];
    const GlyphRun *run = inline_hyphen(line->setter, voice);
    add_part(line, (Part){.run = run,
                          .voice = voice_index,
                          .flags = RUN_SOFT_HYPHEN,
                          .width = inline_run_width(run, voice)});
}

/* from: where the line before ended, NULL for the first line. */
static void collect_parts(LineSetter *line, const Opening *from, const Opening *to) {
    const Piece *pieces = line->words->pieces;
    size_t index = from ? from->piece : 0, offset = from ? from->offset : 0;
    if (from && offset == pieces[index].length) {
        index++;
        offset = 0;
    }
    line->count = 0;
    for (; index <= to->piece; index++) {
        add_fragment(line, index, offset, index < to->piece ? pieces[index].length : to->offset);
        offset = 0;
    }
    if (to->kind == OPENING_HYPHEN)
        add_hyphen(line, pieces[to->piece].voice);
    if (!line->parts)
        return; /* there is always a part: no opening comes before a piece */
    if (to->piece + 1 == line->words->count && to->kind == OPENING_END)
        line->parts[line->count - 1].flags = 0;
    line->parts[line->count - 1].glue = 0;
}

/* Gives every part its x; returns the width of the line. */
static Pt place_parts(LineSetter *line, Pt indent, bool justify) {
    double width = 0, space = 0;
    for (size_t i = 0; i < line->count; i++) {
        width += line->parts[i].width + line->parts[i].glue;
        space += line->parts[i].stretch ? line->parts[i].glue : 0;
    }
    if (line->count > 0)
        width -= inline_tracking(&line->words->voices[line->parts[line->count - 1].voice]);
    Pt slack = line->wish->measure - indent - width;
    double factor = 1;
    if (space > 0 && line->align == ALIGN_JUSTIFY && (justify || slack < 0)) {
        factor += slack / space;
        if (factor < TIGHTEST_SPACE)
            factor = TIGHTEST_SPACE;
        width += space * (factor - 1);
        slack = line->wish->measure - indent - width;
    }
    double x = indent;
    if (slack > 0 && (line->align == ALIGN_RIGHT || line->align == ALIGN_CENTER))
        x += line->align == ALIGN_RIGHT ? slack : slack / 2;
    for (size_t i = 0; i < line->count; i++) {
        Part *part = &line->parts[i];
        part->x = x;
        x += part->width + part->glue * (part->stretch ? factor : 1);
    }
    return width;
}

/* ---- items of a line -------------------------------------------------------------------------- */

static Item *add_item(LineSetter *line, ItemKind kind, NodeId node, Box box) {
    Item item = {.kind = (uint8_t)kind, .node = node, .box = box};
    LIST_PUSH(line->setter->env->scratch, line->items, line->item_count, line->item_capacity, item);
    return &line->items[line->item_count - 1];
}

static Box text_box(const LineSetter *line, size_t first, size_t end) {
    const Part *last = &line->parts[end - 1];
    const Voice *voice = &line->words->voices[last->voice];
    double x = line->parts[first].x;
    return (Box){x, -voice->style->baseline_shift, last->x + last->width - inline_tracking(voice) - x,
                 voice->style->size};
}

/* Parts first..end, all of one voice. A part without a run is only a space. */
static void add_text_item(LineSetter *line, size_t first, size_t end) {
    const Voice *voice = &line->words->voices[line->parts[first].voice];
    uint32_t count = 0;
    for (size_t i = first; i < end; i++)
        count += line->parts[i].run != NULL;
    if (count == 0)
        return;
    PlacedRun *runs = ARENA_ARRAY(line->setter->env->keep, PlacedRun, count);
    PlacedRun *next = runs;
    Box box = text_box(line, first, end);
    for (size_t i = first; i < end; i++)
        if (line->parts[i].run)
            *next++ =
                (PlacedRun){line->parts[i].run, (float)(line->parts[i].x - box.x), line->parts[i].flags};
    add_item(line, ITEM_TEXT, voice->node, box)->text =
        (TextItem){.runs = runs,
                   .count = count,
                   .size = (float)voice->style->size,
                   .tracking = voice->style->tracking,
                   .stretch = 1,
                   .colour = design_colour(line->setter->design, voice->style->color, voice->style)};
}

static void add_picture_item(LineSetter *line, const Part *part) {
    const Node *node = line->words->voices[part->voice].picture;
    const Picture *picture = node->picture.picture;
    Pt height = part->width * picture->height / picture->width;
    Box box = {part->x, -height, part->width, height};
    const Style *style = line->words->voices[part->voice].style;
    static const Treatment plain = {.fit = FIT_STRETCH};
    LookWish wish = {picture, &plain, style, style->color};
    look_show(line->setter, add_item(line, ITEM_PICTURE, node->id, box), &wish);
}

/* The end of the parts that have something in common with the first, by a test of two voices. */
static size_t stretch_end(const LineSetter *line, size_t first,
                          bool (*alike)(const Voice *a, const Voice *b)) {
    size_t end = first + 1;
    const Voice *voices = line->words->voices;
    while (end < line->count && alike(&voices[line->parts[first].voice], &voices[line->parts[end].voice]))
        end++;
    return end;
}

static bool is_same_voice(const Voice *a, const Voice *b) {
    return a == b;
}

static bool is_same_link(const Voice *a, const Voice *b) {
    return a->link == b->link;
}

static bool is_same_underline(const Voice *a, const Voice *b) {
    return !a->picture && !b->picture && a->style->underline && b->style->underline &&
           a->style->size == b->style->size && a->style->color.swatch == b->style->color.swatch;
}

static void add_underline(LineSetter *line, size_t first, size_t end) {
    Voice *voice = &line->words->voices[line->parts[first].voice];
    const Style *style = voice->style;
    const Face *face = inline_face(line->setter, voice);
    Box box = text_box(line, first, end);
    box.y += (double)face->underline * style->size;
    box.h = (double)face->underline_thickness * style->size;
    Shape *shape = ARENA_NEW(line->setter->env->keep, Shape);
    shape->fill = (Paint){.from = design_colour(line->setter->design, style->color, style), .opacity = 1};
    add_item(line, ITEM_SHAPE, 0, box)->shape = shape;
}

static void add_link(LineSetter *line, size_t first, size_t end) {
    const Node *link = line->words->voices[line->parts[first].voice].link;
    if (!link->link.target && link->link.url.length == 0)
        return; /* read/ has refused it */
    Box box = text_box(line, first, end);
    Pt top = 0, bottom = 0;
    for (size_t i = first; i < end; i++) {
        Voice *voice = &line->words->voices[line->parts[i].voice];
        const Style *style = voice->style;
        const Face *face = inline_face(line->setter, voice);
        Pt ascent = (double)face->ascent * style->size + style->baseline_shift;
        if (voice->picture)
            ascent = line->parts[i].width * voice->picture->picture.picture->height /
                     voice->picture->picture.picture->width;
        Pt descent = (double)face->descent * style->size - style->baseline_shift;
        top = ascent > top ? ascent : top;
        bottom = descent > bottom ? descent : bottom;
    }
    Item *item = add_item(line, ITEM_LINK, link->id, (Box){box.x, -top, box.w, top + bottom});
    item->link.url = link->link.url;
    item->link.target = link->link.target;
}

static void add_items(LineSetter *line) {
    const Voice *voices = line->words->voices;
    line->item_count = 0;
    for (size_t i = 0, end; i < line->count; i = end) {
        end =
            voices[line->parts[i].voice].style->underline ? stretch_end(line, i, is_same_underline) : i + 1;
        if (voices[line->parts[i].voice].style->underline && !voices[line->parts[i].voice].picture)
            add_underline(line, i, end);
    }
    for (size_t i = 0, end; i < line->count; i = end) {
        end = stretch_end(line, i, is_same_voice);
        if (voices[line->parts[i].voice].picture)
            add_picture_item(line, &line->parts[i]);
        else
            add_text_item(line, i, end);
    }
    for (size_t i = 0, end; i < line->count; i = end) {
        end = stretch_end(line, i, is_same_link);
        if (voices[line->parts[i].voice].link)
            add_link(line, i, end);
    }
}

/* ---- lines ------------------------------------------------------------------------------------ */

/* Room over and under the baseline that a style's leading gives. */
static Pt room_above(const Face *face, const Style *style) {
    return (style->leading + (double)(face->ascent - face->descent) * style->size) / 2;
}

/* What pictures and larger text need beyond the paragraph's own leading. */
static void measure_height(LineSetter *line, Line *result) {
    const Style *style = line->wish->style;
    for (size_t i = 0; i < line->count; i++) {
        Voice *voice = &line->words->voices[line->parts[i].voice];
        if (!voice->picture && voice->style->leading <= style->leading)
            continue;
        const Face *face = inline_face(line->setter, voice);
        Pt room = room_above(face, style);
        Pt above = room_above(face, voice->style) - room;
        Pt below = voice->style->leading - style->leading - above;
        if (voice->picture) {
            const Picture *picture = voice->picture->picture.picture;
            above = line->parts[i].width * picture->height / picture->width - room;
            below = 0;
        }
        result->above = above > result->above ? above : result->above;
        result->below = below > result->below ? below : result->below;
    }
}

static Line set_line(LineSetter *line, size_t index, const Opening *from, const Opening *to) {
    Line result = {.hyphenated = to->kind == OPENING_HYPHEN || to->kind == OPENING_EMERGENCY};
    collect_parts(line, from, to);
    result.width = place_parts(line, line_indent(line, index), to->kind != OPENING_END);
    add_items(line);
    measure_height(line, &result);
    result.items = arena_copy(line->setter->env->keep, line->items, line->item_count * sizeof *line->items);
    result.item_count = (uint32_t)line->item_count;
    return result;
}

/* A word wider than the measure had to be divided here, though that is not wanted. */
static bool is_torn(const ParagraphWish *wish, const Opening *end) {
    bool hyphens = wish->style->hyphenate && !wish->balance;
    return end->kind == OPENING_EMERGENCY || (end->kind == OPENING_HYPHEN && !hyphens);
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
        const Opening *from = i > 0 ? &openings.items[ends[i - 1]] : NULL;
        if (line->wish->from > 0 && i == 0)
            from = &openings.items[0];
        paragraph.lines[i] = set_line(line, i, from, &openings.items[ends[i]]);
        paragraph.lines[i].start = from ? text_position(line->words, from) : 0;
        paragraph.torn = paragraph.torn || is_torn(line->wish, &openings.items[ends[i]]);
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
