/*
 * Fills frames. The one idea: a flow's state says how far it has come; filling a frame moves it on, and
 * whoever makes pages asks only whether it is done.
 */
#include <math.h>

#include "layout/bands.h"
#include "layout/grid.h"
#include "layout/sidenotes.h"

/* Masters looked at for a higher frame. */
enum { CHAIN_MAX = 8 };
/* What a frame takes is at most this much higher than it is. */
static const Pt ROOM_TO_SPARE = 100;

/* The frame of the run's first master that this one goes on from: it takes the same, or has its name. */
static const Frame *find_origin(const Master *first, const Frame *frame) {
    for (size_t i = 0; i < first->frame_count; i++)
        if (first->frames[i].kind == frame->kind && frame->kind != FRAME_CONTENTS &&
            first->frames[i].takes == frame->takes)
            return &first->frames[i];
    for (size_t i = 0; i < first->frame_count; i++)
        if (first->frames[i].kind == frame->kind && str_equal(first->frames[i].name, frame->name))
            return &first->frames[i];
    return NULL;
}

static bool has_frame_for(const PageMaker *maker, size_t thread) {
    for (size_t i = 0; i < maker->master->frame_count; i++) {
        const Frame *origin = find_origin(maker->run->master, &maker->master->frames[i]);
        if (origin && origin->thread == thread)
            return true;
    }
    return false;
}

/* A frame that goes on from none takes up what else would have no place on its page. */
FlowState *frames_find_flow(const PageMaker *maker, const Frame *frame) {
    const Master *first = maker->run->master;
    if (maker->master == first)
        return &maker->flows[frame->thread];
    const Frame *origin = find_origin(first, frame);
    if (origin)
        return &maker->flows[origin->thread];
    for (size_t i = 0; i < first->frame_count; i++)
        if (first->frames[i].kind == frame->kind && first->frames[i].thread == i &&
            !has_frame_for(maker, i))
            return &maker->flows[i];
    return NULL;
}

bool frames_text_is_done(const FlowState *state) {
    const Galley *galley = state->galley;
    return state->at >= galley->count && apart_is_done(galley, state->at, state->placed);
}

bool frames_is_done(const FlowState *state) {
    if (!state->frame)
        return true;
    if (state->frame->kind == FRAME_CARDS)
        return state->at >= state->flow->count;
    if (state->frame->kind == FRAME_TEXT)
        return true;
    if (state->waiting_count > 0)
        return false;
    return state->galley ? frames_text_is_done(state)
                         : state->frame->kind == FRAME_FLOW && state->flow->count == 0;
}

void frames_add_overflow(PageMaker *maker, Overflow overflow) {
    Layout *layout = maker->layout;
    overflow.master = maker->master;
    LIST_PUSH(layout->setter.env->keep, layout->overflows, layout->overflow_count,
              layout->overflow_capacity, overflow);
}

static Span strip_span(const PageMaker *maker, const Galley *galley, size_t strip) {
    const Doc *doc = maker->layout->setter.doc;
    for (size_t i = strip; i < galley->count; i++)
        for (uint32_t k = 0; k < galley->strips[i].item_count; k++) {
            NodeId node = galley->strips[i].items[k].node;
            if (node && node < doc->node_count)
                return doc->nodes[node]->span;
        }
    return (Span){0};
}

void frames_overflow(PageMaker *maker, const FlowState *state) {
    if (state->frame->kind == FRAME_CARDS) {
        const Node *card = state->flow->nodes[state->at];
        frames_add_overflow(maker, (Overflow){.span = card->span, .frame = state->frame, .card = card});
        return;
    }
    sidenotes_overflow(maker, state);
    Arena *scratch = maker->layout->setter.env->scratch;
    ArenaMark mark = arena_mark(scratch);
    Pt height = 0;
    for (size_t at = state->at; state->galley && at < state->galley->count;) {
        Pour pour = pour_fill(scratch, state->galley, at, -1);
        height += pour.height;
        at = pour.to;
    }
    if (state->galley && (height > 0 || state->waiting_count == 0))
        frames_add_overflow(maker,
                            (Overflow){.span = strip_span(maker, state->galley, state->at),
                                       .frame = state->frame,
                                       .height = fmax(height, 0.1),
                                       .words = fit_words(state->galley, state->at, state->galley->count)});
    arena_reset(scratch, mark);
}

