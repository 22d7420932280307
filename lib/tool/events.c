#include "lib/tool/events.h"

#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/record/id_list.h"

#include <stdlib.h>
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

void event_option_take(const char **path, const char *option, const char *value)
{
    if (*path != NULL)
        die(STATUS_USAGE, "%s: one file a run, '%s' is a second", option, value);
    *path = value;
}

void event_feed_check(const struct run *run, const char *path, const char *option)
{
    const struct settings *settings = &run->settings;
    if (path == NULL && (settings->shard || settings->unmatched != NULL))
        die(STATUS_USAGE, "--shard and --unmatched go with %s", option);
    if (path != NULL && strcmp(path, "-") == 0 && reads_standard_input(settings))
        die(STATUS_USAGE, "standard input can't be the cases and the events at once");
    if (!settings->shard && settings->unmatched != NULL)
        die(STATUS_USAGE, "--unmatched FILE goes with --shard");
    if (settings->shard && settings->unmatched == NULL)
        die(STATUS_USAGE, "--shard needs --unmatched FILE, for the events of other cases");
}

/* The event file must not be written to. */
static void refuse_mix_up(const struct event_feed *feed, const char *path)
{
    struct stat events;
    if (strcmp(path, "-") == 0 || stat(path, &events) != 0)
        return;
    if (output_is_same_file(&feed->run->output, &events))
        die(STATUS_USAGE, "'%s' is the events and the output at once", path);
    if (rejects_is_same_file(&feed->run->rejects, &events))
        die(STATUS_USAGE, "'%s' is the events and the rejects at once", path);
    if (output_is_same_file(&feed->unmatched, &events))
        die(STATUS_USAGE, "'%s' is the events and --unmatched at once", path);
}

static void refuse_event(struct event_feed *feed, const struct event *event,
                         const struct fault *fault)
{
    feed->counts.rejected++;
    events_reject(&feed->events, event, fault, &feed->run->rejects);
    if (feed->run->settings.strict)
        feed->run->pump.stopped = true;
}

/* The record at hand is written or refused: now its events are counted. */
static void settle(void *context, bool written)
{
    struct event_feed *feed = context;
    size_t count = feed->current_count;
    feed->current_count = 0;
    for (size_t i = 0; i < count; i++) {
        const struct event *event = &feed->current[i];
        if (event->verdict == EVENT_REJECTED)
            continue; /* was counted when it was refused */
        if (!written) {
            struct fault fault = {0};
            fault_set(&fault, "case_rejected", "case", "the case's record was rejected");
            refuse_event(feed, event, &fault);
        } else if (event->verdict == EVENT_APPLIED) {
            feed->counts.applied++;
        } else if (event->verdict == EVENT_REFUSED) {
            feed->counts.refused++;
        } else {
            feed->counts.already_applied++;
        }
    }
}

static void mark_archived(void *context, struct span case_id)
{
    struct event_feed *feed = context;
    size_t count;
    const struct event *events = events_of(&feed->events, case_id, &count);
    for (size_t i = 0; events != NULL && i < count; i++)
        feed->archived[events - feed->events.events + (ptrdiff_t)i] = true;
}

/* The archive is gone through, not kept: it may have many times the cases of the events. */
static void find_archived(struct event_feed *feed)
{
    const struct settings *settings = &feed->run->settings;
    if (settings->archived_count == 0)
        return;
    feed->archived = memory_get_zeroed(feed->events.count + 1, sizeof *feed->archived);
    for (size_t i = 0; i < settings->archived_count; i++)
        id_list_read(settings->archived[i], mark_archived, feed);
}

void event_feed_open(struct event_feed *feed, struct run *run, const char *path,
                     const struct event_plan *plan)
{
    *feed = (struct event_feed){.run = path != NULL ? run : NULL};
    if (path == NULL)
        return;
    if (run->settings.shard)
        run_open_beside(run, &feed->unmatched, "--unmatched", run->settings.unmatched);
    refuse_mix_up(feed, path);
    events_load(&feed->events, path, plan, run->policy.deadline.offset, &run->rejects);
    find_archived(feed);
    feed->counts.read = feed->events.read;
    feed->counts.already_applied = feed->events.repeated;
    feed->counts.rejected = feed->events.rejected;
    if (feed->counts.rejected > 0 && run->settings.strict)
        run->pump.stopped = true;
    run->events = &feed->counts;
    run->pump.settled = settle;
    run->pump.settled_context = feed;
}

