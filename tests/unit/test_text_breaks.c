/*
 * Break points: the annex's own rules, and what Danish typography adds.
 */
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The text with | at each allowed break and ! at each forced one. */
static void expect_breaks(const char *text, const char *marked) {
    Arena *arena = arena_new();
    size_t length = strlen(text);
    /* A block of its own, so that a sanitizer sees any step beyond the end. */
    uint8_t *breaks = malloc(length + 1);
    assert_non_null(breaks);
    text_find_breaks((Str){text, length}, STR("da"), breaks);
    Buffer buffer = buffer_new(arena);
    for (size_t i = 0; i < length; i++) {
        buffer_add_byte(&buffer, text[i]);
        if (breaks[i] != BREAK_NONE)
            buffer_add_byte(&buffer, breaks[i] == BREAK_MUST ? '!' : '|');
    }
    assert_string_equal(str_to_c(arena, buffer_str(&buffer)), marked);
    free(breaks);
    arena_free(arena);
}

static void breaks_behind_spaces(void **state) {
    (void)state;
    expect_breaks("Byen til Vandet, nu.", "Byen |til |Vandet, |nu.!");
    expect_breaks("å  æø ", "å  |æø !");
    expect_breaks("", "");
    expect_breaks("x", "x!");
    expect_breaks("for \uFFFFtid og \uFFFF\uFFFFtid", "for |\uFFFFtid |og |\uFFFF\uFFFFtid!");
    expect_breaks("en\nto", "en\n!to!");
}

static void breaks_behind_slash_and_hyphen(void **state) {
    (void)state;
    expect_breaks("vision/målsætninger", "vision/|målsætninger!");
    expect_breaks("24/7", "24/7!");
    expect_breaks("idræts- og e-mail", "idræts- |og |e-mail!");
    expect_breaks("10 km/t, A/S, kr./m², m/sek og c/o", "10 |km/t, |A/S, |kr./m², |m/sek |og |c/o!");
    expect_breaks("99\u00a0g/kWh, 5\u202fg/kWh", "99\u00a0g/kWh, |5\u202fg/kWh!");
    expect_breaks("a.dk/om/os/her/", "a.dk/|om/|os/|her/!");
    expect_breaks("a-kasse, A-Å, tv-avis", "a-kasse, |A-Å, |tv-|avis!");
    expect_breaks("-kassen \"-kassen --valg", "-kassen |\"-kassen |--valg!");
    expect_breaks("10-12", "10-12!");
}

static void keeps_no_break_spaces(void **state) {
    (void)state;
    expect_breaks("5\u00a0kr. og", "5\u00a0kr. |og!");
    expect_breaks("5,-\u00a0kr.", "5,-\u00a0kr.!");
    expect_breaks("a\u202fb\u2060c", "a\u202fb\u2060c!");
    expect_breaks("•\u00a0Byen til", "•\u00a0Byen |til!");
}

static void allows_soft_hyphens(void **state) {
    (void)state;
    expect_breaks("for\u00adud\u00adsæt\u00adning", "for\u00ad|ud\u00ad|sæt\u00ad|ning!");
}

static void dashes_do_not_begin_lines(void **state) {
    (void)state;
    expect_breaks("alle – alle kan", "alle – |alle |kan!");
    expect_breaks("alle\u00a0– alle", "alle\u00a0– |alle!");
    expect_breaks("2019–22 og", "2019–22 |og!");
    expect_breaks("ja — nej", "ja — |nej!");
    expect_breaks("ja—nej –og– 5.–7.", "ja—|nej |–og– |5.–7.!");
}

static void quotation_marks_stay_with_words(void **state) {
    (void)state;
    expect_breaks("han sagde »hej« og gik", "han |sagde |»hej« |og |gik!");
    expect_breaks("(»hej«), nu", "(»hej«), |nu!");
    expect_breaks("»hej« (dav) \"ja\" »nej«", "»hej« |(dav) |\"ja\" |»nej«!");
}

static void signs_stay_with_numbers(void **state) {
    (void)state;
    expect_breaks("5% af 3,5", "5% |af |3,5!");
    expect_breaks("10\u00a0% af §\u00a05", "10\u00a0% |af |§\u00a05!");
    expect_breaks("LGBT+ nu", "LGBT+ |nu!");
}

static void emoji_stay_whole(void **state) {
    (void)state;
    expect_breaks("👍🏽 ok", "👍🏽 |ok!");
    expect_breaks("👩‍👧 a", "👩‍👧 |a!");
}

/* No byte sequence may crash, write beyond the end, or put a break inside a character. */
static void survives_any_bytes(void **state) {
    (void)state;
    uint32_t seed = 1;
    for (size_t round = 0; round < 3000; round++) {
        size_t length = 1 + round % 40;
        char *bytes = malloc(length);
        uint8_t *breaks = malloc(length);
        assert_non_null(bytes);
        assert_non_null(breaks);
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1103515245U + 12345U;
            bytes[i] = (char)(seed >> 16);
        }
        text_find_breaks((Str){bytes, length}, STR("da"), breaks);
        for (size_t i = 0; i < length; i++)
            assert_in_range(breaks[i], BREAK_NONE, BREAK_MUST);
        assert_int_equal(breaks[length - 1], BREAK_MUST);
        free(bytes);
        free(breaks);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(breaks_behind_spaces),      cmocka_unit_test(breaks_behind_slash_and_hyphen),
        cmocka_unit_test(keeps_no_break_spaces),     cmocka_unit_test(allows_soft_hyphens),
        cmocka_unit_test(dashes_do_not_begin_lines), cmocka_unit_test(quotation_marks_stay_with_words),
        cmocka_unit_test(signs_stay_with_numbers),   cmocka_unit_test(emoji_stay_whole),
        cmocka_unit_test(survives_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
