/* Modules that mean harm, or were made by accident: all opened one after the other through one robot process. Each has
 * an answer within a second (two under ASan), shows the calm page, the words to read, or plays on; and after each of
 * them a good module still plays in the same process. hostile/<name>/module.lua says in its first line what is
 * expected; what is no text is made here.
 *   -- expect: any                        an answer in time
 *   -- expect: step                       it plays
 *   -- expect: fallback                   it plays, with something to read in place of the sound or film
 *   -- expect: trouble [LINE|FILE] [WORD] the calm page, naming the line or file, its message holding the word
 *   -- expect: step then trouble ...      the same after Continue
 * BALM_ONLY=name plays one of them and prints its answer. */
#include "../scenario/robot.h"

#include <dirent.h>
#include <sys/stat.h>

enum { NAMES_MAX = 200 };

static char *folder, *modules;
static const char *source, *balm;
static int failures;
static int limit_ms = 1000;

/* ---- what is no text ---- */

static char *inside(const char *name, const char *file) {
    char *path = NULL;
    if (asprintf(&path, "%s/%s", modules, name) < 0)
        abort();
    mkdir(path, 0700);
    free(path);
    if (asprintf(&path, "%s/%s/%s", modules, name, file) < 0)
        abort();
    return path;
}

static void put(const char *name, const char *file, const void *bytes, size_t count) {
    char *path = inside(name, file);
    FILE *f = fopen(path, "w");
    if (f == NULL || fwrite(bytes, 1, count, f) != count)
        abort();
    fclose(f);
    free(path);
}

static void put_module(const char *name, const char *expect, const char *lua) {
    char *text = NULL;
    int n =
        asprintf(&text,
                 "-- expect: %s\nmodule { id=\"%s\", version=\"1.0.0\", title=\"Hostile\", summary=\"For a test.\", "
                 "minutes=1, kind=\"education\", api=1, language=\"en\" }\n%s",
                 expect, name, lua);
    if (n < 0)
        abort();
    put(name, "module.lua", text, (size_t)n);
    free(text);
}

static void put_link(const char *name, const char *file, const char *to) {
    char *path = inside(name, file);
    if (symlink(to, path) != 0)
        abort();
    free(path);
}

static void put_cut(const char *name, const char *file, const char *shipped, long keep) {
    char *path = NULL, bytes[4096];
    const char *share = getenv("BALM_SHARE");
    if (asprintf(&path, "%s/media/%s", share != NULL ? share : "", shipped) < 0)
        abort();
    FILE *f = fopen(path, "r");
    size_t n = f != NULL ? fread(bytes, 1, (size_t)keep, f) : 0;
    if (f != NULL)
        fclose(f);
    put(name, file, bytes, n);
    free(path);
}

/* A picture of 40000 x 30000 points in its header, and nothing behind it. */
static const unsigned char giant_png[] = {
    0x89, 'P', 'N', 'G',  0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0,    13,   'I',  'H',  'D', 'R',  0,    0,    0x9c,
    0x40, 0,   0,   0x75, 0x30, 8,    6,    0,    0, 0, 0xa0, 0x38, 0x4b, 0x1f, 0,   0,    0,    0,    'I',
    'D',  'A', 'T', 0x35, 0xaf, 0x06, 0x1e, 0,    0, 0, 0,    'I',  'E',  'N',  'D', 0xae, 0x42, 0x60, 0x82};

