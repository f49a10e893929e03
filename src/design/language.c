/*
 * design/language.c - how typed text is set in each language, from the part `languages`.
 *
 * The one idea: a pattern is cut at each of its spaces into what stands before and what stands behind, so
 * whoever sees a space only asks whether some rule fits around it; and a table of byte pairs answers "none"
 * for nearly all spaces of a text with one look.
 */
#include "design/draft.h"

#include <string.h>

/* ---- reading ---------------------------------------------------------------------------------- */

static Names join_lists(Arena *arena, Names first, Names second) {
    Str *items = ARENA_ARRAY(arena, Str, first.count + second.count);
    for (size_t i = 0; i < first.count; i++)
        items[i] = first.items[i];
    for (size_t i = 0; i < second.count; i++)
        items[first.count + i] = second.items[i];
    return (Names){items, first.count + second.count};
}

static LanguageDraft *find_draft(const Draft *draft, Str name) {
    for (size_t i = 0; i < draft->language_count; i++)
        if (str_equal(draft->languages[i]->name, name))
            return draft->languages[i];
    return NULL;
}

/* A pattern is words with single spaces between them. */
static bool is_pattern(Str pattern) {
    size_t words = 0, bytes = 0;
    Str rest = pattern;
    for (Str word = str_next_word(&rest); word.length > 0; word = str_next_word(&rest), words++)
        bytes += word.length;
    return words > 1 && bytes + words - 1 == pattern.length;
}

static void check_patterns(Draft *draft, const Tree *list) {
    size_t count = !list ? 0 : list->kind == TREE_SEQUENCE ? list->count : 1;
    for (size_t i = 0; i < count; i++) {
        const Tree *item = list->kind == TREE_SEQUENCE ? &list->items[i] : list;
        if (item->kind == TREE_SCALAR && !is_pattern(str_trim(item->text)))
            REPORT_ERROR(draft->env, item->span,
                         STR("for instance \"# kr.\": the space is the one to keep"),
                         "a pattern is words with one space between them");
    }
}

static void check_quotes(Draft *draft, const Tree *list) {
    size_t count = !list ? 0 : list->kind == TREE_SEQUENCE ? list->count : 1;
    for (size_t i = 0; i < count; i++) {
        const Tree *item = list->kind == TREE_SEQUENCE ? &list->items[i] : list;
        Str text = str_trim(item->text), first, last;
        size_t offset = 0;
        utf8_next(text, &offset);
        first = str_slice(text, offset, text.length);
        last = STR("…");
        if (item->kind == TREE_SCALAR && (!str_starts(first, last) || first.length == last.length))
            REPORT_ERROR(draft->env, item->span, STR("for instance [»…«, ›…‹]"),
                         "quotation marks are written as a pair around an ellipsis");
    }
}

/* What a later tree says of a language is added to it. */
void language_read(Draft *draft, const Tree *item) {
    Arena *arena = draft->env->keep;
    LanguageDraft *language = find_draft(draft, item->key);
    if (!language) {
        language = ARENA_NEW(arena, LanguageDraft);
        language->name = item->key;
        LIST_PUSH(arena, draft->languages, draft->language_count, draft->language_capacity, language);
    }
    Names keep = language->keep, loose = language->loose;
    Names codes = language->codes, hours = language->hours;
    language->keep = language->loose = language->codes = language->hours = (Names){0};
    check_patterns(draft, tree_find(item, "keep"));
    check_quotes(draft, tree_find(item, "quotes"));
    draft_fill(draft, SCOPE_LANGUAGE, item, language);
    language->keep = join_lists(arena, keep, language->keep);
    language->loose = join_lists(arena, loose, language->loose);
    language->codes = join_lists(arena, codes, language->codes);
    language->hours = join_lists(arena, hours, language->hours);
}

/* ---- rules ------------------------------------------------------------------------------------ */

/* A bit for each byte. */
typedef struct Bytes {
    uint8_t bits[32];
} Bytes;

static void mark_range(Bytes *bytes, int first, int last) {
    for (int i = first; i <= last; i++)
        bytes->bits[i / 8] |= (uint8_t)(1U << i % 8);
}

