/*
 * build.c - the pipeline, one line per stage, and the loop over publications and layouts around it.
 *
 * The one idea: build_job is the program; the rest decides where memory lives. A publication and the
 * layouts that are read for it share an arena, since messages quote their sources; setting and writing
 * one job has another, so a thousand jobs need no more memory than the largest of them.
 */
#include "build.h"

#include "layout/layout.h"
#include "pdf/pdf.h"
#include "preview.h"
#include "read/read.h"
#include "webpage.h"

#include <errno.h>
#include <string.h>
#include <time.h>

enum { PICTURE_DPI = 100 };

typedef struct Session {
    const BuildWish *wish;
    BuildWatch *watch;
    Arena *arena, *scratch;
    Str *publications; /* names so far */
    size_t publication_count, publication_capacity;
    Str *layouts;              /* names by index of the wish; empty until first read */
    const PdfProfile *profile; /* NULL until first needed, or not usable */
    bool profile_tried;
} Session;

typedef struct Publication {
    Session *session;
    Env env;
    Str path;
    const Doc *doc; /* NULL: not read yet, or not readable */
    int64_t date;
    bool date_told; /* that there is none */
    size_t errors;
    Webpage webpage;
} Publication;

/* One publication in one layout. */
typedef struct Job {
    Session *session;
    Publication *publication;
    Env env;
    size_t layout; /* index into the wish */
    const Doc *doc;
    const Design *design;
    Shaper *shaper;
    const SheetRules *sheets; /* of the edition at hand */
    BuildResult result;       /* the same */
    bool same;                /* the PDF is that of an earlier build, byte for byte */
    BuildOutcome worst;
    double start;
} Job;

/* ---- the pipeline ----------------------------------------------------------------------------- */

static const Doc *read_document(Publication *publication);
static const Design *read_design(Job *job);
static Shaper *open_fonts(Job *job);
static bool is_wanted(const Job *job, Edition edition);
static const Pages *impose(Job *job, const Pages *pages, Edition edition);
static Str write_pdf(Job *job, const Pages *pages, Edition edition);
static void check_press(Job *job, const Pages *pages, Edition edition, Str pdf);
static void write_file(Job *job, Str pdf, Edition edition);
static void write_pictures(Job *job, Edition edition);
static void note_entry(Job *job, Edition edition);
static void tell_stage(const Job *job, const char *doing);
static void tell_result(Job *job);
static size_t tell_messages(const Session *session, Diags *diags);

static void build_file(Job *job, const Pages *pages, Edition edition) {
    tell_stage(job, "writing");
    const Pages *printed = impose(job, pages, edition);
    Str pdf = write_pdf(job, printed, edition);
    check_press(job, pages, edition, pdf);
    write_file(job, pdf, edition);
    write_pictures(job, edition);
    note_entry(job, edition);
    tell_result(job);
}

/* One file, but for sheets, of which a layout may have several. */
static void build_edition(Job *job, const Pages *pages, Edition edition) {
    size_t count = 1;
    size_t errors = job->result.errors; /* of all editions; those of one stop no other */
    const SheetRules *sheets = NULL;
    if (edition == EDITION_SHEETS)
        sheets = design_find_sheets(&job->env, job->design, job->session->wish->scheme, &count);
    for (size_t i = 0; i < count; i++) {
        job->sheets = sheets ? &sheets[i] : NULL;
        build_file(job, pages, edition);
        job->result.errors = errors;
    }
}

static void build_job(Job *job) {
    Env *env = &job->env;

    tell_stage(job, "reading");
    const Doc *doc = job->doc = read_document(job->publication);
    if (!doc)
        return;
    job->result.errors = job->publication->errors;
    const Design *design = job->design = read_design(job);

    tell_stage(job, "setting");
    Shaper *shaper = job->shaper = open_fonts(job);
    Hyphenator *hyphenator = text_hyphenator_new(env);
    Pages *pages = layout_document(env, doc, design, shaper, hyphenator);
    pages_check_contrast(env, pages, doc);
    pages_check_resolution(env, pages, doc, design->page.resolution);
    if (job->session->wish->guides)
        layout_draw_guides(env, doc, design, shaper, pages);

    job->result.errors += tell_messages(job->session, env->diags);
    for (Edition edition = EDITION_SCREEN; edition < EDITION_COUNT; edition++)
        if (is_wanted(job, edition))
            build_edition(job, pages, edition);
}

