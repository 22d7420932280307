#include "lib/case/return_events.h"

#include "lib/case/follower.h"
#include "lib/case/return_decision.h"
#include "lib/case/return_proposal.h"

static const struct event_column columns[RETURN_COLUMNS] = {
    [EVENT_ID] = {"event", "事件编号|退回编号", false},
    [EVENT_CASE] = EVENT_CASE_COLUMN,
    [EVENT_AT] = {"at", "申请时间|时间|发生时间", true},
    [EVENT_RECORDED_AT] = EVENT_RECORDED_AT_COLUMN,
    [RETURN_KIND] = {"kind", "类型|事件类型", false},
    [RETURN_REQUEST] = {"request", "申请编号|针对申请", false},
    [RETURN_UNIT] = {"unit", "申请单位|承办单位|单位", false},
    [RETURN_REASON] = {"reason", "退回理由|理由", false},
    [RETURN_BASIS] = {"basis", "退回依据|依据", false},
    [RETURN_SUGGESTED_UNIT] = {"suggested_unit", "建议单位|建议转办单位", false},
    [RETURN_DECISION] = {"decision", "决定|处理决定", false},
    [RETURN_TO] = {"to", "转交|转办单位", false},
    [RETURN_CO] = {"co", "协办|协办单位", false},
    [RETURN_OFFICER] = {"officer", "经办人|处理人", false},
};

static struct span name_event(const struct span values[], struct arena *arena)
{
    return event_name_of(values[RETURN_REQUEST], values[RETURN_KIND], arena);
}

const struct event_plan return_event_plan = {columns, RETURN_COLUMNS, name_event, NULL};

/* art.14: the last instant at which a unit that has to do with the case may ask. */
static bool window_end(const struct return_case *c, struct span code, instant *end)
{
    const struct return_desk *desk = c->desk;
    day_number day;
    return return_window(desk->clock, calendars_of(desk->calendars, desk->directory, code),
                         c->urgency, c->assignment.cause, c->designated,
                         return_case_received(c, code), &day, end);
}

static enum refusal refusal_of(const struct return_case *c, const struct event *event,
                               struct span code)
{
    struct return_facts facts = {
        .is_current_unit = span_equal(code, c->assignment.lead),
        .is_assistant = assignment_assistant(&c->assignment, code) < c->assignment.co_count,
        .designated = c->designated,
        .cause = c->assignment.cause,
        .has_reason = event->values[RETURN_REASON].at != NULL,
        .has_basis = event->values[RETURN_BASIS].at != NULL,
        .has_suggested_unit = event->values[RETURN_SUGGESTED_UNIT].at != NULL,
        .recorded = event->recorded_at,
    };
    facts.has_window = window_end(c, code, &facts.window_end);
    return return_refusal(&facts);
}

static void note_refusal(struct return_case *c, struct return_entry *entry, enum refusal refusal)
{
    const char *policy = refusal_policy(refusal);
    entry->outcome = OUTCOME_REFUSED;
    entry->refusal = span_of(refusal_words[refusal]);
    entry->outcome_basis = span_of(refusal_basis(refusal));
    entry->policy = policy != NULL ? span_of(policy) : SPAN_NONE;
    json_member_word(&c->log.added, "outcome", "refused");
    json_member_string(&c->log.added, "refusal", entry->refusal);
    json_member_string(&c->log.added, "policy", entry->policy);
}

static enum return_apart apart_of(const struct return_case *c, const struct return_entry *entry)
{
    struct span who = entry->acting.at != NULL ? entry->acting : entry->unit;
    const struct unit *unit = directory_by_code(c->desk->directory, who);
    const struct unit *named = return_case_unit(c, entry->suggested_unit);
    if (!span_equal(entry->unit, c->assignment.lead))
        return APART_ASSISTANT;
    bool in_house = unit != NULL && named != NULL && unit != named && same_house(unit, named);
    return in_house ? APART_HOUSE : APART_NO;
}

/* A valid request: it counts, or is decided apart; the case comes back to the hotline, but for a
 * co-handler's. */
static void note_valid(struct return_case *c, struct return_entry *entry)
{
    struct json *json = &c->log.added;
    entry->apart = apart_of(c, entry);
    entry->counted = entry->apart == APART_NO;
    entry->outcome = OUTCOME_PENDING;
    json_member_word(json, "outcome", entry->counted ? "counted" : "apart");
    if (!entry->counted)
        json_member_word(json, "apart", return_apart_words[entry->apart]);
    if (!return_is_of_assistant(entry))
        return_case_pass(c, entry->recorded_at, STATE_RETURNING, c->assignment.lead);
}

static struct span request_name(const struct event *event)
{
    struct span name = event->values[RETURN_REQUEST];
    return name.at != NULL ? name : event->id;
}

