/*
 * Tables: heads with a scope, rows of one length, and heads by name where cells are joined.
 */
#include "checker.h"

#include <stdlib.h>
#include <string.h>

typedef struct Table {
    Checker *checker;
    const Element *element;
    int columns; /* of the first row; 0: not known yet */
    size_t rows, head_rows, joined, heads, named;
} Table;

static Object cell_attribute(Checker *checker, const Element *cell, const char *key) {
    Object all = at_key(checker, cell->object, "/A");
    if (is_dict(checker, all))
        return at_key(checker, all, key);
    for (size_t i = 0; i < item_count(checker, all); i++)
        if (has_key(checker, item_at(checker, all, i), key))
            return at_key(checker, item_at(checker, all, i), key);
    return qpdf_oh_new_null(checker->pdf);
}

static bool has_id(Checker *checker, const char *id, size_t length) {
    for (size_t i = 0; i < checker->element_count; i++) {
        Object own = at_key(checker, checker->elements[i].object, "/ID");
        size_t own_length = 0;
        if (strcmp(checker->elements[i].type, "TH") != 0 || !is_string(checker, own))
            continue;
        const char *bytes = qpdf_oh_get_binary_string_value(checker->pdf, own, &own_length);
        if (own_length == length && memcmp(bytes, id, length) == 0)
            return true;
    }
    return false;
}

static void check_named_heads(Table *table, const Element *cell) {
    Checker *checker = table->checker;
    Object heads = cell_attribute(checker, cell, "/Headers");
    table->named += item_count(checker, heads) > 0;
    for (size_t i = 0; i < item_count(checker, heads); i++) {
        size_t length = 0;
        const char *bytes =
            qpdf_oh_get_binary_string_value(checker->pdf, item_at(checker, heads, i), &length);
        char *id = malloc(length + 1);
        memcpy(id, bytes, length);
        id[length] = 0;
        if (!has_id(checker, id, length))
            fail(checker, "heads", "%s %d: there is no head \"%s\"", cell->type, cell->id, id);
        free(id);
    }
}

static void check_scope(Table *table, const Element *cell) {
    Checker *checker = table->checker;
    Object scope = cell_attribute(checker, cell, "/Scope");
    table->heads++;
    if (!is_name(checker, scope, "/Column") && !is_name(checker, scope, "/Row") &&
        !is_name(checker, scope, "/Both"))
        fail(checker, "scopes", "TH %d has no scope", cell->id);
}

static void check_row(Table *table, const Element *row) {
    Checker *checker = table->checker;
    int columns = 0;
    bool body = false;
    for (size_t i = 0; i < row->kid_count; i++) {
        const Element *cell = &checker->elements[row->kids[i]];
        int span = int_of(checker, cell_attribute(checker, cell, "/ColSpan"), 1);
        columns += span;
        table->joined += span > 1;
        if (strcmp(cell->type, "TH") == 0)
            check_scope(table, cell);
        else
            body = true;
        check_named_heads(table, cell);
    }
    table->rows++;
    table->head_rows += !body;
    if (table->columns && columns != table->columns)
        fail(checker, "scopes", "TR %d has %d columns, the first row %d", row->id, columns, table->columns);
    table->columns = table->columns ? table->columns : columns;
}

static void walk(Table *table, const Element *element) {
    Checker *checker = table->checker;
    for (size_t i = 0; i < element->kid_count; i++) {
        const Element *kid = &checker->elements[element->kids[i]];
        if (strcmp(kid->type, "TR") == 0)
            check_row(table, kid);
        else if (strcmp(kid->type, "THead") == 0 || strcmp(kid->type, "TBody") == 0 ||
                 strcmp(kid->type, "TFoot") == 0)
            walk(table, kid);
    }
}

void check_tables(Checker *checker) {
    for (size_t i = 0; i < checker->element_count; i++) {
        const Element *element = &checker->elements[i];
        if (strcmp(element->type, "Table") != 0)
            continue;
        Table table = {.checker = checker, .element = element};
        walk(&table, element);
        if (table.rows == 0)
            fail(checker, "scopes", "Table %d has no rows", element->id);
        bool irregular = table.heads > 0 && (table.joined > 0 || table.head_rows > 1);
        if (irregular && table.rows > table.head_rows && table.named == 0)
            fail(checker, "heads", "Table %d is irregular and no cell names its heads", element->id);
    }
}
