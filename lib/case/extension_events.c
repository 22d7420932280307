#include "lib/case/extension_events.h"

#include "lib/case/follower.h"
#include "lib/rules/terms.h"

/* The columns of the extension file, behind the four that all event files have. */
enum {
    EXTENSION_KIND = EVENT_OWN,
    EXTENSION_REQUEST,
    EXTENSION_UNIT,
    EXTENSION_UNTIL,
    EXTENSION_REASON,
    EXTENSION_DECISION,
    EXTENSION_OFFICER,
    EXTENSION_COLUMNS
};

static const struct event_column columns[EXTENSION_COLUMNS] = {
    [EVENT_ID] = {"event", "事件编号|延期编号", false},
    [EVENT_CASE] = EVENT_CASE_COLUMN,
    [EVENT_AT] = {"at", "申请时间|时间|发生时间", true},
    [EVENT_RECORDED_AT] = EVENT_RECORDED_AT_COLUMN,
    [EXTENSION_KIND] = {"kind", "类型|事件类型", false},
    [EXTENSION_REQUEST] = {"request", "申请编号|针对申请", false},
    [EXTENSION_UNIT] = {"unit", "申请单位|承办单位|单位", false},
    [EXTENSION_UNTIL] = {"until", "延期至|延期到|申请延期至", true},
    [EXTENSION_REASON] = {"reason", "延期理由|理由", false},
    [EXTENSION_DECISION] = {"decision", "决定|处理决定", false},
    [EXTENSION_OFFICER] = {"officer", "经办人|处理人", false},
};

static struct span name_event(const struct span values[], struct arena *arena)
{
    return event_name_of(values[EXTENSION_REQUEST], values[EXTENSION_KIND], arena);
}

const struct event_plan extension_event_plan = {columns, EXTENSION_COLUMNS, name_event, NULL};

bool extension_case_read(struct extension_case *c, const struct extension_desk *desk,
                         struct record *record, const struct deadline_question *question,
                         struct span lead)
{
    struct assignment assignment;
    c->desk = desk;
    c->record = record;
    c->acting = (struct acting){.unit = SPAN_NONE};
    c->state = question->state;
    c->received = instant_day(question->received, record->offset);
    c->lead = lead;
    c->question = question;
    if (assignment_read(record, &assignment))
        c->acting = assignment.acting;
    event_log_start(&c->log, record, desk->now);
    return extensions_read(record, &c->extensions);
}

/* A day out of a cell, which the event file has read as an instant. */
static bool read_until(const struct extension_case *c, struct span cell, day_number *day)
{
    instant at;
    if (cell.at == NULL || !instant_read(cell, c->record->offset, &at))
        return false;
    *day = instant_day(at, c->record->offset);
    return true;
}

/* The clock as it runs with what has been granted so far. */
static struct limit current_limit(const struct extension_case *c)
{
    struct deadline_question question = *c->question;
    struct deadline_answer answer;
    extensions_add_turns(&c->extensions, &question);
    deadline_reckon_clock(c->desk->rules, c->desk->calendar, &question, &answer);
    return answer.limit;
}

static struct extension_facts facts_of(const struct extension_case *c,
                                       const struct extension_entry *entry)
{
    return (struct extension_facts){
        .is_current_unit = span_equal(entry->unit, c->lead),
        .designated = c->question->designated,
        .has_reason = entry->reason.at != NULL,
        .has_until = entry->has_until,
        .until = entry->until,
        .recorded = entry->recorded_at,
        .current = current_limit(c),
    };
}

/* The day on which the five days of art.18 end. */
static day_number designated_due(const struct extension_case *c)
{
    day_number due = 0;
    for (size_t i = 0; i < c->question->turn_count; i++)
        if (c->question->turns[i].kind == TURN_DESIGNATED)
            due = limit_art18(c->desk->rules, c->desk->calendar, c->question->turns[i].at).due;
    return due;
}

static struct extension_proposal propose(const struct extension_case *c,
                                         const struct extension_entry *entry)
{
    struct extension_facts facts = facts_of(c, entry);
    return extension_propose(c->desk->rules, c->desk->calendar, &facts, designated_due(c));
}

