/* A module's folder as one thing: what counts, what is refused, its hash, packing, media, manifest and step sites. */
#include "../cmocka_all.h"

#include "base/file.h"
#include "base/xalloc.h"
#include "script/bundle.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODULE "module { id = \"sleep\", title = \"Sleep\" }\nsay \"x\"\n"

static char base[64];

static int drop(const char *path, const struct stat *info, int kind, struct FTW *at) {
    (void)info, (void)kind, (void)at;
    return remove(path);
}

static int set_up(void **state) {
    (void)state;
    snprintf(base, sizeof base, "/tmp/balm-bundle-XXXXXX");
    return mkdtemp(base) == NULL;
}

static int tear_down(void **state) {
    (void)state;
    return nftw(base, drop, 16, FTW_DEPTH | FTW_PHYS);
}

static void put(const char *name, const char *content) {
    char *path = path_join(base, name), *slash = strrchr(path, '/');
    *slash = '\0';
    assert_true(folder_make(path, NULL));
    *slash = '/';
    assert_true(file_write(path, content, strlen(content), NULL));
    free(path);
}

static void link_to(const char *target, const char *name) {
    char *path = path_join(base, name);
    assert_int_equal(symlink(target, path), 0);
    free(path);
}

static struct bundle *load(const char *name, const char *extra, struct error *err) {
    char *folder = path_join(base, name), *more = extra != NULL ? path_join(base, extra) : NULL;
    struct bundle *b = bundle_load(folder, more, err);
    free(folder);
    free(more);
    return b;
}

static void write_sleep(void) {
    put("sleep/module.lua", MODULE);
    put("sleep/words.lua", "return 1\n");
    put("sleep/lang/de.po", "msgid \"\"\n");
    put("sleep/audio/calm.opus", "OggS");
    put("sleep/picture.svg", "<svg/>");
    put("sleep/.hidden", "x");
    put("sleep/notes.txt~", "x");
    put("media/sleep/film.mp4", "film");
    put("media/sleep/picture.svg", "generated");
}

static void test_load(void **state) {
    (void)state;
    write_sleep();
    struct error err = {0};
    struct bundle *b = load("sleep", "media/sleep", &err);
    assert_non_null(b);
    size_t bytes;
    const char *names[10];
    assert_string_equal(bundle_id(b), "sleep");
    assert_string_equal(bundle_text(b, "module.lua", &bytes), MODULE);
    assert_int_equal(bytes, strlen(MODULE));
    assert_non_null(bundle_text(b, "lang/de.po", NULL));
    assert_null(bundle_text(b, "picture.svg", NULL));
    assert_int_equal(bundle_source_names(b, names, 10), 2);
    char *path = bundle_media(b, "film.mp4", &err);
    assert_non_null(strstr(path, "/media/sleep/film.mp4"));
    free(path);
    path = bundle_media(b, "picture.svg", &err);
    assert_null(strstr(path, "/media/"));
    free(path);
    assert_null(bundle_media(b, "audio/clam.opus", &err));
    assert_int_equal(err.code, ERROR_MISSING);
    assert_string_equal(err.text,
                        "The module's folder has no file \"audio/clam.opus\". Did you mean \"audio/calm.opus\"?");
    assert_null(bundle_media(b, "../sleep/picture.svg", &err));
    assert_null(bundle_media(b, "module.lua", &err));
    assert_null(bundle_media(b, ".hidden", &err));
    assert_null(bundle_media(b, "notes.txt~", &err));
    bundle_destroy(b);
}

static void test_hash(void **state) {
    (void)state;
    write_sleep();
    char first[65];
    struct bundle *b = load("sleep", NULL, NULL);
    snprintf(first, sizeof first, "%s", bundle_hash(b));
    assert_int_equal(strlen(first), 64);
    bundle_destroy(b);
    b = load("sleep", NULL, NULL);
    assert_string_equal(bundle_hash(b), first);
    bundle_destroy(b);
    put("sleep/audio/calm.opus", "Oggs");
    b = load("sleep", NULL, NULL);
    assert_string_not_equal(bundle_hash(b), first);
    bundle_destroy(b);
    put("sleep/audio/calm.opus", "OggS");
    put("sleep/words.lua", "return 2\n");
    b = load("sleep", NULL, NULL);
    assert_string_not_equal(bundle_hash(b), first);
    bundle_destroy(b);
}

static void test_pack(void **state) {
    (void)state;
    write_sleep();
    struct error err = {0};
    struct bundle *b = load("sleep", "media/sleep", &err);
    char *store = path_join(base, "kept");
    assert_true(bundle_keep_media(b, store, &err));
    assert_true(bundle_keep_media(b, store, &err));
    json_t *packed = bundle_pack(b);
    struct bundle *again = bundle_unpack(packed, store, &err);
    assert_non_null(again);
    assert_string_equal(bundle_hash(again), bundle_hash(b));
    assert_string_equal(bundle_text(again, "words.lua", NULL), "return 1\n");
    char *path = bundle_media(again, "film.mp4", &err), *bytes = file_read(path, 100, NULL, &err);
    assert_string_equal(bytes, "film");
    assert_string_equal(bundle_folder(again), "");
    free(bytes);
    free(path);
    bundle_destroy(again);
    json_object_set_new(json_array_get(json_object_get(packed, "media"), 0), "hash", json_string("../../x"));
    assert_null(bundle_unpack(packed, store, &err));
    assert_int_equal(err.code, ERROR_FORMAT);
    json_t *none = json_object();
    assert_null(bundle_unpack(none, store, &err));
    json_decref(none);
    json_decref(packed);
    free(store);
    bundle_destroy(b);
}

