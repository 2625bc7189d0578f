/* How long a press takes to be seen, in one process and without a window: the event goes in, the stage ticks, and the
 * software renderer paints into a surface of 1920x1080. Prints the median and the slowest of each, in milliseconds, and
 * what is asked for; on a record in FOLDER, so a page turn has its answer on disk.
 *   bench_input FOLDER MODULES (tests/golden/modules: the module "everything") */
#include "app/fade.h"

#include "base/file.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WIDTH = 1920, HEIGHT = 1080, PRESSES = 200, LONG_TEXT = 10000, ROWS = 10000, NOTCHES = 300 };

struct bench {
    struct clock clock;
    struct stage *stage;
    SDL_Surface *surface;
    double took_ms[PRESSES > NOTCHES ? PRESSES : NOTCHES];
    int count, unseen; /* presses that changed nothing on the screen */
};

static void die(const struct error *err) {
    fprintf(stderr, "bench_input: %s\n", err->text);
    exit(1);
}

static double now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

/* True when pixels changed. */
static bool paint(struct bench *b) {
    struct rect damage;
    stage_tick(b->stage);
    stage_paint(b->stage, b->surface, false, &damage);
    return damage.w > 0;
}

static void send(struct bench *b, struct event e) {
    stage_event(b->stage, &e);
}

static struct event key(const char *name) {
    struct event e = {.kind = EVENT_KEY};
    snprintf(e.key, sizeof e.key, "%s", name);
    return e;
}

static struct event letter(int i) {
    struct event e = {.kind = EVENT_TEXT};
    e.text[0] = i % 7 == 6 ? ' ' : (char)('a' + i % 26);
    return e;
}

