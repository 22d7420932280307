/* The fields of a request: what a column of an export can mean, by name, and the codes that the
 * enumerated ones may have. One request out of an export is a struct of them, whatever file it
 * stood in. Knows nothing of headers or files. */
#ifndef H12_RULES_FIELDS_H
#define H12_RULES_FIELDS_H

#include "lib/base/civil.h"
#include "lib/base/span.h"

#include <stdbool.h>
#include <stddef.h>

enum field {
    FIELD_ID,
    FIELD_RECEIVED_AT,
    FIELD_CHANNEL,
    FIELD_KIND,
    FIELD_REQUESTER_TYPE,
    FIELD_REQUESTER_NAME,
    FIELD_REQUESTER_PHONE,
    FIELD_REQUESTER_ID_NUMBER,
    FIELD_CONFIDENTIAL,
    FIELD_DISTRICT,
    FIELD_ADDRESS,
    FIELD_TITLE,
    FIELD_TEXT,
    FIELD_RESPONDENT,
    FIELD_MATTER,
    FIELD_URGENCY,
    FIELD_UNIT,
    FIELD_ASSIGNED_AT,
    FIELD_DECISION, /* from here on: what an officer decided on it, no part of the request */
    FIELD_GROUND,
    FIELD_OFFICER,
    FIELD_EXPLAINED_AT,
    FIELDS
};

extern const char *const field_names[FIELDS]; /* "id", "requester.phone" */

/* art.3: who may turn to the hotline. */
enum requester_type {
    REQUESTER_PERSON,
    REQUESTER_LEGAL_PERSON,
    REQUESTER_ORGANIZATION,
    REQUESTER_TYPES
};
extern const char *const requester_type_words[REQUESTER_TYPES];

/* A time: of receipt, of assignment, of an explanation. */
bool field_is_time(enum field field);
/* Whether the field takes codes only: kind, channel, urgency, requester.type, confidential,
 * district, decision, ground. */
bool field_is_enumerated(enum field field);
/* Whether the text is a code of an enumerated field; any text but "" of another one. */
bool field_code_is_known(enum field field, struct span code);

/* A column that no field took. */
struct extra_cell {
    struct span key; /* its header as a JSON name with the colon, `"…":` */
    struct span value;
    bool is_json; /* value is JSON text, otherwise plain text */
};

/* One request out of an export. */
struct request_fields {
    struct span source[FIELDS]; /* as the export says; SPAN_NONE where it says nothing */
    struct span value[FIELDS];  /* what the record is to say: a code of an enumerated field;
                                   SPAN_NONE where the export's word for it is not known */
    instant received_at;        /* INSTANT_NONE: not there, or (where source is) not readable */
    instant assigned_at;
    instant explained_at;
    struct extra_cell *extras;
    size_t extra_count;
    size_t extra_capacity;
};

/* Adds one cell to the extras. */
void fields_add_extra(struct request_fields *fields, struct span key, struct span value,
                      bool is_json);
void fields_release(struct request_fields *fields);

#endif
