/* The report for the care team as a DocumentReference: the HTML page itself, in base64. Only in the export of one
 * person; a page for everybody would be most of the bundle. */
#include "report/fhir_inside.h"

#include "base/xalloc.h"

#include <stdlib.h>
#include <string.h>

static char *base64(const unsigned char *bytes, size_t count) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = xcalloc(1, (count + 2) / 3 * 4 + 1), *to = out;
    for (size_t i = 0; i < count; i += 3) {
        size_t left = count - i;
        unsigned long three = (unsigned long)bytes[i] << 16 | (left > 1 ? (unsigned long)bytes[i + 1] << 8 : 0) |
                              (left > 2 ? (unsigned long)bytes[i + 2] : 0);
        *to++ = digits[three >> 18 & 63];
        *to++ = digits[three >> 12 & 63];
        *to++ = left > 1 ? digits[three >> 6 & 63] : '=';
        *to++ = left > 2 ? digits[three & 63] : '=';
    }
    return out;
}

bool fhir_report_put(struct fhir *f, struct store *s, struct error *err) {
    char *html = NULL, reference[REFERENCE_BYTES], now[40];
    size_t bytes = 0;
    FILE *memory = open_memstream(&html, &bytes);
    if (memory == NULL)
        return error_set(err, ERROR_IO, "There is no memory left for the report.");
    bool ok = report_patient(s, f->person, &f->o->facts, memory, err);
    fclose(memory);
    if (ok) {
        char *data = base64((const unsigned char *)html, bytes);
        clock_iso(clock_wall_ms(store_clock(s)), now);
        fhir_reference(reference, "DocumentReference", f->person, "report");
        json_t *made = fhir_resource("DocumentReference", reference, "Report for the care team, %.10s", now);
        value_set_string(made, "status", "current");
        json_object_set_new(made, "type", fhir_own(f, "documents", "report", "Report for the care team"));
        json_object_set_new(made, "subject", json_incref(f->to_patient));
        value_set_string(made, "date", now);
        json_object_set_new(made, "author", json_pack("[o]", json_incref(f->to_device)));
        json_object_set_new(made, "content",
                            json_pack("[{s:{s:s, s:s, s:s, s:s}}]", "attachment", "contentType", "text/html", "data",
                                      data, "title", "Report for the care team", "creation", now));
        fhir_put(f, reference, made);
        free(data);
    }
    free(html);
    return ok;
}
