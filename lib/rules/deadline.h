/* The clock: art.14 and art.18, the statutory limits that art.14 yields to, extensions and redo
 * orders, and the inner limits beside it. Pure functions over plain structs; every number comes
 * from the policy's rules, every day from a calendar. */
#ifndef H12_RULES_DEADLINE_H
#define H12_RULES_DEADLINE_H

#include "lib/base/civil.h"
#include "lib/base/span.h"
#include "lib/rules/terms.h"
#include "lib/rules/workday.h"

#include <stdbool.h>
#include <stddef.h>

enum limit_unit { LIMIT_WORKDAY, LIMIT_DAY, LIMIT_HOUR, LIMIT_UNITS };
extern const char *const limit_unit_words[LIMIT_UNITS]; /* workday day hour */

enum statute_from { FROM_RECEIVED, FROM_ASSIGNED, FROM_ACCEPTED, FROM_WORDS };
extern const char *const statute_from_words[FROM_WORDS];

/* Another law's limit for a matter (art.14: "where laws provide otherwise, as they provide"). */
struct statute {
    struct span matter; /* a code; also serves the codes that begin with it */
    enum statute_from from;
    int limit;
    enum limit_unit unit;
    struct span law;
    struct span article;
};

struct deadline_rules {
    int limits[URGENCIES];         /* art.14: 1 to 7 working days */
    int return_windows[URGENCIES]; /* working days; the draft gives none */
    int designated_limit;          /* art.18: 5 working days */
    int extension_most;            /* working days that a proposal adds to them at most */
    int stage_every;               /* working days between reports on a case that is over them */
    int rework_limit;              /* working days of a unit to mend a reply (art.12(1)) */
    int decide_return;             /* working days of the hotline to decide a return (art.16) */
    int decide_designation;        /* and to designate (art.17: "within the set time") */
    int verify_within;             /* and to verify a bad rating (art.20) */
    int warn_workdays;             /* due_soon at so many left */
    int day_end;                   /* second of the day by which a day's work is due */
    int offset;                    /* local time, seconds east of UTC */
    const struct statute *statutes;
    size_t statute_count;
};

enum clock {
    CLOCK_ART14,
    CLOCK_STATUTE,
    CLOCK_ART18,
    CLOCK_EXTENSION,    /* art.18(2): a granted one */
    CLOCK_REDO,         /* art.20: begun anew */
    CLOCK_VERIFICATION, /* art.20: the hotline's own */
    CLOCK_PROMISE,      /* art.15(3), (6): work that an approved reply promises */
    CLOCKS
};
extern const char *const clock_words[CLOCKS]; /* art.14 ... redo verification promise */

enum clock_status {
    CLOCK_RUNNING,
    CLOCK_DUE_SOON,
    CLOCK_DUE_TODAY,
    CLOCK_OVERDUE,
    CLOCK_MET,
    CLOCK_MISSED,
    CLOCK_NO_CLOCK,
    CLOCK_STATUSES
};
extern const char *const clock_status_words[CLOCK_STATUSES];

/* What put one clock in the place of another. */
enum turn_kind {
    TURN_DESIGNATED,
    TURN_EXTENDED,
    TURN_REDO,
    TURN_PROMISED,
    TURN_VERIFYING, /* art.20: the hotline's own clock while it verifies a rating */
    TURN_UPHELD,    /* it found that what was done stands: the clock before goes on */
};

struct turn {
    enum turn_kind kind;
    instant at;
    day_number until; /* of an extension, and of a promise */
    instant asked;    /* likewise: the request, or the reply; INSTANT_NONE: not known */
    instant stopped;  /* the reply that had stopped the clock before it, INSTANT_NONE: none had */
};

/* Rounds of art.17 and 20, promises, and at most ten verifications and the one that is open; each
 * kind of turn leaves room for the others. */
enum { ROUNDS_MAX = 12, PROMISES_MAX = 12, VERIFYING_MAX = 22, TURNS_MAX = 58 };

/* What the clock of one case depends on. INSTANT_NONE where a thing has not happened. */
struct deadline_question {
    enum state state;
    enum urgency urgency;
    struct span matter; /* SPAN_NONE: not known */
    instant received;   /* by the hotline: art.14 runs from its day */
    instant accepted;
    instant first_assigned;       /* the first dispatch, for statutes that run from it */
    instant assigned;             /* the current round's */
    enum cause cause;             /* of the current round */
    bool designated;              /* art.17 */
    struct turn turns[TURNS_MAX]; /* in the order in which they happened */
    size_t turn_count;
    instant stopped;     /* the reply, or the answer, that stops the clock */
    instant last_stage;  /* the last report on how the case stands (art.18) */
    instant asked;       /* since when a return waits for the hotline's decision */
    bool must_designate; /* that decision is art.17's */
};

/* One clock of a case. */
struct limit {
    enum clock clock;
    const struct statute *statute; /* of CLOCK_STATUTE */
    int length;
    enum limit_unit unit;
    instant from;
    day_number due;
    instant due_at;
    bool provisional; /* rests, or its return_by does, on a year that no calendar covers */
};

