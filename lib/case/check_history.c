#include "lib/case/check_held.h"
#include "lib/case/check_told.h"

#include "lib/case/assignment.h"
#include "lib/case/follower.h"
#include "lib/case/history.h"
#include "lib/case/repeats.h"
#include "lib/case/replaced.h"

/* What history has told so far. */
struct story {
    struct history_walk walk;
    struct repeat_walk told;
    struct history_end end;
    instant latest;         /* the latest instant that an entry may have */
    struct span assignment; /* the last one's JSON */
    struct span lead;
    int round;
    bool designated;
    size_t requests; /* how many `return_requested` */
    size_t repeats;  /* how many `repeated` */
    bool parted;     /* it goes with its earlier case no longer */
    bool ended;      /* the last end that it tells of was with its earlier case */
    struct held held;
};

static void check_order(struct check *check, struct story *story)
{
    instant at = read_instant(&story->walk.entry, "at");
    bool is_event = object_find(story->walk.entry.object, SPAN("id")) != NULL;
    if (at < story->end.next_from)
        check_finding(check, "history_order", "history", NULL,
                      "an entry is before the one above it");
    if (at > story->latest)
        check_finding(check, "future", "history", NULL, "an entry is later than now");
    history_end_add(&story->end, at, is_event, check->record->offset);
}

/* Each assignment opens the next round, but for one that only changes its co-handlers. */
static void check_round(struct check *check, struct story *story)
{
    struct reader assignment;
    const struct member *member = object_find(story->walk.entry.object, SPAN("assignment"));
    if (member == NULL || !read_object(&story->walk.entry, "assignment", &assignment))
        return;
    int64_t round = read_integer(&assignment, "round", 0);
    int opened = span_is(read_string(&story->walk.entry, "event"), "co_changed") ? 0 : 1;
    if (round != story->round + opened)
        check_finding(check, "round_gap", "history", "art.13",
                      "an assignment does not open the round after the one before");
    if (opened == 1 && read_instant(&assignment, "at") != read_instant(&story->walk.entry, "at"))
        check_finding(check, "round_differs", "history", "art.13",
                      "an assignment has another time than its entry");
    story->round = (int)round;
    story->assignment = member->value;
    story->lead = read_string(&assignment, "lead");
    story->designated |= span_is(read_string(&assignment, "cause"), cause_words[CAUSE_DESIGNATED]);
}

/* art.14, 17: the requests that history tells of are those of `returns`, one by one, and a request
 * counts only where it came from the unit that had the case. */
static void check_request(struct check *check, struct story *story)
{
    const struct reader *entry = &story->walk.entry;
    if (!span_is(read_string(entry, "event"), "return_requested"))
        return;
    size_t index = story->requests++;
    if (index >= check->returns.count)
        return; /* the counts differ: told at the end */
    const struct return_entry *kept = &check->returns.entries[index];
    struct span outcome = read_string(entry, "outcome");
    bool counted = span_is(outcome, "counted");
    bool valid = !span_is(outcome, "refused");
    if (counted != kept->counted || !span_equal(read_string(entry, "by"), kept->unit))
        check_finding(check, "return_count", "returns", "art.17",
                      "a request is not the one that history tells of");
    else
        check_told_request(check, entry, kept);
    if (return_is_of_assistant(kept) == span_equal(kept->unit, story->lead) && valid)
        check_finding(check, "return_holder", "returns", "art.16",
                      "a request is decided as a co-handler's that is not, or the other way round");
    if (counted && !span_equal(kept->unit, story->lead))
        check_finding(check, "return_holder", "returns", "art.14",
                      "a request counts that was not from the unit that had the case");
    if (counted && story->designated)
        check_finding(check, "return_holder", "returns", "art.18",
                      "a request of a designated unit counts");
}

/* art.28: the repeats that history tells of are those of `repeats`, one by one. */
static void check_repeat(struct check *check, struct story *story)
{
    const struct reader *entry = &story->walk.entry;
    if (!span_is(read_string(entry, "event"), "repeated"))
        return;
    story->repeats++;
    bool has_next = repeat_next(&story->told);
    const struct repeat_entry *kept = &story->told.entry;
    if (has_next && (!span_equal(read_string(entry, "case"), kept->follower) ||
                     read_boolean(entry, "new", false) != kept->is_new))
        check_finding(check, "repeats_differ", "repeats", "art.28",
                      "a repeat is not the one that history tells of");
}

/* art.28: a follower ends with its earlier case, and is no case of its own until it parts. */
static void check_end(struct story *story)
{
    const struct reader *entry = &story->walk.entry;
    struct span event = read_string(entry, "event");
    story->parted |= span_is(event, "parted");
    if (span_is(event, "closed") || span_is(event, "withdrawn"))
        story->ended = span_is(read_string(entry, "by"), "h12-repeat");
}

static void check_followed(struct check *check, const struct story *story)
{
    bool over = check->state == STATE_CLOSED || check->state == STATE_WITHDRAWN;
    if (story->repeats != repeats_count(check->record))
        check_finding(check, "repeats_differ", "repeats", "art.28",
                      "are not as many as history tells of");
    struct span earlier = read_string(&check->top, "repeat_of");
    if (earlier.at != NULL && !story->parted && span_equal(earlier, read_string(&check->top, "id")))
        check_finding(check, "repeat_self", "repeat_of", "art.28", "is the case itself");
    if (over && !story->ended && !check_has(check, "handover") && follower_is(check->record))
        check_finding(check, "repeat_end", "repeat_of", "art.28",
                      "goes with an earlier case, and did not end with it");
}

