/*
 * layout/justify.c - how justified lines take up their slack, and what that is worth.
 *
 * The one idea: readers see spaces, not letters that are a hundredth wider. So letters give first, all of
 * a line by the same share, and the spaces go along a little, until the letters have given all they can.
 * Where spaces would be bad all the same, letters move a little further instead. The breaks are chosen by
 * what is left for the spaces, by the same rule that sets the line.
 */
#include "layout/words.h"

#include <math.h>

/* In natural spaces: narrower or wider ones are bad, what tracking adds to them included. */
static const double TIGHT_SPACE = 0.92, WIDE_SPACE = 1.4;
/* How far the tracking of a line goes beyond its range, in ranges, before its spaces get bad. */
static const double SPARE_RANGE = 2;
/* The same for the scale of its glyphs: 2 % become 3. */
static const double SPARE_SCALE = 0.5;
/* Finer steps nobody sees; coarse ones make smaller files. */
enum { STRETCH_STEPS = 1000, TRACKING_STEPS = 10000 };

/*
 * In units of one line whose spaces are wider than natural ones by `stretch`. Measured on running Danish
 * text in two typefaces at 60 to 140 mm: tests/typography.
 */
const Taste justify_taste = {
    .stretch = 0.28,
    .shrink = 0.1, /* with the letters closed up never below four fifths to the eye */
    .along = 0.06,
    .ragged = 5, /* a ragged edge hides a word of five letters: better short than divided */
    .line = 0.1,
    .hyphen = 2.4,
    .second_hyphen = 1.2,
    .third_hyphen = 400,
    .ragged_hyphen = 0.8,
    .last_hyphen = 0.4,
    .plain = 0.15,
    .emergency = 1e4,
    .contrast = 2,
    .step = 0.5,
    .short_last = 10,
    .tail_last = 10,
    .overfull = 1e6,
};

/* What letters can do beyond their give while spaces look the same. */
static double spare_room(Supply supply) {
    return fmax(0, supply.spare - supply.ease);
}

Share justify_share(const Taste *taste, double slack, Supply supply) {
    double together = supply.give + taste->along * supply.space;
    if (fabs(slack) < together)
        return (Share){slack / together, 1 + taste->along * slack / together};
    double way = slack < 0 ? -1 : 1;
    if (supply.space <= 0) {
        double spare = supply.spare > 0 ? fmin(1, (fabs(slack) - supply.give) / supply.spare) : 0;
        return (Share){way + way * spare * SPARE_RANGE, 1};
    }
    double space = 1 + (slack - way * supply.give) / supply.space;
    double worst = slack < 0 ? TIGHT_SPACE : WIDE_SPACE;
    double excess = (space - worst) * supply.space * way;
    double room = spare_room(supply);
    if (excess <= 0 || room <= 0)
        return (Share){way, space};
    double used = fmin(1, excess / room), rest = fmax(0, excess - room) / supply.space;
    return (Share){way + way * used * SPARE_RANGE,
                   worst + way * (rest - used * supply.ease / supply.space)};
}

double justify_ratio(const Taste *taste, double slack, Supply supply, double least) {
    double together = supply.give + taste->along * supply.space, points = slack - supply.give;
    if (fabs(slack) < together)
        points = taste->along * supply.space * slack / together;
    else if (slack < 0)
        points = slack + supply.give;
    double shrink = taste->shrink * supply.space;
    if (points < -shrink - LINE_ROUNDING)
        return -1 + (points + shrink) / fmax(spare_room(supply), LINE_ROUNDING);
    if (points < 0)
        return shrink > 0 ? points / shrink : 0;
    return points / fmax(taste->stretch * supply.space, fmax(least, LINE_ROUNDING));
}

double justify_most_shrink(const Taste *taste, Supply supply) {
    return supply.give + taste->shrink * supply.space + spare_room(supply);
}

Supply justify_supply(const Style *style, double width, size_t glyphs) {
    double tracking = (double)glyphs * (double)style->tracking_range * style->size;
    double scale = width * (double)style->expansion;
    return (Supply){.give = scale + tracking, .spare = SPARE_SCALE * scale + SPARE_RANGE * tracking};
}

double justify_ease(const Style *style) {
    return SPARE_RANGE * (double)style->tracking_range * style->size;
}

double justify_stretch(const Style *style, double letters) {
    double share = fmax(-1, fmin(letters, 1));
    share += (letters - share) / SPARE_RANGE * SPARE_SCALE;
    return 1 + round(share * (double)style->expansion * STRETCH_STEPS) / STRETCH_STEPS;
}

double justify_tracking(const Style *style, double letters) {
    return round(letters * (double)style->tracking_range * TRACKING_STEPS) / TRACKING_STEPS;
}
