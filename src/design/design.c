/*
 * design/design.c - trees into a Design.
 *
 * The one idea: each part of the layout language is read from all trees before the next part, in the order
 * in which parts name each other: colours, fonts, paths, languages, the page, cards, styles, masters. So a
 * name may be used before the line that gives it, and a layout may change what its brand says.
 */
#include "design/draft.h"

#include <stddef.h>
#include <string.h>

const Tree *tree_find(const Tree *mapping, const char *key) {
    for (size_t i = 0; mapping && mapping->kind == TREE_MAPPING && i < mapping->count; i++)
        if (str_equal_c(mapping->items[i].key, key))
            return &mapping->items[i];
    return NULL;
}

/* ---- filling structs from the table ----------------------------------------------------------- */

void draft_fill_defaults(Draft *draft, Scope scope, void *base) {
    size_t count;
    const Property *rows = table_rows(scope, &count);
    for (size_t i = 0; i < count; i++) {
        Value value;
        Tree written = {.text = str_from(rows[i].initial)};
        if (written.text.length > 0 && value_parse(draft, &rows[i], &written, &value))
            value_store(&rows[i], &value, base, 0);
    }
    if (table_scope(scope)->boxed)
        draft_fill_defaults(draft, SCOPE_BOX, (char *)base + table_scope(scope)->box);
}

/* What em means in a default is known where a style is computed; what is inherited has the first size. */
static void fill_style_defaults(Draft *draft) {
    size_t count, kept = 0;
    const Property *rows = table_rows(SCOPE_STYLE, &count);
    StyleState *initial = &draft->rules->initial;
    Declaration *relative = ARENA_ARRAY(draft->env->keep, Declaration, count);
    draft_fill_defaults(draft, SCOPE_STYLE, initial);
    for (size_t i = 0; i < count; i++) {
        Declaration item = {.property = &rows[i]};
        Tree written = {.text = str_from(rows[i].initial)};
        bool sized = rows[i].type == VALUE_EM || rows[i].type == VALUE_SIZED;
        if (!sized || !value_parse(draft, &rows[i], &written, &item.value) ||
            item.value.measure.unit == MEASURE_PT)
            continue;
        value_store(&rows[i], &item.value, initial, initial->style.size);
        if (rows[i].offset >= offsetof(StyleState, style.space_before))
            relative[kept++] = item;
    }
    draft->rules->relative = (Rule){.items = relative, .count = kept};
}

void draft_unknown_key(Draft *draft, Scope scope, const Tree *item) {
    size_t own_count, box_count;
    const Property *own = table_rows(scope, &own_count);
    const Property *box = table_rows(SCOPE_BOX, &box_count);
    if (!table_scope(scope)->boxed)
        box_count = 0;
    Arena *arena = draft->env->keep;
    Str *names = ARENA_ARRAY(arena, Str, own_count + box_count);
    Buffer all = buffer_new(arena);
    for (size_t i = 0; i < own_count + box_count; i++) {
        names[i] = str_from(i < own_count ? own[i].name : box[i - own_count].name);
        buffer_format(&all, "%s%.*s", i > 0 ? ", " : "known are ", STR_ARGS(names[i]));
    }
    Str hint = hint_nearest(arena, item->key, names, own_count + box_count);
    if (hint.length == 0)
        hint = own_count + box_count <= 12 ? buffer_str(&all) : STR("see: tryk help layout");
    REPORT_ERROR(draft->env, item->key_span, hint, "unknown %s '%.*s'", table_scope(scope)->noun,
                 STR_ARGS(item->key));
}

static bool is_empty(const Tree *tree) {
    return tree->kind == TREE_SCALAR && !tree->quoted && str_trim(tree->text).length == 0;
}

/* False: reported. An empty value is a mapping without keys. */
static bool is_mapping(Draft *draft, const Tree *tree) {
    Str name = tree->key.length > 0 ? tree->key : STR("a list's item");
    if (tree->kind != TREE_MAPPING && !is_empty(tree))
        REPORT_ERROR(draft->env, tree->span, STR("write its keys below it, or in braces: {key: value}"),
                     "%.*s must be a mapping", STR_ARGS(name));
    return tree->kind == TREE_MAPPING;
}

void draft_fill(Draft *draft, Scope scope, const Tree *tree, void *base) {
    if (!is_mapping(draft, tree))
        return;
    for (size_t i = 0; i < tree->count; i++) {
        const Tree *item = &tree->items[i];
        size_t shift;
        Value value;
        const Property *row = table_find(scope, item->key, &shift);
        if (!row)
            draft_unknown_key(draft, scope, item);
        else if (row->type != VALUE_PART && value_parse(draft, row, item, &value))
            value_store(row, &value, (char *)base + shift, 0);
    }
}

/* Every item that a tree has under a key. */
static void visit_part(Draft *draft, const Tree *tree, const char *key, Visit *visit) {
    const Tree *part = tree_find(tree, key);
    if (!part || !is_mapping(draft, part))
        return;
    for (size_t i = 0; i < part->count; i++)
        visit(draft, &part->items[i]);
}

