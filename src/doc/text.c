/*
 * doc/text.c - the plain text of a node, and the id that a heading gets from it.
 */
#include "doc/doc.h"

/* What a node itself says, without its children. */
static Str own_text(const Node *node) {
    switch (node->kind) {
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_CODE_BLOCK: return node->text;
    case NODE_PICTURE: return node->picture.alt;
    case NODE_LINE_BREAK: return STR(" ");
    default: return (Str){0};
    }
}

Str doc_text(Arena *arena, const Node *node) {
    Buffer text = buffer_new(arena);
    for (const Node *at = node; at; at = doc_next(at, node)) {
        bool parted = text.length == 0 || text.data[text.length - 1] == ' ';
        if (at != node && !doc_is_inline(at) && !parted)
            buffer_add_byte(&text, ' ');
        buffer_add(&text, own_text(at));
    }
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == '\n')
            text.data[i] = ' ';
    return str_trim(buffer_str(&text));
}

/* Letters that become two; the Danish ones first, since they are the reason. */
static const char *spell_out(uint32_t code) {
    static const struct {
        uint32_t code;
        const char *spelling;
    } pairs[] = {
        {0xe5, "aa"}, {0xe6, "ae"}, {0xf8, "oe"}, {0xfe, "th"}, {0xdf, "ss"}, {0x133, "ij"}, {0x153, "oe"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].code == code)
            return pairs[i].spelling;
    return NULL;
}

/* A lower-case letter without its accent as ASCII, or 0. Covers U+00E0 to U+017F. */
static char base_letter(uint32_t code) {
    static const char from_e0[] = "aaaaaa?ceeeeiiiidnooooo??uuuuy?y";
    static const char from_100[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
                                   "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    char letter = 0;
    if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9'))
        letter = (char)code;
    else if (code >= 0xe0 && code <= 0xff)
        letter = from_e0[code - 0xe0];
    else if (code >= 0x100 && code - 0x100 < sizeof from_100 - 1)
        letter = from_100[code - 0x100];
    return letter == '?' ? 0 : letter;
}

static bool is_combining(uint32_t code) {
    return code >= 0x300 && code <= 0x36f;
}

Str doc_slug(Arena *arena, Str text) {
    Buffer slug = buffer_new(arena);
    bool gap = false;
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code = utf8_lower(utf8_next(text, &offset));
        const char *pair = spell_out(code);
        char letter = base_letter(code);
        if (is_combining(code))
            continue;
        if (!pair && !letter) {
            gap = true;
            continue;
        }
        if (gap && slug.length > 0)
            buffer_add_byte(&slug, '-');
        gap = false;
        if (pair)
            buffer_add_c(&slug, pair);
        else
            buffer_add_byte(&slug, letter);
    }
    return buffer_str(&slug);
}
