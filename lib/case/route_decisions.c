#include "lib/case/route_decisions.h"

static const struct event_column columns[ROUTE_COLUMNS] = {
    [EVENT_ID] = {"decision", "决定编号|编号", false},
    [EVENT_CASE] = EVENT_CASE_COLUMN,
    [EVENT_AT] = {"at", "决定时间|时间", true},
    [EVENT_RECORDED_AT] = EVENT_RECORDED_AT_COLUMN,
    [ROUTE_KIND] = {"kind", "类型|决定类型", false},
    [ROUTE_UNIT] = {"unit", "承办单位|单位", false},
    [ROUTE_CO] = {"co", "协办|协办单位", false},
    [ROUTE_MATTER] = {"matter", "事项编码", false},
    [ROUTE_DISTRICT] = {"district", "所属区域", false},
    [ROUTE_TO] = {"to", "转接|转接平台", false},
    [ROUTE_OFFICER] = {"officer", "经办人|处理人", false},
    [ROUTE_REASON] = {"reason", "理由|原因", false},
};

const struct event_plan route_event_plan = {columns, ROUTE_COLUMNS, NULL, NULL};

enum decision_kind { DISPATCH, HANDOVER, ACKNOWLEDGE, DECISION_KINDS };

static const char *const kinds[DECISION_KINDS] = {"dispatch", "handover", "acknowledge"};

/* Checks the units and codes that an officer named, before anything is changed. */
static bool read_decided(const struct dispatch_desk *desk, const struct event *event,
                         day_number day, struct assignment *assignment, struct fault *fault)
{
    const struct span *values = event->values;
    const struct unit *lead = directory_find(desk->directory, values[ROUTE_UNIT], day);
    const struct unit *co[CO_MAX];
    if (lead == NULL || !unit_is_valid(lead, day))
        return fault_set(fault, "bad_value", "unit", "is no valid unit of the directory");
    assignment->lead = lead->code;
    if (!directory_find_all(desk->directory, values[ROUTE_CO], day, lead, co, CO_MAX,
                            &assignment->co_count))
        return fault_set(fault, "bad_value", "co",
                         "names no valid unit, the lead, or one unit twice");
    for (size_t i = 0; i < assignment->co_count; i++)
        assignment->co[i] = co[i]->code;
    if (values[ROUTE_MATTER].at != NULL &&
        catalogue_find(desk->catalogue, values[ROUTE_MATTER]) == NULL)
        return fault_set(fault, "bad_value", "matter", "is not in the catalogue");
    if (values[ROUTE_DISTRICT].at != NULL &&
        directory_district(desk->directory, values[ROUTE_DISTRICT], day) == NULL)
        return fault_set(fault, "bad_value", "district", "is not in the directory");
    return true;
}

/* Sets what an officer has found, and keeps in the open entry what it was. */
static void keep_decided(struct decided_case *c, const struct event *event)
{
    replaced_start(&c->replaced);
    if (event->values[ROUTE_MATTER].at != NULL) {
        c->matter = event->values[ROUTE_MATTER];
        replaced_set(&c->replaced, c->record, "matter", c->matter);
    }
    if (event->values[ROUTE_DISTRICT].at != NULL)
        replaced_set(&c->replaced, c->record, "district", event->values[ROUTE_DISTRICT]);
    replaced_write(&c->replaced, &c->log.added);
}

/* The case goes on to who has it in `state`: into the open entry. */
static void pass_on(struct decided_case *c, const struct event *event, enum state state,
                    struct span lead)
{
    holding_pass(&c->holding, &c->log.added, c->desk->calendar, event->recorded_at,
                 c->record->offset, state, lead);
    c->state = state;
}

