#include "lib/case/supervision_facts.h"

#include "lib/case/deadline.h"
#include "lib/case/extensions.h"
#include "lib/case/history.h"
#include "lib/case/state.h"

bool supervision_glance(struct record *record, struct supervision_glance *glance)
{
    struct reader top = read_top(record);
    glance->has_assignment = assignment_read(record, &glance->assignment);
    glance->has_alert = alert_read(record, &glance->alert);
    glance->critical = glance->has_alert || case_urgency(&top) == URGENCY_CRITICAL;
    return fault_none(&record->fault);
}

static bool has(const struct record *record, struct span name)
{
    return object_find(&record->object, name) != NULL;
}

bool supervision_may_be_due(struct record *record, const struct supervision_rules *rules,
                            const struct supervision_glance *glance)
{
    const struct assignment *assignment = &glance->assignment;
    return glance->critical || has(record, SPAN("returns")) || has(record, SPAN("callback")) ||
           (glance->has_assignment &&
            (assignment->round > 1 || assignment->co_count > 0 ||
             assignment->cause == CAUSE_JOINT || assignment->round >= rules->rounds));
}

/* ---------------------------------------------------------------------------------------- clock
 */

/* While a bad rating is verified the clock that counts is the unit's, which the reply stopped. */
bool supervision_read_clock(struct record *record, enum state state,
                            const struct supervision_desk *desk, struct supervision_clock *clock)
{
    struct deadline_question question;
    struct deadline_answer answer;
    struct extensions extensions;
    struct span lead;
    enum state asked = state == STATE_VERIFYING ? STATE_RESOLVED : state;
    if (!deadline_question(record, asked, desk->clock, desk->returns, desk->calendar, &question,
                           &lead) ||
        !extensions_read(record, &extensions))
        return false;
    extensions_add_turns(&extensions, &question);
    clock->known = state != STATE_COMMITTED || deadline_is_promised(&question);
    deadline_reckon_clock(desk->clock, desk->calendar, &question, &answer);
    clock->due_at = answer.limit.due_at;
    clock->stopped = question.stopped;
    return true;
}

void supervision_set_overdue(struct supervision_facts *facts, const struct supervision_desk *desk,
                             const struct supervision_clock *clock, instant now)
{
    bool late = clock->known && clock_status_at(desk->clock, desk->calendar, clock->due_at,
                                                clock->stopped, now) == CLOCK_OVERDUE;
    facts->overdue =
        (struct supervision_mark){.source = late ? MARK_DEADLINE : MARK_NONE, .at = clock->due_at};
}

/* ---------------------------------------------------------------------------------------- facts
 */

static void add_mark(struct supervision_mark marks[], size_t *count, struct supervision_mark mark)
{
    if (*count < SUPERVISION_MARKS_MAX)
        marks[(*count)++] = mark;
}

static void add_round(struct supervision_facts *facts, const struct reader *assignment,
                      size_t entry)
{
    if (facts->round_count == SUPERVISION_ROUNDS_MAX)
        return;
    struct span co = read_array(assignment, "co");
    const char *cursor = NULL;
    struct span unit;
    int cause = read_word(assignment, "cause", cause_words, CAUSES, CAUSE_DISPATCHED);
    facts->rounds[facts->round_count++] = (struct supervision_round){
        .mark = {MARK_HISTORY, entry, SPAN_NONE, read_required_instant(assignment, "at")},
        .number = (int)read_integer(assignment, "round", 0),
        .cause = (enum cause)cause,
        .several = cause == CAUSE_JOINT || read_next_string(assignment, "co", co, &cursor, &unit),
    };
}

