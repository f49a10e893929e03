/*
 * doc/ids.c - unique ids and the links that use them.
 *
 * The one idea: a hash table from id to node, open addressing, filled first with what authors wrote and
 * then with slugs of headings. An entry counts how often its id was wanted, so that the hundred-thousandth
 * heading "Bilag" finds its number at once.
 */
#include "doc/ids.h"

enum { FIRST_CAPACITY = 64, HINTS_MAX = 20, HINT_NAMES_MAX = 5000 };

typedef struct IdEntry {
    Str id;
    const Node *node;
    uint32_t repeats;
} IdEntry;

typedef struct IdTable {
    Env *env;
    IdEntry *entries;
    size_t count, capacity;
    Str *names; /* the same ids in order, for hints */
    size_t name_capacity;
    size_t hints;
} IdTable;

static IdEntry *find_place(IdEntry *entries, size_t capacity, Str id) {
    size_t index = str_hash(id) & (capacity - 1);
    while (entries[index].node && !str_equal(entries[index].id, id))
        index = (index + 1) & (capacity - 1);
    return &entries[index];
}

static const Node *find_id(const IdTable *table, Str id) {
    return find_place(table->entries, table->capacity, id)->node;
}

static void grow_table(IdTable *table) {
    size_t capacity = table->capacity * 2;
    IdEntry *entries = ARENA_ARRAY(table->env->scratch, IdEntry, capacity);
    for (size_t i = 0; i < table->capacity; i++)
        if (table->entries[i].node)
            *find_place(entries, capacity, table->entries[i].id) = table->entries[i];
    table->entries = entries;
    table->capacity = capacity;
}

/* The id, or the id with a number behind it if it is taken. */
static Str add_id(IdTable *table, Str id, const Node *node) {
    if (table->count * 2 >= table->capacity)
        grow_table(table);
    IdEntry *entry = find_place(table->entries, table->capacity, id);
    Str wanted = id;
    while (entry->node) {
        IdEntry *first = find_place(table->entries, table->capacity, wanted);
        first->repeats++;
        id = str_format(table->env->keep, "%.*s-%u", STR_ARGS(wanted), (unsigned)first->repeats + 1);
        entry = find_place(table->entries, table->capacity, id);
    }
    *entry = (IdEntry){id, node, 0};
    LIST_PUSH(table->env->scratch, table->names, table->count, table->name_capacity, id);
    return id;
}

static void set_id(Env *env, Node *node, Str id) {
    Attrs *attrs = ARENA_NEW(env->keep, Attrs);
    if (node->attrs)
        *attrs = *node->attrs;
    attrs->id = id;
    node->attrs = attrs;
}

static void add_written_ids(IdTable *table, Doc *doc) {
    for (Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        if (!node->attrs || node->attrs->id.length == 0)
            continue;
        Str id = node->attrs->id;
        if (find_id(table, id))
            REPORT_ERROR(table->env, node->span, STR("an id names one place only: choose another"),
                         "the id '%.*s' is used twice", STR_ARGS(id));
        Str given = add_id(table, id, node);
        if (!str_equal(given, id))
            set_id(table->env, node, given);
    }
}

static void add_heading_ids(IdTable *table, Doc *doc) {
    for (Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        bool named = node->attrs && node->attrs->id.length > 0;
        bool loose = node->kind == NODE_HEADING && node->parent->kind != NODE_SECTION;
        if (named || (node->kind != NODE_SECTION && !loose))
            continue;
        const Node *heading = loose ? node : doc_heading(node);
        Str slug = heading ? doc_slug(table->env->keep, doc_text(table->env->scratch, heading)) : (Str){0};
        set_id(table->env, node, add_id(table, slug.length ? slug : STR("section"), node));
    }
}

/* So that both ends of the way between text and note have a name. */
static void add_note_ids(IdTable *table, Doc *doc) {
    for (Node *node = doc->note_count ? doc->root : NULL; node; node = doc_next(node, doc->root)) {
        const Node *note = node->kind == NODE_NOTE_REFERENCE ? node->link.target : node;
        const char *word = note == node ? "note" : "noteref";
        if (note->kind != NODE_NOTE || (node->attrs && node->attrs->id.length > 0))
            continue;
        Str id = str_format(table->env->keep, "%s-%u", word, (unsigned)note->note.number);
        set_id(table->env, node, add_id(table, id, node));
    }
}

static void report_unknown(IdTable *table, const Node *link, Str wanted) {
    Str hint = {0};
    if (table->hints++ < HINTS_MAX) {
        size_t count = table->count < HINT_NAMES_MAX ? table->count : HINT_NAMES_MAX;
        hint = hint_nearest(table->env->scratch, wanted, table->names, count);
    }
    if (hint.length == 0)
        hint = STR("a heading's id is its text in lower case with hyphens: [see](#our-goals)");
    REPORT_ERROR(table->env, link->span, hint, "no heading has the id '%.*s'", STR_ARGS(wanted));
}

static void resolve_link(IdTable *table, Node *link) {
    Str wanted = str_slice(link->link.url, 1, link->link.url.length);
    const Node *target = find_id(table, wanted);
    if (!target)
        target = find_id(table, doc_slug(table->env->scratch, wanted));
    if (!target)
        report_unknown(table, link, wanted);
    const Node *heading = doc_heading(target);
    link->link.target = heading ? heading : target;
    if (!target)
        link->link.url = (Str){0};
}

void doc_resolve_ids(Env *env, Doc *doc) {
    ArenaMark mark = arena_mark(env->scratch);
    IdTable table = {.env = env, .capacity = FIRST_CAPACITY};
    table.entries = ARENA_ARRAY(env->scratch, IdEntry, table.capacity);
    add_written_ids(&table, doc);
    add_heading_ids(&table, doc);
    add_note_ids(&table, doc);
    for (Node *node = doc->root; node; node = doc_next(node, doc->root))
        if (node->kind == NODE_LINK && str_starts(node->link.url, STR("#")))
            resolve_link(&table, node);
    arena_reset(env->scratch, mark);
}
