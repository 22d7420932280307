#include "lib/rules/deadline.h"

const char *const limit_unit_words[LIMIT_UNITS] = {"workday", "day", "hour"};
const char *const statute_from_words[FROM_WORDS] = {"received", "assigned", "accepted"};
const char *const clock_words[CLOCKS] = {"art.14", "statute", "art.18"};
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

/* The instant that a statute's limit runs from; where the case has not come so far, the day of
 * receipt stands in, which can only be earlier. */
static instant statute_start(const struct statute *statute,
                             const struct deadline_question *question)
{
    instant start = question->received;
    if (statute->from == FROM_ASSIGNED && question->first_assigned != INSTANT_NONE)
        start = question->first_assigned;
    if (statute->from == FROM_ACCEPTED && question->accepted != INSTANT_NONE)
        start = question->accepted;
    return start;
}

/* The clock of art.14, or the other law's that art.14 yields to. */
static struct limit ordinary_limit(const struct deadline_rules *rules,
                                   const struct calendar *calendar,
                                   const struct deadline_question *question)
{
    const struct statute *statute = statute_for(rules, question->matter);
    if (statute == NULL)
        return limit_art14(rules, calendar, question->urgency, question->received);
    return limit_statute(rules, calendar, statute, statute_start(statute, question));
}

/* art.18(2): whoever was designated is not bound by art.14. Another law's limit runs on beside, and
 * the case is due at the earlier of the two. */
static void apply_designation(const struct deadline_rules *rules, const struct calendar *calendar,
                              const struct deadline_question *question,
                              struct deadline_answer *answer)
{
    struct limit before = answer->limit;
    answer->limit = limit_art18(rules, calendar, question->designated);
    if (before.clock == CLOCK_ART14) {
        answer->earlier[answer->earlier_count++] = (struct earlier_clock){
            .limit = before,
            .replaced_at = question->designated,
            .missed = question->designated > before.due_at,
        };
        return;
    }
    if (before.due_at >= answer->limit.due_at)
        return;
    answer->beside = before.statute;
    answer->limit.due = before.due;
    answer->limit.due_at = before.due_at;
    answer->limit.provisional = before.provisional;
}

static void count_days(const struct deadline_rules *rules, const struct calendar *calendar,
                       instant until, struct deadline_answer *answer)
{
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

void deadline_reckon(const struct deadline_rules *rules, const struct calendar *calendar,
                     const struct calendar *unit_calendar, const struct deadline_question *question,
                     instant now, struct deadline_answer *answer)
{
    answer->beside = NULL;
    answer->earlier_count = 0;
    answer->left_workdays = answer->late_workdays = answer->late_days = 0;
    answer->limit = ordinary_limit(rules, calendar, question);
    if (question->designated != INSTANT_NONE)
        apply_designation(rules, calendar, question, answer);
    answer->has_return_by = return_window(rules, unit_calendar, question->urgency, question->cause,
                                          question->designated != INSTANT_NONE, question->assigned,
                                          &answer->return_by, &answer->return_by_at);
    if (answer->has_return_by) {
        day_number first_asked = instant_day(question->assigned, rules->offset) + 1;
        answer->limit.provisional |=
            workday_is_guess(unit_calendar, first_asked, answer->return_by);
    }
    answer->status = clock_status_at(rules, calendar, answer->limit.due_at, question->stopped, now);
    count_days(rules, calendar, question->stopped != INSTANT_NONE ? question->stopped : now,
               answer);
}
