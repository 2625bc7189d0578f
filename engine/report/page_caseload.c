/* The caseload: one row a person, those who need somebody first. Nobody is graded: the order goes by what was answered
 * and reported, and the reason stands in the row. Messages cannot be closed yet, so all of them count as open. */
#include "outcome/measure.h"
#include "report/html.h"
#include "report/page.h"
#include "report/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { RECENT_DAYS = 28, QUIET_DAYS = 14 };
enum need { NEED_URGENT, NEED_EVENT, NEED_MESSAGE, NEED_WORSE, NEED_QUIET, NEED_NONE };

/* The date of the newest, "" when there is none. */
static const char *newest(const json_t *list, const char *level) {
    for (size_t i = json_array_size(list); i-- > 0;) {
        const json_t *one = json_array_get(list, i);
        if (level == NULL || strcmp(value_string(one, "level", ""), level) == 0)
            return value_string(one, "at", "");
    }
    return "";
}

static int64_t how_many(const json_t *flags, const char *level) {
    int64_t count = 0;
    size_t i;
    json_t *flag;
    json_array_foreach(flags, i, flag) count += strcmp(value_string(flag, "level", ""), level) == 0 ? 1 : 0;
    return count;
}

static void add_recent(const struct digest *d, json_t *row) {
    int64_t today = words_day_number(d->today, 0), sessions = 0, seconds = 0;
    const char *date;
    json_t *one;
    size_t i;
    json_array_foreach(d->sessions, i, one) sessions +=
        today - words_day_number(value_string(one, "at", ""), 0) < RECENT_DAYS ? 1 : 0;
    json_object_foreach(d->days, date, one) seconds +=
        today - words_day_number(date, 0) < RECENT_DAYS ? json_integer_value(one) : 0;
    value_set_int(row, "sessions", sessions);
    value_set_int(row, "seconds", seconds);
}

static void add_peg(const struct digest *d, json_t *row) {
    struct measure m = page_measure(d, "peg");
    json_t *points = page_points(d, &m);
    size_t count = json_array_size(points);
    if (count > 0) {
        int64_t first = value_int(json_array_get(points, 0), "milli", 0);
        int64_t last = value_int(json_array_get(points, count - 1), "milli", 0);
        value_set_int(row, "peg", last);
        value_set_int(row, "decimals", m.decimals);
        if (count > 1) {
            value_set_int(row, "change", last - first);
            value_set_int(row, "verdict", measure_change(&m, first, last));
        }
    }
    json_decref(points);
}

static const char *last_session(const struct digest *d) {
    const char *last = "";
    size_t i;
    json_t *one;
    json_array_foreach(d->sessions, i, one) if (strcmp(value_string(one, "last", ""), last) > 0) last =
        value_string(one, "last", "");
    return last;
}

/* Why a person stands where they stand, and the date that orders those of one kind. */
static void add_need(const struct digest *d, json_t *row) {
    const char *risk = newest(d->risks, NULL), *urgent = newest(d->flags, "urgent"), *event = newest(d->events, NULL),
               *message = newest(d->flags, "attention"), *last = value_string(row, "last", "");
    int64_t quiet = words_day_number(d->today, 0) - words_day_number(last, 0);
    const char *date = "";
    enum need need = NEED_NONE;
    if (risk[0] != '\0' || urgent[0] != '\0')
        need = NEED_URGENT, date = strcmp(risk, urgent) > 0 ? risk : urgent;
    else if (event[0] != '\0')
        need = NEED_EVENT, date = event;
    else if (message[0] != '\0')
        need = NEED_MESSAGE, date = message;
    else if (value_int(row, "verdict", CHANGE_UNJUDGED) == CHANGE_WORSE)
        need = NEED_WORSE, date = last;
    else if (quiet >= QUIET_DAYS)
        need = NEED_QUIET;
    value_set_int(row, "need", need);
    value_set_string(row, "date", date);
}

static json_t *row_of(const struct digest *d) {
    json_t *row = json_object();
    value_set_string(row, "name", d->name);
    value_set_string(row, "last", last_session(d));
    value_set_int(row, "risks", (int64_t)json_array_size(d->risks));
    value_set_int(row, "urgent", how_many(d->flags, "urgent"));
    value_set_int(row, "events", (int64_t)json_array_size(d->events));
    value_set_int(row, "messages", how_many(d->flags, "attention"));
    add_recent(d, row);
    add_peg(d, row);
    add_need(d, row);
    return row;
}

/* Below zero when a comes first. */
static int compare(const json_t *a, const json_t *b) {
    int64_t need = value_int(a, "need", 0) - value_int(b, "need", 0);
    if (need != 0)
        return need < 0 ? -1 : 1;
    int by_date = strcmp(value_string(b, "date", ""), value_string(a, "date", ""));
    return by_date != 0 ? by_date : strcmp(value_string(a, "last", ""), value_string(b, "last", ""));
}

static void insert(json_t *rows, json_t *row) {
    size_t at = json_array_size(rows);
    while (at > 0 && compare(json_array_get(rows, at - 1), row) > 0)
        at--;
    json_array_insert_new(rows, at, row);
}

static void word(FILE *out, const char *kind, int64_t count, const char *one, const char *many, int *shown) {
    char words[WORDS_MAX];
    if (count == 0)
        return;
    fputs((*shown)++ > 0 ? " " : "", out);
    html_put(out, "<span class=\"word ~\">~</span>", kind, words_count(count, one, many, words));
}

