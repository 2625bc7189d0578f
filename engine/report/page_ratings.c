/* Small charts: ratings before and after, and figures of modules that ask for no such pair; all recorded figures as a
 * table. Their names are made from ids, because a question's own text may hold the patient's words. */
#include "report/chart.h"
#include "report/html.h"
#include "report/page.h"

#include <ctype.h>
#include <string.h>

enum { SMALL_MAX = 6 };

static int shown_decimals(const json_t *points) {
    size_t i;
    json_t *point, *number;
    const char *name;
    json_array_foreach(points, i, point) json_object_foreach(
        point, name, number) if (json_is_integer(number) && json_integer_value(number) % MILLI != 0) return 1;
    return 0;
}

static void pair_title(const struct digest *d, const json_t *pair, char out[3 * WORDS_MAX]) {
    char title[WORDS_MAX], what[WORDS_MAX];
    const char *id = value_string(pair, "id", "");
    words_id(id, "Rating", what);
    what[0] = (char)tolower((unsigned char)what[0]);
    snprintf(out, 3 * WORDS_MAX, "%.160s: %s%sbefore and after",
             digest_title(d, value_string(pair, "module", ""), title), id[0] != '\0' ? what : "",
             id[0] != '\0' ? ", " : "");
}

static void pair_words(FILE *out, const json_t *pair) {
    size_t i, lower = 0, higher = 0, count = json_array_size(json_object_get(pair, "points"));
    json_t *p;
    json_array_foreach(json_object_get(pair, "points"), i, p) {
        lower += value_int(p, "after", 0) < value_int(p, "before", 0) ? 1 : 0;
        higher += value_int(p, "after", 0) > value_int(p, "before", 0) ? 1 : 0;
    }
    fprintf(out,
            "<p class=\"key\"><i class=\"open\"></i>before <i class=\"full\"></i>after: lower in %zu of %zu, higher in "
            "%zu.%s</p>",
            lower, count, higher, value_bool(pair, "mean", false) ? " Mean of the ratings of a session." : "");
}

static void pair_rows(FILE *out, const char *title, const json_t *points, int decimals) {
    static const char *const heads[] = {"Date", "Before", "After"};
    size_t i;
    json_t *p;
    fputs("<details><summary>Show as a table</summary>", out);
    page_table_head(out, title, heads, 3, 1, 3);
    json_array_foreach(points, i, p) {
        char day[WORDS_MAX], before[WORDS_MAX], after[WORDS_MAX];
        html_put(out, "<tr><th scope=\"row\">~</th><td class=\"num\">~</td><td class=\"num\">~</td></tr>",
                 words_date(value_string(p, "at", ""), day), words_milli(value_int(p, "before", 0), decimals, before),
                 words_milli(value_int(p, "after", 0), decimals, after));
    }
    fputs("</tbody></table></details>", out);
}

static void small_pair(FILE *out, const struct digest *d, const json_t *pair, int number) {
    char name[24], title[3 * WORDS_MAX];
    json_t *points = json_object_get(pair, "points");
    struct chart c = {.id = name, .title = title, .points = points, .decimals = shown_decimals(points)};
    snprintf(name, sizeof name, "rating-%d", number);
    pair_title(d, pair, title);
    chart_range(&c);
    html_put(out, "<div class=\"small\"><h3>~</h3>", title);
    chart_pairs(out, &c);
    pair_words(out, pair);
    pair_rows(out, title, points, c.decimals);
    fputs("</div>\n", out);
}

static void small_record(FILE *out, const struct digest *d, const json_t *record, int number) {
    char name[24], title[3 * WORDS_MAX], words[WORDS_MAX], what[WORDS_MAX];
    json_t *points = json_array(), *p;
    size_t i;
    json_array_foreach(json_object_get(record, "points"), i, p)
        json_array_append_new(points, json_pack("{s:s, s:I}", "at", value_string(p, "at", ""), "milli",
                                                (json_int_t)value_int(p, "value", 0)));
    struct chart c = {.id = name, .title = title, .points = points, .decimals = shown_decimals(points)};
    snprintf(name, sizeof name, "record-%d", number);
    words_id(value_string(record, "id", ""), "Figure", what);
    what[0] = (char)tolower((unsigned char)what[0]);
    snprintf(title, sizeof title, "%.160s: %s", digest_title(d, value_string(record, "module", ""), words), what);
    chart_range(&c);
    html_put(out, "<div class=\"small\"><h3>~</h3>", title);
    chart_dots(out, &c);
    fputs("</div>\n", out);
    json_decref(points);
}

static bool has_pair(const struct digest *d, const char *module) {
    const char *unused;
    json_t *pair;
    json_object_foreach(d->pairs, unused, pair) if (strcmp(value_string(pair, "module", ""), module) == 0) return true;
    return false;
}

static void record_row(FILE *out, const struct digest *d, const json_t *record) {
    const json_t *points = json_object_get(record, "points");
    size_t count = json_array_size(points);
    char title[WORDS_MAX], what[WORDS_MAX], first[WORDS_MAX], last[WORDS_MAX], times[24];
    int decimals = shown_decimals(points);
    snprintf(times, sizeof times, "%zu", count);
    html_put(out,
             "<tr><th scope=\"row\">~</th><td>~</td><td class=\"num\">~</td><td class=\"num\">~</td>"
             "<td class=\"num\">~</td></tr>",
             digest_title(d, value_string(record, "module", ""), title),
             words_id(value_string(record, "id", ""), "A figure", what), times,
             words_milli(value_int(json_array_get(points, 0), "value", 0), decimals, first),
             words_milli(value_int(json_array_get(points, count - 1), "value", 0), decimals, last));
}

static void record_table(FILE *out, const struct digest *d) {
    static const char *const heads[] = {"Module", "Figure", "Sessions", "First", "Last"};
    const char *unused;
    json_t *record;
    if (json_object_size(d->records) == 0)
        return;
    fputs("<details><summary>All figures the modules recorded</summary>", out);
    page_scroll(out, "Recorded figures");
    page_table_head(out, "Recorded figures", heads, 5, 2, 5);
    json_object_foreach(d->records, unused, record) record_row(out, d, record);
    fputs("</tbody></table>", out);
    page_scroll_end(out);
    fputs("</details>\n", out);
}

void page_ratings(FILE *out, const struct digest *d) {
    const char *unused;
    json_t *one;
    int number = 0;
    if (json_object_size(d->pairs) + json_object_size(d->records) == 0)
        return;
    fputs("<h2>Before and after practice</h2><div class=\"two ratings\">", out);
    json_object_foreach(d->pairs, unused, one) if (number < SMALL_MAX) small_pair(out, d, one, number++);
    json_object_foreach(d->records, unused,
                        one) if (number < SMALL_MAX && !has_pair(d, value_string(one, "module", "")))
        small_record(out, d, one, number++);
    fputs("</div>\n", out);
    record_table(out, d);
}
