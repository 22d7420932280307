#include "lib/case/intake.h"

#include "lib/base/die.h"
#include "lib/record/read.h"
#include "lib/rules/requester.h"
#include "lib/rules/terms.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1990 };

void intake_start(struct intake *intake, instant now, int offset, const struct screening *screening,
                  const struct explaining *explaining)
{
    *intake = (struct intake){.now = now,
                              .offset = offset,
                              .seen = hash_set_new(),
                              .screening = screening,
                              .explaining = *explaining};
}

void intake_release(struct intake *intake)
{
    hash_set_free(intake->seen);
    buffer_release(&intake->scratch);
    buffer_release(&intake->line);
}

/* --------------------------------------------------------------------- judging */

/* The date of a request is not a slip of the keyboard, a clock that was never set, or tomorrow. */
static bool check_time(const struct intake *intake, instant when, const char *field,
                       struct fault *fault)
{
    instant first = instant_at(day_from_date(FIRST_YEAR, 1, 1), 0, intake->offset);
    if (when == INSTANT_NONE)
        return fault_set(fault, "bad_date", field, "is not a time that can be read");
    if (when < first)
        return fault_set(fault, "bad_date", field, "is before %d", FIRST_YEAR);
    if (when > intake->now + SECONDS_PER_DAY)
        return fault_set(fault, "bad_date", field, "is more than a day after now");
    return true;
}

/* When the case was given to its unit. INSTANT_NONE: it was not. */
static instant assigned_at(const struct intake *intake, const struct request_fields *fields)
{
    return since_receipt(fields->assigned_at, fields->received_at, intake->offset);
}

/* art.9: the citizen is told why by whoever has the request, and not in time to come. */
static bool check_explained(const struct intake *intake, const struct request_fields *fields,
                            struct fault *fault)
{
    const char *name = field_names[FIELD_EXPLAINED_AT];
    if (fields->source[FIELD_EXPLAINED_AT].at == NULL)
        return true;
    if (!check_time(intake, fields->explained_at, name, fault))
        return false;
    const char *wrong =
        explained_wrongly(since_receipt(fields->explained_at, fields->received_at, intake->offset),
                          fields->received_at, intake->now);
    return wrong == NULL || fault_set(fault, "bad_date", name, "%s", wrong);
}

static bool check_times(const struct intake *intake, const struct request_fields *fields,
                        struct fault *fault)
{
    const char *received = field_names[FIELD_RECEIVED_AT];
    const char *assigned = field_names[FIELD_ASSIGNED_AT];
    if (fields->source[FIELD_RECEIVED_AT].at == NULL)
        return fault_set(fault, "missing", received, "is empty");
    if (!check_time(intake, fields->received_at, received, fault))
        return false;
    if (!check_explained(intake, fields, fault))
        return false;
    if (fields->source[FIELD_ASSIGNED_AT].at == NULL)
        return true;
    if (!check_time(intake, fields->assigned_at, assigned, fault))
        return false;
    if (assigned_at(intake, fields) < fields->received_at)
        return fault_set(fault, "bad_date", assigned, "is before %s", received);
    return true;
}

/* A request without a number of its own gets one out of what it says, as the export says it: the
 * same row has the same id on any day, whatever the tables of words, and whatever was decided. */
static struct span make_id(struct intake *intake, const struct request_fields *fields,
                           char id[INTAKE_ID_LENGTH])
{
    char text[INTAKE_ID_LENGTH + 1];
    struct buffer *all = &intake->scratch;
    buffer_reset(all);
    for (int field = 0; field < FIELD_DECISION; field++) {
        if (fields->source[field].at == NULL)
            continue;
        buffer_add_string(all, field_names[field]);
        buffer_add_byte(all, '\0'); /* no field can have one */
        buffer_add_span(all, fields->source[field]);
        buffer_add_byte(all, '\0');
    }
    snprintf(text, sizeof text, "h-%016" PRIx64 "%08" PRIx64, hash_64(buffer_span(all)),
             hash_64_other(buffer_span(all)) >> 32);
    memcpy(id, text, INTAKE_ID_LENGTH);
    return (struct span){id, INTAKE_ID_LENGTH};
}

