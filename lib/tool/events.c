#include "lib/tool/events.h"

#include "lib/base/die.h"

#include <string.h>

static bool reads_standard_input(const struct settings *settings)
{
    if (settings->file_count == 0)
        return true;
    for (size_t i = 0; i < settings->file_count; i++)
        if (strcmp(settings->files[i], "-") == 0)
            return true;
    return false;
}

void event_feed_check(const struct run *run, const char *path)
{
    if (strcmp(path, "-") == 0 && reads_standard_input(&run->settings))
        die(STATUS_USAGE, "standard input can't be the cases and the events at once");
    if (!run->settings.shard && run->settings.unmatched != NULL)
        die(STATUS_USAGE, "--unmatched FILE goes with --shard");
    if (run->settings.shard && run->settings.unmatched == NULL)
        die(STATUS_USAGE, "--shard needs --unmatched FILE, for the events of other cases");
}

static void refuse(bool mixed_up, const char *path, const char *roles)
{
    if (mixed_up)
        die(STATUS_USAGE, "'%s' is %s at once", path, roles);
}

/* The event file and --unmatched must not be any other file of the run. */
static void refuse_mix_ups(const struct event_feed *feed, const char *path)
{
    const struct run *run = feed->run;
    const struct output *unmatched = &feed->unmatched;
    const char *left = run->settings.unmatched;
    struct stat events;
    if (strcmp(path, "-") != 0 && stat(path, &events) == 0) {
        refuse(output_is_same_file(&run->output, &events), path, "the events and the output");
        refuse(output_is_same_file(unmatched, &events), path, "the events and --unmatched");
    }
    if (left == NULL)
        return;
    refuse(run->settings.output != NULL && strcmp(left, run->settings.output) == 0, left,
           "--unmatched and the output");
    if (!unmatched->target_existed)
        return;
    refuse(rejects_is_same_file(&run->rejects, &unmatched->target_stat), left,
           "--unmatched and the rejects");
    refuse(output_is_same_file(&run->output, &unmatched->target_stat), left,
           "--unmatched and the output");
    for (size_t i = 0; i < run->pump.source_count; i++)
        refuse(output_is_same_file(unmatched, &run->pump.sources[i].status), left,
               "--unmatched and an input");
}

void event_feed_open(struct event_feed *feed, struct run *run, const char *path,
                     const struct event_plan *plan)
{
    *feed = (struct event_feed){.run = run};
    if (run->settings.shard)
        output_open(&feed->unmatched, run->settings.unmatched);
    refuse_mix_ups(feed, path);
    events_load(&feed->events, path, plan, run->policy.deadline.offset, &run->rejects);
    feed->counts.read = feed->events.read;
    feed->counts.already_applied = feed->events.repeated;
    feed->counts.rejected = feed->events.rejected;
    if (feed->counts.rejected > 0 && run->settings.strict)
        run->pump.stopped = true;
    run->events = &feed->counts;
}

struct event *event_feed_take(struct event_feed *feed, struct span case_id, size_t *count)
{
    struct event *events = events_of(&feed->events, case_id, count);
    if (events == NULL || events->matched)
        return NULL;
    for (size_t i = 0; i < *count; i++)
        events[i].matched = true;
    return events;
}

static void refuse_event(struct event_feed *feed, const struct event *event,
                         const struct fault *fault)
{
    feed->counts.rejected++;
    events_reject(&feed->events, event, fault, &feed->run->rejects);
    if (feed->run->settings.strict)
        feed->run->pump.stopped = true;
}

size_t event_feed_apply(struct event_feed *feed, struct event *events, size_t count,
                        apply_function *apply, void *context)
{
    size_t changes = 0;
    for (size_t i = 0; i < count; i++) {
        struct fault fault = {0};
        switch (apply(context, &events[i], &fault)) {
        case EVENT_APPLIED:
            feed->counts.applied++;
            changes++;
            break;
        case EVENT_REFUSED:
            feed->counts.refused++;
            changes++;
            break;
        case EVENT_KNOWN:
            feed->counts.already_applied++;
            break;
        case EVENT_REJECTED:
            refuse_event(feed, &events[i], &fault);
            break;
        }
    }
    return changes;
}

void event_feed_give_up(struct event_feed *feed, const struct event *events, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct fault fault = {0};
        fault_set(&fault, "case_rejected", "case", "the case's record was rejected");
        refuse_event(feed, &events[i], &fault);
    }
}

void event_feed_close(struct event_feed *feed)
{
    for (size_t i = 0; i < feed->events.count && !feed->run->pump.stopped; i++) {
        const struct event *event = &feed->events.events[i];
        if (event->matched)
            continue;
        if (feed->run->settings.shard) {
            buffer_add_span(&feed->unmatched.buffer, event->input);
            buffer_add_byte(&feed->unmatched.buffer, '\n');
            output_drain(&feed->unmatched);
            feed->counts.unmatched++;
            continue;
        }
        struct fault fault = {0};
        fault_set(&fault, "no_such_case", "case", "is not in the input");
        refuse_event(feed, event, &fault);
    }
    if (feed->run->settings.shard) {
        output_commit(&feed->unmatched);
        buffer_release(&feed->unmatched.buffer);
    }
    events_release(&feed->events);
}
