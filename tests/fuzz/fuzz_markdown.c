/*
 * fuzz/fuzz_markdown.c - any bytes as a Markdown file: read, and told as text.
 */
#include "fuzz.h"

#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > INPUT_MAX)
        return 0;
    Env env = fuzz_env();
    const Doc *doc =
        read_publication(&env, fuzz_file(env.keep, "text.md", (Str){(const char *)data, size}));
    if (doc)
        doc_dump(env.keep, doc);
    diags_print(env.diags, env.keep);
    fuzz_free(&env);
    return 0;
}
