/*
 * Typed text as its language sets it, with the built-in languages. "~" is a space that does not break.
 */
#include "layout/words.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
    Env env;
    Setter setter;
    Style style;
    FontRequest request;
    Doc *doc;
    Node *node;
} Fixture;

static const Tree *read_tree(Env *env, const char *name, const char *yaml) {
    Str text = str_from(yaml);
    return read_yaml(env, diags_add_source(env->diags, str_from(name), text), text, 1);
}

/* A layout may be added to the built-in ones. */
static Fixture *start(const char *language, const char *layout) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    fixture->env.keep = arena_new();
    fixture->env.scratch = arena_new();
    fixture->env.diags = diags_new(fixture->env.keep);
    const Tree *trees[] = {read_tree(&fixture->env, "defaults", design_defaults),
                           read_tree(&fixture->env, "languages", design_languages),
                           read_tree(&fixture->env, "neighbours", design_neighbours),
                           layout ? read_tree(&fixture->env, "layout", layout) : NULL};
    Design *design = design_new(&fixture->env, trees, layout ? 4 : 3, STR("test"));
    fixture->doc = doc_new(fixture->env.keep);
    fixture->doc->meta.language = str_from(language);
    fixture->node = doc_add(fixture->env.keep, fixture->doc, fixture->doc->root, NODE_PARAGRAPH, (Span){0});
    fixture->setter = (Setter){.env = &fixture->env,
                               .doc = fixture->doc,
                               .design = design,
                               .shaper = text_fake_shaper_new(fixture->env.keep),
                               .hyphenator = text_hyphenator_new(&fixture->env)};
    return fixture;
}

static void stop(Fixture *fixture) {
    arena_free(fixture->env.scratch);
    arena_free(fixture->env.keep);
    free(fixture);
}

static Words collect(Fixture *fixture) {
    fixture->setter.cascade = design_cascade_new(&fixture->env, fixture->setter.design, fixture->doc);
    const Style *root = design_style(fixture->setter.cascade, fixture->doc->root, NULL);
    const Style *style = design_style(fixture->setter.cascade, fixture->node, root);
    ParagraphWish wish = {.node = fixture->node, .style = style, .measure = 200};
    return inline_collect(&fixture->setter, &wish);
}

static Node *add(Fixture *fixture, Node *parent, NodeKind kind, const char *text) {
    Node *node = doc_add(fixture->env.keep, fixture->doc, parent, kind, (Span){0});
    if (text)
        node->text = str_from(text);
    return node;
}

static const char *shown(Fixture *fixture, Str text) {
    Buffer buffer = buffer_new(fixture->env.keep);
    for (size_t offset = 0; offset < text.length;) {
        uint32_t code = utf8_next(text, &offset);
        buffer_add_code(&buffer, code == 0xA0 ? '~' : code);
    }
    return str_to_c(fixture->env.keep, buffer_str(&buffer));
}

static void expect_in(const char *layout, const char *language, const char *typed, const char *wanted) {
    Fixture *fixture = start(language, layout);
    add(fixture, fixture->node, NODE_TEXT, typed);
    assert_string_equal(shown(fixture, collect(fixture).text), wanted);
    stop(fixture);
}

static void expect(const char *language, const char *typed, const char *wanted) {
    expect_in(NULL, language, typed, wanted);
}

static void stays(const char *language, const char *typed) {
    expect(language, typed, typed);
}

/* ---- quotes ----------------------------------------------------------------------------------- */

static void quotes_are_the_languages(void **state) {
    (void)state;
    expect("da", "\"a 'b' c\" 'd'", "»a ›b‹ c« »d«");
    expect("en", "\"a 'b' c\"", "“a ‘b’ c”");
    expect("en-US", "\"a 'b' c\"", "“a ‘b’ c”");
    expect("de-AT", "\"a 'b' c\"", "„a ‚b‘ c“");
    expect("sv", "\"a 'b' c\"", "”a ’b’ c”");
    expect("nb", "\"a 'b' c\"", "«a ‘b’ c»");
    expect("nn", "\"a\"", "«a»");
    stays("xx", "\"a\"");
}

