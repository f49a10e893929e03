/*
 * init.c - the files of a new publication.
 *
 * The one idea: they lie in the program, so that it needs no folder of its own to begin with, and they are
 * short enough to be read as the first lesson: every line in them is meant to be changed.
 */
#include "init.h"

#include "design/design.h"

#include <errno.h>
#include <string.h>

static const char brand[] =
    "# yaml-language-server: $schema=schema.json\n"
    "# Det, som alle layout har til fælles: farver, skrifter og overskrifter.\n"
    "palette:\n"
    "  ink:   {screen: \"#14252e\", print: cmyk(40 20 10 90)}\n"
    "  paper: {screen: \"#ffffff\", print: cmyk(0 0 0 0)}\n"
    "  sand:  {screen: \"#f3eee4\", print: cmyk(3 4 9 1)}\n"
    "  fjord: {screen: \"#00647a\", print: cmyk(95 35 30 15)}\n"
    "\n"
    "accent: fjord\n"
    "\n"
    "fonts:\n"
    "  head: {family: Inter, fallback: [Gentium Plus]}\n"
    "  text: {family: Gentium Plus, fallback: [Inter]}\n"
    "\n"
    "paths:\n"
    "  wave: {view: 0 0 1200 300, d: \"M0 170 C 140 90 300 90 450 150 S 760 230 900 140"
    " S 1110 40 1200 60 L 1200 300 L 0 300 Z\"}\n"
    "\n"
    "styles:\n"
    "  document: {font: text, size: 11pt, leading: 15.5pt, color: ink}\n"
    "  heading:  {font: head, color: ink}\n"
    "  h1: {size: 32pt, leading: 36pt, weight: 800, color: accent, tracking: -2%}\n"
    "  h2: {size: 16pt, leading: 20pt, weight: 700}\n";

static const char layout[] =
    "# yaml-language-server: $schema=schema.json\n"
    "# En folder i A5: forside, og så mange sider som teksten fylder.\n"
    "use: brand.yaml\n"
    "page: {size: A5, margins: 20mm 16mm 22mm 16mm, columns: 6, gutter: 4mm, bleed: 3mm}\n"
    "\n"
    "styles:\n"
    "  .cover-title: {font: head, weight: 800, size: 44pt, leading: 46pt, tracking: -3%, color: paper,\n"
    "                 hyphenate: false}\n"
    "  .cover-sender: {font: head, weight: 600, size: 10pt, leading: 14pt, color: ink}\n"
    "\n"
    "pages:\n"
    "  cover:\n"
    "    numbered: false\n"
    "    behind:\n"
    "      - {rect: bleed, fill: fjord}\n"
    "      - {path: wave, in: bleed, at: bottom, height: 70mm, fill: sand}\n"
    "    frames:\n"
    "      title:  {columns: 1-6, top: 0mm, height: 100mm, text: \"{title}\", style: cover-title}\n"
    "      sender: {columns: 1-6, bottom: 0mm, height: 8mm, align: bottom, text: \"{author}\","
    " style: cover-sender}\n"
    "  inside:\n"
    "    frames:\n"
    "      body: {columns: 1-6, takes: rest}\n"
    "    front: [{text: \"{page}\", in: margins, bottom: -11mm, style: folio}]\n";

static const char text[] =
    "---\n"
    "title: Vores nye plan\n"
    "author: Navnet på afsenderen\n"
    "language: da\n"
    "date: 2026-01-01\n"
    "---\n"
    "# Vores nye plan\n"
    "\n"
    "Her begynder teksten. Skriv den i Markdown, og lad layoutet om udseendet: en tom linje giver et nyt\n"
    "afsnit, *stjerner* giver kursiv, og **to stjerner** giver fed.\n"
    "\n"
    "## Det vil vi\n"
    "\n"
    "- Et punkt begynder med en bindestreg.\n"
    "- Der må være så mange punkter, som teksten har brug for.\n"
    "\n"
    "## Sådan når vi det\n"
    "\n"
    "| År   | Borgere |\n"
    "|------|--------:|\n"
    "| 2025 |  97.805 |\n"
    "| 2026 |  98.118 |\n"
    "\n"
    "::: note\n"
    "En boks fremhæver det, som læseren skal huske.\n"
    ":::\n";

typedef struct NewFile {
    Str path, text;
} NewFile;

static bool is_free(Env *env, const NewFile *file) {
    FileKind kind = file_kind(str_to_c(env->keep, file->path));
    if (kind != FILE_MISSING)
        REPORT_ERROR(env, (Span){0}, STR("choose a folder that is empty or does not exist yet"),
                     "'%.*s' is there already; nothing was written", STR_ARGS(file->path));
    return kind == FILE_MISSING;
}

BuildOutcome init_write(Env *env, Str folder) {
    NewFile files[] = {
        {STR("layouts/brand.yaml"), str_from(brand)},
        {STR("layouts/folder-a5.yaml"), str_from(layout)},
        {STR("layouts/schema.json"), design_schema(env->keep)},
        {STR("content/vores-plan.md"), str_from(text)},
    };
    size_t count = sizeof files / sizeof *files;
    bool fine = true;
    for (size_t i = 0; i < count; i++) {
        files[i].path = path_join(env->keep, folder, files[i].path);
        fine = is_free(env, &files[i]) && fine;
    }
    if (!fine)
        return BUILD_INPUT_WRONG;
    for (size_t i = 0; i < count; i++) {
        if (file_write(str_to_c(env->keep, files[i].path), files[i].text))
            continue;
        BuildOutcome outcome = build_write_outcome(errno);
        REPORT_ERROR(env, (Span){0}, (Str){0}, "cannot write '%.*s': %s", STR_ARGS(files[i].path),
                     strerror(errno));
        return outcome;
    }
    return BUILD_FINE;
}
