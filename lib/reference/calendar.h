/* Calendars: CSV `date,kind,name`, stacked, the later over the earlier. */
#ifndef H12_REFERENCE_CALENDAR_H
#define H12_REFERENCE_CALENDAR_H

#include "lib/reference/policy.h"
#include "lib/reference/problems.h"
#include "lib/rules/directory.h"

#include <stddef.h>

/* Loads the policy's calendars (below the share folder) and then `extra` files, and finishes the
 * table. What is wrong with a file is noted: bad dates, unknown kinds, a date twice in one file. */
void calendar_load_stack(struct calendar *calendar, const struct policy *policy, const char *share,
                         const char *const extra[], size_t extra_count, struct problems *problems);

/* Loads the city's stack, and with each overlay that a unit names on top of it. */
void calendars_load(struct calendars *calendars, const struct directory *directory,
                    const struct policy *policy, const char *share, const char *const extra[],
                    size_t extra_count, struct problems *problems);
void calendars_release(struct calendars *calendars);

#endif
