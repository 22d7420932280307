#include "lib/rules/ranking.h"

#include "lib/rules/duties.h"

enum { SUMS_MAX = 32 };

/* The candidates while they are summed up. */
struct sums {
    struct route_candidate list[SUMS_MAX];
    size_t count;
};

static void add_matter(struct ranking *ranking, const struct matter *matter, double weight)
{
    for (size_t i = 0; i < ranking->matter_count; i++)
        if (ranking->matters[i].matter == matter) {
            ranking->matters[i].weight += weight;
            return;
        }
    if (ranking->matter_count < ROUTE_EVIDENCE_MAX)
        ranking->matters[ranking->matter_count++] = (struct matter_weight){matter, weight};
}

/* Ties go to the row that stands first, so that every run says the same. */
static bool is_heavier(const struct matter_weight *a, const struct matter_weight *b)
{
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight;
    return a->matter->row < b->matter->row;
}

static void sort_matters(struct ranking *ranking)
{
    for (size_t i = 1; i < ranking->matter_count; i++)
        for (size_t k = i; k > 0; k--) {
            struct matter_weight *here = &ranking->matters[k];
            if (!is_heavier(here, here - 1))
                break;
            struct matter_weight moved = *here;
            *here = here[-1];
            here[-1] = moved;
        }
}

/* What the record and the keywords say; true where the record names the matter itself. */
static void weigh_matters(struct ranking *ranking, const struct route_evidence evidence[],
                          size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (evidence[i].source == SOURCE_MATTER) {
            ranking->matters[0] = (struct matter_weight){evidence[i].matter, 1};
            ranking->matter_count = 1;
            ranking->given = true;
            return;
        }
        if (evidence[i].source == SOURCE_KEYWORD)
            add_matter(ranking, evidence[i].matter, evidence[i].weight);
    }
    sort_matters(ranking);
}

static struct route_candidate *sum_of(struct sums *sums, const struct unit *unit,
                                      const struct matter *matter)
{
    for (size_t i = 0; i < sums->count; i++)
        if (sums->list[i].unit == unit && (unit != NULL || sums->list[i].matter == matter))
            return &sums->list[i];
    if (sums->count == SUMS_MAX)
        return NULL;
    struct route_candidate *sum = &sums->list[sums->count++];
    *sum = (struct route_candidate){.unit = unit, .matter = matter};
    return sum;
}

/* One matter in one district, or in none. The first matter of a unit is its heaviest. */
static void add_duty(struct sums *sums, const struct duty *duty, const struct matter *matter,
                     const struct unit *district, double weight)
{
    struct route_candidate *sum = sum_of(sums, duty->lead, matter);
    if (sum == NULL)
        return;
    if (sum->weight <= 0) {
        sum->district = duty->step == DUTY_CITY ? NULL : district;
        sum->step = duty->step;
        sum->co_count = duty->co_count;
        for (size_t i = 0; i < duty->co_count; i++)
            sum->co[i] = duty->co[i];
    }
    sum->weight += weight;
}

/* A matter's weight goes to the units that would have it: all to one, or by the likelihood of the
 * districts. */
static void spread(struct sums *sums, const struct ranking *ranking,
                   const struct directory *directory, const struct catalogue *catalogue,
                   day_number day, const struct matter_weight *item)
{
    struct duty duty;
    size_t count = ranking->territory.count;
    if (count == 0 || !item->matter->to_district) {
        const struct unit *likeliest = count > 0 ? ranking->territory.districts[0].district : NULL;
        duty_of(directory, catalogue, item->matter, likeliest, day, &duty);
        add_duty(sums, &duty, item->matter, likeliest, item->weight);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct territory_share *share = &ranking->territory.districts[i];
        duty_of(directory, catalogue, item->matter, share->district, day, &duty);
        add_duty(sums, &duty, item->matter, share->district, item->weight * share->share);
    }
}

/* Who answers for a unit that is named: of a branch in a district whoever it stands below. */
static const struct unit *accountable(const struct directory *directory, const struct unit *unit)
{
    const struct unit *above = directory_by_code(directory, unit->parent);
    return !span_empty(unit->district) && above != NULL ? above : unit;
}

/* A unit's name in the text speaks for the heaviest matter of its line, else for the unit. */
static void add_names(struct ranking *ranking, struct sums *sums, const struct directory *directory,
                      const struct route_evidence evidence[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct route_evidence *piece = &evidence[i];
        if (piece->source != SOURCE_NAME)
            continue;
        size_t k = 0;
        while (k < ranking->matter_count &&
               !matter_has_line(ranking->matters[k].matter, piece->unit->line))
            k++;
        if (k < ranking->matter_count) {
            ranking->matters[k].weight += piece->weight;
            continue;
        }
        struct route_candidate *sum = sum_of(sums, accountable(directory, piece->unit), NULL);
        if (sum == NULL)
            continue;
        sum->step = DUTY_NAMED;
        sum->weight += piece->weight;
    }
    sort_matters(ranking);
}

static size_t row_of(const struct route_candidate *candidate)
{
    return candidate->matter != NULL ? candidate->matter->row : SIZE_MAX;
}

static bool is_better(const struct route_candidate *a, const struct route_candidate *b)
{
    if (a->weight > b->weight || a->weight < b->weight)
        return a->weight > b->weight;
    return row_of(a) < row_of(b); /* equal: the one that was named first stays first */
}

static double score(const struct route_rules *rules, bool given, double weight, double rival)
{
    double whole = weight + rival + (given ? 0 : rules->doubt);
    return whole > 0 ? weight / whole : 0;
}

/* Takes the best out of the sums, one after the other. */
static void keep_best(const struct route_rules *rules, struct sums *sums, struct ranking *ranking)
{
    double rival = 0;
    size_t kept = sums->count < ROUTE_CANDIDATES ? sums->count : ROUTE_CANDIDATES;
    for (size_t place = 0; place < kept; place++) {
        size_t found = place;
        for (size_t i = place + 1; i < sums->count; i++)
            if (is_better(&sums->list[i], &sums->list[found]))
                found = i;
        struct route_candidate best = sums->list[found];
        for (size_t i = found; i > place; i--)
            sums->list[i] = sums->list[i - 1];
        sums->list[place] = ranking->candidates[place] = best;
    }
    ranking->candidate_count = kept;
    for (size_t i = 0; i < kept; i++) {
        rival = i == 0 && kept > 1 ? ranking->candidates[1].weight : 0;
        rival = i > 0 ? ranking->candidates[0].weight : rival;
        ranking->candidates[i].score =
            score(rules, ranking->given, ranking->candidates[i].weight, rival);
    }
}

void route_rank(const struct route_rules *rules, const struct directory *directory,
                const struct catalogue *catalogue, day_number day,
                const struct route_evidence evidence[], size_t count, struct ranking *ranking)
{
    struct sums sums;
    sums.count = 0;
    ranking->matter_count = 0;
    ranking->given = false;
    territory_weigh(rules, evidence, count, &ranking->territory);
    weigh_matters(ranking, evidence, count);
    if (!ranking->given)
        add_names(ranking, &sums, directory, evidence, count);
    for (size_t i = 0; i < ranking->matter_count; i++)
        spread(&sums, ranking, directory, catalogue, day, &ranking->matters[i]);
    keep_best(rules, &sums, ranking);
    double first = ranking->matter_count > 0 ? ranking->matters[0].weight : 0;
    double second = ranking->matter_count > 1 ? ranking->matters[1].weight : 0;
    ranking->matter_score = score(rules, ranking->given, first, second);
}
