/*
 * Content streams: what is painted, in which marked content, with which glyphs.
 *
 * The one idea: an interpreter that draws nothing. What operators say about marks, fonts and colours goes
 * into the tables of the checker.
 */
#include "reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const OPERATORS[] = {
    "b",  "B",   "b*", "B*",  "BDC", "BI", "BMC", "BT", "c",  "cm", "CS", "cs", "d",  "Do",
    "DP", "EMC", "ET", "f",   "F",   "f*", "G",   "g",  "gs", "h",  "i",  "ID", "j",  "J",
    "K",  "k",   "l",  "m",   "M",   "MP", "n",   "q",  "Q",  "re", "RG", "rg", "ri", "s",
    "S",  "SC",  "sc", "SCN", "scn", "sh", "T*",  "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL",
    "Tm", "Tr",  "Ts", "Tw",  "Tz",  "v",  "w",   "W",  "W*", "y",  "'",  "\"", "EI",
};

static bool is_one_of(const char *word, const char *list) {
    size_t length = strlen(word);
    for (const char *at = strstr(list, word); at && length > 0; at = strstr(at + 1, word))
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == 0))
            return true;
    return false;
}

static const Token *last_token(const Reader *reader, size_t from_end, TokenKind kind) {
    if (reader->count <= from_end || reader->tokens[reader->count - 1 - from_end].kind != kind)
        return NULL;
    return &reader->tokens[reader->count - 1 - from_end];
}

static const char *last_name(const Reader *reader) {
    const Token *token = last_token(reader, 0, TOKEN_NAME);
    return token ? token->text : "";
}

/* What stands behind a key of the dictionary among the operands. */
static const Token *value_of(const Reader *reader, const char *key, TokenKind kind) {
    for (size_t i = 0; i + 1 < reader->count; i++) {
        const Token *token = &reader->tokens[i];
        if (token->kind == TOKEN_NAME && strcmp(token->text, key) == 0 && token[1].kind == kind)
            return token + 1;
    }
    return NULL;
}

/* ---- marked content --------------------------------------------------------------------------- */

static Group current_group(const Reader *reader) {
    for (int i = reader->depth; i > 0; i--)
        if (i <= NESTING && reader->levels[i - 1].group != GROUP_SPAN)
            return reader->levels[i - 1].group;
    return GROUP_NONE;
}

static bool is_replaced(const Reader *reader) {
    for (int i = 0; i < reader->depth && i < NESTING; i++)
        if (reader->levels[i].replaced)
            return true;
    return false;
}

static void say(Reader *reader, const char *text) {
    if (!reader->mark)
        return;
    size_t length = reader->mark->text ? strlen(reader->mark->text) : 0;
    reader->mark->text = realloc(reader->mark->text, length + strlen(text) + 1);
    strcpy(reader->mark->text + length, text);
}

static void say_utf16(Reader *reader, const Token *text) {
    const uint8_t *bytes = (const uint8_t *)text->text;
    if (text->length < 2 || bytes[0] != 0xFE || bytes[1] != 0xFF || text->length % 2) {
        if (text->length > 0)
            fail(reader->checker, "actual-text", "page %zu: an ActualText is not UTF-16", reader->number);
        return;
    }
    for (size_t i = 2; i + 1 < text->length; i += 2) {
        unsigned code = bytes[i] * 256u + bytes[i + 1];
        if (code >= 0xD800 && code < 0xDC00 && i + 3 < text->length) {
            code = 0x10000 + ((code - 0xD800) << 10) + (bytes[i + 2] * 256u + bytes[i + 3] - 0xDC00);
            i += 2;
        }
        char utf8[5] = {0};
        if (code < 0x80)
            utf8[0] = (char)code;
        else if (code < 0x800)
            snprintf(utf8, sizeof utf8, "%c%c", 0xC0 | code >> 6, 0x80 | (code & 63));
        else if (code < 0x10000)
            snprintf(utf8, sizeof utf8, "%c%c%c", 0xE0 | code >> 12, 0x80 | (code >> 6 & 63),
                     0x80 | (code & 63));
        else
            snprintf(utf8, sizeof utf8, "%c%c%c%c", 0xF0 | code >> 18, 0x80 | (code >> 12 & 63),
                     0x80 | (code >> 6 & 63), 0x80 | (code & 63));
        say(reader, utf8);
    }
}

static void begin_content(Reader *reader, int number) {
    Page *page = reader->page;
    if (current_group(reader) != GROUP_NONE)
        fail(reader->checker, "nested", "page %zu: content %d inside other content or an artifact",
             reader->number, number);
    for (size_t i = 0; i < page->mark_count; i++)
        if (page->marks[i].number == number)
            fail(reader->checker, "marks", "page %zu: the number %d is given twice", reader->number,
                 number);
    page->marks = grow(page->marks, page->mark_count, &page->mark_capacity, sizeof(Mark));
    reader->mark = &page->marks[page->mark_count++];
    *reader->mark = (Mark){.number = number};
}

