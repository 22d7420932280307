/* What the overdue report has counted, of a ledger or of a part of one; its rows in a partial, for
 * another machine to add up, and its tables. Private to the report. */
#ifndef H12_REPORT_OVERDUE_PART_H
#define H12_REPORT_OVERDUE_PART_H

#include "lib/report/cases.h"
#include "lib/report/groups.h"
#include "lib/report/received.h"
#include "lib/report/report.h"

#include <stdbool.h>

/* Where a case stands: each open case counts in one of those up to NO_DEADLINE. */
enum measure {
    LATE_0, /* over its time, but no working day has passed since */
    LATE_1,
    LATE_2_3,
    LATE_4_7,
    LATE_OVER_7,
    DUE_TODAY,
    DUE_NEXT, /* up to the next working day, a day off before it included */
    LATER,
    STOPPED, /* provisionally, by a reply */
    NO_DEADLINE,
    PROVISIONAL, /* of the above: rests on a year that no calendar covers */
    OVERDUE,     /* derived from those above, when tables are made */
    OPEN,
    MEASURES
};

_Static_assert((int)MEASURES <= (int)MEASURES_MAX, "a group has room for all measures");

struct overdue {
    const struct report_terms *terms;
    day_number today, next_workday;
    bool next_is_guess;             /* no table covers the next working day */
    size_t limit;                   /* of the cases that are kept */
    struct groups units, districts; /* an empty key: not known */
    uint64_t states[STATES][MEASURES];
    uint64_t open, not_open;
    uint64_t repeats;         /* open, and one order with another case: contacts, and no work */
    uint64_t contacts;        /* that are open, each once */
    struct received received; /* of all cases */
    struct case_list cases;
    struct buffer title; /* masked, of the record at hand */
};

void overdue_sum_states(const struct overdue *report, uint64_t sums[MEASURES]);
/* The sum of a row's measures from the first up to that one. */
uint64_t overdue_sum_of(const uint64_t counts[], enum measure last);

void overdue_tables(void *report, struct document *document);
void overdue_drill(void *report, struct document *document);

void overdue_write_rows(const struct overdue *report, struct buffer *out);
/* False where the row is none of this report's. */
bool overdue_read_row(void *report, struct record *row);

#endif