static Pt free_above(VerticalAlign align, Pt room, Pt used) {
    if (align == VERTICAL_TOP || align == VERTICAL_JUSTIFY || used >= room)
        return 0;
    return align == VERTICAL_MIDDLE ? (room - used) / 2 : room - used;
}

/* The inside of a frame, and where that lies on the grid. */
static Room frame_room(const PageMaker *maker, const Master *master, const Frame *frame) {
    Setter setter = maker->layout->setter;
    Box box = box_inset(design_frame_box(setter.design, master, frame, maker->left), frame->box.padding);
    return (Room){.height = box.h, .whole = box.h, .start = grid_start(&setter, master, box.y)};
}

static size_t count_columns(const Frame *frame) {
    return frame->split > 0 ? frame->split : 1;
}

/* The frame that a flow goes on in behind this one, if its text is as wide; else one without height. */
static Room next_room(const PageMaker *maker, const Frame *frame, const FlowState *state) {
    PageMaker ahead = *maker;
    size_t first = (size_t)(frame - maker->master->frames) + 1;
    for (int links = 0; ahead.master && links < 2; links++, first = 0, ahead.master = ahead.master->then) {
        for (size_t i = first; i < ahead.master->frame_count; i++) {
            const Frame *other = &ahead.master->frames[i];
            if (other->kind != state->frame->kind || frames_find_flow(&ahead, other) != state)
                continue;
            Box box = design_frame_box(maker->layout->setter.design, ahead.master, other, maker->left);
            Box inside = box_inset(box, other->box.padding);
            bool alike = count_columns(other) == count_columns(frame) &&
                         fabs(frames_column_width(other, inside.w) - state->galley->measure) < 0.01;
            return alike ? frame_room(maker, ahead.master, other) : (Room){0};
        }
    }
    return (Room){0};
}

/* The strip before which this frame ends, by a plan over the frames to come; 0 if there is none. */
static size_t planned_end(PageMaker *maker, const Frame *frame, FlowState *state, const Room *room) {
    Layout *layout = maker->layout;
    Arena *keep = layout->page_setter.env->keep;
    const Galley *galley = state->galley;
    Room next = next_room(maker, frame, state);
    if (next.height <= 0 || layout->setter.design->page.count || galley_is_cut(galley))
        return 0;
    bool goes_on = state->plan.wish.galley == galley && state->plan_at == state->at &&
                   state->plan_next < state->plan.count &&
                   pagebreak_holds(&state->plan, state->plan_next, room);
    if (!goes_on) {
        size_t columns = count_columns(frame);
        PlanWish wish = {.galley = galley,
                         .from = state->at,
                         .placed = state->placed,
                         .columns = columns,
                         .first_column = maker->column,
                         .rooms =
                             arena_copy(keep, maker->rooms ? maker->rooms : room, columns * sizeof *room),
                         .next = next,
                         .facing = layout->setter.design->page.facing,
                         .first_left = maker->left};
        state->plan = pagebreak_plan(keep, layout->setter.env->scratch, &wish);
        state->plan_next = 0;
    }
    state->plan_at = state->plan.ends[state->plan_next++];
    return state->plan_at;
}

/* The strips, and what stands apart, in a column; as much as fits, or what is planned for it. */
static Pour fill_column(PageMaker *maker, const Frame *frame, FlowState *state, const Room *room,
                        bool planned) {
    Arena *scratch = maker->layout->setter.env->scratch;
    const Galley *galley = state->galley;
    Pour pour = {.galley = galley,
                 .from = room->from,
                 .to = room->from,
                 .apart_from = room->placed,
                 .noted = room->noted};
    if (apart_comes_first(galley, room)) {
        pour.apart_to = apart_rest(galley, room);
        return pour;
    }
    size_t end = planned ? planned_end(maker, frame, state, room) : 0;
    if (end <= room->from)
        return pour_fill_room(scratch, galley, room);
    pour = pour_range(scratch, galley, room, end);
    pour.apart_from = room->placed;
    pour.apart_to = state->plan.aparts[state->plan_next - 1];
    return pour;
}

static Pt pour_measure(const Pour *pour) {
    const Galley *galley = pour->galley;
    return pour->to > pour->from && galley->strips[pour->from].span ? galley->span : galley->measure;
}

