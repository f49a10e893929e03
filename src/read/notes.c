/*
 * read/notes.c - footnotes: [^name] in the text, [^name]: text on a line of its own, ^[text] in the line.
 *
 * The one idea: cmark sees a note as a list item, so whatever may stand in an item, set in, may stand in a
 * note. Its node is taken out of the list when it closes, and put back when the file is read, behind the
 * block that refers to it first. Names count inside one file.
 */
#include "read/markdown.h"

#include <stdlib.h>

enum { HINTS_MAX = 20 };

bool notes_begins(cmark_node *item) {
    cmark_node *paragraph = cmark_node_first_child(item);
    bool text = paragraph && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH;
    cmark_node *first = text ? cmark_node_first_child(paragraph) : NULL;
    return first && cmark_node_get_type(first) == CMARK_NODE_TEXT &&
           cmark_node_get_literal(first)[0] == MARK_NOTE;
}

void builder_name_note(Builder *builder, Node *paragraph) {
    Node *note = paragraph->parent, *text = paragraph->first;
    bool first = note && note->kind == NODE_NOTE && note->first == paragraph;
    if (!first || !text || text->kind != NODE_TEXT || text->text.data[0] != MARK_NOTE)
        return;
    size_t end = str_find(text->text, MARK_NOTE_END);
    Str name = marks_restore(builder->env->keep, str_slice(text->text, 1, end));
    note->link.url = str_copy(builder->env->keep, name);
    size_t begin = end + 1;
    while (begin < text->text.length && text->text.data[begin] == ' ')
        begin++;
    text->text = str_slice(text->text, begin, text->text.length);
    text->span.column = (uint16_t)(text->span.column + begin + 2);
    if (text->text.length == 0)
        doc_detach(text);
}

void builder_take_note(Builder *builder, Node *note) {
    doc_detach(note);
    if (!note->first)
        REPORT_WARNING(builder->env, note->span, STR("write its text behind the colon"),
                       "the note has no text");
    WrittenNote written = {note, note->link.url};
    LIST_PUSH(builder->env->scratch, builder->notes, builder->note_count, builder->note_capacity, written);
    note->note.reference = NULL;
    note->note.number = 0;
}

/* ---- in the line ------------------------------------------------------------------------------ */

Node *builder_make_note(Builder *builder, Node *inside) {
    Env *env = builder->env;
    Node *note = doc_add(env->keep, builder->doc, NULL, NODE_NOTE, inside->span);
    Node *paragraph = doc_add(env->keep, builder->doc, note, NODE_PARAGRAPH, inside->span);
    for (Node *child = inside->first, *next = NULL; child; child = next) {
        next = child->next;
        doc_detach(child);
        doc_append(paragraph, child);
    }
    inside->kind = NODE_NOTE_REFERENCE;
    inside->link.url = (Str){0};
    inside->link.target = note;
    builder->has_references = true;
    return paragraph;
}

void builder_cut_references(Builder *builder, Node *text) {
    Env *env = builder->env;
    Str rest = text->text;
    size_t at = str_find(rest, MARK_REFERENCE);
    size_t end = at + str_find(str_slice(rest, at, rest.length), MARK_REFERENCE_END);
    if (end >= rest.length)
        return;
    Node *reference =
        doc_add(env->keep, builder->doc, NULL, NODE_NOTE_REFERENCE, builder_text_span(text, at));
    Span behind_span = builder_text_span(text, end + 1);
    reference->link.url = str_copy(env->keep, marks_restore(env->keep, str_slice(rest, at + 2, end)));
    doc_insert_after(text, reference);
    text->text = str_slice(rest, 0, at);
    builder->has_references = true;
    if (end + 1 == rest.length)
        return;
    Node *behind = doc_add(env->keep, builder->doc, NULL, NODE_TEXT, behind_span);
    behind->text = str_slice(rest, end + 1, rest.length);
    doc_insert_after(reference, behind);
}

/* ---- notes to their references ---------------------------------------------------------------- */

