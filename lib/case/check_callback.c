#include "lib/case/check_parts.h"

/* art.20: where the case stands with who asked is what the state says. */
static bool callback_fits(enum callback_outcome outcome, enum state state)
{
    switch (outcome) {
    case CALLBACK_DISSATISFIED:
        return state == STATE_VERIFYING || state == STATE_WITHDRAWN;
    case CALLBACK_SATISFIED:
    case CALLBACK_UPHELD:
    case CALLBACK_UNREACHED:
        return state == STATE_CLOSED;
    default:
        return state != STATE_VERIFYING && state != STATE_CLOSED;
    }
}

void check_callback(struct check *check)
{
    const struct callback *callback = &check->callback;
    if (!callback->present)
        return;
    /* A unit's refused rating of a closed case tells of nothing that it was rated before. */
    bool stands = callback->outcome == CALLBACK_OPEN && callback->tries == 0;
    if (!stands && !callback_fits(callback->outcome, check->state))
        check_finding(check, "callback_outcome", "callback", "art.20",
                      "is not what the state says");
    if ((callback->since != INSTANT_NONE) != (check->state == STATE_VERIFYING))
        check_finding(check, "callback_outcome", "callback", "art.20",
                      "does not say since when it is verified, or says it though it is not");
    for (size_t i = 0; i < callback->rating_count; i++) {
        const struct rating_entry *entry = &callback->ratings[i];
        bool rates = entry->outcome == RATING_CLOSED || entry->outcome == RATING_VERIFYING;
        if (entry->counted != rates ||
            (entry->counted && (entry->by == RATER_UNIT || !entry->has_satisfied)))
            check_finding(check, "rating_counted", "callback", "art.11(4)",
                          "counts a rating that rates nothing, or a unit's of itself, or leaves "
                          "out one that had a consequence");
    }
}
