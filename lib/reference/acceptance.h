/* The tables of acceptance, below share/acceptance: rules.csv (what makes a request suspect),
 * templates.csv (what is said to the citizen, one a ground) and advice.csv (where to turn to). */
#ifndef H12_REFERENCE_ACCEPTANCE_H
#define H12_REFERENCE_ACCEPTANCE_H

#include "lib/base/arena.h"
#include "lib/reference/problems.h"
#include "lib/rules/explanation.h"
#include "lib/rules/screening.h"

struct acceptance_tables {
    struct screening screening;
    struct explanations explanations;
    struct arena arena;
};

/* Reads all three; what is wrong with them is noted, a ground without a template too. */
void acceptance_load(struct acceptance_tables *tables, const char *share,
                     struct problems *problems);
void acceptance_release(struct acceptance_tables *tables);

#endif
