#include "lib/case/schema_rows.h"

#include "lib/rules/routing.h"
#include "lib/rules/terms.h"

const struct member_shape evidence_shape[] = {
    REQUIRED("source", SHAPE_STRING),
    OPTIONAL("table", SHAPE_STRING),
    OPTIONAL("row", SHAPE_INTEGER),
    OPTIONAL("member", SHAPE_STRING),
    OPTIONAL("offset", SHAPE_INTEGER),
    OPTIONAL("weight", SHAPE_NUMBER),
    END,
};

static const struct member_shape acting[] = {
    REQUIRED("unit", SHAPE_STRING),
    REQUIRED("basis", SHAPE_STRING),
    END,
};

const struct member_shape assignment_shape[] = {
    REQUIRED("round", SHAPE_INTEGER),
    REQUIRED("lead", SHAPE_STRING),
    OPTIONAL("co", SHAPE_STRINGS),
    INNER("acting", SHAPE_OBJECT, acting),
    WORD("cause", cause_words, CAUSES),
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("score", SHAPE_NUMBER),
    REQUIRED("at", SHAPE_INSTANT),
    INNER("evidence", SHAPE_OBJECTS, evidence_shape),
    END,
};

static const struct member_shape candidate[] = {
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("matter", SHAPE_STRING),
    OPTIONAL("score", SHAPE_NUMBER),
    OPTIONAL("reason", SHAPE_STRING),
    END,
};

const struct member_shape triage_shape[] = {
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("basis", SHAPE_STRING),
    REQUIRED("reason", SHAPE_STRING),
    OPTIONAL("policy", SHAPE_STRING),
    INNER("candidates", SHAPE_OBJECTS, candidate),
    INNER("evidence", SHAPE_OBJECTS, evidence_shape),
    END,
};

const struct member_shape alert_shape[] = {
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("contact", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    OPTIONAL("response_due", SHAPE_INSTANT),
    OPTIONAL("policy", SHAPE_STRING),
    OPTIONAL("acknowledged_at", SHAPE_INSTANT),
    OPTIONAL("acknowledged_by", SHAPE_STRING),
    END,
};

const struct member_shape answer_shape[] = {
    REQUIRED("entry", SHAPE_STRING),    REQUIRED("version", SHAPE_STRING),
    REQUIRED("answer", SHAPE_STRING),   OPTIONAL("unit", SHAPE_STRING),
    REQUIRED("basis", SHAPE_STRING),    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("table", SHAPE_STRING),    OPTIONAL("row", SHAPE_INTEGER),
    OPTIONAL("likeness", SHAPE_NUMBER), OPTIONAL("policy", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),      END,
};

const struct member_shape promise_shape[] = {
    REQUIRED("reply_by", SHAPE_DAY),
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("policy", SHAPE_STRING),
    OPTIONAL("provisional", SHAPE_BOOLEAN),
    END,
};

const struct member_shape handover_shape[] = {
    {"to", SHAPE_WORD, true, linked_service_words, LINKED_SERVICES, NULL},
    REQUIRED("basis", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("matter", SHAPE_STRING),
    OPTIONAL("officer", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    END,
};