/* Every case begins with what h12-intake decided, each entry is of a case that the ones before it
 * have brought to where it can be made, and the last of them left the state that it has. */
static void check_course(struct check *check)
{
    static const char *const bases[STATES] = {
        [STATE_REVIEW] = "art.8",         [STATE_DECLINED] = "art.9",
        [STATE_BARRED] = "art.28",        [STATE_ACCEPTED] = "art.8",
        [STATE_TRIAGE] = "art.13",        [STATE_ANSWERED] = "art.13(1)",
        [STATE_ASSIGNED] = "art.13",      [STATE_RETURNING] = "art.16",
        [STATE_CONSULTING] = "art.17(3)", [STATE_COORDINATING] = "art.17(4)",
        [STATE_REPLIED] = "art.15",       [STATE_COMMITTED] = "art.15",
        [STATE_RESOLVED] = "art.15",      [STATE_VERIFYING] = "art.20",
        [STATE_CLOSED] = "art.11",        [STATE_WITHDRAWN] = "art.11",
    };
    const struct course *course = &check->course;
    if (!course->has_begun) {
        check_finding(check, "history_gap", "history", "art.8",
                      "does not tell how the request was accepted");
        return;
    }
    if (course->is_broken)
        check_finding(check, "history_gap", "history", NULL,
                      "an entry does not follow on those before it: one is missing");
    else if (!course_may(course, check->state))
        check_finding(check, "state_differs", "state", bases[check->state],
                      "is not where the last entry of history left the case");
}

/* What history tells must be what the members say. */
static void check_end_of_story(struct check *check, const struct story *story)
{
    const struct member *assignment = object_find(check->top.object, SPAN("assignment"));
    if (assignment != NULL &&
        !assignment_is_kept(check->record, assignment->value, story->assignment))
        check_finding(check, "round_differs", "assignment", "art.13",
                      "is not the last one of history");
    if (assignment == NULL && story->round > 0)
        check_finding(check, "round_differs", "assignment", "art.13",
                      "is missing, though history has one");
    if (story->requests != check->returns.count)
        check_finding(check, "return_count", "returns", "art.17",
                      "are not as many as history tells of");
    if (read_boolean(&check->top, "designated", false) != story->designated)
        check_finding(check, "designated", "designated", "art.17", "is not what history tells");
}

/* h12-intake takes what another clock says was received up to a day ahead of ours; the steps that
 * follow are dated no earlier than that. */
static instant latest_entry(struct check *check)
{
    instant now = check->desk->now;
    instant received = read_instant(&check->top, "received_at");
    return received > now && received <= now + SECONDS_PER_DAY ? received : now;
}

/* Whether it came as critical. What an officer accepts may get another urgency. */
static bool came_critical(struct check *check)
{
    const struct member *urgency = object_find(&check->record->object, SPAN("urgency"));
    return urgency != NULL && span_is(replaced_first(check->record, urgency), "\"critical\"");
}

/* Whether the case went on at once. */
static bool is_emergency(struct check *check)
{
    struct reader acceptance, flag;
    const char *cursor = NULL;
    size_t index = 0;
    bool found = case_urgency(&check->top) == URGENCY_CRITICAL;
    if (!read_object(&check->top, "acceptance", &acceptance))
        return found;
    struct span flags = read_array(&acceptance, "flags");
    while (!found && read_next_object(&acceptance, "flags", flags, &cursor, &index, &flag)) {
        struct span code = read_string(&flag, "code");
        found = span_is(code, flag_words[FLAG_EMERGENCY]) ||
                span_is(code, flag_words[FLAG_URGENCY_CRITICAL]);
    }
    bool was_proposed = read_member(&acceptance, "proposal") != NULL; /* so it was under review */
    return found || (was_proposed && came_critical(check));
}

void check_history(struct check *check)
{
    struct told told = {.closed_at = INSTANT_NONE};
    struct story story = {
        .latest = latest_entry(check),
        .walk = {.record = check->record},
        .told = {.record = check->record},
        .end = {INSTANT_NONE, INSTANT_NONE},
        .held = {.to = INSTANT_NONE},
    };
    check->course = (struct course){.is_emergency = is_emergency(check)};
    while (history_next(&story.walk)) {
        struct course before = check->course;
        course_add(&check->course, &story.walk.entry);
        check_order(check, &story);
        check_request(check, &story);
        check_told(check, &told, &story.walk.entry);
        check_repeat(check, &story);
        check_end(&story);
        check_held(check, &story.held, &before, story.lead, &story.walk.entry);
        check_round(check, &story);
    }
    if (read_instant(&check->top, "received_at") > story.latest)
        check_finding(check, "future", "received_at", NULL, "is more than a day later than now");
    check_course(check);
    check_end_of_story(check, &story);
    check_all_told(check, &told);
    check_followed(check, &story);
}
