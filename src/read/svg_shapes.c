/*
 * read/svg_shapes.c - the basic shapes of SVG as paths, and transforms as matrices (SVG 1.1, chapters 7
 * and 9).
 *
 * The one idea: a shape is written down as path data and read by the reader of paths, so circles and round
 * corners have the same curves wherever they come from.
 */
#include "read/svg.h"

#include <math.h>
#include <string.h>

Matrix svg_multiply(Matrix outer, Matrix inner) {
    return (Matrix){
        outer.a * inner.a + outer.c * inner.b,           outer.b * inner.a + outer.d * inner.b,
        outer.a * inner.c + outer.c * inner.d,           outer.b * inner.c + outer.d * inner.d,
        outer.a * inner.e + outer.c * inner.f + outer.e, outer.b * inner.e + outer.d * inner.f + outer.f};
}

static Str skip_separators(Str text) {
    while (text.length > 0 && strchr(" ,\t\n\r", text.data[0]))
        text = str_slice(text, 1, text.length);
    return text;
}

size_t svg_read_numbers(Str text, double *numbers, size_t most) {
    size_t count = 0;
    for (text = skip_separators(text); text.length > 0; text = skip_separators(text)) {
        size_t used = count < most ? str_number(text, &numbers[count]) : 0;
        if (used == 0 || fabs(numbers[count]) > 1e6)
            return 0;
        count++;
        text = str_slice(text, used, text.length);
    }
    return count;
}

