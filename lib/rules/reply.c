#include "lib/rules/reply.h"

const char *const reply_field_words[REPLY_FIELDS] = {
    "informed_at", "informed_how",   "factual",   "process",
    "process_at",  "process_manner", "opinion",   "opinion_limit",
    "law",         "law_limit",      "responder", "suggested_unit",
    "reason",      "basis",          "plan",      "unit_reported_satisfaction",
};
const char *const reply_kind_words[REPLY_KINDS] = {"final", "stage", "part"};
const char *const factual_words[] = {"yes", "partly", "no"};
const char *const reported_satisfaction_words[] = {"satisfied", "basic", "dissatisfied", "unknown"};
const char *const reply_sign_words[REPLY_SIGNS] = {"short", "same_words", "off_topic"};
const char *const reply_decision_words[REPLY_DECISIONS] = {"none", "approve", "rework", "transfer"};

bool reply_disclaims(const struct reply_facts *facts)
{
    return facts->has[REPLY_SUGGESTED_UNIT] || facts->has[REPLY_REASON] || facts->has[REPLY_BASIS];
}

bool reply_promises(const struct reply_facts *facts)
{
    return facts->has[REPLY_PLAN] || facts->limit_is_ahead;
}

static void need(const struct reply_facts *facts, struct reply_lacks *lacks, enum reply_field field)
{
    if (facts->has[field] || lacks->fields[field])
        return;
    lacks->fields[field] = true;
    lacks->count++;
}

void reply_lacks_telling(const struct reply_facts *facts, struct reply_lacks *lacks)
{
    need(facts, lacks, REPLY_INFORMED_AT);
    need(facts, lacks, REPLY_INFORMED_HOW);
}

void reply_lacks_truth(const struct reply_facts *facts, struct reply_lacks *lacks)
{
    need(facts, lacks, REPLY_FACTUAL);
}

void reply_lacks_process(const struct reply_facts *facts, struct reply_lacks *lacks)
{
    need(facts, lacks, REPLY_PROCESS);
    need(facts, lacks, REPLY_PROCESS_AT);
    need(facts, lacks, REPLY_PROCESS_MANNER);
}

/* A plan without a day that is ahead has no handling limit that anybody could hold it to. */
void reply_lacks_opinion(const struct reply_facts *facts, struct reply_lacks *lacks)
{
    if (reply_disclaims(facts))
        return;
    need(facts, lacks, REPLY_OPINION);
    need(facts, lacks, REPLY_OPINION_LIMIT);
    if (facts->has[REPLY_PLAN] && !facts->limit_is_ahead && !lacks->fields[REPLY_OPINION_LIMIT]) {
        lacks->fields[REPLY_OPINION_LIMIT] = true;
        lacks->count++;
    }
    if (facts->has_statute || facts->has[REPLY_LAW])
        need(facts, lacks, REPLY_LAW_LIMIT);
    if (facts->has_statute || facts->has[REPLY_LAW_LIMIT])
        need(facts, lacks, REPLY_LAW);
}

void reply_lacks_responder(const struct reply_facts *facts, struct reply_lacks *lacks)
{
    need(facts, lacks, REPLY_RESPONDER);
}

void reply_lacks_transfer(const struct reply_facts *facts, struct reply_lacks *lacks)
{
    if (!reply_disclaims(facts))
        return;
    need(facts, lacks, REPLY_SUGGESTED_UNIT);
    need(facts, lacks, REPLY_REASON);
    need(facts, lacks, REPLY_BASIS);
}

void reply_lacks_plan(const struct reply_facts *facts, struct reply_lacks *lacks)
{
    if (facts->limit_after_due && facts->limit_is_ahead && !reply_disclaims(facts))
        need(facts, lacks, REPLY_PLAN);
}

void reply_lacks_satisfaction(const struct reply_facts *facts, struct reply_lacks *lacks)
{
    need(facts, lacks, REPLY_SATISFACTION);
}

