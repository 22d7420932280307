#include "lib/rules/return_request.h"

const char *const refusal_words[REFUSALS] = {"none",      "not_current_unit", "designated",
                                             "own_round", "incomplete",       "late"};

const char *const return_decision_words[DECISIONS] = {"none", "transfer", "continue", "joint",
                                                      "designate"};

enum refusal return_refusal(const struct return_facts *facts)
{
    if (!facts->is_current_unit)
        return REFUSAL_NOT_CURRENT_UNIT;
    if (facts->designated)
        return REFUSAL_DESIGNATED;
    if (facts->cause == CAUSE_REWORK || facts->cause == CAUSE_REDO)
        return REFUSAL_OWN_ROUND;
    if (!facts->has_reason || !facts->has_basis || !facts->has_suggested_unit)
        return REFUSAL_INCOMPLETE;
    if (facts->has_window && facts->recorded > facts->window_end)
        return REFUSAL_LATE;
    return REFUSAL_NONE;
}

const char *refusal_basis(enum refusal refusal)
{
    switch (refusal) {
    case REFUSAL_DESIGNATED:
        return "art.18";
    case REFUSAL_OWN_ROUND:
        return "art.12(1)";
    default:
        return "art.14";
    }
}

const char *refusal_policy(enum refusal refusal)
{
    return refusal == REFUSAL_LATE ? "return.window" : NULL;
}

void responsible_add(struct responsible *responsible, const struct unit *unit)
{
    if (unit == NULL || responsible->count == RESPONSIBLE_MAX || responsible_has(responsible, unit))
        return;
    responsible->units[responsible->count++] = unit;
}

bool responsible_has(const struct responsible *responsible, const struct unit *unit)
{
    for (size_t i = 0; i < responsible->count; i++)
        if (responsible->units[i] == unit)
            return true;
    return false;
}

/* A government answers for the department of its own that holds a case, and the other way round
 * (art.7): within one house there is no "other department". */
static bool same_house(const struct unit *a, const struct unit *b)
{
    return a == b || span_equal(a->parent, b->code) || span_equal(b->parent, a->code);
}

static bool is_responsible(const struct return_question *question, const struct unit *unit)
{
    for (size_t i = 0; i < question->responsible->count; i++)
        if (same_house(question->responsible->units[i], unit))
            return true;
    return false;
}

/* The first responsible unit that is not the one that asks, or NULL. */
static const struct unit *other_responsible(const struct return_question *question)
{
    for (size_t i = 0; i < question->responsible->count; i++)
        if (!same_house(question->responsible->units[i], question->unit))
            return question->responsible->units[i];
    return NULL;
}

bool propose_transfer(const struct return_question *question, struct return_proposal *proposal)
{
    const struct unit *other = other_responsible(question);
    if (other == NULL || is_responsible(question, question->unit))
        return false;
    const struct unit *suggested = question->suggested;
    bool fits = suggested != NULL && responsible_has(question->responsible, suggested);
    *proposal = (struct return_proposal){
        .decision = DECISION_TRANSFER,
        .basis = "art.16(1)",
        .reason = fits ? "the suggested unit is responsible for the matter"
                       : "another unit than the suggested one is responsible for the matter",
        .lead = fits ? suggested : other,
    };
    return true;
}

bool propose_continue(const struct return_question *question, struct return_proposal *proposal)
{
    if (!is_responsible(question, question->unit) || other_responsible(question) != NULL)
        return false;
    *proposal = (struct return_proposal){
        .decision = DECISION_CONTINUE,
        .basis = "art.16(2)",
        .reason = "no other unit is responsible for the matter",
        .lead = question->unit,
    };
    return true;
}

/* Of the responsible units the one that received the case first; the one that asks has received
 * it, so there is one. */
static const struct unit *first_receiver(const struct return_question *question)
{
    for (size_t i = 0; i < question->receiver_count; i++)
        if (is_responsible(question, question->receivers[i]))
            return question->receivers[i];
    return question->unit;
}

/* A government and its own department assist as one. */
static void add_assistant(struct return_proposal *proposal, const struct unit *unit)
{
    if (same_house(unit, proposal->lead))
        return;
    for (size_t i = 0; i < proposal->co_count; i++)
        if (same_house(unit, proposal->co[i]))
            return;
    proposal->co[proposal->co_count++] = unit;
}

bool propose_joint(const struct return_question *question, struct return_proposal *proposal)
{
    if (!is_responsible(question, question->unit) || other_responsible(question) == NULL)
        return false;
    *proposal = (struct return_proposal){
        .decision = DECISION_JOINT,
        .basis = "art.16(3)",
        .reason = "this unit and others are responsible; the first to receive the case leads",
        .lead = first_receiver(question),
    };
    for (size_t i = 0; i < question->responsible->count; i++)
        add_assistant(proposal, question->responsible->units[i]);
    return true;
}

void return_propose(const struct return_question *question, struct return_proposal *proposal)
{
    if (question->returns >= question->designation_returns) {
        *proposal = (struct return_proposal){
            .basis = "art.17",
            .reason = "returned as often as leads to designation; an officer decides",
        };
        return;
    }
    if (propose_transfer(question, proposal) || propose_continue(question, proposal) ||
        propose_joint(question, proposal))
        return;
    *proposal = (struct return_proposal){
        .basis = "art.16",
        .reason = "the directory does not say who is responsible; an officer decides",
    };
}

const char *return_decision_basis(enum return_decision decision)
{
    switch (decision) {
    case DECISION_TRANSFER:
        return "art.16(1)";
    case DECISION_CONTINUE:
        return "art.16(2)";
    case DECISION_JOINT:
        return "art.16(3)";
    case DECISION_DESIGNATE:
        return "art.17";
    default:
        return "art.16";
    }
}
