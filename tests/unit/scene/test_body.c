/* The body map: shapes and fingers, arrows, digits, rows, the list, and what the robot may set. */
#include "fake.h"

#include "scene/body.h"
#include "scene/inside.h"

/* Two square zones a side: left and right of the middle, 100 units high. */
static const char *const small_art =
    "{'outline':[[50,0],[250,0],[250,100],[50,100]],"
    "'front':[{'id':'arm-r','label':[100,50],'poly':[[50,0],[150,0],[150,100],[50,100]]},"
    "{'id':'arm-l','label':[200,50],'poly':[[150,0],[250,0],[250,100],[150,100]]}],"
    "'back':[{'id':'back-l','label':[100,50],'poly':[[50,0],[150,0],[150,100],[50,100]]},"
    "{'id':'back-r','label':[200,50],'poly':[[150,0],[250,0],[250,100],[150,100]]}]}";

static const char *const page =
    "{'name':'ask.body','step':'w#1','column':'wide','body':[{'t':'bodymap','id':'w','label':'Where?','front':'Front',"
    "'back':'Back','left':'your left','right':'your right','list':'List','picture':'Picture','larger':'Larger',"
    "'smaller':'Smaller','more':'More: %s','less':'Less: %s','remove':'Remove: %s','regions':["
    "{'id':'arm-r','label':'Right arm','back':false},{'id':'arm-l','label':'Left arm','back':false},"
    "{'id':'back-l','label':'Left back','back':true},{'id':'back-r','label':'Right back','back':true}]}],"
    "'footer':{'middle':{'t':'button','action':'continue','label':'Nothing','set':{'w':[]}},"
    "'primary':{'t':'button','action':'continue','label':'Continue'}}}";

static void world(struct fake *f, bool rtl) {
    struct error err = {0};
    fake_begin(f);
    json_t *art = fake_json(small_art);
    assert_true(scene_set_body(f->scene, art, &err));
    json_decref(art);
    struct scene_look look = *scene_look(f->scene);
    look.right_to_left = rtl;
    scene_set_look(f->scene, &look);
    fake_page(f, page);
}

static struct node *map_of(struct fake *f) {
    return page_find_id(f->scene->page, "w");
}

static void expect_places(struct fake *f, const char *wanted) {
    json_t *json = fake_json(wanted);
    if (!json_equal(json, map_of(f)->value)) {
        char *seen = value_dump(map_of(f)->value);
        fail_msg("saw %s, wanted %s", seen, wanted);
    }
    json_decref(json);
}

static void tap(struct fake *f, const char *label) {
    f->now_ms += 1000;
    fake_tap(f, label);
}

static void test_tap_and_take_back(void **state) {
    (void)state;
    struct fake f;
    world(&f, false);
    tap(&f, "Left arm");
    expect_places(&f, "[{'region':'arm-l'}]");
    tap(&f, "More: Left arm");
    expect_places(&f, "[{'region':'arm-l','pain':5}]");
    tap(&f, "More: Left arm");
    tap(&f, "Right back");
    tap(&f, "Less: Right back");
    expect_places(&f, "[{'region':'arm-l','pain':6},{'region':'back-r','pain':5}]");
    tap(&f, "Left arm");
    expect_places(&f, "[{'region':'back-r','pain':5}]");
    tap(&f, "Remove: Right back");
    assert_null(map_of(&f)->value);
    fake_end(&f);
}

static void test_limits(void **state) {
    (void)state;
    struct fake f;
    world(&f, false);
    tap(&f, "Left arm");
    for (int i = 0; i < 14; i++)
        tap(&f, "More: Left arm");
    expect_places(&f, "[{'region':'arm-l','pain':10}]");
    for (int i = 0; i < 14; i++)
        tap(&f, "Less: Left arm");
    expect_places(&f, "[{'region':'arm-l','pain':0}]");
    fake_end(&f);
}

