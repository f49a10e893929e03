/*
 * pdf/pictures.c - pictures as image objects, and their place on the page.
 *
 * The one idea: a JPEG goes into the file as it is, and where inks are wanted as a JPEG of them. Samples
 * are deflated, with each row told by its difference from the pixel before or the row above where that
 * pays: photographs shrink by a third, flat drawings grow, so a sample from the middle decides.
 */
#include "pdf/canvas.h"

#include <math.h>
#include <string.h>

enum {
    FILTER_NONE = 0,
    FILTER_SUB = 1,
    FILTER_UP = 2, /* as PNG numbers them */
    SAMPLE_BYTES = 192 << 10,
    PREDICTOR_PNG = 15,
};

/* Rows of samples. */
typedef struct Raster {
    const uint8_t *data;
    size_t stride, rows;
    uint8_t components;
} Raster;

static uint8_t predicted(const uint8_t *row, const uint8_t *above, size_t i, int filter, size_t step) {
    if (filter == FILTER_SUB)
        return (uint8_t)(row[i] - (i >= step ? row[i - step] : 0));
    return (uint8_t)(filter == FILTER_UP && above ? row[i] - above[i] : row[i]);
}

/* The usual guess at what packs best: the smallest sum of differences, taken as signed. */
static int best_filter(const Raster *raster, const uint8_t *row, const uint8_t *above) {
    int best = FILTER_NONE;
    uint64_t least = UINT64_MAX;
    for (int filter = FILTER_NONE; filter <= FILTER_UP; filter++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < raster->stride; i++) {
            uint8_t value = predicted(row, above, i, filter, raster->components);
            sum += value < 128 ? value : 256u - value;
        }
        if (sum < least) {
            least = sum;
            best = filter;
        }
    }
    return best;
}

/* Each row with its filter's number before it. */
static Str filtered(Arena *arena, Raster raster) {
    size_t length = (raster.stride + 1) * raster.rows;
    uint8_t *out = arena_alloc(arena, length);
    for (size_t y = 0; y < raster.rows; y++) {
        const uint8_t *row = raster.data + y * raster.stride, *above = y ? row - raster.stride : NULL;
        uint8_t *to = out + y * (raster.stride + 1);
        int filter = best_filter(&raster, row, above);
        *to++ = (uint8_t)filter;
        for (size_t i = 0; i < raster.stride; i++)
            to[i] = predicted(row, above, i, filter, raster.components);
    }
    return (Str){(const char *)out, length};
}

static Str raster_bytes(Raster raster) {
    return (Str){(const char *)raster.data, raster.stride * raster.rows};
}

static bool prediction_pays(Writer *writer, Raster raster) {
    Raster sample = raster;
    size_t rows = SAMPLE_BYTES / raster.stride + 1;
    if (rows < raster.rows) {
        sample.rows = rows;
        sample.data += (raster.rows - rows) / 2 * raster.stride;
    }
    size_t plain = objects_deflated_size(writer->objects, raster_bytes(sample));
    return objects_deflated_size(writer->objects, filtered(writer->env->scratch, sample)) < plain;
}

/* Whether its rows run up or down the page. */
static bool lies_on_side(const Picture *picture) {
    return picture->orientation > 4;
}

/* Pixels in a row as they are stored. */
static uint32_t row_length(const Picture *picture) {
    return lies_on_side(picture) ? picture->height : picture->width;
}

static uint32_t row_count(const Picture *picture) {
    return lies_on_side(picture) ? picture->width : picture->height;
}

static void add_size(Buffer *fields, const Picture *picture) {
    buffer_format(fields, "/Type/XObject/Subtype/Image/BitsPerComponent 8/Width %u/Height %u",
                  (unsigned)row_length(picture), (unsigned)row_count(picture));
}

/* An image of samples; fields say how to read them. */
static uint32_t add_raster(Writer *writer, Buffer *fields, const Picture *picture, Raster raster) {
    ArenaMark mark = arena_mark(writer->env->scratch);
    Str bytes = raster_bytes(raster);
    add_size(fields, picture);
    if (prediction_pays(writer, raster)) {
        buffer_format(fields, "/DecodeParms<</Predictor %d/Colors %u/Columns %u>>", PREDICTOR_PNG,
                      (unsigned)raster.components, (unsigned)row_length(picture));
        bytes = filtered(writer->env->scratch, raster);
    }
    uint32_t object = writer_add_deflated(writer, buffer_str(fields), bytes);
    arena_reset(writer->env->scratch, mark);
    return object;
}

