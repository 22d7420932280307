#include "lib/report/shown_member.h"

#include "lib/base/civil.h"
#include "lib/case/callback.h"
#include "lib/report/shown.h"
#include "lib/rules/acceptance.h"
#include "lib/rules/deadline.h"
#include "lib/rules/terms.h"
#include "lib/rules/urging.h"

#include <string.h>

enum shape {
    WORD, /* one of `words` */
    ARTICLE,
    NUMBER,
    BOOLEAN,
    DAY,
    INSTANT,
    ID, /* of a case */
    UNIT,
    DISTRICT,
    MATTER,
    POLICY,
    CALENDAR,
};

static const char *const kind_source_words[] = {"text"};
static const char *const policy_members[] = {"alert.response_hours", "callback.verify_within",
                                             "return.decide_within", "designation.decide_within"};

#define WORDS(array)          WORD, array, (int)(sizeof(array) / sizeof *(array))
#define COUNTED(array, count) WORD, array, count

static const struct row {
    const char *path;
    enum shape shape;
    const char *const *words;
    int count;
} rows[] = {
    {"state", COUNTED(state_words, STATES)},
    {"matter", MATTER, NULL, 0},
    {"district", DISTRICT, NULL, 0},
    {"urgency", COUNTED(urgency_words, URGENCIES)},
    {"kind", COUNTED(kind_words, KINDS)},
    {"kind_source", WORDS(kind_source_words)},
    {"channel", COUNTED(channel_words, CHANNELS)},
    {"designated", BOOLEAN, NULL, 0},
    {"repeat_of", ID, NULL, 0},
    {"received_at", INSTANT, NULL, 0},
    {"acceptance.verdict", COUNTED(verdict_words, VERDICTS)},
    {"acceptance.basis", ARTICLE, NULL, 0},
    {"assignment.round", NUMBER, NULL, 0},
    {"assignment.lead", UNIT, NULL, 0},
    {"assignment.cause", COUNTED(cause_words, CAUSES)},
    {"assignment.basis", ARTICLE, NULL, 0},
    {"assignment.score", NUMBER, NULL, 0},
    {"assignment.at", INSTANT, NULL, 0},
    {"assignment.acting.unit", UNIT, NULL, 0},
    {"assignment.acting.basis", ARTICLE, NULL, 0},
    {"alert.basis", ARTICLE, NULL, 0},
    {"alert.unit", UNIT, NULL, 0},
    {"alert.at", INSTANT, NULL, 0},
    {"alert.response_due", INSTANT, NULL, 0},
    {"alert.policy", WORDS(policy_members)},
    {"alert.acknowledged_at", INSTANT, NULL, 0},
    {"deadline.clock", COUNTED(clock_words, CLOCKS)},
    {"deadline.basis", ARTICLE, NULL, 0},
    {"deadline.limit", NUMBER, NULL, 0},
    {"deadline.unit", COUNTED(limit_unit_words, LIMIT_UNITS)},
    {"deadline.limit_policy", WORDS(policy_members)},
    {"deadline.from", DAY, NULL, 0},
    {"deadline.due", DAY, NULL, 0},
    {"deadline.due_at", INSTANT, NULL, 0},
    {"deadline.return_by", DAY, NULL, 0},
    {"deadline.inner_due", DAY, NULL, 0},
    {"deadline.stage_due", DAY, NULL, 0},
    {"deadline.decide_due", DAY, NULL, 0},
    {"deadline.decide_policy", WORDS(policy_members)},
    {"deadline.decide_late_workdays", NUMBER, NULL, 0},
    {"deadline.provisional", BOOLEAN, NULL, 0},
    {"deadline.status", COUNTED(clock_status_words, CLOCK_STATUSES)},
    {"deadline.left_workdays", NUMBER, NULL, 0},
    {"deadline.late_workdays", NUMBER, NULL, 0},
    {"deadline.late_days", NUMBER, NULL, 0},
    {"deadline.policy", POLICY, NULL, 0},
    {"deadline.calendar", CALENDAR, NULL, 0},
    {"callback.outcome", COUNTED(callback_outcome_words, CALLBACK_OUTCOMES)},
    {"callback.basis", ARTICLE, NULL, 0},
    {"callback.tries", NUMBER, NULL, 0},
    {"callback.since", INSTANT, NULL, 0},
    {"callback.closed_at", INSTANT, NULL, 0},
    {"supervision.joint", BOOLEAN, NULL, 0},
    {"supervision.urges.count", NUMBER, NULL, 0},
    {"supervision.urges.level", COUNTED(urge_level_words, URGE_LEVELS)},
    {"supervision.urges.unit", UNIT, NULL, 0},
    {"supervision.urges.at", INSTANT, NULL, 0},
    {"supervision.urges.due_at", INSTANT, NULL, 0},
    {"supervision.urges.late", NUMBER, NULL, 0},
};
enum { ROWS = sizeof rows / sizeof *rows };

/* `art.16(3)`: digits and brackets, no longer than any of them. */
static bool is_article(struct span text)
{
    enum { LONGEST = 10 };
    if (text.length <= 4 || text.length > LONGEST || memcmp(text.at, "art.", 4) != 0)
        return false;
    for (size_t i = 4; i < text.length; i++)
        if (memchr("0123456789()", text.at[i], 12) == NULL)
            return false;
    return true;
}

/* A number of days or rounds, or a score: shorter than anybody's telephone number. */
static bool is_small_number(struct span value)
{
    enum { LONGEST = 6 };
    bool begins = *value.at == '-' || (*value.at >= '0' && *value.at <= '9');
    return begins && value.length <= LONGEST;
}

/* A time to the second, as the tools write it. */
static bool is_instant(struct span text)
{
    instant at;
    return text.length == sizeof "2026-10-09T09:00:00+08:00" - 1 && instant_read(text, 0, &at);
}

static bool is_day(struct span text)
{
    day_number day;
    return text.length == sizeof "2026-10-09" - 1 && day_read(text, &day);
}

/* What stands in quotes; what is spelt with escapes is no word of ours as it stands. */
static bool is_shown_text(const struct shown_tables *tables, const struct row *row,
                          struct span text)
{
    switch (row->shape) {
    case WORD:
        return word_find(row->words, row->count, text) >= 0;
    case ARTICLE:
        return is_article(text);
    case DAY:
        return is_day(text);
    case INSTANT:
        return is_instant(text);
    case ID:
        return true;
    case UNIT:
        return shown_unit(tables->directory, text).at != NULL;
    case DISTRICT:
        return shown_district(tables->directory, text).at != NULL;
    case MATTER:
        return catalogue_find(tables->catalogue, text) != NULL;
    case POLICY:
        return span_equal(text, tables->policy);
    case CALENDAR:
        return span_equal(text, tables->calendar);
    default:
        return false;
    }
}

bool shown_member(const struct shown_tables *tables, const char *path, struct span value)
{
    const struct row *row = NULL;
    for (size_t i = 0; i < ROWS && row == NULL; i++)
        if (strcmp(path, rows[i].path) == 0)
            row = &rows[i];
    if (row == NULL || span_empty(value))
        return false;
    if (row->shape == NUMBER)
        return is_small_number(value);
    if (row->shape == BOOLEAN)
        return *value.at == 't' || *value.at == 'f';
    return *value.at == '"' && value.length > 2 &&
           is_shown_text(tables, row, (struct span){value.at + 1, value.length - 2});
}

bool shown_member_inside(const char *path)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < ROWS; i++)
        if (strncmp(path, rows[i].path, length) == 0 && rows[i].path[length] == '.')
            return true;
    return false;
}
