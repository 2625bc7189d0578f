/* Envelopes: a packed person that only one folder can open. A file is
 *   "BALM envelope 1\n", 8 bytes that tell for whom, 8 bytes length of what is inside (little-endian),
 *   a fresh key sealed to the folder's public key, and with it the contents as a stream (seal.h).
 * The first three are bound into every chunk. Knows nothing of what is inside but that it is JSON. */
#include "store/internal.h"
#include "store/pack.h"

#include "base/xalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "BALM envelope 1\n";
static const char prefix[] = "balm-clinic-";

enum { MAGIC_BYTES = sizeof magic - 1, WHOM_BYTES = 8, ABOUT_BYTES = MAGIC_BYTES + WHOM_BYTES + 8 };

static void key_sum(const uint8_t key[KEY_BYTES], uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, NULL, "clinic key");
    hash_add_bytes(&h, key, KEY_BYTES);
    hash_end(&h, out);
}

/* ---- keys as text ---- */

static char *key_text(const uint8_t key[KEY_BYTES], char out[CLINIC_KEY_BYTES]) {
    char hex[KEY_BYTES * 2 + 1];
    uint8_t sum[HASH_BYTES];
    key_sum(key, sum);
    key_to_hex(key, hex);
    snprintf(out, CLINIC_KEY_BYTES, "%s%s-%02x%02x%02x%02x", prefix, hex, sum[0], sum[1], sum[2], sum[3]);
    return out;
}

char *clinic_key(const struct store *s, char out[CLINIC_KEY_BYTES]) {
    return key_text(s->public_key, out);
}

static bool key_parse(const char *at, uint8_t key[KEY_BYTES]) {
    char again[CLINIC_KEY_BYTES];
    size_t length = sizeof prefix - 1 + KEY_BYTES * 2 + 9;
    return strlen(at) >= length && key_from_hex(at + sizeof prefix - 1, (size_t)KEY_BYTES * 2, key) &&
           strncmp(key_text(key, again), at, length) == 0;
}

bool clinic_key_find(const char *text, char out[CLINIC_KEY_BYTES], struct error *err) {
    uint8_t key[KEY_BYTES];
    const char *at = strstr(text, prefix);
    if (at == NULL)
        return error_set(err, ERROR_FORMAT,
                         "There is no clinic's key in it. The clinic gets its key with \"balm patient key\": one line "
                         "that begins with %s",
                         prefix);
    if (!key_parse(at, key))
        return error_set(err, ERROR_FORMAT,
                         "The clinic's key has a slip in it: it is cut short, or a letter was changed. Copy it again.");
    key_text(key, out);
    return true;
}

/* ---- closing ---- */

static void about_make(const uint8_t public_key[KEY_BYTES], uint64_t length, uint8_t out[ABOUT_BYTES]) {
    uint8_t sum[HASH_BYTES];
    key_sum(public_key, sum);
    memcpy(out, magic, MAGIC_BYTES);
    memcpy(out + MAGIC_BYTES, sum, WHOM_BYTES);
    for (int i = 0; i < 8; i++)
        out[MAGIC_BYTES + WHOM_BYTES + i] = (uint8_t)(length >> (8 * i));
}

char *envelope_seal(const char *key, const json_t *packed, size_t *out_bytes, struct error *err) {
    uint8_t to[KEY_BYTES], once[KEY_BYTES], about[ABOUT_BYTES], box[BOX_BYTES];
    char plain_key[CLINIC_KEY_BYTES], *text = NULL, *made = NULL;
    struct bytes stream = {0};
    if (!clinic_key_find(key, plain_key, err) || !key_parse(plain_key, to))
        return NULL;
    text = json_text(packed);
    seal_random(once, sizeof once);
    if (text == NULL || !seal_box(to, once, box)) {
        error_set(err, ERROR_FORMAT, "This person cannot be sealed for that clinic.");
    } else {
        size_t length = strlen(text);
        about_make(to, length, about);
        seal_stream(once, about, sizeof about, text, length, &stream);
        *out_bytes = sizeof about + sizeof box + stream.length;
        made = xcalloc(1, *out_bytes);
        memcpy(made, about, sizeof about);
        memcpy(made + sizeof about, box, sizeof box);
        memcpy(made + sizeof about + sizeof box, stream.at, stream.length);
    }
    if (text != NULL)
        seal_wipe(text, strlen(text));
    free(text);
    seal_wipe(once, sizeof once);
    bytes_finish(&stream);
    return made;
}

/* ---- opening ---- */

static bool about_check(const struct store *s, const uint8_t *at, size_t count, struct error *err) {
    uint8_t ours[ABOUT_BYTES];
    uint64_t length = 0;
    if (count < MAGIC_BYTES || memcmp(at, magic, MAGIC_BYTES - 2) != 0 || at[MAGIC_BYTES - 1] != '\n')
        return error_set(err, ERROR_FORMAT, "It is no envelope of Balm's. \"balm patient export\" makes one.");
    if (at[MAGIC_BYTES - 2] != magic[MAGIC_BYTES - 2])
        return error_set(err, ERROR_NEWER,
                         "It was made by a newer Balm (envelope %c; this one knows 1). Install the newer Balm.",
                         at[MAGIC_BYTES - 2] >= '0' && at[MAGIC_BYTES - 2] <= '9' ? at[MAGIC_BYTES - 2] : '?');
    for (int i = 7; count >= ABOUT_BYTES && i >= 0; i--)
        length = length << 8 | at[MAGIC_BYTES + WHOM_BYTES + i];
    if (count < ABOUT_BYTES + BOX_BYTES ||
        (length < ((uint64_t)1 << 40) && count < ABOUT_BYTES + BOX_BYTES + seal_stream_bytes((size_t)length)))
        return error_set(err, ERROR_FORMAT, "It is cut short: a part of it is missing. Copy it again.");
    about_make(s->public_key, length, ours);
    if (memcmp(at, ours, ABOUT_BYTES) != 0)
        return error_set(err, ERROR_SEALED,
                         "It was sealed for another clinic: only the folder with that key can open it.");
    return true;
}

json_t *envelope_open(const struct store *s, const void *bytes, size_t count_bytes, struct error *err) {
    const uint8_t *at = bytes;
    uint8_t once[KEY_BYTES];
    struct bytes plain = {0};
    json_t *packed = NULL;
    if (!about_check(s, at, count_bytes, err))
        return NULL;
    const uint8_t *stream = at + ABOUT_BYTES + BOX_BYTES;
    if (seal_unbox(s->public_key, s->secret_key, at + ABOUT_BYTES, once) &&
        seal_unstream(once, at, ABOUT_BYTES, stream, count_bytes - ABOUT_BYTES - BOX_BYTES, &plain))
        packed = value_parse((const char *)plain.at, plain.length, err);
    else
        error_set(err, ERROR_SEALED, "It was changed or damaged on the way: its seal does not open. Copy it again.");
    seal_wipe(once, sizeof once);
    bytes_finish(&plain);
    return packed;
}
