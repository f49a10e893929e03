/*
 * pdf/objects.c - libharu as a writer of objects, and compression.
 *
 * The one idea: libharu numbers objects, writes them in order and keeps the cross-reference table; what
 * stands inside an object comes from its write hook. A dictionary without entries is enough for any object,
 * and one dictionary listed many times in the table is enough for a whole series: libharu calls its hook
 * once for each listing, in order, and the hook prints the next of the series.
 */
#include "pdf/objects.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/syntax.h"

enum {
    COMPRESSION_LEVEL = 6,
    EXIT_NO_MEMORY = 3,
    NUMBER_MASK = 0xFFFFFF, /* libharu keeps flags in the byte above */
};

static const size_t LARGEST_FILE = INT32_MAX, LARGEST_UNPACKED = 256 << 20;

typedef struct Single {
    Objects *objects;
    Str fields, bytes;
} Single;

typedef struct Series Series;
struct Series {
    Objects *objects;
    Series *before;
    uint32_t first, count, next;
    ObjectPrint print;
    const void *owner;
};

struct Objects {
    Env *env;
    Arena *arena;
    HPDF_Doc pdf;
    struct libdeflate_compressor *compressor;
    HPDF_Stream out; /* while saving */
    Buffer file;     /* what went there */
    size_t text_end; /* where the last stream's keyword stands in it */
    Buffer line;     /* one object's text */
    Series *series;  /* newest first */
    int version;     /* the digit behind 1. */
    bool reported;
};

static _Noreturn void out_of_memory(void) {
    fputs("tryk: out of memory\n", stderr);
    exit(EXIT_NO_MEMORY);
}

static void *allocate(HPDF_UINT size) {
    void *piece = malloc(size ? size : 1);
    if (!piece)
        out_of_memory();
    return piece;
}

static uint32_t object_number(const void *object) {
    return ((const HPDF_Obj_Header *)object)->obj_id & NUMBER_MASK;
}

static HPDF_STATUS write_bytes(HPDF_Stream stream, Str bytes) {
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)bytes.data, (HPDF_UINT)bytes.length);
}

static HPDF_STATUS write_single(HPDF_Dict dict, HPDF_Stream stream) {
    const Single *single = dict->attr;
    return write_bytes(stream, single->fields);
}

static HPDF_STATUS write_stream_fields(HPDF_Dict dict, HPDF_Stream stream) {
    const Single *single = dict->attr;
    Buffer *line = &single->objects->line;
    line->length = 0;
    buffer_add(line, single->fields);
    buffer_add(line, STR("/Length "));
    syntax_integer(line, (int64_t)single->bytes.length);
    return write_bytes(stream, buffer_str(line));
}

/* libharu calls this behind the closing >>, which is where a stream's bytes belong. */
static HPDF_STATUS write_stream_bytes(HPDF_Dict dict) {
    const Single *single = dict->attr;
    HPDF_Stream out = single->objects->out;
    single->objects->text_end = single->objects->file.length;
    HPDF_STATUS status = write_bytes(out, STR("\nstream\n"));
    if (status == HPDF_OK)
        status = write_bytes(out, single->bytes);
    return status == HPDF_OK ? write_bytes(out, STR("\nendstream")) : status;
}

static HPDF_STATUS write_next(HPDF_Dict dict, HPDF_Stream stream) {
    Series *series = dict->attr;
    Buffer *line = &series->objects->line;
    line->length = 0;
    series->print(series->owner, series->next++, line);
    return write_bytes(stream, buffer_str(line));
}

Objects *objects_new(Env *env, Arena *arena) {
    Objects *objects = ARENA_NEW(arena, Objects);
    objects->env = env;
    objects->arena = arena;
    objects->line = buffer_new(arena);
    objects->version = 7;
    objects->pdf = HPDF_NewEx(NULL, allocate, free, 0, NULL);
    objects->compressor = libdeflate_alloc_compressor(COMPRESSION_LEVEL);
    if (!objects->pdf || !objects->compressor)
        out_of_memory();
    HPDF_Dict pages = objects->pdf->root_pages;
    pages->before_write_fn = NULL;
    HPDF_Dict_RemoveElement(pages, "Kids");
    HPDF_Dict_RemoveElement(pages, "Count");
    HPDF_Dict_RemoveElement(objects->pdf->info, "Producer");
    return objects;
}

/* The listings of a series share one dictionary: all but the first are emptied, or it is freed again. */
void objects_free(Objects *objects) {
    HPDF_Xref table = objects->pdf->xref;
    for (const Series *series = objects->series; series; series = series->before)
        for (uint32_t i = 1; i < series->count; i++)
            HPDF_Xref_GetEntry(table, series->first + i)->obj = NULL;
    HPDF_Free(objects->pdf);
    libdeflate_free_compressor(objects->compressor);
}

