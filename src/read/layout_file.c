/*
 * read/layout_file.c - a layout file with the files that it uses.
 *
 * The one idea: the files form a chain from the layout to what is most general. A file's tree is put down
 * after those of the files that it uses, so the list of trees is in the order that design_new wants.
 */
#include "read/read.h"
#include "read/source.h"

#include <stdlib.h>
#include <string.h>

enum { USES_MAX = 32 };

/* A file that is being read, and the one that uses it. */
typedef struct Use {
    const struct Use *by;
    Str path, real;
    size_t depth;
} Use;

typedef struct Loader {
    Env *env;
    const Tree **trees;
    size_t count, capacity;
    Str *done; /* real paths of the files that are in trees */
    size_t done_count, done_capacity;
} Loader;

static Str real_path(Arena *arena, Str path) {
    char *found = realpath(str_to_c(arena, path), NULL);
    Str real = found ? str_copy(arena, str_from(found)) : path;
    free(found);
    return real;
}

/* "a.yaml uses b.yaml uses a.yaml" */
static Str describe_chain(Arena *arena, const Use *use, Str again) {
    Str chain = path_name(again);
    for (; use; use = use->by) {
        chain = str_format(arena, "%.*s uses %.*s", STR_ARGS(path_name(use->path)), STR_ARGS(chain));
        if (str_equal(use->real, again))
            break;
    }
    return chain;
}

static bool is_done(const Loader *loader, Str real) {
    for (size_t i = 0; i < loader->done_count; i++)
        if (str_equal(loader->done[i], real))
            return true;
    return false;
}

/* False, and reported, if the file is being read already or the chain has no end. */
static bool may_use(Loader *loader, const Use *by, Str real, Span span) {
    Arena *scratch = loader->env->scratch;
    for (const Use *use = by; use; use = use->by) {
        if (str_equal(use->real, real)) {
            Str chain = describe_chain(scratch, by, real);
            REPORT_ERROR(loader->env, span, chain, "the files use each other in a circle");
            return false;
        }
    }
    if (by && by->depth >= USES_MAX) {
        REPORT_ERROR(loader->env, span, (Str){0}, "more than %d files use one another", USES_MAX);
        return false;
    }
    return true;
}

static void load(Loader *loader, const Use *by, Str path, Span span);

static void load_used(Loader *loader, const Use *by, const Tree *value) {
    Env *env = loader->env;
    if (value->kind != TREE_SCALAR || value->text.length == 0) {
        REPORT_ERROR(env, value->span, STR("write use: brand.yaml or use: [brand.yaml, colours.yaml]"),
                     "'use' names files");
        return;
    }
    load(loader, by, path_join(env->keep, path_folder(by->path), value->text), value->span);
}

/* Puts down a file's tree behind those of the files that it uses. */
static void load(Loader *loader, const Use *by, Str path, Span span) {
    Env *env = loader->env;
    Use use = {by, path, real_path(env->keep, path), by ? by->depth + 1 : 0};
    Source source;
    if (is_done(loader, use.real) || !may_use(loader, by, use.real, span) ||
        !source_read(env, str_to_c(env->keep, path), span, &source))
        return;
    const Tree *tree = read_yaml(env, source.file, source.text, 1);
    const Tree *uses = tree_find(tree, "use");
    if (uses && uses->kind == TREE_SEQUENCE)
        for (size_t i = 0; i < uses->count; i++)
            load_used(loader, &use, &uses->items[i]);
    else if (uses)
        load_used(loader, &use, uses);
    LIST_PUSH(env->keep, loader->trees, loader->count, loader->capacity, tree);
    LIST_PUSH(env->keep, loader->done, loader->done_count, loader->done_capacity, use.real);
}

static void load_builtin(Loader *loader, const char *yaml) {
    Str text = str_from(yaml);
    uint16_t file = diags_add_source(loader->env->diags, STR("built-in defaults"), text);
    LIST_PUSH(loader->env->keep, loader->trees, loader->count, loader->capacity,
              read_yaml(loader->env, file, text, 1));
}

/* Pictures lie where the file that names them says, be it the layout or one that it uses. */
static void read_pictures(Env *env, Design *design, Str layout) {
    for (size_t i = 0; i < design->picture_count; i++) {
        DesignPicture *wanted = &design->pictures[i];
        Str file = diags_source_path(env->diags, wanted->span.file);
        Str folder = path_folder(file.length ? file : layout);
        Str path = path_join(env->keep, folder, wanted->path);
        wanted->picture = read_picture(env, str_to_c(env->keep, path), wanted->path, wanted->span);
    }
}

Design *read_layout(Env *env, const char *path) {
    Loader loader = {.env = env};
    load_builtin(&loader, design_defaults);
    load_builtin(&loader, design_languages);
    load_builtin(&loader, design_neighbours);
    load(&loader, NULL, str_from(path), (Span){0});
    Design *design = design_new(env, loader.trees, loader.count, path_stem(str_from(path)));
    read_pictures(env, design, str_from(path));
    return design;
}
