#include "lib/case/check.h"

#include "lib/case/assignment.h"
#include "lib/case/callback.h"
#include "lib/case/extensions.h"
#include "lib/case/follower.h"
#include "lib/case/history.h"
#include "lib/case/repeats.h"
#include "lib/case/replies.h"
#include "lib/case/returns.h"
#include "lib/case/state.h"
#include "lib/case/supervision_check.h"
#include "lib/rules/acceptance.h"

/* One case while it is checked. */
struct check {
    const struct check_desk *desk;
    struct record *record;
    finding_function *found;
    void *context;
    bool well;
    struct reader top;
    enum state state;
    struct returns returns;
    struct callback callback;
    struct replies replies;
};

static void finding(struct check *check, const char *code, const char *field, const char *basis,
                    const char *reason)
{
    struct finding finding = {code, field, basis, reason};
    check->found(check->context, &finding);
    check->well = false;
}

static bool has(const struct check *check, const char *name)
{
    return object_find(check->top.object, span_of(name)) != NULL;
}

/* ---------------------------------------------------------------------------------------- states
 */

/* A unit has the case, or had it last. A rating that is verified may as well be of an answer, or of
 * a handover. */
static bool has_been_assigned(const struct check *check)
{
    if (check->state == STATE_VERIFYING && (has(check, "answer") || has(check, "handover")))
        return true;
    return has(check, "assignment");
}

static void check_state(struct check *check)
{
    struct reader acceptance;
    if (check->state >= STATE_ASSIGNED && check->state <= STATE_VERIFYING &&
        !has_been_assigned(check))
        finding(check, "state_requires", "assignment", "art.13",
                "is missing: the state is one of a case that a unit has or had");
    if (check->state == STATE_TRIAGE && !has(check, "triage"))
        finding(check, "state_requires", "triage", "art.13",
                "is missing: the state says that the hotline could not tell the unit");
    if (check->state != STATE_TRIAGE && has(check, "triage"))
        finding(check, "state_excludes", "triage", "art.13",
                "stands in a case that is not in triage");
    if (check->state == STATE_ANSWERED && !has(check, "answer"))
        finding(check, "state_requires", "answer", "art.13(1)",
                "is missing: the state says that the knowledge base answered");
    if (!read_object(&check->top, "acceptance", &acceptance))
        return;
    /* An emergency goes on while its acceptance is reviewed, so `review` fits every state. */
    static const int only_state[VERDICTS] = {-1, -1, STATE_DECLINED, STATE_BARRED};
    static const int only_verdict[STATES] = {[STATE_REVIEW] = VERDICT_REVIEW,
                                             [STATE_DECLINED] = VERDICT_DECLINED,
                                             [STATE_BARRED] = VERDICT_BARRED};
    int verdict = read_word(&acceptance, "verdict", verdict_words, VERDICTS, VERDICT_ACCEPTED);
    bool fits = only_state[verdict] < 0 || only_state[verdict] == (int)check->state;
    if (only_verdict[check->state] != 0 && only_verdict[check->state] != verdict)
        fits = false;
    if (!fits)
        finding(check, "state_excludes", "acceptance.verdict", "art.8",
                "is not the one that the state has");
}

/* --------------------------------------------------------------------------------------- history
 */

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
    size_t ratings;  /* how many `rated` */
    size_t repeats;  /* how many `repeated` */
    bool ended;      /* the last end that it tells of was with its earlier case */
    instant held_to; /* until when the holders are told; INSTANT_NONE: nobody was yet */
};

