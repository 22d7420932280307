#include "lib/rules/routing.h"

const char *const unit_level_words[LEVELS] = {"city", "district", "institution", "enterprise",
                                              "organisation"};

const char *const route_source_words[ROUTE_SOURCES] = {"unit",     "matter", "keyword", "name",
                                                       "district", "place",  "duty"};

const char *const route_table_names[ROUTE_TABLES] = {"units.csv", "matters.csv", "gazetteer.csv"};

const char *const duty_step_reasons[DUTY_STEPS] = {
    "",
    ", and its district",
    ", and the city's unit of its line",
    "; its district is not known: the city's unit of its line",
    "; the city has no unit of its line: that of the matter above it",
    "; the city has no unit of its line: the district's government",
    ", and the unit that the text names",
    ", and the unit whose expert sits with the hotline",
};

const char *const duty_step_words[DUTY_STEPS] = {
    "no unit is found",
    "the government of the district",
    "the city's unit of the line",
    "the city's unit of the line, since the district is not known",
    "the unit of the matter above, since the city has none of the line",
    "the government of the district, since the city has no unit of the line",
    "the text names it",
    "its expert sits with the hotline",
};

bool unit_is_valid(const struct unit *unit, day_number day)
{
    return unit->valid_from <= day && day <= unit->valid_to;
}

bool matter_is_valid(const struct matter *matter, day_number day)
{
    return matter->valid_from <= day && day <= matter->valid_to;
}

double route_word_weight(const struct route_rules *rules, size_t characters)
{
    double weight = rules->character_weight * (double)characters;
    return weight > rules->word_weight ? weight : rules->word_weight;
}

bool route_is_about(const struct unit *unit, const struct respondents *respondents)
{
    for (size_t i = 0; i < respondents->count; i++)
        if (respondents->units[i] == unit)
            return true;
    return false;
}

const char *route_basis(enum kind kind)
{
    return kind == KIND_CONSULTATION ? "art.13(1)" : "art.13(2)";
}

const char *const linked_service_words[LINKED_SERVICES] = {"110", "96345"};

const char *route_linked_service(const struct route_rules *rules, const struct matter *matter,
                                 enum kind kind)
{
    bool asks = kind == KIND_HELP || kind == KIND_CONSULTATION;
    for (size_t i = 0; matter != NULL && i < rules->linkage_count; i++) {
        const struct linkage *linkage = &rules->linkages[i];
        struct span code = linkage->matter;
        if (matter->code.length >= code.length &&
            memcmp(matter->code.at, code.at, code.length) == 0 &&
            (linkage->to != SERVICE_96345 || asks))
            return linked_service_words[linkage->to];
    }
    return NULL;
}

static void decide_by_name(const struct route_question *question, struct route_answer *answer)
{
    if (question->unit == NULL) {
        answer->reason = "the unit that the record names is not in the directory on that day";
        return;
    }
    answer->lead = question->unit;
    answer->score = 1;
    if (question->matter_score >= question->rules->min_score)
        answer->matter = question->matter;
    answer->reason = "the record names the unit";
}

/* Several units are truly responsible where the text speaks at length for each, of different
 * matters; then none of them is wrong, and the one for which more speaks leads. */
static bool is_joint(const struct route_question *question)
{
    const struct route_candidate *first = &question->candidates[0];
    const struct route_candidate *second = first + 1;
    const struct route_rules *rules = question->rules;
    if (question->candidate_count < 2 || first->unit == NULL || second->unit == NULL ||
        first->matter == NULL || second->matter == NULL || first->matter == second->matter)
        return false;
    double third = question->candidate_count > 2 ? question->candidates[2].weight : 0;
    double both = first->weight + second->weight;
    return second->weight >= rules->joint_weight &&
           second->weight >= rules->joint_share * first->weight &&
           both >= rules->min_score * (both + third + rules->doubt);
}

