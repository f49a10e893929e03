/*
 * read/jpeg_write.c - inks as a JPEG, for a photograph that came as one.
 *
 * The one idea: what was packed with loss once loses nothing that can be seen when it is packed so again,
 * as long as nothing is thinned out: at full resolution in all inks, and as YCCK, which is how picture
 * editors store them (Adobe TN 5116). 0 is no ink, as PDF counts, so the picture needs no Decode.
 */
#include "read/read.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

enum { INKS = 4, QUALITY = 93 };

typedef struct Packer {
    struct jpeg_error_mgr errors; /* first: libjpeg hands back a pointer to it */
    struct jpeg_compress_struct jpeg;
    jmp_buf leave;
    unsigned char *bytes; /* of malloc */
    unsigned long length;
} Packer;

static _Noreturn void take_error(j_common_ptr jpeg) {
    longjmp(((Packer *)(void *)jpeg->err)->leave, 1);
}

static void set_up(Packer *packer, uint32_t columns, uint32_t rows) {
    struct jpeg_compress_struct *jpeg = &packer->jpeg;
    jpeg->image_width = columns;
    jpeg->image_height = rows;
    jpeg->input_components = INKS;
    jpeg->in_color_space = JCS_CMYK;
    jpeg_set_defaults(jpeg);
    jpeg_set_colorspace(jpeg, JCS_YCCK);
    jpeg_set_quality(jpeg, QUALITY, TRUE);
    jpeg->optimize_coding = TRUE;
    for (int i = 0; i < INKS; i++)
        jpeg->comp_info[i].h_samp_factor = jpeg->comp_info[i].v_samp_factor = 1;
}

/* False if libjpeg left by longjmp. */
static bool run(Packer *packer, Str inks, uint32_t columns, uint32_t rows) {
    struct jpeg_compress_struct *jpeg = &packer->jpeg;
    if (setjmp(packer->leave))
        return false;
    jpeg_create_compress(jpeg);
    jpeg_mem_dest(jpeg, &packer->bytes, &packer->length);
    set_up(packer, columns, rows);
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < rows) {
        JSAMPROW row = (JSAMPROW)(uintptr_t)(inks.data + (size_t)jpeg->next_scanline * columns * INKS);
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
    return true;
}

Str read_picture_pack(Arena *arena, Str inks, uint32_t columns, uint32_t rows) {
    Packer packer = {.bytes = NULL};
    if (columns > JPEG_MAX_DIMENSION || rows > JPEG_MAX_DIMENSION ||
        inks.length < (size_t)columns * rows * INKS)
        return (Str){0};
    packer.jpeg.err = jpeg_std_error(&packer.errors);
    packer.errors.error_exit = take_error;
    bool fine = run(&packer, inks, columns, rows);
    Str packed = fine ? str_copy(arena, (Str){(const char *)packer.bytes, packer.length}) : (Str){0};
    jpeg_destroy_compress(&packer.jpeg);
    free(packer.bytes);
    return packed;
}
