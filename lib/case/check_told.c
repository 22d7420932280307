#include "lib/case/check_told.h"

#define BIT(outcome) (1U << OUTCOME_##outcome)

static bool same_word(const struct reader *entry, const char *name, const char *word)
{
    struct span told = read_string(entry, name);
    return word == NULL ? told.at == NULL : span_is(told, word);
}

static bool same_text(const struct reader *entry, const char *name, struct span kept)
{
    return span_equal(read_string(entry, name), kept);
}

/* Where the entry keeps what the event said. */
static bool same_time(const struct reader *input, instant kept)
{
    return read_member(input, "at") == NULL || read_instant(input, "at") == kept;
}

/* ------------------------------------------------------------------------- requests (14 to 18) */

static bool same_request(const struct reader *entry, const struct return_entry *kept)
{
    struct reader input;
    if (!read_object(entry, "input", &input))
        return true;
    struct span name = read_string(&input, "request");
    if (name.at == NULL)
        name = read_string(entry, "id");
    return span_equal(name, kept->request) && same_text(&input, "reason", kept->reason) &&
           same_text(&input, "basis", kept->basis) &&
           same_text(&input, "suggested_unit", kept->suggested_unit) && same_time(&input, kept->at);
}

void check_told_request(struct check *check, const struct reader *entry,
                        const struct return_entry *kept)
{
    bool refused = kept->outcome == OUTCOME_REFUSED;
    const char *apart = kept->apart != APART_NO ? return_apart_words[kept->apart] : NULL;
    if (read_instant(entry, "at") != kept->recorded_at || !same_word(entry, "apart", apart) ||
        span_is(read_string(entry, "outcome"), "refused") != refused ||
        !same_text(entry, "acting", kept->acting) || !same_text(entry, "refusal", kept->refusal) ||
        (refused && !same_text(entry, "basis", kept->outcome_basis)) || !same_request(entry, kept))
        check_finding(check, "return_differs", "returns", "art.14",
                      "a request is kept otherwise than history tells of it");
}

/* art.16, 17: what a decision makes of the request that it is on. Whom the staffing office or the
 * group named, if anybody, the round behind it tells. */
static unsigned outcomes_of(const struct reader *entry)
{
    struct span decision = read_string(entry, "decision");
    if (!span_is(read_string(entry, "event"), "return_decided"))
        return BIT(PENDING) | BIT(LAPSED) | BIT(DESIGNATED);
    if (span_is(decision, "transfer"))
        return BIT(TRANSFERRED) | BIT(RELEASED);
    if (span_is(decision, "continue"))
        return BIT(CONTINUED);
    if (span_is(decision, "joint"))
        return BIT(JOINT);
    return span_is(decision, "designate") ? BIT(DESIGNATED) : BIT(PENDING) | BIT(LAPSED);
}

static void note_decision(struct check *check, struct told *told, const struct reader *entry)
{
    struct span request = read_string(entry, "request");
    struct return_entry *kept = request.at != NULL ? returns_find(&check->returns, request) : NULL;
    if (kept == NULL)
        return;
    told->outcomes[kept - check->returns.entries] = outcomes_of(entry);
    told->bases[kept - check->returns.entries] = read_string(entry, "basis");
}

static void check_outcomes(struct check *check, const struct told *told)
{
    for (size_t i = 0; i < check->returns.count; i++) {
        const struct return_entry *kept = &check->returns.entries[i];
        enum return_outcome outcome = kept->outcome;
        bool decided = ((BIT(PENDING) | BIT(LAPSED) | BIT(REFUSED)) & (1U << outcome)) == 0;
        unsigned may = told->outcomes[i] != 0 ? told->outcomes[i] : BIT(PENDING) | BIT(LAPSED);
        if (outcome != OUTCOME_REFUSED && (may & (1U << outcome)) == 0)
            check_finding(check, "return_differs", "returns", "art.16",
                          "a request has another outcome than history tells of");
        else if (decided && !span_equal(kept->outcome_basis, told->bases[i]))
            check_finding(check, "return_differs", "returns", "art.16",
                          "a request was decided by another article, as history tells");
    }
}

/* -------------------------------------------------------------------------------- replies (15) */

