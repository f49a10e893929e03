/*
 * design/store.c - a parsed value into the field that its row names.
 *
 * The one idea: storing is apart from parsing because a style rule is read once and stored whenever a style
 * is computed; only then is known what em means. Fields are written as bytes, padding included, so that
 * two styles are equal when their bytes are.
 */
#include "design/draft.h"

#include <math.h>
#include <string.h>

typedef void ValueStorer(const Property *property, const Value *value, void *base, Pt size);

static void store_bytes(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    memcpy((char *)base + property->offset, value, property->size);
}

static void store_whole(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    char *field = (char *)base + property->offset;
    uint32_t number = (uint32_t)value->number;
    uint8_t byte = (uint8_t)number;
    uint16_t half = (uint16_t)number;
    if (property->size == sizeof byte)
        memcpy(field, &byte, sizeof byte);
    else if (property->size == sizeof half)
        memcpy(field, &half, sizeof half);
    else
        memcpy(field, &number, sizeof number);
}

static void store_measure(const Property *property, const Value *value, void *base, Pt size) {
    Measure measure = value->measure;
    Pt points = measure.value;
    if (measure.unit == MEASURE_EM)
        points *= size;
    else if (measure.unit == MEASURE_PERCENT)
        points *= size / 100;
    points = fmin(fmax(points, property->least), property->most);
    memcpy((char *)base + property->offset, &points, sizeof points);
}

static void store_length(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    bool percent = value->measure.unit == MEASURE_PERCENT;
    Length *field = (Length *)(void *)((char *)base + property->offset);
    *field = (Length){value->measure.value, percent ? LENGTH_PERCENT : LENGTH_PT};
}

static void store_tracking(const Property *property, const Value *value, void *base, Pt size) {
    double ratio = value->measure.value;
    if (value->measure.unit == MEASURE_PERCENT)
        ratio /= 100;
    else if (value->measure.unit == MEASURE_PT)
        ratio = size > 0 ? ratio / size : 0;
    float field = (float)fmin(fmax(ratio, property->least), property->most);
    memcpy((char *)base + property->offset, &field, sizeof field);
}

static void store_share(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    float field = (float)(value->number / 100);
    memcpy((char *)base + property->offset, &field, sizeof field);
}

static void store_edges(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    Edges *field = (Edges *)(void *)((char *)base + property->offset);
    Edges edges = value->edges;
    field->top = isnan(edges.top) ? field->top : edges.top;
    field->right = isnan(edges.right) ? field->right : edges.right;
    field->bottom = isnan(edges.bottom) ? field->bottom : edges.bottom;
    field->left = isnan(edges.left) ? field->left : edges.left;
}

static void store_pair(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    uint16_t pair[2] = {(uint16_t)value->numbers[0], (uint16_t)value->numbers[1]};
    memcpy((char *)base + property->offset, &pair[0], sizeof pair[0]);
    memcpy((char *)base + property->offset + sizeof pair[0], &pair[1], sizeof pair[1]);
}

static void store_grid(const Property *property, const Value *value, void *base, Pt size) {
    (void)property, (void)size;
    Frame *frame = &((FrameDraft *)base)->frame;
    frame->grid_columns = (uint16_t)value->numbers[0];
    frame->grid_most = (uint16_t)value->numbers[1];
    frame->grid_rows = (uint16_t)value->numbers[2];
}

static void store_page_size(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    memcpy((char *)base + property->offset, value->numbers, 2 * sizeof value->numbers[0]);
}

static void store_page_count(const Property *property, const Value *value, void *base, Pt size) {
    (void)property, (void)size;
    PageGeometry *page = base;
    page->count = (uint32_t)value->numbers[0];
    page->multiple = (uint32_t)value->numbers[1];
}

static void store_accent(const Property *property, const Value *value, void *base, Pt size) {
    (void)property, (void)size;
    Style *style = &((StyleState *)base)->style;
    if (value->colour.swatch == &colour_accent)
        return;
    style->accent = value->colour.swatch;
    style->accent_tint = value->colour.tint;
}

static void store_range(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    Range range = {value->numbers[0] / 100, value->numbers[1] / 100};
    memcpy((char *)base + property->offset, &range, sizeof range);
}

/* All of a Paint but its opacity, which has a key of its own. */
static void store_paint(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    Paint *field = (Paint *)(void *)((char *)base + property->offset);
    float opacity = property->scope == SCOPE_BAR ? 1 : field->opacity;
    memcpy(field, &value->paint, sizeof *field);
    field->opacity = opacity;
}

static void store_stroke(const Property *property, const Value *value, void *base, Pt size) {
    (void)size;
    Stroke *field = (Stroke *)(void *)((char *)base + property->offset);
    memcpy(&field->colour, &value->stroke.colour, sizeof field->colour);
    if (value->stroke.width >= 0)
        field->width = value->stroke.width;
}

static void store_steps(const Property *property, const Value *value, void *base, Pt size) {
    (void)property, (void)size;
    Path *path = base;
    path->steps = value->path.steps;
    path->count = value->path.count;
    if (path->view.w == 0 && path->view.h == 0)
        path->view = value->path.view;
}

static ValueStorer *const storers[VALUE_TYPE_COUNT] = {
    [VALUE_FLAG] = store_bytes,          [VALUE_COUNT] = store_whole,
    [VALUE_WORD] = store_whole,          [VALUE_WEIGHT] = store_whole,
    [VALUE_TEXT] = store_bytes,          [VALUE_TEMPLATE] = store_bytes,
    [VALUE_CLASS] = store_bytes,         [VALUE_NAME] = store_bytes,
    [VALUE_NAMES] = store_bytes,         [VALUE_FIGURES] = store_whole,
    [VALUE_SHARE] = store_share,         [VALUE_ANGLE] = store_bytes,
    [VALUE_PT] = store_measure,          [VALUE_LENGTH] = store_length,
    [VALUE_EM] = store_measure,          [VALUE_SIZED] = store_measure,
    [VALUE_TRACKING] = store_tracking,   [VALUE_EDGES] = store_edges,
    [VALUE_PAGE_SIZE] = store_page_size, [VALUE_COLUMNS] = store_pair,
    [VALUE_GRID] = store_grid,           [VALUE_PAGE_COUNT] = store_page_count,
    [VALUE_VIEW] = store_bytes,          [VALUE_COLOUR] = store_bytes,
    [VALUE_INK] = store_bytes,           [VALUE_ACCENT] = store_accent,
    [VALUE_PAINT] = store_paint,         [VALUE_STROKE] = store_stroke,
    [VALUE_SELECTOR] = store_bytes,      [VALUE_ROLE] = store_bytes,
    [VALUE_PATH] = store_bytes,          [VALUE_STEPS] = store_steps,
    [VALUE_RANGE] = store_range,         [VALUE_FIT] = store_bytes,
    [VALUE_CARD] = store_bytes,          [VALUE_PICTURE] = store_bytes,
    [VALUE_BAR] = store_bytes,           [VALUE_ARTWORK] = store_bytes,
    [VALUE_POSITION] = store_whole,      [VALUE_WORDS] = store_whole,
    [VALUE_PAPER] = store_bytes,         [VALUE_PANELS] = store_bytes,
    [VALUE_FOCUS] = store_bytes,         [VALUE_DUOTONE] = store_bytes,
};

void value_store(const Property *property, const Value *value, void *base, Pt size) {
    storers[property->type](property, value, base, size);
}
