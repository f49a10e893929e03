/*
 * preview.c - runs pdftoppm and puts what it made in place.
 *
 * The one idea: the pictures are made under a hidden name beside their place and renamed when all of them
 * are there, as every file that we write.
 */
#include "preview.h"

#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Its own messages speak of the PDF's insides and help nobody: they are not shown. */
static int run_quietly(char *const arguments[]) {
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", 1, 0);
    int error = posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0)
        return error == ENOENT ? 127 : -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool draw(Env *env, Severity severity, char *const arguments[], Str pdf) {
    int code = run_quietly(arguments);
    if (code == 127)
        diags_report(env->diags, severity, (Span){0}, STR("apt-get install poppler-utils"),
                     "the program pdftoppm, which draws pictures of pages, is missing");
    else if (code != 0)
        diags_report(env->diags, severity, (Span){0}, (Str){0}, "pdftoppm cannot draw the pages of '%.*s'",
                     STR_ARGS(pdf));
    return code == 0;
}

/* Whether a file is NAME-1.png or the like, with what stands before. */
static bool is_page_of(Str file, Str name) {
    if (!str_starts(file, name) || !str_ends(file, STR(".png")) || file.length < name.length + 6)
        return false;
    Str digits = str_slice(file, name.length, file.length - 4);
    bool fine = digits.data[0] == '-' && digits.length > 1;
    for (size_t i = 1; i < digits.length; i++)
        fine = fine && digits.data[i] >= '0' && digits.data[i] <= '9';
    return fine;
}

/* Every file of that kind is removed, or renamed to go without its first character. */
static bool settle(Env *env, Str folder, Str name, bool keep) {
    Str *files;
    size_t count;
    bool fine = file_list(env->keep, str_to_c(env->keep, folder), &files, &count);
    for (size_t i = 0; fine && i < count; i++) {
        if (!is_page_of(files[i], name))
            continue;
        char *from = str_to_c(env->keep, path_join(env->keep, folder, files[i]));
        Str shown = str_slice(files[i], 1, files[i].length);
        if (keep)
            fine = rename(from, str_to_c(env->keep, path_join(env->keep, folder, shown))) == 0;
        else
            fine = unlink(from) == 0;
    }
    if (!fine)
        REPORT_ERROR(env, (Span){0}, (Str){0}, "cannot write pictures of pages in '%.*s': %s",
                     STR_ARGS(folder), strerror(errno));
    return fine;
}

bool preview_pages(Env *env, Str folder, Str name, int dpi) {
    Arena *arena = env->keep;
    Str pdf = str_format(arena, "%.*s/%.*s.pdf", STR_ARGS(folder), STR_ARGS(name));
    Str hidden = str_format(arena, ".%.*s", STR_ARGS(name));
    char *resolution = str_to_c(arena, str_format(arena, "%d", dpi));
    char *arguments[] = {"pdftoppm",
                         "-png",
                         "-r",
                         resolution,
                         str_to_c(arena, pdf),
                         str_to_c(arena, path_join(arena, folder, hidden)),
                         NULL};
    bool drawn = draw(env, SEVERITY_ERROR, arguments, pdf);
    if (!drawn)
        settle(env, folder, hidden, false);
    return drawn && settle(env, folder, name, false) && settle(env, folder, hidden, true);
}

bool preview_cover(Env *env, Str folder, Str name, int pixels) {
    Arena *arena = env->keep;
    Str pdf = str_format(arena, "%.*s/%.*s.pdf", STR_ARGS(folder), STR_ARGS(name));
    Str hidden = str_format(arena, "%.*s/.%.*s", STR_ARGS(folder), STR_ARGS(name));
    char *side = str_to_c(arena, str_format(arena, "%d", pixels));
    char *arguments[] = {
        "pdftoppm", "-png", "-singlefile", "-scale-to", side, str_to_c(arena, pdf), str_to_c(arena, hidden),
        NULL};
    char *from = str_to_c(arena, str_format(arena, "%.*s.png", STR_ARGS(hidden)));
    char *to = str_to_c(arena, str_format(arena, "%.*s/%.*s.png", STR_ARGS(folder), STR_ARGS(name)));
    return draw(env, SEVERITY_WARNING, arguments, pdf) && rename(from, to) == 0;
}
