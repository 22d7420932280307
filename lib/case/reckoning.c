#include "lib/case/reckoning.h"

#include "lib/case/history.h"
#include "lib/rules/duties.h"

static void add_evidence(struct reckoning *r, struct route_evidence piece)
{
    if (r->evidence_count < ROUTE_EVIDENCE_MAX)
        r->evidence[r->evidence_count++] = piece;
}

static void add_unit(struct reckoning *r, const struct dispatch_desk *desk)
{
    const struct unit *unit = directory_find(desk->directory, r->unit, r->received);
    r->question.names_unit = r->unit.at != NULL;
    if (unit == NULL || !unit_is_valid(unit, r->received))
        return;
    r->question.unit = unit;
    add_evidence(r, (struct route_evidence){
                        .source = SOURCE_UNIT,
                        .table = TABLE_UNITS,
                        .row = unit->row,
                        .member = "unit",
                        .weight = 1,
                    });
}

static void add_matter(struct reckoning *r, const struct dispatch_desk *desk)
{
    const struct matter *matter = catalogue_find(desk->catalogue, r->matter);
    r->question.names_matter = r->matter.at != NULL;
    if (matter == NULL || !matter_is_valid(matter, r->received))
        return;
    r->question.knows_matter = true;
    add_evidence(r, (struct route_evidence){
                        .source = SOURCE_MATTER,
                        .matter = matter,
                        .table = TABLE_MATTERS,
                        .row = matter->row,
                        .member = "matter",
                        .weight = 1,
                    });
}

static void add_district(struct reckoning *r, const struct dispatch_desk *desk)
{
    const struct unit *district = directory_district(desk->directory, r->district, r->received);
    if (district == NULL)
        return;
    add_evidence(r, (struct route_evidence){
                        .source = SOURCE_DISTRICT,
                        .district = district,
                        .table = TABLE_UNITS,
                        .row = district->row,
                        .member = "district",
                        .weight = r->officers_district ? 1 : desk->rules->reporter_weight,
                        .is_found = r->officers_district,
                    });
}

/* Whether the officer who accepted the case named the district. Only what was flagged is ever
 * before an officer, so that of most cases the history is not read. */
static bool has_officers_district(const struct reader *top)
{
    struct reader acceptance, input;
    struct history_walk walk = {.record = top->record};
    if (!read_object(top, "acceptance", &acceptance) ||
        object_find(acceptance.object, SPAN("flags")) == NULL)
        return false;
    bool is_named = false;
    while (history_next(&walk))
        if (span_is(read_string(&walk.entry, "event"), "accepted") &&
            read_object(&walk.entry, "input", &input))
            is_named |= object_find(input.object, SPAN("district")) != NULL;
    return is_named;
}

bool reckoning_read(struct reckoning *r, const struct dispatch_desk *desk, struct record *record)
{
    struct reader top = read_top(record);
    r->record = record;
    r->evidence_count = 0;
    r->question = (struct route_question){.rules = desk->rules};
    r->acting = NULL;
    r->received_at = read_required_instant(&top, "received_at");
    r->received = r->received_at != INSTANT_NONE ? instant_day(r->received_at, record->offset) : 0;
    r->urgency = case_urgency(&top);
    r->question.kind = (enum kind)read_word(&top, "kind", kind_words, KINDS, KIND_HELP);
    r->title = read_string(&top, "title");
    r->text = read_string(&top, "text");
    r->address = read_string(&top, "address");
    r->unit = read_string(&top, "unit");
    r->matter = read_string(&top, "matter");
    r->district = read_string(&top, "district");
    r->officers_district = r->district.at != NULL && has_officers_district(&top);
    r->assigned_at = read_instant(&top, "assigned_at");
    respondents_find(&desk->lexicon->names, desk->directory, read_string(&top, "respondent"),
                     r->received, &r->question.respondents);
    r->question.has_text = r->title.at != NULL || r->text.at != NULL;
    return fault_none(&record->fault);
}

