/*
 * What is looked for in the finished file: small files with one thing wrong each, on a page with one area and
 * one line of text.
 */
#include "pdf/pdf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { OBJECTS_MOST = 12 };

typedef struct Fixture {
    Env env;
    Doc *doc;
    Design design;
    Pages *pages;
    PdfOptions options;
    Swatch night;
    Shape area;
} Fixture;

static int open_fixture(void **state) {
    Arena *keep = arena_new();
    Fixture *fixture = ARENA_NEW(keep, Fixture);
    fixture->env = (Env){keep, arena_new(), diags_new(keep)};
    fixture->doc = doc_new(keep);
    fixture->design.press = (PressRules){.ink = 3};
    fixture->design.sheets = ARENA_NEW(keep, SheetRules);
    fixture->design.sheet_count = 1;
    fixture->options = (PdfOptions){.edition = PDF_PRESS, .date = 1};
    fixture->options.profile = pdf_profile_default(&fixture->env);
    fixture->pages = pages_new(keep);
    Page *page = pages_add(keep, fixture->pages);
    page->width = page->height = 200;
    uint16_t file = diags_add_source(fixture->env.diags, STR("layout.yaml"), STR("one\ntwo\nthree\n"));
    fixture->night = (Swatch){.name = STR("night"), .black = 1, .print = true};
    fixture->area = (Shape){.fill = {.from = {&fixture->night, 1}, .opacity = 1}, .span = {2, file, 1}};
    page_add(keep, page, ITEM_SHAPE, 0, (Box){50, 60, 40, 30})->shape = &fixture->area;
    *state = fixture;
    return 0;
}

static int close_fixture(void **state) {
    Fixture *fixture = *state;
    arena_free(fixture->env.scratch);
    arena_free(fixture->env.keep);
    return 0;
}

/* A file of objects: the first is the page, which refers to the second as its content. */
static Str make_file(Fixture *fixture, const char *resources, const char *content,
                     const char *const *more) {
    Arena *keep = fixture->env.keep;
    Buffer out = buffer_new(keep);
    size_t places[OBJECTS_MOST], count = 0;
    buffer_add_c(&out, "%PDF-1.6\n");
    places[count++] = out.length;
    buffer_format(&out, "1 0 obj\n<</Type/Page/Contents 2 0 R/Resources<<%s>>>>\nendobj\n", resources);
    places[count++] = out.length;
    buffer_format(&out, "2 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n", strlen(content),
                  content);
    for (size_t i = 0; more[i]; i++) {
        places[count++] = out.length;
        buffer_format(&out, "%zu 0 obj\n%s\nendobj\n", count, more[i]);
    }
    size_t table = out.length;
    buffer_format(&out, "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
    for (size_t i = 0; i < count; i++)
        buffer_format(&out, "%010zu 00000 n \n", places[i]);
    buffer_format(&out, "trailer\n<</Size %zu>>\nstartxref\n%zu\n%%%%EOF\n", count + 1, table);
    return buffer_str(&out);
}

/* All that is found, as JSON. */
static char *look(Fixture *fixture, Str file) {
    PressWork work = {fixture->pages, file};
    PressReport *report =
        pdf_check_press(&fixture->env, &work, fixture->doc, &fixture->design, &fixture->options);
    PressJob job = {STR("publication"), STR("layout"), 0};
    return str_to_c(fixture->env.keep, pdf_report_json(&fixture->env, report, &job));
}

static const char *const NOTHING[] = {NULL};
static const char OVERPRINT[] = "/ExtGState<</G1<</op true/OP true/OPM 1>>/G2<</op true/OPM 0>>"
                                "/G3<</op false>>>>/ColorSpace<</S0[/Separation/Lak/DeviceCMYK 9 0 R]>>";

static void a_sound_file_says_nothing(void **state) {
    static const char content[] = "q 0 0 0 1 k /G1 gs 50 110 40 30 re f Q 0 0 0 0 k 50 110 40 30 re f "
                                  "0 0 0 0 K /S0 cs 0 scn 1 1 m (a \\) rg) Tj % 1 0 0 rg\n n";
    char *found = look(*state, make_file(*state, OVERPRINT, content, NOTHING));
    assert_non_null(strstr(found, "\"findings\": []"));
}

static void white_that_overprints_names_page_place_and_line(void **state) {
    char *found = look(*state, make_file(*state, OVERPRINT, "0 0 0 0 k /G1 gs 50 110 40 30 re f", NOTHING));
    assert_non_null(strstr(found, "\"code\": \"white-overprint\", \"page\": 1, \"pages\": 1, "
                                  "\"x\": 17.64, \"y\": 21.17, \"file\": \"layout.yaml\", \"line\": 2"));
    assert_non_null(strstr(found, "the area in 'night' has no ink"));
}

static void white_overprints_as_line_text_or_tint_too(void **state) {
    static const char *const contents[] = {
        "0 0 0 0 K /G1 gs 50 110 m 60 60 l S",
        "BT 0 0 0 0 k /G1 gs 50 110 Td (a)Tj ET",
        "1 0 0 1 50 110 cm /S0 cs 0 scn /G1 gs 0 0 4 4 re B",
        "/G1 gs q 0 0 0 0 k Q q 0 0 0 0 k 50 110 9 9 re f* Q",
    };
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        char *found = look(*state, make_file(*state, OVERPRINT, contents[i], NOTHING));
        assert_non_null(strstr(found, "white-overprint"));
    }
}

