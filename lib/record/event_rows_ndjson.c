#include "lib/record/events_parts.h"
#include "lib/record/json.h"
#include "lib/record/read.h"

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
static bool take_shard(struct event_loading *loading, struct record *record,
                       const struct member *member)
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

static void add_object(struct event_loading *loading, struct record *record, uint64_t line)
{
    struct span values[EVENT_COLUMNS] = {{0}};
    struct buffer more = {0};
    struct json json = {.out = &more};
    struct span raw = {record->line, record->length};
    loading->counted = 0;
    for (size_t i = 0; i < record->object.count; i++) {
        const struct member *member = &record->object.members[i];
        size_t column = event_column_of(loading->plan, member->name);
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
        event_rows_add(loading, line, raw, values, buffer_span(&more));
    else
        event_rows_reject(loading, line, raw, &record->fault);
    buffer_release(&more);
}

void event_rows_of_ndjson(struct event_loading *loading, struct lines *lines, struct form *form)
{
    struct record record = {.offset = loading->offset};
    struct line line;
    while (form_next_line(form, lines, &line)) {
        struct fault fault = {0};
        loading->events->read++;
        if (line.too_long) {
            fault_set(&fault, "too_long", "", "a line of over %zu bytes", lines->cap);
            event_rows_reject(loading, line.number, (struct span){line.text, line.length}, &fault);
        } else if (!record_parse(&record, line.text, line.length)) {
            event_rows_reject(loading, line.number, (struct span){line.text, line.length},
                              &record.fault);
        } else {
            add_object(loading, &record, line.number);
        }
    }
    record_release(&record);
}