static void check_order(struct check *check, struct story *story)
{
    instant at = read_instant(&story->walk.entry, "at");
    bool is_event = object_find(story->walk.entry.object, SPAN("id")) != NULL;
    if (at < story->end.next_from)
        finding(check, "history_order", "history", NULL, "an entry is before the one above it");
    if (at > story->latest)
        finding(check, "future", "history", NULL, "an entry is later than now");
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
        finding(check, "round_gap", "history", "art.13",
                "an assignment does not open the round after the one before");
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
        finding(check, "return_count", "returns", "art.17",
                "a request is not the one that history tells of");
    if (return_is_of_assistant(kept) == span_equal(kept->unit, story->lead) && valid)
        finding(check, "return_holder", "returns", "art.16",
                "a request is decided as a co-handler's that is not, or the other way round");
    if (counted && !span_equal(kept->unit, story->lead))
        finding(check, "return_holder", "returns", "art.14",
                "a request counts that was not from the unit that had the case");
    if (counted && story->designated)
        finding(check, "return_holder", "returns", "art.18",
                "a request of a designated unit counts");
}

/* art.11(4): the ratings that history tells of are those of `callback`, one by one. */
static void check_rating(struct check *check, struct story *story)
{
    const struct reader *entry = &story->walk.entry;
    if (!span_is(read_string(entry, "event"), "rated"))
        return;
    size_t index = story->ratings++;
    if (index < check->callback.rating_count &&
        !span_equal(read_string(entry, "id"), check->callback.ratings[index].rating))
        finding(check, "rating_differs", "callback", "art.11(4)",
                "a rating is not the one that history tells of");
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
        finding(check, "repeats_differ", "repeats", "art.28",
                "a repeat is not the one that history tells of");
}

/* art.28: a follower ends with its earlier case, and is no case of its own until it parts. */
static void check_end(struct story *story)
{
    const struct reader *entry = &story->walk.entry;
    struct span event = read_string(entry, "event");
    if (span_is(event, "closed") || span_is(event, "withdrawn"))
        story->ended = span_is(read_string(entry, "by"), "h12-repeat");
}

static void check_followed(struct check *check, const struct story *story)
{
    bool over = check->state == STATE_CLOSED || check->state == STATE_WITHDRAWN;
    if (story->repeats != repeats_count(check->record))
        finding(check, "repeats_differ", "repeats", "art.28",
                "are not as many as history tells of");
    if (over && !story->ended && !has(check, "handover") && follower_is(check->record))
        finding(check, "repeat_end", "repeat_of", "art.28",
                "goes with an earlier case, and did not end with it");
    if (!over && story->ended)
        finding(check, "repeat_end", "state", "art.28",
                "is open, though history tells that it ended with its earlier case");
}

/* Who had the case: each span of days begins where the one before ended. */
static void check_holding(struct check *check, struct story *story)
{
    struct reader held;
    instant to = read_instant(&story->walk.entry, "at");
    if (span_is(read_string(&story->walk.entry, "event"), "reopened"))
        story->held_to = to; /* until then nobody had it */
    if (!read_object(&story->walk.entry, "held", &held))
        return;
    instant from = read_instant(&held, "from");
    /* A step dated by its day's last second stands for the day: an event of it comes after. */
    bool same_day =
        from != INSTANT_NONE && to != INSTANT_NONE &&
        instant_day(from, check->record->offset) == instant_day(to, check->record->offset) &&
        instant_second_of_day(from, check->record->offset) == SECONDS_PER_DAY - 1;
    if ((from > to && !same_day) || (story->held_to != INSTANT_NONE && from != story->held_to))
        finding(check, "holding", "history", "art.14",
                "who had the case does not follow on who had it before");
    story->held_to = to;
}

/* What history tells must be what the members say. */
static void check_end_of_story(struct check *check, const struct story *story)
{
    const struct member *assignment = object_find(check->top.object, SPAN("assignment"));
    if (assignment != NULL && !span_equal(assignment->value, story->assignment))
        finding(check, "round_differs", "assignment", "art.13", "is not the last one of history");
    if (assignment == NULL && story->round > 0)
        finding(check, "round_differs", "assignment", "art.13",
                "is missing, though history has one");
    if (story->requests != check->returns.count)
        finding(check, "return_count", "returns", "art.17", "are not as many as history tells of");
    if (story->ratings != check->callback.rating_count)
        finding(check, "rating_differs", "callback", "art.11(4)",
                "has not as many ratings as history tells of");
    if (read_boolean(&check->top, "designated", false) != story->designated)
        finding(check, "designated", "designated", "art.17", "is not what history tells");
}

