/*
 * Imposition: where pages and marks lie on sheets. test_page_fold.c folds them.
 */
#include "sheets_fixture.h"

static const double EXACT = 1e-6;

static bool is_near(Pt a, Pt b) {
    return fabs(a - b) < EXACT;
}

/* ---- creep ------------------------------------------------------------------------------------ */

static const Item *page_at(const Page *side, bool right) {
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].kind == ITEM_PAGE &&
            (side->items[i].page.x + PAGE_WIDTH / 2 > side->width / 2) == right)
            return &side->items[i];
    return NULL;
}

/* Each sheet moves in by the paper around it: sheets outside it times thickness. */
static void inner_sheets_creep(void **state) {
    Pages *sheets = impose(*state, 64, (SheetRules){.scheme = SCHEME_BOOKLET}, NULL);
    for (size_t i = 0; i < sheets->count; i++) {
        const Page *side = &sheets->pages[i];
        Pt creep = (Pt)(i / 2) * THICKNESS, spine = side->width / 2;
        assert_true(fabs(page_at(side, false)->page.x + PAGE_WIDTH - (spine + creep)) < 1e-6);
        assert_true(fabs(page_at(side, true)->page.x - (spine - creep)) < 1e-6);
    }
}

static const Item *find_page(const Pages *sheets, int number, const Page **side) {
    for (size_t i = 0; i < sheets->count; i++)
        for (size_t k = 0; k < sheets->pages[i].count; k++) {
            const Item *item = &sheets->pages[i].items[k];
            if (item->kind != ITEM_PAGE || (int)item->page.index + 1 != number)
                continue;
            *side = &sheets->pages[i];
            return item;
        }
    fail();
    return NULL;
}

/*
 * Across a spine stand pages p and n + 1 - p of a section. Their leaves have (p - 1) / 2 others around them,
 * for the smaller p, and as many thicknesses each is nearer to the spine, whichever way up it stands.
 */
static void leaves_of_sections_creep(void **state) {
    (void)state;
    static const Pt SPINE = 3 * PT_PER_MM;
    for (int signature = 4; signature <= 16; signature *= 2)
        for (int turn = 0; turn < 2; turn++) {
            Arena *arena = arena_new();
            SheetRules rules = {.scheme = SCHEME_SIGNATURES, .signature = (uint32_t)signature};
            rules.spine = SPINE;
            rules.turn = turn;
            Pages *sheets = impose(arena, 32, rules, NULL);
            for (int page = 1; page <= 32; page++) {
                int first = (page - 1) / signature * signature, p = page - first;
                int low = p <= signature / 2 ? p : signature + 1 - p;
                const Page *side, *other_side;
                const Item *item = find_page(sheets, page, &side);
                const Item *other = find_page(sheets, first + signature + 1 - p, &other_side);
                Pt wanted = PAGE_WIDTH + 2 * SPINE - 2 * ((low - 1) / 2) * THICKNESS;
                assert_ptr_equal(side, other_side);
                assert_true(is_near(fabs(item->page.x - other->page.x), wanted));
                assert_true(is_near(item->page.y, other->page.y));
            }
            arena_free(arena);
        }
}

/* What a page shows ends at the fold, and reaches into the bleed elsewhere. */
static void pages_are_cut_at_the_fold(void **state) {
    Pages *sheets = impose(*state, 16, (SheetRules){.scheme = SCHEME_BOOKLET}, NULL);
    for (size_t i = 0; i < sheets->count; i++) {
        const Page *side = &sheets->pages[i];
        Box left = page_at(side, false)->box, right = page_at(side, true)->box;
        assert_true(fabs(left.x + left.w - side->width / 2) < 1e-6);
        assert_true(fabs(right.x - side->width / 2) < 1e-6);
        assert_true(fabs(left.x - (side->width / 2 - PAGE_WIDTH - BLEED)) < 1e-6);
        assert_true(fabs(left.h - (PAGE_HEIGHT + 2 * BLEED)) < 1e-6);
    }
}

/* ---- register --------------------------------------------------------------------------------- */

