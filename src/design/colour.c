/*
 * design/colour.c - colours: what they are on a screen and in ink, and how layouts write them.
 *
 * The one idea: a colour is a pointer to a swatch and a tint. Colours written in place become swatches too,
 * one for each different text, so that equal colours are equal pointers. "accent" is a swatch that stands
 * for another until design_colour is asked at a place.
 */
#include "design/draft.h"

#include <math.h>
#include <string.h>

const Swatch colour_accent = {.name = STR_INIT("accent")};
const Swatch colour_registration = {.name = STR_INIT("registration"),
                                    .cyan = 1,
                                    .magenta = 1,
                                    .yellow = 1,
                                    .black = 1,
                                    .print = true,
                                    .spot = STR_INIT("All")};

bool colour_is_none(Colour colour) {
    return !colour.swatch;
}

void colour_screen(Colour colour, float rgb[3]) {
    rgb[0] = rgb[1] = rgb[2] = 1;
    if (!colour.swatch)
        return;
    rgb[0] = 1 - colour.tint * (1 - colour.swatch->red);
    rgb[1] = 1 - colour.tint * (1 - colour.swatch->green);
    rgb[2] = 1 - colour.tint * (1 - colour.swatch->blue);
}

Colour design_colour(const Design *design, Colour colour, const Style *style) {
    if (colour.swatch != &colour_accent)
        return colour;
    if (!style || !style->accent)
        return (Colour){design->accent, colour.tint};
    return (Colour){style->accent, colour.tint * style->accent_tint};
}

/* ---- inks ------------------------------------------------------------------------------------- */

