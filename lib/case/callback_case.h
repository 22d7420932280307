/* One case while h12-callback applies events to it: what the rules of art.11(4), 20 and 28(1) look
 * at, read once, and what has changed, written back once. */
#ifndef H12_CASE_CALLBACK_CASE_H
#define H12_CASE_CALLBACK_CASE_H

#include "lib/case/assignment.h"
#include "lib/case/callback.h"
#include "lib/case/deadline.h"
#include "lib/case/event_log.h"
#include "lib/case/holding.h"
#include "lib/case/returns.h"
#include "lib/rules/directory.h"

/* What does not change from case to case. */
struct callback_desk {
    const struct callback_rules *rules;
    const struct deadline_rules *clock;
    const struct return_rules *returns;
    const struct directory *directory;
    const struct calendars *calendars;
    struct deadline_names names;
    instant now;
};

struct callback_case {
    const struct callback_desk *desk;
    struct record *record;
    struct event_log log; /* zero the whole once; buffers are reused */
    enum state was, state;
    day_number received; /* tables are asked as of this day */
    bool has_assignment;
    struct assignment assignment;
    struct holding holding;
    struct callback callback;
    struct closing closing;
    bool rated, closing_changed, clock_changed; /* which members are to be written */
    struct record outgoing;                     /* the case as it leaves, and its line: zero once */
    struct buffer line;
};

/* Reads a case; false with a fault in the record. */
bool callback_case_read(struct callback_case *c, const struct callback_desk *desk,
                        struct record *record, enum state state);

/* When a closed case was closed. */
instant callback_case_closed(const struct callback_case *c);

/* The steps that follow from an event: each adds its own entry to history. */
struct callback_step {
    struct span by, basis, reason, policy; /* SPAN_NONE leaves a member out */
    instant at;
};
void callback_case_close(struct callback_case *c, enum callback_outcome outcome,
                         const struct callback_step *step);
void callback_case_verify(struct callback_case *c, const struct callback_step *step);
/* Who leads the round that comes; nobody assists a unit that did not have the case before. */
void callback_case_choose(struct callback_case *c, const struct unit *unit);
/* Whoever leads has the case again. */
void callback_case_redo(struct callback_case *c, const struct callback_step *step);

/* The case goes on to whoever has it in that state: closes the history entry at hand with who had
 * it so long. */
void callback_case_pass(struct callback_case *c, instant at, enum state state);

/* Writes what has changed back into the record; false with a fault in the record. */
bool callback_case_write(struct callback_case *c);

void callback_case_release(struct callback_case *c);

/* art.20: where the hotline's own clock of a case that is verified stands now; a case whose
 * `callback` does not say since when is left alone. False with a fault in the record. */
bool callback_clock_set(const struct callback_desk *desk, struct record *record);

#endif
