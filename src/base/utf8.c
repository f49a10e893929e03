/*
 * base/utf8.c - code points in and out of UTF-8, and letter case.
 *
 * The one idea: the first byte alone fixes the length and the range of the second byte, which rules out
 * overlong forms, surrogates and anything above U+10FFFF; each byte that fits nowhere is worth one U+FFFD.
 */
#include "base/base.h"

#include <string.h>

static const uint32_t REPLACEMENT = 0xFFFD;

enum { LAST_CODE = 0x10FFFF, FIRST_SURROGATE = 0xD800, LAST_SURROGATE = 0xDFFF };

/* Bytes of the well-formed character at the front of a text that is not empty, or 0. */
static size_t sequence_length(const unsigned char *bytes, size_t left) {
    unsigned char first = bytes[0];
    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4)
        return 0;
    size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (left < length)
        return 0;
    unsigned char lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < lowest || bytes[1] > highest)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

uint32_t utf8_next(Str text, size_t *offset) {
    if (*offset >= text.length)
        return 0;
    const unsigned char *bytes = (const unsigned char *)text.data + *offset;
    size_t length = sequence_length(bytes, text.length - *offset);
    if (length == 0) {
        *offset += 1;
        return REPLACEMENT;
    }
    *offset += length;
    if (length == 1)
        return bytes[0];
    uint32_t code = bytes[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++)
        code = code << 6 | (bytes[i] & 0x3Fu);
    return code;
}

size_t utf8_step_back(Str text, size_t offset) {
    offset--;
    for (int i = 0; i < 3 && offset > 0 && (text.data[offset] & 0xC0) == 0x80; i++)
        offset--;
    return offset;
}

uint32_t utf8_code_at(Str text, size_t offset) {
    return utf8_next(text, &offset);
}

uint32_t utf8_code_before(Str text, size_t offset) {
    return offset > 0 ? utf8_code_at(text, utf8_step_back(text, offset)) : 0;
}

size_t utf8_encode(uint32_t code, char out[4]) {
    if (code > LAST_CODE || (code >= FIRST_SURROGATE && code <= LAST_SURROGATE))
        code = REPLACEMENT;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)((0xF00u >> length & 0xF0) | code);
    return length;
}

