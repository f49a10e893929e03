/*
 * Makes pages: runs of masters, one after the other, until every flow is used up.
 *
 * The one idea: a pass makes all pages from the first to the last with the page numbers of the pass before.
 * Passes go on until the numbers hold still; galleys are kept from pass to pass, so a further pass only
 * pours and paints.
 */
#include "layout/layout.h"

#include "layout/frames.h"
#include "layout/words.h"

#include <math.h>

enum {
    PASSES_MAX = 5,
    MOVING_PASSES = 3 /* of those: what has not moved by then stays */
};

/* What lives as long as the layout, with the state of the pages made so far. */
typedef struct Maker {
    Layout layout;
    FlowState **flows; /* by run, then frame */
    Cascade **fits;    /* by run: for pages whose text is fitted as a whole; NULL: not known yet */
    Arena *pass;       /* memory of this pass */
    Env pass_env;
    size_t seen_anchors;
    const Node *section; /* the section that the last page ended in */
} Maker;

/* ---- one page --------------------------------------------------------------------------------- */

static bool is_left_page(const Maker *maker, size_t index) {
    return maker->layout.setter.design->page.facing && index % 2 == 1;
}

static Page *add_page(Maker *maker, const Master *master) {
    Layout *layout = &maker->layout;
    const PageGeometry *geometry = &layout->setter.design->page;
    Page *page = pages_add(maker->pass, layout->pages);
    page->width = master ? master->width : geometry->width;
    page->height = geometry->height;
    page->bleed = geometry->bleed;
    page->label = str_format(maker->pass, "%zu", layout->pages->count);
    page->master = master ? master->name : STR("blank");
    return page;
}

/* A section that running heads name: level 1 or 2. */
static const Node *naming_section(const Node *node) {
    const Node *section = doc_section(node);
    while (section && section->level > 2)
        section = doc_section(section->parent);
    return section;
}

/* The first section that begins on the page just filled, else the one that goes on; remembers the last. */
static const Node *page_section(Maker *maker) {
    const Pages *pages = maker->layout.pages;
    const Doc *doc = maker->layout.setter.doc;
    const Node *first = NULL, *last = maker->section;
    for (; maker->seen_anchors < pages->anchor_count; maker->seen_anchors++) {
        const Node *node = doc->nodes[pages->anchors[maker->seen_anchors].node];
        const Node *section = node->kind == NODE_HEADING ? naming_section(node) : NULL;
        if (section && section != last && !first)
            first = section;
        last = section ? section : last;
    }
    const Node *shown = first ? first : maker->section;
    maker->section = last;
    return shown;
}

static Str section_title(Arena *arena, const Node *section) {
    const Node *heading = section ? doc_heading(section) : NULL;
    return heading ? doc_text(arena, heading) : (Str){0};
}

static Painter make_painter(Maker *maker, const Run *run, const Master *master, bool left) {
    Layout *layout = &maker->layout;
    const Node *scope = run && run->scope && run->scope->kind == NODE_SECTION ? run->scope : NULL;
    Str number = layout->pages->pages[layout->pages->count - 1].label;
    Str total = layout->previous ? str_format(maker->pass, "%zu", layout->previous->count) : STR("0");
    return (Painter){
        .setter = &layout->page_setter,
        .pages = layout->pages,
        .master = master,
        .left = left,
        .node = scope,
        .values = {.doc = layout->setter.doc,
                   .cascade = layout->setter.cascade,
                   .node = scope,
                   .pages = total,
                   .page = master && master->numbered ? number : (Str){0},
                   .section = section_title(maker->pass, maker->section)},
    };
}

/* A run's first page decides for all that follow. */
static Cascade *run_fit(Maker *maker, const Run *run, PageMaker *page) {
    Cascade **fit = &maker->fits[run - maker->layout.placement->runs];
    if (!*fit)
        *fit = fit_page(page);
    return *fit;
}

