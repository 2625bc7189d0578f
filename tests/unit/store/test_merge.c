/* Packing a person and merging them elsewhere: the union is the same whatever came first and however often, two devices
 * of one patient come together, and what does not fit changes nothing. Envelopes open where they should, and say what
 * is wrong with them elsewhere. */
#include "store_test.h"

#include "base/rng.h"
#include "store/pack.h"

enum { PACK_MAX = 24 };

static struct world *place_make(void) {
    struct world *w = world_make();
    world_open(w);
    return w;
}

static json_t *pack_of(struct world *w, const char *person) {
    json_t *packed = person_pack(w->s, person, &w->err);
    must(packed != NULL, &w->err);
    return packed;
}

static struct merge_result merge_into(struct world *w, const json_t *packed, const char *into) {
    struct merge_result m;
    must(person_merge(w->s, packed, into, &m, &w->err), &w->err);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    return m;
}

static int by_id(const void *a, const void *b) {
    const json_t *const *x = a, *const *y = b;
    return strcmp(value_string(*x, "id", ""), value_string(*y, "id", ""));
}

/* Everything of a person as one text, sessions sorted; given. */
static char *dump_of(struct world *w, const char *person) {
    json_t *packed = pack_of(w, person), *sessions = json_object_get(packed, "sessions"), *sorted = json_array();
    size_t count = json_array_size(sessions);
    json_t **rows = xcalloc(count + 1, sizeof *rows);
    for (size_t i = 0; i < count; i++)
        rows[i] = json_array_get(sessions, i);
    qsort(rows, count, sizeof *rows, by_id);
    for (size_t i = 0; i < count; i++)
        json_array_append(sorted, rows[i]);
    json_object_set_new(packed, "sessions", sorted);
    char *text = value_dump(packed);
    free(rows);
    json_decref(packed);
    return text;
}

static void assert_same(struct world *a, struct world *b, const char *person) {
    char *x = dump_of(a, person), *y = dump_of(b, person);
    assert_string_equal(x, y);
    free(x);
    free(y);
}

/* ---- a patient who lives on ---- */

struct patient {
    struct world *w;
    struct rng *rng;
    char open[40]; /* "" none */
    int entries;
};

static void act(struct patient *p) {
    struct world *w = p->w;
    char key[24];
    clock_advance(&w->clock, 1000 + (int64_t)rng_below(p->rng, 100000));
    if (p->open[0] == '\0') {
        session_start(w, "sit-to-stand", "", p->open);
        p->entries = 0;
        return;
    }
    uint64_t what = rng_below(p->rng, 11);
    snprintf(key, sizeof key, "q#%d", p->entries + 1);
    if (what == 0 && p->entries > 0) {
        must(session_end(w->s, p->open, "completed", &w->err), &w->err);
        must(session_share(w->s, p->open, rng_below(p->rng, 2) == 0, &w->err), &w->err);
        p->open[0] = '\0';
    } else if (what == 1 && p->entries > 0) {
        int64_t seq = 1;
        must(entry_supersede(w->s, p->open, &seq, 1, &w->err), &w->err);
    } else if (what == 2) {
        json_t *position = json_pack("{s:I}", "seconds", (json_int_t)rng_below(p->rng, 600));
        must(position_set(w->s, p->open, "set#1", position, &w->err), &w->err);
        json_decref(position);
    } else if (what == 3) {
        char child[40];
        session_start(w, "breathing-space", p->open, child);
        answer(w, child, "calm#1", "calm", json_real(0.1 * (double)rng_below(p->rng, 100)));
        must(session_end(w->s, child, "stopped", &w->err), &w->err);
    } else {
        answer(w, p->open, key, "q",
               json_pack("{s:s, s:I}", "words", "äöü \n", "n", (json_int_t)rng_below(p->rng, 99)));
        p->entries++;
    }
}

/* ---- tests ---- */