static void test_keys(void **state) {
    (void)state;
    struct fake f;
    world(&f, false);
    struct node *right = body_figure(map_of(&f), false)->first;
    focus_set(f.scene, right, false);
    fake_key(&f, "3");
    expect_places(&f, "[{'region':'arm-r','pain':3}]");
    fake_key(&f, "Right");
    assert_string_equal(body_region(f.scene->focus), "arm-l");
    fake_key(&f, "Right"); /* over to the other figure */
    assert_string_equal(body_region(f.scene->focus), "back-l");
    fake_key(&f, "1");
    fake_key(&f, "0");
    expect_places(&f, "[{'region':'arm-r','pain':3},{'region':'back-l','pain':10}]");
    fake_key(&f, "Backspace");
    fake_key(&f, "Left");
    fake_key(&f, "Left");
    assert_string_equal(body_region(f.scene->focus), "arm-r");
    fake_key(&f, "Space");
    assert_null(map_of(&f)->value);
    fake_end(&f);
}

/* In a mirrored page the figures change places, but the patient's left arm stays where the picture shows it. */
static void test_right_to_left(void **state) {
    (void)state;
    for (int rtl = 0; rtl < 2; rtl++) {
        struct fake f;
        world(&f, rtl == 1);
        struct error err = {0};
        int right_x, left_x, y;
        assert_true(scene_find(f.scene, NULL, "Right arm", &right_x, &y, &err));
        assert_true(scene_find(f.scene, NULL, "Left arm", &left_x, &y, &err));
        assert_true(right_x < left_x);
        fake_end(&f);
    }
}

static void test_finger_near_a_zone(void **state) {
    (void)state;
    struct fake f;
    world(&f, false);
    struct node *figure = body_figure(map_of(&f), false);
    double k = figure->step;
    struct node *hit = body_zone_at(f.scene, figure, (float)(40 * k), (float)(50 * k));
    assert_non_null(hit);
    assert_string_equal(body_region(hit), "arm-r");
    assert_null(body_zone_at(f.scene, figure, (float)(150 * k), (float)(400 * k)));
    fake_end(&f);
}

static void test_set(void **state) {
    (void)state;
    struct fake f;
    world(&f, false);
    struct error err = {0};
    json_t *value = fake_json("[{'region':'arm-l','pain':7}]");
    assert_true(scene_set_field(f.scene, "w", value, &err));
    expect_places(&f, "[{'region':'arm-l','pain':7}]");
    json_decref(value);
    static const char *const bad[] = {"[{'region':'arm','pain':7}]",
                                      "[{'region':'arm-l','pain':11}]",
                                      "[{'region':'arm-l'}]",
                                      "[{'region':'arm-l','pain':1.5}]",
                                      "'arm-l'",
                                      "[5]"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        value = fake_json(bad[i]);
        assert_false(scene_set_field(f.scene, "w", value, &err));
        assert_non_null(strstr(err.text, "back-r"));
        json_decref(value);
    }
    expect_places(&f, "[{'region':'arm-l','pain':7}]");
    tap(&f, "Nothing");
    expect_places(&f, "[]");
    fake_end(&f);
}

static void test_list_and_no_art(void **state) {
    (void)state;
    struct fake f;
    world(&f, false);
    tap(&f, "List");
    tap(&f, "More: Right back");
    expect_places(&f, "[{'region':'back-r','pain':5}]");
    tap(&f, "Picture");
    tap(&f, "Right arm");
    fake_end(&f);
    fake_begin(&f);
    fake_look(&f, 1024, 600, 100); /* nothing to draw: the list is there at once */
    fake_page(&f, page);
    tap(&f, "More: Left back");
    expect_places(&f, "[{'region':'back-l','pain':5}]");
    fake_end(&f);
}

/* Each label of the shipped figures stands on its own zone. */
static void test_shipped_art(void **state) {
    (void)state;
    struct error err = {0};
    char path[1024];
    const char *source = getenv("BALM_SOURCE");
    snprintf(path, sizeof path, "%s/assets/art/bodymap.json", source != NULL ? source : ".");
    json_error_t wrong;
    json_t *json = json_load_file(path, 0, &wrong);
    assert_non_null(json);
    struct body_art *art = body_art_create(json, &err);
    assert_non_null(art);
    assert_true(art->count >= 40);
    for (size_t i = 0; i < art->count; i++) {
        const struct body_zone *z = &art->zones[i];
        if (body_distance(z, z->label_x, z->label_y) > 0)
            fail_msg("the label of %s is not on it", z->region);
    }
    body_art_destroy(art);
    json_decref(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tap_and_take_back),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_right_to_left),
        cmocka_unit_test(test_finger_near_a_zone),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_list_and_no_art),
        cmocka_unit_test(test_shipped_art),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