static void white_that_cuts_out_is_fine(void **state) {
    static const char *const contents[] = {
        "0 0 0 0 k /G2 gs 50 110 40 30 re f",        /* all four inks are cleared */
        "0 0 0 0 k /G1 gs /G3 gs 50 110 40 30 re f", /* switched off again */
        "0 0 0 0 k q /G1 gs Q 50 110 40 30 re f",
        "0 0 0 0 K /G1 gs 0 0 0 1 k 50 110 40 30 re f",
    };
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        char *found = look(*state, make_file(*state, OVERPRINT, contents[i], NOTHING));
        assert_null(strstr(found, "white-overprint"));
    }
}

static void colours_of_a_screen_are_found_wherever_they_are(void **state) {
    static const char resources[] = "/XObject<</P3 3 0 R/P4 4 0 R/P6 6 0 R>>/Shading<</S5 5 0 R>>"
                                    "/ColorSpace<</C1[/ICCBased 9 0 R]>>";
    static const char *const objects[] = {
        "<</Subtype/Image/ColorSpace/DeviceRGB/Length 0>>",
        "<</Subtype/Form/Resources<</XObject<</P3 3 0 R>>>>>>",
        "<</ShadingType 2/ColorSpace/DeviceRGB>>",
        "<</Subtype/Image/ColorSpace/DeviceCMYK/Length 0>>",
        NULL,
    };
    static const char *const contents[] = {
        "1 0 0 rg 50 110 40 30 re f", "1 0 0 RG 50 110 m 60 60 l S", "/P3 Do", "/P4 Do",
        "50 110 40 30 re W n /S5 sh", "/DeviceRGB cs 1 0 0 scn",     "/C1 CS",
    };
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        char *found = look(*state, make_file(*state, resources, contents[i], objects));
        assert_non_null(strstr(found, "\"rgb-left\""));
    }
    char *found = look(*state, make_file(*state, resources, "/P6 Do", objects));
    assert_null(strstr(found, "rgb-left"));
}

static void a_font_that_is_not_in_the_file_is_named(void **state) {
    static const char *const objects[] = {
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Half/DescendantFonts[5 0 R]>>",
        "<</Type/Font/FontDescriptor 6 0 R>>",
        "<</Type/FontDescriptor/FontName/Half>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Whole/DescendantFonts[8 0 R]>>",
        "<</Type/Font/FontDescriptor<</FontFile2 9 0 R>>>>",
        "<</Length 4>>\nstream\nabcd\nendstream",
        NULL,
    };
    static const char fonts[] = "/Font<</F0 3 0 R/F1 4 0 R/F2 7 0 R>>";
    char *found = look(*state, make_file(*state, fonts, "BT /F0 9 Tf 50 110 Td (a)Tj ET", objects));
    assert_non_null(strstr(found, "is set in 'Helvetica', which is not in the file"));
    found = look(*state, make_file(*state, fonts, "BT /F1 9 Tf 50 110 Td [(a)]TJ ET", objects));
    assert_non_null(strstr(found, "is set in 'Half'"));
    found = look(*state, make_file(*state, fonts, "BT /F2 9 Tf 50 110 Td [(a)]TJ ET", objects));
    assert_null(strstr(found, "unembedded-font"));
}

static void what_can_not_be_read_back_is_no_sound_file(void **state) {
    Fixture *fixture = *state;
    look(fixture, STR("%PDF-1.6\nstartxref\n99999\n%%EOF"));
    assert_true(diags_count(fixture->env.diags, SEVERITY_ERROR) == 1);
    Str whole = make_file(fixture, OVERPRINT, "0 0 0 0 k /G1 gs 50 110 40 30 re f", NOTHING);
    for (size_t cut = 0; cut < whole.length; cut += 7)
        look(fixture, str_slice(whole, 0, cut));
    for (size_t i = 0; i < whole.length; i++) {
        char *spoilt = str_to_c(fixture->env.keep, whole);
        spoilt[i] = (char)(spoilt[i] ^ (i % 2 ? 0x10 : 0x4F));
        look(fixture, (Str){spoilt, whole.length});
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sound_file_says_nothing, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(white_that_overprints_names_page_place_and_line, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(white_overprints_as_line_text_or_tint_too, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(white_that_cuts_out_is_fine, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(colours_of_a_screen_are_found_wherever_they_are, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(a_font_that_is_not_in_the_file_is_named, open_fixture,
                                        close_fixture),
        cmocka_unit_test_setup_teardown(what_can_not_be_read_back_is_no_sound_file, open_fixture,
                                        close_fixture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
