#include "lib/case/reply_review.h"

/* A decision on its way: what it is, and whom it names. */
struct decided {
    struct review review;
    const struct unit *to;
};

/* Somebody else than who has the case, and valid. */
static bool could_have_it(const struct reply_case *c, const struct unit *unit)
{
    return unit != NULL && unit_is_valid(unit, c->received) &&
           !span_equal(unit->code, c->assignment.lead);
}

/* By when what a reply promises is to be done: the officer's day, else the reply's own limit. */
static bool find_until(const struct reply_case *c, const struct reply_entry *entry,
                       const day_number *given, day_number *until)
{
    day_number replied = instant_day(entry->recorded_at, c->record->offset);
    if (given != NULL)
        *until = *given;
    else if (!reply_limit_day(entry, until))
        return false;
    return *until > replied;
}

static struct review_facts facts_of(const struct reply_case *c, const struct reply_entry *entry,
                                    const day_number *given, struct decided *decided)
{
    struct reply_facts facts = reply_case_facts(c, entry);
    struct review *review = &decided->review;
    bool has_until = find_until(c, entry, given, &review->until);
    return (struct review_facts){
        .is_complete = entry->is_complete,
        .disclaims = reply_disclaims(&facts),
        .promises = reply_promises(&facts) || given != NULL,
        .has_until = has_until,
        .designated = c->question.designated,
        .names_unit = could_have_it(c, decided->to),
    };
}

/* What is missing, in words for the unit; SPAN_NONE where nothing is. */
static struct span missing_reason(const struct reply_case *c, const struct reply_entry *entry)
{
    struct buffer text = {0};
    buffer_add_string(&text, "missing:");
    bool any = false;
    for (int field = 0; field < REPLY_FIELDS; field++) {
        if (!entry->lacks[field])
            continue;
        buffer_printf(&text, "%s %s %s", any ? "," : "", reply_field_basis((enum reply_field)field),
                      reply_field_words[field]);
        any = true;
    }
    struct span kept = any ? arena_span(&c->record->arena, buffer_span(&text)) : SPAN_NONE;
    buffer_release(&text);
    return kept;
}

static struct span reason_of(const struct reply_case *c, const struct reply_entry *entry,
                             const struct review_proposal *proposal)
{
    struct span missing = SPAN_NONE;
    if (proposal->decision == REPLY_REWORK && !entry->is_complete)
        missing = missing_reason(c, entry);
    return missing.at != NULL ? missing : span_of(proposal->reason);
}

static struct span proposal_json(const struct reply_case *c, const struct reply_entry *entry,
                                 const struct review_proposal *proposal,
                                 const struct decided *decided, bool promises)
{
    struct buffer value = {0};
    struct json json = {.out = &value};
    json_open(&json, '{');
    json_member_word(&json, "decision", reply_decision_words[proposal->decision]);
    json_member_word(&json, "basis", review_basis(proposal->decision));
    if (proposal->decision == REPLY_APPROVE && promises)
        json_member_day(&json, "until", decided->review.until);
    if (proposal->decision == REPLY_TRANSFER)
        json_member_string(&json, "to", decided->to->code);
    json_member_string(&json, "reason", reason_of(c, entry, proposal));
    json_close(&json, '}');
    struct span kept = arena_span(&c->record->arena, buffer_span(&value));
    buffer_release(&value);
    return kept;
}

struct review_proposal reply_propose(const struct reply_case *c, struct reply_entry *entry)
{
    struct decided decided = {.to = reply_case_unit(c, entry->fields[REPLY_SUGGESTED_UNIT])};
    struct review_facts facts = facts_of(c, entry, NULL, &decided);
    struct review_proposal proposal = review_propose(&facts);
    entry->proposal = proposal_json(c, entry, &proposal, &decided, facts.promises);
    return proposal;
}

/* art.12(1): the same units mend it. art.15(5): another leads, who assisted goes on. */
static void open_round(struct reply_case *c, const struct decided *decided)
{
    const struct review *review = &decided->review;
    struct assignment *assignment = &c->assignment;
    bool is_rework = review->decision == REPLY_REWORK;
    assignment->round++;
    assignment->cause = is_rework ? CAUSE_REWORK : CAUSE_TRANSFERRED;
    assignment->basis = review->basis;
    assignment->reason = review->reason;
    assignment->at = review->at;
    assignment->score = assignment->evidence = SPAN_NONE;
    if (!is_rework) {
        size_t kept = 0;
        assignment->lead = decided->to->code;
        assignment->acting = (struct acting){.unit = SPAN_NONE};
        for (size_t i = 0; i < assignment->co_count; i++)
            if (!span_equal(assignment->co[i], assignment->lead))
                assignment->co[kept++] = assignment->co[i];
        assignment->co_count = kept;
    }
    assignment_set(c->record, assignment, review->by, SPAN_NONE, &c->log.added);
}

/* The entry of the review is open; it is closed here, so that who had the case stands in it.
 * `event` is what a person sent; NULL: nobody did. */