/* What the citizen was told; the limit is a day, however the event said it. */
static bool same_words(const struct reader *entry, const struct reply_entry *kept)
{
    struct reader input;
    if (!read_object(entry, "input", &input))
        return true;
    for (int field = 0; field < REPLY_FIELDS; field++)
        if (field != REPLY_OPINION_LIMIT &&
            !same_text(&input, reply_field_words[field], kept->fields[field]))
            return false;
    return same_time(&input, kept->at);
}

static void check_reply(struct check *check, struct told *told, const struct reader *entry,
                        enum reply_kind kind)
{
    size_t index = told->replies++;
    if (index >= check->replies.count)
        return; /* the counts differ: told at the end */
    const struct reply_entry *kept = &check->replies.entries[index];
    bool refused = span_is(read_string(entry, "outcome"), "refused");
    bool has_verdict = read_member(entry, "on_time") != NULL;
    if (kind != kept->kind || refused == kept->told || !same_text(entry, "reply", kept->reply) ||
        !same_text(entry, "by", kept->unit) || !same_text(entry, "acting", kept->acting) ||
        read_instant(entry, "at") != kept->recorded_at ||
        read_boolean(entry, "complete", kept->is_complete) != kept->is_complete ||
        has_verdict != kept->has_verdict ||
        read_boolean(entry, "on_time", kept->on_time) != kept->on_time || !same_words(entry, kept))
        check_finding(check, "reply_differs", "replies", "art.15",
                      "a reply is kept otherwise than history tells of it");
}

static void check_review(struct check *check, struct told *told, const struct reader *entry)
{
    struct span name = read_string(entry, "reply");
    struct reply_entry *kept = name.at != NULL ? replies_find(&check->replies, name) : NULL;
    day_number until = 0;
    bool has_until = read_day(entry, "until", &until);
    told->reviews++;
    if (kept == NULL || kept->review.decision == REPLY_UNDECIDED)
        return; /* the counts differ, too */
    const struct review *review = &kept->review;
    if (!same_word(entry, "decision", reply_decision_words[review->decision]) ||
        read_instant(entry, "at") != review->at || !same_text(entry, "by", review->by) ||
        has_until != review->has_until || (has_until && until != review->until))
        check_finding(check, "reply_differs", "replies", "art.15",
                      "a review is kept otherwise than history tells of it");
}

static size_t reviews_of(const struct replies *replies)
{
    size_t count = 0;
    for (size_t i = 0; i < replies->count; i++)
        count += replies->entries[i].review.decision != REPLY_UNDECIDED;
    return count;
}

/* ------------------------------------------------------------------------------- closing (28) */

/* It comes whole or a step at a time: what a later one says counts. */
static void follow_document(struct told *told, const struct reader *entry)
{
    struct reader input;
    told->has_closing = true;
    if (!read_object(entry, "input", &input))
        return;
    struct span document = read_string(&input, "document");
    struct span approved_by = read_string(&input, "approved_by");
    if (document.at != NULL)
        told->document = document;
    if (approved_by.at != NULL)
        told->approved_by = approved_by;
}

/* What is done again is not finished: the document goes. */
static void forget_document(struct told *told)
{
    told->has_closing = false;
    told->document = told->approved_by = SPAN_NONE;
}

/* It lets a repeat be barred, so it has to be what a person sent. */
static void check_document(struct check *check, const struct told *told)
{
    struct closing closing;
    if (!closing_read(check->record, &closing))
        return;
    if (closing.present != told->has_closing || !span_equal(closing.document, told->document) ||
        !span_equal(closing.approved_by, told->approved_by))
        check_finding(check, "closing_differs", "closing", "art.28(1)",
                      "is not what history tells of");
}

/* ----------------------------------------------------------------------------- ratings (11, 20) */

static bool same_answers(const struct reader *entry, const struct rating_entry *kept)
{
    struct reader input;
    if (!read_object(entry, "input", &input))
        return true;
    struct span reached = read_string(&input, "reached");
    return span_is(reached, "no") != kept->reached &&
           same_word(&input, "by", rater_words[kept->by]) &&
           same_word(&input, "satisfied",
                     kept->has_satisfied ? satisfaction_words[kept->satisfied] : NULL) &&
           same_word(&input, "resolved", kept->has_settled ? settled_words[kept->settled] : NULL) &&
           same_text(&input, "reason", kept->reason) && same_time(&input, kept->at);
}

