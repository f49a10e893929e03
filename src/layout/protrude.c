/*
 * layout/protrude.c - how far characters hang over a straight edge, so that it looks straight.
 *
 * The one idea: a stop, a hyphen or a quotation mark at the edge makes a hole there, since it has so much
 * white around it. It hangs out by a share of its own width; letters that lean or stand on one foot by a
 * little. The shares are ours, judged at reading size in Gentium Plus, Inter and Open Sans.
 */
#include "layout/words.h"

/* In hundredths of the character's width. */
typedef struct Hang {
    uint16_t code;
    uint8_t left, right;
    bool quote;
} Hang;

static const Hang HANGS[] = {
    {'!', 0, 20, false},     {'"', 50, 50, true},     {'\'', 60, 60, true},    {'(', 15, 0, false},
    {')', 0, 15, false},     {',', 0, 65, false},     {'-', 40, 60, false},    {'.', 0, 65, false},
    {'/', 10, 20, false},    {':', 0, 45, false},     {';', 0, 45, false},     {'?', 0, 15, false},
    {'A', 4, 4, false},      {'T', 6, 6, false},      {'V', 5, 5, false},      {'W', 4, 4, false},
    {'Y', 6, 6, false},      {'f', 0, 4, false},      {'r', 0, 5, false},      {'v', 5, 5, false},
    {'w', 4, 4, false},      {'y', 5, 5, false},      {0x00AB, 35, 35, true},  {0x00BB, 35, 35, true},
    {0x2010, 40, 60, false}, {0x2013, 25, 35, false}, {0x2014, 15, 20, false}, {0x2018, 60, 60, true},
    {0x2019, 60, 60, true},  {0x201A, 55, 55, true},  {0x201C, 50, 50, true},  {0x201D, 50, 50, true},
    {0x201E, 45, 45, true},  {0x2026, 0, 20, false},  {0x2039, 40, 40, true},  {0x203A, 40, 40, true},
};

static const Hang *find_hang(uint32_t code) {
    size_t low = 0, high = sizeof HANGS / sizeof *HANGS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (HANGS[middle].code == code)
            return &HANGS[middle];
        if (HANGS[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static Pt overhang(Setter *setter, const Voice *voice, uint32_t code, uint8_t hundredths) {
    if (hundredths == 0 || voice->style->protrusion <= 0 || voice->picture || voice->code)
        return 0;
    char text[4];
    size_t length = utf8_encode(code, text);
    double advance = text_run_advance(inline_shape(setter, voice, (Str){text, length}));
    return advance * voice->style->size * hundredths / 100 * (double)voice->style->protrusion;
}

Pt protrude_left(Setter *setter, const Voice *voice, uint32_t code, bool all) {
    const Hang *hang = find_hang(code);
    return hang && (all || hang->quote) ? overhang(setter, voice, code, hang->left) : 0;
}

Pt protrude_right(Setter *setter, const Voice *voice, uint32_t code) {
    const Hang *hang = find_hang(code);
    return hang ? overhang(setter, voice, code, hang->right) : 0;
}