/* h12-intake takes what another clock says was received up to a day ahead of ours; the steps that
 * follow are dated no earlier than that. */
static instant latest_entry(struct check *check)
{
    instant now = check->desk->now;
    instant received = read_instant(&check->top, "received_at");
    return received > now && received <= now + SECONDS_PER_DAY ? received : now;
}

static void check_history(struct check *check)
{
    struct story story = {
        .latest = latest_entry(check),
        .walk = {.record = check->record},
        .told = {.record = check->record},
        .end = {INSTANT_NONE, INSTANT_NONE},
        .held_to = INSTANT_NONE,
    };
    while (history_next(&story.walk)) {
        check_order(check, &story);
        check_request(check, &story);
        check_rating(check, &story);
        check_repeat(check, &story);
        check_end(&story);
        check_round(check, &story);
        check_holding(check, &story);
    }
    check_end_of_story(check, &story);
    check_followed(check, &story);
}

/* --------------------------------------------------------------------------------------- returns
 */

/* art.16, 17: a request that waits is what the state says, and only a counted one has an outcome of
 * those articles. */
static void check_returns(struct check *check)
{
    size_t pending = 0;
    for (size_t i = 0; i < check->returns.count; i++) {
        const struct return_entry *entry = &check->returns.entries[i];
        bool stands_apart = entry->outcome == OUTCOME_REFUSED || entry->apart != APART_NO;
        pending += entry->outcome == OUTCOME_PENDING && !return_is_of_assistant(entry);
        if (entry->counted == stands_apart)
            finding(check, "return_outcome", "returns", "art.14",
                    "a refused request counts, or one that was not refused does not");
    }
    bool waits = check->state >= STATE_RETURNING && check->state <= STATE_COORDINATING;
    if (pending != (waits ? 1 : 0))
        finding(check, "return_outcome", "returns", "art.16",
                waits ? "not one request waits, though the state says so"
                      : "a request waits, though the state does not say so");
}

/* -------------------------------------------------------------------------------------- callback
 */

/* art.20: where the case stands with who asked is what the state says. */
static bool callback_fits(enum callback_outcome outcome, enum state state)
{
    switch (outcome) {
    case CALLBACK_DISSATISFIED:
        return state == STATE_VERIFYING || state == STATE_WITHDRAWN;
    case CALLBACK_SATISFIED:
    case CALLBACK_UPHELD:
    case CALLBACK_UNREACHED:
        return state == STATE_CLOSED;
    default:
        return state != STATE_VERIFYING && state != STATE_CLOSED;
    }
}

static void check_callback(struct check *check)
{
    const struct callback *callback = &check->callback;
    if (!callback->present)
        return;
    /* A unit's refused rating of a closed case tells of nothing that it was rated before. */
    bool stands = callback->outcome == CALLBACK_OPEN && callback->tries == 0;
    if (!stands && !callback_fits(callback->outcome, check->state))
        finding(check, "callback_outcome", "callback", "art.20", "is not what the state says");
    if ((callback->since != INSTANT_NONE) != (check->state == STATE_VERIFYING))
        finding(check, "callback_outcome", "callback", "art.20",
                "does not say since when it is verified, or says it though it is not");
    for (size_t i = 0; i < callback->rating_count; i++) {
        const struct rating_entry *entry = &callback->ratings[i];
        if (entry->counted && (entry->by == RATER_UNIT || !entry->has_satisfied))
            finding(check, "rating_counted", "callback", "art.11(4)",
                    "counts a unit's rating of itself, or one that rates nothing");
    }
}

/* --------------------------------------------------------------------------------------- replies
 */

/* A reply that was reviewed at all, or could be: the last of the case's own. */
static const struct reply_entry *last_final(const struct replies *replies)
{
    for (size_t i = replies->count; i > 0; i--)
        if (replies->entries[i - 1].kind == REPLY_FINAL && replies->entries[i - 1].told)
            return &replies->entries[i - 1];
    return NULL;
}

