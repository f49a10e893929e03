/*
 * layout/typography.c - straight quotes, hyphens for dashes, three full stops and loose spaces, corrected.
 *
 * The one idea: the whole text of a paragraph is looked at after it is gathered, so quotes pair over
 * emphasis and links by themselves; what is to change becomes a list of edits, and only if there are any is
 * the text copied. What a mark becomes is the language's; here is only how to tell what was meant, and when
 * in doubt what was typed stays.
 */
#include "layout/typography.h"

#include <string.h>

enum {
    LEVELS_MAX = 8,
    ADDRESS_LENGTH = 200, /* how far a word is looked at to tell whether it is an address */
    ORDINARY_WORD = 3,    /* letters at least */
    NO_BREAK_LENGTH = 2,  /* bytes */
    ACUTE_LENGTH = 2
};

typedef struct Edit {
    size_t at, length;
    Str text;
} Edit;

/* A quotation that is not closed yet. */
typedef struct Level {
    char typed;
    Str close;
} Level;

typedef struct Corrector {
    Str text;
    Arena *arena;
    const Language *language;
    unsigned wanted; /* TYPOGRAPHY_ bits */
    Edit *edits;
    size_t count, capacity;
    Level levels[LEVELS_MAX];
    size_t depth;
    size_t opened; /* where the quote that was opened last ends */
    bool stray;    /* a straight quote was left as it is */
    size_t closer; /* an apostrophe here may be a closing quote: the next one from where was looked */
    bool closer_known;
} Corrector;

static void add_edit(Corrector *corrector, size_t at, size_t length, Str text) {
    Edit edit = {at, length, text};
    LIST_PUSH(corrector->arena, corrector->edits, corrector->count, corrector->capacity, edit);
}

static bool is_space(uint32_t code) {
    return code <= ' ' || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F;
}

static bool is_word(uint32_t code) {
    return keep_is_letter(code) || keep_is_digit(code);
}

static size_t run_length(Str text, size_t offset, char byte) {
    size_t end = offset;
    while (end < text.length && text.data[end] == byte)
        end++;
    return end - offset;
}

static bool has_byte(Str text, size_t offset, char byte) {
    return offset < text.length && text.data[offset] == byte;
}

/* Is the word around offset an address of the net or a path? */
static bool is_address(Str text, size_t offset) {
    size_t start = offset, end = offset;
    while (start > 0 && offset - start < ADDRESS_LENGTH && !is_space((unsigned char)text.data[start - 1]))
        start--;
    while (end < text.length && end - offset < ADDRESS_LENGTH && !is_space((unsigned char)text.data[end]))
        end++;
    for (size_t i = start; i < end; i++)
        if (text.data[i] == '@' || text.data[i] == '/' || text.data[i] == '\\' || text.data[i] == '=' ||
            str_starts(str_slice(text, i, end), STR("www.")))
            return true;
    return false;
}

/* ---- quotes ----------------------------------------------------------------------------------- */

static bool is_code(Str mark, uint32_t code) {
    return mark.length > 0 && utf8_code_at(mark, 0) == code;
}

/* Whatever a quotation may follow but a space. */
static bool is_opener(const Corrector *corrector, uint32_t code) {
    const Language *language = corrector->language;
    return code == '(' || code == '[' || code == '{' || code == '/' || code == '-' || code == 0x2013 ||
           code == 0x2014 || code == 0xBF || code == 0xA1 || is_code(language->quotes[0][0], code) ||
           is_code(language->quotes[1][0], code);
}

static bool begins_word(const Corrector *corrector, size_t offset) {
    uint32_t before = utf8_code_before(corrector->text, offset);
    return is_space(before) || is_opener(corrector, before) || (offset > 0 && corrector->opened == offset);
}

/* Something to be quoted stands behind the marks at offset. */
static bool has_word_behind(const Corrector *corrector, size_t offset) {
    Str text = corrector->text;
    while (has_byte(text, offset, '"') || has_byte(text, offset, '\''))
        offset++;
    uint32_t code = utf8_code_at(text, offset);
    bool stop = code < 0x80 && (code == 0 || strchr(",;:!?)]}%", (int)code));
    return !is_space(code) && !stop && (code != '.' || has_byte(text, offset + 1, '.'));
}

static bool ends_word(Str text, size_t offset) {
    uint32_t code = utf8_code_at(text, offset);
    return is_space(code) || (code < 0x80 && strchr(".,;:!?)", (int)code));
}

static size_t find_level(const Corrector *corrector, char typed) {
    size_t depth = corrector->depth;
    while (depth > 0 && corrector->levels[depth - 1].typed != typed)
        depth--;
    return depth;
}

