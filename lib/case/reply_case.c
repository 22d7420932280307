#include "lib/case/reply_case.h"

#include "lib/case/deadline.h"
#include "lib/case/extensions.h"
#include "lib/case/state.h"

/* The clock of the case, with what it was granted. */
static void read_clock(struct reply_case *c)
{
    struct extensions extensions;
    struct span lead;
    if (!deadline_question(c->record, c->state, c->desk->clock, c->desk->returns, c->desk->calendar,
                           &c->question, &lead) ||
        !extensions_read(c->record, &extensions))
        return;
    extensions_add_turns(&extensions, &c->question);
}

bool reply_case_read(struct reply_case *c, const struct reply_desk *desk, struct record *record,
                     enum state state)
{
    c->desk = desk;
    c->record = record;
    c->state = state;
    event_log_start(&c->log, record, desk->now);
    assignment_read(record, &c->assignment);
    replies_read(record, &c->replies);
    read_clock(c);
    c->holding = holding_read(record, state, c->assignment.lead, c->assignment.at);
    if (!fault_none(&record->fault))
        return false;
    c->received = instant_day(c->question.received, record->offset);
    return true;
}

const struct unit *reply_case_unit(const struct reply_case *c, struct span text)
{
    return text.at != NULL ? directory_find(c->desk->directory, text, c->received) : NULL;
}

struct limit reply_case_limit(const struct reply_case *c)
{
    struct deadline_answer answer;
    deadline_reckon_clock(c->desk->clock, c->desk->calendar, &c->question, &answer);
    return answer.limit;
}

bool reply_limit_day(const struct reply_entry *entry, day_number *day)
{
    return entry->fields[REPLY_OPINION_LIMIT].at != NULL &&
           day_read(entry->fields[REPLY_OPINION_LIMIT], day);
}

struct reply_facts reply_case_facts(const struct reply_case *c, const struct reply_entry *entry)
{
    struct reply_facts facts = {
        .has_statute = statute_for(c->desk->clock, c->question.matter) != NULL,
    };
    day_number limit;
    for (int field = 0; field < REPLY_FIELDS; field++)
        facts.has[field] = entry->fields[field].at != NULL;
    if (reply_limit_day(entry, &limit)) {
        facts.limit_after_due = limit > reply_case_limit(c).due;
        facts.limit_is_ahead = limit > instant_day(entry->recorded_at, c->record->offset);
    }
    return facts;
}

/* The first of the rounds that this one is a rework of. */
static int first_round(const struct reply_case *c)
{
    int round = c->assignment.round;
    for (size_t i = c->replies.count; i > 0; i--) {
        const struct reply_entry *entry = &c->replies.entries[i - 1];
        if (entry->review.decision == REPLY_REWORK && entry->round == round - 1)
            round--;
    }
    return round;
}

static bool has_part(const struct reply_case *c, struct span unit, int from_round)
{
    for (size_t i = 0; i < c->replies.count; i++) {
        const struct reply_entry *entry = &c->replies.entries[i];
        if (entry->kind == REPLY_PART && entry->round >= from_round &&
            span_equal(entry->unit, unit))
            return true;
    }
    return false;
}

void reply_case_note_parts(const struct reply_case *c, struct reply_entry *entry)
{
    int from = first_round(c);
    entry->part_count = 0;
    for (size_t i = 0; i < c->assignment.co_count && i < REPLY_UNITS; i++)
        if (!has_part(c, c->assignment.co[i], from))
            entry->parts[entry->part_count++] = c->assignment.co[i];
}

void reply_case_pass(struct reply_case *c, instant at, enum state state, struct span lead)
{
    c->state = state;
    holding_pass(&c->holding, &c->log.added, c->desk->calendar, at, c->record->offset, state, lead);
}

void reply_case_write(struct reply_case *c)
{
    replies_set(c->record, &c->replies);
    case_set_state(c->record, c->state);
    event_log_finish(&c->log);
}
