/*
 * base/file_write.c - puts a whole file in place of the old one, or leaves the old one alone.
 *
 * The one idea: the bytes go into a part beside the target, and a rename, which cannot fail halfway, puts
 * it in place. The part must not survive an interrupt, and a signal handler can only reach a global: its
 * path is the one mutable variable of the program that lives outside a function.
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PART_NAME_MAX = 200, ANY_MODE = 0666, ANY_FOLDER_MODE = 0777 };

static const int INTERRUPTS[] = {SIGINT, SIGTERM, SIGHUP};

enum { INTERRUPT_COUNT = sizeof INTERRUPTS / sizeof *INTERRUPTS };

static struct {
    char path[PATH_MAX];
    volatile sig_atomic_t exists;
} part;

typedef struct Guard {
    struct sigaction interrupts[INTERRUPT_COUNT], too_large;
} Guard;

static void remove_part_and_die(int signal_number) {
    if (part.exists)
        unlink(part.path);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* An interrupt that the caller ignores (nohup) stays ignored; a file size limit becomes a failed write. */
static void guard_begin(Guard *guard) {
    struct sigaction remove = {.sa_handler = remove_part_and_die};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGXFSZ, &ignore, &guard->too_large);
    for (int i = 0; i < INTERRUPT_COUNT; i++) {
        sigaction(INTERRUPTS[i], NULL, &guard->interrupts[i]);
        if (guard->interrupts[i].sa_handler != SIG_IGN)
            sigaction(INTERRUPTS[i], &remove, NULL);
    }
}

static void guard_end(const Guard *guard) {
    for (int i = 0; i < INTERRUPT_COUNT; i++)
        sigaction(INTERRUPTS[i], &guard->interrupts[i], NULL);
    sigaction(SIGXFSZ, &guard->too_large, NULL);
}

static bool write_all(int file, Str bytes) {
    while (bytes.length > 0) {
        ssize_t written = write(file, bytes.data, bytes.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes = str_slice(bytes, (size_t)written, bytes.length);
    }
    return true;
}

/* Closes in any case; the first error is the one that errno keeps. */
static bool write_and_close(int file, Str bytes) {
    if (!write_all(file, bytes)) {
        int error = errno;
        close(file);
        errno = error;
        return false;
    }
    return close(file) == 0;
}

/* A device or pipe cannot be renamed over. */
static bool write_directly(const char *path, Str bytes) {
    int file = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return file >= 0 && write_and_close(file, bytes);
}

static bool name_part(const char *path) {
    Str folder = path_folder(str_from(path));
    Str name = str_slice(path_name(str_from(path)), 0, PART_NAME_MAX);
    int length = snprintf(part.path, sizeof part.path, "%.*s/.%.*s.%ld.part", STR_ARGS(folder),
                          STR_ARGS(name), (long)getpid());
    if (length > 0 && (size_t)length < sizeof part.path)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

/* What a killed process of the same number left behind is in nobody's way. */
static int create_part(void) {
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int file = open(part.path, flags, ANY_MODE);
    if (file < 0 && errno == EEXIST && unlink(part.path) == 0)
        file = open(part.path, flags, ANY_MODE);
    return file;
}

static bool write_part_and_rename(const char *path, Str bytes, const struct stat *old) {
    int file = create_part();
    if (file < 0)
        return false;
    if (old) /* where permissions cannot be set, the usual ones do */
        (void)fchmod(file, old->st_mode & ANY_FOLDER_MODE);
    return write_and_close(file, bytes) && rename(part.path, path) == 0;
}

static bool replace_file(const char *path, Str bytes, const struct stat *old) {
    if (!name_part(path))
        return false;
    Guard guard;
    guard_begin(&guard);
    part.exists = 1;
    bool fine = write_part_and_rename(path, bytes, old);
    int error = errno;
    if (!fine)
        unlink(part.path);
    part.exists = 0;
    guard_end(&guard);
    errno = error;
    return fine;
}

/* errno tells why not; a folder that is there counts even where none may be made. */
static bool make_folder(const char *path, bool *made) {
    *made = mkdir(path, ANY_FOLDER_MODE) == 0;
    int error = errno;
    bool fine = *made || file_kind(path) == FILE_FOLDER;
    errno = error == EEXIST ? ENOTDIR : error;
    return fine;
}

/* Makes the folders that a path lies in; the path of the first new one has the length made_from. */
static bool make_folders(char *path, size_t *made_from) {
    bool fine = true;
    *made_from = SIZE_MAX;
    for (char *slash = strchr(path, '/'); slash && fine; slash = strchr(slash + 1, '/')) {
        if (slash == path)
            continue;
        bool made;
        *slash = '\0';
        fine = make_folder(path, &made);
        *slash = '/';
        if (made && *made_from == SIZE_MAX)
            *made_from = (size_t)(slash - path);
    }
    return fine;
}

/* Only empty ones go, so nothing is lost if somebody else moved in. */
static void remove_folders(char *path, size_t made_from) {
    for (char *slash; (slash = strrchr(path, '/')) && (size_t)(slash - path) >= made_from;) {
        *slash = '\0';
        rmdir(path);
    }
}

static bool write_new(const char *path, Str bytes) {
    char folders[PATH_MAX];
    if (strlen(path) >= sizeof folders) {
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(folders, path);
    size_t made_from;
    bool fine = make_folders(folders, &made_from) && replace_file(path, bytes, NULL);
    int error = errno;
    if (!fine)
        remove_folders(folders, made_from);
    errno = error;
    return fine;
}

/* A link keeps pointing to where it points: the file behind it is replaced. */
static bool write_over(const char *path, Str bytes, const struct stat *old) {
    char target[PATH_MAX];
    return realpath(path, target) && replace_file(target, bytes, old);
}

bool file_write(const char *path, Str bytes) {
    struct stat old;
    if (stat(path, &old) != 0)
        return write_new(path, bytes);
    if (S_ISDIR(old.st_mode)) {
        errno = EISDIR;
        return false;
    }
    return S_ISREG(old.st_mode) ? write_over(path, bytes, &old) : write_directly(path, bytes);
}