/* The bytes with which what a pattern's character fits can begin, or end. */
static void mark_bytes(Str character, bool end, Bytes *bytes) {
    size_t offset = 0;
    uint32_t code = utf8_next(character, &offset);
    if (code == '#') {
        mark_range(bytes, '0', '9');
    } else if (code == '@') {
        mark_range(bytes, 'A', 'Z');
        mark_range(bytes, end ? 0x80 : 0xC2, end ? 0xBF : 0xF4);
    } else if (code == '*') {
        mark_range(bytes, '!', 0xFF);
    } else {
        uint32_t forms[2] = {code, utf8_upper(code)};
        for (size_t i = 0; i < 2; i++) {
            char out[4];
            size_t length = utf8_encode(forms[i], out);
            int byte = (unsigned char)out[end ? length - 1 : 0];
            mark_range(bytes, byte, byte);
        }
    }
}

static Str last_character(Str text) {
    return str_slice(text, utf8_step_back(text, text.length), text.length);
}

static void mark_pairs(Language *language, const KeepRule *rule) {
    Bytes before = {{0}}, after = {{0}};
    mark_bytes(last_character(rule->before), true, &before);
    mark_bytes(rule->after, false, &after);
    for (size_t i = 0; i < 256; i += before.bits[i / 8] ? 1 : 8)
        for (size_t k = 0; (before.bits[i / 8] >> i % 8 & 1) && k < sizeof after.bits; k++)
            language->pairs[i][k] |= after.bits[k];
}

static size_t add_rules(KeepRule *rules, size_t count, Str pattern) {
    for (size_t i = 0; i < pattern.length; i++)
        if (pattern.data[i] == ' ')
            rules[count++] =
                (KeepRule){str_slice(pattern, 0, i), str_slice(pattern, i + 1, pattern.length)};
    return count;
}

static bool is_among(Names names, Str text) {
    for (size_t i = 0; i < names.count; i++)
        if (str_equal(names.items[i], text))
            return true;
    return false;
}

static void make_rules(Arena *arena, Language *language, Names keep, Names loose) {
    size_t spaces = 0, count = 0;
    for (size_t i = 0; i < keep.count; i++)
        spaces += keep.items[i].length;
    KeepRule *rules = ARENA_ARRAY(arena, KeepRule, spaces);
    for (size_t i = 0; i < keep.count; i++)
        if (is_pattern(keep.items[i]) && !is_among(loose, keep.items[i]))
            count = add_rules(rules, count, keep.items[i]);
    language->pairs = arena_alloc(arena, 256 * sizeof *language->pairs);
    for (size_t i = 0; i < count; i++)
        mark_pairs(language, &rules[i]);
    language->keep = rules;
    language->keep_count = count;
}

/* ---- languages -------------------------------------------------------------------------------- */

/* What a language stands on, or NULL. */
static const LanguageDraft *find_parent(const Draft *draft, const LanguageDraft *language) {
    if (language->like.text.length > 0)
        return find_draft(draft, language->like.text);
    size_t front = language->name.length;
    while (front > 0 && language->name.data[front - 1] != '-')
        front--;
    const LanguageDraft *parent = front ? find_draft(draft, str_slice(language->name, 0, front - 1)) : NULL;
    return parent || str_equal_c(language->name, "all") ? parent : find_draft(draft, STR("all"));
}

static Str first_said(Str text, Str later) {
    return text.length > 0 ? text : later;
}

/* All that a language says itself or by those that it stands on; a circle of them ends. */
static LanguageDraft gather(Draft *draft, const LanguageDraft *own) {
    LanguageDraft all = *own;
    const LanguageDraft *parent = find_parent(draft, own);
    for (size_t depth = 0; parent && depth < draft->language_count; depth++) {
        all.quotes = all.quotes.count > 0 ? all.quotes : parent->quotes;
        all.primes = all.primes.count > 0 ? all.primes : parent->primes;
        all.elided = all.elided.count > 0 ? all.elided : parent->elided;
        all.apostrophe = first_said(all.apostrophe, parent->apostrophe);
        all.dash = first_said(all.dash, parent->dash);
        all.range = first_said(all.range, parent->range);
        all.minus = first_said(all.minus, parent->minus);
        all.ellipsis = first_said(all.ellipsis, parent->ellipsis);
        all.decimal = first_said(all.decimal, parent->decimal);
        all.codes = join_lists(draft->env->keep, all.codes, parent->codes);
        all.hours = join_lists(draft->env->keep, all.hours, parent->hours);
        all.keep = join_lists(draft->env->keep, all.keep, parent->keep);
        all.loose = join_lists(draft->env->keep, all.loose, parent->loose);
        parent = find_parent(draft, parent);
    }
    return all;
}

