#include "lib/case/check_parts.h"

#include "lib/case/extensions.h"

static bool same_clock(const struct reader *deadline, const struct deadline_answer *answer,
                       const struct record *record)
{
    day_number from, due;
    const struct limit *limit = &answer->limit;
    return span_is(read_string(deadline, "clock"), clock_words[limit->clock]) &&
           read_integer(deadline, "limit", -1) == limit->length &&
           read_day(deadline, "from", &from) && from == instant_day(limit->from, record->offset) &&
           read_day(deadline, "due", &due) && due == limit->due &&
           read_instant(deadline, "due_at") == limit->due_at;
}

/* art.14, 18: the clock is the one that follows from the rest of the record. A case that no clock
 * has been set for yet, or under another policy or calendar, is left alone. */
void check_clock(struct check *check)
{
    const struct check_desk *desk = check->desk;
    struct reader deadline;
    struct deadline_question question;
    struct deadline_answer answer;
    struct extensions extensions;
    struct span lead;
    if (!read_object(&check->top, "deadline", &deadline))
        return;
    bool none = span_is(read_string(&deadline, "status"), clock_status_words[CLOCK_NO_CLOCK]);
    if (none == deadline_has_clock(check->state)) {
        check_finding(check, "clock", "deadline", "art.14",
                      none ? "a case that has a clock has none" : "a case without a clock has one");
        return;
    }
    if (none || check->state == STATE_VERIFYING ||
        !span_equal(read_string(&deadline, "policy"), desk->names.policy) ||
        !span_equal(read_string(&deadline, "calendar"), desk->names.calendar))
        return;
    if (!deadline_question(check->record, check->state, desk->rules, desk->returns, desk->calendar,
                           &question, &lead) ||
        !extensions_read(check->record, &extensions))
        return;
    if (check->state == STATE_COMMITTED && !deadline_is_promised(&question))
        return; /* told by check_replies() */
    extensions_add_turns(&extensions, &question);
    deadline_reckon(desk->rules, desk->calendar, desk->calendar, &question, desk->now, &answer);
    if (!same_clock(&deadline, &answer, check->record))
        check_finding(check, "clock", "deadline", deadline_basis(answer.limit.clock),
                      "is not the one that follows from the case");
}
