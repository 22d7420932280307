#include "lib/case/schema_rows.h"

#include "lib/case/extensions.h"
#include "lib/case/returns.h"
#include "lib/rules/deadline.h"

static const struct member_shape earlier[] = {
    WORD("clock", clock_words, CLOCKS),
    REQUIRED("due", SHAPE_DAY),
    REQUIRED("due_at", SHAPE_INSTANT),
    OPTIONAL("replaced_at", SHAPE_INSTANT),
    WORD("verdict", earlier_words, EARLIER_VERDICTS),
    END,
};

const struct member_shape deadline_shape[] = {
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

const struct member_shape return_shape[] = {
    REQUIRED("request", SHAPE_STRING),
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("acting", SHAPE_STRING),
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

const struct member_shape extension_shape[] = {
    REQUIRED("request", SHAPE_STRING),
    OPTIONAL("unit", SHAPE_STRING),
    OPTIONAL("acting", SHAPE_STRING),
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
