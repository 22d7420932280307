/* Who is responsible for a matter in a district, by the directory and the catalogue: the question
 * that routing and returns both ask. */
#ifndef H12_RULES_DUTIES_H
#define H12_RULES_DUTIES_H

#include "lib/rules/directory.h"
#include "lib/rules/return_request.h"

/* Whether a line is one of the matter's; an empty one never is. */
bool matter_has_line(const struct matter *matter, struct span line);

/* Adds the government of the district where the matter is territorial, and the city units of its
 * lines where it is vertical; a matter that is both has both (art.13(2)). `district` is a code or
 * empty. */
void duties_of_matter(const struct directory *directory, const struct matter *matter,
                      struct span district, day_number day, struct responsible *responsible);

/* Adds a unit whose own line of business is the matter's, at the level where the matter is handled:
 * in the case's district, or for the whole city. So the suggested unit's duties count beside the
 * table that sent the case (art.14, 16). */
void duties_of_unit(const struct unit *unit, const struct matter *matter, struct span district,
                    day_number day, struct responsible *responsible);

/* The unit that a matter goes to first, and how it was found. */
struct duty {
    const struct unit *lead; /* NULL: none */
    const struct unit *co[ROUTE_CO_MAX];
    size_t co_count; /* units of further lines that the matter has */
    enum duty_step step;
};

/* art.13(2): a territorial matter goes to its district's government, a vertical one to the city's
 * unit of its line, one that is both to the district where that is known. Where that leads nowhere:
 * the line of the matter above, then the district. `district` may be NULL. */
void duty_of(const struct directory *directory, const struct catalogue *catalogue,
             const struct matter *matter, const struct unit *district, day_number day,
             struct duty *duty);

/* Where and about whom a delegation is asked for. */
struct delegation {
    const struct matter *matter; /* NULL: not known */
    const struct unit *district; /* NULL: not known */
    const struct unit *office;   /* of the subdistrict or town that the text names, or NULL */
    const struct respondents *respondents; /* who is complained of never acts */
};

/* art.7(2): the unit below `lead` that would act for it: the one of the matter's line, in that
 * district or for the whole city, else the office. NULL: none. */
const struct unit *duty_delegate(const struct directory *directory, const struct unit *lead,
                                 const struct delegation *delegation, day_number day);

#endif
