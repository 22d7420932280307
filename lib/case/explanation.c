#include "lib/case/explanation.h"

/* One line, `  label: ...`. */
#define LINE(out, ...) buffer_printf(out, __VA_ARGS__)

static int length_of(struct span text)
{
    return (int)text.length;
}

static void explain_unit(struct buffer *out, const struct unit *unit)
{
    LINE(out, "%.*s %.*s (units.csv:%u)", length_of(unit->code), unit->code.at,
         length_of(unit->name), unit->name.at, unit->row);
}

static void explain_matter(struct buffer *out, const struct matter *matter)
{
    LINE(out, "%.*s %.*s (matters.csv:%u)", length_of(matter->code), matter->code.at,
         length_of(matter->name), matter->name.at, matter->row);
}

static void explain_head(struct buffer *out, const struct reckoning *r, struct span id)
{
    char day[DAY_TEXT_LENGTH];
    day_write(r->received, day);
    LINE(out, "case %.*s, a %s, %s, received on %.*s: the tables of that day\n", length_of(id),
         id.at, kind_words[r->question.kind], urgency_words[r->urgency], DAY_TEXT_LENGTH, day);
}

static void explain_own_words(struct buffer *out, const struct reckoning *r)
{
    if (r->unit.at != NULL)
        LINE(out, "  the record names a unit: %s\n",
             r->question.unit != NULL ? "it is in the directory" : "not in the directory");
    if (r->matter.at != NULL)
        LINE(out, "  the record names a matter: %s\n",
             r->question.knows_matter ? "it is in the catalogue" : "not in the catalogue");
    if (r->district.at != NULL)
        LINE(out, "  the record has a district: %s\n",
             r->officers_district ? "an officer found it" : "the reporter's own");
}

static void explain_entry(struct buffer *out, const char *what, const struct knowledge_entry *entry,
                          double likeness)
{
    LINE(out, "  %s: %.*s version %.*s (knowledge.csv:%u), likeness %.3f", what,
         length_of(entry->id), entry->id.at, length_of(entry->version), entry->version.at,
         entry->row, likeness);
}

static void explain_knowledge(struct buffer *out, const struct dispatch_desk *desk,
                              const struct knowledge_answer *said)
{
    const struct knowledge_rules *rules = desk->knowledge_rules;
    LINE(out, "knowledge base (art.13(1)): %s\n", knowledge_reasons[said->verdict]);
    if (said->entry == NULL)
        return;
    explain_entry(out, "nearest", said->entry, said->likeness);
    LINE(out, " of %.3f\n", rules->min_likeness);
    if (said->verdict == KNOWLEDGE_SEVERAL || said->verdict == KNOWLEDGE_ANOTHER) {
        explain_entry(out, "beside it", said->rival, said->rival_likeness);
        LINE(out, "\n");
    }
    if (said->verdict == KNOWLEDGE_CLEAR || said->verdict >= KNOWLEDGE_MATTER)
        LINE(out, "  beside its questions: %zu characters of at most %d\n", said->rest,
             rules->max_rest);
    if (said->matter != NULL) {
        LINE(out, "  among them a keyword of ");
        explain_matter(out, said->matter);
        LINE(out, "\n");
    }
}

static void explain_evidence(struct buffer *out, const struct reckoning *r)
{
    LINE(out, "evidence:\n");
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct route_evidence *piece = &r->evidence[i];
        LINE(out, "  %-8s %s:%u", route_source_words[piece->source],
             route_table_names[piece->table], piece->row);
        if (piece->member != NULL)
            LINE(out, " in %s at %zu", piece->member, piece->offset);
        LINE(out, ", weight %.3f", piece->weight);
        if (piece->matter != NULL)
            LINE(out, ", for matter %.*s", length_of(piece->matter->code), piece->matter->code.at);
        if (piece->unit != NULL)
            LINE(out, ", for the line of %.*s", length_of(piece->unit->code), piece->unit->code.at);
        if (piece->district != NULL)
            LINE(out, ", for district %.*s", length_of(piece->district->district),
                 piece->district->district.at);
        LINE(out, "\n");
    }
}

static void explain_ranking(struct buffer *out, const struct ranking *ranking)
{
    LINE(out, "districts:%s\n", ranking->territory.count == 0 ? " none known" : "");
    for (size_t i = 0; i < ranking->territory.count; i++) {
        LINE(out, "  %.3f ", ranking->territory.districts[i].share);
        explain_unit(out, ranking->territory.districts[i].district);
        LINE(out, "%s\n", ranking->territory.by_reporter ? ", the reporter's own" : "");
    }
    LINE(out, "matters:%s\n", ranking->matter_count == 0 ? " none fits" : "");
    for (size_t i = 0; i < ranking->matter_count; i++) {
        LINE(out, "  %.3f ", ranking->matters[i].weight);
        explain_matter(out, ranking->matters[i].matter);
        LINE(out, "\n");
    }
}

static void explain_candidates(struct buffer *out, const struct reckoning *r)
{
    const struct route_rules *rules = r->question.rules;
    LINE(out, "candidates: weight / (weight + the next best%s) = score, from %.3f on sure\n",
         r->ranking.given ? "" : " + doubt", rules->min_score);
    for (size_t i = 0; i < r->question.candidate_count; i++) {
        const struct route_candidate *candidate = &r->question.candidates[i];
        LINE(out, "  %.3f -> %.3f ", candidate->weight, candidate->score);
        if (candidate->unit != NULL)
            explain_unit(out, candidate->unit);
        else
            LINE(out, "nobody");
        if (candidate->matter != NULL)
            LINE(out, ", matter %.*s", length_of(candidate->matter->code),
                 candidate->matter->code.at);
        LINE(out, ": %s\n", duty_step_words[candidate->step]);
    }
}

static void explain_answer(struct buffer *out, const struct reckoning *r)
{
    const struct route_answer *answer = &r->answer;
    LINE(out, "decision (%s): ", answer->basis);
    if (answer->lead != NULL)
        explain_unit(out, answer->lead);
    else if (answer->handover != NULL)
        LINE(out, "triage, to be handed over to %s", answer->handover);
    else
        LINE(out, "triage");
    LINE(out, "\n  since: %s%s\n", answer->reason, duty_step_reasons[answer->step]);
    if (answer->policy != NULL)
        LINE(out, "  by policy %s\n", answer->policy);
    for (size_t i = 0; i < answer->co_count; i++) {
        LINE(out, "  assisted by ");
        explain_unit(out, answer->co[i]);
        LINE(out, "\n");
    }
    if (r->acting != NULL) {
        LINE(out, "  acting (art.7(2)): ");
        explain_unit(out, r->acting);
        LINE(out, "\n");
    }
}

bool explain_case(const struct dispatch_desk *desk, struct route_scratch *scratch,
                  struct record *record, struct buffer *out)
{
    struct reckoning r;
    struct reader top = read_top(record);
    if (!reckoning_read(&r, desk, record))
        return false;
    explain_head(out, &r, read_string(&top, "id"));
    if (reckoning_asks_knowledge(&r)) {
        reckoning_ask(&r, desk, desk->now, &scratch->asking, &scratch->knowledge);
        explain_knowledge(out, desk, &scratch->knowledge);
        if (scratch->knowledge.verdict == KNOWLEDGE_CLEAR) {
            LINE(out, "decision (art.13(1)): answered\n");
            return true;
        }
    }
    reckoning_decide(&r, desk);
    explain_own_words(out, &r);
    explain_evidence(out, &r);
    explain_ranking(out, &r.ranking);
    explain_candidates(out, &r);
    explain_answer(out, &r);
    return true;
}