static void begin_artifact(Reader *reader) {
    const Token *type = value_of(reader, "Type", TOKEN_NAME);
    if (current_group(reader) != GROUP_NONE)
        fail(reader->checker, "nested", "page %zu: an artifact inside content", reader->number);
    if (!type || !is_one_of(type->text, "Pagination Layout Page Background"))
        fail(reader->checker, "artifact-type", "page %zu: an artifact without a type", reader->number);
}

static void begin_marked(Reader *reader) {
    const Token *number = value_of(reader, "MCID", TOKEN_NUMBER);
    const Token *actual = value_of(reader, "ActualText", TOKEN_STRING);
    bool artifact = reader->count > 0 && reader->tokens[0].kind == TOKEN_NAME &&
                    strcmp(reader->tokens[0].text, "Artifact") == 0;
    Level level = {GROUP_SPAN, false};
    if (artifact) {
        begin_artifact(reader);
        level.group = GROUP_ARTIFACT;
    } else if (number) {
        begin_content(reader, (int)number->number);
        level.group = GROUP_CONTENT;
    }
    if (actual && !is_replaced(reader)) {
        say_utf16(reader, actual);
        level.replaced = true;
    }
    if (reader->depth < NESTING)
        reader->levels[reader->depth] = level;
    reader->depth++;
}

static void end_marked(Reader *reader) {
    if (reader->depth == 0) {
        fail(reader->checker, "balanced", "page %zu: EMC without BDC", reader->number);
        return;
    }
    if (--reader->depth < NESTING && reader->levels[reader->depth].group == GROUP_CONTENT)
        reader->mark = NULL;
}

static void check_tagged(Reader *reader, const char *operator) {
    if (current_group(reader) == GROUP_NONE && reader->form_depth == 0)
        fail(reader->checker, "untagged", "page %zu: %s outside marked content", reader->number, operator);
}

/* ---- text ------------------------------------------------------------------------------------- */

static bool is_hyphen(const char *text) {
    return strcmp(text, "-") == 0 || strcmp(text, "\xE2\x80\x90") == 0;
}

/* A line in the midst of content: without a space or a hyphen before it two words run together. */
static void check_space(const Reader *reader, const char *text) {
    const char *before = reader->mark ? reader->mark->text : NULL;
    if (!before || !*before || !reader->moved || reader->behind_hyphen)
        return;
    if (ends_in_letter(before) && begins_with_letter(text))
        fail(reader->checker, "spaces", "page %zu: \"%s\" follows \"%s\" without a space", reader->number,
             text, before + (strlen(before) > 20 ? strlen(before) - 20 : 0));
}

static void show_code(Reader *reader, unsigned code) {
    reader->font->used[code / 8] |= (uint8_t)(1u << code % 8);
    const char *text = reader->font->texts[code] ? reader->font->texts[code] : "";
    bool artifact = current_group(reader) == GROUP_ARTIFACT;
    if (reader->mark && !reader->mark->text)
        reader->mark->moved = reader->moved;
    if (!is_replaced(reader)) {
        check_space(reader, text);
        say(reader, text);
    }
    reader->moved = false;
    reader->behind_hyphen = artifact && is_hyphen(text);
    if (reader->behind_hyphen && reader->page->mark_count > 0)
        reader->page->marks[reader->page->mark_count - 1].hyphened = true;
}

static void show_strings(Reader *reader) {
    for (size_t i = 0; i < reader->count; i++) {
        const Token *token = &reader->tokens[i];
        for (size_t k = 0; token->kind == TOKEN_STRING && k + 1 < token->length; k += 2)
            show_code(reader, (uint8_t)token->text[k] * 256u + (uint8_t)token->text[k + 1]);
    }
}

static void show_text(Reader *reader, const char *operator) {
    check_tagged(reader, operator);
    if (!reader->in_text)
        fail(reader->checker, "balanced", "page %zu: text outside BT and ET", reader->number);
    if (!reader->font)
        fail(reader->checker, "resources", "page %zu: text without a font", reader->number);
    else
        show_strings(reader);
}

static Object resource(Reader *reader, const char *kind, const char *name) {
    char key[NAME_MAX_LENGTH + 1];
    snprintf(key, sizeof key, "/%s", name);
    Object found = at_key(reader->checker, at_key(reader->checker, reader->resources, kind), key);
    if (is_null(reader->checker, found))
        fail(reader->checker, "resources", "page %zu: there is no %s %s", reader->number, kind + 1, name);
    return found;
}

