#include "lib/report/holding_case.h"

#include "lib/case/deadline.h"
#include "lib/case/history.h"
#include "lib/case/holding.h"
#include "lib/report/shown.h"

/* A case while it is read. */
struct holding_reading {
    const struct report_terms *terms;
    struct record *record;
    struct held_case *held;
    struct deadline_question question;
    struct span lead;
    instant begun, until; /* the time by which the case is judged */
};

/* ------------------------------------------------------------------------------------ the clock */

/* Since when the citizen has waited by the clock that runs: a designation and an extension lengthen
 * the wait, a redo and a promise begin another one, and so does a verification, unless what was
 * done stands. */
static instant wait_begun(const struct deadline_question *question)
{
    instant begun = question->received, before = begun;
    for (size_t i = 0; i < question->turn_count; i++) {
        const struct turn *turn = &question->turns[i];
        if (turn->kind == TURN_UPHELD) {
            begun = before;
        } else if (turn->kind != TURN_DESIGNATED && turn->kind != TURN_EXTENDED) {
            before = begun;
            begun = turn->at;
        }
    }
    return begun;
}

/* By the due time that is written, --now, and what stopped the clock, as h12-deadline has it. */
static void judge(struct holding_reading *reading)
{
    struct held_case *held = reading->held;
    const struct report_terms *terms = reading->terms;
    instant stopped = reading->question.stopped;
    bool is_open =
        state_holder(held->head.state) != HOLDER_NOBODY && held->head.state != STATE_RESOLVED;
    if (!held->has_due || (!is_open && stopped == INSTANT_NONE))
        return;
    enum clock_status status =
        clock_status_at(terms->rules, terms->calendar, held->due_at, stopped, terms->now);
    held->is_over = status == CLOCK_MISSED;
    held->is_late = status == CLOCK_OVERDUE || held->is_over;
    if (!held->is_late)
        return;
    day_number due = instant_day(held->due_at, terms->rules->offset);
    day_number day = instant_day(reading->until, terms->rules->offset);
    held->late_workdays = workday_count(terms->calendar, due, day);
    held->late_days = day - due;
    held->provisional |= workday_count_is_guess(terms->calendar, due, day);
}

static void read_clock(struct holding_reading *reading)
{
    const struct report_terms *terms = reading->terms;
    struct held_case *held = reading->held;
    struct reader top = read_top(reading->record);
    struct reader deadline;
    reading->lead = SPAN_NONE;
    reading->begun = reading->until = INSTANT_NONE;
    held->has_clock = deadline_has_clock(held->head.state);
    if (!held->has_clock ||
        !deadline_question(reading->record, held->head.state, terms->rules, terms->returns,
                           terms->calendar, &reading->question, &reading->lead))
        return;
    if (read_object(&top, "deadline", &deadline)) {
        held->due_at = read_instant(&deadline, "due_at");
        held->provisional = read_boolean(&deadline, "provisional", false);
    }
    held->has_due = held->due_at != INSTANT_NONE;
    reading->begun = wait_begun(&reading->question);
    reading->until = terms->now;
    if (reading->question.stopped != INSTANT_NONE)
        reading->until = reading->question.stopped;
    judge(reading);
}

/* ------------------------------------------------------------------------------------ who had it
 */

static int count_days(const struct holding_reading *reading, instant from, instant to)
{
    int offset = reading->terms->rules->offset;
    int days =
        workday_count(reading->terms->calendar, instant_day(from, offset), instant_day(to, offset));
    return days > 0 ? days : 0; /* a step may be dated by its day's last second */
}

/* Of a span's days those within the time by which the case is judged. */
static uint64_t days_within(const struct holding_reading *reading, instant from, instant to,
                            uint64_t workdays)
{
    if (reading->begun == INSTANT_NONE || from >= reading->until || to <= reading->begun)
        return 0;
    if (from >= reading->begun && to <= reading->until)
        return workdays;
    return (uint64_t)count_days(reading, from > reading->begun ? from : reading->begun,
                                to < reading->until ? to : reading->until);
}

static void add_span(struct holding_reading *reading, struct span holder, instant from, instant to,
                     uint64_t workdays)
{
    struct share *share = shares_of(&reading->held->shares, holder);
    share->spans++;
    share->workdays += workdays;
    share->late_workdays += days_within(reading, from, to, workdays);
    if (workdays > share->longest)
        share->longest = workdays;
}

/* A unit that the directory does not know may be anything that somebody has typed. */
static struct span shown_holder(const struct holding_reading *reading, struct span by)
{
    return span_is(by, SHARE_HOTLINE) ? by : shown_unit(reading->terms->directory, by);
}