/* Returns whether anything was placed. */
static bool make_page(Maker *maker, const Run *run, const Master *master, FlowState *flows) {
    bool left = is_left_page(maker, maker->layout.pages->count);
    add_page(maker, master);
    PageMaker page = {.layout = &maker->layout,
                      .run = run,
                      .master = master,
                      .flows = flows,
                      .left = left,
                      .painter = make_painter(maker, run, master, left)};
    paint_art(&page.painter, &master->behind, (Box){0});
    page.cascade = run_fit(maker, run, &page);
    for (size_t i = 0; i < master->frame_count; i++)
        frames_fill(&page, &master->frames[i]);
    const Node *section = page_section(maker);
    page.painter.values.section = section_title(maker->pass, section);
    if (!page.painter.node)
        page.painter.node = page.painter.values.node = section;
    page.painter.style = NULL;
    paint_art(&page.painter, &master->front, (Box){0});
    return page.progress;
}

static void make_blank(Maker *maker) {
    const Master *blank = maker->layout.setter.design->blank;
    bool left = is_left_page(maker, maker->layout.pages->count);
    add_page(maker, blank);
    if (!blank)
        return;
    Painter painter = make_painter(maker, NULL, blank, left);
    paint_art(&painter, &blank->behind, (Box){0});
    paint_art(&painter, &blank->front, (Box){0});
}

/* ---- one run ---------------------------------------------------------------------------------- */

static void start_on_side(Maker *maker, PageStart start) {
    size_t index = maker->layout.pages->count;
    if ((start == START_RIGHT && index % 2 == 1) || (start == START_LEFT && index % 2 == 0))
        make_blank(maker);
}

/* Whether a flow has something left which a next page must take. */
static bool is_pending(const Run *run, const FlowState *flows) {
    for (size_t i = 0; i < run->master->frame_count; i++)
        if (!frames_is_done(&flows[i]))
            return true;
    return false;
}

/* Whether a flow goes on with something that begins on a right-hand page. */
static bool wants_right_page(const Run *run, const FlowState *flows) {
    for (size_t i = 0; i < run->master->frame_count; i++) {
        const FlowState *state = &flows[i];
        if (state->galley && state->at < state->galley->count &&
            state->galley->strips[state->at].start == BREAK_BEFORE_RIGHT)
            return true;
    }
    return false;
}

/* The same before anything is set: by the styles of the blocks that it begins with. */
static bool begins_right(const Maker *maker, const Flow *flow) {
    Setter setter = maker->layout.setter;
    const uint8_t *taken = maker->layout.placement->taken;
    const Node *node = flow->count ? flow->nodes[0] : NULL;
    while (node && !doc_is_inline(node)) {
        const Style *style = galley_style(&setter, node);
        if (!style->hidden && style->break_before == BREAK_BEFORE_RIGHT)
            return true;
        node = style->hidden ? NULL : node->first;
        while (node && taken[node->id])
            node = node->next;
    }
    return false;
}

static bool run_begins_right(const Maker *maker, const Run *run) {
    for (size_t i = 0; i < run->master->frame_count; i++)
        if (run->master->frames[i].kind == FRAME_FLOW && begins_right(maker, &run->flows[i]))
            return true;
    return false;
}

static bool may_add_page(const Maker *maker) {
    uint32_t count = maker->layout.setter.design->page.count;
    return !count || maker->layout.pages->count < count;
}

static void report_pending(Maker *maker, const Run *run, const Master *master, FlowState *flows) {
    PageMaker page = {.layout = &maker->layout, .run = run, .master = master, .flows = flows};
    for (size_t i = 0; i < run->master->frame_count; i++)
        if (!frames_is_done(&flows[i]))
            frames_overflow(&page, &flows[i]);
}

