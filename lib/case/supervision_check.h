/* Whether `supervision` is what history tells: its items, closed by actions that are there, its
 * actions, and the notices that were sent. */
#ifndef H12_CASE_SUPERVISION_CHECK_H
#define H12_CASE_SUPERVISION_CHECK_H

#include "lib/case/schema.h"

/* Of a record that fits the schema: `item_differs`, `item_closed`, `action_differs`,
 * `urges_differ`. Returns whether all was well. */
bool supervision_check(struct record *record, finding_function *found, void *context);

#endif
