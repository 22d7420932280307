/* `replies`: what units told citizen and hotline of their handling (art.15, 18(2)), what of it is
 * missing, and what the hotline's review made of it (art.12(1)). */
#ifndef H12_CASE_REPLIES_H
#define H12_CASE_REPLIES_H

#include "lib/record/json.h"
#include "lib/record/read.h"
#include "lib/rules/reply.h"

enum { REPLIES_MAX = 64, REPLY_UNITS = 16 };

/* What a review decided; `decision` is REPLY_UNDECIDED where there was none yet. */
struct review {
    enum reply_decision decision;
    instant at;
    struct span by, basis, reason;
    bool has_until;
    day_number until; /* by when what is promised is to be done */
    struct span to;   /* the unit that has the case now (art.15(5)) */
};

struct reply_entry {
    struct span reply; /* its id */
    enum reply_kind kind;
    int round; /* in which it came; 0: not said */
    struct span unit;
    struct span acting; /* art.7(2): who replied for that unit; SPAN_NONE: it did itself */
    instant at, recorded_at;
    struct span fields[REPLY_FIELDS]; /* as they came; times are RFC 3339 */
    bool is_judged;                   /* what is missing was looked at */
    bool is_complete;
    bool lacks[REPLY_FIELDS];
    bool told; /* the citizen was: else it was refused */
    bool has_verdict;
    bool on_time;                   /* of a final one: told by the time that the case was due */
    struct span parts[REPLY_UNITS]; /* co-handlers whose part was not there */
    size_t part_count;
    int same_words;       /* cases that were told the same words, this one among them */
    struct span flags;    /* raw JSON array */
    struct span proposal; /* raw JSON */
    struct review review;
};

struct replies {
    struct reply_entry entries[REPLIES_MAX];
    size_t count;
};

/* Reads the member; false with a fault. */
bool replies_read(struct record *record, struct replies *replies);
/* Sets the member. */
void replies_set(struct record *record, const struct replies *replies);

struct reply_entry *replies_find(struct replies *replies, struct span reply);
/* The final reply that waits for a review; NULL where none does. */
struct reply_entry *replies_pending(struct replies *replies);
/* How many approved replies have promised later work. */
int replies_promises(const struct replies *replies);

/* Writes the items that are missing (`["art.15(2)"]`, each once) and the members that they lack. */
void reply_write_missing(struct json *json, const struct reply_entry *entry);

#endif
