/* One case while it is checked, and the parts of the check, one for each thing that a case says of
 * itself. Private to the check. */
#ifndef H12_CASE_CHECK_PARTS_H
#define H12_CASE_CHECK_PARTS_H

#include "lib/case/callback.h"
#include "lib/case/check.h"
#include "lib/case/course.h"
#include "lib/case/extensions.h"
#include "lib/case/replies.h"
#include "lib/case/returns.h"
#include "lib/case/state.h"

struct check {
    const struct check_desk *desk;
    struct record *record;
    finding_function *found;
    void *context;
    bool well;
    struct reader top;
    enum state state;
    struct returns returns;
    struct callback callback;
    struct replies replies;
    struct extensions extensions;
    struct course course; /* what history tells of the state */
};

/* Hands a finding out: `basis` NULL where no article is touched. */
void check_finding(struct check *check, const char *code, const char *field, const char *basis,
                   const char *reason);
/* Whether the case has the member. */
bool check_has(const struct check *check, const char *name);

/* The state, what it requires and what it excludes. */
void check_state(struct check *check);
/* What history tells, against what the members say; fills check->course. */
void check_history(struct check *check);
/* The acceptance of art.8, 9 and 28, by itself and against check->course. */
void check_acceptance(struct check *check);
/* The requests of art.14 and 16 to 18 among themselves. */
void check_returns(struct check *check);
/* The replies of art.15 and their reviews. */
void check_replies(struct check *check);
/* The ratings and findings of art.11(4) and 20. */
void check_callback(struct check *check);
/* The alert of art.13(3), and that it was acknowledged. */
void check_alert(struct check *check);
/* The clock of art.14 and 18, reckoned anew. */
void check_clock(struct check *check);
/* The codes of matter, district and units, where there is a catalogue to look in. */
void check_tables(struct check *check);

#endif
