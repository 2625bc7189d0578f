/* The FHIR bundle, checked for its shape wherever the tests run (the reference validator needs Java): every reference
 * ends inside the bundle, ids and times are written as R4 wants them, nothing is null or empty, required members are
 * there, codes come from their sets, answers fit their questionnaire; and nothing private is in it. */
#include "course/flags.h"
#include "report_test.h"

#include "report/fhir.h"

#include <regex.h>

/* ---- the checker ---- */

struct bundle {
    json_t *json;
    json_t *by_url;    /* {fullUrl: resource} */
    json_t *questions; /* {canonical: resource} */
    char *text;
};

static bool fits(const char *text, const char *pattern) {
    regex_t r;
    assert_int_equal(regcomp(&r, pattern, REG_EXTENDED | REG_NOSUB), 0);
    bool ok = text != NULL && regexec(&r, text, 0, NULL, 0) == 0;
    regfree(&r);
    return ok;
}

static const char uuid_url[] = "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$";
static const char date_time[] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}$";
static const char date_or_time[] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2})?$";

static const char *type_of(const json_t *resource) {
    return value_string(resource, "resourceType", "");
}

/* FHIR's JSON knows no null and nothing empty. */
static void check_nothing_empty(const char *where, const json_t *value) {
    const char *name;
    json_t *member;
    size_t i;
    if (json_is_null(value) || (json_is_string(value) && json_string_length(value) == 0) ||
        (json_is_array(value) && json_array_size(value) == 0) ||
        (json_is_object(value) && json_object_size(value) == 0))
        fail_msg("%s is null or empty", where);
    if (json_is_string(value)) {
        const char *text = json_string_value(value);
        if (strchr(" \t\n", text[0]) != NULL || strchr(" \t\n", text[strlen(text) - 1]) != NULL)
            fail_msg("%s begins or ends with a blank", where);
    }
    json_object_foreach((json_t *)value, name, member) check_nothing_empty(name, member);
    json_array_foreach((json_t *)value, i, member) check_nothing_empty(where, member);
}

static void check_references(const struct bundle *b, const json_t *value) {
    const char *name;
    json_t *member;
    size_t i;
    json_object_foreach((json_t *)value, name, member) {
        if (strcmp(name, "reference") == 0 && json_is_string(member) &&
            json_object_get(b->by_url, json_string_value(member)) == NULL)
            fail_msg("the reference %s ends outside the bundle", json_string_value(member));
        check_references(b, member);
    }
    json_array_foreach((json_t *)value, i, member) check_references(b, member);
}

static void check_times(const json_t *resource) {
    static const char *const names[] = {"authored", "effectiveDateTime", "recorded", "recordedDate",
                                        "date",     "timestamp"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *at = value_string(resource, names[i], NULL);
        if (at != NULL && !fits(at, date_time))
            fail_msg("%s.%s is %s", type_of(resource), names[i], at);
    }
    static const char *const periods[] = {"performedPeriod", "period", "executionPeriod"};
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        const json_t *period = json_object_get(resource, periods[i]);
        const char *start = value_string(period, "start", NULL), *end = value_string(period, "end", NULL);
        if (period != NULL && (!fits(start, date_or_time) || (end != NULL && !fits(end, date_or_time))))
            fail_msg("%s.%s is no period", type_of(resource), periods[i]);
    }
}

/* What R4 requires, and the sets that are closed. */
static void check_members(const json_t *resource) {
    static const struct {
        const char *type, *member, *codes; /* codes NULL: any value */
    } rules[] = {
        {"Questionnaire", "status", " draft active retired unknown "},
        {"Questionnaire", "url", NULL},
        {"Questionnaire", "version", NULL},
        {"QuestionnaireResponse", "status", " in-progress completed amended entered-in-error stopped "},
        {"QuestionnaireResponse", "questionnaire", NULL},
        {"QuestionnaireResponse", "authored", NULL},
        {"Observation", "status", " registered preliminary final amended corrected cancelled "},
        {"Observation", "code", NULL},
        {"Procedure", "status", " preparation in-progress not-done on-hold stopped completed "},
        {"Procedure", "subject", NULL},
        {"Flag", "status", " active inactive entered-in-error "},
        {"Flag", "code", NULL},
        {"Flag", "subject", NULL},
        {"AdverseEvent", "actuality", " actual potential "},
        {"AdverseEvent", "subject", NULL},
        {"Provenance", "target", NULL},
        {"Provenance", "recorded", NULL},
        {"Provenance", "agent", NULL},
        {"DocumentReference", "status", " current superseded entered-in-error "},
        {"DocumentReference", "content", NULL},
        {"CarePlan", "status", " draft active on-hold revoked completed entered-in-error unknown "},
        {"CarePlan", "intent", " proposal plan order option "},
        {"CarePlan", "subject", NULL},
        {"Task", "status",
         " draft requested received accepted rejected ready cancelled in-progress on-hold failed completed "},
        {"Task", "intent", " unknown proposal plan order original-order "},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const json_t *member = json_object_get(resource, rules[i].member);
        char *word = xprintf(" %s ", value_string(resource, rules[i].member, "?"));
        if (strcmp(rules[i].type, type_of(resource)) == 0 &&
            (member == NULL || (rules[i].codes != NULL && strstr(rules[i].codes, word) == NULL)))
            fail_msg("%s.%s is missing, or not one of%s", rules[i].type, rules[i].member,
                     rules[i].codes != NULL ? rules[i].codes : " its values");
        free(word);
    }
}

