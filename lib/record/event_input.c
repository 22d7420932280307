#include "lib/record/events.h"
#include "lib/record/lex.h"

struct span event_name_of(struct span request, struct span kind, struct arena *arena)
{
    if (request.at == NULL || kind.at == NULL || span_is(kind, "request"))
        return request;
    size_t length = request.length + 1 + kind.length;
    char *name = arena_get(arena, length + 1);
    memcpy(name, request.at, request.length);
    name[request.length] = ':';
    memcpy(name + request.length + 1, kind.at, kind.length);
    name[length] = '\0';
    return (struct span){name, length};
}

/* The times of an event in history are RFC 3339, as event_rows_add() has written them. */
static bool times_of_input(struct event *event, const struct span values[], int offset)
{
    bool good = instant_read(values[EVENT_AT], offset, &event->at);
    event->recorded_at = event->at;
    if (values[EVENT_RECORDED_AT].at != NULL)
        good = instant_read(values[EVENT_RECORDED_AT], offset, &event->recorded_at) && good;
    return good;
}

bool event_from_input(struct event *event, struct span values[EVENT_COLUMNS],
                      const struct event_plan *plan, struct span input, int offset,
                      struct arena *arena, struct fault *fault)
{
    struct object object = {.arena = arena};
    if (span_empty(input) || *input.at != '{' ||
        !lex_nested_object(input, "input", &object, arena, fault))
        return fault_set(fault, "bad_type", "input", "is not an object");
    for (size_t i = 0; i < plan->count; i++) {
        const struct member *member = object_find(&object, span_of(plan->columns[i].name));
        bool is_text = member != NULL && *member->value.at == '"';
        values[i] = is_text ? lex_string_text(member->value, arena) : SPAN_NONE;
    }
    *event = (struct event){
        .id = values[EVENT_ID],
        .case_id = values[EVENT_CASE],
        .values = values,
        .input = input,
        .raw = input,
    };
    if (event->id.at == NULL || values[EVENT_AT].at == NULL ||
        !times_of_input(event, values, offset))
        return fault_set(fault, "missing", "input", "has no id or no time");
    return true;
}
