/*
 * read/svg.c - a drawing from an SVG file, by expat.
 *
 * The one idea: strictness. A drawing is paths with solid fills and lines, in groups with transforms; that
 * stays vectors on every page and takes the colours of the palette. Whatever else SVG can say is named with
 * its place and not drawn half, for a mark that loses a part without a word is worse than none.
 */
#include "read/svg.h"

#include "read/pictures.h"

#include <expat.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 40, PATHS_MAX = 5000, ATTRIBUTES_MAX = 64, CSS_PX_PER_INCH = 96 };

/* What groups hand down to what is in them. */
typedef struct Ink {
    Matrix matrix;
    Str fill, stroke;
    double width, opacity, fill_opacity;
    bool even_odd, hidden;
    uint8_t cap, join;
} Ink;

typedef struct Reader {
    Env *env;
    XML_Parser parser;
    uint16_t file;
    Picture *picture;
    Drawing *drawing;
    Ink inks[DEPTH_MAX];
    size_t depth;
    size_t skipped; /* depth inside something that is passed over */
    bool wrong;     /* reported */
} Reader;

static Span here(const Reader *reader) {
    XML_Size column = XML_GetCurrentColumnNumber(reader->parser) + 1;
    return (Span){.file = reader->file,
                  .line = (uint32_t)XML_GetCurrentLineNumber(reader->parser),
                  .column = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX)};
}

static void refuse(Reader *reader, Str hint, const char *what, Str name) {
    REPORT_ERROR(reader->env, here(reader), hint, "%s '%.*s'", what, STR_ARGS(name));
    reader->wrong = true;
}

/* ---- what paints ------------------------------------------------------------------------------ */

/* A word's place in a list of words, or 255. */
static uint8_t choose(Str word, const char *words) {
    Str rest = str_from(words);
    uint8_t index = 0;
    for (Str each = str_next_word(&rest); each.length > 0; each = str_next_word(&rest), index++)
        if (str_equal(each, word))
            return index;
    return 255;
}

/* rgb(0, 103, 127) as "#00677f", and the two names that every drawing program writes. */
static Str colour_text(Reader *reader, Str text) {
    double parts[3];
    if (str_equal_c(text, "none") || str_equal_c(text, "transparent"))
        return (Str){0};
    if (str_equal_c(text, "black"))
        return STR("#000000");
    if (str_equal_c(text, "white"))
        return STR("#ffffff");
    bool rgb = str_starts(text, STR("rgb(")) && str_ends(text, STR(")"));
    if (!rgb || svg_read_numbers(str_slice(text, 4, text.length - 1), parts, 3) != 3)
        return str_copy(reader->env->keep, text);
    unsigned bytes[3];
    for (size_t i = 0; i < 3; i++)
        bytes[i] = (unsigned)lrint(fmin(fmax(parts[i], 0), 255));
    return str_format(reader->env->keep, "#%02x%02x%02x", bytes[0], bytes[1], bytes[2]);
}

static bool read_share(Str text, double *share) {
    size_t used = str_number(text, share);
    bool percent = str_equal_c(str_slice(text, used, text.length), "%");
    *share /= percent ? 100 : 1;
    return used > 0 && (percent || used == text.length) && *share >= 0 && *share <= 1;
}

static bool set_length(Str text, double *length) {
    text = str_ends(text, STR("px")) ? str_slice(text, 0, text.length - 2) : text;
    return str_number(text, length) == text.length && *length >= 0 && *length <= 1e6;
}

