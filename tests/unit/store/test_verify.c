/* The proof: whatever is changed in the database behind Balm's back is found, and named. One row of the table below for
 * each thing that might be done. */
#include "store_test.h"

static struct world *record_make(void) {
    struct world *w = world_with_session();
    char child[40];
    const int64_t superseded = 2;
    json_t *text = json_string("half a thought");
    for (int i = 1; i <= 5; i++) {
        char key[24];
        snprintf(key, sizeof key, "pain#%d", i);
        answer(w, w->session, key, "pain", json_integer(i));
    }
    must(entry_supersede(w->s, w->session, &superseded, 1, &w->err), &w->err);
    must(session_share(w->s, w->session, true, &w->err), &w->err);
    must(draft_set(w->s, w->session, "note#1", text, &w->err), &w->err);
    must(position_set(w->s, w->session, "sound#1", text, &w->err), &w->err);
    must(place_set(w->s, w->session, text, &w->err), &w->err);
    must(person_set(w->s, w->person, "text_size", text, &w->err), &w->err);
    must(setting_set(w->s, "clinic", text, &w->err), &w->err);
    must(bundle_put(w->s, "0007", text, &w->err), &w->err);
    must(fact_append(w->s, w->person, "prescription", text, NULL, &w->err), &w->err);
    must(fact_append(w->s, w->person, "flag.seen", text, NULL, &w->err), &w->err);
    must(staff_log(w->s, "Dr. Who", "looked", &w->err), &w->err);
    must(staff_log(w->s, "Dr. Who", "looked again", &w->err), &w->err);
    session_start(w, "inside", w->session, child);
    answer(w, child, "pain#1", "pain", json_integer(9));
    must(session_end(w->s, child, "completed", &w->err), &w->err);
    json_decref(text);
    return w;
}

