#include "lib/case/return_decision.h"

#include "lib/case/return_events.h"
#include "lib/case/return_proposal.h"

/* Who is to have the case and who assists, out of the event; where it leaves that open, out of the
 * proposal (NULL: none that it could follow). */
static bool read_units(const struct return_case *c, const struct event *event, int lead_column,
                       const struct return_proposal *proposal, struct return_proposal *decision,
                       struct fault *fault)
{
    struct span lead = event->values[lead_column], co = event->values[RETURN_CO];
    decision->lead = return_case_unit(c, lead);
    if (lead.at == NULL && proposal != NULL)
        decision->lead = proposal->lead;
    if (decision->lead == NULL || !unit_is_valid(decision->lead, c->received))
        return fault_set(fault, "bad_value", lead_column == RETURN_TO ? "to" : "unit",
                         "is no valid unit of the directory");
    if (!directory_find_all(c->desk->directory, co, c->received, decision->lead, decision->co,
                            RESPONSIBLE_MAX, &decision->co_count))
        return fault_set(fault, "bad_value", "co",
                         "names no valid unit, the lead, or one unit twice");
    if (co.at == NULL && proposal != NULL && decision->lead == proposal->lead) {
        decision->co_count = proposal->co_count;
        memcpy(decision->co, proposal->co, sizeof decision->co);
    }
    return true;
}

/* The officer's words where the event has any for the decision. */
static void read_reason(const struct return_case *c, const struct event *event,
                        struct return_proposal *decision)
{
    struct span kind = event->values[RETURN_KIND];
    bool own_event = kind.at != NULL && !span_is(kind, "request");
    if (own_event && event->values[RETURN_REASON].at != NULL)
        decision->reason = arena_copy(&c->record->arena, event->values[RETURN_REASON]);
}

/* Whether a decision fits the request and how often the case was returned. */
static bool decision_fits(const struct return_case *c, const struct return_entry *entry, int word,
                          struct fault *fault)
{
    int counted = returns_counted(&c->returns, c->desk->rules->count_continued);
    if (word <= DECISION_NONE)
        return fault_set(fault, "bad_value", "decision",
                         "is not transfer, continue, joint, designate, consult or group");
    if (return_is_of_assistant(entry) && word != DECISION_TRANSFER && word != DECISION_CONTINUE)
        return fault_set(fault, "wrong_state", "decision",
                         "a co-handler's request is decided by transfer or continue");
    if (decision_is_of_art17((enum return_decision)word) &&
        counted < c->desk->rules->designation_returns)
        return fault_set(fault, "wrong_state", "decision",
                         "art.17 applies from the return on that the policy names");
    return true;
}

/* What an officer decided, out of the event and, where it leaves something open, the proposal. */
static bool read_decision(const struct return_case *c, const struct event *event,
                          const struct return_entry *entry, const struct return_proposal *proposal,
                          struct return_proposal *decision, struct fault *fault)
{
    int word = word_find(return_decision_words, DECISIONS, event->values[RETURN_DECISION]);
    *decision = (struct return_proposal){.decision = DECISION_NONE};
    if (!decision_fits(c, entry, word, fault))
        return false;
    if (event->values[RETURN_OFFICER].at == NULL)
        return fault_set(fault, "missing", "officer", "is missing: a person decides");
    decision->decision = (enum return_decision)word;
    bool as_proposed = proposal->decision == decision->decision;
    decision->basis = as_proposed ? proposal->basis : return_decision_basis(decision->decision);
    decision->reason = as_proposed ? proposal->reason : "an officer's decision";
    read_reason(c, event, decision);
    bool names_nobody = event->values[RETURN_TO].at == NULL;
    if (decision->decision == DECISION_CONTINUE || decision->decision == DECISION_CONSULT ||
        decision->decision == DECISION_GROUP ||
        (return_is_of_assistant(entry) && names_nobody && proposal->lead == NULL))
        return true;
    if (!read_units(c, event, RETURN_TO, as_proposed ? proposal : NULL, decision, fault))
        return false;
    if (decision->decision == DECISION_TRANSFER && !return_is_of_assistant(entry) &&
        span_equal(decision->lead->code, c->assignment.lead)) /* art.16(1): another unit */
        return fault_set(fault, "bad_value", "to", "has the case already");
    if (decision->decision == DECISION_JOINT && decision->co_count == 0) /* art.16(3) */
        return fault_set(fault, "missing", "co", "is missing: who assists");
    if (as_proposed && decision->lead != proposal->lead) { /* the same word, another unit */
        decision->basis = return_decision_basis(decision->decision);
        if (decision->reason == proposal->reason)
            decision->reason = "an officer's decision";
    }
    return true;
}