static bool has_mirror(const Page *back, const Item *front) {
    for (size_t i = 0; i < back->count; i++) {
        const Item *item = &back->items[i];
        bool there = item->kind == ITEM_PAGE && is_near(item->page.y, front->page.y) &&
                     is_near(item->page.x + PAGE_WIDTH, back->width - front->page.x);
        bool cut = is_near(item->box.x + item->box.w, back->width - front->box.x) &&
                   is_near(item->box.w, front->box.w) && is_near(item->box.y, front->box.y) &&
                   is_near(item->box.h, front->box.h);
        if (there && cut && item->rotate == front->rotate)
            return true;
    }
    return false;
}

static bool has_mark(const Page *page, Pt x, Pt y) {
    for (size_t i = 0; i < page->count; i++)
        for (size_t k = 0; page->items[i].kind == ITEM_SHAPE && k < page->items[i].shape->count; k++) {
            const PathStep *step = &page->items[i].shape->steps[k];
            if (step->op != PATH_CLOSE && is_near(step->x, x) && is_near(step->y, y))
                return true;
        }
    return false;
}

/* The ends of its lines; a circle begins at one end alone, so the middle of its cross stands for it. */
static size_t assert_marks_register(const Page *front, const Page *back) {
    size_t ends = 0;
    for (size_t i = 0; i < front->count; i++)
        for (size_t k = 0; front->items[i].kind == ITEM_SHAPE && k < front->items[i].shape->count; k++) {
            const PathStep *step = &front->items[i].shape->steps[k];
            bool line = step->op == PATH_MOVE || step->op == PATH_LINE;
            bool circle = k + 1 < front->items[i].shape->count && step[1].op == PATH_CURVE;
            if (!line || circle)
                continue;
            assert_true(has_mark(back, back->width - step->x, step->y));
            ends++;
        }
    return ends;
}

static void assert_register(const Page *front, const Page *back) {
    size_t pages = 0;
    for (size_t i = 0; i < front->count; i++) {
        pages += front->items[i].kind == ITEM_PAGE;
        assert_true(front->items[i].kind != ITEM_PAGE || has_mirror(back, &front->items[i]));
    }
    for (size_t i = 0; i < back->count; i++) {
        pages -= back->items[i].kind == ITEM_PAGE;
        assert_true(back->items[i].kind != ITEM_PAGE || has_mirror(front, &back->items[i]));
    }
    assert_int_equal(pages, 0);
    assert_true(assert_marks_register(front, back) > 2 * 4);
    assert_marks_register(back, front);
}

/* A back laid on its front in the mirror covers it exactly: pages, creep, cuts and marks. A plate that
   prints both sides is its own back. */
