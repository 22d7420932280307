/* From evidence to candidates: matter by territory gives units, and what speaks for the same unit
 * adds up, whichever its matter. Pure. */
#ifndef H12_RULES_RANKING_H
#define H12_RULES_RANKING_H

#include "lib/rules/directory.h"
#include "lib/rules/territory.h"

struct matter_weight {
    const struct matter *matter;
    double weight;
};

struct ranking {
    struct matter_weight matters[ROUTE_EVIDENCE_MAX]; /* the heaviest first */
    size_t matter_count;
    bool given; /* the record names the matter: there is but this one */
    double matter_score;
    struct territory territory;
    struct route_candidate candidates[ROUTE_CANDIDATES]; /* the best first */
    size_t candidate_count;
};

/* Reckons all of it as of a day. A weight divided by the sum of it, the next best weight and the
 * doubt is a score; what the record names itself is not in doubt. Ties go to the row that stands
 * first in the catalogue, then to the district that is named first. */
void route_rank(const struct route_rules *rules, const struct directory *directory,
                const struct catalogue *catalogue, day_number day,
                const struct route_evidence evidence[], size_t count, struct ranking *ranking);

#endif
