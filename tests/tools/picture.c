/*
 * tools/picture.c - draws the pictures that tests need: picture KIND WIDTH HEIGHT FILE.
 *
 * Kinds: png png16 png-grey png-alpha png-palette png-one-bit jpeg jpeg-photo jpeg-grey jpeg-cmyk, and jpeg-turned-1 to
 * jpeg-turned-8, which say by EXIF how they are to be held: then all show four grey fields, from black at
 * the top left to white at the bottom right. What is drawn else is a ramp, so that nothing compresses to nothing. Broken files are made from these by cutting and patching.
 */
#include <png.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

typedef struct Kind {
    const char *name;
    int type, depth; /* as libpng or libjpeg say it */
    int bytes;       /* of one pixel */
} Kind;

static const Kind PNG_KINDS[] = {
    {"png", PNG_COLOR_TYPE_RGB, 8, 3},
    {"png16", PNG_COLOR_TYPE_RGB, 16, 6},
    {"png-grey", PNG_COLOR_TYPE_GRAY, 8, 1},
    {"png-alpha", PNG_COLOR_TYPE_RGB_ALPHA, 8, 4},
    {"png-palette", PNG_COLOR_TYPE_PALETTE, 8, 1},
    {"png-one-bit", PNG_COLOR_TYPE_GRAY, 1, 1},
};

static const Kind JPEG_KINDS[] = {
    {"jpeg-turned", JCS_RGB, 8, 3},     {"jpeg", JCS_RGB, 8, 3},       {"jpeg-photo", JCS_RGB, 8, 3},
    {"jpeg-grey", JCS_GRAYSCALE, 8, 1}, {"jpeg-cmyk", JCS_CMYK, 8, 4},
};

static const Kind *find_kind(const Kind *kinds, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(kinds[i].name, name) == 0 ||
            (strncmp(kinds[i].name, name, strlen(kinds[i].name)) == 0 && strstr(name, "turned-")))
            return &kinds[i];
    return NULL;
}

static void fill_row(unsigned char *row, size_t bytes, size_t y) {
    for (size_t x = 0; x < bytes; x++)
        row[x] = (unsigned char)(x * 3 + y * 5);
}

static void write_png(FILE *file, const Kind *kind, unsigned width, unsigned height) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_compression_level(png, 1);
    png_set_IHDR(png, info, width, height, kind->depth, kind->type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (kind->type == PNG_COLOR_TYPE_PALETTE) {
        png_color colours[256] = {{0}};
        png_byte alpha[256];
        for (int i = 0; i < 256; i++) {
            colours[i] = (png_color){(png_byte)i, (png_byte)(255 - i), 128};
            alpha[i] = (png_byte)i;
        }
        png_set_PLTE(png, info, colours, 256);
        png_set_tRNS(png, info, alpha, 256, NULL);
    }
    png_write_info(png, info);
    size_t bytes = (size_t)width * (size_t)kind->bytes;
    unsigned char *row = malloc(bytes);
    for (unsigned y = 0; row && y < height; y++) {
        fill_row(row, bytes, y);
        png_write_row(png, row);
    }
    free(row);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
}

/* As EXIF has it: where the first row is (top, bottom, left, right) and where the first column is. */
static void fill_fields(unsigned char *row, unsigned width, bool lower, char orientation) {
    static const char *const rows = " TTBBLRRL", *const columns = " LRRLTTBB";
    char first_row = rows[orientation - '0'], first_column = columns[orientation - '0'];
    for (unsigned x = 0; x < width; x++) {
        bool along = x >= width / 2, across = lower;
        if (first_row == 'B' || first_row == 'R')
            across = !across;
        if (first_column == 'R' || first_column == 'B')
            along = !along;
        bool turned = first_row == 'L' || first_row == 'R';
        bool right = turned ? across : along, down = turned ? along : across;
        memset(row + x * 3, (right ? 85 : 0) + (down ? 170 : 0), 3);
    }
}

/* As a camera sees: soft light, edges here and there, and grain. */
static void fill_photo(unsigned char *row, unsigned width, unsigned y) {
    static unsigned noise = 1;
    for (unsigned x = 0; x < width; x++) {
        unsigned bright = x * 200 / width, warm = (x + y) / 3 % 160, edge = (x / 37 + y / 53) % 5 ? 0 : 60;
        noise = noise * 1103515245u + 12345u;
        unsigned grain = (noise >> 16) % 12;
        row[x * 3] = (unsigned char)(30 + (bright + warm) / 2 + grain);
        row[x * 3 + 1] = (unsigned char)(40 + bright / 2 + edge + grain);
        row[x * 3 + 2] = (unsigned char)(200 - bright / 2 - edge + grain);
    }
}

static void write_orientation(struct jpeg_compress_struct *jpeg, char orientation) {
    unsigned char exif[] = "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0?\0\0\0\0\0\0";
    exif[25] = (unsigned char)(orientation - '0');
    jpeg_write_marker(jpeg, JPEG_APP0 + 1, exif, sizeof exif - 1);
}

static void write_jpeg(FILE *file, const Kind *kind, const char *name, unsigned width, unsigned height) {
    char orientation = strlen(name) > strlen(kind->name) ? name[strlen(kind->name) + 1] : 0;
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    jpeg.image_width = width;
    jpeg.image_height = height;
    jpeg.input_components = kind->bytes;
    jpeg.in_color_space = (J_COLOR_SPACE)kind->type;
    jpeg_set_defaults(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    if (orientation)
        write_orientation(&jpeg, orientation);
    size_t bytes = (size_t)width * (size_t)kind->bytes;
    unsigned char *row = malloc(bytes);
    for (unsigned y = 0; row && y < height; y++) {
        if (orientation)
            fill_fields(row, width, y >= height / 2, orientation);
        else if (strcmp(name, "jpeg-photo") == 0)
            fill_photo(row, width, y);
        else
            fill_row(row, bytes, y);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    free(row);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
}

int main(int count, char **arguments) {
    if (count != 5)
        return EXIT_FAILURE;
    const Kind *png = find_kind(PNG_KINDS, sizeof PNG_KINDS / sizeof *PNG_KINDS, arguments[1]);
    const Kind *jpeg = find_kind(JPEG_KINDS, sizeof JPEG_KINDS / sizeof *JPEG_KINDS, arguments[1]);
    unsigned width = (unsigned)strtoul(arguments[2], NULL, 10);
    unsigned height = (unsigned)strtoul(arguments[3], NULL, 10);
    FILE *file = fopen(arguments[4], "wb");
    if (!file || (!png && !jpeg))
        return EXIT_FAILURE;
    if (png)
        write_png(file, png, width, height);
    else
        write_jpeg(file, jpeg, arguments[1], width, height);
    return fclose(file) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
