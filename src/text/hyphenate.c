/*
 * text/hyphenate.c - where a word may be divided, by the patterns of its language.
 *
 * The idea: dictionaries are written in many encodings and count in characters of their own, so a word is
 * turned into one byte string plus a table of where each of its characters stands in the caller's UTF-8.
 */
#include "text/patterns.h"
#include "text/syllables.h"
#include "text/words.h"

#include <iconv.h>
#include <string.h>

#define DICTIONARY_FOLDER "/usr/share/hyphen"

typedef struct LanguageRow {
    const char *language;
    const char *files[2]; /* the first one there */
    uint8_t left_min, right_min;
} LanguageRow;

/* Longer tags first: the first row that is the tag, or a whole part of its front, counts. */
static const LanguageRow LANGUAGES[] = {
    {"da", {"hyph_da_DK.dic", "hyph_da.dic"}, 2, 2},
    {"de", {"hyph_de_DE.dic", "hyph_de.dic"}, 2, 2},
    {"en-US", {"hyph_en_US.dic", "hyph_en_GB.dic"}, 2, 3},
    {"en", {"hyph_en_GB.dic", "hyph_en_US.dic"}, 2, 3},
    {"nb", {"hyph_nb_NO.dic", "hyph_nb.dic"}, 2, 2},
    {"nn", {"hyph_nn_NO.dic", "hyph_nn.dic"}, 2, 2},
    {"no", {"hyph_nb_NO.dic", "hyph_nb.dic"}, 2, 2},
    {"sv", {"hyph_sv_SE.dic", "hyph_sv.dic"}, 2, 2},
};

typedef struct Dictionary {
    Str language;
    const Patterns *patterns;   /* NULL: never hyphenates */
    const Syllables *syllables; /* NULL: the patterns are all there is */
    bool utf8;
    uint32_t letters[128]; /* else the characters of the bytes from 0x80 on; 0 for none */
    size_t left_min, right_min;
} Dictionary;

struct Hyphenator {
    Env env;
    WordCache words;
    Dictionary **dictionaries;
    size_t dictionary_count, dictionary_capacity;
};

/* The answer for a word, as it is cached. */
typedef struct Division {
    size_t count;
    HyphenPoint points[];
} Division;

Hyphenator *text_hyphenator_new(Env *env) {
    Hyphenator *hyphenator = ARENA_NEW(env->keep, Hyphenator);
    hyphenator->env = *env;
    hyphenator->words = text_words_new(env->keep);
    return hyphenator;
}

/* ---- dictionaries ----------------------------------------------------------------------------- */

static bool tag_is(Str tag, Str row) {
    return str_starts(tag, row) && (tag.length == row.length || tag.data[row.length] == '-');
}

static const LanguageRow *find_row(Str language) {
    for (size_t i = 0; i < sizeof LANGUAGES / sizeof *LANGUAGES; i++)
        if (tag_is(language, str_from(LANGUAGES[i].language)))
            return &LANGUAGES[i];
    return NULL;
}

static char *dictionary_path(Arena *arena, Str name) {
    return str_to_c(arena, path_join(arena, STR(DICTIONARY_FOLDER), name));
}

/* For a language without a row: the first file of its name, "hyph_fr_FR.dic" for "fr-CA". */
static char *search_dictionary(Arena *arena, Str language) {
    Str *names;
    size_t count;
    Str main_part = str_slice(language, 0, str_find(language, '-'));
    Str exact = str_format(arena, "hyph_%.*s.dic", STR_ARGS(main_part));
    Str start = str_format(arena, "hyph_%.*s_", STR_ARGS(main_part));
    if (main_part.length < 2 || !file_list(arena, DICTIONARY_FOLDER, &names, &count))
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (str_equal(names[i], exact) || (str_starts(names[i], start) && str_ends(names[i], STR(".dic"))))
            return dictionary_path(arena, names[i]);
    return NULL;
}

