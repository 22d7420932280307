/* `repeats`: the later requests that go with a case (art.28), so that whoever has it sees that it
 * was asked again, and whether anything in it is new. */
#ifndef H12_CASE_REPEATS_H
#define H12_CASE_REPEATS_H

#include "lib/record/json.h"
#include "lib/record/read.h"

#include <stdbool.h>

struct repeat_entry {
    struct span follower; /* its id */
    instant at;           /* when it was received */
    bool is_new;
};

/* Steps through the member; zero it, set `record`. */
struct repeat_walk {
    struct record *record;
    struct span array;
    const char *cursor;
    size_t index;
    bool started;
    struct reader reader;
    struct repeat_entry entry; /* the one at hand */
};
bool repeat_next(struct repeat_walk *walk);

/* How many there are. */
size_t repeats_count(struct record *record);

/* Writes one as an element of the member. */
void repeat_write(struct json *json, const struct repeat_entry *entry, int offset);

#endif
