/*
 * text/chain.c - makes a request good: its families as open faces, with whatever falls short said once.
 *
 * The idea: no face is ever replaced in silence. The chain holds the request's own families and nothing
 * else; only when none of them is there does any other face step in, behind an error.
 */
#include "text/faces.h"

/* Layouts repeat a font in many styles; what is wrong with it is said for the first of them. */
static bool is_first_complaint(FontLibrary *library, Str complaint) {
    for (size_t i = 0; i < library->complaint_count; i++)
        if (str_equal(library->complaints[i], complaint))
            return false;
    LIST_PUSH(library->env->keep, library->complaints, library->complaint_count,
              library->complaint_capacity, complaint);
    return true;
}

static void complain(FontLibrary *library, Severity severity, Span span, Str hint, Str complaint) {
    if (is_first_complaint(library, complaint))
        diags_report(library->env->diags, severity, span, hint, "%.*s", STR_ARGS(complaint));
}

static void read_features(FontLibrary *library, FaceChain *chain) {
    const FontRequest *request = chain->request;
    chain->features = ARENA_ARRAY(library->env->keep, hb_feature_t, request->feature_count);
    chain->spans = ARENA_ARRAY(library->env->keep, Span, request->feature_count);
    for (size_t i = 0; i < request->feature_count; i++) {
        Str text = request->features[i];
        hb_feature_t *feature = &chain->features[chain->feature_count];
        if (!hb_feature_from_string(text.data, (int)text.length, feature)) {
            Str complaint = str_format(library->env->keep, "'%.*s' is no OpenType feature", STR_ARGS(text));
            complain(library, SEVERITY_ERROR, request->span,
                     STR("features are written like smcp, -liga or ss01=2"), complaint);
            continue;
        }
        feature->start = HB_FEATURE_GLOBAL_START;
        feature->end = HB_FEATURE_GLOBAL_END;
        chain->fractions =
            chain->fractions || (feature->tag == HB_TAG('f', 'r', 'a', 'c') && feature->value);
        chain->spans[chain->feature_count++] =
            request->feature_spans ? request->feature_spans[i] : request->span;
    }
}

FaceChain *text_chain_new(FontLibrary *library, const FontRequest *request) {
    Arena *keep = library->env->keep;
    FaceChain *chain = ARENA_NEW(keep, FaceChain);
    chain->request = request;
    chain->faces = ARENA_ARRAY(keep, OpenFace *, request->family_count + 1);
    /* Without a language HarfBuzz would ask the locale. */
    Str language = request->language.length > 0 ? request->language : STR("und");
    chain->language = hb_language_from_string(language.data, (int)language.length);
    read_features(library, chain);
    return chain;
}

static void report_missing_family(FontLibrary *library, const FontRequest *request, Str family) {
    Str complaint = str_format(library->env->keep, "there is no font family '%.*s'", STR_ARGS(family));
    if (!is_first_complaint(library, complaint))
        return;
    Str hint = text_family_hint(library->finder, family);
    if (hint.length == 0)
        hint = STR("put its font files into the fonts folder, or install them on the system");
    REPORT_ERROR(library->env, request->span, hint, "%.*s", STR_ARGS(complaint));
}

/* Only the first family is held to weight and slant: the others lend single characters. */
static void report_mismatch(FontLibrary *library, const FontRequest *request, Str family,
                            const OpenFace *open) {
    Arena *keep = library->env->keep;
    int weight = open->place.weight;
    if (request->weight - weight > 150 || weight - request->weight > 150)
        complain(library, SEVERITY_WARNING, request->span, (Str){0},
                 str_format(keep, "the font '%.*s' has no weight near %d: %d is used", STR_ARGS(family),
                            request->weight, weight));
    if (request->italic && !open->place.slanted)
        complain(library, SEVERITY_WARNING, request->span, (Str){0},
                 str_format(keep, "the font '%.*s' has no italic: its upright is used", STR_ARGS(family)));
}