static void test_any_order_any_number(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct rng rng;
        rng_init(&rng, seed, "merge");
        struct world *home = place_make(), *away = place_make(), *x = place_make(), *y = place_make();
        json_t *packs[PACK_MAX];
        size_t count = 0;
        must(person_add(home->s, "Ana", home->person, &home->err), &home->err);
        packs[count++] = pack_of(home, home->person);
        merge_into(away, packs[0], NULL); /* the second device gets the person from the first */
        memcpy(away->person, home->person, sizeof away->person);
        clock_advance(&away->clock, 300000);
        struct patient both[2] = {{.w = home, .rng = &rng}, {.w = away, .rng = &rng}};
        while (count < PACK_MAX) {
            struct patient *p = &both[rng_below(&rng, 2)];
            for (uint64_t i = rng_below(&rng, 8); i > 0; i--)
                act(p);
            packs[count++] = pack_of(p->w, p->w->person);
        }
        for (size_t i = 0; i < PACK_MAX; i++)
            merge_into(x, packs[i], NULL);
        for (size_t i = 0; i < PACK_MAX * 3; i++)
            merge_into(y, packs[rng_below(&rng, PACK_MAX)], NULL);
        for (size_t i = PACK_MAX; i > 0; i--)
            merge_into(y, packs[i - 1], NULL);
        assert_same(x, y, home->person);
        json_t *all = pack_of(x, home->person); /* and back to both devices */
        assert_int_equal(merge_into(y, all, NULL).entries_new, 0);
        merge_into(home, all, NULL);
        merge_into(away, all, NULL);
        assert_same(home, x, home->person);
        assert_same(away, x, home->person);
        json_decref(all);
        for (size_t i = 0; i < PACK_MAX; i++)
            json_decref(packs[i]);
        world_destroy(home);
        world_destroy(away);
        world_destroy(x);
        world_destroy(y);
    }
}

/* Two devices on which the patient was added on their own: staff say that they are one. */
static void test_joined_by_hand(void **state) {
    (void)state;
    struct world *a = world_with_session(), *b = world_with_session(), *clinic = place_make();
    answer(a, a->session, "q#1", "q", json_integer(1));
    answer(b, b->session, "q#1", "q", json_integer(2));
    json_t *one = pack_of(a, a->person), *two = pack_of(b, b->person);
    merge_into(clinic, one, NULL);
    merge_into(clinic, two, a->person);
    struct merge_result again = merge_into(clinic, two, NULL); /* remembered */
    assert_string_equal(again.person, a->person);
    assert_int_equal(again.sessions_new, 0);
    json_t *people = person_list(clinic->s, &clinic->err);
    assert_int_equal(json_array_size(people), 1);
    json_decref(people);
    json_t *all = pack_of(clinic, a->person);
    assert_int_equal(json_array_size(json_object_get(all, "sessions")), 2);
    json_decref(all);
    json_decref(one);
    json_decref(two);
    world_destroy(a);
    world_destroy(b);
    world_destroy(clinic);
}

static void test_half_done_goes_on_where_it_began(void **state) {
    (void)state;
    struct world *home = world_with_session(), *clinic = place_make();
    struct session_row row;
    json_t *packed = pack_of(home, home->person);
    merge_into(clinic, packed, NULL);
    assert_false(session_find_open(clinic->s, home->person, NULL, &row, &clinic->err));
    merge_into(home, packed, NULL);
    assert_true(session_find_open(home->s, home->person, NULL, &row, &home->err));
    json_decref(packed);
    world_destroy(home);
    world_destroy(clinic);
}

/* A folder set back to an old backup went on differently: both ways are kept, and merging again adds nothing. */
static void test_two_ways(void **state) {
    (void)state;
    struct world *home = world_with_session(), *clinic = place_make(), *restored = place_make();
    answer(home, home->session, "q#1", "q", json_integer(1));
    json_t *old = pack_of(home, home->person);
    merge_into(restored, old, NULL);
    answer(home, home->session, "q#2", "q", json_integer(2));
    answer(restored, home->session, "q#2", "q", json_integer(3));
    json_t *one = pack_of(home, home->person), *two = pack_of(restored, home->person);
    merge_into(clinic, one, NULL);
    assert_int_equal(merge_into(clinic, two, NULL).sessions_new, 1);
    assert_int_equal(merge_into(clinic, two, NULL).sessions_new, 0);
    assert_int_equal(merge_into(clinic, one, NULL).entries_new, 0);
    json_decref(old);
    json_decref(one);
    json_decref(two);
    world_destroy(home);
    world_destroy(clinic);
    world_destroy(restored);
}

static void refused(struct world *w, json_t *packed, enum error_code code) {
    struct merge_result m;
    struct error err = {0};
    assert_false(person_merge(w->s, packed, NULL, &m, &err));
    if (err.code != code)
        fail_msg("%s: %s", error_code_name(err.code), err.text);
    json_t *people = person_list(w->s, &w->err);
    assert_int_equal(json_array_size(people), 0);
    json_decref(people);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    json_decref(packed);
}