static int hex_digit(char byte) {
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

static void print_from_screen(Swatch *swatch) {
    float most = fmaxf(swatch->red, fmaxf(swatch->green, swatch->blue));
    swatch->black = 1 - most;
    if (most <= 0)
        return;
    swatch->cyan = (most - swatch->red) / most;
    swatch->magenta = (most - swatch->green) / most;
    swatch->yellow = (most - swatch->blue) / most;
}

static void screen_from_print(Swatch *swatch) {
    swatch->red = (1 - swatch->cyan) * (1 - swatch->black);
    swatch->green = (1 - swatch->magenta) * (1 - swatch->black);
    swatch->blue = (1 - swatch->yellow) * (1 - swatch->black);
}

/* #rgb or #rrggbb. */
static bool read_hex(Str text, Swatch *swatch) {
    float values[3];
    size_t digits = text.length == 4 ? 1 : 2;
    if (text.length != 4 && text.length != 7)
        return false;
    for (size_t i = 0; i < 3; i++) {
        int high = hex_digit(text.data[1 + i * digits]);
        int low = hex_digit(text.data[1 + i * digits + digits - 1]);
        if (high < 0 || low < 0)
            return false;
        values[i] = (float)(high * 16 + low) / 255.0f;
    }
    swatch->red = values[0];
    swatch->green = values[1];
    swatch->blue = values[2];
    print_from_screen(swatch);
    return true;
}

/* What stands between "name(" and ")". */
static bool read_call(Str text, Str name, Str *inside) {
    if (!str_starts(text, name) || !str_ends(text, STR(")")) || text.length < name.length + 2 ||
        text.data[name.length] != '(')
        return false;
    *inside = str_trim(str_slice(text, name.length + 1, text.length - 1));
    return true;
}

/* Takes the next argument. No comma is needed, since one would end the value in a YAML flow mapping. */
static Str next_argument(Str *rest) {
    size_t start = 0;
    while (start < rest->length && (rest->data[start] == ' ' || rest->data[start] == ','))
        start++;
    char quote = 0;
    size_t end = start;
    for (; end < rest->length && (quote || (rest->data[end] != ',' && rest->data[end] != ' ')); end++)
        if (quote ? rest->data[end] == quote : rest->data[end] == '"' || rest->data[end] == '\'')
            quote = quote ? 0 : rest->data[end];
    Str argument = str_slice(*rest, start, end);
    *rest = str_slice(*rest, end, rest->length);
    return argument;
}

static bool read_cmyk(Str inside, Swatch *swatch) {
    float parts[4];
    for (size_t i = 0; i < 4; i++) {
        double number;
        Str argument = next_argument(&inside);
        if (str_ends(argument, STR("%")))
            argument.length--;
        size_t used = str_number(argument, &number);
        if (used == 0 || used != argument.length || !(number >= 0 && number <= 100))
            return false;
        parts[i] = (float)(number / 100);
    }
    if (str_trim(inside).length > 0)
        return false;
    swatch->cyan = parts[0];
    swatch->magenta = parts[1];
    swatch->yellow = parts[2];
    swatch->black = parts[3];
    swatch->print = true;
    screen_from_print(swatch);
    return true;
}

static Str unquote(Str text) {
    bool quoted = text.length >= 2 && (text.data[0] == '"' || text.data[0] == '\'') &&
                  text.data[text.length - 1] == text.data[0];
    return quoted ? str_slice(text, 1, text.length - 1) : text;
}

/* ISO 32000-1, 8.6.6.4: what these name is no ink of its own: every plate, none, or one that is there. */
static bool is_reserved(Str name) {
    static const char *const reserved[] = {"All", "None", "Cyan", "Magenta", "Yellow", "Black"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (str_equal_c(name, reserved[i]))
            return true;
    return false;
}

/* spot("NAME"), or spot("NAME" what it looks like). */
static bool read_spot(Str inside, Swatch *swatch) {
    Str name = str_trim(unquote(next_argument(&inside)));
    while (inside.length > 0 && (inside.data[0] == ' ' || inside.data[0] == ','))
        inside = str_slice(inside, 1, inside.length);
    Str shown = unquote(inside);
    if (name.length == 0)
        return false;
    if (shown.length > 0) {
        Str arguments;
        if (!(shown.data[0] == '#' && read_hex(shown, swatch)) &&
            !(read_call(shown, STR("cmyk"), &arguments) && read_cmyk(arguments, swatch)))
            return false;
    }
    swatch->spot = name;
    return true;
}

static bool is_ink(Str text) {
    return text.length > 0 &&
           (text.data[0] == '#' || str_starts(text, STR("cmyk(")) || str_starts(text, STR("spot(")));
}

static bool read_ink(Env *env, Span span, Str text, Swatch *swatch) {
    Str inside, hint;
    bool fine;
    swatch->name = text;
    if (text.data[0] == '#') {
        fine = read_hex(text, swatch);
        hint = STR("write #rgb or #rrggbb, in quotes");
    } else if (text.data[0] == 'c') {
        fine = read_call(text, STR("cmyk"), &inside) && read_cmyk(inside, swatch);
        hint = STR("write cmyk(90 20 20 30): four numbers from 0 to 100");
    } else {
        fine = read_call(text, STR("spot"), &inside) && read_spot(inside, swatch);
        hint = STR("write spot(\"PANTONE 3155 C\" \"#00677f\")");
        if (fine && is_reserved(swatch->spot)) {
            fine = false;
            hint = STR("every press has that name for a plate already: name the ink as its maker does");
        }
    }
    if (!fine && str_find(text, '(') < text.length && str_find(text, ')') == text.length)
        hint = STR("inside braces a comma ends the value: write cmyk(90 20 20 30), without commas");
    if (!fine)
        REPORT_ERROR(env, span, hint, "'%.*s' is no colour", STR_ARGS(text));
    return fine;
}

/* ---- texts ------------------------------------------------------------------------------------ */

typedef struct Reader {
    Env *env;
    Palette *palette;
    Span span;
    const Tree *tree; /* for exact places; or NULL */
    Str rest;
} Reader;

static Span place_of(const Reader *reader, Str part) {
    if (!reader->tree || !part.data)
        return reader->span;
    return value_span(reader->tree, (size_t)(part.data - reader->tree->text.data));
}

/* A run without spaces; those inside parentheses and quotes do not count. */
static Str peek_token(const Reader *reader) {
    Str rest = reader->rest;
    size_t start = 0;
    while (start < rest.length && (rest.data[start] == ' ' || rest.data[start] == '\n'))
        start++;
    size_t end = start;
    int depth = 0;
    char quote = 0;
    for (; end < rest.length; end++) {
        char byte = rest.data[end];
        if (!quote && depth <= 0 && (byte == ' ' || byte == '\n'))
            break;
        if (quote ? byte == quote : byte == '"' || byte == '\'')
            quote = quote ? 0 : byte;
        else if (!quote)
            depth += (byte == '(') - (byte == ')');
    }
    return str_slice(rest, start, end);
}

static void skip_token(Reader *reader, Str token) {
    reader->rest = str_slice(reader->rest, (size_t)(token.data - reader->rest.data) + token.length,
                             reader->rest.length);
}

static const Swatch *find_swatch(Reader *reader, Str name) {
    const Palette *palette = reader->palette;
    for (size_t i = 0; i < palette->swatch_count; i++)
        if (str_equal(palette->swatches[i].name, name))
            return &palette->swatches[i];
    for (size_t i = 0; i < palette->written_count; i++)
        if (str_equal(palette->written[i]->name, name))
            return palette->written[i];
    return NULL;
}

static const Swatch *unknown_colour(Reader *reader, Str name) {
    size_t count = reader->palette->swatch_count;
    Str *names = ARENA_ARRAY(reader->env->keep, Str, count + 2);
    for (size_t i = 0; i < count; i++)
        names[i] = reader->palette->swatches[i].name;
    names[count] = colour_accent.name;
    names[count + 1] = STR("none");
    Str hint = hint_nearest(reader->env->keep, name, names, count + 2);
    if (hint.length == 0)
        hint = STR(
            "colours have their names under 'palette', or are written \"#00677f\" or cmyk(90 20 20 30)");
    REPORT_ERROR(reader->env, place_of(reader, name), hint, "unknown colour '%.*s'", STR_ARGS(name));
    return NULL;
}

static const Swatch *read_swatch(Reader *reader, Str token) {
    const Swatch *found = find_swatch(reader, token);
    if (found)
        return found;
    if (str_equal(token, colour_accent.name))
        return &colour_accent;
    if (!is_ink(token))
        return unknown_colour(reader, token);
    Swatch *swatch = ARENA_NEW(reader->env->keep, Swatch);
    if (!read_ink(reader->env, place_of(reader, token), token, swatch))
        return NULL;
    swatch->span = place_of(reader, token);
    Palette *palette = reader->palette;
    LIST_PUSH(reader->env->keep, palette->written, palette->written_count, palette->written_capacity,
              swatch);
    return swatch;
}

/* One colour and its tint off the front. */
static bool read_colour(Reader *reader, Colour *colour) {
    Str token = peek_token(reader);
    memset(colour, 0, sizeof *colour);
    if (token.length == 0) {
        REPORT_ERROR(reader->env, reader->span, (Str){0}, "a colour is missing");
        return false;
    }
    skip_token(reader, token);
    colour->tint = 1;
    if (str_equal_c(token, "none"))
        return true;
    colour->swatch = read_swatch(reader, token);
    if (!colour->swatch)
        return false;
    double number;
    Str tint = peek_token(reader);
    size_t used = str_number(tint, &number);
    if (used == 0 || !str_equal_c(str_slice(tint, used, tint.length), "%"))
        return true;
    skip_token(reader, tint);
    if (!(number >= 0 && number <= 100)) {
        REPORT_ERROR(reader->env, place_of(reader, tint), STR("a tint lies between 0% and 100%"),
                     "'%.*s' is no tint", STR_ARGS(tint));
        return false;
    }
    colour->tint = (float)(number / 100);
    return true;
}

static bool read_end(Reader *reader) {
    Str token = peek_token(reader);
    if (token.length > 0)
        REPORT_ERROR(reader->env, place_of(reader, token),
                     STR("a colour is a name, or a name and a tint: fjord 20%"),
                     "'%.*s' behind a colour means nothing", STR_ARGS(token));
    return token.length == 0;
}

bool colour_read(Env *env, Palette *palette, Span span, Str text, Colour *colour) {
    Reader reader = {env, palette, span, NULL, text};
    return read_colour(&reader, colour) && read_end(&reader);
}

static bool reader_open(Draft *draft, const Property *property, const Tree *tree, Reader *reader) {
    *reader = (Reader){draft->env, &draft->palette, tree->span, tree, {0}};
    return value_scalar(draft, property, tree, &reader->rest);
}

bool colour_parse_value(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Reader reader;
    return reader_open(draft, property, tree, &reader) && read_colour(&reader, &value->colour) &&
           read_end(&reader);
}

bool colour_parse_ink(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Str text;
    if (!value_scalar(draft, property, tree, &text))
        return false;
    if (is_ink(text))
        return read_ink(draft->env, tree->span, text, &value->ink);
    value_refuse(draft, property, tree, text);
    return false;
}

/* A colour · one to another, from left to right · with an angle. */
bool colour_parse_paint(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Reader reader;
    Paint *paint = &value->paint;
    if (!reader_open(draft, property, tree, &reader) || !read_colour(&reader, &paint->from))
        return false;
    Str token = peek_token(&reader);
    if (!str_equal_c(token, "to"))
        return read_end(&reader);
    skip_token(&reader, token);
    paint->gradient = true;
    if (!read_colour(&reader, &paint->to))
        return false;
    token = peek_token(&reader);
    double angle;
    size_t used = str_number(token, &angle);
    if (used > 0 && str_equal_c(str_slice(token, used, token.length), "deg")) {
        skip_token(&reader, token);
        paint->angle = fabs(angle) <= 360 ? (float)angle : 0;
    }
    return read_end(&reader);
}

/* For dark and for bright; one colour alone stands on white. */
bool colour_parse_duotone(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Reader reader;
    Duotone *duotone = &value->duotone;
    return reader_open(draft, property, tree, &reader) && read_colour(&reader, &duotone->dark) &&
           (peek_token(&reader).length == 0 || read_colour(&reader, &duotone->light)) && read_end(&reader);
}

/* A colour, or a width and a colour. */
bool colour_parse_stroke(Draft *draft, const Property *property, const Tree *tree, Value *value) {
    Reader reader;
    if (!reader_open(draft, property, tree, &reader))
        return false;
    value->stroke.width = -1;
    double number;
    Str token = peek_token(&reader);
    if (str_number(token, &number) > 0) {
        Tree width = *tree;
        Value measure;
        width.text = token;
        width.span = place_of(&reader, token);
        Property length = *property;
        length.type = VALUE_PT;
        if (!value_parse(draft, &length, &width, &measure))
            return false;
        value->stroke.width = measure.measure.value;
        skip_token(&reader, token);
    }
    return read_colour(&reader, &value->stroke.colour) && read_end(&reader);
}
