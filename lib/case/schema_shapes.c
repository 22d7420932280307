#include "lib/case/schema_shapes.h"

#include "lib/case/schema_rows.h"
#include "lib/rules/fields.h"
#include "lib/rules/terms.h"

static const char *const kind_source_words[] = {"text"};

static const struct member_shape repeat[] = {
    REQUIRED("case", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("new", SHAPE_BOOLEAN),
    END,
};

static const struct member_shape held[] = {
    REQUIRED("by", SHAPE_STRING),
    REQUIRED("from", SHAPE_INSTANT),
    REQUIRED("workdays", SHAPE_INTEGER),
    END,
};

static const struct member_shape history[] = {
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("event", SHAPE_STRING),
    REQUIRED("by", SHAPE_STRING),
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("id", SHAPE_STRING),
    OPTIONAL("input", SHAPE_OBJECT),
    INNER("assignment", SHAPE_OBJECT, assignment_shape),
    INNER("earlier_evidence", SHAPE_OBJECTS, evidence_shape),
    INNER("triage", SHAPE_OBJECT, triage_shape),
    INNER("held", SHAPE_OBJECT, held),
    OPTIONAL("replaced", SHAPE_OBJECT),
    OPTIONAL("added", SHAPE_STRINGS),
    INNER("answer", SHAPE_OBJECT, answer_shape),
    INNER("alert", SHAPE_OBJECT, alert_shape),
    INNER("item", SHAPE_OBJECT, supervision_item_shape),
    OPTIONAL("closes", SHAPE_STRINGS),
    END,
};

const struct member_shape case_shape[] = {
    REQUIRED("id", SHAPE_STRING),
    REQUIRED("received_at", SHAPE_INSTANT),
    WORD("channel", channel_words, CHANNELS),
    WORD("kind", kind_words, KINDS),
    WORD("kind_source", kind_source_words, 1),
    INNER("requester", SHAPE_OBJECT, requester_shape),
    OPTIONAL("confidential", SHAPE_BOOLEAN),
    OPTIONAL("district", SHAPE_STRING),
    OPTIONAL("address", SHAPE_STRING),
    OPTIONAL("title", SHAPE_STRING),
    OPTIONAL("text", SHAPE_STRING),
    OPTIONAL("respondent", SHAPE_STRING),
    OPTIONAL("matter", SHAPE_STRING),
    WORD("urgency", urgency_words, URGENCIES),
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("assigned_at", SHAPE_INSTANT),
    {"state", SHAPE_WORD, true, state_words, STATES, NULL},
    INNER("acceptance", SHAPE_OBJECT, acceptance_shape),
    OPTIONAL("repeat_of", SHAPE_STRING),
    INNER("restriction", SHAPE_OBJECT, restriction_shape),
    INNER("police", SHAPE_OBJECT, police_shape),
    INNER("triage", SHAPE_OBJECT, triage_shape),
    INNER("assignment", SHAPE_OBJECT, assignment_shape),
    OPTIONAL("designated", SHAPE_BOOLEAN),
    INNER("alert", SHAPE_OBJECT, alert_shape),
    INNER("answer", SHAPE_OBJECT, answer_shape),
    INNER("promise", SHAPE_OBJECT, promise_shape),
    INNER("handover", SHAPE_OBJECT, handover_shape),
    INNER("deadline", SHAPE_OBJECT, deadline_shape),
    INNER("returns", SHAPE_OBJECTS, return_shape),
    INNER("extensions", SHAPE_OBJECTS, extension_shape),
    INNER("replies", SHAPE_OBJECTS, reply_shape),
    INNER("callback", SHAPE_OBJECT, callback_shape),
    INNER("closing", SHAPE_OBJECT, closing_shape),
    INNER("supervision", SHAPE_OBJECT, supervision_shape),
    INNER("repeats", SHAPE_OBJECTS, repeat),
    OPTIONAL("extra", SHAPE_OBJECT),
    INNER("history", SHAPE_OBJECTS, history),
    END,
};
