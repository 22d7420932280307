/* Lines in the order of their keys, however many there are: an external merge sort. What fits a
 * limit is sorted in memory; what doesn't goes, in sorted runs, to files without a name in TMPDIR
 * or /tmp, and is merged as it is handed out. Lines of one key keep the order in which they came.
 * Knows nothing of what lines and keys mean. */
#ifndef H12_RECORD_SORTER_H
#define H12_RECORD_SORTER_H

#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>

enum { SORTER_LIMIT = 4 * 1024 * 1024 }; /* for a tool that has 16 MiB */

/* `limit` is in bytes, of lines and keys in memory; one that is longer by itself is held all the
 * same. Beside it, merging takes 16 KiB and a key for each run, of which there are at most 31 of a
 * length, each length 32 times the one before. */
struct sorter;
struct sorter *sorter_new(size_t limit);

/* Takes a line in; both spans are copied. A temporary file that can't be made or written (a full
 * disk) is status 3 and named. */
void sorter_add(struct sorter *sorter, struct span key, struct span line);

/* Hands out the next line, by key as bytes; false at the end. It stands until the next call; after
 * the first one nothing can be added. Failures as above. */
bool sorter_next(struct sorter *sorter, struct span *line);

/* Frees it, and gives its files up; NULL is nothing. */
void sorter_free(struct sorter *sorter);

#endif
