/* The rows of an event file on their way in: out of CSV or NDJSON by the columns of the plan, each
 * an event of events.h or a reject. Private to events.h. */
#ifndef H12_RECORD_EVENTS_PARTS_H
#define H12_RECORD_EVENTS_PARTS_H

#include "lib/base/buffer.h"
#include "lib/record/events.h"
#include "lib/record/form.h"
#include "lib/record/lines.h"

/* A file while it is read. */
struct event_loading {
    struct events *events;
    const struct event_plan *plan;
    struct rejects *rejects;
    size_t capacity;
    int offset;
    int64_t counted; /* of the event at hand, by the shard before */
    struct buffer scratch;
};

/* Read all rows of a file, in one form or the other. */
void event_rows_of_csv(struct event_loading *loading, struct lines *lines, const struct form *form);
void event_rows_of_ndjson(struct event_loading *loading, struct lines *lines, struct form *form);

/* The plan's column of a header or member name; plan->count where it is none. */
size_t event_column_of(const struct event_plan *plan, struct span header);

/* Takes one event in, or rejects it. `values`, by column, are in the arena already; `more` are the
 * members that no column took, as JSON without braces. */
void event_rows_add(struct event_loading *loading, uint64_t line, struct span raw,
                    struct span values[], struct span more);
/* Refuses one and counts it. */
void event_rows_reject(struct event_loading *loading, uint64_t line, struct span raw,
                       const struct fault *fault);

#endif
