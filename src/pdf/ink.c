/*
 * pdf/ink.c - colours as a press prints them.
 *
 * The one idea: a colour is either a spot ink, which is a separation of its own, or amounts of the four
 * process inks; nothing else comes onto a page for the press. Black that would be made of several inks is
 * black ink alone in text and fine lines, where the inks would not meet exactly, and prints over what lies
 * under it, so that no white edge can show (ISO 12647-2; every print shop's data sheet).
 */
#include "pdf/canvas.h"

#include <math.h>
#include <string.h>

static const Swatch BLACK = {.name = STR_INIT("black"), .black = 1, .print = true};

static const Pt FINE_LINE = 2;           /* up to this a line is too fine for several inks to meet on */
static const double BLACK_INK = 0.85;    /* from here on a colour is meant as black */
static const float BLACK_SCREEN = 0.25F; /* up to here, of one that has a screen value only */

void ink_process(const PdfProfile *profile, Colour colour, double inks[4]) {
    pdf_profile_inks(profile, colour.swatch, inks);
    for (int i = 0; i < 4; i++)
        inks[i] *= (double)colour.tint;
}

static bool is_spot(Colour colour) {
    return colour.swatch && colour.swatch->spot.length > 0;
}

static bool is_black(const PdfProfile *profile, Colour colour) {
    const Swatch *swatch = colour.swatch;
    if (!swatch || is_spot(colour))
        return false;
    double inks[4];
    ink_process(profile, colour, inks);
    if (swatch->print)
        return inks[3] >= BLACK_INK;
    float rgb[3];
    colour_screen(colour, rgb);
    return fmaxf(rgb[0], fmaxf(rgb[1], rgb[2])) <= BLACK_SCREEN;
}

Colour ink_of_text(const PdfProfile *profile, Colour colour) {
    return profile && is_black(profile, colour) ? (Colour){&BLACK, 1} : colour;
}

Colour ink_of_fill(const PdfProfile *profile, const Item *item) {
    const Paint *fill = &item->shape->fill;
    Colour colour = colour_is_none(fill->from) && fill->gradient ? fill->to : fill->from;
    bool fine = item->shape->kind == SHAPE_RECT && fmin(item->box.w, item->box.h) <= FINE_LINE;
    return fine ? ink_of_text(profile, colour) : colour;
}

Colour ink_of_stroke(const PdfProfile *profile, const Item *item, double scale) {
    const Shape *shape = item->shape;
    bool alone = colour_is_none(shape->fill.from) && !shape->fill.gradient;
    bool fine = shape->stroke.width * scale <= FINE_LINE && alone;
    return fine ? ink_of_text(profile, shape->stroke.colour) : shape->stroke.colour;
}

bool ink_overprints(Colour colour) {
    return colour.swatch == &BLACK || (colour.swatch && colour.swatch->overprint);
}

/* "[/Separation/Name/DeviceCMYK ...]": without that ink, the four others stand for it. */
static Str separation(Writer *writer, const Swatch *swatch) {
    Buffer out = buffer_new(writer->arena);
    double inks[4];
    pdf_profile_inks(writer->options->profile, swatch, inks);
    buffer_add(&out, STR("[/Separation"));
    syntax_name(&out, swatch->spot);
    buffer_add(&out, STR("/DeviceCMYK<</FunctionType 2/N 1/Domain[0 1]/C0[0 0 0 0]/C1["));
    syntax_numbers(&out, inks, 4);
    buffer_add(&out, STR("]>>]"));
    return buffer_str(&out);
}

/* Named by their text in the page's resources, since an object of ours is always a dictionary. */
static void use_space(Canvas *canvas, const Swatch *swatch, bool line) {
    Resource *space = resources_find(canvas->writer->arena, &canvas->writer->spaces, swatch->spot);
    size_t number = (size_t)(space - canvas->writer->spaces.items);
    buffer_format(canvas->out, "/S%zu %s ", number, line ? "CS" : "cs");
    if (space->page == canvas->index + 1)
        return;
    space->page = canvas->index + 1;
    buffer_format(canvas->spaces, "/S%zu", number);
    buffer_add(canvas->spaces, separation(canvas->writer, swatch));
}

