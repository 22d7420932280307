#include "lib/case/callback.h"

const char *const callback_outcome_words[CALLBACK_OUTCOMES] = {"open", "satisfied", "dissatisfied",
                                                               "redo", "upheld",    "unreached"};

/* A rating is art.11(4)'s; what a bad one leads to is art.20's. */
static const char *const callback_outcome_basis[CALLBACK_OUTCOMES] = {
    [CALLBACK_OPEN] = "art.11(4)",      [CALLBACK_SATISFIED] = "art.11(4)",
    [CALLBACK_DISSATISFIED] = "art.20", [CALLBACK_REDO] = "art.20",
    [CALLBACK_UPHELD] = "art.20",       [CALLBACK_UNREACHED] = "art.11(4)",
};

/* -------------------------------------------------------------------------------------- reading
 */

static void read_rating(const struct reader *reader, struct rating_entry *entry)
{
    int settled = read_word(reader, "resolved", settled_words, SETTLED_WORDS, -1);
    int satisfied = read_word(reader, "satisfied", satisfaction_words, SATISFACTIONS, -1);
    *entry = (struct rating_entry){
        .rating = read_required_string(reader, "rating"),
        .round = (int)read_integer(reader, "round", 0),
        .by = (enum rater)read_word(reader, "by", rater_words, RATERS, RATER_REQUESTER),
        .unit = read_string(reader, "unit"),
        .at = read_instant(reader, "at"),
        .recorded_at = read_instant(reader, "recorded_at"),
        .reached = read_boolean(reader, "reached", false),
        .has_settled = settled >= 0,
        .has_satisfied = satisfied >= 0,
        .settled = settled >= 0 ? (enum settled)settled : SETTLED_YES,
        .satisfied = satisfied >= 0 ? (enum satisfaction)satisfied : SATISFIED,
        .reason = read_string(reader, "reason"),
        .outcome = (enum rating_outcome)read_word(reader, "outcome", rating_outcome_words,
                                                  RATING_OUTCOMES, RATING_NOTED),
        .refusal = (enum rating_refusal)read_word(reader, "refusal", rating_refusal_words,
                                                  RATING_REFUSALS, RATING_NOT_REFUSED),
        .counted = read_boolean(reader, "counted", false),
        .policy = read_string(reader, "policy"),
    };
}

static void read_ratings(const struct reader *callback, struct callback *into)
{
    struct span array = read_array(callback, "ratings");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader reader;
    while (read_next_object(callback, "ratings", array, &cursor, &index, &reader)) {
        if (into->rating_count == RATINGS_MAX) {
            read_fault(callback, "ratings", "bad_value", "has more than 64 ratings");
            return;
        }
        read_rating(&reader, &into->ratings[into->rating_count++]);
    }
}

static void read_verifications(const struct reader *callback, struct callback *into)
{
    struct span array = read_array(callback, "verifications");
    const char *cursor = NULL;
    size_t index = 0;
    struct reader reader;
    while (read_next_object(callback, "verifications", array, &cursor, &index, &reader)) {
        if (into->verification_count == VERIFICATIONS_MAX) {
            read_fault(callback, "verifications", "bad_value", "has more than 10 findings");
            return;
        }
        into->verifications[into->verification_count++] = (struct verification_entry){
            .verification = read_required_string(&reader, "verification"),
            .round = (int)read_integer(&reader, "round", 0),
            .finding = (enum finding_word)read_word(&reader, "finding", finding_words, FINDINGS,
                                                    FINDING_UPHELD),
            .officer = read_string(&reader, "officer"),
            .reason = read_string(&reader, "reason"),
            .at = read_instant(&reader, "at"),
        };
    }
}

bool callback_read(struct record *record, struct callback *callback)
{
    struct reader top = read_top(record);
    struct reader reader;
    callback->present = read_object(&top, "callback", &reader);
    callback->outcome = CALLBACK_OPEN;
    callback->tries = 0;
    callback->rating = SPAN_NONE;
    callback->since = callback->closed_at = INSTANT_NONE;
    callback->rating_count = callback->verification_count = 0;
    if (!callback->present)
        return fault_none(&record->fault);
    callback->outcome = (enum callback_outcome)read_word(&reader, "outcome", callback_outcome_words,
                                                         CALLBACK_OUTCOMES, CALLBACK_OPEN);
    callback->tries = (int)read_integer(&reader, "tries", 0);
    callback->rating = read_string(&reader, "rating");
    callback->since = read_instant(&reader, "since");
    callback->closed_at = read_instant(&reader, "closed_at");
    read_ratings(&reader, callback);
    read_verifications(&reader, callback);
    return fault_none(&record->fault);
}

const struct rating_entry *callback_find(const struct callback *callback, struct span rating)
{
    for (size_t i = 0; i < callback->rating_count; i++)
        if (span_equal(callback->ratings[i].rating, rating))
            return &callback->ratings[i];
    return NULL;
}

instant callback_since(struct record *record)
{
    struct reader top = read_top(record);
    struct reader reader;
    return read_object(&top, "callback", &reader) ? read_instant(&reader, "since") : INSTANT_NONE;
}

