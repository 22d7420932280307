/* Applies the events of h12-return to one case: requests of units (art.14), and the hotline's
 * decisions on them (art.16 to 18). Reads the record into the rules' structs, writes the answers
 * back. */
#ifndef H12_CASE_RETURN_EVENTS_H
#define H12_CASE_RETURN_EVENTS_H

#include "lib/case/assignment.h"
#include "lib/case/event_log.h"
#include "lib/case/returns.h"
#include "lib/case/state.h"
#include "lib/rules/deadline.h"
#include "lib/rules/directory.h"

/* The columns of the request file, behind the four that all event files have. */
enum {
    RETURN_KIND = EVENT_OWN,
    RETURN_REQUEST,
    RETURN_UNIT,
    RETURN_REASON,
    RETURN_BASIS,
    RETURN_SUGGESTED_UNIT,
    RETURN_DECISION,
    RETURN_TO,
    RETURN_CO,
    RETURN_OFFICER,
    RETURN_COLUMNS
};
extern const struct event_plan return_event_plan;

/* What does not change from case to case. */
struct return_desk {
    const struct return_rules *rules;
    const struct deadline_rules *clock;
    const struct directory *directory;
    const struct catalogue *catalogue;
    const struct calendars *calendars;
    instant now;
    bool automatic; /* apply proposals at once */
};

/* One case while its events are applied. */
struct return_case {
    const struct return_desk *desk;
    struct record *record;
    struct event_log log; /* zero it once; its buffer is reused */
    enum state state;
    enum urgency urgency;
    bool designated;
    struct span district;
    const struct matter *matter; /* NULL: not known */
    day_number received;         /* tables are asked as of this day */
    struct assignment assignment;
    struct returns returns;
    const struct unit *receivers[RECEIVERS_MAX];
    size_t receiver_count;
};

/* Reads a case; false with a fault in the record. */
bool return_case_read(struct return_case *c, const struct return_desk *desk, struct record *record,
                      enum state state);
/* Applies one event; the fault says why it is rejected. */
enum event_verdict return_case_apply(struct return_case *c, const struct event *event,
                                     struct fault *fault);
/* Writes what has changed back into the record. */
void return_case_write(struct return_case *c);

#endif
