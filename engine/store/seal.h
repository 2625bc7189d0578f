/* Sealing and hashing: the only door to libsodium. XChaCha20-Poly1305 with a random nonce; what a sealed value is bound
 * to (table, row, name, number) goes in as associated data, so that no value can be moved to another place. Plain text
 * is padded to whole blocks first, so that the length does not tell "true" from "false". BLAKE2b-256 for hashes. Knows
 * nothing of SQLite or of what it seals. */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KEY_BYTES = 32, HASH_BYTES = 32 };

/* A growing buffer, wiped when finished. Zero-terminated behind its length. Starts as {0}. */
struct bytes {
    uint8_t *at;
    size_t length, room;
};
void bytes_room(struct bytes *b, size_t room); /* at least; old content may be lost */
void bytes_finish(struct bytes *b);

/* What a sealed value belongs to. row and name may be NULL. */
struct seal_place {
    const char *table, *row, *name;
    int64_t number;
};

bool seal_start(void);
void seal_random(void *out, size_t count);
uint32_t seal_below(uint32_t limit);
void seal_wipe(void *at, size_t count);
bool seal_equal(const void *a, const void *b, size_t count);
/* Independent keys from one: which = 1, 2 ... */
void seal_derive(const uint8_t key[KEY_BYTES], uint64_t which, uint8_t out[KEY_BYTES]);
void seal_close(const uint8_t key[KEY_BYTES], const struct seal_place *place, const void *plain, size_t count,
                struct bytes *out);
/* False when it was altered, moved, or sealed with another key. */
bool seal_open(const uint8_t key[KEY_BYTES], const struct seal_place *place, const void *sealed, size_t count,
               struct bytes *out);
void key_to_hex(const uint8_t key[KEY_BYTES], char out[KEY_BYTES * 2 + 1]);
bool key_from_hex(const char *hex, size_t count, uint8_t out[KEY_BYTES]); /* white space behind it is fine */

/* A passphrase or PIN as an Argon2id string, and whether one fits it. Slow on purpose: about a tenth of a second and
 * 64 MiB. ERROR_IO when that memory is not there. */
struct error;
enum { SECRET_BYTES = 128 };
bool secret_hash(const char *secret, char out[SECRET_BYTES], struct error *err);
bool secret_check(const char *secret, const char *hash);

/* ---- for somebody else: X25519 key pairs, and a stream sealed to one of them ---- */
enum { BOX_BYTES = KEY_BYTES + 48, STREAM_CHUNK_BYTES = 65536 };
void seal_pair(const uint8_t seed[KEY_BYTES], uint8_t public_key[KEY_BYTES], uint8_t secret_key[KEY_BYTES]);
/* A key that only the holder of the pair can take out again (crypto_box_seal). */
bool seal_box(const uint8_t public_key[KEY_BYTES], const uint8_t key[KEY_BYTES], uint8_t out[BOX_BYTES]);
bool seal_unbox(const uint8_t public_key[KEY_BYTES], const uint8_t secret_key[KEY_BYTES], const uint8_t box[BOX_BYTES],
                uint8_t out[KEY_BYTES]);
/* Chunk by chunk (secretstream XChaCha20-Poly1305), each bound to its place and to `about`; the last one says so. */
size_t seal_stream_bytes(size_t count); /* how long `count` bytes become */
void seal_stream(const uint8_t key[KEY_BYTES], const void *about, size_t about_bytes, const void *plain, size_t count,
                 struct bytes *out);
bool seal_unstream(const uint8_t key[KEY_BYTES], const void *about, size_t about_bytes, const void *sealed,
                   size_t count, struct bytes *out);

/* One hash or MAC. Every part is preceded by its length, so that no two lists of parts hash alike. */
struct hasher {
    uint8_t state[384 + 64]; /* libsodium's state, 64-aligned inside: not by the compiler, which sanitizers upset */
};
void hash_start(struct hasher *h, const uint8_t *key /* NULL: no MAC */, const char *label);
void hash_add_bytes(struct hasher *h, const void *bytes, size_t count); /* NULL is not the same as empty */
void hash_text(struct hasher *h, const char *text);                     /* may be NULL */
void hash_int(struct hasher *h, int64_t number);
void hash_end(struct hasher *h, uint8_t out[HASH_BYTES]);

#endif
