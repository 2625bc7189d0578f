/* base/file: a write is whole or not at all, and no path leads out of a module's folder. */
#include "base/file.h"

#include "base/xalloc.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmocka_all.h"

/* A fresh folder per test: *state is its path. */
static int make_folder(void **state) {
    char *path = xstrdup("/tmp/balm-test-file-XXXXXX");
    *state = path;
    return mkdtemp(path) != NULL ? 0 : -1;
}

static void remove_all(const char *path) {
    struct stat info;
    if (lstat(path, &info) != 0)
        return;
    if (!S_ISDIR(info.st_mode)) {
        unlink(path);
        return;
    }
    chmod(path, 0700);
    size_t count;
    char **names = folder_list(path, &count);
    for (size_t i = 0; names != NULL && i < count; i++) {
        char *child = path_join(path, names[i]);
        remove_all(child);
        free(child);
    }
    names_free(names, names != NULL ? count : 0);
    rmdir(path);
}

static int remove_folder(void **state) {
    remove_all(*state);
    free(*state);
    return 0;
}

static void put(const char *folder, const char *name, const char *content) {
    char *path = path_join(folder, name);
    struct error err;
    assert_true(file_write(path, content, strlen(content), &err));
    free(path);
}

static void expect_content(const char *path, const char *content) {
    struct error err;
    size_t length;
    char *bytes = file_read(path, 1 << 20, &length, &err);
    assert_non_null(bytes);
    assert_int_equal(length, strlen(content));
    assert_string_equal(bytes, content);
    free(bytes);
}

static size_t count_names(const char *folder) {
    size_t count;
    char **names = folder_list(folder, &count);
    assert_non_null(names);
    names_free(names, count);
    return count;
}

static void writes_and_reads(void **state) {
    char *path = path_join(*state, "a.txt");
    struct error err;
    assert_false(file_exists(path));
    assert_int_equal(file_size(path), -1);
    assert_int_equal(file_changed_ms(path), -1);
    assert_true(file_write(path, "one", 3, &err));
    expect_content(path, "one");
    assert_true(file_write(path, "another", 7, &err)); /* over the old one */
    expect_content(path, "another");
    assert_true(file_write(path, "", 0, &err));
    expect_content(path, "");
    assert_true(file_write(path, "a\0b", 3, &err));
    assert_int_equal(file_size(path), 3);
    assert_true(file_changed_ms(path) > 0);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600); /* nobody else's business */
    assert_int_equal(count_names(*state), 1);    /* no temporary left */
    free(path);
}

static void a_failed_write_keeps_the_old_file(void **state) {
    put(*state, "record", "old");
    char *inside = path_join(*state, "record/new"), *nowhere = path_join(*state, "absent/new");
    struct error err;
    error_clear(&err);
    assert_false(file_write(inside, "x", 1, &err));
    assert_true(err.code != ERROR_NONE);
    assert_false(file_write(nowhere, "x", 1, &err));
    assert_int_equal(err.code, ERROR_MISSING);
    assert_false(file_write(nowhere, "x", 1, NULL));
    free(inside);
    free(nowhere);

    /* The target is a folder: the rename at the very end fails, and the temporary goes. */
    char *folder = path_join(*state, "folder");
    assert_true(folder_make(folder, &err));
    put(folder, "inside", "kept");
    assert_false(file_write(folder, "x", 1, &err));
    assert_true(folder_exists(folder));
    assert_int_equal(count_names(*state), 2);
    char *record = path_join(*state, "record");
    expect_content(record, "old");
    free(record);
    free(folder);
}