/* -------------------------------------------------------------------------------------- writing
 */

static void write_rating(struct json *json, const struct rating_entry *entry, int offset)
{
    json_open(json, '{');
    json_member_string(json, "rating", entry->rating);
    json_member_integer(json, "round", entry->round);
    json_member_word(json, "by", rater_words[entry->by]);
    json_member_string(json, "unit", entry->unit);
    json_member_instant(json, "at", entry->at, offset);
    json_member_instant(json, "recorded_at", entry->recorded_at, offset);
    json_member_boolean(json, "reached", entry->reached);
    if (entry->has_settled)
        json_member_word(json, "resolved", settled_words[entry->settled]);
    if (entry->has_satisfied)
        json_member_word(json, "satisfied", satisfaction_words[entry->satisfied]);
    json_member_string(json, "reason", entry->reason);
    json_member_word(json, "outcome", rating_outcome_words[entry->outcome]);
    if (entry->refusal != RATING_NOT_REFUSED)
        json_member_word(json, "refusal", rating_refusal_words[entry->refusal]);
    json_member_boolean(json, "counted", entry->counted);
    json_member_string(json, "policy", entry->policy);
    json_close(json, '}');
}

static void write_verification(struct json *json, const struct verification_entry *entry,
                               int offset)
{
    json_open(json, '{');
    json_member_string(json, "verification", entry->verification);
    json_member_integer(json, "round", entry->round);
    json_member_word(json, "basis", "art.20");
    json_member_word(json, "finding", finding_words[entry->finding]);
    json_member_string(json, "officer", entry->officer);
    json_member_string(json, "reason", entry->reason);
    json_member_instant(json, "at", entry->at, offset);
    json_close(json, '}');
}

/* The answers that count stand at the top, so that nobody has to look for them. */
static void write_standing(struct json *json, const struct callback *callback, int offset)
{
    const struct rating_entry *rating = callback_find(callback, callback->rating);
    json_member_word(json, "outcome", callback_outcome_words[callback->outcome]);
    json_member_word(json, "basis", callback_outcome_basis[callback->outcome]);
    json_member_integer(json, "tries", callback->tries);
    json_member_string(json, "rating", callback->rating);
    if (rating != NULL && rating->has_settled)
        json_member_word(json, "resolved", settled_words[rating->settled]);
    if (rating != NULL && rating->has_satisfied)
        json_member_word(json, "satisfied", satisfaction_words[rating->satisfied]);
    json_member_instant(json, "since", callback->since, offset);
    json_member_instant(json, "closed_at", callback->closed_at, offset);
}

void callback_set(struct record *record, const struct callback *callback)
{
    struct json json = {.out = &record->scratch};
    buffer_reset(&record->scratch);
    json_open(&json, '{');
    write_standing(&json, callback, record->offset);
    json_member_open(&json, "ratings", '[');
    for (size_t i = 0; i < callback->rating_count; i++)
        write_rating(&json, &callback->ratings[i], record->offset);
    json_close(&json, ']');
    if (callback->verification_count > 0) {
        json_member_open(&json, "verifications", '[');
        for (size_t i = 0; i < callback->verification_count; i++)
            write_verification(&json, &callback->verifications[i], record->offset);
        json_close(&json, ']');
    }
    json_close(&json, '}');
    record_set(record, "callback", buffer_span(&record->scratch));
}

/* -------------------------------------------------------------------------------------- closing
 */

bool closing_read(struct record *record, struct closing *closing)
{
    struct reader top = read_top(record);
    struct reader reader;
    *closing = (struct closing){.finished_at = INSTANT_NONE, .informed_at = INSTANT_NONE};
    closing->present = read_object(&top, "closing", &reader);
    if (!closing->present)
        return fault_none(&record->fault);
    closing->unit = read_string(&reader, "unit");
    closing->finished_at = read_instant(&reader, "finished_at");
    closing->document = read_string(&reader, "document");
    closing->approved_by = read_string(&reader, "approved_by");
    closing->informed_at = read_instant(&reader, "informed_at");
    closing->informed_by = read_string(&reader, "informed_by");
    return fault_none(&record->fault);
}

void closing_set(struct record *record, const struct closing *closing)
{
    struct json json = {.out = &record->scratch};
    int offset = record->offset;
    if (!closing->present) {
        record_remove(record, "closing");
        return;
    }
    buffer_reset(&record->scratch);
    json_open(&json, '{');
    json_member_word(&json, "basis", "art.28(1)");
    json_member_string(&json, "unit", closing->unit);
    json_member_instant(&json, "finished_at", closing->finished_at, offset);
    json_member_string(&json, "document", closing->document);
    json_member_string(&json, "approved_by", closing->approved_by);
    json_member_instant(&json, "informed_at", closing->informed_at, offset);
    json_member_string(&json, "informed_by", closing->informed_by);
    json_close(&json, '}');
    record_set(record, "closing", buffer_span(&record->scratch));
}
