/*
 * fuzz/replay.c - runs a fuzz target over files, and over numbers that stand for inputs, where libFuzzer is
 * not: replay [--seeds FIRST LAST] FILE...
 *
 * An input that takes longer than ten seconds counts as one that never ends.
 */
#include "fuzz.h"

enum { SECONDS_MAX = 10, FILE_MAX = 1 << 20 };

static void run_input(const uint8_t *data, size_t size) {
    alarm(SECONDS_MAX);
    LLVMFuzzerTestOneInput(data, size);
    alarm(0);
}

/* The number's bytes, which a target that makes texts of choices goes on from by itself. */
static void run_seed(unsigned long seed) {
    uint8_t bytes[8];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(seed >> (8 * i));
    fprintf(stderr, "seed %lu\n", seed);
    run_input(bytes, sizeof bytes);
}

static bool run_file(const char *path) {
    static uint8_t bytes[FILE_MAX];
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    fprintf(stderr, "%s\n", path);
    run_input(bytes, size);
    return true;
}

int main(int count, char **arguments) {
    int first = 1;
    if (count > 3 && strcmp(arguments[1], "--seeds") == 0) {
        unsigned long last = strtoul(arguments[3], NULL, 10);
        for (unsigned long seed = strtoul(arguments[2], NULL, 10); seed <= last; seed++)
            run_seed(seed);
        first = 4;
    }
    for (int i = first; i < count; i++)
        if (!run_file(arguments[i]))
            return EXIT_FAILURE;
    return EXIT_SUCCESS;
}