/* art.13(3): a critical case that comes to another unit is told to that one. */
static void alert_anew(struct decided_case *c, instant at, struct span officer)
{
    const struct dispatch_desk *desk = c->desk;
    const struct matter *matter = catalogue_find(desk->catalogue, c->matter);
    const struct unit *lead = directory_by_code(desk->directory, c->assignment.lead);
    if (!alert_is_due(c->urgency, matter))
        return;
    const struct unit *whom = alert_whom(desk, lead);
    if (c->has_alert && span_equal(c->alert.unit, whom->code))
        return;
    c->alert = alert_of(
        whom, c->urgency == URGENCY_CRITICAL ? "the case is critical" : "the matter is critical",
        at, alert_response_due(desk->alerts, at));
    c->has_alert = c->alerted = true;
    alert_raise(c->record, &c->alert, officer, &c->log.added);
}

static enum event_verdict dispatch(struct decided_case *c, const struct event *event,
                                   struct fault *fault)
{
    struct span officer = event->values[ROUTE_OFFICER];
    bool corrects = c->state == STATE_ASSIGNED;
    if (!corrects && c->state != STATE_ACCEPTED && c->state != STATE_TRIAGE)
        return event_reject(fault, "wrong_state", "case",
                            "is not waiting to be routed nor with a unit");
    if (c->designated)
        return event_reject(fault, "wrong_state", "case", "has a designated unit (art.18)");
    if (officer.at == NULL)
        return event_reject(fault, "missing", "officer", "is missing: a person decides");
    struct assignment next = {
        .round = c->assignment.round + 1,
        .cause = corrects ? CAUSE_CORRECTED : CAUSE_DISPATCHED,
        .basis = span_of(route_basis(c->kind)),
        .reason = event->values[ROUTE_REASON].at != NULL ? event->values[ROUTE_REASON]
                                                         : SPAN("an officer's decision"),
        .at = event->recorded_at,
    };
    if (!read_decided(c->desk, event, c->received, &next, fault))
        return EVENT_REJECTED;
    event_log_begin(&c->log, event, "route_decided", officer, next.basis);
    keep_decided(c, event);
    pass_on(c, event, STATE_ASSIGNED, next.lead);
    event_log_end(&c->log, event);
    assignment_set(c->record, &next, officer, SPAN_NONE, &c->log.added);
    c->assignment = next;
    record_remove(c->record, "handover"); /* proposed at most: history keeps it */
    alert_anew(c, event->recorded_at, officer);
    return EVENT_APPLIED;
}

static void write_handover(struct decided_case *c, const struct event *event, struct span to)
{
    struct json json = {.out = &c->record->scratch};
    buffer_reset(&c->record->scratch);
    json_open(&json, '{');
    json_member_string(&json, "to", to);
    json_member_word(&json, "basis", "art.24");
    json_member_string(&json, "reason", event->values[ROUTE_REASON]);
    json_member_string(&json, "officer", event->values[ROUTE_OFFICER]);
    json_member_instant(&json, "at", event->recorded_at, c->record->offset);
    json_close(&json, '}');
    record_set(c->record, "handover", buffer_span(&c->record->scratch));
}

/* art.24: the case goes to the other service, and the hotline is done with it. */
static enum event_verdict hand_over(struct decided_case *c, const struct event *event,
                                    struct fault *fault)
{
    struct reader top = read_top(c->record);
    struct reader proposed;
    struct span officer = event->values[ROUTE_OFFICER];
    struct span to = event->values[ROUTE_TO];
    if (c->state != STATE_ACCEPTED && c->state != STATE_TRIAGE)
        return event_reject(fault, "wrong_state", "case", "is not waiting to be routed");
    if (officer.at == NULL)
        return event_reject(fault, "missing", "officer", "is missing: a person decides");
    if (to.at == NULL && read_object(&top, "handover", &proposed))
        to = read_string(&proposed, "to");
    if (to.at == NULL)
        return event_reject(fault, "missing", "to", "is missing, and none is proposed");
    if (!span_is(to, "110") && !span_is(to, "96345"))
        return event_reject(fault, "bad_value", "to", "is not a linked service: 110 or 96345");
    event_log_begin(&c->log, event, "handed_over", officer, SPAN("art.24"));
    json_member_string(&c->log.added, "to", to);
    pass_on(c, event, STATE_CLOSED, SPAN_NONE);
    event_log_end(&c->log, event);
    write_handover(c, event, to);
    return EVENT_APPLIED;
}

