/*
 * design/geometry.c - where frames and artwork lie.
 *
 * The one idea: both ways across a box work alike: a distance from the near edge, one from the far edge and
 * an extent, of which two or fewer are said. A left-hand page of facing ones is the right-hand page seen
 * in a mirror, for margins and frames; artwork is mirrored only where it counts from outside.
 */
#include "design/draft.h"

#include <math.h>

Pt length_resolve(Length length, Pt whole, Pt fallback) {
    switch (length.unit) {
    case LENGTH_PT: return length.value;
    case LENGTH_PERCENT: return length.value * whole / 100;
    default: return fallback;
    }
}

typedef struct Reach {
    Pt start, size;
} Reach;

static Reach resolve_reach(Length near, Length far, Length extent, Pt whole) {
    Pt start = length_resolve(near, whole, 0);
    Pt end = length_resolve(far, whole, 0);
    if (extent.unit == LENGTH_UNSET)
        return (Reach){start, fmax(0, whole - start - end)};
    Pt size = length_resolve(extent, whole, 0);
    if (near.unit == LENGTH_UNSET && far.unit != LENGTH_UNSET)
        start = whole - end - size;
    return (Reach){start, size};
}

static Box margins_box(const Design *design, const Master *master, bool left) {
    Edges margins = master->margins;
    if (left && design->page.facing) {
        margins.left = master->margins.right;
        margins.right = master->margins.left;
    }
    return box_inset((Box){0, 0, master->width, design->page.height}, margins);
}

Box design_area(const Design *design, const Master *master, Area area, bool left, Box self) {
    Box page = {0, 0, master->width, design->page.height};
    Pt bleed = design->page.bleed;
    switch (area) {
    case AREA_BLEED: return box_outset(page, (Edges){bleed, bleed, bleed, bleed});
    case AREA_MARGINS: return margins_box(design, master, left);
    case AREA_SELF: return self;
    default: return page;
    }
}

Box design_frame_box(const Design *design, const Master *master, const Frame *frame, bool left) {
    Box area = margins_box(design, master, left);
    Reach across = {0, area.w};
    if (frame->first_column > 0) {
        Pt gutter = design->page.gutter;
        Pt column = fmax(0, (area.w - gutter * (design->page.columns - 1)) / design->page.columns);
        across.start = (frame->first_column - 1) * (column + gutter);
        across.size = (frame->last_column - frame->first_column + 1) * (column + gutter) - gutter;
    } else {
        across = resolve_reach(frame->x, (Length){0}, frame->width, area.w);
    }
    if (left && design->page.facing)
        across.start = area.w - across.start - across.size;
    Reach down = resolve_reach(frame->top, frame->bottom, frame->height, area.h);
    return (Box){area.x + across.start, area.y + down.start, across.size, down.size};
}

static bool is_set(Length length) {
    return length.unit != LENGTH_UNSET;
}

/* No extent at all: at the near edge's distance, else at the far one's. */
static Reach resolve_point(Length near, Length far, Pt whole) {
    bool from_far = !is_set(near) && is_set(far);
    Pt start = from_far ? whole - length_resolve(far, whole, 0) : length_resolve(near, whole, 0);
    return (Reach){start, 0};
}

/* What a kind of artwork does where its layout leaves a side open, beside filling the area. */
static void close_sides(const Artwork *artwork, Box area, Reach *across, Reach *down) {
    bool wide = is_set(artwork->width) || (is_set(artwork->x) && is_set(artwork->right));
    bool high = is_set(artwork->height) || (is_set(artwork->y) && is_set(artwork->bottom));
    bool upright = !wide && (high || ((is_set(artwork->x) || is_set(artwork->right)) &&
                                      !is_set(artwork->y) && !is_set(artwork->bottom)));
    ArtKind kind = artwork->kind;
    if (kind == ART_LINE && upright)
        *across = resolve_point(artwork->x, artwork->right, area.w);
    else if ((kind == ART_TEXT || kind == ART_LINE) && !high)
        *down = resolve_point(artwork->y, artwork->bottom, area.h);
    if ((kind == ART_CIRCLE || kind == ART_PATH) && !high && is_set(artwork->width)) {
        Pt ratio = kind == ART_PATH && artwork->path ? artwork->path->view.h / artwork->path->view.w : 1;
        *down =
            resolve_reach(artwork->y, artwork->bottom, (Length){across->size * ratio, LENGTH_PT}, area.h);
    }
    if (kind == ART_CIRCLE && !wide && is_set(artwork->height))
        *across = resolve_reach(artwork->x, artwork->right, (Length){down->size, LENGTH_PT}, area.w);
}

Box design_artwork_box(const Artwork *artwork, Box area, bool left) {
    Reach across = resolve_reach(artwork->x, artwork->right, artwork->width, area.w);
    Reach down = resolve_reach(artwork->y, artwork->bottom, artwork->height, area.h);
    close_sides(artwork, area, &across, &down);
    if (artwork->outside && !left)
        across.start = area.w - across.start - across.size;
    return (Box){area.x + across.start, area.y + down.start, across.size, down.size};
}
