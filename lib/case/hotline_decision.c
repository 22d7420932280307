#include "lib/case/hotline_decision.h"

/* The entry that ends the wait in each of these states. */
static const struct {
    const char *event;
    enum state waited_in;
} endings[] = {
    {"return_decided", STATE_RETURNING},
    {"staffing_opinion", STATE_CONSULTING},
    {"group_decision", STATE_COORDINATING},
};

static bool has_to_designate(const struct returns *returns, const struct return_rules *rules,
                             struct span request)
{
    for (size_t i = 0; i < returns->count; i++)
        if (span_equal(returns->entries[i].request, request))
            return returns_counted_at(returns, &returns->entries[i], rules->count_continued) >=
                   rules->designation_returns;
    return false;
}

bool hotline_decision_read(const struct reader *entry, const struct reader *held,
                           const struct returns *returns, const struct return_rules *rules,
                           struct hotline_decision *decision)
{
    struct span event = read_string(entry, "event");
    if (!span_is(read_string(held, "by"), "hotline"))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!span_is(event, endings[i].event))
            continue;
        *decision = (struct hotline_decision){
            .waited_in = endings[i].waited_in,
            .asked = read_required_instant(held, "from"),
            .at = read_required_instant(entry, "at"),
        };
        decision->must_designate = decision->waited_in != STATE_RETURNING ||
                                   has_to_designate(returns, rules, read_string(entry, "request"));
        return true;
    }
    return false;
}
