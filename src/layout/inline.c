/*
 * layout/inline.c - inline nodes become pieces: words, or parts of words, each in one voice.
 *
 * The one idea: first all text of the paragraph is gathered into one string with white space collapsed, and
 * only then cut at its spaces. So a space at the edge of an element, a word that changes style in its
 * middle and the break rules of Unicode, which look across words, need no care of their own.
 */
#include "layout/notes.h"
#include "layout/references.h"
#include "layout/typography.h"

#include <string.h>

enum {
    NO_BREAK_SPACE = 0x00A0,
    SOFT_HYPHEN = 0x00AD,
    LONGEST_PIECE = 4000, /* what a shaper takes, and what a real word never reaches */
    CUT_PIECE = 1000
};

/* What a picture without a resolution is taken to have. */
static const double DEFAULT_PPI = 150;
/* Figures that are not made to stand high: their size, and how far up they go, in em. */
static const double RAISED_SIZE = 0.64, RAISED_SHIFT = 0.34;
/* How many lines high a picture between words may be. */
static const double PICTURE_LINES = 2;

/* Spaces of a width of their own, in em: they neither stretch nor shrink. */
typedef struct FixedSpace {
    uint16_t code;
    float width;
} FixedSpace;

static const FixedSpace FIXED_SPACES[] = {
    {0x2000, 0.5F},  {0x2001, 1.0F},   {0x2002, 0.5F},   {0x2003, 1.0F},  {0x2004, 0.333F},
    {0x2005, 0.25F}, {0x2006, 0.167F}, {0x2007, 0.5F},   {0x2008, 0.25F}, {0x2009, 0.2F},
    {0x200A, 0.1F},  {0x202F, 0.2F},   {0x205F, 0.222F}, {0x3000, 1.0F},
};

typedef struct Collector {
    Setter *setter;
    Arena *scratch;
    Buffer text;
    Voice *voices;
    size_t voice_count, voice_capacity;
    uint32_t *soft;
    size_t soft_count, soft_capacity;
    Piece *pieces;
    size_t count, capacity;
    Pt measure;
    Pt leading;
    uint8_t *marks;
} Collector;

/* An element whose children are being read. */
typedef struct Level {
    const Node *next;
    const Style *style;
    const Node *link;
    Str after; /* what the link itself says behind them */
} Level;

/* ---- gathering -------------------------------------------------------------------------------- */

