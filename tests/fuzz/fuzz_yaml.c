/*
 * fuzz/fuzz_yaml.c - any bytes as a layout file: read, checked, and asked for the style of a small document.
 */
#include "fuzz.h"

#include "read/read.h"

static void ask_styles(Env *env, const Design *design) {
    Doc *doc = doc_new(env->keep);
    Node *heading = doc_add(env->keep, doc, doc->root, NODE_HEADING, (Span){0});
    Node *paragraph = doc_add(env->keep, doc, doc->root, NODE_PARAGRAPH, (Span){0});
    heading->level = 1;
    doc_add(env->keep, doc, heading, NODE_TEXT, (Span){0})->text = STR("Title");
    doc_add(env->keep, doc, paragraph, NODE_TEXT, (Span){0})->text = STR("Text");
    doc_finish(env, doc);
    Cascade *cascade = design_cascade_new(env, design, doc);
    for (const Node *node = doc->root; node; node = doc_next(node, doc->root))
        design_node_style(cascade, node);
    design_place(cascade);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > INPUT_MAX)
        return 0;
    Env env = fuzz_env();
    ask_styles(&env,
               read_layout(&env, fuzz_file(env.keep, "layout.yaml", (Str){(const char *)data, size})));
    diags_print(env.diags, env.keep);
    fuzz_free(&env);
    return 0;
}
