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

/* Notes a fault against a member of this object. */
void read_fault(const struct reader *reader, const char *name, const char *code,
                const char *reason);

/* The member of that name, or NULL. What reads a member by name is inline up to here, so that the
 * name's length and slot are known when this is compiled and an absent member costs next to
 * nothing; what goes on with the member that was found, by the same name, ends in `_found`. */
static inline const struct member *read_member(const struct reader *reader, const char *name)
{
    return object_find(reader->object, span_of(name));
}

/* Absent: SPAN_NONE. The text is decoded. */
struct span read_string_found(const struct reader *reader, const char *name,
                              const struct member *member);
static inline struct span read_string(const struct reader *reader, const char *name)
{
    const struct member *member = read_member(reader, name);
    return member == NULL ? SPAN_NONE : read_string_found(reader, name, member);
}

/* Absent: INSTANT_NONE. */
instant read_instant_found(const struct reader *reader, const char *name,
                           const struct member *member);
static inline instant read_instant(const struct reader *reader, const char *name)
{
    const struct member *member = read_member(reader, name);
    return member == NULL ? INSTANT_NONE : read_instant_found(reader, name, member);
}

/* `YYYY-MM-DD`; false where absent. */
bool read_day(const struct reader *reader, const char *name, day_number *day);

int64_t read_integer_found(const struct reader *reader, const char *name, int64_t otherwise,
                           const struct member *member);
static inline int64_t read_integer(const struct reader *reader, const char *name, int64_t otherwise)
{
    const struct member *member = read_member(reader, name);
    return member == NULL ? otherwise : read_integer_found(reader, name, otherwise, member);
}

/* The raw text of a number of any kind; SPAN_NONE where absent. */
struct span read_number_found(const struct reader *reader, const char *name,
                              const struct member *member);
static inline struct span read_number(const struct reader *reader, const char *name)
{
    const struct member *member = read_member(reader, name);
    return member == NULL ? SPAN_NONE : read_number_found(reader, name, member);
}

bool read_boolean_found(const struct reader *reader, const char *name, bool otherwise,
                        const struct member *member);
static inline bool read_boolean(const struct reader *reader, const char *name, bool otherwise)
{
    const struct member *member = read_member(reader, name);
    return member == NULL ? otherwise : read_boolean_found(reader, name, otherwise, member);
}

/* A reader of a nested object; false where absent. */
bool read_object_found(const struct reader *reader, const char *name, struct reader *inner,
                       const struct member *member);
static inline bool read_object(const struct reader *reader, const char *name, struct reader *inner)
{
    const struct member *member = read_member(reader, name);
    return member != NULL && read_object_found(reader, name, inner, member);
}

/* The raw array; SPAN_NONE where absent. */
struct span read_array_found(const struct reader *reader, const char *name,
                             const struct member *member);
static inline struct span read_array(const struct reader *reader, const char *name)
{
    const struct member *member = read_member(reader, name);
    return member == NULL ? SPAN_NONE : read_array_found(reader, name, member);
}

/* Steps through an array of objects: `*cursor` NULL and `*index` 0 at the start. */
bool read_next_object(const struct reader *reader, const char *name, struct span array,
                      const char **cursor, size_t *index, struct reader *inner);
/* Steps through an array of strings. */
bool read_next_string(const struct reader *reader, const char *name, struct span array,
                      const char **cursor, struct span *text);

/* The same string and instant, required: a fault `missing` where absent. */
static inline struct span read_required_string(const struct reader *reader, const char *name)
{
    struct span text = read_string(reader, name);
    if (text.at == NULL)
        read_fault(reader, name, "missing", "is missing");
    return text;
}

static inline instant read_required_instant(const struct reader *reader, const char *name)
{
    instant when = read_instant(reader, name);
    if (when == INSTANT_NONE)
        read_fault(reader, name, "missing", "is missing");
    return when;
}

/* The index of a string among `count` words, `otherwise` where absent; a fault `bad_value` where
 * it is none of them. */
int read_word_found(const struct reader *reader, const char *name, const char *const words[],
                    int count, int otherwise, const struct member *member);
static inline int read_word(const struct reader *reader, const char *name,
                            const char *const words[], int count, int otherwise)
{
    const struct member *member = read_member(reader, name);
    return member == NULL ? otherwise
                          : read_word_found(reader, name, words, count, otherwise, member);
}

#endif
