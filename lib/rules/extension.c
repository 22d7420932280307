#include "lib/rules/extension.h"

const char *const extension_refusal_words[EXTENSION_REFUSALS] = {
    "none", "not_current_unit", "not_designated", "incomplete", "late", "not_later"};

enum extension_refusal extension_refusal(const struct extension_facts *facts)
{
    if (!facts->is_current_unit)
        return EXTENSION_NOT_CURRENT_UNIT;
    if (!facts->designated)
        return EXTENSION_NOT_DESIGNATED;
    if (!facts->has_reason || !facts->has_until)
        return EXTENSION_INCOMPLETE;
    if (facts->recorded > facts->current.due_at)
        return EXTENSION_LATE;
    if (facts->until <= facts->current.due)
        return EXTENSION_NOT_LATER;
    return EXTENSION_NOT_REFUSED;
}

struct extension_proposal extension_propose(const struct deadline_rules *rules,
                                            const struct calendar *calendar,
                                            const struct extension_facts *facts, day_number due)
{
    day_number most = workday_after(calendar, due, rules->extension_most);
    if (facts->until <= most)
        return (struct extension_proposal){
            .grants = true,
            .until = facts->until,
            .reason = "asked for in time and with a reason",
        };
    if (most > facts->current.due)
        return (struct extension_proposal){
            .grants = true,
            .until = most,
            .reason = "the policy's most; an officer may grant more",
            .policy = "extension.max_workdays",
        };
    return (struct extension_proposal){
        .reason = "the policy's most is used up; an officer decides",
        .policy = "extension.max_workdays",
    };
}