static void quotes_nest_and_lean_on_punctuation(void **state) {
    (void)state;
    expect("da", "\"a \"b\" c\"", "»a ›b‹ c«");
    expect("da", "(\"a\"), \"'b', c.\" - \"d\"-e", "(»a«), »›b‹, c.«~– »d«-e");
    expect("da", "\"... a\" og \"b", "»…~a« og »b");
    expect("da", "b\" og", "b« og");
    expect("da", "\"vision 2019\" er", "»vision 2019« er");
}

static void apostrophes_are_not_quotes(void **state) {
    (void)state;
    expect("da", "Lars' bil, det gik'et 90'erne '68", "Lars’ bil, det gik’et 90’erne ’68");
    expect("da", "'90'erne og \"'68'eren\" '90' Rock 'n' Roll",
           "’90’erne og »’68’eren« »90« Rock ’n’ Roll");
    expect("en", "the '90's music", "the ’90’s music");
    expect("da", "EU´s, 90´erne, Lars´ og ´ alene", "EU’s, 90’erne, Lars’ og ´ alene");
    expect("en", "don't, the users' 'Tis 'n' it", "don’t, the users’ ’Tis ’n’ it");
}

static void doubtful_marks_stay(void **state) {
    (void)state;
    stays("da", "en \" alene og ' her");
    stays("da", "»a« “b” ‘c’ „d“ ’e’");
    stays("da", "\"");
    stays("da", "'");
    stays("da", "ab\"cd !\"#");
    stays("da", "lang=\"da\" og x=\"1\" her");
    stays("da", "1'000'000");
}

static void figures_have_feet_and_inches(void **state) {
    (void)state;
    expect("da", "5'10\" og 12\" og 6' og 6'-dør, 56° 27' 30\"",
           "5′10″ og 12″ og 6′ og 6′-dør, 56° 27′ 30″");
    expect("da", "\"en på 5'10\"\" og \"fra 12\"", "»en på 5′10″« og »fra 12«");
    expect("da", "nok i 2019\".", "nok i 2019«.");
    expect_in("languages: {all: {primes: [\"'\", '\"']}}", "da", "5'10\"", "5'10\"");
}

