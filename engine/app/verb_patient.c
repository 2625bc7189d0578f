/* balm patient add|list|remove|key|export|import: people on this machine, and one of them on the way to another. A
 * patient's folder remembers the clinic's public key, so that export needs nothing more than a name of a file; only
 * the clinic's folder can open what it writes. */
#include "app/app.h"
#include "store/clinic.h"

#include "base/file.h"
#include "base/xalloc.h"
#include "script/bundle.h"
#include "store/pack.h"

#include <stdlib.h>
#include <string.h>

enum { ENVELOPE_MAX_BYTES = 512 << 20, KEY_FILE_MAX_BYTES = 65536 };

static bool add(struct app *app, struct store *s, struct error *err) {
    char id[40];
    if (app->o.name == NULL || app->o.name[0] == '\0')
        return error_set(err, ERROR_USAGE, "patient add needs --name NAME.");
    if (!store_batch_begin(s, err))
        return false;
    bool ok = person_add(s, app->o.name, id, err) && (app->o.pin == NULL || pin_set(s, id, app->o.pin, err));
    if (!store_batch_end(s, ok, err) || !ok)
        return false;
    printf("%s\n", id);
    return true;
}

static bool list(struct app *app, struct store *s, struct error *err) {
    (void)app;
    json_t *people = person_list(s, err), *person;
    size_t i;
    if (people == NULL)
        return false;
    json_array_foreach(people, i, person)
        printf("%s\t%s\n", value_string(person, "id", ""), value_string(person, "name", ""));
    json_decref(people);
    return true;
}

/* The word behind the verb's own, or --patient. */
static const char *who_of(const struct app *app) {
    return app->o.word_count > 1 ? app->o.words[1] : app->o.patient;
}

static bool drop(struct app *app, struct store *s, struct error *err) {
    char id[40];
    if (who_of(app) == NULL)
        return error_set(err, ERROR_USAGE, "patient remove needs the person's id or name.");
    return person_find(s, who_of(app), id, err) && person_remove(s, id, err);
}

/* ---- the clinic's key ---- */

static bool key_remember(struct store *s, const char *word, struct error *err) {
    char found[CLINIC_KEY_BYTES];
    size_t length = 0;
    char *text = file_exists(word) ? file_read(word, KEY_FILE_MAX_BYTES, &length, err) : xstrdup(word);
    bool ok = text != NULL && clinic_key_find(text, found, err);
    if (ok) {
        json_t *key = json_string(found);
        ok = setting_set(s, "clinic_key", key, err);
        json_decref(key);
    }
    if (ok)
        printf("From now on \"balm patient export\" seals for that clinic.\n");
    free(text);
    return ok;
}

static bool key(struct app *app, struct store *s, struct error *err) {
    char text[CLINIC_KEY_BYTES];
    if (app->o.word_count > 1)
        return key_remember(s, app->o.words[1], err);
    printf("%s\n", clinic_key(s, text));
    return true;
}

/* ---- out ---- */

static bool envelope_write(struct app *app, const char *sealed, size_t bytes, struct error *err) {
    FILE *out = app_output_open(app->o.output, err);
    if (out == NULL)
        return false;
    fwrite(sealed, 1, bytes, out);
    return app_output_close(out, app->o.output, err);
}

static bool send(struct app *app, struct store *s, struct error *err) {
    char id[40], line[80];
    json_t *to = setting_get(s, "clinic_key");
    size_t bytes = 0;
    bool ok = true;
    if (app->o.output == NULL)
        ok = error_set(err, ERROR_USAGE, "patient export needs -o FILE.");
    else if (who_of(app) == NULL)
        ok = error_set(err, ERROR_USAGE, "patient export needs the person's id or name.");
    else if (!json_is_string(to))
        ok = error_set(err, ERROR_USAGE,
                       "It is not known yet for whom to seal. At the clinic, \"balm patient key\" prints the clinic's "
                       "key; here, \"balm patient key FILE\" remembers it.");
    ok = ok && person_find(s, who_of(app), id, err);
    json_t *packed = ok ? person_pack(s, id, err) : NULL;
    char *sealed = packed != NULL ? envelope_seal(json_string_value(to), packed, &bytes, err) : NULL;
    snprintf(line, sizeof line, "exported %s for the clinic", id);
    ok = sealed != NULL && envelope_write(app, sealed, bytes, err) && staff_log(s, "balm", line, err);
    free(sealed);
    json_decref(packed);
    json_decref(to);
    return ok;
}

