#include "lib/case/callback_case.h"

#include "lib/case/extensions.h"
#include "lib/case/state.h"

bool callback_case_read(struct callback_case *c, const struct callback_desk *desk,
                        struct record *record, enum state state)
{
    struct reader top = read_top(record);
    instant received = read_required_instant(&top, "received_at");
    c->desk = desk;
    c->record = record;
    c->was = c->state = state;
    c->received = received != INSTANT_NONE ? instant_day(received, record->offset) : 0;
    c->has_assignment = assignment_read(record, &c->assignment);
    c->rated = c->closing_changed = false;
    c->clock_changed = state == STATE_VERIFYING;
    c->outgoing.offset = record->offset;
    callback_read(record, &c->callback);
    closing_read(record, &c->closing);
    event_log_start(&c->log, record, desk->now);
    c->holding = holding_read(record, state, c->assignment.lead, c->assignment.at);
    return fault_none(&record->fault);
}

instant callback_case_closed(const struct callback_case *c)
{
    if (c->callback.closed_at != INSTANT_NONE)
        return c->callback.closed_at;
    instant closed = history_last_of(c->record, "closed");
    if (closed == INSTANT_NONE)
        closed = history_last_of(c->record, "handed_over");
    return closed != INSTANT_NONE ? closed : history_last(c->record);
}

void callback_case_pass(struct callback_case *c, instant at, enum state state)
{
    c->state = state;
    holding_pass(&c->holding, &c->log.added, &c->desk->calendars->city, at, c->record->offset,
                 state, c->assignment.lead);
}

static void add_step(struct callback_case *c, const char *event, enum state state,
                     const struct callback_step *step)
{
    struct json *json = &c->log.added;
    history_begin(json, step->at, c->record->offset, event, step->by, step->basis);
    json_member_string(json, "reason", step->reason);
    json_member_string(json, "policy", step->policy);
    callback_case_pass(c, step->at, state);
    json_close(json, '}');
    c->rated = true;
}

void callback_case_close(struct callback_case *c, enum callback_outcome outcome,
                         const struct callback_step *step)
{
    add_step(c, "closed", STATE_CLOSED, step);
    c->callback.outcome = outcome;
    c->callback.since = INSTANT_NONE;
    c->callback.closed_at = step->at;
}

void callback_case_verify(struct callback_case *c, const struct callback_step *step)
{
    bool anew = state_holder(c->state) == HOLDER_NOBODY;
    add_step(c, anew ? "reopened" : "verifying", STATE_VERIFYING, step);
    c->clock_changed = true;
    c->callback.outcome = CALLBACK_DISSATISFIED;
    c->callback.since = step->at;
    c->callback.closed_at = INSTANT_NONE;
}

void callback_case_choose(struct callback_case *c, const struct unit *unit)
{
    if (c->has_assignment && span_equal(unit->code, c->assignment.lead))
        return;
    c->assignment.lead = unit->code;
    c->assignment.co_count = 0;
    c->assignment.acting = (struct acting){.unit = SPAN_NONE};
}

void callback_case_redo(struct callback_case *c, const struct callback_step *step)
{
    struct assignment *assignment = &c->assignment;
    assignment->round++;
    assignment->cause = CAUSE_REDO;
    assignment->basis = step->basis;
    assignment->reason = step->reason;
    assignment->score = assignment->evidence = SPAN_NONE;
    assignment->at = step->at;
    assignment_set(c->record, assignment, step->by, SPAN_NONE, &c->log.added);
    c->has_assignment = true;
    c->callback.outcome = CALLBACK_REDO;
    c->callback.tries = 0;
    c->callback.rating = SPAN_NONE;
    c->callback.since = c->callback.closed_at = INSTANT_NONE;
    c->closing_changed |= c->closing.present; /* it is not finished: history keeps what was said */
    c->closing.present = false;
}

/* ---------------------------------------------------------------------------------------- clock
 */

/* The clock of `record` as its history has it, into `into`. */
static bool set_clock(const struct callback_desk *desk, struct record *record, enum state state,
                      struct record *into)
{
    struct deadline_question question;
    struct extensions extensions;
    struct deadline_answer answer;
    struct span lead;
    if (!deadline_question(record, state, desk->clock, desk->returns, &desk->calendars->city,
                           &question, &lead) ||
        !extensions_read(record, &extensions))
        return false;
    extensions_add_turns(&extensions, &question);
    deadline_reckon(desk->clock, &desk->calendars->city,
                    calendars_of(desk->calendars, desk->directory, lead), &question, desk->now,
                    &answer);
    deadline_set(into, &answer, &desk->names);
    return true;
}

bool callback_clock_set(const struct callback_desk *desk, struct record *record)
{
    instant since = callback_since(record);
    if (!fault_none(&record->fault))
        return false;
    return since == INSTANT_NONE || set_clock(desk, record, STATE_VERIFYING, record);
}

/* -------------------------------------------------------------------------------------- writing
 */

/* Nothing waits for a decision in a case that is withdrawn. */
static void lapse(struct record *record)
{
    record_remove(record, "triage");
    returns_lapse(record, "the request was withdrawn");
}

/* A clock that begins or ends with a verification is set at once: what follows from it is read from
 * the case as it leaves. */
static bool write_clock(struct callback_case *c)
{
    if (c->state == STATE_WITHDRAWN && c->was != STATE_WITHDRAWN)
        deadline_clear(c->record, &c->desk->names);
    if (c->state == STATE_WITHDRAWN || !c->clock_changed)
        return true;
    bool done = record_as_written(c->record, &c->outgoing, &c->line) &&
                set_clock(c->desk, &c->outgoing, c->state, c->record);
    if (!done)
        c->record->fault = c->outgoing.fault;
    return done;
}

bool callback_case_write(struct callback_case *c)
{
    if (c->rated)
        callback_set(c->record, &c->callback);
    if (c->closing_changed)
        closing_set(c->record, &c->closing);
    if (c->state == STATE_WITHDRAWN && c->was != STATE_WITHDRAWN)
        lapse(c->record);
    case_set_state(c->record, c->state);
    event_log_finish(&c->log);
    return write_clock(c) && fault_none(&c->record->fault);
}

void callback_case_release(struct callback_case *c)
{
    buffer_release(&c->log.buffer);
    record_release(&c->outgoing);
    buffer_release(&c->line);
}
