/*
 * Pours a galley into frames. The one idea: heights are added up strip by strip, with the padding of boxes
 * that open and close on the way, and a break is taken at the last place that allowed one.
 *
 * A box that is cut by a break keeps its padding on both sides of it.
 */
#include "layout/floats.h"
#include "layout/grid.h"

#include <math.h>

/* Whether the piece that begins at `from` has this container open anew at strip i. */
static bool opens_at(const Container *container, size_t i, size_t from) {
    return container->first == i || i == from;
}

static bool closes_at(const Container *container, size_t i, size_t to) {
    return container->last == i || i + 1 == to;
}

static Pt repeat_height(const Galley *galley, const Container *container, size_t i) {
    if (container->repeat < 0 || i <= (size_t)container->repeat)
        return 0;
    return galley->strips[container->repeat].height;
}

/* Padding and repeated heads above strip i. */
static Pt lead_of(const Galley *galley, size_t i, size_t from) {
    Pt lead = 0;
    for (int32_t c = galley->strips[i].container; c >= 0; c = galley->containers[c].parent) {
        const Container *container = &galley->containers[c];
        if (!opens_at(container, i, from))
            continue;
        lead += container->pad_top;
        if (i == from)
            lead += repeat_height(galley, container, i);
    }
    return lead;
}

/* Padding below strip i; with `cut` set, of all boxes that are open there. */
static Pt trail_of(const Galley *galley, size_t i, bool cut) {
    Pt trail = 0;
    for (int32_t c = galley->strips[i].container; c >= 0; c = galley->containers[c].parent)
        if (cut || galley->containers[c].last == i)
            trail += galley->containers[c].pad_bottom;
    return trail;
}

/* Where it would stand without the grid; what is above it is put in `lead`. */
static Pt set_top(const Galley *galley, size_t i, size_t from, Pt y, Pt *lead) {
    const Strip *strip = &galley->strips[i];
    *lead = lead_of(galley, i, from);
    Pt gap = i == from ? 0 : strip->before;
    return y + gap + *lead - (i == from || *lead > 0 ? strip->top_trim : 0);
}

Pt pour_strip_set(const Galley *galley, size_t i, size_t from, Pt y) {
    Pt lead = 0;
    return set_top(galley, i, from, y, &lead);
}

Pt pour_strip_top(const Galley *galley, size_t i, size_t from, Pt y) {
    const Strip *strip = &galley->strips[i];
    Pt lead = 0, top = set_top(galley, i, from, y, &lead);
    if (strip->lock <= 0)
        return top;
    if (i == from && lead <= 0)
        return grid_first(galley, strip, y, pour_is_heading(galley, i));
    bool headed = i > from && lead <= 0 && pour_is_heading(galley, i - 1);
    return grid_snap(galley, strip, top, headed ? grid_spare(galley, i) : 0);
}

/* Where the next strip may go, below strip i. */
static Pt strip_end(const Galley *galley, size_t i, Pt top, bool cut) {
    const Strip *strip = &galley->strips[i];
    Pt trail = trail_of(galley, i, cut);
    return top + strip->height + (trail > 0 ? trail - strip->bottom_trim : 0);
}

/* A line may hang over the frame's foot by the white part of its leading. */
Pt pour_strip_foot(const Galley *galley, size_t i, Pt top) {
    const Strip *strip = &galley->strips[i];
    Pt end = strip_end(galley, i, top, true);
    return trail_of(galley, i, true) > 0 ? end : end - strip->bottom_trim * 0.5;
}

bool pour_may_break(const Galley *galley, size_t after) {
    return after + 1 >= galley->count || !galley->strips[after].keep;
}

bool pour_must_break(const Galley *galley, size_t before, size_t from) {
    const Strip *strip = &galley->strips[before];
    return before > from && before < galley->count &&
           (strip->start != BREAK_BEFORE_AUTO || strip->span != strip[-1].span);
}

bool pour_is_heading(const Galley *galley, size_t strip) {
    const Node *node = galley->blocks[galley->strips[strip].block].node;
    return node && node->kind == NODE_HEADING;
}