static struct span proposal_json(const struct extension_case *c,
                                 const struct extension_proposal *proposal)
{
    struct buffer value = {0};
    struct json json = {.out = &value};
    json_open(&json, '{');
    json_member_word(&json, "decision", proposal->grants ? "grant" : "none");
    json_member_word(&json, "basis", "art.18");
    if (proposal->grants)
        json_member_day(&json, "until", proposal->until);
    json_member_word(&json, "reason", proposal->reason);
    if (proposal->policy != NULL)
        json_member_word(&json, "policy", proposal->policy);
    json_close(&json, '}');
    struct span kept = arena_span(&c->record->arena, buffer_span(&value));
    buffer_release(&value);
    return kept;
}

/* What was decided, whoever did. */
struct decision {
    bool grants;
    day_number until;
    struct span reason, by, policy;
    instant at;
};

/* Carries it out, and ends the history entry that is open. */
static void carry_out(struct extension_case *c, struct extension_entry *entry,
                      const struct decision *decision)
{
    struct json *json = &c->log.added;
    entry->outcome = decision->grants ? EXTENSION_GRANTED : EXTENSION_DENIED;
    entry->outcome_basis = SPAN("art.18");
    entry->explanation = decision->reason;
    entry->policy = decision->policy;
    entry->decided_at = decision->at;
    entry->has_granted = decision->grants;
    entry->granted_until = decision->until;
    json_member_string(json, "request", entry->request);
    json_member_word(json, "decision", decision->grants ? "grant" : "refuse");
    if (decision->grants)
        json_member_day(json, "until", decision->until);
    json_member_string(json, "reason", decision->reason);
    json_close(json, '}');
}

static bool read_decision(const struct extension_case *c, const struct event *event,
                          const struct extension_entry *entry, struct decision *decision,
                          struct fault *fault)
{
    struct span word = event->values[EXTENSION_DECISION];
    bool own_event = span_is(event->values[EXTENSION_KIND], "decision");
    *decision = (struct decision){
        .grants = span_is(word, "grant"),
        .until = entry->until,
        .reason = SPAN("an officer's decision"),
        .by = event->values[EXTENSION_OFFICER],
        .at = event->recorded_at,
    };
    if (!decision->grants && !span_is(word, "refuse"))
        return fault_set(fault, "bad_value", "decision", "is not grant or refuse");
    if (decision->by.at == NULL)
        return fault_set(fault, "missing", "officer", "is missing: a person decides");
    if (own_event && event->values[EXTENSION_REASON].at != NULL)
        decision->reason = event->values[EXTENSION_REASON];
    if (own_event)
        read_until(c, event->values[EXTENSION_UNTIL], &decision->until);
    if (decision->grants && decision->until <= current_limit(c).due)
        return fault_set(fault, "bad_value", "until", "is not after the day that it is due");
    return true;
}

static enum event_verdict apply_decision(struct extension_case *c, const struct event *event,
                                         struct fault *fault)
{
    struct decision decision;
    if (event->values[EXTENSION_REQUEST].at == NULL)
        return event_reject(fault, "missing", "request", "is missing");
    struct extension_entry *entry =
        extensions_find(&c->extensions, event->values[EXTENSION_REQUEST]);
    if (entry == NULL)
        return event_reject(fault, "wrong_state", "request", "the case has no such request");
    if (c->state != STATE_ASSIGNED || entry->outcome != EXTENSION_PENDING)
        return event_reject(fault, "wrong_state", "request", "does not wait for a decision");
    if (!read_decision(c, event, entry, &decision, fault))
        return EVENT_REJECTED;
    event_log_begin(&c->log, event, "extension_decided", decision.by, SPAN("art.18"));
    event_log_input(&c->log, event);
    carry_out(c, entry, &decision);
    return EVENT_APPLIED;
}

static struct extension_entry *add_entry(struct extension_case *c, const struct event *event)
{
    struct span name = event->values[EXTENSION_REQUEST], unit = event->values[EXTENSION_UNIT];
    const struct unit *known = directory_find(c->desk->directory, unit, c->received);
    unit = known != NULL ? known->code : unit;
    struct span acting = acting_for_lead(&c->acting, c->lead, &unit);
    struct extension_entry *entry = &c->extensions.entries[c->extensions.count++];
    *entry = (struct extension_entry){
        .request = name.at != NULL ? name : event->id,
        .unit = unit,
        .acting = acting,
        .at = event->at,
        .recorded_at = event->recorded_at,
        .reason = event->values[EXTENSION_REASON],
        .decided_at = INSTANT_NONE,
    };
    entry->has_until = read_until(c, event->values[EXTENSION_UNTIL], &entry->until);
    return entry;
}