/* ---- answers against questions ---- */

static const json_t *question_find(const json_t *items, const char *link, size_t *out_place) {
    json_t *item;
    size_t i;
    json_array_foreach(items, i, item) {
        if (strcmp(value_string(item, "linkId", ""), link) == 0) {
            *out_place = i;
            return item;
        }
    }
    return NULL;
}

static bool is_offered(const json_t *question, const json_t *coding) {
    json_t *option;
    size_t i;
    json_array_foreach(json_object_get(question, "answerOption"), i, option) {
        const json_t *of = json_object_get(option, "valueCoding");
        if (strcmp(value_string(of, "code", ""), value_string(coding, "code", "-")) == 0 &&
            strcmp(value_string(of, "system", ""), value_string(coding, "system", "-")) == 0)
            return true;
    }
    return false;
}

static void check_answer(const json_t *question, const json_t *answer) {
    static const char *const types[][2] = {{"integer", "valueInteger"}, {"decimal", "valueDecimal"},
                                           {"boolean", "valueBoolean"}, {"choice", "valueCoding"},
                                           {"text", "valueString"},     {"string", "valueString"},
                                           {"date", "valueDate"},       {"time", "valueTime"}};
    const char *type = value_string(question, "type", "");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i][0]) == 0 && json_object_get(answer, types[i][1]) == NULL)
            fail_msg("an answer to a question of type %s has no %s", type, types[i][1]);
    if (strcmp(type, "choice") == 0 && !is_offered(question, json_object_get(answer, "valueCoding")))
        fail_msg("an answer to %s is not offered", value_string(question, "linkId", ""));
}

static void check_response(const struct bundle *b, const json_t *response) {
    const char *canonical = value_string(response, "questionnaire", "");
    const json_t *questionnaire = json_object_get(b->questions, canonical);
    size_t i, j, place = 0, before = 0;
    json_t *item, *answer;
    if (questionnaire == NULL)
        fail_msg("the questionnaire %s is not in the bundle", canonical);
    json_array_foreach(json_object_get(response, "item"), i, item) {
        const char *link = value_string(item, "linkId", "");
        const json_t *question = question_find(json_object_get(questionnaire, "item"), link, &place);
        if (question == NULL || (i > 0 && place <= before))
            fail_msg("%s: %s is no question of it, or out of order", canonical, link);
        before = place;
        const json_t *answers = json_object_get(item, "answer");
        if (json_array_size(answers) > 1 && !value_bool(question, "repeats", false))
            fail_msg("%s: several answers to %s", canonical, link);
        json_array_foreach(answers, j, answer) check_answer(question, answer);
    }
}

static void check_resource(const struct bundle *b, const char *url, const json_t *resource) {
    char *id = xprintf("urn:uuid:%s", value_string(resource, "id", ""));
    if (!fits(url, uuid_url) || strcmp(id, url) != 0)
        fail_msg("%s has the id %s and the fullUrl %s", type_of(resource), value_string(resource, "id", ""), url);
    free(id);
    if (!fits(value_string(json_object_get(resource, "text"), "div", ""),
              "^<div xmlns=\"http://www.w3.org/1999/xhtml\">[^<]+</div>$"))
        fail_msg("%s has no narrative", type_of(resource));
    check_nothing_empty(type_of(resource), resource);
    check_references(b, resource);
    check_times(resource);
    check_members(resource);
    if (strcmp(type_of(resource), "QuestionnaireResponse") == 0)
        check_response(b, resource);
}