static void make_media(void) {
    static const char listen_to[] = "listen { id=\"l\", audio=\"a.opus\", text=\"Words to read.\" }\n";
    static const char watch_it[] = "watch { id=\"w\", video=\"v.mp4\", text=\"Words to read.\" }\n";
    put_module("picture-giant", "step", "say { text=\"A picture.\", picture=\"p.png\", alt=\"A picture\" }\n");
    put("picture-giant", "p.png", giant_png, sizeof giant_png);
    put_module("picture-broken", "step", "say { text=\"A picture.\", picture=\"p.png\", alt=\"A picture\" }\n");
    put("picture-broken", "p.png", giant_png, 20);
    put_module("picture-empty", "step", "say { text=\"A picture.\", picture=\"p.svg\", alt=\"A picture\" }\n");
    put("picture-empty", "p.svg", "", 0);
    put_module("sound-text", "fallback", listen_to);
    put("sound-text", "a.opus", "This is a letter, not a sound.\n", 31);
    put_module("sound-empty", "fallback", listen_to);
    put("sound-empty", "a.opus", "", 0);
    put_module("sound-cut", "any", "listen { id=\"l\", audio=\"a.ogg\", text=\"Words to read.\" }\n");
    put_cut("sound-cut", "a.ogg", "sounds/bell.ogg", 700);
    put_module("film-cut", "fallback", watch_it);
    put_cut("film-cut", "v.mp4", "sit-to-stand/demo.mp4", 3000);
    put_module("film-empty", "fallback", watch_it);
    put("film-empty", "v.mp4", "", 0);
    put_module("sound-pipe", "any", listen_to);
    char *pipe_path = inside("sound-pipe", "a.opus");
    mkfifo(pipe_path, 0600);
    free(pipe_path);
    put_module("sound-link-out", "any", listen_to);
    put_link("sound-link-out", "a.opus", "/etc/passwd");
    put_module("captions-broken", "any",
               "listen { id=\"l\", minutes=1, captions=\"c.vtt\", text=\"Words to read.\" }\n");
    static const char torn[] = "WEBVTT\n\n99999999999:00 --> 1\n\xff\xfe\n";
    put("captions-broken", "c.vtt", torn, sizeof torn - 1);
}

static void make_texts(void) {
    static const char bytecode[] = "\x1bLua\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08xV\0\0\0\0\0\0\0";
    static const char secret[] = "return { word=\"THE-SECRET\" }\n";
    put("bytecode", "module.lua", bytecode, sizeof bytecode);
    put_module("bytecode-include", "trouble", "include \"words\"\n");
    put("bytecode-include", "words.lua", bytecode, sizeof bytecode);
    put_module("encoding", "trouble 3", "say \"Latin \xe4\xf6\xfc\"\n");
    put("empty", "module.lua", "", 0);
    char nul[400];
    int n = snprintf(nul, sizeof nul,
                     "-- expect: trouble 3\nmodule { id=\"zero-byte\", version=\"1.0.0\", title=\"T\", summary=\"s\", "
                     "minutes=1, kind=\"cbt\", api=1, language=\"en\" }\nsay \"a?b\"\n");
    *strchr(nul, '?') = '\0';
    put("zero-byte", "module.lua", nul, (size_t)n);
    char *large = malloc(300 * 1024);
    memset(large, ' ', 300 * 1024);
    memcpy(large, "-- expect: trouble\n", 19);
    put("source-large", "module.lua", large, 300 * 1024);
    free(large);
    put("../outside", "words.lua", secret, sizeof secret - 1);
    put_module("link-include", "any", "say(include(\"words\").word)\n");
    char *outside = inside("../outside", "words.lua");
    put_link("link-include", "words.lua", outside);
    free(outside);
    put_link("link-module", "module.lua", "/etc/passwd");
    put_link("link-self", "module.lua", "module.lua");
    char *sub = inside("module-is-folder", "module.lua");
    mkdir(sub, 0700);
    free(sub);
}

/* ---- playing ---- */

static json_t *open_module(struct robot *r, const char *name, int64_t *out_ms) {
    char request[300];
    snprintf(request, sizeof request, "{\"do\":\"open\",\"module\":\"%s\",\"patient\":\"Ana\"}", name);
    int64_t before = robot_now_ms();
    json_t *a = robot_ask(r, request);
    const char *screen = json_string_value(json_object_get(json_object_get(a, "screen"), "name"));
    if (screen != NULL && strcmp(screen, "resume") == 0) {
        json_decref(a);
        before = robot_now_ms();
        a = robot_ask(r, "{\"do\":\"tap\",\"label\":\"Start again\"}");
    }
    *out_ms = robot_now_ms() - before;
    return a;
}

static const char *screen_name(const json_t *a) {
    const char *name = json_string_value(json_object_get(json_object_get(a, "screen"), "name"));
    return name != NULL ? name : "none";
}

static const json_t *status_node(const json_t *a) {
    const json_t *n, *nodes = json_object_get(json_object_get(a, "screen"), "nodes");
    size_t i;
    json_array_foreach(nodes, i, n) {
        const char *role = json_string_value(json_object_get(n, "role"));
        if (role != NULL && strcmp(role, "status") == 0 && json_object_get(n, "code") != NULL)
            return n;
    }
    return NULL;
}