static void open_quote(Corrector *corrector, size_t offset) {
    const Str *pair = corrector->language->quotes[corrector->depth % 2];
    if (pair[0].length == 0 || corrector->depth == LEVELS_MAX)
        return;
    corrector->levels[corrector->depth++] = (Level){corrector->text.data[offset], pair[1]};
    corrector->opened = offset + 1;
    add_edit(corrector, offset, 1, pair[0]);
}

static void close_quote(Corrector *corrector, size_t offset, size_t depth) {
    corrector->depth = depth - 1;
    add_edit(corrector, offset, 1, corrector->levels[depth - 1].close);
}

static void set_mark(Corrector *corrector, size_t offset, Str mark) {
    if (mark.length > 0)
        add_edit(corrector, offset, 1, mark);
}

/* A closing mark without an opening one ends a quotation of several paragraphs, if it is the first mark. */
static void correct_double(Corrector *corrector, size_t offset) {
    Str text = corrector->text;
    const Language *language = corrector->language;
    uint32_t before = utf8_code_before(text, offset);
    size_t depth = find_level(corrector, '"');
    Str prime = figures_prime(language, text, offset);
    if (figures_follow_feet(text, offset))
        set_mark(corrector, offset, prime);
    else if (begins_word(corrector, offset) && has_word_behind(corrector, offset + 1))
        open_quote(corrector, offset);
    else if (depth > 0 && !is_space(before))
        close_quote(corrector, offset, depth);
    else if (prime.length > 0 && !corrector->stray)
        set_mark(corrector, offset, prime);
    else if (!corrector->stray && !is_space(before) && ends_word(text, offset + 1))
        set_mark(corrector, offset, language->quotes[0][1]);
    else
        corrector->stray = true;
}

/* Some apostrophe behind offset ends a word. One search serves all quotes before what it finds. */
static bool has_closer(Corrector *corrector, size_t offset) {
    Str text = corrector->text;
    if (corrector->closer_known && corrector->closer > offset)
        return corrector->closer < text.length;
    size_t at = offset + 1;
    while (at < text.length && !(text.data[at] == '\'' && !is_space(utf8_code_before(text, at)) &&
                                 !is_word(utf8_code_at(text, at + 1)) && at != offset + 1))
        at++;
    corrector->closer = at;
    corrector->closer_known = true;
    return at < text.length;
}

/* '68, where the century is left out; and '90's with a letter behind. */
static bool is_year(Str text, size_t offset) {
    size_t figures = 0;
    while (keep_is_digit(utf8_code_at(text, offset + figures)))
        figures++;
    bool quoted = has_byte(text, offset + figures, '\'');
    return figures == 2 && (!quoted || keep_is_letter(utf8_code_at(text, offset + figures + 1)));
}

/* 'tis, as the language lists such words. */
static bool is_elided(const Corrector *corrector, size_t offset) {
    const Language *language = corrector->language;
    for (size_t i = 0; i < language->elided_count; i++) {
        size_t at = offset, in = 0;
        while (in < language->elided[i].length &&
               utf8_lower(utf8_code_at(corrector->text, at)) == utf8_code_at(language->elided[i], in)) {
            utf8_next(corrector->text, &at);
            utf8_next(language->elided[i], &in);
        }
        if (in == language->elided[i].length && !is_word(utf8_code_at(corrector->text, at)))
            return true;
    }
    return false;
}

static void correct_single(Corrector *corrector, size_t offset) {
    Str text = corrector->text;
    uint32_t before = utf8_code_before(text, offset), after = utf8_code_at(text, offset + 1);
    size_t depth = find_level(corrector, '\'');
    Str mark = {0}, apostrophe = corrector->language->apostrophe;
    if (is_word(before) && is_word(after))
        mark = keep_is_digit(before) && keep_is_digit(after)
                   ? figures_prime(corrector->language, text, offset)
                   : apostrophe;
    else if (begins_word(corrector, offset) && has_word_behind(corrector, offset + 1)) {
        if (is_word(after) && (is_year(text, offset + 1) || is_elided(corrector, offset + 1) ||
                               !has_closer(corrector, offset)))
            mark = apostrophe;
        else
            open_quote(corrector, offset);
    } else if (depth > 0 && !is_space(before))
        close_quote(corrector, offset, depth);
    else
        mark = keep_is_letter(before) ? apostrophe : figures_prime(corrector->language, text, offset);
    set_mark(corrector, offset, mark);
}

/* EU´s: the accent that stands by itself on many keyboards, behind a letter or figure. */
static bool is_acute(Str text, size_t offset) {
    return text.data[offset] == '\xC2' && has_byte(text, offset + 1, '\xB4');
}

