/*
 * layout/sidenotes.c - blocks in the margin.
 *
 * The one idea: a note is set when the text comes to it, and remembers a strip. Filling a column tells
 * where that strip has come to, and when a frame is full, the notes of the page are stacked: each as near
 * to its line as those above it allow, then, from the foot, as low as those below it allow. Numbers that
 * hang into the margin are kept clear.
 */
#include "layout/sidenotes.h"

#include <math.h>

/* ---- setting ---------------------------------------------------------------------------------- */

static Pt first_baseline(Setter *setter, const Galley *galley) {
    ArenaMark mark = arena_mark(setter->env->scratch);
    Pour pour = pour_fill(setter->env->scratch, galley, 0, -1);
    const Strip *strip = &galley->strips[0];
    Pt top = pour.tops[0];
    arena_reset(setter->env->scratch, mark);
    return strip->bottom_trim > 0 ? top + (double)strip->height - (double)strip->bottom_trim : top;
}

/* What the leading leaves free between the last line of one note and the capitals of the next. */
static Pt white_between(const Galley *galley) {
    return (double)galley->strips[0].top_trim + (double)galley->strips[galley->count - 1].bottom_trim / 2;
}

/* The strip that is added next, or the one before, if the text goes on elsewhere. */
static size_t strip_beside(const Galley *galley, const Node *node) {
    bool last = !node->next || node->next->kind == NODE_SECTION;
    return last && galley->count > 0 ? galley->count - 1 : galley->count;
}

static bool has_room(const Galley *owner, const Style *style) {
    return style->place == PLACE_SIDE && owner && owner->side > 0;
}

static void add_note(Composer *composer, Float set, const Style *style, size_t strip) {
    Galley *owner = composer->owner;
    if (!set.galley->count)
        return;
    set.gap = fmax(style->space_before, style->space_after) + white_between(set.galley);
    SideNote note = {
        .set = set, .strip = strip, .baseline = first_baseline(composer->setter, set.galley), .line = -1};
    if (composer->galley != owner && composer->galley != owner->notes) {
        note.inside = composer->galley;
        note.inner = composer->galley->count;
    }
    LIST_PUSH(composer->setter->env->keep, owner->sides, owner->side_count, owner->side_capacity, note);
}

bool sidenotes_take(Composer *composer, const Node *node, const Style *style, const Style *parent) {
    Galley *owner = composer->owner;
    if (!has_room(owner, style) || composer->galley != owner)
        return false;
    add_note(composer, floats_set(composer, node, parent, (FloatWish){.measure = owner->side}), style,
             strip_beside(owner, node));
    return true;
}

bool sidenotes_take_note(Composer *composer, const Node *note) {
    Galley *owner = composer->owner;
    const Style *style = galley_style(composer->setter, note);
    if (!has_room(owner, style))
        return false;
    bool known = owner->side_count > 0 && owner->sides[owner->side_count - 1].set.node == note;
    if (!known)
        add_note(composer, floats_set(composer, note, NULL, (FloatWish){.measure = owner->side}), style,
                 owner->count);
    return true;
}

static void set_anew(Composer *composer, const Node *node) {
    if (node->kind == NODE_NOTE) {
        if (!sidenotes_take_note(composer, node))
            galley_set_note(composer, node);
        return;
    }
    const Style *parent = node->parent ? galley_style(composer->setter, node->parent) : NULL;
    galley_set_node(composer, node, parent);
}

void sidenotes_carry(Composer *composer, const GalleyWish *wish) {
    const Galley *old = wish->beside;
    const Node *resume = composer->resume;
    uint32_t resume_text = composer->resume_text;
    composer->resume = NULL;
    composer->resume_text = 0;
    for (size_t i = 0; i < wish->waiting_count; i++)
        set_anew(composer, wish->waiting[i]);
    for (size_t i = 0; old && i < old->side_count; i++) {
        const Node *node = old->sides[i].set.node;
        if (old->sides[i].strip == wish->beside_strip && node->kind != NODE_NOTE && node->id < resume->id)
            set_anew(composer, node);
    }
    composer->resume = resume;
    composer->resume_text = resume_text;
}

