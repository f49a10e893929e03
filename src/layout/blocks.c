/*
 * Sets the inside of each kind of block that is not a table. The one idea: all of them come down to lines
 * (or a picture, or a rule) added to the galley as strips.
 */
#include "layout/bands.h"
#include "layout/cuts.h"
#include "layout/dropcap.h"
#include "layout/grid.h"
#include "layout/look.h"
#include "layout/notes.h"
#include "layout/references.h"

#include <math.h>

/* Bytes of a word that a message quotes. */
enum { LONGEST_TOLD = 60 };
/* A line that stands out of its column by less is not seen to. */
static const Pt LEAST_OVERFULL = 0.25;

Pt galley_baseline(Setter *setter, const Style *style) {
    const Face *face =
        setter->shaper->shape(setter->shaper, style->font, STR("x"), style->font->span)->face;
    Pt body = (face->ascent + face->descent) * style->size;
    return (style->leading - body) / 2 + face->ascent * style->size;
}

static Pt cap_height(Setter *setter, const Style *style) {
    const Face *face =
        setter->shaper->shape(setter->shaper, style->font, STR("x"), style->font->span)->face;
    return face->cap_height * style->size;
}

static void shift_items(Item *items, size_t count, Pt x, Pt y) {
    for (size_t i = 0; i < count; i++)
        page_move_item(&items[i], x, y);
}

/* items: whatever was there before; they come behind the new ones. */
static Item *join_items(Arena *keep, const Line *first, const Item *items, uint32_t *count) {
    Item *joined = ARENA_ARRAY(keep, Item, first->item_count + *count + 1);
    for (uint32_t i = 0; i < first->item_count; i++)
        joined[i] = first->items[i];
    for (uint32_t i = 0; i < *count; i++)
        joined[first->item_count + i] = items[i];
    *count += first->item_count;
    return joined;
}

/* How far left of its text a marker begins. One that is too wide for its place hangs out of it. */
static Pt marker_offset(const Style *list, const Style *item, Pt width) {
    Pt indent = item->box.padding.left + item->inset_left, own = width + list->marker_gap;
    if (item->inset_left <= 0)
        indent += list->inset_left;
    if (indent <= own || list->marker_align == ALIGN_RIGHT)
        return own;
    return list->marker_align == ALIGN_CENTER ? (indent + own) / 2 : indent;
}

/* The bullet or number of a list item, left of its first line; it shows the item node itself. */
static void add_marker(Composer *composer, const Node *item, const Style *item_style) {
    Setter *setter = composer->setter;
    const Style *list = galley_style(setter, item->parent);
    /* What its author has numbered in letters or Roman is numbered so. */
    char writing = item->parent->ordered ? item->parent->list.writing : 0;
    TemplateValues values = {.doc = setter->doc,
                             .cascade = setter->cascade,
                             .node = item,
                             .n = numeral_text(setter->env->keep, writing, composer->marker_number)};
    Style style = *item_style;
    if (!colour_is_none(list->marker_color))
        style.color = list->marker_color;
    style.align = ALIGN_LEFT;
    style.indent = 0;
    style.protrusion = 0;
    style.typography = 0;
    Str text = item_style->marker.length ? item_style->marker : list->marker;
    ParagraphWish wish = {.text = design_expand(setter->env->keep, text, &values),
                          .shown = item->id,
                          .style = &style,
                          .measure = 1000};
    Paragraph marker = paragraph_set(setter, &wish);
    if (!marker.count)
        return;
    Line *line = &marker.lines[0];
    Pt x = composer->x - marker_offset(list, item_style, line->width);
    shift_items(line->items, line->item_count, x, 0);
    composer->markers = join_items(setter->env->keep, line, composer->markers, &composer->marker_count);
}

static void take_markers(Composer *composer, Strip *strip, Pt baseline) {
    if (!composer->marker_count)
        return;
    shift_items(composer->markers, composer->marker_count, 0, baseline);
    Line markers = {.items = composer->markers, .item_count = composer->marker_count};
    strip->items = join_items(composer->setter->env->keep, &markers, strip->items, &strip->item_count);
    composer->marker_count = 0;
}

