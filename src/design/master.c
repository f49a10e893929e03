/*
 * design/master.c - kinds of page, their frames, and cards.
 *
 * The one idea: all of them are filled from the table row by row; what is left to do here is what no row
 * can say by itself: that a frame has one use, that it lies on the page, and which master follows which.
 */
#include "design/draft.h"

#include <math.h>
#include <string.h>

void master_read_card(Draft *draft, const Tree *item) {
    Card *card = ARENA_NEW(draft->env->keep, Card);
    card->name = item->key;
    card->span = item->key_span;
    draft_fill_defaults(draft, SCOPE_CARD, card);
    draft_fill(draft, SCOPE_CARD, item, card);
    draft_settle_box(&card->box);
    for (size_t i = 0; i < draft->card_count; i++)
        if (str_equal(draft->cards[i]->name, card->name)) {
            draft->cards[i] = card;
            return;
        }
    LIST_PUSH(draft->env->keep, draft->cards, draft->card_count, draft->card_capacity, card);
}

/* ---- frames ----------------------------------------------------------------------------------- */

static bool is_set(Length length) {
    return length.unit != LENGTH_UNSET;
}

/* What the frame is for, from the one key that says so. */
static void choose_kind(Draft *draft, const Tree *item, FrameDraft *piece) {
    Frame *frame = &piece->frame;
    int uses = (piece->takes != NULL) + (piece->each != NULL) + (frame->text.data != NULL) +
               (frame->depth > 0) + (frame->beside.length > 0);
    if (uses > 1)
        REPORT_ERROR(draft->env, item->key_span,
                     STR("it has one of takes, each, text, contents and beside, or none"),
                     "frame '%.*s' cannot have two uses", STR_ARGS(item->key));
    if (frame->card && !piece->each)
        REPORT_ERROR(draft->env, item->key_span, STR("for instance each: section.goal"),
                     "frame '%.*s' has a card, but nothing to put on it", STR_ARGS(item->key));
    frame->kind = FRAME_TEXT;
    if (piece->takes) {
        frame->kind = FRAME_FLOW;
        frame->takes = piece->takes == &selector_rest ? NULL : piece->takes;
    } else if (piece->each) {
        frame->kind = FRAME_CARDS;
        frame->takes = piece->each;
    } else if (frame->depth > 0) {
        frame->kind = FRAME_CONTENTS;
    }
    if (frame->kind == FRAME_CARDS && !frame->card) {
        Card *card = ARENA_NEW(draft->env->keep, Card);
        draft_fill_defaults(draft, SCOPE_CARD, card);
        draft_settle_box(&card->box);
        frame->card = card;
    }
}

static void check_place(Draft *draft, const Tree *item, const Frame *frame) {
    bool down = is_set(frame->top) && is_set(frame->bottom) && is_set(frame->height);
    bool across = frame->first_column > 0 && (is_set(frame->x) || is_set(frame->width));
    if (down)
        REPORT_ERROR(draft->env, item->key_span, STR("two of top, bottom and height are enough"),
                     "frame '%.*s' is placed three times over", STR_ARGS(item->key));
    if (across)
        REPORT_ERROR(draft->env, item->key_span, STR("either columns, or x and width"),
                     "frame '%.*s' is placed twice", STR_ARGS(item->key));
}

static void read_frame(Draft *draft, const Tree *item, Frame *frame) {
    FrameDraft piece;
    memset(&piece, 0, sizeof piece);
    draft_fill_defaults(draft, SCOPE_FRAME, &piece);
    draft_fill(draft, SCOPE_FRAME, item, &piece);
    draft_settle_box(&piece.frame.box);
    choose_kind(draft, item, &piece);
    check_place(draft, item, &piece.frame);
    *frame = piece.frame;
    frame->name = item->key;
    frame->span = item->key_span;
}

/* Frames that take the same are one thread, which begins at the first of them. */
static void thread_frames(Master *master) {
    for (size_t i = 0; i < master->frame_count; i++) {
        Frame *frame = &master->frames[i];
        frame->thread = i;
        for (size_t k = 0; k < i && frame->kind == FRAME_FLOW && frame->thread == i; k++)
            if (master->frames[k].kind == FRAME_FLOW && master->frames[k].takes == frame->takes)
                frame->thread = k;
    }
}

