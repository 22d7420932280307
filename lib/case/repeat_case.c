#include "lib/case/repeat_case.h"

#include "lib/base/hash.h"
#include "lib/case/repeats.h"
#include "lib/case/state.h"

#include <inttypes.h>
#include <stdio.h>

#define BY SPAN("h12-repeat")

/* The draft says nothing of repeats of what is open: what makes them one order is ours. */
#define POLICY "repeat.likeness"

static const struct event_column columns[REPEAT_COLUMNS] = {
    [EVENT_ID] = {"repeat", NULL, false},
    [EVENT_CASE] = {"case", NULL, false},
    [EVENT_AT] = {"at", NULL, true},
    [EVENT_RECORDED_AT] = {"recorded_at", NULL, true},
    [REPEAT_KIND] = {"kind", NULL, false},
    [REPEAT_OTHER] = {"other", NULL, false},
    [REPEAT_RECEIVED] = {"received_at", NULL, true},
    [REPEAT_NEW] = {"new", NULL, false},
    [REPEAT_LEAD] = {"lead", NULL, false},
    [REPEAT_CO] = {"co", NULL, false},
    [REPEAT_CAUSE] = {"cause", NULL, false},
    [REPEAT_BASIS] = {"basis", NULL, false},
    [REPEAT_STATE] = {"state", NULL, false},
    [REPEAT_STOPPED] = {"stopped_at", NULL, true},
    [REPEAT_REASON] = {"reason", NULL, false},
};
const struct event_plan repeat_event_plan = {columns, REPEAT_COLUMNS, NULL, NULL};

const char *const repeat_kind_words[REPEAT_KINDS] = {"repeated", "moved", "ended", "parted"};

bool repeat_case_read(struct repeat_case *c, const struct repeat_desk *desk, struct record *record,
                      enum state state)
{
    c->desk = desk;
    c->record = record;
    c->state = state;
    c->has_assignment = assignment_read(record, &c->assignment);
    c->holding = holding_read(record, state, c->assignment.lead, c->assignment.at);
    event_log_start(&c->log, record, desk->now);
    buffer_reset(&c->told);
    c->telling = (struct json){.out = &c->told};
    return fault_none(&record->fault);
}

/* --------------------------------------------------------------------------- making events */

/* Out of both cases' ids, the kind, and the round that the follower is in: the same every time. */
static struct span make_id(struct repeat_case *c, struct span id, const struct span values[])
{
    struct buffer *key = &c->record->scratch;
    char text[24];
    buffer_reset(key);
    buffer_add_span(key, id);
    buffer_add_byte(key, '\0');
    buffer_add_span(key, values[REPEAT_OTHER]);
    buffer_add_byte(key, '\0');
    buffer_add_span(key, values[REPEAT_KIND]);
    buffer_add_byte(key, '\0');
    buffer_add_integer(key, c->has_assignment ? c->assignment.round : 0);
    snprintf(text, sizeof text, "r-%016" PRIx64, hash_64(buffer_span(key)));
    return arena_span(&c->record->arena, span_of(text));
}

void repeat_event_make(struct repeat_case *c, struct event *event,
                       struct span values[REPEAT_COLUMNS])
{
    struct record *record = c->record;
    struct reader top = read_top(record);
    struct json json = {.out = &record->scratch};
    char time[INSTANT_TEXT_LENGTH];
    instant at = event_log_step(&c->log);
    instant_write(at, record->offset, time);
    values[EVENT_CASE] = read_string(&top, "id");
    values[EVENT_ID] = make_id(c, values[EVENT_CASE], values);
    values[EVENT_AT] = arena_span(&record->arena, (struct span){time, sizeof time});
    values[EVENT_RECORDED_AT] = SPAN_NONE;
    buffer_reset(&record->scratch);
    json_open(&json, '{');
    for (size_t i = 0; i < REPEAT_COLUMNS; i++)
        json_member_string(&json, columns[i].name, values[i]);
    json_close(&json, '}');
    *event = (struct event){
        .id = values[EVENT_ID],
        .case_id = values[EVENT_CASE],
        .at = at,
        .recorded_at = at,
        .values = values,
        .input = arena_span(&record->arena, buffer_span(&record->scratch)),
    };
}

/* ------------------------------------------------------------------------- applying events */

/* Begins an entry. It is a step of the tool's and no person's event, so its id stands in `input`
 * alone: what people did on the same day may still come. */
static struct json *begin(struct repeat_case *c, const struct event *event, const char *name)
{
    struct json *json = &c->log.added;
    history_begin(json, event->recorded_at, c->record->offset, name, BY, SPAN_NONE);
    history_end_add(&c->log.end, event->recorded_at, false, c->record->offset);
    json_member_word(json, "policy", POLICY);
    return json;
}

static void end(struct repeat_case *c, const struct event *event)
{
    event_log_end(&c->log, event);
}