Filled frames_place_column(PageMaker *maker, const Frame *frame, FlowState *state, Box column,
                           bool planned) {
    Layout *layout = maker->layout;
    ArenaMark mark = arena_mark(layout->setter.env->scratch);
    Room room = maker->rooms ? maker->rooms[maker->column] : (Room){.height = column.h, .whole = column.h};
    room.from = state->at;
    room.placed = state->placed;
    room.start = grid_start(&layout->page_setter, maker->master, column.y);
    Pour pour = fill_column(maker, frame, state, &room, planned);
    Box text = apart_place_top(&layout->page_setter, layout->pages, &pour, column);
    if (planned && frame->align == VERTICAL_JUSTIFY)
        pour_feather(&pour, text.h);
    if (planned)
        moved_see_column(maker, state, &pour, text.h, column.h);
    Pt excess = fmax(pour.height - text.h, pour_measure(&pour) - column.w);
    if (excess > 1)
        frames_add_overflow(maker, (Overflow){.span = strip_span(maker, state->galley, state->at),
                                              .frame = frame,
                                              .height = excess,
                                              .words = fit_excess(&pour, text.h)});
    VerticalAlign align = state->galley->spans ? VERTICAL_TOP : frame->align;
    Pt shift = grid_whole(state->galley, free_above(align, text.h, pour.height));
    pour_place(&layout->page_setter, layout->pages, pour, column.x, text.y + shift);
    Pt notes = feet_place_notes(maker, &pour, column);
    Pt foot = column.y + column.h - notes - feet_place_floats(maker, &pour, column);
    sidenotes_mark(maker, &pour, text.y + shift);
    maker->progress = true;
    state->at = pour.to;
    state->placed = pour.apart_to;
    Filled filled = {.bottom = text.y, .foot = foot, .noted = notes > 0};
    if (pour.to > pour.from) {
        size_t last = pour.to - 1;
        filled.bottom += shift + pour_strip_end(pour.galley, last, pour.tops[last - pour.from]);
    }
    arena_reset(layout->setter.env->scratch, mark);
    return filled;
}

bool frames_wants_page(const FlowState *state) {
    return state->galley && state->at < state->galley->count &&
           state->galley->strips[state->at].start >= BREAK_BEFORE_PAGE;
}

/* The highest frame that the flow comes to behind this one. */
static Pt room_ahead(const PageMaker *maker, const Frame *frame, const FlowState *state) {
    PageMaker ahead = *maker;
    Pt room = 0;
    size_t first = (size_t)(frame - maker->master->frames) + 1;
    for (int links = 0; ahead.master && links < CHAIN_MAX; links++, first = 0) {
        for (size_t i = first; i < ahead.master->frame_count; i++) {
            const Frame *other = &ahead.master->frames[i];
            if (other->kind == state->frame->kind && frames_find_flow(&ahead, other) == state)
                room = fmax(room, frame_room(maker, ahead.master, other).height);
        }
        uint32_t count = maker->layout->setter.design->page.count;
        ahead.master = count && maker->layout->pages->count >= count ? NULL : ahead.master->then;
    }
    return room;
}

/* What must not be divided and does not fit here, but does in a frame to come, waits for that. */
static bool waits(PageMaker *maker, const Frame *frame, const FlowState *state, const Room *room) {
    if (pour_least(state->galley, room) <= room->height + 1)
        return false;
    Room ahead = {.from = room->from, .height = room_ahead(maker, frame, state)};
    return ahead.height > room->height && pour_least(state->galley, &ahead) <= ahead.height;
}

Pt frames_column_width(const Frame *frame, Pt width) {
    size_t columns = count_columns(frame);
    return (width - frame->gap * (double)(columns - 1)) / (double)columns;
}

/* What is left of the text; nothing where only side notes are. */
static void fill_text_flow(PageMaker *maker, const Frame *frame, FlowState *state, Box box) {
    Pt start = grid_start(&maker->layout->page_setter, maker->master, box.y);
    Room whole = {
        .from = state->at, .placed = state->placed, .height = box.h, .whole = box.h, .start = start};
    bool waiting = apart_comes_first(state->galley, &whole);
    if (state->at >= state->galley->count && !waiting)
        return;
    if (state->at < state->galley->count && !waiting && waits(maker, frame, state, &whole)) {
        maker->progress = true;
        return;
    }
    if (frame->split > 1)
        bands_fill(maker, frame, state, box);
    else
        frames_place_column(maker, frame, state, box, true);
    state->page = maker->layout->pages->count;
}

