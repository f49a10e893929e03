/*
 * pdf/proof.c - looks at the finished file as a shop's own checker will: is every font in it, is nothing
 * left in a screen's colours, does no white print over what it should hide.
 *
 * The one idea: what is in the file counts, not what was meant. The content of each page is read operator
 * by operator, and where something is wrong the item that lies there says whose line it is.
 */
#include "pdf/file.h"
#include "pdf/preflight.h"

#include <math.h>
#include <string.h>

static const double MIDDLE = 0.5; /* of a picture's square */

enum { OPERANDS_MOST = 8, STATES_MOST = 32, FORMS_DEEP = 4 };

/* From a content's own units to the page's: [a b c d e f]. */
typedef struct Matrix {
    double m[6];
} Matrix;

typedef struct State {
    Matrix place;
    bool fill_overprints, line_overprints, nonzero; /* op, OP, and OPM 1 */
    bool fill_bare, line_bare;                      /* no ink at all */
    bool fill_process, line_process;
} State;

/* The parts of a page's resources. */
typedef struct Parts {
    Str fonts, pictures, shadings, states, spaces;
} Parts;

typedef struct Proof {
    Preflight *preflight;
    Arena *arena;
    File file;
    uint32_t page;
    Parts parts;
    State state, states[STATES_MOST];
    size_t depth;
    double operands[OPERANDS_MOST];
    size_t count;
    Str name;    /* the last name before an operator */
    Matrix line; /* of the text */
    Str font;
    bool font_missing;
    double x, y;   /* where the path begins */
    bool outlined; /* it has begun */
} Proof;

static const Matrix NOWHERE_ELSE = {{1, 0, 0, 1, 0, 0}};

static Matrix combine(Matrix inner, Matrix outer) {
    const double *a = inner.m, *b = outer.m;
    return (Matrix){{a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2],
                     a[2] * b[1] + a[3] * b[3], a[4] * b[0] + a[5] * b[2] + b[4],
                     a[4] * b[1] + a[5] * b[3] + b[5]}};
}

/* ---- findings --------------------------------------------------------------------------------- */

static double distance(Extent extent, Pt x, Pt y) {
    return hypot(fmax(fmax(extent.left - x, x - extent.right), 0),
                 fmax(fmax(extent.top - y, y - extent.bottom), 0));
}

/* What lies there: of all that does, the topmost. NULL: the page is empty. */
static const Item *item_at(const Page *page, Pt x, Pt y) {
    const Item *best = NULL;
    double least = HUGE_VAL;
    for (size_t i = 0; i < page->count; i++) {
        const Item *item = &page->items[i];
        bool seen = item->kind == ITEM_TEXT || item->kind == ITEM_SHAPE ||
                    (item->kind == ITEM_PICTURE && item->picture.picture);
        double away = seen ? distance(preflight_extent(item), x, y) : HUGE_VAL;
        if (away > least + 0.01 || !seen)
            continue;
        least = away;
        best = item;
    }
    return best;
}

/* A place is in the content's units; `says` goes on where the item's description ends. */
static void report(Proof *proof, double x, double y, Finding finding, Str says) {
    Preflight *preflight = proof->preflight;
    const double *m = proof->state.place.m;
    const Page *page = preflight->at = &preflight->pages->pages[proof->page];
    preflight->page = finding.page = proof->page;
    finding.severity = SEVERITY_ERROR;
    finding.pages = 1;
    finding.x = x * m[0] + y * m[2] + m[4];
    finding.y = page->height - (x * m[1] + y * m[3] + m[5]);
    const Item *item = item_at(page, finding.x, finding.y);
    Str what = STR("something");
    if (item) {
        Extent extent = preflight_extent(item);
        finding.x = extent.left;
        finding.y = extent.top;
        finding.span = preflight_span(preflight, item);
        what = preflight_describe(preflight, item);
    }
    finding.text = str_format(preflight->env->keep, "%.*s %.*s", STR_ARGS(what), STR_ARGS(says));
    preflight_add(preflight, finding);
}

