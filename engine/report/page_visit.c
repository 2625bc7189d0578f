/* The parts of a page that only the review packet has: what the patient wrote for the visit, flare-ups and medication.
 */
#include "report/html.h"
#include "report/page.h"

#include <string.h>

enum { DAYS_NAMED = 8 };

static void add_lines(FILE *out, const json_t *value, const char *lang) {
    size_t i;
    json_t *line;
    if (!json_is_array(value)) {
        html_put(out, "<p class=\"own\" dir=\"auto\" lang=\"~\">", lang);
        html_words(out, json_string_value(value));
        fputs("</p>", out);
        return;
    }
    fputs("<ol>", out);
    json_array_foreach(value, i, line) if (json_is_string(line)) {
        html_put(out, "<li class=\"own\" dir=\"auto\" lang=\"~\">", lang);
        html_words(out, json_string_value(line));
        fputs("</li>", out);
    }
    fputs("</ol>", out);
}

void page_own(FILE *out, const struct digest *d, const json_t *session) {
    const char *lang = value_string(session, "language", "en");
    size_t i;
    json_t *e;
    html_put(out,
             "<section class=\"visit\" aria-labelledby=\"visit\"><h2 id=\"visit\">For this visit, in <bdi>~</bdi>'s "
             "own words</h2>",
             d->name);
    json_array_foreach(json_object_get(session, "entries"), i, e) {
        const char *kind = value_string(e, "kind", "");
        const json_t *value = json_object_get(e, "value");
        bool words = strcmp(kind, "ask.text") == 0 || strcmp(kind, "ask.list") == 0;
        if (value_bool(e, "superseded", false) || !words || (!json_is_string(value) && json_array_size(value) == 0))
            continue;
        char name[WORDS_MAX];
        html_put(out, "<h3 dir=\"auto\" lang=\"~\">~</h3>", lang,
                 value_string(e, "text", words_id(value_string(e, "id", ""), "Note", name)));
        add_lines(out, value, lang);
    }
    fputs("</section>\n", out);
}

void page_flares(FILE *out, const struct digest *d) {
    size_t count = json_object_size(d->flares), named = 0;
    char words[WORDS_MAX];
    const char *day;
    json_t *unused;
    fputs("<h2>Flare-ups</h2>", out);
    if (count == 0) {
        fputs("<p>None were reported, and no paced activity ended in one.</p>\n", out);
        return;
    }
    html_put(out, "<p>~: ", words_count((int64_t)count, "day", "days", words));
    json_object_foreach(d->flares, day, unused) if (named < DAYS_NAMED)
        html_put(out, named++ > 0 ? ", ~" : "~", words_day(day, words));
    fputs(count > named ? " and more. " : ". ", out);
    fputs("Said by the patient, or seen in a paced activity: stopped, pain up by 2 or more, or at 7 or more "
          "and rising.</p>\n",
          out);
}

void page_medication(FILE *out, const struct digest *d) {
    int64_t taken = 0, partly = 0, missed = 0;
    const char *day;
    json_t *word;
    char days[WORDS_MAX];
    json_object_foreach(d->medication, day, word) {
        taken += strcmp(json_string_value(word), "taken") == 0;
        partly += strcmp(json_string_value(word), "partly") == 0;
        missed += strcmp(json_string_value(word), "missed") == 0;
    }
    if (taken + partly + missed == 0)
        return;
    fputs("<h2>Medication adherence</h2>", out);
    words_count(taken + partly + missed, "day", "days", days);
    html_put(out, "<p>Of ~ with an answer, medication was taken as planned on ", days);
    fprintf(out, "<strong>%lld</strong>, partly on %lld and not on %lld. Days without an answer are not counted.</p>\n",
            (long long)taken, (long long)partly, (long long)missed);
}
