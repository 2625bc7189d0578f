/* The therapist's desk: what its buttons do. Every look at a person and every change is a line of the staff log, with
 * the name of who did it; a change needs a name. What its pages say is in screens/desk*.lua. */
#include "app/desk.h"
#include "app/prescribe.h"
#include "base/log.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "course/flags.h"
#include "report/export.h"
#include "report/packet.h"
#include "store/clinic.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [DESK_CASELOAD] = "desk",        [DESK_PATIENT] = "desk.patient", [DESK_PRESCRIBE] = "desk.prescribe",
    [DESK_LIBRARY] = "desk.library", [DESK_SAFETY] = "desk.safety",   [DESK_PEOPLE] = "desk.people",
    [DESK_REMOVE] = "desk.remove",   [DESK_STAFF] = "desk.staff",     [DESK_LOG] = "desk.log",
    [DESK_EXPORT] = "desk.export",
};

struct desk *desk_of(struct stage *st) {
    if (st->desk != NULL)
        return st->desk;
    struct desk *d = xcalloc(1, sizeof *d);
    snprintf(d->order, sizeof d->order, "need");
    snprintf(d->filter, sizeof d->filter, "all");
    snprintf(d->language, sizeof d->language, "%s", st->o.language != NULL ? st->o.language : "en");
    d->instruments = facts_instruments(st->o.library);
    d->modules = facts_modules(st->o.library);
    st->desk = d;
    return d;
}

void desk_destroy(struct desk *d) {
    if (d == NULL)
        return;
    json_decref(d->instruments);
    json_decref(d->modules);
    desk_rows_destroy(d);
    free(d);
}

const char *desk_who(const struct desk *d) {
    return d->staff[0] != '\0' ? d->staff : "desk (no staff set up)";
}

void desk_log(struct stage *st, const char *what, const char *about) {
    struct error wrong = {0};
    char *line = xprintf("%s%s%s", what, about[0] != '\0' ? " " : "", about);
    if (!staff_log(st->record, desk_who(st->desk), line, &wrong))
        log_error("the staff log could not be written", &wrong);
    free(line);
}

static bool has_staff(struct stage *st) {
    json_t *members = staff_members(st->record);
    bool some = json_array_size(members) > 0;
    json_decref(members);
    return some;
}

static void forget(struct desk *d) {
    d->problem[0] = d->done[0] = '\0';
}

static void go_view(struct stage *st, enum desk_view view) {
    struct desk *d = st->desk;
    if (view == DESK_CASELOAD)
        desk_rows_destroy(d);
    d->view = view;
    d->fit[0] = '\0';
    d->fresh = true;
    stage_go(st, SCREEN_DESK);
    d->fresh = false;
}

void desk_open(struct stage *st, struct error *err) {
    struct desk *d = desk_of(st);
    (void)err;
    forget(d);
    if (d->staff[0] == '\0' && has_staff(st)) {
        stage_go(st, SCREEN_DESK_SIGN_IN);
        return;
    }
    desk_log(st, "looked at the caseload", "");
    go_view(st, DESK_CASELOAD);
}

/* ---- pages ---- */

static json_t *sign_in_context(struct stage *st) {
    struct desk *d = desk_of(st);
    int64_t wait_ms = d->wait_until_ms - clock_wall_ms(st->o.clock);
    json_t *ctx = json_pack("{s:o, s:I, s:b}", "members", staff_members(st->record), "wait_seconds",
                            (json_int_t)(wait_ms > 0 ? (wait_ms + 999) / 1000 : 0), "leaving", st->kiosk.leaving);
    if (d->problem[0] != '\0')
        value_set_string(ctx, "problem", d->problem);
    return ctx;
}

json_t *desk_page(struct stage *st, struct error *err) {
    bool sign_in = st->screen == SCREEN_DESK_SIGN_IN;
    json_t *ctx = sign_in ? sign_in_context(st) : desk_context(st, err), *args = json_array();
    if (ctx == NULL) {
        json_decref(args);
        return NULL;
    }
    json_array_append_new(args, json_string(sign_in ? "desk.signin" : names[st->desk->view]));
    json_array_append_new(args, ctx);
    json_t *page = stage_call(st, "screens.page", args, err);
    if (page != NULL && sign_in)
        value_set_string(page, "name", "signin");
    return page;
}

/* ---- what a button does: each gives a sentence on failure, by err ---- */

static const char *field(const struct scene_action *a, const char *name) {
    return value_string(a->fields, name, "");
}