static void report_light(Proof *proof, double x, double y) {
    Finding finding = {.code = "rgb-left"};
    finding.hint = STR("save a picture anew as PNG or JPEG; give a colour its inks");
    report(proof, x, y, finding, STR("is left in the colours of a screen"));
}

/* ---- colours and fonts ------------------------------------------------------------------------ */

static bool mentions(Str text, const char *word) {
    Str wanted = str_from(word);
    for (size_t i = 0; i + wanted.length <= text.length; i++)
        if (text.data[i] == wanted.data[0] && str_starts(str_slice(text, i, text.length), wanted))
            return true;
    return false;
}

/* A colour space that is not made of inks. */
static bool is_light(Str space) {
    return mentions(space, "/DeviceRGB") || mentions(space, "/CalRGB") || mentions(space, "/ICCBased") ||
           mentions(space, "/Lab");
}

/* A picture, or a form that has one. */
static bool shows_light(const Proof *proof, Str picture, int depth) {
    const File *file = &proof->file;
    if (is_light(file_resolve(file, file_value(picture, "ColorSpace"))))
        return true;
    Str inside = file_value(file_resolve(file, file_value(picture, "Resources")), "XObject");
    size_t at = 0;
    for (Str token = file_next_token(inside, &at); token.length > 0 && depth < FORMS_DEEP;
         token = file_next_token(inside, &at)) {
        Str rest = str_slice(inside, at, inside.length);
        uint32_t number = token.data[0] == '/' ? file_reference(rest) : 0;
        if (number > 0 && shows_light(proof, file_resolve(file, rest), depth + 1))
            return true;
    }
    return false;
}

/* A font of glyphs drawn as content has no file; none else may do without. */
static bool is_embedded(const File *file, Str font) {
    if (mentions(file_value(font, "Subtype"), "/Type3"))
        return true;
    Str below = file_value(font, "DescendantFonts");
    if (below.length > 2) {
        Str first = str_slice(below, 1, below.length - 1);
        font = file_resolve(file, first);
    }
    Str descriptor = file_resolve(file, file_value(font, "FontDescriptor"));
    static const char *const keys[] = {"FontFile", "FontFile2", "FontFile3"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        uint32_t number = file_reference(file_value(descriptor, keys[i]));
        if (number > 0 && number < file->count && file->objects[number].stream.length > 0)
            return true;
    }
    return false;
}

static Str find_part(const Proof *proof, Str part, Str name) {
    char key[64] = "";
    if (name.length < 2 || name.length > sizeof key)
        return (Str){0};
    memcpy(key, name.data + 1, name.length - 1);
    return file_resolve(&proof->file, file_value(part, key));
}

/* ---- operators -------------------------------------------------------------------------------- */

/* What an operator is for. */
enum { FILL = 1, LINE = 2 };

static void set_state(Proof *proof, int parts) {
    (void)parts;
    Str fields = find_part(proof, proof->parts.states, proof->name);
    Str fill = file_value(fields, "op"), line = file_value(fields, "OP"), mode = file_value(fields, "OPM");
    State *state = &proof->state;
    if (line.length > 0)
        state->line_overprints = state->fill_overprints = str_equal_c(line, "true");
    if (fill.length > 0)
        state->fill_overprints = str_equal_c(fill, "true");
    if (mode.length > 0)
        state->nonzero = str_equal_c(mode, "1");
}

static void set_bare(Proof *proof, int part, bool bare, bool process) {
    State *state = &proof->state;
    *(part == LINE ? &state->line_bare : &state->fill_bare) = bare;
    *(part == LINE ? &state->line_process : &state->fill_process) = process;
}

static double sum_operands(const Proof *proof) {
    double sum = 0;
    for (size_t i = 0; i < proof->count; i++)
        sum += proof->operands[i];
    return sum;
}

static void set_process(Proof *proof, int part) {
    set_bare(proof, part, sum_operands(proof) <= 0, true);
}

static void set_tint(Proof *proof, int part) {
    set_bare(proof, part, sum_operands(proof) <= 0, false);
}

static void set_grey(Proof *proof, int part) {
    set_bare(proof, part, sum_operands(proof) >= 1, true);
}