/* art.12(1): a reply that was to be mended is followed by a round. art.15(5): so is one of a unit
 * that the case is not for. */
static void check_reviews(struct check *check, const struct replies *replies)
{
    size_t waiting = 0;
    for (size_t i = 0; i < replies->count; i++) {
        const struct reply_entry *entry = &replies->entries[i];
        const struct review *review = &entry->review;
        bool reviewed = review->decision != REPLY_UNDECIDED;
        waiting += entry->kind == REPLY_FINAL && entry->told && !reviewed;
        if (reviewed && (entry->kind != REPLY_FINAL || !entry->told))
            finding(check, "reply_review", "replies", "art.15",
                    "a review is of a reply that nobody reviews");
        if (review->has_until && review->decision != REPLY_APPROVE)
            finding(check, "reply_review", "replies", "art.15",
                    "a promise stands in a review that approves nothing");
        if (entry->is_judged && entry->is_complete && memchr(entry->lacks, 1, REPLY_FIELDS))
            finding(check, "reply_missing", "replies", "art.15",
                    "a reply is complete and lacks something");
    }
    if (waiting > 1)
        finding(check, "reply_review", "replies", "art.15", "several replies wait for a review");
    if (waiting > 0 && (check->state == STATE_ASSIGNED || check->state == STATE_COMMITTED))
        finding(check, "reply_review", "replies", "art.15",
                "a reply waits for its review, though the unit has the case");
}

/* art.15: what the state says of the last reply is what stands there. */
static void check_replies(struct check *check)
{
    if (!replies_read(check->record, &check->replies))
        return;
    const struct reply_entry *last = last_final(&check->replies);
    const struct review *review = last != NULL ? &last->review : NULL;
    bool approved = review != NULL && review->decision == REPLY_APPROVE;
    check_reviews(check, &check->replies);
    if (check->state == STATE_REPLIED && (review == NULL || review->decision != REPLY_UNDECIDED))
        finding(check, "state_requires", "replies", "art.15",
                "has no reply that waits: the state says that one does");
    if (check->state == STATE_COMMITTED && !(approved && review->has_until))
        finding(check, "state_requires", "replies", "art.15",
                "has no approved reply with a day: the state says that later work is promised");
    if (check->state == STATE_RESOLVED && !(approved && !review->has_until))
        finding(check, "state_requires", "replies", "art.15",
                "has no approved reply: the state says that the case is resolved");
}

/* ----------------------------------------------------------------------------------------- clock
 */

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
static void check_clock(struct check *check)
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
        finding(check, "clock", "deadline", "art.14",
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
        finding(check, "clock", "deadline", deadline_basis(answer.limit.clock),
                "is not the one that follows from the case");
}

/* art.11(3), 12, 19: what is supervised, done and urged is what history tells. */
static void check_supervision(struct check *check)
{
    if (!supervision_check(check->record, check->found, check->context))
        check->well = false;
}

/* A reader found what the schema has no word for: too many of something. */
static void hand_out_fault(struct check *check)
{
    struct fault *fault = &check->record->fault;
    if (fault_none(fault))
        return;
    finding(check, fault->code, fault->field, NULL, fault->reason);
    fault->code = NULL;
}

bool case_check(const struct check_desk *desk, struct record *record, finding_function *found,
                void *context)
{
    static void (*const checks[])(struct check *) = {
        check_state,    check_history, check_returns,    check_replies,
        check_callback, check_clock,   check_supervision};
    struct check check = {.desk = desk,
                          .record = record,
                          .found = found,
                          .context = context,
                          .well = true,
                          .top = read_top(record)};
    if (!schema_check(record, found, context))
        return false;
    check.state = (enum state)read_word(&check.top, "state", state_words, STATES, 0);
    returns_read(record, &check.returns);
    hand_out_fault(&check);
    callback_read(record, &check.callback);
    hand_out_fault(&check);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        checks[i](&check);
        hand_out_fault(&check);
    }
    return check.well;
}
