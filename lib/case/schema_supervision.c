#include "lib/case/schema_rows.h"

#include "lib/case/supervision.h"

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
const struct member_shape supervision_item_shape[] = {
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

const struct member_shape supervision_shape[] = {
    INNER("items", SHAPE_OBJECTS, supervision_item_shape),
    INNER("actions", SHAPE_OBJECTS, supervision_action),
    REQUIRED("joint", SHAPE_BOOLEAN),
    INNER("urges", SHAPE_OBJECT, urges),
    END,
};