void draft_visit_all(Draft *draft, const char *key, Visit *visit) {
    for (size_t i = 0; i < draft->tree_count; i++)
        visit_part(draft, draft->trees[i], key, visit);
}

/* ---- styles ----------------------------------------------------------------------------------- */

static size_t read_declarations(Draft *draft, const Tree *item, Declaration *declarations) {
    size_t count = 0;
    for (size_t i = 0; i < item->count; i++) {
        Declaration *declaration = &declarations[count];
        declaration->source = &item->items[i];
        declaration->property = table_find(SCOPE_STYLE, item->items[i].key, &declaration->shift);
        if (!declaration->property)
            draft_unknown_key(draft, SCOPE_STYLE, &item->items[i]);
        else if (value_parse(draft, declaration->property, &item->items[i], &declaration->value))
            count++;
    }
    return count;
}

static void read_style(Draft *draft, const Tree *item) {
    Rules *rules = draft->rules;
    const Selector *selector = selector_parse(draft, item->key, item->key_span);
    if (!is_mapping(draft, item) || !selector)
        return;
    Declaration *declarations = ARENA_ARRAY(draft->env->keep, Declaration, item->count);
    size_t count = read_declarations(draft, item, declarations);
    for (size_t i = 0; i < selector->count; i++) {
        Rule rule = {selector->subjects[i],  declarations,   count,
                     (uint32_t)rules->count, draft->builtin, selector->text};
        LIST_PUSH(draft->env->keep, rules->items, rules->count, rules->capacity, rule);
    }
}

static void read_styles(Draft *draft) {
    for (size_t i = 0; i < draft->tree_count; i++) {
        draft->builtin = i == 0;
        visit_part(draft, draft->trees[i], "styles", read_style);
    }
}

/* A text of the layout that asks for a class which no style knows was mistyped. */
static void check_classes(Draft *draft) {
    const SelectorBook *book = &draft->rules->book;
    Str *known = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < book->compound_count; i++)
        for (size_t k = 0; k < book->compounds[i].classes.count; k++)
            LIST_PUSH(draft->env->keep, known, count, capacity, book->compounds[i].classes.items[k]);
    for (size_t i = 0; i < draft->class_count; i++) {
        const Name *wish = &draft->classes[i];
        bool found = false;
        for (size_t k = 0; k < count && !found; k++)
            found = str_equal(known[k], wish->text);
        if (found)
            continue;
        Str hint = hint_nearest(draft->env->keep, wish->text, known, count);
        if (hint.length == 0)
            hint = str_format(draft->env->keep, "add it under 'styles' as .%.*s", STR_ARGS(wish->text));
        REPORT_ERROR(draft->env, wish->span, hint, "no style is for the class '%.*s'",
                     STR_ARGS(wish->text));
    }
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void read_page(Draft *draft) {
    PageGeometry *page = &draft->design->page;
    page->multiple = 1;
    draft_fill_defaults(draft, SCOPE_PAGE, page);
    for (size_t i = 0; i < draft->tree_count; i++) {
        const Tree *part = tree_find(draft->trees[i], "page");
        if (!part)
            continue;
        draft_fill(draft, SCOPE_PAGE, part, page);
        const Tree *count = tree_find(part, "count");
        page->span = count ? count->key_span : part->key_span;
    }
    master_fold_page(page);
}

/* The built-in masters are for layouts that have none. */
static void read_masters(Draft *draft) {
    for (size_t i = 1; i < draft->tree_count; i++)
        visit_part(draft, draft->trees[i], "pages", master_read);
    if (draft->master_count == 0 && draft->tree_count > 0)
        visit_part(draft, draft->trees[0], "pages", master_read);
    master_finish_all(draft);
}

Design *design_new(Env *env, const Tree *const *trees, size_t count, Str name) {
    Draft draft = {.env = env, .trees = trees, .tree_count = count};
    draft.design = ARENA_NEW(env->keep, Design);
    draft.rules = ARENA_NEW(env->keep, Rules);
    draft.design->name = name;
    draft.design->rules = draft.rules;
    draft.design->builtin = count > 0 ? trees[0]->span.file : 0;
    parts_read_palette(&draft);
    draft_visit_all(&draft, "fonts", parts_read_font);
    parts_require_text_role(&draft);
    draft_visit_all(&draft, "paths", parts_read_path);
    draft_visit_all(&draft, "icons", parts_read_icon);
    draft_visit_all(&draft, "languages", language_read);
    language_finish_all(&draft);
    read_page(&draft);
    draft_fill_defaults(&draft, SCOPE_LAYOUT, &draft.layout);
    for (size_t i = 0; i < count; i++)
        draft_fill(&draft, SCOPE_LAYOUT, trees[i], &draft.layout);
    draft.design->accent = parts_choose_accent(&draft, draft.layout.accent);
    draft.design->omits = draft.layout.omits;
    draft.design->title = str_trim(draft.layout.title);
    draft.design->editions = draft.layout.editions;
    edition_read(&draft);
    draft_visit_all(&draft, "cards", master_read_card);
    fill_style_defaults(&draft);
    read_styles(&draft);
    read_masters(&draft);
    check_classes(&draft);
    rules_finish(env, draft.rules);
    return draft.design;
}