/* Skips eight plain bytes at a time: nearly all text is ASCII. */
static size_t skip_ascii(Str text, size_t offset) {
    uint64_t word;
    while (text.length - offset >= sizeof word) {
        memcpy(&word, text.data + offset, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
        offset += sizeof word;
    }
    return offset;
}

size_t utf8_check(Str text) {
    size_t offset = 0;
    while ((offset = skip_ascii(text, offset)) < text.length) {
        const unsigned char *bytes = (const unsigned char *)text.data + offset;
        size_t length = sequence_length(bytes, text.length - offset);
        if (length == 0)
            return offset;
        offset += length;
    }
    return text.length;
}

size_t utf8_count(Str text) {
    size_t count = 0;
    for (size_t offset = 0; offset < text.length;) {
        size_t plain = skip_ascii(text, offset) - offset;
        count += plain;
        offset += plain;
        if (offset < text.length) {
            utf8_next(text, &offset);
            count++;
        }
    }
    return count;
}

/* Every step-th code from first to last is a lower case letter; its capital is shift away. */
typedef struct CaseRange {
    uint16_t first, last;
    uint16_t step;
    int16_t shift;
} CaseRange;

static const CaseRange CASE_RANGES[] = {
    {0x0061, 0x007A, 1, -32}, {0x00E0, 0x00F6, 1, -32},   {0x00F8, 0x00FE, 1, -32},
    {0x00FF, 0x00FF, 1, 121}, {0x0101, 0x012F, 2, -1},    {0x0133, 0x0137, 2, -1},
    {0x013A, 0x0148, 2, -1},  {0x014B, 0x0177, 2, -1},    {0x017A, 0x017E, 2, -1},
    {0x0180, 0x0180, 1, 195}, {0x0183, 0x0185, 2, -1},    {0x0188, 0x0188, 1, -1},
    {0x018C, 0x018C, 1, -1},  {0x0192, 0x0192, 1, -1},    {0x0195, 0x0195, 1, 97},
    {0x0199, 0x0199, 1, -1},  {0x019A, 0x019A, 1, 163},   {0x019E, 0x019E, 1, 130},
    {0x01A1, 0x01A5, 2, -1},  {0x01A8, 0x01A8, 1, -1},    {0x01AD, 0x01AD, 1, -1},
    {0x01B0, 0x01B0, 1, -1},  {0x01B4, 0x01B6, 2, -1},    {0x01B9, 0x01B9, 1, -1},
    {0x01BD, 0x01BD, 1, -1},  {0x01BF, 0x01BF, 1, 56},    {0x01C6, 0x01C6, 1, -2},
    {0x01C9, 0x01C9, 1, -2},  {0x01CC, 0x01CC, 1, -2},    {0x01CE, 0x01DC, 2, -1},
    {0x01DD, 0x01DD, 1, -79}, {0x01DF, 0x01EF, 2, -1},    {0x01F3, 0x01F3, 1, -2},
    {0x01F5, 0x01F5, 1, -1},  {0x01F9, 0x021F, 2, -1},    {0x0223, 0x0233, 2, -1},
    {0x023C, 0x023C, 1, -1},  {0x023F, 0x0240, 1, 10815}, {0x0242, 0x0242, 1, -1},
    {0x0247, 0x024F, 2, -1},  {0x0371, 0x0373, 2, -1},    {0x0377, 0x0377, 1, -1},
    {0x037B, 0x037D, 1, 130}, {0x03AC, 0x03AC, 1, -38},   {0x03AD, 0x03AF, 1, -37},
    {0x03B1, 0x03C1, 1, -32}, {0x03C3, 0x03CB, 1, -32},   {0x03CC, 0x03CC, 1, -64},
    {0x03CD, 0x03CE, 1, -63}, {0x03D7, 0x03D7, 1, -8},    {0x03D9, 0x03EF, 2, -1},
    {0x03F2, 0x03F2, 1, 7},   {0x03F3, 0x03F3, 1, -116},  {0x03F8, 0x03F8, 1, -1},
    {0x03FB, 0x03FB, 1, -1},  {0x0430, 0x044F, 1, -32},   {0x0450, 0x045F, 1, -80},
    {0x0461, 0x0481, 2, -1},  {0x048B, 0x04BF, 2, -1},    {0x04C2, 0x04CE, 2, -1},
    {0x04CF, 0x04CF, 1, -15}, {0x04D1, 0x052F, 2, -1},    {0x1E01, 0x1E95, 2, -1},
    {0x1EA1, 0x1EFF, 2, -1},  {0x1F00, 0x1F07, 1, 8},     {0x1F10, 0x1F15, 1, 8},
    {0x1F20, 0x1F27, 1, 8},   {0x1F30, 0x1F37, 1, 8},     {0x1F40, 0x1F45, 1, 8},
    {0x1F51, 0x1F57, 2, 8},   {0x1F60, 0x1F67, 1, 8},     {0x1F70, 0x1F71, 1, 74},
    {0x1F72, 0x1F75, 1, 86},  {0x1F76, 0x1F77, 1, 100},   {0x1F78, 0x1F79, 1, 128},
    {0x1F7A, 0x1F7B, 1, 112}, {0x1F7C, 0x1F7D, 1, 126},   {0x1FB0, 0x1FB1, 1, 8},
    {0x1FD0, 0x1FD1, 1, 8},   {0x1FE0, 0x1FE1, 1, 8},     {0x1FE5, 0x1FE5, 1, 7},
};

/* Letters that change in one direction only. */
typedef struct CasePair {
    uint16_t from, to;
} CasePair;

static const CasePair ONLY_UPPER[] = {
    {0x00B5, 0x039C}, {0x0131, 0x0049}, {0x017F, 0x0053}, {0x01C5, 0x01C4}, {0x01C8, 0x01C7},
    {0x01CB, 0x01CA}, {0x01F2, 0x01F1}, {0x03C2, 0x03A3}, {0x03D0, 0x0392}, {0x03D1, 0x0398},
    {0x03D5, 0x03A6}, {0x03D6, 0x03A0}, {0x03F0, 0x039A}, {0x03F1, 0x03A1}, {0x03F5, 0x0395},
    {0x1E9B, 0x1E60}, {0x1FBE, 0x0399},
};

static const CasePair ONLY_LOWER[] = {
    {0x0130, 0x0069}, {0x01C5, 0x01C6}, {0x01C8, 0x01C9}, {0x01CB, 0x01CC},
    {0x01F2, 0x01F3}, {0x03F4, 0x03B8}, {0x1E9E, 0x00DF},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static uint32_t find_pair(const CasePair *pairs, size_t count, uint32_t code) {
    for (size_t i = 0; i < count; i++)
        if (pairs[i].from == code)
            return pairs[i].to;
    return code;
}

static bool in_range(CaseRange range, int32_t lower) {
    return lower >= range.first && lower <= range.last && (lower - range.first) % range.step == 0;
}

uint32_t utf8_upper(uint32_t code) {
    if (code < 0x80)
        return code >= 'a' && code <= 'z' ? code - 32 : code;
    if (code > UINT16_MAX)
        return code;
    for (size_t i = 0; i < COUNT(CASE_RANGES); i++)
        if (in_range(CASE_RANGES[i], (int32_t)code))
            return (uint32_t)((int32_t)code + CASE_RANGES[i].shift);
    return find_pair(ONLY_UPPER, COUNT(ONLY_UPPER), code);
}

uint32_t utf8_lower(uint32_t code) {
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    if (code > UINT16_MAX)
        return code;
    for (size_t i = 0; i < COUNT(CASE_RANGES); i++)
        if (in_range(CASE_RANGES[i], (int32_t)code - CASE_RANGES[i].shift))
            return (uint32_t)((int32_t)code - CASE_RANGES[i].shift);
    return find_pair(ONLY_LOWER, COUNT(ONLY_LOWER), code);
}