static char *find_dictionary(Arena *arena, const LanguageRow *row, Str language) {
    for (size_t i = 0; row && i < sizeof row->files / sizeof *row->files; i++) {
        char *path = dictionary_path(arena, str_from(row->files[i]));
        if (file_kind(path) == FILE_REGULAR)
            return path;
    }
    return search_dictionary(arena, language);
}

/* What the upper half of the bytes means; false for an encoding that is unknown or not of single bytes. */
static bool read_encoding(Dictionary *dictionary, const char *name) {
    dictionary->utf8 = strcmp(name, "UTF-8") == 0;
    if (dictionary->utf8)
        return true;
    bool latin1 = strcmp(name, "ISO8859-1") == 0;
    iconv_t converter = latin1 ? (iconv_t)0 : iconv_open("UTF-32LE", name);
    if (converter == (iconv_t)-1)
        return false;
    for (size_t i = 0; i < 128; i++) {
        char byte = (char)(0x80 + i), *from = &byte;
        uint8_t code[4] = {(uint8_t)(0x80 + i), 0, 0, 0};
        char *to = (char *)code;
        size_t from_left = 1, to_left = sizeof code;
        if (latin1 || iconv(converter, &from, &from_left, &to, &to_left) != (size_t)-1)
            dictionary->letters[i] = code[0] | (uint32_t)code[1] << 8 | (uint32_t)code[2] << 16;
    }
    if (!latin1)
        iconv_close(converter);
    return true;
}

static void load_patterns(Hyphenator *hyphenator, Dictionary *dictionary, const LanguageRow *row) {
    Arena *scratch = hyphenator->env.scratch;
    ArenaMark mark = arena_mark(scratch);
    char *path = find_dictionary(scratch, row, dictionary->language);
    const Patterns *patterns = path ? patterns_load(&hyphenator->env, path) : NULL;
    arena_reset(scratch, mark);
    if (patterns && read_encoding(dictionary, patterns_encoding(patterns)))
        dictionary->patterns = patterns;
}

static Dictionary *open_dictionary(Hyphenator *hyphenator, Str language) {
    for (size_t i = 0; i < hyphenator->dictionary_count; i++)
        if (str_equal(hyphenator->dictionaries[i]->language, language))
            return hyphenator->dictionaries[i];
    const LanguageRow *row = find_row(language);
    Dictionary *dictionary = ARENA_NEW(hyphenator->env.keep, Dictionary);
    dictionary->language = str_copy(hyphenator->env.keep, language);
    dictionary->left_min = row ? row->left_min : 2;
    dictionary->right_min = row ? row->right_min : 3;
    dictionary->syllables = syllables_new(hyphenator->env.keep, language);
    load_patterns(hyphenator, dictionary, row);
    LIST_PUSH(hyphenator->env.keep, hyphenator->dictionaries, hyphenator->dictionary_count,
              hyphenator->dictionary_capacity, dictionary);
    return dictionary;
}

/* ---- words ------------------------------------------------------------------------------------ */

typedef struct CodedWord {
    char bytes[BYTE_LIMIT + 1];
    size_t byte_count;
    uint32_t letters[CHARACTER_LIMIT]; /* small */
    uint16_t ends[CHARACTER_LIMIT];    /* where each ends in the caller's text */
    size_t character_count;
} CodedWord;

/* Appends a character in the dictionary's encoding; false if it has none. */
static bool add_coded(const Dictionary *dictionary, CodedWord *coded, uint32_t code) {
    char *to = coded->bytes + coded->byte_count;
    if (dictionary->utf8 || code < 0x80) {
        coded->byte_count += utf8_encode(code, to);
        return true;
    }
    for (size_t i = 0; i < 128; i++)
        if (dictionary->letters[i] == code) {
            *to = (char)(0x80 + i);
            coded->byte_count++;
            return true;
        }
    return false;
}