static Raster raster_of(const Picture *picture, Str samples, uint8_t components) {
    size_t stride = (size_t)row_length(picture) * components;
    return (Raster){(const uint8_t *)samples.data, stride, row_count(picture), components};
}

/* Each of red, green and blue is what one ink and black leave of the light. */
static const char INKS_TO_LIGHT[] =
    "{1 exch sub 4 1 roll 1 exch sub 3 index mul 4 1 roll 1 exch sub 2 index mul 4 1 roll "
    "1 exch sub mul 3 1 roll}";

/* Four inks where the output intent is a screen's: the picture stays as it is and says how it looks. */
static void add_ink_space(Writer *writer, Buffer *fields) {
    Str function = STR("/FunctionType 4/Domain[0 1 0 1 0 1 0 1]/Range[0 1 0 1 0 1]");
    if (!writer->inks_to_light)
        writer->inks_to_light = objects_add_stream(writer->objects, function, str_from(INKS_TO_LIGHT));
    buffer_add(fields, STR("/ColorSpace[/DeviceN[/Cyan/Magenta/Yellow/Black]/DeviceRGB "));
    syntax_reference(fields, writer->inks_to_light);
    buffer_add_byte(fields, ']');
}

static void add_colour_space(Writer *writer, Buffer *fields, uint8_t components) {
    bool press = writer->options->profile;
    if (components == 1)
        buffer_add(fields, STR("/ColorSpace/DeviceGray"));
    else if (components == 3)
        buffer_add(fields, STR("/ColorSpace/DeviceRGB"));
    else if (press)
        buffer_add(fields, STR("/ColorSpace/DeviceCMYK"));
    else
        add_ink_space(writer, fields);
}

static uint32_t add_jpeg(Writer *writer, Buffer *fields, const Picture *picture, Str jpeg) {
    add_size(fields, picture);
    buffer_add(fields, STR("/Filter/DCTDecode"));
    if (picture->inverted && picture->components == 4)
        buffer_add(fields, STR("/Decode[1 0 1 0 1 0 1 0]"));
    writer->bytes += jpeg.length;
    return objects_add_stream(writer->objects, buffer_str(fields), jpeg);
}

/* A picture in the screen's colours, for the press; empty: its samples cannot be read. */
static Str samples_in_inks(Writer *writer, Arena *arena, const Picture *picture) {
    const PdfOptions *options = writer->options;
    Env env = {.keep = arena, .scratch = writer->env->scratch, .diags = writer->env->diags};
    Str samples = picture->jpeg ? options->decode(&env, picture) : picture->data;
    return profile_convert(options->profile, arena, picture, samples);
}

/* What came packed with loss goes packed with loss. */
static uint32_t add_inks(Writer *writer, Buffer *fields, const Picture *picture, Str inks) {
    PdfEncoder *encode = writer->options->encode;
    Str jpeg = {0};
    if (picture->jpeg && encode)
        jpeg = encode(writer->arena, inks, row_length(picture), row_count(picture));
    return jpeg.length > 0 ? add_jpeg(writer, fields, picture, jpeg)
                           : add_raster(writer, fields, picture, raster_of(picture, inks, 4));
}

static uint32_t add_picture(Writer *writer, const Picture *picture) {
    Buffer fields = buffer_new(writer->arena), mask = buffer_new(writer->arena);
    Arena *arena = arena_new();
    Str inks = {0};
    if (writer->options->profile && picture->components == 3)
        inks = samples_in_inks(writer, arena, picture);
    add_colour_space(writer, &fields, inks.length > 0 ? 4 : picture->components);
    if (picture->alpha.length > 0) {
        buffer_add(&mask, STR("/ColorSpace/DeviceGray"));
        uint32_t object = add_raster(writer, &mask, picture, raster_of(picture, picture->alpha, 1));
        buffer_add(&fields, STR("/SMask "));
        syntax_reference(&fields, object);
    }
    uint32_t object;
    if (inks.length > 0)
        object = add_inks(writer, &fields, picture, inks);
    else if (picture->jpeg)
        object = add_jpeg(writer, &fields, picture, picture->data);
    else
        object =
            add_raster(writer, &fields, picture, raster_of(picture, picture->data, picture->components));
    arena_free(arena);
    return object;
}

