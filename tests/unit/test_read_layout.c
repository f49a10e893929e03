/*
 * Layout files: what they use, and in which order; pictures beside them.
 */
#include "read_fixture.h"

static const Swatch *find_swatch(const Design *design, const char *name) {
    for (size_t i = 0; i < design->palette_count; i++)
        if (str_equal_c(design->palette[i].name, name))
            return &design->palette[i];
    return NULL;
}

static Design *read_one(Fixture *fixture, const char *text) {
    return read_layout(&fixture->env, put_file(fixture, "layout.yaml", text));
}

static void test_defaults_alone(void **state) {
    Design *design = read_one(*state, "");
    expect_no_messages(*state);
    assert_true(str_equal_c(design->name, "layout"));
    assert_true(design->master_count > 0);
}

static void test_later_files_win(void **state) {
    Fixture *fixture = *state;
    put_file(fixture, "shared/base.yaml", "palette: {one: '#000001', two: '#000001', three: '#000001'}\n");
    put_file(fixture, "shared/brand.yaml", "use: base.yaml\npalette: {two: '#000002', three: '#000002'}\n");
    put_file(fixture, "other.yaml", "use: [shared/base.yaml]\n");
    const Design *design =
        read_one(fixture, "use: [shared/brand.yaml, other.yaml]\npalette: {three: '#000003'}\n");
    expect_no_messages(fixture);
    assert_true(find_swatch(design, "one")->blue * 255 < 1.5f);
    assert_true(find_swatch(design, "two")->blue * 255 > 1.5f &&
                find_swatch(design, "two")->blue * 255 < 2.5f);
    assert_true(find_swatch(design, "three")->blue * 255 > 2.5f);
}

static void test_circles(void **state) {
    Fixture *fixture = *state;
    put_file(fixture, "a.yaml", "use: b.yaml\n");
    put_file(fixture, "b.yaml", "use: [layout.yaml]\n");
    assert_non_null(read_one(fixture, "use: a.yaml\n"));
    expect_message(fixture, "b.yaml:1:7: error: the files use each other in a circle");
    expect_message(fixture, "layout.yaml uses a.yaml uses b.yaml uses layout.yaml");
    diags_clear(fixture->env.diags);
    assert_non_null(read_one(fixture, "use: layout.yaml\n"));
    expect_message(fixture, "layout.yaml:1:6: error: the files use each other in a circle");
}

static void test_missing_files(void **state) {
    Fixture *fixture = *state;
    put_file(fixture, "brand.yaml", "");
    assert_non_null(read_one(fixture, "use: [brnad.yaml, {a: b}]\n"));
    expect_message(fixture, "layout.yaml:1:7: error: there is no file");
    expect_message(fixture, "did you mean 'brand.yaml'?");
    expect_message(fixture, "layout.yaml:1:19: error: 'use' names files");
    diags_clear(fixture->env.diags);
    assert_non_null(read_layout(&fixture->env, path_of(fixture, "none.yaml")));
    expect_message(fixture, "error: there is no file");
}

static void test_broken_layouts_are_layouts(void **state) {
    Fixture *fixture = *state;
    assert_true(read_one(fixture, "page: [\n")->master_count > 0);
    expect_message(fixture, "layout.yaml:2:1: error: this is not YAML");
    assert_true(read_one(fixture, "just text\n")->master_count > 0);
    assert_true(read_one(fixture, "- a\n- list\n")->master_count > 0);
}

static void test_pictures_lie_beside_their_file(void **state) {
    Fixture *fixture = *state;
    const char *art = "pages: {p: {behind: [{picture: logo.png, in: page}], frames: {f: {takes: rest}}}}\n";
    put_file(fixture, "shared/brand.yaml", art);
    put_bytes(fixture, "shared/logo.png", STR("GIF89a"));
    Design *design = read_one(fixture, "use: shared/brand.yaml\n");
    assert_int_equal(design->picture_count, 1);
    assert_null(design->pictures[0].picture);
    expect_message(fixture, "cannot use the picture 'logo.png': it is a GIF file");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_folder, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_defaults_alone),
        TEST(test_later_files_win),
        TEST(test_circles),
        TEST(test_missing_files),
        TEST(test_broken_layouts_are_layouts),
        TEST(test_pictures_lie_beside_their_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
