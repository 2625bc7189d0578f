/* What was done: each module in one row, and the sessions with the newest first. */
#include "report/html.h"
#include "report/page.h"

#include <ctype.h>
#include <string.h>

enum { SESSIONS_SHOWN = 6, BAR = 100 };

static void module_name(FILE *out, const json_t *m) {
    char kind[WORDS_MAX], times[WORDS_MAX];
    const char *id = value_string(m, "kind", "");
    int64_t easier = value_int(m, "easier", 0);
    html_put(out, "<tr><th scope=\"row\">~<small>", value_string(m, "title", ""));
    words_id(id, "", kind);
    if (strcmp(id, "cbt") == 0)
        snprintf(kind, sizeof kind, "CBT");
    else
        kind[0] = (char)tolower((unsigned char)kind[0]);
    if (kind[0] != '\0')
        html_put(out, ", ~", kind);
    if (easier > 0)
        html_put(out, ", easier version ~", words_count(easier, "time", "times", times));
    fputs("</small></th>", out);
}

static void module_row(FILE *out, const json_t *m) {
    long long finished = (long long)value_int(m, "finished", 0), started = (long long)value_int(m, "started", 0);
    char minutes[WORDS_MAX], day[WORDS_MAX];
    module_name(out, m);
    fprintf(out,
            "<td><span class=\"prog\"><svg viewBox=\"0 0 %d 10\" class=\"bar\" aria-hidden=\"true\"><rect width=\"%d\" "
            "height=\"10\" rx=\"5\" fill=\"#E6EAE0\" stroke=\"none\"/><rect width=\"%lld\" height=\"10\" rx=\"5\" "
            "fill=\"#1C5A54\"/></svg><span>%lld of %lld</span></span></td>",
            BAR, BAR, started > 0 ? finished * BAR / started : 0, finished, started);
    fprintf(out, "<td class=\"num\">%lld</td><td class=\"num\">%lld</td>", (long long)value_int(m, "early", 0),
            (long long)value_int(m, "open", 0));
    html_put(out, "<td class=\"num\">~</td><td class=\"nowrap\">~</td></tr>\n",
             words_minutes(value_int(m, "seconds", 0), minutes), words_day(value_string(m, "last", ""), day));
}

void page_modules(FILE *out, const struct digest *d) {
    static const char *const heads[] = {"Module", "Sessions finished", "Ended early", "Open", "Minutes", "Last opened"};
    const char *id;
    json_t *m;
    fputs("<h2>Modules</h2>", out);
    page_scroll(out, "Modules table");
    page_table_head(out, "Modules", heads, 6, 2, 5);
    json_object_foreach(d->modules, id, m) module_row(out, m);
    fputs("</tbody></table>", out);
    page_scroll_end(out);
}

static const char *outcome_words(const char *outcome, char out[WORDS_MAX]) {
    char words[WORDS_MAX];
    if (strcmp(outcome, "completed") == 0)
        return "Finished";
    if (strcmp(outcome, "stopped") == 0)
        return "Stopped early";
    if (strcmp(outcome, "open") == 0)
        return "Still open";
    words_id(outcome, "early", words);
    words[0] = (char)tolower((unsigned char)words[0]);
    snprintf(out, WORDS_MAX, "Ended: %.60s", words);
    return out;
}

static void session_row(FILE *out, const struct digest *d, const json_t *s) {
    char when[WORDS_MAX], title[WORDS_MAX], outcome[WORDS_MAX], minutes[WORDS_MAX];
    int64_t seconds = value_int(s, "seconds", 0);
    html_put(out, "<tr><th scope=\"row\" class=\"nowrap\">~</th><td>~~</td><td>~</td><td class=\"num\">~</td></tr>\n",
             words_time(value_string(s, "at", ""), when), digest_title(d, value_string(s, "module", ""), title),
             value_bool(s, "inside", false) ? ", inside another module" : "",
             outcome_words(value_string(s, "outcome", ""), outcome),
             seconds > 0 ? words_minutes(seconds, minutes) : "\xE2\x80\x93");
}

static void session_table(FILE *out, const struct digest *d, size_t from, size_t to) {
    static const char *const heads[] = {"Begun", "Module", "How it ended", "Practice, minutes"};
    size_t count = json_array_size(d->sessions);
    fputs(from == 0 ? "<div class=\"newest\">" : "<div>", out);
    page_scroll(out, "Sessions table");
    page_table_head(out, from == 0 ? "Newest sessions" : "Earlier sessions", heads, 4, 3, 4);
    for (size_t i = from; i < to; i++)
        session_row(out, d, json_array_get(d->sessions, count - 1 - i));
    fputs("</tbody></table>", out);
    page_scroll_end(out);
    fputs("</div>", out);
}

void page_sessions(FILE *out, const struct digest *d) {
    size_t count = json_array_size(d->sessions), shown = count < SESSIONS_SHOWN ? count : SESSIONS_SHOWN;
    fputs(count > shown ? "<h2>Newest sessions</h2>" : "<h2>Sessions</h2>", out);
    session_table(out, d, 0, shown);
    if (count == shown)
        return;
    fprintf(out, "<details><summary>Earlier sessions (%zu)</summary>", count - shown);
    session_table(out, d, shown, count);
    fputs("</details>\n", out);
}