static bool may_ask(struct extension_case *c, const struct event *event, struct fault *fault)
{
    struct span name = event->values[EXTENSION_REQUEST];
    if (c->state != STATE_ASSIGNED)
        return fault_set(fault, "wrong_state", "case", "is not with a unit");
    if (event->values[EXTENSION_UNIT].at == NULL)
        return fault_set(fault, "missing", "unit", "is missing");
    if (c->extensions.count == EXTENSIONS_MAX)
        return fault_set(fault, "wrong_state", "case", "has more requests than can be kept");
    if (extensions_find(&c->extensions, name.at != NULL ? name : event->id) != NULL)
        return fault_set(fault, "id_conflict", "request", "the case has a request of this name");
    return true;
}

static enum event_verdict refuse(struct extension_case *c, const struct event *event,
                                 struct extension_entry *entry, enum extension_refusal refusal)
{
    entry->outcome = EXTENSION_REFUSED;
    entry->refusal = span_of(extension_refusal_words[refusal]);
    entry->outcome_basis = SPAN("art.18");
    json_member_word(&c->log.added, "outcome", "refused");
    json_member_string(&c->log.added, "refusal", entry->refusal);
    event_log_end(&c->log, event);
    return EVENT_REFUSED;
}

/* A proposal, without a person. */
static void apply_proposal(struct extension_case *c, struct extension_entry *entry,
                           const struct extension_proposal *proposal)
{
    struct decision decision = {
        .grants = true,
        .until = proposal->until,
        .reason = span_of(proposal->reason),
        .by = SPAN("h12-deadline"),
        .policy = proposal->policy != NULL ? span_of(proposal->policy) : SPAN_NONE,
        .at = event_log_step(&c->log),
    };
    history_begin(&c->log.added, decision.at, c->record->offset, "extension_decided", decision.by,
                  SPAN("art.18"));
    carry_out(c, entry, &decision);
}

/* A request, with the proposal on it, and the decision where the same row has one. */
static enum event_verdict apply_request(struct extension_case *c, const struct event *event,
                                        struct fault *fault)
{
    struct decision decision;
    bool decided = event->values[EXTENSION_DECISION].at != NULL;
    if (!may_ask(c, event, fault))
        return EVENT_REJECTED;
    struct extension_entry *entry = add_entry(c, event);
    struct extension_facts facts = facts_of(c, entry);
    enum extension_refusal refusal = extension_refusal(&facts);
    if (refusal == EXTENSION_NOT_REFUSED && decided &&
        !read_decision(c, event, entry, &decision, fault)) {
        c->extensions.count--; /* half a row is not applied */
        return EVENT_REJECTED;
    }
    event_log_begin(&c->log, event, "extension_requested", entry->unit, SPAN("art.18"));
    json_member_string(&c->log.added, "acting", entry->acting);
    if (refusal != EXTENSION_NOT_REFUSED)
        return refuse(c, event, entry, refusal);
    entry->outcome = EXTENSION_PENDING;
    json_member_word(&c->log.added, "outcome", "pending");
    event_log_end(&c->log, event);
    struct extension_proposal proposal = propose(c, entry);
    entry->proposal = proposal_json(c, &proposal);
    if (decided) {
        history_begin(&c->log.added, decision.at, c->record->offset, "extension_decided",
                      decision.by, SPAN("art.18"));
        carry_out(c, entry, &decision);
    } else if (c->desk->automatic && proposal.grants) {
        apply_proposal(c, entry, &proposal);
    }
    return EVENT_APPLIED;
}

enum event_verdict extension_case_apply(struct extension_case *c, const struct event *event,
                                        struct fault *fault)
{
    struct span kind = event->values[EXTENSION_KIND];
    enum event_verdict verdict = event_log_check(&c->log, event, columns[EVENT_ID].name, fault);
    if (verdict != EVENT_APPLIED)
        return verdict;
    if (follower_is(c->record))
        return follower_reject(fault);
    if (kind.at == NULL || span_is(kind, "request"))
        return apply_request(c, event, fault);
    if (span_is(kind, "decision"))
        return apply_decision(c, event, fault);
    return event_reject(fault, "bad_value", "kind", "is not request or decision");
}

void extension_case_write(struct extension_case *c)
{
    extensions_set(c->record, &c->extensions);
    event_log_finish(&c->log);
}
