/*
 * layout/floats.c - figures and tables at the top and at the foot of frames.
 *
 * The one idea: a float is set in a galley of its own, and the strip that it follows in the text knows
 * how many there are by then. Whoever fills a frame asks at every strip how much of what stands apart,
 * notes and floats, would fit as well; what does not fit waits, and comes first in the next frame.
 */
#include "layout/floats.h"
#include "layout/grid.h"

#include <math.h>
#include <stdlib.h>

/* ---- setting ---------------------------------------------------------------------------------- */

static Pt measure_float(Setter *setter, const Galley *galley) {
    ArenaMark mark = arena_mark(setter->env->scratch);
    Pour pour = pour_fill(setter->env->scratch, galley, 0, -1);
    arena_reset(setter->env->scratch, mark);
    return pour.height + notes_height(galley, (NoteSpan){.to = notes_end(galley)});
}

/* One without a mark takes the room for it too. */
static void set_note(Composer *composer, const Node *note) {
    const Style *style = galley_style(composer->setter, note);
    if (str_trim(style->marker).length == 0) {
        composer->x -= style->inset_left;
        composer->measure += style->inset_left;
    }
    galley_set_note(composer, note);
}

Float floats_set(Composer *composer, const Node *node, const Style *parent, FloatWish wish) {
    Setter *setter = composer->setter;
    Galley *galley = ARENA_NEW(setter->env->keep, Galley);
    galley->measure = wish.measure;
    galley->highest = wish.turned;
    galley->note_measure = wish.note_measure;
    Composer inner = {.setter = setter,
                      .placement = composer->placement,
                      .galley = galley,
                      .owner = galley,
                      .measure = galley->measure,
                      .highest = wish.highest,
                      .container = -1};
    if (node->kind == NODE_NOTE)
        set_note(&inner, node);
    else
        galley_set_node(&inner, node, parent);
    galley_clear_breaks(galley);
    return (Float){.node = node, .galley = galley, .height = measure_float(setter, galley)};
}

static void report_too_high(Composer *composer, const Node *node, Pt excess) {
    Env *env = composer->setter->env;
    Buffer height = buffer_new(env->keep);
    buffer_add_number(&height, excess / PT_PER_MM, 1);
    REPORT_WARNING(env, node->span, STR("crop the picture, or give its figure a smaller 'picture-height'"),
                   "the figure is %.*s mm higher than its frame, so its picture is made smaller",
                   STR_ARGS(buffer_str(&height)));
}

static FloatPlace place_of(const Setter *setter, const Node *node, const Style *style) {
    if (style->place != PLACE_AUTO)
        return style->place;
    return setter->moved && setter->moved[node->id] ? PLACE_TOP : PLACE_HERE;
}

/* A figure that is too high is set again, its picture lower by so much. */
static Float set_float(Composer *composer, const Node *node, const Style *style, bool wide) {
    const Galley *owner = composer->owner;
    const Style *parent = node->parent ? galley_style(composer->setter, node->parent) : NULL;
    wide = owner->span > 0 && (wide || style->spans);
    FloatWish wish = {.measure = wide ? owner->span : owner->measure,
                      .turned = owner->highest,
                      .note_measure = owner->measure};
    Float set = floats_set(composer, node, parent, wish);
    Pt excess = set.height - composer->owner->highest;
    Pt picture = node->kind == NODE_FIGURE && set.galley->count ? (Pt)set.galley->strips[0].height : 0;
    if (composer->owner->highest > 0 && excess > 0 && picture > excess) {
        report_too_high(composer, node, excess);
        wish.highest = picture - excess;
        set = floats_set(composer, node, parent, wish);
    }
    NoteSpan notes = {.to = notes_end(set.galley)};
    set.height -= notes_height(set.galley, notes);
    set.rule = notes.to > 0 ? notes_rule_height(set.galley, 0) : 0;
    notes.joins = true;
    set.notes = notes_height(set.galley, notes);
    FloatPlace place = place_of(composer->setter, node, style);
    set.place = (uint8_t)(place == PLACE_HERE ? PLACE_TOP : place);
    set.wide = wide;
    set.gap = fmax(style->space_before, style->space_after);
    set.gap = grid_filled(composer->owner, set.height + set.gap) - set.height;
    composer->owner->strained = composer->owner->strained || set.galley->strained;
    return set;
}