static void add_decision(struct holding_reading *reading, const struct hotline_decision *decision)
{
    const struct report_terms *terms = reading->terms;
    uint64_t *counts = reading->held->decisions[decision->waited_in - STATE_RETURNING];
    struct decide_limit limit =
        limit_decision(terms->rules, terms->calendar, decision->asked, decision->must_designate);
    counts[DECIDED]++;
    counts[DECIDED_LATE] += decision->at > limit.due_at;
    counts[DECIDED_LATE_WORKDAYS] +=
        (uint64_t)decide_late_workdays(terms->rules, terms->calendar, &limit, decision->at);
    reading->held->provisional |= limit.provisional;
}

/* One entry of history in which the case changed hands. */
static void read_change(struct holding_reading *reading, const struct reader *entry,
                        const struct reader *span)
{
    enum { WORKDAYS_MAX = 100000 }; /* more than the calendar has */
    struct hotline_decision decision;
    struct span by = read_required_string(span, "by");
    instant from = read_required_instant(span, "from");
    instant to = read_required_instant(entry, "at");
    int64_t workdays = read_integer(span, "workdays", 0);
    if (workdays < 0 || workdays > WORKDAYS_MAX)
        read_fault(span, "workdays", "bad_value", "is no number of working days");
    bool decides = hotline_decision_read(entry, span, &reading->held->returns,
                                         reading->terms->returns, &decision);
    if (!fault_none(&reading->record->fault))
        return;
    add_span(reading, shown_holder(reading, by), from, to, (uint64_t)workdays);
    if (decides)
        add_decision(reading, &decision);
}

static void read_history(struct holding_reading *reading)
{
    struct history_walk walk = {.record = reading->record};
    struct reader span;
    if (!returns_read(reading->record, &reading->held->returns))
        return;
    while (fault_none(&reading->record->fault) && history_next(&walk))
        if (read_object(&walk.entry, "held", &span))
            read_change(reading, &walk.entry, &span);
}

/* The span that runs: by whoever has the case now. */
static void add_running(struct holding_reading *reading)
{
    const struct report_terms *terms = reading->terms;
    enum state state = reading->held->head.state;
    enum holder holder = state_holder(state);
    if (holder == HOLDER_NOBODY)
        return;
    struct holding now =
        holding_read(reading->record, state, reading->lead, reading->question.assigned);
    struct span by = holder == HOLDER_HOTLINE ? SPAN(SHARE_HOTLINE) : now.holder;
    instant since = now.since != INSTANT_NONE ? now.since : terms->now;
    int offset = terms->rules->offset;
    by = shown_holder(reading, by);
    add_span(reading, by, since, terms->now, (uint64_t)count_days(reading, since, terms->now));
    shares_of(&reading->held->shares, by)->running++;
    reading->held->provisional |= workday_count_is_guess(
        terms->calendar, instant_day(since, offset), instant_day(terms->now, offset));
}

/* ------------------------------------------------------------------ what waits for the hotline */

static void read_waiting(struct holding_reading *reading)
{
    const struct report_terms *terms = reading->terms;
    enum state state = reading->held->head.state;
    if (state < STATE_RETURNING || state > STATE_COORDINATING)
        return;
    uint64_t *counts = reading->held->decisions[state - STATE_RETURNING];
    counts[WAITING] = 1;
    if (reading->question.asked == INSTANT_NONE)
        return;
    struct decide_limit limit = limit_decision(
        terms->rules, terms->calendar, reading->question.asked, reading->question.must_designate);
    counts[WAITING_LATE] = terms->now > limit.due_at;
    counts[WAITING_WORST] =
        (uint64_t)decide_late_workdays(terms->rules, terms->calendar, &limit, terms->now);
    reading->held->provisional |= limit.provisional;
}

bool held_case_read(struct held_case *held, const struct report_terms *terms, struct record *record)
{
    struct holding_reading reading = {.terms = terms, .record = record, .held = held};
    held->shares.count = 0;
    held->has_due = held->provisional = held->is_late = held->is_over = false;
    held->due_at = INSTANT_NONE;
    memset(held->decisions, 0, sizeof held->decisions);
    if (!case_read_head(record, &held->head))
        return false;
    read_clock(&reading);
    if (!fault_none(&record->fault))
        return false;
    read_history(&reading);
    add_running(&reading);
    if (!fault_none(&record->fault))
        return false;
    read_waiting(&reading);
    return true;
}
