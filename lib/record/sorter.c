#include "lib/record/sorter.h"

#include "lib/base/buffer.h"
#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/base/memory.h"
#include "lib/record/output.h"
#include "lib/record/temporary.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

/* So many runs of a level are merged into one of the next: what is open stays few. */
enum { BLOCK = 16 * 1024, RUNS_OF_LEVEL = 32 };

/* Stands in front of a key and its line, in memory as in a file. */
struct lengths {
    size_t key, line;
};

/* A file of entries in order. While it is written, `block` is what is still to go there; while it
 * is read, what has come of it, and `key` and `line_length` are of the entry whose line is next. */
struct sorted_run {
    int descriptor;
    char *name;
    int level; /* 0: out of memory; else merged from runs of the level below */
    uint64_t written, read;
    struct buffer block;
    size_t begin; /* of what has come and is not taken */
    struct buffer key;
    size_t line_length;
};

/* Runs that are read at once: the heap has the one with the next line on top. */
struct merge {
    struct sorted_run **heap;
    size_t count;
    bool started;
    struct buffer line;
};

struct sorter {
    size_t limit;
    struct buffer entries; /* in memory, and where each begins */
    size_t *places;
    size_t count, capacity;
    struct sorted_run *runs; /* from the oldest to the newest; levels never rise */
    size_t run_count, run_capacity;
    bool ended; /* all is in: now it is handed out */
    size_t handed_out;
    struct merge merge;
};

/* ------------------------------------------------------------------------------- in memory
 */

static struct lengths lengths_at(const char *entry)
{
    struct lengths lengths;
    memcpy(&lengths, entry, sizeof lengths);
    return lengths;
}

static struct span key_at(const char *entry)
{
    return (struct span){entry + sizeof(struct lengths), lengths_at(entry).key};
}

/* qsort_r() alone does not keep the order of equals: where they stand is when they came. */
static int compare_places(const void *a, const void *b, void *entries)
{
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    const char *base = entries;
    int order = span_compare(key_at(base + left), key_at(base + right));
    return order != 0 ? order : (left > right) - (left < right);
}

static void sort_memory(struct sorter *sorter)
{
    if (sorter->count > 1)
        qsort_r(sorter->places, sorter->count, sizeof *sorter->places, compare_places,
                sorter->entries.bytes);
}

/* -------------------------------------------------------------------------------- one run
 */

static struct sorted_run run_create(int level)
{
    struct sorted_run run = {.level = level};
    run.descriptor = temporary_unnamed(&run.name);
    return run;
}

static void run_flush(struct sorted_run *run)
{
    write_fully(run->descriptor, run->name, run->block.bytes, run->block.length);
    run->written += run->block.length;
    buffer_reset(&run->block);
}

static void run_write(struct sorted_run *run, struct span bytes)
{
    buffer_add_span(&run->block, bytes);
    if (run->block.length >= BLOCK)
        run_flush(run);
}

/* A long line made its block long: a run that waits has none. */
static void run_end(struct sorted_run *run)
{
    run_flush(run);
    buffer_release(&run->block);
}

static void run_fill(struct sorted_run *run)
{
    buffer_reset(&run->block);
    buffer_reserve(&run->block, BLOCK);
    ssize_t got = descriptor_read_at(run->descriptor, run->block.bytes, BLOCK, run->read);
    if (got <= 0)
        die(STATUS_IO, "'%s': %s", run->name, got < 0 ? strerror(errno) : "has become shorter");
    run->read += (uint64_t)got;
    run->block.length = (size_t)got;
    run->begin = 0;
}

/* The bytes that come next take the place of what `out` has. */
static void run_take(struct sorted_run *run, size_t length, struct buffer *out)
{
    buffer_reset(out);
    while (out->length < length) {
        if (run->begin == run->block.length)
            run_fill(run);
        size_t wanted = length - out->length, there = run->block.length - run->begin;
        size_t some = wanted < there ? wanted : there;
        buffer_add(out, run->block.bytes + run->begin, some);
        run->begin += some;
    }
}

/* Goes on to the next entry; false at the end. */
static bool run_next(struct sorted_run *run)
{
    if (run->begin == run->block.length && run->read == run->written)
        return false;
    run_take(run, sizeof(struct lengths), &run->key);
    struct lengths lengths = lengths_at(run->key.bytes);
    run_take(run, lengths.key, &run->key);
    run->line_length = lengths.line;
    return true;
}

static void run_release(struct sorted_run *run)
{
    close(run->descriptor);
    free(run->name);
    buffer_release(&run->block);
    buffer_release(&run->key);
}

/* ------------------------------------------------------------------------------- merging
 */

/* Of one key, the older run's comes first: they stand in one array. */
static bool is_before(const struct sorted_run *a, const struct sorted_run *b)
{
    int order = span_compare(buffer_span(&a->key), buffer_span(&b->key));
    return order != 0 ? order < 0 : a < b;
}

static void sink(struct merge *merge, size_t at)
{
    struct sorted_run *sinking = merge->heap[at];
    for (size_t child; (child = 2 * at + 1) < merge->count; at = child) {
        if (child + 1 < merge->count && is_before(merge->heap[child + 1], merge->heap[child]))
            child++;
        if (!is_before(merge->heap[child], sinking))
            break;
        merge->heap[at] = merge->heap[child];
    }
    merge->heap[at] = sinking;
}

