/*
 * Hyphenation with the real dictionaries: Danish in Latin-1, English in UTF-8.
 */
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
    Env env;
    Hyphenator *hyphenator;
} Fixture;

static Fixture fixture;

static int make_hyphenator(void **state) {
    Arena *keep = arena_new();
    fixture.env = (Env){keep, arena_new(), diags_new(keep)};
    fixture.hyphenator = text_hyphenator_new(&fixture.env);
    *state = &fixture;
    return 0;
}

static int free_hyphenator(void **state) {
    Fixture *used = *state;
    arena_free(used->env.keep);
    arena_free(used->env.scratch);
    return 0;
}

static void expect_division(Fixture *used, const char *language, const char *word, const char *divided) {
    Arena *arena = used->env.scratch;
    size_t count, next = 0;
    const HyphenPoint *points =
        text_hyphenate(used->hyphenator, str_from(language), str_from(word), &count);
    Buffer buffer = buffer_new(arena);
    for (size_t i = 0; i < strlen(word); i++) {
        if (next < count && points[next].offset == i)
            buffer_add_byte(&buffer, points[next++].poor ? '~' : '-');
        buffer_add_byte(&buffer, word[i]);
    }
    assert_int_equal(next, count);
    assert_string_equal(str_to_c(arena, buffer_str(&buffer)), divided);
}

static void divides_danish(void **state) {
    expect_division(*state, "da", "forudsætning", "for-ud-sæt-ning");
    expect_division(*state, "da", "målsætninger", "mål-sæt-nin-ger");
    expect_division(*state, "da", "bæredygtig", "bæ-re-dyg-tig");
    expect_division(*state, "da", "borgerinddragelse", "bor-ger-ind-dra~gelse");
    expect_division(*state, "da", "idræts", "idræts");
    expect_division(*state, "da-DK", "forudsætning", "for-ud-sæt-ning");
}

/* The patterns say "spro-gindstillinger", "mini-sterø-konomi" and the like. */
static void divides_danish_compounds(void **state) {
    expect_division(*state, "da", "sprogindstillinger", "sprog-ind~stil-lin~ger");
    expect_division(*state, "da", "fyringssæsonen", "fy-rings-sæ~so~nen");
    expect_division(*state, "da", "plejecentre", "ple~je-cen~tre");
    expect_division(*state, "da", "koncentration", "kon-cen-tra-tion");
    expect_division(*state, "da", "byggemarked", "byg~ge-mar~ked");
    expect_division(*state, "da", "hjemmeside", "hjem~me-si~de");
    expect_division(*state, "da", "naboen", "na-bo-en");
    expect_division(*state, "da", "nabokommuner", "na~bo-kom~mu-ner");
    expect_division(*state, "da", "nedrivning", "ned-riv-ning");
    expect_division(*state, "da", "workshopper", "work-shop~per");
    expect_division(*state, "da", "saltspreder", "salt-spre~der");
    expect_division(*state, "da", "arealanvendelse", "are~al-anven-delse");
    expect_division(*state, "da", "fuldskalamodel", "fuld~ska~la-mo~del");
    expect_division(*state, "da", "livscyklusvurdering", "livs-cy~klus-vur~de~ring");
    expect_division(*state, "da", "energistyringssystem", "ener~gi-sty~rings-sy~stem");
    expect_division(*state, "da", "beskæftigelsesprojekter", "be-skæf-ti-gel~ses-pro~jek~ter");
    expect_division(*state, "da", "sundhedsforvaltning", "sund~heds-for~valt-ning");
    expect_division(*state, "da", "budgetaftale", "bud~get-af~ta~le");
    expect_division(*state, "da", "biologiopgave", "bio~lo~gi-op~ga~ve");
    expect_division(*state, "da", "driftsomkostninger", "drifts-om~kost-nin-ger");
    expect_division(*state, "da", "energirenovering", "ener~gi-re~no~ve-ring");
    /* Seconds that are no seconds there. */
    expect_division(*state, "da", "redaktør", "redak-tør");
    expect_division(*state, "da", "relevant", "re-le-vant");
    expect_division(*state, "da", "forældre", "for-æl-dre");
    expect_division(*state, "da", "begivenhed", "be-gi-ven-hed");
}