static void choose_font(Reader *reader) {
    const Token *name = last_token(reader, 1, TOKEN_NAME);
    Object font = resource(reader, "/Font", name ? name->text : "");
    reader->font = is_dict(reader->checker, font) ? font_of(reader->checker, font) : NULL;
}

/* A line is another one if the text moves up or down. */
static void move(Reader *reader, const char *operator) {
    const Token *down = last_token(reader, 0, TOKEN_NUMBER);
    bool matrix = strcmp(operator, "Tm") == 0 || strcmp(operator, "T*") == 0;
    if (matrix || (down && (down->number > 0.5 || down->number < -0.5)))
        reader->moved = true;
}

/* ---- colours, pictures, states ------------------------------------------------------------------ */

static void use_space(Checker *checker, Object space) {
    if (is_array(checker, space))
        space = item_at(checker, space, 0);
    checker->uses_rgb = checker->uses_rgb || is_name(checker, space, "/DeviceRGB");
    checker->uses_cmyk = checker->uses_cmyk || is_name(checker, space, "/DeviceCMYK");
    checker->uses_gray = checker->uses_gray || is_name(checker, space, "/DeviceGray");
}

static void use_colour(Checker *checker, const char *operator) {
    checker->uses_rgb = checker->uses_rgb || is_one_of(operator, "rg RG");
    checker->uses_cmyk = checker->uses_cmyk || is_one_of(operator, "k K");
    checker->uses_gray = checker->uses_gray || is_one_of(operator, "g G");
}

static void use_named_space(Reader *reader) {
    const char *name = last_name(reader);
    if (is_one_of(name, "DeviceRGB DeviceCMYK DeviceGray Pattern"))
        use_colour(reader->checker, strcmp(name, "DeviceRGB") == 0    ? "rg"
                                    : strcmp(name, "DeviceCMYK") == 0 ? "k"
                                                                      : "g");
    else
        use_space(reader->checker, resource(reader, "/ColorSpace", name));
}

static void use_state(Reader *reader) {
    Checker *checker = reader->checker;
    Object state = resource(reader, "/ExtGState", last_name(reader));
    Object blend = at_key(checker, state, "/BM"), mask = at_key(checker, state, "/SMask");
    bool faint = number_of(checker, at_key(checker, state, "/ca"), 1) < 1 ||
                 number_of(checker, at_key(checker, state, "/CA"), 1) < 1;
    bool blended = has_key(checker, state, "/BM") && !is_name(checker, blend, "/Normal");
    bool masked = is_dict(checker, mask);
    reader->page->transparent = reader->page->transparent || faint || blended || masked;
    if (has_key(checker, state, "/TR") || has_key(checker, state, "/HTP"))
        fail(checker, "transparency", "page %zu: a transfer function", reader->number);
}

static void read_stream(Reader *outer, Object stream, Object resources);

static void paint_object(Reader *reader) {
    Checker *checker = reader->checker;
    Object object = resource(reader, "/XObject", last_name(reader));
    check_tagged(reader, "Do");
    if (is_name(checker, at_key(checker, object, "/Subtype"), "/Form")) {
        Object own = at_key(checker, object, "/Resources");
        if (reader->form_depth < FORMS)
            read_stream(reader, object, is_dict(checker, own) ? own : reader->resources);
        return;
    }
    if (!is_stream(checker, object))
        return;
    use_space(checker, at_key(checker, object, "/ColorSpace"));
    if (has_key(checker, object, "/SMask"))
        reader->page->transparent = true;
    if (is_true(checker, at_key(checker, object, "/Interpolate")))
        fail(checker, "images", "page %zu: a picture is smoothed", reader->number);
    if (has_key(checker, object, "/Alternates") || has_key(checker, object, "/OPI"))
        fail(checker, "images", "page %zu: a picture has alternatives", reader->number);
}

static void shade(Reader *reader) {
    check_tagged(reader, "sh");
    Object shading = resource(reader, "/Shading", last_name(reader));
    use_space(reader->checker, at_key(reader->checker, shading, "/ColorSpace"));
}

static void skip_inline_picture(Reader *reader) {
    check_tagged(reader, "BI");
    while (reader->at + 2 < reader->end &&
           !(is_space(reader->at[0]) && reader->at[1] == 'E' && reader->at[2] == 'I'))
        reader->at++;
}

/* ---- operators -------------------------------------------------------------------------------- */

static void save_state(Reader *reader, bool save) {
    reader->saved += save ? 1 : -1;
    if (reader->saved < 0)
        fail(reader->checker, "balanced", "page %zu: Q without q", reader->number);
}

