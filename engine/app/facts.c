/* What instruments and modules are called and measure, as plain JSON out of the library: for the report and the FHIR
 * export, which know no Lua. */
#include "app/app.h"

#include "base/log.h"

/* {id: table}; an instrument that cannot be read is left out and said. */
json_t *facts_instruments(struct library *l) {
    json_t *tables = json_object(), *ids = library_instrument_ids(l), *id;
    size_t i;
    json_array_foreach(ids, i, id) {
        struct error wrong = {0};
        struct instrument *in = library_instrument(l, json_string_value(id), &wrong);
        if (in == NULL)
            log_line("The instrument %s could not be read: %s", json_string_value(id), wrong.text);
        else
            json_object_set(tables, json_string_value(id), (json_t *)instrument_table(in));
    }
    json_decref(ids);
    return tables;
}

/* {id: {"title","kind","minutes"}} */
json_t *facts_modules(struct library *l) {
    json_t *facts = json_object(), *list = library_list(l), *module;
    size_t i;
    json_array_foreach(list, i, module) json_object_set(facts, value_string(module, "id", ""), module);
    json_decref(list);
    return facts;
}

struct report_facts app_facts(struct app *app) {
    return (struct report_facts){.instruments = facts_instruments(app->library),
                                 .modules = facts_modules(app->library)};
}

void app_facts_drop(struct report_facts *facts) {
    json_decref((json_t *)facts->instruments);
    json_decref((json_t *)facts->modules);
    *facts = (struct report_facts){0};
}