static void backs_register_with_fronts(void **state) {
    (void)state;
    static const Pt W = PAGE_WIDTH, FLAP = PAGE_WIDTH - 3 * PT_PER_MM;
    const SheetRules rules[] = {
        {.scheme = SCHEME_BOOKLET},
        {.scheme = SCHEME_BOOKLET, .width = 1400, .height = 900},
        {.scheme = SCHEME_OFFICE, .printer = PRINTER_OFFICE, .border = 11},
        {.scheme = SCHEME_OFFICE, .printer = PRINTER_OFFICE, .width = 600, .height = 700, .border = 11},
        {.scheme = SCHEME_SIGNATURES, .signature = 4, .spine = 8},
        {.scheme = SCHEME_SIGNATURES, .signature = 8, .spine = 8},
        {.scheme = SCHEME_SIGNATURES, .signature = 16, .spine = 8},
        {.scheme = SCHEME_REPEAT, .columns = 3, .rows = 2, .gap = 12},
        {.scheme = SCHEME_REPEAT, .columns = 2, .rows = 2, .gap = 3},
        {.scheme = SCHEME_ZIGZAG, .panels = {{W, W, W}, 3}},
        {.scheme = SCHEME_ZIGZAG, .panels = {{W, W, W, W}, 4}},
        {.scheme = SCHEME_ROLL, .panels = {{FLAP, W, W}, 3}},
        {.scheme = SCHEME_ROLL, .panels = {{FLAP - 8, FLAP, W, W}, 4}, .printer = PRINTER_OFFICE},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        for (int turn = 0; turn < 2; turn++) {
            Arena *arena = arena_new();
            SheetRules own = rules[i];
            bool leaflet = own.scheme == SCHEME_ROLL || own.scheme == SCHEME_ZIGZAG;
            own.turn = turn;
            own.marks = MARKS_CROP | MARKS_REGISTRATION;
            Pages *sheets = impose(arena, leaflet ? 2 * own.panels.count : 16, own, NULL);
            for (size_t side = 0; side < sheets->count; side += turn ? 1 : 2)
                assert_register(&sheets->pages[side], &sheets->pages[turn ? side : side + 1]);
            arena_free(arena);
        }
}

/* ---- leaflets --------------------------------------------------------------------------------- */

/* The flap, 5 before 4, is the narrow one, and lies at the outer edge on both sides. */
static void a_roll_has_a_narrow_flap(void **state) {
    SheetRules rules = {.scheme = SCHEME_ROLL, .panels = {{97 * PT_PER_MM, PAGE_WIDTH, PAGE_WIDTH}, 3}};
    Pages *sheets = impose(*state, 6, rules, NULL);
    Pt margin = (sheets->pages[0].width - 297 * PT_PER_MM) / 2;
    for (size_t i = 0; i < sheets->pages[0].count; i++) {
        const Item *item = &sheets->pages[0].items[i];
        if (item->kind == ITEM_PAGE && item->page.index == 4) {
            assert_true(fabs(item->box.x - (margin - BLEED)) < 1e-6);
            assert_true(fabs(item->box.x + item->box.w - (margin + 97 * PT_PER_MM)) < 1e-6);
        }
    }
}

/* ---- sheets ----------------------------------------------------------------------------------- */

static void a_sheet_lies_as_its_pages_need_it(void **state) {
    SheetRules rules = {.scheme = SCHEME_BOOKLET, .width = 200 * PT_PER_MM, .height = 260 * PT_PER_MM};
    Pages *sheets = impose(*state, 4, rules, NULL);
    assert_true(fabs(sheets->pages[0].width - 260 * PT_PER_MM) < 1e-6);
    assert_true(fabs(sheets->pages[0].height - 200 * PT_PER_MM) < 1e-6);
}

static void a_sheet_that_is_too_small_is_an_error(void **state) {
    Diags *diags = diags_new(*state);
    SheetRules rules = {.scheme = SCHEME_BOOKLET, .width = 150 * PT_PER_MM, .height = 190 * PT_PER_MM};
    impose(*state, 4, rules, diags);
    assert_int_equal(diags_count(diags, SEVERITY_ERROR), 1);
}

/* Across wherever they fit, as the printer turns the sheet on its short edge; A3 where A4 is too small. */
static void office_sheets_lie_across(void **state) {
    SheetRules rules = {.scheme = SCHEME_OFFICE, .printer = PRINTER_OFFICE};
    const Page *sheet = &impose(*state, 4, rules, NULL)->pages[0];
    assert_true(is_near(sheet->width, 297 * PT_PER_MM) && is_near(sheet->height, 210 * PT_PER_MM));
    rules.scheme = SCHEME_ROLL;
    rules.panels = (Panels){{PAGE_WIDTH, PAGE_WIDTH, PAGE_WIDTH}, 3};
    sheet = &impose(*state, 4, rules, NULL)->pages[0];
    assert_true(is_near(sheet->width, 420 * PT_PER_MM) && is_near(sheet->height, 297 * PT_PER_MM));
    rules = (SheetRules){.scheme = SCHEME_GRID, .printer = PRINTER_OFFICE, .columns = 1, .rows = 2};
    sheet = &impose(*state, 4, rules, NULL)->pages[0];
    assert_true(is_near(sheet->width, 210 * PT_PER_MM) && is_near(sheet->height, 297 * PT_PER_MM));
}

static const char *slug_of(Arena *arena, const Page *side) {
    Buffer words = buffer_new(arena);
    const Item *slug = &side->items[side->count - 1];
    assert_int_equal(slug->kind, ITEM_TEXT);
    for (uint32_t i = 0; i < slug->text.count; i++)
        buffer_format(&words, "%.*s ", STR_ARGS(slug->text.runs[i].run->text));
    return str_to_c(arena, buffer_str(&words));
}

static void every_sheet_says_what_it_is(void **state) {
    SheetRules rules = {.scheme = SCHEME_BOOKLET, .marks = MARKS_ALL};
    Pages *sheets = impose(*state, 8, rules, NULL);
    for (size_t i = 0; i < sheets->count; i++) {
        const char *text = slug_of(*state, &sheets->pages[i]);
        assert_non_null(strstr(text, i % 2 ? "back" : "front"));
        assert_non_null(strstr(text, i < 2 ? "sheet 1 of 2" : "sheet 2 of 2"));
        assert_non_null(strstr(text, "150 gsm coated"));
    }
}

/* Pages leave the border white; the line stands in it, under the leaf of the back cover, on both sides. */
static void office_sheets_have_their_line_in_the_border(void **state) {
    SheetRules rules = {.scheme = SCHEME_OFFICE, .printer = PRINTER_OFFICE, .marks = MARKS_SLUG};
    rules.width = 141 * PT_PER_MM;
    rules.height = 201 * PT_PER_MM;
    rules.border = 4 * PT_PER_MM;
    Pages *sheets = impose(*state, 8, rules, NULL);
    assert_true(sheets->pages[0].width > sheets->pages[0].height);
    for (size_t i = 0; i < sheets->count; i++) {
        const Page *side = &sheets->pages[i];
        for (size_t k = 0; k + 1 < side->count; k++) {
            Box box = side->items[k].box;
            assert_int_equal(side->items[k].kind, ITEM_PAGE);
            assert_true(box.x >= rules.border - EXACT && box.y >= rules.border - EXACT);
            assert_true(box.x + box.w <= side->width - rules.border + EXACT);
            assert_true(box.y + box.h <= side->height - rules.border + EXACT);
        }
        Box line = side->items[side->count - 1].box;
        assert_non_null(strstr(slug_of(*state, side), "turn on the short edge"));
        assert_true(line.y - line.h > side->height - rules.border && line.y + line.h / 3 < side->height);
        assert_true(i % 2 ? line.x > side->width / 2 && line.x + line.w < side->width
                          : line.x > 0 && line.x + line.w < side->width / 2);
    }
}

static void office_sheets_without_a_border_have_no_line(void **state) {
    SheetRules rules = {.scheme = SCHEME_OFFICE, .printer = PRINTER_OFFICE, .marks = MARKS_SLUG};
    Pages *sheets = impose(*state, 4, rules, NULL);
    for (size_t i = 0; i < sheets->count; i++)
        for (size_t k = 0; k < sheets->pages[i].count; k++)
            assert_int_equal(sheets->pages[i].items[k].kind, ITEM_PAGE);
}

/* A4 two-up with all its marks on SRA3, which shops have: not a hair too wide. */
static void two_pages_of_a4_fit_sra3(void **state) {
    (void)state;
    static const Pt A4[] = {210 * PT_PER_MM, 297 * PT_PER_MM};
    Arena *arena = arena_new();
    Env env = {arena, arena, diags_new(arena)};
    Pages *pages = pages_new(arena);
    *pages_add(arena, pages) = (Page){.width = A4[0], .height = A4[1], .bleed = BLEED};
    SheetRules rules = {.scheme = SCHEME_BOOKLET, .marks = MARKS_ALL};
    rules.width = 320 * PT_PER_MM;
    rules.height = 450 * PT_PER_MM;
    PrintJob job = {.design = ARENA_NEW(arena, Design),
                    .shaper = text_fake_shaper_new(arena),
                    .font = ARENA_NEW(arena, FontRequest),
                    .title = STR("A title")};
    Pages *sheets = pages_impose(&env, pages, &rules, &job);
    assert_int_equal(diags_count(env.diags, SEVERITY_WARNING), 0);
    Box line = sheets->pages[0].items[sheets->pages[0].count - 1].box;
    assert_true(line.y + line.h / 3 < sheets->pages[0].height);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(inner_sheets_creep),
        TEST(leaves_of_sections_creep),
        TEST(pages_are_cut_at_the_fold),
        TEST(backs_register_with_fronts),
        TEST(a_roll_has_a_narrow_flap),
        TEST(a_sheet_lies_as_its_pages_need_it),
        TEST(a_sheet_that_is_too_small_is_an_error),
        TEST(office_sheets_lie_across),
        TEST(every_sheet_says_what_it_is),
        TEST(office_sheets_have_their_line_in_the_border),
        TEST(office_sheets_without_a_border_have_no_line),
        TEST(two_pages_of_a4_fit_sra3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
