/*
 * design/cascade.c - which compounds a node meets, and the style that follows.
 *
 * The one idea: walking down the document is a finite automaton. A State is the set of compounds that a
 * node meets and the set that its ancestors met; a child's State follows from its parent's and from the
 * child alone, so no selector ever looks up the tree. States are made when first reached, and there are
 * few. A style follows from the parent's style, the State and the node's own accent and language: that is
 * the key of the memo, and a million paragraphs are a million look-ups.
 */
#include "design/cascade.h"

#include <string.h>

/* ---- numbers by hash -------------------------------------------------------------------------- */

static void index_put(Index *index, uint64_t hash, uint32_t number) {
    size_t slot = (size_t)hash & (index->capacity - 1);
    while (index->numbers[slot])
        slot = (slot + 1) & (index->capacity - 1);
    index->hashes[slot] = hash;
    index->numbers[slot] = number;
}

void index_add(Arena *arena, Index *index, uint64_t hash, uint32_t number) {
    if (index->count * 2 >= index->capacity) {
        Index old = *index;
        index->capacity = old.capacity ? old.capacity * 2 : 64;
        index->hashes = ARENA_ARRAY(arena, uint64_t, index->capacity);
        index->numbers = ARENA_ARRAY(arena, uint32_t, index->capacity);
        for (size_t i = 0; i < old.capacity; i++)
            if (old.numbers[i])
                index_put(index, old.hashes[i], old.numbers[i]);
    }
    index_put(index, hash, number);
    index->count++;
}

uint32_t index_next(const Index *index, uint64_t hash, size_t *slot) {
    for (size_t tried = *slot; tried < index->capacity; tried++) {
        size_t at = ((size_t)hash + tried) & (index->capacity - 1);
        if (!index->numbers[at])
            break;
        if (index->hashes[at] != hash)
            continue;
        *slot = tried + 1;
        return index->numbers[at];
    }
    *slot = index->capacity;
    return 0;
}

/* ---- states ----------------------------------------------------------------------------------- */

static bool has_bit(const uint64_t *bits, uint32_t position) {
    return bits[position / 64] >> position % 64 & 1;
}

bool cascade_matches(const State *state, const Selector *selector) {
    for (size_t i = 0; i < selector->count; i++)
        if (has_bit(state->here, selector->subjects[i].position))
            return true;
    return false;
}

/* The same two sets are the same state. */
static uint32_t intern_state(Cascade *cascade) {
    size_t size = 2 * cascade->words * sizeof(uint64_t);
    uint64_t hash = str_hash((Str){(const char *)cascade->bits, size});
    size_t slot = 0;
    for (uint32_t found; (found = index_next(&cascade->state_index, hash, &slot));)
        if (memcmp(cascade->states[found]->here, cascade->bits, size) == 0)
            return found;
    Arena *arena = cascade->env->keep;
    State *state = ARENA_NEW(arena, State);
    state->here = arena_copy(arena, cascade->bits, size);
    state->above = state->here + cascade->words;
    uint32_t number = (uint32_t)cascade->state_count;
    LIST_PUSH(arena, cascade->states, cascade->state_count, cascade->state_capacity, state);
    index_add(arena, &cascade->state_index, hash, number);
    return number;
}

static bool has_number(const Cascade *cascade, const Node *node) {
    return node->id > 0 && node->id < cascade->doc->node_count;
}

/* What hangs beside the root, as the contents do, counts as its child. */
static const Node *parent_of(const Cascade *cascade, const Node *node) {
    return node->parent || node == cascade->doc->root ? node->parent : cascade->doc->root;
}

/* A figure or table that leaves its place in the text. */
static bool is_float(const Cascade *cascade, const Node *node) {
    bool moved = cascade->moved && has_number(cascade, node) && cascade->moved[node->id];
    return (node->kind == NODE_FIGURE || node->kind == NODE_TABLE) &&
           (moved || doc_has_class(node, STR("top")) || doc_has_class(node, STR("bottom")) ||
            doc_has_class(node, STR("page")));
}

/* Notes, also those of the margin, and floats are no neighbours of the blocks between which they stand. */
static bool is_between(const Cascade *cascade, const Node *node) {
    return node->kind == NODE_TEXT || node->kind == NODE_LINE_BREAK || node->kind == NODE_NOTE ||
           (node->kind == NODE_BOX && doc_has_class(node, STR("side"))) || is_float(cascade, node);
}

static const Node *sibling_before(const Cascade *cascade, const Node *node) {
    const Node *before = node->previous;
    while (before && is_between(cascade, before))
        before = before->previous;
    return before;
}

