/*
 * layout/notes.c - notes at the foot of the frame that their references stand in.
 *
 * The one idea: all notes of a galley are set one under the other in a galley of their own, and a strip
 * knows how far down there its notes reach. The foot of a frame is then a stretch of that galley, as its
 * text is one of the other, and a note that goes on in the next frame is a stretch that ends inside it.
 */
#include "layout/sidenotes.h"

#include <math.h>

/* ---- numbers ---------------------------------------------------------------------------------- */

static const Node *first_note(const Doc *doc) {
    const Node *node = doc->note_count ? doc->root : NULL;
    while (node && node->kind != NODE_NOTE)
        node = doc_next(node, doc->root);
    return node;
}

static Restart restart_of(const Setter *setter) {
    const Node *note = first_note(setter->doc);
    return note ? design_node_style(setter->cascade, note)->restart : RESTART_NEVER;
}

bool notes_need_pages(const Setter *setter) {
    return restart_of(setter) == RESTART_PAGE;
}

/* What a note shares with those that it is counted among. */
static size_t scope_of(const Node *note, Restart restart, const Pages *pages) {
    if (restart == RESTART_PAGE)
        return pages ? (size_t)(pages_find(pages, note->id) + 1) : 0;
    const Node *outermost = NULL;
    for (const Node *section = doc_section(note); section; section = doc_section(section->parent))
        outermost = section;
    return outermost ? outermost->id : 0;
}

/* Whether it stands in the margin, where its place says what it belongs to. */
static bool is_unmarked(Setter *setter, const Node *note) {
    const Style *style = design_node_style(setter->cascade, note);
    return style->place == PLACE_SIDE && str_trim(style->marker).length == 0;
}

static bool has_margin(const Design *design) {
    for (size_t i = 0; i < design->master_count; i++)
        for (size_t k = 0; k < design->masters[i].frame_count; k++)
            if (design->masters[i].frames[k].beside.length > 0)
                return true;
    return false;
}

static bool has_unmarked(Setter *setter) {
    const Doc *doc = setter->doc;
    if (doc->note_count == 0 || !has_margin(setter->design))
        return false;
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root))
        if (node->kind == NODE_NOTE && is_unmarked(setter, node))
            return true;
    return false;
}

/* Those that their author wants at the side go to the foot without a word: it is no fault of the layout. */
void notes_check_margin(Setter *setter) {
    const Design *design = setter->design;
    if (setter->doc->note_count == 0 || has_margin(design))
        return;
    for (const Node *node = setter->doc->root; node; node = doc_next(node, setter->doc->root)) {
        bool wanted = node->kind == NODE_NOTE && !doc_has_class(node, STR("side")) &&
                      design_node_style(setter->cascade, node)->place == PLACE_SIDE;
        if (!wanted)
            continue;
        REPORT_WARNING(
            setter->env, (Span){0},
            STR("give a page a frame for them: margin: {x: 0mm, width: 30mm, beside: body}"),
            "layout '%.*s' wants notes at the side, but no frame stands beside its text: they go "
            "to the foot",
            STR_ARGS(design->name));
        return;
    }
}

bool notes_count(Setter *setter, const Pages *pages) {
    Restart restart = restart_of(setter);
    const Doc *doc = setter->doc;
    bool first = !setter->note_numbers;
    if (restart == RESTART_NEVER && !(first && has_unmarked(setter)))
        return false;
    if (first)
        setter->note_numbers = ARENA_ARRAY(setter->env->keep, uint32_t, doc->note_count + 1);
    bool changed = false, margin = has_margin(setter->design);
    size_t scope = SIZE_MAX;
    uint32_t number = 0;
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        if (node->kind != NODE_NOTE || (margin && is_unmarked(setter, node)))
            continue;
        size_t own = restart == RESTART_NEVER ? 0 : scope_of(node, restart, pages);
        number = own == scope ? number + 1 : 1;
        scope = own;
        changed = changed || setter->note_numbers[node->note.number] != number;
        setter->note_numbers[node->note.number] = number;
    }
    return changed;
}

/* ---- places ----------------------------------------------------------------------------------- */