/* What each decision makes of the request, the case and the round. */
static const struct {
    enum return_outcome outcome;
    enum state state;
    enum cause cause; /* of the round that it opens */
    bool opens_round;
} results[DECISIONS] = {
    [DECISION_TRANSFER] = {OUTCOME_TRANSFERRED, STATE_ASSIGNED, CAUSE_TRANSFERRED, true},
    [DECISION_CONTINUE] = {OUTCOME_CONTINUED, STATE_ASSIGNED, CAUSE_DISPATCHED, false},
    [DECISION_JOINT] = {OUTCOME_JOINT, STATE_ASSIGNED, CAUSE_JOINT, true},
    [DECISION_DESIGNATE] = {OUTCOME_DESIGNATED, STATE_ASSIGNED, CAUSE_DESIGNATED, true},
    [DECISION_CONSULT] = {OUTCOME_PENDING, STATE_CONSULTING, CAUSE_DISPATCHED, false},
    [DECISION_GROUP] = {OUTCOME_PENDING, STATE_COORDINATING, CAUSE_DISPATCHED, false},
};

static void settle_entry(struct return_entry *entry, enum return_outcome outcome,
                         const struct return_proposal *decision)
{
    entry->outcome = outcome;
    if (outcome == OUTCOME_PENDING)
        return; /* somebody else is asked now */
    entry->outcome_basis = span_of(decision->basis);
    entry->explanation = span_of(decision->reason);
}

/* Carries out what was decided on a request of the unit that holds the case. The entry of the
 * decision is open, and is closed here, so that who had the case so long stands in it. */
static void carry_out(struct return_case *c, struct return_entry *entry,
                      const struct return_proposal *decision, struct span by, instant at)
{
    bool opens_round = results[decision->decision].opens_round;
    struct span lead = opens_round ? decision->lead->code : c->assignment.lead;
    settle_entry(entry, results[decision->decision].outcome, decision);
    return_case_pass(c, at, results[decision->decision].state, lead);
    json_close(&c->log.added, '}');
    if (decision->decision == DECISION_DESIGNATE) {
        c->designated = true;
        record_set(c->record, "designated", SPAN("true"));
    }
    if (opens_round)
        return_case_open_round(c, results[decision->decision].cause, decision, by, at);
}

/* Whether a unit leads or assists: it can't take a co-handler's place then. */
static bool has_part(const struct assignment *assignment, struct span code)
{
    return span_equal(assignment->lead, code) ||
           assignment_assistant(assignment, code) < assignment->co_count;
}

/* The same for a co-handler: the round and its lead go on. */
static void carry_out_for_assistant(struct return_case *c, struct return_entry *entry,
                                    const struct return_proposal *decision, struct span by,
                                    instant at)
{
    size_t place = assignment_assistant(&c->assignment, entry->unit);
    enum return_outcome outcome = results[decision->decision].outcome;
    const struct unit *successor = decision->lead;
    if (successor != NULL && has_part(&c->assignment, successor->code))
        successor = NULL;
    if (decision->decision == DECISION_TRANSFER && successor == NULL)
        outcome = OUTCOME_RELEASED;
    settle_entry(entry, outcome, decision);
    json_close(&c->log.added, '}');
    if (decision->decision == DECISION_TRANSFER && place < c->assignment.co_count)
        return_case_change_assistant(c, place, successor, decision, by, at);
}

static void carry_out_any(struct return_case *c, struct return_entry *entry,
                          const struct return_proposal *decision, struct span by, instant at)
{
    if (return_is_of_assistant(entry))
        carry_out_for_assistant(c, entry, decision, by, at);
    else
        carry_out(c, entry, decision, by, at);
}

/* What the entry of a decision says beside who, when and by what article. */
static void write_decision(struct json *json, const struct return_entry *entry,
                           const struct return_proposal *decision)
{
    json_member_string(json, "request", entry->request);
    json_member_word(json, "decision", return_decision_words[decision->decision]);
    json_member_string(json, "reason", span_of(decision->reason));
}