/* The hotline accepted the request when it came, or now if it has only been read now; not after
 * it was given to a unit. */
static instant accepted_at(const struct intake *intake, const struct request_fields *fields)
{
    instant at = intake->now;
    instant assigned = assigned_at(intake, fields);
    if (assigned != INSTANT_NONE && assigned < at)
        at = assigned;
    return at < fields->received_at ? fields->received_at : at;
}

/* What the rules find in the words of a request. */
static void screen(const struct intake *intake, const struct request_fields *fields,
                   struct flags *found)
{
    const struct screened_text texts[] = {
        {field_names[FIELD_TITLE], fields->value[FIELD_TITLE]},
        {field_names[FIELD_TEXT], fields->value[FIELD_TEXT]},
    };
    screening_search(intake->screening, texts, 2, found);
}

/* The kind that the export says, else the first that the text names. */
static int kind_of(const struct request_fields *fields, const struct flags *found)
{
    if (fields->source[FIELD_KIND].at != NULL)
        return word_find(kind_words, KINDS, fields->value[FIELD_KIND]);
    for (size_t i = 0; i < found->count; i++)
        if (found->list[i].code >= FLAG_KIND_CONSULTATION &&
            found->list[i].code <= FLAG_KIND_SUGGESTION)
            return (int)(found->list[i].code - FLAG_KIND_CONSULTATION);
    return -1;
}

/* The urgency that the export says, else the highest that the text calls for. */
static enum urgency urgency_of(const struct request_fields *fields, const struct flags *found)
{
    int said = word_find(urgency_words, URGENCIES, fields->value[FIELD_URGENCY]);
    if (said >= 0)
        return (enum urgency)said;
    if (flags_have(found, FLAG_URGENCY_CRITICAL))
        return URGENCY_CRITICAL;
    return flags_have(found, FLAG_URGENCY_URGENT) ? URGENCY_URGENT : URGENCY_NORMAL;
}

/* Whether what was found has a say: words for what the export says itself have none, nor have those
 * for a lower urgency. */
static bool counts(const struct request_fields *fields, const struct intake_case *judged,
                   const struct flag *flag)
{
    switch (flag->code) {
    case FLAG_STAFF:
        return judged->kind != KIND_CONSULTATION;
    case FLAG_URGENCY_CRITICAL:
    case FLAG_URGENCY_URGENT:
        return fields->value[FIELD_URGENCY].at == NULL &&
               flag->code - FLAG_URGENCY_CRITICAL == judged->urgency;
    case FLAG_CONFIDENTIAL:
        return fields->value[FIELD_CONFIDENTIAL].at == NULL;
    default:
        return flag->code < FLAG_STAFF;
    }
}

static void keep_flags(const struct intake *intake, const struct request_fields *fields,
                       const struct flags *found, struct intake_case *judged)
{
    const struct span *value = fields->value;
    struct requester requester = {
        .type = value[FIELD_REQUESTER_TYPE],
        .name = value[FIELD_REQUESTER_NAME],
        .phone = value[FIELD_REQUESTER_PHONE],
        .id_number = value[FIELD_REQUESTER_ID_NUMBER],
    };
    judged->flags.count = 0;
    for (size_t i = 0; i < found->count; i++)
        if (counts(fields, judged, &found->list[i]))
            flags_add(&judged->flags, &found->list[i]);
    requester_check(&requester, instant_day(intake->now, intake->offset), &judged->flags);
}

