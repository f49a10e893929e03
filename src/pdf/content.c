/*
 * pdf/content.c - display lists as content streams with marked content.
 *
 * The one idea: marked content and text objects may not overlap, yet most neighbours of a text item are
 * text items of other elements. So a mark that begins with text is opened inside the text object, which
 * stays open over many marks; one that begins with anything else is opened outside, and text objects come
 * and go within it.
 */
#include "pdf/canvas.h"

/* What a mark is: an element's number, or one of these. */
enum { MARK_NONE = 0, MARK_LAYOUT = -1, MARK_HEADER = -2, MARK_FOOTER = -3 };

enum { BUFFER_COUNT = 5 }; /* the stream and the entries of resources */

double canvas_y(const Canvas *canvas, double y) {
    return canvas->drawing ? y : canvas->page->height - y;
}

Box canvas_box(const Canvas *canvas, Box box) {
    return (Box){box.x, canvas_y(canvas, canvas->drawing ? box.y : box.y + box.h), box.w, box.h};
}

void canvas_operate(Canvas *canvas, const double *values, size_t count, const char *operator) {
    syntax_numbers(canvas->out, values, count);
    if (count > 0)
        buffer_add_byte(canvas->out, ' ');
    buffer_add_c(canvas->out, operator);
    buffer_add_byte(canvas->out, '\n');
}

void canvas_enter_text(Canvas *canvas) {
    if (canvas->in_text)
        return;
    buffer_add(canvas->out, STR("BT\n"));
    canvas->in_text = true;
    canvas->upright = true;
    canvas->line_x = canvas->line_y = 0;
}

void canvas_leave_text(Canvas *canvas) {
    if (canvas->in_text)
        buffer_add(canvas->out, STR("ET\n"));
    canvas->in_text = false;
}

bool canvas_same_colour(Colour a, Colour b) {
    return a.swatch == b.swatch && !(a.tint < b.tint) && !(a.tint > b.tint);
}

static void set_colour(Canvas *canvas, Colour *current, Colour colour, bool line) {
    if (canvas->writer->options->profile) {
        ink_set(canvas, colour, line);
    } else if (!canvas_same_colour(*current, colour)) {
        float rgb[3];
        colour_screen(colour, rgb);
        canvas_operate(canvas, (double[]){rgb[0], rgb[1], rgb[2]}, 3, line ? "RG" : "rg");
    }
    *current = colour;
}

void canvas_fill_colour(Canvas *canvas, Colour colour) {
    set_colour(canvas, &canvas->state.fill, colour, false);
}

void canvas_line_colour(Canvas *canvas, Colour colour) {
    set_colour(canvas, &canvas->state.line, colour, true);
}

Resource *canvas_share(Writer *writer, Resources *resources, Str text) {
    Resource *resource = resources_find(writer->arena, resources, text);
    if (!resource->object)
        resource->object = objects_add(writer->objects, resource->key);
    return resource;
}

void canvas_use(Canvas *canvas, Resource *resource, const char *letter_and_operator, Buffer *entries) {
    unsigned number = (unsigned)resource->object;
    buffer_format(canvas->out, "/%c%u %s\n", letter_and_operator[0], number, letter_and_operator + 1);
    if (resource->page == canvas->index + 1)
        return;
    resource->page = canvas->index + 1;
    buffer_format(entries, "/%c%u %u 0 R", letter_and_operator[0], number, number);
}

static void close_mark(Canvas *canvas) {
    if (canvas->mark == MARK_NONE)
        return;
    if (!canvas->mark_in_text)
        canvas_leave_text(canvas);
    buffer_add(canvas->out, STR("EMC\n"));
    canvas->mark = MARK_NONE;
}

static void print_mark(Canvas *canvas, NodeId node) {
    Buffer *out = canvas->out;
    if (canvas->mark == MARK_LAYOUT) {
        buffer_add(out, STR("/Artifact<</Type/Layout>>BDC\n"));
        return;
    }
    if (canvas->mark < 0) {
        buffer_add(out, STR("/Artifact<</Type/Pagination/Subtype"));
        buffer_add_c(out, canvas->mark == MARK_HEADER ? "/Header>>BDC\n" : "/Footer>>BDC\n");
        return;
    }
    uint32_t element = (uint32_t)canvas->mark;
    buffer_add_byte(out, '/');
    buffer_add_c(out, structure_tag(canvas->writer->structure, element));
    buffer_add(out, STR("<</MCID "));
    syntax_integer(out, structure_mark(canvas->writer, element, canvas->index, node));
    buffer_add(out, STR(">>BDC\n"));
}