static bool says(const json_t *a, const char *text) {
    char *dump = json_dumps(a, JSON_ENCODE_ANY);
    bool found = dump != NULL && strstr(dump, text) != NULL;
    free(dump);
    return found;
}

static void wrong(const char *name, const char *what, const json_t *a) {
    const json_t *status = status_node(a);
    char *dump = a == NULL ? strdup("no answer") : json_dumps(status != NULL ? status : a, 0);
    printf("FAILED %s: %s: %.700s\n", name, what, dump);
    free(dump);
    failures++;
}

/* "LINE|FILE WORD" against the calm page. */
static void check_trouble(const char *name, const char *wanted, const json_t *a) {
    const json_t *status = status_node(a);
    char first[80] = "", second[80] = "", *end;
    if (strcmp(screen_name(a), "trouble") != 0 || status == NULL) {
        wrong(name, "should show the calm page", a);
        return;
    }
    const char *file = json_string_value(json_object_get(status, "file")),
               *message = json_string_value(json_object_get(status, "message"));
    if (message == NULL || message[0] == '\0' || file == NULL || (file[0] == '\0' && strchr(message, '"') == NULL))
        wrong(name, "the calm page names no file or message", a);
    sscanf(wanted, "%79s %79s", first, second);
    long line = strtol(first, &end, 10);
    bool numbered = first[0] != '\0' && *end == '\0';
    if (numbered && line != json_integer_value(json_object_get(status, "line")))
        wrong(name, "names another line than it should", a);
    if (first[0] != '\0' && !numbered && !says(status, first))
        wrong(name, first, a);
    if (second[0] != '\0' && !says(status, second))
        wrong(name, second, a);
}

static void check_answer(struct robot *r, const char *name, const char *expect, const json_t *a) {
    bool trouble = strcmp(screen_name(a), "trouble") == 0;
    if (strncmp(expect, "trouble", 7) == 0) {
        check_trouble(name, expect + 7, a);
    } else if (strncmp(expect, "step", 4) == 0 || strcmp(expect, "fallback") == 0) {
        if (trouble || status_node(a) != NULL || strcmp(screen_name(a), "none") == 0)
            wrong(name, "should play", a);
        if (strcmp(expect, "fallback") == 0 && !says(a, "Words to read."))
            wrong(name, "has nothing to read", a);
    } else if (trouble) {
        check_trouble(name, "", a);
    }
    if (says(a, "THE-SECRET") || says(a, "root:"))
        wrong(name, "read a file outside of its folder", a);
    if (strncmp(expect, "step then ", 10) == 0) {
        json_t *next = robot_ask(r, "{\"do\":\"tap\",\"label\":\"Continue\"}");
        check_trouble(name, expect + 17, next);
        json_decref(next);
    }
}

/* Presses on and paints: whatever the step is, it is drawn, and time passes. */
static void press_around(struct robot *r, const char *name) {
    char shot[600];
    snprintf(shot, sizeof shot, "{\"do\":\"shot\",\"file\":\"%s/shot.png\"}", folder);
    const char *requests[] = {shot, "{\"do\":\"wait\",\"seconds\":1}", "{\"do\":\"key\",\"key\":\"Tab\"}",
                              "{\"do\":\"tap\",\"label\":\"Continue\"}", shot};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        int64_t before = robot_now_ms();
        json_t *a = robot_ask(r, requests[i]);
        int64_t took = robot_now_ms() - before;
        if (a == NULL) {
            wrong(name, requests[i], NULL);
            return;
        }
        if (took > limit_ms) {
            printf("FAILED %s: %s took %lld ms\n", name, requests[i], (long long)took);
            failures++;
        }
        json_decref(a);
    }
}

static bool good_plays(struct robot *r) {
    int64_t ms;
    json_t *a = open_module(r, "good", &ms), *b = NULL;
    bool ok = strcmp(screen_name(a), "say") == 0 && says(a, "All is well.");
    if (ok)
        b = robot_ask(r, "{\"do\":\"tap\",\"label\":\"Continue\"}");
    ok = ok && strcmp(screen_name(b), "finished") == 0;
    json_decref(a);
    json_decref(b);
    return ok;
}

