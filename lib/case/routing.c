#include "lib/case/routing.h"

#include "lib/case/answer.h"
#include "lib/case/assignment.h"
#include "lib/case/evidence.h"
#include "lib/case/history.h"
#include "lib/case/holding.h"

#define BY SPAN("h12-route")

/* One case on its way back into the record. */
struct routed {
    const struct dispatch_desk *desk;
    struct route_scratch *scratch;
    struct record *record;
    struct reckoning reckoning;
    struct assignment before; /* round 0: there was none */
    struct json history;
    instant last; /* of history; INSTANT_NONE: it is empty */
    instant at;   /* of the automatic step */
};

/* Further members of the step's entry: what it wrote anew, and who had the case until then. */
static struct span more_of(struct routed *r, instant at, enum state state, struct span lead)
{
    struct buffer *more = &r->scratch->more;
    struct json json = {.out = more, .comma = false};
    struct holding holding = {SPAN("hotline"), r->reckoning.received_at};
    if (r->before.round > 0)
        holding = holding_read(r->record, STATE_ACCEPTED, r->before.lead, r->before.at);
    buffer_reset(more);
    replaced_write(&r->scratch->replaced, &json);
    holding_pass(&holding, &json, r->desk->calendar, at, r->record->offset, state, lead);
    return buffer_span(more);
}

/* What the text told us stands in the record from now on. The reporter's own district is kept in
 * the evidence where a place in the text goes before it; what an officer found stays. */
static void keep_findings(const struct routed *r)
{
    const struct route_answer *answer = &r->reckoning.answer;
    const struct territory *territory = &r->reckoning.ranking.territory;
    const struct unit *district = answer->district;
    /* In triage a matter is a candidate only: kept, it would move the clock to another law's. */
    if (r->reckoning.matter.at == NULL && answer->lead != NULL && answer->matter != NULL)
        replaced_set(&r->scratch->replaced, r->record, "matter", answer->matter->code);
    if (district == NULL && territory->count == 1)
        district = territory->districts[0].district;
    if (r->reckoning.officers_district)
        return;
    if (district != NULL && (answer->lead != NULL || r->reckoning.district.at == NULL))
        replaced_set(&r->scratch->replaced, r->record, "district", district->district);
}

/* The instant of the dispatch: what the export says, where it fits between the last event and now;
 * else the automatic step's. */
static instant dispatched_at(const struct routed *r)
{
    instant at = r->reckoning.assigned_at;
    if (r->reckoning.question.unit != NULL && at != INSTANT_NONE && at <= r->desk->now &&
        at >= r->reckoning.received_at && (r->last == INSTANT_NONE || at >= r->last))
        return at;
    return r->at;
}

static struct span reason_of(const struct routed *r)
{
    const struct route_answer *answer = &r->reckoning.answer;
    buffer_reset(&r->scratch->reason);
    buffer_add_string(&r->scratch->reason, answer->reason);
    buffer_add_string(&r->scratch->reason, duty_step_reasons[answer->step]);
    return buffer_span(&r->scratch->reason);
}

/* art.7(2): who acts, beside who answers for it. */
static struct acting acting_of(const struct routed *r)
{
    if (r->reckoning.acting == NULL)
        return (struct acting){.unit = SPAN_NONE};
    return (struct acting){r->reckoning.acting->code, SPAN("art.7(2)")};
}

static void write_assignment(struct routed *r)
{
    const struct route_answer *answer = &r->reckoning.answer;
    struct buffer *evidence = &r->scratch->evidence;
    struct json json = {.out = evidence};
    char score[THOUSANDTHS_TEXT_LENGTH];
    buffer_reset(evidence);
    evidence_write(&json, r->reckoning.evidence, r->reckoning.evidence_count);
    struct assignment assignment = {
        .round = r->before.round + 1,
        .lead = answer->lead->code,
        .acting = acting_of(r),
        .cause = CAUSE_DISPATCHED,
        .basis = span_of(answer->basis),
        .reason = reason_of(r),
        .score = {score, (size_t)(thousandths_write(answer->score, score) - score)},
        .at = dispatched_at(r),
        .evidence = buffer_span(evidence),
    };
    for (size_t i = 0; i < answer->co_count; i++)
        assignment.co[assignment.co_count++] = answer->co[i]->code;
    assignment_set(r->record, &assignment, BY,
                   more_of(r, assignment.at, STATE_ASSIGNED, assignment.lead), &r->history);
    case_set_state(r->record, STATE_ASSIGNED);
}