/* False: the value is not one that can be drawn. */
static bool set_property(Reader *reader, Ink *ink, Str name, Str value) {
    Matrix matrix;
    uint8_t word = 0;
    double share = 1;
    bool fine = true;
    if (str_equal_c(name, "fill"))
        ink->fill = colour_text(reader, value);
    else if (str_equal_c(name, "stroke"))
        ink->stroke = colour_text(reader, value);
    else if (str_equal_c(name, "stroke-width"))
        fine = set_length(value, &ink->width);
    else if (str_equal_c(name, "stroke-linecap"))
        fine = (word = choose(value, "butt round square")) < 3 && ((ink->cap = word), true);
    else if (str_equal_c(name, "stroke-linejoin"))
        fine = (word = choose(value, "miter round bevel")) < 3 && ((ink->join = word), true);
    else if (str_equal_c(name, "fill-rule"))
        fine = (word = choose(value, "nonzero evenodd")) < 2 && ((ink->even_odd = word), true);
    else if (str_equal_c(name, "fill-opacity"))
        fine = read_share(value, &ink->fill_opacity);
    else if (str_equal_c(name, "opacity"))
        fine = read_share(value, &share);
    else if (str_equal_c(name, "display"))
        ink->hidden = ink->hidden || str_equal_c(value, "none");
    else if (str_equal_c(name, "transform"))
        fine =
            svg_read_transform(value, &matrix) && ((ink->matrix = svg_multiply(ink->matrix, matrix)), true);
    else if (str_equal_c(name, "stroke-dasharray"))
        fine = str_equal_c(value, "none");
    else if (str_equal_c(name, "stroke-opacity"))
        fine = read_share(value, &share) && share >= 1;
    if (str_equal_c(name, "opacity"))
        ink->opacity *= share;
    return fine;
}

