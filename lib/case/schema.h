/* The shape of a case record: the type of each member that a tool owns, and the words that it may
 * hold, as section 4 of man h12-case(5) lists them. Members that nobody owns are not looked at. It
 * knows nothing of what the members mean together. */
#ifndef H12_CASE_SCHEMA_H
#define H12_CASE_SCHEMA_H

#include "lib/record/read.h"

/* What is wrong with a case. */
struct finding {
    const char *code;   /* a literal such as "bad_type" */
    const char *field;  /* "returns[2].at" */
    const char *basis;  /* the article that is touched; NULL: none */
    const char *reason; /* never quotes what the record says */
};

/* Takes one finding; what it points to stands during the call only. */
typedef void finding_function(void *context, const struct finding *finding);

/* Holds a record against the schema and hands out all that is wrong: `missing`, `bad_type`,
 * `empty`, `bad_value`, `bad_date`, `duplicate_key`, `too_many_members`. Returns whether it was all
 * well. The record's own fault is none before and after. */
bool schema_check(struct record *record, finding_function *found, void *context);

#endif