static void merge_start(struct merge *merge, struct sorted_run *runs, size_t count)
{
    *merge = (struct merge){.heap = memory_get(count * sizeof *merge->heap)};
    for (size_t i = 0; i < count; i++)
        if (run_next(&runs[i]))
            merge->heap[merge->count++] = &runs[i];
    for (size_t i = merge->count / 2; i-- > 0;)
        sink(merge, i);
}

/* The run that has the next key; its line is in `merge->line`. NULL at the end. */
static const struct sorted_run *merge_next(struct merge *merge)
{
    if (merge->started && merge->count > 0) {
        if (!run_next(merge->heap[0]))
            merge->heap[0] = merge->heap[--merge->count];
        if (merge->count > 0)
            sink(merge, 0);
    }
    merge->started = true;
    if (merge->count == 0)
        return NULL;
    struct sorted_run *run = merge->heap[0];
    run_take(run, run->line_length, &merge->line);
    return run;
}

static void merge_release(struct merge *merge)
{
    free(merge->heap);
    buffer_release(&merge->line);
}

/* --------------------------------------------------------------------------- many runs
 */

static void add_run(struct sorter *sorter, struct sorted_run run)
{
    sorter->runs =
        memory_grow(sorter->runs, sorter->run_count, &sorter->run_capacity, sizeof *sorter->runs);
    sorter->runs[sorter->run_count++] = run;
}

static bool level_is_full(const struct sorter *sorter)
{
    size_t count = sorter->run_count;
    return count >= RUNS_OF_LEVEL &&
           sorter->runs[count - RUNS_OF_LEVEL].level == sorter->runs[count - 1].level;
}

/* The newest runs, of one level, become one of the next. */
static void merge_level(struct sorter *sorter)
{
    struct sorted_run *parts = &sorter->runs[sorter->run_count - RUNS_OF_LEVEL];
    struct sorted_run whole = run_create(parts->level + 1);
    const struct sorted_run *next;
    struct merge merge;
    merge_start(&merge, parts, RUNS_OF_LEVEL);
    while ((next = merge_next(&merge)) != NULL) {
        struct lengths lengths = {next->key.length, merge.line.length};
        run_write(&whole, (struct span){(const char *)&lengths, sizeof lengths});
        run_write(&whole, buffer_span(&next->key));
        run_write(&whole, buffer_span(&merge.line));
    }
    merge_release(&merge);
    run_end(&whole);
    for (size_t i = 0; i < RUNS_OF_LEVEL; i++)
        run_release(&parts[i]);
    sorter->run_count -= RUNS_OF_LEVEL;
    add_run(sorter, whole);
}

/* What is in memory becomes a run. */
static void spill(struct sorter *sorter)
{
    struct sorted_run run = run_create(0);
    sort_memory(sorter);
    for (size_t i = 0; i < sorter->count; i++) {
        const char *entry = sorter->entries.bytes + sorter->places[i];
        struct lengths lengths = lengths_at(entry);
        run_write(&run, (struct span){entry, sizeof lengths + lengths.key + lengths.line});
    }
    run_end(&run);
    buffer_reset(&sorter->entries);
    sorter->count = 0;
    add_run(sorter, run);
    while (level_is_full(sorter))
        merge_level(sorter);
}

/* ------------------------------------------------------------------------------ the sorter
 */

struct sorter *sorter_new(size_t limit)
{
    struct sorter *sorter = memory_get_zeroed(1, sizeof *sorter);
    sorter->limit = limit;
    return sorter;
}

void sorter_add(struct sorter *sorter, struct span key, struct span line)
{
    struct lengths lengths = {key.length, line.length};
    size_t more = sizeof lengths + key.length + line.length + sizeof *sorter->places;
    size_t held = sorter->entries.length + sorter->count * sizeof *sorter->places;
    if (sorter->count > 0 && held + more > sorter->limit)
        spill(sorter);
    sorter->places =
        memory_grow(sorter->places, sorter->count, &sorter->capacity, sizeof *sorter->places);
    sorter->places[sorter->count++] = sorter->entries.length;
    buffer_add(&sorter->entries, (const char *)&lengths, sizeof lengths);
    buffer_add_span(&sorter->entries, key);
    buffer_add_span(&sorter->entries, line);
}

/* What was never spilled is handed out from where it is. */
static void end(struct sorter *sorter)
{
    sorter->ended = true;
    if (sorter->run_count == 0) {
        sort_memory(sorter);
        return;
    }
    if (sorter->count > 0)
        spill(sorter);
    buffer_release(&sorter->entries);
    merge_start(&sorter->merge, sorter->runs, sorter->run_count);
}

bool sorter_next(struct sorter *sorter, struct span *line)
{
    if (!sorter->ended)
        end(sorter);
    if (sorter->run_count > 0) {
        bool found = merge_next(&sorter->merge) != NULL;
        *line = buffer_span(&sorter->merge.line);
        return found;
    }
    if (sorter->handed_out == sorter->count)
        return false;
    const char *entry = sorter->entries.bytes + sorter->places[sorter->handed_out++];
    struct span key = key_at(entry);
    *line = (struct span){key.at + key.length, lengths_at(entry).line};
    return true;
}

void sorter_free(struct sorter *sorter)
{
    if (sorter == NULL)
        return;
    for (size_t i = 0; i < sorter->run_count; i++)
        run_release(&sorter->runs[i]);
    merge_release(&sorter->merge);
    buffer_release(&sorter->entries);
    free(sorter->places);
    free(sorter->runs);
    free(sorter);
}