static bool start(struct robot *r) {
    char own[600], data[600], log[600];
    snprintf(own, sizeof own, "%s/tests/fault/hostile", source);
    snprintf(data, sizeof data, "%s/data", folder);
    snprintf(log, sizeof log, "%s/stderr", folder);
    const char *argv[] = {balm,     "robot", "--headless", "--clock", "virtual",   "--size", "800x600",
                          "--data", data,    "--modules",  own,       "--modules", modules,  NULL};
    return robot_start(r, argv, log);
}

static void expectation(const char *name, char out[200]) {
    char path[800], line[200] = "";
    snprintf(out, 200, "trouble");
    for (int i = 0; i < 2; i++) {
        if (i == 0)
            snprintf(path, sizeof path, "%s/tests/fault/hostile/%s/module.lua", source, name);
        else
            snprintf(path, sizeof path, "%s/%s/module.lua", modules, name);
        FILE *f = fopen(path, "r");
        if (f == NULL)
            continue;
        if (fgets(line, sizeof line, f) != NULL && strncmp(line, "-- expect: ", 11) == 0)
            snprintf(out, 200, "%.*s", (int)strcspn(line + 11, "\n"), line + 11);
        fclose(f);
        return;
    }
}

static void play_one(struct robot *r, const char *name) {
    char expect[200];
    int64_t ms = 0;
    int before = failures;
    expectation(name, expect);
    if (strncmp(name, "link-", 5) == 0 || strcmp(name, "module-is-folder") == 0)
        snprintf(expect, sizeof expect, "any");
    json_t *a = open_module(r, name, &ms);
    if (a == NULL) {
        wrong(name, "the program ended or hung when it was opened", NULL);
        return;
    }
    if (ms > limit_ms) { /* a busy machine is not the module's fault: once more */
        json_decref(a);
        a = open_module(r, name, &ms);
        if (ms > limit_ms) {
            printf("FAILED %s: took %lld ms\n", name, (long long)ms);
            failures++;
        }
    }
    if (getenv("BALM_ONLY") != NULL) {
        char *dump = json_dumps(a, JSON_INDENT(1));
        printf("%s (%lld ms, expect %s): %.6000s\n", name, (long long)ms, expect, dump);
        free(dump);
    }
    check_answer(r, name, expect, a);
    json_decref(a);
    press_around(r, name);
    if (r->pid != 0 && !good_plays(r))
        wrong(name, "a good module does not play after it", NULL);
    if (failures == before && getenv("BALM_VERBOSE") != NULL)
        printf("ok %s (%lld ms)\n", name, (long long)ms);
}

