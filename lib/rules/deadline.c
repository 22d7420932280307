#include "lib/rules/deadline.h"

const char *const limit_unit_words[LIMIT_UNITS] = {"workday", "day", "hour"};
const char *const statute_from_words[FROM_WORDS] = {"received", "assigned", "accepted"};
const char *const clock_words[CLOCKS] = {"art.14", "statute",      "art.18", "extension",
                                         "redo",   "verification", "promise"};
const char *const earlier_words[EARLIER_VERDICTS] = {"lifted", "missed", "met"};
const char *const clock_status_words[CLOCK_STATUSES] = {
    "running", "due_soon", "due_today", "overdue", "met", "missed", "none"};

const struct statute *statute_for(const struct deadline_rules *rules, struct span matter)
{
    const struct statute *best = NULL;
    for (size_t i = 0; i < rules->statute_count; i++) {
        const struct statute *row = &rules->statutes[i];
        if (row->matter.length > matter.length ||
            memcmp(row->matter.at, matter.at, row->matter.length) != 0)
            continue;
        if (best == NULL || row->matter.length > best->matter.length)
            best = row;
    }
    return best;
}

/* The due day of a length in its unit: working days by the calendar; a limit in calendar days that
 * ends on a day off moves to the next working day; hours run round the clock. */
static void set_due(const struct deadline_rules *rules, const struct calendar *calendar,
                    struct limit *limit)
{
    day_number start = instant_day(limit->from, rules->offset);
    if (limit->unit == LIMIT_HOUR) {
        limit->due_at = limit->from + (instant)limit->length * 3600;
        limit->due = instant_day(limit->due_at, rules->offset);
        return; /* no calendar was asked, so nothing is provisional */
    }
    if (limit->unit == LIMIT_WORKDAY)
        limit->due = workday_after(calendar, start, limit->length);
    else
        limit->due = workday_at_or_after(calendar, start + limit->length);
    limit->due_at = instant_at(limit->due, rules->day_end, rules->offset);
    day_number first_asked = limit->unit == LIMIT_WORKDAY ? start + 1 : start + limit->length;
    limit->provisional = workday_is_guess(calendar, first_asked, limit->due);
}

struct limit limit_art14(const struct deadline_rules *rules, const struct calendar *calendar,
                         enum urgency urgency, instant received)
{
    struct limit limit = {.clock = CLOCK_ART14,
                          .length = rules->limits[urgency],
                          .unit = LIMIT_WORKDAY,
                          .from = received};
    set_due(rules, calendar, &limit);
    return limit;
}

struct limit limit_statute(const struct deadline_rules *rules, const struct calendar *calendar,
                           const struct statute *statute, instant from)
{
    struct limit limit = {.clock = CLOCK_STATUTE,
                          .statute = statute,
                          .length = statute->limit,
                          .unit = statute->unit,
                          .from = from};
    set_due(rules, calendar, &limit);
    return limit;
}

struct limit limit_art18(const struct deadline_rules *rules, const struct calendar *calendar,
                         instant designated)
{
    struct limit limit = {.clock = CLOCK_ART18,
                          .length = rules->designated_limit,
                          .unit = LIMIT_WORKDAY,
                          .from = designated};
    set_due(rules, calendar, &limit);
    return limit;
}

struct limit limit_extension(const struct deadline_rules *rules, const struct calendar *calendar,
                             instant asked, instant granted, day_number until)
{
    bool is_over = instant_day(granted, rules->offset) > until;
    instant from = is_over && asked != INSTANT_NONE ? asked : granted;
    return (struct limit){
        .clock = CLOCK_EXTENSION,
        .length = workday_count(calendar, instant_day(from, rules->offset), until),
        .unit = LIMIT_WORKDAY,
        .from = from,
        .due = until,
        .due_at = instant_at(until, rules->day_end, rules->offset),
    };
}

struct limit limit_redo(const struct deadline_rules *rules, const struct calendar *calendar,
                        enum urgency urgency, instant ordered)
{
    struct limit limit = limit_art14(rules, calendar, urgency, ordered);
    limit.clock = CLOCK_REDO;
    return limit;
}

struct limit limit_promise(const struct deadline_rules *rules, const struct calendar *calendar,
                           instant replied, instant approved, day_number until)
{
    struct limit limit = limit_extension(rules, calendar, replied, approved, until);
    limit.clock = CLOCK_PROMISE;
    return limit;
}

struct limit limit_verification(const struct deadline_rules *rules, const struct calendar *calendar,
                                instant since)
{
    struct limit limit = {.clock = CLOCK_VERIFICATION,
                          .length = rules->verify_within,
                          .unit = LIMIT_WORKDAY,
                          .from = since};
    set_due(rules, calendar, &limit);
    return limit;
}

bool return_window(const struct deadline_rules *rules, const struct calendar *calendar,
                   enum urgency urgency, enum cause cause, bool designated, instant assigned,
                   day_number *last_day, instant *last)
{
    if (designated || cause == CAUSE_REWORK || cause == CAUSE_REDO || assigned == INSTANT_NONE)
        return false;
    *last_day = workday_after(calendar, instant_day(assigned, rules->offset),
                              rules->return_windows[urgency]);
    *last = instant_at(*last_day, rules->day_end, rules->offset);
    return true;
}

enum clock_status clock_status_at(const struct deadline_rules *rules,
                                  const struct calendar *calendar, instant due_at, instant stopped,
                                  instant now)
{
    if (stopped != INSTANT_NONE)
        return stopped > due_at ? CLOCK_MISSED : CLOCK_MET;
    if (now > due_at)
        return CLOCK_OVERDUE;
    day_number today = instant_day(now, rules->offset);
    day_number due = instant_day(due_at, rules->offset);
    if (today == due)
        return CLOCK_DUE_TODAY;
    int left = workday_count(calendar, today, due);
    return left <= rules->warn_workdays ? CLOCK_DUE_SOON : CLOCK_RUNNING;
}

