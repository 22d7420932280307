#include "lib/case/schema_shapes.h"

#include "lib/case/callback.h"
#include "lib/case/extensions.h"
#include "lib/case/returns.h"
#include "lib/case/supervision.h"
#include "lib/rules/acceptance.h"
#include "lib/rules/deadline.h"
#include "lib/rules/fields.h"
#include "lib/rules/reply.h"
#include "lib/rules/routing.h"
#include "lib/rules/terms.h"

#include <stddef.h>

#define OPTIONAL(name, shape)                                                                      \
    {                                                                                              \
        name, shape, false, NULL, 0, NULL                                                          \
    }
#define REQUIRED(name, shape)                                                                      \
    {                                                                                              \
        name, shape, true, NULL, 0, NULL                                                           \
    }
#define WORD(name, words, count)                                                                   \
    {                                                                                              \
        name, SHAPE_WORD, false, words, count, NULL                                                \
    }
#define INNER(name, shape, members)                                                                \
    {                                                                                              \
        name, shape, false, NULL, 0, members                                                       \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, SHAPE_STRING, false, NULL, 0, NULL                                                   \
    }

static const char *const kind_source_words[] = {"text"};

static const struct member_shape requester[] = {
    WORD("type", requester_type_words, REQUESTER_TYPES),
    OPTIONAL("name", SHAPE_STRING),
    OPTIONAL("phone", SHAPE_STRING),
    OPTIONAL("id_number", SHAPE_STRING),
    END,
};

static const struct member_shape flag[] = {
    WORD("code", flag_words, FLAG_CODES),
    REQUIRED("basis", SHAPE_STRING),
    OPTIONAL("row", SHAPE_INTEGER),
    OPTIONAL("member", SHAPE_STRING),
    OPTIONAL("offset", SHAPE_INTEGER),
    OPTIONAL("count", SHAPE_INTEGER),
    OPTIONAL("likeness", SHAPE_INTEGER),
    OPTIONAL("policy", SHAPE_STRING),
    OPTIONAL("new", SHAPE_BOOLEAN),
    OPTIONAL("follows", SHAPE_BOOLEAN),
    END,
};

static const struct member_shape acceptance_proposal[] = {
    WORD("decision", decided_words, DECIDED_WORDS),
    WORD("ground", ground_words, GROUNDS),
    OPTIONAL("repeat_of", SHAPE_STRING),
    OPTIONAL("likeness", SHAPE_INTEGER),
    OPTIONAL("policy", SHAPE_STRING),
    OPTIONAL("new", SHAPE_BOOLEAN),
    OPTIONAL("closing", SHAPE_OBJECT),
    END,
};

