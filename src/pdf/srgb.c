/*
 * pdf/srgb.c - the colours of the screen as an ICC profile, less than half a kilobyte of it.
 *
 * The one idea: sRGB is three primaries, a white point and one curve, all laid down as numbers in
 * IEC 61966-2-1, and a profile of version 4 can say just that. The primaries stand here as ICC wants them,
 * adapted to the white of the print room, D50; the matrix that adapted them stands beside them.
 */
#include "pdf/writer.h"

#include <math.h>

enum { HEADER_BYTES = 128, ENTRY_BYTES = 12, VERSION = 0x04200000, CURVE_KIND = 3, PART_COUNT = 10 };

typedef enum PartKind { PART_TEXT, PART_POINT, PART_MATRIX, PART_CURVE } PartKind;

/* Parts with the same content stand in the file once. */
typedef struct Part {
    char tag[5];
    PartKind kind;
    const char *text;
    const double *numbers;
    uint32_t offset, length;
} Part;

static const double WHITE[] = {0.9642, 1.0, 0.8249};
static const double RED[] = {0.4360747, 0.2225045, 0.0139322};
static const double GREEN[] = {0.3850649, 0.7168786, 0.0971045};
static const double BLUE[] = {0.1430804, 0.0606169, 0.7141733};
static const double ADAPTATION[] = {1.0478112,  0.0228866,  -0.0501270, 0.0295424, 0.9904844,
                                    -0.0170491, -0.0092345, 0.0150436,  0.7521316};
/* ((value + 0.055) / 1.055) to the power of 2.4, below 0.04045 a line. */
static const double CURVE[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};

static void add_number(Buffer *out, uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_add_byte(out, (char)(value >> shift & 0xFF));
}

/* s15Fixed16Number */
static void add_fixed(Buffer *out, const double *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        add_number(out, (uint32_t)(int32_t)lround(values[i] * 65536));
}

static void add_type(Buffer *out, const char *name) {
    buffer_add_c(out, name);
    add_number(out, 0);
}

/* One text, for American English, in UTF-16. */
static void add_text(Buffer *out, const char *text) {
    Str bytes = str_from(text);
    add_type(out, "mluc");
    add_number(out, 1);
    add_number(out, 12);
    buffer_add_c(out, "enUS");
    add_number(out, (uint32_t)bytes.length * 2);
    add_number(out, 28);
    for (size_t i = 0; i < bytes.length; i++) {
        buffer_add_byte(out, 0);
        buffer_add_byte(out, bytes.data[i]);
    }
}

static void add_part(Buffer *out, const Part *part) {
    switch (part->kind) {
    case PART_TEXT: add_text(out, part->text); break;
    case PART_POINT:
        add_type(out, "XYZ ");
        add_fixed(out, part->numbers, 3);
        break;
    case PART_MATRIX:
        add_type(out, "sf32");
        add_fixed(out, part->numbers, 9);
        break;
    case PART_CURVE:
        add_type(out, "para");
        add_number(out, (uint32_t)CURVE_KIND << 16);
        add_fixed(out, part->numbers, 5);
        break;
    }
    while (out->length % 4 != 0)
        buffer_add_byte(out, 0);
}

static void add_header(Buffer *out, uint32_t size) {
    size_t begin = out->length;
    add_number(out, size);
    add_number(out, 0);
    add_number(out, VERSION);
    buffer_add_c(out, "mntrRGB XYZ ");
    while (out->length < begin + 36)
        buffer_add_byte(out, 0);
    buffer_add_c(out, "acsp");
    while (out->length < begin + 68)
        buffer_add_byte(out, 0);
    add_fixed(out, WHITE, 3);
    while (out->length < begin + HEADER_BYTES)
        buffer_add_byte(out, 0);
}

Str srgb_profile(Arena *arena) {
    Part parts[PART_COUNT] = {
        {.tag = "desc", .kind = PART_TEXT, .text = "sRGB IEC61966-2.1"},
        {.tag = "cprt", .kind = PART_TEXT, .text = "No copyright"},
        {.tag = "wtpt", .kind = PART_POINT, .numbers = WHITE},
        {.tag = "chad", .kind = PART_MATRIX, .numbers = ADAPTATION},
        {.tag = "rXYZ", .kind = PART_POINT, .numbers = RED},
        {.tag = "gXYZ", .kind = PART_POINT, .numbers = GREEN},
        {.tag = "bXYZ", .kind = PART_POINT, .numbers = BLUE},
        {.tag = "rTRC", .kind = PART_CURVE, .numbers = CURVE},
        {.tag = "gTRC", .kind = PART_CURVE, .numbers = CURVE},
        {.tag = "bTRC", .kind = PART_CURVE, .numbers = CURVE},
    };
    uint32_t start = HEADER_BYTES + 4 + PART_COUNT * ENTRY_BYTES;
    Buffer body = buffer_new(arena), out = buffer_new(arena);
    for (size_t i = 0; i < PART_COUNT; i++) {
        bool again = i > 0 && parts[i].numbers == parts[i - 1].numbers && parts[i].numbers;
        parts[i].offset = again ? parts[i - 1].offset : start + (uint32_t)body.length;
        if (!again)
            add_part(&body, &parts[i]);
        parts[i].length = start + (uint32_t)body.length - parts[i].offset;
    }
    add_header(&out, start + (uint32_t)body.length);
    add_number(&out, PART_COUNT);
    for (size_t i = 0; i < PART_COUNT; i++) {
        buffer_add_c(&out, parts[i].tag);
        add_number(&out, parts[i].offset);
        add_number(&out, parts[i].length);
    }
    buffer_add(&out, buffer_str(&body));
    return buffer_str(&out);
}
