#include "lib/case/check_parts.h"

#include "lib/case/clock_past.h"
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

/* The case at some moment: now, or after an entry of its history. */
struct moment {
    const struct deadline_question *question;
    struct span lead;
    instant last; /* of history: the clock was not set before that */
};

/* Which parts of the clock are those of a moment. */
struct likeness {
    struct deadline_answer answer;
    bool clock, earlier, return_by, inner_due, stage_due, decide_due;
};

static bool is_whole(const struct likeness *like)
{
    return like->clock && like->earlier && like->return_by && like->inner_due && like->stage_due &&
           like->decide_due;
}

static instant later(instant a, instant b)
{
    return a > b ? a : b;
}

/* Reckons the clock of the moment. A unit's own calendar moves its inner limits, and only those.
 * When h12-deadline ran matters only to the reports of art.18: they are due once the five days are
 * over, so that a day that is kept says itself that they were, as does a clock that was overdue. */
static void liken(const struct check *check, const struct moment *moment,
                  const struct reader *deadline, struct likeness *like)
{
    const struct check_desk *desk = check->desk;
    const struct calendars *calendars = desk->calendars;
    struct deadline_answer *answer = &like->answer;
    instant ran = moment->last;
    day_number stage_due;
    if (span_is(read_string(deadline, "status"), clock_status_words[CLOCK_OVERDUE]))
        ran = later(ran, read_instant(deadline, "due_at") + 1);
    if (read_day(deadline, "stage_due", &stage_due))
        ran = instant_at(stage_due, desk->rules->day_end, desk->rules->offset);
    deadline_reckon(desk->rules, &calendars->city,
                    calendars_of(calendars, desk->directory, moment->lead), moment->question, ran,
                    answer);
    like->clock = same_clock(deadline, answer, check->record);
    like->earlier = same_earlier(deadline, answer);
    like->return_by = same_day(deadline, "return_by", answer->has_return_by, answer->return_by);
    like->inner_due = same_day(deadline, "inner_due", answer->has_inner_due, answer->inner_due);
    like->stage_due = same_day(deadline, "stage_due", answer->has_stage_due, answer->stage_due);
    like->decide_due = same_day(deadline, "decide_due", answer->has_decide_due, answer->decide_due);
}

/* Whether the clock is the one that a case in this state had then. Which limit the hotline had to
 * decide a return goes by the returns before it: either will do. */
static bool fits_state(const struct check *check, const struct clock_past *past, enum state state,
                       const struct reader *deadline)
{
    struct deadline_question question = past->then;
    struct moment moment = {&question, past->lead, past->at};
    struct likeness like;
    question.state = state;
    if (state < STATE_RETURNING || state > STATE_COORDINATING)
        question.asked = INSTANT_NONE;
    for (int designate = state == STATE_RETURNING ? 0 : 1; designate < 2; designate++) {
        question.must_designate = designate == 1;
        for (size_t turns = past->turns_least; turns <= past->turns_most; turns++) {
            question.turn_count = turns;
            liken(check, &moment, deadline, &like);
            if (is_whole(&like))
                return true;
        }
    }
    return false;
}

/* A case that was accepted goes on to its unit before a clock is set. */
static bool fits_moment(const struct check *check, const struct clock_past *past, bool is_ours,
                        const struct reader *deadline)
{
    bool none = span_is(read_string(deadline, "status"), clock_status_words[CLOCK_NO_CLOCK]);
    for (int word = 0; word < STATES; word++) {
        enum state state = (enum state)word;
        if (!course_may(&past->course, state) || state == STATE_ACCEPTED ||
            deadline_has_clock(state) == none)
            continue;
        if (none || !is_ours || fits_state(check, past, state, deadline))
            return true;
    }
    return false;
}

/* Between two runs of h12-deadline a case goes on, and keeps the clock of before: that is a step of
 * the chain, and no fault. */
static bool fits_past(const struct check *check, const struct deadline_question *now, bool is_ours,
                      const struct reader *deadline)
{
    struct clock_past past;
    bool fits = false;
    clock_past_start(&past, check->record, check->course.is_emergency, now);
    while (clock_past_next(&past)) {
        if (past.is_set)
            fits = false;
        fits = fits || fits_moment(check, &past, is_ours, deadline);
    }
    return fits;
}

/* art.12(1), 14, 16, 18: the limits beside the clock. */
static void tell_inner(struct check *check, const struct likeness *like)
{
    const struct {
        bool fits;
        const char *field, *basis;
    } limits[] = {
        {like->return_by, "deadline.return_by", "art.14"},
        {like->inner_due, "deadline.inner_due", "art.12(1)"},
        {like->stage_due, "deadline.stage_due", "art.18"},
        {like->decide_due, "deadline.decide_due", "art.16"},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (!limits[i].fits)
            check_finding(check, "clock", limits[i].field, limits[i].basis,
                          "is not the one that the case has, or had");
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

static void tell_unlike(struct check *check, const struct likeness *like)
{
    if (!like->clock) {
        check_finding(check, "clock", "deadline", deadline_basis(like->answer.limit.clock),
                      "is not the one that follows from the case");
        return;
    }
    if (!like->earlier)
        check_finding(check, "clock", "deadline.earlier", "art.14",
                      "has not the clocks that this one took the place of");
    tell_inner(check, like);
}

/* The clock is the one that follows from the rest of the record. */
static void check_reckoned(struct check *check, const struct deadline_question *question,
                           struct span lead, const struct reader *deadline)
{
    struct moment moment = {question, lead, history_last(check->record)};
    struct likeness like;
    if (check->state == STATE_COMMITTED && !deadline_is_promised(question))
        return; /* told by check_replies() */
    liken(check, &moment, deadline, &like);
    if (!is_whole(&like) && !fits_past(check, question, true, deadline))
        tell_unlike(check, &like);
}

/* art.14, 18: a case that no clock has been set for yet is left alone. */
void check_clock(struct check *check)
{
    const struct check_desk *desk = check->desk;
    struct reader deadline;
    struct deadline_question question;
    struct span lead;
    if (!read_object(&check->top, "deadline", &deadline)) {
        check_missing(check);
        return;
    }
    bool none = span_is(read_string(&deadline, "status"), clock_status_words[CLOCK_NO_CLOCK]);
    bool ours = !none && is_ours(check, &deadline);
    if (!deadline_question(check->record, check->state, desk->rules, desk->returns,
                           &desk->calendars->city, &question, &lead))
        return;
    extensions_add_turns(&check->extensions, &question);
    if (none != deadline_has_clock(check->state)) {
        if (ours && check->state != STATE_VERIFYING)
            check_reckoned(check, &question, lead, &deadline);
    } else if (!fits_past(check, &question, ours, &deadline)) {
        check_finding(check, "clock", "deadline", "art.14",
                      none ? "a case that has a clock has none" : "a case without a clock has one");
    }
}