/* RLIMIT_FSIZE stands in for a disk that fills up half way. */
static void a_half_write_leaves_nothing(void **state) {
    char *path = path_join(*state, "big"), *bytes = xcalloc(1 << 20, 1);
    struct error err;
    assert_true(file_write(path, "small", 5, &err));
    struct rlimit before, tight;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight = before;
    tight.rlim_cur = 65536;
    void (*kept)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    bool ok = file_write(path, bytes, 1 << 20, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, kept);
    assert_false(ok);
    assert_int_equal(err.code, ERROR_IO);
    expect_content(path, "small");
    assert_int_equal(count_names(*state), 1);
    free(bytes);
    free(path);
}

static void read_refuses(void **state) {
    struct error err;
    size_t length = 42;
    char *path = path_join(*state, "ten");
    assert_null(file_read(path, 100, &length, &err));
    assert_int_equal(err.code, ERROR_MISSING);
    put(*state, "ten", "0123456789");
    assert_null(file_read(path, 9, &length, &err));
    assert_int_equal(err.code, ERROR_FORMAT);
    assert_null(file_read(*state, 100, &length, &err)); /* a folder */
    assert_int_equal(length, 42);
    char *bytes = file_read(path, 10, NULL, &err);
    assert_string_equal(bytes, "0123456789");
    free(bytes);
    free(path);
}

static void copies(void **state) {
    put(*state, "from", "content");
    char *from = path_join(*state, "from"), *to = path_join(*state, "to");
    struct error err;
    assert_true(file_copy(from, to, &err));
    expect_content(to, "content");
    expect_content(from, "content");
    unlink(from);
    assert_false(file_copy(from, to, &err));
    expect_content(to, "content");
    free(from);
    free(to);
}

static void makes_folders_with_parents(void **state) {
    struct error err;
    char *deep = path_join(*state, "a/b/c");
    assert_true(folder_make(deep, &err));
    assert_true(folder_exists(deep));
    assert_true(folder_make(deep, &err)); /* again is fine */
    put(*state, "file", "");
    char *through_file = path_join(*state, "file/x"), *file = path_join(*state, "file");
    assert_false(folder_make(through_file, &err));
    assert_false(folder_make(file, &err));
    free(deep);
    free(through_file);
    free(file);
}

static void lists_sorted_without_dot_files(void **state) {
    put(*state, "b", "");
    put(*state, "a", "");
    put(*state, ".hidden", "");
    size_t count;
    char **names = folder_list(*state, &count);
    assert_int_equal(count, 2);
    assert_string_equal(names[0], "a");
    assert_string_equal(names[1], "b");
    names_free(names, count);
    char *absent = path_join(*state, "absent");
    assert_null(folder_list(absent, &count));
    free(absent);
    names_free(NULL, 0);
    char *hidden = path_join(*state, ".hidden");
    unlink(hidden);
    free(hidden);
}

static void joins(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"/a/b", "c/d", "/a/b/c/d"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *joined = path_join(cases[i][0], cases[i][1]);
        assert_string_equal(joined, cases[i][2]);
        free(joined);
    }
}

