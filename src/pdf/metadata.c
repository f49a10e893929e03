/*
 * pdf/metadata.c - what the file says about itself: Info, XMP, output intent, and the rest of the catalog.
 *
 * The one idea: Info and XMP say the same, from the same values, because checkers compare them. Nothing is
 * taken from the clock or the machine.
 */
#include "pdf/writer.h"

static Str title_of(const Writer *writer) {
    return writer->pages->title.length > 0 ? writer->pages->title : writer->doc->name;
}

static void add_info(Buffer *out, const char *key, Str value) {
    if (value.length == 0)
        return;
    buffer_add_c(out, key);
    syntax_text(out, value);
}

/* PDF/X-4 wants a date even where there is none: then that of second 0, which nobody takes for true. */
static bool is_dated(const Writer *writer) {
    return writer->options->date != 0 || writer->options->profile;
}

static void write_info(Writer *writer) {
    const Meta *meta = &writer->doc->meta;
    Buffer out = buffer_new(writer->arena);
    add_info(&out, "/Title", title_of(writer));
    add_info(&out, "/Author", meta->author);
    add_info(&out, "/Subject", meta->subject);
    add_info(&out, "/Creator", writer->options->producer);
    add_info(&out, "/Producer", writer->options->producer);
    if (is_dated(writer)) {
        buffer_add(&out, STR("/CreationDate"));
        syntax_date(&out, writer->options->date);
        buffer_add(&out, STR("/ModDate"));
        syntax_date(&out, writer->options->date);
    }
    if (writer->options->profile)
        press_add_info(&out);
    objects_set_root(writer->objects, ROOT_INFO, buffer_str(&out));
}

static void add_element(Buffer *out, const char *open, Str value, const char *close) {
    if (value.length == 0)
        return;
    buffer_add_c(out, open);
    syntax_xml(out, value);
    buffer_add_c(out, close);
}

/* An alternative in the publication's language beside the one that everybody gets. */
static void add_alternatives(Buffer *out, const char *name, Str value, Str language) {
    if (value.length == 0)
        return;
    buffer_format(out, "<dc:%s><rdf:Alt>", name);
    add_element(out, "<rdf:li xml:lang=\"x-default\">", value, "</rdf:li>");
    if (language.length > 0) {
        buffer_format(out, "<rdf:li xml:lang=\"%.*s\">", STR_ARGS(language));
        add_element(out, "", value, "</rdf:li>");
    }
    buffer_format(out, "</rdf:Alt></dc:%s>\n", name);
}

static void add_dates(Buffer *out, const Writer *writer) {
    static const char *const names[] = {"CreateDate", "ModifyDate", "MetadataDate"};
    for (size_t i = 0; is_dated(writer) && i < sizeof names / sizeof *names; i++) {
        buffer_format(out, "<xmp:%s>", names[i]);
        syntax_iso_date(out, writer->options->date);
        buffer_format(out, "</xmp:%s>\n", names[i]);
    }
}

/* The schema of PDF/UA's identifier is not among those that PDF/A knows, so it is described. */
static const char SCREEN_STANDARDS[] =
    "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>The part of ISO 14289 that the file meets</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

static void write_xmp(Writer *writer, Str language) {
    const Meta *meta = &writer->doc->meta;
    Buffer out = buffer_new(writer->arena);
    buffer_add(&out, STR("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                         "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                         "<rdf:Description rdf:about=\"\"\n"
                         " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                         " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                         " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                         " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n"
                         " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n"
                         " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
                         " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
                         " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
                         " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
                         " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                         "<dc:format>application/pdf</dc:format>\n"));
    add_alternatives(&out, "title", title_of(writer), language);
    add_element(&out, "<dc:creator><rdf:Seq><rdf:li>", meta->author, "</rdf:li></rdf:Seq></dc:creator>\n");
    add_alternatives(&out, "description", meta->subject, language);
    add_element(&out, "<dc:language><rdf:Bag><rdf:li>", language, "</rdf:li></rdf:Bag></dc:language>\n");
    add_element(&out, "<xmp:CreatorTool>", writer->options->producer, "</xmp:CreatorTool>\n");
    add_dates(&out, writer);
    add_element(&out, "<pdf:Producer>", writer->options->producer, "</pdf:Producer>\n");
    if (writer->options->edition == PDF_SCREEN)
        buffer_add_c(&out, SCREEN_STANDARDS);
    if (writer->options->profile)
        press_add_xmp(writer, &out);
    buffer_add(&out, STR("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"));
    Str fields = STR("/Type/Metadata/Subtype/XML");
    uint32_t object = objects_add_stream(writer->objects, fields, buffer_str(&out));
    buffer_add(&writer->catalog, STR("/Metadata "));
    syntax_reference(&writer->catalog, object);
}

/* What the numbers of the screen's colours mean; PDF/A wants to know. */
static void write_intent(Writer *writer) {
    uint32_t profile = writer_add_deflated(writer, STR("/N 3"), srgb_profile(writer->arena));
    Buffer *out = &writer->catalog;
    buffer_add(out, STR("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                        "/RegistryName(http://www.color.org)/Info(IEC 61966-2-1)/DestOutputProfile "));
    syntax_reference(out, profile);
    buffer_add(out, STR(">>]"));
}

/* A print dialog comes up with the sheet at its own size, and turned as its back wants it. */
static void write_preferences(Writer *writer) {
    const Pages *pages = writer->pages;
    buffer_add(&writer->catalog, STR("/ViewerPreferences<</DisplayDocTitle true"));
    if (pages->placed)
        buffer_add(&writer->catalog, STR("/PrintScaling/None"));
    if (pages->backs && !writer->options->profile)
        buffer_format(&writer->catalog, "/Duplex/DuplexFlip%sEdge",
                      pages->pages[0].width > pages->pages[0].height ? "Short" : "Long");
    buffer_add(&writer->catalog, STR(">>"));
}

void metadata_write(Writer *writer) {
    Str language = syntax_language(writer->arena, writer->doc->meta.language);
    write_info(writer);
    write_xmp(writer, language);
    if (writer->options->edition == PDF_SCREEN)
        write_intent(writer);
    if (writer->options->profile)
        press_write_intent(writer);
    if (language.length > 0) {
        buffer_add(&writer->catalog, STR("/Lang"));
        syntax_bytes(&writer->catalog, language);
    }
    write_preferences(writer);
    objects_set_root(writer->objects, ROOT_CATALOG, buffer_str(&writer->catalog));
}
