/* Who may sit at the desk, and patients' PINs: names, Argon2id hashes, and how long a wrong try has to wait; see
 * clinic.h. A wrong secret costs time, never access for good: staff can always set a new one. */
#include "store/clinic.h"
#include "store/internal.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { FREE_TRIES = 3, FIRST_WAIT_MS = 10000, LONGEST_WAIT_MS = 60000 };
static const char staff_setting[] = "staff", pin_name[] = "pin", tries_name[] = "pin_tries";

/* ---- wrong tries: {"wrong": n, "until_ms": Unix} ---- */

static int64_t wait_of(struct store *s, const json_t *tries) {
    int64_t left = value_int(tries, "until_ms", 0) - clock_wall_ms(s->clock);
    return left < 0 ? 0 : left > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : left; /* a clock set back cannot lock anyone out */
}

/* tries after one more wrong one; given. */
static json_t *tries_after(struct store *s, const json_t *tries) {
    int64_t wrong = value_int(tries, "wrong", 0) + 1, wait_ms = 0;
    if (wrong >= FREE_TRIES) {
        int64_t doubled = wrong - FREE_TRIES < 3 ? (int64_t)FIRST_WAIT_MS << (wrong - FREE_TRIES) : LONGEST_WAIT_MS;
        wait_ms = doubled < LONGEST_WAIT_MS ? doubled : LONGEST_WAIT_MS;
    }
    return json_pack("{s:I, s:I}", "wrong", (json_int_t)wrong, "until_ms",
                     (json_int_t)(wait_ms > 0 ? clock_wall_ms(s->clock) + wait_ms : 0));
}

/* ---- staff ---- */

static json_t *staff_all(struct store *s) {
    json_t *all = setting_get(s, staff_setting);
    return json_is_object(all) ? all : json_object();
}

/* Saves the list and says so in the log, as one change. Takes all. */
static bool staff_save(struct store *s, json_t *all, const char *by, const char *what, const char *name,
                       struct error *err) {
    struct text line;
    text_init(&line);
    text_addf(&line, "staff: %s %s", what, name);
    bool ok = store_batch_begin(s, err);
    if (ok) {
        ok = setting_set(s, staff_setting, all, err) &&
             (by == NULL || staff_log(s, by[0] != '\0' ? by : name, line.bytes, err));
        ok = store_batch_end(s, ok, err) && ok;
    }
    text_finish(&line);
    json_decref(all);
    return ok;
}

static bool passphrase_check(const char *passphrase, struct error *err) {
    size_t bytes = passphrase != NULL ? strlen(passphrase) : 0, characters = 0;
    for (size_t i = 0; i < bytes; i++)
        characters += (passphrase[i] & 0xc0) != 0x80;
    return (characters >= PASSPHRASE_LEAST && bytes <= 200) ||
           error_set(err, ERROR_FORMAT, "A passphrase has %d characters or more. A few words are easy to remember.",
                     PASSPHRASE_LEAST);
}

static bool name_is_free(const json_t *all, const char *name) {
    const char *id;
    json_t *one;
    json_object_foreach((json_t *)all, id, one) if (strcmp(value_string(one, "name", ""), name) == 0) return false;
    return true;
}

bool staff_add_member(struct store *s, const char *by, const char *name, const char *passphrase, char out_id[40],
                      struct error *err) {
    char id[40], when[40], hash[SECRET_BYTES];
    size_t length = name != NULL ? strlen(name) : 0;
    if (length < 1 || length > 80 || !utf8_valid(name, length))
        return error_set(err, ERROR_FORMAT, "A name at the desk has 1 to 80 bytes of text.");
    if (!passphrase_check(passphrase, err))
        return false;
    json_t *all = staff_all(s);
    if (!name_is_free(all, name)) {
        json_decref(all);
        return error_set(err, ERROR_FORMAT, "%s is at the desk already. Use another name.", name);
    }
    if (!secret_hash(passphrase, hash, err)) {
        json_decref(all);
        return false;
    }
    do
        id_make(id, 't', 6);
    while (json_object_get(all, id) != NULL);
    json_object_set_new(
        all, id,
        json_pack("{s:s, s:s, s:s}", "name", name, "hash", hash, "added_at", clock_iso(clock_wall_ms(s->clock), when)));
    if (!staff_save(s, all, by, "added", name, err))
        return false;
    if (out_id != NULL)
        memcpy(out_id, id, sizeof id);
    return true;
}

static void insert_by_name(json_t *list, json_t *item) {
    size_t at = json_array_size(list);
    while (at > 0 && strcmp(value_string(json_array_get(list, at - 1), "name", ""), value_string(item, "name", "")) > 0)
        at--;
    json_array_insert_new(list, at, item);
}

