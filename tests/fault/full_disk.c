/* The disk is full in the middle of a session: the patient sees a calm page, nothing acknowledged is lost, and once
 * there is space again the same press works and the record holds. Twice: on a small tmpfs that is filled up (only as
 * root), and with a limit on the size of files. */
#include "../scenario/robot.h"

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const char *balm, *source;
static char *folder, *data, *logs;

static int fail(const char *what, const json_t *a) {
    char *dump = a != NULL ? json_dumps(a, 0) : strdup("no answer");
    printf("FAILED: %s: %.1500s\n", what, dump);
    free(dump);
    return 1;
}

static bool start(struct robot *r) {
    char modules[600];
    snprintf(modules, sizeof modules, "%s/tests/fault/kill", source);
    const char *argv[] = {balm,      "robot",  "--headless", "--clock",   "virtual", "--size",
                          "640x480", "--data", data,         "--modules", modules,   NULL};
    return robot_start(r, argv, logs);
}

static const char *at_screen(const json_t *a, const char *field) {
    const char *text = json_string_value(json_object_get(json_object_get(a, "screen"), field));
    return text != NULL ? text : "";
}

/* Answers the step on screen with words or a number; the screen after Continue. */
static json_t *press_on(struct robot *r, json_t *a) {
    char request[5000], words[4000];
    memset(words, 'w', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    if (strcmp(at_screen(a, "name"), "ask.scale") == 0)
        json_decref(robot_ask(r, "{\"do\":\"set\",\"id\":\"number\",\"value\":3}"));
    if (strcmp(at_screen(a, "name"), "ask.text") == 0) {
        snprintf(request, sizeof request, "{\"do\":\"set\",\"id\":\"words\",\"value\":\"%s\"}", words);
        json_decref(robot_ask(r, request));
    }
    json_decref(a);
    return robot_ask(r, "{\"do\":\"tap\",\"label\":\"Continue\"}");
}

static int balm_run(const char *words, char **out) {
    char command[900];
    int status = 0;
    snprintf(command, sizeof command, "'%s' %s --data '%s' 2>&1", balm, words, data);
    *out = robot_shell(command, &status);
    return status;
}

/* Answers in the export; -1 when it cannot be made. */
static long answers(void) {
    char *text;
    int status = balm_run("export --format json -o -", &text);
    json_t *whole = status == 0 ? json_loads(text, 0, NULL) : NULL;
    json_t *sessions = json_object_get(json_array_get(json_object_get(whole, "people"), 0), "sessions");
    long count = whole != NULL ? (long)json_array_size(json_object_get(json_array_get(sessions, 0), "entries")) : -1;
    json_decref(whole);
    free(text);
    return count;
}

static bool add_person(void) {
    char *said;
    int status = balm_run("patient add --name Ana", &said);
    if (status != 0)
        printf("patient add: %s\n", said);
    free(said);
    return status == 0;
}

static void fill(const char *path) {
    char block[4096] = {1};
    FILE *f = fopen(path, "w");
    setvbuf(f, NULL, _IONBF, 0);
    while (fwrite(block, 1, sizeof block, f) == sizeof block)
        ;
    while (fwrite(block, 1, 1, f) == 1)
        ;
    fclose(f);
}

/* Presses until the calm page comes; counts what was acknowledged. NULL: it never came, or no answer. */
static json_t *press_until_trouble(struct robot *r, json_t *a, long *count) {
    for (int i = 0; i < 3000 && a != NULL; i++) {
        a = press_on(r, a);
        if (strcmp(at_screen(a, "name"), "trouble") == 0)
            return a;
        *count += a != NULL;
    }
    if (a != NULL)
        fail("the calm page never came", a);
    else
        fail("no answer on a full disk", NULL);
    json_decref(a);
    return NULL;
}

static int check_record(long count, const char *what) {
    char *said;
    int status = balm_run("verify", &said);
    long there = answers();
    if (status != 0)
        printf("FAILED: %s: verify: %s\n", what, said);
    else if (there != count)
        printf("FAILED: %s: %ld answers were acknowledged, %ld are there\n", what, count, there);
    free(said);
    return status != 0 || there != count;
}

static int check_calm(const json_t *a) {
    char *dump = json_dumps(a, 0);
    bool named = strstr(dump, "\"code\": \"full\"") != NULL;
    int wrong = named ? 0 : fail("the calm page does not carry the code \"full\"", a);
    free(dump);
    return wrong;
}

static int on_small_disk(void) {
    char ballast[700];
    struct robot r;
    long count = 0;
    if (geteuid() != 0 || mount("tmpfs", data, "tmpfs", 0, "size=900k,mode=700") != 0) {
        printf("no tmpfs to fill here\n");
        return 0;
    }
    snprintf(ballast, sizeof ballast, "%s/ballast", data);
    int wrong = !add_person() || !start(&r);
    if (wrong)
        return 1;
    json_t *a = robot_ask(&r, "{\"do\":\"open\",\"module\":\"long\",\"patient\":\"Ana\"}");
    for (int i = 0; i < 7; i++, count++)
        a = press_on(&r, a);
    fill(ballast);
    a = press_until_trouble(&r, a, &count);
    wrong = a == NULL || check_calm(a);
    json_decref(a);
    a = robot_ask(&r, "{\"do\":\"tap\",\"label\":\"Try again\"}"); /* still full */
    if (a == NULL)
        wrong |= fail("Try again on a full disk", a);
    unlink(ballast);
    if (strcmp(at_screen(a, "name"), "trouble") == 0) {
        json_decref(a);
        a = robot_ask(&r, "{\"do\":\"tap\",\"label\":\"Try again\"}");
    }
    if (strncmp(at_screen(a, "name"), "ask.", 4) != 0 && strcmp(at_screen(a, "name"), "say") != 0)
        wrong |= fail("Try again should lead back to the step", a);
    json_decref(a);
    a = robot_ask(&r, "{\"do\":\"tap\",\"label\":\"Continue\"}"); /* what was answered is still on the screen */
    if (at_screen(a, "step")[0] == '\0')
        wrong |= fail("with space again, the same press should work", a);
    count++;
    for (int i = 0; i < 3 && !wrong; i++, count++)
        a = press_on(&r, a);
    json_decref(a);
    wrong |= robot_quit(&r) != 0;
    wrong |= check_record(count, "small disk");
    umount(data);
    return wrong;
}

static int with_limit(void) {
    struct robot r;
    struct rlimit was, now;
    long count = 0;
    if (!add_person())
        return 1;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &was);
    now = (struct rlimit){.rlim_cur = 700 * 1024, .rlim_max = was.rlim_max};
    setrlimit(RLIMIT_FSIZE, &now);
    bool started = start(&r);
    setrlimit(RLIMIT_FSIZE, &was);
    if (!started)
        return 1;
    json_t *a = robot_ask(&r, "{\"do\":\"open\",\"module\":\"long\",\"patient\":\"Ana\"}");
    a = press_until_trouble(&r, a, &count);
    int wrong = a == NULL || check_calm(a);
    json_decref(a);
    robot_kill(&r);
    wrong |= check_record(count, "limited size, before it is taken up");
    if (!start(&r))
        return 1;
    a = robot_ask(&r, "{\"do\":\"open\",\"module\":\"long\",\"patient\":\"Ana\"}");
    json_decref(a);
    a = robot_ask(&r, "{\"do\":\"tap\",\"label\":\"Continue\"}");
    for (int i = 0; i < 6; i++, count++)
        a = press_on(&r, a);
    if (strcmp(at_screen(a, "name"), "trouble") == 0)
        wrong |= fail("it does not go on when there is space again", a);
    json_decref(a);
    wrong |= robot_quit(&r) != 0;
    return wrong | check_record(count, "limited size");
}

int main(void) {
    char command[700];
    int status, wrong = 0;
    balm = getenv("BALM");
    source = getenv("BALM_SOURCE");
    folder = robot_folder();
    if (balm == NULL || source == NULL || folder == NULL || asprintf(&logs, "%s/stderr", folder) < 0)
        return 2;
    if (asprintf(&data, "%s/small", folder) < 0 || mkdir(data, 0700) != 0)
        return 2;
    wrong |= on_small_disk();
    if (asprintf(&data, "%s/limited", folder) < 0)
        return 2;
    wrong |= with_limit();
    if (wrong) {
        snprintf(command, sizeof command, "tail -n 8 '%s'", logs);
        printf("%s", robot_shell(command, &status));
    }
    snprintf(command, sizeof command, "umount '%s/small' 2>/dev/null; rm -rf '%s'", folder, folder);
    free(robot_shell(command, &status));
    printf("full disk: %s\n", wrong ? "FAILED" : "calm");
    return wrong;
}