size_t pour_forced_end(const Galley *galley, size_t from, size_t full) {
    if (full >= galley->count || full <= from)
        return full;
    size_t first = galley->blocks[galley->strips[full].block].first;
    return pour_is_heading(galley, full) && first > from ? first : full;
}

Pt pour_strip_end(const Galley *galley, size_t i, Pt top) {
    return strip_end(galley, i, top, false);
}

Pour pour_range(Arena *arena, const Galley *galley, const Room *room, size_t until) {
    size_t from = room->from;
    Pour pour = {.galley = galley, .from = from, .to = until, .noted = room->noted};
    pour.tops = ARENA_ARRAY(arena, Pt, until - from);
    Pt y = room->start;
    for (size_t i = from; i < until; i++) {
        Pt top = pour_strip_top(galley, i, from, y);
        y = strip_end(galley, i, top, false);
        pour.tops[i - from] = top - room->start;
    }
    pour.height = pour_strip_foot(galley, until - 1, pour.tops[until - 1 - from]);
    return pour;
}

/* Whether strip i fits, with what stands apart. A float that stands in the frame stays there. */
static bool fits_room(const Galley *galley, size_t i, Pt foot, const Room *room, ApartSpan *apart) {
    ApartRoom left = {room->whole - foot, room->height < 0 ? INFINITY : room->height - foot};
    return apart_fit(galley, i, left, apart);
}

/* White between blocks grows by this share at most to fill a frame. */
static const double MOST_WHITE = 0.5;

/* Text that is given up so that no note is divided, and no word: this share at most. */
static const double LEAST_WHOLE = 0.75;

/* Where a frame may end. */
typedef struct Legal {
    size_t end;
    Apart apart;
    Pt foot;
} Legal;

enum { NOTES_WHOLE = 1, WORD_WHOLE = 2, ALL_WHOLE = 3 };

/* The last end that fits, by what is whole there at least. */
typedef struct Ends {
    Legal last[ALL_WHOLE + 1];
} Ends;

static void see_end(Ends *ends, const Strip *strip, Legal legal) {
    unsigned whole = legal.apart.notes >= strip->note_end ? NOTES_WHOLE : 0;
    whole |= !strip->in_word ? WORD_WHOLE : 0;
    for (unsigned i = 0; i <= ALL_WHOLE; i++)
        if ((i & whole) == i)
            ends->last[i] = legal;
}

