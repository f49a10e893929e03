/*
 * The structure tree: which element a node's content belongs to, and small files whole.
 */
#include "pdf/writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
    Env env;
    Doc *doc;
    Pages *pages;
    Page *page;
    Writer writer;
} Fixture;

static int make_document(void **state) {
    Arena *keep = arena_new();
    Fixture *fixture = ARENA_NEW(keep, Fixture);
    fixture->env = (Env){keep, arena_new(), diags_new(keep)};
    fixture->doc = doc_new(keep);
    fixture->doc->meta.language = STR("da");
    fixture->doc->name = STR("proof");
    fixture->pages = pages_new(keep);
    fixture->page = pages_add(keep, fixture->pages);
    fixture->page->width = 420;
    fixture->page->height = 595;
    fixture->writer =
        (Writer){.env = &fixture->env, .arena = keep, .pages = fixture->pages, .doc = fixture->doc};
    *state = fixture;
    return 0;
}

static int free_document(void **state) {
    Fixture *fixture = *state;
    arena_free(fixture->env.scratch);
    arena_free(fixture->env.keep);
    return 0;
}

static Node *add(Fixture *fixture, Node *parent, NodeKind kind) {
    return doc_add(fixture->env.keep, fixture->doc, parent, kind, (Span){0});
}

static Item *show(Fixture *fixture, const Node *node, ItemKind kind) {
    return page_add(fixture->env.keep, fixture->page, kind, node ? node->id : 0, (Box){40, 50, 100, 10});
}

/* A node of a kind with text in it that stands on the page. */
static Node *add_shown(Fixture *fixture, Node *parent, NodeKind kind) {
    Node *node = add(fixture, parent, kind);
    show(fixture, add(fixture, node, NODE_TEXT), ITEM_TEXT);
    return node;
}

static const char *tag_of(Fixture *fixture, const Node *node, ItemKind kind) {
    Item item = {.kind = (uint8_t)kind, .node = node->id};
    uint32_t element = structure_element(fixture->writer.structure, &item);
    return element ? structure_tag(fixture->writer.structure, element) : "artifact";
}

static const char *text_tag(Fixture *fixture, const Node *node) {
    return tag_of(fixture, node->first ? node->first : node, ITEM_TEXT);
}

static void skips_no_heading_level(void **state) {
    Fixture *fixture = *state;
    static const uint8_t levels[] = {3, 5, 5, 6, 2, 4, 1, 0, 9};
    static const char *const wanted[] = {"H1", "H2", "H2", "H3", "H1", "H2", "H1", "H1", "H2"};
    Node *headings[sizeof levels];
    for (size_t i = 0; i < sizeof levels; i++) {
        headings[i] = add_shown(fixture, fixture->doc->root, NODE_HEADING);
        headings[i]->level = levels[i];
    }
    structure_collect(&fixture->writer);
    for (size_t i = 0; i < sizeof levels; i++)
        assert_string_equal(text_tag(fixture, headings[i]), wanted[i]);
}

static void parts_a_list_item(void **state) {
    Fixture *fixture = *state;
    Node *list = add(fixture, fixture->doc->root, NODE_LIST);
    Node *item = add(fixture, list, NODE_ITEM);
    Node *loose = add_shown(fixture, item, NODE_PARAGRAPH);
    Node *bare = add_shown(fixture, list, NODE_ITEM);
    show(fixture, item, ITEM_TEXT);
    structure_collect(&fixture->writer);
    assert_string_equal(tag_of(fixture, item, ITEM_TEXT), "Lbl");
    assert_string_equal(text_tag(fixture, loose), "P");
    assert_string_equal(text_tag(fixture, bare), "LBody");
}

static void hands_emphasis_to_its_parent(void **state) {
    Fixture *fixture = *state;
    Node *paragraph = add(fixture, fixture->doc->root, NODE_PARAGRAPH);
    Node *strong = add_shown(fixture, paragraph, NODE_STRONG);
    Node *foreign = add_shown(fixture, paragraph, NODE_SPAN);
    Node *link = add_shown(fixture, paragraph, NODE_LINK);
    Field language = {STR("lang"), STR("en"), {0}};
    foreign->attrs = &(Attrs){.fields = &language, .field_count = 1};
    structure_collect(&fixture->writer);
    assert_string_equal(text_tag(fixture, strong), "P");
    assert_string_equal(text_tag(fixture, foreign), "Span");
    assert_string_equal(text_tag(fixture, link), "Link");
}

