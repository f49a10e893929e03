/*
 * read/png.c - PNG into plain 8-bit samples, by libpng.
 *
 * The one idea: libpng leaves by longjmp when something is wrong. All state is in one struct that lives
 * outside the function with the setjmp, and all our memory is in arenas, so nothing can be lost on the way.
 */
#include "read/pictures.h"

#include <png.h>
#include <stdio.h>
#include <string.h>

typedef struct Decoder {
    Env *env;
    Str left; /* bytes that are not read yet */
    Picture *picture;
    Complaint *complaint;
    png_structp png;
    png_infop info;
    unsigned char *colour, *alpha;
    unsigned char *rows; /* with alpha: samples and alpha together, one row, or all if interlaced */
    size_t stride;
    bool translucent, interlaced;
} Decoder;

static void take_error(png_structp png, png_const_charp message) {
    Decoder *decoder = png_get_error_ptr(png);
    if (decoder->complaint->text[0] == '\0')
        snprintf(decoder->complaint->text, sizeof decoder->complaint->text, "the PNG file is broken (%s)",
                 message);
    png_longjmp(png, 1);
}

/* Of all that libpng warns of, a profile that it throws away changes colours; an odd sRGB does not. */
static void take_warning(png_structp png, png_const_charp message) {
    Decoder *decoder = png_get_error_ptr(png);
    if (strstr(message, "iCCP") && !strstr(message, "sRGB"))
        decoder->picture->icc_broken = true;
}

static void take_bytes(png_structp png, png_bytep out, size_t length) {
    Decoder *decoder = png_get_io_ptr(png);
    if (decoder->left.length < length)
        png_error(png, "it ends too early");
    memcpy(out, decoder->left.data, length);
    decoder->left = str_slice(decoder->left, length, decoder->left.length);
}

static void read_resolution(Decoder *decoder) {
    png_uint_32 x = 0, y = 0;
    int unit = PNG_RESOLUTION_UNKNOWN;
    if (png_get_pHYs(decoder->png, decoder->info, &x, &y, &unit) && unit == PNG_RESOLUTION_METER)
        decoder->picture->ppi = (double)x * 0.0254;
}

static void read_profile(Decoder *decoder) {
    png_charp name = NULL;
    png_bytep bytes = NULL;
    png_uint_32 length = 0;
    int method = 0;
    if (png_get_iCCP(decoder->png, decoder->info, &name, &method, &bytes, &length) && length > 0)
        decoder->picture->icc = str_copy(decoder->env->keep, (Str){(const char *)bytes, length});
}

/* Any kind of PNG becomes grey or RGB of 8 bits, perhaps with alpha. */
static void read_header(Decoder *decoder) {
    png_structp png = decoder->png;
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_read_info(png, decoder->info);
    Picture *picture = decoder->picture;
    picture->width = png_get_image_width(png, decoder->info);
    picture->height = png_get_image_height(png, decoder->info);
    if (!picture_size_fits(picture->width, picture->height, decoder->complaint))
        png_error(png, "too large");
    read_resolution(decoder);
    if (png_get_color_type(png, decoder->info) & PNG_COLOR_MASK_COLOR)
        read_profile(decoder);
    png_set_scale_16(png);
    png_set_expand(png);
    decoder->interlaced = png_set_interlace_handling(png) > 1;
    png_read_update_info(png, decoder->info);
    int channels = png_get_channels(png, decoder->info);
    decoder->translucent = channels == 2 || channels == 4;
    picture->components = (uint8_t)(decoder->translucent ? channels - 1 : channels);
    decoder->stride = png_get_rowbytes(png, decoder->info);
    if (decoder->stride != (size_t)picture->width * (size_t)channels)
        png_error(png, "an unknown kind of pixel");
}

static void make_room(Decoder *decoder) {
    const Picture *picture = decoder->picture;
    size_t pixels = (size_t)picture->width * picture->height;
    decoder->colour = arena_alloc(decoder->env->keep, pixels * picture->components);
    if (!decoder->translucent)
        return;
    decoder->alpha = arena_alloc(decoder->env->keep, pixels);
    size_t rows = decoder->interlaced ? picture->height : 1;
    decoder->rows = arena_alloc(decoder->env->scratch, decoder->stride * rows);
}

static unsigned char *row_room(const Decoder *decoder, uint32_t y) {
    if (!decoder->translucent)
        return decoder->colour + decoder->stride * y;
    return decoder->rows + (decoder->interlaced ? decoder->stride * y : 0);
}

static void split_row(const Decoder *decoder, const unsigned char *row, uint32_t y) {
    size_t components = decoder->picture->components;
    size_t first = (size_t)decoder->picture->width * y;
    unsigned char *colour = decoder->colour + first * components;
    for (uint32_t x = 0; x < decoder->picture->width; x++) {
        memcpy(colour, row, components);
        decoder->alpha[first + x] = row[components];
        colour += components;
        row += components + 1;
    }
}

static void read_rows(Decoder *decoder) {
    int passes = decoder->interlaced ? 7 : 1;
    for (int pass = 1; pass <= passes; pass++) {
        for (uint32_t y = 0; y < decoder->picture->height; y++) {
            unsigned char *row = row_room(decoder, y);
            png_read_row(decoder->png, row, NULL);
            if (decoder->translucent && pass == passes)
                split_row(decoder, row, y);
        }
    }
    png_read_end(decoder->png, NULL);
}

/* False if libpng left by longjmp. */
static bool run(Decoder *decoder) {
    if (setjmp(png_jmpbuf(decoder->png)))
        return false;
    png_set_read_fn(decoder->png, decoder, take_bytes);
    read_header(decoder);
    make_room(decoder);
    read_rows(decoder);
    return true;
}

static bool is_opaque(Str alpha) {
    for (size_t i = 0; i < alpha.length; i++)
        if ((unsigned char)alpha.data[i] != 255)
            return false;
    return true;
}

/* Drawn rather than photographed: more than one colour, and few. */
static bool is_line_art(const Picture *picture) {
    enum { FEW = 8 };
    uint32_t colours[FEW] = {0};
    size_t count = 0, pixels = (size_t)picture->width * picture->height, step = picture->components;
    for (size_t i = 0; i < pixels; i++) {
        uint32_t colour = picture->alpha.length > 0 ? (unsigned char)picture->alpha.data[i] : 0;
        for (size_t k = 0; k < step; k++)
            colour = colour << 8 | (unsigned char)picture->data.data[i * step + k];
        size_t at = 0;
        while (at < count && colours[at] != colour)
            at++;
        if (at == FEW)
            return false;
        if (at == count)
            colours[count++] = colour;
    }
    return count > 1;
}

static void keep_samples(const Decoder *decoder) {
    Picture *picture = decoder->picture;
    size_t pixels = (size_t)picture->width * picture->height;
    picture->data = (Str){(const char *)decoder->colour, pixels * picture->components};
    Str alpha = {(const char *)decoder->alpha, decoder->translucent ? pixels : 0};
    picture->alpha = is_opaque(alpha) ? (Str){0} : alpha;
    picture->line_art = is_line_art(picture);
}

bool png_decode(Env *env, Str bytes, Picture *picture, Complaint *complaint) {
    Decoder decoder = {.env = env, .left = bytes, .picture = picture, .complaint = complaint};
    decoder.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &decoder, take_error, take_warning);
    decoder.info = decoder.png ? png_create_info_struct(decoder.png) : NULL;
    bool fine = decoder.info && run(&decoder);
    if (fine)
        keep_samples(&decoder);
    png_destroy_read_struct(&decoder.png, &decoder.info, NULL);
    return fine;
}
