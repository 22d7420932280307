/* `alert`: art.13(3), the unit of a critical case is told at once, and says that it knows. Also the
 * line that goes to the unit, in which nobody's data is left. */
#ifndef H12_CASE_ALERT_H
#define H12_CASE_ALERT_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/rules/routing.h"

#include <stdbool.h>

struct alert {
    struct span basis, reason, policy;
    struct span unit;    /* a code */
    struct span contact; /* SPAN_NONE: the directory has none */
    instant at, response_due;
    instant acknowledged_at; /* INSTANT_NONE: not yet */
    struct span acknowledged_by;
};

/* An alert of a unit. `reason` is a literal. */
struct alert alert_of(const struct unit *unit, const char *reason, instant at,
                      instant response_due);

/* Reads the member; false where it is absent or wrong (then with a fault). */
bool alert_read(struct record *record, struct alert *alert);
/* Sets the member. */
void alert_set(struct record *record, const struct alert *alert);
/* Sets the member, and adds the entry `alerted` that keeps it to `history`. */
void alert_raise(struct record *record, const struct alert *alert, struct span by,
                 struct json *history);

/* Appends the line for the unit: what it has to know, masked, without the requester. */
void alert_line(struct record *record, const struct alert *alert, struct buffer *out);

#endif
