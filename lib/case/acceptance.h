/* `acceptance`: what was decided of a request's acceptance, by which article, what was noticed, and
 * what a citizen is told. */
#ifndef H12_CASE_ACCEPTANCE_H
#define H12_CASE_ACCEPTANCE_H

#include "lib/record/json.h"
#include "lib/record/record.h"
#include "lib/rules/explanation.h"

/* The earlier case that a request repeats. */
struct repeated {
    struct span id;      /* SPAN_NONE: it repeats none */
    struct span closing; /* of a closed one: what its closing says, JSON; SPAN_NONE: nothing */
    int likeness;        /* of the texts, in hundredths */
    bool is_new;         /* the request says more than the earlier one */
    bool follows;        /* the earlier case is open: there is one order for both */
};

/* What the member says. */
struct acceptance {
    const struct acceptance_answer *answer;
    const struct flags *flags;
    const struct repeated *repeated; /* NULL: none */
    struct span flags_raw;           /* as they stand in the record, if they do */
    struct span proposal_raw;        /* the same */
    struct span reason;              /* an officer's words; SPAN_NONE: the answer's */
    instant explained_at;            /* INSTANT_NONE: not yet */
};

/* Who explains: the texts and the language. */
struct explaining {
    const struct explanations *explanations;
    int language;
};

/* A midnight on the day of receipt is a date without a time: what it dates followed the receipt.
 * INSTANT_NONE stays so. */
instant since_receipt(instant when, instant received, int offset);

/* Why nobody can have explained a decision at that instant; NULL where somebody can. */
const char *explained_wrongly(instant explained, instant received, instant now);

/* Nothing waits for a decision in a case that is declined or barred. */
void acceptance_lapse(struct record *record);

/* Writes the value. */
void acceptance_write(struct json *json, const struct acceptance *acceptance,
                      const struct explaining *explaining, int offset);

#endif
