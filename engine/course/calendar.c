/* Days: when one turns, which of a prescription's count, and which week of the course they are in. */
#include "course/inside.h"

#include <math.h>
#include <string.h>
#include <time.h>

enum { FOREVER = 36600 }; /* a hundred years of days */

int64_t course_day(int64_t wall_ms) {
    time_t seconds = (time_t)(wall_ms / 1000 - (wall_ms % 1000 < 0 ? 1 : 0));
    struct tm tm;
    char date[16];
    int64_t day = 0;
    localtime_r(&seconds, &tm);
    date_parse(clock_date(wall_ms, date), &day);
    return tm.tm_hour < COURSE_DAY_TURNS_AT ? day - 1 : day;
}

int64_t day_of(const json_t *object, const char *name, int64_t otherwise) {
    int64_t day = otherwise;
    return date_parse(value_string(object, name, ""), &day) ? day : otherwise;
}

json_t *date_json(int64_t day) {
    char date[16];
    return json_string(date_text(day, date));
}

bool text_in(const json_t *list, const char *text) {
    size_t i;
    json_t *item;
    json_array_foreach(list, i,
                       item) if (json_is_string(item) && strcmp(json_string_value(item), text) == 0) return true;
    return false;
}

static bool is_in(const json_t *pause, int64_t day) {
    int64_t from = day_of(pause, "from", INT64_MAX);
    return day >= from && day <= day_of(pause, "to", from);
}

bool calendar_is_paused(const struct calendar *c, int64_t day) {
    size_t i;
    json_t *pause;
    json_array_foreach(c->pauses, i, pause) if (is_in(pause, day)) return true;
    return false;
}

int64_t calendar_pause_ends(const struct calendar *c, int64_t day) {
    for (int i = 0; i < FOREVER && calendar_is_paused(c, day); i++)
        day++;
    return day;
}

int64_t calendar_counted(const struct calendar *c, int64_t day) {
    int64_t counted = 0;
    for (int64_t d = c->start; d < day && d - c->start < FOREVER; d++)
        counted += calendar_is_paused(c, d) ? 0 : 1;
    return counted;
}

int64_t calendar_day_at(const struct calendar *c, int64_t counted) {
    int64_t day = calendar_pause_ends(c, c->start);
    for (; counted > 0 && day - c->start < FOREVER; counted--)
        day = calendar_pause_ends(c, day + 1);
    return day;
}

int calendar_week(const struct calendar *c, int64_t day) {
    return 1 + (int)((double)calendar_counted(c, day) / c->week_days);
}

int64_t calendar_week_opens(const struct calendar *c, int week) {
    return calendar_day_at(c, (int64_t)ceil((week > 1 ? week - 1 : 0) * c->week_days));
}

void calendar_of(struct calendar *c, const json_t *prescription) {
    const json_t *plan = json_object_get(prescription, "plan");
    double pace = value_number(prescription, "pace", 1);
    c->pauses = json_object_get(prescription, "pauses");
    c->start = day_of(prescription, "start", 0);
    c->week_days = 7 * (pace > 0 ? pace : 1);
    c->weeks = (int)value_int(plan, "weeks", 0);
    c->ends = calendar_week_opens(c, c->weeks + 1);
}
