/* Members of intake's that a later step writes anew. The step's entry of history keeps what they
 * were (`"replaced":{"matter":…}`) and which were not there (`"added":["district"]`), so that what
 * intake wrote can always be had back. */
#ifndef H12_CASE_REPLACED_H
#define H12_CASE_REPLACED_H

#include "lib/case/history.h"

#include <stdbool.h>

struct replaced {
    struct buffer was, added; /* JSON members, and strings; kept from case to case */
    struct json was_json, added_json;
};

/* Begins a step; zero the struct once. */
void replaced_start(struct replaced *replaced);
/* Sets a text member of the record, and notes what it was; the same text is no change. */
void replaced_set(struct replaced *replaced, struct record *record, const char *name,
                  struct span text);
/* Adds what was noted to the open entry of the step. */
void replaced_write(const struct replaced *replaced, struct json *entry);
void replaced_release(struct replaced *replaced);

/* What a member was before the steps that history tells of: the raw value, SPAN_NONE where it was
 * not there; its value now where none has written over it. */
struct span replaced_first(struct record *record, const struct member *member);

/* What a text member was, entry by entry. Zero it, set `ahead.record` and `name`. */
struct replaced_walk {
    struct history_walk ahead; /* at the next entry that has written over it */
    const char *name;
    bool is_found, ended;
    struct span raw;
};
/* The text after the first `count` entries of history, which never falls from call to call;
 * SPAN_NONE where it was not there, or no text. */
struct span replaced_after(struct replaced_walk *walk, size_t count);

#endif