static void quotes_pair_over_emphasis(void **state) {
    (void)state;
    Fixture *fixture = start("da", NULL);
    add(fixture, fixture->node, NODE_TEXT, "\"a ");
    add(fixture, add(fixture, fixture->node, NODE_EMPHASIS, NULL), NODE_TEXT, "\"b");
    add(fixture, add(fixture, fixture->node, NODE_STRONG, NULL), NODE_TEXT, "\" - ");
    add(fixture, fixture->node, NODE_CODE, "\"--\"");
    add(fixture, fixture->node, NODE_TEXT, " 5 ");
    add(fixture, add(fixture, fixture->node, NODE_EMPHASIS, NULL), NODE_TEXT, "kr. d\"");
    Words words = collect(fixture);
    assert_string_equal(shown(fixture, words.text), "»a ›b‹~– \"--\" 5~kr. d«");
    const char *starts[] = {"»a ", "›b", "‹", "\"--", " 5", "kr."};
    assert_int_equal(words.voice_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_true(str_starts(str_slice(words.text, words.voices[i].start, words.text.length),
                               str_from(starts[i])));
    stop(fixture);
}

static void soft_hyphens_move_along(void **state) {
    (void)state;
    Fixture *fixture = start("da", NULL);
    add(fixture, fixture->node, NODE_TEXT, "\"a\" - for\u00adud \"so\u00adm\"");
    Words words = collect(fixture);
    assert_int_equal(words.soft_count, 2);
    assert_true(str_starts(str_slice(words.text, words.soft[0], words.text.length), STR("ud ")));
    assert_true(str_starts(str_slice(words.text, words.soft[1], words.text.length), STR("m«")));
    stop(fixture);
}

/* ---- dashes and spaces ------------------------------------------------------------------------ */

static void hyphens_become_dashes(void **state) {
    (void)state;
    expect("da", "a - b -- c --- d – e — f", "a~– b~– c~– d~– e~— f");
    expect("da", "2019-22, 112-118, 8-16, (5-10%), 1.000-2.000.",
           "2019–22, 112–118, 8–16, (5–10%), 1.000–2.000.");
    expect("da", "ord--ord \"a\"--b", "ord–ord »a«–b");
}

static void ranges_are_told_from_other_numbers(void **state) {
    (void)state;
    expect("da", "kl. 8.30-16, 8.30-16.15", "kl.~8.30–16, 8.30–16.15");
    expect("da", "0,5-1 km, 1,5-2, 2,50-2,75", "0,5–1~km, 1,5–2, 2,50–2,75");
    expect("da", "5.-7. klasse, 1.-3. maj, 1.1.-31.12.2019", "5.–7.~klasse, 1.–3.~maj, 1.1.–31.12.2019");
    expect("da", "4-6-årige, $1.5-2", "4–6-årige, $1.5–2");
    expect("nb", "§ 11-9, §§ 11-13, s. 11-13", "§~11-9, §§~11-13, s.~11–13");
    expect("da", "5 %-10 %, 5%-10%, 10 kr.-20 kr., 1. maj-3. maj, 28. februar-3. marts, (1/1-31/12).",
           "5~%–10~%, 5%–10%, 10~kr.–20~kr., 1.~maj–3.~maj, 28.~februar–3.~marts, (1/1–31/12).");
    expect("da", "5 kg-10 l", "5~kg-10~l");
    stays("da", "type a-3, 1/2-3/x, 1/100-2/100, A4-3 A4");
    expect("da", "Sagsnr. 12-34, j.nr. 12-34, Tlf. 12-34", "Sagsnr. 12-34, j.nr.~12-34, Tlf.~12-34");
    stays("da", "sag 23-018842");
    stays("da", "2,5-1, 08-123, 031-451, 2019-22-A, DS/EN 1990-1991, mobil 4512-8877, telefon: 12-34");
    /* What falls is a score, a clause or nothing of the kind, but for hours; a list is of one kind. */
    expect("da", "§§ 11-6 og 11-10, § 11-16, §§ 3-1 til 3-6, side 11-9, tlf. 87 41-20 00",
           "§§~11-6 og 11-10, §~11-16, §§~3-1 til 3-6, side~11-9, tlf.~87 41-20 00");
    stays("da", "vandt 3-2, 50-50, 24-7, sag 12-4567, F-16, A4-ark, covid-19");
    stays("da", "21-4-2024, 7-9-13, 120388-1234, 4512-12345678, 0412-17");
    expect("da", "§§ 11-16, 3-5 og 3-6, kl. 22-6, kl. 22-6 og 22-7, lørdag 23.30-5.30, 08-16",
           "§§~11–16, 3–5 og 3–6, kl.~22–6, kl.~22–6 og 22–7, lørdag 23.30–5.30, 08–16");
    expect("de", "22-6 Uhr, 22-6 km, 22-26 km", "22–6~Uhr, 22-6~km, 22–26~km");
    expect_in("languages: {da: {hours: [vagt]}}", "da", "vagt 22-6", "vagt 22–6");
    expect_in("languages: {da: {codes: [Sag]}}", "da", "(Sag 12-34, ISO 1-2) Sager 1-2",
              "(Sag 12-34, ISO 1-2) Sager 1–2");
}

static void numbers_below_zero_have_a_minus(void **state) {
    (void)state;
    expect("da", "-5 °C, fra -5 til (-0,5), \"-500\"", "−5~°C, fra −5 til (−0,5), »−500«");
    stays("da", "-a -3-årig 7 -9 -1- x-5 --5");
    expect_in("languages: {all: {minus: \"-\"}}", "da", "-5 °C", "-5~°C");
}

static void other_hyphens_stay(void **state) {
    (void)state;
    stays("da", "2019-01-31 12-34-56 8915-1515 010190-1234, COVID-19 3-årig B-52 idræts- og a-b");
    stays("da", "--help a----b https://a.dk/b--c/2019-22 a@b--c.dk -");
    stays("da", "s.12-14 kap12-14 12-14a v1-2");
}

static void three_stops_are_an_ellipsis(void **state) {
    (void)state;
    expect("da", "a ... b... ", "a~… b…");
    stays("da", "a.. b.... ../.../c");
}

static void spaces_do_not_break(void **state) {
    (void)state;
    expect("da", "§ 4, stk. 2, nr. 3, Kl. 10, s. 12, 10 kr., 5 % 10 mm 20 °C 1 000 000",
           "§~4, stk.~2, nr.~3, Kl.~10, s.~12, 10~kr., 5~% 10~mm 20~°C 1~000~000");
    expect("da", "f. eks. bl. a. dr. Hansen H. C. Andersen 12 34 56 78 den 1. maj 1 mio. kr.",
           "f.~eks. bl.~a. dr.~Hansen H.~C.~Andersen 12~34~56~78 den~1.~maj 1~mio.~kr.");
    expect("da", "d. 5. maj, Erik 7. og Margrethe 2., 5.000 kr. jf. § 4, +45 89 15 15 15, 10 m² 80 km/t",
           "d.~5.~maj, Erik~7. og Margrethe~2., 5.000~kr. jf.~§~4, +45~89~15~15~15, 10~m² 80~km/t");
    stays("da", "5 meter, A4 mm, løs. 12, dr. ing, 12 3456, 1 0000, § a");
    expect("da", "5.000,- kr., kl 14, litra b, § 4 a, 8915 1515, 8900 Randers, den 5. maj, 3. sal, st. th.",
           "5.000,-~kr., kl~14, litra~b, §~4~a, 8915~1515, 8900~Randers, den~5.~maj, 3.~sal, st.~th.");
    expect("da", "Margrethe II og VI gik", "Margrethe~II og~VI gik");
    expect("da", "\"... sagde\" (... ja) a … b", "»…~sagde« (…~ja) a~… b");
    expect("en", "p. 12, Mr. Smith, 5 March, 10 km", "p.~12, Mr.~Smith, 5~March, 10~km");
    expect("en", "c. 1850, Sir Ian, 5 ft, 5 per cent, AD 43, 300 BC",
           "c.~1850, Sir~Ian, 5~ft, 5~per~cent, AD~43, 300~BC");
    expect("de", "u. a. m., v. Chr., i. A., §§ 5 ff., Herr Meyer, 10115 Berlin, Satz 1",
           "u.~a.~m., v.~Chr., i.~A., §§~5~ff., Herr~Meyer, 10115~Berlin, Satz~1");
    expect("sv", "t ex, d v s, 4 kap. 2 §, kl 10, 08-123 456 78, 123 45 Lund",
           "t~ex, d~v~s, 4~kap.~2~§, kl~10, 08-123~456~78, 123~45~Lund");
    expect("nb", "912 34 567, 0150 Oslo, 5 mill. kr, kl 10", "912~34~567, 0150~Oslo, 5~mill.~kr, kl~10");
    expect("de", "z. B., Nr. 4, 3. März, Dr. Öhm", "z.~B., Nr.~4, 3.~März, Dr.~Öhm");
    expect("sv", "t. ex. nr 4, 10 öre", "t.~ex. nr~4, 10~öre");
    expect("nb", "f. eks. 10 kr, 1. mai", "f.~eks. 10~kr, 1.~mai");
}

/* What holds a number, a name or a short word was meant; between two ordinary words it was a slip. */
static void stray_no_break_spaces_break(void **state) {
    (void)state;
    expect("da", "byen og\u00A0havnen, store\u00A0planer for\u00A0alle",
           "byen og~havnen, store planer for alle");
    expect("da", "Jens\u00A0Hansen, 10\u00A0planer, Erik\u00A0VII, a\u00A0b",
           "Jens~Hansen, 10~planer, Erik~VII, a~b");
    expect_in("styles: {p: {typography: quotes}}", "da", "store\u00A0planer", "store~planer");
}

/* ---- switches --------------------------------------------------------------------------------- */

static void a_style_chooses(void **state) {
    (void)state;
    expect_in("styles: {p: {typography: none}}", "da", "\"a\" - 2019-22 ... 5 %",
              "\"a\" - 2019-22 ... 5 %");
    expect_in("styles: {p: {typography: quotes}}", "da", "\"a\" - ...", "»a« - ...");
    expect_in("styles: {p: {typography: dashes spaces}}", "da", "\"a\" - 5 %", "\"a\"~– 5~%");
}

static void a_layout_changes_a_language(void **state) {
    (void)state;
    expect_in("languages: {da: {quotes: [”…”], keep: ['byråd #'], loose: ['# kr']}}", "da",
              "\"a 'b'\" 5 kr. byråd 4 kl. 5", "”a ”b”” 5 kr. byråd~4 kl.~5");
    expect_in("languages: {all: {dash: —, ellipsis: \". . .\"}, xx: {quotes: [<…>]}}", "xx", "\"a\" - b...",
              "<a>—b. . .");
    expect_in("languages: {xx: {like: de}, xy: {like: xx}}", "xy", "\"a\" z. B", "„a“ z.~B");
}

static void mistakes_are_reported(void **state) {
    (void)state;
    Fixture *fixture = start("da", "languages: {da: {quotes: [»«], keep: [kr], like: db, kep: [a b]},"
                                   " aa: {like: bb}, bb: {like: aa}}");
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 4);
    stop(fixture);
}

