/*
 * What a layout may say, and what a mistake is answered with.
 */
#include "design_fixture.h"

typedef struct Mistake {
    const char *layout, *message, *hint;
} Mistake;

static const Mistake mistakes[] = {
    {"pge: {}", "1:1: error: unknown key 'pge'", "did you mean 'page'?"},
    {"page: {colums: 3}", "1:8: error: unknown page key 'colums'", "did you mean 'columns'?"},
    {"page: {size: 12x}", "'12' has no unit", "for instance"},
    {"page: {size: A44}", "unknown page size 'A44'", "did you mean 'A4'?"},
    {"page: {size: 10mm x 297mm}", "'size' is too small", "between 20mm and 5080mm"},
    {"page: {margins: 12}", "'12' has no unit", "write the unit, for instance 12pt or 4mm"},
    {"page: {margins: 120mm}", "the margins of 'page' leave no room", "smaller"},
    {"page: {gutter: 40mm}", "the gutters of 'page' leave no room", "fewer columns"},
    {"page: {bleed: -1mm}", "'bleed' is too small", "between 0mm and 50mm"},
    {"page: {count: 0}", "'count' is too small", ""},
    {"palette: {fjord: '#12'}", "'#12' is no colour", "#rrggbb"},
    {"palette: {fjord: cmyk(1 2 3 101)}", "is no colour", "four numbers from 0 to 100"},
    {"palette: {f: {print: cmyk(1, 2, 3, 4)}}", "'cmyk(1' is no colour", "without commas"},
    {"palette: {f: {print: spot(\"X\")}}", "a spot colour needs a screen value", ""},
    {"palette: {f: spot(\"None\" \"#123456\")}", "is no colour", "name the ink as its maker does"},
    {"palette: {f: spot(\" \" \"#123456\")}", "is no colour", "PANTONE 3155 C"},
    {"page: {size: A5}\npress: {fold: 50mm 50mm}", "are 100 mm together, the page is 148 mm wide",
     "of all"},
    {"accent: fjort", "1:9: error: unknown colour 'fjort'", "did you mean 'fjord'?"},
    {"fonts: {text: {famly: X}}", "unknown font key 'famly'", "did you mean 'family'?"},
    {"styles: {h1: {colour: ink}}", "1:15: error: unknown style property 'colour'",
     "did you mean 'color'?"},
    {"styles: {h1: {font: hed}}", "unknown font 'hed'", "did you mean 'head'?"},
    {"styles: {h1: {size: 12}}", "1:21: error: '12' has no unit", ""},
    {"styles: {h1: {size: 12px}}", "unknown unit 'px'", "did you mean 'pt'?"},
    {"styles: {h1: {size: 0.5pt}}", "'size' is too small", "between 1pt and 2000pt"},
    {"styles: {h1: {size: -3em}}", "'size' is too small", ""},
    {"styles: {h1: {size: 99999999999999999999pt}}", "'size' is too large", ""},
    {"styles: {h1: {align: centre}}", "'align' cannot be 'centre'", "did you mean 'center'?"},
    {"styles: {h1: {weight: bald}}", "'weight' cannot be 'bald'", "did you mean 'bold'?"},
    {"styles: {h1: {max-width: 50%}}", "'max-width' cannot be in %", "length or em"},
    {"styles: {h1: {label: '{n'}}", "'{' without '}'", ""},
    {"styles: {h1: {label: x, label-style: foliio}}", "no style is for the class 'foliio'", "'folio'"},
    {"styles: {h1: {fill: ink to}}", "a colour is missing", ""},
    {"styles: {h1: {fill: ink 120%}}", "'120%' is no tint", ""},
    {"styles: {p.a hh2: {}}", "1:14: error: unknown element 'hh2'", "did you mean 'h2'?"},
    {"styles: {goal: {}}", "unknown element 'goal'", ".goal"},
    {"styles: {p:frst: {}}", "unknown ':frst'", "did you mean 'first'?"},
    {"styles: {p >: {}}", "a selector needs an element", ""},
    {"styles: {h1: 12pt}", "h1 must be a mapping", ""},
    {"paths: {wave: M 0 0 L 3}", "a mistake in the path", ""},
    {"cards: {goal: {pading: 3mm}}", "unknown card key 'pading'", "did you mean 'padding'?"},
    {"pages: {a: {then: c}, b: {}}", "no page is called 'c'", ""},
    {"blank: pag", "no page is called 'pag'", "did you mean 'page'?"},
    {"pages: {a: {frames: {f: {takes: rest, card: goal}}}}", "unknown card 'goal'", ""},
    {"pages: {a: {frames: {f: {takes: rest, text: x}}}}", "frame 'f' cannot have two uses", ""},
    {"pages: {a: {frames: {f: {columns: 3-13}}}}", "the grid has only 12 columns", ""},
    {"pages: {a: {frames: {f: {top: 0mm, bottom: 0mm, height: 9mm}}}}", "placed three times over", ""},
    {"pages: {a: {frames: {f: {x: 160mm, width: 50mm, text: x}}}}",
     "stands 20mm over the page's right edge", ""},
    {"pages: {a: {frames: {f: {takes: rest, fit: 140%..70%}}}}", "'size' runs backwards",
     "smaller one first"},
    {"pages: {a: {frames: {f: {takes: rest, fit: 70%-140%}}}}", "'size' cannot be '70%-140%'", "70%..140%"},
    {"pages: {a: {fit: {seize: 70%..140%}}}", "unknown fit key 'seize'", "did you mean 'size'?"},
    {"pages: {a: {fit: {tracking: -30%..1%}}}", "'tracking' is too small", "-20% and 20%"},
    {"pages: {a: {frames: {f: {each: h2, grid: 2 by 3}}}}", "'grid' cannot be '2 by 3'", "2-4 x any"},
    {"pages: {a: {frames: {f: {each: h2, grid: 4-2 x any}}}}", "columns run backwards", "left one first"},
    {"pages: {a: {front: [{rect: bled}]}}", "'rect' cannot be 'bled'", "did you mean 'bleed'?"},
    {"pages: {a: {front: [{fill: ink}]}}", "artwork must say what it is", "one of rect"},
    {"pages: {a: {front: [{line: page}]}}", "a line needs a stroke", ""},
    {"pages: {a: {front: [{path: wave}]}}", "unknown path 'wave'", ""},
    {"omit: [section.way, secton]", "1:21: error: unknown element 'secton'", "did you mean 'section'?"},
};