static bool is_whole(const Picture *picture) {
    uint64_t pixels = (uint64_t)picture->width * picture->height;
    bool known = picture->components == 1 || picture->components == 3 || picture->components == 4;
    bool alpha = picture->alpha.length == 0 || picture->alpha.length >= pixels;
    if (pixels == 0 || !known || !alpha)
        return false;
    return picture->jpeg || picture->data.length / picture->components >= pixels;
}

bool pictures_visible(const Item *item) {
    const Picture *picture = item->picture.picture;
    return picture && (picture->drawing || is_whole(picture));
}

Box pictures_place(const Item *item) {
    Box whole = item->picture.whole;
    return whole.w > 0 && whole.h > 0 ? whole : item->box;
}

double pictures_scale(const Item *item) {
    const Drawing *drawing = item->picture.picture->drawing;
    Box whole = pictures_place(item);
    bool leaning = item->rotate == -90;
    if (!drawing || !(drawing->view.w > 0 && drawing->view.h > 0))
        return 1;
    return fmin((leaning ? whole.h : whole.w) / drawing->view.w,
                (leaning ? whole.w : whole.h) / drawing->view.h);
}

/* On a page that is turned a quarter to the left, what stood upright leans that way. */
unsigned pictures_orientation(const Item *item) {
    static const uint8_t leaning[] = {8, 8, 5, 6, 7, 4, 1, 2, 3};
    unsigned own = item->picture.picture->orientation <= 8 ? item->picture.picture->orientation : 0;
    return item->rotate == -90 ? leaning[own] : own;
}

/*
 * From the unit square to the box: the first row and the first column of the file stand where EXIF says (at
 * the top and left for 1, at the right and top for 6, ...).
 */
void pictures_place_square(Canvas *canvas, const Item *item) {
    static const bool flips[9][2] = {{false, false}, {false, false}, {true, false},
                                     {true, true},   {false, true},  {true, true},
                                     {false, true},  {false, false}, {true, false}};
    unsigned orientation = pictures_orientation(item);
    Box box = canvas_box(canvas, pictures_place(item));
    bool turned = orientation > 4, flip_x = flips[orientation][0], flip_y = flips[orientation][1];
    double x = flip_x ? -box.w : box.w, y = flip_y ? -box.h : box.h;
    double matrix[] = {turned ? 0 : x,
                       turned ? y : 0,
                       turned ? x : 0,
                       turned ? 0 : y,
                       flip_x ? box.x + box.w : box.x,
                       flip_y ? box.y + box.h : box.y};
    canvas_operate(canvas, matrix, 6, "cm");
}

Resource *pictures_image(Writer *writer, const Picture *picture) {
    Str key = {(const char *)&picture, sizeof picture};
    Resource *resource = resources_find(writer->arena, &writer->pictures, key);
    if (!resource->object)
        resource->object = add_picture(writer, picture);
    return resource;
}

static void paint_samples(Canvas *canvas, const Item *item) {
    const Picture *picture = item->picture.picture;
    canvas->transparent = canvas->transparent || picture->alpha.length > 0;
    pictures_place_square(canvas, item);
    ink_knock_out(canvas);
    canvas_use(canvas, pictures_image(canvas->writer, picture), "PDo", canvas->pictures);
}

void pictures_paint(Canvas *canvas, const Item *item) {
    const PictureLook *look = item->picture.look;
    GraphicsState before = canvas->state;
    canvas_operate(canvas, NULL, 0, "q");
    looks_clip(canvas, item);
    if (item->picture.picture->drawing)
        looks_draw(canvas, item);
    else if (look && !colour_is_none(look->dark))
        looks_paint_duotone(canvas, item);
    else
        paint_samples(canvas, item);
    canvas_operate(canvas, NULL, 0, "Q");
    canvas->state = before;
}
