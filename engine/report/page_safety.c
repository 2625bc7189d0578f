/* First on the page: answers to risk items, urgent messages, what got worse, then the other messages. Plain words with
 * date and wording; no grade. */
#include "outcome/measure.h"
#include "report/html.h"
#include "report/page.h"

#include <stdlib.h>
#include <string.h>

enum { NEWEST = 5 };

static void box_open(FILE *out, const char *kind, const char *id, const char *title) {
    html_put(out, "<section class=\"alert ~\" aria-labelledby=\"~\"><h2 id=\"~\">", kind, id, id);
    fputs("<svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.2\" "
          "stroke-linecap=\"round\" stroke-linejoin=\"round\"><path d=\"M5 21V4c3-2 6 2 9.5.5 2-.8 3.5-1 "
          "4.5-.5v10c-1-.5-2.5-.3-4.5.5C11 16 8 12 5 14\"/></svg>",
          out);
    html_put(out, "~</h2>\n<ul>", title);
}

static void box_close(FILE *out) {
    fputs("</ul></section>\n", out);
}

/* Which member of staff has seen it, and when. */
static void seen(FILE *out, const json_t *one) {
    const json_t *mark = json_object_get(one, "seen");
    char iso[40], when[WORDS_MAX];
    if (mark != NULL)
        html_put(out, "<span>Seen by ~, ~</span>", value_string(mark, "by", ""),
                 words_time(clock_iso(value_int(mark, "at_ms", 0), iso), when));
}

/* The words of the option that was chosen; "" for a scale. */
static const char *answer_words(const json_t *item, const json_t *value) {
    size_t i;
    json_t *option;
    json_array_foreach(json_object_get(item, "options"), i,
                       option) if (json_equal(measure_option_part(option, 0), value)) {
        const char *words = json_string_value(measure_option_part(option, 1));
        return words != NULL ? words : "";
    }
    return "";
}

static void one_risk(FILE *out, const struct digest *d, const json_t *risk) {
    const char *instrument = value_string(risk, "instrument", "");
    const json_t *table = json_object_get(d->facts->instruments, instrument);
    struct measure m = page_measure(d, instrument);
    int number = 0;
    const json_t *item = measure_item(table, value_string(risk, "item", ""), &number);
    char when[WORDS_MAX], place[WORDS_MAX], *value = value_text(json_object_get(risk, "value"));
    const char *words = answer_words(item, json_object_get(risk, "value"));
    snprintf(place, sizeof place, "%.60s, question %d", m.name, number);
    html_put(out, "<li><strong>~</strong>: <q>~</q> was answered ", place, value_string(item, "text", ""));
    if (words[0] != '\0')
        html_put(out, "<strong>\xE2\x80\x9C~\xE2\x80\x9D</strong> (~)", words, value);
    else
        html_put(out, "<strong>~</strong>", value);
    html_put(out, " on <strong>~</strong>.", words_time(value_string(risk, "at", ""), when));
    if (value_bool(risk, "changed", false))
        fputs(" The answer was changed afterwards.", out);
    seen(out, risk);
    fputs("</li>\n", out);
    free(value);
}

static void risks(FILE *out, const struct digest *d) {
    size_t count = json_array_size(d->risks);
    if (count == 0)
        return;
    box_open(out, "urgent whole", "risk", "Please speak with this person: answer to a risk question");
    for (size_t i = count; i-- > 0;)
        one_risk(out, d, json_array_get(d->risks, i));
    fputs("<li><span>This is an answer to a question, not an assessment. It counts whatever the total score is.</span>"
          "</li>",
          out);
    box_close(out);
}

static void one_flag(FILE *out, const struct digest *d, const json_t *flag) {
    char when[WORDS_MAX], title[WORDS_MAX];
    html_put(out, "<li><strong dir=\"auto\">~</strong><span>~, ~</span>", value_string(flag, "text", ""),
             digest_title(d, value_string(flag, "module", ""), title), words_time(value_string(flag, "at", ""), when));
    seen(out, flag);
    fputs("</li>\n", out);
}

