#include "lib/case/intake.h"

#include "lib/base/memory.h"
#include "lib/record/json.h"

#include <stdlib.h>
#include <string.h>

/* The top-level members that intake writes, in the order of a record. */
static const char *const own_members[] = {
    "id",       "received_at", "channel", "kind",       "kind_source", "requester", "confidential",
    "district", "address",     "title",   "text",       "respondent",  "matter",    "urgency",
    "unit",     "assigned_at", "state",   "acceptance", "repeat_of",   "extra",     "history",
};

enum { OWN_MEMBERS = sizeof own_members / sizeof *own_members };

static void flat_add(struct flat_record *flat, const struct member *member, struct span name,
                     struct span value, struct span cell)
{
    if (flat->count == flat->capacity) {
        flat->capacity = flat->capacity == 0 ? 32 : 2 * flat->capacity;
        flat->names = memory_resize(flat->names, flat->capacity, sizeof *flat->names);
        flat->cells = memory_resize(flat->cells, flat->capacity, sizeof *flat->cells);
        flat->members = memory_resize(flat->members, flat->capacity, sizeof *flat->members);
        flat->values = memory_resize(flat->values, flat->capacity, sizeof *flat->values);
    }
    flat->names[flat->count] = name;
    flat->cells[flat->count] = cell;
    flat->members[flat->count] = member;
    flat->values[flat->count++] = value;
}

void flat_release(struct flat_record *flat)
{
    free(flat->names);
    free(flat->cells);
    free(flat->members);
    free(flat->values);
    object_release(&flat->requester);
    *flat = (struct flat_record){0};
}

/* The text of a string; a number, true or false as it is spelt. */
static struct span cell_of(struct span value, struct arena *arena)
{
    if (*value.at == '"')
        return lex_string_text(value, arena);
    if (*value.at == '{' || *value.at == '[' || *value.at == 'n')
        return SPAN("");
    return value;
}

static bool flatten_requester(struct record *record, const struct member *member,
                              struct flat_record *flat)
{
    static const char prefix[] = "requester.";
    enum { LENGTH = sizeof prefix - 1 };
    struct object *inner = &flat->requester;
    if (!lex_nested_object(member->value, "requester", inner, &record->arena, &record->fault))
        return false;
    for (size_t i = 0; i < inner->count; i++) {
        struct span name = inner->members[i].name;
        struct span value = inner->members[i].value;
        char *path = arena_get(&record->arena, LENGTH + name.length + 1);
        memcpy(path, prefix, LENGTH);
        memcpy(path + LENGTH, name.at, name.length);
        flat_add(flat, member, (struct span){path, LENGTH + name.length}, value,
                 cell_of(value, &record->arena));
    }
    return true;
}

bool intake_flatten(struct record *record, struct flat_record *flat)
{
    flat->count = 0;
    for (size_t i = 0; i < record->object.count; i++) {
        const struct member *member = &record->object.members[i];
        if (*member->value.at == '{' && span_is(member->name, "requester")) {
            if (!flatten_requester(record, member, flat))
                return false;
            continue;
        }
        flat_add(flat, member, member->name, member->value, cell_of(member->value, &record->arena));
    }
    return true;
}

static bool is_own(struct span name)
{
    return word_find(own_members, OWN_MEMBERS, name) >= 0;
}

/* `"name":`, for the extras. */
static struct span key_of(struct record *record, struct buffer *scratch, struct span name)
{
    struct json json = {.out = scratch};
    buffer_reset(scratch);
    json_string(&json, name);
    buffer_add_byte(scratch, ':');
    return arena_span(&record->arena, buffer_span(scratch));
}

static void add_extra(struct intake *intake, struct record *record, struct span name,
                      struct span value, struct request_fields *fields)
{
    fields_add_extra(fields, key_of(record, &intake->scratch, name), value, true);
}

/* Whether a member that no field took says something and has to make room for intake's own of that
 * name. An `extra` that is an object stays, if there is nothing to add to it. */
static bool is_in_the_way(const struct flat_record *flat, size_t index)
{
    struct span name = flat->members[index]->name;
    char first = *flat->values[index].at;
    bool blank = first == 'n' || (first == '"' && span_empty(span_trim(flat->cells[index])));
    return is_own(name) && !blank && !(span_is(name, "history") && first == '[') &&
           !(span_is(name, "extra") && first == '{');
}

/* What stands in the way goes to the extras; an `extra` that is there goes along, whole. */
static void clear_the_way(struct intake *intake, struct record *record,
                          const struct flat_record *flat, const bool *used,
                          struct request_fields *fields)
{
    const struct member *extra = object_find(&record->object, SPAN("extra"));
    for (size_t i = 0; i < flat->count; i++) {
        struct span name = flat->members[i]->name;
        if (!used[i] && is_in_the_way(flat, i))
            add_extra(intake, record, flat->names[i], flat->values[i], fields);
        else if (used[i] && !is_own(name))
            record_remove(record, arena_copy(&record->arena, name));
    }
    if (extra != NULL && *extra->value.at == '{' && fields->extra_count > 0)
        add_extra(intake, record, extra->name, extra->value, fields);
}

static bool is_written(const struct intake *intake, const char *name)
{
    for (size_t i = 0; i < intake->part_count; i++)
        if (strcmp(intake->parts[i].name, name) == 0)
            return true;
    return false;
}

/* Members of intake's that came with a null, or with a value that went to the extras. */
static void remove_leftovers(const struct intake *intake, struct record *record,
                             const struct request_fields *fields)
{
    for (size_t i = 0; i < OWN_MEMBERS; i++) {
        const struct member *member = object_find(&record->object, span_of(own_members[i]));
        if (member == NULL || is_written(intake, own_members[i]) ||
            span_is(member->name, "history") ||
            (span_is(member->name, "extra") && *member->value.at == '{' &&
             fields->extra_count == 0))
            continue;
        record_remove(record, own_members[i]);
    }
}

void intake_splice(struct intake *intake, struct record *record, const struct flat_record *flat,
                   const bool *used, struct request_fields *fields,
                   const struct intake_case *judged)
{
    struct buffer *line = &intake->line;
    buffer_reset(line);
    clear_the_way(intake, record, flat, used, fields);
    struct intake_part entry = intake_write_members(intake, fields, judged, line);
    for (size_t i = 0; i < intake->part_count; i++) {
        const struct intake_part *part = &intake->parts[i];
        record_set(record, part->name,
                   (struct span){line->bytes + part->start, part->end - part->start});
    }
    remove_leftovers(intake, record, fields);
    record_append(record, "history",
                  (struct span){line->bytes + entry.start, entry.end - entry.start});
}
