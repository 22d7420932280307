#include "lib/case/schema_rows.h"

#include "lib/rules/acceptance.h"
#include "lib/rules/fields.h"

const struct member_shape requester_shape[] = {
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

const struct member_shape acceptance_shape[] = {
    {"verdict", SHAPE_WORD, true, verdict_words, VERDICTS, NULL},
    REQUIRED("basis", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    OPTIONAL("explanation", SHAPE_STRING),
    OPTIONAL("explained_at", SHAPE_INSTANT),
    INNER("flags", SHAPE_OBJECTS, flag),
    INNER("proposal", SHAPE_OBJECT, acceptance_proposal),
    END,
};

/* art.28(2) and (3). */
const struct member_shape restriction_shape[] = {
    REQUIRED("basis", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("by", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    REQUIRED("from", SHAPE_INSTANT),
    REQUIRED("until", SHAPE_INSTANT),
    END,
};

const struct member_shape police_shape[] = {
    REQUIRED("basis", SHAPE_STRING),
    REQUIRED("at", SHAPE_INSTANT),
    REQUIRED("by", SHAPE_STRING),
    OPTIONAL("reason", SHAPE_STRING),
    END,
};