static const Node *place_of(const Setter *setter, const Node *note) {
    const Node *place = setter->note_places ? setter->note_places[note->note.number] : NULL;
    return place ? place : note->note.reference;
}

bool notes_find_places(Setter *setter, const Placement *placement, const Pages *pages) {
    const Doc *doc = setter->doc;
    bool moved = false;
    for (const Node *node = doc->note_count ? doc->root : NULL; node; node = doc_next(node, doc->root)) {
        const Node *note = node->kind == NODE_NOTE_REFERENCE ? node->link.target : NULL;
        bool lost = note && !placement->taken[note->id] && pages_find(pages, note->id) < 0;
        if (!lost || pages_find(pages, place_of(setter, note)->id) >= 0 || pages_find(pages, node->id) < 0)
            continue;
        if (!setter->note_places)
            setter->note_places = ARENA_ARRAY(setter->env->keep, const Node *, doc->note_count + 1);
        setter->note_places[note->note.number] = node;
        moved = true;
    }
    return moved;
}

/* ---- setting ---------------------------------------------------------------------------------- */

/* One that is not counted, since it has no mark in the margin, has none other where there is no margin. */
static Str note_number(Setter *setter, const Node *note) {
    uint32_t number = note->note.number;
    if (setter->note_numbers)
        number = setter->note_numbers[number];
    return number ? str_format(setter->env->keep, "%u", (unsigned)number) : STR("*");
}

Str notes_mark(Setter *setter, const Node *reference, const Style *style) {
    const Node *note = reference->link.target;
    if (setter->margin && is_unmarked(setter, note))
        return (Str){0};
    TemplateValues values = {.doc = setter->doc, .node = note, .n = note_number(setter, note)};
    Str mark = str_trim(design_expand(setter->env->keep, style->marker, &values));
    /* Without a mark in the text its note would stand nowhere. */
    return mark.length > 0 ? mark : values.n;
}

/* The mark before a note, hanging left of its text; it leads back to the reference. */
static void add_marker(Composer *composer, const Node *note, const Style *style) {
    Setter *setter = composer->setter;
    TemplateValues values = {.doc = setter->doc, .node = note, .n = note_number(setter, note)};
    Str marker_text = style->marker;
    if (is_unmarked(setter, note))
        marker_text = setter->margin ? (Str){0} : STR("{n}");
    Style own = *style;
    own.align = ALIGN_LEFT;
    own.indent = 0;
    ParagraphWish wish = {.text = design_expand(setter->env->keep, marker_text, &values),
                          .shown = note->id,
                          .style = &own,
                          .measure = 1000};
    Paragraph marker = paragraph_set(setter, &wish);
    if (!marker.count)
        return;
    const Line *line = &marker.lines[0];
    bool right = style->marker_align == ALIGN_RIGHT || line->width + style->marker_gap > style->inset_left;
    Pt x = composer->x - (right ? line->width + style->marker_gap : style->inset_left);
    Item *items = ARENA_ARRAY(setter->env->keep, Item, line->item_count + 1);
    for (uint32_t i = 0; i < line->item_count; i++) {
        items[i] = line->items[i];
        items[i].box.x += x;
    }
    Pt size = style->size;
    items[line->item_count] = (Item){.kind = ITEM_LINK,
                                     .node = note->id,
                                     .box = {x, -size * 0.8, line->width, size},
                                     .link = {.target = place_of(setter, note)}};
    composer->markers = items;
    composer->marker_count = line->item_count + 1;
}

void notes_set_inside(Composer *composer, const Node *note, const Style *style) {
    if (!composer->resume)
        add_marker(composer, note, style);
    galley_set_children(composer, note, style);
    block_place_markers(composer, note);
}

/* Two lines at least on either side of a break, also where paragraphs of one line end. */
static void keep_ends(Galley *notes, size_t first) {
    if (notes->count < first + 2)
        return;
    notes->strips[first].keep = true;
    notes->strips[notes->count - 2].keep = true;
}