static bool sign_in(struct stage *st, const struct scene_action *a, struct error *err) {
    struct desk *d = st->desk;
    struct sign_in in;
    json_t *members = staff_members(st->record), *one;
    const char *id = field(a, "member");
    size_t i;
    if (json_array_size(members) == 1)
        id = value_string(json_array_get(members, 0), "id", "");
    char name[84] = "", chosen[40];
    snprintf(chosen, sizeof chosen, "%s", id);
    json_array_foreach(members, i, one) if (strcmp(value_string(one, "id", ""), chosen) == 0)
        snprintf(name, sizeof name, "%s", value_string(one, "name", ""));
    json_decref(members);
    if (name[0] == '\0')
        return error_set(err, ERROR_FORMAT, "Choose your name first.");
    if (!staff_sign_in(st->record, chosen, field(a, "passphrase"), &in, err))
        return false;
    d->wait_until_ms = clock_wall_ms(st->o.clock) + in.wait_ms;
    if (!in.right)
        return in.wait_ms > 0
                   ? error_set(err, ERROR_FORMAT, "That did not fit. Please wait %lld seconds, then try again.",
                               (long long)((in.wait_ms + 999) / 1000))
                   : error_set(err, ERROR_FORMAT, "That did not fit. Please try again.");
    if (st->kiosk.leaving) {
        staff_log(st->record, name, "ended the kiosk", err);
        st->quit = true;
        return true;
    }
    snprintf(d->staff_id, sizeof d->staff_id, "%s", chosen);
    snprintf(d->staff, sizeof d->staff, "%s", name);
    desk_log(st, "signed in", "");
    desk_open(st, err);
    return true;
}

static void sign_out(struct stage *st) {
    struct desk *d = st->desk;
    desk_log(st, "signed out", "");
    d->staff[0] = d->staff_id[0] = d->search[0] = '\0';
    forget(d);
    stage_go(st, has_staff(st) ? SCREEN_DESK_SIGN_IN : SCREEN_PEOPLE);
}

static bool needs_name(struct stage *st, struct error *err) {
    return st->desk->staff[0] != '\0' ||
           error_set(err, ERROR_FORMAT,
                     "A change needs a name. Set up the first member of staff under Staff, then it "
                     "is done in a moment.");
}

static bool mark_seen(struct stage *st, const struct scene_action *a, struct error *err) {
    struct desk *d = st->desk;
    const char *flag = json_string_value(a->arg);
    if (!flag_mark_seen(st->record, d->person, flag, d->staff, err))
        return false;
    char *what = xprintf("marked as seen %s of", flag);
    desk_log(st, what, d->person);
    free(what);
    return true;
}

static bool send_message(struct stage *st, const struct scene_action *a, struct error *err) {
    struct desk *d = st->desk;
    const char *text = field(a, "message");
    if (text[0] == '\0')
        return error_set(err, ERROR_FORMAT, "Write a message first.");
    json_t *value = json_pack("{s:s, s:s}", "text", text, "by", d->staff);
    bool ok = fact_append(st->record, d->person, "message", value, NULL, err);
    json_decref(value);
    if (!ok)
        return false;
    desk_log(st, "left a message for", d->person);
    snprintf(d->done, sizeof d->done, "saved_message");
    return true;
}

static bool prescribe(struct stage *st, const struct scene_action *a, bool end, struct error *err) {
    struct desk *d = st->desk;
    char today[16];
    const char *course = end && json_is_string(a->arg) ? json_string_value(a->arg) : field(a, "course");
    const char *start = field(a, "start"), *from = field(a, "pause_from"), *to = field(a, "pause_to");
    clock_date(clock_wall_ms(st->o.clock), today);
    if (course[0] == '\0')
        return error_set(err, ERROR_FORMAT, "Choose a course first.");
    if (!end && !prescribe_card_is_filled(st->record, err))
        return false;
    json_t *p = prescribe_begin(st->o.library, st->record, d->person, course, end, err);
    if (p == NULL)
        return false;
    if (!end) {
        json_object_del(p, "ended");
        value_set_string(p, "start", start[0] != '\0' ? start : value_string(p, "start", today));
        value_set_number(p, "pace", value_number(a->fields, "pace", value_number(p, "pace", 1)));
        desk_fit_put(p, a->fields);
        if (field(a, "note")[0] != '\0')
            value_set_string(p, "message", field(a, "note")), value_set_string(p, "signed", d->staff);
        if (from[0] != '\0' || to[0] != '\0') {
            if (json_object_get(p, "pauses") == NULL)
                json_object_set_new(p, "pauses", json_array());
            json_array_append_new(json_object_get(p, "pauses"), json_pack("{s:s, s:s}", "from", from, "to", to));
        }
    } else {
        value_set_string(p, "ended", today);
    }
    value_set_string(p, "by", d->staff);
    bool ok =
        course_prescription_check(p, err) && fact_append(st->record, d->person, COURSE_PRESCRIPTION, p, NULL, err);
    if (ok) {
        char *what = xprintf("%s %s", end ? "ended" : "prescribed", value_string(p, "course", ""));
        char *about = xprintf("%s %s", end ? "for" : "to", d->person);
        desk_log(st, what, about);
        free(about);
        free(what);
    }
    json_decref(p);
    return ok;
}