bool event_feed_take(struct event_feed *feed, struct record *record, struct span case_id)
{
    size_t count;
    if (feed->run == NULL)
        return false;
    struct event *events = events_of(&feed->events, case_id, &count);
    if (events == NULL)
        return false;
    if (events->matched)
        return fault_set(&record->fault, "duplicate_id", "id",
                         "a case that has events stands twice in the input");
    for (size_t i = 0; i < count; i++) {
        events[i].matched = true;
        events[i].verdict = EVENT_KNOWN;
    }
    feed->current = events;
    feed->current_count = count;
    return true;
}

/* How many from the first on were recorded at one instant. */
static size_t same_instant(const struct event *events, size_t count)
{
    size_t same = 1;
    while (same < count && events[same].recorded_at == events[0].recorded_at)
        same++;
    return same;
}

/* Applies in turn what has not been applied yet; returns how many changed the case. */
static size_t apply_waiting(struct event_feed *feed, struct event *events, size_t count,
                            apply_function *apply, void *context)
{
    size_t changes = 0;
    for (size_t i = 0; i < count; i++) {
        if (events[i].verdict != EVENT_REJECTED)
            continue;
        struct fault fault = {0};
        events[i].verdict = (int)apply(context, &events[i], &fault);
        if (fault_none(&feed->faults[i])) /* why not where it stands, whatever comes of it later */
            feed->faults[i] = fault;
        changes += events[i].verdict == EVENT_APPLIED || events[i].verdict == EVENT_REFUSED;
    }
    return changes;
}

/* Those of one instant: what can't be applied where it stands waits until nothing more can. Else
 * the next run, which finds the others in history, would apply it then. */
static size_t apply_instant(struct event_feed *feed, struct event *events, size_t count,
                            apply_function *apply, void *context)
{
    size_t changes = 0, more;
    while (feed->fault_capacity < count)
        feed->faults = memory_grow(feed->faults, feed->fault_capacity, &feed->fault_capacity,
                                   sizeof *feed->faults);
    for (size_t i = 0; i < count; i++) {
        events[i].verdict = EVENT_REJECTED;
        feed->faults[i] = (struct fault){0};
    }
    do {
        more = apply_waiting(feed, events, count, apply, context);
        changes += more;
    } while (more > 0 && count > 1);
    for (size_t i = 0; i < count; i++)
        if (events[i].verdict == EVENT_REJECTED)
            refuse_event(feed, &events[i], &feed->faults[i]);
    return changes;
}

size_t event_feed_apply(struct event_feed *feed, apply_function *apply, void *context)
{
    size_t changes = 0, count;
    for (size_t i = 0; i < feed->current_count; i += count) {
        struct event *first = &feed->current[i];
        count = same_instant(first, feed->current_count - i);
        changes += apply_instant(feed, first, count, apply, context);
    }
    return changes;
}

void event_feed_close(struct event_feed *feed)
{
    if (feed->run == NULL)
        return;
    for (size_t i = 0; i < feed->events.count && !feed->run->pump.stopped; i++) {
        const struct event *event = &feed->events.events[i];
        if (event->matched)
            continue;
        if (feed->archived != NULL && feed->archived[i]) {
            feed->counts.archived++;
            continue;
        }
        if (feed->run->settings.shard) {
            events_hand_on(event, &feed->unmatched.buffer);
            output_drain(&feed->unmatched);
            feed->counts.unmatched++;
            continue;
        }
        struct fault fault = {0};
        fault_set(&fault, "no_such_case", "case", "is not in the input");
        refuse_event(feed, event, &fault);
    }
    free(feed->archived);
    events_release(&feed->events);
    free(feed->faults);
}
