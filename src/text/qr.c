/*
 * text/qr.c - a text as a QR code (ISO/IEC 18004), by libqrencode.
 *
 * The one idea: what leaves here is a field of dark and light modules and nothing else; how large they are
 * and what stands around them is a matter of layout.
 */
#include "text/text.h"

#include <qrencode.h>
#include <stdlib.h>

/* One error in seven modules is mended: what signs and posters use. */
static const QRecLevel LEVEL = QR_ECLEVEL_M;

/* An address is ASCII alone (RFC 3986, 2.1), so that no reader has to guess; other texts stay. */
static Str escape_address(Arena *arena, Str text) {
    static const char DIGITS[] = "0123456789ABCDEF";
    if (!str_starts(text, STR("http://")) && !str_starts(text, STR("https://")))
        return text;
    Buffer out = buffer_new(arena);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte > ' ' && byte < 0x7f)
            buffer_add_byte(&out, (char)byte);
        else
            buffer_format(&out, "%%%c%c", DIGITS[byte >> 4], DIGITS[byte & 15]);
    }
    return buffer_str(&out);
}

const Code *text_code(Arena *arena, Str text) {
    char *bytes = str_to_c(arena, escape_address(arena, text));
    QRcode *qr = text.length > 0 ? QRcode_encodeString8bit(bytes, 0, LEVEL) : NULL;
    if (!qr)
        return NULL;
    uint32_t side = (uint32_t)qr->width;
    uint8_t *modules = arena_alloc(arena, (size_t)side * side);
    for (size_t i = 0; i < (size_t)side * side; i++)
        modules[i] = qr->data[i] & 1;
    QRcode_free(qr);
    Code *code = ARENA_NEW(arena, Code);
    *code = (Code){side, modules};
    return code;
}
