/*
 * text/find.c - from a family name to a font file, by fontconfig.
 *
 * The idea: fontconfig's own matching always answers with something, which is a silent replacement. So it
 * serves as a list of fonts only, and the choice is made here: family exactly, then slant, width, weight.
 * Each folder is a source of its own, asked in order; the system is the last source. Sources are read when
 * they are first needed, since the whole system costs more than a short document.
 */
#include "text/faces.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct Finder {
    Env *env;
    const Str *folders;
    size_t folder_count;
    FcConfig **sources;  /* a folder each, then the system; NULL if it could not be read */
    size_t source_count; /* read so far */
    Str *families;       /* all names, for hints */
    size_t family_count, family_capacity;
};

/* Where fontconfig keeps what it found; without these it would open every font at each start. */
static const char CACHE_FOLDERS[] = "<fontconfig><cachedir>/var/cache/fontconfig</cachedir>"
                                    "<cachedir prefix=\"xdg\">fontconfig</cachedir></fontconfig>";

Finder *text_finder_new(Env *env, const Str *folders, size_t folder_count) {
    Finder *finder = ARENA_NEW(env->keep, Finder);
    Str *copies = ARENA_ARRAY(env->keep, Str, folder_count);
    for (size_t i = 0; i < folder_count; i++)
        copies[i] = str_copy(env->keep, folders[i]);
    finder->env = env;
    finder->folders = copies;
    finder->folder_count = folder_count;
    finder->sources = ARENA_ARRAY(env->keep, FcConfig *, folder_count + 1);
    return finder;
}

/* ---- sources ---------------------------------------------------------------------------------- */

static void release_source(void *source) {
    FcConfigDestroy(source);
}

static const FcChar8 *as_fc(const char *text) {
    return (const FcChar8 *)text;
}

/* A folder that only names others is not handed to fontconfig, which would write a cache for it. */
static bool folder_has_fonts(Arena *arena, const char *path) {
    static const Str ENDINGS[] = {STR_INIT(".ttf"), STR_INIT(".otf"), STR_INIT(".ttc"), STR_INIT(".otc"),
                                  STR_INIT(".TTF"), STR_INIT(".OTF"), STR_INIT(".TTC"), STR_INIT(".OTC")};
    Str *names;
    size_t count;
    if (!file_list(arena, path, &names, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < sizeof ENDINGS / sizeof *ENDINGS; k++)
            if (str_ends(names[i], ENDINGS[k]))
                return true;
        if (file_kind(str_to_c(arena, path_join(arena, str_from(path), names[i]))) == FILE_FOLDER)
            return true;
    }
    return false;
}

static FcConfig *read_folder(Finder *finder, const char *path) {
    Arena *arena = finder->env->scratch;
    FcConfig *config = FcConfigCreate();
    if (!config)
        return NULL;
    FcConfigParseAndLoadFromMemory(config, as_fc(CACHE_FOLDERS), FcTrue);
    char *conf = str_to_c(arena, path_join(arena, str_from(path), STR("fonts.conf")));
    if (file_kind(conf) == FILE_REGULAR && !FcConfigParseAndLoad(config, as_fc(conf), FcTrue))
        REPORT_ERROR(finder->env, (Span){0}, STR("fontconfig says above what is wrong"),
                     "%s cannot be read as a font configuration", conf);
    FcConfigBuildFonts(config);
    if (folder_has_fonts(arena, path))
        FcConfigAppFontAddDir(config, as_fc(path));
    return config;
}

/* fontconfig looks for a relative fonts.conf among the system's, so the folder is made absolute first. */
static FcConfig *open_folder(Finder *finder, Str folder) {
    ArenaMark mark = arena_mark(finder->env->scratch);
    char *path = realpath(str_to_c(finder->env->scratch, folder), NULL);
    FcConfig *config = NULL;
    if (path && file_kind(path) == FILE_FOLDER)
        config = read_folder(finder, path);
    free(path);
    arena_reset(finder->env->scratch, mark);
    return config;
}

/* Reads sources up to this one; false behind the last. */
static bool open_source(Finder *finder, size_t number) {
    if (number > finder->folder_count)
        return false;
    while (finder->source_count <= number) {
        size_t i = finder->source_count++;
        FcConfig *config =
            i < finder->folder_count ? open_folder(finder, finder->folders[i]) : FcInitLoadConfigAndFonts();
        finder->sources[i] = config;
        if (config)
            arena_on_free(finder->env->keep, release_source, config);
    }
    return true;
}

