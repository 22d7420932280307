#include "lib/rules/callback.h"

const char *const rater_words[RATERS] = {"requester", "hotline", "unit"};
const char *const settled_words[SETTLED_WORDS] = {"yes", "partly", "no"};
const char *const satisfaction_words[SATISFACTIONS] = {"satisfied", "basic", "dissatisfied"};
const char *const finding_words[FINDINGS] = {"redo", "upheld"};
const char *const rating_outcome_words[RATING_OUTCOMES] = {"refused", "tried",     "unreached",
                                                           "closed",  "verifying", "noted"};
const char *const rating_refusal_words[RATING_REFUSALS] = {"none", "own_rating", "late"};

bool rating_is_open(enum state state)
{
    return state == STATE_RESOLVED || state == STATE_ANSWERED || state == STATE_VERIFYING ||
           state == STATE_CLOSED;
}

instant reopen_end(const struct callback_rules *rules, const struct deadline_rules *clock,
                   const struct calendar *calendar, instant closed)
{
    day_number last = instant_day(closed, clock->offset) + rules->reopen_days;
    return instant_at(workday_at_or_after(calendar, last), clock->day_end, clock->offset);
}

/* Nobody was reached. While a bad rating is verified, and once a case is closed, that is only
 * noted: the hotline has something to decide by, or has decided. */
static struct rating_answer judge_try(const struct callback_rules *rules,
                                      const struct rating_facts *facts)
{
    if (facts->state == STATE_VERIFYING || facts->state == STATE_CLOSED)
        return (struct rating_answer){.outcome = RATING_NOTED};
    if (facts->tries + 1 < rules->attempts)
        return (struct rating_answer){.outcome = RATING_TRIED};
    return (struct rating_answer){.outcome = RATING_UNREACHED, .policy = "callback.attempts"};
}

/* A rating of a case that is closed: a bad one in time reopens it, and a good one counts where
 * there was none. */
static struct rating_answer judge_late(const struct callback_rules *rules,
                                       const struct deadline_rules *clock,
                                       const struct calendar *calendar,
                                       const struct rating_facts *facts)
{
    if (facts->satisfied != DISSATISFIED)
        return (struct rating_answer){.outcome = facts->unrated ? RATING_CLOSED : RATING_NOTED,
                                      .counted = facts->unrated};
    if (facts->recorded > reopen_end(rules, clock, calendar, facts->closed))
        return (struct rating_answer){
            .outcome = RATING_REFUSED, .refusal = RATING_LATE, .policy = "callback.reopen_days"};
    return (struct rating_answer){
        .outcome = RATING_VERIFYING, .counted = true, .policy = "callback.reopen_days"};
}

struct rating_answer rating_judge(const struct callback_rules *rules,
                                  const struct deadline_rules *clock,
                                  const struct calendar *calendar, const struct rating_facts *facts)
{
    if (facts->by == RATER_UNIT)
        return (struct rating_answer){.outcome = RATING_REFUSED, .refusal = RATING_OWN};
    if (!facts->reached)
        return judge_try(rules, facts);
    if (facts->state == STATE_VERIFYING)
        return (struct rating_answer){.outcome = RATING_NOTED};
    if (facts->state == STATE_CLOSED)
        return judge_late(rules, clock, calendar, facts);
    return (struct rating_answer){
        .outcome = facts->satisfied == DISSATISFIED ? RATING_VERIFYING : RATING_CLOSED,
        .counted = true,
    };
}

bool withdrawal_is_open(enum state state)
{
    return state != STATE_DECLINED && state != STATE_BARRED && state != STATE_CLOSED &&
           state != STATE_WITHDRAWN;
}

static const char *fault(const char **reason, const char *column, const char *why)
{
    *reason = why;
    return column;
}

const char *closing_fault(const struct closing_facts *facts, const char **reason)
{
    if (!facts->has_document)
        return fault(reason, "document", "is missing: the unit puts the outcome in writing");
    if (facts->finished > facts->recorded)
        return fault(reason, "finished_at", "is later than the closing was recorded");
    if (!facts->is_told)
        return NULL;
    if (!facts->has_approval)
        return fault(reason, "approved_by", "is missing: the hotline approves before it is told");
    if (!facts->by_unit)
        return fault(reason, "informed_by", "is not the unit that handled the case");
    if (facts->told == INSTANT_NONE)
        return fault(reason, "informed_at", "is missing: when the unit told who asked");
    if (facts->told < facts->finished)
        return fault(reason, "informed_at", "is before the case was finished");
    if (facts->told > facts->recorded)
        return fault(reason, "informed_at", "is later than the closing was recorded");
    return NULL;
}