static void make_run(Maker *maker, const Run *run, FlowState *flows) {
    const Master *master = run->master;
    if (run_begins_right(maker, run))
        start_on_side(maker, START_RIGHT);
    start_on_side(maker, master->start);
    for (;;) {
        bool progress = make_page(maker, run, master, flows);
        if (!is_pending(run, flows))
            return;
        if (!master->then || !progress || !may_add_page(maker)) {
            report_pending(maker, run, master, flows);
            return;
        }
        bool other = master->then != master;
        master = master->then;
        if (wants_right_page(run, flows))
            start_on_side(maker, START_RIGHT);
        if (other)
            start_on_side(maker, master->start);
    }
}

/* ---- one pass --------------------------------------------------------------------------------- */

static FlowState *new_flows(Arena *arena, const Run *run) {
    FlowState *flows = ARENA_ARRAY(arena, FlowState, run->master->frame_count + 1);
    for (size_t i = 0; i < run->master->frame_count; i++) {
        if (run->master->frames[i].thread != i)
            continue;
        flows[i].flow = &run->flows[i];
        flows[i].frame = &run->master->frames[i];
    }
    return flows;
}

static void rewind_flows(const Run *run, FlowState *flows) {
    for (size_t i = 0; i < run->master->frame_count; i++) {
        flows[i].at = flows[i].page = 0;
        flows[i].placed = (Apart){0};
        flows[i].waiting = NULL;
        flows[i].waiting_count = flows[i].waiting_capacity = 0;
        flows[i].galley = NULL;
        flows[i].plan = (PagePlan){0};
        flows[i].white = 0;
    }
}

/* Blank pages before the last run, so that the number of pages divides as the layout wants. */
static void pad_pages(Maker *maker, size_t coming) {
    const PageGeometry *geometry = &maker->layout.setter.design->page;
    size_t multiple = geometry->multiple ? geometry->multiple : 1;
    size_t wanted = (maker->layout.pages->count + coming + multiple - 1) / multiple * multiple;
    if (geometry->count > wanted)
        wanted = geometry->count;
    while (maker->layout.pages->count + coming < wanted)
        make_blank(maker);
}

static void make_pass(Maker *maker) {
    const Placement *placement = maker->layout.placement;
    maker->layout.pages = pages_new(maker->pass);
    maker->layout.overflow_count = 0;
    maker->seen_anchors = 0;
    maker->section = NULL;
    for (size_t i = 0; i < placement->run_count; i++) {
        const Run *run = &placement->runs[i];
        rewind_flows(run, maker->flows[i]);
        if (i > 0 && i + 1 == placement->run_count)
            pad_pages(maker, 1);
        make_run(maker, run, maker->flows[i]);
    }
    if (!maker->layout.pages->count)
        make_blank(maker);
    pad_pages(maker, 0);
    pages_index(maker->pass, maker->layout.pages, maker->layout.setter.doc->node_count);
}

/* ---- passes ----------------------------------------------------------------------------------- */

static bool mentions_total(const ArtList *list) {
    for (size_t i = 0; i < list->count; i++)
        if (design_mentions(list->items[i].text, STR("{pages}")))
            return true;
    return false;
}

/* Whether any page shows a number that is known only when all pages are made. */
static bool needs_numbers(const Design *design) {
    for (size_t i = 0; i < design->master_count; i++) {
        const Master *master = &design->masters[i];
        if (mentions_total(&master->behind) || mentions_total(&master->front))
            return true;
        for (size_t k = 0; k < master->frame_count; k++)
            if (master->frames[k].kind == FRAME_CONTENTS || master->frames[k].kind == FRAME_TEXT)
                return true;
    }
    return false;
}

/* The first heading or other target that has moved since the pass before, or NULL. */
static const Node *find_unsettled(const Setter *setter, const Pages *a, const Pages *b) {
    for (const Node *entry = setter->doc->contents->first; entry; entry = entry->next)
        if (pages_find(a, entry->link.target->id) != pages_find(b, entry->link.target->id))
            return entry->link.target;
    return references_unsettled(setter, a, b);
}

static bool same_numbers(const Setter *setter, const Pages *a, const Pages *b) {
    return a && a->count == b->count && !find_unsettled(setter, a, b);
}