/* ---- choosing --------------------------------------------------------------------------------- */

/* Fonts of a source: first those lying in the folder itself, then those that its fonts.conf names. */
static const FcFontSet *source_fonts(const Finder *finder, size_t source, int part) {
    FcConfig *config = finder->sources[source];
    return config ? FcConfigGetFonts(config, part == 0 ? FcSetApplication : FcSetSystem) : NULL;
}

static const char *pattern_string(const FcPattern *pattern, const char *property, int number) {
    FcChar8 *value = NULL;
    return FcPatternGetString(pattern, property, number, &value) == FcResultMatch ? (const char *)value
                                                                                  : NULL;
}

static bool pattern_flag(const FcPattern *pattern, const char *property) {
    FcBool value = FcFalse;
    return FcPatternGetBool(pattern, property, 0, &value) == FcResultMatch && value == FcTrue;
}

static int pattern_number(const FcPattern *pattern, const char *property, int otherwise) {
    int value;
    return FcPatternGetInteger(pattern, property, 0, &value) == FcResultMatch ? value : otherwise;
}

/* Outlines that can be embedded; of a variable font the whole, not its named instances. */
static bool pattern_is_usable(const FcPattern *pattern) {
    const char *format = pattern_string(pattern, FC_FONTFORMAT, 0);
    if (!format || (strcmp(format, "TrueType") != 0 && strcmp(format, "CFF") != 0))
        return false;
    if (!pattern_string(pattern, FC_FILE, 0) || !pattern_flag(pattern, FC_OUTLINE))
        return false;
    return pattern_flag(pattern, FC_VARIABLE) || pattern_number(pattern, FC_INDEX, 0) >> 16 == 0;
}

static uint32_t next_letter(Str text, size_t *offset) {
    while (*offset < text.length && text.data[*offset] == ' ')
        ++*offset;
    return *offset < text.length ? utf8_lower(utf8_next(text, offset)) : 0;
}

/* Capitals and spaces do not count: "GentiumPlus" is "Gentium Plus". */
static bool same_family(Str a, Str b) {
    size_t i = 0, k = 0;
    for (;;) {
        uint32_t left = next_letter(a, &i), right = next_letter(b, &k);
        if (left != right)
            return false;
        if (!left)
            return true;
    }
}

static bool pattern_has_family(const FcPattern *pattern, Str family) {
    const char *name;
    for (int i = 0; (name = pattern_string(pattern, FC_FAMILY, i)); i++)
        if (same_family(family, str_from(name)))
            return true;
    return false;
}

/* The CSS weight nearest to the one wanted, out of one weight or a range. */
static double pattern_weight(const FcPattern *pattern, double wanted) {
    FcRange *range = NULL;
    double low = FC_WEIGHT_REGULAR, high;
    if (FcPatternGetRange(pattern, FC_WEIGHT, 0, &range) != FcResultMatch ||
        !FcRangeGetDouble(range, &low, &high)) {
        FcPatternGetDouble(pattern, FC_WEIGHT, 0, &low);
        high = low;
    }
    low = FcWeightToOpenTypeDouble(low);
    high = FcWeightToOpenTypeDouble(high);
    return wanted < low ? low : wanted > high ? high : wanted;
}

static bool pattern_is_slanted(const FcPattern *pattern) {
    return pattern_number(pattern, FC_SLANT, FC_SLANT_ROMAN) != FC_SLANT_ROMAN;
}

/* How far a font is from the wish. Slant outweighs width, width outweighs weight. */
static double pattern_distance(const FcPattern *pattern, const FontRequest *request) {
    double width = FC_WIDTH_NORMAL;
    FcPatternGetDouble(pattern, FC_WIDTH, 0, &width);
    double wanted = (double)request->weight;
    double weight = pattern_weight(pattern, wanted);
    double distance = fabs(weight - wanted) + fabs(width - FC_WIDTH_NORMAL) * 1e3;
    if (pattern_is_slanted(pattern) != request->italic)
        distance += 1e6;
    bool lighter = weight < wanted;
    if (lighter == (request->weight >= 500))
        distance += 0.5;
    if (pattern_flag(pattern, FC_VARIABLE))
        distance -= 1;
    return distance;
}

