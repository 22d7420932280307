/* What stands behind `struct columns`: for the files that fill it and those that work by it, nobody
 * else. */
#ifndef H12_REFERENCE_COLUMNS_TABLE_H
#define H12_REFERENCE_COLUMNS_TABLE_H

#include "lib/base/arena.h"
#include "lib/reference/columns.h"
#include "lib/reference/words.h"

/* What a map says of one field. */
struct map_rule {
    struct span header; /* SPAN_NONE: nothing */
    int prefix;         /* code points; 0: the whole cell */
    const char *format; /* of strptime; NULL: any known form */
};

struct columns {
    struct words words;
    struct map_rule rules[FIELDS];
    bool has_values[FIELDS]; /* the tables or the map have words for it */
    bool map_has_values[FIELDS];
    bool only;
    struct form_wish wish;
    int offset;
    struct arena arena;
};

/* Adds a word of a field and its code; `group` is the field's, or its group of the map. */
void columns_add_value(struct columns *columns, int group, enum field field, struct span from,
                       struct span to);

/* Reads a map over the tables; what is wrong with it is noted. */
void columns_read_map(struct columns *columns, const char *path, struct problems *problems);

#endif
