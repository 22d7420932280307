#include "lib/case/check_parts.h"

#include "lib/case/history.h"

static bool same_clock(const struct reader *deadline, const struct deadline_answer *answer,
                       const struct record *record)
{
    day_number from, due;
    const struct limit *limit = &answer->limit;
    return span_is(read_string(deadline, "clock"), clock_words[limit->clock]) &&
           span_is(read_string(deadline, "basis"), deadline_basis(limit->clock)) &&
           span_is(read_string(deadline, "unit"), limit_unit_words[limit->unit]) &&
           read_integer(deadline, "limit", -1) == limit->length &&
           read_day(deadline, "from", &from) && from == instant_day(limit->from, record->offset) &&
           read_day(deadline, "due", &due) && due == limit->due &&
           read_instant(deadline, "due_at") == limit->due_at;
}

/* Reports judge the clocks before this one by their verdicts. */
static bool same_earlier(const struct reader *deadline, const struct deadline_answer *answer)
{
    struct span array = read_array(deadline, "earlier");
    const char *cursor = NULL;
    size_t index = 0;
    int count = 0;
    struct reader kept;
    day_number due;
    while (read_next_object(deadline, "earlier", array, &cursor, &index, &kept)) {
        const struct earlier_clock *clock = &answer->earlier[count];
        if (count++ == answer->earlier_count ||
            !span_is(read_string(&kept, "clock"), clock_words[clock->limit.clock]) ||
            !read_day(&kept, "due", &due) || due != clock->limit.due ||
            read_instant(&kept, "due_at") != clock->limit.due_at ||
            read_instant(&kept, "replaced_at") != clock->replaced_at ||
            !span_is(read_string(&kept, "verdict"), earlier_words[clock->verdict]))
            return false;
    }
    return count == answer->earlier_count;
}

static bool same_day(const struct reader *deadline, const char *name, bool has, day_number day)
{
    day_number kept;
    return read_day(deadline, name, &kept) == has && (!has || kept == day);
}

/* A unit's own calendar moves its inner limits, and only those. */
static void reckon(const struct check_desk *desk, const struct deadline_question *question,
                   struct span lead, struct deadline_answer *answer)
{
    const struct calendars *calendars = desk->calendars;
    deadline_reckon(desk->rules, &calendars->city, calendars_of(calendars, desk->directory, lead),
                    question, desk->now, answer);
}

/* Whether the inner limits are those of a round while it was open; with its reply `inner_due` goes.
 */
static bool fits_round(const struct check_desk *desk, const struct deadline_question *question,
                       struct span lead, const struct reader *deadline)
{
    struct deadline_answer answer;
    reckon(desk, question, lead, &answer);
    return same_day(deadline, "return_by", answer.has_return_by, answer.return_by) &&
           (same_day(deadline, "inner_due", answer.has_inner_due, answer.inner_due) ||
            read_member(deadline, "inner_due") == NULL);
}

/* The case as it stood after an entry of history, as far as inner limits go by it; false where the
 * entry is none after which a day could have ended with other limits than before. */
static bool stood(const struct reader *entry, struct deadline_question *question, struct span *lead)
{
    struct reader assignment;
    struct span event = read_string(entry, "event");
    if (question->assigned == INSTANT_NONE &&
        (span_is(event, "triage") || span_is(event, "review")))
        return true;
    if (span_is(event, "co_changed") || !read_object(entry, "assignment", &assignment))
        return false; /* the round goes on */
    question->assigned = read_instant(&assignment, "at");
    question->cause =
        (enum cause)read_word(&assignment, "cause", cause_words, CAUSES, CAUSE_DISPATCHED);
    *lead = read_string(&assignment, "lead");
    return true;
}

/* Between two runs of h12-deadline a case may change hands, and keeps the limits of the round
 * before: that is a step of the chain, and no fault. But a clock of art.18 or 20 was set since its
 * round was opened, or it would not be there. */
