/*
 * pdf/lines.c - a text item as text operators.
 *
 * The one idea: an item is one TJ, whose runs are copied from their pieces. Between two runs the pen is
 * moved from where it is to where the run belongs, both as millionths of an em from the item's left, so
 * nothing adds up along a line; a word space is a real glyph, and the adjustment makes it as wide as the
 * line wants it.
 */
#include "pdf/canvas.h"

#include <math.h>

enum { COORDINATE = 1000, STATE_UNIT = 10000 };

/* The way along one item, in millionths of an em. */
typedef struct Pen {
    Canvas *canvas;
    const TextItem *text;
    double em;        /* points of the page */
    int64_t at;       /* where the reader's pen is */
    int64_t tracking; /* after each glyph, as written */
} Pen;

static void set_number(Canvas *canvas, int64_t *current, int64_t value, const char *operator) {
    if (*current == value)
        return;
    *current = value;
    buffer_add_number(canvas->out, (double)value / STATE_UNIT, 4);
    buffer_add_byte(canvas->out, ' ');
    buffer_add_c(canvas->out, operator);
}

static void set_font(Canvas *canvas, const Font *font, int64_t size) {
    if (canvas->state.font == font && canvas->state.size == size)
        return;
    canvas->state.font = font;
    canvas->state.size = size;
    buffer_add(canvas->out, STR("/F"));
    syntax_integer(canvas->out, font->face->index);
    buffer_add_byte(canvas->out, ' ');
    buffer_add_number(canvas->out, (double)size / STATE_UNIT, 4);
    buffer_add(canvas->out, STR(" Tf\n"));
}

static double coordinate(int64_t thousandths) {
    return (double)thousandths / COORDINATE;
}

/* Text lines are placed from one to the next, in whole thousandths, so the sum is exact. */
static void move_to(Canvas *canvas, const Item *item) {
    int64_t x = syntax_round(item->box.x * COORDINATE);
    int64_t y = syntax_round(canvas_y(canvas, item->box.y) * COORDINATE);
    if (item->rotate != 0) {
        double sine = sin(item->rotate * DEGREE), cosine = cos(item->rotate * DEGREE);
        double matrix[] = {cosine, -sine, sine, cosine};
        for (int i = 0; i < 4; i++) {
            buffer_add_number(canvas->out, matrix[i], 6);
            buffer_add_byte(canvas->out, ' ');
        }
        canvas_operate(canvas, (double[]){coordinate(x), coordinate(y)}, 2, "Tm");
    } else if (!canvas->upright) {
        canvas_operate(canvas, (double[]){1, 0, 0, 1, coordinate(x), coordinate(y)}, 6, "Tm");
    } else {
        double step[] = {coordinate(x - canvas->line_x), coordinate(y - canvas->line_y)};
        canvas_operate(canvas, step, 2, "Td");
    }
    canvas->upright = item->rotate == 0;
    canvas->line_x = x;
    canvas->line_y = y;
}

static void add_run(Pen *pen, const GlyphRun *run) {
    Writer *writer = pen->canvas->writer;
    Buffer *out = pen->canvas->out;
    Font *font = fonts_of(writer->fonts, run->face);
    if (pen->canvas->state.font != font) {
        buffer_add(out, STR(")]TJ\n"));
        set_font(pen->canvas, font, pen->canvas->state.size);
        buffer_add(out, STR("[("));
    }
    const Piece *piece = glyphs_piece(writer->arena, writer->fonts, run);
    Encoded encoded = {piece->width, piece->actual};
    if (piece->lifted)
        encoded = glyphs_encode(font, run, pen->text->size, out);
    else
        buffer_add(out, (Str){piece->bytes, piece->length});
    pen->at += encoded.width + pen->tracking * run->glyph_count;
    pen->canvas->mark_spent = pen->canvas->mark_spent || encoded.actual;
}

/* The runs of one word stand behind each other, each moved to its true place. */
static void add_word(Pen *pen, const PlacedRun *placed) {
    Buffer *out = pen->canvas->out;
    int64_t place = syntax_round(placed->x / pen->em * MICRO);
    for (const GlyphRun *run = placed->run; run; run = run->next) {
        pen->at += glyphs_adjust(place - pen->at, out);
        add_run(pen, run);
        place += syntax_round(run->advance * MICRO) + pen->tracking * run->glyph_count;
    }
}

static void add_space(Pen *pen, const PlacedRun *placed) {
    const GlyphRun *last = placed->run;
    while (last && last->next)
        last = last->next;
    if (last && (placed->flags & RUN_SPACE))
        pen->at += glyphs_space(fonts_of(pen->canvas->writer->fonts, last->face), pen->canvas->out) +
                   pen->tracking;
}