/* The queue of notes to set: one that is referred to in a note waits until that is set. */
static void set_waiting(Composer *composer) {
    Galley *notes = composer->owner->notes;
    Composer inner = {.setter = composer->setter,
                      .placement = composer->placement,
                      .galley = notes,
                      .owner = composer->owner,
                      .measure = notes->measure,
                      .gap = notes->gap,
                      .container = -1};
    while (notes->notes_set < notes->note_count) {
        NoteStart *start = &notes->note_starts[notes->notes_set++];
        start->first = (uint32_t)notes->count;
        galley_set_note(&inner, start->note);
        keep_ends(notes, start->first);
    }
    notes->gap = inner.gap;
}

static Galley *notes_galley(Composer *composer) {
    Galley *owner = composer->owner;
    if (owner->notes)
        return owner->notes;
    Setter *setter = composer->setter;
    owner->notes = ARENA_NEW(setter->env->keep, Galley);
    owner->notes->measure = owner->note_measure > 0 ? owner->note_measure : owner->measure;
    owner->notes->foot = design_class_style(setter->cascade, STR("footnotes"), NULL, NULL);
    return owner->notes;
}

static void queue_note(Composer *composer, const Node *note) {
    Galley *notes = notes_galley(composer);
    LIST_PUSH(composer->setter->env->keep, notes->note_starts, notes->note_count, notes->note_capacity,
              ((NoteStart){note, 0}));
}

/* Whether it is set where its reference stands, and that is here. */
static bool is_set_here(const Composer *composer, const Node *reference) {
    const Node *note = reference->link.target;
    bool elsewhere = composer->placement && composer->placement->taken[note->id];
    return composer->owner && !elsewhere && place_of(composer->setter, note) == reference;
}

/* In a narrow measure one reference may stand on two lines. */
static bool is_queued(const Composer *composer, const Node *note) {
    const Galley *notes = composer->owner->notes;
    return notes && notes->note_count > 0 && notes->note_starts[notes->note_count - 1].note == note;
}

void notes_take_line(Composer *composer, const Line *line) {
    if (composer->resume)
        return;
    bool found = false;
    for (uint32_t i = 0; i < line->note_count; i++) {
        const Node *node = line->notes[i], *note = node->link.target;
        galley_add_mark(composer, node->id);
        if (!is_set_here(composer, node) || is_queued(composer, note) ||
            sidenotes_take_note(composer, note))
            continue;
        queue_note(composer, note);
        found = true;
    }
    if (found && composer->galley != composer->owner->notes)
        set_waiting(composer);
}

