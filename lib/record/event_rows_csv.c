#include "lib/base/die.h"
#include "lib/record/csv_rows.h"
#include "lib/record/events_parts.h"
#include "lib/record/json.h"

/* The file's headers, copied, and where each goes. */
struct header {
    struct span *names;
    size_t *columns;
    size_t count;
};

static void read_header(struct event_loading *loading, const struct csv_row *row,
                        struct header *header)
{
    struct arena *arena = &loading->events->arena;
    const struct event_plan *plan = loading->plan;
    bool taken[EVENT_COLUMNS] = {false};
    header->count = row->count;
    header->names = arena_get(arena, row->count * sizeof *header->names);
    header->columns = arena_get(arena, row->count * sizeof *header->columns);
    for (size_t i = 0; i < row->count; i++) {
        header->names[i] = arena_span(arena, span_trim(row->fields[i]));
        header->columns[i] = event_column_of(plan, header->names[i]);
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

static void add_row(struct event_loading *loading, const struct csv_row *row,
                    const struct header *header)
{
    struct span values[EVENT_COLUMNS] = {{0}};
    struct buffer more = {0};
    struct json json = {.out = &more};
    struct fault fault = {0};
    if (row->count != header->count) {
        fault_set(&fault, "field_count", "", "has %zu fields, the header %zu", row->count,
                  header->count);
        event_rows_reject(loading, row->line, row->raw, &fault);
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
    event_rows_add(loading, row->line, row->raw, values, buffer_span(&more));
    buffer_release(&more);
}

void event_rows_of_csv(struct event_loading *loading, struct lines *lines, const struct form *form)
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
            event_rows_reject(loading, row.line, row.raw, &fault);
        else
            add_row(loading, &row, &header);
    }
    csv_rows_free(rows);
}