static bool code_word(const Dictionary *dictionary, Str word, CodedWord *coded) {
    coded->byte_count = 0;
    coded->character_count = 0;
    for (size_t offset = 0; offset < word.length;) {
        uint32_t code = utf8_lower(utf8_next(word, &offset));
        if (code < 'A' || coded->character_count == CHARACTER_LIMIT || !add_coded(dictionary, coded, code))
            return false;
        coded->letters[coded->character_count] = code;
        coded->ends[coded->character_count++] = (uint16_t)offset;
    }
    coded->bytes[coded->byte_count] = '\0';
    return coded->character_count > 0;
}

/* marks[i] becomes true where the word may be divided behind character i. */
static void mark_divisions(const Dictionary *dictionary, const CodedWord *coded,
                           bool marks[CHARACTER_LIMIT]) {
    patterns_divide(dictionary->patterns, (Str){coded->bytes, coded->byte_count}, marks);
    for (size_t i = 0; i < coded->character_count; i++) {
        size_t left = i + 1, right = coded->character_count - left;
        marks[i] = marks[i] && left >= dictionary->left_min && right >= dictionary->right_min;
    }
}

/*
 * A piece without a vowel is no syllable: patterns give "må-l-rettet" and "kor-ps". Of the two divisions
 * around it the first is dropped, since in a compound the second is more often the seam.
 */
static void drop_false_syllables(const CodedWord *coded, bool marks[CHARACTER_LIMIT]) {
    size_t last = CHARACTER_LIMIT;
    bool vowel = false;
    for (size_t i = 0; i < coded->character_count; i++) {
        vowel = syllables_is_vowel(coded->letters[i]) || vowel;
        bool end = i + 1 == coded->character_count;
        if (!marks[i] && !end)
            continue;
        if (!vowel && last < CHARACTER_LIMIT)
            marks[last] = false;
        else if (!vowel)
            marks[i] = false;
        if (marks[i])
            last = i;
        vowel = false;
    }
}

/* ranks[i] says how good a division behind character i is. */
static void rank_divisions(const Dictionary *dictionary, const CodedWord *coded,
                           uint8_t ranks[CHARACTER_LIMIT]) {
    bool marks[CHARACTER_LIMIT] = {false};
    mark_divisions(dictionary, coded, marks);
    drop_false_syllables(coded, marks);
    for (size_t i = 0; i < coded->character_count; i++)
        ranks[i] = marks[i] ? DIVIDE_WELL : DIVIDE_NOT;
    if (dictionary->syllables)
        syllables_mend(dictionary->syllables, coded->letters, coded->character_count, ranks);
}

static const Division *divide_word(Hyphenator *hyphenator, const Dictionary *dictionary, Str word) {
    CodedWord coded;
    uint8_t ranks[CHARACTER_LIMIT] = {0};
    bool known = word.length <= BYTE_LIMIT && dictionary->patterns && code_word(dictionary, word, &coded) &&
                 coded.character_count >= dictionary->left_min + dictionary->right_min;
    if (known)
        rank_divisions(dictionary, &coded, ranks);
    size_t count = 0;
    for (size_t i = 0; i < CHARACTER_LIMIT; i++)
        count += ranks[i] != DIVIDE_NOT;
    Division *division =
        arena_alloc(hyphenator->env.keep, sizeof *division + count * sizeof *division->points);
    for (size_t i = 0; i < CHARACTER_LIMIT; i++)
        if (ranks[i] != DIVIDE_NOT)
            division->points[division->count++] =
                (HyphenPoint){coded.ends[i], ranks[i] == DIVIDE_IF_MUST, ranks[i] == DIVIDE_AT_SEAM};
    return division;
}

const HyphenPoint *text_hyphenate(Hyphenator *hyphenator, Str language, Str word, size_t *count) {
    const Dictionary *dictionary = open_dictionary(hyphenator, language);
    const Division *division = text_words_find(&hyphenator->words, dictionary, word);
    if (!division) {
        division = divide_word(hyphenator, dictionary, word);
        text_words_add(&hyphenator->words, dictionary, str_copy(hyphenator->env.keep, word), division);
    }
    *count = division->count;
    return division->points;
}
