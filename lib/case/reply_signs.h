/* What a reply looks like beside others and beside its request: how long it is, how many cases were
 * told the same words, how many of the request's words it has. Measures only; what is flagged is
 * the rule's to say. */
#ifndef H12_CASE_REPLY_SIGNS_H
#define H12_CASE_REPLY_SIGNS_H

#include "lib/base/buffer.h"
#include "lib/record/events.h"
#include "lib/record/record.h"
#include "lib/rules/reply.h"
#include "lib/text/likeness.h"

/* Buffers that are reused from case to case; zero it once. */
struct reply_signs {
    struct likeness request;
    struct buffer text;
};

/* Notes in each reply of an event file, as `counted`, to how many cases of the file the same words
 * are said; what the shard before has counted, over more of them, stands. */
void reply_signs_count(struct reply_signs *signs, struct events *events);
/* Measures a reply that says these fields, of the case in the record; its words are said to
 * `counted` cases. */
struct reply_measures reply_signs_measure(struct reply_signs *signs, struct record *record,
                                          const struct span fields[], int64_t counted);
void reply_signs_release(struct reply_signs *signs);

/* The flags that show, as a JSON array in the record's arena; SPAN_NONE: none. */
struct span reply_signs_json(const struct reply_rules *rules, const struct reply_measures *measures,
                             struct record *record);

#endif
