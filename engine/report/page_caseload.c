/* The caseload: one row a person, those who need somebody first. Nobody is graded: the order goes by the flags that no
 * member of staff has marked as seen (course/flags.h), as on the desk, and they stand in the row. */
#include "base/xalloc.h"
#include "course/flags.h"
#include "course/summary.h"
#include "outcome/measure.h"
#include "report/html.h"
#include "report/page.h"
#include "report/report.h"

#include <stdlib.h>
#include <string.h>

enum { NEED_NONE = 99 };

/* How each kind of flag is said, and how it looks. */
static const struct {
    const char *kind, *look, *one, *many;
} said[] = {
    {"risk", "urgent", "risk answer", "risk answers"},
    {"urgent", "urgent", "urgent message", "urgent messages"},
    {"adverse_event", "urgent", "adverse event", "adverse events"},
    {"stopped_for_pain", "look", "stopped for pain", "stopped for pain"},
    {"worse", "look", "clearly worse", "clearly worse"},
    {"message", "look", "message", "messages"},
    {"behind", "look", "behind the plan", "behind the plan"},
    {"no_contact", "look", "no session for 14 days or more", "no session for 14 days or more"},
};
enum { KINDS = sizeof said / sizeof *said };

static void add_recent(const json_t *summary, int64_t now_ms, json_t *row) {
    int64_t since_ms = now_ms - SUMMARY_RECENT_DAYS * INT64_C(86400000), sessions = 0, seconds = 0;
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(summary, "recent"), i, one) {
        bool recent = json_integer_value(json_array_get(one, 0)) > since_ms;
        sessions += recent ? 1 : 0;
        seconds += recent ? json_integer_value(json_array_get(one, 1)) : 0;
    }
    value_set_int(row, "sessions", sessions);
    value_set_int(row, "seconds", seconds);
    value_set_int(row, "last_ms", value_int(summary, "last_ms", 0));
}

static void add_peg(const json_t *summary, const struct measure *m, json_t *row) {
    const json_t *line = json_object_get(summary, "line");
    size_t count = json_array_size(line);
    if (count == 0 || strcmp(value_string(summary, "score", ""), "peg") != 0)
        return;
    int64_t first = measure_milli(m, value_number(summary, "first", 0));
    int64_t last = measure_milli(m, json_number_value(json_array_get(line, count - 1)));
    value_set_int(row, "peg", last);
    value_set_int(row, "decimals", m->decimals);
    if (count > 1) {
        value_set_int(row, "change", last - first);
        value_set_int(row, "verdict", measure_change(m, first, last));
    }
}

/* The open flags by kind; the gravest decides where the person stands, its date among those of one kind. */
static void add_flags(const json_t *flags, int64_t now_ms, json_t *row) {
    int64_t need = NEED_NONE, newest_ms = 0;
    json_t *counts = json_object(), *flag;
    size_t i;
    json_array_foreach(flags, i, flag) {
        const char *kind = value_string(flag, "kind", "");
        int64_t at_ms = value_int(flag, "at_ms", 0), grade = value_int(flag, "need", NEED_NONE);
        if (!flag_is_open(flag, now_ms))
            continue;
        value_set_int(counts, kind, value_int(counts, kind, 0) + 1);
        if (grade < need || (grade == need && at_ms > newest_ms))
            newest_ms = at_ms;
        need = grade < need ? grade : need;
    }
    value_set_int(row, "need", need);
    value_set_int(row, "newest_ms", newest_ms);
    json_object_set_new(row, "flags", counts);
}

static json_t *row_of(const json_t *summary, const struct measure *peg, int64_t now_ms) {
    json_t *row = json_object();
    json_object_set(row, "name", json_object_get(summary, "name"));
    add_recent(summary, now_ms, row);
    add_peg(summary, peg, row);
    add_flags(json_object_get(summary, "flags"), now_ms, row);
    return row;
}

static int by_number(int64_t a, int64_t b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

/* Below zero when a comes first: by need, then the newest, then who was here longest ago. */
static int compare(const void *one, const void *other) {
    const json_t *a = *(json_t *const *)one, *b = *(json_t *const *)other;
    int need = by_number(value_int(a, "need", 0), value_int(b, "need", 0));
    int newest = by_number(value_int(b, "newest_ms", 0), value_int(a, "newest_ms", 0));
    int last = by_number(value_int(a, "last_ms", 0), value_int(b, "last_ms", 0));
    int name = strcmp(value_string(a, "name", ""), value_string(b, "name", ""));
    return need != 0 ? need : newest != 0 ? newest : last != 0 ? last : name;
}

static const char *date_words(int64_t at_ms, char out[WORDS_MAX]) {
    char date[16];
    return words_date(clock_date(at_ms, date), out);
}

static void flag_cell(FILE *out, const json_t *row) {
    const json_t *flags = json_object_get(row, "flags");
    char words[WORDS_MAX];
    int shown = 0;
    fputs("<td>", out);
    for (size_t i = 0; i < KINDS; i++) {
        int64_t count = value_int(flags, said[i].kind, 0);
        if (count == 0)
            continue;
        fputs(shown++ > 0 ? " " : "", out);
        bool counted = strcmp(said[i].one, said[i].many) != 0;
        html_put(out, "<span class=\"word ~\">~</span>", said[i].look,
                 counted ? words_count(count, said[i].one, said[i].many, words) : said[i].one);
    }
    if (shown > 0)
        html_put(out, "<br><small>since ~</small>", date_words(value_int(row, "newest_ms", 0), words));
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
    int64_t last_ms = value_int(row, "last_ms", 0);
    bool scored = json_object_get(row, "peg") != NULL;
    html_put(out, "<tr><th scope=\"row\" dir=\"auto\">~</th><td class=\"nowrap\">~</td>", value_string(row, "name", ""),
             last_ms > 0 ? date_words(last_ms, day) : "none yet");
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
    fputs(
        "<p class=\"note\">Flags that no member of staff has marked as seen, in this order: answers to risk questions; "
        "urgent messages; adverse events; stopped for pain twice; a score that got worse by a real change; messages; "
        "behind the plan by day 10; 14 days or more without a session. The newest come first. ",
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
    json_t *people = summaries_all(s, facts->instruments, err), *rows = json_array(), *person;
    size_t count = json_array_size(people), i;
    json_t **sorted = xcalloc(count + 1, sizeof *sorted);
    struct measure peg = measure_of(facts->instruments, "peg", "PEG");
    int64_t now_ms = clock_wall_ms(store_clock(s));
    char today[16];
    json_array_foreach(people, i, person) sorted[i] = row_of(person, &peg, now_ms);
    qsort(sorted, count, sizeof *sorted, compare);
    for (i = 0; i < count; i++)
        json_array_append_new(rows, sorted[i]);
    bool ok = people != NULL;
    if (ok)
        write_all(out, rows, facts, clock_date(now_ms, today));
    free(sorted);
    json_decref(rows);
    json_decref(people);
    return ok && page_written(out, err);
}