/* What people call it; NULL: it has no other name. */
static const char *feature_name(hb_tag_t tag) {
    switch (tag) {
    case HB_TAG('s', 'm', 'c', 'p'): return "small capitals";
    case HB_TAG('o', 'n', 'u', 'm'): return "old-style figures";
    case HB_TAG('t', 'n', 'u', 'm'): return "tabular figures";
    case HB_TAG('p', 'n', 'u', 'm'): return "proportional figures";
    case HB_TAG('f', 'r', 'a', 'c'): return "fractions";
    default: return NULL;
    }
}

/*
 * Figures that stand on the line and are equally wide need no feature where they are so anyhow, and for
 * superscript there is another way.
 */
static bool offers(const OpenFace *open, hb_tag_t tag) {
    bool by_itself = tag == HB_TAG('l', 'n', 'u', 'm') || tag == HB_TAG('s', 'u', 'p', 's') ||
                     (tag == HB_TAG('t', 'n', 'u', 'm') && text_face_is_tabular(open));
    return by_itself || text_face_has_feature(open, tag);
}

/* A feature that the first family has not is never imitated. */
static void report_features(FontLibrary *library, const FaceChain *chain, Str family,
                            const OpenFace *open) {
    Arena *keep = library->env->keep;
    const char *face = open->place.slanted ? "the italic of" : "the font";
    for (unsigned i = 0; i < chain->feature_count; i++) {
        hb_tag_t tag = chain->features[i].tag;
        if (!chain->features[i].value || offers(open, tag))
            continue;
        char letters[5] = {0};
        hb_tag_to_string(tag, letters);
        const char *name = feature_name(tag);
        Str complaint =
            name ? str_format(keep, "%s '%.*s' has no %s (%s)", face, STR_ARGS(family), name, letters)
                 : str_format(keep, "%s '%.*s' has no feature '%s'", face, STR_ARGS(family), letters);
        complain(library, SEVERITY_WARNING, chain->spans[i],
                 STR("the text is set as it is; choose a family that has them, or leave this out"),
                 complaint);
    }
}

static OpenFace *open_place(FontLibrary *library, const FontRequest *request, const FontPlace *place) {
    OpenFace *open = text_open_face(library, place, request->italic);
    if (!open)
        complain(library, SEVERITY_ERROR, request->span, STR("TrueType and OpenType files are"),
                 str_format(library->env->keep, "the font file %s cannot be used", place->path));
    return open;
}

static void try_family(FontLibrary *library, FaceChain *chain, size_t number) {
    const FontRequest *request = chain->request;
    Str family = request->families[number];
    FontPlace place;
    if (!text_find_face(library->finder, request, family, &place)) {
        report_missing_family(library, request, family);
        return;
    }
    OpenFace *open = open_place(library, request, &place);
    if (!open)
        return;
    if (number == 0) {
        report_mismatch(library, request, family, open);
        report_features(library, chain, family, open);
    }
    chain->faces[chain->face_count++] = open;
}

static void try_any_face(FontLibrary *library, FaceChain *chain) {
    FontPlace place;
    OpenFace *open = NULL;
    if (text_find_any_face(library->finder, chain->request, &place))
        open = open_place(library, chain->request, &place);
    else
        complain(library, SEVERITY_ERROR, (Span){0},
                 STR("install a font package, such as fonts-inter-variable"),
                 STR("this machine has no usable font at all"));
    if (open)
        chain->faces[chain->face_count++] = open;
}

OpenFace *text_chain_face(FontLibrary *library, FaceChain *chain, size_t number) {
    size_t family_count = chain->request->family_count;
    while (chain->face_count <= number && chain->tried < family_count)
        try_family(library, chain, chain->tried++);
    if (chain->face_count == 0 && chain->tried == family_count) {
        chain->tried++;
        try_any_face(library, chain);
    }
    return number < chain->face_count ? chain->faces[number] : NULL;
}