/* ---- telling ---------------------------------------------------------------------------------- */

static Str layout_path(const Job *job) {
    return job->session->wish->layouts[job->layout];
}

static void tell_stage(const Job *job, const char *doing) {
    BuildWatch *watch = job->session->watch;
    watch->on_stage(watch, path_stem(job->publication->path), path_stem(layout_path(job)), doing);
}

/* Shows the messages so far and forgets them; gives the number of errors. */
static size_t tell_messages(const Session *session, Diags *diags) {
    size_t errors = diags_count(diags, SEVERITY_ERROR);
    ArenaMark mark = arena_mark(session->scratch);
    Str text = diags_print(diags, session->scratch);
    if (text.length > 0)
        session->watch->on_messages(session->watch, text);
    diags_clear(diags);
    arena_reset(session->scratch, mark);
    return errors;
}

/* ---- stages with something around them -------------------------------------------------------- */

static void check_publication_name(Publication *publication) {
    Session *session = publication->session;
    Str name = publication->doc->name;
    for (size_t i = 0; i < session->publication_count; i++)
        if (str_equal(session->publications[i], name))
            REPORT_ERROR(&publication->env, (Span){0},
                         STR("their PDFs would overwrite each other: rename one"),
                         "'%.*s' is the second publication of the name '%.*s'", STR_ARGS(publication->path),
                         STR_ARGS(name));
    LIST_PUSH(session->arena, session->publications, session->publication_count,
              session->publication_capacity, str_copy(session->arena, name));
}

/* A publication is read for its first job. */
static const Doc *read_document(Publication *publication) {
    if (publication->doc || publication->errors > 0)
        return publication->doc;
    Env *env = &publication->env;
    const BuildWish *wish = publication->session->wish;
    publication->doc = read_publication(env, str_to_c(env->keep, publication->path));
    if (publication->doc) {
        doc_lint(env, publication->doc, wish->strict || wish->mode == BUILD_CHECK);
        publication->date = read_date(env, publication->doc);
        check_publication_name(publication);
    }
    Readability readability = {0};
    bool measured = publication->doc && wish->readability;
    if (measured)
        readability = doc_readability(env, publication->doc);
    publication->errors = tell_messages(publication->session, env->diags);
    if (measured)
        publication->session->watch->on_readability(publication->session->watch, publication->doc->name,
                                                    &readability);
    return publication->doc;
}

static void check_layout_name(Job *job, Str name) {
    Session *session = job->session;
    for (size_t i = 0; i < job->layout; i++)
        if (str_equal(session->layouts[i], name))
            REPORT_ERROR(&job->env, (Span){0}, STR("their PDFs would overwrite each other: rename one"),
                         "'%.*s' is the second layout of the name '%.*s'", STR_ARGS(layout_path(job)),
                         STR_ARGS(name));
}

/* The mistakes of a layout are shown with the first publication only. */
static const Design *read_design(Job *job) {
    Str *name = &job->session->layouts[job->layout];
    bool told = name->length > 0;
    Env *env = &job->publication->env;
    const Design *design = read_layout(env, str_to_c(env->keep, layout_path(job)));
    *name = str_copy(job->session->arena, design->name);
    check_layout_name(job, *name);
    job->result.errors += diags_count(env->diags, SEVERITY_ERROR);
    if (told)
        diags_clear(env->diags);
    else
        tell_messages(job->session, env->diags);
    return design;
}

