/*
 * main.c - the commands, and what a person is told. options.c has the words of the command line.
 *
 * The one idea: results go to standard output, one line each, so that a script can read them; messages and
 * progress go to standard error. On a terminal a progress line stands below and is wiped before the next.
 */
#include "init.h"
#include "options.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { EXIT_USAGE = 2 };

/* ---- telling ---------------------------------------------------------------------------------- */

typedef struct Teller {
    BuildWatch watch; /* first, so that a watch is a teller */
    const Request *request;
    Arena *arena;
    bool progress, progress_shown;
} Teller;

static void wipe_progress(Teller *teller) {
    if (teller->progress_shown)
        fputs("\r\033[K", stderr);
    teller->progress_shown = false;
}

static void tell_stage(BuildWatch *watch, Str publication, Str layout, const char *doing) {
    Teller *teller = (Teller *)watch;
    if (!teller->progress)
        return;
    wipe_progress(teller);
    fprintf(stderr, "%.*s, %.*s: %s ...", STR_ARGS(publication), STR_ARGS(layout), doing);
    teller->progress_shown = true;
}

static void tell_messages(BuildWatch *watch, Str messages) {
    wipe_progress((Teller *)watch);
    fwrite(messages.data, 1, messages.length, stderr);
}

static void add_plural(Buffer *line, size_t count, const char *one, const char *many) {
    buffer_format(line, "%zu %s", count, count == 1 ? one : many);
}

static Str describe_result(const Teller *teller, const BuildResult *result) {
    Buffer line = buffer_new(teller->arena);
    if (result->outcome != BUILD_FINE) {
        buffer_format(&line, "tryk: %.*s: ", STR_ARGS(result->path));
        add_plural(&line, result->errors, "error", "errors");
        if (teller->request->wish.mode == BUILD_WRITE)
            buffer_add_c(&line, ", not written");
    } else if (result->ticket.length > 0) {
        buffer_format(&line, "%.*s: %.*s", STR_ARGS(result->path), STR_ARGS(result->ticket));
    } else {
        buffer_format(&line, "%.*s: ", STR_ARGS(result->path));
        add_plural(&line, result->pages, "page", "pages");
        buffer_add_c(&line, ", ");
        buffer_add_number(&line, (double)result->bytes / 1000, result->bytes < 10000 ? 1 : 0);
        buffer_add_c(&line, " kB, ");
        buffer_add_number(&line, result->seconds, 2);
        buffer_add_c(&line, " s");
        if (teller->request->wish.mode == BUILD_CHECK)
            buffer_add_c(&line, ", not written");
    }
    buffer_add_byte(&line, '\n');
    return buffer_str(&line);
}

static void tell_result(BuildWatch *watch, const BuildResult *result) {
    Teller *teller = (Teller *)watch;
    wipe_progress(teller);
    if (result->dump.length > 0) {
        fwrite(result->dump.data, 1, result->dump.length, stdout);
        return;
    }
    if (teller->request->json && result->json.length > 0) {
        fwrite(result->json.data, 1, result->json.length, stdout);
        return;
    }
    if (teller->request->quiet && result->outcome == BUILD_FINE)
        return;
    Str line = describe_result(teller, result);
    bool plain = result->outcome == BUILD_FINE && !teller->request->json;
    fwrite(line.data, 1, line.length, plain ? stdout : stderr);
    fflush(stdout);
}

