#include "lib/case/check_parts.h"

/* art.16, 17: a request that waits is what the state says, and only a counted one has an outcome of
 * those articles. */
void check_returns(struct check *check)
{
    size_t pending = 0;
    for (size_t i = 0; i < check->returns.count; i++) {
        const struct return_entry *entry = &check->returns.entries[i];
        bool stands_apart = entry->outcome == OUTCOME_REFUSED || entry->apart != APART_NO;
        pending += entry->outcome == OUTCOME_PENDING && !return_is_of_assistant(entry);
        if (entry->counted == stands_apart)
            check_finding(check, "return_outcome", "returns", "art.14",
                          "a refused request counts, or one that was not refused does not");
    }
    bool waits = check->state >= STATE_RETURNING && check->state <= STATE_COORDINATING;
    if (pending != (waits ? 1 : 0))
        check_finding(check, "return_outcome", "returns", "art.16",
                      waits ? "not one request waits, though the state says so"
                            : "a request waits, though the state does not say so");
}