/* Whatever is typed: voices stay in the text, which stays well-formed. */
static void any_text_is_taken(void **state) {
    (void)state;
    static const char *const parts[] = {"\"",  "'", " ", "-",      "--", "...", "5",
                                        "kr.", "a", "–", "\u00a0", "%",  "å"};
    unsigned seed = 1;
    for (int round = 0; round < 300; round++) {
        Fixture *fixture = start("da", NULL);
        for (int i = 0; i < 24; i++) {
            seed = seed * 1103515245 + 12345;
            add(fixture, fixture->node, NODE_TEXT, parts[(seed >> 16) % 13]);
        }
        Words words = collect(fixture);
        for (size_t i = 0; i < words.voice_count; i++)
            assert_true(words.voices[i].start <= words.text.length + 1);
        assert_int_equal(utf8_check(words.text), words.text.length);
        stop(fixture);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_are_the_languages),
        cmocka_unit_test(quotes_nest_and_lean_on_punctuation),
        cmocka_unit_test(apostrophes_are_not_quotes),
        cmocka_unit_test(doubtful_marks_stay),
        cmocka_unit_test(figures_have_feet_and_inches),
        cmocka_unit_test(quotes_pair_over_emphasis),
        cmocka_unit_test(soft_hyphens_move_along),
        cmocka_unit_test(hyphens_become_dashes),
        cmocka_unit_test(ranges_are_told_from_other_numbers),
        cmocka_unit_test(numbers_below_zero_have_a_minus),
        cmocka_unit_test(other_hyphens_stay),
        cmocka_unit_test(three_stops_are_an_ellipsis),
        cmocka_unit_test(spaces_do_not_break),
        cmocka_unit_test(stray_no_break_spaces_break),
        cmocka_unit_test(a_style_chooses),
        cmocka_unit_test(a_layout_changes_a_language),
        cmocka_unit_test(mistakes_are_reported),
        cmocka_unit_test(any_text_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
