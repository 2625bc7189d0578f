/* The power goes 200 times: a session driven through the robot on the real clock is killed with SIGKILL at a random
 * instant, at its start, between two presses or in the middle of one, and taken up again. It is at the screen that was
 * last said to be shown (or at the next one, where a press was still on its way), every answer that was acknowledged is
 * in the export, and the record's chain holds. In the end half-typed words are there after two seconds.
 * BALM_KILLS sets another number, BALM_SEED another seed. */
#include "../scenario/robot.h"

struct place {
    long presses; /* how often Continue was acknowledged */
    bool in_flight;
};

static char *folder, *data, *logs;
static const char *balm, *source;
static unsigned seed = 20260414, first_seed;

static long chance(long n) {
    seed = seed * 1103515245u + 12345u;
    return (long)((seed >> 16) % (unsigned)n);
}

static void fail(const char *what, const char *more) {
    printf("FAILED: %s: %.2000s\n", what, more != NULL ? more : "");
    char *command = NULL;
    int status;
    if (asprintf(&command, "tail -n 20 '%s'", logs) > 0)
        printf("%s", robot_shell(command, &status));
    printf("kept %s\n", folder);
    exit(1);
}

/* The key of the step after that many presses. */
static void key_after(long presses, char out[40]) {
    static const char *const names[] = {"number", "words", "say"};
    snprintf(out, 40, "%s#%ld", names[presses % 3], presses / 3 + 1);
}

static bool start(struct robot *r) {
    char modules[600];
    snprintf(modules, sizeof modules, "%s/tests/fault/kill", source);
    const char *argv[] = {balm,      "robot",  "--headless", "--clock",   "real",  "--size",
                          "640x480", "--data", data,         "--modules", modules, NULL};
    return robot_start(r, argv, logs);
}

/* NULL when the time is over before the answer is there. */
static json_t *ask_until(struct robot *r, const char *request, int64_t until_ms) {
    int64_t left = until_ms - robot_now_ms();
    return left > 0 ? robot_ask_within(r, request, (int)left) : NULL;
}

static const char *at_screen(const json_t *a, const char *field) {
    if (a != NULL && !json_is_true(json_object_get(a, "ok")))
        fail("a request was refused", json_string_value(json_object_get(a, "error")));
    const char *text = json_string_value(json_object_get(json_object_get(a, "screen"), field));
    return text != NULL ? text : "";
}

/* Opens the session and goes to its screen; false when the time was over first. */
static bool take_up(struct robot *r, struct place *p, int64_t until_ms) {
    char now[40], next[40];
    json_t *a = ask_until(r, "{\"do\":\"open\",\"module\":\"long\",\"patient\":\"Ana\"}", until_ms);
    if (a == NULL)
        return false;
    if (strcmp(at_screen(a, "name"), "resume") == 0) {
        json_decref(a);
        a = ask_until(r, "{\"do\":\"tap\",\"label\":\"Continue\"}", until_ms);
        if (a == NULL)
            return false;
    } else if (p->presses > 0) {
        fail("the session is not offered again, but this is shown", at_screen(a, "name"));
    }
    const char *step = at_screen(a, "step");
    key_after(p->presses, now);
    key_after(p->presses + 1, next);
    if (p->in_flight && strcmp(step, next) == 0)
        p->presses++;
    else if (strcmp(step, now) != 0) {
        char text[200];
        snprintf(text, sizeof text, "%s instead of %s%s%s", step, now, p->in_flight ? " or " : "",
                 p->in_flight ? next : "");
        fail("another screen after the power went", text);
    }
    p->in_flight = false;
    json_decref(a);
    return true;
}

/* Answers the step that is shown and presses Continue. False: the time was over. */
static bool press_on(struct robot *r, struct place *p, int64_t until_ms) {
    char request[200], wanted[40];
    long round = p->presses / 3 + 1;
    json_t *a = NULL;
    if (p->presses % 3 == 0)
        snprintf(request, sizeof request, "{\"do\":\"set\",\"id\":\"number\",\"value\":%ld}", round % 11);
    else
        snprintf(request, sizeof request, "{\"do\":\"set\",\"id\":\"words\",\"value\":\"Words %ld\"}", round);
    if (p->presses % 3 != 2) {
        a = ask_until(r, request, until_ms);
        if (a == NULL)
            return false;
        at_screen(a, "name");
        json_decref(a);
    }
    if (robot_now_ms() >= until_ms)
        return false;
    p->in_flight = true;
    a = ask_until(r, "{\"do\":\"tap\",\"label\":\"Continue\"}", until_ms);
    if (a == NULL)
        return false;
    p->in_flight = false;
    p->presses++;
    key_after(p->presses, wanted);
    if (strcmp(at_screen(a, "step"), wanted) != 0)
        fail("Continue led to another screen", at_screen(a, "step"));
    json_decref(a);
    return true;
}

