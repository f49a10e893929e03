/*
 * design/explain.c - which line of a layout sets what.
 *
 * The one idea: the node that a selector spells out is made, with the parents it names, in a document of
 * its own. The cascade then says which rules that node meets, as it would for any other; they are told
 * strongest first, property by property, with what a property inherits where no rule speaks of it.
 */
#include "design/cascade.h"

#include <string.h>

enum { NAME_WIDTH = 16, VALUE_WIDTH = 26, PLACE_WIDTH = 34 };

typedef struct Explainer {
    Env *env;
    const Design *design;
    const Rules *rules;
    const SelectorBook *book; /* of the selector asked about */
    Doc *doc;
    Cascade *cascade;
    Buffer out;
} Explainer;

/* ---- the node --------------------------------------------------------------------------------- */

/* What kind of node an element's word means. */
static Node node_of_element(unsigned element) {
    static Node table = {.kind = NODE_TABLE};
    for (unsigned kind = 0; kind < NODE_KIND_COUNT; kind++)
        for (unsigned level = 1; level <= 6; level++)
            for (int flag = 0; flag < 2; flag++) {
                Node node = {
                    .kind = (uint8_t)kind, .level = (uint8_t)level, .ordered = flag, .header = flag};
                node.parent = flag ? &table : NULL;
                if (selector_element(&node) == element)
                    return node;
            }
    return (Node){.kind = NODE_SPAN};
}

static Node spelled_node(const Compound *compound, bool last) {
    unsigned element = 0;
    while (element < ELEMENT_COUNT && !(compound->elements >> element & 1))
        element++;
    if (element > 0 || compound->elements == 1)
        return node_of_element(element);
    return (Node){.kind = last ? NODE_SPAN : NODE_BOX}; /* no element was named */
}

/* Where such a node always stands, when the selector leaves that out; the document: anywhere. */
static NodeKind usual_parent(const Node *node, const Node *parent) {
    bool open = parent->kind == NODE_DOCUMENT || parent->kind == NODE_SECTION || parent->kind == NODE_BOX;
    switch (node->kind) {
    case NODE_CELL: return parent->kind == NODE_ROW ? NODE_DOCUMENT : NODE_ROW;
    case NODE_ROW: return parent->kind == NODE_TABLE ? NODE_DOCUMENT : NODE_TABLE;
    case NODE_ITEM: return parent->kind == NODE_LIST ? NODE_DOCUMENT : NODE_LIST;
    case NODE_ENTRY: return parent->kind == NODE_CONTENTS ? NODE_DOCUMENT : NODE_CONTENTS;
    case NODE_CAPTION: return open ? (node->parent ? NODE_TABLE : NODE_FIGURE) : NODE_DOCUMENT;
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_CODE:
    case NODE_LINK:
    case NODE_PICTURE: return open ? NODE_PARAGRAPH : NODE_DOCUMENT;
    default: return NODE_DOCUMENT;
    }
}

static Node *add_node(Explainer *explainer, Node *parent, const Node *like) {
    Node probe = *like;
    NodeKind between = usual_parent(&probe, parent);
    if (between != NODE_DOCUMENT)
        parent = add_node(explainer, parent, &(Node){.kind = (uint8_t)between});
    Node *node = doc_add(explainer->env->keep, explainer->doc, parent, like->kind, (Span){0});
    node->level = like->level;
    node->ordered = like->ordered;
    node->header = like->header;
    return node;
}

static void name_node(Arena *arena, Node *node, const Compound *compound) {
    if (compound->id.length == 0 && compound->classes.count == 0)
        return;
    Attrs *attrs = ARENA_NEW(arena, Attrs);
    attrs->id = compound->id;
    attrs->class_count = compound->classes.count;
    attrs->classes = ARENA_ARRAY(arena, Str, compound->classes.count);
    for (size_t i = 0; i < compound->classes.count; i++)
        attrs->classes[i] = compound->classes.items[i];
    node->attrs = attrs;
}