static bool fits_earlier_round(const struct check *check, const struct deadline_question *now,
                               const struct reader *deadline)
{
    struct history_walk walk = {.record = check->record};
    struct deadline_question then = *now;
    struct span lead = SPAN_NONE;
    bool fits = false, fits_last = false;
    then.state = STATE_ASSIGNED;
    then.assigned = INSTANT_NONE;
    while (history_next(&walk)) {
        if (!stood(&walk.entry, &then, &lead))
            continue;
        bool turned = then.assigned != INSTANT_NONE &&
                      (then.cause == CAUSE_REDO || then.cause == CAUSE_DESIGNATED);
        fits = (fits || fits_last) && !turned;
        fits_last = fits_round(check->desk, &then, lead, deadline);
    }
    return fits || (fits_last && now->state != STATE_ASSIGNED);
}

/* art.14: by when the unit may ask out. art.12(1): by when it is to mend its reply. */
static void check_inner(struct check *check, const struct deadline_question *question,
                        const struct deadline_answer *answer, const struct reader *deadline)
{
    bool return_by = same_day(deadline, "return_by", answer->has_return_by, answer->return_by);
    bool inner_due = same_day(deadline, "inner_due", answer->has_inner_due, answer->inner_due);
    if ((return_by && inner_due) || fits_earlier_round(check, question, deadline))
        return;
    if (!return_by)
        check_finding(check, "clock", "deadline.return_by", "art.14",
                      "is not the one of a round of the case");
    if (!inner_due)
        check_finding(check, "clock", "deadline.inner_due", "art.12(1)",
                      "is not the one of a round of the case");
}

/* What only a case with a clock can have: h12-deadline takes requests for more time, h12-callback
 * begins a verification, and each sets the clock with it. */
static void check_missing(struct check *check)
{
    const struct callback *callback = &check->callback;
    bool verified = callback->since != INSTANT_NONE || callback->verification_count > 0;
    if (verified || check_has(check, "extensions"))
        check_finding(check, "clock", "deadline", verified ? "art.20" : "art.18",
                      "is missing, though the case was given a clock");
}

/* Whether a clock was set under the policy and the calendar at hand: others are let be. */
static bool is_ours(struct check *check, const struct reader *deadline)
{
    const struct deadline_names *names = &check->desk->names;
    struct span policy = read_string(deadline, "policy");
    struct span calendar = read_string(deadline, "calendar");
    if (policy.at == NULL || calendar.at == NULL)
        check_finding(check, "clock", policy.at == NULL ? "deadline.policy" : "deadline.calendar",
                      "art.14", "is missing: nobody can tell by what the clock was set");
    return span_equal(policy, names->policy) && span_equal(calendar, names->calendar);
}

/* The clock is the one that follows from the rest of the record. */
static void check_reckoned(struct check *check, const struct reader *deadline)
{
    const struct check_desk *desk = check->desk;
    struct deadline_question question;
    struct deadline_answer answer;
    struct span lead;
    if (!deadline_question(check->record, check->state, desk->rules, desk->returns,
                           &desk->calendars->city, &question, &lead))
        return;
    if (check->state == STATE_COMMITTED && !deadline_is_promised(&question))
        return; /* told by check_replies() */
    extensions_add_turns(&check->extensions, &question);
    reckon(desk, &question, lead, &answer);
    if (!same_clock(deadline, &answer, check->record)) {
        check_finding(check, "clock", "deadline", deadline_basis(answer.limit.clock),
                      "is not the one that follows from the case");
        return;
    }
    if (!same_earlier(deadline, &answer))
        check_finding(check, "clock", "deadline.earlier", "art.14",
                      "has not the clocks that this one took the place of");
    check_inner(check, &question, &answer, deadline);
}

/* art.14, 18: a case that no clock has been set for yet is left alone. */
void check_clock(struct check *check)
{
    struct reader deadline;
    if (!read_object(&check->top, "deadline", &deadline)) {
        check_missing(check);
        return;
    }
    bool none = span_is(read_string(&deadline, "status"), clock_status_words[CLOCK_NO_CLOCK]);
    if (none == deadline_has_clock(check->state)) {
        check_finding(check, "clock", "deadline", "art.14",
                      none ? "a case that has a clock has none" : "a case without a clock has one");
        return;
    }
    if (!none && is_ours(check, &deadline) && check->state != STATE_VERIFYING)
        check_reckoned(check, &deadline);
}
