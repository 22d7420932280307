#include "lib/case/deadline.h"

#include "lib/record/json.h"

bool deadline_has_clock(enum state state)
{
    return state != STATE_DECLINED && state != STATE_BARRED && state != STATE_WITHDRAWN;
}

const char *deadline_basis(enum clock clock)
{
    static const char *const words[CLOCKS] = {"art.14", "art.14", "art.18", "art.18",
                                              "art.20", "art.20", "art.15"};
    return words[clock];
}

static void write_law(struct json *json, const struct statute *statute)
{
    if (statute == NULL)
        return;
    json_member_string(json, "law", statute->law);
    json_member_string(json, "law_article", statute->article);
}

static void write_earlier(struct json *json, const struct deadline_answer *answer, int offset)
{
    json_member_open(json, "earlier", '[');
    for (int i = 0; i < answer->earlier_count; i++) {
        const struct earlier_clock *earlier = &answer->earlier[i];
        json_open(json, '{');
        json_member_word(json, "clock", clock_words[earlier->limit.clock]);
        json_member_day(json, "due", earlier->limit.due);
        json_member_instant(json, "due_at", earlier->limit.due_at, offset);
        json_member_instant(json, "replaced_at", earlier->replaced_at, offset);
        json_member_string(json, "verdict", span_of(earlier_words[earlier->verdict]));
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* The limits beside the citizen's clock. */
static void write_inner(struct json *json, const struct deadline_answer *answer)
{
    if (answer->has_return_by)
        json_member_day(json, "return_by", answer->return_by);
    if (answer->has_inner_due)
        json_member_day(json, "inner_due", answer->inner_due);
    if (answer->has_stage_due)
        json_member_day(json, "stage_due", answer->stage_due);
    if (!answer->has_decide_due)
        return;
    json_member_day(json, "decide_due", answer->decide_due);
    json_member_word(json, "decide_policy", answer->decide_policy);
    if (answer->decide_late_workdays > 0)
        json_member_integer(json, "decide_late_workdays", answer->decide_late_workdays);
}

static void write_status(struct json *json, const struct deadline_answer *answer)
{
    json_member_word(json, "status", clock_status_words[answer->status]);
    switch (answer->status) {
    case CLOCK_RUNNING:
    case CLOCK_DUE_SOON:
    case CLOCK_DUE_TODAY:
        json_member_integer(json, "left_workdays", answer->left_workdays);
        break;
    case CLOCK_OVERDUE:
    case CLOCK_MISSED:
        json_member_integer(json, "late_workdays", answer->late_workdays);
        json_member_integer(json, "late_days", answer->late_days);
        break;
    default:
        break;
    }
}

void deadline_set(struct record *record, const struct deadline_answer *answer,
                  const struct deadline_names *names)
{
    const struct limit *limit = &answer->limit;
    int offset = record->offset;
    struct buffer *scratch = &record->scratch;
    struct json json = {.out = scratch};
    buffer_reset(scratch);
    json_open(&json, '{');
    json_member_word(&json, "clock", clock_words[limit->clock]);
    json_member_word(&json, "basis", deadline_basis(limit->clock));
    write_law(&json, answer->beside != NULL ? answer->beside : limit->statute);
    json_member_integer(&json, "limit", limit->length);
    json_member_word(&json, "unit", limit_unit_words[limit->unit]);
    if (answer->limit_policy != NULL)
        json_member_word(&json, "limit_policy", answer->limit_policy);
    json_member_day(&json, "from", instant_day(limit->from, offset));
    json_member_day(&json, "due", limit->due);
    json_member_instant(&json, "due_at", limit->due_at, offset);
    write_inner(&json, answer);
    json_member_boolean(&json, "provisional", limit->provisional);
    write_status(&json, answer);
    write_earlier(&json, answer, offset);
    json_member_string(&json, "policy", names->policy);
    json_member_string(&json, "calendar", names->calendar);
    json_close(&json, '}');
    record_set(record, "deadline", buffer_span(scratch));
}

void deadline_clear(struct record *record, const struct deadline_names *names)
{
    if (object_find(&record->object, SPAN("deadline")) == NULL)
        return;
    struct buffer *scratch = &record->scratch;
    struct json json = {.out = scratch};
    buffer_reset(scratch);
    json_open(&json, '{');
    json_member_word(&json, "status", clock_status_words[CLOCK_NO_CLOCK]);
    json_member_string(&json, "policy", names->policy);
    json_close(&json, '}');
    record_set(record, "deadline", buffer_span(scratch));
}
