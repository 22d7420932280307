/* One case while h12-reply applies events to it: what the rules of art.12 and 15 look at, read
 * once, and what has changed, written back once. */
#ifndef H12_CASE_REPLY_CASE_H
#define H12_CASE_REPLY_CASE_H

#include "lib/case/assignment.h"
#include "lib/case/event_log.h"
#include "lib/case/holding.h"
#include "lib/case/replies.h"
#include "lib/rules/deadline.h"
#include "lib/rules/directory.h"
#include "lib/rules/return_request.h"

struct reply_signs;

/* The columns of the reply file, behind the four that all event files have; those of the fields of
 * art.15 stand in the order of enum reply_field. */
enum {
    REPLY_ROW_NAME = EVENT_OWN,
    REPLY_ROW_KIND,
    REPLY_ROW_UNIT,
    REPLY_ROW_FIELDS,
    REPLY_ROW_DECISION = REPLY_ROW_FIELDS + REPLY_FIELDS,
    REPLY_ROW_TO,
    REPLY_ROW_UNTIL,
    REPLY_ROW_OFFICER,
    REPLY_ROW_COLUMNS
};

/* What does not change from case to case. */
struct reply_desk {
    const struct reply_rules *rules;
    const struct deadline_rules *clock;
    const struct return_rules *returns;
    const struct directory *directory;
    const struct calendar *calendar; /* the city's */
    struct reply_signs *signs;
    instant now;
    bool automatic; /* apply proposals at once */
};

struct reply_case {
    const struct reply_desk *desk;
    struct record *record;
    struct event_log log; /* zero it once; its buffer is reused */
    enum state state;
    day_number received; /* tables are asked as of this day */
    struct assignment assignment;
    struct holding holding;
    struct replies replies;
    struct deadline_question question; /* the clock, with what was granted and promised */
};

/* Reads a case; false with a fault in the record. */
bool reply_case_read(struct reply_case *c, const struct reply_desk *desk, struct record *record,
                     enum state state);

/* The unit of a code or name as of the day of receipt; NULL where the directory knows none. */
const struct unit *reply_case_unit(const struct reply_case *c, struct span text);

/* The clock as it runs now. */
struct limit reply_case_limit(const struct reply_case *c);

/* What the rules ask about a reply. */
struct reply_facts reply_case_facts(const struct reply_case *c, const struct reply_entry *entry);
/* Its handling limit; false where it has none. */
bool reply_limit_day(const struct reply_entry *entry, day_number *day);

/* The co-handlers whose part is not there yet: in this round, and in those of which it is a
 * rework. */
void reply_case_note_parts(const struct reply_case *c, struct reply_entry *entry);

/* The case goes to somebody else, or stays: closes the history entry at hand with who had it so
 * long. */
void reply_case_pass(struct reply_case *c, instant at, enum state state, struct span lead);

/* Writes what has changed back into the record. */
void reply_case_write(struct reply_case *c);

#endif
