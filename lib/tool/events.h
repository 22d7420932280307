/* An event file beside the stream, the same for every tool that takes one: loaded before the first
 * record, handed out case by case, counted, and at the end whatever found no case is refused. */
#ifndef H12_TOOL_EVENTS_H
#define H12_TOOL_EVENTS_H

#include "lib/case/event_log.h"
#include "lib/record/events.h"
#include "lib/tool/run.h"

struct event_feed {
    struct run *run;
    struct events events;
    struct event_counts counts;
    struct output unmatched; /* with --shard */
};

/* Standard input for two things at once, or --shard without --unmatched, is status 2. Call it
 * before run_open(). */
void event_feed_check(const struct run *run, const char *path);

/* Loads the file, after run_open(). */
void event_feed_open(struct event_feed *feed, struct run *run, const char *path,
                     const struct event_plan *plan);

/* The events of a case, in order, NULL where there are none; a second record of the same id gets
 * none. */
struct event *event_feed_take(struct event_feed *feed, struct span case_id, size_t *count);

typedef enum event_verdict apply_function(void *context, const struct event *event,
                                          struct fault *fault);
/* Applies each in turn, counting; returns how many changed the case (applied or refused). */
size_t event_feed_apply(struct event_feed *feed, struct event *events, size_t count,
                        apply_function *apply, void *context);
/* Refuses the events of a record that can't be read. */
void event_feed_give_up(struct event_feed *feed, const struct event *events, size_t count);

/* Refuses the events whose case was not there, or with --shard writes them to --unmatched. */
void event_feed_close(struct event_feed *feed);

#endif