static const Legal *best_end(const Ends *ends) {
    static const unsigned order[] = {ALL_WHOLE, NOTES_WHOLE, WORD_WHOLE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (ends->last[order[i]].end && ends->last[order[i]].foot > ends->last[0].foot * LEAST_WHOLE)
            return &ends->last[order[i]];
    return &ends->last[0];
}

Pour pour_fill_room(Arena *arena, const Galley *galley, const Room *room) {
    size_t from = room->from, count = 0, capacity = 0;
    ApartSpan apart = {.first = from, .from = room->placed, .to = room->placed, .noted = room->noted};
    Pour pour = {
        .galley = galley, .from = from, .to = from, .apart_from = apart.from, .noted = room->noted};
    Ends ends = {.last[0] = {.end = from, .apart = apart.to}};
    Pt y = room->start;
    for (size_t i = from; i < galley->count && !pour_must_break(galley, i, from); i++) {
        Pt top = pour_strip_top(galley, i, from, y) - room->start, foot = pour_strip_foot(galley, i, top);
        if (!fits_room(galley, i, foot, room, &apart) && i > from)
            break;
        LIST_PUSH(arena, pour.tops, count, capacity, top);
        y = strip_end(galley, i, top, false) + room->start;
        bool last = i + 1 == galley->count || pour_must_break(galley, i + 1, from);
        if (pour_may_break(galley, i) || last)
            see_end(&ends, &galley->strips[i], (Legal){i + 1, apart.to, foot});
        else if (ends.last[0].end == from)
            ends.last[0] = (Legal){from, apart.to, foot};
    }
    const Legal *end = best_end(&ends);
    pour.to = end->end > from ? end->end : pour_forced_end(galley, from, from + count);
    pour.apart_to = end->apart;
    if (pour.to > from)
        pour.height = pour_strip_foot(galley, pour.to - 1, pour.tops[pour.to - 1 - from]);
    return pour;
}

Pour pour_fill(Arena *arena, const Galley *galley, size_t from, Pt height) {
    Apart all = {galley->notes ? galley->notes->count : 0, galley->float_count};
    return pour_fill_room(arena, galley,
                          &(Room){.from = from, .placed = all, .height = height, .whole = INFINITY});
}

Pt pour_least(const Galley *galley, const Room *room) {
    size_t from = room->from;
    Pt y = room->start, least = 0;
    for (size_t i = from; i < galley->count && least <= room->height && !pour_must_break(galley, i, from);
         i++) {
        Pt top = pour_strip_top(galley, i, from, y);
        least = pour_strip_foot(galley, i, top) - room->start;
        if (pour_may_break(galley, i))
            break;
        y = strip_end(galley, i, top, false);
    }
    return least;
}

bool pour_waits(const Galley *galley, const Room *room) {
    return room->lower && !room->alone && pour_least(galley, room) > room->height + 1;
}

void pour_feather(Pour *pour, Pt room) {
    const Galley *galley = pour->galley;
    bool full =
        pour->to > pour->from && pour->to < galley->count && !pour_must_break(galley, pour->to, pour->from);
    Pt white = 0, missing = room - pour->height;
    for (size_t i = pour->from + 1; i < pour->to; i++)
        white += (double)galley->strips[i].before;
    if (!full || galley->grid > 0 || missing <= 0 || missing > white * MOST_WHITE)
        return;
    Pt shift = 0;
    for (size_t i = pour->from + 1; i < pour->to; i++) {
        shift += (double)galley->strips[i].before * missing / white;
        pour->tops[i - pour->from] += shift;
    }
    pour->height = room;
}

Pt pour_height(Arena *arena, const Galley *galley) {
    Pt height = 0;
    for (size_t from = 0; from < galley->count;) {
        Pour pour = pour_fill(arena, galley, from, -1);
        height += pour.height;
        from = pour.to;
    }
    return height;
}

/* Where the piece of a container ends, given the last strip it has in this pour. */
static Pt piece_bottom(const Pour *pour, const Container *container, size_t last) {
    const Galley *galley = pour->galley;
    Pt bottom = pour->tops[last - pour->from] + galley->strips[last].height;
    Pt trail = 0;
    for (int32_t c = galley->strips[last].container; c >= 0; c = galley->containers[c].parent) {
        const Container *inner = &galley->containers[c];
        if (closes_at(inner, last, pour->to))
            trail += inner->pad_bottom;
        if (inner == container)
            break;
    }
    return bottom + (trail > 0 ? trail - galley->strips[last].bottom_trim : 0);
}

/* Where the piece begins: above the padding of the boxes inside it that open at the same strip. */
static Pt piece_top(const Pour *pour, const Container *container, size_t first) {
    const Galley *galley = pour->galley;
    Pt lead = 0;
    for (int32_t c = galley->strips[first].container; c >= 0; c = galley->containers[c].parent) {
        const Container *inner = &galley->containers[c];
        if (opens_at(inner, first, pour->from))
            lead += inner->pad_top + (first == pour->from ? repeat_height(galley, inner, first) : 0);
        if (inner == container)
            break;
    }
    Pt trim = first == pour->from || lead > 0 ? galley->strips[first].top_trim : 0;
    return pour->tops[first - pour->from] + trim - lead;
}

static void place_items(Page *page, Arena *arena, const Strip *strip, Pt x, Pt y) {
    for (uint32_t i = 0; i < strip->item_count; i++) {
        const Item *from = &strip->items[i];
        Item *item = page_add(arena, page, (ItemKind)from->kind, from->node, from->box);
        *item = *from;
        page_move_item(item, x, y);
    }
}

/* Said again it is nobody's content, but messages still name its line. */
static void place_repeat(Setter *setter, Page *page, const Strip *strip, Pt x, Pt y) {
    size_t first = page->count;
    place_items(page, setter->env->keep, strip, x, y);
    for (size_t i = first; i < page->count; i++) {
        Item *item = &page->items[i];
        const Doc *doc = setter->doc;
        Span span = doc_span(item->node < doc->node_count ? doc->nodes[item->node] : NULL);
        item->node = 0;
        if (item->kind == ITEM_TEXT) {
            item->running = true;
            item->text.span = span;
        } else if (item->kind == ITEM_SHAPE && item->shape->span.file == 0) {
            Shape *shape = arena_copy(setter->env->keep, item->shape, sizeof *shape);
            shape->span = span;
            item->shape = shape;
        }
    }
}

/* The box of a container's piece that begins at strip `first`, on the page. */
static Box piece_box(const Pour *pour, const Container *container, size_t first) {
    size_t last = container->last < pour->to - 1 ? container->last : pour->to - 1;
    Pt top = piece_top(pour, container, first), bottom = piece_bottom(pour, container, last);
    return (Box){pour->x + container->x, pour->y + top, container->width, bottom - top};
}

static Painter container_painter(Setter *setter, Pages *pages, const Container *container) {
    return (Painter){.setter = setter,
                     .pages = pages,
                     .node = container->node,
                     .style = container->style,
                     .span = doc_span(container->node),
                     .values = {.doc = setter->doc, .cascade = setter->cascade, .node = container->node}};
}

static void place_piece(Setter *setter, Pages *pages, const Pour *pour, const Container *container,
                        size_t first) {
    Box box = piece_box(pour, container, first);
    Painter painter = container_painter(setter, pages, container);
    paint_box(&painter, &container->style->box, box);
    if (first == pour->from && repeat_height(pour->galley, container, first) > 0)
        place_repeat(setter, &pages->pages[pages->count - 1], &pour->galley->strips[container->repeat],
                     pour->x, box.y + container->pad_top);
}

/* Containers that open at a strip, the outermost first. */
static void place_containers(Setter *setter, Pages *pages, const Pour *pour, size_t strip) {
    int32_t open[128];
    size_t count = 0;
    const Galley *galley = pour->galley;
    for (int32_t c = galley->strips[strip].container; c >= 0 && count < 128;
         c = galley->containers[c].parent)
        if (opens_at(&galley->containers[c], strip, pour->from))
            open[count++] = c;
    while (count--)
        place_piece(setter, pages, pour, &galley->containers[open[count]], strip);
}

/* What lies over the content: a table's last rule covers that of the row above a page break. */
static void place_fronts(Setter *setter, Pages *pages, const Pour *pour, size_t strip) {
    const Galley *galley = pour->galley;
    for (int32_t c = galley->strips[strip].container; c >= 0; c = galley->containers[c].parent) {
        const Container *container = &galley->containers[c];
        if (!closes_at(container, strip, pour->to))
            continue;
        Painter painter = container_painter(setter, pages, container);
        size_t first = container->first > pour->from ? container->first : pour->from;
        Box box = piece_box(pour, container, first);
        paint_rules(&painter, box, container->style);
        paint_art(&painter, &container->style->box.front, box);
    }
}

static void place_marks(Pages *pages, const Pour *pour, size_t strip, Arena *arena) {
    const Galley *galley = pour->galley;
    size_t first = strip ? galley->strips[strip - 1].mark_end : 0;
    for (size_t i = first; i < galley->strips[strip].mark_end; i++) {
        Anchor anchor = {.node = galley->marks[i].node,
                         .page = (uint32_t)pages->count - 1,
                         .x = pour->x,
                         .y = pour->y + pour->tops[strip - pour->from]};
        LIST_PUSH(arena, pages->anchors, pages->anchor_count, pages->anchor_capacity, anchor);
    }
}

void pour_place(Setter *setter, Pages *pages, Pour pour, Pt x, Pt y) {
    pour.x = x;
    pour.y = y;
    for (size_t i = pour.from; i < pour.to; i++) {
        place_containers(setter, pages, &pour, i);
        place_items(&pages->pages[pages->count - 1], setter->env->keep, &pour.galley->strips[i], x,
                    y + pour.tops[i - pour.from]);
        place_fronts(setter, pages, &pour, i);
        place_marks(pages, &pour, i, setter->env->keep);
    }
}
