/* One case as the report on holding sees it: who has had it for how long, what of it the hotline
 * has decided or has to decide, and whether it is late. Read whole before anything of it is
 * counted. Private to the report. */
#ifndef H12_REPORT_HOLDING_CASE_H
#define H12_REPORT_HOLDING_CASE_H

#include "lib/case/hotline_decision.h"
#include "lib/case/state.h"
#include "lib/report/report.h"
#include "lib/report/shares.h"

/* The states in which a return waits for the hotline: returning, consulting, coordinating. */
enum { DECISION_STATES = STATE_COORDINATING - STATE_RETURNING + 1 };

/* Of the cases that wait in such a state, or were decided in it. */
enum decision_measure {
    WAITING,
    WAITING_LATE,  /* of those: the hotline is over its limit */
    WAITING_WORST, /* by so many working days at most */
    DECIDED,
    DECIDED_LATE,
    DECIDED_LATE_WORKDAYS,
    DECISION_MEASURES
};

struct held_case {
    struct case_head head;
    bool has_clock, has_due; /* of `has_clock`: h12-deadline has set it */
    bool provisional;        /* something of it rests on a year that no calendar covers */
    struct shares shares;
    uint64_t decisions[DECISION_STATES][DECISION_MEASURES];
    bool is_late, is_over; /* over: the clock has stopped */
    instant due_at;
    int late_workdays, late_days;
    struct returns returns; /* where history has decisions on them */
};

/* Reads the case; false with a fault. What it reads is the record's, and stays as long. */
bool held_case_read(struct held_case *held, const struct report_terms *terms,
                    struct record *record);

#endif