static int64_t artifact_mark(const Canvas *canvas, const Item *item) {
    if (item->kind != ITEM_TEXT || !item->running)
        return MARK_LAYOUT;
    return item->box.y < canvas->page->height / 2 ? MARK_HEADER : MARK_FOOTER;
}

static void open_mark(Canvas *canvas, const Item *item) {
    bool text = item->kind == ITEM_TEXT;
    if (!canvas->writer->structure) {
        if (text)
            canvas_enter_text(canvas);
        else
            canvas_leave_text(canvas);
        return;
    }
    int64_t mark = structure_element(canvas->writer->structure, item);
    if (mark == MARK_NONE)
        mark = artifact_mark(canvas, item);
    bool fits = text || !canvas->mark_in_text;
    if (mark != canvas->mark || !fits || (canvas->mark_spent && mark > 0)) {
        close_mark(canvas);
        if (text)
            canvas_enter_text(canvas);
        else
            canvas_leave_text(canvas);
        canvas->mark = mark;
        canvas->mark_in_text = text;
        canvas->mark_spent = false;
        print_mark(canvas, item->node);
    }
    if (!text)
        canvas_leave_text(canvas);
}

static void paint_runs(Canvas *canvas, const Item *item, uint32_t from, uint32_t end) {
    if (from == end)
        return;
    open_mark(canvas, item);
    lines_paint(canvas, item, from, end);
}

/* A hyphen that the line break put in is no part of the word: words are whole when heard or copied. */
static void paint_text(Canvas *canvas, const Item *item) {
    const TextItem *text = &item->text;
    if (text->count == 0 || !(text->size > 0) || colour_is_none(text->colour))
        return;
    uint32_t end = text->count;
    end -= text->runs[end - 1].flags & RUN_SOFT_HYPHEN ? 1 : 0;
    uint32_t said = end > 0 && lines_go_on(canvas, item) ? 1 : 0; /* by the item before; in a mark alone */
    paint_runs(canvas, item, 0, said);
    paint_runs(canvas, item, said, end);
    if (end == text->count)
        return;
    Item hyphen = *item;
    hyphen.node = 0;
    open_mark(canvas, &hyphen);
    lines_paint(canvas, item, end, text->count);
}

static void paint_shape(Canvas *canvas, const Item *item) {
    if (!shapes_visible(item))
        return;
    open_mark(canvas, item);
    shapes_paint(canvas, item);
}

static void paint_picture(Canvas *canvas, const Item *item) {
    if (!pictures_visible(item))
        return;
    open_mark(canvas, item);
    if (canvas->mark > 0) {
        Box shown = item->clipped ? item->box : pictures_place(item);
        structure_add_box(canvas->writer->structure, (uint32_t)canvas->mark, canvas_box(canvas, shown));
    }
    pictures_paint(canvas, item);
}

static Box bleed_box(const Page *page) {
    Pt bleed = page->bleed > 0 ? page->bleed : 0;
    return box_outset((Box){0, 0, page->width, page->height}, (Edges){bleed, bleed, bleed, bleed});
}

static void clip_to(Canvas *canvas, Box box) {
    Box clip = canvas_box(canvas, box);
    canvas_operate(canvas, (double[]){clip.x, clip.y, clip.w, clip.h}, 4, "re W n");
}

/* A page on a sheet: turned about the middle of its trim, moved there, and cut. */
static void paint_page(Canvas *canvas, const Item *item) {
    const Page *page = &canvas->writer->pages->placed->pages[item->page.index];
    double left = item->page.x, bottom = canvas_y(canvas, item->page.y + page->height);
    canvas_leave_text(canvas);
    canvas_operate(canvas, NULL, 0, "q");
    clip_to(canvas, item->box);
    if (item->rotate)
        canvas_operate(canvas, (double[]){-1, 0, 0, -1, left + page->width, bottom + page->height}, 6,
                       "cm");
    else
        canvas_operate(canvas, (double[]){1, 0, 0, 1, left, bottom}, 6, "cm");
    canvas_use(canvas, &canvas->writer->forms[item->page.index], "PDo", canvas->pictures);
    canvas_operate(canvas, NULL, 0, "Q");
    canvas->transparent = canvas->transparent || canvas->writer->forms_transparent;
}

