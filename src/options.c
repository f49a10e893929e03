/*
 * options.c - what stands on the command line, and what is meant where nothing stands.
 *
 * The one idea: an option is a row of a table; words that are no option are kept in order, and the first
 * of them is the command.
 */
#include "options.h"

#include "read/read.h"

#include <stdio.h>

static const Str COMMANDS[] = {STR_INIT("build"), STR_INIT("check"), STR_INIT("explain"), STR_INIT("init"),
                               STR_INIT("help")};

const char options_help[] =
    "tryk makes finished PDFs from Markdown and a layout.\n"
    "\n"
    "  tryk build [CONTENT...] [-l LAYOUT]... [-o DIR]   write DIR/PUBLICATION/LAYOUT.pdf\n"
    "  tryk check [CONTENT...] [-l LAYOUT]...            the same, writing nothing; with -e press also\n"
    "                                                    what a print shop would phone about\n"
    "  tryk explain LAYOUT SELECTOR                      which line sets what: 'section.goal h2'\n"
    "  tryk init DIR                                     a small publication to begin with\n"
    "  tryk help [layout | schema]                       this text, all words of a layout file, or\n"
    "                                                    those as a JSON schema for editors\n"
    "  tryk --version\n"
    "\n"
    "CONTENT is a Markdown file, or a folder whose *.md files are read in order of name (README.md is\n"
    "passed over). Without it: every such file and folder in content/.\n"
    "\n"
    "  -l, --layout FILE   a layout file; may be repeated. Without it: every *.yaml in layouts/, but for\n"
    "                      files that others use and that have no 'page' or 'pages' of their own\n"
    "  -e, --edition NAME  screen (LAYOUT.pdf), press (LAYOUT.press.pdf) or sheets (LAYOUT.sheets.pdf,\n"
    "                      and LAYOUT.office.pdf and so on where a layout has several of them);\n"
    "                      may be repeated, or several with commas. Without it: what the layout asks for\n"
    "      --scheme NAME   these sheets alone: one of the layout's own, or any scheme by itself: booklet,\n"
    "                      office, signatures, roll, zigzag, grid, repeat\n"
    "      --profile FILE  the print shop's ICC profile, in place of ISO Coated v2 300 % (FOGRA39)\n"
    "      --json          tryk check tells what it finds for the press as JSON, a line for each\n"
    "                      publication and layout; layouts/README.md has the fields\n"
    "  -o, --out DIR       where the PDFs go (out)\n"
    "  -q, --quiet         errors and warnings only\n"
    "      --guides        draw grid, frames, trim and safe zone over the pages\n"
    "      --png           write pictures of the pages too: LAYOUT-1.png\n"
    "      --index         write index.html, a page to hand out the PDFs with; also without --layout\n"
    "      --strict        a warning is an error\n"
    "      --readability   also tell how long words and sentences are, and name the longest\n"
    "      --dump WHAT     print 'pages', 'tags' or 'doc' as text, for tests\n"
    "  -h, --help          this text\n"
    "\n"
    "A PDF is dated by 'date' in the front matter, else by SOURCE_DATE_EPOCH, never by the clock.\n"
    "Exit code: 0 fine, 1 the input is wrong, 2 the command is wrong, 3 out of memory or disk space.\n";

typedef enum Option {
    OPTION_LAYOUT,
    OPTION_EDITION,
    OPTION_SCHEME,
    OPTION_PROFILE,
    OPTION_JSON,
    OPTION_OUT,
    OPTION_QUIET,
    OPTION_GUIDES,
    OPTION_PNG,
    OPTION_INDEX,
    OPTION_STRICT,
    OPTION_READABILITY,
    OPTION_DUMP,
    OPTION_HELP,
    OPTION_VERSION
} Option;

static const struct {
    Str name;
    char letter;
    bool takes_value;
} OPTIONS[] = {
    [OPTION_LAYOUT] = {STR_INIT("--layout"), 'l', true},
    [OPTION_EDITION] = {STR_INIT("--edition"), 'e', true},
    [OPTION_SCHEME] = {STR_INIT("--scheme"), 0, true},
    [OPTION_PROFILE] = {STR_INIT("--profile"), 0, true},
    [OPTION_JSON] = {STR_INIT("--json"), 0, false},
    [OPTION_OUT] = {STR_INIT("--out"), 'o', true},
    [OPTION_QUIET] = {STR_INIT("--quiet"), 'q', false},
    [OPTION_GUIDES] = {STR_INIT("--guides"), 0, false},
    [OPTION_PNG] = {STR_INIT("--png"), 0, false},
    [OPTION_INDEX] = {STR_INIT("--index"), 0, false},
    [OPTION_STRICT] = {STR_INIT("--strict"), 0, false},
    [OPTION_READABILITY] = {STR_INIT("--readability"), 0, false},
    [OPTION_DUMP] = {STR_INIT("--dump"), 0, true},
    [OPTION_HELP] = {STR_INIT("--help"), 'h', false},
    [OPTION_VERSION] = {STR_INIT("--version"), 0, false},
};

