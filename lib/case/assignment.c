#include "lib/case/assignment.h"

#include "lib/case/history.h"

#include <stdlib.h>

static void read_co(const struct reader *reader, struct assignment *assignment)
{
    struct span array = read_array(reader, "co");
    const char *cursor = NULL;
    struct span unit;
    while (read_next_string(reader, "co", array, &cursor, &unit)) {
        if (assignment->co_count == CO_MAX) {
            read_fault(reader, "co", "bad_value", "names more than 16 units");
            return;
        }
        assignment->co[assignment->co_count++] = unit;
    }
}

static struct acting read_acting(const struct reader *reader)
{
    struct reader acting;
    if (!read_object(reader, "acting", &acting))
        return (struct acting){.unit = SPAN_NONE};
    return (struct acting){read_required_string(&acting, "unit"), read_string(&acting, "basis")};
}

static bool read_assignment(const struct reader *reader, struct assignment *assignment)
{
    int64_t round = read_integer(reader, "round", 0);
    if (round < 1 || round > 10000)
        read_fault(reader, "round", "bad_value", "is not a round from 1 on");
    assignment->round = (int)round;
    assignment->lead = read_required_string(reader, "lead");
    read_co(reader, assignment);
    assignment->acting = read_acting(reader);
    assignment->cause =
        (enum cause)read_word(reader, "cause", cause_words, CAUSES, CAUSE_DISPATCHED);
    assignment->basis = read_string(reader, "basis");
    assignment->reason = read_string(reader, "reason");
    assignment->score = read_number(reader, "score");
    assignment->at = read_required_instant(reader, "at");
    assignment->evidence = read_array(reader, "evidence");
    return fault_none(&reader->record->fault);
}

bool assignment_read(struct record *record, struct assignment *assignment)
{
    struct reader top = read_top(record);
    struct reader reader;
    *assignment = (struct assignment){.at = INSTANT_NONE};
    return read_object(&top, "assignment", &reader) && read_assignment(&reader, assignment);
}

size_t assignment_assistant(const struct assignment *assignment, struct span code)
{
    size_t place = 0;
    while (place < assignment->co_count && !span_equal(assignment->co[place], code))
        place++;
    return place;
}

struct span acting_for_lead(const struct acting *acting, struct span lead, struct span *unit)
{
    struct span who = *unit;
    if (acting->unit.at == NULL || !span_equal(who, acting->unit))
        return SPAN_NONE;
    *unit = lead;
    return who;
}

static void write_acting(struct json *json, const struct acting *acting)
{
    if (acting->unit.at == NULL)
        return;
    json_member_open(json, "acting", '{');
    json_member_string(json, "unit", acting->unit);
    json_member_string(json, "basis", acting->basis);
    json_close(json, '}');
}

/* All but the evidence, which comes last; the object stays open. */
static void begin_assignment(struct json *json, const struct assignment *assignment, int offset)
{
    json_open(json, '{');
    json_member_integer(json, "round", assignment->round);
    json_member_string(json, "lead", assignment->lead);
    json_member_open(json, "co", '[');
    for (size_t i = 0; i < assignment->co_count; i++)
        json_string(json, assignment->co[i]);
    json_close(json, ']');
    write_acting(json, &assignment->acting);
    json_member_string(json, "cause", span_of(cause_words[assignment->cause]));
    json_member_string(json, "basis", assignment->basis);
    json_member_string(json, "reason", assignment->reason);
    json_member_raw(json, "score", assignment->score);
    json_member_instant(json, "at", assignment->at, offset);
}

/* The members of an assignment as raw JSON, in the record's memory; NULL where it is no object. */
static struct object *nested_object(struct record *record, struct span raw)
{
    struct fault none = {0};
    if (raw.at == NULL || *raw.at != '{')
        return NULL;
    struct object *object = arena_get(&record->arena, sizeof *object);
    *object = (struct object){.arena = &record->arena};
    return lex_nested_object(raw, "assignment", object, &record->arena, &none) ? object : NULL;
}

