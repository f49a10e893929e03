/*
 * fuzz/fuzz_layout.c - a made-up text in a made-up layout: pages come of it, and every word stands on them.
 *
 * The one idea: letters and figures survive whatever setting does to a text (dashes, quotes, hyphens,
 * capitals, breaks), so those of each node of the document are compared with those of the items that show
 * it, in the order of pages. Even seeds are set with the made-up font, since most of layout does not care.
 */
#include "fuzz.h"
#include "generate.h"

#include "layout/layout.h"
#include "read/read.h"

enum { REAL_FONT_ONCE_IN = 8 };

static void add_letters(Buffer *out, Str text) {
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code = utf8_lower(utf8_next(text, &offset));
        bool letter =
            (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 0xE0 && code < 0x250);
        if (letter && code != 0xF7)
            buffer_add_code(out, code);
    }
}

/* What the pages show of each node. */
static Buffer *collect_shown(Arena *arena, const Doc *doc, const Pages *pages) {
    Buffer *shown = ARENA_ARRAY(arena, Buffer, doc->node_count);
    for (NodeId id = 0; id < doc->node_count; id++)
        shown[id] = buffer_new(arena);
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->pages[p].count; i++) {
            const Item *item = &pages->pages[p].items[i];
            for (uint32_t k = 0; item->kind == ITEM_TEXT && item->node && k < item->text.count; k++)
                for (const GlyphRun *run = item->text.runs[k].run; run; run = run->next)
                    add_letters(&shown[item->node], run->text);
        }
    return shown;
}

static bool is_text(const Node *node) {
    return node->kind == NODE_TEXT || node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK;
}

/* A link may say more than its author, and code may have a label. */
static bool may_be_more(const Node *node, Str letters, Str shown) {
    const Node *link = node;
    while (link && link->kind != NODE_LINK)
        link = link->parent;
    return (link && str_starts(shown, letters)) ||
           (node->kind == NODE_CODE_BLOCK && str_ends(shown, letters));
}

static void compare(Env *env, const Node *node, Str shown) {
    Buffer wanted = buffer_new(env->scratch);
    add_letters(&wanted, node->text);
    Str letters = buffer_str(&wanted);
    if (str_equal(letters, shown) || may_be_more(node, letters, shown))
        return;
    fprintf(stderr, "node %u, line %u: \"%.*s\" is set as \"%.*s\"\n", (unsigned)node->id,
            (unsigned)node->span.line, STR_ARGS(letters), STR_ARGS(shown));
    abort();
}

static void print_input(Str text, Str layout) {
    if (getenv("FUZZ_PRINT"))
        fprintf(stderr, "%.*s\n=====\n%.*s\n=====\n", STR_ARGS(text), STR_ARGS(layout));
}

/* The picture that texts show, from the corpus of pictures; without it they name one that is missing. */
static void put_picture(Env *env) {
    Str bytes;
    const char *from = "tests/fuzz/corpus/picture/png";
    if (file_kind(from) == FILE_REGULAR && file_read(env, from, (Span){0}, &bytes))
        fuzz_file(env->keep, "p.png", bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Env env = fuzz_env();
    Choices choices = choices_from((Str){(const char *)data, size < INPUT_MAX ? size : INPUT_MAX});
    bool real = choose(&choices, REAL_FONT_ONCE_IN) == 0;
    Str layout = generate_layout(env.keep, &choices), text = generate_text(env.keep, &choices);
    print_input(text, layout);
    put_picture(&env);
    const Doc *doc = read_publication(&env, fuzz_file(env.keep, "text.md", text));
    const Design *design = read_layout(&env, fuzz_file(env.keep, "layout.yaml", layout));
    Str fonts = STR("fonts");
    Shaper *shaper = real ? text_shaper_new(&env, &fonts, 1) : text_fake_shaper_new(env.keep);
    const Pages *pages = layout_document(&env, doc, design, shaper, text_hyphenator_new(&env));
    Buffer *shown = collect_shown(env.keep, doc, pages);
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root))
        if (is_text(node))
            compare(&env, node, buffer_str(&shown[node->id]));
    pages_dump(env.keep, pages);
    diags_print(env.diags, env.keep);
    fuzz_free(&env);
    return 0;
}
