/* base/hash: SHA-256 against the published vectors, and the same however the bytes are cut. */
#include "base/hash.h"

#include <string.h>

#include "cmocka_all.h"

static void expect(const char *bytes, size_t count_bytes, const char *hex) {
    struct hash h;
    char out[65];
    hash_init(&h);
    hash_add(&h, bytes, count_bytes);
    assert_string_equal(hash_hex(&h, out), hex);
}

static void published_vectors(void **state) {
    (void)state;
    expect("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_letters(void **state) {
    (void)state;
    struct hash h;
    char out[65], part[1000];
    memset(part, 'a', sizeof part);
    hash_init(&h);
    for (int i = 0; i < 1000; i++)
        hash_add(&h, part, sizeof part);
    assert_string_equal(hash_hex(&h, out), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void cutting_changes_nothing(void **state) {
    (void)state;
    char bytes[200], whole[65], cut[65];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7);
    for (size_t length = 0; length <= sizeof bytes; length++) {
        struct hash h;
        hash_init(&h);
        hash_add(&h, bytes, length);
        hash_hex(&h, whole);
        size_t first = length / 3;
        hash_init(&h);
        hash_add(&h, bytes, first);
        hash_add(&h, bytes, 0);
        for (size_t i = first; i < length; i++)
            hash_add(&h, bytes + i, 1);
        assert_string_equal(hash_hex(&h, cut), whole);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors),
        cmocka_unit_test(a_million_letters),
        cmocka_unit_test(cutting_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
