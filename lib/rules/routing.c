#include "lib/rules/routing.h"

const char *const unit_level_words[LEVELS] = {"city", "district", "institution", "enterprise",
                                              "organisation"};

bool unit_is_valid(const struct unit *unit, day_number day)
{
    return unit->valid_from <= day && day <= unit->valid_to;
}

bool matter_is_valid(const struct matter *matter, day_number day)
{
    return matter->valid_from <= day && day <= matter->valid_to;
}

const char *const route_source_words[ROUTE_SOURCES] = {"unit", "matter", "keyword", "district",
                                                       "place"};

double route_word_weight(const struct route_rules *rules, size_t characters)
{
    double weight = rules->character_weight * (double)characters;
    return weight > rules->word_weight ? weight : rules->word_weight;
}

static size_t add_weight(struct route_candidate sums[], size_t count,
                         const struct route_evidence *evidence)
{
    for (size_t i = 0; i < count; i++)
        if (sums[i].matter == evidence->matter) {
            sums[i].score += evidence->weight;
            return count;
        }
    sums[count] = (struct route_candidate){.matter = evidence->matter, .score = evidence->weight};
    return count + 1;
}

/* Ties go to the row that stands first in the catalogue, so that every run says the same. */
static bool is_better(const struct route_candidate *a, const struct route_candidate *b)
{
    if (a->score > b->score || a->score < b->score)
        return a->score > b->score;
    return a->matter->row < b->matter->row;
}

static void keep_best(struct route_candidate sums[], size_t count,
                      struct route_candidate best[ROUTE_CANDIDATES], size_t kept)
{
    for (size_t place = 0; place < kept; place++) {
        size_t found = place;
        for (size_t i = place + 1; i < count; i++)
            if (is_better(&sums[i], &sums[found]))
                found = i;
        struct route_candidate candidate = sums[found];
        sums[found] = sums[place];
        sums[place] = best[place] = candidate;
    }
}

size_t route_rank(const struct route_rules *rules, const struct route_evidence evidence[],
                  size_t count, struct route_candidate candidates[ROUTE_CANDIDATES])
{
    struct route_candidate sums[ROUTE_EVIDENCE_MAX];
    size_t matters = 0;
    for (size_t i = 0; i < count; i++) {
        if (evidence[i].matter != NULL && evidence[i].source == SOURCE_MATTER) {
            candidates[0] = (struct route_candidate){.matter = evidence[i].matter, .score = 1};
            return 1; /* the record's own word wins */
        }
        if (evidence[i].matter != NULL)
            matters = add_weight(sums, matters, &evidence[i]);
    }
    size_t kept = matters < ROUTE_CANDIDATES ? matters : ROUTE_CANDIDATES;
    keep_best(sums, matters, candidates, kept);
    double first = kept > 0 ? candidates[0].score : 0;
    double second = kept > 1 ? candidates[1].score : 0;
    for (size_t i = 0; i < kept; i++) {
        double rival = i == 0 ? second : first;
        candidates[i].score /= candidates[i].score + rival + rules->doubt;
    }
    return kept;
}

const struct unit *route_district(const struct route_evidence evidence[], size_t count)
{
    const struct unit *only = NULL;
    for (size_t i = 0; i < count; i++) {
        if (evidence[i].district == NULL)
            continue;
        if (evidence[i].source == SOURCE_DISTRICT)
            return evidence[i].district;
        if (only != NULL && only != evidence[i].district)
            return NULL;
        only = evidence[i].district;
    }
    return only;
}

bool route_is_about_itself(const struct unit *lead, const struct unit *respondent)
{
    return respondent != NULL && lead == respondent;
}

const char *route_basis(enum kind kind)
{
    return kind == KIND_CONSULTATION ? "art.13(1)" : "art.13(2)";
}

static void decide_by_name(const struct route_question *question, struct route_answer *answer)
{
    if (question->unit == NULL) {
        answer->reason = "the unit that the record names is not in the directory on that day";
        return;
    }
    answer->lead = question->unit;
    answer->score = 1;
    answer->reason = "the record names the unit";
}

static void decide_by_matter(const struct route_question *question, struct route_answer *answer)
{
    if (question->names_matter && !question->knows_matter) {
        answer->reason = "the matter that the record names is not in the catalogue on that day";
        return;
    }
    if (question->candidate_count == 0) {
        answer->reason = question->has_text ? "no matter of the catalogue fits the text"
                                            : "the record has no text";
        return;
    }
    const struct route_candidate *best = &question->candidates[0];
    answer->score = best->score;
    if (best->score < question->min_score) {
        answer->reason = "several matters fit about as well";
        answer->policy = "route.min_score";
    } else if (best->unit == NULL)
        answer->reason = "the matter is territorial and the district is not known";
    else
        answer->lead = best->unit;
    if (answer->lead != NULL)
        answer->reason = question->names_matter
                             ? "the matter that the record names, and its district"
                             : "the matter that the text is about, and its district";
}

void route_decide(const struct route_question *question, struct route_answer *answer)
{
    *answer = (struct route_answer){.basis = route_basis(question->kind)};
    if (question->names_unit)
        decide_by_name(question, answer);
    else
        decide_by_matter(question, answer);
    if (answer->lead != NULL && route_is_about_itself(answer->lead, question->respondent)) {
        answer->about = answer->lead;
        answer->lead = NULL;
        answer->reason = "the complaint is about the unit that would handle it";
    }
}
