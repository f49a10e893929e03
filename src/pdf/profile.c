/*
 * pdf/profile.c - what a press does with ink, by Little CMS.
 *
 * The one idea: colours keep their look (relative colorimetric, the darkest of the screen becoming the
 * darkest of the press); pictures keep their shades (perceptual). A profile of the wrong kind would ruin a
 * print run, so it is looked at before anything is made with it.
 */
#include "pdf/writer.h"

#include <lcms2.h>

#include <math.h>

/* What a picture's own profile becomes; NULL: it is no good. */
typedef struct Source Source;
struct Source {
    Str icc;
    cmsHTRANSFORM pictures;
    Source *next;
};

struct PdfProfile {
    Arena *arena;
    Str bytes, name;
    bool builtin;
    cmsHPROFILE press;
    cmsHTRANSFORM colours;
    Source **sources; /* the newest of those that were met */
};

/* ISOcoated_v2_300_bas.icc, from default_profile.S; the same in raw deflate format. */
extern const char default_profile[], default_profile_end[];
extern const char default_profile_packed[], default_profile_packed_end[];

static void close_profile(void *handle) {
    PdfProfile *profile = handle;
    for (Source *source = *profile->sources; source; source = source->next)
        if (source->pictures)
            cmsDeleteTransform(source->pictures);
    if (profile->colours)
        cmsDeleteTransform(profile->colours);
    if (profile->press)
        cmsCloseProfile(profile->press);
}

/* NULL: fine. */
static const char *find_fault(const PdfProfile *profile) {
    if (!profile->press)
        return "is no ICC profile";
    if (cmsGetDeviceClass(profile->press) != cmsSigOutputClass)
        return "is not the profile of a press";
    if (cmsGetColorSpace(profile->press) != cmsSigCmykData)
        return "is not for the four inks cyan, magenta, yellow and black";
    return profile->colours ? NULL : "cannot turn colours into inks";
}

static Str read_name(Arena *arena, cmsHPROFILE press) {
    char text[256] = "";
    cmsGetProfileInfoASCII(press, cmsInfoDescription, "en", "US", text, sizeof text - 1);
    return str_copy(arena, str_trim(str_from(text)));
}

