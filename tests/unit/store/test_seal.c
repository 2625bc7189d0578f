/* Sealing: the data folder without its key tells nothing of anybody; a missing or wrong key changes nothing. */
#include "store/seal.h"
#include "store_test.h"

static const char *const secrets[] = {
    "Ottilie",    "Quandt",        "marzipan answer", "half a thought", "shown to her",    "wrote in a note",
    "my setting", "position word", "place word",      "clinic secret",  "staff said this", "Dr. Secret",
};

static json_t *text(const char *s) {
    return json_string(s);
}

static void write_all(struct world *w) {
    json_t *v[] = {text("marzipan answer"),
                   text("half a thought"),
                   text("my setting"),
                   text("position word"),
                   text("place word"),
                   text("clinic secret"),
                   json_pack("{s:s,s:s}", "shown", "shown to her", "wrote", "wrote in a note")};
    struct entry e = {.key = "diary#1", .id = "diary", .kind = "ask.text", .value = v[0], .note = v[6]};
    memset(e.shown_hash, 'S', sizeof e.shown_hash);
    must(entry_append(w->s, w->session, &e, 1, &w->err), &w->err);
    must(draft_set(w->s, w->session, "more#1", v[1], &w->err), &w->err);
    must(person_set(w->s, w->person, "thing", v[2], &w->err), &w->err);
    must(position_set(w->s, w->session, "sound#1", v[3], &w->err), &w->err);
    must(place_set(w->s, w->session, v[4], &w->err), &w->err);
    must(setting_set(w->s, "safety_card", v[5], &w->err), &w->err);
    must(staff_log(w->s, "Dr. Secret", "staff said this of Ottilie", &w->err), &w->err);
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        json_decref(v[i]);
}

static void expect_silent(const struct world *w) {
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (folder_contains(w, secrets[i]))
            fail_msg("the folder tells \"%s\"", secrets[i]);
    assert_false(folder_contains(w, "SSSSSSSSSSSSSSSS")); /* the hash of what was shown may be guessed from */
}

static void test_folder_tells_nothing(void **state) {
    (void)state;
    struct world *w = world_with_session();
    write_all(w);
    assert_true(folder_contains(w, "diary#1")); /* the search itself works, in the -wal file */
    expect_silent(w);
    world_close(w);
    assert_true(folder_contains(w, "diary#1"));
    expect_silent(w);
    world_destroy(w);
}

