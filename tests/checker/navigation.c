/*
 * Destinations and bookmarks: each leads to a page that there is.
 */
#include "checker.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_BOOKMARKS = 1000000 };

typedef struct Search {
    const char *wanted;
    size_t length;
    bool found;
} Search;

static void find_name(Checker *checker, const char *key, size_t length, Object value, void *data) {
    Search *search = data;
    (void)checker;
    (void)value;
    if (length == search->length && memcmp(key, search->wanted, length) == 0)
        search->found = true;
}

static bool is_page_id(const Checker *checker, int id) {
    for (size_t i = 0; i < checker->page_count; i++)
        if (checker->pages[i].id == id)
            return true;
    return false;
}

bool leads_somewhere(Checker *checker, Object destination) {
    if (is_dict(checker, destination))
        destination = at_key(checker, destination, "/D");
    if (is_array(checker, destination))
        return is_page_id(checker, id_of(checker, item_at(checker, destination, 0)));
    if (!is_string(checker, destination))
        return false;
    size_t length = 0;
    const char *bytes = qpdf_oh_get_binary_string_value(checker->pdf, destination, &length);
    char *name = malloc(length + 1);
    memcpy(name, bytes, length);
    Search search = {name, length, false};
    Object names = at_key(checker, qpdf_get_root(checker->pdf), "/Names");
    each_leaf(checker, at_key(checker, names, "/Dests"), "/Names", find_name, &search);
    free(name);
    return search.found;
}

static void check_name(Checker *checker, const char *key, size_t length, Object value, void *data) {
    char **last = data;
    (void)length;
    if (!leads_somewhere(checker, value))
        fail(checker, "destinations", "the name \"%s\" leads nowhere", key);
    if (*last && strcmp(*last, key) >= 0)
        fail(checker, "destinations", "\"%s\" does not follow \"%s\"", key, *last);
    free(*last);
    *last = strdup(key);
}

/* Along the bookmarks of one level, then below each; gives how many there are. */
static int check_bookmarks(Checker *checker, Object parent, int left) {
    int count = 0, before = 0;
    Object mark = at_key(checker, parent, "/First");
    for (; is_dict(checker, mark) && count < left; mark = at_key(checker, mark, "/Next")) {
        char *title = text_of(checker, at_key(checker, mark, "/Title"));
        Object action = at_key(checker, mark, "/A");
        Object target =
            is_dict(checker, action) ? at_key(checker, action, "/D") : at_key(checker, mark, "/Dest");
        if (!title || !*title)
            fail(checker, "destinations", "a bookmark without a title");
        if (!leads_somewhere(checker, target))
            fail(checker, "destinations", "the bookmark \"%s\" leads nowhere", title ? title : "");
        if (id_of(checker, at_key(checker, mark, "/Parent")) != id_of(checker, parent) ||
            (before && id_of(checker, at_key(checker, mark, "/Prev")) != before))
            fail(checker, "destinations", "the bookmark \"%s\" is not tied to its neighbours",
                 title ? title : "");
        free(title);
        before = id_of(checker, mark);
        count += 1 + check_bookmarks(checker, mark, left - count);
    }
    return count;
}

void check_navigation(Checker *checker) {
    char *last = NULL;
    Object root = qpdf_get_root(checker->pdf), names = at_key(checker, root, "/Names");
    each_leaf(checker, at_key(checker, names, "/Dests"), "/Names", check_name, &last);
    free(last);
    check_bookmarks(checker, at_key(checker, root, "/Outlines"), MOST_BOOKMARKS);
}