static void bundle_check(const struct bundle *b) {
    const char *url;
    json_t *resource;
    assert_string_equal(type_of(b->json), "Bundle");
    assert_string_equal(value_string(b->json, "type", ""), "collection");
    check_times(b->json);
    json_object_foreach(b->by_url, url, resource) check_resource(b, url, resource);
}

/* ---- making one ---- */

static struct bundle bundle_of(struct world *w, const struct fhir_options *more) {
    struct bundle b = {.by_url = json_object(), .questions = json_object()};
    struct fhir_options o = more != NULL ? *more : (struct fhir_options){0};
    size_t bytes = 0, i;
    json_t *entry;
    o.facts = w->facts;
    o.program = "1.2.3";
    FILE *out = open_memstream(&b.text, &bytes);
    must(export_fhir(w->s, NULL, &o, out, &w->err), &w->err);
    fclose(out);
    b.json = value_parse(b.text, bytes, &w->err);
    must(b.json != NULL, &w->err);
    json_array_foreach(json_object_get(b.json, "entry"), i, entry) {
        json_t *resource = json_object_get(entry, "resource");
        const char *url = value_string(entry, "fullUrl", "");
        if (json_object_get(b.by_url, url) != NULL)
            fail_msg("two resources are %s", url);
        json_object_set(b.by_url, url, resource);
        if (strcmp(type_of(resource), "Questionnaire") != 0)
            continue;
        char *canonical = xprintf("%s|%s", value_string(resource, "url", ""), value_string(resource, "version", ""));
        json_object_set(b.questions, canonical, resource);
        free(canonical);
    }
    bundle_check(&b);
    return b;
}

static void bundle_free(struct bundle *b) {
    json_decref(b->by_url);
    json_decref(b->questions);
    json_decref(b->json);
    free(b->text);
}

static int count_of(const struct bundle *b, const char *type) {
    const char *url;
    json_t *resource;
    int count = 0;
    json_object_foreach(b->by_url, url, resource) count += strcmp(type_of(resource), type) == 0;
    return count;
}

/* The first of a type; NULL when there is none. */
static const json_t *first_of(const struct bundle *b, const char *type) {
    const char *url;
    json_t *resource;
    json_object_foreach(b->by_url, url, resource) if (strcmp(type_of(resource), type) == 0) return resource;
    return NULL;
}

/* ---- a record to export ---- */

static void put_key(struct world *w, const char *key, const char *id, const char *kind, json_t *value, json_t *note) {
    int64_t now = clock_wall_ms(&w->clock);
    struct entry e = {
        .key = key, .id = id, .kind = kind, .value = value, .note = note, .shown_ms = now, .answered_ms = now};
    must(entry_append(w->s, w->session, &e, 1, &w->err), &w->err);
    json_decref(value);
    json_decref(note);
}

/* The instruments as the library has them: PEG 1.0 with scales, PHQ-9 1.0 with options (some with a LOINC code). */
static void instruments_know(struct world *w) {
    static const char known[] =
        "{\"peg\":{\"id\":\"peg\",\"version\":\"1.0\",\"title\":\"PEG\",\"licence\":\"Public domain.\","
        "\"codes\":{\"loinc_panel\":\"91148-7\",\"loinc_score\":\"91147-9\"},\"items\":["
        "{\"id\":\"pain\",\"ask\":\"scale\",\"from\":0,\"to\":10,\"code\":\"75893-8\",\"text\":\"Pain?\","
        "\"low\":\"No pain\",\"high\":\"Worst\"},"
        "{\"id\":\"enjoyment\",\"ask\":\"scale\",\"from\":0,\"to\":10,\"text\":\"Enjoyment?\"},"
        "{\"id\":\"activity\",\"ask\":\"scale\",\"from\":0,\"to\":10,\"text\":\"Activity?\"}]},"
        "\"phq-9\":{\"id\":\"phq-9\",\"version\":\"1.0\",\"title\":\"PHQ-9\",\"intro\":\"Over the last 2 weeks\","
        "\"bands\":[{\"id\":\"mild\",\"label\":\"Mild\"}],\"items\":["
        "{\"id\":\"interest\",\"ask\":\"choice\",\"text\":\"Interest\",\"options\":["
        "{\"items\":[0,\"Not at all\"],\"code\":\"LA6568-5\"},{\"items\":[1,\"Several days\"],\"code\":\"LA6569-3\"}]},"
        "{\"id\":\"self_harm\",\"ask\":\"choice\",\"code\":\"44260-8\",\"risk\":{\"from\":1},\"text\":\"Thoughts\","
        "\"options\":[[0,\"Not at all\"],[1,\"Several days\"]]}]}}";
    json_decref(w->instruments);
    w->instruments = value_parse(known, strlen(known), &w->err);
    must(w->instruments != NULL, &w->err);
    w->facts.instruments = w->instruments;
}