static void fill_flow(PageMaker *maker, const Frame *frame, FlowState *state, Box box) {
    size_t columns = count_columns(frame), page = maker->layout->pages->count;
    Room whole = {.from = state->at, .placed = state->placed, .height = box.h, .whole = box.h};
    bool waiting = state->galley && apart_comes_first(state->galley, &whole);
    if (state->page == page && frames_wants_page(state) && !waiting)
        return;
    Pt room = (double)columns * (box.h + ROOM_TO_SPARE);
    maker->highest = fmax(box.h, room_ahead(maker, frame, state));
    maker->first = box.h;
    maker->span = columns > 1 ? box.w : 0;
    maker->side = sidenotes_measure(maker, frame);
    flow_use_measure(maker, state, frames_column_width(frame, box.w), room);
    maker->layout->strained = maker->layout->strained || state->galley->strained;
    if (frames_is_done(state))
        return;
    fill_text_flow(maker, frame, state, box);
    sidenotes_place(maker, frame, state);
}

static Galley *card_galley(PageMaker *maker, FlowState *state, size_t card, Pt measure) {
    Layout *layout = maker->layout;
    if (!state->cards)
        state->cards = ARENA_ARRAY(layout->setter.env->keep, Galley *, state->flow->count);
    const Galley *known = state->cards[card];
    if (!known || fabs(known->measure - measure) > 0.01 || galley_is_stale(&layout->setter, known)) {
        Flow one = {&state->flow->nodes[card], 1};
        Setter setter = flow_setter(maker, &layout->setter);
        state->cards[card] = galley_set(&setter, &(GalleyWish){.placement = layout->placement,
                                                               .flow = &one,
                                                               .measure = measure,
                                                               .children_only = true,
                                                               .before = known});
    }
    layout->strained = layout->strained || state->cards[card]->strained;
    return state->cards[card];
}

static void fill_card(PageMaker *maker, const Frame *frame, FlowState *state, Box box) {
    Layout *layout = maker->layout;
    const Card *card = frame->card;
    Painter painter = maker->painter;
    painter.node = painter.values.node = state->flow->nodes[state->at];
    painter.style = NULL;
    painter.span = card ? card->span : frame->span;
    Box inside = card ? box_inset(box, card->box.padding) : box;
    if (card)
        paint_box(&painter, &card->box, box);
    Galley *galley = card_galley(maker, state, state->at, inside.w);
    ArenaMark mark = arena_mark(layout->setter.env->scratch);
    Pour pour = pour_fill(layout->setter.env->scratch, galley, 0, -1);
    pour.apart_from = (Apart){0};
    Box text = apart_place_top(&layout->page_setter, layout->pages, &pour, inside);
    Pt room = text.h;
    if (pour.height > room + 0.01)
        frames_add_overflow(maker, (Overflow){.span = painter.node->span,
                                              .frame = frame,
                                              .card = painter.node,
                                              .height = pour.height - room,
                                              .words = fit_excess(&pour, room)});
    Pt shift = card ? free_above(card->align, room, pour.height) : 0;
    pour_place(&layout->page_setter, layout->pages, pour, text.x, text.y + shift);
    apart_place_foot(&layout->page_setter, layout->pages, &pour, inside);
    feet_place_notes(maker, &pour, inside);
    if (card)
        paint_art(&painter, &card->box.front, box);
    arena_reset(layout->setter.env->scratch, mark);
    maker->progress = true;
    state->at++;
}

/* Frames that the flow has on this page from this one on, and on pages of other kinds that follow. */
static size_t frames_ahead(const PageMaker *maker, const Frame *frame, const FlowState *state) {
    PageMaker ahead = *maker;
    size_t count = 0, first = (size_t)(frame - maker->master->frames);
    for (int links = 0; ahead.master && links < CHAIN_MAX; links++, first = 0) {
        for (size_t i = first; i < ahead.master->frame_count; i++)
            count += frames_find_flow(&ahead, &ahead.master->frames[i]) == state;
        ahead.master = ahead.master->then == ahead.master ? NULL : ahead.master->then;
    }
    return count;
}

static size_t share_out(size_t count, size_t among) {
    return among > 0 ? (count + among - 1) / among : count;
}

