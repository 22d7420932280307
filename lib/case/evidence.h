/* The evidence and the candidates of a routing as JSON: table rows, members and offsets, never
 * copied text. */
#ifndef H12_CASE_EVIDENCE_H
#define H12_CASE_EVIDENCE_H

#include "lib/record/json.h"
#include "lib/rules/routing.h"

/* An array of `{"source","table","row","member","offset","weight"}`. */
void evidence_write(struct json *json, const struct route_evidence evidence[], size_t count);

/* An array of `{"unit","matter","score","reason"}`. */
void candidates_write(struct json *json, const struct route_candidate candidates[], size_t count);

#endif
