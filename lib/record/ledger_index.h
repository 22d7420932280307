/* Finds the cases of a ledger by id: each line's place in the file, in memory, at most 48 bytes a
 * case (72 while the table grows). Ids are told apart by their 64-bit hash. */
#ifndef H12_RECORD_LEDGER_INDEX_H
#define H12_RECORD_LEDGER_INDEX_H

#include "lib/base/buffer.h"
#include "lib/record/record.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger_place;

struct ledger_index {
    const char *path;
    int descriptor;
    struct ledger_place *places;
    size_t capacity; /* a power of two */
    uint64_t count;
    bool again;         /* the case that was found last had been asked for before */
    struct buffer line; /* of the case that was found last */
};

/* Reads a regular file whole; what can't be opened, or is no regular file, is status 2, a line that
 * is no case with an id, or an id that stands twice, is status 3. */
void ledger_index_load(struct ledger_index *index, const char *path, size_t max_line);

/* Parses the case of an id into `record` and notes that it was asked for; false where there is
 * none. The record stands until the next call. */
bool ledger_index_find(struct ledger_index *index, struct span id, struct record *record);

/* How many cases were not asked for. After it they are handed out by their number, from 0 in the
 * order of the file, and none can be found by id any longer. */
uint64_t ledger_index_left(struct ledger_index *index);
void ledger_index_read_left(struct ledger_index *index, uint64_t number, struct record *record);

void ledger_index_release(struct ledger_index *index);

#endif
