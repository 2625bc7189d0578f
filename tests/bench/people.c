/* A record of many people, made from a seed, for measuring the caseload and the exports:
 *   bench_people FOLDER PEOPLE ENTRIES_PER_PERSON [SEED [LAST_DAY]]
 * Everybody has twelve weeks of sessions up to LAST_DAY (YYYY-MM-DD, default today): PEG every week, PHQ-9 every
 * fourth, exercises and practices between, some of it left half way, stopped for pain or worse than before. The same
 * seed gives the same answers on the same days (ids and keys are chance, as always). Written in batches, so that a
 * million entries take about a minute. Knows no screen: it stands in the place of patients, and the modules' own ids
 * are used. */
#include "base/rng.h"
#include "base/xalloc.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_MS = 86400000, WEEKS = 12, BATCH = 100, ENTRY_MAX = 16 };
static const char bundle[] = "00000000000000000000000000000000000000000000000000000000000000b1";

struct maker {
    struct store *store;
    struct clock clock;
    struct rng rng;
    int64_t last_ms; /* the end of the last day */
    int64_t entries;
    char person[40];
    int pain;    /* 0..10, drifts */
    int mood;    /* 0..3, an item of PHQ-9 */
    int drift;   /* -1 gets better, 0 stays, 1 gets worse */
    int absence; /* of 100 sessions, how many are left out towards the end */
};

/* Entries of one session, collected and appended together. */
struct page {
    struct entry entries[ENTRY_MAX];
    char keys[ENTRY_MAX][64];
    size_t count;
    int64_t at_ms;
};

static int chance(struct maker *m, int limit) {
    return (int)rng_below(&m->rng, (uint64_t)limit);
}

static int within(int value, int low, int high) {
    return value < low ? low : value > high ? high : value;
}

static void add(struct page *p, const char *key, const char *id, const char *kind, json_t *value, json_t *note) {
    if (p->count == ENTRY_MAX)
        abort();
    snprintf(p->keys[p->count], sizeof p->keys[0], "%s", key);
    p->entries[p->count] = (struct entry){.key = p->keys[p->count],
                                          .id = id,
                                          .kind = kind,
                                          .status = value != NULL ? ENTRY_ANSWERED : ENTRY_SKIPPED,
                                          .value = value,
                                          .note = note,
                                          .shown_ms = p->at_ms,
                                          .answered_ms = p->at_ms + 4000,
                                          .active_ms = 4000};
    p->at_ms += 5000;
    p->count++;
}

static json_t *asked(const char *text, const char *instrument) {
    json_t *note = json_pack("{s:s}", "text", text);
    if (instrument != NULL)
        value_set_string(note, "instrument", instrument);
    return note;
}

static void die(const struct error *err) {
    fprintf(stderr, "bench_people: %s\n", err->text);
    exit(1);
}

static void page_free(struct page *p) {
    for (size_t i = 0; i < p->count; i++) {
        json_decref((json_t *)p->entries[i].value);
        json_decref((json_t *)p->entries[i].note);
    }
    p->count = 0;
}

static void session_make(struct maker *m, const char *module, struct page *p, const char *outcome) {
    struct error err = {0};
    struct session_row row = {.seed = rng_next(&m->rng) >> 1};
    snprintf(row.person, sizeof row.person, "%s", m->person);
    snprintf(row.module, sizeof row.module, "%s", module);
    snprintf(row.version, sizeof row.version, "1.0.0");
    snprintf(row.bundle_hash, sizeof row.bundle_hash, "%s", bundle);
    snprintf(row.language, sizeof row.language, "en");
    if (!session_insert(m->store, &row, &err) || !entry_append(m->store, row.id, p->entries, p->count, &err))
        die(&err);
    m->clock.wall_start_ms = p->at_ms;
    if (outcome != NULL && !session_end(m->store, row.id, outcome, &err))
        die(&err);
    m->entries += (int64_t)p->count;
    page_free(p);
}

/* ---- what people do ---- */

static void measure_peg(struct maker *m, struct page *p) {
    static const char *const items[] = {"pain", "enjoyment", "activity"};
    static const char *const texts[] = {
        "What number best describes your pain on average in the past week?",
        "What number best describes how, during the past week, pain has interfered with your enjoyment of life?",
        "What number best describes how, during the past week, pain has interfered with your general activity?"};
    json_t *answers = json_object();
    int sum = 0;
    for (int i = 0; i < 3; i++) {
        int value = within(m->pain + chance(m, 3) - 1, 0, 10);
        char key[64], id[64];
        snprintf(key, sizeof key, "peg#1/%s", items[i]);
        snprintf(id, sizeof id, "peg.%s", items[i]);
        add(p, key,
            i == 0   ? "peg.pain"
            : i == 1 ? "peg.enjoyment"
                     : "peg.activity",
            "instrument.item", json_integer(value), asked(texts[i], "peg"));
        json_object_set_new(answers, items[i], json_integer(value));
        sum += value;
    }
    double total = (double)(int)((double)sum / 3 * 10 + 0.5) / 10;
    json_t *version = json_pack("{s:s, s:s}", "title", "PEG", "version", "1.0");
    add(p, "peg#1", "peg", "instrument",
        json_pack("{s:o, s:n, s:o, s:b}", "total", value_from_number(total), "band", "items", answers, "complete", 1),
        version);
    add(p, "score:peg#1", "peg", "score",
        json_pack("{s:o, s:n, s:b}", "total", value_from_number(total), "band", "complete", 1), json_incref(version));
}

