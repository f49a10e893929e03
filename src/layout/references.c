/*
 * layout/references.c - what links inside the document say about where they lead.
 *
 * The one idea: every page number that is shown is written down with its target, in the order of setting.
 * So what a galley or a paragraph depends on is a stretch of one list, and whether the passes have come to
 * rest is a look through that list.
 */
#include "layout/references.h"
#include "layout/words.h"

enum { LOOK_AHEAD = 64 /* paragraphs looked through for the one to take over */ };

/* In the first pass, when no page is known, a number of the likely width stands in. */
static const Str UNKNOWN_PAGE = STR_INIT("00");

bool references_wanted(Cascade *cascade, const Doc *doc) {
    for (NodeId id = 1; id < doc->node_count; id++) {
        const Node *node = doc->nodes[id];
        if (node && node->kind == NODE_LINK && node->link.target && node->parent &&
            design_mentions(design_node_style(cascade, node)->reference, STR("{page}")))
            return true;
    }
    return false;
}

/* ---- numbers that were shown ------------------------------------------------------------------ */

static long page_of(const Setter *setter, NodeId target) {
    const Pages *numbers = setter->references->numbers;
    return numbers ? pages_find(numbers, target) : -1;
}

UseRange references_begin(const Setter *setter) {
    size_t count = setter->references ? setter->references->count : 0;
    return (UseRange){count, count};
}

void references_end(const Setter *setter, UseRange *range) {
    range->to = setter->references ? setter->references->count : 0;
}

static void add_use(const Setter *setter, NodeId target, long page) {
    References *references = setter->references;
    PageUse use = {target, page};
    LIST_PUSH(references->arena, references->uses, references->count, references->capacity, use);
}

bool references_changed(const Setter *setter, UseRange range) {
    const References *references = setter->references;
    for (size_t i = range.from; i < range.to; i++)
        if (references->uses[i].page != page_of(setter, references->uses[i].target))
            return true;
    return false;
}

const Node *references_unsettled(const Setter *setter, const Pages *a, const Pages *b) {
    const References *references = setter->references;
    for (size_t i = 0; i < references->count; i++) {
        NodeId target = references->uses[i].target;
        if (pages_find(a, target) != pages_find(b, target))
            return setter->doc->nodes[target];
    }
    return NULL;
}

/* ---- what is known of a target ---------------------------------------------------------------- */

static const Node *caption_of(const Node *node) {
    const Node *caption = node->kind == NODE_TABLE ? node->first : node->last;
    bool captioned = node->kind == NODE_TABLE || node->kind == NODE_FIGURE;
    return captioned && caption && caption->kind == NODE_CAPTION ? caption : NULL;
}

static Str without_stop(Str text) {
    text = str_trim(text);
    while (text.length > 0 && str_find(STR(".: "), text.data[text.length - 1]) < 3)
        text.length--;
    return text;
}

/* What its author numbered it. */
static Str given_number(const Node *node) {
    const Attrs *attrs = node->kind == NODE_HEADING && node->parent ? node->parent->attrs : node->attrs;
    for (size_t i = 0; attrs && i < attrs->field_count; i++)
        if (str_equal_c(attrs->fields[i].key, "number"))
            return attrs->fields[i].value;
    return (Str){0};
}

Str references_number(Setter *setter, const Node *target) {
    const Node *caption = caption_of(target), *node = caption ? caption : target;
    TemplateValues values = {.doc = setter->doc, .cascade = setter->cascade, .node = node};
    Str label = design_node_style(setter->cascade, node)->label;
    return label.length ? without_stop(design_expand(setter->env->keep, label, &values))
                        : given_number(target);
}

Str references_title(Setter *setter, const Node *heading) {
    const Style *style = design_node_style(setter->cascade, heading);
    Str text = inline_text(setter, &(ParagraphWish){.node = heading, .style = style});
    if (!style->label.length || style->label_place == LABEL_ABOVE)
        return text;
    TemplateValues values = {.doc = setter->doc, .cascade = setter->cascade, .node = heading};
    Str label = str_trim(design_expand(setter->env->keep, style->label, &values));
    return label.length ? str_format(setter->env->keep, "%.*s %.*s", STR_ARGS(label), STR_ARGS(text))
                        : text;
}

static Str title_of(Setter *setter, const Node *target) {
    const Node *caption = caption_of(target), *heading = target;
    while (heading && heading->kind != NODE_HEADING && !doc_is_inline(target))
        heading = doc_next(heading, target);
    const Node *node = caption ? caption : heading ? heading : target;
    return doc_text(setter->env->keep, node);
}