static void one_event(FILE *out, const struct digest *d, const json_t *event) {
    char when[WORDS_MAX], title[WORDS_MAX], step[80], words[WORDS_MAX], how_words[WORDS_MAX];
    const char *key = value_string(event, "step", ""), *how = value_string(event, "severity", "");
    snprintf(step, sizeof step, "%.*s", (int)strcspn(key, "#/"), key);
    bool unknown = how[0] == '\0' || strcmp(how, "unknown") == 0;
    html_put(out, "<li><strong>Something got worse during ~</strong><span>Step: ~. How bad: ~. ~</span>",
             digest_title(d, value_string(event, "module", ""), title), words_id(step, "not known", words),
             unknown ? "not asked" : words_id(how, "not known", how_words),
             words_time(value_string(event, "at", ""), when));
    seen(out, event);
    fputs("</li>\n", out);
}

/* Flags of one level, newest first. */
static json_t *of_level(const struct digest *d, const char *level) {
    json_t *list = json_array();
    for (size_t i = json_array_size(d->flags); i-- > 0;) {
        json_t *flag = json_array_get(d->flags, i);
        const char *is = value_string(flag, "level", "info");
        bool known = strcmp(is, "urgent") == 0 || strcmp(is, "attention") == 0;
        if (strcmp(known ? is : "info", level) == 0)
            json_array_append(list, flag);
    }
    return list;
}

static void urgent(FILE *out, const struct digest *d) {
    json_t *flags = of_level(d, "urgent"), *flag;
    size_t i;
    if (json_array_size(flags) > 0) {
        box_open(out, "urgent", "urgent", "Urgent messages");
        json_array_foreach(flags, i, flag) one_flag(out, d, flag);
        box_close(out);
    }
    json_decref(flags);
}

static void events(FILE *out, const struct digest *d) {
    if (json_array_size(d->events) == 0)
        return;
    box_open(out, "urgent", "events", "Adverse events");
    for (size_t i = json_array_size(d->events); i-- > 0;)
        one_event(out, d, json_array_get(d->events, i));
    box_close(out);
}

static void messages(FILE *out, const struct digest *d) {
    json_t *flags = of_level(d, "attention"), *info = of_level(d, "info"), *flag;
    size_t i;
    json_array_extend(flags, info);
    if (json_array_size(flags) > 0) {
        box_open(out, "look", "messages", "Messages for the care team");
        json_array_foreach(flags, i, flag) if (i < NEWEST) one_flag(out, d, flag);
        fputs("</ul>", out);
        if (json_array_size(flags) > NEWEST) {
            fputs("<details><summary>Earlier messages</summary><ul>", out);
            json_array_foreach(flags, i, flag) if (i >= NEWEST) one_flag(out, d, flag);
            fputs("</ul></details>", out);
        }
        fputs("</section>\n", out);
    }
    json_decref(flags);
    json_decref(info);
}

/* A risk question that was left out when it was last asked. */
static void unanswered(FILE *out, const struct digest *d) {
    const char *id;
    json_t *at;
    json_object_foreach(d->unanswered, id, at) {
        char instrument[80], day[WORDS_MAX];
        int number = 0;
        snprintf(instrument, sizeof instrument, "%.*s", (int)strcspn(id, "."), id);
        struct measure m = page_measure(d, instrument);
        measure_item(json_object_get(d->facts->instruments, instrument),
                     strchr(id, '.') != NULL ? strchr(id, '.') + 1 : id, &number);
        char place[WORDS_MAX];
        snprintf(place, sizeof place, "%.60s, question %d", m.name, number);
        html_put(out, "<p class=\"quiet\">~, was left out on ~. That is unknown, not \xE2\x80\x9Cno\xE2\x80\x9D.</p>\n",
                 place, words_date(json_string_value(at), day));
    }
}

void page_safety(FILE *out, const struct digest *d) {
    fputs("<div class=\"alerts\">", out);
    risks(out, d);
    urgent(out, d);
    events(out, d);
    messages(out, d);
    fputs("</div>\n", out);
    unanswered(out, d);
    if (json_array_size(d->risks) + json_array_size(d->flags) + json_array_size(d->events) == 0)
        fputs("<p class=\"quiet\">No messages for the care team and no adverse events are on record.</p>\n", out);
}
