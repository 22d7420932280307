/* Typed readers over an indexed object. The first thing that is not as it should be is noted in
 * the record's fault and the reader goes on with "absent": a caller reads all that it needs and
 * asks once, `fault_none(&record->fault)`, whether it may go on. A member has one type or is
 * absent; null and "" are faults. */
#ifndef H12_RECORD_READ_H
#define H12_RECORD_READ_H

#include "lib/base/civil.h"
#include "lib/record/record.h"

struct reader {
    struct record *record;
    const struct object *object;
    const char *path; /* "" at the top, "assignment", "returns" */
    size_t index;     /* of an element of that array, from 0; else NOT_AN_ELEMENT */
};

#define NOT_AN_ELEMENT SIZE_MAX

struct reader read_top(struct record *record);

/* Absent: SPAN_NONE. The text is decoded. */
struct span read_string(const struct reader *reader, const char *name);
/* Absent: INSTANT_NONE. */
instant read_instant(const struct reader *reader, const char *name);
/* `YYYY-MM-DD`; false where absent. */
bool read_day(const struct reader *reader, const char *name, day_number *day);
int64_t read_integer(const struct reader *reader, const char *name, int64_t otherwise);
/* The raw text of a number of any kind; SPAN_NONE where absent. */
struct span read_number(const struct reader *reader, const char *name);
bool read_boolean(const struct reader *reader, const char *name, bool otherwise);
/* A reader of a nested object; false where absent. */
bool read_object(const struct reader *reader, const char *name, struct reader *inner);
/* The raw array; SPAN_NONE where absent. */
struct span read_array(const struct reader *reader, const char *name);
/* Steps through an array of objects: `*cursor` NULL and `*index` 0 at the start. */
bool read_next_object(const struct reader *reader, const char *name, struct span array,
                      const char **cursor, size_t *index, struct reader *inner);
/* Steps through an array of strings. */
bool read_next_string(const struct reader *reader, const char *name, struct span array,
                      const char **cursor, struct span *text);

/* The same string and instant, required: a fault `missing` where absent. */
struct span read_required_string(const struct reader *reader, const char *name);
instant read_required_instant(const struct reader *reader, const char *name);

/* The index of a string among `count` words, `otherwise` where absent; a fault `bad_value` where
 * it is none of them. */
int read_word(const struct reader *reader, const char *name, const char *const words[], int count,
              int otherwise);

/* Notes a fault against a member of this object. */
void read_fault(const struct reader *reader, const char *name, const char *code,
                const char *reason);

#endif
