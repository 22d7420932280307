#include "lib/record/events.h"

#include "lib/base/die.h"
#include "lib/base/hash.h"
#include "lib/base/memory.h"
#include "lib/record/events_parts.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* From a text to a place in the array: open addressing. */
struct slot {
    size_t place; /* plus one; 0 is empty */
};

struct event_index {
    struct slot *slots;
    size_t capacity; /* a power of two */
};

static size_t slot_of(const struct event_index *index, struct span text)
{
    return (size_t)hash_64(text) & (index->capacity - 1);
}

static struct event_index *index_new(size_t count)
{
    struct event_index *index = memory_get_zeroed(1, sizeof *index);
    index->capacity = 16;
    while (index->capacity < 2 * count)
        index->capacity *= 2;
    index->slots = memory_get_zeroed(index->capacity, sizeof *index->slots);
    return index;
}

static void index_free(struct event_index *index)
{
    if (index != NULL)
        free(index->slots);
    free(index);
}

void events_reject(struct events *events, const struct event *event, const struct fault *fault,
                   struct rejects *rejects)
{
    struct refused refused = {.source = events->source, .line = event->line, .raw = event->raw};
    rejects_add(rejects, &refused, fault);
}

/* Drops an event whose id was there: the same once more is nothing, other content is a reject. */
static void drop_repeated_ids(struct event_loading *loading)
{
    struct events *events = loading->events;
    struct event_index *ids = index_new(events->count);
    size_t kept = 0;
    for (size_t i = 0; i < events->count; i++) {
        struct event *event = &events->events[i];
        size_t slot = slot_of(ids, event->id);
        const struct event *first = NULL;
        while (ids->slots[slot].place != 0) {
            first = &events->events[ids->slots[slot].place - 1];
            if (span_equal(first->id, event->id))
                break;
            first = NULL;
            slot = (slot + 1) & (ids->capacity - 1);
        }
        if (first == NULL) {
            events->events[kept] = *event;
            ids->slots[slot].place = ++kept;
        } else if (span_equal(first->input, event->input)) {
            events->repeated++;
        } else {
            struct fault fault = {0};
            fault_set(&fault, "id_conflict", loading->plan->columns[EVENT_ID].name,
                      "the same id stands at line %llu with other content",
                      (unsigned long long)first->line);
            event_rows_reject(loading, event->line, event->raw, &fault);
        }
    }
    events->count = kept;
    index_free(ids);
}

static int compare_events(const void *a, const void *b)
{
    const struct event *left = a;
    const struct event *right = b;
    int order = span_compare(left->case_id, right->case_id);
    if (order != 0)
        return order;
    if (left->recorded_at != right->recorded_at)
        return left->recorded_at < right->recorded_at ? -1 : 1;
    return (left->order > right->order) - (left->order < right->order);
}

static void index_cases(struct events *events)
{
    if (events->count > 0)
        qsort(events->events, events->count, sizeof *events->events, compare_events);
    events->index = index_new(events->count);
    for (size_t i = 0; i < events->count; i++) {
        if (i > 0 && span_equal(events->events[i].case_id, events->events[i - 1].case_id))
            continue;
        size_t slot = slot_of(events->index, events->events[i].case_id);
        while (events->index->slots[slot].place != 0)
            slot = (slot + 1) & (events->index->capacity - 1);
        events->index->slots[slot].place = i + 1;
    }
}

static void load_lines(struct event_loading *loading, struct lines *lines)
{
    struct form form;
    form_tell(&form, lines, NULL, false);
    switch (form.kind) {
    case FORM_EMPTY:
        break; /* nothing has happened */
    case FORM_CSV:
        event_rows_of_csv(loading, lines, &form);
        break;
    case FORM_NDJSON:
        event_rows_of_ndjson(loading, lines, &form);
        break;
    }
    form_release(&form);
}

static void refuse_own_rejects(const char *path, int descriptor, const struct rejects *rejects)
{
    struct stat status;
    if (fstat(descriptor, &status) == 0 && rejects_is_same_file(rejects, &status))
        die(STATUS_USAGE, "'%s' is an input and the rejects at once", path);
}

void events_load(struct events *events, const char *path, const struct event_plan *plan, int offset,
                 struct rejects *rejects)
{
    struct lines lines;
    struct event_loading loading = {
        .events = events, .plan = plan, .rejects = rejects, .offset = offset};
    *events = (struct events){.source = path};
    int descriptor = source_open(path);
    refuse_own_rejects(path, descriptor, rejects);
    lines_start(&lines, descriptor, path, LINE_CAP);
    load_lines(&loading, &lines);
    lines_release(&lines);
    if (descriptor != STDIN_FILENO)
        close(descriptor);
    buffer_release(&loading.scratch);
    drop_repeated_ids(&loading);
    index_cases(events);
}

struct event *events_of(const struct events *events, struct span case_id, size_t *count)
{
    size_t slot = slot_of(events->index, case_id);
    for (; events->index->slots[slot].place != 0;
         slot = (slot + 1) & (events->index->capacity - 1)) {
        struct event *first = &events->events[events->index->slots[slot].place - 1];
        if (!span_equal(first->case_id, case_id))
            continue;
        struct event *end = events->events + events->count;
        size_t found = 0;
        while (first + found < end && span_equal(first[found].case_id, case_id))
            found++;
        *count = found;
        return first;
    }
    return NULL;
}

void events_hand_on(const struct event *event, struct buffer *out)
{
    if (event->counted <= 1) {
        buffer_add_span(out, event->input);
    } else {
        buffer_add(out, event->input.at, event->input.length - 1);
        buffer_printf(out, ",\"shard\":{\"counted\":%lld}}", (long long)event->counted);
    }
    buffer_add_byte(out, '\n');
}

void events_release(struct events *events)
{
    index_free(events->index);
    free(events->events);
    arena_release(&events->arena);
    *events = (struct events){0};
}
