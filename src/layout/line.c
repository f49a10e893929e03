/*
 * layout/line.c - a line of a paragraph, set.
 *
 * The one idea: breaks are chosen with widths added up from whole words, but a line is set from what it
 * really holds. Its parts, the words or fragments of words as shaped, are measured again, its letters give
 * what their style allows, and the spaces between them take up exactly what is left. Then neighbours of
 * one voice become one item.
 */
#include "layout/line.h"
#include "layout/look.h"

#include <math.h>

/* Fitted with exact widths, a line may turn out a little tighter than planned. */
static const double TIGHTEST_SPACE = 0.5;

Pt line_indent(const LineSetter *line, size_t index) {
    const ParagraphWish *wish = line->wish;
    if (wish->from > 0)
        return 0;
    Pt indent = index == 0 ? wish->first_indent + wish->style->indent : 0;
    return indent + (index < wish->indent_count ? wish->indents[index] : 0);
}

/* ---- parts of a line -------------------------------------------------------------------------- */

/* A note in the margin that its line says nothing of. */
static bool is_unmarked(const Voice *voice) {
    return voice->link->kind == NODE_NOTE_REFERENCE && voice->mark.length == 0;
}

static void add_part(LineSetter *line, Part part) {
    LIST_PUSH(line->setter->env->scratch, line->parts, line->count, line->capacity, part);
}

static void add_fragment(LineSetter *line, size_t index, size_t from, size_t to) {
    const Piece *piece = &line->words->pieces[index];
    const Voice *voice = &line->words->voices[piece->voice];
    Part part = {.run = piece->run,
                 .voice = piece->voice,
                 .width = (double)piece->width,
                 .tracking = inline_tracking(voice)};
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
    /* The space behind a note without a mark is one behind the word before it. */
    if (voice->link && is_unmarked(voice) && line->count > 0)
        line->parts[line->count - 1].flags |= part.flags & RUN_SPACE;
    add_part(line, part);
}