static void names_every_mistake(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        Fixture fixture = fixture_new(mistakes[i].layout);
        const char *shown = str_to_c(fixture.env.keep, diags_print(fixture.env.diags, fixture.env.keep));
        if (!strstr(shown, mistakes[i].message) || !strstr(shown, mistakes[i].hint))
            fail_msg("%s\nshows:\n%s", mistakes[i].layout, shown);
        fixture_free(&fixture);
    }
}

static void defaults_are_faultless(void **state) {
    (void)state;
    Fixture fixture = fixture_new("page: {size: A5}");
    assert_int_equal(fixture_mistakes(&fixture), 0);
    assert_int_equal(fixture.design->master_count, 1);
    assert_string_equal(str_to_c(fixture.env.keep, fixture.design->accent->name), "fjord");
    fixture_free(&fixture);
}

static void reads_the_page(void **state) {
    (void)state;
    Fixture fixture =
        fixture_new("page: {size: A5 landscape, margins: {outside: 9mm, top: 1in}, bleed: 3mm,"
                    " count: multiple of 4, facing: true, baseline: 13pt}");
    const PageGeometry *page = &fixture.design->page;
    assert_int_equal(fixture_mistakes(&fixture), 0);
    assert_near(page->width, 210 * PT_PER_MM);
    assert_near(page->height, 148 * PT_PER_MM);
    assert_near(page->margins.top, 72);
    assert_near(page->margins.right, 9 * PT_PER_MM);
    assert_near(page->margins.left, 20 * PT_PER_MM);
    assert_int_equal(page->count, 0);
    assert_int_equal(page->multiple, 4);
    assert_true(page->facing);
    fixture_free(&fixture);
}

