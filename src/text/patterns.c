/*
 * text/patterns.c - hyphenation patterns, loaded and asked through libhyphen.
 *
 * The one idea: a file may have two levels, of which the first finds the seams of compounds and the second
 * divides what lies between. The first level of German is a list of 69,000 words, and libhyphen's loader,
 * whose hash table never grows, takes seconds for it. Such a list is loaded in slices, each a small
 * dictionary of its own; a seam is where the highest figure that any slice gives is odd, as it would be if
 * they were one.
 */
#include "text/patterns.h"

#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lines of a slice; a level up to twice as long is not cut. */
enum { SLICE_LINES = 5000 };

struct Patterns {
    HyphenDict **slices; /* of the first level, if that is long */
    size_t slice_count, slice_capacity;
    HyphenDict *words; /* everything, or the level behind the slices */
};

static void release_patterns(void *patterns) {
    hnj_hyphen_free(patterns);
}

static HyphenDict *load_text(Env *env, Str text) {
    FILE *file = fmemopen((void *)(uintptr_t)text.data, text.length, "r");
    HyphenDict *dictionary = file ? hnj_hyphen_load_file(file) : NULL;
    if (file)
        fclose(file);
    if (dictionary)
        arena_on_free(env->keep, release_patterns, dictionary);
    return dictionary;
}

/* Takes a line off the front, its end included. */
static Str next_line(Str *rest) {
    Str line = str_slice(*rest, 0, str_find(*rest, '\n') + 1);
    *rest = str_slice(*rest, line.length, rest->length);
    return line;
}

/* Lines of the first level and where the second begins; false if there is no second. */
static bool find_second_level(Str text, size_t *lines, Str *second) {
    *lines = 0;
    for (Str rest = text; rest.length > 0; ++*lines)
        if (str_starts(next_line(&rest), STR("NEXTLEVEL"))) {
            *second = rest;
            return true;
        }
    return false;
}

/* The encoding, which is the first line, with what stands behind it. */
static HyphenDict *load_part(Env *env, Str encoding, Str lines) {
    Buffer part = buffer_new(env->scratch);
    buffer_add(&part, encoding);
    buffer_add(&part, lines);
    return load_text(env, buffer_str(&part));
}

/* Settings, which begin with a capital, are for compounds as a whole and no patterns. */
static bool is_pattern(Str line) {
    return str_trim(line).length > 0 && line.data[0] != '#' && line.data[0] != '%' &&
           !(line.data[0] >= 'A' && line.data[0] <= 'Z');
}

static void load_slices(Env *env, Patterns *patterns, Str encoding, Str level) {
    Buffer slice = buffer_new(env->scratch);
    size_t lines = 0;
    while (level.length > 0) {
        Str line = next_line(&level);
        if (is_pattern(line)) {
            buffer_add(&slice, line);
            lines++;
        }
        if (lines < SLICE_LINES && level.length > 0)
            continue;
        HyphenDict *dictionary = load_part(env, encoding, buffer_str(&slice));
        if (dictionary)
            LIST_PUSH(env->keep, patterns->slices, patterns->slice_count, patterns->slice_capacity,
                      dictionary);
        slice.length = lines = 0;
    }
}

Patterns *patterns_load(Env *env, const char *path) {
    Str text, second;
    size_t lines;
    if (file_kind(path) != FILE_REGULAR || !file_read(env, path, (Span){0}, &text) || text.length == 0)
        return NULL;
    Patterns *patterns = ARENA_NEW(env->keep, Patterns);
    Str rest = text, encoding = next_line(&rest);
    bool long_list = !str_starts(encoding, STR("UTF-8")) && find_second_level(rest, &lines, &second) &&
                     lines > 2 * SLICE_LINES;
    if (long_list)
        load_slices(env, patterns, encoding, str_slice(rest, 0, rest.length - second.length));
    patterns->words = long_list ? load_part(env, encoding, second) : load_text(env, text);
    return patterns->words ? patterns : NULL;
}

const char *patterns_encoding(const Patterns *patterns) {
    return patterns->words->cset;
}

/* Raises each of the figures behind the word's characters to what the dictionary gives. */
static void ask(HyphenDict *dictionary, Str word, char *figures) {
    char hyphens[BYTE_LIMIT + 5] = {0};
    char **replacements = NULL;
    int *positions = NULL, *cuts = NULL;
    int failed = hnj_hyphen_hyphenate2(dictionary, word.data, (int)word.length, hyphens, NULL,
                                       &replacements, &positions, &cuts);
    for (size_t i = 0; i < word.length && !failed; i++)
        if (hyphens[i] > figures[i] && !(replacements && replacements[i]))
            figures[i] = hyphens[i];
    for (size_t i = 0; replacements && i < word.length; i++)
        free(replacements[i]);
    free(replacements);
    free(positions);
    free(cuts);
}

/* Each part between two seams is divided as a word of its own. */
static void divide_parts(const Patterns *patterns, Str word, char *figures) {
    size_t start = 0;
    for (size_t i = 0; i < word.length; i++) {
        bool seam = figures[i] & 1;
        figures[i] = 0;
        if (!seam && i + 1 < word.length)
            continue;
        ask(patterns->words, str_slice(word, start, i + 1), figures + start);
        figures[i] = seam;
        start = i + 1;
    }
}

void patterns_divide(const Patterns *patterns, Str word, bool marks[CHARACTER_LIMIT]) {
    char figures[BYTE_LIMIT + 1] = {0};
    for (size_t i = 0; i < patterns->slice_count; i++)
        ask(patterns->slices[i], word, figures);
    if (patterns->slice_count > 0)
        divide_parts(patterns, word, figures);
    else
        ask(patterns->words, word, figures);
    for (size_t i = 0; i < CHARACTER_LIMIT && i < word.length; i++)
        marks[i] = figures[i] & 1;
}