/* The folder fonts/ beside the folder that holds the layout, then the one in the current folder. */
static Shaper *open_fonts(Job *job) {
    Arena *arena = job->env.keep;
    Str folder = path_folder(layout_path(job));
    bool above = str_equal_c(path_name(folder), ".") || str_equal_c(path_name(folder), "..");
    Str beside = above ? path_join(arena, folder, STR("../fonts"))
                       : path_join(arena, path_folder(folder), STR("fonts"));
    Str folders[2];
    size_t count = 0;
    if (file_kind(str_to_c(arena, beside)) == FILE_FOLDER)
        folders[count++] = beside;
    if (!str_equal_c(beside, "fonts") && file_kind("fonts") == FILE_FOLDER)
        folders[count++] = STR("fonts");
    return text_shaper_new(&job->env, folders, count);
}

BuildOutcome build_write_outcome(int error) {
    bool room = error == ENOSPC || error == EDQUOT || error == EFBIG || error == EIO || error == ENOMEM;
    return room ? BUILD_NO_ROOM : BUILD_INPUT_WRONG;
}

/* A file with these bytes is there. */
static bool is_same(Env *env, const char *path, Str bytes) {
    Str old;
    return file_kind(path) == FILE_REGULAR && file_read(env, path, (Span){0}, &old) &&
           str_equal(old, bytes);
}

static Str file_ending(const Job *job, Edition edition) {
    static const Str endings[EDITION_COUNT] = {STR_INIT("pdf"), STR_INIT("press.pdf"),
                                               STR_INIT("sheets.pdf")};
    if (edition != EDITION_SHEETS || job->sheets == job->design->sheets)
        return endings[edition];
    return str_format(job->env.keep, "%.*s.pdf", STR_ARGS(job->sheets->name));
}

/* Without a mistake so far the PDF goes to its place; otherwise that of an earlier build stays. */
static void write_file(Job *job, Str pdf, Edition edition) {
    Env *env = &job->env;
    BuildResult *result = &job->result;
    result->errors += tell_messages(job->session, env->diags);
    result->bytes = pdf.length;
    result->outcome = result->errors > 0 ? BUILD_INPUT_WRONG : BUILD_FINE;
    Str folder = path_join(env->keep, job->session->wish->out, job->doc->name);
    result->path = str_format(env->keep, "%.*s/%.*s.%.*s", STR_ARGS(folder), STR_ARGS(job->design->name),
                              STR_ARGS(file_ending(job, edition)));
    if (result->errors > 0 || job->session->wish->mode != BUILD_WRITE)
        return;
    const char *path = str_to_c(env->keep, result->path);
    job->same = job->session->wish->webpage && is_same(env, path, pdf);
    if (job->same || file_write(path, pdf))
        return;
    result->outcome = build_write_outcome(errno);
    REPORT_ERROR(env, (Span){0}, (Str){0}, "cannot write '%.*s': %s", STR_ARGS(result->path),
                 strerror(errno));
    result->errors += tell_messages(job->session, env->diags);
}

static void write_pictures(Job *job, Edition edition) {
    const BuildWish *wish = job->session->wish;
    bool written = wish->mode == BUILD_WRITE && job->result.outcome == BUILD_FINE;
    if (!wish->pictures || !written || edition != EDITION_SCREEN)
        return;
    tell_stage(job, "drawing");
    Str folder = path_folder(job->result.path);
    if (preview_pages(&job->env, folder, job->design->name, PICTURE_DPI))
        return;
    job->result.outcome = BUILD_INPUT_WRONG;
    job->result.errors += tell_messages(job->session, job->env.diags);
}

static void note_entry(Job *job, Edition edition) {
    const BuildWish *wish = job->session->wish;
    Publication *publication = job->publication;
    bool written = wish->mode == BUILD_WRITE && job->result.outcome == BUILD_FINE;
    if (!wish->webpage || !written || edition != EDITION_SCREEN)
        return;
    tell_stage(job, "drawing");
    publication->webpage.doc = job->doc;
    publication->webpage.folder = str_copy(publication->env.keep, path_folder(job->result.path));
    webpage_add(&publication->env, &publication->webpage,
                (WebEntry){.design = job->design,
                           .pages = job->result.pages,
                           .bytes = job->result.bytes,
                           .cover = job->same});
    tell_messages(job->session, job->env.diags);
}