static const char *phq_band(int total) {
    return total <= 4    ? "minimal"
           : total <= 9  ? "mild"
           : total <= 14 ? "moderate"
           : total <= 19 ? "moderately_severe"
                         : "severe";
}

static void measure_phq(struct maker *m, struct page *p) {
    static const char *const items[] = {"interest",   "mood",          "sleep",    "energy",   "appetite",
                                        "self_worth", "concentration", "movement", "self_harm"};
    static const char *const ids[] = {"phq-9.interest",      "phq-9.mood",     "phq-9.sleep",
                                      "phq-9.energy",        "phq-9.appetite", "phq-9.self_worth",
                                      "phq-9.concentration", "phq-9.movement", "phq-9.self_harm"};
    json_t *answers = json_object();
    int total = 0;
    for (int i = 0; i < 9; i++) {
        int value = within(m->mood + chance(m, 3) - 1, 0, 3);
        char key[64];
        if (i == 8)
            value = chance(m, 40) == 0 ? 1 : 0;
        snprintf(key, sizeof key, "phq-9#1/%s", items[i]);
        add(p, key, ids[i], "instrument.item", json_integer(value), asked("Over the last 2 weeks", "phq-9"));
        if (i == 8 && value > 0)
            add(p, "risk:phq-9#1/self_harm@9", "phq-9.self_harm", "tell_therapist",
                json_pack("{s:s, s:s, s:b}", "text", "Risk item phq-9.self_harm was answered with 1.", "level",
                          "urgent", "risk", 1),
                NULL);
        json_object_set_new(answers, items[i], json_integer(value));
        total += value;
    }
    json_t *version = json_pack("{s:s, s:s}", "title", "PHQ-9", "version", "1.0");
    add(p, "phq-9#1", "phq-9", "instrument",
        json_pack("{s:i, s:s, s:o, s:b}", "total", total, "band", phq_band(total), "items", answers, "complete", 1),
        version);
    add(p, "score:phq-9#1", "phq-9", "score",
        json_pack("{s:i, s:s, s:b}", "total", total, "band", phq_band(total), "complete", 1), json_incref(version));
}

static const char *exercise(struct maker *m, struct page *p) {
    int before = m->pain, during = within(m->pain + chance(m, 3) - 1, 0, 10);
    bool hurts = during >= 8 && chance(m, 2) == 0;
    add(p, "pain_before#1", "pain_before", "ask.scale", json_integer(before), asked("Your pain right now?", NULL));
    add(p, "set#1", "set", "watch",
        json_pack("{s:b, s:i, s:b}", "finished", !hurts, "seconds", hurts ? 40 : 180, "stopped", hurts), NULL);
    add(p, "pain_during#1", "pain_during", "ask.scale", json_integer(during), asked("And during it?", NULL));
    if (hurts && chance(m, 3) == 0)
        add(p, "adverse_event:set#1", "set", "adverse_event",
            json_pack("{s:s, s:s}", "severity", "moderate", "step", "set#1"), NULL);
    add(p, "record:relief#1", "relief", "record", json_integer(before - during), NULL);
    return hurts ? "stopped_pain" : "completed";
}

static void practice(struct maker *m, struct page *p) {
    int64_t seconds = 120 + chance(m, 480);
    add(p, "calm_before#1", "calm_before", "ask.scale", json_integer(3 + chance(m, 4)),
        asked("How calm are you?", NULL));
    add(p, "breathe#1", "breathe", "breathe",
        json_pack("{s:b, s:I, s:I}", "finished", 1, "seconds", (json_int_t)seconds, "breaths",
                  (json_int_t)(seconds / 10)),
        NULL);
    add(p, "words#1", "words", "ask.text", json_string("Quieter than I thought, and my shoulders let go."),
        asked("What did you notice?", NULL));
    add(p, "calm_after#1", "calm_after", "ask.scale", json_integer(5 + chance(m, 5)), asked("And now?", NULL));
}