static bool prescribe_now(struct stage *st, const struct scene_action *a, struct error *err) {
    return prescribe(st, a, false, err);
}

static bool prescribe_end(struct stage *st, const struct scene_action *a, struct error *err) {
    return prescribe(st, a, true, err);
}

/* The rows of the safety card's form: name_1, number_1 ... */
static bool save_card(struct stage *st, const struct scene_action *a, struct error *err) {
    struct desk *d = st->desk;
    static const char *const parts[] = {"name", "number", "when", "say"};
    json_t *people = json_array();
    for (int i = 1; i <= SAFETY_CARD_PEOPLE_MAX; i++) {
        json_t *person = json_object();
        for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
            char name[20];
            snprintf(name, sizeof name, "%s_%d", parts[p], i);
            if (field(a, name)[0] != '\0')
                value_set_string(person, parts[p], field(a, name));
        }
        if (json_object_size(person) > 0)
            json_array_append(people, person);
        json_decref(person);
    }
    json_t *card = json_pack("{s:o}", "people", people);
    if (field(a, "words")[0] != '\0')
        value_set_string(card, "text", field(a, "words"));
    bool ok = safety_card_set(st->record, d->language, card, d->staff, err);
    json_decref(card);
    if (ok)
        snprintf(d->done, sizeof d->done, "saved_card");
    return ok;
}

static bool add_person(struct stage *st, const struct scene_action *a, struct error *err) {
    char id[40];
    const char *pin = field(a, "new_pin");
    if (!store_batch_begin(st->record, err))
        return false;
    bool ok =
        person_add(st->record, field(a, "new_name"), id, err) && (pin[0] == '\0' || pin_set(st->record, id, pin, err));
    if (!store_batch_end(st->record, ok, err) || !ok)
        return false;
    desk_log(st, "added", id);
    return true;
}

static bool change_person(struct stage *st, const struct scene_action *a, struct error *err) {
    struct desk *d = st->desk;
    const char *name = field(a, "name"), *pin = field(a, "new_pin");
    if (name[0] != '\0' && !person_rename(st->record, d->person, name, err))
        return false;
    if (pin[0] != '\0' && !pin_set(st->record, d->person, pin, err))
        return false;
    desk_log(st, pin[0] != '\0' ? "changed name or PIN of" : "changed the name of", d->person);
    return true;
}

static bool remove_person(struct stage *st, const struct scene_action *a, struct error *err) {
    struct desk *d = st->desk;
    char *name = person_name(st->record, d->person, err);
    bool same = name != NULL && strcmp(name, field(a, "confirm")) == 0;
    free(name);
    if (!same)
        return err->code == ERROR_NONE ? error_set(err, ERROR_FORMAT, "Write the name exactly as it stands above.")
                                       : false;
    if (!person_remove(st->record, d->person, err))
        return false;
    desk_log(st, "removed", d->person);
    return true;
}

static bool add_staff(struct stage *st, const struct scene_action *a, struct error *err) {
    struct desk *d = st->desk;
    char id[40];
    if (strcmp(field(a, "passphrase"), field(a, "again")) != 0)
        return error_set(err, ERROR_FORMAT, "The two passphrases are not the same. Please write them again.");
    bool first = !has_staff(st);
    if (!staff_add_member(st->record, d->staff, field(a, "staff_name"), field(a, "passphrase"), id, err))
        return false;
    if (first) {
        snprintf(d->staff_id, sizeof d->staff_id, "%s", id);
        snprintf(d->staff, sizeof d->staff, "%s", field(a, "staff_name"));
    }
    return true;
}