static void set_light(Proof *proof, int part) {
    set_bare(proof, part, false, false);
    report_light(proof, proof->x, proof->y);
}

static void set_space(Proof *proof, int part) {
    Str space = find_part(proof, proof->parts.spaces, proof->name);
    set_bare(proof, part, false, false);
    if (is_light(space.length > 0 ? space : proof->name))
        report_light(proof, proof->x, proof->y);
}

/* White over something else with overprint on is nothing at all. */
static void check_white(Proof *proof, double x, double y, int parts) {
    const State *state = &proof->state;
    bool fill = (parts & FILL) && state->fill_bare && state->fill_overprints;
    bool line = (parts & LINE) && state->line_bare && state->line_overprints;
    bool lost = (fill && (state->nonzero || !state->fill_process)) ||
                (line && (state->nonzero || !state->line_process));
    Finding finding = {.code = "white-overprint"};
    finding.hint = STR("leave out its 'overprint: true', or choose an ink");
    if (lost)
        report(proof, x, y, finding, STR("has no ink and prints over what is beneath: it does not show"));
}

static void begin_path(Proof *proof, int parts) {
    (void)parts;
    if (!proof->outlined && proof->count >= 2) {
        proof->x = proof->operands[0];
        proof->y = proof->operands[1];
    }
    proof->outlined = true;
}

static void paint_path(Proof *proof, int parts) {
    check_white(proof, proof->x, proof->y, parts);
    proof->outlined = false;
}

static void paint_picture(Proof *proof, int parts) {
    (void)parts;
    if (shows_light(proof, find_part(proof, proof->parts.pictures, proof->name), 0))
        report_light(proof, MIDDLE, MIDDLE);
}

static void paint_shading(Proof *proof, int parts) {
    (void)parts;
    Str shading = find_part(proof, proof->parts.shadings, proof->name);
    if (is_light(file_resolve(&proof->file, file_value(shading, "ColorSpace"))))
        report_light(proof, proof->x, proof->y);
}

static void choose_font(Proof *proof, int parts) {
    (void)parts;
    proof->font = find_part(proof, proof->parts.fonts, proof->name);
    proof->font_missing = !is_embedded(&proof->file, proof->font);
}

static void show_text(Proof *proof, int parts) {
    check_white(proof, proof->line.m[4], proof->line.m[5], parts);
    if (!proof->font_missing)
        return;
    Str name = file_value(proof->font, "BaseFont");
    Finding finding = {.code = "unembedded-font", .hint = STR("name another family under 'fonts'")};
    report(proof, proof->line.m[4], proof->line.m[5], finding,
           str_format(proof->preflight->env->keep, "is set in '%.*s', which is not in the file",
                      STR_ARGS(str_slice(name, 1, name.length))));
}

static void change_place(Proof *proof, int parts) {
    (void)parts;
    Matrix matrix;
    memcpy(matrix.m, proof->operands, sizeof matrix.m);
    if (proof->count == 6)
        proof->state.place = combine(matrix, proof->state.place);
}

static void begin_text(Proof *proof, int parts) {
    (void)parts;
    proof->line = NOWHERE_ELSE;
}

static void move_line(Proof *proof, int parts) {
    (void)parts;
    if (proof->count == 2)
        proof->line = combine((Matrix){{1, 0, 0, 1, proof->operands[0], proof->operands[1]}}, proof->line);
}

static void place_line(Proof *proof, int parts) {
    (void)parts;
    if (proof->count == 6)
        memcpy(proof->line.m, proof->operands, sizeof proof->line.m);
}

static void save_state(Proof *proof, int parts) {
    (void)parts;
    if (proof->depth < STATES_MOST)
        proof->states[proof->depth] = proof->state;
    proof->depth++;
}

static void restore_state(Proof *proof, int parts) {
    (void)parts;
    proof->depth -= proof->depth > 0;
    if (proof->depth < STATES_MOST)
        proof->state = proof->states[proof->depth];
}

