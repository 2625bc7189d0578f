/* Power cuts, as far as a process can have them: a child appends answers, drafts and marks and says each commit over a
 * pipe; it is killed with SIGKILL at a random instant, 200 times on the same record. Whatever was said is there, in
 * order, nothing is half there, and the chain holds. BALM_KILLS sets another number. */
#include "../unit/store/store_test.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

/* What the child says: the session, and how many entries of it are on disk. */
struct said {
    char session[40];
    int64_t count;
};

static void say(int fd, const struct said *said) {
    if (write(fd, said, sizeof *said) != sizeof *said)
        _exit(3);
}

static bool append_three(struct world *w, struct said *said) {
    struct entry e[3];
    char keys[3][32];
    json_t *values[3];
    for (int i = 0; i < 3; i++) {
        snprintf(keys[i], sizeof keys[i], "pain#%lld", (long long)said->count + 1 + i);
        values[i] = json_integer(said->count + 1 + i);
        e[i] = (struct entry){.key = keys[i], .id = "pain", .kind = "ask.scale", .value = values[i]};
    }
    bool ok = entry_append(w->s, said->session, e, 3, &w->err);
    for (int i = 0; i < 3; i++)
        json_decref(values[i]);
    said->count += 3;
    return ok;
}

static void child_run(struct world *w, int fd) {
    struct said said = {0};
    json_t *text = json_string("half a thought");
    w->s = store_open(&(struct store_options){.folder = w->folder, .clock = &w->clock, .exclusive = true}, &w->err);
    bool ok = w->s != NULL;
    if (ok)
        session_start(w, "m", "", said.session);
    for (int round = 0; ok && round < 100000; round++) {
        const int64_t seq = said.count + 1;
        ok = draft_set(w->s, said.session, "next#1", text, &w->err) && append_three(w, &said);
        say(fd, &said);
        if (ok && round % 4 == 3) {
            ok = entry_supersede(w->s, said.session, &seq, 1, &w->err);
            said.count++;
            say(fd, &said);
        }
    }
    fprintf(stderr, "child: %s\n", w->err.text);
    _exit(2);
}

struct check {
    int64_t last_seq, marks;
    bool ok;
};

/* Values are the sequence numbers, and the only gaps are marks. */
static bool check_entry(void *context, const struct entry *e) {
    struct check *check = context;
    check->marks += e->seq - check->last_seq - 1;
    check->ok = check->ok && e->seq > check->last_seq && e->seq - check->last_seq <= 2 &&
                json_integer_value(e->value) == e->seq;
    check->last_seq = e->seq;
    return true;
}

static void after_kill(struct world *w, const struct said *said) {
    struct check check = {.ok = true};
    struct verify_result result;
    w->s = store_open(&(struct store_options){.folder = w->folder, .clock = &w->clock, .exclusive = true}, &w->err);
    must(w->s != NULL, &w->err);
    must(store_verify(w->s, &result, &w->err), &w->err);
    if (said->session[0] != '\0') {
        must(entry_each(w->s, said->session, check_entry, &check, &w->err), &w->err);
        assert_true(check.ok);
        assert_true(check.last_seq + 1 >= said->count); /* + 1: the last may be a mark */
        assert_true((check.last_seq - check.marks) % 3 == 0);
    }
    world_close(w);
}

static void kill_once(struct world *w, int64_t *out_total) {
    struct said said = {0}, next;
    int fds[2], status = 0;
    assert_int_equal(pipe(fds), 0);
    pid_t child = fork();
    if (child == 0) {
        close(fds[0]);
        child_run(w, fds[1]);
    }
    close(fds[1]);
    struct timespec pause = {.tv_nsec = (rand() % 60000) * 1000L};
    nanosleep(&pause, NULL);
    kill(child, SIGKILL);
    while (read(fds[0], &next, sizeof next) == sizeof next)
        said = next;
    close(fds[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    *out_total += said.count;
    after_kill(w, &said);
}

static void test_kill(void **state) {
    (void)state;
    const char *wanted = getenv("BALM_KILLS");
    int kills = wanted != NULL ? atoi(wanted) : 200;
    int64_t total = 0;
    struct world *w = world_with_session();
    world_close(w);
    srand(20260414);
    for (int i = 0; i < kills; i++)
        kill_once(w, &total);
    print_message("%d kills, %lld entries said to be on disk, all of them there\n", kills, (long long)total);
    assert_true(total > kills);
    world_destroy(w);
}

/* Killed while the record is being made for the first time: the next start makes it, or finds it whole. */
static void test_kill_at_birth(void **state) {
    (void)state;
    for (int i = 0; i < 40; i++) {
        struct world *w = world_make();
        pid_t child = fork();
        if (child == 0) {
            store_open(&(struct store_options){.folder = w->folder, .clock = &w->clock, .exclusive = true}, &w->err);
            pause();
        }
        struct timespec wait_for = {.tv_nsec = i * 250000L};
        nanosleep(&wait_for, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        world_open(w);
        must(person_add(w->s, "Bert", w->person, &w->err), &w->err);
        must(store_verify(w->s, NULL, &w->err), &w->err);
        world_destroy(w);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_kill), cmocka_unit_test(test_kill_at_birth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
