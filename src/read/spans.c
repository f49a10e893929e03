/*
 * read/spans.c - attributes in running text: [text]{.class}, links and pictures with attributes behind
 * them, and the attributes that end a heading.
 *
 * The one idea: the children of a closing node are put back one by one from the left, and every text among
 * them is cut behind each group of attributes. An opening bracket that was passed waits on a stack until
 * its partner comes, so the work is linear. Attributes that belong to nothing become text again. Those
 * behind a note in the line are the note's, and [text]{.side} is such a note.
 */
#include "read/attributes.h"
#include "read/markdown.h"

enum { GROUP_MAX = 4096, SPANS_MAX = 32 };

typedef struct Bracket {
    Node *node;
    size_t index;
} Bracket;

typedef struct Cutter {
    Builder *builder;
    Node *parent;
    Bracket *brackets;
    size_t bracket_count;
    size_t deeper; /* brackets inside so many others that they are not looked at */
} Cutter;

/* The place of a byte in a text node, as if it stood in the source as in the node. */
Span builder_text_span(const Node *node, size_t index) {
    Span span = node->span;
    size_t column = span.column;
    for (size_t i = 0; i < index; i++) {
        if (node->text.data[i] == '\n') {
            span.line++;
            column = 1;
        } else if (((unsigned char)node->text.data[i] & 0xc0) != 0x80) {
            column++;
        }
    }
    span.column = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX);
    return span;
}

static Node *add_text(Cutter *cutter, Node *parent, Span span, Str text) {
    if (text.length == 0)
        return NULL;
    Node *node = doc_add(cutter->builder->env->keep, cutter->builder->doc, parent, NODE_TEXT, span);
    node->text = text;
    return node;
}

/* Length of the marked group at the front, or 0. */
static size_t group_length(Str text) {
    if (text.length == 0 || text.data[0] != MARK_OPEN)
        return 0;
    Str look = str_slice(text, 0, GROUP_MAX);
    size_t close = str_find(look, MARK_CLOSE);
    return close < look.length ? close + 1 : 0;
}

static const Attrs *parse_group(Cutter *cutter, Str marked, Span span) {
    Str group = marks_restore(cutter->builder->env->keep, marked);
    return attributes_length(group) == group.length
               ? attributes_parse(cutter->builder->env->keep, group, span)
               : NULL;
}

/* Everything from the bracket up to index in the last text goes into a span behind it. */
static Node *wrap(Cutter *cutter, Bracket from, Node *last, size_t index) {
    Builder *builder = cutter->builder;
    Span span = builder_text_span(from.node, from.index);
    Node *inside = doc_add(builder->env->keep, builder->doc, NULL, NODE_SPAN, span);
    size_t end = from.node == last ? index : from.node->text.length;
    add_text(cutter, inside, builder_text_span(from.node, from.index + 1),
             str_slice(from.node->text, from.index + 1, end));
    while (from.node != last && from.node->next) {
        Node *moved = from.node->next;
        doc_detach(moved);
        doc_append(inside, moved);
    }
    if (from.node != last)
        last->text = str_slice(last->text, 0, index);
    from.node->text = str_slice(from.node->text, 0, from.index);
    doc_append(cutter->parent, inside);
    return inside;
}

static bool begins_note(Bracket bracket) {
    return bracket.index > 0 && bracket.node->text.data[bracket.index - 1] == MARK_INLINE_NOTE;
}

/* Whether the bracket ends a note in the line. */
static bool ends_note(const Cutter *cutter, const Node *piece, size_t index) {
    return piece->text.data[index] == ']' && cutter->bracket_count > 0 && cutter->deeper == 0 &&
           begins_note(cutter->brackets[cutter->bracket_count - 1]);
}

static void pass_bracket(Cutter *cutter, Node *piece, size_t index) {
    Str behind = str_slice(piece->text, index + 1, piece->text.length);
    if (piece->text.data[index] == '[') {
        Bracket bracket = {piece, index};
        if (cutter->bracket_count == SPANS_MAX)
            cutter->deeper++;
        else
            cutter->brackets[cutter->bracket_count++] = bracket;
    } else if (cutter->deeper > 0) {
        cutter->deeper--;
    } else if (cutter->bracket_count > 0 && group_length(behind) == 0) {
        cutter->bracket_count--;
    }
}

/* Index of the next group, or end of a note, from an index on; or the text's length. */
static size_t find_group(Cutter *cutter, Node *piece, size_t from) {
    Str text = piece->text;
    for (size_t i = from; i < text.length; i++) {
        if (ends_note(cutter, piece, i))
            return i;
        if (text.data[i] == '[' || text.data[i] == ']')
            pass_bracket(cutter, piece, i);
        if (group_length(str_slice(text, i, text.length)) > 0)
            return i;
    }
    return text.length;
}

/* What a group belongs to, by what stands before it; `last`: nothing stands behind it. */
typedef enum Owner { OWNER_NONE, OWNER_BEFORE, OWNER_SPAN, OWNER_BLOCK } Owner;

