/*
 * The 652 examples of the CommonMark specification, as a package of Debian carries them: none may crash, and
 * none may lose text on its way to the document or from there to the page.
 *
 * JSON is YAML, so the project reads the examples itself.
 */
#include "layout/layout.h"
#include "read_fixture.h"

static const char *const EXAMPLES = "/usr/share/gocode/src/github.com/yuin/goldmark/_test/spec.json";

/* Characters that show: spaces of all kinds are left out, since setting may change them. */
static void add_visible(Buffer *out, Str text) {
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code = utf8_next(text, &offset);
        if (code > ' ' && code != 0xA0 && code != 0xAD)
            buffer_add_code(out, code);
    }
}

static uint32_t entity(Str name) {
    static const struct {
        Str name;
        uint32_t code;
    } known[] = {
        {STR_INIT("amp"), '&'}, {STR_INIT("lt"), '<'}, {STR_INIT("gt"), '>'}, {STR_INIT("quot"), '"'}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_equal(name, known[i].name))
            return known[i].code;
    return 0;
}

/* What a browser would show. */
static Str html_text(Arena *arena, Str html) {
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < html.length;) {
        Str rest = str_slice(html, i, html.length);
        size_t end = str_find(rest, html.data[i] == '<' ? '>' : ';');
        uint32_t code = html.data[i] == '&' ? entity(str_slice(rest, 1, end)) : 0;
        if (html.data[i] == '<' || code)
            i += end + 1;
        if (code)
            buffer_add_code(&out, code);
        else if (rest.data[0] != '<')
            buffer_add_byte(&out, html.data[i++]);
    }
    Buffer visible = buffer_new(arena);
    add_visible(&visible, buffer_str(&out));
    return buffer_str(&visible);
}

static Str document_text(Arena *arena, const Doc *doc) {
    Buffer out = buffer_new(arena);
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root))
        if (node->kind == NODE_TEXT || node->kind == NODE_CODE || node->kind == NODE_CODE_BLOCK)
            add_visible(&out, node->text);
    return buffer_str(&out);
}

static bool is_content(const Doc *doc, const Item *item) {
    if (item->kind != ITEM_TEXT || item->node == 0)
        return false;
    uint8_t kind = doc->nodes[item->node]->kind;
    /* Markers, what stands for a missing picture, and what a link without words says. */
    return kind != NODE_ITEM && kind != NODE_PICTURE && kind != NODE_LINK;
}

static Str page_text(Arena *arena, const Doc *doc, const Pages *pages) {
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < pages->count; i++)
        for (size_t k = 0; k < pages->pages[i].count; k++) {
            const Item *item = &pages->pages[i].items[k];
            for (uint32_t n = 0; is_content(doc, item) && n < item->text.count; n++) {
                const PlacedRun *placed = &item->text.runs[n];
                for (const GlyphRun *run = placed->run; run; run = run->next)
                    if (!(placed->flags & RUN_SOFT_HYPHEN))
                        add_visible(&out, run->text);
            }
        }
    return buffer_str(&out);
}

static void expect_same(Str wanted, Str found, const Tree *example, const char *where) {
    if (str_equal(wanted, found))
        return;
    print_message("example %.*s, %s:\n  wanted %.*s\n  found  %.*s\n",
                  STR_ARGS(tree_find(example, "example")->text), where, STR_ARGS(wanted), STR_ARGS(found));
    fail();
}

/* Raw HTML is skipped and pictures that are not there have no text: what is reported cannot be compared. */
static void try_example(Fixture *fixture, const Tree *example, const Design *design, Shaper *shaper) {
    Env *env = &fixture->env;
    const char *path = put_bytes(fixture, "example.md", tree_find(example, "markdown")->text);
    diags_clear(env->diags);
    Doc *doc = read_publication(env, path);
    bool told = diags_count(env->diags, SEVERITY_WARNING) + diags_count(env->diags, SEVERITY_ERROR) > 0;
    if (!doc)
        return;
    Str text = document_text(env->keep, doc);
    if (!told)
        expect_same(html_text(env->keep, tree_find(example, "html")->text), text, example, "document");
    Pages *pages = layout_document(env, doc, design, shaper, text_hyphenator_new(env));
    expect_same(text, page_text(env->keep, doc, pages), example, "page");
}

static void loses_no_text(void **state) {
    Fixture *fixture = *state;
    Env *env = &fixture->env;
    Str json;
    if (file_kind(EXAMPLES) != FILE_REGULAR)
        skip();
    assert_true(file_read(env, EXAMPLES, (Span){0}, &json));
    const Tree *examples = read_yaml(env, diags_add_source(env->diags, STR("examples"), json), json, 1);
    assert_int_equal(examples->count, 652);
    const char *layout =
        put_file(fixture, "plain.yaml", "styles: {document: {hyphenate: false, typography: none}}\n");
    const Design *design = read_layout(env, layout);
    Str fonts = STR("fonts");
    Shaper *shaper = text_shaper_new(env, &fonts, 1);
    for (size_t i = 0; i < examples->count; i++)
        try_example(fixture, &examples->items[i], design, shaper);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(loses_no_text, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
