#include "lib/rules/repeat.h"

/* The same matter at another place is another matter. */
static bool is_alike(const struct repeat_rules *rules, const struct earlier_case *earlier)
{
    return earlier->likeness >= rules->likeness && earlier->places != PLACES_DIFFER;
}

enum repeat repeat_decide(const struct repeat_rules *rules, const struct earlier_case *earlier)
{
    if (!is_alike(rules, earlier))
        return REPEAT_NONE;
    if (earlier->open)
        return REPEAT_FOLLOWS;
    return earlier->finished ? REPEAT_BAR : REPEAT_LINKED;
}

bool repeat_is_overuse(const struct repeat_rules *rules, int contacts)
{
    return contacts > rules->contacts;
}
