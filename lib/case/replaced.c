#include "lib/case/replaced.h"

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

/* Whether the entry's step wrote over the member; then `raw` is what that was before. */
static bool is_replaced(const struct reader *entry, struct span name, struct span *raw)
{
    struct reader replaced;
    bool added = is_added(entry, name);
    const struct member *before = NULL;
    if (!added && read_object(entry, "replaced", &replaced))
        before = object_find(replaced.object, name);
    if (!added && before == NULL)
        return false;
    *raw = added ? SPAN_NONE : before->value;
    return true;
}

struct span replaced_first(struct record *record, const struct member *member)
{
    struct history_walk walk = {.record = record};
    struct span raw;
    while (history_next(&walk))
        if (is_replaced(&walk.entry, member->name, &raw))
            return raw;
    return member->value;
}

struct span replaced_after(struct replaced_walk *walk, size_t count)
{
    struct record *record = walk->ahead.record;
    while (!walk->ended && (!walk->is_found || walk->ahead.index <= count)) {
        walk->ended = !history_next(&walk->ahead);
        if (walk->ended)
            walk->raw = record_value(record, walk->name);
        else
            walk->is_found = is_replaced(&walk->ahead.entry, span_of(walk->name), &walk->raw);
    }
    bool is_text = walk->raw.at != NULL && *walk->raw.at == '"';
    return is_text ? lex_string_text(walk->raw, &record->arena) : SPAN_NONE;
}
