#include "lib/rules/fields.h"

#include "lib/base/memory.h"
#include "lib/rules/acceptance.h"
#include "lib/rules/terms.h"

#include <stdlib.h>

enum { DISTRICT_DIGITS = 6 }; /* GB/T 2260 */

const char *const field_names[FIELDS] = {
    "id",
    "received_at",
    "channel",
    "kind",
    "requester.type",
    "requester.name",
    "requester.phone",
    "requester.id_number",
    "confidential",
    "district",
    "address",
    "title",
    "text",
    "respondent",
    "matter",
    "urgency",
    "unit",
    "assigned_at",
    "decision",
    "ground",
    "officer",
    "explained_at",
};

const char *const requester_type_words[REQUESTER_TYPES] = {"person", "legal_person",
                                                           "organization"};

bool field_is_time(enum field field)
{
    return field == FIELD_RECEIVED_AT || field == FIELD_ASSIGNED_AT || field == FIELD_EXPLAINED_AT;
}

bool field_is_enumerated(enum field field)
{
    switch (field) {
    case FIELD_CHANNEL:
    case FIELD_KIND:
    case FIELD_REQUESTER_TYPE:
    case FIELD_CONFIDENTIAL:
    case FIELD_DISTRICT:
    case FIELD_URGENCY:
    case FIELD_DECISION:
    case FIELD_GROUND:
        return true;
    default:
        return false;
    }
}

static bool is_district(struct span code)
{
    for (size_t i = 0; i < code.length; i++)
        if (code.at[i] < '0' || code.at[i] > '9')
            return false;
    return code.length == DISTRICT_DIGITS;
}

bool field_code_is_known(enum field field, struct span code)
{
    switch (field) {
    case FIELD_CHANNEL:
        return word_find(channel_words, CHANNELS, code) >= 0;
    case FIELD_KIND:
        return word_find(kind_words, KINDS, code) >= 0;
    case FIELD_REQUESTER_TYPE:
        return word_find(requester_type_words, REQUESTER_TYPES, code) >= 0;
    case FIELD_CONFIDENTIAL:
        return span_is(code, "true") || span_is(code, "false");
    case FIELD_DISTRICT:
        return is_district(code);
    case FIELD_URGENCY:
        return word_find(urgency_words, URGENCIES, code) >= 0;
    case FIELD_DECISION:
        return word_find(decided_words, DECIDED_WORDS, code) >= 0;
    case FIELD_GROUND:
        return ground_find(code) >= 0;
    default:
        return !span_empty(code);
    }
}

void fields_add_extra(struct request_fields *fields, struct span key, struct span value,
                      bool is_json)
{
    fields->extras = memory_grow(fields->extras, fields->extra_count, &fields->extra_capacity,
                                 sizeof *fields->extras);
    fields->extras[fields->extra_count++] = (struct extra_cell){key, value, is_json};
}

void fields_release(struct request_fields *fields)
{
    free(fields->extras);
    *fields = (struct request_fields){0};
}
