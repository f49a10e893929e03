/*
 * read/picture.c - from a file to a checked picture.
 *
 * The one idea: the first bytes say what a file is; its name does not. Whatever is no PNG, JPEG or SVG is
 * named, so that the author knows what to save it as. A drawing (SVG) is read as what it is, paths.
 */
#include "read/pictures.h"
#include "read/read.h"

#include <stdio.h>

enum { SIDE_MAX = 30000, PIXELS_MAX = 100000000, LOOK = 1024 };

bool picture_size_fits(uint32_t width, uint32_t height, Complaint *complaint) {
    if (width <= SIDE_MAX && height <= SIDE_MAX && (uint64_t)width * height <= PIXELS_MAX)
        return true;
    complaint->too_large = true;
    snprintf(complaint->text, sizeof complaint->text,
             "it is %u x %u pixels; the largest allowed is 100 million pixels, with sides of at most %d",
             (unsigned)width, (unsigned)height, SIDE_MAX);
    return false;
}

static bool contains(Str text, Str wanted) {
    for (size_t i = 0; i + wanted.length <= text.length; i++)
        if (str_equal(str_slice(text, i, i + wanted.length), wanted))
            return true;
    return false;
}

/* What a file that is neither PNG nor JPEG seems to be. */
static const char *name_format(Str bytes) {
    static const struct {
        size_t at;
        Str magic;
        const char *name;
    } formats[] = {
        {0, STR_INIT("GIF8"), "GIF"},        {8, STR_INIT("WEBP"), "WebP"},
        {0, STR_INIT("%PDF"), "PDF"},        {0, STR_INIT("II*\0"), "TIFF"},
        {0, STR_INIT("MM\0*"), "TIFF"},      {0, STR_INIT("BM"), "BMP"},
        {4, STR_INIT("ftypavif"), "AVIF"},   {4, STR_INIT("ftyphei"), "HEIC"},
        {4, STR_INIT("ftypmif1"), "HEIC"},   {0, STR_INIT("8BPS"), "Photoshop"},
        {0, STR_INIT("%!PS"), "PostScript"}, {0, STR_INIT("\0\0\0\fjP  "), "JPEG 2000"},
        {0, STR_INIT("\x1f\x8b"), "packed"},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_starts(str_slice(bytes, formats[i].at, bytes.length), formats[i].magic))
            return formats[i].name;
    return NULL;
}

static bool is_drawing(Str bytes) {
    Str text = str_starts(bytes, STR("\xef\xbb\xbf")) ? str_slice(bytes, 3, bytes.length) : bytes;
    return str_starts(str_trim(text), STR("<")) && contains(str_slice(bytes, 0, LOOK), STR("<svg"));
}

static bool decode(Env *env, Str bytes, Picture *picture, Complaint *complaint) {
    if (str_starts(bytes, STR("\x89PNG")))
        return png_decode(env, bytes, picture, complaint);
    if (str_starts(bytes, STR("\xff\xd8\xff")))
        return jpeg_check(env, bytes, picture, complaint);
    const char *format = name_format(bytes);
    if (bytes.length == 0)
        snprintf(complaint->text, sizeof complaint->text, "the file is empty");
    else if (format)
        snprintf(complaint->text, sizeof complaint->text, "it is a %s file, not PNG, JPEG or SVG", format);
    else
        snprintf(complaint->text, sizeof complaint->text, "it is neither PNG nor JPEG nor SVG");
    return false;
}

static void report(Env *env, Str shown, Span span, const Complaint *complaint) {
    Str hint = complaint->too_large ? STR("make it smaller: a full A4 page in print takes 9 million pixels")
                                    : STR("open it in a picture editor and save it as PNG or JPEG");
    REPORT_ERROR(env, span, hint, "cannot use the picture '%.*s': %s", STR_ARGS(shown), complaint->text);
}

const Picture *read_picture(Env *env, const char *path, Str shown, Span span) {
    ArenaMark mark = arena_mark(env->scratch);
    Env passing = {env->scratch, env->scratch, env->diags};
    Picture *picture = ARENA_NEW(env->keep, Picture);
    *picture = (Picture){.path = shown, .span = span};
    Complaint complaint = {.text = ""};
    Str bytes;
    bool fine = file_read(&passing, path, span, &bytes);
    if (fine && is_drawing(bytes)) {
        fine = svg_read(env, str_from(path), bytes, picture);
    } else if (fine) {
        fine = decode(env, bytes, picture, &complaint);
        if (!fine)
            report(env, shown, span, &complaint);
    }
    arena_reset(env->scratch, mark);
    return fine ? picture : NULL;
}
