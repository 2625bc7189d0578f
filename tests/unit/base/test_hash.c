/* SHA-256 against the vectors of FIPS 180-4 and NIST's long message, in pieces of every awkward size. */
#include "../cmocka_all.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

static void expect(const char *message, const char *digest) {
    struct hash h;
    char hex[65];
    hash_init(&h);
    hash_add(&h, message, strlen(message));
    assert_string_equal(hash_hex(&h, hex), digest);
}

static void test_vectors(void **state) {
    (void)state;
    expect("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    expect(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrs"
        "tu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

static void test_million_in_pieces(void **state) {
    (void)state;
    static const size_t pieces[] = {1, 55, 56, 63, 64, 65, 1000};
    char *a = malloc(1000);
    memset(a, 'a', 1000);
    for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
        struct hash h;
        char hex[65];
        hash_init(&h);
        for (size_t left = 1000000, part; left > 0; left -= part) {
            part = pieces[p] < left ? pieces[p] : left;
            hash_add(&h, a, part);
        }
        assert_string_equal(hash_hex(&h, hex), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
    free(a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_million_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