/* For line and fill apart, since one operator may paint both; OP without op would be for both. */
static void set_overprint(Canvas *canvas, bool line, bool overprint) {
    static const char *const states[2][2] = {
        {"/Type/ExtGState/OP false/op false", "/Type/ExtGState/OP false/op true/OPM 1"},
        {"/Type/ExtGState/OP true/op false/OPM 1", "/Type/ExtGState/OP true/op true/OPM 1"},
    };
    GraphicsState *state = &canvas->state;
    bool *current = line ? &state->line_overprints : &state->fill_overprints;
    if (*current == overprint)
        return;
    *current = overprint;
    Str text = str_from(states[state->line_overprints][state->fill_overprints]);
    canvas_use(canvas, canvas_share(canvas->writer, &canvas->writer->states, text), "Ggs", canvas->states);
}

void ink_knock_out(Canvas *canvas) {
    if (canvas->writer->options->profile)
        set_overprint(canvas, false, false);
}

void ink_set(Canvas *canvas, Colour colour, bool line) {
    set_overprint(canvas, line, ink_overprints(colour));
    if (canvas_same_colour(line ? canvas->state.line : canvas->state.fill, colour))
        return;
    if (is_spot(colour)) {
        use_space(canvas, colour.swatch, line);
        canvas_operate(canvas, (double[]){(double)colour.tint}, 1, line ? "SCN" : "scn");
        return;
    }
    double inks[4];
    ink_process(canvas->writer->options->profile, colour, inks);
    canvas_operate(canvas, inks, 4, line ? "K" : "k");
}

/* ---- gradients -------------------------------------------------------------------------------- */

bool ink_is_bare(const PdfProfile *profile, Colour colour) {
    double inks[4];
    if (!colour.swatch || !(colour.tint > 0))
        return true;
    ink_process(profile, colour, inks);
    return !is_spot(colour) && inks[0] + inks[1] + inks[2] + inks[3] <= 0;
}

/* The one spot ink that a gradient is made of, or NULL: tints of it, or it and bare paper. */
static const Swatch *only_spot(const PdfProfile *profile, const Paint *paint) {
    Colour from = paint->from, to = paint->to;
    if (is_spot(from) &&
        (ink_is_bare(profile, to) || (is_spot(to) && str_equal(from.swatch->spot, to.swatch->spot))))
        return from.swatch;
    return is_spot(to) && ink_is_bare(profile, from) ? to.swatch : NULL;
}

bool ink_loses_spot(const PdfProfile *profile, const Paint *paint) {
    return paint->gradient && (is_spot(paint->from) || is_spot(paint->to)) && !only_spot(profile, paint);
}

/* ISO 32000-1, 11.7.4.3: a shading of process inks paints all of them, overprint mode or not. */
bool ink_gradient_overprints(const PdfProfile *profile, const Paint *paint) {
    const Swatch *spot = paint->gradient && profile ? only_spot(profile, paint) : NULL;
    return spot && spot->overprint;
}

void ink_set_gradient(Canvas *canvas, const Paint *paint) {
    const PdfProfile *profile = canvas->writer->options->profile;
    if (profile)
        set_overprint(canvas, false, ink_gradient_overprints(profile, paint));
}

void ink_print_space(Writer *writer, const Paint *paint, Buffer *out) {
    const PdfProfile *profile = writer->options->profile;
    const Swatch *spot = profile ? only_spot(profile, paint) : NULL;
    if (spot)
        buffer_add(out, separation(writer, spot));
    else
        buffer_add_c(out, writer->options->profile ? "/DeviceCMYK" : "/DeviceRGB");
}

static size_t colour_numbers(Writer *writer, const Swatch *spot, Colour colour, double numbers[4]) {
    if (spot) {
        numbers[0] = is_spot(colour) ? (double)colour.tint : 0;
        return 1;
    }
    if (writer->options->profile) {
        ink_process(writer->options->profile, colour, numbers);
        return 4;
    }
    float rgb[3];
    colour_screen(colour, rgb);
    for (int i = 0; i < 3; i++)
        numbers[i] = (double)rgb[i];
    return 3;
}

void ink_print_ends(Writer *writer, const Paint *paint, Buffer *out) {
    const PdfProfile *profile = writer->options->profile;
    const Swatch *spot = profile ? only_spot(profile, paint) : NULL;
    const Colour ends[] = {paint->from, paint->to};
    for (int i = 0; i < 2; i++) {
        double numbers[4];
        size_t count = colour_numbers(writer, spot, ends[i], numbers);
        buffer_format(out, "/C%d[", i);
        syntax_numbers(out, numbers, count);
        buffer_add_byte(out, ']');
    }
}