void block_shift_markers(Composer *composer, Pt x) {
    shift_items(composer->markers, composer->marker_count, x, 0);
}

void block_place_markers(Composer *composer, const Node *node) {
    if (!composer->marker_count)
        return;
    galley_start_block(composer, node);
    Strip *strip = galley_add(composer, 0);
    strip->keep = true;
    const Node *item = node;
    while (item->parent && item->kind != NODE_ITEM)
        item = item->parent;
    take_markers(composer, strip, galley_baseline(composer->setter, galley_style(composer->setter, item)));
}

static bool may_break_after(size_t line, size_t count, const Style *style) {
    return line + 1 >= style->orphans && count - line - 1 >= style->widows;
}

void block_report_torn(Composer *composer, const Paragraph *paragraph) {
    Str word = paragraph->torn;
    if (word.length == 0)
        return;
    bool whole = word.length <= LONGEST_TOLD;
    if (!whole)
        word.length = LONGEST_TOLD;
    while (!whole && word.length > 0 && (paragraph->torn.data[word.length] & 0xC0) == 0x80)
        word.length--;
    REPORT_WARNING(composer->setter->env, paragraph->torn_span,
                   STR("give the text more room, or a smaller size"),
                   "'%.*s%s' is wider than its column and is divided", STR_ARGS(word), whole ? "" : "…");
}

void galley_add_lines(Composer *composer, const Paragraph *paragraph, const Style *style) {
    Pt baseline = galley_baseline(composer->setter, style);
    Pt caps = cap_height(composer->setter, style);
    size_t first = composer->galley->count;
    block_report_torn(composer, paragraph);
    if (paragraph->torn.length > 0 || paragraph->overfull > LEAST_OVERFULL)
        composer->galley->strained = true;
    for (size_t i = 0; i < paragraph->count; i++) {
        const Line *line = &paragraph->lines[i];
        notes_take_line(composer, line);
        Strip *strip = galley_add(composer, style->leading + line->above + line->below);
        shift_items(line->items, line->item_count, composer->x, baseline + line->above);
        strip->items = line->items;
        strip->item_count = line->item_count;
        strip->text_start = line->start;
        strip->top_trim = line->above > 0 ? 0 : (float)(baseline - caps);
        strip->bottom_trim = line->below > 0 ? 0 : (float)(style->leading - baseline);
        bool whole = i + 1 < paragraph->together || !may_break_after(i, paragraph->count, style);
        strip->keep = i + 1 < paragraph->count && whole;
        strip->in_word = i + 1 < paragraph->count && line->hyphenated;
        strip->cut = i + 1 == paragraph->count ? 0 : CUT_PARAGRAPH + (line->hyphenated ? CUT_WORD : 0);
        take_markers(composer, strip, baseline + line->above);
    }
    grid_lock_lines(composer->galley, first, style);
}

static Str label_text(Composer *composer, const Node *node, const Style *style) {
    const Setter *setter = composer->setter;
    TemplateValues values = {.doc = setter->doc, .cascade = setter->cascade, .node = node};
    return design_expand(setter->env->keep, style->label, &values);
}

void block_set_label(Composer *composer, const Node *node, const Style *style) {
    Setter *setter = composer->setter;
    Str text = label_text(composer, node, style);
    const Style *label = design_class_style(setter->cascade, style->label_style, node, style);
    ParagraphWish wish = {
        .text = text, .shown = node->id, .style = label, .measure = composer->measure, .balance = true};
    Paragraph paragraph = paragraph_set(setter, &wish);
    if (paragraph.count)
        block_end_with_space(setter->env->keep, &paragraph.lines[paragraph.count - 1]);
    galley_start_block(composer, node);
    size_t first = composer->galley->count;
    galley_add_lines(composer, &paragraph, label);
    for (size_t i = first; i < composer->galley->count; i++) {
        composer->galley->strips[i].keep = true;
        composer->galley->strips[i].text_start = 0;
    }
    if (composer->galley->count > first)
        composer->gap = style->label_gap;
}