static void add_link(Canvas *canvas, const Item *item) {
    if (canvas->writer->structure)
        links_add(canvas->writer, item, canvas->index);
}

static void paint_item(Canvas *canvas, const Item *item) {
    switch (item->kind) {
    case ITEM_PAGE: paint_page(canvas, item); break;
    case ITEM_TEXT: paint_text(canvas, item); break;
    case ITEM_SHAPE: paint_shape(canvas, item); break;
    case ITEM_PICTURE: paint_picture(canvas, item); break;
    case ITEM_LINK: add_link(canvas, item); break;
    default: break;
    }
}

static void paint_items(Canvas *canvas, size_t first, size_t end) {
    for (size_t i = first; i < end; i++)
        paint_item(canvas, &canvas->page->items[i]);
    close_mark(canvas);
    canvas_leave_text(canvas);
}

/* Artwork that goes on beyond the bleed would lie under the marks. */
static void paint_inside(Canvas *canvas) {
    GraphicsState before = canvas->state;
    canvas_operate(canvas, NULL, 0, "q");
    clip_to(canvas, bleed_box(canvas->page));
    paint_items(canvas, 0, canvas->page->inside);
    canvas_operate(canvas, NULL, 0, "Q");
    canvas->state = before;
}

/* Gives the stream; what it needs is in the record. */
static Str draw_page(Writer *writer, const Page *page, uint32_t index, Buffer *buffers,
                     PageRecord *record) {
    Canvas canvas = {.writer = writer, .page = page, .index = index, .scale = 1};
    canvas.out = &buffers[0];
    canvas.pictures = &buffers[1];
    canvas.shadings = &buffers[2];
    canvas.states = &buffers[3];
    canvas.spaces = &buffers[4];
    for (size_t i = 0; i < BUFFER_COUNT; i++)
        buffers[i].length = 0;
    canvas.state = (GraphicsState){.line_width = -1, .size = -1, .stretch = 100 * 10000};
    if (page->inside > 0)
        paint_inside(&canvas);
    paint_items(&canvas, page->inside, page->count);
    record->pictures = str_copy(writer->arena, buffer_str(canvas.pictures));
    record->shadings = str_copy(writer->arena, buffer_str(canvas.shadings));
    record->states = str_copy(writer->arena, buffer_str(canvas.states));
    record->spaces = str_copy(writer->arena, buffer_str(canvas.spaces));
    record->transparent = canvas.transparent;
    return buffer_str(canvas.out);
}

static void write_page(Writer *writer, uint32_t index, Buffer *buffers) {
    PageRecord *record = &writer->records[index];
    record->first_link = (uint32_t)writer->link_count;
    if (writer->structure)
        structure_begin_page(writer->structure, index);
    Str content = draw_page(writer, &writer->pages->pages[index], index, buffers, record);
    record->content = writer_add_deflated(writer, (Str){0}, content);
    record->link_count = (uint32_t)writer->link_count - record->first_link;
}

/* Resources are counted by page, so forms count on behind the sheets. */
static void write_form(Writer *writer, uint32_t index, Buffer *buffers) {
    const Page *page = &writer->pages->placed->pages[index];
    PageRecord record = {0};
    uint32_t number = (uint32_t)writer->pages->count + index;
    Str content = draw_page(writer, page, number, buffers, &record);
    Buffer fields = buffer_new(writer->arena);
    buffer_add(&fields, STR("/Type/XObject/Subtype/Form/BBox"));
    syntax_rectangle(&fields, bleed_box(page));
    pagetree_print_resources(writer, &record, &fields);
    writer->forms[index].object = writer_add_deflated(writer, buffer_str(&fields), content);
    writer->forms_transparent = writer->forms_transparent || record.transparent;
}

void content_write(Writer *writer) {
    Buffer buffers[BUFFER_COUNT];
    const Pages *placed = writer->pages->placed;
    for (size_t i = 0; i < BUFFER_COUNT; i++)
        buffers[i] = buffer_new(writer->arena);
    writer->records = ARENA_ARRAY(writer->arena, PageRecord, writer->pages->count);
    writer->forms = ARENA_ARRAY(writer->arena, Resource, placed ? placed->count : 0);
    for (size_t i = 0; placed && i < placed->count; i++)
        write_form(writer, (uint32_t)i, buffers);
    for (size_t i = 0; i < writer->pages->count; i++)
        write_page(writer, (uint32_t)i, buffers);
}
