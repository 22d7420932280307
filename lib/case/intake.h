/* The members that intake writes: from the fields of one request to a case record, as a new line
 * (out of CSV) or spliced into the line that came (out of NDJSON). Owns id to assigned_at, state,
 * acceptance, extra and the first entry of history. Knows no options and no files. */
#ifndef H12_CASE_INTAKE_H
#define H12_CASE_INTAKE_H

#include "lib/base/buffer.h"
#include "lib/base/hash.h"
#include "lib/record/record.h"
#include "lib/rules/acceptance.h"
#include "lib/rules/fields.h"

#include <stdbool.h>
#include <stddef.h>

enum { INTAKE_MEMBERS = 20, INTAKE_ID_LENGTH = 26 };

/* A member that was written: where its value stands in the buffer. */
struct intake_part {
    const char *name;
    size_t start;
    size_t end;
};

/* One run of intake. */
struct intake {
    instant now;
    int offset;                /* of the times that are written */
    struct hash_set *seen;     /* the ids so far */
    struct hash_set *archived; /* ids of cases elsewhere, owned by the caller; NULL: none */
    struct buffer scratch;
    struct buffer line; /* a record before it is spliced */
    struct intake_part parts[INTAKE_MEMBERS];
    size_t part_count;
};

void intake_start(struct intake *intake, instant now, int offset);
void intake_release(struct intake *intake);

/* What intake makes of a request's fields. */
struct intake_case {
    struct span id;
    char made_id[INTAKE_ID_LENGTH]; /* where the export has none */
    enum urgency urgency;           /* normal where the export does not say */
    struct acceptance_answer acceptance;
    instant at; /* of the acceptance */
};

/* Checks the fields and decides. False with a fault: `missing`, `bad_date`. `judged` points into
 * itself and the fields. */
bool intake_judge(struct intake *intake, const struct request_fields *fields,
                  struct intake_case *judged, struct fault *fault);

/* Counts the id as seen; false with a fault `duplicate_id` where it has been, or is archived. */
bool intake_claim(struct intake *intake, struct span id, struct fault *fault);

/* Whether the record is a case already, and the same claim for it. */
bool intake_is_case(const struct record *record);
bool intake_claim_case(struct intake *intake, struct record *record);

/* Appends the record of a request out of CSV, without a newline. */
void intake_write(struct intake *intake, const struct request_fields *fields,
                  const struct intake_case *judged, struct buffer *out);

/* The members of a JSON record as the columns of a row: those of an object `requester` as
 * `requester.name` and so on. Reused from record to record; zero it first. */
struct flat_record {
    struct span *names;
    struct span *cells;            /* "" for null, an object, a list */
    const struct member **members; /* the top-level member that holds it */
    struct span *values;           /* raw */
    size_t count;
    size_t capacity;
    struct object requester;
};

/* False with the record's fault. */
bool intake_flatten(struct record *record, struct flat_record *flat);
void flat_release(struct flat_record *flat);

/* Edits the record of a request out of NDJSON: members that a field took (`used`, one a column) are
 * replaced by intake's own; those that none took stay as they are, but for one with the name of a
 * member of intake's, which goes to `extra`. Adds to the fields' extras. */
void intake_splice(struct intake *intake, struct record *record, const struct flat_record *flat,
                   const bool *used, struct request_fields *fields,
                   const struct intake_case *judged);

#endif
