/*
 * pdf/press.c - how a file says that it is PDF/X-4 (ISO 15930-7:2010, 6.2, 6.7 and 6.14).
 *
 * The one idea: a shop's checker believes what Info and XMP agree on. Identifiers that are wanted to differ
 * from file to file are made from the content, so that the same publication is the same file.
 */
#include "pdf/writer.h"

void press_add_info(Buffer *out) {
    buffer_add(out, STR("/GTS_PDFXVersion(PDF/X-4)/Trapped/False"));
}

/* As the form of a random UUID, out of the words of the publication and what its pages have. */
static void add_identifier(const Writer *writer, Buffer *out) {
    const Doc *doc = writer->doc;
    uint64_t high = str_hash(doc->name), low = str_hash(doc->meta.title);
    for (NodeId id = 1; id < doc->node_count; id++) {
        Str text = doc->nodes[id]->kind == NODE_TEXT ? doc->nodes[id]->text : (Str){0};
        high = (high ^ str_hash(text)) * 0x9E3779B97F4A7C15u + id;
        low = low * 31 + high;
    }
    for (size_t i = 0; i < writer->pages->count; i++) {
        const Page *page = &writer->pages->pages[i];
        high = (high ^ (uint64_t)syntax_round(page->width * 1000)) * 0x9E3779B97F4A7C15u + page->count;
        low = (low ^ (uint64_t)syntax_round(page->height * 1000)) * 31 + high;
    }
    buffer_format(out, "%08lx-%04lx-4%03lx-8%03lx-%012llx", (unsigned long)(high >> 32 & 0xFFFFFFFF),
                  (unsigned long)(high >> 16 & 0xFFFF), (unsigned long)(high & 0xFFF),
                  (unsigned long)(low >> 48 & 0xFFF), (unsigned long long)(low & 0xFFFFFFFFFFFF));
}

void press_add_xmp(const Writer *writer, Buffer *out) {
    buffer_add(out, STR("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n"
                        "<pdf:Trapped>False</pdf:Trapped>\n"
                        "<xmpMM:DocumentID>uuid:"));
    add_identifier(writer, out);
    buffer_add(out, STR("</xmpMM:DocumentID>\n<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n"
                        "<xmpMM:VersionID>1</xmpMM:VersionID>\n"));
}