/* The earlier case is told: where somebody has it, they see it. */
static bool tell(struct repeat_case *c, const struct event *event, struct fault *fault)
{
    const struct span *values = event->values;
    struct repeat_entry entry = {
        .follower = values[REPEAT_OTHER],
        .is_new = values[REPEAT_NEW].at != NULL && span_is(values[REPEAT_NEW], "yes"),
    };
    if (entry.follower.at == NULL || values[REPEAT_RECEIVED].at == NULL ||
        !instant_read(values[REPEAT_RECEIVED], c->record->offset, &entry.at))
        return fault_set(fault, "missing", "input", "does not say which case repeats it, and when");
    struct json *json = begin(c, event, "repeated");
    json_member_string(json, "case", entry.follower);
    json_member_boolean(json, "new", entry.is_new);
    end(c, event);
    repeat_write(&c->telling, &entry, c->record->offset);
    return true;
}

/* The units, out of `co` with '|' between them. */
static bool read_units(struct assignment *assignment, const struct event *event)
{
    struct span rest = event->values[REPEAT_CO], unit;
    assignment->lead = event->values[REPEAT_LEAD];
    assignment->co_count = 0;
    while (rest.at != NULL && span_next_part(&rest, &unit)) {
        if (assignment->co_count == CO_MAX)
            return false;
        assignment->co[assignment->co_count++] = unit;
    }
    return assignment->lead.at != NULL;
}

/* A round of the follower with the units of the earlier case, for the cause that they have it. */
static bool move(struct repeat_case *c, const struct event *event, struct fault *fault)
{
    struct assignment *assignment = &c->assignment;
    struct buffer words = {0};
    struct json more = {.out = &words};
    struct span cause = event->values[REPEAT_CAUSE];
    int word = cause.at != NULL ? word_find(cause_words, CAUSES, cause) : -1;
    if (word < 0 || !read_units(assignment, event))
        return fault_set(fault, "missing", "input", "does not say which units, and why");
    assignment->round = c->has_assignment ? assignment->round + 1 : 1;
    assignment->cause = (enum cause)word;
    assignment->basis = event->values[REPEAT_BASIS];
    assignment->reason = SPAN("goes with its earlier case");
    assignment->acting = (struct acting){.unit = SPAN_NONE};
    assignment->score = assignment->evidence = SPAN_NONE;
    assignment->at = event->recorded_at;
    c->has_assignment = true;
    c->state = STATE_ASSIGNED;
    json_member_word(&more, "policy", POLICY);
    json_member_string(&more, "case", event->values[REPEAT_OTHER]);
    holding_pass(&c->holding, &more, c->desk->calendar, assignment->at, c->record->offset,
                 STATE_ASSIGNED, assignment->lead);
    json_member_raw(&more, "input", event->input);
    assignment_set(c->record, assignment, BY, buffer_span(&words), &c->log.added);
    history_end_add(&c->log.end, event->recorded_at, false, c->record->offset);
    if (assignment->cause == CAUSE_DESIGNATED)
        record_set(c->record, "designated", SPAN("true"));
    buffer_release(&words);
    return true;
}

static bool finish(struct repeat_case *c, const struct event *event, struct fault *fault)
{
    struct span state = event->values[REPEAT_STATE];
    bool withdrawn = state.at != NULL && span_is(state, state_words[STATE_WITHDRAWN]);
    if (!withdrawn && (state.at == NULL || !span_is(state, state_words[STATE_CLOSED])))
        return fault_set(fault, "missing", "input", "does not say how the earlier case ended");
    c->state = withdrawn ? STATE_WITHDRAWN : STATE_CLOSED;
    struct json *json = begin(c, event, state_words[c->state]);
    json_member_string(json, "case", event->values[REPEAT_OTHER]);
    json_member_word(json, "reason", "its earlier case is over");
    json_member_string(json, "stopped_at", event->values[REPEAT_STOPPED]);
    holding_pass(&c->holding, json, c->desk->calendar, event->recorded_at, c->record->offset,
                 c->state, c->assignment.lead);
    end(c, event);
    if (withdrawn)
        deadline_clear(c->record, &c->desk->names);
    return true;
}

static void part(struct repeat_case *c, const struct event *event)
{
    struct json *json = begin(c, event, "parted");
    json_member_string(json, "case", event->values[REPEAT_OTHER]);
    json_member_string(json, "reason", event->values[REPEAT_REASON]);
    end(c, event);
}

bool repeat_case_apply(struct repeat_case *c, const struct event *event, struct fault *fault)
{
    struct span kind = event->values[REPEAT_KIND];
    switch (kind.at != NULL ? word_find(repeat_kind_words, REPEAT_KINDS, kind) : -1) {
    case REPEAT_REPEATED:
        return tell(c, event, fault);
    case REPEAT_MOVED:
        return move(c, event, fault);
    case REPEAT_ENDED:
        return finish(c, event, fault);
    case REPEAT_PARTED:
        part(c, event);
        return true;
    default:
        return fault_set(fault, "bad_value", "input", "is of no kind that h12-repeat writes");
    }
}

void repeat_case_write(struct repeat_case *c)
{
    case_set_state(c->record, c->state);
    if (c->state != STATE_TRIAGE)
        record_remove(c->record, "triage");
    if (c->told.length > 0)
        record_append(c->record, "repeats", buffer_span(&c->told));
    event_log_finish(&c->log);
}

void repeat_case_release(struct repeat_case *c)
{
    buffer_release(&c->log.buffer);
    buffer_release(&c->told);
}
