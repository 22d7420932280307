#include "lib/case/replaced.h"

#include "lib/case/history.h"

void replaced_start(struct replaced *replaced)
{
    buffer_reset(&replaced->was);
    buffer_reset(&replaced->added);
    replaced->was_json = (struct json){.out = &replaced->was};
    replaced->added_json = (struct json){.out = &replaced->added};
}

void replaced_set(struct replaced *replaced, struct record *record, const char *name,
                  struct span text)
{
    struct span was = record_value(record, name); /* a step before this one may have set it */
    if (was.at == NULL)
        json_string(&replaced->added_json, span_of(name));
    else if (span_equal(lex_string_text(was, &record->arena), text))
        return;
    else
        json_member_raw(&replaced->was_json, name, was);
    record_set_string(record, name, text);
}

void replaced_write(const struct replaced *replaced, struct json *entry)
{
    if (replaced->was.length > 0) {
        json_member_open(entry, "replaced", '{');
        json_raw(entry, buffer_span(&replaced->was));
        json_close(entry, '}');
    }
    if (replaced->added.length > 0) {
        json_member_open(entry, "added", '[');
        json_raw(entry, buffer_span(&replaced->added));
        json_close(entry, ']');
    }
}

void replaced_release(struct replaced *replaced)
{
    buffer_release(&replaced->was);
    buffer_release(&replaced->added);
}

static bool is_added(const struct reader *entry, struct span name)
{
    struct span array = read_array(entry, "added");
    const char *cursor = NULL;
    struct span text;
    while (read_next_string(entry, "added", array, &cursor, &text))
        if (span_equal(text, name))
            return true;
    return false;
}

struct span replaced_first(struct record *record, const struct member *member)
{
    struct history_walk walk = {.record = record};
    struct reader replaced;
    while (history_next(&walk)) {
        if (is_added(&walk.entry, member->name))
            return SPAN_NONE;
        if (!read_object(&walk.entry, "replaced", &replaced))
            continue;
        const struct member *before = object_find(replaced.object, member->name);
        if (before != NULL)
            return before->value;
    }
    return member->value;
}