/* A patient who pastes a book, and a driver that sends what is no request. */
static void huge_answers(struct robot *r) {
    char *book = malloc(1200000), *request = malloc(1300000);
    static const size_t sizes[] = {1000, 100000, 900000, 1199999};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int64_t ms;
        json_decref(open_module(r, "thought-record", &ms));
        json_decref(robot_ask(r, "{\"do\":\"tap\",\"label\":\"Continue\"}"));
        memset(book, 'a', sizes[i]);
        for (size_t c = 7; c < sizes[i]; c += 8)
            book[c] = ' ';
        book[sizes[i]] = '\0';
        for (int set = 0; set < 2; set++) {
            snprintf(request, 1300000,
                     set ? "{\"do\":\"set\",\"id\":\"situation\",\"value\":\"%s\"}"
                         : "{\"do\":\"type\",\"text\":\"%s\"}",
                     book);
            int64_t before = robot_now_ms();
            json_t *a = robot_ask(r, request);
            json_t *b = robot_ask(r, "{\"do\":\"tap\",\"label\":\"Continue\"}");
            if (a == NULL || b == NULL) {
                wrong("huge answer", set ? "set" : "type", a);
                set = 2;
                i = 9;
            } else if (robot_now_ms() - before > 4 * limit_ms) {
                printf("FAILED huge answer of %zu bytes (%s): %lld ms\n", sizes[i], set ? "set" : "type",
                       (long long)(robot_now_ms() - before));
                failures++;
            }
            json_decref(a);
            json_decref(b);
            json_decref(robot_ask(r, "{\"do\":\"tap\",\"label\":\"Back\"}"));
        }
    }
    static const char *const nonsense[] = {
        "{",
        "[]",
        "null",
        "\"\\ud800\"",
        "{\"do\":7}",
        "{\"do\":\"tap\",\"ref\":\"n99999999999\"}",
        "{\"do\":\"tap\",\"x\":99999999,\"y\":1}",
        "{\"do\":\"key\",\"key\":\"\"}",
        "{\"do\":\"key\",\"key\":\"Ctrl+Shift+Alt+Banana and much more than fits into it\"}",
        "{\"do\":\"set\",\"id\":\"situation\",\"value\":{\"a\":[1]}}",
        "{\"do\":\"wait\",\"seconds\":-1}",
        "{\"do\":\"wait\",\"seconds\":1e99}",
        "{\"do\":\"shot\",\"file\":\"/nowhere/at/all.png\"}",
        "{\"do\":\"resize\",\"width\":-5,\"height\":100000}",
        "{\"do\":\"open\",\"module\":\"\"}",
        "{\"do\":\"open\",\"module\":\"../../etc\"}",
        "{\"do\":\"open\",\"screen\":\"progress\",\"patient\":\"Nobody\"}",
        "{\"do\":\"type\",\"text\":\"\\u0000\\u0007\\u202e\"}"};
    for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense && r->pid != 0; i++) {
        json_t *a = robot_ask(r, nonsense[i]);
        if (a == NULL)
            wrong("nonsense", nonsense[i], NULL);
        json_decref(a);
    }
    free(book);
    free(request);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t add_names(const char *path, char **names, size_t count) {
    DIR *d = opendir(path);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL && count < NAMES_MAX;)
        if (e->d_name[0] != '.' && strcmp(e->d_name, "good") != 0)
            names[count++] = strdup(e->d_name);
    if (d != NULL)
        closedir(d);
    return count;
}

int main(void) {
    char *names[NAMES_MAX], command[700], own[600];
    const char *only = getenv("BALM_ONLY");
    struct robot r;
    int status = 0;
    balm = getenv("BALM");
    source = getenv("BALM_SOURCE");
    folder = robot_folder();
    if (balm == NULL || source == NULL || folder == NULL || asprintf(&modules, "%s/modules", folder) < 0)
        return 2;
    if (strstr(balm, "asan") != NULL)
        limit_ms = 2000;
    mkdir(modules, 0700);
    make_media();
    make_texts();
    snprintf(command, sizeof command, "'%s' patient add --name Ana --data '%s/data' 2>&1", balm, folder);
    free(robot_shell(command, &status));
    snprintf(own, sizeof own, "%s/tests/fault/hostile", source);
    size_t count = add_names(modules, names, add_names(own, names, 0));
    qsort(names, count, sizeof *names, by_name);
    if (status != 0 || !start(&r))
        return 2;
    for (size_t i = 0; i < count; i++) {
        if (only == NULL || strcmp(only, names[i]) == 0)
            play_one(&r, names[i]);
        if (waitpid(r.pid, &status, WNOHANG) == r.pid) {
            printf("FAILED %s: the program ended with %d\n", names[i],
                   WIFSIGNALED(status) ? -WTERMSIG(status) : status);
            failures++;
            robot_forget(&r);
            if (!start(&r))
                return 1;
        }
    }
    if (only == NULL || strcmp(only, "huge") == 0)
        huge_answers(&r);
    if (!good_plays(&r))
        wrong("good", "does not play in the end", NULL);
    status = robot_quit(&r);
    if (status != 0) {
        printf("FAILED: the robot ended with %d\n", status);
        failures++;
    }
    snprintf(command, sizeof command, "'%s' verify --data '%s/data' 2>&1", balm, folder);
    char *said = robot_shell(command, &status);
    if (status != 0) {
        printf("FAILED: verify: %s\n", said);
        failures++;
    }
    if (failures > 0 && getenv("BALM_KEEP") != NULL)
        printf("kept %s\n", folder);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    if (getenv("BALM_KEEP") == NULL)
        free(robot_shell(command, &status));
    printf("%zu hostile modules, %d failures\n", count, failures);
    return failures == 0 ? 0 : 1;
}
