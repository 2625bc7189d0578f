/* balm check: everything about modules, courses and instruments that can be known without a patient. Each module is
 * loaded, its media opened, and then played through by simulated patients on a record in memory: the same path as a
 * real one. */
#include "app/app.h"
#include "app/check_language.h"
#include "base/captions.h"
#include "base/file.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "media/media.h"
#include "outcome/problems.h"
#include "platform/load.h"
#include "script/host.h"
#include "session/session.h"

#include <stdlib.h>
#include <string.h>

enum { PATIENTS = 40, SCREENS_MAX = 600 };

struct check {
    struct app *app;
    struct host *host;
    struct store *store;
    char person[40];
    json_t *problems; /* [{module,file,line,level,message}] */
    const char *module;
    const struct media_api *media;
};

/* Once each: forty patients may meet the same mistake. */
static void problem(struct check *c, const char *level, const char *file, int line, const char *message) {
    json_t *item = json_pack("{s:s, s:s, s:i, s:s, s:s}", "module", c->module, "file", file, "line", line, "level",
                             level, "message", message);
    size_t i;
    json_t *known;
    json_array_foreach(c->problems, i, known) if (json_equal(known, item)) {
        json_decref(item);
        return;
    }
    json_array_append_new(c->problems, item);
}

static void problem_error(struct check *c, const struct error *err) {
    problem(c, "error", err->file, err->line, err->text);
}

/* The first line of a course file that is about a word: the unit of that module, else the word in quotes, else the word
 * at all; 0. */
static int line_of(const char *source, const char *word) {
    static const char *const before[] = {"module=\"", "module = \"", "\"", ""};
    const char *at = NULL;
    for (size_t i = 0; at == NULL && word[0] != '\0' && i < sizeof before / sizeof *before; i++) {
        char *wanted = xprintf("%s%s%s", before[i], word, before[i][0] != '\0' ? "\"" : "");
        at = strstr(source, wanted);
        free(wanted);
    }
    int line = at != NULL ? 1 : 0;
    for (; at != NULL && source < at; source++)
        line += *source == '\n';
    return line;
}

/* What was found in a file, each at the line of its word. */
static void tell(struct check *c, const json_t *found, const char *file, const char *source) {
    size_t i;
    json_t *one;
    json_array_foreach(found, i, one)
        problem(c, value_string(one, "level", "error"), file,
                source != NULL ? line_of(source, value_string(one, "word", "")) : 0, value_string(one, "message", ""));
}

static void check_captions(struct check *c, const char *path) {
    struct error wrong = {0};
    struct captions *captions = captions_load(path, &wrong);
    if (captions == NULL)
        problem_error(c, &wrong);
    captions_destroy(captions);
}

static void check_clip(struct check *c, const char *path) {
    struct error wrong = {0};
    struct clip_info info;
    if (c->media == NULL)
        c->media = media_api_load(&wrong);
    if (c->media == NULL || !c->media->probe(path, &info, &wrong))
        problem_error(c, &wrong);
}

/* One media file a step names. */
static void check_file(struct check *c, struct bundle *b, const json_t *def, const char *field) {
    struct error wrong = {0};
    const char *name = value_string(def, field, NULL);
    char *path = name != NULL ? bundle_media(b, name, &wrong) : NULL;
    if (name != NULL && path == NULL)
        problem_error(c, &wrong);
    if (path != NULL && strcmp(field, "captions") == 0)
        check_captions(c, path);
    else if (path != NULL && strcmp(field, "picture") != 0)
        check_clip(c, path);
    free(path);
}

static void check_media(struct check *c, struct bundle *b, const json_t *def) {
    static const char *const fields[] = {"audio", "video", "captions", "picture"};
    const json_t *easier = json_object_get(def, "easier");
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        check_file(c, b, def, fields[i]);
        if (json_is_object(easier))
            check_file(c, b, easier, fields[i]);
    }
    if (json_object_get(def, "picture") != NULL && value_string(def, "alt", "")[0] == '\0')
        problem(c, "warning", "", 0, "A picture has no alt text. Say in a few words what it shows.");
    bool speaks = json_object_get(def, "audio") != NULL || json_object_get(def, "video") != NULL;
    if (speaks && json_object_get(def, "captions") == NULL)
        problem(c, "warning", "", 0, "A recording has no captions. Not everybody hears it.");
}

