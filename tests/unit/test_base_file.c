/*
 * Files: reading what is no file, and writing so that the old file survives whatever goes wrong.
 *
 * Each test has a fresh folder of its own and works in it, so names are short and nothing is left.
 */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Fixture {
    Env env;
    char folder[PATH_MAX];
    int back;
} Fixture;

static int enter_folder(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    const char *base = getenv("TMPDIR");
    fixture->env = (Env){.keep = arena_new(), .scratch = arena_new()};
    fixture->env.diags = diags_new(fixture->env.keep);
    fixture->back = open(".", O_RDONLY | O_DIRECTORY);
    snprintf(fixture->folder, sizeof fixture->folder, "%s/tryk-unit-XXXXXX", base ? base : P_tmpdir);
    *state = fixture;
    return mkdtemp(fixture->folder) && chdir(fixture->folder) == 0 ? 0 : -1;
}

static void remove_tree(Arena *arena, Str path) {
    Str *names;
    size_t count;
    struct stat status;
    const char *name = str_to_c(arena, path);
    bool folder = lstat(name, &status) == 0 && S_ISDIR(status.st_mode);
    if (folder && file_list(arena, name, &names, &count))
        for (size_t i = 0; i < count; i++)
            remove_tree(arena, path_join(arena, path, names[i]));
    if (folder)
        rmdir(name);
    else
        unlink(name);
}

static int leave_folder(void **state) {
    Fixture *fixture = *state;
    int left = fchdir(fixture->back);
    close(fixture->back);
    remove_tree(fixture->env.scratch, str_from(fixture->folder));
    arena_free(fixture->env.keep);
    arena_free(fixture->env.scratch);
    free(fixture);
    return left;
}

/* All entries of a folder in one string. */
static const char *listed(Fixture *fixture, const char *path) {
    Str *names;
    size_t count;
    Buffer buffer = buffer_new(fixture->env.scratch);
    assert_true(file_list(fixture->env.scratch, path, &names, &count));
    for (size_t i = 0; i < count; i++) {
        buffer_add(&buffer, names[i]);
        buffer_add_byte(&buffer, ' ');
    }
    return str_to_c(fixture->env.scratch, buffer_str(&buffer));
}

static void assert_content(Fixture *fixture, const char *path, Str wanted) {
    Str bytes;
    assert_true(file_read(&fixture->env, path, (Span){0}, &bytes));
    assert_true(str_equal(bytes, wanted));
}

static const char *messages(Fixture *fixture) {
    const char *text = str_to_c(fixture->env.keep, diags_print(fixture->env.diags, fixture->env.keep));
    diags_clear(fixture->env.diags);
    return text;
}

static void writes_and_reads(void **state) {
    assert_true(file_write("a", STR("one")));
    assert_content(*state, "a", STR("one"));
    assert_true(file_write("a", STR("t\0wo")));
    assert_content(*state, "a", STR("t\0wo"));
    assert_true(file_write("./empty", (Str){0}));
    assert_content(*state, "empty", (Str){0});
    assert_string_equal(listed(*state, "."), "a empty ");
}

static void reads_megabytes(void **state) {
    Fixture *fixture = *state;
    char *data = arena_alloc(fixture->env.scratch, 5 << 20);
    for (size_t i = 0; i < 5 << 20; i++)
        data[i] = (char)(i * 7 >> 3);
    assert_true(file_write("big", (Str){data, 5 << 20}));
    assert_content(fixture, "big", (Str){data, 5 << 20});
}

static void reads_files_without_a_size(void **state) {
    Fixture *fixture = *state;
    Str bytes;
    if (access("/proc/self/status", R_OK) != 0)
        skip();
    assert_true(file_read(&fixture->env, "/proc/self/status", (Span){0}, &bytes));
    assert_true(bytes.length > 100);
}

static void reads_pipes(void **state) {
    Fixture *fixture = *state;
    Str bytes;
    assert_int_equal(mkfifo("pipe", 0600), 0);
    pid_t child = fork();
    if (child == 0) {
        char block[1000];
        memset(block, 'p', sizeof block);
        int file = open("pipe", O_WRONLY);
        for (int i = 0; i < 300; i++)
            if (write(file, block, sizeof block) != (ssize_t)sizeof block)
                _exit(1);
        _exit(0);
    }
    assert_true(file_read(&fixture->env, "pipe", (Span){0}, &bytes));
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(bytes.length, 300000);
    assert_true(bytes.data[0] == 'p' && bytes.data[299999] == 'p');
}