struct meddling {
    const char *what, *sql, *names; /* names: what the message must say; NULL any */
};
#define FIRST "session = 1 AND seq = "
static const struct meddling meddlings[] = {
    {"a byte of a value",
     "UPDATE entry SET value = CAST(substr(value, 1, 30) || CASE substr(value, 31, 1) WHEN x'00' THEN x'01' ELSE x'00' "
     "END || substr(value, 32) AS BLOB) WHERE " FIRST "3",
     "entry 3"},
    {"a status", "UPDATE entry SET status = 1 WHERE " FIRST "2", "entry 2"},
    {"a fact's time", "UPDATE fact SET at_ms = 1 WHERE number = 1", "fact"},
    {"a fact's kind", "UPDATE fact SET kind = 'other' WHERE number = 2", "fact"},
    {"a fact deleted", "DELETE FROM fact WHERE number = 2", "fact"},
    {"a key", "UPDATE entry SET key = 'pain#9' WHERE " FIRST "4", "entry 4"},
    {"an id", "UPDATE entry SET id = NULL WHERE " FIRST "4", "entry 4"},
    {"a time", "UPDATE entry SET answered_ms = 2001 WHERE " FIRST "1", "entry 1"},
    {"an active time", "UPDATE entry SET active_ms = 1 WHERE " FIRST "5", "entry 5"},
    {"whose it is", "UPDATE entry SET person = 2 WHERE " FIRST "5", "entry 5"},
    {"two swapped by seq",
     "UPDATE entry SET seq = 99 WHERE " FIRST "2; UPDATE entry SET seq = 2 WHERE " FIRST
     "3; UPDATE entry SET seq = 3 WHERE " FIRST "99",
     "entry 2"},
    {"two swapped by number",
     "UPDATE entry SET number = 99 WHERE number = 2; UPDATE entry SET number = 2 WHERE number = 3;"
     "UPDATE entry SET number = 3 WHERE number = 99",
     "entry"},
    {"two values swapped",
     "CREATE TABLE t AS SELECT value v FROM entry WHERE " FIRST "3; UPDATE entry SET value = (SELECT value FROM entry "
     "WHERE " FIRST "4) WHERE " FIRST "3; UPDATE entry SET value = (SELECT v FROM t) WHERE " FIRST "4",
     "entry 3"},
    {"the last deleted", "DELETE FROM entry WHERE " FIRST "7", "entry 7"},
    {"the last deleted, the count set",
     "DELETE FROM entry WHERE " FIRST "7; UPDATE session SET count = 6, shared = 0,"
     " head = (SELECT hash FROM entry WHERE " FIRST "6) WHERE number = 1",
     "Session"},
    {"all deleted", "DELETE FROM entry WHERE session = 1", "entry 1"},
    {"one in the middle deleted", "DELETE FROM entry WHERE " FIRST "3", "entry 3"},
    {"the first deleted", "DELETE FROM entry WHERE " FIRST "1", "entry 1"},
    {"one added",
     "INSERT INTO entry SELECT 99, session, 8, person, key, id, kind, status, value, shown_ms, answered_ms,"
     " active_ms, NULL, hash FROM entry WHERE " FIRST "5",
     "entry 8"},
    {"superseded undone", "UPDATE entry SET superseded_by = NULL WHERE " FIRST "2", "superseded"},
    {"superseded forged", "UPDATE entry SET superseded_by = 6 WHERE " FIRST "3", "superseded"},
    {"started", "UPDATE session SET started_ms = started_ms - 1 WHERE number = 1", "entry 1"},
    {"module", "UPDATE session SET module = 'x' WHERE number = 1", "entry 1"},
    {"seed", "UPDATE session SET seed = 4 WHERE number = 1", "entry 1"},
    {"bundle", "UPDATE session SET bundle_hash = '00' WHERE number = 1", "entry 1"},
    {"parent", "UPDATE session SET parent = NULL WHERE number = 2", "entry 1"},
    {"root", "UPDATE session SET root = zeroblob(32) WHERE number = 1", "Session"},
    {"outcome", "UPDATE session SET outcome = 'stopped' WHERE number = 2", "Session"},
    {"ended", "UPDATE session SET ended_ms = 0, outcome = '' WHERE number = 2", "Session"},
    {"shared", "UPDATE session SET shared = 0 WHERE number = 1", "Session"},
    {"a session deleted", "DELETE FROM entry WHERE session = 2; DELETE FROM session WHERE number = 2", "ledger"},
    {"an entry without a session", "UPDATE entry SET session = 77 WHERE number = 3", "entry"},
    {"a person deleted", "DELETE FROM person_setting; DELETE FROM person", NULL},
    {"a person's key destroyed", "UPDATE person SET wrapped_key = NULL", "person"},
    {"a person's name", "UPDATE person SET name = zeroblob(80)", "name"},
    {"a person's setting", "UPDATE person_setting SET value = zeroblob(80)", "text_size"},
    {"a draft", "UPDATE draft SET value = zeroblob(80)", "draft"},
    {"a draft moved", "UPDATE draft SET key = 'other#1'", "draft"},
    {"a position", "UPDATE position SET value = (SELECT value FROM draft)", "position"},
    {"a place", "UPDATE place SET value = zeroblob(80)", "place"},
    {"a setting", "UPDATE setting SET value = zeroblob(80) WHERE name = 'clinic'", "clinic"},
    {"a bundle", "UPDATE bundle SET packed = '{}'", "0007"},
    {"a staff line", "UPDATE staff_log SET at_ms = 1 WHERE number = 2", "staff"},
    {"a staff line deleted", "DELETE FROM staff_log WHERE number = 1", "staff"},
    {"the last staff line deleted", "DELETE FROM staff_log WHERE number = 2", "staff"},
    {"the staff ledger", "DELETE FROM staff_log; DELETE FROM ledger WHERE name = 'staff'", "staff"},
    {"everything and the ledgers deleted",
     "DELETE FROM entry; DELETE FROM draft; DELETE FROM position; DELETE FROM place; DELETE FROM session;"
     "DELETE FROM person_setting; DELETE FROM fact; DELETE FROM person; DELETE FROM ledger",
     "ledger"},
};

