/*
 * text/shape.c - from a word to its glyphs, by HarfBuzz.
 *
 * The idea: a word is shaped once for each request and kept, with measures in em, so it serves every size.
 * Where the first face lacks a character the word is cut into parts, one face each; a letter and the marks
 * on it never part.
 */
#include "text/faces.h"
#include "text/words.h"

/* Beyond this many unknown characters no family is looked up for the hint; that reads the whole system. */
#define MISSING_HINT_LIMIT 20

typedef struct WordShaper {
    Shaper shaper; /* first, so that a Shaper pointer is one to this */
    Env env;
    FontLibrary library;
    WordCache words;
    FaceChain **chains;
    size_t chain_count, chain_capacity;
    FaceChain *last_chain;
    hb_buffer_t *buffer;
    size_t missing_count; /* characters reported */
    Face *stand_in;       /* made up; only on a machine without fonts */
} WordShaper;

/* ---- characters ------------------------------------------------------------------------------- */

typedef struct CodeRange {
    uint32_t first, last;
} CodeRange;

static bool is_in_ranges(uint32_t code, const CodeRange *ranges, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/* Control characters and line ends show nothing, not even a missing glyph. */
static bool is_control(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x2028 || code == 0x2029;
}

/* Characters that steer and have no shape (Default_Ignorable_Code_Point, the common ones). */
static bool is_invisible(uint32_t code) {
    static const CodeRange RANGES[] = {
        {0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C},   {0x115F, 0x1160}, {0x17B4, 0x17B5},
        {0x180B, 0x180F}, {0x200B, 0x200F}, {0x202A, 0x202E},   {0x2060, 0x206F}, {0x3164, 0x3164},
        {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE0FFF},
    };
    return is_in_ranges(code, RANGES, sizeof RANGES / sizeof *RANGES);
}

static bool is_mark(uint32_t code) {
    hb_unicode_general_category_t category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

/* Belongs to the character before: marks, joiners, skin tones. */
static bool is_extender(uint32_t code) {
    return is_invisible(code) || (code >= 0x1F3FB && code <= 0x1F3FF) || (code >= 0x300 && is_mark(code));
}

static bool has_glyph(const OpenFace *open, uint32_t code) {
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(open->font, code, &glyph);
}

/* HarfBuzz makes these out of the plain space and U+2010 by itself. */
static bool is_space_like(uint32_t code) {
    return code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
           code == 0x3000;
}

static bool can_show(const OpenFace *open, uint32_t code) {
    if (has_glyph(open, code))
        return true;
    if (is_space_like(code))
        return has_glyph(open, ' ');
    return (code == 0x2010 || code == 0x2011) && has_glyph(open, '-');
}

/* Hyphens that the face lacks are set as the one of the keyboard, which looks the same. */
static uint32_t shown_code(const OpenFace *open, uint32_t code) {
    bool hyphen = code == 0x2010 || code == 0x2011;
    return hyphen && !has_glyph(open, code) && !has_glyph(open, 0x2010) ? '-' : code;
}

/* ---- parts of a word -------------------------------------------------------------------------- */

static size_t cluster_end(Str text, size_t offset) {
    static const Str JOINER = STR_INIT("\xE2\x80\x8D");
    size_t start = offset;
    do {
        utf8_next(text, &offset);
        size_t behind = offset;
        while (offset < text.length && is_extender(utf8_next(text, &behind)))
            offset = behind;
    } while (offset < text.length && str_ends(str_slice(text, start, offset), JOINER));
    return offset;
}

/* The first character of a cluster that the face cannot show, or 0. */
static uint32_t missing_code(const OpenFace *open, Str cluster) {
    uint32_t before = 0;
    for (size_t offset = 0; offset < cluster.length;) {
        uint32_t code = utf8_next(cluster, &offset);
        hb_codepoint_t whole;
        if (is_control(code) || is_invisible(code))
            continue;
        if (before && hb_unicode_compose(hb_unicode_funcs_get_default(), before, code, &whole) &&
            has_glyph(open, whole))
            code = whole;
        else if (!can_show(open, code))
            return code;
        before = code;
    }
    return 0;
}

static void release_set(void *set) {
    hb_set_destroy(set);
}

/* Once for each face that should have had the character. */
static bool is_news(WordShaper *words, OpenFace *open, uint32_t code) {
    if (!open->missing) {
        open->missing = hb_set_create();
        arena_on_free(words->env.keep, release_set, open->missing);
    }
    if (hb_set_has(open->missing, code))
        return false;
    hb_set_add(open->missing, code);
    words->missing_count++;
    return true;
}

static Str missing_hint(WordShaper *words, uint32_t code) {
    if (words->missing_count > MISSING_HINT_LIMIT)
        return (Str){0};
    Str family = text_family_with(words->library.finder, code);
    if (family.length == 0)
        return STR("no font on this machine has it");
    return str_format(words->env.keep, "'%.*s' has it: add it to the families of this font",
                      STR_ARGS(family));
}

static void report_missing(WordShaper *words, const FontRequest *request, uint32_t code, Span span) {
    char shown[4];
    size_t length = utf8_encode(code, shown);
    Str family = request->family_count > 0 ? request->families[0] : STR("of no name");
    REPORT_ERROR(&words->env, diags_find_character(words->env.diags, span, code), missing_hint(words, code),
                 "the font '%.*s' has no character '%.*s' (U+%04X)", STR_ARGS(family), (int)length, shown,
                 code);
}

/* The first face that shows all of the cluster; else, reported, the first that shows its beginning. */
static OpenFace *cluster_face(WordShaper *words, FaceChain *chain, Str cluster, Span span) {
    OpenFace *open;
    for (size_t i = 0; (open = text_chain_face(&words->library, chain, i)); i++)
        if (!missing_code(open, cluster))
            return open;
    OpenFace *first = text_chain_face(&words->library, chain, 0);
    if (!first)
        return NULL;
    size_t base_end = 0;
    utf8_next(cluster, &base_end);
    for (size_t i = 0; (open = text_chain_face(&words->library, chain, i)); i++)
        if (!missing_code(open, str_slice(cluster, 0, base_end)))
            break;
    open = open ? open : first;
    uint32_t code = missing_code(open, cluster);
    if (is_news(words, first, code))
        report_missing(words, chain->request, code, span);
    return open;
}

/* ---- shaping ---------------------------------------------------------------------------------- */

static void fill_buffer(hb_buffer_t *buffer, const OpenFace *open, const FaceChain *chain, Str text) {
    hb_buffer_clear_contents(buffer);
    for (size_t offset = 0; offset < text.length;) {
        unsigned cluster = (unsigned)offset;
        uint32_t code = utf8_next(text, &offset);
        if (!is_control(code))
            hb_buffer_add(buffer, shown_code(open, code), cluster);
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_language(buffer, chain->language);
    hb_buffer_guess_segment_properties(buffer);
    /* Figures and signs alone have no script; they belong to Latin text, with its features. */
    if (hb_buffer_get_script(buffer) == HB_SCRIPT_INVALID)
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
}

static GlyphRun *read_glyphs(WordShaper *words, const OpenFace *open) {
    unsigned count = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(words->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(words->buffer, &count);
    Glyph *glyphs = ARENA_ARRAY(words->env.keep, Glyph, count);
    hb_position_t advance = 0;
    for (unsigned i = 0; i < count; i++) {
        glyphs[i] = (Glyph){
            .id = (uint16_t)infos[i].codepoint,
            .cluster = (uint16_t)infos[i].cluster,
            .advance = (float)positions[i].x_advance / open->em,
            .dx = (float)positions[i].x_offset / open->em,
            .dy = (float)positions[i].y_offset / open->em,
        };
        advance += positions[i].x_advance;
    }
    GlyphRun *run = ARENA_NEW(words->env.keep, GlyphRun);
    run->glyph_count = count;
    run->glyphs = glyphs;
    run->advance = (float)advance / open->em;
    return run;
}

static size_t count_figures(Str text, size_t offset) {
    size_t end = offset;
    while (end < text.length && text.data[end] >= '0' && text.data[end] <= '9')
        end++;
    return end - offset;
}

static long figures_value(Str text, size_t offset, size_t count) {
    long value = 0;
    for (size_t i = offset; i < offset + count; i++)
        value = value * 10 + (text.data[i] - '0');
    return value;
}

/* Part of a date, an address or a name, if it stands beside the figures. */
static bool joins_figures(Str text, size_t offset) {
    char byte = offset < text.length ? text.data[offset] : ' ';
    return byte == '/' || byte == '_' || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/*
 * The next fraction at or behind offset: one or two figures over up to three and a larger number, since
 * 24/12 is a date and 24/7 none of both. False: there is none.
 */
static bool find_fraction(Str text, size_t *offset, size_t *end) {
    for (size_t at = *offset; at < text.length;) {
        size_t above = count_figures(text, at), slash = at + above;
        size_t below = slash < text.length && text.data[slash] == '/' ? count_figures(text, slash + 1) : 0;
        bool short_ones = above > 0 && above <= 2 && below > 0 && below <= 3;
        bool free = at == 0 || !joins_figures(text, at - 1);
        if (short_ones && free && !joins_figures(text, slash + 1 + below) &&
            figures_value(text, at, above) < figures_value(text, slash + 1, below)) {
            *offset = at;
            *end = slash + 1 + below;
            return true;
        }
        at = above > 0 ? slash : at + 1;
    }
    return false;
}

/* Fonts make numerators of all figures that are to be fractions, so only those that are get the feature. */
static unsigned add_fractions(const FaceChain *chain, Str text, hb_feature_t *features) {
    unsigned count = 0;
    for (unsigned i = 0; i < chain->feature_count; i++) {
        hb_feature_t feature = chain->features[i];
        bool fraction = feature.tag == HB_TAG('f', 'r', 'a', 'c') && feature.value;
        if (!fraction)
            features[count++] = feature;
        size_t end = 0;
        for (size_t at = 0; fraction && find_fraction(text, &at, &end); at = end) {
            feature.start = (unsigned)at;
            feature.end = (unsigned)end;
            features[count++] = feature;
        }
    }
    return count;
}

static void shape_buffer(WordShaper *words, const OpenFace *open, const FaceChain *chain, Str text) {
    if (!chain->fractions) {
        hb_shape(open->font, words->buffer, chain->features, chain->feature_count);
        return;
    }
    ArenaMark mark = arena_mark(words->env.scratch);
    size_t most = chain->feature_count * (text.length / 3 + 1);
    hb_feature_t *features = ARENA_ARRAY(words->env.scratch, hb_feature_t, most);
    hb_shape(open->font, words->buffer, features, add_fractions(chain, text, features));
    arena_reset(words->env.scratch, mark);
}

static GlyphRun *shape_part(WordShaper *words, const OpenFace *open, const FaceChain *chain, Str text) {
    fill_buffer(words->buffer, open, chain, text);
    shape_buffer(words, open, chain, text);
    GlyphRun *run = read_glyphs(words, open);
    run->index = words->shaper.run_count++;
    run->face = &open->face;
    run->text = text;
    return run;
}

/* Without any font the made-up one keeps what follows going; the error has been reported. */
static const GlyphRun *shape_without_font(WordShaper *words, Str text) {
    if (!words->stand_in)
        words->stand_in = text_fake_face(words->env.keep);
    GlyphRun *run = text_fake_run(words->env.keep, words->stand_in, text);
    run->index = words->shaper.run_count++;
    return run;
}

/* Takes as many clusters off the front as one face shows; *face is the one for the first of them. */
static size_t part_end(WordShaper *words, FaceChain *chain, Str text, OpenFace *face, Span span) {
    size_t end = cluster_end(text, 0);
    while (end < text.length && end < WORD_LENGTH_LIMIT) {
        size_t next = cluster_end(text, end);
        if (cluster_face(words, chain, str_slice(text, end, next), span) != face)
            break;
        end = next;
    }
    return end < UINT16_MAX ? end : UINT16_MAX;
}

static const GlyphRun *shape_new_word(WordShaper *words, FaceChain *chain, Str text, Span span) {
    OpenFace *first = text_chain_face(&words->library, chain, 0);
    if (!first)
        return shape_without_font(words, text);
    if (text.length == 0)
        return shape_part(words, first, chain, text);
    GlyphRun *head = NULL, *tail = NULL;
    while (text.length > 0) {
        OpenFace *face = cluster_face(words, chain, str_slice(text, 0, cluster_end(text, 0)), span);
        size_t end = part_end(words, chain, text, face, span);
        GlyphRun *run = shape_part(words, face, chain, str_slice(text, 0, end));
        if (tail)
            tail->next = run;
        else
            head = run;
        tail = run;
        text = str_slice(text, end, text.length);
    }
    return head;
}

static FaceChain *find_chain(WordShaper *words, const FontRequest *request) {
    if (words->last_chain && words->last_chain->request == request)
        return words->last_chain;
    for (size_t i = 0; i < words->chain_count; i++)
        if (words->chains[i]->request == request)
            return words->last_chain = words->chains[i];
    FaceChain *chain = text_chain_new(&words->library, request);
    LIST_PUSH(words->env.keep, words->chains, words->chain_count, words->chain_capacity, chain);
    return words->last_chain = chain;
}

static const GlyphRun *shape_word(Shaper *shaper, const FontRequest *request, Str text, Span span) {
    WordShaper *words = (WordShaper *)shaper;
    const GlyphRun *known = text_words_find(&words->words, request, text);
    if (known)
        return known;
    Str kept = str_copy(words->env.keep, text);
    const GlyphRun *run = shape_new_word(words, find_chain(words, request), kept, span);
    shaper->face_count = (uint32_t)words->library.face_count + (words->stand_in ? 1 : 0);
    text_words_add(&words->words, request, kept, run);
    return run;
}

/* ---- the shaper ------------------------------------------------------------------------------- */

static void release_buffer(void *buffer) {
    hb_buffer_destroy(buffer);
}

static hb_buffer_t *new_buffer(Arena *arena) {
    hb_buffer_t *buffer = hb_buffer_create();
    arena_on_free(arena, release_buffer, buffer);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES |
                                    HB_BUFFER_FLAG_DO_NOT_INSERT_DOTTED_CIRCLE);
    return buffer;
}

Shaper *text_shaper_new(Env *env, const Str *folders, size_t folder_count) {
    WordShaper *words = ARENA_NEW(env->keep, WordShaper);
    words->shaper.shape = shape_word;
    words->shaper.ink = text_run_ink;
    words->env = *env;
    words->library.env = &words->env;
    words->library.finder = text_finder_new(&words->env, folders, folder_count);
    words->words = text_words_new(env->keep);
    words->buffer = new_buffer(env->keep);
    return &words->shaper;
}