static void timed(struct bench *b, struct event e) {
    double before = now_ms();
    send(b, e);
    b->unseen += !paint(b);
    b->took_ms[b->count++] = now_ms() - before;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void say(struct bench *b, const char *what, double goal_ms) {
    qsort(b->took_ms, (size_t)b->count, sizeof *b->took_ms, by_size);
    double median = b->took_ms[b->count / 2], most = b->took_ms[b->count - 1];
    printf("%-44s %8.2f %8.2f   %s %g\n", what, median, most, most <= goal_ms ? "within" : "OVER", goal_ms);
    if (b->unseen > 0)
        printf("  %d of %d changed nothing that is seen\n", b->unseen, b->count);
    b->count = b->unseen = 0;
}

static void open_module(struct bench *b, const char *module, const char *person) {
    struct error err = {0};
    if (!stage_open_module(b->stage, module, person, &err))
        die(&err);
    paint(b);
}

static void tap(struct bench *b, const char *label) {
    struct error err = {0};
    struct event e = {.kind = EVENT_POINTER_DOWN};
    stage_settle(b->stage);
    if (!scene_find(stage_scene(b->stage), NULL, label, &e.x, &e.y, &err))
        die(&err);
    send(b, e);
    e.kind = EVENT_POINTER_UP;
    send(b, e);
}

static void set(struct bench *b, const char *id, json_t *value) {
    struct error err = {0};
    if (!stage_set_field(b->stage, id, value, &err))
        die(&err);
    json_decref(value);
}

static void must_hold(struct bench *b, size_t letters) {
    json_t *fields = scene_fields(stage_scene(b->stage));
    const char *text = json_string_value(json_object_get(fields, "what"));
    if (text == NULL || strlen(text) != letters)
        printf("  the box holds %zu letters, not %zu\n", text != NULL ? strlen(text) : 0, letters);
    json_decref(fields);
}

/* ---- what is measured ---- */

static void typing(struct bench *b, const char *person) {
    open_module(b, "everything", person);
    tap(b, "Continue");
    send(b, key("Tab")); /* the box has the focus at first; a second way round comes back to it */
    set(b, "what", json_string("It hurt again this morning."));
    struct event click = {.kind = EVENT_POINTER_DOWN, .x = WIDTH / 2, .y = HEIGHT / 2};
    send(b, click);
    click.kind = EVENT_POINTER_UP;
    send(b, click);
    paint(b);
    for (int i = 0; i < PRESSES; i++)
        timed(b, letter(i));
    say(b, "a letter, in a short answer", 8);
    must_hold(b, strlen("It hurt again this morning.") + PRESSES);
    char *text = xcalloc(LONG_TEXT + 1, 1);
    for (int i = 0; i < LONG_TEXT; i++)
        text[i] = i % 6 == 5 ? ' ' : (char)('a' + i % 26);
    set(b, "what", json_string(text));
    free(text);
    paint(b);
    send(b, key("End"));
    paint(b);
    for (int i = 0; i < PRESSES; i++)
        timed(b, letter(i));
    say(b, "a letter, at the end of 10,000", 8);
    struct event home = key("Home");
    home.mods = MOD_CTRL;
    send(b, home);
    paint(b);
    for (int i = 0; i < PRESSES; i++)
        timed(b, letter(i));
    say(b, "a letter, before 10,000", 8);
    must_hold(b, LONG_TEXT + 2 * PRESSES);
}

static void marking(struct bench *b, const char *person) {
    struct error err = {0};
    if (!stage_open_module(b->stage, "check-in", person, &err))
        die(&err);
    tap(b, "Continue");
    paint(b);
    for (int i = 0; i < PRESSES; i++)
        timed(b, key(i % 2 == 0 ? "3" : "7"));
    say(b, "a number on the pain scale", 8);
    for (int i = 0; i < PRESSES; i++)
        timed(b, key("Tab"));
    say(b, "the focus one further", 8);
}

/* There and back: a page of text and a question, with the answer on disk before the page. */
static void turning(struct bench *b, const char *person) {
    open_module(b, "everything", person);
    tap(b, "Start again");
    paint(b);
    for (int i = 0; i < PRESSES / 2; i++) {
        const char *ways[] = {"Continue", "Back"};
        for (int way = 0; way < 2; way++) {
            double before = now_ms();
            tap(b, ways[way]);
            b->unseen += !paint(b);
            b->took_ms[b->count++] = now_ms() - before;
        }
    }
    say(b, "turning a page", 16);
}

/* The same with the cross-fade of the window: the first picture of it, and one in its middle. The very first fade of a
 * run also gets its memory, once; it is not counted. */
static void fading(struct bench *b, const char *person) {
    struct fade fade;
    struct rect damage;
    double middle_ms[PRESSES];
    open_module(b, "everything", person);
    tap(b, "Start again");
    fade_init(&fade, b->stage);
    for (int i = -2; i < PRESSES; i++) {
        int64_t began = (int64_t)(i + 2) * 1000;
        double before = now_ms();
        tap(b, i % 2 == 0 ? "Continue" : "Back");
        stage_tick(b->stage);
        fade_paint(&fade, b->stage, b->surface, false, began, &damage);
        b->took_ms[i < 0 ? 0 : b->count++] = now_ms() - before;
        b->unseen += damage.w == 0;
        before = now_ms();
        fade_paint(&fade, b->stage, b->surface, false, began + 64, &damage);
        middle_ms[i < 0 ? 0 : i] = now_ms() - before;
        fade_paint(&fade, b->stage, b->surface, false, began + 200, &damage);
    }
    say(b, "turning a page, first of its cross-fade", 16);
    memcpy(b->took_ms, middle_ms, sizeof middle_ms);
    b->count = PRESSES;
    say(b, "a picture in the middle of it", 16);
    fade_finish(&fade);
}

static void scrolling(struct bench *b) {
    struct error err = {0};
    json_t *rows = json_array(), *page;
    for (int i = 0; i < ROWS; i++)
        json_array_append_new(rows, json_pack("[{s:s+, s:b}, s, s]", "text", "Person ", "", "strong", 1, "2026-04-14",
                                              "A line of what was done on that day"));
    page = json_pack("{s:s, s:s, s:s, s:s, s:[{s:s, s:[s,s,s], s:o}]}", "name", "desk", "step", "list", "column",
                     "table", "title", "A list", "body", "t", "table", "head", "Name", "Day", "What", "rows", rows);
    double before = now_ms();
    if (!scene_set_page(stage_scene(b->stage), page, 0, &err))
        die(&err);
    paint(b);
    b->took_ms[b->count++] = now_ms() - before;
    say(b, "a list of 10,000 rows, at first", 1000);
    for (int i = 0; i < NOTCHES; i++)
        timed(b, (struct event){.kind = EVENT_WHEEL, .x = WIDTH / 2, .y = HEIGHT / 2, .dy = i % 100 < 90 ? -3 : 20});
    say(b, "a notch of the wheel in it", 16);
    json_decref(page);
}

int main(int argc, char **argv) {
    struct error err = {0};
    struct bench b = {0};
    if (argc < 3 || strchr(argv[0], '/') == NULL) {
        fprintf(stderr, "use: bench_input FOLDER MODULES\n");
        return 2;
    }
    const char *folders[] = {argv[2]};
    char *share = xprintf("%.*s/../share", (int)(strrchr(argv[0], '/') - argv[0]), argv[0]);
    share_set_folder(share);
    clock_init(&b.clock, false, NULL);
    struct library *library = library_create(folders, 1);
    struct stage_options o = {.data_folder = argv[1],
                              .clock = &b.clock,
                              .library = library,
                              .look = {.width_px = WIDTH, .height_px = HEIGHT, .text_percent = 100},
                              .silent = true,
                              .exclusive = true};
    b.stage = stage_create(&o, &err);
    b.surface = SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_ARGB8888);
    char person[40];
    struct store *s = b.stage != NULL ? stage_record(b.stage, &err) : NULL;
    if (s == NULL || b.surface == NULL || !person_add(s, "Ana", person, &err))
        die(&err);
    printf("%-44s %8s %8s\n", "milliseconds, 1920x1080, software", "median", "slowest");
    typing(&b, person);
    marking(&b, person);
    turning(&b, person);
    fading(&b, person);
    scrolling(&b);
    stage_destroy(b.stage);
    SDL_FreeSurface(b.surface);
    library_destroy(library);
    free(share);
    return 0;
}
