#include "lib/record/events_parts.h"

#include "lib/base/memory.h"
#include "lib/record/json.h"

#include <string.h>

void event_rows_reject(struct event_loading *loading, uint64_t line, struct span raw,
                       const struct fault *fault)
{
    struct event event = {.line = line, .raw = raw};
    loading->events->rejected++;
    events_reject(loading->events, &event, fault, loading->rejects);
}

static bool header_is(struct span header, const struct event_column *column)
{
    if (span_is(header, column->name))
        return true;
    const char *rest = column->aliases;
    while (rest != NULL && *rest != '\0') {
        size_t length = strcspn(rest, "|");
        if (span_equal(header, (struct span){rest, length}))
            return true;
        rest += length + (rest[length] == '|');
    }
    return false;
}

size_t event_column_of(const struct event_plan *plan, struct span header)
{
    size_t i = 0;
    while (i < plan->count && !header_is(header, &plan->columns[i]))
        i++;
    return i;
}

static bool read_times(struct event_loading *loading, struct event *event, struct span values[],
                       struct fault *fault)
{
    event->recorded_at = INSTANT_NONE;
    for (size_t i = 0; i < loading->plan->count; i++) {
        const struct event_column *column = &loading->plan->columns[i];
        instant when;
        if (!column->is_time || values[i].at == NULL)
            continue;
        if (!instant_read(values[i], loading->offset, &when))
            return fault_set(fault, "bad_date", column->name, "cannot be read as a time");
        if (i == EVENT_AT)
            event->at = when;
        if (i == EVENT_RECORDED_AT)
            event->recorded_at = when;
        char text[INSTANT_TEXT_LENGTH];
        instant_write(when, loading->offset, text);
        values[i] = arena_span(&loading->events->arena, (struct span){text, sizeof text});
    }
    if (event->recorded_at == INSTANT_NONE)
        event->recorded_at = event->at;
    return true;
}

/* Codes for words; what is no word stays as it is, for whoever applies the event to judge. */
static void read_words(const struct event_plan *plan, struct span values[])
{
    const struct event_words *words = plan->words;
    for (size_t i = EVENT_OWN; words != NULL && i < plan->count; i++) {
        if (values[i].at == NULL)
            continue;
        struct span code = words->code_of(words->context, i, values[i]);
        if (code.at != NULL)
            values[i] = code;
    }
}

/* The event as it will stand in history; `more` are members that no column took. */
static struct span write_input(struct event_loading *loading, const struct span values[],
                               struct span more)
{
    buffer_reset(&loading->scratch);
    struct json json = {.out = &loading->scratch};
    json_open(&json, '{');
    for (size_t i = 0; i < loading->plan->count; i++)
        json_member_string(&json, loading->plan->columns[i].name, values[i]);
    if (!span_empty(more))
        json_raw(&json, more);
    json_close(&json, '}');
    return arena_span(&loading->events->arena, buffer_span(&loading->scratch));
}

void event_rows_add(struct event_loading *loading, uint64_t line, struct span raw,
                    struct span values[], struct span more)
{
    static const int required[] = {EVENT_ID, EVENT_CASE, EVENT_AT};
    struct events *events = loading->events;
    struct event event = {.line = line, .order = events->count, .counted = loading->counted};
    struct fault fault = {0};
    if (values[EVENT_ID].at == NULL && loading->plan->name_event != NULL)
        values[EVENT_ID] = loading->plan->name_event(values, &events->arena);
    for (size_t i = 0; i < 3; i++)
        if (values[required[i]].at == NULL)
            fault_set(&fault, "missing", loading->plan->columns[required[i]].name, "is missing");
    if (!fault_none(&fault) || !read_times(loading, &event, values, &fault)) {
        event_rows_reject(loading, line, raw, &fault);
        return;
    }
    read_words(loading->plan, values);
    struct span *kept = arena_get(&events->arena, loading->plan->count * sizeof *kept);
    memcpy(kept, values, loading->plan->count * sizeof *kept);
    event.id = values[EVENT_ID];
    event.case_id = values[EVENT_CASE];
    event.values = kept;
    event.input = write_input(loading, values, more);
    event.raw = arena_span(&events->arena, raw);
    events->events =
        memory_grow(events->events, events->count, &loading->capacity, sizeof *events->events);
    events->events[events->count++] = event;
}
