/* What the report on holding has counted, of a ledger or of a part of one; its rows in a partial
 * and its tables. Private to the report. */
#ifndef H12_REPORT_HOLDING_PART_H
#define H12_REPORT_HOLDING_PART_H

#include "lib/report/cases.h"
#include "lib/report/groups.h"
#include "lib/report/holding_case.h"
#include "lib/report/received.h"

/* Of a holder. */
enum holder_measure {
    HELD_CASES,
    HELD_SPANS,
    HELD_RUNNING, /* of those: the case is there now */
    HELD_WORKDAYS,
    HELD_LONGEST, /* span, in working days */
    HOLDER_MEASURES
};

_Static_assert((int)HOLDER_MEASURES <= (int)MEASURES_MAX, "a group has room for all measures");

/* Of the cases one by one, beside what is counted by holder. */
enum holding_sum {
    SUM_CASES,
    SUM_REPEATS,    /* go with their earlier cases, whose days theirs are */
    SUM_HOLDERS,    /* of each case, each once */
    SUM_SPANS,      /* of all holders */
    SUM_WORKDAYS,   /* likewise */
    SUM_AT_UNITS,   /* cases that are there now */
    SUM_AT_HOTLINE, /* likewise */
    SUM_WAITING,    /* for a decision of the hotline on a return */
    SUM_OVERDUE,    /* late, and the clock runs */
    SUM_MISSED,     /* late, and it has stopped */
    SUM_NO_DEADLINE,
    SUM_PROVISIONAL,
    HOLDING_SUMS
};

struct holdings {
    const struct report_terms *terms;
    size_t limit; /* of the cases that are kept */
    uint64_t sums[HOLDING_SUMS];
    struct groups units; /* an empty key: not known */
    uint64_t hotline[HOLDER_MEASURES];
    uint64_t decisions[DECISION_STATES][DECISION_MEASURES];
    struct received received; /* of all cases */
    struct case_list list;    /* that are late */
    struct held_case held;    /* the record at hand */
    struct buffer title, days;
};

/* Puts the counts of a holder in. */
void holdings_put_holder(struct holdings *report, struct span holder,
                         const uint64_t counts[MEASURES_MAX]);
/* Puts the counts of a state to the sums, for a total or for another part. */
void holdings_put_decisions(uint64_t sums[], const uint64_t counts[]);
/* The sums of all holders. */
void holdings_sum_holders(const struct holdings *report, uint64_t sums[HOLDER_MEASURES]);

void holdings_tables(void *report, struct document *document);
void holdings_drill(void *report, struct document *document);

void holdings_write_rows(const struct holdings *report, struct buffer *out);
/* False where the row is none of this report's. */
bool holdings_read_row(void *report, struct record *row);

#endif