/* Doubles of inks are percent to Little CMS. */
static void open_colours(PdfProfile *profile) {
    cmsHPROFILE screen = cmsCreate_sRGBProfile();
    profile->colours = cmsCreateTransform(screen, TYPE_RGB_DBL, profile->press, TYPE_CMYK_DBL,
                                          INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
    cmsCloseProfile(screen);
}

static PdfProfile *open_profile(Env *env, Str bytes) {
    PdfProfile *profile = ARENA_NEW(env->keep, PdfProfile);
    arena_on_free(env->keep, close_profile, profile);
    profile->arena = env->keep;
    profile->sources = ARENA_NEW(env->keep, Source *);
    profile->bytes = bytes;
    if (bytes.length <= UINT32_MAX)
        profile->press = cmsOpenProfileFromMem(bytes.data, (cmsUInt32Number)bytes.length);
    if (!profile->press)
        return profile;
    profile->name = read_name(env->keep, profile->press);
    if (cmsGetColorSpace(profile->press) == cmsSigCmykData)
        open_colours(profile);
    return profile;
}

static Str from_to(const char *start, const char *end) {
    return (Str){start, (uintptr_t)end - (uintptr_t)start};
}

const PdfProfile *pdf_profile_default(Env *env) {
    PdfProfile *profile = open_profile(env, from_to(default_profile, default_profile_end));
    profile->builtin = true;
    return profile;
}

const PdfProfile *pdf_profile_new(Env *env, Str path, Str bytes) {
    PdfProfile *profile = open_profile(env, bytes);
    const char *fault = find_fault(profile);
    if (!fault)
        return profile;
    REPORT_ERROR(env, (Span){0}, STR("ask the print shop for the CMYK profile of its press and paper"),
                 "'%.*s' %s", STR_ARGS(path), fault);
    return NULL;
}

Str pdf_profile_name(const PdfProfile *profile) {
    return profile->name;
}

void pdf_profile_inks(const PdfProfile *profile, const Swatch *swatch, double inks[4]) {
    const float said[] = {swatch->cyan, swatch->magenta, swatch->yellow, swatch->black};
    double rgb[] = {(double)swatch->red, (double)swatch->green, (double)swatch->blue};
    if (!swatch->print)
        cmsDoTransform(profile->colours, rgb, inks, 1);
    for (int i = 0; i < 4; i++)
        inks[i] = swatch->print ? (double)said[i] : round(fmin(fmax(inks[i], 0), 100)) / 100;
}

/* Whatever makes RGB of light can be a picture's: a screen, a camera, a space to work in. Else sRGB. */
static cmsHTRANSFORM open_source(const PdfProfile *profile, Str icc) {
    bool known = icc.length > 0 && icc.length <= UINT32_MAX;
    cmsHPROFILE own = icc.length == 0 ? cmsCreate_sRGBProfile()
                      : known         ? cmsOpenProfileFromMem(icc.data, (cmsUInt32Number)icc.length)
                                      : NULL;
    if (!own)
        return NULL;
    cmsProfileClassSignature kind = cmsGetDeviceClass(own);
    bool fits = cmsGetColorSpace(own) == cmsSigRgbData &&
                (kind == cmsSigDisplayClass || kind == cmsSigInputClass || kind == cmsSigColorSpaceClass);
    cmsHTRANSFORM transform =
        fits ? cmsCreateTransform(own, TYPE_RGB_8, profile->press, TYPE_CMYK_8, INTENT_PERCEPTUAL, 0)
             : NULL;
    cmsCloseProfile(own);
    return transform;
}

/* Made when a picture asks for it, for that takes longer than many pages; then for all of a camera. */
static cmsHTRANSFORM find_source(const PdfProfile *profile, Str icc) {
    for (const Source *source = *profile->sources; source; source = source->next)
        if (str_equal(source->icc, icc))
            return source->pictures;
    Source *source = ARENA_NEW(profile->arena, Source);
    *source = (Source){str_copy(profile->arena, icc), open_source(profile, icc), *profile->sources};
    *profile->sources = source;
    return source->pictures;
}

bool profile_knows(const PdfProfile *profile, const Picture *picture) {
    return !picture->icc_broken && (picture->icc.length == 0 || find_source(profile, picture->icc));
}

Str profile_convert(const PdfProfile *profile, Arena *arena, const Picture *picture, Str samples) {
    cmsHTRANSFORM transform =
        find_source(profile, profile_knows(profile, picture) ? picture->icc : (Str){0});
    size_t pixels = samples.length / 3;
    char *inks = arena_alloc(arena, pixels * 4);
    for (size_t done = 0; transform && done < pixels;) {
        size_t part = pixels - done < 1 << 20 ? pixels - done : 1 << 20;
        cmsDoTransform(transform, samples.data + done * 3, inks + done * 4, (cmsUInt32Number)part);
        done += part;
    }
    return (Str){inks, transform ? pixels * 4 : 0};
}

/* "FOGRA51" where the profile's name has it, else empty: then the name alone has to do. */
static Str condition_of(const PdfProfile *profile) {
    if (profile->builtin)
        return STR("FOGRA39");
    Str name = profile->name, maker = STR("FOGRA");
    for (size_t i = 0; i + maker.length < name.length; i++) {
        size_t end = i + maker.length;
        while (end < name.length && name.data[end] >= '0' && name.data[end] <= '9')
            end++;
        if (end > i + maker.length && str_starts(str_slice(name, i, name.length), maker))
            return str_slice(name, i, end);
    }
    return (Str){0};
}

void press_write_intent(Writer *writer) {
    const PdfProfile *profile = writer->options->profile;
    Str packed =
        profile->builtin
            ? objects_wrap(writer->objects, from_to(default_profile_packed, default_profile_packed_end),
                           profile->bytes)
            : objects_deflate(writer->objects, profile->bytes);
    uint32_t stream = writer_add_packed(writer, STR("/N 4"), packed);
    Str condition = condition_of(profile);
    Buffer *out = &writer->catalog;
    buffer_add(out, STR("/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX/OutputConditionIdentifier"));
    syntax_text(out, condition.length > 0 ? condition : STR("Custom"));
    if (condition.length > 0)
        buffer_add(out, STR("/RegistryName(http://www.color.org)"));
    buffer_add(out, STR("/Info"));
    syntax_text(out, profile->name.length > 0 ? profile->name : STR("Custom"));
    buffer_add(out, STR("/DestOutputProfile "));
    syntax_reference(out, stream);
    buffer_add(out, STR(">>]"));
}
