/* Sealing and hashing with libsodium; see seal.h. Keys arrive as parameters and are never kept here. */
#include "store/seal.h"

#include "base/error.h"
#include "base/xalloc.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum {
    NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_BYTES = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    PAD_BYTES = 32,
};

_Static_assert(sizeof(crypto_generichash_state) + 63 <= sizeof((struct hasher){{0}}.state), "hasher is large enough");
_Static_assert(KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "a key is a cipher's key");
_Static_assert(KEY_BYTES == crypto_kdf_KEYBYTES, "a key is a derivation's key");

void bytes_room(struct bytes *b, size_t room) {
    if (b->room > room)
        return;
    if (b->at != NULL)
        sodium_memzero(b->at, b->room);
    b->room = room + room / 2 + 64;
    b->at = xrealloc(b->at, b->room);
}

void bytes_finish(struct bytes *b) {
    if (b->at != NULL)
        sodium_memzero(b->at, b->room);
    free(b->at);
    *b = (struct bytes){0};
}

bool seal_start(void) {
    return sodium_init() >= 0;
}

void seal_random(void *out, size_t count) {
    randombytes_buf(out, count);
}

uint32_t seal_below(uint32_t limit) {
    return randombytes_uniform(limit);
}

void seal_wipe(void *at, size_t count) {
    sodium_memzero(at, count);
}

bool seal_equal(const void *a, const void *b, size_t count) {
    return sodium_memcmp(a, b, count) == 0;
}

void seal_derive(const uint8_t key[KEY_BYTES], uint64_t which, uint8_t out[KEY_BYTES]) {
    crypto_kdf_derive_from_key(out, KEY_BYTES, which, "balmdata", key);
}

static void place_hash(const struct seal_place *place, uint8_t out[HASH_BYTES]) {
    struct hasher h;
    hash_start(&h, NULL, place->table);
    hash_text(&h, place->row);
    hash_text(&h, place->name);
    hash_int(&h, place->number);
    hash_end(&h, out);
}

void seal_close(const uint8_t key[KEY_BYTES], const struct seal_place *place, const void *plain, size_t count,
                struct bytes *out) {
    uint8_t where[HASH_BYTES];
    size_t padded = (count / PAD_BYTES + 1) * PAD_BYTES;
    place_hash(place, where);
    bytes_room(out, NONCE_BYTES + padded + TAG_BYTES + 1);
    uint8_t *text = out->at + NONCE_BYTES;
    randombytes_buf(out->at, NONCE_BYTES);
    if (count > 0)
        memcpy(text, plain, count);
    text[count] = 0x80;
    memset(text + count + 1, 0, padded - count - 1);
    crypto_aead_xchacha20poly1305_ietf_encrypt(text, NULL, text, padded, where, sizeof where, NULL, out->at, key);
    out->length = NONCE_BYTES + padded + TAG_BYTES;
    out->at[out->length] = 0;
}

bool seal_open(const uint8_t key[KEY_BYTES], const struct seal_place *place, const void *sealed, size_t count,
               struct bytes *out) {
    uint8_t where[HASH_BYTES];
    const uint8_t *from = sealed;
    if (sealed == NULL || count < NONCE_BYTES + PAD_BYTES + TAG_BYTES)
        return false;
    size_t text_bytes = count - NONCE_BYTES;
    size_t length = text_bytes - TAG_BYTES;
    place_hash(place, where);
    bytes_room(out, text_bytes + 1);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out->at, NULL, NULL, from + NONCE_BYTES, text_bytes, where,
                                                   sizeof where, from, key) != 0)
        return false;
    while (length > 0 && out->at[length - 1] == 0)
        length--;
    if (length == 0 || out->at[length - 1] != 0x80)
        return false;
    out->length = length - 1;
    out->at[out->length] = 0;
    return true;
}

_Static_assert(SECRET_BYTES >= crypto_pwhash_STRBYTES, "a secret's string fits");

