/* One case while h12-return applies events to it: what the rules of art.14 and 16 to 18 look at,
 * read once, and what has changed, written back once. */
#ifndef H12_CASE_RETURN_CASE_H
#define H12_CASE_RETURN_CASE_H

#include "lib/case/assignment.h"
#include "lib/case/event_log.h"
#include "lib/case/holding.h"
#include "lib/case/returns.h"
#include "lib/case/state.h"
#include "lib/rules/deadline.h"
#include "lib/rules/directory.h"

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
    instant assists_since[CO_MAX]; /* of each co-handler: when it was brought in */
    struct holding holding;
    struct returns returns;
    const struct unit *receivers[RECEIVERS_MAX];
    size_t receiver_count;
};

/* Reads a case; false with a fault in the record. */
bool return_case_read(struct return_case *c, const struct return_desk *desk, struct record *record,
                      enum state state);

/* The unit of a code or name as of the day of receipt; NULL where the directory knows none. */
const struct unit *return_case_unit(const struct return_case *c, struct span text);

/* When a unit that leads or assists received the case: the round's instant, or, of a co-handler
 * that came in another's place, that of the change. */
instant return_case_received(const struct return_case *c, struct span code);

/* The request that waits for a decision of art.16 or 17; NULL where none does. Requests that are
 * decided apart are not among them. */
struct return_entry *return_case_pending(struct return_case *c);

/* The case goes to somebody else, or stays: closes the history entry at hand with who had it so
 * long. */
void return_case_pass(struct return_case *c, instant at, enum state state, struct span lead);

/* Opens the next round, and lets lapse what co-handlers of the one before had asked. */
void return_case_open_round(struct return_case *c, enum cause cause,
                            const struct return_proposal *decision, struct span by, instant at);

/* Puts one unit in the place of a co-handler, or none (NULL); the round goes on. */
void return_case_change_assistant(struct return_case *c, size_t place, const struct unit *unit,
                                  const struct return_proposal *decision, struct span by,
                                  instant at);

/* Writes what has changed back into the record. */
void return_case_write(struct return_case *c);

#endif