/* The last note that begins before a strip of the galley of notes. */
static size_t last_note(const Galley *notes, size_t end) {
    size_t low = 0;
    for (size_t high = notes->note_count; high - low > 1;) {
        size_t middle = low + (high - low) / 2;
        if (notes->note_starts[middle].first < end)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The note that is divided by a break goes on where it was. */
static void set_rest(Composer *composer, const Galley *old, size_t at) {
    const Galley *notes = old->notes;
    const Strip *strip = &notes->strips[at];
    Galley *own = composer->owner->notes;
    Composer inner = {.setter = composer->setter,
                      .galley = own,
                      .owner = composer->owner,
                      .measure = own->measure,
                      .container = -1,
                      .resume = notes->blocks[strip->block].node,
                      .resume_text = strip->text_start};
    own->resume = inner.resume;
    own->notes_set = 1;
    galley_set_note(&inner, own->note_starts[0].note);
    own->gap = inner.gap;
}

void notes_carry(Composer *composer, const Galley *old, size_t from, size_t until) {
    const Galley *notes = old->notes;
    size_t first = last_note(notes, from + 1);
    for (size_t i = first; i < notes->note_count && notes->note_starts[i].first < until; i++)
        queue_note(composer, notes->note_starts[i].note);
    bool begun = notes->note_starts[first].first < from || (first == 0 && notes->resume);
    if (begun)
        set_rest(composer, old, from);
    set_waiting(composer);
}

/* ---- the foot of a frame ---------------------------------------------------------------------- */

/* Between two notes that are placed apart from each other what is there when they are one text. */
static Pt lead_joined(const Galley *notes, size_t from) {
    size_t before = from > 0 ? from - 1 : notes->count - 1, first = from > 0 ? 0 : SIZE_MAX;
    Pt white = from > 0 ? 0 : fmax(0, notes->gap - (double)notes->strips[from].before);
    Pt top = pour_strip_top(notes, from, first, pour_strip_end(notes, before, 0)) + white;
    return top - pour_strip_foot(notes, before, 0) - pour_strip_top(notes, from, from, 0);
}

/* White, rule and white above the first note. */
static Pt lead_of(const Galley *notes, const NoteSpan *span) {
    const Style *style = notes->foot;
    return span->joins ? lead_joined(notes, span->from)
                       : style->space_before + style->rule_above.width + style->rule_gap;
}

Pt notes_rule_height(const Galley *galley, size_t from) {
    return lead_of(galley->notes, &(NoteSpan){.from = from}) - lead_joined(galley->notes, from);
}

Pt notes_height(const Galley *galley, NoteSpan span) {
    const Galley *notes = galley->notes;
    if (span.from >= span.to)
        return 0;
    Pt y = 0, top = 0;
    for (size_t i = span.from; i < span.to; i++) {
        top = pour_strip_top(notes, i, span.from, y);
        y = pour_strip_end(notes, i, top);
    }
    return lead_of(notes, &span) + pour_strip_foot(notes, span.to - 1, top);
}

static bool may_break(const Galley *notes, size_t after) {
    return after + 1 >= notes->count || !notes->strips[after].keep;
}

/* Where a foot that reaches into the last note before `end` may end at the earliest. */
static size_t least_end(const Galley *notes, size_t from, size_t end) {
    size_t first = notes->note_starts[last_note(notes, end)].first;
    size_t at = first > from ? first : from;
    while (at + 1 < end && !may_break(notes, at))
        at++;
    return at + 1;
}

bool notes_fit(const Galley *galley, size_t wanted, Pt room, NoteSpan *span) {
    const Galley *notes = galley->notes;
    span->to = span->from;
    span->height = 0;
    if (wanted <= span->from)
        return room >= -0.01;
    Pt lead = lead_of(notes, span), y = 0;
    for (size_t i = span->from; i < wanted; i++) {
        Pt top = pour_strip_top(notes, i, span->from, y), foot = lead + pour_strip_foot(notes, i, top);
        if (foot > room + 0.01)
            break;
        y = pour_strip_end(notes, i, top);
        if (i + 1 < wanted && !may_break(notes, i))
            continue;
        span->to = i + 1;
        span->height = foot;
    }
    return span->to == wanted || span->to >= least_end(notes, span->from, wanted);
}

NoteSpan notes_rest(const Galley *galley, NoteSpan span, size_t wanted, Pt room) {
    if (span.from >= wanted || notes_fit(galley, wanted, room, &span) || span.to > span.from)
        return span;
    span.to = least_end(galley->notes, span.from, span.from + 1);
    span.height = notes_height(galley, span);
    return span;
}

uint32_t notes_number(const Galley *galley, size_t strip) {
    const Galley *notes = galley->notes;
    return notes->note_starts[last_note(notes, strip + 1)].note->note.number;
}

size_t notes_end(const Galley *galley) {
    return galley->notes ? galley->notes->count : 0;
}

size_t notes_end_of(const Galley *galley, NoteSpan span) {
    const Galley *notes = galley->notes;
    size_t next = last_note(notes, span.from + 1) + 1;
    bool inside = next < notes->note_count && notes->note_starts[next].first < span.to;
    return inside ? notes->note_starts[next].first : span.to;
}

void notes_place(Setter *setter, Pages *pages, const Galley *galley, NoteSpan span, Box frame) {
    if (span.to <= span.from)
        return;
    ArenaMark mark = arena_mark(setter->env->scratch);
    Pour pour = pour_range(setter->env->scratch, galley->notes, &(Room){.from = span.from}, span.to);
    pour_place(setter, pages, pour, frame.x, frame.y + frame.h - pour.height);
    arena_reset(setter->env->scratch, mark);
}

void notes_place_rule(Setter *setter, Pages *pages, const Galley *galley, NoteSpan span, Box frame) {
    if (span.to <= span.from)
        return;
    span.joins = false;
    const Style *style = galley->notes->foot;
    Pt height = notes_height(galley, span) - style->space_before;
    Painter painter = {.setter = setter, .pages = pages};
    paint_rules(&painter, (Box){frame.x, frame.y + frame.h - height, frame.w, height}, style);
}
