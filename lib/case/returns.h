/* `returns`: the requests of units to be relieved of the case, and what became of each. */
#ifndef H12_CASE_RETURNS_H
#define H12_CASE_RETURNS_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/rules/return_request.h"

enum { RETURNS_MAX = 64 };

enum return_outcome {
    OUTCOME_REFUSED,
    OUTCOME_PENDING, /* valid, waits for a decision */
    OUTCOME_TRANSFERRED,
    OUTCOME_CONTINUED,
    OUTCOME_JOINT,
    OUTCOME_DESIGNATED,
    OUTCOME_RELEASED, /* a co-handler need not assist any longer */
    OUTCOME_LAPSED,   /* not decided: a co-handler's when its round was over, or the case was */
    RETURN_OUTCOMES
};
extern const char *const return_outcome_words[RETURN_OUTCOMES];

/* Valid requests that do not count towards art.17. */
enum return_apart {
    APART_NO,
    APART_ASSISTANT, /* of a co-handler: decided apart, the lead goes on meanwhile */
    APART_HOUSE,     /* between a government and its own departments (art.7) */
    RETURN_APARTS
};
extern const char *const return_apart_words[RETURN_APARTS];

struct return_entry {
    struct span request; /* its id */
    struct span unit;
    struct span acting; /* art.7(2): who asked for that unit; SPAN_NONE: it did itself */
    instant at, recorded_at;
    struct span reason, basis, suggested_unit;
    bool counted;
    enum return_apart apart; /* why it does not count though it was not refused */
    enum return_outcome outcome;
    struct span refusal; /* why refused */
    struct span outcome_basis;
    struct span policy; /* the policy member whose number decided */
    struct span explanation;
    struct span proposal; /* raw JSON */
};

struct returns {
    struct return_entry entries[RETURNS_MAX];
    size_t count;
};

/* Reads the member; false with a fault. */
bool returns_read(struct record *record, struct returns *returns);
/* Sets the member. */
void returns_set(struct record *record, const struct returns *returns);
/* Has the requests that wait for a decision wait no longer, since the case is over, with the words
 * why. */
void returns_lapse(struct record *record, const char *why);

/* Whether it came from a co-handler. */
bool return_is_of_assistant(const struct return_entry *entry);

struct return_entry *returns_find(struct returns *returns, struct span request);
/* How many count towards art.17; `count_continued`: whether those that ended in art.16(2) do. */
int returns_counted(const struct returns *returns, bool count_continued);
/* The same while that request waited: those after it had not come yet, and what it would end in was
 * not known. */
int returns_counted_at(const struct returns *returns, const struct return_entry *waiting,
                       bool count_continued);

#endif
