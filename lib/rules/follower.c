#include "lib/rules/follower.h"

#include <stddef.h>

const char *const part_reasons[PART_REASONS] = {
    [PART_ABSENT] = "its earlier case is not in the ledger",
    [PART_NOT_ACCEPTED] = "its earlier case was not accepted",
    [PART_NEWS] = "it has something new that nobody was told before its earlier case was over",
    [PART_OWN_WAY] = "it has gone a way of its own",
    [PART_CIRCLE] = "its earlier case repeats it in turn",
};

bool follower_is_open(enum state state)
{
    return state != STATE_DECLINED && state != STATE_BARRED && state != STATE_CLOSED &&
           state != STATE_WITHDRAWN;
}

bool follower_goes_along(enum state state)
{
    return state == STATE_ACCEPTED || state == STATE_TRIAGE || state == STATE_ANSWERED ||
           state == STATE_ASSIGNED;
}

static struct follower_answer part(enum part_reason reason)
{
    return (struct follower_answer){.follow = FOLLOW_PART, .reason = part_reasons[reason]};
}

/* Nobody looks into the earlier case any more: what is new in the follower is not lost with it. */
static struct follower_answer when_over(const struct follower_facts *facts)
{
    if (facts->is_new && !facts->passed_on)
        return part(PART_NEWS);
    if (facts->earlier == STATE_ANSWERED)
        return (struct follower_answer){.follow = FOLLOW_NOTHING, .pass_on = !facts->passed_on};
    return (struct follower_answer){.follow = FOLLOW_END};
}

struct follower_answer follower_decide(const struct follower_facts *facts)
{
    struct follower_answer answer = {.follow = FOLLOW_NOTHING};
    if (!follower_is_open(facts->follower) || facts->follower == STATE_REVIEW)
        return answer;
    if (!follower_goes_along(facts->follower))
        return part(PART_OWN_WAY);
    if (facts->place == EARLIER_ELSEWHERE)
        return answer;
    if (facts->place == EARLIER_NOWHERE)
        return part(PART_ABSENT);
    switch (facts->earlier) {
    case STATE_DECLINED:
    case STATE_BARRED:
        return part(PART_NOT_ACCEPTED);
    case STATE_ANSWERED:
    case STATE_CLOSED:
    case STATE_WITHDRAWN:
        return when_over(facts);
    default:
        break;
    }
    bool moves = facts->has_unit && !facts->same_units && facts->follower != STATE_ANSWERED;
    answer.follow = moves ? FOLLOW_MOVE : FOLLOW_NOTHING;
    answer.pass_on = !facts->passed_on;
    return answer;
}