static void apply_property(Reader *reader, Ink *ink, Str name, Str value) {
    static const char *const refused[] = {"clip-path", "mask",         "filter",
                                          "marker",    "marker-start", "marker-end"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (str_equal_c(name, refused[i]) && !str_equal_c(value, "none"))
            refuse(reader, STR("draw it as paths with solid fills"), "a drawing cannot have", name);
    if (str_starts(value, STR("url(")))
        refuse(reader, STR("fill it with one colour: of the palette, or as #rrggbb"),
               "a drawing cannot be painted with", value);
    else if (!set_property(reader, ink, name, value))
        refuse(
            reader, (Str){0},
            str_to_c(reader->env->keep, str_format(reader->env->keep, "'%.*s' cannot be", STR_ARGS(name))),
            value);
}

/* style="fill: #fff; stroke: none" is as good as attributes. */
static void apply_style(Reader *reader, Ink *ink, Str style) {
    while (style.length > 0) {
        size_t end = str_find(style, ';');
        Str one = str_slice(style, 0, end);
        size_t colon = str_find(one, ':');
        if (colon < one.length)
            apply_property(reader, ink, str_trim(str_slice(one, 0, colon)),
                           str_trim(str_slice(one, colon + 1, one.length)));
        style = str_slice(style, end + 1, style.length);
    }
}

static Ink inked(Reader *reader, const Attributes *attributes) {
    Ink ink = reader->inks[reader->depth];
    for (size_t i = 0; i < attributes->count; i++)
        if (str_equal_c(attributes->items[i].name, "style"))
            apply_style(reader, &ink, attributes->items[i].value);
        else
            apply_property(reader, &ink, attributes->items[i].name, str_trim(attributes->items[i].value));
    return ink;
}

/* ---- elements --------------------------------------------------------------------------------- */

static void transform_steps(Path *path, Matrix m) {
    for (size_t i = 0; i < path->count; i++) {
        PathStep *step = &path->steps[i];
        double *points[3][2] = {{&step->x1, &step->y1}, {&step->x2, &step->y2}, {&step->x, &step->y}};
        for (size_t k = 0; k < 3; k++) {
            double x = *points[k][0], y = *points[k][1];
            *points[k][0] = m.a * x + m.c * y + m.e;
            *points[k][1] = m.b * x + m.d * y + m.f;
        }
    }
}

static Str path_mistake_hint(Str attribute) {
    if (str_equal_c(attribute, "d"))
        return STR("M x y, then L, H, V, C, S, Q, T, A or Z with their numbers");
    return STR("numbers alone: no units, no percentages");
}

static void add_shape(Reader *reader, Str element, const Attributes *attributes) {
    Ink ink = inked(reader, attributes);
    Path path = {0};
    Str wrong;
    if (!svg_make_shape(reader->env->keep, element, attributes, &path, &wrong)) {
        refuse(reader, path_mistake_hint(wrong),
               str_to_c(reader->env->keep,
                        str_format(reader->env->keep, "<%.*s> has a mistake in its", STR_ARGS(element))),
               wrong);
        return;
    }
    if (ink.hidden || (ink.fill.length == 0 && (ink.stroke.length == 0 || ink.width <= 0)))
        return;
    if (reader->drawing->count >= PATHS_MAX) {
        refuse(reader, STR("a mark has a few paths; a painting is better a PNG"),
               "the drawing has too many", element);
        return;
    }
    transform_steps(&path, ink.matrix);
    double scale = sqrt(fabs(ink.matrix.a * ink.matrix.d - ink.matrix.b * ink.matrix.c));
    DrawnPath drawn = {path.steps,   path.count,        ink.fill,
                       ink.stroke,   ink.width * scale, (float)(ink.opacity * ink.fill_opacity),
                       ink.even_odd, ink.cap,           ink.join,
                       here(reader)};
    if (ink.width <= 0)
        drawn.stroke = (Str){0};
    if (drawn.stroke.length > 0 && ink.opacity < 1)
        refuse(reader, STR("a lighter colour, or a tint such as fjord 40%, does the same"),
               "a line cannot be see-through:", element);
    LIST_PUSH(reader->env->keep, reader->drawing->paths, reader->drawing->count, reader->drawing->capacity,
              drawn);
}

/* Points, from any unit of SVG; 0 for what is relative or not there. */
static double absolute_length(Str text) {
    static const struct {
        const char *name;
        double points;
    } units[] = {{"", 72.0 / CSS_PX_PER_INCH},
                 {"px", 72.0 / CSS_PX_PER_INCH},
                 {"pt", 1},
                 {"mm", PT_PER_MM},
                 {"cm", 10 * PT_PER_MM},
                 {"in", 72}};
    double number = 0;
    size_t used = str_number(text, &number);
    for (size_t i = 0; used > 0 && i < sizeof units / sizeof *units; i++)
        if (str_equal_c(str_trim(str_slice(text, used, text.length)), units[i].name))
            return number > 0 && number < 1e5 ? number * units[i].points : 0;
    return 0;
}

static void open_drawing(Reader *reader, const Attributes *attributes) {
    double view[4], width = absolute_length(svg_attribute(attributes, "width")),
                    height = absolute_length(svg_attribute(attributes, "height"));
    Str box = svg_attribute(attributes, "viewBox");
    bool boxed = svg_read_numbers(box, view, 4) == 4 && view[2] > 0 && view[3] > 0;
    if (!boxed && (box.length > 0 || width <= 0 || height <= 0)) {
        refuse(reader, STR("for instance viewBox=\"0 0 48 48\""), "the drawing needs a", STR("viewBox"));
        return;
    }
    double px = CSS_PX_PER_INCH / 72.0;
    reader->drawing->view =
        boxed ? (Box){view[0], view[1], view[2], view[3]} : (Box){0, 0, width * px, height * px};
    Box shown = reader->drawing->view;
    if (width <= 0)
        width = height > 0 ? height * shown.w / shown.h : shown.w / px;
    height = width * shown.h / shown.w;
    reader->picture->width = (uint32_t)lrint(fmin(fmax(width * 100, 1), 1e9));
    reader->picture->height = (uint32_t)lrint(fmin(fmax(height * 100, 1), 1e9));
}

/* What has nothing to draw is passed over with all that is in it. */
static bool is_passed_over(Str element) {
    static const char *const words[] = {"title", "desc", "metadata"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal_c(element, words[i]))
            return true;
    return str_find(element, ':') < element.length;
}

static void open_element(Reader *reader, Str element, const Attributes *attributes) {
    bool root = str_equal_c(element, "svg") && reader->depth == 0;
    if (root)
        open_drawing(reader, attributes);
    if (root || str_equal_c(element, "g") || str_equal_c(element, "a")) {
        Ink ink = inked(reader, attributes);
        if (reader->depth + 1 < DEPTH_MAX)
            reader->inks[++reader->depth] = ink;
        else
            refuse(reader, (Str){0}, "nested too deep:", element);
    } else if (is_passed_over(element) || reader->depth == 0) {
        reader->skipped = 1;
        if (reader->depth == 0)
            refuse(reader, (Str){0}, "an SVG file begins with <svg>, not with", element);
    } else if (svg_is_shape(element)) {
        add_shape(reader, element, attributes);
        reader->skipped = 1;
    } else {
        reader->skipped = 1;
        bool text = str_equal_c(element, "text");
        refuse(reader,
               text ? STR("turn the text into paths, in the program that the drawing comes from")
                    : STR("path, rect, circle, ellipse, line, polyline, polygon and g are drawn"),
               "a drawing cannot have", element);
    }
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **pairs) {
    Reader *reader = data;
    Attribute items[ATTRIBUTES_MAX];
    Attributes attributes = {items, 0};
    if (reader->skipped > 0) {
        reader->skipped++;
        return;
    }
    for (; pairs[0] && attributes.count < ATTRIBUTES_MAX; pairs += 2)
        items[attributes.count++] = (Attribute){str_from(pairs[0]), str_from(pairs[1])};
    open_element(reader, str_from(name), &attributes);
}

static void XMLCALL on_end(void *data, const XML_Char *name) {
    Reader *reader = data;
    (void)name;
    if (reader->skipped > 0)
        reader->skipped--;
    else if (reader->depth > 0)
        reader->depth--;
}

/* Entities of a file's own are never needed, and can make a short file endless. */
static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int has_internal_subset) {
    Reader *reader = data;
    (void)system, (void)public;
    if (!has_internal_subset)
        return;
    refuse(reader, STR("save it as plain SVG"), "the drawing has entities of its own in", str_from(name));
    XML_StopParser(reader->parser, XML_FALSE);
}