static void takes_bare_pictures_for_decoration(void **state) {
    Fixture *fixture = *state;
    Node *figure = add(fixture, fixture->doc->root, NODE_FIGURE);
    Node *told = add(fixture, figure, NODE_PICTURE);
    Node *caption = add_shown(fixture, figure, NODE_CAPTION);
    Node *silent = add(fixture, fixture->doc->root, NODE_PICTURE);
    told->picture.alt = STR("A harbour");
    silent->picture.alt = STR("  ");
    show(fixture, told, ITEM_PICTURE);
    show(fixture, silent, ITEM_PICTURE);
    structure_collect(&fixture->writer);
    assert_string_equal(tag_of(fixture, told, ITEM_PICTURE), "Figure");
    assert_string_equal(tag_of(fixture, silent, ITEM_PICTURE), "artifact");
    assert_string_equal(text_tag(fixture, caption), "Caption");
}

static void wraps_text_of_groups(void **state) {
    Fixture *fixture = *state;
    Node *section = add(fixture, fixture->doc->root, NODE_SECTION);
    Node *box = add(fixture, fixture->doc->root, NODE_BOX);
    Node *hidden = add(fixture, fixture->doc->root, NODE_PARAGRAPH);
    show(fixture, section, ITEM_TEXT);
    show(fixture, box, ITEM_SHAPE);
    structure_collect(&fixture->writer);
    assert_string_equal(tag_of(fixture, section, ITEM_TEXT), "P");
    assert_string_equal(tag_of(fixture, box, ITEM_SHAPE), "artifact");
    assert_string_equal(tag_of(fixture, hidden, ITEM_TEXT), "artifact");
    Item stray = {.kind = ITEM_TEXT, .node = fixture->doc->node_count + 7};
    assert_int_equal(structure_element(fixture->writer.structure, &stray), 0);
}

static void keeps_empty_cells(void **state) {
    Fixture *fixture = *state;
    Node *table = add(fixture, fixture->doc->root, NODE_TABLE);
    Node *cells[4];
    for (int i = 0; i < 4; i++) {
        Node *row = i % 2 ? table->last : add(fixture, table, NODE_ROW);
        row->header = i < 2;
        cells[i] = i == 3 ? add(fixture, row, NODE_CELL) : add_shown(fixture, row, NODE_CELL);
        cells[i]->header = i < 2;
    }
    structure_collect(&fixture->writer);
    assert_string_equal(text_tag(fixture, cells[1]), "TH");
    assert_string_equal(text_tag(fixture, cells[2]), "TD");
    assert_string_equal(text_tag(fixture, cells[3]), "TD");
}

static bool holds(Str file, const char *text) {
    return memmem(file.data, file.length, text, strlen(text)) != NULL;
}

/* The press edition: its objects are not packed. */
static Str write_proof(Fixture *fixture) {
    return pdf_write(&fixture->env, fixture->pages, fixture->doc,
                     &(PdfOptions){.edition = PDF_PRESS, .date = 1767323045, .producer = STR("tryk test")});
}

static void add_picture(Fixture *fixture, const Picture *picture) {
    Node *node = add(fixture, fixture->doc->root, NODE_PICTURE);
    node->picture.alt = STR("H\xC3\xB8je");
    Item *item = show(fixture, node, ITEM_PICTURE);
    item->picture.picture = picture;
    item->picture.whole = item->box;
}