/* The hotline's officer has a name that nothing else tells. */
static bool same_rater(const struct reader *entry, const struct rating_entry *kept)
{
    bool names_unit = kept->by == RATER_UNIT && kept->unit.at != NULL;
    struct span rater = names_unit ? kept->unit : span_of(rater_words[kept->by]);
    return kept->by == RATER_HOTLINE || same_text(entry, "by", rater);
}

/* What the rating leads to; the closing has an entry of its own. */
static void follow_rating(struct told *told, const struct reader *entry)
{
    struct span outcome = read_string(entry, "outcome");
    bool closes = span_is(outcome, rating_outcome_words[RATING_CLOSED]);
    bool verifies = span_is(outcome, rating_outcome_words[RATING_VERIFYING]);
    bool unreached = span_is(outcome, rating_outcome_words[RATING_UNREACHED]);
    told->tries += unreached || span_is(outcome, rating_outcome_words[RATING_TRIED]);
    if (closes || verifies)
        told->rating = read_string(entry, "id");
    if (closes)
        told->outcome = CALLBACK_SATISFIED;
    else if (verifies)
        told->outcome = CALLBACK_DISSATISFIED;
    else if (unreached)
        told->outcome = CALLBACK_UNREACHED;
}

/* art.20: what the hotline found; with a redo all begins anew. */
static void follow_finding(struct told *told, const struct reader *entry)
{
    if (span_is(read_string(entry, "finding"), finding_words[FINDING_UPHELD])) {
        told->outcome = CALLBACK_UPHELD;
        return;
    }
    told->outcome = CALLBACK_REDO;
    told->tries = 0;
    told->rating = SPAN_NONE;
    told->closed_at = INSTANT_NONE;
    forget_document(told);
}

/* A repeat that ends with its earlier case was rated by nobody. */
static void follow_closing(struct told *told, const struct reader *entry)
{
    if (told->ratings > 0 && !span_is(read_string(entry, "by"), "h12-repeat"))
        told->closed_at = read_instant(entry, "at");
}

/* Where the case stands with who asked is where the ratings and findings have brought it. */
static void check_standing(struct check *check, const struct told *told)
{
    const struct callback *kept = &check->callback;
    if (told->ratings != kept->rating_count || told->verifications != kept->verification_count)
        return; /* told apart */
    if (kept->present &&
        (kept->outcome != told->outcome || kept->tries != told->tries ||
         kept->closed_at != told->closed_at || !span_equal(kept->rating, told->rating)))
        check_finding(check, "callback_outcome", "callback", "art.20",
                      "does not stand where its ratings and findings have brought it");
}

static void check_rating(struct check *check, struct told *told, const struct reader *entry)
{
    size_t index = told->ratings++;
    follow_rating(told, entry);
    if (index >= check->callback.rating_count)
        return; /* the counts differ: told at the end */
    const struct rating_entry *kept = &check->callback.ratings[index];
    const char *refusal =
        kept->refusal != RATING_NOT_REFUSED ? rating_refusal_words[kept->refusal] : NULL;
    if (!same_text(entry, "id", kept->rating))
        check_finding(check, "rating_differs", "callback", "art.11(4)",
                      "a rating is not the one that history tells of");
    else if (read_instant(entry, "at") != kept->recorded_at ||
             !same_word(entry, "outcome", rating_outcome_words[kept->outcome]) ||
             !same_word(entry, "refusal", refusal) || !same_rater(entry, kept) ||
             !same_answers(entry, kept))
        check_finding(check, "rating_differs", "callback", "art.11(4)",
                      "a rating is kept otherwise than history tells of it");
}

static void check_verification(struct check *check, struct told *told, const struct reader *entry)
{
    size_t index = told->verifications++;
    follow_finding(told, entry);
    if (index >= check->callback.verification_count)
        return; /* the counts differ: told at the end */
    const struct verification_entry *kept = &check->callback.verifications[index];
    if (!same_text(entry, "id", kept->verification) || read_instant(entry, "at") != kept->at ||
        !same_word(entry, "finding", finding_words[kept->finding]) ||
        !same_text(entry, "by", kept->officer) || !same_text(entry, "reason", kept->reason))
        check_finding(check, "rating_differs", "callback", "art.20",
                      "a finding is kept otherwise than history tells of it");
}