/* An officer's decision that stands in the export. */
static bool read_decision(const struct request_fields *fields, struct acceptance_question *question,
                          struct intake_case *judged, struct fault *fault)
{
    const char *ground = field_names[FIELD_GROUND];
    int decided = word_find(decided_words, DECIDED_WORDS, fields->value[FIELD_DECISION]);
    if (decided < 0)
        return true;
    question->decided = (enum decided)(DECIDED_ACCEPT + decided);
    judged->by = fields->value[FIELD_OFFICER];
    if (judged->by.at == NULL)
        judged->by = SPAN("export");
    if (question->decided != DECIDED_DECLINE)
        return question->decided != DECIDED_BAR || question->bar_proposed ||
               fault_set(fault, "not_closed", field_names[FIELD_DECISION],
                         "bars a case of which no closed and answered earlier one is known");
    if (fields->source[FIELD_GROUND].at == NULL)
        return fault_set(fault, "missing", ground, "is empty: a request is declined by art.9 only");
    int found = ground_find(fields->value[FIELD_GROUND]);
    if (found < 0 || !ground_declines((enum ground)found))
        return fault_set(fault, "bad_value", ground, "is not one of art.9(1) to art.9(6)");
    question->ground = (enum ground)found;
    return true;
}

/* An emergency outdoes the urgency that the export has, which is kept in the extras. */
static void raise_urgency(struct request_fields *fields, struct intake_case *judged)
{
    if (!flags_have(&judged->flags, FLAG_EMERGENCY) || judged->urgency == URGENCY_CRITICAL)
        return;
    judged->urgency = URGENCY_CRITICAL;
    if (fields->value[FIELD_URGENCY].at != NULL)
        fields_add_extra(fields, SPAN("\"urgency\":"), fields->source[FIELD_URGENCY], false);
}

/* art.28: what is known of the requester and of earlier cases like this one. */
static void ask_known(struct intake *intake, const struct request_fields *fields,
                      struct acceptance_question *question, struct intake_case *judged)
{
    const struct span *value = fields->value;
    struct known_request request = {
        .name = value[FIELD_REQUESTER_NAME],
        .phone = value[FIELD_REQUESTER_PHONE],
        .id_number = value[FIELD_REQUESTER_ID_NUMBER],
        .district = value[FIELD_DISTRICT],
        .address = value[FIELD_ADDRESS],
        .title = value[FIELD_TITLE],
        .text = value[FIELD_TEXT],
        .received_at = fields->received_at,
    };
    struct known_answer known;
    known_ask(intake->known, &request, &known);
    struct flag repeat = {.code = FLAG_REPEAT};
    struct flag contacts = {.code = FLAG_CONTACTS, .count = known.contacts};
    struct flag restricted = {.code = FLAG_RESTRICTED};
    if (known.repeat != REPEAT_NONE)
        flags_add(&judged->flags, &repeat);
    if (repeat_is_overuse(intake->repeat_rules, known.contacts))
        flags_add(&judged->flags, &contacts);
    if (known.restricted && !question->is_critical && !flags_have(&judged->flags, FLAG_EMERGENCY))
        flags_add(&judged->flags, &restricted);
    question->bar_proposed = known.repeat == REPEAT_BAR;
    judged->repeated = known.repeated;
    if (judged->unit.at == NULL)
        judged->unit = known.unit;
}

static bool decide(struct intake *intake, struct request_fields *fields, struct intake_case *judged,
                   struct fault *fault)
{
    struct flags found;
    screen(intake, fields, &found);
    judged->kind = kind_of(fields, &found);
    judged->urgency = urgency_of(fields, &found);
    judged->confidential = fields->value[FIELD_CONFIDENTIAL];
    if (judged->confidential.at == NULL && flags_have(&found, FLAG_CONFIDENTIAL))
        judged->confidential = SPAN("true");
    keep_flags(intake, fields, &found, judged);
    struct acceptance_question question = {.kind = judged->kind,
                                           .flags = &judged->flags,
                                           .is_critical = judged->urgency == URGENCY_CRITICAL};
    if (intake->known != NULL)
        ask_known(intake, fields, &question, judged);
    if (!read_decision(fields, &question, judged, fault))
        return false;
    judged->answer = acceptance_decide(&question);
    raise_urgency(fields, judged);
    return true;
}