enum earlier_verdict { EARLIER_LIFTED, EARLIER_MISSED, EARLIER_MET, EARLIER_VERDICTS };
extern const char *const earlier_words[EARLIER_VERDICTS]; /* lifted missed met */

struct earlier_clock {
    struct limit limit;
    instant replaced_at;
    enum earlier_verdict verdict; /* lifted: it still ran, and was not over */
};

struct deadline_answer {
    struct limit limit;           /* the clock by the contract's order */
    const struct statute *beside; /* a statute that is due before art.18: `limit.due` is its day */
    bool has_return_by;
    day_number return_by; /* the last day on which the unit may ask out (art.14) */
    instant return_by_at;
    bool has_inner_due;
    day_number inner_due; /* by when the unit is to mend its reply (art.12(1)) */
    bool has_stage_due;
    day_number stage_due; /* by when it is to report how the case stands (art.18) */
    bool has_decide_due;
    day_number decide_due;     /* by when the hotline is to decide (art.16, 17): its own limit */
    int decide_late_workdays;  /* after that day, up to now */
    const char *decide_policy; /* the member whose number it is */
    const char *limit_policy;  /* likewise of the limit itself; NULL: the regulation's */
    enum clock_status status;
    int left_workdays; /* while it runs: after today, up to the due day */
    int late_workdays; /* once late: after the due day, up to today or the stop */
    int late_days;
    struct earlier_clock earlier[TURNS_MAX + 1];
    int earlier_count;
};

/* The statute that applies to a matter: the row of the longest code that the matter begins with;
 * NULL where none does. */
const struct statute *statute_for(const struct deadline_rules *rules, struct span matter);

/* art.14: due by urgency from the day that the hotline received the request. */
struct limit limit_art14(const struct deadline_rules *rules, const struct calendar *calendar,
                         enum urgency urgency, instant received);
/* Another law's limit; `from` is the instant that its row names. */
struct limit limit_statute(const struct deadline_rules *rules, const struct calendar *calendar,
                           const struct statute *statute, instant from);
/* art.18: from the day of designation. */
struct limit limit_art18(const struct deadline_rules *rules, const struct calendar *calendar,
                         instant designated);

/* art.18(2): until a day that was granted, from the instant of the decision; where the hotline
 * decided so late that the day was over, from the request, which was in time. */
struct limit limit_extension(const struct deadline_rules *rules, const struct calendar *calendar,
                             instant asked, instant granted, day_number until);
/* art.20: by urgency from the day of the redo order. */
struct limit limit_redo(const struct deadline_rules *rules, const struct calendar *calendar,
                        enum urgency urgency, instant ordered);

/* art.15(3), (6): until the day that an approved reply named, from the instant of its approval;
 * where that came after the day, from the reply. */
struct limit limit_promise(const struct deadline_rules *rules, const struct calendar *calendar,
                           instant replied, instant approved, day_number until);

/* art.20: the hotline's own limit to verify, from the day of the rating. */
struct limit limit_verification(const struct deadline_rules *rules, const struct calendar *calendar,
                                instant since);

/* The hotline's own limit: to decide a return (art.16), or to designate (art.17). */
struct decide_limit {
    day_number due;
    instant due_at;
    const char *policy; /* the member whose number it is */
    bool provisional;   /* rests on a year that no calendar covers */
};

/* From the day on which the hotline was asked. */
struct decide_limit limit_decision(const struct deadline_rules *rules,
                                   const struct calendar *calendar, instant asked,
                                   bool must_designate);
/* How many working days after the limit `at` is: 0 up to it, and where only days off are between.
 */
int decide_late_workdays(const struct deadline_rules *rules, const struct calendar *calendar,
                         const struct decide_limit *limit, instant at);

/* Puts a turn among the others, in the order of time. */
void deadline_add_turn(struct deadline_question *question, struct turn turn);

/* Whether an approved reply has promised later work. */
bool deadline_is_promised(const struct deadline_question *question);

/* The last instant at which a unit may ask to be relieved (art.14): the n-th working day after the
 * assignment. False where there is none: after designation (art.18), in a rework or redo round.
 * `calendar` is the unit's own. */
bool return_window(const struct deadline_rules *rules, const struct calendar *calendar,
                   enum urgency urgency, enum cause cause, bool designated, instant assigned,
                   day_number *last_day, instant *last);

/* Overdue, due today, … at `now`; the rule that reports judge by as well. */
enum clock_status clock_status_at(const struct deadline_rules *rules,
                                  const struct calendar *calendar, instant due_at, instant stopped,
                                  instant now);

/* Only the clock, and what it replaced: the first step of deadline_reckon(). */
void deadline_reckon_clock(const struct deadline_rules *rules, const struct calendar *calendar,
                           const struct deadline_question *question,
                           struct deadline_answer *answer);

/* Where the clock of the answer stands, and by how many days: the last step. */
void deadline_stand(const struct deadline_rules *rules, const struct calendar *calendar,
                    instant stopped, instant now, struct deadline_answer *answer);

/* Everything at once. `unit_calendar` is the calendar of the unit that holds the case. */
void deadline_reckon(const struct deadline_rules *rules, const struct calendar *calendar,
                     const struct calendar *unit_calendar, const struct deadline_question *question,
                     instant now, struct deadline_answer *answer);

#endif
