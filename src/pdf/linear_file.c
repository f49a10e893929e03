/*
 * pdf/linear_file.c - a linearized file, byte by byte.
 *
 * The one idea: everything but two pieces is printed once into one buffer, in order, and so knows where it
 * stands but for what comes before it. Those two are the opening, whose length is known beforehand because
 * its numbers have a fixed width, and the hints, which count as if they were not there.
 */
#include "pdf/linear.h"

enum { PLACE_BYTES = 2 };

static const size_t SMALL_FILE = 12 << 20; /* offsets in it take three bytes */

typedef enum RowKind { ROW_FREE, ROW_OBJECT, ROW_PACKED } RowKind;

/* Where an object is: at an offset, or at a place in a pack. */
typedef struct Row {
    RowKind kind;
    uint16_t place;
    size_t where;
} Row;

/* What is known last and stands first. */
typedef struct Facts {
    size_t length, first_page_end, last_table;
} Facts;

typedef struct Printer {
    Linear *linear;
    Str id;            /* the entry of a trailer */
    Buffer body;       /* all units */
    size_t start;      /* of the units in the file */
    size_t hint_start; /* in front of the unit that has this offset */
    size_t hint_length;
    size_t first_table;
    unsigned offset_bytes;
    Row *rows; /* by number in the file */
} Printer;

static size_t true_offset(const Printer *printer, size_t offset) {
    return offset < printer->hint_start ? offset : offset + printer->hint_length;
}

/* ---- units ------------------------------------------------------------------------------------ */

/* The text with the numbers of the file. */
static void add_renumbered(const Linear *linear, Str text, Buffer *out) {
    size_t at = 0, copied = 0, begin;
    uint32_t object;
    while ((object = syntax_next_reference(text, &at, &begin)) != 0) {
        buffer_add(out, str_slice(text, copied, begin));
        syntax_reference(out, object <= linear->count ? linear->numbers[object] : 0);
        copied = at;
    }
    buffer_add(out, str_slice(text, copied, text.length));
}

static void add_object_head(Buffer *out, uint32_t number) {
    syntax_integer(out, number);
    buffer_add(out, STR(" 0 obj\n"));
}

static void add_stream(Buffer *out, Str fields, Str bytes) {
    buffer_add(out, STR("<<"));
    buffer_add(out, fields);
    buffer_add(out, STR("/Length "));
    syntax_integer(out, (int64_t)bytes.length);
    buffer_add(out, STR(">>\nstream\n"));
    buffer_add(out, bytes);
    buffer_add(out, STR("\nendstream"));
}

static void print_pack(Printer *printer, const Unit *unit) {
    Linear *linear = printer->linear;
    Buffer index = buffer_new(linear->arena), objects = buffer_new(linear->arena);
    for (uint32_t i = 0; i < unit->count; i++) {
        uint32_t object = linear->members[unit->first + i];
        buffer_format(&index, "%u %zu ", (unsigned)linear->numbers[object], objects.length);
        add_renumbered(linear, str_trim(linear->bodies[object].text), &objects);
        buffer_add_byte(&objects, '\n');
    }
    size_t first = index.length;
    buffer_add(&index, buffer_str(&objects));
    Str fields = str_format(linear->arena, "/Type/ObjStm/N %u/First %zu/Filter/FlateDecode",
                            (unsigned)unit->count, first);
    add_stream(&printer->body, fields, objects_deflate(linear->writer->objects, buffer_str(&index)));
}

static void print_unit(Printer *printer, Unit *unit) {
    Linear *linear = printer->linear;
    Buffer *out = &printer->body;
    unit->offset = printer->start + out->length;
    add_object_head(out, unit->number);
    if (unit->object) {
        add_renumbered(linear, linear->bodies[unit->object].text, out);
        buffer_add(out, linear->bodies[unit->object].stream);
    } else {
        print_pack(printer, unit);
    }
    buffer_add(out, STR("\nendobj\n"));
    unit->length = printer->start + out->length - unit->offset;
}

/* ---- cross-reference streams ------------------------------------------------------------------- */

static void add_big_endian(Buffer *out, uint64_t value, unsigned bytes) {
    for (unsigned i = bytes; i-- > 0;)
        buffer_add_byte(out, (char)(value >> i * 8 & 0xFF));
}

static void set_row(Printer *printer, uint32_t number, size_t offset) {
    printer->rows[number] = (Row){ROW_OBJECT, 0, offset};
}

static void collect_rows(Printer *printer) {
    const Linear *linear = printer->linear;
    printer->rows = ARENA_ARRAY(linear->arena, Row, linear->end_number);
    printer->rows[0] = (Row){ROW_FREE, UINT16_MAX, 0};
    for (uint32_t i = 1; i <= linear->unit_count; i++) {
        const Unit *unit = &linear->units[i];
        set_row(printer, unit->number, true_offset(printer, unit->offset));
        for (uint32_t k = 0; k < unit->count; k++)
            printer->rows[linear->numbers[linear->members[unit->first + k]]] =
                (Row){ROW_PACKED, (uint16_t)k, unit->number};
    }
}

static Str table_rows(const Printer *printer, uint32_t first, uint32_t end) {
    Buffer out = buffer_new(printer->linear->arena);
    for (uint32_t number = first; number < end; number++) {
        const Row *row = &printer->rows[number];
        buffer_add_byte(&out, (char)row->kind);
        add_big_endian(&out, row->where, printer->offset_bytes);
        add_big_endian(&out, row->place, PLACE_BYTES);
    }
    return buffer_str(&out);
}