static void check_beside(Draft *draft, const Tree *item, const Master *master) {
    const Tree *beside = tree_find(item, "beside");
    if (!beside || beside->text.length == 0)
        return;
    Str *names = ARENA_ARRAY(draft->env->keep, Str, master->frame_count);
    size_t count = 0;
    for (size_t i = 0; i < master->frame_count; i++) {
        if (master->frames[i].kind != FRAME_FLOW)
            continue;
        names[count++] = master->frames[i].name;
        if (str_equal(beside->text, master->frames[i].name))
            return;
    }
    REPORT_ERROR(draft->env, beside->span, hint_nearest(draft->env->keep, beside->text, names, count),
                 "no frame of this page that takes text is called '%.*s'", STR_ARGS(beside->text));
}

static void read_frames(Draft *draft, const Tree *frames, Master *master) {
    if (frames->kind != TREE_MAPPING) {
        REPORT_ERROR(draft->env, frames->span, STR("for instance frames: {body: {takes: rest}}"),
                     "'frames' must be a mapping");
        return;
    }
    master->frames = ARENA_ARRAY(draft->env->keep, Frame, frames->count);
    for (size_t i = 0; i < frames->count; i++)
        read_frame(draft, &frames->items[i], &master->frames[master->frame_count++]);
    for (size_t i = 0; i < frames->count; i++)
        check_beside(draft, &frames->items[i], master);
    thread_frames(master);
}

/* ---- masters ---------------------------------------------------------------------------------- */

/* A master that is written again takes its turn where it stands last. */
static void add_master(Draft *draft, MasterDraft *added) {
    size_t kept = 0;
    for (size_t i = 0; i < draft->master_count; i++)
        if (!str_equal(draft->masters[i]->master.name, added->master.name))
            draft->masters[kept++] = draft->masters[i];
    draft->master_count = kept;
    LIST_PUSH(draft->env->keep, draft->masters, draft->master_count, draft->master_capacity, added);
}

void master_read(Draft *draft, const Tree *item) {
    MasterDraft *piece = ARENA_NEW(draft->env->keep, MasterDraft);
    piece->master.name = item->key;
    piece->master.span = item->key_span;
    piece->master.margins = draft->design->page.margins;
    draft_fill_defaults(draft, SCOPE_MASTER, piece);
    draft_fill(draft, SCOPE_MASTER, item, piece);
    const Tree *frames = tree_find(item, "frames");
    if (frames)
        read_frames(draft, frames, &piece->master);
    add_master(draft, piece);
}

/* Something to lay out on, where no tree has a master: one frame for everything. */
static void add_plain_master(Draft *draft) {
    MasterDraft *piece = ARENA_NEW(draft->env->keep, MasterDraft);
    FrameDraft body;
    memset(&body, 0, sizeof body);
    draft_fill_defaults(draft, SCOPE_FRAME, &body);
    draft_fill_defaults(draft, SCOPE_MASTER, piece);
    body.frame.name = STR("body");
    body.frame.kind = FRAME_FLOW;
    draft_settle_box(&body.frame.box);
    piece->master.name = STR("page");
    piece->master.margins = draft->design->page.margins;
    piece->master.frames = arena_copy(draft->env->keep, &body.frame, sizeof body.frame);
    piece->master.frame_count = 1;
    add_master(draft, piece);
}

static const Master *find_master(Draft *draft, Name name) {
    const Design *design = draft->design;
    Str *names = ARENA_ARRAY(draft->env->keep, Str, design->master_count);
    for (size_t i = 0; i < design->master_count; i++) {
        names[i] = design->masters[i].name;
        if (str_equal(names[i], name.text))
            return &design->masters[i];
    }
    Str hint = hint_nearest(draft->env->keep, name.text, names, design->master_count);
    REPORT_ERROR(draft->env, name.span, hint, "no page is called '%.*s'", STR_ARGS(name.text));
    return NULL;
}

static const Master *find_next(Draft *draft, Name then, const Master *self) {
    if (then.text.length == 0)
        return self;
    if (str_equal_c(then.text, "none"))
        return NULL;
    const Master *found = find_master(draft, then);
    return found ? found : self;
}

static Str millimetres(Draft *draft, Pt length) {
    Buffer buffer = buffer_new(draft->env->keep);
    buffer_add_number(&buffer, length / PT_PER_MM, 2);
    buffer_add_c(&buffer, "mm");
    return buffer_str(&buffer);
}

