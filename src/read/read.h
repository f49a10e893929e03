/*
 * read/read.h - from files to documents and designs. The only folder that knows cmark, libyaml, libpng,
 * libjpeg and expat.
 *
 * Mistakes are reported with their place and never end the work: what comes back can be laid out.
 */
#ifndef TRYK_READ_H
#define TRYK_READ_H

#include "design/design.h"

/*
 * A Markdown file, or a folder whose *.md files are read in order of name (README.md is for people and is
 * passed over). NULL if nothing could be read, with the reason in diags.
 *
 * A file may begin with YAML between two lines of ---. In the first file the keys of the publication
 * (title, subtitle, author, language, date, url, subject) describe it; class, id, number, accent, icon and
 * any other key belong to the file's first section. title defaults to the first heading.
 *
 * CommonMark, plus pipe tables, boxes and attributes:
 *     | a | b |        ::: note            ## Heading {#id .class key=value}
 *     |---|--:|        text
 *     | 1 | 2 |        :::
 * and notes: [^name] with [^name]: text elsewhere, ^[text] in the line, and [text]{.side} for the margin.
 * Raw HTML is reported and skipped. Pictures lie inside the publication's folder; others are refused.
 */
Doc *read_publication(Env *env, const char *path);
/*
 * When it was published, in seconds since 1970-01-01 UTC: from the front matter, else from
 * SOURCE_DATE_EPOCH, else 0 for none; never from the clock. What is no date is reported.
 */
int64_t read_date(Env *env, const Doc *doc);

/* A layout file with all that it uses (use: other.yaml, relative to it). Never NULL; pictures are read. */
Design *read_layout(Env *env, const char *path);

/*
 * YAML as a tree; first_line is the text's first line in that source. Never NULL; a mistake gives an empty
 * mapping.
 */
const Tree *read_yaml(Env *env, uint16_t file, Str text, uint32_t first_line);

/*
 * A PNG, a JPEG or an SVG, read and checked whole. NULL: reported at span, or at its place in the SVG. Of
 * SVG paths and basic shapes in groups are read, with transforms, solid fills and lines: all else is an
 * error.
 */
const Picture *read_picture(Env *env, const char *path, Str shown, Span span);

/* The samples of a JPEG as they are stored: grey, RGB or CMYK. Empty if they cannot be read. */
Str read_picture_samples(Env *env, const Picture *picture);
/* Four inks a pixel, 0 for none, as a JPEG in the arena. Empty if they cannot be packed. */
Str read_picture_pack(Arena *arena, Str inks, uint32_t columns, uint32_t rows);

#endif
