/*
 * read/gallery.c - which file a picture in the text means, and whether it may be used.
 *
 * The one idea: only the real path counts, with all links in the file system followed: it must lie inside
 * the publication's folder, and a file is read once however it is called.
 */
#include "read/markdown.h"
#include "read/read.h"

#include <stdlib.h>

/* The real path, or the empty Str if there is nothing. */
static Str real_path(Arena *arena, Str path) {
    char *found = realpath(str_to_c(arena, path), NULL);
    Str real = str_copy(arena, str_from(found));
    free(found);
    return real;
}

static bool is_inside(Str path, Str folder) {
    if (str_equal_c(folder, "/"))
        return true;
    return str_starts(path, folder) && (path.length == folder.length || path.data[folder.length] == '/');
}

static bool is_address(Str written) {
    size_t colon = str_find(written, ':');
    return colon < written.length && colon > 0 && str_find(written, '/') > colon;
}

static bool refuse_path(Env *env, Str written, Span span) {
    Str hint = STR("give its path from the Markdown file, for instance pictures/bridge.jpg");
    if (written.length == 0)
        REPORT_ERROR(env, span, hint, "the picture has no file");
    else if (is_address(written))
        REPORT_ERROR(env, span, STR("save the picture beside the text and name that file"),
                     "the picture '%.*s' is not a file of the publication", STR_ARGS(written));
    else if (written.data[0] == '/' || written.data[0] == '\\')
        REPORT_ERROR(env, span, hint, "the picture '%.*s' has an absolute path", STR_ARGS(written));
    else
        return false;
    return true;
}

/* Where the file is, or would be if it were there. */
static Str locate(Env *env, Str folder, Str written) {
    Str path = path_join(env->scratch, folder, written);
    if (real_path(env->scratch, path).length > 0)
        return path;
    /* Markdown editors write a space in a name as %20. */
    Str decoded = path_join(env->scratch, folder, links_decode_percent(env->scratch, written));
    return real_path(env->scratch, decoded).length > 0 ? decoded : path;
}

static void report_missing(Env *env, Str path, Str written, Span span) {
    Str *names = NULL, hint = {0};
    size_t count = 0;
    if (file_list(env->scratch, str_to_c(env->scratch, path_folder(path)), &names, &count))
        hint = hint_nearest(env->scratch, path_name(written), names, count);
    REPORT_ERROR(env, span, hint, "there is no picture '%.*s'", STR_ARGS(written));
}

static const Picture *find_real(Env *env, Gallery *gallery, Str path, Str written, Span span) {
    Str real = real_path(env->scratch, path);
    Str holder = real.length > 0 ? real : real_path(env->scratch, path_folder(path));
    if (holder.length > 0 && !is_inside(holder, gallery->root)) {
        REPORT_ERROR(env, span, STR("put a copy of the picture into the publication's folder"),
                     "the picture '%.*s' lies outside the publication's folder", STR_ARGS(written));
        return NULL;
    }
    if (real.length == 0) {
        report_missing(env, path, written, span);
        return NULL;
    }
    for (size_t i = 0; i < gallery->count; i++)
        if (str_equal(gallery->entries[i].path, real))
            return gallery->entries[i].picture;
    Str shown = str_copy(env->keep, written);
    const Picture *picture = read_picture(env, str_to_c(env->scratch, path), shown, span);
    GalleryEntry entry = {str_copy(env->keep, real), picture};
    LIST_PUSH(env->keep, gallery->entries, gallery->count, gallery->capacity, entry);
    return picture;
}

const Picture *gallery_find(Env *env, Gallery *gallery, Str folder, Str written, Span span) {
    if (refuse_path(env, written, span))
        return NULL;
    ArenaMark mark = arena_mark(env->scratch);
    const Picture *picture = find_real(env, gallery, locate(env, folder, written), written, span);
    arena_reset(env->scratch, mark);
    return picture;
}