static void verify(void) {
    char command[700];
    int status = 0;
    snprintf(command, sizeof command, "'%s' verify --data '%s' 2>&1", balm, data);
    char *said = robot_shell(command, &status);
    if (status != 0)
        fail("verify", said);
    free(said);
}

/* Everything acknowledged is there, in order, once. */
static void check_export(const struct place *p) {
    char command[700];
    int status = 0;
    snprintf(command, sizeof command, "'%s' export --format json -o - --data '%s' 2>&1", balm, data);
    char *text = robot_shell(command, &status);
    json_t *whole = json_loads(text, 0, NULL);
    json_t *sessions = json_object_get(json_array_get(json_object_get(whole, "people"), 0), "sessions");
    json_t *entries = json_object_get(json_array_get(sessions, 0), "entries"), *e;
    long count = (long)json_array_size(entries);
    size_t i;
    if (json_array_size(sessions) != 1 || count < p->presses || count > p->presses + 1)
        fail("the export has another number of sessions or answers", text);
    json_array_foreach(entries, i, e) {
        char wanted[40];
        key_after((long)i, wanted);
        const char *key = json_string_value(json_object_get(e, "key"));
        bool same = key != NULL && strcmp(key, wanted) == 0 && json_is_false(json_object_get(e, "superseded"));
        if (i % 3 == 0)
            same = same && json_integer_value(json_object_get(e, "value")) == (long)(i / 3 + 1) % 11;
        if (!same)
            fail("an answer is lost or another", key);
    }
    json_decref(whole);
    free(text);
}

static void kill_once(struct place *p) {
    struct robot r;
    int64_t until = robot_now_ms() + 5 + chance(180);
    if (!start(&r))
        fail("the robot did not start", NULL);
    if (take_up(&r, p, until))
        while (press_on(&r, p, until))
            if (chance(4) == 0)
                nanosleep(&(struct timespec){.tv_nsec = chance(5) * 1000000}, NULL);
    robot_kill(&r);
}

/* What was typed two seconds ago is there. */
static void half_typed(struct place *p) {
    struct robot r;
    int64_t never = robot_now_ms() + 60000;
    start(&r);
    take_up(&r, p, never);
    while (p->presses % 3 != 1)
        press_on(&r, p, never);
    json_decref(ask_until(&r, "{\"do\":\"type\",\"text\":\"half a thou\"}", never));
    json_decref(ask_until(&r, "{\"do\":\"wait\",\"seconds\":2}", never));
    robot_kill(&r);
    start(&r);
    take_up(&r, p, never);
    json_t *a = ask_until(&r, "{\"do\":\"screen\"}", never);
    char *dump = json_dumps(a, 0);
    if (strstr(dump, "half a thou") == NULL)
        fail("what was typed two seconds before is gone", dump);
    free(dump);
    json_decref(a);
    robot_kill(&r);
}

int main(void) {
    char command[700];
    int status = 0;
    struct place p = {0};
    const char *wanted = getenv("BALM_KILLS"), *other_seed = getenv("BALM_SEED");
    long kills = wanted != NULL ? strtol(wanted, NULL, 10) : 200;
    seed = other_seed != NULL ? (unsigned)strtoul(other_seed, NULL, 10) : seed;
    first_seed = seed;
    balm = getenv("BALM");
    source = getenv("BALM_SOURCE");
    folder = robot_folder();
    if (balm == NULL || source == NULL || folder == NULL || asprintf(&data, "%s/data", folder) < 0 ||
        asprintf(&logs, "%s/stderr", folder) < 0)
        return 2;
    snprintf(command, sizeof command, "'%s' patient add --name Ana --data '%s' 2>&1", balm, data);
    char *said = robot_shell(command, &status);
    if (status != 0)
        fail("patient add", said);
    free(said);
    for (long i = 0; i < kills; i++) {
        kill_once(&p);
        if (i % 10 == 9)
            verify();
        if (i % 50 == 49)
            check_export(&p);
    }
    half_typed(&p);
    check_export(&p);
    verify();
    printf("%ld kills, %ld presses acknowledged, all of them there (seed %u)\n", kills, p.presses, first_seed);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    free(robot_shell(command, &status));
    return 0;
}
