#include "lib/case/clock_past.h"

void clock_past_start(struct clock_past *past, struct record *record, bool is_emergency,
                      const struct deadline_question *now)
{
    past->now = now;
    past->walk = (struct history_walk){.record = record};
    past->course = (struct course){.is_emergency = is_emergency};
    past->urgency = (struct replaced_walk){.ahead.record = record, .name = "urgency"};
    past->matter = (struct replaced_walk){.ahead.record = record, .name = "matter"};
    past->then = *now;
    past->then.accepted = past->then.first_assigned = INSTANT_NONE;
    past->then.assigned = past->then.asked = past->then.last_stage = INSTANT_NONE;
    past->then.cause = CAUSE_DISPATCHED;
    past->then.designated = false;
    past->lead = SPAN_NONE;
}

/* art.18(2), 20: h12-deadline takes requests for more time, h12-callback verifies and ends a case
 * that is withdrawn, and each sets the clock with it. */
static bool sets_clock(const struct reader *entry)
{
    static const char *const events[] = {"extension_requested",
                                         "extension_decided",
                                         "verifying",
                                         "reopened",
                                         "verified",
                                         "withdrawn"};
    struct span event = read_string(entry, "event");
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (span_is(event, events[i]))
            return true;
    return false;
}

/* The round that an entry opens; one that only changes its co-handlers goes on. */
static void take_round(struct clock_past *past)
{
    const struct reader *entry = &past->walk.entry;
    struct deadline_question *then = &past->then;
    struct reader assignment;
    if (span_is(read_string(entry, "event"), "co_changed") ||
        !read_object(entry, "assignment", &assignment))
        return;
    then->assigned = read_instant(&assignment, "at");
    if (then->first_assigned == INSTANT_NONE)
        then->first_assigned = then->assigned;
    then->cause =
        (enum cause)read_word(&assignment, "cause", cause_words, CAUSES, CAUSE_DISPATCHED);
    then->designated |= then->cause == CAUSE_DESIGNATED;
    past->is_set |= then->cause == CAUSE_REDO;
    past->lead = read_string(&assignment, "lead");
}

/* What statutes, and the inner limits of art.16 and 18, run from. */
static void take_dates(struct clock_past *past)
{
    const struct reader *entry = &past->walk.entry;
    struct span event = read_string(entry, "event");
    if (span_is(read_string(entry, "outcome"), "refused"))
        return;
    if (span_is(event, "accepted") && past->then.accepted == INSTANT_NONE)
        past->then.accepted = past->at;
    if (span_is(event, "stage_replied"))
        past->then.last_stage = past->at;
    if (span_is(event, "return_requested") && !span_is(read_string(entry, "apart"), "co_handler"))
        past->then.asked = past->at;
}

/* Urgency and matter as they were then: a later step keeps what it has written over. */
static void take_replaced(struct clock_past *past)
{
    struct span urgency = replaced_after(&past->urgency, past->walk.index);
    int word = urgency.at != NULL ? word_find(urgency_words, URGENCIES, urgency) : -1;
    past->then.urgency = word >= 0 ? (enum urgency)word : URGENCY_NORMAL;
    past->then.matter = replaced_after(&past->matter, past->walk.index);
}

static void count_turns(struct clock_past *past)
{
    const struct deadline_question *now = past->now;
    past->turns_least = past->turns_most = 0;
    for (size_t i = 0; i < now->turn_count; i++) {
        past->turns_least += now->turns[i].at < past->at;
        past->turns_most += now->turns[i].at <= past->at;
    }
}

bool clock_past_next(struct clock_past *past)
{
    if (!history_next(&past->walk))
        return false;
    const struct reader *entry = &past->walk.entry;
    course_add(&past->course, entry);
    past->at = read_instant(entry, "at");
    past->is_set = sets_clock(entry);
    take_round(past);
    take_dates(past);
    take_replaced(past);
    count_turns(past);
    return true;
}
