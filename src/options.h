/*
 * options.h - the command line as a request: for main.c.
 */
#ifndef TRYK_OPTIONS_H
#define TRYK_OPTIONS_H

#include "build.h"

typedef enum Command { COMMAND_BUILD, COMMAND_CHECK, COMMAND_EXPLAIN, COMMAND_INIT, COMMAND_HELP } Command;

/* Begun by main with arena, arguments and defaults; the texts are those of the arguments. */
typedef struct Request {
    Arena *arena;
    int count, next;     /* of the arguments */
    char **arguments;
    Str *words;          /* what is no option: the command first */
    size_t word_count, word_capacity;
    size_t layout_capacity;
    BuildWish wish;
    bool quiet, json, help, version;
} Request;

extern const char options_help[];

/* What fails here has told why on standard error. */
bool options_parse(Request *request);
bool options_find_command(Request *request, Command *command);
/* All publications in content/, all layouts in layouts/: where the command line names none. */
bool options_find_contents(Request *request);
bool options_find_layouts(Request *request);
/* Tells what is wrong with a word of the command line. Always false. */
bool options_complain(const char *text, Str word, Str hint);

#endif