/* Whether a request may be made at all. */
static bool may_ask(struct return_case *c, const struct event *event, struct fault *fault)
{
    if (c->state != STATE_ASSIGNED || c->assignment.round == 0)
        return fault_set(fault, "wrong_state", "case", "is not with a unit");
    if (event->values[RETURN_UNIT].at == NULL)
        return fault_set(fault, "missing", "unit", "is missing");
    if (c->returns.count == RETURNS_MAX)
        return fault_set(fault, "wrong_state", "case", "has more requests than can be kept");
    if (returns_find(&c->returns, request_name(event)) != NULL)
        return fault_set(fault, "id_conflict", "request", "the case has a request of this name");
    return true;
}

static struct return_entry *add_entry(struct return_case *c, const struct event *event)
{
    const struct unit *known = return_case_unit(c, event->values[RETURN_UNIT]);
    struct span unit = known != NULL ? known->code : event->values[RETURN_UNIT];
    struct span acting = acting_for_lead(&c->assignment.acting, c->assignment.lead, &unit);
    struct return_entry *entry = &c->returns.entries[c->returns.count++];
    *entry = (struct return_entry){
        .request = request_name(event),
        .unit = unit,
        .acting = acting,
        .at = event->at,
        .recorded_at = event->recorded_at,
        .reason = event->values[RETURN_REASON],
        .basis = event->values[RETURN_BASIS],
        .suggested_unit = event->values[RETURN_SUGGESTED_UNIT],
    };
    return entry;
}

static enum event_verdict apply_request(struct return_case *c, const struct event *event,
                                        struct return_entry **made, struct fault *fault)
{
    if (!may_ask(c, event, fault))
        return EVENT_REJECTED;
    struct return_entry *entry = add_entry(c, event);
    enum refusal refusal = refusal_of(c, event, entry->unit);
    const char *basis = refusal == REFUSAL_NONE ? "art.14" : refusal_basis(refusal);
    event_log_begin(&c->log, event, "return_requested", entry->unit, span_of(basis));
    json_member_string(&c->log.added, "acting", entry->acting);
    *made = entry;
    if (refusal != REFUSAL_NONE)
        note_refusal(c, entry, refusal);
    else
        note_valid(c, entry);
    event_log_end(&c->log, event);
    return refusal != REFUSAL_NONE ? EVENT_REFUSED : EVENT_APPLIED;
}

/* Where a case stood before an event that may yet be refused whole. */
struct checkpoint {
    enum state state;
    struct holding holding;
    size_t returns;
    size_t log_length;
    bool log_comma;
    struct history_end end;
};

static struct checkpoint remember(const struct return_case *c)
{
    return (struct checkpoint){c->state,           c->holding,
                               c->returns.count,   c->log.buffer.length,
                               c->log.added.comma, c->log.end};
}

static void go_back(struct return_case *c, const struct checkpoint *before)
{
    c->state = before->state;
    c->holding = before->holding;
    c->returns.count = before->returns;
    c->log.buffer.length = before->log_length;
    c->log.added.comma = before->log_comma;
    c->log.end = before->end;
}

/* A request, with the proposal on it, and the decision where the same row has one. */
static enum event_verdict apply_request_row(struct return_case *c, const struct event *event,
                                            struct fault *fault)
{
    struct checkpoint before = remember(c);
    struct return_entry *entry;
    struct responsible responsible;
    struct return_proposal proposal;
    enum event_verdict verdict = apply_request(c, event, &entry, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    return_case_propose(c, entry, &responsible, &proposal);
    entry->proposal = return_proposal_json(c, &responsible, &proposal);
    if (event->values[RETURN_DECISION].at != NULL) {
        if (return_apply_own_decision(c, event, entry, &proposal, fault))
            return EVENT_APPLIED;
        go_back(c, &before); /* half a row is not applied */
        return EVENT_REJECTED;
    }
    if (c->desk->automatic && proposal.decision != DECISION_NONE)
        return_apply_proposal(c, entry, &proposal);
    return EVENT_APPLIED;
}

enum event_verdict return_case_apply(struct return_case *c, const struct event *event,
                                     struct fault *fault)
{
    struct span kind = event->values[RETURN_KIND];
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    if (follower_is(c->record))
        return follower_reject(fault);
    if (kind.at == NULL || span_is(kind, "request"))
        return apply_request_row(c, event, fault);
    if (span_is(kind, "decision"))
        return return_apply_decision(c, event, fault);
    const struct body *body = return_body(kind);
    if (body != NULL)
        return return_apply_word(c, body, event, fault);
    return event_reject(fault, "bad_value", "kind",
                        "is not request, decision, staffing_opinion or group_decision");
}