static void test_nothing_half_done(void **state) {
    (void)state;
    struct world *home = world_with_session(), *clinic = place_make();
    answer(home, home->session, "q#1", "q", json_integer(1));
    answer(home, home->session, "q#2", "q", json_integer(2));
    json_t *newer = pack_of(home, home->person), *lacking = pack_of(home, home->person),
           *bad = pack_of(home, home->person), *orphan = pack_of(home, home->person);
    value_set_int(newer, "balm_person", 2);
    refused(clinic, newer, ERROR_NEWER);
    json_t *session = json_array_get(json_object_get(lacking, "sessions"), 0);
    json_object_del(json_array_get(json_object_get(session, "entries"), 1), "status");
    refused(clinic, lacking, ERROR_FORMAT);
    value_set_string(json_object_get(bad, "person"), "id", "../../etc");
    refused(clinic, bad, ERROR_FORMAT);
    value_set_string(json_array_get(json_object_get(orphan, "sessions"), 0), "parent", "s-nowhere");
    refused(clinic, orphan, ERROR_MISSING);
    refused(clinic, json_object(), ERROR_FORMAT);
    refused(clinic, json_array(), ERROR_FORMAT);
    world_destroy(home);
    world_destroy(clinic);
}

static void test_removed_stays_removed(void **state) {
    (void)state;
    struct world *home = world_with_session(), *clinic = place_make();
    json_t *packed = pack_of(home, home->person);
    merge_into(clinic, packed, NULL);
    must(person_remove(clinic->s, home->person, &clinic->err), &clinic->err);
    refused(clinic, packed, ERROR_SEALED);
    world_destroy(home);
    world_destroy(clinic);
}

/* ---- envelopes ---- */

static void cannot_open(struct world *w, const char *sealed, size_t bytes, enum error_code code) {
    struct error err = {0};
    json_t *packed = envelope_open(w->s, sealed, bytes, &err);
    assert_null(packed);
    if (err.code != code)
        fail_msg("%zu bytes: %s: %s", bytes, error_code_name(err.code), err.text);
}

static void test_envelopes(void **state) {
    (void)state;
    struct world *home = world_with_session(), *clinic = place_make(), *other = place_make();
    char key[CLINIC_KEY_BYTES], found[CLINIC_KEY_BYTES];
    size_t bytes = 0;
    char *large = xcalloc(1, 200001);
    memset(large, 'x', 200000); /* several chunks */
    answer(home, home->session, "q#1", "q", json_string(large));
    json_t *packed = pack_of(home, home->person);
    char *sealed = envelope_seal(clinic_key(clinic->s, key), packed, &bytes, &home->err);
    must(sealed != NULL, &home->err);
    json_t *opened = envelope_open(clinic->s, sealed, bytes, &clinic->err);
    must(opened != NULL, &clinic->err);
    assert_true(json_equal(opened, packed));
    assert_null(memmem(sealed, bytes, "xxxxxxxx", 8));
    cannot_open(other, sealed, bytes, ERROR_SEALED);
    cannot_open(clinic, "hello", 5, ERROR_FORMAT);
    cannot_open(clinic, "", 0, ERROR_FORMAT);
    for (size_t cut = 1; cut < bytes; cut += 1 + bytes / 97)
        cannot_open(clinic, sealed, bytes - cut, ERROR_FORMAT);
    for (size_t at = 32; at < bytes; at += 1 + bytes / 97) {
        sealed[at] = (char)(sealed[at] ^ 1);
        cannot_open(clinic, sealed, bytes, ERROR_SEALED);
        sealed[at] = (char)(sealed[at] ^ 1);
    }
    sealed[14] = '2';
    cannot_open(clinic, sealed, bytes, ERROR_NEWER);
    char *note = xprintf("The clinic's key:\r\n  %s\r\n", key);
    must(clinic_key_find(note, found, &home->err), &home->err);
    assert_string_equal(found, key);
    note[40] = note[40] == '0' ? '1' : '0';
    assert_false(clinic_key_find(note, found, &home->err));
    assert_false(clinic_key_find("nothing", found, &home->err));
    free(note);
    free(sealed);
    free(large);
    json_decref(packed);
    json_decref(opened);
    world_destroy(home);
    world_destroy(clinic);
    world_destroy(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_order_any_number),
        cmocka_unit_test(test_joined_by_hand),
        cmocka_unit_test(test_half_done_goes_on_where_it_began),
        cmocka_unit_test(test_two_ways),
        cmocka_unit_test(test_nothing_half_done),
        cmocka_unit_test(test_removed_stays_removed),
        cmocka_unit_test(test_envelopes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
