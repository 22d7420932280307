#include "lib/case/return_case.h"

#include "lib/case/history.h"

static void add_receiver(struct return_case *c, struct span code)
{
    const struct unit *unit = directory_by_code(c->desk->directory, code);
    if (unit != NULL && c->receiver_count < RECEIVERS_MAX)
        c->receivers[c->receiver_count++] = unit;
}

/* Who received the case, in turn: the leads of all rounds, as history keeps them. */
static void read_receivers(struct return_case *c)
{
    struct history_walk walk = {.record = c->record};
    c->receiver_count = 0;
    while (history_next(&walk)) {
        struct reader assignment;
        if (span_is(read_string(&walk.entry, "event"), "assigned") &&
            read_object(&walk.entry, "assignment", &assignment))
            add_receiver(c, read_string(&assignment, "lead"));
    }
    if (c->receiver_count == 0 && c->assignment.round > 0)
        add_receiver(c, c->assignment.lead);
}

static bool tells_of_assistant(const struct reader *entry, struct span code)
{
    struct reader assignment;
    const char *cursor = NULL;
    struct span unit;
    if (!read_object(entry, "assignment", &assignment))
        return false;
    struct span array = read_array(&assignment, "co");
    while (read_next_string(&assignment, "co", array, &cursor, &unit))
        if (span_equal(unit, code))
            return true;
    return false;
}

/* Since when each co-handler is one: with the round, or with the change that brought it in. */
static void read_assists_since(struct return_case *c)
{
    struct history_walk walk = {.record = c->record};
    bool assisted[CO_MAX];
    for (size_t i = 0; i < c->assignment.co_count; i++) {
        c->assists_since[i] = c->assignment.at;
        assisted[i] = true; /* where history does not tell of the round */
    }
    while (history_next(&walk)) {
        struct span event = read_string(&walk.entry, "event");
        bool opens_round = span_is(event, "assigned");
        for (size_t i = 0; i < c->assignment.co_count; i++) {
            if (!opens_round && !span_is(event, "co_changed"))
                break;
            bool assists = tells_of_assistant(&walk.entry, c->assignment.co[i]);
            if (opens_round)
                c->assists_since[i] = c->assignment.at;
            else if (assists && !assisted[i])
                c->assists_since[i] = read_required_instant(&walk.entry, "at");
            assisted[i] = assists;
        }
    }
}

bool return_case_read(struct return_case *c, const struct return_desk *desk, struct record *record,
                      enum state state)
{
    struct reader top = read_top(record);
    instant received = read_required_instant(&top, "received_at");
    c->desk = desk;
    c->record = record;
    c->state = state;
    c->urgency = case_urgency(&top);
    c->designated = read_boolean(&top, "designated", false);
    c->district = read_string(&top, "district");
    c->received = received != INSTANT_NONE ? instant_day(received, record->offset) : 0;
    c->matter = catalogue_find(desk->catalogue, read_string(&top, "matter"));
    assignment_read(record, &c->assignment);
    returns_read(record, &c->returns);
    event_log_start(&c->log, record, desk->now);
    c->holding = holding_read(record, state, c->assignment.lead, c->assignment.at);
    read_receivers(c);
    read_assists_since(c);
    return fault_none(&record->fault);
}

const struct unit *return_case_unit(const struct return_case *c, struct span text)
{
    return text.at != NULL ? directory_find(c->desk->directory, text, c->received) : NULL;
}

instant return_case_received(const struct return_case *c, struct span code)
{
    size_t place = assignment_assistant(&c->assignment, code);
    return place < c->assignment.co_count ? c->assists_since[place] : c->assignment.at;
}

struct return_entry *return_case_pending(struct return_case *c)
{
    for (size_t i = 0; i < c->returns.count; i++) {
        struct return_entry *entry = &c->returns.entries[i];
        if (entry->outcome == OUTCOME_PENDING && !return_is_of_assistant(entry))
            return entry;
    }
    return NULL;
}

void return_case_pass(struct return_case *c, instant at, enum state state, struct span lead)
{
    c->state = state;
    holding_pass(&c->holding, &c->log.added, &c->desk->calendars->city, at, c->record->offset,
                 state, lead);
}

/* A co-handler of a round that is over has nothing left to be relieved of. */
static void lapse_requests(struct return_case *c)
{
    for (size_t i = 0; i < c->returns.count; i++) {
        struct return_entry *entry = &c->returns.entries[i];
        if (entry->outcome != OUTCOME_PENDING || !return_is_of_assistant(entry))
            continue;
        entry->outcome = OUTCOME_LAPSED;
        entry->explanation = SPAN("the round in which the unit assisted is over");
    }
}

/* art.7(2): whom the lead had act for it goes on, where the same unit leads on. */
static struct acting acting_after(const struct assignment *before, enum cause cause,
                                  struct span lead)
{
    if (cause == CAUSE_TRANSFERRED || !span_equal(before->lead, lead))
        return (struct acting){.unit = SPAN_NONE};
    return before->acting;
}

void return_case_open_round(struct return_case *c, enum cause cause,
                            const struct return_proposal *decision, struct span by, instant at)
{
    struct assignment *assignment = &c->assignment;
    lapse_requests(c);
    *assignment = (struct assignment){
        .round = assignment->round + 1,
        .lead = decision->lead->code,
        .acting = acting_after(assignment, cause, decision->lead->code),
        .cause = cause,
        .basis = span_of(decision->basis),
        .reason = span_of(decision->reason),
        .at = at,
    };
    for (size_t i = 0; i < decision->co_count && i < RESPONSIBLE_MAX; i++) {
        c->assists_since[assignment->co_count] = at;
        assignment->co[assignment->co_count++] = decision->co[i]->code;
    }
    assignment_set(c->record, assignment, by, SPAN_NONE, &c->log.added);
    add_receiver(c, decision->lead->code);
}

void return_case_change_assistant(struct return_case *c, size_t place, const struct unit *unit,
                                  const struct return_proposal *decision, struct span by,
                                  instant at)
{
    struct assignment *assignment = &c->assignment;
    if (unit != NULL) {
        assignment->co[place] = unit->code;
        c->assists_since[place] = at;
    } else {
        size_t behind = --assignment->co_count - place;
        memmove(&assignment->co[place], &assignment->co[place + 1],
                behind * sizeof *assignment->co);
        memmove(&c->assists_since[place], &c->assists_since[place + 1],
                behind * sizeof *c->assists_since);
    }
    assignment_change(c->record, assignment, by, span_of(decision->basis), at, &c->log.added);
}

void return_case_write(struct return_case *c)
{
    returns_set(c->record, &c->returns);
    case_set_state(c->record, c->state);
    event_log_finish(&c->log);
}
