/* JSON as cJSON reads it: the second opinion of the harnesses. */
#ifndef H12_TESTS_FUZZ_JSON_H
#define H12_TESTS_FUZZ_JSON_H

#include "lib/base/span.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* The whole text as a tree, or NULL; cJSON_Delete() frees it. */
cJSON *json_read(struct span text);
/* Whether two trees say the same, members in the same order. (cJSON_Compare() finds a text with a
 * member twice unlike itself.) */
bool json_same(const cJSON *a, const cJSON *b);

#endif