/* Neither the first nor the last of its parent, unless the selector says so. */
static Node *add_compound(Explainer *explainer, Node *before, const Compound *compound, bool last) {
    Arena *arena = explainer->env->keep;
    Node like = spelled_node(compound, last);
    if (like.kind == NODE_DOCUMENT)
        return explainer->doc->root;
    Node *parent = compound->joint == JOINT_NEXT ? before->parent : before;
    bool first = (compound->pseudo & PSEUDO_FIRST) || compound->joint == JOINT_NEXT;
    Node *node = add_node(explainer, parent, &like);
    parent = node->parent;
    doc_detach(node);
    if (!first)
        doc_add(arena, explainer->doc, parent, NODE_BOX, (Span){0});
    if (compound->pseudo & PSEUDO_EVEN)
        doc_add(arena, explainer->doc, parent, like.kind, (Span){0});
    doc_append(parent, node);
    if (last && !(compound->pseudo & PSEUDO_LAST))
        doc_add(arena, explainer->doc, parent, NODE_BOX, (Span){0});
    name_node(arena, node, compound);
    if (compound->pseudo & PSEUDO_INTERNAL)
        node->link.target = explainer->doc->root;
    return node;
}

static Node *make_node(Explainer *explainer, const Subject *subject) {
    uint32_t at = subject->position;
    while (explainer->book->compounds[at].joint != JOINT_NONE)
        at--;
    Node *node = explainer->doc->root;
    for (; at <= subject->position; at++)
        node = add_compound(explainer, node, &explainer->book->compounds[at], at == subject->position);
    return node;
}

/* ---- telling ---------------------------------------------------------------------------------- */

static void add_padded(Buffer *out, Str text, size_t width) {
    buffer_add(out, text);
    buffer_add_byte(out, ' ');
    for (size_t i = utf8_count(text) + 1; i < width; i++)
        buffer_add_byte(out, ' ');
}

/* A value as it was written, on one line. */
static void add_source(Buffer *out, const Tree *tree) {
    static const char *const brackets[] = {[TREE_SEQUENCE] = "[]", [TREE_MAPPING] = "{}"};
    if (tree->kind == TREE_SCALAR) {
        for (size_t i = 0; i < tree->text.length; i++)
            buffer_add_byte(out, tree->text.data[i] == '\n' ? ' ' : tree->text.data[i]);
        return;
    }
    buffer_add_byte(out, brackets[tree->kind][0]);
    for (size_t i = 0; i < tree->count; i++) {
        buffer_add_c(out, i > 0 ? ", " : "");
        if (tree->kind == TREE_MAPPING)
            buffer_format(out, "%.*s: ", STR_ARGS(tree->items[i].key));
        add_source(out, &tree->items[i]);
    }
    buffer_add_byte(out, brackets[tree->kind][1]);
}

/* In points where the value was relative; style NULL: not asked for. */
static void add_computed(Buffer *out, const Declaration *declaration, const Style *style) {
    const Property *row = declaration->property;
    bool measured = row->type == VALUE_SIZED || row->type == VALUE_EM;
    if (!style || !measured || declaration->value.measure.unit == MEASURE_PT)
        return;
    Pt value;
    memcpy(&value, (const char *)style + declaration->shift + row->offset, sizeof value);
    buffer_add_c(out, " = ");
    buffer_add_number(out, value, 2);
    buffer_add_c(out, "pt");
}

static void add_declaration(Explainer *explainer, const Rule *rule, const Declaration *declaration,
                            const Style *style) {
    Arena *arena = explainer->env->keep;
    Buffer value = buffer_new(arena);
    add_source(&value, declaration->source);
    add_computed(&value, declaration, style);
    add_padded(&explainer->out, buffer_str(&value), VALUE_WIDTH);
    Span span = declaration->source->key_span;
    Str path = diags_source_path(explainer->env->diags, span.file);
    Str place = str_format(arena, "%.*s:%u:%u", STR_ARGS(path), (unsigned)span.line, (unsigned)span.column);
    add_padded(&explainer->out, place, PLACE_WIDTH);
    buffer_format(&explainer->out, "%.*s\n", STR_ARGS(rule->selector));
}

/* What the node's rules say about a property, the strongest first; gives how many do. */
static size_t add_property(Explainer *explainer, const Property *row, const Node *node,
                           const Style *style) {
    const State *state = cascade_state(explainer->cascade, node);
    size_t told = 0;
    for (size_t i = explainer->rules->count; i-- > 0;) {
        const Rule *rule = &explainer->rules->items[i];
        Selector selector = {.subjects = (Subject *)&rule->subject, .count = 1};
        if (!cascade_matches(state, &selector))
            continue;
        for (size_t k = rule->count; k-- > 0;) {
            if (rule->items[k].property != row)
                continue;
            add_padded(&explainer->out, told ? STR("      over") : str_from(row->name), NAME_WIDTH);
            add_declaration(explainer, rule, &rule->items[k], told++ ? NULL : style);
        }
    }
    return told;
}

