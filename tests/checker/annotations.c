/*
 * Annotations: links and nothing else, in the tree, described, and leading somewhere.
 */
#include "checker.h"

#include <stdlib.h>
#include <string.h>

enum { FLAG_INVISIBLE = 1, FLAG_HIDDEN = 2, FLAG_PRINT = 4, FLAG_NO_VIEW = 32 };

typedef struct Found {
    int wanted;
    Object value;
    bool found;
} Found;

static void find_key(Checker *checker, const char *key, size_t length, Object value, void *data) {
    Found *found = data;
    (void)checker;
    (void)length;
    if (atoi(key) == found->wanted) {
        found->value = value;
        found->found = true;
    }
}

/* Whether the element says that it holds this object. */
static bool holds(Checker *checker, Object element, int id) {
    Object kids = at_key(checker, element, "/K");
    for (size_t i = 0; i < item_count(checker, kids); i++)
        if (id_of(checker, at_key(checker, item_at(checker, kids, i), "/Obj")) == id)
            return true;
    return id_of(checker, at_key(checker, kids, "/Obj")) == id;
}

static void check_tag(Checker *checker, Object link, size_t page) {
    Object root = at_key(checker, qpdf_get_root(checker->pdf), "/StructTreeRoot");
    Found found = {.wanted = int_of(checker, at_key(checker, link, "/StructParent"), -1)};
    if (found.wanted >= 0)
        each_leaf(checker, at_key(checker, root, "/ParentTree"), "/Nums", find_key, &found);
    if (!found.found) {
        fail(checker, "links", "page %zu: a link is not in the parent tree", page);
        return;
    }
    if (!is_name(checker, at_key(checker, found.value, "/S"), "/Link"))
        fail(checker, "links", "page %zu: the element of a link is no Link", page);
    if (!holds(checker, found.value, id_of(checker, link)))
        fail(checker, "links", "page %zu: the element of a link does not hold it", page);
}

static void check_target(Checker *checker, Object link, size_t page) {
    Object action = at_key(checker, link, "/A");
    bool outside = is_name(checker, at_key(checker, action, "/S"), "/URI");
    Object inside = is_name(checker, at_key(checker, action, "/S"), "/GoTo")
                        ? at_key(checker, action, "/D")
                        : at_key(checker, link, "/Dest");
    if (outside ? !is_string(checker, at_key(checker, action, "/URI")) : !leads_somewhere(checker, inside))
        fail(checker, "links", "page %zu: a link leads nowhere", page);
}

static void check_link(Checker *checker, Object link, size_t page) {
    char *words = text_of(checker, at_key(checker, link, "/Contents"));
    int flags = int_of(checker, at_key(checker, link, "/F"), 0);
    if (!words || !*words)
        fail(checker, "links", "page %zu: a link without Contents", page);
    free(words);
    if (!(flags & FLAG_PRINT) || (flags & (FLAG_INVISIBLE | FLAG_HIDDEN | FLAG_NO_VIEW)))
        fail(checker, "links", "page %zu: a link that does not print, or is hidden", page);
    check_tag(checker, link, page);
    check_target(checker, link, page);
}

static void check_page(Checker *checker, size_t index) {
    Object page = checker->pages[index].object, annotations = at_key(checker, page, "/Annots");
    size_t count = item_count(checker, annotations);
    if (count > 0 && !is_name(checker, at_key(checker, page, "/Tabs"), "/S"))
        fail(checker, "links", "page %zu: the tab order is not that of the tree", index + 1);
    for (size_t i = 0; i < count; i++) {
        Object one = item_at(checker, annotations, i);
        bool link = is_name(checker, at_key(checker, one, "/Subtype"), "/Link");
        if (!link || !(checker->profiles & SCREEN))
            fail(checker, "annotations", "page %zu: an annotation that is no link, or prints", index + 1);
        else
            check_link(checker, one, index + 1);
        if (has_key(checker, one, "/AA"))
            fail(checker, "actions", "page %zu: an annotation with actions of its own", index + 1);
    }
}

void check_annotations(Checker *checker) {
    for (size_t i = 0; i < checker->page_count; i++)
        check_page(checker, i);
}
