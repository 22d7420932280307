#include "lib/record/ledger_index.h"

#include "lib/base/descriptor.h"
#include "lib/base/die.h"
#include "lib/base/hash.h"
#include "lib/base/memory.h"
#include "lib/record/lines.h"
#include "lib/record/read.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct ledger_place {
    uint64_t hash;
    uint64_t offset;
    uint32_t length; /* 0: free */
    bool asked_for;
};

static struct ledger_place *place_of(const struct ledger_index *index, uint64_t hash)
{
    size_t slot = (size_t)hash & (index->capacity - 1);
    while (index->places[slot].length > 0 && index->places[slot].hash != hash)
        slot = (slot + 1) & (index->capacity - 1);
    return &index->places[slot];
}

static void grow(struct ledger_index *index)
{
    struct ledger_index bigger = {.capacity = index->capacity == 0 ? 1024 : 2 * index->capacity};
    bigger.places = memory_get_zeroed(bigger.capacity, sizeof *bigger.places);
    for (size_t i = 0; i < index->capacity; i++)
        if (index->places[i].length > 0)
            *place_of(&bigger, index->places[i].hash) = index->places[i];
    free(index->places);
    index->places = bigger.places;
    index->capacity = bigger.capacity;
}

/* Notes where a case stands. */
static void add(struct ledger_index *index, struct span id, const struct line *line,
                uint64_t offset)
{
    if (index->count * 4 >= index->capacity * 3)
        grow(index);
    struct ledger_place *place = place_of(index, hash_64(id));
    if (place->length > 0)
        die(STATUS_IO, "'%s': line %llu has the id of another case", index->path,
            (unsigned long long)line->number);
    *place = (struct ledger_place){
        .hash = hash_64(id), .offset = offset, .length = (uint32_t)line->length};
    index->count++;
}

static void open_regular(struct ledger_index *index)
{
    struct stat status;
    index->descriptor = descriptor_open(index->path, O_RDONLY, 0);
    if (index->descriptor < 0 || fstat(index->descriptor, &status) != 0)
        die(STATUS_USAGE, "'%s': %s", index->path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        die(STATUS_USAGE, "'%s' is no regular file", index->path);
}

void ledger_index_load(struct ledger_index *index, const char *path, size_t max_line)
{
    struct record record = {0};
    struct lines lines;
    struct line line;
    *index = (struct ledger_index){.path = path};
    open_regular(index);
    lines_start(&lines, index->descriptor, path, max_line);
    while (lines_next(&lines, &line)) {
        struct reader top = read_top(&record);
        if (line.length == 0)
            continue;
        bool is_case = !line.too_long && record_parse(&record, line.text, line.length);
        struct span id = is_case ? read_required_string(&top, "id") : SPAN_NONE;
        if (id.at == NULL)
            die(STATUS_IO, "'%s': line %llu is no case", path, (unsigned long long)line.number);
        add(index, id, &line, lines_offset(&lines, &line));
    }
    lines_release(&lines);
    record_release(&record);
}

static void read_place(struct ledger_index *index, const struct ledger_place *place,
                       struct record *record)
{
    struct buffer *line = &index->line;
    size_t done = 0;
    buffer_reset(line);
    buffer_reserve(line, place->length);
    while (done < place->length) {
        ssize_t got = descriptor_read_at(index->descriptor, line->bytes + done,
                                         place->length - done, place->offset + done);
        if (got <= 0)
            die(STATUS_IO, "'%s': %s", index->path,
                got < 0 ? strerror(errno) : "has become shorter");
        done += (size_t)got;
    }
    line->length = done;
    if (!record_parse_buffer(record, line))
        die(STATUS_IO, "'%s' has changed", index->path);
}

bool ledger_index_find(struct ledger_index *index, struct span id, struct record *record)
{
    struct ledger_place *place = index->count > 0 ? place_of(index, hash_64(id)) : NULL;
    if (place == NULL || place->length == 0)
        return false;
    index->again = place->asked_for;
    place->asked_for = true;
    read_place(index, place, record);
    return true;
}

static int compare_offsets(const void *a, const void *b)
{
    uint64_t left = ((const struct ledger_place *)a)->offset;
    uint64_t right = ((const struct ledger_place *)b)->offset;
    return left < right ? -1 : left > right;
}

uint64_t ledger_index_left(struct ledger_index *index)
{
    uint64_t left = 0;
    for (size_t i = 0; i < index->capacity; i++)
        if (index->places[i].length > 0 && !index->places[i].asked_for)
            index->places[left++] = index->places[i];
    index->count = 0;
    if (left > 1)
        qsort(index->places, (size_t)left, sizeof *index->places, compare_offsets);
    return left;
}

void ledger_index_read_left(struct ledger_index *index, uint64_t number, struct record *record)
{
    read_place(index, &index->places[number], record);
}

void ledger_index_release(struct ledger_index *index)
{
    close(index->descriptor);
    free(index->places);
    buffer_release(&index->line);
}