/* In words, by the bounds of doc_lix. */
static const char *describe_lix(double lix) {
    static const struct {
        double below;
        const char *words;
    } steps[] = {{25, "very easy"}, {35, "easy"}, {45, "medium"}, {55, "hard"}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (lix < steps[i].below)
            return steps[i].words;
    return "very hard";
}

static void tell_readability(BuildWatch *watch, Str publication, const Readability *readability) {
    Teller *teller = (Teller *)watch;
    double words = (double)readability->words, sentences = (double)readability->sentences;
    Buffer line = buffer_new(teller->arena);
    wipe_progress(teller);
    buffer_format(&line, "%.*s: %zu words, ", STR_ARGS(publication), readability->words);
    buffer_add_number(&line, words > 0 ? words / sentences : 0, 1);
    buffer_format(&line, " a sentence, the longest has %zu; LIX ", readability->longest);
    buffer_add_number(&line, doc_lix(readability), 0);
    buffer_format(&line, ", %s\n", describe_lix(doc_lix(readability)));
    fwrite(line.data, 1, line.length, stdout);
}

/* ---- commands --------------------------------------------------------------------------------- */

static int run_build(Request *request, Command command) {
    BuildWish *wish = &request->wish;
    if (request->json && command != COMMAND_CHECK) {
        options_complain("only tryk check answers with", STR("--json"), (Str){0});
        return EXIT_USAGE;
    }
    if (command == COMMAND_CHECK && wish->mode == BUILD_WRITE)
        wish->mode = BUILD_CHECK;
    wish->contents = request->words + 1;
    wish->content_count = request->word_count - 1;
    if (wish->content_count == 0) {
        wish->contents = NULL;
        if (!options_find_contents(request))
            return BUILD_INPUT_WRONG;
    }
    wish->webpage = wish->webpage || wish->layout_count == 0;
    if (wish->layout_count == 0 && wish->mode != BUILD_DUMP_DOC && !options_find_layouts(request))
        return BUILD_INPUT_WRONG;
    Teller teller = {.request = request, .arena = request->arena};
    teller.watch = (BuildWatch){tell_stage, tell_messages, tell_result, tell_readability};
    teller.progress = isatty(STDERR_FILENO) && !request->quiet;
    return (int)build_run(request->arena, wish, &teller.watch);
}

static int run_help(const Request *request) {
    if (request->word_count < 2 || !str_equal_c(request->words[0], "help")) {
        fputs(options_help, stdout);
        return EXIT_SUCCESS;
    }
    static const Str TOPICS[] = {STR_INIT("layout"), STR_INIT("schema")};
    Str topic = request->words[1];
    bool schema = str_equal(topic, TOPICS[1]);
    if (!schema && !str_equal(topic, TOPICS[0])) {
        options_complain("there is no help about", topic, hint_nearest(request->arena, topic, TOPICS, 2));
        return EXIT_USAGE;
    }
    Str help = schema ? design_schema(request->arena) : design_help(request->arena);
    fwrite(help.data, 1, help.length, stdout);
    return EXIT_SUCCESS;
}

static void print(Str text, FILE *file) {
    if (text.length > 0)
        fwrite(text.data, 1, text.length, file);
}

static bool has_words(const Request *request, size_t count, const char *usage) {
    return request->word_count == count || options_complain("this is written", str_from(usage), (Str){0});
}

static int run_explain(const Request *request) {
    if (!has_words(request, 3, "tryk explain layouts/report-a4.yaml 'section.goal h2'"))
        return EXIT_USAGE;
    Env env = {request->arena, arena_new(), diags_new(request->arena)};
    const Design *design = read_layout(&env, str_to_c(request->arena, request->words[1]));
    Str selector = request->words[2];
    uint16_t file = diags_add_source(env.diags, STR("selector"), selector);
    Str told = design_explain(&env, design, selector, (Span){.file = file, .line = 1, .column = 1});
    Str messages = diags_print(env.diags, request->arena);
    print(messages, stderr);
    print(told, stdout);
    size_t errors = diags_count(env.diags, SEVERITY_ERROR);
    arena_free(env.scratch);
    return errors > 0 ? BUILD_INPUT_WRONG : EXIT_SUCCESS;
}

static int run_init(Request *request) {
    if (!has_words(request, 2, "tryk init my-publication"))
        return EXIT_USAGE;
    Env env = {request->arena, arena_new(), diags_new(request->arena)};
    BuildOutcome code = init_write(&env, request->words[1]);
    Str messages = diags_print(env.diags, request->arena);
    print(messages, stderr);
    arena_free(env.scratch);
    if (code == BUILD_FINE && !request->quiet)
        printf("%.*s: cd %.*s && tryk build\n", STR_ARGS(request->words[1]), STR_ARGS(request->words[1]));
    return (int)code;
}

static int run_command(Request *request, Command command) {
    switch (command) {
    case COMMAND_EXPLAIN: return run_explain(request);
    case COMMAND_INIT: return run_init(request);
    case COMMAND_HELP: return run_help(request);
    default: return run_build(request, command);
    }
}

static int run_request(Request *request) {
    Command command = COMMAND_BUILD;
    if (!options_parse(request))
        return EXIT_USAGE;
    if (request->version) {
        puts("tryk " TRYK_VERSION);
        return EXIT_SUCCESS;
    }
    if (request->help)
        return run_help(request);
    if (request->word_count == 0) {
        fputs(options_help, stderr);
        return EXIT_USAGE;
    }
    if (!options_find_command(request, &command))
        return EXIT_USAGE;
    return run_command(request, command);
}

int main(int argument_count, char **arguments) {
    Arena *arena = arena_new();
    Request request = {.arena = arena, .count = argument_count, .next = 1, .arguments = arguments};
    request.wish.out = STR("out");
    int code = run_request(&request);
    arena_free(arena);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("tryk: cannot write to standard output\n", stderr);
        code = BUILD_NO_ROOM;
    }
    return code;
}
