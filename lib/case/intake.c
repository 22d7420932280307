#include "lib/case/intake.h"

#include "lib/base/memory.h"
#include "lib/case/history.h"
#include "lib/record/json.h"
#include "lib/rules/terms.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1990 };

static const char by[] = "h12-intake";

/* The top-level members that intake writes, in the order of a record. */
static const char *const own_members[] = {
    "id",           "received_at", "channel", "kind",    "requester",
    "confidential", "district",    "address", "title",   "text",
    "respondent",   "matter",      "urgency", "unit",    "assigned_at",
    "state",        "acceptance",  "extra",   "history",
};

enum { OWN_MEMBERS = sizeof own_members / sizeof *own_members };

void intake_start(struct intake *intake, instant now, int offset)
{
    *intake = (struct intake){.now = now, .offset = offset, .seen = hash_set_new()};
}

void intake_release(struct intake *intake)
{
    hash_set_free(intake->seen);
    buffer_release(&intake->scratch);
    buffer_release(&intake->line);
}

/* --------------------------------------------------------------------- judging */

/* The date of a request is not a slip of the keyboard, a clock that was never set, or tomorrow. */
static bool check_time(const struct intake *intake, instant when, const char *field,
                       struct fault *fault)
{
    instant first = instant_at(day_from_date(FIRST_YEAR, 1, 1), 0, intake->offset);
    if (when == INSTANT_NONE)
        return fault_set(fault, "bad_date", field, "is not a time that can be read");
    if (when < first)
        return fault_set(fault, "bad_date", field, "is before %d", FIRST_YEAR);
    if (when > intake->now + SECONDS_PER_DAY)
        return fault_set(fault, "bad_date", field, "is more than a day after now");
    return true;
}

/* When the case was given to its unit. A midnight on the day of receipt is a date without a time:
 * the assignment followed the receipt. INSTANT_NONE: it was not. */
static instant assigned_at(const struct intake *intake, const struct request_fields *fields)
{
    instant when = fields->assigned_at;
    if (when == INSTANT_NONE || when >= fields->received_at ||
        instant_second_of_day(when, intake->offset) != 0 ||
        instant_day(when, intake->offset) != instant_day(fields->received_at, intake->offset))
        return when;
    return fields->received_at;
}

static bool check_times(const struct intake *intake, const struct request_fields *fields,
                        struct fault *fault)
{
    const char *received = field_names[FIELD_RECEIVED_AT];
    const char *assigned = field_names[FIELD_ASSIGNED_AT];
    if (fields->source[FIELD_RECEIVED_AT].at == NULL)
        return fault_set(fault, "missing", received, "is empty");
    if (!check_time(intake, fields->received_at, received, fault))
        return false;
    if (fields->source[FIELD_ASSIGNED_AT].at == NULL)
        return true;
    if (!check_time(intake, fields->assigned_at, assigned, fault))
        return false;
    if (assigned_at(intake, fields) < fields->received_at)
        return fault_set(fault, "bad_date", assigned, "is before %s", received);
    return true;
}

/* A request without a number of its own gets one out of what it says, as the export says it: the
 * same row has the same id on any day, whatever the tables of words. */
static struct span make_id(struct intake *intake, const struct request_fields *fields,
                           char id[INTAKE_ID_LENGTH])
{
    char text[INTAKE_ID_LENGTH + 1];
    struct buffer *all = &intake->scratch;
    buffer_reset(all);
    for (int field = 0; field < FIELDS; field++) {
        if (fields->source[field].at == NULL)
            continue;
        buffer_add_string(all, field_names[field]);
        buffer_add_byte(all, '\0'); /* no field can have one */
        buffer_add_span(all, fields->source[field]);
        buffer_add_byte(all, '\0');
    }
    snprintf(text, sizeof text, "h-%016" PRIx64 "%08" PRIx64, hash_64(buffer_span(all)),
             hash_64_other(buffer_span(all)) >> 32);
    memcpy(id, text, INTAKE_ID_LENGTH);
    return (struct span){id, INTAKE_ID_LENGTH};
}