bool intake_judge(struct intake *intake, struct request_fields *fields, struct intake_case *judged,
                  struct fault *fault)
{
    judged->repeated = (struct repeated){0};
    judged->by = SPAN_NONE;
    if (!check_times(intake, fields, fault))
        return false;
    if (fields->source[FIELD_TEXT].at == NULL)
        return fault_set(fault, "missing", field_names[FIELD_TEXT], "is empty");
    judged->id = fields->value[FIELD_ID];
    if (judged->id.at == NULL)
        judged->id = make_id(intake, fields, judged->made_id);
    if (intake->known != NULL && known_has(intake->known, judged->id) &&
        !hash_set_has(intake->seen, hash_64(judged->id)))
        return fault_set(fault, "already_known", "id", "a known case has the same");
    judged->unit = fields->value[FIELD_UNIT];
    judged->received_at = fields->received_at;
    judged->assigned_at = assigned_at(intake, fields);
    judged->at = accepted_at(intake, fields);
    return decide(intake, fields, judged, fault);
}

bool intake_announce(const struct intake_case *judged)
{
    const char *why;
    if (flags_have(&judged->flags, FLAG_EMERGENCY))
        why = "an emergency may be going on (art.9(2))";
    else if (flags_have(&judged->flags, FLAG_URGENCY_CRITICAL))
        why = "it may be dangerous by its words (art.13(3))";
    else if (judged->answer.critical)
        why = "the export says so, and its acceptance is reviewed (art.14)";
    else
        return false;
    warn("critical: '%.*s': %s", (int)judged->id.length, judged->id.at, why);
    return true;
}

bool intake_claim(struct intake *intake, struct span id, struct fault *fault)
{
    if (intake->archived != NULL && hash_set_has(intake->archived, hash_64(id)))
        return fault_set(fault, "duplicate_id", "id", "an archived case has the same");
    if (hash_set_add(intake->seen, hash_64(id)))
        return true;
    return fault_set(fault, "duplicate_id", "id", "an earlier row has the same");
}

void intake_remember(struct intake *intake, struct span line)
{
    if (intake->known != NULL)
        known_add(intake->known, line);
}

void intake_remember_record(struct intake *intake, const struct record *record)
{
    if (intake->known == NULL)
        return;
    buffer_reset(&intake->line);
    record_write(record, &intake->line);
    known_add(intake->known, buffer_span(&intake->line));
}

bool intake_is_case(struct record *record)
{
    const struct member *state = object_find(&record->object, SPAN("state"));
    return state != NULL && *state->value.at == '"' &&
           word_find(state_words, STATES, lex_string_text(state->value, &record->arena)) >= 0;
}

/* A date, `T`, a time and its zone: what intake writes, and what other zones have of it. */
static bool is_written_instant(struct span text)
{
    instant when;
    int offset;
    if (text.length < INSTANT_TEXT_LENGTH - strlen("+08:00") + 1 || text.at[4] != '-' ||
        text.at[DAY_TEXT_LENGTH] != 'T' || !instant_read(text, 0, &when))
        return false;
    const char *end = text.at + text.length;
    return end[-1] == 'Z' ||
           offset_read((struct span){end - strlen("+08:00"), strlen("+08:00")}, &offset);
}

bool intake_claim_case(struct intake *intake, struct record *record)
{
    struct reader top = read_top(record);
    struct span id = read_required_string(&top, "id");
    struct span received_at = read_required_string(&top, "received_at");
    if (received_at.at != NULL && !is_written_instant(received_at))
        read_fault(&top, "received_at", "bad_date", "is not a time as a case has it");
    return fault_none(&record->fault) && intake_claim(intake, id, &record->fault);
}
