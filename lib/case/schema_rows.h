/* How the tables of the schema are written, and the tables of the members that are objects: one
 * file for each group of members. Private to the schema. */
#ifndef H12_CASE_SCHEMA_ROWS_H
#define H12_CASE_SCHEMA_ROWS_H

#include "lib/case/schema_shapes.h"

#include <stddef.h>

#define OPTIONAL(name, shape)                                                                      \
    {                                                                                              \
        name, shape, false, NULL, 0, NULL                                                          \
    }
#define REQUIRED(name, shape)                                                                      \
    {                                                                                              \
        name, shape, true, NULL, 0, NULL                                                           \
    }
#define WORD(name, words, count)                                                                   \
    {                                                                                              \
        name, SHAPE_WORD, false, words, count, NULL                                                \
    }
#define INNER(name, shape, members)                                                                \
    {                                                                                              \
        name, shape, false, NULL, 0, members                                                       \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, SHAPE_STRING, false, NULL, 0, NULL                                                   \
    }

extern const struct member_shape requester_shape[];
extern const struct member_shape acceptance_shape[];
extern const struct member_shape restriction_shape[];
extern const struct member_shape police_shape[];
extern const struct member_shape evidence_shape[];
extern const struct member_shape assignment_shape[];
extern const struct member_shape triage_shape[];
extern const struct member_shape alert_shape[];
extern const struct member_shape answer_shape[];
extern const struct member_shape promise_shape[];
extern const struct member_shape handover_shape[];
extern const struct member_shape deadline_shape[];
extern const struct member_shape return_shape[];
extern const struct member_shape extension_shape[];
extern const struct member_shape reply_shape[];
extern const struct member_shape callback_shape[];
extern const struct member_shape closing_shape[];
extern const struct member_shape supervision_shape[];
extern const struct member_shape supervision_item_shape[];

#endif
