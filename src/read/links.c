/*
 * read/links.c - which addresses a link may have.
 *
 * The one idea: a link to another place of the publication is kept as #name and resolved when all is read;
 * anything else must be an address that works in a PDF on somebody else's machine.
 */
#include "read/markdown.h"

static int hex_value(char byte) {
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

Str links_decode_percent(Arena *arena, Str text) {
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        bool room = text.data[i] == '%' && i + 2 < text.length;
        int high = room ? hex_value(text.data[i + 1]) : -1;
        int low = room ? hex_value(text.data[i + 2]) : -1;
        bool code = high >= 0 && low >= 0 && high * 16 + low >= 0x20;
        buffer_add_byte(&out, code ? (char)(high * 16 + low) : text.data[i]);
        i += code ? 2 : 0;
    }
    return buffer_str(&out);
}

/* Control characters and spaces could hide what an address begins with. */
static Str without_controls(Arena *arena, Str text) {
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.data[i] >= 0x20 && (unsigned char)text.data[i] != 0x7f)
            buffer_add_byte(&out, text.data[i]);
    return str_trim(buffer_str(&out));
}

/* What stands before the colon, in lower case; empty if the address is a relative one. */
static Str find_scheme(Arena *arena, Str url) {
    Buffer scheme = buffer_new(arena);
    for (size_t i = 0; i < url.length; i++) {
        char byte = url.data[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        bool other = (byte >= '0' && byte <= '9') || byte == '+' || byte == '-' || byte == '.';
        if (byte == ':' && i > 0)
            return buffer_str(&scheme);
        if (!letter && (!other || i == 0))
            break;
        buffer_add_code(&scheme, utf8_lower((unsigned char)byte));
    }
    return (Str){0};
}

static bool is_refused(Str scheme) {
    static const Str refused[] = {
        STR_INIT("javascript"),
        STR_INIT("vbscript"),
        STR_INIT("data"),
        STR_INIT("file"),
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (str_equal(scheme, refused[i]))
            return true;
    return false;
}

/* goals.md#our-goals points into the same publication; empty if the address does not look so. */
static Str heading_in_file(Str url) {
    size_t sign = str_find(url, '#');
    Str file = str_slice(url, 0, sign);
    return sign < url.length && str_ends(file, STR(".md")) ? str_slice(url, sign, url.length) : (Str){0};
}

static Str report_relative(Builder *builder, Str url, Span span) {
    Arena *scratch = builder->env->scratch;
    Str hint = STR("write the whole address, https://..., or #name for a heading in this publication");
    if (str_starts(url, STR("www.")))
        hint = str_format(scratch, "write https://%.*s", STR_ARGS(url));
    REPORT_WARNING(builder->env, span, hint, "the link to '%.*s' will not work in a PDF", STR_ARGS(url));
    return str_copy(builder->env->keep, url);
}

Str builder_link_url(Builder *builder, Str written, Span span) {
    Env *env = builder->env;
    Str url = without_controls(env->scratch, written);
    Str scheme = find_scheme(env->scratch, url);
    if (url.length == 0) {
        REPORT_WARNING(env, span, STR("write the address in the round brackets"), "the link leads nowhere");
        return (Str){0};
    }
    if (is_refused(scheme)) {
        REPORT_ERROR(env, span, STR("link to https://... or mailto:..."), "a link may not be '%.*s:'",
                     STR_ARGS(scheme));
        return (Str){0};
    }
    if (scheme.length > 0)
        return str_copy(env->keep, url);
    Str inside = url.data[0] == '#' ? url : heading_in_file(url);
    if (inside.length > 0)
        return links_decode_percent(env->keep, inside);
    return report_relative(builder, url, span);
}
