/*
 * base/file.c - reading files and folders, and taking paths apart.
 *
 * The one idea: a path names whatever the author typed, so it is looked at only after it was opened, and
 * every way in which it is not a readable file becomes a message with its name in it.
 */
#include "base/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MAX = 1 << 30, PIPE_ROOM = 64 << 10 };

FileKind file_kind(const char *path) {
    struct stat status;
    if (stat(path, &status) != 0)
        return FILE_MISSING;
    if (S_ISREG(status.st_mode))
        return FILE_REGULAR;
    return S_ISDIR(status.st_mode) ? FILE_FOLDER : FILE_OTHER;
}

/* For a missing file: the name beside it that was probably meant. */
static Str hint_missing(Env *env, Str path) {
    Str *names, folder = path_folder(path);
    size_t count;
    const char *folder_path = str_to_c(env->scratch, folder);
    if (file_kind(folder_path) == FILE_MISSING)
        return str_format(env->keep, "there is no folder '%s' either", folder_path);
    if (!file_list(env->scratch, folder_path, &names, &count))
        return (Str){0};
    return hint_nearest(env->keep, path_name(path), names, count);
}

static bool report_unreadable(Env *env, const char *path, Span span, int error) {
    ArenaMark mark = arena_mark(env->scratch);
    if (error == ENOENT || error == ENOTDIR)
        REPORT_ERROR(env, span, hint_missing(env, str_from(path)), "there is no file '%s'", path);
    else if (error == EISDIR)
        REPORT_ERROR(env, span, STR("name a file in it"), "'%s' is a folder, not a file", path);
    else
        REPORT_ERROR(env, span, (Str){0}, "cannot read '%s': %s", path, strerror(error));
    arena_reset(env->scratch, mark);
    return false;
}

/* Sockets, disks and terminals are refused; a pipe is what "<(command)" gives. Sets errno. */
static bool is_readable_kind(int file, struct stat *status) {
    if (fstat(file, status) != 0)
        return false;
    if (S_ISREG(status->st_mode) || S_ISFIFO(status->st_mode))
        return true;
    errno = S_ISDIR(status->st_mode) ? EISDIR : EINVAL;
    return false;
}

/* Reads up to the end, whatever size the system announced; errno tells why not. */
static bool read_all(Arena *arena, int file, size_t announced, Str *bytes) {
    size_t capacity = announced + 1, length = 0;
    char *data = arena_alloc(arena, capacity);
    for (;;) {
        if (length == capacity) {
            size_t larger = capacity < PIPE_ROOM ? PIPE_ROOM : capacity * 2;
            data = arena_grow(arena, data, capacity, larger);
            capacity = larger;
        }
        ssize_t got = read(file, data + length, capacity - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        length += (size_t)got;
        if (length > FILE_MAX) {
            errno = EFBIG;
            return false;
        }
    }
    *bytes = (Str){data, length};
    return true;
}

bool file_read(Env *env, const char *path, Span span, Str *bytes) {
    *bytes = (Str){0};
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return report_unreadable(env, path, span, errno);
    struct stat status;
    bool fine = is_readable_kind(file, &status);
    if (fine && status.st_size > FILE_MAX) {
        errno = EFBIG;
        fine = false;
    }
    fine = fine && read_all(env->keep, file, (size_t)status.st_size, bytes);
    int error = errno;
    close(file);
    return fine || report_unreadable(env, path, span, error);
}

static int compare_names(const void *left, const void *right) {
    return str_compare(*(const Str *)left, *(const Str *)right);
}

bool file_list(Arena *arena, const char *path, Str **names, size_t *count) {
    *names = NULL;
    *count = 0;
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    size_t capacity = 0;
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(folder))) {
        Str name = str_from(entry->d_name);
        if (!str_equal_c(name, ".") && !str_equal_c(name, ".."))
            LIST_PUSH(arena, *names, *count, capacity, str_copy(arena, name));
    }
    int error = errno;
    closedir(folder);
    if (*count > 0)
        qsort(*names, *count, sizeof **names, compare_names);
    errno = error;
    return error == 0;
}

Str path_join(Arena *arena, Str folder, Str name) {
    if (folder.length == 0 || str_equal_c(folder, ".") || str_starts(name, STR("/")))
        return name;
    if (name.length == 0)
        return folder;
    const char *between = str_ends(folder, STR("/")) ? "" : "/";
    return str_format(arena, "%.*s%s%.*s", STR_ARGS(folder), between, STR_ARGS(name));
}

/* "a/b//" is "a/b"; the root stays. */
static Str without_last_slashes(Str path) {
    while (path.length > 1 && path.data[path.length - 1] == '/')
        path.length--;
    return path;
}

/* Where the last name of a path without slashes at its end begins. */
static size_t name_start(Str path) {
    size_t start = path.length;
    while (start > 0 && path.data[start - 1] != '/')
        start--;
    return start;
}

Str path_folder(Str path) {
    path = without_last_slashes(path);
    size_t start = name_start(path);
    if (start == 0)
        return STR(".");
    return without_last_slashes(str_slice(path, 0, start));
}

Str path_name(Str path) {
    path = without_last_slashes(path);
    if (str_equal_c(path, "/"))
        return path;
    return str_slice(path, name_start(path), path.length);
}

Str path_stem(Str path) {
    Str name = path_name(path);
    for (size_t i = name.length; i > 1; i--)
        if (name.data[i - 1] == '.' && !str_equal_c(name, ".."))
            return str_slice(name, 0, i - 1);
    return name;
}