enum { OPTION_COUNT = sizeof OPTIONS / sizeof *OPTIONS };

/* ---- the arguments ---------------------------------------------------------------------------- */

bool options_complain(const char *text, Str word, Str hint) {
    fprintf(stderr, "tryk: %s '%.*s'\n", text, STR_ARGS(word));
    if (hint.length > 0)
        fprintf(stderr, "  hint: %.*s\n", STR_ARGS(hint));
    return false;
}

static bool parse_dump(Request *request, Str value) {
    static const Str KINDS[] = {STR_INIT("doc"), STR_INIT("pages"), STR_INIT("tags")};
    static const BuildMode MODES[] = {BUILD_DUMP_DOC, BUILD_DUMP_PAGES, BUILD_DUMP_TAGS};
    for (size_t i = 0; i < 3; i++)
        if (str_equal(value, KINDS[i])) {
            request->wish.mode = MODES[i];
            return true;
        }
    return options_complain("nothing can be dumped by the name", value,
                            hint_nearest(request->arena, value, KINDS, 3));
}

/* One or more, with commas between them; each adds to what was said before. */
static bool parse_editions(Request *request, Str value) {
    static const Str EDITIONS[EDITION_COUNT] = {STR_INIT("screen"), STR_INIT("press"), STR_INIT("sheets")};
    while (value.length > 0) {
        size_t comma = str_find(value, ','), edition = 0;
        Str name = str_trim(str_slice(value, 0, comma));
        while (edition < EDITION_COUNT && !str_equal(name, EDITIONS[edition]))
            edition++;
        if (edition == EDITION_COUNT)
            return options_complain("there is no edition", name,
                                    hint_nearest(request->arena, name, EDITIONS, EDITION_COUNT));
        request->wish.editions |= 1u << edition;
        value = str_slice(value, comma + 1, value.length);
    }
    return true;
}

static bool apply_option(Request *request, Option option, Str value) {
    BuildWish *wish = &request->wish;
    switch (option) {
    case OPTION_LAYOUT:
        LIST_PUSH(request->arena, wish->layouts, wish->layout_count, request->layout_capacity, value);
        return true;
    case OPTION_EDITION: return parse_editions(request, value);
    case OPTION_SCHEME:
        wish->scheme = value;
        wish->editions |= 1u << EDITION_SHEETS;
        return true;
    case OPTION_PROFILE: wish->profile = value; return true;
    case OPTION_JSON:
        request->json = true;
        wish->editions |= 1u << EDITION_PRESS;
        return true;
    case OPTION_OUT: wish->out = value; return true;
    case OPTION_QUIET: request->quiet = true; return true;
    case OPTION_GUIDES: wish->guides = true; return true;
    case OPTION_PNG: wish->pictures = true; return true;
    case OPTION_INDEX: wish->webpage = true; return true;
    case OPTION_STRICT: wish->strict = true; return true;
    case OPTION_READABILITY: wish->readability = true; return true;
    case OPTION_DUMP: return parse_dump(request, value);
    case OPTION_HELP: request->help = true; return true;
    case OPTION_VERSION: request->version = true; return true;
    }
    return false;
}

/* The value is what follows in the same argument, or else the next argument. */
static bool parse_option(Request *request, Option option, Str shown, Str attached, bool has_attached) {
    if (!OPTIONS[option].takes_value)
        return has_attached ? options_complain("no value can follow", shown, (Str){0})
                            : apply_option(request, option, (Str){0});
    if (!has_attached && request->next < request->count)
        attached = str_from(request->arguments[request->next++]);
    if (attached.length == 0)
        return options_complain("a value is missing behind", shown, (Str){0});
    return apply_option(request, option, attached);
}

static bool parse_long_option(Request *request, Str argument) {
    size_t equals = str_find(argument, '=');
    Str name = str_slice(argument, 0, equals), names[OPTION_COUNT];
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        names[i] = OPTIONS[i].name;
        if (str_equal(name, names[i]))
            return parse_option(request, (Option)i, name, str_slice(argument, equals + 1, argument.length),
                                equals < argument.length);
    }
    return options_complain("there is no option", name,
                            hint_nearest(request->arena, name, names, OPTION_COUNT));
}

/* -q, -lFILE or -l FILE; letters without a value may stand together. */
static bool parse_short_options(Request *request, Str argument) {
    for (size_t i = 1; i < argument.length; i++) {
        size_t option = 0;
        while (option < OPTION_COUNT && OPTIONS[option].letter != argument.data[i])
            option++;
        if (option == OPTION_COUNT)
            return options_complain("there is no option", argument, STR("tryk help lists all of them"));
        Str rest = str_slice(argument, i + 1, argument.length);
        bool takes_rest = OPTIONS[option].takes_value && rest.length > 0;
        if (!parse_option(request, (Option)option, argument, rest, takes_rest))
            return false;
        if (OPTIONS[option].takes_value)
            return true;
    }
    return true;
}

