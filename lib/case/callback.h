/* `callback`: how the citizen rated the case (art.11(4)), and what the hotline found where they
 * were not satisfied (art.20). `closing`: the unit's document, the hotline's approval, and that the
 * citizen was told (art.28(1)). */
#ifndef H12_CASE_CALLBACK_H
#define H12_CASE_CALLBACK_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/rules/callback.h"

/* Each redo opens a round with a clock of its own: no more than a clock has room for. */
enum { RATINGS_MAX = 64, VERIFICATIONS_MAX = 10 };

/* Where a case stands with whoever asked. */
enum callback_outcome {
    CALLBACK_OPEN,      /* tried, not rated */
    CALLBACK_SATISFIED, /* or basically so */
    CALLBACK_DISSATISFIED,
    CALLBACK_REDO,
    CALLBACK_UPHELD,
    CALLBACK_UNREACHED,
    CALLBACK_OUTCOMES
};
extern const char *const callback_outcome_words[CALLBACK_OUTCOMES];

/* What was said on one occasion. */
struct rating_entry {
    struct span rating; /* its id */
    int round;          /* of the assignment, 0 where no unit ever had the case */
    enum rater by;
    struct span unit; /* of a unit that rates itself */
    instant at, recorded_at;
    bool reached, has_settled, has_satisfied;
    enum settled settled;
    enum satisfaction satisfied;
    struct span reason;
    enum rating_outcome outcome;
    enum rating_refusal refusal;
    bool counted;
    struct span policy;
};

struct verification_entry {
    struct span verification; /* its id */
    int round;
    enum finding_word finding;
    struct span officer, reason;
    instant at;
};

struct callback {
    bool present;
    enum callback_outcome outcome;
    int tries;          /* without success, of the current round */
    struct span rating; /* the id of the one that counts; SPAN_NONE: none does */
    instant since;      /* of a bad rating that is verified */
    instant closed_at;
    struct rating_entry ratings[RATINGS_MAX];
    size_t rating_count;
    struct verification_entry verifications[VERIFICATIONS_MAX];
    size_t verification_count;
};

/* Reads the member; false with a fault. */
bool callback_read(struct record *record, struct callback *callback);
/* Sets the member. */
void callback_set(struct record *record, const struct callback *callback);

/* The rating of that id, or NULL. */
const struct rating_entry *callback_find(const struct callback *callback, struct span rating);

/* Since when a bad rating waits to be verified, without reading the rest; INSTANT_NONE where none
 * does. */
instant callback_since(struct record *record);

struct closing {
    bool present;
    struct span unit; /* whose document it is, and that told the citizen */
    instant finished_at;
    struct span document;
    struct span approved_by;
    instant informed_at;
    struct span informed_by;
};

bool closing_read(struct record *record, struct closing *closing);
/* Sets the member, or takes it away where it is not `present`. */
void closing_set(struct record *record, const struct closing *closing);

#endif