/* One session of person's day; number counts their sessions. */
static void session_of(struct maker *m, int64_t at_ms, int number) {
    struct page p = {.at_ms = at_ms};
    m->clock.wall_start_ms = at_ms;
    if (number % 5 == 0 && number % 20 == 10) {
        measure_phq(m, &p);
        session_make(m, "check-in", &p, "completed");
    } else if (number % 5 == 0) {
        measure_peg(m, &p);
        session_make(m, "check-in", &p, "completed");
    } else if (number % 2 == 0) {
        const char *outcome = exercise(m, &p);
        session_make(m, "sit-to-stand", &p, chance(m, 30) == 0 ? NULL : outcome);
    } else {
        practice(m, &p);
        session_make(m, "breathing-space", &p, chance(m, 30) == 0 ? "stopped" : "completed");
    }
    if (chance(m, 6) == 0)
        m->pain = within(m->pain + m->drift, 0, 10);
}

/* Three of four people follow a course over these weeks; some had it paused. */
static void prescribe(struct maker *m, int64_t began_ms) {
    struct error err = {0};
    char start[16];
    static const char plan[] =
        "{\"id\":\"first-steps\",\"version\":\"1.0.0\",\"title\":\"First steps\",\"weeks\":12,\"measures\":["
        "{\"instrument\":\"peg\",\"at\":[\"start\",\"every 2 weeks\",\"end\"]}],\"units\":["
        "{\"module\":\"breathing-space\",\"week\":1,\"practice\":\"3 per week\"},"
        "{\"module\":\"sit-to-stand\",\"week\":2,\"practice\":\"2 per week\"},"
        "{\"module\":\"thought-record\",\"week\":4},{\"module\":\"check-in\",\"week\":1}]}";
    if (chance(m, 4) == 0)
        return;
    json_t *value = json_pack("{s:s, s:s, s:s, s:f, s:[], s:{}, s:[], s:o}", "course", "first-steps", "version",
                              "1.0.0", "start", clock_date(began_ms, start), "pace", chance(m, 3) == 0 ? 1.5 : 1.0,
                              "skip", "substitute", "pauses", "plan", value_parse(plan, sizeof plan - 1, &err));
    if (value == NULL || !fact_append(m->store, m->person, "prescription", value, NULL, &err))
        die(&err);
    json_decref(value);
}

static void person_make(struct maker *m, int index, int64_t entries_each) {
    static const char *const given[] = {"Anna",  "Ben",   "Chiara", "Dilek", "Emil",
                                        "Fatma", "Grete", "Hugo",   "Ines",  "Jan"};
    struct error err = {0};
    char name[80];
    int64_t until = m->entries + entries_each, began = m->last_ms - (int64_t)WEEKS * 7 * DAY_MS;
    snprintf(name, sizeof name, "%s %c. (%05d)", given[chance(m, 10)], 'A' + chance(m, 26), index);
    m->clock.wall_start_ms = began;
    m->pain = 2 + chance(m, 8);
    m->mood = chance(m, 3);
    m->drift = chance(m, 4) == 0 ? 1 : -chance(m, 2);
    m->absence = chance(m, 8) == 0 ? 14 + chance(m, 30) : chance(m, 3); /* days since the last session */
    if (!person_add(m->store, name, m->person, &err))
        die(&err);
    prescribe(m, began);
    int64_t days = (int64_t)WEEKS * 7 - m->absence, sessions = entries_each / 4 + 1;
    for (int number = 0; m->entries < until; number++) {
        int64_t day = number * days / sessions;
        session_of(m, began + (day < days ? day : days - 1) * DAY_MS + (9 * 60 + chance(m, 600)) * 60000, number);
    }
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "use: bench_people FOLDER PEOPLE ENTRIES_PER_PERSON [SEED [LAST_DAY]]\n");
        return 2;
    }
    struct error err = {0};
    struct maker m = {0};
    int people = atoi(argv[2]);
    int64_t entries_each = atoi(argv[3]), days = 0, began_s = time(NULL);
    rng_init(&m.rng, (uint64_t)(argc > 4 ? atoi(argv[4]) : 1), "people");
    clock_init(&m.clock, true, NULL);
    if (argc > 5 && !date_parse(argv[5], &days)) {
        fprintf(stderr, "bench_people: the last day is a date like 2026-04-14.\n");
        return 2;
    }
    m.last_ms = argc > 5 ? (days + 1) * DAY_MS : ((int64_t)time(NULL) / 86400) * DAY_MS;
    struct store_options options = {.folder = argv[1], .clock = &m.clock};
    m.store = store_open(&options, &err);
    if (m.store == NULL)
        die(&err);
    for (int i = 0; i < people; i++) {
        if (i % BATCH == 0 && !store_batch_begin(m.store, &err))
            die(&err);
        person_make(&m, i, entries_each);
        if ((i % BATCH == BATCH - 1 || i == people - 1) && !store_batch_end(m.store, true, &err))
            die(&err);
    }
    store_close(m.store);
    printf("%d people, %lld entries, %lld s\n", people, (long long)m.entries,
           (long long)time(NULL) - (long long)began_s);
    return 0;
}
