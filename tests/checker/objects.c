/*
 * Objects as qpdf gives them, without its exceptions: what is not there, or is something else, is null.
 */
#include "checker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TREE_DEPTH = 32 };

void *grow(void *items, size_t count, size_t *capacity, size_t size) {
    if (count < *capacity)
        return items;
    *capacity = count < 8 ? 16 : count * 2;
    items = realloc(items, *capacity * size);
    if (!items)
        abort();
    return items;
}

bool is_dict(Checker *checker, Object object) {
    return qpdf_oh_is_dictionary(checker->pdf, object);
}

bool is_stream(Checker *checker, Object object) {
    return qpdf_oh_is_stream(checker->pdf, object);
}

static Object dict_of(Checker *checker, Object object) {
    return is_stream(checker, object) ? qpdf_oh_get_dict(checker->pdf, object) : object;
}

bool has_key(Checker *checker, Object object, const char *key) {
    Object dict = dict_of(checker, object);
    return is_dict(checker, dict) && qpdf_oh_has_key(checker->pdf, dict, key);
}

Object at_key(Checker *checker, Object object, const char *key) {
    Object dict = dict_of(checker, object);
    if (!is_dict(checker, dict))
        return qpdf_oh_new_null(checker->pdf);
    return qpdf_oh_get_key(checker->pdf, dict, key);
}

bool is_null(Checker *checker, Object object) {
    return qpdf_oh_is_null(checker->pdf, object);
}

bool is_name(Checker *checker, Object object, const char *name) {
    return qpdf_oh_is_name(checker->pdf, object) &&
           strcmp(qpdf_oh_get_name(checker->pdf, object), name) == 0;
}

bool is_true(Checker *checker, Object object) {
    return qpdf_oh_is_bool(checker->pdf, object) && qpdf_oh_get_bool_value(checker->pdf, object);
}

bool is_array(Checker *checker, Object object) {
    return qpdf_oh_is_array(checker->pdf, object);
}

bool is_string(Checker *checker, Object object) {
    return qpdf_oh_is_string(checker->pdf, object);
}

bool is_number(Checker *checker, Object object) {
    return qpdf_oh_is_number(checker->pdf, object);
}

size_t item_count(Checker *checker, Object array) {
    int count = is_array(checker, array) ? qpdf_oh_get_array_n_items(checker->pdf, array) : 0;
    return count > 0 ? (size_t)count : 0;
}

Object item_at(Checker *checker, Object array, size_t index) {
    if (index >= item_count(checker, array))
        return qpdf_oh_new_null(checker->pdf);
    return qpdf_oh_get_array_item(checker->pdf, array, (int)index);
}

double number_of(Checker *checker, Object object, double missing) {
    return is_number(checker, object) ? qpdf_oh_get_numeric_value(checker->pdf, object) : missing;
}

int int_of(Checker *checker, Object object, int missing) {
    return qpdf_oh_is_integer(checker->pdf, object) ? qpdf_oh_get_int_value_as_int(checker->pdf, object)
                                                    : missing;
}

int id_of(Checker *checker, Object object) {
    return qpdf_oh_get_object_id(checker->pdf, object);
}

void name_of(Checker *checker, Object object, char name[NAME_MAX_LENGTH]) {
    name[0] = 0;
    if (qpdf_oh_is_name(checker->pdf, object))
        snprintf(name, NAME_MAX_LENGTH, "%s", qpdf_oh_get_name(checker->pdf, object) + 1);
}

static bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters of Latin beyond ASCII begin with C3 to C9; dashes and quotes do not. */
bool begins_with_letter(const char *text) {
    unsigned char first = (unsigned char)*text;
    return is_ascii_letter(*text) || (first >= 0xC3 && first <= 0xC9);
}

bool ends_in_letter(const char *text) {
    size_t length = strlen(text);
    if (length > 1 && (unsigned char)text[length - 1] >= 0x80)
        return begins_with_letter(text + length - 2);
    return length > 0 && is_ascii_letter(text[length - 1]);
}

char *text_of(Checker *checker, Object object) {
    size_t length = 0;
    if (!is_string(checker, object))
        return NULL;
    const char *text = qpdf_oh_get_binary_utf8_value(checker->pdf, object, &length);
    char *copy = malloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = 0;
    return copy;
}

uint8_t *data_of(Checker *checker, Object stream, size_t *length) {
    unsigned char *bytes = NULL;
    QPDF_BOOL filtered = QPDF_FALSE;
    *length = 0;
    if (!is_stream(checker, stream))
        return NULL;
    if (qpdf_oh_get_stream_data(checker->pdf, stream, qpdf_dl_generalized, &filtered, &bytes, length) &
        QPDF_ERRORS)
        return NULL;
    return bytes;
}

void each_key(Checker *checker, Object object, EachKey *call, void *data) {
    Object dict = dict_of(checker, object);
    char **keys = NULL;
    size_t count = 0, capacity = 0;
    if (!is_dict(checker, dict))
        return;
    /* All keys first: the library has one iterator only. */
    qpdf_oh_begin_dict_key_iter(checker->pdf, dict);
    while (qpdf_oh_dict_more_keys(checker->pdf)) {
        keys = grow(keys, count, &capacity, sizeof *keys);
        keys[count++] = strdup(qpdf_oh_dict_next_key(checker->pdf));
    }
    for (size_t i = 0; i < count; i++) {
        call(checker, keys[i], at_key(checker, dict, keys[i]), data);
        free(keys[i]);
    }
    free(keys);
}

static void walk_tree(Checker *checker, Object node, const char *kind, EachLeaf *call, void *data[2]) {
    Object kids = at_key(checker, node, "/Kids"), leaves = at_key(checker, node, kind);
    int depth = *(int *)data[1];
    for (size_t i = 0; i < item_count(checker, kids) && depth < TREE_DEPTH; i++) {
        ++*(int *)data[1];
        walk_tree(checker, item_at(checker, kids, i), kind, call, data);
        --*(int *)data[1];
    }
    for (size_t i = 0; i + 1 < item_count(checker, leaves); i += 2) {
        Object key = item_at(checker, leaves, i), value = item_at(checker, leaves, i + 1);
        char number[32];
        size_t length = 0;
        if (is_string(checker, key)) {
            const char *bytes = qpdf_oh_get_binary_string_value(checker->pdf, key, &length);
            char *copy = malloc(length + 1);
            memcpy(copy, bytes, length);
            copy[length] = 0;
            call(checker, copy, length, value, data[0]);
            free(copy);
        } else {
            length = (size_t)snprintf(number, sizeof number, "%d", int_of(checker, key, -1));
            call(checker, number, length, value, data[0]);
        }
    }
}

void each_leaf(Checker *checker, Object tree, const char *kind, EachLeaf *call, void *data) {
    int depth = 0;
    walk_tree(checker, tree, kind, call, (void *[2]){data, &depth});
}
