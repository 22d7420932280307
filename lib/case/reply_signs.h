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

/* Words that were said of a case, by their hashes. */
struct said {
    uint64_t words, of_case;
};

struct reply_signs {
    struct said *said; /* sorted, without repeats */
    size_t count;
    int counted; /* what was counted when the reply came, for a replay of it; 0: count */
    struct likeness request;
    struct buffer text;
};

/* Counts the words of all replies of an event file. */
void reply_signs_load(struct reply_signs *signs, const struct events *events);
/* Measures one that says these fields, of the case in the record. */
struct reply_measures reply_signs_measure(struct reply_signs *signs, struct record *record,
                                          const struct span fields[]);
void reply_signs_release(struct reply_signs *signs);

/* The flags that show, as a JSON array in the record's arena; SPAN_NONE: none. */
struct span reply_signs_json(const struct reply_rules *rules, const struct reply_measures *measures,
                             struct record *record);

#endif