static void correct_acute(Corrector *corrector, size_t offset) {
    Str apostrophe = corrector->language->apostrophe;
    if (apostrophe.length > 0 && is_word(utf8_code_before(corrector->text, offset)))
        add_edit(corrector, offset, ACUTE_LENGTH, apostrophe);
}

/* ---- dashes ----------------------------------------------------------------------------------- */

static void set_dash(Corrector *corrector, size_t offset, size_t length) {
    const Str *dash = corrector->language->dash;
    /* The space may have been kept for another reason. */
    if (corrector->count > 0 && corrector->edits[corrector->count - 1].at == offset - 1)
        corrector->count--;
    add_edit(corrector, offset - 1, 1, dash[0]);
    add_edit(corrector, offset, length, dash[1]);
    add_edit(corrector, offset + length, 1, dash[2]);
}

/* One to three hyphens; more are a line, and --option is a name. */
static void correct_hyphens(Corrector *corrector, size_t offset, size_t length) {
    Str text = corrector->text;
    const Language *language = corrector->language;
    size_t end = offset + length;
    if (length == 1 && language->minus.length > 0 && figures_have_minus(text, offset))
        add_edit(corrector, offset, 1, language->minus);
    bool alone = offset == 0 && end == text.length; /* in a cell, for nothing */
    if (alone && length <= 3 && language->dash[1].length > 0)
        add_edit(corrector, offset, length, language->dash[1]);
    if (offset == 0 || end >= text.length || length > 3)
        return;
    uint32_t before = utf8_code_before(text, offset), after = utf8_code_at(text, end);
    if (before == ' ' && after == ' ' && language->dash[1].length > 0)
        set_dash(corrector, offset, length);
    else if (length == 1 && language->range.length > 0 && figures_are_range(language, text, offset))
        add_edit(corrector, offset, 1, language->range);
    else if (length > 1 && language->dash[1].length > 0 && (is_word(before) || before == '"') &&
             after != '-' && after != '>' && !is_address(text, offset))
        add_edit(corrector, offset, length, language->dash[1]);
}

/* A dash that was typed as one: only that no line begins with it. */
static void keep_dash(Corrector *corrector, size_t offset) {
    Str text = corrector->text, before = corrector->language->dash[0];
    bool dash = str_starts(str_slice(text, offset, text.length), STR("–")) ||
                str_starts(str_slice(text, offset, text.length), STR("—"));
    if (dash && before.length > 0 && offset > 0 && text.data[offset - 1] == ' ' &&
        has_byte(text, offset + 3, ' ') &&
        !(corrector->count > 0 && corrector->edits[corrector->count - 1].at == offset - 1))
        add_edit(corrector, offset - 1, 1, before);
}

/* ---- spaces ----------------------------------------------------------------------------------- */

/* Letters that end before offset, at most so many as make a word of its own. */
static size_t letters_before(Str text, size_t offset) {
    size_t count = 0;
    char out[4];
    for (uint32_t code = utf8_code_before(text, offset); keep_is_letter(code) && count < ORDINARY_WORD;
         code = utf8_code_before(text, offset), count++)
        offset -= utf8_encode(code, out);
    return count;
}

static size_t letters_behind(Str text, size_t offset) {
    size_t count = 0;
    while (count < ORDINARY_WORD && offset < text.length && keep_is_letter(utf8_next(text, &offset)))
        count++;
    return count;
}

/*
 * A no-break space holds what its author put it between, and is as wide as any other. But one between two
 * ordinary words, the second no name, came there by accident, and lines are better without it.
 */
static void correct_no_break(Corrector *corrector, size_t offset) {
    Str text = corrector->text;
    size_t behind = offset + NO_BREAK_LENGTH;
    uint32_t first = utf8_code_at(text, behind);
    if (utf8_upper(first) != first && letters_before(text, offset) == ORDINARY_WORD &&
        letters_behind(text, behind) == ORDINARY_WORD)
        add_edit(corrector, offset, NO_BREAK_LENGTH, STR(" "));
}

static bool is_no_break(Str text, size_t offset) {
    return text.data[offset] == '\xC2' && has_byte(text, offset + 1, '\xA0');
}

/* ---- the text --------------------------------------------------------------------------------- */

static void correct_stops(Corrector *corrector, size_t offset, size_t length) {
    Str text = corrector->text, ellipsis = corrector->language->ellipsis;
    if (length == 3 && ellipsis.length > 0 && !is_address(text, offset))
        add_edit(corrector, offset, length, ellipsis);
}