/* Counted among the siblings of its kind; a head row is neither even nor odd, nor is it counted. */
static bool is_odd(Cascade *cascade, const Node *node) {
    bool odd = false;
    const Node *at = node;
    for (; at; at = at->previous) {
        if (at->kind != node->kind || at->header != node->header)
            continue;
        uint8_t known = has_number(cascade, at) ? cascade->parity_of[at->id] : 0;
        if (known) {
            odd ^= known == 1;
            break;
        }
        odd = !odd;
    }
    if (has_number(cascade, node))
        cascade->parity_of[node->id] = odd ? 1 : 2;
    return odd;
}

/* A table's first row is the first one, though a caption stands before it. */
static bool is_first(const Node *node) {
    return !node->previous || (node->kind == NODE_ROW && node->previous->kind != NODE_ROW);
}

/* Inside is a link to somewhere in the document. */
static bool meets_link(uint8_t pseudo, const Node *node) {
    bool internal = node->kind == NODE_LINK && node->link.target;
    bool external = node->kind == NODE_LINK && !node->link.target;
    return (!(pseudo & PSEUDO_INTERNAL) || internal) && (!(pseudo & PSEUDO_EXTERNAL) || external);
}

static bool is_last(const Node *node) {
    const Node *behind = node->next;
    while (behind && behind->kind == NODE_NOTE && node->kind != NODE_NOTE)
        behind = behind->next;
    return !behind;
}

static bool meets_pseudo(Cascade *cascade, uint8_t pseudo, const Node *node) {
    if (((pseudo & PSEUDO_FIRST) && !is_first(node)) || ((pseudo & PSEUDO_LAST) && !is_last(node)))
        return false;
    if (!meets_link(pseudo, node))
        return false;
    if (!(pseudo & (PSEUDO_EVEN | PSEUDO_ODD)))
        return true;
    bool head = node->kind == NODE_ROW && node->header;
    return !head && is_odd(cascade, node) == ((pseudo & PSEUDO_ODD) != 0);
}

/* The node's state if it is known; what has no number is as good as the top. */
static uint32_t known_state(const Cascade *cascade, const Node *node) {
    return !node || !has_number(cascade, node) ? 1 : cascade->state_of[node->id];
}

static bool meets_compound(Cascade *cascade, uint32_t position, const Node *node, const State *parent) {
    const Compound *compound = &cascade->rules->book.compounds[position];
    if (compound->id.length > 0 && !(node->attrs && str_equal(node->attrs->id, compound->id)))
        return false;
    for (size_t i = 0; i < compound->classes.count; i++)
        if (!doc_has_class(node, compound->classes.items[i]))
            return false;
    if (compound->pseudo && !meets_pseudo(cascade, compound->pseudo, node))
        return false;
    const Node *before;
    switch (compound->joint) {
    case JOINT_INSIDE: return has_bit(parent->above, position - 1);
    case JOINT_CHILD: return has_bit(parent->here, position - 1);
    case JOINT_NEXT:
        before = sibling_before(cascade, node);
        return before && has_bit(cascade->states[known_state(cascade, before)]->here, position - 1);
    default: return true;
    }
}

/* The state of a node under a state; those that it depends on are known. */
static uint32_t follow(Cascade *cascade, uint32_t parent_number, const Node *node) {
    const Rules *rules = cascade->rules;
    State *parent = cascade->states[parent_number];
    unsigned element = selector_element(node);
    bool lasting = !node->attrs && !rules->shifting[element];
    if (lasting && parent->next[element])
        return parent->next[element];
    const uint32_t *positions = node->attrs ? rules->full[element] : rules->bare[element];
    uint32_t count = node->attrs ? rules->full_count[element] : rules->bare_count[element];
    uint64_t *here = cascade->bits, *above = cascade->bits + cascade->words;
    memset(here, 0, cascade->words * sizeof *here);
    for (uint32_t i = 0; i < count; i++)
        if (meets_compound(cascade, positions[i], node, parent))
            here[positions[i] / 64] |= UINT64_C(1) << positions[i] % 64;
    for (size_t i = 0; i < cascade->words; i++)
        above[i] = parent->above[i] | (here[i] & rules->lefts[i]);
    uint32_t number = intern_state(cascade);
    if (lasting)
        parent->next[element] = number;
    return number;
}

/* A node whose state must be known before this one's; or NULL. */
static const Node *missing_before(const Cascade *cascade, const Node *node) {
    const Node *parent = parent_of(cascade, node);
    if (parent && !known_state(cascade, parent))
        return parent;
    if (!cascade->rules->nexts || (!node->attrs && !cascade->rules->shifting[selector_element(node)]))
        return NULL;
    const Node *before = sibling_before(cascade, node);
    return before && !known_state(cascade, before) ? before : NULL;
}

