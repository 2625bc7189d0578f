/* Opening the record: in memory, newer, not ours, already in use, not writable, for reading only, by two at once.
 * Nothing that is refused is changed. */
#include "store_test.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

static struct store *open_with(struct world *w, bool read_only, bool exclusive) {
    return store_open(
        &(struct store_options){
            .folder = w->folder, .clock = &w->clock, .read_only = read_only, .exclusive = exclusive},
        &w->err);
}

static void test_in_memory(void **state) {
    (void)state;
    struct world *w = world_make();
    struct verify_result result;
    w->s = store_open(&(struct store_options){.clock = &w->clock, .exclusive = true, .read_only = true}, &w->err);
    must(w->s != NULL, &w->err);
    assert_null(store_folder(w->s));
    assert_ptr_equal(store_clock(w->s), &w->clock);
    must(person_add(w->s, "Trial", w->person, &w->err), &w->err);
    session_start(w, "m", "", w->session);
    answer(w, w->session, "a#1", "a", json_integer(4));
    must(session_end(w->s, w->session, "completed", &w->err), &w->err);
    must(store_verify(w->s, &result, &w->err), &w->err);
    assert_int_equal(result.entries, 2);
    must(person_remove(w->s, w->person, &w->err), &w->err);
    must(store_verify(w->s, &result, &w->err), &w->err);
    world_destroy(w);
}

/* All of the folder as one text: names, sizes and a sum of the bytes. */
static char *folder_state(const struct world *w) {
    size_t count = 0;
    char **names = folder_list(w->folder, &count), *all = xstrdup("");
    for (size_t i = 0; i < count; i++) {
        size_t length = 0;
        uint64_t sum = 1469598103934665603u;
        char *path = path_join(w->folder, names[i]);
        char *bytes = file_read(path, 1u << 30, &length, NULL);
        for (size_t k = 0; bytes != NULL && k < length; k++)
            sum = (sum ^ (uint8_t)bytes[k]) * 1099511628211u;
        char *more = xprintf("%s%s %zu %llx\n", all, names[i], length, (unsigned long long)sum);
        free(all);
        free(bytes);
        free(path);
        all = more;
    }
    names_free(names, count);
    return all;
}