/* ---- in ---- */

/* A module kept under a hash must be the module with that hash: what runs here has to be what its author signed off. */
static bool bundles_check(const json_t *packed, struct error *err) {
    const char *hash;
    json_t *bundle;
    bool ok = true;
    json_object_foreach(json_object_get(packed, "bundles"), hash, bundle) {
        struct bundle *unpacked = ok ? bundle_unpack(bundle, NULL, err) : NULL;
        ok = unpacked != NULL && (strcmp(bundle_hash(unpacked), hash) == 0 ||
                                  error_set(err, ERROR_FORMAT, "A module in it is not the one it says (%.12s).", hash));
        bundle_destroy(unpacked);
    }
    return ok;
}

static void merge_tell(struct store *s, const struct merge_result *m) {
    char line[160];
    printf("%s%s: %lld new sessions, %lld that went on, %lld new entries, %lld prescriptions and other facts.\n",
           m->person, m->person_is_new ? " (new here)" : "", (long long)m->sessions_new, (long long)m->sessions_grown,
           (long long)m->entries_new, (long long)m->facts_new);
    snprintf(line, sizeof line, "imported %s: %lld sessions, %lld entries", m->person,
             (long long)(m->sessions_new + m->sessions_grown), (long long)m->entries_new);
    staff_log(s, "balm", line, NULL);
}

static bool receive_one(struct store *s, const char *path, const char *into, struct error *err) {
    struct error why = {0};
    struct merge_result merged;
    size_t bytes = 0;
    char *sealed = file_read(path, ENVELOPE_MAX_BYTES, &bytes, err);
    if (sealed == NULL)
        return false;
    json_t *packed = envelope_open(s, sealed, bytes, &why);
    bool ok = packed != NULL && bundles_check(packed, &why) && person_merge(s, packed, into, &merged, &why);
    if (ok)
        merge_tell(s, &merged);
    else
        error_set(err, why.code, "%s: %s", path, why.text);
    json_decref(packed);
    free(sealed);
    return ok;
}

static bool receive(struct app *app, struct store *s, struct error *err) {
    char into[40];
    bool join = app->o.patient != NULL, ok = true;
    if (app->o.word_count < 2)
        return error_set(err, ERROR_USAGE, "patient import needs the envelope's file.");
    if (join && !person_find(s, app->o.patient, into, err))
        return false;
    for (int i = 1; ok && i < app->o.word_count; i++)
        ok = receive_one(s, app->o.words[i], join ? into : NULL, err);
    return ok;
}

/* ---- the verb ---- */

typedef bool patient_fn(struct app *app, struct store *s, struct error *err);

static const struct {
    const char *name;
    patient_fn *fn;
} verbs[] = {{"add", add}, {"list", list}, {"remove", drop}, {"key", key}, {"export", send}, {"import", receive}};

int verb_patient(struct app *app) {
    struct error err = {0};
    const char *what = app->o.word_count > 0 ? app->o.words[0] : "";
    patient_fn *fn = NULL;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].name, what) == 0)
            fn = verbs[i].fn;
    if (fn == NULL) {
        error_set(&err, ERROR_USAGE,
                  "patient takes add --name NAME, list, remove ID, key [FILE], export ID -o FILE, or import FILE.");
        return app_fail(&err);
    }
    struct store *s = app_store(app, fn == list, &err);
    bool ok = s != NULL && fn(app, s, &err);
    store_close(s);
    if (fn == list && s == NULL && err.code == ERROR_MISSING)
        return EXIT_DONE; /* no record yet: nobody */
    return ok ? EXIT_DONE : app_fail(&err);
}