static int compare_notes(const void *a, const void *b) {
    const WrittenNote *left = a, *right = b;
    int order = str_compare(left->name, right->name);
    return order ? order : (left->note->id > right->note->id) - (left->note->id < right->note->id);
}

static const WrittenNote *find_note(const Builder *builder, Str name) {
    size_t low = 0;
    for (size_t high = builder->note_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(builder->notes[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < builder->note_count && str_equal(builder->notes[low].name, name);
    return found ? &builder->notes[low] : NULL;
}

static void report_repeated(const Builder *builder) {
    for (size_t i = 1; i < builder->note_count; i++)
        if (str_equal(builder->notes[i].name, builder->notes[i - 1].name))
            REPORT_ERROR(builder->env, builder->notes[i].note->span,
                         STR("a name stands for one note of its file: choose another"),
                         "the note '%.*s' is written twice", STR_ARGS(builder->notes[i].name));
}

static void report_unused(const Builder *builder) {
    for (size_t i = 0; i < builder->note_count; i++) {
        const WrittenNote *written = &builder->notes[i];
        bool repeated = i > 0 && str_equal(written->name, builder->notes[i - 1].name);
        if (written->note->note.reference || repeated)
            continue;
        Str hint = str_format(builder->env->keep, "write [^%.*s] in the text where the note belongs",
                              STR_ARGS(written->name));
        REPORT_WARNING(builder->env, written->note->span, hint,
                       "nothing refers to the note '%.*s', so it is not shown", STR_ARGS(written->name));
    }
}

/* What was written becomes text again. */
static void refuse_reference(Builder *builder, Node *reference, size_t reported) {
    Env *env = builder->env;
    Str name = reference->link.url, hint = {0};
    if (reported < HINTS_MAX) {
        Str *names = ARENA_ARRAY(env->scratch, Str, builder->note_count);
        for (size_t i = 0; i < builder->note_count; i++)
            names[i] = builder->notes[i].name;
        hint = hint_nearest(env->keep, name, names, builder->note_count);
    }
    if (hint.length == 0)
        hint = str_format(env->keep, "write its text on a line of its own: [^%.*s]: text", STR_ARGS(name));
    REPORT_ERROR(env, reference->span, hint, "no note of this file is called '%.*s'", STR_ARGS(name));
    reference->kind = NODE_TEXT;
    reference->text = str_format(env->keep, "[^%.*s]", STR_ARGS(name));
}

static bool holds_blocks(const Node *node) {
    return node->kind == NODE_DOCUMENT || node->kind == NODE_SECTION || node->kind == NODE_BOX ||
           node->kind == NODE_QUOTE || node->kind == NODE_ITEM;
}

/* Behind the block that refers to it, and the notes that stand there already. */
static void place_note(Node *reference, Node *note) {
    Node *block = reference;
    while (!holds_blocks(block->parent))
        block = block->parent;
    while (block->next && block->next->kind == NODE_NOTE)
        block = block->next;
    doc_insert_after(block, note);
    note->note.reference = reference;
}

void builder_place_notes(Builder *builder, Node *before) {
    size_t reported = 0;
    if (builder->note_count > 0)
        qsort(builder->notes, builder->note_count, sizeof *builder->notes, compare_notes);
    report_repeated(builder);
    Node *root = builder->doc->root;
    Node *node = builder->has_references ? before ? before->next : root->first : NULL;
    for (; node; node = doc_next(node, root)) {
        if (node->kind != NODE_NOTE_REFERENCE)
            continue;
        Node *own = builder->doc->nodes[node->link.target ? node->link.target->id : 0];
        const WrittenNote *written = own ? NULL : find_note(builder, node->link.url);
        Node *note = written ? written->note : own;
        if (!note) {
            refuse_reference(builder, node, reported++);
            continue;
        }
        node->link.url = (Str){0};
        node->link.target = note;
        if (!note->note.reference)
            place_note(node, note);
    }
    report_unused(builder);
}