struct reply_lacks reply_lacking(const struct reply_facts *facts)
{
    struct reply_lacks lacks = {.count = 0};
    reply_lacks_telling(facts, &lacks);
    reply_lacks_truth(facts, &lacks);
    reply_lacks_process(facts, &lacks);
    reply_lacks_opinion(facts, &lacks);
    reply_lacks_responder(facts, &lacks);
    reply_lacks_transfer(facts, &lacks);
    reply_lacks_plan(facts, &lacks);
    reply_lacks_satisfaction(facts, &lacks);
    return lacks;
}

struct reply_lacks stage_lacking(const struct reply_facts *facts)
{
    struct reply_lacks lacks = {.count = 0};
    reply_lacks_telling(facts, &lacks);
    need(facts, &lacks, REPLY_PROCESS);
    return lacks;
}

const char *reply_field_basis(enum reply_field field)
{
    static const char *const bases[REPLY_FIELDS] = {
        "art.15",    "art.15",    "art.15(1)", "art.15(2)", "art.15(2)", "art.15(2)",
        "art.15(3)", "art.15(3)", "art.15(3)", "art.15(3)", "art.15(4)", "art.15(5)",
        "art.15(5)", "art.15(5)", "art.15(6)", "art.15",
    };
    return bases[field];
}

bool reply_shows(enum reply_sign sign, const struct reply_rules *rules,
                 const struct reply_measures *measures)
{
    switch (sign) {
    case SIGN_SHORT:
        return measures->length < rules->min_length;
    case SIGN_SAME_WORDS:
        return measures->same_words >= rules->same_words;
    case SIGN_OFF_TOPIC:
        return measures->has_request && measures->likeness < rules->min_likeness;
    default:
        return false;
    }
}

const char *reply_sign_policy(enum reply_sign sign)
{
    static const char *const members[REPLY_SIGNS] = {"reply.min_length", "reply.same_words",
                                                     "reply.min_likeness"};
    return members[sign];
}

struct review_proposal review_propose(const struct review_facts *facts)
{
    if (facts->disclaims && facts->designated)
        return (struct review_proposal){REPLY_REWORK, "art.18: a designated unit handles the case"};
    if (!facts->is_complete)
        return (struct review_proposal){REPLY_REWORK, "items of art.15 are missing"};
    if (facts->disclaims && !facts->names_unit)
        return (struct review_proposal){REPLY_UNDECIDED,
                                        "the unit that is named is none that could have the case"};
    if (facts->disclaims)
        return (struct review_proposal){REPLY_TRANSFER, "the unit found that it is not its own"};
    if (facts->promises)
        return (struct review_proposal){REPLY_APPROVE, "complete; later work is promised"};
    return (struct review_proposal){REPLY_APPROVE, "complete"};
}

struct review_objection review_objection(enum reply_decision decision,
                                         const struct review_facts *facts)
{
    static const struct review_objection none = {NULL, NULL, NULL};
    if (decision == REPLY_APPROVE && facts->disclaims)
        return (struct review_objection){"wrong_state", "decision",
                                         "a reply under art.15(5) resolves nothing: it is "
                                         "transferred or reworked"};
    if (decision == REPLY_APPROVE && facts->promises && !facts->has_until)
        return (struct review_objection){"missing", "until",
                                         "is missing, or not after the reply: what is promised "
                                         "needs a day"};
    if (decision == REPLY_TRANSFER && !facts->disclaims)
        return (struct review_objection){"wrong_state", "decision",
                                         "the unit does not say that the case is not its own "
                                         "(art.15(5))"};
    if (decision == REPLY_TRANSFER && facts->designated)
        return (struct review_objection){"wrong_state", "decision",
                                         "a designated unit handles the case (art.18)"};
    if (decision == REPLY_TRANSFER && !facts->names_unit)
        return (struct review_objection){"bad_value", "to",
                                         "is no valid unit of the directory, or the one that "
                                         "has the case"};
    return none;
}

const char *review_basis(enum reply_decision decision)
{
    static const char *const bases[REPLY_DECISIONS] = {"art.11(1)", "art.11(1)", "art.12(1)",
                                                       "art.15(5)"};
    return bases[decision];
}

enum state review_state(enum reply_decision decision, bool promises)
{
    if (decision != REPLY_APPROVE)
        return STATE_ASSIGNED;
    return promises ? STATE_COMMITTED : STATE_RESOLVED;
}
