/* JSON in and out of seals, and random ids. What comes out is exactly what went in: member order and every digit of a
 * number, because a session replayed from the record must go the same way. */
#include "store/internal.h"

#include <stdlib.h>
#include <string.h>

char *json_text(const json_t *value) {
    json_t *null = json_null();
    char *text = json_dumps(value != NULL ? value : null, JSON_COMPACT | JSON_ENCODE_ANY);
    json_decref(null);
    return text;
}

bool value_seal(const uint8_t key[KEY_BYTES], const struct seal_place *place, const json_t *value, struct bytes *out,
                struct error *err) {
    char *text = json_text(value);
    if (text == NULL)
        return error_set(err, ERROR_FORMAT, "This value (%s) cannot be written down.", place->table);
    size_t length = strlen(text);
    seal_close(key, place, text, length, out);
    seal_wipe(text, length);
    free(text);
    return true;
}

json_t *value_unseal(const uint8_t key[KEY_BYTES], const struct seal_place *place, const void *sealed, size_t count,
                     struct error *err) {
    struct bytes plain = {0};
    json_t *value = NULL;
    if (seal_open(key, place, sealed, count, &plain))
        value = value_parse((const char *)plain.at, plain.length, err);
    else
        error_set(err, ERROR_SEALED, "A sealed value (%s) was altered or sealed with another key.", place->table);
    bytes_finish(&plain);
    return value;
}

void id_make(char out[40], char letter, int length) {
    static const char speakable[] = "23456789abcdefghjkmnpqrstuvwxyz"; /* no 0 o, 1 i l */
    out[0] = letter;
    out[1] = '-';
    for (int i = 0; i < length; i++)
        out[2 + i] = speakable[seal_below(sizeof speakable - 1)];
    out[2 + length] = '\0';
}