static void report_unsettled(const Setter *setter, const Pages *before, const Pages *after) {
    static const Str HINT =
        STR_INIT("a page number that just fits its line may do this: change a word there");
    const Node *node = find_unsettled(setter, before, after);
    if (!node) {
        REPORT_WARNING(setter->env, (Span){0}, HINT, "the number of pages does not settle: %zu or %zu",
                       before->count, after->count);
        return;
    }
    long a = pages_find(before, node->id), b = pages_find(after, node->id);
    REPORT_WARNING(setter->env, node->span, HINT,
                   "page numbers do not settle: this comes to page %ld or to page %ld", a + 1, b + 1);
}

static void start_pass(Maker *maker) {
    maker->pass = arena_new();
    maker->pass_env = *maker->layout.setter.env;
    maker->pass_env.keep = maker->pass;
    maker->layout.page_setter = maker->layout.setter;
    maker->layout.page_setter.env = &maker->pass_env;
}

static void free_pass(void *arena) {
    arena_free(arena);
}

/* When notes have other numbers, whatever refers to them is set anew. */
static void forget_galleys(FlowState *state) {
    state->galleys = NULL;
    state->galley_count = state->galley_capacity = 0;
    state->cards = NULL;
}

/* When figures move, their paragraphs are as they were. */
static void outdate_galleys(FlowState *state) {
    for (size_t i = 0; i < state->galley_count; i++)
        state->galleys[i]->outdated = true;
}

static void for_flows(Maker *maker, void (*change)(FlowState *)) {
    const Placement *placement = maker->layout.placement;
    for (size_t i = 0; i < placement->run_count; i++)
        for (size_t k = 0; k < placement->runs[i].master->frame_count; k++)
            change(&maker->flows[i][k]);
}

static void run_passes(Maker *maker) {
    Setter *setter = &maker->layout.setter;
    notes_check_margin(setter);
    notes_count(setter, NULL);
    References *references = setter->references;
    bool again = needs_numbers(setter->design) || references->active || notes_need_pages(setter);
    bool *moved = ARENA_ARRAY(setter->env->keep, bool, setter->doc->node_count);
    setter->moved = moved;
    Arena *old = NULL;
    for (int pass = 0; pass < PASSES_MAX; pass++) {
        start_pass(maker);
        references->numbers = maker->layout.previous;
        maker->layout.moved = pass < MOVING_PASSES ? moved : NULL;
        maker->layout.moving = false;
        make_pass(maker);
        moved_keep_order(&maker->layout);
        bool same = same_numbers(setter, maker->layout.previous, maker->layout.pages);
        bool shifted = notes_find_places(setter, maker->layout.placement, maker->layout.pages);
        bool renumbered = again && notes_count(setter, maker->layout.pages);
        if (maker->layout.moving) {
            design_move(setter->cascade, moved);
            for_flows(maker, outdate_galleys);
        }
        if (shifted || renumbered)
            for_flows(maker, forget_galleys);
        if (shifted || renumbered || maker->layout.moving) {
            again = true;
            same = false;
        }
        if (again && !same && pass + 1 == PASSES_MAX)
            report_unsettled(setter, maker->layout.previous, maker->layout.pages);
        arena_free(old);
        old = maker->pass;
        if (!again || same)
            break;
        maker->layout.previous = maker->layout.pages;
    }
    arena_on_free(setter->env->keep, free_pass, maker->pass);
}

/* "the text of 'Byen til Vandet' is 12 words (8.4 mm)"; without words only how high it is. */
static Str describe_excess(Arena *arena, const Overflow *overflow) {
    Buffer text = buffer_new(arena);
    buffer_add_c(&text, "the text ");
    Str title = overflow->card ? section_title(arena, overflow->card) : (Str){0};
    if (title.length > 0)
        buffer_format(&text, "of '%.*s' ", STR_ARGS(title));
    buffer_add_c(&text, "is ");
    if (overflow->words > 0)
        buffer_format(&text, "%zu word%s (", overflow->words, overflow->words == 1 ? "" : "s");
    buffer_add_number(&text, fmax(overflow->height / PT_PER_MM, 0.1), 1);
    buffer_add_c(&text, overflow->words > 0 ? " mm)" : " mm");
    return buffer_str(&text);
}

