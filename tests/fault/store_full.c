/* A full disk: the file may grow no further (RLIMIT_FSIZE, the signal ignored), and, where this runs as root, a file
 * system of a few hundred kilobytes. What could not be saved is said with ERROR_FULL and is not there at all; what was
 * saved before stays; with room again everything goes on. */
#include "../unit/store/store_test.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

static char big[20001];

/* Appends until it fails; how many went in. */
static int64_t fill(struct world *w, enum error_code *out_code) {
    int64_t count = 0;
    json_t *value = json_string(big);
    *out_code = ERROR_NONE;
    while (count < 1000) {
        struct entry two[2] = {{.key = "a#1", .id = "a", .kind = "ask.text", .value = value, .seq = -1},
                               {.key = "b#1", .id = "b", .kind = "ask.text", .value = value, .seq = -1}};
        if (!entry_append(w->s, w->session, two, 2, &w->err)) {
            *out_code = w->err.code;
            assert_int_equal(two[0].seq, -1);
            assert_non_null(strstr(w->err.text, w->folder));
            break;
        }
        count += 2;
    }
    json_decref(value);
    return count;
}

static bool count_entry(void *context, const struct entry *e) {
    assert_int_equal(json_string_length(e->value), strlen(big));
    ++*(int64_t *)context;
    return true;
}

static void expect_count(struct world *w, int64_t wanted) {
    int64_t count = 0;
    must(entry_each(w->s, w->session, count_entry, &count, &w->err), &w->err);
    assert_int_equal(count, wanted);
    must(store_verify(w->s, NULL, &w->err), &w->err);
}

/* Full in the middle: everything else says so too, reading goes on, and with room again so does writing. */
static void expect_full(struct world *w, int64_t before) {
    enum error_code code;
    json_t *value = json_pack("[s,s,s,s]", big, big, big, big);
    int64_t count = before + fill(w, &code);
    if (code != ERROR_FULL)
        fail_msg("%s: %s", error_code_name(code), w->err.text);
    print_message("full after %lld entries: %s\n", (long long)count, w->err.text);
    assert_true(count > before);
    expect_count(w, count);
    assert_false(draft_set(w->s, w->session, "c#1", value, &w->err));
    assert_int_equal(w->err.code, ERROR_FULL);
    assert_null(draft_get(w->s, w->session, "c#1"));
    expect_count(w, count);
    json_decref(value);
}

static void limit_set(rlim_t bytes) {
    struct rlimit limit = {.rlim_cur = bytes, .rlim_max = RLIM_INFINITY};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void test_file_may_not_grow(void **state) {
    (void)state;
    enum error_code code;
    int64_t count = 0;
    struct world *w = world_with_session();
    signal(SIGXFSZ, SIG_IGN);
    limit_set(700000);
    expect_full(w, 0);
    limit_set(RLIM_INFINITY);
    must(entry_each(w->s, w->session, count_entry, &count, &w->err), &w->err);
    int64_t more = fill(w, &code);
    assert_int_equal(more, 1000);
    expect_count(w, count + more);
    world_close(w);
    world_open(w);
    expect_count(w, count + more);
    world_destroy(w);
}

/* Not even the record can be made: said, and the next start makes it. */
static void test_full_at_birth(void **state) {
    (void)state;
    struct verify_result result;
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t bytes = 0; bytes < 120000; bytes += 7919) {
        struct world *w = world_make();
        limit_set(bytes);
        w->s = store_open(&(struct store_options){.folder = w->folder, .clock = &w->clock}, &w->err);
        limit_set(RLIM_INFINITY);
        if (w->s == NULL && w->err.code != ERROR_FULL)
            fail_msg("%lu bytes: %s: %s", (unsigned long)bytes, error_code_name(w->err.code), w->err.text);
        world_close(w);
        world_open(w);
        must(store_verify(w->s, &result, &w->err), &w->err);
        world_destroy(w);
    }
}

/* In a mount namespace of its own, so that nothing is left behind whatever happens. */
static int on_small_disk(void) {
    struct world *w = world_make();
    struct verify_result result;
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("tmpfs", w->folder, "tmpfs", 0, "size=900k,mode=700") != 0)
        return 77;
    world_open(w);
    must(person_add(w->s, "Ottilie Quandt", w->person, &w->err), &w->err);
    session_start(w, "m", "", w->session);
    expect_full(w, 0);
    world_close(w);
    world_open(w);
    must(store_verify(w->s, &result, &w->err), &w->err);
    assert_true(result.entries > 0);
    world_close(w);
    assert_int_equal(umount(w->folder), 0);
    world_destroy(w);
    return 0;
}

static void test_small_disk(void **state) {
    (void)state;
    int status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        exit(on_small_disk());
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message("NOT RUN: a small file system cannot be mounted here (needs root); the limit on file sizes above "
                      "tests the same calls\n");
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
    memset(big, 'w', sizeof big - 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file_may_not_grow),
        cmocka_unit_test(test_full_at_birth),
        cmocka_unit_test(test_small_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