static void reports_what_is_no_file(void **state) {
    Fixture *fixture = *state;
    Str bytes = STR("x");
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_true(file_write("report-a4.yaml", STR("x")));
    assert_false(file_read(&fixture->env, "folder", (Span){0}, &bytes));
    assert_int_equal(bytes.length, 0);
    assert_string_equal(messages(fixture), "tryk: error: 'folder' is a folder, not a file\n"
                                           "  hint: name a file in it\n");
    assert_false(file_read(&fixture->env, "raport-a4.yaml", (Span){0}, &bytes));
    assert_string_equal(messages(fixture), "tryk: error: there is no file 'raport-a4.yaml'\n"
                                           "  hint: did you mean 'report-a4.yaml'?\n");
    assert_false(file_read(&fixture->env, "nowhere/x", (Span){0}, &bytes));
    assert_string_equal(messages(fixture), "tryk: error: there is no file 'nowhere/x'\n"
                                           "  hint: there is no folder 'nowhere' either\n");
    assert_false(file_read(&fixture->env, "report-a4.yaml/x", (Span){0}, &bytes));
    assert_false(file_read(&fixture->env, "", (Span){0}, &bytes));
    assert_false(file_read(&fixture->env, "/dev/null", (Span){0}, &bytes));
    assert_int_equal(diags_count(fixture->env.diags, SEVERITY_ERROR), 3);
}

static void knows_kinds(void **state) {
    (void)state;
    assert_true(file_write("a", STR("x")));
    assert_int_equal(file_kind("a"), FILE_REGULAR);
    assert_int_equal(file_kind("."), FILE_FOLDER);
    assert_int_equal(file_kind("b"), FILE_MISSING);
    assert_int_equal(file_kind("/dev/null"), FILE_OTHER);
}

static void lists_sorted(void **state) {
    Str *names;
    size_t count;
    for (char name[] = "m"; name[0] >= 'a'; name[0]--)
        assert_true(file_write(name, STR("x")));
    assert_true(file_write(".hidden", STR("x")));
    assert_true(file_write("B", STR("x")));
    assert_string_equal(listed(*state, "."), ".hidden B a b c d e f g h i j k l m ");
    assert_false(file_list(((Fixture *)*state)->env.keep, "none", &names, &count));
    assert_int_equal(errno, ENOENT);
    assert_int_equal(count, 0);
}

static void makes_missing_folders(void **state) {
    assert_true(file_write("new/in/there/a", STR("x")));
    assert_true(file_write("new//in/b", STR("x")));
    assert_string_equal(listed(*state, "new/in"), "b there ");
    assert_string_equal(listed(*state, "new/in/there"), "a ");
}

static void refuses_folders_and_files_as_folders(void **state) {
    assert_true(file_write("file", STR("x")));
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_false(file_write("folder", STR("y")));
    assert_int_equal(errno, EISDIR);
    assert_false(file_write("file/below", STR("y")));
    assert_int_equal(errno, ENOTDIR);
    assert_false(file_write("file/below/that", STR("y")));
    assert_int_equal(errno, ENOTDIR);
    assert_false(file_write("", STR("y")));
    assert_int_equal(errno, ENOENT);
    assert_false(file_write("new/folder/", STR("y")));
    assert_string_equal(listed(*state, "."), "file folder ");
    assert_string_equal(listed(*state, "folder"), "");
    assert_content(*state, "file", STR("x"));
}

static void refuses_names_too_long(void **state) {
    char name[PATH_MAX + 100];
    memset(name, 'n', sizeof name);
    name[sizeof name - 1] = '\0';
    assert_false(file_write(name, STR("x")));
    assert_int_equal(errno, ENAMETOOLONG);
    name[300] = '\0';
    assert_false(file_write(name, STR("x")));
    assert_int_equal(errno, ENAMETOOLONG);
    assert_string_equal(listed(*state, "."), "");
    name[250] = '\0';
    assert_true(file_write(name, STR("x")));
}

