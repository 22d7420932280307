#include "lib/case/repeats.h"

bool repeat_next(struct repeat_walk *walk)
{
    struct reader top = read_top(walk->record);
    if (!walk->started) {
        walk->started = true;
        walk->array = read_array(&top, "repeats");
    }
    if (!read_next_object(&top, "repeats", walk->array, &walk->cursor, &walk->index, &walk->reader))
        return false;
    const struct reader *entry = &walk->reader;
    walk->entry = (struct repeat_entry){
        .follower = read_required_string(entry, "case"),
        .at = read_instant(entry, "at"),
        .is_new = read_boolean(entry, "new", false),
    };
    return true;
}

size_t repeats_count(struct record *record)
{
    struct repeat_walk walk = {.record = record};
    size_t count = 0;
    while (repeat_next(&walk))
        count++;
    return count;
}

void repeat_write(struct json *json, const struct repeat_entry *entry, int offset)
{
    json_open(json, '{');
    json_member_string(json, "case", entry->follower);
    json_member_instant(json, "at", entry->at, offset);
    json_member_boolean(json, "new", entry->is_new);
    json_close(json, '}');
}