/* "»…«" as its two marks. */
static void split_quotes(Str pair, Str marks[2]) {
    size_t offset = 0;
    utf8_next(pair, &offset);
    Str rest = str_slice(pair, offset, pair.length);
    if (!str_starts(rest, STR("…")))
        return;
    marks[0] = str_slice(pair, 0, offset);
    marks[1] = str_slice(rest, STR("…").length, rest.length);
}

static Str space_of(Str mark) {
    return str_equal_c(mark, "~") ? STR("\xC2\xA0") : mark;
}

/* "~– " as the space before, the dash, and the space behind. */
static void split_dash(Str text, Str parts[3]) {
    bool before = text.length > 0 && (text.data[0] == ' ' || text.data[0] == '~');
    Str rest = str_slice(text, before, text.length);
    bool after =
        rest.length > 0 && (rest.data[rest.length - 1] == ' ' || rest.data[rest.length - 1] == '~');
    parts[0] = space_of(str_slice(text, 0, before));
    parts[1] = str_slice(rest, 0, rest.length - after);
    parts[2] = space_of(str_slice(rest, rest.length - after, rest.length));
}

static Language make_language(Draft *draft, const LanguageDraft *own) {
    LanguageDraft all = gather(draft, own);
    Language language = {.name = own->name,
                         .apostrophe = all.apostrophe,
                         .range = all.range,
                         .minus = all.minus,
                         .ellipsis = all.ellipsis,
                         .decimal = all.decimal,
                         .elided = all.elided.items,
                         .elided_count = all.elided.count,
                         .codes = all.codes.items,
                         .code_count = all.codes.count,
                         .hours = all.hours.items,
                         .hour_count = all.hours.count};
    for (size_t i = 0; i < 2 && i < all.primes.count; i++)
        language.primes[i] = all.primes.items[i];
    for (size_t i = 0; i < 2 && all.quotes.count > 0; i++)
        split_quotes(all.quotes.items[i < all.quotes.count ? i : 0], language.quotes[i]);
    split_dash(all.dash, language.dash);
    make_rules(draft->env->keep, &language, all.keep, all.loose);
    return language;
}

static void check_like(Draft *draft, const LanguageDraft *language) {
    if (language->like.text.length == 0 || find_draft(draft, language->like.text))
        return;
    Str *names = ARENA_ARRAY(draft->env->keep, Str, draft->language_count);
    for (size_t i = 0; i < draft->language_count; i++)
        names[i] = draft->languages[i]->name;
    REPORT_ERROR(draft->env, language->like.span,
                 hint_nearest(draft->env->keep, language->like.text, names, draft->language_count),
                 "unknown language '%.*s'", STR_ARGS(language->like.text));
}

void language_finish_all(Draft *draft) {
    Language *languages = ARENA_ARRAY(draft->env->keep, Language, draft->language_count);
    for (size_t i = 0; i < draft->language_count; i++) {
        check_like(draft, draft->languages[i]);
        languages[i] = make_language(draft, draft->languages[i]);
    }
    draft->design->languages = languages;
    draft->design->language_count = draft->language_count;
}

const Language *language_find(const Design *design, Str tag) {
    const Language *found = NULL;
    size_t length = 0;
    for (size_t i = 0; i < design->language_count; i++) {
        const Language *language = &design->languages[i];
        Str name = language->name;
        bool front = str_starts(tag, name) && (tag.length == name.length || tag.data[name.length] == '-');
        if (front && name.length > length) {
            found = language;
            length = name.length;
        } else if (!found && str_equal_c(name, "all")) {
            found = language;
        }
    }
    return found;
}

void language_check(Env *env, const Design *design, const Field *field, Names *told) {
    const Language *known = language_find(design, field->value);
    bool fine = field->value.length == 0 || (known && !str_equal_c(known->name, "all"));
    if (fine || is_among(*told, field->value))
        return;
    *told = join_lists(env->keep, *told, (Names){&field->value, 1});
    Str *names = ARENA_ARRAY(env->keep, Str, design->language_count);
    for (size_t i = 0; i < design->language_count; i++)
        names[i] = design->languages[i].name;
    Str hint = hint_nearest(env->keep, field->value, names, design->language_count);
    if (hint.length == 0)
        hint = STR("da is Danish, en English; the layout can describe others under 'languages'");
    REPORT_WARNING(env, field->span, hint,
                   "no quotation marks and no rules are known for the language '%.*s'",
                   STR_ARGS(field->value));
}