/* The hotline accepted the request when it came, or now if it has only been read now; not after
 * it was given to a unit. */
static instant accepted_at(const struct intake *intake, const struct request_fields *fields)
{
    instant at = intake->now;
    instant assigned = assigned_at(intake, fields);
    if (assigned != INSTANT_NONE && assigned < at)
        at = assigned;
    return at < fields->received_at ? fields->received_at : at;
}

bool intake_judge(struct intake *intake, const struct request_fields *fields,
                  struct intake_case *judged, struct fault *fault)
{
    if (!check_times(intake, fields, fault))
        return false;
    if (fields->source[FIELD_TEXT].at == NULL)
        return fault_set(fault, "missing", field_names[FIELD_TEXT], "is empty");
    judged->id = fields->value[FIELD_ID];
    if (judged->id.at == NULL)
        judged->id = make_id(intake, fields, judged->made_id);
    int urgency = word_find(urgency_words, URGENCIES, fields->value[FIELD_URGENCY]);
    judged->urgency = urgency >= 0 ? (enum urgency)urgency : URGENCY_NORMAL;
    struct acceptance_question question = {
        .kind = word_find(kind_words, KINDS, fields->value[FIELD_KIND])};
    judged->acceptance = acceptance_decide(&question);
    judged->at = accepted_at(intake, fields);
    return true;
}

bool intake_claim(struct intake *intake, struct span id, struct fault *fault)
{
    if (intake->archived != NULL && hash_set_has(intake->archived, hash_64(id)))
        return fault_set(fault, "duplicate_id", "id", "an archived case has the same");
    if (hash_set_add(intake->seen, hash_64(id)))
        return true;
    return fault_set(fault, "duplicate_id", "id", "an earlier row has the same");
}

bool intake_is_case(const struct record *record)
{
    return object_find(&record->object, SPAN("state")) != NULL;
}

bool intake_claim_case(struct intake *intake, struct record *record)
{
    const struct member *id = object_find(&record->object, SPAN("id"));
    if (id == NULL || *id->value.at != '"')
        return true; /* not this tool's to judge */
    return intake_claim(intake, lex_string_text(id->value, &record->arena), &record->fault);
}

/* --------------------------------------------------------------------- writing */

/* A record that is being written, member by member. */
struct writer {
    struct intake *intake;
    struct json json;
};

static void open_member(struct writer *writer, const char *name)
{
    struct intake *intake = writer->intake;
    json_key(&writer->json, name);
    struct intake_part *part = &intake->parts[intake->part_count++];
    part->name = name;
    part->start = writer->json.out->length;
}

static void close_member(struct writer *writer)
{
    struct intake *intake = writer->intake;
    intake->parts[intake->part_count - 1].end = writer->json.out->length;
}

static void put_string(struct writer *writer, const char *name, struct span text)
{
    if (text.at == NULL)
        return;
    open_member(writer, name);
    json_string(&writer->json, text);
    close_member(writer);
}

static void put_instant(struct writer *writer, const char *name, instant when)
{
    char text[INSTANT_TEXT_LENGTH];
    if (when == INSTANT_NONE)
        return;
    instant_write(when, writer->intake->offset, text);
    put_string(writer, name, (struct span){text, sizeof text});
}

static void put_requester(struct writer *writer, const struct request_fields *fields)
{
    static const char *const names[] = {"type", "name", "phone", "id_number"};
    const struct span *values = &fields->value[FIELD_REQUESTER_TYPE];
    if (values[0].at == NULL && values[1].at == NULL && values[2].at == NULL &&
        values[3].at == NULL)
        return;
    open_member(writer, "requester");
    json_open(&writer->json, '{');
    for (size_t i = 0; i < 4; i++)
        json_member_string(&writer->json, names[i], values[i]);
    json_close(&writer->json, '}');
    close_member(writer);
}

/* What the export calls a channel but the tables do not know is one all the same. */
static struct span channel_of(const struct request_fields *fields)
{
    bool said = fields->source[FIELD_CHANNEL].at != NULL;
    struct span known = fields->value[FIELD_CHANNEL];
    return said && known.at == NULL ? span_of(channel_words[CHANNEL_OTHER]) : known;
}

