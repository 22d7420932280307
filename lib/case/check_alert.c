#include "lib/case/alert.h"
#include "lib/case/check_parts.h"
#include "lib/case/history.h"

/* The last alert that history tells of, and when somebody said that it was heard. */
struct heard {
    bool was_raised;
    struct span unit;
    instant at, response_due, acknowledged_at;
};

static struct heard alert_of_history(struct record *record)
{
    struct history_walk walk = {.record = record};
    struct heard heard = {.acknowledged_at = INSTANT_NONE};
    struct reader alert;
    while (history_next(&walk)) {
        struct span event = read_string(&walk.entry, "event");
        if (span_is(event, "alerted") && read_object(&walk.entry, "alert", &alert))
            heard = (struct heard){true, read_string(&alert, "unit"), read_instant(&alert, "at"),
                                   read_instant(&alert, "response_due"), INSTANT_NONE};
        else if (span_is(event, "alert_acknowledged"))
            heard.acknowledged_at = read_instant(&walk.entry, "at");
    }
    return heard;
}

/* art.13(3). Only what is critical, or has the member, is looked at: the others were never alerted.
 */
void check_alert(struct check *check)
{
    struct alert alert;
    bool is_there = alert_read(check->record, &alert);
    if (!is_there && !span_is(read_string(&check->top, "urgency"), "critical"))
        return;
    struct heard heard = alert_of_history(check->record);
    bool same = is_there == heard.was_raised;
    if (same && is_there)
        same = span_equal(alert.unit, heard.unit) && alert.at == heard.at &&
               alert.response_due == heard.response_due &&
               alert.acknowledged_at == heard.acknowledged_at;
    if (!same)
        check_finding(check, "alert_differs", "alert", "art.13(3)", "is not what history tells of");
}