json_t *staff_members(struct store *s) {
    json_t *all = staff_all(s), *list = json_array(), *one;
    const char *id;
    json_object_foreach(all, id, one)
        insert_by_name(list, json_pack("{s:s, s:s, s:s}", "id", id, "name", value_string(one, "name", ""), "added_at",
                                       value_string(one, "added_at", "")));
    json_decref(all);
    return list;
}

static bool member_find(const json_t *all, const char *id, json_t **out, struct error *err) {
    *out = id != NULL ? json_object_get(all, id) : NULL;
    return *out != NULL || error_set(err, ERROR_MISSING, "Nobody at the desk has that id.");
}

bool staff_remove_member(struct store *s, const char *by, const char *id, struct error *err) {
    json_t *all = staff_all(s), *one;
    char name[84] = "";
    bool ok = member_find(all, id, &one, err);
    if (ok && json_object_size(all) == 1)
        ok = error_set(err, ERROR_FORMAT, "Somebody has to be left at the desk. Add another member of staff first.");
    if (!ok) {
        json_decref(all);
        return false;
    }
    snprintf(name, sizeof name, "%s", value_string(one, "name", ""));
    json_object_del(all, id);
    return staff_save(s, all, by, "removed", name, err);
}

bool staff_set_passphrase(struct store *s, const char *by, const char *id, const char *passphrase, struct error *err) {
    json_t *all = staff_all(s), *one;
    char hash[SECRET_BYTES], name[84] = "";
    if (!passphrase_check(passphrase, err) || !member_find(all, id, &one, err) || !secret_hash(passphrase, hash, err)) {
        json_decref(all);
        return false;
    }
    snprintf(name, sizeof name, "%s", value_string(one, "name", ""));
    value_set_string(one, "hash", hash);
    json_object_del(one, "tries");
    return staff_save(s, all, by, "new passphrase for", name, err);
}

bool staff_sign_in(struct store *s, const char *id, const char *passphrase, struct sign_in *out, struct error *err) {
    json_t *all = staff_all(s), *one;
    struct sign_in found = {0};
    if (!member_find(all, id, &one, err)) {
        json_decref(all);
        return false;
    }
    found.wait_ms = wait_of(s, json_object_get(one, "tries"));
    bool looked = found.wait_ms == 0, had_tries = json_object_get(one, "tries") != NULL, ok = true;
    found.right = looked && secret_check(passphrase, value_string(one, "hash", ""));
    if (found.right)
        json_object_del(one, "tries");
    else if (looked) {
        json_t *tries = tries_after(s, json_object_get(one, "tries"));
        found.wait_ms = wait_of(s, tries);
        json_object_set_new(one, "tries", tries);
    }
    if (looked && (had_tries || !found.right))
        ok = staff_save(s, json_incref(all), NULL, "", "", err);
    json_decref(all);
    if (ok)
        *out = found;
    return ok;
}

/* ---- PINs ---- */

bool pin_set(struct store *s, const char *person, const char *pin, struct error *err) {
    char hash[SECRET_BYTES];
    size_t length = pin != NULL ? strlen(pin) : 0;
    json_t *value = NULL;
    if (pin != NULL && (length < PIN_LEAST || length > PIN_MOST || strspn(pin, "0123456789") != length))
        return error_set(err, ERROR_FORMAT, "A PIN has %d to %d digits.", PIN_LEAST, PIN_MOST);
    if (pin != NULL && !secret_hash(pin, hash, err))
        return false;
    if (pin != NULL)
        value = json_pack("{s:s, s:i}", "hash", hash, "length", (int)length);
    bool ok = store_batch_begin(s, err);
    if (ok) {
        ok = person_set(s, person, pin_name, value, err) && person_set(s, person, tries_name, NULL, err);
        ok = store_batch_end(s, ok, err) && ok;
    }
    json_decref(value);
    return ok;
}

int pin_length(struct store *s, const char *person) {
    json_t *pin = person_get(s, person, pin_name);
    int length = (int)value_int(pin, "length", 0);
    json_decref(pin);
    return length;
}

bool pin_sign_in(struct store *s, const char *person, const char *pin, struct sign_in *out, struct error *err) {
    json_t *kept = person_get(s, person, pin_name), *tries = person_get(s, person, tries_name), *now = NULL;
    struct sign_in found = {.wait_ms = wait_of(s, tries)};
    bool looked = found.wait_ms == 0 && kept != NULL, ok = true;
    found.right = looked && secret_check(pin, value_string(kept, "hash", ""));
    if (looked && !found.right) {
        now = tries_after(s, tries);
        found.wait_ms = wait_of(s, now);
    }
    if (looked && (tries != NULL || !found.right))
        ok = person_set(s, person, tries_name, now, err);
    json_decref(kept);
    json_decref(tries);
    json_decref(now);
    if (ok)
        *out = found;
    return ok;
}