static void parse(Reader *reader, Str text) {
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(reader->parser, on_doctype);
    if (XML_Parse(reader->parser, text.data, (int)text.length, 1) == XML_STATUS_OK || reader->wrong)
        return;
    const char *problem = XML_ErrorString(XML_GetErrorCode(reader->parser));
    REPORT_ERROR(reader->env, here(reader), STR("open it in a drawing program and save it again"),
                 "this is not XML: %s", problem);
    reader->wrong = true;
}

bool svg_read(Env *env, Str path, Str bytes, Picture *picture) {
    Reader *reader = ARENA_NEW(env->scratch, Reader);
    Str text = str_copy(env->keep, bytes);
    *reader = (Reader){.env = env, .picture = picture, .parser = XML_ParserCreate("UTF-8")};
    if (!reader->parser)
        return false;
    reader->file = diags_add_source(env->diags, str_copy(env->keep, path), text);
    reader->drawing = ARENA_NEW(env->keep, Drawing);
    reader->inks[0] = (Ink){
        .matrix = {1, 0, 0, 1, 0, 0}, .fill = STR("#000000"), .width = 1, .opacity = 1, .fill_opacity = 1};
    parse(reader, text);
    if (!reader->wrong && reader->drawing->count == 0) {
        refuse(reader, (Str){0}, "there is nothing to see in", path_name(path));
    }
    XML_ParserFree(reader->parser);
    picture->drawing = reader->drawing;
    picture->ppi = 7200;
    return !reader->wrong;
}