/* The rounds, and when the bodies of art.17 were asked. */
static void read_history(struct record *record, struct supervision_facts *facts)
{
    struct history_walk walk = {.record = record};
    struct reader assignment;
    for (size_t entry = 0; history_next(&walk); entry++) {
        struct span event = read_string(&walk.entry, "event");
        if (span_is(event, "assigned") && read_object(&walk.entry, "assignment", &assignment))
            add_round(facts, &assignment, entry);
        if (!span_is(event, "return_decided"))
            continue;
        struct span decision = read_string(&walk.entry, "decision");
        if (span_is(decision, return_decision_words[DECISION_CONSULT]) ||
            span_is(decision, return_decision_words[DECISION_GROUP]))
            add_mark(facts->asked, &facts->asked_count,
                     (struct supervision_mark){MARK_HISTORY, entry, SPAN_NONE,
                                               read_required_instant(&walk.entry, "at")});
    }
}

static void add_returns(const struct returns *returns, struct supervision_facts *facts)
{
    for (size_t i = 0; i < returns->count; i++) {
        const struct return_entry *entry = &returns->entries[i];
        if (entry->counted)
            add_mark(facts->returns, &facts->return_count,
                     (struct supervision_mark){MARK_RETURN, 0, entry->request, entry->recorded_at});
    }
}

/* A reply that says that all is well: the unit reports so of who asked, or it is complete and the
 * hotline approved it. */
static bool claims_success(const struct reply_entry *reply)
{
    struct span reported = reply->fields[REPLY_SATISFACTION];
    if (reply->kind != REPLY_FINAL || !reply->told)
        return false;
    return span_is(reported, satisfaction_words[SATISFIED]) ||
           span_is(reported, satisfaction_words[SATISFIED_BASIC]) ||
           (reply->is_judged && reply->is_complete && reply->review.decision == REPLY_APPROVE);
}

/* The last such reply of the round that was rated; NULL: there is none. */
static const struct reply_entry *rated_reply(const struct replies *replies,
                                             const struct rating_entry *rating)
{
    for (size_t i = replies->count; i > 0; i--) {
        const struct reply_entry *reply = &replies->entries[i - 1];
        if (claims_success(reply) && reply->recorded_at <= rating->recorded_at &&
            reply->review.decision != REPLY_REWORK && reply->review.decision != REPLY_TRANSFER)
            return reply->round == 0 || reply->round == rating->round ? reply : NULL;
    }
    return NULL;
}

static void add_odds(const struct callback *callback, const struct replies *replies,
                     struct supervision_facts *facts)
{
    for (size_t i = 0; i < callback->rating_count; i++) {
        const struct rating_entry *rating = &callback->ratings[i];
        if (!rating->counted || !rating->has_satisfied || rating->satisfied != DISSATISFIED)
            continue;
        const struct reply_entry *reply = rated_reply(replies, rating);
        if (reply != NULL && facts->odds_count < SUPERVISION_MARKS_MAX)
            facts->odds[facts->odds_count++] = (struct supervision_odds){
                .rating = {MARK_RATING, 0, rating->rating, rating->recorded_at},
                .reply = {MARK_REPLY, 0, reply->reply, reply->recorded_at},
            };
    }
}

static bool read_odds(struct record *record, struct supervision_papers *papers,
                      struct supervision_facts *facts)
{
    if (!has(record, SPAN("callback")) || !has(record, SPAN("replies")))
        return true;
    if (!callback_read(record, &papers->callback) || !replies_read(record, &papers->replies))
        return false;
    add_odds(&papers->callback, &papers->replies, facts);
    return true;
}

bool supervision_read_facts(struct record *record, const struct supervision_glance *glance,
                            struct supervision_papers *papers, struct supervision_facts *facts)
{
    struct reader top = read_top(record);
    facts->round_count = facts->return_count = facts->asked_count = facts->odds_count = 0;
    facts->danger = facts->overdue = (struct supervision_mark){.source = MARK_NONE};
    if (glance->has_alert)
        facts->danger = (struct supervision_mark){MARK_ALERT, 0, SPAN_NONE, glance->alert.at};
    else if (glance->critical)
        facts->danger = (struct supervision_mark){MARK_URGENCY, 0, SPAN_NONE,
                                                  read_required_instant(&top, "received_at")};
    if (!returns_read(record, &papers->returns))
        return false;
    add_returns(&papers->returns, facts);
    read_history(record, facts);
    return read_odds(record, papers, facts) && fault_none(&record->fault);
}
