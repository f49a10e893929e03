/*
 * What the tests of read/ share: a folder of its own for each test, files in it, and the document or the
 * messages that come of them.
 */
#ifndef TRYK_READ_FIXTURE_H
#define TRYK_READ_FIXTURE_H

#include "read/read.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Fixture {
    Env env;
    char folder[PATH_MAX];
} Fixture;

static inline int enter_folder(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    const char *base = getenv("TMPDIR");
    fixture->env = (Env){.keep = arena_new(), .scratch = arena_new()};
    fixture->env.diags = diags_new(fixture->env.keep);
    snprintf(fixture->folder, sizeof fixture->folder, "%s/tryk-read-XXXXXX", base ? base : P_tmpdir);
    *state = fixture;
    return mkdtemp(fixture->folder) ? 0 : -1;
}

static inline void remove_tree(Arena *arena, const char *path) {
    Str *names;
    size_t count;
    struct stat status;
    bool folder = lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
    if (folder && file_list(arena, path, &names, &count))
        for (size_t i = 0; i < count; i++)
            remove_tree(arena, str_to_c(arena, path_join(arena, str_from(path), names[i])));
    if (folder)
        rmdir(path);
    else
        unlink(path);
}

static inline int leave_folder(void **state) {
    Fixture *fixture = *state;
    remove_tree(fixture->env.keep, fixture->folder);
    arena_free(fixture->env.scratch);
    arena_free(fixture->env.keep);
    free(fixture);
    return 0;
}

static inline const char *path_of(Fixture *fixture, const char *name) {
    Arena *keep = fixture->env.keep;
    return str_to_c(keep, path_join(keep, str_from(fixture->folder), str_from(name)));
}

static inline const char *put_bytes(Fixture *fixture, const char *name, Str bytes) {
    const char *path = path_of(fixture, name);
    assert_true(file_write(path, bytes));
    return path;
}

static inline const char *put_file(Fixture *fixture, const char *name, const char *text) {
    return put_bytes(fixture, name, str_from(text));
}

/* All messages so far, without the test's folder. */
static inline const char *messages(Fixture *fixture) {
    Arena *keep = fixture->env.keep;
    Str text = diags_print(fixture->env.diags, keep);
    Str folder = str_format(keep, "%s/", fixture->folder);
    Buffer out = buffer_new(keep);
    for (size_t i = 0; i < text.length; i++) {
        if (str_starts(str_slice(text, i, text.length), folder))
            i += folder.length - 1;
        else
            buffer_add_byte(&out, text.data[i]);
    }
    return str_to_c(keep, buffer_str(&out));
}

static inline void expect_message(Fixture *fixture, const char *part) {
    if (!strstr(messages(fixture), part))
        fail_msg("'%s' is not said, but:\n%s", part, messages(fixture));
}

static inline void expect_no_messages(Fixture *fixture) {
    assert_string_equal(messages(fixture), "");
}

static inline Doc *read_text(Fixture *fixture, const char *markdown) {
    return read_publication(&fixture->env, put_file(fixture, "text.md", markdown));
}

/* The dump of the document below its root. */
static inline void expect_doc(Fixture *fixture, const char *markdown, const char *wanted) {
    Arena *keep = fixture->env.keep;
    const char *dump = str_to_c(keep, doc_dump(keep, read_text(fixture, markdown)));
    assert_string_equal(dump, str_to_c(keep, str_format(keep, "document\n%s", wanted)));
}

static inline const Node *find_kind(const Doc *doc, NodeKind kind) {
    const Node *node = doc->root;
    while (node && node->kind != kind)
        node = doc_next(node, doc->root);
    return node;
}

#endif
