/*
 * doc/finish.c - from blocks in a row to a document: sections, figures, ids and links, contents.
 *
 * The one idea: sections nest by level while one pass moves the root's children, and `at` is always the
 * innermost open section; a heading climbs out of all that are as deep as itself.
 */
#include "doc/ids.h"

/* Takes all children off; they stay chained by next. */
static Node *take_children(Node *node) {
    Node *first = node->first;
    node->first = node->last = NULL;
    return first;
}

static Node *open_section(Env *env, Doc *doc, Node *at, Node *heading) {
    Node *section = doc_add(env->keep, doc, at, NODE_SECTION, heading->span);
    section->level = heading->level;
    section->attrs = heading->attrs;
    heading->attrs = NULL;
    return section;
}

/*
 * A section that is there already is a file without a heading: it goes to the top. A heading without text
 * opens a section, for it may have attributes, but is not shown.
 */
static void nest_sections(Env *env, Doc *doc) {
    Node *at = doc->root;
    Node *next = NULL;
    for (Node *child = take_children(doc->root); child; child = next) {
        next = child->next;
        bool opens = child->kind == NODE_HEADING || child->kind == NODE_SECTION;
        while (opens && at != doc->root && at->level >= child->level)
            at = at->parent;
        if (child->kind == NODE_HEADING)
            at = open_section(env, doc, at, child);
        bool empty = child->kind == NODE_HEADING && !child->first;
        if (empty)
            child->parent = child->previous = child->next = NULL;
        else
            doc_append(at, child);
        if (child->kind == NODE_SECTION)
            at = child;
    }
}

static bool is_blank_text(const Node *node) {
    return node->kind == NODE_TEXT && str_trim(node->text).length == 0;
}

static bool holds_pictures_only(const Node *paragraph) {
    bool picture = false;
    for (const Node *child = paragraph->first; child; child = child->next) {
        if (child->kind == NODE_PICTURE)
            picture = true;
        else if (!is_blank_text(child) && child->kind != NODE_LINE_BREAK)
            return false;
    }
    return picture;
}

/* The caption, which read/ put into the picture, becomes its neighbour; attributes go to the figure. */
static void fill_figure(Node *figure, Node *picture) {
    figure->attrs = picture->attrs;
    picture->attrs = NULL;
    doc_append(figure, picture);
    Node *caption = picture->first;
    if (caption) {
        doc_detach(caption);
        doc_append(figure, caption);
    }
}

/* The paragraph's own node becomes its first figure; further pictures get figures behind it. */
static void make_figures(Env *env, Doc *doc, Node *paragraph) {
    Node *figure = NULL;
    Node *next = NULL;
    paragraph->kind = NODE_FIGURE;
    for (Node *child = take_children(paragraph); child; child = next) {
        next = child->next;
        if (child->kind != NODE_PICTURE)
            continue;
        Node *before = figure;
        figure = before ? doc_add(env->keep, doc, NULL, NODE_FIGURE, child->span) : paragraph;
        if (before)
            doc_insert_after(before, figure);
        fill_figure(figure, child);
    }
}

static void break_before(Env *env, Doc *doc, Node *node) {
    if (node && node->previous)
        doc_insert_after(node->previous, doc_add(env->keep, doc, NULL, NODE_LINE_BREAK, node->span));
}

/* In a table's cell a picture with a caption is a figure too: it stands alone, and its caption below it. */
static void make_inner_figure(Env *env, Doc *doc, Node *picture) {
    Node *figure = doc_add(env->keep, doc, NULL, NODE_FIGURE, picture->span);
    doc_insert_after(picture, figure);
    doc_detach(picture);
    fill_figure(figure, picture);
    break_before(env, doc, figure->last);
    break_before(env, doc, figure);
    break_before(env, doc, figure->next);
}

/* A caption of a picture inside a line has no place to stand. */
static void place_caption(Env *env, Doc *doc, Node *picture) {
    if (!picture->first || picture->parent->kind == NODE_FIGURE)
        return;
    if (picture->parent->kind == NODE_CELL) {
        make_inner_figure(env, doc, picture);
        return;
    }
    REPORT_WARNING(env, picture->span, STR("put the picture in a paragraph of its own"),
                   "the caption of a picture inside a line of text is not shown");
    doc_detach(picture->first);
}

/* A note for the margin that is a paragraph of its own belongs to no line: it is a box. */
static void make_side_box(Doc *doc, Node *paragraph) {
    Node *reference = paragraph->first;
    if (!reference || reference->next || reference->kind != NODE_NOTE_REFERENCE)
        return;
    Node *note = doc->nodes[reference->link.target->id];
    if (!doc_has_class(note, STR("side")) || note->note.reference != reference)
        return;
    doc_detach(reference);
    doc_detach(note);
    paragraph->kind = NODE_BOX;
    paragraph->attrs = note->attrs;
    Node *next = NULL;
    for (Node *child = take_children(note); child; child = next) {
        next = child->next;
        doc_append(paragraph, child);
    }
}

static void finish_blocks(Env *env, Doc *doc) {
    for (Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        if (node->kind == NODE_PARAGRAPH)
            make_side_box(doc, node);
        if (node->kind == NODE_PARAGRAPH && holds_pictures_only(node))
            make_figures(env, doc, node);
        if (node->kind == NODE_PICTURE)
            place_caption(env, doc, node);
        if (node->kind == NODE_CELL && node->parent->header)
            node->header = true;
        if (node->kind == NODE_NOTE)
            node->note.number = ++doc->note_count;
    }
}

static void make_contents(Env *env, Doc *doc) {
    doc->contents = doc_add(env->keep, doc, NULL, NODE_CONTENTS, (Span){0});
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        const Node *heading = node->kind == NODE_SECTION ? doc_heading(node) : NULL;
        if (!heading)
            continue;
        Node *entry = doc_add(env->keep, doc, doc->contents, NODE_ENTRY, heading->span);
        entry->level = heading->level;
        entry->link.target = heading;
        entry->attrs = node->attrs; /* so that toc2.goal and {number} mean the section's */
        Node *text = doc_add(env->keep, doc, entry, NODE_TEXT, heading->span);
        text->text = doc_text(env->keep, heading);
    }
}

void doc_finish(Env *env, Doc *doc) {
    nest_sections(env, doc);
    finish_blocks(env, doc);
    doc_resolve_ids(env, doc);
    make_contents(env, doc);
}
