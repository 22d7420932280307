#include "lib/case/return_events.h"

#include "lib/rules/duties.h"

#include <stdio.h>

static const struct event_column columns[RETURN_COLUMNS] = {
    [EVENT_ID] = {"event", "事件编号|退回编号", false},
    [EVENT_CASE] = {"case", "工单编号|工单号|受理编号|案件编号", false},
    [EVENT_AT] = {"at", "申请时间|时间|发生时间", true},
    [EVENT_RECORDED_AT] = {"recorded_at", "登记时间|记录时间", true},
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

static bool is_decision(const struct span values[])
{
    return span_is(values[RETURN_KIND], "decision");
}

/* A request is named by its `request`; a decision without a name of its own by the request that it
 * decides. */
static struct span name_event(const struct span values[], struct arena *arena)
{
    struct span request = values[RETURN_REQUEST];
    if (request.at == NULL || !is_decision(values))
        return request;
    size_t size = request.length + sizeof ":decision";
    char *name = arena_get(arena, size);
    int length = snprintf(name, size, "%.*s:decision", (int)request.length, request.at);
    return (struct span){name, (size_t)length};
}

const struct event_plan return_event_plan = {columns, RETURN_COLUMNS, name_event};

static void add_receiver(struct return_case *c, struct span code)
{
    const struct unit *unit = directory_by_code(c->desk->directory, code);
    if (unit != NULL && c->receiver_count < RECEIVERS_MAX)
        c->receivers[c->receiver_count++] = unit;
}

/* Who received the case, in turn: the leads of all rounds, as history keeps them. */
static void read_receivers(struct return_case *c)
{
    struct history_walk walk = {.record = c->record};
    c->receiver_count = 0;
    while (history_next(&walk)) {
        struct reader assignment;
        if (span_is(read_string(&walk.entry, "event"), "assigned") &&
            read_object(&walk.entry, "assignment", &assignment))
            add_receiver(c, read_string(&assignment, "lead"));
    }
    if (c->receiver_count == 0 && c->assignment.round > 0)
        add_receiver(c, c->assignment.lead);
}

bool return_case_read(struct return_case *c, const struct return_desk *desk, struct record *record,
                      enum state state)
{
    struct reader top = read_top(record);
    instant received = read_required_instant(&top, "received_at");
    c->desk = desk;
    c->record = record;
    c->state = state;
    c->urgency = case_urgency(&top);
    c->designated = read_boolean(&top, "designated", false);
    c->district = read_string(&top, "district");
    c->received = received != INSTANT_NONE ? instant_day(received, record->offset) : 0;
    c->matter = catalogue_find(desk->catalogue, read_string(&top, "matter"));
    assignment_read(record, &c->assignment);
    returns_read(record, &c->returns);
    event_log_start(&c->log, record, desk->now);
    read_receivers(c);
    return fault_none(&record->fault);
}

static const struct unit *find_unit(const struct return_case *c, struct span text)
{
    return text.at != NULL ? directory_find(c->desk->directory, text, c->received) : NULL;
}

/* art.14: the last instant at which the unit that holds the case may ask. */
static bool window_end(const struct return_case *c, instant *end)
{
    const struct return_desk *desk = c->desk;
    const struct unit *lead = directory_by_code(desk->directory, c->assignment.lead);
    day_number day;
    return return_window(desk->clock, calendars_for(desk->calendars, desk->directory, lead),
                         c->urgency, c->assignment.cause, c->designated, c->assignment.at, &day,
                         end);
}

static enum refusal refusal_of(const struct return_case *c, const struct event *event)
{
    const struct unit *unit = find_unit(c, event->values[RETURN_UNIT]);
    struct span code = unit != NULL ? unit->code : event->values[RETURN_UNIT];
    struct return_facts facts = {
        .is_current_unit = span_equal(code, c->assignment.lead),
        .designated = c->designated,
        .cause = c->assignment.cause,
        .has_reason = event->values[RETURN_REASON].at != NULL,
        .has_basis = event->values[RETURN_BASIS].at != NULL,
        .has_suggested_unit = event->values[RETURN_SUGGESTED_UNIT].at != NULL,
        .recorded = event->recorded_at,
    };
    facts.has_window = window_end(c, &facts.window_end);
    return return_refusal(&facts);
}

static void write_evidence(struct json *json, const struct return_case *c,
                           const struct return_question *question)
{
    json_member_open(json, "evidence", '[');
    if (c->matter != NULL) {
        json_open(json, '{');
        json_member_string(json, "source", SPAN("matters.csv"));
        json_member_integer(json, "row", c->matter->row);
        json_member_string(json, "matter", c->matter->code);
        json_close(json, '}');
    }
    for (size_t i = 0; i < question->responsible->count; i++) {
        json_open(json, '{');
        json_member_string(json, "source", SPAN("units.csv"));
        json_member_integer(json, "row", question->responsible->units[i]->row);
        json_member_string(json, "unit", question->responsible->units[i]->code);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static struct span write_proposal(const struct return_case *c,
                                  const struct return_question *question,
                                  const struct return_proposal *proposal)
{
    struct buffer value = {0};
    struct json json = {.out = &value};
    json_open(&json, '{');
    json_member_string(&json, "decision", span_of(return_decision_words[proposal->decision]));
    json_member_string(&json, "basis", span_of(proposal->basis));
    if (proposal->lead != NULL)
        json_member_string(&json, "to", proposal->lead->code);
    if (proposal->co_count > 0) {
        json_member_open(&json, "co", '[');
        for (size_t i = 0; i < proposal->co_count; i++)
            json_string(&json, proposal->co[i]->code);
        json_close(&json, ']');
    }
    json_member_string(&json, "reason", span_of(proposal->reason));
    write_evidence(&json, c, question);
    json_close(&json, '}');
    struct span kept = arena_span(&c->record->arena, buffer_span(&value));
    buffer_release(&value);
    return kept;
}

/* Gathers what art.16 and 17 look at, and asks the rule. */
static void propose(const struct return_case *c, const struct return_entry *entry,
                    struct return_question *question, struct responsible *responsible,
                    struct return_proposal *proposal)
{
    const struct return_desk *desk = c->desk;
    *question = (struct return_question){
        .unit = directory_by_code(desk->directory, c->assignment.lead),
        .suggested = find_unit(c, entry->suggested_unit),
        .responsible = responsible,
        .receiver_count = c->receiver_count,
        .returns = returns_counted(&c->returns, desk->rules->count_continued),
        .designation_returns = desk->rules->designation_returns,
    };
    memcpy(question->receivers, c->receivers, sizeof question->receivers);
    *responsible = (struct responsible){.count = 0};
    if (c->matter != NULL) {
        duties_of_matter(desk->directory, c->matter, c->district, c->received, responsible);
        duties_of_unit(question->suggested, c->matter, c->district, c->received, responsible);
    }
    if (question->unit == NULL) {
        *proposal = (struct return_proposal){
            .basis = "art.16", .reason = "the unit that holds the case is not in the directory"};
        return;
    }
    return_propose(question, proposal);
}

/* Opens the next round. */
static void open_round(struct return_case *c, enum cause cause, const struct unit *lead,
                       const struct unit *const co[], size_t co_count, const char *basis,
                       struct span reason, struct span by, instant at)
{
    struct assignment *assignment = &c->assignment;
    *assignment = (struct assignment){
        .round = assignment->round + 1,
        .lead = lead->code,
        .cause = cause,
        .basis = span_of(basis),
        .reason = reason,
        .at = at,
    };
    for (size_t i = 0; i < co_count && i < CO_MAX; i++)
        assignment->co[assignment->co_count++] = co[i]->code;
    assignment_set(c->record, assignment, by, &c->log.added);
    add_receiver(c, lead->code);
    c->state = STATE_ASSIGNED;
}

/* Carries out a decision, whoever took it. */
static void carry_out(struct return_case *c, struct return_entry *entry,
                      const struct return_proposal *decision, struct span by, instant at)
{
    struct span reason = span_of(decision->reason);
    static const struct {
        enum return_outcome outcome;
        enum cause cause;
    } results[DECISIONS] = {
        [DECISION_TRANSFER] = {OUTCOME_TRANSFERRED, CAUSE_TRANSFERRED},
        [DECISION_CONTINUE] = {OUTCOME_CONTINUED, CAUSE_DISPATCHED},
        [DECISION_JOINT] = {OUTCOME_JOINT, CAUSE_JOINT},
        [DECISION_DESIGNATE] = {OUTCOME_DESIGNATED, CAUSE_DESIGNATED},
    };
    entry->outcome = results[decision->decision].outcome;
    entry->outcome_basis = span_of(decision->basis);
    entry->explanation = reason;
    if (decision->decision == DECISION_CONTINUE) {
        c->state = STATE_ASSIGNED; /* the round goes on, and the clock with it */
        return;
    }
    if (decision->decision == DECISION_DESIGNATE) {
        c->designated = true;
        record_set(c->record, "designated", SPAN("true"));
    }
    open_round(c, results[decision->decision].cause, decision->lead, decision->co,
               decision->co_count, decision->basis, reason, by, at);
}

static void apply_at_once(struct return_case *c, struct return_entry *entry,
                          const struct return_proposal *proposal)
{
    struct span by = SPAN("h12-return");
    instant at = event_log_step(&c->log);
    history_begin(&c->log.added, at, c->record->offset, "return_decided", by,
                  span_of(proposal->basis));
    json_member_string(&c->log.added, "request", entry->request);
    json_member_string(&c->log.added, "decision",
                       span_of(return_decision_words[proposal->decision]));
    json_member_string(&c->log.added, "reason", span_of(proposal->reason));
    json_close(&c->log.added, '}');
    carry_out(c, entry, proposal, by, at);
}

static void note_refusal(struct return_case *c, struct return_entry *entry, enum refusal refusal)
{
    const char *policy = refusal_policy(refusal);
    entry->outcome = OUTCOME_REFUSED;
    entry->refusal = span_of(refusal_words[refusal]);
    entry->outcome_basis = span_of(refusal_basis(refusal));
    entry->policy = policy != NULL ? span_of(policy) : SPAN_NONE;
    json_member_string(&c->log.added, "outcome", SPAN("refused"));
    json_member_string(&c->log.added, "refusal", entry->refusal);
    json_member_string(&c->log.added, "policy", entry->policy);
}

static struct span request_name(const struct event *event)
{
    struct span name = event->values[RETURN_REQUEST];
    return name.at != NULL ? name : event->id;
}

static enum event_verdict reject(struct fault *fault, const char *code, const char *field,
                                 const char *reason)
{
    fault_set(fault, code, field, "%s", reason);
    return EVENT_REJECTED;
}

static enum event_verdict apply_request(struct return_case *c, const struct event *event,
                                        struct return_entry **made, struct fault *fault)
{
    if (c->state != STATE_ASSIGNED || c->assignment.round == 0)
        return reject(fault, "wrong_state", "case", "is not with a unit");
    if (event->values[RETURN_UNIT].at == NULL)
        return reject(fault, "missing", "unit", "is missing");
    if (c->returns.count == RETURNS_MAX)
        return reject(fault, "wrong_state", "case", "has more requests than can be kept");
    if (returns_find(&c->returns, request_name(event)) != NULL)
        return reject(fault, "id_conflict", "request", "the case has a request of this name");
    const struct unit *unit = find_unit(c, event->values[RETURN_UNIT]);
    struct return_entry *entry = &c->returns.entries[c->returns.count++];
    *entry = (struct return_entry){
        .request = request_name(event),
        .unit = unit != NULL ? unit->code : event->values[RETURN_UNIT],
        .at = event->at,
        .recorded_at = event->recorded_at,
        .reason = event->values[RETURN_REASON],
        .basis = event->values[RETURN_BASIS],
        .suggested_unit = event->values[RETURN_SUGGESTED_UNIT],
    };
    enum refusal refusal = refusal_of(c, event);
    const char *basis = refusal == REFUSAL_NONE ? "art.14" : refusal_basis(refusal);
    event_log_begin(&c->log, event, "return_requested", entry->unit, span_of(basis));
    *made = entry;
    if (refusal != REFUSAL_NONE) {
        note_refusal(c, entry, refusal);
        event_log_end(&c->log, event);
        return EVENT_REFUSED;
    }
    entry->counted = true;
    entry->outcome = OUTCOME_PENDING;
    json_member_string(&c->log.added, "outcome", SPAN("counted"));
    event_log_end(&c->log, event);
    c->state = STATE_RETURNING;
    return EVENT_APPLIED;
}

/* The units of a cell `a|b`; false where one is not known, leads, or stands twice. */
static bool find_units(const struct return_case *c, struct span cell,
                       struct return_proposal *decision)
{
    struct span part;
    while (span_next_part(&cell, &part)) {
        const struct unit *unit = find_unit(c, part);
        if (unit == NULL || !unit_is_valid(unit, c->received) || unit == decision->lead ||
            decision->co_count == RESPONSIBLE_MAX)
            return false;
        for (size_t i = 0; i < decision->co_count; i++)
            if (decision->co[i] == unit)
                return false;
        decision->co[decision->co_count++] = unit;
    }
    return true;
}

/* What an officer decided, out of the event and, where it leaves something open, the proposal. */
static bool read_decision(const struct return_case *c, const struct event *event,
                          const struct return_proposal *proposal, struct return_proposal *decision,
                          struct fault *fault)
{
    int word = word_find(return_decision_words, DECISIONS, event->values[RETURN_DECISION]);
    int counted = returns_counted(&c->returns, c->desk->rules->count_continued);
    *decision = (struct return_proposal){.decision = DECISION_NONE};
    if (word <= DECISION_NONE)
        return fault_set(fault, "bad_value", "decision",
                         "is not transfer, continue, joint or designate");
    if (event->values[RETURN_OFFICER].at == NULL)
        return fault_set(fault, "missing", "officer", "is missing: a person decides");
    if (word == DECISION_DESIGNATE && counted < c->desk->rules->designation_returns)
        return fault_set(fault, "wrong_state", "decision",
                         "art.17 designates a unit from the return on that the policy names");
    decision->decision = (enum return_decision)word;
    decision->basis = return_decision_basis(decision->decision);
    bool as_proposed = proposal->decision == decision->decision;
    decision->reason = as_proposed ? proposal->reason : "an officer's decision";
    if (event->values[RETURN_REASON].at != NULL && is_decision(event->values))
        decision->reason = arena_copy(&c->record->arena, event->values[RETURN_REASON]);
    if (decision->decision == DECISION_CONTINUE)
        return true;
    decision->lead = find_unit(c, event->values[RETURN_TO]);
    if (event->values[RETURN_TO].at == NULL && as_proposed)
        decision->lead = proposal->lead;
    if (decision->lead == NULL || !unit_is_valid(decision->lead, c->received))
        return fault_set(fault, "bad_value", "to", "is no valid unit of the directory");
    if (!find_units(c, event->values[RETURN_CO], decision))
        return fault_set(fault, "bad_value", "co",
                         "names no valid unit, the lead, or one unit twice");
    if (event->values[RETURN_CO].at == NULL && as_proposed) {
        decision->co_count = proposal->co_count;
        memcpy(decision->co, proposal->co, sizeof decision->co);
    }
    return true;
}

static void log_decision(struct return_case *c, const struct event *event,
                         const struct return_entry *entry, const struct return_proposal *decision,
                         bool own_event)
{
    struct json *json = &c->log.added;
    struct span officer = event->values[RETURN_OFFICER];
    if (own_event)
        event_log_begin(&c->log, event, "return_decided", officer, span_of(decision->basis));
    else
        history_begin(json, event->recorded_at, c->record->offset, "return_decided", officer,
                      span_of(decision->basis));
    json_member_string(json, "request", entry->request);
    json_member_string(json, "decision", span_of(return_decision_words[decision->decision]));
    json_member_string(json, "reason", span_of(decision->reason));
    if (own_event)
        event_log_end(&c->log, event);
    else
        json_close(json, '}'); /* the request's own entry keeps the row */
}

static enum event_verdict apply_decision(struct return_case *c, const struct event *event,
                                         struct fault *fault)
{
    struct return_question question;
    struct responsible responsible;
    struct return_proposal proposal, decision;
    if (event->values[RETURN_REQUEST].at == NULL)
        return reject(fault, "missing", "request", "is missing");
    struct return_entry *entry = returns_find(&c->returns, event->values[RETURN_REQUEST]);
    if (entry == NULL)
        return reject(fault, "wrong_state", "request", "the case has no such request");
    if (c->state != STATE_RETURNING || entry->outcome != OUTCOME_PENDING)
        return reject(fault, "wrong_state", "request", "does not wait for a decision");
    propose(c, entry, &question, &responsible, &proposal);
    if (!read_decision(c, event, &proposal, &decision, fault))
        return EVENT_REJECTED;
    log_decision(c, event, entry, &decision, true);
    carry_out(c, entry, &decision, event->values[RETURN_OFFICER], event->recorded_at);
    return EVENT_APPLIED;
}

/* Where a case stood before an event that may yet be refused whole. */
struct checkpoint {
    enum state state;
    size_t returns;
    size_t log_length;
    bool log_comma;
    struct history_end end;
};

static struct checkpoint remember(const struct return_case *c)
{
    return (struct checkpoint){c->state, c->returns.count, c->log.buffer.length, c->log.added.comma,
                               c->log.end};
}

static void go_back(struct return_case *c, const struct checkpoint *before)
{
    c->state = before->state;
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
    struct return_question question;
    struct responsible responsible;
    struct return_proposal proposal, decision;
    bool decided = event->values[RETURN_DECISION].at != NULL;
    enum event_verdict verdict = apply_request(c, event, &entry, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    propose(c, entry, &question, &responsible, &proposal);
    entry->proposal = write_proposal(c, &question, &proposal);
    if (decided && !read_decision(c, event, &proposal, &decision, fault)) {
        go_back(c, &before); /* half a row is not applied */
        return EVENT_REJECTED;
    }
    if (decided) {
        log_decision(c, event, entry, &decision, false);
        carry_out(c, entry, &decision, event->values[RETURN_OFFICER], event->recorded_at);
    } else if (c->desk->automatic && proposal.decision != DECISION_NONE) {
        apply_at_once(c, entry, &proposal);
    }
    return EVENT_APPLIED;
}

enum event_verdict return_case_apply(struct return_case *c, const struct event *event,
                                     struct fault *fault)
{
    struct span kind = event->values[RETURN_KIND];
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    if (is_decision(event->values))
        return apply_decision(c, event, fault);
    if (kind.at == NULL || span_is(kind, "request"))
        return apply_request_row(c, event, fault);
    return reject(fault, "bad_value", "kind", "is not request or decision");
}

void return_case_write(struct return_case *c)
{
    returns_set(c->record, &c->returns);
    case_set_state(c->record, c->state);
    event_log_finish(&c->log);
}
