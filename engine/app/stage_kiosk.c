/* One machine for many patients: initials and a PIN, a kind question when nobody has touched it for a while, and no way
 * out without a member of staff. Signing out keeps everything: the session stays open at its step. */
#include "app/stage_internal.h"
#include "base/log.h"
#include "base/text.h"
#include "store/clinic.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { IDLE_AFTER_MS = 180000, IDLE_ASK_MS = 60000, INITIALS_PER_PAGE = 12 };

/* "Ana Kovač" -> "A.K."; out has 16 bytes. */
static void initials_of(const char *name, char out[16]) {
    size_t length = strlen(name), used = 0;
    bool start = true;
    for (size_t at = 0; at < length && used + 5 < 16;) {
        size_t next = utf8_next_offset(name, length, at);
        bool between = name[at] == ' ' || name[at] == '.' || name[at] == '-';
        if (start && !between) {
            memcpy(out + used, name + at, next - at);
            if (next - at == 1)
                out[used] = (char)toupper((unsigned char)out[used]);
            used += next - at;
            out[used++] = '.';
        }
        start = between;
        at = next;
    }
    out[used] = '\0';
}

/* {initials: [person id...]} of those who have a PIN; given. */
static json_t *people_by_initials(struct stage *st) {
    struct error quiet = {0};
    json_t *people = person_list(st->record, &quiet), *by = json_object(), *person;
    size_t i;
    json_array_foreach(people, i, person) {
        char initials[16];
        const char *id = value_string(person, "id", "");
        if (pin_length(st->record, id) == 0)
            continue;
        initials_of(value_string(person, "name", ""), initials);
        if (json_object_get(by, initials) == NULL)
            json_object_set_new(by, initials, json_array());
        json_array_append_new(json_object_get(by, initials), json_string(id));
    }
    json_decref(people);
    return by;
}

static int longest_pin(struct stage *st, const json_t *ids) {
    int longest = 0;
    size_t i;
    json_t *id;
    json_array_foreach(ids, i, id) {
        int length = pin_length(st->record, json_string_value(id));
        longest = length > longest ? length : longest;
    }
    return longest > 0 ? longest : 6;
}

static json_t *sorted_keys(const json_t *by) {
    json_t *keys = json_array();
    const char *key;
    json_t *unused;
    json_object_foreach((json_t *)by, key, unused) {
        size_t at = json_array_size(keys);
        while (at > 0 && strcmp(json_string_value(json_array_get(keys, at - 1)), key) > 0)
            at--;
        json_array_insert_new(keys, at, json_string(key));
    }
    return keys;
}

void kiosk_open(struct stage *st) {
    st->kiosk.on = true;
    st->kiosk.leaving = false;
    st->kiosk.initials[0] = '\0';
    st->kiosk.wrong = false;
    st->kiosk.idle_ends_ms = 0;
    st->person[0] = '\0';
    st->is_trial = false;
    stage_plain_look(st);
    stage_go(st, SCREEN_SIGN_IN);
}

static json_t *sign_in_context(struct stage *st) {
    struct kiosk *k = &st->kiosk;
    json_t *by = people_by_initials(st), *keys = sorted_keys(by), *shown = json_array();
    size_t count = json_array_size(keys), pages = (count + INITIALS_PER_PAGE - 1) / INITIALS_PER_PAGE;
    int64_t wait_ms = k->wait_until_ms - clock_wall_ms(st->o.clock);
    k->page = pages > 0 ? k->page % (int)pages : 0;
    for (size_t i = (size_t)k->page * INITIALS_PER_PAGE; i < count && json_array_size(shown) < INITIALS_PER_PAGE; i++)
        json_array_append(shown, json_array_get(keys, i));
    json_t *ctx = json_pack("{s:o, s:b, s:s, s:b, s:b, s:I, s:i}", "initials", shown, "locked", st->o.locked, "chosen",
                            k->initials, "more", pages > 1, "wrong", k->wrong, "wait_seconds",
                            (json_int_t)(wait_ms > 0 ? (wait_ms + 999) / 1000 : 0), "digits",
                            longest_pin(st, json_object_get(by, k->initials)));
    json_decref(keys);
    json_decref(by);
    return ctx;
}

