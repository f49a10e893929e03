/*
 * read/exif.c - which way up a camera held a JPEG.
 *
 * The one idea: of all that EXIF can say only the orientation matters on a page, so nothing is kept of it
 * but the one entry, and whatever is not whole counts as upright.
 */
#include "read/pictures.h"

enum {
    ORIENTATION_TAG = 0x0112,
    ENTRY_BYTES = 12,
    VALUE_PLACE = 8, /* in an entry */
    UPRIGHT = 1,
    ORIENTATIONS = 8
};

/* TIFF inside the marker: offsets count from its first byte. */
typedef struct Tiff {
    Str bytes;
    bool little;
} Tiff;

static uint32_t read_number(const Tiff *tiff, size_t offset, size_t length) {
    uint32_t value = 0;
    if (offset > tiff->bytes.length || tiff->bytes.length - offset < length)
        return 0;
    for (size_t i = 0; i < length; i++) {
        size_t at = tiff->little ? length - 1 - i : i;
        value = value << 8 | (unsigned char)tiff->bytes.data[offset + at];
    }
    return value;
}

uint8_t exif_orientation(Str marker) {
    static const Str name = STR_INIT("Exif\0\0");
    if (!str_starts(marker, name))
        return UPRIGHT;
    Tiff tiff = {.bytes = str_slice(marker, name.length, marker.length)};
    tiff.little = str_starts(tiff.bytes, STR("II"));
    size_t directory = read_number(&tiff, 4, 4), entries = read_number(&tiff, directory, 2);
    for (size_t i = 0; i < entries; i++) {
        size_t entry = directory + 2 + i * ENTRY_BYTES;
        if (entry >= tiff.bytes.length)
            break;
        uint32_t value = read_number(&tiff, entry + VALUE_PLACE, 2);
        if (read_number(&tiff, entry, 2) == ORIENTATION_TAG && value >= UPRIGHT && value <= ORIENTATIONS)
            return (uint8_t)value;
    }
    return UPRIGHT;
}