/* A file size limit stands for a full disk. */
static void failed_write_leaves_the_old_file(void **state) {
    Fixture *fixture = *state;
    struct rlimit old, tight = {0};
    char *data = arena_alloc(fixture->env.scratch, 1 << 20);
    assert_true(file_write("out/a", STR("the old text")));
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    tight = (struct rlimit){100000, old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    bool over = file_write("out/a", (Str){data, 1 << 20});
    int error = errno;
    bool fresh = file_write("other/place/b", (Str){data, 1 << 20});
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_false(over);
    assert_int_equal(error, EFBIG);
    assert_false(fresh);
    assert_content(fixture, "out/a", STR("the old text"));
    assert_string_equal(listed(fixture, "out"), "a ");
    assert_string_equal(listed(fixture, "."), "out ");
}

static void devices_are_written_directly(void **state) {
    struct stat status;
    (void)state;
    if (file_kind("/dev/full") != FILE_OTHER)
        skip();
    assert_false(file_write("/dev/full", STR("x")));
    assert_int_equal(errno, ENOSPC);
    assert_true(file_write("/dev/null", STR("x")));
    assert_int_equal(stat("/dev/full", &status), 0);
    assert_true(S_ISCHR(status.st_mode));
}

static void links_and_permissions_stay(void **state) {
    struct stat status;
    assert_true(file_write("real/a", STR("old")));
    assert_int_equal(chmod("real/a", 0640), 0);
    assert_int_equal(symlink("real/a", "link"), 0);
    assert_true(file_write("link", STR("new")));
    assert_content(*state, "real/a", STR("new"));
    assert_int_equal(lstat("link", &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_int_equal(stat("link", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_string_equal(listed(*state, "real"), "a ");
}

static void stale_parts_are_in_nobodys_way(void **state) {
    char name[64];
    snprintf(name, sizeof name, ".a.%ld.part", (long)getpid());
    assert_true(file_write(name, STR("stale")));
    assert_true(file_write("a", STR("new")));
    assert_string_equal(listed(*state, "."), "a ");
}

static void write_for_ever(Str bytes) {
    for (;;)
        if (!file_write("a", bytes))
            _exit(1);
}

static void an_interrupt_leaves_no_part(void **state) {
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP, SIGTERM, SIGINT, SIGHUP};
    Fixture *fixture = *state;
    Str bytes = {arena_alloc(fixture->env.scratch, 8 << 20), 8 << 20};
    assert_true(file_write("a", bytes));
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        pid_t child = fork();
        if (child == 0) {
            signal(signals[i], SIG_DFL); /* who started the tests in the background has it ignored */
            write_for_ever(bytes);
        }
        nanosleep(&(struct timespec){.tv_nsec = 20000000 + (long)i * 1700000}, NULL);
        int status = 0;
        assert_int_equal(kill(child, signals[i]), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), signals[i]);
        assert_string_equal(listed(fixture, "."), "a ");
    }
    struct stat written;
    assert_int_equal(stat("a", &written), 0);
    assert_int_equal(written.st_size, 8 << 20);
}

static void ignored_interrupts_stay_ignored(void **state) {
    struct sigaction action;
    (void)state;
    signal(SIGHUP, SIG_IGN);
    assert_true(file_write("a", STR("x")));
    assert_int_equal(sigaction(SIGHUP, NULL, &action), 0);
    assert_true(action.sa_handler == SIG_IGN);
    signal(SIGHUP, SIG_DFL);
    assert_int_equal(sigaction(SIGINT, NULL, &action), 0);
    assert_true(action.sa_handler == SIG_DFL);
}

#define FILE_TEST(test) cmocka_unit_test_setup_teardown(test, enter_folder, leave_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        FILE_TEST(writes_and_reads),
        FILE_TEST(reads_megabytes),
        FILE_TEST(reads_files_without_a_size),
        FILE_TEST(reads_pipes),
        FILE_TEST(reports_what_is_no_file),
        FILE_TEST(knows_kinds),
        FILE_TEST(lists_sorted),
        FILE_TEST(makes_missing_folders),
        FILE_TEST(refuses_folders_and_files_as_folders),
        FILE_TEST(refuses_names_too_long),
        FILE_TEST(failed_write_leaves_the_old_file),
        FILE_TEST(devices_are_written_directly),
        FILE_TEST(links_and_permissions_stay),
        FILE_TEST(stale_parts_are_in_nobodys_way),
        FILE_TEST(an_interrupt_leaves_no_part),
        FILE_TEST(ignored_interrupts_stay_ignored),
    };
    return cmocka_run_group_tests_name("base file", tests, NULL, NULL);
}