/* ---- editions --------------------------------------------------------------------------------- */

static bool is_wanted(const Job *job, Edition edition) {
    uint32_t wished = job->session->wish->editions;
    return (wished ? wished : job->design->editions) >> edition & 1;
}

/* An office printer mixes its colours itself. */
static bool is_in_inks(const Job *job, Edition edition) {
    return edition == EDITION_PRESS ||
           (edition == EDITION_SHEETS && job->sheets->printer != PRINTER_OFFICE);
}

/* As the author wrote it, else that of the file; empty where there is none. */
static Str printed_date(const Job *job) {
    Str written = str_trim(job->doc->meta.date);
    int64_t seconds = job->publication->date;
    return written.length > 0 || seconds == 0 ? written : str_from_date(job->env.keep, seconds);
}

/* A shop tells versions of a job by their dates; the check of a press file says so with its findings. */
static void warn_of_no_date(Job *job, Edition edition) {
    bool *told = &job->publication->date_told;
    BuildMode mode = job->session->wish->mode;
    bool wanted = mode == BUILD_WRITE || (mode == BUILD_CHECK && edition != EDITION_PRESS);
    if (job->publication->date == 0 && !*told && wanted)
        REPORT_WARNING(&job->env, (Span){0}, STR("write it in the front matter: date: 2026-03-31"),
                       "PDF/X-4 wants a date; there is none, and the file says 1970");
    *told = true;
}

/* The shop's, or the default; it is opened once. NULL: reported. */
static const PdfProfile *open_profile(Job *job) {
    Session *session = job->session;
    Env env = {session->arena, session->scratch, job->env.diags};
    Str path = session->wish->profile, bytes;
    if (session->profile_tried)
        return session->profile;
    session->profile_tried = true;
    if (path.length == 0)
        session->profile = pdf_profile_default(&env);
    else if (file_read(&env, str_to_c(env.keep, path), (Span){0}, &bytes))
        session->profile = pdf_profile_new(&env, path, bytes);
    return session->profile;
}

static const Pages *impose(Job *job, const Pages *pages, Edition edition) {
    Env *env = &job->env;
    if (edition == EDITION_SCREEN || pages->count == 0)
        return pages;
    bool inks = is_in_inks(job, edition);
    const PdfProfile *profile = inks ? open_profile(job) : NULL;
    if (inks)
        warn_of_no_date(job, edition);
    Cascade *cascade = design_cascade_new(env, job->design, job->doc);
    PrintJob print = {.design = job->design, .shaper = job->shaper};
    print.font = design_class_style(cascade, STR("slug"), NULL, NULL)->font;
    print.title = pages->title.length > 0 ? pages->title : job->doc->name;
    print.date = printed_date(job);
    print.profile = profile ? pdf_profile_name(profile) : (Str){0};
    return edition == EDITION_PRESS ? pages_mark(env, pages, &print)
                                    : pages_impose(env, pages, job->sheets, &print);
}

static PdfOptions pdf_options(Job *job, Edition edition) {
    return (PdfOptions){.edition = (PdfEdition)edition,
                        .date = job->publication->date,
                        .producer = STR("tryk " TRYK_VERSION),
                        .profile = is_in_inks(job, edition) ? open_profile(job) : NULL,
                        .decode = read_picture_samples,
                        .encode = read_picture_pack};
}

/* What a shop would phone about is said when somebody asks. */
static void check_press(Job *job, const Pages *pages, Edition edition, Str pdf) {
    PdfOptions options = pdf_options(job, edition);
    job->result.ticket = job->result.json = (Str){0};
    if (edition != EDITION_PRESS || job->session->wish->mode != BUILD_CHECK || !options.profile)
        return;
    const PressWork work = {pages, pdf};
    const PressReport *report = pdf_check_press(&job->env, &work, job->doc, job->design, &options);
    job->result.ticket = pdf_report_ticket(report);
    size_t errors = job->result.errors + diags_count(job->env.diags, SEVERITY_ERROR);
    const PressJob named = {job->doc->name, job->design->name, errors};
    job->result.json = pdf_report_json(&job->env, report, &named);
}

