/* Every SQL statement of the room by name, in one list: the text stands in schema.c, prepared once when first used.
 * Included by internal.h only. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#define SESSION_COLUMNS                                                                                                \
    " s.id, p.id, s.module, s.version, s.bundle_hash, coalesce(u.id, ''), s.seed, s.language, s.started_ms,"           \
    " s.ended_ms, s.outcome, s.last_ms"
#define SESSION_FROM " FROM session s JOIN person p ON p.number = s.person LEFT JOIN session u ON u.number = s.parent"

#define QUERY_LIST(Q)                                                                                                  \
    Q(QUERY_BEGIN, "BEGIN IMMEDIATE")                                                                                  \
    Q(QUERY_COMMIT, "COMMIT")                                                                                          \
    Q(QUERY_ROLLBACK, "ROLLBACK")                                                                                      \
    Q(QUERY_PERSON_ADD, "INSERT INTO person(id, name, wrapped_key, added_ms) VALUES(?, ?, ?, ?)")                      \
    Q(QUERY_PERSON_KEY, "SELECT number, wrapped_key FROM person WHERE id = ?")                                         \
    Q(QUERY_PERSON_ALL, "SELECT id, name, wrapped_key, added_ms, removed, number FROM person ORDER BY number")         \
    Q(QUERY_PERSON_NAME, "SELECT name FROM person WHERE number = ?")                                                   \
    Q(QUERY_PERSON_ONE, "SELECT name, added_ms FROM person WHERE number = ?")                                          \
    Q(QUERY_PERSON_RENAME, "UPDATE person SET name = ? WHERE number = ?")                                              \
    Q(QUERY_SUMMARY_PUT, "INSERT INTO summary(person, value) VALUES(?, ?)"                                             \
                         " ON CONFLICT(person) DO UPDATE SET value = excluded.value")                                  \
    Q(QUERY_SUMMARY_ALL, "SELECT p.number, p.id, m.value FROM person p LEFT JOIN summary m ON m.person = p.number"     \
                         " WHERE p.wrapped_key IS NOT NULL ORDER BY p.number")                                         \
    Q(QUERY_PERSON_REMOVE, "UPDATE person SET name = NULL, wrapped_key = NULL, removed = ? WHERE number = ?")          \
    Q(QUERY_THING_SET, "INSERT INTO person_setting(person, name, value) VALUES(?, ?, ?)"                               \
                       " ON CONFLICT(person, name) DO UPDATE SET value = excluded.value")                              \
    Q(QUERY_THING_GET, "SELECT value FROM person_setting WHERE person = ? AND name = ?")                               \
    Q(QUERY_THING_DELETE, "DELETE FROM person_setting WHERE person = ? AND name = ?")                                  \
    Q(QUERY_THING_WIPE, "DELETE FROM person_setting WHERE person = ?")                                                 \
    Q(QUERY_DRAFT_WIPE, "DELETE FROM draft WHERE session IN (SELECT number FROM session WHERE person = ?)")            \
    Q(QUERY_POSITION_WIPE, "DELETE FROM position WHERE session IN (SELECT number FROM session WHERE person = ?)")      \
    Q(QUERY_PLACE_WIPE, "DELETE FROM place WHERE session IN (SELECT number FROM session WHERE person = ?)")            \
    Q(QUERY_SETTING_SET,                                                                                               \
      "INSERT INTO setting(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value")          \
    Q(QUERY_SETTING_GET, "SELECT value FROM setting WHERE name = ?")                                                   \
    Q(QUERY_SETTING_DELETE, "DELETE FROM setting WHERE name = ?")                                                      \
    Q(QUERY_BUNDLE_PUT, "INSERT INTO bundle(hash, packed, mac) VALUES(?, ?, ?) ON CONFLICT(hash) DO NOTHING")          \
    Q(QUERY_BUNDLE_GET, "SELECT packed, mac FROM bundle WHERE hash = ?")                                               \
    Q(QUERY_SESSION_ADD,                                                                                               \
      "INSERT INTO session(id, person, module, version, bundle_hash, parent, seed, language, started_ms, root,"        \
      " last_ms, head, mac) VALUES(?, ?, ?, ?, ?, (SELECT number FROM session WHERE id = ?), ?, ?, ?, ?, ?, ?, ?)")    \
    Q(QUERY_SESSION_GET, "SELECT" SESSION_COLUMNS SESSION_FROM " WHERE s.id = ?")                                      \
    Q(QUERY_SESSION_OPEN,                                                                                              \
      "SELECT" SESSION_COLUMNS SESSION_FROM " WHERE s.person = (SELECT number FROM person WHERE id = ?1)"              \
      " AND (?2 IS NULL OR s.module = ?2) AND s.ended_ms = 0 AND s.parent IS NULL AND NOT EXISTS (SELECT 1 FROM place" \
      " e WHERE e.session = s.number AND e.key = 'elsewhere') ORDER BY s.number DESC LIMIT 1")                         \
    Q(QUERY_SESSION_CHILD,                                                                                             \
      "SELECT" SESSION_COLUMNS SESSION_FROM " WHERE s.parent = (SELECT number FROM session WHERE id = ?)"              \
      " AND s.ended_ms = 0 ORDER BY s.number DESC LIMIT 1")                                                            \
    Q(QUERY_SESSION_ALL, "SELECT" SESSION_COLUMNS SESSION_FROM " ORDER BY s.number")                                   \
    Q(QUERY_SESSION_OF, "SELECT" SESSION_COLUMNS SESSION_FROM                                                          \
                        " WHERE s.person = (SELECT number FROM person WHERE id = ?) ORDER BY s.started_ms, s.id")      \
    Q(QUERY_SESSION_PACK, "SELECT" SESSION_COLUMNS SESSION_FROM                                                        \
                          " WHERE s.person = (SELECT number FROM person WHERE id = ?) ORDER BY s.number")              \
    Q(QUERY_SESSION_MADE, "SELECT 1 FROM session WHERE person = ? AND started_ms = ?")                                 \
    Q(QUERY_BUNDLES_OF, "SELECT DISTINCT bundle_hash FROM session"                                                     \
                        " WHERE person = (SELECT number FROM person WHERE id = ?) ORDER BY bundle_hash")               \
    Q(QUERY_SESSION_SHARED, "SELECT shared FROM session WHERE id = ?")                                                 \
    Q(QUERY_SESSION_DONE, "SELECT count(*) FROM session WHERE person = (SELECT number FROM person WHERE id = ?1)"      \
                          " AND (?2 IS NULL OR module = ?2) AND outcome = 'completed'")                                \
    Q(QUERY_SESSION_TOUCH, "UPDATE session SET last_ms = ? WHERE number = ?")                                          \
    Q(QUERY_HEAD_GET,                                                                                                  \
      "SELECT s.number, s.person, s.root, s.head, s.count, s.ended_ms, s.outcome, s.shared, s.mac, p.id,"              \
      " p.wrapped_key FROM session s JOIN person p ON p.number = s.person WHERE s.id = ?")                             \
    Q(QUERY_HEAD_SAVE,                                                                                                 \
      "UPDATE session SET head = ?, count = ?, ended_ms = ?, outcome = ?, shared = ?, mac = ?, last_ms = ?"            \
      " WHERE number = ?")                                                                                             \
    Q(QUERY_ENTRY_ADD,                                                                                                 \
      "INSERT INTO entry(session, seq, person, key, id, kind, status, value, shown_ms, answered_ms, active_ms,"        \
      " hash) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")                                                             \
    Q(QUERY_ENTRY_ALL,                                                                                                 \
      "SELECT seq, key, id, kind, status, value, shown_ms, answered_ms, active_ms, superseded_by, hash,"               \
      " person, number FROM entry WHERE session = ? ORDER BY seq")                                                     \
    Q(QUERY_ENTRY_SUPERSEDE,                                                                                           \
      "UPDATE entry SET superseded_by = ?1 WHERE session = ?2 AND seq = ?3 AND kind NOT LIKE 'mark.%'"                 \
      " AND kind NOT LIKE 'session.%'")                                                                                \
    Q(QUERY_ENTRY_LAST, "SELECT s.id, e.seq, e.value FROM entry e CROSS JOIN session s ON s.number = e.session"        \
                        " WHERE e.person = ?1 AND e.id IS ?2 AND e.superseded_by IS NULL"                              \
                        " AND (e.kind = ?3 OR (?3 IS NULL AND e.kind NOT LIKE 'query.%' AND e.kind NOT IN"             \
                        " ('tell_therapist', 'score')))"                                                               \
                        " AND (?4 IS NULL OR s.module = ?4) ORDER BY e.number DESC")                                   \
    Q(QUERY_ENTRY_HISTORY, "SELECT s.id, e.seq, e.value, e.answered_ms FROM entry e"                                   \
                           " CROSS JOIN session s ON s.number = e.session"                                             \
                           " WHERE e.person = ?1 AND e.id IS ?2 AND e.kind = ?3 AND e.superseded_by IS NULL"           \
                           " ORDER BY e.answered_ms, e.number")                                                        \
    Q(QUERY_DRAFT_SET, "INSERT INTO draft(session, key, value) VALUES(?, ?, ?)"                                        \
                       " ON CONFLICT(session, key) DO UPDATE SET value = excluded.value")                              \
    Q(QUERY_DRAFT_GET, "SELECT value FROM draft WHERE session = ? AND key = ?")                                        \
    Q(QUERY_DRAFT_DELETE, "DELETE FROM draft WHERE session = ? AND key = ?")                                           \
    Q(QUERY_POSITION_SET, "INSERT INTO position(session, key, value) VALUES(?, ?, ?)"                                  \
                          " ON CONFLICT(session, key) DO UPDATE SET value = excluded.value")                           \
    Q(QUERY_POSITION_GET, "SELECT value FROM position WHERE session = ? AND key = ?")                                  \
    Q(QUERY_POSITION_ALL, "SELECT key, value FROM position WHERE session = ? ORDER BY key")                            \
    Q(QUERY_POSITION_DELETE, "DELETE FROM position WHERE session = ? AND key = ?")                                     \
    Q(QUERY_PLACE_SET, "INSERT INTO place(session, key, value) VALUES(?, ?, ?)"                                        \
                       " ON CONFLICT(session, key) DO UPDATE SET value = excluded.value")                              \
    Q(QUERY_PLACE_GET, "SELECT value FROM place WHERE session = ? AND key = ?")                                        \
    Q(QUERY_PLACE_DELETE, "DELETE FROM place WHERE session = ? AND key = ?")                                           \
    Q(QUERY_LEDGER_GET, "SELECT count, head, mac FROM ledger WHERE name = ?")                                          \
    Q(QUERY_LEDGER_SET,                                                                                                \
      "INSERT INTO ledger(name, count, head, mac) VALUES(?, ?, ?, ?)"                                                  \
      " ON CONFLICT(name) DO UPDATE SET count = excluded.count, head = excluded.head, mac = excluded.mac")             \
    Q(QUERY_FACT_ADD, "INSERT INTO fact(id, person, kind, at_ms, value) VALUES(?, ?, ?, ?, ?)")                        \
    Q(QUERY_FACT_OF, "SELECT id, kind, at_ms, value FROM fact WHERE person = ?1 AND (?2 IS NULL OR kind = ?2)"         \
                     " ORDER BY at_ms, id")                                                                            \
    Q(QUERY_FACT_AT, "SELECT 1 FROM fact WHERE person = ? AND at_ms = ?")                                              \
    Q(QUERY_FACT_IS, "SELECT 1 FROM fact WHERE id = ?")                                                                \
    Q(QUERY_FACT_ALL, "SELECT f.id, p.id, f.kind, f.at_ms, f.value, p.wrapped_key FROM fact f"                         \
                      " JOIN person p ON p.number = f.person ORDER BY f.number")                                       \
    Q(QUERY_STAFF_ADD, "INSERT INTO staff_log(number, at_ms, line) VALUES(?, ?, ?)")                                   \
    Q(QUERY_STAFF_ALL, "SELECT number, at_ms, line FROM staff_log ORDER BY number")

#define QUERY_NAME(name, sql) name,
enum query { QUERY_LIST(QUERY_NAME) QUERY_COUNT };
#undef QUERY_NAME

extern const char *const query_text[QUERY_COUNT];

#endif
