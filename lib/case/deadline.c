#include "lib/case/deadline.h"

#include "lib/case/assignment.h"
#include "lib/case/extensions.h"
#include "lib/case/history.h"
#include "lib/case/returns.h"
#include "lib/case/state.h"

bool deadline_has_clock(enum state state)
{
    return state != STATE_DECLINED && state != STATE_BARRED && state != STATE_WITHDRAWN;
}

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

/* A round that puts another clock in the place of the one that ran. */
static void add_turn(struct record *record, const struct reader *assignment,
                     struct deadline_question *question, struct redo *redo)
{
    struct span cause = read_string(assignment, "cause");
    instant at = read_required_instant(assignment, "at");
    bool is_redo = span_is(cause, cause_words[CAUSE_REDO]);
    if (!is_redo && !span_is(cause, cause_words[CAUSE_DESIGNATED]))
        return;
    if (question->turn_count + EXTENSIONS_MAX + PROMISES_MAX == TURNS_MAX) {
        read_fault(assignment, "cause", "bad_value", "is of more clocks than can be kept");
        return;
    }
    question->turns[question->turn_count++] = (struct turn){
        .kind = is_redo ? TURN_REDO : TURN_DESIGNATED,
        .at = at,
        .stopped = is_redo ? stopped_before(record, at) : INSTANT_NONE,
    };
    if (is_redo)
        *redo = (struct redo){read_integer(assignment, "round", 0), at};
}

/* The rounds of the case, as history keeps them. */
static void read_turns(struct record *record, struct deadline_question *question, struct redo *redo)
{
    struct history_walk walk = {.record = record};
    struct reader assignment;
    while (history_next(&walk))
        if (span_is(read_string(&walk.entry, "event"), "assigned") &&
            read_object(&walk.entry, "assignment", &assignment))
            add_turn(record, &assignment, question, redo);
}

/* History is long; a case in its first round has had no other clock, but where an answer is to be
 * done again. */
static void read_assignment(struct record *record, struct deadline_question *question,
                            struct redo *redo, struct span *lead)
{
    struct assignment assignment;
    if (!assignment_read(record, &assignment))
        return;
    struct reader top = read_top(record);
    question->assigned = assignment.at;
    question->cause = assignment.cause;
    question->designated =
        assignment.cause == CAUSE_DESIGNATED || read_boolean(&top, "designated", false);
    *lead = assignment.lead;
    if (assignment.round > 1 || question->designated || assignment.cause == CAUSE_REDO)
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

const char *deadline_basis(enum clock clock)
{
    static const char *const words[CLOCKS] = {"art.14", "art.14", "art.18", "art.18",
                                              "art.20", "art.20", "art.15"};
    return words[clock];
}

static void write_law(struct json *json, const struct statute *statute)
{
    if (statute == NULL)
        return;
    json_member_string(json, "law", statute->law);
    json_member_string(json, "law_article", statute->article);
}

static void write_earlier(struct json *json, const struct deadline_answer *answer, int offset)
{
    json_member_open(json, "earlier", '[');
    for (int i = 0; i < answer->earlier_count; i++) {
        const struct earlier_clock *earlier = &answer->earlier[i];
        json_open(json, '{');
        json_member_word(json, "clock", clock_words[earlier->limit.clock]);
        json_member_day(json, "due", earlier->limit.due);
        json_member_instant(json, "due_at", earlier->limit.due_at, offset);
        json_member_instant(json, "replaced_at", earlier->replaced_at, offset);
        json_member_string(json, "verdict", span_of(earlier_words[earlier->verdict]));
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* The limits beside the citizen's clock. */
static void write_inner(struct json *json, const struct deadline_answer *answer)
{
    if (answer->has_return_by)
        json_member_day(json, "return_by", answer->return_by);
    if (answer->has_inner_due)
        json_member_day(json, "inner_due", answer->inner_due);
    if (answer->has_stage_due)
        json_member_day(json, "stage_due", answer->stage_due);
    if (!answer->has_decide_due)
        return;
    json_member_day(json, "decide_due", answer->decide_due);
    json_member_word(json, "decide_policy", answer->decide_policy);
    if (answer->decide_late_workdays > 0)
        json_member_integer(json, "decide_late_workdays", answer->decide_late_workdays);
}

static void write_status(struct json *json, const struct deadline_answer *answer)
{
    json_member_word(json, "status", clock_status_words[answer->status]);
    switch (answer->status) {
    case CLOCK_RUNNING:
    case CLOCK_DUE_SOON:
    case CLOCK_DUE_TODAY:
        json_member_integer(json, "left_workdays", answer->left_workdays);
        break;
    case CLOCK_OVERDUE:
    case CLOCK_MISSED:
        json_member_integer(json, "late_workdays", answer->late_workdays);
        json_member_integer(json, "late_days", answer->late_days);
        break;
    default:
        break;
    }
}

void deadline_set(struct record *record, const struct deadline_answer *answer,
                  const struct deadline_names *names)
{
    const struct limit *limit = &answer->limit;
    int offset = record->offset;
    struct buffer *scratch = &record->scratch;
    struct json json = {.out = scratch};
    buffer_reset(scratch);
    json_open(&json, '{');
    json_member_word(&json, "clock", clock_words[limit->clock]);
    json_member_word(&json, "basis", deadline_basis(limit->clock));
    write_law(&json, answer->beside != NULL ? answer->beside : limit->statute);
    json_member_integer(&json, "limit", limit->length);
    json_member_word(&json, "unit", limit_unit_words[limit->unit]);
    if (answer->limit_policy != NULL)
        json_member_word(&json, "limit_policy", answer->limit_policy);
    json_member_day(&json, "from", instant_day(limit->from, offset));
    json_member_day(&json, "due", limit->due);
    json_member_instant(&json, "due_at", limit->due_at, offset);
    write_inner(&json, answer);
    json_member_boolean(&json, "provisional", limit->provisional);
    write_status(&json, answer);
    write_earlier(&json, answer, offset);
    json_member_string(&json, "policy", names->policy);
    json_member_string(&json, "calendar", names->calendar);
    json_close(&json, '}');
    record_set(record, "deadline", buffer_span(scratch));
}

void deadline_clear(struct record *record, const struct deadline_names *names)
{
    if (object_find(&record->object, SPAN("deadline")) == NULL)
        return;
    struct buffer *scratch = &record->scratch;
    struct json json = {.out = scratch};
    buffer_reset(scratch);
    json_open(&json, '{');
    json_member_word(&json, "status", clock_status_words[CLOCK_NO_CLOCK]);
    json_member_string(&json, "policy", names->policy);
    json_close(&json, '}');
    record_set(record, "deadline", buffer_span(scratch));
}
