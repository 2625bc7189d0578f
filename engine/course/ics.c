/* A plan as an iCalendar file; see ics.h for what is in it. */
#include "course/ics.h"
#include "course/inside.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/xalloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LINE_OCTETS = 75, MINUTES_USUAL = 10, STRETCHES_MOST = 100 };

struct ics {
    struct text out;
    const struct ics_setup *setup;
    const json_t *prescription;
    struct calendar calendar;
    int64_t today;
};

/* ---- lines ---- */

/* A line and CRLF; what is longer than 75 octets goes on behind a CRLF and a space, never within a character. */
static void line_add(struct ics *f, const char *line) {
    size_t length = strlen(line), at = 0, room = LINE_OCTETS;
    while (length - at > room) {
        size_t to = at + room;
        while (to > at + 1 && ((unsigned char)line[to] & 0xC0) == 0x80)
            to--;
        text_add_bytes(&f->out, line + at, to - at);
        text_add(&f->out, "\r\n ");
        at = to;
        room = LINE_OCTETS - 1;
    }
    text_add(&f->out, line + at);
    text_add(&f->out, "\r\n");
}

static void plain_add(struct ics *f, const char *name, const char *value) {
    char *line = xprintf("%s:%s", name, value);
    line_add(f, line);
    free(line);
}

static void words_add(struct ics *f, const char *name, const char *words) {
    struct text t;
    text_init(&t);
    for (const char *c = words; *c != '\0'; c++) {
        if (*c == '\n')
            text_add(&t, "\\n");
        else if (strchr("\\;,", *c) != NULL)
            text_addf(&t, "\\%c", *c);
        else if ((unsigned char)*c >= ' ')
            text_add_char(&t, *c);
    }
    plain_add(f, name, t.bytes);
    text_finish(&t);
}

/* "20260105T100000" */
static void moment_add(struct ics *f, const char *name, int64_t day, int minutes) {
    char date[16], value[32];
    date_text(day, date);
    snprintf(value, sizeof value, "%.4s%.2s%.2sT%02d%02d00", date, date + 5, date + 8, minutes / 60, minutes % 60);
    plain_add(f, name, value);
}

static void stamp_add(struct ics *f) {
    char stamp[32];
    time_t seconds = (time_t)(f->setup->stamp_ms / 1000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &tm);
    plain_add(f, "DTSTAMP", stamp);
}

static void uid_add(struct ics *f, const char *what, const char *which) {
    struct hash h;
    char hex[65];
    const char *const parts[] = {f->setup->person, value_string(f->prescription, "course", ""), what, which};
    hash_init(&h);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        hash_add(&h, parts[i], strlen(parts[i]) + 1);
    char *uid = xprintf("%.32s@balm", hash_hex(&h, hex));
    plain_add(f, "UID", uid);
    free(uid);
}

/* ---- events ---- */

struct occasion {
    const char *what, *which; /* together the same for the same event of every file */
    const char *title, *words;
    int64_t day;
    int minutes;
    const char *rule; /* RRULE, NULL: once */
};

static void event_add(struct ics *f, const struct occasion *o) {
    int starts = f->setup->hour * 60, ends = starts + o->minutes;
    char sequence[24];
    snprintf(sequence, sizeof sequence, "%lld", (long long)value_int(f->prescription, "versions", 1) - 1);
    line_add(f, "BEGIN:VEVENT");
    uid_add(f, o->what, o->which);
    stamp_add(f);
    plain_add(f, "SEQUENCE", sequence);
    moment_add(f, "DTSTART", o->day, starts);
    moment_add(f, "DTEND", o->day, ends < 24 * 60 ? ends : 24 * 60 - 1);
    if (o->rule != NULL)
        plain_add(f, "RRULE", o->rule);
    words_add(f, "SUMMARY", o->title);
    if (o->words != NULL)
        words_add(f, "DESCRIPTION", o->words);
    line_add(f, "CLASS:PRIVATE");
    line_add(f, "TRANSP:TRANSPARENT");
    line_add(f, "END:VEVENT");
}

static const char *day_name(int64_t day) {
    static const char *const names[] = {"TH", "FR", "SA", "SU", "MO", "TU", "WE"}; /* 1970-01-01 was a Thursday */
    return names[((day % 7) + 7) % 7];
}

/* The rule of a stretch that begins on `from` and has `last` as its last day: so many days of a week, spread evenly,
 * the first of them `from`; less than one a week: every few weeks. Given. */
