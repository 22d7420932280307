#include "lib/case/assignment.h"
#include "lib/case/deadline.h"
#include "lib/case/extensions.h"
#include "lib/case/history.h"
#include "lib/case/returns.h"
#include "lib/case/state.h"

/* What the clock asks of a reply. */
struct told {
    instant at;       /* since when the citizen was told and the hotline had it */
    int64_t round;    /* 0: not said */
    instant approved; /* a promise of later work, INSTANT_NONE: none was */
    day_number until; /* and by when that is to be done */
};

struct told_walk {
    struct record *record;
    const char *kind;
    struct span array;
    const char *cursor;
    size_t index;
};

static struct told_walk walk_told(struct record *record, const char *kind)
{
    struct reader top = read_top(record);
    return (struct told_walk){.record = record, .kind = kind, .array = read_array(&top, "replies")};
}

/* A reply that was reworked, or that said that the case is another's, has stopped nothing. */
static bool is_annulled(const struct reader *review)
{
    struct span decision = read_string(review, "decision");
    return span_is(decision, "rework") || span_is(decision, "transfer");
}

/* The next reply of the kind that the citizen was told and no review has annulled; `final` is what
 * a reply without a kind is. Timeliness goes by when the hotline had it. */
static bool next_told(struct told_walk *walk, struct told *told)
{
    struct reader top = read_top(walk->record);
    struct reader reply, review;
    while (read_next_object(&top, "replies", walk->array, &walk->cursor, &walk->index, &reply)) {
        struct span own = read_string(&reply, "kind");
        instant informed = read_instant(&reply, "informed_at");
        instant recorded = read_instant(&reply, "recorded_at");
        bool reviewed = read_object(&reply, "review", &review);
        bool fits = own.at == NULL ? strcmp(walk->kind, "final") == 0 : span_is(own, walk->kind);
        if (!fits || informed == INSTANT_NONE || (reviewed && is_annulled(&review)))
            continue;
        *told = (struct told){.at = recorded > informed ? recorded : informed,
                              .round = read_integer(&reply, "round", 0),
                              .approved = INSTANT_NONE};
        if (reviewed && read_day(&review, "until", &told->until))
            told->approved = read_required_instant(&review, "at");
        return true;
    }
    return false;
}

/* The last reply of a kind, told by `until`. INSTANT_NONE where there is none. */
static instant last_reply(struct record *record, const char *kind, instant until)
{
    struct told_walk walk = walk_told(record, kind);
    struct told told;
    instant last = INSTANT_NONE;
    while (next_told(&walk, &told))
        if (told.at <= until)
            last = told.at;
    return last;
}

/* The last redo: what was replied before it does not stop the clock that it began. */
struct redo {
    int64_t round; /* 0: none */
    instant at;
};

static bool is_before(const struct told *told, const struct redo *redo)
{
    if (redo->round == 0)
        return false;
    return told->round > 0 ? told->round < redo->round : told->at <= redo->at;
}

/* The promises among the replies, each a clock of its own, and the reply that stops the clock that
 * runs: the first since it began. INSTANT_NONE: none. */
static instant read_promises(struct record *record, const struct redo *redo,
                             struct deadline_question *question)
{
    struct told_walk walk = walk_told(record, "final");
    struct told told;
    instant stopped = INSTANT_NONE;
    bool redone = redo->round == 0;
    int promises = 0;
    while (next_told(&walk, &told)) {
        if (!redone && !is_before(&told, redo)) {
            redone = true;
            stopped = INSTANT_NONE;
        }
        if (stopped == INSTANT_NONE)
            stopped = told.at;
        if (told.approved == INSTANT_NONE)
            continue;
        if (promises++ == PROMISES_MAX) {
            struct reader top = read_top(record);
            read_fault(&top, "replies", "bad_value", "has more promises than can be kept");
            return INSTANT_NONE;
        }
        deadline_add_turn(question, (struct turn){.kind = TURN_PROMISED,
                                                  .at = told.approved,
                                                  .asked = told.at,
                                                  .until = told.until,
                                                  .stopped = stopped});
        stopped = INSTANT_NONE;
    }
    return redone ? stopped : INSTANT_NONE;
}

