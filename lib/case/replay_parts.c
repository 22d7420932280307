#include "lib/case/replay_parts.h"

static const struct {
    const char *event;
    enum replay_part with_input, without;
} parts[] = {
    {"accepted", REPLAY_INTAKE, REPLAY_INTAKE},
    {"review", REPLAY_INTAKE, REPLAY_INTAKE},
    {"declined", REPLAY_INTAKE, REPLAY_INTAKE},
    {"barred", REPLAY_INTAKE, REPLAY_INTAKE},
    {"explained", REPLAY_INTAKE, REPLAY_INTAKE},
    {"restricted", REPLAY_INTAKE, REPLAY_INTAKE},
    {"referred", REPLAY_INTAKE, REPLAY_INTAKE},
    {"assigned", REPLAY_UNKNOWN, REPLAY_CONSEQUENCE},
    {"triage", REPLAY_UNKNOWN, REPLAY_ROUTE},
    {"answered", REPLAY_UNKNOWN, REPLAY_ROUTE},
    {"alerted", REPLAY_UNKNOWN, REPLAY_CONSEQUENCE},
    {"route_decided", REPLAY_DECISION, REPLAY_CONSEQUENCE},
    {"handed_over", REPLAY_DECISION, REPLAY_CONSEQUENCE},
    {"alert_acknowledged", REPLAY_DECISION, REPLAY_CONSEQUENCE},
    {"return_requested", REPLAY_RETURN, REPLAY_CONSEQUENCE},
    {"return_decided", REPLAY_RETURN, REPLAY_CONSEQUENCE},
    {"staffing_opinion", REPLAY_RETURN, REPLAY_CONSEQUENCE},
    {"group_decision", REPLAY_RETURN, REPLAY_CONSEQUENCE},
    {"co_changed", REPLAY_UNKNOWN, REPLAY_CONSEQUENCE},
    {"extension_requested", REPLAY_EXTENSION, REPLAY_CONSEQUENCE},
    {"extension_decided", REPLAY_EXTENSION, REPLAY_CONSEQUENCE},
    {"rated", REPLAY_CALLBACK, REPLAY_UNKNOWN},
    {"verified", REPLAY_CALLBACK, REPLAY_UNKNOWN},
    {"withdrawn", REPLAY_CALLBACK, REPLAY_UNKNOWN},
    {"closing", REPLAY_CALLBACK, REPLAY_UNKNOWN},
    {"verifying", REPLAY_UNKNOWN, REPLAY_CONSEQUENCE},
    {"reopened", REPLAY_UNKNOWN, REPLAY_CONSEQUENCE},
    {"replied", REPLAY_REPLY, REPLAY_UNKNOWN},
    {"part_replied", REPLAY_REPLY, REPLAY_UNKNOWN},
    {"stage_replied", REPLAY_REPLY, REPLAY_UNKNOWN},
    {"reply_reviewed", REPLAY_REPLY, REPLAY_CONSEQUENCE},
    {"supervision_action", REPLAY_SUPERVISION, REPLAY_UNKNOWN},
    {"supervision_item", REPLAY_UNKNOWN, REPLAY_ITEM},
    {"urged", REPLAY_UNKNOWN, REPLAY_URGE},
};

struct span replay_input_of(const struct reader *entry)
{
    const struct member *input = object_find(entry->object, SPAN("input"));
    return input != NULL ? input->value : SPAN_NONE;
}

/* An older system may have closed a case, too: that is none of h12-callback's steps. */
static bool is_callbacks(const struct reader *entry)
{
    return span_is(read_string(entry, "by"), "h12-callback") ||
           span_is(read_string(entry, "basis"), "art.20");
}

enum replay_part replay_part_of(const struct reader *entry)
{
    struct span event = read_string(entry, "event");
    bool has_input = replay_input_of(entry).at != NULL;
    bool by_route = span_is(read_string(entry, "by"), "h12-route");
    if (has_input && span_is(read_string(entry, "by"), "h12-repeat"))
        return REPLAY_REPEAT;
    if (span_is(event, "assigned") && by_route)
        return REPLAY_ROUTE;
    if (span_is(event, "closed") && is_callbacks(entry))
        return REPLAY_CONSEQUENCE;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (span_is(event, parts[i].event))
            return has_input ? parts[i].with_input : parts[i].without;
    return REPLAY_UNKNOWN;
}
