#include "lib/case/returns.h"

const char *const return_outcome_words[RETURN_OUTCOMES] = {
    "refused", "pending", "transferred", "continued", "joint", "designated", "released", "lapsed"};
const char *const return_apart_words[RETURN_APARTS] = {"no", "co_handler", "own_house"};

bool return_is_of_assistant(const struct return_entry *entry)
{
    return entry->apart == APART_ASSISTANT;
}

static void read_entry(const struct reader *reader, struct return_entry *entry)
{
    *entry = (struct return_entry){
        .request = read_required_string(reader, "request"),
        .unit = read_string(reader, "unit"),
        .acting = read_string(reader, "acting"),
        .at = read_instant(reader, "at"),
        .recorded_at = read_instant(reader, "recorded_at"),
        .reason = read_string(reader, "reason"),
        .basis = read_string(reader, "basis"),
        .suggested_unit = read_string(reader, "suggested_unit"),
        .counted = read_boolean(reader, "counted", false),
        .apart = (enum return_apart)read_word(reader, "apart", return_apart_words, RETURN_APARTS,
                                              APART_NO),
        .outcome = (enum return_outcome)read_word(reader, "outcome", return_outcome_words,
                                                  RETURN_OUTCOMES, OUTCOME_PENDING),
        .refusal = read_string(reader, "refusal"),
        .outcome_basis = read_string(reader, "outcome_basis"),
        .policy = read_string(reader, "policy"),
        .explanation = read_string(reader, "explanation"),
    };
    const struct member *proposal = object_find(reader->object, SPAN("proposal"));
    if (proposal != NULL)
        entry->proposal = proposal->value;
}

bool returns_read(struct record *record, struct returns *returns)
{
    struct reader top = read_top(record);
    struct span array = read_array(&top, "returns");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader reader;
    returns->count = 0;
    while (read_next_object(&top, "returns", array, &cursor, &index, &reader)) {
        if (returns->count == RETURNS_MAX) {
            read_fault(&top, "returns", "bad_value", "has more than 64 requests");
            break;
        }
        read_entry(&reader, &returns->entries[returns->count++]);
    }
    return fault_none(&record->fault);
}

static void write_entry(struct json *json, const struct return_entry *entry, int offset)
{
    json_open(json, '{');
    json_member_string(json, "request", entry->request);
    json_member_string(json, "unit", entry->unit);
    json_member_string(json, "acting", entry->acting);
    json_member_instant(json, "at", entry->at, offset);
    json_member_instant(json, "recorded_at", entry->recorded_at, offset);
    json_member_string(json, "reason", entry->reason);
    json_member_string(json, "basis", entry->basis);
    json_member_string(json, "suggested_unit", entry->suggested_unit);
    json_member_boolean(json, "counted", entry->counted);
    if (entry->apart != APART_NO)
        json_member_word(json, "apart", return_apart_words[entry->apart]);
    json_member_string(json, "outcome", span_of(return_outcome_words[entry->outcome]));
    json_member_string(json, "refusal", entry->refusal);
    json_member_string(json, "outcome_basis", entry->outcome_basis);
    json_member_string(json, "policy", entry->policy);
    json_member_string(json, "explanation", entry->explanation);
    json_member_raw(json, "proposal", entry->proposal);
    json_close(json, '}');
}

void returns_set(struct record *record, const struct returns *returns)
{
    struct json json = {.out = &record->scratch};
    buffer_reset(&record->scratch);
    json_open(&json, '[');
    for (size_t i = 0; i < returns->count; i++)
        write_entry(&json, &returns->entries[i], record->offset);
    json_close(&json, ']');
    record_set(record, "returns", buffer_span(&record->scratch));
}

void returns_lapse(struct record *record, const char *why)
{
    struct returns returns;
    bool has_changed = false;
    if (!returns_read(record, &returns))
        return;
    for (size_t i = 0; i < returns.count; i++) {
        struct return_entry *entry = &returns.entries[i];
        if (entry->outcome != OUTCOME_PENDING)
            continue;
        entry->outcome = OUTCOME_LAPSED;
        entry->explanation = span_of(why);
        has_changed = true;
    }
    if (has_changed)
        returns_set(record, &returns);
}

struct return_entry *returns_find(struct returns *returns, struct span request)
{
    for (size_t i = 0; i < returns->count; i++)
        if (span_equal(returns->entries[i].request, request))
            return &returns->entries[i];
    return NULL;
}

static int count_first(const struct returns *returns, size_t count, bool count_continued)
{
    int counted = 0;
    for (size_t i = 0; i < count; i++) {
        const struct return_entry *entry = &returns->entries[i];
        counted += entry->counted && (count_continued || entry->outcome != OUTCOME_CONTINUED);
    }
    return counted;
}

int returns_counted(const struct returns *returns, bool count_continued)
{
    return count_first(returns, returns->count, count_continued);
}

int returns_counted_at(const struct returns *returns, const struct return_entry *waiting,
                       bool count_continued)
{
    size_t before = (size_t)(waiting - returns->entries);
    return count_first(returns, before, count_continued) + waiting->counted;
}
