/*
 * read/publication.c - a file or a folder of files into one document.
 *
 * The one idea: all files add to the same root, one after another, as if they were one text. What a file's
 * front matter says about its first section is put on its first heading, which doc_finish makes a section.
 */
#include "read/attributes.h"
#include "read/front_matter.h"
#include "read/markdown.h"
#include "read/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

typedef struct Publication {
    Env *env;
    Doc *doc;
    Gallery gallery;
    bool any; /* a file was read */
} Publication;

/* The publication's folder as the file system knows it. */
static Str real_folder(Arena *arena, const char *path) {
    bool folder = file_kind(path) == FILE_FOLDER;
    Str wanted = folder ? str_from(path) : path_folder(str_from(path));
    char *found = realpath(str_to_c(arena, wanted), NULL);
    Str real = found ? str_copy(arena, str_from(found)) : wanted;
    free(found);
    return real;
}

/* Moves what the file has added into a section of its own. */
static void wrap_file(Publication *publication, Node *first, const Attrs *attrs) {
    Doc *doc = publication->doc;
    Node *section = doc_add(publication->env->keep, doc, NULL, NODE_SECTION, first->span);
    section->level = 1;
    section->attrs = attrs;
    Node *next = NULL;
    for (Node *node = first; node; node = next) {
        next = node->next;
        doc_detach(node);
        doc_append(section, node);
    }
    doc_append(doc->root, section);
}

static void apply_front_matter(Publication *publication, Node *before, const Attrs *attrs) {
    Node *first = before ? before->next : publication->doc->root->first;
    Node *heading = first;
    while (heading && heading->kind != NODE_HEADING)
        heading = heading->next;
    if (heading)
        heading->attrs = attributes_merge(publication->env->keep, heading->attrs, attrs);
    else if (first)
        wrap_file(publication, first, attrs);
}

static void read_file(Publication *publication, Str path) {
    Env *env = publication->env;
    Doc *doc = publication->doc;
    Source source;
    if (!source_read(env, str_to_c(env->keep, path), (Span){0}, &source))
        return;
    FrontMatter front = front_matter_read(env, &source, publication->any ? NULL : &doc->meta);
    publication->any = true;
    Node *before = doc->root->last;
    Start start = {front.offset, front.line};
    markdown_read(env, doc, &publication->gallery, &source, start);
    if (front.attrs)
        apply_front_matter(publication, before, front.attrs);
}

static bool is_content(Str folder, Str name, Arena *arena) {
    static const Str readme = STR_INIT("readme.md");
    if (!str_ends(name, STR(".md")) || str_starts(name, STR(".")))
        return false;
    bool same = name.length == readme.length;
    for (size_t i = 0; same && i < name.length; i++)
        same = (name.data[i] | 0x20) == (readme.data[i] | 0x20);
    return !same && file_kind(str_to_c(arena, path_join(arena, folder, name))) != FILE_FOLDER;
}

static void read_folder(Publication *publication, const char *path) {
    Env *env = publication->env;
    Str *names;
    size_t count, found = 0;
    if (!file_list(env->keep, path, &names, &count)) {
        REPORT_ERROR(env, (Span){0}, STR("is it yours to read?"), "cannot list the folder '%s'", path);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_content(str_from(path), names[i], env->scratch))
            continue;
        found++;
        read_file(publication, path_join(env->keep, str_from(path), names[i]));
    }
    if (found == 0)
        REPORT_ERROR(env, (Span){0}, STR("its texts are files that end in .md; README.md does not count"),
                     "the folder '%s' has no Markdown files", path);
}

static void default_title(Publication *publication) {
    Doc *doc = publication->doc;
    if (doc->meta.title.length > 0)
        return;
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root)) {
        if (node->kind != NODE_HEADING)
            continue;
        doc->meta.title = doc_text(publication->env->keep, node);
        break;
    }
    if (doc->meta.title.length == 0)
        doc->meta.title = doc->name;
    Field field = {.key = STR("title"), .value = doc->meta.title};
    size_t size = doc->meta.field_count * sizeof field;
    doc->meta.fields = arena_grow(publication->env->keep, doc->meta.fields, size, size + sizeof field);
    doc->meta.fields[doc->meta.field_count++] = field;
}

static Str name_publication(Arena *arena, const char *path) {
    bool folder = file_kind(path) == FILE_FOLDER;
    Str name = folder ? path_name(real_folder(arena, path)) : path_stem(str_from(path));
    return str_copy(arena, name);
}

Doc *read_publication(Env *env, const char *path) {
    Doc *doc = doc_new(env->keep);
    Publication publication = {.env = env, .doc = doc};
    publication.gallery.root = real_folder(env->keep, path);
    doc->name = name_publication(env->keep, path);
    if (file_kind(path) == FILE_FOLDER)
        read_folder(&publication, path);
    else
        read_file(&publication, str_from(path));
    if (!publication.any)
        return NULL;
    if (!doc->root->first)
        REPORT_ERROR(env, (Span){0}, STR("write some Markdown: # A heading, and a paragraph below it"),
                     "'%s' has no text", path);
    default_title(&publication);
    doc_finish(env, doc);
    return doc;
}

static Span field_span(const Meta *meta, const char *key) {
    for (size_t i = 0; i < meta->field_count; i++)
        if (str_equal_c(meta->fields[i].key, key))
            return meta->fields[i].span;
    return (Span){0};
}

int64_t read_date(Env *env, const Doc *doc) {
    int64_t seconds;
    Str written = str_trim(doc->meta.date);
    if (written.length > 0 && str_date(written, &seconds))
        return seconds;
    if (written.length > 0)
        REPORT_WARNING(env, field_span(&doc->meta, "date"), STR("write it as 2026-03-31, 2026-03 or 2026"),
                       "'%.*s' is not a date", STR_ARGS(written));
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (!epoch || !*epoch)
        return 0;
    char *end;
    errno = 0;
    seconds = strtoll(epoch, &end, 10);
    if (!*end && !errno && seconds >= 0)
        return seconds;
    REPORT_WARNING(env, (Span){0}, STR("it counts seconds since 1970"),
                   "SOURCE_DATE_EPOCH '%s' is no number", epoch);
    return 0;
}
