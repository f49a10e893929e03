/*
 * The structure tree against the pages: every piece of marked content once, parents that agree, and the
 * parent tree, which says the same from the other side.
 */
#include "checker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 200 };

const Element *element_with_id(const Checker *checker, int id) {
    for (size_t i = 0; i < checker->element_count; i++)
        if (checker->elements[i].id == id)
            return &checker->elements[i];
    return NULL;
}

static void add_text(Checker *checker, const char *text) {
    size_t length = strlen(text);
    while (checker->text_length + length + 1 > checker->text_capacity)
        checker->text = grow(checker->text, checker->text_length + length + 1, &checker->text_capacity, 1);
    memcpy(checker->text + checker->text_length, text, length);
    checker->text_length += length;
}

/* ---- reading ---------------------------------------------------------------------------------- */

/* Two lines of one element: without a hyphen between them their words would run together. */
static void check_space(Checker *checker, const Element *element, const Mark *before, const Mark *mark) {
    if (!before || !before->text || !mark->text || !*before->text || !mark->moved || before->hyphened)
        return;
    if (ends_in_letter(before->text) && begins_with_letter(mark->text))
        fail(checker, "spaces", "%s %d: \"%.20s\" follows without a space", element->type, element->id,
             mark->text);
}

static const Mark *use_mark(Checker *checker, Element *element, int page, int number) {
    Mark *mark = find_mark(checker, page, number);
    element->mark_count++;
    if (!mark) {
        fail(checker, "marks", "%s %d: there is no content %d on its page", element->type, element->id,
             number);
        return NULL;
    }
    if (mark->uses++ > 0)
        fail(checker, "marks", "%s %d: content %d has another place already", element->type, element->id,
             number);
    mark->owner = element->id;
    if (checker->wants_text && mark->text)
        add_text(checker, mark->text);
    return mark;
}

static size_t read_element(Checker *checker, Object object, int parent, int page, int depth);

static void add_kid(Checker *checker, size_t index, size_t kid) {
    Element *element = &checker->elements[index];
    element->kids = grow(element->kids, element->kid_count, &element->kid_capacity, sizeof(int));
    element->kids[element->kid_count++] = (int)kid;
}

static int page_of(Checker *checker, Object object, int around) {
    Object page = at_key(checker, object, "/Pg");
    return is_dict(checker, page) ? id_of(checker, page) : around;
}

/* Gives the content, if it is some. */
static const Mark *read_kid(Checker *checker, size_t index, Object kid, int page, int depth) {
    Element *element = &checker->elements[index];
    if (is_number(checker, kid))
        return use_mark(checker, element, page, int_of(checker, kid, -1));
    if (is_name(checker, at_key(checker, kid, "/Type"), "/MCR"))
        return use_mark(checker, element, page_of(checker, kid, page),
                        int_of(checker, at_key(checker, kid, "/MCID"), -1));
    if (is_name(checker, at_key(checker, kid, "/Type"), "/OBJR"))
        element->object_count++;
    else if (is_dict(checker, kid))
        add_kid(checker, index, read_element(checker, kid, (int)index, page, depth + 1));
    return NULL;
}

static void read_kids(Checker *checker, size_t index, int page, int depth) {
    Object kids = at_key(checker, checker->elements[index].object, "/K");
    const Mark *before = NULL;
    if (!is_array(checker, kids)) {
        read_kid(checker, index, kids, page, depth);
        return;
    }
    for (size_t i = 0; i < item_count(checker, kids); i++) {
        const Mark *mark = read_kid(checker, index, item_at(checker, kids, i), page, depth);
        if (mark)
            check_space(checker, &checker->elements[index], before, mark);
        before = mark;
    }
}

static void check_parent(Checker *checker, const Element *element, int parent) {
    int wanted = parent >= 0 ? checker->elements[parent].id : 0;
    Object above = at_key(checker, element->object, "/P");
    if (parent >= 0 && id_of(checker, above) != wanted)
        fail(checker, "parents", "%s %d: its parent is said to be %d, but it is a kid of %d", element->type,
             element->id, id_of(checker, above), wanted);
    if (parent < 0 && !is_name(checker, at_key(checker, above, "/Type"), "/StructTreeRoot"))
        fail(checker, "parents", "%s %d: its parent is not the root", element->type, element->id);
}

