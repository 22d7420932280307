#include "lib/case/history.h"

bool history_next(struct history_walk *walk)
{
    struct reader top = read_top(walk->record);
    if (!walk->started) {
        walk->started = true;
        walk->array = read_array(&top, "history");
    }
    return read_next_object(&top, "history", walk->array, &walk->cursor, &walk->index,
                            &walk->entry);
}

struct span history_raw(const struct history_walk *walk)
{
    const struct object *object = walk->entry.object;
    if (object->count == 0)
        return SPAN_NONE;
    const char *start = object->members[0].start;
    while (*start != '{') /* blanks at most */
        start--;
    return (struct span){start, (size_t)(object->close + 1 - start)};
}

void history_end_add(struct history_end *end, instant at, bool is_event, int offset)
{
    instant from = at;
    if (!is_event && at != INSTANT_NONE && instant_second_of_day(at, offset) == SECONDS_PER_DAY - 1)
        from = at - (SECONDS_PER_DAY - 1);
    if (at > end->last) /* INSTANT_NONE is less than any */
        end->last = at;
    if (from > end->next_from)
        end->next_from = from;
}

struct history_end history_end(struct record *record)
{
    struct history_walk walk = {.record = record};
    struct history_end end = {INSTANT_NONE, INSTANT_NONE};
    while (history_next(&walk)) {
        instant at = read_required_instant(&walk.entry, "at");
        bool is_event = object_find(walk.entry.object, SPAN("id")) != NULL;
        history_end_add(&end, at, is_event, record->offset);
    }
    return end;
}

instant history_last(struct record *record)
{
    return history_end(record).last;
}

instant history_first_of(struct record *record, const char *event)
{
    struct history_walk walk = {.record = record};
    while (history_next(&walk))
        if (span_is(read_string(&walk.entry, "event"), event))
            return read_required_instant(&walk.entry, "at");
    return INSTANT_NONE;
}

instant history_last_of(struct record *record, const char *event)
{
    struct history_walk walk = {.record = record};
    instant last = INSTANT_NONE;
    while (history_next(&walk))
        if (span_is(read_string(&walk.entry, "event"), event))
            last = read_required_instant(&walk.entry, "at");
    return last;
}

/* The instant of the round that an entry opened, INSTANT_NONE where it opened none of that
 * cause. */
static instant opened_at(const struct reader *entry, const char *cause)
{
    struct reader assignment;
    if (!span_is(read_string(entry, "event"), "assigned") ||
        !read_object(entry, "assignment", &assignment))
        return INSTANT_NONE;
    instant at = read_required_instant(&assignment, "at");
    bool fits = cause == NULL || span_is(read_string(&assignment, "cause"), cause);
    return fits ? at : INSTANT_NONE;
}

instant history_first_assigned(struct record *record)
{
    struct history_walk walk = {.record = record};
    while (history_next(&walk)) {
        instant at = opened_at(&walk.entry, NULL);
        if (at != INSTANT_NONE)
            return at;
    }
    return INSTANT_NONE;
}

instant history_last_assigned(struct record *record, const char *cause)
{
    struct history_walk walk = {.record = record};
    instant last = INSTANT_NONE;
    while (history_next(&walk)) {
        instant at = opened_at(&walk.entry, cause);
        if (at != INSTANT_NONE)
            last = at;
    }
    return last;
}

void history_begin(struct json *json, instant at, int offset, const char *event, struct span by,
                   struct span basis)
{
    json_open(json, '{');
    json_member_instant(json, "at", at, offset);
    json_member_string(json, "event", span_of(event));
    json_member_string(json, "by", by);
    json_member_string(json, "basis", basis);
}
