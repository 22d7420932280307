/* The case as it stood after each entry of its history, as far as its clock goes by that: h12-check
 * looks whether a clock that does not follow from the case of today followed from an earlier one.
 * It knows nothing of the calendar or of the clock that is kept. */
#ifndef H12_CASE_CLOCK_PAST_H
#define H12_CASE_CLOCK_PAST_H

#include "lib/case/course.h"
#include "lib/case/replaced.h"
#include "lib/rules/deadline.h"

struct clock_past {
    const struct deadline_question *now; /* with all of the turns */
    struct history_walk walk;
    struct replaced_walk urgency, matter;
    struct course course;           /* the states that the case may have been in */
    struct deadline_question then;  /* the state is left to whoever asks, as are the turns */
    struct span lead;               /* SPAN_NONE: no unit had it yet */
    instant at;                     /* of the entry */
    size_t turns_least, turns_most; /* how many had happened: turns of one instant go either way */
    bool is_set;                    /* the tool that made the entry set the clock in the same run */
};

/* Begins before the first entry. `now` stays the caller's. */
void clock_past_start(struct clock_past *past, struct record *record, bool is_emergency,
                      const struct deadline_question *now);
/* Takes one more entry in; false after the last. */
bool clock_past_next(struct clock_past *past);

#endif
