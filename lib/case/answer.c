#include "lib/case/answer.h"

#include "lib/case/history.h"
#include "lib/case/state.h"

#define BASIS "art.13(1)"

static void write_answer(struct json *json, const struct knowledge_answer *answer, instant at,
                         int offset)
{
    json_open(json, '{');
    json_member_string(json, "entry", answer->entry->id);
    json_member_string(json, "version", answer->entry->version);
    json_member_string(json, "answer", answer->entry->answer);
    if (!span_empty(answer->entry->unit))
        json_member_string(json, "unit", answer->entry->unit);
    json_member_word(json, "basis", BASIS);
    json_member_word(json, "reason", knowledge_reasons[answer->verdict]);
    json_member_word(json, "table", "knowledge.csv");
    json_member_integer(json, "row", answer->entry->row);
    json_member_thousandths(json, "likeness", answer->likeness);
    json_member_word(json, "policy", "knowledge.min_likeness");
    json_member_instant(json, "at", at, offset);
    json_close(json, '}');
}

void answer_set(struct record *record, const struct knowledge_answer *answer, instant at,
                struct span more, struct json *history)
{
    history_begin(history, at, record->offset, "answered", SPAN("h12-route"), SPAN(BASIS));
    json_key(history, "answer");
    size_t start = history->out->length;
    write_answer(history, answer, at, record->offset);
    record_set(record, "answer",
               (struct span){history->out->bytes + start, history->out->length - start});
    if (!span_empty(more))
        json_raw(history, more);
    json_close(history, '}');
    case_set_state(record, STATE_ANSWERED);
}

void promise_set(struct record *record, day_number reply_by, bool provisional)
{
    struct json json = {.out = &record->scratch};
    buffer_reset(&record->scratch);
    json_open(&json, '{');
    json_member_day(&json, "reply_by", reply_by);
    json_member_word(&json, "basis", BASIS);
    json_member_word(&json, "policy", "promise.reply_workdays");
    if (provisional)
        json_member_boolean(&json, "provisional", true);
    json_close(&json, '}');
    record_set(record, "promise", buffer_span(&record->scratch));
}
