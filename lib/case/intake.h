/* The members that intake writes: from the fields of one request to a case record, as a new line
 * (out of CSV) or spliced into the line that came (out of NDJSON). Owns id to assigned_at, state,
 * acceptance, repeat_of, extra and the first entry of history. Knows no options and no files. */
#ifndef H12_CASE_INTAKE_H
#define H12_CASE_INTAKE_H

#include "lib/base/buffer.h"
#include "lib/base/hash.h"
#include "lib/case/acceptance.h"
#include "lib/case/known.h"
#include "lib/record/record.h"
#include "lib/rules/fields.h"
#include "lib/rules/screening.h"

#include <stdbool.h>
#include <stddef.h>

enum { INTAKE_MEMBERS = 24, INTAKE_ID_LENGTH = 26 };

/* A member that was written: where its value stands in the buffer. */
struct intake_part {
    const char *name;
    size_t start;
    size_t end;
};

/* One run of intake. */
struct intake {
    instant now;
    int offset; /* of the times that are written */
    const struct screening *screening;
    struct explaining explaining;
    struct hash_set *seen;     /* the ids so far */
    struct hash_set *archived; /* ids of cases elsewhere, the caller's; NULL: none */
    struct known *known;       /* the cases of earlier runs; NULL: they are not asked for */
    const struct repeat_rules *repeat_rules;
    struct buffer scratch;
    struct buffer line; /* a record before it is spliced */
    struct intake_part parts[INTAKE_MEMBERS];
    size_t part_count;
};

/* What intake goes by: the rules of the tables, and the language of explanations. */
void intake_start(struct intake *intake, instant now, int offset, const struct screening *screening,
                  const struct explaining *explaining);
void intake_release(struct intake *intake);

/* What intake makes of a request's fields. */
struct intake_case {
    struct span id;
    char made_id[INTAKE_ID_LENGTH]; /* where the export has none */
    int kind;                       /* enum kind; -1: neither the export nor the text says */
    enum urgency urgency;           /* normal where neither says */
    struct span confidential;       /* true, false, or SPAN_NONE */
    struct span unit;
    instant received_at;
    instant assigned_at; /* INSTANT_NONE: not yet */
    struct flags flags;
    struct acceptance_answer answer;
    struct repeated repeated;
    struct span by; /* who decided; SPAN_NONE: nobody */
    instant at;     /* of the acceptance */
};

/* Checks the fields and decides. False with a fault: `missing`, `bad_date`, `bad_value`,
 * `already_known`. `judged`
 * points into itself and the fields; words of the export that it does not go by join the fields'
 * extras. */
bool intake_judge(struct intake *intake, struct request_fields *fields, struct intake_case *judged,
                  struct fault *fault);

/* Counts the id as seen; false with a fault `duplicate_id` where it has been, or is archived. */
bool intake_claim(struct intake *intake, struct span id, struct fault *fault);
/* Takes a record of this run in, so that later requests can repeat it; nothing where the known
 * cases are not asked for. */
void intake_remember(struct intake *intake, struct span line);
void intake_remember_record(struct intake *intake, const struct record *record);

/* Says on stderr by its id that the rules found a case critical; false where they did not. */
bool intake_announce(const struct intake_case *judged);

/* Whether the record says that it is a case already: its `state` is one of ours. A row of somebody
 * else's may have a `state`, too. */
bool intake_is_case(struct record *record);
/* The same claim for a case; false with a fault also where it has no id or no time of receipt as
 * intake writes them: then it is somebody else's row after all, or damaged. */
bool intake_claim_case(struct intake *intake, struct record *record);

/* Appends the record of a request out of CSV, without a newline. */
void intake_write(struct intake *intake, const struct request_fields *fields,
                  const struct intake_case *judged, struct buffer *out);

/* Appends the record and returns where its entry of history stands; the parts say where the
 * members do. */
struct intake_part intake_write_members(struct intake *intake, const struct request_fields *fields,
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
