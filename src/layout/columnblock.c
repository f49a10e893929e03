/*
 * layout/columnblock.c - a block in columns of its own.
 *
 * The one idea: its inside is set as a galley as narrow as its columns, and each band of that, laid out on
 * a page of its own, becomes a strip. One that is higher than its frame is cut in pieces while it is set;
 * how much room the first piece has is what a plan of the pages so far leaves.
 */
#include "layout/bands.h"
#include "layout/sidenotes.h"

#include <math.h>

enum {
    FEWEST_LINES = 4, /* in a column at the foot of a frame, where the block goes on in the next */
    ROUNDS = 3        /* with less room for text, as its notes want it */
};

/* Notes and floats of a block stand apart from what it is set in. */
static const Apart ALL = {SIZE_MAX, SIZE_MAX};

/* A band set on a page of its own; gives its height. */
typedef struct BlockBand {
    Composer *composer;
    const Galley *galley;
    const Style *style;
    Pages *pages;
    Room room;
} BlockBand;

static void place_inside(BlockBand *band, Pt x, Pt height, Filled *filled) {
    Arena *keep = band->composer->setter->env->keep;
    band->room.height = height;
    Pour pour = pour_fill_room(keep, band->galley, &band->room);
    pour_place(band->composer->setter, band->pages, pour, x, 0);
    sidenotes_settle_inside(band->composer, &pour);
    size_t last = pour.to - 1;
    filled->foot = fmax(filled->foot, pour.height);
    filled->bottom = fmax(filled->bottom, pour_strip_end(band->galley, last, pour.tops[last - pour.from]));
    band->room.from = pour.to;
    band->room.placed = pour.apart_to;
}

/* The padding of the boxes around. */
static Pt padding_around(const Composer *composer) {
    const Galley *galley = composer->galley;
    Pt padding = 0;
    for (int32_t c = composer->container; c >= 0; c = galley->containers[c].parent)
        padding += galley->containers[c].pad_top + galley->containers[c].pad_bottom;
    return padding;
}

/* The first strip of the frame that the last one will stand in, by a plan of all that is there so far. */
static size_t last_frame(const Composer *composer, size_t from, bool *first) {
    const Galley *galley = composer->galley;
    const Setter *setter = composer->setter;
    Apart placed = {0};
    for (*first = from == 0;; *first = false) {
        Room room = {.height = *first ? galley->first : galley->highest};
        PlanWish wish = {.galley = galley,
                         .from = from,
                         .placed = placed,
                         .columns = 1,
                         .rooms = &room,
                         .next = {.height = galley->highest}};
        PagePlan plan = pagebreak_plan(setter->env->keep, setter->env->scratch, &wish);
        *first = *first && plan.count <= 1;
        size_t end = plan.ends[plan.count - 1];
        if (end < galley->count && end > from) {
            placed = plan.aparts[plan.count - 1];
            from = end;
            continue;
        }
        return plan.count > 1 ? plan.ends[plan.count - 2] : from;
    }
}

/* What the strips before leave of their frame, and, of a fresh one, those that are kept with the block. */
typedef struct Left {
    Pt here, fresh;
} Left;

static Pt used_by(const Composer *composer, size_t from) {
    const Galley *galley = composer->galley;
    Pt y = 0;
    for (size_t i = from; i < galley->count; i++)
        y = pour_strip_end(galley, i, pour_strip_top(galley, i, from, y));
    return from < galley->count ? y + composer->gap + galley->grid : 0;
}

static Left room_left(const Composer *composer) {
    const Galley *galley = composer->galley;
    ArenaMark mark = arena_mark(composer->setter->env->scratch);
    size_t from = galley->count, kept = galley->count;
    while (from > 0 && !(from < galley->count && galley->strips[from].start != BREAK_BEFORE_AUTO))
        from--;
    while (kept > 0 && galley->strips[kept - 1].keep)
        kept--;
    bool first = galley->count == 0;
    size_t begin = first ? 0 : last_frame(composer, from, &first);
    Left left = {(first ? galley->first : galley->highest) - used_by(composer, begin),
                 galley->highest - used_by(composer, kept)};
    arena_reset(composer->setter->env->scratch, mark);
    return left;
}

/*
 * In such pieces a block that is higher than a frame goes on: the first one fills what those before leave,
 * unless that is hardly anything; further ones are as high as the highest frame.
 */
static Pt highest_piece(const Composer *composer, const Galley *inner, size_t at) {
    const Galley *galley = composer->galley;
    if (galley->highest <= 0)
        return INFINITY;
    Pt padding = padding_around(composer) + (double)inner->strips[at].bottom_trim;
    if (at > 0 || galley != composer->owner || galley->first <= 0)
        return fmax(1, galley->highest - padding);
    Left left = room_left(composer);
    bool useful =
        galley->span <= 0 && left.here - padding > FEWEST_LINES * (double)inner->strips[at].height;
    return fmax(1, (useful ? left.here : left.fresh) - padding);
}