/* ", even at 70 % of its size", where that was tried. */
static Str describe_fit(Arena *arena, const Overflow *overflow) {
    const Fitting *own = &overflow->frame->fit;
    const Fitting *fit = own->size.most > 0 ? own : &overflow->master->fit;
    Buffer text = buffer_new(arena);
    if (fit->size.most > 0) {
        buffer_add_c(&text, ", even at ");
        buffer_add_number(&text, fit->size.least * 100, 1);
        buffer_add_c(&text, " % of its size");
    }
    return buffer_str(&text);
}

static void report_overflows(const Layout *layout) {
    Env *env = layout->setter.env;
    for (size_t i = 0; i < layout->overflow_count; i++) {
        const Overflow *overflow = &layout->overflows[i];
        Str frame = overflow->frame->name, master = overflow->master->name;
        if (overflow->frame->kind == FRAME_CARDS && overflow->height == 0)
            REPORT_ERROR(env, overflow->span,
                         STR("give the frame a larger grid, or let a page follow with then:"),
                         "no card is left for this section in frame '%.*s'", STR_ARGS(frame));
        else
            REPORT_ERROR(env, overflow->span,
                         STR("shorten the text, choose a smaller size, or give the frame more room"),
                         "%.*s too long for frame '%.*s' on page '%.*s'%.*s",
                         STR_ARGS(describe_excess(env->keep, overflow)), STR_ARGS(frame), STR_ARGS(master),
                         STR_ARGS(describe_fit(env->keep, overflow)));
    }
}

/* Bookmarks and the title of the file say what the pages say. */
static void name_anchors(Setter *setter, Pages *pages) {
    const Style *root = galley_style(setter, setter->doc->root);
    pages->title = inline_text(setter, &(ParagraphWish){.text = setter->doc->meta.title, .style = root});
    for (size_t i = 0; i < pages->anchor_count; i++) {
        const Node *node = setter->doc->nodes[pages->anchors[i].node];
        const Node *heading = node->kind == NODE_HEADING ? node : doc_heading(node);
        if (heading)
            pages->anchors[i].title = references_title(setter, heading);
    }
}

/* Whether there is anything that may leave its place in the text. */
static bool may_move(const Doc *doc) {
    for (NodeId id = 1; id < doc->node_count; id++)
        if (doc->nodes[id] && (doc->nodes[id]->kind == NODE_FIGURE || doc->nodes[id]->kind == NODE_TABLE))
            return true;
    return false;
}

Pages *layout_document(Env *env, const Doc *doc, const Design *design, Shaper *shaper,
                       Hyphenator *hyphenator) {
    Cascade *cascade = design_cascade_new(env, design, doc);
    Maker *maker = ARENA_NEW(env->keep, Maker);
    References *references = ARENA_NEW(env->keep, References);
    references->arena = env->keep;
    references->active = references_wanted(cascade, doc);
    references->remembers = references->active || may_move(doc);
    maker->layout.setter =
        (Setter){env, doc, design, cascade, shaper, hyphenator, references, NULL, NULL, NULL, false};
    maker->layout.placement = design_place(cascade);
    size_t count = maker->layout.placement->run_count;
    maker->flows = ARENA_ARRAY(env->keep, FlowState *, count + 1);
    maker->fits = ARENA_ARRAY(env->keep, Cascade *, count + 1);
    for (size_t i = 0; i < count; i++)
        maker->flows[i] = new_flows(env->keep, &maker->layout.placement->runs[i]);
    run_passes(maker);
    name_anchors(&maker->layout.setter, maker->layout.pages);
    report_overflows(&maker->layout);
    Pages *pages = maker->layout.pages;
    pages->run_count = shaper->run_count;
    pages->face_count = shaper->face_count;
    return pages;
}