/* Looks at what begins at offset; gives where to go on. */
static size_t correct_at(Corrector *corrector, size_t offset) {
    Str text = corrector->text;
    char byte = text.data[offset];
    size_t length = byte == '-' || byte == '.' ? run_length(text, offset, byte) : 1;
    if (byte == ' ' && (corrector->wanted & TYPOGRAPHY_SPACES) &&
        keep_wants(corrector->language, text, offset))
        add_edit(corrector, offset, 1, STR("\xC2\xA0"));
    else if ((corrector->wanted & TYPOGRAPHY_SPACES) && is_no_break(text, offset)) {
        correct_no_break(corrector, offset);
        length = NO_BREAK_LENGTH;
    } else if ((corrector->wanted & TYPOGRAPHY_QUOTES) && is_acute(text, offset)) {
        correct_acute(corrector, offset);
        length = ACUTE_LENGTH;
    } else if (byte == '"' && (corrector->wanted & TYPOGRAPHY_QUOTES))
        correct_double(corrector, offset);
    else if (byte == '\'' && (corrector->wanted & TYPOGRAPHY_QUOTES))
        correct_single(corrector, offset);
    else if (byte == '-' && (corrector->wanted & TYPOGRAPHY_DASHES)) {
        size_t count = corrector->count;
        correct_hyphens(corrector, offset, length);
        /* The space behind a dash is done. */
        length += corrector->count > count && corrector->edits[corrector->count - 1].at == offset + length;
    } else if (byte == '\xE2' && (corrector->wanted & TYPOGRAPHY_DASHES))
        keep_dash(corrector, offset);
    else if (byte == '.' && (corrector->wanted & TYPOGRAPHY_ELLIPSIS))
        correct_stops(corrector, offset, length);
    return offset + length;
}

static size_t correct_voice(Corrector *corrector, const Voice *voice, size_t start, size_t end) {
    static const bool looked_at[256] = {[' '] = true, ['"'] = true,  ['\''] = true, ['-'] = true,
                                        ['.'] = true, [0xC2] = true, [0xE2] = true};
    corrector->language = voice->style->language;
    corrector->wanted = voice->style->typography;
    if (!corrector->language || !corrector->wanted || voice->picture)
        return end;
    size_t offset = start;
    while (offset < end) {
        if (looked_at[(unsigned char)corrector->text.data[offset]])
            offset = correct_at(corrector, offset);
        else
            offset++;
    }
    return offset;
}

/* Where a place of the old text lies in the new one. Asked for in ascending order. */
typedef struct Shift {
    const Corrector *corrector;
    size_t next, added, removed;
} Shift;

static uint32_t shift_place(Shift *shift, size_t place) {
    const Corrector *corrector = shift->corrector;
    while (shift->next < corrector->count && corrector->edits[shift->next].at < place) {
        const Edit *edit = &corrector->edits[shift->next++];
        shift->added += edit->text.length;
        shift->removed += edit->length;
        if (edit->at + edit->length > place)
            place = edit->at + edit->length;
    }
    return (uint32_t)(place + shift->added - shift->removed);
}

static void apply_edits(const Corrector *corrector, const Gathered *gathered) {
    Buffer corrected = buffer_new(corrector->arena);
    size_t done = 0;
    for (size_t i = 0; i < corrector->count; i++) {
        const Edit *edit = &corrector->edits[i];
        buffer_add(&corrected, str_slice(corrector->text, done, edit->at));
        buffer_add(&corrected, edit->text);
        done = edit->at + edit->length;
    }
    buffer_add(&corrected, str_slice(corrector->text, done, corrector->text.length));
    Shift voices = {.corrector = corrector}, soft = voices;
    for (size_t i = 0; i < gathered->voice_count; i++)
        gathered->voices[i].start = shift_place(&voices, gathered->voices[i].start);
    for (size_t i = 0; i < gathered->soft_count; i++)
        gathered->soft[i] = shift_place(&soft, gathered->soft[i]);
    *gathered->text = corrected;
}

void typography_correct(const Gathered *gathered) {
    Corrector corrector = {.text = buffer_str(gathered->text), .arena = gathered->text->arena};
    size_t offset = 0;
    for (size_t i = 0; i < gathered->voice_count; i++) {
        size_t end = i + 1 < gathered->voice_count ? gathered->voices[i + 1].start : corrector.text.length;
        end = end < corrector.text.length ? end : corrector.text.length;
        if (offset < end)
            offset = correct_voice(&corrector, &gathered->voices[i], offset, end);
    }
    if (corrector.count > 0)
        apply_edits(&corrector, gathered);
}