/* For people: https://www.randers.dk/ is www.randers.dk. */
static Str shown_url(Str url) {
    static const Str schemes[] = {STR_INIT("https://"), STR_INIT("http://"), STR_INIT("mailto:"),
                                  STR_INIT("tel:")};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (str_starts(url, schemes[i]))
            url = str_slice(url, schemes[i].length, url.length);
    return str_ends(url, STR("/")) ? str_slice(url, 0, url.length - 1) : url;
}

/* ---- what a link says ------------------------------------------------------------------------- */

static Str page_label(Setter *setter, const Node *target) {
    const Pages *numbers = setter->references->numbers;
    long page = page_of(setter, target->id);
    add_use(setter, target->id, page);
    if (!numbers)
        return UNKNOWN_PAGE;
    return page >= 0 ? numbers->pages[page].label : (Str){0};
}

/* A heading without a number of its own is found by that of the section around it. */
static Str number_around(Setter *setter, const Node *target) {
    Str number = references_number(setter, target);
    const Node *section = target->kind == NODE_HEADING ? doc_section(target) : NULL;
    while (section && number.length == 0) {
        section = section->parent ? doc_section(section->parent) : NULL;
        const Node *heading = section ? doc_heading(section) : NULL;
        number = heading ? references_number(setter, heading) : number;
    }
    return number;
}

static TemplateValues values_of(Setter *setter, const Node *link, Str template) {
    const Node *target = link->link.target;
    TemplateValues values = {.doc = setter->doc, .cascade = setter->cascade, .node = target};
    values.title = values.number = values.url = STR("");
    if (!target) {
        values.url = shown_url(link->link.url);
        values.title = values.url;
        return values;
    }
    if (design_mentions(template, STR("{page}")))
        values.page = page_label(setter, target);
    if (design_mentions(template, STR("{number}")))
        values.number = number_around(setter, target);
    values.title = title_of(setter, target);
    return values;
}

ReferenceText references_text(Setter *setter, const Node *link, const Style *style) {
    static const Str TEXT = STR_INIT("{text}");
    Str template = style->reference;
    bool plain = str_equal(template, TEXT) || template.length == 0;
    if (!setter->references || (plain && link->first))
        return (ReferenceText){.words = true};
    template = plain ? TEXT : template;
    TemplateValues values = values_of(setter, link, template);
    /* Where the target is on no page of this layout, there is nothing to say about it. */
    if (design_mentions(template, STR("{page}")) && values.page.length == 0)
        template = TEXT;
    size_t at = 0;
    while (at < template.length && !str_starts(str_slice(template, at, template.length), TEXT))
        at++;
    Arena *scratch = setter->env->scratch;
    Str before = design_expand(scratch, str_slice(template, 0, at), &values);
    Str behind = str_slice(template, at + TEXT.length, template.length);
    if (at < template.length && !link->first)
        before = str_format(scratch, "%.*s%.*s", STR_ARGS(before), STR_ARGS(values.title));
    return (ReferenceText){before, design_expand(scratch, behind, &values), at < template.length};
}

/* ---- paragraphs that need not be set again ---------------------------------------------------- */

static bool is_same(const Memory *a, const Memory *b) {
    return a->node == b->node && a->style == b->style && a->from == b->from &&
           a->measure - b->measure < 1e-9 && b->measure - a->measure < 1e-9;
}

const Memory *references_recall(const Setter *setter, Recall *recall, const Memory *wanted) {
    const Recall *before = recall ? recall->before : NULL;
    if (!before)
        return NULL;
    size_t count = before->count, at = recall->next;
    size_t end = count - at < LOOK_AHEAD ? count : at + LOOK_AHEAD;
    while (at < end && before->items[at].node != wanted->node)
        at++;
    if (at >= end)
        return NULL;
    const Memory *memory = &before->items[at];
    recall->next = at + 1;
    if (!is_same(memory, wanted) || references_changed(setter, memory->uses))
        return NULL;
    for (size_t i = memory->uses.from; i < memory->uses.to; i++)
        add_use(setter, setter->references->uses[i].target, setter->references->uses[i].page);
    return memory;
}

void references_remember(const Setter *setter, Recall *recall, const Memory *memory) {
    if (recall)
        LIST_PUSH(setter->env->keep, recall->items, recall->count, recall->capacity, *memory);
}
