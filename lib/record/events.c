#include "lib/record/events.h"

#include "lib/base/arena.h"
#include "lib/base/die.h"
#include "lib/base/hash.h"
#include "lib/base/memory.h"
#include "lib/record/csv_rows.h"
#include "lib/record/form.h"
#include "lib/record/json.h"
#include "lib/record/read.h"

#include <stdlib.h>
#include <string.h>
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

struct loading {
    struct events *events;
    const struct event_plan *plan;
    struct rejects *rejects;
    size_t capacity;
    int offset;
    int64_t counted; /* of the event at hand, by the shard before */
    struct buffer scratch;
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

static void reject_row(struct loading *loading, uint64_t line, struct span raw,
                       const struct fault *fault)
{
    struct event event = {.line = line, .raw = raw};
    loading->events->rejected++;
    events_reject(loading->events, &event, fault, loading->rejects);
}

static bool read_times(struct loading *loading, struct event *event, struct span values[],
                       struct fault *fault)
{
    event->recorded_at = INSTANT_NONE;
    for (size_t i = 0; i < loading->plan->count; i++) {
        const struct event_column *column = &loading->plan->columns[i];
        instant when;
        if (!column->is_time || values[i].at == NULL)
            continue;
        if (!instant_read(values[i], loading->offset, &when))
            return fault_set(fault, "bad_date", column->name, "cannot be read as a time");
        if (i == EVENT_AT)
            event->at = when;
        if (i == EVENT_RECORDED_AT)
            event->recorded_at = when;
        char text[INSTANT_TEXT_LENGTH];
        instant_write(when, loading->offset, text);
        values[i] = arena_span(&loading->events->arena, (struct span){text, sizeof text});
    }
    if (event->recorded_at == INSTANT_NONE)
        event->recorded_at = event->at;
    return true;
}

/* The event as it will stand in history; `more` are members that no column took. */
static struct span write_input(struct loading *loading, const struct span values[],
                               struct span more)
{
    buffer_reset(&loading->scratch);
    struct json json = {.out = &loading->scratch};
    json_open(&json, '{');
    for (size_t i = 0; i < loading->plan->count; i++)
        json_member_string(&json, loading->plan->columns[i].name, values[i]);
    if (!span_empty(more))
        json_raw(&json, more);
    json_close(&json, '}');
    return arena_span(&loading->events->arena, buffer_span(&loading->scratch));
}

/* Takes one event in. `values` are in the arena already. */
static void add_event(struct loading *loading, uint64_t line, struct span raw, struct span values[],
                      struct span more)
{
    static const int required[] = {EVENT_ID, EVENT_CASE, EVENT_AT};
    struct events *events = loading->events;
    struct event event = {.line = line, .order = events->count, .counted = loading->counted};
    struct fault fault = {0};
    if (values[EVENT_ID].at == NULL && loading->plan->name_event != NULL)
        values[EVENT_ID] = loading->plan->name_event(values, &events->arena);
    for (size_t i = 0; i < 3; i++)
        if (values[required[i]].at == NULL)
            fault_set(&fault, "missing", loading->plan->columns[required[i]].name, "is missing");
    if (!fault_none(&fault) || !read_times(loading, &event, values, &fault)) {
        reject_row(loading, line, raw, &fault);
        return;
    }
    struct span *kept = arena_get(&events->arena, loading->plan->count * sizeof *kept);
    memcpy(kept, values, loading->plan->count * sizeof *kept);
    event.id = values[EVENT_ID];
    event.case_id = values[EVENT_CASE];
    event.values = kept;
    event.input = write_input(loading, values, more);
    event.raw = arena_span(&events->arena, raw);
    events->events =
        memory_grow(events->events, events->count, &loading->capacity, sizeof *events->events);
    events->events[events->count++] = event;
}

static bool header_is(struct span header, const struct event_column *column)
{
    if (span_is(header, column->name))
        return true;
    const char *rest = column->aliases;
    while (rest != NULL && *rest != '\0') {
        size_t length = strcspn(rest, "|");
        if (span_equal(header, (struct span){rest, length}))
            return true;
        rest += length + (rest[length] == '|');
    }
    return false;
}

/* The plan's column of a header or member name; plan->count where it is none. */
static size_t column_of(const struct event_plan *plan, struct span header)
{
    size_t i = 0;
    while (i < plan->count && !header_is(header, &plan->columns[i]))
        i++;
    return i;
}

/* The file's headers, copied, and where each goes. */
struct header {
    struct span *names;
    size_t *columns;
    size_t count;
};

static void read_header(struct loading *loading, const struct csv_row *row, struct header *header)
{
    struct arena *arena = &loading->events->arena;
    const struct event_plan *plan = loading->plan;
    bool taken[EVENT_COLUMNS] = {false};
    header->count = row->count;
    header->names = arena_get(arena, row->count * sizeof *header->names);
    header->columns = arena_get(arena, row->count * sizeof *header->columns);
    for (size_t i = 0; i < row->count; i++) {
        header->names[i] = arena_span(arena, span_trim(row->fields[i]));
        header->columns[i] = column_of(plan, header->names[i]);
        for (size_t j = 0; j < i; j++)
            if (span_equal(header->names[i], header->names[j]))
                die(STATUS_USAGE, "'%s': two columns of the same name, the %zuth and the %zuth",
                    loading->events->source, j + 1, i + 1);
        if (header->columns[i] == plan->count)
            continue;
        if (taken[header->columns[i]])
            die(STATUS_USAGE, "'%s': two columns for '%s'", loading->events->source,
                plan->columns[header->columns[i]].name);
        taken[header->columns[i]] = true;
    }
    if (!taken[EVENT_CASE] || !taken[EVENT_AT])
        die(STATUS_USAGE, "'%s': no column '%s' in the header", loading->events->source,
            plan->columns[taken[EVENT_CASE] ? EVENT_AT : EVENT_CASE].name);
}

static void add_row(struct loading *loading, const struct csv_row *row, const struct header *header)
{
    struct span values[EVENT_COLUMNS] = {{0}};
    struct buffer more = {0};
    struct json json = {.out = &more};
    struct fault fault = {0};
    if (row->count != header->count) {
        fault_set(&fault, "field_count", "", "has %zu fields, the header %zu", row->count,
                  header->count);
        reject_row(loading, row->line, row->raw, &fault);
        return;
    }
    for (size_t i = 0; i < row->count; i++) {
        struct span cell = span_trim(row->fields[i]);
        if (span_empty(cell))
            continue;
        if (header->columns[i] < loading->plan->count) {
            values[header->columns[i]] = arena_span(&loading->events->arena, cell);
            continue;
        }
        json_string(&json, header->names[i]);
        buffer_add_byte(&more, ':');
        json.comma = false;
        json_string(&json, cell);
    }
    add_event(loading, row->line, row->raw, values, buffer_span(&more));
    buffer_release(&more);
}

static void load_csv(struct loading *loading, struct lines *lines, const struct form *form)
{
    struct csv_rows *rows = csv_rows_new(lines, form->encoding, form->delimiter);
    struct header header = {0};
    struct csv_row row;
    for (;;) {
        struct fault fault = {0};
        enum csv_status status = csv_rows_next(rows, &row, &fault);
        if (status == CSV_ENDED)
            break;
        if (header.names == NULL) {
            if (status == CSV_BAD)
                die(STATUS_USAGE, "'%s': the header can't be read: %s", loading->events->source,
                    fault.reason);
            read_header(loading, &row, &header);
            continue;
        }
        loading->events->read++;
        if (status == CSV_BAD)
            reject_row(loading, row.line, row.raw, &fault);
        else
            add_row(loading, &row, &header);
    }
    csv_rows_free(rows);
}

/* A member's value as one text: strings as they are, lists of strings joined by '|', numbers and
 * truth values as they are spelt. */
static bool member_text(struct record *record, const struct member *member, struct arena *arena,
                        struct span *text)
{
    struct span raw = member->value;
    if (*raw.at == '"') {
        *text = arena_span(arena, span_trim(lex_string_text(raw, &record->arena)));
        return true;
    }
    if (*raw.at != '[') {
        *text = arena_span(arena, raw);
        return *raw.at != '{' && *raw.at != 'n';
    }
    struct buffer joined = {0};
    const char *cursor = NULL;
    struct span element;
    bool good = true;
    while (lex_next_element(raw, &cursor, &element)) {
        good = good && *element.at == '"';
        if (!good)
            break;
        if (joined.length > 0)
            buffer_add_byte(&joined, '|');
        buffer_add_span(&joined, lex_string_text(element, &record->arena));
    }
    *text = arena_span(arena, buffer_span(&joined));
    buffer_release(&joined);
    return good;
}

/* What the shard before has counted; true where the member is that. */
static bool take_shard(struct loading *loading, struct record *record, const struct member *member)
{
    struct reader top = read_top(record), shard;
    if (!span_is(member->name, "shard"))
        return false;
    if (!read_object(&top, "shard", &shard))
        return true;
    loading->counted = read_integer(&shard, "counted", 0);
    if (loading->counted < 0 || loading->counted > INT32_MAX)
        read_fault(&shard, "counted", "bad_value", "is no count");
    return true;
}

static void add_object(struct loading *loading, struct record *record, uint64_t line)
{
    struct span values[EVENT_COLUMNS] = {{0}};
    struct buffer more = {0};
    struct json json = {.out = &more};
    struct span raw = {record->line, record->length};
    loading->counted = 0;
    for (size_t i = 0; i < record->object.count; i++) {
        const struct member *member = &record->object.members[i];
        size_t column = column_of(loading->plan, member->name);
        struct span text;
        if (column == loading->plan->count && take_shard(loading, record, member))
            continue;
        if (column == loading->plan->count) {
            json_raw(&json,
                     (struct span){member->start, (size_t)(member->value.at + member->value.length -
                                                           member->start)});
            continue;
        }
        const char *name = loading->plan->columns[column].name;
        if (!member_text(record, member, &loading->events->arena, &text))
            fault_set(&record->fault, "bad_type", name, "is not a text");
        else if (values[column].at != NULL)
            fault_set(&record->fault, "duplicate_key", name, "stands twice");
        else if (!span_empty(text))
            values[column] = text;
    }
    if (fault_none(&record->fault))
        add_event(loading, line, raw, values, buffer_span(&more));
    else
        reject_row(loading, line, raw, &record->fault);
    buffer_release(&more);
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

static void load_ndjson(struct loading *loading, struct lines *lines, struct form *form)
{
    struct record record = {.offset = loading->offset};
    struct line line;
    while (form_next_line(form, lines, &line)) {
        struct fault fault = {0};
        loading->events->read++;
        if (line.too_long) {
            fault_set(&fault, "too_long", "", "a line of over %zu bytes", lines->cap);
            reject_row(loading, line.number, (struct span){line.text, line.length}, &fault);
        } else if (!record_parse(&record, line.text, line.length)) {
            reject_row(loading, line.number, (struct span){line.text, line.length}, &record.fault);
        } else {
            add_object(loading, &record, line.number);
        }
    }
    record_release(&record);
}

/* Drops an event whose id was there: the same once more is nothing, other content is a reject. */
static void drop_repeated_ids(struct loading *loading)
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
            reject_row(loading, event->line, event->raw, &fault);
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

static void load_lines(struct loading *loading, struct lines *lines)
{
    struct form form;
    form_tell(&form, lines, NULL, false);
    switch (form.kind) {
    case FORM_EMPTY:
        break; /* nothing has happened */
    case FORM_CSV:
        load_csv(loading, lines, &form);
        break;
    case FORM_NDJSON:
        load_ndjson(loading, lines, &form);
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
    struct loading loading = {.events = events, .plan = plan, .rejects = rejects, .offset = offset};
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

void events_release(struct events *events)
{
    index_free(events->index);
    free(events->events);
    arena_release(&events->arena);
    *events = (struct events){0};
}