/* Its attributes are the table's. */
static bool is_table_caption(const Node *node) {
    return node->kind == NODE_CAPTION && node->parent && node->parent->kind == NODE_TABLE;
}

static Owner find_owner(const Cutter *cutter, const Node *piece, size_t at, bool last) {
    const Node *before = piece->previous;
    bool takes = before && (before->kind == NODE_LINK || before->kind == NODE_PICTURE ||
                            before->kind == NODE_NOTE_REFERENCE);
    if (at == 0 && takes)
        return OWNER_BEFORE;
    if (at > 0 && piece->text.data[at - 1] == ']' && cutter->bracket_count > 0 && cutter->deeper == 0)
        return OWNER_SPAN;
    bool block = cutter->parent->kind == NODE_HEADING || is_table_caption(cutter->parent);
    return last && block ? OWNER_BLOCK : OWNER_NONE;
}

static void restore_texts(Builder *builder, Node *parent);

/* [text]{.side} is a note, and has the attributes that its words had. */
static void make_side_note(Builder *builder, Node *inside) {
    Node *paragraph = builder_make_note(builder, inside);
    paragraph->parent->attrs = inside->attrs;
    inside->attrs = NULL;
    restore_texts(builder, paragraph);
}

/* Gives the group to its owner and takes it out of the text. */
static void give_attrs(Cutter *cutter, Node *piece, size_t at, Owner kind, const Attrs *attrs) {
    Node *block = is_table_caption(cutter->parent) ? cutter->parent->parent : cutter->parent;
    Node *owner = kind == OWNER_BEFORE ? piece->previous : block;
    if (owner->kind == NODE_NOTE_REFERENCE)
        owner = cutter->builder->doc->nodes[owner->link.target->id];
    if (kind == OWNER_SPAN)
        owner = wrap(cutter, cutter->brackets[--cutter->bracket_count], piece, at - 1);
    else
        piece->text = str_slice(piece->text, 0, at);
    while (kind == OWNER_BLOCK && str_ends(piece->text, STR(" ")))
        piece->text.length--;
    owner->attrs = attributes_merge(cutter->builder->env->keep, attrs, owner->attrs);
    if (kind == OWNER_SPAN && doc_has_class(owner, STR("side")))
        make_side_note(cutter->builder, owner);
}

/* Returns the text behind the note, or NULL if nothing follows. */
static Node *close_note(Cutter *cutter, Node *piece, size_t at) {
    if (cutter->bracket_count == 0)
        return NULL;
    Str behind = str_slice(piece->text, at + 1, piece->text.length);
    Span span = builder_text_span(piece, at + 1);
    Bracket bracket = cutter->brackets[--cutter->bracket_count];
    Node *inside = wrap(cutter, bracket, piece, at);
    bracket.node->text.length--;
    restore_texts(cutter->builder, builder_make_note(cutter->builder, inside));
    return add_text(cutter, cutter->parent, span, behind);
}

/* The text is the parent's last child so far; `last`: it stays so. */
static void cut_text(Cutter *cutter, Node *piece, bool last) {
    size_t from = 0;
    while (piece) {
        Str text = piece->text;
        size_t at = find_group(cutter, piece, from);
        if (at == text.length)
            return;
        if (text.data[at] == ']') {
            piece = close_note(cutter, piece, at);
            from = 0;
            continue;
        }
        size_t behind = at + group_length(str_slice(text, at, text.length));
        Owner kind = find_owner(cutter, piece, at, last && behind == text.length);
        Span span = kind == OWNER_NONE ? piece->span : builder_text_span(piece, at);
        const Attrs *attrs =
            kind == OWNER_NONE ? NULL : parse_group(cutter, str_slice(text, at, behind), span);
        from = attrs ? 0 : behind;
        if (!attrs)
            continue;
        give_attrs(cutter, piece, at, kind, attrs);
        span.column = (uint16_t)(span.column + (behind - at));
        piece = add_text(cutter, cutter->parent, span, str_slice(text, behind, text.length));
    }
}

/* What is left of the marks becomes text; texts with nothing left go. */
static void restore_texts(Builder *builder, Node *parent) {
    Node *next = NULL;
    for (Node *node = doc_next(parent, parent); node; node = next) {
        next = doc_next(node, parent);
        if (node->kind != NODE_TEXT)
            continue;
        builder_cut_references(builder, node);
        next = doc_next(node, parent);
        node->text = marks_restore(builder->env->keep, node->text);
        if (node->text.length == 0)
            doc_detach(node);
    }
}

void builder_apply_marks(Builder *builder, Node *parent) {
    Bracket brackets[SPANS_MAX];
    Cutter cutter = {.builder = builder, .parent = parent, .brackets = brackets};
    Node *next = NULL;
    Node *child = parent->first;
    parent->first = parent->last = NULL;
    for (; child; child = next) {
        next = child->next;
        doc_append(parent, child);
        if (child->kind == NODE_TEXT)
            cut_text(&cutter, child, next == NULL);
    }
    restore_texts(builder, parent);
}
