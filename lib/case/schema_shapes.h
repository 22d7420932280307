/* The shapes of the case record's members, as h12-case(5) has them: tables, no code. Private to the
 * schema. */
#ifndef H12_CASE_SCHEMA_SHAPES_H
#define H12_CASE_SCHEMA_SHAPES_H

#include <stdbool.h>

enum shape {
    SHAPE_STRING,
    SHAPE_WORD,
    SHAPE_INSTANT,
    SHAPE_DAY,
    SHAPE_INTEGER,
    SHAPE_NUMBER, /* whole or not */
    SHAPE_BOOLEAN,
    SHAPE_OBJECT,
    SHAPE_STRINGS, /* an array of strings */
    SHAPE_OBJECTS, /* an array of objects */
};

/* One member of an object; a list of them ends with a row without a name. */
struct member_shape {
    const char *name;
    enum shape shape;
    bool required;
    const char *const *words; /* of SHAPE_WORD */
    int word_count;
    const struct member_shape *inner; /* of the object or objects; NULL: any */
};

/* The case itself. */
extern const struct member_shape case_shape[];

#endif