static void fill_cards(PageMaker *maker, const Frame *frame, FlowState *state, Box box) {
    size_t columns = state->columns ? state->columns : frame->grid_columns, rows = frame->grid_rows;
    if (!rows)
        rows = share_out(share_out(state->flow->count - state->at, frames_ahead(maker, frame, state)),
                         columns);
    Pt width = (box.w - frame->gap * (double)(columns - 1)) / (double)columns;
    Pt height = (box.h - frame->gap * (double)(rows - 1)) / (double)rows;
    /* When the page is only tried, the first card that is too full says enough. */
    bool enough = false;
    for (size_t i = 0; i < rows * columns && state->at < state->flow->count && !enough; i++) {
        size_t row = i / columns, column = i % columns;
        Box cell = {box.x + (width + frame->gap) * (double)column,
                    box.y + (height + frame->gap) * (double)row, width, height};
        fill_card(maker, frame, state, cell);
        enough = maker->trying && maker->layout->overflow_count > 0;
    }
}

static Str first_line(Str text) {
    return str_slice(text, 0, str_find(text, '\n'));
}

/* Takes the lines before the next blank one off the front. */
static Str next_paragraph(Str *rest) {
    Str text = str_trim(*rest);
    size_t end = first_line(text).length;
    for (Str line; end < text.length; end += line.length + 1) {
        line = first_line(str_slice(text, end + 1, text.length));
        if (str_trim(line).length == 0)
            break;
    }
    *rest = str_slice(text, end, text.length);
    return str_slice(text, 0, end);
}

/* Each paragraph is a text of its own, whose items stand behind those before it. */
static void show_text(const PageMaker *maker, const Pour *pour, size_t first, FrameText shown) {
    const Setter *setter = &maker->layout->page_setter;
    Str rest = shown.text;
    bool blank = true;
    for (size_t i = pour->from; i < pour->to; i++) {
        uint32_t count = pour->galley->strips[i].item_count;
        if (blank && count > 0) {
            shown.text = next_paragraph(&rest);
            pages_show_text(setter->env->keep, maker->layout->pages, first, shown, setter->doc->node_count);
        }
        blank = count == 0;
        first += count;
    }
}

static void fill_text(PageMaker *maker, const Frame *frame, Box box) {
    Layout *layout = maker->layout;
    Setter own = flow_setter(maker, &layout->page_setter), *setter = &own;
    Str text = design_expand(setter->env->keep, frame->text, &maker->painter.values);
    if (!text.length)
        return;
    const Style *style = design_class_style(setter->cascade, frame->style, maker->painter.node, NULL);
    TextWish wish = {.text = text, .style = style, .measure = box.w, .outer_left = maker->left};
    Galley *galley = galley_set_text(setter, &wish);
    layout->strained = layout->strained || galley->strained;
    ArenaMark mark = arena_mark(setter->env->scratch);
    Pour pour = pour_fill(setter->env->scratch, galley, 0, -1);
    if (pour.height > box.h + 1)
        frames_add_overflow(maker, (Overflow){.span = frame->span,
                                              .frame = frame,
                                              .height = pour.height - box.h,
                                              .words = fit_excess(&pour, box.h)});
    size_t first = layout->pages->pages[layout->pages->count - 1].count;
    pour_place(setter, layout->pages, pour, box.x, box.y + free_above(frame->align, box.h, pour.height));
    FrameText shown = {text, maker->painter.node, str_equal_c(frame->text, "{title}"),
                       design_is_running(frame->text), frame->span};
    show_text(maker, &pour, first, shown);
    arena_reset(setter->env->scratch, mark);
}

void frames_fill(PageMaker *maker, const Frame *frame) {
    Box box = design_frame_box(maker->layout->setter.design, maker->master, frame, maker->left);
    Box inside = box_inset(box, frame->box.padding);
    maker->painter.span = frame->span;
    paint_box(&maker->painter, &frame->box, box);
    FlowState *state = frame->kind == FRAME_TEXT ? NULL : frames_find_flow(maker, frame);
    Cascade *around = maker->cascade;
    maker->cascade = fit_frame(maker, frame, state);
    if (frame->kind == FRAME_TEXT)
        fill_text(maker, frame, inside);
    else if (state && frame->kind == FRAME_CARDS && !frames_is_done(state))
        fill_cards(maker, frame, state, inside);
    else if (state && frame->kind != FRAME_CARDS && !frames_is_done(state))
        fill_flow(maker, frame, state, inside);
    maker->cascade = around;
    paint_art(&maker->painter, &frame->box.front, box);
}