void return_apply_proposal(struct return_case *c, struct return_entry *entry,
                           const struct return_proposal *proposal)
{
    struct span by = SPAN("h12-return");
    instant at = event_log_step(&c->log);
    history_begin(&c->log.added, at, c->record->offset, "return_decided", by,
                  span_of(proposal->basis));
    write_decision(&c->log.added, entry, proposal);
    carry_out_any(c, entry, proposal, by, at);
}

bool return_apply_own_decision(struct return_case *c, const struct event *event,
                               struct return_entry *entry, const struct return_proposal *proposal,
                               struct fault *fault)
{
    struct return_proposal decision;
    struct span officer = event->values[RETURN_OFFICER];
    if (!read_decision(c, event, entry, proposal, &decision, fault))
        return false;
    history_begin(&c->log.added, event->recorded_at, c->record->offset, "return_decided", officer,
                  span_of(decision.basis)); /* the request's own entry keeps the row */
    write_decision(&c->log.added, entry, &decision);
    carry_out_any(c, entry, &decision, officer, event->recorded_at);
    return true;
}

enum event_verdict return_apply_decision(struct return_case *c, const struct event *event,
                                         struct fault *fault)
{
    struct responsible responsible;
    struct return_proposal proposal, decision;
    struct span officer = event->values[RETURN_OFFICER];
    if (event->values[RETURN_REQUEST].at == NULL)
        return event_reject(fault, "missing", "request", "is missing");
    struct return_entry *entry = returns_find(&c->returns, event->values[RETURN_REQUEST]);
    if (entry == NULL)
        return event_reject(fault, "wrong_state", "request", "the case has no such request");
    enum state waits_in = return_is_of_assistant(entry) ? STATE_ASSIGNED : STATE_RETURNING;
    if (entry->outcome != OUTCOME_PENDING || c->state != waits_in)
        return event_reject(fault, "wrong_state", "request", "does not wait for a decision");
    return_case_propose(c, entry, &responsible, &proposal);
    if (!read_decision(c, event, entry, &proposal, &decision, fault))
        return EVENT_REJECTED;
    event_log_begin(&c->log, event, "return_decided", officer, span_of(decision.basis));
    write_decision(&c->log.added, entry, &decision);
    event_log_input(&c->log, event);
    carry_out_any(c, entry, &decision, officer, event->recorded_at);
    return EVENT_APPLIED;
}

/* The bodies that art.17 has the hotline ask, in the order in which it asks them. */
static const struct body {
    const char *event, *name, *basis;
    enum state state;     /* while it is asked */
    enum state otherwise; /* where it names no unit */
    const char *refusal;
} bodies[] = {
    {"staffing_opinion", "staffing_office", "art.17(3)", STATE_CONSULTING, STATE_COORDINATING,
     "does not wait for the staffing office's opinion"},
    {"group_decision", "coordination_group", "art.17(4)", STATE_COORDINATING, STATE_COORDINATING,
     "does not wait for the coordination group's decision"},
};

const struct body *return_body(struct span kind)
{
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        if (span_is(kind, bodies[i].event))
            return &bodies[i];
    return NULL;
}

enum event_verdict return_apply_word(struct return_case *c, const struct body *body,
                                     const struct event *event, struct fault *fault)
{
    struct return_proposal decision = {.decision = DECISION_DESIGNATE, .basis = body->basis};
    struct return_entry *entry = return_case_pending(c);
    struct span by = event->values[RETURN_OFFICER];
    struct span request = event->values[RETURN_REQUEST];
    bool names_unit = event->values[RETURN_UNIT].at != NULL;
    if (c->state != body->state)
        return event_reject(fault, "wrong_state", "case", body->refusal);
    if (entry == NULL || (request.at != NULL && !span_equal(request, entry->request)))
        return event_reject(fault, "wrong_state", "request", "is not the one that waits");
    decision.reason = names_unit ? "the unit that it named" : "it could not name a unit";
    read_reason(c, event, &decision);
    if (names_unit && !read_units(c, event, RETURN_UNIT, NULL, &decision, fault))
        return EVENT_REJECTED;
    if (by.at == NULL)
        by = span_of(body->name);
    event_log_begin(&c->log, event, body->event, by, span_of(body->basis));
    json_member_string(&c->log.added, "request", entry->request);
    json_member_string(&c->log.added, "reason", span_of(decision.reason));
    event_log_input(&c->log, event);
    if (names_unit) {
        carry_out(c, entry, &decision, by, event->recorded_at);
        return EVENT_APPLIED;
    }
    c->state = body->otherwise;
    json_close(&c->log.added, '}');
    return EVENT_APPLIED;
}