/* One of "name(numbers)". */
static bool read_step(Str name, const double *n, size_t count, Matrix *step) {
    *step = (Matrix){1, 0, 0, 1, 0, 0};
    if (str_equal_c(name, "matrix") && count == 6) {
        *step = (Matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
    } else if (str_equal_c(name, "translate") && (count == 1 || count == 2)) {
        step->e = n[0];
        step->f = count > 1 ? n[1] : 0;
    } else if (str_equal_c(name, "scale") && (count == 1 || count == 2)) {
        step->a = n[0];
        step->d = count > 1 ? n[1] : n[0];
    } else if (str_equal_c(name, "rotate") && (count == 1 || count == 3)) {
        double sine = sin(n[0] * DEGREE), cosine = cos(n[0] * DEGREE);
        double x = count > 1 ? n[1] : 0, y = count > 1 ? n[2] : 0;
        *step = (Matrix){cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y};
    } else if (str_equal_c(name, "skewX") && count == 1) {
        step->c = tan(n[0] * DEGREE);
    } else if (str_equal_c(name, "skewY") && count == 1) {
        step->b = tan(n[0] * DEGREE);
    } else {
        return false;
    }
    return true;
}

bool svg_read_transform(Str text, Matrix *matrix) {
    *matrix = (Matrix){1, 0, 0, 1, 0, 0};
    for (text = skip_separators(text); text.length > 0; text = skip_separators(text)) {
        size_t open = str_find(text, '('), close = str_find(text, ')');
        double numbers[6];
        Matrix step;
        if (close == text.length || open >= close)
            return false;
        size_t count = svg_read_numbers(str_slice(text, open + 1, close), numbers, 6);
        if (!read_step(str_trim(str_slice(text, 0, open)), numbers, count, &step))
            return false;
        *matrix = svg_multiply(*matrix, step);
        text = str_slice(text, close + 1, text.length);
    }
    return true;
}

/* ---- shapes ----------------------------------------------------------------------------------- */

Str svg_attribute(const Attributes *attributes, const char *name) {
    for (size_t i = 0; i < attributes->count; i++)
        if (str_equal_c(attributes->items[i].name, name))
            return attributes->items[i].value;
    return (Str){0};
}

/* The attributes that a shape is made of, and how they become path data. */
typedef struct Recipe {
    const char *element;
    const char *names[6]; /* numbers; those that are missing are 0 */
} Recipe;

static const Recipe recipes[] = {
    {"rect", {"x", "y", "width", "height", "rx", "ry"}},
    {"circle", {"cx", "cy", "r"}},
    {"ellipse", {"cx", "cy", "rx", "ry"}},
    {"line", {"x1", "y1", "x2", "y2"}},
    {"polyline", {0}},
    {"polygon", {0}},
    {"path", {0}},
};

static const Recipe *find_recipe(Str element) {
    for (size_t i = 0; i < sizeof recipes / sizeof *recipes; i++)
        if (str_equal_c(element, recipes[i].element))
            return &recipes[i];
    return NULL;
}

bool svg_is_shape(Str element) {
    return find_recipe(element) != NULL;
}

/* Letters with their numbers: "M1 2 L3 4", where each # of the format is the next number. */
static void add_data(Buffer *data, const char *format, const double *numbers) {
    for (; *format; format++) {
        if (*format == '#')
            buffer_add_number(data, *numbers++, 6);
        else
            buffer_add_byte(data, *format);
    }
}

static void add_ellipse(Buffer *data, double x, double y, double rx, double ry) {
    add_data(data, "M# #A# # 0 0 1 # #A# # 0 0 1 # #Z",
             (double[]){x + rx, y, rx, ry, x - rx, y, rx, ry, x + rx, y});
}

static void add_rectangle(Buffer *data, const double *n, double rx, double ry) {
    double x = n[0], y = n[1], w = n[2], h = n[3];
    if (rx <= 0 || ry <= 0) {
        add_data(data, "M# #h#v#h#Z", (double[]){x, y, w, h, -w});
        return;
    }
    rx = fmin(rx, w / 2);
    ry = fmin(ry, h / 2);
    add_data(data, "M# #h#a# # 0 0 1 # #v#a# # 0 0 1 # #h#a# # 0 0 1 # #v#a# # 0 0 1 # #Z",
             (double[]){x + rx, y,  w - 2 * rx,    rx, ry, rx,  ry,  h - 2 * ry,    rx, ry,
                        -rx,    ry, -(w - 2 * rx), rx, ry, -rx, -ry, -(h - 2 * ry), rx, ry,
                        rx,     -ry});
}

/* "1,2 3,4" as path data. */
static void add_points(Buffer *data, Str points, bool closed) {
    buffer_add_byte(data, 'M');
    buffer_add(data, points);
    buffer_add_c(data, closed ? "Z" : "");
}

static bool make_data(Buffer *data, Str element, const double *n, const bool *given) {
    bool sized = true;
    if (str_equal_c(element, "rect")) {
        sized = n[2] > 0 && n[3] > 0;
        add_rectangle(data, n, given[4] ? n[4] : n[5], given[5] ? n[5] : n[4]);
    } else if (str_equal_c(element, "circle")) {
        sized = n[2] > 0;
        add_ellipse(data, n[0], n[1], n[2], n[2]);
    } else if (str_equal_c(element, "ellipse")) {
        sized = n[2] > 0 && n[3] > 0;
        add_ellipse(data, n[0], n[1], n[2], n[3]);
    } else {
        add_data(data, "M# #L# #", n);
    }
    return sized;
}

/* Numbers alone, or with px, which is the unit of the drawing itself. */
static bool read_number(Str text, double *number) {
    text = str_trim(text);
    if (str_ends(text, STR("px")))
        text.length -= 2;
    return str_number(text, number) == text.length && text.length > 0 && fabs(*number) <= 1e6;
}

bool svg_make_shape(Arena *arena, Str element, const Attributes *attributes, Path *path, Str *wrong) {
    const Recipe *recipe = find_recipe(element);
    bool points = str_starts(element, STR("poly")), data = str_equal_c(element, "path");
    Buffer text = buffer_new(arena);
    double numbers[6] = {0};
    bool given[6] = {false};
    *wrong = points ? STR("points") : data ? STR("d") : STR("size");
    for (size_t i = 0; i < 6 && recipe->names[i]; i++) {
        Str value = svg_attribute(attributes, recipe->names[i]);
        given[i] = value.length > 0;
        if (given[i] && !read_number(value, &numbers[i])) {
            *wrong = str_from(recipe->names[i]);
            return false;
        }
    }
    if (points)
        add_points(&text, svg_attribute(attributes, "points"), str_equal_c(element, "polygon"));
    else if (data)
        buffer_add(&text, svg_attribute(attributes, "d"));
    else if (!make_data(&text, element, numbers, given))
        return false;
    size_t mistake;
    return path_read(arena, buffer_str(&text), path, &mistake);
}