static void put_peg(struct world *w, const char *version) {
    static const char *const items[] = {"pain", "enjoyment", "activity"};
    for (int i = 0; i < 3; i++) {
        char *key = xprintf("peg#1/%s", items[i]), *id = xprintf("peg.%s", items[i]);
        put_key(w, key, id, "instrument.item", json_integer(5 + i), json_pack("{s:s}", "text", items[i]));
        free(key);
        free(id);
    }
    put_key(w, "peg#1", "peg", "instrument",
            json_pack("{s:i, s:n, s:{}, s:b}", "total", 6, "band", "items", "complete", 1),
            json_pack("{s:s, s:s}", "title", "PEG", "version", version));
    put_key(w, "score:peg#1", "peg", "score", json_pack("{s:i, s:n, s:b}", "total", 6, "band", "complete", 1),
            json_pack("{s:s, s:s}", "title", "PEG", "version", version));
}

static struct world *world_of_answers(void) {
    struct world *w = world_make("Anna Karlsson");
    instruments_know(w);
    begin(w, "thought-record");
    return w;
}

/* ---- the tests ---- */

static void test_nobody(void **state) {
    (void)state;
    struct world *w = world_make("Anna Karlsson");
    struct bundle b = bundle_of(w, NULL);
    assert_int_equal(count_of(&b, "Patient"), 1);
    assert_int_equal(count_of(&b, "Device"), 1);
    assert_null(strstr(b.text, "Karlsson"));
    bundle_free(&b);
    b = bundle_of(w, &(struct fhir_options){.names = true});
    assert_string_equal(value_string(json_array_get(json_object_get(first_of(&b, "Patient"), "name"), 0), "text", ""),
                        "Anna Karlsson");
    bundle_free(&b);
    world_destroy(w);
}

static void test_a_score_points_at_its_answers(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    put_peg(w, "1.0");
    finish(w, "completed", false);
    struct bundle b = bundle_of(w, NULL);
    const json_t *response = first_of(&b, "QuestionnaireResponse"), *score = first_of(&b, "Observation");
    assert_int_equal(json_array_size(json_object_get(response, "item")), 3);
    assert_string_equal(value_string(response, "questionnaire", ""), FHIR_BASE "/Questionnaire/peg|1.0");
    assert_string_equal(value_string(response, "status", ""), "completed");
    const json_t *coding = json_array_get(json_object_get(json_object_get(score, "code"), "coding"), 0);
    assert_string_equal(value_string(coding, "code", ""), "91147-9");
    const char *from = value_string(json_array_get(json_object_get(score, "derivedFrom"), 0), "reference", "nothing");
    assert_ptr_equal(json_object_get(b.by_url, from), response);
    assert_int_equal(count_of(&b, "Procedure"), 1);
    assert_int_equal(count_of(&b, "Provenance"), 1);
    const json_t *provenance = first_of(&b, "Provenance");
    assert_int_equal(json_array_size(json_object_get(provenance, "target")), 3);
    assert_non_null(strstr(b.text, "\"value\":\"0000000000000000000000000000000000000000000000000000000000000007\""));
    bundle_free(&b);
    world_destroy(w);
}

/* Answered in a version the library no longer has: the questionnaire is what the answers show. */
static void test_another_version(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    put_peg(w, "0.9");
    finish(w, "completed", false);
    begin(w, "thought-record");
    put_peg(w, "1.0");
    struct bundle b = bundle_of(w, NULL);
    assert_int_equal(count_of(&b, "Questionnaire"), 2);
    assert_non_null(json_object_get(b.questions, FHIR_BASE "/Questionnaire/peg|0.9"));
    assert_non_null(json_object_get(b.questions, FHIR_BASE "/Questionnaire/peg|1.0"));
    bundle_free(&b);
    world_destroy(w);
}

