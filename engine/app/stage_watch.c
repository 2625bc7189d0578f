/* Reload on save (play --watch): when the module on screen changed on disk, and the same screen under what is there
 * now. */
#include "app/stage_internal.h"
#include "base/file.h"

#include <stdlib.h>

int64_t stage_module_changed_ms(struct stage *st) {
    struct session *s = stage_session(st);
    if (s == NULL)
        return -1;
    const char *folder = bundle_folder(session_bundle(s));
    size_t count = 0;
    char **names = folder_list(folder, &count);
    int64_t newest = -1;
    for (size_t i = 0; names != NULL && i < count; i++) {
        char *path = path_join(folder, names[i]);
        int64_t changed = file_changed_ms(path);
        newest = changed > newest ? changed : newest;
        free(path);
    }
    names_free(names, count);
    return newest;
}

void stage_reload(struct stage *st) {
    struct session *s = stage_session(st);
    struct error wrong = {0};
    if (s == NULL)
        return;
    struct bundle *b = library_bundle(st->o.library, bundle_folder(session_bundle(s)), true, &wrong);
    if (b == NULL || !session_reload(s, b, &wrong)) {
        stage_trouble(st, &wrong, false);
        return;
    }
    stage_after_move(st);
}