/* "alarmk-nap", "afstiv-ningsb-jælke": a part must begin and end as a word could. */
static void moves_unspeakable_divisions(void **state) {
    expect_division(*state, "da", "checkhefte", "check-hef-te");
    expect_division(*state, "da", "afstivningsbjælke", "af-stiv-nings-bjæl~ke");
    expect_division(*state, "da", "alarmknap", "alarm-knap");
    expect_division(*state, "da", "afløbsledninger", "af-løbs-led-nin-ger");
    expect_division(*state, "da", "betvinge", "be-tvin-ge");
    /* Syllables without a vowel: "må-l-rettet", "tr-ællemærke", "kor-ps". */
    expect_division(*state, "da", "målrettet", "mål-ret~tet");
    expect_division(*state, "da", "trællemærke", "træl~le-mær~ke");
    expect_division(*state, "da", "sanitetskorps", "sa-ni~tets-korps");
}

/* "aktivitet-sliste", "afgang-stider" */
static void keeps_the_linking_s(void **state) {
    expect_division(*state, "da", "aktivitetsliste", "ak-ti-vi~tets-li~ste");
    expect_division(*state, "da", "afgangstider", "af-gangs-tider");
    expect_division(*state, "da", "funktionsstyrke", "funk-tions-styr~ke");
    expect_division(*state, "da", "omkringstående", "om-kring-stå-en-de");
    expect_division(*state, "nb", "sikkerhetskopiering", "sik-ker~hets-kopie-ring");
}

/* "bile-jer", "stabsen-hed", "medans-var": what would also fit inside other words asks for more before it. */
static void knows_seams_by_what_is_before(void **state) {
    expect_division(*state, "da", "bilejer", "bil-ejer");
    expect_division(*state, "da", "boliglejer", "bo~lig-le~jer");
    expect_division(*state, "da", "stabsenhed", "stabs-en~hed");
    expect_division(*state, "da", "begivenheder", "be-gi-ven-he-der");
    expect_division(*state, "da", "medansvar", "med~an-svar");
    expect_division(*state, "da", "kulturarven", "kul~tur-ar~ven");
    expect_division(*state, "da", "overenskomst", "over-ens~komst");
    expect_division(*state, "nb", "driftsenhet", "drifts-enhet");
}

/* Of two in the same place the longer one, but never one that takes the linking s along. */
static void knows_the_true_seam(void **state) {
    expect_division(*state, "da", "brandslukning", "brand-sluk~ning");
    expect_division(*state, "da", "vejlukning", "vej-luk-ning");
    expect_division(*state, "da", "arbejdsprogram", "ar-bejds-pro~gram");
    expect_division(*state, "da", "befolkningsprognose", "be-folk-nings-prog~no-se");
    expect_division(*state, "da", "springskole", "spring-sko~le");
}

/* "afs-nit", "inds-nævring": what a word begins with ends where it must. */
static void knows_first_parts(void **state) {
    expect_division(*state, "da", "afsnit", "af-snit");
    expect_division(*state, "da", "indsnævring", "ind-snæ~vring");
    expect_division(*state, "da", "operation", "ope-ra-tion");
    expect_division(*state, "da", "indretning", "ind-ret-ning");
    expect_division(*state, "nb", "avskrivning", "av-skriv-ning");
}

