/* Minutes of practice each day, weeks as rows, Monday first. Days without practice are a quiet dot: rest is part of it.
 */
#include "report/html.h"
#include "report/page.h"

#include "base/clock.h"

#include <string.h>

enum { WEEKS_MAX = 8, DAYS = 7 };

static int64_t monday(int64_t day) {
    return day - (day % DAYS + DAYS + 3) % DAYS; /* 1970-01-01 was a Thursday */
}

static void first_and_last(const struct digest *d, int64_t *out_first, int64_t *out_last) {
    const char *date;
    json_t *unused;
    int64_t today = words_day_number(d->today, 0);
    *out_first = words_day_number(value_string(json_array_get(d->sessions, 0), "at", ""), today);
    *out_last = today > *out_first ? today : *out_first;
    json_object_foreach(d->days, date, unused) {
        int64_t day = words_day_number(date, today);
        *out_first = day < *out_first ? day : *out_first;
        *out_last = day > *out_last ? day : *out_last;
    }
}

static int64_t day_cell(FILE *out, const struct digest *d, int64_t day, int64_t last) {
    char date[16], minutes[WORDS_MAX];
    int64_t seconds = value_int(d->days, date_text(day, date), 0);
    if (seconds > 0)
        html_put(out, "<td class=\"did\">~</td>", seconds < 30 ? "<1" : words_minutes(seconds, minutes));
    else if (day > last)
        fputs("<td></td>", out);
    else
        fputs("<td><span role=\"img\" aria-label=\"no practice\">\xC2\xB7</span></td>", out);
    return seconds;
}

static void week_row(FILE *out, const struct digest *d, int64_t start, int64_t last) {
    char date[16], words[WORDS_MAX];
    int64_t seconds = 0;
    html_put(out, "<tr><th scope=\"row\">~</th>", words_short(date_text(start, date), words));
    for (int i = 0; i < DAYS; i++)
        seconds += day_cell(out, d, start + i, last);
    html_put(out, "<td class=\"num\"><b>~</b> min</td></tr>\n", words_minutes(seconds, words));
}

void page_calendar(FILE *out, const struct digest *d) {
    static const char *const heads[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int64_t first, last;
    first_and_last(d, &first, &last);
    int64_t from = monday(first), to = monday(last);
    bool cut = (to - from) / DAYS + 1 > WEEKS_MAX;
    from = cut ? to - (WEEKS_MAX - 1) * DAYS : from;
    fputs("<h2>Practice calendar</h2>", out);
    page_scroll(out, "Practice calendar");
    fputs(
        "<table class=\"cal\"><caption>Minutes of practice each day</caption><thead><tr><th scope=\"col\">Week of</th>",
        out);
    for (size_t i = 0; i < DAYS; i++)
        html_put(out, "<th scope=\"col\">~</th>", heads[i]);
    fputs("<th scope=\"col\" class=\"num\">Total</th></tr></thead><tbody>\n", out);
    for (int64_t week = from; week <= to; week += DAYS)
        week_row(out, d, week, last);
    fputs("</tbody></table>", out);
    page_scroll_end(out);
    html_put(out,
             "<p class=\"key\"><i></i>practised, in minutes &nbsp;&nbsp; \xC2\xB7 no practice. Reading time is not "
             "counted. Minutes are rounded.~</p>\n",
             cut ? " The last 8 weeks are shown." : "");
}