static void add_float(Composer *composer, Float set) {
    Galley *owner = composer->owner;
    if (!set.galley->count)
        return;
    LIST_PUSH(composer->setter->env->keep, owner->floats, owner->float_count, owner->float_capacity, set);
    if (owner->count)
        owner->strips[owner->count - 1].float_end = (uint32_t)owner->float_count;
}

bool floats_may(const Composer *composer) {
    return composer->floats && composer->galley == composer->owner && composer->container < 0 &&
           !composer->marker_count && composer->resume_text == 0;
}

bool floats_take(Composer *composer, const Node *node, const Style *style) {
    bool kind = node->kind == NODE_FIGURE || node->kind == NODE_TABLE;
    bool wanted = kind && place_of(composer->setter, node, style) != PLACE_HERE;
    if (!wanted || !floats_may(composer))
        return false;
    add_float(composer, set_float(composer, node, style, false));
    return true;
}

void floats_widen(Composer *composer, const Node *node, const Style *style) {
    add_float(composer, set_float(composer, node, style, true));
}

void apart_carry(Composer *composer, const Carried *carried) {
    Galley *galley = composer->galley;
    if (!carried->galley)
        return;
    if (carried->from.notes < carried->until.notes)
        notes_carry(composer, carried->galley, carried->from.notes, carried->until.notes);
    for (size_t i = carried->from.floats; i < carried->until.floats; i++) {
        const Node *node = carried->galley->floats[i].node;
        const Style *parent = node->parent ? galley_style(composer->setter, node->parent) : NULL;
        const Style *style = design_style(composer->setter->cascade, node, parent);
        add_float(composer, set_float(composer, node, style, carried->galley->floats[i].wide));
    }
    galley->begun = (Apart){notes_end(galley), galley->float_count};
}

/* ---- how much fits ---------------------------------------------------------------------------- */

Apart apart_begun(const Galley *galley, size_t at) {
    if (at == 0)
        return galley->begun;
    const Strip *strip = &galley->strips[at - 1];
    return (Apart){strip->note_end, strip->float_end};
}

bool apart_is_done(const Galley *galley, size_t at, Apart placed) {
    Apart begun = apart_begun(galley, at);
    return placed.notes >= begun.notes && placed.floats >= begun.floats;
}

/* In a frame whose text begins with a strip. None stands above the heading of the section that it is in. */
static FloatPlace place_in_frame(const Galley *galley, size_t i, size_t first) {
    FloatPlace place = (FloatPlace)galley->floats[i].place;
    bool follows = i >= apart_begun(galley, first).floats;
    return place == PLACE_TOP && follows && pour_is_heading(galley, first) ? PLACE_BOTTOM : place;
}

/* Of notes in them. joins: these are not the first in their frame. */
static Pt float_notes(const Galley *galley, size_t from, size_t to, bool joins) {
    Pt height = 0;
    for (size_t i = from; i < to; i++) {
        const Float *set = &galley->floats[i];
        height += set->notes + (set->notes > 0 && !joins && height <= 0 ? set->rule : 0);
    }
    return height;
}

typedef struct FloatsHeight {
    Pt top, foot;
} FloatsHeight;

/* Around text, with white between; INFINITY where one at the top would follow one at the foot. */
static FloatsHeight floats_height(const Galley *galley, size_t from, size_t to, size_t first) {
    FloatsHeight height = {0};
    for (size_t i = from; i < to; i++) {
        const Float *set = &galley->floats[i];
        FloatPlace place = place_in_frame(galley, i, first);
        if (place == PLACE_PAGE || set->wide || (height.foot > 0 && place == PLACE_TOP))
            height.foot = INFINITY;
        *(place == PLACE_BOTTOM ? &height.foot : &height.top) += set->height + set->gap;
    }
    return height;
}

Pt apart_stack(const Galley *galley, size_t from, size_t to) {
    Pt height = 0;
    for (size_t i = from; i < to; i++)
        height += galley->floats[i].height + (i + 1 < to ? galley->floats[i].gap : 0);
    return height;
}