static void test_whole(void **state) {
    (void)state;
    struct world *w = record_make();
    struct verify_result result;
    must(store_verify(w->s, &result, &w->err), &w->err);
    assert_int_equal(result.people, 1);
    assert_int_equal(result.sessions, 2);
    assert_int_equal(result.entries, 9);
    world_close(w);
    world_open(w);
    must(store_verify(w->s, &result, &w->err), &w->err);
    assert_int_equal(result.entries, 9);
    world_destroy(w);
}

static void expect_found(const struct meddling *m) {
    struct world *w = record_make();
    struct verify_result result = {.people = 42};
    world_close(w);
    meddle(w, "PRAGMA foreign_keys=OFF");
    meddle(w, m->sql);
    world_open(w);
    if (store_verify(w->s, &result, &w->err))
        fail_msg("not found: %s", m->what);
    if (w->err.code != ERROR_RECORD || (m->names != NULL && strcasestr(w->err.text, m->names) == NULL))
        fail_msg("%s: %s: %s", m->what, error_code_name(w->err.code), w->err.text);
    if (strstr(m->names != NULL ? m->names : "", "entry") != NULL && strstr(w->err.text, "s-") == NULL &&
        strstr(m->what, "without") == NULL)
        fail_msg("%s: names no session: %s", m->what, w->err.text);
    assert_int_equal(result.people, 42);
    world_destroy(w);
}

static void test_each_change_is_found(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof meddlings / sizeof *meddlings; i++)
        expect_found(&meddlings[i]);
    print_message("%zu kinds of change found\n", sizeof meddlings / sizeof *meddlings);
}

/* Who cut the tail cannot have Balm sign the shorter record: nothing is added to such a session. */
static void test_no_append_behind_a_cut(void **state) {
    (void)state;
    struct world *w = record_make();
    struct entry e = {.key = "more#1", .kind = "ask.scale"};
    world_close(w);
    meddle(w, "DELETE FROM entry WHERE session = 1 AND seq > 3; UPDATE session SET count = 3,"
              " head = (SELECT hash FROM entry WHERE session = 1 AND seq = 3) WHERE number = 1");
    world_open(w);
    assert_false(entry_append(w->s, w->session, &e, 1, &w->err));
    assert_int_equal(w->err.code, ERROR_RECORD);
    assert_non_null(strstr(w->err.text, w->session));
    world_destroy(w);
}

/* Changes single bytes all over the file (not in empty space): SQLite, a seal or the chain notices, but where nothing
 * that counts stands (page headers' hints, session.last_ms, names of the schema). The opened record never crashes. */
static void test_changed_bytes(void **state) {
    (void)state;
    struct world *w = record_make();
    char *path = record_path(w);
    size_t length = 0, found = 0, tried = 0;
    world_close(w);
    char *bytes = file_read(path, 1u << 30, &length, &w->err);
    for (size_t at = 100; at < length; at += 41) {
        struct error err = {0};
        if (bytes[at] == 0)
            continue;
        char *changed = xcalloc(1, length);
        memcpy(changed, bytes, length);
        changed[at] = (char)(bytes[at] ^ 0x10);
        FILE *file = fopen(path, "wb");
        assert_int_equal(fwrite(changed, 1, length, file), length);
        fclose(file);
        free(changed);
        struct store *s =
            store_open(&(struct store_options){.folder = w->folder, .clock = &w->clock, .read_only = true}, &err);
        bool noticed = s == NULL || !store_verify(s, NULL, &err);
        if (!noticed && getenv("SHOW") != NULL)
            print_message("not noticed at %zu: %.20s\n", at, bytes + at);
        found += noticed ? 1 : 0;
        tried++;
        store_close(s);
    }
    print_message("%zu of %zu changed bytes noticed\n", found, tried);
    assert_true(found * 10 > tried * 9);
    must(file_write(path, bytes, length, &w->err), &w->err);
    world_open(w);
    must(store_verify(w->s, NULL, &w->err), &w->err);
    free(bytes);
    free(path);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),
        cmocka_unit_test(test_each_change_is_found),
        cmocka_unit_test(test_no_append_behind_a_cut),
        cmocka_unit_test(test_changed_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
