/* What a module, a course or an instrument says of itself, in another language; see library.h. */
#include "app/library.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/* Each of these texts as the catalogue has it; without one they stay. */
static void put(struct catalogue *c, json_t *item, const char *const *names, size_t count) {
    for (size_t i = 0; c != NULL && i < count; i++) {
        const char *text = value_string(item, names[i], NULL);
        if (text != NULL)
            value_set_string(item, names[i], catalogue_text(c, NULL, text));
    }
}

void library_module_in(struct library *l, const char *tag, const char *id, json_t *item) {
    static const char *const texts[] = {"title", "summary"};
    struct error quiet = {0};
    struct bundle *b = tag[0] != '\0' ? library_bundle(l, id, false, &quiet) : NULL;
    struct catalogue *c = b != NULL ? bundle_catalogue(b, tag, &quiet) : NULL;
    put(c, item, texts, sizeof texts / sizeof *texts);
    catalogue_destroy(c);
}

void library_course_in(struct library *l, const char *tag, const char *id, json_t *course) {
    static const char *const texts[] = {"title", "summary"}, *const of_unit[] = {"because"};
    char *path = tag[0] != '\0' ? library_course_path(l, id) : NULL;
    char *slash = path != NULL ? strrchr(path, '/') : NULL;
    struct error quiet = {0};
    size_t i;
    json_t *unit;
    if (slash != NULL)
        *slash = '\0';
    char *folder = path != NULL ? path_join(slash != NULL ? path : ".", "lang") : NULL;
    struct catalogue *c = folder != NULL ? catalogue_open(folder, "", tag, &quiet) : NULL;
    put(c, course, texts, sizeof texts / sizeof *texts);
    json_array_foreach(json_object_get(course, "units"), i, unit) put(c, unit, of_unit, 1);
    catalogue_destroy(c);
    free(folder);
    free(path);
}

void library_instrument_in(struct library *l, const char *tag, const char *id, json_t *item) {
    static const char *const texts[] = {"title", "patient_title"};
    struct error quiet = {0};
    struct instrument *in = tag[0] != '\0' ? library_instrument(l, id, &quiet) : NULL;
    struct catalogue *c = in != NULL ? instrument_catalogue(in, tag, &quiet) : NULL;
    put(c, item, texts, sizeof texts / sizeof *texts);
    catalogue_destroy(c);
}