/* A repeat that ended with its earlier case: its clock stopped with that one's (art.28). */
static instant stopped_with_earlier(struct record *record)
{
    struct history_walk walk = {.record = record};
    instant stopped = INSTANT_NONE;
    while (history_next(&walk)) {
        if (!span_is(read_string(&walk.entry, "event"), "closed") ||
            !span_is(read_string(&walk.entry, "by"), "h12-repeat"))
            continue;
        stopped = read_instant(&walk.entry, "stopped_at");
        if (stopped == INSTANT_NONE)
            stopped = read_required_instant(&walk.entry, "at");
    }
    return stopped;
}

/* When the clock stopped: with the reply of art.15, with the answer of art.13(1), as the case was
 * handed over (art.24), or with the case that it repeats. */
static instant stopped_at(struct record *record, enum state state, instant replied)
{
    if (state != STATE_ANSWERED && state != STATE_REPLIED && state != STATE_RESOLVED &&
        state != STATE_CLOSED)
        return INSTANT_NONE;
    if (replied == INSTANT_NONE)
        replied = history_last_of(record, "answered");
    if (replied == INSTANT_NONE)
        replied = history_last_of(record, "handed_over");
    return replied != INSTANT_NONE ? replied : stopped_with_earlier(record);
}

/* What had stopped the clock before a redo: the reply, or the answer of the knowledge base. */
static instant stopped_before(struct record *record, instant ordered)
{
    instant replied = last_reply(record, "final", ordered);
    return replied != INSTANT_NONE ? replied : history_last_of(record, "answered");
}

/* What has stopped the clock that a bad rating takes the place of: the first reply since that clock
 * began, with a redo or with the promise of the last one. */
static instant stopped_before_rating(struct record *record, const struct redo *redo, instant rated)
{
    struct told_walk walk = walk_told(record, "final");
    struct told told;
    instant begun = redo->round > 0 ? redo->at : INSTANT_NONE;
    instant stopped = INSTANT_NONE;
    while (next_told(&walk, &told)) {
        if (told.at <= begun || told.at > rated)
            continue;
        if (stopped == INSTANT_NONE)
            stopped = told.at;
        if (told.approved != INSTANT_NONE && told.approved <= rated) {
            begun = told.approved;
            stopped = INSTANT_NONE;
        }
    }
    return stopped_at(record, STATE_RESOLVED, stopped);
}

/* The turns of history while they are read. */
struct turn_walk {
    struct record *record;
    struct deadline_question *question;
    struct redo *redo;
    int rounds, verifications;
};

static bool has_room(const struct reader *entry, int *count, int most)
{
    if ((*count)++ < most)
        return true;
    read_fault(entry, "event", "bad_value", "is of more clocks than can be kept");
    return false;
}

/* A round that puts another clock in the place of the one that ran. */
static void add_round(struct turn_walk *turns, const struct reader *entry)
{
    struct reader assignment;
    if (!read_object(entry, "assignment", &assignment))
        return;
    struct span cause = read_string(&assignment, "cause");
    instant at = read_required_instant(&assignment, "at");
    bool is_redo = span_is(cause, cause_words[CAUSE_REDO]);
    if ((!is_redo && !span_is(cause, cause_words[CAUSE_DESIGNATED])) ||
        !has_room(entry, &turns->rounds, ROUNDS_MAX))
        return;
    turns->question->turns[turns->question->turn_count++] = (struct turn){
        .kind = is_redo ? TURN_REDO : TURN_DESIGNATED,
        .at = at,
        .stopped = is_redo ? stopped_before(turns->record, at) : INSTANT_NONE,
    };
    if (is_redo)
        *turns->redo = (struct redo){read_integer(&assignment, "round", 0), at};
}

/* A bad rating that the hotline verifies, or its finding that what was done stands. */
static void add_verification(struct turn_walk *turns, const struct reader *entry, bool begins)
{
    instant at = read_required_instant(entry, "at");
    if (!has_room(entry, &turns->verifications, VERIFYING_MAX))
        return;
    turns->question->turns[turns->question->turn_count++] = (struct turn){
        .kind = begins ? TURN_VERIFYING : TURN_UPHELD,
        .at = at,
        .stopped = begins ? stopped_before_rating(turns->record, turns->redo, at) : INSTANT_NONE,
    };
}

/* The rounds and verifications of the case, as history keeps them. Whoever asks of a case that is
 * verified as if it were resolved asks for the citizen's clock. */