static void test_half_done(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    put_key(w, "peg#1/pain", "peg.pain", "instrument.item", json_integer(5), NULL);
    struct bundle b = bundle_of(w, NULL);
    assert_string_equal(value_string(first_of(&b, "QuestionnaireResponse"), "status", ""), "in-progress");
    assert_string_equal(value_string(first_of(&b, "Procedure"), "status", ""), "in-progress");
    bundle_free(&b);
    finish(w, "stopped_pain", false);
    b = bundle_of(w, NULL);
    assert_string_equal(value_string(first_of(&b, "Procedure"), "status", ""), "stopped");
    bundle_free(&b);
    world_destroy(w);
}

static void test_risk_and_worse(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    put_key(w, "phq-9#1/interest", "phq-9.interest", "instrument.item", json_integer(1), NULL);
    put_key(w, "phq-9#1/self_harm", "phq-9.self_harm", "instrument.item", json_integer(1), NULL);
    put_key(w, "phq-9#1", "phq-9", "instrument", json_pack("{s:n, s:n}", "total", "band"),
            json_pack("{s:s}", "version", "1.0"));
    put_flag(w, "risk", "urgent", "Risk item <answered> & \x01 told ");
    put(w, "adverse_event", "set", json_pack("{s:s, s:s}", "severity", "moderate", "step", "set#1"), NULL);
    put(w, "adverse_event", "set", json_pack("{s:s, s:s}", "severity", "unknown", "step", "set#1"), NULL);
    finish(w, "completed", false);
    struct bundle b = bundle_of(w, NULL);
    const json_t *risk = first_of(&b, "Observation");
    assert_int_equal(json_integer_value(json_object_get(risk, "valueInteger")), 1);
    assert_non_null(strstr(b.text, "44260-8"));
    assert_non_null(strstr(b.text, "\"code\":\"LA6569-3\""));
    assert_int_equal(count_of(&b, "Flag"), 1);
    assert_int_equal(count_of(&b, "AdverseEvent"), 2);
    bundle_free(&b);
    world_destroy(w);
}

/* What a member of staff has seen is no longer active, from the time of the mark. */
static void test_seen_flag(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    put_flag(w, "a", "urgent", "Seen by somebody");
    put_flag(w, "b", "attention", "Not seen yet");
    finish(w, "completed", false);
    struct bundle b = bundle_of(w, NULL);
    assert_null(strstr(b.text, "inactive"));
    bundle_free(&b);
    char id[80];
    flag_id(id, "urgent", w->session, 1);
    must(flag_mark_seen(w->s, w->person, id, "Dr. Lind", &w->err), &w->err);
    b = bundle_of(w, NULL);
    const json_t *flag = first_of(&b, "Flag");
    assert_string_equal(value_string(flag, "status", ""), "inactive");
    assert_non_null(json_object_get(json_object_get(flag, "period"), "end"));
    assert_int_equal(count_of(&b, "Flag"), 2);
    assert_non_null(strstr(b.text, "\"active\""));
    bundle_free(&b);
    char *html = page_of(w, w->person);
    assert_has(html, "<span>Seen by Dr. Lind, ");
    free(html);
    world_destroy(w);
}

static void test_private_words_stay(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    put_text(w, "thought", "What went through your mind?", "I am a burden to them");
    put_text(w, "blank", "Anything else?", "  \t ");
    put_key(w, "pain#1", "pain", "ask.scale", json_real(4.5), json_pack("{s:s}", "text", "Pain?"));
    put_key(w, "pain#2", "pain", "ask.scale", json_integer(6), json_pack("{s:s}", "text", "Pain?"));
    put_key(w, "when#1", "when", "ask.time", json_string("21:30"), json_pack("{s:s}", "text", "When?"));
    put_key(w, "ok#1", "ok", "ask.yes", json_false(), json_pack("{s:s}", "text", "All right?"));
    put_key(w, "skip#1", "skip", "ask.scale", NULL, NULL);
    put_key(w, "where#1", "where", "ask.body", json_pack("[{s:s, s:i}]", "region", "lower_back", "pain", 6), NULL);
    put_key(w, "many#1", "many", "ask.many", json_pack("[s, s]", "walk", "sleep"), NULL);
    put_key(w, "form#1", "form", "form", json_pack("{s:i, s:s, s:n}", "mood", 3, "note", "they never call", "none"),
            json_pack("{s:[s]}", "words", "note"));
    put(w, "record", "relief", json_integer(3), json_pack("{s:s}", "unit", "points"));
    finish(w, "completed", false);
    struct bundle b = bundle_of(w, NULL);
    assert_null(strstr(b.text, "burden"));
    assert_null(strstr(b.text, "never call"));
    assert_non_null(strstr(b.text, "lower_back: 6"));
    assert_non_null(strstr(b.text, "\"valueTime\":\"21:30:00\""));
    assert_non_null(strstr(b.text, "\"value\":3,\"unit\":\"points\""));
    bundle_free(&b);
    must(session_share(w->s, w->session, true, &w->err), &w->err);
    b = bundle_of(w, NULL);
    assert_non_null(strstr(b.text, "I am a burden to them"));
    assert_non_null(strstr(b.text, "they never call"));
    bundle_free(&b);
    world_destroy(w);
}

