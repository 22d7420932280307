#include "lib/case/check_held.h"

#include "lib/case/holding.h"

/* Whether the case is surely in the hands of one: of whom, SPAN_NONE where of nobody. */
static bool is_held(const struct course *course, struct span lead, struct span *holder)
{
    bool known = false;
    if (!course->has_begun)
        return false;
    for (int state = 0; state < STATES; state++) {
        if (!course_may(course, (enum state)state))
            continue;
        struct span one = holding_holder((enum state)state, lead);
        if (known && !span_equal(one, *holder))
            return false;
        *holder = one;
        known = true;
    }
    return known;
}

/* Each span of days begins where the one before ended. */
static bool follows(const struct held *held, const struct reader *entry, instant from, int offset)
{
    instant to = read_instant(entry, "at");
    /* A step dated by its day's last second stands for the day: an event of it comes after. */
    bool same_day = from != INSTANT_NONE && to != INSTANT_NONE &&
                    instant_day(from, offset) == instant_day(to, offset) &&
                    instant_second_of_day(from, offset) == SECONDS_PER_DAY - 1;
    return (from <= to || same_day) && (held->to == INSTANT_NONE || from == held->to);
}

/* Days are counted by the calendar in use, where that is the one of the case. */
static bool is_counted(const struct check *check, const struct reader *held, instant from,
                       instant to)
{
    struct reader deadline;
    int offset = check->record->offset;
    if (from == INSTANT_NONE || !read_object(&check->top, "deadline", &deadline) ||
        !span_equal(read_string(&deadline, "calendar"), check->desk->names.calendar))
        return true;
    int count = workday_count(&check->desk->calendars->city, instant_day(from, offset),
                              instant_day(to, offset));
    return read_integer(held, "workdays", -1) == count;
}

/* An entry that came out of an event file has an id; what another system told has none. */
static bool is_of_tool(const struct reader *entry)
{
    struct span by = read_string(entry, "by");
    return read_member(entry, "id") != NULL ||
           (by.length > 4 && by.at != NULL && memcmp(by.at, "h12-", 4) == 0);
}

/* From the first that is told, an entry of a tool with which the case goes from a unit to the
 * hotline, back, or to nobody tells who had it, or the one of the decision before it does. What
 * h12-intake and its officers decide never did. */
static bool lacks_holder(const struct held *held, const struct course *after, struct span had,
                         struct span lead, const struct reader *entry)
{
    struct span has;
    struct span event = read_string(entry, "event");
    return held->to != INSTANT_NONE && held->to != read_instant(entry, "at") &&
           word_find(verdict_words, VERDICTS, event) < 0 && is_held(after, lead, &has) &&
           !span_equal(had, has);
}

static void check_span(struct check *check, const struct held *held, struct span had,
                       const struct reader *entry, const struct reader *told)
{
    instant from = read_instant(told, "from");
    const char *reason = NULL;
    if (!follows(held, entry, from, check->record->offset))
        reason = "who had the case does not follow on who had it before";
    else if (had.at != NULL && !span_equal(read_string(told, "by"), had))
        reason = "another had the case than an entry says";
    else if (!is_counted(check, told, from, read_instant(entry, "at")))
        reason = "the working days for which somebody had the case are not as many";
    if (reason != NULL)
        check_finding(check, "holding", "history", "art.14", reason);
}

void check_held(struct check *check, struct held *held, const struct course *before,
                struct span lead, const struct reader *entry)
{
    struct reader told;
    struct span event = read_string(entry, "event");
    struct span had = SPAN_NONE; /* nobody, or not known */
    if (check->course.is_broken || !is_held(before, lead, &had))
        had = SPAN_NONE;               /* a gap is told apart */
    bool is_closing = held->is_upheld; /* it tells that the hotline had the case */
    if (is_closing)
        had = SPAN("hotline");
    held->is_upheld =
        span_is(event, "verified") && span_is(read_string(entry, "finding"), "upheld");
    if (span_is(event, "reopened"))
        held->to = read_instant(entry, "at"); /* until then nobody had it */
    if (read_object(entry, "held", &told)) {
        check_span(check, held, had, entry, &told);
        held->to = read_instant(entry, "at");
    } else if (had.at != NULL && !held->is_upheld && (is_closing || is_of_tool(entry)) &&
               lacks_holder(held, &check->course, had, lead, entry)) {
        check_finding(check, "holding", "history", "art.14",
                      "does not tell who had the case until it went on");
    }
}
