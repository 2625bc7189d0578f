/* Any bytes as a module's script, run for up to 200 requests that are answered with nothing, numbers, texts and tables
 * in turn. It may fail in every way but one: no crash, no leak, no endless run. */
#include "base/value.h"
#include "script/guest.h"

#include <string.h>

static json_t *answers(void) {
    struct error err;
    static const char text[] =
        "[null, 4, \"some text\", true, [\"a\", \"b\"], {\"finished\": true, \"seconds\": 60}, false, -1.5, \"\", []]";
    return value_parse(text, sizeof text - 1, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count_bytes) {
    struct guest_options options = {.seed = 7, .patient_name = "Ann", .cpu_ms = 50, .instructions = 200000};
    struct error err = {0};
    struct bundle *b = bundle_from_text("m", (const char *)bytes, count_bytes, &err);
    if (b == NULL)
        return 0;
    bundle_add_text(b, "words.lua", (const char *)bytes, count_bytes, &err);
    bundle_step_sites(b);
    struct guest *g = guest_create(b, &options, &err);
    json_t *given = answers(), *request = NULL;
    for (size_t i = 0; g != NULL && i < 200; i++) {
        const json_t *answer = json_array_get(given, i % json_array_size(given));
        if (guest_resume(g, answer, &request, &err) != GUEST_REQUEST)
            break;
        json_decref(request);
    }
    guest_destroy(g);
    json_decref(given);
    bundle_destroy(b);
    return 0;
}