static void flag_cell(FILE *out, const json_t *row) {
    int shown = 0;
    char when[WORDS_MAX];
    fputs("<td>", out);
    word(out, "urgent", value_int(row, "risks", 0), "risk answer", "risk answers", &shown);
    word(out, "urgent", value_int(row, "urgent", 0), "urgent message", "urgent messages", &shown);
    word(out, "urgent", value_int(row, "events", 0), "adverse event", "adverse events", &shown);
    word(out, "look", value_int(row, "messages", 0), "message", "messages", &shown);
    if (shown > 0)
        html_put(out, "<br><small>newest ~</small>", words_date(value_string(row, "date", ""), when));
    else if (value_int(row, "need", NEED_NONE) == NEED_QUIET)
        html_put(out, "<small>~</small>",
                 value_string(row, "last", "")[0] == '\0' ? "no session yet" : "no session for 14 days or more");
    else
        fputs("\xE2\x80\x93", out);
    fputs("</td></tr>\n", out);
}

static void change_cell(FILE *out, const json_t *row) {
    static const char *const verdicts[] = {"", "", "no clear change", "better", "worse"};
    int64_t by = value_int(row, "change", 0);
    char number[WORDS_MAX];
    if (json_object_get(row, "change") == NULL) {
        fputs("<td>\xE2\x80\x93</td>", out);
    } else if (by == 0) {
        fputs("<td>the same</td>", out);
    } else {
        int64_t verdict = value_int(row, "verdict", 0);
        html_put(out, "<td><span class=\"nowrap\">~ ~</span> <small>~</small></td>",
                 by < 0 ? "\xE2\x86\x93" : "\xE2\x86\x91",
                 words_milli(llabs(by), (int)value_int(row, "decimals", 1), number), verdicts[verdict]);
    }
}

static void person_row(FILE *out, const json_t *row) {
    char day[WORDS_MAX], minutes[WORDS_MAX], peg[WORDS_MAX];
    const char *last = value_string(row, "last", "");
    bool scored = json_object_get(row, "peg") != NULL;
    html_put(out, "<tr><th scope=\"row\" dir=\"auto\">~</th><td class=\"nowrap\">~</td>", value_string(row, "name", ""),
             last[0] != '\0' ? words_date(last, day) : "none yet");
    fprintf(out, "<td class=\"num\">%lld</td>", (long long)value_int(row, "sessions", 0));
    html_put(out, "<td class=\"num\">~</td><td class=\"num\">~</td>",
             words_minutes(value_int(row, "seconds", 0), minutes),
             scored ? words_milli(value_int(row, "peg", 0), (int)value_int(row, "decimals", 1), peg) : "\xE2\x80\x93");
    change_cell(out, row);
    flag_cell(out, row);
}

static void table(FILE *out, const json_t *rows) {
    static const char *const heads[] = {"Person",  "Last session",       "Sessions, 28 days", "Minutes, 28 days",
                                        "PEG now", "Change since start", "Open flags"};
    size_t i;
    json_t *row;
    page_scroll(out, "Caseload table");
    page_table_head(out, "Caseload, by need", heads, 7, 2, 5);
    json_array_foreach(rows, i, row) person_row(out, row);
    fputs("</tbody></table>", out);
    page_scroll_end(out);
}

static void note(FILE *out, const struct report_facts *facts) {
    struct measure m = measure_of(facts->instruments, "peg", "PEG");
    char points[WORDS_MAX];
    fputs("<p class=\"note\">In this order: answers to risk questions and urgent messages; adverse events; messages; a "
          "PEG score that rose by a real change; 14 days or more without a session. The newest come first. ",
          out);
    if (m.mark_milli > 0)
        html_put(out, "A real change in PEG is ~ or more (~). Lower is better. ",
                 words_points(m.mark_milli, m.mark_milli % MILLI == 0 ? m.decimals : 2, points), m.source);
    fputs("A person without a flag may still need you.</p>", out);
}

static void write_all(FILE *out, const json_t *rows, const struct report_facts *facts, const char *today) {
    char words[WORDS_MAX];
    page_open(out, "Caseload", "Balm caseload");
    fputs("<section class=\"page wide\">", out);
    page_header(out, "Caseload");
    page_header_row(out, "People", words_count((int64_t)json_array_size(rows), "person", "people", words));
    page_header_row(out, "Made on", words_date(today, words));
    page_header_end(out);
    if (json_array_size(rows) == 0)
        fputs("<p class=\"sum\">Nobody is on this machine yet. People are added with \xE2\x80\x9C"
              "balm patient add\xE2\x80\x9D.</p>",
              out);
    else
        table(out, rows);
    note(out, facts);
    page_foot(out, NULL, words);
    fputs("</section>\n", out);
    page_close(out);
}

bool report_caseload(struct store *s, const struct report_facts *facts, FILE *out, struct error *err) {
    json_t *people = person_list(s, err), *rows = json_array(), *person;
    bool ok = people != NULL;
    char today[16];
    size_t i;
    json_array_foreach(people, i, person) {
        struct digest d;
        if (!ok)
            break;
        ok = digest_make(&d, s, value_string(person, "id", ""), facts, err);
        if (ok)
            insert(rows, row_of(&d));
        digest_finish(&d);
    }
    if (ok)
        write_all(out, rows, facts, clock_date(clock_wall_ms(store_clock(s)), today));
    json_decref(rows);
    json_decref(people);
    if (ok && (fflush(out) != 0 || ferror(out)))
        ok = error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO, "The caseload could not be written: %s.",
                       strerror(errno));
    return ok;
}