bool secret_hash(const char *secret, char out[SECRET_BYTES], struct error *err) {
    return crypto_pwhash_str(out, secret, strlen(secret), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0 ||
           error_set(err, ERROR_IO, "There is not enough memory to keep a passphrase safely. Close other programs.");
}

bool secret_check(const char *secret, const char *hash) {
    return secret != NULL && crypto_pwhash_str_verify(hash, secret, strlen(secret)) == 0;
}

void key_to_hex(const uint8_t key[KEY_BYTES], char out[KEY_BYTES * 2 + 1]) {
    sodium_bin2hex(out, KEY_BYTES * 2 + 1, key, KEY_BYTES);
}

bool key_from_hex(const char *hex, size_t count, uint8_t out[KEY_BYTES]) {
    size_t length = 0;
    while (count > 0 && strchr(" \t\r\n", hex[count - 1]) != NULL)
        count--;
    return sodium_hex2bin(out, KEY_BYTES, hex, count, NULL, &length, NULL) == 0 && length == KEY_BYTES &&
           count == (size_t)KEY_BYTES * 2;
}

/* ---- for somebody else ---- */

_Static_assert(KEY_BYTES == crypto_box_SEEDBYTES && KEY_BYTES == crypto_box_PUBLICKEYBYTES &&
                   KEY_BYTES == crypto_box_SECRETKEYBYTES && BOX_BYTES == KEY_BYTES + crypto_box_SEALBYTES &&
                   KEY_BYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES,
               "one size of key");

enum {
    STREAM_HEAD_BYTES = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    STREAM_TAG_BYTES = crypto_secretstream_xchacha20poly1305_ABYTES,
};

void seal_pair(const uint8_t seed[KEY_BYTES], uint8_t public_key[KEY_BYTES], uint8_t secret_key[KEY_BYTES]) {
    crypto_box_seed_keypair(public_key, secret_key, seed);
}

bool seal_box(const uint8_t public_key[KEY_BYTES], const uint8_t key[KEY_BYTES], uint8_t out[BOX_BYTES]) {
    return crypto_box_seal(out, key, KEY_BYTES, public_key) == 0;
}

bool seal_unbox(const uint8_t public_key[KEY_BYTES], const uint8_t secret_key[KEY_BYTES], const uint8_t box[BOX_BYTES],
                uint8_t out[KEY_BYTES]) {
    return crypto_box_seal_open(out, box, BOX_BYTES, public_key, secret_key) == 0;
}

static size_t chunks_of(size_t count) {
    return count == 0 ? 1 : (count + STREAM_CHUNK_BYTES - 1) / STREAM_CHUNK_BYTES;
}

size_t seal_stream_bytes(size_t count) {
    return STREAM_HEAD_BYTES + count + chunks_of(count) * STREAM_TAG_BYTES;
}

void seal_stream(const uint8_t key[KEY_BYTES], const void *about, size_t about_bytes, const void *plain, size_t count,
                 struct bytes *out) {
    crypto_secretstream_xchacha20poly1305_state state;
    const uint8_t *from = plain;
    bytes_room(out, seal_stream_bytes(count) + 1);
    crypto_secretstream_xchacha20poly1305_init_push(&state, out->at, key);
    uint8_t *to = out->at + STREAM_HEAD_BYTES;
    for (size_t left = count, i = chunks_of(count); i > 0; i--) {
        size_t part = left < STREAM_CHUNK_BYTES ? left : STREAM_CHUNK_BYTES;
        uint8_t tag = i == 1 ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
        crypto_secretstream_xchacha20poly1305_push(&state, to, NULL, from, part, about, about_bytes, tag);
        from += part;
        to += part + STREAM_TAG_BYTES;
        left -= part;
    }
    out->length = (size_t)(to - out->at);
    sodium_memzero(&state, sizeof state);
}

bool seal_unstream(const uint8_t key[KEY_BYTES], const void *about, size_t about_bytes, const void *sealed,
                   size_t count, struct bytes *out) {
    crypto_secretstream_xchacha20poly1305_state state;
    const uint8_t *from = sealed;
    uint8_t tag = 0;
    if (count < STREAM_HEAD_BYTES + STREAM_TAG_BYTES ||
        crypto_secretstream_xchacha20poly1305_init_pull(&state, from, key) != 0)
        return false;
    bytes_room(out, count + 1);
    out->length = 0;
    from += STREAM_HEAD_BYTES;
    bool ok = true;
    for (size_t left = count - STREAM_HEAD_BYTES; ok && left > 0;) {
        size_t part = left < STREAM_CHUNK_BYTES + STREAM_TAG_BYTES ? left : STREAM_CHUNK_BYTES + STREAM_TAG_BYTES;
        unsigned long long opened = 0;
        ok = tag == 0 && crypto_secretstream_xchacha20poly1305_pull(&state, out->at + out->length, &opened, &tag, from,
                                                                    part, about, about_bytes) == 0;
        out->length += ok ? (size_t)opened : 0;
        from += part;
        left -= part;
    }
    sodium_memzero(&state, sizeof state);
    out->at[out->length] = 0;
    return ok && tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
}

static crypto_generichash_state *state_of(struct hasher *h) {
    uintptr_t at = (uintptr_t)h->state;
    return (crypto_generichash_state *)(void *)(h->state + (64 - at % 64) % 64);
}

void hash_start(struct hasher *h, const uint8_t *key, const char *label) {
    crypto_generichash_init(state_of(h), key, key != NULL ? KEY_BYTES : 0, HASH_BYTES);
    hash_text(h, label);
}

static void hash_number(struct hasher *h, uint64_t number) {
    uint8_t little[8];
    for (int i = 0; i < 8; i++)
        little[i] = (uint8_t)(number >> (8 * i));
    crypto_generichash_update(state_of(h), little, sizeof little);
}

void hash_add_bytes(struct hasher *h, const void *bytes, size_t count) {
    hash_number(h, bytes != NULL ? (uint64_t)count : UINT64_MAX);
    if (bytes != NULL && count > 0)
        crypto_generichash_update(state_of(h), bytes, count);
}

void hash_text(struct hasher *h, const char *text) {
    hash_add_bytes(h, text, text != NULL ? strlen(text) : 0);
}

void hash_int(struct hasher *h, int64_t number) {
    hash_number(h, (uint64_t)number);
}

void hash_end(struct hasher *h, uint8_t out[HASH_BYTES]) {
    crypto_generichash_final(state_of(h), out, HASH_BYTES);
}
