/*
 * read/markdown.h - one Markdown file into the document; private to read/.
 *
 * markdown_read is what publication.c calls; all that has to do with the Builder is shared by the files
 * that make nodes.
 */
#ifndef TRYK_READ_MARKDOWN_H
#define TRYK_READ_MARKDOWN_H

#include "read/gallery.h"
#include "read/marks.h"
#include "read/rows.h"
#include "read/source.h"

/* Where a file's Markdown begins: behind its front matter. */
typedef struct Start { size_t offset; uint32_t line; } Start;

/* Adds the file's blocks to the document's root. */
void markdown_read(Env *env, Doc *doc, Gallery *gallery, const Source *source, Start start);

/* A node that children are being added to. One that is nested too deep shares the node of the one below. */
typedef struct Open {
    Node *node;
    bool box;
    bool created;
    bool marked;    /* text in it holds attributes that are not applied yet */
    unsigned quotes; /* quotes it is in, itself included */
    Span span;
} Open;

/* Inline text that cmark has still to see: a table's cell. Its place in the source is that of raw. */
typedef struct Pending { Node *node; Str raw; } Pending;

/* A note with its name, until all of the file is read. */
typedef struct WrittenNote { Node *note; Str name; } WrittenNote;

typedef struct Builder {
    Env *env;
    Doc *doc;
    Gallery *gallery;
    const Source *source;
    Str folder;              /* of the source */
    const uint32_t *lines;   /* offsets of its lines */
    uint32_t line_count;

    Open *open;              /* never empty: the document is at the bottom */
    size_t open_count, open_capacity;
    size_t depth;            /* nodes among them */
    bool depth_reported;

    int32_t line_shift;      /* from a line of what is being parsed to one of the source */
    int skip_lines;          /* lines of definitions put before it */
    const Pending *cells;    /* parsing these, one every two lines; NULL: parsing the source */
    int leaf_line, leaf_column; /* of the paragraph or heading around, as cmark has them */
    bool cell_begins;

    Buffer text;             /* grows until something else than text comes */
    size_t text_offset;
    Span text_span;

    cmark_mem memory;
    unsigned picture_depth;  /* inside ![...]: text is the picture's alternative text */
    Node *table;             /* while its rows come */
    Node *caption;           /* of the table that begins in the next line, or NULL */
    bool delimiter_passed;
    uint8_t aligns[ROWS_COLUMNS_MAX];
    Pending *pending;
    size_t pending_count, pending_capacity, pending_bytes;
    Str definitions;         /* of links, for texts that are parsed apart from them */
    bool definitions_known;
    WrittenNote *notes;
    size_t note_count, note_capacity;
    bool has_references;

    size_t span_line_start, span_offset; /* the last offset asked for, and its column: lines can be long */
    uint32_t span_column;
} Builder;

Open *builder_top(Builder *builder);
/* A new child of the innermost open node, open itself; nested too deep it is none. */
void builder_open(Builder *builder, NodeKind kind, Span span);
/* Opens a node that stands already. */
void builder_push(Builder *builder, Node *node);
void builder_close(Builder *builder);
Node *builder_add(Builder *builder, NodeKind kind, Span span);
/* Inline text for a node that stands already: now if it has no markup, else when the piece is done. */
void builder_add_later(Builder *builder, Node *node, Str raw);
/* Tags are reported, comments are not. */
void builder_skip_html(Builder *builder, Span span, const char *literal);

/* place.c: where things stand. An offset is one into the source's text. */
size_t builder_offset(Builder *builder, int line, int column);
Span builder_span(Builder *builder, size_t offset);
Span builder_node_span(Builder *builder, cmark_node *node);
/* The source's line from an offset on. */
Str builder_line_rest(const Builder *builder, size_t offset);

/* blocks.c */
void builder_block(Builder *builder, cmark_node *node, bool entering);
/* Boxes that are open above the innermost node that is none. */
void builder_close_boxes(Builder *builder);

/* tables.c: a line that was marked as a row. delimiter: the next block is a row of dashes. */
void builder_table_row(Builder *builder, LineMark mark, size_t offset, bool delimiter);

/* A line that was marked as a caption. header: the next two blocks open a table. */
void builder_table_caption(Builder *builder, LineMark mark, size_t offset, bool header);

/* inlines.c */
void builder_inline(Builder *builder, cmark_node *node, bool entering);
void builder_flush_text(Builder *builder);

/* notes.c: whether a list item is a note; its name out of its first paragraph; and out of its list. */
bool notes_begins(cmark_node *item);
void builder_name_note(Builder *builder, Node *paragraph);
void builder_take_note(Builder *builder, Node *note);
/* A span becomes the reference to a note, in whose paragraph its children now are. */
Node *builder_make_note(Builder *builder, Node *inside);
/* The first marked reference in a text becomes a node behind it, and what follows that another text. */
void builder_cut_references(Builder *builder, Node *text);
/* Puts the notes where they belong, when all that is behind a child of the root (NULL: all) is read. */
void builder_place_notes(Builder *builder, Node *before);

/* spans.c: where a byte of a text node stands, as if it were in the source as in the node. */
Span builder_text_span(const Node *node, size_t index);
/* Applies the attributes in the text of a node that is about to close. */
void builder_apply_marks(Builder *builder, Node *parent);

/* links.c: the address that a link may have; what may not be is reported and empty. */
Str builder_link_url(Builder *builder, Str written, Span span);
/* %C3%A5 to the bytes that are meant; control characters stay as written. */
Str links_decode_percent(Arena *arena, Str text);

/* pieces.c: where the piece of Markdown that begins at `from` may end without changing its meaning. */
size_t pieces_end(Str text, size_t from);
/* All that looks like a definition of a link, one every two lines. */
Str pieces_definitions(Arena *arena, Str text);

#endif