bool options_parse(Request *request) {
    bool options = true;
    while (request->next < request->count) {
        Str argument = str_from(request->arguments[request->next++]);
        bool fine = true;
        if (options && str_equal_c(argument, "--"))
            options = false;
        else if (options && str_starts(argument, STR("--")))
            fine = parse_long_option(request, argument);
        else if (options && str_starts(argument, STR("-")) && argument.length > 1)
            fine = parse_short_options(request, argument);
        else
            LIST_PUSH(request->arena, request->words, request->word_count, request->word_capacity,
                      argument);
        if (!fine)
            return false;
    }
    return true;
}

bool options_find_command(Request *request, Command *command) {
    Str word = request->words[0];
    size_t count = sizeof COMMANDS / sizeof *COMMANDS;
    for (size_t i = 0; i < count; i++)
        if (str_equal(word, COMMANDS[i])) {
            *command = (Command)i;
            return true;
        }
    Str hint = hint_nearest(request->arena, word, COMMANDS, count);
    if (hint.length == 0 && file_kind(str_to_c(request->arena, word)) != FILE_MISSING)
        hint = str_format(request->arena, "tryk build %.*s", STR_ARGS(word));
    return options_complain("there is no command", word,
                            hint.length > 0 ? hint : STR("tryk help lists all of them"));
}

/* ---- what the defaults mean ------------------------------------------------------------------- */

static bool is_publication(Arena *arena, Str folder, Str name) {
    FileKind kind = file_kind(str_to_c(arena, path_join(arena, folder, name)));
    if (str_starts(name, STR(".")))
        return false;
    return kind == FILE_FOLDER || (str_ends(name, STR(".md")) && !str_equal_c(name, "README.md"));
}

bool options_find_contents(Request *request) {
    Str *names, folder = STR("content");
    size_t count = 0, capacity = 0;
    BuildWish *wish = &request->wish;
    if (file_list(request->arena, "content", &names, &count))
        for (size_t i = 0; i < count; i++)
            if (is_publication(request->arena, folder, names[i]))
                LIST_PUSH(request->arena, wish->contents, wish->content_count, capacity,
                          path_join(request->arena, folder, names[i]));
    return wish->content_count > 0 ||
           options_complain("no Markdown files or folders in", STR("content/"),
                            STR("name what to build: tryk build minutes.md -l layouts/report-a4.yaml"));
}

/* A layout file as far as it matters here. */
typedef struct Candidate {
    Str path;
    const Tree *tree;
    bool used;
} Candidate;

static void mark_used(Candidate *candidates, size_t count, Arena *arena, Str folder, const Tree *use) {
    for (size_t i = 0; use && use->kind == TREE_SEQUENCE && i < use->count; i++)
        mark_used(candidates, count, arena, folder, &use->items[i]);
    if (!use || use->kind != TREE_SCALAR)
        return;
    Str path = path_join(arena, folder, use->text);
    for (size_t i = 0; i < count; i++)
        candidates[i].used = candidates[i].used || str_equal(candidates[i].path, path);
}

/* Mistakes in the files are left to the build, so what is said here is not shown. */
static size_t read_candidates(Arena *arena, Str folder, Candidate **candidates) {
    Env env = {.keep = arena, .scratch = arena_new(), .diags = diags_new(arena)};
    Str *names, text;
    size_t name_count, count = 0, capacity = 0;
    if (!file_list(arena, str_to_c(arena, folder), &names, &name_count))
        name_count = 0;
    for (size_t i = 0; i < name_count; i++) {
        if (!str_ends(names[i], STR(".yaml")) || str_starts(names[i], STR(".")))
            continue;
        Candidate candidate = {.path = path_join(arena, folder, names[i])};
        file_read(&env, str_to_c(arena, candidate.path), (Span){0}, &text);
        candidate.tree = read_yaml(&env, diags_add_source(env.diags, candidate.path, text), text, 1);
        LIST_PUSH(arena, *candidates, count, capacity, candidate);
    }
    arena_free(env.scratch);
    return count;
}

/* Every file in layouts/ but those that others use and that say nothing about pages themselves. */
bool options_find_layouts(Request *request) {
    Arena *arena = request->arena;
    BuildWish *wish = &request->wish;
    Candidate *candidates = NULL;
    size_t count = read_candidates(arena, STR("layouts"), &candidates);
    for (size_t i = 0; i < count; i++)
        mark_used(candidates, count, arena, STR("layouts"), tree_find(candidates[i].tree, "use"));
    for (size_t i = 0; i < count; i++) {
        const Tree *tree = candidates[i].tree;
        if (!candidates[i].used || tree_find(tree, "page") || tree_find(tree, "pages"))
            LIST_PUSH(arena, wish->layouts, wish->layout_count, request->layout_capacity,
                      candidates[i].path);
    }
    return wish->layout_count > 0 || options_complain("no layout files in", STR("layouts/"),
                                                      STR("name one: -l layouts/report-a4.yaml"));
}