/* Export or review packet into the data folder; says where. */
static bool write_out(struct stage *st, const char *what, struct error *err) {
    struct desk *d = st->desk;
    char today[16];
    const char *folder = store_folder(st->record);
    bool packet = strcmp(what, "packet") == 0;
    char *path = xprintf("%s/%s-%s.%s", folder, packet ? d->person : "balm-export",
                         clock_date(clock_wall_ms(st->o.clock), today), packet ? "html" : what);
    char *part = xprintf("%s.part", path);
    FILE *out = fopen(part, "wb");
    bool ok = out != NULL || error_set(err, ERROR_IO, "%s could not be written.", path);
    if (ok && packet) {
        struct report_facts facts = {.instruments = d->instruments, .modules = d->modules};
        ok = report_packet(st->record, d->person, NULL, &facts, out, err);
    } else if (ok) {
        ok = strcmp(what, "csv") == 0 ? export_csv(st->record, NULL, out, err)
                                      : export_json(st->record, NULL, d->instruments, out, err);
    }
    if (out != NULL)
        ok = fclose(out) == 0 && ok;
    ok = ok && (rename(part, path) == 0 || error_set(err, ERROR_IO, "%s could not be written.", path));
    if (!ok)
        remove(part);
    else {
        desk_log(st, packet ? "made the review packet of" : "exported everybody as", packet ? d->person : what);
        snprintf(d->done, sizeof d->done, "%s", path);
    }
    free(part);
    free(path);
    return ok;
}

static bool make_packet(struct stage *st, const struct scene_action *a, struct error *err) {
    (void)a;
    return write_out(st, "packet", err);
}

static bool write_export(struct stage *st, const struct scene_action *a, struct error *err) {
    const char *format = json_string_value(a->arg);
    return write_out(st, format != NULL && strcmp(format, "csv") == 0 ? "csv" : "json", err);
}

static bool remove_staff(struct stage *st, const struct scene_action *a, struct error *err) {
    return staff_remove_member(st->record, st->desk->staff, json_string_value(a->arg), err);
}

static bool new_passphrase(struct stage *st, const struct scene_action *a, struct error *err) {
    struct desk *d = st->desk;
    return staff_set_passphrase(st->record, d->staff, d->staff_id, field(a, "passphrase"), err);
}

/* ---- which button ---- */

static bool go_to(struct stage *st, const struct scene_action *a) {
    static const struct {
        const char *action;
        enum desk_view view;
    } to[] = {{"desk_caseload", DESK_CASELOAD}, {"desk_prescribe", DESK_PRESCRIBE}, {"desk_library", DESK_LIBRARY},
              {"desk_safety", DESK_SAFETY},     {"desk_people", DESK_PEOPLE},       {"desk_staff", DESK_STAFF},
              {"desk_log", DESK_LOG},           {"desk_export", DESK_EXPORT},       {"desk_remove", DESK_REMOVE}};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
        if (strcmp(a->name, to[i].action) != 0)
            continue;
        if (to[i].view == DESK_LOG)
            desk_log(st, "looked at the staff log", "");
        go_view(st, to[i].view);
        return true;
    }
    return false;
}

static void back(struct stage *st) {
    static const enum desk_view before[] = {
        [DESK_CASELOAD] = DESK_CASELOAD, [DESK_PATIENT] = DESK_CASELOAD, [DESK_PRESCRIBE] = DESK_PATIENT,
        [DESK_LIBRARY] = DESK_CASELOAD,  [DESK_SAFETY] = DESK_CASELOAD,  [DESK_PEOPLE] = DESK_CASELOAD,
        [DESK_REMOVE] = DESK_PATIENT,    [DESK_STAFF] = DESK_CASELOAD,   [DESK_LOG] = DESK_CASELOAD,
        [DESK_EXPORT] = DESK_CASELOAD};
    go_view(st, before[st->desk->view]);
}

