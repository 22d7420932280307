#include "lib/case/holding.h"

#include "lib/case/history.h"

struct span holding_holder(enum state state, struct span lead)
{
    switch (state_holder(state)) {
    case HOLDER_LEAD:
        return lead;
    case HOLDER_HOTLINE:
        return SPAN("hotline");
    default:
        return SPAN_NONE;
    }
}

struct holding holding_read(struct record *record, enum state state, struct span lead,
                            instant assigned)
{
    struct reader top = read_top(record);
    struct history_walk walk = {.record = record};
    struct holding holding = {holding_holder(state, lead), INSTANT_NONE};
    while (history_next(&walk))
        if (object_find(walk.entry.object, SPAN("held")) != NULL ||
            span_is(read_string(&walk.entry, "event"), "reopened"))
            holding.since = read_instant(&walk.entry, "at");
    if (holding.since == INSTANT_NONE)
        holding.since =
            state_holder(state) == HOLDER_LEAD ? assigned : read_instant(&top, "received_at");
    return holding;
}

void holding_pass(struct holding *holding, struct json *entry, const struct calendar *calendar,
                  instant at, int offset, enum state state, struct span lead)
{
    struct holding before = *holding;
    holding->holder = holding_holder(state, lead);
    if (span_equal(before.holder, holding->holder))
        return;
    holding->since = at;
    if (before.holder.at == NULL || before.since == INSTANT_NONE)
        return;
    json_member_open(entry, "held", '{');
    json_member_string(entry, "by", before.holder);
    json_member_instant(entry, "from", before.since, offset);
    json_member_integer(
        entry, "workdays",
        workday_count(calendar, instant_day(before.since, offset), instant_day(at, offset)));
    json_close(entry, '}');
}
