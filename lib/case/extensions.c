#include "lib/case/extensions.h"

const char *const extension_outcome_words[EXTENSION_OUTCOMES] = {"refused", "pending", "granted",
                                                                 "denied"};

static void read_entry(const struct reader *reader, struct extension_entry *entry)
{
    const struct member *proposal = object_find(reader->object, SPAN("proposal"));
    *entry = (struct extension_entry){
        .request = read_required_string(reader, "request"),
        .unit = read_string(reader, "unit"),
        .acting = read_string(reader, "acting"),
        .at = read_instant(reader, "at"),
        .recorded_at = read_instant(reader, "recorded_at"),
        .reason = read_string(reader, "reason"),
        .outcome = (enum extension_outcome)read_word(reader, "outcome", extension_outcome_words,
                                                     EXTENSION_OUTCOMES, EXTENSION_PENDING),
        .refusal = read_string(reader, "refusal"),
        .outcome_basis = read_string(reader, "outcome_basis"),
        .policy = read_string(reader, "policy"),
        .explanation = read_string(reader, "explanation"),
        .decided_at = read_instant(reader, "decided_at"),
        .proposal = proposal != NULL ? proposal->value : SPAN_NONE,
    };
    entry->has_until = read_day(reader, "until", &entry->until);
    entry->has_granted = read_day(reader, "granted_until", &entry->granted_until);
    if (entry->outcome == EXTENSION_GRANTED &&
        (!entry->has_granted || entry->decided_at == INSTANT_NONE))
        read_fault(reader, "granted_until", "missing", "is missing, or when it was decided");
}

bool extensions_read(struct record *record, struct extensions *extensions)
{
    struct reader top = read_top(record);
    struct span array = read_array(&top, "extensions");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader reader;
    extensions->count = 0;
    while (read_next_object(&top, "extensions", array, &cursor, &index, &reader)) {
        if (extensions->count == EXTENSIONS_MAX) {
            read_fault(&top, "extensions", "bad_value", "has more than 12 requests");
            break;
        }
        read_entry(&reader, &extensions->entries[extensions->count++]);
    }
    return fault_none(&record->fault);
}

static void write_entry(struct json *json, const struct extension_entry *entry, int offset)
{
    json_open(json, '{');
    json_member_string(json, "request", entry->request);
    json_member_string(json, "unit", entry->unit);
    json_member_string(json, "acting", entry->acting);
    json_member_instant(json, "at", entry->at, offset);
    json_member_instant(json, "recorded_at", entry->recorded_at, offset);
    if (entry->has_until)
        json_member_day(json, "until", entry->until);
    json_member_string(json, "reason", entry->reason);
    json_member_word(json, "outcome", extension_outcome_words[entry->outcome]);
    json_member_string(json, "refusal", entry->refusal);
    json_member_string(json, "outcome_basis", entry->outcome_basis);
    json_member_string(json, "policy", entry->policy);
    if (entry->has_granted)
        json_member_day(json, "granted_until", entry->granted_until);
    json_member_instant(json, "decided_at", entry->decided_at, offset);
    json_member_string(json, "explanation", entry->explanation);
    json_member_raw(json, "proposal", entry->proposal);
    json_close(json, '}');
}

void extensions_set(struct record *record, const struct extensions *extensions)
{
    struct json json = {.out = &record->scratch};
    buffer_reset(&record->scratch);
    json_open(&json, '[');
    for (size_t i = 0; i < extensions->count; i++)
        write_entry(&json, &extensions->entries[i], record->offset);
    json_close(&json, ']');
    record_set(record, "extensions", buffer_span(&record->scratch));
}

struct extension_entry *extensions_find(struct extensions *extensions, struct span request)
{
    for (size_t i = 0; i < extensions->count; i++)
        if (span_equal(extensions->entries[i].request, request))
            return &extensions->entries[i];
    return NULL;
}

void extensions_add_turns(const struct extensions *extensions, struct deadline_question *question)
{
    for (size_t i = 0; i < extensions->count; i++) {
        const struct extension_entry *entry = &extensions->entries[i];
        if (entry->outcome != EXTENSION_GRANTED)
            continue;
        deadline_add_turn(question, (struct turn){.kind = TURN_EXTENDED,
                                                  .stopped = INSTANT_NONE,
                                                  .at = entry->decided_at,
                                                  .asked = entry->recorded_at,
                                                  .until = entry->granted_until});
    }
}