static void switch_text(Reader *reader, bool begin) {
    if (reader->in_text == begin)
        fail(reader->checker, "balanced", "page %zu: BT and ET do not alternate", reader->number);
    reader->in_text = begin;
    reader->moved = true;
}

static void operate(Reader *reader, const char *operator) {
    if (is_one_of(operator, "b B b* B* f F f* s S"))
        check_tagged(reader, operator);
    else if (is_one_of(operator, "Tj TJ ' \""))
        show_text(reader, operator);
    else if (is_one_of(operator, "BDC BMC"))
        begin_marked(reader);
    else if (is_one_of(operator, "Td TD Tm T*"))
        move(reader, operator);
    else if (is_one_of(operator, "rg RG g G k K"))
        use_colour(reader->checker, operator);
    else if (is_one_of(operator, "cs CS"))
        use_named_space(reader);
    else if (is_one_of(operator, "q Q"))
        save_state(reader, operator[0] == 'q');
    else if (is_one_of(operator, "BT ET"))
        switch_text(reader, operator[0] == 'B');
    else if (strcmp(operator, "EMC") == 0)
        end_marked(reader);
    else if (strcmp(operator, "Tf") == 0)
        choose_font(reader);
    else if (strcmp(operator, "gs") == 0)
        use_state(reader);
    else if (strcmp(operator, "Do") == 0)
        paint_object(reader);
    else if (strcmp(operator, "sh") == 0)
        shade(reader);
    else if (strcmp(operator, "ID") == 0)
        skip_inline_picture(reader);
}

static bool is_operator(const char *word) {
    for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++)
        if (strcmp(word, OPERATORS[i]) == 0)
            return true;
    return false;
}

static void interpret(Reader *reader) {
    char *operator;
    while ((operator= next_operator(reader))) {
        if (!is_operator(operator))
            fail(reader->checker, "operators", "page %zu: there is no operator %s",
                 reader->number, operator);
        operate(reader, operator);
        drop_tokens(reader);
        free(operator);
    }
    drop_tokens(reader);
    if (reader->depth != 0 || reader->saved != 0 || reader->in_text)
        fail(reader->checker, "balanced", "page %zu: something is not closed at the end", reader->number);
}

static void read_stream(Reader *outer, Object stream, Object resources) {
    size_t length = 0;
    uint8_t *bytes = data_of(outer->checker, stream, &length);
    Reader *reader = calloc(1, sizeof *reader);
    reader->checker = outer->checker;
    reader->page = outer->page;
    reader->number = outer->number;
    reader->resources = resources;
    reader->form_depth = outer->form_depth + 1;
    reader->at = bytes;
    reader->end = bytes + length;
    if (bytes)
        interpret(reader);
    free(bytes);
    free(reader);
}

static Object inherited(Checker *checker, Object page, const char *key) {
    Object node = page;
    for (int depth = 0; depth < NESTING && !has_key(checker, node, key); depth++)
        node = at_key(checker, node, "/Parent");
    return at_key(checker, node, key);
}

static void read_page(Checker *checker, size_t index) {
    Page *page = &checker->pages[index];
    unsigned char *bytes = NULL;
    size_t length = 0;
    if (qpdf_oh_get_page_content_data(checker->pdf, page->object, &bytes, &length) & QPDF_ERRORS) {
        fail(checker, "readable", "page %zu: its content cannot be read", index + 1);
        return;
    }
    Reader *reader = calloc(1, sizeof *reader);
    reader->checker = checker;
    reader->page = page;
    reader->number = index + 1;
    reader->resources = inherited(checker, page->object, "/Resources");
    reader->at = bytes;
    reader->end = bytes + length;
    interpret(reader);
    free(reader);
    free(bytes);
    Object space = at_key(checker, at_key(checker, page->object, "/Group"), "/CS");
    if (page->transparent && is_null(checker, space))
        fail(checker, "transparency", "page %zu: it is not said in which colours to blend", index + 1);
}

void check_content(Checker *checker) {
    for (size_t i = 0; i < checker->page_count; i++)
        read_page(checker, i);
    bool rgb = checker->uses_rgb && !checker->rgb_intent,
         cmyk = checker->uses_cmyk && !checker->cmyk_intent;
    bool gray = checker->uses_gray && !checker->rgb_intent && !checker->cmyk_intent;
    if (rgb || cmyk || gray)
        fail(checker, "colour", "%s without an intent for it", rgb ? "RGB" : cmyk ? "CMYK" : "grey");
}

Mark *find_mark(Checker *checker, int page_id, int number) {
    for (size_t i = 0; i < checker->page_count; i++)
        for (size_t k = 0; checker->pages[i].id == page_id && k < checker->pages[i].mark_count; k++)
            if (checker->pages[i].marks[k].number == number)
                return &checker->pages[i].marks[k];
    return NULL;
}