bool apart_fit(const Galley *galley, size_t strip, ApartRoom left, ApartSpan *span) {
    span->height = span->top = 0;
    if (!galley->notes && !galley->float_count)
        return left.whole >= -0.01 && left.above >= -0.01;
    Apart begun = apart_begun(galley, strip + 1);
    NoteSpan notes = {.from = span->from.notes};
    size_t least = span->to.floats, most = least;
    while (most < begun.floats && !galley->floats[most].wide && galley->floats[most].place != PLACE_PAGE)
        most++;
    for (size_t to = most;; to--) {
        FloatsHeight floats = floats_height(galley, span->from.floats, to, span->first);
        Pt noted = float_notes(galley, span->from.floats, to, span->noted);
        Pt rest = left.whole - floats.top - floats.foot - noted;
        notes.joins = span->noted || noted > 0;
        bool fits = notes_fit(galley, begun.notes, rest, &notes) && rest >= -0.01 &&
                    left.above - floats.top >= -0.01;
        if (!fits && to > least)
            continue;
        span->to = (Apart){notes.to, to};
        span->top = floats.top;
        span->height = floats.top + floats.foot + noted + notes.height;
        return fits;
    }
}

/* Whether notes that are left over leave no room for the next text and what must stand with it. */
static bool notes_come_first(const Galley *galley, const Room *room) {
    size_t last = room->from;
    if (apart_begun(galley, last).notes <= room->placed.notes)
        return false;
    while (last + 1 < galley->count && galley->strips[last].keep)
        last++;
    NoteSpan span = {.from = room->placed.notes, .joins = room->noted};
    Pt left = room->whole - pour_least(galley, &(Room){.from = room->from, .height = room->whole});
    return !notes_fit(galley, galley->strips[last].note_end, left, &span);
}

bool apart_is_too_high(const Galley *galley, const Room *room) {
    size_t next = room->placed.floats;
    if (next >= apart_begun(galley, room->from).floats)
        return false;
    const Float *set = &galley->floats[next];
    return set->place == PLACE_PAGE ||
           set->height + float_notes(galley, next, next + 1, room->noted) > room->whole + 0.01;
}

bool apart_is_settled(const Galley *galley, const Room *room) {
    bool waits = apart_next_wide(galley, room->from, room->placed) ||
                 (room->lower && apart_is_too_high(galley, room));
    return apart_is_done(galley, room->from, room->placed) ||
           (waits && room->placed.notes >= apart_begun(galley, room->from).notes);
}

bool apart_comes_first(const Galley *galley, const Room *room) {
    size_t at = room->from;
    if (room->alone || at >= galley->count)
        return !apart_is_done(galley, at, room->placed);
    if (apart_begun(galley, at).floats <= room->placed.floats)
        return notes_come_first(galley, room);
    const Float *set = &galley->floats[room->placed.floats];
    bool last = galley->strips[at].start >= BREAK_BEFORE_PAGE;
    if (set->wide || (room->lower && !last && apart_is_too_high(galley, room)))
        return false;
    Pt notes = float_notes(galley, room->placed.floats, room->placed.floats + 1, room->noted);
    Pt left = room->whole - set->height - set->gap - notes;
    return last || set->place == PLACE_PAGE ||
           pour_least(galley, &(Room){.from = at, .height = room->whole}) > left + 0.01;
}

const Float *apart_next_wide(const Galley *galley, size_t at, Apart placed) {
    bool waiting = placed.floats < apart_begun(galley, at).floats;
    return waiting && galley->floats[placed.floats].wide ? &galley->floats[placed.floats] : NULL;
}

Apart apart_rest(const Galley *galley, const Room *room) {
    Apart begun = apart_begun(galley, room->from);
    size_t from = room->placed.floats, to = from;
    NoteSpan notes = {.from = room->placed.notes, .to = room->placed.notes, .joins = room->noted};
    if (to >= begun.floats || galley->floats[to].wide)
        return (Apart){notes_rest(galley, notes, begun.notes, room->whole).to, to};
    for (to++; to < begun.floats; to++)
        if (galley->floats[to].wide ||
            apart_stack(galley, from, to + 1) + float_notes(galley, from, to + 1, room->noted) >
                room->whole + 0.01)
            break;
    Pt gap = galley->floats[to - 1].gap, noted = float_notes(galley, from, to, room->noted);
    notes.joins = room->noted || noted > 0;
    notes_fit(galley, begun.notes, room->whole - apart_stack(galley, from, to) - gap - noted, &notes);
    return (Apart){notes.to, to};
}

/* ---- placing ---------------------------------------------------------------------------------- */

void apart_place_float(Setter *setter, Pages *pages, const Float *set, Box box) {
    ArenaMark mark = arena_mark(setter->env->scratch);
    Pour pour = pour_fill(setter->env->scratch, set->galley, 0, -1);
    pour_place(setter, pages, pour, box.x, box.y);
    arena_reset(setter->env->scratch, mark);
}