bool reckoning_asks_knowledge(const struct reckoning *r)
{
    return r->question.kind == KIND_CONSULTATION && r->unit.at == NULL && r->question.has_text &&
           r->urgency != URGENCY_CRITICAL;
}

void reckoning_ask(const struct reckoning *r, const struct dispatch_desk *desk, instant at,
                   struct knowledge_scratch *scratch, struct knowledge_answer *answer)
{
    const struct knowledge_desk base = {desk->knowledge, desk->knowledge_rules, desk->lexicon};
    const struct knowledge_question question = {
        .title = r->title,
        .text = r->text,
        .received = r->received,
        .day = instant_day(at, r->record->offset),
    };
    knowledge_ask(&base, scratch, &question, answer);
}

static void find_words(struct reckoning *r, const struct dispatch_desk *desk)
{
    const struct lexicon_text texts[] = {
        {"title", r->title, desk->rules->title_factor},
        {"text", r->text, 1},
        {"address", r->address, 1},
    };
    r->evidence_count +=
        lexicon_evidence(desk->lexicon, texts, 3, r->received, r->evidence + r->evidence_count,
                         ROUTE_EVIDENCE_MAX - r->evidence_count);
}

static void pose_question(struct reckoning *r, const struct dispatch_desk *desk)
{
    struct route_question *question = &r->question;
    const struct ranking *ranking = &r->ranking;
    question->candidates = ranking->candidates;
    question->candidate_count = ranking->candidate_count;
    question->matter = ranking->matter_count > 0 ? ranking->matters[0].matter : NULL;
    question->matter_score = ranking->matter_score;
    question->several_places = ranking->territory.count > 1;
    if (question->matter == NULL || span_empty(question->matter->expert))
        return;
    const struct unit *expert = directory_by_code(desk->directory, question->matter->expert);
    if (expert != NULL && unit_is_valid(expert, r->received))
        question->expert = expert;
}

/* The office of the subdistrict or town that the text names, where it names but one. */
static const struct unit *office_named(const struct reckoning *r)
{
    const struct unit *office = NULL;
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct unit *named = r->evidence[i].office;
        if (named != NULL && office != NULL && named != office)
            return NULL;
        office = named != NULL ? named : office;
    }
    return office;
}

/* art.7(2): the lead stays accountable and the unit below it acts. A record that names the unit
 * below names who acts. */
static void delegate(struct reckoning *r, const struct dispatch_desk *desk)
{
    struct route_answer *answer = &r->answer;
    const struct unit *above = directory_by_code(desk->directory, answer->lead->parent);
    if (above != NULL && unit_is_valid(above, r->received) &&
        !route_is_about(above, &r->question.respondents)) {
        r->acting = answer->lead;
        answer->lead = above;
        return;
    }
    struct delegation delegation = {
        .matter = answer->matter,
        .district = answer->district,
        .office = office_named(r),
        .respondents = &r->question.respondents,
    };
    if (delegation.district == NULL && r->ranking.territory.count > 0)
        delegation.district = r->ranking.territory.districts[0].district;
    r->acting = duty_delegate(desk->directory, answer->lead, &delegation, r->received);
}

static void add_duty(struct reckoning *r, const struct unit *unit, double weight)
{
    add_evidence(r, (struct route_evidence){
                        .source = SOURCE_DUTY,
                        .table = TABLE_UNITS,
                        .row = unit->row,
                        .weight = weight,
                    });
}

void reckoning_decide(struct reckoning *r, const struct dispatch_desk *desk)
{
    add_unit(r, desk);
    add_matter(r, desk);
    add_district(r, desk);
    find_words(r, desk);
    route_rank(desk->rules, desk->directory, desk->catalogue, r->received, r->evidence,
               r->evidence_count, &r->ranking);
    pose_question(r, desk);
    route_decide(&r->question, &r->answer);
    if (r->answer.lead == NULL)
        return;
    if (!r->question.names_unit)
        add_duty(r, r->answer.lead, r->answer.score);
    if (desk->delegate)
        delegate(r, desk);
    if (r->acting != NULL)
        add_duty(r, r->acting, r->answer.score);
}