/* Where the margins were said: the master's own, else the last layout that gives the page some. */
static Span margins_span(const Draft *draft, const Master *master) {
    const Edges *page = &draft->design->page.margins, *own = &master->margins;
    bool inherited = own->top == page->top && own->right == page->right && own->bottom == page->bottom &&
                     own->left == page->left;
    for (size_t i = draft->tree_count; inherited && i-- > 0;) {
        const Tree *part = tree_find(draft->trees[i], "page");
        const Tree *margins = part ? tree_find(part, "margins") : NULL;
        if (margins)
            return margins->span;
    }
    return master->span;
}

static void check_margins(Draft *draft, Master *master) {
    PageGeometry *page = &draft->design->page;
    Pt across = master->width - master->margins.left - master->margins.right;
    Pt down = page->height - master->margins.top - master->margins.bottom;
    Pt gutters = page->gutter * (page->columns - 1);
    if (across < 1 || down < 1) {
        REPORT_ERROR(draft->env, margins_span(draft, master), STR("make them smaller, or the page larger"),
                     "the margins of '%.*s' leave no room on the page", STR_ARGS(master->name));
        master->margins = (Edges){0};
    } else if (across <= gutters) {
        REPORT_ERROR(draft->env, master->span, STR("use fewer columns or a smaller gutter"),
                     "the gutters of '%.*s' leave no room for columns", STR_ARGS(master->name));
        page->gutter = 0;
    }
}

/* Text stays on the trimmed page; a frame of decoration may stand into the bleed. */
static void check_frame(Draft *draft, const Master *master, Frame *frame) {
    static const char *const edges[] = {"upper", "right", "lower", "left"};
    const Design *design = draft->design;
    Box box = design_frame_box(design, master, frame, false);
    bool text = frame->kind != FRAME_TEXT || frame->text.length > 0 || frame->beside.length > 0;
    Box page = design_area(design, master, text ? AREA_PAGE : AREA_BLEED, false, (Box){0});
    Pt over[] = {page.y - box.y, box.x + box.w - page.x - page.w, box.y + box.h - page.y - page.h,
                 page.x - box.x};
    size_t worst = 0;
    for (size_t i = 1; i < 4; i++)
        if (over[i] > over[worst])
            worst = i;
    if (over[worst] > 0.05)
        REPORT_ERROR(draft->env, frame->span,
                     STR("frames are placed from the margins, not from the page's edge"),
                     "frame '%.*s' stands %.*s over the page's %s edge", STR_ARGS(frame->name),
                     STR_ARGS(millimetres(draft, over[worst])), edges[worst]);
    else if (box.w < 1 || box.h < 1)
        REPORT_ERROR(draft->env, frame->span, STR("look at its place and at the page's margins"),
                     "frame '%.*s' has no %s", STR_ARGS(frame->name), box.w < 1 ? "width" : "height");
    else
        return;
    frame->first_column = frame->last_column = 0;
    frame->x = frame->width = frame->top = frame->bottom = frame->height = (Length){0};
}

/* How much narrower than the others a panel is that a roll fold turns in. */
static Pt flap_step(const PageGeometry *page) {
    return page->leaflet == LEAFLET_ROLL ? 3 * PT_PER_MM : 0;
}

/* A leaflet's pages are the panels of its sheet: 100, 100 and 97 mm of A4 in a roll fold. */
void master_fold_page(PageGeometry *page) {
    if (page->leaflet != LEAFLET_NONE)
        page->width = (page->width + flap_step(page)) / 3;
}

void master_finish_all(Draft *draft) {
    Design *design = draft->design;
    if (draft->master_count == 0)
        add_plain_master(draft);
    design->master_count = draft->master_count;
    design->masters = ARENA_ARRAY(draft->env->keep, Master, draft->master_count);
    for (size_t i = 0; i < design->master_count; i++)
        design->masters[i] = draft->masters[i]->master;
    for (size_t i = 0; i < design->master_count; i++) {
        Master *master = &design->masters[i];
        master->then = find_next(draft, draft->masters[i]->then, master);
        master->width = design->page.width - (master->flap ? flap_step(&design->page) : 0);
        check_margins(draft, master);
        for (size_t k = 0; k < master->frame_count; k++)
            check_frame(draft, master, &master->frames[k]);
    }
    if (draft->layout.blank.text.length > 0)
        design->blank = find_master(draft, draft->layout.blank);
}
