#include "lib/case/acceptance_measures.h"

/* `restriction` and `police` as members. */
static struct span write_measure(const struct acceptance_case *c, const struct event *event,
                                 enum ground ground, instant from, instant until)
{
    struct buffer value = {0};
    struct json json = {.out = &value};
    int offset = c->record->offset;
    json_open(&json, '{');
    json_member_word(&json, "basis", ground_words[ground]);
    json_member_instant(&json, "at", event->recorded_at, offset);
    json_member_string(&json, "by", event->values[DECIDE_OFFICER]);
    json_member_string(&json, "reason", event->values[DECIDE_REASON]);
    json_member_instant(&json, "from", from, offset);
    json_member_instant(&json, "until", until, offset);
    json_close(&json, '}');
    struct span kept = arena_span(&c->record->arena, buffer_span(&value));
    buffer_release(&value);
    return kept;
}

static void log_measure(struct acceptance_case *c, const struct event *event, const char *name,
                        enum ground ground)
{
    event_log_begin(&c->log, event, name, event->values[DECIDE_OFFICER],
                    span_of(ground_words[ground]));
    event_log_end(&c->log, event);
}

bool acceptance_restrict(struct acceptance_case *c, const struct event *event, struct fault *fault)
{
    const struct span *values = event->values;
    instant from = event->recorded_at;
    instant until = INSTANT_NONE;
    if (values[DECIDE_FROM].at != NULL)
        instant_read(values[DECIDE_FROM], c->record->offset, &from);
    instant_read(values[DECIDE_UNTIL], c->record->offset, &until);
    if (values[DECIDE_REASON].at == NULL)
        return fault_set(fault, "missing", "reason", "is missing");
    if (until == INSTANT_NONE)
        return fault_set(fault, "missing", "until", "is missing: a restriction has an end");
    if (from >= until || until - from > (instant)c->desk->restriction_days * SECONDS_PER_DAY)
        return fault_set(fault, "bad_value", "until", "is not within %d days from the start",
                         c->desk->restriction_days);
    if (c->urgency == URGENCY_CRITICAL)
        return fault_set(fault, "wrong_state", "case", "is critical: no emergency is restricted");
    c->restriction = write_measure(c, event, GROUND_OVERUSE, from, until);
    log_measure(c, event, "restricted", GROUND_OVERUSE);
    return true;
}

bool acceptance_refer(struct acceptance_case *c, const struct event *event, struct fault *fault)
{
    if (event->values[DECIDE_REASON].at == NULL)
        return fault_set(fault, "missing", "reason", "is missing");
    c->police = write_measure(c, event, GROUND_UNLAWFUL, INSTANT_NONE, INSTANT_NONE);
    log_measure(c, event, "referred", GROUND_UNLAWFUL);
    return true;
}
