/*
 * read/jpeg.c - checks a JPEG and keeps its bytes, since a PDF holds JPEG as it is; its samples on demand.
 *
 * The one idea: a picture that is cut off or damaged shows only when it is decoded, so all of it is decoded
 * once into a row that nobody looks at. libjpeg only warns of damage; here a warning is as bad as an error.
 */
#include "read/pictures.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <jerror.h>

enum { MARKER_BYTES = 65533 /* what one can hold */ };

typedef struct Checker {
    struct jpeg_error_mgr errors; /* first: libjpeg hands back a pointer to it */
    struct jpeg_decompress_struct jpeg;
    jmp_buf leave;
    Env *env;
    Picture *picture;
    Complaint *complaint;
    char *samples; /* where samples go; NULL: nobody wants them */
} Checker;

static _Noreturn void give_up(Checker *checker) {
    longjmp(checker->leave, 1);
}

static _Noreturn void take_error(j_common_ptr jpeg) {
    Checker *checker = (Checker *)(void *)jpeg->err;
    char message[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, message);
    if (checker->complaint->text[0] == '\0')
        snprintf(checker->complaint->text, sizeof checker->complaint->text,
                 "the JPEG file is broken (%.200s)", message);
    give_up(checker);
}

/* Bytes between the parts of a file harm nobody; many cameras write some. */
static void take_message(j_common_ptr jpeg, int level) {
    if (level < 0 && jpeg->err->msg_code != JWRN_EXTRANEOUS_DATA)
        take_error(jpeg);
}

static void complain(Checker *checker, const char *text) {
    snprintf(checker->complaint->text, sizeof checker->complaint->text, "%s", text);
    give_up(checker);
}

static double read_resolution(const struct jpeg_decompress_struct *jpeg) {
    if (!jpeg->saw_JFIF_marker || jpeg->X_density <= 1)
        return 0;
    if (jpeg->density_unit == 1)
        return jpeg->X_density;
    return jpeg->density_unit == 2 ? jpeg->X_density * 2.54 : 0;
}

static uint8_t read_orientation(const struct jpeg_decompress_struct *jpeg) {
    for (jpeg_saved_marker_ptr at = jpeg->marker_list; at; at = at->next) {
        uint8_t orientation = exif_orientation((Str){(const char *)at->data, at->data_length});
        if (orientation > 1)
            return orientation;
    }
    return 1;
}

/* In pieces of 64 kB, which libjpeg puts together; it comes from malloc. */
static void read_profile(Checker *checker) {
    JOCTET *bytes = NULL;
    unsigned length = 0;
    for (jpeg_saved_marker_ptr at = checker->jpeg.marker_list; at; at = at->next)
        if (at->marker == JPEG_APP0 + 2 &&
            str_starts((Str){(const char *)at->data, at->data_length}, STR("ICC_PROFILE")))
            checker->picture->icc_broken = true;
    if (!jpeg_read_icc_profile(&checker->jpeg, &bytes, &length))
        return;
    checker->picture->icc = str_copy(checker->env->keep, (Str){(const char *)bytes, length});
    checker->picture->icc_broken = false;
    free(bytes);
}

static void read_header(Checker *checker) {
    struct jpeg_decompress_struct *jpeg = &checker->jpeg;
    Picture *picture = checker->picture;
    jpeg_save_markers(jpeg, JPEG_APP0 + 1, MARKER_BYTES);
    jpeg_save_markers(jpeg, JPEG_APP0 + 2, MARKER_BYTES);
    jpeg_read_header(jpeg, TRUE);
    if (!picture_size_fits(jpeg->image_width, jpeg->image_height, checker->complaint))
        give_up(checker);
    if (jpeg->num_components != 1 && jpeg->num_components != 3 && jpeg->num_components != 4)
        complain(checker, "its pixels are not grey, RGB or CMYK");
    if (jpeg->arith_code)
        complain(checker, "it is packed with arithmetic coding, which PDF readers do not know");
    picture->orientation = read_orientation(jpeg);
    bool turned = picture->orientation > 4;
    picture->width = turned ? jpeg->image_height : jpeg->image_width;
    picture->height = turned ? jpeg->image_width : jpeg->image_height;
    picture->components = (uint8_t)jpeg->num_components;
    picture->inverted = jpeg->num_components == 4 && jpeg->saw_Adobe_marker;
    picture->jpeg = true;
    picture->ppi = read_resolution(jpeg);
    if (jpeg->num_components == 3 && !checker->samples)
        read_profile(checker);
}

/* The fastest way through; nobody looks at the colours. */
static void decode_rows(Checker *checker) {
    struct jpeg_decompress_struct *jpeg = &checker->jpeg;
    jpeg->dct_method = JDCT_IFAST;
    jpeg->do_fancy_upsampling = FALSE;
    jpeg->out_color_space = jpeg->jpeg_color_space;
    jpeg_start_decompress(jpeg);
    size_t stride = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
    JSAMPROW row = arena_alloc(checker->env->scratch, stride);
    while (jpeg->output_scanline < jpeg->output_height)
        jpeg_read_scanlines(jpeg, &row, 1);
    jpeg_finish_decompress(jpeg);
}

/* As well as libjpeg can. */
static void read_samples(Checker *checker) {
    struct jpeg_decompress_struct *jpeg = &checker->jpeg;
    int components = jpeg->num_components;
    jpeg->out_color_space = components == 1 ? JCS_GRAYSCALE : components == 4 ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(jpeg);
    size_t stride = (size_t)jpeg->output_width * (size_t)components;
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = (JSAMPROW)checker->samples + stride * jpeg->output_scanline;
        jpeg_read_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_decompress(jpeg);
}

/* False if libjpeg, or one of us, left by longjmp. */
static bool run(Checker *checker, Str bytes) {
    if (setjmp(checker->leave))
        return false;
    jpeg_create_decompress(&checker->jpeg);
    jpeg_mem_src(&checker->jpeg, (const unsigned char *)bytes.data, (unsigned long)bytes.length);
    read_header(checker);
    if (checker->samples)
        read_samples(checker);
    else
        decode_rows(checker);
    return true;
}

static bool check(Checker *checker, Str bytes) {
    checker->jpeg.err = jpeg_std_error(&checker->errors);
    checker->errors.error_exit = take_error;
    checker->errors.emit_message = take_message;
    bool fine = run(checker, bytes);
    jpeg_destroy_decompress(&checker->jpeg);
    return fine;
}

Str read_picture_samples(Env *env, const Picture *picture) {
    Complaint complaint = {.text = ""};
    Picture again = *picture;
    size_t length = (size_t)picture->width * picture->height * picture->components;
    Checker checker = {.env = env, .picture = &again, .complaint = &complaint};
    checker.samples = arena_alloc(env->keep, length);
    return check(&checker, picture->data) ? (Str){checker.samples, length} : (Str){0};
}

bool jpeg_check(Env *env, Str bytes, Picture *picture, Complaint *complaint) {
    Checker checker = {.env = env, .picture = picture, .complaint = complaint};
    bool fine = check(&checker, bytes);
    if (fine)
        picture->data = str_copy(env->keep, bytes);
    return fine;
}
