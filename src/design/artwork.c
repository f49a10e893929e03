/*
 * design/artwork.c - what is drawn behind and in front, and bars.
 *
 * The one idea: a piece of artwork says what it is by the key it has (rect, line, circle, path, picture,
 * icon, qr or text), and where it lies by distances from the edges of an area.
 */
#include "design/draft.h"

#include <string.h>

static void settle_stroke(Stroke *stroke) {
    if (colour_is_none(stroke->colour))
        stroke->width = 0;
}

void draft_settle_box(Decoration *box) {
    settle_stroke(&box->stroke);
}

static bool choose_kind(Draft *draft, const Tree *tree, ArtDraft *piece) {
    bool given[] = {
        [ART_RECT] = piece->rect != UNSAID,     [ART_LINE] = piece->line != UNSAID,
        [ART_CIRCLE] = piece->circle != UNSAID, [ART_PATH] = piece->path != NULL,
        [ART_PICTURE] = piece->picture != 0,    [ART_ICON] = piece->icon.data != NULL,
        [ART_QR] = piece->qr.data != NULL,      [ART_TEXT] = piece->text.data != NULL,
    };
    size_t kinds = 0;
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i]) {
            piece->art.kind = (ArtKind)i;
            kinds++;
        }
    if (kinds != 1)
        REPORT_ERROR(draft->env, tree->span,
                     STR("it has one of rect, line, circle, path, picture, icon, qr and text"),
                     kinds ? "artwork cannot be two things at once" : "artwork must say what it is");
    return kinds == 1;
}

static Area choose_area(const ArtDraft *piece, bool on_page) {
    int32_t area = piece->in;
    if (piece->art.kind == ART_RECT)
        area = piece->rect;
    else if (piece->art.kind == ART_LINE)
        area = piece->line;
    else if (piece->art.kind == ART_CIRCLE)
        area = piece->circle;
    if (area == UNSAID)
        area = AREA_SELF;
    return on_page && area == AREA_SELF ? AREA_PAGE : (Area)area;
}

/* "at" names edges that nothing else speaks of. */
static void push_to_edges(ArtDraft *piece) {
    Length *edges[] = {[SIDE_TOP] = &piece->art.y,
                       [SIDE_RIGHT] = &piece->art.right,
                       [SIDE_BOTTOM] = &piece->art.bottom,
                       [SIDE_LEFT] = &piece->art.x};
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++)
        if ((piece->edges >> i & 1) && edges[i]->unit == LENGTH_UNSET)
            *edges[i] = (Length){0, LENGTH_PT};
}

static bool is_overset(Length near, Length far, Length extent) {
    return near.unit != LENGTH_UNSET && far.unit != LENGTH_UNSET && extent.unit != LENGTH_UNSET;
}

static void check_piece(Draft *draft, const Tree *tree, const Artwork *art) {
    if (is_overset(art->x, art->right, art->width) || is_overset(art->y, art->bottom, art->height))
        REPORT_ERROR(draft->env, tree->span,
                     STR("two of x, right and width are enough, and of y, bottom and height"),
                     "artwork is placed three times over");
    if (art->kind == ART_LINE && art->stroke.width <= 0)
        REPORT_ERROR(draft->env, tree->span, STR("for instance stroke: 0.5pt ink"),
                     "a line needs a stroke");
}

static bool read_piece(Draft *draft, const Tree *tree, bool on_page, Artwork *art) {
    ArtDraft piece;
    memset(&piece, 0, sizeof piece);
    draft_fill_defaults(draft, SCOPE_ARTWORK, &piece);
    piece.rect = piece.line = piece.circle = piece.in = piece.align = UNSAID;
    size_t mistakes = diags_count(draft->env->diags, SEVERITY_ERROR);
    draft_fill(draft, SCOPE_ARTWORK, tree, &piece);
    bool faultless = diags_count(draft->env->diags, SEVERITY_ERROR) == mistakes;
    if (tree->kind != TREE_MAPPING || !faultless || !choose_kind(draft, tree, &piece))
        return false;
    push_to_edges(&piece);
    *art = piece.art;
    art->span = tree->span;
    art->area = choose_area(&piece, on_page);
    art->path = piece.path;
    art->picture = piece.picture ? piece.picture - 1 : 0;
    art->text = art->kind == ART_ICON ? piece.icon : art->kind == ART_QR ? piece.qr : piece.text;
    bool hangs =
        art->bottom.unit != LENGTH_UNSET && art->y.unit == LENGTH_UNSET && art->height.unit == LENGTH_UNSET;
    art->align = piece.align != UNSAID ? (VerticalAlign)piece.align
                 : hangs               ? VERTICAL_BOTTOM
                                       : VERTICAL_TOP;
    settle_stroke(&art->stroke);
    check_piece(draft, tree, art);
    return true;
}

bool artwork_parse(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    const Tree *items = tree->kind == TREE_SEQUENCE ? tree->items : tree;
    size_t count = tree->kind == TREE_SEQUENCE ? tree->count : 1;
    Artwork *pieces = ARENA_ARRAY(draft->env->keep, Artwork, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (read_piece(draft, &items[i], property->scope == SCOPE_MASTER, &pieces[kept]))
            kept++;
    value->art = (ArtList){pieces, kept};
    return true;
}

bool artwork_parse_bar(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    (void)property;
    draft_fill_defaults(draft, SCOPE_BAR, &value->bar);
    draft_fill(draft, SCOPE_BAR, tree, &value->bar);
    return tree->kind == TREE_MAPPING;
}

size_t design_find_icon(Env *env, const Design *design, Str name, Span span) {
    Str *names = ARENA_ARRAY(env->scratch, Str, design->picture_count);
    size_t count = 0;
    for (size_t i = design->picture_count; i-- > 0;) {
        if (str_equal(design->pictures[i].name, name))
            return i;
        if (design->pictures[i].name.length > 0)
            names[count++] = design->pictures[i].name;
    }
    Str hint = hint_nearest(env->keep, name, names, count);
    REPORT_ERROR(env, span, hint.length ? hint : STR("icons have their names under 'icons' in the layout"),
                 "no icon is called '%.*s'", STR_ARGS(name));
    return design->picture_count;
}

bool artwork_parse_picture(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    DesignPicture picture = {.span = tree->span};
    if (!value_scalar(draft, property, tree, &picture.path))
        return false;
    Design *design = draft->design;
    LIST_PUSH(draft->env->keep, design->pictures, design->picture_count, draft->picture_capacity, picture);
    value->index = design->picture_count;
    return true;
}