/* The text item of the page before this one, or behind it; NULL: there is none, or this is decoration. */
static const Item *text_beside(const Canvas *canvas, const Item *item, bool behind) {
    if (item->node == 0)
        return NULL;
    const Item *items = canvas->page->items;
    size_t i = (size_t)(item - items);
    while (behind ? ++i < canvas->page->count : i-- > 0)
        if (items[i].kind == ITEM_TEXT)
            return &items[i];
    return NULL;
}

/* Nothing stands behind it in its line. */
static bool ends_line(const Canvas *canvas, const Item *item) {
    size_t next = (size_t)(item - canvas->page->items) + 1;
    while (next < canvas->page->count && canvas->page->items[next].kind != ITEM_TEXT)
        next++;
    return item->text.count == 1 &&
           (next == canvas->page->count || canvas->page->items[next].box.y != item->box.y);
}

/*
 * The last word of an item goes on in the next one, which stands apart: so it does behind an initial, and
 * where a line ends inside a word and no hyphen may say so. A torn word is left at that if there are others
 * in its last line: without a beginning that line would be taken for one of another column.
 */
static bool goes_on(const Canvas *canvas, const Item *item, const Item *next) {
    if (!item || !next || item->node != next->node || item->box.y == next->box.y || item->text.count == 0 ||
        next->text.count == 0)
        return false;
    const PlacedRun *last = &item->text.runs[item->text.count - 1];
    bool whole = last->run && next->text.runs->run && !(last->flags & (RUN_SPACE | RUN_SOFT_HYPHEN));
    return whole && (item->text.size > next->text.size || ends_line(canvas, next));
}

bool lines_go_on(const Canvas *canvas, const Item *item) {
    return goes_on(canvas, text_beside(canvas, item, false), item);
}

static void add_text(Buffer *text, const GlyphRun *run) {
    for (; run; run = run->next)
        buffer_add(text, run->text);
}

/* The word whole, as its first part says it: what stands apart would be taken for several. */
static Str whole_word(const Canvas *canvas, const Item *item) {
    Buffer text = buffer_new(canvas->writer->arena);
    add_text(&text, item->text.runs[item->text.count - 1].run);
    const Item *next = text_beside(canvas, item, true);
    for (bool more = true; more; item = next, next = text_beside(canvas, item, true)) {
        add_text(&text, next->text.runs->run);
        more = next->text.count == 1 && goes_on(canvas, next, text_beside(canvas, next, true));
    }
    return buffer_str(&text);
}

static void add_said(Pen *pen, const PlacedRun *placed, Str text) {
    glyphs_open_actual(pen->canvas->out, text);
    add_word(pen, placed);
    glyphs_close_actual(pen->canvas->out);
    pen->canvas->mark_spent = true;
}

static void add_placed(Pen *pen, const Item *item, uint32_t index) {
    const PlacedRun *placed = &item->text.runs[index];
    if (index == 0 && lines_go_on(pen->canvas, item))
        add_said(pen, placed, (Str){0});
    else if (index + 1 == item->text.count &&
             goes_on(pen->canvas, item, text_beside(pen->canvas, item, true)))
        add_said(pen, placed, whole_word(pen->canvas, item));
    else
        add_word(pen, placed);
    add_space(pen, placed);
}

void lines_paint(Canvas *canvas, const Item *item, uint32_t from, uint32_t end) {
    const TextItem *text = &item->text;
    GraphicsState *state = &canvas->state;
    double stretch = text->stretch > 0 ? text->stretch : 1;
    canvas_enter_text(canvas);
    canvas_fill_colour(canvas, ink_of_text(canvas->writer->options->profile, text->colour));
    set_number(canvas, &state->tracking, syntax_round(text->tracking * text->size * STATE_UNIT), "Tc\n");
    set_number(canvas, &state->stretch, syntax_round(stretch * STATE_UNIT * 100), "Tz\n");
    const GlyphRun *first = text->runs[from].run;
    const Font *font = first ? fonts_of(canvas->writer->fonts, first->face) : state->font;
    if (!font)
        return;
    set_font(canvas, font, syntax_round(text->size * STATE_UNIT));
    move_to(canvas, item);
    Pen pen = {.canvas = canvas, .text = text, .em = text->size * stretch};
    pen.tracking = syntax_round((double)state->tracking / STATE_UNIT / text->size * MICRO);
    buffer_add(canvas->out, STR("[("));
    for (uint32_t i = from; i < end; i++)
        add_placed(&pen, item, i);
    buffer_add(canvas->out, STR(")]TJ\n"));
}