static void plain_paths(void **state) {
    (void)state;
    static const char *const good[] = {"a",   "voice.ogg", "media/en/voice 1.ogg", "..a", "a..b",
                                       "...", "a/..b/c",   "caf\xC3\xA9.png"};
    static const char *const bad[] = {"",
                                      "/",
                                      "/etc/passwd",
                                      "..",
                                      "../a",
                                      "a/..",
                                      "a/../b",
                                      "a/b/../c",
                                      "a\\b",
                                      "..\\a",
                                      "a\nb",
                                      "\x1B[2J",
                                      "a/\x01",
                                      "\xFF.png",
                                      "a//../b",
                                      "./../a",
                                      "c:a",
                                      "\xC0\xAE\xC0\xAE/a",
                                      "http://a",
                                      "file:///etc/passwd"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!path_is_plain(good[i]))
            fail_msg("\"%s\" was refused", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (path_is_plain(bad[i]))
            fail_msg("\"%s\" was taken", bad[i]);
    char name[202];
    memset(name, 'n', sizeof name);
    name[200] = '\0';
    assert_true(path_is_plain(name));
    name[200] = 'n';
    name[201] = '\0';
    assert_false(path_is_plain(name));
}

static void link_to(const char *folder, const char *name, const char *target) {
    char *path = path_join(folder, name);
    assert_int_equal(symlink(target, path), 0);
    free(path);
}

static void expect_refused(const char *folder, const char *relative, enum error_code code) {
    struct error err;
    error_clear(&err);
    char *found = path_inside(folder, relative, &err);
    if (found != NULL)
        fail_msg("\"%s\" led to %s", relative, found);
    assert_int_equal(err.code, code);
}

static void inside_finds_files(void **state) {
    struct error err;
    char *module = path_join(*state, "module"), *media = path_join(*state, "module/media");
    assert_true(folder_make(media, &err));
    put(media, "voice.ogg", "x");
    link_to(module, "short.ogg", "media/voice.ogg"); /* a link that stays inside is fine */
    static const char *const good[] = {"media/voice.ogg", "short.ogg", "./media//voice.ogg"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        char *found = path_inside(module, good[i], &err);
        assert_non_null(found);
        assert_true(file_exists(found));
        assert_non_null(strstr(found, "/module/media/voice.ogg"));
        free(found);
    }
    expect_refused(module, "absent.ogg", ERROR_MISSING);
    expect_refused(module, "media", ERROR_FORMAT); /* a folder */
    expect_refused(module, "", ERROR_FORMAT);
    assert_null(path_inside(module, "../x", NULL));
    free(module);
    free(media);
}

static void inside_refuses_ways_out(void **state) {
    struct error err;
    char *module = path_join(*state, "module"), *beside = path_join(*state, "module-secret");
    assert_true(folder_make(module, &err));
    assert_true(folder_make(beside, &err)); /* its name begins like the module's: a prefix is not a folder */
    put(*state, "secret", "x");
    put(beside, "secret", "x");
    char *secret = path_join(*state, "secret");
    link_to(module, "relative", "../secret");
    link_to(module, "absolute", secret);
    link_to(module, "beside", "../module-secret/secret");
    link_to(module, "folder", "..");
    link_to(module, "chain", "relative");
    link_to(module, "loop", "loop");
    link_to(module, "dangling", "nowhere");
    expect_refused(module, "relative", ERROR_FORMAT);
    expect_refused(module, "absolute", ERROR_FORMAT);
    expect_refused(module, "beside", ERROR_FORMAT);
    expect_refused(module, "folder/secret", ERROR_FORMAT);
    expect_refused(module, "chain", ERROR_FORMAT);
    expect_refused(module, "loop", ERROR_MISSING);
    expect_refused(module, "dangling", ERROR_MISSING);
    expect_refused(module, "../secret", ERROR_FORMAT);
    expect_refused(module, secret, ERROR_FORMAT);
    free(secret);
    free(module);
    free(beside);
}

/* The module's folder itself may be reached by a link: modules are installed that way in a build tree. */
static void inside_works_through_a_linked_folder(void **state) {
    struct error err;
    char *module = path_join(*state, "module"), *link = path_join(*state, "link");
    assert_true(folder_make(module, &err));
    put(module, "a.ogg", "x");
    link_to(*state, "link", "module");
    char *found = path_inside(link, "a.ogg", &err);
    assert_non_null(found);
    free(found);
    free(module);
    free(link);
}

#define with_folder(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        with_folder(writes_and_reads),
        with_folder(a_failed_write_keeps_the_old_file),
        with_folder(a_half_write_leaves_nothing),
        with_folder(read_refuses),
        with_folder(copies),
        with_folder(makes_folders_with_parents),
        with_folder(lists_sorted_without_dot_files),
        cmocka_unit_test(joins),
        cmocka_unit_test(plain_paths),
        with_folder(inside_finds_files),
        with_folder(inside_refuses_ways_out),
        with_folder(inside_works_through_a_linked_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