/* Above the unit that is complained of, the first that is not complained of as well. */
static const struct unit *superior_of(const struct routed *r)
{
    const struct unit *unit = r->reckoning.answer.about;
    while (unit != NULL && route_is_about(unit, &r->reckoning.question.respondents))
        unit = directory_by_code(r->desk->directory, unit->parent);
    return unit;
}

/* A complaint about a unit is its superior's to judge: the only candidate, where there is one. */
static void write_superior(struct json *json, const struct routed *r)
{
    const struct unit *superior = superior_of(r);
    json_open(json, '[');
    if (superior != NULL) {
        json_open(json, '{');
        json_member_string(json, "unit", superior->code);
        json_member_thousandths(json, "score", 1);
        json_member_word(json, "reason", "the superior of the unit that is complained of");
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* art.24: proposed, until an officer hands it over. */
static void write_handover(struct routed *r)
{
    const struct route_answer *answer = &r->reckoning.answer;
    struct json json = {.out = &r->record->scratch};
    buffer_reset(&r->record->scratch);
    json_open(&json, '{');
    json_member_word(&json, "to", answer->handover);
    json_member_word(&json, "basis", answer->basis);
    json_member_word(&json, "reason", answer->reason);
    json_member_string(&json, "matter", r->reckoning.question.matter->code);
    json_member_instant(&json, "at", r->at, r->record->offset);
    json_close(&json, '}');
    record_set(r->record, "handover", buffer_span(&r->record->scratch));
}

static void write_triage(struct routed *r)
{
    const struct route_answer *answer = &r->reckoning.answer;
    struct json *history = &r->history;
    history_begin(history, r->at, r->record->offset, "triage", BY, span_of(answer->basis));
    json_key(history, "triage");
    size_t start = history->out->length;
    json_open(history, '{');
    json_member_instant(history, "at", r->at, r->record->offset);
    json_member_string(history, "basis", span_of(answer->basis));
    json_member_string(history, "reason", span_of(answer->reason));
    json_member_string(history, "policy", span_of(answer->policy));
    json_key(history, "candidates");
    if (answer->about != NULL)
        write_superior(history, r);
    else
        candidates_write(history, r->reckoning.question.candidates,
                         r->reckoning.question.candidate_count);
    json_key(history, "evidence");
    evidence_write(history, r->reckoning.evidence, r->reckoning.evidence_count);
    json_close(history, '}');
    struct span value = {history->out->bytes + start, history->out->length - start};
    record_set(r->record, "triage", value);
    struct span more = more_of(r, r->at, STATE_TRIAGE, SPAN_NONE);
    if (!span_empty(more))
        json_raw(history, more);
    json_close(history, '}');
    case_set_state(r->record, STATE_TRIAGE);
    if (answer->handover != NULL)
        write_handover(r);
}

const struct unit *alert_whom(const struct dispatch_desk *desk, const struct unit *unit)
{
    while (unit != NULL && span_empty(unit->contact))
        unit = directory_by_code(desk->directory, unit->parent);
    return unit != NULL ? unit : desk->duty_unit;
}

/* Who is told of a critical case: the lead; in triage the likeliest, for every minute counts. */
static const struct unit *likeliest(const struct routed *r)
{
    const struct reckoning *reckoning = &r->reckoning;
    const struct route_answer *answer = &reckoning->answer;
    if (answer->lead != NULL)
        return answer->lead;
    if (answer->about != NULL)
        return superior_of(r);
    if (reckoning->question.candidate_count == 0)
        return NULL;
    return reckoning->question.candidates[0].unit;
}

static void raise_alert(struct routed *r)
{
    const struct reckoning *reckoning = &r->reckoning;
    const struct route_question *question = &reckoning->question;
    bool sure = question->matter_score >= question->rules->min_score;
    if (!alert_is_due(reckoning->urgency, sure ? question->matter : NULL))
        return;
    /* It goes out with the dispatch, and so is dated like it. */
    instant at = reckoning->answer.lead != NULL ? dispatched_at(r) : r->at;
    const char *reason =
        reckoning->urgency == URGENCY_CRITICAL ? "the case is critical" : "the matter is critical";
    struct alert alert = alert_of(alert_whom(r->desk, likeliest(r)), reason, at,
                                  alert_response_due(r->desk->alerts, at));
    alert_raise(r->record, &alert, BY, &r->history);
    r->scratch->alerted = true;
    r->scratch->alert = alert;
}

/* art.13(1): who asked is told by when there will be an answer. */
static void make_promise(struct routed *r)
{
    const struct reckoning *reckoning = &r->reckoning;
    if (reckoning->question.kind != KIND_CONSULTATION)
        return;
    const struct dispatch_desk *desk = r->desk;
    day_number day = promise_reply_by(desk->promises, desk->limits, desk->calendar,
                                      reckoning->urgency, reckoning->received);
    promise_set(r->record, day, workday_is_guess(desk->calendar, reckoning->received, day));
}

/* art.13(1): true where the knowledge base answers. */
static bool answer_from_knowledge(struct routed *r)
{
    struct route_scratch *scratch = r->scratch;
    if (!reckoning_asks_knowledge(&r->reckoning))
        return false;
    reckoning_ask(&r->reckoning, r->desk, r->at, &scratch->asking, &scratch->knowledge);
    scratch->asked = scratch->knowledge.verdict != KNOWLEDGE_CLEAR;
    if (!scratch->asked)
        answer_set(r->record, &scratch->knowledge, r->at,
                   more_of(r, r->at, STATE_ANSWERED, SPAN_NONE), &r->history);
    return !scratch->asked;
}

static void dispatch(struct routed *r)
{
    reckoning_decide(&r->reckoning, r->desk);
    keep_findings(r);
    if (r->reckoning.answer.lead != NULL)
        write_assignment(r);
    else
        write_triage(r);
    make_promise(r);
    raise_alert(r);
    r->scratch->unit = likeliest(r);
}

bool route_case(const struct dispatch_desk *desk, struct route_scratch *scratch,
                struct record *record)
{
    struct routed r;
    r.desk = desk;
    r.scratch = scratch;
    r.record = record;
    scratch->alerted = scratch->asked = false;
    if (!reckoning_read(&r.reckoning, desk, record))
        return false;
    r.last = history_last(record);
    r.at = r.last > desk->now ? r.last : desk->now; /* INSTANT_NONE is less than any */
    if (r.at < r.reckoning.received_at)             /* by a clock that is ahead of ours */
        r.at = r.reckoning.received_at;
    /* An emergency may be dispatched, declined, and accepted after all. */
    r.before.round = 0;
    if (object_find(&record->object, SPAN("assignment")) != NULL)
        assignment_read(record, &r.before);
    buffer_reset(&scratch->history);
    replaced_start(&scratch->replaced);
    r.history = (struct json){.out = &scratch->history};
    if (!answer_from_knowledge(&r))
        dispatch(&r);
    record_append(record, "history", buffer_span(&scratch->history));
    return fault_none(&record->fault); /* history is read while the answer is written */
}

void route_scratch_release(struct route_scratch *scratch)
{
    buffer_release(&scratch->evidence);
    buffer_release(&scratch->history);
    buffer_release(&scratch->reason);
    buffer_release(&scratch->more);
    replaced_release(&scratch->replaced);
    knowledge_scratch_release(&scratch->asking);
}
