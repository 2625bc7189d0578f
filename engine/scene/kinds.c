/* One row per kind of node: its name in pages, its role for the robot, and who makes, lays out and paints it. A
 * new kind is a new row here and an entry in `enum kind`. Below: the kinds that are lists of data. A NULL in a
 * row means: nothing to do for this kind. */
#include "scene/inside.h"

#include <string.h>

static bool make_quotes(struct page *p, struct node *n, struct error *err) {
    size_t i;
    json_t *item;
    (void)err;
    json_array_foreach(json_object_get(n->data, "items"), i, item) node_add(p, n, NODE_QUOTE, item);
    return true;
}

static bool make_review(struct page *p, struct node *n, struct error *err) {
    size_t i;
    json_t *item;
    (void)err;
    json_array_foreach(json_object_get(n->data, "rows"), i, item) {
        struct node *row = node_add(p, n, NODE_REVIEW_ROW, item);
        if (row->action == NULL)
            continue;
        struct node *edit = node_add(p, row, NODE_BUTTON, NULL);
        edit->action = row->action;
        edit->arg = row->arg;
        edit->label = say(p->words, WORD_EDIT);
        edit->icon = "pencil";
        edit->style = BUTTON_EDIT;
        row->action = NULL;
    }
    return true;
}

static bool make_table(struct page *p, struct node *n, struct error *err) {
    const json_t *head = json_object_get(n->data, "head");
    size_t i;
    json_t *cells;
    (void)err;
    if (json_array_size(head) > 0)
        node_add(p, n, NODE_TABLE_ROW, head)->style = 1;
    json_array_foreach(json_object_get(n->data, "rows"), i, cells) node_add(p, n, NODE_TABLE_ROW, cells);
    return true;
}

static bool make_button(struct page *p, struct node *n, struct error *err) {
    static const char *const styles[] = {"secondary", "primary", "quiet", "ghost", "caution"};
    const char *style = value_string(n->data, "style", "secondary");
    (void)p;
    for (int i = 0; i < 5; i++) {
        if (strcmp(style, styles[i]) == 0) {
            n->style = i;
            return true;
        }
    }
    return error_set(err, ERROR_FORMAT, "A button has no style \"%s\".", style);
}

static bool make_week(struct page *p, struct node *n, struct error *err) {
    size_t i;
    json_t *row;
    (void)err;
    json_array_foreach(json_object_get(n->data, "rows"), i, row) node_add(p, n, NODE_WEEK_ROW, row);
    return true;
}

static bool make_facts(struct page *p, struct node *n, struct error *err) {
    size_t i;
    json_t *row;
    (void)err;
    json_array_foreach(json_object_get(n->data, "rows"), i, row) {
        struct node *fact = node_add(p, n, NODE_FACT, row);
        const json_t *sprig = json_object_get(row, "sprig");
        if (json_is_object(sprig))
            node_add(p, fact, NODE_SPRIG, sprig);
    }
    return true;
}