/* The strip before which columns of that height end. */
static size_t filled_end(const BlockBand *band, size_t columns, Pt height) {
    Arena *scratch = band->composer->setter->env->scratch;
    ArenaMark mark = arena_mark(scratch);
    Room room = band->room;
    room.height = height;
    for (size_t i = 0; i < columns && !bands_end_before(band->galley, band->room.from, room.from); i++)
        room.from = pour_fill_room(scratch, band->galley, &room).to;
    arena_reset(scratch, mark);
    return room.from;
}

/* Less than the limit by the notes that belong to a piece of that height. */
static Pt leave_notes(const BlockBand *band, size_t columns, Pt limit) {
    const Galley *outer = band->composer->galley;
    if (outer != band->composer->owner || !outer->notes)
        return limit;
    size_t begun = apart_begun(outer, outer->count).notes;
    Pt height = limit;
    for (int i = 0; i < ROUNDS; i++) {
        size_t end = filled_end(band, columns, height);
        NoteSpan notes = {.from = begun, .to = band->galley->strips[end - 1].note_end};
        Pt left = limit - notes_height(outer, notes);
        if (left >= height)
            break;
        height = left;
    }
    return fmax(1, height);
}

static Filled fill_inside(BlockBand *band) {
    Composer *composer = band->composer;
    const Galley *galley = band->galley;
    size_t first = band->room.from, columns = galley->strips[first].span ? 1 : band->style->columns;
    Arena *keep = composer->setter->env->keep;
    Filled filled = {0};
    Pt whole = pour_height(keep, galley);
    band->room.height = fmin(whole, leave_notes(band, columns, highest_piece(composer, galley, first)));
    Room *rooms = ARENA_ARRAY(keep, Room, columns);
    for (size_t i = 0; i < columns; i++)
        rooms[i] = band->room;
    balance_columns(keep, galley, rooms, columns);
    for (size_t i = 0; i < columns && !bands_end_before(galley, first, band->room.from); i++)
        place_inside(band, composer->x + (galley->measure + band->style->column_gap) * (double)i,
                     rooms[i].height, &filled);
    return filled;
}

/* Text in the band stands on the grid when its first line does. */
static Pt first_lock(const Strip *strip) {
    return strip->lock > 0 ? (double)strip->lock - (double)strip->top_trim : 0;
}

static void add_band(Composer *composer, const Galley *inner, const Style *style, size_t *at) {
    Arena *keep = composer->setter->env->keep;
    const Strip *first = &inner->strips[*at];
    BlockBand band = {.composer = composer, .galley = inner, .style = style, .pages = pages_new(keep)};
    Page *page = pages_add(keep, band.pages);
    band.room = (Room){.from = *at, .whole = INFINITY, .start = -first_lock(first), .placed = ALL};
    if (*at > 0)
        composer->gap += bands_gap(inner, *at);
    Filled filled = fill_inside(&band);
    size_t begin = *at;
    *at = band.room.from;
    bool last = *at >= inner->count, whole = bands_end_before(inner, begin, *at);
    galley_take_marks(composer, band.pages);
    Strip *strip = galley_add(composer, last ? filled.foot : filled.bottom);
    strip->items = page->items;
    strip->item_count = (uint32_t)page->count;
    strip->lock = (float)first_lock(first);
    strip->keep = !last && inner->strips[*at - 1].keep;
    if (!last)
        strip->note_end = inner->strips[*at - 1].note_end;
    /* What goes on below must not be taken for the rest of these columns. */
    if (!whole)
        composer->start = BREAK_BEFORE_FRAME;
}

void columnblock_set_inside(Composer *composer, const Node *node, const Style *style) {
    Arena *keep = composer->setter->env->keep;
    double gaps = style->column_gap * (double)(style->columns - 1);
    Composer inner = *composer;
    inner.measure = fmax(1, (composer->measure - gaps) / (double)style->columns);
    inner.x = inner.gap = 0;
    inner.container = -1;
    block_shift_markers(&inner, -composer->x);
    inner.galley = ARENA_NEW(keep, Galley);
    inner.galley->measure = inner.measure;
    inner.galley->span = composer->measure;
    inner.galley->grid = composer->galley->grid;
    galley_set_children(&inner, node, style);
    galley_clear_breaks(inner.galley);
    composer->marker_count = inner.marker_count;
    if (!inner.galley->count) {
        block_shift_markers(composer, composer->x);
        return;
    }
    galley_start_block(composer, node);
    for (size_t at = 0; at < inner.galley->count;)
        add_band(composer, inner.galley, style, &at);
}
