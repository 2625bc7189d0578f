/* The questionnaires over time, one chart each, with the change band and where it comes from. */
#include "outcome/measure.h"
#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"

#include <string.h>

enum { CHARTS = 4, TALL = 250, LOW = 192 };

static void score_rows(FILE *out, const struct measure *m, const json_t *points) {
    static const char *const heads[] = {"Date", "Score"};
    size_t i;
    json_t *point;
    fputs("<details><summary>Show as a table</summary>", out);
    page_table_head(out, m->title, heads, 2, 1, 2);
    json_array_foreach(points, i, point) {
        char day[WORDS_MAX], number[WORDS_MAX];
        html_put(out, "<tr><th scope=\"row\">~</th><td class=\"num\">~</td></tr>",
                 words_date(value_string(point, "at", ""), day),
                 words_milli(value_int(point, "milli", 0), m->decimals, number));
    }
    fputs("</tbody></table></details>\n", out);
}

static void score_chart(FILE *out, const struct digest *d, const char *id, size_t number) {
    struct measure m = page_measure(d, id);
    json_t *points = page_points(d, &m);
    char name[24], title[200];
    bool peg = strcmp(id, "peg") == 0;
    snprintf(name, sizeof name, "score-%zu", number);
    snprintf(title, sizeof title, "%s over time", m.title);
    struct chart c = {.id = name, .title = title, .points = points, .decimals = m.decimals, .mark_milli = m.mark_milli};
    c.height = number == 0 ? TALL : LOW;
    chart_range(&c);
    if (m.high_milli > m.low_milli) {
        c.low_milli = m.low_milli;
        c.high_milli = m.high_milli;
    }
    html_put(out, "<div class=\"chart\"><h2>~</h2>", peg ? "How much pain got in the way (PEG)" : m.title);
    page_scroll(out, "Chart");
    chart_line(out, &c);
    page_scroll_end(out);
    score_rows(out, &m, points);
    fputs("</div>\n", out);
    json_decref(points);
}

static void note(FILE *out, const struct digest *d, const json_t *ids) {
    size_t i;
    json_t *id;
    fputs("<p class=\"note\">", out);
    bool first = true;
    json_array_foreach(ids, i, id) {
        struct measure m = page_measure(d, json_string_value(id));
        char number[WORDS_MAX];
        if (m.mark_milli == 0 || i >= CHARTS)
            continue;
        if (first)
            fputs("The shaded band marks changes too small to count as a real change for most people. ", out);
        html_put(out, "~: ~", m.name, words_points(m.mark_milli, m.mark_milli % MILLI == 0 ? m.decimals : 2, number));
        if (m.source[0] != '\0')
            html_put(out, " (~)", m.source);
        fputs(". ", out);
        first = false;
    }
    html_put(out,
             "A dashed line marks the start. One score never tells the whole story. Please read it together with what "
             "<bdi>~</bdi> says.</p>",
             d->name);
}

void page_scores(FILE *out, const struct digest *d) {
    json_t *ids = page_instruments(d), *id;
    size_t i;
    json_array_foreach(ids, i, id) if (i < CHARTS) score_chart(out, d, json_string_value(id), i);
    if (json_array_size(ids) > CHARTS)
        fputs("<p class=\"quiet\">More questionnaires are in the export.</p>", out);
    if (json_array_size(ids) > 0)
        note(out, d, ids);
    json_decref(ids);
}