/* fields: what only one of the two tables says. */
static void add_table(const Printer *printer, uint32_t first, uint32_t end, Str fields, Buffer *out) {
    Linear *linear = printer->linear;
    bool last = first == 0;
    Str rows = table_rows(printer, first, end);
    add_object_head(out, last ? linear->last_table : linear->first_table);
    Str common = str_format(linear->arena, "/Type/XRef/Index[%u %u]/Size %u/W[1 %u %d]%.*s%.*s",
                            (unsigned)first, (unsigned)(end - first), (unsigned)end, printer->offset_bytes,
                            PLACE_BYTES, STR_ARGS(printer->id), STR_ARGS(fields));
    add_stream(out, common, last ? objects_deflate(linear->writer->objects, rows) : rows);
    buffer_add(out, STR("\nendobj\n"));
}

/* ---- the file --------------------------------------------------------------------------------- */

/* Numbers have a fixed width, so that this is as long whatever they are. */
static void print_opening(Printer *printer, const Facts *facts, Buffer *out) {
    const Linear *linear = printer->linear;
    uint32_t first_page = linear->numbers[linear->writer->first_page];
    buffer_add(out, STR("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    set_row(printer, linear->parameters, out->length);
    add_object_head(out, linear->parameters);
    buffer_format(out, "<</Linearized 1/L %010zu/H[%010zu %010zu]/O %u/E %010zu/N %zu/T %010zu>>\nendobj\n",
                  facts->length, printer->hint_start, printer->hint_length, (unsigned)first_page,
                  facts->first_page_end, linear->writer->pages->count, facts->last_table);
    set_row(printer, linear->first_table, out->length);
    printer->first_table = out->length;
    Objects *objects = linear->writer->objects;
    Str fields = str_format(linear->arena, "/Prev %010zu/Root %u 0 R/Info %u 0 R", facts->last_table,
                            (unsigned)linear->numbers[objects_root(objects, ROOT_CATALOG)],
                            (unsigned)linear->numbers[objects_root(objects, ROOT_INFO)]);
    add_table(printer, linear->first_number, linear->end_number, fields, out);
    buffer_add(out, STR("startxref\n0\n%%EOF\n"));
}

static void print_hints(Printer *printer, Buffer *out) {
    Linear *linear = printer->linear;
    Hints hints = hints_print(linear);
    Buffer fields = buffer_new(linear->arena);
    buffer_format(&fields, "/S %zu", hints.shared);
    if (hints.outline)
        buffer_format(&fields, "/O %zu", hints.outline);
    buffer_add(&fields, STR("/Filter/FlateDecode"));
    add_object_head(out, linear->hints);
    add_stream(out, buffer_str(&fields), objects_deflate(linear->writer->objects, hints.bytes));
    buffer_add(out, STR("\nendobj\n"));
}

/* Where the first part that has units behind a part begins, or the end of all. */
static size_t part_offset(const Printer *printer, Part part) {
    const Linear *linear = printer->linear;
    if (linear->starts[part] > linear->unit_count)
        return printer->start + printer->body.length;
    return linear->units[linear->starts[part]].offset;
}

static void print_units(Printer *printer) {
    Buffer opening = buffer_new(printer->linear->arena);
    collect_rows(printer);
    print_opening(printer, &(Facts){0}, &opening);
    printer->start = opening.length;
    for (uint32_t i = 1; i <= printer->linear->unit_count; i++)
        print_unit(printer, &printer->linear->units[i]);
}

static Str join(Printer *printer, Str hints, Arena *keep) {
    const Linear *linear = printer->linear;
    Facts facts = {.first_page_end = true_offset(printer, part_offset(printer, PART_PAGE)),
                   .last_table = printer->start + hints.length + printer->body.length};
    Buffer closing = buffer_new(linear->arena);
    collect_rows(printer);
    set_row(printer, linear->hints, printer->hint_start);
    set_row(printer, linear->last_table, facts.last_table);
    add_table(printer, 0, linear->first_number, STR("/Filter/FlateDecode"), &closing);
    buffer_format(&closing, "startxref\n%zu\n%%%%EOF\n", printer->first_table);
    facts.length = facts.last_table + closing.length;
    Buffer file = {keep, arena_alloc(keep, facts.length), 0, facts.length};
    print_opening(printer, &facts, &file);
    Str body = buffer_str(&printer->body);
    size_t before = printer->hint_start - printer->start;
    buffer_add(&file, str_slice(body, 0, before));
    buffer_add(&file, hints);
    buffer_add(&file, str_slice(body, before, body.length));
    buffer_add(&file, buffer_str(&closing));
    return buffer_str(&file);
}

Str linear_save(Writer *writer, size_t size_hint) {
    Arena *arena = writer->arena;
    Linear linear = {.writer = writer, .arena = arena};
    linear.bodies = objects_bodies(writer->objects, size_hint, &linear.count);
    if (!linear.bodies)
        return (Str){0};
    linear_plan(&linear);
    Printer printer = {.linear = &linear, .body = buffer_new(arena)};
    const ObjectBody *last = &linear.bodies[linear.count];
    const char *begin = linear.bodies[1].text.data;
    Str all = {begin, (size_t)(last->stream.data + last->stream.length - begin)};
    printer.offset_bytes = all.length < SMALL_FILE ? 3 : 4;
    Buffer id = buffer_new(arena), hints = buffer_new(arena);
    objects_print_id(&id, all);
    printer.id = buffer_str(&id);
    print_units(&printer);
    printer.hint_start = part_offset(&printer, PART_FIRST);
    print_hints(&printer, &hints);
    printer.hint_length = hints.length;
    return join(&printer, buffer_str(&hints), writer->env->keep);
}