static bool is_block(const char *type) {
    static const char *const blocks[] = {"P", "Lbl", "TD", "TH", "Caption", "TOCI"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (strcmp(type, blocks[i]) == 0)
            return true;
    return type[0] == 'H' && type[1] >= '1' && type[1] <= '6';
}

static size_t read_element(Checker *checker, Object object, int parent, int page, int depth) {
    checker->elements =
        grow(checker->elements, checker->element_count, &checker->element_capacity, sizeof(Element));
    size_t index = checker->element_count++;
    Element *element = &checker->elements[index];
    *element = (Element){.object = object, .id = id_of(checker, object), .parent = parent};
    name_of(checker, at_key(checker, object, "/S"), element->type);
    check_parent(checker, element, parent);
    if (checker->wants_text && strcmp(element->type, "TOC") == 0)
        add_text(checker, "\n");
    if (depth < DEPTH)
        read_kids(checker, index, page_of(checker, object, page), depth);
    if (checker->wants_text && is_block(checker->elements[index].type))
        add_text(checker, "\n");
    return index;
}

/* ---- the parent tree -------------------------------------------------------------------------- */

typedef struct Keys {
    int most;
    size_t pages, objects;
} Keys;

static void check_page_key(Checker *checker, const Page *page, Object owners) {
    for (size_t i = 0; i < page->mark_count; i++) {
        const Mark *mark = &page->marks[i];
        Object owner = item_at(checker, owners, (size_t)mark->number);
        if (mark->uses > 0 && id_of(checker, owner) != mark->owner)
            fail(checker, "parent-tree",
                 "page object %d: content %d belongs to %d, the parent tree says %d", page->id,
                 mark->number, mark->owner, id_of(checker, owner));
    }
}

static void check_key(Checker *checker, const char *key, size_t length, Object value, void *data) {
    Keys *keys = data;
    int number = atoi(key);
    (void)length;
    if (number <= keys->most)
        fail(checker, "parent-tree", "key %d does not follow %d", number, keys->most);
    keys->most = number > keys->most ? number : keys->most;
    if (!is_array(checker, value)) {
        keys->objects++;
        if (!element_with_id(checker, id_of(checker, value)))
            fail(checker, "parent-tree", "key %d leads to no element", number);
        return;
    }
    for (size_t i = 0; i < checker->page_count; i++)
        if (int_of(checker, at_key(checker, checker->pages[i].object, "/StructParents"), -1) == number) {
            check_page_key(checker, &checker->pages[i], value);
            keys->pages++;
            return;
        }
    fail(checker, "parent-tree", "key %d is of no page", number);
}

static void check_parent_tree(Checker *checker, Object root) {
    Keys keys = {.most = -1};
    Object tree = at_key(checker, root, "/ParentTree");
    if (!is_dict(checker, tree))
        fail(checker, "parent-tree", "there is none");
    each_leaf(checker, tree, "/Nums", check_key, &keys);
    size_t with_marks = 0;
    for (size_t i = 0; i < checker->page_count; i++)
        with_marks += checker->pages[i].mark_count > 0;
    if (keys.pages < with_marks)
        fail(checker, "parent-tree", "%zu of %zu pages are in it", keys.pages, with_marks);
    if (int_of(checker, at_key(checker, root, "/ParentTreeNextKey"), keys.most + 1) <= keys.most)
        fail(checker, "parent-tree", "the next key is one that there is");
}

/* ---- ids -------------------------------------------------------------------------------------- */

typedef struct Ids {
    char *last;
    size_t count;
} Ids;

static void check_id(Checker *checker, const char *key, size_t length, Object value, void *data) {
    Ids *ids = data;
    size_t own_length = 0;
    (void)length;
    Object own = at_key(checker, value, "/ID");
    const char *id =
        is_string(checker, own) ? qpdf_oh_get_binary_string_value(checker->pdf, own, &own_length) : "";
    if (strcmp(id, key) != 0)
        fail(checker, "ids", "the id \"%s\" leads to an element that is called \"%s\"", key, id);
    if (ids->last && strcmp(ids->last, key) >= 0)
        fail(checker, "ids", "\"%s\" does not follow \"%s\"", key, ids->last);
    free(ids->last);
    ids->last = strdup(key);
    ids->count++;
}

static void check_ids(Checker *checker, Object root) {
    Ids ids = {0};
    size_t wanted = 0;
    each_leaf(checker, at_key(checker, root, "/IDTree"), "/Names", check_id, &ids);
    for (size_t i = 0; i < checker->element_count; i++) {
        const Element *element = &checker->elements[i];
        bool has_id = is_string(checker, at_key(checker, element->object, "/ID"));
        wanted += has_id;
        if (strcmp(element->type, "Note") == 0 && !has_id)
            fail(checker, "ids", "the note %d has none", element->id);
    }
    if (ids.count != wanted)
        fail(checker, "ids", "%zu elements have one, the tree of ids has %zu", wanted, ids.count);
    free(ids.last);
}

void check_structure(Checker *checker) {
    Object root = at_key(checker, qpdf_get_root(checker->pdf), "/StructTreeRoot");
    if (!is_dict(checker, root)) {
        fail(checker, "tree", "there is no structure tree");
        return;
    }
    Object kids = at_key(checker, root, "/K");
    Object first = is_array(checker, kids) ? item_at(checker, kids, 0) : kids;
    if (item_count(checker, kids) > 1 || !is_name(checker, at_key(checker, first, "/S"), "/Document"))
        fail(checker, "tree", "its root is not one Document");
    read_element(checker, first, -1, 0, 0);
    for (size_t i = 0; i < checker->page_count; i++)
        for (size_t k = 0; k < checker->pages[i].mark_count; k++)
            if (checker->pages[i].marks[k].uses == 0)
                fail(checker, "marks", "page %zu: content %d is not in the tree", i + 1,
                     checker->pages[i].marks[k].number);
    check_parent_tree(checker, root);
    check_ids(checker, root);
}