/* What the list shows: no change of the record. */
static bool look(struct stage *st, const struct scene_action *a) {
    struct desk *d = st->desk;
    const char *word = json_string_value(a->arg);
    if (strcmp(a->name, "desk_order") == 0 && word != NULL)
        snprintf(d->order, sizeof d->order, "%s", word);
    else if (strcmp(a->name, "desk_filter") == 0 && word != NULL)
        snprintf(d->filter, sizeof d->filter, "%s", word);
    else if (strcmp(a->name, "desk_search") == 0)
        snprintf(d->search, sizeof d->search, "%s", field(a, "search"));
    else if (strcmp(a->name, "desk_search_clear") == 0)
        d->search[0] = '\0';
    else if (strcmp(a->name, "desk_turn") == 0) {
        d->page += (int)json_integer_value(a->arg);
        d->page = d->page < 0 ? 0 : d->page;
        stage_show(st);
        return true;
    } else if (strcmp(a->name, "desk_prescribe_fit") == 0) {
        snprintf(d->fit, sizeof d->fit, "%s", field(a, "course"));
        stage_show(st);
        return true;
    } else if (strcmp(a->name, "desk_language") == 0 && (word != NULL || field(a, "language")[0] != '\0'))
        snprintf(d->language, sizeof d->language, "%s", word != NULL ? word : field(a, "language"));
    else if (strcmp(a->name, "desk_patient") == 0 && word != NULL) {
        snprintf(d->person, sizeof d->person, "%s", word);
        desk_log(st, "looked at", d->person);
        go_view(st, DESK_PATIENT);
        return true;
    } else
        return false;
    d->page = 0;
    stage_show(st);
    return true;
}

/* What changes something: who may, what it does, and which page comes after it. */
struct deed {
    const char *action;
    bool (*run)(struct stage *st, const struct scene_action *a, struct error *err);
    enum desk_view next;
};

static const struct deed deeds[] = {
    {"desk_seen", mark_seen, DESK_PATIENT},
    {"desk_message", send_message, DESK_PATIENT},
    {"desk_prescribe_save", prescribe_now, DESK_PATIENT},
    {"desk_prescribe_end", prescribe_end, DESK_PATIENT},
    {"desk_packet", make_packet, DESK_PATIENT},
    {"desk_card_save", save_card, DESK_SAFETY},
    {"desk_person_add", add_person, DESK_PEOPLE},
    {"desk_person_change", change_person, DESK_PATIENT},
    {"desk_person_remove", remove_person, DESK_PEOPLE},
    {"desk_staff_add", add_staff, DESK_STAFF},
    {"desk_staff_remove", remove_staff, DESK_STAFF},
    {"desk_passphrase", new_passphrase, DESK_STAFF},
    {"desk_write", write_export, DESK_EXPORT},
};

static const struct deed *deed_find(const char *action) {
    for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
        if (strcmp(action, deeds[i].action) == 0)
            return &deeds[i];
    return NULL;
}

/* The same page with the sentence; what was typed stays. */
static void show_problem(struct stage *st, const struct error *wrong) {
    struct desk *d = st->desk;
    forget(d);
    snprintf(d->problem, sizeof d->problem, "%s", wrong->text);
    stage_show(st);
}

static bool act_signed_out(struct stage *st, const struct scene_action *a) {
    struct error wrong = {0};
    if (strcmp(a->name, "continue") == 0) {
        forget(desk_of(st));
        if (!sign_in(st, a, &wrong))
            show_problem(st, &wrong);
        return true;
    }
    if (strcmp(a->name, "back") == 0 && st->kiosk.leaving) {
        st->kiosk.leaving = false;
        kiosk_open(st);
        return true;
    }
    return false;
}

bool desk_act(struct stage *st, const struct scene_action *a) {
    struct error wrong = {0};
    if (st->screen == SCREEN_DESK_SIGN_IN)
        return act_signed_out(st, a);
    if (strcmp(a->name, "text_size") == 0)
        return false;
    forget(st->desk);
    if (strcmp(a->name, "back") == 0)
        back(st);
    else if (strcmp(a->name, "desk_sign_out") == 0)
        sign_out(st);
    else if (!go_to(st, a) && !look(st, a)) {
        const struct deed *deed = deed_find(a->name);
        if (deed == NULL)
            return false;
        /* The first member of staff sets themselves up; whatever else changes needs a name. */
        if ((deed->run == add_staff && !has_staff(st) ? true : needs_name(st, &wrong)) && deed->run(st, a, &wrong))
            go_view(st, deed->next);
        else
            show_problem(st, &wrong);
    }
    return true;
}

void desk_tick(struct stage *st) {
    struct error wrong = {0};
    if (st->screen != SCREEN_DESK || st->desk->view != DESK_CASELOAD || st->desk->waiting == 0)
        return;
    if (!desk_list_read(st, DESK_SUMMARIES, &wrong)) {
        st->desk->waiting = 0;
        stage_trouble(st, &wrong, false);
        return;
    }
    stage_show(st);
}

int64_t desk_wants_at(const struct stage *st) {
    bool busy = st->screen == SCREEN_DESK && st->desk->view == DESK_CASELOAD && st->desk->waiting > 0;
    return busy ? stage_now_ms(st) : -1;
}