/* Who was not alerted can't take the word from who was. An alert that went to no unit is anybody's.
 */
static bool is_of_alerted_unit(const struct decided_case *c, const struct event *event)
{
    const struct unit *unit =
        directory_find(c->desk->directory, event->values[ROUTE_UNIT], c->received);
    return span_empty(c->alert.unit) || (unit != NULL && span_equal(unit->code, c->alert.unit));
}

static enum event_verdict acknowledge(struct decided_case *c, const struct event *event,
                                      struct fault *fault)
{
    struct span by = event->values[ROUTE_OFFICER].at != NULL ? event->values[ROUTE_OFFICER]
                                                             : event->values[ROUTE_UNIT];
    if (!c->has_alert)
        return event_reject(fault, "wrong_state", "case", "has no alert");
    if (c->alert.acknowledged_at != INSTANT_NONE)
        return event_reject(fault, "wrong_state", "case", "has an alert that is acknowledged");
    if (by.at == NULL)
        return event_reject(fault, "missing", "officer", "is missing, and so is the unit");
    if (event->values[ROUTE_UNIT].at != NULL && !is_of_alerted_unit(c, event))
        return event_reject(fault, "bad_value", "unit", "is not the unit that was alerted");
    c->alert.acknowledged_at = event->recorded_at;
    c->alert.acknowledged_by = by;
    event_log_begin(&c->log, event, "alert_acknowledged", by, c->alert.basis);
    json_member_boolean(&c->log.added, "on_time", event->recorded_at <= c->alert.response_due);
    event_log_end(&c->log, event);
    alert_set(c->record, &c->alert);
    return EVENT_APPLIED;
}

bool decided_case_read(struct decided_case *c, const struct dispatch_desk *desk,
                       struct record *record, enum state state)
{
    struct reader top = read_top(record);
    instant received = read_required_instant(&top, "received_at");
    c->desk = desk;
    c->record = record;
    c->state = state;
    c->kind = (enum kind)read_word(&top, "kind", kind_words, KINDS, KIND_HELP);
    c->urgency = case_urgency(&top);
    c->designated = read_boolean(&top, "designated", false);
    c->received = received != INSTANT_NONE ? instant_day(received, record->offset) : 0;
    c->matter = read_string(&top, "matter");
    c->alerted = false;
    assignment_read(record, &c->assignment);
    c->has_alert = alert_read(record, &c->alert);
    c->holding = holding_read(record, state, c->assignment.lead, c->assignment.at);
    event_log_start(&c->log, record, desk->now);
    return fault_none(&record->fault);
}

enum event_verdict decided_case_apply(struct decided_case *c, const struct event *event,
                                      struct fault *fault)
{
    static enum event_verdict (*const apply[DECISION_KINDS])(
        struct decided_case *, const struct event *, struct fault *) = {dispatch, hand_over,
                                                                        acknowledge};
    struct span kind = event->values[ROUTE_KIND];
    int which = kind.at != NULL ? word_find(kinds, DECISION_KINDS, kind) : (int)DISPATCH;
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    if (which < 0)
        return event_reject(fault, "bad_value", "kind", "is not dispatch, handover or acknowledge");
    return apply[which](c, event, fault);
}

void decided_case_write(struct decided_case *c)
{
    case_set_state(c->record, c->state);
    if (c->state != STATE_TRIAGE)
        record_remove(c->record, "triage");
    event_log_finish(&c->log);
}

void decided_case_release(struct decided_case *c)
{
    buffer_release(&c->log.buffer);
    replaced_release(&c->replaced);
}
