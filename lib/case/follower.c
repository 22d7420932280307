#include "lib/case/follower.h"

#include "lib/case/state.h"

/* The flag of h12-intake; false where there is none that says so. */
static bool read_flag(const struct reader *top, bool *is_new)
{
    struct reader acceptance, flag;
    const char *cursor = NULL;
    size_t index = 0;
    if (!read_object(top, "acceptance", &acceptance))
        return false;
    struct span flags = read_array(&acceptance, "flags");
    while (read_next_object(&acceptance, "flags", flags, &cursor, &index, &flag)) {
        if (!span_is(read_string(&flag, "code"), "repeat"))
            continue;
        *is_new = read_boolean(&flag, "new", false);
        return read_boolean(&flag, "follows", false);
    }
    return false;
}

static bool is_parted(struct record *record)
{
    struct history_walk walk = {.record = record};
    while (history_next(&walk))
        if (span_is(read_string(&walk.entry, "event"), "parted"))
            return true;
    return false;
}

struct follower follower_read(struct record *record)
{
    struct reader top = read_top(record);
    struct follower follower = {.earlier = read_string(&top, "repeat_of")};
    if (follower.earlier.at == NULL)
        return follower;
    if (!read_flag(&top, &follower.is_new) || case_urgency(&top) == URGENCY_CRITICAL ||
        is_parted(record))
        follower.earlier = SPAN_NONE;
    return follower;
}

bool follower_is(struct record *record)
{
    return follower_read(record).earlier.at != NULL;
}

enum event_verdict follower_reject(struct fault *fault)
{
    return event_reject(fault, "wrong_state", "case",
                        "goes with its earlier case, the one of its 'repeat_of': say it of that");
}