static bool has_room(Objects *objects, size_t count) {
    HPDF_Doc pdf = objects->pdf;
    if (pdf->error.error_no == HPDF_OK && pdf->xref->entries->count + count > HPDF_LIMIT_MAX_XREF_ELEMENT)
        HPDF_SetError(&pdf->error, HPDF_XREF_COUNT_ERR, 0);
    return pdf->error.error_no == HPDF_OK;
}

/* The table grows by a fixed step; steps as large as the table itself keep that linear. */
static void list_object(Objects *objects, HPDF_Dict dict) {
    HPDF_List entries = objects->pdf->xref->entries;
    if (entries->count >= entries->items_per_block)
        entries->items_per_block = entries->count;
    HPDF_Xref_Add(objects->pdf->xref, dict);
}

static uint32_t add_single(Objects *objects, Str fields, Str bytes, bool stream) {
    if (!has_room(objects, 1))
        return 0;
    Single *single = ARENA_NEW(objects->arena, Single);
    *single = (Single){objects, fields, bytes};
    HPDF_Dict dict = HPDF_Dict_New(objects->pdf->mmgr);
    dict->attr = single;
    dict->write_fn = stream ? write_stream_fields : write_single;
    dict->after_write_fn = stream ? write_stream_bytes : NULL;
    list_object(objects, dict);
    return object_number(dict);
}

uint32_t objects_add(Objects *objects, Str fields) {
    return add_single(objects, fields, (Str){0}, false);
}

uint32_t objects_add_stream(Objects *objects, Str fields, Str bytes) {
    return add_single(objects, fields, bytes, true);
}

uint32_t objects_add_series(Objects *objects, uint32_t count, ObjectPrint print, const void *owner) {
    if (count == 0 || !has_room(objects, count))
        return 0;
    Series *series = ARENA_NEW(objects->arena, Series);
    HPDF_Dict dict = HPDF_Dict_New(objects->pdf->mmgr);
    dict->attr = series;
    dict->write_fn = write_next;
    list_object(objects, dict);
    *series = (Series){objects, objects->series, object_number(dict), count, 0, print, owner};
    for (uint32_t i = 1; i < count; i++) {
        dict->header.obj_id = 0; /* so that it can be listed again */
        list_object(objects, dict);
    }
    objects->series = series;
    return series->first;
}

static HPDF_Dict root_object(const Objects *objects, ObjectRoot root) {
    HPDF_Dict roots[ROOT_COUNT] = {objects->pdf->catalog, objects->pdf->root_pages, objects->pdf->info};
    return roots[root];
}

void objects_set_root(Objects *objects, ObjectRoot root, Str fields) {
    Single *single = ARENA_NEW(objects->arena, Single);
    *single = (Single){objects, fields, {0}};
    HPDF_Dict dict = root_object(objects, root);
    dict->attr = single;
    dict->write_fn = write_single;
}

uint32_t objects_root(const Objects *objects, ObjectRoot root) {
    return object_number(root_object(objects, root));
}

/* Into scratch: the caller has a mark. */
static Str deflate_scratch(Objects *objects, Str bytes) {
    size_t room = libdeflate_zlib_compress_bound(objects->compressor, bytes.length);
    char *packed = arena_alloc(objects->env->scratch, room);
    const void *from = bytes.length ? bytes.data : "";
    size_t length = libdeflate_zlib_compress(objects->compressor, from, bytes.length, packed, room);
    return (Str){packed, length};
}

void objects_set_version(Objects *objects, int version) {
    objects->version = version;
}

Str objects_deflate(Objects *objects, Str bytes) {
    ArenaMark mark = arena_mark(objects->env->scratch);
    Str packed = str_copy(objects->arena, deflate_scratch(objects, bytes));
    arena_reset(objects->env->scratch, mark);
    return packed;
}

Str objects_wrap(Objects *objects, Str deflated, Str bytes) {
    uint32_t sum = libdeflate_adler32(1, bytes.data, bytes.length);
    char end[] = {(char)(sum >> 24), (char)(sum >> 16), (char)(sum >> 8), (char)sum};
    Buffer out = buffer_new(objects->arena);
    buffer_add(&out, STR("\x78\xDA"));
    buffer_add(&out, deflated);
    buffer_add(&out, (Str){end, sizeof end});
    return buffer_str(&out);
}

Str objects_inflate(Arena *arena, Str packed) {
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    if (!decompressor)
        out_of_memory();
    enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
    char *bytes = NULL;
    size_t length = 0;
    for (size_t room = packed.length * 8; result == LIBDEFLATE_INSUFFICIENT_SPACE; room *= 2) {
        if (room > LARGEST_UNPACKED)
            break;
        ArenaMark mark = arena_mark(arena);
        bytes = arena_alloc(arena, room);
        result = libdeflate_zlib_decompress(decompressor, packed.data, packed.length, bytes, room, &length);
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE)
            arena_reset(arena, mark);
    }
    libdeflate_free_decompressor(decompressor);
    return result == LIBDEFLATE_SUCCESS ? (Str){bytes, length} : (Str){0};
}