/* The evidence of the assignment that the record has by now, SPAN_NONE: none. */
static struct span evidence_so_far(struct record *record)
{
    struct object *object = nested_object(record, record_value(record, "assignment"));
    const struct member *evidence = object != NULL ? object_find(object, SPAN("evidence")) : NULL;
    return evidence != NULL ? evidence->value : SPAN_NONE;
}

static void set_member(struct record *record, struct span shared, struct span evidence)
{
    struct buffer *value = &record->scratch;
    struct json json = {.out = value};
    buffer_reset(value);
    json_raw(&json, shared);
    json_member_raw(&json, "evidence", evidence);
    json_close(&json, '}');
    record_set(record, "assignment", buffer_span(value));
}

/* The member, and an entry that has the same in it but for the evidence: most of a record would be
 * that, twice. As another evidence, or none, takes its place, the entry keeps what it was. */
static void set(struct record *record, const struct assignment *assignment, const char *event,
                struct span by, struct span basis, instant at, struct span more,
                struct json *history)
{
    struct span before = evidence_so_far(record);
    history_begin(history, at, record->offset, event, by, basis);
    json_key(history, "assignment");
    size_t start = history->out->length;
    begin_assignment(history, assignment, record->offset);
    set_member(record, (struct span){history->out->bytes + start, history->out->length - start},
               assignment->evidence);
    json_close(history, '}');
    if (!span_equal(before, assignment->evidence))
        json_member_raw(history, "earlier_evidence", before);
    if (!span_empty(more))
        json_raw(history, more);
    json_close(history, '}');
}

void assignment_set(struct record *record, const struct assignment *assignment, struct span by,
                    struct span more, struct json *history)
{
    set(record, assignment, "assigned", by, assignment->basis, assignment->at, more, history);
}

void assignment_change(struct record *record, const struct assignment *assignment, struct span by,
                       struct span basis, instant at, struct json *history)
{
    set(record, assignment, "co_changed", by, basis, at, SPAN_NONE, history);
}

static bool read_raw(struct record *record, struct span raw, struct assignment *assignment)
{
    struct object *object = nested_object(record, raw);
    struct reader reader = {record, object, "assignment", NOT_AN_ELEMENT};
    *assignment = (struct assignment){.at = INSTANT_NONE};
    return object != NULL && read_assignment(&reader, assignment);
}

static double number_of(struct record *record, struct span raw)
{
    return raw.at != NULL ? strtod(arena_copy(&record->arena, raw), NULL) : 0;
}

static bool same_units(const struct assignment *a, const struct assignment *b)
{
    if (a->co_count != b->co_count || !span_equal(a->lead, b->lead) ||
        !span_equal(a->acting.unit, b->acting.unit))
        return false;
    for (size_t i = 0; i < a->co_count; i++)
        if (!span_equal(a->co[i], b->co[i]))
            return false;
    return true;
}

/* However they are spelt: another program may have written the line anew. */
static bool says_the_same(struct record *record, struct span member, struct span entry)
{
    struct assignment a, b;
    return read_raw(record, member, &a) && read_raw(record, entry, &b) && a.round == b.round &&
           same_units(&a, &b) && a.cause == b.cause && a.at == b.at &&
           span_equal(a.basis, b.basis) && span_equal(a.reason, b.reason) &&
           number_of(record, a.score) == number_of(record, b.score);
}

bool assignment_is_kept(struct record *record, struct span member, struct span entry)
{
    static const char evidence[] = ",\"evidence\":";
    if (span_empty(entry))
        return false;
    size_t shared = entry.length - 1; /* up to the brace */
    bool same_bytes =
        span_equal(member, entry) ||
        (member.length > shared + sizeof evidence && memcmp(member.at, entry.at, shared) == 0 &&
         memcmp(member.at + shared, evidence, sizeof evidence - 1) == 0);
    return same_bytes || says_the_same(record, member, entry);
}