static void read_turns(struct record *record, struct deadline_question *question, struct redo *redo)
{
    struct history_walk walk = {.record = record};
    struct turn_walk turns = {.record = record, .question = question, .redo = redo};
    while (history_next(&walk)) {
        struct span event = read_string(&walk.entry, "event");
        if (span_is(event, "assigned"))
            add_round(&turns, &walk.entry);
        else if (span_is(event, "verifying") || span_is(event, "reopened"))
            add_verification(&turns, &walk.entry, true);
        else if (span_is(event, "verified") &&
                 span_is(read_string(&walk.entry, "finding"), "upheld"))
            add_verification(&turns, &walk.entry, false);
    }
    if (question->turn_count > 0 && question->state != STATE_VERIFYING &&
        question->turns[question->turn_count - 1].kind == TURN_VERIFYING)
        question->turn_count--;
}

/* Whether a bad rating was verified, or is. */
static bool has_verification(const struct reader *top)
{
    struct reader callback;
    return read_object(top, "callback", &callback) &&
           (object_find(callback.object, SPAN("since")) != NULL ||
            object_find(callback.object, SPAN("verifications")) != NULL);
}

/* History is long; a case in its first round has had no other clock, but where it was verified or
 * an answer is to be done again. */
static void read_assignment(struct record *record, struct deadline_question *question,
                            struct redo *redo, struct span *lead)
{
    struct assignment assignment;
    struct reader top = read_top(record);
    bool verified = has_verification(&top);
    if (!assignment_read(record, &assignment)) {
        if (verified)
            read_turns(record, question, redo);
        return;
    }
    question->assigned = assignment.at;
    question->cause = assignment.cause;
    question->designated =
        assignment.cause == CAUSE_DESIGNATED || read_boolean(&top, "designated", false);
    *lead = assignment.lead;
    if (verified || assignment.round > 1 || question->designated || assignment.cause == CAUSE_REDO)
        read_turns(record, question, redo);
    if (question->designated)
        question->last_stage = last_reply(record, "stage", INT64_MAX);
}

/* A request that waits for the hotline, and which of its limits applies. */
static void read_pending(struct record *record, const struct return_rules *rules,
                         struct deadline_question *question)
{
    struct returns returns;
    if (!returns_read(record, &returns))
        return;
    for (size_t i = 0; i < returns.count; i++) {
        const struct return_entry *entry = &returns.entries[i];
        if (entry->outcome == OUTCOME_PENDING && !return_is_of_assistant(entry))
            question->asked = entry->recorded_at;
    }
    question->must_designate =
        question->state != STATE_RETURNING ||
        returns_counted(&returns, rules->count_continued) >= rules->designation_returns;
}

/* History is long and read only where a statute runs from something that it alone has. */
static void read_statute_dates(struct record *record, const struct deadline_rules *rules,
                               struct deadline_question *question)
{
    const struct statute *statute = statute_for(rules, question->matter);
    if (statute != NULL && statute->from == FROM_ACCEPTED)
        question->accepted = history_first_of(record, "accepted");
    if (statute != NULL && statute->from == FROM_ASSIGNED)
        question->first_assigned = history_first_assigned(record);
}

bool deadline_question(struct record *record, enum state state, const struct deadline_rules *rules,
                       const struct return_rules *returns, const struct calendar *calendar,
                       struct deadline_question *question, struct span *lead)
{
    struct reader top = read_top(record);
    struct redo redo = {0, INSTANT_NONE};
    *lead = SPAN_NONE;
    *question = (struct deadline_question){
        .state = state,
        .urgency = case_urgency(&top),
        .matter = read_string(&top, "matter"),
        .received = read_required_instant(&top, "received_at"),
        .accepted = INSTANT_NONE,
        .first_assigned = INSTANT_NONE,
        .assigned = INSTANT_NONE,
        .stopped = INSTANT_NONE,
        .last_stage = INSTANT_NONE,
        .asked = INSTANT_NONE,
    };
    if (question->received == INSTANT_NONE)
        return false;
    if (!calendar_reaches(calendar, instant_day(question->received, record->offset)))
        read_fault(&top, "received_at", "bad_date", "is out of the calendar's range");
    read_assignment(record, question, &redo, lead);
    question->stopped = stopped_at(record, state, read_promises(record, &redo, question));
    if (state >= STATE_RETURNING && state <= STATE_COORDINATING)
        read_pending(record, returns, question);
    if (!span_empty(question->matter))
        read_statute_dates(record, rules, question);
    return fault_none(&record->fault);
}
