#include "lib/rules/return_request.h"

const char *const refusal_words[REFUSALS] = {"none",      "not_current_unit", "designated",
                                             "own_round", "incomplete",       "late"};

const char *const return_decision_words[DECISIONS] = {"none",      "transfer", "continue", "joint",
                                                      "designate", "consult",  "group"};

bool decision_is_of_art17(enum return_decision decision)
{
    return decision == DECISION_DESIGNATE || decision == DECISION_CONSULT ||
           decision == DECISION_GROUP;
}

/* -------------------------------------------------------------------------------------- art.14 */

enum refusal return_refusal(const struct return_facts *facts)
{
    if (!facts->is_current_unit && !facts->is_assistant)
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

static bool is_parent(const struct unit *parent, const struct unit *unit)
{
    return !span_empty(unit->parent) && span_equal(unit->parent, parent->code);
}

bool same_house(const struct unit *a, const struct unit *b)
{
    return a == b || is_parent(b, a) || is_parent(a, b);
}

void disputed_add(struct return_question *question, const struct unit *unit)
{
    if (unit == NULL || question->disputed_count == DISPUTED_MAX)
        return;
    for (size_t i = 0; i < question->disputed_count; i++)
        if (question->disputed[i] == unit)
            return;
    question->disputed[question->disputed_count++] = unit;
}

/* --------------------------------------------------------------------------------------- art.7 */

bool propose_within_house(const struct return_question *question, struct return_proposal *proposal)
{
    const struct unit *suggested = question->suggested;
    if (suggested == NULL || suggested == question->unit || !same_house(suggested, question->unit))
        return false;
    *proposal = (struct return_proposal){
        .decision = DECISION_TRANSFER,
        .basis = "art.7",
        .reason = "a government and its own departments settle among themselves who acts",
        .lead = suggested,
    };
    return true;
}

/* -------------------------------------------------------------------------------------- art.16 */

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

/* A co-handler that leaves is replaced by the unit that it names, where that one is responsible. */
void propose_for_assistant(const struct return_question *question, struct return_proposal *proposal)
{
    const struct unit *suggested = question->suggested;
    if (is_responsible(question, question->unit)) {
        *proposal = (struct return_proposal){
            .decision = DECISION_CONTINUE,
            .basis = "art.16(3)",
            .reason = "the matter is this unit's too: it goes on assisting",
            .lead = question->unit,
        };
        return;
    }
    *proposal = (struct return_proposal){
        .decision = DECISION_TRANSFER,
        .basis = "art.16(1)",
        .reason = "the matter is not this unit's: it need not assist",
    };
    if (suggested != NULL && responsible_has(question->responsible, suggested))
        proposal->lead = suggested;
}

/* -------------------------------------------------------------------------------------- art.17 */

/* A unit's line is its own; a government with none takes the line of its department that the
 * requests name, else the matter's. */
static struct span line_of(const struct return_question *question, const struct unit *unit)
{
    if (!span_empty(unit->line))
        return unit->line;
    for (size_t i = 0; i < question->disputed_count; i++)
        if (is_parent(unit, question->disputed[i]) && !span_empty(question->disputed[i]->line))
            return question->disputed[i]->line;
    return question->matter_line;
}

static size_t count_districts(const struct return_question *question)
{
    size_t count = 0;
    for (size_t i = 0; i < question->disputed_count; i++) {
        struct span district = question->disputed[i]->district;
        bool is_first = !span_empty(district);
        for (size_t k = 0; k < i && is_first; k++)
            is_first = !span_equal(question->disputed[k]->district, district);
        count += is_first;
    }
    return count;
}

/* The city departments of all lines in dispute, each once; false where two or more districts are
 * not in it, a line is unknown, or one has no department. */
static bool departments_in_dispute(const struct return_question *question,
                                   struct responsible *departments)
{
    *departments = (struct responsible){.count = 0};
    if (count_districts(question) < 2)
        return false;
    for (size_t i = 0; i < question->disputed_count; i++) {
        struct span line = line_of(question, question->disputed[i]);
        const struct unit *department = directory_line(question->directory, line, question->day);
        if (department == NULL)
            return false;
        responsible_add(departments, department);
    }
    return true;
}

bool propose_one_line(const struct return_question *question, struct return_proposal *proposal)
{
    struct responsible departments;
    if (!departments_in_dispute(question, &departments) || departments.count != 1)
        return false;
    *proposal = (struct return_proposal){
        .decision = DECISION_DESIGNATE,
        .basis = "art.17(1)",
        .reason = "districts dispute over one line of business: its city department",
        .lead = departments.units[0],
    };
    return true;
}

/* Of the departments the one that received the case first; where none has, the one of the first
 * receiver's line. NULL where that is not in dispute. */
static const struct unit *first_department(const struct return_question *question,
                                           const struct responsible *departments)
{
    for (size_t i = 0; i < question->receiver_count; i++)
        if (responsible_has(departments, question->receivers[i]))
            return question->receivers[i];
    if (question->receiver_count == 0)
        return NULL;
    const struct unit *department = directory_line(
        question->directory, line_of(question, question->receivers[0]), question->day);
    return department != NULL && responsible_has(departments, department) ? department : NULL;
}

bool propose_several_lines(const struct return_question *question, struct return_proposal *proposal)
{
    struct responsible departments;
    if (!departments_in_dispute(question, &departments) || departments.count < 2)
        return false;
    const struct unit *lead = first_department(question, &departments);
    if (lead == NULL)
        return false;
    *proposal = (struct return_proposal){
        .decision = DECISION_DESIGNATE,
        .basis = "art.17(2)",
        .reason = "districts dispute over several lines of business: of their city departments, "
                  "the first to receive the case leads",
        .lead = lead,
    };
    for (size_t i = 0; i < departments.count; i++)
        add_assistant(proposal, departments.units[i]);
    return true;
}

void propose_consultation(struct return_proposal *proposal)
{
    *proposal = (struct return_proposal){
        .decision = DECISION_CONSULT,
        .basis = "art.17(3)",
        .reason = "it is hard to say who is responsible: the staffing office is asked",
    };
}

static void propose_by_art17(const struct return_question *question,
                             struct return_proposal *proposal)
{
    if (!propose_one_line(question, proposal) && !propose_several_lines(question, proposal))
        propose_consultation(proposal);
}

/* ------------------------------------------------------------------------------------------ all */

void return_propose(const struct return_question *question, struct return_proposal *proposal)
{
    if (question->is_assistant) {
        propose_for_assistant(question, proposal);
        return;
    }
    if (propose_within_house(question, proposal))
        return;
    if (question->returns >= question->designation_returns) {
        propose_by_art17(question, proposal);
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
    case DECISION_CONSULT:
        return "art.17(3)";
    case DECISION_GROUP:
        return "art.17(4)";
    default:
        return "art.16";
    }
}