static void colours_have_two_sides(void **state) {
    (void)state;
    Fixture fixture = fixture_new("palette:\n"
                                  "  a: '#08f'\n"
                                  "  b: cmyk(0 50 100 0)\n"
                                  "  c: {screen: '#ff0000', print: spot(\"PANTONE 485 C\")}\n"
                                  "  d: c\n"
                                  "styles: {p: {fill: a 20% to c 45deg, opacity: 50%, stroke: 2pt b}}\n");
    assert_int_equal(fixture_mistakes(&fixture), 0);
    const Swatch *swatches = fixture.design->palette + fixture.design->palette_count - 4;
    assert_near(swatches[0].blue, 1);
    assert_near(swatches[0].cyan, 1);
    assert_false(swatches[0].print);
    assert_near(swatches[1].green, 0.5);
    assert_true(swatches[1].print);
    assert_true(str_equal_c(swatches[2].spot, "PANTONE 485 C"));
    assert_near(swatches[2].magenta, 1);
    assert_true(str_equal_c(swatches[3].spot, "PANTONE 485 C"));
    const Style *style = fixture_style(&fixture, fixture_add(&fixture, NULL, NODE_PARAGRAPH, NULL, NULL));
    assert_true(style->box.fill.gradient);
    assert_ptr_equal(style->box.fill.from.swatch, &swatches[0]);
    assert_near(style->box.fill.from.tint, 0.2);
    assert_near(style->box.fill.angle, 45);
    assert_near(style->box.fill.opacity, 0.5);
    assert_near(style->box.stroke.width, 2);
    float rgb[3];
    colour_screen(style->box.fill.from, rgb);
    assert_near(rgb[0], 0.8);
    fixture_free(&fixture);
}

static void fonts_are_interned_wishes(void **state) {
    (void)state;
    Fixture fixture =
        fixture_new("fonts: {text: {family: A, fallback: [B, C D], features: [liga]}}\n"
                    "styles: {p: {figures: oldstyle tabular, small-caps: true, features: [ss01]}}\n");
    const Style *style = fixture_style(&fixture, fixture_add(&fixture, NULL, NODE_PARAGRAPH, NULL, NULL));
    assert_int_equal(style->font->family_count, 3);
    assert_true(str_equal_c(style->font->families[2], "C D"));
    const char *wanted[] = {"liga", "ss01", "onum", "tnum", "smcp"};
    assert_int_equal(style->font->feature_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_true(str_equal_c(style->font->features[i], wanted[i]));
    assert_true(str_equal_c(style->font->language, "da"));
    fixture_free(&fixture);
}

static void templates_show_fields(void **state) {
    (void)state;
    Fixture fixture = fixture_new("page: {}");
    fixture.doc->meta.fields = &(Field){STR("author"), STR("Byen"), {0}};
    fixture.doc->meta.field_count = 1;
    TemplateValues values = {.doc = fixture.doc, .section = STR("Om"), .page = STR("7")};
    Str shown =
        design_expand(fixture.env.keep, STR("{author}: {section} {{{page}}} {nothing}{pages}{"), &values);
    assert_string_equal(str_to_c(fixture.env.keep, shown), "Byen: Om {7} {");
    fixture_free(&fixture);
}

static void reference_names_every_part(void **state) {
    (void)state;
    Arena *arena = arena_new();
    const char *help = str_to_c(arena, design_help(arena));
    const char *wanted[] = {"space-before: length, em or %", "blockquote", "sides: all | left | right",
                            "(25mm 20mm)"};
    for (size_t i = 0; i < 4; i++)
        assert_non_null(strstr(help, wanted[i]));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_every_mistake),
        cmocka_unit_test(defaults_are_faultless),
        cmocka_unit_test(reads_the_page),
        cmocka_unit_test(colours_have_two_sides),
        cmocka_unit_test(fonts_are_interned_wishes),
        cmocka_unit_test(templates_show_fields),
        cmocka_unit_test(reference_names_every_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