static bool is_white(uint32_t code) {
    return code <= ' ' ? code == ' ' || (code >= '\t' && code <= '\r')
                       : code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* At the start as behind a forced break: no space is wanted there. */
static char last_byte(const Collector *collector) {
    return collector->text.length ? collector->text.data[collector->text.length - 1] : '\n';
}

static void add_space(Collector *collector) {
    char last = last_byte(collector);
    if (last != ' ' && last != '\n')
        buffer_add_byte(&collector->text, ' ');
}

static void add_line_end(Collector *collector) {
    if (last_byte(collector) == ' ')
        collector->text.length--;
    buffer_add_byte(&collector->text, '\n');
}

static void add_code(Collector *collector, uint32_t code, Case caps) {
    if (is_white(code))
        add_space(collector);
    else if (code == SOFT_HYPHEN)
        LIST_PUSH(collector->scratch, collector->soft, collector->soft_count, collector->soft_capacity,
                  (uint32_t)collector->text.length);
    else if (code >= ' ' && code != 0x7F)
        buffer_add_code(&collector->text, caps == CASE_UPPER   ? utf8_upper(code)
                                          : caps == CASE_LOWER ? utf8_lower(code)
                                                               : code);
}

/* Text of the voice added last. Plain bytes are copied in stretches: nearly all text is plain. */
static void add_text(Collector *collector, Str text, bool keep_lines) {
    Case caps = collector->voices[collector->voice_count - 1].style->caps;
    size_t offset = 0;
    while (offset < text.length) {
        size_t from = offset;
        while (caps == CASE_NONE && offset < text.length && text.data[offset] > ' ' &&
               text.data[offset] < 0x7F)
            offset++;
        if (offset > from)
            buffer_add(&collector->text, str_slice(text, from, offset));
        if (offset < text.length && text.data[offset] == '\n' && keep_lines) {
            add_line_end(collector);
            offset++;
        } else if (offset < text.length) {
            add_code(collector, utf8_next(text, &offset), caps);
        }
    }
}

/* Raised and smaller, where the face has no figures made for it. */
static const Style *superscript_style(const Collector *collector, const Style *style) {
    Shaper *shaper = collector->setter->shaper;
    if (shaper->shape(shaper, style->font, STR("1"), style->font->span)->face->superiors)
        return style;
    Style *raised = arena_copy(collector->scratch, style, sizeof *style);
    raised->size *= RAISED_SIZE;
    raised->baseline_shift += RAISED_SHIFT * style->size;
    raised->leading *= RAISED_SIZE;
    return raised;
}

static Voice *add_voice(Collector *collector, const Node *node, const Style *style, const Node *link) {
    Voice voice = {
        .node = node ? node->id : 0,
        .span = node ? node->span : style->font->span,
        .style = style->superscript ? superscript_style(collector, style) : style,
        .link = link,
        .start = (uint32_t)collector->text.length,
        .code = node && node->kind == NODE_CODE,
    };
    LIST_PUSH(collector->scratch, collector->voices, collector->voice_count, collector->voice_capacity,
              voice);
    return &collector->voices[collector->voice_count - 1];
}

static void add_picture(Collector *collector, const Node *node, const Level *level, const Style *style) {
    Voice *voice = add_voice(collector, node, style, level->link);
    const Picture *picture = node->picture.picture;
    if (!picture || picture->width == 0 || picture->height == 0) {
        add_text(collector, node->picture.alt, false);
        return;
    }
    voice->picture = node;
    buffer_add_c(&collector->text, "\xEF\xBF\xBC");
}

/* Text that the link itself says. */
static void add_link_text(Collector *collector, const Node *link, const Style *style, Str text) {
    if (text.length == 0)
        return;
    add_voice(collector, link, style, link);
    add_text(collector, text, false);
}

/* Read in the order of nodes, what stands behind the link's words belongs to the last of them. */
static void close_link(Collector *collector, const Level *level) {
    if (level->after.length == 0)
        return;
    const Node *last = level->link;
    while (last->last)
        last = last->last;
    add_voice(collector, last->kind == NODE_TEXT ? last : level->link, level->style, level->link);
    add_text(collector, level->after, false);
}

static Level open_link(Collector *collector, const Node *link, const Style *style) {
    ReferenceText text = references_text(collector->setter, link, style);
    add_link_text(collector, link, style, text.before);
    if (text.words && link->first)
        return (Level){link->first, style, link, text.after};
    add_link_text(collector, link, style, text.after);
    return (Level){0};
}

/*
 * The mark is no part of the word that it stands behind: not for hyphens, quotes, dashes. Behind a figure
 * it would be an exponent, but for a hair of white.
 */
static void add_reference(Collector *collector, const Node *node, const Style *style) {
    char before = last_byte(collector);
    Voice *voice = add_voice(collector, node, style, node);
    voice->mark = notes_mark(collector->setter, node, style);
    if (voice->mark.length > 0 && node->previous && node->previous->kind == NODE_NOTE_REFERENCE)
        buffer_add_c(&collector->text, "\u202f");
    else if (voice->mark.length > 0 && keep_is_digit((unsigned char)before))
        buffer_add_c(&collector->text, "\u200a");
    buffer_add_c(&collector->text, "\uFFFC");
}

static bool is_reference(const Voice *voice) {
    return voice->link && voice->link->kind == NODE_NOTE_REFERENCE && voice->node == voice->link->id;
}

/* A line does not end before a reference, whatever sign stands before it. */
static void keep_references(Collector *collector) {
    for (size_t i = 0; i < collector->voice_count; i++) {
        const Voice *voice = &collector->voices[i];
        Str text = buffer_str(&collector->text), hair = STR("\u200a");
        if (is_reference(voice) && voice->start > 0 && text.data[voice->start - 1] != ' ')
            collector->marks[voice->start - 1] = OPENING_NONE;
        if (is_reference(voice) && str_starts(str_slice(text, voice->start, text.length), hair))
            collector->marks[voice->start + hair.length - 1] = OPENING_NONE;
    }
}

/* Adds a node; gives the level of its children, or one without any. */
static Level add_node(Collector *collector, const Node *node, const Level *level) {
    Level none = {0};
    bool figure = node->kind == NODE_FIGURE || node->kind == NODE_CAPTION; /* in a cell */
    if (node->kind < NODE_TEXT && !figure)
        return none;
    if (node->kind == NODE_TEXT) {
        add_voice(collector, node, level->style, level->link);
        add_text(collector, node->text, false);
        return none;
    }
    const Style *style = design_style(collector->setter->cascade, node, level->style);
    if (style->hidden)
        return none;
    switch ((NodeKind)node->kind) {
    case NODE_CODE:
        add_voice(collector, node, style, level->link);
        add_text(collector, node->text, false);
        return none;
    case NODE_PICTURE: add_picture(collector, node, level, style); return none;
    case NODE_LINE_BREAK: add_line_end(collector); return none;
    case NODE_LINK: return open_link(collector, node, style);
    case NODE_NOTE_REFERENCE: add_reference(collector, node, style); return none;
    default: return (Level){node->first, style, level->link, {0}};
    }
}

/* With a stack of its own: authors' elements may be nested as deep as memory goes. */
static void add_children(Collector *collector, const Node *node, const Style *style) {
    Level *levels = NULL;
    size_t depth = 0, capacity = 0;
    LIST_PUSH(collector->scratch, levels, depth, capacity, ((Level){.next = node->first, .style = style}));
    while (depth > 0) {
        Level *level = &levels[depth - 1];
        const Node *child = level->next;
        if (!child) {
            close_link(collector, level);
            depth--;
            continue;
        }
        level->next = child->next;
        Level inner = add_node(collector, child, level);
        if (inner.next)
            LIST_PUSH(collector->scratch, levels, depth, capacity, inner);
    }
}

/* ---- cutting ---------------------------------------------------------------------------------- */

const GlyphRun *inline_shape(Setter *setter, const Voice *voice, Str text) {
    return setter->shaper->shape(setter->shaper, voice->style->font, text, voice->span);
}

const Face *inline_face(Setter *setter, Voice *voice) {
    if (!voice->face)
        voice->face = inline_shape(setter, voice, STR("x"))->face;
    return voice->face;
}

const GlyphRun *inline_hyphen(Setter *setter, Voice *voice) {
    if (!voice->hyphen)
        voice->hyphen = inline_shape(setter, voice, STR("-"));
    return voice->hyphen;
}

Pt inline_tracking(const Voice *voice) {
    return voice->picture ? 0 : (double)voice->style->tracking * voice->style->size;
}

size_t inline_glyph_count(const GlyphRun *run) {
    size_t count = 0;
    for (; run; run = run->next)
        count += run->glyph_count;
    return count;
}

Pt inline_run_width(const GlyphRun *run, const Voice *voice) {
    return text_run_advance(run) * voice->style->size +
           (double)inline_glyph_count(run) * inline_tracking(voice);
}

/* It has its line to itself. */
static bool is_alone(const Collector *collector, size_t from, size_t to) {
    Str text = buffer_str(&collector->text);
    while (from > 0 && text.data[from - 1] == ' ')
        from--;
    while (to < text.length && text.data[to] == ' ')
        to++;
    return (from == 0 || text.data[from - 1] == '\n') && (to == text.length || text.data[to] == '\n');
}

/* Its own size at its own resolution, but no wider than the measure, and low if text stands beside it. */
static Pt picture_width(const Collector *collector, const Picture *picture, bool alone) {
    double ppi = picture->ppi > 1 ? picture->ppi : DEFAULT_PPI;
    Pt width = picture->width * 72.0 / ppi;
    if (width > collector->measure)
        width = collector->measure;
    Pt highest = PICTURE_LINES * collector->leading * picture->width / picture->height;
    return !alone && width > highest ? highest : width;
}

static void add_piece(Collector *collector, size_t from, size_t to, size_t voice_index) {
    const Voice *voice = &collector->voices[voice_index];
    Piece piece = {
        .start = (uint32_t)from, .length = (uint16_t)(to - from), .voice = (uint32_t)voice_index};
    if (voice->picture) {
        piece.width =
            (float)picture_width(collector, voice->picture->picture.picture, is_alone(collector, from, to));
    } else if (is_reference(voice)) {
        if (voice->mark.length > 0 && to > from) {
            piece.run = inline_shape(collector->setter, voice, voice->mark);
            piece.width = (float)inline_run_width(piece.run, voice);
        }
    } else if (to > from) {
        piece.run =
            inline_shape(collector->setter, voice, str_slice(buffer_str(&collector->text), from, to));
        piece.width = (float)inline_run_width(piece.run, voice);
    }
    LIST_PUSH(collector->scratch, collector->pieces, collector->count, collector->capacity, piece);
}

/* A word too long for the shaper becomes several pieces. */
static void add_word(Collector *collector, size_t from, size_t to, size_t voice) {
    if (to - from > LONGEST_PIECE) {
        while (to - from > CUT_PIECE) {
            size_t cut = from + CUT_PIECE;
            while ((collector->text.data[cut] & 0xC0) == 0x80)
                cut--;
            add_piece(collector, from, cut, voice);
            from = cut;
        }
    }
    add_piece(collector, from, to, voice);
}

/* Bytes of the space, forced break included, that stands at offset; 0 if none does. */
static size_t space_length(Str text, size_t offset) {
    unsigned char first = (unsigned char)text.data[offset];
    if (first <= ' ')
        return 1;
    if (first != 0xC2 && first != 0xE2 && first != 0xE3)
        return 0;
    size_t end = offset;
    uint32_t code = utf8_next(text, &end);
    bool space = code == NO_BREAK_SPACE;
    for (size_t i = 0; i < sizeof FIXED_SPACES / sizeof *FIXED_SPACES; i++)
        space |= code == FIXED_SPACES[i].code;
    return space ? end - offset : 0;
}

static double fixed_width(uint32_t code) {
    for (size_t i = 0; i < sizeof FIXED_SPACES / sizeof *FIXED_SPACES; i++)
        if (code == FIXED_SPACES[i].code)
            return (double)FIXED_SPACES[i].width;
    return 0;
}

/* Puts the space at offset behind the last piece. */
static void add_glue(Collector *collector, size_t offset, size_t length, Voice *voice) {
    Piece *piece = &collector->pieces[collector->count - 1];
    size_t end = offset;
    uint32_t code = utf8_next(buffer_str(&collector->text), &end);
    piece->after = AFTER_SPACE;
    if (code == '\n') {
        piece->after |= AFTER_LINE;
        return;
    }
    if (collector->marks[offset + length - 1] != OPENING_NONE && code != NO_BREAK_SPACE)
        piece->after |= AFTER_OPEN;
    double width = fixed_width(code);
    if (width == 0) {
        piece->after |= voice->code ? 0 : AFTER_STRETCH; /* what stands in columns is as wide as it is */
        width = (double)inline_face(collector->setter, voice)->space + (double)voice->style->tracking;
    }
    piece->glue = (float)(width * voice->style->size);
}

static size_t voice_at(const Collector *collector, size_t voice, size_t offset) {
    while (voice + 1 < collector->voice_count && collector->voices[voice + 1].start <= offset)
        voice++;
    return voice;
}

static void cut_pieces(Collector *collector, size_t from) {
    Str text = buffer_str(&collector->text);
    collector->capacity = collector->voice_count + 1;
    for (size_t i = 0; i < text.length; i++)
        collector->capacity += text.data[i] == ' ';
    collector->pieces = ARENA_ARRAY(collector->scratch, Piece, collector->capacity);
    size_t voice = 0;
    for (size_t offset = from; offset < text.length;) {
        voice = voice_at(collector, voice, offset);
        size_t limit = text.length;
        if (voice + 1 < collector->voice_count && collector->voices[voice + 1].start < limit)
            limit = collector->voices[voice + 1].start;
        size_t end = offset, space = 0;
        while (end < limit && (space = space_length(text, end)) == 0)
            end++;
        if (end == limit && end < text.length)
            space = space_length(text, end);
        add_word(collector, offset, end, voice);
        if (end < text.length && space > 0)
            add_glue(collector, end, space, &collector->voices[voice_at(collector, voice, end)]);
        offset = end + space;
    }
}

static void trim_end(Buffer *text) {
    while (text->length > 0 &&
           (text->data[text->length - 1] == ' ' || text->data[text->length - 1] == '\n'))
        text->length--;
}

static Collector gather(Setter *setter, const ParagraphWish *wish) {
    Arena *scratch = setter->env->scratch;
    Collector collector = {.setter = setter,
                           .scratch = scratch,
                           .text = buffer_new(scratch),
                           .measure = wish->measure,
                           .leading = wish->style->leading};
    if (wish->node) {
        add_children(&collector, wish->node, wish->style);
    } else {
        Voice *voice = add_voice(&collector, NULL, wish->style, NULL);
        voice->node = wish->shown;
        const Node *shown = wish->shown > 0 ? setter->doc->nodes[wish->shown] : NULL;
        if (shown && shown->kind == NODE_CODE_BLOCK) {
            voice->code = true;
            voice->span = shown->span;
        }
        add_text(&collector, wish->text, true);
    }
    trim_end(&collector.text);
    typography_correct(&(Gathered){&collector.text, collector.voices, collector.voice_count, collector.soft,
                                   collector.soft_count});
    return collector;
}

Str inline_text(Setter *setter, const ParagraphWish *wish) {
    ArenaMark mark = arena_mark(setter->env->scratch);
    Collector collector = gather(setter, wish);
    for (size_t i = 0; i < collector.text.length; i++)
        if (collector.text.data[i] == '\n')
            collector.text.data[i] = ' ';
    Str text = str_copy(setter->env->keep, buffer_str(&collector.text));
    arena_reset(setter->env->scratch, mark);
    return text;
}

Words inline_collect(Setter *setter, const ParagraphWish *wish) {
    Arena *scratch = setter->env->scratch;
    Collector collector = gather(setter, wish);
    if (collector.text.length > 0) {
        collector.marks = ARENA_ARRAY(scratch, uint8_t, collector.text.length);
        text_find_breaks(buffer_str(&collector.text), wish->style->font->language, collector.marks);
        keep_references(&collector);
        cut_pieces(&collector, wish->skip);
    }
    return (Words){
        .text = buffer_str(&collector.text),
        .marks = collector.marks,
        .soft = collector.soft,
        .soft_count = collector.soft_count,
        .voices = collector.voices,
        .voice_count = collector.voice_count,
        .pieces = collector.pieces,
        .count = collector.count,
    };
}