/* Below a strip's top: its own baseline, or the first one in it, as in a row; below 0: it has no text. */
static Pt line_baseline(const Strip *strip) {
    if (strip->bottom_trim > 0)
        return (double)strip->height - (double)strip->bottom_trim;
    Pt first = -1;
    for (uint32_t i = 0; i < strip->item_count; i++) {
        const Item *item = &strip->items[i];
        if (item->kind == ITEM_TEXT && item->rotate == 0 && (first < 0 || item->box.y < first))
            first = item->box.y;
    }
    return first;
}

void sidenotes_settle_inside(Composer *composer, const Pour *pour) {
    Galley *owner = composer->owner;
    for (size_t i = 0; owner && composer->galley == owner && i < owner->side_count; i++) {
        SideNote *note = &owner->sides[i];
        if (note->inside != pour->galley || note->inner < pour->from || note->inner >= pour->to)
            continue;
        Pt baseline = line_baseline(&pour->galley->strips[note->inner]);
        note->strip = owner->count;
        note->line = fmax(0, pour->tops[note->inner - pour->from] + fmax(0, baseline));
    }
}

void sidenotes_settle(Galley *galley) {
    for (size_t i = 0; i < galley->side_count; i++)
        if (galley->sides[i].strip >= galley->count && galley->count > 0)
            galley->sides[i].strip = galley->count - 1;
}

/* ---- placing ---------------------------------------------------------------------------------- */

static const Frame *frame_beside(const PageMaker *maker, const Frame *frame) {
    for (size_t i = 0; i < maker->master->frame_count; i++)
        if (maker->master->frames[i].beside.length > 0 &&
            str_equal(maker->master->frames[i].beside, frame->name))
            return &maker->master->frames[i];
    return NULL;
}

static Box inside_of(const PageMaker *maker, const Frame *frame) {
    const Design *design = maker->layout->setter.design;
    return box_inset(design_frame_box(design, maker->master, frame, maker->left), frame->box.padding);
}

Pt sidenotes_measure(const PageMaker *maker, const Frame *frame) {
    const Frame *side = frame_beside(maker, frame);
    return side ? inside_of(maker, side).w : 0;
}

/* Text stands on one line with text, and begins where a picture does. */
static Pt place_beside(const SideNote *note, const Strip *strip) {
    Pt baseline = note->line >= 0 ? note->line : line_baseline(strip);
    return baseline < 0 ? 0 : baseline - note->baseline;
}

static void add_placed(PageMaker *maker, const SideNote *note, Pt y) {
    LIST_PUSH(maker->layout->page_setter.env->keep, maker->sides, maker->side_count, maker->side_capacity,
              ((PlacedSide){note, y}));
    size_t at = maker->side_count - 1;
    for (; at > 0 && maker->sides[at - 1].y > y; at--)
        maker->sides[at] = maker->sides[at - 1];
    maker->sides[at] = (PlacedSide){note, y};
}

void sidenotes_mark(PageMaker *maker, const Pour *pour, Pt y) {
    const Galley *galley = pour->galley;
    for (size_t i = 0; i < galley->side_count; i++) {
        const SideNote *note = &galley->sides[i];
        if (note->strip < pour->from || note->strip >= pour->to)
            continue;
        Pt top = y + pour->tops[note->strip - pour->from];
        add_placed(maker, note, top + place_beside(note, &galley->strips[note->strip]));
    }
}

/* How many of the notes fit the height, one at least. */
static size_t count_fitting(const PlacedSide *sides, size_t count, Pt height) {
    Pt sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (i > 0 ? sides[i - 1].note->set.gap : 0) + sides[i].note->set.height;
        if (i > 0 && sum > height + 0.01)
            return i;
    }
    return count;
}

/* What of the text reaches into the margin: numbers that hang before headings. */
typedef struct Taken {
    Pt top, bottom;
} Taken;

typedef struct Margin {
    Box box;
    Taken *taken; /* from the top down */
    size_t taken_count, taken_capacity;
} Margin;

