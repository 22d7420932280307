/* Whether the tables agree: what one names, another has to have. For tools that read several. */
#ifndef H12_REFERENCE_AGREEMENT_H
#define H12_REFERENCE_AGREEMENT_H

#include "lib/reference/policy.h"
#include "lib/reference/problems.h"
#include "lib/rules/directory.h"

/* Notes statutory limits and linkages of the policy for matters that the catalogue does not have
 * (they would never apply, and nobody would see it), and experts of the catalogue, read from
 * `matters`, and a duty unit of the policy that are no units of the directory. Tables with problems
 * of their own are not compared. */
void agreement_check(const struct policy *policy, const struct directory *directory,
                     const struct catalogue *catalogue, const char *matters,
                     struct problems *problems);

#endif
