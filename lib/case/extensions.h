/* `extensions`: a designated unit's requests for more time (art.18(2)), and what became of each. */
#ifndef H12_CASE_EXTENSIONS_H
#define H12_CASE_EXTENSIONS_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/rules/deadline.h"

enum { EXTENSIONS_MAX = 12 };

enum extension_outcome {
    EXTENSION_REFUSED,
    EXTENSION_PENDING, /* valid, waits for a decision */
    EXTENSION_GRANTED,
    EXTENSION_DENIED,
    EXTENSION_OUTCOMES
};
extern const char *const extension_outcome_words[EXTENSION_OUTCOMES];

struct extension_entry {
    struct span request; /* its id */
    struct span unit;
    struct span acting; /* art.7(2): who asked for that unit; SPAN_NONE: it did itself */
    instant at, recorded_at;
    bool has_until, has_granted;
    day_number until; /* asked for */
    struct span reason;
    enum extension_outcome outcome;
    struct span refusal;
    struct span outcome_basis;
    struct span policy;      /* the policy member whose number decided */
    struct span explanation; /* of the decision */
    day_number granted_until;
    instant decided_at;
    struct span proposal; /* raw JSON */
};

struct extensions {
    struct extension_entry entries[EXTENSIONS_MAX];
    size_t count;
};

/* Reads the member; false with a fault. */
bool extensions_read(struct record *record, struct extensions *extensions);
/* Sets the member. */
void extensions_set(struct record *record, const struct extensions *extensions);

struct extension_entry *extensions_find(struct extensions *extensions, struct span request);

/* Puts the granted ones among the turns of a clock, in the order of time. */
void extensions_add_turns(const struct extensions *extensions, struct deadline_question *question);

#endif
