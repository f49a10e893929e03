/*
 * design_fixture.h - for tests of design/: a layout from a few lines of YAML, a document from a few calls.
 */
#ifndef TRYK_TESTS_DESIGN_FIXTURE_H
#define TRYK_TESTS_DESIGN_FIXTURE_H

#include "read/read.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct Fixture {
    Env env;
    Design *design;
    Doc *doc;
    Cascade *cascade;
} Fixture;

static inline Fixture fixture_new(const char *layout) {
    Fixture fixture = {0};
    Arena *keep = arena_new();
    fixture.env = (Env){keep, arena_new(), diags_new(keep)};
    const char *texts[] = {design_defaults, layout};
    const Tree *trees[2];
    for (size_t i = 0; i < 2; i++) {
        Str text = str_from(texts[i]);
        uint16_t file = diags_add_source(fixture.env.diags, i ? STR("layout.yaml") : STR("defaults"), text);
        trees[i] = read_yaml(&fixture.env, file, text, 1);
    }
    fixture.design = design_new(&fixture.env, trees, 2, STR("layout"));
    fixture.doc = doc_new(keep);
    return fixture;
}

static inline void fixture_free(Fixture *fixture) {
    arena_free(fixture->env.scratch);
    arena_free(fixture->env.keep);
}

/* One key=value and one class at most; either may be NULL. */
static inline Node *fixture_add(Fixture *fixture, Node *parent, NodeKind kind, const char *class,
                                const char *accent) {
    Arena *keep = fixture->env.keep;
    Node *node = doc_add(keep, fixture->doc, parent ? parent : fixture->doc->root, kind, (Span){0});
    node->level = kind == NODE_HEADING || kind == NODE_SECTION || kind == NODE_ENTRY ? 2 : 0;
    if (!class && !accent)
        return node;
    Attrs *attrs = ARENA_NEW(keep, Attrs);
    attrs->classes = ARENA_NEW(keep, Str);
    attrs->classes[0] = str_from(class);
    attrs->class_count = class != NULL;
    attrs->fields = ARENA_NEW(keep, Field);
    attrs->fields[0] = (Field){STR("accent"), str_from(accent), {0}};
    attrs->field_count = accent != NULL;
    node->attrs = attrs;
    return node;
}

static inline const Style *fixture_style(Fixture *fixture, const Node *node) {
    if (!fixture->cascade)
        fixture->cascade = design_cascade_new(&fixture->env, fixture->design, fixture->doc);
    const Style *parent = node->parent ? fixture_style(fixture, node->parent) : NULL;
    return design_style(fixture->cascade, node, parent);
}

static inline size_t fixture_mistakes(const Fixture *fixture) {
    return diags_count(fixture->env.diags, SEVERITY_ERROR);
}

/* cmocka itself compares as float. */
#define assert_near(number, wanted)                                                                        \
    do {                                                                                                   \
        double number_is = (double)(number), number_wanted = (double)(wanted);                             \
        if (fabs(number_is - number_wanted) > 1e-5)                                                        \
            fail_msg("%g is not %g", number_is, number_wanted);                                            \
    } while (0)

#endif
