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
    struct event *current;   /* those of the record at hand */
    size_t current_count;
    struct fault *faults; /* why those of one instant were not applied */
    size_t fault_capacity;
    bool *archived; /* by event: its case is in one of --archived; NULL: none was named */
};

/* Takes the option that names the event file. A second file would have its events lost in silence:
 * that is status 2. */
void event_option_take(const char **path, const char *option, const char *value);

/* Standard input for two things at once, or --shard without --unmatched or without an event file
 * (`path` NULL; `option` would name it), is status 2. Call it before run_open(). */
void event_feed_check(const struct run *run, const char *path, const char *option);

/* Loads the file, and looks in the files of --archived for its cases, after run_open(). `path`
 * NULL: there is none, and no case has events. */
void event_feed_open(struct event_feed *feed, struct run *run, const char *path,
                     const struct event_plan *plan);

/* Takes the events of a case up; false where there are none. A second record of the same id would
 * pass without them: that is a fault `duplicate_id` of the record. What becomes of the events
 * counts when the record is written; where it is rejected, they are, too. */
bool event_feed_take(struct event_feed *feed, struct record *record, struct span case_id);

typedef enum event_verdict apply_function(void *context, const struct event *event,
                                          struct fault *fault);
/* Applies each in turn; one that can't be applied where it stands is tried again behind the others
 * of its instant. Returns how many changed the case (applied or refused). */
size_t event_feed_apply(struct event_feed *feed, apply_function *apply, void *context);

/* Sets the events aside whose case was not there but is archived; refuses the others whose case was
 * not there, or with --shard writes them to --unmatched, which run_finish() puts in its place. */
void event_feed_close(struct event_feed *feed);

#endif