/* "skole-å-ret", "landbrugs-a-real", "dyr-e-kreds" */
static void leaves_no_letter_alone(void **state) {
    expect_division(*state, "da", "skoleåret", "sko~le-året");
    expect_division(*state, "da", "landbrugsareal", "land-brugs-are~al");
    expect_division(*state, "da", "dyrekreds", "dyre-kreds");
    expect_division(*state, "da", "situationen", "si-tua-tio-nen");
    expect_division(*state, "da", "biomasse", "bio-mas-se");
    expect_division(*state, "da", "bruttoavance", "brut-to-avan-ce");
    expect_division(*state, "da", "desuden", "des-uden");
}

/* Where patterns are silent. */
static void helps_out(void **state) {
    expect_division(*state, "nb", "påliteligheten", "på~li~te~lig~he-ten");
    expect_division(*state, "nn", "maskinvare", "mas~kin~vare");
    expect_division(*state, "no", "kontrollskjema", "kon~troll-skjema");
    expect_division(*state, "da", "programmet", "pro~gram-met");
    /* Swedish and German are left alone. */
    expect_division(*state, "sv", "programmet", "pro-gram-met");
}

/* Its list of compounds is loaded in slices. */
static void divides_german(void **state) {
    expect_division(*state, "de", "flussufer", "fluss-ufer");
    expect_division(*state, "de", "abendstern", "abend-stern");
    expect_division(*state, "de", "straßenverkehrsordnung", "stra-ßen-ver-kehrs-ord-nung");
    expect_division(*state, "de-AT", "öffentlichkeitsarbeit", "öf-fent-lich-keits-ar-beit");
}

static void divides_capitals_alike(void **state) {
    expect_division(*state, "da", "MÅLSÆTNINGER", "MÅL-SÆT-NIN-GER");
    expect_division(*state, "da", "Bæredygtig", "Bæ-re-dyg-tig");
}

static void keeps_the_shortest_ends(void **state) {
    expect_division(*state, "da", "og", "og");
    expect_division(*state, "da", "byen", "by-en");
    expect_division(*state, "da", "åen", "åen");
}

static void divides_english(void **state) {
    expect_division(*state, "en", "hyphenation", "hy-phen-a-tion");
    expect_division(*state, "en-GB", "hyphenation", "hy-phen-a-tion");
}

static void leaves_unknown_languages_whole(void **state) {
    expect_division(*state, "tlh", "forudsætning", "forudsætning");
    expect_division(*state, "", "forudsætning", "forudsætning");
    expect_division(*state, "../x", "forudsætning", "forudsætning");
    /* "dan" is not "da" with something behind it. */
    expect_division(*state, "dan", "forudsætning", "forudsætning");
}

static void leaves_strange_words_whole(void **state) {
    expect_division(*state, "da", "", "");
    expect_division(*state, "da", "日本語日本語日本語", "日本語日本語日本語");
    expect_division(*state, "da", "abc123abc123", "abc123abc123");
    expect_division(*state, "da", "\xff\xfe\x80\x80\x80\x80", "\xff\xfe\x80\x80\x80\x80");
    char word[5000];
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    expect_division(*state, "da", word, word);
}

static void remembers_words(void **state) {
    Fixture *used = *state;
    size_t count, again;
    const HyphenPoint *first = text_hyphenate(used->hyphenator, STR("da"), STR("forudsætning"), &count);
    char copy[] = "forudsætning";
    const HyphenPoint *second = text_hyphenate(used->hyphenator, STR("da"), str_from(copy), &again);
    assert_ptr_equal(first, second);
    assert_int_equal(count, again);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(divides_danish, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(divides_danish_compounds, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(moves_unspeakable_divisions, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(keeps_the_linking_s, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(leaves_no_letter_alone, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(knows_the_true_seam, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(knows_seams_by_what_is_before, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(knows_first_parts, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(helps_out, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(divides_german, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(divides_capitals_alike, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(keeps_the_shortest_ends, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(divides_english, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(leaves_unknown_languages_whole, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(leaves_strange_words_whole, make_hyphenator, free_hyphenator),
        cmocka_unit_test_setup_teardown(remembers_words, make_hyphenator, free_hyphenator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
