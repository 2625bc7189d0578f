/* The clinic's own: the safety card and its languages, members of staff and their passphrases, patients' PINs. */
#include "store/clinic.h"
#include "store_test.h"

static json_t *card(const char *name, const char *number) {
    return json_pack("{s:[{s:s, s:s, s:s}]}", "people", "name", name, "number", number, "when", "Day and night");
}

static void set_card(struct world *w, const char *language, const char *name) {
    json_t *c = card(name, "555 0100");
    must(safety_card_set(w->s, language, c, "Tom", &w->err), &w->err);
    json_decref(c);
}

static void card_is(struct world *w, const char *language, const char *name) {
    json_t *c = safety_card_get(w->s, language);
    const json_t *first = json_array_get(json_object_get(c, "people"), 0);
    assert_string_equal(value_string(first, "name", ""), name);
    json_decref(c);
}

static void test_card_by_language(void **state) {
    (void)state;
    struct world *w = world_make();
    world_open(w);
    assert_false(store_safety_card_is_filled(w->s));
    assert_null(safety_card_get(w->s, "en"));
    set_card(w, "de", "Telefonseelsorge");
    assert_true(store_safety_card_is_filled(w->s));
    card_is(w, "fr", "Telefonseelsorge");
    set_card(w, "en", "Crisis line");
    set_card(w, "pt", "Linha de apoio");
    card_is(w, "fr", "Crisis line");
    card_is(w, "de-AT", "Telefonseelsorge");
    card_is(w, "pt-BR", "Linha de apoio");
    world_close(w);
    world_open(w);
    card_is(w, NULL, "Crisis line");
    must(safety_card_set(w->s, "en", NULL, "Tom", &w->err), &w->err);
    card_is(w, "de", "Telefonseelsorge");
    world_destroy(w);
}

static void test_card_that_is_none(void **state) {
    (void)state;
    struct world *w = world_make();
    world_open(w);
    json_t *bad[] = {json_pack("{s:[]}", "people"), card("", "555"), card("Crisis line", "soon"), json_array()};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(safety_card_set(w->s, "en", bad[i], "Tom", &w->err));
        assert_int_equal(w->err.code, ERROR_FORMAT);
        json_decref(bad[i]);
    }
    json_t *good = card("Crisis line", "555");
    assert_false(safety_card_set(w->s, "E", good, "Tom", &w->err));
    assert_false(safety_card_set(w->s, "../x", good, "Tom", &w->err));
    json_decref(good);
    assert_false(store_safety_card_is_filled(w->s));
    world_destroy(w);
}

static bool try_staff(struct world *w, const char *id, const char *passphrase, int64_t *out_wait_ms) {
    struct sign_in in;
    must(staff_sign_in(w->s, id, passphrase, &in, &w->err), &w->err);
    *out_wait_ms = in.wait_ms;
    return in.right;
}

static void test_staff(void **state) {
    (void)state;
    struct world *w = world_make();
    char tom[40], ida[40];
    int64_t wait;
    world_open(w);
    assert_false(staff_add_member(w->s, "", "Tom", "short", tom, &w->err));
    must(staff_add_member(w->s, "", "Tom", "correct horse", tom, &w->err), &w->err);
    assert_false(staff_add_member(w->s, "Tom", "Tom", "another phrase", ida, &w->err));
    must(staff_add_member(w->s, "Tom", "Ida", "battery staple", ida, &w->err), &w->err);
    assert_true(try_staff(w, tom, "correct horse", &wait));
    assert_false(try_staff(w, tom, "battery staple", &wait));
    must(staff_set_passphrase(w->s, "Ida", tom, "a new phrase", &w->err), &w->err);
    assert_true(try_staff(w, tom, "a new phrase", &wait));
    must(staff_remove_member(w->s, "Tom", ida, &w->err), &w->err);
    assert_false(staff_remove_member(w->s, "Tom", tom, &w->err));
    json_t *members = staff_members(w->s);
    assert_int_equal(json_array_size(members), 1);
    json_decref(members);
    world_close(w);
    assert_false(folder_contains(w, "correct horse"));
    assert_false(folder_contains(w, "argon2id"));
    world_destroy(w);
}

/* Three tries, then a wait that grows to a minute; the right one counts as soon as it is looked at. */
static void test_wrong_tries_wait(void **state) {
    (void)state;
    static const int64_t waits[] = {0, 0, 10000, 20000, 40000, 60000, 60000};
    struct world *w = world_make();
    char tom[40];
    int64_t wait;
    world_open(w);
    must(staff_add_member(w->s, "", "Tom", "correct horse", tom, &w->err), &w->err);
    for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
        assert_false(try_staff(w, tom, "wrong horse", &wait));
        assert_int_equal(wait, waits[i]);
        if (wait > 0)
            assert_false(try_staff(w, tom, "correct horse", &wait));
        clock_advance(&w->clock, waits[i]);
    }
    assert_true(try_staff(w, tom, "correct horse", &wait));
    assert_false(try_staff(w, tom, "wrong horse", &wait));
    assert_int_equal(wait, 0);
    world_destroy(w);
}

static void test_pins(void **state) {
    (void)state;
    struct world *w = world_make();
    struct sign_in in;
    world_open(w);
    must(person_add(w->s, "A. K.", w->person, &w->err), &w->err);
    assert_int_equal(pin_length(w->s, w->person), 0);
    must(pin_sign_in(w->s, w->person, "", &in, &w->err), &w->err);
    assert_false(in.right);
    assert_false(pin_set(w->s, w->person, "123", &w->err));
    assert_false(pin_set(w->s, w->person, "12a4", &w->err));
    must(pin_set(w->s, w->person, "204060", &w->err), &w->err);
    assert_int_equal(pin_length(w->s, w->person), 6);
    for (int i = 0; i < 3; i++)
        must(pin_sign_in(w->s, w->person, "204061", &in, &w->err), &w->err);
    assert_int_equal(in.wait_ms, 10000);
    world_close(w);
    world_open(w);
    must(pin_sign_in(w->s, w->person, "204060", &in, &w->err), &w->err);
    assert_false(in.right);
    must(pin_set(w->s, w->person, "1111", &w->err), &w->err);
    must(pin_sign_in(w->s, w->person, "1111", &in, &w->err), &w->err);
    assert_true(in.right);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_card_by_language),
        cmocka_unit_test(test_card_that_is_none),
        cmocka_unit_test(test_staff),
        cmocka_unit_test(test_wrong_tries_wait),
        cmocka_unit_test(test_pins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
