/* What changed, in sentences worked out from the scores, and three facts. */
#include "outcome/measure.h"
#include "report/html.h"
#include "report/page.h"

#include <stdlib.h>

enum { SENTENCES = 4 };

static int64_t milli_at(const json_t *points, size_t i) {
    return value_int(json_array_get(points, i), "milli", 0);
}

static void sentence(FILE *out, const struct measure *m, const json_t *points) {
    size_t count = json_array_size(points);
    char number[WORDS_MAX], day[WORDS_MAX];
    if (count == 1) {
        html_put(out, "The first ~ score is ~, on ~. A second one will show a change. ", m->name,
                 words_milli(milli_at(points, 0), m->decimals, number),
                 words_date(value_string(json_array_get(points, 0), "at", ""), day));
        return;
    }
    char *words = measure_sentence(m, milli_at(points, 0), milli_at(points, count - 1));
    html_put(out, "~ ", words);
    free(words);
}

static const char *tag_words(const struct measure *m, int64_t by, enum change change, char out[2 * WORDS_MAX]) {
    static const char *const verdicts[] = {"", "", ": no clear change", ": better", ": worse"};
    char number[WORDS_MAX];
    if (change == CHANGE_SAME)
        snprintf(out, 2 * WORDS_MAX, "same as at the start");
    else
        snprintf(out, 2 * WORDS_MAX, "%s %s since start%s", by < 0 ? "\xE2\x86\x93" : "\xE2\x86\x91",
                 words_milli(llabs(by), m->decimals, number), verdicts[change]);
    return out;
}

static void score_label(FILE *out, const struct measure *m) {
    char low[WORDS_MAX], high[WORDS_MAX];
    html_put(out, "<div class=\"fact\"><span class=\"mut\">~", m->name);
    if (m->known && m->high_milli > m->low_milli)
        html_put(out, ", ~ to ~", words_milli(m->low_milli, 0, low), words_milli(m->high_milli, 0, high));
    if (m->known)
        html_put(out, ", ~ is better", m->higher_is_better ? "higher" : "lower");
    fputs("</span>", out);
}

static void score_fact(FILE *out, const struct digest *d, const char *id) {
    struct measure m = page_measure(d, id);
    json_t *points = page_points(d, &m);
    size_t count = json_array_size(points);
    char number[WORDS_MAX], words[2 * WORDS_MAX], day[WORDS_MAX];
    score_label(out, &m);
    if (count == 0) {
        fputs("<b>\xE2\x80\x93</b><span class=\"mut\">no score yet</span></div>", out);
    } else {
        int64_t first = milli_at(points, 0), last = milli_at(points, count - 1);
        enum change change = measure_change(&m, first, last);
        html_put(out, "<b>~</b>", words_milli(last, m.decimals, number));
        if (count == 1)
            html_put(out, "<span class=\"mut\">first score, ~</span></div>",
                     words_day(value_string(json_array_get(points, 0), "at", ""), day));
        else
            html_put(out, "<span class=\"tag ~\">~</span></div>", change == CHANGE_BETTER ? "better" : "",
                     tag_words(&m, last - first, change, words));
    }
    json_decref(points);
}

static void session_fact(FILE *out, const struct digest *d) {
    int64_t early = 0, open = 0;
    const char *id;
    json_t *m;
    json_object_foreach(d->modules, id, m) {
        early += value_int(m, "early", 0);
        open += value_int(m, "open", 0);
    }
    fprintf(out, "<div class=\"fact\"><span class=\"mut\">Sessions finished</span><b>%d of %d</b><span class=\"mut\">",
            d->finished, d->started);
    if (early > 0)
        fprintf(out, "%lld ended early", (long long)early);
    fputs(early > 0 && open > 0 ? ", " : "", out);
    if (open > 0)
        fprintf(out, "%lld still open", (long long)open);
    fputs(early + open == 0 ? "all that were begun" : "", out);
    fputs("</span></div>", out);
}

void page_summary(FILE *out, const struct digest *d) {
    json_t *ids = page_instruments(d), *id;
    size_t i;
    char minutes[WORDS_MAX];
    fputs("<p class=\"sum\">", out);
    if (json_array_size(ids) == 0)
        fputs("There is no questionnaire score yet, so there is no change to report.", out);
    json_array_foreach(ids, i, id) if (i < SENTENCES) {
        struct measure m = page_measure(d, json_string_value(id));
        json_t *points = page_points(d, &m);
        sentence(out, &m, points);
        json_decref(points);
    }
    fputs("</p>\n<div class=\"facts\">", out);
    score_fact(out, d, json_array_size(ids) > 0 ? json_string_value(json_array_get(ids, 0)) : "peg");
    session_fact(out, d);
    html_put(out, "<div class=\"fact\"><span class=\"mut\">Practice days</span>");
    fprintf(out, "<b>%zu</b>", json_object_size(d->days));
    words_minutes(d->seconds, minutes);
    html_put(out, "<span class=\"mut\">~ minute~ practised in all</span></div></div>\n", minutes,
             minutes[0] == '1' && minutes[1] == '\0' ? "" : "s");
    json_decref(ids);
}