static void expect_refused(struct world *w, bool read_only, enum error_code code) {
    char *before = folder_state(w);
    assert_null(open_with(w, read_only, true));
    if (w->err.code != code)
        fail_msg("%s: %s", error_code_name(w->err.code), w->err.text);
    assert_non_null(strstr(w->err.text, w->folder));
    char *after = folder_state(w);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void test_newer_is_untouched(void **state) {
    (void)state;
    struct world *w = world_with_session();
    world_close(w);
    char *lock = path_join(w->folder, "lock");
    must(file_write(lock, "", 0, &w->err), &w->err);
    free(lock);
    meddle(w, "PRAGMA user_version = 99; CREATE TABLE later(x)");
    expect_refused(w, false, ERROR_NEWER);
    expect_refused(w, true, ERROR_NEWER);
    world_destroy(w);
}

/* The newer one was killed: its version stands in the -wal file only. */
static void test_newer_in_the_wal(void **state) {
    (void)state;
    struct world *w = world_with_session();
    world_close(w);
    if (fork() == 0) {
        sqlite3 *db = NULL;
        char *path = record_path(w);
        sqlite3_open(path, &db);
        sqlite3_exec(db, "PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99", NULL, NULL, NULL);
        raise(SIGKILL);
    }
    wait(NULL);
    char *wal = xprintf("%s/record.db-wal", w->folder), *path = record_path(w);
    size_t before_bytes = 0, after_bytes = 0, before_wal = 0, after_wal = 0;
    assert_true(file_size(wal) > 0);
    char *before = file_read(path, 1u << 30, &before_bytes, NULL),
         *wal_before = file_read(wal, 1u << 30, &before_wal, NULL);
    assert_null(open_with(w, false, true));
    assert_int_equal(w->err.code, ERROR_NEWER);
    char *after = file_read(path, 1u << 30, &after_bytes, NULL),
         *wal_after = file_read(wal, 1u << 30, &after_wal, NULL);
    assert_int_equal(before_bytes, after_bytes);
    assert_memory_equal(before, after, before_bytes);
    assert_int_equal(before_wal, after_wal);
    assert_memory_equal(wal_before, wal_after, before_wal);
    free(before);
    free(after);
    free(wal_before);
    free(wal_after);
    free(wal);
    free(path);
    world_destroy(w);
}

static void test_not_ours(void **state) {
    (void)state;
    struct world *w = world_make();
    char *path = record_path(w);
    world_open(w);
    world_close(w);
    char *lock = path_join(w->folder, "lock");
    must(file_write(lock, "", 0, &w->err), &w->err);
    must(file_write(path, "Dear diary", 10, &w->err), &w->err);
    expect_refused(w, false, ERROR_FORMAT);
    char *noise = xcalloc(1, 5000);
    memset(noise, 'n', 5000);
    must(file_write(path, noise, 5000, &w->err), &w->err);
    expect_refused(w, false, ERROR_FORMAT);
    unlink(path);
    meddle(w, "CREATE TABLE recipes(x)");
    expect_refused(w, true, ERROR_FORMAT);
    assert_null(open_with(w, false, true));
    assert_int_equal(w->err.code, ERROR_FORMAT);
    free(noise);
    free(lock);
    free(path);
    world_destroy(w);
}

static void test_nothing_to_read(void **state) {
    (void)state;
    struct world *w = world_make();
    expect_refused(w, true, ERROR_MISSING);
    assert_int_equal(rmdir(w->folder), 0);
    assert_null(open_with(w, true, false));
    assert_int_equal(w->err.code, ERROR_MISSING);
    assert_false(folder_exists(w->folder));
    assert_int_equal(mkdir(w->folder, 0700), 0);
    world_destroy(w);
}

static void test_busy(void **state) {
    (void)state;
    struct world *w = world_make();
    struct store *first = open_with(w, false, true);
    must(first != NULL, &w->err);
    assert_null(open_with(w, false, true));
    assert_int_equal(w->err.code, ERROR_BUSY);
    char *says = xprintf("Balm is already running with the data in %s. Please close it first.", w->folder);
    assert_string_equal(w->err.text, says);
    free(says);
    must(person_add(first, "Bert", w->person, &w->err), &w->err);
    struct store *beside = open_with(w, false, false), *reader = open_with(w, true, false);
    must(beside != NULL && reader != NULL, &w->err);
    must(person_find(reader, "Bert", w->person, &w->err), &w->err);
    must(person_add(beside, "Zoe", w->person, &w->err), &w->err);
    must(person_find(reader, "Zoe", w->person, &w->err), &w->err);
    must(store_verify(reader, NULL, &w->err), &w->err);
    store_close(first);
    first = open_with(w, false, true);
    must(first != NULL, &w->err);
    store_close(reader);
    store_close(beside);
    store_close(first);
    world_destroy(w);
}

static void test_reading_leaves_no_trace(void **state) {
    (void)state;
    struct world *w = world_with_session();
    answer(w, w->session, "a#1", "a", json_integer(4));
    world_close(w);
    char *before = folder_state(w);
    w->s = open_with(w, true, true);
    must(w->s != NULL, &w->err);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    struct entry e = {.key = "x", .kind = "ask.scale"};
    assert_false(entry_append(w->s, w->session, &e, 1, &w->err));
    assert_int_equal(w->err.code, ERROR_READONLY);
    assert_false(person_add(w->s, "Zoe", w->person, &w->err));
    assert_int_equal(w->err.code, ERROR_READONLY);
    assert_false(person_remove(w->s, w->person, &w->err));
    world_close(w);
    char *after = folder_state(w);
    assert_string_equal(before, after);
    free(before);
    free(after);
    world_destroy(w);
}

/* Runs fn as somebody who is not root; its result is the child's exit status. */
static int as_nobody(struct world *w, int (*fn)(struct world *w)) {
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(90);
        _exit(fn(w));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int open_to_write(struct world *w) {
    return open_with(w, false, true) == NULL ? (int)w->err.code : 99;
}

static bool count_one(void *context, const struct entry *e) {
    (void)e;
    ++*(int *)context;
    return true;
}

static int open_to_read(struct world *w) {
    int count = 0;
    struct store *s = open_with(w, true, false);
    if (s == NULL || !store_verify(s, NULL, &w->err) || !entry_each(s, w->session, count_one, &count, &w->err)) {
        fprintf(stderr, "%s\n", w->err.text);
        return 98;
    }
    store_close(s);
    return count;
}

/* The folder as an administrator might leave it: readable, not writable. */
static void let_read(struct world *w, bool writable) {
    char *command = xprintf("chmod -R a+r,%s %s && chmod %s %s", writable ? "u+w" : "a-w", w->folder,
                            writable ? "0700" : "0555", w->folder);
    assert_int_equal(system(command), 0);
    free(command);
}

static void test_read_only_folder(void **state) {
    (void)state;
    struct world *w = world_with_session();
    answer(w, w->session, "a#1", "a", json_integer(4));
    world_close(w);
    let_read(w, false);
    char *before = folder_state(w);
    assert_int_equal(as_nobody(w, open_to_write), ERROR_READONLY);
    assert_int_equal(as_nobody(w, open_to_read), 1);
    char *after = folder_state(w);
    assert_string_equal(before, after);
    let_read(w, true);
    free(before);
    free(after);
    world_destroy(w);
}

/* A killed Balm left its -wal; the folder cannot be written, so the -shm cannot be made: what is in the -wal is read.
 */
static void test_read_only_folder_with_wal(void **state) {
    (void)state;
    struct world *w = world_with_session();
    int status = 0;
    world_close(w);
    pid_t child = fork();
    if (child == 0) {
        world_open(w);
        answer(w, w->session, "a#1", "a", json_integer(4));
        answer(w, w->session, "b#1", "b", json_integer(4));
        raise(SIGKILL);
    }
    waitpid(child, &status, 0);
    char *shm = xprintf("%s/record.db-shm", w->folder);
    assert_int_equal(unlink(shm), 0);
    let_read(w, false);
    char *before = folder_state(w);
    assert_int_equal(as_nobody(w, open_to_read), 2);
    char *after = folder_state(w);
    assert_string_equal(before, after);
    let_read(w, true);
    world_open(w);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    free(before);
    free(after);
    free(shm);
    world_destroy(w);
}

static void test_folder_cannot_be_made(void **state) {
    (void)state;
    struct world *w = world_make();
    char *file = path_join(w->folder, "file"), *inside = path_join(w->folder, "file/data");
    must(file_write(file, "x", 1, &w->err), &w->err);
    assert_null(store_open(&(struct store_options){.folder = inside, .clock = &w->clock}, &w->err));
    assert_int_not_equal(w->err.code, ERROR_NONE);
    assert_non_null(strstr(w->err.text, w->folder));
    assert_null(store_open(&(struct store_options){.folder = inside, .clock = &w->clock}, NULL));
    free(file);
    free(inside);
    world_destroy(w);
}

/* Folders are called all sorts of things. */
static void test_strange_names(void **state) {
    (void)state;
    static const char *const names[] = {"a b", "50%", "who?immutable=1", "c#d", "Übung", "it's"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct world *w = world_make();
        char *folder = path_join(w->folder, names[i]), *file;
        struct store_options options = {.folder = folder, .clock = &w->clock};
        struct store *s = store_open(&options, &w->err);
        must(s != NULL, &w->err);
        must(person_add(s, "Bert", w->person, &w->err), &w->err);
        store_close(s);
        file = path_join(folder, "record.db");
        assert_true(file_size(file) > 0);
        options.read_only = true;
        s = store_open(&options, &w->err);
        must(s != NULL, &w->err);
        store_close(s);
        free(folder);
        free(file);
        world_destroy(w);
    }
}

/* Four first starts at the same instant: one key, one set of tables, and everybody gets in. */
static void test_first_starts_at_once(void **state) {
    (void)state;
    for (int round = 0; round < 10; round++) {
        struct world *w = world_make();
        int go[2], failed = 0;
        assert_int_equal(pipe(go), 0);
        for (int i = 0; i < 4; i++) {
            if (fork() != 0)
                continue;
            char byte;
            close(go[1]);
            if (read(go[0], &byte, 1) != 0)
                _exit(2);
            struct store *s = open_with(w, false, false);
            bool ok = s != NULL && person_add(s, "Bert", w->person, &w->err);
            if (!ok)
                fprintf(stderr, "%s\n", w->err.text);
            store_close(s);
            _exit(ok ? 0 : 1);
        }
        close(go[0]);
        close(go[1]);
        for (int i = 0; i < 4; i++) {
            int status = 0;
            wait(&status);
            failed += status != 0 ? 1 : 0;
        }
        assert_int_equal(failed, 0);
        struct verify_result result;
        world_open(w);
        must(store_verify(w->s, &result, &w->err), &w->err);
        assert_int_equal(result.people, 4);
        world_destroy(w);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_memory),
        cmocka_unit_test(test_newer_is_untouched),
        cmocka_unit_test(test_newer_in_the_wal),
        cmocka_unit_test(test_not_ours),
        cmocka_unit_test(test_nothing_to_read),
        cmocka_unit_test(test_busy),
        cmocka_unit_test(test_reading_leaves_no_trace),
        cmocka_unit_test(test_read_only_folder),
        cmocka_unit_test(test_read_only_folder_with_wal),
        cmocka_unit_test(test_folder_cannot_be_made),
        cmocka_unit_test(test_strange_names),
        cmocka_unit_test(test_first_starts_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