/* art.14: by when the unit may ask out; art.12(1): by when it is to mend its reply. */
static void set_inner_limits(const struct deadline_rules *rules,
                             const struct calendar *unit_calendar,
                             const struct deadline_question *question,
                             struct deadline_answer *answer)
{
    bool *provisional = &answer->limit.provisional;
    answer->has_return_by = return_window(rules, unit_calendar, question->urgency, question->cause,
                                          question->designated, question->assigned,
                                          &answer->return_by, &answer->return_by_at);
    answer->has_inner_due = question->cause == CAUSE_REWORK && question->state == STATE_ASSIGNED &&
                            question->assigned != INSTANT_NONE;
    if (!answer->has_return_by && !answer->has_inner_due)
        return;
    day_number start = instant_day(question->assigned, rules->offset);
    if (answer->has_inner_due)
        answer->inner_due = workday_after(unit_calendar, start, rules->rework_limit);
    *provisional |= workday_is_guess(unit_calendar, start + 1,
                                     answer->has_return_by ? answer->return_by : answer->inner_due);
}

/* The day on which the five days of art.18 were over; false where they are not, or never ran. */
static bool designated_due(const struct deadline_rules *rules, const struct calendar *calendar,
                           const struct deadline_question *question, instant now, day_number *due)
{
    for (size_t i = 0; i < question->turn_count; i++) {
        if (question->turns[i].kind != TURN_DESIGNATED)
            continue;
        struct limit limit = limit_art18(rules, calendar, question->turns[i].at);
        *due = limit.due;
        return now > limit.due_at;
    }
    return false;
}

/* art.18(2): while a designated case is over its five days, citizen and hotline are told how it
 * stands again and again, until it is done. */
static void set_stage_due(const struct deadline_rules *rules, const struct calendar *calendar,
                          const struct deadline_question *question, instant now,
                          struct deadline_answer *answer)
{
    day_number from;
    answer->has_stage_due =
        question->state == STATE_ASSIGNED && designated_due(rules, calendar, question, now, &from);
    if (!answer->has_stage_due)
        return;
    if (question->last_stage != INSTANT_NONE &&
        instant_day(question->last_stage, rules->offset) > from)
        from = instant_day(question->last_stage, rules->offset);
    answer->stage_due = workday_after(calendar, from, rules->stage_every);
}

struct decide_limit limit_decision(const struct deadline_rules *rules,
                                   const struct calendar *calendar, instant asked,
                                   bool must_designate)
{
    day_number start = instant_day(asked, rules->offset);
    int length = must_designate ? rules->decide_designation : rules->decide_return;
    day_number due = workday_after(calendar, start, length);
    return (struct decide_limit){
        .due = due,
        .due_at = instant_at(due, rules->day_end, rules->offset),
        .policy = must_designate ? "designation.decide_within" : "return.decide_within",
        .provisional = workday_is_guess(calendar, start + 1, due),
    };
}

int decide_late_workdays(const struct deadline_rules *rules, const struct calendar *calendar,
                         const struct decide_limit *limit, instant at)
{
    return at > limit->due_at ? workday_count(calendar, limit->due, instant_day(at, rules->offset))
                              : 0;
}

/* art.16, 17: what the hotline is late with is nobody else's lateness. */
static void set_decide_due(const struct deadline_rules *rules, const struct calendar *calendar,
                           const struct deadline_question *question, instant now,
                           struct deadline_answer *answer)
{
    answer->has_decide_due = question->asked != INSTANT_NONE;
    if (!answer->has_decide_due)
        return;
    struct decide_limit limit =
        limit_decision(rules, calendar, question->asked, question->must_designate);
    answer->decide_policy = limit.policy;
    answer->decide_due = limit.due;
    answer->decide_late_workdays = decide_late_workdays(rules, calendar, &limit, now);
}

static void count_days(const struct deadline_rules *rules, const struct calendar *calendar,
                       instant until, struct deadline_answer *answer)
{
    answer->left_workdays = answer->late_workdays = answer->late_days = 0;
    day_number day = instant_day(until, rules->offset);
    day_number due = answer->limit.due;
    if (answer->status == CLOCK_OVERDUE || answer->status == CLOCK_MISSED) {
        answer->late_workdays = workday_count(calendar, due, day);
        answer->late_days = day - due;
        answer->limit.provisional |= workday_count_is_guess(calendar, due, day);
    } else if (answer->status != CLOCK_MET) {
        answer->left_workdays = workday_count(calendar, day, due);
        answer->limit.provisional |= workday_count_is_guess(calendar, day, due);
    }
}

void deadline_stand(const struct deadline_rules *rules, const struct calendar *calendar,
                    instant stopped, instant now, struct deadline_answer *answer)
{
    answer->status = clock_status_at(rules, calendar, answer->limit.due_at, stopped, now);
    count_days(rules, calendar, stopped != INSTANT_NONE ? stopped : now, answer);
}

void deadline_reckon(const struct deadline_rules *rules, const struct calendar *calendar,
                     const struct calendar *unit_calendar, const struct deadline_question *question,
                     instant now, struct deadline_answer *answer)
{
    deadline_reckon_clock(rules, calendar, question, answer);
    set_inner_limits(rules, unit_calendar, question, answer);
    set_stage_due(rules, calendar, question, now, answer);
    set_decide_due(rules, calendar, question, now, answer);
    deadline_stand(rules, calendar, question->stopped, now, answer);
}
