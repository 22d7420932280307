#include "lib/case/event_log.h"

enum event_verdict event_reject(struct fault *fault, const char *code, const char *field,
                                const char *reason)
{
    fault_set(fault, code, field, "%s", reason);
    return EVENT_REJECTED;
}

void event_log_start(struct event_log *log, struct record *record, instant now)
{
    log->record = record;
    log->now = now;
    log->end = history_end(record);
    buffer_reset(&log->buffer);
    log->added = (struct json){.out = &log->buffer};
}

/* The raw `input` of the entry that has this id, SPAN_NONE where none has. */
static struct span input_of(struct record *record, struct span id)
{
    struct history_walk walk = {.record = record};
    while (history_next(&walk)) {
        if (!span_equal(read_string(&walk.entry, "id"), id))
            continue;
        const struct member *input = object_find(walk.entry.object, SPAN("input"));
        if (input != NULL)
            return input->value;
    }
    return SPAN_NONE;
}

/* Nothing happens to a request before the hotline has it. */
static instant received_at(struct record *record)
{
    struct reader top = read_top(record);
    return read_instant(&top, "received_at");
}

enum event_verdict event_log_check(struct event_log *log, const struct event *event,
                                   const char *id_column, struct fault *fault)
{
    struct span known = input_of(log->record, event->id);
    instant received = received_at(log->record);
    const char *time = event->values[EVENT_RECORDED_AT].at != NULL ? "recorded_at" : "at";
    if (known.at != NULL && span_equal(known, event->input))
        return EVENT_KNOWN;
    if (known.at != NULL)
        fault_set(fault, "id_conflict", id_column, "the case has this id with other content");
    else if (event->recorded_at > log->now)
        fault_set(fault, "future", time, "is later than now");
    else if (event->at > log->now)
        fault_set(fault, "future", "at", "is later than now");
    else if (event->at < received)
        fault_set(fault, "out_of_order", "at", "is before the request was received");
    else if (event->recorded_at < received)
        fault_set(fault, "out_of_order", time, "is before the request was received");
    else if (event->recorded_at < log->end.next_from)
        fault_set(fault, "out_of_order", time, "is before the case's last event");
    else
        return EVENT_APPLIED;
    return EVENT_REJECTED;
}

void event_log_begin(struct event_log *log, const struct event *event, const char *name,
                     struct span by, struct span basis)
{
    history_begin(&log->added, event->recorded_at, log->record->offset, name, by, basis);
    json_member_string(&log->added, "id", event->id);
    history_end_add(&log->end, event->recorded_at, true, log->record->offset);
}

void event_log_input(struct event_log *log, const struct event *event)
{
    json_member_raw(&log->added, "input", event->input);
}

void event_log_end(struct event_log *log, const struct event *event)
{
    event_log_input(log, event);
    json_close(&log->added, '}');
}

instant event_log_step(struct event_log *log)
{
    instant at = log->end.last < log->now ? log->now : log->end.last;
    history_end_add(&log->end, at, false, log->record->offset);
    return at;
}

void event_log_finish(struct event_log *log)
{
    record_append(log->record, "history", buffer_span(&log->buffer));
}
