/*
 * fuzz/fuzz.h - what the fuzz targets share. A target is one function, LLVMFuzzerTestOneInput, that takes
 * bytes and must neither crash nor loop; libFuzzer calls it ("make fuzz"), or replay.c does ("make test").
 */
#ifndef TRYK_FUZZ_H
#define TRYK_FUZZ_H

#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Above this an input says nothing that a smaller one does not. */
enum { INPUT_MAX = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void fuzz_remove_folder(void) {
    char command[64];
    snprintf(command, sizeof command, "rm -rf /tmp/tryk-fuzz-%ld", (long)getpid());
    if (system(command) != 0)
        fputs("the fuzz folder was not removed\n", stderr);
}

/* The path of a file with these bytes, in a folder of this process. */
static inline const char *fuzz_file(Arena *arena, const char *name, Str bytes) {
    Str folder = str_format(arena, "/tmp/tryk-fuzz-%ld", (long)getpid());
    if (mkdir(str_to_c(arena, folder), 0700) == 0)
        atexit(fuzz_remove_folder);
    const char *path = str_to_c(arena, path_join(arena, folder, str_from(name)));
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes.data, 1, bytes.length, file) != bytes.length || fclose(file) != 0)
        abort();
    return path;
}

static inline Env fuzz_env(void) {
    Arena *keep = arena_new();
    return (Env){.keep = keep, .scratch = arena_new(), .diags = diags_new(keep)};
}

static inline void fuzz_free(Env *env) {
    arena_free(env->scratch);
    arena_free(env->keep);
}

#endif