static void carry_out(struct reply_case *c, struct reply_entry *entry, struct decided *decided,
                      const struct event *event)
{
    struct review *review = &decided->review;
    struct json *json = &c->log.added;
    bool promises = review->decision == REPLY_APPROVE && review->has_until;
    bool transfers = review->decision == REPLY_TRANSFER;
    review->to = transfers ? decided->to->code : SPAN_NONE;
    entry->review = *review;
    json_member_string(json, "reply", entry->reply);
    json_member_word(json, "decision", reply_decision_words[review->decision]);
    json_member_string(json, "reason", review->reason);
    if (promises)
        json_member_day(json, "until", review->until);
    json_member_string(json, "to", review->to);
    if (event != NULL)
        event_log_input(&c->log, event);
    reply_case_pass(c, review->at, review_state(review->decision, promises),
                    transfers ? decided->to->code : c->assignment.lead);
    json_close(json, '}');
    if (promises)
        deadline_add_turn(&c->question, (struct turn){.kind = TURN_PROMISED,
                                                      .at = review->at,
                                                      .until = review->until,
                                                      .asked = entry->recorded_at,
                                                      .stopped = entry->recorded_at});
    if (review->decision != REPLY_APPROVE)
        open_round(c, decided);
}

void reply_apply_proposal(struct reply_case *c, struct reply_entry *entry,
                          const struct review_proposal *proposal)
{
    struct decided decided = {.to = reply_case_unit(c, entry->fields[REPLY_SUGGESTED_UNIT])};
    struct review_facts facts = facts_of(c, entry, NULL, &decided);
    if (proposal->decision == REPLY_UNDECIDED ||
        (facts.promises && replies_promises(&c->replies) == PROMISES_MAX))
        return;
    struct review *review = &decided.review;
    review->decision = proposal->decision;
    review->has_until = proposal->decision == REPLY_APPROVE && facts.promises;
    review->by = SPAN("h12-reply");
    review->basis = span_of(review_basis(proposal->decision));
    review->reason = reason_of(c, entry, proposal);
    review->at = event_log_step(&c->log);
    history_begin(&c->log.added, review->at, c->record->offset, "reply_reviewed", review->by,
                  review->basis);
    carry_out(c, entry, &decided, NULL);
}

/* Why a unit is to do it again has to be said: by the officer, or by what is missing. */
static bool find_reason(const struct reply_case *c, const struct event *event,
                        const struct reply_entry *entry, struct review *review, struct fault *fault)
{
    review->reason = event->values[REPLY_ROW_FIELDS + REPLY_REASON];
    if (review->reason.at != NULL)
        return true;
    if (review->decision == REPLY_REWORK && !entry->is_complete)
        review->reason = missing_reason(c, entry);
    else if (review->decision == REPLY_TRANSFER)
        review->reason = entry->fields[REPLY_REASON];
    else if (review->decision == REPLY_APPROVE)
        return true;
    if (review->reason.at == NULL)
        return fault_set(fault, "missing", "reason", "is missing: the unit is to know why");
    return true;
}

/* What an officer decided; false with a fault. */
static bool read_review(const struct reply_case *c, const struct event *event,
                        const struct reply_entry *entry, struct decided *decided,
                        struct fault *fault)
{
    struct span to = event->values[REPLY_ROW_TO], until = event->values[REPLY_ROW_UNTIL];
    struct review *review = &decided->review;
    instant when;
    day_number given = 0;
    bool has_given = until.at != NULL && instant_read(until, c->record->offset, &when);
    int word = word_find(reply_decision_words, REPLY_DECISIONS, event->values[REPLY_ROW_DECISION]);
    if (word <= REPLY_UNDECIDED)
        return fault_set(fault, "bad_value", "decision", "is not approve, rework or transfer");
    if (event->values[REPLY_ROW_OFFICER].at == NULL)
        return fault_set(fault, "missing", "officer", "is missing: a person decides");
    if (has_given)
        given = instant_day(when, c->record->offset);
    decided->to = reply_case_unit(c, to.at != NULL ? to : entry->fields[REPLY_SUGGESTED_UNIT]);
    struct review_facts facts = facts_of(c, entry, has_given ? &given : NULL, decided);
    review->decision = (enum reply_decision)word;
    review->has_until = review->decision == REPLY_APPROVE && facts.promises;
    struct review_objection objection = review_objection(review->decision, &facts);
    if (objection.code != NULL)
        return fault_set(fault, objection.code, objection.field, "%s", objection.reason);
    if (review->has_until && replies_promises(&c->replies) == PROMISES_MAX)
        return fault_set(fault, "wrong_state", "case", "has more promises than can be kept");
    review->by = event->values[REPLY_ROW_OFFICER];
    review->basis = span_of(review_basis(review->decision));
    review->at = event->recorded_at;
    return find_reason(c, event, entry, review, fault);
}

enum event_verdict reply_apply_review(struct reply_case *c, const struct event *event,
                                      struct fault *fault)
{
    struct decided decided = {.to = NULL};
    struct span name = event->values[REPLY_ROW_NAME];
    struct reply_entry *entry = replies_pending(&c->replies);
    if (c->state != STATE_REPLIED || entry == NULL)
        return event_reject(fault, "wrong_state", "case", "has no reply that waits for a review");
    if (name.at != NULL && (entry->reply.at == NULL || !span_equal(name, entry->reply)))
        return event_reject(fault, "wrong_state", "reply", "is not the one that waits");
    if (!read_review(c, event, entry, &decided, fault))
        return EVENT_REJECTED;
    event_log_begin(&c->log, event, "reply_reviewed", decided.review.by, decided.review.basis);
    carry_out(c, entry, &decided, event);
    return EVENT_APPLIED;
}