/* Where those at the foot begin; all stand at the top of a frame without text. */
static size_t first_at_foot(const Pour *pour) {
    const Galley *galley = pour->galley;
    size_t at = pour->apart_from.floats;
    while (at < pour->apart_to.floats &&
           (pour->to == pour->from || place_in_frame(galley, at, pour->from) != PLACE_BOTTOM))
        at++;
    return at;
}

/* All notes of a frame, one under the other. */
static Pt notes_of(const Pour *pour) {
    Pt height = float_notes(pour->galley, pour->apart_from.floats, pour->apart_to.floats, pour->noted);
    bool joins = pour->noted || height > 0;
    NoteSpan text = {.from = pour->apart_from.notes, .to = pour->apart_to.notes, .joins = joins};
    return height + notes_height(pour->galley, text);
}

Box apart_place_top(Setter *setter, Pages *pages, const Pour *pour, Box frame) {
    Pt whole = frame.h;
    frame.h -= notes_of(pour);
    for (size_t i = pour->apart_from.floats; i < pour->apart_to.floats; i++)
        frame.h -= pour->galley->floats[i].height + pour->galley->floats[i].gap;
    size_t foot = first_at_foot(pour);
    for (size_t i = pour->apart_from.floats; i < foot; i++) {
        const Float *set = &pour->galley->floats[i];
        apart_place_float(setter, pages, set, frame);
        frame.y += set->height + set->gap;
    }
    /* Nothing follows the last one here. */
    if (pour->to == pour->from && foot > pour->apart_from.floats)
        frame.h = fmin(whole, frame.h + pour->galley->floats[foot - 1].gap);
    return frame;
}

Pt apart_place_foot(Setter *setter, Pages *pages, const Pour *pour, Box frame) {
    const Galley *galley = pour->galley;
    size_t foot = first_at_foot(pour);
    Pt height = 0;
    for (size_t i = foot; i < pour->apart_to.floats; i++)
        height += galley->floats[i].height + galley->floats[i].gap;
    Pt y = frame.y + frame.h - notes_of(pour) - height;
    for (size_t i = foot; i < pour->apart_to.floats; i++) {
        const Float *set = &galley->floats[i];
        apart_place_float(setter, pages, set, (Box){frame.x, y + set->gap, frame.w, set->height});
        y += set->gap + set->height;
    }
    return height;
}

static void add_notes(Arena *arena, NoteList *list, size_t *capacity, const Galley *galley, NoteSpan span) {
    for (; span.from < span.to; span.from = list->items[list->count - 1].span.to) {
        Note note = {galley, span, notes_number(galley, span.from)};
        note.span.to = notes_end_of(galley, span);
        note.span.joins = true;
        LIST_PUSH(arena, list->items, list->count, *capacity, note);
    }
}

static int by_number(const void *a, const void *b) {
    uint32_t first = ((const Note *)a)->number, second = ((const Note *)b)->number;
    return (first > second) - (first < second);
}

NoteList apart_notes(Arena *arena, const Pour *pour) {
    const Galley *galley = pour->galley;
    NoteList list = {0};
    size_t capacity = 0;
    NoteSpan text = {.from = pour->apart_from.notes, .to = pour->apart_to.notes};
    add_notes(arena, &list, &capacity, galley, text);
    for (size_t i = pour->apart_from.floats; i < pour->apart_to.floats; i++) {
        const Galley *own = galley->floats[i].galley;
        add_notes(arena, &list, &capacity, own, (NoteSpan){.to = notes_end(own)});
    }
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, by_number);
    return list;
}

Pt apart_place_note(Setter *setter, Pages *pages, const NoteList *notes, size_t i, Box frame) {
    for (size_t k = i + 1; k < notes->count; k++)
        frame.h -= notes_height(notes->items[k].galley, notes->items[k].span);
    const Note *note = &notes->items[i];
    notes_place(setter, pages, note->galley, note->span, frame);
    return notes_height(note->galley, note->span);
}

Pt apart_place_rule(Setter *setter, Pages *pages, const NoteList *notes, Box frame) {
    for (size_t i = 1; i < notes->count; i++)
        frame.h -= notes_height(notes->items[i].galley, notes->items[i].span);
    notes_place_rule(setter, pages, notes->items->galley, notes->items->span, frame);
    return notes_rule_height(notes->items->galley, notes->items->span.from);
}
