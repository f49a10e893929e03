/*
 * Pictures: every kind of PNG and JPEG made here with the libraries, damaged ones, and paths that lead out.
 */
#include "read_fixture.h"

#include <jpeglib.h>
#include <png.h>

typedef struct Kind {
    int depth, colour, interlace;
} Kind;

static void put_png(Fixture *fixture, const char *name, uint32_t width, uint32_t height, Kind kind) {
    FILE *file = fopen(path_of(fixture, name), "wb");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_color colours[2] = {{255, 0, 0}, {0, 0, 255}};
    png_byte opacity[] = {100};
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_init_io(png, file);
    png_set_IHDR(png, info, width, height, kind.depth, kind.colour, kind.interlace, 0, 0);
    if (kind.colour == PNG_COLOR_TYPE_PALETTE) {
        png_set_PLTE(png, info, colours, 2);
        png_set_tRNS(png, info, opacity, 1, NULL);
    }
    png_set_pHYs(png, info, 11811, 11811, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    int passes = kind.interlace ? png_set_interlace_handling(png) : 1;
    size_t size = png_get_rowbytes(png, info);
    png_byte *row = malloc(size);
    for (int pass = 0; pass < passes; pass++) {
        for (uint32_t y = 0; y < height; y++) {
            memset(row, kind.colour == PNG_COLOR_TYPE_PALETTE ? 0 : (int)(y * 10), size);
            png_write_row(png, row);
        }
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(row);
    fclose(file);
}

static void put_jpeg(Fixture *fixture, const char *name, J_COLOR_SPACE space, bool progressive) {
    FILE *file = fopen(path_of(fixture, name), "wb");
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    jpeg.image_width = 40;
    jpeg.image_height = 20;
    jpeg.input_components = space == JCS_GRAYSCALE ? 1 : space == JCS_YCbCr ? 3 : 4;
    jpeg.in_color_space = space == JCS_YCbCr ? JCS_RGB : space == JCS_YCCK ? JCS_CMYK : space;
    jpeg_set_defaults(&jpeg);
    jpeg_set_colorspace(&jpeg, space);
    jpeg.density_unit = 1;
    jpeg.X_density = jpeg.Y_density = 300;
    if (progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    unsigned char row[160];
    JSAMPROW rows[] = {row};
    for (int y = 0; y < 20; y++) {
        for (size_t x = 0; x < sizeof row; x++)
            row[x] = (unsigned char)(x * 7 + (size_t)y * 13);
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    fclose(file);
}

/* The first bytes of a file, as another file. */
static void put_part(Fixture *fixture, const char *name, const char *whole, double share) {
    Str bytes;
    assert_true(file_read(&fixture->env, path_of(fixture, whole), (Span){0}, &bytes));
    put_bytes(fixture, name, str_slice(bytes, 0, (size_t)((double)bytes.length * share)));
}

static const Picture *read_one(Fixture *fixture, const char *name) {
    return read_picture(&fixture->env, path_of(fixture, name), str_from(name), (Span){0});
}

static void expect_png(Fixture *fixture, Kind kind, int components, bool alpha) {
    put_png(fixture, "x.png", 9, 7, kind);
    const Picture *picture = read_one(fixture, "x.png");
    expect_no_messages(fixture);
    assert_non_null(picture);
    assert_int_equal(picture->width, 9);
    assert_int_equal(picture->height, 7);
    assert_int_equal(picture->components, components);
    assert_int_equal(picture->data.length, 9 * 7 * components);
    assert_int_equal(picture->alpha.length, alpha ? 9 * 7 : 0);
    assert_false(picture->jpeg);
    assert_true(picture->ppi > 299.9 && picture->ppi < 300.1);
    if (kind.colour == PNG_COLOR_TYPE_PALETTE)
        return;
    for (size_t i = 0; kind.depth >= 8 && i < picture->data.length; i++)
        assert_int_equal((unsigned char)picture->data.data[i], i / (9 * (size_t)components) * 10);
    for (size_t i = 0; i < picture->alpha.length; i++)
        assert_int_equal((unsigned char)picture->alpha.data[i], i / 9 * 10);
}

static void test_kinds_of_png(void **state) {
    for (int interlace = 0; interlace < 2; interlace++) {
        for (int depth = 8; depth <= 16; depth += 8) {
            expect_png(*state, (Kind){depth, PNG_COLOR_TYPE_GRAY, interlace}, 1, false);
            expect_png(*state, (Kind){depth, PNG_COLOR_TYPE_GRAY_ALPHA, interlace}, 1, true);
            expect_png(*state, (Kind){depth, PNG_COLOR_TYPE_RGB, interlace}, 3, false);
            expect_png(*state, (Kind){depth, PNG_COLOR_TYPE_RGB_ALPHA, interlace}, 3, true);
        }
        expect_png(*state, (Kind){1, PNG_COLOR_TYPE_GRAY, interlace}, 1, false);
        expect_png(*state, (Kind){4, PNG_COLOR_TYPE_PALETTE, interlace}, 3, true);
    }
}

static void expect_jpeg(Fixture *fixture, J_COLOR_SPACE space, int components, bool inverted) {
    put_jpeg(fixture, "x.jpg", space, false);
    const Picture *picture = read_one(fixture, "x.jpg");
    expect_no_messages(fixture);
    assert_non_null(picture);
    assert_int_equal(picture->width, 40);
    assert_int_equal(picture->height, 20);
    assert_int_equal(picture->components, components);
    assert_int_equal(picture->inverted, inverted);
    assert_true(picture->jpeg);
    Str bytes;
    assert_true(file_read(&fixture->env, path_of(fixture, "x.jpg"), (Span){0}, &bytes));
    assert_true(str_equal(picture->data, bytes));
}

static void test_kinds_of_jpeg(void **state) {
    expect_jpeg(*state, JCS_GRAYSCALE, 1, false);
    expect_jpeg(*state, JCS_YCbCr, 3, false);
    expect_jpeg(*state, JCS_CMYK, 4, true);
    expect_jpeg(*state, JCS_YCCK, 4, true);
    put_jpeg(*state, "x.jpg", JCS_YCbCr, true);
    assert_true(read_one(*state, "x.jpg")->ppi == 300);
}

static void expect_broken(Fixture *fixture, const char *name, const char *part) {
    diags_clear(fixture->env.diags);
    assert_null(read_one(fixture, name));
    expect_message(fixture, part);
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 1);
}

static void test_damaged_files(void **state) {
    Fixture *fixture = *state;
    put_png(fixture, "a.png", 90, 70, (Kind){8, PNG_COLOR_TYPE_RGB_ALPHA, 0});
    put_jpeg(fixture, "a.jpg", JCS_YCbCr, false);
    put_jpeg(fixture, "b.jpg", JCS_YCbCr, true);
    const double shares[] = {0.1, 0.3, 0.6, 0.95};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        put_part(fixture, "c.png", "a.png", shares[i]);
        expect_broken(fixture, "c.png", "the PNG file is broken");
        put_part(fixture, "c.jpg", "a.jpg", shares[i]);
        expect_broken(fixture, "c.jpg", "the JPEG file is broken");
        put_part(fixture, "d.jpg", "b.jpg", shares[i]);
        expect_broken(fixture, "d.jpg", "the JPEG file is broken");
    }
    put_file(fixture, "zero.png", "");
    expect_broken(fixture, "zero.png", "the file is empty");
}

static void test_sizes(void **state) {
    Fixture *fixture = *state;
    put_png(fixture, "wide.png", 30000, 10, (Kind){8, PNG_COLOR_TYPE_GRAY, 0});
    assert_non_null(read_one(fixture, "wide.png"));
    put_png(fixture, "wider.png", 30001, 1, (Kind){1, PNG_COLOR_TYPE_GRAY, 0});
    expect_broken(fixture, "wider.png",
                  "it is 30001 x 1 pixels; the largest allowed is 100 million pixels");
    Str bytes;
    assert_true(file_read(&fixture->env, path_of(fixture, "wide.png"), (Span){0}, &bytes));
    /* A height of 30,000 in the header; its checksum is that of such a header. */
    Buffer huge = buffer_new(fixture->env.keep);
    buffer_add(&huge, bytes);
    memcpy(huge.data + 16, "\0\0\x75\x30\0\0\x75\x30\x01\0\0\0\0", 13);
    memcpy(huge.data + 29, "\x4e\x5c\xc5\x17", 4);
    put_bytes(fixture, "huge.png", buffer_str(&huge));
    expect_broken(fixture, "huge.png", "it is 30000 x 30000 pixels");
}

static void test_other_formats(void **state) {
    Fixture *fixture = *state;
    put_bytes(fixture, "a.png", STR("GIF89a\1\0\1\0"));
    expect_broken(fixture, "a.png", "it is a GIF file, not PNG, JPEG or SVG");
    put_bytes(fixture, "b.jpg", STR("RIFF\0\0\0\0WEBPVP8 "));
    expect_broken(fixture, "b.jpg", "it is a WebP file");
    put_file(fixture, "c.svg", "<?xml version='1.0'?>\n<svg/>");
    expect_broken(fixture, "c.svg", "the drawing needs a 'viewBox'");
    put_file(fixture, "d.png", "%PDF-1.7");
    expect_broken(fixture, "d.png", "it is a PDF file");
    put_bytes(fixture, "e.jpg", STR("II*\0"));
    expect_broken(fixture, "e.jpg", "it is a TIFF file");
    put_file(fixture, "f.jpg", "hello");
    expect_broken(fixture, "f.jpg", "it is neither PNG nor JPEG");
}

static void expect_refused(Fixture *fixture, const char *written, const char *part) {
    diags_clear(fixture->env.diags);
    Str text = str_format(fixture->env.keep, "# A\n\nb ![c](<%s>) d\n", written);
    Doc *doc = read_publication(&fixture->env, put_bytes(fixture, "p/text.md", text));
    const Node *picture = find_kind(doc, NODE_PICTURE);
    assert_null(picture->picture.picture);
    assert_true(str_equal_c(picture->picture.alt, "c"));
    expect_message(fixture, part);
    expect_message(fixture, "text.md:3:3: error:");
}

static void test_paths(void **state) {
    Fixture *fixture = *state;
    put_png(fixture, "out.png", 2, 2, (Kind){8, PNG_COLOR_TYPE_GRAY, 0});
    put_file(fixture, "p/in side/x", "x");
    assert_int_equal(symlink("../out.png", path_of(fixture, "p/link.png")), 0);
    expect_refused(fixture, "../out.png", "lies outside the publication's folder");
    expect_refused(fixture, "link.png", "lies outside the publication's folder");
    expect_refused(fixture, "in side/../../out.png", "lies outside the publication's folder");
    expect_refused(fixture, "../nothing.png", "lies outside the publication's folder");
    expect_refused(fixture, "/etc/passwd", "has an absolute path");
    expect_refused(fixture, "https://example.org/a.png", "is not a file of the publication");
    expect_refused(fixture, "data:image/png;base64,AAAA", "is not a file of the publication");
    expect_refused(fixture, "", "the picture has no file");
    expect_refused(fixture, "lonk.png", "did you mean 'link.png'?");
    expect_refused(fixture, "in side", "is a folder");
}

static void test_each_file_is_read_once(void **state) {
    Fixture *fixture = *state;
    put_file(fixture, "p/sub/x", "x");
    put_png(fixture, "p/a b.png", 2, 2, (Kind){8, PNG_COLOR_TYPE_GRAY, 0});
    put_file(fixture, "p/1.md", "![one](a%20b.png \"Caption\")\n");
    put_file(fixture, "p/2.md", "![two](<sub/../a b.png>)\n");
    Doc *doc = read_publication(&fixture->env, path_of(fixture, "p"));
    expect_no_messages(fixture);
    const Node *one = doc->root->first->first, *two = doc->root->last->first;
    assert_non_null(one->picture.picture);
    assert_ptr_equal(one->picture.picture, two->picture.picture);
    assert_int_equal(one->next->kind, NODE_CAPTION);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_kinds_of_png),           TEST(test_kinds_of_jpeg),
        TEST(test_damaged_files),          TEST(test_sizes),
        TEST(test_other_formats),          TEST(test_paths),
        TEST(test_each_file_is_read_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