size_t objects_deflated_size(Objects *objects, Str bytes) {
    ArenaMark mark = arena_mark(objects->env->scratch);
    size_t size = deflate_scratch(objects, bytes).length;
    arena_reset(objects->env->scratch, mark);
    return size;
}

bool objects_check(Objects *objects, const char *stage) {
    HPDF_STATUS status = objects->pdf->error.error_no;
    if (status == HPDF_OK)
        return true;
    if (!objects->reported)
        REPORT_ERROR(objects->env, (Span){0}, (Str){0}, "internal error: libharu gave 0x%04lX at %s",
                     (unsigned long)status, stage);
    objects->reported = true;
    return false;
}

static HPDF_STATUS append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length) {
    Buffer *file = stream->attr;
    if (file->length + length > LARGEST_FILE)
        return HPDF_SetError(stream->error, HPDF_FILE_IO_ERROR, 0);
    buffer_add(file, (Str){(const char *)bytes, length});
    return HPDF_OK;
}

static void open_file(Objects *objects, Arena *arena, size_t size_hint) {
    objects->file = (Buffer){arena, arena_alloc(arena, size_hint), 0, size_hint};
    objects->out = HPDF_CallbackWriter_New(objects->pdf->mmgr, append, &objects->file);
}

/* Whether all went into it. */
static bool close_file(Objects *objects, HPDF_STATUS status) {
    HPDF_Stream_Free(objects->out);
    if (objects->file.length > LARGEST_FILE - (1 << 20) && status != HPDF_OK) {
        REPORT_ERROR(objects->env, (Span){0}, STR("split the publication"),
                     "the PDF would be larger than 2 GiB");
        return false;
    }
    if (status != HPDF_OK && objects->pdf->error.error_no == HPDF_OK)
        HPDF_SetError(&objects->pdf->error, status, 0);
    return objects_check(objects, "saving");
}

void objects_print_id(Buffer *out, Str bytes) {
    char digits[33];
    for (size_t i = 0; i < 4; i++) {
        size_t from = bytes.length * i / 4, to = bytes.length * (i + 1) / 4;
        uint32_t sum = libdeflate_crc32(0, bytes.data + from, to - from);
        snprintf(digits + i * 8, 9, "%08X", (unsigned)sum);
    }
    buffer_format(out, "/ID[<%s><%s>]", digits, digits);
}

/* The trailer comes last, so its hook sees all the rest. */
static HPDF_STATUS write_id(HPDF_Dict trailer, HPDF_Stream stream) {
    Objects *objects = trailer->attr;
    Buffer *line = &objects->line;
    line->length = 0;
    objects_print_id(line, buffer_str(&objects->file));
    buffer_add_byte(line, '\n');
    return write_bytes(stream, buffer_str(line));
}

Str objects_save(Objects *objects, Arena *keep, size_t size_hint) {
    HPDF_Doc pdf = objects->pdf;
    open_file(objects, keep, size_hint);
    char header[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    header[strlen("%PDF-1.")] = (char)('0' + objects->version);
    write_bytes(objects->out, str_from(header));
    HPDF_Dict_Add(pdf->trailer, "Root", pdf->catalog);
    HPDF_Dict_Add(pdf->trailer, "Info", pdf->info);
    pdf->trailer->attr = objects;
    pdf->trailer->write_fn = write_id;
    HPDF_STATUS status = HPDF_Xref_WriteToStream(pdf->xref, objects->out, NULL);
    return close_file(objects, status) ? buffer_str(&objects->file) : (Str){0};
}

ObjectBody *objects_bodies(Objects *objects, size_t size_hint, uint32_t *count) {
    HPDF_Xref table = objects->pdf->xref;
    *count = table->entries->count - 1;
    ObjectBody *bodies = ARENA_ARRAY(objects->arena, ObjectBody, *count + 1);
    open_file(objects, objects->arena, size_hint);
    HPDF_STATUS status = HPDF_OK;
    for (uint32_t i = 1; i <= *count && status == HPDF_OK; i++) {
        size_t begin = objects->file.length;
        objects->text_end = 0;
        status = HPDF_Obj_WriteValue(HPDF_Xref_GetEntry(table, i)->obj, objects->out, NULL);
        size_t end = objects->file.length, text_end = objects->text_end ? objects->text_end : end;
        bodies[i] = (ObjectBody){{NULL, text_end - begin}, {NULL, end - text_end}};
    }
    if (!close_file(objects, status))
        return NULL;
    const char *at = objects->file.data;
    for (uint32_t i = 1; i <= *count; i++) {
        bodies[i].text.data = at;
        bodies[i].stream.data = at + bodies[i].text.length;
        at = bodies[i].stream.data + bodies[i].stream.length;
    }
    return bodies;
}