static void put_request(struct writer *writer, const struct request_fields *fields,
                        const struct intake_case *judged)
{
    const struct span *value = fields->value;
    put_string(writer, "id", judged->id);
    put_instant(writer, "received_at", fields->received_at);
    put_string(writer, "channel", channel_of(fields));
    put_string(writer, "kind", value[FIELD_KIND]);
    put_requester(writer, fields);
    if (value[FIELD_CONFIDENTIAL].at != NULL) {
        open_member(writer, "confidential");
        json_raw(&writer->json, value[FIELD_CONFIDENTIAL]); /* true or false */
        close_member(writer);
    }
    put_string(writer, "district", value[FIELD_DISTRICT]);
    put_string(writer, "address", value[FIELD_ADDRESS]);
    put_string(writer, "title", value[FIELD_TITLE]);
    put_string(writer, "text", value[FIELD_TEXT]);
    put_string(writer, "respondent", value[FIELD_RESPONDENT]);
    put_string(writer, "matter", value[FIELD_MATTER]);
    put_string(writer, "urgency", span_of(urgency_words[judged->urgency]));
    put_string(writer, "unit", value[FIELD_UNIT]);
    put_instant(writer, "assigned_at", assigned_at(writer->intake, fields));
}

static void put_extra(struct writer *writer, const struct request_fields *fields)
{
    struct json *json = &writer->json;
    if (fields->extra_count == 0)
        return;
    open_member(writer, "extra");
    json_open(json, '{');
    for (size_t i = 0; i < fields->extra_count; i++) {
        const struct extra_cell *extra = &fields->extras[i];
        json_raw(json, extra->key);
        json->comma = false;
        if (extra->is_json)
            json_raw(json, extra->value);
        else
            json_string(json, extra->value);
    }
    json_close(json, '}');
    close_member(writer);
}

/* State, acceptance, extra and history; returns where the entry of history stands. */
static struct intake_part put_outcome(struct writer *writer, const struct request_fields *fields,
                                      const struct intake_case *judged)
{
    const struct acceptance_answer *acceptance = &judged->acceptance;
    struct intake_part entry = {.name = "history"};
    struct json *json = &writer->json;
    const char *verdict = verdict_words[acceptance->verdict];
    put_string(writer, "state", span_of(state_words[acceptance->state]));
    open_member(writer, "acceptance");
    json_open(json, '{');
    json_member_string(json, "verdict", span_of(verdict));
    json_member_string(json, "basis", acceptance->basis);
    json_member_string(json, "reason", acceptance->reason);
    json_close(json, '}');
    close_member(writer);
    put_extra(writer, fields);
    json_member_open(json, "history", '[');
    entry.start = json->out->length;
    history_begin(json, judged->at, writer->intake->offset, verdict, span_of(by),
                  acceptance->basis);
    json_close(json, '}');
    entry.end = json->out->length;
    json_close(json, ']');
    return entry;
}

static struct intake_part write_members(struct intake *intake, const struct request_fields *fields,
                                        const struct intake_case *judged, struct buffer *out)
{
    struct writer writer = {.intake = intake, .json = {.out = out}};
    intake->part_count = 0;
    json_open(&writer.json, '{');
    put_request(&writer, fields, judged);
    struct intake_part entry = put_outcome(&writer, fields, judged);
    json_close(&writer.json, '}');
    return entry;
}

void intake_write(struct intake *intake, const struct request_fields *fields,
                  const struct intake_case *judged, struct buffer *out)
{
    write_members(intake, fields, judged, out);
}

/* -------------------------------------------------------------------- splicing */

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
    struct intake_part entry = write_members(intake, fields, judged, line);
    for (size_t i = 0; i < intake->part_count; i++) {
        const struct intake_part *part = &intake->parts[i];
        record_set(record, part->name,
                   (struct span){line->bytes + part->start, part->end - part->start});
    }
    remove_leftovers(intake, record, fields);
    record_append(record, "history",
                  (struct span){line->bytes + entry.start, entry.end - entry.start});
}