json_t *kiosk_page(struct stage *st, struct error *err) {
    bool idle = st->screen == SCREEN_IDLE;
    int64_t left_ms = st->kiosk.idle_ends_ms - stage_now_ms(st);
    json_t *ctx = idle ? json_pack("{s:I, s:i}", "seconds", (json_int_t)(left_ms > 0 ? (left_ms + 999) / 1000 : 0),
                                   "of", IDLE_ASK_MS / 1000)
                       : sign_in_context(st);
    json_t *args = json_array();
    json_array_append_new(args, json_string(idle ? "idle" : "signin"));
    json_array_append_new(args, ctx);
    return stage_call(st, "screens.page", args, err);
}

/* Several people may have the same initials: the PIN tells who it is. */
static bool try_pin(struct stage *st, const char *pin, struct error *err) {
    struct kiosk *k = &st->kiosk;
    json_t *by = people_by_initials(st), *id;
    size_t i;
    bool ok = true, right = false;
    int64_t wait_ms = 0;
    char found[40] = "";
    json_array_foreach(json_object_get(by, k->initials), i, id) {
        struct sign_in in;
        if (!ok || right)
            break;
        ok = pin_sign_in(st->record, json_string_value(id), pin, &in, err);
        right = ok && in.right;
        wait_ms = ok && in.wait_ms > wait_ms ? in.wait_ms : wait_ms;
        if (right)
            snprintf(found, sizeof found, "%s", json_string_value(id));
    }
    json_decref(by);
    k->wrong = ok && !right;
    k->wait_until_ms = right || wait_ms == 0 ? 0 : clock_wall_ms(st->o.clock) + wait_ms;
    if (right) {
        k->initials[0] = '\0';
        kiosk_touch(st);
        return stage_open_screen(st, "today", found, err);
    }
    if (ok)
        stage_show(st);
    return ok;
}

static void type_digit(struct stage *st, const char *key) {
    struct error quiet = {0};
    json_t *fields = scene_fields(st->scene);
    const char *pin = value_string(fields, "pin", "");
    char now[16];
    int length = (int)strlen(pin);
    if (strcmp(key, "clear") == 0)
        now[0] = '\0';
    else if (strcmp(key, "delete") == 0)
        snprintf(now, sizeof now, "%.*s", length > 0 ? length - 1 : 0, pin);
    else
        snprintf(now, sizeof now, "%s%s", length < PIN_MOST ? pin : "", key);
    json_decref(fields);
    json_t *value = json_string(now);
    scene_set_field(st->scene, "pin", value, &quiet);
    json_decref(value);
}

/* As long as the PIN is: no button is needed. */
static bool is_whole(struct stage *st, const json_t *fields) {
    json_t *by = people_by_initials(st);
    int of = longest_pin(st, json_object_get(by, st->kiosk.initials));
    json_decref(by);
    return st->kiosk.initials[0] != '\0' && (int)strlen(value_string(fields, "pin", "")) >= of;
}

static void leave_person(struct stage *st) {
    struct error wrong = {0};
    if (!stage_flush_draft(st, &wrong))
        log_error("what was typed could not be saved at sign-out", &wrong);
    stage_leave_sessions(st);
    kiosk_open(st);
}

static bool sign_in_act(struct stage *st, const struct scene_action *a) {
    struct kiosk *k = &st->kiosk;
    struct error wrong = {0};
    const char *word = json_string_value(a->arg);
    bool ok = true;
    if (strcmp(a->name, "leave") == 0)
        return kiosk_asks_to_leave(st);
    if (strcmp(a->name, "initials") == 0 && word != NULL) {
        snprintf(k->initials, sizeof k->initials, "%s", word);
        k->wrong = false;
        stage_show(st);
    } else if (strcmp(a->name, "more_initials") == 0) {
        k->page++;
        stage_show(st);
    } else if (strcmp(a->name, "pin_key") == 0 && word != NULL) {
        type_digit(st, word);
        json_t *fields = scene_fields(st->scene);
        if (is_whole(st, fields))
            ok = try_pin(st, value_string(fields, "pin", ""), &wrong);
        json_decref(fields);
    } else if (strcmp(a->name, "continue") == 0 || (strcmp(a->name, "changed") == 0 && is_whole(st, a->fields)))
        ok = try_pin(st, value_string(a->fields, "pin", ""), &wrong);
    else if (strcmp(a->name, "changed") != 0)
        return false;
    if (!ok)
        stage_trouble(st, &wrong, false);
    return true;
}

