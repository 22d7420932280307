/* Who is responsible for a matter in a district, by the directory and the catalogue: the question
 * that routing and returns both ask. */
#ifndef H12_RULES_DUTIES_H
#define H12_RULES_DUTIES_H

#include "lib/rules/directory.h"
#include "lib/rules/return_request.h"

/* Adds the government of the district where the matter is territorial, and the city unit of its
 * line where it is vertical; a matter that is both has both (art.13(2)). `district` is a code or
 * empty. */
void duties_of_matter(const struct directory *directory, const struct matter *matter,
                      struct span district, day_number day, struct responsible *responsible);

/* Adds a unit whose own line of business is the matter's, at the level where the matter is handled:
 * in the case's district, or for the whole city. So the suggested unit's duties count beside the
 * table that sent the case (art.14, 16). */
void duties_of_unit(const struct unit *unit, const struct matter *matter, struct span district,
                    day_number day, struct responsible *responsible);

#endif