static uint32_t resolve_state(Cascade *cascade, const Node *node) {
    uint32_t state = follow(cascade, known_state(cascade, parent_of(cascade, node)), node);
    if (has_number(cascade, node))
        cascade->state_of[node->id] = state;
    return state;
}

/* With a list of its own in place of recursion, since nesting may be as deep as an author likes. */
static void resolve_before(Cascade *cascade, const Node *first) {
    ArenaMark mark = arena_mark(cascade->env->scratch);
    const Node **waiting = NULL;
    size_t count = 0, capacity = 0;
    LIST_PUSH(cascade->env->scratch, waiting, count, capacity, first);
    while (count > 0) {
        const Node *node = waiting[count - 1];
        const Node *missing = missing_before(cascade, node);
        if (missing) {
            LIST_PUSH(cascade->env->scratch, waiting, count, capacity, missing);
        } else {
            resolve_state(cascade, node);
            count--;
        }
    }
    arena_reset(cascade->env->scratch, mark);
}

static uint32_t state_number(Cascade *cascade, const Node *node) {
    if (has_number(cascade, node) && cascade->state_of[node->id])
        return cascade->state_of[node->id];
    for (const Node *missing; (missing = missing_before(cascade, node));)
        resolve_before(cascade, missing);
    return resolve_state(cascade, node);
}

void design_move(Cascade *cascade, const bool *moved) {
    cascade->moved = moved;
    memset(cascade->state_of, 0, cascade->doc->node_count * sizeof *cascade->state_of);
}

const State *cascade_state(Cascade *cascade, const Node *node) {
    uint32_t number = state_number(cascade, node); /* first: it may move the states */
    return cascade->states[number];
}

/* ---- tones ------------------------------------------------------------------------------------ */

static const Field *find_field(const Node *node, const char *key) {
    for (size_t i = 0; node->attrs && i < node->attrs->field_count; i++)
        if (str_equal_c(node->attrs->fields[i].key, key))
            return &node->attrs->fields[i];
    return NULL;
}

static uint32_t tone_number(Cascade *cascade, const Node *node) {
    const Field *accent = find_field(node, "accent");
    const Field *language = find_field(node, "lang");
    if (!accent && !language)
        return 0;
    Tone tone = {accent ? str_trim(accent->value) : (Str){0}, language ? language->value : (Str){0}, {0}};
    uint64_t hash = str_hash(tone.accent_text) * 31 + str_hash(tone.language);
    size_t slot = 0;
    for (uint32_t found; (found = index_next(&cascade->tone_index, hash, &slot));)
        if (str_equal(cascade->tones[found].accent_text, tone.accent_text) &&
            str_equal(cascade->tones[found].language, tone.language))
            return found;
    Colour colour;
    if (accent && colour_read(cascade->env, &cascade->palette, accent->span, tone.accent_text, &colour) &&
        colour.swatch != &colour_accent)
        tone.accent = colour;
    uint32_t number = (uint32_t)cascade->tone_count;
    LIST_PUSH(cascade->env->keep, cascade->tones, cascade->tone_count, cascade->tone_capacity, tone);
    index_add(cascade->env->keep, &cascade->tone_index, hash, number);
    return number;
}

static bool is_listed(const Accent *accents, size_t count, Str name) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(accents[i].name, name))
            return true;
    return false;
}

/* Every section that names an unknown colour hears of it, not only the first one. */
static void check_accents(Cascade *cascade) {
    Accent *accents = NULL;
    size_t count = 0, capacity = 0;
    for (NodeId id = 1; id < cascade->doc->node_count; id++) {
        const Node *node = cascade->doc->nodes[id];
        const Field *field = node && node->attrs ? find_field(node, "accent") : NULL;
        if (!field)
            continue;
        Accent accent = {.name = str_trim(field->value), .span = field->span};
        bool known = colour_read(cascade->env, &cascade->palette, field->span, accent.name, &accent.colour);
        if (known && accent.colour.swatch != &colour_accent && !is_listed(accents, count, accent.name))
            LIST_PUSH(cascade->env->keep, accents, count, capacity, accent);
    }
    vision_check_accents(cascade->env, accents, count);
}

/* Says once of each language that nothing is known of it. */
static void check_languages(Cascade *cascade) {
    const Doc *doc = cascade->doc;
    Names told = {0};
    for (size_t i = 0; i < doc->meta.field_count; i++)
        if (str_equal_c(doc->meta.fields[i].key, "language"))
            language_check(cascade->env, cascade->design, &doc->meta.fields[i], &told);
    for (NodeId id = 1; id < doc->node_count; id++) {
        const Node *node = doc->nodes[id];
        const Field *language = node && node->attrs ? find_field(node, "lang") : NULL;
        if (language)
            language_check(cascade->env, cascade->design, language, &told);
    }
}