void block_end_with_space(Arena *keep, Line *line) {
    for (uint32_t i = line->item_count; i-- > 0;) {
        TextItem *text = &line->items[i].text;
        if (line->items[i].kind != ITEM_TEXT || !text->count)
            continue;
        PlacedRun *runs = arena_copy(keep, text->runs, sizeof *runs * text->count);
        runs[text->count - 1].flags |= RUN_SPACE;
        text->runs = runs;
        return;
    }
}

/*
 * A label in the line or hanging left of it; returns what the first line must leave free. One that hangs in
 * an inset and is too wide for it, as 12 where 9 fits, is set smaller.
 */
Pt block_make_label(Composer *composer, const Node *node, const Style *style, Paragraph *label) {
    *label = (Paragraph){0};
    if (!style->label.length || style->label_place == LABEL_ABOVE)
        return 0;
    Setter *setter = composer->setter;
    Style own = *design_class_style(setter->cascade, style->label_style, node, style);
    own.align = ALIGN_LEFT;
    own.indent = 0;
    ParagraphWish wish = {
        .text = label_text(composer, node, style), .shown = node->id, .style = &own, .measure = 10000};
    *label = paragraph_set(setter, &wish);
    if (!label->count)
        return 0;
    Pt width = label->lines[0].width + style->label_gap, room = composer->x - style->label_gap;
    if (style->label_place == LABEL_INLINE)
        return width;
    if (room > 0 && width > composer->x) {
        own.size *= room / label->lines[0].width;
        *label = paragraph_set(setter, &wish);
        width = label->lines[0].width + style->label_gap;
    }
    Pt drop = style->label_align == LABEL_TOP ? cap_height(setter, &own) - cap_height(setter, style) : 0;
    shift_items(label->lines[0].items, label->lines[0].item_count, -width, drop);
    return 0;
}

void block_join_label(Composer *composer, Paragraph *paragraph, const Paragraph *label) {
    if (!label->count || !paragraph->count)
        return;
    Line *line = &paragraph->lines[0];
    block_end_with_space(composer->setter->env->keep, &label->lines[0]);
    line->items = join_items(composer->setter->env->keep, &label->lines[0], line->items, &line->item_count);
}

static void report_overfull(Composer *composer, const Node *node, Pt overfull) {
    Env *env = composer->setter->env;
    Buffer width = buffer_new(env->keep);
    buffer_add_number(&width, overfull / PT_PER_MM, 1);
    REPORT_WARNING(env, node->span, STR("give the text more room, or a smaller size"),
                   "a line is %.*s mm wider than its column", STR_ARGS(buffer_str(&width)));
}

/* The mark of a note hangs left of this paragraph, which then needs no indent. */
static bool is_marked(const Node *node) {
    return node->parent && node->parent->kind == NODE_NOTE && node->parent->first == node;
}

static uint32_t take_resume_text(Composer *composer) {
    uint32_t from = composer->resume_text;
    composer->resume_text = 0;
    return from;
}

static Paragraph set_paragraph(Composer *composer, const Node *node, const Style *style, uint32_t from) {
    Paragraph label = {0};
    Pt indent = from > 0 ? 0 : block_make_label(composer, node, style, &label);
    ParagraphWish wish = {.node = node,
                          .style = style,
                          .measure = composer->measure,
                          .from = from,
                          .first_indent = indent - (is_marked(node) ? style->indent : 0),
                          .balance = node->kind == NODE_HEADING};
    bool initial = style->drop_cap > 1 && from == 0 && !label.count;
    Paragraph paragraph =
        initial ? dropcap_set(composer->setter, &wish) : paragraph_set(composer->setter, &wish);
    if (paragraph.overfull > LEAST_OVERFULL)
        report_overfull(composer, node, paragraph.overfull);
    block_join_label(composer, &paragraph, &label);
    return paragraph;
}