static void refused(const char *name, enum error_code code, const char *part) {
    struct error err = {0};
    assert_null(load(name, NULL, &err));
    char whole[1200];
    error_format(&err, whole, sizeof whole);
    assert_int_equal(err.code, code);
    if (strstr(whole, part) == NULL)
        fail_msg("%s: %s", name, whole);
}

static void test_refused(void **state) {
    (void)state;
    write_sleep();
    put("secret.txt", "x");
    put("out/module.lua", MODULE);
    put("Bad_Name/module.lua", MODULE);
    put("empty/readme.txt", "x");
    put("latin/module.lua", MODULE "say \"\xE9\"\n");
    put("links/module.lua", MODULE);
    put("texts/module.lua", MODULE);
    put("inside/module.lua", MODULE);
    put("inside/a.svg", "x");
    link_to("../secret.txt", "links/picture.svg");
    link_to("../secret.txt", "texts/words.lua");
    link_to("a.svg", "inside/b.svg");
    refused("none", ERROR_MISSING, "There is no module in");
    refused("empty", ERROR_MISSING, "it has no file module.lua");
    refused("Bad_Name", ERROR_FORMAT, "\"Bad_Name\" is no module's name");
    refused("latin", ERROR_FORMAT, "module.lua:3: This line is not UTF-8 text.");
    refused("links", ERROR_FORMAT, "\"picture.svg\" leads out of the module's folder.");
    refused("texts", ERROR_FORMAT, "\"words.lua\" leads out of the module's folder.");
    struct bundle *b = load("inside", NULL, NULL);
    assert_non_null(b);
    bundle_destroy(b);
    link_to("..", "inside/up");
    refused("inside", ERROR_FORMAT, "");
}

static void test_manifest(void **state) {
    (void)state;
    write_sleep();
    struct error err = {0};
    struct bundle *b = load("sleep", NULL, &err);
    char *dump = value_dump(bundle_manifest(b, &err));
    assert_string_equal(
        dump, "{\"api\":1,\"id\":\"sleep\",\"language\":\"en\",\"minutes\":10,\"title\":\"Sleep\",\"updates\":"
              "{},\"version\":\"1.0.0\"}");
    assert_ptr_equal(bundle_manifest(b, &err), bundle_manifest(b, &err));
    free(dump);
    bundle_destroy(b);
    put("other/module.lua", MODULE);
    b = load("other", NULL, &err);
    assert_null(bundle_manifest(b, &err));
    assert_int_equal(err.code, ERROR_SCRIPT);
    assert_string_equal(err.file, "module.lua");
    assert_int_equal(err.line, 1);
    bundle_destroy(b);
    put("other/module.lua", "say \"x\"");
    b = load("other", NULL, &err);
    assert_null(bundle_manifest(b, &err));
    bundle_destroy(b);
    put("other/module.lua", "");
    b = load("other", NULL, &err);
    assert_null(bundle_manifest(b, &err));
    assert_string_equal(err.text, "A module begins with module { id = \"...\", title = \"...\" }.");
    bundle_destroy(b);
}

static void test_sites(void **state) {
    (void)state;
    put("sites/module.lua", "module { id = \"sites\", title = \"say { }\" } -- say \"no\"\n"
                            "--[[ say \"no\"\n rest { } ]] say [[ ask.yes { }\n]]\n"
                            "local t = { rest = 3, say = \"x\", a = b.say(1), c = d:rest { } }\n"
                            "ask.scale\n{ id = \"a\", text = 'it\\'s say \"x\"' }\n"
                            "include \"words\" local x = [==[ say \"]]\" ]==] .. say\n"
                            "form { id = \"f\" } rest{} record { id = \"r\" }\n");
    put("sites/words.lua", "local w = {}\nfunction w.go() return ask.yes { id = \"y\" } end\nfunction rest2() end\n"
                           "include(\"module\")\nreturn w");
    put("sites/unused.lua", "say \"x\"");
    struct bundle *b = load("sites", NULL, NULL);
    char *dump = value_dump(bundle_step_sites(b));
    assert_string_equal(dump, "[{\"file\":\"module.lua\",\"kind\":\"say\",\"line\":3},"
                              "{\"file\":\"module.lua\",\"kind\":\"ask.scale\",\"line\":6},"
                              "{\"file\":\"module.lua\",\"kind\":\"form\",\"line\":9},"
                              "{\"file\":\"module.lua\",\"kind\":\"rest\",\"line\":9},"
                              "{\"file\":\"words.lua\",\"kind\":\"ask.yes\",\"line\":2}]");
    free(dump);
    bundle_destroy(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_load, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hash, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_pack, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_manifest, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sites, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
