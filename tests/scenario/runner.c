/* Plays one scenario folder against `balm robot` and checks what it says. The language of the file FOLDER/robot is in
 * README.md beside this. Prints every expectation that fails, with its line and the screen as it was; exit status 1
 * when there was one. BALM_KEEP=1 leaves the data folder behind and says where it is. */
#include "robot.h"

#include <ctype.h>
#include <libgen.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>

enum { LINES_MAX = 4000, FAILURES_MAX = 12, OPTIONS_MAX = 16 };

struct runner {
    char *folder, *tmp, *data, *log;
    const char *balm, *source;
    char patient[80];
    char *lines[LINES_MAX];
    int count, at; /* lines; index of the one being run */
    struct robot robot;
    char *options[OPTIONS_MAX];
    int option_count;
    json_t *answer, *names;
    char *output; /* of the last command */
    int failures;
    bool broken, crash_expected;
};

/* ---- failing ---- */

static void show_node(const json_t *n) {
    const char *name;
    json_t *value;
    printf("      ");
    json_object_foreach((json_t *)n, name, value) {
        if (strcmp(name, "bounds") == 0 || json_is_null(value) ||
            (json_is_boolean(value) && json_is_true(value) == (strcmp(name, "enabled") == 0)))
            continue;
        char *text = json_dumps(value, JSON_ENCODE_ANY);
        printf("%s=%.200s ", name, text);
        free(text);
    }
    printf("\n");
}

static void show_screen(const struct runner *r) {
    const json_t *screen = json_object_get(r->answer, "screen"), *n;
    size_t i;
    if (screen == NULL) {
        char *text = r->answer != NULL ? json_dumps(r->answer, 0) : NULL;
        printf("    last answer: %.1000s\n", text != NULL ? text : "none");
        free(text);
        return;
    }
    const char *step = json_string_value(json_object_get(screen, "step"));
    printf("    screen %s, step %s\n", json_string_value(json_object_get(screen, "name")), step != NULL ? step : "-");
    json_array_foreach(json_object_get(screen, "nodes"), i, n) show_node(n);
}

static void show_log(const struct runner *r) {
    char line[400];
    FILE *f = fopen(r->log, "r");
    long from = 0;
    if (f == NULL)
        return;
    fseek(f, 0, SEEK_END);
    from = ftell(f);
    fseek(f, from > 3000 ? from - 3000 : 0, SEEK_SET);
    while (fgets(line, sizeof line, f) != NULL)
        printf("    stderr: %s", line);
    fclose(f);
}