static bool answer_step(struct check *c, struct session *s, uint64_t seed, struct error *err) {
    const struct session_view *v = session_view(s);
    if (strcmp(v->kind, "offer") == 0) {
        json_t *value = json_string(seed % 2 == 0 ? "declined" : "done");
        bool ok = session_answer(s, seed % 2 == 0 ? ENTRY_DECLINED : ENTRY_ANSWERED, value, 0, err);
        json_decref(value);
        return ok;
    }
    json_t *args = json_array(), *fields = NULL, *refused = NULL;
    json_array_append(args, (json_t *)v->def);
    json_array_append_new(args, json_integer((json_int_t)(seed % 1000003)));
    bool ok =
        host_call(c->host, "steps.simulate", args, &fields, err) && session_submit(s, fields, false, 0, &refused, err);
    if (ok && refused != NULL)
        ok = error_set(err, ERROR_SCRIPT, "The step %s refuses what a patient may enter: %s", v->key,
                       value_string(refused, "text", ""));
    json_decref(args);
    json_decref(fields);
    json_decref(refused);
    return ok;
}

static void play_once(struct check *c, struct bundle *b, uint64_t seed) {
    struct error wrong = {0};
    struct session_setup setup = {.store = c->store,
                                  .host = c->host,
                                  .bundle = b,
                                  .find_instrument = library_instrument,
                                  .find_context = c->app->library,
                                  .person = c->person};
    struct session *s = session_begin(&setup, &wrong);
    bool going = s != NULL;
    for (uint64_t i = 0; going && i < SCREENS_MAX && session_view(s)->at == SESSION_AT_STEP; i++) {
        check_media(c, b, session_view(s)->def);
        going = answer_step(c, s, seed * 7919 + i * 31, &wrong);
    }
    if (!going)
        problem_error(c, &wrong);
    else if (session_view(s)->at == SESSION_AT_TROUBLE)
        problem_error(c, &session_view(s)->trouble);
    else if (session_view(s)->at == SESSION_AT_STEP)
        problem(c, "warning", "module.lua", 0, "A simulated patient did not come to an end within 600 screens.");
    session_close(s);
}

static void check_offer_targets(struct check *c, struct bundle *b) {
    const json_t *m;
    struct error wrong = {0};
    if ((m = bundle_manifest(b, &wrong)) != NULL && json_array_size(json_object_get(m, "sources")) == 0)
        problem(c, "warning", "module.lua", 0, "module{} names no sources. Say what the content rests on.");
}

enum { SOURCE_MOST = 1 << 20, SOURCES_MOST = 64 };

/* Appends the texts of a source that a patient reads. */
static void add_texts(struct check *c, const char *source, json_t *texts) {
    struct error wrong = {0};
    json_t *args = json_pack("[s]", source), *more = NULL;
    if (host_call(c->host, "steps.texts", args, &more, &wrong))
        json_array_extend(texts, more);
    json_decref(args);
    json_decref(more);
}

/* Every <prefix>*.po of a folder against those texts. */
static void check_translations(struct check *c, const char *folder, const char *prefix, const json_t *texts, bool all,
                               bool official) {
    size_t count = 0, length, i;
    char **names = folder_list(folder, &count);
    for (size_t n = 0; names != NULL && n < count; n++) {
        size_t bytes = strlen(names[n]);
        struct error wrong = {0};
        if (strncmp(names[n], prefix, strlen(prefix)) != 0 || bytes < 4 || strcmp(names[n] + bytes - 3, ".po") != 0)
            continue;
        char *path = path_join(folder, names[n]), *file = path_join("lang", names[n]);
        char *po = file_read(path, SOURCE_MOST, &length, &wrong);
        json_t *found = po != NULL ? translation_problems(texts, po, file, all, official) : NULL, *p;
        if (po == NULL)
            problem_error(c, &wrong);
        json_array_foreach(found, i, p) problem(c, value_string(p, "level", ""), file, (int)value_int(p, "line", 0),
                                                value_string(p, "message", ""));
        json_decref(found);
        free(po);
        free(file);
        free(path);
    }
    names_free(names, count);
}