const struct kind_row node_kinds[NODE_KINDS] = {
    [NODE_GROUP] = {"group", NULL, make_parts, layout_group, NULL},
    [NODE_CARD] = {"card", NULL, make_parts, layout_card, paint_card},
    [NODE_PANEL] = {"panel", NULL, make_parts, layout_card, paint_panel},
    [NODE_COLUMNS] = {"columns", NULL, make_parts, layout_columns, NULL},
    [NODE_ROW] = {"row", NULL, make_parts, layout_row, NULL},
    [NODE_HEADING] = {"heading", "heading", NULL, layout_words, paint_blocks},
    [NODE_LEAD] = {"lead", "text", NULL, layout_words, paint_blocks},
    [NODE_TEXT] = {"text", "text", NULL, layout_words, paint_blocks},
    [NODE_SMALL] = {"small", "text", NULL, layout_words, paint_blocks},
    [NODE_WORDS] = {"words", "text", NULL, layout_words, paint_blocks},
    [NODE_QUOTES] = {"quotes", NULL, make_quotes, layout_quotes, NULL},
    [NODE_QUOTE] = {NULL, "text", NULL, layout_quote, paint_quote},
    [NODE_STATUS] = {"status", "status", NULL, layout_status, paint_status},
    [NODE_PICTURE] = {"picture", "image", NULL, layout_picture, paint_picture},
    [NODE_STEPS] = {"steps", "text", NULL, layout_steps, paint_steps},
    [NODE_REVIEW] = {"review", NULL, make_review, layout_review, paint_review},
    [NODE_REVIEW_ROW] = {NULL, "row", NULL, layout_review_row, paint_review_row},
    [NODE_TABLE] = {"table", "table", make_table, layout_table, NULL},
    [NODE_TABLE_ROW] = {NULL, "row", NULL, NULL, paint_table_row},
    [NODE_RING] = {"ring", "progress", NULL, layout_ring, paint_ring},
    [NODE_SPACE] = {"space", NULL, NULL, layout_space, NULL},
    [NODE_RULE] = {"rule", NULL, NULL, layout_space, paint_rule},
    [NODE_CHART] = {"chart", "chart", NULL, layout_chart, paint_chart},
    [NODE_TAG] = {"tag", "text", NULL, layout_tag, paint_tag},
    [NODE_BLOB] = {"blob", NULL, NULL, layout_blob, paint_blob_alone},
    [NODE_WEEK] = {"week", NULL, make_week, layout_week, NULL},
    [NODE_WEEK_ROW] = {NULL, "row", NULL, NULL, paint_week_row},
    [NODE_SPRIG] = {"sprig", "progress", NULL, layout_sprig, paint_sprig},
    [NODE_FACTS] = {"facts", NULL, make_facts, layout_facts, paint_panel},
    [NODE_FACT] = {NULL, "row", NULL, layout_fact, paint_fact},
    [NODE_CALENDAR] = {"calendar", "chart", NULL, layout_calendar, paint_calendar},
    [NODE_TILES] = {"tiles", NULL, make_parts, layout_tiles, NULL},
    [NODE_PICK] = {"pick", "button", NULL, layout_pick, paint_pick},
    [NODE_SWITCH] = {"switch", "button", NULL, layout_switch, paint_switch},
    [NODE_BUTTON] = {"button", "button", make_button, layout_button, paint_button},
    [NODE_ENTRY] = {"entry", "button", NULL, layout_entry, paint_entry},
    [NODE_CHOICE] = {"choice", "choice", make_choice, layout_choice, paint_choice},
    [NODE_OPTION] = {NULL, "option", NULL, layout_option, paint_option},
    [NODE_SCALE] = {"scale", "scale", make_scale, layout_scale, paint_scale},
    [NODE_CELL] = {NULL, "option", NULL, layout_cell, paint_cell},
    [NODE_TEXTBOX] = {"textbox", "textbox", make_textbox, layout_textbox, paint_textbox},
    [NODE_CHIP] = {NULL, "button", NULL, layout_chip, paint_chip},
    [NODE_NUMBER] = {"number", "number", make_number, layout_number, paint_number},
    [NODE_STEPPER] = {NULL, "button", NULL, layout_stepper, paint_stepper},
    [NODE_BODYMAP] = {"bodymap", "bodymap", make_bodymap, layout_bodymap, paint_bodymap},
    [NODE_FIGURE] = {NULL, NULL, NULL, layout_figure, paint_figure},
    [NODE_ZONE] = {NULL, "option", NULL, NULL, NULL},
    [NODE_BODY_ROW] = {NULL, "row", NULL, layout_body_row, paint_body_row},
    [NODE_SLIDER] = {NULL, NULL, NULL, layout_slider, paint_slider},
    [NODE_FILM] = {"film", "image", NULL, layout_film, paint_film},
    [NODE_PLAYER] = {"player", "player", make_player, layout_player, paint_player},
    [NODE_ROUND] = {NULL, "button", NULL, layout_round, paint_round},
    [NODE_TOGGLE] = {NULL, "button", NULL, layout_player, paint_toggle},
    [NODE_VOLUME] = {NULL, NULL, NULL, layout_volume, paint_volume},
    [NODE_CAPTIONS] = {"captions", "text", NULL, layout_captions, paint_captions},
    [NODE_PACER] = {"pacer", "pacer", NULL, layout_pacer, paint_pacer},
    [NODE_CLOCK] = {"clock", "text", NULL, layout_clock, paint_clock},
    [NODE_TOOL] = {NULL, "button", NULL, NULL, paint_tool},
    [NODE_TITLE] = {NULL, "text", NULL, NULL, paint_title},
    [NODE_NOTICE] = {NULL, "status", NULL, NULL, paint_status},
    [NODE_PROGRESS] = {NULL, "progress", NULL, NULL, paint_progress},
    [NODE_KEY_ROW] = {NULL, NULL, NULL, NULL, NULL},
    [NODE_KEY] = {NULL, "button", NULL, NULL, paint_key},
};
