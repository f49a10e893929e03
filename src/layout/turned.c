/*
 * layout/turned.c - tables that are set across the page, to be read from its right-hand side.
 *
 * The one idea: such a table is set in a galley of its own whose measure is the height of a frame, and that
 * galley is poured like any other, with captions and repeated heads, into frames as high as the column is
 * wide. What then stands on each of these is turned a quarter to the left and becomes one strip.
 *
 * A table is turned where it would be too wide even at its smallest size, which shows only when its
 * columns are solved: what was set of it by then is taken back. Where its frame has several columns, and
 * all of them are wide enough for it, it rather goes over these.
 */
#include "layout/floats.h"

#include <math.h>

enum { QUARTER_LEFT = -90 };

/* How far a galley and its composer had come. */
typedef struct Place {
    size_t strips, containers, marks, blocks;
    Pt filled;
    Composer composer;
} Place;

static Place note_place(const Composer *composer) {
    const Galley *galley = composer->galley;
    return (Place){galley->count,       galley->container_count, galley->mark_count,
                   galley->block_count, galley->filled,          *composer};
}

static void go_back(Composer *composer, const Place *place) {
    *composer = place->composer;
    Galley *galley = composer->galley;
    galley->count = place->strips;
    galley->container_count = place->containers;
    galley->mark_count = place->marks;
    galley->block_count = place->blocks;
    galley->filled = place->filled;
}

/* ---- turning ---------------------------------------------------------------------------------- */

static Box turn_box(Box box, Pt length) {
    return (Box){box.y, length - box.x - box.w, box.h, box.w};
}

static Shape *turn_shape(Arena *keep, const Shape *shape, Pt length) {
    Shape *turned = arena_copy(keep, shape, sizeof *shape);
    turned->fill.angle += QUARTER_LEFT;
    if (shape->count == 0)
        return turned;
    PathStep *steps = ARENA_ARRAY(keep, PathStep, shape->count);
    for (size_t i = 0; i < shape->count; i++) {
        const PathStep *step = &shape->steps[i];
        steps[i] = (PathStep){step->op,          step->y1, length - step->x1, step->y2,
                              length - step->x2, step->y,  length - step->x};
    }
    turned->steps = steps;
    return turned;
}

/* The left edge of what was `length` wide comes to the foot. */
static void turn_item(Arena *keep, Item *item, Pt length) {
    Box box = item->box;
    item->box = turn_box(box, length);
    switch ((ItemKind)item->kind) {
    case ITEM_TEXT:
        item->box = (Box){box.y, length - box.x, box.w, box.h};
        item->rotate = QUARTER_LEFT;
        break;
    case ITEM_PICTURE:
        item->picture.whole = turn_box(item->picture.whole, length);
        item->rotate = QUARTER_LEFT;
        break;
    case ITEM_SHAPE: item->shape = turn_shape(keep, item->shape, length); break;
    default: break;
    }
}

/* ---- pieces ----------------------------------------------------------------------------------- */

static void add_piece(Composer *composer, const Galley *galley, Pour pour, Pt length) {
    Arena *keep = composer->setter->env->keep;
    Pages *pages = pages_new(keep);
    Page *page = pages_add(keep, pages);
    pour_place(composer->setter, pages, pour, 0, 0);
    galley_take_marks(composer, pages);
    /* A piece that begins inside a row can not be set anew in a frame of another width. */
    const Block *block = &galley->blocks[galley->strips[pour.from].block];
    if (block->first == pour.from)
        galley_start_block(composer, block->node);
    Strip *strip = galley_add(composer, length);
    strip->items = page->items;
    strip->item_count = (uint32_t)page->count;
    for (uint32_t i = 0; i < strip->item_count; i++) {
        turn_item(keep, &strip->items[i], length);
        page_move_item(&strip->items[i], composer->x, 0);
    }
}

static void set_turned(Composer *composer, const Node *node, const Style *style) {
    Arena *keep = composer->setter->env->keep;
    Pt length = composer->galley->highest - composer->galley->grid;
    Galley *galley = ARENA_NEW(keep, Galley);
    galley->measure = length;
    Composer inner = *composer;
    inner.galley = galley;
    inner.turning = TURNING_DONE;
    inner.x = inner.gap = 0;
    inner.measure = length;
    inner.container = -1;
    inner.start = BREAK_BEFORE_AUTO;
    inner.marker_count = 0;
    galley_set_block(&inner, node, style);
    composer->resume = inner.resume;
    composer->resume_text = inner.resume_text;
    /* A heading before it can not stand in the same frame, for it fills that. */
    if (composer->galley->count > 0)
        composer->galley->strips[composer->galley->count - 1].keep = false;
    for (size_t at = galley->begin; at < galley->count;) {
        Pour pour = pour_fill(keep, galley, at, composer->measure);
        add_piece(composer, galley, pour, length);
        at = pour.to;
    }
    composer->gap = inner.gap;
}

/* What all columns of its frame offer; 0: it must stay in one. */
static Pt span_for(const Composer *composer, const Style *style) {
    const Galley *owner = composer->owner;
    bool may = floats_may(composer) && style->place == PLACE_AUTO && owner->span > composer->measure;
    return may ? owner->span : 0;
}

static void report_wide(const Composer *composer, const Node *node, bool spans) {
    Env *env = composer->setter->env;
    if (spans)
        REPORT_WARNING(env, node->span, STR("say {.top .wide} behind its caption where that is meant"),
                       "the table is too wide for its column: it is set over all columns");
    else
        REPORT_WARNING(env, node->span, STR("give it more room, or divide it; or say 'turn: never'"),
                       "the table is too wide: it is set across the page");
}

void turned_set_table(Composer *composer, const Node *node, const Style *style) {
    const Galley *galley = composer->galley;
    bool whole = galley == composer->owner && composer->turning == TURNING_NOT;
    Pt span = whole ? span_for(composer, style) : 0;
    bool may = whole && galley->highest > composer->measure && style->turn != TURN_NEVER;
    bool asked = may && style->turn == TURN_ALWAYS, offered = may || span > 0;
    Place place = note_place(composer);
    if (offered) {
        composer->turning = TURNING_OFFERED;
        composer->widest = fmax(span, may ? galley->highest - galley->grid : 0);
    }
    if (!asked)
        galley_set_block(composer, node, style);
    bool wanted = composer->turning == TURNING_WANTED;
    Pt least = composer->widest;
    if (offered)
        composer->turning = TURNING_NOT;
    if (!wanted && !asked)
        return;
    go_back(composer, &place);
    if (wanted)
        report_wide(composer, node, least <= span);
    if (wanted && least <= span) {
        floats_widen(composer, node, style);
        return;
    }
    block_place_markers(composer, node);
    set_turned(composer, node, style);
}