static void take(const struct route_candidate *candidate, struct route_answer *answer)
{
    answer->lead = candidate->unit;
    answer->district = candidate->district;
    answer->step = candidate->step;
    answer->co_count = candidate->co_count;
    for (size_t i = 0; i < candidate->co_count; i++)
        answer->co[i] = candidate->co[i];
}

static void take_joint(const struct route_question *question, struct route_answer *answer)
{
    const struct route_candidate *second = &question->candidates[1];
    take(&question->candidates[0], answer);
    answer->reason = "the text speaks at length of matters of several units";
    answer->policy = "route.joint_weight";
    if (answer->co_count < ROUTE_CO_MAX)
        answer->co[answer->co_count++] = second->unit;
}

/* Why no unit is found though a matter or a name is. */
static const char *no_unit_reason(const struct route_question *question,
                                  const struct route_candidate *best)
{
    if (!best->matter->to_district)
        return "the directory has no unit of the matter's line on that day";
    return question->several_places ? "the text names places in several districts"
                                    : "the matter is territorial and the district is not known";
}

/* What the dispatch goes by, to be followed by the step. */
static const char *subject_of(const struct route_question *question)
{
    if (question->names_matter)
        return "the matter that the record names";
    if (question->matter == NULL || question->matter_score < question->rules->min_score)
        return "all that the text is about";
    return "the matter that the text is about";
}

static void decide_best(const struct route_question *question, struct route_answer *answer)
{
    const struct route_candidate *best = &question->candidates[0];
    bool sure = best->score >= question->rules->min_score;
    answer->score = best->score;
    if (best->unit == NULL && best->matter != NULL) {
        answer->reason =
            sure ? no_unit_reason(question, best) : "several matters fit about as well";
        answer->policy = sure ? NULL : "route.min_score";
    } else if (is_joint(question)) {
        take_joint(question, answer);
    } else if (!sure) {
        answer->reason = question->several_places && question->candidate_count > 1 &&
                                 best->matter == best[1].matter
                             ? "the text names places in several districts"
                             : "several matters fit about as well";
        answer->policy = "route.min_score";
    } else {
        take(best, answer);
        answer->reason = subject_of(question);
    }
}

static void decide_by_matter(const struct route_question *question, struct route_answer *answer)
{
    bool sure = question->matter_score >= question->rules->min_score;
    if (question->names_matter && !question->knows_matter) {
        answer->reason = "the matter that the record names is not in the catalogue on that day";
        return;
    }
    if (question->matter == NULL && question->candidate_count == 0) {
        answer->reason = question->has_text ? "no matter of the catalogue fits the text"
                                            : "the record has no text";
        return;
    }
    answer->score = question->matter_score;
    if (sure && (answer->handover = route_linked_service(question->rules, question->matter,
                                                         question->kind)) != NULL) {
        answer->basis = "art.24";
        answer->reason = "the matter belongs to a linked service";
    } else if (sure && question->kind == KIND_CONSULTATION && question->expert != NULL) {
        answer->lead = question->expert;
        answer->step = DUTY_EXPERT;
        answer->reason = subject_of(question);
    } else
        decide_best(question, answer);
    if (sure && answer->lead != NULL)
        answer->matter = question->matter;
}

/* A complaint about a unit goes neither to it nor past it to itself as an assistant. */
static void keep_from_itself(const struct route_question *question, struct route_answer *answer)
{
    size_t kept = 0;
    for (size_t i = 0; i < answer->co_count; i++)
        if (!route_is_about(answer->co[i], &question->respondents))
            answer->co[kept++] = answer->co[i];
    answer->co_count = kept;
    if (answer->lead == NULL || !route_is_about(answer->lead, &question->respondents))
        return;
    answer->about = answer->lead;
    answer->lead = NULL;
    answer->co_count = 0;
    answer->reason = "the complaint is about the unit that would handle it";
    answer->policy = NULL;
}

void route_decide(const struct route_question *question, struct route_answer *answer)
{
    *answer = (struct route_answer){.basis = route_basis(question->kind)};
    if (question->names_unit)
        decide_by_name(question, answer);
    else
        decide_by_matter(question, answer);
    keep_from_itself(question, answer);
}
