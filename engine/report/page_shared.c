/* What the patient chose to share: question and answer, in their own words, the newest first. Only sessions they shared
 * are in the digest with their words at all. Ratings are left to the charts. A single answer is a quote, more a table.
 */
#include "report/html.h"
#include "report/page.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 4 };

static void add_item(FILE *out, const json_t *item) {
    if (json_is_object(item)) { /* a place on the body map */
        char region[WORDS_MAX], *pain = value_text(json_object_get(item, "pain"));
        html_put(out, "~ ~", words_id(value_string(item, "region", ""), "A place", region), pain);
        free(pain);
        return;
    }
    char *text = value_text(item);
    html_words(out, text);
    free(text);
}

static void add_value(FILE *out, const json_t *value, const char *label) {
    size_t i;
    json_t *item;
    if (json_is_boolean(value)) {
        fputs(json_is_true(value) ? "Yes" : "No", out);
    } else if (label != NULL) {
        html_words(out, label);
    } else if (json_is_array(value)) {
        fputs("<ul>", out);
        json_array_foreach(value, i, item) {
            fputs("<li dir=\"auto\">", out);
            add_item(out, item);
            fputs("</li>", out);
        }
        fputs("</ul>", out);
    } else {
        add_item(out, value);
    }
}

static void row(FILE *out, const char *question, const json_t *value, const char *label, bool own, const char *lang) {
    html_put(out,
             own ? "<tr><th scope=\"row\" dir=\"auto\" lang=\"~\">~</th><td class=\"own\" dir=\"auto\" lang=\"~\">"
                 : "<tr><th scope=\"row\" dir=\"auto\" lang=\"~\">~</th><td dir=\"auto\" lang=\"~\">",
             lang, question, lang);
    add_value(out, value, label);
    fputs("</td></tr>\n", out);
}

static bool is_answer(const json_t *e) {
    const char *kind = value_string(e, "kind", "");
    const json_t *value = json_object_get(e, "value");
    return !value_bool(e, "superseded", false) && value != NULL && !json_is_null(value) && !json_is_number(value) &&
           (strncmp(kind, "ask.", 4) == 0 || strcmp(kind, "form") == 0);
}

static bool is_own(const char *kind, const json_t *value) {
    return strcmp(kind, "ask.text") == 0 || strcmp(kind, "ask.list") == 0 ||
           (strcmp(kind, "form") == 0 && json_is_string(value));
}

static void entry_rows(FILE *out, const json_t *e, const char *lang) {
    const char *kind = value_string(e, "kind", ""), *id = value_string(e, "id", ""), *name;
    json_t *value = json_object_get(e, "value"), *field;
    char words[WORDS_MAX];
    if (strcmp(kind, "form") == 0) {
        json_object_foreach(value, name, field) if (!json_is_null(field))
            row(out, words_id(name, "Answer", words), field, NULL, is_own(kind, field), lang);
        return;
    }
    bool own = is_own(kind, value);
    row(out, value_string(e, "text", words_id(id, "Answer", words)), value, own ? NULL : value_string(e, "label", NULL),
        own, lang);
}

/* How many answers there are, and the last of them. */
static size_t answers_of(const json_t *session, const json_t **out_last) {
    size_t i, count = 0;
    json_t *e;
    json_array_foreach(json_object_get(session, "entries"), i, e) if (is_answer(e)) {
        *out_last = e;
        count++;
    }
    return count;
}

static void quote(FILE *out, const json_t *e, const char *name, const char *day, const char *lang) {
    char words[WORDS_MAX];
    html_put(out, "<figure><figcaption>~, ~. <span dir=\"auto\" lang=\"~\">~</span></figcaption>", name, day, lang,
             value_string(e, "text", words_id(value_string(e, "id", ""), "Note", words)));
    html_put(out, "<blockquote dir=\"auto\" lang=\"~\">", lang);
    html_words(out, value_string(e, "value", ""));
    fputs("</blockquote></figure>\n", out);
}

static const char *language_of(const json_t *session) {
    const char *lang = value_string(session, "language", "");
    size_t n = strspn(lang, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    return n > 0 && lang[n] == '\0' ? lang : "en";
}

static void one_session(FILE *out, const struct digest *d, const json_t *session) {
    char title[WORDS_MAX], day[WORDS_MAX];
    const char *name = digest_title(d, value_string(session, "module", ""), title), *lang = language_of(session);
    const json_t *last = NULL;
    size_t i;
    json_t *e;
    words_date(value_string(session, "started_at", ""), day);
    if (answers_of(session, &last) == 1 && strcmp(value_string(last, "kind", ""), "ask.text") == 0) {
        quote(out, last, name, day, lang);
        return;
    }
    html_put(out, "<table class=\"tr\"><caption>Shared: ~, ~</caption>", name, day);
    html_put(out, "<thead><tr><th colspan=\"2\" scope=\"colgroup\">~<small>, ~</small></th></tr></thead><tbody>\n",
             name, day);
    json_array_foreach(json_object_get(session, "entries"), i, e) if (is_answer(e)) entry_rows(out, e, lang);
    fputs("</tbody></table>\n", out);
}

void page_shared(FILE *out, const struct digest *d) {
    size_t shown = 0;
    html_put(out, "<h2>What <bdi>~</bdi> chose to share</h2>\n", d->name);
    for (size_t i = json_array_size(d->shared); i-- > 0;) {
        const json_t *session = json_array_get(d->shared, i);
        const json_t *last;
        if (answers_of(session, &last) == 0)
            continue;
        if (shown++ == SHOWN)
            fputs("<p class=\"quiet\">Earlier items open on the screen.</p><details><summary>Earlier shared "
                  "items</summary>",
                  out);
        one_session(out, d, session);
    }
    if (shown > SHOWN)
        fputs("</details>\n", out);
    if (shown == 0)
        fputs("<p class=\"quiet\">Nothing has been shared yet.</p>\n", out);
    html_put(out,
             "<p class=\"note\">Only what <bdi>~</bdi> marked \xE2\x80\x9Cshare\xE2\x80\x9D stands here. Nothing else "
             "they wrote is in this report.</p>",
             d->name);
}
