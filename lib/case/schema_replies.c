#include "lib/case/schema_rows.h"

#include "lib/case/callback.h"
#include "lib/rules/reply.h"

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

const struct member_shape reply_shape[] = {
    OPTIONAL("reply", SHAPE_STRING),
    WORD("kind", reply_kind_words, REPLY_KINDS),
    OPTIONAL("round", SHAPE_INTEGER),
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("acting", SHAPE_STRING),
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

const struct member_shape callback_shape[] = {
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
const struct member_shape closing_shape[] = {
    OPTIONAL("basis", SHAPE_STRING),        OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("finished_at", SHAPE_INSTANT), OPTIONAL("document", SHAPE_STRING),
    OPTIONAL("approved_by", SHAPE_STRING),  OPTIONAL("informed_at", SHAPE_INSTANT),
    OPTIONAL("informed_by", SHAPE_STRING),  END,
};