static const struct member_shape acceptance[] = {
    WORD("verdict", verdict_words, VERDICTS),
    REQUIRED("basis", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("explanation", SHAPE_STRING),
    OPTIONAL("explained_at", SHAPE_INSTANT),
    INNER("flags", SHAPE_OBJECTS, flag),
    INNER("proposal", SHAPE_OBJECT, acceptance_proposal),
    END,
};

/* art.28(2) and (3). */
static const struct member_shape restriction[] = {
    REQUIRED("basis", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("by", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    REQUIRED("from", SHAPE_INSTANT),
    REQUIRED("until", SHAPE_INSTANT),
    END,
};

static const struct member_shape police[] = {
    REQUIRED("basis", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("by", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    END,
};

static const struct member_shape evidence[] = {
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

static const struct member_shape assignment[] = {
    REQUIRED("round", SHAPE_INTEGER),
    REQUIRED("lead", SHAPE_STRING),
    OPTIONAL("co", SHAPE_STRINGS),
    INNER("acting", SHAPE_OBJECT, acting),
    WORD("cause", cause_words, CAUSES),
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("score", SHAPE_NUMBER),
    REQUIRED("at", SHAPE_INSTANT),
    INNER("evidence", SHAPE_OBJECTS, evidence),
    END,
};

static const struct member_shape candidate[] = {
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("matter", SHAPE_STRING),
    OPTIONAL("score", SHAPE_NUMBER),
    OPTIONAL("reason", SHAPE_STRING),
    END,
};

static const struct member_shape triage[] = {
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("basis", SHAPE_STRING),
    REQUIRED("reason", SHAPE_STRING),
    OPTIONAL("policy", SHAPE_STRING),
    INNER("candidates", SHAPE_OBJECTS, candidate),
    INNER("evidence", SHAPE_OBJECTS, evidence),
    END,
};

static const struct member_shape alert[] = {
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

static const struct member_shape answer[] = {
    REQUIRED("entry", SHAPE_STRING),    REQUIRED("version", SHAPE_STRING),
    REQUIRED("answer", SHAPE_STRING),   OPTIONAL("unit", SHAPE_STRING),
    REQUIRED("basis", SHAPE_STRING),    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("table", SHAPE_STRING),    OPTIONAL("row", SHAPE_INTEGER),
    OPTIONAL("likeness", SHAPE_NUMBER), OPTIONAL("policy", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),      END,
};

static const struct member_shape promise[] = {
    REQUIRED("reply_by", SHAPE_DAY),
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("policy", SHAPE_STRING),
    OPTIONAL("provisional", SHAPE_BOOLEAN),
    END,
};

static const struct member_shape handover[] = {
    {"to", SHAPE_WORD, true, linked_service_words, LINKED_SERVICES, NULL},
    REQUIRED("basis", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("matter", SHAPE_STRING),
    OPTIONAL("officer", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    END,
};

static const struct member_shape earlier[] = {
    WORD("clock", clock_words, CLOCKS),
    REQUIRED("due", SHAPE_DAY),
    REQUIRED("due_at", SHAPE_INSTANT),
    OPTIONAL("replaced_at", SHAPE_INSTANT),
    WORD("verdict", earlier_words, EARLIER_VERDICTS),
    END,
};

static const struct member_shape deadline[] = {
    WORD("clock", clock_words, CLOCKS),
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("law", SHAPE_STRING),
    OPTIONAL("law_article", SHAPE_STRING),
    OPTIONAL("limit", SHAPE_INTEGER),
    WORD("unit", limit_unit_words, LIMIT_UNITS),
    OPTIONAL("limit_policy", SHAPE_STRING),
    OPTIONAL("from", SHAPE_DAY),
    OPTIONAL("due", SHAPE_DAY),
    OPTIONAL("due_at", SHAPE_INSTANT),
    OPTIONAL("return_by", SHAPE_DAY),
    OPTIONAL("inner_due", SHAPE_DAY),
    OPTIONAL("stage_due", SHAPE_DAY),
    OPTIONAL("decide_due", SHAPE_DAY),
    OPTIONAL("decide_policy", SHAPE_STRING),
    OPTIONAL("decide_late_workdays", SHAPE_INTEGER),
    OPTIONAL("provisional", SHAPE_BOOLEAN),
    {"status", SHAPE_WORD, true, clock_status_words, CLOCK_STATUSES, NULL},
    OPTIONAL("left_workdays", SHAPE_INTEGER),
    OPTIONAL("late_workdays", SHAPE_INTEGER),
    OPTIONAL("late_days", SHAPE_INTEGER),
    INNER("earlier", SHAPE_OBJECTS, earlier),
    OPTIONAL("policy", SHAPE_STRING),
    OPTIONAL("calendar", SHAPE_STRING),
    END,
};

static const struct member_shape return_request[] = {
    REQUIRED("request", SHAPE_STRING),
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("at", SHAPE_INSTANT),
    REQUIRED("recorded_at", SHAPE_INSTANT),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("suggested_unit", SHAPE_STRING),
    REQUIRED("counted", SHAPE_BOOLEAN),
    WORD("apart", return_apart_words, RETURN_APARTS),
    {"outcome", SHAPE_WORD, true, return_outcome_words, RETURN_OUTCOMES, NULL},
    OPTIONAL("refusal", SHAPE_STRING),
    OPTIONAL("outcome_basis", SHAPE_STRING),
    OPTIONAL("policy", SHAPE_STRING),
    OPTIONAL("explanation", SHAPE_STRING),
    OPTIONAL("proposal", SHAPE_OBJECT),
    END,
};

static const struct member_shape extension_request[] = {
    REQUIRED("request", SHAPE_STRING),
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("at", SHAPE_INSTANT),
    REQUIRED("recorded_at", SHAPE_INSTANT),
    OPTIONAL("until", SHAPE_DAY),
    OPTIONAL("reason", SHAPE_STRING),
    {"outcome", SHAPE_WORD, true, extension_outcome_words, EXTENSION_OUTCOMES, NULL},
    OPTIONAL("refusal", SHAPE_STRING),
    OPTIONAL("outcome_basis", SHAPE_STRING),
    OPTIONAL("policy", SHAPE_STRING),
    OPTIONAL("granted_until", SHAPE_DAY),
    OPTIONAL("decided_at", SHAPE_INSTANT),
    OPTIONAL("explanation", SHAPE_STRING),
    OPTIONAL("proposal", SHAPE_OBJECT),
    END,
};

static const char *const reply_refusal_words[] = {"not_told"};

static const struct member_shape reply_flag[] = {
    {"code", SHAPE_WORD, true, reply_sign_words, REPLY_SIGNS, NULL},
    OPTIONAL("length", SHAPE_INTEGER),
    OPTIONAL("count", SHAPE_INTEGER),
    OPTIONAL("likeness", SHAPE_INTEGER),
    REQUIRED("policy", SHAPE_STRING),
    END,
};

static const struct member_shape reply_proposal[] = {
    {"decision", SHAPE_WORD, true, reply_decision_words, REPLY_DECISIONS, NULL},
    REQUIRED("basis", SHAPE_STRING),
    OPTIONAL("until", SHAPE_DAY),
    OPTIONAL("to", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    END,
};

static const struct member_shape review[] = {
    {"decision", SHAPE_WORD, true, reply_decision_words, REPLY_DECISIONS, NULL},
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("by", SHAPE_STRING),
    REQUIRED("basis", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("until", SHAPE_DAY),
    OPTIONAL("to", SHAPE_STRING),
    END,
};

static const struct member_shape reply[] = {
    OPTIONAL("reply", SHAPE_STRING),
    WORD("kind", reply_kind_words, REPLY_KINDS),
    OPTIONAL("round", SHAPE_INTEGER),
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("at", SHAPE_INSTANT),
    OPTIONAL("recorded_at", SHAPE_INSTANT),
    OPTIONAL("informed_at", SHAPE_INSTANT),
    OPTIONAL("informed_how", SHAPE_STRING),
    WORD("factual", factual_words, FACTUAL_WORDS),
    OPTIONAL("process", SHAPE_STRING),
    OPTIONAL("process_at", SHAPE_INSTANT),
    OPTIONAL("process_manner", SHAPE_STRING),
    OPTIONAL("opinion", SHAPE_STRING),
    OPTIONAL("opinion_limit", SHAPE_DAY),
    OPTIONAL("law", SHAPE_STRING),
    OPTIONAL("law_limit", SHAPE_STRING),
    OPTIONAL("responder", SHAPE_STRING),
    OPTIONAL("suggested_unit", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("plan", SHAPE_STRING),
    WORD("unit_reported_satisfaction", reported_satisfaction_words, SATISFACTION_WORDS),
    WORD("refusal", reply_refusal_words, 1),
    OPTIONAL("complete", SHAPE_BOOLEAN),
    OPTIONAL("missing", SHAPE_STRINGS),
    OPTIONAL("lacks", SHAPE_STRINGS),
    OPTIONAL("on_time", SHAPE_BOOLEAN),
    OPTIONAL("parts_missing", SHAPE_STRINGS),
    INNER("flags", SHAPE_OBJECTS, reply_flag),
    INNER("proposal", SHAPE_OBJECT, reply_proposal),
    INNER("review", SHAPE_OBJECT, review),
    END,
};

static const struct member_shape rating[] = {
    REQUIRED("rating", SHAPE_STRING),
    OPTIONAL("round", SHAPE_INTEGER),
    {"by", SHAPE_WORD, true, rater_words, RATERS, NULL},
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("at", SHAPE_INSTANT),
    REQUIRED("recorded_at", SHAPE_INSTANT),
    REQUIRED("reached", SHAPE_BOOLEAN),
    WORD("resolved", settled_words, SETTLED_WORDS),
    WORD("satisfied", satisfaction_words, SATISFACTIONS),
    OPTIONAL("reason", SHAPE_STRING),
    {"outcome", SHAPE_WORD, true, rating_outcome_words, RATING_OUTCOMES, NULL},
    WORD("refusal", rating_refusal_words, RATING_REFUSALS),
    REQUIRED("counted", SHAPE_BOOLEAN),
    OPTIONAL("policy", SHAPE_STRING),
    END,
};

static const struct member_shape verification[] = {
    REQUIRED("verification", SHAPE_STRING),
    OPTIONAL("round", SHAPE_INTEGER),
    OPTIONAL("basis", SHAPE_STRING),
    {"finding", SHAPE_WORD, true, finding_words, FINDINGS, NULL},
    REQUIRED("officer", SHAPE_STRING),
    REQUIRED("reason", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    END,
};

static const struct member_shape callback[] = {
    {"outcome", SHAPE_WORD, true, callback_outcome_words, CALLBACK_OUTCOMES, NULL},
    OPTIONAL("basis", SHAPE_STRING),
    OPTIONAL("tries", SHAPE_INTEGER),
    OPTIONAL("rating", SHAPE_STRING),
    WORD("resolved", settled_words, SETTLED_WORDS),
    WORD("satisfied", satisfaction_words, SATISFACTIONS),
    OPTIONAL("since", SHAPE_INSTANT),
    OPTIONAL("closed_at", SHAPE_INSTANT),
    INNER("ratings", SHAPE_OBJECTS, rating),
    INNER("verifications", SHAPE_OBJECTS, verification),
    END,
};

/* art.28(1). */
static const struct member_shape closing[] = {
    OPTIONAL("basis", SHAPE_STRING),        OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("finished_at", SHAPE_INSTANT), OPTIONAL("document", SHAPE_STRING),
    OPTIONAL("approved_by", SHAPE_STRING),  OPTIONAL("informed_at", SHAPE_INSTANT),
    OPTIONAL("informed_by", SHAPE_STRING),  END,
};

static const char *const item_source_words[] = {"history", "returns", "replies", "callback",
                                                "alert",   "urgency", "deadline"};
static const char *const item_proposal_words[] = {"on_site", "joint_inspection"};

static const struct member_shape item_evidence[] = {
    {"source", SHAPE_WORD, true, item_source_words, 7, NULL},
    OPTIONAL("entry", SHAPE_INTEGER),
    OPTIONAL("request", SHAPE_STRING),
    OPTIONAL("reply", SHAPE_STRING),
    OPTIONAL("rating", SHAPE_STRING),
    OPTIONAL("due_at", SHAPE_INSTANT),
    END,
};

/* art.19. */
static const struct member_shape supervision_item[] = {
    OPTIONAL("class", SHAPE_INTEGER),
    {"basis", SHAPE_WORD, true, supervision_bases, SUPERVISION_CLASSES, NULL},
    REQUIRED("reason", SHAPE_STRING),
    REQUIRED("since", SHAPE_INSTANT),
    OPTIONAL("policy", SHAPE_STRING),
    WORD("proposes", item_proposal_words, 2),
    INNER("evidence", SHAPE_OBJECTS, item_evidence),
    OPTIONAL("closed_at", SHAPE_INSTANT),
    OPTIONAL("closed_by", SHAPE_STRING),
    END,
};

static const struct member_shape supervision_action[] = {
    REQUIRED("action", SHAPE_STRING),
    {"kind", SHAPE_WORD, true, supervision_kind_words, ACTION_KINDS, NULL},
    REQUIRED("basis", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("recorded_at", SHAPE_INSTANT),
    REQUIRED("officer", SHAPE_STRING),
    OPTIONAL("units", SHAPE_STRINGS),
    WORD("finding", conduct_words, CONDUCTS),
    OPTIONAL("answers", SHAPE_STRINGS),
    OPTIONAL("completed_at", SHAPE_INSTANT),
    OPTIONAL("completed_by", SHAPE_STRING),
    END,
};

static const struct member_shape urges[] = {
    REQUIRED("count", SHAPE_INTEGER),
    {"level", SHAPE_WORD, true, urge_level_words, URGE_LEVELS, NULL},
    REQUIRED("unit", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("due_at", SHAPE_INSTANT),
    REQUIRED("late", SHAPE_INTEGER),
    END,
};

static const struct member_shape supervision[] = {
    INNER("items", SHAPE_OBJECTS, supervision_item),
    INNER("actions", SHAPE_OBJECTS, supervision_action),
    REQUIRED("joint", SHAPE_BOOLEAN),
    INNER("urges", SHAPE_OBJECT, urges),
    END,
};

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
    INNER("assignment", SHAPE_OBJECT, assignment),
    INNER("triage", SHAPE_OBJECT, triage),
    INNER("held", SHAPE_OBJECT, held),
    OPTIONAL("replaced", SHAPE_OBJECT),
    OPTIONAL("added", SHAPE_STRINGS),
    INNER("answer", SHAPE_OBJECT, answer),
    INNER("alert", SHAPE_OBJECT, alert),
    INNER("item", SHAPE_OBJECT, supervision_item),
    OPTIONAL("closes", SHAPE_STRINGS),
    END,
};

const struct member_shape case_shape[] = {
    REQUIRED("id", SHAPE_STRING),
    REQUIRED("received_at", SHAPE_INSTANT),
    WORD("channel", channel_words, CHANNELS),
    WORD("kind", kind_words, KINDS),
    WORD("kind_source", kind_source_words, 1),
    INNER("requester", SHAPE_OBJECT, requester),
    OPTIONAL("confidential", SHAPE_BOOLEAN),
    OPTIONAL("district", SHAPE_STRING),
    OPTIONAL("address", SHAPE_STRING),
    OPTIONAL("title", SHAPE_STRING),
    OPTIONAL("text", SHAPE_STRING),
    OPTIONAL("respondent", SHAPE_STRING),
    OPTIONAL("matter", SHAPE_STRING),
    WORD("urgency", urgency_words, URGENCIES),
    {"state", SHAPE_WORD, true, state_words, STATES, NULL},
    INNER("acceptance", SHAPE_OBJECT, acceptance),
    OPTIONAL("repeat_of", SHAPE_STRING),
    INNER("restriction", SHAPE_OBJECT, restriction),
    INNER("police", SHAPE_OBJECT, police),
    INNER("triage", SHAPE_OBJECT, triage),
    INNER("assignment", SHAPE_OBJECT, assignment),
    OPTIONAL("designated", SHAPE_BOOLEAN),
    INNER("alert", SHAPE_OBJECT, alert),
    INNER("answer", SHAPE_OBJECT, answer),
    INNER("promise", SHAPE_OBJECT, promise),
    INNER("handover", SHAPE_OBJECT, handover),
    INNER("deadline", SHAPE_OBJECT, deadline),
    INNER("returns", SHAPE_OBJECTS, return_request),
    INNER("extensions", SHAPE_OBJECTS, extension_request),
    INNER("replies", SHAPE_OBJECTS, reply),
    INNER("callback", SHAPE_OBJECT, callback),
    INNER("closing", SHAPE_OBJECT, closing),
    INNER("supervision", SHAPE_OBJECT, supervision),
    INNER("repeats", SHAPE_OBJECTS, repeat),
    OPTIONAL("extra", SHAPE_OBJECT),
    INNER("history", SHAPE_OBJECTS, history),
    END,
};