static bool is_inherited(const Property *row) {
    bool style = row->offset < offsetof(StyleState, style.space_before);
    return row->scope == SCOPE_STYLE && (style || row->offset >= offsetof(StyleState, font));
}

static const Declaration *find_strongest(const Rules *rules, const State *state, const Property *row) {
    for (size_t i = rules->count; i-- > 0;) {
        const Rule *rule = &rules->items[i];
        Selector selector = {.subjects = (Subject *)&rule->subject, .count = 1};
        for (size_t k = cascade_matches(state, &selector) ? rule->count : 0; k-- > 0;)
            if (rule->items[k].property == row)
                return &rule->items[k];
    }
    return NULL;
}

Span design_find_line(Cascade *cascade, const Node *node, const char *property) {
    size_t shift;
    const Property *row = table_find(SCOPE_STYLE, str_from(property), &shift);
    for (const Node *at = node; row && at; at = is_inherited(row) ? at->parent : NULL) {
        const Declaration *said = find_strongest(cascade->rules, cascade_state(cascade, at), row);
        if (said)
            return said->source->key_span;
    }
    return (Span){0};
}

static Str describe_node(Arena *arena, const Node *node) {
    Buffer name = buffer_new(arena);
    buffer_add(&name, selector_element_name(selector_element(node)));
    for (size_t i = 0; node->attrs && i < node->attrs->class_count; i++)
        buffer_format(&name, ".%.*s", STR_ARGS(node->attrs->classes[i]));
    return buffer_str(&name);
}

/* From the nearest node above that a rule speaks of. */
static bool add_inherited(Explainer *explainer, const Property *row, const Node *node) {
    for (const Node *above = node->parent; above && is_inherited(row); above = above->parent) {
        size_t before = explainer->out.length;
        if (add_property(explainer, row, above, design_node_style(explainer->cascade, above)) == 0)
            continue;
        Str told = str_copy(explainer->env->keep, str_slice(buffer_str(&explainer->out), before, SIZE_MAX));
        Str line = str_slice(told, 0, str_find(told, '\n'));
        explainer->out.length = before;
        buffer_format(&explainer->out, "%.*s, inherited from %.*s\n", STR_ARGS(line),
                      STR_ARGS(describe_node(explainer->env->keep, above)));
        return true;
    }
    return false;
}

static void add_scope(Explainer *explainer, Scope scope, const Node *node, Buffer *unsaid) {
    size_t count;
    const Property *rows = table_rows(scope, &count);
    const Style *style = design_node_style(explainer->cascade, node);
    for (size_t i = 0; i < count; i++) {
        if (add_property(explainer, &rows[i], node, style) > 0 || add_inherited(explainer, &rows[i], node))
            continue;
        buffer_format(unsaid, "  %s: %s\n", rows[i].name, rows[i].initial[0] ? rows[i].initial : "none");
    }
}

static void explain_subject(Explainer *explainer, const Subject *subject) {
    Arena *arena = explainer->env->keep;
    explainer->doc = doc_new(arena);
    explainer->doc->meta.language = STR("da");
    const Node *node = make_node(explainer, subject);
    explainer->cascade = design_cascade_new(explainer->env, explainer->design, explainer->doc);
    Buffer unsaid = buffer_new(arena);
    add_scope(explainer, SCOPE_STYLE, node, &unsaid);
    add_scope(explainer, SCOPE_BOX, node, &unsaid);
    buffer_add_c(&explainer->out, "\nNo line says anything else, so the defaults hold:\n");
    buffer_add(&explainer->out, buffer_str(&unsaid));
}

Str design_explain(Env *env, const Design *design, Str text, Span span) {
    Rules own = {.count = 0};
    Draft draft = {.env = env, .rules = &own};
    Explainer explainer = {.env = env, .design = design, .rules = design->rules, .book = &own.book};
    explainer.out = buffer_new(env->keep);
    const Selector *selector = selector_parse(&draft, text, span);
    for (size_t i = 0; selector && i < selector->count; i++) {
        buffer_format(&explainer.out, "%s%.*s in %.*s\n\n", i > 0 ? "\n" : "", STR_ARGS(selector->text),
                      STR_ARGS(design->name));
        explain_subject(&explainer, &selector->subjects[i]);
    }
    return buffer_str(&explainer.out);
}