static void find_taken(const PageMaker *maker, Margin *margin) {
    const Pages *pages = maker->layout->pages;
    const Page *page = &pages->pages[pages->count - 1];
    Box box = margin->box;
    for (size_t i = 0; i < page->count; i++) {
        const Item *item = &page->items[i];
        bool inside = item->box.y > box.y && item->box.y < box.y + box.h && item->box.x < box.x + box.w &&
                      item->box.x + item->box.w > box.x;
        if (item->kind != ITEM_TEXT || item->running || item->rotate != 0 || !inside)
            continue;
        Pt size = item->box.h;
        LIST_PUSH(maker->layout->page_setter.env->scratch, margin->taken, margin->taken_count,
                  margin->taken_capacity, ((Taken){item->box.y - size, item->box.y + size / 2}));
    }
}

/* The place nearest to y, not above `least`, where a note is clear of what hangs into the margin. */
static Pt clear_of(const Margin *margin, Pt height, Pt y, Pt least) {
    for (size_t i = 0; i < margin->taken_count; i++) {
        const Taken *taken = &margin->taken[i];
        if (y >= taken->bottom || y + height <= taken->top)
            continue;
        Pt above = taken->top - height;
        y = above >= least && y - above <= taken->bottom - y ? above : taken->bottom;
        least = fmax(least, y);
    }
    return y;
}

static void stack(PlacedSide *sides, size_t count, const Margin *margin) {
    Box box = margin->box;
    Pt top = box.y;
    for (size_t i = 0; i < count; i++) {
        sides[i].y = clear_of(margin, sides[i].note->set.height, fmax(sides[i].y, top), top);
        top = sides[i].y + sides[i].note->set.height + sides[i].note->set.gap;
    }
    Pt foot = box.y + box.h;
    for (size_t i = count; i-- > 0;) {
        const Float *set = &sides[i].note->set;
        sides[i].y = fmax(box.y, fmin(sides[i].y, foot - set->height));
        foot = sides[i].y - (i > 0 ? sides[i - 1].note->set.gap : 0);
    }
}

/* What waits from the page before stands at the top. */
static void take_waiting(PageMaker *maker, FlowState *state) {
    for (size_t i = 0; i < state->waiting_count; i++)
        add_placed(maker, state->waiting[i], -HUGE_VAL);
    state->waiting_count = 0;
}

static void make_wait(PageMaker *maker, FlowState *state, size_t from) {
    for (size_t i = from; i < maker->side_count; i++)
        LIST_PUSH(maker->layout->page_setter.env->keep, state->waiting, state->waiting_count,
                  state->waiting_capacity, maker->sides[i].note);
}

void sidenotes_overflow(PageMaker *maker, const FlowState *state) {
    for (size_t i = 0; i < state->waiting_count; i++) {
        const Float *set = &state->waiting[i]->set;
        frames_add_overflow(
            maker, (Overflow){.span = set->node->span, .frame = state->frame, .height = set->height});
    }
}

void sidenotes_place(PageMaker *maker, const Frame *frame, FlowState *state) {
    const Frame *side = frame_beside(maker, frame);
    if (!side || (!maker->side_count && !state->waiting_count))
        return;
    take_waiting(maker, state);
    Box box = inside_of(maker, side);
    size_t count = count_fitting(maker->sides, maker->side_count, box.h);
    make_wait(maker, state, count);
    Arena *scratch = maker->layout->page_setter.env->scratch;
    ArenaMark mark = arena_mark(scratch);
    Margin margin = {.box = box};
    find_taken(maker, &margin);
    stack(maker->sides, count, &margin);
    arena_reset(scratch, mark);
    for (size_t i = 0; i < count; i++) {
        const Float *set = &maker->sides[i].note->set;
        if (set->height > box.h + 1)
            frames_add_overflow(
                maker, (Overflow){.span = set->node->span, .frame = side, .height = set->height - box.h});
        Box own = {box.x, maker->sides[i].y, box.w, set->height};
        NoteSpan notes = {.to = notes_end(set->galley)};
        apart_place_float(&maker->layout->page_setter, maker->layout->pages, set, own);
        notes_place_rule(&maker->layout->page_setter, maker->layout->pages, set->galley, notes, own);
        notes_place(&maker->layout->page_setter, maker->layout->pages, set->galley, notes, own);
    }
    maker->side_count = 0;
    maker->progress = true;
}