static char *rule_of(double per_week, int64_t from, int64_t last) {
    struct text t;
    char date[16];
    int days = per_week >= 7 ? 7 : (int)ceil(per_week - 1e-9);
    date_text(last, date);
    text_init(&t);
    if (days >= 7)
        text_add(&t, "FREQ=DAILY");
    else if (per_week < 1)
        text_addf(&t, "FREQ=WEEKLY;INTERVAL=%d", (int)lround(1 / per_week));
    else
        text_add(&t, "FREQ=WEEKLY");
    for (int i = 0; days < 7 && i < days; i++)
        text_addf(&t, "%s%s", i == 0 ? ";BYDAY=" : ",", day_name(from + i * 7 / days));
    text_addf(&t, ";UNTIL=%.4s%.2s%.2sT235959", date, date + 5, date + 8);
    return text_take(&t);
}

/* A practice: one series for each stretch between pauses, numbered from the day the unit opens. */
static void practice_add(struct ics *f, const struct occasion *unit, int64_t opens, double per_week) {
    const struct calendar *c = &f->calendar;
    char which[16];
    int64_t from = calendar_pause_ends(c, opens);
    for (int n = 0; n < STRETCHES_MOST && from < c->ends; n++) {
        int64_t last = from;
        while (last + 1 < c->ends && !calendar_is_paused(c, last + 1))
            last++;
        struct occasion o = *unit;
        o.day = from > f->today ? from : f->today;
        char *rule = rule_of(per_week, o.day, last);
        snprintf(which, sizeof which, "%d", n);
        o.which = which;
        o.rule = rule;
        if (last >= f->today)
            event_add(f, &o);
        free(rule);
        from = calendar_pause_ends(c, last + 1);
    }
}

static bool is_to_come(const json_t *item, const char *const *states, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(value_string(item, "state", ""), states[i]) == 0)
            return true;
    return false;
}

static void unit_add(struct ics *f, const json_t *unit) {
    static const char *const to_come[] = {"due", "enough", "later", "locked"};
    const char *module = value_string(unit, "module", "");
    const json_t *facts = json_object_get(f->setup->modules, module);
    double per_week = value_number(unit, "practice", 0);
    int64_t opens = day_of(unit, "opens", f->today);
    if (!is_to_come(unit, to_come, sizeof to_come / sizeof *to_come))
        return;
    struct occasion o = {.what = module,
                         .which = "once",
                         .title = value_string(facts, "title", module),
                         .words = value_string(unit, "because", NULL),
                         .day = opens > f->today ? opens : f->today,
                         .minutes = (int)value_number(facts, "minutes", MINUTES_USUAL)};
    o.minutes = o.minutes > 0 ? o.minutes : MINUTES_USUAL;
    if (per_week > 0)
        practice_add(f, &o, opens, per_week);
    else
        event_add(f, &o);
}

static void measure_add(struct ics *f, const json_t *measure) {
    static const char *const to_come[] = {"due", "later"};
    const char *instrument = value_string(measure, "instrument", ""), *on = value_string(measure, "on", "");
    int64_t day = day_of(measure, "on", f->today);
    if (!is_to_come(measure, to_come, sizeof to_come / sizeof *to_come))
        return;
    struct occasion o = {.what = instrument,
                         .which = on,
                         .day = day > f->today ? day : f->today,
                         .title = value_string(json_object_get(f->setup->instruments, instrument), "title", instrument),
                         .minutes = MINUTES_USUAL};
    event_add(f, &o);
}

static void plan_add(struct ics *f, const json_t *record) {
    json_t *plan = course_plan(f->prescription, record, f->today), *item;
    size_t i;
    json_array_foreach(json_object_get(plan, "units"), i, item) unit_add(f, item);
    json_array_foreach(json_object_get(plan, "measures"), i, item) measure_add(f, item);
    json_decref(plan);
}

char *course_ics(const json_t *prescriptions, const json_t *record, int64_t day, const struct ics_setup *setup) {
    struct ics f = {.setup = setup, .today = day};
    size_t i;
    json_t *prescription;
    text_init(&f.out);
    line_add(&f, "BEGIN:VCALENDAR");
    line_add(&f, "VERSION:2.0");
    line_add(&f, "PRODID:-//Balm//Balm//EN");
    line_add(&f, "CALSCALE:GREGORIAN");
    line_add(&f, "METHOD:PUBLISH");
    json_array_foreach(prescriptions, i, prescription) {
        f.prescription = prescription;
        calendar_of(&f.calendar, prescription);
        plan_add(&f, record);
    }
    line_add(&f, "END:VCALENDAR");
    return text_take(&f.out);
}
