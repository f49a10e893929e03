/*
 * The file as such: how it begins and ends, and that nothing is in it which archives and presses refuse.
 */
#include "checker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_ends(Checker *checker) {
    const uint8_t *bytes = checker->bytes;
    bool version =
        checker->length > 16 && memcmp(bytes, "%PDF-1.", 7) == 0 && bytes[7] >= '4' && bytes[7] <= '7';
    bool binary = version && bytes[9] == '%';
    for (int i = 10; binary && i < 14; i++)
        binary = bytes[i] >= 0x80;
    size_t end = checker->length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r'))
        end--;
    bool closed = end >= 5 && memcmp(bytes + end - 5, "%%EOF", 5) == 0 && checker->length - end <= 2;
    if (!version || !binary)
        fail(checker, "header", "the file does not begin as it must");
    if (!closed)
        fail(checker, "header", "something stands behind %%%%EOF");
}

static bool is_forbidden_action(Checker *checker, Object action) {
    char kind[NAME_MAX_LENGTH];
    name_of(checker, at_key(checker, action, "/S"), kind);
    return strcmp(kind, "GoTo") != 0 && strcmp(kind, "URI") != 0 && strcmp(kind, "GoToR") != 0;
}

static void check_action(Checker *checker, Object holder, const char *key) {
    Object action = at_key(checker, holder, key);
    if (is_dict(checker, action) && is_forbidden_action(checker, action))
        fail(checker, "actions", "object %d: a kind of action that is not allowed", id_of(checker, holder));
}

static void check_filter(Checker *checker, const char *id, Object filter) {
    if (is_name(checker, filter, "/LZWDecode") || is_name(checker, filter, "/Crypt"))
        fail(checker, "filters", "object %s has a filter that is not allowed", id);
}

static void check_object(Checker *checker, int number) {
    char id[16];
    Object object = qpdf_get_object_by_id(checker->pdf, number, 0);
    if (!is_dict(checker, object) && !is_stream(checker, object))
        return;
    snprintf(id, sizeof id, "%d", number);
    bool annotation =
        is_name(checker, at_key(checker, object, "/Type"), "/Annot") || has_key(checker, object, "/Title");
    if (annotation)
        check_action(checker, object, "/A");
    if (has_key(checker, object, "/JS") || is_name(checker, at_key(checker, object, "/S"), "/JavaScript"))
        fail(checker, "actions", "object %s is a script", id);
    if (has_key(checker, object, "/EF"))
        fail(checker, "attachments", "object %s is a file", id);
    if (!is_stream(checker, object))
        return;
    Object filter = at_key(checker, object, "/Filter");
    check_filter(checker, id, filter);
    for (size_t i = 0; i < item_count(checker, filter); i++)
        check_filter(checker, id, item_at(checker, filter, i));
    if (has_key(checker, object, "/F") || has_key(checker, object, "/FFilter"))
        fail(checker, "filters", "object %s has its bytes elsewhere", id);
    if (is_name(checker, at_key(checker, object, "/Subtype"), "/PS"))
        fail(checker, "attachments", "object %s is PostScript", id);
}

static void check_catalog(Checker *checker, Object root) {
    static const char *const forbidden[] = {"/AcroForm",   "/OCProperties", "/Requirements",   "/Perms",
                                            "/Collection", "/AF",           "/NeedsRendering", "/Legal"};
    Object names = at_key(checker, root, "/Names"), open = at_key(checker, root, "/OpenAction");
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        if (has_key(checker, root, forbidden[i]))
            fail(checker, "attachments", "the catalog has %s", forbidden[i] + 1);
    if (has_key(checker, names, "/EmbeddedFiles") || has_key(checker, names, "/AlternatePresentations"))
        fail(checker, "attachments", "the names have files or other presentations");
    if (has_key(checker, names, "/JavaScript") || has_key(checker, root, "/AA"))
        fail(checker, "actions", "the document has scripts, or actions of its own");
    if (is_dict(checker, open) && is_forbidden_action(checker, open))
        fail(checker, "actions", "the document opens with an action that is not allowed");
}

void check_file(Checker *checker) {
    Object trailer = qpdf_get_trailer(checker->pdf), ids = at_key(checker, trailer, "/ID");
    check_ends(checker);
    if (item_count(checker, ids) != 2 || !is_string(checker, item_at(checker, ids, 0)))
        fail(checker, "file-id", "the trailer has no ID");
    if (qpdf_is_encrypted(checker->pdf))
        fail(checker, "encryption", "the file is encrypted");
    check_catalog(checker, qpdf_get_root(checker->pdf));
    int size = int_of(checker, at_key(checker, trailer, "/Size"), 0);
    for (int number = 1; number < size; number++)
        check_object(checker, number);
    for (size_t i = 0; i < checker->page_count; i++)
        if (has_key(checker, checker->pages[i].object, "/AA"))
            fail(checker, "actions", "page %zu has actions of its own", i + 1);
}
