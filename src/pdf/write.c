/*
 * pdf/write.c - the stages of the PDF writer, in order.
 *
 * The one idea: objects are numbered long before they are printed. Only content streams, fonts and pictures
 * are made on the way; pages, links, elements and bookmarks are tables until the file is saved, so they can
 * refer to one another in any order.
 */
#include "pdf/pdf.h"

#include "pdf/writer.h"

enum { PRESS_VERSION = 6 }; /* PDF/X-4 stands on PDF 1.6 */

static const size_t PAGE_BYTES = 1024; /* what a page brings beside its streams, generously */
static const size_t SMALLEST_FILE = 1 << 16;

uint32_t writer_add_packed(Writer *writer, Str fields, Str packed) {
    Buffer out = buffer_new(writer->arena);
    buffer_add(&out, STR("/Filter/FlateDecode"));
    buffer_add(&out, fields);
    writer->bytes += packed.length;
    return objects_add_stream(writer->objects, buffer_str(&out), packed);
}

uint32_t writer_add_deflated(Writer *writer, Str fields, Str bytes) {
    return writer_add_packed(writer, fields, objects_deflate(writer->objects, bytes));
}

static bool write_objects(Writer *writer) {
    bool tagged = !writer->options->profile && !writer->pages->placed;
    if (!fonts_collect(writer))
        return false;
    if (tagged) {
        navigation_collect(writer);
        structure_collect(writer);
    }
    content_write(writer);
    if (!objects_check(writer->objects, "content"))
        return false;
    fonts_write(writer);
    pagetree_write(writer);
    if (tagged) {
        links_write(writer);
        structure_write(writer);
        navigation_write(writer);
    } else {
        labels_write(writer);
    }
    metadata_write(writer);
    return objects_check(writer->objects, "structure");
}

Str pdf_write(Env *env, const Pages *pages, const Doc *doc, const PdfOptions *options) {
    if (pages->count == 0) {
        REPORT_ERROR(env, (Span){0}, (Str){0}, "there are no pages to write");
        return (Str){0};
    }
    Writer writer = {.env = env, .pages = pages, .doc = doc, .options = options, .arena = arena_new()};
    writer.objects = objects_new(env, writer.arena);
    writer.catalog = buffer_new(writer.arena);
    if (options->profile)
        objects_set_version(writer.objects, PRESS_VERSION);
    Str file = {0};
    if (write_objects(&writer)) {
        size_t size = SMALLEST_FILE + writer.bytes * 2 + pages->count * PAGE_BYTES;
        bool screen = options->edition == PDF_SCREEN;
        file = screen ? linear_save(&writer, size) : objects_save(writer.objects, env->keep, size);
    }
    objects_free(writer.objects);
    arena_free(writer.arena);
    return file;
}