/* Lines that stand in a galley already, as they were before they were placed. */
static Paragraph take_back(Composer *composer, const Memory *memory) {
    Pt baseline = galley_baseline(composer->setter, memory->style);
    for (size_t i = 0; i < memory->paragraph.count; i++) {
        const Line *line = &memory->paragraph.lines[i];
        shift_items(line->items, line->item_count, -memory->x, -baseline - line->above);
    }
    return memory->paragraph;
}

static void set_text_block(Composer *composer, const Node *node, const Style *style) {
    const Setter *setter = composer->setter;
    Memory memory = {.node = node, .style = style, .measure = composer->measure, .x = composer->x};
    memory.from = take_resume_text(composer);
    memory.uses = references_begin(setter);
    const Memory *known = references_recall(setter, composer->recall, &memory);
    memory.paragraph =
        known ? take_back(composer, known) : set_paragraph(composer, node, style, memory.from);
    references_end(setter, &memory.uses);
    references_remember(setter, composer->recall, &memory);
    galley_start_block(composer, node);
    galley_add_lines(composer, &memory.paragraph, style);
    cuts_weigh_text(composer, node, composer->galley->count - memory.paragraph.count);
}

/* Spaces stand as they are written; a tab is four. */
static Str code_text(Arena *arena, Str text) {
    Buffer buffer = buffer_new(arena);
    while (text.length && text.data[text.length - 1] == '\n')
        text.length--;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\t')
            buffer_add_c(&buffer, "\u00a0\u00a0\u00a0\u00a0");
        else if (text.data[i] == ' ')
            buffer_add_c(&buffer, "\u00a0");
        else
            buffer_add_byte(&buffer, text.data[i]);
    }
    return buffer_str(&buffer);
}

static void set_code_block(Composer *composer, const Node *node, const Style *style) {
    ParagraphWish wish = {.text = code_text(composer->setter->env->keep, node->text),
                          .shown = node->id,
                          .style = style,
                          .measure = composer->measure,
                          .from = take_resume_text(composer)};
    Paragraph paragraph = paragraph_set(composer->setter, &wish);
    galley_start_block(composer, node);
    galley_add_lines(composer, &paragraph, style);
}

/* block: the node that the strip can be set anew from. */
static Item *add_single_item(Composer *composer, const Node *block, Pt height, ItemKind kind) {
    block_place_markers(composer, block);
    galley_start_block(composer, block);
    Strip *strip = galley_add(composer, height);
    strip->items = ARENA_NEW(composer->setter->env->keep, Item);
    strip->item_count = 1;
    strip->items[0].kind = (uint8_t)kind;
    return &strip->items[0];
}

/*
 * A style that draws rules draws them as for any block; else there is a thin line in the text's colour. It
 * parts what is on both sides of it, so a page had better not begin with it.
 */
static void set_rule(Composer *composer, const Node *node, const Style *style) {
    Galley *galley = composer->galley;
    if (galley->count > 0 && !composer->start)
        galley->strips[galley->count - 1].cut += CUT_RULE;
    Pt width = style->rule_above.width > 0 || style->rule_below.width > 0 ? 0 : 0.5;
    Item *item = add_single_item(composer, node, width, ITEM_SHAPE);
    Shape *shape = ARENA_NEW(composer->setter->env->keep, Shape);
    if (width > 0)
        shape->fill =
            (Paint){.from = design_colour(composer->setter->design, style->color, style), .opacity = 1};
    item->box = (Box){composer->x, 0, composer->measure, width};
    item->shape = shape;
    if (node->previous && node->previous->kind == NODE_HEADING)
        composer->galley->strips[composer->galley->count - 1].keep = true;
}

/*
 * As wide as it is at its own resolution (150 ppi if it names none), at most the measure; cropped to the
 * measure where its style says so.
 */
