/*
 * doc/lint_words.c - words that say nothing, by language.
 *
 * The one idea: texts are compared as a listener hears them, in small letters, without arrows, quotation
 * marks and full stops; so one entry stands for »Læs mere«, "læs mere ..." and "Læs mere →".
 */
#include "doc/lint.h"

typedef struct EmptyWords {
    Str language; /* without its region */
    Str links;    /* phrases, each between two bars */
    Str alts;
} EmptyWords;

static const EmptyWords EMPTY_WORDS[] = {
    {STR_INIT("da"),
     STR_INIT(
         "|her|herfra|klik|klik her|tryk her|se her|se mere|se mere her|læs her|læs mere|læs mere her|mere|"
         "mere her|mere info|mere information|link|linket|dette link|hent|hent her|download|åbn|gå til|"
         "denne side|siden|videre|find mere|få mere at vide|"),
     STR_INIT("|billede|billedet|et billede|foto|fotografi|illustration|figur|tegning|grafik|"
              "logo|ikon|kort|diagram|")},
    {STR_INIT("en"),
     STR_INIT("|here|click|click here|press here|see here|see more|read here|read more|read more here|more|"
              "more info|more information|learn more|find out more|link|the link|this link|download|"
              "download here|open|go to|this page|details|continue|"),
     STR_INIT(
         "|picture|a picture|image|an image|photo|photograph|illustration|figure|drawing|graphic|logo|icon|"
         "map|chart|diagram|")},
    {STR_INIT("de"),
     STR_INIT(
         "|hier|klick|klicken sie hier|hier klicken|siehe hier|mehr|mehr lesen|mehr erfahren|weiterlesen|"
         "weiter|mehr informationen|link|der link|dieser link|herunterladen|download|öffnen|diese seite|"),
     STR_INIT("|bild|ein bild|foto|fotografie|illustration|abbildung|zeichnung|"
              "grafik|logo|symbol|karte|diagramm|")},
    {STR_INIT("sv"),
     STR_INIT(
         "|här|klicka|klicka här|se här|se mer|läs här|läs mer|läs mer här|mer|mer information|länk|länken|"
         "denna länk|hämta|ladda ner|öppna|denna sida|"),
     STR_INIT(
         "|bild|en bild|foto|fotografi|illustration|figur|teckning|grafik|logotyp|ikon|karta|diagram|")},
    {STR_INIT("nb"),
     STR_INIT("|her|klikk|klikk her|trykk her|se her|se mer|les her|les mer|les meir|les mer her|mer|meir|"
              "mer informasjon|lenke|lenken|denne lenken|last ned|åpne|denne siden|"),
     STR_INIT("|bilde|et bilde|bilete|foto|fotografi|illustrasjon|figur|tegning|grafikk|"
              "logo|ikon|kart|diagram|")},
};

enum { LANGUAGE_COUNT = sizeof EMPTY_WORDS / sizeof *EMPTY_WORDS };

static bool is_heard(uint32_t code) {
    return utf8_lower(code) != code || utf8_upper(code) != code || (code >= '0' && code <= '9');
}

/* In small letters, one space between words, with a bar before and behind; nothing at all stays empty. */
static Str heard(Arena *scratch, Str text) {
    Buffer phrase = buffer_new(scratch);
    bool gap = false;
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code = utf8_lower(utf8_next(text, &offset));
        if (!is_heard(code)) {
            gap = true;
            continue;
        }
        if (phrase.length == 0)
            buffer_add_byte(&phrase, '|');
        else if (gap)
            buffer_add_byte(&phrase, ' ');
        gap = false;
        buffer_add_code(&phrase, code);
    }
    if (phrase.length > 0)
        buffer_add_byte(&phrase, '|');
    return buffer_str(&phrase);
}

static bool contains(Str phrases, Str phrase) {
    for (size_t i = 0; phrase.length > 0 && i + phrase.length <= phrases.length; i++)
        if (str_starts(str_slice(phrases, i, phrases.length), phrase))
            return true;
    return false;
}

/* Both written forms of Norwegian share a list. */
static const EmptyWords *words_of(Str language) {
    Str main = str_slice(language, 0, str_find(language, '-'));
    if (str_equal_c(main, "nn") || str_equal_c(main, "no"))
        main = STR("nb");
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (str_equal(EMPTY_WORDS[i].language, main))
            return &EMPTY_WORDS[i];
    return NULL;
}

bool lint_is_empty_link(Arena *scratch, Str text, Str language) {
    const EmptyWords *words = words_of(language);
    return words && contains(words->links, heard(scratch, text));
}

bool lint_is_empty_alt(Arena *scratch, Str text) {
    Str phrase = heard(scratch, text);
    for (size_t i = 0; i < LANGUAGE_COUNT; i++)
        if (contains(EMPTY_WORDS[i].alts, phrase))
            return true;
    return false;
}