static void writes_a_whole_file(void **state) {
    Fixture *fixture = *state;
    static const Swatch ink = {.name = STR_INIT("ink")};
    Shape shape = {.kind = SHAPE_RECT, .fill = {.from = {&ink, 1}, .opacity = 0.5F}};
    Picture picture = {
        .width = 2, .height = 2, .components = 1, .data = STR("abcd"), .alpha = STR("\xFF\xFF\1\2")};
    add_picture(fixture, &picture);
    show(fixture, NULL, ITEM_SHAPE)->shape = &shape;
    show(fixture, NULL, ITEM_LINK)->link.url = STR("https://example.org/repeated");
    Node *link = add_shown(fixture, add(fixture, fixture->doc->root, NODE_PARAGRAPH), NODE_LINK);
    show(fixture, link, ITEM_LINK)->link.url = STR("https://example.org/");
    fixture->page->bleed = 8.5;
    Str file = write_proof(fixture);
    assert_true(str_starts(file, STR("%PDF-1.7\n")) && str_ends(file, STR("%%EOF\n")));
    assert_true(holds(file, "/MediaBox[-8.5 -8.5 428.5 603.5]/CropBox[0 0 420 595]"));
    assert_true(holds(file, "/Alt<FEFF004800F8006A0065>") && holds(file, "/BBox[40 535 140 545]"));
    assert_false(holds(file, "example.org/repeated"));
    assert_true(holds(file, "/URI(https://example.org/)") && holds(file, "/ca 0.5") &&
                holds(file, "/SMask"));
    assert_true(holds(file, "/Lang(da-DK)") && holds(file, "/Title(proof)"));
    assert_true(str_equal(file, write_proof(fixture)));
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 0);
}

/* The parameters come first and say how long the file is, where the first page ends and how many there are. */
static void writes_the_first_page_first(void **state) {
    Fixture *fixture = *state;
    for (int i = 1; i < 700; i++)
        pages_add(fixture->env.keep, fixture->pages);
    add_shown(fixture, fixture->doc->root, NODE_PARAGRAPH);
    PdfOptions options = {.edition = PDF_SCREEN, .producer = STR("tryk test")};
    Str file = pdf_write(&fixture->env, fixture->pages, fixture->doc, &options);
    char length[32];
    snprintf(length, sizeof length, "/Linearized 1/L %010zu/", file.length);
    assert_true(holds(str_slice(file, 0, 100), length));
    assert_true(holds(str_slice(file, 0, 200), "/N 700/"));
    const char *end = memmem(file.data, file.length, "/E ", 3);
    Str behind = str_slice(file, strtoul(end + 3, NULL, 10), file.length);
    assert_true(holds(str_slice(file, 0, file.length - behind.length), "/Type/Page/"));
    assert_true(holds(str_slice(behind, 0, 60), " 0 obj\n<<\n/Type/Page/"));
    assert_true(holds(file, "/Type/ObjStm/N "));
    assert_true(str_ends(file, STR("%%EOF\n")));
}

static void balances_the_page_tree(void **state) {
    Fixture *fixture = *state;
    for (int i = 1; i < 1100; i++)
        pages_add(fixture->env.keep, fixture->pages);
    Str file = write_proof(fixture);
    assert_true(holds(file, "/Count 1100/Kids[") && holds(file, "/Count 1024/Kids["));
    assert_true(holds(file, "/Count 76/Kids[") && holds(file, "/Count 12/Kids["));
}

static void refuses_what_cannot_be(void **state) {
    Fixture *fixture = *state;
    Picture torn = {.width = 9, .height = 9, .components = 3, .data = STR("abc")};
    add_picture(fixture, &torn);
    assert_false(holds(write_proof(fixture), "/Subtype/Image"));
    fixture->pages->count = 0;
    assert_int_equal(write_proof(fixture).length, 0);
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(skips_no_heading_level, make_document, free_document),
        cmocka_unit_test_setup_teardown(parts_a_list_item, make_document, free_document),
        cmocka_unit_test_setup_teardown(hands_emphasis_to_its_parent, make_document, free_document),
        cmocka_unit_test_setup_teardown(takes_bare_pictures_for_decoration, make_document, free_document),
        cmocka_unit_test_setup_teardown(wraps_text_of_groups, make_document, free_document),
        cmocka_unit_test_setup_teardown(keeps_empty_cells, make_document, free_document),
        cmocka_unit_test_setup_teardown(writes_a_whole_file, make_document, free_document),
        cmocka_unit_test_setup_teardown(writes_the_first_page_first, make_document, free_document),
        cmocka_unit_test_setup_teardown(balances_the_page_tree, make_document, free_document),
        cmocka_unit_test_setup_teardown(refuses_what_cannot_be, make_document, free_document),
    };
    return cmocka_run_group_tests_name("pdf structure", tests, NULL, NULL);
}
