/*
 * pdf/press_type.c - the checks of the press edition that look at type.
 *
 * The one idea: the thinnest strokes on a page are those of letters, and every ink beyond the first has to
 * meet them within a tenth of a millimetre; so how many inks form the edge of a letter decides how small it
 * may be.
 */
#include "pdf/preflight.h"

#include <math.h>

static const Pt SMALLEST_TYPE = 5, SMALLEST_MIXED = 7; /* data sheets of offset printers */
static const double BARE = 0.05;                       /* less ink is paper */
static const double MIDDLE = 0.35;                     /* of a letter's height, in em */
/* Black ink with so much colour is a rich black: for areas, and for type so large that it is one. */
static const double BLACK_FROM = 0.7, COLOURS_FROM = 0.3;
static const Pt LARGE_TYPE = 24;

static int ink_count(const Preflight *preflight, Colour colour) {
    double inks[PROCESS_PLANES];
    int count = 0;
    if (colour.swatch->spot.length > 0)
        return 1;
    ink_process(preflight->options->profile, colour, inks);
    for (int i = 0; i < PROCESS_PLANES; i++)
        count += inks[i] > BARE;
    return count;
}

/* The most inks that lie under a line of text, looked for half the height of its letters apart. */
static int inks_beneath(const Preflight *preflight, const Item *item) {
    double sine = sin(item->rotate * DEGREE), cosine = cos(item->rotate * DEGREE);
    Pt up = (double)item->text.size * MIDDLE;
    int most = 0, places = (int)(item->box.w / up) + 1;
    for (int i = 0; i < places; i++) {
        Pt along = i * up;
        Pt x = item->box.x + along * cosine + up * sine, y = item->box.y + along * sine - up * cosine;
        int count = coverage_ink_count(preflight->coverage, x, y);
        most = count > most ? count : most;
    }
    return most;
}

/* In how many inks the edges of its letters are formed: its own, or those it is left out of. */
static int inks_that_meet(const Preflight *preflight, const Item *item, bool *reversed) {
    int own = ink_count(preflight, ink_of_text(preflight->options->profile, item->text.colour));
    *reversed = own == 0;
    return own > 0 ? own : inks_beneath(preflight, item);
}

static void check_size(Preflight *preflight, const Item *item, Extent extent) {
    Arena *arena = preflight->env->keep;
    double size = (double)item->text.size;
    bool reversed;
    if (size >= SMALLEST_MIXED - 0.01 || !(size > 0))
        return;
    int inks = inks_that_meet(preflight, item, &reversed);
    if (inks < 2 && size >= SMALLEST_TYPE - 0.01)
        return;
    Buffer points = buffer_new(arena);
    buffer_add_number(&points, size, 1);
    Finding finding = {.code = "small-type", .severity = SEVERITY_WARNING};
    finding.text = str_format(arena, "%.*s is %.*s pt%s", STR_ARGS(preflight_describe(preflight, item)),
                              STR_ARGS(buffer_str(&points)),
                              inks < 2   ? ""
                              : reversed ? ", left out of several inks"
                                         : ", in several inks");
    finding.hint = inks < 2 ? STR("type is readable from 5pt on")
                            : STR("several inks do not meet exactly: 7pt or more, or one ink alone");
    preflight_blame_size(preflight, &finding, item);
    preflight_add_at(preflight, item, extent, finding);
}

/* What is meant as black is made black ink alone; what is left is a tint of it, or not black enough. */
static const char *rich_black(const Preflight *preflight, const Item *item) {
    const PdfProfile *profile = preflight->options->profile;
    Colour colour = ink_of_text(profile, item->text.colour), whole = {colour.swatch, 1};
    double inks[PROCESS_PLANES];
    if (colour.swatch->spot.length > 0 || ink_count(preflight, colour) < 2)
        return NULL;
    if (colour.tint < 1 && ink_of_text(profile, whole).swatch != colour.swatch)
        return "is a tint of a black of several inks";
    ink_process(profile, colour, inks);
    bool rich = inks[3] >= BLACK_FROM && inks[0] + inks[1] + inks[2] > COLOURS_FROM;
    return rich && (double)item->text.size < LARGE_TYPE ? "is a black of several inks" : NULL;
}

static void check_rich_black(Preflight *preflight, const Item *item, Extent extent) {
    const char *fault = rich_black(preflight, item);
    if (!fault)
        return;
    const Swatch *swatch = item->text.colour.swatch;
    Finding finding = {.code = "rich-black", .severity = SEVERITY_WARNING};
    finding.text =
        str_format(preflight->env->keep, "%.*s %s", STR_ARGS(preflight_describe(preflight, item)), fault);
    finding.hint =
        str_format(preflight->env->keep, "give '%.*s' a print value of black ink alone, cmyk(0 0 0 100)",
                   STR_ARGS(swatch->name));
    preflight_name_swatch(preflight, &finding, item);
    finding.repeats = finding.cause.file != 0;
    preflight_add_at(preflight, item, extent, finding);
}

void preflight_check_text(Preflight *preflight, const Item *item, Extent extent) {
    check_size(preflight, item, extent);
    check_rich_black(preflight, item, extent);
}