static void check_module_languages(struct check *c, struct bundle *b) {
    const char *names[SOURCES_MOST];
    size_t count = bundle_source_names(b, names, SOURCES_MOST), length;
    json_t *texts = json_array();
    for (size_t i = 0; i < count && i < SOURCES_MOST; i++)
        if (strcmp(names[i], "tests.lua") != 0)
            add_texts(c, bundle_text(b, names[i], &length), texts);
    char *folder = path_join(bundle_folder(b), "lang");
    check_translations(c, folder, "", texts, true, false);
    free(folder);
    json_decref(texts);
}

static void check_instrument_languages(struct check *c, const struct instrument *in, const char *id) {
    struct error wrong = {0};
    size_t length;
    char *file = xprintf("%s.lua", id), *path = path_join(instrument_folder(in), file);
    char *source = file_read(path, SOURCE_MOST, &length, &wrong);
    char *folder = path_join(instrument_folder(in), "lang"), *prefix = xprintf("%s.", id);
    json_t *texts = json_array();
    if (source != NULL)
        add_texts(c, source, texts);
    check_translations(c, folder, prefix, texts, true, true);
    json_decref(texts);
    free(prefix);
    free(folder);
    free(source);
    free(path);
    free(file);
}

/* The interface: its translations against the template that scripts/extract-strings makes. */
static void check_interface(struct check *c) {
    struct error wrong = {0};
    size_t length;
    char *folder = path_join(share_folder(), "assets/lang"), *path = path_join(folder, "balm.pot");
    char *text = file_read(path, SOURCE_MOST, &length, &wrong);
    struct catalogue *all = text != NULL ? catalogue_parse(text, length, "balm.pot", &wrong) : NULL;
    c->module = "interface";
    if (all != NULL)
        check_translations(c, folder, "", catalogue_entries(all), false, false);
    else
        problem_error(c, &wrong);
    catalogue_destroy(all);
    free(text);
    free(path);
    free(folder);
}

static void check_module(struct check *c, const char *name) {
    struct error wrong = {0};
    c->module = name;
    struct bundle *b = library_bundle(c->app->library, name, false, &wrong);
    if (b == NULL || bundle_manifest(b, &wrong) == NULL) {
        problem_error(c, &wrong);
        return;
    }
    check_offer_targets(c, b);
    check_module_languages(c, b);
    for (uint64_t seed = 1; seed <= PATIENTS; seed++)
        play_once(c, b, seed);
}

/* Nobody can be shown one; it is there to be filled in. */
static void skeleton(struct check *c, const char *id) {
    char *file = xprintf("%s.lua", id);
    problem(
        c, "note", file, 0,
        "A skeleton without wording. A clinic that has the owner's permission fills it in; until then no module can "
        "show it.");
    free(file);
}

/* The table, and what its score makes of the lowest, the highest and many other answers. */
static void check_instrument(struct check *c, struct instrument *in, const char *id) {
    const json_t *table = instrument_table(in);
    char *file = xprintf("%s.lua", id), *path = path_join(instrument_folder(in), file);
    struct error wrong = {0};
    size_t length;
    char *source = file_read(path, SOURCE_MOST, &length, &wrong);
    json_t *found = instrument_problems(table);
    for (uint64_t seed = 0; seed < PATIENTS; seed++) {
        json_t *answers = instrument_answers(table, seed), *score = instrument_score(in, answers, &wrong);
        if (score != NULL)
            instrument_score_problems(table, score, found);
        json_decref(score);
        json_decref(answers);
    }
    if (wrong.code != ERROR_NONE)
        problem_error(c, &wrong);
    tell(c, found, file, source);
    json_decref(found);
    free(source);
    free(path);
    free(file);
}

static void check_instruments(struct check *c) {
    json_t *ids = library_instrument_ids(c->app->library), *id;
    size_t i;
    json_array_foreach(ids, i, id) {
        struct error wrong = {0};
        c->module = "instruments";
        struct instrument *in = library_instrument(c->app->library, json_string_value(id), &wrong);
        json_t *none = json_object(), *score = in != NULL ? instrument_score(in, none, &wrong) : NULL;
        if (score == NULL)
            problem_error(c, &wrong);
        else if (value_bool(instrument_table(in), "skeleton", false))
            skeleton(c, json_string_value(id));
        else
            check_instrument_languages(c, in, json_string_value(id));
        if (score != NULL)
            check_instrument(c, in, json_string_value(id));
        json_decref(none);
        json_decref(score);
    }
    json_decref(ids);
}