/* ---- styles ----------------------------------------------------------------------------------- */

static MemoEntry *memo_slot(const Cascade *cascade, const MemoEntry *key) {
    uint64_t hash = (uint64_t)(uintptr_t)key->parent >> 4;
    hash = (hash ^ ((uint64_t)key->state << 32 | key->tone)) * UINT64_C(0x9e3779b97f4a7c15);
    size_t slot = (size_t)(hash >> 20) & (cascade->memo_capacity - 1);
    for (;; slot = (slot + 1) & (cascade->memo_capacity - 1)) {
        MemoEntry *entry = &cascade->memo[slot];
        if (!entry->style ||
            (entry->parent == key->parent && entry->state == key->state && entry->tone == key->tone))
            return entry;
    }
}

static void memo_grow(Cascade *cascade) {
    MemoEntry *old = cascade->memo;
    size_t old_capacity = cascade->memo_capacity;
    cascade->memo_capacity = old_capacity ? old_capacity * 2 : 1024;
    cascade->memo = ARENA_ARRAY(cascade->env->keep, MemoEntry, cascade->memo_capacity);
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].style)
            *memo_slot(cascade, &old[i]) = old[i];
}

static const Style *remember_style(Cascade *cascade, MemoEntry key) {
    MemoEntry *entry = memo_slot(cascade, &key);
    if (entry->style)
        return entry->style;
    const StyleState *parent =
        key.parent ? (const StyleState *)(const void *)key.parent : &cascade->initial;
    key.style = style_compute(cascade, parent, cascade->states[key.state], &cascade->tones[key.tone]);
    *entry = key;
    if (++cascade->memo_count * 2 > cascade->memo_capacity)
        memo_grow(cascade);
    return key.style;
}

const Style *design_style(Cascade *cascade, const Node *node, const Style *parent) {
    if (parent && (node->kind == NODE_TEXT || node->kind == NODE_LINE_BREAK))
        return parent;
    if (cascade->plain)
        return scale_style(cascade, design_style(cascade->plain, node, scale_origin(parent)));
    uint32_t tone = node->attrs ? tone_number(cascade, node) : 0;
    return remember_style(cascade,
                          (MemoEntry){scale_origin(parent), NULL, state_number(cascade, node), tone});
}

const Style *design_class_style(Cascade *cascade, Str name, const Node *node, const Style *parent) {
    if (cascade->plain)
        return scale_style(cascade, design_class_style(cascade->plain, name, node, scale_origin(parent)));
    bool at_root = !parent;
    if (at_root)
        parent = design_style(cascade, cascade->doc->root, NULL);
    Attrs attrs = {.classes = &name, .class_count = name.length > 0};
    Node span = {.kind = NODE_SPAN, .attrs = &attrs};
    uint32_t above = state_number(cascade, node ? node : cascade->doc->root);
    uint32_t tone = 0;
    for (const Node *at = at_root ? node : NULL; at && tone == 0; at = at->parent)
        tone = tone_number(cascade, at);
    return remember_style(cascade,
                          (MemoEntry){scale_origin(parent), NULL, follow(cascade, above, &span), tone});
}

bool design_read_colour(Cascade *cascade, Str text, Span span, Colour *colour) {
    return colour_read(cascade->env, &cascade->palette, span, text, colour);
}

Cascade *design_cascade_new(Env *env, const Design *design, const Doc *doc) {
    Cascade *cascade = ARENA_NEW(env->keep, Cascade);
    cascade->env = env;
    cascade->design = design;
    cascade->rules = design->rules;
    cascade->doc = doc;
    cascade->palette = (Palette){.swatches = design->palette, .swatch_count = design->palette_count};
    cascade->words = design->rules->book.compound_count / 64 + 1;
    cascade->bits = ARENA_ARRAY(env->keep, uint64_t, 2 * cascade->words);
    cascade->state_of = ARENA_ARRAY(env->keep, uint32_t, doc->node_count);
    if (design->rules->parities)
        cascade->parity_of = ARENA_ARRAY(env->keep, uint8_t, doc->node_count);
    LIST_PUSH(env->keep, cascade->states, cascade->state_count, cascade->state_capacity, NULL);
    intern_state(cascade);
    Tone plain = {0};
    LIST_PUSH(env->keep, cascade->tones, cascade->tone_count, cascade->tone_capacity, plain);
    memo_grow(cascade);
    memcpy(&cascade->initial, &design->rules->initial, sizeof cascade->initial);
    cascade->initial.font.language = doc->meta.language;
    check_accents(cascade);
    check_languages(cascade);
    return cascade;
}