bool kiosk_act(struct stage *st, const struct scene_action *a) {
    if (st->screen == SCREEN_SIGN_IN)
        return sign_in_act(st, a);
    if (st->screen == SCREEN_IDLE && strcmp(a->name, "sign_out") == 0) {
        leave_person(st);
        return true;
    }
    if (st->screen == SCREEN_IDLE && (strcmp(a->name, "still_here") == 0 || strcmp(a->name, "back") == 0)) {
        kiosk_touch(st);
        stage_go(st, st->kiosk.before);
        return true;
    }
    /* The name at the top right, and "somebody else": who leaves the machine to the next one signs out. */
    if (st->kiosk.on && (strcmp(a->name, "person") == 0 || strcmp(a->name, "people") == 0)) {
        leave_person(st);
        return true;
    }
    return false;
}

void kiosk_touch(struct stage *st) {
    st->kiosk.touched_ms = stage_now_ms(st);
    st->kiosk.idle_ends_ms = 0;
}

/* Somebody is signed in and nothing plays that they may be listening to. */
static bool may_idle(const struct stage *st) {
    return st->kiosk.on && st->person[0] != '\0' && st->play.phase != PHASE_PLAYING && st->screen != SCREEN_SIGN_IN;
}

void kiosk_tick(struct stage *st) {
    struct kiosk *k = &st->kiosk;
    int64_t now = stage_now_ms(st);
    if (!may_idle(st)) {
        k->touched_ms = st->kiosk.on ? now : 0;
        if (st->screen == SCREEN_SIGN_IN && k->wait_until_ms != 0 && clock_wall_ms(st->o.clock) >= k->wait_until_ms) {
            k->wait_until_ms = 0;
            k->wrong = false;
            stage_show(st);
        }
        return;
    }
    if (st->screen == SCREEN_IDLE) {
        if (now >= k->idle_ends_ms)
            leave_person(st);
        else if ((k->idle_ends_ms - now + 999) / 1000 != k->shown_seconds) {
            k->shown_seconds = (k->idle_ends_ms - now + 999) / 1000;
            stage_show(st);
        }
    } else if (now >= k->touched_ms + IDLE_AFTER_MS) {
        struct error quiet = {0};
        stage_flush_draft(st, &quiet);
        k->before = st->screen;
        k->idle_ends_ms = now + IDLE_ASK_MS;
        k->shown_seconds = IDLE_ASK_MS / 1000;
        stage_go(st, SCREEN_IDLE);
    }
}

int64_t kiosk_wants_at(const struct stage *st) {
    const struct kiosk *k = &st->kiosk;
    if (st->screen == SCREEN_SIGN_IN && k->wait_until_ms != 0) {
        int64_t left_ms = k->wait_until_ms - clock_wall_ms(st->o.clock);
        return stage_now_ms(st) + (left_ms > 0 ? left_ms : 0);
    }
    if (!may_idle(st))
        return -1;
    if (st->screen == SCREEN_IDLE)
        return k->idle_ends_ms - (k->shown_seconds - 1) * 1000;
    return k->touched_ms + IDLE_AFTER_MS;
}

bool kiosk_asks_to_leave(struct stage *st) {
    if (!st->o.locked)
        return false;
    struct error quiet = {0};
    stage_flush_draft(st, &quiet);
    stage_leave_sessions(st);
    st->person[0] = '\0';
    st->kiosk.leaving = true;
    stage_go(st, SCREEN_DESK_SIGN_IN);
    return true;
}