static const struct {
    char name[4];
    int parts;
    void (*run)(Proof *proof, int parts);
} operators[] = {
    {"TJ", FILL, show_text},
    {"Td", 0, move_line},
    {"Tf", 0, choose_font},
    {"gs", 0, set_state},
    {"k", FILL, set_process},
    {"K", LINE, set_process},
    {"m", 0, begin_path},
    {"l", 0, begin_path},
    {"c", 0, begin_path},
    {"re", 0, begin_path},
    {"f", FILL, paint_path},
    {"f*", FILL, paint_path},
    {"F", FILL, paint_path},
    {"S", LINE, paint_path},
    {"s", LINE, paint_path},
    {"B", FILL | LINE, paint_path},
    {"B*", FILL | LINE, paint_path},
    {"b", FILL | LINE, paint_path},
    {"b*", FILL | LINE, paint_path},
    {"n", 0, paint_path},
    {"q", 0, save_state},
    {"Q", 0, restore_state},
    {"cm", 0, change_place},
    {"cs", FILL, set_space},
    {"CS", LINE, set_space},
    {"scn", FILL, set_tint},
    {"SCN", LINE, set_tint},
    {"sc", FILL, set_tint},
    {"SC", LINE, set_tint},
    {"g", FILL, set_grey},
    {"G", LINE, set_grey},
    {"rg", FILL, set_light},
    {"RG", LINE, set_light},
    {"Do", 0, paint_picture},
    {"sh", 0, paint_shading},
    {"BT", 0, begin_text},
    {"Tm", 0, place_line},
    {"Tj", FILL, show_text},
};

static void run_operator(Proof *proof, Str word) {
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (str_equal_c(word, operators[i].name)) {
            operators[i].run(proof, operators[i].parts);
            break;
        }
    proof->count = 0;
}

static void take_token(Proof *proof, Str token) {
    char first = token.data[0];
    double number;
    if (first == '/')
        proof->name = token;
    else if (str_number(token, &number) == token.length && proof->count < OPERANDS_MOST)
        proof->operands[proof->count++] = number;
    else if ((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z'))
        run_operator(proof, token);
}

/* ---- pages ------------------------------------------------------------------------------------ */

static void read_parts(Proof *proof, Str page) {
    const File *file = &proof->file;
    Str resources = file_resolve(file, file_value(page, "Resources"));
    proof->parts = (Parts){.fonts = file_resolve(file, file_value(resources, "Font")),
                           .pictures = file_resolve(file, file_value(resources, "XObject")),
                           .shadings = file_resolve(file, file_value(resources, "Shading")),
                           .states = file_resolve(file, file_value(resources, "ExtGState")),
                           .spaces = file_resolve(file, file_value(resources, "ColorSpace"))};
}

static void read_page(Proof *proof, Str page) {
    uint32_t number = file_reference(file_value(page, "Contents"));
    if (number == 0 || number >= proof->file.count)
        return;
    ArenaMark mark = arena_mark(proof->arena);
    Str content = file_content(proof->arena, &proof->file.objects[number]);
    read_parts(proof, page);
    proof->state = (State){.place = NOWHERE_ELSE};
    proof->depth = proof->count = 0;
    proof->outlined = proof->font_missing = false;
    size_t at = 0;
    for (Str token = file_next_token(content, &at); token.length > 0; token = file_next_token(content, &at))
        take_token(proof, token);
    arena_reset(proof->arena, mark);
}

/* Pages are numbered in their order. */
void preflight_check_file(Preflight *preflight, Str bytes) {
    Arena *arena = arena_new();
    Proof proof = {.preflight = preflight, .arena = arena, .file = file_open(arena, bytes)};
    for (uint32_t i = 1; i < proof.file.count && proof.page < preflight->pages->count; i++) {
        Str object = proof.file.objects[i].text;
        if (!str_equal_c(file_value(object, "Type"), "/Page"))
            continue;
        read_page(&proof, object);
        proof.page++;
    }
    if (bytes.length > 0 && proof.page != preflight->pages->count)
        REPORT_ERROR(preflight->env, (Span){0}, (Str){0},
                     "internal error: the file has %u pages that can be read back", (unsigned)proof.page);
    arena_free(arena);
}
