#include "lib/rules/alert.h"

enum { SECONDS_PER_HOUR = 3600 };

bool alert_is_due(enum urgency urgency, const struct matter *matter)
{
    return urgency == URGENCY_CRITICAL ||
           (matter != NULL && matter->urgency == (int)URGENCY_CRITICAL);
}

instant alert_response_due(const struct alert_rules *rules, instant at)
{
    return at + (instant)rules->response_hours * SECONDS_PER_HOUR;
}

day_number promise_reply_by(const struct promise_rules *rules, const struct deadline_rules *limits,
                            const struct calendar *calendar, enum urgency urgency,
                            day_number received)
{
    int limit = limits->limits[urgency];
    int workdays = rules->reply_workdays < limit ? rules->reply_workdays : limit;
    return workday_after(calendar, received, workdays);
}