static void test_modes(void **state) {
    (void)state;
    struct world *w = world_with_session();
    static const char *const names[] = {"key", "record.db", "record.db-wal", "record.db-shm"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct stat info;
        char *path = path_join(w->folder, names[i]);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_mode & 0777, 0600);
        free(path);
    }
    world_destroy(w);
    w = world_make();
    char *inner = path_join(w->folder, "a/b");
    struct store *s = store_open(&(struct store_options){.folder = inner, .clock = &w->clock}, &w->err);
    struct stat info;
    must(s != NULL, &w->err);
    assert_string_equal(store_folder(s), inner);
    assert_int_equal(stat(inner, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    store_close(s);
    free(inner);
    world_destroy(w);
}

/* Opening must fail with ERROR_SEALED and leave the database as it is. */
static void expect_sealed(struct world *w, bool read_only) {
    size_t before_bytes = 0, after_bytes = 0;
    char *path = record_path(w);
    char *before = file_read(path, 1u << 30, &before_bytes, NULL);
    struct store *s =
        store_open(&(struct store_options){.folder = w->folder, .clock = &w->clock, .read_only = read_only}, &w->err);
    assert_null(s);
    if (w->err.code != ERROR_SEALED)
        fail_msg("%s: %s", error_code_name(w->err.code), w->err.text);
    char *after = file_read(path, 1u << 30, &after_bytes, NULL);
    assert_int_equal(before_bytes, after_bytes);
    assert_memory_equal(before, after, before_bytes);
    free(before);
    free(after);
    free(path);
}

static void test_missing_and_wrong_keys(void **state) {
    (void)state;
    struct world *w = world_with_session();
    char *key = path_join(w->folder, "key"), *right;
    size_t length = 0;
    char wrong[65];
    write_all(w);
    world_close(w);
    right = file_read(key, 100, &length, &w->err);
    assert_int_equal(length, 65);
    assert_int_equal(unlink(key), 0);
    expect_sealed(w, false);
    expect_sealed(w, true);
    assert_false(file_exists(key)); /* and no new one was made */
    memset(wrong, 'a', sizeof wrong);
    must(file_write(key, wrong, 64, &w->err), &w->err);
    expect_sealed(w, false);
    expect_sealed(w, true);
    must(file_write(key, "not a key", 9, &w->err), &w->err);
    expect_sealed(w, false);
    must(file_write(key, "", 0, &w->err), &w->err);
    expect_sealed(w, false);
    must(file_write(key, right, length, &w->err), &w->err);
    world_open(w);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    free(key);
    free(right);
    world_destroy(w);
}

static size_t sealed_bytes(const uint8_t key[KEY_BYTES], const char *plain) {
    struct bytes sealed = {0};
    struct seal_place place = {.table = "t"};
    seal_close(key, &place, plain, strlen(plain), &sealed);
    size_t length = sealed.length;
    bytes_finish(&sealed);
    return length;
}

static void test_length_tells_nothing(void **state) {
    (void)state;
    uint8_t key[KEY_BYTES] = {1};
    assert_true(seal_start());
    assert_int_equal(sealed_bytes(key, "true"), sealed_bytes(key, "false"));
    assert_int_equal(sealed_bytes(key, "1"), sealed_bytes(key, "\"a few words\""));
    assert_int_equal(sealed_bytes(key, ""), sealed_bytes(key, "10"));
}

static void test_seal_is_bound_to_its_place(void **state) {
    (void)state;
    uint8_t key[KEY_BYTES] = {1}, other[KEY_BYTES] = {2};
    struct bytes sealed = {0}, plain = {0};
    struct seal_place place = {.table = "entry", .row = "s-1", .name = "x", .number = 3};
    struct seal_place elsewhere[] = {{.table = "draft", .row = "s-1", .name = "x", .number = 3},
                                     {.table = "entry", .row = "s-2", .name = "x", .number = 3},
                                     {.table = "entry", .row = "s-1", .name = NULL, .number = 3},
                                     {.table = "entry", .row = "s-1x", .name = "", .number = 3},
                                     {.table = "entry", .row = "s-1", .name = "x", .number = 4}};
    for (size_t length = 0; length < 200; length += 7) {
        char text_in[200];
        memset(text_in, (int)(length % 3) == 0 ? 0 : 0x80, sizeof text_in); /* the padding's own bytes */
        seal_close(key, &place, text_in, length, &sealed);
        assert_true(seal_open(key, &place, sealed.at, sealed.length, &plain));
        assert_int_equal(plain.length, length);
        assert_memory_equal(plain.at, text_in, length);
        for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
            assert_false(seal_open(key, &elsewhere[i], sealed.at, sealed.length, &plain));
        assert_false(seal_open(other, &place, sealed.at, sealed.length, &plain));
        assert_false(seal_open(key, &place, sealed.at, sealed.length - 1, &plain));
        assert_false(seal_open(key, &place, sealed.at, 5, &plain));
        assert_false(seal_open(key, &place, NULL, 0, &plain));
        sealed.at[sealed.length / 2] ^= 1;
        assert_false(seal_open(key, &place, sealed.at, sealed.length, &plain));
    }
    bytes_finish(&sealed);
    bytes_finish(&plain);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folder_tells_nothing),       cmocka_unit_test(test_modes),
        cmocka_unit_test(test_missing_and_wrong_keys),     cmocka_unit_test(test_length_tells_nothing),
        cmocka_unit_test(test_seal_is_bound_to_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