static void set_picture(Composer *composer, const Node *node, const Style *style) {
    const Picture *picture = node->picture.picture;
    if (!picture) {
        ParagraphWish wish = {.text = node->picture.alt,
                              .shown = node->id,
                              .style = style,
                              .measure = composer->measure,
                              .from = take_resume_text(composer)};
        Paragraph paragraph = paragraph_set(composer->setter, &wish);
        galley_start_block(composer, node->parent);
        galley_add_lines(composer, &paragraph, style);
        return;
    }
    Pt width = picture->width * 72.0 / (picture->ppi > 1 ? picture->ppi : 150);
    bool cropped = style->picture.fit == FIT_COVER && style->picture_height > 0;
    if (width > composer->measure || cropped)
        width = composer->measure;
    Pt height = width * picture->height / picture->width;
    Pt highest = composer->highest > 0 ? composer->highest : style->picture_height;
    if (cropped) {
        height = fmin(style->picture_height, highest);
    } else if (highest > 0 && height > highest) {
        width *= highest / height;
        height = highest;
    }
    Item *item = add_single_item(composer, node->parent, height, ITEM_PICTURE);
    item->node = node->id;
    Pt free = composer->measure - width;
    Pt x = composer->x + (style->align == ALIGN_CENTER ? free / 2 : style->align == ALIGN_RIGHT ? free : 0);
    item->box = (Box){x, 0, width, height};
    LookWish wish = {picture, &style->picture, style, style->color, {0}};
    look_show(composer->setter, item, &wish);
}

static void set_figure(Composer *composer, const Node *node, const Style *style) {
    for (const Node *child = node->first; child; child = child->next) {
        size_t first = composer->galley->count;
        if (child->kind == NODE_PICTURE && composer->resume)
            continue;
        if (child->kind == NODE_PICTURE)
            set_picture(composer, child, style);
        else
            galley_set_node(composer, child, style);
        if (child->next && composer->galley->count > first)
            composer->galley->strips[composer->galley->count - 1].keep = true;
    }
}

static void set_list(Composer *composer, const Node *node, const Style *style) {
    int32_t number = node->ordered ? node->list.start : 1;
    for (const Node *item = node->first; item; item = item->next) {
        size_t first = composer->galley->count;
        composer->marker_number = number++;
        galley_set_node(composer, item, style);
        cuts_weigh_item(composer->galley, item, first);
    }
}

/* Whether what is set anew lies behind the beginning of this item. */
static bool is_begun(const Composer *composer, const Node *item) {
    const Node *first = item;
    while (first && first != composer->resume)
        first = first->first;
    return composer->resume && (!first || composer->resume_text > 0);
}

static void set_item(Composer *composer, const Node *node, const Style *style) {
    uint32_t outer = composer->marker_count;
    if (!is_begun(composer, node))
        add_marker(composer, node, style);
    bool tight = node->parent->tight;
    for (const Node *child = node->first; child; child = child->next) {
        galley_set_node(composer, child, style);
        if (tight)
            composer->gap = 0;
    }
    if (composer->marker_count > outer) {
        galley_start_block(composer, node);
        Strip *strip = galley_add(composer, style->leading);
        take_markers(composer, strip, galley_baseline(composer->setter, style));
    }
}

void block_set_inside(Composer *composer, const Node *node, const Style *style) {
    switch ((NodeKind)node->kind) {
    case NODE_ENTRY: contents_set_entry(composer, node, style); break;
    case NODE_HEADING:
    case NODE_PARAGRAPH:
    case NODE_CAPTION: set_text_block(composer, node, style); break;
    case NODE_CODE_BLOCK: set_code_block(composer, node, style); break;
    case NODE_RULE: set_rule(composer, node, style); break;
    case NODE_FIGURE: set_figure(composer, node, style); break;
    case NODE_TABLE: galley_set_table(composer, node, style); break;
    case NODE_LIST: set_list(composer, node, style); break;
    case NODE_ITEM: set_item(composer, node, style); break;
    case NODE_NOTE: notes_set_inside(composer, node, style); break;
    default:
        if (style->columns > 1)
            columnblock_set_inside(composer, node, style);
        else
            galley_set_children(composer, node, style);
        break;
    }
}