static bool pattern_is_better(const FcPattern *pattern, const FcPattern *best, const FontRequest *request) {
    if (!best)
        return true;
    double distance = pattern_distance(pattern, request) - pattern_distance(best, request);
    if (distance < 0 || distance > 0)
        return distance < 0;
    /* The order of a folder is the file system's; the order of names is the same everywhere. */
    int order = strcmp(pattern_string(pattern, FC_FILE, 0), pattern_string(best, FC_FILE, 0));
    if (order == 0)
        order = pattern_number(pattern, FC_INDEX, 0) - pattern_number(best, FC_INDEX, 0);
    return order < 0;
}

static bool pattern_has_character(const FcPattern *pattern, uint32_t code) {
    FcCharSet *characters = NULL;
    return FcPatternGetCharSet(pattern, FC_CHARSET, 0, &characters) == FcResultMatch &&
           FcCharSetHasChar(characters, code);
}

/* family NULL: any that has Latin letters. */
static const FcPattern *best_of(const FcFontSet *fonts, const FontRequest *request, const Str *family) {
    const FcPattern *best = NULL;
    for (int i = 0; fonts && i < fonts->nfont; i++) {
        const FcPattern *pattern = fonts->fonts[i];
        bool fits = family ? pattern_has_family(pattern, *family) : pattern_has_character(pattern, 'a');
        if (fits && pattern_is_usable(pattern) && pattern_is_better(pattern, best, request))
            best = pattern;
    }
    return best;
}

static bool find_best(Finder *finder, const FontRequest *request, const Str *family, FontPlace *place) {
    const FcPattern *best = NULL;
    for (size_t source = 0; !best && open_source(finder, source); source++)
        for (int part = 0; !best && part < 2; part++)
            best = best_of(source_fonts(finder, source, part), request, family);
    if (!best)
        return false;
    *place = (FontPlace){
        .path = str_to_c(finder->env->keep, str_from(pattern_string(best, FC_FILE, 0))),
        .index = (unsigned)pattern_number(best, FC_INDEX, 0) & 0xFFFF,
        .weight = (int)lround(pattern_weight(best, (double)request->weight)),
        .slanted = pattern_is_slanted(best),
        .variable = pattern_flag(best, FC_VARIABLE),
    };
    return true;
}

bool text_find_face(Finder *finder, const FontRequest *request, Str family, FontPlace *place) {
    return find_best(finder, request, &family, place);
}

bool text_find_any_face(Finder *finder, const FontRequest *request, FontPlace *place) {
    return find_best(finder, request, NULL, place);
}

/* ---- hints ------------------------------------------------------------------------------------ */

static void list_families(Finder *finder, const FcFontSet *fonts) {
    for (int i = 0; fonts && i < fonts->nfont; i++) {
        const char *name;
        for (int k = 0; (name = pattern_string(fonts->fonts[i], FC_FAMILY, k)); k++)
            if (pattern_is_usable(fonts->fonts[i]))
                LIST_PUSH(finder->env->keep, finder->families, finder->family_count,
                          finder->family_capacity, str_from(name));
    }
}

Str text_family_hint(Finder *finder, Str family) {
    for (size_t source = 0; finder->family_count == 0 && open_source(finder, source); source++) {
        /* Sources are listed together or not at all; the last one ends the loop. */
        if (source < finder->folder_count)
            continue;
        for (size_t i = 0; i <= source; i++)
            for (int part = 0; part < 2; part++)
                list_families(finder, source_fonts(finder, i, part));
    }
    return hint_nearest(finder->env->keep, family, finder->families, finder->family_count);
}

/* The name that comes first in the alphabet, so that the hint does not depend on the folder's order. */
static void note_family_with(const FcFontSet *fonts, uint32_t code, Str *best) {
    for (int i = 0; fonts && i < fonts->nfont; i++) {
        const char *name = pattern_string(fonts->fonts[i], FC_FAMILY, 0);
        if (!name || !pattern_is_usable(fonts->fonts[i]) || !pattern_has_character(fonts->fonts[i], code))
            continue;
        if (best->length == 0 || str_compare(str_from(name), *best) < 0)
            *best = str_from(name);
    }
}

Str text_family_with(Finder *finder, uint32_t code) {
    Str best = {0};
    for (size_t source = 0; best.length == 0 && open_source(finder, source); source++)
        for (int part = 0; best.length == 0 && part < 2; part++)
            note_family_with(source_fonts(finder, source, part), code, &best);
    return best;
}
