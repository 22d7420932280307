/* Event files: what units, citizens and officers did, beside the stream of cases. CSV with a header
 * in English or Chinese, or NDJSON, told apart by the first byte; UTF-8 or GB18030. All events are
 * held in memory, found by their case, in the order of `recorded_at`. Knows nothing of what an
 * event means. */
#ifndef H12_RECORD_EVENTS_H
#define H12_RECORD_EVENTS_H

#include "lib/base/arena.h"
#include "lib/base/civil.h"
#include "lib/base/span.h"
#include "lib/record/fault.h"
#include "lib/record/rejects.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EVENT_COLUMNS = 40 };

/* The first four columns of every plan. */
enum { EVENT_ID, EVENT_CASE, EVENT_AT, EVENT_RECORDED_AT, EVENT_OWN };

struct event_column {
    const char *name;    /* as records spell it */
    const char *aliases; /* other headers, '|' between them; may be NULL */
    bool is_time;        /* read, and written RFC 3339 */
};

/* The words that a file may have for the codes of its columns: the code of one, SPAN_NONE where it
 * has none and stands for itself. What it returns has to last as long as the events. */
struct event_words {
    struct span (*code_of)(const void *context, size_t column, struct span text);
    const void *context;
};

struct event_plan {
    const struct event_column *columns; /* the first four: id, case, at, recorded_at */
    size_t count;
    /* Gives an event without an id of its own one, into the arena, or leaves it (may be NULL). */
    struct span (*name_event)(const struct span values[], struct arena *arena);
    const struct event_words *words; /* NULL: the file has codes only */
};

/* The name of an event without one of its own, for a plan's name_event: a request's is `request`;
 * what is said of it later, its `kind` being another than "request", is `request:kind`. */
struct span event_name_of(struct span request, struct span kind, struct arena *arena);

struct event {
    struct span id;
    struct span case_id;
    instant at;
    instant recorded_at;       /* `at` where the file has none */
    const struct span *values; /* by column; SPAN_NONE where empty */
    struct span input;         /* the whole event as a JSON object in the plan's order */
    struct span raw;           /* as it came, for rejects */
    uint64_t line;
    size_t order;    /* in the file */
    int64_t counted; /* by a tool over the whole file, or by the shard before; 0: nothing */
    bool matched;    /* its case was there */
    int verdict;     /* for whoever applies it */
};

struct events {
    const char *source;
    struct event *events;
    size_t count;
    struct event_index *index;
    struct arena arena;
    uint64_t read;     /* rows */
    uint64_t repeated; /* the same event again, left out */
    uint64_t rejected; /* malformed, or an id with other content */
};

/* An event as history keeps it, the JSON object `input`, back into the struct; `values` has room
 * for the plan's columns and serves as event->values. What is decoded goes to the arena. False with
 * a fault where it is none. */
bool event_from_input(struct event *event, struct span values[EVENT_COLUMNS],
                      const struct event_plan *plan, struct span input, int offset,
                      struct arena *arena, struct fault *fault);

/* Reads a whole file ("-": standard input). Malformed rows go to the rejects; a file that can't be
 * opened, a header with a name twice or without id, case and at is status 2. */
void events_load(struct events *events, const char *path, const struct event_plan *plan, int offset,
                 struct rejects *rejects);

/* The events of a case in order; NULL where there are none. */
struct event *events_of(const struct events *events, struct span case_id, size_t *count);

/* Appends an event whose case is not here as a line for the next shard: the input and, beside it in
 * `shard`, what was counted over the file, of which the next shard sees a part only. It is none of
 * the event's: history has no `shard`. */
void events_hand_on(const struct event *event, struct buffer *out);

/* Refuses one event. */
void events_reject(struct events *events, const struct event *event, const struct fault *fault,
                   struct rejects *rejects);

void events_release(struct events *events);

#endif
