/* A growable UTF-8 string, and the few UTF-8 helpers everybody needs. Running out of memory ends the program
 * (xalloc.h): every answer is on disk by then, and the next start resumes. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
    char *bytes; /* never NULL after text_init; always zero-terminated */
    size_t length_bytes;
    size_t room_bytes;
};

void text_init(struct text *t);
void text_finish(struct text *t);
void text_clear(struct text *t);
void text_add(struct text *t, const char *utf8);
void text_add_bytes(struct text *t, const char *bytes, size_t count_bytes);
void text_add_char(struct text *t, char c);
void text_addf(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Replaces bytes [from, to) by the given ones. */
void text_splice(struct text *t, size_t from, size_t to, const char *bytes, size_t count_bytes);
/* Hands the buffer over: given to the caller, who free()s it; t is empty afterwards. */
char *text_take(struct text *t);

/* True when the bytes are valid UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. */
bool utf8_valid(const char *bytes, size_t count_bytes);
/* Copies valid UTF-8, each broken byte as U+FFFD, control characters but \n and \t left out. Given. */
char *utf8_clean(const char *bytes, size_t count_bytes);
/* Decodes the character at *at (< end) and moves *at behind it; broken bytes give U+FFFD, one byte each. */
uint32_t utf8_next(const char *bytes, size_t end, size_t *at);
/* Start of the character before / after byte offset `at`. */
size_t utf8_prev_offset(const char *bytes, size_t at);
size_t utf8_next_offset(const char *bytes, size_t length, size_t at);
/* Writes one character, returns its size in bytes (1 to 4). */
int utf8_put(uint32_t codepoint, char out[4]);
/* Edit distance with swaps, ASCII case ignored, for "did you mean"; stops counting at 99. */
int text_distance(const char *a, const char *b);
/* The candidate nearest to word, or NULL when none is near enough to suggest. Borrowed from candidates. */
const char *text_nearest(const char *word, const char *const *candidates, size_t count);

#endif
