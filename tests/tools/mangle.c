/*
 * tools/mangle.c - spoils standard input in a few places, always the same for the same number: mangle NUMBER.
 *
 * A place is spoilt by another byte, a piece left out, a piece doubled, or a sign that matters in Markdown,
 * YAML or a picture's header.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LENGTH_MAX = 1 << 20, PLACES = 8, PIECE_MAX = 64 };

static const char *const SIGNS[] = {
    "\n",
    "\n\n",
    " ",
    "    ",
    "#",
    "*",
    "_",
    "`",
    "[",
    "](",
    ")",
    "![",
    ">",
    "- ",
    "1. ",
    "|",
    ":::",
    "---\n",
    "{",
    "}",
    "\"",
    "'",
    ": ",
    "&",
    "<",
    "<!--",
    "\\",
    "\t",
    "\r",
    "%",
    "mm",
    "pt",
    "-1",
    "1e9",
    "99999999999",
    "\xC3",
    "\xEF\xBF\xBF",
    "\xE2\x80\xAE",
    "*a",
    "&a ",
    "[[",
    "{{",
    "!!",
    "~",
    "@",
    "#id",
    "{#a .b c=d}",
};

static uint64_t random_next(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static size_t spoil(char *text, size_t length, uint64_t *state) {
    size_t place = random_next(state) % (length + 1);
    size_t piece = random_next(state) % PIECE_MAX;
    if (piece > length - place)
        piece = length - place;
    const char *sign = SIGNS[random_next(state) % (sizeof SIGNS / sizeof *SIGNS)];
    switch (random_next(state) % 4) {
    case 0: memset(text + place, (int)(random_next(state) % 256), piece > 0); return length;
    case 1: memmove(text + place, text + place + piece, length - place - piece); return length - piece;
    case 2: memmove(text + place + piece, text + place, length - place); return length + piece;
    default:
        memmove(text + place + strlen(sign), text + place, length - place);
        memcpy(text + place, sign, strlen(sign));
        return length + strlen(sign);
    }
}

int main(int count, char **arguments) {
    uint64_t state = count > 1 ? strtoull(arguments[1], NULL, 10) : 0;
    char *text = malloc(LENGTH_MAX + PLACES * PIECE_MAX);
    if (!text)
        return EXIT_FAILURE;
    size_t length = fread(text, 1, LENGTH_MAX, stdin);
    uint64_t places = random_next(&state) % PLACES + 1;
    for (uint64_t i = 0; i < places; i++)
        length = spoil(text, length, &state);
    fwrite(text, 1, length, stdout);
    free(text);
    return EXIT_SUCCESS;
}
