/* `assignment`: the unit that holds the case, and why. */
#ifndef H12_CASE_ASSIGNMENT_H
#define H12_CASE_ASSIGNMENT_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/rules/terms.h"

#include <stdbool.h>

enum { CO_MAX = 16 };

/* art.7(2): a unit below the lead that acts for it; the lead stays accountable. */
struct acting {
    struct span unit; /* its code; SPAN_NONE: nobody acts */
    struct span basis;
};

struct assignment {
    int round;        /* from 1 */
    struct span lead; /* a unit's code */
    struct span co[CO_MAX];
    size_t co_count;
    struct acting acting;
    enum cause cause;
    struct span basis;
    struct span reason;
    struct span score; /* of a dispatch by the tables, a raw JSON number, SPAN_NONE: none */
    instant at;
    struct span evidence; /* a raw JSON array, SPAN_NONE: none */
};

/* Reads the member; false where it is absent or wrong (then with a fault). */
bool assignment_read(struct record *record, struct assignment *assignment);

/* The place of a unit among the co-handlers; co_count where it is none. */
size_t assignment_assistant(const struct assignment *assignment, struct span code);

/* What the acting unit says, it says for the lead: where `*unit` is the one that acts, the lead
 * takes its place, and who acts is returned. Else SPAN_NONE. */
struct span acting_for_lead(const struct acting *acting, struct span lead, struct span *unit);

/* Sets the member, and adds the entry that keeps it to `history` (an open JSON list of entries) but
 * for the evidence: that stands in the member, and where other evidence or none takes its place,
 * the entry has it as `earlier_evidence`. `more` are further members of the entry, joined by
 * commas, or SPAN_NONE. */
void assignment_set(struct record *record, const struct assignment *assignment, struct span by,
                    struct span more, struct json *history);

/* The same where the round goes on and only its co-handlers have changed: `co_changed`, at `at`. */
void assignment_change(struct record *record, const struct assignment *assignment, struct span by,
                       struct span basis, instant at, struct json *history);

/* Whether the member says what an entry of history says of the assignment, but for the evidence;
 * both as raw JSON out of the record. */
bool assignment_is_kept(struct record *record, struct span member, struct span entry);

#endif
