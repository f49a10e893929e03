/*
 * Arena: alignment, zeroes, growing, marks, handles, lists.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int make_arena(void **state) {
    *state = arena_new();
    return 0;
}

static int free_arena(void **state) {
    arena_free(*state);
    return 0;
}

static bool all_zero(const char *bytes, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

static void gives_zeroed_aligned_pieces(void **state) {
    static const size_t sizes[] = {0, 1, 15, 16, 17, 1000, 32 << 10, (32 << 10) + 1, 1 << 20};
    for (int round = 0; round < 200; round++) {
        size_t size = sizes[(size_t)round % (sizeof sizes / sizeof *sizes)];
        char *piece = arena_alloc(*state, size);
        assert_non_null(piece);
        assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
        assert_true(all_zero(piece, size));
        memset(piece, 0xA5, size);
    }
}

static void copies(void **state) {
    const char *copy = arena_copy(*state, "hello", 6);
    assert_string_equal(copy, "hello");
    assert_non_null(arena_copy(*state, NULL, 0));
}

static void grows_newest_in_place(void **state) {
    char *piece = arena_alloc(*state, 10);
    memset(piece, 'x', 10);
    char *grown = arena_grow(*state, piece, 10, 5000);
    assert_ptr_equal(grown, piece);
    assert_true(grown[9] == 'x' && all_zero(grown + 10, 4990));
    assert_ptr_equal(arena_grow(*state, grown, 5000, 20), grown);
}

static void grows_others_by_moving(void **state) {
    char *piece = arena_copy(*state, "abc", 4);
    char *other = arena_copy(*state, "other", 6);
    char *grown = arena_grow(*state, piece, 4, 400);
    assert_ptr_not_equal(grown, piece);
    assert_string_equal(grown, "abc");
    assert_string_equal(piece, "abc");
    assert_string_equal(other, "other");
    assert_true(all_zero(grown + 4, 396));
}

static void grows_from_nothing_to_megabytes(void **state) {
    size_t size = 1;
    unsigned char *piece = arena_grow(*state, NULL, 0, size);
    for (; size < (8 << 20); size *= 2) {
        memset(piece, 0x5A, size);
        arena_alloc(*state, 24);
        piece = arena_grow(*state, piece, size, size * 2);
        assert_int_equal(piece[size - 1], 0x5A);
        assert_true(all_zero((char *)piece + size, size));
    }
}

static void reset_gives_back_what_came_later(void **state) {
    char *before = arena_copy(*state, "before", 7);
    ArenaMark mark = arena_mark(*state);
    char *first = arena_alloc(*state, 100);
    memset(first, 'x', 100);
    for (int i = 0; i < 300; i++)
        memset(arena_alloc(*state, 5000), 'y', 5000);
    memset(arena_alloc(*state, 1 << 20), 'z', 1 << 20);
    arena_reset(*state, mark);
    char *again = arena_alloc(*state, 100);
    assert_ptr_equal(again, first);
    assert_true(all_zero(again, 100));
    assert_string_equal(before, "before");
}

static void marks_nest_around_big_pieces(void **state) {
    char *big = arena_alloc(*state, 100000);
    ArenaMark outer = arena_mark(*state);
    char *small = arena_copy(*state, "small", 6);
    char *second = arena_alloc(*state, 200000);
    ArenaMark inner = arena_mark(*state);
    second[199999] = 'b';
    arena_alloc(*state, 300000);
    arena_alloc(*state, 64 << 10);
    arena_reset(*state, inner);
    assert_string_equal(small, "small");
    assert_int_equal(second[199999], 'b');
    arena_reset(*state, outer);
    big[99999] = 'a';
    assert_ptr_equal(arena_alloc(*state, 6), small);
}

static char released[8];

static void note_release(void *handle) {
    strncat(released, handle, 1);
}

static void releases_handles_newest_first(void **state) {
    (void)state;
    Arena *arena = arena_new();
    arena_on_free(arena, note_release, "a");
    ArenaMark mark = arena_mark(arena);
    arena_on_free(arena, note_release, "b");
    arena_alloc(arena, 1 << 20);
    arena_on_free(arena, note_release, "c");
    arena_reset(arena, mark);
    assert_string_equal(released, "");
    arena_free(arena);
    assert_string_equal(released, "cba");
    arena_free(NULL);
}

static void lists_grow(void **state) {
    int *numbers = NULL;
    size_t count = 0, capacity = 0;
    for (int i = 0; i < 1000000; i++)
        LIST_PUSH(*state, numbers, count, capacity, i);
    assert_int_equal(count, 1000000);
    for (int i = 0; i < 1000000; i++)
        if (numbers[i] != i)
            fail();
}

/* In a child, since the program ends. */
static void out_of_memory_ends_with_three(void **state) {
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        arena_alloc(*state, SIZE_MAX - 100);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_zeroed_aligned_pieces, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(copies, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(grows_newest_in_place, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(grows_others_by_moving, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(grows_from_nothing_to_megabytes, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(reset_gives_back_what_came_later, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(marks_nest_around_big_pieces, make_arena, free_arena),
        cmocka_unit_test(releases_handles_newest_first),
        cmocka_unit_test_setup_teardown(lists_grow, make_arena, free_arena),
        cmocka_unit_test_setup_teardown(out_of_memory_ends_with_three, make_arena, free_arena),
    };
    return cmocka_run_group_tests_name("base arena", tests, NULL, NULL);
}