/* ----------------------------------------------------------------------------- extensions (18) */

static void check_extension(struct check *check, struct told *told, const struct reader *entry)
{
    size_t index = told->extensions++;
    if (index >= check->extensions.count)
        return; /* the counts differ: told at the end */
    const struct extension_entry *kept = &check->extensions.entries[index];
    bool refused = span_is(read_string(entry, "outcome"), "refused");
    if (!same_text(entry, "by", kept->unit) || read_instant(entry, "at") != kept->recorded_at ||
        refused != (kept->outcome == EXTENSION_REFUSED) ||
        !same_text(entry, "acting", kept->acting) || !same_text(entry, "refusal", kept->refusal))
        check_finding(check, "extension_differs", "extensions", "art.18",
                      "a request is kept otherwise than history tells of it");
}

static void check_extended(struct check *check, struct told *told, const struct reader *entry)
{
    struct span name = read_string(entry, "request");
    struct extension_entry *kept =
        name.at != NULL ? extensions_find(&check->extensions, name) : NULL;
    bool granted = span_is(read_string(entry, "decision"), "grant");
    day_number until = 0;
    told->extended++;
    if (kept == NULL)
        return; /* the counts differ, too */
    if (kept->outcome != (granted ? EXTENSION_GRANTED : EXTENSION_DENIED) ||
        read_instant(entry, "at") != kept->decided_at ||
        (granted && (!read_day(entry, "until", &until) || until != kept->granted_until)))
        check_finding(check, "extension_differs", "extensions", "art.18",
                      "a request was decided otherwise, as history tells");
}

static size_t extensions_decided(const struct extensions *extensions)
{
    size_t count = 0;
    for (size_t i = 0; i < extensions->count; i++)
        count += extensions->entries[i].outcome == EXTENSION_GRANTED ||
                 extensions->entries[i].outcome == EXTENSION_DENIED;
    return count;
}

/* ----------------------------------------------------------------------------------------- all */

void check_told(struct check *check, struct told *told, const struct reader *entry)
{
    struct span event = read_string(entry, "event");
    if (span_is(event, "return_decided") || span_is(event, "staffing_opinion") ||
        span_is(event, "group_decision"))
        note_decision(check, told, entry);
    else if (span_is(event, "replied"))
        check_reply(check, told, entry, REPLY_FINAL);
    else if (span_is(event, "part_replied"))
        check_reply(check, told, entry, REPLY_PART);
    else if (span_is(event, "stage_replied"))
        check_reply(check, told, entry, REPLY_STAGE);
    else if (span_is(event, "reply_reviewed"))
        check_review(check, told, entry);
    else if (span_is(event, "rated"))
        check_rating(check, told, entry);
    else if (span_is(event, "verified"))
        check_verification(check, told, entry);
    else if (span_is(event, "closing"))
        follow_document(told, entry);
    else if (span_is(event, "closed"))
        follow_closing(told, entry);
    else if (span_is(event, "verifying") || span_is(event, "reopened"))
        told->closed_at = INSTANT_NONE;
    else if (span_is(event, "extension_requested"))
        check_extension(check, told, entry);
    else if (span_is(event, "extension_decided"))
        check_extended(check, told, entry);
}

void check_all_told(struct check *check, const struct told *told)
{
    check_outcomes(check, told);
    if (told->replies != check->replies.count || told->reviews != reviews_of(&check->replies))
        check_finding(check, "reply_differs", "replies", "art.15",
                      "are not as many, or not as many reviewed, as history tells of");
    if (told->ratings != check->callback.rating_count)
        check_finding(check, "rating_differs", "callback", "art.11(4)",
                      "has not as many ratings as history tells of");
    if (told->verifications != check->callback.verification_count)
        check_finding(check, "rating_differs", "callback", "art.20",
                      "has not as many findings as history tells of");
    check_standing(check, told);
    check_document(check, told);
    if (told->extensions != check->extensions.count ||
        told->extended != extensions_decided(&check->extensions))
        check_finding(check, "extension_differs", "extensions", "art.18",
                      "are not as many, or not as many decided, as history tells of");
}
