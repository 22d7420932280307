/* art.3: who may turn to the hotline, and whether the numbers that a requester gives can be right.
 * A wrong one is flagged and kept: nobody is refused for it. */
#ifndef H12_RULES_REQUESTER_H
#define H12_RULES_REQUESTER_H

#include "lib/rules/acceptance.h"

struct requester {
    struct span type; /* as records spell it; SPAN_NONE: not said */
    struct span name;
    struct span phone;
    struct span id_number;
};

/* Adds FLAG_BAD_PHONE and FLAG_BAD_ID_NUMBER where they are due; `today` is the latest date of
 * birth. */
void requester_check(const struct requester *requester, day_number today, struct flags *flags);

#endif
