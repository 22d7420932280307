/* The columns of one header: which gives which field. Resolved once for a header; after that a row
 * costs no look-up but for its codes. */
#ifndef H12_REFERENCE_PLAN_H
#define H12_REFERENCE_PLAN_H

#include "lib/base/arena.h"
#include "lib/base/buffer.h"
#include "lib/reference/columns.h"
#include "lib/rules/fields.h"

#include <stdbool.h>
#include <stddef.h>

/* A column that gives a field, in order of priority within it. */
struct choice {
    enum field field;
    size_t rank;
    size_t column;
};

struct plan {
    const struct columns *columns;
    size_t count;       /* of columns */
    struct span *names; /* headers, trimmed; an empty one is named by its place */
    struct span *keys;  /* the same as JSON names, `"…":` */
    bool *used;         /* by the row at hand, whole and as a member of the record */
    struct choice *choices;
    size_t choice_count;
    size_t choice_capacity;
    size_t first_choice[FIELDS + 1];
    struct arena arena;
    struct arena row; /* what the row at hand is given anew */
    struct buffer scratch;
};

/* Resolves a header. A plan that was made before is made anew, in the same memory; zero it
 * first. */
void plan_make(struct plan *plan, const struct columns *columns, const struct span *names,
               size_t count);
/* Whether the plan was made for exactly these names. */
bool plan_is_for(const struct plan *plan, const struct span *names, size_t count);
/* Whether the header can be worked with: no name twice, the columns of the map and all required
 * fields there. Where not, `what` says what is wrong and what was found. */
bool plan_check(const struct plan *plan, struct buffer *what);
void plan_release(struct plan *plan);

/* Reads the cells of a row (as many as there are names) into the fields. They stand as long as the
 * cells, the plan and the columns do. Takes no extras. */
void plan_read(struct plan *plan, const struct span *cells, struct request_fields *fields);
/* Adds the cells that the row at hand did not use to the extras; empty ones are left out. */
void plan_add_rest(const struct plan *plan, const struct span *cells,
                   struct request_fields *fields);

#endif
