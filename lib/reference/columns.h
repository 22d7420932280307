/* What the columns of an export mean: share/columns.csv (headers), share/values.csv (words to
 * codes), and a map of one export over both. Knows nothing of where the rows come from. */
#ifndef H12_REFERENCE_COLUMNS_H
#define H12_REFERENCE_COLUMNS_H

#include "lib/record/form.h"
#include "lib/reference/problems.h"
#include "lib/rules/fields.h"

struct columns;

/* Reads the tables of the share folder, and the map unless its path is NULL; what is wrong with
 * them is noted. Times without a zone are local to `offset`. */
struct columns *columns_load(const char *share, const char *map, int offset,
                             struct problems *problems);
void columns_free(struct columns *columns);

/* The code of a word of a field, by the map, else by the tables; SPAN_NONE where there is none. */
struct span columns_code(const struct columns *columns, enum field field, struct span text);

/* What the map says of the encoding and the delimiter, where `wish` says nothing. */
void columns_wish(const struct columns *columns, struct form_wish *wish);

#endif