static bool failed(struct runner *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool failed(struct runner *r, const char *format, ...) {
    va_list args;
    va_start(args, format);
    printf("%s/robot:%d: ", r->folder, r->at + 1);
    vprintf(format, args);
    va_end(args);
    printf("\n    line: %s\n", r->at < r->count ? r->lines[r->at] : "(the end)");
    show_screen(r);
    r->failures++;
    return false;
}

/* ---- paths ---- */

static bool same_text(const json_t *value, const char *text, size_t length) {
    char *dump = json_is_string(value) ? strdup(json_string_value(value)) : json_dumps(value, JSON_ENCODE_ANY);
    bool same = dump != NULL && strlen(dump) == length && strncmp(dump, text, length) == 0;
    free(dump);
    return same;
}

/* "a=b,c=d" */
static bool fits(const json_t *item, const char *conditions, const char *end) {
    while (conditions < end) {
        const char *equals = memchr(conditions, '=', (size_t)(end - conditions));
        if (equals == NULL)
            return false;
        const char *stop = equals;
        while (stop < end && *stop != ',')
            stop++;
        char name[80];
        snprintf(name, sizeof name, "%.*s", (int)(equals - conditions), conditions);
        const json_t *value = json_object_get(item, name);
        if (value == NULL || !same_text(value, equals + 1, (size_t)(stop - equals - 1)))
            return false;
        conditions = stop + 1;
    }
    return true;
}

static json_t *select_item(json_t *list, const char *inside, const char *end) {
    char *stop;
    long index = strtol(inside, &stop, 10);
    size_t i;
    json_t *item;
    if (stop == end && stop > inside)
        return json_array_get(list, (size_t)(index < 0 ? (long)json_array_size(list) + index : index));
    json_array_foreach(list, i, item) if (fits(item, inside, end)) return item;
    return NULL;
}

/* screen.nodes[label=Continue].enabled; "#" is the number of items. New reference, NULL nothing there. */
static json_t *walk(json_t *root, const char *path) {
    json_t *at = root;
    while (at != NULL && *path != '\0') {
        if (*path == '.') {
            path++;
        } else if (*path == '[') {
            const char *end = strchr(path, ']');
            if (end == NULL)
                return NULL;
            at = select_item(at, path + 1, end);
            path = end + 1;
        } else if (*path == '#') {
            return json_integer((json_int_t)(json_is_array(at) ? json_array_size(at) : json_object_size(at)));
        } else {
            char name[120];
            size_t n = strcspn(path, ".[");
            snprintf(name, sizeof name, "%.*s", (int)n, path);
            at = json_object_get(at, name);
            path += n;
        }
    }
    return json_incref(at);
}

/* The end of a path: the first blank outside of brackets. */
static char *split_path(char *text) {
    bool inside = false;
    for (; *text != '\0'; text++) {
        inside = *text == '[' || (inside && *text != ']');
        if (!inside && (*text == ' ' || *text == '\t')) {
            *text++ = '\0';
            while (*text == ' ' || *text == '\t')
                text++;
            return text;
        }
    }
    return text;
}

/* ---- expectations on data ---- */

static bool equal_json(const json_t *a, const json_t *b) {
    if (json_is_number(a) && json_is_number(b))
        return fabs(json_number_value(a) - json_number_value(b)) < 1e-9;
    return json_equal(a, b);
}

static bool expect_equal(struct runner *r, json_t *root, char *rest) {
    char *wanted = split_path(rest);
    json_t *value = walk(root, rest), *want = json_loads(wanted, JSON_DECODE_ANY, NULL);
    bool absent = strcmp(wanted, "absent") == 0;
    bool ok = absent ? value == NULL : want != NULL && value != NULL && equal_json(value, want);
    if (want == NULL && !absent) {
        failed(r, "This expectation is no JSON: %s", wanted);
    } else if (!ok) {
        char *dump = value != NULL ? json_dumps(value, JSON_ENCODE_ANY) : strdup("absent");
        failed(r, "%s should be %s but is %.2000s", rest, wanted, dump);
        free(dump);
    }
    json_decref(value);
    json_decref(want);
    return ok;
}

static bool expect_contains(struct runner *r, json_t *root, char *rest, bool wanted) {
    char *text = split_path(rest);
    json_t *value = walk(root, rest);
    char *dump = json_is_string(value) ? strdup(json_string_value(value))
                 : value != NULL       ? json_dumps(value, JSON_ENCODE_ANY)
                                       : NULL;
    bool ok = (dump != NULL && strstr(dump, text) != NULL) == wanted;
    if (!ok)
        failed(r, "%s should%s contain \"%s\" but is %.2000s", rest, wanted ? "" : " not", text,
               dump != NULL ? dump : "absent");
    free(dump);
    json_decref(value);
    return ok;
}

static bool expect_near(struct runner *r, json_t *root, char *rest) {
    char *numbers = split_path(rest);
    double want = 0, epsilon = 0;
    json_t *value = walk(root, rest);
    bool ok = sscanf(numbers, "%lf %lf", &want, &epsilon) == 2 && json_is_number(value) &&
              fabs(json_number_value(value) - want) <= epsilon;
    if (!ok)
        failed(r, "%s should be within %g of %g but is %g%s", rest, epsilon, want, json_number_value(value),
               json_is_number(value) ? "" : " (no number)");
    json_decref(value);
    return ok;
}

static bool node_says(const json_t *n, const char *text) {
    static const char *const names[] = {"label", "text", "value", "message", "problem", "trailing"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const json_t *value = json_object_get(n, names[i]);
        if (json_is_string(value) && strstr(json_string_value(value), text) != NULL)
            return true;
    }
    return false;
}

static bool screen_says(const struct runner *r, const char *text) {
    const json_t *n, *screen = json_object_get(r->answer, "screen"), *title = json_object_get(screen, "title");
    size_t i;
    json_array_foreach(json_object_get(screen, "nodes"), i, n) if (node_says(n, text)) return true;
    return json_is_string(title) && strstr(json_string_value(title), text) != NULL;
}

static bool screen_has(const struct runner *r, const char *role, const char *label) {
    const json_t *n, *screen = json_object_get(r->answer, "screen");
    size_t i;
    json_array_foreach(json_object_get(screen, "nodes"), i, n) {
        const char *its_role = json_string_value(json_object_get(n, "role")),
                   *its_label = json_string_value(json_object_get(n, "label"));
        if (its_label == NULL || its_label[0] == '\0')
            its_label = json_string_value(json_object_get(n, "text"));
        if ((strcmp(role, "*") == 0 || (its_role != NULL && strcmp(role, its_role) == 0)) &&
            (label[0] == '\0' || (its_label != NULL && strcmp(its_label, label) == 0)))
            return true;
    }
    return false;
}

/* ---- commands ---- */

static char *run_command(struct runner *r, const char *command, int *out_status) {
    char *whole = NULL;
    if (asprintf(&whole, "exec 2>&1; cd '%s'; %s", r->tmp, command) < 0)
        return NULL;
    char *output = robot_shell(whole, out_status);
    free(whole);
    return output;
}

static char *run_balm(struct runner *r, const char *words, int *out_status) {
    char *command = NULL;
    bool own_data = strstr(words, "--data") != NULL;
    if (asprintf(&command, "'%s' %s%s%s%s --modules '%s' --modules '%s/modules'", r->balm, words,
                 own_data ? "" : " --data '", own_data ? "" : r->data, own_data ? "" : "'", r->folder, r->source) < 0)
        return NULL;
    char *output = run_command(r, command, out_status);
    free(command);
    return output;
}

/* The next line of any weight, or "". */
static const char *ahead(const struct runner *r, int by) {
    for (int i = r->at + 1; i < r->count; i++) {
        if (r->lines[i][0] != '\0' && r->lines[i][0] != '#' && by-- == 0)
            return r->lines[i];
    }
    return "";
}

static int wanted_status(const struct runner *r) {
    for (int i = 0;; i++) {
        const char *line = ahead(r, i);
        if (strncmp(line, "!=", 2) == 0)
            return (int)strtol(line + 2, NULL, 10);
        if (strncmp(line, "!>", 2) != 0 && strncmp(line, "!<", 2) != 0)
            return 0;
    }
}

static bool do_command(struct runner *r, const char *line) {
    int status = 0, wanted = wanted_status(r);
    bool shell = strncmp(line, "!sh ", 4) == 0;
    free(r->output);
    r->output = shell ? run_command(r, line + 4, &status) : run_balm(r, line + 1, &status);
    if (status == wanted)
        return true;
    return failed(r, "The exit status should be %d but is %d. It said: %.3000s", wanted, status, r->output);
}

static bool ensure_patient(struct runner *r) {
    if (r->patient[0] != '\0')
        return true;
    int status = 0;
    char *id = run_balm(r, "patient add --name Ana", &status);
    snprintf(r->patient, sizeof r->patient, "%.*s", (int)strcspn(id, "\n"), id);
    bool ok = status == 0 && r->patient[0] != '\0';
    if (!ok) {
        failed(r, "patient add did not work (exit status %d): %s", status, id);
        r->broken = true;
        r->patient[0] = '\0';
    }
    free(id);
    return ok;
}

/* The whole export; "sessions..." means the first person's. */
static json_t *export_of(struct runner *r, const char *path, json_t **out_root) {
    int status = 0;
    char *text = run_balm(r, "export --format json -o -", &status);
    json_error_t where;
    json_t *whole = status == 0 ? json_loads(text, 0, &where) : NULL;
    if (whole == NULL)
        failed(r, "balm export did not work (exit status %d): %.1500s", status, text);
    free(text);
    *out_root = whole;
    return strncmp(path, "sessions", 8) == 0 ? json_array_get(json_object_get(whole, "people"), 0) : whole;
}

static bool expect_export(struct runner *r, char *line) {
    char *rest = line + strcspn(line, " ");
    while (*rest == ' ')
        rest++;
    json_t *whole = NULL, *root = export_of(r, rest, &whole);
    bool ok = false;
    if (whole == NULL)
        return false;
    if (strncmp(line, "?export~ ", 9) == 0)
        ok = expect_contains(r, root, rest, true);
    else if (strncmp(line, "?export!~ ", 10) == 0)
        ok = expect_contains(r, root, rest, false);
    else if (strncmp(line, "?exportnear ", 12) == 0)
        ok = expect_near(r, root, rest);
    else
        ok = expect_equal(r, root, rest);
    if (!ok) {
        char *dump = json_dumps(whole, JSON_INDENT(1));
        printf("    export: %.6000s\n", dump);
        free(dump);
    }
    json_decref(whole);
    return ok;
}

static bool expect_raw(struct runner *r, const char *format, const char *text, bool wanted) {
    int status = 0;
    char words[64];
    snprintf(words, sizeof words, "export --format %s -o -", format);
    char *all = run_balm(r, words, &status);
    bool ok = status == 0 && (strstr(all, text) != NULL) == wanted;
    if (!ok)
        failed(r, "The %s export should%s contain \"%s\": %.5000s", format, wanted ? "" : " not", text, all);
    free(all);
    return ok;
}

/* ---- the robot ---- */

static bool start(struct runner *r) {
    const char *argv[ROBOT_ARGS_MAX] = {r->balm,    "robot",  "--headless", "--clock",   "virtual", "--size",
                                        "1280x720", "--data", r->data,      "--modules", r->folder, "--modules"};
    int n = 12;
    char *shipped = NULL;
    if (r->robot.pid != 0)
        return true;
    if (asprintf(&shipped, "%s/modules", r->source) < 0)
        return false;
    argv[n++] = shipped;
    for (int i = 0; i < r->option_count; i++)
        argv[n++] = r->options[i];
    bool ok = robot_start(&r->robot, argv, r->log);
    free(shipped);
    return ok || failed(r, "The robot did not start.");
}

static bool ask(struct runner *r, const char *request) {
    bool may_fail = strncmp(ahead(r, 0), "?error", 6) == 0;
    if (!start(r))
        return false;
    json_decref(r->answer);
    r->answer = robot_ask(&r->robot, request);
    if (r->answer == NULL) {
        failed(r, "The robot gave no answer to %s", request);
        int status = robot_wait_end(&r->robot);
        printf("    exit status %d%s\n", status, status == -1 ? " (it hung)" : "");
        r->broken = true;
        return false;
    }
    if (json_is_true(json_object_get(r->answer, "ok")) || may_fail)
        return true;
    return failed(r, "%s was refused: %s", request, json_string_value(json_object_get(r->answer, "error")));
}

static bool ask_packed(struct runner *r, json_t *request) {
    char *line = request != NULL ? json_dumps(request, JSON_COMPACT) : NULL;
    bool ok = line != NULL ? ask(r, line) : failed(r, "This line is not understood.");
    free(line);
    json_decref(request);
    return ok;
}

static json_t *value_of(const char *text) {
    json_t *value = json_loads(text, JSON_DECODE_ANY, NULL);
    return value != NULL ? value : json_string(text);
}

static bool set_field(struct runner *r, char *rest, bool go_on) {
    char *value = split_path(rest);
    bool ok = ask_packed(r, json_pack("{s:s, s:s, s:o}", "do", "set", "id", rest, "value", value_of(value)));
    return ok && (!go_on || ask_packed(r, json_pack("{s:s, s:s}", "do", "tap", "label", "Continue")));
}

static bool do_open(struct runner *r, const char *what, const char *name, bool person) {
    json_t *q = json_pack("{s:s, s:s}", "do", "open", what, name);
    if (person && !ensure_patient(r)) {
        json_decref(q);
        return false;
    }
    if (person)
        json_object_set_new(q, "patient", json_string(r->patient));
    return ask_packed(r, q);
}

static bool is_focused(const struct runner *r, const char *label) {
    const json_t *n, *screen = json_object_get(r->answer, "screen");
    size_t i;
    json_array_foreach(json_object_get(screen, "nodes"), i, n) {
        const char *its = json_string_value(json_object_get(n, "label"));
        if (json_is_true(json_object_get(n, "focused")) && its != NULL && strcmp(its, label) == 0)
            return true;
    }
    return false;
}

/* Presses Tab until the node of that label has the focus. */
static bool tab_to(struct runner *r, const char *label) {
    for (int i = 0; i < 80; i++) {
        if (is_focused(r, label))
            return true;
        if (!ask(r, "{\"do\":\"key\",\"key\":\"Tab\"}"))
            return false;
    }
    return failed(r, "Tab never comes to \"%s\".", label);
}

static bool has_label(const json_t *node, const char *label) {
    const char *its = json_string_value(json_object_get(node, "label"));
    return its != NULL && strcmp(its, label) == 0;
}

/* For tests/window/run, which does the same in a real window. */
static void note_press(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void note_press(const char *format, ...) {
    const char *path = getenv("BALM_PRESSES");
    FILE *f = path != NULL ? fopen(path, "a") : NULL;
    if (f == NULL)
        return;
    va_list args;
    va_start(args, format);
    vfprintf(f, format, args);
    va_end(args);
    fclose(f);
}

/* A press at the place where a node is now, as a finger would find it: nothing is scrolled or hidden for it. */
static bool touch(struct runner *r, const char *label) {
    const json_t *n, *screen = json_object_get(r->answer, "screen"), *found = NULL;
    size_t i;
    json_array_foreach(json_object_get(screen, "nodes"), i, n) {
        const char *role = json_string_value(json_object_get(n, "role"));
        bool shows = role != NULL && (!strcmp(role, "text") || !strcmp(role, "heading") || !strcmp(role, "row"));
        if (!shows && has_label(n, label) && json_is_true(json_object_get(n, "enabled")))
            found = n;
    }
    if (found == NULL)
        return failed(r, "There is nothing \"%s\" to touch.", label);
    const json_t *at = json_object_get(found, "bounds");
    int box[4];
    for (size_t k = 0; k < 4; k++)
        box[k] = (int)json_integer_value(json_array_get(at, k));
    note_press("click %d %d\n", box[0] + box[2] / 2, box[1] + box[3] / 2);
    return ask_packed(r, json_pack("{s:s, s:i, s:i}", "do", "tap", "x", box[0] + box[2] / 2, "y", box[1] + box[3] / 2));
}

struct frame {
    size_t around; /* nodes */
    bool here, on_more, waits, off;
};

/* What the frame of one-switch scanning is around. A slider is right where a press would give the value. */
static struct frame frame_now(const struct runner *r, const char *label, const char *value) {
    const json_t *n, *screen = json_object_get(r->answer, "screen");
    const char *state = json_string_value(json_object_get(screen, "scan"));
    struct frame f = {.off = state == NULL, .waits = state != NULL && strcmp(state, "waits") == 0};
    size_t i;
    json_array_foreach(json_object_get(screen, "nodes"), i, n) {
        if (!json_is_true(json_object_get(n, "scanned")))
            continue;
        const json_t *would = json_object_get(n, "scan_value");
        f.around++;
        f.here |=
            has_label(n, label) && (value == NULL || would == NULL || json_number_value(would) == strtod(value, NULL));
        f.on_more |= has_label(n, "More") || has_label(n, "To the top");
    }
    return f;
}

/* Presses the switch when the frame is around that node, until it is around that node alone; scrolls where the node is
 * not in sight. */
static bool scan_to(struct runner *r, const char *label, const char *value) {
    enum { TRIES = 3000, SCROLL_AFTER = 150 };
    int seen = 0;
    for (int i = 0; i < TRIES; i++, seen++) {
        struct frame f = frame_now(r, label, value);
        if (f.off)
            return failed(r, "Scanning is off.");
        bool scrolls = f.on_more && seen > SCROLL_AFTER;
        seen = scrolls ? 0 : seen;
        if (!ask(r, f.here || f.waits || scrolls ? "{\"do\":\"key\",\"key\":\"Space\"}"
                                                 : "{\"do\":\"wait\",\"seconds\":0.1}"))
            return false;
        if (f.here && f.around == 1)
            return true;
    }
    return failed(r, "The frame never comes to \"%s\".", label);
}

static bool reach(struct runner *r, const char *label, bool scans) {
    return scans ? scan_to(r, label, NULL) : touch(r, label);
}

static bool has_node(struct runner *r, const char *label) {
    const json_t *n, *screen = json_object_get(r->answer, "screen");
    size_t i;
    json_array_foreach(json_object_get(screen, "nodes"), i, n) {
        if (has_label(n, label))
            return true;
    }
    return false;
}

/* Writes with the keyboard on the screen: ASCII letters, spaces, stops and commas. */
static bool write_on_screen(struct runner *r, const char *text, bool scans) {
    bool ok = true;
    for (const char *p = text; *p != '\0' && ok; p++) {
        char key[2] = {*p, '\0'};
        if (isalpha((unsigned char)*p) && !has_node(r, key))
            ok = reach(r, "Capital letter", scans);
        ok = ok && reach(r, *p == ' ' ? "Space" : key, scans);
    }
    return ok;
}

/* \n in the text of a line. */
static json_t *typed(const char *text) {
    char *out = strdup(text), *to = out;
    for (const char *p = text; *p != '\0'; p++) {
        bool newline = p[0] == '\\' && p[1] == 'n';
        *to++ = newline ? '\n' : *p;
        p += newline;
    }
    *to = '\0';
    json_t *value = json_string(out);
    free(out);
    return value;
}

static bool is_word(const char *line, const char *word, char **out_rest) {
    size_t n = strlen(word);
    if (strncmp(line, word, n) != 0 || (line[n] != '\0' && line[n] != ' '))
        return false;
    *out_rest = (char *)line + n;
    while (**out_rest == ' ')
        ++*out_rest;
    return true;
}

static bool do_press(struct runner *r, char *line, bool *out_known) {
    char *rest = NULL;
    *out_known = true;
    if (line[0] == '{')
        return ask(r, line);
    if (is_word(line, "open", &rest))
        return do_open(r, "module", rest, true);
    if (is_word(line, "trial", &rest))
        return do_open(r, "module", rest, false);
    if (is_word(line, "show", &rest))
        return do_open(r, "screen", rest, true);
    if (is_word(line, "tap", &rest))
        return ask_packed(r, json_pack("{s:s, s:s}", "do", "tap", "label", rest));
    if (is_word(line, "next", &rest))
        return ask(r, "{\"do\":\"tap\",\"label\":\"Continue\"}");
    if (is_word(line, "key", &rest)) {
        note_press("key %s\n", rest);
        return ask_packed(r, json_pack("{s:s, s:s}", "do", "key", "key", rest));
    }
    if (is_word(line, "focus", &rest))
        return tab_to(r, rest);
    if (is_word(line, "touch", &rest))
        return touch(r, rest);
    if (is_word(line, "scan", &rest))
        return scan_to(r, rest, NULL);
    if (is_word(line, "scanvalue", &rest)) {
        char *label = split_path(rest);
        return scan_to(r, label, rest);
    }
    if (is_word(line, "write", &rest) || is_word(line, "scanwrite", &rest))
        return write_on_screen(r, rest, line[0] == 's');
    if (is_word(line, "type", &rest)) {
        note_press("type %s\n", rest);
        return ask_packed(r, json_pack("{s:s, s:o}", "do", "type", "text", typed(rest)));
    }
    if (is_word(line, "set", &rest))
        return set_field(r, rest, false);
    if (is_word(line, "answer", &rest))
        return set_field(r, rest, true);
    if (is_word(line, "wait", &rest))
        return ask_packed(r, json_pack("{s:s, s:f}", "do", "wait", "seconds", strtod(rest, NULL)));
    if (is_word(line, "screen", &rest))
        return ask(r, "{\"do\":\"screen\"}");
    if (is_word(line, "shot", &rest)) {
        char *path = NULL;
        bool ok = asprintf(&path, "%s/%s", r->tmp, rest) > 0 &&
                  ask_packed(r, json_pack("{s:s, s:s}", "do", "shot", "file", path));
        free(path);
        return ok;
    }
    *out_known = false;
    return false;
}

static bool expect_at(struct runner *r, char *rest) {
    const json_t *screen = json_object_get(r->answer, "screen");
    const char *name = json_string_value(json_object_get(screen, "name")),
               *step = json_string_value(json_object_get(screen, "step"));
    char *wanted_step = split_path(rest);
    if (name != NULL && strcmp(name, rest) == 0 &&
        (wanted_step[0] == '\0' || (step != NULL && strcmp(step, wanted_step) == 0)))
        return true;
    return failed(r, "The screen should be %s %s but is %s %s", rest, wanted_step, name != NULL ? name : "none",
                  step != NULL ? step : "");
}

static bool end_robot(struct runner *r) {
    if (r->robot.pid == 0)
        return true;
    int status = robot_quit(&r->robot);
    return status == 0 || failed(r, "The robot ended with exit status %d.", status);
}

static bool do_expect(struct runner *r, char *line, bool *out_known) {
    char *rest = NULL;
    *out_known = true;
    if (is_word(line, "at", &rest))
        return expect_at(r, rest);
    if (is_word(line, "?", &rest))
        return expect_equal(r, r->answer, rest);
    if (is_word(line, "?~", &rest))
        return expect_contains(r, r->answer, rest, true);
    if (is_word(line, "?!~", &rest))
        return expect_contains(r, r->answer, rest, false);
    if (is_word(line, "?near", &rest))
        return expect_near(r, r->answer, rest);
    if (strncmp(line, "?export", 7) == 0)
        return expect_export(r, line);
    if (is_word(line, "?json", &rest) || is_word(line, "?nojson", &rest))
        return expect_raw(r, "json", rest, line[1] == 'j');
    if (is_word(line, "?csv", &rest) || is_word(line, "?nocsv", &rest))
        return expect_raw(r, "csv", rest, line[1] == 'c');
    if (is_word(line, "?text", &rest))
        return screen_says(r, rest) || failed(r, "Nothing on the screen says \"%s\".", rest);
    if (is_word(line, "?notext", &rest))
        return !screen_says(r, rest) || failed(r, "The screen should not say \"%s\".", rest);
    if (is_word(line, "?has", &rest)) {
        char *label = split_path(rest);
        return screen_has(r, rest, label) || failed(r, "There is no %s \"%s\".", rest, label);
    }
    if (is_word(line, "?not", &rest))
        return !screen_has(r, "*", rest) || failed(r, "There should be no \"%s\".", rest);
    if (is_word(line, "?error", &rest)) {
        const char *error = json_string_value(json_object_get(r->answer, "error"));
        return (error != NULL && strstr(error, rest) != NULL) ||
               failed(r, "The error should contain \"%s\" but is: %s", rest, error != NULL ? error : "none");
    }
    if (is_word(line, "!>", &rest) || is_word(line, "!<", &rest)) {
        bool has = r->output != NULL && strstr(r->output, rest) != NULL;
        return has == (line[1] == '>') || failed(r, "The output should%s contain \"%s\" but is: %.3000s",
                                                 line[1] == '>' ? "" : " not", rest, r->output);
    }
    if (is_word(line, "!=", &rest))
        return true; /* looked at by the command before it */
    *out_known = false;
    return false;
}

static bool do_manage(struct runner *r, char *line, bool *out_known) {
    char *rest = NULL;
    *out_known = true;
    if (is_word(line, "options", &rest)) {
        for (char *word = strtok(rest, " "); word != NULL && r->option_count < OPTIONS_MAX; word = strtok(NULL, " "))
            r->options[r->option_count++] = strdup(word);
        return true;
    }
    if (is_word(line, "let", &rest)) {
        char *path = split_path(rest);
        json_t *value = walk(r->answer, path);
        if (value == NULL)
            return failed(r, "%s is not there.", path);
        json_object_set_new(r->names, rest, value);
        return true;
    }
    if (is_word(line, "letexport", &rest)) {
        char *path = split_path(rest);
        json_t *whole = NULL, *root = export_of(r, path, &whole), *value = whole != NULL ? walk(root, path) : NULL;
        json_decref(whole);
        if (value == NULL)
            return failed(r, "%s is not there.", path);
        json_object_set_new(r->names, rest, value);
        return true;
    }
    if (is_word(line, "kill", &rest)) {
        robot_kill(&r->robot);
        return start(r);
    }
    if (is_word(line, "restart", &rest))
        return end_robot(r) && start(r);
    if (is_word(line, "quit", &rest))
        return end_robot(r);
    if (line[0] == '!' && line[1] != '>' && line[1] != '<' && line[1] != '=')
        return do_command(r, line);
    *out_known = false;
    return false;
}

/* ---- lines ---- */

static const char *name_value(struct runner *r, const char *name, size_t n, char **out_made) {
    const struct {
        const char *name, *value;
    } fixed[] = {{"patient", r->patient}, {"data", r->data},     {"folder", r->folder},
                 {"tmp", r->tmp},         {"source", r->source}, {"balm", r->balm}};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (strlen(fixed[i].name) == n && strncmp(fixed[i].name, name, n) == 0)
            return fixed[i].value;
    char key[80];
    snprintf(key, sizeof key, "%.*s", (int)n, name);
    json_t *value = json_object_get(r->names, key);
    *out_made = value != NULL ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    return *out_made;
}

/* Puts values in place of $names; what is no name stays. Given. */
static char *substitute(struct runner *r, const char *line) {
    char *out = NULL;
    size_t bytes = 0;
    FILE *f = open_memstream(&out, &bytes);
    while (*line != '\0') {
        size_t n = 0;
        char *made = NULL;
        if (*line == '$')
            while (isalnum((unsigned char)line[n + 1]) || line[n + 1] == '_')
                n++;
        if (n == 7 && strncmp(line, "$patient", 8) == 0)
            ensure_patient(r);
        const char *value = n > 0 ? name_value(r, line + 1, n, &made) : NULL;
        if (value != NULL)
            fputs(value, f);
        else
            fprintf(f, "%.*s", (int)(n > 0 ? n + 1 : 1), line);
        line += n > 0 ? n + 1 : 1;
        free(made);
    }
    fclose(f);
    return out;
}

static void run_line(struct runner *r, const char *written) {
    char *line = substitute(r, written);
    bool known = false;
    do_press(r, line, &known);
    if (!known)
        do_expect(r, line, &known);
    if (!known)
        do_manage(r, line, &known);
    if (!known)
        failed(r, "This line is not understood.");
    free(line);
}

static bool read_lines(struct runner *r) {
    char *path = NULL, *line = NULL;
    size_t room = 0;
    ssize_t n;
    if (asprintf(&path, "%s/robot", r->folder) < 0)
        return false;
    FILE *f = fopen(path, "r");
    if (f == NULL)
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
    while (f != NULL && r->count < LINES_MAX && (n = getline(&line, &room, f)) > 0) {
        while (n > 0 && isspace((unsigned char)line[n - 1]))
            line[--n] = '\0';
        r->lines[r->count++] = strdup(line + strspn(line, " \t"));
    }
    if (f != NULL)
        fclose(f);
    free(line);
    free(path);
    return f != NULL;
}

static void check_record(struct runner *r) {
    int status = 0;
    char *record = NULL;
    if (asprintf(&record, "%s/record.db", r->data) < 0 || access(record, F_OK) != 0 || r->patient[0] == '\0') {
        free(record);
        return;
    }
    free(record);
    char *said = run_balm(r, "verify", &status);
    if (status != 0)
        failed(r, "balm verify failed in the end (exit status %d): %s", status, said);
    free(said);
}

int main(int argc, char **argv) {
    struct runner r = {.names = json_object(), .source = getenv("BALM_SOURCE"), .balm = getenv("BALM")};
    if (argc != 2 || r.balm == NULL || r.source == NULL || (r.folder = realpath(argv[1], NULL)) == NULL) {
        fprintf(stderr, "usage: BALM=... BALM_SOURCE=... scenario_runner FOLDER\n");
        return 2;
    }
    r.tmp = robot_folder();
    if (r.tmp == NULL || asprintf(&r.data, "%s/data", r.tmp) < 0 || asprintf(&r.log, "%s/stderr", r.tmp) < 0 ||
        !read_lines(&r))
        return 2;
    setenv("DATA", r.data, 1);
    setenv("XDG_DOCUMENTS_DIR", r.tmp, 1); /* what the program writes for people stays in here too */
    for (r.at = 0; r.at < r.count && !r.broken && r.failures < FAILURES_MAX; r.at++)
        if (r.lines[r.at][0] != '\0' && r.lines[r.at][0] != '#')
            run_line(&r, r.lines[r.at]);
    if (!r.broken) {
        r.at = r.count;
        end_robot(&r);
        check_record(&r);
    }
    robot_kill(&r.robot);
    if (r.failures > 0)
        show_log(&r);
    if (getenv("BALM_KEEP") != NULL) {
        printf("kept: %s\n", r.tmp);
    } else {
        char *remove = NULL;
        int status;
        if (asprintf(&remove, "chmod -R u+rwX '%s' && rm -rf '%s'", r.tmp, r.tmp) > 0)
            free(robot_shell(remove, &status));
        free(remove);
    }
    printf("%s: %d lines, %d failed\n", basename(r.folder), r.count, r.failures);
    return r.failures == 0 && !r.broken ? 0 : 1;
}
