/* The frame of the file: head, header, foot, scrolling boxes; see page.h. */
#include "report/page.h"

#include "outcome/measure.h"
#include "report/html.h"

#include <errno.h>
#include <string.h>

bool page_written(FILE *out, struct error *err) {
    if (fflush(out) == 0 && !ferror(out))
        return true;
    return error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_IO, "The report could not be written: %s.",
                     strerror(errno));
}

void page_open(FILE *out, const char *title, const char *foot) {
    fputs("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
          "<meta name=\"referrer\" content=\"no-referrer\"><meta name=\"generator\" content=\"Balm\">",
          out);
    html_put(out, "<title>~</title>\n", title);
    page_style(out, foot);
    fputs("</head><body>\n<main>", out);
}

void page_close(FILE *out) {
    fputs("</main>\n</body></html>\n", out);
}

void page_header(FILE *out, const char *title) {
    fputs("<header><div><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"M12 22C12 17 12 12.5 12 8.5\" "
          "fill=\"none\" stroke=\"#1C5A54\" stroke-width=\"1.8\" stroke-linecap=\"round\"/><path d=\"M12 10.5C8.8 7.8 "
          "9 4.2 12 1.5C15 4.2 15.2 7.8 12 10.5zM11.6 15.6C7.2 16 4 13.6 3.2 9.2C7.8 8.8 11.2 11.2 11.6 15.6zM12.4 "
          "19.2C12.8 14.8 16.2 12.4 20.8 12.8C20 17.2 16.8 19.6 12.4 19.2z\" fill=\"#1C5A54\"/></svg>"
          "<span class=\"brand\">Balm</span>",
          out);
    html_put(out, "<h1>~</h1></div>\n<dl>", title);
}

void page_header_row(FILE *out, const char *name, const char *value) {
    html_put(out, "<dt>~</dt><dd dir=\"auto\">~</dd>", name, value);
}

void page_header_end(FILE *out) {
    fputs("</dl></header>\n", out);
}

void page_foot(FILE *out, const char *name, const char *made) {
    if (name != NULL)
        html_put(out, "<footer><span>Balm report for <bdi>~</bdi>, made ~</span></footer>", name, made);
    else
        html_put(out, "<footer><span>Balm caseload, made ~</span></footer>", made);
}

void page_scroll(FILE *out, const char *label) {
    html_put(out,
             "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"~, scrolls sideways on small "
             "screens\">",
             label);
}

void page_scroll_end(FILE *out) {
    fputs("</div>\n", out);
}

void page_table_head(FILE *out, const char *caption, const char *const *heads, size_t count, size_t numbers_from,
                     size_t numbers_to) {
    html_put(out, "<table><caption>~</caption><thead><tr>", caption);
    for (size_t i = 0; i < count; i++) {
        bool number = i >= numbers_from && i < numbers_to;
        html_put(out, number ? "<th scope=\"col\" class=\"num\">~</th>" : "<th scope=\"col\">~</th>", heads[i]);
    }
    fputs("</tr></thead><tbody>\n", out);
}

json_t *page_instruments(const struct digest *d) {
    json_t *ids = json_array(), *unused;
    const char *id;
    if (json_object_get(d->scores, "peg") != NULL)
        json_array_append_new(ids, json_string("peg"));
    json_object_foreach(d->scores, id, unused) if (strcmp(id, "peg") != 0) json_array_append_new(ids, json_string(id));
    return ids;
}

struct measure page_measure(const struct digest *d, const char *instrument) {
    return measure_of(d->facts->instruments, instrument, value_string(d->titles, instrument, instrument));
}

json_t *page_points(const struct digest *d, const struct measure *m) {
    json_t *points = json_array(), *score;
    size_t i;
    json_array_foreach(json_object_get(d->scores, m->id), i, score)
        json_array_append_new(points, json_pack("{s:s, s:I}", "at", value_string(score, "at", ""), "milli",
                                                (json_int_t)measure_milli(m, value_number(score, "total", 0))));
    return points;
}
