/*
 * fuzz/fuzz_picture.c - any bytes as a picture: refused with a reason, or whole.
 */
#include "fuzz.h"

#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > INPUT_MAX)
        return 0;
    Env env = fuzz_env();
    const char *path = fuzz_file(env.keep, "picture.png", (Str){(const char *)data, size});
    const Picture *picture = read_picture(&env, path, STR("picture.png"), (Span){0});
    if (!picture && diags_count(env.diags, SEVERITY_ERROR) == 0)
        abort();
    if (picture && !picture->jpeg &&
        picture->data.length < (size_t)picture->width * picture->height * picture->components)
        abort();
    diags_print(env.diags, env.keep);
    fuzz_free(&env);
    return 0;
}