static void check_course_languages(struct check *c, const char *path, const char *source) {
    const char *slash = strrchr(path, '/');
    char *folder = slash != NULL ? xprintf("%.*s/lang", (int)(slash - path), path) : xstrdup("lang");
    json_t *texts = json_array();
    add_texts(c, source, texts);
    check_translations(c, folder, "", texts, true, false);
    json_decref(texts);
    free(folder);
}

static void check_course(struct check *c, const char *name) {
    struct error wrong = {0};
    const struct course_library library = {library_has_module, library_has_instrument, c->app->library};
    char *path = library_course_path(c->app->library, name);
    size_t length;
    c->module = name;
    json_t *course = library_course(c->app->library, name, &wrong);
    char *source = course != NULL ? file_read(path, 1 << 20, &length, &wrong) : NULL;
    if (source == NULL)
        problem_error(c, &wrong);
    json_t *problems = source != NULL ? course_problems(course, &library) : NULL;
    tell(c, problems, "course.lua", source);
    if (source != NULL)
        check_course_languages(c, path, source);
    json_decref(problems);
    json_decref(course);
    free(source);
    free(path);
}

static void check_courses(struct check *c) {
    json_t *ids = library_course_ids(c->app->library), *id;
    size_t i;
    json_array_foreach(ids, i, id) check_course(c, json_string_value(id));
    c->module = "";
    json_decref(ids);
}

/* A word of the command line: a module, or a course. */
static void check_word(struct check *c, const char *word) {
    char *course = library_course_path(c->app->library, word);
    if (course != NULL)
        check_course(c, word);
    else
        check_module(c, word);
    free(course);
}

static void print_text(const json_t *problems) {
    size_t i;
    json_t *p;
    json_array_foreach(problems, i, p) {
        const char *file = value_string(p, "file", "");
        printf("%s%s%s", value_string(p, "module", ""), file[0] != '\0' ? "/" : "", file);
        if (value_int(p, "line", 0) > 0)
            printf(":%lld", (long long)value_int(p, "line", 0));
        printf(": %s: %s\n", value_string(p, "level", ""), value_string(p, "message", ""));
    }
}

static int say(struct check *c, size_t checked) {
    size_t errors = 0, warnings = 0, i;
    json_t *p;
    json_array_foreach(c->problems, i, p) {
        errors += strcmp(value_string(p, "level", ""), "error") == 0;
        warnings += strcmp(value_string(p, "level", ""), "warning") == 0;
    }
    if (c->app->o.format != NULL && strcmp(c->app->o.format, "json") == 0) {
        json_t *out =
            json_pack("{s:b, s:I, s:O}", "ok", errors == 0, "modules", (json_int_t)checked, "problems", c->problems);
        char *dump = value_dump(out);
        puts(dump);
        free(dump);
        json_decref(out);
    } else {
        print_text(c->problems);
        printf("%zu modules checked, %zu errors, %zu warnings.\n", checked, errors, warnings);
    }
    return errors > 0 ? EXIT_PROBLEMS : EXIT_DONE;
}

static bool prepare(struct check *c, struct error *err) {
    struct store_options o = {.clock = &c->app->clock};
    c->host = host_create(share_folder(), err);
    c->store = c->host != NULL ? store_open(&o, err) : NULL;
    return c->store != NULL && person_add(c->store, "Simulated patient", c->person, err);
}

int verb_check(struct app *app) {
    struct error err = {0};
    struct check c = {.app = app, .problems = json_array(), .module = ""};
    const char *format = app->o.format != NULL ? app->o.format : "text";
    int status;
    size_t checked = 0;
    if (strcmp(format, "text") != 0 && strcmp(format, "json") != 0)
        error_set(&err, ERROR_USAGE, "check --format takes text or json, not \"%s\".", format);
    bool ok = err.code == ERROR_NONE && prepare(&c, &err);
    if (ok && app->o.word_count > 0) {
        for (; checked < (size_t)app->o.word_count; checked++)
            check_word(&c, app->o.words[checked]);
    } else if (ok) {
        json_t *ids = library_ids(app->library), *id;
        json_array_foreach(ids, checked, id) check_module(&c, json_string_value(id));
        check_instruments(&c);
        check_courses(&c);
        check_interface(&c);
        json_decref(ids);
    }
    status = ok ? say(&c, checked) : app_fail(&err);
    store_close(c.store);
    host_destroy(c.host);
    json_decref(c.problems);
    return status;
}