static void add_hyphen(LineSetter *line, uint32_t voice_index) {
    Voice *voice = &line->words->voices[voice_index];
    const GlyphRun *run = inline_hyphen(line->setter, voice);
    add_part(line, (Part){.run = run,
                          .voice = voice_index,
                          .flags = RUN_SOFT_HYPHEN,
                          .width = inline_run_width(run, voice),
                          .tracking = inline_tracking(voice)});
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

/* ---- the measure ------------------------------------------------------------------------------ */

/* What the line hangs over the edges of its measure. */
typedef struct Hangs {
    Pt left, right;
} Hangs;

static uint32_t last_code(const GlyphRun *run) {
    while (run->next)
        run = run->next;
    return utf8_code_before(run->text, run->text.length);
}

/* Only over straight edges; what stands in the line before its text, a label, leaves none at the left. */
static Hangs find_hangs(const LineSetter *line, bool filled) {
    Hangs hangs = {0};
    const Voice *voices = line->words->voices;
    const Part *first = line->parts, *last = first + line->count - 1;
    bool justified = line->align == ALIGN_JUSTIFY;
    if ((justified || line->align == ALIGN_LEFT) && first->run && line->free_left)
        hangs.left = protrude_left(line->setter, &voices[first->voice], utf8_code_at(first->run->text, 0),
                                   justified);
    if (filled && last->run)
        hangs.right = protrude_right(line->setter, &voices[last->voice], last_code(last->run));
    return hangs;
}

/* Natural width, without what tracking puts behind the last glyph. */
static double width_of(const LineSetter *line) {
    double width = 0;
    for (size_t i = 0; i < line->count; i++)
        width += line->parts[i].width + line->parts[i].glue;
    return line->count > 0 ? width - line->parts[line->count - 1].tracking : 0;
}

static Supply supply_of(const LineSetter *line) {
    Supply supply = {0};
    for (size_t i = 0; i < line->count; i++) {
        const Part *part = &line->parts[i];
        if (part->stretch) {
            supply.space += part->glue;
            supply.ease += justify_ease(line->words->voices[part->voice].style);
        }
        if (!part->run)
            continue;
        Supply own = justify_supply(line->words->voices[part->voice].style, part->width,
                                    inline_glyph_count(part->run));
        supply.give += own.give;
        supply.spare += own.spare;
    }
    return supply;
}

/* The letters' part in filling the line. */
static void give_letters(LineSetter *line, double share) {
    line->letters = share;
    for (size_t i = 0; i < line->count; i++) {
        Part *part = &line->parts[i];
        const Style *style = line->words->voices[part->voice].style;
        if (!part->run)
            continue;
        double stretch = justify_stretch(style, share);
        double more = justify_tracking(style, share) * style->size;
        part->width = (part->width + (double)inline_glyph_count(part->run) * more) * stretch;
        part->tracking = (part->tracking + more) * stretch;
    }
}

/* Gives every part its x; returns the width of the line, without what hangs out of the measure. */
static Pt place_parts(LineSetter *line, Pt indent, bool justify) {
    double width = width_of(line), factor = 1;
    Supply supply = supply_of(line);
    Pt room = line->wish->measure - indent;
    bool filled = line->align == ALIGN_JUSTIFY && (justify || width > room);
    Hangs hangs = line->count > 0 ? find_hangs(line, filled) : (Hangs){0};
    room += hangs.left + hangs.right;
    line->letters = 0;
    /* A word alone is never pulled wide, but squeezed rather than let out of the measure. */
    if (filled && (supply.space > 0 || width > room)) {
        give_letters(line, justify_share(&justify_taste, room - width, supply).letters);
        if (supply.space > 0)
            factor = fmax(1 + (room - width_of(line)) / supply.space, TIGHTEST_SPACE);
        width = width_of(line) + supply.space * (factor - 1);
    }
    double slack = room - width, x = indent - hangs.left;
    if (slack > 0 && (line->align == ALIGN_RIGHT || line->align == ALIGN_CENTER))
        x += line->align == ALIGN_RIGHT ? slack : slack / 2;
    for (size_t i = 0; i < line->count; i++) {
        Part *part = &line->parts[i];
        part->x = x;
        x += part->width + part->glue * (part->stretch ? factor : 1);
    }
    return width - hangs.left - hangs.right;
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
    return (Box){x, -voice->style->baseline_shift, last->x + last->width - last->tracking - x,
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
    add_item(line, ITEM_TEXT, voice->node, box)->text = (TextItem){
        .runs = runs,
        .count = count,
        .size = (float)voice->style->size,
        .tracking = voice->style->tracking + (float)justify_tracking(voice->style, line->letters),
        .stretch = (float)justify_stretch(voice->style, line->letters),
        .colour = design_colour(line->setter->design, voice->style->color, voice->style)};
}

static void add_picture_item(LineSetter *line, const Part *part) {
    const Node *node = line->words->voices[part->voice].picture;
    const Picture *picture = node->picture.picture;
    Pt height = part->width * picture->height / picture->width;
    Box box = {part->x, -height, part->width, height};
    const Style *style = line->words->voices[part->voice].style;
    static const Treatment plain = {.fit = FIT_STRETCH};
    LookWish wish = {picture, &plain, style, style->color, {0}};
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
        if (voices[line->parts[i].voice].link && !is_unmarked(&voices[line->parts[i].voice]))
            add_link(line, i, end);
    }
}

/* In a narrow measure the mark of one may stand on two lines. */
static void collect_notes(const LineSetter *line, Line *result) {
    Arena *keep = line->setter->env->keep;
    size_t capacity = 0, count = 0;
    for (size_t i = 0; i < line->count; i++) {
        const Voice *voice = &line->words->voices[line->parts[i].voice];
        bool reference = voice->link && voice->link->kind == NODE_NOTE_REFERENCE;
        if (reference && (count == 0 || result->notes[count - 1] != voice->link))
            LIST_PUSH(keep, result->notes, count, capacity, voice->link);
    }
    result->note_count = (uint32_t)count;
}

/* ---- the line ------------------------------------------------------------------------------------ */

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

Line line_set(LineSetter *line, size_t index, const Opening *from, const Opening *to) {
    Line result = {.hyphenated = to->kind == OPENING_HYPHEN || to->kind == OPENING_EMERGENCY};
    collect_parts(line, from, to);
    line->free_left = index > 0 || line->wish->first_indent <= 0;
    result.width = place_parts(line, line_indent(line, index), to->kind != OPENING_END);
    add_items(line);
    collect_notes(line, &result);
    measure_height(line, &result);
    result.items = arena_copy(line->setter->env->keep, line->items, line->item_count * sizeof *line->items);
    result.item_count = (uint32_t)line->item_count;
    return result;
}