static void test_taken_back(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    put_key(w, "pain#1", "pain", "ask.scale", json_integer(9), NULL);
    int64_t seq = 1;
    must(entry_supersede(w->s, w->session, &seq, 1, &w->err), &w->err);
    put_key(w, "pain#1", "pain", "ask.scale", json_integer(2), NULL);
    struct bundle b = bundle_of(w, NULL);
    assert_null(strstr(b.text, "\"valueDecimal\":9"));
    assert_non_null(strstr(b.text, "\"valueDecimal\":2"));
    bundle_free(&b);
    world_destroy(w);
}

static void test_a_plan_and_its_tasks(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    static const char prescribed[] =
        "{\"course\":\"steps\",\"version\":\"1.0.0\",\"start\":\"2026-03-02\",\"pace\":1,\"skip\":[\"peg-only\"],"
        "\"substitute\":{},\"pauses\":[],\"message\":\"Take your "
        "time.\",\"plan\":{\"id\":\"steps\",\"title\":\"Steps\","
        "\"weeks\":8,\"measures\":[],\"units\":[{\"module\":\"thought-record\",\"week\":1},"
        "{\"module\":\"breathing-space\",\"week\":2,\"practice\":\"daily\"},{\"module\":\"peg-only\",\"week\":1}]}}";
    json_t *value = value_parse(prescribed, sizeof prescribed - 1, &w->err);
    must(value != NULL && fact_append(w->s, w->person, "prescription", value, NULL, &w->err), &w->err);
    json_decref(value);
    put(w, "ask.scale", "pain", json_integer(3), NULL);
    finish(w, "completed", false);
    struct bundle b = bundle_of(w, NULL);
    const json_t *plan = first_of(&b, "CarePlan"), *procedure = first_of(&b, "Procedure");
    assert_int_equal(count_of(&b, "Task"), 3);
    assert_int_equal(json_array_size(json_object_get(plan, "activity")), 3);
    assert_string_equal(value_string(plan, "status", ""), "active");
    assert_non_null(json_object_get(procedure, "basedOn"));
    assert_non_null(strstr(b.text, "Take your time."));
    assert_non_null(strstr(b.text, "A kinder thought: completed"));
    assert_non_null(strstr(b.text, "Breathing space: requested"));
    assert_non_null(strstr(b.text, "peg-only: cancelled"));
    bundle_free(&b);
    world_destroy(w);
}

/* The export of one person carries their report, as the page itself. */
static void test_one_person(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    char *text = NULL, other[40];
    size_t bytes = 0;
    must(person_add(w->s, "Ben", other, &w->err), &w->err);
    struct fhir_options o = {.facts = w->facts, .program = "1.2.3"};
    FILE *out = open_memstream(&text, &bytes);
    must(export_fhir(w->s, w->person, &o, out, &w->err), &w->err);
    fclose(out);
    assert_non_null(strstr(text, "\"DocumentReference\""));
    assert_non_null(strstr(text, "\"data\":\"PCFkb2N0eXBlIGh0bWw+")); /* <!doctype html> */
    assert_null(strstr(text, other));
    free(text);
    world_destroy(w);
}

static void test_the_same_again(void **state) {
    (void)state;
    struct world *w = world_of_answers();
    put_peg(w, "1.0");
    finish(w, "completed", false);
    struct bundle a = bundle_of(w, NULL), b = bundle_of(w, NULL);
    assert_string_equal(a.text, b.text);
    bundle_free(&a);
    bundle_free(&b);
    world_destroy(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nobody),
        cmocka_unit_test(test_a_score_points_at_its_answers),
        cmocka_unit_test(test_another_version),
        cmocka_unit_test(test_half_done),
        cmocka_unit_test(test_risk_and_worse),
        cmocka_unit_test(test_seen_flag),
        cmocka_unit_test(test_private_words_stay),
        cmocka_unit_test(test_taken_back),
        cmocka_unit_test(test_a_plan_and_its_tasks),
        cmocka_unit_test(test_one_person),
        cmocka_unit_test(test_the_same_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