static Str write_pdf(Job *job, const Pages *pages, Edition edition) {
    PdfOptions options = pdf_options(job, edition);
    BuildMode mode = job->session->wish->mode;
    job->result.pages = pages->count;
    job->result.dump = mode == BUILD_DUMP_PAGES  ? pages_dump(job->env.keep, pages)
                       : mode == BUILD_DUMP_TAGS ? pdf_dump_tags(&job->env, pages, job->doc)
                                                 : (Str){0};
    if (is_in_inks(job, edition) && !options.profile) {
        job->result.errors++;
        return (Str){0};
    }
    return pdf_write(&job->env, pages, job->doc, &options);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The first edition has spent the time that all of them share. */
static void tell_result(Job *job) {
    BuildResult *result = &job->result;
    double end = now();
    result->publication = job->doc->name;
    result->layout = job->session->layouts[job->layout];
    result->seconds = end - job->start;
    job->session->watch->on_result(job->session->watch, result);
    job->worst = result->outcome > job->worst ? result->outcome : job->worst;
    job->start = end;
}

/* ---- publications and layouts ----------------------------------------------------------------- */

static BuildOutcome run_job(Publication *publication, size_t layout) {
    Session *session = publication->session;
    Arena *arena = arena_new();
    Job job = {.session = session, .publication = publication, .layout = layout, .start = now()};
    job.env = (Env){.keep = arena, .scratch = session->scratch, .diags = publication->env.diags};
    build_job(&job);
    arena_free(arena);
    return job.doc ? job.worst : BUILD_INPUT_WRONG;
}

static BuildOutcome dump_document(Publication *publication) {
    const Doc *doc = read_document(publication);
    if (!doc)
        return BUILD_INPUT_WRONG;
    BuildResult result = {.publication = doc->name, .errors = publication->errors};
    result.outcome = publication->errors > 0 ? BUILD_INPUT_WRONG : BUILD_FINE;
    result.dump = doc_dump(publication->env.keep, doc);
    publication->session->watch->on_result(publication->session->watch, &result);
    return result.outcome;
}

static BuildOutcome run_publication(Session *session, Str path) {
    Arena *arena = arena_new();
    Publication publication = {.session = session, .path = path};
    publication.env = (Env){.keep = arena, .scratch = session->scratch, .diags = diags_new(arena)};
    if (session->wish->strict)
        diags_be_strict(publication.env.diags);
    BuildOutcome worst = BUILD_FINE;
    if (session->wish->mode == BUILD_DUMP_DOC)
        worst = dump_document(&publication);
    for (size_t i = 0; i < session->wish->layout_count && session->wish->mode != BUILD_DUMP_DOC; i++) {
        BuildOutcome outcome = run_job(&publication, i);
        worst = outcome > worst ? outcome : worst;
        if (!publication.doc)
            break;
    }
    if (worst == BUILD_FINE && !webpage_write(&publication.env, &publication.webpage))
        worst = build_write_outcome(errno);
    tell_messages(session, publication.env.diags);
    arena_free(arena);
    return worst;
}

BuildOutcome build_run(Arena *arena, const BuildWish *wish, BuildWatch *watch) {
    Session session = {.wish = wish, .watch = watch, .arena = arena, .scratch = arena_new()};
    session.layouts = ARENA_ARRAY(arena, Str, wish->layout_count);
    BuildOutcome worst = BUILD_FINE;
    for (size_t i = 0; i < wish->content_count; i++) {
        BuildOutcome outcome = run_publication(&session, wish->contents[i]);
        worst = outcome > worst ? outcome : worst;
    }
    arena_free(session.scratch);
    return worst;
}
